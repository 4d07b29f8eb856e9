// SPDX-License-Identifier: GPL-3.0-or-later

//! Commands on the database of a node that is stopped: blocks and state as files, and blocks taken back.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{alone, arg, stdout_of, storage_key, Node};
use serde_json::Value;

#[test]
fn blocks_go_to_another_node_by_file_and_the_last_can_be_taken_back() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let (one, other) = (folder.path().join("one"), folder.path().join("other"));
	let file = folder.path().join("blocks.bin");
	let node = Node::start(&one, &["--dev", "--dev-block-time", "300"]);
	node.wait_for_block(6);
	let hashes: Vec<_> = (0..=6).map(|number| node.hash(number).unwrap()).collect();
	node.stop();
	let on = |base, command: &[&str]| {
		stdout_of(&[command, &["--chain", "dev", "--base-path", arg(base)]].concat())
	};

	let state: Value = serde_json::from_str(&on(&one, &["export-state", &hashes[5]])).unwrap();
	let number = &state["genesis"]["raw"]["top"][storage_key("System", "Number")];
	assert_eq!(number, "0x05000000");

	on(&one, &["export-blocks", "--from", "1", "--to", "6", arg(&file)]);
	on(&other, &["import-blocks", arg(&file)]);
	// Nobody has finalized them there.
	on(&other, &["revert", "2"]);
	let node = Node::start(&other, &["--dev", "--dev-block-time", "3600000"]);
	node.wait_for_block(5);
	for (number, hash) in (0..=4).zip(&hashes) {
		assert_eq!(node.hash(number).as_ref(), Some(hash), "block {number}");
	}
	assert_ne!(node.hash(5).as_ref(), Some(&hashes[5]), "it was taken back, and another one made");
	node.stop();

	// What is final stays.
	on(&one, &["revert", "2"]);
	let node = Node::start(&one, &["--dev", "--dev-block-time", "3600000"]);
	assert_eq!(node.hash(6).as_ref(), Some(&hashes[6]));
}
