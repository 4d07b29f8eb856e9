// SPDX-License-Identifier: Apache-2.0

//! An attacker who knows the true price before the oracle does, acts first in each block, and owns
//! one of the operators. It deals only when the pallet's prices are wrong in its favour.

use crate::{
	agents::{gas_for, Agent},
	chain::{gas_of, transfer_gas, AccountId, GAS},
	market::Market,
	pool::FEE_SHARE,
	Trouble,
};
use int_primitives::Millis;

/// The least gain that it acts for, as a share.
const GREED: f64 = 0.0005;

/// GAS that it keeps to redeem when that pays, USD.
const STOCK: f64 = 20_000.0;

/// INT that moved by so much within a minute is expected to go on: that is five standard deviations.
const RUSH: f64 = 0.01;

/// What it bids above par then: INT will have lost more than that when the auction is cleared.
const GREEDY: f64 = 0.005;

const DAY: u64 = 86_400;
const ME: Agent = Agent::Insider;

/// What it has its operator say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
	/// INT is dear: GAS costs few INT.
	High,
	/// INT is cheap: redemption pays many.
	Low,
	/// Anything.
	Trouble,
}

/// The insider.
pub struct Insider {
	who: AccountId,
	bid_for: Millis,
	/// Redemption is awaited until then.
	waits_until: Millis,
}

impl Insider {
	pub fn new() -> Self {
		Self { who: ME.account(0), bid_for: 0, waits_until: 0 }
	}

	/// Purchases, bids and redeems where that gains; sells GAS that it has too much of.
	pub fn act(&mut self, market: &mut Market) -> Result<Wish, Trouble> {
		let price = market.price();
		self.purchase(market, price)?;
		self.redeem(market, price);
		self.sell(market, price)?;
		self.bid(market, price)?;
		Ok(if market.now < self.waits_until {
			Wish::Low
		} else if (market.time() / DAY).is_multiple_of(2) {
			Wish::High
		} else {
			Wish::Trouble
		})
	}

	/// With all its accounts, when the oracle takes INT for so much more than it is worth that the
	/// premium is less.
	fn purchase(&self, market: &mut Market, price: f64) -> Result<(), Trouble> {
		if market.purchase_level(price).is_none_or(|level| level > 1.0 - GREED) {
			return Ok(());
		}
		for who in ME.accounts() {
			let gas = market.rules.purchase_cap.min(market.status.issue_left);
			if gas < 100 * GAS {
				break;
			}
			if market.buy(ME, &who, gas, 1.0 - GREED, price)? {
				market.status.issue_left -= gas;
				if who != self.who {
					transfer_gas(&who, &self.who, gas)?;
				}
			}
		}
		Ok(())
	}

	/// All its GAS, when the oracle takes INT for so much less than it is worth that the spread is
	/// less, or INT rushes up.
	fn redeem(&mut self, market: &mut Market, price: f64) {
		let pays = market.redemption_level(price).is_some_and(|level| level > 1.0 + GREED);
		let rushes = market.fair() >= 1.0 && price > market.seen(60) * (1.0 + RUSH);
		if (pays || rushes) && market.redeem(&self.who, gas_of(&self.who)) {
			self.waits_until = market.now.saturating_add(2 * market.rules.redemption_window);
		}
	}

	fn sell(&self, market: &mut Market, price: f64) -> Result<(), Trouble> {
		if market.every(3_600) {
			market.cash(ME, &self.who, 0)?;
		}
		let spare = gas_of(&self.who).saturating_sub(gas_for(STOCK));
		let most = 1.0 + FEE_SHARE;
		if spare > 100 * GAS && market.pool.level(price) > most {
			let gas = market.pool.gas_to_lower(most, price).min(spare);
			market.pool_sell(&self.who, gas)?;
		}
		Ok(())
	}

	/// In the last block of an auction for the whole offer. At just less than what GAS is worth by the
	/// true price, if the reserve price that the pallet would take now is less than that. At a little
	/// more, when INT rushes down: what it bids will be worth less when the auction is cleared, and
	/// the oracle will be behind still. A limit much higher would be its own price, as who bids for
	/// the whole offer sets the price as soon as anybody else bids.
	fn bid(&mut self, market: &mut Market, price: f64) -> Result<(), Trouble> {
		let Some(ends) = market.auction_ends() else { return Ok(()) };
		if ends == self.bid_for || !market.is_next(ends) {
			return Ok(());
		}
		self.bid_for = ends;
		let offer = market.rules.auction_offer;
		if price < market.seen(60) * (1.0 - RUSH) {
			market.bid(ME, &self.who, offer, 1.0 + GREEDY, price)?;
		} else if market.reserve_level(price).is_some_and(|level| level < 1.0 - GREED) {
			market.bid(ME, &self.who, offer, 1.0 - GREED, price)?;
		}
		Ok(())
	}
}
