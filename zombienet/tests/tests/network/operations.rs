// SPDX-License-Identifier: Apache-2.0

//! What operators do.

use crate::scene::Scene;
use anyhow::{bail, ensure, Result};
use network_tests::chain::Chain;
use std::{
	path::Path,
	time::{Duration, Instant},
};
use tokio::process::Command;

/// How long a new node may take to be at the head of the chain.
const LIMIT: Duration = Duration::from_secs(240);

pub async fn warp_sync(scene: &mut Scene) -> Result<()> {
	const NODE: &str = "full-1";
	let began = Instant::now();
	scene.network.add_full_node(NODE, &["--sync=warp"]).await?;
	let ours = scene.chain(1).await?;
	let new = Chain::of(scene.network.node(NODE)?).await?;
	let target = ours.finalized().await?;
	new.wait_finalized(target, LIMIT).await?;
	let took = began.elapsed();
	ensure!(new.hash(target).await? == ours.hash(target).await?, "it is on another chain");
	let log = std::fs::read_to_string(scene.network.log(NODE))?;
	ensure!(log.contains("State sync is complete"), "it took the blocks, and not the state");
	scene.measured(
		"a node joins by warp sync, from its start to the head",
		format!("{} s", took.as_secs()),
	);
	scene.network.process(NODE)?.kill()
}

pub async fn metrics(scene: &mut Scene) -> Result<()> {
	let addresses = scene.network.metrics("collator-1")?;
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.ci/check-metrics");
	let output = Command::new(script).args(&addresses).output().await?;
	if !output.status.success() {
		bail!(
			"{}{}",
			String::from_utf8_lossy(&output.stdout),
			String::from_utf8_lossy(&output.stderr),
		);
	}
	Ok(())
}
