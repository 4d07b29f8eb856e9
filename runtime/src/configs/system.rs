// SPDX-License-Identifier: Apache-2.0

//! The frame of a block: its weight and length, and which calls go through.

use super::{devices, fees, gas, market, parameters::BlockRate};
use crate::{
	constants::{CORE_WEIGHT, GAS_ASSET, SS58_PREFIX},
	AccountId, Balance, Block, Hash, Migrations, Nonce, PalletInfo, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, RuntimeTask, SafeMode, VERSION,
};
use codec::Compact;
use cumulus_pallet_parachain_system::block_weight::{
	DynamicMaxBlockWeightHooks, MaxParachainBlockWeight,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{ConstU16, ConstU32, Contains, Get, InsideBoth},
	weights::{
		constants::{BlockExecutionWeight, ExtrinsicBaseWeight, RocksDbWeight},
		Weight,
	},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::Perbill;
use sp_version::RuntimeVersion;

/// What hooks are reckoned to take of a block before the first transaction.
const AVERAGE_ON_INITIALIZE: Perbill = Perbill::from_percent(5);

/// What ordinary transactions may fill of a block; the rest is for operational ones.
const NORMAL_SHARE: Perbill = Perbill::from_percent(75);

/// The most bytes of a block's extrinsics: 5 MiB, room for the compressed Wasm of an upgrade.
const MAX_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

/// The limits of the block that is being built.
///
/// A block gets its share of the cores that its relay slot has: with 12 blocks on one core a
/// twelfth of it. The first block on a core may take the whole core when one transaction needs it
/// (an upgrade does); then no other block is built on that core. The arithmetic is
/// `cumulus_pallet_parachain_system::block_weight`'s.
fn block_weights() -> BlockWeights {
	let max = MaxParachainBlockWeight::<Runtime, BlockRate>::get();
	let normal = NORMAL_SHARE * max;
	BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(normal);
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(max);
			// Operational transactions have this left when a block is full of ordinary ones.
			weights.reserved = Some(max.saturating_sub(normal));
		})
		.avg_block_initialization(AVERAGE_ON_INITIALIZE)
		// The rate is at most 12, and a twelfth of a core is far above the base weights.
		.build_or_panic()
}

/// The share of a block's weight at the target rate on a single core, as `share` of it.
///
/// For what hooks may use. It does not follow the number of cores or the place of the block on its
/// core, so that what fits in one block fits in every block.
pub fn share_of_block(share: Perbill) -> Weight {
	let blocks = u64::from(BlockRate::get());
	share * CORE_WEIGHT.saturating_div(blocks)
}

parameter_types! {
	/// The weight limits of the block that is being built.
	pub RuntimeBlockWeights: BlockWeights = block_weights();
	/// The length limits of every block.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAX_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |max| *max = NORMAL_SHARE * *max)
		.build();
	/// The version of this runtime.
	pub const Version: RuntimeVersion = VERSION;
}

/// Refuses what would let an account's old key reach into it after the key was rotated: an
/// allowance of an asset, and leave for another chain's origin to act as the account.
pub struct NothingOutlivesAKey;

impl Contains<RuntimeCall> for NothingOutlivesAKey {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Assets(pallet_assets::Call::approve_transfer { .. })
				| RuntimeCall::ForeignAssets(pallet_assets::Call::approve_transfer { .. })
				| RuntimeCall::PolkadotXcm(pallet_xcm::Call::add_authorized_alias { .. })
		)
	}
}

/// Refuses deposits for accounts of GAS. A sufficient asset needs none; and who has paid one could
/// burn GAS with `refund`, past the books.
pub struct GasNeedsNoDeposit;

impl Contains<RuntimeCall> for GasNeedsNoDeposit {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Assets(
				pallet_assets::Call::touch { id: Compact(GAS_ASSET) }
					| pallet_assets::Call::touch_other { id: Compact(GAS_ASSET), .. }
			)
		)
	}
}

/// Calls that go through in safe mode: what a block needs, what governance needs to mend the
/// chain, and what lets people out.
///
/// A call inside another (a batch, a proxy, a multisig) is judged by itself when it is dispatched.
pub struct PassesInSafeMode;

impl Contains<RuntimeCall> for PassesInSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			// What every block begins with.
			RuntimeCall::ParachainSystem(_) | RuntimeCall::Timestamp(_) => true,
			// Governance and recovery.
			RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { .. })
			| RuntimeCall::Parameters(_)
			| RuntimeCall::Sudo(_)
			| RuntimeCall::Council(_)
			| RuntimeCall::TechnicalCommittee(_)
			| RuntimeCall::Preimage(_)
			| RuntimeCall::Scheduler(_)
			| RuntimeCall::Whitelist(_)
			| RuntimeCall::SafeMode(_)
			| RuntimeCall::XcmpQueue(_) => true,
			// Wrappers of other calls, by which accounts of several people act.
			RuntimeCall::Multisig(_) => true,
			RuntimeCall::Utility(
				pallet_utility::Call::batch { .. }
				| pallet_utility::Call::batch_all { .. }
				| pallet_utility::Call::force_batch { .. },
			) => true,
			RuntimeCall::Proxy(
				pallet_proxy::Call::proxy { .. }
				| pallet_proxy::Call::proxy_announced { .. }
				| pallet_proxy::Call::remove_proxy { .. }
				| pallet_proxy::Call::remove_proxies { .. }
				| pallet_proxy::Call::remove_announcement { .. }
				| pallet_proxy::Call::reject_announcement { .. }
				| pallet_proxy::Call::kill_pure { .. },
			) => true,
			// Collators keep their keys current, and leave.
			RuntimeCall::Session(_)
			| RuntimeCall::CollatorSelection(pallet_collator_selection::Call::leave_intent {
				..
			}) => true,
			// What is due to people.
			RuntimeCall::Vesting(
				pallet_vesting::Call::vest { .. } | pallet_vesting::Call::vest_other { .. },
			) => true,
			RuntimeCall::DeviceRegistry(call) => devices::passes_in_safe_mode(call),
			RuntimeCall::ResourceMarket(call) => market::passes_in_safe_mode(call),
			RuntimeCall::Gas(call) => gas::passes_in_safe_mode(call),
			RuntimeCall::FeePayment(call) => fees::passes_in_safe_mode(call),
			RuntimeCall::PolkadotXcm(pallet_xcm::Call::claim_assets { .. }) => true,
			// The price of INT goes on: fees follow it.
			RuntimeCall::Oracle(_) | RuntimeCall::OracleOperators(_) => true,
			_ => false,
		}
	}
}

#[derive_impl(frame_system::config_preludes::ParaChainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = InsideBoth<SafeMode, InsideBoth<NothingOutlivesAKey, GasNeedsNoDeposit>>;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type AccountId = AccountId;
	type Nonce = Nonce;
	type Hash = Hash;
	type Block = Block;
	/// 34 minutes of hashes at two blocks a second: a transaction may be mortal at any rate.
	type BlockHashCount = ConstU32<4096>;
	type DbWeight = RocksDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Self>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Self>;
	type SS58Prefix = ConstU16<SS58_PREFIX>;
	type OnSetCode = cumulus_pallet_parachain_system::ParachainSetCode<Self>;
	type SingleBlockMigrations = Migrations;
	type PreInherents = DynamicMaxBlockWeightHooks<Self, BlockRate>;
}
