// SPDX-License-Identifier: Apache-2.0

//! Fleets, operators and their limits.

use crate::{mock::*, Devices, Error, FleetId, Fleets, Operators, Permissions};
use frame_support::{assert_noop, assert_ok};
use int_primitives::directory::{DeviceDirectory, Permission};
use sp_runtime::DispatchError;

fn fleet() -> FleetId {
	let id = crate::NextFleet::<Test>::get();
	let name = b"Roofs".to_vec().try_into().unwrap();
	Registry::create_fleet(signed(&OWNER), name).unwrap();
	id
}

fn only(permission: Permission) -> Permissions {
	[permission].into_iter().collect()
}

#[test]
fn a_fleet_comes_and_goes_with_its_deposit() {
	test(|| {
		let id = fleet();
		assert!(held(&OWNER) > 0);
		assert_noop!(Registry::dissolve_fleet(signed(&THIEF), id), Error::<Test>::NotOwner);
		assert_ok!(Registry::dissolve_fleet(signed(&OWNER), id));
		assert_eq!(held(&OWNER), 0);
		assert_noop!(Registry::dissolve_fleet(signed(&OWNER), id), Error::<Test>::UnknownFleet);
	});
}

#[test]
fn a_fleet_holds_devices_of_its_owner_only() {
	test(|| {
		let id = fleet();
		let (_, meter) = device("meter", 1);
		assert_ok!(register(&BUYER, &Keys::sr("other"), 1));
		let other = Keys::sr("other").account();
		assert_noop!(
			Registry::assign_device(signed(&OWNER), other.clone(), id),
			Error::<Test>::NotOwner
		);
		assert_noop!(Registry::assign_device(signed(&BUYER), other, id), Error::<Test>::NotOwner);
		assert_ok!(Registry::assign_device(signed(&OWNER), meter.clone(), id));
		assert_noop!(
			Registry::assign_device(signed(&OWNER), meter.clone(), id),
			Error::<Test>::InFleet
		);
		assert_noop!(Registry::dissolve_fleet(signed(&OWNER), id), Error::<Test>::FleetNotEmpty);
		assert_eq!(Registry::fleet_of(&meter), Some(id));
		assert_ok!(Registry::unassign_device(signed(&OWNER), meter.clone()));
		assert_noop!(Registry::unassign_device(signed(&OWNER), meter), Error::<Test>::NotInFleet);
		assert_eq!(Fleets::<Test>::get(id).unwrap().devices, 0);
	});
}

#[test]
fn an_operator_does_what_it_may_and_nothing_else() {
	test(|| {
		let id = fleet();
		let (_, meter) = device("meter", 1);
		assert_ok!(Registry::assign_device(signed(&OWNER), meter.clone(), id));
		assert_ok!(Registry::set_operator(
			signed(&OWNER),
			id,
			OPERATOR,
			only(Permission::Lifecycle),
			10,
			None
		));
		let operator = || signed(&OPERATOR);
		assert!(Registry::may_act_for(&OPERATOR, &meter, Permission::Lifecycle));
		assert!(!Registry::may_act_for(&OPERATOR, &meter, Permission::Firmware));
		assert_ok!(Registry::activate_device(operator(), meter.clone()));
		assert_noop!(
			Registry::update_firmware(operator(), meter.clone(), None),
			Error::<Test>::NotPermitted
		);
		// What is the owner's alone.
		let not_owner = DispatchError::from(Error::<Test>::NotOwner);
		assert_noop!(Registry::retire_device(operator(), meter.clone()), not_owner);
		assert_noop!(rotate(&OPERATOR, &meter, &Keys::ed("next"), 1), not_owner);
		assert_noop!(Registry::unassign_device(operator(), meter.clone()), not_owner);
		assert_noop!(
			Registry::offer_transfer(operator(), meter.clone(), OPERATOR, now() + HOUR),
			not_owner
		);
		assert_noop!(
			Registry::set_operator(operator(), id, THIEF, Permissions::ALL, 10, None),
			not_owner
		);
		// Nor anything with a device outside of the fleet.
		let (_, other) = device("other", 2);
		assert_noop!(Registry::activate_device(operator(), other), Error::<Test>::NotPermitted);
	});
}

#[test]
fn an_operators_day_is_limited_and_begins_anew() {
	test(|| {
		let id = fleet();
		let (_, meter) = device("meter", 1);
		assert_ok!(Registry::assign_device(signed(&OWNER), meter.clone(), id));
		let permissions = only(Permission::Firmware);
		let set = |per_day| {
			Registry::set_operator(signed(&OWNER), id, OPERATOR, permissions, per_day, None)
		};
		let act = || Registry::update_firmware(signed(&OPERATOR), meter.clone(), Some([1; 32]));
		assert_ok!(set(2));
		assert_ok!(act());
		wait(23 * HOUR);
		assert_ok!(act());
		assert_noop!(act(), Error::<Test>::NotPermitted);
		// Setting the limits again does not hand out a fresh day.
		assert_ok!(set(2));
		assert_noop!(act(), Error::<Test>::NotPermitted);
		wait(HOUR);
		assert_ok!(act());
	});
}

#[test]
fn an_operator_ends_at_its_time() {
	test(|| {
		let id = fleet();
		let (_, meter) = device("meter", 1);
		assert_ok!(Registry::assign_device(signed(&OWNER), meter.clone(), id));
		let set = |expires| {
			Registry::set_operator(signed(&OWNER), id, OPERATOR, Permissions::ALL, 9, Some(expires))
		};
		assert_noop!(set(now()), Error::<Test>::BadExpiry);
		assert_ok!(set(now() + HOUR));
		assert_ok!(Registry::activate_device(signed(&OPERATOR), meter.clone()));
		wait(HOUR + 1);
		assert_noop!(
			Registry::suspend_device(signed(&OPERATOR), meter),
			Error::<Test>::NotPermitted
		);
	});
}

#[test]
fn a_full_list_of_operators_says_so() {
	test(|| {
		let id = fleet();
		let empty = held(&OWNER);
		let set = |number: u8| {
			let who = AccountId::new([100 + number; 32]);
			Registry::set_operator(signed(&OWNER), id, who, Permissions::ALL, 1, None)
		};
		for number in 0..4 {
			assert_ok!(set(number));
		}
		assert_noop!(set(4), Error::<Test>::TooManyOperators);
		// A change of one that is there still goes.
		assert_ok!(set(3));
		let full = held(&OWNER);
		assert_eq!((full - empty) % 4, 0);
		assert_noop!(Registry::dissolve_fleet(signed(&OWNER), id), Error::<Test>::FleetNotEmpty);
		for number in 0..4 {
			let who = AccountId::new([100 + number; 32]);
			assert_noop!(
				Registry::remove_operator(signed(&THIEF), id, who.clone()),
				Error::<Test>::NotOwner
			);
			// The operator itself may go, and the deposit is its owner's.
			assert_ok!(Registry::remove_operator(signed(&who), id, who.clone()));
		}
		assert_noop!(
			Registry::remove_operator(signed(&OWNER), id, OPERATOR),
			Error::<Test>::UnknownOperator
		);
		assert_eq!(held(&OWNER), empty);
		assert_eq!(Operators::<Test>::iter().count(), 0);
	});
}

#[test]
fn permissions_are_known_ones() {
	test(|| {
		let id = fleet();
		let set = |bits, per_day| {
			Registry::set_operator(signed(&OWNER), id, OPERATOR, Permissions(bits), per_day, None)
		};
		assert_noop!(set(0, 1), Error::<Test>::BadPermissions);
		assert_noop!(set(0b1_0000, 1), Error::<Test>::BadPermissions);
		assert_noop!(set(0b1111, 0), Error::<Test>::BadPermissions);
	});
}

#[test]
fn the_directory_knows_owner_state_and_maker() {
	test(|| {
		let maker = make_maker();
		let run = Run::commit(1);
		assert_ok!(run.claim(&OWNER, 0));
		let id = run.keys[0].account();
		assert_eq!(Registry::owner_of(&id), Some(OWNER));
		assert!(!Registry::is_active(&id));
		assert_ok!(Registry::activate_device(signed(&OWNER), id.clone()));
		assert!(Registry::is_active(&id));
		assert_eq!(Registry::slash_maker(&id, BOND / 2), BOND / 2);
		assert_eq!(Registry::slash_maker(&id, BOND), BOND / 2);
		assert_eq!(crate::Manufacturers::<Test>::get(maker).unwrap().bond, 0);
		assert_eq!(Registry::slash_maker(&POOR, 1), 0);
		assert_eq!(Registry::owner_of(&POOR), None);
		assert!(Devices::<Test>::contains_key(&id));
	});
}
