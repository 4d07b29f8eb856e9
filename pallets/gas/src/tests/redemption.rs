// SPDX-License-Identifier: Apache-2.0

//! Redemption: requests, windows, execution at a later price, claims.

use crate::{
	mock::*, Balance, Books, Error, Event, HoldReason, Paid, Quote, RedemptionInfo, Redemptions,
	Refusal, RequestState, Requests, Reserve, Swept, WindowId, WindowState, Windows, GAS,
};
use frame_support::{
	assert_noop, assert_ok, dispatch::DispatchResult, traits::fungible::Mutate, weights::Weight,
};
use sp_runtime::{Permill, TokenError};

/// What Alice, Bob and Carol have each.
const OWN: Balance = 100_000;

/// The price is 1 USD; three people have GAS; the reserve covers it twice.
fn begin() {
	feed(cents(100));
	for who in [&ALICE, &BOB, &CAROL] {
		assert_ok!(Gas::buy(signed(who), OWN * GAS, u128::MAX));
	}
	assert_ok!(Gas::add_to_reserve(signed(&DAVE), 600 * INT - Reserve::<Test>::get()));
	events();
}

fn redeem(who: &AccountId, gas: Balance) -> DispatchResult {
	Gas::redeem(signed(who), gas * GAS)
}

fn claim(window: WindowId, who: &AccountId) -> DispatchResult {
	Gas::claim_redemption(signed(&DAVE), window, who.clone())
}

/// The window that is open closes, a price is formed, and a block executes it.
fn execute(price: u128) {
	let window = Windows::<Test>::get().oldest;
	block(10 * MINUTE);
	feed(cents(price));
	block(SECOND);
	assert_eq!(Windows::<Test>::get().oldest, window + 1, "executed");
}

fn state(window: WindowId) -> (Balance, Balance) {
	match Redemptions::<Test>::get(window).unwrap().state {
		WindowState::Executed { paid, redeemed, .. } => (paid, redeemed),
		WindowState::Waiting => panic!("it waits"),
	}
}

/// Par less the spread, at the high price.
fn par(gas: Balance) -> Balance {
	gas * INT / 1_000 * 98 / 100
}

#[test]
fn a_request_is_paid_at_the_first_price_after_its_window() {
	test(|| {
		begin();
		let before = int(&ALICE);
		assert_ok!(redeem(&ALICE, 10_000));
		assert_eq!(gas(&ALICE), 90_000 * GAS, "taken at once");
		assert_eq!(issue(), 300_001 * GAS, "and in issue still");
		let closes = now() + 10 * MINUTE;
		assert!(events().contains(&Event::WindowOpened { window: 0, closes }));
		let info = RedemptionInfo {
			window: 0,
			gas: 10_000 * GAS,
			state: RequestState::Waiting { closes, withdrawable: closes + DAY },
		};
		assert_eq!(Gas::query_redemptions(&ALICE), [info]);
		assert_noop!(claim(0, &ALICE), Error::<Test>::WindowWaits);

		// Prices within the window do not count.
		feed(cents(100));
		blocks(3);
		assert_noop!(Gas::execute_redemptions(signed(&DAVE), 0), Error::<Test>::WindowWaits);
		execute(100);
		assert_eq!(state(0), (par(10_000), 10_000 * GAS));
		assert_eq!(issue(), 290_001 * GAS, "burned");
		assert_eq!(Books::<Test>::get().redeemed, 10_000 * GAS);
		assert_eq!(Reserve::<Test>::get(), 600 * INT - par(10_000));
		assert_eq!(held(HoldReason::Payouts), par(10_000));
		let owed = RequestState::Owed { gas: 0, int: par(10_000) };
		assert_eq!(Gas::query_redemptions(&ALICE)[0].state, owed);

		assert_ok!(claim(0, &ALICE));
		assert_eq!(int(&ALICE), before + par(10_000));
		assert!(events().contains(&Event::WindowSettled { window: 0 }));
		assert_eq!(Redemptions::<Test>::iter().count(), 0);
		assert_eq!(held(HoldReason::Payouts), 0);
		assert_noop!(claim(0, &ALICE), Error::<Test>::UnknownWindow);
	});
}

/// Who knows that INT is about to rise redeems at the price that it has risen to.
#[test]
fn nobody_redeems_against_a_price_that_they_know_to_be_old() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 10_000));
		execute(110);
		let (paid, _) = state(0);
		assert!(paid < 10_000 * INT / 1_100, "at the risen price: {paid}");
	});
}

/// And who knows that INT is about to fall is paid by the mean, which has not fallen yet.
#[test]
fn redemption_goes_by_the_higher_of_latest_and_mean() {
	test(|| {
		begin();
		pass(2 * HOUR, cents(100));
		assert_ok!(redeem(&ALICE, 10_000));
		execute(95);
		let (paid, _) = state(0);
		assert!(paid <= par(10_000) * 101 / 100, "by the mean: {paid}");
	});
}

#[test]
fn requests_of_a_window_add_up_and_share_it() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 1_000));
		block(MINUTE);
		assert_ok!(redeem(&BOB, 2_000));
		assert_ok!(redeem(&ALICE, 500));
		let window = Redemptions::<Test>::get(0).unwrap();
		assert_eq!((window.requested, window.requests), (3_500 * GAS, 2));
		block(8 * MINUTE);
		feed(cents(100));
		block(MINUTE);
		assert_ok!(redeem(&CAROL, 100));
		assert_eq!(Redemptions::<Test>::get(1).unwrap().requests, 1, "the first had closed");
	});
}

/// More than the reserve would pay: all get the same part of what they asked for.
#[test]
fn what_a_window_cannot_pay_is_divided_and_the_rest_goes_back() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 90_000));
		assert_ok!(redeem(&BOB, 30_000));
		assert_ok!(redeem(&CAROL, 30_000));
		execute(100);
		let (paid, redeemed) = state(0);
		assert_eq!(paid, 30 * INT, "5 % of the reserve");
		assert_eq!(redeemed, 30_000 * GAS * 100 / 98 + 1, "rounded up");
		let before = [&ALICE, &BOB, &CAROL].map(int);
		for who in [&ALICE, &BOB, &CAROL] {
			assert_ok!(claim(0, who));
			check();
		}
		assert_eq!(int(&ALICE) - before[0], paid * 90 / 150);
		assert_eq!(int(&BOB) - before[1], paid * 30 / 150);
		assert_eq!(int(&CAROL) - before[2], int(&BOB) - before[1]);
		assert_eq!(gas(&BOB), gas(&CAROL));
		let back = gas(&BOB) - 70_000 * GAS;
		assert_eq!(back, (150_000 * GAS - redeemed) / 5);
		assert_eq!(held(HoldReason::Payouts), 0, "what rounding left is in the reserve again");
		assert_eq!(gas(&pot()), GAS);
	});
}

/// Below a reserve of 100 % the first in line has no advantage.
#[test]
fn a_run_on_a_reserve_of_half_pays_everyone_half() {
	test(|| {
		begin();
		set(|rules| rules.redemption_limit = Permill::one());
		pass(3 * HOUR, cents(100));
		// INT loses three quarters: the reserve of 200 % becomes one of 50 %.
		for price in [85, 72, 61, 52, 44, 37, 31, 27, 25] {
			feed(cents(price));
			pass(2 * HOUR, cents(price));
		}
		let status = Gas::query_status();
		let ratio = status.ratio.unwrap().to_float();
		assert!((0.49..0.51).contains(&ratio), "{ratio}");
		assert_ok!(redeem(&ALICE, OWN));
		execute(25);
		assert_ok!(claim(0, &ALICE));
		assert_ok!(redeem(&BOB, OWN));
		execute(25);
		let first = Books::<Test>::get().redeemed;
		assert_eq!(first, 2 * OWN * GAS);
		let now = Gas::query_status().ratio.unwrap().to_float();
		assert!(now >= ratio, "who stays is covered no worse: {now}");
		let (paid, _) = state(1);
		let half = par(OWN) * 4 / 2;
		assert!(paid > half * 99 / 100 && paid < half * 104 / 100, "{paid} {half}");
	});
}

#[test]
fn an_empty_reserve_redeems_nothing_and_everything_goes_back() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 10_000));
		let all = Reserve::<Test>::get();
		assert_ok!(Gas::shift_int(HoldReason::Reserve, HoldReason::Purchase, all));
		Reserve::<Test>::put(0);
		execute(100);
		assert_eq!(state(0), (0, 0));
		assert_ok!(claim(0, &ALICE));
		assert_eq!(gas(&ALICE), OWN * GAS);
		// Put it back for the check at the end.
		Balances::mint_into(&pot(), DEPOSIT).unwrap();
		use frame_support::traits::fungible::MutateHold;
		let reason = RuntimeHoldReason::Gas(HoldReason::Purchase);
		Balances::burn_held(
			&reason,
			&pot(),
			all,
			frame_support::traits::tokens::Precision::Exact,
			frame_support::traits::tokens::Fortitude::Force,
		)
		.unwrap();
	});
}

#[test]
fn what_cannot_be_redeemed_is_refused() {
	test(|| {
		assert_noop!(redeem(&ALICE, 100), Error::<Test>::NoPrice);
		begin();
		assert_noop!(redeem(&ALICE, 0), Error::<Test>::RedemptionTooSmall);
		assert_noop!(redeem(&ALICE, 99), Error::<Test>::RedemptionTooSmall);
		assert_noop!(redeem(&ALICE, OWN + 1), TokenError::FundsUnavailable);
		assert_noop!(redeem(&POOR, 100), TokenError::FundsUnavailable);
		assert_noop!(Gas::redeem(signed(&ALICE), OWN * GAS - 1), Error::<Test>::LeavesDust);
		assert_ok!(Gas::redeem(signed(&ALICE), OWN * GAS - GAS));
		assert_ok!(redeem(&BOB, OWN));
		block(HOUR);
		assert_noop!(redeem(&CAROL, 100), Error::<Test>::PriceStale);
		assert_eq!(Gas::query_redemption(100 * GAS), Err(Refusal::Price(crate::Health::Stale)));
	});
}

#[test]
fn a_request_is_claimed_once() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 1_000));
		assert_ok!(redeem(&BOB, 1_000));
		execute(100);
		assert_noop!(claim(0, &CAROL), Error::<Test>::UnknownRequest);
		assert_ok!(claim(0, &ALICE));
		assert_noop!(claim(0, &ALICE), Error::<Test>::UnknownRequest);
		assert_noop!(claim(1, &BOB), Error::<Test>::UnknownWindow);
		assert_ok!(claim(0, &BOB));
		assert_noop!(Gas::claim_redemptions(signed(&DAVE), 0, 1), Error::<Test>::UnknownWindow);
	});
}

#[test]
fn a_window_is_executed_once_and_by_anyone() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 1_000));
		let call = || Gas::execute_redemptions(signed(&DAVE), 0);
		assert_noop!(call(), Error::<Test>::WindowWaits);
		block(10 * MINUTE);
		assert_noop!(call(), Error::<Test>::PriceStale);
		feed(cents(100));
		assert_ok!(call());
		check();
		assert_noop!(call(), Error::<Test>::WindowExecuted);
		block(SECOND);
		assert_eq!(Windows::<Test>::get().oldest, 1);
		assert_ok!(claim(0, &ALICE));
		assert_noop!(call(), Error::<Test>::UnknownWindow);
	});
}

#[test]
fn a_window_without_a_price_in_time_can_be_left() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 1_000));
		assert_ok!(redeem(&BOB, 2_000));
		let leave = |who: &AccountId| Gas::withdraw_redemption(signed(who), 0);
		assert_noop!(leave(&ALICE), Error::<Test>::PatienceNotOver);
		block(10 * MINUTE);
		block(DAY - 1);
		assert_noop!(leave(&ALICE), Error::<Test>::PatienceNotOver);
		block(1);
		assert_ok!(leave(&ALICE));
		assert_eq!(gas(&ALICE), OWN * GAS);
		assert_noop!(leave(&ALICE), Error::<Test>::UnknownRequest);
		check();
		// Bob stays and is executed when there is a price again.
		feed(cents(100));
		block(SECOND);
		assert_eq!(state(0), (par(2_000), 2_000 * GAS));
		assert_noop!(leave(&BOB), Error::<Test>::WindowExecuted);
		assert_ok!(claim(0, &BOB));
	});
}

#[test]
fn a_window_that_all_have_left_is_gone() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 1_000));
		block(2 * DAY);
		assert_ok!(Gas::withdraw_redemption(signed(&ALICE), 0));
		assert_eq!(Redemptions::<Test>::iter().count(), 0);
		block(SECOND);
		feed(cents(100));
		assert_ok!(redeem(&ALICE, 1_000));
		assert!(Redemptions::<Test>::contains_key(1));
		execute_from(1);
	});
}

fn execute_from(window: WindowId) {
	block(10 * MINUTE);
	feed(cents(100));
	blocks(3);
	assert!(Windows::<Test>::get().oldest > window);
	assert_eq!(state(window).1, 1_000 * GAS);
}

#[test]
fn windows_that_wait_are_executed_one_a_block_oldest_first() {
	test(|| {
		begin();
		set(|rules| {
			rules.redemption_window = MINUTE;
			rules.fresh_for = HOUR;
		});
		for _ in 0..5 {
			assert_ok!(redeem(&ALICE, 1_000));
			block(2 * MINUTE);
		}
		let queue = Windows::<Test>::get();
		assert_eq!((queue.oldest, queue.next), (0, 5));
		feed(cents(100));
		for done in 1..=5 {
			block(SECOND);
			assert_eq!(Windows::<Test>::get().oldest, done);
			check();
		}
	});
}

/// Neither side that cannot be taken holds up the other, or anybody else.
#[test]
fn who_cannot_be_paid_holds_up_nobody() {
	test(|| {
		begin();
		// Of what a window can pay so little that Alice's part is less than an account needs.
		assert_ok!(redeem(&ALICE, OWN));
		assert_ok!(redeem(&BOB, 100));
		set(|rules| rules.redemption_limit = Permill::from_parts(1_000));
		let reserve = Reserve::<Test>::get();
		let (most, own) = (reserve / 1_000, OWN * GAS);
		block(10 * MINUTE);
		feed(cents(100));
		block(SECOND);
		let (paid, _) = state(0);
		assert_eq!(paid, most);
		let part = paid * 100 / (OWN + 100);
		assert!(part < DEPOSIT, "{part}");
		assert_ok!(Balances::transfer_all(signed(&BOB), CAROL, false));
		// Bob's deposit of purchases keeps him alive: let it go first.
		block(HOUR);
		assert_ok!(Gas::forget_purchases(signed(&DAVE), BOB));
		assert_ok!(Balances::transfer_all(signed(&BOB), CAROL, false));
		assert_eq!(int(&BOB), 0);

		let before = gas(&BOB);
		assert_ok!(Gas::claim_redemptions(signed(&DAVE), 0, 64));
		assert!(gas(&BOB) > before, "what can be paid is paid");
		assert_eq!(Requests::<Test>::get(0, &BOB).unwrap().paid, Paid { gas: true, int: false });
		assert!(gas(&ALICE) > own * 99 / 100);
		assert_eq!(Redemptions::<Test>::get(0).unwrap().requests, 1);
		check();
		assert_noop!(claim(0, &BOB), Error::<Test>::CannotBePaid);
		assert_ok!(Balances::transfer_allow_death(signed(&CAROL), BOB, DEPOSIT));
		assert_ok!(claim(0, &BOB));
		assert_eq!(int(&BOB), DEPOSIT + part);
	});
}

#[test]
fn requests_are_claimed_in_steps_and_by_idle_blocks() {
	test(|| {
		begin();
		let people: Vec<_> = (0..20).map(|n| AccountId::new([200 + n; 32])).collect();
		for who in &people {
			assert_ok!(Assets::transfer(signed(&ALICE), GAS_ID, who.clone(), 200 * GAS));
			assert_ok!(redeem(who, 200));
		}
		execute(100);
		let call = |limit| Gas::claim_redemptions(signed(&DAVE), 0, limit);
		assert_noop!(call(0), Error::<Test>::BadLimit);
		assert_noop!(call(65), Error::<Test>::BadLimit);
		assert_ok!(call(7));
		assert_eq!(Redemptions::<Test>::get(0).unwrap().requests, 13);
		check();
		use crate::WeightInfo;
		let left =
			<() as WeightInfo>::nothing_to_settle() + <() as WeightInfo>::claim_redemption() * 5;
		assert_eq!(Gas::settle_in_idle(left), left);
		assert_eq!(Redemptions::<Test>::get(0).unwrap().requests, 8);
		Idle::set(Weight::MAX);
		block(SECOND);
		assert_eq!(Redemptions::<Test>::iter().count(), 0);
		assert_eq!(Swept::<Test>::get().window, 1);
		for who in &people {
			assert_eq!(int(who), par(200));
		}
	});
}

#[test]
fn a_window_that_waits_is_not_claimed_in_steps() {
	test(|| {
		begin();
		assert_ok!(redeem(&ALICE, 1_000));
		Idle::set(Weight::MAX);
		blocks(3);
		assert_noop!(Gas::claim_redemptions(signed(&DAVE), 0, 1), Error::<Test>::WindowWaits);
		assert_eq!(Redemptions::<Test>::get(0).unwrap().requests, 1);
	});
}

#[test]
fn a_quote_is_what_a_lone_request_comes_to() {
	test(|| {
		begin();
		let quote = Gas::query_redemption(1_000 * GAS).unwrap();
		assert_eq!(quote, Quote { gas: 1_000 * GAS, int: par(1_000) });
		let limited = Gas::query_redemption(OWN * GAS).unwrap();
		assert_eq!(limited.int, 30 * INT);
		assert!(limited.gas < OWN * GAS);
		assert_eq!(Gas::query_redemption(GAS), Err(Refusal::TooLittle));
	});
}
