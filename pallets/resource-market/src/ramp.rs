// SPDX-License-Identifier: Apache-2.0

//! What a standing buyer accepts to pay: a price that rises until somebody takes it.
//!
//! A public maximum would become the price. So a policy begins low and goes up in a straight line:
//! a seller who waits for more may find that another one was content with less. It is a Dutch
//! auction turned round, one for each purchase.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use int_primitives::Millis;
use scale_info::TypeInfo;

/// A price that rises, plancks of GAS.
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
pub struct Ramp {
	/// What is accepted at first.
	pub start: u64,
	/// What is accepted at most: at least 1, and no less than `start`.
	pub maximum: u64,
	/// How long it takes to get there, milliseconds; 0 for a fixed price, the maximum.
	pub duration: Millis,
}

impl Ramp {
	/// Whether its fields are as they say.
	pub const fn is_valid(&self) -> bool {
		self.start <= self.maximum && self.maximum > 0
	}

	/// What is accepted after so many milliseconds and so many blocks, rounded down.
	///
	/// It takes `least` blocks to get to the maximum, however much time has passed: a chain that
	/// stood still must not begin again at the highest price, before sellers could compete.
	pub fn accepted(&self, elapsed: Millis, blocks: u32, least: u32) -> u64 {
		if self.duration == 0 {
			return self.maximum;
		}
		let rise = self.maximum.saturating_sub(self.start);
		let by_time = part(rise, elapsed, self.duration);
		let by_blocks = part(rise, blocks.into(), least.into());
		self.start.saturating_add(by_time.min(by_blocks)).min(self.maximum)
	}
}

/// What of `whole` has come when `passed` of `all` has passed, rounded down.
fn part(whole: u64, passed: u64, all: u64) -> u64 {
	if passed >= all {
		return whole;
	}
	u128::from(whole)
		.saturating_mul(passed.into())
		.checked_div(all.into())
		.and_then(|part| u64::try_from(part).ok())
		.unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Enough blocks for any ramp below.
	const MANY: u32 = u32::MAX;

	#[test]
	fn it_rises_in_a_straight_line() {
		let ramp = Ramp { start: 100, maximum: 300, duration: 1_000 };
		assert_eq!(ramp.accepted(0, MANY, 5), 100);
		assert_eq!(ramp.accepted(499, MANY, 5), 199);
		assert_eq!(ramp.accepted(500, MANY, 5), 200);
		assert_eq!(ramp.accepted(999, MANY, 5), 299);
		assert_eq!(ramp.accepted(1_000, MANY, 5), 300);
		assert_eq!(ramp.accepted(Millis::MAX, MANY, 5), 300);
	}

	#[test]
	fn a_chain_that_stood_still_does_not_begin_at_the_maximum() {
		let ramp = Ramp { start: 0, maximum: 100, duration: 1_000 };
		assert_eq!(ramp.accepted(Millis::MAX, 1, 5), 20);
		assert_eq!(ramp.accepted(Millis::MAX, 4, 5), 80);
		assert_eq!(ramp.accepted(Millis::MAX, 5, 5), 100);
	}

	#[test]
	fn without_a_duration_it_is_a_fixed_price() {
		let ramp = Ramp { start: 7, maximum: 9, duration: 0 };
		assert_eq!(ramp.accepted(0, 0, 5), 9);
	}

	#[test]
	fn what_is_not_a_ramp() {
		assert!(!Ramp { start: 2, maximum: 1, duration: 1 }.is_valid());
		assert!(!Ramp { start: 0, maximum: 0, duration: 1 }.is_valid());
		assert!(Ramp { start: 1, maximum: 1, duration: 0 }.is_valid());
	}

	prop_compose! {
		fn ramp()(one: u64, other: u64, duration: Millis) -> Ramp {
			Ramp { start: one.min(other), maximum: one.max(other), duration }
		}
	}

	proptest! {
		#[test]
		fn it_stays_between_its_ends(ramp in ramp(), elapsed: Millis, blocks: u32, least: u32) {
			let accepted = ramp.accepted(elapsed, blocks, least);
			prop_assert!((ramp.start..=ramp.maximum).contains(&accepted));
		}

		#[test]
		fn it_never_falls(
			ramp in ramp(), one: (Millis, u32), other: (Millis, u32), least: u32,
		) {
			let early = (one.0.min(other.0), one.1.min(other.1));
			let late = (one.0.max(other.0), one.1.max(other.1));
			prop_assert!(
				ramp.accepted(early.0, early.1, least) <= ramp.accepted(late.0, late.1, least)
			);
		}

		#[test]
		fn it_gets_to_its_maximum(ramp in ramp(), more: Millis, least: u32) {
			let elapsed = ramp.duration.saturating_add(more);
			prop_assert_eq!(ramp.accepted(elapsed, least, least), ramp.maximum);
		}

		#[test]
		fn it_is_rounded_down(
			start in 0u64..1 << 40, rise in 0u64..1 << 40, duration in 1u64..1 << 40, at: Millis,
		) {
			let ramp = Ramp { start, maximum: start.saturating_add(rise).max(1), duration };
			let elapsed = at % duration;
			let rise = u128::from(ramp.maximum - ramp.start);
			let accepted = u128::from(ramp.accepted(elapsed, MANY, 1) - ramp.start);
			prop_assert!(accepted * u128::from(duration) <= rise * u128::from(elapsed));
			prop_assert!((accepted + 1) * u128::from(duration) > rise * u128::from(elapsed));
		}
	}
}
