// SPDX-License-Identifier: Apache-2.0

//! `intctl collator`.

use super::Context;
use crate::{
	calls,
	cli::CollatorCommand,
	errors::{Failure, Result},
	text::{hex, parse_hex},
};
use serde_json::Value;

/// Does what the command says.
pub async fn run(context: &Context, command: CollatorCommand) -> Result<()> {
	match command {
		CollatorCommand::Keys(signer) => keys(context, &signer.signer).await,
	}
}

/// Has the node make session keys, which it keeps, and registers them for the signer with the
/// node's proof that it owns them.
async fn keys(context: &Context, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	let pair = context.signer(&chain, signer)?;
	let made = chain.request("author_rotateKeysWithOwner", &hex(pair.account())).await.map_err(
		|failure| {
			failure.remedy(
				"The node makes keys only for who runs it: connect to the collator itself over \
				 its local address, started without --rpc-external, or with --rpc-methods unsafe.",
			)
		},
	)?;
	let field = |name: &str| {
		made.get(name).and_then(Value::as_str).map(parse_hex).transpose()?.ok_or_else(|| {
			Failure::incompatible(format!("the node gives no {name} of session keys"))
		})
	};
	let call = calls::set_keys(field("keys")?, &field("proof")?);
	let receipt = chain.submit(&call, &pair).await?;
	context.out.receipt(&receipt, &chain.units);
	Ok(())
}
