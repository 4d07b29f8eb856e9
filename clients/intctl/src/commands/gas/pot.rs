// SPDX-License-Identifier: Apache-2.0

//! `intctl gas pot`.

use super::{Context, View};
use crate::{
	calls::{self, PotLimits},
	chain::{At, Chain},
	cli::gas::{Limits, PotCommand},
	errors::{Failure, Result},
	model::fees::{kinds_named, CallKinds, Kind, Pot, Usage},
	output::Record,
};
use int_api as api;
use serde_json::Value;
use subxt::utils::AccountId32;

/// The most records of devices that one call removes.
const MOST_RECORDS: u32 = 64;

/// Does what the command says.
pub async fn run(context: &Context, command: PotCommand) -> Result<()> {
	match command {
		PotCommand::Create { fleet, kinds, device_quota, fleet_quota, signer } => {
			let view = View::now(context).await?;
			let kinds = kinds_of(&view.chain, &view.at, &kinds).await?;
			let call = calls::create_pot(fleet, PotLimits { kinds, device_quota, fleet_quota });
			context.submit(&view.chain, &call, &signer.signer).await
		},
		PotCommand::Fund { fleet, amount, signer } => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::fund_pot(fleet, amount), &signer.signer).await
		},
		PotCommand::Limit { fleet, limits, signer } => {
			limit(context, fleet, limits, &signer.signer).await
		},
		PotCommand::Withdraw { fleet, amount, signer } => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::withdraw_pot(fleet, amount), &signer.signer).await
		},
		PotCommand::Close { fleet, signer } => close(context, fleet, &signer.signer).await,
		PotCommand::Forget { fleet, device, signer } => {
			let device = context.store()?.account(&device)?;
			let chain = context.connect().await?;
			context.submit(&chain, &calls::forget_usage(fleet, device), &signer.signer).await
		},
		PotCommand::Show { fleet, devices } => show(context, fleet, devices).await,
		PotCommand::Kinds => {
			let view = View::now(context).await?;
			let known = kinds(&view.chain, &view.at).await?;
			let records: Vec<Record> = known
				.iter()
				.map(|kind| {
					Record::new().with("kind", kind.name.as_str()).with("bits", kind.kind.0)
				})
				.collect();
			context.out.list(&records, "Pots of this chain pay for no calls.");
			Ok(())
		},
	}
}

/// The kinds of calls that a pot can pay for.
pub async fn kinds(chain: &Chain, at: &At) -> Result<Vec<Kind>> {
	chain.ask(at, api::runtime_apis().fee_payment_api().kinds()).await
}

async fn kinds_of(chain: &Chain, at: &At, names: &[String]) -> Result<CallKinds> {
	let known = kinds(chain, at).await?;
	kinds_named(names, &known).map_err(|unknown| {
		let known: Vec<&str> = known.iter().map(|kind| kind.name.as_str()).collect();
		Failure::bad_input(format!("There is no kind of calls {unknown}."))
			.remedy(format!("There are: {}; and all, none.", known.join(", ")))
	})
}

/// The pot of a fleet.
pub async fn pot(chain: &Chain, at: &At, fleet: u32) -> Result<Pot> {
	let pot: Option<Pot> = chain.ask(at, api::runtime_apis().fee_payment_api().pot(fleet)).await?;
	pot.ok_or_else(|| {
		Failure::bad_input(format!("The fleet {fleet} has no pot."))
			.remedy("Its owner makes one: `intctl gas pot create`.")
	})
}

async fn limit(context: &Context, fleet: u32, limits: Limits, signer: &str) -> Result<()> {
	let view = View::now(context).await?;
	let present = pot(&view.chain, &view.at, fleet).await?;
	let kinds = match &limits.kinds {
		Some(names) => kinds_of(&view.chain, &view.at, names).await?,
		None => present.kinds,
	};
	let limits = PotLimits {
		kinds,
		device_quota: limits.device_quota.unwrap_or(present.device_quota),
		fleet_quota: limits.fleet_quota.unwrap_or(present.fleet_quota),
	};
	context.submit(&view.chain, &calls::limit_pot(fleet, limits), signer).await
}

/// Closes a pot to the end: as many transactions as its devices' records need.
async fn close(context: &Context, fleet: u32, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	let pair = context.signer(&chain, signer)?;
	loop {
		let receipt = chain.submit(&calls::close_pot(fleet, MOST_RECORDS), &pair).await?;
		context.out.receipt(&receipt, &chain.units);
		if receipt.event("FeePayment", "PotClosing").is_none() {
			return Ok(());
		}
	}
}

async fn show(context: &Context, fleet: u32, devices: bool) -> Result<()> {
	let view = View::now(context).await?;
	let (chain, at) = (&view.chain, &view.at);
	let known = kinds(chain, at).await?;
	let record = pot(chain, at, fleet).await?.record(fleet, &known, &chain.units);
	if !devices {
		context.out.record(&record);
		return Ok(());
	}
	let usages = usages(&view, fleet).await?;
	if context.out.is_json() {
		let usages: Vec<Value> = usages.iter().map(Record::json).collect();
		context.out.record(&record.with("devices", usages));
	} else {
		context.out.record(&record);
		context.out.list(&usages, "No device has a record.");
	}
	Ok(())
}

/// What each device has spent, in the order of addresses.
async fn usages(view: &View, fleet: u32) -> Result<Vec<Record>> {
	let (chain, at) = (&view.chain, &view.at);
	let mut entries = at.storage().iter(api::storage().fee_payment().usages(), (fleet,)).await?;
	let mut devices = Vec::new();
	while let Some(entry) = entries.next().await {
		let (_, device) = entry?.key()?.decode()?;
		devices.push(device);
	}
	devices.sort_by_key(|device: &AccountId32| chain.units.address(&device.0));
	let mut records = Vec::new();
	for device in devices {
		let usage: Option<Usage> =
			chain.ask(at, api::runtime_apis().fee_payment_api().usage(fleet, device)).await?;
		records.extend(usage.map(|usage| usage.record(&device, view.time, &chain.units)));
	}
	Ok(records)
}
