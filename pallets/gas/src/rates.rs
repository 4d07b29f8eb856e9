// SPDX-License-Identifier: Apache-2.0

//! What amounts come to: conversions, costs, what a redemption pays, what the reserve can spare.
//!
//! Pure functions over plancks. `None` means that the result is beyond what a balance can be, or a
//! division by nothing; no caller takes it for a number.

use crate::{types::GAS, Balance, Price};
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, FixedPointNumber, FixedU128, Permill,
	Rounding,
};

/// Millionths in a whole.
const MILLION: u128 = 1_000_000;

/// `amount * numerator / denominator`, exact in between.
pub fn scale(amount: u128, numerator: u128, denominator: u128, rounding: Rounding) -> Option<u128> {
	multiply_by_rational_with_rounding(amount, numerator, denominator, rounding)
}

/// Plancks of GAS that so many plancks of INT are worth: INT times price.
pub fn gas_of(int: Balance, price: Price, rounding: Rounding) -> Option<Balance> {
	scale(int, price.into_inner(), Price::DIV, rounding)
}

/// Plancks of INT that so many plancks of GAS are worth: GAS divided by price.
pub fn int_of(gas: Balance, price: Price, rounding: Rounding) -> Option<Balance> {
	scale(gas, Price::DIV, price.into_inner(), rounding)
}

/// An amount and a share of it on top, rounded up.
pub fn plus(amount: Balance, share: Permill) -> Option<Balance> {
	let parts = MILLION.checked_add(share.deconstruct().into())?;
	scale(amount, parts, MILLION, Rounding::Up)
}

/// An amount less a share of it, rounded down.
pub fn less(amount: Balance, share: Permill) -> Option<Balance> {
	let parts = MILLION.checked_sub(share.deconstruct().into())?;
	scale(amount, parts, MILLION, Rounding::Down)
}

/// What `quantity` plancks of GAS cost at `price` plancks of INT for a whole GAS, rounded up.
pub fn cost(quantity: Balance, price: Balance) -> Option<Balance> {
	scale(quantity, price, GAS, Rounding::Up)
}

/// The least that an auction sells for, plancks of INT for a whole GAS: a GAS at the low price and
/// the premium on top, both rounded up.
pub fn reserve_price(low: Price, premium: Permill) -> Option<Balance> {
	plus(int_of(GAS, low, Rounding::Up)?, premium)
}

/// What an instant purchase of `gas` plancks of GAS costs, plancks of INT.
pub fn purchase_price(gas: Balance, low: Price, premium: Permill) -> Option<Balance> {
	plus(int_of(gas, low, Rounding::Up)?, premium)
}

/// What a fee of `gas` plancks of GAS comes to in INT.
pub fn fee_in_int(gas: Balance, price: Price, premium: Permill) -> Option<Balance> {
	plus(int_of(gas, price, Rounding::Up)?, premium)
}

/// What the reserve has beyond `target` times the issue at the low price, plancks of INT: what may
/// be burned of it. Nothing when that cannot be computed.
pub fn spare(reserve: Balance, issue: Balance, low: Price, target: FixedU128) -> Balance {
	scale(issue, target.into_inner(), FixedU128::DIV, Rounding::Up)
		.and_then(|wanted| int_of(wanted, low, Rounding::Up))
		.and_then(|needed| reserve.checked_sub(needed))
		.unwrap_or(0)
}

/// What stands behind a redemption, and what it is worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Backing {
	/// Plancks of INT in the reserve.
	pub reserve: Balance,
	/// Plancks of GAS in issue, with those to be redeemed.
	pub issue: Balance,
	/// What the reserve is counted at.
	pub low: Price,
	/// What a redemption is paid at.
	pub high: Price,
}

/// What a window of redemption comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Payout {
	/// Plancks of INT paid.
	pub paid: Balance,
	/// Plancks of GAS burned for it.
	pub redeemed: Balance,
}

/// What redeeming `gas` plancks of GAS pays.
///
/// Each GAS is worth its part of the high price less the spread, and of that the share of the issue
/// that the reserve covers at the low price, if that is less than all. All together are paid at most
/// `limit` of the reserve; what is beyond is not redeemed. Rounds against who redeems.
pub fn payout(gas: Balance, backing: Backing, spread: Permill, limit: Permill) -> Option<Payout> {
	let Backing { reserve, issue, low, high } = backing;
	let par = less(int_of(gas, high, Rounding::Down)?, spread)?;
	let wanted = match gas_of(reserve, low, Rounding::Down) {
		Some(worth) if worth < issue => scale(par, worth, issue, Rounding::Down)?,
		_ => par,
	};
	if wanted == 0 {
		return Some(Payout::default());
	}
	let most = scale(reserve, limit.deconstruct().into(), MILLION, Rounding::Down)?;
	let paid = wanted.min(most);
	Some(Payout { paid, redeemed: scale(gas, paid, wanted, Rounding::Up)? })
}

/// The part of `total` that falls to one who has `own` of `all`, rounded down.
pub fn part(total: Balance, own: Balance, all: Balance) -> Option<Balance> {
	scale(total, own, all, Rounding::Down)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::price::{MAX_PRICE, MIN_PRICE};
	use proptest::prelude::*;

	const INT: Balance = 1_000_000_000_000;

	fn usd(cents: u128) -> Price {
		Price::from_rational(cents, 100)
	}

	/// The identity that everything here rests on: at 1, 0.01 and 100 USD, so that a conversion
	/// that is forgotten shows.
	#[test]
	fn a_price_is_plancks_of_gas_for_a_planck_of_int() {
		assert_eq!(gas_of(INT, usd(100), Rounding::Down), Some(1_000 * GAS));
		assert_eq!(gas_of(INT, usd(1), Rounding::Down), Some(10 * GAS));
		assert_eq!(gas_of(INT, usd(10_000), Rounding::Down), Some(100_000 * GAS));
		assert_eq!(int_of(1_000 * GAS, usd(100), Rounding::Up), Some(INT));
		assert_eq!(int_of(10 * GAS, usd(1), Rounding::Up), Some(INT));
		assert_eq!(int_of(GAS, usd(10_000), Rounding::Up), Some(INT / 100_000));
		assert_eq!(cost(5 * GAS, 7), Some(35));
		assert_eq!(cost(1, 1), Some(1), "rounded up");
		assert_eq!(reserve_price(usd(100), Permill::from_parts(5_000)), Some(1_005_000_000));
	}

	#[test]
	fn the_extremes_overflow_into_nothing() {
		assert_eq!(gas_of(u128::MAX, MAX_PRICE, Rounding::Down), None);
		assert_eq!(gas_of(u128::MAX, usd(100), Rounding::Down), Some(u128::MAX));
		assert_eq!(int_of(u128::MAX, MIN_PRICE, Rounding::Up), None);
		assert_eq!(int_of(1, Price::from_inner(0), Rounding::Up), None);
		assert_eq!(plus(u128::MAX, Permill::from_parts(1)), None);
		assert_eq!(less(u128::MAX, Permill::one()), Some(0));
		assert_eq!(cost(u128::MAX, u128::MAX), None);
		assert_eq!(spare(u128::MAX, u128::MAX, MIN_PRICE, FixedU128::from_u32(10)), 0);
		assert_eq!(part(1, 1, 0), None);
	}

	/// A reserve worth half of the issue pays half of par, whoever comes first.
	#[test]
	fn below_a_full_reserve_everyone_is_paid_the_same_share() {
		let backing =
			Backing { reserve: 500 * INT, issue: 1_000_000 * GAS, low: usd(100), high: usd(100) };
		let none = Permill::zero();
		let paid = payout(1_000 * GAS, backing, none, Permill::one()).unwrap();
		assert_eq!(paid, Payout { paid: INT / 2, redeemed: 1_000 * GAS });
		let all = payout(1_000_000 * GAS, backing, none, Permill::one()).unwrap();
		assert_eq!(all, Payout { paid: 500 * INT, redeemed: 1_000_000 * GAS });
		let empty = Backing { reserve: 0, ..backing };
		assert_eq!(payout(1_000 * GAS, empty, none, Permill::one()), Some(Payout::default()));
	}

	#[test]
	fn a_window_pays_no_more_than_its_limit() {
		let backing =
			Backing { reserve: 1_000 * INT, issue: 1_000_000 * GAS, low: usd(100), high: usd(100) };
		let five = Permill::from_percent(5);
		let all = payout(200_000 * GAS, backing, Permill::zero(), five).unwrap();
		assert_eq!(all, Payout { paid: 50 * INT, redeemed: 50_000 * GAS });
	}

	fn price() -> impl Strategy<Value = Price> {
		(MIN_PRICE.into_inner()..=MAX_PRICE.into_inner()).prop_map(Price::from_inner)
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(2_000))]

		/// To and fro never gains.
		#[test]
		fn changing_back_never_gains(gas in 0..=u128::MAX >> 30, price in price()) {
			let int = int_of(gas, price, Rounding::Down).unwrap();
			prop_assert!(gas_of(int, price, Rounding::Down).unwrap() <= gas);
			let up = int_of(gas, price, Rounding::Up);
			if let Some(up) = up {
				prop_assert!(gas_of(up, price, Rounding::Up).is_none_or(|worth| worth >= gas));
			}
		}

		/// No redemption takes more than the limit, burns more than was brought, or pays more for a
		/// GAS than par; and it leaves those who stay no worse covered.
		#[test]
		fn redemption_leaves_the_others_no_worse(
			gas in 1..=10u128.pow(24),
			reserve in 0..=10u128.pow(27),
			more in 0..=10u128.pow(24),
			price in price(),
			width in 0..=200_000u32,
			spread in 0..=500_000u32,
			limit in 1_000..=1_000_000u32,
		) {
			let low = Price::from_inner(price.into_inner() - price.into_inner() / 1_000_000 * u128::from(width));
			let high = Price::from_inner(price.into_inner() + price.into_inner() / 1_000_000 * u128::from(width));
			let issue = gas + more;
			let backing = Backing { reserve, issue, low, high };
			let limit = Permill::from_parts(limit);
			let Some(paid) = payout(gas, backing, Permill::from_parts(spread), limit) else {
				return Ok(());
			};
			prop_assert!(paid.paid <= limit * reserve);
			prop_assert!(paid.redeemed <= gas);
			prop_assert!(paid.paid == 0 || paid.redeemed > 0);
			prop_assert!(gas_of(paid.paid, high, Rounding::Down).unwrap() <= paid.redeemed);
			// Covered before: reserve / issue. Covered after, if that was below one: no less.
			if gas_of(reserve, low, Rounding::Up).is_some_and(|worth| worth < issue) {
				let (left, rest) = (reserve - paid.paid, issue - paid.redeemed);
				let before = scale(reserve, 10u128.pow(9), issue, Rounding::Down).unwrap();
				if rest > 0 {
					if let Some(after) = scale(left, 10u128.pow(9), rest, Rounding::Up) {
						prop_assert!(after >= before);
					}
				}
			}
		}

		/// What is spare leaves the target covered.
		#[test]
		fn what_is_spare_is_beyond_the_target(
			reserve in any::<u128>(),
			issue in 0..=10u128.pow(27),
			low in price(),
		) {
			let target = FixedU128::from_u32(2);
			let spare = spare(reserve, issue, low, target);
			prop_assert!(spare <= reserve);
			if spare > 0 {
				let left = gas_of(reserve - spare, low, Rounding::Up);
				prop_assert!(left.is_none_or(|left| left >= 2 * issue));
			}
		}
	}
}
