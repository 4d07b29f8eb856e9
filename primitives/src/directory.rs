// SPDX-License-Identifier: Apache-2.0

//! What other pallets may ask about a device.
//!
//! No pallet depends on another pallet's crate. A pallet that deals with devices takes a
//! [`DeviceDirectory`] in its configuration; the runtime gives it the device registry. `()` knows
//! no device and refuses everything, which suits a test that needs none.

use crate::identity::DeviceKey;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How well a device guards its key, as its maker attests it for a lot.
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
	PartialOrd,
	Ord,
	Debug,
	Default,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub enum SecurityLevel {
	/// Nobody has said anything.
	#[default]
	Unattested,
	/// The key lies in ordinary storage.
	Software,
	/// The key lies in a secure element or TPM and cannot be read out.
	SecureElement,
	/// As before, and certified by a laboratory.
	Certified,
}

/// What an operator of a fleet, or another pallet on someone's behalf, wants to do with a device.
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub enum Permission {
	/// Activate, suspend and resume it.
	Lifecycle,
	/// Record its firmware.
	Firmware,
	/// Change its metadata.
	Metadata,
	/// Offer and buy in its name.
	Trade,
}

/// Answers about devices.
pub trait DeviceDirectory<AccountId, BlockNumber, Balance> {
	/// Who owns the device.
	fn owner_of(device: &AccountId) -> Option<AccountId>;

	/// The fleet that the device belongs to.
	fn fleet_of(device: &AccountId) -> Option<u32>;

	/// Whether `who` is the device itself, its owner, or an operator of its fleet with this
	/// permission. Uses up nothing of an operator's allowance.
	fn may_act_for(who: &AccountId, device: &AccountId, permission: Permission) -> bool;

	/// Whether the device is active: neither new, suspended nor retired.
	fn is_active(device: &AccountId) -> bool;

	/// How well the device guards its key.
	fn security_level(device: &AccountId) -> SecurityLevel;

	/// The key that the device had at the end of block `at`, with its generation.
	fn key_at(device: &AccountId, at: BlockNumber) -> Option<(u32, DeviceKey)>;

	/// Whether `signature` (an encoded `MultiSignature`) is the device's over `message`, by its
	/// current key, which has to be of this generation.
	fn signed_by(device: &AccountId, generation: u32, message: &[u8], signature: &[u8]) -> bool;

	/// Takes up to `amount` (plancks of INT) of the bond of the device's maker; returns how much
	/// it was.
	fn slash_maker(device: &AccountId, amount: Balance) -> Balance;
}

impl<AccountId, BlockNumber, Balance: Default> DeviceDirectory<AccountId, BlockNumber, Balance>
	for ()
{
	fn owner_of(_: &AccountId) -> Option<AccountId> {
		None
	}
	fn fleet_of(_: &AccountId) -> Option<u32> {
		None
	}
	fn may_act_for(_: &AccountId, _: &AccountId, _: Permission) -> bool {
		false
	}
	fn is_active(_: &AccountId) -> bool {
		false
	}
	fn security_level(_: &AccountId) -> SecurityLevel {
		SecurityLevel::Unattested
	}
	fn key_at(_: &AccountId, _: BlockNumber) -> Option<(u32, DeviceKey)> {
		None
	}
	fn signed_by(_: &AccountId, _: u32, _: &[u8], _: &[u8]) -> bool {
		false
	}
	fn slash_maker(_: &AccountId, _: Balance) -> Balance {
		Balance::default()
	}
}
