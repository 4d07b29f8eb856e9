// SPDX-License-Identifier: Apache-2.0

//! The records of the resource market as this program reads and writes them.
//!
//! Encoded and decoded by name out of what the metadata describes. Amounts are plancks of GAS and
//! times milliseconds of chain time, unless a field says otherwise.

mod names;
pub mod policy;
mod show;

use int_primitives::{
	directory::SecurityLevel,
	market::{EndUseReceipt, MeterVoucher},
	package::{AcceptedCiphertext, ManifestCommitment},
	Digest, Millis,
};
use subxt::{
	ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::{AccountId32, MultiSignature, Static},
};

/// What kind of thing is offered.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub enum Kind {
	/// Electric energy.
	Power,
	/// Transport of data.
	Network,
	/// Computing.
	Compute,
	/// Keeping of data.
	Storage,
	/// Data.
	Data,
	/// Something done.
	Service,
	/// A way in.
	Access,
	/// Anything else, by a code.
	Other(u32),
}

/// What it is counted in.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
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
	/// Anything else, by a code.
	Other(u32),
}

/// Characters of a geohash, filled up with zero bytes.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Place(pub [u8; 6]);

/// How much there is of it.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub enum Capacity {
	/// As much as anybody wants.
	Unlimited,
	/// So many units once and for all.
	Stock(u64),
	/// So many units at the same time.
	Concurrent(u64),
}

/// The buyers that a listing names.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct AllowList {
	/// Root of their tree.
	pub root: Digest,
	/// How many.
	pub size: u64,
}

/// A buyer's place in an allow list.
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct AllowProof {
	/// The buyer's leaf, from 0.
	pub index: u64,
	/// From the leaf to the root.
	pub path: Vec<Digest>,
}

/// Who may buy.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Access {
	/// Only these buyers.
	pub allow: Option<AllowList>,
	/// Only for a consuming device in this fleet.
	pub fleet: Option<u32>,
	/// Only buyers with such a name, plancks of GAS burned.
	pub reputation: u64,
	/// Only for a consuming device that guards its key so well.
	pub security: Static<SecurityLevel>,
}

/// So many plancks of GAS for so many units.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct PriceTag {
	/// Plancks of GAS for `per` units.
	pub price: u64,
	/// How many units that price is for.
	pub per: u32,
}

/// What the tiers of a tariff follow.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub enum Along {
	/// The units charged so far.
	Use,
	/// The time since the agreement was opened.
	Time,
}

/// A step of a tariff.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Tier {
	/// Where it begins: units or milliseconds.
	pub from: u64,
	/// Plancks of GAS for the tariff's `per` units.
	pub price: u64,
}

/// What use costs, and how much of it can be charged in a time.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Tariff {
	/// What the tiers follow.
	pub along: Along,
	/// 1 to 8 steps.
	pub tiers: Vec<Tier>,
	/// How many units a price is for.
	pub per: u32,
	/// The most units that can be charged for an hour.
	pub rate: u64,
	/// Plancks of GAS for each hour, used or not.
	pub standby: u64,
	/// How long after its use a unit can be charged.
	pub claim_period: u32,
	/// For how long at its maximum rate the first escrow must last.
	pub runway: u32,
}

/// How an auction is held.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub enum Format {
	/// Open bids, each higher than the one before.
	English {
		/// The least first bid.
		start: u64,
		/// How much higher a next bid has to be, parts of a million.
		increment: u32,
		/// How long it is open.
		duration: Millis,
		/// How long after a late bid the end is moved to.
		extension: Millis,
		/// By how much at most in all.
		longest: Millis,
	},
	/// Hidden bids; the highest wins and pays the second-highest.
	Sealed {
		/// The least price.
		reserve: u64,
		/// How long bids are taken.
		commit: Millis,
		/// How long they can be revealed after that.
		reveal: Millis,
	},
	/// A price that falls until somebody takes it.
	Dutch {
		/// The first price.
		start: u64,
		/// The last price.
		floor: u64,
		/// How long it falls.
		duration: Millis,
	},
}

/// What is auctioned, and how.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct AuctionRules {
	/// Units that one auction sells.
	pub lot: u64,
	/// How.
	pub format: Format,
}

/// What an end use costs.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Cpp {
	/// Plancks of GAS for one use.
	pub price: u64,
	/// How long after the agreement's end a use can be charged.
	pub claim_period: u32,
}

/// How a listing charges.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub enum Pricing {
	/// A price for a quantity.
	PriceTag(PriceTag),
	/// A price along what a meter shows.
	Metered(Tariff),
	/// What the market bids.
	Auction(AuctionRules),
	/// A price for each verified end use.
	Cpp(Cpp),
}

/// A receiver of a listing's revenue.
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Share {
	/// Who receives.
	pub to: AccountId32,
	/// Which part, in a million.
	pub parts: u32,
}

/// What a seller offers.
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Offer {
	/// What kind of thing.
	pub kind: Kind,
	/// What it is counted in.
	pub unit: Unit,
	/// Where it is.
	pub place: Option<Place>,
	/// What it is: a binary CID.
	pub metadata: Vec<u8>,
	/// The device that provides it.
	pub provider: Option<AccountId32>,
	/// How much there is.
	pub capacity: Capacity,
	/// Chain time before which nobody can buy.
	pub from: Millis,
	/// Chain time after which nobody can buy.
	pub until: Millis,
	/// Who may buy.
	pub access: Access,
	/// What it costs.
	pub pricing: Pricing,
	/// Who receives the revenue.
	pub split: Vec<Share>,
	/// Whom the seller accepts as arbiter.
	pub arbiters: Vec<AccountId32>,
	/// How long a claim can be disputed.
	pub window: u32,
	/// How long the seller has to deliver.
	pub delivery: Millis,
	/// After which time a cancelled agreement ends.
	pub notice: u32,
	/// The longest that a metered agreement lasts.
	pub longest: Millis,
	/// The data package that is sold.
	pub manifest: Option<Static<ManifestCommitment>>,
}

/// Who buys for what, beside the money.
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Party {
	/// The device that consumes.
	pub consumer: Option<AccountId32>,
	/// The arbiter, out of the listing's.
	pub arbiter: Option<AccountId32>,
	/// The buyer's place in the listing's allow list.
	pub allow: Option<AllowProof>,
	/// The X25519 key for which a data package is encrypted.
	pub key: Option<Digest>,
}

/// What a buyer wants.
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Request {
	/// The terms that the buyer has read.
	pub revision: u32,
	/// Units, or uses; 0 for metered use.
	pub quantity: u64,
	/// The most that it may cost; for metered use, for the tariff's `per` units.
	pub max_price: u64,
	/// What to hold for metered use.
	pub escrow: u64,
	/// How long metered or proved use may last.
	pub duration: Millis,
	/// The anchor of a chain of hashes that proves uses.
	pub anchor: Option<Digest>,
	/// Who buys for what.
	pub party: Party,
}

/// Why a purchase would be refused.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Refusal {
	/// No such listing.
	UnknownListing,
	/// The terms have changed.
	RevisionChanged,
	/// Paused.
	ListingPaused,
	/// Not valid now.
	OutsideValidity,
	/// Charged for in another way.
	WrongPricing,
	/// One on both sides.
	SelfDealing,
	/// Not the buyer's device.
	ConsumerNotYours,
	/// The device does not provide.
	ProviderUnavailable,
	/// Not on the allow list.
	NotAllowListed,
	/// Not in the fleet.
	WrongFleet,
	/// The name is worth too little.
	ReputationTooLow,
	/// The key is guarded too badly.
	SecurityTooLow,
	/// No arbiter chosen.
	ArbiterRequired,
	/// Not such an arbiter.
	ArbiterNotAccepted,
	/// A key where none belongs, or none where one does.
	WrongKey,
	/// No such quantity.
	BadQuantity,
	/// Not so many left.
	CapacityExhausted,
	/// Above the maximum.
	PriceTooHigh,
	/// The escrow does not fit.
	BadEscrow,
	/// The duration does not fit.
	BadDuration,
	/// Not enough GAS.
	FundsMissing,
}

/// What a purchase would cost.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Preview {
	/// What the buyer pays at most; for metered use the highest price of `per` units.
	pub price: u64,
	/// What of each payment is burned, parts of a million.
	pub fee_parts: u32,
	/// What of the escrow would be burned if all of it were paid.
	pub fee: u64,
	/// What goes on hold.
	pub escrow: u64,
	/// Everything that stands against it.
	pub refusals: Vec<Refusal>,
}

/// A listing as it is now.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Listing {
	/// Its number.
	pub id: u32,
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
	pub revision: u32,
	/// What it costs.
	pub pricing: Pricing,
	/// Whether nobody can buy for now.
	pub paused: bool,
	/// The auction that is running.
	pub auction: Option<u32>,
	/// What the seller's name is worth, plancks of GAS burned.
	pub reputation: u64,
}

/// Where a page of listings at a place goes on.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct PlaceCursor {
	/// The place of the last listing.
	pub place: [u8; 6],
	/// The last listing.
	pub listing: u32,
}

/// A page of listings at a place.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct PlacePage {
	/// The listings.
	pub listings: Vec<Listing>,
	/// Give this to get the next page.
	pub cursor: Option<PlaceCursor>,
}

/// A page of a seller's listings.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct SellerPage {
	/// The listings.
	pub listings: Vec<Listing>,
	/// Give this to get the next page.
	pub cursor: Option<u32>,
}

/// A receiver, with what it could not receive yet.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Receiver {
	/// Who receives.
	pub to: AccountId32,
	/// Which part, in a million.
	pub parts: u32,
	/// What lies for it.
	pub accrued: u64,
}

/// An arbiter that a seller accepts.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct NamedArbiter {
	/// Who.
	pub account: AccountId32,
	/// What a ruling costs.
	pub fee: u64,
}

/// What buyers agree to.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Terms {
	/// Who receives the revenue.
	pub receivers: Vec<Receiver>,
	/// Whom the seller accepts as arbiter.
	pub arbiters: Vec<NamedArbiter>,
	/// What it costs.
	pub pricing: Pricing,
	/// How long a claim can be disputed.
	pub window: u32,
	/// How long the seller has to deliver.
	pub delivery: Millis,
	/// After which time a cancelled agreement ends.
	pub notice: u32,
	/// The longest that a metered agreement lasts.
	pub longest: Millis,
	/// The data package that is sold.
	pub manifest: Option<Static<ManifestCommitment>>,
	/// Whether they are their listing's present terms.
	pub live: bool,
	/// Agreements and auctions that stand on them.
	pub open: u32,
}

/// A block and its time.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Moment {
	/// Chain time.
	pub time: Millis,
	/// The block's number.
	pub block: u32,
}

/// Where an agreement stands.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum State {
	/// Nothing is delivered yet, or use goes on.
	Open,
	/// The buyer has accepted a ciphertext.
	Accepted,
	/// The seller claims to have delivered.
	Claimed,
	/// The key of a package is public.
	Revealed,
	/// The escrow has run dry.
	Suspended,
	/// The buyer disputes a claim.
	Disputed,
}

/// What is known of a meter, and charged.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Count {
	/// The reading in the last voucher.
	pub reading: u64,
	/// Units charged so far.
	pub billed: u64,
	/// The last voucher's sequence.
	pub sequence: u64,
	/// Chain time up to which is charged.
	pub at: Millis,
}

/// An amount that is claimed and can be disputed still.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Part {
	/// The reading up to which it is for.
	pub upto: u64,
	/// How much.
	pub amount: u64,
	/// From when its window runs.
	pub since: Moment,
}

/// The progress of metered use.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Meter {
	/// What is known of the meter.
	pub count: Count,
	/// The older part of the open claim.
	pub first: Option<Part>,
	/// The increment since.
	pub rest: Option<Part>,
}

/// Where the exchange of a data package stands.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Exchange {
	/// The seller has to encrypt it for this X25519 key.
	Awaited {
		/// The buyer's key.
		key: Digest,
	},
	/// The seller has to reveal the key.
	Accepted {
		/// What was accepted.
		accepted: Static<AcceptedCiphertext>,
		/// When.
		at: Moment,
	},
	/// The key is public.
	Revealed {
		/// What was accepted.
		accepted: Static<AcceptedCiphertext>,
		/// When the key was revealed.
		at: Moment,
	},
}

/// Which receipts have been paid.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Paid {
	/// One above the highest number that was paid.
	pub next: u64,
	/// Bit `i` stands for the number `next - 1 - i`.
	pub bits: u64,
}

/// How the uses of an agreement are proved.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Proofs {
	/// By receipts.
	Receipts(Paid),
	/// By preimages: the last one that was revealed, or the anchor.
	Preimages(Digest),
}

/// How far an agreement has come.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
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
		/// How they are proved.
		proofs: Proofs,
	},
}

/// An agreement as it is now.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Agreement {
	/// Its number.
	pub id: u64,
	/// Who pays.
	pub buyer: AccountId32,
	/// Who sells.
	pub seller: AccountId32,
	/// Who provides and signs for it.
	pub provider: AccountId32,
	/// Who consumes and signs for it.
	pub consumer: AccountId32,
	/// What was bought...
	pub listing: u32,
	/// ...under which terms.
	pub revision: u32,
	/// Who rules.
	pub arbiter: Option<AccountId32>,
	/// Its state.
	pub state: State,
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
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct AgreementPage {
	/// The agreements.
	pub agreements: Vec<Agreement>,
	/// Give this to get the next page.
	pub cursor: Option<u64>,
}

/// The leading bid.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Best {
	/// Who.
	pub bidder: AccountId32,
	/// How much.
	pub amount: u64,
}

/// The leading bids.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct BestTwo {
	/// The highest.
	pub best: Option<Best>,
	/// The amount of the next one.
	pub second: Option<u64>,
}

/// An auction as it is now.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Auction {
	/// Its number.
	pub id: u32,
	/// What is auctioned...
	pub listing: u32,
	/// ...under which terms.
	pub revision: u32,
	/// How, and how much.
	pub rules: AuctionRules,
	/// When it ends at the earliest.
	pub ends: Moment,
	/// Whether bids are taken now.
	pub open: bool,
	/// Whether sealed bids can be revealed now.
	pub revealing: bool,
	/// The least bid that would lead, or the price that falls.
	pub asks: Option<u64>,
	/// The leading bids.
	pub leading: BestTwo,
	/// Bids whose money is still on hold.
	pub bids: u32,
}

/// What a name is worth, plancks of GAS burned.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Reputation {
	/// As a seller.
	pub selling: u64,
	/// As a buyer.
	pub buying: u64,
}

/// Somebody who agreed to be an arbiter.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Arbiter {
	/// What a ruling costs.
	pub fee: u64,
	/// Who it is and by what rules it judges: a binary CID.
	pub metadata: Vec<u8>,
}

/// A dispute about what is claimed.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Dispute {
	/// Who rules.
	pub arbiter: AccountId32,
	/// What each side has on hold for it.
	pub bond: u64,
	/// The reading from which it is about.
	pub from: u64,
	/// The reading up to which it is about.
	pub upto: u64,
	/// When the buyer raised it.
	pub raised: Moment,
	/// How long the seller has to answer it.
	pub answer_within: Millis,
	/// When the seller answered it.
	pub answered: Option<Moment>,
	/// How long the arbiter has to rule after that.
	pub rule_within: Millis,
}

/// The consumer's signature under a voucher.
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Countersignature {
	/// The generation of the consumer's key.
	pub generation: u32,
	/// Chain time after which the acceptance is void.
	pub expires: Millis,
	/// The signature.
	pub signature: Static<MultiSignature>,
}

/// A voucher on its way to the chain.
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Settlement {
	/// The voucher.
	pub voucher: Static<MeterVoucher>,
	/// The provider's signature.
	pub signature: Static<MultiSignature>,
	/// The consumer's; without it the voucher is a claim.
	pub countersignature: Option<Countersignature>,
}

/// One thing to do in a batch.
// As many of them as a batch takes lie in memory at a time.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub enum BatchItem {
	/// To bring a voucher.
	Voucher(Settlement),
	/// To have paid what is claimed and no longer disputable.
	Collect(u64),
	/// To bring a voucher with the conditions that its agreement was made under.
	VoucherUnder(Settlement, Conditions),
}

/// The part of metered terms that a settlement goes by. Who brings it has no terms read.
#[derive(Debug, Clone, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Conditions {
	/// The tariff of the terms.
	pub tariff: Tariff,
	/// The receivers of the terms, in their order.
	pub split: Vec<Share>,
}

impl Conditions {
	/// The conditions of terms of this seller's, if they are metered and an agreement does not know
	/// all of them itself: those with tiers, or with other receivers than the seller.
	pub fn of(terms: &Terms, seller: &AccountId32) -> Option<Self> {
		let Pricing::Metered(tariff) = &terms.pricing else { return None };
		let is_undivided = matches!(terms.receivers.as_slice(), [one] if one.to == *seller);
		if tariff.tiers.len() == 1 && is_undivided {
			return None;
		}
		let share = |receiver: &Receiver| Share { to: receiver.to, parts: receiver.parts };
		Some(Self { tariff: tariff.clone(), split: terms.receivers.iter().map(share).collect() })
	}
}

/// A receipt of an end use with the consumer's signature.
pub type UseReceipt = (Static<EndUseReceipt>, Static<MultiSignature>);
