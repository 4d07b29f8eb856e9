// SPDX-License-Identifier: Apache-2.0

#![allow(missing_docs)]
#![allow(clippy::arithmetic_side_effects)]

//! Not measured yet: estimates, meant to be too high, until `scripts/bench weights device-registry`
//! has run. Every call is taken to read and write ten items of 2.5 KB of proof each, and to compute
//! for 0.2 ms.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

pub trait WeightInfo {
	fn register_manufacturer() -> Weight;
	fn update_manufacturer() -> Weight;
	fn verify_manufacturer() -> Weight;
	fn freeze_manufacturer() -> Weight;
	fn release_manufacturer() -> Weight;
	fn slash_manufacturer() -> Weight;
	fn top_up_bond() -> Weight;
	fn withdraw_manufacturer() -> Weight;
	fn commit_lot() -> Weight;
	fn close_lot() -> Weight;
	fn reap_lot(c: u32) -> Weight;
	fn register_device() -> Weight;
	fn claim_device() -> Weight;
	fn activate_device() -> Weight;
	fn suspend_device() -> Weight;
	fn resume_device() -> Weight;
	fn offer_transfer() -> Weight;
	fn withdraw_offer() -> Weight;
	fn accept_transfer() -> Weight;
	fn rotate_key() -> Weight;
	fn as_device() -> Weight;
	fn update_firmware() -> Weight;
	fn update_metadata() -> Weight;
	fn retire_device() -> Weight;
	fn forget_device(k: u32) -> Weight;
	fn create_fleet() -> Weight;
	fn dissolve_fleet() -> Weight;
	fn assign_device() -> Weight;
	fn unassign_device() -> Weight;
	fn set_operator() -> Weight;
	fn remove_operator() -> Weight;
	fn refuse_rotated_key() -> Weight;
}

pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn update_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn verify_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn freeze_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn release_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn slash_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn top_up_bond() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn withdraw_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn commit_lot() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn close_lot() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn reap_lot(c: u32) -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
			.saturating_add(Weight::from_parts(50_000_000, 6_000).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 3).saturating_mul(c.into()))
	}
	fn register_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn claim_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn activate_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn suspend_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn resume_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn accept_transfer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn as_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn update_firmware() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn update_metadata() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn retire_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn forget_device(k: u32) -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
			.saturating_add(Weight::from_parts(50_000_000, 6_000).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 3).saturating_mul(k.into()))
	}
	fn create_fleet() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn dissolve_fleet() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn assign_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn unassign_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn remove_operator() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 10))
	}
	fn refuse_rotated_key() -> Weight {
		Weight::from_parts(20_000_000, 4_000).saturating_add(T::DbWeight::get().reads(1))
	}
}

impl WeightInfo for () {
	fn register_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn update_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn verify_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn freeze_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn release_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn slash_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn top_up_bond() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn withdraw_manufacturer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn commit_lot() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn close_lot() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn reap_lot(c: u32) -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
			.saturating_add(Weight::from_parts(50_000_000, 6_000).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(3, 3).saturating_mul(c.into()))
	}
	fn register_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn claim_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn activate_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn suspend_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn resume_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn accept_transfer() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn as_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn update_firmware() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn update_metadata() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn retire_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn forget_device(k: u32) -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
			.saturating_add(Weight::from_parts(50_000_000, 6_000).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(3, 3).saturating_mul(k.into()))
	}
	fn create_fleet() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn dissolve_fleet() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn assign_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn unassign_device() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn remove_operator() -> Weight {
		Weight::from_parts(200_000_000, 25_000)
			.saturating_add(RocksDbWeight::get().reads_writes(10, 10))
	}
	fn refuse_rotated_key() -> Weight {
		Weight::from_parts(20_000_000, 4_000).saturating_add(RocksDbWeight::get().reads(1))
	}
}
