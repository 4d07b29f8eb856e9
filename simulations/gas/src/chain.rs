// SPDX-License-Identifier: Apache-2.0

//! The chain: the real pallets, a block at a time.

use crate::Trouble;
use frame_support::{
	derive_impl,
	dispatch::DispatchResultWithPostInfo,
	parameter_types,
	traits::{
		fungible::{HoldConsideration, ItemOf},
		fungibles::Mutate,
		tokens::{Fortitude, Precision, Preservation},
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Get, Hooks, LinearStoragePrice,
		SortedMembers, UnfilteredDispatchable,
	},
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
	BoundedVec, PalletId,
};
use frame_system::{limits::BlockWeights, EnsureNever, EnsureRoot};
use int_primitives::Millis;
use pallet_gas::{price, GasParameters, Price, PriceFeed};
use pallet_oracle::{CombineData, OnNewData, TimestampedValue};
use scale_info::TypeInfo;
use sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage, Perbill};
use sp_state_machine::BasicExternalities;

pub type AccountId = AccountId32;
pub type Balance = u128;
pub type Block = frame_system::mocking::MockBlockU32<Runtime>;

/// Plancks of one INT.
pub const INT: Balance = 1_000_000_000_000;

/// Plancks of one GAS.
pub const GAS: Balance = pallet_gas::GAS;

/// GAS among the assets.
const GAS_ID: u32 = 1;

/// The first block's chain time, milliseconds.
pub const START: Millis = 1_800_000_000_000;

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

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(4)]
	pub type Oracle = pallet_oracle;
	#[runtime::pallet_index(5)]
	pub type Gas = pallet_gas;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type BlockWeights = Weights;
	type BlockHashCount = ConstU32<16>;
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Runtime {
	type Moment = Millis;
	type MinimumPeriod = ConstU64<0>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<{ INT / 1_000 }>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Runtime {
	type Balance = Balance;
	type AssetId = u32;
	type AssetIdParameter = u32;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureNever<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
}

/// What operators feed.
#[derive(
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	codec::MaxEncodedLen,
	TypeInfo,
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
)]
pub enum Key {
	IntInUsd,
}

parameter_types! {
	/// As in the runtime: two seconds and 10 MiB, of which ordinary transactions take 75 %.
	pub Weights: BlockWeights = BlockWeights::with_sensible_defaults(
		Weight::from_parts(2 * WEIGHT_REF_TIME_PER_SECOND, 10 * 1_024 * 1_024),
		Perbill::from_percent(75),
	);
	pub static Operators: Vec<AccountId> = Vec::new();
	pub static Rules: GasParameters = GasParameters::default();
	pub const OraclePalletId: PalletId = PalletId(*b"sim/feed");
	pub const GasPalletId: PalletId = PalletId(*b"int/gas_");
	pub const DepositBase: Balance = INT / 100;
	pub const DepositPerByte: Balance = INT / 100_000;
	pub const ForPurchase: RuntimeHoldReason =
		RuntimeHoldReason::Gas(pallet_gas::HoldReason::Purchase);
}

impl SortedMembers<AccountId> for Operators {
	fn sorted_members() -> Vec<AccountId> {
		Self::get()
	}
}

/// The median of a quorum, as the gas pallet understands it.
pub struct Quorum;
impl CombineData<Key, TimestampedValue<Price, Millis>> for Quorum {
	fn combine_data(
		_: &Key,
		values: Vec<TimestampedValue<Price, Millis>>,
		_: Option<TimestampedValue<Price, Millis>>,
	) -> Option<TimestampedValue<Price, Millis>> {
		let values: Vec<_> = values.into_iter().map(|fed| (fed.value, fed.timestamp)).collect();
		let now = pallet_timestamp::Now::<Runtime>::get();
		price::combine(&values, now, &Rules::get().within_bounds())
			.map(|reading| TimestampedValue { value: reading.price, timestamp: reading.quorum_at })
	}
}

/// Passes prices on.
pub struct Feed;
impl PriceFeed for Feed {
	fn values() -> Vec<(Price, Millis)> {
		Operators::get()
			.iter()
			.filter_map(|who| Oracle::raw_values(who, Key::IntInUsd))
			.map(|fed| (fed.value, fed.timestamp))
			.collect()
	}
}
impl OnNewData<AccountId, Key, Price> for Feed {
	fn on_new_data(_: &AccountId, _: &Key, _: &Price) {
		Gas::on_new_price();
	}
}

impl pallet_oracle::Config for Runtime {
	type OnNewData = Feed;
	type CombineData = Quorum;
	type Time = Timestamp;
	type OracleKey = Key;
	type OracleValue = Price;
	type PalletId = OraclePalletId;
	type Members = Operators;
	type WeightInfo = ();
	type MaxHasDispatchedSize = ConstU32<16>;
	type MaxFeedValues = ConstU32<1>;
}

/// GAS alone.
pub type GasAsset = ItemOf<Assets, GasId, AccountId>;
parameter_types! {
	pub const GasId: u32 = GAS_ID;
}

impl pallet_gas::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Gas = GasAsset;
	type Time = Timestamp;
	type Oracle = Feed;
	type Parameters = Rules;
	type GovernanceOrigin = EnsureRoot<AccountId>;
	type PurchaseConsideration = HoldConsideration<
		AccountId,
		Balances,
		ForPurchase,
		LinearStoragePrice<DepositBase, DepositPerByte, Balance>,
	>;
	type PalletId = GasPalletId;
	type MinAuctionBlocks = ConstU32<10>;
	type WeightInfo = ();
}

/// What somebody has at genesis.
pub struct Endowment {
	pub who: AccountId,
	/// Plancks of INT.
	pub int: Balance,
	/// Plancks of GAS.
	pub gas: Balance,
}

/// The state of the chain: a sorted map in memory, without a trie, which nobody asks for a root.
pub struct Chain(BasicExternalities);

impl Chain {
	/// Does something on the chain.
	pub fn execute_with<R>(&mut self, work: impl FnOnce() -> R) -> R {
		self.0.execute_with(work)
	}

	/// Forgets the keys that have no value any more, which slow down iteration.
	pub fn tidy(&mut self) {
		let storage = std::mem::take(&mut self.0).into_storages();
		self.0 = BasicExternalities::new(storage);
	}
}

/// A chain before its first block.
pub fn genesis(endowments: &[Endowment], first_price: f64) -> Result<Chain, Trouble> {
	let minimum = GAS;
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: endowments.iter().map(|one| (one.who.clone(), one.int)).collect(),
			..Default::default()
		},
		assets: pallet_assets::GenesisConfig {
			assets: vec![(GAS_ID, Gas::account(), true, minimum)],
			metadata: vec![(GAS_ID, b"GAS".to_vec(), b"GAS".to_vec(), 9)],
			accounts: endowments
				.iter()
				.filter(|one| one.gas >= minimum)
				.map(|one| (GAS_ID, one.who.clone(), one.gas))
				.collect(),
			..Default::default()
		},
		gas: pallet_gas::GenesisConfig { first_price: fixed(first_price), ..Default::default() },
		..Default::default()
	}
	.build_storage()
	.map_err(Trouble)?;
	Ok(Chain(BasicExternalities::new(storage)))
}

/// A price as the chain writes it.
pub fn fixed(price: f64) -> Price {
	Price::from_inner((price * 1e18) as u128)
}

/// A price as we read it.
pub fn float(price: Price) -> f64 {
	price.into_inner() as f64 / 1e18
}

/// Begins the next block at chain time `now`. As on a chain, the hooks still see the time of the
/// block before.
pub fn begin_block(now: Millis) {
	let block = System::block_number().saturating_add(1);
	System::reset_events();
	System::set_block_number(block);
	Gas::on_initialize(block);
	Timestamp::set_timestamp(now);
}

/// Ends the block: half a second of it was left.
pub fn end_block() {
	let block = System::block_number();
	Gas::on_idle(block, Weight::from_parts(500_000_000_000, 1_000_000));
	Oracle::on_finalize(block);
}

/// A call as a transaction of `who` makes it: all or nothing.
pub fn dispatch(who: &AccountId, call: RuntimeCall) -> DispatchResultWithPostInfo {
	call.dispatch_bypass_filter(RuntimeOrigin::signed(who.clone()))
}

/// An operator feeds.
pub fn feed(who: &AccountId, price: f64) -> DispatchResultWithPostInfo {
	let values = BoundedVec::truncate_from(vec![(Key::IntInUsd, fixed(price))]);
	dispatch(who, RuntimeCall::Oracle(pallet_oracle::Call::feed_values { values }))
}

/// Plancks of INT move.
pub fn transfer_int(from: &AccountId, to: &AccountId, value: Balance) -> Result<(), Trouble> {
	let call = pallet_balances::Call::transfer_keep_alive { dest: to.clone(), value };
	dispatch(from, RuntimeCall::Balances(call)).map(|_| ()).map_err(Trouble::refused)
}

/// Plancks of GAS move.
pub fn transfer_gas(from: &AccountId, to: &AccountId, amount: Balance) -> Result<(), Trouble> {
	let call = pallet_assets::Call::transfer { id: GAS_ID, target: to.clone(), amount };
	dispatch(from, RuntimeCall::Assets(call)).map(|_| ()).map_err(Trouble::refused)
}

/// Burns GAS for fees, as the fees of the runtime do, and returns how much.
pub fn burn_for_fees(who: &AccountId, amount: Balance) -> Balance {
	let burned = Assets::burn_from(
		GAS_ID,
		who,
		amount,
		Preservation::Preserve,
		Precision::BestEffort,
		Fortitude::Polite,
	)
	.unwrap_or_default();
	Gas::note_burned(burned);
	burned
}

/// Plancks of INT that an account can spend and stay.
pub fn int_of(who: &AccountId) -> Balance {
	Balances::usable_balance(who)
		.saturating_sub(<Runtime as pallet_balances::Config>::ExistentialDeposit::get())
}

/// Plancks of GAS of an account.
pub fn gas_of(who: &AccountId) -> Balance {
	Assets::balance(GAS_ID, who)
}

/// What has to hold whatever happens: the gas pallet's own invariants, and that all INT and GAS
/// there is lies in accounts.
pub fn check() -> Result<(), Trouble> {
	Gas::do_try_state().map_err(|found| Trouble(format!("try_state: {found:?}")))?;
	let int: Balance = frame_system::Account::<Runtime>::iter()
		.map(|(_, account)| account.data.free + account.data.reserved)
		.sum();
	if int != Balances::total_issuance() {
		return Err(Trouble(format!(
			"INT: {int} in accounts, {} issued",
			Balances::total_issuance()
		)));
	}
	let gas: Balance =
		pallet_assets::Account::<Runtime>::iter().map(|(_, _, account)| account.balance).sum();
	let issued = Gas::issue();
	if gas != issued {
		return Err(Trouble(format!("GAS: {gas} in accounts, {issued} issued")));
	}
	Ok(())
}
