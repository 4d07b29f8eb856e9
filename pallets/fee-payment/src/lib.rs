// SPDX-License-Identifier: Apache-2.0

//! # Fee payment
//!
//! Who pays for a transaction, and in what: a fleet's pot, the signer's GAS, or the signer's INT.
//!
//! ## Terminology
//!
//! * **Fee**: what `pallet-transaction-payment` computes from weight and length, in plancks of GAS.
//!   A GAS is pegged to 0.001 USD, so a fee does not move when INT does.
//! * **Tip**: plancks of INT that a signer adds to go first.
//! * **Pot**: GAS of a fleet that pays for its devices. It lies in the pallet's own account.
//! * **Kind**: what sort of call it is. A pot names the kinds that it pays for; the runtime says of
//!   which kind a call is ([`wiring::Sponsorable`]).
//! * **Quota**: what may be spent at once, and how long it takes to come back ([`quota`]). A pot has
//!   one for each device and one for the whole fleet.
//!
//! ## How it works
//!
//! [`PayFee`] is the one transaction extension that decides. It encodes as
//! `ChargeTransactionPayment` does, and says so in the metadata, so that every wallet can sign.
//!
//! ```text
//!                 ┌─ no ─▶ sponsored? ─ yes ─▶ the fleet's pot pays GAS
//!  has it a tip? ─┤             └ no ─▶ holds the fee in GAS? ─ yes ─▶ the signer pays GAS
//!                 │                                   └ no ─▶ the signer pays INT
//!                 └─ yes ─────────────────────────────────▶ the signer pays INT, and the tip
//! ```
//!
//! * **Sponsored** is a transaction of an active device whose fleet has a pot that pays for this
//!   kind of call and that, like both quotas, has enough left for the most that the fee can be. That
//!   much is taken before the call; what was not needed is given back after it.
//! * **GAS** is paid by `pallet_pgas_allowance::ChargePGAS`. What it takes is shared between the
//!   block's author and the fire ([`gas_fees::GasFees`]), as is what a pot pays.
//! * **INT** is paid by [`PayInInt`] at the price of [`Config::IntPrice`] when the fee is taken; what
//!   is given back is given back at that price.
//!
//! ## Example
//!
//! A fleet's owner makes a pot for readings, with 20 GAS a day for a device and 4,000 GAS a day for
//! the fleet, and funds it with 110,000 GAS. A meter that has never held anything sends a reading of
//! at most 0.39 GAS. The pot puts the deposit of the meter's record aside and pays 0.39 GAS; the
//! reading turns out to cost 0.36 GAS, and 0.03 GAS returns to pot and quotas. Whoever steals the
//! meter's key can have the pot burn 20 GAS a day until the key is rotated, and gains nothing by it.
//!
//! ## Money
//!
//! The pallet's account holds the sum of what pots have, to the planck. A pot's record has a deposit
//! in INT. A device's record has one in GAS, out of the pot, which returns when the quota has
//! recovered and anyone has the record forgotten. Closing a pot returns all of it.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

mod extension;
pub mod gas_fees;
mod int;
mod pots;
mod queries;
pub mod quota;
pub mod runtime_api;
mod sponsor;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;
pub mod wiring;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use extension::PayFee;
pub use int::PayInInt;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::traits::fungible;
use sp_runtime::AccountId32;

/// GAS, as `pallet-pgas-allowance` is configured: with one's own GAS and with a pot's one pays the
/// same asset, and what is paid goes the same way.
pub type GasOf<T> = fungible::ItemOf<
	<T as pallet_pgas_allowance::Config>::Assets,
	<T as pallet_pgas_allowance::Config>::PGASAssetId,
	AccountId32,
>;

/// GAS that was taken and not yet put anywhere.
pub type GasCreditOf<T> = fungible::Credit<AccountId32, GasOf<T>>;

// The macros expand to code that expects. The work is in the other files, under the usual lints.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::{
		quota::Quota,
		wiring::{Fleets, IntPrice, Sponsorable},
	};
	use frame_support::{
		dispatch::{DispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use int_primitives::{directory::DeviceDirectory, Millis};
	use pallet_transaction_payment::OnChargeTransaction;
	use sp_runtime::{traits::Dispatchable, transaction_validity::TransactionLongevity};

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<
			AccountId = AccountId32,
			RuntimeEvent: From<Event<Self>>,
			RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
		> + pallet_transaction_payment::Config<
			OnChargeTransaction: OnChargeTransaction<Self, Balance = Balance>,
		> + pallet_pgas_allowance::Config
	{
		/// Whose account holds the GAS of the pots.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Chain time.
		type Time: Time<Moment = Millis>;

		/// Which devices are active, and in which fleet.
		type Devices: DeviceDirectory<AccountId32, BlockNumberFor<Self>, Balance>;

		/// Who owns a fleet.
		type Fleets: Fleets;

		/// Which calls a pot may pay for.
		type Sponsorable: Sponsorable<<Self as frame_system::Config>::RuntimeCall>;

		/// What a fee is in INT.
		type IntPrice: IntPrice;

		/// Deposit of a pot's record, in INT.
		type PotConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit of the record of what a device has spent, plancks of GAS out of the pot.
		#[pallet::constant]
		type UsageDeposit: Get<Balance>;

		/// How long a sponsored transaction may stay in the pool, blocks.
		#[pallet::constant]
		type SponsoredLongevity: Get<TransactionLongevity>;

		/// Measured weights.
		type WeightInfo: WeightInfo;

		/// Devices and fleets for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<<Self as frame_system::Config>::RuntimeCall>;
	}

	/// What this pallet holds INT for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a pot's record.
		Pot,
	}

	/// Pots by fleet. Removed by [`Pallet::close_pot`].
	///
	/// What they hold adds up to what the pallet's account has of GAS. Each has nothing, or at least
	/// the least balance of a GAS account.
	#[pallet::storage]
	pub type Pots<T: Config> = StorageMap<_, Twox64Concat, FleetId, Pot<T>, OptionQuery>;

	/// What devices have spent, by fleet and device. Made when a pot pays for a device for the first
	/// time; removed by [`Pallet::forget_usage`], or with the pot.
	///
	/// The deposits behind them add up to what the pot has reserved.
	#[pallet::storage]
	pub type Usages<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		FleetId,
		Blake2_128Concat,
		AccountId32,
		DeviceUsage,
		OptionQuery,
	>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A fleet has a pot.
		PotCreated {
			/// The fleet.
			fleet: FleetId,
			/// Who made the pot.
			owner: AccountId32,
		},
		/// GAS was put into a pot.
		PotFunded {
			/// The fleet.
			fleet: FleetId,
			/// Who gave it.
			by: AccountId32,
			/// Plancks of GAS.
			amount: Balance,
		},
		/// What a pot pays for was set.
		PotLimited {
			/// The fleet.
			fleet: FleetId,
			/// The calls that it pays for.
			kinds: CallKinds,
			/// What one device may spend.
			device_quota: Quota,
			/// What all devices together may spend.
			fleet_quota: Quota,
		},
		/// A pot's owner took GAS out of it.
		PotWithdrawn {
			/// The fleet.
			fleet: FleetId,
			/// Plancks of GAS.
			amount: Balance,
		},
		/// A pot pays for nothing any more. It is gone when its devices' records are.
		PotClosing {
			/// The fleet.
			fleet: FleetId,
			/// Records that are left.
			devices: u32,
		},
		/// A pot is gone; its GAS and its deposit are back with its owner.
		PotClosed {
			/// The fleet.
			fleet: FleetId,
			/// Plancks of GAS that went to the owner.
			amount: Balance,
		},
		/// The record of what a device has spent is gone; its deposit is back in the pot.
		UsageForgotten {
			/// The fleet.
			fleet: FleetId,
			/// The device.
			device: AccountId32,
		},
		/// A pot paid for a transaction of a device.
		FeeSponsored {
			/// The fleet.
			fleet: FleetId,
			/// The device.
			device: AccountId32,
			/// Plancks of GAS.
			fee: Balance,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// Only the owner of the fleet may make a pot for it.
		NotFleetOwner,
		/// The fleet has a pot already. Limit or close it.
		PotExists,
		/// The fleet has no pot. Its owner has to make one.
		UnknownPot,
		/// Only the pot's owner may do this. Anyone may close the pot of a fleet that is gone.
		NotPotOwner,
		/// The pot is being closed: nothing can be put into it or changed. Close it to the end and
		/// make another.
		PotClosing,
		/// There is no such kind of call. Ask `kinds` for those that there are.
		UnknownKinds,
		/// A quota recovers in 1 millisecond to 366 days.
		BadQuota,
		/// The amount has to be more than nothing.
		NothingToDo,
		/// The pot would be left with less than an account of GAS can have. Put more in; or take
		/// all, or leave the least balance of GAS.
		TooLittleLeft,
		/// The pot has less than that to take: deposits of its devices' records stay in it.
		NotEnough,
		/// The pot cannot hold that much.
		TooMuch,
		/// There is no record of this device.
		UnknownUsage,
		/// The device's quota has not recovered yet. `usage` tells when it will have.
		NotRecovered,
		/// The limit has to be 1 to 64.
		BadLimit,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(
				T::Sponsorable::names().len() <= 32,
				"a set of kinds has 32 bits, and every kind needs one",
			);
			assert!(T::UsageDeposit::get() > 0, "a record has a deposit behind it");
			assert!(
				T::SponsoredLongevity::get() > 0,
				"a sponsored transaction has to live long enough to be included",
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The pot of a fleet.
		pub fn pot(fleet: FleetId) -> Option<PotInfo> {
			Self::query_pot(fleet)
		}

		/// What a device has spent of a fleet's pot.
		pub fn usage(fleet: FleetId, device: AccountId32) -> Option<UsageInfo> {
			Self::query_usage(fleet, &device)
		}

		/// The kinds of calls that a pot can pay for.
		pub fn kinds() -> Kinds {
			Self::query_kinds()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Makes a pot for a fleet of the caller, empty at first.
		///
		/// It will pay for the calls of `kinds`, as far as `device_quota` (for each device) and
		/// `fleet_quota` (for all together) allow. No kinds: for nothing, until it is limited anew.
		/// Holds a deposit in INT. Fund it with [`Pallet::fund_pot`].
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::create_pot())]
		pub fn create_pot(
			origin: OriginFor<T>,
			fleet: FleetId,
			kinds: CallKinds,
			device_quota: Quota,
			fleet_quota: Quota,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_create_pot(owner, fleet, kinds, device_quota, fleet_quota)
		}

		/// Puts `amount` plancks of the caller's GAS into a pot. Anyone may.
		///
		/// A pot with anything in it has at least the least balance of a GAS account. If the caller
		/// would be left with less than that, what is left goes into the pot too.
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::fund_pot())]
		pub fn fund_pot(
			origin: OriginFor<T>,
			fleet: FleetId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_fund_pot(by, fleet, amount)
		}

		/// Sets anew what a pot of the caller pays for. What was spent stays spent, and comes back
		/// at the rate of the new quotas.
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::limit_pot())]
		pub fn limit_pot(
			origin: OriginFor<T>,
			fleet: FleetId,
			kinds: CallKinds,
			device_quota: Quota,
			fleet_quota: Quota,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_limit_pot(&who, fleet, kinds, device_quota, fleet_quota)
		}

		/// Takes `amount` plancks of GAS out of a pot of the caller: all, or so much that the least
		/// balance of a GAS account stays. Deposits of devices' records stay too.
		#[pallet::call_index(3)]
		#[pallet::weight(<T as Config>::WeightInfo::withdraw_pot())]
		pub fn withdraw_pot(
			origin: OriginFor<T>,
			fleet: FleetId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_pot(&who, fleet, amount)
		}

		/// Closes a pot: at once it pays for nothing any more; up to `limit` records (1 to 64) of
		/// its devices go; and with the last of them the pot, whose GAS and deposit return to its
		/// owner.
		///
		/// By the pot's owner. By anyone when it is being closed already, or when its owner does not
		/// own the fleet any more.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::close_pot(*limit))]
		pub fn close_pot(
			origin: OriginFor<T>,
			fleet: FleetId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_close_pot(&who, fleet, limit)
		}

		/// Removes the record of what a device has spent, once all of it has come back; the deposit
		/// returns to the pot. Anyone may.
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::forget_usage())]
		pub fn forget_usage(
			origin: OriginFor<T>,
			fleet: FleetId,
			device: AccountId32,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_forget_usage(fleet, device)
		}
	}
}
