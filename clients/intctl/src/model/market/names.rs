// SPDX-License-Identifier: Apache-2.0

//! Kinds, units, capacities and places as a person writes them.

use super::{Capacity, Kind, Place, Unit};
use crate::text::utf8;
use std::{fmt, str::FromStr};

/// The code in `other:7`.
fn code(text: &str) -> Option<u32> {
	text.strip_prefix("other:")?.parse().ok()
}

impl FromStr for Kind {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		Ok(match text {
			"power" => Self::Power,
			"network" => Self::Network,
			"compute" => Self::Compute,
			"storage" => Self::Storage,
			"data" => Self::Data,
			"service" => Self::Service,
			"access" => Self::Access,
			_ => Self::Other(code(text).ok_or(
				"write power, network, compute, storage, data, service, access or other:NUMBER",
			)?),
		})
	}
}

impl fmt::Display for Kind {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str(match self {
			Self::Power => "power",
			Self::Network => "network",
			Self::Compute => "compute",
			Self::Storage => "storage",
			Self::Data => "data",
			Self::Service => "service",
			Self::Access => "access",
			Self::Other(code) => return write!(formatter, "other:{code}"),
		})
	}
}

impl Kind {
	/// What it is counted in where nothing else is said.
	pub const fn usual_unit(&self) -> Unit {
		match self {
			Self::Power => Unit::WattHour,
			Self::Network => Unit::Byte,
			Self::Compute => Unit::Millisecond,
			Self::Storage => Unit::ByteHour,
			Self::Data => Unit::Item,
			Self::Service => Unit::Call,
			Self::Access => Unit::Second,
			Self::Other(code) => Unit::Other(*code),
		}
	}
}

impl FromStr for Unit {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		Ok(match text {
			"watt-hour" => Self::WattHour,
			"byte" => Self::Byte,
			"millisecond" => Self::Millisecond,
			"instruction" => Self::Instruction,
			"byte-hour" => Self::ByteHour,
			"item" => Self::Item,
			"call" => Self::Call,
			"second" => Self::Second,
			_ => Self::Other(code(text).ok_or(
				"write watt-hour, byte, millisecond, instruction, byte-hour, item, call, second \
				 or other:NUMBER",
			)?),
		})
	}
}

impl fmt::Display for Unit {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str(match self {
			Self::WattHour => "watt-hour",
			Self::Byte => "byte",
			Self::Millisecond => "millisecond",
			Self::Instruction => "instruction",
			Self::ByteHour => "byte-hour",
			Self::Item => "item",
			Self::Call => "call",
			Self::Second => "second",
			Self::Other(code) => return write!(formatter, "other:{code}"),
		})
	}
}

impl FromStr for Capacity {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let units = |text: &str| text.parse().ok();
		let parsed = match text.split_once(':') {
			None if text == "unlimited" => Some(Self::Unlimited),
			Some(("stock", count)) => units(count).map(Self::Stock),
			Some(("concurrent", count)) => units(count).map(Self::Concurrent),
			_ => None,
		};
		parsed.ok_or_else(|| {
			"write unlimited, stock:UNITS (sold once) or concurrent:UNITS (sold again when they \
			 are free)"
				.into()
		})
	}
}

impl fmt::Display for Capacity {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Unlimited => formatter.write_str("unlimited"),
			Self::Stock(units) => write!(formatter, "stock:{units}"),
			Self::Concurrent(units) => write!(formatter, "concurrent:{units}"),
		}
	}
}

impl FromStr for Place {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		const GEOHASH: &[u8] = b"0123456789bcdefghjkmnpqrstuvwxyz";
		let mut place = [0; 6];
		let name = place.get_mut(..text.len()).filter(|name| !name.is_empty());
		match name {
			Some(name) if text.bytes().all(|byte| GEOHASH.contains(&byte)) => {
				name.copy_from_slice(text.as_bytes());
				Ok(Self(place))
			},
			_ => {
				Err("write 1 to 6 characters of a geohash, small letters, for example u33dc1"
					.into())
			},
		}
	}
}

impl fmt::Display for Place {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
		formatter.write_str(&utf8(self.0.get(..end).unwrap_or_default()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_name_goes_there_and_back() {
		for kind in [
			"power",
			"network",
			"compute",
			"storage",
			"data",
			"service",
			"access",
			"other:0",
			"other:4294967295",
		] {
			let read: Kind = kind.parse().unwrap();
			assert_eq!(read.to_string(), kind);
			let unit = read.usual_unit();
			assert_eq!(unit.to_string().parse(), Ok(unit));
		}
		for capacity in ["unlimited", "stock:7", "concurrent:18446744073709551615"] {
			assert_eq!(capacity.parse::<Capacity>().unwrap().to_string(), capacity);
		}
		for bad in ["", "Power", "other", "other:-1", "other:4294967296"] {
			assert!(bad.parse::<Kind>().is_err(), "{bad}");
			assert!(bad.parse::<Unit>().is_err(), "{bad}");
			assert!(bad.parse::<Capacity>().is_err(), "{bad}");
		}
	}

	#[test]
	fn a_place_is_a_geohash_of_up_to_six_characters() {
		assert_eq!("u33".parse::<Place>().unwrap(), Place(*b"u33\0\0\0"));
		assert_eq!("u33dc1".parse::<Place>().unwrap().to_string(), "u33dc1");
		for bad in ["", "u33dc12", "U33", "abc", "ü"] {
			assert!(bad.parse::<Place>().is_err(), "{bad}");
		}
	}
}
