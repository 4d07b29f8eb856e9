// SPDX-License-Identifier: Apache-2.0

//! The chains of the presets, and what a chain spec may change of them.

use super::{account, chain, chain_with, genesis_of, signed};
use crate::{
	configs::{
		governance::{CouncilCollective, TechnicalCollective},
		parameters::SessionLength,
	},
	constants::INT,
	genesis_presets::{self, ENDOWMENT, PARA_ID},
	AllPalletsWithSystem, Aura, Balances, BlockRate, CollatorSelection, Gas, ParachainInfo,
	Runtime, RuntimeCall, RuntimeGenesisConfig, Session, Sudo,
};
use frame_support::{
	assert_noop,
	genesis_builder_helper::build_state,
	traits::{Get, PalletsInfoAccess},
};
use serde_json::json;
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::FixedU128;

/// What a stored call and a signed transaction depend on. A pallet may be added; none may move.
const INDICES: [(usize, &str); 40] = [
	(0, "System"),
	(1, "ParachainSystem"),
	(2, "Timestamp"),
	(3, "ParachainInfo"),
	(4, "WeightReclaim"),
	(5, "Parameters"),
	(6, "ChainSettings"),
	(10, "Balances"),
	(11, "TransactionPayment"),
	(12, "Assets"),
	(13, "AssetsHolder"),
	(14, "Vesting"),
	(15, "PgasAllowance"),
	(16, "FeePayment"),
	(17, "ForeignAssets"),
	(18, "AssetRate"),
	(20, "Sudo"),
	(21, "Council"),
	(22, "TechnicalCommittee"),
	(23, "Preimage"),
	(24, "Scheduler"),
	(25, "Whitelist"),
	(26, "SafeMode"),
	(30, "Utility"),
	(31, "Proxy"),
	(32, "Multisig"),
	(40, "Authorship"),
	(41, "CollatorSelection"),
	(42, "Session"),
	(43, "Aura"),
	(44, "AuraExt"),
	(50, "XcmpQueue"),
	(51, "PolkadotXcm"),
	(52, "CumulusXcm"),
	(53, "MessageQueue"),
	(60, "DeviceRegistry"),
	(61, "ResourceMarket"),
	(62, "OracleOperators"),
	(63, "Oracle"),
	(64, "Gas"),
];

#[test]
fn pallets_keep_their_indices() {
	let pallets: Vec<_> =
		AllPalletsWithSystem::infos().into_iter().map(|info| (info.index, info.name)).collect();
	assert_eq!(pallets, INDICES);
}

#[test]
fn presets_are_listed_and_no_other_is_known() {
	assert_eq!(genesis_presets::preset_names(), [DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET]);
	assert_eq!(genesis_presets::get_preset(&"mainnet".into()), None);
}

#[test]
fn the_development_chain_has_one_collator_and_a_sudo_key() {
	chain().execute_with(|| {
		assert_eq!(ParachainInfo::parachain_id(), PARA_ID);
		assert_eq!(Session::validators(), [account(Alice)]);
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 1);
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(account(Alice)));
		assert_eq!(Balances::free_balance(account(Charlie)), ENDOWMENT);
		assert_eq!(pallet_collator_selection::CandidacyBond::<Runtime>::get(), 100 * INT);
	});
}

#[test]
fn the_local_network_has_two_collators() {
	chain_with(LOCAL_TESTNET_RUNTIME_PRESET, json!({})).execute_with(|| {
		let mut collators = [account(Alice), account(Bob)];
		collators.sort();
		assert_eq!(Session::validators(), collators);
		assert_eq!(CollatorSelection::assemble_collators().len(), 2);
		assert_eq!(Aura::slot_duration(), 6_000);
	});
}

#[test]
fn both_bodies_have_three_members() {
	chain().execute_with(|| {
		let mut members = [account(Alice), account(Bob), account(Charlie)].to_vec();
		members.sort();
		assert_eq!(pallet_collective::Members::<Runtime, CouncilCollective>::get(), members);
		assert_eq!(pallet_collective::Members::<Runtime, TechnicalCollective>::get(), members);
	});
}

#[test]
fn an_int_costs_a_quarter_of_a_dollar_until_three_operators_feed() {
	chain().execute_with(|| {
		assert_eq!(Gas::int_price().price, FixedU128::from_rational(1, 4));
		let mut operators = [account(Charlie), account(Dave), account(Eve)];
		operators.sort();
		assert_eq!(pallet_membership::Members::<Runtime>::get().into_inner(), operators);
		assert_eq!(pallet_gas::Books::<Runtime>::get(), Default::default());
	});
}

#[test]
#[should_panic(expected = "the first price lies between 0.000001 and 1,000,000 USD")]
fn genesis_refuses_a_first_price_of_nothing() {
	chain_with(DEV_RUNTIME_PRESET, json!({ "gas": { "firstPrice": "0" } }));
}

#[test]
fn a_chain_without_a_sudo_key_has_nobody_for_sudo() {
	chain_with(DEV_RUNTIME_PRESET, json!({ "sudo": { "key": null } })).execute_with(|| {
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), None);
		let remark: RuntimeCall = frame_system::Call::<Runtime>::remark { remark: vec![] }.into();
		assert_noop!(
			Sudo::sudo(signed(Alice), Box::new(remark)),
			pallet_sudo::Error::<Runtime>::RequireSudo
		);
	});
}

#[test]
fn genesis_sets_the_block_rate() {
	let fast = json!({ "chainSettings": { "targetBlockRate": 12, "sessionMinutes": 10 } });
	chain_with(DEV_RUNTIME_PRESET, fast).execute_with(|| {
		assert_eq!(BlockRate::get(), 12);
		assert_eq!(SessionLength::get(), 10 * 10 * 12);
	});
	chain().execute_with(|| {
		assert_eq!(BlockRate::get(), 1);
		assert_eq!(SessionLength::get(), 60 * 10);
	});
}

#[test]
#[should_panic(expected = "targetBlockRate is 1 to 12")]
fn genesis_refuses_a_block_rate_that_the_wasm_cannot_keep() {
	chain_with(DEV_RUNTIME_PRESET, json!({ "chainSettings": { "targetBlockRate": 13 } }));
}

#[test]
fn genesis_of_unknown_fields_is_refused() {
	let config = genesis_of(DEV_RUNTIME_PRESET, json!({ "chainSettings": { "blockTime": 2 } }));
	// Not a [`super::Chain`]: without a genesis there are no records to agree.
	let mut chain = sp_io::TestExternalities::default();
	chain.execute_with(|| assert!(build_state::<RuntimeGenesisConfig>(config).is_err()));
}
