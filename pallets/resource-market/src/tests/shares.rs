// SPDX-License-Identifier: Apache-2.0

//! Revenue that is divided, and shares that their receivers cannot take.

use crate::{mock::*, pricing::Pricing, Basis, Event, HoldReason, Offer, Share, TermsOf};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::AccountIdConversion;

/// Seven per cent to the first, nine parts in a million to the second, the rest to the seller.
fn divided() -> Offer {
	Offer {
		split: vec![
			Share { to: seller(), parts: 929_991 },
			Share { to: receiver(0), parts: 70_000 },
			Share { to: receiver(1), parts: 9 },
		]
		.try_into()
		.unwrap(),
		..offer(price_tag())
	}
}

fn market() -> AccountId {
	MarketId::get().into_account_truncating()
}

fn accrued(listing: u32, receiver: usize) -> u64 {
	TermsOf::<Test>::get(listing, 0).unwrap().receivers[receiver].accrued
}

fn claim(receiver: u8) -> frame_support::dispatch::DispatchResult {
	Market::claim_share(signed(&thief()), 0, 0, crate::mock::receiver(receiver), None)
}

#[test]
fn a_share_too_small_for_its_receiver_blocks_nobody() {
	test(|| {
		let listing = list(divided());
		let id = buy(listing, some(10));
		assert_ok!(Market::confirm(signed(&buyer()), id));
		let paid = net(100 * GAS);
		let (first, second) = (paid * 70_000 / 1_000_000, paid * 9 / 1_000_000);
		assert_eq!(free(&receiver(0)), first);
		// A thousandth of a GAS makes no account.
		assert_eq!(free(&receiver(1)), 0);
		assert_eq!(accrued(listing, 2), second);
		assert_eq!(held(&market(), HoldReason::Share), second);
		assert_eq!(free(&seller()), ENDOWMENT + paid - first - second);
		assert_noop!(claim(1), Error::CannotReceive);
		assert_noop!(claim(0), Error::UnknownShare);
		assert_noop!(claim(5), Error::UnknownShare);
	});
}

#[test]
fn what_accrued_is_claimed_when_it_can_be_received_and_outlives_the_listing() {
	test(|| {
		let listing = list(divided());
		let id = buy(listing, some(10));
		assert_ok!(Market::confirm(signed(&buyer()), id));
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		// The deposit of the terms waits with the share.
		assert!(TermsOf::<Test>::contains_key(listing, 0));
		let share = accrued(listing, 2);
		// As soon as the account exists, anyone may have it paid.
		Assets::transfer(signed(&buyer()), GAS_ID, receiver(1), GAS.into()).unwrap();
		assert_ok!(claim(1));
		assert_eq!(
			last_event(),
			Event::ShareClaimed { listing, revision: 0, receiver: receiver(1), amount: share }
		);
		assert_eq!(free(&receiver(1)), GAS + share);
		check_empty();
	});
}

#[test]
fn a_receiver_may_have_its_share_paid_elsewhere() {
	test(|| {
		let offer = Offer {
			split: vec![Share { to: seller(), parts: 999_991 }, Share { to: poor(), parts: 9 }]
				.try_into()
				.unwrap(),
			..offer(price_tag())
		};
		let listing = list(offer);
		let id = buy(listing, some(10));
		assert_ok!(Market::confirm(signed(&buyer()), id));
		let to = Some(rival());
		assert_noop!(
			Market::claim_share(signed(&thief()), listing, 0, poor(), to.clone()),
			Error::NotYours
		);
		assert_ok!(Market::claim_share(signed(&poor()), listing, 0, poor(), to));
		assert!(free(&rival()) > ENDOWMENT);
	});
}

#[test]
fn a_blocked_receiver_blocks_nobody() {
	test(|| {
		let admin = AccountId::new([0xFF; 32]);
		let listing = list(offer(price_tag()));
		let id = buy(listing, some(1));
		assert_ok!(Assets::block(signed(&admin), GAS_ID, seller()));
		assert_ok!(Market::confirm(signed(&buyer()), id));
		assert_eq!(accrued(listing, 0), net(10 * GAS));
		let claim = || Market::claim_share(signed(&thief()), listing, 0, seller(), None);
		assert_noop!(claim(), Error::CannotReceive);
		assert_ok!(Assets::thaw(signed(&admin), GAS_ID, seller()));
		assert_ok!(claim());
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
	});
}

#[test]
fn a_frozen_buyer_is_refunded_and_a_frozen_seller_paid() {
	test(|| {
		let admin = AccountId::new([0xFF; 32]);
		let listing = list(offer(price_tag()));
		let (paid, refunded) = (buy(listing, some(1)), buy(listing, some(1)));
		assert_ok!(Assets::freeze(signed(&admin), GAS_ID, seller()));
		assert_ok!(Assets::freeze(signed(&admin), GAS_ID, buyer()));
		assert_ok!(Market::confirm(signed(&buyer()), paid));
		assert_ok!(Market::cancel(signed(&seller()), refunded));
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
		assert_eq!(free(&buyer()), ENDOWMENT - 10 * GAS);
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, some(1)),
			Error::FundsMissing
		);
	});
}

#[test]
fn metered_revenue_is_divided_too() {
	test(|| {
		let listing = list(Offer { split: divided().split, ..power() });
		let id = buy(listing, metered(5_000 * GAS));
		assert!(matches!(meter_of(id).basis, Basis::Digest(_)));
		wait(HOUR);
		assert_ok!(settle(id, 1_000, 1));
		let paid = net(300 * GAS);
		assert_eq!(free(&receiver(0)), paid * 70_000 / 1_000_000);
		assert_eq!(accrued(listing, 2), paid * 9 / 1_000_000);
	});
}

#[test]
fn what_rounding_leaves_goes_to_the_first() {
	test(|| {
		let third = |number| Share { to: receiver(number), parts: 333_333 };
		let offer = Offer {
			split: vec![Share { to: receiver(0), parts: 333_334 }, third(1), third(2)]
				.try_into()
				.unwrap(),
			pricing: Pricing::PriceTag(crate::pricing::PriceTag { price: 7 * GAS + 1, per: 1 }),
			..offer(price_tag())
		};
		let id = buy(list(offer), some(1));
		assert_ok!(Market::confirm(signed(&buyer()), id));
		let all: u64 = (0..3).map(|number| free(&receiver(number))).sum();
		assert_eq!(u128::from(all) + Burned::get(), u128::from(7 * GAS + 1));
	});
}
