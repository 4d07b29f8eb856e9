// SPDX-License-Identifier: GPL-3.0-or-later

//! Compiled runtimes, kept in a folder from one start to the next.
//!
//! A runtime is compiled to machine code before it runs, which takes seconds. wasmtime keeps the
//! result in a folder and takes it from there the next time, by a name that stands for the Wasm, the
//! compiler's settings and this processor. It refuses what another version of it has written, and
//! what cannot be unpacked; but a file with some bytes changed it unpacks and runs. So this node
//! vouches for each file with a digest of its own, once the file is written, and before wasmtime
//! looks it removes what nobody vouches for. What is removed is compiled again.
//!
//! ```text
//! FOLDER/code/modules/*/NAME    what wasmtime has written, aside first and then renamed
//! FOLDER/sums/*/NAME            its BLAKE2b-256 digest, written likewise
//! ```
//!
//! Nodes may share a folder, at the same time too: each step leaves whole files, and at worst a
//! runtime is compiled once more. Whoever can write to the folder decides what the node runs.

use sp_io::hashing::blake2_256;
use std::{
	collections::HashMap,
	fs, io,
	path::{Path, PathBuf},
	process,
	time::{Duration, SystemTime},
};

/// Files that are kept, the newest: each is some 15 MB, and all are read at a start. One chain has
/// one runtime at a time, and a machine has few chains.
const KEPT: usize = 8;

/// How long it takes at most to write a file.
const WRITING: Duration = Duration::from_secs(60);

/// A folder of compiled runtimes.
pub struct CompiledRuntimes {
	code: PathBuf,
	sums: PathBuf,
	/// The files that were vouched for when this node began, and when they were written.
	known: HashMap<PathBuf, SystemTime>,
}

impl CompiledRuntimes {
	/// Opens the folder, makes it if it is not there, and leaves in it only what can be trusted. If
	/// that fails, says so and returns nothing: the node then compiles at each start.
	pub fn open(folder: &Path) -> Option<Self> {
		Self::try_open(folder)
			.inspect_err(|error| {
				log::warn!(
					"Compiled runtimes cannot be kept in {}, so that each start compiles anew: {error}",
					folder.display(),
				)
			})
			.ok()
	}

	fn try_open(folder: &Path) -> io::Result<Self> {
		// wasmtime takes no relative path.
		let folder = std::path::absolute(folder)?;
		let mut this =
			Self { code: folder.join("code"), sums: folder.join("sums"), known: HashMap::new() };
		fs::create_dir_all(this.modules())?;
		fs::create_dir_all(&this.sums)?;
		this.remove_what_is_left_over()?;
		let mut compiled = this.compiled()?;
		compiled.sort_unstable_by(|(_, one), (_, other)| other.cmp(one));
		for (place, (file, written)) in compiled.into_iter().enumerate() {
			if place < KEPT && this.is_vouched_for(&file)? {
				this.known.insert(file, written);
			} else {
				remove(&file)?;
				remove(&this.sum_of(&file))?;
			}
		}
		Ok(this)
	}

	/// What wasmtime is given.
	pub fn cache(&self) -> &Path {
		&self.code
	}

	/// Vouches for what was compiled since the folder was opened. Until then a file is as good as
	/// none for the next start.
	pub fn vouch(&self) {
		if let Err(error) = self.try_vouch() {
			log::warn!("The next start compiles the runtime anew: {error}");
		}
	}

	fn try_vouch(&self) -> io::Result<()> {
		for (file, written) in self.compiled()? {
			if self.known.get(&file) != Some(&written) {
				if let Some(bytes) = read(&file)? {
					write(&self.sum_of(&file), &blake2_256(&bytes))?;
				}
			}
		}
		Ok(())
	}

	/// Whether the file is as it was when a node vouched for it.
	fn is_vouched_for(&self, file: &Path) -> io::Result<bool> {
		let Some(sum) = read(&self.sum_of(file))? else {
			log::debug!("Nobody vouches for the compiled runtime {}", file.display());
			return Ok(false);
		};
		let intact = read(file)?.is_some_and(|bytes| blake2_256(&bytes)[..] == sum);
		if !intact {
			log::warn!(
				"The compiled runtime {} is damaged; it is removed and compiled again.",
				file.display(),
			);
		}
		Ok(intact)
	}

	/// Where the digest of a compiled runtime lies.
	fn sum_of(&self, file: &Path) -> PathBuf {
		self.sums.join(file.strip_prefix(self.modules()).unwrap_or(file))
	}

	fn modules(&self) -> PathBuf {
		self.code.join("modules")
	}

	/// The compiled runtimes there are, and when each was written.
	fn compiled(&self) -> io::Result<Vec<(PathBuf, SystemTime)>> {
		Ok(files(&self.modules())?
			.into_iter()
			.filter(|(file, _)| file.extension().is_none())
			.collect())
	}

	/// Removes what else lies about: how often wasmtime has read a file, after 256 times of which it
	/// would pack it anew and so change it; a file that a node has begun and not finished, which
	/// keeps all others from writing it; and digests of files that are gone.
	fn remove_what_is_left_over(&self) -> io::Result<()> {
		for (file, written) in files(&self.modules())? {
			let is_count = file.extension().is_some_and(|extension| extension == "stats");
			if is_count || (file.extension().is_some() && is_long_ago(written)) {
				remove(&file)?;
			}
		}
		for (sum, written) in files(&self.sums)? {
			let file = self.modules().join(sum.strip_prefix(&self.sums).unwrap_or(&sum));
			if !file.exists() && is_long_ago(written) {
				remove(&sum)?;
			}
		}
		Ok(())
	}
}

/// Whether whoever wrote then has finished or never will.
fn is_long_ago(written: SystemTime) -> bool {
	written.elapsed().is_ok_and(|elapsed| elapsed > WRITING)
}

/// The files in the folders of a folder, and when each was written.
fn files(folder: &Path) -> io::Result<Vec<(PathBuf, SystemTime)>> {
	let mut files = Vec::new();
	for folder in fs::read_dir(folder)? {
		let folder = folder?;
		if !folder.file_type()?.is_dir() {
			continue;
		}
		for file in fs::read_dir(folder.path())? {
			let file = file?;
			match file
				.metadata()
				.and_then(|metadata| Ok((metadata.is_file(), metadata.modified()?)))
			{
				Ok((true, written)) => files.push((file.path(), written)),
				Ok((false, _)) => (),
				// Another node has removed it meanwhile.
				Err(error) if error.kind() == io::ErrorKind::NotFound => (),
				Err(error) => return Err(error),
			}
		}
	}
	Ok(files)
}

/// The bytes of a file, if it is there.
fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
	match fs::read(file) {
		Ok(bytes) => Ok(Some(bytes)),
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
		Err(error) => Err(error),
	}
}

/// Removes a file, if it is there.
fn remove(file: &Path) -> io::Result<()> {
	match fs::remove_file(file) {
		Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
		_ => Ok(()),
	}
}

/// Writes a file aside and then renames it, so that nobody sees a part of it.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
	if let Some(folder) = file.parent() {
		fs::create_dir_all(folder)?;
	}
	let aside = file.with_extension(process::id().to_string());
	fs::write(&aside, bytes)?;
	fs::rename(&aside, file)
}

#[cfg(test)]
mod tests {
	#![allow(clippy::expect_used, clippy::unwrap_used)]

	use super::*;
	use std::fs::File;
	use tempfile::{tempdir, TempDir};

	/// Where wasmtime would write this one.
	fn place(folder: &TempDir, name: &str) -> PathBuf {
		folder.path().join("code/modules/wasmtime-1").join(name)
	}

	/// A runtime is compiled, as wasmtime does it, and the node vouches for it.
	fn keep(folder: &TempDir, name: &str) -> PathBuf {
		let compiled = CompiledRuntimes::open(folder.path()).unwrap();
		let file = place(folder, name);
		write(&file, name.repeat(1_000).as_bytes()).unwrap();
		compiled.vouch();
		file
	}

	fn open(folder: &TempDir) -> CompiledRuntimes {
		CompiledRuntimes::open(folder.path()).unwrap()
	}

	/// The file was written this long ago.
	fn age(file: &Path, seconds: u64) {
		let then = SystemTime::now() - Duration::from_secs(seconds);
		File::options().write(true).open(file).unwrap().set_modified(then).unwrap();
	}

	fn sums(folder: &TempDir) -> usize {
		files(&folder.path().join("sums")).unwrap().len()
	}

	#[test]
	fn what_a_node_vouches_for_is_there_at_the_next_start() {
		let folder = tempdir().unwrap();
		let file = keep(&folder, "one");
		for _ in 0..3 {
			let compiled = open(&folder);
			assert!(file.exists() && file.starts_with(compiled.cache()));
			compiled.vouch();
		}
		assert_eq!(sums(&folder), 1);
	}

	#[test]
	fn a_damaged_file_is_removed_and_a_new_one_in_its_place_is_kept() {
		let damages: [fn(&mut Vec<u8>); 5] = [
			|bytes| bytes[1_500] ^= 1,
			|bytes| bytes.truncate(1_000),
			|bytes| bytes.clear(),
			|bytes| bytes.push(0),
			|bytes| bytes.fill(0),
		];
		for damage in damages {
			let folder = tempdir().unwrap();
			let file = keep(&folder, "one");
			let mut bytes = fs::read(&file).unwrap();
			damage(&mut bytes);
			fs::write(&file, bytes).unwrap();
			open(&folder);
			assert!(!file.exists());
			assert_eq!(sums(&folder), 0);

			keep(&folder, "one");
			open(&folder);
			assert!(file.exists());
		}
	}

	#[test]
	fn a_damaged_digest_vouches_for_nothing() {
		let folder = tempdir().unwrap();
		let file = keep(&folder, "one");
		for (sum, _) in files(&folder.path().join("sums")).unwrap() {
			fs::write(sum, [0; 31]).unwrap();
		}
		open(&folder);
		assert!(!file.exists());
	}

	/// A node that is killed between writing and vouching leaves what nobody knows to be whole.
	#[test]
	fn what_nobody_vouched_for_is_not_used() {
		let folder = tempdir().unwrap();
		open(&folder);
		let file = place(&folder, "one");
		write(&file, b"half of it").unwrap();
		open(&folder);
		assert!(!file.exists());
	}

	/// Two nodes compile the same runtime; or wasmtime replaces what another version of it wrote.
	#[test]
	fn a_file_that_was_written_anew_is_vouched_for_anew() {
		let folder = tempdir().unwrap();
		let file = keep(&folder, "one");
		age(&file, 10);
		let (one, other) = (open(&folder), open(&folder));
		write(&file, b"by the other").unwrap();
		other.vouch();
		one.vouch();
		open(&folder);
		assert_eq!(fs::read(&file).unwrap(), b"by the other");
	}

	#[test]
	fn damage_while_a_node_runs_is_not_vouched_for() {
		let folder = tempdir().unwrap();
		let file = keep(&folder, "one");
		let node = open(&folder);
		let written = file.metadata().unwrap().modified().unwrap();
		fs::write(&file, b"rotten").unwrap();
		// Bits that rot do not set the time.
		File::options().write(true).open(&file).unwrap().set_modified(written).unwrap();
		node.vouch();
		open(&folder);
		assert!(!file.exists());
	}

	/// wasmtime's lock is a file that must not exist: one that stays would keep it from writing.
	#[test]
	fn what_a_killed_node_left_half_written_goes_when_it_is_old() {
		let folder = tempdir().unwrap();
		let file = keep(&folder, "one");
		let (lock, count) =
			(file.with_extension("wip-atomic-write-mod"), file.with_extension("stats"));
		fs::write(&lock, b"half").unwrap();
		fs::write(&count, b"usages = 255").unwrap();
		open(&folder);
		assert!(lock.exists() && !count.exists());
		age(&lock, 120);
		open(&folder);
		assert!(!lock.exists() && file.exists());
	}

	#[test]
	fn digests_go_with_their_files() {
		let folder = tempdir().unwrap();
		let file = keep(&folder, "one");
		fs::remove_file(&file).unwrap();
		for (sum, _) in files(&folder.path().join("sums")).unwrap() {
			age(&sum, 120);
		}
		open(&folder);
		assert_eq!(sums(&folder), 0);
	}

	#[test]
	fn the_newest_are_kept() {
		let folder = tempdir().unwrap();
		let kept: Vec<_> = (0..12u64)
			.map(|number| {
				let file = keep(&folder, &format!("runtime{number}"));
				age(&file, 1_000 - number);
				file
			})
			.collect();
		// Their times changed, and so nobody but their digests knows them.
		open(&folder);
		let there: Vec<_> = kept.iter().map(|file| file.exists()).collect();
		assert_eq!(there, [[false; 4].as_slice(), &[true; KEPT]].concat());
		assert_eq!(sums(&folder), KEPT);
	}

	#[test]
	fn a_folder_that_cannot_be_used_is_none() {
		let folder = tempdir().unwrap();
		let file = folder.path().join("file");
		fs::write(&file, b"in the way").unwrap();
		assert!(CompiledRuntimes::open(&file).is_none());
	}

	#[test]
	fn a_relative_folder_is_made_absolute() {
		let folder = tempdir().unwrap();
		let here = std::env::current_dir().unwrap();
		let up = here.components().skip(1).map(|_| "..").collect::<PathBuf>();
		let relative = up.join(folder.path().strip_prefix("/").unwrap());
		assert!(relative.is_relative());
		let compiled = CompiledRuntimes::open(&relative).unwrap();
		assert!(compiled.cache().is_absolute() && folder.path().join("code").exists());
	}
}
