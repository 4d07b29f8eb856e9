// SPDX-License-Identifier: Apache-2.0

//! Messages between chains: who is who, what is let in, what it costs.
//!
//! INT and GAS are ours and leave by reserve transfer. The relay chain's token and registered assets
//! of other parachains come in by reserve transfer from where they are at home. Nothing is
//! teleported. The relay chain executes without paying, but has no more power here than any other
//! origin: root has its own owner.
//!
//! * `assets`: what is moved, and in whose account it lies;
//! * `barrier`: which messages are executed at all;
//! * `fees`: what they pay, in what, and to whom;
//! * `weigher`: what they weigh.

pub mod assets;
pub mod barrier;
pub mod fees;
pub mod weigher;

use super::{
	accounts::{DepositPerByte, DepositPerItem},
	fees::InInt,
	parameters::{dynamic_params::network::RelayNetwork, PricePerByte},
};
use crate::{
	constants::GAS, weights::XcmWeight, AccountId, AllPalletsWithSystem, Balance, Balances,
	ParachainInfo, ParachainSystem, PolkadotXcm, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, XcmpQueue,
};
use assets::{AssetTransactor, IntLocation, KeptAtHome, Traps};
use barrier::Barrier;
use fees::{InKind, Till, Trader};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, Equals, Everything, Get, LinearStoragePrice, Nothing,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use polkadot_parachain_primitives::primitives::Sibling;
use polkadot_runtime_common::xcm_sender::ExponentialPrice;
use weigher::Weigher;
use xcm::latest::prelude::{
	AssetId, GlobalConsensus, InteriorLocation, Location, NetworkId, Parachain,
};
use xcm_builder::{
	AccountId32Aliases, AliasChildLocation, DescribeAllTerminal, DescribeFamily, EnsureXcmOrigin,
	FrameTransactionalProcessor, HashedDescription, ParentIsPreset, RelayChainAsNative,
	SiblingParachainAsNative, SiblingParachainConvertsVia, SignedAccountId32AsNative,
	SignedToAccountId32, SovereignSignedViaLocation, WithUniqueTopic, XcmFeeManagerFromComponents,
};
use xcm_executor::XcmExecutor;

parameter_types! {
	/// This chain, seen from itself.
	pub const RootLocation: Location = Location::here();
	/// The relay chain's origin.
	pub RelayChainOrigin: RuntimeOrigin = cumulus_pallet_xcm::Origin::Relay.into();
	/// This chain, seen from everywhere.
	pub UniversalLocation: InteriorLocation = universal_location();
}

fn universal_location() -> InteriorLocation {
	let chain = Parachain(ParachainInfo::parachain_id().into());
	match <RelayNetwork as Get<Option<NetworkId>>>::get() {
		Some(relay) => [GlobalConsensus(relay), chain].into(),
		None => chain.into(),
	}
}

/// The account of a location, whose origin it has in a `Transact`. What it owns is in the same
/// account, where it may own something (`assets::OwnerOf`).
pub type LocationToAccountId = (
	ParentIsPreset<AccountId>,
	SiblingParachainConvertsVia<Sibling, AccountId>,
	AccountId32Aliases<RelayNetwork, AccountId>,
	// Accounts and pallets on other chains.
	HashedDescription<AccountId, DescribeFamily<DescribeAllTerminal>>,
);

/// The origin that a message's `Transact` is dispatched with.
///
/// Nobody becomes root: it is not among these.
pub type OriginOfMessage = (
	SovereignSignedViaLocation<LocationToAccountId, RuntimeOrigin>,
	RelayChainAsNative<RelayChainOrigin, RuntimeOrigin>,
	SiblingParachainAsNative<cumulus_pallet_xcm::Origin, RuntimeOrigin>,
	SignedAccountId32AsNative<RelayNetwork, RuntimeOrigin>,
	pallet_xcm::XcmPassthrough<RuntimeOrigin>,
);

parameter_types! {
	/// What an instruction takes for each asset that it moves, at most: 1 ms and 10 KiB of proof.
	///
	/// What `asset-hub-westend` measured for the dearest instruction is 0.17 ms and 8,799 bytes. The
	/// records that a foreign asset touches are larger for their keys: the asset (3,283 bytes of
	/// proof), the account's part of it (3,207) and the account (2,603) come to 9,093.
	pub const InstructionWeight: Weight = Weight::from_parts(1_000_000_000, 10 * 1024);
	/// The most instructions of a message, nested ones included.
	pub const MaxInstructions: u32 = 100;
	/// Assets that a message may have in hand. The executor lets in up to twice as many.
	pub const MaxAssetsIntoHolding: u32 = 8;
	/// Delivery is priced in INT.
	pub FeeAsset: AssetId = AssetId(IntLocation::get());
	/// Plancks of GAS for delivering a message, before its length: three cents, as on
	/// `asset-hub-westend`.
	pub const BaseDeliveryPrice: u128 = 30 * GAS;
}

/// Plancks of INT for delivering a message, before its length.
pub type BaseDeliveryFee = InInt<BaseDeliveryPrice>;

/// Plancks of INT for delivering a byte of a message.
pub type DeliveryFeePerByte = InInt<PricePerByte>;

/// How messages are executed here.
pub struct XcmConfig;

impl xcm_executor::Config for XcmConfig {
	type RuntimeCall = RuntimeCall;
	type XcmSender = XcmRouter;
	type XcmEventEmitter = PolkadotXcm;
	type AssetTransactor = AssetTransactor;
	type OriginConverter = OriginOfMessage;
	type IsReserve = KeptAtHome;
	type IsTeleporter = ();
	/// An origin may become what is below it. Leave that an account gave to another origin counts
	/// for nothing: it would outlive the account's key.
	type Aliasers = AliasChildLocation;
	type UniversalLocation = UniversalLocation;
	type Barrier = Barrier;
	type Weigher = Weigher;
	type Trader = Trader;
	type ResponseHandler = PolkadotXcm;
	type AssetTrap = Traps;
	type AssetLocker = ();
	type AssetExchanger = InKind;
	type SubscriptionService = PolkadotXcm;
	type PalletInstancesInfo = AllPalletsWithSystem;
	type MaxAssetsIntoHolding = MaxAssetsIntoHolding;
	type FeeManager = XcmFeeManagerFromComponents<Equals<RootLocation>, Till>;
	type MessageExporter = ();
	type UniversalAliases = Nothing;
	type CallDispatcher = RuntimeCall;
	type SafeCallFilter = Everything;
	type TransactionalProcessor = FrameTransactionalProcessor;
	type HrmpNewChannelOpenRequestHandler = ();
	type HrmpChannelAcceptedHandler = ();
	type HrmpChannelClosingHandler = ();
	type XcmRecorder = PolkadotXcm;
}

/// Whom a local origin is, in a message: a signer its account.
pub type LocalOriginToLocation = SignedToAccountId32<RuntimeOrigin, AccountId, RelayNetwork>;

/// What it costs to send a message to the relay chain, in INT: more when its queue is full.
pub type PriceForParentDelivery =
	ExponentialPrice<FeeAsset, BaseDeliveryFee, DeliveryFeePerByte, ParachainSystem>;

/// The ways out: up to the relay chain, or across to another parachain.
pub type XcmRouter = WithUniqueTopic<(
	cumulus_primitives_utility::ParentAsUmp<ParachainSystem, PolkadotXcm, PriceForParentDelivery>,
	XcmpQueue,
)>;

parameter_types! {
	/// Why a deposit for an alias is on hold.
	pub const AliasHold: RuntimeHoldReason =
		RuntimeHoldReason::PolkadotXcm(pallet_xcm::HoldReason::AuthorizeAlias);
}

impl pallet_xcm::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type CurrencyMatcher = ();
	type AuthorizedAliasConsideration = HoldConsideration<
		AccountId,
		Balances,
		AliasHold,
		LinearStoragePrice<DepositPerItem, DepositPerByte, Balance>,
	>;
	type SendXcmOrigin = EnsureXcmOrigin<RuntimeOrigin, LocalOriginToLocation>;
	type XcmRouter = XcmRouter;
	type ExecuteXcmOrigin = EnsureXcmOrigin<RuntimeOrigin, LocalOriginToLocation>;
	type XcmExecuteFilter = Everything;
	type XcmExecutor = XcmExecutor<XcmConfig>;
	type XcmTeleportFilter = Nothing;
	type XcmReserveTransferFilter = Everything;
	type Weigher = Weigher;
	type UniversalLocation = UniversalLocation;
	const VERSION_DISCOVERY_QUEUE_SIZE: u32 = 100;
	type AdvertisedXcmVersion = pallet_xcm::CurrentXcmVersion;
	type AdminOrigin = EnsureRoot<AccountId>;
	type TrustedLockers = ();
	type SovereignAccountOf = LocationToAccountId;
	type MaxLockers = ConstU32<8>;
	type MaxRemoteLockConsumers = ConstU32<0>;
	type RemoteLockConsumerIdentifier = ();
	type WeightInfo = XcmWeight;
}

impl cumulus_pallet_xcm::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type XcmExecutor = XcmExecutor<XcmConfig>;
}
