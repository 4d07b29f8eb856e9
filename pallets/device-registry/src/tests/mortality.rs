// SPDX-License-Identifier: Apache-2.0

//! What a device signs expires, and a device without a balance can sign.

use crate::{extension::MortalDevices, mock::*};
use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::{DispatchInfo, GetDispatchInfo},
	pallet_prelude::{InvalidTransaction, TransactionSource, TransactionValidityError},
	traits::Currency,
	weights::Weight,
};
use frame_system::{CheckMortality, CheckNonce};
use scale_info::{meta_type, MetaType};
use sp_runtime::{
	generic::Era,
	traits::{DispatchTransaction, TransactionExtension, TxBaseImplication},
};

/// Begins at block 0, whose hash the chain of the tests knows.
fn mortal() -> Era {
	Era::mortal(64, 0)
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

/// A transaction with this nonce goes through all that a transaction has to go through.
fn send(
	who: &AccountId,
	era: Era,
	nonce: u32,
	call: &RuntimeCall,
) -> Result<(), TransactionValidityError> {
	let extensions: Extensions =
		(MortalDevices::from(era), CheckNonce::from(nonce), Default::default());
	let info = call.get_dispatch_info();
	extensions.validate_and_prepare(signed(who), call, &info, 0, 0).map(|_| ())
}

fn refused(error: InvalidTransaction) -> Result<(), TransactionValidityError> {
	Err(error.into())
}

#[test]
fn what_a_device_signs_without_an_end_is_refused() {
	test(|| {
		let (_, id) = device("meter", 1);
		let ancient = refused(InvalidTransaction::AncientBirthBlock);
		assert_eq!(send(&id, Era::Immortal, 0, &remark()), ancient);
		assert_ok!(send(&id, mortal(), 0, &remark()));

		let next = Keys::ed("next");
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert_eq!(send(&next.account(), Era::Immortal, 0, &remark()), ancient);
		assert_ok!(send(&next.account(), mortal(), 0, &remark()));

		// Retired, it can still sign, and a past key's account may begin anew.
		assert_ok!(rotate(&OWNER, &id, &Keys::ed("after"), 2));
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		assert_eq!(send(&id, Era::Immortal, 1, &remark()), ancient);
		let _ = Balances::deposit_creating(&next.account(), 10_000);
		assert_eq!(send(&next.account(), Era::Immortal, 0, &remark()), ancient);
	});
}

#[test]
fn people_sign_as_they_like() {
	test(|| {
		let (_, id) = device("meter", 1);
		assert_ok!(send(&OWNER, Era::Immortal, 0, &remark()));
		assert_ok!(send(&OWNER, mortal(), 1, &remark()));
		// A device's account is anybody's again when the device is forgotten.
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		wait(30 * 24 * HOUR + 1);
		assert_ok!(Registry::forget_device(signed(&OWNER), id.clone(), 64));
		let _ = Balances::deposit_creating(&id, 10_000);
		assert_ok!(send(&id, Era::Immortal, 0, &remark()));
	});
}

/// The attack: the device's account ends when the device is forgotten, and counts from 0 when it is
/// registered anew. What it signed in its first life fits its second.
#[test]
fn nothing_that_a_device_signed_in_its_first_life_is_valid_in_its_second() {
	test(|| {
		let (keys, id) = device("meter", 1);
		let moves_money: RuntimeCall =
			pallet_balances::Call::transfer_allow_death { dest: BUYER, value: 1_000 }.into();
		let era = mortal();
		assert_ok!(send(&id, era, 0, &moves_money));
		assert_eq!(System::account_nonce(&id), 1);
		assert_eq!(
			send(&id, era, 0, &moves_money),
			refused(InvalidTransaction::Stale),
			"its nonce protects it in its first life"
		);
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		System::set_block_number(100_000);
		wait(30 * 24 * HOUR + 1);
		assert_ok!(Registry::forget_device(signed(&OWNER), id.clone(), 64));

		assert_ok!(register(&OWNER, &keys, 2));
		let _ = Balances::deposit_creating(&id, 10_000);
		assert_eq!(System::account_nonce(&id), 0);
		assert_eq!(
			send(&id, Era::Immortal, 0, &moves_money),
			refused(InvalidTransaction::AncientBirthBlock)
		);
		// The era began at block 0 and is over. The next one of the same phase begins at a block that
		// did not exist when the first was signed, so the signature is not over its hash.
		assert_eq!(era.death(0), 64);
		assert!(era.birth(100_001) > 0);
	});
}

/// Without the reference the answer would be `Payment`: the account of a key that has no balance
/// does not exist, and there is nothing to keep its nonce in.
#[test]
fn a_rotated_device_that_has_nothing_can_act() {
	test(|| {
		let (_, id) = device("meter", 1);
		let (next, stranger) = (Keys::ed("next"), Keys::ed("stranger"));
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		let act: RuntimeCall =
			crate::Call::as_device { device: id.clone(), call: Box::new(remark()) }.into();
		for nonce in 0..3 {
			assert_ok!(send(&next.account(), mortal(), nonce, &act));
			assert_ok!(Registry::as_device(
				signed(&next.account()),
				id.clone(),
				Box::new(remark())
			));
		}
		assert_eq!(System::account_nonce(next.account()), 3);
		assert_eq!(Balances::total_balance(&next.account()), 0);
		assert_eq!(
			send(&stranger.account(), mortal(), 0, &act),
			refused(InvalidTransaction::Payment)
		);
		// The old key cannot, nor can the one after the next rotation's.
		assert_eq!(send(&id, mortal(), 0, &act), refused(InvalidTransaction::BadSigner));
		assert_ok!(rotate(&OWNER, &id, &Keys::ed("after"), 2));
		assert_eq!(send(&next.account(), mortal(), 3, &act), refused(InvalidTransaction::Payment));
	});
}

#[test]
fn what_nobody_signed_is_not_asked_about() {
	test(|| {
		let (info, source) = (DispatchInfo::default(), TransactionSource::External);
		let extension = MortalDevices::<Test>::from(Era::Immortal);
		let implicit = extension.implicit().unwrap();
		let implication = TxBaseImplication(());
		assert!(extension
			.validate(RuntimeOrigin::none(), &remark(), &info, 0, implicit, &implication, source)
			.is_ok());
	});
}

#[test]
fn to_a_wallet_it_is_the_check_that_it_wraps() {
	test(|| {
		type Ours = MortalDevices<Test>;
		type Wrapped = CheckMortality<Test>;
		assert_eq!(
			<Ours as TransactionExtension<RuntimeCall>>::IDENTIFIER,
			<Wrapped as TransactionExtension<RuntimeCall>>::IDENTIFIER
		);
		let [ours] = &<Ours as TransactionExtension<RuntimeCall>>::metadata()[..] else {
			unreachable!("one extension")
		};
		let [wrapped] = &<Wrapped as TransactionExtension<RuntimeCall>>::metadata()[..] else {
			unreachable!("one extension")
		};
		assert_eq!(
			(ours.identifier, &ours.ty, &ours.implicit),
			(wrapped.identifier, &wrapped.ty, &wrapped.implicit)
		);
		// In a tuple too, where the type is what counts.
		let same: [MetaType; 2] = [meta_type::<Ours>(), meta_type::<Wrapped>()];
		assert_eq!(same[0], same[1]);
		for era in [Era::Immortal, mortal(), Era::mortal(4, 3)] {
			let (ours, wrapped) = (Ours::from(era), Wrapped::from(era));
			assert_eq!(ours.encode(), wrapped.encode());
			let implicit = <Ours as TransactionExtension<RuntimeCall>>::implicit(&ours);
			assert_eq!(
				implicit,
				<Wrapped as TransactionExtension<RuntimeCall>>::implicit(&wrapped)
			);
		}
	});
}

#[test]
fn only_who_signs_without_an_end_pays_for_the_look() {
	let weight = |era| MortalDevices::<Test>::from(era).weight(&remark());
	let alone = |era| CheckMortality::<Test>::from(era).weight(&remark());
	assert_eq!(weight(mortal()), alone(mortal()));
	let look: Weight = <() as crate::WeightInfo>::mortal_devices();
	assert_eq!(weight(Era::Immortal), alone(Era::Immortal) + look);
}
