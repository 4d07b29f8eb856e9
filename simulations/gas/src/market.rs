// SPDX-License-Identifier: Apache-2.0

//! What agents see and can do in a block.

use crate::{
	agents::Agent,
	chain::{
		self, dispatch, float, gas_of, int_of, transfer_gas, transfer_int, AccountId, Balance,
		Runtime, RuntimeCall, GAS, INT,
	},
	ledger::{gas_usd, int_usd, PAR},
	paths::Path,
	pool::Pool,
	Trouble,
};
use int_primitives::Millis;
use pallet_gas::{Call, Entry, GasParameters, GasStatus};
use std::collections::BTreeMap;

/// What the deep market for INT takes of a trade: 0.1 %.
const EXCHANGE_FEE: f64 = 0.001;

/// The account of the pool.
pub const POOL: AccountId = AccountId::new([0xf0; 32]);

/// The account of the deep market for INT outside: it always trades at the true price.
pub const EXCHANGE: AccountId = AccountId::new([0xf1; 32]);

/// The world as it is in one block.
pub struct Market<'a> {
	path: &'a Path,
	/// The block.
	pub at: usize,
	/// Its chain time, milliseconds.
	pub now: Millis,
	/// The parameters.
	pub rules: GasParameters,
	/// What the pool holds.
	pub pool: Pool,
	/// What the gas pallet answers.
	pub status: GasStatus,
	/// Dollars outside the chain.
	pub dollars: BTreeMap<Agent, f64>,
	/// What calls were refused for.
	pub refusals: BTreeMap<&'static str, u64>,
}

impl<'a> Market<'a> {
	/// The market before the first block.
	pub fn new(path: &'a Path, rules: GasParameters, pool: Pool) -> Self {
		Self {
			path,
			at: 0,
			now: chain::START,
			rules,
			pool,
			status: chain::Gas::status(),
			dollars: BTreeMap::new(),
			refusals: BTreeMap::new(),
		}
	}

	/// Begins block number `at`.
	pub fn begin(&mut self, at: usize) {
		self.at = at;
		self.now = chain::START + self.time() * 1_000;
		chain::begin_block(self.now);
	}

	/// Seconds from the beginning.
	pub fn time(&self) -> u64 {
		self.path.times[self.at]
	}

	/// Seconds from the block before to this one.
	pub fn elapsed(&self) -> u64 {
		self.path.elapsed(self.at)
	}

	/// Whether a moment of chain time is before the next block, if that comes like this one.
	pub fn is_next(&self, moment: Millis) -> bool {
		self.now.saturating_add(self.elapsed() * 1_000) >= moment
	}

	/// What INT really costs in this block, USD.
	pub fn price(&self) -> f64 {
		self.seen(0)
	}

	/// What INT really cost `delay` seconds ago.
	pub fn seen(&self, delay: u64) -> f64 {
		self.path.before(self.at, delay)
	}

	/// Whether the operators are silent in this block.
	pub fn is_outage(&self) -> bool {
		self.path.is_outage(self.at)
	}

	/// Whether this block is the first in a new period of so many seconds.
	pub fn every(&self, seconds: u64) -> bool {
		let time = self.time();
		self.at == 0 || time / seconds != (time - self.elapsed()) / seconds
	}

	/// The reserve over the issue; nothing without a price.
	pub fn ratio(&self) -> Option<f64> {
		self.status.ratio.map(float)
	}

	/// What a GAS is worth as a multiple of par to who can wait: par, or the reserve's share of it.
	pub fn fair(&self) -> f64 {
		self.ratio().unwrap_or(1.0).min(1.0)
	}

	/// What instant purchase costs as a multiple of par for who knows INT at `price`; nothing while
	/// nothing is minted.
	pub fn purchase_level(&self, price: f64) -> Option<f64> {
		let market = self.status.market.filter(|_| self.status.health.allows_exchange())?;
		Some(price / float(market.low) * (1.0 + share(self.rules.purchase_premium)))
	}

	/// What the reserve price of an auction that was cleared now would be as a multiple of par for who
	/// knows INT at `price`; nothing while nothing is minted.
	pub fn reserve_level(&self, price: f64) -> Option<f64> {
		let market = self.status.market.filter(|_| self.status.health.allows_exchange())?;
		Some(price / float(market.low) * (1.0 + share(self.rules.auction_premium)))
	}

	/// What a redemption at the present prices would pay as a multiple of par for who knows INT at
	/// `price`; nothing while nothing is redeemed.
	pub fn redemption_level(&self, price: f64) -> Option<f64> {
		let market = self.status.market.filter(|_| self.status.health.allows_exchange())?;
		let paid = price / float(market.high) * (1.0 - share(self.rules.redemption_spread));
		Some(paid * self.fair())
	}

	/// Everything that an agent has, USD, with GAS at par.
	pub fn wealth(&self, agent: Agent) -> f64 {
		let dollars = self.dollars.get(&agent).copied().unwrap_or_default();
		agent.accounts().fold(dollars, |sum, who| {
			sum + int_usd(int_of(&who), self.price()) + gas_usd(gas_of(&who))
		})
	}

	/// Buys INT outside until the account has `int` plancks to spend, or the agent's dollars end;
	/// returns what it has then.
	pub fn fund(
		&mut self,
		agent: Agent,
		who: &AccountId,
		int: Balance,
	) -> Result<Balance, Trouble> {
		let has = int_of(who);
		let price = self.price() * (1.0 + EXCHANGE_FEE);
		let dollars = self.dollars.entry(agent).or_default();
		let affordable = (dollars.max(0.0) / price * INT as f64) as Balance;
		let bought = int.saturating_sub(has).min(affordable);
		if bought > 0 {
			*dollars -= int_usd(bought, price);
			transfer_int(&EXCHANGE, who, bought)?;
		}
		Ok(has.saturating_add(bought))
	}

	/// Sells outside all INT of the account but `keep` plancks.
	pub fn cash(&mut self, agent: Agent, who: &AccountId, keep: Balance) -> Result<(), Trouble> {
		let sold = int_of(who).saturating_sub(keep);
		if sold > INT {
			*self.dollars.entry(agent).or_default() +=
				int_usd(sold, self.price() * (1.0 - EXCHANGE_FEE));
			transfer_int(who, &EXCHANGE, sold)?;
		}
		Ok(())
	}

	/// Buys GAS of the pool for up to `int` plancks of INT, as far as the account has them.
	pub fn pool_buy(&mut self, who: &AccountId, int: Balance) -> Result<(), Trouble> {
		let paid = int.min(int_of(who));
		let gas = self.pool.buy_gas(paid);
		if gas > 0 {
			transfer_int(who, &POOL, paid)?;
			transfer_gas(&POOL, who, gas)?;
		} else {
			self.pool.int -= paid;
		}
		Ok(())
	}

	/// Sells up to `gas` plancks of GAS to the pool, as far as the account has them beyond a GAS.
	pub fn pool_sell(&mut self, who: &AccountId, gas: Balance) -> Result<(), Trouble> {
		let paid = gas.min(gas_of(who).saturating_sub(GAS));
		let int = self.pool.sell_gas(paid);
		if int > 0 {
			transfer_gas(who, &POOL, paid)?;
			transfer_int(&POOL, who, int)?;
		} else {
			self.pool.gas -= paid;
		}
		Ok(())
	}

	/// Makes a call of the gas pallet; a refusal is counted.
	fn call(&mut self, who: &AccountId, call: Call<Runtime>) -> bool {
		match dispatch(who, RuntimeCall::Gas(call)) {
			Ok(_) => true,
			Err(refused) => {
				*self.refusals.entry(refused.error.into()).or_default() += 1;
				false
			},
		}
	}

	/// Bids for `quantity` plancks of GAS at up to `level` times par, for who knows INT at `price`.
	/// The INT is bought outside.
	pub fn bid(
		&mut self,
		agent: Agent,
		who: &AccountId,
		quantity: Balance,
		level: f64,
		price: f64,
	) -> Result<bool, Trouble> {
		let limit = (level * PAR / price * INT as f64) as Balance;
		let cost = quantity.saturating_mul(limit).div_ceil(GAS);
		if self.fund(agent, who, cost)? < cost {
			return Ok(false);
		}
		Ok(self.call(who, Call::bid { quantity, limit }))
	}

	/// Purchases `gas` plancks of GAS for up to `level` times par, for who knows INT at `price`.
	pub fn buy(
		&mut self,
		agent: Agent,
		who: &AccountId,
		gas: Balance,
		level: f64,
		price: f64,
	) -> Result<bool, Trouble> {
		let max_int = (gas_usd(gas) * level / price * INT as f64) as Balance;
		// The deposit of the record, the first time.
		if self.fund(agent, who, max_int.saturating_add(INT))? < max_int {
			return Ok(false);
		}
		Ok(self.call(who, Call::buy { gas, max_int }))
	}

	/// Requests redemption.
	pub fn redeem(&mut self, who: &AccountId, gas: Balance) -> bool {
		let gas = gas.min(gas_of(who).saturating_sub(GAS));
		gas >= self.rules.least_redemption && self.call(who, Call::redeem { gas })
	}

	/// When the auction that takes bids ends; nothing while none does.
	pub fn auction_ends(&self) -> Option<Millis> {
		let auction = pallet_gas::CurrentAuction::<Runtime>::get()?;
		auction.closed.is_none().then_some(auction.ends)
	}

	/// The book of that auction.
	pub fn book(&self) -> Vec<Entry> {
		pallet_gas::Book::<Runtime>::get().into_inner()
	}
}

/// A share as a number.
pub fn share(parts: sp_runtime::Permill) -> f64 {
	f64::from(parts.deconstruct()) / 1e6
}
