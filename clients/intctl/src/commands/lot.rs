// SPDX-License-Identifier: Apache-2.0

//! `intctl lot`.

use super::{cid, digest, Context};
use crate::{
	calls,
	chain::Chain,
	cli::{InLot, LotCommand},
	errors::{Failure, Kind, Result},
	keys::{
		public_bytes,
		store::{secret_of_file, write_private},
		Keypair, Scheme,
	},
	lot::{
		progress_of_devices,
		rows::Format,
		tree::{Build, Place, Tree},
	},
	model::{key_json, Lot},
	output::Record,
	text::{hex, utf8, Units},
};
use int_api as api;
use int_primitives::identity::MAX_SERIAL;
use serde_json::Value;
use sp_core::DeriveJunction;
use std::{
	fs::{self, File},
	io::BufWriter,
	path::Path,
};

/// The most chunks that one call of the registry removes.
const MAX_REAP: u32 = 64;

/// Does what the command says.
pub async fn run(context: &Context, command: LotCommand) -> Result<()> {
	match command {
		LotCommand::Generate { count, secret_file, new_secret, run, serial, scheme, out } => {
			let root = match (&secret_file, &new_secret) {
				(Some(path), _) => secret_of_file(scheme, path)?,
				(None, Some(path)) => new_secret_file(scheme, path)?,
				(None, None) => return Err(Failure::usage("Name --secret-file or --new-secret.")),
			};
			let serial = serial.unwrap_or_else(|| format!("{run}-"));
			let run = Run { root, name: run, serial, count };
			run.write(&out)?;
			context.out.record(
				&Record::new()
					.with("devices", run.count)
					.with("file", out.display().to_string())
					.with("first serial", run.serial_of(0))
					.with("path of device 0", format!("//{}//0", run.name)),
			);
			Ok(())
		},
		LotCommand::Build { input, format, scheme, maker, model, out } => {
			let format = format.or_else(|| Format::of(&input)).ok_or_else(|| {
				Failure::usage(format!(
					"The name {} does not say how the file is written.",
					input.display()
				))
				.remedy("Name it with --format csv or --format jsonl.")
			})?;
			let maker = context.store()?.account(&maker)?;
			let header =
				Build { input: &input, format, scheme, maker, model: &model, output: &out }
					.run()?;
			context.out.record(
				&Record::new()
					.with("tree", out.display().to_string())
					// No chain is asked how it writes addresses.
					.with("maker", Units::default().address(&maker))
					.with("model", header.model)
					.with("size", header.size)
					.with("root", header.root),
			);
			Ok(())
		},
		LotCommand::Proof { tree, which } => {
			let mut tree = Tree::open(&tree)?;
			let place = find(context, &mut tree, &which)?;
			context.out.record(&proof_record(&tree, &place));
			Ok(())
		},
		LotCommand::Commit { tree, security, firmware, metadata, signer } => {
			let tree = Tree::open(&tree)?;
			let chain = context.connect().await?;
			let pair = context.signer(&chain, &signer.signer)?;
			if pair.account() != tree.maker {
				return Err(Failure::bad_input(format!(
					"The tree was built for the maker {}, and {} signs.",
					chain.units.address(&tree.maker),
					chain.units.address(&pair.account())
				))
				.remedy("Sign with the maker's key, or build the tree again with --maker."));
			}
			let call = calls::commit_lot(
				tree.header.model.clone().into_bytes(),
				tree.root,
				tree.header.size,
				security.into(),
				digest(firmware.as_ref())?,
				cid(metadata.as_ref())?,
			);
			let receipt = chain.submit(&call, &pair).await?;
			context.out.receipt(&receipt, &chain.units);
			Ok(())
		},
		LotCommand::Show { lot } => {
			let chain = context.connect().await?;
			let record = by_number(&chain, lot).await?;
			context.out.record(&record.record(lot));
			Ok(())
		},
		LotCommand::Close { lot, signer } => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::close_lot(lot), &signer.signer).await
		},
		LotCommand::Reap { lot, signer } => {
			let chain = context.connect().await?;
			let pair = context.signer(&chain, &signer.signer)?;
			loop {
				let receipt = chain.submit(&calls::reap_lot(lot, MAX_REAP), &pair).await?;
				context.out.receipt(&receipt, &chain.units);
				if receipt.event("DeviceRegistry", "LotRemoved").is_some() {
					return Ok(());
				}
			}
		},
	}
}

async fn by_number(chain: &Chain, lot: u32) -> Result<Lot> {
	let at = chain.best().await?;
	chain.read(&at, api::storage().device_registry().lots(), (lot,)).await?.ok_or_else(|| {
		Failure::bad_input(format!("There is no lot {lot}.")).remedy(
			"A lot's number is in what `intctl lot commit` printed (LotCommitted). One that was \
				 reaped is gone.",
		)
	})
}

fn find(context: &Context, tree: &mut Tree, which: &InLot) -> Result<Place> {
	match (&which.serial, &which.device, which.index) {
		(Some(serial), _, _) => tree.with_serial(serial.as_bytes()),
		(None, Some(device), _) => tree.with_account(&context.store()?.account(device)?),
		(None, None, Some(index)) => tree.at(index),
		(None, None, None) => Err(Failure::usage("Name --serial, --device or --index.")),
	}
}

fn proof_record(tree: &Tree, place: &Place) -> Record {
	let proof: Vec<Value> = place.proof.iter().map(|digest| Value::from(hex(digest))).collect();
	Record::new()
		.with("index", place.index)
		.with("serial", utf8(&place.serial))
		.with("key", key_json(&place.key))
		.with("code", hex(place.code))
		.with("model", tree.header.model.as_str())
		.with("root", hex(tree.root))
		.with("size", tree.header.size)
		.with("proof", proof)
}

/// Makes a phrase, keeps it in a file, and returns its key.
pub fn new_secret_file(scheme: Scheme, path: &Path) -> Result<Keypair> {
	if path.exists() {
		return Err(Failure::bad_input(format!("{} is there already.", path.display()))
			.remedy("Use it with --secret-file, or name another file."));
	}
	let (pair, phrase) = Keypair::generate(scheme);
	write_private(path, format!("{}\n", phrase.as_str()).as_bytes())
		.map_err(|error| Failure::file(Kind::Other, "write", path, &error))?;
	Ok(pair)
}

/// Identities that come out of one secret.
pub struct Run {
	/// What all keys come from.
	pub root: Keypair,
	/// The name of the run.
	pub name: String,
	/// What serial numbers begin with.
	pub serial: String,
	/// How many there are.
	pub count: u64,
}

impl Run {
	/// The serial number of a device.
	pub fn serial_of(&self, number: u64) -> String {
		format!("{}{number:06}", self.serial)
	}

	/// The key of a device.
	pub fn key_of(&self, number: u64) -> Result<Keypair> {
		self.root.derive(&[self.junction(), DeriveJunction::hard(number)])
	}

	/// The hard junction of the run, as it is written in a path.
	fn junction(&self) -> DeriveJunction {
		DeriveJunction::from(format!("/{}", self.name))
	}

	/// Writes the run as a CSV file: public keys only. The file is there as a whole or not at all.
	pub fn write(&self, path: &Path) -> Result<()> {
		let most = usize::try_from(MAX_SERIAL).unwrap_or(usize::MAX);
		let longest = self.serial_of(self.count.saturating_sub(1));
		if self.count == 0 || longest.len() > most {
			return Err(Failure::bad_input(format!(
				"{} serial numbers up to {longest} are not possible: a lot has at least one device, \
				 and a serial at most {most} bytes.",
				self.count
			)));
		}
		if self.name.is_empty() || self.name.contains('/') {
			return Err(Failure::bad_input(
				"The name of a run is in the paths of its keys: it is not \
			                               empty and has no /.",
			));
		}
		if path.exists() {
			return Err(Failure::bad_input(format!("{} is there already.", path.display()))
				.remedy("Name another file with --out, or move that one away."));
		}
		let draft = path.with_extension("csv.draft");
		let written = self.write_rows(&draft).and_then(|()| {
			fs::rename(&draft, path)
				.map_err(|error| Failure::file(Kind::Other, "write", path, &error))
		});
		if written.is_err() {
			// The draft is of no use; that it cannot be removed says nothing new.
			let _ = fs::remove_file(&draft);
		}
		written
	}

	fn write_rows(&self, path: &Path) -> Result<()> {
		let failed =
			|error: csv::Error| Failure::other(format!("Cannot write {}: {error}", path.display()));
		let file = File::create(path)
			.map_err(|error| Failure::file(Kind::Other, "write", path, &error))?;
		let mut writer = csv::Writer::from_writer(BufWriter::new(file));
		writer.write_record(["serial", "key", "scheme"]).map_err(failed)?;
		// The run's own junction is the same for all of them.
		let parent = self.root.derive(&[self.junction()])?;
		let bar = progress_of_devices(self.count, "making keys");
		for number in 0..self.count {
			let key = parent.derive(&[DeriveJunction::hard(number)])?.public();
			let scheme = parent.scheme().name();
			let row = [self.serial_of(number), hex(public_bytes(&key)), scheme.to_owned()];
			writer.write_record(&row).map_err(failed)?;
			bar.inc(1);
		}
		bar.finish_and_clear();
		writer.flush().map_err(|error| Failure::file(Kind::Other, "write", path, &error))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::lot::rows::{self, Row};

	#[test]
	fn a_run_is_written_and_its_keys_are_made_again() {
		let folder = tempfile::tempdir().unwrap();
		let secret = folder.path().join("secret");
		let root = new_secret_file(Scheme::Ed25519, &secret).unwrap();
		let run = Run { root, name: "2026".into(), serial: "M-".into(), count: 20 };
		let path = folder.path().join("run.csv");
		run.write(&path).unwrap();
		let mut written: Vec<Row> = Vec::new();
		rows::read(&path, Format::Csv, None, |row, _| {
			written.push(row);
			Ok(())
		})
		.unwrap();
		assert_eq!(written.len(), 20);
		assert_eq!(written[7].serial, b"M-000007");
		assert_eq!(written[7].key, run.key_of(7).unwrap().public());
		let text = fs::read_to_string(&secret).unwrap();
		let secret = format!("{}//2026//7", text.trim());
		let again = Keypair::from_secret(Scheme::Ed25519, &secret).unwrap();
		assert_eq!(written[7].key, again.public());
		assert!(run.write(&path).is_err());
	}

	#[test]
	fn serial_numbers_that_are_too_long_are_refused_before_anything_is_written() {
		let folder = tempfile::tempdir().unwrap();
		let (root, _) = Keypair::generate(Scheme::Ed25519);
		let run = Run { root, name: "run".into(), serial: "x".repeat(30), count: 2 };
		assert!(run.write(&folder.path().join("run.csv")).is_err());
		let run = Run { name: "a/b".into(), serial: "x".into(), ..run };
		assert!(run.write(&folder.path().join("run.csv")).is_err());
		assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
	}
}
