// SPDX-License-Identifier: Apache-2.0

//! Tests on a network of two validators and two collators: `scripts/test-network`.
//!
//! One network serves all, so they run in order, and what one leaves the next one finds. The output
//! is that of Rust's own test runner. Without arguments all run; `--quick` runs what CI runs; names
//! run those alone. `--network NAME` takes another network than `local`; its tests are those of
//! speed.

#![allow(missing_docs)]

mod collators;
mod faults;
mod javascript;
mod market;
mod messages;
mod mistakes;
mod numbers;
mod operations;
mod scene;
mod stray;
mod upgrade;

use anyhow::Result;
use network_tests::network::Network;
use scene::Scene;
use std::{
	env,
	future::Future,
	path::{Path, PathBuf},
	pin::Pin,
	process::ExitCode,
	time::Instant,
};

/// What a test does, and how it ends.
type Run = for<'a> fn(&'a mut Scene) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// A test: its name, what it does, and whether CI runs it at each commit.
struct Test {
	name: &'static str,
	run: Run,
	quick: bool,
}

const fn test(name: &'static str, run: Run) -> Test {
	Test { name, run, quick: false }
}

const fn quick(name: &'static str, run: Run) -> Test {
	Test { name, run, quick: true }
}

/// What is tested on the network `local`, in this order.
const TESTS: &[Test] = &[
	quick("the_chain_is_onboarded_and_finalizes_with_two_collators", |scene| {
		Box::pin(faults::onboarding(scene))
	}),
	quick("a_transfer_is_finalized", |scene| Box::pin(market::transfer(scene))),
	test("a_registry_call_and_a_market_purchase_are_finalized", |scene| {
		Box::pin(market::purchase(scene))
	}),
	test("an_idle_network_is_measured", |scene| Box::pin(numbers::idle(scene))),
	test("javascript_libraries_follow_the_chain", |scene| Box::pin(javascript::libraries(scene))),
	test("a_light_client_reads_a_device_and_an_agreement", |scene| {
		Box::pin(javascript::light_client(scene))
	}),
	test("the_relay_chains_token_comes_and_goes_back", |scene| {
		Box::pin(messages::relay_token_and_back(scene))
	}),
	test("the_device_economy_story_is_told", |scene| Box::pin(market::story(scene))),
	quick("every_metric_that_operators_watch_is_exported", |scene| {
		Box::pin(operations::metrics(scene))
	}),
	quick("a_collator_is_killed_and_comes_back", |scene| Box::pin(faults::kill(scene))),
	test("a_node_joins_by_warp_sync", |scene| Box::pin(operations::warp_sync(scene))),
	test("a_third_collator_joins_by_candidacy_and_leaves", |scene| {
		Box::pin(collators::join_and_leave(scene))
	}),
	test("the_council_upgrades_the_runtime", |scene| Box::pin(upgrade::by_council(scene))),
	test("a_collator_stops_for_good_and_the_chain_goes_on", |scene| {
		Box::pin(faults::stop_for_good(scene))
	}),
	test("a_node_of_another_relay_chain_is_refused", |scene| {
		Box::pin(mistakes::other_relay_chain(scene))
	}),
	test("a_node_with_another_genesis_is_told_so", |scene| {
		Box::pin(mistakes::other_genesis(scene))
	}),
	test("two_collators_with_one_key_are_told", |scene| Box::pin(mistakes::one_key_twice(scene))),
	test("a_chain_without_collators_goes_on_from_a_backup", |scene| Box::pin(faults::stall(scene))),
];

/// What is tested on other networks.
const FAST: &[Test] = &[
	test("the_chain_is_onboarded_and_finalizes_with_two_collators", |scene| {
		Box::pin(faults::onboarding(scene))
	}),
	test("a_fast_network_is_measured", |scene| Box::pin(numbers::fast(scene))),
];

fn main() -> ExitCode {
	let asked: Vec<String> = env::args().skip(1).collect();
	// `cargo test` passes what its own runner would understand; this one needs a network.
	let Some(folder) = env::var_os("INT_NETWORK_FOLDER").map(PathBuf::from) else {
		println!("INT_NETWORK_FOLDER is not set: `scripts/test-network` runs these tests.");
		return ExitCode::FAILURE;
	};
	let quick = asked.iter().any(|argument| argument == "--quick");
	let network = asked
		.windows(2)
		.find_map(|pair| (pair[0] == "--network").then(|| pair[1].clone()))
		.unwrap_or_else(|| "local".into());
	let all = if network == "local" { TESTS } else { FAST };
	let names: Vec<_> = asked
		.iter()
		.filter(|argument| !argument.starts_with("--") && **argument != network)
		.collect();
	let chosen: Vec<&Test> = all
		.iter()
		.filter(|test| !quick || test.quick)
		.filter(|test| names.is_empty() || names.iter().any(|name| test.name.contains(*name)))
		.collect();
	let result = tokio::runtime::Builder::new_multi_thread()
		.enable_all()
		.build()
		.map_err(anyhow::Error::from)
		.and_then(|runtime| runtime.block_on(run_all(&network, &chosen, &folder)));
	match result {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::FAILURE,
		Err(error) => {
			println!("\nthe network does not start: {error:#}\n");
			println!("test result: FAILED. 0 passed; {} failed; 0 ignored", chosen.len());
			ExitCode::FAILURE
		},
	}
}

async fn run_all(network: &str, chosen: &[&Test], folder: &Path) -> Result<bool> {
	println!("running {} tests", chosen.len());
	let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{network}.toml"));
	let network = Network::start(&file, folder).await?;
	print!("{}", network.description());
	let mut scene = Scene::new(network)?;
	let (mut passed, mut failed) = (0, 0);
	for test in chosen {
		let began = Instant::now();
		let result = (test.run)(&mut scene).await;
		let seconds = began.elapsed().as_secs();
		match result {
			Ok(()) => {
				passed += 1;
				println!("test {} ... ok ({seconds} s)", test.name);
			},
			Err(error) => {
				failed += 1;
				println!("test {} ... FAILED ({seconds} s)\n{error:#}\n", test.name);
			},
		}
	}
	println!("\n{}", scene.facts());
	let outcome = if failed == 0 { "ok" } else { "FAILED" };
	println!("test result: {outcome}. {passed} passed; {failed} failed; 0 ignored");
	scene.end().await?;
	Ok(failed == 0)
}
