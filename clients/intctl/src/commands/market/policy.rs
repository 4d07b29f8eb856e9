// SPDX-License-Identifier: Apache-2.0

//! `intctl market policy`.

use super::{in_name_of, page, Context};
use crate::{
	calls::market as calls,
	chain::{At, Chain},
	cli::market::{OrderArgs, PolicyCommand},
	commands::{data, gas::View},
	errors::{Failure, Result},
	market::{
		offer::Scene,
		order::{OrderFile, WantFile},
		value::Gas,
	},
	model::market::{
		policy::{Policy, PolicyPage, PolicyPreview},
		Kind, Place,
	},
	output::Record,
};
use int_primitives::{AccountBytes, Digest};
use std::path::{Path, PathBuf};

/// The most policies of a page.
const PAGE: u32 = 200;

/// Does what the command says.
pub async fn run(context: &Context, command: PolicyCommand) -> Result<()> {
	match command {
		PolicyCommand::Create { order, budget, package_folder, in_name_of: buyer, signer } => {
			let folder = package_folder.as_ref();
			create(context, &order, budget, folder, buyer.as_deref(), &signer.signer).await
		},
		PolicyCommand::Fund { on, amount } => {
			let chain = context.connect().await?;
			let call = calls::fund_policy(on.policy, amount.0);
			context.submit(&chain, &call, &on.signer.signer).await
		},
		PolicyCommand::Pause { on, resume } => {
			let chain = context.connect().await?;
			let call = calls::pause_policy(on.policy, !resume);
			context.submit(&chain, &call, &on.signer.signer).await
		},
		PolicyCommand::Close(on) => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::close_policy(on.policy), &on.signer.signer).await
		},
		PolicyCommand::Show { policy: id } => {
			let View { chain, at, time } = View::now(context).await?;
			let policy = policy(&chain, &at, id).await?;
			context.out.record(&policy.record(time, &chain.units));
			Ok(())
		},
		PolicyCommand::Preview { policy, listing, executor } => {
			let executor = context.store()?.account(&executor)?;
			let View { chain, at, .. } = View::now(context).await?;
			let question = calls::preview_policy(executor, policy, listing, None);
			let preview: PolicyPreview = chain.ask(&at, question).await?;
			context.out.record(&preview.record(policy, listing, &chain.units));
			Ok(())
		},
		PolicyCommand::List { kind, place, buyer, limit } => {
			list(context, kind, place, buyer.as_deref(), limit).await
		},
	}
}

/// A policy by its number.
pub async fn policy(chain: &Chain, at: &At, id: u64) -> Result<Policy> {
	let policy: Option<Policy> = chain.ask(at, calls::policy(id)).await?;
	policy.ok_or_else(|| {
		Failure::bad_input(format!("There is no policy {id}, or it is closed."))
			.remedy("Look with `intctl market policy list`.")
	})
}

async fn create(
	context: &Context,
	args: &OrderArgs,
	budget: Gas,
	folder: Option<&PathBuf>,
	buyer: Option<&str>,
	signer: &str,
) -> Result<()> {
	let file = match &args.file {
		Some(path) => Some(OrderFile::read(path)?),
		None => args.by_options().map_err(Failure::usage)?,
	};
	let file = file
		.ok_or_else(|| Failure::usage("Say what is ordered: a file, or --kind and --max-price."))?;
	let is_package = matches!(file.want, WantFile::Package { .. });
	if folder.is_some() && !is_package {
		return Err(Failure::usage("--package-folder is for data packages.")
			.remedy("Leave it out, or want a package."));
	}
	let store = context.store()?;
	let buyer = in_name_of(context, buyer)?;
	let view = View::now(context).await?;
	let scene =
		Scene { account: &|text| store.account(text), now: view.time, folder: Path::new("") };
	// The secret is on the disk before the chain hears of its key.
	let key: Option<Digest> = match folder {
		Some(folder) => Some(data::Purchase::new(folder)?.keep(folder)?),
		None => None,
	};
	let order = file.resolve(&scene, budget, key)?;
	let chain = &view.chain;
	let pair = context.signer(chain, signer)?;
	let receipt = chain.submit(&calls::create_policy(buyer, order, budget.0), &pair).await?;
	context.out.receipt(&receipt, &chain.units);
	let id = receipt.amount("ResourceMarket", "PolicyCreated", "policy")?;
	context.out.note(&format!("The policy has the number {id}."));
	Ok(())
}

/// Policies that want a kind of thing, up to `limit` of them; and whether there are more.
pub async fn wanting(
	chain: &Chain,
	at: &At,
	kind: &Kind,
	place: Option<&Place>,
	limit: usize,
) -> Result<(Vec<Policy>, bool)> {
	let (mut found, mut cursor) = (Vec::new(), None);
	loop {
		let question = calls::policies_for(kind.clone(), place.cloned(), cursor, PAGE);
		let page: PolicyPage = chain.ask(at, question).await?;
		found.extend(page.policies);
		cursor = page.cursor;
		if cursor.is_none() || found.len() >= limit {
			return Ok(cut(found, cursor.is_some(), limit));
		}
	}
}

async fn of_buyer(
	chain: &Chain,
	at: &At,
	buyer: AccountBytes,
	limit: usize,
) -> Result<(Vec<Policy>, bool)> {
	let (mut found, mut cursor) = (Vec::new(), None);
	loop {
		let page: PolicyPage = chain.ask(at, calls::policies_of(buyer, cursor, PAGE)).await?;
		found.extend(page.policies);
		cursor = page.cursor;
		if cursor.is_none() || found.len() >= limit {
			return Ok(cut(found, cursor.is_some(), limit));
		}
	}
}

/// The first so many, and whether there are more.
fn cut(mut found: Vec<Policy>, more: bool, limit: usize) -> (Vec<Policy>, bool) {
	let more = more || found.len() > limit;
	found.truncate(limit);
	(found, more)
}

async fn list(
	context: &Context,
	kind: Option<Kind>,
	place: Option<Place>,
	buyer: Option<&str>,
	limit: u32,
) -> Result<()> {
	let buyer = buyer.map(|buyer| context.store()?.account(buyer)).transpose()?;
	let View { chain, at, time } = View::now(context).await?;
	let limit = usize::try_from(limit).unwrap_or(usize::MAX);
	let (mut found, more) = match (kind, buyer) {
		(Some(kind), _) => wanting(&chain, &at, &kind, place.as_ref(), limit).await?,
		(None, Some(buyer)) => of_buyer(&chain, &at, buyer, limit).await?,
		(None, None) => return Err(Failure::usage("Name a kind, or a buyer with --buyer.")),
	};
	found.sort_by_key(|policy| policy.id);
	let records: Vec<Record> = found.iter().map(|policy| policy.row(time, &chain.units)).collect();
	page(context, &records, more, "Nobody has such a standing order.");
	Ok(())
}
