// SPDX-License-Identifier: Apache-2.0

//! # Resource market
//!
//! Power, bandwidth, computing, storage, data, services, access to a door: offered by devices and
//! people, charged for in four ways, settled without trust.
//!
//! ## Terminology
//!
//! * **Listing**: a standing offer of a seller. Its **terms** are what a buyer agrees to; an edit
//!   makes new terms with the next *revision*, and agreements stay on those they were made under.
//! * **Agreement**: a purchase. Its **escrow** is on hold on the buyer's own account, and value
//!   moves only out of it. What it owes never exceeds it.
//! * **Provider**, **consumer**: the accounts that sign vouchers and receipts: devices, or the
//!   seller's and the buyer's own. Devices are known through
//!   [`DeviceDirectory`](int_primitives::directory::DeviceDirectory) only.
//! * **Voucher**: what a meter shows, signed by the provider. Alone it is a *claim*, paid when its
//!   *window* has passed without a dispute; countersigned by the consumer it is paid at once.
//! * **Receipt**: the consumer's word that something was delivered or used once.
//! * **Share**: a receiver's part of a listing's revenue. What its receiver cannot take *accrues*.
//! * **Name**: an owner's reputation, plancks of GAS of market fee that its trades have burned.
//!
//! ## How it works
//!
//! ```text
//! list ──▶ purchase ─┬─ price tag ─┬▶ deliver ─▶ (window) ─▶ collect ─▶ paid
//!          or win    │  auction    ├▶ receipt ─────────────────────────▶ paid
//!          an auction│             └▶ accept ▶ reveal ▶ (window) ▶ collect ▶ paid    (data)
//!                    ├─ metered ────▶ voucher ▶ (window) ▶ collect, or countersigned: paid
//!                    └─ cpp ────────▶ receipts or preimages of end uses: paid
//! ```
//!
//! Whoever cares calls the next step; no hook and no worker has to. Each step depends on state and
//! chain time alone. A window is over when its time *and* [`Config::MinWindowBlocks`] have passed.
//! Who may do what in which state is one table: [`state::TABLE`].
//!
//! ## Money
//!
//! All prices, escrows, bids and bonds are plancks of GAS, each on hold under the [`HoldReason`] of
//! its purpose. Of each payment the market's fee, as it was at the purchase, is burned; the rest
//! goes to the receivers of the listing. Deposits of records are in whatever the runtime's
//! [`Consideration`](frame_support::traits::Consideration)s take (INT).
//!
//! ## A worked example
//!
//! A charger sells at 300,000,000 plancks (0.3 GAS) a watt-hour, 11 kW at most. A car buys with an
//! escrow of 5,000 GAS. It charges for an hour; both sign a voucher every second. The last one says
//! 9,000 Wh and is brought to the chain: 2,700 GAS are due; 13.5 are burned at a fee of 0.5 %,
//! 2,686.5 reach the charger's owner in the same block. The car gives notice, and when the charger's
//! claim period is over, or the charger itself closes, 2,300 GAS are free again.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

mod agreements;
pub mod allowance;
mod auctions;
mod disputes;
mod exchange;
pub mod held_item;
mod listings;
pub mod matcher;
mod money;
mod names;
pub mod parameters;
mod policies;
pub mod pricing;
mod purchase;
mod queries;
pub mod ramp;
pub mod reputation;
pub mod runtime_api;
pub mod state;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod uses;
mod vouchers;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use parameters::MarketParameters;
pub use types::*;
pub use weights::WeightInfo;

use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::AccountId32;

/// Told whenever the market burns GAS, so that whoever counts GAS can.
pub trait OnGasBurned {
	/// So many plancks of GAS are gone.
	fn burned(amount: u128);
}

impl OnGasBurned for () {
	fn burned(_: u128) {}
}

/// Knows what a transaction costs, for who sends it without being asked: the [`matcher`].
pub trait TransactionFee<Call> {
	/// The most that a transaction with this call can cost `who`, plancks of GAS or as many as what
	/// is paid instead is worth. Nothing if `who` cannot pay it.
	fn most(who: &AccountId32, call: &Call) -> Option<u128>;
}

/// Transactions cost nothing.
impl<Call> TransactionFee<Call> for () {
	fn most(_: &AccountId32, _: &Call) -> Option<u128> {
		Some(0)
	}
}

// The macros expand to code that expects, and a call has as many arguments as it has. The work is in
// the other files, under the usual lints.
#[allow(clippy::expect_used, clippy::too_many_arguments)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Consideration, Footprint, Time},
		PalletId,
	};
	use frame_system::{
		offchain::{CreateSignedTransaction, SigningTypes},
		pallet_prelude::*,
	};
	use int_primitives::{
		directory::DeviceDirectory,
		market::DeliveryReceipt,
		package::{AcceptedCiphertext, Complaint, Contradiction},
		Digest, Millis,
	};
	use sp_runtime::{MultiSignature, MultiSigner};

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<
			AccountId = AccountId32,
			RuntimeEvent: From<Event<Self>>,
			RuntimeCall: From<Call<Self>>,
		> + CreateSignedTransaction<Call<Self>>
		+ SigningTypes<Public = MultiSigner, Signature = MultiSignature>
	{
		/// The hold reasons of the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// GAS, for instance [`held_item::HeldItem`].
		type Gas: fungible::Mutate<AccountId32, Balance = u128>
			+ fungible::MutateHold<AccountId32, Reason = Self::RuntimeHoldReason>;

		/// Who counts the GAS that is burned.
		type OnGasBurned: OnGasBurned;

		/// Who knows devices.
		type Devices: DeviceDirectory<AccountId32, BlockNumberFor<Self>, u128>;

		/// Chain time.
		type Time: Time<Moment = Millis>;

		/// What governance sets. Values beyond their bounds count as the bounds.
		type Parameters: Get<MarketParameters>;

		/// Deposit of a listing's record and indices.
		type ListingConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of a listing's terms.
		type TermsConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of a bid's, then of an agreement's record.
		type AgreementConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of an auction's record.
		type AuctionConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of an arbiter's record.
		type ArbiterConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of a name.
		type NameConsideration: Consideration<AccountId32, Footprint>;

		// Policies.

		/// Deposit of a policy's record and indices.
		type PolicyConsideration: Consideration<AccountId32, Footprint>;

		/// What an execution of a policy costs the [`matcher`] of a node.
		type TransactionFee: TransactionFee<<Self as frame_system::Config>::RuntimeCall>;

		/// Whose account holds the shares that their receivers cannot take.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// How many blocks a window takes at least, whatever the clock says.
		#[pallet::constant]
		type MinWindowBlocks: Get<u32>;

		/// The longest that an agreement or a listing lasts, milliseconds.
		#[pallet::constant]
		type MaxDuration: Get<Millis>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// What this pallet holds for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// GAS: the escrow of an agreement.
		Escrow,
		/// GAS: a bid, or the cover of a sealed one.
		Bid,
		/// GAS: the bond of a dispute.
		Bond,
		/// GAS: shares that their receivers could not take, on the market's own account.
		Share,
		/// The deposit of a listing's record and indices.
		Listing,
		/// The deposit of a listing's terms.
		Terms,
		/// The deposit of a bid's or an agreement's record.
		Agreement,
		/// The deposit of an auction's record.
		Auction,
		/// The deposit of an arbiter's record.
		Arbiter,
		/// The deposit of a name.
		Name,

		// Policies.
		/// GAS: the budget of a policy.
		Policy,
		/// GAS: a tip that is due when a purchase is paid for.
		Tip,
		/// The deposit of a policy's record and indices.
		PolicyRecord,
	}

	/// Listings by number. Removed by [`Pallet::close_listing`].
	#[pallet::storage]
	pub type Listings<T: Config> = StorageMap<_, Twox64Concat, ListingId, Listing<T>, OptionQuery>;

	/// The number of the next listing.
	#[pallet::storage]
	pub type NextListing<T: Config> = StorageValue<_, ListingId, ValueQuery>;

	/// Terms by listing and revision. Removed when they are replaced or their listing is closed, and
	/// neither an agreement nor an auction stands on them and no share lies in them.
	#[pallet::storage]
	pub type TermsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ListingId, Twox64Concat, Revision, Terms<T>, OptionQuery>;

	/// Index of listings by kind and place. Lives and goes with [`Listings`].
	///
	/// The keys are not hashed, so that the listings at a place lie behind the first characters of
	/// its geohash, however many. There is nothing to be gained by choosing keys: a place has 30
	/// bits, and each entry a deposit.
	#[pallet::storage]
	pub type ByPlace<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, Kind>,
			NMapKey<Identity, [u8; Place::LENGTH]>,
			NMapKey<Identity, ListingId>,
		),
		(),
		OptionQuery,
	>;

	/// Index of listings by seller. Lives and goes with [`Listings`].
	#[pallet::storage]
	pub type BySeller<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		AccountId32,
		Twox64Concat,
		ListingId,
		(),
		OptionQuery,
	>;

	/// Agreements by number. Removed when they are closed, by whichever way.
	#[pallet::storage]
	pub type Agreements<T: Config> =
		StorageMap<_, Twox64Concat, AgreementId, Agreement<T>, OptionQuery>;

	/// The number of the next agreement.
	#[pallet::storage]
	pub type NextAgreement<T: Config> = StorageValue<_, AgreementId, ValueQuery>;

	/// Auctions by number. Removed by [`Pallet::close_auction`] or with the last loser's bid.
	#[pallet::storage]
	pub type Auctions<T: Config> = StorageMap<_, Twox64Concat, AuctionId, Auction<T>, OptionQuery>;

	/// The number of the next auction.
	#[pallet::storage]
	pub type NextAuction<T: Config> = StorageValue<_, AuctionId, ValueQuery>;

	/// Bids by auction and bidder. Removed when they are outbid or win, or by
	/// [`Pallet::reclaim_bid`].
	#[pallet::storage]
	pub type Bids<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		AuctionId,
		Blake2_128Concat,
		AccountId32,
		Bid<T>,
		OptionQuery,
	>;

	/// Arbiters by account. Removed by [`Pallet::retire_arbiter`].
	#[pallet::storage]
	pub type Arbiters<T: Config> =
		StorageMap<_, Blake2_128Concat, AccountId32, Arbiter<T>, OptionQuery>;

	/// Disputes by agreement. Removed when they end, by whichever way.
	#[pallet::storage]
	pub type Disputes<T: Config> = StorageMap<_, Twox64Concat, AgreementId, Dispute, OptionQuery>;

	/// Names by owner. Removed by [`Pallet::close_name`].
	#[pallet::storage]
	pub type Names<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Name<T>, OptionQuery>;

	// Policies.

	/// Policies by number. Removed by [`Pallet::close_policy`].
	#[pallet::storage]
	pub type Policies<T: Config> = StorageMap<_, Twox64Concat, PolicyId, Policy<T>, OptionQuery>;

	/// The number of the next policy.
	#[pallet::storage]
	pub type NextPolicy<T: Config> = StorageValue<_, PolicyId, ValueQuery>;

	/// Index of policies by kind. Lives and goes with [`Policies`].
	#[pallet::storage]
	pub type PoliciesByKind<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Kind, Twox64Concat, PolicyId, (), OptionQuery>;

	/// Index of policies by buyer. Lives and goes with [`Policies`].
	#[pallet::storage]
	pub type PoliciesByBuyer<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, AccountId32, Twox64Concat, PolicyId, (), OptionQuery>;

	/// Tips by the agreement that they are for. Removed with it.
	#[pallet::storage]
	pub type Tips<T: Config> = StorageMap<_, Twox64Concat, AgreementId, Tip, OptionQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Something is offered.
		Listed {
			/// The listing.
			listing: ListingId,
			/// Who sells.
			seller: AccountId32,
			/// What kind of thing.
			kind: Kind,
		},
		/// A listing has new terms.
		ListingRevised {
			/// The listing.
			listing: ListingId,
			/// Its present terms.
			revision: Revision,
		},
		/// A listing was paused or resumed.
		ListingPaused {
			/// The listing.
			listing: ListingId,
			/// Whether nobody can buy now.
			paused: bool,
		},
		/// A listing is gone. Its agreements go on.
		ListingClosed {
			/// The listing.
			listing: ListingId,
		},
		/// A receiver could not take its share of a payment. It lies ready for it.
		ShareAccrued {
			/// The listing.
			listing: ListingId,
			/// Its terms.
			revision: Revision,
			/// Whose share it is.
			receiver: AccountId32,
			/// Plancks of GAS.
			amount: u64,
		},
		/// A receiver got what lay ready for it.
		ShareClaimed {
			/// The listing.
			listing: ListingId,
			/// Its terms.
			revision: Revision,
			/// Whose share it is.
			receiver: AccountId32,
			/// Plancks of GAS.
			amount: u64,
		},
		/// An agreement was made, by a purchase or by an auction.
		Purchased {
			/// The agreement.
			agreement: AgreementId,
			/// What was bought.
			listing: ListingId,
			/// Under which terms.
			revision: Revision,
			/// Who pays.
			buyer: AccountId32,
			/// Who sells.
			seller: AccountId32,
			/// Plancks of GAS on hold.
			escrow: u64,
		},
		/// A buyer added to an escrow.
		ToppedUp {
			/// The agreement.
			agreement: AgreementId,
			/// Plancks of GAS added.
			amount: u64,
			/// Whether it had run dry, and goes on now.
			resumed: bool,
		},
		/// A buyer took out of an escrow what no claim can reach.
		Withdrawn {
			/// The agreement.
			agreement: AgreementId,
			/// Plancks of GAS.
			amount: u64,
		},
		/// An agreement was given notice of.
		NoticeGiven {
			/// The agreement.
			agreement: AgreementId,
			/// Chain time at which it ends.
			ends: Millis,
		},
		/// An escrow has run dry: until it is topped up, nothing more is owed.
		RanDry {
			/// The agreement.
			agreement: AgreementId,
			/// Plancks of GAS that were charged beyond it, and are not owed.
			beyond: u64,
		},
		/// A voucher was claimed without a countersignature. Dispute it within the window.
		Claimed {
			/// The agreement.
			agreement: AgreementId,
			/// The meter's reading.
			units: u64,
			/// Plancks of GAS that the voucher adds to the claim.
			amount: u64,
		},
		/// The seller claims to have delivered. Dispute it within the window.
		DeliveryClaimed {
			/// The agreement.
			agreement: AgreementId,
		},
		/// Something was paid out of an escrow.
		Paid {
			/// The agreement.
			agreement: AgreementId,
			/// Plancks of GAS, with the fee.
			amount: u64,
			/// Plancks of GAS of it that were burned.
			fee: u64,
		},
		/// An item of a batch failed, and changed nothing.
		ItemFailed {
			/// The agreement.
			agreement: AgreementId,
			/// Why.
			error: DispatchError,
		},
		/// A batch is done.
		BatchDone {
			/// Items that succeeded.
			good: u32,
			/// Items that failed.
			bad: u32,
		},
		/// Somebody asks to close an agreement after its end. The seller may bring what is left
		/// until its claim period is over.
		Closing {
			/// The agreement.
			agreement: AgreementId,
		},
		/// An agreement is gone.
		Closed {
			/// The agreement.
			agreement: AgreementId,
			/// Plancks of GAS paid in all, with the fee.
			paid: u64,
			/// Plancks of GAS returned to the buyer now.
			returned: u64,
		},
		/// A buyer accepted the ciphertext of a data package. The seller may reveal its key.
		PackageAccepted {
			/// The agreement.
			agreement: AgreementId,
			/// What was accepted.
			accepted: AcceptedCiphertext,
		},
		/// A seller revealed the key of a data package. Complain within the window.
		KeyRevealed {
			/// The agreement.
			agreement: AgreementId,
			/// The key, 32 bytes.
			key: Digest,
		},
		/// A buyer proved that a data package is not what was sold.
		ComplaintUpheld {
			/// The agreement.
			agreement: AgreementId,
			/// What is wrong with it.
			contradiction: Contradiction,
		},
		/// An auction began.
		AuctionStarted {
			/// The auction.
			auction: AuctionId,
			/// What is auctioned.
			listing: ListingId,
		},
		/// A bid leads.
		BidPlaced {
			/// The auction.
			auction: AuctionId,
			/// Who bids.
			bidder: AccountId32,
			/// Plancks of GAS.
			amount: u64,
			/// Chain time at which the auction ends now.
			ends: Millis,
		},
		/// A sealed bid lies ready.
		BidSealed {
			/// The auction.
			auction: AuctionId,
			/// Who bids.
			bidder: AccountId32,
			/// Plancks of GAS on hold, at least as much as the bid.
			cover: u64,
		},
		/// A sealed bid was revealed.
		BidRevealed {
			/// The auction.
			auction: AuctionId,
			/// Who bid.
			bidder: AccountId32,
			/// Plancks of GAS.
			amount: u64,
		},
		/// A bidder has the money back.
		BidReturned {
			/// The auction.
			auction: AuctionId,
			/// Who bid.
			bidder: AccountId32,
			/// Plancks of GAS returned.
			returned: u64,
			/// Plancks of GAS burned, for a sealed bid that was not revealed.
			burned: u64,
		},
		/// Somebody asks to close an auction of sealed bids after its time. The last bids may be
		/// revealed until the least number of blocks has passed.
		AuctionClosing {
			/// The auction.
			auction: AuctionId,
		},
		/// An auction is over.
		AuctionClosed {
			/// The auction.
			auction: AuctionId,
			/// The winner's agreement; nothing if nobody won.
			agreement: Option<AgreementId>,
			/// Plancks of GAS that the winner pays.
			price: u64,
		},
		/// Somebody is an arbiter.
		ArbiterRegistered {
			/// Who.
			arbiter: AccountId32,
			/// Plancks of GAS for a ruling.
			fee: u64,
		},
		/// Somebody is an arbiter no more.
		ArbiterRetired {
			/// Who.
			arbiter: AccountId32,
		},
		/// A buyer refused a claim that no arbiter can judge. It is void.
		ClaimRefused {
			/// The agreement.
			agreement: AgreementId,
			/// Plancks of GAS that were claimed.
			amount: u64,
		},
		/// A buyer disputes a claim. The seller has to answer in time.
		Disputed {
			/// The agreement.
			agreement: AgreementId,
			/// Plancks of GAS that were claimed.
			amount: u64,
			/// Who will rule.
			arbiter: AccountId32,
		},
		/// A seller answered a dispute. The arbiter has to rule in time.
		DisputeAnswered {
			/// The agreement.
			agreement: AgreementId,
		},
		/// A dispute is over.
		DisputeEnded {
			/// The agreement.
			agreement: AgreementId,
			/// How.
			outcome: Outcome,
			/// Plancks of GAS awarded to the seller, with the fee.
			awarded: u64,
			/// Plancks of GAS that are the buyer's again.
			returned: u64,
		},
		/// An owner has a name from now on.
		NameOpened {
			/// Whose.
			owner: AccountId32,
		},
		/// An owner gave a name up.
		NameClosed {
			/// Whose.
			owner: AccountId32,
		},
		/// A closed agreement made names grow.
		NamesGrew {
			/// The agreement.
			agreement: AgreementId,
			/// By how much the seller's, plancks of GAS burned.
			selling: u64,
			/// By how much the buyer's, plancks of GAS burned.
			buying: u64,
		},

		// Policies.
		/// A buyer has a standing order.
		PolicyCreated {
			/// The policy.
			policy: PolicyId,
			/// Who buys.
			buyer: AccountId32,
			/// What kind of thing.
			kind: Kind,
			/// Plancks of GAS on hold.
			budget: u64,
		},
		/// A buyer added to a policy's budget.
		PolicyFunded {
			/// The policy.
			policy: PolicyId,
			/// Plancks of GAS added.
			amount: u64,
		},
		/// A policy was paused, or resumed: then its price rises from its start again.
		PolicyPaused {
			/// The policy.
			policy: PolicyId,
			/// Whether nothing is bought now.
			paused: bool,
		},
		/// A policy bought something. [`Event::Purchased`] tells what.
		PolicyExecuted {
			/// The policy.
			policy: PolicyId,
			/// What it bought.
			agreement: AgreementId,
			/// Who brought buyer and seller together.
			executor: AccountId32,
			/// Plancks of GAS that went from the budget into the escrow.
			price: u64,
			/// Plancks of GAS that the executor gets when all of that is paid.
			tip: u64,
		},
		/// A policy is gone. What it bought goes on.
		PolicyClosed {
			/// The policy.
			policy: PolicyId,
			/// Plancks of GAS returned to the buyer.
			returned: u64,
		},
		/// An agreement that a policy made is over, and the tip settled.
		TipSettled {
			/// The agreement.
			agreement: AgreementId,
			/// Who brought buyer and seller together.
			executor: AccountId32,
			/// Plancks of GAS paid to it.
			amount: u64,
			/// Plancks of GAS returned to the buyer.
			returned: u64,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There are no numbers left.
		NumbersExhausted,
		/// No listing has this number, or it is closed.
		UnknownListing,
		/// The listing has or had no such terms, or they are gone.
		UnknownTerms,
		/// No agreement has this number, or it is closed.
		UnknownAgreement,
		/// No auction has this number, or all of it is settled.
		UnknownAuction,
		/// That account has no bid in the auction.
		UnknownBid,
		/// That account is no arbiter.
		UnknownArbiter,
		/// Nothing lies ready for that account in those terms.
		UnknownShare,
		/// The owner has no name. Open one first.
		UnknownName,
		/// The caller is neither that account nor somebody who may trade for it.
		NotYours,
		/// Only the seller, or who may trade for it, can do this.
		NotSeller,
		/// Only the buyer, or who may trade for it, can do this.
		NotBuyer,
		/// Only the buyer or the seller can do this.
		NotParty,
		/// Only the agreement's arbiter can do this.
		NotArbiter,
		/// The pricing breaks a rule that its type documents.
		BadPricing,
		/// The unit does not fit the kind.
		BadUnit,
		/// No geohash of 1 to 6 characters, filled up with zero bytes.
		BadPlace,
		/// Receivers have to be different accounts, each with a part, which make a million together.
		BadSplit,
		/// Arbiters have to be registered, different, and neither seller nor provider nor receiver,
		/// nor own one of them or trade for it.
		BadArbiters,
		/// A window, a deadline, a notice or a duration is too short or too long.
		BadWindow,
		/// The listing has to end after it begins, after now, and within the longest duration.
		BadValidity,
		/// The manifest describes no package, or goes with no data or with no price for all of it.
		BadManifest,
		/// The seller may not sell what that device provides, or it is no device.
		ProviderNotYours,
		/// An auction of the listing is running. Wait until it is closed.
		AuctionRunning,
		/// The seller has paused the listing.
		ListingPaused,
		/// The listing is not valid yet, or no longer.
		OutsideValidity,
		/// The terms have changed. Read them again and name their revision.
		RevisionChanged,
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
		/// A package is sold: give a key to encrypt it for. Or none is: give no key. Or the revealed
		/// key is not the one that was accepted.
		WrongKey,
		/// No units, or some where none are asked for, or more than fit into an amount.
		BadQuantity,
		/// There are not so many units left.
		CapacityExhausted,
		/// It costs more than the buyer's maximum.
		PriceTooHigh,
		/// The escrow does not cover the runway, or is given where the price is the escrow, or would
		/// be more than an amount can be.
		BadEscrow,
		/// The duration is 0 or longer than the terms or the listing allow, or is given where none is
		/// asked for.
		BadDuration,
		/// There is not that much GAS beside the minimum balance.
		FundsMissing,
		/// The agreement's state does not allow this, or not to this caller. See the table in
		/// `docs/concepts/market.md`.
		WrongState,
		/// This is for something that is charged in another way.
		WrongKind,
		/// The amount is zero.
		ZeroAmount,
		/// A claim can reach that much still. Ask for less, or wait.
		WithinReach,
		/// The window is still open. Wait for its end, in time and in blocks.
		WindowOpen,
		/// The window is over.
		WindowOver,
		/// Nothing is claimed.
		NothingClaimed,
		/// Something claimed is not paid yet. Collect it first.
		ClaimOpen,
		/// The agreement still runs.
		StillRunning,
		/// What was won in an auction cannot be cancelled by its buyer.
		WonInAuction,
		/// The statement has expired. Have it signed again.
		StatementExpired,
		/// The signature is not by this party's present key over this statement on this chain.
		BadSignature,
		/// The statement names other parties than the agreement has.
		WrongParties,
		/// The voucher says nothing new: it needs a higher sequence, which is the time of the reading
		/// in milliseconds, and no lower reading.
		StaleVoucher,
		/// The voucher's sequence, the time of its reading, lies more than an hour ahead. Set the
		/// meter's clock.
		VoucherAhead,
		/// The receipt was paid before, or its number is too far below the highest paid one. Or it is
		/// so far above that one below it could not be paid any more: then only the seller may bring
		/// it.
		ReceiptUsed,
		/// This agreement's uses are proved in the other way: by receipts, or by preimages.
		WrongProof,
		/// The preimage does not lie so far below the last one.
		WrongPreimage,
		/// The escrow does not cover it. Have it topped up first.
		EscrowExhausted,
		/// The batch has no room left for an item whose revenue is divided, or that ends something.
		/// Bring it in another batch, or alone.
		BatchTooHeavy,
		/// The complaint proves nothing: see `int_primitives::package::ComplaintError`.
		ComplaintRefused,
		/// The auction takes no bids, or none of this kind, now.
		NoBidsNow,
		/// The auction is not over.
		AuctionOpen,
		/// The auction is over.
		AuctionOver,
		/// The bid is below the least that would lead, or below the reserve.
		BidTooLow,
		/// The account has a bid in the auction already. Reclaim it first if it does not lead.
		AlreadyBid,
		/// This is not the bid that was sealed.
		WrongBid,
		/// The bid leads, or may still win.
		BidStands,
		/// That account is an arbiter already.
		AlreadyArbiter,
		/// The arbiter's fee is below the least.
		FeeTooLow,
		/// The dispute was answered already.
		AlreadyAnswered,
		/// The dispute was not answered yet.
		NotAnswered,
		/// The award has to be at most a million.
		BadAward,
		/// The owner has a name already.
		NameExists,
		/// A device's name is its owner's.
		NotOwner,
		/// The receiver still cannot take it: below the minimum balance, or blocked.
		CannotReceive,

		// Policies.
		/// No policy has this number, or it is closed.
		UnknownPolicy,
		/// A period is at least a minute and at most the longest duration, its amount at least the
		/// highest price, with one purchase or more.
		BadAllowance,
		/// The budget has to be at least the highest price.
		BudgetTooLow,
		/// A tip is at most 10,000 parts of a million.
		TipTooHigh,
		/// The buyer has paused the policy.
		PolicyPaused,
		/// The policy has expired.
		PolicyExpired,
		/// The listing sells another kind of thing than the policy wants, or counts it in another unit.
		WrongResource,
		/// The listing is not at the policy's place.
		WrongPlace,
		/// The listing does not sell the package that the policy wants. Or a package is wanted that is
		/// not one item of data.
		WrongPackage,
		/// The seller's name is worth less than the policy asks for.
		SellerReputationTooLow,
		/// The providing device guards its key less well than the policy asks for.
		ProviderSecurityTooLow,
		/// The listing gives less time to dispute than the policy asks for.
		WindowTooShort,
		/// The listing's delivery, notice or claims may take longer than the policy waits.
		TooSlow,
		/// The listing's stand-by fee is higher than the policy allows.
		StandbyTooHigh,
		/// It costs more than the policy may spend in this period still. Wait for the next one.
		PeriodSpent,
		/// It costs more than is left of the policy's budget.
		BudgetSpent,

		/// The agreement was not made under these conditions. Take tariff and receivers from its terms,
		/// or bring the voucher without them.
		WrongConditions,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// On a node with a matcher's key; see [`matcher`].
		fn offchain_worker(block: BlockNumberFor<T>) {
			Self::match_policies(block);
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(T::MinWindowBlocks::get() > 0, "a window takes a block at least");
			assert!(
				T::MaxDuration::get() >= Millis::from(MAX_WINDOW),
				"an agreement may last as long as the longest window",
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The listing with this number.
		pub fn listing(listing: ListingId) -> Option<ListingInfo> {
			Self::query_listing(listing)
		}

		/// Terms of a listing.
		pub fn terms(listing: ListingId, revision: Revision) -> Option<TermsInfo> {
			Self::query_terms(listing, revision)
		}

		/// Listings of a kind whose place begins with `prefix` (0 to 6 characters of a geohash), at
		/// most `limit` and never more than 200, from `cursor` on.
		pub fn listings_at(
			kind: Kind,
			prefix: Vec<u8>,
			cursor: Option<PlaceCursor>,
			limit: u32,
		) -> ListingPage<PlaceCursor> {
			Self::query_listings_at(kind, prefix, cursor, limit)
		}

		/// Listings of a seller, at most `limit` and never more than 200, from `cursor` on.
		pub fn listings_of(
			seller: AccountId32,
			cursor: Option<ListingId>,
			limit: u32,
		) -> ListingPage<ListingId> {
			Self::query_listings_of(seller, cursor, limit)
		}

		/// What a purchase by `buyer` would cost, and what stands against it.
		pub fn preview(buyer: AccountId32, listing: ListingId, request: Request) -> Preview {
			Self::query_preview(buyer, listing, request)
		}

		/// The agreement with this number.
		pub fn agreement(agreement: AgreementId) -> Option<AgreementInfo> {
			Self::query_agreement(agreement)
		}

		/// The agreements of `party` (buyer, seller, provider or consumer) among the next `limit`,
		/// never more than 200, from `cursor` on. A page may be empty and have a next one.
		pub fn agreements_of(
			party: AccountId32,
			cursor: Option<AgreementId>,
			limit: u32,
		) -> AgreementPage {
			Self::query_agreements_of(party, cursor, limit)
		}

		/// The auction with this number.
		pub fn auction(auction: AuctionId) -> Option<AuctionInfo> {
			Self::query_auction(auction)
		}

		/// What the name of an account, or of its owner, is worth.
		pub fn reputation_of(who: AccountId32) -> Reputation {
			Self::query_reputation(who)
		}

		// Policies.

		/// The policy with this number.
		pub fn policy(policy: PolicyId) -> Option<PolicyInfo> {
			Self::query_policy(policy)
		}

		/// Policies that want this kind of thing, at `place` if one is given, among the next `limit`,
		/// never more than 200, from `cursor` on. A page may be empty and have a next one.
		pub fn policies_for(
			kind: Kind,
			place: Option<Place>,
			cursor: Option<PolicyId>,
			limit: u32,
		) -> PolicyPage {
			Self::query_policies_for(kind, place, cursor, limit)
		}

		/// Policies of a buyer, at most `limit` and never more than 200, from `cursor` on.
		pub fn policies_of(buyer: AccountId32, cursor: Option<PolicyId>, limit: u32) -> PolicyPage {
			Self::query_policies_of(buyer, cursor, limit)
		}

		/// What the execution of a policy against a listing by `executor` would come to, and
		/// everything that stands against it.
		pub fn preview_policy(
			executor: AccountId32,
			policy: PolicyId,
			listing: ListingId,
			allow: Option<AllowProof>,
		) -> PolicyPreview {
			Self::query_preview_policy(executor, policy, listing, allow)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offers something.
		///
		/// `seller` is the account in whose name: the caller if nothing, or one that the caller may
		/// trade for (a device of its own, or of a fleet that it operates with
		/// [`int_primitives::directory::Permission::Trade`]). Deposits are the seller's, and so is
		/// the revenue if the offer names no receivers. See [`Offer`] for what makes a good one.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::list())]
		pub fn list(
			origin: OriginFor<T>,
			seller: Option<AccountId32>,
			offer: Box<Offer>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_list(&who, seller, *offer)
		}

		/// Replaces what a listing offers. Its terms get the next revision; agreements and a running
		/// auction stay on those that they were made under. By the seller.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::revise())]
		pub fn revise(
			origin: OriginFor<T>,
			listing: ListingId,
			offer: Box<Offer>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revise(&who, listing, *offer)
		}

		/// Stops sales of a listing, or lets them go on. What is bought goes on. By the seller.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::pause())]
		pub fn pause(origin: OriginFor<T>, listing: ListingId, paused: bool) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_pause(&who, listing, paused)
		}

		/// Removes a listing and returns its deposit; that of its terms returns with the last
		/// agreement on them. By the seller, while no auction runs.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::close_listing())]
		pub fn close_listing(origin: OriginFor<T>, listing: ListingId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_listing(&who, listing)
		}

		/// Pays a receiver what it could not take before. By anyone, when the receiver can take it:
		/// usually as soon as it is one GAS, or the account has one. The receiver itself may have it
		/// paid to another account.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::claim_share())]
		pub fn claim_share(
			origin: OriginFor<T>,
			listing: ListingId,
			revision: Revision,
			receiver: AccountId32,
			to: Option<AccountId32>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim_share(&who, listing, revision, receiver, to)
		}

		/// Buys from a listing, unless it is auctioned.
		///
		/// `buyer` is the account in whose name and with whose GAS: the caller if nothing, or one
		/// that the caller may trade for. The price, or the escrow of metered use, goes on hold; a
		/// deposit for the record is taken. Ask [`Pallet::preview`] first: it names everything that
		/// would be refused. [`Event::Purchased`] tells the agreement's number.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::purchase())]
		pub fn purchase(
			origin: OriginFor<T>,
			buyer: Option<AccountId32>,
			listing: ListingId,
			request: Request,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_purchase(&who, buyer, listing, request).map(|_| ())
		}

		/// Adds to the escrow of metered use, or of uses at a price for each. By the buyer. An
		/// agreement that ran dry goes on from now.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::top_up())]
		pub fn top_up(
			origin: OriginFor<T>,
			agreement: AgreementId,
			#[pallet::compact] amount: u64,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_top_up(&who, agreement, amount)
		}

		/// Takes out of the escrow of metered use what no claim can reach: what is held, less what
		/// is claimed or disputed, less what the maximum rate could have run up since the last
		/// voucher, within the claim period. By the buyer.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(
			origin: OriginFor<T>,
			agreement: AgreementId,
			#[pallet::compact] amount: u64,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(&who, agreement, amount)
		}

		/// Gives notice of metered use or of uses at a price for each, by either side; or shortens
		/// the seller's deadline to the notice, by the buyer (not after an auction, nor once a
		/// ciphertext is accepted or a delivery claimed); or gives up a delivery, by the seller: then
		/// all returns to the buyer at once.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::cancel())]
		pub fn cancel(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel(&who, agreement)
		}

		/// Ends an agreement after its time and returns the rest to the buyer. By anyone.
		///
		/// A first call after the end, or after the seller's deadline, announces it
		/// ([`Event::Closing`]). A second call closes it once the least number of blocks has passed
		/// since, and for metered use and uses at a price for each the claim period after the end:
		/// so the seller has his time even if the chain stood still. The seller's own call closes at
		/// once.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::close())]
		pub fn close(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close(&who, agreement)
		}

		/// Claims to have delivered, which is paid when the window passes without a dispute. By the
		/// seller, before its deadline.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::deliver())]
		pub fn deliver(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deliver(&who, agreement)
		}

		/// Says that it was delivered, and pays. By the buyer.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::confirm())]
		pub fn confirm(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm(&who, agreement)
		}

		/// Brings the consumer's signed receipt of the delivery, which pays. By anyone.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::submit_receipt())]
		pub fn submit_receipt(
			origin: OriginFor<T>,
			receipt: DeliveryReceipt,
			signature: MultiSignature,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_submit_receipt(&who, receipt, signature)
		}

		/// Pays what was claimed or revealed, once its window has passed without dispute or
		/// complaint. By anyone.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::collect())]
		pub fn collect(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_collect(&who, agreement)
		}

		/// Brings a voucher: a claim, or with a countersignature payment at once. By anyone.
		///
		/// A higher voucher replaces an open claim and restarts the window for its increment only.
		/// Units above the maximum rate since the last voucher, or older than the claim period, are
		/// lost to the provider.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::settle())]
		pub fn settle(origin: OriginFor<T>, settlement: Settlement) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_settle(&who, settlement, None)
		}

		/// Does up to 100 such things for many agreements. By anyone.
		///
		/// Each item stands for itself: what fails changes nothing and is reported by
		/// [`Event::ItemFailed`]. Weighs as much as it has items, and more for heavy ones: those whose
		/// terms have to be read, whose receivers have no GAS yet, that are disputed, or whose agreement
		/// ends. Of tiers or a divided revenue the terms are not read for who brings the conditions
		/// along ([`BatchItem::VoucherUnder`]); such an item weighs as a light one for each receiver.
		/// [`MAX_HEAVY`] of them always fit, and more in a smaller batch; the others fail with
		/// [`Error::BatchTooHeavy`] and go into the next one.
		#[pallet::call_index(21)]
		#[pallet::weight(Pallet::<T>::batch_weight(batch.len() as u32))]
		pub fn settle_batch(origin: OriginFor<T>, batch: Batch) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_settle_batch(&who, batch)
		}

		/// Brings receipts of end uses, each of which pays once; all of one agreement, and all of
		/// them good, or none is paid. By anyone; a receipt that goes so far ahead that a lower one
		/// could not be paid any more, by the seller.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::submit_uses(receipts.len() as u32))]
		pub fn submit_uses(origin: OriginFor<T>, receipts: Receipts) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_submit_uses(&who, receipts)
		}

		/// Reveals a preimage in the buyer's chain of hashes, `steps` (1 to 256) below the last one:
		/// proof of so many end uses, which are paid. By anyone.
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::reveal_uses(*steps))]
		pub fn reveal_uses(
			origin: OriginFor<T>,
			agreement: AgreementId,
			preimage: Digest,
			steps: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal_uses(&who, agreement, preimage, steps)
		}

		/// Starts an auction of one lot of a listing, under its present terms. By the seller; takes a
		/// deposit. One auction of a listing runs at a time.
		#[pallet::call_index(30)]
		#[pallet::weight(T::WeightInfo::start_auction())]
		pub fn start_auction(
			origin: OriginFor<T>,
			listing: ListingId,
			revision: Revision,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_start_auction(&who, listing, revision)
		}

		/// Bids in an English auction, or takes the price of a Dutch one.
		///
		/// `amount` is the bid, or the most that the taker pays. It goes on hold; who is outbid has
		/// the money back at once. Who leads may raise the own bid. `bidder` and `party` as in a
		/// purchase.
		#[pallet::call_index(31)]
		#[pallet::weight(T::WeightInfo::bid())]
		pub fn bid(
			origin: OriginFor<T>,
			bidder: Option<AccountId32>,
			auction: AuctionId,
			#[pallet::compact] amount: u64,
			party: Party,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_bid(&who, bidder, auction, amount, party)
		}

		/// Lays down a sealed bid: the digest of an [`int_primitives::market::BidCommitment`], and a
		/// public cover at least as high, which goes on hold.
		///
		/// Reveal it in time: a fifth of the cover of a bid that is not revealed burns.
		#[pallet::call_index(32)]
		#[pallet::weight(T::WeightInfo::seal_bid())]
		pub fn seal_bid(
			origin: OriginFor<T>,
			bidder: Option<AccountId32>,
			auction: AuctionId,
			digest: Digest,
			#[pallet::compact] cover: u64,
			party: Party,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_seal_bid(&who, bidder, auction, digest, cover, party)
		}

		/// Reveals a sealed bid. By anyone who knows amount and salt.
		#[pallet::call_index(33)]
		#[pallet::weight(T::WeightInfo::reveal_bid())]
		pub fn reveal_bid(
			origin: OriginFor<T>,
			auction: AuctionId,
			bidder: AccountId32,
			#[pallet::compact] amount: u64,
			salt: Digest,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_reveal_bid(auction, bidder, amount, salt)
		}

		/// Closes an auction that is over: makes the winner's agreement. By anyone; by the seller also
		/// before the end while nobody has bid.
		#[pallet::call_index(34)]
		#[pallet::weight(T::WeightInfo::close_auction())]
		pub fn close_auction(origin: OriginFor<T>, auction: AuctionId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_auction(&who, auction)
		}

		/// Returns the money of a bid that does not lead: of a revealed one at once, of one that was
		/// not revealed, less a fifth that burns, when the auction is closed. By anyone.
		#[pallet::call_index(35)]
		#[pallet::weight(T::WeightInfo::reclaim_bid())]
		pub fn reclaim_bid(
			origin: OriginFor<T>,
			auction: AuctionId,
			bidder: AccountId32,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_reclaim_bid(auction, bidder)
		}

		/// Agrees to be an arbiter, for a fee a ruling; or changes fee and metadata, which reaches
		/// only listings made from then on. Takes a deposit.
		#[pallet::call_index(40)]
		#[pallet::weight(T::WeightInfo::register_arbiter())]
		pub fn register_arbiter(
			origin: OriginFor<T>,
			#[pallet::compact] fee: u64,
			metadata: Cid,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register_arbiter(who, fee, metadata)
		}

		/// Is an arbiter no more; returns the deposit. Nobody can choose the caller any more, and
		/// disputes that it does not rule end by themselves.
		#[pallet::call_index(41)]
		#[pallet::weight(T::WeightInfo::retire_arbiter())]
		pub fn retire_arbiter(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retire_arbiter(who)
		}

		/// Disputes what is claimed and not paid. By the buyer, within the window.
		///
		/// Holds a bond, the arbiter's fee. The seller has to put up the same in time or loses. What
		/// the consumer countersigns meanwhile is paid; who gives in after the answer pays the arbiter.
		/// Where the terms name no arbiter, nothing is held and the claim is void at once.
		#[pallet::call_index(42)]
		#[pallet::weight(T::WeightInfo::dispute())]
		pub fn dispute(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(&who, agreement)
		}

		/// Answers a dispute with a bond as high as the buyer's. By the seller, in time.
		#[pallet::call_index(43)]
		#[pallet::weight(T::WeightInfo::answer())]
		pub fn answer(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_answer(&who, agreement)
		}

		/// Rules an answered dispute: `award` parts of a million of what is disputed go to the
		/// seller. By the arbiter, in time.
		///
		/// The fee comes from the bonds: that part from the buyer's, the rest from the seller's. The
		/// arbiter's account has to be able to receive it.
		#[pallet::call_index(44)]
		#[pallet::weight(T::WeightInfo::rule())]
		pub fn rule(origin: OriginFor<T>, agreement: AgreementId, award: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rule(&who, agreement, award)
		}

		/// Ends a dispute that was not answered or not ruled in time: what is disputed is the
		/// buyer's again, and the bonds return. By anyone.
		#[pallet::call_index(45)]
		#[pallet::weight(T::WeightInfo::resolve())]
		pub fn resolve(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resolve(&who, agreement)
		}

		/// Accepts the ciphertext of a data package. By the buyer, who has seen all of it
		/// (`int_primitives::package`) and cannot cancel after that.
		#[pallet::call_index(50)]
		#[pallet::weight(T::WeightInfo::accept_package())]
		pub fn accept_package(
			origin: OriginFor<T>,
			agreement: AgreementId,
			accepted: AcceptedCiphertext,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_package(&who, agreement, accepted)
		}

		/// Reveals the key of an accepted data package, which is paid when the window passes without
		/// a complaint. By the seller, before its deadline.
		#[pallet::call_index(51)]
		#[pallet::weight(T::WeightInfo::reveal_key())]
		pub fn reveal_key(
			origin: OriginFor<T>,
			agreement: AgreementId,
			key: Digest,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal_key(&who, agreement, key)
		}

		/// Proves that a chunk of a data package is not what its manifest promises: all returns to
		/// the buyer. By the buyer, within the window, with the key that was revealed.
		#[pallet::call_index(52)]
		#[pallet::weight(T::WeightInfo::complain())]
		pub fn complain(
			origin: OriginFor<T>,
			agreement: AgreementId,
			key: Digest,
			complaint: Box<Complaint>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_complain(&who, agreement, key, *complaint)
		}

		/// Opens a name for the caller and all its devices. Takes a deposit. Without a name one can
		/// buy and sell, but nothing is remembered of it.
		#[pallet::call_index(60)]
		#[pallet::weight(T::WeightInfo::open_name())]
		pub fn open_name(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_name(who)
		}

		/// Gives the caller's name up, and returns the deposit.
		#[pallet::call_index(61)]
		#[pallet::weight(T::WeightInfo::close_name())]
		pub fn close_name(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_name(who)
		}

		// Policies.

		/// Leaves a standing order. `buyer` as in a purchase.
		///
		/// The budget, at least the highest price of the order, goes on hold, and a deposit for the
		/// record is taken. Each purchase takes the deposit of its agreement from the buyer's free
		/// balance, like any other. [`Event::PolicyCreated`] tells the policy's number.
		#[pallet::call_index(70)]
		#[pallet::weight(T::WeightInfo::create_policy())]
		pub fn create_policy(
			origin: OriginFor<T>,
			buyer: Option<AccountId32>,
			order: Box<Order>,
			#[pallet::compact] budget: u64,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_create_policy(&who, buyer, *order, budget)
		}

		/// Adds to the budget of a policy that has not expired. By the buyer.
		#[pallet::call_index(71)]
		#[pallet::weight(T::WeightInfo::fund_policy())]
		pub fn fund_policy(
			origin: OriginFor<T>,
			policy: PolicyId,
			#[pallet::compact] amount: u64,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_fund_policy(&who, policy, amount)
		}

		/// Stops a policy's purchases, or lets them go on, with the price at its start. What is bought
		/// goes on. By the buyer.
		#[pallet::call_index(72)]
		#[pallet::weight(T::WeightInfo::pause_policy())]
		pub fn pause_policy(
			origin: OriginFor<T>,
			policy: PolicyId,
			paused: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_pause_policy(&who, policy, paused)
		}

		/// Removes a policy and returns the rest of its budget and its deposit. By the buyer; once it
		/// has expired, by anyone. What it bought goes on.
		#[pallet::call_index(73)]
		#[pallet::weight(T::WeightInfo::close_policy())]
		pub fn close_policy(origin: OriginFor<T>, policy: PolicyId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_policy(&who, policy)
		}

		/// Buys from a listing at this revision in the name of a policy's buyer. By anyone.
		///
		/// `allow` is the buyer's place in the listing's allow list, if it has one. The price goes
		/// from the budget into the escrow, and what the executor is tipped is set aside; it is paid,
		/// in proportion to what the seller is paid, when the agreement closes
		/// ([`Event::TipSettled`]). It takes an account that can receive that much GAS then. None is
		/// due to an executor who is the buyer or the seller, belongs to the same owner, or shares in
		/// the revenue. Whose devices it would take further records to know is looked up when it is
		/// paid: then what was set aside returns to the buyer.
		///
		/// Ask [`Pallet::preview_policy`] first: it names everything that would be refused. Whoever is
		/// later than another executor loses the fee of this call.
		#[pallet::call_index(74)]
		#[pallet::weight(T::WeightInfo::execute_policy())]
		pub fn execute_policy(
			origin: OriginFor<T>,
			policy: PolicyId,
			listing: ListingId,
			revision: Revision,
			allow: Option<AllowProof>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_execute_policy(&who, policy, listing, revision, allow)
		}
	}
}
