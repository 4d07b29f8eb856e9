// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_device_registry`, measured. Do not edit.
//!
//! Command: `scripts/bench weights`
//! Date: 2026-11-21, steps: 50, repeat: 20, CPU: `AMD EPYC`,
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:0 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn register_manufacturer() -> Weight {
		// Proof size, measured:  `109`
		// Proof size, estimated: `3874`
		// Shortest run: 371_313_000 picoseconds.
		Weight::from_parts(375_670_000, 3874)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `DeviceRegistry::ManufacturerOf` (r:1 w:0)
	/// Proof: `DeviceRegistry::ManufacturerOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn update_manufacturer() -> Weight {
		// Proof size, measured:  `319`
		// Proof size, estimated: `3655`
		// Shortest run: 79_428_000 picoseconds.
		Weight::from_parts(91_521_000, 3655)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn verify_manufacturer() -> Weight {
		// Proof size, measured:  `278`
		// Proof size, estimated: `3655`
		// Shortest run: 62_707_000 picoseconds.
		Weight::from_parts(73_657_000, 3655)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn freeze_manufacturer() -> Weight {
		// Proof size, measured:  `278`
		// Proof size, estimated: `3655`
		// Shortest run: 98_353_000 picoseconds.
		Weight::from_parts(116_307_000, 3655)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn release_manufacturer() -> Weight {
		// Proof size, measured:  `279`
		// Proof size, estimated: `3655`
		// Shortest run: 63_419_000 picoseconds.
		Weight::from_parts(78_907_000, 3655)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn slash_manufacturer() -> Weight {
		// Proof size, measured:  `456`
		// Proof size, estimated: `3874`
		// Shortest run: 146_353_000 picoseconds.
		Weight::from_parts(149_448_000, 3874)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	fn top_up_bond() -> Weight {
		// Proof size, measured:  `477`
		// Proof size, estimated: `3874`
		// Shortest run: 237_693_000 picoseconds.
		Weight::from_parts(241_000_000, 3874)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	fn withdraw_manufacturer() -> Weight {
		// Proof size, measured:  `497`
		// Proof size, estimated: `3874`
		// Shortest run: 326_228_000 picoseconds.
		Weight::from_parts(329_435_000, 3874)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Lots` (r:0 w:1)
	/// Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	fn commit_lot() -> Weight {
		// Proof size, measured:  `497`
		// Proof size, estimated: `3874`
		// Shortest run: 249_816_000 picoseconds.
		Weight::from_parts(252_962_000, 3874)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `DeviceRegistry::Lots` (r:1 w:1)
	/// Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:0)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	fn close_lot() -> Weight {
		// Proof size, measured:  `496`
		// Proof size, estimated: `3655`
		// Shortest run: 79_639_000 picoseconds.
		Weight::from_parts(83_566_000, 3655)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Manufacturers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Manufacturers` (`max_values`: None, `max_size`: Some(190), added: 2665, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[1, 64]`.
	fn reap_lot(c: u32, ) -> Weight {
		// Proof size, measured:  `364 + c * (478 ±0)`
		// Proof size, estimated: `3655 + c * (2884 ±0)`
		// Shortest run: 246_430_000 picoseconds.
		Weight::from_parts(300_106_977, 3655)
			// Standard error: 3_635_328
			.saturating_add(Weight::from_parts(196_697_002, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 2884).saturating_mul(c.into()))
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::OwnedDevices` (r:0 w:1)
	/// Proof: `DeviceRegistry::OwnedDevices` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	fn register_device() -> Weight {
		// Proof size, measured:  `660`
		// Proof size, estimated: `6196`
		// Shortest run: 406_188_000 picoseconds.
		Weight::from_parts(674_147_000, 6196)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
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
		// Proof size, measured:  `945`
		// Proof size, estimated: `6196`
		// Shortest run: 974_668_000 picoseconds.
		Weight::from_parts(1_084_462_000, 6196)
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
		// Proof size, measured:  `777`
		// Proof size, estimated: `3765`
		// Shortest run: 105_106_000 picoseconds.
		Weight::from_parts(131_565_000, 3765)
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
		// Proof size, measured:  `777`
		// Proof size, estimated: `3765`
		// Shortest run: 107_491_000 picoseconds.
		Weight::from_parts(131_435_000, 3765)
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
		// Proof size, measured:  `777`
		// Proof size, estimated: `3765`
		// Shortest run: 111_337_000 picoseconds.
		Weight::from_parts(136_595_000, 3765)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	fn offer_transfer() -> Weight {
		// Proof size, measured:  `945`
		// Proof size, estimated: `3874`
		// Shortest run: 265_085_000 picoseconds.
		Weight::from_parts(349_903_000, 3874)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	fn withdraw_offer() -> Weight {
		// Proof size, measured:  `654`
		// Proof size, estimated: `3874`
		// Shortest run: 216_784_000 picoseconds.
		Weight::from_parts(382_564_000, 3874)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::OwnedDevices` (r:0 w:2)
	/// Proof: `DeviceRegistry::OwnedDevices` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	fn accept_transfer() -> Weight {
		// Proof size, measured:  `1453`
		// Proof size, estimated: `6758`
		// Shortest run: 600_079_000 picoseconds.
		Weight::from_parts(848_693_000, 6758)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `Proxy::Proxies` (r:1 w:0)
	/// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::PastKeys` (r:0 w:1)
	/// Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	fn rotate_key() -> Weight {
		// Proof size, measured:  `1171`
		// Proof size, estimated: `8799`
		// Shortest run: 453_246_000 picoseconds.
		Weight::from_parts(510_873_000, 8799)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn as_device() -> Weight {
		// Proof size, measured:  `647`
		// Proof size, estimated: `3765`
		// Shortest run: 96_250_000 picoseconds.
		Weight::from_parts(129_111_000, 3765)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Operators` (r:1 w:1)
	/// Proof: `DeviceRegistry::Operators` (`max_values`: None, `max_size`: Some(86), added: 2561, mode: `MaxEncodedLen`)
	fn update_firmware() -> Weight {
		// Proof size, measured:  `777`
		// Proof size, estimated: `3765`
		// Shortest run: 104_465_000 picoseconds.
		Weight::from_parts(130_874_000, 3765)
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
		// Proof size, measured:  `777`
		// Proof size, estimated: `3765`
		// Shortest run: 104_225_000 picoseconds.
		Weight::from_parts(120_124_000, 3765)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn retire_device() -> Weight {
		// Proof size, measured:  `1279`
		// Proof size, estimated: `3874`
		// Shortest run: 273_220_000 picoseconds.
		Weight::from_parts(328_963_000, 3874)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Codes` (r:0 w:1)
	/// Proof: `DeviceRegistry::Codes` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::LaterKeys` (r:0 w:64)
	/// Proof: `DeviceRegistry::LaterKeys` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::OwnedDevices` (r:0 w:1)
	/// Proof: `DeviceRegistry::OwnedDevices` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[1, 64]`.
	fn forget_device(k: u32, ) -> Weight {
		// Proof size, measured:  `1156 + k * (60 ±0)`
		// Proof size, estimated: `8596 + k * (2577 ±2)`
		// Shortest run: 318_064_000 picoseconds.
		Weight::from_parts(472_053_706, 8596)
			// Standard error: 657_916
			.saturating_add(Weight::from_parts(31_553_216, 0).saturating_mul(k.into()))
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:0 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	fn create_fleet() -> Weight {
		// Proof size, measured:  `109`
		// Proof size, estimated: `3874`
		// Shortest run: 213_047_000 picoseconds.
		Weight::from_parts(216_794_000, 3874)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	fn dissolve_fleet() -> Weight {
		// Proof size, measured:  `348`
		// Proof size, estimated: `3874`
		// Shortest run: 191_437_000 picoseconds.
		Weight::from_parts(194_412_000, 3874)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	fn assign_device() -> Weight {
		// Proof size, measured:  `680`
		// Proof size, estimated: `3765`
		// Shortest run: 93_133_000 picoseconds.
		Weight::from_parts(95_318_000, 3765)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:1)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	fn unassign_device() -> Weight {
		// Proof size, measured:  `717`
		// Proof size, estimated: `3765`
		// Shortest run: 88_835_000 picoseconds.
		Weight::from_parts(90_839_000, 3765)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	fn set_operator() -> Weight {
		// Proof size, measured:  `860`
		// Proof size, estimated: `3874`
		// Shortest run: 259_514_000 picoseconds.
		Weight::from_parts(265_495_000, 3874)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	fn remove_operator() -> Weight {
		// Proof size, measured:  `822`
		// Proof size, estimated: `3874`
		// Shortest run: 223_126_000 picoseconds.
		Weight::from_parts(231_432_000, 3874)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn refuse_rotated_key() -> Weight {
		// Proof size, measured:  `500`
		// Proof size, estimated: `3765`
		// Shortest run: 26_289_000 picoseconds.
		Weight::from_parts(28_744_000, 3765)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::LaterKeys` (r:1 w:0)
	/// Proof: `DeviceRegistry::LaterKeys` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn mortal_devices() -> Weight {
		// Proof size, measured:  `60`
		// Proof size, estimated: `3765`
		// Shortest run: 49_984_000 picoseconds.
		Weight::from_parts(51_105_000, 3765)
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
}

/// For tests: the same on RocksDB.
impl WeightInfo for () {
	fn register_manufacturer() -> Weight {
		Weight::from_parts(375_670_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn update_manufacturer() -> Weight {
		Weight::from_parts(91_521_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn verify_manufacturer() -> Weight {
		Weight::from_parts(73_657_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn freeze_manufacturer() -> Weight {
		Weight::from_parts(116_307_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn release_manufacturer() -> Weight {
		Weight::from_parts(78_907_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn slash_manufacturer() -> Weight {
		Weight::from_parts(149_448_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn top_up_bond() -> Weight {
		Weight::from_parts(241_000_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_manufacturer() -> Weight {
		Weight::from_parts(329_435_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn commit_lot() -> Weight {
		Weight::from_parts(252_962_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn close_lot() -> Weight {
		Weight::from_parts(83_566_000, 3655)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn reap_lot(c: u32, ) -> Weight {
		Weight::from_parts(300_106_977, 3655)
			.saturating_add(Weight::from_parts(196_697_002, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 2884).saturating_mul(c.into()))
	}
	fn register_device() -> Weight {
		Weight::from_parts(674_147_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn claim_device() -> Weight {
		Weight::from_parts(1_084_462_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn activate_device() -> Weight {
		Weight::from_parts(131_565_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn suspend_device() -> Weight {
		Weight::from_parts(131_435_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn resume_device() -> Weight {
		Weight::from_parts(136_595_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(349_903_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn withdraw_offer() -> Weight {
		Weight::from_parts(382_564_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn accept_transfer() -> Weight {
		Weight::from_parts(848_693_000, 6758)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(510_873_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn as_device() -> Weight {
		Weight::from_parts(129_111_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn update_firmware() -> Weight {
		Weight::from_parts(130_874_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn update_metadata() -> Weight {
		Weight::from_parts(120_124_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn retire_device() -> Weight {
		Weight::from_parts(328_963_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn forget_device(k: u32, ) -> Weight {
		Weight::from_parts(472_053_706, 8596)
			.saturating_add(Weight::from_parts(31_553_216, 0).saturating_mul(k.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 2577).saturating_mul(k.into()))
	}
	fn create_fleet() -> Weight {
		Weight::from_parts(216_794_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn dissolve_fleet() -> Weight {
		Weight::from_parts(194_412_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn assign_device() -> Weight {
		Weight::from_parts(95_318_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn unassign_device() -> Weight {
		Weight::from_parts(90_839_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_operator() -> Weight {
		Weight::from_parts(265_495_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn remove_operator() -> Weight {
		Weight::from_parts(231_432_000, 3874)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn refuse_rotated_key() -> Weight {
		Weight::from_parts(28_744_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn mortal_devices() -> Weight {
		Weight::from_parts(51_105_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
}
