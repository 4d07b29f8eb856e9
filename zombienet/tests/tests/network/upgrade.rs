// SPDX-License-Identifier: Apache-2.0

//! The runtime is upgraded by the two bodies that govern it, under way.

use crate::scene::Scene;
use anyhow::{ensure, Context, Result};
use network_tests::calls::{decide, storage_version, stored, submit, Client};
use std::{
	env, fs,
	time::{Duration, Instant},
};
use zombienet_sdk::{
	subxt::{
		config::Hasher,
		dynamic::{self, Value},
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
	let money = issued(&client).await?;
	let state = state_version(&client)?;

	let hash = Value::from_bytes(client.hasher().hash(&code));
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
	// Anyone may bring the code, here one who is in neither body.
	let apply = dynamic::tx("System", "apply_authorized_upgrade", vec![Value::from_bytes(&code)]);
	submit(&client, &apply, &dev::ferdie()).await?;

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
	let stored = u128::from(storage_version(&upgraded, "ChainSettings").await?);
	ensure!(stored == state + 1, "the migration did not run: the state is version {stored}");
	let after = issued(&upgraded).await?;
	ensure!(money.1 == after.1, "GAS was {} and is {}", money.1, after.1);
	// Fees in INT are burned in part: nothing else may have changed what there is.
	ensure!(after.0 <= money.0, "INT was {} and is {}", money.0, after.0);
	scene.measured(
		"an upgrade, from its code on the chain to the new version",
		format!("{} s", took.as_secs()),
	);
	Ok(())
}

/// All INT and all GAS, in plancks.
async fn issued(client: &Client) -> Result<(u128, u128)> {
	let int = stored(client, "Balances", "TotalIssuance", vec![], &[]).await?.unwrap_or_default();
	let gas = stored(client, "Assets", "Asset", vec![Value::u128(1)], &["supply"]).await?;
	Ok((int, gas.context("there is no GAS")?))
}

/// What the runtime takes the state to look like.
fn state_version(client: &Client) -> Result<u128> {
	let address = dynamic::constant("ChainSettings", "StateVersion");
	client.constants().at(&address)?.to_value()?.as_u128().context("no number")
}
