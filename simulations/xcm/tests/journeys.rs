// SPDX-License-Identifier: Apache-2.0

//! Whole journeys: there, back, and what comes of those that fail on the way.

#![allow(clippy::unwrap_used)]

mod network;

use int_runtime::{constants::GAS, GasLocation};
use network::*;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use xcm::latest::prelude::*;

#[test]
fn the_relay_chains_token_comes_and_goes_back() {
	let parent = Location::parent();
	assert!(send_from_relay(Bob, HERE, 10 * ROC, &account(Bob)));
	let kept = kept_on_relay(HERE);
	assert_eq!(kept, 10 * ROC);
	let (has, fee) = Ours::ext_wrapper(|| {
		let has = foreign(&parent, &account(Bob));
		(has, foreign(&parent, &account(Alice)))
	});
	assert!(fee > 0);
	assert_eq!(has + fee, 10 * ROC, "the author has the fee");
	check();

	let before = on_relay(&nobody());
	assert_eq!(before, 0);
	Ours::execute_with(|| {
		assert!(send_roc(
			Bob,
			Location::parent(),
			TransferType::DestinationReserve,
			4 * ROC,
			&nobody()
		))
	});
	Ours::ext_wrapper(|| {
		assert_eq!(foreign(&parent, &account(Bob)), has - 4 * ROC);
		assert_eq!(foreign_issue(&parent), 6 * ROC);
		assert_eq!(traps(), 0);
	});
	assert_eq!(kept_on_relay(HERE), 6 * ROC);
	let arrived = on_relay(&nobody());
	assert!(arrived > 39 * ROC / 10 && arrived < 4 * ROC, "{arrived}");
	check();
}

/// A stranger to this chain: without INT, GAS or anything.
#[test]
fn the_relay_chains_token_arrives_on_an_account_that_has_nothing() {
	assert!(send_from_relay(Bob, HERE, ROC, &nobody()));
	Ours::ext_wrapper(|| {
		assert!(foreign(&Location::parent(), &nobody()) > 0);
		assert_eq!(traps(), 0);
	});
	check();
}

#[test]
fn too_little_of_the_relay_chains_token_is_trapped_and_its_reserve_stays() {
	assert!(send_from_relay(Bob, HERE, ROC / 10_000, &nobody()));
	Ours::ext_wrapper(|| {
		assert_eq!(foreign(&Location::parent(), &nobody()), 0);
		assert_eq!(traps(), 1);
		assert_eq!(foreign_issue(&Location::parent()), ROC / 10_000, "it is there");
	});
	assert_eq!(kept_on_relay(HERE), ROC / 10_000);
}

#[test]
fn int_goes_to_a_sibling_and_comes_back() {
	let int = int_from(HERE);
	Ours::execute_with(|| {
		assert!(send(Bob, chain(THERE), (Location::here(), 50 * ROC), &account(Bob)))
	});
	Ours::ext_wrapper(|| assert_eq!(int_of(&account_of(THERE)), 50 * ROC));
	let has = Theirs::ext_wrapper(|| {
		assert_eq!(traps(), 0);
		foreign(&int, &account(Bob))
	});
	assert!(has > 49 * ROC, "{has}");
	check();

	Theirs::execute_with(|| assert!(send(Bob, chain(HERE), (int.clone(), 20 * ROC), &nobody())));
	Theirs::ext_wrapper(|| assert_eq!(foreign(&int, &account(Bob)), has - 20 * ROC));
	Ours::ext_wrapper(|| {
		assert_eq!(int_of(&account_of(THERE)), 30 * ROC);
		assert!(int_of(&nobody()) > 19 * ROC && int_of(&nobody()) < 20 * ROC);
		assert_eq!(traps(), 0);
	});
	check();
}

#[test]
fn gas_goes_to_a_sibling_and_comes_back() {
	let gas = gas_from(HERE);
	let issue = Ours::ext_wrapper(pallet_gas_issue);
	Ours::execute_with(|| {
		assert!(send(Bob, chain(THERE), (GasLocation::get(), 600 * GAS), &account(Bob)))
	});
	Ours::ext_wrapper(|| {
		assert_eq!(gas_of(&account_of(THERE)), 600 * GAS);
		assert_eq!(gas_of(&account(Bob)), GAS_OF_BOB - 600 * GAS);
		assert_eq!(pallet_gas_issue(), issue);
	});
	let has = Theirs::ext_wrapper(|| {
		assert_eq!(traps(), 0);
		foreign(&gas, &account(Bob))
	});
	assert!(has > 500 * GAS, "{has}");
	check();

	Theirs::execute_with(|| assert!(send(Bob, chain(HERE), (gas.clone(), 250 * GAS), &nobody())));
	Theirs::ext_wrapper(|| assert_eq!(foreign(&gas, &account(Bob)), has - 250 * GAS));
	Ours::ext_wrapper(|| {
		assert_eq!(gas_of(&account_of(THERE)), 350 * GAS);
		let arrived = gas_of(&nobody());
		assert!(arrived > 200 * GAS && arrived < 250 * GAS, "{arrived}");
		assert_eq!(traps(), 0);
		// A half of the fee went to the author and a half was burned.
		let fee = 250 * GAS - arrived;
		assert_eq!(issue - pallet_gas_issue(), fee - fee / 2);
		assert_eq!(gas_of(&account(Alice)), GAS + fee / 2);
	});
	check();
}

fn pallet_gas_issue() -> Balance {
	use frame_support::traits::fungibles::Inspect;
	int_runtime::Assets::total_issuance(int_runtime::constants::GAS_ASSET)
}

/// The relay chain's token, from one parachain to the other: its reserve moves on the relay chain.
#[test]
fn the_relay_chains_token_goes_from_one_parachain_to_the_other() {
	let parent = Location::parent();
	assert!(send_from_relay(Bob, HERE, 10 * ROC, &account(Bob)));
	Ours::execute_with(|| {
		assert!(send_roc(
			Bob,
			chain(THERE),
			TransferType::RemoteReserve(Location::parent().into()),
			5 * ROC,
			&nobody()
		))
	});
	Ours::ext_wrapper(|| assert_eq!(foreign_issue(&parent), 5 * ROC));
	assert_eq!(kept_on_relay(HERE), 5 * ROC);
	// What the relay chain sends on in the course of a round is delivered in the next.
	Relay::execute_with(|| {});
	Theirs::execute_with(|| {});
	Theirs::ext_wrapper(|| {
		let arrived = foreign(&parent, &nobody());
		assert!(arrived > 4 * ROC, "{arrived} plancks arrived");
		assert_eq!(traps(), 0);
	});
	check();
}

/// Nothing is sent that does not arrive: no channel, no reserve, no money.
#[test]
fn what_cannot_be_sent_stays_with_its_sender() {
	Ours::execute_with(|| {
		let before = (int_of(&account(Bob)), gas_of(&account(Bob)));
		assert!(!send(Bob, chain(2_002), (Location::here(), ROC), &nobody()));
		assert!(!send(Bob, Location::parent(), (Location::here(), ROC), &nobody()));
		assert!(!send(Bob, chain(THERE), (GasLocation::get(), 2 * GAS_OF_BOB), &nobody()));
		assert!(!send(Bob, chain(THERE), (Location::parent(), ROC), &nobody()));
		assert_eq!((int_of(&account(Bob)), gas_of(&account(Bob))), before);
	});
	check();
}

/// GAS that the other chain gives no rate is trapped there, and its reserve stays here.
#[test]
fn what_the_other_chain_takes_no_fee_in_is_trapped_there() {
	Theirs::execute_with(|| {
		let gas = Box::new(gas_from(HERE));
		let root = int_runtime::RuntimeOrigin::root();
		assert!(int_runtime::AssetRate::remove(root, gas).is_ok());
	});
	Ours::execute_with(|| {
		assert!(send(Bob, chain(THERE), (GasLocation::get(), 100 * GAS), &nobody()))
	});
	Ours::ext_wrapper(|| assert_eq!(gas_of(&account_of(THERE)), 100 * GAS));
	Theirs::ext_wrapper(|| {
		assert_eq!(foreign(&gas_from(HERE), &nobody()), 0);
		assert_eq!(foreign_issue(&gas_from(HERE)), 100 * GAS, "it is there");
		assert_eq!(traps(), 1);
	});
	check();
}
