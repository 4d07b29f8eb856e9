// SPDX-License-Identifier: Apache-2.0

//! `intctl fleet`.

use super::Context;
use crate::{
	calls,
	chain::{At, Chain},
	cli::{FleetCommand, OperatorCommand},
	errors::{Failure, Result},
	model::{Fleet, Operator},
};
use int_api as api;
use int_primitives::{directory::Permission, AccountBytes, Millis};

/// Does what the command says.
pub async fn run(context: &Context, command: FleetCommand) -> Result<()> {
	match command {
		FleetCommand::Create { name, signer } => {
			let call = calls::create_fleet(super::name(name)?);
			let chain = context.connect().await?;
			context.submit(&chain, &call, &signer.signer).await
		},
		FleetCommand::Dissolve { fleet, signer } => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::dissolve_fleet(fleet), &signer.signer).await
		},
		FleetCommand::Assign { fleet, device, signer } => {
			let device = context.store()?.account(&device)?;
			let chain = context.connect().await?;
			context.submit(&chain, &calls::assign_device(device, fleet), &signer.signer).await
		},
		FleetCommand::Unassign { device, signer } => {
			let device = context.store()?.account(&device)?;
			let chain = context.connect().await?;
			context.submit(&chain, &calls::unassign_device(device), &signer.signer).await
		},
		FleetCommand::Operator(command) => operator(context, command).await,
		FleetCommand::Show { fleet } => show(context, fleet).await,
	}
}

async fn operator(context: &Context, command: OperatorCommand) -> Result<()> {
	match command {
		OperatorCommand::Set { fleet, operator, may, per_day, lifetime, signer } => {
			let operator = context.store()?.account(&operator)?;
			let permissions: Vec<Permission> = may.into_iter().map(Permission::from).collect();
			let chain = context.connect().await?;
			let expires = match lifetime {
				Some(lifetime) => {
					let at = chain.best().await?;
					Some(chain.expiry(&at, lifetime, Millis::MAX).await?)
				},
				None => None,
			};
			let call = calls::set_operator(fleet, operator, &permissions, per_day, expires);
			context.submit(&chain, &call, &signer.signer).await
		},
		OperatorCommand::Remove { fleet, operator, signer } => {
			let operator = context.store()?.account(&operator)?;
			let chain = context.connect().await?;
			context.submit(&chain, &calls::remove_operator(fleet, operator), &signer.signer).await
		},
	}
}

async fn operators(chain: &Chain, at: &At, fleet: u32) -> Result<Vec<(AccountBytes, Operator)>> {
	let address = api::storage().device_registry().operators();
	let mut entries = at.storage().iter(address, (fleet,)).await?;
	let mut all = Vec::new();
	while let Some(entry) = entries.next().await {
		let entry = entry?;
		let (_, account) = entry.key()?.decode()?;
		all.push((account.0, entry.value().decode_as::<Operator>()?));
	}
	// In the order of addresses, which a person can search.
	all.sort_by_key(|(account, _)| chain.units.address(account));
	Ok(all)
}

async fn show(context: &Context, id: u32) -> Result<()> {
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let address = api::storage().device_registry().fleets();
	let fleet: Fleet = chain.read(&at, address, (id,)).await?.ok_or_else(|| {
		Failure::bad_input(format!("There is no fleet {id}.")).remedy(
			"A fleet's number is in what `intctl fleet create` printed (FleetCreated). One that \
				 was dissolved is gone.",
		)
	})?;
	let operators = operators(&chain, &at, id).await?;
	context.out.record(&fleet.record(id, &operators, &chain.units));
	Ok(())
}
