// SPDX-License-Identifier: Apache-2.0

//! The results as tables in markdown.

use crate::{
	agents::Agent,
	comparison,
	goals::{best_of, nobody_won, FEE_LEAST, FEE_MOST},
	ledger::Way,
	paths::Scenario,
	run::Outcome,
	Trouble,
};
use pallet_gas::{parameters::MINUTE, GasParameters};
use std::{fmt::Write, fs, path::Path};

const BEGIN: &str = "<!-- gas:begin -->";
const END: &str = "<!-- gas:end -->";

/// One run in one line.
pub fn line(outcome: &Outcome) -> String {
	let goals = &outcome.goals;
	let best = best_of(&outcome.ledger);
	format!(
		"{} {}: peg {} of {} judged, fee {}, best agent {}, least ratio {:.2}, {}",
		outcome.scenario.name(),
		outcome.seed,
		percent(goals.peg.share()),
		percent(goals.peg.judged as f64 / outcome.blocks.max(1) as f64),
		percent(goals.fee.share()),
		best.map_or("-".into(), |(agent, net)| format!("{} {}", agent.name(), usd(net))),
		outcome.least_ratio,
		if holds(outcome) { "ok" } else { "MISSED" },
	)
}

/// Whether every goal held in every run.
pub fn all_hold(outcomes: &[Outcome]) -> bool {
	outcomes.iter().all(holds)
}

fn holds(outcome: &Outcome) -> bool {
	let goals = &outcome.goals;
	goals.peg.suffices() && goals.fee.suffices() && nobody_won(&outcome.ledger)
}

/// All tables.
pub fn tables(outcomes: &[Outcome], step: u64, days: u64) -> String {
	let mut text = String::new();
	let seeds = outcomes.iter().map(|outcome| outcome.seed).max().unwrap_or_default();
	// Writing into a string cannot fail.
	let _ = writeln!(
		text,
		"{days} days, a block every {step} s and every 6 s from an hour before to an hour after a \
		 crash or rally; {seeds} seeds a scenario. The worst seed, and the median of all in \
		 brackets.\n"
	);
	let _ = goals_table(&mut text, outcomes);
	let _ = agents_table(&mut text, outcomes);
	let _ = states_table(&mut text, outcomes);
	text
}

fn goals_table(text: &mut String, outcomes: &[Outcome]) -> std::fmt::Result {
	writeln!(
		text,
		"| scenario | blocks judged | market price within the band | 99 % of them within | most that an \
		 agent won from the pallet | fee in INT within {:.0} % to {:.0} % | and between |",
		FEE_LEAST * 100.0,
		FEE_MOST * 100.0
	)?;
	writeln!(text, "|---|---|---|---|---|---|---|")?;
	for (scenario, runs) in by_scenario(outcomes) {
		let judged = spread(&runs, |run| run.goals.peg.judged as f64 / run.blocks.max(1) as f64);
		let peg = spread(&runs, |run| run.goals.peg.share());
		let distance = spread(&runs, |run| run.goals.distance(0.99));
		let net = spread(&runs, |run| best_of(&run.ledger).map_or(0.0, |best| best.1));
		let fee = spread(&runs, |run| run.goals.fee.share());
		let least = spread(&runs, |run| run.goals.fee_range.0).least;
		let most = spread(&runs, |run| run.goals.fee_range.1).most;
		writeln!(
			text,
			"| {} | {} ({}) | {} ({}){} | {} ({}) | {} ({}){} | {} ({}){} | {}, {} |",
			scenario.name(),
			percent(judged.least),
			percent(judged.median),
			percent(peg.least),
			percent(peg.median),
			mark(runs.iter().all(|run| run.goals.peg.suffices())),
			percent(distance.most),
			percent(distance.median),
			usd(net.most),
			usd(net.median),
			mark(runs.iter().all(|run| nobody_won(&run.ledger))),
			percent(fee.least),
			percent(fee.median),
			mark(runs.iter().all(|run| run.goals.fee.suffices())),
			percent(least),
			percent(most),
		)?;
	}
	writeln!(text)
}

fn agents_table(text: &mut String, outcomes: &[Outcome]) -> std::fmt::Result {
	writeln!(
		text,
		"| scenario | agent | dealings | put in | won at auctions | by purchase | by redemption | in all | \
		 wealth |"
	)?;
	writeln!(text, "|---|---|---|---|---|---|---|---|---|")?;
	for (scenario, runs) in by_scenario(outcomes) {
		for agent in Agent::ALL {
			let account =
				|run: &&Outcome| run.ledger.agents.get(&agent).copied().unwrap_or_default();
			let dealings = spread(&runs, |run| account(run).dealings.into());
			let put_in = spread(&runs, |run| account(run).put_in);
			let net = spread(&runs, |run| account(run).net());
			let won = |way: Way| {
				let won = spread(&runs, |run| account(run).won[way as usize]);
				format!("{} ({})", usd(won.most), usd(won.median))
			};
			let wealth = spread(&runs, |run| run.wealth.get(&agent).copied().unwrap_or_default());
			writeln!(
				text,
				"| {} | {} | ({:.0}) | ({}) | {} | {} | {} | {} ({}) | {} ({}) |",
				scenario.name(),
				agent.name(),
				dealings.median,
				usd(put_in.median),
				won(Way::Auction),
				won(Way::Purchase),
				won(Way::Redemption),
				usd(net.most),
				usd(net.median),
				usd(wealth.most),
				usd(wealth.median),
			)?;
		}
	}
	writeln!(text)
}

fn states_table(text: &mut String, outcomes: &[Outcome]) -> std::fmt::Result {
	writeln!(
		text,
		"| scenario | reserve over issue, least | at the end | above 1 | nothing minted or redeemed | \
		 auctions that sold | fees not paid |"
	)?;
	writeln!(text, "|---|---|---|---|---|---|---|")?;
	for (scenario, runs) in by_scenario(outcomes) {
		let least = spread(&runs, |run| run.least_ratio);
		let last = spread(&runs, |run| run.last_ratio);
		let covered = spread(&runs, |run| run.goals.covered.share());
		let stopped = spread(&runs, |run| {
			run.stopped.values().sum::<u64>() as f64 / run.blocks.max(1) as f64
		});
		let sold = spread(&runs, |run| {
			let (sold, unsold) = run.ledger.auctions;
			f64::from(sold) / f64::from((sold + unsold).max(1))
		});
		let missed = spread(&runs, |run| run.missed);
		writeln!(
			text,
			"| {} | {:.2} ({:.2}) | {:.2} ({:.2}) | {} ({}) | {} ({}) | {} ({}) | {} ({}) |",
			scenario.name(),
			least.least,
			least.median,
			last.least,
			last.median,
			percent(covered.least),
			percent(covered.median),
			percent(stopped.most),
			percent(stopped.median),
			percent(sold.least),
			percent(sold.median),
			usd(missed.most),
			usd(missed.median),
		)?;
	}
	Ok(())
}

/// What an insider wins in a crash under the rules and under weaker ones.
pub fn comparison(rules: &GasParameters, outcomes: &[Outcome]) -> String {
	let mut text = String::new();
	let _ = comparison_table(&mut text, rules, outcomes);
	text
}

fn comparison_table(
	text: &mut String,
	rules: &GasParameters,
	outcomes: &[Outcome],
) -> std::fmt::Result {
	let variants = comparison::by_variant(rules, outcomes);
	writeln!(
		text,
		"\n{} crashes under each of the rules, on the same paths. Each begins {} minutes before the \
		 first auction ends. What bidder and insider, who know the price at once, gained by \
		 dealings that gave more than they cost: the most in one crash, the mean of all in \
		 brackets. And in how many crashes an agent took out more than it had put in, all dealings \
		 taken together.\n",
		variants.first().map_or(0, |(_, runs)| runs.len()),
		comparison::BEFORE_CLOSE / 60
	)?;
	writeln!(
		text,
		"| cooling | purchase premium | gained at auctions | by purchase | by redemption | took out \
		 more |"
	)?;
	writeln!(text, "|---|---|---|---|---|---|")?;
	for (rules, runs) in variants {
		let gained = |way: Way| {
			let of = |run: &Outcome| {
				let of =
					|agent| run.ledger.agents.get(agent).map_or(0.0, |it| it.gained[way as usize]);
				[Agent::Bidder, Agent::Insider].iter().map(of).sum()
			};
			let all: Vec<f64> = runs.iter().map(of).collect();
			let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
			format!("{} ({})", cents(all.into_iter().fold(0.0, f64::max)), cents(mean))
		};
		writeln!(
			text,
			"| {} min | {:.0} % | {} | {} | {} | {} |",
			rules.cooling / MINUTE,
			f64::from(rules.purchase_premium.deconstruct()) / 1e4,
			gained(Way::Auction),
			gained(Way::Purchase),
			gained(Way::Redemption),
			runs.iter().filter(|run| !nobody_won(&run.ledger)).count(),
		)?;
	}
	Ok(())
}

/// Puts the tables between their marks in a file.
pub fn paste(file: &Path, tables: &str) -> Result<(), Trouble> {
	let text = fs::read_to_string(file).map_err(Trouble::from_other)?;
	fs::write(file, between_marks(&text, tables)?).map_err(Trouble::from_other)
}

fn between_marks(text: &str, tables: &str) -> Result<String, Trouble> {
	let (before, rest) = text.split_once(BEGIN).ok_or(Trouble(format!("no {BEGIN}")))?;
	let (_, after) = rest.split_once(END).ok_or(Trouble(format!("no {END}")))?;
	Ok(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", tables.trim_end()))
}

/// Runs by scenario.
fn by_scenario(outcomes: &[Outcome]) -> Vec<(Scenario, Vec<&Outcome>)> {
	Scenario::ALL
		.into_iter()
		.map(|scenario| {
			(scenario, outcomes.iter().filter(|outcome| outcome.scenario == scenario).collect())
		})
		.filter(|(_, runs): &(_, Vec<_>)| !runs.is_empty())
		.collect()
}

/// Least, median and most of a number over runs.
#[derive(Debug, PartialEq)]
struct Spread {
	least: f64,
	median: f64,
	most: f64,
}

fn spread(runs: &[&Outcome], number: impl Fn(&&Outcome) -> f64) -> Spread {
	of_numbers(runs.iter().map(number).collect())
}

fn of_numbers(mut numbers: Vec<f64>) -> Spread {
	numbers.sort_by(f64::total_cmp);
	let at = |place: usize| numbers.get(place).copied().unwrap_or_default();
	let last = numbers.len().saturating_sub(1);
	Spread { least: at(0), median: 0.5 * (at(last / 2) + at(last.div_ceil(2))), most: at(last) }
}

/// How a share is written: never rounded up to a goal that was missed.
fn percent(share: f64) -> String {
	format!("{:.2} %", (share * 10_000.0).floor() / 100.0)
}

fn usd(amount: f64) -> String {
	let whole = amount.abs().round() as u64;
	let digits = whole.to_string();
	let mut grouped = String::new();
	for (place, digit) in digits.chars().enumerate() {
		if place > 0 && (digits.len() - place).is_multiple_of(3) {
			grouped.push(',');
		}
		grouped.push(digit);
	}
	let sign = if amount < 0.0 && whole > 0 { "-" } else { "" };
	format!("{sign}{grouped} USD")
}

/// A sum that may be small.
fn cents(amount: f64) -> String {
	format!("{amount:.2} USD")
}

const fn mark(held: bool) -> &'static str {
	if held {
		""
	} else {
		" **missed**"
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::goals::Count;

	#[test]
	fn a_table_replaces_what_stands_between_the_marks() {
		let text = format!("a\n{BEGIN}\nold\n{END}\nb\n");
		let once = between_marks(&text, "new\n").unwrap();
		assert_eq!(once, format!("a\n{BEGIN}\n\nnew\n\n{END}\nb\n"));
		assert_eq!(between_marks(&once, "new\n").unwrap(), once);
		assert!(between_marks("a", "new").is_err());
	}

	#[test]
	fn numbers_read_as_people_write_them() {
		assert_eq!(usd(1_234_567.4), "1,234,567 USD");
		assert_eq!(usd(-999.6), "-1,000 USD");
		assert_eq!(usd(-0.2), "0 USD");
		assert_eq!(percent(0.98999), "98.99 %");
	}

	#[test]
	fn a_spread_has_a_median() {
		let of = |numbers: &[f64]| of_numbers(numbers.to_vec());
		assert_eq!(of(&[3.0, 1.0, 2.0]), Spread { least: 1.0, median: 2.0, most: 3.0 });
		assert_eq!(of(&[4.0, 1.0]), Spread { least: 1.0, median: 2.5, most: 4.0 });
	}

	#[test]
	fn a_count_of_nothing_is_no_failure() {
		assert!(Count::default().suffices());
	}
}
