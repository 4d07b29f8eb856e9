// SPDX-License-Identifier: Apache-2.0

//! The records of the registry, with the questions that their states answer.

use crate::{BalanceOf, BlockNumberFor, Config};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use int_primitives::{
	directory::{Permission, SecurityLevel},
	identity::{DeviceKey, MAX_MODEL, MAX_SERIAL},
	merkle::MAX_PROOF,
	Digest, Millis,
};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// Counts manufacturers up from 0; never used again.
pub type ManufacturerId = u32;

/// Counts lots up from 0; never used again.
pub type LotId = u32;

/// Counts fleets up from 0; never used again.
pub type FleetId = u32;

/// A name for people, up to 64 bytes of UTF-8.
pub type Name = BoundedVec<u8, ConstU32<64>>;

/// A model as its maker calls it, up to 24 bytes of UTF-8.
pub type Model = BoundedVec<u8, ConstU32<MAX_MODEL>>;

/// A serial number, up to 32 bytes.
pub type Serial = BoundedVec<u8, ConstU32<MAX_SERIAL>>;

/// A content identifier in its binary form, up to 40 bytes (a version 1 CID of a SHA-256 is 36).
pub type Cid = BoundedVec<u8, ConstU32<40>>;

/// The path from a leaf to the root of a lot, up to 32 digests.
pub type LotProof = BoundedVec<Digest, ConstU32<{ MAX_PROOF as u32 }>>;

/// Leaves of a lot that one chunk of claim bits covers.
pub const CHUNK_LEAVES: u64 = 2_048;

/// Bytes of claim bits in a chunk.
pub const CHUNK_BYTES: usize = 256;

/// The most leaves that a lot can have.
pub const MAX_LOT: u64 = 1 << 32;

/// The most records that one page of a query scans.
pub const PAGE: u32 = 200;

/// The day that an operator's allowance is counted by, in milliseconds.
pub const DAY: Millis = 86_400_000;

/// Where a manufacturer stands with governance.
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
pub enum ManufacturerState {
	/// Has registered itself; nobody has checked who that is.
	Registered,
	/// Governance knows who it is.
	Verified,
	/// Governance has stopped it, and remembers whether it was verified before.
	Frozen {
		/// What release puts it back to.
		verified: bool,
	},
}

impl ManufacturerState {
	/// Whether it may commit new lots.
	pub const fn allows_lots(&self) -> bool {
		matches!(self, Self::Verified)
	}

	/// Whether devices of its lots may be claimed, and whether it may register its own.
	pub const fn allows_devices(&self) -> bool {
		!matches!(self, Self::Frozen { .. })
	}

	/// Whether it may leave with its bond.
	pub const fn allows_withdrawal(&self) -> bool {
		!matches!(self, Self::Frozen { .. })
	}
}

/// A maker of devices.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Manufacturer<T: Config> {
	/// The account that acts for it and holds its bond.
	pub account: AccountId32,
	/// For people.
	pub name: Name,
	/// What it says about itself, off-chain.
	pub metadata: Option<Cid>,
	/// Where it stands.
	pub state: ManufacturerState,
	/// Plancks of INT held under [`crate::HoldReason::Bond`], less what was slashed.
	pub bond: BalanceOf<T>,
	/// Lots that are not removed yet.
	pub lots: u32,
	/// Pays for this record.
	pub ticket: T::ManufacturerConsideration,
}

/// A production run: the Merkle root of its devices' identities.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Lot<T: Config> {
	/// Who made them.
	pub manufacturer: ManufacturerId,
	/// What they are.
	pub model: Model,
	/// Root of the leaves `int_primitives::identity::lot_leaf`.
	pub root: Digest,
	/// Number of leaves, 1 to 2^32.
	pub size: u64,
	/// How well these devices guard their keys, by their maker's word.
	pub security: SecurityLevel,
	/// SHA-256 of the firmware that they leave the factory with.
	pub firmware: Option<Digest>,
	/// What is known of the run, off-chain.
	pub metadata: Option<Cid>,
	/// Leaves claimed so far: the number of bits set in its chunks.
	pub claimed: u64,
	/// Whether it is closed: nothing more can be claimed, and its chunks may be reaped.
	pub closed: bool,
	/// Pays for this record.
	pub ticket: T::LotConsideration,
}

/// Which leaves of a stretch of 2,048 are claimed, one bit each.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Chunk<T: Config> {
	/// Who claimed first in this stretch, and gets the deposit back when the lot is reaped.
	pub depositor: AccountId32,
	/// Pays for this record.
	pub ticket: T::ChunkConsideration,
	/// Bit `i % 8` of byte `i / 8` stands for leaf `i` of the stretch.
	pub bits: [u8; CHUNK_BYTES],
}

/// Whether a device is reachable at any time.
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
pub enum DeviceClass {
	/// On and connected, but for faults.
	AlwaysOn,
	/// Sleeps, or is out of reach, as a matter of course.
	Intermittent,
}

/// Where a device is in its life.
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
pub enum DeviceState {
	/// Known to the chain, not in use yet.
	Registered,
	/// In use.
	Active,
	/// Out of use for now.
	Suspended,
	/// Out of use for good; its record stays for a while, so that what it signed can be checked.
	Retired {
		/// Chain time of its retirement.
		at: Millis,
	},
}

impl DeviceState {
	/// Whether it can be put into use for the first time.
	pub const fn allows_activation(&self) -> bool {
		matches!(self, Self::Registered)
	}

	/// Whether it can be put out of use for now.
	pub const fn allows_suspension(&self) -> bool {
		matches!(self, Self::Active)
	}

	/// Whether it can be put back into use.
	pub const fn allows_resumption(&self) -> bool {
		matches!(self, Self::Suspended)
	}

	/// Whether its owner, key, fleet and records can still change.
	pub const fn allows_change(&self) -> bool {
		!matches!(self, Self::Retired { .. })
	}
}

/// A device's place in the lot that it came out of.
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
pub struct LotPlace {
	/// The lot.
	pub lot: LotId,
	/// Its leaf, from 0.
	pub index: u32,
}

/// A device. Its id, the account of its first key, is the key of the record.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Device<T: Config> {
	/// Who owns it and holds its deposit.
	pub owner: AccountId32,
	/// Its present key.
	pub key: DeviceKey,
	/// How often the key was rotated.
	pub generation: u32,
	/// The block in which the present key became its key.
	pub key_since: BlockNumberFor<T>,
	/// Its maker, when that is a registered one.
	pub manufacturer: Option<ManufacturerId>,
	/// The lot that proves its maker.
	pub place: Option<LotPlace>,
	/// What it is.
	pub model: Model,
	/// Its code, unique on the chain.
	pub code: Digest,
	/// Whether it is always reachable.
	pub class: DeviceClass,
	/// How well it guards its key, by its maker's word.
	pub security: SecurityLevel,
	/// SHA-256 of its firmware.
	pub firmware: Option<Digest>,
	/// What is known of it, off-chain.
	pub metadata: Option<Cid>,
	/// The fleet that it belongs to, of the same owner.
	pub fleet: Option<FleetId>,
	/// Where it is in its life.
	pub state: DeviceState,
	/// Pays for this record, its indices and its past keys.
	pub ticket: T::DeviceConsideration,
}

/// A key that a device once had.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct PastKey<BlockNumber> {
	/// The key, with its scheme.
	pub key: DeviceKey,
	/// The block in which it became the device's key.
	pub from: BlockNumber,
	/// The block in which another took its place.
	pub to: BlockNumber,
}

/// A standing offer to hand a device over.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Offer<T: Config> {
	/// Who offered, and holds the deposit.
	pub from: AccountId32,
	/// Who may accept.
	pub to: AccountId32,
	/// Chain time after which nobody can accept, and anybody may remove the offer.
	pub expires: Millis,
	/// Pays for this record.
	pub ticket: T::OfferConsideration,
}

/// Devices of one owner, operated together.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[scale_info(skip_type_params(T))]
pub struct Fleet<T: Config> {
	/// Who owns it and every device in it.
	pub owner: AccountId32,
	/// For people.
	pub name: Name,
	/// Devices in it.
	pub devices: u32,
	/// Operators of it.
	pub operators: u32,
	/// Pays for this record and its operators.
	pub ticket: T::FleetConsideration,
}

/// A set of [`Permission`]s, one bit each in the order of the enum.
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
pub struct Permissions(pub u8);

impl Permissions {
	/// Every permission there is.
	pub const ALL: Self = Self(0b1111);

	const fn bit(permission: Permission) -> u8 {
		match permission {
			Permission::Lifecycle => 0b0001,
			Permission::Firmware => 0b0010,
			Permission::Metadata => 0b0100,
			Permission::Trade => 0b1000,
		}
	}

	/// Whether the permission is among them.
	pub const fn contains(&self, permission: Permission) -> bool {
		self.0 & Self::bit(permission) != 0
	}

	/// Whether there are any, and none but known ones.
	pub const fn is_valid(&self) -> bool {
		self.0 != 0 && self.0 & !Self::ALL.0 == 0
	}
}

impl FromIterator<Permission> for Permissions {
	fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
		Self(permissions.into_iter().fold(0, |bits, one| bits | Self::bit(one)))
	}
}

/// Who else may act for a fleet, and how much.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Operator {
	/// What it may do.
	pub permissions: Permissions,
	/// Actions that it may take in a [`DAY`] of chain time.
	pub per_day: u32,
	/// Chain time after which it may do nothing.
	pub expires: Option<Millis>,
	/// When the day began that `used` counts.
	pub day: Millis,
	/// Actions taken in that day.
	pub used: u32,
}

impl Operator {
	/// Whether it may take one more action of this kind at `now`.
	pub fn allows(&self, permission: Permission, now: Millis) -> bool {
		self.permissions.contains(permission)
			&& self.expires.is_none_or(|expires| now <= expires)
			&& self.counted(now) < self.per_day
	}

	/// Counts one action at `now`.
	pub fn count(&mut self, now: Millis) {
		self.used = self.counted(now).saturating_add(1);
		if now.saturating_sub(self.day) >= DAY {
			self.day = now;
		}
	}

	/// Actions taken in the day that `now` lies in.
	fn counted(&self, now: Millis) -> u32 {
		if now.saturating_sub(self.day) >= DAY {
			0
		} else {
			self.used
		}
	}
}

/// What a query tells about a manufacturer.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct ManufacturerInfo {
	/// Its number.
	pub id: ManufacturerId,
	/// The account that acts for it.
	pub account: AccountId32,
	/// Its name, UTF-8.
	pub name: Vec<u8>,
	/// Where it stands with governance.
	pub state: ManufacturerState,
}

/// What a query tells about a device.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct DeviceInfo<BlockNumber> {
	/// The account of its first key.
	pub id: AccountId32,
	/// Who owns it.
	pub owner: AccountId32,
	/// Its present key.
	pub key: DeviceKey,
	/// The account of its present key: who may act through `as_device`.
	pub key_account: AccountId32,
	/// How often the key was rotated.
	pub generation: u32,
	/// The block in which the present key became its key.
	pub key_since: BlockNumber,
	/// Its maker's number.
	pub manufacturer: Option<ManufacturerId>,
	/// Its place in the lot that proves its maker.
	pub place: Option<LotPlace>,
	/// What it is, UTF-8.
	pub model: Vec<u8>,
	/// Its code.
	pub code: Digest,
	/// Whether it is always reachable.
	pub class: DeviceClass,
	/// How well it guards its key.
	pub security: SecurityLevel,
	/// SHA-256 of its firmware.
	pub firmware: Option<Digest>,
	/// Binary CID of its metadata.
	pub metadata: Option<Vec<u8>>,
	/// Its fleet.
	pub fleet: Option<FleetId>,
	/// Where it is in its life.
	pub state: DeviceState,
}

/// A page of devices.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct DevicePage<BlockNumber> {
	/// In the order of their hashed ids.
	pub devices: Vec<DeviceInfo<BlockNumber>>,
	/// Give this to get the next page; nothing after the last one.
	pub cursor: Option<AccountId32>,
}

/// A key of a device, past or present.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct KeyRecord<BlockNumber> {
	/// Which key it is, from 0.
	pub generation: u32,
	/// The key, with its scheme.
	pub key: DeviceKey,
	/// The block in which it became the device's key.
	pub from: BlockNumber,
	/// The block in which another took its place; nothing for the present key.
	pub to: Option<BlockNumber>,
}

/// What the chain can say about a code that someone reads off a device.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum Genuineness<BlockNumber> {
	/// No device on the chain has this code: not claimed yet, or a forgery.
	Unknown,
	/// A device has it, but no manufacturer stands behind it.
	SelfDeclared {
		/// The device.
		device: DeviceInfo<BlockNumber>,
	},
	/// A manufacturer's lot, or the manufacturer itself, brought it in.
	Made {
		/// The device.
		device: DeviceInfo<BlockNumber>,
		/// Its maker; nothing when the maker has left since.
		manufacturer: Option<ManufacturerInfo>,
	},
}

/// Whether an answer to a challenge is the device's.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum ChallengeVerdict {
	/// The device's present key signed it, and it has not expired.
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
	/// The answer came too late: ask again.
	Expired,
	/// The signature is not by the device's key over this answer on this chain.
	BadSignature,
}
