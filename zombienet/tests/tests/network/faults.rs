// SPDX-License-Identifier: Apache-2.0

//! How the chain comes up, and what it does when a collator goes.

use crate::{scene::Scene, stray::Stray};
use anyhow::{ensure, Result};
use network_tests::chain::Chain;
use std::{
	collections::BTreeSet,
	ffi::OsString,
	path::Path,
	time::{Duration, Instant},
};
use tokio::process::Command;
use zombienet_sdk::NetworkNode;

/// How long a collator that was killed may take to be back at the head of the chain.
const RETURN_LIMIT: Duration = Duration::from_secs(180);

/// How long a chain stands still here: several slots of each of its collators.
const STALL: Duration = Duration::from_secs(60);

/// How long the chain may take to go on with half of its collators, or fewer.
const PATIENCE: Duration = Duration::from_secs(900);

/// Blocks that have to be made without a collator that was killed.
const ALONE: u64 = 3;

/// The two collators that the network starts with.
const COLLATORS: [&str; 2] = ["collator-1", "collator-2"];

pub async fn onboarding(scene: &mut Scene) -> Result<()> {
	let ready = scene.network.wait_ready().await?;
	scene.measured(
		"from nothing running to the first final block",
		format!("{} s", ready.as_secs()),
	);
	// Six blocks have three slots of each.
	scene.more_final_blocks(6, Duration::from_secs(180)).await?;
	let chain = scene.chain(1).await?;
	let last = chain.finalized().await?;
	let mut authors = BTreeSet::new();
	for number in last.saturating_sub(6)..=last {
		authors.insert(chain.author(number).await?);
	}
	ensure!(authors.len() == 2, "blocks were made in the slots of {} collators", authors.len());
	Ok(())
}

pub async fn kill(scene: &mut Scene) -> Result<()> {
	let other = scene.chain(2).await?;
	let before = other.finalized().await?;
	let hash = other.hash(before).await?;
	scene.network.process(COLLATORS[0])?.kill()?;
	let best = other.best().await?;
	let began = Instant::now();
	// What is best now it may have made itself, and the next one may be under way. It is away for some
	// slots; the other one goes on alone.
	other.wait_finalized(best + ALONE, Duration::from_secs(300)).await?;
	let alone = began.elapsed();
	let mut authors = BTreeSet::new();
	for number in best + 2..=best + ALONE {
		authors.insert(other.author(number).await?);
	}
	ensure!(
		authors.len() == 1,
		"blocks in the slots of {} collators, one of them dead",
		authors.len()
	);
	scene.network.node(COLLATORS[0])?.restart(None).await?;
	let began = Instant::now();
	scene.network.node(COLLATORS[0])?.wait_until_is_up(120u64).await?;
	let back = chain_again(scene).await?;
	back.wait_finalized(other.best().await?, RETURN_LIMIT).await?;
	let away = began.elapsed();
	ensure!(back.hash(before).await? == hash, "it came back with another block {before}");
	let both = back.finalized().await?.min(other.finalized().await?);
	ensure!(both > best, "final is {both}, and {best} was best when it died");
	let (its, others) = (back.hash(both).await?, other.hash(both).await?);
	ensure!(its == others, "block {both} is {its} to it and {others} to the other");
	scene.measured(
		format!(
			"{ALONE} blocks that one of two makes after the other's death, until they are final"
		),
		format!("{} s", alone.as_secs()),
	);
	scene.measured("from its restart to the head of the chain", format!("{} s", away.as_secs()));
	Ok(())
}

/// The hashes of all final blocks, from the first one on.
async fn final_hashes(chain: &Chain) -> Result<Vec<String>> {
	let mut hashes = Vec::new();
	for number in 0..=chain.finalized().await? {
		hashes.push(chain.hash(number).await?);
	}
	Ok(hashes)
}

/// Makes sure that a node has these blocks.
async fn has(chain: &Chain, hashes: &[String]) -> Result<()> {
	let last = u64::try_from(hashes.len())? - 1;
	chain.wait_finalized(last, RETURN_LIMIT).await?;
	for (number, hash) in (0u64..).zip(hashes) {
		let now = chain.hash(number).await?;
		ensure!(now == *hash, "{}: block {number} was {hash} and is {now}", chain.url());
	}
	Ok(())
}

/// The nodes of our chain that no test has ended.
fn living(scene: &Scene) -> Vec<&NetworkNode> {
	let mut nodes = scene.network.collators();
	nodes.retain(|node| scene.network.process(node.name()).is_ok());
	nodes
}

pub async fn stop_for_good(scene: &mut Scene) -> Result<()> {
	if living(scene).len() <= COLLATORS.len() {
		// Nobody joined before: a second node, which has to agree.
		scene.network.add_full_node("witness", &[]).await?;
	}
	let chain = scene.chain(1).await?;
	let before = final_hashes(&chain).await?;
	scene.network.process(COLLATORS[1])?.kill()?;
	let best = chain.best().await?;
	// Two that were under way; from then on they come at the pace of one.
	let first = chain.wait_finalized(best + 2, PATIENCE).await?;
	let others = chain.wait_finalized(best + 20, PATIENCE).await?;
	let nodes = living(scene);
	for node in &nodes {
		has(&Chain::of(node).await?, &before).await?;
	}
	let nodes = nodes.len();
	ensure!(nodes >= 2, "only {nodes} nodes are left to compare");
	scene.measured("nodes that have the same blocks from before", nodes);
	scene.measured(
		"20 blocks with one collator of two, until they are final",
		format!("{} s, {:.1} s a block", (first + others).as_secs(), others.as_secs_f64() / 18.0),
	);
	Ok(())
}

pub async fn stall(scene: &mut Scene) -> Result<()> {
	let chain = scene.chain(1).await?;
	let before = final_hashes(&chain).await?;
	let best = chain.best().await?;
	for node in living(scene) {
		scene.network.process(node.name())?.kill()?;
	}
	let began = Instant::now();
	// Nobody is left who could make a block. The backup goes to another folder, as to another machine.
	let (old, new) = (scene.network.folder().join(COLLATORS[0]), scene.files.join("restored"));
	let copies = scene.files.join("copies");
	for what in ["keys", "database"] {
		let archive = backup(&[what.as_ref(), &old.join("data"), &copies]).await?;
		backup(&["restore".as_ref(), archive.as_ref(), &new.join("data")]).await?;
	}
	tokio::time::sleep(STALL.saturating_sub(began.elapsed())).await;
	let moved = |argument: &str| {
		["data", "relay-data"]
			.into_iter()
			.find(|name| Path::new(argument) == old.join(name))
			.map_or_else(|| argument.into(), |name| new.join(name).into_os_string())
	};
	let arguments: Vec<OsString> = scene
		.network
		.node(COLLATORS[0])?
		.args()
		.into_iter()
		.skip_while(|argument| !argument.starts_with("--"))
		.map(moved)
		.collect();
	let began = Instant::now();
	let _restored = Stray::start(scene, &new, arguments)?;
	// At the address of the one that is gone.
	let chain = chain_again(scene).await?;
	chain.wait_finalized(best + 5, PATIENCE).await?;
	let took = began.elapsed();
	has(&chain, &before).await?;
	scene.measured(
		"a chain without collators, from the start of one out of a backup to 5 new final blocks",
		format!("{} s", took.as_secs()),
	);
	Ok(())
}

/// Our chain at the first collator's address, as soon as a node answers there.
async fn chain_again(scene: &Scene) -> Result<Chain> {
	let began = Instant::now();
	loop {
		match scene.chain(1).await {
			Err(error) if began.elapsed() > RETURN_LIMIT => return Err(error),
			Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
			chain => return chain,
		}
	}
}

/// Runs `deploy/int-backup`, and returns the path that it prints.
async fn backup(arguments: &[&Path]) -> Result<String> {
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/int-backup");
	let output = Command::new(script).args(arguments).output().await?;
	let said = String::from_utf8_lossy(&output.stderr);
	ensure!(output.status.success(), "int-backup {arguments:?}: {said}");
	Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
