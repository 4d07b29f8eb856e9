// SPDX-License-Identifier: Apache-2.0

//! What can be benchmarked. Our own pallets, and what depends on how this runtime sets it up.

frame_benchmarking::define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[cumulus_pallet_parachain_system, ParachainSystem]
	[cumulus_pallet_weight_reclaim, WeightReclaim]
	[cumulus_pallet_xcmp_queue, XcmpQueue]
	[pallet_asset_rate, AssetRate]
	[pallet_assets, Assets]
	[pallet_balances, Balances]
	[pallet_collator_selection, CollatorSelection]
	[pallet_collective, Council]
	[pallet_device_registry, DeviceRegistry]
	[pallet_fee_payment, FeePayment]
	[pallet_gas, Gas]
	[pallet_membership, OracleOperators]
	[pallet_message_queue, MessageQueue]
	[pallet_multisig, Multisig]
	[pallet_parameters, Parameters]
	[pallet_pgas_allowance, PgasAllowance]
	[pallet_preimage, Preimage]
	[pallet_proxy, Proxy]
	[pallet_resource_market, ResourceMarket]
	[pallet_safe_mode, SafeMode]
	[pallet_scheduler, Scheduler]
	[pallet_session, SessionBench::<Runtime>]
	[pallet_sudo, Sudo]
	[pallet_timestamp, Timestamp]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_utility, Utility]
	[pallet_vesting, Vesting]
	[pallet_whitelist, Whitelist]
);

use crate::{
	configs::{gas::Feed, xcm::assets::ForeignAssetId},
	AccountId, AssetId, Assets, Balance, Balances, Runtime, RuntimeCall, Timestamp,
};
use alloc::{boxed::Box, vec};
use frame_support::{
	traits::{fungible, fungibles, Get},
	BoundedVec,
};
use pallet_device_registry::benchmarking::{active_device, new_fleet};
use pallet_gas::{price::Accumulator, GasParameters, Price};
use xcm::latest::prelude::Parachain;

/// Prices to feed, and prices that were fed.
pub struct Prices;

impl<Most: Get<u32>> pallet_oracle::BenchmarkHelper<Feed, Price, Most> for Prices {
	fn get_currency_id_value_pairs() -> BoundedVec<(Feed, Price), Most> {
		BoundedVec::truncate_from(vec![(Feed::IntUsd, Price::from_u32(1)); 2])
	}
}

/// Assets that other parachains have, by number.
pub struct ForeignLocations;

impl pallet_assets::BenchmarkHelper<ForeignAssetId, ()> for ForeignLocations {
	fn create_asset_id_parameter(id: u32) -> ForeignAssetId {
		ForeignAssetId::new(1, [Parachain(id)])
	}
	fn create_reserve_id_parameter(_: u32) {}
}

impl pallet_asset_rate::AssetKindFactory<ForeignAssetId> for ForeignLocations {
	fn create_asset_kind(seed: u32) -> ForeignAssetId {
		ForeignAssetId::new(1, [Parachain(seed)])
	}
}

/// GAS out of nothing, for who pays a fee.
pub struct MintGas;

impl pallet_pgas_allowance::BenchmarkHelperTrait<AccountId, AssetId, Balance> for MintGas {
	fn mint_pgas(who: &AccountId, asset: AssetId, amount: Balance) {
		let minted = <Assets as fungibles::Mutate<AccountId>>::mint_into(asset, who, amount);
		assert!(minted.is_ok());
	}
}

/// Devices whose fees a pot pays.
pub struct SponsoredDevices;

impl pallet_fee_payment::BenchmarkHelper<RuntimeCall> for SponsoredDevices {
	fn give_int(who: &AccountId, amount: Balance) {
		<Balances as fungible::Mutate<AccountId>>::set_balance(who, amount);
	}

	fn set_price() {
		let rules = GasParameters::default();
		pallet_gas::Prices::<Runtime>::put(Accumulator::holding(Price::from_u32(1), 0, &rules));
	}

	fn fleet(owner: &AccountId) -> u32 {
		new_fleet::<Runtime>(owner)
	}

	fn device(owner: &AccountId, fleet: u32) -> (AccountId, AccountId) {
		active_device::<Runtime>(owner, fleet)
	}

	fn as_device(device: &AccountId) -> RuntimeCall {
		let readings = frame_system::Call::remark_with_event { remark: vec![0; 32] };
		pallet_device_registry::Call::as_device {
			device: device.clone(),
			call: Box::new(readings.into()),
		}
		.into()
	}

	fn wait(time: u64) {
		let now = pallet_timestamp::Now::<Runtime>::get();
		Timestamp::set_timestamp(now.saturating_add(time));
	}
}
