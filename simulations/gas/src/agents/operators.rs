// SPDX-License-Identifier: Apache-2.0

//! The operators of the oracle. The last of them is the insider's.

use crate::{
	agents::Wish,
	chain::{self, AccountId},
	market::Market,
	paths::{stream, Stream},
	Trouble,
};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// How old the price is that an operator reads, seconds.
const DELAY: u64 = 60;

/// The standard deviation of what it reads from what was true.
const NOISE: f64 = 0.001;

/// It feeds when what it reads is so far from what it fed last,
const THRESHOLD: f64 = 0.005;

/// or so many seconds after that.
const HEARTBEAT: u64 = 240;

/// How far the insider's operator is from the truth at most.
const LIE: f64 = 0.15;

/// The operators.
pub struct Operators {
	honest: Vec<Feeder>,
	corrupt: Feeder,
	random: ChaCha8Rng,
	/// What all honest operators see, as a multiple of the truth: another than 1 breaks the peg.
	pub bias: f64,
}

struct Feeder {
	who: AccountId,
	last: f64,
	/// Seconds since it fed.
	since: u64,
}

impl Operators {
	/// `count` operators, one of them corrupt.
	pub fn new(seed: u64, count: u8) -> Self {
		let account = |number: u8| AccountId::new([0xe0 + number; 32]);
		let honest = (1..count)
			.map(|number| Feeder { who: account(number), last: 0.0, since: HEARTBEAT })
			.collect();
		let operators = Self {
			honest,
			corrupt: Feeder { who: account(count), last: 0.0, since: HEARTBEAT },
			random: stream(seed, Stream::Operators),
			bias: 1.0,
		};
		chain::Operators::set((1..=count).map(account).collect());
		operators
	}

	/// Those that have something to say feed; the corrupt one what its owner wishes.
	pub fn act(&mut self, market: &Market, wish: Wish) -> Result<(), Trouble> {
		if market.is_outage() {
			self.honest.iter_mut().for_each(|feeder| feeder.since += market.elapsed());
			return Ok(());
		}
		for feeder in &mut self.honest {
			let noise: f64 = StandardNormal.sample(&mut self.random);
			let reads = market.seen(DELAY) * self.bias * (1.0 + NOISE * noise);
			feeder.since += market.elapsed();
			if feeder.since >= HEARTBEAT || (reads / feeder.last - 1.0).abs() > THRESHOLD {
				chain::feed(&feeder.who, reads).map_err(Trouble::refused)?;
				(feeder.last, feeder.since) = (reads, 0);
			}
		}
		let lie = match wish {
			Wish::High => LIE,
			Wish::Low => -LIE,
			Wish::Trouble => self.random.gen_range(-LIE..LIE),
		};
		let says = market.price() * (1.0 + lie);
		self.corrupt.since += market.elapsed();
		let lag = (says / self.corrupt.last - 1.0).abs();
		if self.corrupt.since >= HEARTBEAT || (wish != Wish::Trouble && lag > THRESHOLD) {
			chain::feed(&self.corrupt.who, says).map_err(Trouble::refused)?;
			(self.corrupt.last, self.corrupt.since) = (says, 0);
		}
		Ok(())
	}
}
