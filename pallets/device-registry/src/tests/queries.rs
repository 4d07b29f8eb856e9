// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use crate::{mock::*, ChallengeVerdict, Genuineness, ManufacturerState};
use frame_support::assert_ok;
use int_primitives::signed::Challenge;
use std::collections::BTreeSet;

fn ask(device: &AccountId, generation: u32) -> Challenge {
	Challenge {
		challenger: BUYER.into(),
		device: device.clone().into(),
		nonce: [7; 32],
		generation,
		expires: now() + HOUR,
	}
}

#[test]
fn a_device_proves_that_it_is_there() {
	test(|| {
		let (first, id) = device("meter", 1);
		let verdict = |answer: &Challenge, keys: &Keys| {
			Registry::verify_challenge(answer.clone(), keys.sign_statement(answer.clone()))
		};
		let answer = ask(&id, 0);
		assert_eq!(verdict(&answer, &first), ChallengeVerdict::Genuine);
		assert_eq!(verdict(&answer, &Keys::sr("clone")), ChallengeVerdict::BadSignature);
		let mut other = answer.clone();
		other.nonce = [8; 32];
		assert_eq!(
			Registry::verify_challenge(other, first.sign_statement(answer.clone())),
			ChallengeVerdict::BadSignature
		);
		assert_eq!(verdict(&ask(&POOR, 0), &first), ChallengeVerdict::UnknownDevice);

		let next = Keys::ed("next");
		assert_ok!(rotate(&OWNER, &id, &next, 1));
		assert_eq!(
			verdict(&answer, &first),
			ChallengeVerdict::WrongGeneration { current: 1 },
			"the old key no longer speaks for the device"
		);
		assert_eq!(verdict(&ask(&id, 1), &first), ChallengeVerdict::BadSignature);
		let answer = ask(&id, 1);
		assert_eq!(verdict(&answer, &next), ChallengeVerdict::Genuine);
		wait(HOUR + 1);
		assert_eq!(verdict(&answer, &next), ChallengeVerdict::Expired);
		assert_ok!(Registry::retire_device(signed(&OWNER), id.clone()));
		assert_eq!(verdict(&ask(&id, 1), &next), ChallengeVerdict::Retired);
	});
}

#[test]
fn a_code_says_what_stands_behind_it() {
	test(|| {
		let id = make_maker();
		let run = Run::commit(2);
		assert_eq!(Registry::genuine(code(&MAKER, 0)), Genuineness::Unknown);
		assert_ok!(run.claim(&OWNER, 0));
		let Genuineness::Made { device, manufacturer: Some(maker) } =
			Registry::genuine(code(&MAKER, 0))
		else {
			panic!("a lot stands behind it")
		};
		assert_eq!(device.id, run.keys[0].account());
		assert_eq!((maker.id, maker.state), (id, ManufacturerState::Verified));

		assert_ok!(Registry::freeze_manufacturer(RuntimeOrigin::root(), id));
		assert!(matches!(
			Registry::genuine(code(&MAKER, 0)),
			Genuineness::Made { manufacturer: Some(maker), .. }
				if maker.state == ManufacturerState::Frozen { verified: true }
		));
		assert_ok!(Registry::release_manufacturer(RuntimeOrigin::root(), id));

		// A copy with the same model and serial, by somebody else, has another code.
		assert_ok!(register(&THIEF, &Keys::sr("fake"), 0));
		assert!(matches!(Registry::genuine(code(&THIEF, 0)), Genuineness::SelfDeclared { .. }));

		assert_ok!(Registry::close_lot(signed(&MAKER), run.lot));
		assert_ok!(Registry::reap_lot(signed(&MAKER), run.lot, 64));
		assert_ok!(Registry::withdraw_manufacturer(signed(&MAKER)));
		assert!(matches!(
			Registry::genuine(code(&MAKER, 0)),
			Genuineness::Made { manufacturer: None, .. }
		));
	});
}

#[test]
fn pages_show_each_device_once() {
	test(|| {
		for number in 0..25 {
			assert_ok!(register(&OWNER, &Keys::sr(&format!("d{number}")), number));
		}
		let (mut seen, mut cursor, mut pages) = (BTreeSet::new(), None, 0);
		loop {
			let page = Registry::devices_of(OWNER, cursor, 10);
			pages += 1;
			for device in page.devices {
				assert_eq!(device.owner, OWNER);
				assert!(seen.insert(device.id));
			}
			cursor = page.cursor;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!((seen.len(), pages), (25, 3));
		let all = Registry::devices_of(OWNER, None, u32::MAX);
		assert_eq!((all.devices.len(), all.cursor), (25, None));
		let none = Registry::devices_of(OWNER, None, 0);
		assert_eq!((none.devices.len(), none.cursor), (0, None));
		assert_eq!(Registry::devices_of(POOR, None, 10).devices.len(), 0);
	});
}

#[test]
fn a_device_is_found_by_id_and_by_code() {
	test(|| {
		let (keys, id) = device("meter", 1);
		let by_id = Registry::device(id.clone()).unwrap();
		assert_eq!(Registry::device_by_code(code(&OWNER, 1)), Some(by_id.clone()));
		assert_eq!((by_id.key, by_id.key_account), (keys.public(), id));
		assert_eq!(Registry::device(POOR), None);
		assert_eq!(Registry::device_by_code([0; 32]), None);
	});
}
