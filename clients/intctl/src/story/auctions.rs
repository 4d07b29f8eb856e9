// SPDX-License-Identifier: Apache-2.0

//! Two auctions: open bids that rise, and sealed bids of which the second-highest is the price.
//!
//! They take as long as the chain asks for at least, so they begin early and end late in the story.

use super::{
	offers::{agreement_in, Offers},
	owners::Device,
	teller::{expect, start, Actor, Stage, Teller, Waiting},
	trades::{checked, random},
	work::Work,
};
use crate::{
	calls::{self as all, market as calls},
	chain::{At, Chain, Receipt},
	commands::market::auction::auction,
	errors::{Failure, Result},
	market::sealed::SealedBid,
	model::{
		gas::GAS,
		market::{Auction, Party},
	},
};
use int_primitives::AccountBytes;
use std::time::Duration;

/// Readings that the winner of the first one gets.
const READINGS: u64 = 5;

/// Computing that the winner of the second one gets, milliseconds.
const COMPUTING: u64 = 1_000;

/// Plancks of GAS.
const fn gas(whole: u64) -> u64 {
	(GAS as u64) * whole
}

/// What Eve and Ferdie bid openly, plancks of GAS.
const OPEN: (u64, u64) = (gas(220), gas(260));

/// What they bid in secret: Eve's bid and cover, Ferdie's.
const SEALED: [(u64, u64); 2] = [(gas(240), gas(400)), (gas(180), gas(400))];

/// Two auctions that run.
pub struct Auctions {
	english: u32,
	sealed: u32,
	/// The secrets of the sealed bids: Eve's and Ferdie's.
	secrets: [SealedBid; 2],
}

const fn nobody() -> Party {
	Party { consumer: None, arbiter: None, allow: None, key: None }
}

/// Both auctions begin, and everybody bids.
pub async fn begun(stage: &Stage, teller: &mut Teller, offers: &Offers) -> Result<Auctions> {
	let (chain, dave) = (&stage.chain, &stage.dave);
	teller.begin("Dave starts two auctions; Eve and Ferdie bid openly in one, sealed in the other");
	let batch = vec![
		chain.call_data(&calls::start_auction(offers.english, 0)).await?,
		chain.call_data(&calls::start_auction(offers.sealed, 0)).await?,
	];
	let receipt = teller.send(chain, dave, "both begin", &all::batch_all(batch)).await?;
	let ids = numbers(&receipt);
	let [english, sealed] = ids[..] else {
		return Err(Failure::other(format!("{} auctions began", ids.len())));
	};
	let (low, high) = OPEN;
	let secret = |who: &Actor, amount| {
		SealedBid::new(chain.genesis, sealed, &who.account(), amount, &chain.units)
	};
	let [(eve_bid, eve_cover), (ferdie_bid, ferdie_cover)] = SEALED;
	let (eve, ferdie) = (&stage.eve, &stage.ferdie);
	let secrets = [secret(eve, eve_bid), secret(ferdie, ferdie_bid)];
	let bid = |amount| calls::bid(None, english, amount, nobody());
	let seal = |secret: &SealedBid, cover| {
		Ok::<_, Failure>(calls::seal_bid(None, sealed, secret.digest()?, cover, nobody()))
	};
	let [of_eve, of_ferdie] = &secrets;
	let units = chain.units.gas();
	let text = |plancks: u64| units.amount(plancks.into());
	let started = [
		start(chain, eve, &format!("Eve bids {}", text(low)), &bid(low)).await?,
		start(chain, eve, "Eve seals a bid", &seal(of_eve, eve_cover)?).await?,
		start(chain, ferdie, "Ferdie seals a bid", &seal(of_ferdie, ferdie_cover)?).await?,
	];
	for each in started {
		teller.finish(chain, each).await?;
	}
	let before = held(chain, &eve.account()).await?;
	let what = format!("Ferdie bids {}", text(high));
	teller.send(chain, ferdie, &what, &bid(high)).await?;
	let after = held(chain, &eve.account()).await?;
	expect(
		after.checked_sub(before) == Some(low.into()),
		"Eve was outbid and does not have her money back",
	)?;
	teller.say(format!("Eve is outbid and has her {} back in the same block", text(low)));
	teller.say("what is sealed nobody knows but by its cover");
	teller.done();
	Ok(Auctions { english, sealed, secrets })
}

/// What is free of somebody's GAS, plancks.
async fn held(chain: &Chain, account: &AccountBytes) -> Result<u128> {
	Ok(chain.gas(&chain.best().await?, account).await?.unwrap_or_default())
}

/// The auctions that a transaction started.
fn numbers(receipt: &Receipt) -> Vec<u32> {
	receipt
		.events
		.iter()
		.filter(|event| event.is("ResourceMarket", "AuctionStarted"))
		.filter_map(|event| u32::try_from(event.fields.get("auction")?.as_u64()?).ok())
		.collect()
}

/// Waits until an auction is as it should be.
async fn until(
	chain: &Chain,
	teller: &Teller,
	id: u32,
	what: &'static str,
	ready: impl Fn(&Auction) -> bool,
) -> Result<At> {
	let mut waiting = Waiting::new(what);
	loop {
		let at = chain.best().await?;
		let auction = auction(chain, &at, id).await?;
		if ready(&auction) {
			return Ok(at);
		}
		let left = auction.ends.time.saturating_sub(chain.time(&at).await?);
		waiting.pause(teller, left).await?;
	}
}

/// The highest open bid wins and is the price.
pub async fn english(
	stage: &Stage,
	teller: &mut Teller,
	device: &mut Device,
	auctions: &Auctions,
) -> Result<()> {
	let (chain, ferdie) = (&stage.chain, &stage.ferdie);
	teller.begin("The open auction ends: Ferdie has won five readings");
	let over = |auction: &Auction| !auction.open;
	until(chain, teller, auctions.english, "the auction runs its time", over).await?;
	let close = calls::close_auction(auctions.english);
	let receipt = teller.send(chain, &stage.dave, "closed", &close).await?;
	let price = receipt.amount("ResourceMarket", "AuctionClosed", "price")?;
	expect(price == u128::from(OPEN.1), "the highest bid is not the price")?;
	let id = agreement_in(&receipt)?;
	let gas = chain.units.gas();
	teller.say(format!("Ferdie's agreement {id}, at {}", gas.amount(price)));
	let lines = checked(stage, device, READINGS).await?;
	super::write_lines(&stage.folder.join("won.jsonl"), &lines)?;
	let confirm = calls::step(calls::Step::Confirm, id);
	let what = format!("{READINGS} readings verify; Ferdie confirms");
	teller.send(chain, ferdie, &what, &confirm).await?;
	teller.done();
	Ok(())
}

/// The highest sealed bid wins, and the next one is the price.
pub async fn sealed(stage: &Stage, teller: &mut Teller, auctions: &Auctions) -> Result<()> {
	let (chain, eve, ferdie) = (&stage.chain, &stage.eve, &stage.ferdie);
	let id = auctions.sealed;
	teller.begin("The sealed auction: both reveal, Eve wins and pays what Ferdie has bid");
	let revealing = |auction: &Auction| auction.revealing;
	until(chain, teller, id, "sealed bids are taken for a time", revealing).await?;
	let mut started = Vec::new();
	for (who, secret) in [(eve, &auctions.secrets[0]), (ferdie, &auctions.secrets[1])] {
		let bid = secret.commitment()?;
		let what = format!("{} reveals {}", who.name, chain.units.gas().amount(bid.amount.into()));
		let call = calls::reveal_bid(id, bid.bidder, bid.amount, bid.salt);
		started.push(start(chain, who, &what, &call).await?);
	}
	for each in started {
		teller.finish(chain, each).await?;
	}
	let reclaim = calls::reclaim_bid(id, ferdie.account());
	teller.send(chain, ferdie, "Ferdie has lost and takes his cover back", &reclaim).await?;
	let over = |auction: &Auction| !auction.open && !auction.revealing;
	until(chain, teller, id, "bids can be revealed for a minute", over).await?;
	let receipt = teller.send(chain, &stage.dave, "closed", &calls::close_auction(id)).await?;
	let price = receipt.amount("ResourceMarket", "AuctionClosed", "price")?;
	expect(price == u128::from(SEALED[1].0), "the second-highest bid is not the price")?;
	let agreement = agreement_in(&receipt)?;
	let gas = chain.units.gas();
	teller.say(format!("Eve's agreement {agreement}, at {}", gas.amount(price)));
	let task = random();
	let mut work = Work::new(task);
	work.go_on(Duration::from_millis(COMPUTING));
	expect(Work::zeros_of(&task, work.best) == work.zeros, "the machine computed wrongly")?;
	let what = format!("{COMPUTING} ms of computing are done; Eve confirms");
	let confirm = calls::step(calls::Step::Confirm, agreement);
	teller.send(chain, eve, &what, &confirm).await?;
	teller.done();
	Ok(())
}
