// SPDX-License-Identifier: Apache-2.0

//! `intctl account`.

use super::{key, Context};
use crate::{calls, cli::AccountCommand, errors::Result, output::Record, text::hex};

/// Does what the command says.
pub async fn run(context: &Context, command: AccountCommand) -> Result<()> {
	match command {
		AccountCommand::New { name, scheme, show_phrase } => {
			key::new(context, &name, scheme, show_phrase)
		},
		AccountCommand::Show { account } => show(context, &account).await,
		AccountCommand::Transfer { to, amount, signer } => {
			let to = context.store()?.account(&to)?;
			let chain = context.connect().await?;
			let plancks = chain.units.parse_amount(&amount)?;
			context.submit(&chain, &calls::transfer(to, plancks), &signer.signer).await
		},
	}
}

async fn show(context: &Context, account: &str) -> Result<()> {
	let account = context.store()?.account(account)?;
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let balance = chain.balance(&at, &account).await?;
	let gas = chain.gas(&at, &account).await?;
	let record = Record::new()
		.with("account", chain.units.address(&account))
		.with("account hex", hex(account))
		.amount("free", balance.free, &chain.units)
		.amount("held", balance.held, &chain.units)
		.amount("frozen", balance.frozen, &chain.units)
		.with("gas plancks", gas.map(|gas| gas.to_string()))
		.with("transactions", balance.nonce)
		.with("at block", at.block_number());
	context.out.record(&record);
	Ok(())
}
