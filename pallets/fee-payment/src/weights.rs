// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_fee_payment`, measured. Do not edit.
//!
//! Command: `scripts/bench --production weights`
//! Date: 2026-11-22, steps: 50, repeat: 20, CPU: `AMD EPYC`,
//! execution: Compiled, worst case map size: 1000000

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_fee_payment`.
pub trait WeightInfo {
	fn create_pot() -> Weight;
	fn fund_pot() -> Weight;
	fn limit_pot() -> Weight;
	fn withdraw_pot() -> Weight;
	fn close_pot(n: u32, ) -> Weight;
	fn forget_usage() -> Weight;
	fn look_up_device() -> Weight;
	fn judge() -> Weight;
	fn pay_sponsored() -> Weight;
	fn pay_in_int() -> Weight;
}

/// Weights on the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:0)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `FeePayment::Pots` (r:1 w:1)
	/// Proof: `FeePayment::Pots` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn create_pot() -> Weight {
		// Proof size, measured:  `496`
		// Proof size, estimated: `4108`
		// Shortest run: 62_322_000 picoseconds.
		Weight::from_parts(66_068_000, 4108)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `FeePayment::Pots` (r:1 w:1)
	/// Proof: `FeePayment::Pots` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	fn fund_pot() -> Weight {
		// Proof size, measured:  `884`
		// Proof size, estimated: `6208`
		// Shortest run: 73_870_000 picoseconds.
		Weight::from_parts(77_345_000, 6208)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `FeePayment::Pots` (r:1 w:1)
	/// Proof: `FeePayment::Pots` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn limit_pot() -> Weight {
		// Proof size, measured:  `312`
		// Proof size, estimated: `3638`
		// Shortest run: 13_159_000 picoseconds.
		Weight::from_parts(14_462_000, 3638)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `FeePayment::Pots` (r:1 w:1)
	/// Proof: `FeePayment::Pots` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	fn withdraw_pot() -> Weight {
		// Proof size, measured:  `849`
		// Proof size, estimated: `6208`
		// Shortest run: 73_118_000 picoseconds.
		Weight::from_parts(77_295_000, 6208)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `FeePayment::Pots` (r:1 w:1)
	/// Proof: `FeePayment::Pots` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Fleets` (r:1 w:0)
	/// Proof: `DeviceRegistry::Fleets` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `FeePayment::Usages` (r:65 w:64)
	/// Proof: `FeePayment::Usages` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn close_pot(n: u32, ) -> Weight {
		// Proof size, measured:  `1335 + n * (85 ±0)`
		// Proof size, estimated: `6208 + n * (2575 ±0)`
		// Shortest run: 121_771_000 picoseconds.
		Weight::from_parts(127_880_792, 6208)
			// Standard error: 2_968
			.saturating_add(Weight::from_parts(4_371_157, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2575).saturating_mul(n.into()))
	}
	/// Storage: `FeePayment::Usages` (r:1 w:1)
	/// Proof: `FeePayment::Usages` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	/// Storage: `FeePayment::Pots` (r:1 w:1)
	/// Proof: `FeePayment::Pots` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn forget_usage() -> Weight {
		// Proof size, measured:  `488`
		// Proof size, estimated: `3638`
		// Shortest run: 18_317_000 picoseconds.
		Weight::from_parts(19_999_000, 3638)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn look_up_device() -> Weight {
		// Proof size, measured:  `635`
		// Proof size, estimated: `3765`
		// Shortest run: 8_983_000 picoseconds.
		Weight::from_parts(10_375_000, 3765)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `FeePayment::Pots` (r:1 w:0)
	/// Proof: `FeePayment::Pots` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	/// Storage: `FeePayment::Usages` (r:1 w:0)
	/// Proof: `FeePayment::Usages` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:0)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn judge() -> Weight {
		// Proof size, measured:  `1261`
		// Proof size, estimated: `3765`
		// Shortest run: 31_918_000 picoseconds.
		Weight::from_parts(35_172_000, 3765)
			.saturating_add(T::DbWeight::get().reads(5_u64))
	}
	/// Storage: `Parameters::Parameters` (r:4 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `FeePayment::Pots` (r:1 w:1)
	/// Proof: `FeePayment::Pots` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
	/// Storage: `FeePayment::Usages` (r:1 w:1)
	/// Proof: `FeePayment::Usages` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	fn pay_sponsored() -> Weight {
		// Proof size, measured:  `1678`
		// Proof size, estimated: `11722`
		// Shortest run: 136_102_000 picoseconds.
		Weight::from_parts(148_810_000, 11722)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Parameters::Parameters` (r:4 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Prices` (r:1 w:0)
	/// Proof: `Gas::Prices` (`max_values`: Some(1), `max_size`: Some(1112), added: 1607, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Opening` (r:1 w:0)
	/// Proof: `Gas::Opening` (`max_values`: Some(1), `max_size`: Some(24), added: 519, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn pay_in_int() -> Weight {
		// Proof size, measured:  `1699`
		// Proof size, estimated: `11722`
		// Shortest run: 104_895_000 picoseconds.
		Weight::from_parts(110_013_000, 11722)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
}

/// For tests: the same on RocksDB.
impl WeightInfo for () {
	fn create_pot() -> Weight {
		Weight::from_parts(66_068_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn fund_pot() -> Weight {
		Weight::from_parts(77_345_000, 6208)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn limit_pot() -> Weight {
		Weight::from_parts(14_462_000, 3638)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn withdraw_pot() -> Weight {
		Weight::from_parts(77_295_000, 6208)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn close_pot(n: u32, ) -> Weight {
		Weight::from_parts(127_880_792, 6208)
			.saturating_add(Weight::from_parts(4_371_157, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2575).saturating_mul(n.into()))
	}
	fn forget_usage() -> Weight {
		Weight::from_parts(19_999_000, 3638)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn look_up_device() -> Weight {
		Weight::from_parts(10_375_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	fn judge() -> Weight {
		Weight::from_parts(35_172_000, 3765)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
	}
	fn pay_sponsored() -> Weight {
		Weight::from_parts(148_810_000, 11722)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn pay_in_int() -> Weight {
		Weight::from_parts(110_013_000, 11722)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
}
