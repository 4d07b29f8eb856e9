// SPDX-License-Identifier: Apache-2.0

//! `intctl collator keys`.

use super::{state, Context};
use crate::{
	calls,
	chain::Chain,
	cli::collator::Keys,
	errors::{Failure, Kind, Result},
	keys::Keypair,
	model::collators::{spendable, SessionKeys},
	output::Record,
	text::{hex, parse_hex},
};
use serde_json::Value;

/// Has the node make session keys, which it keeps, and registers them for the signer with the
/// node's proof that it owns them. Does nothing where the node has those that the chain names.
pub async fn run(context: &Context, command: &Keys) -> Result<()> {
	let chain = context.connect().await?;
	let pair = context.signer(&chain, &command.signer.signer)?;
	let node = node(context, &chain, command.node_url.as_deref()).await?;
	let account = pair.account();
	let at = chain.best().await?;
	let named = state::keys_of(&chain, &at, &account).await?;
	match named {
		Some(keys) if !command.rotate && has(&node, &keys.encoded()).await? => {
			context.out.note(
				"The node has the keys that the chain names: there is nothing to do. --rotate \
				 makes new ones.",
			);
			let record = Record::new()
				.with("collator", chain.units.address(&account))
				.with("keys", hex(keys.encoded()))
				.with("node has them", true);
			context.out.record(&record);
			return Ok(());
		},
		_ => {},
	}
	let deposit = state::key_deposit(&at)?;
	let balance = chain.balance(&at, &account).await?;
	let has = spendable(&balance, state::existential_deposit(&at)?);
	if named.is_none() && has < deposit {
		return Err(short(&chain, "keys", deposit, has));
	}
	register(context, &chain, &node, &pair).await?;
	context.out.note(&match named {
		None => format!(
			"{} are on hold for the keys, and return when they are removed.",
			chain.units.amount(deposit)
		),
		Some(_) => "The keys before serve until the session after the next begins: leave them in \
		            the node's keystore until then."
			.into(),
	});
	Ok(())
}

/// What is missing for something that has to be put up, plancks of INT.
pub fn short(chain: &Chain, what: &str, needed: u128, has: u128) -> Failure {
	let units = &chain.units;
	Failure::refused(format!(
		"The account can put up {} for {what} and stay alive; {} are needed, and the fee.",
		units.amount(has),
		units.amount(needed)
	))
	.remedy("Send it some INT with `intctl account transfer`.")
}

async fn register(context: &Context, chain: &Chain, node: &Chain, pair: &Keypair) -> Result<()> {
	let made = node.request("author_rotateKeysWithOwner", &hex(pair.account())).await;
	let made = made.map_err(private)?;
	let field = |name: &str| {
		made.get(name).and_then(Value::as_str).map(parse_hex).transpose()?.ok_or_else(|| {
			Failure::incompatible(format!("the node gives no {name} of session keys"))
		})
	};
	let (keys, proof) = (field("keys")?, field("proof")?);
	if !has(node, &keys).await? {
		return Err(Failure::other("The node made keys, and does not have them.")
			.remedy("See whether it can write to its keystore, and what its log says."));
	}
	let receipt = chain.submit(&calls::set_keys(keys, &proof), pair).await?;
	context.out.receipt(&receipt, &chain.units);
	Ok(())
}

/// The collator's own node: on the same chain, or it is an error.
pub async fn node(context: &Context, chain: &Chain, url: Option<&str>) -> Result<Chain> {
	let Some(url) = url else { return Ok(chain.clone()) };
	context.connect_to(url, Some(chain.genesis)).await.map_err(|failure| match failure.kind {
		Kind::WrongChain => {
			failure.remedy("--url and --node-url have to be nodes of the same chain.")
		},
		Kind::Unreachable => {
			failure.remedy("See that the collator runs, and name its own address with --node-url.")
		},
		_ => failure,
	})
}

/// An error where the node has not the keys that the chain names.
pub async fn ensure_has(node: &Chain, keys: &SessionKeys) -> Result<()> {
	if has(node, &keys.encoded()).await? {
		return Ok(());
	}
	Err(Failure::refused(format!(
		"The node does not have the keys that the chain names: {}.",
		hex(keys.encoded())
	))
	.remedy(
		"Name the node that has them, restore its keystore, or make new ones: `intctl collator \
		 keys`.",
	))
}

async fn has(node: &Chain, keys: &[u8]) -> Result<bool> {
	let answer = node.request("author_hasSessionKeys", &hex(keys)).await.map_err(private)?;
	answer
		.as_bool()
		.ok_or_else(|| Failure::incompatible("the node does not say whether it has the keys"))
}

fn private(failure: Failure) -> Failure {
	failure.remedy(
		"The node speaks of its keys only to who runs it: give --node-url the collator's own local \
		 address; it has to be started without --rpc-external, or with --rpc-methods unsafe.",
	)
}
