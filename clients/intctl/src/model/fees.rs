// SPDX-License-Identifier: Apache-2.0

//! What `FeePaymentApi` answers, as this program reads it.

use super::gas::usd;
use crate::{
	output::Record,
	text::{duration, Units},
};
use int_primitives::Millis;
use serde_json::Value;
use subxt::{ext::scale_decode::DecodeAsType, utils::AccountId32};

/// Who would pay a fee, and in what.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Payer {
	/// The pot of a fleet, in GAS.
	Sponsor {
		/// The fleet.
		fleet: u32,
	},
	/// The signer, in GAS.
	Gas {
		/// The signer.
		account: AccountId32,
	},
	/// The signer, in INT.
	Int {
		/// The signer.
		account: AccountId32,
	},
	/// Nobody can.
	Nobody,
}

/// Why no pot pays for a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Unsponsored {
	/// It has a tip.
	Tip,
	/// It costs nothing.
	Free,
	/// It is no device's.
	NoDevice,
	/// The device is not active.
	NotActive,
	/// The device belongs to no fleet.
	NoFleet,
	/// The fleet has no pot.
	NoPot,
	/// The pot is being closed.
	Closing,
	/// The pot does not pay for this call.
	Kind,
	/// The pot has too little left.
	Empty,
	/// The device has used its quota up.
	DeviceQuota,
	/// The fleet has used its quota up.
	FleetQuota,
}

impl Unsponsored {
	/// For people: why, and what would change it.
	pub const fn text(self) -> &'static str {
		match self {
			Self::Tip => "it has a tip; pots pay none",
			Self::Free => "it costs nothing",
			Self::NoDevice => {
				"it is no device's: neither signed by a device's first key before any rotation, nor \
				 made as a device by its present key"
			},
			Self::NotActive => "the device is not active: activate or resume it",
			Self::NoFleet => "the device is in no fleet: `intctl fleet assign`",
			Self::NoPot => "the fleet has no pot: `intctl gas pot create`",
			Self::Closing => "the pot is being closed",
			Self::Kind => "the pot does not pay for this call: `intctl gas pot limit`",
			Self::Empty => "the pot has too little left: `intctl gas pot fund`",
			Self::DeviceQuota => "the device has used its quota up: wait, or `intctl gas pot limit`",
			Self::FleetQuota => "the fleet has used its quota up: wait, or `intctl gas pot limit`",
		}
	}
}

/// What a transaction would cost, at most, and who would pay it.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct FeeQuote {
	/// Who would pay.
	pub payer: Payer,
	/// Why no pot would.
	pub unsponsored: Option<Unsponsored>,
	/// The fee in plancks of GAS.
	pub gas: u128,
	/// What it is for who pays in INT, plancks.
	pub int: u128,
	/// What the payer gives up, millionths of a USD.
	pub usd_micro: u128,
}

impl FeeQuote {
	/// What is known of it.
	pub fn record(&self, length: u32, units: &Units) -> Record {
		let (payer, token, text) = match &self.payer {
			Payer::Sponsor { fleet } => {
				(Value::Null, Some("GAS"), format!("the pot of fleet {fleet}, in GAS"))
			},
			Payer::Gas { account } => {
				let address = units.address(&account.0);
				(Value::from(address.as_str()), Some("GAS"), format!("{address}, in GAS"))
			},
			Payer::Int { account } => {
				let address = units.address(&account.0);
				(Value::from(address.as_str()), Some("INT"), format!("{address}, in INT"))
			},
			Payer::Nobody => (
				Value::Null,
				None,
				"nobody can: the transaction would be refused. Send the signer GAS or INT.".into(),
			),
		};
		let fleet = match self.payer {
			Payer::Sponsor { fleet } => Some(fleet),
			_ => None,
		};
		let why = self.unsponsored;
		Record::new()
			.shown("payer", payer, text)
			.with("pot of fleet", fleet)
			.with("paid in", token)
			.amount("fee in GAS", self.gas, &units.gas())
			.amount("fee in INT", self.int, units)
			.shown(
				"gives up",
				self.usd_micro.to_string(),
				usd(self.usd_micro.saturating_mul(1_000_000)),
			)
			.shown(
				"why no pot pays",
				why.map(|why| format!("{why:?}")),
				why.map_or("-", Unsponsored::text),
			)
			.with("length", length)
	}
}

/// What may be spent at once, and how long it takes to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Quota {
	/// Plancks of GAS.
	pub most: u128,
	/// Milliseconds.
	pub recovers_in: Millis,
}

impl Quota {
	/// Reads `2 GAS per 24h`, or `2/24h`.
	pub fn parse(text: &str) -> Result<Self, String> {
		let bad =
			|| format!("write an amount and a time, for example \"2 GAS per 24h\", not {text}");
		let (most, time) =
			text.split_once(" per ").or_else(|| text.split_once('/')).ok_or_else(bad)?;
		let most = Units::default().gas().parse_amount(most.trim()).map_err(|_| bad())?;
		let recovers_in = crate::text::parse_duration(time.trim())?;
		if recovers_in == 0 {
			return Err(bad());
		}
		Ok(Self { most, recovers_in })
	}

	/// For people.
	pub fn text(self, units: &Units) -> String {
		format!("{} per {}", units.gas().amount(self.most), duration(self.recovers_in))
	}

	fn json(self) -> Value {
		serde_json::json!({ "most": self.most.to_string(), "recovers_in": self.recovers_in })
	}
}

/// A set of kinds of calls, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct CallKinds(pub u32);

/// A kind of calls with its name.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Kind {
	/// Its bit.
	pub kind: CallKinds,
	/// What it is called.
	pub name: String,
}

/// The kinds of these names; `all` and `none` are understood too. The error is the name that is not
/// known.
pub fn kinds_named(names: &[String], known: &[Kind]) -> Result<CallKinds, String> {
	names.iter().try_fold(CallKinds(0), |set, name| {
		let bits = match name.as_str() {
			"none" => 0,
			"all" => known.iter().fold(0, |all, kind| all | kind.kind.0),
			_ => known.iter().find(|kind| kind.name == *name).ok_or(name.clone())?.kind.0,
		};
		Ok(CallKinds(set.0 | bits))
	})
}

/// The names of a set.
pub fn kind_names(set: CallKinds, known: &[Kind]) -> Vec<&str> {
	known.iter().filter(|kind| set.0 & kind.kind.0 != 0).map(|kind| kind.name.as_str()).collect()
}

/// A pot.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Pot {
	/// Who made it.
	pub owner: AccountId32,
	/// The calls that it pays for.
	pub kinds: CallKinds,
	/// What one device may spend.
	pub device_quota: Quota,
	/// What all devices together may spend.
	pub fleet_quota: Quota,
	/// What they may spend of it at present, plancks of GAS.
	pub fleet_left: u128,
	/// All that it holds, plancks of GAS.
	pub total: u128,
	/// What it can pay with, plancks of GAS.
	pub spendable: u128,
	/// What stands behind the records of its devices, plancks of GAS.
	pub reserved: u128,
	/// Devices with a record.
	pub devices: u32,
	/// Whether it is being closed.
	pub closing: bool,
}

impl Pot {
	/// What is known of it.
	pub fn record(&self, fleet: u32, known: &[Kind], units: &Units) -> Record {
		let gas = units.gas();
		Record::new()
			.with("fleet", fleet)
			.with("owner", units.address(&self.owner.0))
			.with("state", if self.closing { "being closed" } else { "open" })
			.amount("holds", self.total, &gas)
			.amount("can pay with", self.spendable, &gas)
			.amount("behind records of devices", self.reserved, &gas)
			.with("pays for", kind_names(self.kinds, known))
			.shown("quota of a device", self.device_quota.json(), self.device_quota.text(units))
			.shown("quota of the fleet", self.fleet_quota.json(), self.fleet_quota.text(units))
			.amount("left for the fleet", self.fleet_left, &gas)
			.with("devices with a record", self.devices)
	}
}

/// What a device has spent of a pot.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Usage {
	/// Not come back yet, plancks of GAS.
	pub spent: u128,
	/// What it may spend at present, plancks of GAS.
	pub left: u128,
	/// When its quota will be full.
	pub recovered_at: Option<Millis>,
	/// What the pot has put aside for the record, plancks of GAS.
	pub deposit: u128,
}

impl Usage {
	/// A line of the table.
	pub fn record(&self, device: &AccountId32, now: Millis, units: &Units) -> Record {
		let gas = units.gas();
		let record = Record::new()
			.with("device", units.address(&device.0))
			.amount("spent", self.spent, &gas)
			.amount("left", self.left, &gas)
			.amount("deposit", self.deposit, &gas);
		match self.recovered_at {
			Some(moment) if moment > now => record.moment("full again", moment, now),
			Some(moment) => record.shown("full again", moment, "now: the record can be forgotten"),
			None => record.shown("full again", Value::Null, "never: the quota is zero"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_quota_is_an_amount_and_a_time() {
		let quota = Quota { most: 2_000_000_000, recovers_in: 86_400_000 };
		for text in ["2 GAS per 24h", "2 per 1d", "2GAS/24h", "2/24h"] {
			assert_eq!(Quota::parse(text), Ok(quota), "{text}");
		}
		assert_eq!(quota.text(&Units::default()), "2 GAS per 1 d");
		for bad in ["", "2", "2 GAS", "2 INT per 24h", "2 per 0s", "2 per day", "-2/24h"] {
			assert!(Quota::parse(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn kinds_go_by_name() {
		let known = [
			Kind { kind: CallKinds(1), name: "registry".into() },
			Kind { kind: CallKinds(2), name: "market".into() },
		];
		let named = |names: &[&str]| {
			let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
			kinds_named(&names, &known)
		};
		assert_eq!(named(&["market"]), Ok(CallKinds(2)));
		assert_eq!(named(&["registry", "market"]), named(&["all"]));
		assert_eq!(named(&["none"]), Ok(CallKinds(0)));
		assert_eq!(named(&["markets"]), Err("markets".into()));
		assert_eq!(kind_names(CallKinds(3), &known), ["registry", "market"]);
	}

	#[test]
	fn a_quote_says_who_pays_and_why_no_pot_does() {
		let account = AccountId32([7; 32]);
		let quote = |payer, unsponsored| FeeQuote {
			payer,
			unsponsored,
			gas: 200_000_000,
			int: 4_000_000_000,
			usd_micro: 200,
		};
		let units = Units::default();
		let by_pot = quote(Payer::Sponsor { fleet: 3 }, None).record(150, &units).json();
		assert_eq!(by_pot["pot_of_fleet"], 3);
		assert_eq!(by_pot["paid_in"], "GAS");
		let by_signer =
			quote(Payer::Int { account }, Some(Unsponsored::NoPot)).record(150, &units).json();
		assert_eq!(by_signer["paid_in"], "INT");
		assert_eq!(by_signer["payer"], units.address(&[7; 32]));
		assert_eq!(by_signer["why_no_pot_pays"], "NoPot");
		assert_eq!(by_signer["gives_up"], "200");
	}
}
