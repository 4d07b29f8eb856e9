// SPDX-License-Identifier: Apache-2.0

//! Values as a person writes them on the command line and in files: the same in both.

use crate::text::{parse_decimal, parse_duration, Units};
use int_primitives::Millis;
use serde::Deserialize;
use std::str::FromStr;

macro_rules! from_text {
	($($name:ident),*) => {
		$(
			impl TryFrom<String> for $name {
				type Error = String;

				fn try_from(text: String) -> Result<Self, String> {
					text.parse()
				}
			}
		)*
	};
}

/// Plancks of GAS, written as `0.3 GAS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Gas(pub u64);

/// Milliseconds, written as `10m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Span(pub Millis);

/// Parts of a million, written as `70 %` or `70%`, up to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Parts(pub u32);

/// A price with the number of units that it is for: `0.3 GAS`, or `300 GAS / 1000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Price {
	/// Plancks of GAS.
	pub price: u64,
	/// For so many units.
	pub per: u32,
}

from_text!(Gas, Span, Parts, Price);

impl FromStr for Gas {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let plancks = Units::default().gas().parse_amount(text).map_err(|failure| {
			format!("{}. {}", failure.message, failure.remedy.unwrap_or_default())
		})?;
		u64::try_from(plancks).map(Self).map_err(|_| format!("there is not so much GAS: {text}"))
	}
}

impl FromStr for Span {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		parse_duration(text).map(Self)
	}
}

impl Span {
	/// As the chain takes short times.
	pub fn short(self, what: &str) -> Result<u32, String> {
		u32::try_from(self.0).map_err(|_| format!("{what} is longer than 49 days"))
	}
}

impl FromStr for Parts {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		text.strip_suffix('%')
			.and_then(|number| parse_decimal(number.trim_end(), 4))
			.filter(|parts| *parts <= 1_000_000)
			.and_then(|parts| u32::try_from(parts).ok())
			.map(Self)
			.ok_or_else(|| "write per cent up to 100, for example \"70 %\"".into())
	}
}

impl FromStr for Price {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (price, per) = match text.split_once('/') {
			None => (text, "1"),
			Some((price, per)) => (price.trim_end(), per.trim()),
		};
		let Gas(price) = price.parse()?;
		per.parse().map(|per| Self { price, per }).map_err(|_| {
			format!("{per} is no number of units: write for example \"300 GAS / 1000\"")
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn values_are_exact() {
		assert_eq!("0.3 GAS".parse(), Ok(Gas(300_000_000)));
		assert_eq!("0.000000001".parse(), Ok(Gas(1)));
		assert_eq!("18446744073.709551615 GAS".parse(), Ok(Gas(u64::MAX)));
		assert!("18446744073.709551616 GAS".parse::<Gas>().is_err());
		assert_eq!("90s".parse(), Ok(Span(90_000)));
		assert_eq!("12.3456 %".parse(), Ok(Parts(123_456)));
		assert_eq!("100%".parse(), Ok(Parts(1_000_000)));
		for bad in ["100.0001 %", "70", "-1 %", "12.34567%", ""] {
			assert!(bad.parse::<Parts>().is_err(), "{bad}");
		}
		assert_eq!("300 GAS / 1000".parse(), Ok(Price { price: 300_000_000_000, per: 1_000 }));
		assert_eq!("2".parse(), Ok(Price { price: 2_000_000_000, per: 1 }));
		for bad in ["2 GAS /", "2 GAS / x", "/ 3", "2 INT", "2 GAS / -1"] {
			assert!(bad.parse::<Price>().is_err(), "{bad}");
		}
	}
}
