// SPDX-License-Identifier: Apache-2.0

//! What a network takes, and how fast it is.

use crate::scene::Scene;
use anyhow::{ensure, Context, Result};
use network_tests::processes::Usage;
use std::{
	path::Path,
	time::{Duration, Instant},
};

/// Final blocks after which a fast network goes at its own pace.
const SETTLING: u64 = 40;

/// A fast network that takes as many seconds for a block is none.
const SLOW: f64 = 3.0;

/// How long is measured.
const WINDOW: Duration = Duration::from_secs(120);

pub async fn idle(scene: &mut Scene) -> Result<()> {
	measure(scene, "idle").await?;
	Ok(())
}

pub async fn fast(scene: &mut Scene) -> Result<()> {
	// The first blocks may come more slowly than those that follow.
	let settling = scene.more_final_blocks(SETTLING, Duration::from_secs(600)).await?;
	scene.measured(format!("first {SETTLING} final blocks"), format!("{} s", settling.as_secs()));
	let state = "three blocks a relay block";
	let first = scene.chain(1).await?.best().await? + 1;
	let block = measure(scene, state).await?;
	let last = scene.chain(1).await?.finalized().await?;
	// Several blocks of a number were built where the first was lost with its relay block.
	let mut times: Vec<u32> = Vec::new();
	for node in scene.network.collators() {
		let log = std::fs::read_to_string(scene.network.log(node.name()))?;
		times.extend(
			log.lines()
				.filter_map(built)
				.filter(|(number, _)| (first..=last).contains(number))
				.map(|(_, milliseconds)| milliseconds),
		);
	}
	times.sort_unstable();
	let (middle, most) = (times.get(times.len() / 2), times.last());
	let (middle, most) = middle.zip(most).context("no collator says that it built a block")?;
	scene.measured(
		format!("blocks built and blocks that lasted, {state}"),
		format!("{} and {}", times.len(), last + 1 - first),
	);
	scene.measured(
		format!("building of a block, {state}"),
		format!("{middle} ms, the longest {most} ms"),
	);
	ensure!(block < SLOW, "a block takes {block:.2} s, and three of them are to fit into 6 s");
	Ok(())
}

/// Number and milliseconds of a block, out of what a collator says when it has built one.
fn built(line: &str) -> Option<(u64, u32)> {
	let (_, rest) = line.split_once("Prepared block for proposing at ")?;
	let (number, rest) = rest.split_once(" (")?;
	let (milliseconds, _) = rest.split_once(" ms)")?;
	Some((number.parse().ok()?, milliseconds.parse().ok()?))
}

/// What every node has taken so far, what the first collator and the peers of its chain have sent each
/// other, and the size of its database.
pub struct Sample {
	at: Instant,
	usages: Vec<(String, Usage)>,
	best: u64,
	traffic: [f64; 2],
	database: u64,
}

impl Sample {
	pub async fn take(scene: &Scene) -> Result<Self> {
		let nodes = scene.network.validators().into_iter().chain(scene.network.collators());
		let mut usages = Vec::new();
		for node in nodes {
			let usage = scene.network.process(node.name())?.usage()?;
			usages.push((node.name().to_owned(), usage));
		}
		let best = scene.chain(1).await?.best().await?;
		let collator = scene.network.node("collator-1")?;
		let mut traffic = [0.0; 2];
		for (bytes, direction) in traffic.iter_mut().zip(["in", "out"]) {
			let metric =
				format!("substrate_sub_libp2p_network_bytes_total{{direction=\"{direction}\"}}");
			*bytes = collator.reports(metric).await?;
			ensure!(*bytes > 0.0, "collator-1 counts no bytes {direction}");
		}
		let database = size(&scene.network.folder().join("collator-1").join("data"));
		Ok(Self { at: Instant::now(), usages, best, traffic, database })
	}

	/// Notes what was taken since then, and returns the seconds that a block took.
	pub async fn until_now(self, scene: &mut Scene, state: &str) -> Result<f64> {
		let now = Self::take(scene).await?;
		let elapsed = now.at.duration_since(self.at).as_secs_f64();
		let blocks = now.best.saturating_sub(self.best);
		scene.measured(format!("time of a block, {state}"), seconds(elapsed, blocks));
		for ((name, before), (_, after)) in self.usages.iter().zip(&now.usages) {
			scene.measured(format!("{name}, {state}"), taken(*before, *after, elapsed));
		}
		let [received, sent] =
			[0, 1].map(|at| (now.traffic[at] - self.traffic[at]) / elapsed / 1_000.0);
		scene.measured(
			format!("a collator's traffic with one peer of its chain, {state}"),
			format!("{received:.1} kB/s in, {sent:.1} kB/s out"),
		);
		let grown = now.database.saturating_sub(self.database);
		scene.measured(
			format!("growth of a collator's database, {state}"),
			format!("{} kB in {blocks} blocks", grown / 1_000),
		);
		Ok(elapsed / blocks as f64)
	}
}

/// What a process took in so many seconds, and holds.
pub fn taken(before: Usage, after: Usage, seconds: f64) -> String {
	let cpu = after.cpu.saturating_sub(before.cpu).as_secs_f64() / seconds * 100.0;
	format!("{cpu:.1} % of a core, {} MB", after.memory / 1_000_000)
}

/// Bytes in a folder.
pub fn size(folder: &Path) -> u64 {
	std::fs::read_dir(folder)
		.into_iter()
		.flatten()
		.flatten()
		.map(|entry| match entry.metadata() {
			Ok(data) if data.is_dir() => size(&entry.path()),
			Ok(data) => data.len(),
			Err(_) => 0,
		})
		.sum()
}

/// Watches the network for a while and notes its speed, how far behind finality is, and what it
/// takes. Returns the seconds that a block took.
async fn measure(scene: &mut Scene, state: &str) -> Result<f64> {
	let (ours, relay) = (scene.chain(1).await?, scene.relay().await?);
	let sample = Sample::take(scene).await?;
	let relay_first = relay.best().await?;
	let began = Instant::now();
	let (mut lag, mut relay_lag, mut samples) = (0, 0, 0u32);
	while began.elapsed() < WINDOW {
		lag += ours.best().await?.saturating_sub(ours.finalized().await?);
		relay_lag += relay.best().await?.saturating_sub(relay.finalized().await?);
		samples += 1;
		tokio::time::sleep(Duration::from_secs(1)).await;
	}
	let relay_blocks = relay.best().await? - relay_first;
	let samples = f64::from(samples);
	scene.measured(
		format!("time of a relay block, {state}"),
		seconds(began.elapsed().as_secs_f64(), relay_blocks),
	);
	scene.measured(
		format!("blocks from best to final, {state}"),
		format!("{:.1} (relay chain {:.1})", lag as f64 / samples, relay_lag as f64 / samples),
	);
	sample.until_now(scene, state).await
}

fn seconds(elapsed: f64, blocks: u64) -> String {
	if blocks == 0 {
		return "no block".into();
	}
	format!("{:.2} s", elapsed / blocks as f64)
}
