// SPDX-License-Identifier: Apache-2.0

//! A year thinned to what a plot can show: the least, the last and the most of each span.

/// Points of a plot.
pub const POINTS: usize = 320;

/// What is plotted of a block.
#[derive(Clone, Copy, Debug, Default)]
pub struct Point {
	/// USD per INT.
	pub price: f64,
	/// Market price of GAS as a multiple of par.
	pub level: f64,
	/// GAS in issue, USD at par.
	pub supply: f64,
	/// Reserve over issue.
	pub ratio: f64,
}

/// A span of blocks.
#[derive(Clone, Copy, Debug)]
pub struct Span {
	/// Its last block.
	pub last: Point,
	/// Least and most of the market price in it.
	pub level: (f64, f64),
}

/// All spans of a run.
pub struct Series {
	/// How long the run is, seconds.
	length: u64,
	pub spans: Vec<Span>,
}

impl Series {
	/// Nothing noted yet, of a run of so many seconds.
	pub fn new(length: u64) -> Self {
		Self { length: length.max(1), spans: Vec::with_capacity(POINTS) }
	}

	/// Notes a block at so many seconds.
	pub fn note(&mut self, time: u64, point: Point) {
		let span = (time * POINTS as u64 / self.length) as usize;
		if span >= self.spans.len() {
			self.spans.push(Span { last: point, level: (point.level, point.level) });
		} else if let Some(span) = self.spans.last_mut() {
			span.last = point;
			span.level = (span.level.0.min(point.level), span.level.1.max(point.level));
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_spike_of_one_block_is_not_lost() {
		let mut series = Series::new(100_000);
		for at in 0..100_000 {
			let level = if at == 54_321 { 1.5 } else { 1.0 };
			series.note(at, Point { level, ..Point::default() });
		}
		assert_eq!(series.spans.len(), POINTS);
		assert_eq!(series.spans.iter().filter(|span| span.level.1 == 1.5).count(), 1);
	}
}
