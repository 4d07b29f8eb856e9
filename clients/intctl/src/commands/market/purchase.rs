// SPDX-License-Identifier: Apache-2.0

//! `intctl market buy`, `agreements` and `agreement`.

use super::{agreement as agreement_now, in_name_of, listing, page, party, terms, Context};
use crate::{
	calls::market::{self as calls, Step},
	chain::{At, Chain, Receipt},
	cli::market::{AgreementCommand, Buy},
	commands::gas::View,
	errors::{Failure, Result},
	market::{
		order::{cost, standby_cost},
		uses::{Owner, UseChain},
		write_json,
	},
	model::market::{Agreement, AgreementPage, Listing, Preview, Pricing, Request, Tariff},
	output::Record,
};
use int_primitives::{AccountBytes, Digest};

/// The most agreements of a page.
const PAGE: u32 = 200;

/// What was bought.
pub struct Bought {
	/// The agreement.
	pub agreement: u64,
	/// What became of the purchase.
	pub receipt: Receipt,
}

/// What a purchase asks for, before its price is known.
fn request(
	context: &Context,
	listing: &Listing,
	buyer: &AccountBytes,
	args: &Buy,
	anchor: Option<Digest>,
	key: Option<Digest>,
) -> Result<Request> {
	let metered = matches!(listing.pricing, Pricing::Metered(_));
	let quantity = match (metered, args.quantity) {
		(true, None) => 0,
		(false, None) => 1,
		(_, Some(quantity)) => quantity,
	};
	Ok(Request {
		revision: args.revision.unwrap_or(listing.revision),
		quantity,
		max_price: args.max_price.map_or(u64::MAX, |gas| gas.0),
		escrow: args.escrow.map_or(0, |gas| gas.0),
		duration: args.duration.map_or(0, |span| span.0),
		anchor,
		party: party(context, buyer, &args.party, key)?,
	})
}

async fn preview(
	chain: &Chain,
	at: &At,
	buyer: AccountBytes,
	listing: u32,
	request: &Request,
) -> Result<Preview> {
	chain.ask(at, calls::preview(buyer, listing, request.clone())).await
}

/// Everything that stands against a purchase, with what to do about the first of it.
fn refused(preview: &Preview) -> Result<()> {
	let Some(first) = preview.refusals.first() else { return Ok(()) };
	let reasons: Vec<&str> = preview.refusals.iter().map(|refusal| refusal.explain().0).collect();
	Err(Failure::refused(format!("The purchase would be refused: {}", reasons.join("; ")))
		.remedy(first.explain().1))
}

/// Whose purchase it is.
fn buyer_of(context: &Context, args: &Buy) -> Result<AccountBytes> {
	let store = context.store()?;
	match (&args.in_name_of, &args.buyer.preview, &args.buyer.signer) {
		(Some(account), ..) | (None, Some(account), _) | (None, None, Some(account)) => {
			store.account(account)
		},
		(None, None, None) => Err(Failure::usage("Name who buys with --signer.")),
	}
}

/// Previews a purchase and makes it, at no more than the preview said unless a maximum is given.
/// Nothing if only the preview was asked for.
pub async fn buy(
	context: &Context,
	view: &View,
	args: &Buy,
	key: Option<Digest>,
) -> Result<Option<Bought>> {
	let View { chain, at, .. } = view;
	let buyer = buyer_of(context, args)?;
	let listing = listing(chain, at, args.listing).await?;
	if matches!(listing.pricing, Pricing::Auction(_)) {
		return Err(Failure::bad_input(format!("The listing {} is auctioned.", listing.id))
			.remedy(match listing.auction {
				Some(auction) => format!("Bid: `intctl market auction bid {auction} AMOUNT`."),
				None => "Wait until the seller starts an auction.".into(),
			}));
	}
	let uses = match &args.uses_file {
		None => None,
		Some(path) if path.exists() => {
			return Err(Failure::bad_input(format!("{} is there already.", path.display()))
				.remedy("Each purchase has a secret of its own: name another file."));
		},
		Some(_) => {
			let owner = Owner { genesis: chain.genesis, listing: listing.id, buyer };
			Some(UseChain::new(&owner, args.quantity.unwrap_or(1), &chain.units)?)
		},
	};
	let anchor = uses.as_ref().map(UseChain::anchor).transpose()?;
	let mut request = request(context, &listing, &buyer, args, anchor, key)?;
	let preview = preview(chain, at, buyer, listing.id, &request).await?;
	let metered = matches!(listing.pricing, Pricing::Metered(_));
	let record = preview.record(listing.id, request.revision, metered, &chain.units);
	let Some(signer) = &args.buyer.signer else {
		context.out.record(&record);
		return Ok(None);
	};
	refused(&preview)?;
	if !context.out.is_json() {
		context.out.record(&record);
	}
	if args.max_price.is_none() {
		request.max_price = preview.price;
	}
	if let (Some(path), Some(uses)) = (&args.uses_file, &uses) {
		write_json(path, uses)?;
	}
	let pair = context.signer(chain, signer)?;
	let in_name = in_name_of(context, args.in_name_of.as_deref())?;
	let receipt = chain.submit(&calls::purchase(in_name, listing.id, request), &pair).await?;
	let agreement = receipt.amount("ResourceMarket", "Purchased", "agreement")?;
	let agreement = u64::try_from(agreement)
		.map_err(|_| Failure::incompatible("the number of an agreement has more digits"))?;
	Ok(Some(Bought { agreement, receipt }))
}

/// `intctl market buy`.
pub async fn run(context: &Context, args: &Buy) -> Result<()> {
	let view = View::now(context).await?;
	if let Some(bought) = buy(context, &view, args, None).await? {
		context.out.receipt(&bought.receipt, &view.chain.units);
		context.out.note(&format!("The agreement has the number {}.", bought.agreement));
	}
	Ok(())
}

/// `intctl market agreements`.
pub async fn list(context: &Context, account: &str, limit: u32) -> Result<()> {
	let account = context.store()?.account(account)?;
	let View { chain, at, time } = View::now(context).await?;
	let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
	let mut found: Vec<Agreement> = Vec::new();
	let mut cursor = None;
	let more = loop {
		let page: AgreementPage =
			chain.ask(&at, calls::agreements_of(account, cursor, PAGE)).await?;
		found.extend(page.agreements);
		cursor = page.cursor;
		if cursor.is_none() || found.len() >= wanted {
			break cursor.is_some() || found.len() > wanted;
		}
	};
	found.sort_by_key(|agreement| agreement.id);
	found.truncate(wanted);
	let records: Vec<Record> =
		found.iter().map(|agreement| agreement.row(time, &chain.units)).collect();
	page(context, &records, more, "The account has no agreements.");
	Ok(())
}

/// For how long a claim may still run up before a withdrawal is in a block, milliseconds.
const HEADROOM: u64 = 30_000;

/// What can be withdrawn of an agreement by a transaction that is sent now: what the chain says,
/// less what the meter can run up until a block has it.
async fn withdrawable(View { chain, at, time }: &View, id: u64) -> Result<u64> {
	let agreement = agreement_now(chain, at, id).await?;
	let terms = terms(chain, at, agreement.listing, agreement.revision).await?;
	let Pricing::Metered(tariff) = &terms.pricing else {
		return Err(Failure::bad_input("Only the escrow of metered use can be withdrawn.")
			.remedy("The rest of any other returns when the agreement ends."));
	};
	let running = agreement.ends.saturating_sub(*time).min(HEADROOM);
	match agreement.withdrawable.saturating_sub(run_up(tariff, running).unwrap_or(u64::MAX)) {
		0 => Err(Failure::refused("Nothing can be withdrawn: claims can reach all of it still.")
			.remedy("Have what was used settled first, or wait until less can be claimed.")),
		amount => Ok(amount),
	}
}

/// The most that metered use can cost in a time, plancks of GAS.
fn run_up(tariff: &Tariff, time: u64) -> Option<u64> {
	const HOUR: u128 = 3_600_000;
	let highest = tariff.tiers.iter().map(|tier| tier.price).max()?;
	let units = u128::from(tariff.rate).checked_mul(time.into())?.div_ceil(HOUR);
	let used = cost(highest, tariff.per, u64::try_from(units).ok()?)?;
	used.checked_add(standby_cost(tariff.standby, time)?)
}

/// `intctl market agreement`.
pub async fn agreement(context: &Context, command: AgreementCommand) -> Result<()> {
	let (step, on) = match command {
		AgreementCommand::Show { agreement } => {
			let View { chain, at, time } = View::now(context).await?;
			let agreement = agreement_now(&chain, &at, agreement).await?;
			context.out.record(&agreement.record(time, &chain.units));
			return Ok(());
		},
		AgreementCommand::TopUp { on, amount } => {
			let chain = context.connect().await?;
			let call = calls::top_up(on.agreement, amount.0);
			return context.submit(&chain, &call, &on.signer.signer).await;
		},
		AgreementCommand::Withdraw { on, amount } => {
			let view = View::now(context).await?;
			let amount = match amount {
				Some(amount) => amount.0,
				None => withdrawable(&view, on.agreement).await?,
			};
			let chain = view.chain;
			let call = calls::withdraw(on.agreement, amount);
			return context.submit(&chain, &call, &on.signer.signer).await;
		},
		AgreementCommand::Cancel(on) => (Step::Cancel, on),
		AgreementCommand::Close(on) => (Step::Close, on),
		AgreementCommand::Deliver(on) => (Step::Deliver, on),
		AgreementCommand::Confirm(on) => (Step::Confirm, on),
		AgreementCommand::Collect(on) => (Step::Collect, on),
	};
	let chain = context.connect().await?;
	context.submit(&chain, &calls::step(step, on.agreement), &on.signer.signer).await
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		errors::Kind,
		model::market::{Along, Refusal, Tier},
	};

	#[test]
	fn what_a_meter_can_run_up_is_rounded_up() {
		let tariff = Tariff {
			along: Along::Use,
			tiers: vec![Tier { from: 0, price: 300 }, Tier { from: 9, price: 100 }],
			per: 1_000,
			rate: 11_000,
			standby: 3_600,
			claim_period: 60_000,
			runway: 0,
		};
		// 91.7 units and 30 s, both up.
		assert_eq!(run_up(&tariff, 30_000), Some(28 + 30));
		assert_eq!(run_up(&Tariff { rate: u64::MAX, ..tariff }, u64::MAX), None);
	}

	#[test]
	fn a_refused_purchase_names_every_reason() {
		let preview = |refusals| Preview { price: 1, fee_parts: 0, fee: 0, escrow: 1, refusals };
		assert!(refused(&preview(Vec::new())).is_ok());
		let failure =
			refused(&preview(vec![Refusal::ListingPaused, Refusal::FundsMissing])).unwrap_err();
		assert_eq!(failure.kind, Kind::Refused);
		assert!(failure.message.contains("paused"));
		assert!(failure.message.contains("GAS"));
		assert!(failure.remedy.is_some());
	}
}
