// SPDX-License-Identifier: Apache-2.0

//! Disputes: bonds, rulings, and what happens when nobody does anything.

use crate::{mock::*, pricing::MILLION, state::State, Event, HoldReason, Outcome};
use frame_support::{assert_noop, assert_ok};

/// The arbiter's fee, and each side's bond.
const BOND: u64 = 2_000 * GAS;

fn cost(units: u64) -> u64 {
	units * 3 * GAS / 10
}

/// A delivery of ten GAS that the seller claims and the buyer disputes.
fn delivery() -> u64 {
	register_arbiter();
	let id = buy(list(arbitrated(offer(price_tag()))), with_arbiter(some(1)));
	assert_ok!(Market::deliver(signed(&seller()), id));
	assert_ok!(Market::dispute(signed(&buyer()), id));
	id
}

/// Metered use with a claim of 1,000 Wh that the buyer disputes.
fn metered_use() -> u64 {
	register_arbiter();
	let id = buy(list(arbitrated(power())), with_arbiter(metered(5_000 * GAS)));
	wait(HOUR);
	assert_ok!(claim(id, 1_000, 2));
	assert_ok!(Market::dispute(signed(&buyer()), id));
	id
}

#[test]
fn the_loser_pays_the_arbiter() {
	test(|| {
		let id = delivery();
		assert_eq!(agreement(id).state(), State::Disputed);
		assert_eq!(held(&buyer(), HoldReason::Bond), BOND);
		assert_noop!(Market::rule(signed(&arbiter()), id, MILLION), Error::NotAnswered);
		assert_ok!(Market::answer(signed(&seller()), id));
		assert_noop!(Market::answer(signed(&seller()), id), Error::AlreadyAnswered);
		assert_noop!(Market::rule(signed(&thief()), id, MILLION), Error::NotArbiter);
		assert_noop!(Market::rule(signed(&arbiter()), id, MILLION + 1), Error::BadAward);
		assert_ok!(Market::rule(signed(&arbiter()), id, MILLION));
		assert_eq!(free(&arbiter()), ENDOWMENT + BOND);
		assert_eq!(free(&buyer()), ENDOWMENT - 10 * GAS - BOND);
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
		assert!(is_closed(id));
	});
}

#[test]
fn a_seller_who_loses_pays_the_arbiter() {
	test(|| {
		let id = delivery();
		assert_ok!(Market::answer(signed(&seller()), id));
		assert_ok!(Market::rule(signed(&arbiter()), id, 0));
		assert_eq!(free(&arbiter()), ENDOWMENT + BOND);
		assert_eq!(free(&buyer()), ENDOWMENT);
		assert_eq!(free(&seller()), ENDOWMENT - BOND);
	});
}

#[test]
fn an_award_can_be_split_and_the_fee_with_it() {
	test(|| {
		let id = delivery();
		assert_ok!(Market::answer(signed(&seller()), id));
		assert_ok!(Market::rule(signed(&arbiter()), id, 250_000));
		assert_eq!(free(&arbiter()), ENDOWMENT + BOND);
		assert_eq!(free(&buyer()), ENDOWMENT - 25 * GAS / 10 - BOND / 4);
		assert_eq!(free(&seller()), ENDOWMENT + net(25 * GAS / 10) - BOND * 3 / 4);
		assert_eq!(Market::listing(0).unwrap().taken, 0);
	});
}

#[test]
fn a_seller_who_does_not_answer_in_time_loses() {
	test(|| {
		let id = delivery();
		assert_noop!(Market::resolve(signed(&thief()), id), Error::WindowOpen);
		wait(DAY);
		assert_noop!(Market::answer(signed(&seller()), id), Error::WindowOver);
		assert_ok!(Market::resolve(signed(&thief()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
		assert_eq!(free(&seller()), ENDOWMENT);
		assert!(is_closed(id));
	});
}

#[test]
fn an_arbiter_who_does_not_rule_in_time_gets_nothing_and_bonds_return() {
	test(|| {
		let id = delivery();
		assert_ok!(Market::answer(signed(&seller()), id));
		wait(6 * DAY);
		assert_noop!(Market::resolve(signed(&thief()), id), Error::WindowOpen);
		wait(DAY);
		assert_noop!(Market::rule(signed(&arbiter()), id, MILLION), Error::WindowOver);
		assert_ok!(Market::resolve(signed(&thief()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
		assert_eq!(free(&seller()), ENDOWMENT);
		assert_eq!(free(&arbiter()), ENDOWMENT);
	});
}

#[test]
fn a_stalled_chain_loses_no_dispute() {
	test(|| {
		let id = delivery();
		stall(30 * DAY);
		assert_noop!(Market::resolve(signed(&buyer()), id), Error::WindowOpen);
		assert_ok!(Market::answer(signed(&seller()), id));
		stall(30 * DAY);
		assert_ok!(Market::rule(signed(&arbiter()), id, MILLION));
	});
}

#[test]
fn either_side_can_give_in() {
	test(|| {
		let id = delivery();
		assert_ok!(Market::confirm(signed(&buyer()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
		assert_eq!(free(&buyer()), ENDOWMENT - 10 * GAS);

		let id = buy(0, with_arbiter(some(1)));
		assert_ok!(Market::deliver(signed(&seller()), id));
		assert_ok!(Market::dispute(signed(&buyer()), id));
		assert_noop!(Market::cancel(signed(&buyer()), id), Error::NotSeller);
		assert_ok!(Market::cancel(signed(&seller()), id));
		assert_eq!(free(&buyer()), ENDOWMENT - 10 * GAS);
	});
}

/// Whoever sees a ruling coming in the pool could give in before it is included, and leave the
/// arbiter with nothing for its work.
#[test]
fn giving_in_when_the_ruling_is_in_the_pool_saves_no_fee() {
	test(|| {
		let id = delivery();
		assert_ok!(Market::answer(signed(&seller()), id));
		assert_ok!(Market::cancel(signed(&seller()), id));
		assert_eq!(free(&arbiter()), ENDOWMENT + BOND);
		assert_eq!(free(&seller()), ENDOWMENT - BOND);
		assert_eq!(free(&buyer()), ENDOWMENT);

		let id = buy(0, with_arbiter(some(1)));
		assert_ok!(Market::deliver(signed(&seller()), id));
		assert_ok!(Market::dispute(signed(&buyer()), id));
		assert_ok!(Market::answer(signed(&seller()), id));
		// An arbiter that cannot be paid holds nobody up.
		let admin = AccountId::new([0xFF; 32]);
		assert_ok!(Assets::block(signed(&admin), GAS_ID, arbiter()));
		assert_ok!(Market::confirm(signed(&buyer()), id));
		assert_ok!(Assets::thaw(signed(&admin), GAS_ID, arbiter()));
		assert_eq!(free(&buyer()), ENDOWMENT - 10 * GAS);
		assert_eq!(free(&arbiter()), ENDOWMENT + BOND);
	});
}

#[test]
fn an_arbiter_owns_no_party_and_trades_for_none() {
	test(|| {
		for who in [seller(), meter(), buyer(), car(), rival()] {
			Market::register_arbiter(signed(&who), BOND, Default::default()).unwrap();
		}
		let named = |who: AccountId| crate::Offer {
			arbiters: vec![who].try_into().unwrap(),
			..offer(price_tag())
		};
		let by = |name, offer| Market::list(signed(&seller()), name, Box::new(offer));
		// The seller's own device judges, or the owner of the device that sells or provides.
		assert_noop!(by(None, named(meter())), Error::BadArbiters);
		assert_noop!(by(Some(meter()), named(seller())), Error::BadArbiters);
		change_device(&meter(), |meter| meter.operator = Some(rival()));
		let provided = crate::Offer { provider: Some(meter()), ..named(rival()) };
		assert_noop!(by(None, provided), Error::BadArbiters);
		// And on the other side the buyer's device, or the owner of the device that buys.
		let choosing = |who: AccountId| {
			let mut request = some(1);
			request.party.arbiter = Some(who);
			request
		};
		let (own, owner) = (list(named(car())), list(named(buyer())));
		assert_noop!(
			Market::purchase(signed(&buyer()), None, own, choosing(car())),
			Error::ArbiterNotAccepted
		);
		assert_noop!(
			Market::purchase(signed(&buyer()), Some(car()), owner, choosing(buyer())),
			Error::ArbiterNotAccepted
		);
		assert_ok!(Market::purchase(signed(&thief()), None, own, choosing(car())));
	});
}

#[test]
fn without_an_arbiter_a_refused_claim_is_void() {
	test(|| {
		let id = buy(list(offer(price_tag())), some(1));
		assert_ok!(Market::deliver(signed(&seller()), id));
		assert_ok!(Market::dispute(signed(&buyer()), id));
		assert!(is_closed(id));
		assert_eq!(free(&buyer()), ENDOWMENT);

		let id = buy(list_power(), metered(5_000 * GAS));
		wait(HOUR);
		assert_noop!(Market::dispute(signed(&buyer()), id), Error::NothingClaimed);
		assert_ok!(claim(id, 1_000, 1));
		assert_ok!(Market::dispute(signed(&buyer()), id));
		assert_eq!(meter_of(id).claimed(), 0);
		// Metered use goes on, from that reading.
		wait(HOUR);
		assert_ok!(settle(id, 1_500, 2));
		assert_eq!(agreement(id).paid, cost(500));
	});
}

#[test]
fn what_a_buyer_let_pass_is_not_disputable() {
	test(|| {
		register_arbiter();
		let id = buy(list(arbitrated(power())), with_arbiter(metered(5_000 * GAS)));
		wait(HOUR);
		assert_ok!(claim(id, 1_000, 1));
		wait(40 * MINUTE);
		assert_ok!(claim(id, 1_600, 2));
		wait(20 * MINUTE);
		assert_noop!(Market::dispute(signed(&seller()), id), Error::NotBuyer);
		assert_ok!(Market::dispute(signed(&buyer()), id));
		assert_eq!(agreement(id).paid, cost(1_000));
		assert_eq!(agreement(id).disputed, Some(cost(600)));
		wait(HOUR);
		assert_noop!(Market::dispute(signed(&buyer()), id), Error::WrongState);
	});
}

#[test]
fn use_goes_on_during_a_dispute_and_nothing_of_it_matures() {
	test(|| {
		let id = metered_use();
		wait(HOUR);
		assert_ok!(claim(id, 2_000, 3));
		wait(2 * HOUR);
		assert_noop!(Market::collect(signed(&seller()), id), Error::WrongState);
		assert_ok!(claim(id, 2_500, 4));
		assert_eq!(agreement(id).paid, 0);
		assert_ok!(Market::answer(signed(&seller()), id));
		assert_ok!(Market::rule(signed(&arbiter()), id, 500_000));
		assert_eq!(agreement(id).paid, cost(500));
		// The rest can be disputed for a whole window from now.
		assert_noop!(Market::collect(signed(&seller()), id), Error::WindowOpen);
		wait(HOUR);
		assert_ok!(Market::collect(signed(&seller()), id));
		assert_eq!(agreement(id).paid, cost(2_000));
	});
}

#[test]
fn the_countersigned_part_of_what_is_disputed_is_paid() {
	test(|| {
		let id = metered_use();
		// The car did sign for 400.
		assert_ok!(settle(id, 400, 1));
		assert_eq!(agreement(id).paid, cost(400));
		assert_eq!(agreement(id).disputed, Some(cost(600)));
		assert_noop!(settle(id, 400, 1), Error::StaleVoucher);
		wait(DAY);
		assert_ok!(Market::resolve(signed(&thief()), id));
		assert_eq!(
			last_event(),
			Event::DisputeEnded {
				agreement: id,
				outcome: Outcome::Unanswered,
				awarded: 0,
				returned: cost(600)
			}
		);
		assert_eq!(agreement(id).paid, cost(400));
		assert_eq!(agreement(id).available(), 5_000 * GAS - cost(400));
	});
}

#[test]
fn a_countersignature_over_all_of_it_ends_the_dispute() {
	test(|| {
		let id = metered_use();
		assert_ok!(Market::answer(signed(&seller()), id));
		wait(HOUR);
		assert_ok!(settle(id, 1_200, 3));
		assert_eq!(agreement(id).state(), State::Open);
		assert_eq!(agreement(id).paid, cost(1_200));
		assert_eq!(free(&arbiter()), ENDOWMENT + BOND);
		assert_eq!(held(&buyer(), HoldReason::Bond), 0);
		assert_eq!(held(&seller(), HoldReason::Bond), 0);
	});
}

#[test]
fn what_is_disputed_can_neither_be_withdrawn_nor_closed_away() {
	test(|| {
		let id = metered_use();
		assert_noop!(
			Market::withdraw(signed(&buyer()), id, 5_000 * GAS - cost(1_000) + 1),
			Error::WithinReach
		);
		assert_ok!(Market::withdraw(signed(&buyer()), id, 5_000 * GAS - cost(1_000)));
		wait(20 * DAY);
		assert_noop!(Market::close(signed(&seller()), id), Error::WrongState);
		assert_ok!(Market::resolve(signed(&thief()), id));
		assert_ok!(Market::close(signed(&seller()), id));
	});
}

#[test]
fn an_arbiter_agrees_before_a_listing_may_name_it() {
	test(|| {
		let offer = arbitrated(offer(price_tag()));
		assert_noop!(
			Market::list(signed(&seller()), None, Box::new(offer.clone())),
			Error::BadArbiters
		);
		assert_noop!(
			Market::register_arbiter(signed(&arbiter()), 999 * GAS, Default::default()),
			Error::FeeTooLow
		);
		register_arbiter();
		let listing = list(offer);
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, some(1)),
			Error::ArbiterRequired
		);
		// A dearer arbiter costs in this listing what it cost when it was made.
		Market::register_arbiter(signed(&arbiter()), 9_000 * GAS, Default::default()).unwrap();
		let id = buy(listing, with_arbiter(some(1)));
		assert_ok!(Market::deliver(signed(&seller()), id));
		assert_ok!(Market::dispute(signed(&buyer()), id));
		assert_eq!(held(&buyer(), HoldReason::Bond), BOND);
		// Who is one no more cannot be chosen.
		assert_ok!(Market::retire_arbiter(signed(&arbiter())));
		assert_noop!(Market::retire_arbiter(signed(&arbiter())), Error::UnknownArbiter);
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, with_arbiter(some(1))),
			Error::ArbiterNotAccepted
		);
		// But may still rule what it was chosen for.
		assert_ok!(Market::answer(signed(&seller()), id));
		assert_ok!(Market::rule(signed(&arbiter()), id, 0));
	});
}

#[test]
fn an_arbiter_is_no_party() {
	test(|| {
		register_arbiter();
		let named = |who: AccountId| crate::Offer {
			arbiters: vec![who].try_into().unwrap(),
			..offer(price_tag())
		};
		Market::register_arbiter(signed(&seller()), BOND, Default::default()).unwrap();
		assert_noop!(
			Market::list(signed(&seller()), None, Box::new(named(seller()))),
			Error::BadArbiters
		);
		Market::register_arbiter(signed(&buyer()), BOND, Default::default()).unwrap();
		let listing = list(named(buyer()));
		let mut request = some(1);
		request.party.arbiter = Some(buyer());
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, request),
			Error::ArbiterNotAccepted
		);
	});
}

#[test]
fn a_dispute_that_cannot_be_bonded_is_none() {
	test(|| {
		register_arbiter();
		let listing = list(arbitrated(offer(price_tag())));
		let id = buy(listing, with_arbiter(some(99_900)));
		assert_ok!(Market::deliver(signed(&seller()), id));
		assert_noop!(Market::dispute(signed(&buyer()), id), Error::FundsMissing);
	});
}
