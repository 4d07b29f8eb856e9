// SPDX-License-Identifier: Apache-2.0

//! Rotation, the worthless old key, and acting as the device.

use crate::{
	extension::RefuseRotatedKey, mock::*, Devices, Error, Event, HoldReason, LaterKeys, PastKeys,
};
use codec::Encode;
use frame_support::{
	assert_err_ignore_postinfo, assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	pallet_prelude::{InvalidTransaction, TransactionSource},
	traits::{fungible::MutateHold, Currency},
};
use int_primitives::{
	directory::DeviceDirectory,
	identity::DeviceKey,
	signed::{Rotation, Statement},
};
use sp_runtime::traits::{DispatchTransaction, TransactionExtension, TxBaseImplication};
use sp_runtime::DispatchError;

/// Whether the extension lets a transaction of this signer through.
fn passes(who: &AccountId) -> bool {
	let call: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
	let info = call.get_dispatch_info();
	match RefuseRotatedKey::<Test>::new().validate(
		signed(who),
		&call,
		&info,
		0,
		(),
		&TxBaseImplication(()),
		TransactionSource::External,
	) {
		Ok(_) => true,
		Err(error) => {
			assert_eq!(error, InvalidTransaction::BadSigner.into());
			false
		},
	}
}

fn transfer(to: &AccountId, value: u128) -> Box<RuntimeCall> {
	Box::new(pallet_balances::Call::transfer_allow_death { dest: to.clone(), value }.into())
}

#[test]
fn a_stolen_old_key_moves_nothing() {
	test(|| {
		let (_, id) = device("meter", 1);
		let _ = Balances::deposit_creating(&id, 10_000);
		assert!(passes(&id), "before the rotation the first key is the account's");
		let next = Keys::ed("next");
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert!(!passes(&id));
		assert!(passes(&OWNER));
		assert_eq!(Rotated::get(), std::slice::from_ref(&id));

		// And through the wrapper only the present key acts.
		let steal = || transfer(&THIEF, 1_000);
		assert_noop!(
			Registry::as_device(signed(&THIEF), id.clone(), steal()),
			Error::<Test>::NotDeviceKey
		);
		assert_noop!(
			Registry::as_device(signed(&OWNER), id.clone(), steal()),
			Error::<Test>::NotDeviceKey
		);
		assert_noop!(
			Registry::as_device(signed(&id), id.clone(), steal()),
			Error::<Test>::NotDeviceKey
		);
		assert_ok!(Registry::as_device(
			signed(&next.account()),
			id.clone(),
			transfer(&BUYER, 1_000)
		));
		assert_eq!(Balances::free_balance(&id), 9_000);
		System::assert_last_event(
			Event::<Test>::ActedAsDevice { device: id, result: Ok(()) }.into(),
		);
	});
}

/// The extension stands in the pipeline of a whole transaction, not only in this file.
#[test]
fn the_pipeline_refuses_the_old_key() {
	test(|| {
		let (_, id) = device("meter", 1);
		assert_ok!(rotate(&OWNER, &id, &Keys::ed("next"), 1));
		let call: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
		let info = call.get_dispatch_info();
		let error = RefuseRotatedKey::<Test>::new()
			.validate_and_prepare(signed(&id), &call, &info, 0, 0)
			.err()
			.unwrap();
		assert_eq!(error, InvalidTransaction::BadSigner.into());
		assert_eq!(RefuseRotatedKey::<Test>::new().encode(), Vec::<u8>::new());
	});
}

#[test]
fn a_rotation_needs_the_owner_and_the_new_key_and_nothing_of_the_old_one() {
	test(|| {
		let (first, id) = device("meter", 1);
		let next = Keys::ec("next");
		// The old key cannot do it, even for itself.
		assert_noop!(rotate(&id, &id, &next, 1), Error::<Test>::NotOwner);
		// Nor can the owner without the new key.
		let (expires, by_old) = first.rotation(&OWNER, &id, 1);
		assert_noop!(
			Registry::rotate_key(signed(&OWNER), id.clone(), next.public(), expires, by_old),
			Error::<Test>::BadSignature
		);
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert_eq!(Devices::<Test>::get(&id).unwrap().key, next.public());
	});
}

#[test]
fn a_rotation_is_for_one_generation_owner_and_chain() {
	test(|| {
		let (_, id) = device("meter", 1);
		let (next, after) = (Keys::ed("next"), Keys::ed("after"));
		let (expires, early) = after.rotation(&OWNER, &id, 1);
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		let try_with = |who, expires, signature| {
			Registry::rotate_key(signed(who), id.clone(), after.public(), expires, signature)
		};
		let bad = DispatchError::from(Error::<Test>::BadSignature);
		assert_noop!(try_with(&OWNER, expires, early), bad);
		let (expires, for_buyer) = after.rotation(&BUYER, &id, 2);
		assert_noop!(try_with(&OWNER, expires, for_buyer), bad);
		let body = Rotation {
			owner: OWNER.into(),
			device: id.clone().into(),
			key: after.account().into(),
			generation: 2,
			expires,
		};
		let elsewhere = after.sign(&Statement::new([8; 32], body).encode());
		assert_noop!(try_with(&OWNER, expires, elsewhere), bad);
		let (expires, good) = after.rotation(&OWNER, &id, 2);
		wait(2 * HOUR);
		assert_noop!(try_with(&OWNER, expires, good), Error::<Test>::ConsentExpired);
		assert_ok!(rotate(&OWNER, &id, &after, 2));
	});
}

#[test]
fn a_key_is_one_devices_once() {
	test(|| {
		let (first, id) = device("meter", 1);
		let (next, after) = (Keys::ed("next"), Keys::ec("after"));
		let refused = DispatchError::from(Error::<Test>::KeyUsedBefore);
		// Its own first key, present key and past keys.
		assert_noop!(rotate(&OWNER, &id, &first, 1), refused);
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert_noop!(rotate(&OWNER, &id, &next, 2), refused);
		assert_noop!(rotate(&OWNER, &id, &first, 2), refused);
		assert_ok!(rotate(&OWNER, &id, &after, 2));
		assert_noop!(rotate(&OWNER, &id, &next, 3), refused);
		assert_noop!(rotate(&OWNER, &id, &first, 3), refused);

		// Those of another device, whoever owns it.
		let other = Keys::sr("other");
		assert_ok!(register(&BUYER, &other, 1));
		for keys in [&first, &next, &after, &other] {
			assert_noop!(rotate(&BUYER, &other.account(), keys, 1), refused);
		}
		// Nor does a later key come in as a device of its own.
		for keys in [&next, &after] {
			assert_noop!(register(&BUYER, keys, 2), Error::<Test>::DeviceExists);
		}
	});
}

/// One public key makes one account, whichever of the two schemes reads it.
#[test]
fn a_past_key_does_not_come_back_as_one_of_another_scheme() {
	test(|| {
		let (_, id) = device("meter", 1);
		let next = Keys::ed("next");
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert_ok!(rotate(&OWNER, &id, &Keys::ed("after"), 2));
		let DeviceKey::Ed25519(bytes) = next.public() else { unreachable!() };
		let (expires, signature) = next.rotation(&OWNER, &id, 3);
		assert_noop!(
			Registry::rotate_key(
				signed(&OWNER),
				id.clone(),
				DeviceKey::Sr25519(bytes),
				expires,
				signature
			),
			Error::<Test>::KeyUsedBefore
		);
	});
}

#[test]
fn a_forgotten_devices_keys_are_free_again() {
	test(|| {
		let (first, id) = device("meter", 1);
		let keys = [Keys::ed("one"), Keys::ec("two"), Keys::sr("three")];
		for (keys, generation) in keys.iter().zip(1..) {
			assert_ok!(rotate(&OWNER, &id, keys, generation));
		}
		assert_eq!(LaterKeys::<Test>::iter().count(), 3);
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		wait(30 * 24 * HOUR + 1);
		// In two calls: while some are left, the books hold.
		assert_ok!(Registry::forget_device(signed(&OWNER), id.clone(), 2));
		check();
		assert_ok!(Registry::forget_device(signed(&OWNER), id.clone(), 2));
		assert_eq!((LaterKeys::<Test>::iter().count(), held(&OWNER)), (0, 0));
		for keys in &keys {
			assert!(!frame_system::Pallet::<Test>::account_exists(&keys.account()));
		}
		assert_ok!(register(&OWNER, &keys[0], 2));
		assert_ok!(register(&OWNER, &first, 3));
		assert_ok!(rotate(&OWNER, &id, &keys[1], 1));
	});
}

#[test]
fn the_account_of_the_present_key_exists_without_a_balance_and_that_of_a_past_one_does_not() {
	test(|| {
		let (_, id) = device("meter", 1);
		let (next, after) = (Keys::ed("next"), Keys::ed("after"));
		let exists = |keys: &Keys| System::account_exists(&keys.account());
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert!(exists(&next));
		assert_ok!(rotate(&OWNER, &id, &after, 2));
		assert_eq!((exists(&next), exists(&after)), (false, true));
		assert!(System::account_exists(&id), "the device's own account stays throughout");
	});
}

#[test]
fn a_past_keys_account_keeps_its_balance() {
	test(|| {
		let (_, id) = device("meter", 1);
		let next = Keys::ed("next");
		let _ = Balances::deposit_creating(&next.account(), 10_000);
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert_ok!(rotate(&OWNER, &id, &Keys::ed("after"), 2));
		assert_eq!(Balances::free_balance(next.account()), 10_000);
		assert_ok!(Balances::transfer_allow_death(signed(&next.account()), BUYER, 10_000));
		assert!(!System::account_exists(&next.account()));
	});
}

/// Whoever stole the present key ties up as much of its account as can be tied, so that the
/// reference to it could not be taken away if it were one that others may build on.
#[test]
fn a_stolen_key_cannot_tie_itself_to_the_device() {
	test(|| {
		let (_, id) = device("meter", 1);
		let stolen = Keys::ed("stolen");
		assert_ok!(rotate(&OWNER, &id, &stolen, 1));
		let account = stolen.account();
		let _ = Balances::deposit_creating(&account, 10_000);
		let tie = |value| {
			let reason = RuntimeHoldReason::Registry(HoldReason::Offer);
			Balances::hold(&reason, &account, value)
		};
		// Not all of it: by the registry's reference alone nothing can be on hold.
		assert!(tie(10_000).is_err());
		assert_ok!(tie(9_900));
		assert!(System::consumers(&account) > 0);

		assert_ok!(rotate(&OWNER, &id, &Keys::ed("next"), 2));
		assert_eq!(held(&account), 9_900, "what is its own stays its own");
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		wait(30 * 24 * HOUR + 1);
		assert_ok!(Registry::forget_device(signed(&OWNER), id, 64));
		assert_eq!(held(&OWNER), 0);
	});
}

#[test]
fn a_call_as_the_device_fails_with_its_own_error_and_moves_nothing() {
	test(|| {
		let (_, id) = device("meter", 1);
		let next = Keys::ed("next");
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert_err_ignore_postinfo!(
			Registry::as_device(signed(&next.account()), id, transfer(&BUYER, 1_000)),
			sp_runtime::TokenError::FundsUnavailable
		);
	});
}

#[test]
fn a_retired_devices_account_can_still_be_emptied() {
	test(|| {
		let (_, id) = device("meter", 1);
		let next = Keys::ed("next");
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		let _ = Balances::deposit_creating(&id, 10_000);
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		assert!(!passes(&id));
		assert_ok!(Registry::as_device(signed(&next.account()), id, transfer(&OWNER, 10_000)));
	});
}

#[test]
fn each_past_key_is_kept_and_paid_for() {
	test(|| {
		let (first, id) = device("meter", 1);
		let before = held(&OWNER);
		let mut keys = vec![first];
		for generation in 1..=5 {
			wait(HOUR);
			keys.push(Keys::ed(&format!("key{generation}")));
			assert_ok!(rotate(&OWNER, &id, &keys[generation as usize], generation));
		}
		assert_eq!(PastKeys::<Test>::iter_prefix(&id).count(), 5);
		assert_eq!((held(&OWNER) - before) % 5, 0);
		assert!(held(&OWNER) > before);

		let history = Registry::key_history(id.clone(), 0);
		assert_eq!(history.len(), 6);
		for (generation, record) in history.iter().enumerate() {
			assert_eq!(record.generation, generation as u32);
			assert_eq!(record.key, keys[generation].public());
			// The key that signs in a block is the one that stands at its end.
			for block in record.from..record.to.unwrap_or(record.from + 3) {
				assert_eq!(
					Registry::key_at(&id, block),
					Some((generation as u32, keys[generation].public()))
				);
			}
		}
		assert_eq!(Registry::key_at(&id, 0), None, "before it was registered");
		assert_eq!(Registry::key_history(id, 4).len(), 2);
	});
}

/// Two rotations in one block leave a key that stood at the end of no block.
#[test]
fn rotations_within_one_block_keep_the_history_in_order() {
	test(|| {
		let (first, id) = device("meter", 1);
		wait(HOUR);
		let (next, last) = (Keys::ed("next"), Keys::ed("last"));
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert_ok!(rotate(&OWNER, &id, &last, 2));
		let block = System::block_number();
		assert_eq!(Registry::key_at(&id, block), Some((2, last.public())));
		assert_eq!(Registry::key_at(&id, block - 1), Some((0, first.public())));
	});
}

#[test]
fn the_directory_checks_signatures_by_generation() {
	test(|| {
		let (first, id) = device("meter", 1);
		let message = b"message";
		let by = |keys: &Keys| keys.sign(message).encode();
		assert!(Registry::signed_by(&id, 0, message, &by(&first)));
		assert!(!Registry::signed_by(&id, 1, message, &by(&first)));
		assert!(!Registry::signed_by(&id, 0, b"another", &by(&first)));
		assert!(!Registry::signed_by(&id, 0, message, b"no signature"));
		let next = Keys::ec("next");
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert!(!Registry::signed_by(&id, 0, message, &by(&first)));
		assert!(Registry::signed_by(&id, 1, message, &by(&next)));
	});
}
