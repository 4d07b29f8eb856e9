// SPDX-License-Identifier: Apache-2.0

//! Pots, what they pay for, and what queries tell.

use crate::{
	quota::{Quota, Usage},
	Config,
};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::ops::BitOr;
use int_primitives::Millis;
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// Plancks: of GAS (10^9 a GAS) or of INT (10^12 an INT), as the place says.
pub type Balance = u128;

/// Numbers fleets, as the device registry does.
pub type FleetId = u32;

/// The most slots in the pool for the transactions that one pot pays for.
pub const MAX_SLOTS: u32 = 4_096;

/// A set of kinds of calls, one bit each. What a kind is, the runtime says
/// ([`crate::wiring::Sponsorable`]).
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct CallKinds(pub u32);

impl CallKinds {
	/// No kind.
	pub const NONE: Self = Self(0);

	/// The kind of bit `bit`, 0 to 31; none beyond.
	pub const fn bit(bit: u32) -> Self {
		match 1u32.checked_shl(bit) {
			Some(bits) => Self(bits),
			None => Self::NONE,
		}
	}

	/// The first `count` kinds.
	pub const fn first(count: u32) -> Self {
		match 1u32.checked_shl(count) {
			Some(bits) => Self(bits.saturating_sub(1)),
			None => Self(u32::MAX),
		}
	}

	/// Whether there is none.
	pub const fn is_empty(&self) -> bool {
		self.0 == 0
	}

	/// Whether every one of `kinds` is among these.
	pub const fn contains(&self, kinds: Self) -> bool {
		self.0 & kinds.0 == kinds.0
	}
}

impl BitOr for CallKinds {
	type Output = Self;

	fn bitor(self, other: Self) -> Self {
		Self(self.0 | other.0)
	}
}

/// GAS of a fleet that pays for its devices.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Pot<T: Config> {
	/// Who made it, sets its limits, and gets back what it holds.
	pub owner: AccountId32,
	/// The calls that it pays for.
	pub kinds: CallKinds,
	/// What one device may spend.
	pub device_quota: Quota,
	/// What all devices of the fleet together may spend.
	pub fleet_quota: Quota,
	/// What they have spent.
	pub used: Usage,
	/// Plancks of GAS to pay with.
	pub gas: Balance,
	/// Plancks of GAS put aside as deposits of the records of [`DeviceUsage`].
	pub reserved: Balance,
	/// Records of [`DeviceUsage`].
	pub devices: u32,
	/// Whether it pays for nothing any more and is being taken down.
	pub closing: bool,
	/// Pays for this record, in INT.
	pub ticket: T::PotConsideration,
}

impl<T: Config> Pot<T> {
	/// All its GAS, plancks.
	pub fn total(&self) -> Balance {
		self.gas.saturating_add(self.reserved)
	}

	/// What it can pay with, plancks of GAS.
	///
	/// A pot that has anything keeps `floor`, the least balance that an account of GAS can have. If
	/// each keeps its own, the account that holds them all never falls below it, and no pot's
	/// leaving is held up by another's.
	pub fn spendable(&self, floor: Balance) -> Balance {
		self.gas.saturating_sub(floor.saturating_sub(self.reserved))
	}
}

/// What a device has spent of a pot.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct DeviceUsage {
	/// Against the pot's quota of a device.
	pub used: Usage,
	/// Plancks of GAS of the pot that stand behind this record.
	pub deposit: Balance,
}

/// Why no pot pays for a transaction.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum Unsponsored {
	/// It has a tip. A pot pays none: leave it out.
	Tip,
	/// It costs nothing.
	Free,
	/// It is no device's: signed neither by a device's first key before any rotation, nor as
	/// `as_device` by its present key.
	NoDevice,
	/// The device is not active: activate or resume it.
	NotActive,
	/// The device belongs to no fleet.
	NoFleet,
	/// The fleet has no pot.
	NoPot,
	/// The pot is being closed.
	Closing,
	/// The pot does not pay for this call.
	Kind,
	/// The pot has too little left: fund it.
	Empty,
	/// The device has used its quota up: wait until enough has recovered.
	DeviceQuota,
	/// The fleet has used its quota up: wait until enough has recovered.
	FleetQuota,
}

/// Who would pay a fee, and in what.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum Payer {
	/// The pot of a fleet, in GAS.
	Sponsor {
		/// The fleet.
		fleet: FleetId,
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
	/// Nobody can: the transaction would be refused. The signer holds neither enough GAS nor
	/// enough INT, and [`FeeQuote::unsponsored`] says why no pot pays.
	Nobody,
}

/// What a transaction would cost, at most, and who would pay it.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct FeeQuote {
	/// Who would pay.
	pub payer: Payer,
	/// Why no pot would; nothing when one does.
	pub unsponsored: Option<Unsponsored>,
	/// The fee in plancks of GAS, without tip.
	pub gas: Balance,
	/// What it is for who pays in INT, plancks, premium and tip included.
	pub int: Balance,
	/// What the payer gives up, millionths of a USD, rounded up: the fee in GAS at 0.001 USD a GAS,
	/// or the INT at its price without premium.
	pub usd_micro: u128,
}

/// What a query tells about a pot.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct PotInfo {
	/// Who made it.
	pub owner: AccountId32,
	/// The calls that it pays for.
	pub kinds: CallKinds,
	/// What one device may spend.
	pub device_quota: Quota,
	/// What all devices together may spend.
	pub fleet_quota: Quota,
	/// What they may spend of it at present, plancks of GAS.
	pub fleet_left: Balance,
	/// All that it holds, plancks of GAS.
	pub total: Balance,
	/// What it can pay with, plancks of GAS.
	pub spendable: Balance,
	/// What stands behind the records of its devices, plancks of GAS.
	pub reserved: Balance,
	/// Devices with a record.
	pub devices: u32,
	/// Whether it is being closed.
	pub closing: bool,
}

/// What a query tells about what a device has spent of a pot.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct UsageInfo {
	/// Not come back yet, plancks of GAS.
	pub spent: Balance,
	/// What it may spend at present, plancks of GAS.
	pub left: Balance,
	/// When its quota will be full and its record can be forgotten, chain time in milliseconds;
	/// nothing when that is never, because the quota is zero.
	pub recovered_at: Option<Millis>,
	/// What the pot has put aside for the record, plancks of GAS.
	pub deposit: Balance,
}

/// A kind of calls with its name.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct KindInfo {
	/// Its bit.
	pub kind: CallKinds,
	/// What it is called.
	pub name: String,
}

/// All kinds of calls of a runtime.
pub type Kinds = Vec<KindInfo>;
