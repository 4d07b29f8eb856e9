// SPDX-License-Identifier: Apache-2.0

//! From what operators feed to prices that can be acted upon.
//!
//! * **Median.** Of the fresh values within [`MIN_PRICE`] and [`MAX_PRICE`]; of an even number the
//!   mean of the two in the middle, so that neither those who pay nor those who are paid are
//!   favoured. As long as fewer than half of the fresh values lie, it is between two honest ones.
//! * **Confidence.** The median of the distances from the median (median absolute deviation, as in
//!   F. R. Hampel, "The influence curve and its role in robust estimation", 1974), as a share of the
//!   median, rounded up. A minority of liars cannot blow it up either.
//! * **Mean.** Weighted by time, over the time in which there was a fresh and confirmed price. It is
//!   taken between now and the youngest of 32 checkpoints that is at least a window old. These are
//!   made with a new price, at most one in each 31st of a window: so the mean reaches over the
//!   window, and over less than a 31st of it and the time between two feeds more.
//! * **Jumps.** The first median of all is the price. One too far from the price that holds, however
//!   old that is, is a candidate. It becomes the price when a quorum, and more than half of the
//!   fresh operators, have fed again, later, and the median of all fresh values is near the
//!   candidate; if it is near the old price, that holds again; else it is the next candidate. The
//!   median is that of *all* fresh values, not just of those who fed again, so that the quickest do
//!   not decide: a minority can neither start a jump nor confirm one.

use crate::{
	parameters::{GasParameters, HOUR},
	rates,
	types::{FirstPrice, Health, IntPrice},
	Price,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Reverse;
use frame_support::{traits::ConstU32, BoundedVec};
use int_primitives::Millis;
use scale_info::TypeInfo;
use sp_runtime::{Permill, Rounding};

/// The least price that is believed: a millionth of a dollar for an INT.
pub const MIN_PRICE: Price = Price::from_inner(1_000_000_000_000);

/// The greatest price that is believed: a million dollars for an INT.
pub const MAX_PRICE: Price = Price::from_inner(1_000_000_000_000_000_000_000_000);

/// Checkpoints that the mean is computed from.
pub const CHECKPOINTS: u32 = 32;

/// Millionths in a whole.
const MILLION: u128 = 1_000_000;

/// What a quorum of operators says at one time.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub struct Reading {
	/// The median, USD per INT.
	pub price: Price,
	/// How far the operators are from it, as a share of it.
	pub confidence: Permill,
	/// When the price was formed: when the last of those values was fed, counted from the newest,
	/// that a quorum and more than half of the fresh values are made of. Chain time in
	/// milliseconds.
	pub quorum_at: Millis,
}

/// A price that was too far from the one that holds.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub struct Candidate {
	/// USD per INT.
	pub price: Price,
	/// Values later than this confirm it, chain time in milliseconds.
	pub since: Millis,
}

/// A moment that the mean can reach back to.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
struct Checkpoint {
	/// Chain time in milliseconds.
	at: Millis,
	/// As in the accumulator.
	cumulative: u128,
	/// As in the accumulator.
	covered: Millis,
}

/// The prices that can be acted upon, USD per INT.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub struct Market {
	/// The latest confirmed median.
	pub latest: Price,
	/// The mean over the window.
	pub mean: Price,
	/// How far the operators are apart, as a share of the latest price.
	pub confidence: Permill,
	/// The lesser of both less the confidence, rounded down: what GAS is sold at.
	pub low: Price,
	/// The greater of both plus the confidence, rounded up: what GAS is redeemed at.
	pub high: Price,
	/// When the latest price was formed, chain time in milliseconds.
	pub quorum_at: Millis,
}

/// What a new value has changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
	/// Nothing that needs words.
	Usual,
	/// The price jumped.
	Suspected {
		/// The price that holds.
		from: Price,
		/// Where it jumped to.
		to: Price,
	},
	/// A jump was confirmed or withdrawn.
	Settled {
		/// The price that holds now.
		price: Price,
	},
}

/// Everything that is remembered of prices.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
)]
pub struct Accumulator {
	/// The latest confirmed reading.
	pub latest: Option<Reading>,
	/// A jump that waits for confirmation.
	pub candidate: Option<Candidate>,
	/// Whether there was a quorum when the operators were last looked at.
	quorum: bool,
	/// Up to when the sums reach, chain time in milliseconds.
	updated: Millis,
	/// Sum of price (in units of 10^-18 USD) times milliseconds.
	///
	/// At the greatest price a century adds 3.2 * 10^36; a `u128` takes 3.4 * 10^38.
	cumulative: u128,
	/// Sum of milliseconds with a fresh and confirmed price.
	covered: Millis,
	/// Oldest first.
	ring: BoundedVec<Checkpoint, ConstU32<CHECKPOINTS>>,
}

/// The values that count at `now`: fresh and within bounds.
fn fresh<'a>(
	values: &'a [(Price, Millis)],
	now: Millis,
	rules: &'a GasParameters,
) -> impl Iterator<Item = &'a (Price, Millis)> {
	values.iter().filter(move |(price, at)| {
		at.saturating_add(rules.fresh_for) > now && (MIN_PRICE..=MAX_PRICE).contains(price)
	})
}

/// The middle of some numbers below 2^127, or the mean of the two middles.
fn median(mut numbers: Vec<u128>, rounding: Rounding) -> Option<u128> {
	numbers.sort_unstable();
	let upper = numbers.len() >> 1;
	let lower = numbers.len().checked_sub(1)? >> 1;
	let sum = numbers.get(lower)?.checked_add(*numbers.get(upper)?)?;
	rates::scale(sum, 1, 2, rounding)
}

/// How many of so many fresh operators it takes to form a price or to confirm one: a quorum, and
/// more than half.
fn quorum_of(fresh: usize, rules: &GasParameters) -> usize {
	let quorum = usize::try_from(rules.quorum).unwrap_or(usize::MAX);
	quorum.max((fresh >> 1).saturating_add(1))
}

/// What operators say at `now`: their median. Nothing below a quorum of fresh values.
///
/// This is what the runtime's `CombineData` answers with too.
pub fn combine(values: &[(Price, Millis)], now: Millis, rules: &GasParameters) -> Option<Reading> {
	let (prices, mut times): (Vec<u128>, Vec<Millis>) =
		fresh(values, now, rules).map(|(price, at)| (price.into_inner(), *at)).unzip();
	times.sort_unstable_by_key(|at| Reverse(*at));
	let needed = quorum_of(times.len(), rules);
	let quorum_at = *times.get(needed.checked_sub(1)?)?;
	let price = median(prices.clone(), Rounding::Down)?;
	let distances = prices.iter().map(|other| other.abs_diff(price)).collect();
	let distance = median(distances, Rounding::Up)?;
	let parts = rates::scale(distance, MILLION, price, Rounding::Up)?;
	Some(Reading {
		price: Price::from_inner(price),
		confidence: Permill::from_parts(u32::try_from(parts).unwrap_or(u32::MAX)),
		quorum_at,
	})
}

/// Whether two prices differ by more than a share of the second.
fn apart(price: Price, from: Price, share: Permill) -> bool {
	let distance = price.into_inner().abs_diff(from.into_inner());
	let allowed = u128::from(share.deconstruct()).saturating_mul(from.into_inner());
	distance.saturating_mul(MILLION) > allowed
}

impl Accumulator {
	/// Takes the operators' values as they are at `now`.
	pub fn observe(
		&mut self,
		values: &[(Price, Millis)],
		now: Millis,
		rules: &GasParameters,
	) -> Change {
		self.advance(now, rules);
		let reading = combine(values, now, rules);
		self.quorum = reading.is_some();
		let Some(reading) = reading else { return Change::Usual };
		match (self.latest, self.candidate) {
			(Some(held), None) if apart(reading.price, held.price, rules.max_jump) => {
				self.candidate = Some(Candidate { price: reading.price, since: now });
				Change::Suspected { from: held.price, to: reading.price }
			},
			(Some(held), Some(candidate)) => {
				if !fed_again(values, candidate.since, now, rules) {
					return Change::Usual;
				}
				let near = |price| !apart(reading.price, price, rules.max_jump);
				if near(candidate.price) || near(held.price) {
					self.latest = Some(reading);
					self.candidate = None;
					Change::Settled { price: reading.price }
				} else {
					self.candidate = Some(Candidate { price: reading.price, since: now });
					Change::Suspected { from: held.price, to: reading.price }
				}
			},
			_ => {
				self.latest = Some(reading);
				Change::Usual
			},
		}
	}

	/// Brings the sums up to `now`, and makes a checkpoint when it is time.
	fn advance(&mut self, now: Millis, rules: &GasParameters) {
		(self.cumulative, self.covered) = self.sums(now, rules);
		self.updated = now.max(self.updated);
		let spacing = rules.mean_window.div_ceil(u64::from(CHECKPOINTS).saturating_sub(1));
		let due = self.ring.last().is_none_or(|last| last.at.saturating_add(spacing) <= now);
		if due {
			if self.ring.is_full() {
				self.ring.remove(0);
			}
			let checkpoint =
				Checkpoint { at: now, cumulative: self.cumulative, covered: self.covered };
			// Room was made in the line before.
			let _ = self.ring.try_push(checkpoint);
		}
	}

	/// The sums at `now`. Time without a fresh and confirmed price adds to neither.
	fn sums(&self, now: Millis, rules: &GasParameters) -> (u128, Millis) {
		let Some(held) = self.latest.filter(|_| self.quorum && self.candidate.is_none()) else {
			return (self.cumulative, self.covered);
		};
		let until = held.quorum_at.saturating_add(rules.fresh_for).min(now);
		let time = until.saturating_sub(self.updated);
		let added = held.price.into_inner().saturating_mul(time.into());
		(self.cumulative.saturating_add(added), self.covered.saturating_add(time))
	}

	/// The mean over the window that ends at `now`. The latest price if no time is covered yet.
	fn mean(&self, latest: Price, now: Millis, rules: &GasParameters) -> Price {
		let (cumulative, covered) = self.sums(now, rules);
		let old = |point: &&Checkpoint| point.at.saturating_add(rules.mean_window) <= now;
		let base = self.ring.iter().rev().find(old).or(self.ring.first());
		base.and_then(|base| {
			let time = covered.checked_sub(base.covered)?;
			cumulative.checked_sub(base.cumulative)?.checked_div(time.into())
		})
		.map_or(latest, Price::from_inner)
	}

	/// The prices at `now`, of whatever health. Nothing before the first quorum.
	pub fn market(&self, now: Millis, rules: &GasParameters) -> Option<Market> {
		let Reading { price: latest, confidence, quorum_at } = self.latest?;
		let mean = self.mean(latest, now, rules);
		let low = rates::less(latest.min(mean).into_inner(), confidence)?;
		let high = rates::plus(latest.max(mean).into_inner(), confidence)?;
		let (low, high) = (Price::from_inner(low), Price::from_inner(high));
		Some(Market { latest, mean, confidence, low, high, quorum_at })
	}

	/// Whether the prices can be acted upon at `now`.
	pub fn health(&self, now: Millis, rules: &GasParameters) -> Health {
		let Some(market) = self.market(now, rules) else { return Health::NoPrice };
		if let Some(Candidate { price, since }) = self.candidate {
			Health::Unconfirmed { price, since }
		} else if !self.quorum || market.quorum_at.saturating_add(rules.fresh_for) <= now {
			Health::Stale
		} else if market.confidence > rules.max_divergence {
			Health::Disputed
		} else if apart(market.latest, market.mean, rules.max_divergence) {
			Health::Diverged
		} else {
			Health::Fresh
		}
	}

	/// What fees in INT are charged at: the latest confirmed price however old it is, at a premium
	/// that grows with the time since it ceased to be fresh.
	pub fn int_price(&self, first: &FirstPrice, now: Millis, rules: &GasParameters) -> IntPrice {
		let (price, fresh_until) = match self.latest {
			Some(held) => (held.price, held.quorum_at.saturating_add(rules.fresh_for)),
			// In the first block of all there is a clock before the price has taken note of it.
			None if first.since == 0 => (first.price, now),
			None => (first.price, first.since),
		};
		let stale = u128::from(now.saturating_sub(fresh_until));
		let grown = u128::from(rules.int_premium_per_stale_hour.deconstruct())
			.saturating_mul(stale)
			.div_ceil(HOUR.into())
			.saturating_add(rules.int_premium.deconstruct().into());
		let premium = Permill::from_parts(u32::try_from(grown).unwrap_or(u32::MAX));
		IntPrice { price, premium: premium.min(rules.int_premium_max) }
	}
}

/// Whether enough operators have fed after `since`.
fn fed_again(
	values: &[(Price, Millis)],
	since: Millis,
	now: Millis,
	rules: &GasParameters,
) -> bool {
	let all = fresh(values, now, rules).count();
	let again = fresh(values, now, rules).filter(|(_, at)| *at > since).count();
	again >= quorum_of(all, rules)
}

/// For tests and benchmarks: a price that a quorum has just formed.
#[cfg(any(test, feature = "runtime-benchmarks"))]
impl Accumulator {
	/// Holds this price as of `at`, with as many checkpoints as there can be.
	pub fn holding(price: Price, at: Millis, rules: &GasParameters) -> Self {
		let mut accumulator = Self {
			latest: Some(Reading { price, confidence: Permill::zero(), quorum_at: at }),
			quorum: true,
			updated: at,
			..Self::default()
		};
		accumulator.advance(at, rules);
		while let Some(point) = accumulator.ring.last().copied() {
			if accumulator.ring.try_push(point).is_err() {
				break;
			}
		}
		accumulator
	}
}

#[cfg(any(feature = "std", feature = "try-runtime"))]
impl Accumulator {
	/// Checks what holds for the sums, whatever was fed.
	pub(crate) fn check(&self) -> Result<(), sp_runtime::TryRuntimeError> {
		use frame_support::ensure;
		ensure!(self.candidate.is_none() || self.latest.is_some(), "a jump from nowhere");
		let mut before = None;
		for point in &self.ring {
			ensure!(
				before.is_none_or(|(at, cumulative, covered)| {
					at <= point.at && cumulative <= point.cumulative && covered <= point.covered
				}),
				"the checkpoints are in disorder"
			);
			before = Some((point.at, point.cumulative, point.covered));
		}
		ensure!(
			before.is_none_or(|(at, cumulative, covered)| {
				at <= self.updated && cumulative <= self.cumulative && covered <= self.covered
			}),
			"a checkpoint is ahead of the sums"
		);
		Ok(())
	}
}
