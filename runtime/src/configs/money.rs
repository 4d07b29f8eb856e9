// SPDX-License-Identifier: Apache-2.0

//! INT, GAS, vesting, and what a transaction costs.

use super::{
	consensus::CollatorPot,
	parameters::{BlockRate, PricePerByte, PricePerSecond},
};
use crate::{
	constants::{deposit, CORE_WEIGHT, EXISTENTIAL_DEPOSIT, INT},
	AccountId, AssetId, AssetsHolder, Balance, Balances, Runtime, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, System,
};
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Balanced, Credit},
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU8, Get, Imbalance, NeverEnsureOrigin,
		OnUnbalanced, VariantCountOf, WithdrawReasons,
	},
	weights::{
		constants::WEIGHT_REF_TIME_PER_SECOND, ConstantMultiplier, Weight,
		WeightToFee as WeightToFeeT,
	},
};
use frame_system::EnsureRoot;
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{
	traits::{Bounded, ConvertInto, One},
	FixedPointNumber, Perquintill,
};

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type Balance = Balance;
	/// Burned.
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Self>;
}

parameter_types! {
	/// An account's entry of an asset: 68 bytes of hashed keys, at most 66 of value.
	pub const AssetAccountDeposit: Balance = deposit(1, 134);
	/// A name and symbol, without their bytes: 20 bytes of hashed key, 20 of value.
	pub const MetadataDepositBase: Balance = deposit(1, 40);
	/// A byte of a name or symbol.
	pub const MetadataDepositPerByte: Balance = deposit(0, 1);
}

impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type RemoveItemsLimit = ConstU32<1000>;
	type AssetId = AssetId;
	type AssetIdParameter = codec::Compact<AssetId>;
	type ReserveData = ();
	type Currency = Balances;
	/// Nobody: an asset is made by root, with `force_create`.
	type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
	/// Root alone: who may force may also give away the roles of GAS.
	type ForceOrigin = EnsureRoot<AccountId>;
	type AssetDeposit = ConstU128<{ 100 * INT }>;
	type AssetAccountDeposit = AssetAccountDeposit;
	type MetadataDepositBase = MetadataDepositBase;
	type MetadataDepositPerByte = MetadataDepositPerByte;
	/// Nobody pays it: the call filter refuses allowances.
	type ApprovalDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type StringLimit = ConstU32<50>;
	type Freezer = ();
	type Holder = AssetsHolder;
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

parameter_types! {
	/// What vests may still be charged for fees, not transferred or held.
	pub UnvestedFundsAllowedWithdrawReasons: WithdrawReasons =
		WithdrawReasons::except(WithdrawReasons::TRANSFER | WithdrawReasons::RESERVE);
}

impl pallet_vesting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type BlockNumberToBalance = ConvertInto;
	type MinVestedTransfer = ConstU128<INT>;
	type WeightInfo = pallet_vesting::weights::SubstrateWeight<Self>;
	type UnvestedFundsAllowedWithdrawReasons = UnvestedFundsAllowedWithdrawReasons;
	/// Schedules count relay blocks, so that they end when they said they would at any block rate.
	type BlockNumberProvider = RelaychainDataProvider<Self>;
	const MAX_VESTING_SCHEDULES: u32 = 28;
}

/// Parts of a hundred of a fee that go to the collators' pot.
const POT_PARTS: u32 = 80;

/// Parts of a hundred of a fee that are burned.
const BURNED_PARTS: u32 = 20;

/// Where fees go: 80 % to the pot that pays collators, 20 % out of existence.
///
/// What the pot cannot take, because it is empty and the fee below the existential deposit, is
/// burned as well.
pub struct PotAndBurn;

impl OnUnbalanced<Credit<AccountId, Balances>> for PotAndBurn {
	fn on_nonzero_unbalanced(fee: Credit<AccountId, Balances>) {
		let (pot, burned) = fee.ration(POT_PARTS, BURNED_PARTS);
		drop(burned);
		if let Err(refused) = Balances::resolve(&CollatorPot::get(), pot) {
			drop(refused);
		}
	}
}

/// The price of weight, in plancks of INT.
///
/// Execution is priced by [`PricePerSecond`], and proof so that a block which is full of proof
/// costs as much as one that is full of execution: a core takes two seconds and 10 MiB. Whichever
/// of both is dearer is paid, rounded up.
pub struct WeightPrice;

impl WeightToFeeT for WeightPrice {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		let second = PricePerSecond::get();
		let core = second
			.saturating_mul(CORE_WEIGHT.ref_time().into())
			.div_ceil(WEIGHT_REF_TIME_PER_SECOND.into());
		let time = second
			.saturating_mul(weight.ref_time().into())
			.div_ceil(WEIGHT_REF_TIME_PER_SECOND.into());
		let proof = core
			.saturating_mul(weight.proof_size().into())
			.div_ceil(CORE_WEIGHT.proof_size().into());
		time.max(proof)
	}
}

parameter_types! {
	/// How full of ordinary transactions a block should be: above it fees rise, below it they fall.
	/// A quarter is what Polkadot aims at.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// How fast fees rise. Polkadot's 75 millionths are for a block every six seconds, about 23 % in
	/// a day of full blocks; with more blocks each moves the multiplier by so much less.
	pub AdjustmentVariable: Multiplier =
		Multiplier::saturating_from_rational(75, 1_000_000 * u128::from(BlockRate::get()));
	/// Fees never fall below their base price.
	pub MinimumMultiplier: Multiplier = Multiplier::one();
	/// Fees rise as long as they have to.
	pub MaximumMultiplier: Multiplier = Multiplier::max_value();
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, PotAndBurn>;
	type WeightToFee = WeightPrice;
	type LengthToFee = ConstantMultiplier<Balance, PricePerByte>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Self,
		TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Self>;
}
