// SPDX-License-Identifier: Apache-2.0

//! A chain with the market, INT, GAS with holds, and a directory of devices with real keys.

use crate::{
	self as pallet_resource_market,
	held_item::HeldItem,
	pricing::{Along, AuctionRules, Cpp, Format, PriceTag, Pricing, Tariff, Tier},
	types::*,
	HoldReason, MarketParameters, OnGasBurned, TransactionFee,
};
use codec::{Decode, Encode};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, Inspect, InspectHold},
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Contains, LinearStoragePrice,
	},
	PalletId,
};
use frame_system::{
	offchain::{AppCrypto, CreateSignedTransaction, CreateTransactionBase, SigningTypes},
	CheckNonce, EnsureRoot, EnsureSigned,
};
use int_primitives::{
	directory::{DeviceDirectory, Permission, SecurityLevel},
	identity::DeviceKey,
	market::{DeliveryReceipt, EndUseReceipt, MeterVoucher, VoucherAcceptance},
	signed::{Body, Statement},
	Digest, Millis,
};
use sp_core::{ed25519, sr25519, Pair};
use sp_runtime::{
	generic::UncheckedExtrinsic,
	traits::{AccountIdConversion, IdentifyAccount, IdentityLookup, Verify},
	AccountId32, BuildStorage, MultiSignature, MultiSigner,
};
use std::{collections::BTreeMap, sync::LazyLock};

pub type AccountId = AccountId32;
pub type Block = frame_system::mocking::MockBlockU32<Test>;

/// One GAS, plancks.
pub const GAS: u64 = 1_000_000_000;
/// What everybody but [`poor`] starts with, plancks of GAS.
pub const ENDOWMENT: u64 = 1_000_000 * GAS;
/// What everybody but [`poor`] starts with, plancks of INT.
pub const INT: u128 = 1_000_000_000;
/// The first moment, milliseconds.
pub const START: Millis = 1_800_000_000_000;
/// A minute, milliseconds.
pub const MINUTE: Millis = 60_000;
/// An hour, milliseconds.
pub const HOUR: Millis = 3_600_000;
/// A day, milliseconds.
pub const DAY: Millis = 24 * HOUR;
/// How many blocks a window takes at least.
pub const BLOCKS: u32 = 10;
/// The asset that GAS is.
pub const GAS_ID: u32 = 1;

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
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(5)]
	pub type Market = pallet_resource_market;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Nonce = u32;
	type Block = Block;
	type BlockHashCount = ConstU32<250>;
	type BaseCallFilter = WhatIsAllowed;
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
	type ExistentialDeposit = ConstU128<100>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = u128;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
	pub const GasId: u32 = GAS_ID;
	pub const MarketId: PalletId = PalletId(*b"int/mrkt");
	pub const Base: u128 = 1_000;
	pub const PerByte: u128 = 10;
	pub const ForListing: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Listing);
	pub const ForTerms: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Terms);
	pub const ForAgreement: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Agreement);
	pub const ForAuction: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Auction);
	pub const ForArbiter: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Arbiter);
	pub const ForName: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Name);
	pub const ForPolicy: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::PolicyRecord);
	pub static Devices: BTreeMap<AccountId, Device> = BTreeMap::new();
	// In storage, so that a call that fails burns nothing.
	pub storage Burned: u128 = 0;
	pub static Parameters: MarketParameters = MarketParameters::default();
	// The fee of an execution, plancks of GAS; nothing if nobody can pay it.
	pub static Fee: Option<u64> = Some(GAS);
	// Whether policies may be executed.
	pub static ExecutionAllowed: bool = true;
}

type Deposit<Reason> =
	HoldConsideration<AccountId, Balances, Reason, LinearStoragePrice<Base, PerByte, u128>>;
pub type Gas = HeldItem<Assets, AssetsHolder, GasId, AccountId>;

/// A device as the directory knows it.
#[derive(Clone)]
pub struct Device {
	pub owner: AccountId,
	pub operator: Option<AccountId>,
	pub fleet: Option<u32>,
	pub key: DeviceKey,
	pub generation: u32,
	pub active: bool,
	pub security: SecurityLevel,
}

/// A directory that checks real signatures.
pub struct Directory;

impl DeviceDirectory<AccountId, u32, u128> for Directory {
	fn owner_of(device: &AccountId) -> Option<AccountId> {
		Devices::get().get(device).map(|device| device.owner.clone())
	}

	fn fleet_of(device: &AccountId) -> Option<u32> {
		Devices::get().get(device).and_then(|device| device.fleet)
	}

	fn may_act_for(who: &AccountId, id: &AccountId, permission: Permission) -> bool {
		Devices::get().get(id).is_some_and(|device| {
			who == id
				|| device.owner == *who
				|| (permission == Permission::Trade && device.operator.as_ref() == Some(who))
		})
	}

	fn is_active(device: &AccountId) -> bool {
		Devices::get().get(device).is_some_and(|device| device.active)
	}

	fn security_level(device: &AccountId) -> SecurityLevel {
		Devices::get().get(device).map_or(SecurityLevel::Unattested, |device| device.security)
	}

	fn key_at(device: &AccountId, _: u32) -> Option<(u32, DeviceKey)> {
		Devices::get().get(device).map(|device| (device.generation, device.key))
	}

	fn signed_by(id: &AccountId, generation: u32, message: &[u8], mut signature: &[u8]) -> bool {
		let Ok(MultiSignature::Ed25519(signature)) = MultiSignature::decode(&mut signature) else {
			return false;
		};
		Devices::get().get(id).is_some_and(|device| match device.key {
			DeviceKey::Ed25519(key) => {
				device.generation == generation
					&& signature.verify(message, &ed25519::Public::from(key))
			},
			_ => false,
		})
	}

	fn slash_maker(_: &AccountId, _: u128) -> u128 {
		0
	}
}

/// Counts what the market burns.
pub struct CountBurned;

impl OnGasBurned for CountBurned {
	fn burned(amount: u128) {
		Burned::set(&(Burned::get() + amount));
	}
}

/// Lets all calls through but, at times, executions of policies.
pub struct WhatIsAllowed;

impl Contains<RuntimeCall> for WhatIsAllowed {
	fn contains(call: &RuntimeCall) -> bool {
		let is_execution = matches!(call, RuntimeCall::Market(crate::Call::execute_policy { .. }));
		ExecutionAllowed::get() || !is_execution
	}
}

/// Tells [`Fee`].
pub struct Fees;

impl TransactionFee<RuntimeCall> for Fees {
	fn most(_: &AccountId, _: &RuntimeCall) -> Option<u128> {
		Fee::get().map(Into::into)
	}
}

/// A transaction of a node's own.
pub type Transaction = UncheckedExtrinsic<AccountId, RuntimeCall, MultiSignature, CheckNonce<Test>>;

impl SigningTypes for Test {
	type Public = MultiSigner;
	type Signature = MultiSignature;
}

impl<C> CreateTransactionBase<C> for Test
where
	RuntimeCall: From<C>,
{
	type Extrinsic = Transaction;
	type RuntimeCall = RuntimeCall;
}

impl<C> CreateSignedTransaction<C> for Test
where
	RuntimeCall: From<C>,
{
	fn create_signed_transaction<K: AppCrypto<MultiSigner, MultiSignature>>(
		call: RuntimeCall,
		public: MultiSigner,
		account: AccountId,
		nonce: u32,
	) -> Option<Transaction> {
		let nonce = CheckNonce::from(nonce);
		let signature = (&call, &nonce).using_encoded(|payload| K::sign(payload, public))?;
		Some(Transaction::new_signed(call, account, signature, nonce))
	}
}

impl pallet_resource_market::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Gas = Gas;
	type OnGasBurned = CountBurned;
	type Devices = Directory;
	type Time = Timestamp;
	type Parameters = Parameters;
	type ListingConsideration = Deposit<ForListing>;
	type TermsConsideration = Deposit<ForTerms>;
	type AgreementConsideration = Deposit<ForAgreement>;
	type AuctionConsideration = Deposit<ForAuction>;
	type ArbiterConsideration = Deposit<ForArbiter>;
	type NameConsideration = Deposit<ForName>;
	type PolicyConsideration = Deposit<ForPolicy>;
	type TransactionFee = Fees;
	type PalletId = MarketId;
	type MinWindowBlocks = ConstU32<BLOCKS>;
	type MaxDuration = ConstU64<{ 366 * DAY }>;
	type WeightInfo = ();
}

/// Somebody with a key.
#[derive(Clone)]
pub struct Keys(ed25519::Pair);

impl Keys {
	pub fn new(name: &str) -> Self {
		Self(ed25519::Pair::from_seed(&sp_io::hashing::sha2_256(name.as_bytes())))
	}

	pub fn account(&self) -> AccountId {
		MultiSigner::Ed25519(self.0.public()).into_account()
	}

	pub fn public(&self) -> DeviceKey {
		DeviceKey::Ed25519(self.0.public().0)
	}

	pub fn sign<B: Body>(&self, body: B) -> MultiSignature {
		self.0.sign(&Statement::new(Market::genesis(), body).encode()).into()
	}
}

macro_rules! people {
	($($(#[$doc:meta])* $name:ident: $key:ident = $text:literal;)*) => {
		$(
			pub static $key: LazyLock<Keys> = LazyLock::new(|| Keys::new($text));
			$(#[$doc])*
			pub fn $name() -> AccountId {
				$key.account()
			}
		)*
	};
}

people! {
	/// Sells, and owns the meter.
	seller: SELLER = "seller";
	/// Buys, and owns the car.
	buyer: BUYER = "buyer";
	/// Buys too.
	rival: RIVAL = "rival";
	/// Wants what is others'.
	thief: THIEF = "thief";
	/// Judges.
	arbiter: ARBITER = "arbiter";
	/// Has nothing.
	poor: POOR = "poor";
	/// A device of the seller's.
	meter: METER = "meter";
	/// A device of the buyer's.
	car: CAR = "car";
}

/// The account of the first node's matcher.
pub static MATCHER: LazyLock<AccountId> = LazyLock::new(|| matcher("//Matcher"));

/// The account of a key in a node's keystore, by its secret.
pub fn matcher(secret: &str) -> AccountId {
	let pair = sr25519::Pair::from_string(secret, None).unwrap();
	MultiSigner::Sr25519(pair.public()).into_account()
}

/// Everybody who may have GAS, with the market's account.
pub fn everybody() -> Vec<AccountId> {
	let mut all = vec![
		seller(),
		buyer(),
		rival(),
		thief(),
		arbiter(),
		poor(),
		meter(),
		car(),
		MATCHER.clone(),
		MarketId::get().into_account_truncating(),
	];
	all.extend((0..MAX_SHARES as u8).map(receiver));
	all
}

/// Receivers of shares, who have no account yet.
pub fn receiver(number: u8) -> AccountId {
	AccountId::new([0xA0 + number; 32])
}

/// Everybody with money.
pub fn people() -> [AccountId; 5] {
	[seller(), buyer(), rival(), thief(), arbiter()]
}

fn storage(market: u64) -> sp_runtime::Storage {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: people().into_iter().chain([meter(), car()]).map(|who| (who, INT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut accounts: Vec<_> =
		people().into_iter().chain([car()]).map(|who| (GAS_ID, who, ENDOWMENT.into())).collect();
	if market > 0 {
		accounts.push((GAS_ID, MarketId::get().into_account_truncating(), market.into()));
	}
	pallet_assets::GenesisConfig::<Test> {
		assets: vec![(GAS_ID, AccountId::new([0xFF; 32]), true, GAS.into())],
		accounts,
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	storage
}

/// Runs a test, then checks the invariants and that INT and GAS are conserved.
pub fn test(scene: impl FnOnce()) {
	run(GAS, scene);
}

/// The same on a chain whose genesis forgot the market's account.
pub fn test_without_market_account(scene: impl FnOnce()) {
	run(0, scene);
}

fn run(market: u64, scene: impl FnOnce()) {
	sp_io::TestExternalities::new(storage(market)).execute_with(|| {
		begin();
		scene();
		check();
	});
}

/// A chain with its first block.
pub fn chain() -> sp_io::TestExternalities {
	let mut chain = sp_io::TestExternalities::new(storage(GAS));
	chain.execute_with(begin);
	chain
}

fn begin() {
	System::set_block_number(1);
	Timestamp::set_timestamp(START);
	frame_system::BlockHash::<Test>::insert(0, sp_core::H256([9; 32]));
	Parameters::set(MarketParameters::default());
	Fee::set(Some(GAS));
	ExecutionAllowed::set(true);
	Devices::set(BTreeMap::new());
	add_device(&METER, &seller());
	add_device(&CAR, &buyer());
}

// Policies.

/// Sets a scene, writes it down, and returns how long the proof is of what `measured` looks at,
/// bytes.
pub fn prove<S>(scene: impl FnOnce() -> S, measured: impl FnOnce(S)) -> usize {
	let mut chain = sp_io::TestExternalities::new(storage(GAS));
	let scene = chain.execute_with(|| {
		begin();
		scene()
	});
	chain.commit_all().unwrap();
	let root = *chain.backend.root();
	let ((), proof) = chain.execute_and_prove(|| measured(scene));
	// As it goes to the relay chain: without the hashes that follow from the rest.
	proof.encoded_compact_size::<sp_runtime::traits::BlakeTwo256>(root).unwrap()
}

/// All of the state.
pub fn snapshot() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let (mut all, mut key) = (BTreeMap::new(), Vec::new());
	while let Some(next) = sp_io::storage::next_key(&key) {
		let value = sp_io::storage::get(&next).unwrap().to_vec();
		all.insert(next.clone(), value);
		key = next;
	}
	all
}

/// Sets a scene, writes it down, and returns how many records of it `measured` reads and how many it
/// changes. What it looks for and does not find is not counted, nor what it makes anew.
pub fn touch<S>(scene: impl FnOnce() -> S, measured: impl FnOnce(S)) -> (usize, usize) {
	let mut chain = sp_io::TestExternalities::new(storage(GAS));
	let scene = chain.execute_with(|| {
		begin();
		scene()
	});
	chain.commit_all().unwrap();
	let before = chain.execute_with(snapshot);
	let root = *chain.backend.root();
	let ((), proof) = chain.execute_and_prove(|| measured(scene));
	let is_read = |key: &Vec<u8>| {
		type Hasher = sp_runtime::traits::BlakeTwo256;
		sp_state_machine::read_proof_check::<Hasher, _>(root, proof.clone(), [key])
			.is_ok_and(|found| found.values().all(Option::is_some))
	};
	let reads = before.keys().filter(|key| is_read(key)).count();
	let after = chain.execute_with(snapshot);
	let writes = before.iter().filter(|(key, value)| after.get(*key) != Some(value)).count();
	(reads, writes)
}

/// Registers an active device.
pub fn add_device(keys: &Keys, owner: &AccountId) {
	let device = Device {
		owner: owner.clone(),
		operator: None,
		fleet: None,
		key: keys.public(),
		generation: 0,
		active: true,
		security: SecurityLevel::Software,
	};
	Devices::mutate(|devices| devices.insert(keys.account(), device));
}

/// Changes a device.
pub fn change_device(id: &AccountId, change: impl FnOnce(&mut Device)) {
	Devices::mutate(|devices| change(devices.get_mut(id).unwrap()));
}

/// The invariants: storage, and the sums of all INT and all GAS.
pub fn check() {
	Market::do_try_state().unwrap();
	let int: u128 = frame_system::Account::<Test>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(int, Balances::total_issuance());
	let gas: u128 = everybody().iter().map(Gas::total_balance).sum();
	assert_eq!(gas, Gas::total_issuance(), "GAS is somewhere else");
	let first: u128 = 6 * u128::from(ENDOWMENT) + u128::from(GAS);
	assert!([first, first - u128::from(GAS)].contains(&(gas + Burned::get())), "GAS was lost");
}

/// Nothing is held for anybody, and the market has no records.
pub fn check_empty() {
	check();
	for who in everybody() {
		assert_eq!(Gas::total_balance_on_hold(&who), 0, "GAS is still on hold");
		assert_eq!(System::account(&who).data.reserved, 0, "a deposit did not return");
	}
	assert_eq!(crate::Listings::<Test>::iter().count(), 0);
	assert_eq!(crate::TermsOf::<Test>::iter().count(), 0);
	assert_eq!(crate::Agreements::<Test>::iter().count(), 0);
	assert_eq!(crate::Auctions::<Test>::iter().count(), 0);
	assert_eq!(crate::Bids::<Test>::iter().count(), 0);
	assert_eq!(crate::Disputes::<Test>::iter().count(), 0);
	assert_eq!(crate::Policies::<Test>::iter().count(), 0);
	assert_eq!(crate::PoliciesByKind::<Test>::iter().count(), 0);
	assert_eq!(crate::PoliciesByBuyer::<Test>::iter().count(), 0);
	assert_eq!(crate::Tips::<Test>::iter().count(), 0);
}

/// Free GAS, plancks.
pub fn free(who: &AccountId) -> u64 {
	Gas::balance(who).try_into().unwrap()
}

/// GAS on hold, plancks.
pub fn held(who: &AccountId, reason: HoldReason) -> u64 {
	Gas::balance_on_hold(&reason.into(), who).try_into().unwrap()
}

/// Chain time.
pub fn now() -> Millis {
	Timestamp::get()
}

/// Lets time pass, with as many blocks as a window needs.
pub fn wait(time: Millis) {
	System::set_block_number(System::block_number() + BLOCKS);
	Timestamp::set_timestamp(now() + time);
}

/// Lets time pass while the chain stands still: one block.
pub fn stall(time: Millis) {
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp(now() + time);
}

pub fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

/// The error of a call of ours.
pub type Error = crate::Error<Test>;

/// What the last event of the market was.
pub fn last_event() -> crate::Event<Test> {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Market(event) => Some(event),
			_ => None,
		})
		.unwrap()
}

/// An offer with a minute's patience in everything that has no better number.
pub fn offer(pricing: Pricing) -> Offer {
	Offer {
		kind: Kind::Other(7),
		unit: Unit::Other(7),
		place: Some(place("u33dc0")),
		metadata: b"a cid".to_vec().try_into().unwrap(),
		provider: None,
		capacity: Capacity::Unlimited,
		from: START,
		until: START + 300 * DAY,
		access: Access::default(),
		pricing,
		split: Default::default(),
		arbiters: Default::default(),
		window: HOUR as u32,
		delivery: DAY,
		notice: HOUR as u32,
		longest: 30 * DAY,
		manifest: None,
	}
}

pub fn place(name: &str) -> Place {
	let mut place = [0; Place::LENGTH];
	place[..name.len()].copy_from_slice(name.as_bytes());
	Place(place)
}

/// Ten GAS a unit.
pub fn price_tag() -> Pricing {
	Pricing::PriceTag(PriceTag { price: 10 * GAS, per: 1 })
}

/// 0.3 GAS a watt-hour, 11 kW at most.
pub fn tariff() -> Tariff {
	Tariff {
		along: Along::Use,
		tiers: vec![Tier { from: 0, price: 3 * GAS / 10 }].try_into().unwrap(),
		per: 1,
		rate: 11_000,
		standby: 0,
		claim_period: DAY as u32,
		runway: HOUR as u32,
	}
}

pub fn cpp() -> Pricing {
	Pricing::Cpp(Cpp { price: 2 * GAS, claim_period: DAY as u32 })
}

pub fn english() -> Pricing {
	let format = Format::English {
		start: 100 * GAS,
		increment: 10_000,
		duration: DAY,
		extension: HOUR,
		longest: 3 * HOUR,
	};
	Pricing::Auction(AuctionRules { lot: 1, format })
}

pub fn sealed() -> Pricing {
	let format = Format::Sealed { reserve: 100 * GAS, commit: DAY, reveal: DAY };
	Pricing::Auction(AuctionRules { lot: 1, format })
}

pub fn dutch() -> Pricing {
	let format = Format::Dutch { start: 1_000 * GAS, floor: 100 * GAS, duration: DAY };
	Pricing::Auction(AuctionRules { lot: 1, format })
}

/// Lists an offer of the seller's.
pub fn list(offer: Offer) -> ListingId {
	let id = crate::NextListing::<Test>::get();
	Market::list(signed(&seller()), None, Box::new(offer)).unwrap();
	id
}

/// Power from the meter.
pub fn list_power() -> ListingId {
	list(power())
}

/// Power from the meter.
pub fn power() -> Offer {
	Offer {
		kind: Kind::Power,
		unit: Unit::WattHour,
		provider: Some(meter()),
		..offer(Pricing::Metered(tariff()))
	}
}

/// Registers the arbiter, at 2,000 GAS a ruling.
pub fn register_arbiter() {
	Market::register_arbiter(signed(&arbiter()), 2_000 * GAS, Default::default()).unwrap();
}

pub fn arbitrated(offer: Offer) -> Offer {
	Offer { arbiters: vec![arbiter()].try_into().unwrap(), ..offer }
}

/// A request for some units at any price.
pub fn some(quantity: u64) -> Request {
	Request {
		revision: 0,
		quantity,
		max_price: u64::MAX,
		escrow: 0,
		duration: 0,
		anchor: None,
		party: Party::default(),
	}
}

/// A request for metered use by the car.
pub fn metered(escrow: u64) -> Request {
	Request {
		escrow,
		duration: 10 * DAY,
		party: Party { consumer: Some(car()), ..Default::default() },
		..some(0)
	}
}

/// A request for uses at a price for each.
pub fn uses(quantity: u64) -> Request {
	Request { duration: 10 * DAY, ..some(quantity) }
}

pub fn with_arbiter(request: Request) -> Request {
	let party = Party { arbiter: Some(arbiter()), ..request.party };
	Request { party, ..request }
}

/// A purchase of the buyer's.
pub fn buy(listing: ListingId, request: Request) -> AgreementId {
	let id = crate::NextAgreement::<Test>::get();
	Market::purchase(signed(&buyer()), None, listing, request).unwrap();
	id
}

pub fn agreement(id: AgreementId) -> Agreement<Test> {
	crate::Agreements::<Test>::get(id).unwrap()
}

pub fn is_closed(id: AgreementId) -> bool {
	!crate::Agreements::<Test>::contains_key(id)
}

pub fn meter_of(id: AgreementId) -> Meter {
	match agreement(id).progress {
		Progress::Metered(meter) => meter,
		_ => panic!("it is not metered"),
	}
}

/// A voucher of the meter for the car, read now: the `sequence`-th of this moment.
pub fn voucher(id: AgreementId, units: u64, sequence: u64) -> MeterVoucher {
	MeterVoucher {
		agreement: id,
		provider: meter().into(),
		consumer: car().into(),
		units,
		sequence: now().saturating_add(sequence),
		generation: 0,
		expires: now() + DAY,
	}
}

/// The meter's voucher.
pub fn alone(voucher: MeterVoucher) -> Settlement {
	let signature = METER.sign(voucher.clone());
	Settlement { voucher, signature, countersignature: None }
}

/// The meter's voucher, countersigned by the car.
pub fn accepted(voucher: MeterVoucher) -> Settlement {
	let acceptance = VoucherAcceptance {
		agreement: voucher.agreement,
		provider: voucher.provider,
		consumer: voucher.consumer,
		units: voucher.units,
		sequence: voucher.sequence,
		generation: 0,
		expires: voucher.expires,
	};
	let countersignature = Countersignature {
		generation: 0,
		expires: voucher.expires,
		signature: CAR.sign(acceptance),
	};
	Settlement { countersignature: Some(countersignature), ..alone(voucher) }
}

/// Brings a voucher of the meter alone.
pub fn claim(
	id: AgreementId,
	units: u64,
	sequence: u64,
) -> frame_support::dispatch::DispatchResult {
	Market::settle(signed(&thief()), alone(voucher(id, units, sequence)))
}

/// Brings a countersigned voucher.
pub fn settle(
	id: AgreementId,
	units: u64,
	sequence: u64,
) -> frame_support::dispatch::DispatchResult {
	Market::settle(signed(&thief()), accepted(voucher(id, units, sequence)))
}

/// The buyer's receipt of a delivery by the seller.
pub fn delivery_receipt(id: AgreementId) -> (DeliveryReceipt, MultiSignature) {
	let receipt = DeliveryReceipt {
		agreement: id,
		provider: seller().into(),
		consumer: buyer().into(),
		generation: 0,
		expires: now() + DAY,
	};
	(receipt.clone(), BUYER.sign(receipt))
}

/// The buyer's receipt of an end use.
pub fn use_receipt(id: AgreementId, number: u64) -> (EndUseReceipt, MultiSignature) {
	let receipt = EndUseReceipt {
		agreement: id,
		provider: seller().into(),
		consumer: buyer().into(),
		number,
		generation: 0,
		expires: now() + DAY,
	};
	(receipt.clone(), BUYER.sign(receipt))
}

/// What is left of an amount when the market has its half per cent.
pub fn net(amount: u64) -> u64 {
	amount - amount * 5 / 1_000
}

/// Ends a closed lot of time: announces the end of an agreement, waits, and closes it.
pub fn close(id: AgreementId) {
	Market::close(signed(&thief()), id).unwrap();
	wait(DAY + 1);
	Market::close(signed(&thief()), id).unwrap();
	assert!(is_closed(id));
}

/// The leaf of a digest chain, `steps` above the seed.
pub fn anchor(listing: ListingId, seed: Digest, steps: u32) -> Digest {
	(0..steps).fold(seed, |hash, _| {
		int_primitives::market::use_anchor::<int_primitives::merkle::Software>(
			&Market::genesis(),
			listing,
			buyer().as_ref(),
			&hash,
		)
	})
}
