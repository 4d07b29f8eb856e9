// SPDX-License-Identifier: Apache-2.0

//! What governance can set, and the bounds that it cannot leave.
//!
//! The pallet never reads a parameter as it was set: [`GasParameters::within_bounds`] takes each to
//! the nearest value that its bounds allow. Who may set a value is the runtime's business.

use crate::{Balance, GAS, MAX_BOOK, MAX_OPERATORS};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::ops::RangeInclusive;
use int_primitives::Millis;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{traits::One, FixedU128, Permill};

/// A second of chain time, milliseconds.
pub const SECOND: Millis = 1_000;

/// A minute of chain time, milliseconds.
pub const MINUTE: Millis = 60_000;

/// An hour of chain time, milliseconds.
pub const HOUR: Millis = 3_600_000;

/// A day of chain time, milliseconds.
pub const DAY: Millis = 86_400_000;

/// Every parameter of the pallet.
///
/// Each field says its bounds. Amounts are plancks of GAS, times milliseconds of chain time, shares
/// millionths ([`Permill`]) unless the field says otherwise.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
	Clone,
	PartialEq,
	Eq,
	Debug,
)]
pub struct GasParameters {
	/// Operators that have to agree on a price, 1 to 16.
	///
	/// Safe against so many operators that lie as are less than half of it.
	pub quorum: u32,
	/// How long a value of an operator counts, 1 minute to 24 hours.
	pub fresh_for: Millis,
	/// The greatest change from one price to the next that is believed at once, 1 % to 50 %.
	pub max_jump: Permill,
	/// The time that the mean price is taken over, 10 minutes to 24 hours.
	pub mean_window: Millis,
	/// How far latest price and mean, or the operators among each other, may be apart before minting
	/// and redemption stop, 1 % to 50 %.
	pub max_divergence: Permill,
	/// How long an auction takes bids, 10 minutes to 7 days.
	pub auction_period: Millis,
	/// What an auction offers, 1,000 GAS to 10^12 GAS.
	pub auction_offer: Balance,
	/// What an auction's reserve price is above the low price, 0 to 20 %.
	pub auction_premium: Permill,
	/// Bids in an auction's book, 1 to 128. The least bid is the offer divided by it.
	pub book_size: u32,
	/// How long an auction that has ended and cooled waits for a price, 10 minutes to 24 hours.
	pub clearing_patience: Millis,
	/// How long after the close of an auction or of a window of redemption the price has to be formed
	/// that it is cleared or executed at, 0 to 1 hour.
	///
	/// Operators are always a little behind the market. Who sees INT move fast just before a close
	/// would be settled at a price that is behind still. After this time such a move has stopped
	/// exchange by `max_divergence`, or is over.
	pub cooling: Millis,
	/// What instant purchase costs above the low price, 0 to 50 %.
	///
	/// It has to be more than INT moves while the operators are behind: else who is faster gains at a
	/// fall. The default bears a fall of 60 % within an hour when they are a minute behind.
	pub purchase_premium: Permill,
	/// What an account may purchase in a window of `issue_window`, 1 GAS to 10^12 GAS.
	pub purchase_cap: Balance,
	/// What auctions and purchases together may issue in a window of `issue_window`, 1 GAS to 10^12
	/// GAS.
	pub issue_cap: Balance,
	/// The windows that issue is counted by, 10 minutes to 24 hours. They are aligned to the epoch.
	pub issue_window: Millis,
	/// What a redemption is paid below the high price, 0 to 50 %.
	pub redemption_spread: Permill,
	/// How long a window of redemption takes requests, 1 minute to 24 hours.
	pub redemption_window: Millis,
	/// The share of the reserve that one window of redemption pays at most, 0.1 % to 100 %.
	pub redemption_limit: Permill,
	/// The least request of redemption, 1 GAS to 10^6 GAS.
	pub least_redemption: Balance,
	/// How long after its close a window waits for a price before its requests may be withdrawn, 1
	/// hour to 30 days.
	pub redemption_patience: Millis,
	/// The multiple of the GAS in issue that the reserve is filled to before proceeds are burned, 1
	/// to 10.
	pub target_ratio: FixedU128,
	/// What paying a fee in INT costs above the price, 0 to 20 %.
	pub int_premium: Permill,
	/// What is added to that for each hour that the price is stale, 0 to 10 %. Parts of an hour
	/// count.
	pub int_premium_per_stale_hour: Permill,
	/// The most that premium can become, 0 to 100 %.
	pub int_premium_max: Permill,
}

impl Default for GasParameters {
	fn default() -> Self {
		Self {
			quorum: 3,
			fresh_for: 10 * MINUTE,
			max_jump: Permill::from_percent(20),
			mean_window: HOUR,
			max_divergence: Permill::from_percent(10),
			auction_period: HOUR,
			auction_offer: 1_000_000 * GAS,
			auction_premium: Permill::from_parts(5_000),
			book_size: 64,
			clearing_patience: HOUR,
			cooling: 10 * MINUTE,
			purchase_premium: Permill::from_percent(3),
			purchase_cap: 100_000 * GAS,
			issue_cap: 5_000_000 * GAS,
			issue_window: HOUR,
			redemption_spread: Permill::from_percent(2),
			redemption_window: 10 * MINUTE,
			redemption_limit: Permill::from_percent(5),
			least_redemption: 100 * GAS,
			redemption_patience: DAY,
			target_ratio: FixedU128::from_u32(2),
			int_premium: Permill::from_percent(1),
			int_premium_per_stale_hour: Permill::from_percent(1),
			int_premium_max: Permill::from_percent(50),
		}
	}
}

/// 10^12 GAS, a billion dollars: the bound of all amounts of GAS that a parameter can name.
const MOST_GAS: Balance = 1_000_000_000_000 * GAS;

impl GasParameters {
	/// The same parameters, each within its bounds.
	pub fn within_bounds(self) -> Self {
		let one = FixedU128::one();
		Self {
			quorum: self.quorum.clamp(1, MAX_OPERATORS),
			fresh_for: within(self.fresh_for, MINUTE..=DAY),
			max_jump: share(self.max_jump, 10_000..=500_000),
			mean_window: within(self.mean_window, 10 * MINUTE..=DAY),
			max_divergence: share(self.max_divergence, 10_000..=500_000),
			auction_period: within(self.auction_period, 10 * MINUTE..=7 * DAY),
			auction_offer: within(self.auction_offer, 1_000 * GAS..=MOST_GAS),
			auction_premium: share(self.auction_premium, 0..=200_000),
			book_size: self.book_size.clamp(1, MAX_BOOK),
			clearing_patience: within(self.clearing_patience, 10 * MINUTE..=DAY),
			cooling: within(self.cooling, 0..=HOUR),
			purchase_premium: share(self.purchase_premium, 0..=500_000),
			purchase_cap: within(self.purchase_cap, GAS..=MOST_GAS),
			issue_cap: within(self.issue_cap, GAS..=MOST_GAS),
			issue_window: within(self.issue_window, 10 * MINUTE..=DAY),
			redemption_spread: share(self.redemption_spread, 0..=500_000),
			redemption_window: within(self.redemption_window, MINUTE..=DAY),
			redemption_limit: share(self.redemption_limit, 1_000..=1_000_000),
			least_redemption: within(self.least_redemption, GAS..=1_000_000 * GAS),
			redemption_patience: within(self.redemption_patience, HOUR..=30 * DAY),
			target_ratio: within(self.target_ratio, one..=FixedU128::from_u32(10)),
			int_premium: share(self.int_premium, 0..=200_000),
			int_premium_per_stale_hour: share(self.int_premium_per_stale_hour, 0..=100_000),
			int_premium_max: share(self.int_premium_max, 0..=1_000_000),
		}
	}
}

fn within<N: Ord + Copy>(value: N, bounds: RangeInclusive<N>) -> N {
	value.clamp(*bounds.start(), *bounds.end())
}

/// A share within bounds that are given in millionths.
fn share(value: Permill, bounds: RangeInclusive<u32>) -> Permill {
	Permill::from_parts(within(value.deconstruct(), bounds))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_defaults_are_within_bounds() {
		assert_eq!(GasParameters::default().within_bounds(), GasParameters::default());
	}

	/// Whatever somebody sets, in any field.
	#[test]
	fn nothing_leaves_its_bounds() {
		for byte in [0u8, 1, 0x7f, 0xff] {
			let number = u32::from_le_bytes([byte; 4]);
			let parts = Permill::from_parts(number);
			let time = Millis::from_le_bytes([byte; 8]);
			let amount = Balance::from_le_bytes([byte; 16]);
			let set = GasParameters {
				quorum: number,
				fresh_for: time,
				max_jump: parts,
				mean_window: time,
				max_divergence: parts,
				auction_period: time,
				auction_offer: amount,
				auction_premium: parts,
				book_size: number,
				clearing_patience: time,
				cooling: time,
				purchase_premium: parts,
				purchase_cap: amount,
				issue_cap: amount,
				issue_window: time,
				redemption_spread: parts,
				redemption_window: time,
				redemption_limit: parts,
				least_redemption: amount,
				redemption_patience: time,
				target_ratio: FixedU128::from_inner(amount),
				int_premium: parts,
				int_premium_per_stale_hour: parts,
				int_premium_max: parts,
			};
			let kept = set.within_bounds();
			assert_eq!(kept.clone().within_bounds(), kept);
			assert!((1..=16).contains(&kept.quorum));
			assert!((1..=MAX_BOOK).contains(&kept.book_size));
			assert!(kept.fresh_for >= MINUTE && kept.fresh_for <= DAY);
			assert!(kept.max_divergence <= Permill::from_percent(50));
			assert!(kept.auction_offer / Balance::from(kept.book_size) >= GAS);
			assert!(kept.issue_cap >= GAS && kept.issue_cap <= MOST_GAS);
			assert!(kept.target_ratio >= FixedU128::one());
			assert!(!kept.redemption_limit.is_zero());
		}
	}
}
