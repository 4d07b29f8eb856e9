// SPDX-License-Identifier: Apache-2.0

//! A speculator: follows the trend of INT, and runs when the reserve is short.

use crate::{
	agents::Agent,
	chain::{gas_of, int_of, AccountId, INT},
	ledger::{gas_usd, int_usd},
	market::Market,
	Trouble,
};

/// The return of a day that it follows.
const TREND: f64 = 0.08;

/// The most that it trades in an hour, USD.
const SLICE: f64 = 1_000.0;

/// The reserve ratio below which it redeems all its GAS.
const FEAR: f64 = 1.05;

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
const ME: Agent = Agent::Speculator;

/// The speculator.
pub struct Speculator {
	who: AccountId,
}

impl Speculator {
	pub fn new() -> Self {
		Self { who: ME.account(0) }
	}

	/// Once an hour: out of GAS when the reserve is short; into GAS when INT fell within the last
	/// day, out of GAS when it rose.
	pub fn act(&mut self, market: &mut Market) -> Result<(), Trouble> {
		if !market.every(HOUR) {
			return Ok(());
		}
		let (price, before) = (market.seen(ME.delay()), market.seen(ME.delay() + DAY));
		let gas = gas_usd(gas_of(&self.who));
		if market.ratio().is_some_and(|ratio| ratio < FEAR) && gas > 1.0 {
			market.redeem(&self.who, gas_of(&self.who));
			return Ok(());
		}
		let change = price / before - 1.0;
		if change < -TREND && int_usd(int_of(&self.who), price) > SLICE {
			let int = SLICE / price * INT as f64;
			market.pool_buy(&self.who, int as u128)?;
		} else if change > TREND && gas > 1.0 {
			market.pool_sell(&self.who, super::gas_for(SLICE))?;
		}
		Ok(())
	}
}
