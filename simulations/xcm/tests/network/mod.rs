// SPDX-License-Identifier: Apache-2.0

//! A relay chain under Rococo's runtime, this chain as parachain 2000, and another one under the same
//! runtime as 2001. Each takes the other's INT and GAS for fees, as governance there would have it.

#![allow(dead_code)] // Each test file uses its part.

use frame_support::{
	assert_ok,
	storage::{storage_prefix, KeyPrefixIterator},
	traits::{fungibles::Inspect, OnInitialize},
};
use int_runtime::{constants::GAS_ASSET, GasLocation};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, BuildStorage, FixedU128, Storage};
use xcm::{latest::prelude::*, VersionedAssets, VersionedXcm};
use xcm_emulator::{
	decl_test_networks, decl_test_parachains, decl_test_relay_chains, CumulusAggregateMessageOrigin,
};
pub use xcm_emulator::{AccountId, Balance, TestExt};
pub use xcm_executor::traits::TransferType;

/// The number of this chain.
pub const HERE: u32 = 2_000;

/// The number of the other one.
pub const THERE: u32 = 2_001;

/// Plancks of the relay chain's token, which has 12 decimals.
pub const ROC: Balance = 1_000_000_000_000;

/// Plancks of GAS that Bob has on each parachain.
pub const GAS_OF_BOB: Balance = 10_000 * int_runtime::constants::GAS;

/// What each known account has on the relay chain, plancks of its token.
pub const ENDOWMENT: Balance = 1_000 * ROC;

decl_test_relay_chains! {
	#[api_version(16)]
	pub struct Rococo {
		genesis = relay_genesis(),
		on_init = {
			rococo_runtime::Dmp::make_parachain_reachable(HERE);
			rococo_runtime::Dmp::make_parachain_reachable(THERE);
		},
		runtime = rococo_runtime,
		core = {
			SovereignAccountOf: rococo_runtime::xcm_config::LocationConverter,
		},
		pallets = {
			XcmPallet: rococo_runtime::XcmPallet,
		}
	}
}

decl_test_parachains! {
	pub struct Int {
		genesis = int_genesis(HERE),
		on_init = neighbourhood(THERE),
		runtime = int_runtime,
		core = {
			XcmpMessageHandler: int_runtime::XcmpQueue,
			LocationToAccountId: int_runtime::LocationToAccountId,
			ParachainInfo: int_runtime::ParachainInfo,
			MessageOrigin: CumulusAggregateMessageOrigin,
		},
		pallets = {
			PolkadotXcm: int_runtime::PolkadotXcm,
		}
	},
	pub struct Other {
		genesis = int_genesis(THERE),
		on_init = neighbourhood(HERE),
		runtime = int_runtime,
		core = {
			XcmpMessageHandler: int_runtime::XcmpQueue,
			LocationToAccountId: int_runtime::LocationToAccountId,
			ParachainInfo: int_runtime::ParachainInfo,
			MessageOrigin: CumulusAggregateMessageOrigin,
		},
		pallets = {
			PolkadotXcm: int_runtime::PolkadotXcm,
		}
	}
}

decl_test_networks! {
	pub struct Network {
		relay_chain = Rococo,
		parachains = vec![Int, Other,],
		bridge = ()
	}
}

/// The relay chain.
pub type Relay = RococoRelay;
/// This chain.
pub type Ours = IntPara;
/// The other one.
pub type Theirs = OtherPara;

fn relay_genesis() -> Storage {
	let mut configuration = rococo_runtime::ConfigurationConfig::default();
	configuration.config.max_downward_message_size = 1024 * 1024;
	configuration.config.max_upward_message_size = 64 * 1024;
	let balances = rococo_runtime::BalancesConfig {
		balances: Sr25519Keyring::well_known()
			.map(|key| (key.to_account_id(), ENDOWMENT))
			.collect(),
		..Default::default()
	};
	rococo_runtime::RuntimeGenesisConfig { balances, configuration, ..Default::default() }
		.build_storage()
		.unwrap()
}

/// What the preset `local_testnet` has, as far as messages need it.
fn int_genesis(number: u32) -> Storage {
	use int_runtime::genesis_presets::*;
	let known = Sr25519Keyring::well_known();
	int_runtime::RuntimeGenesisConfig {
		balances: int_runtime::BalancesConfig {
			balances: known.map(|key| (key.to_account_id(), ENDOWMENT)).collect(),
			..Default::default()
		},
		assets: int_runtime::AssetsConfig {
			assets: vec![(GAS_ASSET, gas_account(), true, int_runtime::constants::GAS)],
			// The author's, for shares of fees: an account begins with a GAS.
			accounts: vec![
				(GAS_ASSET, Sr25519Keyring::Bob.to_account_id(), GAS_OF_BOB),
				(GAS_ASSET, Sr25519Keyring::Alice.to_account_id(), int_runtime::constants::GAS),
			],
			..Default::default()
		},
		foreign_assets: int_runtime::ForeignAssetsConfig {
			assets: vec![(Location::parent(), foreign_account(), true, RELAY_LEAST)],
			..Default::default()
		},
		chain_settings: int_runtime::ChainSettingsConfig {
			relay_network: Some(RELAY_NETWORK),
			fee_assets: vec![(Location::parent(), RELAY_RATE)],
			..Default::default()
		},
		parachain_info: int_runtime::ParachainInfoConfig {
			parachain_id: number.into(),
			..Default::default()
		},
		collator_selection: int_runtime::CollatorSelectionConfig {
			invulnerables: vec![Sr25519Keyring::Alice.to_account_id()],
			candidacy_bond: CANDIDACY_BOND,
			..Default::default()
		},
		session: int_runtime::SessionConfig {
			keys: vec![(
				Sr25519Keyring::Alice.to_account_id(),
				Sr25519Keyring::Alice.to_account_id(),
				int_runtime::SessionKeys { aura: Sr25519Keyring::Alice.public().into() },
			)],
			..Default::default()
		},
		gas: int_runtime::GasConfig { first_price: FIRST_PRICE, ..Default::default() },
		polkadot_xcm: int_runtime::PolkadotXcmConfig {
			safe_xcm_version: Some(XCM_VERSION),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap()
}

/// Registers the INT and GAS of a neighbour, at the rates of one's own.
fn neighbourhood(number: u32) {
	let root = int_runtime::RuntimeOrigin::root;
	let owner = int_runtime::genesis_presets::foreign_account();
	// At a quarter of a USD for an INT: 250 GAS of 9 decimals for one of 12.
	let int = FixedU128::from_rational(1, 4);
	for (asset, rate) in [(int_from(number), int), (gas_from(number), FixedU128::from_u32(1))] {
		assert_ok!(int_runtime::ForeignAssets::force_create(
			root(),
			asset.clone(),
			owner.clone().into(),
			true,
			1_000_000
		));
		assert_ok!(int_runtime::AssetRate::create(root(), Box::new(asset), rate));
	}
}

/// A parachain, seen from another.
pub fn chain(number: u32) -> Location {
	Location::new(1, [Parachain(number)])
}

/// INT of a parachain, seen from another.
pub fn int_from(number: u32) -> Location {
	chain(number)
}

/// GAS of a parachain, seen from another.
pub fn gas_from(number: u32) -> Location {
	chain(number).appended_with(GasLocation::get().interior).unwrap()
}

/// An account, seen from its chain.
pub fn at(who: &AccountId) -> Location {
	Location::new(0, [AccountId32 { network: None, id: who.clone().into() }])
}

pub fn account(key: Sr25519Keyring) -> AccountId {
	key.to_account_id()
}

/// Somebody who has nothing anywhere.
pub fn nobody() -> AccountId {
	AccountId::new([77; 32])
}

/// Plancks of the relay chain's token on the relay chain.
pub fn on_relay(who: &AccountId) -> Balance {
	Relay::ext_wrapper(|| rococo_runtime::Balances::free_balance(who))
}

/// The account of this chain on the relay chain.
pub fn kept_on_relay(number: u32) -> Balance {
	use xcm_emulator::RelayChain;
	on_relay(&Relay::sovereign_account_id_of_child_para(number.into()))
}

/// Plancks of a foreign asset; inside the chain.
pub fn foreign(asset: &Location, who: &AccountId) -> Balance {
	int_runtime::ForeignAssets::balance(asset.clone(), who)
}

/// Plancks of a foreign asset that there are; inside the chain.
pub fn foreign_issue(asset: &Location) -> Balance {
	int_runtime::ForeignAssets::total_issuance(asset.clone())
}

pub fn gas_of(who: &AccountId) -> Balance {
	int_runtime::Assets::balance(GAS_ASSET, who)
}

pub fn int_of(who: &AccountId) -> Balance {
	int_runtime::Balances::free_balance(who)
}

/// The account of a parachain on another; inside the chain.
pub fn account_of(number: u32) -> AccountId {
	use xcm_executor::traits::ConvertLocation;
	int_runtime::LocationToAccountId::convert_location(&chain(number)).unwrap()
}

/// The transfer that wallets make, to an account of one's own choice; inside the chain.
pub fn send(
	from: Sr25519Keyring,
	to: Location,
	asset: impl Into<Asset>,
	beneficiary: &AccountId,
) -> bool {
	let call = pallet_xcm::Call::<int_runtime::Runtime>::limited_reserve_transfer_assets {
		dest: Box::new(to.into()),
		beneficiary: Box::new(at(beneficiary).into()),
		assets: Box::new(VersionedAssets::from(Assets::from(asset.into()))),
		fee_asset_item: 0,
		weight_limit: Unlimited,
	};
	let origin = int_runtime::RuntimeOrigin::signed(account(from));
	int_runtime::RuntimeCall::from(call).dispatch(origin).is_ok()
}

/// What is done with assets that have arrived: all to an account.
fn deposit(beneficiary: &AccountId) -> Box<VersionedXcm<()>> {
	let deposit = DepositAsset { assets: AllCounted(1).into(), beneficiary: at(beneficiary) };
	Box::new(VersionedXcm::from(Xcm(vec![deposit])))
}

/// The same for the relay chain's token, whose reserve has to be named; inside the chain.
pub fn send_roc(
	from: Sr25519Keyring,
	to: Location,
	by: TransferType,
	amount: Balance,
	beneficiary: &AccountId,
) -> bool {
	let parent = Location::parent();
	let call = pallet_xcm::Call::<int_runtime::Runtime>::transfer_assets_using_type_and_then {
		dest: Box::new(to.into()),
		assets: Box::new(VersionedAssets::from(Assets::from((parent.clone(), amount)))),
		assets_transfer_type: Box::new(by.clone()),
		remote_fees_id: Box::new(AssetId(parent).into()),
		fees_transfer_type: Box::new(by),
		custom_xcm_on_dest: deposit(beneficiary),
		weight_limit: Unlimited,
	};
	let origin = int_runtime::RuntimeOrigin::signed(account(from));
	int_runtime::RuntimeCall::from(call).dispatch(origin).is_ok()
}

/// The same, from the relay chain.
pub fn send_from_relay(
	from: Sr25519Keyring,
	to: u32,
	amount: Balance,
	beneficiary: &AccountId,
) -> bool {
	Relay::execute_with(|| {
		let here = Location::here();
		let call =
			pallet_xcm::Call::<rococo_runtime::Runtime>::transfer_assets_using_type_and_then {
				dest: Box::new(Location::new(0, [Parachain(to)]).into()),
				assets: Box::new(VersionedAssets::from(Assets::from((here.clone(), amount)))),
				assets_transfer_type: Box::new(TransferType::LocalReserve),
				remote_fees_id: Box::new(AssetId(here).into()),
				fees_transfer_type: Box::new(TransferType::LocalReserve),
				custom_xcm_on_dest: deposit(beneficiary),
				weight_limit: Unlimited,
			};
		let origin = rococo_runtime::RuntimeOrigin::signed(account(from));
		rococo_runtime::RuntimeCall::from(call).dispatch(origin).is_ok()
	})
}

/// What is trapped on a parachain; inside the chain.
pub fn traps() -> usize {
	let prefix = storage_prefix(b"PolkadotXcm", b"AssetTraps").to_vec();
	KeyPrefixIterator::<()>::new(prefix.clone(), prefix, |_| Ok(())).count()
}

/// Money is where the records say, on both parachains, and the relay chain keeps what is issued there
/// of its token.
pub fn check() {
	let sound = || {
		assert_ok!(int_runtime::DeviceRegistry::do_try_state());
		assert_ok!(int_runtime::ResourceMarket::do_try_state());
		assert_ok!(int_runtime::Gas::do_try_state());
		assert_ok!(int_runtime::FeePayment::do_try_state());
		let holders = pallet_assets::Account::<int_runtime::Runtime>::iter_key_prefix(GAS_ASSET);
		let sum: Balance = holders.map(|who| gas_of(&who)).sum();
		assert_eq!(sum, int_runtime::Assets::total_issuance(GAS_ASSET), "GAS of all accounts");
		let accounts = frame_system::Account::<int_runtime::Runtime>::iter_values();
		let sum: Balance = accounts.map(|who| who.data.free + who.data.reserved).sum();
		assert_eq!(sum, pallet_balances::TotalIssuance::<int_runtime::Runtime>::get(), "INT");
	};
	let kept =
		|number| Ours::ext_wrapper(|| (int_of(&account_of(number)), gas_of(&account_of(number))));
	let kept_there =
		|number| Theirs::ext_wrapper(|| (int_of(&account_of(number)), gas_of(&account_of(number))));
	let issued = |number: u32| (foreign_issue(&int_from(number)), foreign_issue(&gas_from(number)));
	let out = Theirs::ext_wrapper(|| {
		sound();
		issued(HERE)
	});
	let back = Ours::ext_wrapper(|| {
		sound();
		issued(THERE)
	});
	// Fees that no author could take are burned where they were paid: more is kept than issued.
	assert!(kept(THERE).0 >= out.0 && kept(THERE).1 >= out.1, "what is out is kept here");
	assert!(kept_there(HERE).0 >= back.0 && kept_there(HERE).1 >= back.1, "and the other way");
	let parent = Location::parent();
	assert!(kept_on_relay(HERE) >= Ours::ext_wrapper(|| foreign_issue(&parent)));
	assert!(kept_on_relay(THERE) >= Theirs::ext_wrapper(|| foreign_issue(&parent)));
	let relay: Balance = Relay::ext_wrapper(|| {
		let accounts = frame_system::Account::<rococo_runtime::Runtime>::iter_values();
		accounts.map(|who| who.data.free + who.data.reserved).sum()
	});
	let issue = Relay::ext_wrapper(pallet_balances::TotalIssuance::<rococo_runtime::Runtime>::get);
	assert_eq!(relay, issue, "the relay chain's token");
}
