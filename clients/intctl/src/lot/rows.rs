// SPDX-License-Identifier: Apache-2.0

//! The file of a production run: CSV with a header, or JSON Lines, read as a stream.
//!
//! ```text
//! serial,key,scheme
//! M-000001,0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48,sr25519
//! ```
//!
//! Other columns are passed over. The scheme may be left out where it is named once for the file.

use crate::{
	errors::{Failure, Kind, Result},
	keys::{public_key, Scheme},
};
use int_primitives::identity::{DeviceKey, MAX_SERIAL};
use serde::Deserialize;
use std::{
	fs::File,
	io::{BufRead, BufReader},
	path::Path,
};

/// A device of a production run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
	/// The line of the file that it stands in, from 1.
	pub line: u64,
	/// Its serial number, 1 to 32 bytes.
	pub serial: Vec<u8>,
	/// Its first key.
	pub key: DeviceKey,
}

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
	/// Comma-separated values with a header line.
	Csv,
	/// One JSON object a line.
	Jsonl,
}

impl Format {
	/// The format that the name of a file promises.
	pub fn of(path: &Path) -> Option<Self> {
		match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
			"csv" => Some(Self::Csv),
			"jsonl" | "ndjson" => Some(Self::Jsonl),
			_ => None,
		}
	}
}

/// Reads a file line by line; `each` gets a row and the bytes read so far. The first broken line
/// ends it, with an error that names the line.
pub fn read(
	path: &Path,
	format: Format,
	scheme: Option<Scheme>,
	each: impl FnMut(Row, u64) -> Result<()>,
) -> Result<()> {
	let file =
		File::open(path).map_err(|error| Failure::file(Kind::BadInput, "read", path, &error))?;
	match format {
		Format::Csv => read_csv(path, file, scheme, each),
		Format::Jsonl => read_lines(path, file, scheme, each),
	}
}

fn read_csv(
	path: &Path,
	file: File,
	scheme: Option<Scheme>,
	mut each: impl FnMut(Row, u64) -> Result<()>,
) -> Result<()> {
	let broken = |error: &csv::Error| match error.kind() {
		csv::ErrorKind::Io(error) => Failure::file(Kind::BadInput, "read", path, error),
		csv::ErrorKind::UnequalLengths { expected_len, len, .. } => Failure::bad_line(
			path,
			error.position().map_or(0, csv::Position::line),
			format!("it has {len} fields and the header has {expected_len}"),
		),
		_ => Failure::bad_line(path, error.position().map_or(0, csv::Position::line), error),
	};
	let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
	let header = reader.headers().map_err(|error| broken(&error))?.clone();
	let column = |name: &str| header.iter().position(|field| field.eq_ignore_ascii_case(name));
	let needed = |name: &str| {
		column(name)
			.ok_or_else(|| Failure::bad_line(path, 1, format!("the header has no column `{name}`")))
	};
	let (serial_at, key_at) = (needed("serial")?, needed("key")?);
	let scheme_at = column("scheme");
	let mut record = csv::StringRecord::new();
	while reader.read_record(&mut record).map_err(|error| broken(&error))? {
		let line = record.position().map_or(0, csv::Position::line);
		let field = |at: usize| record.get(at).unwrap_or_default();
		let named = scheme_at.map(field).filter(|name| !name.is_empty());
		let row = row(line, field(serial_at), field(key_at), named, scheme)
			.map_err(|what| Failure::bad_line(path, line, what))?;
		each(row, reader.position().byte())?;
	}
	Ok(())
}

/// A line of a JSON Lines file.
#[derive(Deserialize)]
struct Entry {
	serial: String,
	key: String,
	#[serde(default)]
	scheme: Option<String>,
}

fn read_lines(
	path: &Path,
	file: File,
	scheme: Option<Scheme>,
	mut each: impl FnMut(Row, u64) -> Result<()>,
) -> Result<()> {
	let mut reader = BufReader::new(file);
	let (mut line, mut bytes) = (0u64, 0u64);
	let mut text = String::new();
	loop {
		text.clear();
		line = line.saturating_add(1);
		let read = reader.read_line(&mut text).map_err(|error| match error.kind() {
			std::io::ErrorKind::InvalidData => Failure::bad_line(path, line, "it is not UTF-8"),
			_ => Failure::file(Kind::BadInput, "read", path, &error),
		})?;
		if read == 0 {
			return Ok(());
		}
		bytes = bytes.saturating_add(u64::try_from(read).unwrap_or_default());
		if text.trim().is_empty() {
			continue;
		}
		let entry: Entry = serde_json::from_str(&text).map_err(|error| {
			Failure::bad_line(path, line, format!("no JSON of a device: {error}"))
		})?;
		let row = row(line, &entry.serial, &entry.key, entry.scheme.as_deref(), scheme)
			.map_err(|what| Failure::bad_line(path, line, what))?;
		each(row, bytes)?;
	}
}

/// A row out of its fields, or what is wrong with them.
fn row(
	line: u64,
	serial: &str,
	key: &str,
	named: Option<&str>,
	usual: Option<Scheme>,
) -> Result<Row, String> {
	let most = usize::try_from(MAX_SERIAL).unwrap_or(usize::MAX);
	if serial.is_empty() || serial.len() > most {
		return Err(format!("the serial has {} bytes; 1 to {most} are allowed", serial.len()));
	}
	let scheme = match named {
		Some(name) => Scheme::named(name)
			.ok_or_else(|| format!("{name} is no scheme; sr25519, ed25519 and ecdsa are"))?,
		None => usual.ok_or("no scheme: add the column `scheme`, or name it with --scheme")?,
	};
	let bytes = hex::decode(key.trim_start_matches("0x"))
		.map_err(|error| format!("the key is not hexadecimal: {error}"))?;
	let key = public_key(scheme, &bytes).ok_or_else(|| {
		let length = bytes.len();
		match scheme {
			Scheme::Ecdsa => format!(
				"the key has {length} bytes; a compressed {scheme} key has 33 and begins with 02 \
				 or 03"
			),
			_ => format!("the key has {length} bytes; an {scheme} key has 32"),
		}
	})?;
	Ok(Row { line, serial: serial.as_bytes().to_vec(), key })
}

#[cfg(test)]
mod tests {
	use super::*;

	fn rows(name: &str, content: &[u8], scheme: Option<Scheme>) -> Result<Vec<Row>> {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join(name);
		std::fs::write(&path, content).unwrap();
		let mut rows = Vec::new();
		read(&path, Format::of(&path).unwrap(), scheme, |row, _| {
			rows.push(row);
			Ok(())
		})?;
		Ok(rows)
	}

	fn key(byte: u8) -> String {
		hex::encode([byte; 32])
	}

	#[test]
	fn csv_and_json_lines_give_the_same_rows() {
		let csv = format!(
			"color,Serial,key,scheme\nred,A1,0x{},sr25519\nblue,A2,02{},ecdsa\n",
			key(1),
			key(2)
		);
		let json = format!(
			"{{\"serial\":\"A1\",\"key\":\"{}\",\"scheme\":\"sr25519\"}}\n\n\
			 {{\"serial\":\"A2\",\"key\":\"0x02{}\",\"scheme\":\"ecdsa\"}}",
			key(1),
			key(2)
		);
		let from_csv = rows("run.csv", csv.as_bytes(), None).unwrap();
		let from_json = rows("run.jsonl", json.as_bytes(), None).unwrap();
		let lines = |rows: &[Row]| rows.iter().map(|row| row.line).collect::<Vec<_>>();
		assert_eq!(lines(&from_csv), [2, 3]);
		assert_eq!(lines(&from_json), [1, 3]);
		for (left, right) in from_csv.iter().zip(&from_json) {
			assert_eq!((&left.serial, left.key), (&right.serial, right.key));
		}
		assert_eq!(from_csv[0].key, DeviceKey::Sr25519([1; 32]));
	}

	#[test]
	fn the_scheme_may_be_named_once() {
		let csv = format!("serial,key\nA1,{}\n", key(1));
		let named = rows("run.csv", csv.as_bytes(), Some(Scheme::Ed25519)).unwrap();
		assert_eq!(named[0].key, DeviceKey::Ed25519([1; 32]));
		let failure = rows("run.csv", csv.as_bytes(), None).unwrap_err();
		assert!(failure.message.contains("line 2"), "{}", failure.message);
		assert!(failure.message.contains("--scheme"));
	}

	#[test]
	fn a_broken_line_is_named() {
		let good = key(1);
		let cases = [
			(format!("serial,key,scheme\nA1,{good},sr25519\nA2,xyz,sr25519\n"), 3, "hexadecimal"),
			(format!("serial,key,scheme\nA1,{good},sr25519\nA2,{good}\n"), 3, "2 fields"),
			(format!("serial,key,scheme\nA1,{good}00,sr25519\n"), 2, "33 bytes"),
			(format!("serial,key,scheme\nA1,{good},rsa\n"), 2, "rsa is no scheme"),
			(format!("serial,key,scheme\n,{good},sr25519\n"), 2, "0 bytes"),
			(format!("serial,key,scheme\n{},{good},sr25519\n", "9".repeat(33)), 2, "33 bytes"),
			(format!("number,key,scheme\nA1,{good},sr25519\n"), 1, "`serial`"),
		];
		for (content, line, what) in cases {
			let failure = rows("run.csv", content.as_bytes(), None).unwrap_err();
			assert_eq!(failure.kind, Kind::BadInput);
			assert!(failure.message.contains(&format!("line {line}:")), "{}", failure.message);
			assert!(failure.message.contains(what), "{}", failure.message);
		}
		let json = format!("{{\"serial\":\"A1\",\"key\":\"{good}\",\"scheme\":\"sr25519\"}}\n{{\n");
		let failure = rows("run.jsonl", json.as_bytes(), None).unwrap_err();
		assert!(failure.message.contains("line 2:"), "{}", failure.message);
	}

	#[test]
	fn bytes_that_are_no_text_are_named_too() {
		let mut csv = b"serial,key,scheme\nA1,".to_vec();
		csv.extend([0xff, 0xfe, b'\n']);
		assert_eq!(rows("run.csv", &csv, None).unwrap_err().kind, Kind::BadInput);
		let failure = rows("run.jsonl", b"{}\n\xff\n", None).unwrap_err();
		assert!(failure.message.contains("line 1:"), "{}", failure.message);
	}
}
