// SPDX-License-Identifier: Apache-2.0

//! Lots: committing, claiming, closing, reaping.

use crate::{mock::*, Chunks, DeviceClass, Devices, Error, Event, Lots, Manufacturers};
use frame_support::{assert_noop, assert_ok};
use int_primitives::directory::SecurityLevel;
use sp_runtime::DispatchError;

#[test]
fn a_million_devices_cost_their_maker_what_one_costs() {
	test(|| {
		make_maker();
		let before = held(&MAKER);
		let commit = |size| {
			Registry::commit_lot(
				signed(&MAKER),
				model(),
				[1; 32],
				size,
				SecurityLevel::Software,
				None,
				None,
			)
		};
		assert_ok!(commit(1));
		let one = held(&MAKER) - before;
		assert_ok!(commit(1_000_000));
		assert_eq!(held(&MAKER) - before, 2 * one);
		assert_ok!(commit(1 << 32));
		assert_noop!(commit(0), Error::<Test>::BadLotSize);
		assert_noop!(commit((1 << 32) + 1), Error::<Test>::BadLotSize);
	});
}

#[test]
fn only_verified_and_unfrozen_manufacturers_commit() {
	test(|| {
		let commit = |who| {
			Registry::commit_lot(
				signed(who),
				model(),
				[1; 32],
				1,
				SecurityLevel::Software,
				None,
				None,
			)
		};
		assert_noop!(commit(&THIEF), Error::<Test>::UnknownManufacturer);
		let name = b"Thief".to_vec().try_into().unwrap();
		assert_ok!(Registry::register_manufacturer(signed(&THIEF), name, None));
		assert_noop!(commit(&THIEF), Error::<Test>::ManufacturerNotVerified);
		let id = make_maker();
		assert_ok!(Registry::freeze_manufacturer(RuntimeOrigin::root(), id));
		assert_noop!(commit(&MAKER), Error::<Test>::ManufacturerFrozen);
	});
}

#[test]
fn every_device_of_a_run_can_be_claimed_once() {
	test(|| {
		let maker = make_maker();
		let run = Run::commit(11);
		for index in 0..11 {
			assert_ok!(run.claim(&OWNER, index));
		}
		for index in 0..11 {
			assert_noop!(run.claim(&THIEF, index), Error::<Test>::AlreadyClaimed);
		}
		assert_eq!(Lots::<Test>::get(run.lot).unwrap().claimed, 11);
		let device = Devices::<Test>::get(run.keys[10].account()).unwrap();
		assert_eq!(device.manufacturer, Some(maker));
		assert_eq!(device.security, SecurityLevel::SecureElement);
		assert_eq!(device.firmware, Some([7; 32]));
		assert_eq!(device.place.unwrap().index, 10);
	});
}

#[test]
fn a_proof_is_for_one_place_one_serial_and_one_key() {
	test(|| {
		make_maker();
		let run = Run::commit(8);
		let claim = |index: u32, keys: &Keys, number: u32, proof: crate::LotProof| {
			let (expires, signature) = keys.consent(&OWNER, code(&MAKER, number));
			Registry::claim_device(
				signed(&OWNER),
				run.lot,
				index,
				keys.public(),
				serial(number),
				DeviceClass::AlwaysOn,
				None,
				proof,
				expires,
				signature,
			)
		};
		let bad = DispatchError::from(Error::<Test>::BadProof);
		let thief = Keys::sr("thief");
		assert_noop!(claim(4, &run.keys[3], 3, run.proof(3)), bad);
		assert_noop!(claim(3, &run.keys[3], 4, run.proof(3)), bad);
		assert_noop!(claim(3, &thief, 3, run.proof(3)), bad);
		assert_noop!(claim(3, &run.keys[3], 3, run.proof(4)), bad);
		assert_noop!(claim(3, &run.keys[3], 3, Default::default()), bad);
		assert_noop!(claim(u32::MAX, &run.keys[3], 3, run.proof(3)), bad);
		assert_ok!(claim(3, &run.keys[3], 3, run.proof(3)));
	});
}

/// The proof alone is public: without the device's own signature over the claimant's name it is
/// worth nothing to who copies it out of the pool.
#[test]
fn a_claim_copied_out_of_the_pool_is_refused() {
	test(|| {
		make_maker();
		let run = Run::commit(4);
		let keys = &run.keys[2];
		let (expires, signature) = keys.consent(&OWNER, code(&MAKER, 2));
		assert_noop!(
			Registry::claim_device(
				signed(&THIEF),
				run.lot,
				2,
				keys.public(),
				serial(2),
				DeviceClass::AlwaysOn,
				None,
				run.proof(2),
				expires,
				signature,
			),
			Error::<Test>::BadSignature
		);
	});
}

#[test]
fn a_frozen_makers_devices_wait() {
	test(|| {
		let id = make_maker();
		let run = Run::commit(2);
		assert_ok!(Registry::freeze_manufacturer(RuntimeOrigin::root(), id));
		assert_noop!(run.claim(&OWNER, 0), Error::<Test>::ManufacturerFrozen);
		assert_ok!(Registry::release_manufacturer(RuntimeOrigin::root(), id));
		assert_ok!(run.claim(&OWNER, 0));
	});
}

#[test]
fn a_leaf_stays_claimed_after_its_device_retired_and_was_forgotten() {
	test(|| {
		make_maker();
		let run = Run::commit(2);
		assert_ok!(run.claim(&OWNER, 1));
		let id = run.keys[1].account();
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		assert_noop!(run.claim(&OWNER, 1), Error::<Test>::AlreadyClaimed);
		wait(31 * 24 * HOUR);
		assert_ok!(Registry::forget_device(signed(&OWNER), id, 1));
		assert_noop!(run.claim(&OWNER, 1), Error::<Test>::AlreadyClaimed);
	});
}

#[test]
fn a_closed_lot_gives_nothing_more_and_is_reaped_in_steps() {
	test(|| {
		let id = make_maker();
		let before = held(&MAKER);
		let run = Run::commit(4);
		assert_ok!(run.claim(&OWNER, 0));
		let with_chunk = held(&OWNER);
		assert_ok!(run.claim(&OWNER, 1));
		let device_deposit = held(&OWNER) - with_chunk;
		assert!(with_chunk > device_deposit, "the first claim pays for the chunk");

		assert_noop!(Registry::reap_lot(signed(&THIEF), run.lot, 1), Error::<Test>::LotOpen);
		assert_noop!(Registry::close_lot(signed(&THIEF), run.lot), Error::<Test>::NotManufacturer);
		assert_ok!(Registry::close_lot(signed(&MAKER), run.lot));
		assert_noop!(Registry::close_lot(signed(&MAKER), run.lot), Error::<Test>::LotClosed);
		assert_noop!(run.claim(&OWNER, 2), Error::<Test>::LotClosed);
		assert_noop!(Registry::withdraw_manufacturer(signed(&MAKER)), Error::<Test>::LotsRemain);

		assert_noop!(Registry::reap_lot(signed(&THIEF), run.lot, 0), Error::<Test>::BadLimit);
		assert_noop!(Registry::reap_lot(signed(&THIEF), run.lot, 65), Error::<Test>::BadLimit);
		assert_ok!(Registry::reap_lot(signed(&THIEF), run.lot, 1));
		check();
		assert_eq!(Chunks::<Test>::iter_prefix(run.lot).count(), 0);
		assert!(Lots::<Test>::contains_key(run.lot), "the limit was reached: there may be more");
		assert_ok!(Registry::reap_lot(signed(&THIEF), run.lot, 1));
		System::assert_last_event(Event::<Test>::LotRemoved { lot: run.lot }.into());
		assert_eq!(held(&OWNER), 2 * device_deposit);
		assert_eq!(held(&MAKER), before);
		assert_eq!(Manufacturers::<Test>::get(id).unwrap().lots, 0);
		assert_noop!(run.claim(&OWNER, 2), Error::<Test>::UnknownLot);
		assert_ok!(Registry::withdraw_manufacturer(signed(&MAKER)));
	});
}

#[test]
fn governance_closes_the_lot_of_a_frozen_manufacturer() {
	test(|| {
		let id = make_maker();
		let run = Run::commit(4);
		assert_ok!(Registry::freeze_manufacturer(RuntimeOrigin::root(), id));
		assert_ok!(Registry::close_lot(RuntimeOrigin::root(), run.lot));
		assert_noop!(Registry::close_lot(RuntimeOrigin::root(), 99), Error::<Test>::UnknownLot);
	});
}

/// Leaves far apart share no chunk; the highest leaf of the largest lot has one too.
#[test]
fn claims_lie_in_sparse_chunks() {
	test(|| {
		make_maker();
		let run = Run::commit(1);
		let mut lot = Lots::<Test>::get(run.lot).unwrap();
		lot.size = 1 << 32;
		for index in [0, 2_047, 2_048, u32::MAX] {
			assert_ok!(Registry::claim_leaf(run.lot, &mut lot, index, &OWNER));
			assert!(Registry::claim_leaf(run.lot, &mut lot, index, &OWNER).is_err());
		}
		assert_eq!(lot.claimed, 4);
		let mut chunks: Vec<_> = Chunks::<Test>::iter_key_prefix(run.lot).collect();
		chunks.sort();
		assert_eq!(chunks, [0, 1, u32::MAX / 2_048]);
		Lots::<Test>::insert(run.lot, lot);
	});
}
