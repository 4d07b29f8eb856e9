// SPDX-License-Identifier: Apache-2.0

//! One run: a scenario, a seed, a chain, a market and its agents.

use crate::{
	agents::{Agent, Arbitrageur, Bidder, Devices, Insider, Operators, Speculator},
	chain::{self, Balance, Endowment, GAS, INT},
	goals::{Block, Goals},
	ledger::{gas_usd, int_usd, Ledger},
	market::{Market, EXCHANGE, POOL},
	paths::{Path, Scenario, FINE, FIRST_PRICE},
	pool::Pool,
	series::{Point, Series},
	Trouble,
};
use pallet_gas::{GasParameters, Health};
use std::{collections::BTreeMap, ops::Range};

/// USD on each side of the pool at first.
pub const DEPTH: f64 = 100_000.0;

/// Reserve over issue at first.
pub const FIRST_RATIO: f64 = 2.0;

/// INT that each account has beside its capital, for existential and other deposits.
const SMALL: Balance = 10 * INT;

/// What the market for INT outside has, plancks of INT.
const OUTSIDE: Balance = INT * 10u128.pow(13);

const DAY: u64 = 86_400;

/// What a run is of.
#[derive(Clone, Debug)]
pub struct Settings {
	pub scenario: Scenario,
	pub seed: u64,
	pub days: u64,
	/// Seconds between blocks, away from a crash or rally.
	pub step: u64,
	pub rules: GasParameters,
	/// When the crash or rally begins, seconds, if its moment is chosen.
	pub shock_at: Option<u64>,
	/// The arbitrageur's stock of GAS, USD.
	pub stock: f64,
	/// What honest operators see, as a multiple of the truth.
	pub bias: f64,
}

impl Settings {
	/// Operators of the oracle: the insider has one of four, or of three.
	pub const fn operators(&self) -> u8 {
		if self.seed.is_multiple_of(2) {
			4
		} else {
			3
		}
	}
}

/// What came of it.
pub struct Outcome {
	pub scenario: Scenario,
	pub seed: u64,
	pub goals: Goals,
	pub ledger: Ledger,
	/// What each agent's wealth is at the end over what it was, USD.
	pub wealth: BTreeMap<Agent, f64>,
	/// Blocks in which nothing was minted or redeemed, by reason.
	pub stopped: BTreeMap<&'static str, u64>,
	pub blocks: u64,
	pub least_ratio: f64,
	pub last_ratio: f64,
	/// Fees that could not be paid, USD.
	pub missed: f64,
	pub refusals: BTreeMap<&'static str, u64>,
	pub series: Series,
	/// Crash, rally and outages, seconds.
	pub marks: Vec<Range<u64>>,
}

/// Everybody.
struct Everybody {
	operators: Operators,
	bidder: Bidder,
	insider: Insider,
	arbitrageur: Arbitrageur,
	devices: Devices,
	speculator: Speculator,
}

/// Runs it. `progress` is told after each day.
pub fn run(settings: &Settings, progress: impl Fn()) -> Result<Outcome, Trouble> {
	let Settings { scenario, seed, days, step, shock_at, .. } = *settings;
	let path = Path::with_shock_at(shock_at, scenario, seed, days, step);
	chain::Rules::set(settings.rules.clone());
	let mut people = Everybody {
		operators: Operators::new(settings.seed, settings.operators()),
		bidder: Bidder::new(),
		insider: Insider::new(),
		arbitrageur: Arbitrageur::new(settings.stock),
		devices: Devices::new(),
		speculator: Speculator::new(),
	};
	people.operators.bias = settings.bias;
	let endowments = endowments(settings.stock);
	let mut chain = chain::genesis(&endowments, FIRST_PRICE)?;
	let pool = Pool { int: int_for(DEPTH), gas: crate::agents::gas_for(DEPTH) };
	let (mut market, issued) = chain.execute_with(|| {
		let mut market = Market::new(&path, settings.rules.clone(), pool);
		for agent in Agent::ALL {
			market.dollars.insert(agent, agent.capital().dollars);
		}
		(market, chain::Balances::total_issuance())
	});
	let mut outcome = Outcome {
		scenario: settings.scenario,
		seed: settings.seed,
		goals: Goals::new(&settings.rules),
		ledger: Ledger::default(),
		wealth: BTreeMap::new(),
		stopped: BTreeMap::new(),
		blocks: 0,
		least_ratio: f64::INFINITY,
		last_ratio: 0.0,
		missed: 0.0,
		refusals: BTreeMap::new(),
		series: Series::new(settings.days * DAY),
		marks: path.shock.iter().chain(&path.outages).cloned().collect(),
	};
	let blocks = path.prices.len();
	let mut next = 0;
	while next < blocks {
		let start = next;
		let end = path.times[start] + DAY;
		next = path.times.partition_point(|time| *time < end);
		chain.execute_with(|| {
			for at in start..next {
				market.begin(at);
				block(&mut market, &mut people, &mut outcome)?;
				if at == 0 {
					for agent in Agent::ALL {
						outcome.wealth.insert(agent, -market.wealth(agent));
					}
				}
			}
			check(&market, &outcome.ledger, issued)
		})?;
		chain.tidy();
		progress();
	}
	chain.execute_with(|| {
		for agent in Agent::ALL {
			*outcome.wealth.entry(agent).or_default() += market.wealth(agent);
		}
	});
	outcome.missed = people.devices.missed;
	outcome.refusals = market.refusals;
	Ok(outcome)
}

/// Who begins with what. The reserve's INT is with the world outside until the first block.
fn endowments(stock: f64) -> Vec<Endowment> {
	let mut all = vec![
		Endowment { who: EXCHANGE, int: OUTSIDE, gas: 0 },
		Endowment {
			who: POOL,
			int: int_for(DEPTH) + SMALL,
			gas: crate::agents::gas_for(DEPTH) + GAS,
		},
	];
	for agent in Agent::ALL {
		for (number, who) in agent.accounts().enumerate() {
			let capital = agent.capital();
			let (int, gas) = match (agent, number) {
				(Agent::Arbitrageur, 0) => (capital.int, stock),
				(_, 0) => (capital.int, capital.gas),
				_ => (0.0, 0.0),
			};
			let gas = crate::agents::gas_for(gas) + GAS;
			all.push(Endowment { who, int: int_for(int) + SMALL, gas });
		}
	}
	all
}

/// Plancks of INT for USD at the first price.
fn int_for(usd: f64) -> Balance {
	(usd / FIRST_PRICE * INT as f64) as Balance
}

/// One block: the insider before the operators, everybody else after them.
fn block(
	market: &mut Market,
	people: &mut Everybody,
	outcome: &mut Outcome,
) -> Result<(), Trouble> {
	if market.at == 0 {
		let reserve = FIRST_RATIO * gas_usd(chain::Gas::issue());
		let call = pallet_gas::Call::add_to_reserve { amount: int_for(reserve) };
		chain::dispatch(&EXCHANGE, chain::RuntimeCall::Gas(call)).map_err(Trouble::refused)?;
	}
	// The insider goes by what it saw after the block before.
	let wish = people.insider.act(market)?;
	people.operators.act(market, wish)?;
	market.status = chain::Gas::status();
	people.arbitrageur.act(market)?;
	people.devices.act(market)?;
	people.speculator.act(market)?;
	people.bidder.act(market)?;
	chain::end_block();
	let price = market.price();
	for record in chain::System::read_events_no_consensus() {
		if let chain::RuntimeEvent::Gas(event) = record.event {
			outcome.ledger.take(event, price);
		}
	}
	observe(market, outcome);
	Ok(())
}

/// Judges the block and notes it.
fn observe(market: &Market, outcome: &mut Outcome) {
	let (status, price) = (&market.status, market.price());
	let level = market.pool.level(price);
	let fresh = status
		.market
		.is_some_and(|at| at.quorum_at.saturating_add(market.rules.fresh_for) > market.now);
	let thousand = 1_000 * GAS;
	let fee = int_usd(chain::Gas::int_for_gas(thousand), price) / gas_usd(thousand);
	let ratio = market.ratio();
	let outage = market.is_outage();
	let blocks = market.elapsed() / FINE;
	outcome.goals.judge(Block { blocks, level, fresh, ratio, fee, outage });
	outcome.blocks += blocks;
	if status.health != Health::Fresh {
		*outcome.stopped.entry(name_of(&status.health)).or_default() += blocks;
	}
	let ratio = ratio.unwrap_or_default();
	if status.health.allows_exchange() {
		outcome.least_ratio = outcome.least_ratio.min(ratio);
		outcome.last_ratio = ratio;
	}
	let supply = gas_usd(status.issue);
	outcome.series.note(market.time(), Point { price, level, supply, ratio });
}

/// The name of a state of the price.
fn name_of(health: &Health) -> &'static str {
	match health {
		Health::Fresh => "fresh",
		Health::NoPrice => "no price",
		Health::Stale => "stale",
		Health::Unconfirmed { .. } => "unconfirmed",
		Health::Disputed => "disputed",
		Health::Diverged => "diverged",
	}
}

/// The invariants of the chain, of the pool and of all money.
fn check(market: &Market, ledger: &Ledger, issued: Balance) -> Result<(), Trouble> {
	chain::check()?;
	let (int, gas) = (chain::Balances::free_balance(&POOL), chain::gas_of(&POOL));
	if (int, gas) != (market.pool.int + SMALL, market.pool.gas + GAS) {
		return Err(Trouble(format!("the pool has {int} and {gas}, not {:?}", market.pool)));
	}
	let now = chain::Balances::total_issuance();
	if now + ledger.burned != issued {
		return Err(Trouble(format!("INT: {issued} at first, {now} and {} burned", ledger.burned)));
	}
	let books = pallet_gas::Books::<chain::Runtime>::get();
	if (books.sold, books.bought, books.redeemed) != (ledger.sold, ledger.bought, ledger.redeemed) {
		return Err(Trouble(format!("events say otherwise than {books:?}")));
	}
	Ok(())
}
