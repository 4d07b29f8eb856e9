// SPDX-License-Identifier: Apache-2.0

//! What a node says about its chain.

use anyhow::{bail, ensure, Context, Result};
use serde_json::Value;
use std::time::{Duration, Instant};
use zombienet_sdk::{
	subxt::{
		backend::rpc::RpcClient,
		ext::subxt_rpcs::{client::RpcParams, rpc_params},
	},
	NetworkNode,
};

/// How often a node is asked while something is waited for.
const PAUSE: Duration = Duration::from_millis(500);

/// A node's JSON-RPC.
#[derive(Clone)]
pub struct Chain {
	rpc: RpcClient,
	url: String,
}

impl Chain {
	/// Connects to a node.
	///
	/// # Errors
	/// When nobody answers.
	pub async fn of(node: &NetworkNode) -> Result<Self> {
		Self::at(node.ws_uri()).await
	}

	/// Connects to a node by its address.
	///
	/// # Errors
	/// When nobody answers.
	pub async fn at(url: &str) -> Result<Self> {
		let rpc = RpcClient::from_insecure_url(url)
			.await
			.with_context(|| format!("no node answers at {url}"))?;
		Ok(Self { rpc, url: url.to_owned() })
	}

	/// Its address.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// The connection.
	pub fn rpc(&self) -> RpcClient {
		self.rpc.clone()
	}

	/// Calls a method.
	///
	/// # Errors
	/// The node's.
	pub async fn call(&self, method: &str, params: RpcParams) -> Result<Value> {
		Ok(self.rpc.request(method, params).await?)
	}

	/// The number of the best block.
	///
	/// # Errors
	/// When the node does not answer.
	pub async fn best(&self) -> Result<u64> {
		number(&self.call("chain_getHeader", rpc_params![]).await?)
	}

	/// The number of the last final block.
	///
	/// # Errors
	/// When the node does not answer.
	pub async fn finalized(&self) -> Result<u64> {
		let hash = self.call("chain_getFinalizedHead", rpc_params![]).await?;
		number(&self.call("chain_getHeader", rpc_params![hash]).await?)
	}

	/// The hash of the block with this number.
	///
	/// # Errors
	/// When the node does not answer or has no such block.
	pub async fn hash(&self, number: u64) -> Result<String> {
		match self.call("chain_getBlockHash", rpc_params![number]).await? {
			Value::String(hash) => Ok(hash),
			_ => bail!("{} has no block {number}", self.url),
		}
	}

	/// The header of the block with this hash.
	///
	/// # Errors
	/// When the node does not answer or has no such block.
	pub async fn header(&self, hash: &str) -> Result<Value> {
		match self.call("chain_getHeader", rpc_params![hash]).await? {
			Value::Null => bail!("{} has no block {hash}", self.url),
			header => Ok(header),
		}
	}

	/// The key, in hex, in whose slot the block with this number was made.
	///
	/// # Errors
	/// When the node does not answer, has no such block, or it has no slot.
	pub async fn author(&self, number: u64) -> Result<String> {
		let header = self.header(&self.hash(number).await?).await?;
		let logs = header["digest"]["logs"].as_array().context("a header without a digest")?;
		// A pre-runtime digest (6) of the engine `aura`, and the slot in 8 bytes behind its length.
		let slot = logs
			.iter()
			.find_map(|log| log.as_str()?.strip_prefix("0x0661757261")?.get(2..18))
			.context("a block without a slot")?;
		let slot = u64::from_str_radix(slot, 16)?.swap_bytes();
		// The keys that the block before named, each of 32 bytes, behind their number.
		let parent = &header["parentHash"];
		let keys = self
			.call("state_call", rpc_params!["AuraApi_authorities", "0x", parent.clone()])
			.await?;
		let keys = keys.as_str().and_then(|keys| keys.get(4..)).context("no keys")?;
		let count = u64::try_from(keys.len() / 64)?;
		ensure!(count > 0 && count < 64, "{count} keys");
		let mine = usize::try_from(slot % count)? * 64;
		Ok(keys.get(mine..mine + 64).context("a short list of keys")?.to_owned())
	}

	/// The version of the runtime in the state after the block with this hash.
	///
	/// # Errors
	/// When the node does not answer or has no such block.
	pub async fn spec_version(&self, hash: &str) -> Result<u64> {
		let version = self.call("state_getRuntimeVersion", rpc_params![hash]).await?;
		version["specVersion"].as_u64().context("a runtime without a version")
	}

	/// Waits until the block with this number is final, and says how long that took.
	///
	/// # Errors
	/// When the time is up, with how far it got.
	pub async fn wait_finalized(&self, target: u64, limit: Duration) -> Result<Duration> {
		let began = Instant::now();
		let mut last = 0;
		while began.elapsed() < limit {
			// A node that is starting answers later.
			if let Ok(number) = self.finalized().await {
				last = number;
				if number >= target {
					return Ok(began.elapsed());
				}
			}
			tokio::time::sleep(PAUSE).await;
		}
		bail!("{}: block {target} is not final after {limit:?}, block {last} is", self.url)
	}
}

fn number(header: &Value) -> Result<u64> {
	let text = header["number"].as_str().context("a header without a number")?;
	Ok(u64::from_str_radix(text.trim_start_matches("0x"), 16)?)
}
