// SPDX-License-Identifier: Apache-2.0

//! What a transaction costs, who pays it, and where the fee goes.

use super::{
	consensus::CollatorPot,
	devices::{self, Deposit},
	parameters::{dynamic_params::fees::AuthorShare, BlockRate, PricePerByte, PricePerSecond},
};
use crate::{
	constants::{CORE_WEIGHT, GAS, GAS_ASSET, POTS_PALLET_ID},
	AccountId, Assets, Authorship, Balance, Balances, DeviceRegistry, Gas, Runtime, RuntimeEvent,
	RuntimeHoldReason, Timestamp,
};
use core::marker::PhantomData;
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Balanced, Credit},
		ConstU128, ConstU32, ConstU64, ConstU8, Everything, Get, Imbalance, OnUnbalanced,
	},
	weights::{
		constants::WEIGHT_REF_TIME_PER_SECOND, ConstantMultiplier, Weight,
		WeightToFee as WeightToFeeT,
	},
	PalletId,
};
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{
	traits::{Bounded, One},
	FixedPointNumber, Perquintill,
};

/// Parts of a hundred of a fee that go to the collators' pot.
const POT_PARTS: u32 = 80;

/// Parts of a hundred of a fee that are burned.
const BURNED_PARTS: u32 = 20;

/// Where fees in INT go: 80 % to the pot that pays collators, 20 % out of existence.
///
/// Genesis puts the existential deposit into the pot. Without it the pot could not take what is less,
/// which would be burned as well.
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

/// The price of weight, in plancks of GAS.
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

/// A price in plancks of GAS, in plancks of INT.
pub struct InInt<Price>(PhantomData<Price>);

impl<Price: Get<Balance>> Get<Balance> for InInt<Price> {
	fn get() -> Balance {
		Gas::int_for_gas(Price::get())
	}
}

parameter_types! {
	/// How full of ordinary transactions a block should be: above it fees rise, below it they fall.
	/// A quarter is what Polkadot aims at.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// How fast fees rise. Polkadot's 75 millionths are for a block every six seconds: 2.25 times as
	/// much after a day of full blocks, e^(0.75 × 14,400 × 75 millionths), and a quarter less after
	/// one of empty ones. With more blocks each moves the multiplier by so much less.
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

/// Who makes the block that is being built.
pub struct BlockAuthor;

impl Get<Option<AccountId>> for BlockAuthor {
	fn get() -> Option<AccountId> {
		Authorship::author()
	}
}

/// GAS on its way as a fee: a share to who makes the block, the rest burned, and so entered in the
/// books of GAS.
pub type FeesInGas =
	pallet_fee_payment::gas_fees::GasFees<Assets, BlockAuthor, AuthorShare, Ledger>;

/// Connects fees with the books and the price of GAS.
pub struct Ledger;

impl pallet_fee_payment::wiring::OnGasBurned for Ledger {
	fn burned(amount: Balance) {
		Gas::note_burned(amount);
	}
}

impl pallet_fee_payment::wiring::IntPrice for Ledger {
	fn int_for_gas(gas: Balance) -> Balance {
		Gas::int_for_gas(gas)
	}

	fn gas_for_int(int: Balance) -> Balance {
		Gas::gas_for_int(int)
	}
}

impl pallet_pgas_allowance::Config for Runtime {
	type Assets = FeesInGas;
	type PGASAssetId = ConstU32<GAS_ASSET>;
	/// GAS pays for every call.
	type CallFilter = Everything;
	type WeightInfo = pallet_pgas_allowance::weights::SubstrateWeight<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benches::MintGas;
}

parameter_types! {
	/// Whose account holds the GAS of pots.
	pub const PotsPalletId: PalletId = POTS_PALLET_ID;
	/// Why the deposit of a pot's record is on hold.
	pub const PotHold: RuntimeHoldReason =
		RuntimeHoldReason::FeePayment(pallet_fee_payment::HoldReason::Pot);
}

impl pallet_fee_payment::Config for Runtime {
	type PalletId = PotsPalletId;
	type Time = Timestamp;
	type Devices = DeviceRegistry;
	type Fleets = devices::Sponsored;
	type Sponsorable = devices::Sponsored;
	type IntPrice = Ledger;
	type PotConsideration = Deposit<PotHold>;
	/// A GAS for each of its about 130 bytes would be a thirteenth of a dollar; ten GAS are a cent.
	type UsageDeposit = ConstU128<{ 10 * GAS }>;
	/// Five minutes at a block every six seconds, half a minute at two a second.
	type SponsoredLongevity = ConstU64<64>;
	type WeightInfo = pallet_fee_payment::weights::SubstrateWeight<Self>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benches::SponsoredDevices;
}

/// What goes through in safe mode: what returns GAS and deposits of pots.
pub fn passes_in_safe_mode(call: &pallet_fee_payment::Call<Runtime>) -> bool {
	use pallet_fee_payment::Call;
	matches!(call, Call::withdraw_pot { .. } | Call::close_pot { .. } | Call::forget_usage { .. })
}
