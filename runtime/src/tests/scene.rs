// SPDX-License-Identifier: Apache-2.0

//! What scenes are made of: blocks, signed transactions, fed prices, devices with their fleets and
//! pots, and whose money is where.

use super::{account, chain_with, signed};
use crate::{
	configs::gas::Feed,
	constants::{GAS, GAS_ASSET, SLOT_MILLIS},
	tx_extension, AccountId, Assets, Balance, Balances, Block, DeviceRegistry, Executive,
	FeePayment, Gas, Hash, Header, Nonce, ResourceMarket, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, Signature, System, Timestamp, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use cumulus_pallet_parachain_system::{
	relay_state_snapshot::MessagingStateSnapshot, HostConfiguration, HrmpWatermark,
	RelevantMessagingState, ValidationData,
};
use cumulus_primitives_core::{
	relay_chain::AsyncBackingParams, AbridgedHostConfiguration, PersistedValidationData,
};
use frame_support::{
	assert_ok,
	storage::{with_transaction, TransactionOutcome},
	traits::{
		fungible::{Inspect, InspectHold},
		fungibles::Inspect as _,
	},
};
use int_primitives::{
	identity::{device_code, DeviceKey},
	merkle::Software,
	signed::{Registration, Rotation, Statement},
	Millis,
};
use pallet_device_registry::DeviceClass;
use pallet_fee_payment::{
	quota::Quota, runtime_api::runtime_decl_for_fee_payment_api::FeePaymentApi, CallKinds, FeeQuote,
};
use pallet_gas::Price;
use serde_json::{json, Value};
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_core::{
	crypto::{SecretUri, DEV_PHRASE},
	sr25519, Pair,
};
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_keyring::Sr25519Keyring::{self, Charlie, Dave, Eve};
use sp_runtime::{
	generic::{Digest, DigestItem, Era, SignedPayload},
	traits::Header as _,
	ApplyExtrinsicResult, DispatchError,
};
use std::sync::LazyLock;

/// The first moment, milliseconds: the start of a slot.
pub const START: Millis = 1_800_000_000_000;

/// When the block after the first begins, milliseconds.
pub const NEXT: Millis = START + SLOT_MILLIS;

/// A minute of chain time, milliseconds.
pub const MINUTE: Millis = 60_000;

/// An hour of chain time, milliseconds.
pub const HOUR: Millis = 60 * MINUTE;

/// A day of chain time, milliseconds.
pub const DAY: Millis = 24 * HOUR;

/// Runs a scene on the development chain with a patch over its genesis, after a first block at
/// [`START`]; at its end nobody has lost or found a planck, and every pallet's records agree.
pub fn on_chain(patch: Value, scene: impl FnOnce()) {
	chain_with(DEV_RUNTIME_PRESET, patch).execute_with(|| {
		block(START, || {});
		check_money();
		scene();
		check_money();
	});
}

/// A patch of genesis: a first price, in cents of a USD for an INT, and who has how many GAS.
pub fn genesis_with(cents: u128, holders: &[(AccountId, Balance)]) -> Value {
	let accounts: Vec<_> = holders
		.iter()
		.map(|(who, gas)| json!([GAS_ASSET, who, u64::try_from(*gas).unwrap()]))
		.collect();
	json!({
		"gas": { "firstPrice": usd(cents) },
		"assets": { "accounts": accounts },
	})
}

/// So many cents of a USD for an INT.
pub fn usd(cents: u128) -> Price {
	Price::from_rational(cents, 100)
}

/// Begins the next block, at `now`, by the collator whose turn that is.
pub fn begin_block(now: Millis) {
	let slot = sp_consensus_aura::Slot::from(now / SLOT_MILLIS);
	begin(Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] });
	let clock = pallet_timestamp::Call::<Runtime>::set { now };
	assert_ok!(apply(UncheckedExtrinsic::new_bare(clock.into())).unwrap());
}

/// Begins the next block, without an author or a time.
pub fn begin_block_of_nobody() {
	begin(Digest::default());
}

fn begin(digest: Digest) {
	let number = System::block_number() + 1;
	let parent = Hash::from_low_u64_be((number - 1).into());
	let header = Header::new(number, Hash::default(), Hash::default(), parent, digest);
	Executive::initialize_block(&header);
}

/// Ends the block that was begun.
pub fn end_block() {
	the_relay_chain_speaks();
	Executive::finalize_block();
}

/// What the relay chain says in a block, as far as its end or an upgrade depends on it.
pub fn the_relay_chain_speaks() {
	let relay_parent_number = System::block_number();
	ValidationData::<Runtime>::put(PersistedValidationData {
		parent_head: Vec::new().into(),
		relay_parent_number,
		relay_parent_storage_root: Default::default(),
		max_pov_size: 10 * 1024 * 1024,
	});
	HrmpWatermark::<Runtime>::put(relay_parent_number);
	RelevantMessagingState::<Runtime>::put(MessagingStateSnapshot {
		dmq_mqc_head: Default::default(),
		relay_dispatch_queue_remaining_capacity: Default::default(),
		ingress_channels: Vec::new(),
		egress_channels: Vec::new(),
	});
	HostConfiguration::<Runtime>::put(AbridgedHostConfiguration {
		max_code_size: 3 * 1024 * 1024,
		max_head_data_size: 32 * 1024,
		max_upward_queue_count: 8,
		max_upward_queue_size: 1024 * 1024,
		max_upward_message_size: 64 * 1024,
		max_upward_message_num_per_candidate: 16,
		hrmp_max_message_num_per_candidate: 10,
		validation_upgrade_cooldown: 14_400,
		validation_upgrade_delay: 600,
		async_backing_params: AsyncBackingParams {
			max_candidate_depth: 3,
			allowed_ancestry_len: 2,
		},
	});
}

/// One whole block at `now`.
pub fn block(now: Millis, transactions: impl FnOnce()) {
	begin_block(now);
	transactions();
	end_block();
}

/// Chain time.
pub fn now() -> Millis {
	Timestamp::get()
}

/// Applies a transaction or inherent to the block that was begun.
pub fn apply(extrinsic: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(extrinsic)
}

/// Does something, looks at what comes of it, and unmakes it.
pub fn unmade<R>(scene: impl FnOnce() -> R) -> R {
	with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(scene()))).unwrap()
}

/// An era of 64 blocks that begins at the newest block with a known hash.
pub fn mortal() -> Era {
	Era::mortal(64, u64::from(System::block_number() - 1))
}

/// What a wallet fills in.
pub struct Terms {
	/// How long it lives.
	pub era: Era,
	/// Which of the signer's transactions it is.
	pub nonce: Nonce,
	/// Plancks of INT.
	pub tip: Balance,
}

impl Terms {
	/// Mortal, the signer's next, without a tip.
	pub fn next_of(signer: &sr25519::Pair) -> Self {
		Self { era: mortal(), nonce: System::account_nonce(id_of(signer)), tip: 0 }
	}
}

/// Signs a transaction.
pub fn sign(
	signer: &sr25519::Pair,
	call: impl Into<RuntimeCall>,
	terms: Terms,
) -> UncheckedExtrinsic {
	let call = call.into();
	let extension = || -> TxExtension { tx_extension(terms.era, terms.nonce, terms.tip) };
	let payload = SignedPayload::new(call.clone(), extension()).unwrap();
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		id_of(signer).into(),
		Signature::Sr25519(signature),
		extension(),
	)
}

/// The next transaction of somebody, as a wallet makes it by default.
pub fn transaction(signer: &sr25519::Pair, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	sign(signer, call, Terms::next_of(signer))
}

/// The same with a tip, plancks of INT.
pub fn tipped(
	signer: &sr25519::Pair,
	call: impl Into<RuntimeCall>,
	tip: Balance,
) -> UncheckedExtrinsic {
	sign(signer, call, Terms { tip, ..Terms::next_of(signer) })
}

/// The key of the development phrase. To stretch the phrase takes longer than a transaction.
static ROOT: LazyLock<sr25519::Pair> =
	LazyLock::new(|| sr25519::Pair::from_string(DEV_PHRASE, None).unwrap());

/// The key pair of somebody whom everybody knows.
pub fn pair(key: Sr25519Keyring) -> sr25519::Pair {
	keys(key.into())
}

/// A key pair with a name: that of `//NAME`.
pub fn keys(name: &str) -> sr25519::Pair {
	let path = format!("//{name}").parse::<SecretUri>().unwrap().junctions;
	ROOT.derive(path.into_iter(), None).unwrap().0
}

/// The account of a key pair.
pub fn id_of(keys: &sr25519::Pair) -> AccountId {
	AccountId::new(keys.public().0)
}

/// What the runtime answers when asked who would pay for this transaction.
pub fn quote(xt: &UncheckedExtrinsic, signer: &sr25519::Pair, tip: Balance) -> FeeQuote {
	let length = u32::try_from(xt.encoded_size()).unwrap();
	let call = xt.function.clone();
	<Runtime as FeePaymentApi<Block, RuntimeCall>>::payer(id_of(signer), call, length, tip)
}

/// What the events of this block say that was paid in INT, with the tip, and of it the tip.
pub fn paid_in_int() -> Vec<(AccountId, Balance, Balance)> {
	type Event = pallet_transaction_payment::Event<Runtime>;
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::TransactionPayment(Event::TransactionFeePaid { who, actual_fee, tip }) => {
			Some((who, actual_fee, tip))
		},
		_ => None,
	});
	events.collect()
}

/// What the events of this block say that was paid in GAS.
pub fn paid_in_gas() -> Vec<(AccountId, Balance)> {
	type Event = pallet_pgas_allowance::Event<Runtime>;
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::PgasAllowance(Event::PGASFeePaid { who, actual_fee }) => {
			Some((who, actual_fee))
		},
		_ => None,
	});
	events.collect()
}

/// What the events of this block say that pots paid: for which device, and how many plancks of GAS.
pub fn sponsored() -> Vec<(AccountId, Balance)> {
	type Event = pallet_fee_payment::Event<Runtime>;
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::FeePayment(Event::FeeSponsored { device, fee, .. }) => Some((device, fee)),
		_ => None,
	});
	events.collect()
}

/// A call that feeds a price.
pub fn feeding(price: Price) -> RuntimeCall {
	let values = vec![(Feed::IntUsd, price)].try_into().unwrap();
	pallet_oracle::Call::<Runtime>::feed_values { values }.into()
}

/// All three operators feed a price in this block.
pub fn feed(price: Price) {
	for operator in [Charlie, Dave, Eve] {
		let operator = pair(operator);
		assert_ok!(apply(transaction(&operator, feeding(price))).unwrap());
	}
}

/// Plancks of INT that an account has, of whatever kind.
pub fn int_of(who: &AccountId) -> Balance {
	<Balances as Inspect<AccountId>>::total_balance(who)
}

/// Plancks of GAS that an account has.
pub fn gas_of(who: &AccountId) -> Balance {
	Assets::balance(GAS_ASSET, who)
}

/// Plancks of INT that there are.
pub fn int_issue() -> Balance {
	<Balances as Inspect<AccountId>>::total_issuance()
}

/// Plancks of GAS that there are.
pub fn gas_issue() -> Balance {
	Assets::total_issuance(GAS_ASSET)
}

/// What the books of GAS say of it.
pub fn books() -> pallet_gas::Ledger {
	pallet_gas::Books::<Runtime>::get()
}

/// Every planck of both tokens is in an account, and every account that holds others' money has
/// what the records say.
pub fn check_money() {
	let ints = frame_system::Account::<Runtime>::iter_values();
	let sum: Balance = ints.map(|account| account.data.free + account.data.reserved).sum();
	assert_eq!(sum, int_issue(), "INT of all accounts");
	let holders = pallet_assets::Account::<Runtime>::iter_key_prefix(GAS_ASSET);
	let sum: Balance = holders.map(|who| Assets::total_balance(GAS_ASSET, &who)).sum();
	assert_eq!(sum, gas_issue(), "GAS of all accounts");
	assert_eq!(books().issue(), Some(gas_issue()), "the books of GAS");
	let pots: Balance =
		pallet_fee_payment::Pots::<Runtime>::iter_values().map(|pot| pot.total()).sum();
	assert_eq!(gas_of(&FeePayment::account()), pots, "GAS of pots");
	let held = |reason| Balances::balance_on_hold(&RuntimeHoldReason::Gas(reason), &Gas::account());
	assert_eq!(
		held(pallet_gas::HoldReason::Reserve),
		pallet_gas::Reserve::<Runtime>::get(),
		"the reserve"
	);
}

/// What each of our pallets says that holds of its records. Every scene ends with it
/// ([`super::Chain`]).
pub fn check_records() {
	assert_ok!(DeviceRegistry::do_try_state());
	assert_ok!(FeePayment::do_try_state());
	assert_ok!(Gas::do_try_state());
	assert_ok!(ResourceMarket::do_try_state());
}

/// What a device's maker calls it.
const MODEL: &[u8] = b"meter-3";

/// Registers a device that `owner` made, and puts it into use.
pub fn register(owner: Sr25519Keyring, device: &sr25519::Pair, number: u32) -> AccountId {
	let serial = format!("SN{number:06}").into_bytes();
	let maker = account(owner);
	let code = device_code::<Software>(maker.as_ref(), MODEL, &serial).unwrap();
	let expires = now() + HOUR;
	let id = id_of(device);
	let consent = Statement::new(
		genesis_hash(),
		Registration { owner: maker.into(), device: id.clone().into(), code, expires },
	);
	let signature = device.sign(&consent.encode());
	assert_ok!(DeviceRegistry::register_device(
		signed(owner),
		DeviceKey::Sr25519(device.public().0),
		MODEL.to_vec().try_into().unwrap(),
		serial.try_into().unwrap(),
		DeviceClass::Intermittent,
		None,
		expires,
		signature.into(),
	));
	assert_ok!(DeviceRegistry::activate_device(signed(owner), id.clone()));
	id
}

/// Gives a device of `owner` its next key.
pub fn rotate(owner: Sr25519Keyring, device: &AccountId, key: &sr25519::Pair) {
	let generation = DeviceRegistry::device(device.clone()).unwrap().generation + 1;
	let expires = now() + HOUR;
	let consent = Statement::new(
		genesis_hash(),
		Rotation {
			owner: account(owner).into(),
			device: device.clone().into(),
			key: id_of(key).into(),
			generation,
			expires,
		},
	);
	assert_ok!(DeviceRegistry::rotate_key(
		signed(owner),
		device.clone(),
		DeviceKey::Sr25519(key.public().0),
		expires,
		key.sign(&consent.encode()).into(),
	));
}

fn genesis_hash() -> int_primitives::Digest {
	System::block_hash(0).0
}

/// A new fleet of `owner`.
pub fn fleet(owner: Sr25519Keyring) -> u32 {
	let fleet = pallet_device_registry::NextFleet::<Runtime>::get();
	let name = b"Meters".to_vec().try_into().unwrap();
	assert_ok!(DeviceRegistry::create_fleet(signed(owner), name));
	fleet
}

/// A quota that recovers in a day.
pub fn a_day(most: Balance) -> Quota {
	Quota { most, recovers_in: DAY }
}

/// What pots call readings, operation, and the calls that bring what a device has earned.
pub const READINGS: CallKinds = CallKinds::bit(0);
pub const OPERATION: CallKinds = CallKinds::bit(1);
pub const SETTLEMENT: CallKinds = CallKinds::bit(2);

/// Makes a pot of `owner` for readings, with these quotas, and puts `gas` plancks into it.
pub fn pot(owner: Sr25519Keyring, fleet: u32, device: Quota, all: Quota, gas: Balance) {
	assert_ok!(FeePayment::create_pot(signed(owner), fleet, READINGS, device, all));
	if gas > 0 {
		assert_ok!(FeePayment::fund_pot(signed(owner), fleet, gas));
	}
}

/// What a device has to say.
pub fn reading() -> RuntimeCall {
	reading_of(32)
}

/// So many bytes of what a device has to say.
pub fn reading_of(bytes: usize) -> RuntimeCall {
	frame_system::Call::<Runtime>::remark_with_event { remark: vec![7; bytes] }.into()
}

/// A hundred GAS, more than any transaction here costs.
pub const PLENTY: Balance = 100 * GAS;
