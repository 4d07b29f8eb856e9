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
	path::{Path, PathBuf},
	process::ExitCode,
	time::Instant,
};

/// A test: its name, whether CI runs it at each commit, and what it does.
struct Test {
	name: &'static str,
	quick: bool,
}

/// What is tested on the network `local`, in this order.
const TESTS: &[Test] = &[
	Test { name: "the_chain_is_onboarded_and_finalizes_with_two_collators", quick: true },
	Test { name: "a_transfer_is_finalized", quick: true },
	Test { name: "a_registry_call_and_a_market_purchase_are_finalized", quick: false },
	Test { name: "an_idle_network_is_measured", quick: false },
	Test { name: "javascript_libraries_follow_the_chain", quick: false },
	Test { name: "a_light_client_reads_a_device_and_an_agreement", quick: false },
	Test { name: "the_relay_chains_token_comes_and_goes_back", quick: false },
	Test { name: "the_device_economy_story_is_told", quick: false },
	Test { name: "a_collator_is_killed_and_comes_back", quick: true },
	Test { name: "every_metric_that_operators_watch_is_exported", quick: true },
	Test { name: "a_node_joins_by_warp_sync", quick: false },
	Test { name: "a_third_collator_joins_by_candidacy_and_leaves", quick: false },
	Test { name: "the_council_upgrades_the_runtime", quick: false },
	Test { name: "a_collator_stops_for_good_and_the_chain_goes_on", quick: false },
	Test { name: "a_node_of_another_relay_chain_is_refused", quick: false },
	Test { name: "a_node_with_another_genesis_is_told_so", quick: false },
	Test { name: "two_collators_with_one_key_are_told", quick: false },
	Test { name: "a_chain_without_collators_goes_on_from_a_backup", quick: false },
];

/// What is tested on other networks.
const FAST: &[Test] = &[
	Test { name: "the_chain_is_onboarded_and_finalizes_with_two_collators", quick: false },
	Test { name: "a_fast_network_is_measured", quick: false },
];

async fn run(test: &str, scene: &mut Scene) -> Result<()> {
	match test {
		"the_chain_is_onboarded_and_finalizes_with_two_collators" => {
			faults::onboarding(scene).await
		},
		"a_transfer_is_finalized" => market::transfer(scene).await,
		"a_registry_call_and_a_market_purchase_are_finalized" => market::purchase(scene).await,
		"an_idle_network_is_measured" => numbers::idle(scene).await,
		"javascript_libraries_follow_the_chain" => javascript::libraries(scene).await,
		"a_light_client_reads_a_device_and_an_agreement" => javascript::light_client(scene).await,
		"the_relay_chains_token_comes_and_goes_back" => messages::relay_token_and_back(scene).await,
		"the_device_economy_story_is_told" => market::story(scene).await,
		"a_collator_is_killed_and_comes_back" => faults::kill(scene).await,
		"a_collator_stops_for_good_and_the_chain_goes_on" => faults::stop_for_good(scene).await,
		"a_chain_without_collators_goes_on_from_a_backup" => faults::stall(scene).await,
		"every_metric_that_operators_watch_is_exported" => operations::metrics(scene).await,
		"a_node_joins_by_warp_sync" => operations::warp_sync(scene).await,
		"a_third_collator_joins_by_candidacy_and_leaves" => collators::join_and_leave(scene).await,
		"the_council_upgrades_the_runtime" => upgrade::by_council(scene).await,
		"a_node_of_another_relay_chain_is_refused" => mistakes::other_relay_chain(scene).await,
		"a_node_with_another_genesis_is_told_so" => mistakes::other_genesis(scene).await,
		"two_collators_with_one_key_are_told" => mistakes::one_key_twice(scene).await,
		"a_fast_network_is_measured" => numbers::fast(scene).await,
		_ => anyhow::bail!("there is no test {test}"),
	}
}

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
		let result = run(test.name, &mut scene).await;
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
