// SPDX-License-Identifier: Apache-2.0

//! The tree of a lot on disk, so that a proof can be made years later without the run's file.
//!
//! ```text
//! 0        "INTLOT01", length of the header (u32, little endian), header (JSON), zeros
//! 4096     the rows, 75 bytes each: line (u64, little endian), length of the serial (u8),
//!          serial (32), scheme (u8), key (33)
//! then     the rows of the Merkle tree, 32 bytes each digest: the leaves, their parents, …, the root
//! ```
//!
//! An odd last digest of a row moves up as it is. That is the tree of RFC 6962, so the chain's
//! `int_primitives::merkle::verify` checks its proofs. 139 bytes a device.

use crate::{
	errors::{Failure, Kind, Result},
	keys::{account_of, public_bytes, public_key, scheme_of, store::private_folder, Scheme},
	lot::{
		progress_of_bytes,
		rows::{self, Format, Row},
	},
	text::{hex, parse_digest, utf8},
};
use int_primitives::{
	identity::{device_code, lot_leaf, MAX_MODEL},
	merkle::{node_hash, verify, Hasher, RootBuilder, Software},
	AccountBytes, Digest,
};
use serde::{Deserialize, Serialize};
use std::{
	collections::HashMap,
	fs::{self, File, OpenOptions},
	io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
	path::{Path, PathBuf},
};

const MAGIC: &[u8; 8] = b"INTLOT01";

/// Where the rows begin.
const ROWS_AT: u64 = 4_096;

const SERIAL_BYTES: usize = 32;
const KEY_BYTES: usize = 33;
const ROW_BYTES: usize = 8 + 1 + SERIAL_BYTES + 1 + KEY_BYTES;
const ROW_LENGTH: u64 = ROW_BYTES as u64;
const DIGEST_LENGTH: u64 = 32;

/// The most devices of a lot.
const MAX_LOT: u64 = 1 << 32;

/// Devices that are looked at together when duplicates are searched: about 100 MB of memory.
const GROUP: u64 = 1 << 21;

/// What a lot is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
	/// The maker's account, hexadecimal digits.
	pub maker: String,
	/// The model.
	pub model: String,
	/// Number of devices.
	pub size: u64,
	/// Root of the tree, hexadecimal digits.
	pub root: String,
}

/// A tree to build.
#[derive(Debug, Clone)]
pub struct Build<'a> {
	/// The file of the run.
	pub input: &'a Path,
	/// How it is written.
	pub format: Format,
	/// The scheme of rows that name none.
	pub scheme: Option<Scheme>,
	/// The account of the maker.
	pub maker: AccountBytes,
	/// The model.
	pub model: &'a str,
	/// Where the tree goes.
	pub output: &'a Path,
}

/// A file that is not there yet: removed, unless it is finished.
struct Draft {
	path: PathBuf,
	finished: bool,
}

impl Drop for Draft {
	fn drop(&mut self) {
		if !self.finished {
			// Best effort; the next run overwrites it.
			let _ = fs::remove_file(&self.path);
		}
	}
}

fn failed(path: &Path) -> impl Fn(io::Error) -> Failure + '_ {
	move |error| Failure::file(Kind::Other, "write", path, &error)
}

impl Build<'_> {
	/// Reads the run and writes the tree. Nothing is left behind where something is wrong.
	pub fn run(&self) -> Result<Header> {
		let most = usize::try_from(MAX_MODEL).unwrap_or(usize::MAX);
		if self.model.is_empty() || self.model.len() > most {
			return Err(Failure::bad_input(format!(
				"The model {} has {} bytes; 1 to {most} are allowed.",
				self.model,
				self.model.len()
			)));
		}
		if self.output.exists() {
			return Err(Failure::bad_input(format!("{} is there already.", self.output.display()))
				.remedy("Name another file with --out, or move that one away."));
		}
		let folder = self.output.parent().filter(|folder| !folder.as_os_str().is_empty());
		let folder = folder.unwrap_or(Path::new("."));
		private_folder(folder).map_err(failed(folder))?;
		let name = self.output.file_name().unwrap_or_default().to_string_lossy();
		let mut draft =
			Draft { path: folder.join(format!(".{name}.{}", std::process::id())), finished: false };
		let header = self.write(&draft.path)?;
		fs::rename(&draft.path, self.output).map_err(failed(self.output))?;
		draft.finished = true;
		if let Ok(folder) = File::open(folder) {
			folder.sync_all().map_err(failed(self.output))?;
		}
		Ok(header)
	}

	fn write(&self, path: &Path) -> Result<Header> {
		let failed = failed(path);
		let size = self.write_rows(path)?;
		if size == 0 {
			return Err(Failure::bad_input(format!("{} names no device.", self.input.display())));
		}
		self.refuse_duplicates(path, size)?;
		let root = self.write_levels(path, size)?;
		let header =
			Header { maker: hex(self.maker), model: self.model.to_owned(), size, root: hex(root) };
		let json = serde_json::to_vec(&header)
			.map_err(|error| Failure::other(format!("The header cannot be written: {error}")))?;
		let length = u32::try_from(json.len()).unwrap_or(u32::MAX);
		let mut file = OpenOptions::new().write(true).open(path).map_err(&failed)?;
		for part in [MAGIC.as_slice(), &length.to_le_bytes(), &json] {
			file.write_all(part).map_err(&failed)?;
		}
		file.sync_all().map_err(&failed)?;
		Ok(header)
	}

	/// Writes the rows behind an empty header; returns their number.
	fn write_rows(&self, path: &Path) -> Result<u64> {
		let failed = failed(path);
		let mut writer = BufWriter::new(File::create(path).map_err(&failed)?);
		io::copy(&mut io::repeat(0).take(ROWS_AT), &mut writer).map_err(&failed)?;
		let total = fs::metadata(self.input).map_or(0, |data| data.len());
		let bar = progress_of_bytes(total, "reading");
		let mut size = 0u64;
		rows::read(self.input, self.format, self.scheme, |row, bytes| {
			if size >= MAX_LOT {
				return Err(Failure::bad_line(
					self.input,
					row.line,
					"a lot has at most 2^32 devices",
				));
			}
			size = size.saturating_add(1);
			bar.set_position(bytes);
			writer.write_all(&pack(&row)).map_err(&failed)
		})?;
		bar.finish_and_clear();
		writer.flush().map_err(&failed)?;
		Ok(size)
	}

	/// An error that names both lines where two devices have one serial or one key.
	///
	/// Looks at one group of digests at a time, each in a pass over the rows, so memory stays
	/// bounded however many rows there are.
	fn refuse_duplicates(&self, path: &Path, size: u64) -> Result<()> {
		let groups = u128::from(size.div_ceil(GROUP).max(1));
		let serial = |row: &Row| row.serial.clone();
		// By the account, not the key: sr25519 and ed25519 keys of the same bytes are one device.
		let key = |row: &Row| account_of(&row.key).to_vec();
		type Column<'a> = (&'static str, &'a dyn Fn(&Row) -> Vec<u8>);
		let columns: [Column<'_>; 2] = [("serial", &serial), ("key", &key)];
		for (name, column) in columns {
			for group in 0..groups {
				let mut seen: HashMap<u128, u64> = HashMap::new();
				for row in stored_rows(path, size)? {
					let row = row.map_err(failed(path))?;
					let value = column(&row);
					let digest = short_digest(&value);
					if digest % groups != group {
						continue;
					}
					if let Some(first) = seen.insert(digest, row.line) {
						let shown = if name == "serial" { utf8(&value) } else { hex(value) };
						return Err(Failure::bad_line(
							self.input,
							row.line,
							format!("line {first} has the same {name} {shown}"),
						));
					}
				}
			}
		}
		Ok(())
	}

	/// Appends the rows of the tree; returns the root.
	fn write_levels(&self, path: &Path, size: u64) -> Result<Digest> {
		let failed = failed(path);
		let file = OpenOptions::new().append(true).open(path).map_err(&failed)?;
		let mut writer = BufWriter::new(file);
		let mut check = RootBuilder::<Software>::new();
		for row in stored_rows(path, size)? {
			let leaf = self.leaf(&row.map_err(&failed)?)?;
			check.push(leaf);
			writer.write_all(&leaf).map_err(&failed)?;
		}
		let (mut count, mut begin) = (size, levels_at(size));
		let mut top = check.root();
		while count > 1 {
			// What was written has to be there for the reader of the same file.
			writer.flush().map_err(&failed)?;
			let mut reader = BufReader::new(File::open(path).map_err(&failed)?);
			reader.seek(SeekFrom::Start(begin)).map_err(&failed)?;
			let mut left = count;
			while left > 0 {
				let first = digest(&mut reader).map_err(&failed)?;
				let parent = if left > 1 {
					node_hash::<Software>(&first, &digest(&mut reader).map_err(&failed)?)
				} else {
					first
				};
				left = left.saturating_sub(2);
				top = Some(parent);
				writer.write_all(&parent).map_err(&failed)?;
			}
			begin = begin.saturating_add(count.saturating_mul(DIGEST_LENGTH));
			count = count.div_ceil(2);
		}
		writer.flush().map_err(&failed)?;
		match (check.root(), top) {
			(Some(root), Some(top)) if root == top => Ok(root),
			_ => Err(Failure::other("The tree does not come out as its root; the disk is faulty.")),
		}
	}

	fn leaf(&self, row: &Row) -> Result<Digest> {
		let code = device_code::<Software>(&self.maker, self.model.as_bytes(), &row.serial)
			.ok_or_else(|| Failure::bad_line(self.input, row.line, "the serial is too long"))?;
		Ok(lot_leaf::<Software>(&code, &account_of(&row.key)))
	}
}

/// Where the leaves begin.
fn levels_at(size: u64) -> u64 {
	ROWS_AT.saturating_add(size.saturating_mul(ROW_LENGTH))
}

/// The length of the file of a tree with this many devices.
fn file_length(size: u64) -> u64 {
	let (mut length, mut count) = (levels_at(size), size);
	while count > 0 {
		length = length.saturating_add(count.saturating_mul(DIGEST_LENGTH));
		count = if count == 1 { 0 } else { count.div_ceil(2) };
	}
	length
}

/// The first 16 bytes of the SHA-256 digest: nobody finds two serials that share it.
fn short_digest(value: &[u8]) -> u128 {
	let digest = Software::sha256(&[value]);
	digest.iter().take(16).fold(0u128, |number, byte| number << 8 | u128::from(*byte))
}

fn digest(reader: &mut impl Read) -> io::Result<Digest> {
	let mut digest = Digest::default();
	reader.read_exact(&mut digest)?;
	Ok(digest)
}

fn pack(row: &Row) -> [u8; ROW_BYTES] {
	let mut bytes = [0u8; ROW_BYTES];
	let scheme = match scheme_of(&row.key) {
		Scheme::Ed25519 => 0,
		Scheme::Sr25519 => 1,
		Scheme::Ecdsa => 2,
	};
	let serial_length = u8::try_from(row.serial.len()).unwrap_or_default();
	let parts: [(usize, &[u8]); 5] = [
		(0, &row.line.to_le_bytes()),
		(8, &[serial_length]),
		(9, &row.serial),
		(9 + SERIAL_BYTES, &[scheme]),
		(10 + SERIAL_BYTES, public_bytes(&row.key)),
	];
	for (at, part) in parts {
		bytes.iter_mut().skip(at).zip(part).for_each(|(to, from)| *to = *from);
	}
	bytes
}

fn unpack(bytes: &[u8; ROW_BYTES]) -> Option<Row> {
	let (line, rest) = bytes.split_at_checked(8)?;
	let (serial_length, rest) = rest.split_first()?;
	let (serial, rest) = rest.split_at_checked(SERIAL_BYTES)?;
	let (scheme, key) = rest.split_first()?;
	let (scheme, length) = match scheme {
		0 => (Scheme::Ed25519, 32),
		1 => (Scheme::Sr25519, 32),
		2 => (Scheme::Ecdsa, KEY_BYTES),
		_ => return None,
	};
	Some(Row {
		line: u64::from_le_bytes(line.try_into().ok()?),
		serial: serial.get(..usize::from(*serial_length))?.to_vec(),
		key: public_key(scheme, key.get(..length)?)?,
	})
}

fn damaged() -> io::Error {
	io::Error::new(io::ErrorKind::InvalidData, "the file is damaged")
}

/// The rows of a tree's file, in their order.
fn stored_rows(path: &Path, size: u64) -> Result<impl Iterator<Item = io::Result<Row>>> {
	let read = |error: io::Error| Failure::file(Kind::BadInput, "read", path, &error);
	let mut reader = BufReader::with_capacity(1 << 16, File::open(path).map_err(read)?);
	reader.seek(SeekFrom::Start(ROWS_AT)).map_err(read)?;
	Ok((0..size).map(move |_| {
		let mut bytes = [0u8; ROW_BYTES];
		reader.read_exact(&mut bytes)?;
		unpack(&bytes).ok_or_else(damaged)
	}))
}

/// A device of a lot with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
	/// Its leaf, from 0.
	pub index: u32,
	/// Its serial number.
	pub serial: Vec<u8>,
	/// Its first key.
	pub key: int_primitives::identity::DeviceKey,
	/// Its code.
	pub code: Digest,
	/// Its path to the root, leaf first.
	pub proof: Vec<Digest>,
}

/// A tree on disk.
#[derive(Debug)]
pub struct Tree {
	path: PathBuf,
	file: File,
	/// What the lot is.
	pub header: Header,
	/// The account of the maker.
	pub maker: AccountBytes,
	/// The root.
	pub root: Digest,
}

impl Tree {
	/// Opens the file of a tree.
	pub fn open(path: &Path) -> Result<Self> {
		let read = |error: io::Error| Failure::file(Kind::BadInput, "read", path, &error);
		let wrong = |what: &str| {
			Failure::bad_input(format!("{} is no tree of a lot: {what}", path.display()))
				.remedy("Build it with `intctl lot build`, or copy it again.")
		};
		let mut file = File::open(path).map_err(read)?;
		let mut begin = [0u8; 12];
		file.read_exact(&mut begin).map_err(|_| wrong("it is too short"))?;
		let length = begin
			.strip_prefix(MAGIC)
			.and_then(|length| length.try_into().ok())
			.map(u32::from_le_bytes)
			.filter(|length| u64::from(*length) < ROWS_AT)
			.ok_or_else(|| wrong("it begins with something else"))?;
		let mut json = vec![0u8; usize::try_from(length).unwrap_or_default()];
		file.read_exact(&mut json).map_err(|_| wrong("it is too short"))?;
		let header: Header =
			serde_json::from_slice(&json).map_err(|error| wrong(&error.to_string()))?;
		let is_whole = header.size > 0
			&& header.size <= MAX_LOT
			&& file.metadata().map_err(read)?.len() == file_length(header.size);
		if !is_whole {
			return Err(wrong("its length is not that of its number of devices"));
		}
		let (maker, root) = (parse_digest(&header.maker)?, parse_digest(&header.root)?);
		Ok(Self { path: path.to_owned(), file, header, maker, root })
	}

	/// The device with this serial.
	pub fn with_serial(&mut self, serial: &[u8]) -> Result<Place> {
		self.find(|row| row.serial == serial, &format!("serial {}", utf8(serial)))
	}

	/// The device whose first key has this account.
	pub fn with_account(&mut self, account: &AccountBytes) -> Result<Place> {
		self.find(|row| account_of(&row.key) == *account, &format!("account {}", hex(account)))
	}

	/// The device at this index.
	pub fn at(&mut self, index: u32) -> Result<Place> {
		if u64::from(index) >= self.header.size {
			return Err(Failure::bad_input(format!(
				"The lot has the indices 0 to {}, and not {index}.",
				self.header.size.saturating_sub(1)
			)));
		}
		let at = ROWS_AT.saturating_add(u64::from(index).saturating_mul(ROW_LENGTH));
		let mut bytes = [0u8; ROW_BYTES];
		let row = self
			.file
			.seek(SeekFrom::Start(at))
			.and_then(|_| self.file.read_exact(&mut bytes))
			.and_then(|()| unpack(&bytes).ok_or_else(damaged))
			.map_err(|error| Failure::file(Kind::BadInput, "read", &self.path, &error))?;
		self.place(u64::from(index), row)
	}

	fn find(&mut self, wanted: impl Fn(&Row) -> bool, name: &str) -> Result<Place> {
		for (index, row) in (0u64..).zip(stored_rows(&self.path, self.header.size)?) {
			let row =
				row.map_err(|error| Failure::file(Kind::BadInput, "read", &self.path, &error))?;
			if wanted(&row) {
				return self.place(index, row);
			}
		}
		Err(Failure::bad_input(format!(
			"The lot in {} has no device with {name}.",
			self.path.display()
		))
		.remedy("Take the tree of the device's own run, and its first key or its serial."))
	}

	/// The row with its proof, which is checked.
	fn place(&mut self, index: u64, row: Row) -> Result<Place> {
		let proof = self
			.proof(index)
			.map_err(|error| Failure::file(Kind::BadInput, "read", &self.path, &error))?;
		let code = device_code::<Software>(&self.maker, self.header.model.as_bytes(), &row.serial);
		let proved = code.filter(|code| {
			let leaf = lot_leaf::<Software>(code, &account_of(&row.key));
			verify::<Software>(&self.root, self.header.size, index, &leaf, &proof)
		});
		match (proved, u32::try_from(index)) {
			(Some(code), Ok(index)) => {
				Ok(Place { index, serial: row.serial, key: row.key, code, proof })
			},
			_ => Err(Failure::bad_input(format!(
				"{} is damaged: its device {index} does not lead to its root.",
				self.path.display()
			))
			.remedy("Build the tree again from the run's file, or restore it from a backup.")),
		}
	}

	fn proof(&mut self, index: u64) -> io::Result<Vec<Digest>> {
		let mut proof = Vec::new();
		let (mut position, mut count, mut begin) =
			(index, self.header.size, levels_at(self.header.size));
		while count > 1 {
			let sibling = position ^ 1;
			// An odd last one has no sibling, and moves up as it is.
			if sibling < count {
				let at = begin.saturating_add(sibling.saturating_mul(DIGEST_LENGTH));
				self.file.seek(SeekFrom::Start(at))?;
				proof.push(digest(&mut self.file)?);
			}
			begin = begin.saturating_add(count.saturating_mul(DIGEST_LENGTH));
			position >>= 1;
			count = count.div_ceil(2);
		}
		Ok(proof)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use int_primitives::merkle;

	const MAKER: AccountBytes = [9; 32];

	/// A run of this many devices with keys that are bytes, not points: a lot does not care.
	fn run(count: u32) -> String {
		let mut csv = String::from("serial,key,scheme\n");
		for number in 0..count {
			let mut key = [0u8; 32];
			key[..4].copy_from_slice(&number.to_le_bytes());
			csv.push_str(&format!("M-{number:06},0x{},sr25519\n", hex::encode(key)));
		}
		csv
	}

	fn build(folder: &Path, csv: &str) -> Result<Header> {
		let input = folder.join("run.csv");
		fs::write(&input, csv).unwrap();
		Build {
			input: &input,
			format: Format::Csv,
			scheme: None,
			maker: MAKER,
			model: "meter",
			output: &folder.join("lot.tree"),
		}
		.run()
	}

	#[test]
	fn every_device_of_a_lot_has_a_proof_that_the_chain_accepts() {
		for count in [1, 2, 3, 7, 8, 1_000] {
			let folder = tempfile::tempdir().unwrap();
			let header = build(folder.path(), &run(count)).unwrap();
			let mut tree = Tree::open(&folder.path().join("lot.tree")).unwrap();
			assert_eq!(tree.header, header);
			assert_eq!(tree.header.size, u64::from(count));
			let mut leaves = Vec::new();
			for index in 0..count {
				let place = tree.at(index).unwrap();
				assert_eq!(place.serial, format!("M-{index:06}").into_bytes());
				let leaf = lot_leaf::<Software>(&place.code, &account_of(&place.key));
				assert!(merkle::verify::<Software>(
					&tree.root,
					tree.header.size,
					u64::from(index),
					&leaf,
					&place.proof
				));
				leaves.push(leaf);
			}
			assert_eq!(merkle::root::<Software>(leaves.iter().copied()), Some(tree.root));
			let last = leaves.len() - 1;
			assert_eq!(
				merkle::prove::<Software>(&leaves, last).unwrap(),
				tree.at(count - 1).unwrap().proof
			);
			assert!(tree.at(count).is_err());
		}
	}

	#[test]
	fn a_device_is_found_by_serial_and_by_account() {
		let folder = tempfile::tempdir().unwrap();
		build(folder.path(), &run(3_000)).unwrap();
		let mut tree = Tree::open(&folder.path().join("lot.tree")).unwrap();
		let place = tree.with_serial(b"M-002047").unwrap();
		assert_eq!(place.index, 2_047);
		assert_eq!(tree.with_account(&account_of(&place.key)).unwrap(), place);
		assert_eq!(tree.with_serial(b"M-3000").unwrap_err().kind, Kind::BadInput);
	}

	#[test]
	fn two_devices_of_one_serial_or_key_are_named_with_both_lines() {
		let folder = tempfile::tempdir().unwrap();
		let csv = run(2_000);
		let serial = format!("{csv}M-000005,0x{},sr25519\n", hex::encode([7; 32]));
		let failure = build(folder.path(), &serial).unwrap_err();
		assert!(failure.message.contains("line 2002: line 7"), "{}", failure.message);
		assert!(failure.message.contains("serial M-000005"), "{}", failure.message);
		// The same bytes under another scheme are the same account.
		let mut key = [0u8; 32];
		key[0] = 5;
		let key = format!("{csv}X,0x{},ed25519\n", hex::encode(key));
		let failure = build(folder.path(), &key).unwrap_err();
		assert!(failure.message.contains("line 2002: line 7"), "{}", failure.message);
		assert!(failure.message.contains("same key"), "{}", failure.message);
	}

	#[test]
	fn nothing_is_left_behind_by_a_broken_line() {
		let folder = tempfile::tempdir().unwrap();
		let csv = format!("{}M-9,xyz,sr25519\n", run(100));
		let failure = build(folder.path(), &csv).unwrap_err();
		assert!(failure.message.contains("line 102"), "{}", failure.message);
		let left: Vec<_> =
			fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
		assert_eq!(left, ["run.csv"]);
	}

	#[test]
	fn an_empty_run_and_a_file_that_is_there_are_refused() {
		let folder = tempfile::tempdir().unwrap();
		assert!(build(folder.path(), "serial,key,scheme\n").is_err());
		build(folder.path(), &run(2)).unwrap();
		let failure = build(folder.path(), &run(2)).unwrap_err();
		assert!(failure.message.contains("already"), "{}", failure.message);
	}

	#[test]
	fn a_damaged_tree_is_noticed() {
		let folder = tempfile::tempdir().unwrap();
		build(folder.path(), &run(10)).unwrap();
		let path = folder.path().join("lot.tree");
		let whole = fs::read(&path).unwrap();
		let mut changed = whole.clone();
		// The first byte of the serial of the device 0.
		changed[4_096 + 9] ^= 1;
		fs::write(&path, &changed).unwrap();
		assert!(Tree::open(&path).unwrap().at(0).is_err());
		fs::write(&path, &whole[..whole.len() - 1]).unwrap();
		assert!(Tree::open(&path).is_err());
		fs::write(&path, b"something else").unwrap();
		assert!(Tree::open(&path).is_err());
	}

	#[test]
	fn a_row_survives_packing() {
		for scheme in Scheme::ALL {
			let key = crate::keys::Keypair::generate(scheme).0.public();
			let row = Row { line: 1 << 40, serial: vec![b'x'; 32], key };
			assert_eq!(unpack(&pack(&row)), Some(row));
		}
	}
}
