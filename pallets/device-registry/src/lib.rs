// SPDX-License-Identifier: Apache-2.0

//! # Device registry
//!
//! Who a device is, who owns it, who may act for it, and which key speaks for it.
//!
//! ## Terminology
//!
//! * **Device**: an account. Its id is the account of its first key, so what is paid to the device
//!   is paid to its id, whatever key it has later.
//! * **Code**: 32 bytes, SHA-256 of maker, model and serial (`int_primitives::identity`), unique on
//!   the chain. The maker's account is in it, so nobody takes a code in another's name.
//! * **Manufacturer**: an account with a name and a bond. Governance verifies, freezes and releases
//!   it.
//! * **Lot**: the Merkle root of the devices of one production run, up to 2^32, committed in one
//!   call. A device enters when its owner *claims* it with its path to the root.
//! * **Generation**: how often a device's key was rotated.
//! * **Fleet**: devices of one owner, with *operators* that may act within limits.
//!
//! ## How it works
//!
//! ```text
//!  register ─┐                    ┌── suspend ──▶
//!            ├─▶ Registered ─▶ Active           Suspended        any but Retired
//!  claim ────┘        activate    ◀── resume ───                 ─ retire ─▶ Retired ─ forget ─▶ gone
//! ```
//!
//! * A device comes in by [`Pallet::register_device`] (its owner is its maker) or by
//!   [`Pallet::claim_device`] (a manufacturer's lot proves its maker). Both need the device's own
//!   signature over a `Registration` that names the owner, so nobody registers another's device.
//! * It changes hands by [`Pallet::offer_transfer`] and [`Pallet::accept_transfer`]; the deposit
//!   changes hands with it.
//! * [`Pallet::rotate_key`] needs the owner and the new key. From then on
//!   [`extension::RefuseRotatedKey`] refuses what the first key signs for the account, and the
//!   present key acts through [`Pallet::as_device`]. A key is one device's, once.
//! * The account of a device, and that of the key it was rotated to, exist by a reference of the
//!   registry, so that a device with no balance can send what somebody else pays for. They end with
//!   that reference and count their transactions from 0 again if they come back:
//!   [`extension::MortalDevices`] sees to it that nothing they signed is valid twice.
//! * A retired device keeps its record for [`Config::RetentionPeriod`], so that what it signed can
//!   still be checked. Then [`Pallet::forget_device`] removes it and returns the deposit.
//!
//! ## Money
//!
//! Every record has a deposit on hold in INT, under the [`HoldReason`] of its kind, and is removed
//! by one way only, which returns the deposit to who paid it. A manufacturer's bond is a hold of
//! its own and the only one that can be slashed.
//!
//! ## Time
//!
//! All durations are milliseconds of chain time. Only the history of keys counts blocks, because
//! that is how others point to a moment of the chain.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

mod devices;
mod directory;
pub mod extension;
mod fleets;
mod keys;
mod lots;
mod manufacturers;
mod queries;
pub mod runtime_api;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::traits::fungible;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::AccountId32;

/// Plancks of INT.
pub type BalanceOf<T> = <<T as Config>::Currency as fungible::Inspect<AccountId32>>::Balance;

/// What was taken from a slashed bond.
pub type CreditOf<T> = fungible::Credit<AccountId32, <T as Config>::Currency>;

/// What else has to happen when a device's key is rotated, so that nothing that the old key set up
/// outlives it: proxies, for one.
pub trait OnKeyRotation {
	/// The device's key is another from now on.
	fn on_key_rotation(device: &AccountId32);

	/// The weight of it, at most.
	fn weight() -> frame_support::weights::Weight;
}

impl OnKeyRotation for () {
	fn on_key_rotation(_: &AccountId32) {}

	fn weight() -> frame_support::weights::Weight {
		frame_support::weights::Weight::zero()
	}
}

// The macros expand to code that expects, and a call has as many arguments as it has. The work is in
// the other files, under the usual lints.
#[allow(clippy::expect_used, clippy::too_many_arguments)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::{
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
		traits::{
			fungible::{BalancedHold, InspectHold, MutateHold},
			Consideration, Footprint, OnUnbalanced, Time,
		},
	};
	use frame_system::pallet_prelude::*;
	use int_primitives::{
		directory::SecurityLevel, identity::DeviceKey, signed::Challenge, Digest, Millis,
	};
	use sp_runtime::{traits::Dispatchable, MultiSignature};

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId32, RuntimeEvent: From<Event<Self>>>
	{
		/// The calls that a device can make through [`Pallet::as_device`].
		type RuntimeCall: Parameter
			+ Dispatchable<
				RuntimeOrigin = <Self as frame_system::Config>::RuntimeOrigin,
				PostInfo = PostDispatchInfo,
			> + GetDispatchInfo
			+ IsType<<Self as frame_system::Config>::RuntimeCall>;

		/// The hold reasons of the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// INT.
		type Currency: BalancedHold<AccountId32, Reason = Self::RuntimeHoldReason>
			+ InspectHold<AccountId32, Reason = Self::RuntimeHoldReason>
			+ MutateHold<AccountId32, Reason = Self::RuntimeHoldReason>;

		/// Chain time.
		type Time: Time<Moment = Millis>;

		/// Verifies, freezes, releases and slashes manufacturers.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Receives what is slashed.
		type OnSlash: OnUnbalanced<CreditOf<Self>>;

		/// What else happens when a key is rotated.
		type OnKeyRotation: OnKeyRotation;

		/// Deposit of a manufacturer's record.
		type ManufacturerConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of a lot's record.
		type LotConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of a chunk of claim bits.
		type ChunkConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of a device's record, indices and past keys.
		type DeviceConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of an offer.
		type OfferConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of a fleet's record and operators.
		type FleetConsideration: Consideration<AccountId32, Footprint>;

		/// What a manufacturer puts up, plancks of INT.
		#[pallet::constant]
		type ManufacturerBond: Get<BalanceOf<Self>>;

		/// The most operators of a fleet.
		#[pallet::constant]
		type MaxOperators: Get<u32>;

		/// How far ahead a signed consent may expire, milliseconds. At most the retention period,
		/// so that no consent outlives what it was given for.
		#[pallet::constant]
		type ConsentLifetime: Get<Millis>;

		/// How far ahead an offer may expire, milliseconds.
		#[pallet::constant]
		type OfferLifetime: Get<Millis>;

		/// How long the record of a retired device stays, milliseconds.
		#[pallet::constant]
		type RetentionPeriod: Get<Millis>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// What this pallet holds INT for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A manufacturer's bond, which can be slashed.
		Bond,
		/// The deposit of a manufacturer's record.
		Manufacturer,
		/// The deposit of a lot's record.
		Lot,
		/// The deposit of a chunk of claim bits.
		Chunk,
		/// The deposit of a device's record, indices and past keys.
		Device,
		/// The deposit of an offer.
		Offer,
		/// The deposit of a fleet's record and operators.
		Fleet,
	}

	/// Manufacturers by number. Removed by [`Pallet::withdraw_manufacturer`].
	#[pallet::storage]
	pub type Manufacturers<T: Config> =
		StorageMap<_, Twox64Concat, ManufacturerId, Manufacturer<T>, OptionQuery>;

	/// The manufacturer that an account acts for. Lives and goes with [`Manufacturers`].
	#[pallet::storage]
	pub type ManufacturerOf<T: Config> =
		StorageMap<_, Blake2_128Concat, AccountId32, ManufacturerId, OptionQuery>;

	/// The number of the next manufacturer.
	#[pallet::storage]
	pub type NextManufacturer<T: Config> = StorageValue<_, ManufacturerId, ValueQuery>;

	/// Lots by number. Removed by [`Pallet::reap_lot`].
	#[pallet::storage]
	pub type Lots<T: Config> = StorageMap<_, Twox64Concat, LotId, Lot<T>, OptionQuery>;

	/// The number of the next lot.
	#[pallet::storage]
	pub type NextLot<T: Config> = StorageValue<_, LotId, ValueQuery>;

	/// Claim bits by lot and stretch of 2,048 leaves. Removed by [`Pallet::reap_lot`].
	#[pallet::storage]
	pub type Chunks<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LotId, Twox64Concat, u32, Chunk<T>, OptionQuery>;

	/// Devices by id. Removed by [`Pallet::forget_device`].
	///
	/// At most 252 bytes, and 32 in [`Codes`].
	#[pallet::storage]
	pub type Devices<T: Config> =
		StorageMap<_, Blake2_128Concat, AccountId32, Device<T>, OptionQuery>;

	/// The device that has a code. Lives and goes with [`Devices`].
	#[pallet::storage]
	pub type Codes<T: Config> = StorageMap<_, Identity, Digest, AccountId32, OptionQuery>;

	/// Index of devices by owner. Lives and goes with [`Devices`].
	#[pallet::storage]
	pub type OwnedDevices<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		AccountId32,
		Blake2_128Concat,
		AccountId32,
		(),
		OptionQuery,
	>;

	/// Accounts of the keys that devices were rotated to, the present ones and the past ones; that
	/// of a device's first key is in [`Devices`]. Live and go with [`Devices`] and [`PastKeys`].
	///
	/// So a key is one device's for as long as anything remembers it, and whether an account is a
	/// device's key is one read.
	#[pallet::storage]
	pub type LaterKeys<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, (), OptionQuery>;

	/// Past keys of a device by generation. Live and go with [`Devices`], whose deposit pays for
	/// them.
	#[pallet::storage]
	pub type PastKeys<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		AccountId32,
		Twox64Concat,
		u32,
		PastKey<BlockNumberFor<T>>,
		OptionQuery,
	>;

	/// The offer of a device. Removed by acceptance, withdrawal, or retirement.
	#[pallet::storage]
	pub type Offers<T: Config> =
		StorageMap<_, Blake2_128Concat, AccountId32, Offer<T>, OptionQuery>;

	/// Fleets by number. Removed by [`Pallet::dissolve_fleet`].
	#[pallet::storage]
	pub type Fleets<T: Config> = StorageMap<_, Twox64Concat, FleetId, Fleet<T>, OptionQuery>;

	/// The number of the next fleet.
	#[pallet::storage]
	pub type NextFleet<T: Config> = StorageValue<_, FleetId, ValueQuery>;

	/// Operators by fleet. Removed by [`Pallet::remove_operator`].
	#[pallet::storage]
	pub type Operators<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		FleetId,
		Blake2_128Concat,
		AccountId32,
		Operator,
		OptionQuery,
	>;

	/// Manufacturers that exist from the first block on, verified.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Account and name (UTF-8, at most 64 bytes). The account has to own bond and deposit.
		pub manufacturers: Vec<(AccountId32, alloc::string::String)>,
		/// Nothing.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (account, name) in &self.manufacturers {
				let name = Name::try_from(name.as_bytes().to_vec())
					.expect("genesis: a manufacturer's name has at most 64 bytes");
				let id = Pallet::<T>::do_register_manufacturer(account.clone(), name, None)
					.expect("genesis: a manufacturer is named once and can pay bond and deposit");
				Pallet::<T>::do_verify_manufacturer(id)
					.expect("it was registered in the line before; qed");
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A manufacturer registered itself.
		ManufacturerRegistered {
			/// Its number.
			manufacturer: ManufacturerId,
			/// Who acts for it.
			account: AccountId32,
		},
		/// A manufacturer changed its name or metadata.
		ManufacturerUpdated {
			/// Its number.
			manufacturer: ManufacturerId,
		},
		/// Where a manufacturer stands with governance changed.
		ManufacturerStateChanged {
			/// Its number.
			manufacturer: ManufacturerId,
			/// Where it stands now.
			state: ManufacturerState,
		},
		/// A manufacturer filled its bond up again.
		BondToppedUp {
			/// Its number.
			manufacturer: ManufacturerId,
			/// Plancks of INT added.
			added: BalanceOf<T>,
		},
		/// A part of a manufacturer's bond was taken.
		BondSlashed {
			/// Its number.
			manufacturer: ManufacturerId,
			/// Plancks of INT taken.
			amount: BalanceOf<T>,
		},
		/// A manufacturer left with its bond.
		ManufacturerWithdrawn {
			/// Its number.
			manufacturer: ManufacturerId,
		},
		/// A production run was committed.
		LotCommitted {
			/// Its number.
			lot: LotId,
			/// Who made it.
			manufacturer: ManufacturerId,
			/// Root of its leaves.
			root: Digest,
			/// Number of its leaves.
			size: u64,
		},
		/// Nothing more can be claimed from a lot.
		LotClosed {
			/// Its number.
			lot: LotId,
		},
		/// Claim bits of a closed lot were removed and their deposits returned.
		LotReaped {
			/// Its number.
			lot: LotId,
			/// Chunks removed by this call.
			chunks: u32,
		},
		/// A closed lot is gone and its deposit returned.
		LotRemoved {
			/// Its number.
			lot: LotId,
		},
		/// A device came in by its maker's own registration.
		DeviceRegistered {
			/// Its id.
			device: AccountId32,
			/// Who owns it.
			owner: AccountId32,
			/// Its code.
			code: Digest,
		},
		/// A device came in out of a lot.
		DeviceClaimed {
			/// Its id.
			device: AccountId32,
			/// Who owns it.
			owner: AccountId32,
			/// Its code.
			code: Digest,
			/// The lot.
			lot: LotId,
			/// Its leaf.
			index: u32,
		},
		/// A device is in use, or out of it, or out of it for good.
		DeviceStateChanged {
			/// Its id.
			device: AccountId32,
			/// Where it is in its life now.
			state: DeviceState,
		},
		/// A device is offered.
		TransferOffered {
			/// Its id.
			device: AccountId32,
			/// Who may accept.
			to: AccountId32,
			/// Until when, chain time in milliseconds.
			expires: Millis,
		},
		/// An offer is gone, not accepted.
		OfferRemoved {
			/// Its device.
			device: AccountId32,
		},
		/// A device changed hands.
		DeviceTransferred {
			/// Its id.
			device: AccountId32,
			/// Who owned it.
			from: AccountId32,
			/// Who owns it.
			to: AccountId32,
		},
		/// A device has a new key.
		KeyRotated {
			/// Its id.
			device: AccountId32,
			/// The generation of the new key.
			generation: u32,
			/// The account of the new key.
			key: AccountId32,
		},
		/// The present key of a device made a call in its name.
		ActedAsDevice {
			/// Its id.
			device: AccountId32,
			/// How the call ended.
			result: DispatchResult,
		},
		/// A device's firmware was recorded.
		FirmwareUpdated {
			/// Its id.
			device: AccountId32,
			/// SHA-256 of it.
			firmware: Option<Digest>,
		},
		/// A device's metadata was changed.
		MetadataUpdated {
			/// Its id.
			device: AccountId32,
		},
		/// Past keys of a retired device were removed; more are left.
		PastKeysForgotten {
			/// Its id.
			device: AccountId32,
			/// Removed by this call.
			removed: u32,
		},
		/// The record of a retired device is gone and its deposit returned.
		DeviceForgotten {
			/// Its id.
			device: AccountId32,
		},
		/// A fleet was made.
		FleetCreated {
			/// Its number.
			fleet: FleetId,
			/// Who owns it.
			owner: AccountId32,
		},
		/// A fleet is gone and its deposit returned.
		FleetDissolved {
			/// Its number.
			fleet: FleetId,
		},
		/// A device joined a fleet.
		DeviceAssigned {
			/// Its id.
			device: AccountId32,
			/// The fleet.
			fleet: FleetId,
		},
		/// A device left its fleet.
		DeviceUnassigned {
			/// Its id.
			device: AccountId32,
			/// The fleet.
			fleet: FleetId,
		},
		/// An operator was appointed, or its limits changed.
		OperatorSet {
			/// The fleet.
			fleet: FleetId,
			/// The operator.
			operator: AccountId32,
			/// What it may do.
			permissions: Permissions,
			/// Actions that it may take in a day.
			per_day: u32,
			/// Until when, chain time in milliseconds.
			expires: Option<Millis>,
		},
		/// An operator is none any more.
		OperatorRemoved {
			/// The fleet.
			fleet: FleetId,
			/// Who it was.
			operator: AccountId32,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The account acts for a manufacturer already. Use another account.
		ManufacturerExists,
		/// No manufacturer has this number, or the account acts for none. Register first.
		UnknownManufacturer,
		/// Governance has frozen the manufacturer. It has to release it first.
		ManufacturerFrozen,
		/// Only a verified manufacturer commits lots. Ask governance for verification.
		ManufacturerNotVerified,
		/// The manufacturer's state does not allow this change: it is there already.
		ManufacturerStateUnchanged,
		/// The bond is smaller than it has to be. Call `top_up_bond` first.
		BondTooLow,
		/// The bond is full: there is nothing to top up.
		BondFull,
		/// The manufacturer has lots. Close and reap them first.
		LotsRemain,
		/// Only the manufacturer of the lot, or governance, may do this.
		NotManufacturer,
		/// No lot has this number: it was never committed, or it was reaped.
		UnknownLot,
		/// A lot has 1 to 2^32 leaves.
		BadLotSize,
		/// The lot is closed: nothing more can be claimed from it.
		LotClosed,
		/// The lot is open. Close it first.
		LotOpen,
		/// The path does not lead from this device at this index to the lot's root. Make the proof
		/// again from the lot's tree, with the model of the lot and the serial of the device.
		BadProof,
		/// The device at this index was claimed before, and stays claimed after it is forgotten. Claim
		/// with an index that is free.
		AlreadyClaimed,
		/// No number is left for another one.
		NumbersExhausted,
		/// A device has this key already, or had it and its record is not forgotten yet. Make a new
		/// one.
		DeviceExists,
		/// A device with this code is registered already: of this maker and model, with this serial.
		/// Look whose it is (`genuine`), or give another serial.
		CodeTaken,
		/// A device cannot own itself: its deposit would keep its account alive for ever.
		OwnsItself,
		/// No device has this id.
		UnknownDevice,
		/// Only the device's owner may do this.
		NotOwner,
		/// Neither the owner, nor an operator with this permission and allowance left.
		NotPermitted,
		/// The device's state does not allow this. See in its record which state it is in: one that is
		/// registered is activated first, one that is suspended resumed; retired is for good.
		WrongState,
		/// Retired less than the retention period ago. Wait.
		RetentionNotOver,
		/// The device's account still has funds or is in use. Empty it first, with the device's present
		/// key or, where that is lost, with one that it is rotated to: once the device is forgotten, its
		/// first key rules the account again.
		AccountInUse,
		/// The consent has expired. Have it signed again.
		ConsentExpired,
		/// The consent expires too far ahead. Have it signed again with an earlier expiry.
		ConsentTooLong,
		/// The signature is not by this key over this consent on this chain. Have the device sign again,
		/// for this chain's genesis, with its present key and the very fields that are sent.
		BadSignature,
		/// The device is offered to somebody already. Withdraw that offer first.
		OfferExists,
		/// The device is not offered.
		NoOffer,
		/// The offer is for somebody else.
		NotOfferedToYou,
		/// The offer has expired.
		OfferExpired,
		/// The expiry is in the past, or too far ahead.
		BadExpiry,
		/// The offer stands: only who made it may withdraw it before it expires.
		OfferStands,
		/// A device has this key already, this one or another, or had it and its record is not
		/// forgotten yet. Make a new one.
		KeyUsedBefore,
		/// Only the device's present key may act as the device.
		NotDeviceKey,
		/// No fleet has this number.
		UnknownFleet,
		/// The device belongs to a fleet already. Remove it from there first.
		InFleet,
		/// The device belongs to no fleet.
		NotInFleet,
		/// The fleet has devices or operators. Remove them first.
		FleetNotEmpty,
		/// The fleet has as many operators as it can have. Remove one first.
		TooManyOperators,
		/// That account is no operator of the fleet.
		UnknownOperator,
		/// No permission, an unknown one, or an allowance of zero.
		BadPermissions,
		/// The limit has to be 1 to 64.
		BadLimit,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(
				T::ConsentLifetime::get() <= T::RetentionPeriod::get(),
				"a consent must not outlive the record that it was given for",
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The device with this id.
		pub fn device(device: AccountId32) -> Option<DeviceInfo<BlockNumberFor<T>>> {
			Self::query_device(device)
		}

		/// The device with this code.
		pub fn device_by_code(code: Digest) -> Option<DeviceInfo<BlockNumberFor<T>>> {
			Self::query_device_by_code(code)
		}

		/// Devices of an owner, at most `limit` and never more than 200, from `cursor` on.
		pub fn devices_of(
			owner: AccountId32,
			cursor: Option<AccountId32>,
			limit: u32,
		) -> DevicePage<BlockNumberFor<T>> {
			Self::query_devices_of(owner, cursor, limit)
		}

		/// Whether the answer is by the device's present key on this chain.
		pub fn verify_challenge(answer: Challenge, signature: MultiSignature) -> ChallengeVerdict {
			Self::query_challenge(answer, signature)
		}

		/// What stands behind a code.
		pub fn genuine(code: Digest) -> Genuineness<BlockNumberFor<T>> {
			Self::query_genuine(code)
		}

		/// Keys of a device from generation `from` on, oldest first, at most 200.
		pub fn key_history(device: AccountId32, from: u32) -> Vec<KeyRecord<BlockNumberFor<T>>> {
			Self::query_key_history(device, from)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers the caller as a manufacturer.
		///
		/// Holds the bond and a deposit for the record. Anyone may register; only governance makes
		/// it a verified one.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_manufacturer())]
		pub fn register_manufacturer(
			origin: OriginFor<T>,
			name: Name,
			metadata: Option<Cid>,
		) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_register_manufacturer(account, name, metadata).map(|_| ())
		}

		/// Changes the name and metadata of the caller's manufacturer.
		///
		/// A new name makes it unverified again: governance verified who was behind the old one.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::update_manufacturer())]
		pub fn update_manufacturer(
			origin: OriginFor<T>,
			name: Name,
			metadata: Option<Cid>,
		) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_update_manufacturer(&account, name, metadata)
		}

		/// Governance knows who the manufacturer is: from now on it may commit lots.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::verify_manufacturer())]
		pub fn verify_manufacturer(
			origin: OriginFor<T>,
			manufacturer: ManufacturerId,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_verify_manufacturer(manufacturer)
		}

		/// Governance stops a manufacturer: no new lots, no claims out of its lots, no withdrawal.
		/// Its devices go on, and a query shows that their maker is frozen.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::freeze_manufacturer())]
		pub fn freeze_manufacturer(
			origin: OriginFor<T>,
			manufacturer: ManufacturerId,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_freeze_manufacturer(manufacturer)
		}

		/// Governance lets a frozen manufacturer go on as it was.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::release_manufacturer())]
		pub fn release_manufacturer(
			origin: OriginFor<T>,
			manufacturer: ManufacturerId,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_release_manufacturer(manufacturer)
		}

		/// Governance takes up to `amount` plancks of INT of a manufacturer's bond.
		///
		/// Until the bond is full again the manufacturer commits no lots.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::slash_manufacturer())]
		pub fn slash_manufacturer(
			origin: OriginFor<T>,
			manufacturer: ManufacturerId,
			amount: BalanceOf<T>,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_slash(manufacturer, amount).map(|_| ())
		}

		/// Fills the bond of the caller's manufacturer up to what it has to be.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::top_up_bond())]
		pub fn top_up_bond(origin: OriginFor<T>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_top_up_bond(&account)
		}

		/// The caller's manufacturer leaves with bond and deposit. All its lots have to be reaped
		/// before.
		///
		/// Its devices stay; a query then says that their maker has left.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::withdraw_manufacturer())]
		pub fn withdraw_manufacturer(origin: OriginFor<T>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_withdraw_manufacturer(&account)
		}

		/// Commits a production run of the caller's verified manufacturer.
		///
		/// `root` is the RFC 6962 root (SHA-256) of the leaves
		/// `int_primitives::identity::lot_leaf(code, device)`, in the order of the lot; `size` is
		/// their number, 1 to 2^32. Costs the same for one device as for a million.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::commit_lot())]
		pub fn commit_lot(
			origin: OriginFor<T>,
			model: Model,
			root: Digest,
			size: u64,
			security: SecurityLevel,
			firmware: Option<Digest>,
			metadata: Option<Cid>,
		) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_commit_lot(&account, model, root, size, security, firmware, metadata)
		}

		/// Closes a lot for good: what was not claimed never will be. By its manufacturer or by
		/// governance.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::close_lot())]
		pub fn close_lot(origin: OriginFor<T>, lot: LotId) -> DispatchResult {
			let account = match T::GovernanceOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_close_lot(account, lot)
		}

		/// Removes up to `limit` chunks (1 to 64) of a closed lot, returning their deposits; with
		/// the last of them the lot itself goes, and its deposit returns to its manufacturer.
		/// Anyone may call it.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::reap_lot(*limit))]
		pub fn reap_lot(
			origin: OriginFor<T>,
			lot: LotId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_reap_lot(lot, limit)
		}

		/// Registers a device that the caller made.
		///
		/// Its code is computed from the caller's account, `model` and `serial`. `signature` is the
		/// device's, over the statement of a `Registration`
		/// (`int_primitives::signed`) that names the caller as owner and expires at `expires`
		/// (chain time in milliseconds, at most [`Config::ConsentLifetime`] ahead). Holds a deposit.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::register_device())]
		pub fn register_device(
			origin: OriginFor<T>,
			key: DeviceKey,
			model: Model,
			serial: Serial,
			class: DeviceClass,
			metadata: Option<Cid>,
			expires: Millis,
			signature: MultiSignature,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_register_device(owner, key, model, serial, class, metadata, expires, signature)
		}

		/// Claims the device at `index` of a lot for the caller.
		///
		/// `serial` is the device's, `proof` the path from its leaf to the lot's root, leaf first.
		/// `signature` as in [`Pallet::register_device`]. Holds a deposit for the device, and for
		/// the first claim in a stretch of 2,048 leaves one that returns when the lot is reaped.
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::claim_device())]
		pub fn claim_device(
			origin: OriginFor<T>,
			lot: LotId,
			index: u32,
			key: DeviceKey,
			serial: Serial,
			class: DeviceClass,
			metadata: Option<Cid>,
			proof: LotProof,
			expires: Millis,
			signature: MultiSignature,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_claim_device(
				owner, lot, index, key, serial, class, metadata, proof, expires, signature,
			)
		}

		/// Puts a device into use for the first time. By its owner or an operator with
		/// [`int_primitives::directory::Permission::Lifecycle`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::activate_device())]
		pub fn activate_device(origin: OriginFor<T>, device: AccountId32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_activate(&who, device)
		}

		/// Puts a device out of use for now. By its owner or an operator, as above.
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::suspend_device())]
		pub fn suspend_device(origin: OriginFor<T>, device: AccountId32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_suspend(&who, device)
		}

		/// Puts a suspended device back into use. By its owner or an operator, as above.
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::resume_device())]
		pub fn resume_device(origin: OriginFor<T>, device: AccountId32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resume(&who, device)
		}

		/// Offers a device to `to`, until `expires` (chain time in milliseconds, at most
		/// [`Config::OfferLifetime`] ahead). By its owner; holds a deposit.
		#[pallet::call_index(25)]
		#[pallet::weight(T::WeightInfo::offer_transfer())]
		pub fn offer_transfer(
			origin: OriginFor<T>,
			device: AccountId32,
			to: AccountId32,
			expires: Millis,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer(who, device, to, expires)
		}

		/// Removes an offer and returns its deposit. By who made it; once it has expired, by
		/// anyone.
		#[pallet::call_index(26)]
		#[pallet::weight(T::WeightInfo::withdraw_offer())]
		pub fn withdraw_offer(origin: OriginFor<T>, device: AccountId32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_offer(&who, device)
		}

		/// Takes a device over that is offered to the caller, with its deposit. The device leaves
		/// its fleet and keeps its state and its key: rotate the key if the seller may know it.
		#[pallet::call_index(27)]
		#[pallet::weight(T::WeightInfo::accept_transfer())]
		pub fn accept_transfer(origin: OriginFor<T>, device: AccountId32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_transfer(who, device)
		}

		/// Gives a device a new key. By its owner, with the new key's signature over the statement
		/// of a `Rotation` (`int_primitives::signed`) for the next generation.
		///
		/// The present key is neither needed nor enough, so a stolen or lost one can be replaced, also
		/// that of a retired device.
		/// The deposit grows by one past key. What the old key set up for the account (proxies) is
		/// removed. The new key's account exists from now on without a balance; that of the key
		/// before it, unless it was the first, is on its own.
		#[pallet::call_index(28)]
		#[pallet::weight(T::WeightInfo::rotate_key().saturating_add(T::OnKeyRotation::weight()))]
		pub fn rotate_key(
			origin: OriginFor<T>,
			device: AccountId32,
			key: DeviceKey,
			expires: Millis,
			signature: MultiSignature,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate_key(&who, device, key, expires, signature)
		}

		/// Makes `call` in the name of `device`. By the account of its present key.
		///
		/// Whatever filters the caller is under, the call is under too. Fails with the call's own
		/// error.
		#[pallet::call_index(29)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(T::WeightInfo::as_device().saturating_add(info.call_weight), info.class)
		})]
		pub fn as_device(
			origin: OriginFor<T>,
			device: AccountId32,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin.clone())?;
			Self::do_as_device(origin, &who, device, *call)
		}

		/// Records the firmware that a device runs (SHA-256 of its image). By its owner, the device
		/// itself, or an operator with [`int_primitives::directory::Permission::Firmware`].
		#[pallet::call_index(30)]
		#[pallet::weight(T::WeightInfo::update_firmware())]
		pub fn update_firmware(
			origin: OriginFor<T>,
			device: AccountId32,
			firmware: Option<Digest>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_update_firmware(&who, device, firmware)
		}

		/// Changes a device's metadata. By its owner, the device itself, or an operator with
		/// [`int_primitives::directory::Permission::Metadata`].
		#[pallet::call_index(31)]
		#[pallet::weight(T::WeightInfo::update_metadata())]
		pub fn update_metadata(
			origin: OriginFor<T>,
			device: AccountId32,
			metadata: Option<Cid>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_update_metadata(&who, device, metadata)
		}

		/// Puts a device out of use for good. By its owner. It leaves its fleet, and an offer of it
		/// is withdrawn. Its code and its leaf in its lot stay taken.
		#[pallet::call_index(32)]
		#[pallet::weight(T::WeightInfo::retire_device())]
		pub fn retire_device(origin: OriginFor<T>, device: AccountId32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retire(&who, device)
		}

		/// Removes the record of a device that retired longer ago than
		/// [`Config::RetentionPeriod`], with up to `limit` past keys (1 to 64); the deposit returns
		/// with the last of them. By its owner, again until nothing is left.
		///
		/// The device's account has to be empty: without the record its first key rules it again.
		#[pallet::call_index(33)]
		#[pallet::weight(T::WeightInfo::forget_device(*limit))]
		pub fn forget_device(
			origin: OriginFor<T>,
			device: AccountId32,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_forget(&who, device, limit)
		}

		/// Makes a fleet for the caller. Holds a deposit.
		#[pallet::call_index(40)]
		#[pallet::weight(T::WeightInfo::create_fleet())]
		pub fn create_fleet(origin: OriginFor<T>, name: Name) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_create_fleet(owner, name)
		}

		/// Removes a fleet that has neither devices nor operators, and returns its deposit.
		#[pallet::call_index(41)]
		#[pallet::weight(T::WeightInfo::dissolve_fleet())]
		pub fn dissolve_fleet(origin: OriginFor<T>, fleet: FleetId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dissolve_fleet(&who, fleet)
		}

		/// Puts a device of the caller into a fleet of the caller.
		#[pallet::call_index(42)]
		#[pallet::weight(T::WeightInfo::assign_device())]
		pub fn assign_device(
			origin: OriginFor<T>,
			device: AccountId32,
			fleet: FleetId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_assign(&who, device, fleet)
		}

		/// Takes a device of the caller out of its fleet.
		#[pallet::call_index(43)]
		#[pallet::weight(T::WeightInfo::unassign_device())]
		pub fn unassign_device(origin: OriginFor<T>, device: AccountId32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unassign(&who, device)
		}

		/// Appoints an operator of a fleet of the caller, or changes its limits: what it may do,
		/// how often in a day of chain time, until when (milliseconds). The deposit grows by one
		/// operator.
		#[pallet::call_index(44)]
		#[pallet::weight(T::WeightInfo::set_operator())]
		pub fn set_operator(
			origin: OriginFor<T>,
			fleet: FleetId,
			operator: AccountId32,
			permissions: Permissions,
			per_day: u32,
			expires: Option<Millis>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_operator(&who, fleet, operator, permissions, per_day, expires)
		}

		/// Dismisses an operator. By the fleet's owner or by the operator itself.
		#[pallet::call_index(45)]
		#[pallet::weight(T::WeightInfo::remove_operator())]
		pub fn remove_operator(
			origin: OriginFor<T>,
			fleet: FleetId,
			operator: AccountId32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_operator(&who, fleet, operator)
		}
	}
}
