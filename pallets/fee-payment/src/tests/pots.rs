// SPDX-License-Identifier: Apache-2.0

//! The life of a pot.

use crate::{mock::*, quota::Quota, types::*, Error, Event, Pots, Usages};
use frame_support::{
	assert_err_ignore_postinfo, assert_noop, assert_ok, traits::fungibles::Mutate,
};
use sp_runtime::{transaction_validity::InvalidTransaction, TokenError};

/// What a device's record costs the pot, after it was sponsored once.
fn sponsor_once(number: u32) -> AccountId {
	let device = device(number, 0);
	assert_ok!(send(&device, read(0)).unwrap());
	device
}

#[test]
fn the_fleets_owner_makes_a_pot_and_pays_a_deposit_for_it() {
	test(|| {
		let free = int_of(&OWNER);
		pot(0);
		assert!(int_of(&OWNER) < free);
		let pot = FeePayment::pot(0).unwrap();
		assert_eq!((pot.owner, pot.total, pot.spendable), (OWNER, 0, 0));
		assert_eq!((pot.kinds, pot.fleet_left), (READINGS, 1_000 * GAS));
		System::assert_has_event(Event::PotCreated { fleet: 0, owner: OWNER }.into());
	});
}

#[test]
fn nobody_else_makes_a_pot_and_nobody_a_second() {
	test(|| {
		let create = |who: &AccountId, fleet| {
			FeePayment::create_pot(signed(who), fleet, READINGS, daily(GAS), daily(GAS))
		};
		assert_noop!(create(&THIEF, 0), Error::<Test>::NotFleetOwner);
		assert_noop!(create(&OWNER, 1), Error::<Test>::NotFleetOwner);
		assert_noop!(create(&OWNER, 7), Error::<Test>::NotFleetOwner);
		assert_ok!(create(&OWNER, 0));
		assert_noop!(create(&OWNER, 0), Error::<Test>::PotExists);
		assert_ok!(create(&OTHER, 1));
	});
}

#[test]
fn limits_have_to_make_sense() {
	test(|| {
		let limit =
			|kinds, device, fleet| FeePayment::create_pot(signed(&OWNER), 0, kinds, device, fleet);
		let never = Quota { most: GAS, recovers_in: 0 };
		assert_noop!(limit(CallKinds::bit(3), daily(1), daily(1)), Error::<Test>::UnknownKinds);
		assert_noop!(limit(READINGS, never, daily(1)), Error::<Test>::BadQuota);
		assert_noop!(limit(READINGS, daily(1), never), Error::<Test>::BadQuota);
		assert_ok!(limit(CallKinds::NONE, daily(0), daily(0)));
		assert_noop!(
			FeePayment::limit_pot(signed(&OWNER), 0, CallKinds(u32::MAX), daily(1), daily(1)),
			Error::<Test>::UnknownKinds
		);
		assert_noop!(
			FeePayment::limit_pot(signed(&THIEF), 0, READINGS, daily(1), daily(1)),
			Error::<Test>::NotPotOwner
		);
		assert_ok!(FeePayment::limit_pot(
			signed(&OWNER),
			0,
			READINGS | SETTLEMENTS,
			daily(1),
			daily(1)
		));
		assert!(pot_of(0).kinds.contains(SETTLEMENTS));
	});
}

#[test]
fn anyone_funds_a_pot_with_at_least_the_least_balance() {
	test(|| {
		pot(0);
		assert_noop!(FeePayment::fund_pot(signed(&RICH), 0, GAS - 1), Error::<Test>::TooLittleLeft);
		assert_noop!(FeePayment::fund_pot(signed(&RICH), 0, 0), Error::<Test>::NothingToDo);
		assert_noop!(FeePayment::fund_pot(signed(&RICH), 1, GAS), Error::<Test>::UnknownPot);
		assert_ok!(FeePayment::fund_pot(signed(&RICH), 0, GAS));
		assert_ok!(FeePayment::fund_pot(signed(&THIEF), 0, 1));
		assert_eq!(pot_of(0).gas, GAS + 1);
		assert_eq!(FeePayment::pot(0).unwrap().spendable, 1, "the least balance stays");
		System::assert_last_event(Event::PotFunded { fleet: 0, by: THIEF, amount: 1 }.into());
		assert!(FeePayment::fund_pot(signed(&RICH), 0, u128::MAX).is_err());
		assert!(FeePayment::fund_pot(signed(&POOR), 0, GAS).is_err());
	});
}

#[test]
fn dust_of_the_funder_goes_into_the_pot_and_not_out_of_the_world() {
	test(|| {
		pot(0);
		give_gas(&RICH, &POOR, 5 * GAS);
		assert_ok!(FeePayment::fund_pot(signed(&POOR), 0, 5 * GAS - 1));
		assert_eq!(gas_of(&POOR), 0);
		assert_eq!(pot_of(0).gas, 5 * GAS);
		System::assert_last_event(Event::PotFunded { fleet: 0, by: POOR, amount: 5 * GAS }.into());
	});
}

#[test]
fn the_owner_takes_out_all_or_leaves_the_least_balance() {
	test(|| {
		pot(10 * GAS);
		let take = |who: &AccountId, amount| FeePayment::withdraw_pot(signed(who), 0, amount);
		assert_noop!(take(&THIEF, GAS), Error::<Test>::NotPotOwner);
		assert_noop!(take(&OWNER, 0), Error::<Test>::NothingToDo);
		assert_noop!(take(&OWNER, 10 * GAS + 1), Error::<Test>::NotEnough);
		assert_noop!(take(&OWNER, 10 * GAS - 1), Error::<Test>::TooLittleLeft);
		let before = gas_of(&OWNER);
		assert_ok!(take(&OWNER, 9 * GAS));
		assert_ok!(take(&OWNER, GAS));
		assert_eq!(gas_of(&OWNER), before + 10 * GAS);
		assert_eq!(pot_of(0).total(), 0);
		assert_eq!(gas_of(&FeePayment::account()), 0);
	});
}

#[test]
fn deposits_of_records_stay_when_the_owner_takes_out_the_rest() {
	test(|| {
		pot(50 * GAS);
		sponsor_once(1);
		let left = pot_of(0).gas;
		// Records' deposits alone are less than the least balance.
		assert_noop!(
			FeePayment::withdraw_pot(signed(&OWNER), 0, left),
			Error::<Test>::TooLittleLeft
		);
		assert_ok!(FeePayment::withdraw_pot(signed(&OWNER), 0, left - GAS + DEPOSIT));
		assert_eq!(pot_of(0).total(), GAS);
		assert_eq!(FeePayment::pot(0).unwrap().spendable, 0);
	});
}

#[test]
fn one_pots_leaving_is_not_held_up_by_the_little_that_another_has() {
	test(|| {
		pot(10 * GAS);
		assert_ok!(FeePayment::create_pot(signed(&OTHER), 1, READINGS, daily(1), daily(1)));
		assert_ok!(FeePayment::fund_pot(signed(&OTHER), 1, GAS));
		assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 1));
		assert_eq!(gas_of(&FeePayment::account()), GAS);
		assert_ok!(FeePayment::close_pot(signed(&OTHER), 1, 1));
		assert_eq!(gas_of(&FeePayment::account()), 0);
	});
}

#[test]
fn closing_returns_gas_and_deposit() {
	test(|| {
		let before = (gas_of(&OWNER), int_of(&OWNER));
		pot(10 * GAS);
		assert_err_ignore_postinfo!(
			FeePayment::close_pot(signed(&THIEF), 0, 1),
			Error::<Test>::NotPotOwner
		);
		for limit in [0, 65, u32::MAX] {
			assert_err_ignore_postinfo!(
				FeePayment::close_pot(signed(&OWNER), 0, limit),
				Error::<Test>::BadLimit
			);
		}
		assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 1));
		assert_eq!((gas_of(&OWNER), int_of(&OWNER)), before);
		assert!(Pots::<Test>::get(0).is_none());
		System::assert_last_event(Event::PotClosed { fleet: 0, amount: 10 * GAS }.into());
		assert_err_ignore_postinfo!(
			FeePayment::close_pot(signed(&OWNER), 0, 1),
			Error::<Test>::UnknownPot
		);
	});
}

#[test]
fn a_pot_with_records_is_closed_in_steps_that_anyone_goes_on_with() {
	test(|| {
		let before = gas_of(&OWNER);
		pot(100 * GAS);
		let devices: Vec<_> = (0..5).map(sponsor_once).collect();
		let paid = before - gas_of(&OWNER) - pot_of(0).total();
		assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 2));
		System::assert_last_event(Event::PotClosing { fleet: 0, devices: 3 }.into());
		check();
		// From the first step on it pays for nothing, and can neither be filled nor changed.
		assert_eq!(send(&devices[0], read(0)), Err(InvalidTransaction::Payment.into()));
		assert_noop!(FeePayment::fund_pot(signed(&OWNER), 0, GAS), Error::<Test>::PotClosing);
		assert_noop!(
			FeePayment::limit_pot(signed(&OWNER), 0, READINGS, daily(1), daily(1)),
			Error::<Test>::PotClosing
		);
		assert_noop!(
			FeePayment::create_pot(signed(&OWNER), 0, READINGS, daily(1), daily(1)),
			Error::<Test>::PotExists
		);
		assert_ok!(FeePayment::close_pot(signed(&THIEF), 0, 2));
		assert_ok!(FeePayment::close_pot(signed(&THIEF), 0, 64));
		assert_eq!(Usages::<Test>::iter().count(), 0);
		assert_eq!(gas_of(&OWNER), before - paid);
		// And a new one begins with nothing spent.
		pot(100 * GAS);
		assert_ok!(send(&devices[0], read(0)).unwrap());
	});
}

#[test]
fn anyone_closes_the_pot_of_a_fleet_that_is_gone_and_its_maker_gets_it_all() {
	test(|| {
		let before = (gas_of(&OWNER), int_of(&OWNER), gas_of(&THIEF));
		pot(10 * GAS);
		FleetOwners::mutate(|fleets| fleets.remove(&0));
		assert_ok!(FeePayment::close_pot(signed(&THIEF), 0, 64));
		assert_eq!((gas_of(&OWNER), int_of(&OWNER), gas_of(&THIEF)), before);
	});
}

#[test]
fn the_maker_of_a_pot_leaves_with_it_when_the_fleet_is_anothers() {
	test(|| {
		pot(10 * GAS);
		FleetOwners::mutate(|fleets| fleets.insert(0, OTHER));
		assert_noop!(FeePayment::withdraw_pot(signed(&OTHER), 0, GAS), Error::<Test>::NotPotOwner);
		assert_ok!(FeePayment::withdraw_pot(signed(&OWNER), 0, GAS));
		assert_ok!(FeePayment::close_pot(signed(&OTHER), 0, 64));
		assert_ok!(FeePayment::create_pot(signed(&OTHER), 0, READINGS, daily(1), daily(1)));
	});
}

#[test]
fn a_pot_waits_for_an_owner_who_cannot_be_paid_at_present() {
	test(|| {
		pot(10 * GAS);
		sponsor_once(1);
		Assets::block(signed(&ADMIN), GAS_ID, OWNER).unwrap();
		let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
		frame_support::storage::with_storage_layer(|| {
			FeePayment::close_pot(signed(&OWNER), 0, 64).map_err(|error| error.error)
		})
		.unwrap_err();
		assert_eq!(root, sp_io::storage::root(sp_runtime::StateVersion::V1));
		assert!(FeePayment::withdraw_pot(signed(&OWNER), 0, GAS).is_err());
		Assets::thaw(signed(&ADMIN), GAS_ID, OWNER).unwrap();
		assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 64));
	});
}

#[test]
fn a_record_is_forgotten_by_anyone_once_it_has_recovered() {
	test(|| {
		pot(50 * GAS);
		let device = sponsor_once(1);
		let usage = FeePayment::usage(0, device.clone()).unwrap();
		assert_eq!((usage.spent + usage.left, usage.deposit), (20 * GAS, DEPOSIT));
		let forget = || FeePayment::forget_usage(signed(&THIEF), 0, device.clone());
		assert_noop!(forget(), Error::<Test>::NotRecovered);
		wait(usage.recovered_at.unwrap() - now() - 1);
		assert_noop!(forget(), Error::<Test>::NotRecovered);
		wait(1);
		let gas = pot_of(0).gas;
		assert_ok!(forget());
		let pot = pot_of(0);
		assert_eq!((pot.gas, pot.reserved, pot.devices), (gas + DEPOSIT, 0, 0));
		System::assert_last_event(
			Event::UsageForgotten { fleet: 0, device: device.clone() }.into(),
		);
		assert_noop!(forget(), Error::<Test>::UnknownUsage);
		assert!(FeePayment::usage(0, device.clone()).is_none());
	});
}

#[test]
fn a_device_that_left_leaves_a_record_that_recovers_and_goes() {
	test(|| {
		pot(50 * GAS);
		let device = sponsor_once(1);
		change(&device, |machine| machine.fleet = None);
		assert_noop!(
			FeePayment::forget_usage(signed(&RICH), 0, device.clone()),
			Error::<Test>::NotRecovered
		);
		wait(DAY);
		assert_ok!(FeePayment::forget_usage(signed(&RICH), 0, device));
	});
}

#[test]
fn records_of_a_quota_of_nothing_go_with_the_pot() {
	test(|| {
		pot(50 * GAS);
		let device = sponsor_once(1);
		assert_ok!(FeePayment::limit_pot(signed(&OWNER), 0, READINGS, daily(0), daily(0)));
		assert_eq!(FeePayment::usage(0, device.clone()).unwrap().recovered_at, None);
		wait(1_000 * DAY);
		assert_noop!(
			FeePayment::forget_usage(signed(&RICH), 0, device),
			Error::<Test>::NotRecovered
		);
		assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 1));
		assert!(Pots::<Test>::get(0).is_none());
	});
}

#[test]
fn gas_sent_past_the_pots_is_nobodys_and_troubles_nobody() {
	test(|| {
		pot(10 * GAS);
		give_gas(&RICH, &FeePayment::account(), GAS / 2);
		Donated::set(GAS / 2);
		check();
		sponsor_once(1);
		assert_ok!(FeePayment::withdraw_pot(signed(&OWNER), 0, GAS));
		check();
		// Too little to stay alone, it goes with the last pot; nothing is lost.
		assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 64));
		Donated::set(0);
		assert_eq!(gas_of(&FeePayment::account()), 0);
	});
}

#[test]
fn a_quota_that_changes_keeps_what_was_spent() {
	test(|| {
		pot(500 * GAS);
		let device = sponsor_once(1);
		let before = spent(0, &device);
		assert_ok!(FeePayment::limit_pot(signed(&OWNER), 0, READINGS, daily(before), daily(GAS)));
		assert_eq!(spent(0, &device), before);
		assert_eq!(FeePayment::usage(0, device.clone()).unwrap().left, 0);
		assert_eq!(send(&device, read(0)), Err(InvalidTransaction::Payment.into()));
		assert!(FeePayment::pot(0).unwrap().fleet_left < GAS);
	});
}

#[test]
fn an_owner_without_int_makes_no_pot() {
	test(|| {
		FleetOwners::mutate(|fleets| fleets.insert(5, POOR));
		assert!(FeePayment::create_pot(signed(&POOR), 5, READINGS, daily(1), daily(1)).is_err());
	});
}

#[test]
fn gas_below_the_least_balance_makes_no_account() {
	test(|| {
		pot(10 * GAS);
		let all = gas_of(&OWNER);
		<Assets as Mutate<AccountId>>::transfer(
			GAS_ID,
			&OWNER,
			&RICH,
			all,
			frame_support::traits::tokens::Preservation::Expendable,
		)
		.unwrap();
		assert_noop!(
			FeePayment::withdraw_pot(signed(&OWNER), 0, GAS - 1),
			TokenError::BelowMinimum
		);
		assert_ok!(FeePayment::withdraw_pot(signed(&OWNER), 0, GAS));
	});
}

#[test]
fn kinds_have_names() {
	test(|| {
		let kinds = FeePayment::kinds();
		assert_eq!(kinds.len(), 3);
		assert_eq!((kinds[1].kind, kinds[1].name.as_str()), (SETTLEMENTS, "settlements"));
		assert!(CallKinds::first(3).contains(READINGS | SETTLEMENTS | POTS));
		assert!(!CallKinds::first(2).contains(POTS));
		assert_eq!(CallKinds::first(32), CallKinds(u32::MAX));
		assert!(CallKinds::bit(32).is_empty());
		assert!(CallKinds::first(0).contains(CallKinds::NONE));
	});
}
