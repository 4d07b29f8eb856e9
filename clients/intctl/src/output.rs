// SPDX-License-Identifier: Apache-2.0

//! Tables for people, JSON for machines.
//!
//! What a command found goes to standard output: a table, or with `--json` one JSON document on
//! one line. What it says on the way goes to standard error, so that a pipe gets data only.

use crate::{
	chain::{Fee, Receipt},
	errors::Failure,
	price::Price,
	text::{hex, relative, utc, Units},
};
use comfy_table::{presets, ContentArrangement, Table};
use int_primitives::Millis;
use serde_json::{json, Map, Value};
use std::io::{self, Write};

/// Where a command writes to.
#[derive(Debug, Clone, Copy)]
pub struct Output {
	json: bool,
}

/// One value of a record.
#[derive(Debug, Clone)]
enum Cell {
	Plain(Value),
	/// Machines get the value, people the text.
	Shown {
		value: Value,
		text: String,
	},
}

impl Cell {
	fn json(&self) -> Value {
		match self {
			Self::Plain(value) | Self::Shown { value, .. } => value.clone(),
		}
	}

	fn text(&self) -> String {
		match self {
			Self::Plain(value) => plain(value),
			Self::Shown { text, .. } => text.clone(),
		}
	}
}

/// What a command found about one thing: values with labels, in the order of reading.
#[derive(Debug, Clone, Default)]
pub struct Record {
	cells: Vec<(&'static str, Cell)>,
}

impl Record {
	/// Nothing yet.
	pub fn new() -> Self {
		Self::default()
	}

	/// Adds a value.
	pub fn with(mut self, label: &'static str, value: impl Into<Value>) -> Self {
		self.cells.push((label, Cell::Plain(value.into())));
		self
	}

	/// Adds a value that people get as a text of its own.
	pub fn shown(
		mut self,
		label: &'static str,
		value: impl Into<Value>,
		text: impl Into<String>,
	) -> Self {
		self.cells.push((label, Cell::Shown { value: value.into(), text: text.into() }));
		self
	}

	/// Adds an amount of a token.
	pub fn amount(self, label: &'static str, plancks: u128, units: &Units) -> Self {
		// As a string: JSON numbers lose what is above 2^53.
		self.shown(label, plancks.to_string(), units.amount(plancks))
	}

	/// Adds a price: all its digits for machines.
	pub fn price(self, label: &'static str, price: Price) -> Self {
		self.shown(label, price.exact(), price.text())
	}

	/// Adds a moment of chain time, milliseconds since 1970, as seen from `now`.
	pub fn moment(self, label: &'static str, moment: Millis, now: Millis) -> Self {
		self.shown(label, moment, format!("{} UTC, {}", utc(moment), relative(moment, now)))
	}

	/// The record as a JSON object; an amount is a string of plancks.
	pub fn json(&self) -> Value {
		let fields: Map<String, Value> =
			self.cells.iter().map(|(label, cell)| (key(label), cell.json())).collect();
		Value::Object(fields)
	}
}

/// A label as the name of a JSON field.
fn key(label: &str) -> String {
	label.to_lowercase().replace(' ', "_")
}

/// A JSON value in a cell of a table.
fn plain(value: &Value) -> String {
	match value {
		Value::Null => "-".into(),
		Value::Bool(true) => "yes".into(),
		Value::Bool(false) => "no".into(),
		Value::String(text) => text.clone(),
		Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join("\n"),
		Value::Object(fields) => fields
			.iter()
			.map(|(name, value)| format!("{name}: {}", plain(value).replace('\n', ", ")))
			.collect::<Vec<_>>()
			.join("\n"),
		Value::Number(number) => number.to_string(),
	}
}

/// A JSON value in a line of text.
pub fn inline(value: &Value) -> String {
	match value {
		Value::Object(fields) => fields
			.iter()
			.map(|(name, value)| format!("{name}={}", inline(value)))
			.collect::<Vec<_>>()
			.join(" "),
		other => plain(other).replace('\n', ","),
	}
}

fn table() -> Table {
	let mut table = Table::new();
	table.load_preset(presets::UTF8_BORDERS_ONLY);
	table.set_content_arrangement(ContentArrangement::Disabled);
	table
}

impl Output {
	/// Tables, or JSON.
	pub const fn new(json: bool) -> Self {
		Self { json }
	}

	/// Whether it writes JSON.
	pub const fn is_json(&self) -> bool {
		self.json
	}

	/// Writes a line to standard output. A reader that has gone away ends the program quietly.
	pub fn line(&self, text: &str) {
		let mut stdout = io::stdout().lock();
		if writeln!(stdout, "{text}").and_then(|()| stdout.flush()).is_err() {
			std::process::exit(0);
		}
	}

	/// Says something to the person, not to the pipe.
	pub fn note(&self, text: &str) {
		let _ = writeln!(io::stderr().lock(), "{text}");
	}

	/// Writes one record.
	pub fn record(&self, record: &Record) {
		if self.json {
			return self.line(&record.json().to_string());
		}
		let mut table = table();
		for (label, cell) in &record.cells {
			table.add_row(vec![(*label).to_owned(), cell.text()]);
		}
		self.line(&table.to_string());
	}

	/// Writes many records, all with the labels of the first.
	pub fn list(&self, records: &[Record], nothing: &str) {
		if self.json {
			let all: Vec<Value> = records.iter().map(Record::json).collect();
			return self.line(&Value::Array(all).to_string());
		}
		let Some(first) = records.first() else { return self.line(nothing) };
		let mut table = table();
		table.set_header(first.cells.iter().map(|(label, _)| *label).collect::<Vec<_>>());
		for record in records {
			table.add_row(record.cells.iter().map(|(_, cell)| cell.text()).collect::<Vec<_>>());
		}
		self.line(&table.to_string());
	}

	/// Writes what became of a transaction.
	pub fn receipt(&self, receipt: &Receipt, units: &Units) {
		if self.json {
			let events: Vec<Value> = receipt
				.events
				.iter()
				.map(|event| json!({ "event": event.name(), "fields": event.fields }))
				.collect();
			return self.line(
				&json!({
					"block": receipt.block,
					"block_hash": hex(receipt.block_hash),
					"extrinsic": hex(receipt.extrinsic),
					"finalized": receipt.finalized,
					"fee": receipt.fee.map(|fee| fee.plancks().to_string()),
					"fee_in": receipt.fee.map(|fee| fee.units(units).symbol),
					"paid_by_pot_of_fleet": receipt.fee.and_then(Fee::fleet),
					"events": events,
				})
				.to_string(),
			);
		}
		let state = if receipt.finalized { "finalized in" } else { "in" };
		let fee = receipt.fee.map_or_else(|| "none".to_owned(), |fee| fee.text(units));
		self.line(&format!("{state} block {} {}", receipt.block, hex(receipt.block_hash)));
		self.line(&format!("extrinsic {}, fee {fee}", hex(receipt.extrinsic)));
		for event in &receipt.events {
			self.line(&format!("  {} {}", event.name(), inline(&event.fields)));
		}
	}

	/// Says what went wrong and what to do about it.
	pub fn failure(&self, failure: &Failure) {
		self.complain("error", failure);
	}

	/// Says what went wrong, and that the program goes on.
	pub fn warning(&self, failure: &Failure) {
		self.complain("warning", failure);
	}

	fn complain(&self, level: &str, failure: &Failure) {
		let mut stderr = io::stderr().lock();
		let written = if self.json {
			let error = json!({
				(level): failure.message,
				"remedy": failure.remedy,
				"code": failure.kind.code(),
			});
			writeln!(stderr, "{error}")
		} else {
			writeln!(stderr, "{level}: {}", failure.message).and_then(|()| match &failure.remedy {
				Some(remedy) => writeln!(stderr, "  what to do: {remedy}"),
				None => Ok(()),
			})
		};
		// Nobody is left to tell.
		let _ = written;
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_record_is_a_table_for_people_and_an_object_for_machines() {
		let record = Record::new()
			.with("device", "5Grw")
			.with("key generation", 3)
			.with("fleet", Value::Null)
			.amount("bond", 1_500_000_000_000, &Units::default());
		assert_eq!(
			record.json(),
			json!({
				"device": "5Grw",
				"key_generation": 3,
				"fleet": null,
				"bond": "1500000000000",
			})
		);
		let texts: Vec<String> = record.cells.iter().map(|(_, cell)| cell.text()).collect();
		assert_eq!(texts, ["5Grw", "3", "-", "1.5 INT"]);
	}

	#[test]
	fn nested_values_fit_a_line() {
		let fields = json!({ "device": "5Grw", "state": { "Retired": { "at": 5 } } });
		assert_eq!(inline(&fields), "device=5Grw state=Retired=at=5");
	}
}
