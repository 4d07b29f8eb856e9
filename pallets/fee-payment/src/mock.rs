// SPDX-License-Identifier: Apache-2.0

//! A chain with INT, GAS, fees and machines, and the people of the tests.

use crate::{
	self as pallet_fee_payment,
	gas_fees::GasFees,
	quota::Quota,
	types::*,
	wiring::{Fleets, IntPrice, OnGasBurned, Sponsorable},
	HoldReason, PayFee,
};
use codec::Encode;
use frame_support::{
	derive_impl,
	dispatch::{DispatchInfo, DispatchResult, GetDispatchInfo, PostDispatchInfo},
	parameter_types,
	traits::{
		fungible::HoldConsideration, fungibles::Mutate, tokens::imbalance::ResolveTo,
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Everything, LinearStoragePrice,
	},
	weights::{ConstantMultiplier, IdentityFee, Weight},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use int_primitives::{
	directory::{DeviceDirectory, Permission, SecurityLevel},
	identity::DeviceKey,
	Millis,
};
use pallet_transaction_payment::FungibleAdapter;
use sp_runtime::{
	generic::{CheckedExtrinsic, Era, ExtrinsicFormat},
	traits::{Applyable, IdentityLookup, TransactionExtension},
	transaction_validity::{TransactionSource, TransactionValidity, TransactionValidityError},
	AccountId32, BuildStorage, FixedPointNumber, FixedU128, MultiSignature, Permill,
};
use std::{
	cell::RefCell,
	collections::{BTreeMap, HashMap},
};

pub type AccountId = AccountId32;
pub type Extension = (
	frame_system::CheckMortality<Test>,
	frame_system::CheckNonce<Test>,
	frame_system::CheckWeight<Test>,
	PayFee<Test>,
);
pub type Block = sp_runtime::generic::Block<
	sp_runtime::generic::Header<u32, sp_runtime::traits::BlakeTwo256>,
	sp_runtime::generic::UncheckedExtrinsic<AccountId, RuntimeCall, MultiSignature, Extension>,
>;

/// Owns fleet 0.
pub const OWNER: AccountId = AccountId::new([1; 32]);
/// Owns fleet 1.
pub const OTHER: AccountId = AccountId::new([2; 32]);
/// Has INT and GAS.
pub const RICH: AccountId = AccountId::new([3; 32]);
/// Wants what is others'.
pub const THIEF: AccountId = AccountId::new([4; 32]);
/// Makes blocks.
pub const COLLATOR: AccountId = AccountId::new([5; 32]);
/// Gets what is paid in INT.
pub const TREASURY: AccountId = AccountId::new([6; 32]);
/// Has all roles over GAS.
pub const ADMIN: AccountId = AccountId::new([7; 32]);
/// Has nothing.
pub const POOR: AccountId = AccountId::new([8; 32]);

/// The asset.
pub const GAS_ID: u32 = 1;
/// Plancks of a GAS; the least balance of an account.
pub const GAS: u128 = 1_000_000_000;
/// Plancks of an INT.
pub const INT: u128 = 1_000_000_000_000;
/// The least balance of an INT account.
pub const ED: u128 = 1_000_000;
/// What those who have any start with.
pub const INT_ENDOWMENT: u128 = 1_000_000 * INT;
/// What those who have any start with.
pub const GAS_ENDOWMENT: u128 = 100_000 * GAS;
/// Deposit of a device's record, plancks of GAS.
pub const DEPOSIT: u128 = GAS / 10;
/// The first moment, milliseconds.
pub const START: Millis = 1_800_000_000_000;
/// Milliseconds.
pub const HOUR: Millis = 3_600_000;
/// Milliseconds.
pub const DAY: Millis = 24 * HOUR;
/// Bytes of a transaction, for its fee.
pub const LENGTH: usize = 150;

/// A kind of calls.
pub const READINGS: CallKinds = CallKinds::bit(0);
/// Another kind.
pub const SETTLEMENTS: CallKinds = CallKinds::bit(1);
/// A dangerous kind, for attacks.
pub const POTS: CallKinds = CallKinds::bit(2);

/// What machines do.
#[frame_support::pallet(dev_mode)]
pub mod machines {
	use frame_support::{dispatch::PostDispatchInfo, pallet_prelude::*};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{traits::Dispatchable, AccountId32, FixedU128};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId = AccountId32> {
		type RuntimeCall: Parameter
			+ Dispatchable<
				RuntimeOrigin = <Self as frame_system::Config>::RuntimeOrigin,
				PostInfo = PostDispatchInfo,
			> + frame_support::dispatch::GetDispatchInfo;
	}

	/// Weight of a call.
	pub const WEIGHT: Weight = Weight::from_parts(1_000_000_000, 1_000);

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Uses so many percent of its weight.
		#[pallet::weight(WEIGHT)]
		pub fn read(origin: OriginFor<T>, percent: u64) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Ok(Some(WEIGHT * percent / 100).into())
		}

		/// Another kind.
		#[pallet::weight(WEIGHT)]
		pub fn settle(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Ok(())
		}

		/// A reading that fails.
		#[pallet::weight(WEIGHT)]
		pub fn fail(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Err(DispatchError::Other("no reading"))
		}

		/// What no pot pays for.
		#[pallet::weight(WEIGHT)]
		pub fn play(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Ok(())
		}

		/// Acts as a device.
		#[pallet::weight(call.get_dispatch_info().call_weight)]
		pub fn as_device(
			origin: OriginFor<T>,
			device: AccountId32,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			ensure!(super::key_of(&device) == Some(who), "not the device's key");
			call.dispatch(frame_system::RawOrigin::Signed(device).into())
		}

		/// Some other wrapper.
		#[pallet::weight(call.get_dispatch_info().call_weight)]
		pub fn batch(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			call.dispatch(origin)
		}

		/// The price of INT changes in the middle of the call.
		#[pallet::weight(WEIGHT)]
		pub fn crash(origin: OriginFor<T>, usd: FixedU128) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			super::UsdPerInt::set(usd);
			Ok(Some(WEIGHT / 2).into())
		}

		/// Costs nothing.
		#[pallet::weight((WEIGHT, Pays::No))]
		pub fn free(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Ok(())
		}
	}
}

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
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(5)]
	pub type GasAllowance = pallet_pgas_allowance;
	#[runtime::pallet_index(6)]
	pub type FeePayment = pallet_fee_payment;
	#[runtime::pallet_index(7)]
	pub type Machines = machines;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Nonce = u32;
	type Block = Block;
	type BlockHashCount = ConstU32<250>;
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
	type ExistentialDeposit = ConstU128<ED>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = u128;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
}

parameter_types! {
	pub const TreasuryAccount: AccountId = TREASURY;
	pub const ForPot: RuntimeHoldReason = RuntimeHoldReason::FeePayment(HoldReason::Pot);
	pub const Base: u128 = INT;
	pub const PerByte: u128 = INT / 100;
	pub const PotsId: PalletId = PalletId(*b"int/pots");
	pub static Author: Option<AccountId> = Some(COLLATOR);
	pub static AuthorShare: Permill = Permill::from_percent(30);
	pub static UsdPerInt: FixedU128 = FixedU128::from_u32(1);
	pub static Premium: FixedU128 = FixedU128::from_rational(1, 100);
	pub static FleetOwners: BTreeMap<FleetId, AccountId> = BTreeMap::new();
	/// GAS that was sent to the pots' account past the pots.
	pub static Donated: u128 = 0;
}

impl pallet_transaction_payment::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ResolveTo<TreasuryAccount, Balances>>;
	type WeightToFee = IdentityFee<u128>;
	type LengthToFee = ConstantMultiplier<u128, ConstU128<1_000_000>>;
	type FeeMultiplierUpdate = ();
	type OperationalFeeMultiplier = frame_support::traits::ConstU8<5>;
	type WeightInfo = ();
}

/// Counts what is burned, in storage, so that a refused transaction burns nothing.
pub struct CountBurned;
impl OnGasBurned for CountBurned {
	fn burned(amount: u128) {
		frame_support::storage::unhashed::put(b"burned", &(burned() + amount));
	}
}

/// GAS burned as fees so far.
pub fn burned() -> u128 {
	frame_support::storage::unhashed::get_or_default(b"burned")
}

impl pallet_pgas_allowance::Config for Test {
	type Assets = GasFees<Assets, Author, AuthorShare, CountBurned>;
	type PGASAssetId = ConstU32<GAS_ID>;
	type CallFilter = Everything;
	type WeightInfo = ();
}

impl machines::Config for Test {
	type RuntimeCall = RuntimeCall;
}

impl pallet_fee_payment::Config for Test {
	type PalletId = PotsId;
	type Time = Timestamp;
	type Devices = Directory;
	type Fleets = Directory;
	type Sponsorable = Directory;
	type IntPrice = Price;
	type PotConsideration =
		HoldConsideration<AccountId, Balances, ForPot, LinearStoragePrice<Base, PerByte, u128>>;
	type UsageDeposit = ConstU128<DEPOSIT>;
	type SponsoredLongevity = ConstU64<32>;
	type WeightInfo = ();
}

/// A device.
#[derive(Clone, Debug)]
pub struct Machine {
	pub fleet: Option<FleetId>,
	pub active: bool,
	pub key: AccountId,
}

thread_local! {
	static DEVICES: RefCell<HashMap<AccountId, Machine>> = RefCell::default();
}

fn of_device<R>(device: &AccountId, tell: impl FnOnce(&Machine) -> R) -> Option<R> {
	DEVICES.with_borrow(|devices| devices.get(device).map(tell))
}

pub fn key_of(device: &AccountId) -> Option<AccountId> {
	of_device(device, |machine| machine.key.clone())
}

/// Knows devices, fleets and kinds of calls.
pub struct Directory;

impl Fleets for Directory {
	fn owner(fleet: FleetId) -> Option<AccountId> {
		FleetOwners::get().get(&fleet).cloned()
	}
}

fn kind(call: &RuntimeCall) -> CallKinds {
	use machines::Call::*;
	match call {
		RuntimeCall::Machines(read { .. } | fail { .. } | free { .. }) => READINGS,
		RuntimeCall::Machines(settle { .. }) => SETTLEMENTS,
		RuntimeCall::FeePayment(_) => POTS,
		_ => CallKinds::NONE,
	}
}

impl Sponsorable<RuntimeCall> for Directory {
	fn device_call(signer: &AccountId, call: &RuntimeCall) -> Option<(AccountId, CallKinds)> {
		let (device, call) = match call {
			RuntimeCall::Machines(machines::Call::as_device { device, call }) => (device, &**call),
			_ => (signer, call),
		};
		(key_of(device).as_ref() == Some(signer)).then(|| (device.clone(), kind(call)))
	}

	fn names() -> &'static [&'static str] {
		&["readings", "settlements", "pots"]
	}
}

impl DeviceDirectory<AccountId, u32, u128> for Directory {
	fn owner_of(_: &AccountId) -> Option<AccountId> {
		None
	}
	fn fleet_of(device: &AccountId) -> Option<u32> {
		of_device(device, |machine| machine.fleet).flatten()
	}
	fn may_act_for(_: &AccountId, _: &AccountId, _: Permission) -> bool {
		false
	}
	fn is_active(device: &AccountId) -> bool {
		of_device(device, |machine| machine.active).unwrap_or(false)
	}
	fn security_level(_: &AccountId) -> SecurityLevel {
		SecurityLevel::Unattested
	}
	fn key_at(_: &AccountId, _: u32) -> Option<(u32, DeviceKey)> {
		None
	}
	fn signed_by(_: &AccountId, _: u32, _: &[u8], _: &[u8]) -> bool {
		false
	}
	fn slash_maker(_: &AccountId, _: u128) -> u128 {
		0
	}
}

/// The price of the tests: plancks of GAS for a planck of INT are the USD for an INT.
pub struct Price;

impl IntPrice for Price {
	fn int_for_gas(gas: u128) -> u128 {
		let with_premium = FixedU128::from_u32(1) + Premium::get();
		let (least, beyond) = (FixedU128::from_inner(1), FixedU128::from_inner(u128::MAX));
		let rate = with_premium.const_checked_div(UsdPerInt::get()).unwrap_or(beyond).max(least);
		sp_runtime::helpers_128bit::multiply_by_rational_with_rounding(
			gas,
			rate.into_inner(),
			FixedU128::DIV,
			sp_runtime::Rounding::Up,
		)
		.unwrap_or(u128::MAX)
	}

	fn gas_for_int(int: u128) -> u128 {
		UsdPerInt::get().saturating_mul_int(int)
	}
}

/// Runs a test, then checks the invariants and that INT and GAS are conserved.
pub fn test(scene: impl FnOnce()) {
	genesis().execute_with(|| {
		begin();
		scene();
		check();
	});
}

fn genesis() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: [OWNER, OTHER, RICH, THIEF, TREASURY, ADMIN]
			.map(|who| (who, INT_ENDOWMENT))
			.into(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	pallet_assets::GenesisConfig::<Test> {
		assets: vec![(GAS_ID, ADMIN, true, GAS)],
		accounts: [OWNER, OTHER, RICH, THIEF].map(|who| (GAS_ID, who, GAS_ENDOWMENT)).into(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	storage.into()
}

/// The first block.
fn begin() {
	frame_system::BlockHash::<Test>::insert(0, sp_core::H256([9; 32]));
	System::set_block_number(1);
	Timestamp::set_timestamp(START);
	Author::set(Some(COLLATOR));
	AuthorShare::set(Permill::from_percent(30));
	UsdPerInt::set(FixedU128::from_u32(1));
	Premium::set(FixedU128::from_rational(1, 100));
	DEVICES.with_borrow_mut(HashMap::clear);
	FleetOwners::set(BTreeMap::from([(0, OWNER), (1, OTHER)]));
	Donated::set(0);
}

/// The invariants: storage, and the sums of all balances.
pub fn check() {
	FeePayment::do_try_state().unwrap();
	let int: u128 = frame_system::Account::<Test>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(int, Balances::total_issuance(), "INT is not conserved");
	assert_eq!(int, 6 * INT_ENDOWMENT, "INT was made or lost");
	let gas: u128 =
		pallet_assets::Account::<Test>::iter_key_prefix(GAS_ID).map(|who| gas_of(&who)).sum();
	assert_eq!(gas, Assets::total_supply(GAS_ID), "GAS is not conserved");
	assert_eq!(gas + burned(), 4 * GAS_ENDOWMENT, "GAS was made or lost");
	let pots: u128 = crate::Pots::<Test>::iter_values().map(|pot| pot.total()).sum();
	assert_eq!(gas_of(&FeePayment::account()), pots + Donated::get(), "pots have what they have");
}

/// Chain time.
pub fn now() -> Millis {
	Timestamp::get()
}

/// Lets time pass, with a block in between.
pub fn wait(time: Millis) {
	let block = System::block_number();
	frame_system::BlockHash::<Test>::insert(block, sp_core::H256::from_low_u64_be(block.into()));
	System::set_block_number(block + 1);
	System::set_block_consumed_resources(Weight::zero(), 0);
	Timestamp::set_timestamp(now() + time);
}

pub fn gas_of(who: &AccountId) -> u128 {
	Assets::balance(GAS_ID, who)
}

pub fn int_of(who: &AccountId) -> u128 {
	Balances::free_balance(who)
}

/// GAS from one account to another, outside of fees.
pub fn give_gas(from: &AccountId, to: &AccountId, amount: u128) {
	<Assets as Mutate<AccountId>>::transfer(
		GAS_ID,
		from,
		to,
		amount,
		frame_support::traits::tokens::Preservation::Expendable,
	)
	.unwrap();
}

/// INT from one account to another, outside of fees.
pub fn give_int(from: &AccountId, to: &AccountId, amount: u128) {
	Balances::transfer_allow_death(signed(from), to.clone(), amount).unwrap();
}

pub fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

pub fn read(percent: u64) -> RuntimeCall {
	machines::Call::read { percent }.into()
}

pub fn as_device(device: &AccountId, call: RuntimeCall) -> RuntimeCall {
	machines::Call::as_device { device: device.clone(), call: Box::new(call) }.into()
}

pub fn device_id(number: u32) -> AccountId {
	AccountId::new(sp_io::hashing::blake2_256(&(b"device", number).encode()))
}

/// An active device in a fleet, that has nothing but the provider reference that the registry
/// gives.
pub fn device(number: u32, fleet: FleetId) -> AccountId {
	let id = device_id(number);
	DEVICES.with_borrow_mut(|devices| {
		let machine = Machine { fleet: Some(fleet), active: true, key: id.clone() };
		devices.insert(id.clone(), machine);
	});
	System::inc_providers(&id);
	id
}

pub fn change(device: &AccountId, change: impl FnOnce(&mut Machine)) {
	DEVICES.with_borrow_mut(|devices| change(devices.get_mut(device).unwrap()));
}

/// So much a day.
pub fn daily(most: u128) -> Quota {
	Quota { most, recovers_in: DAY }
}

/// A pot of fleet 0 that pays for readings, 20 GAS a day for a device and 1,000 for the fleet.
pub fn pot(gas: u128) {
	FeePayment::create_pot(signed(&OWNER), 0, READINGS, daily(20 * GAS), daily(1_000 * GAS))
		.unwrap();
	if gas > 0 {
		FeePayment::fund_pot(signed(&OWNER), 0, gas).unwrap();
	}
}

pub fn pot_of(fleet: FleetId) -> crate::Pot<Test> {
	crate::Pots::<Test>::get(fleet).unwrap()
}

pub fn spent(fleet: FleetId, device: &AccountId) -> u128 {
	FeePayment::usage(fleet, device.clone()).unwrap().spent
}

type Checked = CheckedExtrinsic<AccountId, RuntimeCall, Extension>;

/// A transaction with the signer's next nonce.
pub fn transaction(who: &AccountId, call: RuntimeCall, tip: u128) -> Checked {
	let era = Era::mortal(64, (System::block_number() - 1).into());
	transaction_with(who, call, tip, era, System::account_nonce(who))
}

pub fn transaction_with(
	who: &AccountId,
	call: RuntimeCall,
	tip: u128,
	era: Era,
	nonce: u32,
) -> Checked {
	let extension = (
		frame_system::CheckMortality::from(era),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		PayFee::from(tip),
	);
	Checked { format: ExtrinsicFormat::Signed(who.clone(), extension), function: call }
}

/// How the pool judges it.
pub fn validate(transaction: &Checked) -> TransactionValidity {
	let info = transaction.get_dispatch_info();
	transaction.validate::<Test>(TransactionSource::External, &info, LENGTH)
}

/// Includes it in the block. Refused, it changes nothing.
pub fn include(transaction: Checked) -> Result<DispatchResult, TransactionValidityError> {
	let info = transaction.get_dispatch_info();
	frame_support::storage::with_transaction(|| match transaction.apply::<Test>(&info, LENGTH) {
		Ok(result) => frame_support::storage::TransactionOutcome::Commit(Ok(Ok(result
			.map(|_| ())
			.map_err(|error| error.error)))),
		Err(error) => frame_support::storage::TransactionOutcome::Rollback(Ok::<
			_,
			sp_runtime::DispatchError,
		>(Err(error))),
	})
	.unwrap()
}

/// Sends a call, without tip.
pub fn send(
	who: &AccountId,
	call: RuntimeCall,
) -> Result<DispatchResult, TransactionValidityError> {
	include(transaction(who, call, 0))
}

/// Sends a call with a tip.
pub fn send_with_tip(
	who: &AccountId,
	call: RuntimeCall,
	tip: u128,
) -> Result<DispatchResult, TransactionValidityError> {
	include(transaction(who, call, tip))
}

/// The dispatch information of a call with the extensions' weight in it.
pub fn info_of(call: &RuntimeCall, tip: u128) -> DispatchInfo {
	transaction(&RICH, call.clone(), tip).get_dispatch_info()
}

/// The most that a call can cost, plancks of GAS.
pub fn worst_fee(call: &RuntimeCall, tip: u128) -> u128 {
	TransactionPayment::compute_fee(LENGTH as u32, &info_of(call, tip), 0)
}

/// What a call costs that uses `unused` less weight than it could.
pub fn fee_without(call: &RuntimeCall, tip: u128, unused: Weight) -> u128 {
	let info = info_of(call, tip);
	let post = PostDispatchInfo {
		actual_weight: Some(info.total_weight().saturating_sub(unused)),
		pays_fee: Default::default(),
	};
	TransactionPayment::compute_actual_fee(LENGTH as u32, &info, &post, 0)
}

/// The weight of [`PayFee`] for a call.
pub fn pay_weight(call: &RuntimeCall, tip: u128) -> Weight {
	PayFee::<Test>::from(tip).weight(call)
}
