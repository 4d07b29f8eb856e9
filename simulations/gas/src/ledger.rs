// SPDX-License-Identifier: Apache-2.0

//! What each agent put into the gas pallet and took out of it, in USD at the true price.
//!
//! GAS counts as par, 0.001 USD. INT counts at its true price when it was earned: a purchase at
//! once, a bid when its auction is cleared, a redemption when its window is executed. So an agent
//! that gains by what INT does while it waits has gained nothing from the pallet, and one that
//! deals at a price that it knows to be wrong has.

use crate::{
	agents::Agent,
	chain::{AccountId, Balance, Runtime, GAS, INT},
};
use pallet_gas::{AuctionId, BidIndex, Event, WindowId};
use std::collections::BTreeMap;

/// One GAS at par, USD.
pub const PAR: f64 = 0.001;

/// USD of so many plancks of GAS at par.
pub fn gas_usd(gas: Balance) -> f64 {
	gas as f64 / GAS as f64 * PAR
}

/// USD of so many plancks of INT.
pub fn int_usd(int: Balance, price: f64) -> f64 {
	int as f64 / INT as f64 * price
}

/// One agent's dealings with the pallet, USD.
#[derive(Clone, Copy, Default, Debug)]
pub struct Account {
	pub put_in: f64,
	pub taken_out: f64,
	/// Dealings that gave more than they took.
	pub gains: u32,
	/// What these gained by each way.
	pub gained: [f64; Way::ALL.len()],
	/// All dealings.
	pub dealings: u32,
	/// What was won by each way in or out; negative if lost.
	pub won: [f64; Way::ALL.len()],
}

/// A way in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
	Auction,
	Purchase,
	Redemption,
}

impl Way {
	pub const ALL: [Self; 3] = [Self::Auction, Self::Purchase, Self::Redemption];
}

impl Account {
	/// What the agent has won from the pallet; negative if it lost.
	pub fn net(&self) -> f64 {
		self.taken_out - self.put_in
	}

	/// Notes a dealing.
	pub fn note(&mut self, way: Way, put_in: f64, taken_out: f64) {
		self.won[way as usize] += taken_out - put_in;
		self.put_in += put_in;
		self.taken_out += taken_out;
		self.dealings += 1;
		if taken_out > put_in {
			self.gains += 1;
			self.gained[way as usize] += taken_out - put_in;
		}
	}
}

/// The dealings of all agents, read from the pallet's events.
#[derive(Default)]
pub struct Ledger {
	pub agents: BTreeMap<Agent, Account>,
	/// Plancks of INT that left existence.
	pub burned: Balance,
	/// Plancks of GAS that were redeemed, bought, sold.
	pub redeemed: Balance,
	pub bought: Balance,
	pub sold: Balance,
	/// Auctions that sold, and that did not.
	pub auctions: (u32, u32),
	/// Plancks of INT that a bid put up.
	bids: BTreeMap<(AuctionId, BidIndex), Balance>,
	/// What INT cost when an auction was cleared, or a window executed.
	cleared: BTreeMap<AuctionId, f64>,
	executed: BTreeMap<WindowId, f64>,
	/// Plancks of GAS requested.
	requests: BTreeMap<(WindowId, AccountId), Balance>,
}

impl Ledger {
	/// Takes an event of a block in which INT was at `price`.
	pub fn take(&mut self, event: Event<Runtime>, price: f64) {
		match event {
			Event::BidPlaced { auction, index, held, .. } => {
				self.bids.insert((auction, index), held);
			},
			Event::AuctionCleared { auction, sold, .. } => {
				self.cleared.insert(auction, price);
				self.sold += sold;
				self.auctions.0 += 1;
			},
			Event::AuctionUnsold { .. } => self.auctions.1 += 1,
			Event::BidSettled { auction, index, who, gas, int } => {
				let held = self.bids.remove(&(auction, index)).unwrap_or_default();
				let price = self.cleared.get(&auction).copied().unwrap_or(price);
				let paid = held.saturating_sub(int);
				if gas > 0 || paid > 0 {
					self.note(&who, Way::Auction, int_usd(paid, price), gas_usd(gas));
				}
			},
			Event::AuctionSettled { auction } => {
				self.cleared.remove(&auction);
			},
			Event::Bought { who, gas, int } => {
				self.bought += gas;
				self.note(&who, Way::Purchase, int_usd(int, price), gas_usd(gas));
			},
			Event::RedemptionRequested { window, who, gas } => {
				*self.requests.entry((window, who)).or_default() += gas;
			},
			Event::RedemptionsExecuted { window, redeemed, .. } => {
				self.executed.insert(window, price);
				self.redeemed += redeemed;
			},
			Event::RedemptionClaimed { window, who, gas, int } => {
				let asked = self.requests.remove(&(window, who.clone())).unwrap_or_default();
				let price = self.executed.get(&window).copied().unwrap_or(price);
				let burned = asked.saturating_sub(gas);
				self.note(&who, Way::Redemption, gas_usd(burned), int_usd(int, price));
			},
			Event::RedemptionWithdrawn { window, who, .. } => {
				self.requests.remove(&(window, who));
			},
			Event::WindowSettled { window } => {
				self.executed.remove(&window);
			},
			Event::ProceedsTaken { burned, .. } => self.burned += burned,
			_ => {},
		}
	}

	fn note(&mut self, who: &AccountId, way: Way, put_in: f64, taken_out: f64) {
		if let Some(agent) = Agent::of(who) {
			self.agents.entry(agent).or_default().note(way, put_in, taken_out);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn bought(who: Agent, gas: Balance, int: Balance) -> Event<Runtime> {
		Event::Bought { who: who.account(0), gas, int }
	}

	#[test]
	fn a_purchase_at_a_wrong_price_is_a_gain() {
		let mut ledger = Ledger::default();
		ledger.take(bought(Agent::Insider, 1_000 * GAS, INT), 0.9);
		ledger.take(bought(Agent::Devices, 1_000 * GAS, INT), 1.02);
		assert!((ledger.agents[&Agent::Insider].net() - 0.1).abs() < 1e-9);
		assert!((ledger.agents[&Agent::Devices].net() + 0.02).abs() < 1e-9);
		assert_eq!(ledger.agents[&Agent::Insider].gains, 1);
		assert_eq!(ledger.agents[&Agent::Devices].gains, 0);
	}

	/// INT doubled between the execution and the claim: that is nobody's loss.
	#[test]
	fn a_redemption_counts_when_it_is_executed() {
		let (mut ledger, who) = (Ledger::default(), Agent::Speculator.account(0));
		ledger.take(
			Event::RedemptionRequested { window: 3, who: who.clone(), gas: 1_500 * GAS },
			1.0,
		);
		ledger.take(
			Event::RedemptionsExecuted {
				window: 3,
				redeemed: 1_000 * GAS,
				returned: 500 * GAS,
				paid: INT,
			},
			0.98,
		);
		ledger.take(Event::RedemptionClaimed { window: 3, who, gas: 500 * GAS, int: INT }, 2.0);
		let account = ledger.agents[&Agent::Speculator];
		assert!((account.put_in - 1.0).abs() < 1e-9);
		assert!((account.taken_out - 0.98).abs() < 1e-9);
	}

	#[test]
	fn a_bid_counts_what_it_paid_at_the_clearing() {
		let (mut ledger, who) = (Ledger::default(), Agent::Bidder.account(2));
		let (auction, index, quantity) = (5, 1, 2_000 * GAS);
		ledger.take(
			Event::BidPlaced {
				auction,
				index,
				who: who.clone(),
				quantity,
				limit: 0,
				held: 4 * INT,
			},
			9.0,
		);
		ledger.take(
			Event::AuctionCleared { auction, price: 0, sold: quantity, proceeds: 3 * INT },
			0.5,
		);
		ledger.take(Event::BidSettled { auction, index, who, gas: quantity, int: INT }, 7.0);
		let account = ledger.agents[&Agent::Bidder];
		assert!((account.put_in - 1.5).abs() < 1e-9);
		assert!((account.taken_out - 2.0).abs() < 1e-9);
		assert_eq!(ledger.sold, quantity);
	}
}
