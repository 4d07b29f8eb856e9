// SPDX-License-Identifier: Apache-2.0

//! Devices: registration and life.

use crate::{mock::*, Codes, DeviceClass, DeviceState, Devices, Error, OwnedDevices};
use codec::{Encode, MaxEncodedLen};
use frame_support::{assert_noop, assert_ok, traits::Currency};
use int_primitives::signed::{Registration, Statement};
use sp_io::hashing::twox_128;
use sp_runtime::{DispatchError, MultiSignature, TokenError};
use std::collections::BTreeMap;

#[test]
fn keys_of_all_schemes_register() {
	test(|| {
		for (number, keys) in [Keys::ed("a"), Keys::sr("b"), Keys::ec("c")].into_iter().enumerate()
		{
			assert_ok!(register(&OWNER, &keys, number as u32));
			let device = Devices::<Test>::get(keys.account()).unwrap();
			assert_eq!(device.owner, OWNER);
			assert_eq!(device.state, DeviceState::Registered);
			assert_eq!(Codes::<Test>::get(device.code), Some(keys.account()));
		}
		assert_eq!(OwnedDevices::<Test>::iter_key_prefix(&OWNER).count(), 3);
	});
}

#[test]
fn a_device_without_a_balance_exists() {
	test(|| {
		let (_, id) = device("meter", 1);
		assert_eq!(Balances::free_balance(&id), 0);
		assert!(frame_system::Pallet::<Test>::account_exists(&id));
	});
}

#[test]
fn a_key_and_a_code_are_used_once() {
	test(|| {
		let (keys, _) = device("meter", 1);
		assert_noop!(register(&OWNER, &keys, 2), Error::<Test>::DeviceExists);
		assert_noop!(register(&BUYER, &keys, 1), Error::<Test>::DeviceExists);
		assert_noop!(register(&OWNER, &Keys::sr("other"), 1), Error::<Test>::CodeTaken);
		// The same model and serial of another maker is another device.
		assert_ok!(register(&BUYER, &Keys::sr("other"), 1));
	});
}

/// Nobody can register somebody else's device, nor replay a consent.
#[test]
fn a_consent_is_for_one_owner_code_and_chain_and_not_for_ever() {
	test(|| {
		let keys = Keys::sr("meter");
		let this = code(&OWNER, 1);
		let try_with = |who, expires, signature: MultiSignature| {
			Registry::register_device(
				signed(who),
				keys.public(),
				model(),
				serial(1),
				DeviceClass::AlwaysOn,
				None,
				expires,
				signature,
			)
		};
		let body = |expires| Registration {
			owner: OWNER.into(),
			device: keys.account().into(),
			code: this,
			expires,
		};
		let bad = DispatchError::from(Error::<Test>::BadSignature);
		let expires = now() + HOUR;
		let good = keys.sign_statement(body(expires));

		assert_noop!(try_with(&THIEF, expires, good.clone()), bad);
		assert_noop!(try_with(&OWNER, expires + 1, good.clone()), bad);
		let elsewhere = keys.sign(&Statement::new([8; 32], body(expires)).encode());
		assert_noop!(try_with(&OWNER, expires, elsewhere), bad);
		let others = Keys::sr("thief").sign_statement(body(expires));
		assert_noop!(try_with(&OWNER, expires, others), bad);

		let past = now() - 1;
		assert_noop!(
			try_with(&OWNER, past, keys.sign_statement(body(past))),
			Error::<Test>::ConsentExpired
		);
		let far = now() + 24 * HOUR + 1;
		assert_noop!(
			try_with(&OWNER, far, keys.sign_statement(body(far))),
			Error::<Test>::ConsentTooLong
		);
		assert_ok!(try_with(&OWNER, expires, good.clone()));
		assert_noop!(try_with(&OWNER, expires, good), Error::<Test>::DeviceExists);
	});
}

/// An `Eth` signature by the same secp256k1 key belongs to another account.
#[test]
fn a_signature_of_another_scheme_is_refused() {
	test(|| {
		let keys = Keys::ec("meter");
		let (expires, signature) = keys.consent(&OWNER, code(&OWNER, 1));
		let MultiSignature::Ecdsa(inner) = signature else { panic!("ECDSA keys sign ECDSA") };
		assert_noop!(
			Registry::register_device(
				signed(&OWNER),
				keys.public(),
				model(),
				serial(1),
				DeviceClass::AlwaysOn,
				None,
				expires,
				MultiSignature::Eth(sp_core::ecdsa::KeccakSignature::from(inner.0)),
			),
			Error::<Test>::BadSignature
		);
	});
}

#[test]
fn who_cannot_pay_the_deposit_changes_nothing() {
	test(|| {
		assert_noop!(register(&POOR, &Keys::sr("meter"), 1), TokenError::FundsUnavailable);
		// One planck below what the deposit and the existential deposit take.
		let (_, id) = device("meter", 1);
		let deposit = held(&OWNER);
		let _ = Balances::deposit_creating(&POOR, deposit + 99);
		assert_noop!(register(&POOR, &Keys::sr("another"), 1), TokenError::FundsUnavailable);
		let _ = Balances::deposit_creating(&POOR, 1);
		assert_ok!(register(&POOR, &Keys::sr("another"), 1));
		assert!(Devices::<Test>::contains_key(id));
	});
}

#[test]
fn a_device_does_not_own_itself() {
	test(|| {
		let keys = Keys::sr("meter");
		let id = keys.account();
		let _ = Balances::deposit_creating(&id, ENDOWMENT);
		assert_noop!(register(&id, &keys, 1), Error::<Test>::OwnsItself);
		let (_, id) = device("other", 1);
		assert_noop!(
			Registry::offer_transfer(signed(&OWNER), id.clone(), id, now() + HOUR),
			Error::<Test>::OwnsItself
		);
	});
}

#[test]
fn a_life_goes_forward_only() {
	test(|| {
		let (_, id) = device("meter", 1);
		let wrong = DispatchError::from(Error::<Test>::WrongState);
		let activate = || Registry::activate_device(signed(&OWNER), id.clone());
		let suspend = || Registry::suspend_device(signed(&OWNER), id.clone());
		let resume = || Registry::resume_device(signed(&OWNER), id.clone());
		let retire = || Registry::retire_device(signed(&OWNER), id.clone());
		assert_noop!(suspend(), wrong);
		assert_noop!(resume(), wrong);
		assert_ok!(activate());
		assert_noop!(activate(), wrong);
		assert_noop!(resume(), wrong);
		assert_ok!(suspend());
		assert_noop!(suspend(), wrong);
		assert_noop!(activate(), wrong);
		assert_ok!(resume());
		assert_ok!(retire());
		for call in [activate(), suspend(), resume(), retire()] {
			assert_eq!(call, Err(wrong));
		}
		assert_noop!(
			Registry::update_firmware(signed(&OWNER), id.clone(), None),
			Error::<Test>::WrongState
		);
	});
}

/// Hardware is often retired because it is lost. Anybody may send it a little, which only its key could
/// send on: without a new one the deposit would be locked for ever.
#[test]
fn a_retired_device_whose_key_is_lost_is_emptied_and_forgotten() {
	test(|| {
		let (_, id) = device("meter", 1);
		assert_ok!(rotate(&OWNER, &id, &Keys::sr("lost"), 1));
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		wait(30 * 24 * HOUR + 1);
		let forget = || Registry::forget_device(signed(&OWNER), id.clone(), 1);
		// Some of its past is forgotten already when the dust comes.
		assert_ok!(forget());
		let _ = Balances::deposit_creating(&id, 100);
		assert_noop!(forget(), Error::<Test>::AccountInUse);
		let found = Keys::ed("found");
		assert_noop!(rotate(&THIEF, &id, &found, 2), Error::<Test>::NotOwner);
		assert_ok!(rotate(&OWNER, &id, &found, 2));
		check();
		let empty = pallet_balances::Call::transfer_all { dest: OWNER, keep_alive: false };
		assert_ok!(Registry::as_device(
			signed(&found.account()),
			id.clone(),
			Box::new(empty.into())
		));
		assert_ok!(forget());
		assert_ok!(forget());
		assert!(!Devices::<Test>::contains_key(&id));
		assert_eq!(held(&OWNER), 0);
		assert_eq!(crate::PastKeys::<Test>::iter().count(), 0);
		assert!(!frame_system::Pallet::<Test>::account_exists(&id));
	});
}

#[test]
fn strangers_change_nothing() {
	test(|| {
		let (_, id) = device("meter", 1);
		let thief = || signed(&THIEF);
		let not_permitted = DispatchError::from(Error::<Test>::NotPermitted);
		assert_noop!(Registry::activate_device(thief(), id.clone()), not_permitted);
		assert_noop!(Registry::update_firmware(thief(), id.clone(), None), not_permitted);
		assert_noop!(Registry::update_metadata(thief(), id.clone(), None), not_permitted);
		let not_owner = DispatchError::from(Error::<Test>::NotOwner);
		assert_noop!(Registry::retire_device(thief(), id.clone()), not_owner);
		assert_noop!(Registry::forget_device(thief(), id.clone(), 1), not_owner);
		assert_noop!(rotate(&THIEF, &id, &Keys::sr("thief"), 1), not_owner);
		assert_noop!(Registry::offer_transfer(thief(), id, THIEF, now() + HOUR), not_owner);
		assert_noop!(Registry::activate_device(signed(&OWNER), POOR), Error::<Test>::UnknownDevice);
	});
}

#[test]
fn a_device_records_its_own_firmware_and_metadata() {
	test(|| {
		let (_, id) = device("meter", 1);
		assert_ok!(Registry::update_firmware(signed(&id), id.clone(), Some([5; 32])));
		let cid = vec![1; 36].try_into().unwrap();
		assert_ok!(Registry::update_metadata(signed(&id), id.clone(), Some(cid)));
		assert_eq!(Devices::<Test>::get(&id).unwrap().firmware, Some([5; 32]));
		// When it lives is its owner's to say.
		assert_noop!(
			Registry::activate_device(signed(&id), id.clone()),
			Error::<Test>::NotPermitted
		);
	});
}

#[test]
fn a_retired_device_is_forgotten_after_its_time_and_leaves_nothing() {
	test(|| {
		let (_, id) = device("meter", 1);
		assert_ok!(rotate(&OWNER, &id, &Keys::sr("next"), 1));
		let forget = |limit| Registry::forget_device(signed(&OWNER), id.clone(), limit);
		assert_noop!(forget(1), Error::<Test>::WrongState);
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		wait(30 * 24 * HOUR);
		assert_noop!(forget(1), Error::<Test>::RetentionNotOver);
		wait(1);
		assert_noop!(forget(0), Error::<Test>::BadLimit);
		assert_noop!(forget(65), Error::<Test>::BadLimit);
		let _ = Balances::deposit_creating(&id, 100);
		assert_noop!(forget(2), Error::<Test>::AccountInUse);
		assert_ok!(Balances::transfer_all(signed(&id), OWNER, false));
		// One past key at a time: the record goes with the last.
		assert_ok!(forget(1));
		check();
		assert!(Devices::<Test>::contains_key(&id));
		assert_ok!(forget(1));
		assert!(!Devices::<Test>::contains_key(&id));
		assert_eq!(held(&OWNER), 0);
		assert_eq!(Codes::<Test>::iter().count(), 0);
		assert_eq!(OwnedDevices::<Test>::iter().count(), 0);
		assert_eq!(crate::PastKeys::<Test>::iter().count(), 0);
		assert!(!frame_system::Pallet::<Test>::account_exists(&id));
	});
}

#[test]
fn a_device_takes_up_at_most_300_bytes_of_values() {
	let record = crate::Device::<Test>::max_encoded_len();
	let code = crate::AccountId32::max_encoded_len();
	println!("device record {record} bytes, code index {code} bytes, owner index 0 bytes");
	assert!(record + code <= 300);
}

/// Lengths of the values of everything that is stored, by key, without what belongs to the block.
fn stored() -> BTreeMap<Vec<u8>, usize> {
	let system = twox_128(b"System");
	let account = [system, twox_128(b"Account")].concat();
	let mut all = BTreeMap::new();
	let mut last = Vec::new();
	while let Some(key) = sp_io::storage::next_key(&last) {
		if !key.starts_with(&system) || key.starts_with(&account) {
			all.insert(key.clone(), sp_io::storage::get(&key).map_or(0, |value| value.len()));
		}
		last = key;
	}
	all
}

/// Lengths of the values that are there now and were not.
fn added(before: &BTreeMap<Vec<u8>, usize>) -> Vec<usize> {
	let mut lengths: Vec<_> = stored()
		.into_iter()
		.filter_map(|(key, length)| (!before.contains_key(&key)).then_some(length))
		.collect();
	lengths.sort_unstable();
	lengths
}

#[test]
fn all_that_a_device_adds_to_the_state_is_counted() {
	test(|| {
		// The first device of an owner also adds the owner's hold.
		device("first", 1);
		let before = stored();
		let (_, id) = device("second", 2);
		let account = frame_system::Account::<Test>::hashed_key_for(&id);
		let account = sp_io::storage::get(&account).map_or(0, |value| value.len());
		let record = Devices::<Test>::get(&id).map_or(0, |device| device.encoded_size());
		let registered = added(&before);
		println!("a device without firmware and metadata adds values of {registered:?} bytes");
		let mut expected = vec![0, 32, account, record];
		expected.sort_unstable();
		assert_eq!(registered, expected, "owner index, code index, account, record");

		let before = stored();
		assert_ok!(rotate(&OWNER, &id, &Keys::ed("next"), 1));
		let first = added(&before);
		let before = stored();
		assert_ok!(rotate(&OWNER, &id, &Keys::ec("after"), 2));
		let second = added(&before);
		println!("its first rotation {first:?}, its second {second:?}");
		// The key's account, which takes the place of the one before it.
		assert_eq!(first.iter().filter(|length| **length == account).count(), 1);
		assert_eq!((first.len(), second.len()), (3, 3));
	});
}
