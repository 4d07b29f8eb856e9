// SPDX-License-Identifier: Apache-2.0

//! Which assets messages move: INT and GAS, whose reserve is here, and assets of other chains,
//! whose reserve is there.

use super::super::{
	fees::Ledger,
	gas::GasAsset,
	governance::RootOrCouncil,
	money::{AssetAccountDeposit, MetadataDepositBase, MetadataDepositPerByte},
	parameters::dynamic_params::network::RelayNetwork,
};
use crate::{
	constants::{EXISTENTIAL_DEPOSIT, GAS_ASSET, INT},
	AccountId, Assets, Balance, Balances, ForeignAssets, ParachainInfo, PolkadotXcm, Runtime,
	RuntimeEvent,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::ItemOf, fungibles::Inspect, AsEnsureOriginWithArg, ConstU128, ConstU32,
		ContainsPair, NeverEnsureOrigin, PalletInfoAccess,
	},
};
use pallet_fee_payment::gas_fees::GasFees;
use polkadot_parachain_primitives::primitives::Sibling;
use sp_runtime::Permill;
use xcm::latest::prelude::{
	Asset, AssetId, Fungible, GeneralIndex, Location, PalletInstance, Parachain,
};
use xcm::latest::{Assets as XcmAssets, Weight, XcmContext};
use xcm_builder::{
	AccountId32Aliases, DescribeAccountId32Terminal, DescribeAccountKey20Terminal,
	DescribeBodyTerminal, DescribeFamily, DescribePalletTerminal, DescribeTreasuryVoiceTerminal,
	FungibleAdapter, FungibleMutateAdapter, FungiblesMutateAdapter, HashedDescription, IsConcrete,
	NoChecking, SiblingParachainConvertsVia,
};
use xcm_executor::{
	traits::{ClaimAssets, DropAssets, Error as MatchError, MatchesFungibles},
	AssetsInHolding,
};

parameter_types! {
	/// INT, seen from this chain.
	pub const IntLocation: Location = Location::here();
	/// GAS, seen from this chain: its number in `pallet-assets`.
	pub GasLocation: Location = Location::new(
		0,
		[
			// An index is a byte: the macro that numbers pallets takes no larger one.
			PalletInstance(<Assets as PalletInfoAccess>::index() as u8),
			GeneralIndex(GAS_ASSET.into()),
		],
	);
	/// Who has a share of GAS that a message burns.
	pub const Nobody: Option<AccountId> = None;
	/// And how large it is.
	pub const NoShare: Permill = Permill::zero();
}

/// An asset of another chain goes by where it is, seen from this chain, in the version of XCM that
/// is stored. A new version of XCM does not change it.
pub type ForeignAssetId = xcm::v5::Location;

/// The instance of `pallet-assets` for assets of other chains.
pub type ForeignInstance = pallet_assets::Instance1;

impl pallet_assets::Config<ForeignInstance> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1000>;
	type AssetId = ForeignAssetId;
	type AssetIdParameter = ForeignAssetId;
	type ReserveData = ();
	type Currency = Balances;
	/// Nobody, not even the chain whose asset it is: an asset is made by `force_create`. A chain
	/// that could make one as it likes could make it sufficient, and accounts for nothing.
	type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
	type ForceOrigin = RootOrCouncil;
	type AssetDeposit = ConstU128<{ 100 * INT }>;
	type AssetAccountDeposit = AssetAccountDeposit;
	type MetadataDepositBase = MetadataDepositBase;
	type MetadataDepositPerByte = MetadataDepositPerByte;
	/// Nobody pays it: the call filter refuses allowances.
	type ApprovalDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type StringLimit = ConstU32<50>;
	type Freezer = ();
	type Holder = ();
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benches::ForeignLocations;
}

/// Plancks of GAS that a planck of a foreign asset stands for in fees of messages. An asset without
/// a rate pays no fees.
impl pallet_asset_rate::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_asset_rate::weights::SubstrateWeight<Self>;
	type CreateOrigin = RootOrCouncil;
	type RemoveOrigin = RootOrCouncil;
	type UpdateOrigin = RootOrCouncil;
	type Currency = ItemOf<Assets, GasAsset, AccountId>;
	type AssetKind = ForeignAssetId;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benches::ForeignLocations;
}

/// Accounts of people, pallets and bodies, here and on other chains; not of whole chains.
pub type AccountOf = (
	AccountId32Aliases<RelayNetwork, AccountId>,
	HashedDescription<
		AccountId,
		DescribeFamily<(
			DescribePalletTerminal,
			DescribeAccountId32Terminal,
			DescribeAccountKey20Terminal,
			DescribeTreasuryVoiceTerminal,
			DescribeBodyTerminal,
		)>,
	>,
);

/// Whose INT and GAS it is. Other parachains have accounts, for what has left by reserve transfer.
/// The relay chain has none: it would not give back what is put there.
pub type OwnerOf = (SiblingParachainConvertsVia<Sibling, AccountId>, AccountOf);

/// Moves INT. Teleports are not tracked because there are none.
type IntTransactor = FungibleAdapter<Balances, IsConcrete<IntLocation>, OwnerOf, AccountId, ()>;

/// GAS in messages. What a message burns of it enters the books of GAS.
type GasInMessages = ItemOf<GasFees<Assets, Nobody, NoShare, Ledger>, GasAsset, AccountId>;

/// Moves GAS. Without the transfers of `fungibles`: these lose what is left below the least balance,
/// where a withdrawal takes it along.
type GasTransactor =
	FungibleMutateAdapter<GasInMessages, IsConcrete<GasLocation>, OwnerOf, AccountId, ()>;

/// Moves registered assets of other chains. A chain owns none of them here, for whatever one puts
/// into a chain's account is meant as a reserve, and the reserve is elsewhere.
type ForeignTransactor = FungiblesMutateAdapter<
	ForeignAssets,
	Registered,
	AccountOf,
	AccountId,
	NoChecking,
	NoCheckingAccount,
>;

/// Moves what messages move.
pub type AssetTransactor = (IntTransactor, GasTransactor, ForeignTransactor);

parameter_types! {
	/// Where teleported assets would be counted: nowhere, there are none.
	pub NoCheckingAccount: AccountId = PolkadotXcm::check_account();
}

/// An amount of a registered asset of another chain.
pub struct Registered;

impl MatchesFungibles<ForeignAssetId, Balance> for Registered {
	fn matches_fungibles(asset: &Asset) -> Result<(ForeignAssetId, Balance), MatchError> {
		match asset {
			Asset { id: AssetId(id), fun: Fungible(amount) }
				if id.parents > 0 && ForeignAssets::asset_exists(id.clone()) =>
			{
				Ok((id.clone(), *amount))
			},
			_ => Err(MatchError::AssetNotHandled),
		}
	}
}

/// Who may say that it keeps an asset for us: the relay chain its own token, another parachain what
/// is its own, if governance has registered the asset here.
pub struct KeptAtHome;

impl ContainsPair<Asset, Location> for KeptAtHome {
	fn contains(asset: &Asset, keeper: &Location) -> bool {
		let AssetId(id) = &asset.id;
		let home = match keeper.unpack() {
			(1, []) => id == keeper,
			(1, [Parachain(number)]) => {
				*number != u32::from(ParachainInfo::parachain_id()) && id.starts_with(keeper)
			},
			_ => false,
		};
		home && Registered::matches_fungibles(asset).is_ok()
	}
}

/// Traps what a message leaves behind, and gives it back to whom it was trapped for.
///
/// What is trapped stays in issue. `pallet-xcm` gives it back by minting it and burning as much,
/// and this burning is none: the books of GAS do not hear of it.
pub struct Traps;

impl DropAssets for Traps {
	fn drop_assets(owner: &Location, assets: AssetsInHolding, context: &XcmContext) -> Weight {
		<PolkadotXcm as DropAssets>::drop_assets(owner, assets, context)
	}
}

impl ClaimAssets for Traps {
	fn claim_assets(
		owner: &Location,
		ticket: &Location,
		assets: &XcmAssets,
		context: &XcmContext,
	) -> Option<AssetsInHolding> {
		let books = pallet_gas::Books::<Runtime>::get();
		let claimed = <PolkadotXcm as ClaimAssets>::claim_assets(owner, ticket, assets, context);
		pallet_gas::Books::<Runtime>::put(books);
		claimed
	}
}
