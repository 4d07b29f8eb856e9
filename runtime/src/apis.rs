// SPDX-License-Identifier: Apache-2.0

//! What collators, wallets and tools may ask of the runtime.

// The macro writes items without docs, and the functions that the host calls.
#![allow(missing_docs, unsafe_code)]
// A benchmark or a dry run of an upgrade that fails has to stop.
#![cfg_attr(
	any(feature = "try-runtime", feature = "runtime-benchmarks"),
	allow(clippy::expect_used, clippy::unwrap_used)
)]

use crate::{
	configs::{
		parachain::ConsensusHook,
		xcm::{fees::Payment, LocationToAccountId, XcmConfig, XcmRouter},
	},
	constants::RELAY_PARENT_OFFSET,
	construct, genesis_presets, tx_extension, AccountId, AuraId, Balance, Block, BlockNumber,
	BlockRate, DeviceRegistry, Executive, FeePayment, Gas, Nonce, OriginCaller, ParachainInfo,
	ParachainSystem, PolkadotXcm, ResourceMarket, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeGenesisConfig, SessionKeys, System, TransactionPayment, VERSION,
};
use alloc::vec::Vec;
use cumulus_primitives_core::{ParaId, RelayProofRequest, VerifySchedulingSignature};
use frame_support::{
	dispatch::{DispatchInfo, GetDispatchInfo},
	genesis_builder_helper::{build_state, get_preset},
	traits::Get,
	view_functions::{ViewFunctionDispatchError, ViewFunctionId},
	weights::Weight,
};
use int_primitives::{signed::Challenge, Digest};
use pallet_device_registry::{ChallengeVerdict, DeviceInfo, DevicePage, Genuineness, KeyRecord};
use pallet_fee_payment::{FeeQuote, Kinds, PotInfo, UsageInfo};
use pallet_gas::{AuctionInfo, BidInfo, GasParameters, GasStatus, Quote, RedemptionInfo, Refusal};
use pallet_resource_market::{
	AgreementId, AgreementInfo, AgreementPage, AllowProof, AuctionId,
	AuctionInfo as MarketAuctionInfo, Kind, ListingId, ListingInfo, ListingPage, Place,
	PlaceCursor, PolicyId, PolicyInfo, PolicyPage, PolicyPreview, Preview, Reputation, Request,
	Revision, TermsInfo,
};
use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};
use sp_api::impl_runtime_apis;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_runtime::{
	generic::Era,
	traits::{Block as BlockT, TransactionExtension},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, ExtrinsicInclusionMode, MultiSignature,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;
use xcm::{
	Version as XcmVersion, VersionedAsset, VersionedAssetId, VersionedAssets, VersionedLocation,
	VersionedXcm,
};
use xcm_runtime_apis::{
	authorized_aliases::{Error as AliasError, OriginAliaser},
	conversions::{Error as ConversionError, LocationToAccountHelper},
	dry_run::{CallDryRunEffects, Error as DryRunError, XcmDryRunEffects},
	fees::Error as FeeError,
	trusted_query::XcmTrustedQueryResult,
};

/// What a call weighs in a transaction that expires, with all that is checked of it: more than the
/// call itself, if that is a small one. (The SDK's `query_call_info` leaves the checks out.)
pub(crate) fn in_a_transaction(call: &RuntimeCall, tip: Balance) -> DispatchInfo {
	let mut info = call.get_dispatch_info();
	info.extension_weight = tx_extension(Era::mortal(64, 0), 0, tip).weight(call);
	info
}

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(
			data: sp_inherents::InherentData,
		) -> Vec<<Block as BlockT>::Extrinsic> {
			construct::create_inherents(&data)
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			construct::check_inherents(&data, &block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(crate::Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl cumulus_primitives_aura::AuraUnincludedSegmentApi<Block> for Runtime {
		fn can_build_upon(
			included_hash: <Block as BlockT>::Hash,
			slot: cumulus_primitives_aura::Slot,
		) -> bool {
			ConsensusHook::can_build_upon(included_hash, slot)
		}
	}

	impl cumulus_primitives_core::RelayParentOffsetApi<Block> for Runtime {
		fn relay_parent_offset() -> u32 {
			RELAY_PARENT_OFFSET
		}

		fn max_claim_queue_offset() -> u8 {
			ParachainSystem::max_claim_queue_offset()
		}
	}

	impl cumulus_primitives_core::SchedulingV3EnabledApi<Block> for Runtime {
		fn scheduling_v3_enabled() -> bool {
			type Verifier =
				<Runtime as cumulus_pallet_parachain_system::Config>::SchedulingSignatureVerifier;
			Verifier::V3_SCHEDULING_ENABLED
		}
	}

	impl cumulus_primitives_core::TargetBlockRate<Block> for Runtime {
		fn target_block_rate() -> u32 {
			BlockRate::get()
		}
	}

	impl cumulus_primitives_core::GetParachainInfo<Block> for Runtime {
		fn parachain_id() -> ParaId {
			ParachainInfo::parachain_id()
		}
	}

	impl cumulus_primitives_core::CollectCollationInfo<Block> for Runtime {
		fn collect_collation_info(
			header: &<Block as BlockT>::Header,
		) -> cumulus_primitives_core::CollationInfo {
			ParachainSystem::collect_collation_info(header)
		}
	}

	impl cumulus_primitives_core::KeyToIncludeInRelayProof<Block> for Runtime {
		fn keys_to_prove() -> RelayProofRequest {
			RelayProofRequest::default()
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> RuntimeDispatchInfo<Balance> {
			FeePayment::dispatch_info_in_int(TransactionPayment::query_info(uxt, len))
		}

		fn query_fee_details(uxt: <Block as BlockT>::Extrinsic, len: u32) -> FeeDetails<Balance> {
			FeePayment::fee_details_in_int(TransactionPayment::query_fee_details(uxt, len))
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			FeePayment::int_for_gas(TransactionPayment::weight_to_fee(weight))
		}

		fn query_length_to_fee(length: u32) -> Balance {
			FeePayment::int_for_gas(TransactionPayment::length_to_fee(length))
		}
	}

	impl
		pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
			Block,
			Balance,
			RuntimeCall,
		> for Runtime
	{
		fn query_call_info(call: RuntimeCall, len: u32) -> RuntimeDispatchInfo<Balance> {
			let info = in_a_transaction(&call, 0);
			FeePayment::dispatch_info_in_int(RuntimeDispatchInfo {
				weight: info.total_weight(),
				class: info.class,
				partial_fee: TransactionPayment::compute_fee(len, &info, 0),
			})
		}

		fn query_call_fee_details(call: RuntimeCall, len: u32) -> FeeDetails<Balance> {
			let info = in_a_transaction(&call, 0);
			FeePayment::fee_details_in_int(TransactionPayment::compute_fee_details(len, &info, 0))
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			FeePayment::int_for_gas(TransactionPayment::weight_to_fee(weight))
		}

		fn query_length_to_fee(length: u32) -> Balance {
			FeePayment::int_for_gas(TransactionPayment::length_to_fee(length))
		}
	}

	impl pallet_fee_payment::runtime_api::FeePaymentApi<Block, RuntimeCall> for Runtime {
		fn payer(signer: AccountId, call: RuntimeCall, length: u32, tip: Balance) -> FeeQuote {
			FeePayment::quote(&signer, &call, &in_a_transaction(&call, tip), length, tip)
		}

		fn pot(fleet: u32) -> Option<PotInfo> {
			FeePayment::pot(fleet)
		}

		fn usage(fleet: u32, device: AccountId) -> Option<UsageInfo> {
			FeePayment::usage(fleet, device)
		}

		fn kinds() -> Kinds {
			FeePayment::kinds()
		}
	}

	impl pallet_gas::runtime_api::GasApi<Block> for Runtime {
		fn status() -> GasStatus {
			Gas::status()
		}

		fn auction() -> Option<AuctionInfo> {
			Gas::auction()
		}

		fn bids_of(who: AccountId) -> Vec<BidInfo> {
			Gas::bids_of(who)
		}

		fn quote_purchase(gas: Balance) -> Result<Quote, Refusal> {
			Gas::quote_purchase(gas)
		}

		fn quote_redemption(gas: Balance) -> Result<Quote, Refusal> {
			Gas::quote_redemption(gas)
		}

		fn redemptions_of(who: AccountId) -> Vec<RedemptionInfo> {
			Gas::redemptions_of(who)
		}

		fn parameters() -> GasParameters {
			Gas::parameters()
		}
	}

	impl pallet_resource_market::runtime_api::ResourceMarketApi<Block> for Runtime {
		fn listing(listing: ListingId) -> Option<ListingInfo> {
			ResourceMarket::listing(listing)
		}

		fn terms(listing: ListingId, revision: Revision) -> Option<TermsInfo> {
			ResourceMarket::terms(listing, revision)
		}

		fn listings_at(
			kind: Kind,
			prefix: Vec<u8>,
			cursor: Option<PlaceCursor>,
			limit: u32,
		) -> ListingPage<PlaceCursor> {
			ResourceMarket::listings_at(kind, prefix, cursor, limit)
		}

		fn listings_of(
			seller: AccountId,
			cursor: Option<ListingId>,
			limit: u32,
		) -> ListingPage<ListingId> {
			ResourceMarket::listings_of(seller, cursor, limit)
		}

		fn preview(buyer: AccountId, listing: ListingId, request: Request) -> Preview {
			ResourceMarket::preview(buyer, listing, request)
		}

		fn agreement(agreement: AgreementId) -> Option<AgreementInfo> {
			ResourceMarket::agreement(agreement)
		}

		fn agreements_of(
			party: AccountId,
			cursor: Option<AgreementId>,
			limit: u32,
		) -> AgreementPage {
			ResourceMarket::agreements_of(party, cursor, limit)
		}

		fn auction(auction: AuctionId) -> Option<MarketAuctionInfo> {
			ResourceMarket::auction(auction)
		}

		fn reputation_of(who: AccountId) -> Reputation {
			ResourceMarket::reputation_of(who)
		}

		fn policy(policy: PolicyId) -> Option<PolicyInfo> {
			ResourceMarket::policy(policy)
		}

		fn policies_for(
			kind: Kind,
			place: Option<Place>,
			cursor: Option<PolicyId>,
			limit: u32,
		) -> PolicyPage {
			ResourceMarket::policies_for(kind, place, cursor, limit)
		}

		fn policies_of(buyer: AccountId, cursor: Option<PolicyId>, limit: u32) -> PolicyPage {
			ResourceMarket::policies_of(buyer, cursor, limit)
		}

		fn preview_policy(
			executor: AccountId,
			policy: PolicyId,
			listing: ListingId,
			allow: Option<AllowProof>,
		) -> PolicyPreview {
			ResourceMarket::preview_policy(executor, policy, listing, allow)
		}
	}

	impl xcm_runtime_apis::fees::XcmPaymentApi<Block> for Runtime {
		fn query_acceptable_payment_assets(
			xcm_version: XcmVersion,
		) -> Result<Vec<VersionedAssetId>, FeeError> {
			let acceptable = Payment::all().iter().map(Payment::id).collect();
			PolkadotXcm::query_acceptable_payment_assets(xcm_version, acceptable)
		}

		fn query_weight_to_asset_fee(
			weight: Weight,
			asset: VersionedAssetId,
		) -> Result<u128, FeeError> {
			type Trader = <XcmConfig as xcm_executor::Config>::Trader;
			PolkadotXcm::query_weight_to_asset_fee::<Trader>(weight, asset)
		}

		fn query_xcm_weight(message: VersionedXcm<()>) -> Result<Weight, FeeError> {
			PolkadotXcm::query_xcm_weight(message)
		}

		fn query_delivery_fees(
			destination: VersionedLocation,
			message: VersionedXcm<()>,
			asset_id: VersionedAssetId,
		) -> Result<VersionedAssets, FeeError> {
			type Exchanger = <XcmConfig as xcm_executor::Config>::AssetExchanger;
			PolkadotXcm::query_delivery_fees::<Exchanger>(destination, message, asset_id)
		}
	}

	impl xcm_runtime_apis::dry_run::DryRunApi<Block, RuntimeCall, RuntimeEvent, OriginCaller>
		for Runtime
	{
		fn dry_run_call(
			origin: OriginCaller,
			call: RuntimeCall,
			result_xcms_version: XcmVersion,
		) -> Result<CallDryRunEffects<RuntimeEvent>, DryRunError> {
			PolkadotXcm::dry_run_call::<Runtime, XcmRouter, OriginCaller, RuntimeCall>(
				origin,
				call,
				result_xcms_version,
			)
		}

		fn dry_run_xcm(
			origin_location: VersionedLocation,
			xcm: VersionedXcm<RuntimeCall>,
		) -> Result<XcmDryRunEffects<RuntimeEvent>, DryRunError> {
			PolkadotXcm::dry_run_xcm::<XcmRouter>(origin_location, xcm)
		}
	}

	impl xcm_runtime_apis::conversions::LocationToAccountApi<Block, AccountId> for Runtime {
		fn convert_location(location: VersionedLocation) -> Result<AccountId, ConversionError> {
			LocationToAccountHelper::<AccountId, LocationToAccountId>::convert_location(location)
		}
	}

	impl xcm_runtime_apis::trusted_query::TrustedQueryApi<Block> for Runtime {
		fn is_trusted_reserve(
			asset: VersionedAsset,
			location: VersionedLocation,
		) -> XcmTrustedQueryResult {
			PolkadotXcm::is_trusted_reserve(asset, location)
		}

		fn is_trusted_teleporter(
			asset: VersionedAsset,
			location: VersionedLocation,
		) -> XcmTrustedQueryResult {
			PolkadotXcm::is_trusted_teleporter(asset, location)
		}
	}

	impl xcm_runtime_apis::authorized_aliases::AuthorizedAliasersApi<Block> for Runtime {
		fn authorized_aliasers(
			target: VersionedLocation,
		) -> Result<Vec<OriginAliaser>, AliasError> {
			PolkadotXcm::authorized_aliasers(target)
		}

		fn is_authorized_alias(
			origin: VersionedLocation,
			target: VersionedLocation,
		) -> Result<bool, AliasError> {
			PolkadotXcm::is_authorized_alias(origin, target)
		}
	}

	impl pallet_device_registry::runtime_api::DeviceRegistryApi<Block, BlockNumber> for Runtime {
		fn device(device: AccountId) -> Option<DeviceInfo<BlockNumber>> {
			DeviceRegistry::device(device)
		}

		fn device_by_code(code: Digest) -> Option<DeviceInfo<BlockNumber>> {
			DeviceRegistry::device_by_code(code)
		}

		fn devices_of(
			owner: AccountId,
			cursor: Option<AccountId>,
			limit: u32,
		) -> DevicePage<BlockNumber> {
			DeviceRegistry::devices_of(owner, cursor, limit)
		}

		fn verify_challenge(answer: Challenge, signature: MultiSignature) -> ChallengeVerdict {
			DeviceRegistry::verify_challenge(answer, signature)
		}

		fn genuine(code: Digest) -> Genuineness<BlockNumber> {
			DeviceRegistry::genuine(code)
		}

		fn key_history(device: AccountId, from: u32) -> Vec<KeyRecord<BlockNumber>> {
			DeviceRegistry::key_history(device, from)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, &genesis_presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis_presets::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			use crate::{
				AllPalletsWithSystem, AssetRate, Assets, Balances, CollatorSelection, Council, MessageQueue,
				Multisig, OracleOperators, Parameters, PgasAllowance, Preimage, Proxy, SafeMode,
				Scheduler, Sudo, Timestamp, Utility, Vesting, WeightReclaim, Whitelist, XcmpQueue,
			};
			use cumulus_pallet_session_benchmarking::Pallet as SessionBench;
			use frame_benchmarking::BenchmarkList;
			use frame_support::traits::StorageInfoTrait;
			use frame_system_benchmarking::{
				extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
			};

			let mut list = Vec::<BenchmarkList>::new();
			list_benchmarks!(list, extra);
			(list, AllPalletsWithSystem::storage_info())
		}

		#[allow(non_local_definitions)]
		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			use crate::{
				AllPalletsWithSystem, AssetRate, Assets, Balances, CollatorSelection, Council, MessageQueue,
				Multisig, OracleOperators, Parameters, PgasAllowance, Preimage, Proxy, SafeMode,
				Scheduler, Sudo, Timestamp, Utility, Vesting, WeightReclaim, Whitelist, XcmpQueue,
			};
			use codec::Encode;
			use cumulus_pallet_session_benchmarking::Pallet as SessionBench;
			use frame_benchmarking::{BenchmarkBatch, BenchmarkError};
			use frame_support::traits::{TrackedStorageKey, WhitelistedStorageKeys};
			use frame_system_benchmarking::{
				extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
			};

			impl frame_system_benchmarking::Config for Runtime {
				fn setup_set_code_requirements(code: &Vec<u8>) -> Result<(), BenchmarkError> {
					let length = u32::try_from(code.len()).map_err(|_| "the code is too long")?;
					ParachainSystem::initialize_for_set_code_benchmark(length);
					Ok(())
				}

				fn verify_set_code() {
					System::assert_last_event(
						cumulus_pallet_parachain_system::Event::<Runtime>::ValidationFunctionStored
							.into(),
					);
				}
			}
			impl cumulus_pallet_session_benchmarking::Config for Runtime {
				fn generate_session_keys_and_proof(owner: AccountId) -> (SessionKeys, Vec<u8>) {
					let generated = SessionKeys::generate(&owner.encode(), None);
					(generated.keys, generated.proof.encode())
				}
			}
			impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

			let whitelist: Vec<TrackedStorageKey> =
				AllPalletsWithSystem::whitelisted_storage_keys();
			let mut batches = Vec::<BenchmarkBatch>::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade fails");
			(weight, crate::configs::system::RuntimeBlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("the block fails")
		}
	}
}
