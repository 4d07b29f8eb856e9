// SPDX-License-Identifier: Apache-2.0

//! The records of the registry as this program reads them.
//!
//! Decoded by name out of what the metadata describes: a field that the chain adds is passed over,
//! a field that it drops is an error that names it.

pub mod collators;
pub mod fees;
pub mod gas;
pub mod market;

use crate::{
	output::Record,
	text::{hex, utf8, Units},
};
use int_primitives::{directory::SecurityLevel, identity::DeviceKey, AccountBytes, Digest};
use serde_json::{json, Value};
use subxt::{
	ext::scale_decode::DecodeAsType,
	utils::{AccountId32, Static},
};

/// Where a manufacturer stands with governance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum ManufacturerState {
	/// Has registered itself.
	Registered,
	/// Governance knows who it is.
	Verified,
	/// Governance has stopped it.
	Frozen {
		/// What release puts it back to.
		verified: bool,
	},
}

impl ManufacturerState {
	/// For people.
	pub const fn text(self) -> &'static str {
		match self {
			Self::Registered => "registered",
			Self::Verified => "verified",
			Self::Frozen { verified: true } => "frozen, verified before",
			Self::Frozen { verified: false } => "frozen",
		}
	}
}

/// A maker of devices.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Manufacturer {
	/// Who acts for it.
	pub account: AccountId32,
	/// Its name, UTF-8.
	pub name: Vec<u8>,
	/// Binary CID.
	pub metadata: Option<Vec<u8>>,
	/// Where it stands.
	pub state: ManufacturerState,
	/// Plancks of INT that it has put up.
	pub bond: u128,
	/// Lots that are not removed yet.
	pub lots: u32,
}

impl Manufacturer {
	/// What is known of it.
	pub fn record(&self, id: u32, units: &Units) -> Record {
		Record::new()
			.with("manufacturer", id)
			.with("name", utf8(&self.name))
			.with("account", units.address(&self.account.0))
			.with("state", self.state.text())
			.amount("bond", self.bond, units)
			.with("lots", self.lots)
			.with("metadata", self.metadata.as_ref().map(hex))
	}
}

/// What a query about a device tells about its maker.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Maker {
	/// Its number.
	pub id: u32,
	/// Who acts for it.
	pub account: AccountId32,
	/// Its name, UTF-8.
	pub name: Vec<u8>,
	/// Where it stands.
	pub state: ManufacturerState,
}

/// A production run.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Lot {
	/// Who made it.
	pub manufacturer: u32,
	/// What the devices are, UTF-8.
	pub model: Vec<u8>,
	/// Root of its leaves.
	pub root: Digest,
	/// Number of its leaves.
	pub size: u64,
	/// How well its devices guard their keys.
	pub security: Static<SecurityLevel>,
	/// SHA-256 of their firmware.
	pub firmware: Option<Digest>,
	/// Binary CID.
	pub metadata: Option<Vec<u8>>,
	/// Leaves claimed so far.
	pub claimed: u64,
	/// Whether nothing more can be claimed.
	pub closed: bool,
}

impl Lot {
	/// What is known of it.
	pub fn record(&self, id: u32) -> Record {
		Record::new()
			.with("lot", id)
			.with("manufacturer", self.manufacturer)
			.with("model", utf8(&self.model))
			.with("size", self.size)
			.with("claimed", self.claimed)
			.with("closed", self.closed)
			.with("root", hex(self.root))
			.with("security", security_text(self.security.0))
			.with("firmware", self.firmware.map(hex))
			.with("metadata", self.metadata.as_ref().map(hex))
	}
}

/// A security level for people.
pub const fn security_text(level: SecurityLevel) -> &'static str {
	match level {
		SecurityLevel::Unattested => "unattested",
		SecurityLevel::Software => "software",
		SecurityLevel::SecureElement => "secure element",
		SecurityLevel::Certified => "certified",
	}
}

/// Where a device is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum DeviceState {
	/// Known to the chain, not in use yet.
	Registered,
	/// In use.
	Active,
	/// Out of use for now.
	Suspended,
	/// Out of use for good.
	Retired {
		/// Chain time of its retirement, milliseconds.
		at: u64,
	},
}

impl DeviceState {
	/// For people.
	pub const fn text(self) -> &'static str {
		match self {
			Self::Registered => "registered",
			Self::Active => "active",
			Self::Suspended => "suspended",
			Self::Retired { .. } => "retired",
		}
	}
}

/// Whether a device is reachable at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum DeviceClass {
	/// On and connected, but for faults.
	AlwaysOn,
	/// Sleeps, or is out of reach, as a matter of course.
	Intermittent,
}

impl DeviceClass {
	/// For people.
	pub const fn text(self) -> &'static str {
		match self {
			Self::AlwaysOn => "always on",
			Self::Intermittent => "intermittent",
		}
	}
}

/// A device's place in the lot that it came out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct LotPlace {
	/// The lot.
	pub lot: u32,
	/// Its leaf.
	pub index: u32,
}

/// What a query tells about a device.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Device {
	/// The account of its first key.
	pub id: AccountId32,
	/// Who owns it.
	pub owner: AccountId32,
	/// Its present key.
	pub key: Static<DeviceKey>,
	/// The account of its present key.
	pub key_account: AccountId32,
	/// How often the key was rotated.
	pub generation: u32,
	/// The block in which the present key became its key.
	pub key_since: u64,
	/// Its maker's number.
	pub manufacturer: Option<u32>,
	/// Its place in a lot.
	pub place: Option<LotPlace>,
	/// What it is, UTF-8.
	pub model: Vec<u8>,
	/// Its code.
	pub code: Digest,
	/// Whether it is always reachable.
	pub class: DeviceClass,
	/// How well it guards its key.
	pub security: Static<SecurityLevel>,
	/// SHA-256 of its firmware.
	pub firmware: Option<Digest>,
	/// Binary CID.
	pub metadata: Option<Vec<u8>>,
	/// Its fleet.
	pub fleet: Option<u32>,
	/// Where it is in its life.
	pub state: DeviceState,
}

impl Device {
	/// What is known of it.
	pub fn record(&self, units: &Units) -> Record {
		let place = self.place.map(|place| json!({ "lot": place.lot, "index": place.index }));
		let retired = match self.state {
			DeviceState::Retired { at } => Some(at),
			_ => None,
		};
		Record::new()
			.with("device", units.address(&self.id.0))
			.with("owner", units.address(&self.owner.0))
			.with("state", self.state.text())
			.with("retired at", retired)
			.with("model", utf8(&self.model))
			.with("code", hex(self.code))
			.with("class", self.class.text())
			.with("security", security_text(self.security.0))
			.with("manufacturer", self.manufacturer)
			.with("place", place)
			.with("fleet", self.fleet)
			.with("firmware", self.firmware.map(hex))
			.with("metadata", self.metadata.as_ref().map(hex))
			.with("key", key_json(&self.key.0))
			.with("key account", units.address(&self.key_account.0))
			.with("key generation", self.generation)
			.with("key since block", self.key_since)
	}

	/// A line of a list.
	pub fn row(&self, units: &Units) -> Record {
		Record::new()
			.with("device", units.address(&self.id.0))
			.with("state", self.state.text())
			.with("model", utf8(&self.model))
			.with("fleet", self.fleet)
			.with("key generation", self.generation)
			.with("code", hex(self.code))
	}
}

/// A key with its scheme.
pub fn key_json(key: &DeviceKey) -> Value {
	let (scheme, bytes) = match key {
		DeviceKey::Ed25519(bytes) => ("ed25519", hex(bytes)),
		DeviceKey::Sr25519(bytes) => ("sr25519", hex(bytes)),
		DeviceKey::Ecdsa(bytes) => ("ecdsa", hex(bytes)),
	};
	json!({ "scheme": scheme, "public": bytes })
}

/// A page of devices.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct DevicePage {
	/// The devices of the page.
	pub devices: Vec<Device>,
	/// Give this to get the next page.
	pub cursor: Option<AccountId32>,
}

/// A key of a device, past or present.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct KeyRecord {
	/// Which key it is, from 0.
	pub generation: u32,
	/// The key.
	pub key: Static<DeviceKey>,
	/// The block in which it became the device's key.
	pub from: u64,
	/// The block in which another took its place.
	pub to: Option<u64>,
}

impl KeyRecord {
	/// What is known of it.
	pub fn record(&self) -> Record {
		let key = key_json(&self.key.0);
		let part = |name: &str| key.get(name).cloned().unwrap_or_default();
		Record::new()
			.with("generation", self.generation)
			.with("scheme", part("scheme"))
			.with("public", part("public"))
			.with("from block", self.from)
			.with("to block", self.to)
	}
}

/// What the chain says about a code.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[allow(clippy::large_enum_variant)]
pub enum Genuineness {
	/// No device has it.
	Unknown,
	/// A device has it, but no manufacturer stands behind it.
	SelfDeclared {
		/// The device.
		device: Device,
	},
	/// A manufacturer brought it in.
	Made {
		/// The device.
		device: Device,
		/// Its maker; nothing when it has left since.
		manufacturer: Option<Maker>,
	},
}

/// Whether an answer to a challenge is the device's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum ChallengeVerdict {
	/// It is.
	Genuine,
	/// There is no such device.
	UnknownDevice,
	/// The device is out of use for good.
	Retired,
	/// Another generation's key answered.
	WrongGeneration {
		/// The present generation.
		current: u32,
	},
	/// The answer came too late.
	Expired,
	/// The signature is not by the device's key.
	BadSignature,
}

impl ChallengeVerdict {
	/// For people.
	pub fn text(self) -> String {
		match self {
			Self::Genuine => "genuine: the device's present key signed it".into(),
			Self::UnknownDevice => "not genuine: the chain knows no such device".into(),
			Self::Retired => "not genuine: the device is retired".into(),
			Self::WrongGeneration { current } => {
				format!("not genuine: the key is not the present one (generation {current})")
			},
			Self::Expired => "too late: the answer has expired, ask again".into(),
			Self::BadSignature => "not genuine: the signature is not by the device's key".into(),
		}
	}
}

/// Devices of one owner, operated together.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Fleet {
	/// Who owns it.
	pub owner: AccountId32,
	/// Its name, UTF-8.
	pub name: Vec<u8>,
	/// Devices in it.
	pub devices: u32,
	/// Operators of it.
	pub operators: u32,
}

impl Fleet {
	/// What is known of it, with its operators.
	pub fn record(&self, id: u32, operators: &[(AccountBytes, Operator)], units: &Units) -> Record {
		let operators: Vec<Value> =
			operators.iter().map(|(account, operator)| operator.json(account, units)).collect();
		Record::new()
			.with("fleet", id)
			.with("name", utf8(&self.name))
			.with("owner", units.address(&self.owner.0))
			.with("devices", self.devices)
			.with("operator count", self.operators)
			.with("operators", operators)
	}
}

/// Who else may act for a fleet, and how much.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Operator {
	/// What it may do, one bit each.
	pub permissions: u8,
	/// Actions that it may take in a day.
	pub per_day: u32,
	/// Chain time after which it may do nothing, milliseconds.
	pub expires: Option<u64>,
	/// Actions taken in the day that is counted.
	pub used: u32,
}

impl Operator {
	fn json(&self, account: &AccountBytes, units: &Units) -> Value {
		let names = ["lifecycle", "firmware", "metadata", "trade"];
		let may: Vec<&str> = names
			.into_iter()
			.enumerate()
			.filter(|(bit, _)| self.permissions >> bit & 1 == 1)
			.map(|(_, name)| name)
			.collect();
		json!({
			"account": units.address(account),
			"may": may.join(" "),
			"per_day": self.per_day,
			"used": self.used,
			"expires": self.expires,
		})
	}
}

/// A standing offer to hand a device over.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Offer {
	/// Who offered.
	pub from: AccountId32,
	/// Who may accept.
	pub to: AccountId32,
	/// Until when, chain time in milliseconds.
	pub expires: u64,
}

impl Offer {
	/// What is known of it.
	pub fn json(&self, units: &Units) -> Value {
		json!({
			"from": units.address(&self.from.0),
			"to": units.address(&self.to.0),
			"expires": self.expires,
		})
	}
}
