// SPDX-License-Identifier: Apache-2.0

//! A price along what a meter shows.
//!
//! A meter's reading only goes up. What a voucher charges is capped by the time since the last
//! one: `rate` units an hour, and no time longer ago than the claim period. Units above the cap
//! are lost to the provider, whoever signs for them, and later vouchers count from the new
//! reading. The time of a voucher is when the meter was read, which its sequence tells, not when it
//! is brought: an old voucher uses up no time that it is not for. So at any moment everybody can compute the most that may be charged ([`Tariff::reach`])
//! and the buyer may withdraw the rest.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use int_primitives::Millis;
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// The most tiers of a tariff.
pub const MAX_TIERS: u32 = 8;

/// The shortest claim period, milliseconds: a minute.
pub const MIN_CLAIM_PERIOD: u32 = 60_000;

/// An hour, milliseconds: what rates are given for.
const HOUR: u128 = 3_600_000;

/// What the tiers of a tariff follow.
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
pub enum Along {
	/// The units charged so far.
	Use,
	/// The time since the agreement was opened, milliseconds. Units are taken to have been used
	/// evenly between two vouchers.
	Time,
}

/// A step of a tariff.
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
pub struct Tier {
	/// Where it begins: units or milliseconds.
	pub from: u64,
	/// Plancks of GAS for [`Tariff::per`] units.
	pub price: u64,
}

/// What use costs, and how much of it can be charged in a time.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Tariff {
	/// What the tiers follow.
	pub along: Along,
	/// 1 to 8 steps, the first from 0, each further on than the one before.
	pub tiers: BoundedVec<Tier, ConstU32<MAX_TIERS>>,
	/// How many units a price is for, at least 1.
	pub per: u32,
	/// The most units that can be charged for an hour, at least 1.
	pub rate: u64,
	/// Plancks of GAS for each hour that the agreement lasts, used or not.
	pub standby: u64,
	/// How long after its use a unit can be charged, milliseconds, at least a minute.
	pub claim_period: u32,
	/// For how long at its maximum rate the first escrow must last, milliseconds.
	pub runway: u32,
}

/// What is known of a meter, and charged.
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
pub struct Count {
	/// The meter's reading in the last voucher, units.
	pub reading: u64,
	/// Units charged so far: the reading without what was above a cap.
	pub billed: u64,
	/// The last voucher's sequence: when the meter was read, milliseconds.
	pub sequence: u64,
	/// Chain time up to which is charged.
	pub at: Millis,
	/// What of the cap was left over below one unit, so that to settle often costs nothing: in
	/// units/hour times milliseconds, below 3,600,000.
	pub carry: u32,
}

/// What a voucher charges.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Charge {
	/// What is known of the meter afterwards.
	pub count: Count,
	/// Units that were below the cap.
	pub units: u64,
	/// What they and the time cost, plancks of GAS, rounded down. At most `u64::MAX`, which no
	/// escrow exceeds.
	pub amount: u64,
}

/// The time that a voucher can still charge for.
struct Span {
	from: Millis,
	to: Millis,
	/// Units that fit into it.
	cap: u64,
	carry: u32,
}

impl Span {
	const fn length(&self) -> Millis {
		self.to.saturating_sub(self.from)
	}
}

impl Tariff {
	/// One price, whatever is used.
	pub fn flat(price: u64, per: u32, rate: u64, standby: u64, claim_period: u32) -> Self {
		let tiers = BoundedVec::truncate_from(alloc::vec![Tier { from: 0, price }]);
		Self { along: Along::Use, tiers, per, rate, standby, claim_period, runway: 0 }
	}

	/// Whether it can be offered: the fields are as they say, and something is charged.
	pub fn is_valid(&self) -> bool {
		self.tiers.first().is_some_and(|tier| tier.from == 0)
			&& self.tiers.windows(2).all(|pair| match pair {
				[one, next] => one.from < next.from,
				_ => true,
			}) && self.per > 0
			&& self.rate > 0
			&& self.claim_period >= MIN_CLAIM_PERIOD
			&& (self.standby > 0 || self.tiers.iter().any(|tier| tier.price > 0))
	}

	/// The highest price of a tier, plancks of GAS for [`Tariff::per`] units.
	pub fn highest_price(&self) -> u64 {
		self.tiers.iter().map(|tier| tier.price).max().unwrap_or_default()
	}

	/// What a first escrow has to be at least, plancks of GAS: the runway at the maximum rate and
	/// the highest price, rounded up. Nothing if nobody could pay it.
	pub fn least_escrow(&self) -> Option<u64> {
		let time = u128::from(self.runway);
		let units = u128::from(self.rate).checked_mul(time)?.div_ceil(HOUR);
		let use_ = units.checked_mul(self.highest_price().into())?;
		let standby = u128::from(self.standby).checked_mul(time)?.div_ceil(HOUR);
		u64::try_from(use_.div_ceil(u128::from(self.per).max(1)).checked_add(standby)?).ok()
	}

	/// What a voucher with this reading and sequence charges at `now`, for an agreement that was
	/// opened at `opened` and ends at `ends`. A reading below the last one counts as the last one.
	/// The sequence is when the meter was read; later than `now` counts as `now`.
	pub fn charge(
		&self,
		opened: Millis,
		ends: Millis,
		count: &Count,
		reading: u64,
		sequence: u64,
		now: Millis,
	) -> Charge {
		let span = self.span(count, ends, sequence, now);
		let units = reading.saturating_sub(count.reading).min(span.cap);
		Charge {
			count: Count {
				reading: reading.max(count.reading),
				billed: count.billed.saturating_add(units),
				sequence,
				at: span.to,
				carry: span.carry,
			},
			units,
			amount: self.cost(opened, count.billed, units, &span),
		}
	}

	/// The most that any voucher could charge at `now`, plancks of GAS.
	pub fn reach(&self, opened: Millis, ends: Millis, count: &Count, now: Millis) -> u64 {
		let span = self.span(count, ends, now, now);
		self.cost(opened, count.billed, span.cap, &span)
	}

	/// The time that a meter read at `read` can be charged for at `now`.
	fn span(&self, count: &Count, ends: Millis, read: Millis, now: Millis) -> Span {
		let from = count.at.max(now.saturating_sub(self.claim_period.into()));
		let to = read.min(now).min(ends).max(count.at);
		let length = u128::from(to.saturating_sub(from));
		let room = u128::from(self.rate).saturating_mul(length).saturating_add(count.carry.into());
		Span {
			from,
			to,
			cap: u64::try_from(room / HOUR).unwrap_or(u64::MAX),
			carry: u32::try_from(room % HOUR).unwrap_or_default(),
		}
	}

	/// What these units and this time cost, rounded down.
	fn cost(&self, opened: Millis, billed: u64, units: u64, span: &Span) -> u64 {
		let per = u128::from(self.per).max(1);
		let length = u128::from(span.length());
		let used = match self.along {
			Along::Use => {
				let up_to = |units| self.weigh(0, units).checked_div(per).unwrap_or_default();
				Some(up_to(billed.saturating_add(units)).saturating_sub(up_to(billed)))
			},
			Along::Time if length == 0 => Some(0),
			Along::Time => multiply_by_rational_with_rounding(
				units.into(),
				self.weigh(span.from.saturating_sub(opened), span.to.saturating_sub(opened)),
				length.saturating_mul(per),
				Rounding::Down,
			),
		};
		let standby = u128::from(self.standby).saturating_mul(length) / HOUR;
		// Too much for the type is too much for any escrow.
		let all = used.unwrap_or(u128::MAX).saturating_add(standby);
		u64::try_from(all).unwrap_or(u64::MAX)
	}

	/// The sum of the prices over the stretch from `start` to `end`.
	fn weigh(&self, start: u64, end: u64) -> u128 {
		let ends = self.tiers.iter().skip(1).map(|tier| tier.from).chain([u64::MAX]);
		self.tiers
			.iter()
			.zip(ends)
			.map(|(tier, next)| {
				let length = end.min(next).saturating_sub(start.max(tier.from));
				u128::from(length).saturating_mul(tier.price.into())
			})
			.fold(0, u128::saturating_add)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const DAY: Millis = 86_400_000;

	fn tariff(along: Along, tiers: &[(u64, u64)]) -> Tariff {
		let tiers: Vec<_> =
			tiers.iter().map(|(from, price)| Tier { from: *from, price: *price }).collect();
		Tariff {
			along,
			tiers: tiers.try_into().unwrap(),
			per: 1,
			rate: 1_000,
			standby: 0,
			claim_period: DAY as u32,
			runway: 3_600_000,
		}
	}

	fn any_tariff() -> impl Strategy<Value = Tariff> {
		(
			any::<bool>(),
			prop::collection::btree_map(1u64..1 << 30, 0u64..1 << 30, 0..7),
			0u64..1 << 30,
			1u32..10_000,
			1u64..1 << 24,
			0u64..1 << 20,
			MIN_CLAIM_PERIOD..DAY as u32,
		)
			.prop_map(|(time, tiers, first, per, rate, standby, claim_period)| Tariff {
				along: if time { Along::Time } else { Along::Use },
				tiers: [(0, first)]
					.into_iter()
					.chain(tiers)
					.map(|(from, price)| Tier { from, price })
					.collect::<Vec<_>>()
					.try_into()
					.unwrap(),
				per,
				rate,
				standby,
				claim_period,
				runway: claim_period,
			})
	}

	#[test]
	fn tiers_along_use_are_passed_one_after_the_other() {
		let tariff = tariff(Along::Use, &[(0, 10), (100, 5), (200, 1)]);
		let count = Count::default();
		let charge = tariff.charge(0, DAY, &count, 250, 3_600_000, 3_600_000);
		assert_eq!(charge.amount, 100 * 10 + 100 * 5 + 50);
		// In two steps as in one.
		let half = tariff.charge(0, DAY, &count, 150, 1_800_000, 1_800_000);
		let rest = tariff.charge(0, DAY, &half.count, 250, 3_600_000, 3_600_000);
		assert_eq!(half.amount + rest.amount, charge.amount);
	}

	#[test]
	fn tiers_along_time_share_the_units_evenly() {
		let tariff = tariff(Along::Time, &[(0, 10), (1_800_000, 20)]);
		let charge = tariff.charge(0, DAY, &Count::default(), 100, 3_600_000, 3_600_000);
		assert_eq!(charge.amount, 50 * 10 + 50 * 20);
	}

	#[test]
	fn what_is_above_the_rate_is_lost() {
		let tariff = tariff(Along::Use, &[(0, 1)]);
		let charge = tariff.charge(0, DAY, &Count::default(), u64::MAX, 3_600_000, 3_600_000);
		assert_eq!((charge.units, charge.amount), (1_000, 1_000));
		assert_eq!(charge.count.reading, u64::MAX);
		let later = tariff.charge(0, DAY, &charge.count, u64::MAX, 7_200_000, 7_200_000);
		assert_eq!(later.amount, 0);
	}

	#[test]
	fn time_older_than_the_claim_period_is_lost() {
		let tariff = Tariff { standby: 5, ..tariff(Along::Use, &[(0, 1)]) };
		let late = tariff.charge(0, 100 * DAY, &Count::default(), u64::MAX, 10 * DAY, 10 * DAY);
		assert_eq!(late.units, 24_000);
		assert_eq!(late.amount, 24_000 + 24 * 5);
		// And after the end, one claim period is what is left to claim it.
		let ended =
			tariff.charge(0, DAY, &Count::default(), u64::MAX, DAY + DAY / 2, DAY + DAY / 2);
		assert_eq!(ended.units, 12_000);
		assert_eq!(tariff.reach(0, DAY, &Count::default(), 2 * DAY), 0);
	}

	#[test]
	fn an_old_voucher_uses_up_no_time_but_its_own() {
		let tariff = tariff(Along::Use, &[(0, 1)]);
		// Read after an hour, brought after ten; what was used meanwhile can still be charged.
		let hour = 3_600_000;
		let old = tariff.charge(0, DAY, &Count::default(), 1_000, hour, 10 * hour);
		assert_eq!((old.units, old.count.at), (1_000, hour));
		let new = tariff.charge(0, DAY, &old.count, 10_000, 10 * hour, 10 * hour);
		assert_eq!(new.units, 9_000);
		// Whose clock is ahead is charged for what has passed, not for what has not.
		let ahead = tariff.charge(0, DAY, &Count::default(), u64::MAX, u64::MAX, hour);
		assert_eq!((ahead.units, ahead.count.at), (1_000, hour));
	}

	#[test]
	fn waiting_with_a_voucher_for_a_dearer_tier_gains_nothing() {
		let hour = 3_600_000;
		let tariff = tariff(Along::Time, &[(0, 1), (hour, 1_000)]);
		let at_once = tariff.charge(0, DAY, &Count::default(), 500, hour, hour);
		let later = tariff.charge(0, DAY, &Count::default(), 500, hour, 9 * hour);
		assert_eq!((at_once.amount, later.amount), (500, 500));
	}

	#[test]
	fn settling_every_second_loses_no_unit() {
		let tariff = tariff(Along::Use, &[(0, 1)]);
		let mut count = Count::default();
		let mut paid = 0;
		for second in 1..=3_600u64 {
			// 1,000 Wh an hour, read once a second.
			let reading = second * 1_000 / 3_600;
			let charge = tariff.charge(0, DAY, &count, reading, second * 1_000, second * 1_000);
			(count, paid) = (charge.count, paid + charge.amount);
		}
		assert_eq!(paid, 1_000);
	}

	#[test]
	fn the_largest_numbers_do_not_wrap() {
		let tariff = Tariff {
			rate: u64::MAX,
			standby: u64::MAX,
			..tariff(Along::Time, &[(0, u64::MAX), (1, u64::MAX)])
		};
		let charge = tariff.charge(0, u64::MAX, &Count::default(), u64::MAX, DAY, DAY);
		assert_eq!(charge.amount, u64::MAX);
		assert_eq!(tariff.least_escrow(), None);
		let along_use = Tariff { along: Along::Use, ..tariff };
		assert_eq!(
			along_use.charge(0, u64::MAX, &Count::default(), u64::MAX, DAY, DAY).amount,
			u64::MAX
		);
	}

	#[test]
	fn a_tariff_has_order_and_a_price() {
		assert!(tariff(Along::Use, &[(0, 1), (5, 0)]).is_valid());
		assert!(!tariff(Along::Use, &[]).is_valid());
		assert!(!tariff(Along::Use, &[(1, 1)]).is_valid());
		assert!(!tariff(Along::Use, &[(0, 1), (0, 2)]).is_valid());
		assert!(!tariff(Along::Use, &[(0, 1), (7, 2), (6, 2)]).is_valid());
		assert!(!tariff(Along::Use, &[(0, 0)]).is_valid());
		assert!(!Tariff { rate: 0, ..tariff(Along::Use, &[(0, 1)]) }.is_valid());
		assert!(!Tariff { per: 0, ..tariff(Along::Use, &[(0, 1)]) }.is_valid());
		assert!(!Tariff { claim_period: 1, ..tariff(Along::Use, &[(0, 1)]) }.is_valid());
	}

	proptest! {
		#[test]
		fn no_voucher_charges_more_than_can_be_computed_before(
			tariff in any_tariff(), reading: u64, now in 0..4 * DAY, billed in 0u64..1 << 40,
			at in 0..2 * DAY, carry in 0u32..3_600_000, read in 0..5 * DAY,
		) {
			let count = Count { reading: billed, billed, sequence: 1, at, carry };
			let charge = tariff.charge(0, 3 * DAY, &count, reading, read, now);
			prop_assert!(charge.amount <= tariff.reach(0, 3 * DAY, &count, now));
			prop_assert!(charge.count.carry < 3_600_000);
			prop_assert!(charge.count.at >= at);
			// A second voucher in the same moment gets at most the rest of it.
			let again = tariff.charge(0, 3 * DAY, &charge.count, u64::MAX, read, now);
			prop_assert_eq!(again.amount, 0);
			prop_assert_eq!(again.units, 0);
		}

		#[test]
		fn however_a_time_is_cut_the_rate_holds(
			tariff in any_tariff(),
			steps in prop::collection::vec((1u64..600_000, 0u64..1 << 20), 1..40),
		) {
			let mut count = Count::default();
			let (mut now, mut reading, mut units) = (0u64, 0u64, 0u128);
			for (time, more) in steps {
				now += time;
				reading += more;
				let charge = tariff.charge(0, DAY, &count, reading, now, now);
				units += u128::from(charge.units);
				count = charge.count;
			}
			prop_assert!(units <= u128::from(tariff.rate) * u128::from(now) / HOUR);
			prop_assert_eq!(u128::from(count.billed), units);
			prop_assert_eq!(count.reading, reading);
		}

		#[test]
		fn cutting_use_into_vouchers_costs_the_same_along_use(
			tariff in any_tariff(),
			steps in prop::collection::vec(0u64..1_000, 1..40),
		) {
			let tariff = Tariff { along: Along::Use, standby: 0, rate: 1 << 40, ..tariff };
			let mut count = Count::default();
			let (mut now, mut reading, mut sum) = (0u64, 0u64, 0u64);
			for more in steps {
				now += 60_000;
				reading += more;
				let charge = tariff.charge(0, DAY, &count, reading, now, now);
				sum += charge.amount;
				count = charge.count;
			}
			let tariff = Tariff { claim_period: DAY as u32, ..tariff };
			let whole = tariff.charge(0, DAY, &Count::default(), reading, now, now);
			prop_assert_eq!(sum, whole.amount);
		}

		#[test]
		fn the_runway_is_covered(tariff in any_tariff()) {
			if let Some(escrow) = tariff.least_escrow() {
				let now = u64::from(tariff.runway);
				prop_assert!(tariff.reach(0, u64::MAX, &Count::default(), now) <= escrow);
			}
		}
	}
}
