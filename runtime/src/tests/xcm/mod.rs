// SPDX-License-Identifier: Apache-2.0

//! Messages as they come in, and as people send them off, in this chain alone. Whole journeys
//! between chains are in `simulations/xcm`.

mod apis;
mod assets;
mod barrier;
mod fees;

use super::{account, scene::*, signed};
use crate::{
	configs::{
		consensus::CollatorPot,
		xcm::{
			assets::{ForeignInstance, GasLocation},
			XcmConfig,
		},
	},
	constants::{GAS, INT},
	genesis_presets::RELAY_NETWORK,
	AccountId, Balance, ForeignAssets, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
};
use cumulus_pallet_parachain_system::RelevantMessagingState;
use cumulus_primitives_core::AbridgedHrmpChannel;
use frame_support::{assert_ok, assert_storage_noop, traits::fungibles::Inspect, weights::Weight};
use pallet_xcm::ExecutionError;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob};
use sp_runtime::{traits::Dispatchable, DispatchError};
use xcm::{latest::prelude::*, VersionedAssets, VersionedXcm};
use xcm_executor::{
	traits::{ConvertLocation, TransferType},
	XcmExecutor,
};

/// The number of another parachain.
const SIBLING: u32 = 2_001;

/// Plancks of the relay chain's token, of which one has 12 decimals.
const ROC: Balance = 1_000_000_000_000;

fn relay() -> Location {
	Location::parent()
}

fn sibling() -> Location {
	Location::new(1, [Parachain(SIBLING)])
}

/// A parachain to which there is no channel.
fn out_of_reach() -> Location {
	Location::new(1, [Parachain(2_002)])
}

/// An account of this chain.
fn at(who: &AccountId) -> Location {
	Location::new(0, [AccountId32 { network: None, id: who.clone().into() }])
}

/// An account on the sibling.
fn someone_there() -> Location {
	Location::new(1, [Parachain(SIBLING), AccountId32 { network: None, id: [3; 32] }])
}

fn int(amount: Balance) -> Asset {
	(Location::here(), amount).into()
}

fn gas(amount: Balance) -> Asset {
	(GasLocation::get(), amount).into()
}

fn roc(amount: Balance) -> Asset {
	(relay(), amount).into()
}

/// What the sibling calls its own token.
fn token(amount: Balance) -> Asset {
	(sibling(), amount).into()
}

/// The account of the sibling here.
fn its_account() -> AccountId {
	crate::configs::xcm::LocationToAccountId::convert_location(&sibling()).unwrap()
}

fn nobody() -> AccountId {
	AccountId::new([77; 32])
}

fn roc_of(who: &AccountId) -> Balance {
	ForeignAssets::balance(relay(), who)
}

fn roc_issue() -> Balance {
	ForeignAssets::total_issuance(relay())
}

/// Runs a scene in a block whose author is Alice, with channels to the relay chain and the sibling.
/// Bob has 1,000 GAS, Alice one.
fn scene(scene: impl FnOnce()) {
	let holders = [(account(Bob), 1_000 * GAS), (account(Alice), GAS)];
	on_chain(genesis_with(25, &holders), || {
		begin_block(NEXT);
		channels();
		scene();
		check_foreign();
	});
}

fn channels() {
	the_relay_chain_speaks();
	RelevantMessagingState::<Runtime>::mutate(|state| {
		let channel = AbridgedHrmpChannel {
			max_capacity: 100,
			max_total_size: 1024 * 1024,
			max_message_size: 100 * 1024,
			msg_count: 0,
			total_size: 0,
			mqc_head: None,
		};
		state.as_mut().unwrap().egress_channels = vec![(SIBLING.into(), channel)];
	});
}

/// Every planck of each foreign asset is in an account.
fn check_foreign() {
	for id in pallet_assets::Asset::<Runtime, ForeignInstance>::iter_keys() {
		let holders =
			pallet_assets::Account::<Runtime, ForeignInstance>::iter_key_prefix(id.clone());
		let sum: Balance = holders.map(|who| ForeignAssets::total_balance(id.clone(), &who)).sum();
		assert_eq!(sum, ForeignAssets::total_issuance(id.clone()), "{id:?} of all accounts");
	}
}

/// Registers the sibling's token, as governance does.
fn register_token() {
	assert_ok!(ForeignAssets::force_create(
		RuntimeOrigin::root(),
		sibling(),
		account(Alice).into(),
		false,
		1
	));
}

/// What comes of a message from elsewhere.
fn receive(origin: Location, message: Vec<Instruction<RuntimeCall>>) -> Outcome {
	let mut id = [7; 32];
	XcmExecutor::<XcmConfig>::prepare_and_execute(
		origin,
		Xcm(message),
		&mut id,
		Weight::MAX,
		Weight::zero(),
	)
}

/// A message comes in and is executed to its end; what it weighed.
fn done(origin: Location, message: Vec<Instruction<RuntimeCall>>) -> Weight {
	match receive(origin, message) {
		Outcome::Complete { used } => used,
		other => panic!("{other:?}"),
	}
}

/// A message comes in and fails with this error.
fn fails(origin: Location, message: Vec<Instruction<RuntimeCall>>, why: XcmError) {
	match receive(origin, message) {
		Outcome::Incomplete { error, .. } => assert_eq!(error.error, why),
		other => panic!("{other:?}"),
	}
}

/// Somebody here makes a call about messages, as in a transaction; whether it succeeds.
fn calls(who: Sr25519Keyring, call: pallet_xcm::Call<Runtime>) -> bool {
	RuntimeCall::from(call).dispatch(signed(who)).is_ok()
}

/// A call about messages by somebody here fails with this error, and nothing happens.
fn call_fails(
	who: Sr25519Keyring,
	call: pallet_xcm::Call<Runtime>,
	why: pallet_xcm::Error<Runtime>,
) {
	let (call, why) = (RuntimeCall::from(call), DispatchError::from(why));
	assert_storage_noop!(assert_eq!(call.dispatch(signed(who)).unwrap_err().error, why));
}

/// A message that somebody here made himself fails at one of its instructions with this error, and
/// nothing happens.
fn execution_fails(
	who: Sr25519Keyring,
	message: Vec<Instruction<RuntimeCall>>,
	index: u8,
	error: ExecutionError,
) {
	let why = pallet_xcm::Error::LocalExecutionIncompleteWithError { index, error };
	call_fails(who, execution(message), why);
}

/// Somebody here executes a message that he made himself.
fn execute(who: Sr25519Keyring, message: Vec<Instruction<RuntimeCall>>) -> bool {
	calls(who, execution(message))
}

fn execution(message: Vec<Instruction<RuntimeCall>>) -> pallet_xcm::Call<Runtime> {
	pallet_xcm::Call::execute {
		message: Box::new(VersionedXcm::from(Xcm(message))),
		max_weight: Weight::from_parts(u64::MAX, u64::MAX),
	}
}

/// Somebody sends an asset off to his like-named account, as wallets do.
fn send_off(who: Sr25519Keyring, to: Location, asset: Asset) -> bool {
	calls(who, sending(who, to, asset))
}

fn sending(who: Sr25519Keyring, to: Location, asset: Asset) -> pallet_xcm::Call<Runtime> {
	pallet_xcm::Call::limited_reserve_transfer_assets {
		dest: Box::new(to.into()),
		beneficiary: Box::new(at(&account(who)).into()),
		assets: Box::new(VersionedAssets::from(Assets::from(asset))),
		fee_asset_item: 0,
		weight_limit: Unlimited,
	}
}

/// Somebody sends the relay chain's token home, to his like-named account.
fn send_home(who: Sr25519Keyring, amount: Balance) -> bool {
	let deposit = vec![deposit(at(&account(who)))];
	let call = pallet_xcm::Call::transfer_assets_using_type_and_then {
		dest: Box::new(relay().into()),
		assets: Box::new(VersionedAssets::from(Assets::from(roc(amount)))),
		assets_transfer_type: Box::new(TransferType::DestinationReserve),
		remote_fees_id: Box::new(roc(amount).id.into()),
		fees_transfer_type: Box::new(TransferType::DestinationReserve),
		custom_xcm_on_dest: Box::new(VersionedXcm::from(Xcm(deposit))),
		weight_limit: Unlimited,
	};
	calls(who, call)
}

/// So many bytes of a call for another chain.
fn bytes(count: usize) -> Instruction<()> {
	Transact {
		origin_kind: OriginKind::SovereignAccount,
		fallback_max_weight: None,
		call: vec![0; count].into(),
	}
}

/// Sends so many bytes to another chain.
fn sending_bytes(to: Location, count: usize) -> pallet_xcm::Call<Runtime> {
	pallet_xcm::Call::send {
		dest: Box::new(to.into()),
		message: Box::new(VersionedXcm::from(Xcm(vec![bytes(count)]))),
	}
}

/// Buys execution for whatever it weighs with all of an asset.
fn buy<Call>(fees: Asset) -> Instruction<Call> {
	BuyExecution { fees, weight_limit: Unlimited }
}

/// Puts all that is left into an account.
fn deposit<Call>(to: Location) -> Instruction<Call> {
	DepositAsset { assets: AllCounted(4).into(), beneficiary: to }
}

/// What a relay chain or sibling sends when one of its people transfers an asset of its own.
fn arrival<Call>(asset: Asset, to: &AccountId) -> Vec<Instruction<Call>> {
	vec![ReserveAssetDeposited(asset.clone().into()), ClearOrigin, buy(asset), deposit(at(to))]
}

/// What a sibling sends when one of its people transfers our asset back.
fn return_of<Call>(asset: Asset, to: &AccountId) -> Vec<Instruction<Call>> {
	vec![WithdrawAsset(asset.clone().into()), ClearOrigin, buy(asset), deposit(at(to))]
}

/// The traps that were set in this block, and for whom.
fn trapped() -> Vec<(Location, Assets)> {
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::PolkadotXcm(pallet_xcm::Event::AssetsTrapped { origin, assets, .. }) => {
			Some((origin, assets.try_into().unwrap()))
		},
		_ => None,
	});
	events.collect()
}

/// What the collators' pot has.
fn in_pot() -> Balance {
	int_of(&CollatorPot::get())
}

/// Gives the pot a least balance, so that it can take its share of small fees.
fn fill_pot() {
	let pot = CollatorPot::get();
	assert_ok!(crate::Balances::transfer_allow_death(signed(Bob), pot.into(), INT));
}
