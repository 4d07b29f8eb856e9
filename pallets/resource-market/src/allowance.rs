// SPDX-License-Identifier: Apache-2.0

//! What may be spent in a period, and what of it has been spent.
//!
//! Periods follow one another without a gap from a first moment on, all of the same length. What is
//! not spent in one is not carried into the next.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use int_primitives::Millis;
use scale_info::TypeInfo;

/// What may be spent in each period.
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
pub struct Allowance {
	/// How long a period is, milliseconds.
	pub period: Millis,
	/// The most that is spent in one, plancks of GAS, tips included.
	pub amount: u64,
	/// The most purchases in one. Each takes a deposit of the buyer's, so that a price of next to
	/// nothing is no leave to buy for ever.
	pub purchases: u32,
}

/// What has been spent in a period.
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
pub struct Spent {
	/// The period that it is about, counted from 0.
	pub period: u64,
	/// Plancks of GAS, tips included.
	pub amount: u64,
	/// Purchases.
	pub purchases: u32,
}

impl Allowance {
	/// The present period, `elapsed` milliseconds after the first moment, counted from 0.
	fn number(&self, elapsed: Millis) -> u64 {
		elapsed.checked_div(self.period).unwrap_or_default()
	}

	/// What has been spent in the present period.
	fn present(&self, spent: &Spent, elapsed: Millis) -> Spent {
		let period = self.number(elapsed);
		if spent.period == period {
			*spent
		} else {
			Spent { period, ..Default::default() }
		}
	}

	/// How many purchases are left in the present period.
	pub fn purchases_left(&self, spent: &Spent, elapsed: Millis) -> u32 {
		self.purchases.saturating_sub(self.present(spent, elapsed).purchases)
	}

	/// What can be spent by one more purchase now, plancks of GAS.
	pub fn left(&self, spent: &Spent, elapsed: Millis) -> u64 {
		if self.purchases_left(spent, elapsed) == 0 {
			return 0;
		}
		self.amount.saturating_sub(self.present(spent, elapsed).amount)
	}

	/// What has been spent after one more purchase; nothing if it is more than is left.
	pub fn spend(&self, spent: &Spent, elapsed: Millis, amount: u64) -> Option<Spent> {
		if self.purchases_left(spent, elapsed) == 0 || amount > self.left(spent, elapsed) {
			return None;
		}
		let present = self.present(spent, elapsed);
		Some(Spent {
			period: present.period,
			amount: present.amount.checked_add(amount)?,
			purchases: present.purchases.checked_add(1)?,
		})
	}

	/// How long after the first moment another purchase of at least `least` is possible: now, or
	/// from the next period on, milliseconds.
	pub fn resumes(&self, spent: &Spent, elapsed: Millis, least: u64) -> Millis {
		if self.left(spent, elapsed) >= least.max(1) {
			return elapsed;
		}
		self.number(elapsed).saturating_add(1).saturating_mul(self.period)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const DAILY: Allowance = Allowance { period: 1_000, amount: 100, purchases: 3 };

	#[test]
	fn what_is_spent_is_gone_until_the_next_period() {
		let spent = DAILY.spend(&Spent::default(), 10, 60).unwrap();
		assert_eq!(DAILY.left(&spent, 999), 40);
		assert_eq!(DAILY.spend(&spent, 999, 41), None);
		assert_eq!(DAILY.left(&spent, 1_000), 100);
		assert_eq!(DAILY.resumes(&spent, 999, 40), 999);
		assert_eq!(DAILY.resumes(&spent, 999, 41), 1_000);
	}

	#[test]
	fn purchases_of_next_to_nothing_end_too() {
		let mut spent = Spent::default();
		for _ in 0..3 {
			spent = DAILY.spend(&spent, 5, 0).unwrap();
		}
		assert_eq!(DAILY.purchases_left(&spent, 999), 0);
		assert_eq!(DAILY.left(&spent, 999), 0);
		assert_eq!(DAILY.spend(&spent, 999, 0), None);
		assert_eq!(DAILY.resumes(&spent, 999, 1), 1_000);
		assert_eq!(DAILY.spend(&spent, 1_000, 0).map(|spent| spent.purchases), Some(1));
	}

	proptest! {
		#[test]
		fn no_period_ever_takes_more(
			period in 1u64..10_000, amount in 1u64..1 << 40, purchases in 1u32..5,
			wishes in prop::collection::vec((0u64..3_000, 1u64..1 << 40), 1..60),
		) {
			let allowance = Allowance { period, amount, purchases };
			let (mut spent, mut elapsed) = (Spent::default(), 0);
			let mut sums = std::collections::BTreeMap::<u64, (u64, u32)>::new();
			for (wait, wish) in wishes {
				elapsed += wait;
				let left = allowance.left(&spent, elapsed);
				match allowance.spend(&spent, elapsed, wish) {
					Some(next) => {
						prop_assert!(wish <= left);
						let sum = sums.entry(elapsed / period).or_default();
						*sum = (sum.0 + wish, sum.1 + 1);
						spent = next;
					},
					None => {
						prop_assert!(wish > left);
						// It is possible later, unless it never is.
						let later = allowance.resumes(&spent, elapsed, wish);
						prop_assert!(later > elapsed && later - elapsed <= period);
						prop_assert_eq!(allowance.left(&spent, later), amount);
					},
				}
			}
			for (sum, count) in sums.into_values() {
				prop_assert!(sum <= amount && count <= purchases);
			}
		}
	}
}
