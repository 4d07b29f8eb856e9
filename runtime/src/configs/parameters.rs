// SPDX-License-Identifier: Apache-2.0

//! What differs from chain to chain under one Wasm.
//!
//! Genesis sets these parameters ([`crate::chain_settings`]) and governance changes them later.
//! `pallet-parameters` checks who sets a value, not which; so rates and prices are read through the
//! types below only, which keep them within the bounds that the Wasm fixes.

// The macros write types without docs.
#![allow(missing_docs)]

use super::governance::RootOrCouncil;
use crate::{
	constants::{blocks_in, GAS, MAX_BLOCKS_PER_RELAY_SLOT},
	Balance, BlockNumber, Runtime, RuntimeEvent,
};
use frame_support::{
	dynamic_params::dynamic_pallet_params,
	parameter_types,
	traits::{AsEnsureOriginWithArg, Get},
};
use pallet_gas::GasParameters;
use pallet_resource_market::MarketParameters;
use sp_runtime::Permill;
use xcm::latest::NetworkId;

/// Bounds of the price of a second of execution, plancks of GAS: 0.001 to 1,000 USD. No chain is
/// free.
pub const PRICE_PER_SECOND: core::ops::RangeInclusive<Balance> = GAS..=1_000_000 * GAS;

/// Bounds of the price of a byte of a transaction, plancks of GAS: a billionth to a thousandth of
/// a USD.
pub const PRICE_PER_BYTE: core::ops::RangeInclusive<Balance> = GAS / 1_000_000..=GAS;

/// Bounds of the length of a session, minutes: up to a week.
pub const SESSION_MINUTES: core::ops::RangeInclusive<u32> = 1..=7 * 24 * 60;

#[frame_support::dynamic_params::dynamic_params(
	RuntimeParameters,
	pallet_parameters::Parameters::<Runtime>
)]
pub mod dynamic_params {
	use super::*;

	/// The rhythm of the chain.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod blocks {
		/// Blocks in a relay slot of six seconds, 1 to 12: 1 is a block every 6 s, 3 every 2 s,
		/// 12 every 500 ms.
		#[codec(index = 0)]
		pub static TargetRate: u32 = 1;

		/// Length of a session in minutes, 1 to 10,080.
		#[codec(index = 1)]
		pub static SessionMinutes: u32 = 60;
	}

	/// What a transaction costs before the congestion multiplier.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod fees {
		/// Plancks of GAS for a second of execution, 1 to 1,000,000 GAS.
		///
		/// The default is 0.04 USD: a transfer, whose proof with all that is checked is reckoned
		/// with 30 kB, costs 0.2 GAS besides its length (`docs/adr/0012-what-a-second-costs.md`).
		#[codec(index = 0)]
		pub static PerSecond: Balance = 40 * GAS;

		/// Plancks of GAS for a byte of a transaction, a millionth of a GAS to one GAS.
		///
		/// The default makes a transfer's 150 bytes cost 0.15 GAS, and a full block of 5 MiB 5,243.
		#[codec(index = 1)]
		pub static PerByte: Balance = GAS / 1_000;

		/// What the author of a block gets of the fees in GAS that are paid in it; the rest is
		/// burned.
		#[codec(index = 2)]
		pub static AuthorShare: Permill = Permill::from_percent(50);
	}

	/// How GAS stays at its peg.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod gas {
		/// All of it in one value, so that what belongs together changes together and is read at
		/// once.
		#[codec(index = 0)]
		pub static Settings: GasParameters = GasParameters::default();
	}

	/// What the resource market takes, and how long people have.
	#[dynamic_pallet_params]
	#[codec(index = 4)]
	pub mod market {
		/// All of it in one value, as for GAS.
		#[codec(index = 0)]
		pub static Settings: MarketParameters = MarketParameters::default();
	}

	/// The networks around the chain.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod network {
		/// The relay chain, by its name or genesis hash. Nothing: XCM locations do not say which
		/// consensus they are under.
		#[codec(index = 0)]
		pub static RelayNetwork: Option<NetworkId> = None;
	}
}

/// The values that a benchmark sets; the one with the longest encoding.
#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Network(dynamic_params::network::Parameters::RelayNetwork(
			dynamic_params::network::RelayNetwork,
			Some(Some(NetworkId::ByFork { block_number: u64::MAX, block_hash: [0; 32] })),
		))
	}
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = AsEnsureOriginWithArg<RootOrCouncil>;
	// The pallet's measured weights, which it does not export under another name.
	type WeightInfo = ();
}

/// Blocks in a relay slot, 1 to [`MAX_BLOCKS_PER_RELAY_SLOT`].
pub struct BlockRate;

impl Get<u32> for BlockRate {
	fn get() -> u32 {
		<dynamic_params::blocks::TargetRate as Get<u32>>::get().clamp(1, MAX_BLOCKS_PER_RELAY_SLOT)
	}
}

/// So many minutes in blocks of this chain, at its present rate.
///
/// For what a pallet can only count in its own blocks. When blocks are missing it takes longer,
/// never shorter, so nobody is robbed of time to act.
pub struct Minutes<const N: u32>;

impl<const N: u32> Get<BlockNumber> for Minutes<N> {
	fn get() -> BlockNumber {
		blocks_in(N, BlockRate::get())
	}
}

impl<const N: u32> frame_support::traits::TypedGet for Minutes<N> {
	type Type = BlockNumber;

	fn get() -> BlockNumber {
		<Self as Get<BlockNumber>>::get()
	}
}

parameter_types! {
	/// Length of a session, blocks.
	pub SessionLength: BlockNumber = blocks_in(
		<dynamic_params::blocks::SessionMinutes as Get<u32>>::get()
			.clamp(*SESSION_MINUTES.start(), *SESSION_MINUTES.end()),
		BlockRate::get(),
	);
	/// Plancks of GAS for a second of execution.
	pub PricePerSecond: Balance = <dynamic_params::fees::PerSecond as Get<Balance>>::get()
		.clamp(*PRICE_PER_SECOND.start(), *PRICE_PER_SECOND.end());
	/// Plancks of GAS for a byte of a transaction or message.
	pub PricePerByte: Balance = <dynamic_params::fees::PerByte as Get<Balance>>::get()
		.clamp(*PRICE_PER_BYTE.start(), *PRICE_PER_BYTE.end());
}

impl crate::chain_settings::Config for Runtime {}
