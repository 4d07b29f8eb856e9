// SPDX-License-Identifier: Apache-2.0

//! `intctl market`.

pub mod auction;
mod dispute;
mod listing;
mod load;
pub mod matcher;
mod meter;
pub mod policy;
mod purchase;
mod uses;

pub use purchase::buy;

use super::{device, watch, Context};
use crate::{
	calls::market as calls,
	chain::{At, Chain},
	cli::market::{MarketCommand, NameCommand, PartyArgs},
	commands::gas::View,
	errors::{Failure, Result},
	keys::Keypair,
	market::allow,
	model::market::{Agreement, AllowProof, Listing, Party, Reputation, Terms},
	output::Record,
};
use int_primitives::{AccountBytes, Digest};
use subxt::utils::AccountId32;

/// Does what the command says.
pub async fn run(context: &Context, command: MarketCommand) -> Result<()> {
	match command {
		MarketCommand::List { offer, seller, signer } => {
			listing::list(context, &offer, seller.as_deref(), &signer.signer).await
		},
		MarketCommand::Revise { listing, offer, signer } => {
			listing::revise(context, listing, &offer, &signer.signer).await
		},
		MarketCommand::Pause { listing, resume, signer } => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::pause(listing, !resume), &signer.signer).await
		},
		MarketCommand::Close { listing, signer } => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::close_listing(listing), &signer.signer).await
		},
		MarketCommand::Search { kind, place, seller, limit } => {
			listing::search(context, kind, place, seller.as_deref(), limit).await
		},
		MarketCommand::Show { listing, revision } => {
			listing::show(context, listing, revision).await
		},
		MarketCommand::Buy(buy) => purchase::run(context, &buy).await,
		MarketCommand::Agreements { account, limit } => {
			purchase::list(context, &account, limit).await
		},
		MarketCommand::Agreement(command) => purchase::agreement(context, command).await,
		MarketCommand::Meter(command) => meter::meter(context, &command).await,
		MarketCommand::Countersign(command) => meter::countersign(context, &command).await,
		MarketCommand::Settle { vouchers, collect, signer } => {
			meter::settle(context, &vouchers, &collect, &signer.signer).await
		},
		MarketCommand::Load(args) => load::load(context, &args).await,
		MarketCommand::Receipt(command) => uses::receipt(context, command).await,
		MarketCommand::Uses(command) => uses::run(context, command).await,
		MarketCommand::Auction(command) => auction::run(context, command).await,
		MarketCommand::ClaimShare { listing, revision, receiver, to, signer } => {
			let store = context.store()?;
			let to = to.as_deref().map(|to| store.account(to)).transpose()?;
			let chain = context.connect().await?;
			let pair = context.signer(&chain, &signer.signer)?;
			let receiver = account_or(context, receiver.as_deref(), &pair)?;
			let call = calls::claim_share(listing, revision, receiver, to);
			let receipt = chain.submit(&call, &pair).await?;
			context.out.receipt(&receipt, &chain.units);
			Ok(())
		},
		MarketCommand::Arbiter(command) => dispute::arbiter(context, command).await,
		MarketCommand::Dispute(command) => dispute::run(context, command).await,
		MarketCommand::Name(command) => name(context, command).await,
		MarketCommand::Policy(command) => policy::run(context, *command).await,
		MarketCommand::Match(command) => matcher::run(context, &command).await,
		MarketCommand::Watch { agreement, listing, blocks } => {
			watch::follow(context, blocks, |event| {
				let is = |field: &str, number: Option<u64>| {
					number.is_none()
						|| number == event.fields.get(field).and_then(serde_json::Value::as_u64)
				};
				event.pallet == "ResourceMarket"
					&& is("agreement", agreement)
					&& is("listing", listing.map(Into::into))
			})
			.await
		},
	}
}

async fn name(context: &Context, command: NameCommand) -> Result<()> {
	match command {
		NameCommand::Open(signer) => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::open_name(), &signer.signer).await
		},
		NameCommand::Close(signer) => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::close_name(), &signer.signer).await
		},
		NameCommand::Show { account } => {
			let account = context.store()?.account(&account)?;
			let View { chain, at, .. } = View::now(context).await?;
			let worth: Reputation = chain.ask(&at, calls::reputation_of(account)).await?;
			context.out.record(&worth.record(&AccountId32(account), &chain.units));
			Ok(())
		},
	}
}

/// The account that is named, or the key's.
fn account_or(context: &Context, account: Option<&str>, pair: &Keypair) -> Result<AccountBytes> {
	match account {
		Some(account) => context.store()?.account(account),
		None => Ok(pair.account()),
	}
}

/// In whose name a call is made.
fn in_name_of(context: &Context, account: Option<&str>) -> Result<calls::InName> {
	let store = context.store()?;
	account.map(|account| store.account(account).map(AccountId32)).transpose()
}

/// A listing by its number.
pub async fn listing(chain: &Chain, at: &At, id: u32) -> Result<Listing> {
	let listing: Option<Listing> = chain.ask(at, calls::listing(id)).await?;
	listing.ok_or_else(|| {
		Failure::bad_input(format!("There is no listing {id}, or it is closed."))
			.remedy("Look with `intctl market search`.")
	})
}

/// The terms of a listing.
pub async fn terms(chain: &Chain, at: &At, listing: u32, revision: u32) -> Result<Terms> {
	let terms: Option<Terms> = chain.ask(at, calls::terms(listing, revision)).await?;
	terms.ok_or_else(|| {
		Failure::bad_input(format!("The listing {listing} has no terms {revision} any more."))
			.remedy("`intctl market show` shows the present ones.")
	})
}

/// An agreement by its number.
pub async fn agreement(chain: &Chain, at: &At, id: u64) -> Result<Agreement> {
	let agreement: Option<Agreement> = chain.ask(at, calls::agreement(id)).await?;
	agreement.ok_or_else(|| {
		Failure::bad_input(format!("There is no agreement {id}, or it is closed."))
			.remedy("Look with `intctl market agreements`.")
	})
}

/// The generation of the key that signs for an account: of a device its present key's, of any other
/// account 0. An error if the key does not sign for it.
pub async fn generation(
	chain: &Chain,
	at: &At,
	account: &AccountBytes,
	pair: &Keypair,
) -> Result<u32> {
	let device = device::find(chain, at, account).await?;
	let (key, generation) =
		device.map_or((*account, 0), |device| (device.key_account.0, device.generation));
	if key == pair.account() {
		return Ok(generation);
	}
	Err(Failure::key(format!(
		"That key does not sign for {}, which the agreement names.",
		chain.units.address(account)
	))
	.remedy(
		"Name the account's own key; of a device, the key of its last rotation. `intctl market \
		 agreement show` names both sides.",
	))
}

/// Who buys for what, beside the money.
fn party(
	context: &Context,
	buyer: &AccountBytes,
	args: &PartyArgs,
	key: Option<Digest>,
) -> Result<Party> {
	let store = context.store()?;
	let account =
		|text: &Option<String>| text.as_deref().map(|text| store.account(text)).transpose();
	let allow: Option<AllowProof> = match &args.allow_list {
		None => None,
		Some(path) => {
			let listed = allow::read(&super::read_text(path)?, |text| store.account(text))?;
			Some(allow::proof(&listed, buyer)?)
		},
	};
	Ok(Party {
		consumer: account(&args.consumer)?.map(AccountId32),
		arbiter: account(&args.arbiter)?.map(AccountId32),
		allow,
		key,
	})
}

/// Shows records, and that there are more.
fn page(context: &Context, records: &[Record], more: bool, nothing: &str) {
	context.out.list(records, nothing);
	if more {
		context.out.note("note: there are more; ask for them with a higher --limit.");
	}
}
