// SPDX-License-Identifier: Apache-2.0

//! How much may be spent in how much time: a quota that recovers at a steady rate.
//!
//! A full quota allows [`Quota::most`] at once. What was spent comes back at the rate
//! `most / recovers_in`. So whatever happens between two moments, no more is spent between them
//! than `most` and what recovered in that time: a burst and a rate in one, with two numbers of
//! state.

use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use int_primitives::Millis;
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// The longest time in which a quota may recover: 366 days, in milliseconds.
pub const MAX_RECOVERY: Millis = 366 * 86_400_000;

/// What may be spent.
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct Quota {
	/// What a full quota allows, plancks of GAS. Zero allows nothing.
	pub most: Balance,
	/// How long an empty quota takes to be full again, milliseconds, 1 to [`MAX_RECOVERY`].
	pub recovers_in: Millis,
}

impl Quota {
	/// Whether the time of recovery is within its bounds.
	pub const fn is_valid(&self) -> bool {
		self.recovers_in > 0 && self.recovers_in <= MAX_RECOVERY
	}

	/// What comes back in `elapsed` milliseconds, plancks of GAS, rounded down.
	fn recovered(&self, elapsed: Millis) -> Balance {
		// `None` is more than fits, so more than can have been spent.
		multiply_by_rational_with_rounding(
			self.most,
			elapsed.into(),
			self.recovers_in.max(1).into(),
			Rounding::Down,
		)
		.unwrap_or(Balance::MAX)
	}

	/// How long `amount` takes to come back, milliseconds, rounded up. `None`: for ever.
	fn time_for(&self, amount: Balance) -> Option<Millis> {
		if amount == 0 {
			return Some(0);
		}
		if self.most == 0 {
			return None;
		}
		multiply_by_rational_with_rounding(amount, self.recovers_in.into(), self.most, Rounding::Up)
			.and_then(|time| time.try_into().ok())
	}
}

/// What was spent of a quota and has not come back.
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
pub struct Usage {
	/// Plancks of GAS, as of `at`.
	spent: Balance,
	/// Chain time up to which recovery is counted in, milliseconds.
	at: Millis,
}

impl Usage {
	/// Nothing spent.
	pub const fn new(now: Millis) -> Self {
		Self { spent: 0, at: now }
	}

	/// What has not come back at `now`, plancks of GAS.
	pub fn spent(&self, quota: &Quota, now: Millis) -> Balance {
		self.spent.saturating_sub(quota.recovered(now.saturating_sub(self.at)))
	}

	/// What may be spent at `now`, plancks of GAS.
	pub fn left(&self, quota: &Quota, now: Millis) -> Balance {
		quota.most.saturating_sub(self.spent(quota, now))
	}

	/// Whether all has come back at `now`.
	pub fn is_recovered(&self, quota: &Quota, now: Millis) -> bool {
		self.spent(quota, now) == 0
	}

	/// When all will have come back, chain time in milliseconds, if nothing more is spent. `None`:
	/// never, because the quota is zero.
	pub fn recovered_at(&self, quota: &Quota) -> Option<Millis> {
		quota.time_for(self.spent).map(|time| self.at.saturating_add(time))
	}

	/// Counts the recovery up to `now` in. Whoever asks often loses less than a planck each time.
	pub fn settle(&mut self, quota: &Quota, now: Millis) {
		let elapsed = now.saturating_sub(self.at);
		let recovered = quota.recovered(elapsed);
		if recovered >= self.spent {
			*self = Self { spent: 0, at: self.at.max(now) };
			return;
		}
		// A quota that gives less than a planck in a millisecond keeps the time that has not yet
		// brought back a whole one, or it would never recover while it is used. One that gives more
		// gives it all: what it rounds off is less than a planck.
		let counted = if quota.most < quota.recovers_in.into() {
			quota.time_for(recovered).unwrap_or(elapsed).min(elapsed)
		} else {
			elapsed
		};
		self.spent = self.spent.saturating_sub(recovered);
		self.at = self.at.saturating_add(counted);
	}

	/// Spends `amount` (plancks of GAS) at `now`; says whether the quota allowed it. If it did not,
	/// nothing is spent.
	#[must_use]
	pub fn spend(&mut self, quota: &Quota, now: Millis, amount: Balance) -> bool {
		self.settle(quota, now);
		match self.spent.checked_add(amount) {
			Some(spent) if spent <= quota.most => {
				self.spent = spent;
				true
			},
			_ => false,
		}
	}

	/// Takes back a part of what was spent in the same block, plancks of GAS.
	pub fn give_back(&mut self, amount: Balance) {
		self.spent = self.spent.saturating_sub(amount);
	}
}
