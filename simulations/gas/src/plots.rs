// SPDX-License-Identifier: Apache-2.0

//! The plots, as SVG.

use crate::{
	congestion::{self, Fee, MINUTES},
	goals::{Band, FEE_LEAST, FEE_MOST},
	paths::Scenario,
	run::Outcome,
	series::Span,
	Trouble,
};
use pallet_gas::GasParameters;
use plotters::{coord::Shift, prelude::*};
use std::{fs, ops::Range, path::Path};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Plots are so large, pixels.
const SIZE: (u32, u32) = (860, 720);

const DAY: f64 = 86_400.0;

/// The years are plotted of the seed whose market price was worst.
const WORST: &str = "the seed with the worst market price";

/// Writes all plots into a folder.
pub fn write(folder: &Path, outcomes: &[Outcome], days: u64) -> Result<(), Trouble> {
	fs::create_dir_all(folder).map_err(Trouble::from_other)?;
	for scenario in Scenario::ALL {
		let worst = outcomes
			.iter()
			.filter(|outcome| outcome.scenario == scenario)
			.min_by(|one, other| one.goals.peg.share().total_cmp(&other.goals.peg.share()));
		if let Some(outcome) = worst {
			let file = folder.join(format!("gas-{}.svg", scenario.name()));
			year(&file, outcome, days as f64)?;
		}
	}
	congested(&folder.join("gas-congested-hour.svg"))
}

/// A year: INT, the market price of GAS in its band, supply and reserve.
fn year(file: &Path, outcome: &Outcome, days: f64) -> Result<(), Trouble> {
	let root = SVGBackend::new(file, SIZE).into_drawing_area();
	root.fill(&WHITE).map_err(Trouble::from_other)?;
	let panels = root.split_evenly((3, 1));
	let spans = &outcome.series.spans;
	let day = |place: usize| days * place as f64 / spans.len().max(1) as f64;
	let line = |number: fn(&Span) -> f64| -> Vec<(f64, f64)> {
		spans.iter().enumerate().map(|(place, span)| (day(place), number(span))).collect()
	};
	let name = format!("{}, seed {} ({WORST})", outcome.scenario.name(), outcome.seed);
	let marks: Vec<_> = outcome
		.marks
		.iter()
		.map(|mark| {
			let middle = (mark.start + mark.end) as f64 / 2.0 / DAY;
			// Wide enough to be seen.
			let half = ((mark.end - mark.start) as f64 / 2.0 / DAY).max(days / 600.0);
			(middle - half, middle + half)
		})
		.collect();
	price_panel(&panels[0], &name, days, line(|span| span.last.price), &marks)?;
	let most = spans.iter().enumerate().map(|(place, span)| (day(place), span.level.1));
	let least = spans.iter().enumerate().map(|(place, span)| (day(place), span.level.0)).rev();
	level_panel(&panels[1], days, most.chain(least).collect(), line(|span| span.last.level))?;
	supply_panel(
		&panels[2],
		days,
		line(|span| span.last.supply / 1_000.0),
		line(|span| span.last.ratio),
	)?;
	root.present().map_err(Trouble::from_other)
}

fn price_panel(
	panel: &Area,
	name: &str,
	days: f64,
	prices: Vec<(f64, f64)>,
	marks: &[(f64, f64)],
) -> Result<(), Trouble> {
	let range = range_of(&prices, 1.2);
	let mut chart = ChartBuilder::on(panel)
		.caption(format!("INT, USD: {name}; shock or outages red"), ("sans-serif", 15))
		.margin(8)
		.x_label_area_size(22)
		.y_label_area_size(56)
		.build_cartesian_2d(0.0..days, range.clone().log_scale())
		.map_err(Trouble::from_other)?;
	chart
		.configure_mesh()
		.x_labels(12)
		.y_labels(6)
		.max_light_lines(0)
		.y_label_formatter(&|price| format!("{price:.3}"))
		.draw()
		.map_err(Trouble::from_other)?;
	let (low, high) = (range.start, range.end);
	let mark = |(from, to): &(f64, f64)| {
		Rectangle::new([(*from, low), (*to, high)], RED.mix(0.25).filled())
	};
	chart.draw_series(marks.iter().map(mark)).map_err(Trouble::from_other)?;
	chart.draw_series(LineSeries::new(prices, &BLUE)).map_err(Trouble::from_other)?;
	Ok(())
}

fn level_panel(
	panel: &Area,
	days: f64,
	outline: Vec<(f64, f64)>,
	last: Vec<(f64, f64)>,
) -> Result<(), Trouble> {
	let band = Band::new(&GasParameters::default());
	let percent = |level: f64| (level - 1.0) * 100.0;
	let outline: Vec<_> = outline.into_iter().map(|(day, level)| (day, percent(level))).collect();
	let last: Vec<_> = last.into_iter().map(|(day, level)| (day, percent(level))).collect();
	// What leaves the plot is a market without a reserve behind it.
	let range = -8.0..8.0;
	let clip = |(day, level): (f64, f64)| (day, level.clamp(range.start, range.end));
	let mut chart = ChartBuilder::on(panel)
		.caption(
			"market price of GAS, percent from par, cut at 8 %: last, least and most; band of the goal red",
			("sans-serif", 15),
		)
		.margin(8)
		.x_label_area_size(22)
		.y_label_area_size(56)
		.build_cartesian_2d(0.0..days, range.clone())
		.map_err(Trouble::from_other)?;
	chart
		.configure_mesh()
		.x_labels(12)
		.y_labels(8)
		.max_light_lines(0)
		.y_label_formatter(&|percent| format!("{percent:.0} %"))
		.draw()
		.map_err(Trouble::from_other)?;
	let outline: Vec<_> = outline.into_iter().map(clip).collect();
	chart.draw_series([Polygon::new(outline, BLUE.mix(0.25))]).map_err(Trouble::from_other)?;
	chart
		.draw_series(LineSeries::new(last.into_iter().map(clip), &BLUE))
		.map_err(Trouble::from_other)?;
	for edge in [band.least, band.most] {
		let edge = percent(edge);
		chart
			.draw_series(LineSeries::new([(0.0, edge), (days, edge)], &RED))
			.map_err(Trouble::from_other)?;
	}
	Ok(())
}

fn supply_panel(
	panel: &Area,
	days: f64,
	supply: Vec<(f64, f64)>,
	ratio: Vec<(f64, f64)>,
) -> Result<(), Trouble> {
	let highest = |line: &[(f64, f64)]| line.iter().map(|point| point.1).fold(0.0, f64::max);
	let (top, ratio_top) = (highest(&supply) * 1.1, (highest(&ratio) * 1.1).max(2.2));
	let mut chart = ChartBuilder::on(panel)
		.caption(
			"GAS in issue, thousand USD at par (left, blue); reserve over issue (right, green; 1 red)",
			("sans-serif", 15),
		)
		.margin(8)
		.x_label_area_size(22)
		.y_label_area_size(56)
		.right_y_label_area_size(44)
		.build_cartesian_2d(0.0..days, 0.0..top)
		.map_err(Trouble::from_other)?
		.set_secondary_coord(0.0..days, 0.0..ratio_top);
	chart
		.configure_mesh()
		.x_labels(12)
		.y_labels(6)
		.max_light_lines(0)
		.x_label_formatter(&|day| format!("day {day:.0}"))
		.draw()
		.map_err(Trouble::from_other)?;
	chart
		.configure_secondary_axes()
		.y_labels(6)
		.y_label_formatter(&|ratio| format!("{ratio:.1}"))
		.draw()
		.map_err(Trouble::from_other)?;
	chart.draw_series(LineSeries::new(supply, &BLUE)).map_err(Trouble::from_other)?;
	chart.draw_secondary_series(LineSeries::new(ratio, &GREEN)).map_err(Trouble::from_other)?;
	chart
		.draw_secondary_series(LineSeries::new([(0.0, 1.0), (days, 1.0)], &RED))
		.map_err(Trouble::from_other)?;
	Ok(())
}

/// A congested hour: what is paid in GAS and in INT.
fn congested(file: &Path) -> Result<(), Trouble> {
	let root = SVGBackend::new(file, (SIZE.0, SIZE.1 * 2 / 3)).into_drawing_area();
	root.fill(&WHITE).map_err(Trouble::from_other)?;
	let panels = root.split_evenly((2, 1));
	for (panel, crash, name) in
		[(&panels[0], false, "a calm day"), (&panels[1], true, "INT falls by 60 % in that hour")]
	{
		fee_panel(panel, name, &congestion::hour(1, crash)?)?;
	}
	root.present().map_err(Trouble::from_other)
}

fn fee_panel(panel: &Area, name: &str, fees: &[Fee]) -> Result<(), Trouble> {
	let minutes = (MINUTES.0 + MINUTES.1 + MINUTES.2) as f64;
	// One point in so many blocks; a line of more is not finer.
	let thin = fees.len().div_ceil(500).max(1);
	let line = |number: fn(&Fee) -> f64| -> Vec<(f64, f64)> {
		fees.iter().step_by(thin).map(|fee| (fee.minute, number(fee))).collect()
	};
	let mut chart = ChartBuilder::on(panel)
		.caption(
			format!("a fee of 1 GAS, thousandths of a USD, {name}: in GAS (blue), in INT (green), bounds (red)"),
			("sans-serif", 15),
		)
		.margin(8)
		.x_label_area_size(22)
		.y_label_area_size(56)
		.build_cartesian_2d(0.0..minutes, 0.92..1.18)
		.map_err(Trouble::from_other)?;
	let (from, to) = (MINUTES.0 as f64, (MINUTES.0 + MINUTES.1) as f64);
	chart
		.draw_series([Rectangle::new([(from, 0.92), (to, 1.18)], YELLOW.mix(0.2).filled())])
		.map_err(Trouble::from_other)?;
	chart
		.configure_mesh()
		.x_labels(16)
		.y_labels(7)
		.max_light_lines(0)
		.x_label_formatter(&|minute| format!("{minute:.0} min"))
		.y_label_formatter(&|fee| format!("{fee:.2}"))
		.draw()
		.map_err(Trouble::from_other)?;
	for bound in [FEE_LEAST, FEE_MOST] {
		let bound = fees.iter().step_by(thin).map(|fee| (fee.minute, fee.gas * bound));
		chart.draw_series(LineSeries::new(bound, &RED)).map_err(Trouble::from_other)?;
	}
	chart.draw_series(LineSeries::new(line(|fee| fee.int), &GREEN)).map_err(Trouble::from_other)?;
	chart.draw_series(LineSeries::new(line(|fee| fee.gas), &BLUE)).map_err(Trouble::from_other)?;
	Ok(())
}

/// Least to most of a line of positive numbers, with room.
fn range_of(line: &[(f64, f64)], room: f64) -> Range<f64> {
	let least = line.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
	let most = line.iter().map(|point| point.1).fold(0.0, f64::max);
	least / room..most * room
}
