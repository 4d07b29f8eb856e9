// SPDX-License-Identifier: Apache-2.0

//! Manufacturers, their standing and their bonds.

use crate::{mock::*, Error, Event, ManufacturerOf, ManufacturerState, Manufacturers, Name};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_runtime::TokenError;

fn name(name: &str) -> Name {
	name.as_bytes().to_vec().try_into().unwrap()
}

fn bond_of(id: u32) -> u128 {
	Manufacturers::<Test>::get(id).unwrap().bond
}

#[test]
fn registers_with_bond_and_deposit_and_leaves_with_both() {
	test(|| {
		assert_ok!(Registry::register_manufacturer(signed(&MAKER), name("Meters Ltd"), None));
		let bond = Balances::balance_on_hold(&crate::HoldReason::Bond.into(), &MAKER);
		assert_eq!(bond, BOND);
		assert!(held(&MAKER) > BOND);
		assert_ok!(Registry::withdraw_manufacturer(signed(&MAKER)));
		assert_eq!(held(&MAKER), 0);
		assert_eq!(Balances::free_balance(&MAKER), ENDOWMENT);
		assert_eq!(ManufacturerOf::<Test>::get(&MAKER), None);
	});
}

#[test]
fn an_account_acts_for_one_manufacturer() {
	test(|| {
		make_maker();
		assert_noop!(
			Registry::register_manufacturer(signed(&MAKER), name("Another"), None),
			Error::<Test>::ManufacturerExists
		);
	});
}

#[test]
fn who_cannot_pay_the_bond_is_told_so() {
	test(|| {
		assert_noop!(
			Registry::register_manufacturer(signed(&POOR), name("Poor"), None),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn only_governance_verifies_freezes_releases_and_slashes() {
	test(|| {
		let id = make_maker();
		let bad = sp_runtime::DispatchError::BadOrigin;
		assert_noop!(Registry::verify_manufacturer(signed(&THIEF), id), bad);
		assert_noop!(Registry::freeze_manufacturer(signed(&THIEF), id), bad);
		assert_noop!(Registry::release_manufacturer(signed(&THIEF), id), bad);
		assert_noop!(Registry::slash_manufacturer(signed(&THIEF), id, 1), bad);
	});
}

#[test]
fn release_puts_back_what_it_was() {
	test(|| {
		let id = make_maker();
		assert_ok!(Registry::freeze_manufacturer(RuntimeOrigin::root(), id));
		assert_noop!(
			Registry::freeze_manufacturer(RuntimeOrigin::root(), id),
			Error::<Test>::ManufacturerStateUnchanged
		);
		assert_noop!(
			Registry::verify_manufacturer(RuntimeOrigin::root(), id),
			Error::<Test>::ManufacturerFrozen
		);
		assert_ok!(Registry::release_manufacturer(RuntimeOrigin::root(), id));
		assert_eq!(Manufacturers::<Test>::get(id).unwrap().state, ManufacturerState::Verified);
		assert_noop!(
			Registry::release_manufacturer(RuntimeOrigin::root(), id),
			Error::<Test>::ManufacturerStateUnchanged
		);
		assert_noop!(
			Registry::verify_manufacturer(RuntimeOrigin::root(), 99),
			Error::<Test>::UnknownManufacturer
		);
	});
}

#[test]
fn a_new_name_is_not_a_verified_one() {
	test(|| {
		let id = make_maker();
		assert_ok!(Registry::update_manufacturer(
			signed(&MAKER),
			name("Meters Ltd"),
			Some(vec![1; 36].try_into().unwrap())
		));
		assert_eq!(Manufacturers::<Test>::get(id).unwrap().state, ManufacturerState::Verified);
		assert_ok!(Registry::update_manufacturer(signed(&MAKER), name("Famous Brand"), None));
		assert_eq!(Manufacturers::<Test>::get(id).unwrap().state, ManufacturerState::Registered);
		assert_noop!(
			Registry::update_manufacturer(signed(&THIEF), name("Meters Ltd"), None),
			Error::<Test>::UnknownManufacturer
		);
	});
}

/// Renaming while frozen must not smuggle the old verification past the release.
#[test]
fn a_frozen_manufacturer_cannot_rename_itself_verified() {
	test(|| {
		let id = make_maker();
		assert_ok!(Registry::freeze_manufacturer(RuntimeOrigin::root(), id));
		assert_ok!(Registry::update_manufacturer(signed(&MAKER), name("Famous Brand"), None));
		assert_ok!(Registry::release_manufacturer(RuntimeOrigin::root(), id));
		assert_eq!(Manufacturers::<Test>::get(id).unwrap().state, ManufacturerState::Registered);
	});
}

#[test]
fn a_frozen_manufacturer_does_not_run_away_with_its_bond() {
	test(|| {
		let id = make_maker();
		assert_ok!(Registry::freeze_manufacturer(RuntimeOrigin::root(), id));
		assert_noop!(
			Registry::withdraw_manufacturer(signed(&MAKER)),
			Error::<Test>::ManufacturerFrozen
		);
	});
}

#[test]
fn a_slash_takes_the_bond_and_no_more_and_can_be_made_good() {
	test(|| {
		let id = make_maker();
		let issued = Balances::total_issuance();
		assert_ok!(Registry::slash_manufacturer(RuntimeOrigin::root(), id, BOND / 4));
		assert_eq!(bond_of(id), BOND - BOND / 4);
		System::assert_last_event(
			Event::<Test>::BondSlashed { manufacturer: id, amount: BOND / 4 }.into(),
		);
		check();
		assert_ok!(Registry::slash_manufacturer(RuntimeOrigin::root(), id, u128::MAX));
		assert_eq!(bond_of(id), 0);
		// The mock burns what is slashed; the deposit of the record is untouched.
		assert_eq!(Balances::total_issuance(), issued - BOND);
		assert_ok!(Registry::top_up_bond(signed(&MAKER)));
		assert_eq!(bond_of(id), BOND);
		assert_noop!(Registry::top_up_bond(signed(&MAKER)), Error::<Test>::BondFull);
	});
}

#[test]
fn a_slashed_manufacturer_commits_nothing_until_its_bond_is_full() {
	test(|| {
		let id = make_maker();
		assert_ok!(Registry::slash_manufacturer(RuntimeOrigin::root(), id, 1));
		let commit = || {
			Registry::commit_lot(
				signed(&MAKER),
				model(),
				[1; 32],
				10,
				Default::default(),
				None,
				None,
			)
		};
		assert_noop!(commit(), Error::<Test>::BondTooLow);
		assert_ok!(Registry::top_up_bond(signed(&MAKER)));
		assert_ok!(commit());
	});
}

#[test]
fn numbers_do_not_wrap() {
	test(|| {
		crate::NextManufacturer::<Test>::put(u32::MAX);
		assert_noop!(
			Registry::register_manufacturer(signed(&MAKER), name("Last"), None),
			Error::<Test>::NumbersExhausted
		);
	});
}

#[test]
fn genesis_has_verified_manufacturers() {
	use sp_runtime::BuildStorage;
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: vec![(MAKER, ENDOWMENT)],
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	crate::GenesisConfig::<Test> {
		manufacturers: vec![(MAKER, "Meters Ltd".into())],
		_config: Default::default(),
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	sp_io::TestExternalities::new(storage).execute_with(|| {
		assert_eq!(Manufacturers::<Test>::get(0).unwrap().state, ManufacturerState::Verified);
		check();
	});
}
