// SPDX-License-Identifier: Apache-2.0

//! The runtime is upgraded by the two bodies that govern it, under way.

use crate::scene::Scene;
use anyhow::{bail, ensure, Context, Result};
use network_tests::{
	calls::{decide, entries, storage_version, submit, Client},
	chain::Chain,
	network::PARA_ID,
};
use std::{
	collections::BTreeSet,
	env, fs,
	time::{Duration, Instant},
};
use zombienet_sdk::{
	subxt::{
		config::Hasher,
		dynamic::{self, Value},
		utils::H256,
	},
	subxt_signer::sr25519::dev,
};

/// Names the Wasm of the next version, which `scripts/test-network` has built.
const REHEARSAL: &str = "INT_REHEARSAL_WASM";

/// How long validators may take to check the new Wasm and the relay chain to let it go ahead.
const LIMIT: Duration = Duration::from_secs(600);

pub async fn by_council(scene: &mut Scene) -> Result<()> {
	let path = env::var_os(REHEARSAL).with_context(|| format!("{REHEARSAL} is not set"))?;
	let code = fs::read(&path)?;
	let chain = scene.chain(1).await?;
	let client = chain.client().await?;
	let before = client.runtime_version().spec_version;
	let state = state_version(&client)?;
	let first = chain.finalized().await?;

	let code_hash = client.hasher().hash(&code);
	let hash = Value::from_bytes(code_hash);
	let authorize = dynamic::tx("System", "authorize_upgrade", vec![hash]);
	let call = client.hasher().hash(&client.tx().call_data(&authorize)?);
	let (alice, bob) = (dev::alice(), dev::bob());
	let whitelist = dynamic::tx("Whitelist", "whitelist_call", vec![Value::from_bytes(call)]);
	decide(&client, "TechnicalCommittee", &whitelist, [&alice, &bob]).await?;
	let dispatch = dynamic::tx(
		"Whitelist",
		"dispatch_whitelisted_call_with_preimage",
		vec![authorize.into_value()],
	);
	decide(&client, "Council", &dispatch, [&alice, &bob]).await?;
	let began = Instant::now();
	let relay = scene.relay().await?;
	let relay_first = relay.finalized().await?;
	// Anyone may bring the code, here one who is in neither body.
	let apply = dynamic::tx("System", "apply_authorized_upgrade", vec![Value::from_bytes(&code)]);
	let events = submit(&client, &apply, &dev::ferdie()).await?;
	ensure!(
		events.iter().flatten().any(|event| event.variant_name() == "ValidationFunctionStored"),
		"our chain does not keep the new version for the relay chain"
	);

	// Before the go-ahead the old version runs on; a client made anew knows which it is.
	while chain.client().await?.runtime_version().spec_version != before + 1 {
		ensure!(began.elapsed() < LIMIT, "the chain runs version {before} after {LIMIT:?}");
		tokio::time::sleep(Duration::from_secs(2)).await;
	}
	let took = began.elapsed();
	// A client takes its version from the best block and its metadata from the last final one.
	scene.more_final_blocks(3, Duration::from_secs(180)).await?;
	let upgraded = chain.client().await?;
	ensure!(state_version(&upgraded)? == state + 1, "the constant did not change");
	let (replaced, migrated) = takeover(&chain, u64::from(before) + 1, first).await?;
	for (block, expected) in [(replaced, state), (migrated, state + 1)] {
		let stored = storage_version(&upgraded, "ChainSettings", block).await?;
		ensure!(
			u128::from(stored) == expected,
			"after block {block:?} the state has version {stored}, not {expected}: the migration"
		);
	}
	moved_no_money(&upgraded, replaced, migrated).await?;
	happened(&chain, [replaced].into(), "ParachainSystem", &["ValidationFunctionApplied"]).await?;
	// Validators checked it, and the relay chain took it for ours.
	let mut blocks = Vec::new();
	for number in relay_first..=relay.finalized().await? {
		blocks.push(relay.hash(number).await?.parse()?);
	}
	happened(&relay, blocks, "Paras", &["PvfCheckAccepted"]).await?;
	let relay = relay.client().await?;
	let address = dynamic::storage("Paras", "CurrentCodeHash", vec![Value::u128(PARA_ID.into())]);
	let ours = relay.storage().at_latest().await?.fetch(&address).await?;
	ensure!(
		ours.context("the relay chain has no code of ours")?.into_encoded() == code_hash.0,
		"the relay chain has another code of ours"
	);
	scene.measured(
		"an upgrade, from its code on the chain to the new version",
		format!("{} s", took.as_secs()),
	);
	Ok(())
}

/// Makes sure that each of these events of a pallet is in one of the blocks.
async fn happened(chain: &Chain, blocks: Vec<H256>, pallet: &str, events: &[&str]) -> Result<()> {
	let client = chain.client().await?;
	let mut seen = BTreeSet::new();
	for block in blocks {
		for event in client.events().at(block).await?.iter() {
			let event = event?;
			if event.pallet_name() == pallet {
				seen.insert(event.variant_name().to_owned());
			}
		}
	}
	for event in events {
		ensure!(seen.contains(*event), "there was no {pallet}.{event}, only {seen:?}");
	}
	Ok(())
}

/// The block that put the new version into the state, and the next one, the first that ran it.
async fn takeover(chain: &Chain, version: u64, first: u64) -> Result<(H256, H256)> {
	for number in first..chain.finalized().await? {
		let hash = chain.hash(number).await?;
		if chain.spec_version(&hash).await? == version {
			return Ok((hash.parse()?, chain.hash(number + 1).await?.parse()?));
		}
	}
	bail!("no final block has version {version}")
}

/// No transaction came in the block that migrated, so that nobody's money may be another after it, but
/// that of its author and of the pot which pays the author.
async fn moved_no_money(client: &Client, before: H256, after: H256) -> Result<()> {
	for (pallet, item, most) in [
		("Balances", "TotalIssuance", 0),
		("Balances", "Holds", 0),
		("Balances", "Reserves", 0),
		("System", "Account", 2),
		("Assets", "Asset", 0),
		("Assets", "Account", 0),
		("AssetsHolder", "Holds", 0),
		("ForeignAssets", "Account", 0),
	] {
		let old = entries(client, pallet, item, before).await?;
		let new = entries(client, pallet, item, after).await?;
		let kept = old.iter().filter(|(key, value)| new.get(*key) == Some(value)).count();
		let changed = old.len().max(new.len()) - kept;
		ensure!(changed <= most, "{changed} of {} entries of {pallet}.{item} changed", old.len());
	}
	Ok(())
}

/// What the runtime takes the state to look like.
fn state_version(client: &Client) -> Result<u128> {
	let address = dynamic::constant("ChainSettings", "StateVersion");
	client.constants().at(&address)?.to_value()?.as_u128().context("no number")
}
