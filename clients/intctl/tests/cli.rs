// SPDX-License-Identifier: Apache-2.0

//! The binary as a script sees it: exit codes, standard output, standard error.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::{
	path::Path,
	process::{Command, Output},
};

/// Runs `intctl` with keys in a folder of its own.
fn intctl(folder: &Path, arguments: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_intctl"))
		.args(arguments)
		.env("XDG_DATA_HOME", folder)
		.env("INTCTL_PASSWORD", "secret")
		.env_remove("INT_URL")
		.output()
		.unwrap()
}

fn code(output: &Output) -> i32 {
	output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
	String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
	String::from_utf8(output.stderr.clone()).unwrap()
}

/// An address at which nobody listens.
fn closed() -> String {
	let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
	format!("ws://127.0.0.1:{port}")
}

/// Writes a run of this many devices.
fn write_run(path: &Path, count: u32) {
	let mut csv = String::from("serial,key,scheme\n");
	for number in 0..count {
		csv.push_str(&format!("M-{number:06},0x{number:064x},ed25519\n"));
	}
	std::fs::write(path, csv).unwrap();
}

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

#[test]
fn help_lists_the_exit_codes() {
	let folder = tempfile::tempdir().unwrap();
	for flag in ["-h", "--help"] {
		let output = intctl(folder.path(), &[flag]);
		assert_eq!(code(&output), 0);
		assert!(stdout(&output).contains("the chain refused the transaction"));
	}
}

#[test]
fn a_command_that_makes_no_sense_is_2() {
	let folder = tempfile::tempdir().unwrap();
	assert_eq!(code(&intctl(folder.path(), &["device", "fly"])), 2);
	let output = intctl(folder.path(), &["device", "agent", "--device-key", "//m", "--offline"]);
	assert_eq!(code(&output), 2);
	assert!(stderr(&output).contains("--genesis"));
}

#[test]
fn an_unreachable_node_is_3_and_says_what_to_do() {
	let folder = tempfile::tempdir().unwrap();
	let url = closed();
	let output = intctl(folder.path(), &["--url", &url, "account", "show", "//Alice"]);
	assert_eq!(code(&output), 3);
	assert!(stdout(&output).is_empty());
	let said = stderr(&output);
	assert!(said.contains(&url) && said.contains("what to do:"), "{said}");
	let output = intctl(folder.path(), &["--url", &url, "--json", "lot", "show", "0"]);
	assert_eq!(code(&output), 3);
	let error: serde_json::Value = serde_json::from_str(stderr(&output).trim()).unwrap();
	assert_eq!(error["code"], 3);
	assert!(error["remedy"].as_str().unwrap().contains("--url"));
}

#[test]
fn a_collator_names_a_node_that_answers_and_a_bond_for_a_place() {
	let folder = tempfile::tempdir().unwrap();
	let url = closed();
	for command in [
		&["status"][..],
		&["keys", "--signer", "//Bob"],
		&["join", "--signer", "//Bob"],
		&["bond", "120 INT", "--signer", "//Bob"],
		&["leave", "--signer", "//Bob"],
	] {
		let arguments = [&["--url", url.as_str(), "collator"][..], command].concat();
		assert_eq!(code(&intctl(folder.path(), &arguments)), 3, "{command:?}");
	}
	let replace = ["collator", "join", "--signer", "//Bob", "--replace", "//Charlie"];
	let output = intctl(folder.path(), &replace);
	assert_eq!(code(&output), 2);
	assert!(stderr(&output).contains("--bond"));
}

#[test]
fn keys_are_made_shown_used_and_removed() {
	let folder = tempfile::tempdir().unwrap();
	let made = intctl(folder.path(), &["--json", "key", "new", "meter", "--scheme", "ed25519"]);
	assert_eq!(code(&made), 0, "{}", stderr(&made));
	let made: serde_json::Value = serde_json::from_str(&stdout(&made)).unwrap();
	assert_eq!(made["scheme"], "ed25519");
	assert!(made.get("phrase").is_none());
	let listed = intctl(folder.path(), &["--json", "key", "list"]);
	let listed: serde_json::Value = serde_json::from_str(&stdout(&listed)).unwrap();
	assert_eq!(listed[0]["account"], made["account"]);
	assert_eq!(code(&intctl(folder.path(), &["key", "show", "meter"])), 0);
	assert_eq!(code(&intctl(folder.path(), &["key", "new", "meter"])), 7);
	assert_eq!(code(&intctl(folder.path(), &["key", "show", "nobody"])), 7);
	assert_eq!(code(&intctl(folder.path(), &["key", "remove", "meter"])), 2);
	assert_eq!(code(&intctl(folder.path(), &["key", "remove", "meter", "--yes"])), 0);
	let listed = intctl(folder.path(), &["--json", "key", "list"]);
	assert_eq!(stdout(&listed).trim(), "[]");
}

#[test]
fn a_secret_is_printed_only_when_it_is_asked_for() {
	let folder = tempfile::tempdir().unwrap();
	let secret = folder.path().join("seed");
	let seed = "0x9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
	std::fs::write(&secret, format!("{seed}\n")).unwrap();
	let path = secret.to_str().unwrap();
	let import = ["key", "import", "factory", "--secret-file", path, "--scheme", "ed25519"];
	let imported = intctl(folder.path(), &import);
	assert_eq!(code(&imported), 0, "{}", stderr(&imported));
	let hidden = seed.trim_start_matches("0x");
	for arguments in
		[&["key", "list"][..], &["key", "show", "factory"], &["key", "export", "factory"]]
	{
		let output = intctl(folder.path(), arguments);
		assert_eq!(code(&output), 0);
		assert!(!stdout(&output).contains(hidden), "{arguments:?}");
	}
	let revealed = intctl(folder.path(), &["key", "export", "factory", "--reveal"]);
	assert!(stdout(&revealed).contains(hidden));
}

#[test]
fn an_exported_key_comes_back_from_its_file() {
	let folder = tempfile::tempdir().unwrap();
	let other = tempfile::tempdir().unwrap();
	let made = intctl(folder.path(), &["--json", "key", "new", "meter"]);
	let made: serde_json::Value = serde_json::from_str(&stdout(&made)).unwrap();
	let file = folder.path().join("meter.json");
	let path = file.to_str().unwrap();
	assert_eq!(code(&intctl(folder.path(), &["key", "export", "meter", "--out", path])), 0);
	let import = ["--json", "key", "import", "again", "--wallet-file", path];
	let imported = intctl(other.path(), &import);
	assert_eq!(code(&imported), 0, "{}", stderr(&imported));
	let imported: serde_json::Value = serde_json::from_str(&stdout(&imported)).unwrap();
	assert_eq!(imported["account"], made["account"]);
}

#[test]
fn a_lot_is_built_and_proved() {
	let folder = tempfile::tempdir().unwrap();
	let (csv, tree) = (folder.path().join("run.csv"), folder.path().join("run.tree"));
	write_run(&csv, 5_000);
	let (csv, tree) = (csv.to_str().unwrap(), tree.to_str().unwrap());
	let build =
		["--json", "lot", "build", csv, "--maker", ALICE, "--model", "meter", "--out", tree];
	let built = intctl(folder.path(), &build);
	assert_eq!(code(&built), 0, "{}", stderr(&built));
	let built: serde_json::Value = serde_json::from_str(&stdout(&built)).unwrap();
	assert_eq!(built["size"], 5_000);
	let proof = ["--json", "lot", "proof", "--tree", tree, "--serial", "M-004999"];
	let proof = intctl(folder.path(), &proof);
	assert_eq!(code(&proof), 0, "{}", stderr(&proof));
	let proof: serde_json::Value = serde_json::from_str(&stdout(&proof)).unwrap();
	assert_eq!(proof["index"], 4_999);
	assert_eq!(proof["root"], built["root"]);
	let missing = ["lot", "proof", "--tree", tree, "--serial", "M-9"];
	assert_eq!(code(&intctl(folder.path(), &missing)), 6);
}

#[test]
fn a_broken_line_is_6_named_by_its_number_and_leaves_nothing() {
	let folder = tempfile::tempdir().unwrap();
	let csv = folder.path().join("run.csv");
	write_run(&csv, 100);
	let mut text = std::fs::read_to_string(&csv).unwrap();
	text.push_str("M-000100,what,ed25519\n");
	std::fs::write(&csv, text).unwrap();
	let tree = folder.path().join("run.tree");
	let arguments = [
		"lot",
		"build",
		csv.to_str().unwrap(),
		"--maker",
		ALICE,
		"--model",
		"meter",
		"--out",
		tree.to_str().unwrap(),
	];
	let output = intctl(folder.path(), &arguments);
	assert_eq!(code(&output), 6);
	assert!(stderr(&output).contains("line 102"), "{}", stderr(&output));
	let left: Vec<_> =
		std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
	assert_eq!(left, ["run.csv"]);
}

#[test]
fn identities_are_generated_and_built_into_a_lot() {
	let folder = tempfile::tempdir().unwrap();
	let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
	let (secret, csv, tree) = (path("secret"), path("run.csv"), path("run.tree"));
	let generate = [
		"lot",
		"generate",
		"--count",
		"50",
		"--new-secret",
		&secret,
		"--run",
		"trial",
		"--out",
		&csv,
	];
	let output = intctl(folder.path(), &generate);
	assert_eq!(code(&output), 0, "{}", stderr(&output));
	let phrase = std::fs::read_to_string(&secret).unwrap();
	assert!(!stdout(&output).contains(phrase.trim()));
	let build = ["lot", "build", &csv, "--maker", ALICE, "--model", "meter", "--out", &tree];
	let output = intctl(folder.path(), &build);
	assert_eq!(code(&output), 0, "{}", stderr(&output));
}

#[test]
fn the_agent_reads_and_signs_without_a_node() {
	let folder = tempfile::tempdir().unwrap();
	let genesis = format!("0x{}", "11".repeat(32));
	let agent = [
		"--genesis",
		&genesis,
		"device",
		"agent",
		"--device-key",
		"ed25519://meter",
		"--offline",
		"--interval",
		"10ms",
		"--count",
		"3",
	];
	let mut last = 0;
	for _ in 0..2 {
		let output = intctl(folder.path(), &agent);
		assert_eq!(code(&output), 0, "{}", stderr(&output));
		let lines = stdout(&output);
		assert_eq!(lines.lines().count(), 3);
		for line in lines.lines() {
			let reading: serde_json::Value = serde_json::from_str(line).unwrap();
			let sequence = reading["sequence"].as_u64().unwrap();
			assert!(sequence > last);
			last = sequence;
			assert!(reading["body"]["uptime_seconds"].is_u64());
			assert!(reading["body"]["absent"].is_array());
		}
	}
}

#[test]
fn a_challenge_is_answered_without_a_node() {
	let folder = tempfile::tempdir().unwrap();
	let genesis = format!("0x{}", "11".repeat(32));
	let challenge = folder.path().join("challenge");
	let letter = serde_json::json!({
		"genesis": genesis,
		"challenger": ALICE,
		"device": ALICE,
		"nonce": format!("0x{}", "22".repeat(32)),
		"generation": 0,
		"expires": 1,
	});
	std::fs::write(&challenge, letter.to_string()).unwrap();
	let path = challenge.to_str().unwrap();
	let answer = ["device", "answer", path, "--device-key", "//Alice"];
	let answered = intctl(folder.path(), &answer);
	assert_eq!(code(&answered), 0, "{}", stderr(&answered));
	let answered: serde_json::Value = serde_json::from_str(&stdout(&answered)).unwrap();
	assert_eq!(answered["scheme"], "sr25519");
	// A device that knows its chain does not answer for another one.
	let other = format!("0x{}", "33".repeat(32));
	let answer = ["--genesis", &other, "device", "answer", path, "--device-key", "//Alice"];
	assert_eq!(code(&intctl(folder.path(), &answer)), 4);
}

#[test]
fn completions_exist_for_the_usual_shells() {
	let folder = tempfile::tempdir().unwrap();
	for shell in ["bash", "zsh", "fish"] {
		let output = intctl(folder.path(), &["completions", shell]);
		assert_eq!(code(&output), 0);
		assert!(stdout(&output).contains("intctl"));
	}
}

#[test]
fn amounts_and_prices_of_gas_are_checked_before_any_node_is_asked() {
	let folder = tempfile::tempdir().unwrap();
	let url = closed();
	let run = |arguments: &[&str]| {
		let all: Vec<&str> = ["--url", &url].into_iter().chain(arguments.iter().copied()).collect();
		intctl(folder.path(), &all)
	};
	for wrong in [
		&["gas", "buy", "3 INT", "--quote"][..],
		&["gas", "buy", "1e3", "--quote"],
		&["gas", "buy", "1.0000000001 GAS", "--quote"],
		&["gas", "redeem", "-1", "--quote"],
		&["gas", "buy", "100 GAS"],
		&["gas", "history", "--samples", "1"],
		&["gas", "pot", "limit", "0", "--signer", "//Alice"],
		&["gas", "pot", "create", "0", "--kinds", "all", "--device-quota", "2 GAS"],
		&["gas", "fee", "--signer", "//Alice"],
		&["oracle", "feed", "--from", "fixed:five", "--key", "//Charlie"],
		&["oracle", "feed", "--from", "fixed:0.05"],
	] {
		let output = run(wrong);
		assert_eq!(code(&output), 2, "{wrong:?}: {}", stderr(&output));
		assert!(stdout(&output).is_empty());
	}
	let said = stderr(&run(&["gas", "buy", "3 INT", "--quote"]));
	assert!(said.contains("1.25 GAS"), "{said}");
	for right in [
		&["gas", "price"][..],
		&["gas", "status"],
		&["gas", "reserve"],
		&["gas", "auction"],
		&["gas", "bids", "//Alice"],
		&["gas", "redemptions", "//Alice"],
		&["gas", "buy", "100 GAS", "--quote"],
		&["gas", "buy", "100 GAS", "--max", "3 INT", "--signer", "//Alice"],
		&["gas", "redeem", "100.5GAS", "--signer", "//Alice"],
		&["gas", "bid", "5000 GAS", "--limit", "0.02 INT", "--signer", "//Alice"],
		&["gas", "claim", "--for", ALICE, "--signer", "//Bob"],
		&["gas", "withdraw", "3", "--signer", "//Alice"],
		&["gas", "forget-purchases", "--signer", "//Alice"],
		&["gas", "add-to-reserve", "3 INT", "--signer", "//Alice"],
		&["gas", "history", "--since", "7d", "--no-plot"],
		&["gas", "pot", "kinds"],
		&["gas", "pot", "show", "0", "--devices"],
		&["gas", "pot", "fund", "0", "500 GAS", "--signer", "//Alice"],
		&["gas", "pot", "close", "0", "--signer", "//Alice"],
		&["gas", "fee", "--signer", ALICE, "--remark", "hello", "--tip", "0.1 INT"],
		&["oracle", "show"],
		&["oracle", "operators"],
		&["oracle", "feed", "--from", "fixed:0.05", "--dev", "--every", "1s"],
	] {
		let output = run(right);
		assert_eq!(code(&output), 3, "{right:?}: {}", stderr(&output));
	}
}

#[test]
fn an_age_is_asked_of_files_only() {
	let folder = tempfile::tempdir().unwrap();
	let feed = ["oracle", "feed", "--from", "fixed:0.05", "--key", "//Charlie", "--max-age", "5m"];
	let output = intctl(folder.path(), &feed);
	assert_eq!(code(&output), 2);
	assert!(stderr(&output).contains("file:"), "{}", stderr(&output));
}
