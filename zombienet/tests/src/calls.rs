// SPDX-License-Identifier: Apache-2.0

//! Transactions and readings for which `intctl` has no command, on our chain and the relay chain.

use crate::chain::Chain;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use zombienet_sdk::{
	subxt::{
		blocks::ExtrinsicEvents,
		config::Hasher,
		dynamic::{self, At, Value},
		tx::DynamicPayload,
		utils::H256,
		OnlineClient, PolkadotConfig,
	},
	subxt_signer::sr25519::Keypair,
};

/// A client that knows a chain's types.
pub type Client = OnlineClient<PolkadotConfig>;

impl Chain {
	/// A client with the chain's types as they are now.
	///
	/// # Errors
	/// When the node does not answer or its metadata cannot be read.
	pub async fn client(&self) -> Result<Client> {
		Ok(OnlineClient::from_rpc_client(self.rpc()).await?)
	}
}

/// Signs a call, and waits until it has succeeded in a final block.
///
/// # Errors
/// When the chain refuses it, or it fails.
pub async fn submit(
	client: &Client,
	call: &DynamicPayload,
	signer: &Keypair,
) -> Result<ExtrinsicEvents<PolkadotConfig>> {
	let name = format!("{}.{}", call.pallet_name(), call.call_name());
	let progress = client
		.tx()
		.sign_and_submit_then_watch_default(call, signer)
		.await
		.with_context(|| format!("{name} is refused"))?;
	progress.wait_for_finalized_success().await.with_context(|| format!("{name} fails"))
}

/// Lets a body decide on a call: one proposes, two of its three members vote, one closes.
///
/// # Errors
/// When a step fails.
pub async fn decide(
	client: &Client,
	body: &str,
	call: &DynamicPayload,
	members: [&Keypair; 2],
) -> Result<()> {
	let encoded = client.tx().call_data(call)?;
	let length = Value::u128(encoded.len() as u128);
	let threshold = Value::u128(2);
	let motion =
		dynamic::tx(body, "propose", vec![threshold, call.clone().into_value(), length.clone()]);
	let events = submit(client, &motion, members[0]).await?;
	let proposed = events
		.iter()
		.filter_map(Result::ok)
		.find(|event| event.pallet_name() == body && event.variant_name() == "Proposed")
		.context("the body has nothing proposed")?;
	let fields = proposed.field_values()?;
	let index =
		fields.at("proposal_index").and_then(|value| value.as_u128()).context("no index")?;
	let hash = Value::from_bytes(client.hasher().hash(&encoded));
	for member in members {
		let vote = vec![hash.clone(), Value::u128(index), Value::bool(true)];
		submit(client, &dynamic::tx(body, "vote", vote), member).await?;
	}
	// What the call may weigh at most when it is dispatched: a tenth of a second.
	let weight = Value::named_composite([
		("ref_time", Value::u128(100_000_000_000)),
		("proof_size", Value::u128(500_000)),
	]);
	let close = vec![hash, Value::u128(index), weight, length];
	submit(client, &dynamic::tx(body, "close", close), members[0]).await?;
	Ok(())
}

/// A number in storage, or nothing.
///
/// # Errors
/// When there is no such item.
pub async fn stored(
	client: &Client,
	pallet: &str,
	item: &str,
	keys: Vec<Value>,
	path: &[&str],
) -> Result<Option<u128>> {
	let address = dynamic::storage(pallet, item, keys);
	let Some(found) = client.storage().at_latest().await?.fetch(&address).await? else {
		return Ok(None);
	};
	let value = found.to_value()?;
	let mut inner = &value;
	for name in path {
		inner = inner.at(*name).with_context(|| format!("{pallet}.{item} has no {name}"))?;
	}
	Ok(inner.as_u128())
}

/// What the state of a pallet says it looks like after a block: the version under which the SDK stores
/// it.
///
/// # Errors
/// When the node does not answer.
pub async fn storage_version(client: &Client, pallet: &str, block: H256) -> Result<u16> {
	let key =
		dynamic::storage(pallet, ":__STORAGE_VERSION__:", Vec::<Value>::new()).to_root_bytes();
	match client.storage().at(block).fetch_raw(key).await? {
		Some(bytes) => Ok(u16::from_le_bytes(bytes[..].try_into()?)),
		None => Ok(0),
	}
}

/// All entries of a map after a block, as they are stored.
///
/// # Errors
/// When the node does not answer or there is no such map.
pub async fn entries(
	client: &Client,
	pallet: &str,
	item: &str,
	block: H256,
) -> Result<BTreeMap<Vec<u8>, Vec<u8>>> {
	let address = dynamic::storage(pallet, item, Vec::<Value>::new());
	let mut stream = client.storage().at(block).iter(address).await?;
	let mut entries = BTreeMap::new();
	while let Some(entry) = stream.next().await {
		let entry = entry?;
		entries.insert(entry.key_bytes, entry.value.into_encoded());
	}
	Ok(entries)
}
