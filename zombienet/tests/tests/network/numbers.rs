// SPDX-License-Identifier: Apache-2.0

//! What a network takes, and how fast it is.

use crate::scene::Scene;
use anyhow::Result;
use std::time::{Duration, Instant};

/// How long is measured.
const WINDOW: Duration = Duration::from_secs(120);

pub async fn idle(scene: &mut Scene) -> Result<()> {
	measure(scene, "idle").await
}

pub async fn fast(scene: &mut Scene) -> Result<()> {
	measure(scene, "three blocks a relay block").await
}

/// Watches the network for a while and notes block time, lag of finality, CPU and memory.
async fn measure(scene: &mut Scene, state: &str) -> Result<()> {
	let (ours, relay) = (scene.chain(1).await?, scene.relay().await?);
	let names: Vec<String> = scene
		.network
		.validators()
		.into_iter()
		.chain(scene.network.collators())
		.map(|node| node.name().to_owned())
		.collect();
	let mut before = Vec::new();
	for name in &names {
		before.push(scene.network.process(name)?.usage()?);
	}
	let (first, relay_first) = (ours.best().await?, relay.best().await?);
	let began = Instant::now();
	let (mut lag, mut relay_lag, mut samples) = (0, 0, 0u32);
	while began.elapsed() < WINDOW {
		lag += ours.best().await?.saturating_sub(ours.finalized().await?);
		relay_lag += relay.best().await?.saturating_sub(relay.finalized().await?);
		samples += 1;
		tokio::time::sleep(Duration::from_secs(1)).await;
	}
	let elapsed = began.elapsed().as_secs_f64();
	let blocks = ours.best().await? - first;
	let relay_blocks = relay.best().await? - relay_first;
	let samples = f64::from(samples);
	scene.measured(format!("time of a block, {state}"), seconds(elapsed, blocks));
	scene.measured(format!("time of a relay block, {state}"), seconds(elapsed, relay_blocks));
	scene.measured(
		format!("blocks from best to final, {state}"),
		format!("{:.1} (relay chain {:.1})", lag as f64 / samples, relay_lag as f64 / samples),
	);
	for (name, before) in names.iter().zip(before) {
		let now = scene.network.process(name)?.usage()?;
		let cpu = (now.cpu - before.cpu).as_secs_f64() / elapsed * 100.0;
		scene.measured(
			format!("{name}, {state}"),
			format!("{cpu:.1} % of a core, {} MB", now.memory / 1_000_000),
		);
	}
	Ok(())
}

fn seconds(elapsed: f64, blocks: u64) -> String {
	if blocks == 0 {
		return "no block".into();
	}
	format!("{:.2} s", elapsed / blocks as f64)
}
