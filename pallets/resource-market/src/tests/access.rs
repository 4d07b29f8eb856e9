// SPDX-License-Identifier: Apache-2.0

//! Who may buy, and what a purchase is refused for.

use crate::{
	mock::*,
	pricing::{PriceTag, Pricing},
	Access, AllowList, AllowProof, Offer, Party, Refusal, Request,
};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use int_primitives::{
	directory::SecurityLevel,
	merkle::{leaf_hash, prove, root, Software},
};

fn purchase(listing: u32, request: Request) -> DispatchResult {
	Market::purchase(signed(&buyer()), None, listing, request)
}

fn with(party: Party) -> Request {
	Request { party, ..some(1) }
}

fn for_car() -> Request {
	with(Party { consumer: Some(car()), ..Default::default() })
}

fn only(access: Access) -> u32 {
	list(Offer { access, ..offer(price_tag()) })
}

#[test]
fn an_allow_list_lets_in_whom_it_names() {
	test(|| {
		let names = [rival(), buyer(), arbiter()];
		let leaves: Vec<_> =
			names.iter().map(|name| leaf_hash::<Software>(name.as_ref())).collect();
		let list = AllowList { root: root::<Software>(leaves.clone()).unwrap(), size: 3 };
		let listing = only(Access { allow: Some(list), ..Default::default() });
		let proof = |index: usize| AllowProof {
			index: index as u64,
			path: prove::<Software>(&leaves, index).unwrap().try_into().unwrap(),
		};
		let by = |allow| with(Party { allow, ..Default::default() });
		assert_noop!(purchase(listing, by(None)), Error::NotAllowListed);
		assert_noop!(purchase(listing, by(Some(proof(0)))), Error::NotAllowListed);
		assert_ok!(purchase(listing, by(Some(proof(1)))));
	});
}

#[test]
fn a_fleet_and_a_security_level_are_asked_of_the_device() {
	test(|| {
		let fleet = only(Access { fleet: Some(3), ..Default::default() });
		assert_noop!(purchase(fleet, for_car()), Error::WrongFleet);
		change_device(&car(), |car| car.fleet = Some(3));
		assert_ok!(purchase(fleet, for_car()));
		assert_noop!(purchase(fleet, some(1)), Error::WrongFleet);

		let secure = only(Access { security: SecurityLevel::SecureElement, ..Default::default() });
		assert_noop!(purchase(secure, for_car()), Error::SecurityTooLow);
		change_device(&car(), |car| car.security = SecurityLevel::Certified);
		assert_ok!(purchase(secure, for_car()));
		assert_noop!(purchase(secure, some(1)), Error::SecurityTooLow);
	});
}

#[test]
fn a_name_can_be_asked_for() {
	test(|| {
		let listing = only(Access { reputation: 1, ..Default::default() });
		assert_noop!(purchase(listing, some(1)), Error::ReputationTooLow);
		assert_ok!(Market::open_name(signed(&buyer())));
		let id = buy(list(offer(price_tag())), some(1));
		assert_ok!(Market::confirm(signed(&buyer()), id));
		assert_ok!(purchase(listing, some(1)));
	});
}

#[test]
fn nobody_buys_from_oneself() {
	test(|| {
		let listing = list(Offer {
			split: vec![crate::Share { to: rival(), parts: 1_000_000 }].try_into().unwrap(),
			provider: Some(meter()),
			..offer(price_tag())
		});
		let by = |who: &AccountId, request: Request| {
			Market::purchase(signed(who), None, listing, request)
		};
		assert_noop!(by(&seller(), some(1)), Error::SelfDealing);
		assert_noop!(by(&rival(), some(1)), Error::SelfDealing);
		assert_noop!(by(&meter(), some(1)), Error::SelfDealing);
		change_device(&meter(), |meter| meter.operator = Some(buyer()));
		let consumer = with(Party { consumer: Some(meter()), ..Default::default() });
		assert_noop!(by(&buyer(), consumer), Error::SelfDealing);
		assert_ok!(by(&buyer(), some(1)));
	});
}

#[test]
fn one_buys_for_ones_own_devices_only() {
	test(|| {
		let listing = list(offer(price_tag()));
		let by = |who: &AccountId, consumer| {
			let party = Party { consumer: Some(consumer), ..Default::default() };
			Market::purchase(signed(who), None, listing, with(party))
		};
		assert_noop!(by(&rival(), car()), Error::ConsumerNotYours);
		assert_noop!(by(&buyer(), thief()), Error::ConsumerNotYours);
		assert_ok!(by(&buyer(), car()));
		assert_ok!(by(&buyer(), buyer()));
		assert_eq!(agreement(1).consumer, None);
	});
}

#[test]
fn a_device_that_is_out_of_use_or_sold_provides_nothing() {
	test(|| {
		let listing = list_power();
		change_device(&meter(), |meter| meter.active = false);
		assert_noop!(purchase(listing, metered(5_000 * GAS)), Error::ProviderUnavailable);
		change_device(&meter(), |meter| {
			meter.active = true;
			meter.owner = thief();
		});
		assert_noop!(purchase(listing, metered(5_000 * GAS)), Error::ProviderUnavailable);
	});
}

#[test]
fn a_price_is_what_the_buyer_accepted_at_most() {
	test(|| {
		let listing = list(offer(price_tag()));
		assert_noop!(
			purchase(listing, Request { max_price: 20 * GAS - 1, ..some(2) }),
			Error::PriceTooHigh
		);
		assert_ok!(purchase(listing, Request { max_price: 20 * GAS, ..some(2) }));
		let power = list_power();
		let request = metered(5_000 * GAS);
		assert_noop!(
			purchase(power, Request { max_price: 3 * GAS / 10 - 1, ..request.clone() }),
			Error::PriceTooHigh
		);
		assert_ok!(purchase(power, Request { max_price: 3 * GAS / 10, ..request }));
	});
}

#[test]
fn numbers_at_their_ends_are_refused_and_never_free() {
	test(|| {
		let dear = Pricing::PriceTag(PriceTag { price: u64::MAX, per: 1 });
		let listing = list(Offer { pricing: dear, ..offer(price_tag()) });
		assert_noop!(purchase(listing, some(0)), Error::BadQuantity);
		assert_noop!(purchase(listing, some(2)), Error::BadQuantity);
		assert_noop!(purchase(listing, some(u64::MAX)), Error::BadQuantity);
		assert_noop!(purchase(listing, some(1)), Error::FundsMissing);
		let cheap = list(Offer {
			pricing: Pricing::PriceTag(PriceTag { price: 1, per: u32::MAX }),
			..offer(price_tag())
		});
		assert_ok!(purchase(cheap, some(1)));
		assert_eq!(agreement(0).escrow, 1);
		// An amount of a planck pays, though its fee is nothing and its receiver may be poor.
		assert_ok!(Market::confirm(signed(&buyer()), 0));
		assert_eq!(free(&seller()), ENDOWMENT + 1);
	});
}

#[test]
fn what_a_pricing_has_no_use_for_is_refused() {
	test(|| {
		let tag = list(offer(price_tag()));
		assert_noop!(purchase(tag, Request { escrow: 1, ..some(1) }), Error::BadEscrow);
		assert_noop!(purchase(tag, Request { duration: 1, ..some(1) }), Error::BadDuration);
		assert_noop!(purchase(tag, Request { anchor: Some([0; 32]), ..some(1) }), Error::BadEscrow);
		let power = list_power();
		let good = metered(5_000 * GAS);
		assert_noop!(purchase(power, Request { quantity: 1, ..good.clone() }), Error::BadQuantity);
		assert_noop!(purchase(power, Request { duration: 0, ..good.clone() }), Error::BadDuration);
		assert_noop!(
			purchase(power, Request { duration: 31 * DAY, ..good.clone() }),
			Error::BadDuration
		);
		assert_noop!(purchase(power, Request { duration: u64::MAX, ..good }), Error::BadDuration);
		let cpp = list(offer(cpp()));
		assert_noop!(purchase(cpp, Request { escrow: 1, ..uses(1) }), Error::BadEscrow);
		assert_noop!(purchase(cpp, uses(0)), Error::BadQuantity);
		assert_noop!(purchase(cpp, uses(u64::MAX)), Error::BadQuantity);
		let auction = list(offer(english()));
		assert_noop!(purchase(auction, some(1)), Error::WrongPricing);
		assert_noop!(purchase(99, some(1)), Error::UnknownListing);
	});
}

#[test]
fn a_listing_sells_while_it_is_valid() {
	test(|| {
		let listing = list(Offer { from: START + DAY, ..offer(price_tag()) });
		assert_noop!(purchase(listing, some(1)), Error::OutsideValidity);
		wait(DAY);
		assert_ok!(purchase(listing, some(1)));
		wait(300 * DAY);
		assert_noop!(purchase(listing, some(1)), Error::OutsideValidity);
	});
}

#[test]
fn metered_use_does_not_outlast_its_listing() {
	test(|| {
		let listing = list(Offer { until: START + 5 * DAY, ..power() });
		assert_noop!(purchase(listing, metered(5_000 * GAS)), Error::BadDuration);
	});
}

#[test]
fn whoever_has_too_little_gas_buys_nothing() {
	test(|| {
		let listing = list(offer(price_tag()));
		assert_noop!(
			Market::purchase(signed(&poor()), None, listing, some(1)),
			Error::FundsMissing
		);
		// All but the minimum balance can be spent, and not a planck more.
		assert_noop!(purchase(listing, some(ENDOWMENT / (10 * GAS))), Error::FundsMissing);
		let tag = list(Offer {
			pricing: Pricing::PriceTag(PriceTag { price: 1, per: 1 }),
			..offer(price_tag())
		});
		assert_noop!(purchase(tag, some(ENDOWMENT - GAS + 1)), Error::FundsMissing);
		assert_ok!(purchase(tag, some(ENDOWMENT - GAS)));
		assert_eq!(free(&buyer()), GAS);
	});
}

#[test]
fn a_preview_names_everything_that_stands_against_it() {
	test(|| {
		let listing = list(offer(price_tag()));
		let good = Market::preview(buyer(), listing, some(3));
		assert_eq!((good.price, good.escrow), (30 * GAS, 30 * GAS));
		assert_eq!((good.fee_parts, good.fee), (5_000, 30 * GAS - net(30 * GAS)));
		assert!(good.refusals.is_empty());
		let request = Request { revision: 4, max_price: 1, ..some(3) };
		let bad = Market::preview(seller(), listing, request);
		assert_eq!(
			bad.refusals,
			[Refusal::RevisionChanged, Refusal::SelfDealing, Refusal::PriceTooHigh]
		);
		let none = Market::preview(buyer(), 9, some(1));
		assert_eq!(none.refusals, [Refusal::UnknownListing]);
		let poor = Market::preview(poor(), listing, some(1));
		assert_eq!(poor.refusals, [Refusal::FundsMissing]);
		let escrow = Market::preview(buyer(), list_power(), metered(1));
		assert_eq!(escrow.refusals, [Refusal::BadEscrow]);
	});
}
