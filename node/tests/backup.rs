// SPDX-License-Identifier: GPL-3.0-or-later

//! Backup and restore as docs/operating/backup.md has it, with `deploy/int-backup`.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{alone, arg, stdout_of, Node, ALICE_PUBLIC};
use serde_json::json;
use std::{
	fs,
	path::Path,
	process::{Command, Output},
};

/// The options of the node that is backed up.
const OPTIONS: [&str; 3] = ["--dev", "--dev-block-time", "500"];

/// Runs `deploy/int-backup`.
fn backup(args: &[&str]) -> Output {
	Command::new("bash")
		.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/int-backup"))
		.args(args)
		.output()
		.expect("there is bash")
}

/// Runs `deploy/int-backup`, which has to succeed, and returns what it printed.
fn backed_up(args: &[&str]) -> String {
	let output = backup(args);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// What it said when it refused.
fn refused(args: &[&str]) -> String {
	let output = backup(args);
	assert!(!output.status.success());
	String::from_utf8(output.stderr).unwrap()
}

/// A base path with a network identity and Alice's session key.
fn prepare(base_path: &Path) {
	let place = ["--chain", "dev", "--base-path", arg(base_path)];
	stdout_of(&[&["key", "generate-node-key"], &place[..]].concat());
	let key = ["--scheme", "sr25519", "--key-type", "aura", "--suri", "//Alice"];
	stdout_of(&[&["key", "insert"], &place[..], &key].concat());
}

/// Whether the node has Alice's session key. The method is one of the unsafe ones, which a node offers
/// to its own machine.
fn has_the_key(node: &Node) -> bool {
	node.call("author_hasKey", json!([ALICE_PUBLIC, "aura"])) == json!(true)
}

#[test]
fn a_restored_node_goes_on_with_the_same_chain_keys_and_identity() {
	restored_goes_on(&OPTIONS);
}

#[test]
fn so_does_one_with_the_other_database() {
	restored_goes_on(&[&OPTIONS[..], &["--database", "paritydb"]].concat());
}

/// A node with these options is backed up, and one that is restored goes on.
fn restored_goes_on(options: &[&str]) {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let (base, to, again) =
		(folder.path().join("base"), folder.path().join("to"), folder.path().join("again"));
	prepare(&base);
	let node = Node::start(&base, options);
	node.wait_for_block(5);
	assert!(has_the_key(&node));
	let identity = node.call("system_localPeerId", json!([]));

	// Keys are copied while the node runs, databases are not.
	let keys = backed_up(&["keys", arg(&base), arg(&to)]);
	assert!(refused(&["database", arg(&base), arg(&to)]).contains("a node runs on"));
	let last = node.best_number();
	let hashes: Vec<_> = (0..=last).map(|number| node.hash(number).unwrap()).collect();
	node.stop();
	let database = backed_up(&["database", arg(&base), arg(&to)]);
	fs::remove_dir_all(&base).unwrap();

	backed_up(&["restore", &keys, arg(&again)]);
	backed_up(&["restore", &database, arg(&again)]);
	let node = Node::start(&again, options);
	for (number, hash) in (0..=last).zip(&hashes) {
		assert_eq!(node.hash(number).as_ref(), Some(hash), "block {number}");
	}
	assert!(node.best_number() >= last);
	node.wait_for_block(last + 3);
	assert!(has_the_key(&node));
	assert_eq!(node.call("system_localPeerId", json!([])), identity);
	assert!(refused(&["restore", &database, arg(&again)]).contains("a node runs on"));
}

#[test]
fn keys_alone_are_enough_for_a_node_that_syncs_anew() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let (base, to, again) =
		(folder.path().join("base"), folder.path().join("to"), folder.path().join("again"));
	prepare(&base);
	let keys = backed_up(&["keys", arg(&base), arg(&to)]);
	backed_up(&["restore", &keys, arg(&again)]);
	// Nobody but their owner reads them.
	use std::os::unix::fs::PermissionsExt;
	for file in [Path::new(&keys), &again.join("chains/int_dev/network/secret_ed25519")] {
		let mode = fs::metadata(file).unwrap().permissions().mode();
		assert_eq!(mode & 0o077, 0, "{}", file.display());
	}
	let node = Node::start(&again, &OPTIONS);
	assert!(has_the_key(&node));
}

#[test]
fn nothing_is_overwritten_and_a_damaged_archive_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	let (base, to) = (folder.path().join("base"), folder.path().join("to"));
	prepare(&base);
	let keys = backed_up(&["keys", arg(&base), arg(&to)]);
	assert!(refused(&["restore", &keys, arg(&base)]).contains("is there already"));
	assert!(refused(&["database", arg(&base), arg(&to)]).contains("there are no databases"));
	let mut bytes = fs::read(&keys).unwrap();
	bytes.truncate(bytes.len() / 2);
	fs::write(&keys, bytes).unwrap();
	let again = folder.path().join("again");
	assert!(refused(&["restore", &keys, arg(&again)]).contains("is damaged"));
	assert!(!again.exists());
}
