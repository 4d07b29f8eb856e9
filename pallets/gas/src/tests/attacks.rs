// SPDX-License-Identifier: Apache-2.0

//! What somebody would try who wants more than is theirs, or wants others to have less.

use crate::{
	mock::*,
	price::{Accumulator, MAX_PRICE, MIN_PRICE},
	Balance, Bids, Book, CurrentAuction, Error, Health, HoldReason, Prices, Redemptions, Requests,
	Reserve, Settlements, GAS,
};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use sp_runtime::{ArithmeticError, Permill, TokenError};

/// A GAS at 1 USD an INT, plancks of INT.
const PAR: Balance = INT / 1_000;

/// Waits until the auction that runs has ended, with a price of so many cents.
fn auction_ends(price: u128) -> u32 {
	let id = CurrentAuction::<Test>::get().unwrap().id;
	while CurrentAuction::<Test>::get().unwrap().id == id {
		pass(5 * MINUTE, cents(price));
		blocks(3);
	}
	id
}

/// Sixty-four bids that cost next to nothing, and a real one.
#[test]
fn dust_does_not_capture_the_book() {
	test(|| {
		feed(cents(100));
		for _ in 0..64 {
			assert_ok!(Gas::bid(signed(&BOB), 15_625 * GAS, 64_000));
		}
		assert_eq!(Book::<Test>::get().len(), 64);
		assert_ok!(Gas::bid(signed(&ALICE), 1_000_000 * GAS, 2 * PAR));
		assert_eq!(Book::<Test>::get().len(), 64);
		let id = auction_ends(100);
		assert_ok!(Gas::settle_bids(signed(&DAVE), id, 64));
		assert_eq!(gas(&ALICE), 1_000_000 * GAS);
		assert_eq!(int(&BOB), ENDOWMENT);
	});
}

/// Bids from an account that then empties itself, to leave records that nobody can settle: what is
/// owed makes the account exist again.
#[test]
fn a_bidder_who_disappears_leaves_no_record_behind() {
	test(|| {
		feed(cents(100));
		set(|rules| rules.book_size = 2);
		auction_ends(100);
		assert_ok!(Balances::transfer_allow_death(signed(&DAVE), POOR, 2 * INT));
		for _ in 0..2 {
			// The cheapest bids that there are.
			assert_ok!(Gas::bid(signed(&POOR), 500_000 * GAS, 2_000));
		}
		assert_ok!(Balances::transfer_all(signed(&POOR), DAVE, false));
		assert_eq!(int(&POOR), 0);
		let id = CurrentAuction::<Test>::get().unwrap().id;
		assert_ok!(Gas::bid(signed(&ALICE), 500_000 * GAS, 2 * PAR));
		assert_ok!(Gas::bid(signed(&ALICE), 500_000 * GAS, 2 * PAR));
		assert_eq!(int(&POOR), 2 * DEPOSIT, "evicted, and refunded into a new account");
		assert_eq!(Bids::<Test>::iter_prefix(id).count(), 2);
	});
}

/// An evicted bid whose refund cannot be taken waits, and does not keep the better bid out.
#[test]
fn a_refund_that_cannot_be_taken_keeps_no_better_bid_out() {
	test(|| {
		feed(cents(100));
		set(|rules| rules.book_size = 1);
		auction_ends(100);
		let id = CurrentAuction::<Test>::get().unwrap().id;
		assert_ok!(Gas::bid(signed(&BOB), 1_000_000 * GAS, PAR));
		// So rich that a planck more would be beyond a balance.
		let all = Balances::total_issuance();
		Balances::set_balance(&BOB, u128::MAX - all);
		let own = int(&BOB);
		frame_support::storage::with_transaction(|| {
			pallet_balances::TotalIssuance::<Test>::put(u128::MAX);
			frame_system::Account::<Test>::mutate(&BOB, |account| {
				account.data.free = u128::MAX;
			});
			assert_ok!(Gas::bid(signed(&ALICE), 1_000_000 * GAS, 2 * PAR));
			assert!(Bids::<Test>::get(id, 0).unwrap().evicted);
			assert_noop!(Gas::settle_bid(signed(&DAVE), id, 0), Error::<Test>::CannotBePaid);
			frame_system::Account::<Test>::mutate(&BOB, |account| account.data.free = own);
			assert_ok!(Gas::settle_bid(signed(&DAVE), id, 0));
			assert_noop!(Gas::settle_bid(signed(&DAVE), id, 1), Error::<Test>::AuctionOpen);
			assert_eq!(int(&BOB), own + 1_000 * INT);
			assert_eq!(Bids::<Test>::iter_prefix(id).count(), 1);
			Gas::do_try_state().unwrap();
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(()))
		})
		.unwrap();
	});
}

/// A minority of the operators says that INT is worth a thousand times as much, and buys.
#[test]
fn a_minority_of_operators_mints_nothing() {
	test(|| {
		set_operators(operators(5));
		feed(cents(100));
		let all = Operators::get();
		for round in 0..30 {
			block(MINUTE);
			for liar in &all[..2] {
				feed_one(liar, cents(100_000));
			}
			for honest in &all[2..] {
				feed_one(honest, cents(100));
			}
			let cost = Gas::query_purchase(1_000 * GAS).unwrap().int;
			assert_eq!(cost, 103 * INT / 100, "in round {round}");
		}
		assert_eq!(health(), Health::Fresh);
	});
}

/// An operator removed in mid-window, between request and execution: the price is formed without.
#[test]
fn an_operator_removed_in_mid_window_does_not_count_in_its_price() {
	test(|| {
		set_operators(operators(4));
		feed(cents(100));
		assert_ok!(Gas::buy(signed(&ALICE), 10_000 * GAS, u128::MAX));
		assert_ok!(Gas::redeem(signed(&ALICE), 1_000 * GAS));
		block(10 * MINUTE + SECOND);
		let all = Operators::get();
		feed_one(&all[3], cents(119));
		feed_one(&all[2], cents(100));
		set_operators(operators(3));
		blocks(2);
		assert_noop!(Gas::execute_redemptions(signed(&BOB), 0), Error::<Test>::PriceStale);
		feed_one(&all[0], cents(100));
		feed_one(&all[1], cents(100));
		block(SECOND);
		assert_eq!(Gas::query_status().market.unwrap().latest, cents(100));
		assert_ok!(Gas::claim_redemption(signed(&BOB), 0, ALICE));
	});
}

/// Many accounts of one owner do not get around the breaker.
#[test]
fn splitting_oneself_does_not_pass_the_breaker() {
	test(|| {
		set(|rules| rules.issue_cap = 250_000 * GAS);
		feed(cents(100));
		let mut bought = 0;
		for number in 0..10 {
			let who = AccountId::new([200 + number; 32]);
			assert_ok!(Balances::transfer_allow_death(signed(&ALICE), who.clone(), 200 * INT));
			if Gas::buy(signed(&who), 50_000 * GAS, u128::MAX).is_ok() {
				bought += 1;
			}
		}
		assert_eq!(bought, 5);
	});
}

/// Forgetting one's purchases does not renew one's cap.
#[test]
fn forgetting_purchases_early_is_not_possible() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::buy(signed(&ALICE), 100_000 * GAS, u128::MAX));
		block(30 * MINUTE);
		feed(cents(100));
		assert_noop!(
			Gas::forget_purchases(signed(&ALICE), ALICE),
			Error::<Test>::PurchaseWindowOpen
		);
	});
}

/// In and out at once, at the same price, costs premium and spread.
#[test]
fn buying_and_redeeming_in_a_circle_loses() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::add_to_reserve(signed(&DAVE), 10_000 * INT));
		for _ in 0..5 {
			let before = int(&ALICE);
			assert_ok!(Gas::buy(signed(&ALICE), 10_000 * GAS, u128::MAX));
			assert_ok!(Gas::redeem(signed(&ALICE), gas(&ALICE)));
			block(10 * MINUTE);
			feed(cents(100));
			block(SECOND);
			for id in Redemptions::<Test>::iter_keys().collect::<Vec<_>>() {
				assert_ok!(Gas::claim_redemption(signed(&BOB), id, ALICE));
			}
			assert!(int(&ALICE) < before);
			check();
		}
	});
}

/// Redeeming more than the reserve has, by all at once.
#[test]
fn a_run_takes_no_more_than_the_reserve_in_any_number_of_windows() {
	test(|| {
		feed(cents(100));
		for who in [&ALICE, &BOB, &CAROL] {
			assert_ok!(Gas::buy(signed(who), 100_000 * GAS, u128::MAX));
		}
		set(|rules| {
			rules.redemption_limit = Permill::one();
			rules.redemption_spread = Permill::zero();
		});
		for price in [85, 72, 61, 52] {
			feed(cents(price));
			pass(2 * HOUR, cents(price));
		}
		let mut paid = [0; 3];
		for (number, who) in [&ALICE, &BOB, &CAROL].into_iter().enumerate() {
			let before = int(who);
			assert_ok!(Gas::redeem(signed(who), 100_000 * GAS));
			block(10 * MINUTE);
			feed(cents(52));
			block(SECOND);
			assert_ok!(Gas::claim_redemption(signed(&DAVE), number as u32, who.clone()));
			paid[number] = int(who) - before;
			check();
		}
		assert!(paid[0].abs_diff(paid[2]) < paid[0] / 1_000, "{paid:?}");
		assert!(Reserve::<Test>::get() < INT, "all of it went to those who had GAS");
	});
}

/// Requests of dust cannot be made, and a claim that pays dust creates no account of nothing.
#[test]
fn dust_requests_do_not_fill_a_window() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::buy(signed(&ALICE), 10_000 * GAS, u128::MAX));
		for dust in [1, GAS, 100 * GAS - 1] {
			assert_noop!(Gas::redeem(signed(&ALICE), dust), Error::<Test>::RedemptionTooSmall);
		}
		assert_eq!(Requests::<Test>::iter().count(), 0);
	});
}

/// The extremes: the least and the greatest price, and amounts of a whole balance.
#[test]
fn nothing_wraps_at_the_extremes() {
	for price in [MIN_PRICE, MAX_PRICE] {
		test(|| {
			Prices::<Test>::put(Accumulator::holding(price, now(), &Rules::get()));
			assert_eq!(health(), Health::Fresh);
			for amount in [u128::MAX, u128::MAX - 1, u128::MAX >> 1, 1 << 64] {
				assert!(Gas::buy(signed(&ALICE), amount, u128::MAX).is_err());
				assert!(Gas::redeem(signed(&ALICE), amount).is_err());
				assert!(Gas::bid(signed(&ALICE), amount, u128::MAX).is_err());
				assert!(Gas::bid(signed(&ALICE), 1_000_000 * GAS, amount).is_err());
				let _ = Gas::query_purchase(amount);
				let _ = Gas::query_redemption(amount);
			}
			assert!(Gas::add_to_reserve(signed(&ALICE), u128::MAX).is_err());
			assert_eq!(Reserve::<Test>::get(), 0);
		});
	}
}

/// More GAS than any sum of it could take is never minted, whatever the breaker allows.
#[test]
fn the_issue_stays_far_from_the_end_of_a_balance() {
	test(|| {
		feed(cents(100));
		frame_support::storage::with_transaction(|| {
			pallet_assets::Asset::<Test>::mutate(GAS_ID, |asset| {
				asset.as_mut().unwrap().supply = u128::MAX >> 1;
			});
			assert_noop!(Gas::buy(signed(&ALICE), GAS, u128::MAX), Error::<Test>::IssueTooLarge);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(()))
		})
		.unwrap();
	});
}

/// INT at the end of what a balance can be: an error, and nothing moved.
#[test]
fn the_reserve_does_not_overflow() {
	test(|| {
		Reserve::<Test>::put(u128::MAX);
		assert_noop!(Gas::add_to_reserve(signed(&ALICE), 1), ArithmeticError::Overflow);
		Reserve::<Test>::put(0);
	});
}

/// Two auctions back to back at the edge of a window of issue.
#[test]
fn each_window_has_its_own_breaker_and_no_more() {
	test(|| {
		set(|rules| rules.issue_cap = 1_500_000 * GAS);
		feed(cents(100));
		let mut sold = Vec::new();
		for _ in 0..4 {
			assert_ok!(Gas::bid(signed(&ALICE), 1_000_000 * GAS, 2 * PAR));
			let before = issue();
			auction_ends(100);
			sold.push((now() / HOUR, issue() - before));
		}
		for hour in START / HOUR..=now() / HOUR {
			let issued: Balance =
				sold.iter().filter(|(at, _)| *at == hour).map(|(_, gas)| gas).sum();
			assert!(issued <= 1_500_001 * GAS, "{sold:?}");
		}
		let id = CurrentAuction::<Test>::get().unwrap().id;
		for auction in 0..id {
			assert_ok!(Gas::settle_bids(signed(&DAVE), auction, 64));
		}
		assert_eq!(Settlements::<Test>::iter().count(), 0);
		assert_eq!(held(HoldReason::Bids), 0);
	});
}

/// A thief settles and claims for others: they are paid, the thief is not.
#[test]
fn settling_for_others_pays_the_others() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::bid(signed(&ALICE), 20_000 * GAS, 2 * PAR));
		let id = auction_ends(100);
		let before = (int(&BOB), gas(&BOB));
		assert_ok!(Gas::settle_bid(signed(&BOB), id, 0));
		assert_ok!(Gas::redeem(signed(&ALICE), 20_000 * GAS));
		block(10 * MINUTE);
		feed(cents(100));
		block(SECOND);
		assert_ok!(Gas::claim_redemption(signed(&BOB), 0, ALICE));
		assert_eq!((int(&BOB), gas(&BOB)), before);
		assert_noop!(Gas::withdraw_redemption(signed(&BOB), 0), Error::<Test>::UnknownWindow);
	});
}

/// A buyer with exactly the price, and no more, cannot be reaped into losing the rest.
#[test]
fn exact_money_is_refused_rather_than_dusted() {
	test(|| {
		feed(cents(100));
		let cost = Gas::query_purchase(1_000 * GAS).unwrap().int;
		assert_ok!(Balances::transfer_allow_death(signed(&ALICE), POOR, cost + DEPOSIT - 1));
		assert_noop!(Gas::buy(signed(&POOR), 1_000 * GAS, u128::MAX), TokenError::FundsUnavailable);
		assert_eq!(int(&POOR), cost + DEPOSIT - 1);
	});
}

/// Somebody who sees INT fall bids in the last moment, at a price that the operators have not seen
/// yet. What they feed just after the close does not clear the auction: they are behind still.
#[test]
fn a_bid_before_a_fall_is_not_cleared_at_the_price_before_it() {
	test(|| {
		feed(cents(100));
		set(|rules| rules.cooling = 10 * MINUTE);
		let id = auction_ends(100) + 1;
		while CurrentAuction::<Test>::get().unwrap().ends > now() + 5 * MINUTE {
			pass(5 * MINUTE, cents(100));
		}
		assert_ok!(Gas::bid(signed(&ALICE), 1_000_000 * GAS, 2 * PAR));
		while CurrentAuction::<Test>::get().unwrap().closed.is_none() {
			feed(cents(100));
		}
		let closed = now();
		feed(cents(100));
		assert_noop!(Gas::clear_auction(signed(&ALICE)), Error::<Test>::AuctionWaits);
		// INT has fallen, and now the operators have seen it.
		feed(cents(85));
		while now() < closed + 11 * MINUTE {
			assert_eq!(CurrentAuction::<Test>::get().unwrap().id, id);
			pass(2 * MINUTE, cents(85));
		}
		// Too far from the mean: it waits on until the mean has followed.
		assert_noop!(Gas::clear_auction(signed(&ALICE)), Error::<Test>::PriceDiverged);
		auction_ends(85);
		assert_ok!(Gas::settle_bids(signed(&DAVE), id, 64));
		assert_eq!(gas(&ALICE), 1_000_000 * GAS);
		// A thousand dollars of GAS, half a hundredth more than that, at 85 cents and no less.
		let paid = ENDOWMENT - int(&ALICE);
		assert!(paid >= 1_005 * INT * 100 / 85, "{paid}");
	});
}

/// The same of a redemption before a rise.
#[test]
fn a_redemption_before_a_rise_is_not_executed_at_the_price_before_it() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::add_to_reserve(signed(&BOB), 10_000 * INT));
		assert_ok!(Gas::buy(signed(&ALICE), 100_000 * GAS, u128::MAX));
		set(|rules| rules.cooling = 10 * MINUTE);
		assert_ok!(Gas::redeem(signed(&ALICE), 10_000 * GAS));
		pass(11 * MINUTE, cents(100));
		assert_noop!(Gas::execute_redemptions(signed(&ALICE), 0), Error::<Test>::WindowWaits);
		pass(10 * MINUTE, cents(106));
		blocks(2);
		let before = int(&ALICE);
		assert_ok!(Gas::claim_redemption(signed(&DAVE), 0, ALICE));
		// Ten dollars less the spread, at 106 cents and no less.
		assert_eq!(int(&ALICE) - before, 9_800 * INT / 1_060);
	});
}
