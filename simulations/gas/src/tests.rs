// SPDX-License-Identifier: Apache-2.0

//! Whole runs, short.

use crate::{
	agents::Agent,
	comparison,
	goals::nobody_won,
	ledger::Way,
	paths::Scenario,
	run::{run, Outcome, Settings},
};
use sp_runtime::Permill;

fn settings(scenario: Scenario) -> Settings {
	Settings {
		scenario,
		seed: 2,
		days: 4,
		step: 300,
		rules: Default::default(),
		shock_at: None,
		stock: 100_000.0,
		bias: 1.0,
	}
}

#[test]
fn all_goals_hold_over_some_quiet_days() {
	let outcome = run(&settings(Scenario::Volatile), || ()).unwrap();
	assert!(outcome.goals.peg.judged > 1_000);
	assert!(outcome.goals.peg.suffices());
	assert!(outcome.goals.fee.suffices());
	assert!(nobody_won(&outcome.ledger));
	assert!(outcome.missed == 0.0);
}

#[test]
fn a_seed_is_a_year() {
	let once = run(&settings(Scenario::Crash), || ()).unwrap();
	let again = run(&settings(Scenario::Crash), || ()).unwrap();
	assert_eq!(once.goals.peg, again.goals.peg);
	assert_eq!(once.ledger.sold, again.ledger.sold);
	assert_eq!(once.ledger.redeemed, again.ledger.redeemed);
}

/// Who sees a crash first gains at an auction that does not cool, and by a cheap purchase.
#[test]
fn who_knows_the_price_gains_by_a_crash_under_weaker_rules_only() {
	let jobs = comparison::jobs(&settings(Scenario::Crash), 10);
	let outcomes: Vec<_> = jobs.iter().map(|job| run(job, || ()).unwrap()).collect();
	let gained = |variant: usize, agent: Agent, way: Way| -> f64 {
		let variants = comparison::by_variant(&Default::default(), &outcomes);
		let of =
			|run: &Outcome| run.ledger.agents.get(&agent).map_or(0.0, |it| it.gained[way as usize]);
		variants[variant].1.iter().map(of).sum()
	};
	assert_eq!(gained(0, Agent::Insider, Way::Purchase), 0.0);
	assert!(gained(1, Agent::Insider, Way::Purchase) > 1.0);
	let (cool, hot) =
		(gained(0, Agent::Bidder, Way::Auction), gained(2, Agent::Bidder, Way::Auction));
	assert!(hot > 2.0 * cool, "{cool} {hot}");
}

/// All operators say that INT is worth 15 % more than it is.
#[test]
fn a_broken_oracle_fails_every_goal() {
	let broken = Settings { bias: 1.15, stock: 0.0, ..settings(Scenario::Volatile) };
	let outcome = run(&broken, || ()).unwrap();
	assert!(!outcome.goals.peg.suffices(), "{:?}", outcome.goals.peg);
	assert!(!outcome.goals.fee.suffices());
	assert!(!nobody_won(&outcome.ledger));
}

/// GAS is sold and redeemed without premium and spread: who knows the price first wins.
#[test]
fn a_pallet_without_premium_and_spread_is_robbed() {
	let mut broken = settings(Scenario::Volatile);
	broken.rules.purchase_premium = Permill::zero();
	broken.rules.redemption_spread = Permill::zero();
	broken.rules.auction_premium = Permill::zero();
	assert!(!nobody_won(&run(&broken, || ()).unwrap().ledger));
}
