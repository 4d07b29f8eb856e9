// SPDX-License-Identifier: Apache-2.0

//! The reserve, the ledger, and the pallet's own account.

use crate::{mock::*, Books, Error, Event, HoldReason, Ledger, Reserve, Stop, GAS};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{FixedU128, TokenError};

#[test]
fn anyone_adds_to_the_reserve_and_nobody_takes_it_back() {
	test(|| {
		assert_ok!(Gas::add_to_reserve(signed(&ALICE), 100 * INT));
		assert_eq!(Reserve::<Test>::get(), 100 * INT);
		assert_eq!(held(HoldReason::Reserve), 100 * INT);
		assert_eq!(events().last(), Some(&Event::ReserveIncreased { added: 100 * INT }));
		assert_noop!(Gas::add_to_reserve(signed(&ALICE), ENDOWMENT), TokenError::FundsUnavailable);
		assert_noop!(Gas::add_to_reserve(signed(&ALICE), 0), Error::<Test>::ZeroAmount);
	});
}

/// INT that somebody sent to the pallet's own account by mistake, or out of generosity.
#[test]
fn int_sent_straight_to_the_account_is_absorbed() {
	test(|| {
		assert_ok!(Balances::transfer_allow_death(signed(&BOB), pot(), 7 * INT));
		assert_eq!(Reserve::<Test>::get(), 0);
		assert_ok!(Gas::add_to_reserve(signed(&ALICE), 0));
		assert_eq!(Reserve::<Test>::get(), 7 * INT);
		assert_eq!(int(&pot()), 0);
		assert_ok!(Balances::transfer_allow_death(signed(&BOB), pot(), INT));
		assert_ok!(Gas::add_to_reserve(signed(&ALICE), INT));
		assert_eq!(Reserve::<Test>::get(), 9 * INT);
	});
}

#[test]
fn the_account_needs_no_int_to_exist() {
	test(|| {
		assert_eq!(System::providers(&pot()), 1);
		feed(cents(100));
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		assert_eq!(int(&pot()), 0);
		assert_eq!(System::providers(&pot()), 1);
	});
}

/// Less than an existential deposit cannot be released into an empty account; it can be shifted.
#[test]
fn the_smallest_amounts_move_between_holds() {
	test(|| {
		assert_ok!(Gas::add_to_reserve(signed(&ALICE), 1));
		assert_ok!(Gas::shift_int(HoldReason::Reserve, HoldReason::Payouts, 1));
		assert_eq!((held(HoldReason::Reserve), held(HoldReason::Payouts)), (0, 1));
		assert_ok!(Gas::shift_int(HoldReason::Payouts, HoldReason::Reserve, 1));
		assert_noop!(
			Gas::shift_int(HoldReason::Bids, HoldReason::Reserve, 1),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn the_ledger_tells_where_all_gas_came_from_and_went() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		// A fee, as the runtime burns it.
		use frame_support::traits::{
			fungibles::Mutate,
			tokens::{Fortitude, Precision, Preservation},
		};
		let fee = 3 * GAS / 7;
		Assets::burn_from(
			GAS_ID,
			&ALICE,
			fee,
			Preservation::Preserve,
			Precision::Exact,
			Fortitude::Polite,
		)
		.unwrap();
		assert!(Gas::do_try_state().is_err(), "nobody said so yet");
		Gas::note_burned(fee);
		check();
		let ledger = Ledger { bought: 1_000 * GAS, burned: fee, ..Default::default() };
		assert_eq!(Books::<Test>::get(), ledger);
		assert_eq!(Gas::query_status().ledger.issue(), Some(issue()));
	});
}

#[test]
fn a_ledger_that_contradicts_itself_says_so() {
	let ledger = Ledger { bought: 5, redeemed: 6, ..Default::default() };
	assert_eq!(ledger.issue(), None);
	let huge = Ledger { bought: u128::MAX, sold: 1, ..Default::default() };
	assert_eq!(huge.issue(), None);
}

#[test]
fn gas_of_genesis_was_endowed() {
	test(|| {
		feed(cents(100));
		assert_eq!(Books::<Test>::get().endowed, 0);
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		assert_ok!(Gas::redeem(signed(&ALICE), 1_000 * GAS));
		assert_eq!(Books::<Test>::get().endowed, GAS, "the least balance of the account itself");
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		assert_ok!(Gas::redeem(signed(&ALICE), 1_000 * GAS));
		assert_eq!(Books::<Test>::get().endowed, GAS, "once");
	});
}

#[test]
fn the_status_tells_what_anyone_has_to_know() {
	test(|| {
		let status = Gas::query_status();
		assert_eq!(status.stops, [Stop::NoPrice]);
		assert_eq!((status.market, status.ratio), (None, None));
		feed(cents(100));
		assert_eq!(Gas::query_status().ratio, None, "no GAS yet");
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		let status = Gas::query_status();
		assert_eq!(status.ratio, Some(FixedU128::from_rational(103, 100)));
		assert_eq!(status.issue, 1_000 * GAS);
		assert_eq!(status.reserve, 103 * INT / 100);
		assert!(status.stops.is_empty());
		assert_eq!(status.issue_left, 4_999_000 * GAS);
		block(HOUR);
		assert!(Gas::query_status().ratio.is_some(), "shown at the last price, however old");
		assert_eq!(Gas::query_status().stops, [Stop::Stale]);
	});
}
