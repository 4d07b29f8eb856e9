// SPDX-License-Identifier: Apache-2.0

//! What a name is worth: the market fee that was burned in its trades, and not long ago.
//!
//! A name is a number of plancks of GAS. It grows by the fee that a closed agreement burned, and
//! halves in each half-life. What one counterparty can add in a period is capped: each owner falls
//! into one of [`SLOTS`] slots, and a slot takes so much a period. Owners who share a slot share
//! its cap, so an account with any number of straw men grows by `SLOTS` times the cap at most, and
//! pays for every planck of it. All of this is one record of fixed size.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use int_primitives::{AccountBytes, Millis};
use scale_info::TypeInfo;

/// How many slots counterparties fall into.
pub const SLOTS: usize = 8;

/// How many steps a half-life has.
const STEPS: u64 = 128;

/// What a step leaves, in parts of 2^64: the 128th root of a half, rounded down.
const STEP: u128 = 18_347_121_020_861_646_923;

/// What is left of a score after so many steps, rounded down.
fn faded(score: u64, steps: u64) -> u64 {
	// After 64 half-lives nothing is left of any score.
	if steps >= STEPS.saturating_mul(64) {
		return 0;
	}
	let (mut left, mut power, mut steps) = (1u128 << 64, STEP, steps);
	while steps > 0 {
		if steps & 1 == 1 {
			left = left.saturating_mul(power) >> 64;
		}
		power = power.saturating_mul(power) >> 64;
		steps >>= 1;
	}
	u64::try_from(left.saturating_mul(score.into()) >> 64).unwrap_or(score)
}

/// How names grow and fade. Part of the market's parameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
	/// In what time a name halves, milliseconds.
	pub half_life: Millis,
	/// How long a cap counts, milliseconds.
	pub period: Millis,
	/// The most that one counterparty adds in a period, plancks of GAS.
	pub cap: u64,
}

/// A name on one side of the market, 84 bytes.
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
pub struct Standing {
	/// What it was worth then, plancks of GAS burned.
	pub score: u64,
	/// Chain time up to which `score` has faded, milliseconds.
	pub at: Millis,
	/// The period that `slots` count in: chain time divided by its length.
	pub period: u64,
	/// What counterparties have added in that period, plancks of GAS.
	pub slots: [u64; SLOTS],
}

impl Standing {
	/// What it is worth at `now`, plancks of GAS burned, rounded down.
	pub fn worth(&self, now: Millis, rules: &Rules) -> u64 {
		let (steps, _) = self.steps(now, rules);
		faded(self.score, steps)
	}

	/// How many whole steps of fading lie between `at` and `now`, and when the last of them ended.
	fn steps(&self, now: Millis, rules: &Rules) -> (u64, Millis) {
		let step = (rules.half_life / STEPS).max(1);
		let steps = now.saturating_sub(self.at).checked_div(step).unwrap_or_default();
		(steps, self.at.saturating_add(steps.saturating_mul(step)))
	}

	/// Adds the fee burned in a trade with `counterparty`, as far as the cap allows; returns how
	/// much that was.
	pub fn credit(
		&mut self,
		fee: u64,
		counterparty: &AccountBytes,
		now: Millis,
		rules: &Rules,
	) -> u64 {
		let period = now.checked_div(rules.period.max(1)).unwrap_or_default();
		if period != self.period {
			self.slots = [0; SLOTS];
			self.period = period;
		}
		let [first, ..] = *counterparty;
		let Some(slot) = self.slots.get_mut(usize::from(first) % SLOTS) else { return 0 };
		let added = fee.min(rules.cap.saturating_sub(*slot));
		*slot = slot.saturating_add(added);
		let (steps, at) = self.steps(now, rules);
		self.score = faded(self.score, steps).saturating_add(added);
		// The rest of a step goes on counting: whoever trades often fades no slower.
		self.at = at;
		added
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const DAY: Millis = 86_400_000;
	const RULES: Rules = Rules { half_life: 90 * DAY, period: 7 * DAY, cap: 1_000_000 };

	#[test]
	fn a_name_halves() {
		let name = Standing { score: 1_000_000, at: DAY, ..Default::default() };
		assert_eq!(name.worth(DAY, &RULES), 1_000_000);
		// Within a planck: the root of a half, a half, a quarter.
		assert_eq!(name.worth(46 * DAY, &RULES), 707_106);
		assert_eq!(name.worth(91 * DAY, &RULES), 499_999);
		assert_eq!(name.worth(181 * DAY, &RULES), 249_999);
		assert_eq!(name.worth(Millis::MAX, &RULES), 0);
	}

	#[test]
	fn one_counterparty_adds_no_more_than_the_cap_in_a_period() {
		let mut name = Standing::default();
		let sum: u64 = (0..1_000).map(|_| name.credit(10_000, &[1; 32], DAY, &RULES)).sum();
		assert_eq!(sum, RULES.cap);
		assert_eq!(name.credit(10_000, &[1; 32], 8 * DAY, &RULES), 10_000);
	}

	/// What a score costs whoever deals with himself: every planck of it is burned, and a name is
	/// kept by burning half of it again in each half-life.
	#[test]
	fn the_price_of_a_name_that_one_deals_to_oneself() {
		println!("score (plancks)   weeks   fees burned (plancks)   burned / score");
		for straw_men in [1u8, 8, 255] {
			for weeks in [1u64, 13, 52, 260] {
				let (mut name, mut burned) = (Standing::default(), 0u64);
				for week in 0..weeks {
					for man in 0..straw_men {
						// Pays as much as could count; more would be burned for nothing.
						let added = name.credit(RULES.cap, &[man; 32], week * 7 * DAY, &RULES);
						burned += added;
					}
				}
				let score = name.worth((weeks - 1) * 7 * DAY, &RULES);
				println!(
					"{score:15} {weeks:7} {burned:23} {:16.2}   ({straw_men} straw men)",
					burned as f64 / score as f64
				);
				assert!(burned >= score);
				// However long, and with however many: not above what decay lets stand.
				assert!(score <= 20 * SLOTS as u64 * RULES.cap);
			}
		}
	}

	#[test]
	fn whoever_trades_often_fades_no_slower() {
		let mut busy = Standing { score: 1_000_000_000, at: DAY, ..Default::default() };
		let idle = busy;
		// A trade of nothing every six seconds for a day, and every hour for 89 more.
		(0..14_400u64).for_each(|block| {
			busy.credit(0, &[1; 32], DAY + block * 6_000, &RULES);
		});
		(0..89 * 24u64).for_each(|hour| {
			busy.credit(0, &[1; 32], 2 * DAY + hour * 3_600_000, &RULES);
		});
		let (busy, idle) = (busy.worth(91 * DAY, &RULES), idle.worth(91 * DAY, &RULES));
		assert!(idle - busy <= 128, "{idle} {busy}");
	}

	proptest! {
		#[test]
		fn a_score_is_never_more_than_was_burned(
			trades in prop::collection::vec((0u64..1 << 40, any::<u8>(), 0..30 * DAY), 0..100),
		) {
			let (mut name, mut now, mut burned) = (Standing::default(), 0, 0u64);
			for (fee, who, wait) in trades {
				now += wait;
				let before = name.worth(now, &RULES);
				let added = name.credit(fee, &[who; 32], now, &RULES);
				burned += fee;
				prop_assert!(added <= fee.min(RULES.cap));
				prop_assert_eq!(name.score, before + added);
				prop_assert!(name.at <= now);
				prop_assert!(name.score <= burned);
			}
		}

		#[test]
		fn a_name_only_fades(score: u64, one in 0..1_000 * DAY, two in 0..1_000 * DAY) {
			let name = Standing { score, ..Default::default() };
			let (early, late) = (one.min(two), one.max(two));
			prop_assert!(name.worth(early, &RULES) >= name.worth(late, &RULES));
		}
	}
}
