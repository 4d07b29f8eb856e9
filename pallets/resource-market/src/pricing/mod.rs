// SPDX-License-Identifier: Apache-2.0

//! The four ways to charge. Each is a pure module: numbers in, numbers out, no storage.
//!
//! All amounts are plancks of GAS in a `u64`: up to 18,446,744,073 GAS. Products are taken in
//! `u128`, where they always fit. What is charged in one go is rounded up, what is claimed bit by
//! bit is rounded down: against whoever calls.

pub mod auction;
pub mod cpp;
pub mod metered;
pub mod price_tag;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

pub use auction::{AuctionRules, Format};
pub use cpp::Cpp;
pub use metered::{Along, Tariff, Tier};
pub use price_tag::PriceTag;

/// What parts are counted in: parts of a million.
pub const MILLION: u32 = 1_000_000;

/// `parts` of a million of `amount`, rounded down; never more than `amount`.
pub fn part_of(amount: u64, parts: u32) -> u64 {
	const WHOLE: u128 = MILLION as u128;
	let part = u128::from(amount).saturating_mul(parts.min(MILLION).into()) / WHOLE;
	u64::try_from(part).unwrap_or(amount)
}

/// How a listing charges.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
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

impl Pricing {
	/// Whether it can be offered.
	pub fn is_valid(&self) -> bool {
		match self {
			Self::PriceTag(tag) => tag.is_valid(),
			Self::Metered(tariff) => tariff.is_valid(),
			Self::Auction(rules) => rules.is_valid(),
			Self::Cpp(cpp) => cpp.is_valid(),
		}
	}

	/// Whether what it sells is delivered as a whole.
	pub const fn is_delivered(&self) -> bool {
		matches!(self, Self::PriceTag(_) | Self::Auction(_))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn a_part_and_its_rest_make_the_whole(amount: u64, parts in 0u32..=MILLION) {
			let part = part_of(amount, parts);
			let rest = part_of(amount, MILLION - parts);
			prop_assert!(part <= amount);
			prop_assert!(amount - part - rest <= 1);
			prop_assert_eq!(part_of(amount, MILLION), amount);
			prop_assert_eq!(part_of(amount, u32::MAX), amount);
		}
	}
}
