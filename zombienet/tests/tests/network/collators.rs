// SPDX-License-Identifier: Apache-2.0

//! A collator joins by candidacy, makes blocks, and leaves.

use crate::scene::Scene;
use anyhow::{bail, ensure, Context, Result};
use serde_json::Value;
use std::time::{Duration, Instant};

/// The node that joins, and whose account it makes blocks for.
const NODE: &str = "collator-3";
const WHO: &str = "//Ferdie";

/// Two sessions of a minute pass before a new collator makes its first block, and as many until one
/// that left makes its last.
const LIMIT: Duration = Duration::from_secs(420);

pub async fn join_and_leave(scene: &mut Scene) -> Result<()> {
	scene.network.add_collator(NODE).await?;
	let node = scene.network.node(NODE)?.ws_uri().to_owned();
	let before = free(scene).await?;
	scene
		.intctl(&["collator", "keys", "--node-url", &node, "--signer", WHO, "--finalized"])
		.await?;
	scene
		.intctl(&["collator", "join", "--node-url", &node, "--signer", WHO, "--finalized"])
		.await?;
	let began = Instant::now();
	let joined = wait(scene, "it made no block", |status| !status["last_block"].is_null()).await?;
	ensure!(joined["kind"] == "candidate", "{joined}");
	let session = began.elapsed();
	scene.measured("from candidacy to the first block", format!("{} s", session.as_secs()));

	scene.intctl(&["collator", "leave", "--forget-keys", "--signer", WHO, "--finalized"]).await?;
	wait(scene, "it still makes blocks", |status| status["kind"] == "none").await?;
	let after = free(scene).await?;
	// Fees of four transactions, and what its blocks earned.
	ensure!(
		after + 1_000_000_000_000 > before,
		"bond or deposit did not come back: {before} plancks were free, {after} are",
	);
	Ok(())
}

async fn free(scene: &Scene) -> Result<u128> {
	let account = scene.intctl(&["account", "show", WHO]).await?;
	Ok(account["free"].as_str().context("an account without a balance")?.parse()?)
}

/// Waits until the status of the collator is as it should be.
async fn wait(scene: &Scene, trouble: &str, done: impl Fn(&Value) -> bool) -> Result<Value> {
	let began = Instant::now();
	loop {
		let status = scene.intctl(&["collator", "status", WHO]).await?;
		if done(&status) {
			return Ok(status);
		}
		if began.elapsed() > LIMIT {
			bail!("{trouble} after {LIMIT:?}: {status}");
		}
		tokio::time::sleep(Duration::from_secs(6)).await;
	}
}
