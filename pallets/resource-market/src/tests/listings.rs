// SPDX-License-Identifier: Apache-2.0

//! Listings: what makes a good offer, edits, and the end.

use crate::{
	mock::*,
	pricing::{PriceTag, Pricing, Tariff},
	Kind, Listings, Offer, Place, Share, TermsOf, Unit,
};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::traits::AccountIdConversion;

fn try_list(offer: Offer) -> DispatchResult {
	Market::list(signed(&seller()), None, Box::new(offer))
}

fn plain() -> Offer {
	offer(price_tag())
}

#[test]
fn a_listing_costs_a_deposit_and_returns_it() {
	test(|| {
		let listing = list(plain());
		assert!(System::account(seller()).data.reserved > 0);
		assert_noop!(Market::close_listing(signed(&thief()), listing), Error::NotSeller);
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		assert_noop!(Market::close_listing(signed(&seller()), listing), Error::UnknownListing);
		check_empty();
	});
}

#[test]
fn an_offer_has_to_be_a_good_one() {
	test(|| {
		let refuse = |offer: Offer, error: Error| {
			assert_noop!(try_list(offer), error);
		};
		refuse(Offer { kind: Kind::Power, unit: Unit::Byte, ..plain() }, Error::BadUnit);
		for place in [*b"U33dc0", *b"u33a\0\0", *b"u3\0dc0", [0; 6]] {
			refuse(Offer { place: Some(Place(place)), ..plain() }, Error::BadPlace);
		}
		let free = Pricing::PriceTag(PriceTag { price: 0, per: 1 });
		refuse(Offer { pricing: free, ..plain() }, Error::BadPricing);
		refuse(Offer { until: START, ..plain() }, Error::BadValidity);
		refuse(Offer { from: 9, until: 9, ..plain() }, Error::BadValidity);
		refuse(Offer { until: START + 367 * DAY, ..plain() }, Error::BadValidity);
		refuse(Offer { window: 59_999, ..plain() }, Error::BadWindow);
		refuse(Offer { window: u32::MAX, ..plain() }, Error::BadWindow);
		refuse(Offer { delivery: 1, ..plain() }, Error::BadWindow);
		refuse(Offer { notice: u32::MAX, ..plain() }, Error::BadWindow);
		refuse(Offer { longest: 0, ..power() }, Error::BadWindow);
		refuse(Offer { longest: 367 * DAY, ..power() }, Error::BadWindow);
		let endless = Tariff { claim_period: u32::MAX, ..tariff() };
		refuse(Offer { pricing: Pricing::Metered(endless), ..power() }, Error::BadWindow);
		let dear = Tariff { rate: u64::MAX, ..tariff() };
		refuse(Offer { pricing: Pricing::Metered(dear), ..power() }, Error::BadPricing);
		refuse(Offer { provider: Some(car()), ..plain() }, Error::ProviderNotYours);
		refuse(Offer { provider: Some(thief()), ..plain() }, Error::ProviderNotYours);
	});
}

#[test]
fn a_split_makes_a_million() {
	test(|| {
		let split = |parts: &[(u8, u32)]| Offer {
			split: parts
				.iter()
				.map(|(who, parts)| Share { to: receiver(*who), parts: *parts })
				.collect::<Vec<_>>()
				.try_into()
				.unwrap(),
			..plain()
		};
		for bad in [
			&[(0, 999_999)][..],
			&[(0, 500_000), (1, 500_001)],
			&[(0, 500_000), (0, 500_000)],
			&[(0, 1_000_000), (1, 0)],
			&[(0, u32::MAX), (1, 1_000_001)],
		] {
			assert_noop!(try_list(split(bad)), Error::BadSplit);
		}
		assert_ok!(try_list(split(&[(0, 400_000), (1, 600_000)])));
	});
}

#[test]
fn an_edit_leaves_agreements_under_their_terms() {
	test(|| {
		let listing = list(plain());
		let id = buy(listing, some(1));
		let dearer = Pricing::PriceTag(PriceTag { price: 99 * GAS, per: 1 });
		let offer = Offer { pricing: dearer, place: None, kind: Kind::Service, ..plain() };
		let offer = Offer { unit: Unit::Call, ..offer };
		assert_noop!(
			Market::revise(signed(&thief()), listing, Box::new(offer.clone())),
			Error::NotSeller
		);
		assert_ok!(Market::revise(signed(&seller()), listing, Box::new(offer)));
		assert!(TermsOf::<Test>::contains_key(listing, 0));
		assert_eq!(Market::listing(listing).unwrap().revision, 1);
		assert_ok!(Market::confirm(signed(&buyer()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
		// With their last agreement the old terms are gone.
		assert!(!TermsOf::<Test>::contains_key(listing, 0));
	});
}

#[test]
fn a_listing_edited_under_a_pending_purchase_sells_nothing_unseen() {
	test(|| {
		let listing = list(plain());
		let dearer = Pricing::PriceTag(PriceTag { price: 99 * GAS, per: 1 });
		let offer = Offer { pricing: dearer, ..plain() };
		assert_ok!(Market::revise(signed(&seller()), listing, Box::new(offer)));
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, some(1)),
			Error::RevisionChanged
		);
	});
}

#[test]
fn agreements_outlive_their_listing() {
	test(|| {
		let listing = list(plain());
		let id = buy(listing, some(1));
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		assert!(!Listings::<Test>::contains_key(listing));
		assert_ok!(Market::deliver(signed(&seller()), id));
		wait(HOUR);
		assert_ok!(Market::collect(signed(&thief()), id));
		check_empty();
	});
}

#[test]
fn a_paused_listing_sells_nothing() {
	test(|| {
		let listing = list(plain());
		assert_noop!(Market::pause(signed(&thief()), listing, true), Error::NotSeller);
		assert_ok!(Market::pause(signed(&seller()), listing, true));
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, some(1)),
			Error::ListingPaused
		);
		assert_ok!(Market::pause(signed(&seller()), listing, false));
		buy(listing, some(1));
	});
}

#[test]
fn a_device_sells_in_its_own_name_for_its_owner() {
	test(|| {
		assert_noop!(
			Market::list(signed(&thief()), Some(meter()), Box::new(plain())),
			Error::NotYours
		);
		assert_ok!(Market::list(signed(&seller()), Some(meter()), Box::new(plain())));
		let id = buy(0, some(1));
		assert_ok!(Market::confirm(signed(&buyer()), id));
		assert_eq!(free(&meter()), net(10 * GAS));
	});
}

#[test]
fn the_first_seller_makes_the_markets_account_if_the_genesis_did_not() {
	test_without_market_account(|| {
		let market: AccountId = MarketId::get().into_account_truncating();
		assert_eq!(free(&market), 0);
		list(plain());
		list(plain());
		assert_eq!(free(&market), GAS);
		assert_eq!(free(&seller()), ENDOWMENT - GAS);
		assert_noop!(
			Market::list(signed(&poor()), None, Box::new(plain())),
			sp_runtime::TokenError::FundsUnavailable
		);
	});
}
