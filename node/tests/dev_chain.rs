// SPDX-License-Identifier: GPL-3.0-or-later

//! The dev chain: when it seals, what time it keeps, and that it goes on where it stopped.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use codec::Encode;
use common::{alone, wait_for, wall_clock, Node, RELAY_SLOT_MILLIS};
use serde_json::json;
use sp_core::bytes::from_hex;
use std::{thread, time::Duration};

/// The call `System::remark`.
fn remark(text: &str) -> Vec<u8> {
	(0u8, 0u8, text.as_bytes().to_vec()).encode()
}

/// The call `Sudo::sudo(System::set_code_without_checks(code))`.
fn upgrade_to(code: &[u8]) -> Vec<u8> {
	(20u8, 0u8, (0u8, 3u8, code.to_vec())).encode()
}

/// Each of the blocks from `first` to `last` is later than the one before, refers to the relay slot
/// it is in, and none refers to a relay slot that more than `most` do.
fn expect_order(node: &Node, first: u32, last: u32, most: u32) {
	let mut in_slot = 0;
	let (mut time, mut slot) = (0, 0);
	for number in first..=last {
		let (block_time, block_slot) = (node.time(number), node.relay_number(number));
		assert!(block_time > time, "block {number} is not later than its parent");
		assert_eq!(u64::from(block_slot), block_time / RELAY_SLOT_MILLIS, "block {number}");
		in_slot = if block_slot == slot { in_slot + 1 } else { 1 };
		assert!(in_slot <= most, "block {number} is the {in_slot}th of relay slot {block_slot}");
		(time, slot) = (block_time, block_slot);
	}
}

/// The best block's time is the wall clock's, within a relay slot.
fn expect_present(node: &Node) {
	let time = node.time(node.best_number());
	let apart = time.abs_diff(wall_clock());
	assert!(apart <= RELAY_SLOT_MILLIS, "chain time is {apart} ms away from the wall clock");
}

#[test]
fn blocks_are_sealed_by_interval() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev", "--dev-block-time", "1000"]);
	node.wait_for_block(4);
	expect_present(&node);
	expect_order(&node, 1, 4, 13);
	let second = node.time(2);
	assert!((second + 1_800..second + 10_000).contains(&node.time(4)), "a block each second");
}

#[test]
fn a_restart_goes_on_with_the_same_chain_at_the_time_it_is() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let args = ["--dev", "--dev-block-time", "500"];
	let node = Node::start(folder.path(), &args);
	node.wait_for_block(5);
	let before = (node.hash(0), node.hash(4));
	node.stop();

	let node = Node::start(folder.path(), &args);
	assert_eq!((node.hash(0), node.hash(4)), before);
	let resumed = node.best_number();
	assert!(resumed >= 5);
	node.wait_for_block(resumed + 3);
	expect_present(&node);
	expect_order(&node, 1, resumed + 3, 13);
}

#[test]
fn a_killed_node_goes_on_after_a_pause_with_the_time_it_is() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let args = ["--dev", "--dev-block-time", "500"];
	let node = Node::start(folder.path(), &args);
	node.wait_for_block(3);
	drop(node);
	// More than a relay slot.
	thread::sleep(Duration::from_secs(8));

	let node = Node::start(folder.path(), &args);
	let resumed = node.best_number();
	node.wait_for_block(resumed + 2);
	expect_present(&node);
	expect_order(&node, 1, resumed + 2, 13);
}

#[test]
fn an_interval_too_short_for_the_runtime_waits_and_stays_in_time() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev", "--dev-block-time", "50"]);
	// Two relay slots full and the begin of a third.
	node.wait_for_block(30);
	expect_present(&node);
	expect_order(&node, 1, 30, 13);
	assert!(!node.log().contains("cannot be sealed"), "{}", node.log());
}

#[test]
fn instant_seal_makes_a_block_of_what_arrives_and_none_otherwise() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev", "--instant-seal"]);
	node.wait_for_block(1);
	thread::sleep(Duration::from_secs(3));
	assert_eq!(node.best_number(), 1, "nothing arrived");

	node.submit(&remark("one"), 0);
	node.wait_for_block(2);
	assert_eq!(node.extrinsics(2), node.extrinsics(1) + 1);
	expect_present(&node);

	// More than the runtime lets be blocks in a relay slot: they share what blocks there are.
	for nonce in 1..=40 {
		node.submit(&remark("many"), nonce);
	}
	let sealed = |node: &Node| {
		let own = node.extrinsics(1);
		(2..=node.best_number()).map(|number| node.extrinsics(number) - own).sum::<usize>()
	};
	wait_for("block with the last of 41 transactions", || (sealed(&node) == 41).then_some(()));
	expect_order(&node, 1, node.best_number(), 13);
	assert!(!node.log().contains("cannot be sealed"), "{}", node.log());
}

#[test]
fn a_new_runtime_is_applied_in_the_block_after() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev", "--instant-seal"]);
	node.wait_for_block(1);
	// The same runtime: what counts is whether the relay chain lets it pass.
	let code = node.call("state_getStorage", json!(["0x3a636f6465"]));
	let code = from_hex(code.as_str().unwrap()).unwrap();
	let pending =
		|number| node.stored::<Vec<u8>>("ParachainSystem", "PendingValidationCode", number);

	node.submit(&upgrade_to(&code), 0);
	node.wait_for_block(2);
	assert_eq!(pending(2), Some(code), "the upgrade was not accepted\n{}", node.log());
	node.submit(&remark("go on"), 1);
	node.wait_for_block(3);
	assert_eq!(pending(3), None);
	// The log is written by another thread than the one that seals.
	wait_for("line of the log", || node.log().contains("A new runtime is pending").then_some(()));
	// With the new runtime.
	node.submit(&remark("and on"), 2);
	node.wait_for_block(4);
	expect_order(&node, 1, 4, 13);
}
