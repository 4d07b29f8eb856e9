// SPDX-License-Identifier: Apache-2.0

//! Policies: what a standing order buys, from whom, for how much; and who tries to make more of it.

use crate::{
	allowance::Allowance,
	mock::*,
	pricing::{PriceTag, Pricing, Tariff},
	ramp::Ramp,
	types::*,
	Agreements, Event, HoldReason, NextAgreement, NextPolicy, Policies, Tips,
};
use frame_support::{
	assert_noop, assert_ok, dispatch::DispatchResult, storage::with_storage_layer,
	traits::fungible::Mutate,
};
use int_primitives::{
	directory::SecurityLevel,
	merkle::{leaf_hash, Software},
	package::{AcceptedCiphertext, ManifestCommitment},
	Millis,
};

/// Any one unit of what `offer` sells, for up to 100 GAS, three times a day.
pub(super) fn order() -> Order {
	Order {
		kind: Kind::Other(7),
		unit: Unit::Other(7),
		want: Want::Delivery,
		quantity: 1,
		place: Some(place("u33")),
		metadata: Default::default(),
		consumer: None,
		reputation: 0,
		security: SecurityLevel::Unattested,
		arbiters: vec![arbiter()].try_into().unwrap(),
		ruling: 2_000 * GAS,
		window: HOUR as u32,
		patience: DAY,
		price: Ramp { start: 100 * GAS, maximum: 100 * GAS, duration: 0 },
		tip: 10_000,
		allowance: Allowance { period: DAY, amount: 300 * GAS, purchases: 3 },
		expires: now() + 30 * DAY,
	}
}

/// A policy of the buyer's over 1,000 GAS.
fn policy(order: Order) -> PolicyId {
	let id = NextPolicy::<Test>::get();
	Market::create_policy(signed(&buyer()), None, Box::new(order), 1_000 * GAS).unwrap();
	id
}

fn budget(id: PolicyId) -> u64 {
	Policies::<Test>::get(id).unwrap().budget
}

pub(super) fn execute_by(who: &AccountId, id: PolicyId, listing: ListingId) -> DispatchResult {
	let revision = crate::Listings::<Test>::get(listing).map_or(0, |listing| listing.revision);
	Market::execute_policy(signed(who), id, listing, revision, None)
}

/// Executed by somebody who has nothing to do with either side.
fn execute(id: PolicyId, listing: ListingId) -> DispatchResult {
	execute_by(&rival(), id, listing)
}

/// Executed, and the agreement's number.
fn buys(id: PolicyId, listing: ListingId) -> AgreementId {
	let agreement = NextAgreement::<Test>::get();
	execute(id, listing).unwrap();
	agreement
}

/// A call is refused with this error, changes nothing, and the preview says so too.
fn refused(id: PolicyId, listing: ListingId, misfit: Misfit) {
	let preview = Market::preview_policy(rival(), id, listing, None);
	assert!(preview.misfits.contains(&misfit), "{:?} does not say {misfit:?}", preview.misfits);
	assert_noop!(execute(id, listing), Error::from(preview.misfits[0]));
}

/// The seller delivers, and the buyer confirms.
fn delivered(id: AgreementId) {
	Market::deliver(signed(&seller()), id).unwrap();
	Market::confirm(signed(&buyer()), id).unwrap();
	assert!(is_closed(id));
}

/// The seller does not move until all returns.
fn undelivered(id: AgreementId) {
	wait(DAY + 1);
	Market::close(signed(&thief()), id).unwrap();
	wait(1);
	Market::close(signed(&thief()), id).unwrap();
	assert!(is_closed(id));
}

pub(super) fn price_of(gas: u64) -> Pricing {
	Pricing::PriceTag(PriceTag { price: gas * GAS, per: 1 })
}

fn revise(listing: ListingId, offer: Offer) {
	Market::revise(signed(&seller()), listing, Box::new(offer)).unwrap();
}

fn end(id: PolicyId, listings: &[ListingId]) {
	Market::close_policy(signed(&buyer()), id).unwrap();
	for listing in listings {
		Market::close_listing(signed(&seller()), *listing).unwrap();
	}
	check_empty();
}

#[test]
fn a_policy_buys_and_everything_returns_that_was_not_spent() {
	test(|| {
		let listing = list(offer(price_tag()));
		let id = policy(order());
		assert_eq!(held(&buyer(), HoldReason::Policy), 1_000 * GAS);

		let agreement = buys(id, listing);
		// 10 GAS, and 1 % of it.
		let tip = GAS / 10;
		assert_eq!(held(&buyer(), HoldReason::Escrow), 10 * GAS);
		assert_eq!(held(&buyer(), HoldReason::Tip), tip);
		assert_eq!(budget(id), 990 * GAS - tip);
		assert_eq!(held(&buyer(), HoldReason::Policy), 990 * GAS - tip);
		assert_eq!(
			last_event(),
			Event::PolicyExecuted {
				policy: id,
				agreement,
				executor: rival(),
				price: 10 * GAS,
				tip
			}
		);

		delivered(agreement);
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
		assert_eq!(free(&rival()), ENDOWMENT + tip);
		end(id, &[listing]);
		assert_eq!(free(&buyer()), ENDOWMENT - 10 * GAS - tip);
	});
}

#[test]
fn what_is_bought_goes_on_without_the_policy() {
	test(|| {
		let listing = list(offer(price_tag()));
		let id = policy(order());
		let agreement = buys(id, listing);
		Market::close_policy(signed(&buyer()), id).unwrap();
		assert_eq!(held(&buyer(), HoldReason::Policy), 0);
		assert_noop!(execute(id, listing), Error::UnknownPolicy);
		delivered(agreement);
		assert_eq!(free(&rival()), ENDOWMENT + GAS / 10);
		Market::close_listing(signed(&seller()), listing).unwrap();
		check_empty();
	});
}

#[test]
fn the_accepted_price_rises_until_somebody_takes_it() {
	test(|| {
		let price = Ramp { start: 0, maximum: 100 * GAS, duration: DAY };
		let id = policy(Order { price, ..order() });
		let dear = list(offer(price_of(50)));
		let cheap = list(offer(price_of(25)));
		refused(id, cheap, Misfit::Price);
		wait(DAY / 4 - 1);
		refused(id, cheap, Misfit::Price);
		wait(1);
		refused(id, dear, Misfit::Price);
		// The cheaper seller is the first who can, and the price begins anew.
		assert_ok!(execute(id, cheap));
		wait(DAY / 2 - 1);
		refused(id, dear, Misfit::Price);
		wait(1);
		assert_ok!(execute(id, dear));
	});
}

#[test]
fn while_a_period_is_spent_the_price_does_not_rise() {
	test(|| {
		let price = Ramp { start: 10 * GAS, maximum: 110 * GAS, duration: DAY };
		let allowance = Allowance { period: 10 * DAY, amount: 110 * GAS, purchases: 1 };
		let id = policy(Order { price, allowance, ..order() });
		let (cheap, dear) = (list(offer(price_tag())), list(offer(price_of(60))));
		assert_ok!(execute(id, cheap));
		wait(10 * DAY - 1);
		refused(id, cheap, Misfit::Period);
		wait(1);
		// It begins with the next period, not at its maximum.
		refused(id, dear, Misfit::Price);
		wait(DAY / 2);
		assert_ok!(execute(id, dear));
	});
}

#[test]
fn after_a_stall_the_price_is_not_at_its_maximum() {
	test(|| {
		let price = Ramp { start: 0, maximum: 100 * GAS, duration: HOUR };
		let id = policy(Order { price, ..order() });
		let dear = list(offer(price_of(100)));
		for _ in 1..BLOCKS {
			stall(DAY);
			refused(id, dear, Misfit::Price);
		}
		stall(1);
		assert_ok!(execute(id, dear));
	});
}

#[test]
fn resuming_begins_the_price_anew() {
	test(|| {
		let price = Ramp { start: 0, maximum: 100 * GAS, duration: DAY };
		let id = policy(Order { price, ..order() });
		let listing = list(offer(price_of(50)));
		assert_noop!(Market::pause_policy(signed(&thief()), id, true), Error::NotBuyer);
		assert_ok!(Market::pause_policy(signed(&buyer()), id, true));
		wait(DAY);
		refused(id, listing, Misfit::Paused);
		assert_ok!(Market::pause_policy(signed(&buyer()), id, false));
		refused(id, listing, Misfit::Price);
		wait(DAY / 2);
		assert_ok!(execute(id, listing));
	});
}

#[test]
fn a_seller_who_raises_the_price_just_before_is_refused() {
	test(|| {
		let listing = list(offer(price_of(50)));
		let id = policy(order());
		revise(listing, offer(price_of(99)));
		assert_noop!(
			Market::execute_policy(signed(&rival()), id, listing, 0, None),
			Error::RevisionChanged
		);
		// And never more than what is accepted, whatever revision is named.
		revise(listing, offer(price_of(101)));
		refused(id, listing, Misfit::Price);
		assert_noop!(
			Market::execute_policy(signed(&rival()), id, listing, 3, None),
			Error::RevisionChanged
		);
	});
}

/// A listing with receivers, and a policy for it between two devices.
fn with_sides() -> (ListingId, PolicyId) {
	let split = vec![
		Share { to: seller(), parts: 500_000 },
		Share { to: receiver(0), parts: 400_000 },
		Share { to: thief(), parts: 100_000 },
	];
	let listing = list(Offer {
		provider: Some(meter()),
		split: split.try_into().unwrap(),
		..offer(price_tag())
	});
	let allowance = Allowance { period: DAY, amount: 300 * GAS, purchases: 20 };
	(listing, policy(Order { consumer: Some(car()), allowance, ..order() }))
}

#[test]
fn whoever_is_on_a_side_gets_no_tip() {
	test(|| {
		let (listing, id) = with_sides();
		for who in [seller(), meter(), buyer(), car(), receiver(0), thief()] {
			assert_eq!(Market::preview_policy(who.clone(), id, listing, None).tip, 0);
			assert_ok!(execute_by(&who, id, listing));
		}
		assert_eq!(held(&buyer(), HoldReason::Tip), 0);
		assert_eq!(Tips::<Test>::iter().count(), 0);
		assert_eq!(Market::preview_policy(rival(), id, listing, None).tip, GAS / 10);
	});
}

/// Whose device somebody is takes a record of the registry to know, which is read when a tip is paid.
#[test]
fn whoever_turns_out_to_be_on_a_side_is_not_paid_the_tip_that_was_set_aside() {
	test(|| {
		let (listing, id) = with_sides();
		let mut earned = 0;
		for (owner, tip) in [(seller(), 0), (buyer(), 0), (thief(), 0), (rival(), GAS / 10)] {
			let device = Keys::new(&format!("a device of {owner}"));
			add_device(&device, &owner);
			let who = device.account();
			// As much as an account has to hold, so that it could receive the tip.
			Assets::transfer(signed(&rival()), GAS_ID, who.clone(), GAS.into()).unwrap();
			assert_eq!(Market::preview_policy(who.clone(), id, listing, None).tip, tip);
			let agreement = NextAgreement::<Test>::get();
			assert_ok!(execute_by(&who, id, listing));
			assert_eq!(held(&buyer(), HoldReason::Tip), GAS / 10);
			assert_ok!(Market::confirm(signed(&buyer()), agreement));
			assert_eq!(free(&who), GAS + tip);
			assert_eq!(held(&buyer(), HoldReason::Tip), 0);
			earned += tip;
			// Back, so that everybody who has GAS is known.
			Assets::transfer_all(signed(&who), GAS_ID, rival(), false).unwrap();
		}
		assert_eq!(free(&rival()), ENDOWMENT + earned);
	});
}

#[test]
fn tip_farming_with_dust_earns_nothing() {
	test(|| {
		let dust = Pricing::PriceTag(PriceTag { price: 99, per: 1 });
		let listing = list(offer(dust));
		let id = policy(order());
		for _ in 0..3 {
			delivered(buys(id, listing));
		}
		assert_eq!(free(&rival()), ENDOWMENT);
		assert_eq!(budget(id), 1_000 * GAS - 3 * 99);
		// And there is an end to it.
		refused(id, listing, Misfit::Period);
	});
}

#[test]
fn tip_farming_with_straw_men_who_do_not_deliver_earns_nothing() {
	test(|| {
		let listing = list(offer(price_of(100)));
		let id = policy(order());
		let agreement = buys(id, listing);
		assert_eq!(held(&buyer(), HoldReason::Tip), GAS);
		undelivered(agreement);
		assert_eq!(free(&rival()), ENDOWMENT);
		end(id, &[listing]);
		assert_eq!(free(&buyer()), ENDOWMENT);
	});
}

#[test]
fn a_policy_cannot_be_drained_in_one_period() {
	test(|| {
		let listing = list(offer(price_of(100)));
		let allowance = Allowance { period: DAY, amount: 202 * GAS, purchases: 100 };
		let id = policy(Order { allowance, ..order() });
		assert_ok!(execute(id, listing));
		assert_ok!(execute(id, listing));
		refused(id, listing, Misfit::Period);
		assert_eq!(budget(id), 798 * GAS);
		wait(DAY);
		assert_ok!(execute(id, listing));
		// What was not spent is not carried over.
		wait(2 * DAY);
		assert_ok!(execute(id, listing));
		assert_ok!(execute(id, listing));
		refused(id, listing, Misfit::Period);
	});
}

#[test]
fn the_tip_is_cut_where_it_would_pass_a_limit() {
	test(|| {
		let listing = list(offer(price_of(100)));
		let allowance = Allowance { period: DAY, amount: 200 * GAS, purchases: 100 };
		let id = policy(Order { allowance, ..order() });
		assert_ok!(execute(id, listing));
		refused(id, listing, Misfit::Period);
		revise(listing, offer(price_of(99)));
		// 0.99 GAS would be due, and nothing is left of the 200.
		assert_ok!(execute(id, listing));
		assert_eq!(held(&buyer(), HoldReason::Tip), GAS);
		assert_eq!(budget(id), 800 * GAS);
	});
}

#[test]
fn a_budget_is_never_passed() {
	test(|| {
		let listing = list(offer(price_of(100)));
		let allowance = Allowance { period: DAY, amount: 10_000 * GAS, purchases: 100 };
		let id = policy(Order { allowance, ..order() });
		for _ in 0..9 {
			assert_ok!(execute(id, listing));
		}
		assert_eq!(budget(id), 91 * GAS);
		refused(id, listing, Misfit::Budget);
		assert_noop!(Market::fund_policy(signed(&thief()), id, GAS), Error::NotBuyer);
		assert_noop!(Market::fund_policy(signed(&buyer()), id, 0), Error::ZeroAmount);
		assert_noop!(Market::fund_policy(signed(&buyer()), id, ENDOWMENT), Error::FundsMissing);
		assert_ok!(Market::fund_policy(signed(&buyer()), id, 9 * GAS));
		assert_ok!(execute(id, listing));
		assert_eq!(budget(id), 0);
		end_all(id, listing);
	});

	fn end_all(id: PolicyId, listing: ListingId) {
		for agreement in Agreements::<Test>::iter_keys().collect::<Vec<_>>() {
			delivered(agreement);
		}
		end(id, &[listing]);
	}
}

#[test]
fn the_later_of_two_matchers_loses_a_fee_and_nothing_else() {
	test(|| {
		let listing = list(offer(price_tag()));
		let allowance = Allowance { period: DAY, amount: 300 * GAS, purchases: 1 };
		let id = policy(Order { allowance, ..order() });
		assert_ok!(execute_by(&rival(), id, listing));
		assert_noop!(execute_by(&thief(), id, listing), Error::PeriodSpent);

		// The same where more purchases are left, but the price begins anew.
		let price = Ramp { start: 0, maximum: 100 * GAS, duration: HOUR };
		let id = policy(Order { price, ..order() });
		wait(HOUR);
		assert_ok!(execute_by(&rival(), id, listing));
		assert_noop!(execute_by(&thief(), id, listing), Error::PriceTooHigh);

		// And where the last piece is sold.
		let last = list(Offer { capacity: Capacity::Stock(1), ..offer(price_tag()) });
		let id = policy(order());
		assert_ok!(execute_by(&rival(), id, last));
		assert_noop!(execute_by(&thief(), id, last), Error::CapacityExhausted);
	});
}

#[test]
fn an_expired_policy_buys_nothing_and_anyone_closes_it() {
	test(|| {
		let listing = list(offer(price_tag()));
		let id = policy(order());
		assert_noop!(Market::close_policy(signed(&thief()), id), Error::NotBuyer);
		wait(30 * DAY);
		assert_ok!(execute(id, listing));
		assert_noop!(Market::close_policy(signed(&thief()), id), Error::NotBuyer);
		wait(1);
		refused(id, listing, Misfit::Expired);
		assert_noop!(Market::fund_policy(signed(&buyer()), id, GAS), Error::PolicyExpired);
		assert_ok!(Market::close_policy(signed(&thief()), id));
		assert_eq!(held(&buyer(), HoldReason::Policy), 0);
		assert_noop!(Market::close_policy(signed(&thief()), id), Error::UnknownPolicy);
	});
}

#[test]
fn a_listing_that_stopped_satisfying_is_refused() {
	test(|| {
		let good = offer(price_tag());
		let listing = list(good.clone());
		let id = policy(order());
		assert!(Market::preview_policy(rival(), id, listing, None).misfits.is_empty());
		let edits = [
			(Offer { kind: Kind::Other(8), ..good.clone() }, Misfit::Resource),
			(Offer { unit: Unit::Other(8), ..good.clone() }, Misfit::Resource),
			(Offer { place: Some(place("u32dc0")), ..good.clone() }, Misfit::Place),
			(Offer { place: Some(place("u3")), ..good.clone() }, Misfit::Place),
			(Offer { place: None, ..good.clone() }, Misfit::Place),
			(offer(cpp()), Misfit::Pricing),
			(offer(dutch()), Misfit::Pricing),
			(Offer { window: HOUR as u32 - 1, ..good.clone() }, Misfit::Window),
			(Offer { delivery: DAY + 1, ..good.clone() }, Misfit::Patience),
			(Offer { notice: DAY as u32 + 1, ..good.clone() }, Misfit::Patience),
			(offer(price_of(101)), Misfit::Price),
			(Offer { from: now() + 1, ..good.clone() }, Misfit::Purchase(Refusal::OutsideValidity)),
			(
				Offer { capacity: Capacity::Stock(0), ..good.clone() },
				Misfit::Purchase(Refusal::CapacityExhausted),
			),
		];
		for (edit, misfit) in edits {
			revise(listing, edit);
			refused(id, listing, misfit);
		}
		revise(listing, good);
		assert_ok!(execute(id, listing));
		Market::pause(signed(&seller()), listing, true).unwrap();
		refused(id, listing, Misfit::Purchase(Refusal::ListingPaused));
		Market::close_listing(signed(&seller()), listing).unwrap();
		refused(id, listing, Misfit::Purchase(Refusal::UnknownListing));
	});
}

#[test]
fn only_an_arbiter_whom_the_buyer_accepts_is_chosen() {
	test(|| {
		register_arbiter();
		for who in [rival(), thief()] {
			Market::register_arbiter(signed(&who), 1_500 * GAS, Default::default()).unwrap();
		}
		let listing = list(Offer {
			arbiters: vec![rival(), arbiter(), thief()].try_into().unwrap(),
			..offer(price_tag())
		});
		let with = |arbiters: Vec<AccountId>, ruling| {
			policy(Order { arbiters: arbiters.try_into().unwrap(), ruling, ..order() })
		};
		refused(with(vec![], u64::MAX), listing, Misfit::Arbiter);
		refused(with(vec![poor()], u64::MAX), listing, Misfit::Arbiter);
		// Accepted, but too dear.
		refused(with(vec![arbiter()], 2_000 * GAS - 1), listing, Misfit::Arbiter);
		// The buyer's order decides, not the seller's.
		let id = with(vec![poor(), thief(), arbiter(), rival()], 2_000 * GAS);
		let first = buys(id, listing);
		assert_eq!(Market::arbiter_of(&agreement(first)), Some(thief()));
		// One who is an arbiter no more is passed over.
		Market::retire_arbiter(signed(&thief())).unwrap();
		let second = buys(id, listing);
		assert_eq!(Market::arbiter_of(&agreement(second)), Some(arbiter()));
		Market::retire_arbiter(signed(&arbiter())).unwrap();
		Market::retire_arbiter(signed(&rival())).unwrap();
		refused(id, listing, Misfit::Arbiter);
	});
}

#[test]
fn a_name_and_a_good_key_are_asked_of_the_seller() {
	test(|| {
		let listing = list(Offer { provider: Some(meter()), ..offer(price_of(100)) });
		let careful = policy(Order { security: SecurityLevel::SecureElement, ..order() });
		refused(careful, listing, Misfit::Security);
		change_device(&meter(), |device| device.security = SecurityLevel::Certified);
		assert_ok!(execute(careful, listing));

		let choosy = policy(Order { reputation: 1, ..order() });
		refused(choosy, listing, Misfit::Reputation);
		Market::open_name(signed(&seller())).unwrap();
		refused(choosy, listing, Misfit::Reputation);
		delivered(buys(careful, listing));
		assert_ok!(execute(choosy, listing));

		// What is no device guards no key.
		let own = list(offer(price_of(100)));
		refused(careful, own, Misfit::Security);
		change_device(&meter(), |device| device.active = false);
		refused(choosy, listing, Misfit::Purchase(Refusal::ProviderUnavailable));
	});
}

#[test]
fn what_a_listing_asks_of_its_buyers_it_asks_of_policies() {
	test(|| {
		let id = policy(Order { consumer: Some(car()), ..order() });
		let closed = |access| list(Offer { access, ..offer(price_tag()) });
		let named = closed(Access { reputation: 1, ..Default::default() });
		refused(id, named, Misfit::Purchase(Refusal::ReputationTooLow));
		let fleet = closed(Access { fleet: Some(3), ..Default::default() });
		refused(id, fleet, Misfit::Purchase(Refusal::WrongFleet));
		let secure = closed(Access { security: SecurityLevel::Certified, ..Default::default() });
		refused(id, secure, Misfit::Purchase(Refusal::SecurityTooLow));
		change_device(&car(), |device| {
			device.fleet = Some(3);
			device.security = SecurityLevel::Certified;
		});
		assert_ok!(execute(id, fleet));
		assert_ok!(execute(id, secure));
		// The car is sold: the policy cannot buy for it any more.
		change_device(&car(), |device| device.owner = thief());
		refused(id, fleet, Misfit::Purchase(Refusal::ConsumerNotYours));
	});
}

#[test]
fn an_offer_to_one_buyer_alone_can_be_bought() {
	test(|| {
		let id = policy(order());
		let leaf = leaf_hash::<Software>(buyer().as_ref());
		let access =
			Access { allow: Some(AllowList { root: leaf, size: 1 }), ..Default::default() };
		let listing = list(Offer { access, ..offer(price_tag()) });
		refused(id, listing, Misfit::Purchase(Refusal::NotAllowListed));
		let proof = AllowProof { index: 0, path: Default::default() };
		assert_ok!(Market::execute_policy(signed(&seller()), id, listing, 0, Some(proof)));
	});
}

#[test]
fn nobody_buys_from_himself_by_a_policy() {
	test(|| {
		let mine = crate::NextListing::<Test>::get();
		Market::list(signed(&buyer()), None, Box::new(offer(price_tag()))).unwrap();
		let id = policy(order());
		refused(id, mine, Misfit::Purchase(Refusal::SelfDealing));
	});
}

#[test]
fn a_request_for_data_is_answered_with_a_package() {
	test(|| {
		let key = [7; 32];
		let manifest = ManifestCommitment { root: [1; 32], size: 100, chunk: 10 };
		let data = Offer {
			kind: Kind::Data,
			unit: Unit::Item,
			place: None,
			manifest: Some(manifest),
			..offer(price_tag())
		};
		let request = Order {
			kind: Kind::Data,
			unit: Unit::Item,
			want: Want::Package { key, root: None },
			place: None,
			metadata: b"what is asked for".to_vec().try_into().unwrap(),
			..order()
		};
		// The seller finds the request, offers, and brings it together himself, without a tip.
		let id = policy(request.clone());
		let page = Market::policies_for(Kind::Data, Some(place("u33dc0")), None, 10);
		assert_eq!(page.policies.iter().map(|policy| policy.id).collect::<Vec<_>>(), [id]);
		let listing = list(data.clone());
		let bought = NextAgreement::<Test>::get();
		assert_ok!(execute_by(&seller(), id, listing));
		assert_eq!(
			agreement(bought).progress,
			Progress::Exchange { quantity: 1, step: Exchange::Awaited { key } }
		);
		// The buyer accepts what was delivered, the seller reveals, and is paid.
		let inner = [5; 32];
		let accepted = AcceptedCiphertext {
			root: [2; 32],
			key_hash: int_primitives::package::key_hash::<Software>(&inner),
		};
		Market::accept_package(signed(&buyer()), bought, accepted).unwrap();
		Market::reveal_key(signed(&seller()), bought, inner).unwrap();
		wait(HOUR);
		Market::collect(signed(&thief()), bought).unwrap();
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
		assert_eq!(free(&buyer()), ENDOWMENT - 1_000 * GAS);
		assert_eq!(budget(id), 990 * GAS);

		// What the buyer does not accept costs nothing.
		let other = buys(id, listing);
		undelivered(other);
		assert_eq!(free(&rival()), ENDOWMENT);

		// A certain package is not any package, and plain deliveries are none.
		let want = Want::Package { key, root: Some([9; 32]) };
		let certain = policy(Order { want, ..request.clone() });
		refused(certain, listing, Misfit::Package);
		revise(listing, Offer { manifest: None, ..data.clone() });
		refused(id, listing, Misfit::Pricing);
		let plain = policy(Order { want: Want::Delivery, ..request });
		revise(listing, data);
		refused(plain, listing, Misfit::Pricing);
	});
}

#[test]
fn metered_use_is_bought_with_an_escrow_for_the_quantity() {
	test(|| {
		register_arbiter();
		let listing = list_power();
		// 20,000 Wh in ten days, for 6,000 GAS.
		let wanted = Order {
			kind: Kind::Power,
			unit: Unit::WattHour,
			want: Want::Metered { duration: 10 * DAY, standby: GAS },
			quantity: 20_000,
			consumer: Some(car()),
			price: Ramp { start: 6_000 * GAS, maximum: 6_000 * GAS, duration: 0 },
			allowance: Allowance { period: DAY, amount: 7_000 * GAS, purchases: 1 },
			..order()
		};
		let id = NextPolicy::<Test>::get();
		Market::create_policy(signed(&buyer()), None, Box::new(wanted.clone()), 10_000 * GAS)
			.unwrap();
		let bought = buys(id, listing);
		assert_eq!(agreement(bought).escrow, 6_000 * GAS);
		assert_eq!(held(&buyer(), HoldReason::Tip), 60 * GAS);

		// Half of it is used: half of the tip is due.
		wait(DAY);
		settle(bought, 10_000, 1).unwrap();
		wait(10 * DAY);
		close(bought);
		assert_eq!(free(&seller()), ENDOWMENT + net(3_000 * GAS));
		assert_eq!(free(&rival()), ENDOWMENT + 30 * GAS);
		assert_eq!(held(&buyer(), HoldReason::Tip), 0);
		assert_eq!(free(&buyer()), ENDOWMENT - 10_000 * GAS + 3_000 * GAS + 30 * GAS);

		// A price for fewer units at a time is no lower price.
		let stingy = |tariff| Offer { pricing: Pricing::Metered(tariff), ..power() };
		let tariff = tariff();
		revise(listing, stingy(Tariff { per: 1, tiers: dearer(&tariff), ..tariff.clone() }));
		refused(id, listing, Misfit::Price);
		// A stand-by fee counts, even one that is allowed.
		revise(listing, stingy(Tariff { standby: 1, ..tariff.clone() }));
		refused(id, listing, Misfit::Price);
		revise(listing, stingy(Tariff { standby: GAS + 1, ..tariff.clone() }));
		refused(id, listing, Misfit::Standby);
		revise(listing, stingy(Tariff { claim_period: DAY as u32 + 1, ..tariff.clone() }));
		refused(id, listing, Misfit::Patience);
		// The escrow has to suffice for the runway.
		revise(listing, stingy(Tariff { runway: 2 * HOUR as u32, ..tariff.clone() }));
		refused(id, listing, Misfit::Purchase(Refusal::BadEscrow));
		revise(listing, Offer { longest: 10 * DAY - 1, ..power() });
		refused(id, listing, Misfit::Purchase(Refusal::BadDuration));
	});

	fn dearer(
		tariff: &Tariff,
	) -> frame_support::BoundedVec<crate::pricing::Tier, frame_support::traits::ConstU32<8>> {
		let mut tiers = tariff.tiers.clone();
		tiers[0].price += 1;
		tiers
	}
}

#[test]
fn a_price_that_does_not_fit_is_never_taken_for_nothing() {
	test(|| {
		let mut tariff = tariff();
		tariff.tiers[0].price = u64::MAX;
		tariff.runway = 0;
		let listing = list(Offer { pricing: Pricing::Metered(tariff), ..power() });
		let id = policy(Order {
			kind: Kind::Power,
			unit: Unit::WattHour,
			want: Want::Metered { duration: DAY, standby: 0 },
			quantity: u64::MAX,
			consumer: Some(car()),
			..order()
		});
		refused(id, listing, Misfit::Price);
		let listing = list(offer(Pricing::PriceTag(PriceTag { price: u64::MAX, per: 1 })));
		let id = policy(Order { quantity: u64::MAX, ..order() });
		refused(id, listing, Misfit::Purchase(Refusal::BadQuantity));
	});
}

#[test]
fn uses_are_bought_for_receipts() {
	test(|| {
		let listing = list(offer(cpp()));
		let id = policy(Order { want: Want::Uses { duration: 10 * DAY }, quantity: 20, ..order() });
		let bought = buys(id, listing);
		assert_eq!(agreement(bought).escrow, 40 * GAS);
		let receipts = (0..5).map(|number| use_receipt(bought, number)).collect::<Vec<_>>();
		Market::submit_uses(signed(&seller()), receipts.try_into().unwrap()).unwrap();
		wait(10 * DAY + 1);
		close(bought);
		// A quarter of the uses, a quarter of the tip.
		assert_eq!(free(&rival()), ENDOWMENT + GAS / 10);
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
	});
}

#[test]
fn an_executor_who_cannot_be_paid_holds_nothing_up() {
	test(|| {
		let listing = list(offer(price_of(50)));
		let id = policy(order());
		let bought = NextAgreement::<Test>::get();
		// Half a GAS is below the minimum of an account that does not exist.
		assert_ok!(execute_by(&poor(), id, listing));
		assert_eq!(held(&buyer(), HoldReason::Tip), GAS / 2);
		delivered(bought);
		assert!(System::events().into_iter().any(|record| {
			record.event
				== RuntimeEvent::Market(Event::TipSettled {
					agreement: bought,
					executor: poor(),
					amount: 0,
					returned: GAS / 2,
				})
		}));
		end(id, &[listing]);
		assert_eq!(free(&buyer()), ENDOWMENT - 50 * GAS);
	});
}

#[test]
fn a_device_has_a_policy_in_its_own_name() {
	test(|| {
		let listing = list(offer(price_tag()));
		let id = NextPolicy::<Test>::get();
		assert_noop!(
			Market::create_policy(signed(&thief()), Some(car()), Box::new(order()), 500 * GAS),
			Error::NotYours
		);
		Market::create_policy(signed(&buyer()), Some(car()), Box::new(order()), 500 * GAS).unwrap();
		assert_eq!(held(&car(), HoldReason::Policy), 500 * GAS);
		let bought = buys(id, listing);
		assert_eq!(agreement(bought).buyer, car());
		Market::cancel(signed(&seller()), bought).unwrap();
		Market::close_policy(signed(&buyer()), id).unwrap();
		assert_eq!(free(&car()), ENDOWMENT);
	});
}

/// A seller, or a straw man of its, executes a policy and gives up, so that the accepted price begins
/// low again and nobody else sells. It earns nothing, and a period has so many purchases.
#[test]
fn executing_and_giving_up_to_begin_the_ramp_anew_ends_with_the_period() {
	test(|| {
		let allowance = Allowance { period: DAY, amount: 300 * GAS, purchases: 3 };
		let price = Ramp { start: 10 * GAS, maximum: 100 * GAS, duration: DAY };
		let id = policy(Order { price, allowance, ..order() });
		let listing = list(offer(price_tag()));
		for _ in 0..3 {
			wait(HOUR);
			let bought = buys(id, listing);
			assert_ok!(Market::cancel(signed(&seller()), bought));
		}
		refused(id, listing, Misfit::Period);
		assert_eq!(free(&rival()), ENDOWMENT);
		assert_eq!(free(&seller()), ENDOWMENT);
		assert_eq!(free(&buyer()) + budget(id), ENDOWMENT);
		wait(DAY);
		assert!(Market::policy(id).unwrap().accepted > 10 * GAS);
	});
}

#[test]
fn a_frozen_account_does_not_stop_its_policy() {
	test(|| {
		let listing = list(offer(price_tag()));
		let id = policy(order());
		let admin = AccountId::new([0xFF; 32]);
		Assets::freeze(signed(&admin), GAS_ID, buyer()).unwrap();
		let bought = buys(id, listing);
		assert_eq!(held(&buyer(), HoldReason::Escrow), 10 * GAS);
		Assets::thaw(signed(&admin), GAS_ID, buyer()).unwrap();
		delivered(bought);
	});
}

#[test]
fn a_buyer_without_the_deposit_for_an_agreement_buys_nothing() {
	test(|| {
		let listing = list(offer(price_tag()));
		let id = policy(order());
		let balance = Balances::free_balance(buyer());
		Balances::burn_from(
			&buyer(),
			balance - 200,
			frame_support::traits::tokens::Preservation::Preserve,
			frame_support::traits::tokens::Precision::Exact,
			frame_support::traits::tokens::Fortitude::Polite,
		)
		.unwrap();
		// A matcher that asks first pays no fee for it.
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		let preview = Market::preview_policy(rival(), id, listing, None);
		assert_eq!(preview.misfits, [Misfit::Purchase(Refusal::FundsMissing)]);
		let preview = Market::preview(buyer(), listing, some(1));
		assert_eq!(preview.refusals, [Refusal::FundsMissing]);
		assert!(with_storage_layer(|| execute(id, listing)).is_err());
		assert_eq!(before, sp_io::storage::root(sp_runtime::StateVersion::V1));
	});
}

#[test]
fn an_order_that_breaks_a_rule_is_refused() {
	test(|| {
		let good = order();
		let package = Want::Package { key: [0; 32], root: None };
		let ramp = |start, maximum, duration| Ramp { start, maximum, duration };
		let allowance = |period, amount, purchases| Allowance { period, amount, purchases };
		let over = 366 * DAY + 1;
		let cases: Vec<(Order, Error)> = vec![
			(Order { unit: Unit::Call, kind: Kind::Power, ..good.clone() }, Error::BadUnit),
			(Order { place: Some(Place([b'a'; 6])), ..good.clone() }, Error::BadPlace),
			(Order { quantity: 0, ..good.clone() }, Error::BadQuantity),
			(Order { want: package, ..good.clone() }, Error::WrongPackage),
			(
				Order {
					want: package,
					kind: Kind::Data,
					unit: Unit::Item,
					quantity: 2,
					..good.clone()
				},
				Error::WrongPackage,
			),
			(Order { want: Want::Uses { duration: 0 }, ..good.clone() }, Error::BadDuration),
			(
				Order { want: Want::Metered { duration: over, standby: 0 }, ..good.clone() },
				Error::BadDuration,
			),
			(Order { price: ramp(2, 1, 0), ..good.clone() }, Error::BadPricing),
			(Order { price: ramp(0, 0, 0), ..good.clone() }, Error::BadPricing),
			(Order { price: ramp(0, 1, over), ..good.clone() }, Error::BadPricing),
			(Order { tip: MAX_TIP + 1, ..good.clone() }, Error::TipTooHigh),
			(Order { window: MAX_WINDOW + 1, ..good.clone() }, Error::BadWindow),
			(Order { patience: Millis::from(MIN_WINDOW) - 1, ..good.clone() }, Error::BadWindow),
			(
				Order { allowance: allowance(MINUTE - 1, 100 * GAS, 1), ..good.clone() },
				Error::BadAllowance,
			),
			(
				Order { allowance: allowance(over, 100 * GAS, 1), ..good.clone() },
				Error::BadAllowance,
			),
			(
				Order { allowance: allowance(DAY, 100 * GAS - 1, 1), ..good.clone() },
				Error::BadAllowance,
			),
			(
				Order { allowance: allowance(DAY, 100 * GAS, 0), ..good.clone() },
				Error::BadAllowance,
			),
			(
				Order { arbiters: vec![buyer()].try_into().unwrap(), ..good.clone() },
				Error::BadArbiters,
			),
			(
				Order { arbiters: vec![rival(), rival()].try_into().unwrap(), ..good.clone() },
				Error::BadArbiters,
			),
			(Order { expires: now(), ..good.clone() }, Error::BadValidity),
			(Order { expires: now() + over, ..good.clone() }, Error::BadValidity),
		];
		for (bad, error) in cases {
			assert_noop!(
				Market::create_policy(signed(&buyer()), None, Box::new(bad), 1_000 * GAS),
				error
			);
		}
		let create =
			|budget| Market::create_policy(signed(&buyer()), None, Box::new(good.clone()), budget);
		assert_noop!(create(100 * GAS - 1), Error::BudgetTooLow);
		assert_noop!(create(2 * ENDOWMENT), Error::FundsMissing);
		assert_ok!(create(100 * GAS));
		assert_noop!(
			Market::create_policy(RuntimeOrigin::none(), None, Box::new(good.clone()), 100 * GAS),
			sp_runtime::DispatchError::BadOrigin
		);
	});
}

#[test]
fn sellers_find_policies_page_by_page() {
	test(|| {
		let near = Order { place: Some(place("u33dc")), ..order() };
		let far = Order { place: Some(place("9q8")), ..order() };
		for round in 0..10 {
			policy(if round % 2 == 0 { near.clone() } else { far.clone() });
		}
		let (mut found, mut cursor, mut pages) = (Vec::new(), None, 0);
		loop {
			let page = Market::policies_for(Kind::Other(7), Some(place("u33dc0")), cursor, 3);
			found.extend(page.policies.into_iter().map(|policy| policy.id));
			pages += 1;
			cursor = page.cursor;
			if cursor.is_none() {
				break;
			}
		}
		found.sort();
		assert_eq!(found, [0, 2, 4, 6, 8]);
		assert_eq!(pages, 4);
		assert!(Market::policies_for(Kind::Other(8), None, None, 200).policies.is_empty());
		assert_eq!(Market::policies_for(Kind::Other(7), None, None, 200).policies.len(), 10);

		let first = Market::policies_of(buyer(), None, 6);
		assert_eq!(first.policies.len(), 6);
		let second = Market::policies_of(buyer(), first.cursor, 6);
		assert_eq!((second.policies.len(), second.cursor), (4, None));
		let one = Market::policy(0).unwrap();
		assert_eq!((one.left, one.purchases_left, one.accepted), (300 * GAS, 3, 100 * GAS));
		assert!(Market::policy(10).is_none());
		assert_eq!(Market::preview_policy(rival(), 10, 0, None).misfits, [Misfit::UnknownPolicy]);
	});
}
