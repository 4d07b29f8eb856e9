// SPDX-License-Identifier: Apache-2.0

//! What can be benchmarked. Our own pallets, and what depends on how this runtime sets it up.

frame_benchmarking::define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[cumulus_pallet_parachain_system, ParachainSystem]
	[cumulus_pallet_weight_reclaim, WeightReclaim]
	[cumulus_pallet_xcmp_queue, XcmpQueue]
	[pallet_assets, Assets]
	[pallet_balances, Balances]
	[pallet_collator_selection, CollatorSelection]
	[pallet_collective, Council]
	[pallet_device_registry, DeviceRegistry]
	[pallet_message_queue, MessageQueue]
	[pallet_multisig, Multisig]
	[pallet_parameters, Parameters]
	[pallet_preimage, Preimage]
	[pallet_proxy, Proxy]
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
