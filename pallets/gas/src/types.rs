// SPDX-License-Identifier: Apache-2.0

//! The records of the pallet, and what queries answer.

use crate::{book::Clearing, price::Market, Price};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{Consideration, ConstU32, Footprint},
	BoundedVec,
};
use int_primitives::Millis;
use scale_info::TypeInfo;
use sp_runtime::{traits::One, AccountId32, FixedU128, Permill};

/// Plancks, of INT (12 decimals) or of GAS (9 decimals); each use says which.
pub type Balance = u128;

/// Plancks of one GAS.
pub const GAS: Balance = 1_000_000_000;

/// The most operators whose values are looked at.
pub const MAX_OPERATORS: u32 = 16;

/// The most bids that the book of an auction can have.
pub const MAX_BOOK: u32 = 128;

/// The most bids or claims that one call settles.
pub const MAX_SETTLE: u32 = 64;

/// The most entries that a query answers with.
pub const MAX_ANSWER: usize = 200;

/// Counts auctions up from 0; never used again.
pub type AuctionId = u32;

/// Counts the bids of an auction up from 0; never used again in it.
pub type BidIndex = u32;

/// Counts windows of redemption up from 0; never used again.
pub type WindowId = u32;

/// Whether the price can be acted upon.
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
pub enum Health {
	/// Recent, agreed upon, and calm: GAS is minted and redeemed.
	Fresh,
	/// There never was a quorum. Fees are charged at the price of genesis.
	NoPrice,
	/// Too few operators have fed of late.
	Stale,
	/// The price jumped, and a quorum has not confirmed it yet.
	Unconfirmed {
		/// Where it jumped to, USD per INT.
		price: Price,
		/// Values later than this confirm it, chain time in milliseconds.
		since: Millis,
	},
	/// The operators are too far apart from each other.
	Disputed,
	/// The latest price is too far from the mean.
	Diverged,
}

impl Health {
	/// Whether GAS may be minted and redeemed.
	pub const fn allows_exchange(&self) -> bool {
		matches!(self, Self::Fresh)
	}
}

/// The price of genesis, which fees are charged at until there is another.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct FirstPrice {
	/// USD per INT.
	pub price: Price,
	/// From when on it grows stale: chain time of the first block that had a clock.
	pub since: Millis,
}

/// One USD per INT.
impl Default for FirstPrice {
	fn default() -> Self {
		Self { price: Price::one(), since: 0 }
	}
}

/// Where all GAS came from and where it went, plancks of GAS.
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
pub struct Ledger {
	/// In existence at genesis, and the least balance that the pallet's own account keeps.
	pub endowed: Balance,
	/// Sold by auctions, at clearing.
	pub sold: Balance,
	/// Sold by instant purchase.
	pub bought: Balance,
	/// Burned by redemption.
	pub redeemed: Balance,
	/// Burned by fees.
	pub burned: Balance,
}

impl Ledger {
	/// What has to be in issue. Nothing when the ledger contradicts itself.
	pub fn issue(&self) -> Option<Balance> {
		self.endowed
			.checked_add(self.sold)?
			.checked_add(self.bought)?
			.checked_sub(self.redeemed)?
			.checked_sub(self.burned)
	}
}

/// What was used of an amount per window of time. Windows are aligned to the epoch.
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
pub struct Usage {
	/// When the window ends, chain time in milliseconds.
	pub ends: Millis,
	/// Used in it, plancks of GAS.
	pub used: Balance,
}

impl Usage {
	/// The usage of the window of `length` milliseconds that `now` lies in: this one, or a new one.
	pub fn at(self, now: Millis, length: Millis) -> Self {
		if now < self.ends {
			return self;
		}
		let into = now.checked_rem(length).unwrap_or(0);
		Self { ends: now.saturating_sub(into).saturating_add(length), used: 0 }
	}

	/// What is left of `cap`.
	pub const fn left(&self, cap: Balance) -> Balance {
		cap.saturating_sub(self.used)
	}
}

/// What an account has purchased in the window of its latest purchase.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Purchased<Ticket: Consideration<AccountId32, Footprint>> {
	/// The window, and how much.
	pub usage: Usage,
	/// Pays for this record.
	pub ticket: Ticket,
}

/// What an auction copies of the parameters when it starts.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct AuctionTerms {
	/// Plancks of GAS on offer.
	pub offer: Balance,
	/// The reserve price above the low price.
	pub premium: Permill,
	/// Bids in the book.
	pub book_size: u32,
	/// How long after its close its price has to be formed, milliseconds.
	pub cooling: Millis,
	/// How long it waits for that price after it has cooled, milliseconds.
	pub patience: Millis,
}

/// When an auction took its last bid.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Closed<BlockNumber> {
	/// Chain time in milliseconds. It clears at a price that was formed after it has cooled.
	pub at: Millis,
	/// The first block that took no bid.
	pub block: BlockNumber,
}

/// The auction that runs, or waits for its price.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Auction<BlockNumber> {
	/// Its number.
	pub id: AuctionId,
	/// When it started, chain time in milliseconds.
	pub started: Millis,
	/// The block that it started in.
	pub started_in: BlockNumber,
	/// When it ends, chain time in milliseconds, if it has had its number of blocks by then.
	pub ends: Millis,
	/// What holds for it, whatever the parameters have become.
	pub terms: AuctionTerms,
	/// Set once it takes no more bids.
	pub closed: Option<Closed<BlockNumber>>,
	/// The index of its next bid.
	pub next: BidIndex,
	/// Its records in [`crate::Bids`].
	pub bids: u32,
}

/// One line of the book.
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
pub struct Entry {
	/// Plancks of INT for a whole GAS, at most.
	pub limit: Balance,
	/// Which bid of the auction it is: a smaller one came earlier.
	pub index: BidIndex,
	/// Plancks of GAS.
	pub quantity: Balance,
}

/// Best limit first; among equal limits the earlier bid first.
pub type BookOf = BoundedVec<Entry, ConstU32<MAX_BOOK>>;

/// Which sides of what is owed have been paid.
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
pub struct Paid {
	/// The GAS.
	pub gas: bool,
	/// The INT.
	pub int: bool,
}

/// A bid, until everything that it is owed has been paid.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Bid {
	/// Who bid.
	pub who: AccountId32,
	/// Plancks of GAS.
	pub quantity: Balance,
	/// Plancks of INT for a whole GAS, at most.
	pub limit: Balance,
	/// Plancks of INT that it put up.
	pub held: Balance,
	/// Whether a better bid pushed it out of the book: then all its INT is owed back.
	pub evicted: bool,
	/// What was paid out already.
	pub paid: Paid,
}

/// How an auction ended.
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
	/// It sold, at one price.
	Sold(Clearing),
	/// It sold nothing: no bid reached the reserve price, or there was no price in time.
	Unsold,
}

/// An auction that has ended, until its last bid is settled.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Settlement {
	/// How it ended.
	pub outcome: Outcome,
	/// Its records left in [`crate::Bids`].
	pub unsettled: u32,
	/// Where [`crate::Pallet::settle_bids`] goes on, after this bid.
	pub cursor: Option<BidIndex>,
}

/// What a window of redemption has come to.
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
pub enum WindowState {
	/// Takes requests, or waits for a price.
	Waiting,
	/// Has been executed; its requests can be claimed.
	Executed {
		/// Plancks of INT for all requests together.
		paid: Balance,
		/// Plancks of GAS burned for it; the rest of what was requested goes back.
		redeemed: Balance,
		/// Plancks of INT not fetched yet.
		int_left: Balance,
		/// Plancks of GAS to go back, not fetched yet.
		gas_left: Balance,
	},
}

/// A window of redemption, until its last request is claimed or withdrawn.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct RedemptionWindow {
	/// When it takes no more requests, chain time in milliseconds. It is executed at a price that
	/// was formed after it has cooled.
	pub closes: Millis,
	/// Plancks of GAS requested in it; once executed, what they were.
	pub requested: Balance,
	/// Its records left in [`crate::Requests`].
	pub requests: u32,
	/// What it has come to.
	pub state: WindowState,
	/// Where [`crate::Pallet::claim_redemptions`] goes on, after this account.
	pub cursor: Option<AccountId32>,
}

/// What an account has requested in a window of redemption.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Request {
	/// Plancks of GAS.
	pub gas: Balance,
	/// What was paid out already.
	pub paid: Paid,
}

/// Windows of redemption by number.
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
pub struct Queue {
	/// All before this one are executed or gone.
	pub oldest: WindowId,
	/// The number of the next window. The one before it is the one that may take requests.
	pub next: WindowId,
}

/// How far idle blocks have settled.
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
pub struct Sweep {
	/// Every bid of the auctions before this one was tried once.
	pub auction: AuctionId,
	/// Every request of the windows before this one was tried once.
	pub window: WindowId,
}

/// What governance has stopped. Refunds, claims and withdrawals go on whatever is stopped.
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
pub struct Paused {
	/// No bids, and no clearing: an auction that stays closed for its patience ends unsold.
	pub auctions: bool,
	/// No instant purchase.
	pub purchases: bool,
	/// No requests, and no execution: requests can be withdrawn after the patience of their window.
	pub redemptions: bool,
}

impl Paused {
	/// What either stops.
	pub const fn with(self, other: Self) -> Self {
		Self {
			auctions: self.auctions || other.auctions,
			purchases: self.purchases || other.purchases,
			redemptions: self.redemptions || other.redemptions,
		}
	}

	/// What this stops and the other does not.
	pub const fn without(self, other: Self) -> Self {
		Self {
			auctions: self.auctions && !other.auctions,
			purchases: self.purchases && !other.purchases,
			redemptions: self.redemptions && !other.redemptions,
		}
	}
}

/// Why something stands still.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
	/// No quorum ever.
	NoPrice,
	/// Too few operators have fed of late.
	Stale,
	/// A jump waits for confirmation.
	Unconfirmed,
	/// The operators are too far apart.
	Disputed,
	/// Latest price and mean are too far apart.
	Diverged,
	/// This window has issued all that it may.
	IssueCapReached,
	/// Governance has paused auctions.
	AuctionsPaused,
	/// Governance has paused instant purchase.
	PurchasesPaused,
	/// Governance has paused redemption.
	RedemptionsPaused,
}

/// How GAS stands.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct GasStatus {
	/// Whether the price can be acted upon.
	pub health: Health,
	/// The prices, of whatever health. Nothing before the first quorum.
	pub market: Option<Market>,
	/// Plancks of GAS in issue.
	pub issue: Balance,
	/// Where they came from and where they went.
	pub ledger: Ledger,
	/// Plancks of INT in the reserve.
	pub reserve: Balance,
	/// The reserve at the low price over the issue. Below one a redemption pays this share of par.
	/// Nothing without a price or without GAS.
	pub ratio: Option<FixedU128>,
	/// Everything that stands still.
	pub stops: Vec<Stop>,
	/// Plancks of GAS that may still be issued in this window.
	pub issue_left: Balance,
	/// When the window of issue ends, chain time in milliseconds.
	pub issue_window_ends: Millis,
	/// What a fee in INT is charged at.
	pub int_price: IntPrice,
}

/// The price that a fee in INT is charged at.
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
pub struct IntPrice {
	/// USD per INT, before the premium.
	pub price: Price,
	/// What is added to an amount of INT.
	pub premium: Permill,
}

/// What a client shows of the auction that runs.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct AuctionInfo {
	/// Its number.
	pub id: AuctionId,
	/// When it started, chain time in milliseconds.
	pub started: Millis,
	/// When it ends, chain time in milliseconds.
	pub ends: Millis,
	/// When it took its last bid; nothing while it takes bids.
	pub closed: Option<Millis>,
	/// What holds for it.
	pub terms: AuctionTerms,
	/// The least bid, plancks of GAS.
	pub least: Balance,
	/// The reserve price if it were cleared now, plancks of INT for a whole GAS. Nothing while
	/// nothing is minted.
	pub reserve_price: Option<Balance>,
	/// Its book, best first.
	pub book: Vec<BookLine>,
}

/// One bid of the book.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct BookLine {
	/// Its index.
	pub index: BidIndex,
	/// Who bid.
	pub who: AccountId32,
	/// Plancks of GAS.
	pub quantity: Balance,
	/// Plancks of INT for a whole GAS, at most.
	pub limit: Balance,
}

/// Where a bid stands.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum BidState {
	/// In the book of the auction that runs.
	Open,
	/// Over: this is what is still owed to the bidder.
	Owed {
		/// Plancks of GAS.
		gas: Balance,
		/// Plancks of INT.
		int: Balance,
	},
}

/// A bid as its bidder sees it.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct BidInfo {
	/// The auction.
	pub auction: AuctionId,
	/// Which bid of it.
	pub index: BidIndex,
	/// Plancks of GAS.
	pub quantity: Balance,
	/// Plancks of INT for a whole GAS, at most.
	pub limit: Balance,
	/// Plancks of INT that it put up.
	pub held: Balance,
	/// Where it stands.
	pub state: BidState,
}

/// What an exchange would come to now.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Quote {
	/// Plancks of GAS.
	pub gas: Balance,
	/// Plancks of INT.
	pub int: Balance,
}

/// Why nothing can be quoted.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// The price cannot be acted upon.
	Price(Health),
	/// Governance has paused it.
	Paused,
	/// Less than can be exchanged.
	TooLittle,
	/// More than an account may purchase in a window.
	AboveAccountCap,
	/// More than this window may still issue.
	IssueCapReached,
	/// Beyond what a balance can be.
	Overflow,
}

/// Where a request of redemption stands.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum RequestState {
	/// Its window waits.
	Waiting {
		/// When the window takes no more requests, chain time in milliseconds.
		closes: Millis,
		/// From when on it can be withdrawn if it was not executed, chain time in milliseconds.
		withdrawable: Millis,
	},
	/// Its window was executed: this is what is still owed.
	Owed {
		/// Plancks of GAS.
		gas: Balance,
		/// Plancks of INT.
		int: Balance,
	},
}

/// A request of redemption as its requester sees it.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct RedemptionInfo {
	/// The window.
	pub window: WindowId,
	/// Plancks of GAS requested.
	pub gas: Balance,
	/// Where it stands.
	pub state: RequestState,
}
