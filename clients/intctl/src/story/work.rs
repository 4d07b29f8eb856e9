// SPDX-License-Identifier: Apache-2.0

//! Computing that this machine really does, and that its buyer checks with one hash: the number
//! which, hashed after a task, gives the most leading zero bits.

use int_primitives::{
	merkle::{Hasher, Software},
	Digest,
};
use std::time::{Duration, Instant};

/// Hashes between two looks at the clock.
const STRETCH: u64 = 16;

/// A search on behalf of somebody.
pub struct Work {
	task: Digest,
	next: u64,
	/// The best number so far.
	pub best: u64,
	/// Its leading zero bits.
	pub zeros: u32,
	/// How long was searched.
	pub spent: Duration,
}

impl Work {
	/// A search that has not begun.
	pub fn new(task: Digest) -> Self {
		Self { task, next: 0, best: 0, zeros: 0, spent: Duration::ZERO }
	}

	/// Leading zero bits that a number has for a task.
	pub fn zeros_of(task: &Digest, number: u64) -> u32 {
		let digest = Software::sha256(&[task, &number.to_le_bytes()]);
		let mut zeros = 0u32;
		for byte in digest {
			zeros = zeros.saturating_add(byte.leading_zeros());
			if byte != 0 {
				break;
			}
		}
		zeros
	}

	/// Searches for so long.
	pub fn go_on(&mut self, time: Duration) {
		let begun = Instant::now();
		while begun.elapsed() < time {
			for _ in 0..STRETCH {
				let zeros = Self::zeros_of(&self.task, self.next);
				if zeros > self.zeros {
					(self.best, self.zeros) = (self.next, zeros);
				}
				self.next = self.next.saturating_add(1);
			}
		}
		self.spent = self.spent.saturating_add(begun.elapsed());
	}

	/// Numbers that were tried.
	pub const fn tried(&self) -> u64 {
		self.next
	}

	/// How long was searched, milliseconds.
	pub fn millis(&self) -> u64 {
		u64::try_from(self.spent.as_millis()).unwrap_or(u64::MAX)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_found_can_be_checked_and_work_is_never_lost() {
		let mut work = Work::new([7; 32]);
		work.go_on(Duration::from_millis(5));
		let (first, tried) = (work.zeros, work.tried());
		assert_eq!(Work::zeros_of(&[7; 32], work.best), first);
		work.go_on(Duration::from_millis(5));
		assert!(work.zeros >= first && work.tried() > tried);
		assert!(work.millis() >= 10);
	}
}
