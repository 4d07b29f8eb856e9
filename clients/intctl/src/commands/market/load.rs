// SPDX-License-Identifier: Apache-2.0

//! `intctl market load`: how many settlements a block of this chain takes.
//!
//! Every agreement has a buyer of its own, so that an item of a batch reads and writes as much as it
//! would between strangers.

use super::Context;
use crate::{
	calls::{
		self,
		market::{self, Step},
	},
	chain::{Chain, Receipt},
	cli::market::Load,
	commands::gas::{fee::quote, View},
	errors::{Failure, Result},
	keys::{Keypair, Scheme},
	market::voucher::Voucher,
	model::market::{
		Access, Along, BatchItem, Capacity, Kind, Offer, Party, Pricing, Request, Tariff, Tier,
		Unit,
	},
	output::Record,
};
use int_api as api;
use int_primitives::{directory::SecurityLevel, market::MeterVoucher, Millis};
use std::{collections::BTreeMap, future::Future, sync::Arc, time::Duration};
use subxt::utils::Static;
use tokio::{sync::Semaphore, task::JoinSet, time::Instant};

/// The most items of a batch of settlements, and of calls in a transaction here.
const BATCH: usize = 100;

/// Transactions under way at a time: fewer than a node lets one connection watch.
const WATCHED: usize = 200;

/// What a buyer gets beside the fee of a purchase: plancks of INT for the deposit and the minimum
/// balance, plancks of GAS for escrow and the minimum balance.
const INT: u128 = 500_000_000_000;
const GAS: u128 = 2_000_000_000;

/// What the signer needs beside gifts and fees, plancks of INT: for the deposits of a listing and the
/// minimum balance.
const DEPOSITS: u128 = 10_000_000_000_000;

/// How much of what a fee is now each transaction is reckoned at: full blocks raise the fees of those
/// after them.
const MARGIN: u128 = 2;

/// What goes into an escrow, and what of it is charged, plancks of GAS.
const ESCROW: u64 = 500_000_000;
const UNITS: u64 = 1_000_000;

/// How long the next block may take, and how often it is looked for.
const NEXT_BLOCK: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(200);

/// An hour and a minute, milliseconds.
const HOUR: Millis = 3_600_000;
const MINUTE: u32 = 60_000;

/// An agreement, and who settles it.
struct Deal {
	buyer: Keypair,
	agreement: u64,
}

/// What one block took.
#[derive(Debug, Default)]
struct Taken {
	batches: usize,
	settlements: u128,
}

/// `intctl market load`.
pub async fn load(context: &Context, args: &Load) -> Result<()> {
	let view = View::now(context).await?;
	let chain = &view.chain;
	if !chain.is_development {
		return Err(Failure::usage(format!(
			"{} is no development chain, and this would fill its blocks.",
			chain.name
		)));
	}
	let seller = context.signer(chain, &args.signer.signer)?;
	let agreements = usize::from(args.agreements);
	let buyers = (0..agreements).map(|number| key("buyer", number)).collect::<Result<Vec<_>>>()?;
	let bringers = (0..agreements.div_ceil(BATCH))
		.map(|number| key("bringer", number))
		.collect::<Result<Vec<_>>>()?;
	let costs = Costs::reckon(&view, &seller, agreements).await?;
	let mut gifts = Vec::new();
	for buyer in &buyers {
		gifts.push(chain.call_data(&calls::transfer(buyer.account(), costs.buyer)).await?);
		gifts.push(chain.call_data(&calls::transfer_gas(buyer.account(), GAS)).await?);
	}
	for bringer in &bringers {
		gifts.push(chain.call_data(&calls::transfer(bringer.account(), costs.bringer)).await?);
	}
	costs.ensure(context, &view, &seller, &gifts, (buyers.len(), bringers.len())).await?;

	context.out.note(&format!("{agreements} buyers get INT and GAS"));
	in_batches(chain, gifts, &seller).await?;

	let listed = chain.submit(&market::list(None, offer(view.time)), &seller).await?;
	let listing = listed.amount("ResourceMarket", "Listed", "listing")?;
	let listing =
		u32::try_from(listing).map_err(|_| Failure::incompatible("a listing's number"))?;
	context.out.note(&format!("they buy from listing {listing}"));
	let bought = at_once(buyers, |buyer| {
		let chain = chain.clone();
		async move {
			let call = market::purchase(None, listing, request());
			let receipt = chain.submit(&call, &buyer).await?;
			let agreement = receipt.amount("ResourceMarket", "Purchased", "agreement")?;
			let agreement = u64::try_from(agreement)
				.map_err(|_| Failure::incompatible("an agreement's number"))?;
			Ok(Deal { buyer, agreement })
		}
	})
	.await?;

	context.out.note(&format!("{} vouchers go to the chain, {BATCH} at a time", bought.len()));
	let read = time_after_now(chain).await?;
	let mut batches = Vec::new();
	for (deals, bringer) in bought.chunks(BATCH).zip(bringers) {
		let items = deals
			.iter()
			.map(|deal| settlement(chain, &seller, deal, read))
			.collect::<Result<Vec<_>>>()?;
		batches.push((items, bringer));
	}
	let started = Instant::now();
	let receipts = at_once(batches, |(items, bringer)| {
		let chain = chain.clone();
		async move { chain.submit(&market::settle_batch(items), &bringer).await }
	})
	.await?;
	let waited = started.elapsed();
	let settled = report(context, chain, &receipts, waited).await?;

	context.out.note("the agreements are ended, and what is left returns");
	for step in [Step::Cancel, Step::Close] {
		let mut steps = Vec::new();
		for deal in &bought {
			steps.push(chain.call_data(&market::step(step, deal.agreement)).await?);
		}
		in_batches(chain, steps, &seller).await?;
	}
	chain.submit(&market::close_listing(listing), &seller).await?;
	if settled < u128::from(args.agreements) {
		return Err(Failure::refused(format!(
			"Only {settled} of {} settlements were good. The event ItemFailed in the blocks above says why.",
			args.agreements
		)));
	}
	Ok(())
}

/// The time of the first block after the present one: a meter that is read in the block of its purchase
/// has nothing new to show.
async fn time_after_now(chain: &Chain) -> Result<Millis> {
	let began = Instant::now();
	let before = chain.time(&chain.best().await?).await?;
	while began.elapsed() < NEXT_BLOCK {
		let now = chain.time(&chain.best().await?).await?;
		if now > before {
			return Ok(now);
		}
		tokio::time::sleep(PAUSE).await;
	}
	Err(Failure::other(format!("The chain made no block within {} s.", NEXT_BLOCK.as_secs())))
}

/// A key that everybody can derive, as those of development chains are.
fn key(role: &str, number: usize) -> Result<Keypair> {
	Keypair::from_secret(Scheme::Sr25519, &format!("//load//{role}//{number}"))
}

/// What all of it costs, at the present price of fees and with a margin.
struct Costs {
	/// What a buyer gets, plancks of INT.
	buyer: u128,
	/// What who brings a batch gets, plancks of INT. A batch's fee is taken as if all its items were
	/// heavy, and then returned in part.
	bringer: u128,
	/// What the signer's own transactions after the gifts cost, plancks of GAS.
	later: u128,
}

impl Costs {
	async fn reckon(view: &View, seller: &Keypair, agreements: usize) -> Result<Self> {
		let chain = &view.chain;
		let purchase = chain.call_data(&market::purchase(None, 0, request())).await?;
		let deal = Deal { buyer: key("buyer", 0)?, agreement: 0 };
		let item = settlement(chain, seller, &deal, view.time)?;
		let items = vec![item; agreements.min(BATCH)];
		let batch = chain.call_data(&market::settle_batch(items)).await?;
		let mut later = 0u128;
		for call in [
			chain.call_data(&market::list(None, offer(view.time))).await?,
			chain.call_data(&market::close_listing(0)).await?,
		] {
			later = later.saturating_add(fee(view, seller, call).await?.0);
		}
		for step in [Step::Cancel, Step::Close] {
			let one = chain.call_data(&market::step(step, 0)).await?;
			let fees = fees_in_batches(view, seller, &vec![one; agreements]).await?;
			later = later.saturating_add(fees);
		}
		Ok(Self {
			buyer: INT.saturating_add(fee(view, seller, purchase).await?.1),
			bringer: INT.saturating_add(fee(view, seller, batch).await?.1),
			later,
		})
	}

	/// That the signer has all that these gifts to so many buyers and bringers, and everything after
	/// them, take. Fees are paid in GAS while there is any, so it has to be enough for both.
	async fn ensure(
		&self,
		context: &Context,
		view: &View,
		seller: &Keypair,
		gifts: &[Vec<u8>],
		(buyers, bringers): (usize, usize),
	) -> Result<()> {
		let count = |number: usize| u128::try_from(number).unwrap_or(u128::MAX);
		let fees = fees_in_batches(view, seller, gifts).await?.saturating_add(self.later);
		// One more than the buyers get stays as the signer's own minimum balance.
		let gas = GAS.saturating_mul(count(buyers).saturating_add(1)).saturating_add(fees);
		let int = self
			.buyer
			.saturating_mul(count(buyers))
			.saturating_add(self.bringer.saturating_mul(count(bringers)))
			.saturating_add(DEPOSITS);
		let account = seller.account();
		let has_gas = view.chain.gas(&view.at, &account).await?.unwrap_or_default();
		let has_int = view.chain.balance(&view.at, &account).await?.free;
		let units = &view.chain.units;
		let takes = format!(
			"That takes {} and {}, of it {} for the signer's fees at most; what is not used of the \
			 rest stays with buyers and bringers",
			units.gas().amount(gas),
			units.amount(int),
			units.gas().amount(fees),
		);
		if has_gas >= gas && has_int >= int {
			context.out.note(&takes);
			return Ok(());
		}
		let has =
			format!("the signer has {} and {}", units.gas().amount(has_gas), units.amount(has_int));
		let url = context.global.url.as_str();
		Err(Failure::bad_input(format!("{takes}; {has}.")).remedy(if has_gas < gas {
			let missing = units.gas().amount(gas.saturating_sub(has_gas));
			format!("Buy GAS first: `intctl --url {url} gas buy \"{missing}\"`. Or take fewer agreements.")
		} else {
			"Take a signer with more INT, or fewer agreements.".into()
		}))
	}
}

/// What a call by this signer costs at most, with a margin: plancks of GAS, and of INT for who pays in
/// that.
async fn fee(view: &View, signer: &Keypair, call: Vec<u8>) -> Result<(u128, u128)> {
	let (quote, _) = quote(&view.chain, &view.at, signer.account(), call, 0).await?;
	Ok((quote.gas.saturating_mul(MARGIN), quote.int.saturating_mul(MARGIN)))
}

/// What [`in_batches`] costs at most, plancks of GAS, with a margin: each transaction as much as the
/// first, which is as long as any.
async fn fees_in_batches(view: &View, signer: &Keypair, all: &[Vec<u8>]) -> Result<u128> {
	let Some(first) = all.chunks(BATCH).next() else { return Ok(0) };
	let call = view.chain.call_data(&calls::force_batch(first.to_vec())).await?;
	let one = fee(view, signer, call).await?.0;
	Ok(one.saturating_mul(u128::try_from(all.len().div_ceil(BATCH)).unwrap_or(u128::MAX)))
}

/// Any number of calls by one signer, some in each transaction. An error when one of them fails.
async fn in_batches(chain: &Chain, calls: Vec<Vec<u8>>, signer: &Keypair) -> Result<()> {
	for some in calls.chunks(BATCH) {
		let receipt = chain.submit(&calls::force_batch(some.to_vec()), signer).await?;
		if let Some(failed) = receipt.event("Utility", "ItemFailed") {
			return Err(Failure::refused(format!("A call of a batch failed: {failed}")));
		}
	}
	Ok(())
}

/// Does something with each of many, some at a time; in any order, and all or the first error.
async fn at_once<A, F, V>(all: Vec<A>, each: impl Fn(A) -> F) -> Result<Vec<V>>
where
	F: Future<Output = Result<V>> + Send + 'static,
	V: Send + 'static,
{
	let gate = Arc::new(Semaphore::new(WATCHED));
	let mut tasks = JoinSet::new();
	for one in all {
		let (task, gate) = (each(one), gate.clone());
		tasks.spawn(async move {
			let _place = gate.acquire().await;
			task.await
		});
	}
	let mut done = Vec::new();
	while let Some(task) = tasks.join_next().await {
		done.push(task.map_err(|error| Failure::other(format!("A task ended: {error}")))??);
	}
	Ok(done)
}

/// Anything, at a millionth of what an escrow has, as fast as anybody wants.
fn offer(now: Millis) -> Offer {
	Offer {
		kind: Kind::Other(0),
		unit: Unit::Other(0),
		place: None,
		metadata: Vec::new(),
		provider: None,
		capacity: Capacity::Unlimited,
		from: 0,
		until: now.saturating_add(HOUR.saturating_mul(24)),
		access: Access {
			allow: None,
			fleet: None,
			reputation: 0,
			security: Static(SecurityLevel::Unattested),
		},
		pricing: Pricing::Metered(Tariff {
			along: Along::Use,
			tiers: vec![Tier { from: 0, price: 1 }],
			per: 1,
			rate: UNITS.saturating_mul(HOUR),
			standby: 0,
			claim_period: MINUTE,
			runway: 0,
		}),
		split: Vec::new(),
		arbiters: Vec::new(),
		window: MINUTE,
		delivery: MINUTE.into(),
		notice: 0,
		longest: HOUR,
		manifest: None,
	}
}

fn request() -> Request {
	Request {
		revision: 0,
		quantity: 0,
		max_price: 1,
		escrow: ESCROW,
		duration: HOUR,
		anchor: None,
		party: Party { consumer: None, arbiter: None, allow: None, key: None },
	}
}

/// A voucher of a reading at this time, which both sides have signed.
fn settlement(chain: &Chain, seller: &Keypair, deal: &Deal, read: Millis) -> Result<BatchItem> {
	let expires = read.saturating_add(HOUR);
	let body = MeterVoucher {
		agreement: deal.agreement,
		provider: seller.account(),
		consumer: deal.buyer.account(),
		units: UNITS,
		sequence: read,
		generation: 0,
		expires,
	};
	let voucher = Voucher::sign(chain.genesis, body, seller, &chain.units);
	Ok(BatchItem::Voucher(voucher.accept(&deal.buyer, 0, expires)?.settlement()?))
}

/// What each block took, beside what it may take. Returns how many settlements were good.
async fn report(
	context: &Context,
	chain: &Chain,
	receipts: &[Receipt],
	waited: Duration,
) -> Result<u128> {
	let mut blocks: BTreeMap<u64, Taken> = BTreeMap::new();
	for receipt in receipts {
		let block = blocks.entry(receipt.block).or_default();
		block.batches = block.batches.saturating_add(1);
		let good = receipt.amount("ResourceMarket", "BatchDone", "good")?;
		block.settlements = block.settlements.saturating_add(good);
	}
	let mut records = Vec::new();
	for (number, taken) in &blocks {
		let at = chain.at_number(*number).await?;
		let used = at.storage().fetch(api::storage().system().block_weight(), ()).await?;
		let normal = used.decode()?.normal;
		let limits = at.constants().entry(api::constants().system().block_weights())?;
		let most = limits.per_class.normal.max_total.unwrap_or(limits.max_block);
		let mut bytes = 0usize;
		for extrinsic in at.extrinsics().fetch().await?.iter() {
			bytes = bytes.saturating_add(extrinsic.map_err(subxt::Error::from)?.bytes().len());
		}
		records.push(
			Record::new()
				.with("block", *number)
				.with("batches", taken.batches)
				.with("settlements", taken.settlements.to_string())
				.with("computing", share(normal.ref_time, most.ref_time))
				.with("proof", share(normal.proof_size, most.proof_size))
				.with("bytes", bytes),
		);
	}
	context.out.list(&records, "no block");
	context.out.note(&format!("all were in blocks after {:.1} s", waited.as_secs_f32()));
	Ok(blocks.values().map(|taken| taken.settlements).sum())
}

/// For people: how much of what there is.
fn share(used: u64, most: u64) -> String {
	let parts = u128::from(used).saturating_mul(1_000).checked_div(most.into()).unwrap_or_default();
	format!("{used} of {most} ({}.{} %)", parts / 10, parts % 10)
}
