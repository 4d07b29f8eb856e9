// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_device_registry`, measured. Do not edit.
//!
//! Command: `scripts/bench --production weights`
//! Date: 2026-11-22, steps: 50, repeat: 20, CPU: `AMD EPYC`,
//! execution: Compiled, worst case map size: 1000000

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_device_registry`.
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
	fn reap_lot(c: u32, ) -> Weight;
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
	fn forget_device(k: u32, ) -> Weight;
	fn create_fleet() -> Weight;
	fn dissolve_fleet() -> Weight;
	fn assign_device() -> Weight;
	fn unassign_device() -> Weight;
	fn set_operator() -> Weight;
	fn remove_operator() -> Weight;
	fn refuse_rotated_key() -> Weight;
	fn mortal_devices() -> Weight;
}

/// Weights on the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `DeviceRegistry::ManufacturerOf` (r:1 w:1)
	/// Proof: `DeviceRegistry::ManufacturerOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::NextManufacturer` (r:1 w:1)
	/// Proof: `DeviceRegistry::NextManufacturer` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:0 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn register_manufacturer() -> Weight {
		// Proof size, measured:  `145`
		// Proof size, estimated: `4108`
		// Shortest run: 88_101_000 picoseconds.
		Weight::from_parts(93_078_000, 4108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `DeviceRegistry::ManufacturerOf` (r:1 w:0)
	/// Proof: `DeviceRegistry::ManufacturerOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn update_manufacturer() -> Weight {
		// Proof size, measured:  `356`
		// Proof size, estimated: `3655`
		// Shortest run: 15_503_000 picoseconds.
		Weight::from_parts(16_865_000, 3655)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn verify_manufacturer() -> Weight {
		// Proof size, measured:  `315`
		// Proof size, estimated: `3655`
		// Shortest run: 10_876_000 picoseconds.
		Weight::from_parts(11_987_000, 3655)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn freeze_manufacturer() -> Weight {
		// Proof size, measured:  `315`
		// Proof size, estimated: `3655`
		// Shortest run: 10_666_000 picoseconds.
		Weight::from_parts(11_918_000, 3655)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn release_manufacturer() -> Weight {
		// Proof size, measured:  `316`
		// Proof size, estimated: `3655`
		// Shortest run: 10_726_000 picoseconds.
		Weight::from_parts(11_838_000, 3655)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn slash_manufacturer() -> Weight {
		// Proof size, measured:  `493`
		// Proof size, estimated: `4108`
		// Shortest run: 33_059_000 picoseconds.
		Weight::from_parts(35_112_000, 4108)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DeviceRegistry::ManufacturerOf` (r:1 w:0)
	/// Proof: `DeviceRegistry::ManufacturerOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn top_up_bond() -> Weight {
		// Proof size, measured:  `514`
		// Proof size, estimated: `4108`
		// Shortest run: 57_224_000 picoseconds.
		Weight::from_parts(59_828_000, 4108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DeviceRegistry::ManufacturerOf` (r:1 w:1)
	/// Proof: `DeviceRegistry::ManufacturerOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn withdraw_manufacturer() -> Weight {
		// Proof size, measured:  `534`
		// Proof size, estimated: `4108`
		// Shortest run: 79_769_000 picoseconds.
		Weight::from_parts(83_093_000, 4108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DeviceRegistry::ManufacturerOf` (r:1 w:0)
	/// Proof: `DeviceRegistry::ManufacturerOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::NextLot` (r:1 w:1)
	/// Proof: `DeviceRegistry::NextLot` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Lots` (r:0 w:1)
	/// Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	fn commit_lot() -> Weight {
		// Proof size, measured:  `534`
		// Proof size, estimated: `4108`
		// Shortest run: 61_441_000 picoseconds.
		Weight::from_parts(64_295_000, 4108)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `DeviceRegistry::Lots` (r:1 w:1)
	/// Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:0)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn close_lot() -> Weight {
		// Proof size, measured:  `533`
		// Proof size, estimated: `3655`
		// Shortest run: 16_435_000 picoseconds.
		Weight::from_parts(18_798_000, 3655)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Lots` (r:1 w:1)
	/// Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Chunks` (r:64 w:63)
	/// Proof: `DeviceRegistry::Chunks` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:64 w:64)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:64 w:64)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[1, 64]`.
	fn reap_lot(c: u32, ) -> Weight {
		// Proof size, measured:  `436 + c * (479 ±0)`
		// Proof size, estimated: `3655 + c * (3118 ±0)`
		// Shortest run: 62_262_000 picoseconds.
		Weight::from_parts(13_199_057, 3655)
			// Standard error: 47_587
			.saturating_add(Weight::from_parts(44_263_179, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 3118).saturating_mul(c.into()))
	}
	/// Storage: `DeviceRegistry::ManufacturerOf` (r:1 w:0)
	/// Proof: `DeviceRegistry::ManufacturerOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:0)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::LaterKeys` (r:1 w:0)
	/// Proof: `DeviceRegistry::LaterKeys` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Codes` (r:1 w:1)
	/// Proof: `DeviceRegistry::Codes` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::OwnedDevices` (r:0 w:1)
	/// Proof: `DeviceRegistry::OwnedDevices` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	fn register_device() -> Weight {
		// Proof size, measured:  `749`
		// Proof size, estimated: `6196`
		// Shortest run: 135_751_000 picoseconds.
		Weight::from_parts(146_968_000, 6196)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `DeviceRegistry::Lots` (r:1 w:1)
	/// Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:0)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Chunks` (r:1 w:1)
	/// Proof: `DeviceRegistry::Chunks` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::LaterKeys` (r:1 w:0)
	/// Proof: `DeviceRegistry::LaterKeys` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Codes` (r:1 w:1)
	/// Proof: `DeviceRegistry::Codes` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::OwnedDevices` (r:0 w:1)
	/// Proof: `DeviceRegistry::OwnedDevices` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	fn claim_device() -> Weight {
		// Proof size, measured:  `982`
		// Proof size, estimated: `6196`
		// Shortest run: 195_009_000 picoseconds.
		Weight::from_parts(204_183_000, 6196)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Operators` (r:1 w:1)
	/// Proof: `DeviceRegistry::Operators` (`max_values`: None, `max_size`: Some(86), added: 2561, mode: `MaxEncodedLen`)
	fn activate_device() -> Weight {
		// Proof size, measured:  `814`
		// Proof size, estimated: `3765`
		// Shortest run: 23_825_000 picoseconds.
		Weight::from_parts(27_260_000, 3765)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Operators` (r:1 w:1)
	/// Proof: `DeviceRegistry::Operators` (`max_values`: None, `max_size`: Some(86), added: 2561, mode: `MaxEncodedLen`)
	fn suspend_device() -> Weight {
		// Proof size, measured:  `814`
		// Proof size, estimated: `3765`
		// Shortest run: 23_746_000 picoseconds.
		Weight::from_parts(27_370_000, 3765)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Operators` (r:1 w:1)
	/// Proof: `DeviceRegistry::Operators` (`max_values`: None, `max_size`: Some(86), added: 2561, mode: `MaxEncodedLen`)
	fn resume_device() -> Weight {
		// Proof size, measured:  `814`
		// Proof size, estimated: `3765`
		// Shortest run: 23_625_000 picoseconds.
		Weight::from_parts(26_419_000, 3765)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn offer_transfer() -> Weight {
		// Proof size, measured:  `982`
		// Proof size, estimated: `4108`
		// Shortest run: 69_494_000 picoseconds.
		Weight::from_parts(74_140_000, 4108)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn withdraw_offer() -> Weight {
		// Proof size, measured:  `691`
		// Proof size, estimated: `4108`
		// Shortest run: 55_693_000 picoseconds.
		Weight::from_parts(59_549_000, 4108)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::OwnedDevices` (r:0 w:2)
	/// Proof: `DeviceRegistry::OwnedDevices` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	fn accept_transfer() -> Weight {
		// Proof size, measured:  `1456`
		// Proof size, estimated: `7226`
		// Shortest run: 151_364_000 picoseconds.
		Weight::from_parts(158_164_000, 7226)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:2 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::LaterKeys` (r:1 w:1)
	/// Proof: `DeviceRegistry::LaterKeys` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `Proxy::Proxies` (r:1 w:0)
	/// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::PastKeys` (r:0 w:1)
	/// Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	fn rotate_key() -> Weight {
		// Proof size, measured:  `1284`
		// Proof size, estimated: `8799`
		// Shortest run: 148_400_000 picoseconds.
		Weight::from_parts(161_460_000, 8799)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn as_device() -> Weight {
		// Proof size, measured:  `684`
		// Proof size, estimated: `3765`
		// Shortest run: 21_973_000 picoseconds.
		Weight::from_parts(25_608_000, 3765)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Operators` (r:1 w:1)
	/// Proof: `DeviceRegistry::Operators` (`max_values`: None, `max_size`: Some(86), added: 2561, mode: `MaxEncodedLen`)
	fn update_firmware() -> Weight {
		// Proof size, measured:  `814`
		// Proof size, estimated: `3765`
		// Shortest run: 23_945_000 picoseconds.
		Weight::from_parts(26_459_000, 3765)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Operators` (r:1 w:1)
	/// Proof: `DeviceRegistry::Operators` (`max_values`: None, `max_size`: Some(86), added: 2561, mode: `MaxEncodedLen`)
	fn update_metadata() -> Weight {
		// Proof size, measured:  `814`
		// Proof size, estimated: `3765`
		// Shortest run: 24_707_000 picoseconds.
		Weight::from_parts(27_801_000, 3765)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn retire_device() -> Weight {
		// Proof size, measured:  `1316`
		// Proof size, estimated: `4108`
		// Shortest run: 74_100_000 picoseconds.
		Weight::from_parts(78_596_000, 4108)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::PastKeys` (r:64 w:63)
	/// Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Codes` (r:0 w:1)
	/// Proof: `DeviceRegistry::Codes` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::LaterKeys` (r:0 w:64)
	/// Proof: `DeviceRegistry::LaterKeys` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::OwnedDevices` (r:0 w:1)
	/// Proof: `DeviceRegistry::OwnedDevices` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[1, 64]`.
	fn forget_device(k: u32, ) -> Weight {
		// Proof size, measured:  `1229 + k * (60 ±0)`
		// Proof size, estimated: `8596 + k * (2577 ±2)`
		// Shortest run: 79_859_000 picoseconds.
		Weight::from_parts(106_276_035, 8596)
			// Standard error: 30_037
			.saturating_add(Weight::from_parts(8_345_895, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 2577).saturating_mul(k.into()))
	}
	/// Storage: `DeviceRegistry::NextFleet` (r:1 w:1)
	/// Proof: `DeviceRegistry::NextFleet` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:0 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	fn create_fleet() -> Weight {
		// Proof size, measured:  `145`
		// Proof size, estimated: `4108`
		// Shortest run: 48_532_000 picoseconds.
		Weight::from_parts(51_436_000, 4108)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn dissolve_fleet() -> Weight {
		// Proof size, measured:  `384`
		// Proof size, estimated: `4108`
		// Shortest run: 44_516_000 picoseconds.
		Weight::from_parts(47_140_000, 4108)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	fn assign_device() -> Weight {
		// Proof size, measured:  `717`
		// Proof size, estimated: `3765`
		// Shortest run: 22_474_000 picoseconds.
		Weight::from_parts(26_789_000, 3765)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	fn unassign_device() -> Weight {
		// Proof size, measured:  `754`
		// Proof size, estimated: `3765`
		// Shortest run: 21_131_000 picoseconds.
		Weight::from_parts(24_676_000, 3765)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Operators` (r:1 w:1)
	/// Proof: `DeviceRegistry::Operators` (`max_values`: None, `max_size`: Some(86), added: 2561, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn set_operator() -> Weight {
		// Proof size, measured:  `897`
		// Proof size, estimated: `4108`
		// Shortest run: 66_859_000 picoseconds.
		Weight::from_parts(70_124_000, 4108)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Operators` (r:1 w:1)
	/// Proof: `DeviceRegistry::Operators` (`max_values`: None, `max_size`: Some(86), added: 2561, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn remove_operator() -> Weight {
		// Proof size, measured:  `859`
		// Proof size, estimated: `4108`
		// Shortest run: 57_214_000 picoseconds.
		Weight::from_parts(60_069_000, 4108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn refuse_rotated_key() -> Weight {
		// Proof size, measured:  `537`
		// Proof size, estimated: `3765`
		// Shortest run: 6_740_000 picoseconds.
		Weight::from_parts(7_902_000, 3765)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::LaterKeys` (r:1 w:0)
	/// Proof: `DeviceRegistry::LaterKeys` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn mortal_devices() -> Weight {
		// Proof size, measured:  `96`
		// Proof size, estimated: `3765`
		// Shortest run: 9_964_000 picoseconds.
		Weight::from_parts(10_846_000, 3765)
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
}

/// For tests: the same on RocksDB.
impl WeightInfo for () {
	fn register_manufacturer() -> Weight {
		Weight::from_parts(93_078_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn update_manufacturer() -> Weight {
		Weight::from_parts(16_865_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn verify_manufacturer() -> Weight {
		Weight::from_parts(11_987_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn freeze_manufacturer() -> Weight {
		Weight::from_parts(11_918_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn release_manufacturer() -> Weight {
		Weight::from_parts(11_838_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn slash_manufacturer() -> Weight {
		Weight::from_parts(35_112_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn top_up_bond() -> Weight {
		Weight::from_parts(59_828_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_manufacturer() -> Weight {
		Weight::from_parts(83_093_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn commit_lot() -> Weight {
		Weight::from_parts(64_295_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn close_lot() -> Weight {
		Weight::from_parts(18_798_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn reap_lot(c: u32, ) -> Weight {
		Weight::from_parts(13_199_057, 3655)
			.saturating_add(Weight::from_parts(44_263_179, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 3118).saturating_mul(c.into()))
	}
	fn register_device() -> Weight {
		Weight::from_parts(146_968_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn claim_device() -> Weight {
		Weight::from_parts(204_183_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn activate_device() -> Weight {
		Weight::from_parts(27_260_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn suspend_device() -> Weight {
		Weight::from_parts(27_370_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn resume_device() -> Weight {
		Weight::from_parts(26_419_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(74_140_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(59_549_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn accept_transfer() -> Weight {
		Weight::from_parts(158_164_000, 7226)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(161_460_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn as_device() -> Weight {
		Weight::from_parts(25_608_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn update_firmware() -> Weight {
		Weight::from_parts(26_459_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn update_metadata() -> Weight {
		Weight::from_parts(27_801_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn retire_device() -> Weight {
		Weight::from_parts(78_596_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn forget_device(k: u32, ) -> Weight {
		Weight::from_parts(106_276_035, 8596)
			.saturating_add(Weight::from_parts(8_345_895, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 2577).saturating_mul(k.into()))
	}
	fn create_fleet() -> Weight {
		Weight::from_parts(51_436_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn dissolve_fleet() -> Weight {
		Weight::from_parts(47_140_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn assign_device() -> Weight {
		Weight::from_parts(26_789_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn unassign_device() -> Weight {
		Weight::from_parts(24_676_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(70_124_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn remove_operator() -> Weight {
		Weight::from_parts(60_069_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn refuse_rotated_key() -> Weight {
		Weight::from_parts(7_902_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn mortal_devices() -> Weight {
		Weight::from_parts(10_846_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
}
