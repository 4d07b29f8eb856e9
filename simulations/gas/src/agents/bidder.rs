// SPDX-License-Identifier: Apache-2.0

//! An attacker with a third of all bids, placed in the last block of each auction, who wants to
//! corner GAS and sell it dear.

use crate::{
	agents::{gas_for, Agent},
	chain::{gas_of, AccountId, GAS, INT},
	ledger::{gas_usd, PAR},
	market::{share, Market},
	pool::FEE_SHARE,
	Trouble,
};
use int_primitives::Millis;

/// What it wants to sell GAS for, as a multiple of par.
const DEAR: f64 = 1.018;

/// What it pays at most.
const MOST: f64 = 1.012;

/// What it hoards at most, USD.
const HOARD: f64 = 30_000.0;

const ME: Agent = Agent::Bidder;

/// The bidder.
pub struct Bidder {
	who: AccountId,
	bid_for: Millis,
}

impl Bidder {
	pub fn new() -> Self {
		Self { who: ME.account(0), bid_for: 0 }
	}

	/// Sells to who pays dearly; bids in the last block of each auction.
	pub fn act(&mut self, market: &mut Market) -> Result<(), Trouble> {
		let price = market.price();
		if gas_of(&self.who) > 100 * GAS && market.pool.level(price) > DEAR {
			let gas = market.pool.gas_to_lower(DEAR, price);
			market.pool_sell(&self.who, gas)?;
		}
		if market.every(3_600) {
			market.cash(ME, &self.who, 0)?;
		}
		self.bid(market, price)
	}

	/// Half as many bids as all others have in the book together: just above the best of them, for
	/// the whole offer, while its hoard is not full; after that at the reserve price, for the least,
	/// to fill the book.
	fn bid(&mut self, market: &mut Market, price: f64) -> Result<(), Trouble> {
		let Some(ends) = market.auction_ends() else { return Ok(()) };
		if ends == self.bid_for || !market.is_next(ends) {
			return Ok(());
		}
		self.bid_for = ends;
		let book = market.book();
		let count = book.len().div_ceil(2).max(1) as u128;
		let least = market.rules.auction_offer / u128::from(market.rules.book_size);
		let room = HOARD - gas_usd(gas_of(&self.who));
		let all = market.rules.auction_offer.min(gas_for(room));
		let best = book.first().map_or(1.0, |entry| entry.limit as f64 / INT as f64 * price / PAR);
		let reserve = 1.0 + share(market.rules.auction_premium);
		let (quantity, level) = if all / count > least {
			(all / count, (best + 0.0005).clamp(reserve, MOST.max(reserve)))
		} else {
			(least, reserve * (1.0 - FEE_SHARE))
		};
		for _ in 0..count {
			market.bid(ME, &self.who, quantity, level, price)?;
		}
		Ok(())
	}
}
