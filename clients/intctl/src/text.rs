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
	/// GAS: the same on every chain.
	pub fn gas(&self) -> Self {
		Self { symbol: "GAS".into(), decimals: 9, ss58: self.ss58 }
	}

	/// An amount of plancks in whole tokens, with the symbol.
	pub fn amount(&self, plancks: u128) -> String {
		match decimal(plancks, self.decimals) {
			Some(number) => format!("{number} {}", self.symbol),
			None => format!("{plancks} plancks"),
		}
	}

	/// Reads an amount in whole tokens, with a decimal point or without, and with the symbol or
	/// without. Returns plancks.
	pub fn parse_amount(&self, text: &str) -> Result<u128> {
		let number = match text.strip_suffix(self.symbol.as_str()) {
			Some(number) => number.trim_end(),
			None => text,
		};
		parse_decimal(number, self.decimals).ok_or_else(|| {
			Failure::bad_input(format!("{text} is no amount of {}", self.symbol)).remedy(format!(
				"Write whole tokens with up to {} digits after the point, for example 1.25 or \
				 \"1.25 {}\".",
				self.decimals, self.symbol
			))
		})
	}

	/// Whether an amount says that it is of this token.
	pub fn is_named_in(&self, text: &str) -> bool {
		text.ends_with(self.symbol.as_str())
	}

	/// The address of an account on this chain.
	pub fn address(&self, account: &AccountBytes) -> String {
		AccountId32::new(*account).to_ss58check_with_version(Ss58AddressFormat::from(self.ss58))
	}
}

/// A whole number of the smallest unit with a decimal point so many digits from its end, without
/// zeros that say nothing. Nothing where a number cannot have so many digits.
pub fn decimal(value: u128, decimals: u32) -> Option<String> {
	let unit = 10u128.checked_pow(decimals)?;
	let whole = value.checked_div(unit)?;
	let rest = value.checked_rem(unit)?;
	let width = usize::try_from(decimals).ok()?;
	let digits = format!("{rest:0width$}");
	let fraction = digits.trim_end_matches('0');
	Some(if rest == 0 { whole.to_string() } else { format!("{whole}.{fraction}") })
}

/// Reads what [`decimal`] writes: digits, and after a point at most so many more. Exact: nothing is
/// rounded, and no sign, exponent or space is understood.
pub fn parse_decimal(text: &str, decimals: u32) -> Option<u128> {
	let (whole, fraction) = match text.split_once('.') {
		Some((_, "")) => return None,
		Some(parts) => parts,
		None => (text, ""),
	};
	let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	let width = usize::try_from(decimals).ok()?;
	if whole.is_empty() || !is_number(whole) || !is_number(fraction) || fraction.len() > width {
		return None;
	}
	let unit = 10u128.checked_pow(decimals)?;
	let whole: u128 = whole.parse().ok()?;
	let fraction: u128 =
		if width == 0 { 0 } else { format!("{fraction:0<width$}").parse().ok()? };
	whole.checked_mul(unit)?.checked_add(fraction)
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

/// A duration in milliseconds for people: its two largest units, cut off below.
pub fn duration(millis: Millis) -> String {
	const UNITS: [(Millis, &str); 4] =
		[(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s")];
	let mut rest = millis;
	let mut parts = Vec::new();
	for (length, unit) in UNITS {
		let count = rest.checked_div(length).unwrap_or_default();
		rest = rest.checked_rem(length).unwrap_or_default();
		if count > 0 {
			parts.push(format!("{count} {unit}"));
		} else if !parts.is_empty() {
			break;
		}
		if parts.len() == 2 {
			break;
		}
	}
	if parts.is_empty() {
		format!("{rest} ms")
	} else {
		parts.join(" ")
	}
}

/// A moment as seen from `now`: `in 5 min`, `3 s ago`, `now`.
pub fn relative(moment: Millis, now: Millis) -> String {
	match (moment.checked_sub(now), now.checked_sub(moment)) {
		(Some(0), _) => "now".into(),
		(Some(ahead), _) => format!("in {}", duration(ahead)),
		(None, Some(behind)) => format!("{} ago", duration(behind)),
		(None, None) => "now".into(),
	}
}

/// A moment, milliseconds since 1970, as date and time of day in UTC.
///
/// Days to a date of the Gregorian calendar in whole numbers: eras of 400 years that begin in March,
/// so that the leap day is a year's last (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
pub fn utc(millis: Millis) -> String {
	let seconds = millis / 1_000;
	let (days, second) = (seconds / 86_400, seconds % 86_400);
	let shifted = days.saturating_add(719_468);
	let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
	let year_of_era =
		(day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
	let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	let from_march = (5 * day_of_year + 2) / 153;
	let day = day_of_year - (153 * from_march + 2) / 5 + 1;
	let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
	let year = year_of_era + era * 400 + u64::from(month <= 2);
	let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
	format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
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
		for bad in ["", ".5", "1.", "1.0000000000001", "-1", "1e3", "340282366920938463463374608"] {
			assert!(units.parse_amount(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn an_amount_may_name_its_token_and_no_other() {
		let int = Units::default();
		let gas = int.gas();
		assert_eq!(int.parse_amount("3 INT").unwrap(), 3_000_000_000_000);
		assert_eq!(gas.parse_amount("12.5 GAS").unwrap(), 12_500_000_000);
		assert_eq!(gas.parse_amount("12.5GAS").unwrap(), 12_500_000_000);
		assert_eq!(gas.amount(12_500_000_000), "12.5 GAS");
		for bad in ["3 GAS", "GAS", "3 int", "3 INT INT", "3  USD"] {
			assert!(int.parse_amount(bad).is_err(), "{bad}");
		}
		assert!(gas.parse_amount("0.0000000001 GAS").is_err());
	}

	#[test]
	fn decimals_are_exact_to_the_last_digit() {
		assert_eq!(decimal(u128::MAX, 0).unwrap(), u128::MAX.to_string());
		for decimals in [0, 1, 9, 12, 18, 38] {
			for value in [0, 1, 10, 999, 1_000_000_007, u128::MAX] {
				let text = decimal(value, decimals).unwrap();
				assert_eq!(parse_decimal(&text, decimals), Some(value), "{text}");
			}
		}
		assert_eq!(decimal(1, 39), None);
		assert_eq!(parse_decimal("0.1000000000000000001", 18), None);
	}

	#[test]
	fn durations_and_moments_read_well() {
		assert_eq!(duration(0), "0 ms");
		assert_eq!(duration(999), "999 ms");
		assert_eq!(duration(61_000), "1 min 1 s");
		assert_eq!(duration(3_600_000), "1 h");
		assert_eq!(duration(3_601_000), "1 h");
		assert_eq!(duration(90_061_000), "1 d 1 h");
		assert_eq!(relative(10_000, 5_000), "in 5 s");
		assert_eq!(relative(5_000, 10_000), "5 s ago");
		assert_eq!(relative(5_000, 5_000), "now");
	}

	#[test]
	fn dates_know_leap_years() {
		assert_eq!(utc(0), "1970-01-01 00:00:00");
		assert_eq!(utc(951_782_399_000), "2000-02-28 23:59:59");
		assert_eq!(utc(951_782_400_000), "2000-02-29 00:00:00");
		assert_eq!(utc(1_709_251_199_999), "2024-02-29 23:59:59");
		assert_eq!(utc(4_107_542_400_000), "2100-03-01 00:00:00");
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
