// SPDX-License-Identifier: Apache-2.0

//! INT into GAS and back: bids, purchases, redemptions, and what they owe.

use super::{bids_of, redemptions_of, Context, View};
use crate::{
	calls,
	chain::{At, Chain},
	cli::gas::Exchange,
	errors::{Failure, Result},
	keys::Keypair,
	model::gas::{BidState, Quote, Refusal, RequestState, GAS},
	price::{mul_div, mul_div_up},
};
use int_api as api;
use int_primitives::AccountBytes;

/// The most claims in one transaction, so that it fits a block with others.
const BATCH: usize = 32;

/// What is added to a quote where no limit is given: one per cent, for a price that moves before
/// the purchase is included.
const LEEWAY: (u128, u128) = (101, 100);

/// `intctl gas bid`.
pub async fn bid(context: &Context, quantity: u128, limit: &str, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	let limit = chain.units.parse_amount(limit)?;
	let taken = held(quantity, limit)
		.ok_or_else(|| Failure::bad_input("Nobody has so much INT. Bid less."))?;
	context.out.note(&format!(
		"The bid takes {} at once and cannot be withdrawn; what it does not pay comes back.",
		chain.units.amount(taken)
	));
	context.submit(&chain, &calls::bid(quantity, limit), signer).await
}

/// Plancks of INT that a bid puts up, as the chain computes them: rounded up.
fn held(quantity: u128, limit: u128) -> Option<u128> {
	mul_div_up(quantity, limit, GAS)
}

/// What purchasing GAS would cost now.
pub async fn quote_purchase(chain: &Chain, at: &At, amount: u128) -> Result<Quote> {
	let quote: Result<Quote, Refusal> =
		chain.ask(at, api::runtime_apis().gas_api().quote_purchase(amount)).await?;
	quote.map_err(|refusal| refused("GAS cannot be purchased", refusal))
}

/// What a quote costs at most, if nothing else is said.
pub fn at_most(quote: &Quote) -> Option<u128> {
	mul_div(quote.int, LEEWAY.0, LEEWAY.1)
}

fn refused(what: &str, refusal: Refusal) -> Failure {
	let (why, remedy) = refusal.explain();
	Failure::refused(format!("{what}: {why}")).remedy(remedy)
}

/// `intctl gas buy`.
pub async fn buy(
	context: &Context,
	amount: u128,
	max: Option<&str>,
	exchange: &Exchange,
) -> Result<()> {
	let view = View::now(context).await?;
	let units = &view.chain.units;
	let max = max.map(|max| units.parse_amount(max)).transpose()?;
	let quote = quote_purchase(&view.chain, &view.at, amount).await?;
	let Some(signer) = &exchange.signer else {
		context.out.record(&quote.record(units));
		return Ok(());
	};
	let max = max
		.or_else(|| at_most(&quote))
		.ok_or_else(|| Failure::bad_input("Nobody has so much INT. Buy less."))?;
	context.out.note(&format!(
		"{} cost {} now, and will cost {} at most.",
		units.gas().amount(amount),
		units.amount(quote.int),
		units.amount(max)
	));
	context.submit(&view.chain, &calls::buy(amount, max), signer).await
}

/// `intctl gas redeem`.
pub async fn redeem(context: &Context, amount: u128, exchange: &Exchange) -> Result<()> {
	let view = View::now(context).await?;
	let units = &view.chain.units;
	let quote: Result<Quote, Refusal> =
		view.chain.ask(&view.at, api::runtime_apis().gas_api().quote_redemption(amount)).await?;
	let Some(signer) = &exchange.signer else {
		let quote = quote.map_err(|refusal| refused("Nothing would be redeemed now", refusal))?;
		context.out.record(&quote.record(units));
		return Ok(());
	};
	// A request is for a later price, so that there is none now refuses nothing.
	context.out.note(&match quote {
		Ok(quote) => format!(
			"At the price of now {} would be redeemed for {}. It will be done at the first price \
			 after the window has closed and cooled; what is not redeemed comes back. Then: `intctl gas claim`.",
			units.gas().amount(quote.gas),
			units.amount(quote.int)
		),
		Err(refusal) => format!(
			"Nothing would be redeemed now: {}. The request waits for the first price after its \
			 window has closed and cooled.",
			refusal.explain().0
		),
	});
	context.submit(&view.chain, &calls::redeem(amount), signer).await
}

/// `intctl gas withdraw`.
pub async fn withdraw(context: &Context, window: u32, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	context.submit(&chain, &calls::withdraw_redemption(window), signer).await
}

/// `intctl gas add-to-reserve`.
pub async fn add_to_reserve(context: &Context, amount: &str, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	let amount = chain.units.parse_amount(amount)?;
	context.submit(&chain, &calls::add_to_reserve(amount), signer).await
}

/// The account that is named, or the signer's.
fn account_or_signer(
	context: &Context,
	account: Option<&str>,
	signer: &Keypair,
) -> Result<AccountBytes> {
	match account {
		Some(account) => context.store()?.account(account),
		None => Ok(signer.account()),
	}
}

/// `intctl gas forget-purchases`.
pub async fn forget(context: &Context, account: Option<&str>, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	let pair = context.signer(&chain, signer)?;
	let account = account_or_signer(context, account, &pair)?;
	let receipt = chain.submit(&calls::forget_purchases(account), &pair).await?;
	context.out.receipt(&receipt, &chain.units);
	Ok(())
}

/// `intctl gas claim`: everything that bids and requests of an account are owed.
pub async fn claim(context: &Context, account: Option<&str>, signer: &str) -> Result<()> {
	let view = View::now(context).await?;
	let chain = &view.chain;
	let pair = context.signer(chain, signer)?;
	let account = account_or_signer(context, account, &pair)?;
	let mut claims = Vec::new();
	for bid in bids_of(chain, &view.at, account).await? {
		if matches!(bid.state, BidState::Owed { .. }) {
			claims.push(chain.call_data(&calls::settle_bid(bid.auction, bid.index)).await?);
		}
	}
	for request in redemptions_of(chain, &view.at, account).await? {
		if matches!(request.state, RequestState::Owed { .. }) {
			let call = calls::claim_redemption(request.window, account);
			claims.push(chain.call_data(&call).await?);
		}
	}
	if claims.is_empty() {
		return Err(Failure::refused(format!(
			"Nothing is owed to {}.",
			chain.units.address(&account)
		))
		.remedy(
			"Bids are owed once their auction is cleared (`intctl gas bids`), requests of \
			 redemption once their window is executed (`intctl gas redemptions`); the chain also \
			 pays by itself when it is idle.",
		));
	}
	for batch in claims.chunks(BATCH) {
		let receipt = chain.submit(&calls::force_batch(batch.to_vec()), &pair).await?;
		context.out.receipt(&receipt, &chain.units);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_bid_puts_up_what_it_may_cost_rounded_up() {
		assert_eq!(held(5_000 * GAS, 20_000_000_000), Some(100_000_000_000_000));
		assert_eq!(held(1, 1), Some(1));
		assert_eq!(held(GAS, 1), Some(1));
		assert_eq!(held(GAS + 1, 1), Some(2));
		assert_eq!(held(u128::MAX, u128::MAX), None);
	}

	#[test]
	fn a_purchase_may_cost_a_hundredth_more_than_its_quote() {
		assert_eq!(at_most(&Quote { gas: GAS, int: 1_000 }), Some(1_010));
		assert_eq!(at_most(&Quote { gas: GAS, int: u128::MAX }), None);
	}
}
