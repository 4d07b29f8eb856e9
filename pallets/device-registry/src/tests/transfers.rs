// SPDX-License-Identifier: Apache-2.0

//! Devices change hands.

use crate::{mock::*, Devices, Error, Offers, OwnedDevices};
use frame_support::{assert_noop, assert_ok, traits::Currency};
use sp_runtime::TokenError;

fn offer(id: &AccountId) -> frame_support::dispatch::DispatchResult {
	Registry::offer_transfer(signed(&OWNER), id.clone(), BUYER, now() + HOUR)
}

#[test]
fn a_device_changes_hands_with_its_deposit() {
	test(|| {
		let (_, id) = device("meter", 1);
		assert_ok!(rotate(&OWNER, &id, &Keys::sr("next"), 1));
		let deposit = held(&OWNER);
		assert_ok!(offer(&id));
		assert!(held(&OWNER) > deposit);
		assert_noop!(
			Registry::accept_transfer(signed(&THIEF), id.clone()),
			Error::<Test>::NotOfferedToYou
		);
		assert_ok!(Registry::accept_transfer(signed(&BUYER), id.clone()));
		assert_eq!((held(&OWNER), held(&BUYER)), (0, deposit));
		assert_eq!(Devices::<Test>::get(&id).unwrap().owner, BUYER);
		assert!(OwnedDevices::<Test>::contains_key(&BUYER, &id));
		assert!(!OwnedDevices::<Test>::contains_key(&OWNER, &id));
		assert_noop!(Registry::accept_transfer(signed(&BUYER), id), Error::<Test>::NoOffer);
	});
}

#[test]
fn a_buyer_who_cannot_pay_the_deposit_gets_nothing() {
	test(|| {
		let (_, id) = device("meter", 1);
		let _ = Balances::deposit_creating(&POOR, 100);
		assert_ok!(Registry::offer_transfer(signed(&OWNER), id.clone(), POOR, now() + HOUR));
		assert_noop!(
			Registry::accept_transfer(signed(&POOR), id.clone()),
			TokenError::FundsUnavailable
		);
		assert_eq!(Devices::<Test>::get(&id).unwrap().owner, OWNER);
	});
}

#[test]
fn an_offer_expires_and_then_anyone_may_clear_it() {
	test(|| {
		let (_, id) = device("meter", 1);
		let deposit = held(&OWNER);
		assert_ok!(offer(&id));
		assert_noop!(offer(&id), Error::<Test>::OfferExists);
		assert_noop!(
			Registry::withdraw_offer(signed(&THIEF), id.clone()),
			Error::<Test>::OfferStands
		);
		wait(HOUR + 1);
		assert_noop!(
			Registry::accept_transfer(signed(&BUYER), id.clone()),
			Error::<Test>::OfferExpired
		);
		assert_ok!(Registry::withdraw_offer(signed(&THIEF), id.clone()));
		assert_eq!(held(&OWNER), deposit);
		assert_noop!(Registry::withdraw_offer(signed(&OWNER), id), Error::<Test>::NoOffer);
	});
}

#[test]
fn who_offered_may_take_it_back() {
	test(|| {
		let (_, id) = device("meter", 1);
		assert_ok!(offer(&id));
		assert_ok!(Registry::withdraw_offer(signed(&OWNER), id.clone()));
		assert_noop!(Registry::accept_transfer(signed(&BUYER), id), Error::<Test>::NoOffer);
	});
}

#[test]
fn an_offer_is_neither_past_nor_for_ever() {
	test(|| {
		let (_, id) = device("meter", 1);
		for expires in [0, now(), now() + 7 * 24 * HOUR + 1, u64::MAX] {
			assert_noop!(
				Registry::offer_transfer(signed(&OWNER), id.clone(), BUYER, expires),
				Error::<Test>::BadExpiry
			);
		}
	});
}

#[test]
fn a_device_leaves_its_fleet_and_the_operators_behind() {
	test(|| {
		let (_, id) = device("meter", 1);
		let name = b"Roofs".to_vec().try_into().unwrap();
		assert_ok!(Registry::create_fleet(signed(&OWNER), name));
		assert_ok!(Registry::assign_device(signed(&OWNER), id.clone(), 0));
		assert_ok!(Registry::set_operator(
			signed(&OWNER),
			0,
			OPERATOR,
			crate::Permissions::ALL,
			10,
			None
		));
		assert_ok!(offer(&id));
		assert_ok!(Registry::accept_transfer(signed(&BUYER), id.clone()));
		assert_eq!(Devices::<Test>::get(&id).unwrap().fleet, None);
		assert_noop!(Registry::activate_device(signed(&OPERATOR), id), Error::<Test>::NotPermitted);
	});
}

#[test]
fn retirement_withdraws_the_offer() {
	test(|| {
		let (_, id) = device("meter", 1);
		let deposit = held(&OWNER);
		assert_ok!(offer(&id));
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		assert!(!Offers::<Test>::contains_key(&id));
		assert_eq!(held(&OWNER), deposit);
		assert_noop!(offer(&id), Error::<Test>::WrongState);
	});
}
