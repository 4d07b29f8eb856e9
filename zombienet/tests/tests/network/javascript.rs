// SPDX-License-Identifier: Apache-2.0

//! Clients that this project did not write, on the network.

use crate::scene::Scene;
use anyhow::{bail, Context, Result};
use std::path::{Path, PathBuf};
use tokio::process::Command;

/// Where the checks lie.
fn folder() -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clients/js-checks")
}

/// `@polkadot/api` and `polkadot-api` follow the chain, register devices and read them; then they read
/// the device and the agreement of the test of a purchase.
pub async fn libraries(scene: &mut Scene) -> Result<()> {
	let url = ("INT_URL", scene.chain(1).await?.url().to_owned());
	let tests = ["test/polkadot-js.test.js", "test/polkadot-api.test.js"];
	node(scene, &tests, std::slice::from_ref(&url)).await?;
	let [device, agreement] = bought(scene)?;
	node(scene, &["network/libraries.js"], &[url, device, agreement]).await
}

/// A light client, which trusts nobody, reads a device and an agreement.
pub async fn light_client(scene: &mut Scene) -> Result<()> {
	let [device, agreement] = bought(scene)?;
	let (relay, ours) = scene.network.specs()?;
	let variables = [
		("INT_RELAY_SPEC", relay.display().to_string()),
		("INT_CHAIN_SPEC", ours.display().to_string()),
		device,
		agreement,
	];
	node(scene, &["network/light-client.js"], &variables).await
}

/// What the test of a purchase left to be read.
fn bought(scene: &Scene) -> Result<[(&'static str, String); 2]> {
	let device = scene.device.clone().context("no device: the test of a purchase did not pass")?;
	let agreement = scene.agreement.clone().context("there is no agreement")?;
	Ok([("INT_DEVICE", device), ("INT_AGREEMENT", agreement)])
}

/// Runs files of the checks with Node's test runner, and fails with what it says.
async fn node(scene: &Scene, files: &[&str], variables: &[(&str, String)]) -> Result<()> {
	let output = Command::new("node")
		// A light client leaves sockets behind.
		.args(["--test", "--test-force-exit"])
		.args(files)
		.envs(variables.iter().map(|(name, value)| (name, value)))
		.current_dir(folder())
		.kill_on_drop(true)
		.output()
		.await
		.context("node cannot be started; `scripts/setup` installs it")?;
	let text = String::from_utf8_lossy(&output.stdout);
	std::fs::write(scene.files.join("javascript.log"), text.as_bytes())?;
	if !output.status.success() {
		bail!("{}\n{text}{}", output.status, String::from_utf8_lossy(&output.stderr));
	}
	Ok(())
}
