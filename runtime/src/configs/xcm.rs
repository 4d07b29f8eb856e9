// SPDX-License-Identifier: Apache-2.0

//! Messages between chains: who is who, what is let in, what it costs.
//!
//! INT is ours and may leave by reserve transfer. Nothing is teleported, and no other chain's
//! asset is held here yet, so no other chain is trusted as a reserve. The relay chain executes
//! without paying, but has no more power here than any other origin: root has its own owner.

use super::{
	accounts::{DepositPerByte, DepositPerItem},
	consensus::CollatorPot,
	fees::{InInt, PotAndBurn, WeightPriceInInt},
	parameters::{dynamic_params::network::RelayNetwork, PricePerByte},
};
use crate::{
	constants::GAS, weights::XcmWeight, AccountId, AllPalletsWithSystem, Balance, Balances,
	ParachainInfo, ParachainSystem, PolkadotXcm, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, XcmpQueue,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, ConstU8, Contains, Equals, Everything, Get,
		LinearStoragePrice, Nothing,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use polkadot_parachain_primitives::primitives::Sibling;
use polkadot_runtime_common::xcm_sender::ExponentialPrice;
use xcm::latest::prelude::{
	AssetId, GlobalConsensus, InteriorLocation, Location, NetworkId, Parachain,
};
use xcm_builder::{
	AccountId32Aliases, AliasChildLocation, AllowExplicitUnpaidExecutionFrom,
	AllowHrmpNotificationsFromRelayChain, AllowKnownQueryResponses, AllowSubscriptionsFrom,
	AllowTopLevelPaidExecutionFrom, DenyRecursively, DenyReserveTransferToRelayChain, DenyThenTry,
	DescribeAllTerminal, DescribeFamily, EnsureXcmOrigin, FixedWeightBounds,
	FrameTransactionalProcessor, FungibleAdapter, HashedDescription, IsConcrete, IsParentsOnly,
	ParentIsPreset, RelayChainAsNative, SendXcmFeeToAccount, SiblingParachainAsNative,
	SiblingParachainConvertsVia, SignedAccountId32AsNative, SignedToAccountId32,
	SovereignSignedViaLocation, TakeWeightCredit, TrailingSetTopicAsId, UsingComponents,
	WithComputedOrigin, WithUniqueTopic, XcmFeeManagerFromComponents,
};
use xcm_executor::XcmExecutor;

parameter_types! {
	/// INT, seen from this chain.
	pub const IntLocation: Location = Location::here();
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

/// The account of a location: what it owns here, and whose origin it has in a `Transact`.
pub type LocationToAccountId = (
	ParentIsPreset<AccountId>,
	SiblingParachainConvertsVia<Sibling, AccountId>,
	AccountId32Aliases<RelayNetwork, AccountId>,
	// Accounts and pallets on other chains.
	HashedDescription<AccountId, DescribeFamily<DescribeAllTerminal>>,
);

/// Moves INT. Teleports are not tracked because there are none.
pub type AssetTransactor =
	FungibleAdapter<Balances, IsConcrete<IntLocation>, LocationToAccountId, AccountId, ()>;

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

/// The relay chain and its parachains.
pub struct ParentOrSiblings;

impl Contains<Location> for ParentOrSiblings {
	fn contains(location: &Location) -> bool {
		matches!(location.unpack(), (1, []) | (1, [Parachain(_)]))
	}
}

/// What is executed: what was paid for, what we asked for, what the relay chain sends.
pub type Barrier = TrailingSetTopicAsId<
	DenyThenTry<
		DenyRecursively<DenyReserveTransferToRelayChain>,
		(
			TakeWeightCredit,
			AllowKnownQueryResponses<PolkadotXcm>,
			WithComputedOrigin<
				(
					AllowTopLevelPaidExecutionFrom<Everything>,
					AllowExplicitUnpaidExecutionFrom<IsParentsOnly<ConstU8<1>>>,
					AllowSubscriptionsFrom<ParentOrSiblings>,
					AllowHrmpNotificationsFromRelayChain,
				),
				UniversalLocation,
				ConstU32<8>,
			>,
		),
	>,
>;

parameter_types! {
	/// What one instruction takes, at most: 1 ms and 10 KiB of proof. What `asset-hub-westend`
	/// measured for the dearest instruction is 0.17 ms and 8,799 bytes. A `Transact` adds its call.
	pub const InstructionWeight: Weight = Weight::from_parts(1_000_000_000, 10 * 1024);
	/// The most instructions of a message, nested ones included.
	pub const MaxInstructions: u32 = 100;
	/// The most assets that a message may have in hand.
	pub const MaxAssetsIntoHolding: u32 = 64;
	/// Delivery is paid in INT.
	pub FeeAsset: AssetId = AssetId(IntLocation::get());
	/// Plancks of GAS for delivering a message, before its length: three cents, as on
	/// `asset-hub-westend`.
	pub const BaseDeliveryPrice: u128 = 30 * GAS;
}

/// Plancks of INT for delivering a message, before its length.
pub type BaseDeliveryFee = InInt<BaseDeliveryPrice>;

/// Plancks of INT for delivering a byte of a message.
pub type DeliveryFeePerByte = InInt<PricePerByte>;

/// Reckons the weight of a message before it is executed.
pub type Weigher = FixedWeightBounds<InstructionWeight, RuntimeCall, MaxInstructions>;

/// How messages are executed here.
pub struct XcmConfig;

impl xcm_executor::Config for XcmConfig {
	type RuntimeCall = RuntimeCall;
	type XcmSender = XcmRouter;
	type XcmEventEmitter = PolkadotXcm;
	type AssetTransactor = AssetTransactor;
	type OriginConverter = OriginOfMessage;
	type IsReserve = ();
	type IsTeleporter = ();
	/// An origin may become what is below it. Leave that an account gave to another origin counts
	/// for nothing: it would outlive the account's key.
	type Aliasers = AliasChildLocation;
	type UniversalLocation = UniversalLocation;
	type Barrier = Barrier;
	type Weigher = Weigher;
	type Trader = UsingComponents<WeightPriceInInt, IntLocation, AccountId, Balances, PotAndBurn>;
	type ResponseHandler = PolkadotXcm;
	type AssetTrap = PolkadotXcm;
	type AssetLocker = ();
	type AssetExchanger = ();
	type SubscriptionService = PolkadotXcm;
	type PalletInstancesInfo = AllPalletsWithSystem;
	type MaxAssetsIntoHolding = MaxAssetsIntoHolding;
	type FeeManager = XcmFeeManagerFromComponents<
		Equals<RootLocation>,
		SendXcmFeeToAccount<Self::AssetTransactor, CollatorPot>,
	>;
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
