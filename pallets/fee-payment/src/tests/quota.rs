// SPDX-License-Identifier: Apache-2.0

//! Quotas: never more than what a full one allows and what has recovered, and never stuck.

use crate::{
	mock::DAY,
	quota::{Quota, Usage, MAX_RECOVERY},
};
use proptest::prelude::*;

const START: u64 = 1_800_000_000_000;

fn quota(most: u128, recovers_in: u64) -> Quota {
	Quota { most, recovers_in }
}

#[test]
fn a_full_quota_allows_all_at_once_and_then_nothing() {
	let quota = quota(100, DAY);
	let mut usage = Usage::new(START);
	assert!(usage.spend(&quota, START, 100));
	assert!(!usage.spend(&quota, START, 1));
	assert_eq!(usage.left(&quota, START), 0);
}

#[test]
fn it_recovers_at_a_steady_rate() {
	let quota = quota(100, 1_000);
	let mut usage = Usage::new(START);
	assert!(usage.spend(&quota, START, 100));
	for (time, left) in [(0, 0), (9, 0), (10, 1), (19, 1), (500, 50), (1_000, 100), (5_000, 100)] {
		assert_eq!(usage.left(&quota, START + time), left, "after {time} ms");
	}
	assert_eq!(usage.recovered_at(&quota), Some(START + 1_000));
	assert!(!usage.is_recovered(&quota, START + 999));
	assert!(usage.is_recovered(&quota, START + 1_000));
}

#[test]
fn what_was_refused_was_not_spent() {
	let quota = quota(100, DAY);
	let mut usage = Usage::new(START);
	assert!(usage.spend(&quota, START, 60));
	assert!(!usage.spend(&quota, START, 41));
	assert!(usage.spend(&quota, START, 40));
}

#[test]
fn a_refund_makes_room_again() {
	let quota = quota(100, DAY);
	let mut usage = Usage::new(START);
	assert!(usage.spend(&quota, START, 100));
	usage.give_back(30);
	assert_eq!(usage.left(&quota, START), 30);
	usage.give_back(u128::MAX);
	assert_eq!(usage.left(&quota, START), 100, "never more than it can be");
}

#[test]
fn a_quota_that_is_used_all_the_time_recovers_all_the_same() {
	// A planck comes back every 864 s, and somebody asks every 6 s.
	let quota = quota(100, DAY);
	let mut usage = Usage::new(START);
	assert!(usage.spend(&quota, START, 100));
	let mut spent = 0;
	for step in 1..=14_400 {
		if usage.spend(&quota, START + step * 6_000, 1) {
			spent += 1;
		}
	}
	assert_eq!(spent, 100);
}

#[test]
fn a_quota_of_nothing_allows_nothing_and_never_recovers() {
	let quota = quota(0, DAY);
	let mut usage = Usage::new(START);
	assert!(!usage.spend(&quota, START, 1));
	assert!(usage.spend(&quota, START, 0));
	let mut owing = Usage::new(START);
	assert!(owing.spend(&Quota { most: 10, recovers_in: DAY }, START, 10));
	assert_eq!(owing.recovered_at(&quota), None);
	assert!(!owing.is_recovered(&quota, u64::MAX));
}

#[test]
fn a_lower_quota_takes_longer_to_recover_from_what_was_spent() {
	let mut usage = Usage::new(START);
	assert!(usage.spend(&quota(100, 1_000), START, 100));
	let lower = quota(10, 1_000);
	assert_eq!(usage.recovered_at(&lower), Some(START + 10_000));
	assert_eq!(usage.left(&lower, START + 9_000), 0);
	assert_eq!(usage.left(&lower, START + 9_500), 5);
}

#[test]
fn extremes_overflow_nowhere() {
	let biggest = quota(u128::MAX, 1);
	let mut usage = Usage::new(0);
	assert!(usage.spend(&biggest, 0, u128::MAX));
	assert!(!usage.spend(&biggest, 0, 1));
	assert_eq!(usage.left(&biggest, u64::MAX), u128::MAX);
	usage.settle(&biggest, u64::MAX);
	assert!(usage.spend(&quota(u128::MAX, MAX_RECOVERY), u64::MAX, u128::MAX));
	assert_eq!(usage.recovered_at(&quota(1, MAX_RECOVERY)), None, "beyond the end of time");
	// Chain time never goes back; if it did, nothing would recover.
	let mut early = Usage::new(START);
	assert!(early.spend(&quota(10, 10), START, 10));
	assert_eq!(early.left(&quota(10, 10), START - 5), 0);
}

#[test]
fn recovery_has_to_be_within_a_year() {
	assert!(!quota(1, 0).is_valid());
	assert!(quota(1, 1).is_valid());
	assert!(quota(0, MAX_RECOVERY).is_valid());
	assert!(!quota(0, MAX_RECOVERY + 1).is_valid());
}

/// Plancks that come back in a time, computed in another way.
fn rate(quota: &Quota, elapsed: u64) -> u128 {
	quota.most / u128::from(quota.recovers_in) * u128::from(elapsed)
		+ quota.most % u128::from(quota.recovers_in) * u128::from(elapsed)
			/ u128::from(quota.recovers_in)
}

fn quotas() -> impl Strategy<Value = Quota> {
	let most = prop_oneof![0..100u128, 0..1u128 << 40, 0..1u128 << 80];
	let time = prop_oneof![1..100u64, 1..DAY, 1..=MAX_RECOVERY];
	(most, time).prop_map(|(most, recovers_in)| quota(most, recovers_in))
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 2_000, ..Default::default() })]

	#[test]
	fn never_more_than_the_most_and_what_recovered(
		quota in quotas(),
		steps in prop::collection::vec((0..10_000_000u64, 0..=200u128, 0..=100u128), 1..60),
	) {
		let mut usage = Usage::new(START);
		// Every moment is the begin of a stretch whose end is every later one.
		let mut history = vec![(START, 0u128)];
		let (mut now, mut sum) = (START, 0u128);
		for (time, percent, back) in steps {
			now += time;
			let amount = quota.most * percent / 100;
			let left = usage.left(&quota, now);
			let done = usage.spend(&quota, now, amount);
			prop_assert_eq!(done, amount <= left, "it allows what it says is left");
			if done {
				let returned = amount * back / 100;
				usage.give_back(returned);
				sum += amount - returned;
			}
			prop_assert!(usage.spent(&quota, now) <= quota.most);
			history.push((now, sum));
		}
		for (index, (from, before)) in history.iter().enumerate() {
			for (to, after) in &history[index..] {
				// From its beginning to the planck; within it, one planck of what was under way.
				let slack = u128::from(index > 0);
				let bound = quota.most + rate(&quota, to - from) + slack;
				prop_assert!(after - before <= bound);
			}
		}
	}

	#[test]
	fn it_is_recovered_when_it_says_and_not_a_millisecond_before(
		quota in quotas().prop_filter("allows something", |quota| quota.most > 0),
		percent in 1..=100u128,
	) {
		let mut usage = Usage::new(START);
		let amount = (quota.most * percent / 100).max(1);
		prop_assert!(usage.spend(&quota, START, amount));
		let at = usage.recovered_at(&quota).unwrap();
		prop_assert!(at > START && at <= START + quota.recovers_in);
		prop_assert!(usage.is_recovered(&quota, at));
		prop_assert!(!usage.is_recovered(&quota, at - 1));
		prop_assert_eq!(usage.left(&quota, at), quota.most);
	}

	#[test]
	fn asking_often_costs_less_than_a_planck_each_time(
		quota in quotas(),
		times in prop::collection::vec(0..100_000u64, 1..200),
	) {
		let mut often = Usage::new(START);
		prop_assert!(often.spend(&quota, START, quota.most));
		let once = often;
		let mut now = START;
		let asked = times.len() as u128;
		for time in times {
			now += time;
			often.settle(&quota, now);
		}
		let (often, once) = (often.spent(&quota, now), once.spent(&quota, now));
		prop_assert!(often >= once);
		prop_assert!(often - once <= asked);
	}
}
