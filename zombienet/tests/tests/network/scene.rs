// SPDX-License-Identifier: Apache-2.0

//! The network that the tests share, and what they found out about it.

use anyhow::{bail, Context, Result};
use network_tests::{chain::Chain, network::Network};
use serde_json::Value;
use std::{fmt::Display, path::PathBuf, time::Duration};
use tokio::process::Command;

/// How long `intctl` waits for a transaction to be final.
const PATIENCE_SECONDS: &str = "300";

/// The network, and the numbers that were measured on it.
pub struct Scene {
	/// The network.
	pub network: Network,
	/// Files of the tests.
	pub files: PathBuf,
	/// A device that is registered, once there is one: its address.
	pub device: Option<String>,
	/// An agreement that is open, once there is one: its number.
	pub agreement: Option<String>,
	facts: Vec<(String, String)>,
}

impl Scene {
	pub fn new(network: Network) -> Result<Self> {
		let files = network.folder().join("files");
		std::fs::create_dir_all(&files)?;
		Ok(Self { network, files, device: None, agreement: None, facts: Vec::new() })
	}

	/// Notes something that was measured.
	pub fn measured(&mut self, what: impl Into<String>, value: impl Display) {
		let what = what.into();
		println!("    {what}: {value}");
		self.facts.push((what, value.to_string()));
	}

	/// What was measured, as a table.
	pub fn facts(&self) -> String {
		self.facts.iter().map(|(what, value)| format!("| {what} | {value} |\n")).collect()
	}

	/// Our chain, by its collator with this number, from one.
	pub async fn chain(&self, collator: usize) -> Result<Chain> {
		let nodes = self.network.collators();
		let node = collator.checked_sub(1).and_then(|index| nodes.get(index));
		Chain::of(node.with_context(|| format!("there is no collator {collator}"))?).await
	}

	/// The relay chain.
	pub async fn relay(&self) -> Result<Chain> {
		let nodes = self.network.validators();
		Chain::of(nodes.first().context("there is no validator")?).await
	}

	/// Runs `intctl` against the first collator and returns what it writes, as JSON.
	pub async fn intctl(&self, arguments: &[&str]) -> Result<Value> {
		let url = self.chain(1).await?.url().to_owned();
		let output = Command::new(self.network.binaries().intctl())
			.args(arguments)
			.args(["--json", "--timeout", PATIENCE_SECONDS])
			.env("INT_URL", url)
			.env("XDG_DATA_HOME", &self.files)
			.kill_on_drop(true)
			.output()
			.await?;
		let text = String::from_utf8_lossy(&output.stdout);
		if !output.status.success() {
			bail!(
				"intctl {}: {}\n{}{text}",
				arguments.join(" "),
				output.status,
				String::from_utf8_lossy(&output.stderr),
			);
		}
		// Some commands write a line for each thing; the last one is the result.
		let last = text.lines().rev().find(|line| line.starts_with(['{', '[']));
		match serde_json::from_str(&text) {
			Ok(value) => Ok(value),
			Err(_) => Ok(serde_json::from_str(last.unwrap_or("null"))?),
		}
	}

	/// Waits for so many more final blocks of our chain, as the first collator sees it.
	pub async fn more_final_blocks(&self, count: u64, limit: Duration) -> Result<Duration> {
		let chain = self.chain(1).await?;
		let target = chain.finalized().await? + count;
		chain.wait_finalized(target, limit).await
	}

	pub async fn end(self) -> Result<()> {
		self.network.stop().await
	}
}
