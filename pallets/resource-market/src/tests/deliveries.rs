// SPDX-License-Identifier: Apache-2.0

//! What is sold by a price tag: paid on a receipt or after an undisputed claim, or refunded.

use crate::{mock::*, state::State, Capacity, Event, HoldReason, Offer};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_purchase_puts_the_price_on_hold_and_a_confirmation_pays_it() {
	test(|| {
		let listing = list(offer(price_tag()));
		let id = buy(listing, some(3));
		assert_eq!(held(&buyer(), HoldReason::Escrow), 30 * GAS);
		assert_eq!(free(&buyer()), ENDOWMENT - 30 * GAS);
		assert_ok!(Market::confirm(signed(&buyer()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(30 * GAS));
		assert_eq!(Burned::get(), u128::from(30 * GAS - net(30 * GAS)));
		assert!(is_closed(id));
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		check_empty();
	});
}

#[test]
fn a_signed_receipt_pays_whoever_brings_it() {
	test(|| {
		let id = buy(list(offer(price_tag())), some(1));
		let (receipt, signature) = delivery_receipt(id);
		assert_ok!(Market::submit_receipt(signed(&thief()), receipt.clone(), signature.clone()));
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
		assert_noop!(
			Market::submit_receipt(signed(&thief()), receipt, signature),
			Error::UnknownAgreement
		);
	});
}

#[test]
fn a_claim_is_paid_when_its_window_passes() {
	test(|| {
		let id = buy(list(offer(price_tag())), some(1));
		assert_ok!(Market::deliver(signed(&seller()), id));
		assert_eq!(agreement(id).state(), State::Claimed);
		assert_noop!(Market::collect(signed(&thief()), id), Error::WindowOpen);
		wait(HOUR);
		assert_ok!(Market::collect(signed(&thief()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
	});
}

#[test]
fn a_stalled_chain_ends_no_window() {
	test(|| {
		let listing = list(offer(price_tag()));
		let claimed = buy(listing, some(1));
		assert_ok!(Market::deliver(signed(&seller()), claimed));
		let late = buy(listing, some(1));
		stall(2 * DAY);
		// Neither has the buyer lost the time to dispute, nor the seller that to deliver.
		assert_noop!(Market::collect(signed(&seller()), claimed), Error::WindowOpen);
		assert_ok!(Market::close(signed(&buyer()), late));
		assert_eq!(last_event(), Event::Closing { agreement: late });
		assert_ok!(Market::deliver(signed(&seller()), late));
		wait(HOUR);
		assert_ok!(Market::collect(signed(&seller()), claimed));
		assert_ok!(Market::collect(signed(&seller()), late));
	});
}

#[test]
fn what_is_not_delivered_in_time_is_refunded() {
	test(|| {
		let id = buy(list(offer(price_tag())), some(1));
		wait(DAY);
		assert_noop!(Market::close(signed(&thief()), id), Error::StillRunning);
		wait(1);
		assert_ok!(Market::close(signed(&thief()), id));
		assert_noop!(Market::close(signed(&thief()), id), Error::WindowOpen);
		wait(1);
		assert_noop!(Market::deliver(signed(&seller()), id), Error::WindowOver);
		assert_ok!(Market::close(signed(&thief()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
		assert!(is_closed(id));
	});
}

#[test]
fn a_seller_who_gives_up_refunds_at_once() {
	test(|| {
		let id = buy(list(offer(price_tag())), some(1));
		assert_ok!(Market::deliver(signed(&seller()), id));
		assert_noop!(Market::cancel(signed(&buyer()), id), Error::NotSeller);
		assert_ok!(Market::cancel(signed(&seller()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
		assert!(is_closed(id));
	});
}

#[test]
fn a_buyer_can_hurry_a_seller_who_has_not_delivered() {
	test(|| {
		let id = buy(list(offer(price_tag())), some(1));
		assert_ok!(Market::cancel(signed(&buyer()), id));
		assert_eq!(agreement(id).ends, now() + HOUR);
		wait(HOUR + 1);
		assert_ok!(Market::close(signed(&buyer()), id));
		wait(1);
		assert_ok!(Market::close(signed(&buyer()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
	});
}

#[test]
fn only_the_parties_do_what_is_theirs() {
	test(|| {
		let id = buy(list(offer(price_tag())), some(1));
		assert_noop!(Market::deliver(signed(&buyer()), id), Error::NotSeller);
		assert_noop!(Market::confirm(signed(&seller()), id), Error::NotBuyer);
		assert_noop!(Market::cancel(signed(&thief()), id), Error::NotParty);
		assert_noop!(Market::dispute(signed(&buyer()), id), Error::WrongKind);
		assert_noop!(Market::top_up(signed(&buyer()), id, 1), Error::WrongKind);
		assert_noop!(Market::withdraw(signed(&buyer()), id, 1), Error::WrongKind);
		assert_noop!(Market::collect(signed(&thief()), id), Error::NothingClaimed);
		assert_noop!(
			Market::confirm(RuntimeOrigin::root(), id),
			sp_runtime::DispatchError::BadOrigin
		);
		assert_noop!(Market::confirm(signed(&buyer()), 99), Error::UnknownAgreement);
	});
}

#[test]
fn a_stock_sells_out_and_refunds_come_back() {
	test(|| {
		let listing = list(Offer { capacity: Capacity::Stock(5), ..offer(price_tag()) });
		let sold = buy(listing, some(3));
		let refunded = buy(listing, some(2));
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, some(1)),
			Error::CapacityExhausted
		);
		assert_ok!(Market::confirm(signed(&buyer()), sold));
		assert_ok!(Market::cancel(signed(&seller()), refunded));
		buy(listing, some(2));
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, some(1)),
			Error::CapacityExhausted
		);
	});
}

#[test]
fn concurrent_capacity_comes_back_however_it_ends() {
	test(|| {
		let listing = list(Offer { capacity: Capacity::Concurrent(2), ..offer(price_tag()) });
		let id = buy(listing, some(2));
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, some(1)),
			Error::CapacityExhausted
		);
		assert_ok!(Market::confirm(signed(&buyer()), id));
		buy(listing, some(2));
	});
}

#[test]
fn an_operator_trades_in_a_devices_name_and_with_its_money() {
	test(|| {
		change_device(&car(), |car| car.operator = Some(rival()));
		let listing = list(offer(price_tag()));
		assert_noop!(
			Market::purchase(signed(&thief()), Some(car()), listing, some(1)),
			Error::NotYours
		);
		assert_ok!(Market::purchase(signed(&rival()), Some(car()), listing, some(1)));
		assert_eq!(free(&car()), ENDOWMENT - 10 * GAS);
		assert_ok!(Market::confirm(signed(&rival()), 0));
		assert_eq!(free(&rival()), ENDOWMENT);
	});
}
