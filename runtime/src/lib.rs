// SPDX-License-Identifier: Apache-2.0

//! # The runtime of the INT chain and of every fleet chain
//!
//! One Wasm for all of them: what differs from chain to chain is set at genesis (`chain_settings`)
//! and changed by governance later.
//!
//! Where to find what:
//!
//! * `configs/`: how each pallet is set up, one file a concern;
//! * [`constants`]: what the Wasm fixes: units, deposits, bounds of a block;
//! * [`genesis_presets`]: the chains `development` and `local_testnet`;
//! * [`apis`]: what collators, wallets and tools may ask;
//! * `weights/`: weights that are not a pallet's own.

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
#[macro_use]
mod benches;

pub mod apis;
mod chain_settings;
mod configs;
pub mod constants;
pub mod genesis_presets;
#[cfg(feature = "rehearsal")]
mod rehearsal;
mod weights;

#[cfg(test)]
mod tests;

use alloc::borrow::Cow;
use cumulus_pallet_parachain_system::block_weight::DynamicMaxBlockWeight;
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use apis::{RuntimeApi, RUNTIME_API_VERSIONS};
pub use configs::{
	accounts::ProxyType,
	consensus::SessionKeys,
	parameters::{
		dynamic_params, BlockRate, RuntimeParameters, RuntimeParametersKey, RuntimeParametersValue,
	},
	xcm::{
		assets::{ForeignAssetId, ForeignInstance, GasLocation},
		fees::Payment,
		LocationToAccountId,
	},
};
pub use construct::*;
pub use pallet_resource_market::matcher::KEY_TYPE as MATCHER_KEY_TYPE;
pub use sp_consensus_aura::sr25519::AuthorityId as AuraId;
#[cfg(feature = "std")]
pub use wasm::{WASM_BINARY, WASM_BINARY_BLOATY, WASM_BINARY_PATH};

/// The version of this runtime.
///
/// `spec_version` grows with every change of what a block does, `transaction_version` with every
/// change of what is signed.
#[cfg(not(feature = "rehearsal"))]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("int"),
	impl_name: Cow::Borrowed("int"),
	authoring_version: 1,
	spec_version: 1_000,
	impl_version: 0,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// What is signed with: sr25519, ed25519 or ecdsa, the last with either way to make an address.
pub type Signature = MultiSignature;
/// An account: 32 bytes.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// Plancks of INT or GAS.
pub type Balance = u128;
/// The number of an asset; GAS is [`constants::GAS_ASSET`].
pub type AssetId = u32;
/// How many transactions an account has signed.
pub type Nonce = u32;
/// A BLAKE2b hash, 32 bytes.
pub type Hash = sp_core::H256;
/// The number of a block.
pub type BlockNumber = u32;
/// How a transaction names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// A block's header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A block with its justification.
pub type SignedBlock = generic::SignedBlock<Block>;
/// A block by number or hash.
pub type BlockId = generic::BlockId<Block>;

/// What is checked of a transaction, in this order, before its call is dispatched.
///
/// Outermost, [`DynamicMaxBlockWeight`] lets a transaction that needs it have the whole core;
/// inside it the unused part of what was reckoned for proof is given back. Both encode to nothing,
/// as `RefuseRotatedKey` does. `MortalDevices` passes for the `CheckMortality` that it wraps, and
/// `PayFee` for `ChargeTransactionPayment`.
pub type TxExtension = DynamicMaxBlockWeight<
	Runtime,
	cumulus_pallet_weight_reclaim::StorageWeightReclaim<
		Runtime,
		(
			frame_system::AuthorizeCall<Runtime>,
			frame_system::CheckNonZeroSender<Runtime>,
			frame_system::CheckSpecVersion<Runtime>,
			frame_system::CheckTxVersion<Runtime>,
			frame_system::CheckGenesis<Runtime>,
			pallet_device_registry::extension::MortalDevices<Runtime>,
			frame_system::CheckNonce<Runtime>,
			frame_system::CheckWeight<Runtime>,
			pallet_device_registry::extension::RefuseRotatedKey<Runtime>,
			pallet_fee_payment::PayFee<Runtime>,
			frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
		),
	>,
	BlockRate,
>;

/// The extensions of a transaction as a wallet fills them in: how long it lives, the signer's nonce,
/// and a tip in plancks of INT; without the hash of the metadata.
pub fn tx_extension(era: generic::Era, nonce: Nonce, tip: Balance) -> TxExtension {
	DynamicMaxBlockWeight::new(cumulus_pallet_weight_reclaim::StorageWeightReclaim::new((
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		pallet_device_registry::extension::MortalDevices::from(era),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_device_registry::extension::RefuseRotatedKey::new(),
		pallet_fee_payment::PayFee::from(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	)))
}

/// A transaction or inherent, as it comes in.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

#[cfg(feature = "rehearsal")]
pub use rehearsal::VERSION;

/// What an upgrade to this version has to change in the state: nothing, it is the first.
#[cfg(not(feature = "rehearsal"))]
pub type Migrations = ();
#[cfg(feature = "rehearsal")]
pub use rehearsal::Migrations;

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Types of blocks whose transactions stay bytes, for nodes that need not understand them.
pub mod opaque {
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A block's header.
	pub type Header = super::Header;
	/// A block.
	pub type Block = sp_runtime::generic::Block<Header, UncheckedExtrinsic>;
	/// A block by number or hash.
	pub type BlockId = sp_runtime::generic::BlockId<Block>;
}

/// The Wasm, and where it lies.
#[cfg(feature = "std")]
#[allow(missing_docs)]
mod wasm {
	include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}

/// The Wasm with benchmarks, where the build was asked for it (`INT_WASM_BENCHMARKS=1`).
#[cfg(feature = "std")]
#[allow(missing_docs)]
pub mod wasm_with_benchmarks {
	include!(concat!(env!("OUT_DIR"), "/int_runtime_benchmarks.rs"));
}

/// The runtime, put together.
///
/// Indices have gaps by concern. 65 and up are for what is to come: chaincode, DAG anchor, parallel chains. An index is part of every stored call and signed
/// transaction and is never used again for another pallet.
#[allow(missing_docs)]
mod construct {
	use super::{Block, UncheckedExtrinsic};
	use alloc::vec::Vec;
	use sp_inherents::{CheckInherentsResult, InherentData};
	use sp_runtime::traits::Block as BlockT;

	#[frame_support::runtime]
	mod runtime {
		#[runtime::runtime]
		#[runtime::derive(
			RuntimeCall,
			RuntimeEvent,
			RuntimeError,
			RuntimeOrigin,
			RuntimeFreezeReason,
			RuntimeHoldReason,
			RuntimeSlashReason,
			RuntimeLockId,
			RuntimeTask,
			RuntimeViewFunction
		)]
		pub struct Runtime;

		// The chain itself.
		#[runtime::pallet_index(0)]
		pub type System = frame_system;
		#[runtime::pallet_index(1)]
		pub type ParachainSystem = cumulus_pallet_parachain_system;
		#[runtime::pallet_index(2)]
		pub type Timestamp = pallet_timestamp;
		#[runtime::pallet_index(3)]
		pub type ParachainInfo = parachain_info;
		#[runtime::pallet_index(4)]
		pub type WeightReclaim = cumulus_pallet_weight_reclaim;
		#[runtime::pallet_index(5)]
		pub type Parameters = pallet_parameters;
		#[runtime::pallet_index(6)]
		pub type ChainSettings = crate::chain_settings;

		// Money.
		#[runtime::pallet_index(10)]
		pub type Balances = pallet_balances;
		#[runtime::pallet_index(11)]
		pub type TransactionPayment = pallet_transaction_payment;
		#[runtime::pallet_index(12)]
		pub type Assets = pallet_assets;
		#[runtime::pallet_index(13)]
		pub type AssetsHolder = pallet_assets_holder;
		#[runtime::pallet_index(14)]
		pub type Vesting = pallet_vesting;
		#[runtime::pallet_index(15)]
		pub type PgasAllowance = pallet_pgas_allowance;
		#[runtime::pallet_index(16)]
		pub type FeePayment = pallet_fee_payment;
		#[runtime::pallet_index(17)]
		pub type ForeignAssets = pallet_assets<Instance1>;
		#[runtime::pallet_index(18)]
		pub type AssetRate = pallet_asset_rate;

		// Governance.
		#[runtime::pallet_index(20)]
		pub type Sudo = pallet_sudo;
		#[runtime::pallet_index(21)]
		pub type Council = pallet_collective<Instance1>;
		#[runtime::pallet_index(22)]
		pub type TechnicalCommittee = pallet_collective<Instance2>;
		#[runtime::pallet_index(23)]
		pub type Preimage = pallet_preimage;
		#[runtime::pallet_index(24)]
		pub type Scheduler = pallet_scheduler;
		#[runtime::pallet_index(25)]
		pub type Whitelist = pallet_whitelist;
		#[runtime::pallet_index(26)]
		pub type SafeMode = pallet_safe_mode;

		// Accounts.
		#[runtime::pallet_index(30)]
		pub type Utility = pallet_utility;
		#[runtime::pallet_index(31)]
		pub type Proxy = pallet_proxy;
		#[runtime::pallet_index(32)]
		pub type Multisig = pallet_multisig;

		// Consensus. Sessions change authors between the first and the last of these: the order
		// stays.
		#[runtime::pallet_index(40)]
		pub type Authorship = pallet_authorship;
		#[runtime::pallet_index(41)]
		pub type CollatorSelection = pallet_collator_selection;
		#[runtime::pallet_index(42)]
		pub type Session = pallet_session;
		#[runtime::pallet_index(43)]
		pub type Aura = pallet_aura;
		#[runtime::pallet_index(44)]
		pub type AuraExt = cumulus_pallet_aura_ext;

		// Messages.
		#[runtime::pallet_index(50)]
		pub type XcmpQueue = cumulus_pallet_xcmp_queue;
		#[runtime::pallet_index(51)]
		pub type PolkadotXcm = pallet_xcm;
		#[runtime::pallet_index(52)]
		pub type CumulusXcm = cumulus_pallet_xcm;
		#[runtime::pallet_index(53)]
		pub type MessageQueue = pallet_message_queue;

		// Devices.
		#[runtime::pallet_index(60)]
		pub type DeviceRegistry = pallet_device_registry;

		#[runtime::pallet_index(61)]
		pub type ResourceMarket = pallet_resource_market;

		// GAS, and the price of INT. Operators stand before the oracle that asks for them.
		#[runtime::pallet_index(62)]
		pub type OracleOperators = pallet_membership;
		#[runtime::pallet_index(63)]
		pub type Oracle = pallet_oracle;
		#[runtime::pallet_index(64)]
		pub type Gas = pallet_gas;
	}

	/// The inherents of a block. (The trait that makes them is private to this module.)
	pub(crate) fn create_inherents(data: &InherentData) -> Vec<UncheckedExtrinsic> {
		data.create_extrinsics()
	}

	/// Checks the inherents of a block.
	pub(crate) fn check_inherents(
		data: &InherentData,
		block: &<Block as BlockT>::LazyBlock,
	) -> CheckInherentsResult {
		data.check_extrinsics(block)
	}
}

/// What validators of the relay chain call to check a block.
#[allow(unsafe_code)]
mod validation {
	cumulus_pallet_parachain_system::register_validate_block! {
		Runtime = crate::Runtime,
		BlockExecutor = cumulus_pallet_aura_ext::BlockExecutor::<crate::Runtime, crate::Executive>,
	}
}
