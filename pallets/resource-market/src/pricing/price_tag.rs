// SPDX-License-Identifier: Apache-2.0

//! A price for a quantity.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// So many plancks of GAS for so many units.
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
pub struct PriceTag {
	/// Plancks of GAS for `per` units, at least 1.
	pub price: u64,
	/// How many units that price is for, at least 1. A byte may cost less than a planck.
	pub per: u32,
}

impl PriceTag {
	/// Whether it can be offered.
	pub const fn is_valid(&self) -> bool {
		self.price > 0 && self.per > 0
	}

	/// What a quantity costs, plancks of GAS, rounded up; nothing if nobody could pay it.
	pub fn cost(&self, quantity: u64) -> Option<u64> {
		let whole = u128::from(quantity).checked_mul(self.price.into())?;
		u64::try_from(whole.div_ceil(u128::from(self.per).max(1))).ok()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn a_price_that_does_not_fit_is_no_price() {
		let tag = PriceTag { price: u64::MAX, per: 1 };
		assert_eq!(tag.cost(1), Some(u64::MAX));
		assert_eq!(tag.cost(2), None);
		assert_eq!(PriceTag { price: u64::MAX, per: u32::MAX }.cost(u64::MAX), None);
	}

	#[test]
	fn a_byte_costs_a_planck_at_least() {
		let tag = PriceTag { price: 3, per: 1_000_000 };
		assert_eq!(tag.cost(1), Some(1));
		assert_eq!(tag.cost(1_000_000), Some(3));
		assert_eq!(tag.cost(1_000_001), Some(4));
	}

	proptest! {
		#[test]
		fn buying_in_parts_is_never_cheaper(
			price in 1u64..1 << 40, per in 1u32.., a in 0u64..1 << 20, b in 0u64..1 << 20,
		) {
			let tag = PriceTag { price, per };
			let (one, other) = (tag.cost(a).unwrap(), tag.cost(b).unwrap());
			prop_assert!(tag.cost(a + b).unwrap() <= one + other);
			prop_assert!(tag.cost(a + b).unwrap() >= one.max(other));
			prop_assert!(u128::from(one) * u128::from(per) >= u128::from(a) * u128::from(price));
		}
	}
}
