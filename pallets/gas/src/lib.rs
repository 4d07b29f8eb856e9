// SPDX-License-Identifier: Apache-2.0

//! # GAS
//!
//! A unit of account that stays put: 1 GAS is worth 0.001 USD, whatever INT is worth.
//!
//! ## Terminology
//!
//! * **GAS**: an asset with 9 decimals, whose four roles are all this pallet's own account. **INT**:
//!   the native token, 12 decimals.
//! * **Price**: USD per INT, [`Price`], 18 decimals. Because 1 GAS is 10^9 plancks and a thousandth
//!   of a dollar, and 1 INT is 10^12 plancks, *a price in USD per INT is the same number as plancks
//!   of GAS per planck of INT*. All conversions here are one multiplication or one division by it.
//! * **Low** and **high** price: the lesser of latest and mean price less the operators' deviation,
//!   and the greater of both plus the deviation. GAS is sold at the low price and redeemed at the
//!   high price.
//! * **Reserve**: the INT that stands behind GAS.
//! * **Issue**: all GAS in existence, and that which waits to be redeemed.
//! * **Breaker**: the most GAS that a window of time can issue, by all ways together.
//!
//! ## How it works
//!
//! ```text
//!                 bid ─▶ auction ─ clearing ─▶ GAS ─▶ fees: burned
//!   INT ─────────────────────┬────────▲         │
//!    │      buy ─────────────┼────────┘         └─▶ redeem ─▶ window ─▶ execution ─▶ claim: INT
//!    │                       ▼                                               ▲
//!    └─ add_to_reserve ─▶ reserve ───────────────────────────────────────────┘
//!                            └─ proceeds beyond the target ─▶ burned
//! ```
//!
//! * **Oracle.** Operators feed prices into `pallet-oracle`; the runtime passes them on through
//!   [`PriceFeed`] and calls [`Pallet::on_new_price`]. The price is the median of the fresh values
//!   of at least a quorum. A jump is neither clamped nor believed: it waits until a quorum has fed
//!   again ([`price`]). Only a [`Health::Fresh`] price mints or redeems. Fees are charged at any
//!   time, at a premium that grows with the age of the price.
//! * **Auctions** follow one another. A bid names a quantity and a limit, and its INT is taken at
//!   once and cannot be withdrawn. An auction is cleared at the first price that was formed when it
//!   had *cooled*, some minutes after its last bid: all winners pay one price ([`book`]). GAS counts as sold at clearing; winners and
//!   losers are settled by a touch of anyone's, or by idle blocks.
//! * **Purchase** is immediate, at a premium, and capped per account and window.
//! * **Redemption** is a request that joins a window. When the window has closed and cooled it is
//!   executed at the first price that was formed wholly after that, so that nobody redeems against a
//!   price that they know to be old. A redemption is paid the reserve's share of par: of par, or below a
//!   reserve of 100 % the same share for all. The requests of a window divide what it may pay.
//!
//! ## Money
//!
//! The pallet's own account has the INT of bids, of the reserve, and of redemptions that were not
//! claimed, each on hold under its [`HoldReason`]; and the GAS of requests and of auctions that was
//! not fetched. It holds a provider reference of its own, so it needs no INT to exist; of GAS it
//! keeps one least balance for ever, so that no payment out of it leaves dust.
//!
//! All INT paid goes to the reserve first. What the reserve then is worth beyond
//! [`GasParameters::target_ratio`] times the issue, at the low price, is burned, but never more than
//! was just paid. At every moment
//!
//! ```text
//! issue = endowed + sold + bought - redeemed - burned        (Ledger)
//! hold(Reserve) = Reserve    hold(Bids) = what bids are owed    hold(Payouts) = what claims are owed
//! ```
//!
//! Who burns GAS for a fee says so with [`Pallet::note_burned`].
//!
//! ## What the runtime has to see to
//!
//! * `pallet-assets` stands before this pallet in genesis, with GAS in it.
//! * `touch` and `touch_other` of `pallet-assets` are filtered for GAS: who pays a deposit for their
//!   account of a sufficient asset could burn GAS with `refund`, past the ledger.
//! * [`Pallet::on_new_price`] is called when an operator has fed *and* when operators were removed.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

mod auction;
pub mod book;
mod feed;
mod hooks;
pub mod parameters;
pub mod price;
mod purchase;
mod queries;
pub mod rates;
mod redemption;
mod reserve;
pub mod runtime_api;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use parameters::GasParameters;
pub use types::*;
pub use weights::WeightInfo;

use alloc::vec::Vec;
use int_primitives::Millis;
use sp_runtime::FixedU128;

/// USD per INT, and therefore plancks of GAS per planck of INT. 18 decimals.
pub type Price = FixedU128;

/// Where prices come from.
pub trait PriceFeed {
	/// The present value of each present operator, with the chain time of its feed in milliseconds.
	/// An operator that never fed is left out, and so is what root fed.
	fn values() -> Vec<(Price, Millis)>;
}

/// No operators.
impl PriceFeed for () {
	fn values() -> Vec<(Price, Millis)> {
		Vec::new()
	}
}

// The macros expand to code that expects. The work is in the other files, under the usual lints.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::price::{Accumulator, MAX_PRICE, MIN_PRICE};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{InspectHold, Mutate, MutateHold, UnbalancedHold},
			Consideration, Footprint, Time,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::AccountId32;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId32, RuntimeEvent: From<Event<Self>>>
	{
		/// The hold reasons of the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// INT.
		type Currency: Mutate<AccountId32, Balance = Balance>
			+ InspectHold<AccountId32, Reason = Self::RuntimeHoldReason>
			+ UnbalancedHold<AccountId32>
			+ MutateHold<AccountId32>;

		/// GAS.
		type Gas: Mutate<AccountId32, Balance = Balance>;

		/// Chain time.
		type Time: Time<Moment = Millis>;

		/// Where prices come from.
		type Oracle: PriceFeed;

		/// The parameters as they were set; they are read within their bounds.
		type Parameters: Get<GasParameters>;

		/// Pauses and resumes.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Deposit of an account's record of purchases.
		type PurchaseConsideration: Consideration<AccountId32, Footprint>;

		/// Names the pallet's own account.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The least number of blocks that an auction takes bids in, and that one which has closed
		/// waits for a price, so that a chain that stood still robs nobody.
		#[pallet::constant]
		type MinAuctionBlocks: Get<BlockNumberFor<Self>>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// What this pallet holds INT for. All but the last are holds on its own account.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The reserve.
		Reserve,
		/// What bids put up, and what is to be paid back of it.
		Bids,
		/// What executed redemptions are owed.
		Payouts,
		/// The deposit of an account's record of purchases.
		Purchase,
	}

	/// Prices, and what their mean is computed from. At most 1.5 KB.
	#[pallet::storage]
	pub type Prices<T: Config> = StorageValue<_, Accumulator, ValueQuery>;

	/// The price until there is another.
	#[pallet::storage]
	pub type Opening<T: Config> = StorageValue<_, FirstPrice, ValueQuery>;

	/// Plancks of INT in the reserve.
	#[pallet::storage]
	pub type Reserve<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Where all GAS came from and where it went.
	#[pallet::storage]
	pub type Books<T: Config> = StorageValue<_, Ledger, ValueQuery>;

	/// What the present window has issued.
	#[pallet::storage]
	pub type Issued<T: Config> = StorageValue<_, Usage, ValueQuery>;

	/// What accounts have purchased in the window of their latest purchase. Removed by
	/// [`Pallet::forget_purchases`].
	#[pallet::storage]
	pub type Purchases<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		AccountId32,
		Purchased<T::PurchaseConsideration>,
		OptionQuery,
	>;

	/// The auction that runs, or waits for its price.
	#[pallet::storage]
	pub type CurrentAuction<T: Config> = StorageValue<_, Auction<BlockNumberFor<T>>, OptionQuery>;

	/// The book of the auction that runs: best limit first, ties in the order of arrival.
	#[pallet::storage]
	pub type Book<T: Config> = StorageValue<_, BookOf, ValueQuery>;

	/// Bids by auction and index. Removed when both sides of what they are owed are paid.
	#[pallet::storage]
	pub type Bids<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AuctionId, Twox64Concat, BidIndex, Bid, OptionQuery>;

	/// Auctions that have ended and have bids to settle. Removed with the last of these.
	#[pallet::storage]
	pub type Settlements<T: Config> =
		StorageMap<_, Twox64Concat, AuctionId, Settlement, OptionQuery>;

	/// The numbers of redemption windows.
	#[pallet::storage]
	pub type Windows<T: Config> = StorageValue<_, Queue, ValueQuery>;

	/// Windows of redemption that have requests. Removed with the last of these.
	#[pallet::storage]
	pub type Redemptions<T: Config> =
		StorageMap<_, Twox64Concat, WindowId, RedemptionWindow, OptionQuery>;

	/// Requests by window and account. Removed when both sides of what they are owed are paid, or
	/// when they are withdrawn.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		WindowId,
		Blake2_128Concat,
		AccountId32,
		Request,
		OptionQuery,
	>;

	/// Chain time of the earliest thing that a block has to do by itself, milliseconds.
	#[pallet::storage]
	pub type Due<T: Config> = StorageValue<_, Millis, ValueQuery>;

	/// How far idle blocks have settled.
	#[pallet::storage]
	pub type Swept<T: Config> = StorageValue<_, Sweep, ValueQuery>;

	/// What governance has stopped.
	#[pallet::storage]
	pub type Stopped<T: Config> = StorageValue<_, Paused, ValueQuery>;

	/// The price that fees in INT are charged at until operators have fed one.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// USD per INT, 0.000001 to 1,000,000. It never mints. In JSON a string: a decimal number
		/// with its point, as in `"0.25"`.
		pub first_price: Price,
		/// Nothing.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	/// One USD per INT.
	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self { first_price: FirstPrice::default().price, _config: Default::default() }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(
				(MIN_PRICE..=MAX_PRICE).contains(&self.first_price),
				"genesis: the first price lies between 0.000001 and 1,000,000 USD"
			);
			Pallet::<T>::open(self.first_price);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The price jumped. Minting and redemption stop until a quorum has fed again.
		JumpSuspected {
			/// The price that holds, USD per INT.
			from: Price,
			/// Where it jumped to.
			to: Price,
		},
		/// A jump is over: a quorum has fed again and agreed, with it or with the price before.
		JumpSettled {
			/// The price that holds now, USD per INT.
			price: Price,
		},
		/// An auction takes bids.
		AuctionStarted {
			/// Its number.
			auction: AuctionId,
			/// Plancks of GAS on offer.
			offer: Balance,
			/// When it ends, chain time in milliseconds.
			ends: Millis,
		},
		/// A bid was placed and its INT taken.
		BidPlaced {
			/// The auction.
			auction: AuctionId,
			/// Which bid of it.
			index: BidIndex,
			/// Who bid.
			who: AccountId32,
			/// Plancks of GAS.
			quantity: Balance,
			/// Plancks of INT for a whole GAS, at most.
			limit: Balance,
			/// Plancks of INT taken.
			held: Balance,
		},
		/// A better bid pushed this one out of a full book. Its INT goes back at once; if it cannot,
		/// `BidUnpaid` follows.
		BidEvicted {
			/// The auction.
			auction: AuctionId,
			/// Which bid of it.
			index: BidIndex,
		},
		/// An auction takes no more bids, and waits for a price.
		AuctionClosed {
			/// Its number.
			auction: AuctionId,
		},
		/// An auction sold.
		AuctionCleared {
			/// Its number.
			auction: AuctionId,
			/// Plancks of INT for a whole GAS, the same for all winners.
			price: Balance,
			/// Plancks of GAS sold.
			sold: Balance,
			/// Plancks of INT paid.
			proceeds: Balance,
		},
		/// An auction ended and sold nothing; all its INT goes back.
		AuctionUnsold {
			/// Its number.
			auction: AuctionId,
		},
		/// A bid has all that it was owed, and its record is gone.
		BidSettled {
			/// The auction.
			auction: AuctionId,
			/// Which bid of it.
			index: BidIndex,
			/// Who bid.
			who: AccountId32,
			/// Plancks of GAS paid out now.
			gas: Balance,
			/// Plancks of INT paid back now.
			int: Balance,
		},
		/// The bidder's account cannot take all that the bid is owed. The rest stays owed: settle it
		/// when the account can.
		BidUnpaid {
			/// The auction.
			auction: AuctionId,
			/// Which bid of it.
			index: BidIndex,
			/// Plancks of GAS still owed.
			gas: Balance,
			/// Plancks of INT still owed.
			int: Balance,
		},
		/// The last bid of an auction is settled.
		AuctionSettled {
			/// Its number.
			auction: AuctionId,
		},
		/// INT came in for GAS.
		ProceedsTaken {
			/// Plancks of INT paid.
			paid: Balance,
			/// Plancks of INT of it that were burned; the rest is in the reserve.
			burned: Balance,
		},
		/// GAS was purchased.
		Bought {
			/// Who purchased.
			who: AccountId32,
			/// Plancks of GAS.
			gas: Balance,
			/// Plancks of INT paid.
			int: Balance,
		},
		/// An account's record of purchases is gone and its deposit returned.
		PurchasesForgotten {
			/// Whose it was.
			who: AccountId32,
		},
		/// A window of redemption takes requests.
		WindowOpened {
			/// Its number.
			window: WindowId,
			/// Until when, chain time in milliseconds.
			closes: Millis,
		},
		/// Redemption was requested and the GAS taken.
		RedemptionRequested {
			/// The window.
			window: WindowId,
			/// Who requested.
			who: AccountId32,
			/// Plancks of GAS taken now.
			gas: Balance,
		},
		/// A window of redemption was executed.
		RedemptionsExecuted {
			/// Its number.
			window: WindowId,
			/// Plancks of GAS burned.
			redeemed: Balance,
			/// Plancks of GAS that go back.
			returned: Balance,
			/// Plancks of INT paid.
			paid: Balance,
		},
		/// A request has all that it was owed, and its record is gone.
		RedemptionClaimed {
			/// The window.
			window: WindowId,
			/// Who requested.
			who: AccountId32,
			/// Plancks of GAS given back now.
			gas: Balance,
			/// Plancks of INT paid out now.
			int: Balance,
		},
		/// The requester's account cannot take all that the request is owed. The rest stays owed:
		/// claim it when the account can.
		RedemptionUnpaid {
			/// The window.
			window: WindowId,
			/// Who requested.
			who: AccountId32,
			/// Plancks of GAS still owed.
			gas: Balance,
			/// Plancks of INT still owed.
			int: Balance,
		},
		/// A request was withdrawn, because its window found no price in time.
		RedemptionWithdrawn {
			/// The window.
			window: WindowId,
			/// Who requested.
			who: AccountId32,
			/// Plancks of GAS given back.
			gas: Balance,
		},
		/// The last request of a window is claimed or withdrawn.
		WindowSettled {
			/// Its number.
			window: WindowId,
		},
		/// Somebody gave to the reserve.
		ReserveIncreased {
			/// Plancks of INT added, with what lay free in the pallet's own account.
			added: Balance,
		},
		/// Governance paused or resumed something.
		PausedChanged {
			/// What stands still from now on.
			paused: Paused,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No quorum of operators has ever fed a price. Wait for the operators.
		NoPrice,
		/// The price is too old. Wait until a quorum of operators has fed again.
		PriceStale,
		/// The price jumped. Wait until a quorum of operators has fed again.
		PriceUnconfirmed,
		/// The operators are too far apart. Wait until they agree.
		PriceDisputed,
		/// The latest price is too far from the mean. Wait until the mean has followed.
		PriceDiverged,
		/// Governance has paused this. Wait until it resumes.
		Paused,
		/// The amount is zero.
		ZeroAmount,
		/// No number is left for another one.
		NumbersExhausted,
		/// More GAS than can exist.
		IssueTooLarge,
		/// A call settles 1 to 64.
		BadLimit,
		/// Everything that is owed cannot be taken by the account now: fill it up to its existential
		/// deposit, or to one GAS, and try again.
		CannotBePaid,
		/// No auction takes bids. Wait for the next one.
		NoAuction,
		/// Smaller than the least bid. See the auction for what that is.
		BidTooSmall,
		/// Larger than the offer. Bid for no more than is offered.
		BidTooLarge,
		/// The INT that the bid puts up is less than the existential deposit. Bid more.
		BidTooCheap,
		/// The book is full of bids at least as good. Bid a higher limit.
		BookFull,
		/// The auction has not ended. Wait until it has, for its number of blocks too.
		AuctionOpen,
		/// The auction cools, or waits for a price that was formed after that. Try again when it has
		/// cooled and the operators have fed.
		AuctionWaits,
		/// The auction has nothing to settle: it never was, or everything is settled.
		UnknownAuction,
		/// There is no such bid, or it is settled.
		UnknownBid,
		/// It would cost more INT than you allow.
		TooExpensive,
		/// Your account has purchased all that it may in this window. Wait for the next, or bid.
		AccountCapReached,
		/// This window has issued all that it may. Wait for the next.
		IssueCapReached,
		/// The account has no record of purchases.
		NoPurchases,
		/// The window of the account's latest purchase is not over. Wait until it is.
		PurchaseWindowOpen,
		/// Less than the least redemption. Redeem more at once.
		RedemptionTooSmall,
		/// You would be left with less GAS than an account can have. Redeem all, or leave 1 GAS.
		LeavesDust,
		/// The window has no requests: it never had any, or all are claimed or withdrawn.
		UnknownWindow,
		/// The window takes requests still, cools, or waits for a price that was formed after that.
		WindowWaits,
		/// The window was executed already. Claim.
		WindowExecuted,
		/// The window may yet be executed: it closed less than its patience ago. Wait.
		PatienceNotOver,
		/// The account has nothing in this window.
		UnknownRequest,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(block: BlockNumberFor<T>) -> Weight {
			Self::begin_block(block)
		}

		fn on_idle(_: BlockNumberFor<T>, left: Weight) -> Weight {
			Self::settle_in_idle(left)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Prices, supply, reserve, and what stands still and why.
		pub fn status() -> GasStatus {
			Self::query_status()
		}

		/// The auction that runs or waits for its price, with its book.
		pub fn auction() -> Option<AuctionInfo> {
			Self::query_auction()
		}

		/// Bids of an account that are open or not settled, at most 200.
		pub fn bids_of(who: AccountId32) -> Vec<BidInfo> {
			Self::query_bids(&who)
		}

		/// What purchasing so many plancks of GAS would cost now.
		pub fn quote_purchase(gas: Balance) -> Result<Quote, Refusal> {
			Self::query_purchase(gas)
		}

		/// What redeeming so many plancks of GAS would pay at the present price.
		pub fn quote_redemption(gas: Balance) -> Result<Quote, Refusal> {
			Self::query_redemption(gas)
		}

		/// Requests of an account that wait or are not claimed, at most 200.
		pub fn redemptions_of(who: AccountId32) -> Vec<RedemptionInfo> {
			Self::query_redemptions(&who)
		}

		/// The parameters, as the pallet goes by them.
		pub fn parameters() -> GasParameters {
			Self::rules()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Bids for `quantity` plancks of GAS at up to `limit` plancks of INT for a whole GAS.
		///
		/// Takes `quantity * limit / 10^9` plancks of INT at once, rounded up, and leaves the caller
		/// the existential deposit. A bid cannot be withdrawn; it ends by winning, losing or being
		/// pushed out of a full book by a better one, and what it did not pay comes back.
		/// `quantity` is at least the offer divided by the size of the book, at most the offer. An
		/// account may bid more than once.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::bid())]
		pub fn bid(
			origin: OriginFor<T>,
			#[pallet::compact] quantity: Balance,
			#[pallet::compact] limit: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_bid(who, quantity, limit)
		}

		/// Ends the auction whose time is over, if there is a price for it or no more patience, and
		/// starts the next. Blocks do this by themselves; anyone may do it too.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::clear_auction())]
		pub fn clear_auction(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_auction()
		}

		/// Pays what a bid of an auction that has ended, or one that was evicted, is owed: GAS if it
		/// won, and the INT that it did not pay. Anyone may call it; the bidder is paid.
		///
		/// If the bidder's account can take one of both only, the other stays owed.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::settle_bid())]
		pub fn settle_bid(
			origin: OriginFor<T>,
			#[pallet::compact] auction: AuctionId,
			#[pallet::compact] index: BidIndex,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_bid(auction, index)
		}

		/// Settles up to `limit` bids (1 to 64) of an auction that has ended, from where the last
		/// call stopped. A bid that cannot be paid does not hold up the others.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::settle_bid().saturating_mul(u64::from(*limit)))]
		pub fn settle_bids(
			origin: OriginFor<T>,
			#[pallet::compact] auction: AuctionId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_settle_bids(auction, limit)
		}

		/// Purchases `gas` plancks of GAS at the low price plus the premium, for at most `max_int`
		/// plancks of INT.
		///
		/// Leaves the caller the existential deposit. An account may purchase so much in a window;
		/// the first purchase holds a deposit, which [`Pallet::forget_purchases`] returns.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::buy())]
		pub fn buy(
			origin: OriginFor<T>,
			#[pallet::compact] gas: Balance,
			#[pallet::compact] max_int: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_buy(who, gas, max_int)
		}

		/// Removes an account's record of purchases, once its window is over, and returns its
		/// deposit. Anyone may call it.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::forget_purchases())]
		pub fn forget_purchases(origin: OriginFor<T>, who: AccountId32) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_forget_purchases(&who)
		}

		/// Requests redemption of `gas` plancks of GAS, which are taken at once, in the window that
		/// is open; the first request opens one. Requests of an account in one window add up.
		///
		/// Once the window is executed, the caller is owed INT for the part that is redeemed, and
		/// the rest of the GAS.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::redeem())]
		pub fn redeem(origin: OriginFor<T>, #[pallet::compact] gas: Balance) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_redeem(who, gas)
		}

		/// Executes a window of redemption that has closed and cooled, if there is a price that was
		/// formed after that. Blocks do this by themselves; anyone may do it too.
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::execute_redemptions())]
		pub fn execute_redemptions(
			origin: OriginFor<T>,
			#[pallet::compact] window: WindowId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_execute(window)
		}

		/// Pays what an account is owed by a window that was executed: INT, and the GAS that was not
		/// redeemed. Anyone may call it; `who` is paid.
		///
		/// If the account can take one of both only, the other stays owed.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::claim_redemption())]
		pub fn claim_redemption(
			origin: OriginFor<T>,
			#[pallet::compact] window: WindowId,
			who: AccountId32,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(window, &who)
		}

		/// Pays up to `limit` requests (1 to 64) of a window that was executed, from where the last
		/// call stopped. A request that cannot be paid does not hold up the others.
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::claim_redemption().saturating_mul(u64::from(*limit)))]
		pub fn claim_redemptions(
			origin: OriginFor<T>,
			#[pallet::compact] window: WindowId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_claim_some(window, limit)
		}

		/// Takes back what the caller has requested in a window that closed longer ago than its
		/// patience and was not executed.
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::withdraw_redemption())]
		pub fn withdraw_redemption(
			origin: OriginFor<T>,
			#[pallet::compact] window: WindowId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(window, &who)
		}

		/// Gives `amount` plancks of INT to the reserve, for nothing. Leaves the caller the
		/// existential deposit. What lies free in the pallet's own account goes to the reserve too.
		#[pallet::call_index(30)]
		#[pallet::weight(T::WeightInfo::add_to_reserve())]
		pub fn add_to_reserve(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_to_reserve(&who, amount)
		}

		/// Governance stops what `what` names; what stands still already stays so.
		#[pallet::call_index(40)]
		#[pallet::weight(T::WeightInfo::pause())]
		pub fn pause(origin: OriginFor<T>, what: Paused) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::set_stopped(Stopped::<T>::get().with(what));
			Ok(())
		}

		/// Governance lets what `what` names go on.
		#[pallet::call_index(41)]
		#[pallet::weight(T::WeightInfo::pause())]
		pub fn resume(origin: OriginFor<T>, what: Paused) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::set_stopped(Stopped::<T>::get().without(what));
			Ok(())
		}
	}
}
