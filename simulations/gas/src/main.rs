// SPDX-License-Identifier: Apache-2.0

//! A year of markets against the real GAS pallet.
//!
//! Runs `pallet-gas`, with `pallet-oracle`, `pallet-assets` and `pallet-balances` as on the chain,
//! over seeded prices of INT, with agents that trade and attack by transactions, and judges whether
//! GAS stayed at par, whether anybody took out more than they put in, and what fees in INT cost.

mod agents;
mod chain;
mod comparison;
mod congestion;
mod goals;
mod ledger;
mod market;
mod paths;
mod plots;
mod pool;
mod report;
mod run;
mod series;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use pallet_gas::{parameters::MINUTE, GasParameters};
use paths::Scenario;
use run::{Outcome, Settings};
use sp_runtime::Permill;
use std::{
	fmt,
	path::PathBuf,
	process::ExitCode,
	sync::{
		atomic::{AtomicUsize, Ordering},
		Mutex,
	},
	thread,
	time::Instant,
};

/// Why a run cannot go on, or a file cannot be written.
#[derive(Debug)]
pub struct Trouble(pub String);

impl Trouble {
	/// A call that has to succeed was refused.
	pub fn refused(why: impl fmt::Debug) -> Self {
		Self(format!("a call was refused: {why:?}"))
	}

	/// What somebody else says.
	pub fn from_other(why: impl fmt::Display) -> Self {
		Self(why.to_string())
	}
}

impl fmt::Display for Trouble {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str(&self.0)
	}
}

/// Runs the gas pallet through simulated years and writes table and plots.
#[derive(Parser, Debug)]
struct Arguments {
	/// Seeds of each scenario.
	#[arg(long, default_value_t = 20)]
	seeds: u64,
	/// Days of a run.
	#[arg(long, default_value_t = 365)]
	days: u64,
	/// Seconds between blocks, at least 6; around a crash or rally they are 6 whatever this is. A
	/// price that is a minute old is one of the block before where blocks are longer than that.
	#[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u64).range(6..=3600))]
	step: u64,
	/// Seeds of the comparison, a crash under the rules and under weaker ones; 0 leaves it out.
	#[arg(long, default_value_t = 100)]
	crashes: u64,
	/// Only this scenario; may be given more than once.
	#[arg(long, value_enum)]
	scenario: Vec<Scenario>,
	/// The arbitrageur's stock of GAS, USD; 0 leaves only trade against the pallet.
	#[arg(long, default_value_t = 100_000.0)]
	stock: f64,
	/// What instant purchase costs above the low price, percent, if not the default.
	#[arg(long)]
	purchase_premium: Option<f64>,
	/// How long after a close a price has to be formed, minutes, if not the default.
	#[arg(long)]
	cooling: Option<u64>,
	/// What an auction's reserve price is above the low price, percent, if not the default.
	#[arg(long)]
	auction_premium: Option<f64>,
	/// What a redemption is paid below the high price, percent, if not the default.
	#[arg(long)]
	redemption_spread: Option<f64>,
	/// The folder whose benchmarks.md and plots are written; without it nothing is.
	#[arg(long)]
	out: Option<PathBuf>,
}

fn main() -> ExitCode {
	match simulate(&Arguments::parse()) {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::from(2),
		Err(trouble) => {
			eprintln!("{trouble}");
			ExitCode::FAILURE
		},
	}
}

/// Runs everything; whether all goals held.
fn simulate(arguments: &Arguments) -> Result<bool, Trouble> {
	let started = Instant::now();
	let scenarios = match &arguments.scenario[..] {
		[] => Scenario::ALL.to_vec(),
		some => some.to_vec(),
	};
	let one = Settings {
		scenario: Scenario::Volatile,
		seed: 0,
		days: arguments.days,
		step: arguments.step,
		rules: rules(arguments),
		shock_at: None,
		stock: arguments.stock,
		bias: 1.0,
	};
	let years: Vec<Settings> = scenarios
		.iter()
		.flat_map(|scenario| {
			let like = &one;
			(1..=arguments.seeds).map(|seed| Settings { scenario: *scenario, seed, ..like.clone() })
		})
		.collect();
	let outcomes = run_all(&years)?;
	let mut text = report::tables(&outcomes, arguments.step, arguments.days);
	if arguments.crashes > 0 {
		let crashes = run_all(&comparison::jobs(&one, arguments.crashes))?;
		text.push_str(&report::comparison(&one.rules, &crashes));
	}
	println!("\n{text}");
	println!("{} s", started.elapsed().as_secs());
	if let Some(folder) = &arguments.out {
		plots::write(&folder.join("plots"), &outcomes, arguments.days)?;
		report::paste(&folder.join("benchmarks.md"), &text)?;
	}
	Ok(report::all_hold(&outcomes))
}

/// The default parameters, but for those that were given.
fn rules(arguments: &Arguments) -> GasParameters {
	let given = |percent: Option<f64>, default: Permill| {
		percent.map_or(default, |percent| Permill::from_parts((percent * 1e4) as u32))
	};
	let default = GasParameters::default();
	GasParameters {
		purchase_premium: given(arguments.purchase_premium, default.purchase_premium),
		auction_premium: given(arguments.auction_premium, default.auction_premium),
		redemption_spread: given(arguments.redemption_spread, default.redemption_spread),
		cooling: arguments.cooling.map_or(default.cooling, |minutes| minutes * MINUTE),
		..default
	}
}

/// Runs all jobs on all cores, in the order of the jobs.
fn run_all(jobs: &[Settings]) -> Result<Vec<Outcome>, Trouble> {
	let days = jobs.iter().map(|job| job.days).sum();
	let bar = ProgressBar::new(days);
	if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} days  {eta} left") {
		bar.set_style(style);
	}
	let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
	let work = || loop {
		let number = next.fetch_add(1, Ordering::Relaxed);
		let Some(job) = jobs.get(number) else { return };
		let result = run::run(job, || bar.inc(1));
		let line = match &result {
			Ok(outcome) => report::line(outcome),
			Err(trouble) => format!("{} {}: {trouble}", job.scenario.name(), job.seed),
		};
		if bar.is_hidden() {
			println!("{number:>4}/{}  {line}", jobs.len());
		} else {
			bar.println(line);
		}
		if let Ok(mut done) = done.lock() {
			done.push((number, result));
		}
	};
	let cores = thread::available_parallelism().map_or(1, usize::from);
	thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
	bar.finish_and_clear();
	let mut done = done.into_inner().map_err(Trouble::from_other)?;
	done.sort_by_key(|(number, _)| *number);
	done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests;
