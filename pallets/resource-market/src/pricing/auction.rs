// SPDX-License-Identifier: Apache-2.0

//! What the market bids: the rules of three auctions, and who leads.

use super::{part_of, MILLION};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use int_primitives::Millis;
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, AccountId32, Rounding};

/// The smallest step of an English auction, parts of a million: 1 %.
pub const MIN_INCREMENT: u32 = 10_000;

/// The shortest phase of an auction, milliseconds: a minute.
pub const MIN_PHASE: Millis = 60_000;

/// The longest phase of an auction, milliseconds: 30 days.
pub const MAX_PHASE: Millis = 30 * 86_400_000;

/// How an auction is held.
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
pub enum Format {
	/// Open bids, each higher than the one before; the highest wins and pays it.
	English {
		/// The least first bid, plancks of GAS.
		start: u64,
		/// How much higher a next bid has to be, parts of a million of the last: at least 10,000.
		increment: u32,
		/// How long it is open, milliseconds.
		duration: Millis,
		/// A bid this close to the end, milliseconds, moves the end to this long after the bid...
		extension: Millis,
		/// ...but never by more than this in all, milliseconds.
		longest: Millis,
	},
	/// Hidden bids, revealed afterwards; the highest wins and pays the second-highest.
	Sealed {
		/// The least price, plancks of GAS.
		reserve: u64,
		/// How long bids are taken, milliseconds.
		commit: Millis,
		/// How long they can be revealed after that, milliseconds.
		reveal: Millis,
	},
	/// A price that falls until somebody takes it.
	Dutch {
		/// The first price, plancks of GAS.
		start: u64,
		/// The last price, plancks of GAS.
		floor: u64,
		/// How long it falls, milliseconds.
		duration: Millis,
	},
}

/// What is auctioned, and how.
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
pub struct AuctionRules {
	/// Units that one auction sells, at least 1.
	pub lot: u64,
	/// How.
	pub format: Format,
}

impl AuctionRules {
	/// Whether it can be offered.
	pub fn is_valid(&self) -> bool {
		let phase = |time: Millis| (MIN_PHASE..=MAX_PHASE).contains(&time);
		let format = match self.format {
			Format::English { start, increment, duration, extension, longest } => {
				start > 0
					&& (MIN_INCREMENT..=MILLION).contains(&increment)
					&& phase(duration)
					&& extension <= duration
					&& longest <= MAX_PHASE
			},
			Format::Sealed { reserve, commit, reveal } => {
				reserve > 0 && phase(commit) && phase(reveal)
			},
			Format::Dutch { start, floor, duration } => {
				floor > 0 && floor <= start && phase(duration)
			},
		};
		self.lot > 0 && format
	}

	/// How long the auction takes at first, milliseconds.
	pub const fn duration(&self) -> Millis {
		match self.format {
			Format::English { duration, .. } | Format::Dutch { duration, .. } => duration,
			Format::Sealed { commit, reveal, .. } => commit.saturating_add(reveal),
		}
	}
}

/// The least bid that beats `best`, plancks of GAS; nothing if nobody could make it.
pub fn next_bid(start: u64, increment: u32, best: Option<u64>) -> Option<u64> {
	match best {
		None => Some(start),
		Some(best) => best.checked_add(part_of(best, increment).max(1)),
	}
}

/// When an English auction ends after a bid at `now`: not before `end`, and not after `latest`.
pub fn extended(end: Millis, latest: Millis, extension: Millis, now: Millis) -> Millis {
	end.max(now.saturating_add(extension).min(latest))
}

/// The price of a Dutch auction, plancks of GAS, rounded up.
///
/// It has fallen by the part of the duration that has passed, and by no more than the part of
/// `blocks` that has passed, so that a chain that stood still does not sell at the floor.
pub fn dutch_price(
	start: u64,
	floor: u64,
	duration: Millis,
	elapsed: Millis,
	blocks: u32,
	elapsed_blocks: u32,
) -> u64 {
	let drop = start.saturating_sub(floor);
	let part = |elapsed: u64, whole: u64| {
		if elapsed >= whole {
			return drop;
		}
		multiply_by_rational_with_rounding(
			drop.into(),
			elapsed.into(),
			whole.into(),
			Rounding::Down,
		)
		.and_then(|part| u64::try_from(part).ok())
		.unwrap_or_default()
	};
	start.saturating_sub(part(elapsed, duration).min(part(elapsed_blocks.into(), blocks.into())))
}

/// A bid that leads.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Best {
	/// Whose it is.
	pub bidder: AccountId32,
	/// How much it is, plancks of GAS.
	pub amount: u64,
}

/// The two best bids revealed so far: all that a second-price auction has to remember.
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
pub struct BestTwo {
	/// The highest; of equal ones the one revealed first.
	pub best: Option<Best>,
	/// The amount of the next one, plancks of GAS; nothing while there is none.
	pub second: Option<u64>,
}

impl BestTwo {
	/// Takes a bid in.
	pub fn reveal(&mut self, bidder: AccountId32, amount: u64) {
		match &mut self.best {
			Some(best) if amount <= best.amount => {
				self.second = Some(self.second.unwrap_or_default().max(amount));
			},
			best => {
				self.second = best.as_ref().map(|best| best.amount);
				*best = Some(Best { bidder, amount });
			},
		}
	}

	/// What the winner pays, plancks of GAS: the second bid or the reserve.
	pub fn price(&self, reserve: u64) -> u64 {
		self.second.unwrap_or_default().max(reserve)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const HOUR: Millis = 3_600_000;

	#[test]
	fn rules_have_bounds() {
		let english = |increment, duration, extension| AuctionRules {
			lot: 1,
			format: Format::English { start: 1, increment, duration, extension, longest: HOUR },
		};
		assert!(english(MIN_INCREMENT, HOUR, MIN_PHASE).is_valid());
		assert!(!english(MIN_INCREMENT - 1, HOUR, MIN_PHASE).is_valid());
		assert!(!english(MIN_INCREMENT, MIN_PHASE - 1, 1).is_valid());
		assert!(!english(MIN_INCREMENT, HOUR, HOUR + 1).is_valid());
		assert!(!AuctionRules { lot: 0, ..english(MIN_INCREMENT, HOUR, MIN_PHASE) }.is_valid());
		let dutch = |start, floor| AuctionRules {
			lot: 1,
			format: Format::Dutch { start, floor, duration: HOUR },
		};
		assert!(dutch(5, 5).is_valid());
		assert!(!dutch(4, 5).is_valid());
		assert!(!dutch(4, 0).is_valid());
	}

	#[test]
	fn a_dutch_price_falls_on_a_line() {
		let price = |elapsed| dutch_price(1_000, 100, HOUR, elapsed, 10, 1_000);
		assert_eq!(price(0), 1_000);
		assert_eq!(price(HOUR / 2), 550);
		assert_eq!(price(HOUR), 100);
		assert_eq!(price(9 * HOUR), 100);
	}

	#[test]
	fn a_chain_that_stood_still_does_not_sell_at_the_floor() {
		assert_eq!(dutch_price(1_000, 100, HOUR, 9 * HOUR, 10, 1), 910);
		assert_eq!(dutch_price(1_000, 100, HOUR, 9 * HOUR, 10, 10), 100);
	}

	proptest! {
		#[test]
		fn a_next_bid_is_higher_by_a_part_at_least(best: u64, increment in MIN_INCREMENT..=MILLION) {
			if let Some(next) = next_bid(1, increment, Some(best)) {
				prop_assert!(next > best);
				prop_assert!(next - best >= part_of(best, increment));
			}
		}

		#[test]
		fn an_end_moves_forward_and_not_for_ever(
			end in 0u64..1 << 40, longest in 0u64..1 << 20, extension in 0u64..1 << 20,
			bids in prop::collection::vec(0u64..1 << 41, 0..50),
		) {
			let latest = end + longest;
			let mut moved = end;
			for now in bids {
				let next = extended(moved, latest, extension, now);
				prop_assert!(next >= moved && next <= latest);
				moved = next;
			}
		}

		#[test]
		fn a_dutch_price_stays_between_its_ends_and_never_rises(
			floor in 1u64.., more: u64, duration in 1u64..MAX_PHASE,
			one in 0u64..MAX_PHASE, two in 0u64..MAX_PHASE, blocks in 0u32..100,
		) {
			let start = floor.saturating_add(more);
			let price = |at| dutch_price(start, floor, duration, at, 10, blocks);
			prop_assert!(price(one.min(two)) >= price(one.max(two)));
			prop_assert!((floor..=start).contains(&price(one)));
		}

		#[test]
		fn the_best_two_are_those_of_the_sorted_list(bids in prop::collection::vec(1u64.., 1..40)) {
			let mut two = BestTwo::default();
			for (number, amount) in bids.iter().enumerate() {
				two.reveal(AccountId32::new([number as u8; 32]), *amount);
			}
			let mut sorted = bids.clone();
			sorted.sort_unstable_by(|a, b| b.cmp(a));
			let best = two.best.clone().unwrap();
			prop_assert_eq!(best.amount, sorted[0]);
			prop_assert_eq!(two.second, sorted.get(1).copied());
			// Of equal bids the first wins.
			let first = bids.iter().position(|bid| *bid == sorted[0]).unwrap();
			prop_assert_eq!(best.bidder, AccountId32::new([first as u8; 32]));
			prop_assert!(two.price(1) <= best.amount);
		}
	}
}
