// SPDX-License-Identifier: Apache-2.0

//! Sequence numbers that never repeat, whatever happens to the power.

use crate::{
	errors::{Failure, Kind, Result},
	keys::store::{private_folder, write_private},
};
use int_primitives::Millis;
use std::{
	fs, io,
	path::{Path, PathBuf},
};

/// The numbers of one device, remembered in a file.
///
/// A number is on the disk before anything is signed with it: a power cut loses a number, and never
/// gives one twice. Where the file is gone the numbers go on from the clock, which is ahead of any
/// number given before as long as there was less than one reading a millisecond.
#[derive(Debug)]
pub struct Sequence {
	path: PathBuf,
	last: Option<u64>,
}

impl Sequence {
	/// The numbers that are remembered in this file.
	pub fn open(path: &Path) -> Result<Self> {
		let last = match fs::read_to_string(path) {
			Ok(text) => Some(text.trim().parse().map_err(|_| {
				Failure::bad_input(format!("{} holds no number.", path.display())).remedy(
					"Write the last sequence number of the device into it, or remove it: the \
					 numbers then go on from the clock.",
				)
			})?),
			Err(error) if error.kind() == io::ErrorKind::NotFound => None,
			Err(error) => return Err(Failure::file(Kind::BadInput, "read", path, &error)),
		};
		Ok(Self { path: path.to_owned(), last })
	}

	/// The next number, which is remembered before it is given.
	pub fn next(&mut self, now: Millis) -> Result<u64> {
		self.next_from(now, 0)
	}

	/// The next number that is at least `least`, which is remembered before it is given.
	pub fn next_from(&mut self, now: Millis, least: u64) -> Result<u64> {
		let next = match self.last {
			None => now,
			Some(last) => last
				.checked_add(1)
				.ok_or_else(|| Failure::other("The device has no sequence number left."))?,
		};
		let next = next.max(least);
		let failed = |error: io::Error| Failure::file(Kind::Other, "write", &self.path, &error);
		if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
			private_folder(folder).map_err(failed)?;
		}
		write_private(&self.path, format!("{next}\n").as_bytes()).map_err(failed)?;
		self.last = Some(next);
		Ok(next)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_go_on_after_a_restart() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("state").join("sequence");
		let mut sequence = Sequence::open(&path).unwrap();
		assert_eq!(sequence.next(1_000).unwrap(), 1_000);
		assert_eq!(sequence.next(1_000).unwrap(), 1_001);
		let mut again = Sequence::open(&path).unwrap();
		// The clock may have been set back.
		assert_eq!(again.next(5).unwrap(), 1_002);
	}

	#[test]
	fn a_file_that_holds_no_number_is_an_error() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sequence");
		fs::write(&path, "what").unwrap();
		assert_eq!(Sequence::open(&path).unwrap_err().kind, Kind::BadInput);
	}
}
