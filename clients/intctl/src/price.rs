// SPDX-License-Identifier: Apache-2.0

//! Prices of INT in USD, to the last digit that the chain keeps.

use crate::{
	errors::Failure,
	text::{decimal, parse_decimal},
};
use sp_core::U256;
use std::{fmt, str::FromStr};
use subxt::ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType};

/// Decimals of a price, as of the SDK's `FixedU128`.
const DECIMALS: u32 = 18;

/// One USD.
const ONE: u128 = 1_000_000_000_000_000_000;

/// Decimals of a price for people, who compare prices more than they copy them.
const SHOWN: u32 = 9;

/// USD per INT. Because a GAS is 10^9 plancks and a thousandth of a USD, and an INT 10^12 plancks,
/// this is also the number of plancks of GAS for a planck of INT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Price(u128);

impl Price {
	/// The least that the chain believes: 0.000001 USD.
	pub const MIN: Self = Self(ONE / 1_000_000);

	/// The most that the chain believes: 1,000,000 USD.
	pub const MAX: Self = Self(ONE * 1_000_000);

	/// All digits, for machines.
	pub fn exact(self) -> String {
		decimal(self.0, DECIMALS).unwrap_or_default()
	}

	/// Nine decimals, cut off, with the unit.
	pub fn text(self) -> String {
		let cut = self.0 / 10u128.pow(DECIMALS - SHOWN);
		match decimal(cut, SHOWN) {
			Some(number) if cut > 0 => format!("{number} USD"),
			_ => format!("{self}"),
		}
	}

	/// What so many plancks of INT are worth, plancks of GAS, rounded down. A GAS is 0.001 USD.
	pub fn gas_for_int(self, int: u128) -> Option<u128> {
		mul_div(int, self.0, ONE)
	}

	/// Plancks of INT for so many plancks of GAS, rounded down. Nothing at a price of zero.
	pub fn int_for_gas(self, gas: u128) -> Option<u128> {
		mul_div(gas, ONE, self.0)
	}

	/// The price and so many millionths of it more, or less.
	pub fn shifted(self, millionths: i32) -> Option<Self> {
		let factor = 1_000_000i64.checked_add(millionths.into())?;
		mul_div(self.0, u64::try_from(factor).ok()?.into(), 1_000_000).map(Self)
	}

	/// Whether the greater of both is more than `factor` thousandths of the lesser.
	pub fn is_beyond(self, other: Self, thousandths: u128) -> bool {
		let (low, high) = (self.min(other), self.max(other));
		U256::from(high.0) * U256::from(1_000u64) > U256::from(low.0) * U256::from(thousandths)
	}

	/// The price times 10^18.
	pub const fn inner(self) -> u128 {
		self.0
	}

	/// A price out of [`Self::inner`].
	pub const fn from_inner(inner: u128) -> Self {
		Self(inner)
	}
}

/// `a * b / c` with all digits between, rounded down. Nothing when it is no `u128`.
pub fn mul_div(a: u128, b: u128, c: u128) -> Option<u128> {
	(U256::from(a) * U256::from(b)).checked_div(U256::from(c)).and_then(|all| all.try_into().ok())
}

/// As [`mul_div`], rounded up.
pub fn mul_div_up(a: u128, b: u128, c: u128) -> Option<u128> {
	let (product, divisor) = (U256::from(a) * U256::from(b), U256::from(c));
	let exact = product.checked_div(divisor)?;
	let rest = product.checked_rem(divisor)?;
	let rounded = if rest.is_zero() { exact } else { exact.checked_add(U256::one())? };
	rounded.try_into().ok()
}

impl fmt::Display for Price {
	/// All digits, with the unit.
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(formatter, "{} USD", self.exact())
	}
}

impl FromStr for Price {
	type Err = Failure;

	/// A decimal number of USD, with the unit or without.
	fn from_str(text: &str) -> Result<Self, Failure> {
		let text = text.trim();
		let number = text.strip_suffix("USD").map_or(text, str::trim_end);
		parse_decimal(number, DECIMALS).map(Self).ok_or_else(|| {
			Failure::bad_input(format!("{text} is no price")).remedy(
				"Write USD for one INT as a decimal number with up to 18 digits after the point, \
				 for example 0.0345. Signs, exponents and thousands separators are not understood.",
			)
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn price(text: &str) -> Price {
		text.parse().unwrap()
	}

	#[test]
	fn prices_are_read_and_written_exactly() {
		for text in ["0.0345", "1", "1000000", "0.000001", "0.100000000000000001"] {
			assert_eq!(price(text).exact(), text);
			assert_eq!(price(&format!(" {text} USD\n")), price(text));
		}
		for bad in ["", "USD", "-1", "+1", "1e-3", "0,5", "1 EUR", ".5", "1.0000000000000000001"] {
			assert!(bad.parse::<Price>().is_err(), "{bad}");
		}
		assert_eq!(price("0.034500000000000001").text(), "0.0345 USD");
		assert_eq!(price("0.000000000000000001").text(), "0.000000000000000001 USD");
		assert_eq!(price("0").text(), "0 USD");
	}

	#[test]
	fn a_price_is_plancks_of_gas_for_a_planck_of_int() {
		// One INT at 0.05 USD is 50 GAS.
		assert_eq!(price("0.05").gas_for_int(1_000_000_000_000), Some(50_000_000_000));
		assert_eq!(price("0.05").int_for_gas(50_000_000_000), Some(1_000_000_000_000));
		assert_eq!(price("0").int_for_gas(1), None);
		assert_eq!(Price::MAX.gas_for_int(u128::MAX), None);
	}

	#[test]
	fn a_factor_counts_both_ways_and_to_the_digit() {
		assert!(!price("2").is_beyond(price("1"), 2_000));
		assert!(!price("1").is_beyond(price("2"), 2_000));
		assert!(price("2.000000000000000001").is_beyond(price("1"), 2_000));
		assert!(price("1").is_beyond(price("2.000000000000000001"), 2_000));
		assert!(price("1").is_beyond(price("0"), 1_000_000));
	}

	#[test]
	fn a_shift_goes_both_ways() {
		assert_eq!(price("2").shifted(500), Some(price("2.001")));
		assert_eq!(price("2").shifted(-500), Some(price("1.999")));
		assert_eq!(price("2").shifted(0), Some(price("2")));
	}
}
