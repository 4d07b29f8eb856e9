// SPDX-License-Identifier: Apache-2.0

//! What a feeder does not feed, whatever its source says.
//!
//! The chain waits for a quorum to confirm a jump; a feeder stops one that is a mistake of its
//! source (a missing decimal point, another currency) before it gets there.

use crate::{
	errors::{Failure, Result},
	price::Price,
	text::{decimal, parse_decimal},
};

/// Decimals of a factor.
const DECIMALS: u32 = 3;

/// How far a price may be from the one before it, both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor(u128);

impl Factor {
	/// Reads a factor: a decimal number of 1 to 1,000, with up to three digits after the point.
	pub fn parse(text: &str) -> std::result::Result<Self, String> {
		parse_decimal(text, DECIMALS)
			.filter(|thousandths| (1_000..=1_000_000).contains(thousandths))
			.map(Self)
			.ok_or_else(|| "write a number of 1 to 1000, for example 1.5".into())
	}
}

/// Lets plausible prices through.
#[derive(Debug)]
pub struct Gate {
	/// Nothing: any price that the chain believes.
	factor: Option<Factor>,
	last: Option<Price>,
}

impl Gate {
	/// Compares with `last` at first, and then with what was fed.
	pub const fn new(factor: Option<Factor>, last: Option<Price>) -> Self {
		Self { factor, last }
	}

	/// An error when a price is not to be fed.
	pub fn check(&self, price: Price) -> Result<()> {
		if price < Price::MIN || price > Price::MAX {
			return Err(Failure::source(format!(
				"the source says {price}; the chain believes {} to {}",
				Price::MIN,
				Price::MAX
			)));
		}
		if let (Some(factor), Some(last)) = (self.factor, self.last) {
			if price.is_beyond(last, factor.0) {
				let factor = decimal(factor.0, DECIMALS).unwrap_or_default();
				return Err(Failure::source(format!(
					"the source says {price}, more than {factor} times off the last, {last}"
				))
				.remedy(
					"See whether the source is right. If it is, start the feeder anew with --force.",
				));
			}
		}
		Ok(())
	}

	/// A price was fed.
	pub fn fed(&mut self, price: Price) {
		self.last = Some(price);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn price(text: &str) -> Price {
		text.parse().unwrap()
	}

	#[test]
	fn a_factor_is_a_number_above_one() {
		assert_eq!(Factor::parse("2"), Ok(Factor(2_000)));
		assert_eq!(Factor::parse("1.25"), Ok(Factor(1_250)));
		for bad in ["0", "0.5", "", "-2", "1.0001", "1001", "two"] {
			assert!(Factor::parse(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn what_is_far_from_the_last_price_is_stopped() {
		let mut gate = Gate::new(Factor::parse("2").ok(), Some(price("0.05")));
		for near in ["0.05", "0.1", "0.025"] {
			assert!(gate.check(price(near)).is_ok(), "{near}");
		}
		for far in ["0.1000001", "0.0249", "50", "0.0005"] {
			let failure = gate.check(price(far)).unwrap_err();
			assert!(failure.remedy.unwrap().contains("--force"), "{far}");
		}
		gate.fed(price("0.09"));
		assert!(gate.check(price("0.18")).is_ok());
	}

	#[test]
	fn without_a_factor_or_a_last_price_only_the_bounds_count() {
		let forced = Gate::new(None, Some(price("0.05")));
		let first = Gate::new(Factor::parse("2").ok(), None);
		for gate in [forced, first] {
			assert!(gate.check(price("900000")).is_ok());
			assert!(gate.check(price("0.000001")).is_ok());
			for bad in ["0", "0.0000009", "1000000.000000000000000001"] {
				assert!(gate.check(price(bad)).is_err(), "{bad}");
			}
		}
	}
}
