// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_resource_market`, measured. Do not edit.
//!
//! Command: `scripts/bench weights`
//! Date: 2026-11-21, steps: 10, repeat: 5, CPU: `AMD EPYC`,
//! execution: Compiled, worst case map size: 1000000

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}};

/// Weight functions of `pallet_resource_market`.
pub trait WeightInfo {
	fn list() -> Weight;
	fn revise() -> Weight;
	fn pause() -> Weight;
	fn close_listing() -> Weight;
	fn claim_share() -> Weight;
	fn purchase() -> Weight;
	fn top_up() -> Weight;
	fn withdraw() -> Weight;
	fn cancel() -> Weight;
	fn close() -> Weight;
	fn deliver() -> Weight;
	fn confirm() -> Weight;
	fn submit_receipt() -> Weight;
	fn collect() -> Weight;
	fn settle() -> Weight;
	fn settle_batch(n: u32, ) -> Weight;
	fn settle_batch_divided(n: u32, ) -> Weight;
	fn submit_uses(n: u32, ) -> Weight;
	fn reveal_uses(n: u32, ) -> Weight;
	fn start_auction() -> Weight;
	fn bid() -> Weight;
	fn seal_bid() -> Weight;
	fn reveal_bid() -> Weight;
	fn close_auction() -> Weight;
	fn reclaim_bid() -> Weight;
	fn register_arbiter() -> Weight;
	fn retire_arbiter() -> Weight;
	fn dispute() -> Weight;
	fn answer() -> Weight;
	fn rule() -> Weight;
	fn resolve() -> Weight;
	fn accept_package() -> Weight;
	fn reveal_key() -> Weight;
	fn complain() -> Weight;
	fn open_name() -> Weight;
	fn close_name() -> Weight;
	fn create_policy() -> Weight;
	fn fund_policy() -> Weight;
	fn pause_policy() -> Weight;
	fn close_policy() -> Weight;
	fn execute_policy() -> Weight;
}

/// Weights on the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:0)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::NextListing` (r:1 w:1)
	/// Proof: `ResourceMarket::NextListing` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Arbiters` (r:4 w:0)
	/// Proof: `ResourceMarket::Arbiters` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:0 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:0 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::ByPlace` (r:0 w:1)
	/// Proof: `ResourceMarket::ByPlace` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::BySeller` (r:0 w:1)
	/// Proof: `ResourceMarket::BySeller` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn list() -> Weight {
		// Proof size, measured:  `1501`
		// Proof size, estimated: `14865`
		// Shortest run: 1_147_421_000 picoseconds.
		Weight::from_parts(1_370_787_000, 14865)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:2)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Arbiters` (r:4 w:0)
	/// Proof: `ResourceMarket::Arbiters` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::ByPlace` (r:0 w:2)
	/// Proof: `ResourceMarket::ByPlace` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::BySeller` (r:0 w:1)
	/// Proof: `ResourceMarket::BySeller` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn revise() -> Weight {
		// Proof size, measured:  `2024`
		// Proof size, estimated: `14865`
		// Shortest run: 933_081_000 picoseconds.
		Weight::from_parts(1_059_927_000, 14865)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	fn pause() -> Weight {
		// Proof size, measured:  `397`
		// Proof size, estimated: `3681`
		// Shortest run: 155_921_000 picoseconds.
		Weight::from_parts(171_881_000, 3681)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::ByPlace` (r:0 w:1)
	/// Proof: `ResourceMarket::ByPlace` (`max_values`: None, `max_size`: Some(15), added: 2490, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::BySeller` (r:0 w:1)
	/// Proof: `ResourceMarket::BySeller` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
	fn close_listing() -> Weight {
		// Proof size, measured:  `1519`
		// Proof size, estimated: `4315`
		// Shortest run: 563_191_000 picoseconds.
		Weight::from_parts(677_453_000, 4315)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn claim_share() -> Weight {
		// Proof size, measured:  `1924`
		// Proof size, estimated: `6196`
		// Shortest run: 659_871_000 picoseconds.
		Weight::from_parts(676_842_000, 6196)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:3 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:1 w:0)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Arbiters` (r:1 w:0)
	/// Proof: `ResourceMarket::Arbiters` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::NextAgreement` (r:1 w:1)
	/// Proof: `ResourceMarket::NextAgreement` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Agreements` (r:0 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	fn purchase() -> Weight {
		// Proof size, measured:  `2792`
		// Proof size, estimated: `9315`
		// Shortest run: 959_760_000 picoseconds.
		Weight::from_parts(1_008_210_000, 9315)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	fn top_up() -> Weight {
		// Proof size, measured:  `1430`
		// Proof size, estimated: `4128`
		// Shortest run: 422_748_000 picoseconds.
		Weight::from_parts(433_198_000, 4128)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Proof size, measured:  `2319`
		// Proof size, estimated: `4315`
		// Shortest run: 346_226_000 picoseconds.
		Weight::from_parts(368_497_000, 4315)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:1 w:1)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:1 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn cancel() -> Weight {
		// Proof size, measured:  `3315`
		// Proof size, estimated: `7266`
		// Shortest run: 1_368_232_000 picoseconds.
		Weight::from_parts(1_400_733_000, 7266)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(16_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:10 w:10)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:11 w:11)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:2 w:2)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:1 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn close() -> Weight {
		// Proof size, measured:  `4118`
		// Proof size, estimated: `29623`
		// Shortest run: 2_821_082_000 picoseconds.
		Weight::from_parts(2_974_388_000, 29623)
			.saturating_add(T::DbWeight::get().reads(37_u64))
			.saturating_add(T::DbWeight::get().writes(33_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn deliver() -> Weight {
		// Proof size, measured:  `1224`
		// Proof size, estimated: `4315`
		// Shortest run: 162_363_000 picoseconds.
		Weight::from_parts(171_209_000, 4315)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:1 w:1)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:11 w:11)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:11 w:11)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:2 w:2)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:1 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn confirm() -> Weight {
		// Proof size, measured:  `4254`
		// Proof size, estimated: `29689`
		// Shortest run: 2_019_567_000 picoseconds.
		Weight::from_parts(2_080_610_000, 29689)
			.saturating_add(T::DbWeight::get().reads(41_u64))
			.saturating_add(T::DbWeight::get().writes(37_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:1 w:1)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:11 w:11)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:11 w:11)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:2 w:2)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:1 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn submit_receipt() -> Weight {
		// Proof size, measured:  `4308`
		// Proof size, estimated: `29689`
		// Shortest run: 2_156_373_000 picoseconds.
		Weight::from_parts(2_193_171_000, 29689)
			.saturating_add(T::DbWeight::get().reads(42_u64))
			.saturating_add(T::DbWeight::get().writes(37_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:1 w:0)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:9 w:9)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:11 w:11)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:2 w:2)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:1 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn collect() -> Weight {
		// Proof size, measured:  `3924`
		// Proof size, estimated: `29623`
		// Shortest run: 1_796_932_000 picoseconds.
		Weight::from_parts(1_814_224_000, 29623)
			.saturating_add(T::DbWeight::get().reads(37_u64))
			.saturating_add(T::DbWeight::get().writes(32_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:1 w:1)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:10 w:10)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:8 w:8)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn settle() -> Weight {
		// Proof size, measured:  `3336`
		// Proof size, estimated: `27080`
		// Shortest run: 2_527_745_000 picoseconds.
		Weight::from_parts(2_558_863_000, 27080)
			.saturating_add(T::DbWeight::get().reads(31_u64))
			.saturating_add(T::DbWeight::get().writes(26_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:100 w:100)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:100 w:100)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:200 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:100 w:100)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:100 w:100)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 100]`.
	fn settle_batch(n: u32, ) -> Weight {
		// Proof size, measured:  `1171 + n * (482 ±0)`
		// Proof size, estimated: `3675 + n * (5550 ±0)`
		// Shortest run: 45_084_000 picoseconds.
		Weight::from_parts(45_385_000, 3675)
			// Standard error: 17_661_974
			.saturating_add(Weight::from_parts(587_677_141, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5550).saturating_mul(n.into()))
	}
	/// Storage: `ResourceMarket::Agreements` (r:20 w:20)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:20 w:20)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:20 w:0)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:20 w:20)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:20 w:20)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:180 w:180)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:220 w:220)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:40 w:40)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:20 w:20)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:40 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:40 w:40)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:20 w:20)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 20]`.
	fn settle_batch_divided(n: u32, ) -> Weight {
		// Proof size, measured:  `1867 + n * (1897 ±0)`
		// Proof size, estimated: `3675 + n * (28633 ±0)`
		// Shortest run: 46_246_000 picoseconds.
		Weight::from_parts(52_979_000, 3675)
			// Standard error: 85_354_190
			.saturating_add(Weight::from_parts(2_833_934_923, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((33_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((30_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 28633).saturating_mul(n.into()))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:8 w:8)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:8 w:8)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn submit_uses(n: u32, ) -> Weight {
		// Proof size, measured:  `2734`
		// Proof size, estimated: `21862`
		// Shortest run: 2_256_329_000 picoseconds.
		Weight::from_parts(2_378_355_148, 21862)
			// Standard error: 9_643_560
			.saturating_add(Weight::from_parts(98_688_324, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(26_u64))
			.saturating_add(T::DbWeight::get().writes(21_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:8 w:8)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:8 w:8)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 256]`.
	fn reveal_uses(_n: u32, ) -> Weight {
		// Proof size, measured:  `2791`
		// Proof size, estimated: `21862`
		// Shortest run: 1_303_451_000 picoseconds.
		Weight::from_parts(2_208_492_685, 21862)
			.saturating_add(T::DbWeight::get().reads(24_u64))
			.saturating_add(T::DbWeight::get().writes(21_u64))
	}
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::NextAuction` (r:1 w:1)
	/// Proof: `ResourceMarket::NextAuction` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Auctions` (r:0 w:1)
	/// Proof: `ResourceMarket::Auctions` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	fn start_auction() -> Weight {
		// Proof size, measured:  `1537`
		// Proof size, estimated: `4315`
		// Shortest run: 336_578_000 picoseconds.
		Weight::from_parts(413_020_000, 4315)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `ResourceMarket::Auctions` (r:1 w:1)
	/// Proof: `ResourceMarket::Auctions` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:0)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:3 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:1 w:0)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Arbiters` (r:1 w:0)
	/// Proof: `ResourceMarket::Arbiters` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Bids` (r:2 w:2)
	/// Proof: `ResourceMarket::Bids` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn bid() -> Weight {
		// Proof size, measured:  `3568`
		// Proof size, estimated: `9315`
		// Shortest run: 986_921_000 picoseconds.
		Weight::from_parts(1_003_682_000, 9315)
			.saturating_add(T::DbWeight::get().reads(23_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	/// Storage: `ResourceMarket::Auctions` (r:1 w:1)
	/// Proof: `ResourceMarket::Auctions` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:0)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:3 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:1 w:0)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Arbiters` (r:1 w:0)
	/// Proof: `ResourceMarket::Arbiters` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Bids` (r:1 w:1)
	/// Proof: `ResourceMarket::Bids` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn seal_bid() -> Weight {
		// Proof size, measured:  `2746`
		// Proof size, estimated: `9315`
		// Shortest run: 629_003_000 picoseconds.
		Weight::from_parts(915_588_000, 9315)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `ResourceMarket::Auctions` (r:1 w:1)
	/// Proof: `ResourceMarket::Auctions` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:0)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Bids` (r:1 w:1)
	/// Proof: `ResourceMarket::Bids` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn reveal_bid() -> Weight {
		// Proof size, measured:  `1632`
		// Proof size, estimated: `4315`
		// Shortest run: 210_553_000 picoseconds.
		Weight::from_parts(326_620_000, 4315)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ResourceMarket::Auctions` (r:1 w:1)
	/// Proof: `ResourceMarket::Auctions` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Bids` (r:1 w:1)
	/// Proof: `ResourceMarket::Bids` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::NextAgreement` (r:1 w:1)
	/// Proof: `ResourceMarket::NextAgreement` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Agreements` (r:0 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	fn close_auction() -> Weight {
		// Proof size, measured:  `2882`
		// Proof size, estimated: `4315`
		// Shortest run: 616_189_000 picoseconds.
		Weight::from_parts(644_683_000, 4315)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `ResourceMarket::Auctions` (r:1 w:1)
	/// Proof: `ResourceMarket::Auctions` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Bids` (r:1 w:1)
	/// Proof: `ResourceMarket::Bids` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn reclaim_bid() -> Weight {
		// Proof size, measured:  `2311`
		// Proof size, estimated: `7226`
		// Shortest run: 639_883_000 picoseconds.
		Weight::from_parts(717_849_000, 7226)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Arbiters` (r:1 w:1)
	/// Proof: `ResourceMarket::Arbiters` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn register_arbiter() -> Weight {
		// Proof size, measured:  `149`
		// Proof size, estimated: `4108`
		// Shortest run: 244_155_000 picoseconds.
		Weight::from_parts(268_010_000, 4108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ResourceMarket::Arbiters` (r:1 w:1)
	/// Proof: `ResourceMarket::Arbiters` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn retire_arbiter() -> Weight {
		// Proof size, measured:  `342`
		// Proof size, estimated: `4108`
		// Shortest run: 216_474_000 picoseconds.
		Weight::from_parts(216_805_000, 4108)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:9 w:9)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:8 w:8)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:0 w:1)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Proof size, measured:  `2936`
		// Proof size, estimated: `24471`
		// Shortest run: 1_462_067_000 picoseconds.
		Weight::from_parts(1_666_348_000, 24471)
			.saturating_add(T::DbWeight::get().reads(25_u64))
			.saturating_add(T::DbWeight::get().writes(23_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:0)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:1 w:1)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	fn answer() -> Weight {
		// Proof size, measured:  `1608`
		// Proof size, estimated: `4128`
		// Shortest run: 313_325_000 picoseconds.
		Weight::from_parts(421_005_000, 4128)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:1 w:1)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:12 w:12)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `Gas::Books` (r:1 w:1)
	/// Proof: `Gas::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:11 w:11)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:2 w:2)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:1 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn rule() -> Weight {
		// Proof size, measured:  `4295`
		// Proof size, estimated: `32298`
		// Shortest run: 2_508_259_000 picoseconds.
		Weight::from_parts(2_878_509_000, 32298)
			.saturating_add(T::DbWeight::get().reads(42_u64))
			.saturating_add(T::DbWeight::get().writes(38_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Disputes` (r:1 w:1)
	/// Proof: `ResourceMarket::Disputes` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:2)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:1 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn resolve() -> Weight {
		// Proof size, measured:  `3345`
		// Proof size, estimated: `7266`
		// Shortest run: 1_002_851_000 picoseconds.
		Weight::from_parts(1_575_468_000, 7266)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(16_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn accept_package() -> Weight {
		// Proof size, measured:  `1295`
		// Proof size, estimated: `4315`
		// Shortest run: 141_925_000 picoseconds.
		Weight::from_parts(161_712_000, 4315)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:0)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn reveal_key() -> Weight {
		// Proof size, measured:  `1339`
		// Proof size, estimated: `4315`
		// Shortest run: 143_197_000 picoseconds.
		Weight::from_parts(152_655_000, 4315)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ResourceMarket::Agreements` (r:1 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:1 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn complain() -> Weight {
		// Proof size, measured:  `3133`
		// Proof size, estimated: `7226`
		// Shortest run: 823_216_000 picoseconds.
		Weight::from_parts(929_704_000, 7226)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:1 w:1)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn open_name() -> Weight {
		// Proof size, measured:  `186`
		// Proof size, estimated: `4108`
		// Shortest run: 285_242_000 picoseconds.
		Weight::from_parts(294_269_000, 4108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ResourceMarket::Names` (r:1 w:1)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	fn close_name() -> Weight {
		// Proof size, measured:  `540`
		// Proof size, estimated: `4108`
		// Shortest run: 232_874_000 picoseconds.
		Weight::from_parts(258_662_000, 4108)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::NextPolicy` (r:1 w:1)
	/// Proof: `ResourceMarket::NextPolicy` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::PoliciesByKind` (r:0 w:1)
	/// Proof: `ResourceMarket::PoliciesByKind` (`max_values`: None, `max_size`: Some(37), added: 2512, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::PoliciesByBuyer` (r:0 w:1)
	/// Proof: `ResourceMarket::PoliciesByBuyer` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Policies` (r:0 w:1)
	/// Proof: `ResourceMarket::Policies` (`max_values`: None, `max_size`: Some(492), added: 2967, mode: `MaxEncodedLen`)
	fn create_policy() -> Weight {
		// Proof size, measured:  `1018`
		// Proof size, estimated: `14865`
		// Shortest run: 614_306_000 picoseconds.
		Weight::from_parts(706_598_000, 14865)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `ResourceMarket::Policies` (r:1 w:1)
	/// Proof: `ResourceMarket::Policies` (`max_values`: None, `max_size`: Some(492), added: 2967, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	fn fund_policy() -> Weight {
		// Proof size, measured:  `1570`
		// Proof size, estimated: `4128`
		// Shortest run: 297_695_000 picoseconds.
		Weight::from_parts(310_379_000, 4128)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `ResourceMarket::Policies` (r:1 w:1)
	/// Proof: `ResourceMarket::Policies` (`max_values`: None, `max_size`: Some(492), added: 2967, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn pause_policy() -> Weight {
		// Proof size, measured:  `782`
		// Proof size, estimated: `3957`
		// Shortest run: 120_805_000 picoseconds.
		Weight::from_parts(156_582_000, 3957)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ResourceMarket::Policies` (r:1 w:1)
	/// Proof: `ResourceMarket::Policies` (`max_values`: None, `max_size`: Some(492), added: 2967, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::PoliciesByKind` (r:0 w:1)
	/// Proof: `ResourceMarket::PoliciesByKind` (`max_values`: None, `max_size`: Some(37), added: 2512, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::PoliciesByBuyer` (r:0 w:1)
	/// Proof: `ResourceMarket::PoliciesByBuyer` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn close_policy() -> Weight {
		// Proof size, measured:  `1968`
		// Proof size, estimated: `4128`
		// Shortest run: 426_535_000 picoseconds.
		Weight::from_parts(447_284_000, 4128)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `ResourceMarket::Policies` (r:1 w:1)
	/// Proof: `ResourceMarket::Policies` (`max_values`: None, `max_size`: Some(492), added: 2967, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Listings` (r:1 w:1)
	/// Proof: `ResourceMarket::Listings` (`max_values`: None, `max_size`: Some(216), added: 2691, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::TermsOf` (r:1 w:1)
	/// Proof: `ResourceMarket::TermsOf` (`max_values`: None, `max_size`: Some(850), added: 3325, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Arbiters` (r:4 w:0)
	/// Proof: `ResourceMarket::Arbiters` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(208), added: 2683, mode: `MaxEncodedLen`)
	/// Storage: `DeviceRegistry::Devices` (r:4 w:0)
	/// Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Names` (r:2 w:0)
	/// Proof: `ResourceMarket::Names` (`max_values`: None, `max_size`: Some(240), added: 2715, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:0)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:0)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(663), added: 3138, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(643), added: 3118, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::NextAgreement` (r:1 w:1)
	/// Proof: `ResourceMarket::NextAgreement` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Tips` (r:0 w:1)
	/// Proof: `ResourceMarket::Tips` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// Storage: `ResourceMarket::Agreements` (r:0 w:1)
	/// Proof: `ResourceMarket::Agreements` (`max_values`: None, `max_size`: Some(359), added: 2834, mode: `MaxEncodedLen`)
	fn execute_policy() -> Weight {
		// Proof size, measured:  `3377`
		// Proof size, estimated: `12090`
		// Shortest run: 971_021_000 picoseconds.
		Weight::from_parts(1_040_560_000, 12090)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
}

/// For tests: the same on RocksDB.
impl WeightInfo for () {
	fn list() -> Weight {
		Weight::from_parts(1_370_787_000, 14865)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn revise() -> Weight {
		Weight::from_parts(1_059_927_000, 14865)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn pause() -> Weight {
		Weight::from_parts(171_881_000, 3681)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn close_listing() -> Weight {
		Weight::from_parts(677_453_000, 4315)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn claim_share() -> Weight {
		Weight::from_parts(676_842_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn purchase() -> Weight {
		Weight::from_parts(1_008_210_000, 9315)
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn top_up() -> Weight {
		Weight::from_parts(433_198_000, 4128)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(368_497_000, 4315)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(1_400_733_000, 7266)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(16_u64))
	}
	fn close() -> Weight {
		Weight::from_parts(2_974_388_000, 29623)
			.saturating_add(RocksDbWeight::get().reads(37_u64))
			.saturating_add(RocksDbWeight::get().writes(33_u64))
	}
	fn deliver() -> Weight {
		Weight::from_parts(171_209_000, 4315)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn confirm() -> Weight {
		Weight::from_parts(2_080_610_000, 29689)
			.saturating_add(RocksDbWeight::get().reads(41_u64))
			.saturating_add(RocksDbWeight::get().writes(37_u64))
	}
	fn submit_receipt() -> Weight {
		Weight::from_parts(2_193_171_000, 29689)
			.saturating_add(RocksDbWeight::get().reads(42_u64))
			.saturating_add(RocksDbWeight::get().writes(37_u64))
	}
	fn collect() -> Weight {
		Weight::from_parts(1_814_224_000, 29623)
			.saturating_add(RocksDbWeight::get().reads(37_u64))
			.saturating_add(RocksDbWeight::get().writes(32_u64))
	}
	fn settle() -> Weight {
		Weight::from_parts(2_558_863_000, 27080)
			.saturating_add(RocksDbWeight::get().reads(31_u64))
			.saturating_add(RocksDbWeight::get().writes(26_u64))
	}
	fn settle_batch(n: u32, ) -> Weight {
		Weight::from_parts(45_385_000, 3675)
			.saturating_add(Weight::from_parts(587_677_141, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((4_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5550).saturating_mul(n.into()))
	}
	fn settle_batch_divided(n: u32, ) -> Weight {
		Weight::from_parts(52_979_000, 3675)
			.saturating_add(Weight::from_parts(2_833_934_923, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((33_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((30_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 28633).saturating_mul(n.into()))
	}
	fn submit_uses(n: u32, ) -> Weight {
		Weight::from_parts(2_378_355_148, 21862)
			.saturating_add(Weight::from_parts(98_688_324, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(26_u64))
			.saturating_add(RocksDbWeight::get().writes(21_u64))
	}
	fn reveal_uses(_n: u32, ) -> Weight {
		Weight::from_parts(2_208_492_685, 21862)
			.saturating_add(RocksDbWeight::get().reads(24_u64))
			.saturating_add(RocksDbWeight::get().writes(21_u64))
	}
	fn start_auction() -> Weight {
		Weight::from_parts(413_020_000, 4315)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn bid() -> Weight {
		Weight::from_parts(1_003_682_000, 9315)
			.saturating_add(RocksDbWeight::get().reads(23_u64))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
	}
	fn seal_bid() -> Weight {
		Weight::from_parts(915_588_000, 9315)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn reveal_bid() -> Weight {
		Weight::from_parts(326_620_000, 4315)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn close_auction() -> Weight {
		Weight::from_parts(644_683_000, 4315)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn reclaim_bid() -> Weight {
		Weight::from_parts(717_849_000, 7226)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn register_arbiter() -> Weight {
		Weight::from_parts(268_010_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn retire_arbiter() -> Weight {
		Weight::from_parts(216_805_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn dispute() -> Weight {
		Weight::from_parts(1_666_348_000, 24471)
			.saturating_add(RocksDbWeight::get().reads(25_u64))
			.saturating_add(RocksDbWeight::get().writes(23_u64))
	}
	fn answer() -> Weight {
		Weight::from_parts(421_005_000, 4128)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn rule() -> Weight {
		Weight::from_parts(2_878_509_000, 32298)
			.saturating_add(RocksDbWeight::get().reads(42_u64))
			.saturating_add(RocksDbWeight::get().writes(38_u64))
	}
	fn resolve() -> Weight {
		Weight::from_parts(1_575_468_000, 7266)
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().writes(16_u64))
	}
	fn accept_package() -> Weight {
		Weight::from_parts(161_712_000, 4315)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn reveal_key() -> Weight {
		Weight::from_parts(152_655_000, 4315)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn complain() -> Weight {
		Weight::from_parts(929_704_000, 7226)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn open_name() -> Weight {
		Weight::from_parts(294_269_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn close_name() -> Weight {
		Weight::from_parts(258_662_000, 4108)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn create_policy() -> Weight {
		Weight::from_parts(706_598_000, 14865)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	fn fund_policy() -> Weight {
		Weight::from_parts(310_379_000, 4128)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn pause_policy() -> Weight {
		Weight::from_parts(156_582_000, 3957)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn close_policy() -> Weight {
		Weight::from_parts(447_284_000, 4128)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn execute_policy() -> Weight {
		Weight::from_parts(1_040_560_000, 12090)
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
}
