// SPDX-License-Identifier: Apache-2.0

//! Every call at its worst, and the extensions along their dearest ways.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

use super::*;
use crate::{
	int::PayInInt,
	quota::{Quota, Usage},
	wiring::Sponsorable,
};
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	dispatch::{DispatchInfo, PostDispatchInfo},
	traits::{fungible::Balanced, Get, Time},
	weights::Weight,
};
use frame_system::RawOrigin;
use pallet_transaction_payment::ChargeTransactionPayment;
use sp_runtime::traits::{AsSystemOriginSigner, DispatchTransaction, Dispatchable};

/// Devices and fleets for the benchmarks, as the runtime has them.
pub trait BenchmarkHelper<Call> {
	/// Gives `amount` plancks of INT, however much there is.
	fn give_int(who: &AccountId32, amount: Balance);

	/// Makes a price of INT, so that a fee can be paid in it.
	fn set_price();

	/// A new fleet of `owner`.
	fn fleet(owner: &AccountId32) -> FleetId;

	/// A new active device of `owner` in the fleet, with its longest record; the account of its
	/// present key, which is not the first.
	fn device(owner: &AccountId32, fleet: FleetId) -> (AccountId32, AccountId32);

	/// `as_device` around a call that a pot can pay for.
	fn as_device(device: &AccountId32) -> Call;

	/// Lets chain time pass, milliseconds.
	fn wait(time: u64);
}

type CallOf<T> = <T as frame_system::Config>::RuntimeCall;
type Helper<T> = <T as Config>::BenchmarkHelper;

/// More than any deposit or fee.
const PLENTY: Balance = 1 << 80;

/// Bytes of a transaction.
const LENGTH: usize = 200;

fn plenty() -> Quota {
	Quota { most: PLENTY, recovers_in: 1_000 }
}

fn every_kind<T: Config>() -> CallKinds {
	CallKinds::first(u32::try_from(T::Sponsorable::names().len()).unwrap())
}

fn give_gas<T: Config>(who: &AccountId32, amount: Balance) {
	assert!(GasOf::<T>::resolve(who, GasOf::<T>::issue(amount)).is_ok());
}

fn rich<T: Config>(name: &'static str) -> AccountId32 {
	let who: AccountId32 = account(name, 0, 0);
	Helper::<T>::give_int(&who, PLENTY);
	give_gas::<T>(&who, PLENTY);
	who
}

/// A funded pot of a fleet, with its owner.
fn pot<T: Config>() -> (AccountId32, FleetId) {
	let owner = rich::<T>("owner");
	let fleet = Helper::<T>::fleet(&owner);
	let kinds = every_kind::<T>();
	assert_ok!(Pallet::<T>::do_create_pot(owner.clone(), fleet, kinds, plenty(), plenty()));
	assert_ok!(Pallet::<T>::do_fund_pot(owner.clone(), fleet, PLENTY / 2));
	(owner, fleet)
}

/// A record of a device in the pot's books, as a first sponsored transaction makes it.
fn record<T: Config>(fleet: FleetId, number: u32) -> AccountId32 {
	let device: AccountId32 = account("device", number, 0);
	let deposit = T::UsageDeposit::get();
	let mut used = Usage::new(T::Time::now());
	assert!(used.spend(&plenty(), T::Time::now(), 1));
	Pots::<T>::mutate(fleet, |pot| {
		let pot = pot.as_mut().unwrap();
		pot.gas -= deposit;
		pot.reserved += deposit;
		pot.devices += 1;
	});
	Usages::<T>::insert(fleet, &device, DeviceUsage { used, deposit });
	device
}

/// What is dispatched has been weighed with so much, and used a part of it.
fn weighed(extension_weight: Weight) -> (DispatchInfo, PostDispatchInfo) {
	let info = DispatchInfo {
		call_weight: Weight::from_parts(1_000_000, 1_000),
		extension_weight,
		..Default::default()
	};
	let post_info = PostDispatchInfo {
		actual_weight: Some(Weight::from_parts(10, 0)),
		pays_fee: Default::default(),
	};
	(info, post_info)
}

#[benchmarks(
	where
		T: Send + Sync,
		CallOf<T>: From<frame_system::Call<T>>,
		<CallOf<T> as Dispatchable>::RuntimeOrigin: AsSystemOriginSigner<AccountId32> + Clone,
		<<T as pallet_pgas_allowance::Config>::Assets as
			frame_support::traits::fungibles::Inspect<AccountId32>>::AssetId: Send + Sync,
)]
mod benches {
	use super::*;
	use sp_runtime::traits::TransactionExtension;

	#[benchmark]
	fn create_pot() {
		let owner = rich::<T>("owner");
		let fleet = Helper::<T>::fleet(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), fleet, every_kind::<T>(), plenty(), plenty());
		assert!(Pots::<T>::contains_key(fleet));
	}

	#[benchmark]
	fn fund_pot() {
		let owner = rich::<T>("owner");
		let fleet = Helper::<T>::fleet(&owner);
		let kinds = every_kind::<T>();
		assert_ok!(Pallet::<T>::do_create_pot(owner, fleet, kinds, plenty(), plenty()));
		let by = rich::<T>("funder");
		// All that there is: an account comes, another goes.
		#[extrinsic_call]
		_(RawOrigin::Signed(by), fleet, PLENTY);
		assert_eq!(Pots::<T>::get(fleet).unwrap().gas, PLENTY);
	}

	#[benchmark]
	fn limit_pot() {
		let (owner, fleet) = pot::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), fleet, CallKinds::NONE, plenty(), plenty());
		assert!(Pots::<T>::get(fleet).unwrap().kinds.is_empty());
	}

	#[benchmark]
	fn withdraw_pot() {
		let (owner, fleet) = pot::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), fleet, PLENTY / 2);
		assert_eq!(Pots::<T>::get(fleet).unwrap().gas, 0);
	}

	#[benchmark]
	fn close_pot(n: Linear<0, 64>) {
		let (owner, fleet) = pot::<T>();
		for number in 0..n {
			record::<T>(fleet, number);
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), fleet, 64);
		assert!(!Pots::<T>::contains_key(fleet));
	}

	#[benchmark]
	fn forget_usage() {
		let (owner, fleet) = pot::<T>();
		let device = record::<T>(fleet, 0);
		Helper::<T>::wait(plenty().recovers_in);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), fleet, device.clone());
		assert!(!Usages::<T>::contains_key(fleet, &device));
	}

	#[benchmark]
	fn look_up_device() {
		let (owner, fleet) = pot::<T>();
		let (device, key) = Helper::<T>::device(&owner, fleet);
		let call = Helper::<T>::as_device(&device);
		let found;
		#[block]
		{
			found = T::Sponsorable::device_call(&key, &call);
		}
		assert_eq!(found.unwrap().0, device);
	}

	#[benchmark]
	fn judge() {
		let (owner, fleet) = pot::<T>();
		let (device, key) = Helper::<T>::device(&owner, fleet);
		let call = Helper::<T>::as_device(&device);
		// The quota of the fleet is the last that is asked.
		let none = Quota { most: 0, recovers_in: 1 };
		let kinds = every_kind::<T>();
		assert_ok!(Pallet::<T>::do_limit_pot(&owner, fleet, kinds, plenty(), none));
		let judged;
		#[block]
		{
			judged = Pallet::<T>::judge(&key, &call, 1_000);
		}
		assert_eq!(judged.err(), Some(Unsponsored::FleetQuota));
	}

	/// The first time for a device, with a refund and a share for the author.
	#[benchmark]
	fn pay_sponsored() {
		let (owner, fleet) = pot::<T>();
		let (device, key) = Helper::<T>::device(&owner, fleet);
		let call = Helper::<T>::as_device(&device);
		let extension = PayFee::<T>::from(0);
		let (info, post_info) = weighed(extension.weight(&call));
		#[block]
		{
			extension
				.test_run(RawOrigin::Signed(key).into(), &call, &info, LENGTH, 0, |_| Ok(post_info))
				.unwrap()
				.unwrap();
		}
		assert!(Usages::<T>::contains_key(fleet, &device));
	}

	#[benchmark]
	fn pay_in_int() {
		Helper::<T>::set_price();
		let who: AccountId32 = account("payer", 0, 0);
		Helper::<T>::give_int(&who, PLENTY);
		let charge = ChargeTransactionPayment::<T>::from(1);
		let extension = PayInInt::new(charge);
		let call: CallOf<T> = frame_system::Call::<T>::remark { remark: vec![] }.into();
		let (info, post_info) = weighed(extension.weight(&call));
		#[block]
		{
			extension
				.test_run(RawOrigin::Signed(who).into(), &call, &info, LENGTH, 0, |_| Ok(post_info))
				.unwrap()
				.unwrap();
		}
	}
}
