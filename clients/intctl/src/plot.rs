// SPDX-License-Identifier: Apache-2.0

//! Small plots of braille dots for a terminal.
//!
//! For the eye only: whoever cannot see them has the same numbers in the table beside.

use crate::price::mul_div;
use textplots::{Chart, Plot, Shape};

/// Dots across; two in a character.
const WIDTH: u32 = 120;

/// Dots up; four in a character.
const HEIGHT: u32 = 40;

/// What the dots are counted in along both axes.
const SCALE: u16 = 10_000;

/// A plot of values over time, with the greatest and the least value at its right edge and `from` and
/// `to` below. Nothing with fewer than two points.
pub fn plot(
	title: &str,
	points: &[(u64, u128)],
	text: impl Fn(u128) -> String,
	from: &str,
	to: &str,
) -> Option<String> {
	let (first, last) = (points.first()?.0, points.last()?.0);
	let low = points.iter().map(|(_, value)| *value).min()?;
	let high = points.iter().map(|(_, value)| *value).max()?;
	let dots: Vec<(f32, f32)> = points
		.iter()
		.map(|(time, value)| {
			let across =
				(u128::from(time.saturating_sub(first)), u128::from(last.checked_sub(first)?));
			Some((place(across)?, place((value.saturating_sub(low), high.saturating_sub(low)))?))
		})
		.collect::<Option<_>>()?;
	if dots.len() < 2 {
		return None;
	}
	let shape = Shape::Lines(&dots);
	let end = f32::from(SCALE);
	let mut chart = Chart::new_with_y_range(WIDTH, HEIGHT, 0.0, end, 0.0, end);
	let chart = chart.lineplot(&shape);
	chart.figures();
	let frame = chart.frame();
	// Blank braille keeps the edge straight in fonts whose space is narrower.
	let mut rows: Vec<String> = frame.lines().map(|row| row.replace(' ', "\u{2800}")).collect();
	if high == low {
		let middle = rows.len() / 2;
		label(&mut rows, middle, &text(high));
	} else {
		label(&mut rows, 0, &text(high));
		let bottom = rows.len().saturating_sub(1);
		label(&mut rows, bottom, &text(low));
	}
	let columns = usize::try_from(WIDTH / 2).unwrap_or_default();
	let pad = columns.saturating_sub(to.chars().count());
	Some(format!("{title}\n{}\n{from:pad$}{to}\n", rows.join("\n")))
}

fn label(rows: &mut [String], at: usize, text: &str) {
	if let Some(row) = rows.get_mut(at) {
		row.push(' ');
		row.push_str(text);
	}
}

/// A part of a whole, of [`SCALE`]; the middle where the whole is nothing.
fn place((part, whole): (u128, u128)) -> Option<f32> {
	let place = if whole == 0 { (SCALE / 2).into() } else { mul_div(part, SCALE.into(), whole)? };
	u16::try_from(place).ok().map(f32::from)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn draw(points: &[(u64, u128)]) -> Option<String> {
		plot("title", points, |value| format!("{value} x"), "then", "now")
	}

	#[test]
	fn a_plot_has_its_ends_in_numbers() {
		let drawn = draw(&[(0, 5), (10, 25), (20, 15)]).unwrap();
		let rows: Vec<&str> = drawn.lines().collect();
		assert_eq!(rows[0], "title");
		assert!(rows[1].ends_with(" 25 x"), "{drawn}");
		assert!(rows[rows.len() - 2].ends_with(" 5 x"), "{drawn}");
		assert!(rows[rows.len() - 1].starts_with("then") && rows[rows.len() - 1].ends_with("now"));
		assert!(rows.iter().all(|row| !row.contains("NaN")));
		let is_dot = |symbol: char| ('\u{2801}'..='\u{28ff}').contains(&symbol);
		// A line, not a few points.
		assert!(drawn.chars().filter(|symbol| is_dot(*symbol)).count() > 30, "{drawn}");
	}

	#[test]
	fn a_price_that_stays_put_is_a_line_in_the_middle() {
		let drawn = draw(&[(0, 7), (10, 7)]).unwrap();
		let rows: Vec<&str> = drawn.lines().collect();
		assert!(rows[rows.len() / 2].ends_with(" 7 x"), "{drawn}");
		assert_eq!(drawn.matches("7 x").count(), 1);
	}

	#[test]
	fn the_greatest_numbers_are_plotted_and_one_point_is_none() {
		assert!(draw(&[(0, 0), (u64::MAX, u128::MAX)]).is_some());
		assert!(draw(&[(0, 0), (0, 1)]).is_some());
		assert!(draw(&[(0, 0)]).is_none());
		assert!(draw(&[]).is_none());
	}
}
