// SPDX-License-Identifier: Apache-2.0

//! The records of the market. All amounts are plancks of GAS, all times milliseconds of chain time,
//! unless a field says otherwise.

use crate::{
	allowance::{Allowance, Spent},
	pricing::{auction::BestTwo, cpp::Proofs, metered::Count, Pricing, Tariff},
	ramp::Ramp,
	reputation::Standing,
	Config,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use int_primitives::{
	directory::SecurityLevel,
	market::{EndUseReceipt, MeterVoucher},
	merkle::MAX_PROOF,
	package::{AcceptedCiphertext, ManifestCommitment},
	Digest, Millis,
};
use scale_info::TypeInfo;
use sp_runtime::{AccountId32, MultiSignature};

/// Counts listings up from 0; never used again.
pub type ListingId = u32;

/// Counts the terms of a listing up from 0.
pub type Revision = u32;

/// Counts agreements up from 0; never used again.
pub type AgreementId = u64;

/// Counts auctions up from 0; never used again.
pub type AuctionId = u32;

/// A content identifier in its binary form, up to 40 bytes (a version 1 CID of a SHA-256 is 36).
pub type Cid = BoundedVec<u8, ConstU32<40>>;

/// The most receivers of a listing's revenue.
pub const MAX_SHARES: u32 = 8;

/// The most arbiters that a listing names.
pub const MAX_ARBITERS: u32 = 4;

/// The most items of a batch.
pub const MAX_BATCH: u32 = 100;

/// How many items of a batch may always be heavy: pay several receivers, end a dispute or end an
/// agreement. As many more as the batch has room for instead of others.
pub const MAX_HEAVY: u32 = 20;

/// The most receipts of end uses in a call.
pub const MAX_RECEIPTS: u32 = 64;

/// The most records that one page of a query scans.
pub const PAGE: u32 = 200;

/// The shortest window in which somebody must act, milliseconds: a minute.
pub const MIN_WINDOW: u32 = 60_000;

/// The most that can be disputed for, or given notice of, milliseconds: 30 days.
pub const MAX_WINDOW: u32 = 2_592_000_000;

/// A block and its time: from where a window runs.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub struct Moment {
	/// Chain time.
	pub time: Millis,
	/// The block's number; those above `u32::MAX` count as that.
	pub block: u32,
}

impl Moment {
	/// Whether at `now` a window that began here is over: both its time and its least number of
	/// blocks have passed. So nobody loses his window because the chain stood still.
	pub const fn is_over(&self, window: Millis, blocks: u32, now: &Self) -> bool {
		now.time.saturating_sub(self.time) >= window
			&& now.block.saturating_sub(self.block) >= blocks
	}
}

/// What kind of thing is offered.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum Kind {
	/// Electric energy, in watt-hours.
	Power,
	/// Transport of data, in bytes.
	Network,
	/// Computing, in milliseconds or instructions.
	Compute,
	/// Keeping of data, in byte-hours.
	Storage,
	/// Data, in items.
	Data,
	/// Something done, in calls.
	Service,
	/// A way in: a door, a parking space; in seconds.
	Access,
	/// Anything else, by a code that buyer and seller agree upon, in any unit.
	Other(u32),
}

/// What it is counted in.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum Unit {
	/// 3,600 joules.
	WattHour,
	/// Eight bits.
	Byte,
	/// A millisecond of computing.
	Millisecond,
	/// An instruction.
	Instruction,
	/// A byte kept for an hour.
	ByteHour,
	/// A record, a file, a package.
	Item,
	/// A request and its answer.
	Call,
	/// A second.
	Second,
	/// Anything else, by a code that buyer and seller agree upon.
	Other(u32),
}

impl Kind {
	/// Whether it is counted in this unit.
	pub const fn is_counted_in(&self, unit: Unit) -> bool {
		matches!(
			(self, unit),
			(Self::Power, Unit::WattHour)
				| (Self::Network, Unit::Byte)
				| (Self::Compute, Unit::Millisecond | Unit::Instruction)
				| (Self::Storage, Unit::ByteHour)
				| (Self::Data, Unit::Item)
				| (Self::Service, Unit::Call)
				| (Self::Access, Unit::Second)
				| (Self::Other(_), _)
		)
	}
}

/// The characters of a geohash.
const GEOHASH: &[u8] = b"0123456789bcdefghjkmnpqrstuvwxyz";

/// A coarse place: 1 to 6 characters of a geohash (6 are about 1.2 km by 0.6 km), filled up with
/// zero bytes.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub struct Place(pub [u8; Place::LENGTH]);

impl Place {
	/// The most characters.
	pub const LENGTH: usize = 6;

	/// Whether it is what its type says.
	pub fn is_valid(&self) -> bool {
		let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(Self::LENGTH);
		let (name, filling) = self.0.split_at(end);
		!name.is_empty()
			&& name.iter().all(|byte| GEOHASH.contains(byte))
			&& filling.iter().all(|byte| *byte == 0)
	}
}

/// How much there is of it.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum Capacity {
	/// As much as anybody wants.
	Unlimited,
	/// So many units once and for all: what is sold is gone, what is refunded is back.
	Stock(u64),
	/// So many units at the same time: what an agreement takes is back when it closes.
	Concurrent(u64),
}

impl Capacity {
	/// Units that can be taken when `taken` are.
	pub const fn left(&self, taken: u64) -> u64 {
		match self {
			Self::Unlimited => u64::MAX,
			Self::Stock(all) | Self::Concurrent(all) => all.saturating_sub(taken),
		}
	}

	/// Whether what an agreement took comes back when it closes.
	pub const fn returns(&self, sold: bool) -> bool {
		match self {
			Self::Unlimited | Self::Concurrent(_) => true,
			Self::Stock(_) => !sold,
		}
	}
}

/// The buyers that a listing names, as leaves (their 32 bytes) of a tree as in
/// `int_primitives::merkle`.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub struct AllowList {
	/// The root.
	pub root: Digest,
	/// The number of leaves.
	pub size: u64,
}

/// A buyer's place in an allow list.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct AllowProof {
	/// The buyer's leaf, from 0.
	pub index: u64,
	/// The path from the leaf to the root, leaf first.
	pub path: BoundedVec<Digest, ConstU32<{ MAX_PROOF as u32 }>>,
}

/// Who may buy. Everything that is asked for has to hold; by default nothing is.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
)]
pub struct Access {
	/// Only these buyers.
	pub allow: Option<AllowList>,
	/// Only for a consuming device in this fleet.
	pub fleet: Option<u32>,
	/// Only buyers with such a name, plancks of GAS burned.
	pub reputation: u64,
	/// Only for a consuming device that guards its key so well.
	pub security: SecurityLevel,
}

/// A receiver of a listing's revenue.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Share {
	/// Who receives.
	pub to: AccountId32,
	/// Which part, in a million.
	pub parts: u32,
}

/// What a seller offers.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Offer {
	/// What kind of thing.
	pub kind: Kind,
	/// What it is counted in.
	pub unit: Unit,
	/// Where it is; nothing for what is nowhere.
	pub place: Option<Place>,
	/// What it is, off-chain.
	pub metadata: Cid,
	/// The device that provides it and signs for it; nothing if the seller's own account does.
	pub provider: Option<AccountId32>,
	/// How much there is.
	pub capacity: Capacity,
	/// Chain time before which nobody can buy.
	pub from: Millis,
	/// Chain time after which nobody can buy, and no metered agreement lasts.
	pub until: Millis,
	/// Who may buy.
	pub access: Access,
	/// What it costs.
	pub pricing: Pricing,
	/// Who receives the revenue: nobody named, the seller; otherwise 1 to 8 accounts whose parts
	/// make a million. What rounding leaves goes to the first.
	pub split: BoundedVec<Share, ConstU32<MAX_SHARES>>,
	/// Whom the seller accepts as arbiter. If any, a buyer has to choose one; if none, a claim
	/// that the buyer refuses is void.
	pub arbiters: BoundedVec<AccountId32, ConstU32<MAX_ARBITERS>>,
	/// How long a claim or a revealed key can be disputed, milliseconds: a minute to 30 days.
	pub window: u32,
	/// How long the seller has to deliver, and again to reveal a key, milliseconds: at least a
	/// minute.
	pub delivery: Millis,
	/// After which time a cancelled agreement ends, milliseconds: at most 30 days.
	pub notice: u32,
	/// The longest that a metered agreement lasts, milliseconds.
	pub longest: Millis,
	/// The data package that is sold by the fair exchange; only for data with a price tag or by
	/// auction.
	pub manifest: Option<ManifestCommitment>,
}

/// A standing offer, as it is now.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Listing<T: Config> {
	/// Who sells, and holds the deposits.
	pub seller: AccountId32,
	/// What kind of thing.
	pub kind: Kind,
	/// What it is counted in.
	pub unit: Unit,
	/// Where it is.
	pub place: Option<Place>,
	/// What it is, off-chain.
	pub metadata: Cid,
	/// How much there is.
	pub capacity: Capacity,
	/// Units that agreements and auctions have taken of it.
	pub taken: u64,
	/// Chain time before which nobody can buy.
	pub from: Millis,
	/// Chain time after which nobody can buy.
	pub until: Millis,
	/// Who may buy.
	pub access: Access,
	/// Its present terms.
	pub revision: Revision,
	/// Whether nobody can buy for now.
	pub paused: bool,
	/// The auction that is running.
	pub auction: Option<AuctionId>,
	/// Pays for this record and its two index entries.
	pub ticket: T::ListingConsideration,
}

/// A receiver, with what it could not receive yet.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Receiver {
	/// Who receives.
	pub to: AccountId32,
	/// Which part, in a million.
	pub parts: u32,
	/// What lies for it on the market's account.
	pub accrued: u64,
}

/// An arbiter that a seller accepts, at the fee that it asked for then.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct NamedArbiter {
	/// Who.
	pub account: AccountId32,
	/// What a ruling costs.
	pub fee: u64,
}

/// What buyers agree to: never changed, kept while an agreement or an auction stands on it or a
/// share lies in it.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Terms<T: Config> {
	/// Who sells, and holds the deposit.
	pub seller: AccountId32,
	/// The device that provides and signs; nothing if the seller's own account does.
	pub provider: Option<AccountId32>,
	/// What it costs.
	pub pricing: Pricing,
	/// Who receives the revenue: 1 to 8 accounts, whose parts make a million.
	pub receivers: BoundedVec<Receiver, ConstU32<MAX_SHARES>>,
	/// Whom the seller accepts as arbiter.
	pub arbiters: BoundedVec<NamedArbiter, ConstU32<MAX_ARBITERS>>,
	/// How long a claim or a revealed key can be disputed.
	pub window: u32,
	/// How long the seller has to deliver, and again to reveal a key.
	pub delivery: Millis,
	/// After which time a cancelled agreement ends.
	pub notice: u32,
	/// The longest that a metered agreement lasts.
	pub longest: Millis,
	/// The data package that is sold.
	pub manifest: Option<ManifestCommitment>,
	/// Whether they are their listing's present terms.
	pub live: bool,
	/// Agreements and auctions that stand on them.
	pub open: u32,
	/// Pays for this record.
	pub ticket: T::TermsConsideration,
}

impl<T: Config> Terms<T> {
	/// Who provides and signs for it.
	pub fn provider(&self) -> &AccountId32 {
		self.provider.as_ref().unwrap_or(&self.seller)
	}

	/// Whether all revenue goes to the seller.
	pub fn is_undivided(&self) -> bool {
		matches!(self.receivers.as_slice(), [one] if one.to == self.seller)
	}

	/// What settlements of metered use go by.
	pub fn conditions(&self, tariff: &Tariff) -> Conditions {
		let share = |receiver: &Receiver| Share { to: receiver.to.clone(), parts: receiver.parts };
		let split = BoundedVec::truncate_from(self.receivers.iter().map(share).collect());
		Conditions { tariff: tariff.clone(), split }
	}

	/// Whether anything still lies in them for a receiver.
	pub fn has_accrued(&self) -> bool {
		self.receivers.iter().any(|receiver| receiver.accrued > 0)
	}
}

/// Who buys for what, beside the money: the part that a purchase and a bid have in common.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
)]
pub struct Party {
	/// The device that consumes and signs for it; nothing if the buyer's own account does.
	pub consumer: Option<AccountId32>,
	/// The arbiter, out of the listing's; nothing if it has none.
	pub arbiter: Option<AccountId32>,
	/// The buyer's place in the listing's allow list, if it has one.
	pub allow: Option<AllowProof>,
	/// The X25519 key, 32 bytes, for which a data package is encrypted; only for such.
	pub key: Option<Digest>,
}

/// What a buyer wants.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Request {
	/// The terms that the buyer has read.
	pub revision: Revision,
	/// Units, or uses at a price for each; 0 for metered use.
	pub quantity: u64,
	/// For a quantity or for uses, the most that all of it may cost; for metered use, the most that
	/// the tariff may ask for its `per` units.
	pub max_price: u64,
	/// What to hold for metered use: at least the tariff's runway. 0 for anything else, where it
	/// is the price.
	pub escrow: u64,
	/// How long metered use, or uses at a price for each, may last, milliseconds. 0 for anything
	/// else.
	pub duration: Millis,
	/// The anchor of a chain of hashes that proves uses; only for uses at a price for each, and
	/// nothing if receipts prove them.
	pub anchor: Option<Digest>,
	/// Who buys for what.
	pub party: Party,
}

/// Why a purchase or a bid would be refused.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// No listing has this number, or it is closed.
	UnknownListing,
	/// The terms have changed. Read them again and name their revision.
	RevisionChanged,
	/// The seller has paused the listing.
	ListingPaused,
	/// It is not valid yet, or no longer.
	OutsideValidity,
	/// What it sells is charged for in another way.
	WrongPricing,
	/// Buyer and seller, or consumer and provider, are one, or the buyer shares in the revenue.
	SelfDealing,
	/// The caller may not buy for that device.
	ConsumerNotYours,
	/// The providing device is not active, or not the seller's any more.
	ProviderUnavailable,
	/// The buyer is not on the allow list, or the proof is wrong.
	NotAllowListed,
	/// The consuming device is not in the fleet.
	WrongFleet,
	/// The buyer's name is worth too little.
	ReputationTooLow,
	/// The consuming device guards its key too badly.
	SecurityTooLow,
	/// The listing names arbiters: choose one of them.
	ArbiterRequired,
	/// The listing does not name this arbiter, or it is an arbiter no more, or a party.
	ArbiterNotAccepted,
	/// A package is sold: give a key to encrypt it for. Or none is: give no key.
	WrongKey,
	/// No units, or some where none are asked for, or more than fit into an amount.
	BadQuantity,
	/// There are not so many units left.
	CapacityExhausted,
	/// It costs more than the buyer's maximum.
	PriceTooHigh,
	/// The escrow does not cover the runway, or is given where the price is the escrow.
	BadEscrow,
	/// The duration is 0 or longer than the terms or the listing allow, or is given where none is
	/// asked for.
	BadDuration,
	/// The buyer does not have that much GAS beside the minimum balance, or not what the deposit of
	/// the agreement's record takes.
	FundsMissing,
}

/// What a purchase would cost.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Preview {
	/// What the buyer pays at most: the price, or for metered use the highest price of `per` units.
	pub price: u64,
	/// What of each payment is burned as the market's fee, parts of a million.
	pub fee_parts: u32,
	/// What of the escrow would be burned as fee if all of it were paid.
	pub fee: u64,
	/// What goes on hold.
	pub escrow: u64,
	/// Everything that stands against it; nothing if it would succeed.
	pub refusals: Vec<Refusal>,
}

/// A tariff with one price and one receiver, copied into the agreement so that a settlement need
/// not read the terms. Everything else has [`Conditions`].
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flat {
	/// For `per` units.
	pub price: u64,
	/// How many units that price is for.
	pub per: u32,
	/// The most units that can be charged for an hour.
	pub rate: u64,
	/// For each hour, used or not.
	pub standby: u64,
	/// How long after its use a unit can be charged.
	pub claim_period: u32,
}

impl Flat {
	/// The short form of a tariff, if it has one.
	pub fn of(tariff: &Tariff) -> Option<Self> {
		match tariff.tiers.as_slice() {
			[tier] => Some(Self {
				price: tier.price,
				per: tariff.per,
				rate: tariff.rate,
				standby: tariff.standby,
				claim_period: tariff.claim_period,
			}),
			_ => None,
		}
	}

	/// The tariff that it stands for.
	pub fn tariff(&self) -> Tariff {
		Tariff::flat(self.price, self.per, self.rate, self.standby, self.claim_period)
	}
}

/// The part of metered terms that a settlement goes by: what it costs, and who receives the revenue.
///
/// Whoever settles in a batch may bring it along ([`BatchItem::VoucherUnder`]), so that the terms
/// need not be read.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Conditions {
	/// The tariff of the terms.
	pub tariff: Tariff,
	/// The receivers of the terms, in their order: the seller alone if the offer named nobody.
	pub split: BoundedVec<Share, ConstU32<MAX_SHARES>>,
}

impl Conditions {
	/// What the agreement remembers of them: 32 bytes, BLAKE2b-256 of the encoding.
	pub fn digest(&self) -> Digest {
		self.using_encoded(sp_io::hashing::blake2_256)
	}
}

/// What the agreement itself knows of the terms that a settlement goes by.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
	/// All of it: the tariff is short, and the revenue is the seller's.
	Flat(Flat),
	/// The digest of the [`Conditions`]: 32 bytes, however many tiers and receivers they have. Who
	/// does not bring them has the terms read.
	Digest(Digest),
}

/// An amount that is claimed and can be disputed still.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
	/// The meter's reading up to which it is for.
	pub upto: u64,
	/// How much.
	pub amount: u64,
	/// From when its window runs.
	pub since: Moment,
}

/// The progress of metered use.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meter {
	/// What is known of the meter, and charged.
	pub count: Count,
	/// The reading below which nothing is open any more.
	pub settled: u64,
	/// The older part of the open claim.
	pub first: Option<Part>,
	/// The increment since, whose window restarts with every voucher.
	pub rest: Option<Part>,
	/// Whether a charge found the escrow empty. Until it is topped up, no time counts.
	pub dry: bool,
	/// What settlements go by.
	pub basis: Basis,
}

impl Meter {
	/// What is claimed and not paid.
	pub fn claimed(&self) -> u64 {
		let amount = |part: &Option<Part>| part.map_or(0, |part| part.amount);
		amount(&self.first).saturating_add(amount(&self.rest))
	}
}

/// Where the fair exchange of a data package stands.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exchange {
	/// The seller has to encrypt it for this X25519 key.
	Awaited {
		/// The buyer's key, 32 bytes.
		key: Digest,
	},
	/// The buyer has accepted a ciphertext; the seller has to reveal its key.
	Accepted {
		/// What was accepted.
		accepted: AcceptedCiphertext,
		/// When.
		at: Moment,
	},
	/// The key is public; the buyer may complain.
	Revealed {
		/// What was accepted.
		accepted: AcceptedCiphertext,
		/// When the key was revealed.
		at: Moment,
	},
}

/// How far an agreement has come.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
	/// Something is delivered as a whole.
	Delivery {
		/// Units.
		quantity: u64,
		/// When the seller claimed to have delivered.
		claimed: Option<Moment>,
	},
	/// A data package is exchanged.
	Exchange {
		/// Units.
		quantity: u64,
		/// Where the exchange stands.
		step: Exchange,
	},
	/// Use is metered.
	Metered(Meter),
	/// Each use is proved.
	Uses {
		/// Uses bought.
		quantity: u64,
		/// How they are proved, and which are paid.
		proofs: Proofs,
	},
}

impl Progress {
	/// Units that it takes of the listing's capacity: metered use takes one.
	pub const fn quantity(&self) -> u64 {
		match self {
			Self::Delivery { quantity, .. }
			| Self::Exchange { quantity, .. }
			| Self::Uses { quantity, .. } => *quantity,
			Self::Metered(_) => 1,
		}
	}
}

/// A purchase, from its escrow to its end.
///
/// At most 400 bytes with its key.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Agreement<T: Config> {
	/// Who pays. The escrow is on hold on this account.
	pub buyer: AccountId32,
	/// Who sells.
	pub seller: AccountId32,
	/// The device that provides and signs; nothing if the seller's own account does.
	pub provider: Option<AccountId32>,
	/// The device that consumes and signs; nothing if the buyer's own account does.
	pub consumer: Option<AccountId32>,
	/// What was bought...
	pub listing: ListingId,
	/// ...under which terms.
	pub revision: Revision,
	/// Which of the terms' arbiters the buyer chose.
	pub arbiter: Option<u8>,
	/// What is still on hold.
	pub escrow: u64,
	/// What has been paid out of it, with the fee.
	pub paid: u64,
	/// What of the escrow is set aside for a dispute.
	pub disputed: Option<u64>,
	/// What of each payment is burned, parts of a million, as it was at the purchase.
	pub fee: u32,
	/// Chain time of the purchase.
	pub opened: Millis,
	/// Chain time until which it lasts: the end of metered use or of proved uses, or the seller's
	/// deadline.
	pub ends: Millis,
	/// The block in which somebody first asked to close it after its time.
	pub closing: Option<u32>,
	/// How far it has come.
	pub progress: Progress,
	/// Pays for this record.
	pub ticket: T::AgreementConsideration,
}

impl<T: Config> Agreement<T> {
	/// Who provides and signs for it.
	pub fn provider(&self) -> &AccountId32 {
		self.provider.as_ref().unwrap_or(&self.seller)
	}

	/// Who consumes and signs for it.
	pub fn consumer(&self) -> &AccountId32 {
		self.consumer.as_ref().unwrap_or(&self.buyer)
	}

	/// What of the escrow is neither claimed nor disputed.
	pub fn available(&self) -> u64 {
		let claimed = match &self.progress {
			Progress::Metered(meter) => meter.claimed(),
			_ => 0,
		};
		self.escrow.saturating_sub(claimed).saturating_sub(self.disputed.unwrap_or_default())
	}
}

/// An auction of one lot of a listing.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Auction<T: Config> {
	/// Who sells, and holds the deposit.
	pub seller: AccountId32,
	/// What is auctioned...
	pub listing: ListingId,
	/// ...under which terms.
	pub revision: Revision,
	/// When it began.
	pub began: Moment,
	/// When it ends at the earliest: the time and the block. With sealed bids the time is when the
	/// last phase ends, and the block does not count.
	pub ends: Moment,
	/// The block in which a sealed bid was first revealed, or somebody first asked to close.
	pub revealing: Option<u32>,
	/// The leading bids.
	pub leading: BestTwo,
	/// Bids whose money is still on hold here.
	pub bids: u32,
	/// Whether it is over, and only losers' bids are left.
	pub closed: bool,
	/// Pays for this record.
	pub ticket: T::AuctionConsideration,
}

/// What a bid is.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum BidState {
	/// Open from the start.
	Open,
	/// Sealed: the digest of an `int_primitives::market::BidCommitment`.
	Sealed(Digest),
	/// Was sealed, and has been revealed.
	Revealed,
}

/// A bid, and all that the agreement will need if it wins.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Bid<T: Config> {
	/// What is on hold for it: the bid, or the cover of a sealed one.
	pub held: u64,
	/// What it is.
	pub state: BidState,
	/// The device that consumes.
	pub consumer: Option<AccountId32>,
	/// Which of the terms' arbiters.
	pub arbiter: Option<u8>,
	/// The X25519 key for a data package.
	pub key: Option<Digest>,
	/// Pays for this record, and then for the agreement.
	pub ticket: T::AgreementConsideration,
}

/// Somebody who agreed to be an arbiter.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Arbiter<T: Config> {
	/// What a ruling costs. Listings made from now on copy it.
	pub fee: u64,
	/// Who it is and by what rules it judges, off-chain.
	pub metadata: Cid,
	/// Pays for this record.
	pub ticket: T::ArbiterConsideration,
}

/// A dispute about what is claimed. The buyer's bond stands behind this record.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Dispute {
	/// Who rules.
	pub arbiter: AccountId32,
	/// What each side has on hold for it: the arbiter's fee.
	pub bond: u64,
	/// The meter's reading from which it is about.
	pub from: u64,
	/// The meter's reading up to which it is about.
	pub upto: u64,
	/// When the buyer raised it.
	pub raised: Moment,
	/// How long the seller has to answer it, milliseconds.
	pub answer_within: Millis,
	/// When the seller answered it.
	pub answered: Option<Moment>,
	/// How long the arbiter has to rule after that, milliseconds.
	pub rule_within: Millis,
}

/// How a dispute ended.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum Outcome {
	/// The arbiter ruled.
	Ruled,
	/// The seller did not answer in time.
	Unanswered,
	/// The arbiter did not rule in time.
	Unruled,
	/// One side gave in.
	Conceded,
}

/// A name: what an owner's trades have burned.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Name<T: Config> {
	/// As a seller.
	pub selling: Standing,
	/// As a buyer.
	pub buying: Standing,
	/// Pays for this record.
	pub ticket: T::NameConsideration,
}

/// The consumer's signature under a voucher.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Countersignature {
	/// The generation of the consumer's key.
	pub generation: u32,
	/// Chain time after which the acceptance is void.
	pub expires: Millis,
	/// Over an `int_primitives::market::VoucherAcceptance` of the voucher.
	pub signature: MultiSignature,
}

/// A voucher on its way to the chain.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Settlement {
	/// The voucher.
	pub voucher: MeterVoucher,
	/// The provider's signature over it.
	pub signature: MultiSignature,
	/// The consumer's; without it the voucher is a claim.
	pub countersignature: Option<Countersignature>,
}

/// One thing to do in a batch.
// A batch is bounded, and most of its items are vouchers.
#[allow(clippy::large_enum_variant)]
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub enum BatchItem {
	/// To bring a voucher.
	Voucher(Settlement),
	/// To have paid what is claimed and no longer disputable.
	Collect(AgreementId),
	/// To bring a voucher of an agreement with tiers or a divided revenue, and the conditions that
	/// it was made under: then its terms are not read, and the item weighs as much as one light item
	/// for each receiver. Their digest has to be the one in the agreement.
	VoucherUnder(Settlement, Conditions),
}

/// A batch.
pub type Batch = BoundedVec<BatchItem, ConstU32<MAX_BATCH>>;

/// Receipts of end uses, each with the consumer's signature.
pub type Receipts = BoundedVec<(EndUseReceipt, MultiSignature), ConstU32<MAX_RECEIPTS>>;

/// What a query tells about a listing.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct ListingInfo {
	/// Its number.
	pub id: ListingId,
	/// Who sells.
	pub seller: AccountId32,
	/// The device that provides.
	pub provider: Option<AccountId32>,
	/// What kind of thing.
	pub kind: Kind,
	/// What it is counted in.
	pub unit: Unit,
	/// Where it is.
	pub place: Option<Place>,
	/// What it is: a binary CID.
	pub metadata: Vec<u8>,
	/// How much there is.
	pub capacity: Capacity,
	/// Units that are taken of it.
	pub taken: u64,
	/// Chain time before which nobody can buy.
	pub from: Millis,
	/// Chain time after which nobody can buy.
	pub until: Millis,
	/// Who may buy.
	pub access: Access,
	/// Its present terms.
	pub revision: Revision,
	/// What it costs.
	pub pricing: Pricing,
	/// Whether nobody can buy for now.
	pub paused: bool,
	/// The auction that is running.
	pub auction: Option<AuctionId>,
	/// What the seller's name is worth, plancks of GAS burned.
	pub reputation: u64,
}

/// Where a page of listings at a place goes on.
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlaceCursor {
	/// The place of the last listing, zero bytes for nowhere.
	pub place: [u8; Place::LENGTH],
	/// The last listing.
	pub listing: ListingId,
}

/// A page of listings.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct ListingPage<Cursor> {
	/// In the order of the index.
	pub listings: Vec<ListingInfo>,
	/// Give this to get the next page; nothing after the last one.
	pub cursor: Option<Cursor>,
}

/// What a query tells about terms.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct TermsInfo {
	/// Who sells.
	pub seller: AccountId32,
	/// The device that provides.
	pub provider: Option<AccountId32>,
	/// What it costs.
	pub pricing: Pricing,
	/// Who receives the revenue, and what lies for them.
	pub receivers: Vec<Receiver>,
	/// Whom the seller accepts as arbiter, at which fee.
	pub arbiters: Vec<NamedArbiter>,
	/// How long a claim or a revealed key can be disputed.
	pub window: u32,
	/// How long the seller has to deliver, and again to reveal a key.
	pub delivery: Millis,
	/// After which time a cancelled agreement ends.
	pub notice: u32,
	/// The longest that a metered agreement lasts.
	pub longest: Millis,
	/// The data package that is sold.
	pub manifest: Option<ManifestCommitment>,
	/// Whether they are their listing's present terms.
	pub live: bool,
	/// Agreements and auctions that stand on them.
	pub open: u32,
}

/// What a query tells about an agreement.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct AgreementInfo {
	/// Its number.
	pub id: AgreementId,
	/// Who pays.
	pub buyer: AccountId32,
	/// Who sells.
	pub seller: AccountId32,
	/// Who provides and signs for it.
	pub provider: AccountId32,
	/// Who consumes and signs for it.
	pub consumer: AccountId32,
	/// What was bought...
	pub listing: ListingId,
	/// ...under which terms.
	pub revision: Revision,
	/// Who rules.
	pub arbiter: Option<AccountId32>,
	/// Its state.
	pub state: crate::state::State,
	/// What is on hold.
	pub escrow: u64,
	/// What has been paid, with the fee.
	pub paid: u64,
	/// What is set aside for a dispute.
	pub disputed: u64,
	/// What of each payment is burned, parts of a million.
	pub fee: u32,
	/// What the buyer can withdraw now.
	pub withdrawable: u64,
	/// Chain time of the purchase.
	pub opened: Millis,
	/// Chain time until which it lasts.
	pub ends: Millis,
	/// How far it has come.
	pub progress: Progress,
}

/// A page of agreements.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct AgreementPage {
	/// In the order of their hashed numbers.
	pub agreements: Vec<AgreementInfo>,
	/// Give this to get the next page; nothing after the last one.
	pub cursor: Option<AgreementId>,
}

/// What a query tells about an auction.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct AuctionInfo {
	/// Its number.
	pub id: AuctionId,
	/// What is auctioned...
	pub listing: ListingId,
	/// ...under which terms.
	pub revision: Revision,
	/// How, and how much.
	pub rules: crate::pricing::AuctionRules,
	/// When it began.
	pub began: Moment,
	/// When it ends at the earliest.
	pub ends: Moment,
	/// Whether bids are taken now.
	pub open: bool,
	/// Whether sealed bids can be revealed now.
	pub revealing: bool,
	/// The least bid that would lead, or the price that falls; nothing when none is taken.
	pub asks: Option<u64>,
	/// The leading bids.
	pub leading: BestTwo,
	/// Bids whose money is still on hold.
	pub bids: u32,
}

/// What a name is worth, plancks of GAS burned.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reputation {
	/// As a seller.
	pub selling: u64,
	/// As a buyer.
	pub buying: u64,
}

// Policies.

/// Counts policies up from 0; never used again.
pub type PolicyId = u64;

/// The highest tip, parts of a million: 1 %.
pub const MAX_TIP: u32 = 10_000;

/// How a standing buyer wants to be charged, and what only then matters.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum Want {
	/// A quantity at a price tag, delivered as a whole.
	Delivery,
	/// One data package at a price tag, by the fair exchange. A request for data.
	Package {
		/// The X25519 key for which it is encrypted, 32 bytes.
		key: Digest,
		/// The package, by the root in its manifest, if the buyer knows it; nothing for any. The
		/// buyer still has to accept what is delivered before anything is owed.
		root: Option<Digest>,
	},
	/// Metered use.
	Metered {
		/// How long, milliseconds.
		duration: Millis,
		/// The most that an hour may cost, used or not.
		standby: u64,
	},
	/// Uses at a price for each, proved by the consumer's receipts.
	Uses {
		/// How long, milliseconds.
		duration: Millis,
	},
}

/// A standing order: what is bought, from whom, for how much.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Order {
	/// What kind of thing.
	pub kind: Kind,
	/// What it is counted in.
	pub unit: Unit,
	/// How it is charged for.
	pub want: Want,
	/// Units of each purchase, or uses; at least 1. Of metered use, the units that the escrow
	/// suffices for.
	pub quantity: u64,
	/// Only what lies here, or nearer still: a listing's place has to begin with these characters.
	/// Nothing for anywhere.
	pub place: Option<Place>,
	/// What is wanted in words, off-chain, for sellers to read. May be empty.
	pub metadata: Cid,
	/// The device that consumes and signs for it; nothing if the buyer's own account does.
	pub consumer: Option<AccountId32>,
	/// Only from sellers with such a name, plancks of GAS burned.
	pub reputation: u64,
	/// Only from a providing device that guards its key so well.
	pub security: SecurityLevel,
	/// Whom the buyer accepts as arbiter, best first. Of a listing that names arbiters, the first
	/// of these who is one of them is chosen. A listing that names none is accepted too: what the
	/// buyer refuses is void there.
	pub arbiters: BoundedVec<AccountId32, ConstU32<MAX_ARBITERS>>,
	/// The most that a ruling may cost: the buyer has to put up as much to dispute.
	pub ruling: u64,
	/// The least time to dispute a claim or a revealed key, milliseconds. Nobody but the buyer looks
	/// after it.
	pub window: u32,
	/// The longest that the seller may take to deliver, that notice may take, and that use can be
	/// charged after its end, milliseconds. The escrow is tied up so long.
	pub patience: Millis,
	/// What a purchase may cost: for metered use, all of its escrow.
	pub price: Ramp,
	/// What whoever brings buyer and seller together gets on top of what the buyer pays, parts of a
	/// million: at most 10,000.
	pub tip: u32,
	/// What may be spent in a period.
	pub allowance: Allowance,
	/// Chain time after which nothing more is bought, and anyone may close the policy.
	pub expires: Millis,
}

/// A buyer's standing order, with the money for it.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Policy<T: Config> {
	/// Who buys. The budget is on hold on this account, and it holds the deposit.
	pub buyer: AccountId32,
	/// What is bought.
	pub order: Order,
	/// What is left of the money, plancks of GAS on hold.
	pub budget: u64,
	/// Whether nothing is bought for now.
	pub paused: bool,
	/// When the first period began.
	pub opened: Millis,
	/// What has been spent.
	pub spent: Spent,
	/// From where the price rises. The time may be the next period's.
	pub since: Moment,
	/// Pays for this record and its two index entries.
	pub ticket: T::PolicyConsideration,
}

/// A tip that is due when a purchase is paid for. It is on hold on the buyer's account, and the
/// deposit of the agreement pays for this record too.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Tip {
	/// Who brought buyer and seller together.
	pub executor: AccountId32,
	/// How much, if all of the price is paid.
	pub amount: u64,
	/// The price that it is for.
	pub price: u64,
}

impl Tip {
	/// What is earned when so much was paid: in proportion, rounded down.
	pub fn earned(&self, paid: u64) -> u64 {
		if paid >= self.price {
			return self.amount;
		}
		u128::from(self.amount)
			.saturating_mul(paid.into())
			.checked_div(self.price.into())
			.and_then(|part| u64::try_from(part).ok())
			.unwrap_or_default()
	}
}

/// Why a policy would not be executed against a listing.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misfit {
	/// No policy has this number, or it is closed.
	UnknownPolicy,
	/// The buyer has paused it.
	Paused,
	/// It has expired.
	Expired,
	/// The listing sells another kind of thing, or counts it in another unit.
	Resource,
	/// The listing is elsewhere, or nowhere.
	Place,
	/// The listing charges in another way, or sells no package where one is wanted, or the other way
	/// round.
	Pricing,
	/// It is not the package that is wanted.
	Package,
	/// The seller's name is worth too little.
	Reputation,
	/// The providing device guards its key too badly.
	Security,
	/// The window to dispute is too short.
	Window,
	/// Delivery, notice or claims may take too long.
	Patience,
	/// The stand-by fee is too high.
	Standby,
	/// The listing names arbiters, and none of them is one that the buyer accepts, at a fee that it
	/// accepts, and still an arbiter.
	Arbiter,
	/// It costs more than what is accepted now. That may rise.
	Price,
	/// It costs more than what may be spent in this period still.
	Period,
	/// It costs more than what is left of the budget.
	Budget,
	/// A purchase by the buyer would be refused.
	Purchase(Refusal),
}

/// What the execution of a policy against a listing would come to.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct PolicyPreview {
	/// What the policy accepts to pay now.
	pub accepted: u64,
	/// What would go on hold for the purchase, which is the most that the seller gets.
	pub price: u64,
	/// What the executor would get when all of that is paid.
	pub tip: u64,
	/// Everything that stands against it; nothing if it would succeed.
	pub misfits: Vec<Misfit>,
}

/// What a query tells about a policy.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct PolicyInfo {
	/// Its number.
	pub id: PolicyId,
	/// Who buys.
	pub buyer: AccountId32,
	/// What is bought.
	pub order: Order,
	/// What is left of the money.
	pub budget: u64,
	/// What can be spent by one more purchase now, of budget and period.
	pub left: u64,
	/// How many purchases are left in this period.
	pub purchases_left: u32,
	/// What it accepts to pay now.
	pub accepted: u64,
	/// Whether nothing is bought for now.
	pub paused: bool,
}

/// A page of policies.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct PolicyPage {
	/// In the order of their hashed numbers.
	pub policies: Vec<PolicyInfo>,
	/// Give this to get the next page; nothing after the last one.
	pub cursor: Option<PolicyId>,
}
