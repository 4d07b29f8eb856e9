// SPDX-License-Identifier: Apache-2.0

//! What governance sets, within bounds that it cannot pass.

use crate::{pricing::part_of, reputation::Rules};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use int_primitives::Millis;
use scale_info::TypeInfo;

const HOUR: Millis = 3_600_000;
const DAY: Millis = 86_400_000;

/// One GAS, plancks.
const GAS: u64 = 1_000_000_000;

/// The market's parameters. What an agreement needs of them it copies when it is made, so that a
/// change reaches nobody who has agreed already.
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
pub struct MarketParameters {
	/// What of each payment is burned, parts of a million: at most 100,000 (a tenth).
	pub fee: u32,
	/// The least fee of an arbiter, plancks of GAS: 1 to 1,000,000 GAS. It is the bond that
	/// stands behind a dispute's record.
	pub least_bond: u64,
	/// How long a seller has to answer a dispute, milliseconds: an hour to 30 days.
	pub answer_within: Millis,
	/// How long an arbiter has to rule, milliseconds: an hour to 90 days.
	pub rule_within: Millis,
	/// In what time a name halves, milliseconds: a day to 10 years.
	pub half_life: Millis,
	/// How long the cap of a counterparty counts, milliseconds: an hour to a year.
	pub name_period: Millis,
	/// What one counterparty adds to a name in that time at most, plancks of GAS burned.
	pub name_cap: u64,
}

impl Default for MarketParameters {
	fn default() -> Self {
		Self {
			fee: 5_000,
			least_bond: 1_000 * GAS,
			answer_within: DAY,
			rule_within: 7 * DAY,
			half_life: 90 * DAY,
			name_period: 7 * DAY,
			name_cap: 1_000 * GAS,
		}
	}
}

impl MarketParameters {
	/// The same, with every field within the bounds that its doc gives. Who may set a value is
	/// checked elsewhere; which value, here.
	pub fn within_bounds(self) -> Self {
		Self {
			fee: self.fee.min(100_000),
			least_bond: self.least_bond.clamp(GAS, 1_000_000 * GAS),
			answer_within: self.answer_within.clamp(HOUR, 30 * DAY),
			rule_within: self.rule_within.clamp(HOUR, 90 * DAY),
			half_life: self.half_life.clamp(DAY, 3_650 * DAY),
			name_period: self.name_period.clamp(HOUR, 365 * DAY),
			name_cap: self.name_cap,
		}
	}

	/// How names grow and fade.
	pub const fn names(&self) -> Rules {
		Rules { half_life: self.half_life, period: self.name_period, cap: self.name_cap }
	}
}

/// What has been burned of `paid` in all, at a fee in parts of a million. Fees of single payments
/// are differences of this, so that their rounding never adds up.
pub fn fee_on(paid: u64, fee: u32) -> u64 {
	part_of(paid, fee)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn the_defaults_are_within_the_bounds() {
		let parameters = MarketParameters::default();
		assert_eq!(parameters.within_bounds(), parameters);
	}

	#[test]
	fn no_value_passes_the_bounds() {
		let wild = MarketParameters {
			fee: u32::MAX,
			least_bond: 0,
			answer_within: 0,
			rule_within: u64::MAX,
			half_life: 0,
			name_period: 0,
			name_cap: u64::MAX,
		};
		let tame = wild.within_bounds();
		assert_eq!(tame.fee, 100_000);
		assert_eq!(tame.least_bond, GAS);
		assert_eq!(tame.answer_within, HOUR);
		assert_eq!(tame.rule_within, 90 * DAY);
		assert_eq!(tame.within_bounds(), tame);
	}

	proptest! {
		#[test]
		fn fees_of_parts_add_up_to_the_fee_of_the_whole(
			payments in prop::collection::vec(0u64..1 << 40, 1..50), fee in 0u32..=100_000,
		) {
			let (mut paid, mut burned) = (0, 0);
			for payment in payments {
				let due = fee_on(paid + payment, fee) - fee_on(paid, fee);
				prop_assert!(due <= payment);
				paid += payment;
				burned += due;
			}
			prop_assert_eq!(burned, fee_on(paid, fee));
		}
	}
}
