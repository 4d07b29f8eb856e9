// SPDX-License-Identifier: Apache-2.0

//! A chain with INT, GAS, an oracle and the pallet, and the people of the tests.

use crate::{
	self as pallet_gas, price, GasParameters, Health, HoldReason, Price, PriceFeed, Purchases, GAS,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold, ItemOf},
		AsEnsureOriginWithArg, ChangeMembers, ConstU128, ConstU32, ConstU64, Contains, Hooks,
		LinearStoragePrice, NeverEnsureOrigin, SortedMembers,
	},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;
use int_primitives::Millis;
use pallet_oracle::{CombineData, OnNewData, TimestampedValue};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{AccountIdConversion, IdentityLookup},
	AccountId32, BuildStorage,
};

pub type AccountId = AccountId32;
type Block = frame_system::mocking::MockBlockU32<Test>;

pub const ALICE: AccountId = AccountId::new([1; 32]);
pub const BOB: AccountId = AccountId::new([2; 32]);
pub const CAROL: AccountId = AccountId::new([3; 32]);
pub const DAVE: AccountId = AccountId::new([4; 32]);
/// Has neither INT nor GAS.
pub const POOR: AccountId = AccountId::new([6; 32]);

/// Plancks of one INT.
pub const INT: u128 = 1_000_000_000_000;
/// What everybody but [`POOR`] starts with, plancks of INT.
pub const ENDOWMENT: u128 = 1_000_000_000 * INT;
/// The least INT that an account can have, plancks.
pub const DEPOSIT: u128 = INT / 1_000;
/// GAS in `pallet-assets`.
pub const GAS_ID: u32 = 1;
/// The first moment, milliseconds; the start of an hour.
pub const START: Millis = 1_800_000_000_000;

pub use crate::parameters::{DAY, HOUR, MINUTE, SECOND};

#[frame_support::runtime]
mod test_runtime {
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
	pub struct Test;

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

/// What the front page asks of a runtime: nobody pays a deposit for an account of GAS.
pub struct NoTouch;
impl Contains<RuntimeCall> for NoTouch {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Assets(
				pallet_assets::Call::touch { .. } | pallet_assets::Call::touch_other { .. }
			)
		)
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Nonce = u32;
	type Block = Block;
	type BaseCallFilter = NoTouch;
	type AccountData = pallet_balances::AccountData<u128>;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {
	type Moment = Millis;
	type MinimumPeriod = ConstU64<0>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = u128;
	type ExistentialDeposit = ConstU128<DEPOSIT>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = u128;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<NeverEnsureOrigin<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
}

/// What operators feed.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum OracleKey {
	IntUsd,
}

parameter_types! {
	pub static Operators: Vec<AccountId> = Vec::new();
	pub static Rules: GasParameters = GasParameters::default();
	/// What an idle block has left.
	pub static Idle: Weight = Weight::zero();
	pub const OraclePalletId: PalletId = PalletId(*b"int/orac");
	pub const GasPalletId: PalletId = PalletId(*b"int/gas_");
	pub const GasAsset: u32 = GAS_ID;
	pub const Base: u128 = INT / 100;
	pub const PerByte: u128 = INT / 10_000;
	pub const ForPurchase: RuntimeHoldReason = RuntimeHoldReason::Gas(HoldReason::Purchase);
}

/// The operators: a sorted list.
pub struct Members;
impl SortedMembers<AccountId> for Members {
	fn sorted_members() -> Vec<AccountId> {
		Operators::get()
	}
}

/// As the runtime does it: the median of the fresh values of the operators.
pub struct Median;
impl CombineData<OracleKey, TimestampedValue<Price, Millis>> for Median {
	fn combine_data(
		_: &OracleKey,
		_: Vec<TimestampedValue<Price, Millis>>,
		_: Option<TimestampedValue<Price, Millis>>,
	) -> Option<TimestampedValue<Price, Millis>> {
		price::combine(&OracleFeed::values(), now(), &Rules::get())
			.map(|reading| TimestampedValue { value: reading.price, timestamp: reading.quorum_at })
	}
}

/// As the runtime does it: the pallet looks at the operators when one has fed.
pub struct TellGas;
impl OnNewData<AccountId, OracleKey, Price> for TellGas {
	fn on_new_data(_: &AccountId, _: &OracleKey, _: &Price) {
		Gas::on_new_price();
	}
}

/// As the runtime does it: the raw values of the operators, not that of root.
pub struct OracleFeed;
impl PriceFeed for OracleFeed {
	fn values() -> Vec<(Price, Millis)> {
		Operators::get()
			.iter()
			.filter_map(|operator| Oracle::raw_values(operator, OracleKey::IntUsd))
			.map(|value| (value.value, value.timestamp))
			.collect()
	}
}

impl pallet_oracle::Config for Test {
	type OnNewData = TellGas;
	type CombineData = Median;
	type Time = Timestamp;
	type OracleKey = OracleKey;
	type OracleValue = Price;
	type PalletId = OraclePalletId;
	type Members = Members;
	type WeightInfo = ();
	type MaxHasDispatchedSize = ConstU32<20>;
	type MaxFeedValues = ConstU32<1>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_gas::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Gas = ItemOf<Assets, GasAsset, AccountId>;
	type Time = Timestamp;
	type Oracle = OracleFeed;
	type Parameters = Rules;
	type GovernanceOrigin = EnsureRoot<AccountId>;
	type PurchaseConsideration = HoldConsideration<
		AccountId,
		Balances,
		ForPurchase,
		LinearStoragePrice<Base, PerByte, u128>,
	>;
	type PalletId = GasPalletId;
	type MinAuctionBlocks = ConstU32<10>;
	type WeightInfo = ();
}

/// The pallet's own account.
pub fn pot() -> AccountId {
	GasPalletId::get().into_account_truncating()
}

/// A number of operators.
pub fn operators(count: u8) -> Vec<AccountId> {
	(0..count).map(|number| AccountId::new([100 + number; 32])).collect()
}

/// Runs a test from the first block on, then checks the invariants and that nothing was lost.
pub fn test(scene: impl FnOnce()) {
	Operators::set(operators(3));
	// Most tests are about something else; those of the cooling set it.
	Rules::set(GasParameters { cooling: 0, ..Default::default() });
	Idle::set(Weight::zero());
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: [ALICE, BOB, CAROL, DAVE].map(|who| (who, ENDOWMENT)).into(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_assets::GenesisConfig::<Test> {
		assets: vec![(GAS_ID, pot(), true, GAS)],
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_gas::GenesisConfig::<Test>::default().assimilate_storage(&mut storage).unwrap();
	sp_io::TestExternalities::new(storage).execute_with(|| {
		System::set_block_number(1);
		Timestamp::set_timestamp(START);
		block(SECOND);
		scene();
		check();
	});
}

/// The invariants: storage, all INT, all GAS, and the deposits of purchases.
pub fn check() {
	Gas::do_try_state().unwrap();
	let int: u128 = frame_system::Account::<Test>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(int, Balances::total_issuance(), "all INT");
	let gas: u128 =
		pallet_assets::Account::<Test>::iter_prefix_values(GAS_ID).map(|a| a.balance).sum();
	assert_eq!(gas, issue(), "all GAS");
	for who in frame_system::Account::<Test>::iter_keys() {
		assert_eq!(
			Balances::balance_on_hold(&ForPurchase::get(), &who) > 0,
			Purchases::<Test>::contains_key(&who),
			"a deposit for each record of purchases"
		);
	}
}

pub fn now() -> Millis {
	Timestamp::get()
}

pub fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

/// Ends the block, and begins the next with its inherent, so much later.
pub fn block(time: Millis) {
	let number = System::block_number();
	Gas::on_idle(number, Idle::get());
	Oracle::on_finalize(number);
	System::set_block_number(number + 1);
	Gas::on_initialize(number + 1);
	Timestamp::set_timestamp(now() + time);
}

/// So many blocks, a second apart.
pub fn blocks(count: u32) {
	for _ in 0..count {
		block(SECOND);
	}
}

/// A price in cents.
pub fn cents(cents: u128) -> Price {
	Price::from_rational(cents, 100)
}

pub fn feed_one(operator: &AccountId, price: Price) {
	Oracle::feed_values(signed(operator), vec![(OracleKey::IntUsd, price)].try_into().unwrap())
		.unwrap();
}

/// All operators feed the same price, in a block of their own a second later.
pub fn feed(price: Price) {
	block(SECOND);
	for operator in Operators::get() {
		feed_one(&operator, price);
	}
}

/// Time passes while operators feed every five minutes.
pub fn pass(time: Millis, price: Price) {
	let until = now() + time;
	while now() < until {
		block((until - now()).min(5 * MINUTE) - SECOND);
		feed(price);
	}
}

/// Governance replaces the operators, as the runtime does it.
pub fn set_operators(new: Vec<AccountId>) {
	let old = Operators::get();
	let incoming: Vec<_> = new.iter().filter(|who| !old.contains(who)).cloned().collect();
	let outgoing: Vec<_> = old.iter().filter(|who| !new.contains(who)).cloned().collect();
	Operators::set(new.clone());
	<Oracle as ChangeMembers<_>>::change_members_sorted(&incoming, &outgoing, &new);
	Gas::on_new_price();
}

/// Changes parameters.
pub fn set(change: impl FnOnce(&mut GasParameters)) {
	Rules::mutate(change);
}

pub fn health() -> Health {
	Gas::query_status().health
}

/// Plancks of INT that an account can spend.
pub fn int(who: &AccountId) -> u128 {
	Balances::free_balance(who)
}

/// Plancks of GAS that an account has.
pub fn gas(who: &AccountId) -> u128 {
	Assets::balance(GAS_ID, who)
}

/// Plancks of GAS in issue.
pub fn issue() -> u128 {
	Assets::total_supply(GAS_ID)
}

/// Plancks of INT on hold in the pallet's account.
pub fn held(reason: HoldReason) -> u128 {
	Balances::balance_on_hold(&RuntimeHoldReason::Gas(reason), &pot())
}

/// The events of the pallet, since the block began or they were last taken.
pub fn events() -> Vec<crate::Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Gas(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}
