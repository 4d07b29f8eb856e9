// SPDX-License-Identifier: GPL-3.0-or-later

//! The matcher of a dev node: a policy and a listing find each other without anybody's doing.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use codec::{Compact, Encode};
use common::{alone, wait_for, Node, ALICE};
use int_primitives::directory::SecurityLevel;
use int_runtime::{
	constants::{GAS, GAS_ASSET},
	genesis_presets::{gas_account, MATCHER},
	AccountId, RuntimeCall,
};
use pallet_resource_market::{
	allowance::Allowance,
	pricing::{PriceTag, Pricing},
	ramp::Ramp,
	Access, Call as Market, Capacity, Kind, Offer, Order, Unit, Want,
};
use sp_core::{sr25519, Pair};

/// An hour, milliseconds.
const HOUR: u32 = 3_600_000;

/// A day, milliseconds.
const DAY: u64 = 24 * HOUR as u64;

/// So many GAS, plancks.
fn gas(amount: u64) -> u64 {
	amount * u64::try_from(GAS).unwrap()
}

/// The call `Sudo::sudo_as(issuer of GAS, Assets::mint(GAS, to, amount))`.
fn mint(to: &str, amount: u64) -> Vec<u8> {
	let to: AccountId = sr25519::Pair::from_string(to, None).unwrap().public().into();
	let mint = (12u8, 6u8, Compact(GAS_ASSET), (0u8, to), Compact(u128::from(gas(amount))));
	(20u8, 3u8, (0u8, gas_account()), mint).encode()
}

/// The call that lists something for 8,000 GAS: one percent of that is worth many fees.
fn list(now: u64) -> Vec<u8> {
	let offer = Offer {
		kind: Kind::Other(7),
		unit: Unit::Other(7),
		place: None,
		metadata: Default::default(),
		provider: None,
		capacity: Capacity::Unlimited,
		from: now,
		until: now + 30 * DAY,
		access: Access::default(),
		pricing: Pricing::PriceTag(PriceTag { price: gas(8_000), per: 1 }),
		split: Default::default(),
		arbiters: Default::default(),
		window: HOUR,
		delivery: DAY,
		notice: HOUR,
		longest: DAY,
		manifest: None,
	};
	RuntimeCall::from(Market::list { seller: None, offer: Box::new(offer) }).encode()
}

/// The call that orders one of it a day for at most 9,000 GAS, with a tip of 1 %.
fn create_policy(now: u64) -> Vec<u8> {
	let order = Order {
		kind: Kind::Other(7),
		unit: Unit::Other(7),
		want: Want::Delivery,
		quantity: 1,
		place: None,
		metadata: Default::default(),
		consumer: None,
		reputation: 0,
		security: SecurityLevel::Unattested,
		arbiters: Default::default(),
		ruling: 0,
		window: 0,
		patience: DAY,
		price: Ramp { start: gas(9_000), maximum: gas(9_000), duration: 0 },
		tip: 10_000,
		allowance: Allowance { period: DAY, amount: gas(9_100), purchases: 1 },
		expires: now + DAY,
	};
	let order = Box::new(order);
	RuntimeCall::from(Market::create_policy { buyer: None, order, budget: gas(10_000) }).encode()
}

#[test]
fn the_dev_node_matches_a_policy_with_a_listing() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev", "--dev-block-time", "1000"]);
	node.wait_for_block(1);
	let said = format!("Policies are matched here, and paid for by {MATCHER}");
	assert!(node.log().contains(&said), "{}", node.log());

	node.submit(&mint("//Alice", 20_000), 0);
	node.submit(&mint("//Bob", 100), 1);
	wait_for("transactions", || (node.nonce_of(ALICE) == 2).then_some(()));
	// The seller needs GAS before it lists.
	node.wait_for_block(node.best_number() + 2);
	let now = node.time(node.best_number());
	node.submit_as("//Bob", &list(now), 0);
	node.submit(&create_policy(now), 2);
	wait_for("match", || node.stored::<u64>("ResourceMarket", "NextAgreement", node.best_number()));
	assert_eq!(node.nonce_of(&MATCHER.to_string()), 1, "{}", node.log());

	// Once only: the policy buys once a day.
	node.wait_for_block(node.best_number() + 3);
	assert_eq!(node.nonce_of(&MATCHER.to_string()), 1, "{}", node.log());
}

#[test]
fn a_node_that_runs_no_workers_matches_nothing_and_promises_nothing() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev", "--offchain-worker", "never"]);
	node.wait_for_block(1);
	assert!(!node.log().contains("Policies are"), "{}", node.log());
}
