// SPDX-License-Identifier: GPL-3.0-or-later

//! What a node beside a relay chain says when something is wrong. The relay chain is Westend at its
//! genesis: its node is embedded, has no peers, and so stays there.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{alone, arg, run, stdout_of, wait_for, Node};
use std::{fs, net::TcpListener, path::Path};

/// Options of a relay chain node without peers.
const RELAY: [&str; 10] = [
	"--chain",
	"westend",
	"--port",
	"0",
	"--no-prometheus",
	"--no-telemetry",
	"--no-mdns",
	"--reserved-only",
	"--out-peers",
	"0",
];

/// Gives the node a network identity, without which a collator does not start.
fn identify(base_path: &Path) {
	stdout_of(&["key", "generate-node-key", "--chain", "local", "--base-path", arg(base_path)]);
}

/// Starts a collator of `local` with these options of its own.
fn collator(base_path: &Path, own: &[&str]) -> Result<Node, String> {
	collator_on("0", base_path, own)
}

/// Starts one that peers are to reach on this port.
fn collator_on(port: &str, base_path: &Path, own: &[&str]) -> Result<Node, String> {
	let options = [&["--collator", "--chain", "local"], own].concat();
	Node::try_start_on(["0", port], base_path, &options, &RELAY)
}

/// Waits until the node has logged `text`.
fn expect_in_log(node: &Node, text: &str) {
	wait_for(text, || node.log().contains(text).then_some(()));
}

#[test]
fn a_collator_without_a_network_identity_is_refused_with_the_command_that_makes_one() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let log = collator(folder.path(), &[]).err().expect("it has no identity");
	assert!(log.contains("key generate-node-key"), "{log}");
}

#[test]
fn a_collator_without_a_session_key_and_with_a_taken_port_says_both() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	identify(folder.path());
	let taken = TcpListener::bind("0.0.0.0:0").unwrap();
	let port = taken.local_addr().unwrap().port().to_string();
	let node = collator_on(&port, folder.path(), &[]).expect("it starts");
	expect_in_log(&node, "No session key: this collator signs no block");
	assert!(node.log().contains("so peers cannot reach this node there"), "{}", node.log());
}

#[test]
fn a_collator_with_a_session_key_does_not_ask_for_one() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	identify(folder.path());
	let insert = ["key", "insert", "--chain", "local", "--base-path", arg(folder.path())];
	let key = ["--scheme", "sr25519", "--key-type", "aura", "--suri", "//Alice"];
	stdout_of(&[&insert[..], &key].concat());
	let node = collator(folder.path(), &[]).expect("it starts");
	expect_in_log(&node, "block-builder task");
	assert!(!node.log().contains("No session key"), "{}", node.log());
}

#[test]
fn a_relay_chain_that_nobody_serves_is_named() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	identify(folder.path());
	// Nobody listens where somebody just did.
	let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
	let url = format!("ws://127.0.0.1:{port}");
	let log = collator(folder.path(), &["--relay-chain-rpc-urls", &url])
		.err()
		.expect("there is no relay chain");
	assert!(log.contains(&format!("the relay chain cannot be followed over {url}")), "{log}");
}

#[test]
fn a_node_of_another_relay_chain_is_refused() {
	let _alone = alone();
	let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	identify(folder.path());
	// Any chain that is not Westend.
	let other = Node::start(other.path(), &["--dev"]);
	let url = format!("ws://{}", other.address());
	let log = collator(folder.path(), &["--relay-chain-rpc-urls", &url])
		.err()
		.expect("it is another relay chain");
	assert!(log.contains("follows another relay chain than `Westend`"), "{log}");
	assert!(log.contains(&other.hash(0).unwrap()), "{log}");
}

#[test]
fn a_node_of_the_right_relay_chain_is_taken() {
	let _alone = alone();
	let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	identify(folder.path());
	let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
	let other = Node::try_start_on(
		["0", "0"],
		other.path(),
		&["--chain", "local"],
		&[&RELAY[..], &["--rpc-port", &port]].concat(),
	)
	.expect("it starts");
	expect_in_log(&other, &format!("127.0.0.1:{port}"));
	let url = format!("ws://127.0.0.1:{port}");
	let node = collator(folder.path(), &["--relay-chain-rpc-urls", &url]).expect("it starts");
	expect_in_log(&node, "block-builder task");
}

#[test]
fn an_rpc_port_that_is_taken_is_named() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let taken = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = taken.local_addr().unwrap();
	let port = address.port().to_string();
	let node = Node::try_start_on([&port, "0"], folder.path(), &["--dev"], &[]).expect("it starts");
	assert!(node.log().contains(&format!("RPC: another program has {address}")), "{}", node.log());
}

#[test]
fn a_disk_that_is_nearly_full_stops_the_node_before_it_writes() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let output = run(&[
		"--dev",
		"--base-path",
		arg(folder.path()),
		"--rpc-port",
		"0",
		"--no-prometheus",
		"--no-telemetry",
		"--db-storage-threshold",
		"1000000000",
	]);
	let log = String::from_utf8_lossy(&output.stderr);
	assert!(!output.status.success());
	assert!(log.contains("Out of storage space"), "{log}");
}

#[test]
fn a_second_node_on_the_same_base_path_is_refused() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let _first = Node::start(folder.path(), &["--dev"]);
	let log = Node::try_start(folder.path(), &["--dev"]).err().expect("the first has it open");
	assert!(log.contains("Is another node running on this base path?"), "{log}");
}

#[test]
fn a_base_path_that_cannot_be_is_not_blamed_on_another_node() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("file");
	fs::write(&file, "").unwrap();
	let log = Node::try_start(&file, &["--dev"]).err().expect("a file is no folder");
	assert!(!log.contains("Is another node running"), "{log}");
	assert!(log.contains("file"), "{log}");
}
