// SPDX-License-Identifier: Apache-2.0

//! Instant purchase: its price, its caps, its deposit.

use crate::{mock::*, Books, Error, Event, Purchases, Quote, Refusal, Reserve, Stop, Usage, GAS};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_runtime::{ArithmeticError, Permill, TokenError};

fn buy(who: &AccountId, gas: u128) -> frame_support::dispatch::DispatchResult {
	Gas::buy(signed(who), gas * GAS, u128::MAX)
}

fn deposit(who: &AccountId) -> u128 {
	Balances::balance_on_hold(&ForPurchase::get(), who)
}

/// At 0.01, 1 and 100 USD an INT; at 1 USD alone a conversion that is missing would not show.
#[test]
fn a_purchase_costs_the_low_price_and_the_premium() {
	for (price, int_paid) in [(1, 103 * INT), (100, 103 * INT / 100), (10_000, 103 * INT / 10_000)]
	{
		test(|| {
			feed(cents(price));
			let quote = Gas::query_purchase(1_000 * GAS).unwrap();
			assert_eq!(quote, Quote { gas: 1_000 * GAS, int: int_paid });
			assert_ok!(buy(&ALICE, 1_000));
			assert_eq!(int(&ALICE), ENDOWMENT - int_paid - deposit(&ALICE));
			assert_eq!(gas(&ALICE), 1_000 * GAS);
			assert_eq!(Books::<Test>::get().bought, 1_000 * GAS);
			assert!(events().contains(&Event::Bought {
				who: ALICE,
				gas: 1_000 * GAS,
				int: int_paid
			}));
		});
	}
}

/// A purchase may cost less than an account of INT needs to exist.
#[test]
fn the_smallest_purchase_is_possible_at_any_price() {
	test(|| {
		feed(cents(10_000_000));
		assert_ok!(Gas::buy(signed(&ALICE), GAS, 10_300));
		assert_ok!(Gas::buy(signed(&ALICE), 1, 2));
		assert_eq!(gas(&ALICE), GAS + 1);
		assert_eq!(Reserve::<Test>::get(), 10_302);
	});
}

#[test]
fn the_price_is_the_lesser_of_latest_and_mean_less_the_deviation() {
	test(|| {
		feed(cents(100));
		pass(2 * HOUR, cents(100));
		feed(cents(108));
		let rich = Gas::query_purchase(1_000 * GAS).unwrap().int;
		assert!(rich >= 1_029 * INT / 1_000, "INT has risen, but not for GAS yet: {rich}");
		pass(2 * HOUR, cents(108));
		feed(cents(100));
		let poor = Gas::query_purchase(1_000 * GAS).unwrap().int;
		assert_eq!(poor, 103 * INT / 100, "INT has fallen, and for GAS at once");
	});
}

#[test]
fn a_buyer_says_how_much_at_most() {
	test(|| {
		feed(cents(100));
		let int = Gas::query_purchase(1_000 * GAS).unwrap().int;
		let buy = |most| Gas::buy(signed(&ALICE), 1_000 * GAS, most);
		assert_noop!(buy(int - 1), Error::<Test>::TooExpensive);
		assert_ok!(buy(int));
	});
}

#[test]
fn a_purchase_that_cannot_be_is_refused() {
	test(|| {
		assert_noop!(buy(&ALICE, 1), Error::<Test>::NoPrice);
		assert_eq!(Gas::query_purchase(GAS), Err(Refusal::Price(crate::Health::NoPrice)));
		feed(cents(100));
		assert_noop!(buy(&ALICE, 0), Error::<Test>::ZeroAmount);
		assert_eq!(Gas::query_purchase(0), Err(Refusal::TooLittle));
		assert_noop!(Gas::buy(signed(&ALICE), GAS - 1, INT), TokenError::BelowMinimum);
		assert_noop!(buy(&POOR, 1), TokenError::FundsUnavailable);
		assert_noop!(Gas::buy(signed(&ALICE), u128::MAX, u128::MAX), ArithmeticError::Overflow);
		set(|rules| rules.purchase_premium = Permill::zero());
		feed(crate::price::MAX_PRICE);
		feed(crate::price::MAX_PRICE);
		// A price at which the cost of everything can be computed.
		assert_noop!(Gas::buy(signed(&ALICE), u128::MAX, u128::MAX), Error::<Test>::PriceDiverged);
	});
}

#[test]
fn an_account_has_a_cap_per_window() {
	test(|| {
		feed(cents(100));
		assert_noop!(buy(&ALICE, 100_001), Error::<Test>::AccountCapReached);
		assert_eq!(Gas::query_purchase(100_001 * GAS), Err(Refusal::AboveAccountCap));
		assert_ok!(buy(&ALICE, 60_000));
		assert_noop!(buy(&ALICE, 40_001), Error::<Test>::AccountCapReached);
		assert_ok!(buy(&ALICE, 40_000));
		assert_ok!(buy(&BOB, 100_000));
		pass(HOUR, cents(100));
		assert_ok!(buy(&ALICE, 100_000));
		assert_noop!(buy(&ALICE, 1), Error::<Test>::AccountCapReached);
	});
}

#[test]
fn all_accounts_together_have_a_cap_per_window() {
	test(|| {
		set(|rules| rules.issue_cap = 150_000 * GAS);
		feed(cents(100));
		assert_ok!(buy(&ALICE, 100_000));
		assert_noop!(buy(&BOB, 50_001), Error::<Test>::IssueCapReached);
		assert_eq!(Gas::query_purchase(50_001 * GAS), Err(Refusal::IssueCapReached));
		assert_ok!(buy(&BOB, 50_000));
		let status = Gas::query_status();
		assert_eq!((status.issue_left, status.stops), (0, vec![Stop::IssueCapReached]));
		assert_eq!(status.issue_window_ends, START + HOUR);
		pass(HOUR, cents(100));
		assert_ok!(buy(&CAROL, 1));
	});
}

#[test]
fn the_record_of_purchases_has_a_deposit_that_anyone_returns() {
	test(|| {
		feed(cents(100));
		let forget = || Gas::forget_purchases(signed(&DAVE), ALICE);
		assert_noop!(forget(), Error::<Test>::NoPurchases);
		assert_ok!(buy(&ALICE, 1_000));
		let held = deposit(&ALICE);
		assert!(held > 0);
		assert_noop!(forget(), Error::<Test>::PurchaseWindowOpen);
		pass(HOUR, cents(100));
		assert_ok!(buy(&ALICE, 1_000));
		assert_eq!(deposit(&ALICE), held, "one record, one deposit");
		let usage = Purchases::<Test>::get(&ALICE).unwrap().usage;
		assert_eq!(usage, Usage { ends: START + 2 * HOUR, used: 1_000 * GAS });
		assert_noop!(forget(), Error::<Test>::PurchaseWindowOpen);
		pass(HOUR, cents(100));
		assert_ok!(forget());
		assert_eq!(deposit(&ALICE), 0);
		assert_noop!(forget(), Error::<Test>::NoPurchases);
	});
}

/// What a buyer keeps: the existential deposit, and what holds the deposit of the record.
#[test]
fn a_purchase_leaves_the_buyer_alive() {
	test(|| {
		feed(cents(100));
		let cost = Gas::query_purchase(1_000 * GAS).unwrap().int;
		let send = |amount| Balances::transfer_allow_death(signed(&ALICE), POOR, amount);
		assert_ok!(send(cost));
		assert_noop!(buy(&POOR, 1_000), TokenError::FundsUnavailable);
		assert_ok!(send(DEPOSIT));
		assert_noop!(buy(&POOR, 1_000), TokenError::FundsUnavailable);
		assert_ok!(send(INT));
		assert_ok!(buy(&POOR, 1_000));
		assert!(int(&POOR) >= DEPOSIT);
	});
}

#[test]
fn what_is_paid_fills_the_reserve_before_any_of_it_burns() {
	test(|| {
		feed(cents(100));
		let total = Balances::total_issuance();
		assert_ok!(buy(&ALICE, 10_000));
		assert_eq!(Reserve::<Test>::get(), 10_300 * INT / 1_000);
		assert_eq!(Balances::total_issuance(), total);
		// INT rises threefold: the reserve covers more than the target.
		feed(cents(119));
		feed(cents(140));
		assert_ok!(Gas::add_to_reserve(signed(&BOB), 20 * INT));
		pass(2 * HOUR, cents(140));
		let reserve = Reserve::<Test>::get();
		let paid = Gas::query_purchase(10 * GAS).unwrap().int;
		assert_ok!(buy(&ALICE, 10));
		let burned = total - Balances::total_issuance();
		assert!(burned > 0 && burned <= paid, "no more than was just paid: {burned} {paid}");
		assert!(Reserve::<Test>::get() >= reserve, "what was there stays");
	});
}
