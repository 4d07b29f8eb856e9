// SPDX-License-Identifier: Apache-2.0

//! How the chain comes up, and what it does when a collator goes.

use crate::scene::Scene;
use anyhow::{ensure, Context, Result};
use network_tests::chain::Chain;
use std::{
	collections::BTreeSet,
	time::{Duration, Instant},
};

/// How long a collator that was killed may take to be back at the head of the chain.
const RETURN_LIMIT: Duration = Duration::from_secs(180);

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

pub async fn stop_for_good(scene: &mut Scene) -> Result<()> {
	let chain = scene.chain(1).await?;
	let before = chain.finalized().await?;
	let mut hashes = Vec::new();
	for number in 0..=before {
		hashes.push(chain.hash(number).await?);
	}
	scene.network.process(COLLATORS[1])?.kill()?;
	let took = chain.wait_finalized(before + 20, Duration::from_secs(900)).await?;
	for (number, hash) in (0u64..).zip(&hashes) {
		let now = chain.hash(number).await?;
		ensure!(now == *hash, "block {number} was {hash} and is {now}");
	}
	scene.measured("20 final blocks with one collator of two", format!("{} s", took.as_secs()));
	Ok(())
}
