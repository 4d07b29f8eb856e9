// SPDX-License-Identifier: Apache-2.0

//! An operator's feeder: from a source of prices to the oracle of the chain, again and again.
//!
//! What ends it: the source's end, Ctrl-C, the number of prices that was asked for, too many
//! failures of the source or refusals of the chain in a row, an operator that is none, and another
//! chain or runtime behind the address. What does not: a node that restarts.

pub mod gate;
pub mod source;

use crate::{
	calls,
	chain::{Chain, Receipt},
	commands::{oracle, Context},
	errors::{Failure, Kind, Result},
	keys::Keypair,
	output::Output,
	price::Price,
	text::{hex, utc},
};
use gate::Gate;
use int_primitives::Millis;
use rand::Rng;
use serde_json::json;
use source::Reader;
use std::{future::Future, time::Duration};
use tokio::{
	task::JoinSet,
	time::{interval, sleep, Interval, MissedTickBehavior},
};

/// The first pause before a node is tried again, milliseconds. Each is twice the one before.
const FIRST_PAUSE: Millis = 1_000;

/// The longest pause.
const LONGEST_PAUSE: Millis = 30_000;

/// An operator, with the key that it feeds with.
#[derive(Debug, Clone)]
pub struct Operator {
	/// What the command line calls it.
	pub name: String,
	/// Its key.
	pub pair: Keypair,
}

/// What was fed.
#[derive(Debug)]
pub struct Fed {
	/// By whom.
	pub operator: Operator,
	/// The price.
	pub price: Price,
	/// What became of it.
	pub outcome: Result<Receipt>,
}

/// Feeds one price as each of the operators, at the same time; each price further off by chance, up
/// to `noise` millionths.
pub async fn feed(chain: &Chain, operators: &[Operator], price: Price, noise: i32) -> Vec<Fed> {
	let mut running = JoinSet::new();
	for (place, operator) in operators.iter().cloned().enumerate() {
		let off = if noise > 0 { rand::thread_rng().gen_range(-noise..=noise) } else { 0 };
		let price = price.shifted(off).unwrap_or(price);
		let chain = chain.clone();
		running.spawn(async move {
			let outcome = chain.submit(&calls::feed(price), &operator.pair).await;
			(place, Fed { operator, price, outcome })
		});
	}
	let mut all = Vec::new();
	while let Some(done) = running.join_next().await {
		// One that panicked has said so itself.
		all.extend(done.ok());
	}
	all.sort_by_key(|(place, _)| *place);
	all.into_iter().map(|(_, fed)| fed).collect()
}

/// Why it goes on, or does not.
enum Next {
	/// Wait for the next period.
	Period,
	/// The connection may be gone: make a new one, and read the source again.
	Reconnect(Failure),
	/// Done.
	End,
}

/// A feeder.
pub struct Feeder<'a> {
	/// What every command needs.
	pub context: &'a Context,
	/// Who feeds.
	pub operators: Vec<Operator>,
	/// Where prices come from.
	pub reader: Reader,
	/// What is not fed.
	pub gate: Gate,
	/// How far each operator may differ by chance, millionths.
	pub noise: i32,
	/// How far apart, milliseconds; nothing: once.
	pub every: Option<Millis>,
	/// Failures in a row that end it.
	pub give_up_after: u32,
	/// Prices that are left to feed; nothing: without end.
	pub left: Option<u64>,
	/// Failures of the source in a row.
	pub failures: u32,
	/// Refusals of the chain in a row.
	pub refusals: u32,
}

impl Feeder<'_> {
	/// Feeds until something ends it.
	pub async fn run(mut self, mut chain: Chain) -> Result<()> {
		let mut periods = self.every.map(ticks);
		loop {
			if let Some(periods) = &mut periods {
				if until_ctrl_c(periods.tick()).await.is_none() {
					return Ok(());
				}
			}
			loop {
				match until_ctrl_c(self.once(&chain)).await {
					Some(Ok(Next::Period)) => break,
					Some(Ok(Next::Reconnect(failure))) => {
						if self.every.is_none() {
							return Err(failure);
						}
						self.context.out.warning(&failure);
						match until_ctrl_c(again(self.context, &chain)).await {
							Some(connected) => chain = connected?,
							None => return Ok(()),
						}
					},
					Some(Ok(Next::End)) | None => return Ok(()),
					Some(Err(failure)) => return Err(failure),
				}
			}
			if self.every.is_none() || self.left == Some(0) {
				return Ok(());
			}
		}
	}

	/// Reads the source and feeds what it says.
	async fn once(&mut self, chain: &Chain) -> Result<Next> {
		let read = self.reader.read().await;
		let price = match read.and_then(|price| match price {
			Some(price) => self.gate.check(price).map(|()| Some(price)),
			None => Ok(None),
		}) {
			Ok(Some(price)) => price,
			Ok(None) => return Ok(Next::End),
			Err(failure) => return self.failed(failure),
		};
		self.failures = 0;
		let mut last = None;
		for fed in feed(chain, &self.operators, price, self.noise).await {
			match &fed.outcome {
				Ok(receipt) => said(self.context.out, chain, &fed, receipt),
				Err(failure) => {
					let mut failure = failure.clone();
					failure.message = format!("{}: {}", fed.operator.name, failure.message);
					last = Some(failure);
				},
			}
		}
		let Some(failure) = last else {
			self.refusals = 0;
			self.gate.fed(price);
			self.left = self.left.map(|left| left.saturating_sub(1));
			return Ok(Next::Period);
		};
		self.refused(chain, failure).await
	}

	/// The source failed.
	fn failed(&mut self, failure: Failure) -> Result<Next> {
		self.failures = self.failures.saturating_add(1);
		if self.every.is_none() {
			return Err(failure);
		}
		if self.failures >= self.give_up_after {
			let times = self.failures;
			return Err(Failure {
				message: format!("{} ({times} failures in a row)", failure.message),
				..failure
			});
		}
		self.context.out.warning(&failure);
		Ok(Next::Period)
	}

	/// The chain did not take what an operator fed.
	async fn refused(&mut self, chain: &Chain, failure: Failure) -> Result<Next> {
		match failure.kind {
			Kind::Unreachable | Kind::Timeout => return Ok(Next::Reconnect(failure)),
			Kind::WrongChain => return Err(failure),
			_ => {},
		}
		self.refusals = self.refusals.saturating_add(1);
		if self.every.is_none() || self.refusals >= self.give_up_after {
			return Err(failure);
		}
		// It may have been dismissed, which no patience mends.
		oracle::ensure_operators(chain, &chain.best().await?, &self.operators).await?;
		self.context.out.warning(&failure);
		Ok(Next::Period)
	}
}

fn ticks(every: Millis) -> Interval {
	let mut ticks = interval(Duration::from_millis(every.max(1)));
	// After a long time without a node there is one price to feed, not one for each period missed.
	ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	ticks
}

/// What the future gives; nothing when the person ends it before.
async fn until_ctrl_c<T>(future: impl Future<Output = T>) -> Option<T> {
	tokio::select! {
		value = future => Some(value),
		// Whatever is wrong with the signal, a person wants to end this.
		_ = tokio::signal::ctrl_c() => None,
	}
}

/// The pause after one that did not help.
const fn longer(pause: Millis) -> Millis {
	let twice = pause.saturating_mul(2);
	if twice < LONGEST_PAUSE {
		twice
	} else {
		LONGEST_PAUSE
	}
}

/// Connects to the same chain again, for as long as it takes.
async fn again(context: &Context, before: &Chain) -> Result<Chain> {
	let mut endpoint = before.endpoint().clone();
	endpoint.genesis = Some(before.genesis);
	let mut pause = FIRST_PAUSE;
	loop {
		sleep(Duration::from_millis(pause)).await;
		match Chain::connect(endpoint.clone()).await {
			Ok(chain) => {
				let block = chain.best().await?.block_number();
				context.out.note(&format!("connected again, at block {block}"));
				return Ok(chain);
			},
			Err(failure) if failure.kind == Kind::WrongChain => return Err(failure),
			Err(_) => pause = longer(pause),
		}
	}
}

/// A line for each price that was fed.
fn said(out: Output, chain: &Chain, fed: &Fed, receipt: &Receipt) {
	let address = chain.units.address(&fed.operator.pair.account());
	let now = crate::chain::wall_clock();
	if out.is_json() {
		let line = json!({
			"time": now,
			"block": receipt.block,
			"block_hash": hex(receipt.block_hash),
			"finalized": receipt.finalized,
			"feed": "IntUsd",
			"price": fed.price.exact(),
			"operator": address,
			"fee": receipt.fee.map(|fee| fee.plancks().to_string()),
			"fee_in": receipt.fee.map(|fee| fee.units(&chain.units).symbol),
		});
		return out.line(&line.to_string());
	}
	let fee = receipt.fee.map_or_else(|| "none".to_owned(), |fee| fee.text(&chain.units));
	out.line(&format!(
		"{} UTC  block {}  IntUsd {}  by {}, fee {fee}",
		utc(now),
		receipt.block,
		fed.price,
		fed.operator.name
	));
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn pauses_double_up_to_the_longest() {
		let mut pause = FIRST_PAUSE;
		let mut all = Vec::new();
		for _ in 0..7 {
			all.push(pause);
			pause = longer(pause);
		}
		assert_eq!(all, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
		assert_eq!(longer(Millis::MAX), LONGEST_PAUSE);
	}
}
