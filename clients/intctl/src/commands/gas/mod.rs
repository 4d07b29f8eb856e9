// SPDX-License-Identifier: Apache-2.0

//! `intctl gas`.

pub mod fee;
mod history;
pub mod pot;
pub mod trade;

use super::Context;
use crate::{
	chain::{At, Chain},
	cli::gas::GasCommand,
	errors::{Failure, Result},
	model::gas::{Auction, Bid, Parameters, Redemption, Status},
	output::Record,
};
use int_api as api;
use int_primitives::{AccountBytes, Millis};
use serde_json::Value;
use subxt::utils::AccountId32;

/// Does what the command says.
pub async fn run(context: &Context, command: GasCommand) -> Result<()> {
	match command {
		GasCommand::Price => {
			let view = View::now(context).await?;
			let status = status(&view.chain, &view.at).await?;
			context.out.record(&status.prices(view.time, &view.chain.units));
			Ok(())
		},
		GasCommand::Status => {
			let view = View::now(context).await?;
			let status = status(&view.chain, &view.at).await?;
			context.out.record(&status.record(view.time, &view.chain.units));
			Ok(())
		},
		GasCommand::Reserve => {
			let view = View::now(context).await?;
			let status = status(&view.chain, &view.at).await?;
			let rules = parameters(&view.chain, &view.at).await?;
			context.out.record(&status.reserve(&rules, &view.chain.units));
			Ok(())
		},
		GasCommand::Auction => auction(context).await,
		GasCommand::Bid { quantity, limit, signer } => {
			trade::bid(context, quantity, &limit, &signer.signer).await
		},
		GasCommand::Bids { account } => {
			let account = context.store()?.account(&account)?;
			let view = View::now(context).await?;
			let bids = bids_of(&view.chain, &view.at, account).await?;
			let units = &view.chain.units;
			let records: Vec<Record> = bids.iter().map(|bid| bid.record(units)).collect();
			context.out.list(&records, "The account has no bids that are open or not claimed.");
			Ok(())
		},
		GasCommand::Claim { account, signer } => {
			trade::claim(context, account.as_deref(), &signer.signer).await
		},
		GasCommand::Buy { amount, max, exchange } => {
			trade::buy(context, amount, max.as_deref(), &exchange).await
		},
		GasCommand::ForgetPurchases { account, signer } => {
			trade::forget(context, account.as_deref(), &signer.signer).await
		},
		GasCommand::Redeem { amount, exchange } => trade::redeem(context, amount, &exchange).await,
		GasCommand::Redemptions { account } => {
			let account = context.store()?.account(&account)?;
			let view = View::now(context).await?;
			let requests = redemptions_of(&view.chain, &view.at, account).await?;
			let units = &view.chain.units;
			let records: Vec<Record> =
				requests.iter().map(|request| request.record(view.time, units)).collect();
			context.out.list(&records, "The account has no requests that wait or are not claimed.");
			Ok(())
		},
		GasCommand::Withdraw { window, signer } => {
			trade::withdraw(context, window, &signer.signer).await
		},
		GasCommand::AddToReserve { amount, signer } => {
			trade::add_to_reserve(context, &amount, &signer.signer).await
		},
		GasCommand::History(history) => history::run(context, &history).await,
		GasCommand::Pot(command) => pot::run(context, command).await,
		GasCommand::Fee(fee) => fee::run(context, &fee).await,
	}
}

/// The chain as it is now.
pub struct View {
	/// The chain.
	pub chain: Chain,
	/// Its best block.
	pub at: At,
	/// Chain time there, milliseconds.
	pub time: Millis,
}

impl View {
	/// Connects, and looks at the best block.
	pub async fn now(context: &Context) -> Result<Self> {
		let chain = context.connect().await?;
		let at = chain.best().await?;
		let time = chain.time(&at).await?;
		Ok(Self { chain, at, time })
	}
}

/// How GAS stands.
pub async fn status(chain: &Chain, at: &At) -> Result<Status> {
	chain.ask(at, api::runtime_apis().gas_api().status()).await
}

/// The parameters, as the chain goes by them.
pub async fn parameters(chain: &Chain, at: &At) -> Result<Parameters> {
	chain.ask(at, api::runtime_apis().gas_api().parameters()).await
}

async fn bids_of(chain: &Chain, at: &At, account: AccountBytes) -> Result<Vec<Bid>> {
	chain.ask(at, api::runtime_apis().gas_api().bids_of(AccountId32(account))).await
}

async fn redemptions_of(chain: &Chain, at: &At, account: AccountBytes) -> Result<Vec<Redemption>> {
	chain.ask(at, api::runtime_apis().gas_api().redemptions_of(AccountId32(account))).await
}

async fn auction(context: &Context) -> Result<()> {
	let view = View::now(context).await?;
	let running: Option<Auction> =
		view.chain.ask(&view.at, api::runtime_apis().gas_api().auction()).await?;
	let running = running.ok_or_else(|| {
		Failure::other("No auction runs.").remedy("The chain starts one by itself; try again soon.")
	})?;
	let units = &view.chain.units;
	let record = running.record(view.time, units);
	let book = running.book(units);
	if context.out.is_json() {
		let book: Vec<Value> = book.iter().map(Record::json).collect();
		context.out.record(&record.with("book", book));
	} else {
		context.out.record(&record);
		context.out.list(&book, "No bids yet.");
	}
	Ok(())
}
