// SPDX-License-Identifier: Apache-2.0

//! Where catalogues and deliveries lie: a store that nobody has to trust.
//!
//! An object's address is the SHA-256 of its bytes. Whoever reads compares, so a store can
//! withhold an object and learn its length, and nothing else.

use crate::{
	merkle::{Hasher, Software},
	Digest,
};
use std::{
	ffi::OsString,
	fs::{self, File},
	io::{self, Read, Write},
	path::{Path, PathBuf},
};

/// The longest object that is ever put into a store, bytes: 256 sealed chunks of 4,096 bytes, or
/// a list of 32,768 digests, and what belongs to them.
pub const MAX_OBJECT: usize = 1_049_600;

/// Objects by the SHA-256 of their bytes.
pub trait Store {
	/// Keeps an object of at most [`MAX_OBJECT`] bytes and returns its address. To put what is
	/// there already is no error.
	fn put(&self, object: &[u8]) -> io::Result<Digest>;

	/// The object at an address, or nothing if the store does not have it.
	///
	/// An object longer than `limit` bytes is not the one that is meant: stop reading there. The
	/// caller compares the digest.
	fn get(&self, address: &Digest, limit: usize) -> io::Result<Option<Vec<u8>>>;
}

/// A folder with one file for each object, named by its address in hexadecimal.
pub struct Directory(PathBuf);

impl Directory {
	/// The store in this folder, which is made if it is missing.
	pub fn new(folder: impl Into<PathBuf>) -> io::Result<Self> {
		let folder = folder.into();
		fs::create_dir_all(&folder)?;
		Ok(Self(folder))
	}

	/// The file of the object at an address.
	pub fn path(&self, address: &Digest) -> PathBuf {
		self.0.join(hexadecimal(address))
	}
}

impl Store for Directory {
	fn put(&self, object: &[u8]) -> io::Result<Digest> {
		let address = Software::sha256(&[object]);
		let path = self.path(&address);
		// A file that is there may have been damaged; then it is written again.
		let intact = |held: Vec<u8>| held == object;
		if !self.get(&address, object.len())?.is_some_and(intact) {
			let mut file = Aside::create(&path)?;
			file.write_all(object)?;
			file.keep()?;
		}
		Ok(address)
	}

	fn get(&self, address: &Digest, limit: usize) -> io::Result<Option<Vec<u8>>> {
		let file = match File::open(self.path(address)) {
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
			file => file?,
		};
		let mut object = Vec::new();
		// One byte more shows that it is too long: it will not have the digest.
		let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
		file.take(limit).read_to_end(&mut object)?;
		Ok(Some(object))
	}
}

pub(super) fn hexadecimal(digest: &Digest) -> String {
	digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file that gets its name only when it is complete. Dropped before that, it is removed.
pub(super) struct Aside {
	file: io::BufWriter<File>,
	aside: PathBuf,
	path: PathBuf,
	kept: bool,
}

impl Aside {
	/// Opens `path` with `.part` after its name, anew.
	pub(super) fn create(path: &Path) -> io::Result<Self> {
		let mut aside = OsString::from(path);
		aside.push(".part");
		let aside = PathBuf::from(aside);
		let file = io::BufWriter::new(File::create(&aside)?);
		Ok(Self { file, aside, path: path.to_owned(), kept: false })
	}

	/// Gives the file its name, in the place of one that has it.
	pub(super) fn keep(mut self) -> io::Result<()> {
		self.file.flush()?;
		self.file.get_ref().sync_all()?;
		fs::rename(&self.aside, &self.path)?;
		self.kept = true;
		Ok(())
	}
}

impl Write for Aside {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		self.file.write(bytes)
	}

	fn flush(&mut self) -> io::Result<()> {
		self.file.flush()
	}
}

impl Drop for Aside {
	fn drop(&mut self) {
		if !self.kept {
			// Nobody is left to hear that it failed, and the next one begins anew.
			let _ = fs::remove_file(&self.aside);
		}
	}
}
