// SPDX-License-Identifier: Apache-2.0

//! The relay chain's token comes to our chain and goes back.

use crate::scene::Scene;
use anyhow::{bail, ensure, Context, Result};
use network_tests::calls::{stored, submit, Client};
use std::time::{Duration, Instant};
use zombienet_sdk::{
	subxt::dynamic::{self, Value},
	subxt_signer::sr25519::{dev, Keypair},
};

/// A whole token of the relay chain, plancks.
const ROC: u128 = 1_000_000_000_000;

/// How long a message may take to be executed on the other side.
const LIMIT: Duration = Duration::from_secs(240);

pub async fn relay_token_and_back(scene: &mut Scene) -> Result<()> {
	let (relay, ours) =
		(scene.relay().await?.client().await?, scene.chain(1).await?.client().await?);
	let (alice, ferdie) = (dev::alice(), dev::ferdie());

	let began = Instant::now();
	let there = location(0, vec![Value::unnamed_variant("Parachain", [Value::u128(2_000)])]);
	transfer(
		(&relay, "XcmPallet", "LocalReserve"),
		&alice,
		there,
		&ferdie,
		location(0, vec![]),
		10 * ROC,
	)
	.await?;
	let arrived = wait(|| held(&ours, &ferdie), "nothing arrived on our chain").await?;
	// What is missing paid for the execution of the message here.
	ensure!(
		arrived < 10 * ROC && arrived > 10 * ROC - ROC / 100,
		"{arrived} plancks of 10 ROC arrived"
	);
	scene.measured("the relay chain's token, until it is on our chain", seconds(began));
	scene.measured("fee of its arrival, plancks of ROC", 10 * ROC - arrived);

	let began = Instant::now();
	let before = free(&relay, &ferdie).await?.unwrap_or_default();
	let parent = location(1, vec![]);
	transfer(
		(&ours, "PolkadotXcm", "DestinationReserve"),
		&ferdie,
		parent.clone(),
		&ferdie,
		parent,
		5 * ROC,
	)
	.await?;
	let back = wait(
		|| async {
			let free = free(&relay, &ferdie).await?.unwrap_or_default();
			Ok((free != before).then(|| free.saturating_sub(before)))
		},
		"nothing came back to the relay chain",
	)
	.await?;
	ensure!(back <= 5 * ROC && back > 4 * ROC, "{back} plancks of 5 ROC came back");
	let left = held(&ours, &ferdie).await?.unwrap_or_default();
	ensure!(left <= arrived - 5 * ROC, "{left} plancks are left of {arrived}");
	scene.measured("the relay chain's token, until it is back", seconds(began));
	Ok(())
}

/// A transfer by way of the asset's reserve, with its fees out of the asset.
async fn transfer(
	(chain, pallet, reserve): (&Client, &str, &str),
	signer: &Keypair,
	to: Value,
	beneficiary: &Keypair,
	asset: Value,
	amount: u128,
) -> Result<()> {
	let beneficiary = location(
		0,
		vec![Value::named_variant(
			"AccountId32",
			[
				("network", Value::unnamed_variant("None", [])),
				("id", Value::from_bytes(beneficiary.public_key().0)),
			],
		)],
	);
	let with_amount = Value::named_composite([
		("id", asset.clone()),
		("fun", Value::unnamed_variant("Fungible", [Value::u128(amount)])),
	]);
	let wild = Value::unnamed_variant("AllCounted", [Value::u128(1)]);
	let deposit = Value::named_variant(
		"DepositAsset",
		[("assets", Value::unnamed_variant("Wild", [wild])), ("beneficiary", beneficiary)],
	);
	let reserve = Value::unnamed_variant(reserve, []);
	// The reserve is named: `limited_reserve_transfer_assets` refuses the relay chain's token, whose
	// reserve moves to Asset Hub on some relay chains.
	let call = dynamic::tx(
		pallet,
		"transfer_assets_using_type_and_then",
		vec![
			v5(to),
			v5(Value::unnamed_composite([with_amount])),
			reserve.clone(),
			v5(asset),
			reserve,
			v5(Value::unnamed_composite([deposit])),
			Value::unnamed_variant("Unlimited", []),
		],
	);
	submit(chain, &call, signer).await?;
	Ok(())
}

fn v5(value: Value) -> Value {
	Value::unnamed_variant("V5", [value])
}

/// So many consensus systems up, and then down by these junctions.
fn location(parents: u128, junctions: Vec<Value>) -> Value {
	let interior = match junctions.len() {
		0 => Value::unnamed_variant("Here", []),
		count => Value::unnamed_variant(format!("X{count}"), [Value::unnamed_composite(junctions)]),
	};
	Value::named_composite([("parents", Value::u128(parents)), ("interior", interior)])
}

/// What an account has of the relay chain's token on our chain.
async fn held(ours: &Client, who: &Keypair) -> Result<Option<u128>> {
	let keys = vec![location(1, vec![]), Value::from_bytes(who.public_key().0)];
	stored(ours, "ForeignAssets", "Account", keys, &["balance"]).await
}

/// What an account has on the relay chain.
async fn free(relay: &Client, who: &Keypair) -> Result<Option<u128>> {
	let keys = vec![Value::from_bytes(who.public_key().0)];
	stored(relay, "System", "Account", keys, &["data", "free"]).await
}

/// Asks until there is something.
async fn wait<F: std::future::Future<Output = Result<Option<u128>>>>(
	ask: impl Fn() -> F,
	trouble: &str,
) -> Result<u128> {
	let began = Instant::now();
	loop {
		if let Some(found) = ask().await.with_context(|| trouble.to_owned())? {
			return Ok(found);
		}
		if began.elapsed() > LIMIT {
			bail!("{trouble} after {LIMIT:?}");
		}
		tokio::time::sleep(Duration::from_secs(2)).await;
	}
}

fn seconds(began: Instant) -> String {
	format!("{} s", began.elapsed().as_secs())
}
