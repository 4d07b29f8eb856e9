// SPDX-License-Identifier: Apache-2.0

//! `intctl manufacturer`.

use super::{cid, Context};
use crate::{
	calls,
	chain::{At, Chain},
	cli::{Governed, ManufacturerCommand},
	errors::{Failure, Result},
	model::Manufacturer,
	output::Record,
	text::hex,
};
use int_api as api;
use subxt::{tx::Payload, utils::AccountId32};

/// Does what the command says.
pub async fn run(context: &Context, command: ManufacturerCommand) -> Result<()> {
	match command {
		ManufacturerCommand::Register { name, metadata, signer } => {
			let call = calls::register_manufacturer(super::name(name)?, cid(metadata.as_ref())?);
			let chain = context.connect().await?;
			context.submit(&chain, &call, &signer.signer).await
		},
		ManufacturerCommand::Update { name, metadata, signer } => {
			let call = calls::update_manufacturer(super::name(name)?, cid(metadata.as_ref())?);
			let chain = context.connect().await?;
			context.submit(&chain, &call, &signer.signer).await
		},
		ManufacturerCommand::Verify(governed) => {
			govern(context, &calls::verify_manufacturer(governed.manufacturer), &governed).await
		},
		ManufacturerCommand::Freeze(governed) => {
			govern(context, &calls::freeze_manufacturer(governed.manufacturer), &governed).await
		},
		ManufacturerCommand::Release(governed) => {
			govern(context, &calls::release_manufacturer(governed.manufacturer), &governed).await
		},
		ManufacturerCommand::TopUp(signer) => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::top_up_bond(), &signer.signer).await
		},
		ManufacturerCommand::Withdraw(signer) => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::withdraw_manufacturer(), &signer.signer).await
		},
		ManufacturerCommand::Show { which } => show(context, &which).await,
		ManufacturerCommand::List => list(context).await,
	}
}

/// Makes a call of governance with the key of sudo, or prints it for a proposal.
async fn govern<C: Payload>(context: &Context, call: &C, governed: &Governed) -> Result<()> {
	let chain = context.connect().await?;
	if let Some(sudo) = &governed.sudo {
		let sudo = context.signer(&chain, sudo)?;
		let receipt = chain.submit_as_root(call, &sudo).await?;
		context.out.receipt(&receipt, &chain.units);
		return Ok(());
	}
	let data = chain.call_data(call).await?;
	context.out.note(
		"Only governance makes this call: propose it to the council or the technical committee. \
		 Where the chain has a key of sudo, --sudo makes it at once.",
	);
	context.out.record(
		&Record::new()
			.with("pallet", call.pallet_name())
			.with("call", call.call_name())
			.with("data", hex(data)),
	);
	Ok(())
}

/// A manufacturer by its number.
pub async fn by_number(chain: &Chain, at: &At, id: u32) -> Result<Option<Manufacturer>> {
	chain.read(at, api::storage().device_registry().manufacturers(), (id,)).await
}

async fn show(context: &Context, which: &str) -> Result<()> {
	let number = which.parse::<u32>().ok();
	let account = match number {
		Some(_) => None,
		None => Some(context.store()?.account(which)?),
	};
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let id = match (number, account) {
		(Some(id), _) => Some(id),
		(None, Some(account)) => {
			let address = api::storage().device_registry().manufacturer_of();
			chain.read::<_, u32>(&at, address, (AccountId32(account),)).await?
		},
		(None, None) => None,
	};
	let unknown = || {
		Failure::bad_input(format!("{which} is no manufacturer.")).remedy(
			"`intctl manufacturer list` shows all, `intctl manufacturer register` makes one.",
		)
	};
	let id = id.ok_or_else(unknown)?;
	let record = by_number(&chain, &at, id).await?.ok_or_else(unknown)?;
	context.out.record(&record.record(id, &chain.units));
	Ok(())
}

async fn list(context: &Context) -> Result<()> {
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let mut all = Vec::new();
	let address = api::storage().device_registry().manufacturers();
	let mut entries = at.storage().iter(address, ()).await?;
	while let Some(entry) = entries.next().await {
		let entry = entry?;
		let (id,) = entry.key()?.decode()?;
		all.push((id, entry.value().decode_as::<Manufacturer>()?));
	}
	all.sort_by_key(|(id, _)| *id);
	let records: Vec<Record> =
		all.iter().map(|(id, record)| record.record(*id, &chain.units)).collect();
	context.out.list(&records, "There is no manufacturer.");
	Ok(())
}
