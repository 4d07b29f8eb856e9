// SPDX-License-Identifier: Apache-2.0

//! An arbitrageur between the pool and the pallet, with GAS and dollars in stock.

use crate::{
	agents::{gas_for, Agent},
	chain::{gas_of, transfer_gas, AccountId, Balance, GAS},
	ledger::gas_usd,
	market::{share, Market},
	pool::FEE_SHARE,
	Trouble,
};
use int_primitives::Millis;

/// What a trade has to gain beyond the pool's fee.
const MARGIN: f64 = 0.003;

/// How far an empty stock lifts, and a double stock lowers, what it takes GAS to be worth.
const SKEW: f64 = 0.008;

/// It redeems what it has beyond so many times the stock that it wants,
const TOO_MUCH: f64 = 1.8;

/// down to so many times.
const ENOUGH: f64 = 1.5;

/// The bids that it places in an auction.
const BIDS: u32 = 8;

/// How long before an auction ends it bids, milliseconds.
const BIDS_BEFORE: Millis = 15 * 60_000;

const ME: Agent = Agent::Arbitrageur;

/// The arbitrageur.
pub struct Arbitrageur {
	who: AccountId,
	/// Bids were placed in the auction that ends then.
	bid_for: Millis,
	/// The stock that it wants, USD.
	stock: f64,
}

impl Arbitrageur {
	/// One that wants `stock` USD of GAS; 0 makes one that trades against the pallet only.
	pub fn new(stock: f64) -> Self {
		Self { who: ME.account(0), bid_for: 0, stock }
	}

	/// Brings the pool back to where it pays; fills its stock at auctions; purchases and redeems
	/// where that pays at once.
	pub fn act(&mut self, market: &mut Market) -> Result<(), Trouble> {
		let price = market.seen(ME.delay());
		self.trade(market, price)?;
		self.close_gap(market, price)?;
		self.redeem(market);
		self.bid(market, price)
	}

	/// How far its stock is from the one that it wants: -1 empty, 1 double or more.
	fn fill(&self) -> f64 {
		if self.stock == 0.0 {
			return 0.0;
		}
		(gas_usd(gas_of(&self.who)) / self.stock - 1.0).clamp(-1.0, 1.0)
	}

	fn trade(&self, market: &mut Market, price: f64) -> Result<(), Trouble> {
		if self.stock == 0.0 {
			return Ok(());
		}
		let middle = market.fair() * (1.0 - SKEW * self.fill());
		let (least, most) =
			(middle * (1.0 - FEE_SHARE - MARGIN), middle * (1.0 + FEE_SHARE + MARGIN));
		let level = market.pool.level(price);
		if level > most {
			let gas = market.pool.gas_to_lower(most, price);
			market.pool_sell(&self.who, gas)?;
			market.cash(ME, &self.who, 0)?;
		} else if level < least {
			let int = market.pool.int_to_lift(least, price);
			let int = market.fund(ME, &self.who, int)?.min(int);
			market.pool_buy(&self.who, int)?;
		}
		Ok(())
	}

	/// What pays against the pallet alone: purchase for a pool that pays more than purchase costs, and
	/// redemption of what a pool sells for less than redemption pays.
	fn close_gap(&self, market: &mut Market, price: f64) -> Result<(), Trouble> {
		if let Some(pays) = market.redemption_level(price) {
			let int = market.pool.int_to_lift(pays * (1.0 - FEE_SHARE - MARGIN), price);
			if int > 0 {
				let before = gas_of(&self.who);
				let int = market.fund(ME, &self.who, int)?.min(int);
				market.pool_buy(&self.who, int)?;
				market.redeem(&self.who, gas_of(&self.who).saturating_sub(before));
			}
		}
		let Some(cost) = market.purchase_level(price) else { return Ok(()) };
		let worth = cost * (1.0 + FEE_SHARE + MARGIN);
		let mut wanted = market.pool.gas_to_lower(worth, price);
		for who in ME.accounts() {
			let part = wanted.min(market.rules.purchase_cap).min(market.status.issue_left);
			if part < 100 * GAS || !market.buy(ME, &who, part, cost * 1.001, price)? {
				break;
			}
			wanted -= part;
			market.status.issue_left -= part;
			self.gather(&who, part)?;
			market.pool_sell(&self.who, part)?;
			market.cash(ME, &who, 0)?;
		}
		market.cash(ME, &self.who, 0)
	}

	/// GAS of an account of its own goes to its first.
	fn gather(&self, who: &AccountId, gas: Balance) -> Result<(), Trouble> {
		if *who != self.who {
			transfer_gas(who, &self.who, gas)?;
		}
		Ok(())
	}

	/// Redeems what is too much.
	fn redeem(&self, market: &mut Market) {
		let has = gas_usd(gas_of(&self.who));
		if market.fair() >= 1.0 && has > TOO_MUCH * self.stock + 1.0 && market.every(600) {
			market.redeem(&self.who, gas_for(has - ENOUGH * self.stock));
		}
	}

	/// Bids for what its stock lacks, up to the offer, at limits from the reserve price upwards.
	fn bid(&mut self, market: &mut Market, price: f64) -> Result<(), Trouble> {
		let Some(ends) = market.auction_ends() else { return Ok(()) };
		if ends == self.bid_for || market.now.saturating_add(BIDS_BEFORE) < ends {
			return Ok(());
		}
		self.bid_for = ends;
		let lacks =
			gas_for(self.stock - gas_usd(gas_of(&self.who))).min(market.rules.auction_offer);
		let least = market.rules.auction_offer / u128::from(market.rules.book_size);
		let each = (lacks / u128::from(BIDS)).max(least);
		let reserve = 1.0 + share(market.rules.auction_premium);
		for step in 0..(lacks / each.max(1)).min(u128::from(BIDS)) {
			let level = market.fair() * reserve + 0.001 + 0.001 * step as f64;
			market.bid(ME, &self.who, each, level, price)?;
		}
		Ok(())
	}
}
