// SPDX-License-Identifier: Apache-2.0

//! A price for each verified end use (cost per proof).
//!
//! A use is proved in one of two ways, which the buyer chooses at the purchase: by receipts, each
//! with a number, in any order within a window of 64; or by the preimages of a chain of hashes.

use super::metered::MIN_CLAIM_PERIOD;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use int_primitives::{market::use_anchor, merkle::Hasher, AccountBytes, Digest};
use scale_info::TypeInfo;

/// How many numbers below the highest paid one can still be paid, with it.
pub const WINDOW: u64 = 64;

/// The most uses that one preimage may prove in one call.
pub const MAX_STEPS: u32 = 256;

/// What an end use costs.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub struct Cpp {
	/// Plancks of GAS for one use, at least 1.
	pub price: u64,
	/// How long after the agreement's end a use can be charged, milliseconds, at least a minute.
	pub claim_period: u32,
}

impl Cpp {
	/// Whether it can be offered.
	pub const fn is_valid(&self) -> bool {
		self.price > 0 && self.claim_period >= MIN_CLAIM_PERIOD
	}

	/// What so many uses cost, plancks of GAS; nothing if nobody could pay it.
	pub const fn cost(&self, uses: u64) -> Option<u64> {
		self.price.checked_mul(uses)
	}
}

/// Which receipts have been paid: the highest number and a bit for each of the 64 up to it.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
)]
pub struct Paid {
	/// One above the highest number that was paid.
	pub next: u64,
	/// Bit `i` stands for the number `next - 1 - i`.
	pub bits: u64,
}

impl Paid {
	/// Notes that a number is paid; false if it was before, or is too low to tell, or is so high that
	/// one below it that was not paid could not be paid any more, unless it `may_skip` that one.
	pub fn note(&mut self, number: u64, may_skip: bool) -> bool {
		let Some(next) = number.checked_add(1) else { return false };
		if let Some(ahead) = next.checked_sub(self.next).filter(|ahead| *ahead > 0) {
			if !may_skip && self.loses(ahead) {
				return false;
			}
			let kept = u32::try_from(ahead).ok().and_then(|ahead| self.bits.checked_shl(ahead));
			self.bits = kept.unwrap_or_default() | 1;
			self.next = next;
			return true;
		}
		let behind = self.next.saturating_sub(next);
		let bit = u32::try_from(behind).ok().and_then(|behind| 1u64.checked_shl(behind));
		let Some(bit) = bit.filter(|bit| self.bits & bit == 0) else { return false };
		self.bits |= bit;
		true
	}

	/// Whether a number that was not paid leaves the window when it moves up so far.
	fn loses(&self, ahead: u64) -> bool {
		// The numbers below 0 of a window that has just begun.
		let none = u32::try_from(self.next).ok().and_then(|next| u64::MAX.checked_shl(next));
		let unpaid = !(self.bits | none.unwrap_or_default());
		match WINDOW.checked_sub(ahead).and_then(|stay| u32::try_from(stay).ok()) {
			Some(stay) => unpaid.checked_shr(stay).unwrap_or_default() > 0,
			None => true,
		}
	}
}

/// How the uses of an agreement are proved, and which have been paid.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum Proofs {
	/// By receipts.
	Receipts(Paid),
	/// By preimages: the last one that was revealed, or the anchor.
	Preimages(Digest),
}

/// Whether `preimage` lies `steps` below `anchor` in the buyer's chain for this listing.
pub fn opens<H: Hasher>(
	genesis: &Digest,
	listing: u32,
	buyer: &AccountBytes,
	anchor: &Digest,
	preimage: &Digest,
	steps: u32,
) -> bool {
	(1..=MAX_STEPS).contains(&steps)
		&& (0..steps).fold(*preimage, |hash, _| use_anchor::<H>(genesis, listing, buyer, &hash))
			== *anchor
}

#[cfg(test)]
mod tests {
	use super::*;
	use int_primitives::merkle::Software;
	use proptest::prelude::*;
	use std::collections::BTreeSet;

	#[test]
	fn receipts_come_in_any_order_within_the_window() {
		let mut paid = Paid::default();
		assert!(paid.note(5, true));
		assert!(paid.note(0, true));
		assert!(!paid.note(5, true));
		assert!(!paid.note(0, true));
		assert!(paid.note(68, true));
		// 68 - 63 = 5 was paid, 4 is too low to tell.
		assert!(!paid.note(5, true));
		assert!(!paid.note(4, true));
		assert!(paid.note(6, true));
		assert!(paid.note(u64::MAX - 1, true));
		assert!(!paid.note(u64::MAX, true));
	}

	#[test]
	fn a_high_number_voids_no_lower_one() {
		let mut paid = Paid::default();
		// The first number, 0, could still be paid with 63, and no more with 64.
		assert!(!paid.clone().note(64, false));
		assert!(paid.note(63, false));
		assert!(!paid.note(64, false));
		assert!(paid.note(0, false));
		assert!(paid.note(64, false));
		assert!(!paid.note(65, false));
		assert!(!paid.note(u64::MAX - 1, false));
	}

	#[test]
	fn a_preimage_opens_as_many_uses_as_it_lies_below() {
		let step = |hash: &Digest| use_anchor::<Software>(&[1; 32], 2, &[3; 32], hash);
		let seed = [9; 32];
		let anchor = step(&step(&step(&seed)));
		let opens = |preimage: &Digest, steps| {
			opens::<Software>(&[1; 32], 2, &[3; 32], &anchor, preimage, steps)
		};
		assert!(opens(&seed, 3));
		assert!(opens(&step(&step(&seed)), 1));
		assert!(!opens(&seed, 2));
		assert!(!opens(&anchor, 0));
		assert!(!opens(&seed, MAX_STEPS + 1));
	}

	proptest! {
		#[test]
		fn a_receipt_pays_once(numbers in prop::collection::vec(0u64..200, 1..300)) {
			let (mut paid, mut seen) = (Paid::default(), BTreeSet::new());
			for number in numbers {
				let highest = seen.last().copied();
				let fresh = paid.note(number, true);
				if fresh {
					prop_assert!(seen.insert(number), "paid twice");
				} else {
					let low = highest.is_some_and(|highest| number + WINDOW <= highest);
					prop_assert!(low || seen.contains(&number), "refused for nothing");
				}
			}
		}

		#[test]
		fn nothing_is_lost_that_was_not_given_up(
			numbers in prop::collection::vec(0u64..300, 1..300),
		) {
			let (mut paid, mut seen) = (Paid::default(), BTreeSet::new());
			for number in numbers {
				let lowest = (0..).find(|number| !seen.contains(number)).unwrap();
				let fresh = paid.note(number, false);
				prop_assert_eq!(fresh, !seen.contains(&number) && number < lowest + WINDOW);
				if fresh {
					seen.insert(number);
				}
			}
		}

		#[test]
		fn a_cost_does_not_wrap(price in 1u64.., uses: u64) {
			let cost = Cpp { price, claim_period: MIN_CLAIM_PERIOD }.cost(uses);
			prop_assert_eq!(cost.map(u128::from), Some(u128::from(price) * u128::from(uses))
				.filter(|cost| *cost <= u128::from(u64::MAX)));
		}
	}
}
