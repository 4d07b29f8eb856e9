// SPDX-License-Identifier: Apache-2.0

//! How the chain comes up, and what it does when a collator goes.

use crate::{scene::Scene, stray::Stray};
use anyhow::{ensure, Context, Result};
use network_tests::chain::Chain;
use std::{
	collections::BTreeSet,
	ffi::OsString,
	path::Path,
	time::{Duration, Instant},
};
use tokio::process::Command;

/// How long a collator that was killed may take to be back at the head of the chain.
const RETURN_LIMIT: Duration = Duration::from_secs(180);

/// How long a chain stands still here: several slots of each of its collators.
const STALL: Duration = Duration::from_secs(60);

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
		authors.insert(author(&chain, number).await?);
	}
	ensure!(authors.len() == 2, "blocks were made in the slots of {} collators", authors.len());
	Ok(())
}

/// Whose turn it was, out of two, when a block was made: the slot in its digest.
async fn author(chain: &Chain, number: u64) -> Result<u64> {
	let hash = chain.hash(number).await?;
	let header = chain.header(&hash).await?;
	let logs = header["digest"]["logs"].as_array().context("a header without a digest")?;
	// A pre-runtime digest (6) of the engine `aura`, and the slot in 8 bytes behind its length.
	let slot = logs
		.iter()
		.filter_map(|log| log.as_str()?.strip_prefix("0x0661757261")?.get(2..18))
		.next()
		.context("a block without a slot")?;
	Ok(u64::from_str_radix(slot, 16)?.swap_bytes() % 2)
}

pub async fn kill(scene: &mut Scene) -> Result<()> {
	let other = scene.chain(1).await?;
	let before = other.finalized().await?;
	let hash = other.hash(before).await?;
	let began = Instant::now();
	scene.network.process(COLLATORS[1])?.kill()?;
	// It is away for some slots; the other one goes on alone.
	scene.more_final_blocks(2, Duration::from_secs(180)).await?;
	let alone = began.elapsed();
	scene.network.node(COLLATORS[1])?.restart(None).await?;
	let began = Instant::now();
	scene.network.node(COLLATORS[1])?.wait_until_is_up(120u64).await?;
	let back = scene.chain(2).await?;
	back.wait_finalized(other.best().await?, RETURN_LIMIT).await?;
	let away = began.elapsed();
	ensure!(back.hash(before).await? == hash, "it came back with another block {before}");
	let killed = other.hash(back.finalized().await?.min(other.finalized().await?)).await?;
	ensure!(!killed.is_empty());
	scene.measured(
		"two more final blocks after a collator's death",
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

/// Waits for so many more.
async fn goes_on(chain: &Chain, before: &[String], more: u64) -> Result<Duration> {
	let last = u64::try_from(before.len())? - 1;
	chain.wait_finalized(last + more, Duration::from_secs(900)).await
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

pub async fn stop_for_good(scene: &mut Scene) -> Result<()> {
	let chain = scene.chain(1).await?;
	let before = final_hashes(&chain).await?;
	scene.network.process(COLLATORS[1])?.kill()?;
	let took = goes_on(&chain, &before, 20).await?;
	let mut nodes = 0;
	for node in scene.network.collators() {
		if scene.network.process(node.name()).is_ok() {
			has(&Chain::of(node).await?, &before).await?;
			nodes += 1;
		}
	}
	scene.measured("nodes that have the same blocks from before", nodes);
	scene.measured("20 final blocks with one collator of two", format!("{} s", took.as_secs()));
	Ok(())
}

pub async fn stall(scene: &mut Scene) -> Result<()> {
	let chain = scene.chain(1).await?;
	let before = final_hashes(&chain).await?;
	for node in scene.network.collators() {
		// Some of them earlier tests have ended.
		if let Ok(process) = scene.network.process(node.name()) {
			process.kill()?;
		}
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
	goes_on(&chain, &before, 5).await?;
	let took = began.elapsed();
	has(&chain, &before).await?;
	scene.measured(
		"a chain without collators, from the start of one out of a backup to 5 final blocks",
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
