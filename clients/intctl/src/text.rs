// SPDX-License-Identifier: Apache-2.0

//! How values are written for people, and read back from them.

use crate::errors::{Failure, Result};
use int_primitives::{AccountBytes, Digest, Millis};
use sp_core::crypto::{AccountId32, Ss58AddressFormat, Ss58Codec};

/// How a chain writes its money and its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Units {
	/// The symbol of the native token.
	pub symbol: String,
	/// Decimals of the native token.
	pub decimals: u32,
	/// The SS58 prefix of addresses.
	pub ss58: u16,
}

impl Default for Units {
	/// INT as the papers have it, and the prefix that any chain may use.
	fn default() -> Self {
		Self { symbol: "INT".into(), decimals: 12, ss58: 42 }
	}
}

impl Units {
	/// An amount of plancks in whole tokens, with the symbol.
	pub fn amount(&self, plancks: u128) -> String {
		let Some(unit) = 10u128.checked_pow(self.decimals) else {
			return format!("{plancks} plancks");
		};
		let whole = plancks.checked_div(unit).unwrap_or_default();
		let rest = plancks.checked_rem(unit).unwrap_or_default();
		let width = usize::try_from(self.decimals).unwrap_or_default();
		let digits = format!("{rest:0width$}");
		let fraction = digits.trim_end_matches('0');
		if fraction.is_empty() {
			format!("{whole} {}", self.symbol)
		} else {
			format!("{whole}.{fraction} {}", self.symbol)
		}
	}

	/// Reads an amount in whole tokens, with a decimal point or without. Returns plancks.
	pub fn parse_amount(&self, text: &str) -> Result<u128> {
		let bad = || {
			Failure::bad_input(format!("{text} is no amount of {}", self.symbol)).remedy(format!(
				"Write whole tokens with up to {} digits after the point, for example 1.25.",
				self.decimals
			))
		};
		let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
		let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
		let width = usize::try_from(self.decimals).unwrap_or_default();
		if whole.is_empty() || !is_number(whole) || !is_number(fraction) || fraction.len() > width {
			return Err(bad());
		}
		let unit = 10u128.checked_pow(self.decimals).ok_or_else(bad)?;
		let whole: u128 = whole.parse().map_err(|_| bad())?;
		let fraction: u128 = format!("{fraction:0<width$}").parse().unwrap_or_default();
		whole.checked_mul(unit).and_then(|plancks| plancks.checked_add(fraction)).ok_or_else(bad)
	}

	/// The address of an account on this chain.
	pub fn address(&self, account: &AccountBytes) -> String {
		AccountId32::new(*account).to_ss58check_with_version(Ss58AddressFormat::from(self.ss58))
	}
}

/// Bytes as hexadecimal digits after `0x`.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// Reads hexadecimal digits, with `0x` before them or without.
pub fn parse_hex(text: &str) -> Result<Vec<u8>> {
	hex::decode(text.trim().trim_start_matches("0x"))
		.map_err(|error| Failure::bad_input(format!("{text} is not hexadecimal: {error}")))
}

/// Reads 32 bytes in hexadecimal digits.
pub fn parse_digest(text: &str) -> Result<Digest> {
	let bytes = parse_hex(text)?;
	let length = bytes.len();
	bytes
		.try_into()
		.map_err(|_| Failure::bad_input(format!("{text} has {length} bytes; 32 are needed")))
}

/// Reads an address: SS58 with any prefix, or 32 bytes in hexadecimal digits after `0x`.
pub fn parse_address(text: &str) -> Option<AccountBytes> {
	if text.starts_with("0x") {
		return parse_digest(text).ok();
	}
	AccountId32::from_ss58check_with_version(text).ok().map(|(account, _)| account.into())
}

/// Reads a duration such as `500ms`, `30s`, `10m`, `24h` or `7d`. Returns milliseconds.
pub fn parse_duration(text: &str) -> Result<Millis, String> {
	let digits = text.bytes().take_while(u8::is_ascii_digit).count();
	let (number, unit) = text.split_at(digits);
	let factor: u64 = match unit {
		"ms" => 1,
		"s" => 1_000,
		"m" => 60_000,
		"h" => 3_600_000,
		"d" => 86_400_000,
		_ => return Err("write a number and ms, s, m, h or d, for example 24h".into()),
	};
	number
		.parse::<u64>()
		.ok()
		.and_then(|number| number.checked_mul(factor))
		.ok_or_else(|| format!("{text} is no duration"))
}

/// Bytes that should be UTF-8, for people.
pub fn utf8(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn amounts_go_there_and_back() {
		let units = Units::default();
		assert_eq!(units.amount(0), "0 INT");
		assert_eq!(units.amount(1_500_000_000_000), "1.5 INT");
		assert_eq!(units.amount(1), "0.000000000001 INT");
		assert_eq!(units.parse_amount("1.5").unwrap(), 1_500_000_000_000);
		assert_eq!(units.parse_amount("7").unwrap(), 7_000_000_000_000);
		assert_eq!(units.parse_amount("0.000000000001").unwrap(), 1);
		for bad in ["", ".5", "1.0000000000001", "-1", "1e3", "340282366920938463463374608"] {
			assert!(units.parse_amount(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn addresses_are_read_with_any_prefix_and_in_hexadecimal() {
		let account = [7u8; 32];
		for ss58 in [0, 42, 2048] {
			let units = Units { ss58, ..Units::default() };
			assert_eq!(parse_address(&units.address(&account)), Some(account));
		}
		assert_eq!(parse_address(&hex(account)), Some(account));
		assert_eq!(parse_address("5Grw"), None);
		assert_eq!(parse_address("0x00"), None);
	}

	#[test]
	fn durations_need_a_unit() {
		assert_eq!(parse_duration("250ms"), Ok(250));
		assert_eq!(parse_duration("10m"), Ok(600_000));
		assert_eq!(parse_duration("7d"), Ok(604_800_000));
		for bad in ["", "10", "m", "1w", "-1s", "99999999999999999999s"] {
			assert!(parse_duration(bad).is_err(), "{bad}");
		}
	}
}
