// SPDX-License-Identifier: Apache-2.0

//! A collator joins by candidacy, makes blocks, and leaves.

use crate::{numbers, scene::Scene};
use anyhow::{bail, ensure, Context, Result};
use network_tests::{chain::Chain, network::Follows, processes::Usage};
use std::{
	fs,
	path::PathBuf,
	time::{Duration, Instant},
};

/// The node that joins, and whose account it makes blocks for.
const NODE: &str = "collator-3";
const WHO: &str = "//Ferdie";

/// Two sessions of a minute pass before a new collator makes its first block, and as many until one
/// that left makes its last.
const LIMIT: Duration = Duration::from_secs(420);

pub async fn join_and_leave(scene: &mut Scene) -> Result<()> {
	// What those that are there do not do: it builds by lookahead, and asks nobody about the relay chain.
	scene.network.add_collator(NODE, Follows::ItsOwnNode, &["--authoring=lookahead"]).await?;
	let node = scene.network.node(NODE)?.ws_uri().to_owned();
	let before = free(scene).await?;
	scene
		.intctl(&["collator", "keys", "--node-url", &node, "--signer", WHO, "--finalized"])
		.await?;
	scene
		.intctl(&["collator", "join", "--node-url", &node, "--signer", WHO, "--finalized"])
		.await?;
	let began = Instant::now();
	let before_it = usages(scene)?;
	let status = scene.intctl(&["collator", "status", WHO]).await?;
	let key = status["key"].as_str().and_then(|key| key.strip_prefix("0x"));
	let key = key.with_context(|| format!("a collator without a key: {status}"))?.to_owned();
	let chain = scene.chain(1).await?;
	let mut next = chain.best().await?;
	while !made_by(&chain, &key, &mut next).await? {
		ensure!(began.elapsed() < LIMIT, "it made no block within {LIMIT:?}");
		tokio::time::sleep(Duration::from_secs(2)).await;
	}
	let took = began.elapsed();
	for ((name, before), (_, after)) in before_it.into_iter().zip(usages(scene)?) {
		let what = numbers::taken(before, after, took.as_secs_f64());
		scene.measured(format!("{name}, while the third collator joins"), what);
	}
	let relay = numbers::size(&scene.network.folder().join(NODE).join("relay-data"));
	ensure!(relay > 1_000_000, "its own relay node has stored {relay} bytes");
	let status = scene.intctl(&["collator", "status", WHO]).await?;
	ensure!(status["kind"] == "candidate", "{status}");
	scene.measured("from candidacy to its first block", format!("{} s", took.as_secs()));

	scene.intctl(&["collator", "leave", "--forget-keys", "--signer", WHO, "--finalized"]).await?;
	let left = Instant::now();
	loop {
		let status = scene.intctl(&["collator", "status", WHO]).await?;
		if status["kind"] == "none" {
			break;
		}
		ensure!(left.elapsed() < LIMIT, "it is a collator after {LIMIT:?}: {status}");
		tokio::time::sleep(Duration::from_secs(6)).await;
	}
	let after = free(scene).await?;
	// Fees of four transactions, and what its blocks earned.
	ensure!(
		after + 1_000_000_000_000 > before,
		"bond or deposit did not come back: {before} plancks were free, {after} are",
	);
	Ok(())
}

/// What a collator that follows the relay chain over RPC has taken so far, and one with a relay node.
fn usages(scene: &Scene) -> Result<[(&'static str, Usage); 2]> {
	let of = |name: &str| scene.network.process(name)?.usage();
	Ok([("collator-1", of("collator-1")?), (NODE, of(NODE)?)])
}

async fn free(scene: &Scene) -> Result<u128> {
	let account = scene.intctl(&["account", "show", WHO]).await?;
	Ok(account["free"].as_str().context("an account without a balance")?.parse()?)
}

/// Whether one of the final blocks from `next` on was made in the slot of this key; `next` is then the
/// first that is not final yet.
async fn made_by(chain: &Chain, key: &str, next: &mut u64) -> Result<bool> {
	let last = chain.finalized().await?;
	let mut made = false;
	while *next <= last {
		made |= chain.author(*next).await? == key;
		*next += 1;
	}
	Ok(made)
}

/// The file of a node's key for blocks.
pub fn session_key(scene: &Scene, node: &str) -> Result<PathBuf> {
	let chains = scene.network.folder().join(node).join("data").join("chains");
	let chain = fs::read_dir(&chains)?.next().context("a node without a chain")??;
	for entry in fs::read_dir(chain.path().join("keystore"))?.flatten() {
		// The name of a key's file is what it is for, here `aura`, and the public key, in hex.
		if entry.file_name().to_string_lossy().starts_with("61757261") {
			return Ok(entry.path());
		}
	}
	bail!("{node} has no key for blocks")
}
