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
			let gas = chain.units.gas();
			if gas.is_named_in(&amount) {
				let call = calls::transfer_gas(to, gas.parse_amount(&amount)?);
				return context.submit(&chain, &call, &signer.signer).await;
			}
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
	let mut record = Record::new()
		.with("account", chain.units.address(&account))
		.with("account hex", hex(account))
		.amount("free", balance.free, &chain.units)
		.amount("held", balance.held, &chain.units)
		.amount("frozen", balance.frozen, &chain.units);
	if let Some(gas) = gas {
		record = record.amount("gas", gas, &chain.units.gas());
	}
	let record = record.with("transactions", balance.nonce).with("at block", at.block_number());
	context.out.record(&record);
	Ok(())
}
