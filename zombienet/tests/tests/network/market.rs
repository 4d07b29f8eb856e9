// SPDX-License-Identifier: Apache-2.0

//! What people do on the chain.

use crate::{numbers::Sample, scene::Scene};
use anyhow::{bail, ensure, Context, Result};
use serde_json::Value;
use std::{process::Stdio, time::Instant};
use tokio::process::Command;

pub async fn transfer(scene: &mut Scene) -> Result<()> {
	let before = scene.intctl(&["account", "show", "//Ferdie"]).await?;
	let began = Instant::now();
	scene
		.intctl(&[
			"account",
			"transfer",
			"--to",
			"//Ferdie",
			"--amount",
			"1.5",
			"--signer",
			"//Alice",
			"--finalized",
		])
		.await?;
	let took = began.elapsed();
	let after = scene.intctl(&["account", "show", "//Ferdie"]).await?;
	ensure!(before != after, "nothing arrived: {after}");
	scene.measured("a transfer, until it is final", format!("{} s", took.as_secs()));
	Ok(())
}

pub async fn purchase(scene: &mut Scene) -> Result<()> {
	let registered = scene
		.intctl(&[
			"device",
			"register",
			"--model",
			"meter",
			"--serial",
			"1",
			"--device-key",
			"//Meter",
			"--signer",
			"//Dave",
			"--finalized",
		])
		.await?;
	let device = found(&registered, "device")?;
	scene.intctl(&["oracle", "feed", "--dev", "--from", "fixed:0.25"]).await?;
	for who in ["//Alice", "//Bob"] {
		scene.intctl(&["gas", "buy", "1000 GAS", "--signer", who]).await?;
	}
	let listed = scene
		.intctl(&[
			"market",
			"list",
			"--kind",
			"power",
			"--price-tag",
			"2 GAS",
			"--signer",
			"//Alice",
		])
		.await?;
	let listing = found(&listed, "listing")?;
	let bought = scene
		.intctl(&["market", "buy", &listing, "--quantity", "3", "--signer", "//Bob", "--finalized"])
		.await?;
	let agreement = found(&bought, "agreement")?;
	let shown = scene.intctl(&["market", "agreement", "show", &agreement]).await?;
	let escrow = found(&shown, "escrow")?;
	ensure!(escrow == "6000000000", "three for 2 GAS each, and {escrow} plancks are held");
	scene.device = Some(device);
	scene.agreement = Some(agreement);
	Ok(())
}

/// What `intctl` reports under this name, wherever it stands.
fn found(value: &Value, name: &str) -> Result<String> {
	fn find(value: &Value, name: &str) -> Option<String> {
		match value {
			Value::Object(map) => match map.get(name) {
				Some(Value::Number(number)) => Some(number.to_string()),
				Some(Value::String(text)) => Some(text.clone()),
				_ => map.values().find_map(|value| find(value, name)),
			},
			Value::Array(list) => list.iter().find_map(|value| find(value, name)),
			_ => None,
		}
	}
	find(value, name).with_context(|| format!("no {name} in {value}"))
}

pub async fn story(scene: &mut Scene) -> Result<()> {
	let began = Instant::now();
	let sample = Sample::take(scene).await?;
	let url = scene.chain(1).await?.url().to_owned();
	let output = Command::new(scene.network.binaries().intctl())
		// What is only in the best block may be gone with it.
		.args(["story", "--finalized", "--timeout", "300", "--url", &url])
		.env("XDG_DATA_HOME", &scene.files)
		.stdout(Stdio::piped())
		.kill_on_drop(true)
		.output()
		.await?;
	let text = String::from_utf8_lossy(&output.stdout);
	std::fs::write(scene.files.join("story.log"), text.as_bytes())?;
	if !output.status.success() {
		bail!("{}\n{}{text}", output.status, String::from_utf8_lossy(&output.stderr));
	}
	sample.until_now(scene, "under the story").await?;
	let steps = text.lines().rev().find(|line| line.contains(" steps")).unwrap_or("?").to_owned();
	scene.measured("the device economy story", format!("{steps}, {} s", began.elapsed().as_secs()));
	Ok(())
}
