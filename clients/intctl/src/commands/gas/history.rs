// SPDX-License-Identifier: Apache-2.0

//! `intctl gas history`: what the runtime answered at past blocks.

use super::{status, Context};
use crate::{
	chain::{At, Chain},
	cli::gas::{History, Series},
	errors::{Failure, Kind, Result},
	model::gas::{Ratio, Status},
	output::Record,
	plot::plot,
	price::Price,
	text::{utc, Units},
};
use int_primitives::Millis;

/// GAS at a past block.
struct Sample {
	block: u64,
	time: Millis,
	status: Status,
}

impl Sample {
	fn record(&self, units: &Units) -> Record {
		let market = self.status.market.as_ref();
		let price = |price: Option<Price>| {
			(price.map(Price::exact), price.map_or_else(|| "-".into(), Price::text))
		};
		let (latest, mean) =
			(price(market.map(|market| market.latest)), price(market.map(|market| market.mean)));
		let ratio = self.status.ratio;
		Record::new()
			.with("block", self.block)
			.shown("time", self.time, format!("{} UTC", utc(self.time)))
			.shown("price", latest.0, latest.1)
			.shown("mean", mean.0, mean.1)
			.amount("in issue", self.status.issue, &units.gas())
			.amount("reserve", self.status.reserve, units)
			.shown("ratio", ratio.map(Ratio::exact), ratio.map_or_else(|| "-".into(), Ratio::text))
			.with("health", self.status.health.name())
	}

	/// What is plotted.
	fn value(&self, series: Series) -> Option<u128> {
		match series {
			Series::Price => self.status.market.map(|market| market.latest.inner()),
			Series::Supply => Some(self.status.issue),
			Series::Ratio => self.status.ratio.map(|ratio| ratio.0),
		}
	}
}

/// Does what the command says.
pub async fn run(context: &Context, history: &History) -> Result<()> {
	let chain = context.connect().await?;
	let best = chain.best().await?;
	let last = best.block_number();
	let from = chain.time(&best).await?.saturating_sub(history.since);
	let first = first_since(&chain, last, from).await?;
	let mut samples = Vec::new();
	let mut missing = 0u32;
	for block in spread(first, last, history.samples) {
		match sample(&chain, block).await? {
			Some(sample) => samples.push(sample),
			None => missing = missing.saturating_add(1),
		}
	}
	if missing > 0 {
		context.out.note(&format!(
			"note: {missing} of the blocks cannot be read: they are from before GAS, or the node \
			 has not kept their state."
		));
	}
	let begins = samples.first().map(|sample| sample.time);
	// The first block of a chain is a block later than its beginning; more than that is missing.
	if first > 1 && begins.is_some_and(|begins| begins > from.saturating_add(60_000)) {
		context.out.note(
			"note: the node has not kept the state of all blocks since then; one that is started \
			 with --state-pruning archive has.",
		);
	}
	if !context.out.is_json() && !history.no_plot {
		for series in &history.plot {
			if let Some(drawn) = draw(*series, &samples, &chain.units) {
				context.out.line(&drawn);
			}
		}
	}
	let records: Vec<Record> = samples.iter().map(|sample| sample.record(&chain.units)).collect();
	context.out.list(&records, "No block of that time can be read.");
	Ok(())
}

/// An error of the connection; nothing for a block that cannot be read.
fn unreadable<T>(failure: Failure) -> Result<Option<T>> {
	match failure.kind {
		Kind::Unreachable => Err(failure),
		_ => Ok(None),
	}
}

async fn time_at(chain: &Chain, block: u64) -> Result<Option<(At, Millis)>> {
	let at = match chain.at_number(block).await {
		Ok(at) => at,
		Err(failure) => return unreadable(failure),
	};
	match chain.time(&at).await {
		Ok(time) => Ok(Some((at, time))),
		Err(failure) => unreadable(failure),
	}
}

async fn sample(chain: &Chain, block: u64) -> Result<Option<Sample>> {
	let Some((at, time)) = time_at(chain, block).await? else { return Ok(None) };
	match status(chain, &at).await {
		Ok(status) => Ok(Some(Sample { block, time, status })),
		Err(failure) => unreadable(failure),
	}
}

/// The first block that can be read and is not before `from`.
///
/// Nodes that prune keep the state of the last blocks, and chain time only grows: so both hold from
/// some block on.
async fn first_since(chain: &Chain, last: u64, from: Millis) -> Result<u64> {
	let (mut low, mut high) = (1u64, last);
	while low < high {
		let middle = low.saturating_add(high.saturating_sub(low) / 2);
		match time_at(chain, middle).await? {
			Some((_, time)) if time >= from => high = middle,
			_ => low = middle.saturating_add(1),
		}
	}
	Ok(high)
}

/// So many numbers from `first` to `last`, both among them, as evenly as whole numbers are; all of
/// them where there are fewer.
fn spread(first: u64, last: u64, count: u32) -> Vec<u64> {
	let steps = u64::from(count).saturating_sub(1).max(1);
	let length = last.saturating_sub(first);
	let mut numbers: Vec<u64> = (0..=steps)
		.map(|step| {
			let ahead = u128::from(length) * u128::from(step) / u128::from(steps);
			first.saturating_add(u64::try_from(ahead).unwrap_or(length))
		})
		.collect();
	numbers.dedup();
	numbers
}

fn draw(series: Series, samples: &[Sample], units: &Units) -> Option<String> {
	let points: Vec<(u64, u128)> =
		samples.iter().filter_map(|sample| Some((sample.time, sample.value(series)?))).collect();
	let (from, to) = (utc(points.first()?.0), utc(points.last()?.0));
	let gas = units.gas();
	let text = |value: u128| match series {
		Series::Price => Price::from_inner(value).text(),
		Series::Supply => gas.amount(value),
		Series::Ratio => Ratio(value).text(),
	};
	let title = match series {
		Series::Price => "Price of INT",
		Series::Supply => "GAS in issue",
		Series::Ratio => "Reserve ratio",
	};
	plot(title, &points, text, &from, &to)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn samples_are_spread_from_end_to_end() {
		assert_eq!(spread(1, 100, 2), [1, 100]);
		assert_eq!(spread(1, 101, 5), [1, 26, 51, 76, 101]);
		assert_eq!(spread(7, 9, 24), [7, 8, 9]);
		assert_eq!(spread(5, 5, 24), [5]);
		assert_eq!(spread(0, u64::MAX, 3), [0, u64::MAX / 2, u64::MAX]);
	}
}
