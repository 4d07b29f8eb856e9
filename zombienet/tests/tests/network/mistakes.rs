// SPDX-License-Identifier: Apache-2.0

//! What operators do wrong on a network, and what their nodes tell them.

use crate::{collators::session_key, scene::Scene, stray::Stray};
use anyhow::{bail, ensure, Context, Result};
use network_tests::network::Follows;
use serde_json::{json, Value};
use std::{
	fs,
	path::Path,
	time::{Duration, Instant},
};

/// How long a node may take to say it: its first start compiles the runtime.
const LIMIT: Duration = Duration::from_secs(240);

/// A collator that has another's key. It builds at the same moments: one that is earlier would keep the
/// other from building, and see nothing of it.
const TWIN: &str = "twin";

/// Starts a node of our chain as the presets have it: that is another than the network's, whose
/// genesis zombienet has made. It follows the network's relay chain by RPC, and takes it for the one
/// that `relay` describes.
fn start(scene: &Scene, name: &str, relay: &Path) -> Result<Stray> {
	let folder = scene.files.join(name);
	let url = scene.network.validators().first().context("no validator")?.ws_uri().to_owned();
	let (data, relay_data) = (folder.join("data"), folder.join("relay-data"));
	let arguments = [
		&["--chain", "local", "--base-path", text(&data)?][..],
		&["--port", "0", "--rpc-port", "0", "--no-prometheus", "--no-hardware-benchmarks"],
		&["--relay-chain-rpc-urls", &url, "--", "--base-path", text(&relay_data)?],
		&["--chain", text(relay)?, "--port", "0"],
	];
	Stray::start(scene, &folder, arguments.concat())
}

fn text(path: &Path) -> Result<&str> {
	path.to_str().context("a path that is not UTF-8")
}

/// Waits until the log has this text.
async fn said(log: &Path, text: &str) -> Result<()> {
	let began = Instant::now();
	while !fs::read_to_string(log)?.contains(text) {
		if began.elapsed() > LIMIT {
			bail!("{} does not say `{text}` after {LIMIT:?}", log.display());
		}
		tokio::time::sleep(Duration::from_millis(500)).await;
	}
	Ok(())
}

pub async fn other_relay_chain(scene: &mut Scene) -> Result<()> {
	let (relay, _) = scene.network.specs()?;
	let mut spec: Value = serde_json::from_slice(&fs::read(relay)?)?;
	// One value more in the genesis, and it is another chain.
	let top = spec.pointer_mut("/genesis/raw/top").context("a relay chain's spec without state")?;
	top["0x6f74686572"] = json!("0x01");
	let path = scene.files.join("other-relay.json");
	fs::write(&path, serde_json::to_vec(&spec)?)?;
	let mut node = start(scene, "of-another-relay-chain", &path)?;
	said(&node.log, "follows another relay chain than").await?;
	let status = tokio::time::timeout(LIMIT, node.process.wait()).await??;
	if status.success() {
		bail!("it says so and ends as if nothing were wrong");
	}
	Ok(())
}

pub async fn other_genesis(scene: &mut Scene) -> Result<()> {
	let (relay, _) = scene.network.specs()?;
	let node = start(scene, "of-another-genesis", &relay)?;
	said(&node.log, "Either this chain spec is another than the registered one").await
}

pub async fn one_key_twice(scene: &mut Scene) -> Result<()> {
	const TOLD: &str = "Another node signs blocks with the session key of this one";
	for node in scene.network.collators() {
		let log = fs::read_to_string(scene.network.log(node.name()))?;
		ensure!(!log.contains(TOLD), "{} says so, and nobody has its key", node.name());
	}
	scene.network.add_collator(TWIN, Follows::Rpc, &[]).await?;
	let key = session_key(scene, "collator-1")?;
	let its_own = session_key(scene, TWIN)?;
	fs::copy(&key, its_own.with_file_name(key.file_name().context("a key without a name")?))?;
	for name in ["collator-1", TWIN] {
		said(&scene.network.log(name), TOLD).await?;
	}
	scene.network.process(TWIN)?.kill()
}
