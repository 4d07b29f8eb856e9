// SPDX-License-Identifier: Apache-2.0

//! Devices: they burn GAS for fees at a steady rate, and their fleets keep a stock of it.

use crate::{
	agents::{gas_for, Agent},
	chain::{self, gas_of, AccountId, GAS},
	ledger::gas_usd,
	market::Market,
	Trouble,
};

/// USD of fees in a day: 2.4 million GAS, a fee of 0.36 GAS each from 280,000 devices every hour.
pub const DEMAND: f64 = 2_400.0;

/// Days of fees that the fleets keep.
pub const STOCK_DAYS: f64 = 2.0;

/// USD that the fleets have for fees: more than they can need.
pub const BUDGET: f64 = 10_000_000.0;

/// What fleets pay in an auction at most, as a multiple of par.
const LIMIT: f64 = 1.01;

/// Fees are burned together every so many seconds.
const SETTLES: u64 = 300;

const HOUR: u64 = 3_600;
const DAY: f64 = 86_400.0;
const ME: Agent = Agent::Devices;

/// All devices and their fleets.
pub struct Devices {
	who: AccountId,
	/// Fees that could not be paid, USD.
	pub missed: f64,
}

impl Devices {
	pub fn new() -> Self {
		Self { who: ME.account(0), missed: 0.0 }
	}

	/// Burns what fees are, every five minutes, and once an hour buys an hour and a half's worth where it
	/// is cheaper, while the stock is not full.
	pub fn act(&mut self, market: &mut Market) -> Result<(), Trouble> {
		if market.every(SETTLES) {
			let fees = gas_for(DEMAND * SETTLES as f64 / DAY);
			self.missed += gas_usd(fees.saturating_sub(chain::burn_for_fees(&self.who, fees)));
		}
		if !market.every(HOUR) || gas_usd(gas_of(&self.who)) >= STOCK_DAYS * DEMAND {
			return Ok(());
		}
		let wanted = gas_for(DEMAND / 24.0 * 1.5);
		let price = market.seen(ME.delay());
		let pool = market.pool.cost(wanted);
		let level = pool.map(|cost| crate::ledger::int_usd(cost, price) / gas_usd(wanted));
		match (level, market.purchase_level(price)) {
			(Some(level), Some(purchase)) if purchase < level => {
				self.purchase(market, price, purchase)?
			},
			(Some(_), _) => {
				let cost = pool.unwrap_or_default();
				market.fund(ME, &self.who, cost)?;
				market.pool_buy(&self.who, cost)?;
			},
			(None, Some(purchase)) => self.purchase(market, price, purchase)?,
			(None, None) => {},
		}
		// Part of the next hour's need at the auction, if it comes cheap.
		let least = market.rules.auction_offer / u128::from(market.rules.book_size);
		for _ in 0..2 {
			market.bid(ME, &self.who, least.max(GAS), LIMIT, price)?;
		}
		Ok(())
	}

	/// As much as its accounts may purchase, up to an hour and a half's worth.
	fn purchase(&self, market: &mut Market, price: f64, level: f64) -> Result<(), Trouble> {
		let mut wanted = gas_for(DEMAND / 24.0 * 1.5);
		for who in ME.accounts() {
			let part = wanted.min(market.rules.purchase_cap);
			if part >= GAS && market.buy(ME, &who, part, level * 1.02, price)? {
				wanted -= part;
				if who != self.who {
					chain::transfer_gas(&who, &self.who, part)?;
				}
			}
		}
		Ok(())
	}
}
