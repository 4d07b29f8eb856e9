// SPDX-License-Identifier: GPL-3.0-or-later

//! What a node keeps of the past: the states that `--state-pruning` says, and the blocks that
//! `--blocks-pruning` says, all if it says nothing.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{alone, storage_key, wait_for, Node};
use serde_json::{json, Value};
use std::path::Path;

/// Starts a dev chain that keeps these states.
fn start(base_path: &Path, pruning: &str) -> Result<Node, String> {
	Node::try_start(base_path, &["--dev", "--dev-block-time", "300", "--state-pruning", pruning])
}

/// What the node answers when it is asked for the time in the state of a block.
fn state(node: &Node, block: &str) -> Result<Value, Value> {
	node.try_call("state_getStorage", json!([storage_key("Timestamp", "Now"), block]))
}

#[test]
fn an_archive_knows_the_state_at_each_block_and_remains_an_archive() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = start(folder.path(), "archive").expect("it starts");
	node.wait_for_block(10);
	let times: Vec<_> = (1..=10).map(|number| node.time(number)).collect();
	assert!(times.is_sorted_by(|one, next| one < next), "{times:?}");
	node.stop();

	let log = start(folder.path(), "256").err().expect("it was made as an archive");
	assert!(log.contains("Incompatible pruning modes"), "{log}");
	assert!(log.contains("Leave `--state-pruning` out"), "{log}");

	// As the advice says.
	let node = Node::start(folder.path(), &["--dev"]);
	assert_eq!(node.time(1), times[0]);
}

#[test]
fn a_pruned_node_forgets_states_but_no_block_and_may_keep_more_of_them_later() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = start(folder.path(), "4").expect("it starts");
	node.wait_for_block(1);
	let first = node.hash(1).unwrap();
	node.wait_for_block(8);
	let error = wait_for("end of the first state", || state(&node, &first).err());
	assert!(error.to_string().contains("State already discarded"), "{error}");
	assert_eq!(node.hash(1), Some(first));
	assert!(node.extrinsics(1) > 0);
	let best = node.hash(node.best_number()).unwrap();
	assert!(state(&node, &best).expect("the best block has its state").is_string());
	node.stop();

	let node = start(folder.path(), "8").expect("only the number changed");
	let resumed = node.best_number();
	node.wait_for_block(resumed + 2);
}

#[test]
fn a_node_that_keeps_few_blocks_forgets_what_was_in_the_others() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let args =
		["--dev", "--dev-block-time", "300", "--state-pruning", "4", "--blocks-pruning", "4"];
	let node = Node::start(folder.path(), &args);
	node.wait_for_block(1);
	let first = node.hash(1).unwrap();
	assert!(node.extrinsics(1) > 0);
	node.wait_for_block(8);
	wait_for("end of the first block", || {
		node.call("chain_getBlock", json!([first])).is_null().then_some(())
	});
	// Its place in the chain is known all the same.
	assert_eq!(node.hash(1), Some(first));
	assert!(node.extrinsics(node.best_number()) > 0);
}
