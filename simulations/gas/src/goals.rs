// SPDX-License-Identifier: Apache-2.0

//! The goals, judged block by block.

use crate::{agents::Agent, ledger::Ledger};
use pallet_gas::GasParameters;

/// What the market price may be beyond premium or spread, as a share of par.
pub const TOLERANCE: f64 = 0.005;

/// The share of blocks that a goal has to hold in.
pub const SHARE: f64 = 0.99;

/// What an INT payer pays, as a share of the fee at the true price.
pub const FEE_LEAST: f64 = 0.97;
pub const FEE_MOST: f64 = 1.10;

/// Blocks in which something was judged, and those in which it held.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub struct Count {
	pub judged: u64,
	pub held: u64,
}

impl Count {
	/// Counts a block that stands for so many.
	pub fn note(&mut self, holds: bool, blocks: u64) {
		self.judged += blocks;
		self.held += if holds { blocks } else { 0 };
	}

	/// The share of the judged blocks that it held in; all of none.
	pub fn share(&self) -> f64 {
		if self.judged == 0 {
			return 1.0;
		}
		self.held as f64 / self.judged as f64
	}

	/// Whether that is enough.
	pub fn suffices(&self) -> bool {
		self.share() >= SHARE
	}
}

/// The levels that the market price has to stay between, as multiples of par.
#[derive(Clone, Copy, Debug)]
pub struct Band {
	pub least: f64,
	pub most: f64,
}

impl Band {
	/// Spread below, premium above, and the tolerance beyond both.
	pub fn new(rules: &GasParameters) -> Self {
		let share = |parts: sp_runtime::Permill| f64::from(parts.deconstruct()) / 1e6;
		Self {
			least: 1.0 - share(rules.redemption_spread) - TOLERANCE,
			most: 1.0 + share(rules.purchase_premium) + TOLERANCE,
		}
	}

	/// Whether a level is within.
	pub fn contains(&self, level: f64) -> bool {
		(self.least..=self.most).contains(&level)
	}
}

/// What is seen of one block.
#[derive(Clone, Copy, Debug)]
pub struct Block {
	/// How many blocks of the chain it stands for: blocks of the simulation are longer.
	pub blocks: u64,
	/// The market price of GAS as a multiple of par, at the true price of INT.
	pub level: f64,
	/// Whether a quorum has fed within the time that a value counts.
	pub fresh: bool,
	/// The reserve over the issue, at the pallet's own low price.
	pub ratio: Option<f64>,
	/// What a fee costs in INT at the true price, as a multiple of the fee.
	pub fee: f64,
	/// Whether operators are silent.
	pub outage: bool,
}

/// All goals of a run.
#[derive(Clone, Debug)]
pub struct Goals {
	band: Band,
	/// The market price is within the band, where the oracle is fresh and the ratio above 1.
	pub peg: Count,
	/// Distances from par in these blocks, counted in steps of a ten-thousandth.
	distances: Vec<u64>,
	/// The fee in INT is within its bounds, outside outages.
	pub fee: Count,
	/// The least and the most that a fee in INT cost, outside outages.
	pub fee_range: (f64, f64),
	/// All blocks, and those in which the ratio was above 1.
	pub covered: Count,
}

/// Steps of the distance from par.
const DISTANCES: usize = 5_000;

impl Goals {
	/// Nothing judged yet.
	pub fn new(rules: &GasParameters) -> Self {
		Self {
			band: Band::new(rules),
			peg: Count::default(),
			distances: vec![0; DISTANCES],
			fee: Count::default(),
			fee_range: (f64::INFINITY, 0.0),
			covered: Count::default(),
		}
	}

	/// Judges a block.
	pub fn judge(&mut self, block: Block) {
		let covered = block.ratio.is_some_and(|ratio| ratio > 1.0);
		self.covered.note(covered, block.blocks);
		if block.fresh && covered {
			self.peg.note(self.band.contains(block.level), block.blocks);
			let distance = ((block.level - 1.0).abs() * 1e4) as usize;
			if let Some(count) = self.distances.get_mut(distance.min(DISTANCES - 1)) {
				*count += block.blocks;
			}
		}
		if !block.outage {
			self.fee.note((FEE_LEAST..=FEE_MOST).contains(&block.fee), block.blocks);
			let (least, most) = self.fee_range;
			self.fee_range = (least.min(block.fee), most.max(block.fee));
		}
	}

	/// The distance from par that `share` of the judged blocks stay within.
	pub fn distance(&self, share: f64) -> f64 {
		let wanted = (self.peg.judged as f64 * share) as u64;
		let mut seen = 0;
		for (step, count) in self.distances.iter().enumerate() {
			seen += count;
			if seen >= wanted && wanted > 0 {
				return (step + 1) as f64 / 1e4;
			}
		}
		0.0
	}
}

/// The agent that won most from the pallet, and how many USD: negative when all lost.
pub fn best_of(ledger: &Ledger) -> Option<(Agent, f64)> {
	ledger
		.agents
		.iter()
		.map(|(agent, account)| (*agent, account.net()))
		.max_by(|one, other| one.1.total_cmp(&other.1))
}

/// Whether no agent has taken out more than it put in.
pub fn nobody_won(ledger: &Ledger) -> bool {
	best_of(ledger).is_none_or(|(_, net)| net <= 0.0)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::ledger::Way;

	const GOOD: Block =
		Block { blocks: 1, level: 1.0, fresh: true, ratio: Some(1.5), fee: 1.01, outage: false };

	fn judged(blocks: &[(u32, Block)]) -> Goals {
		let mut goals = Goals::new(&GasParameters::default());
		for (count, block) in blocks {
			(0..*count).for_each(|_| goals.judge(*block));
		}
		goals
	}

	#[test]
	fn the_band_is_premium_and_spread_and_half_a_percent() {
		let band = Band::new(&GasParameters::default());
		assert!(band.contains(0.9751) && band.contains(1.0349));
		assert!(!band.contains(0.9749) && !band.contains(1.0351));
	}

	#[test]
	fn the_peg_fails_when_more_than_one_block_in_a_hundred_is_outside() {
		let off = Block { level: 1.036, ..GOOD };
		assert!(judged(&[(990, GOOD), (10, off)]).peg.suffices());
		assert!(!judged(&[(989, GOOD), (11, off)]).peg.suffices());
	}

	#[test]
	fn the_peg_is_judged_where_the_oracle_is_fresh_and_the_reserve_covers() {
		let off = Block { level: 0.5, ..GOOD };
		let stale = Block { fresh: false, ..off };
		let bare = Block { ratio: Some(1.0), ..off };
		let unknown = Block { ratio: None, ..off };
		assert_eq!(judged(&[(9, stale), (9, bare), (9, unknown)]).peg.judged, 0);
		assert_eq!(judged(&[(1, GOOD), (1, off)]).peg, Count { judged: 2, held: 1 });
	}

	#[test]
	fn a_long_block_counts_as_many() {
		let long = Block { blocks: 10, level: 1.1, ..GOOD };
		assert_eq!(judged(&[(90, GOOD), (1, long)]).peg, Count { judged: 100, held: 90 });
	}

	#[test]
	fn a_fee_fails_below_and_above_its_bounds() {
		for (fee, holds) in [(0.969, false), (0.97, true), (1.10, true), (1.101, false)] {
			assert_eq!(judged(&[(1, Block { fee, ..GOOD })]).fee.suffices(), holds, "{fee}");
		}
		let silent = Block { fee: 2.0, outage: true, ..GOOD };
		assert_eq!(judged(&[(5, silent)]).fee.judged, 0);
	}

	#[test]
	fn an_agent_that_takes_more_than_it_gave_fails_the_goal() {
		let mut ledger = Ledger::default();
		ledger.agents.entry(Agent::Arbitrageur).or_default().note(Way::Purchase, 100.0, 99.0);
		assert!(nobody_won(&ledger));
		ledger.agents.entry(Agent::Insider).or_default().note(Way::Auction, 100.0, 100.01);
		assert!(!nobody_won(&ledger));
		assert_eq!(best_of(&ledger).map(|(agent, _)| agent), Some(Agent::Insider));
	}

	#[test]
	fn distances_are_read_off_by_share() {
		let goals = judged(&[(98, GOOD), (2, Block { level: 1.02, ..GOOD })]);
		assert!(goals.distance(0.98) <= 0.0001);
		assert!((goals.distance(0.99) - 0.02).abs() < 2e-4);
	}
}
