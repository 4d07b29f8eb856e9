// SPDX-License-Identifier: Apache-2.0

//! A standing order, and who brings it together with an offer.

use super::{
	offers::{agreement_in, Offers, MINUTE},
	teller::{expect, Stage, Teller, Waiting},
	trades::random,
	work::Work,
};
use crate::{
	calls::market as calls,
	chain::{At, Chain},
	commands::market::{self, matcher::Walk, policy::policy},
	errors::{Failure, Kind as FailureKind, Result},
	events::ChainEvent,
	model::{
		gas::GAS,
		market::{
			policy::{Allowance, Order, Policy, Ramp, Want},
			Agreement, Kind, Unit,
		},
	},
};
use int_primitives::{directory::SecurityLevel, AccountBytes, Millis};
use std::time::Duration;
use subxt::utils::Static;

/// What Ferdie orders, milliseconds of computing.
const QUANTITY: u64 = 2_000;

/// The tip, parts of a million: the most that the chain takes.
const TIP: u32 = 10_000;

/// How long the price takes to its maximum, milliseconds.
const RAMP: Millis = 30_000;

/// How long the story leaves the order to others, blocks, once its price is high enough.
const PATIENCE: u64 = 4;

/// Plancks of GAS.
const fn gas(whole: u64) -> u64 {
	(GAS as u64) * whole
}

/// Ferdie's standing order: its number, and the block in which he left it.
pub struct Standing {
	/// Its number.
	pub policy: u64,
	block: u64,
}

/// Ferdie leaves an order for whoever sells cheaply enough.
pub async fn ordered(stage: &Stage, teller: &mut Teller, offers: &Offers) -> Result<Standing> {
	let (chain, ferdie) = (&stage.chain, &stage.ferdie);
	teller.begin(
		"Ferdie leaves a standing order for computing, at a price that rises until it is met",
	);
	let now = chain.time(&chain.best().await?).await?;
	// What he knows of the price: that it is about 4,000 GAS.
	let order = Order {
		kind: Kind::Compute,
		unit: Unit::Millisecond,
		want: Want::Delivery,
		quantity: QUANTITY,
		place: Some(offers.place.clone()),
		metadata: Vec::new(),
		consumer: None,
		reputation: 0,
		security: Static(SecurityLevel::Software),
		arbiters: Vec::new(),
		ruling: 0,
		window: MINUTE,
		patience: Millis::from(MINUTE).saturating_mul(10),
		price: Ramp { start: gas(3_500), maximum: gas(4_500), duration: RAMP },
		tip: TIP,
		allowance: Allowance {
			period: Millis::from(MINUTE).saturating_mul(10),
			amount: gas(5_000),
			purchases: 1,
		},
		expires: now.saturating_add(Millis::from(MINUTE).saturating_mul(30)),
	};
	let call = calls::create_policy(None, order, gas(5_000));
	let receipt = teller.send(chain, ferdie, "left an order", &call).await?;
	let id = receipt.amount("ResourceMarket", "PolicyCreated", "policy")?;
	let id = u64::try_from(id).map_err(|_| Failure::incompatible("the number of a policy"))?;
	let standing: Policy = policy(chain, &chain.best().await?, id).await?;
	let units = chain.units.gas();
	teller.say(format!(
		"policy {id} accepts {} now and {} at most; 5000 GAS are on hold for it",
		units.amount(standing.accepted.into()),
		units.amount(standing.order.price.maximum.into())
	));
	teller.done();
	Ok(Standing { policy: id, block: receipt.block })
}

/// An execution of the order, by whomever.
struct Executed {
	agreement: u64,
	executor: String,
	tip: u64,
	block: u64,
}

async fn executed_in(chain: &Chain, at: &At, id: u64) -> Result<Option<Executed>> {
	for event in at.events().fetch().await?.iter() {
		let event = ChainEvent::read(&event?, at.metadata_ref(), &chain.units);
		if !event.is("ResourceMarket", "PolicyExecuted") {
			continue;
		}
		let number = |field: &str| {
			event
				.fields
				.get(field)
				.and_then(crate::chain::whole_number)
				.and_then(|number| u64::try_from(number).ok())
		};
		if number("policy") == Some(id) {
			let executor = event.fields.get("executor").and_then(serde_json::Value::as_str);
			return Ok(Some(Executed {
				agreement: number("agreement").unwrap_or_default(),
				executor: executor.unwrap_or_default().into(),
				tip: number("tip").unwrap_or_default(),
				block: at.block_number(),
			}));
		}
	}
	Ok(None)
}

/// The first execution of a policy from a block on.
async fn executed_since(chain: &Chain, block: u64, id: u64) -> Result<Option<Executed>> {
	for block in block..=chain.best().await?.block_number() {
		let done = executed_in(chain, &chain.at_number(block).await?, id).await?;
		if done.is_some() {
			return Ok(done);
		}
	}
	Ok(None)
}

/// The order is executed: by a matcher, or where there is none by Bob. Returns who did.
pub async fn executed(
	stage: &Stage,
	teller: &mut Teller,
	offers: &Offers,
	standing: &Standing,
) -> Result<AccountBytes> {
	let (chain, bob, ferdie) = (&stage.chain, &stage.bob, &stage.ferdie);
	teller.begin("Ferdie's order finds its offer: by a matcher, or by Bob if none works here");
	let id = standing.policy;
	let done = match executed_since(chain, standing.block, id).await? {
		Some(done) => done,
		None => match by_another(stage, teller, id).await? {
			Some(done) => done,
			None => match by_bob(stage, teller, id).await {
				Ok(done) => done,
				// A matcher may have been first by a hair.
				Err(failure) => executed_since(chain, standing.block, id).await?.ok_or(failure)?,
			},
		},
	};
	let units = chain.units.gas();
	let who = match done.executor == chain.units.address(&bob.account()) {
		true => "Bob".to_owned(),
		false => format!("the matcher {}", done.executor),
	};
	teller.say(format!(
		"{who} brought buyer and seller together in block {}, for a tip of {}: agreement {}",
		done.block,
		units.amount(done.tip.into()),
		done.agreement
	));
	let bought: Agreement = market::agreement(chain, &chain.best().await?, done.agreement).await?;
	expect(bought.listing == offers.lots, "the order met another offer")?;
	teller.say(format!("the price is {}", units.amount(bought.escrow.into())));

	let mut work = Work::new(random());
	work.go_on(Duration::from_millis(QUANTITY));
	teller.say(format!(
		"the machine computes for {} ms: {} leading zero bits among {} numbers",
		work.millis(),
		work.zeros,
		work.tried()
	));
	let confirm = calls::step(calls::Step::Confirm, done.agreement);
	let receipt = teller.send(chain, ferdie, "Ferdie confirms", &confirm).await?;
	let tip = receipt.amount("ResourceMarket", "TipSettled", "amount")?;
	expect(tip == u128::from(done.tip), "the tip was not paid as it was promised")?;
	teller.say(format!("the tip of {} is paid", units.amount(tip)));
	teller.done();
	crate::text::parse_address(&done.executor)
		.ok_or_else(|| Failure::incompatible("the executor of a policy"))
}

/// Leaves the order to a matcher for some blocks, from when its price is high enough.
async fn by_another(stage: &Stage, teller: &Teller, id: u64) -> Result<Option<Executed>> {
	let chain = &stage.chain;
	let mut waiting = Waiting::new("the price rises to what is asked for");
	let (mut last, mut fits) = (chain.best().await?.block_number(), None);
	loop {
		let at = chain.best().await?;
		let block = at.block_number();
		for number in last.saturating_add(1)..=block {
			let done = executed_in(chain, &chain.at_number(number).await?, id).await?;
			if done.is_some() {
				return Ok(done);
			}
		}
		last = block;
		let standing = policy(chain, &at, id).await?;
		let mut walk = Walk::new(chain, &at, stage.bob.account()).await?;
		if walk.choose(&standing).await?.is_some() {
			let since: u64 = *fits.get_or_insert(block);
			if block >= since.saturating_add(PATIENCE) {
				return Ok(None);
			}
		}
		waiting.pause(teller, 0).await?;
	}
}

/// Bob executes the order, as anybody may.
async fn by_bob(stage: &Stage, teller: &mut Teller, id: u64) -> Result<Executed> {
	let (chain, bob) = (&stage.chain, &stage.bob);
	let at = chain.best().await?;
	let standing = policy(chain, &at, id).await?;
	let mut walk = Walk::new(chain, &at, bob.account()).await?;
	let choice = walk
		.choose(&standing)
		.await?
		.ok_or_else(|| Failure::new(FailureKind::Other, "no offer satisfies the order"))?;
	let receipt =
		teller.send(chain, bob, "nobody else did: Bob executes it", &choice.call()).await?;
	let agreement = agreement_in(&receipt)?;
	Ok(Executed {
		agreement,
		executor: chain.units.address(&bob.account()),
		tip: choice.tip,
		block: receipt.block,
	})
}
