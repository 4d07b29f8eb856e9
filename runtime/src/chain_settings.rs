// SPDX-License-Identifier: Apache-2.0

//! # Chain settings
//!
//! What a chain chooses for itself in its first block. The pallet has no calls, and no state but its
//! version: it writes the parameters of `pallet-parameters` and the rates of `pallet-asset-rate`,
//! which have no genesis of their own. Later on governance changes them there.
//!
//! In a chain spec:
//!
//! ```json
//! "chainSettings": { "targetBlockRate": 3, "sessionMinutes": 10 }
//! ```

pub use pallet::*;

/// The pallet.
#[allow(clippy::expect_used)] // The macros expand to code that expects.
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		configs::{
			parameters::{
				dynamic_params::{blocks, fees, network},
				RuntimeParameters, SessionLength, PRICE_PER_BYTE, PRICE_PER_SECOND,
				SESSION_MINUTES,
			},
			xcm::assets::ForeignAssetId,
		},
		constants::MAX_BLOCKS_PER_RELAY_SLOT,
		Balance, BlockNumber,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::dynamic_params::AggregatedKeyValue};
	use sp_runtime::FixedU128;
	use xcm::latest::NetworkId;

	/// The pallet needs the parameters of this runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config
		+ pallet_asset_rate::Config<AssetKind = ForeignAssetId>
		+ pallet_parameters::Config<RuntimeParameters = RuntimeParameters>
	{
	}

	/// What the state of this version looks like. Each migration of the chain's own makes it one
	/// more.
	pub const STATE_VERSION: u16 = if cfg!(feature = "rehearsal") { 1 } else { 0 };

	/// The same, as the SDK stores it.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(STATE_VERSION);

	/// Writes parameters at genesis.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What clients read without asking the state.
	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// What this runtime takes the state to look like. The state says the same under the
		/// pallet's storage version, once the migration to it has run.
		#[pallet::constant_name(StateVersion)]
		fn state_version() -> u16 {
			STATE_VERSION
		}

		/// Length of a session, blocks: one ends with each block whose number it divides.
		#[pallet::constant_name(SessionLength)]
		fn session_length() -> BlockNumber {
			SessionLength::get()
		}
	}

	/// What differs from the defaults of `configs::parameters`.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Blocks in a relay slot of six seconds: 1 to 12.
		pub target_block_rate: Option<u32>,
		/// Length of a session in minutes.
		pub session_minutes: Option<u32>,
		/// Plancks of GAS for a second of execution.
		pub price_per_second: Option<Balance>,
		/// Plancks of GAS for a byte of a transaction.
		pub price_per_byte: Option<Balance>,
		/// The relay chain, by its name or genesis hash.
		pub relay_network: Option<NetworkId>,
		/// Assets of other chains that pay fees of messages, and how many plancks of GAS a planck
		/// of each stands for.
		pub fee_assets: Vec<(ForeignAssetId, FixedU128)>,
		/// Nothing.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Some(rate) = self.target_block_rate {
				assert!(
					(1..=MAX_BLOCKS_PER_RELAY_SLOT).contains(&rate),
					"genesis: targetBlockRate is 1 to {MAX_BLOCKS_PER_RELAY_SLOT}",
				);
				set::<T>(RuntimeParameters::Blocks(blocks::Parameters::TargetRate(
					blocks::TargetRate,
					Some(rate),
				)));
			}
			if let Some(minutes) = self.session_minutes {
				assert!(
					SESSION_MINUTES.contains(&minutes),
					"genesis: sessionMinutes is {SESSION_MINUTES:?}",
				);
				set::<T>(RuntimeParameters::Blocks(blocks::Parameters::SessionMinutes(
					blocks::SessionMinutes,
					Some(minutes),
				)));
			}
			if let Some(price) = self.price_per_second {
				assert!(
					PRICE_PER_SECOND.contains(&price),
					"genesis: pricePerSecond is {PRICE_PER_SECOND:?} plancks",
				);
				set::<T>(RuntimeParameters::Fees(fees::Parameters::PerSecond(
					fees::PerSecond,
					Some(price),
				)));
			}
			if let Some(price) = self.price_per_byte {
				assert!(
					PRICE_PER_BYTE.contains(&price),
					"genesis: pricePerByte is {PRICE_PER_BYTE:?} plancks",
				);
				set::<T>(RuntimeParameters::Fees(fees::Parameters::PerByte(
					fees::PerByte,
					Some(price),
				)));
			}
			if let Some(relay) = self.relay_network {
				set::<T>(RuntimeParameters::Network(network::Parameters::RelayNetwork(
					network::RelayNetwork,
					Some(Some(relay)),
				)));
			}
			for (asset, rate) in &self.fee_assets {
				assert!(!rate.is_zero(), "genesis: a rate in feeAssets is more than nothing");
				pallet_asset_rate::ConversionRateToNative::<T>::insert(asset, rate);
			}
		}
	}

	fn set<T: Config>(parameter: RuntimeParameters) {
		let (key, value) = parameter.into_parts();
		pallet_parameters::Parameters::<T>::set(key, value);
	}
}
