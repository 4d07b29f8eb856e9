// SPDX-License-Identifier: Apache-2.0

//! What INT does in a year: seeded price paths, and when the operators of the oracle are silent.

use clap::ValueEnum;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use std::ops::Range;

/// The standard deviation of a year's logarithmic return.
pub const VOLATILITY: f64 = 1.5;

/// What INT costs at first, USD.
pub const FIRST_PRICE: f64 = 1.0;

/// Seconds of a year of 365 days.
pub const YEAR: f64 = 365.0 * DAY as f64;

const DAY: u64 = 86_400;
const HOUR: u64 = 3_600;

/// What INT has left after the crash.
const LEFT_BY_CRASH: f64 = 0.4;
const CRASH_TAKES: u64 = HOUR;
const RALLY: f64 = 10.0;
const RALLY_TAKES: u64 = DAY;
const OUTAGE: u64 = 6 * HOUR;
/// Seconds between the blocks of the chain.
pub const FINE: u64 = 6;

/// One outage in so many seconds.
const OUTAGE_EVERY: u64 = 30 * DAY;

/// What a year brings. Every path is a geometric Brownian motion without drift of the mean, of 150 %
/// annual volatility; what is named here comes on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Scenario {
	/// Nothing else.
	Volatile,
	/// Once, INT falls by 60 % within an hour.
	Crash,
	/// Once in thirty days all operators are silent for 6 hours.
	Outages,
	/// Once, INT rises tenfold within a day.
	Rally,
}

impl Scenario {
	pub const ALL: [Self; 4] = [Self::Volatile, Self::Crash, Self::Outages, Self::Rally];

	/// Its name in files and tables.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Volatile => "volatile",
			Self::Crash => "crash",
			Self::Outages => "outages",
			Self::Rally => "rally",
		}
	}
}

/// A price path.
pub struct Path {
	/// The time of each block, seconds from the beginning.
	pub times: Vec<u64>,
	/// USD per INT in each block.
	pub prices: Vec<f64>,
	/// When no operator feeds, seconds.
	pub outages: Vec<Range<u64>>,
	/// When the crash or the rally is, seconds.
	pub shock: Option<Range<u64>>,
}

impl Path {
	/// The path of a seed: `days` long, with a block every `step` seconds, and from an hour before to
	/// an hour after a crash or a rally every [`FINE`] seconds. That begins at `start`, in seconds, or
	/// at a moment that is drawn.
	pub fn with_shock_at(
		start: Option<u64>,
		scenario: Scenario,
		seed: u64,
		days: u64,
		step: u64,
	) -> Self {
		let end = days * DAY;
		let mut random = stream(seed, Stream::Path);
		let shock = match scenario {
			Scenario::Crash => Some((CRASH_TAKES, LEFT_BY_CRASH)),
			Scenario::Rally => Some((RALLY_TAKES, RALLY)),
			Scenario::Volatile | Scenario::Outages => None,
		}
		.map(|(takes, factor)| {
			// So that there is a before and an after.
			let start =
				start.unwrap_or_else(|| random.gen_range(end / 8..end * 7 / 8) / step * step);
			(start..start + takes, factor)
		});
		let mut times = vec![0];
		let mut time = 0;
		while time + step < end {
			let fine = shock
				.as_ref()
				.is_some_and(|(range, _)| time + HOUR >= range.start && time < range.end + HOUR);
			time += if fine { step.min(FINE) } else { step };
			times.push(time);
		}
		let prices = walk(&mut random, &times, shock.as_ref());
		let outages = match scenario {
			Scenario::Outages => (0..days * DAY / OUTAGE_EVERY)
				.map(|month| {
					let start = month * OUTAGE_EVERY + random.gen_range(0..OUTAGE_EVERY - OUTAGE);
					start..start + OUTAGE
				})
				.collect(),
			_ => Vec::new(),
		};
		Self { times, prices, outages, shock: shock.map(|(range, _)| range) }
	}

	/// With the crash or rally at a moment that is drawn.
	#[cfg(test)]
	fn new(scenario: Scenario, seed: u64, days: u64, step: u64) -> Self {
		Self::with_shock_at(None, scenario, seed, days, step)
	}

	/// A path with a block every [`FINE`] seconds, on which INT falls by 60 % within `crash`.
	pub fn short(seed: u64, seconds: u64, crash: Option<Range<u64>>) -> Self {
		let times: Vec<u64> = (0..seconds).step_by(FINE as usize).collect();
		let shock = crash.map(|range| (range, LEFT_BY_CRASH));
		let prices = walk(&mut stream(seed, Stream::Congestion), &times, shock.as_ref());
		Self { times, prices, outages: Vec::new(), shock: shock.map(|(range, _)| range) }
	}

	/// Seconds from the block before to this one.
	pub fn elapsed(&self, at: usize) -> u64 {
		self.times[at] - self.times[at.saturating_sub(1)]
	}

	/// What INT cost `delay` seconds before a block.
	pub fn before(&self, at: usize, delay: u64) -> f64 {
		let time = self.times[at].saturating_sub(delay);
		let after = self.times.partition_point(|other| *other <= time);
		self.prices[after.saturating_sub(1)]
	}

	/// Whether the operators are silent.
	pub fn is_outage(&self, at: usize) -> bool {
		self.outages.iter().any(|outage| outage.contains(&self.times[at]))
	}
}

/// A geometric Brownian motion whose mean does not drift; within a range of time it changes by a
/// factor on top.
fn walk(random: &mut ChaCha8Rng, times: &[u64], shock: Option<&(Range<u64>, f64)>) -> Vec<f64> {
	let (mut logarithm, mut last) = (FIRST_PRICE.ln(), 0);
	times
		.iter()
		.map(|time| {
			let normal: f64 = StandardNormal.sample(random);
			let years = (time - last) as f64 / YEAR;
			logarithm += VOLATILITY * years.sqrt() * normal - 0.5 * VOLATILITY * VOLATILITY * years;
			if let Some((range, factor)) = shock {
				let of = |time: u64| time.clamp(range.start, range.end) - range.start;
				let part = (of(*time) - of(last)) as f64 / (range.end - range.start) as f64;
				logarithm += factor.ln() * part;
			}
			last = *time;
			logarithm.exp()
		})
		.collect()
}

/// Who draws numbers. Each has a stream of its own, so that what one does changes no other's.
#[derive(Clone, Copy)]
pub enum Stream {
	Path,
	Operators,
	Congestion,
}

/// The numbers of a stream of a seed.
pub fn stream(seed: u64, stream: Stream) -> ChaCha8Rng {
	let mut random = ChaCha8Rng::seed_from_u64(seed);
	random.set_stream(stream as u64);
	random
}

#[cfg(test)]
mod tests {
	use super::*;

	fn annual_volatility(path: &Path) -> f64 {
		let returns: Vec<f64> =
			path.prices.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect();
		let count = returns.len() as f64;
		let mean = returns.iter().sum::<f64>() / count;
		let variance = returns.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / (count - 1.0);
		(variance * YEAR / path.elapsed(1) as f64).sqrt()
	}

	#[test]
	fn paths_have_the_stated_volatility() {
		for step in [60, 600] {
			let volatility = annual_volatility(&Path::new(Scenario::Volatile, 1, 365, step));
			assert!((volatility - VOLATILITY).abs() < 0.02, "{volatility}");
		}
		let volatility = annual_volatility(&Path::short(1, 10 * DAY, None));
		assert!((volatility - VOLATILITY).abs() < 0.02, "{volatility}");
	}

	#[test]
	fn the_mean_of_many_paths_does_not_drift() {
		let paths = 4_000;
		let sum: f64 =
			(0..paths).map(|seed| Path::new(Scenario::Volatile, seed, 30, DAY).prices[29]).sum();
		assert!((sum / paths as f64 - FIRST_PRICE).abs() < 0.03, "{}", sum / paths as f64);
	}

	#[test]
	fn a_seed_is_a_path() {
		let prices = |seed| Path::new(Scenario::Volatile, seed, 10, 60).prices;
		assert_eq!(prices(7), prices(7));
		assert_ne!(prices(7), prices(8));
	}

	/// How much INT changed by over the shock.
	fn change(path: &Path) -> f64 {
		let range = path.shock.clone().unwrap();
		let at = |time: u64| path.times.iter().position(|other| *other == time).unwrap();
		path.prices[at(range.end)] / path.prices[at(range.start)]
	}

	/// The hour's own volatility is 1.6 %; five times that is allowed.
	#[test]
	fn a_crash_takes_sixty_percent_within_an_hour() {
		for seed in 0..20 {
			let path = Path::new(Scenario::Crash, seed, 365, 60);
			assert_eq!(path.shock.as_ref().map(|range| range.end - range.start), Some(HOUR));
			assert!((change(&path) / LEFT_BY_CRASH).ln().abs() < 0.08, "{}", change(&path));
		}
	}

	/// The day's own volatility is 7.9 %; five times that is allowed.
	#[test]
	fn a_rally_is_tenfold_within_a_day() {
		for seed in 0..20 {
			let path = Path::new(Scenario::Rally, seed, 365, 600);
			assert_eq!(path.shock.as_ref().map(|range| range.end - range.start), Some(DAY));
			assert!((change(&path) / RALLY).ln().abs() < 0.4, "{}", change(&path));
		}
	}

	#[test]
	fn blocks_are_as_often_as_on_the_chain_around_a_shock() {
		let path = Path::new(Scenario::Crash, 4, 30, 60);
		let shock = path.shock.clone().unwrap();
		for at in 1..path.times.len() {
			let near = path.times[at] > shock.start - HOUR && path.times[at] <= shock.end + HOUR;
			assert_eq!(path.elapsed(at), if near { FINE } else { 60 });
		}
	}

	#[test]
	fn prices_are_read_as_they_were() {
		let path = Path::new(Scenario::Crash, 4, 30, 60);
		let at =
			path.times.iter().position(|time| *time == path.shock.clone().unwrap().end).unwrap();
		assert_eq!(path.before(at, 0), path.prices[at]);
		assert_eq!(path.before(at, 5), path.prices[at - 1]);
		assert_eq!(path.before(at, 6), path.prices[at - 1]);
		assert_eq!(path.before(at, 60), path.prices[at - 10]);
		assert_eq!(path.before(3, DAY), path.prices[0]);
	}

	#[test]
	fn outages_are_twelve_of_six_hours() {
		let path = Path::new(Scenario::Outages, 3, 365, 60);
		assert_eq!(path.outages.len(), 12);
		let silent = (0..path.prices.len()).filter(|at| path.is_outage(*at)).count();
		assert_eq!(silent, 12 * 360);
	}
}
