// SPDX-License-Identifier: Apache-2.0

//! The price: who forms it, how it jumps, when it can be acted upon, what fees go by.

use crate::{
	mock::*,
	price::{combine, Accumulator, Change, MAX_PRICE, MIN_PRICE},
	Error, Event, GasParameters, Health, IntPrice, Opening, Price, Prices, Stop,
};
use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use sp_runtime::Permill;

fn rules() -> GasParameters {
	GasParameters::default()
}

#[test]
fn below_a_quorum_there_is_no_price() {
	test(|| {
		assert_eq!(health(), Health::NoPrice);
		let all = Operators::get();
		feed_one(&all[0], cents(100));
		feed_one(&all[1], cents(100));
		assert_eq!(health(), Health::NoPrice);
		assert_eq!(Oracle::get_value(OracleKey::IntUsd), None);
		feed_one(&all[2], cents(101));
		assert_eq!(health(), Health::Fresh);
		let market = Gas::query_status().market.unwrap();
		assert_eq!((market.latest, market.mean), (cents(100), cents(100)));
		assert_eq!(Oracle::get_value(OracleKey::IntUsd).unwrap().value, cents(100));
	});
}

#[test]
fn the_price_is_the_median_and_of_two_middles_their_mean() {
	let at = |price| (cents(price), 10);
	let median = |values: &[_]| combine(values, 10, &rules()).map(|reading| reading.price);
	assert_eq!(median(&[at(100), at(300), at(200)]), Some(cents(200)));
	assert_eq!(median(&[at(100), at(300), at(200), at(250)]), Some(cents(225)));
	assert_eq!(median(&[at(100), at(300)]), None);
}

#[test]
fn confidence_is_the_median_distance_from_the_median() {
	let at = |price| (cents(price), 10);
	let reading = combine(&[at(98), at(100), at(101)], 10, &rules()).unwrap();
	assert_eq!(reading.confidence, Permill::from_percent(1));
	let apart = combine(&[at(1), at(100), at(900)], 10, &rules()).unwrap();
	assert_eq!(apart.confidence, Permill::from_percent(99));
	let liar = combine(&[at(1), at(100), at(100), at(100), at(900)], 10, &rules()).unwrap();
	assert_eq!(liar.confidence, Permill::zero(), "a minority of liars does not widen it");
}

/// Price 0, price infinity: a value out of bounds counts as none.
#[test]
fn absurd_values_count_as_none() {
	test(|| {
		let all = Operators::get();
		for absurd in [
			Price::from_inner(0),
			Price::from_inner(u128::MAX),
			Price::from_inner(1),
			cents(100_000_001),
		] {
			block(SECOND);
			feed_one(&all[0], absurd);
			feed_one(&all[1], cents(100));
			feed_one(&all[2], cents(100));
			assert_eq!(health(), Health::NoPrice);
		}
		feed(cents(100));
		assert_eq!(health(), Health::Fresh);
		for bound in [MIN_PRICE, MAX_PRICE] {
			assert!(combine(&[(bound, 1); 3], 1, &rules()).is_some());
		}
	});
}

#[test]
fn a_price_grows_stale_by_itself() {
	test(|| {
		feed(cents(100));
		block(10 * MINUTE - 1);
		assert_eq!(health(), Health::Fresh);
		block(1);
		assert_eq!(health(), Health::Stale);
		assert_noop!(Gas::buy(signed(&ALICE), 1_000, u128::MAX), Error::<Test>::PriceStale);
		assert!(Gas::query_status().stops.contains(&Stop::Stale));
		feed(cents(100));
		assert_eq!(health(), Health::Fresh);
	});
}

/// The price is as old as the oldest value that it cannot do without.
#[test]
fn a_price_is_as_old_as_its_quorum() {
	test(|| {
		let all = Operators::get();
		feed_one(&all[0], cents(100));
		block(5 * MINUTE);
		feed_one(&all[1], cents(100));
		feed_one(&all[2], cents(100));
		assert_eq!(health(), Health::Fresh);
		block(5 * MINUTE);
		assert_eq!(health(), Health::Stale, "the first value has expired");
	});
}

#[test]
fn the_mean_weighs_by_time() {
	test(|| {
		feed(cents(100));
		block(30 * MINUTE);
		// Ten minutes counted; the other twenty had no fresh price.
		feed(cents(110));
		block(10 * MINUTE);
		let mean = Gas::query_status().market.unwrap().mean;
		assert_eq!(mean, cents(105));
		assert_eq!(health(), Health::Stale);
	});
}

#[test]
fn the_mean_forgets_what_is_older_than_its_window() {
	test(|| {
		feed(cents(100));
		pass(HOUR, cents(100));
		pass(HOUR + 7 * MINUTE, cents(110));
		let mean = Gas::query_status().market.unwrap().mean;
		assert_eq!(mean, cents(110));
	});
}

#[test]
fn low_and_high_are_conservative_on_each_side() {
	test(|| {
		feed(cents(100));
		pass(HOUR, cents(100));
		let all = Operators::get();
		block(SECOND);
		feed_one(&all[0], cents(107));
		feed_one(&all[1], cents(108));
		feed_one(&all[2], cents(109));
		let market = Gas::query_status().market.unwrap();
		assert_eq!(market.latest, cents(108));
		assert!(market.mean < cents(101));
		let confidence = Price::from_rational(1, 108);
		assert!(
			market.low < market.mean
				&& market.low > market.mean - market.mean * confidence * cents(101)
		);
		assert!(
			market.high > cents(108)
				&& market.high <= cents(109) + Price::from_inner(108_000_000_000_000)
		);
	});
}

#[test]
fn operators_too_far_apart_stop_exchange() {
	test(|| {
		let all = Operators::get();
		feed_one(&all[0], cents(80));
		feed_one(&all[1], cents(100));
		feed_one(&all[2], cents(120));
		assert_eq!(health(), Health::Disputed);
		assert_noop!(Gas::buy(signed(&ALICE), 1_000, u128::MAX), Error::<Test>::PriceDisputed);
	});
}

#[test]
fn a_price_far_from_its_mean_stops_exchange_until_the_mean_has_followed() {
	test(|| {
		feed(cents(100));
		pass(HOUR, cents(100));
		feed(cents(115));
		assert_eq!(health(), Health::Diverged);
		assert_noop!(Gas::buy(signed(&ALICE), 1_000, u128::MAX), Error::<Test>::PriceDiverged);
		pass(30 * MINUTE, cents(115));
		assert_eq!(health(), Health::Fresh);
	});
}

/// Price x1000 in one update: not clamped, not believed, and fees go on at the price before.
#[test]
fn a_jump_stops_exchange_until_a_quorum_has_fed_again() {
	test(|| {
		feed(cents(100));
		let all = Operators::get();
		block(SECOND);
		events();
		feed_one(&all[0], cents(100_000));
		assert_eq!(health(), Health::Fresh, "one of three moves no median");
		feed_one(&all[1], cents(100_000));
		let since = now();
		assert_eq!(health(), Health::Unconfirmed { price: cents(100_000), since });
		assert_eq!(events(), [Event::JumpSuspected { from: cents(100), to: cents(100_000) }]);
		feed_one(&all[2], cents(100_000));
		assert_noop!(Gas::buy(signed(&ALICE), 1_000, u128::MAX), Error::<Test>::PriceUnconfirmed);
		assert_eq!(Gas::int_price().price, cents(100));

		// The same again later confirms it.
		block(SECOND);
		feed_one(&all[0], cents(100_000));
		feed_one(&all[1], cents(100_000));
		assert!(matches!(health(), Health::Unconfirmed { .. }));
		feed_one(&all[2], cents(100_000));
		assert_eq!(events().last(), Some(&Event::JumpSettled { price: cents(100_000) }));
		assert_eq!(Gas::int_price().price, cents(100_000));
		// It has its place in the mean first.
		pass(HOUR + 7 * MINUTE, cents(100_000));
		assert_eq!(health(), Health::Fresh);
	});
}

#[test]
fn a_jump_is_withdrawn_when_the_quorum_comes_back() {
	test(|| {
		feed(cents(100));
		feed(cents(200));
		assert!(matches!(health(), Health::Unconfirmed { .. }));
		feed(cents(105));
		assert_eq!(Gas::int_price().price, cents(105));
		assert_eq!(health(), Health::Fresh);
	});
}

#[test]
fn a_jump_that_moves_on_starts_its_clock_again() {
	test(|| {
		feed(cents(100));
		feed(cents(200));
		feed(cents(400));
		assert!(
			matches!(health(), Health::Unconfirmed { price, .. } if price == cents(400)),
			"{:?}",
			health()
		);
		feed(cents(390));
		assert_eq!(Gas::int_price().price, cents(390));
	});
}

/// Values of the moment of the jump itself confirm nothing, however many.
#[test]
fn a_jump_is_not_confirmed_in_its_own_moment() {
	test(|| {
		set_operators(operators(5));
		feed(cents(100));
		feed(cents(200));
		assert!(matches!(health(), Health::Unconfirmed { .. }));
		Gas::on_new_price();
		assert!(matches!(health(), Health::Unconfirmed { .. }));
	});
}

#[test]
fn removed_operators_take_their_values_and_the_quorum_with_them() {
	test(|| {
		feed(cents(100));
		assert_eq!(health(), Health::Fresh);
		set_operators(operators(2));
		assert_eq!(health(), Health::Stale, "at once, not when the price expires");
		feed(cents(100));
		assert_eq!(health(), Health::Stale);
		set_operators(operators(3));
		feed(cents(100));
		assert_eq!(health(), Health::Fresh);
	});
}

#[test]
fn roots_own_feed_counts_for_nothing() {
	test(|| {
		let all = Operators::get();
		feed_one(&all[0], cents(100));
		feed_one(&all[1], cents(100));
		assert_ok!(Oracle::feed_values(
			RuntimeOrigin::root(),
			vec![(OracleKey::IntUsd, cents(100))].try_into().unwrap()
		));
		assert_eq!(health(), Health::NoPrice);
	});
}

#[test]
fn fees_are_charged_at_the_price_of_genesis_until_there_is_another() {
	test(|| {
		block(SECOND);
		let opened = Opening::<Test>::get().since;
		assert_eq!(opened, START, "the clock started with the first block that had a time");
		assert_eq!(Gas::int_price().price, cents(100));
		// 1,000 GAS are a dollar, which is an INT, and 1 % premium; a little for the seconds.
		let fee = Gas::int_for_gas(1_000 * crate::GAS);
		assert!(fee > INT + INT / 100 && fee < INT + INT / 99, "{fee}");
		assert_eq!(Gas::gas_for_int(INT), 1_000 * crate::GAS);
		feed(cents(10_000));
		assert_eq!(Gas::int_price().price, cents(10_000));
		assert_eq!(Gas::int_for_gas(1_000 * crate::GAS), INT / 100 + INT / 10_000);
		assert_eq!(Gas::gas_for_int(INT), 100_000 * crate::GAS);
		assert_eq!(Gas::int_for_gas(0), 0);
	});
}

#[test]
fn the_premium_of_fees_grows_with_the_age_of_the_price_up_to_its_cap() {
	test(|| {
		feed(cents(100));
		let premium = || Gas::int_price().premium.deconstruct();
		assert_eq!(premium(), 10_000);
		block(10 * MINUTE);
		assert_eq!(premium(), 10_000, "fresh until now");
		block(30 * MINUTE);
		assert_eq!(premium(), 15_000, "parts of an hour count");
		block(30 * MINUTE);
		assert_eq!(premium(), 20_000);
		block(1_000 * HOUR);
		assert_eq!(premium(), 500_000);
	});
}

#[test]
fn the_premium_grows_while_a_jump_waits() {
	test(|| {
		feed(cents(100));
		feed(cents(300));
		block(70 * MINUTE);
		let IntPrice { price, premium } = Gas::int_price();
		assert_eq!(price, cents(100));
		assert!(premium > Permill::from_parts(19_000), "{premium:?}");
	});
}

/// At the extremes a fee is all that a balance can be, never nothing.
#[test]
fn fees_saturate_upwards() {
	test(|| {
		Prices::<Test>::put(Accumulator::holding(MIN_PRICE, now(), &rules()));
		assert_eq!(Gas::int_for_gas(u128::MAX), u128::MAX);
		Prices::<Test>::put(Accumulator::holding(MAX_PRICE, now(), &rules()));
		assert_eq!(Gas::gas_for_int(u128::MAX), u128::MAX);
		assert_eq!(Gas::int_for_gas(1), 2, "never free: rounded up, and the premium too");
	});
}

/// The greatest price, fed every day for a century.
#[test]
fn the_sums_hold_for_a_century() {
	let rules = GasParameters { fresh_for: DAY, ..rules() };
	let mut sums = Accumulator::default();
	let century = 100 * 365 * DAY + 25 * DAY;
	let mut at = START;
	while at < START + century {
		sums.observe(&[(MAX_PRICE, at); 3], at, &rules);
		at += DAY;
	}
	let market = sums.market(at, &rules).unwrap();
	assert_eq!((market.latest, market.mean), (MAX_PRICE, MAX_PRICE));
	// So much headroom that it would hold for ten thousand years.
	assert!(MAX_PRICE.into_inner().checked_mul(u128::from(100 * century)).is_some());
}

/// What an independent computation of the mean says, over the time from `from` on.
fn slow_mean(history: &[(u64, Price)], from: u64, to: u64, fresh_for: u64) -> Option<f64> {
	let (mut sum, mut time) = (0.0, 0.0);
	for (number, (at, price)) in history.iter().enumerate() {
		let next = history.get(number + 1).map_or(to, |(next, _)| *next);
		let (start, end) = ((*at).max(from), next.min(at + fresh_for).min(to));
		if end > start {
			sum += price.to_float() * (end - start) as f64;
			time += (end - start) as f64;
		}
	}
	(time > 0.0).then(|| sum / time)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(300))]

	/// Against the plain definition; the window may reach further back by what the docs say.
	#[test]
	fn the_mean_is_that_of_a_window_that_is_a_little_longer_at_most(
		steps in prop::collection::vec((1..900u64, 95..=110u128), 1..300),
		wait in 0..900u64,
	) {
		let rules = rules();
		let mut sums = Accumulator::default();
		let mut at = START;
		let mut history = Vec::new();
		let mut longest = 0;
		for (seconds, price) in steps {
			at += seconds * SECOND;
			longest = longest.max(seconds * SECOND);
			sums.observe(&[(cents(price), at); 3], at, &rules);
			history.push((at, cents(price)));
		}
		let now = at + wait * SECOND;
		let mean = sums.market(now, &rules).unwrap().mean.to_float();
		// The base lies between a window ago and so much before that.
		let slack = (HOUR / 31 + SECOND) + longest;
		let first = now.saturating_sub(HOUR + slack);
		let mut bounds = (f64::MAX, f64::MIN);
		for (from, _) in history.iter().filter(|(at, _)| *at >= first && *at + HOUR <= now) {
			let slow = slow_mean(&history, *from, now, rules.fresh_for);
			if let Some(slow) = slow {
				bounds = (bounds.0.min(slow), bounds.1.max(slow));
			}
		}
		if bounds.0 > bounds.1 {
			// All of it is within the window, or nothing of the window is covered.
			let all = slow_mean(&history, 0, now, rules.fresh_for).unwrap_or(mean);
			bounds = (all, all);
		}
		prop_assert!(mean >= bounds.0 - 1e-6 && mean <= bounds.1 + 1e-6, "{mean} {bounds:?}");
	}

	/// A minority that feeds what it likes when it likes neither moves the price beyond the honest
	/// values, nor starts a jump, nor stops exchange.
	#[test]
	fn a_minority_neither_jumps_nor_confirms(
		lies in prop::collection::vec((any::<bool>(), 1..u128::MAX, 0..2usize), 1..60),
		moves in prop::collection::vec(97..=103u128, 60),
	) {
		let rules = rules();
		let mut sums = Accumulator::default();
		let mut values = vec![(cents(100), START); 5];
		sums.observe(&values, START, &rules);
		for (number, (lie, price, liar)) in lies.iter().enumerate() {
			let now = START + number as u64 * MINUTE;
			if *lie {
				values[*liar] = (Price::from_inner(*price), now);
				prop_assert_eq!(sums.observe(&values, now, &rules), Change::Usual);
			}
			for honest in 2..5 {
				values[honest] = (cents(moves[number]), now);
				prop_assert_eq!(sums.observe(&values, now, &rules), Change::Usual);
			}
			let latest = sums.latest.unwrap().price;
			prop_assert!(latest >= cents(97) && latest <= cents(103));
			prop_assert_eq!(sums.health(now, &rules), Health::Fresh);
		}
	}

	/// While an honest jump waits, liars who feed first and most decide nothing.
	#[test]
	fn the_quickest_do_not_decide_a_jump(lie in 1..=MAX_PRICE.into_inner()) {
		let rules = rules();
		let mut sums = Accumulator::default();
		let mut values = vec![(cents(100), START); 5];
		sums.observe(&values, START, &rules);
		let jump = START + MINUTE;
		for honest in 2..5 {
			values[honest] = (cents(130), jump);
			sums.observe(&values, jump, &rules);
		}
		prop_assert!(sums.candidate.is_some());
		for round in 1..20u64 {
			for liar in 0..2 {
				values[liar] = (Price::from_inner(lie), jump + round * SECOND);
				sums.observe(&values, jump + round * SECOND, &rules);
			}
		}
		values[2].1 = jump + 30 * SECOND;
		sums.observe(&values, jump + 30 * SECOND, &rules);
		let held = sums.latest.unwrap().price;
		prop_assert!(held == cents(130), "{held:?}");
		prop_assert!(sums.candidate.is_none());
	}
}
