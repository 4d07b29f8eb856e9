// SPDX-License-Identifier: GPL-3.0-or-later

//! The commands beside running a node, and what is refused.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use codec::Decode;
use common::{alone, arg, run, stdout_of, storage_key, Node, ALICE};
use serde_json::{json, Value};
use sp_core::{
	bytes::{from_hex, to_hex},
	sr25519, Pair,
};
use sp_runtime::{generic::Header, traits::BlakeTwo256};
use std::{
	fs,
	path::{Path, PathBuf},
};

/// The chain spec of `chain`.
fn spec(chain: &str, raw: bool) -> Value {
	let mut args = vec!["export-chain-spec", "--chain", chain];
	if raw {
		args.push("--raw");
	}
	serde_json::from_str(&stdout_of(&args)).unwrap()
}

#[test]
fn a_spec_is_a_patch_of_the_runtimes_genesis_unless_raw_is_asked_for() {
	let plain = spec("dev", false);
	assert_eq!(plain["id"], "int_dev");
	assert_eq!(plain["chainType"], "Development");
	assert_eq!(
		plain["properties"],
		json!({ "tokenSymbol": "INT", "tokenDecimals": 12, "ss58Format": 42 }),
	);
	let genesis = &plain["genesis"];
	assert!(genesis["runtimeGenesis"]["patch"].is_object());
	assert!(genesis.get("raw").is_none());

	let raw = spec("dev", true);
	assert!(raw["genesis"].get("runtimeGenesis").is_none());
	// `:code`
	assert!(raw["genesis"]["raw"]["top"]["0x3a636f6465"].is_string());
}

#[test]
fn the_local_chain_names_its_relay_chain() {
	let local = spec("local", false);
	assert_eq!(local["id"], "int_local");
	assert_eq!(local["relay_chain"], "rococo-local");
}

#[test]
fn the_genesis_head_is_the_block_that_the_chain_begins_with() {
	let _alone = alone();
	let head = stdout_of(&["export-genesis-head", "--chain", "dev"]);
	let head = from_hex(&head).unwrap();
	let head = Header::<u32, BlakeTwo256>::decode(&mut &head[..]).unwrap();
	assert_eq!(head.number, 0);

	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev"]);
	assert_eq!(node.hash(0), Some(format!("{:?}", head.hash())));
}

#[test]
fn the_genesis_wasm_is_the_specs() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("genesis.wasm");
	stdout_of(&["export-genesis-wasm", "--chain", "dev", "--raw", arg(&file)]);
	let wasm = fs::read(&file).unwrap();
	let code = spec("dev", false)["genesis"]["runtimeGenesis"]["code"].take();
	assert_eq!(wasm, from_hex(code.as_str().unwrap()).unwrap());
}

/// Makes a chain spec from the runtime in this binary: `chain-spec-builder create` with these options
/// and this way to its genesis.
fn build_spec(folder: &Path, options: &[&str], genesis: [&str; 2]) -> PathBuf {
	let (wasm, made) = (folder.join("genesis.wasm"), folder.join("fleet.json"));
	stdout_of(&["export-genesis-wasm", "--chain", "dev", "--raw", arg(&wasm)]);
	let builder = ["chain-spec-builder", "--chain-spec-path", arg(&made), "create"];
	let runtime = ["--chain-id", "fleet", "--runtime", arg(&wasm)];
	stdout_of(&[&builder[..], &runtime, options, &genesis].concat());
	made
}

#[test]
fn a_spec_of_a_preset_is_built_from_the_exported_wasm() {
	let folder = tempfile::tempdir().unwrap();
	let made = build_spec(folder.path(), &[], ["named-preset", "development"]);
	let made = spec(arg(&made), false);
	assert_eq!(made["id"], "fleet");
	// The Wasm's preset, here and there.
	assert_eq!(made["genesis"], spec("dev", false)["genesis"]);
}

#[test]
fn a_patch_changes_in_the_genesis_state_what_it_says_and_nothing_else() {
	let folder = tempfile::tempdir().unwrap();
	let patch = concat!(env!("CARGO_MANIFEST_DIR"), "/../chain-specs/development.patch.json");
	let mut patch: Value = serde_json::from_slice(&fs::read(patch).unwrap()).unwrap();
	let bob = sr25519::Pair::from_string("//Bob", None).unwrap().public();
	patch["sudo"]["key"] = json!(bob.to_string());
	let file = folder.path().join("fleet.patch.json");
	fs::write(&file, patch.to_string()).unwrap();

	let made = build_spec(folder.path(), &["--raw-storage"], ["patch", arg(&file)]);
	let mut made: Value = serde_json::from_slice(&fs::read(made).unwrap()).unwrap();
	let mut expected = spec("dev", true)["genesis"].take();
	expected["raw"]["top"][storage_key("Sudo", "Key")] = json!(to_hex(&bob, false));
	// Printed, their code would fill the screen.
	assert!(made["genesis"].take() == expected, "something else than the key of sudo differs");
}

#[test]
fn purge_chain_removes_the_database() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev", "--dev-block-time", "500"]);
	node.wait_for_block(2);
	node.stop();
	let database = folder.path().join("chains").join("int_dev").join("db").join("full");
	assert!(database.exists());
	let purge = ["purge-chain", "--dev", "-y", "--base-path", arg(folder.path())];
	stdout_of(&purge);
	assert!(!database.exists());
	// And once more, with nothing there.
	stdout_of(&purge);
}

#[test]
fn the_database_of_another_genesis_is_refused() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let node = Node::start(folder.path(), &["--dev", "--dev-block-time", "500"]);
	node.wait_for_block(1);
	let genesis = node.hash(0).unwrap();
	node.stop();

	let mut other = spec("local", true);
	other["id"] = json!("int_dev");
	let file = folder.path().join("other.json");
	fs::write(&file, other.to_string()).unwrap();
	let options = ["--chain", arg(&file), "--dev-block-time", "500"];
	let start = Node::try_start(folder.path(), &options);
	let log = start.err().expect("the node does not go on with another chain's blocks");
	assert!(log.contains("belongs to another chain") && log.contains(&genesis), "{log}");

	// Nothing was lost.
	let node = Node::start(folder.path(), &["--dev", "--dev-block-time", "500"]);
	assert_eq!(node.hash(0), Some(genesis));
}

#[test]
fn a_node_without_its_relay_chains_spec_says_what_to_type() {
	let folder = tempfile::tempdir().unwrap();
	let mut spec = spec("local", false);
	spec["relay_chain"] = json!("no-such-relay.json");
	let file = folder.path().join("spec.json");
	fs::write(&file, spec.to_string()).unwrap();
	let log = Node::try_start(folder.path(), &["--chain", arg(&file)])
		.err()
		.expect("there is no such relay chain");
	assert!(log.contains("no-such-relay.json") && log.contains("-- --chain"), "{log}");
}

#[test]
fn a_spec_that_names_another_parachain_id_than_its_state_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	let mut spec = spec("dev", false);
	spec["para_id"] = json!(4_000_000);
	let file = folder.path().join("spec.json");
	fs::write(&file, spec.to_string()).unwrap();
	let log = Node::try_start(folder.path(), &["--dev", "--chain", arg(&file)])
		.err()
		.expect("the ids differ");
	assert!(log.contains("`para_id` 4000000"), "{log}");
}

#[test]
fn a_chain_that_is_no_file_is_refused_with_the_choices() {
	let output = run(&["export-chain-spec", "--chain", "no-such-chain"]);
	assert!(!output.status.success());
	let message = String::from_utf8_lossy(&output.stderr);
	assert!(message.contains("no-such-chain") && message.contains("`local`"), "{message}");
}

#[test]
fn a_machine_is_compared_with_the_reference_hardware() {
	let folder = tempfile::tempdir().unwrap();
	let machine = ["benchmark", "machine", "--chain", "dev", "--base-path", arg(folder.path())];
	// A development build is refused as unfit for a measurement.
	let hurry = ["--allow-fail", "--verify-duration", "0.1", "--hash-duration", "0.1"];
	let and_more = ["--memory-duration", "0.1", "--disk-duration", "0.1"];
	let output = run(&[&machine[..], &hurry, &and_more].concat());
	let log = String::from_utf8_lossy(&output.stderr);
	assert!(output.status.success(), "{log}");
	for function in ["BLAKE2-256", "SR25519-Verify", "Copy", "Seq Write", "Rnd Write"] {
		assert!(log.contains(function), "{function}: {log}");
	}
}

#[test]
fn what_a_block_and_a_transaction_cost_at_least_is_measured() {
	let folder = tempfile::tempdir().unwrap();
	let chain = ["benchmark", "overhead", "--chain", "dev", "--para-id", "2000"];
	let hurry = ["--warmup", "1", "--repeat", "1", "--max-ext-per-block", "10"];
	let output = run(&[&chain[..], &hurry, &["--weight-path", arg(folder.path())]].concat());
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	for (file, weight) in [
		("block_weights.rs", "BlockExecutionWeight"),
		("extrinsic_weights.rs", "ExtrinsicBaseWeight"),
	] {
		assert!(fs::read_to_string(folder.path().join(file)).unwrap().contains(weight), "{file}");
	}
}

#[test]
fn keys_are_inspected() {
	assert!(stdout_of(&["key", "inspect", "//Alice"]).contains(ALICE));
}
