// SPDX-License-Identifier: Apache-2.0

//! What somebody would try.

use crate::{mock::*, types::*, Error, PayFee, Usages};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{
	traits::DispatchTransaction,
	transaction_validity::{InvalidTransaction, TransactionSource},
};
use std::collections::HashMap;

/// A pool that keeps of two transactions with a tag in common the one with the higher priority, and
/// of equals the earlier, as the node's does.
#[derive(Default)]
struct Pool {
	by_tag: HashMap<Vec<u8>, usize>,
	all: Vec<(AccountId, u64, bool)>,
}

impl Pool {
	fn submit(&mut self, who: &AccountId, call: RuntimeCall) -> bool {
		let Ok(validity) = validate(&transaction(who, call, 0)) else { return false };
		let rivals: Vec<usize> =
			validity.provides.iter().filter_map(|tag| self.by_tag.get(tag).copied()).collect();
		if rivals.iter().any(|rival| self.all[*rival].1 >= validity.priority) {
			return false;
		}
		for rival in rivals {
			self.all[rival].2 = false;
		}
		let place = self.all.len();
		self.all.push((who.clone(), validity.priority, true));
		for tag in validity.provides {
			self.by_tag.insert(tag, place);
		}
		true
	}

	fn ready(&self) -> Vec<AccountId> {
		let mut ready: Vec<_> = self.all.iter().filter(|one| one.2).collect();
		ready.sort_by_key(|one| std::cmp::Reverse(one.1));
		ready.into_iter().map(|one| one.0.clone()).collect()
	}
}

#[test]
fn ten_thousand_devices_against_a_pot_for_ten_fees_leave_ten_in_the_pool_and_in_the_block() {
	test(|| {
		let cost = worst_fee(&read(100), 0) + DEPOSIT;
		FeePayment::create_pot(signed(&OWNER), 0, READINGS, daily(cost), daily(1_000 * cost))
			.unwrap();
		assert_ok!(FeePayment::fund_pot(signed(&RICH), 0, GAS + 10 * cost));
		let mut pool = Pool::default();
		let mut accepted = 0;
		for number in 0..10_000 {
			let device = device(number, 0);
			accepted += u32::from(pool.submit(&device, read(100)));
		}
		assert_eq!(accepted, 10);
		// Whoever pays is not kept out, and goes first.
		assert!(pool.submit(&RICH, read(100)));
		let ready = pool.ready();
		assert_eq!((ready.len(), &ready[0]), (11, &RICH));
		for who in ready {
			assert_ok!(send(&who, read(100)).unwrap());
		}
		assert_eq!(pot_of(0).devices, 10);
	});
}

#[test]
fn a_fleets_quota_bounds_the_pool_as_well_as_its_pot_does() {
	test(|| {
		let fee = worst_fee(&read(100), 0);
		FeePayment::create_pot(signed(&OWNER), 0, READINGS, daily(fee), daily(3 * fee)).unwrap();
		assert_ok!(FeePayment::fund_pot(signed(&RICH), 0, 10_000 * GAS));
		let mut pool = Pool::default();
		let accepted: u32 =
			(0..1_000).map(|number| u32::from(pool.submit(&device(number, 0), read(100)))).sum();
		assert_eq!(accepted, 3);
	});
}

#[test]
fn a_rich_pot_has_a_bounded_place_in_the_pool() {
	test(|| {
		FeePayment::create_pot(signed(&OWNER), 0, READINGS, daily(100 * GAS), daily(u128::MAX))
			.unwrap();
		assert_ok!(FeePayment::fund_pot(signed(&OWNER), 0, 90_000 * GAS));
		let mut slots = std::collections::HashSet::new();
		for number in 0..6_000 {
			let device = device(number, 0);
			slots
				.insert(validate(&transaction(&device, read(100), 0)).unwrap().provides[2].clone());
		}
		assert!(slots.len() <= MAX_SLOTS as usize);
		assert!(slots.len() > 2_500, "and few have to wait for each other");
	});
}

#[test]
fn a_device_has_one_sponsored_transaction_in_the_pool_whatever_it_signs() {
	test(|| {
		pot(1_000 * GAS);
		let device = device(1, 0);
		let mut pool = Pool::default();
		assert!(pool.submit(&device, read(100)));
		assert!(!pool.submit(&device, read(99)));
		assert!(!pool.submit(&device, machines::Call::fail {}.into()));
		// Through another account that is its key it is still the device.
		change(&device, |machine| machine.key = RICH);
		assert!(!pool.submit(&RICH, as_device(&device, read(100))));
	});
}

#[test]
fn a_stolen_key_costs_the_pot_at_most_the_devices_quota() {
	test(|| {
		pot(1_000 * GAS);
		let device = device(1, 0);
		let mut sum = 0;
		// Every block for three days, whatever costs most.
		for _ in 0..3 * 24 {
			let before = pot_of(0).total();
			while send(&device, read(100)).is_ok() {}
			sum += before - pot_of(0).total();
			check();
			wait(HOUR);
		}
		assert!(sum > 60 * GAS, "it did its worst: {sum}");
		assert!(sum <= 20 * GAS + 3 * 20 * GAS, "a full quota and what recovered");
		// The owner takes the key away by rotating it.
		change(&device, |machine| machine.key = POOR);
		wait(DAY);
		assert_eq!(send(&device, read(100)), Err(InvalidTransaction::Payment.into()));
	});
}

#[test]
fn a_stolen_key_costs_the_device_what_it_holds_and_no_more() {
	test(|| {
		pot(1_000 * GAS);
		let device = device(1, 0);
		give_gas(&RICH, &device, 10 * GAS);
		give_int(&RICH, &device, INT);
		let others = (int_of(&OWNER), gas_of(&OWNER), int_of(&RICH));
		for call in [read(100), machines::Call::play {}.into()] {
			while send(&device, call.clone()).is_ok() {}
			while send_with_tip(&device, call.clone(), ED).is_ok() {}
		}
		assert_eq!((int_of(&OWNER), gas_of(&OWNER), int_of(&RICH)), others);
		assert!(pot_of(0).total() >= 980 * GAS);
	});
}

#[test]
fn many_stolen_keys_cost_at_most_the_fleets_quota() {
	test(|| {
		pot(5_000 * GAS);
		let devices: Vec<_> = (0..200).map(|number| device(number, 0)).collect();
		for device in &devices {
			while send(device, read(100)).is_ok() {}
		}
		let pot = pot_of(0);
		assert!(5_000 * GAS - pot.total() <= 1_000 * GAS);
		assert_eq!(pot.reserved, u128::from(pot.devices) * DEPOSIT);
	});
}

#[test]
fn a_quota_is_not_filled_up_by_forgetting_and_coming_back() {
	test(|| {
		pot(1_000 * GAS);
		let device = device(1, 0);
		while send(&device, read(100)).is_ok() {}
		let used = spent(0, &device);
		assert_noop!(
			FeePayment::forget_usage(signed(&THIEF), 0, device.clone()),
			Error::<Test>::NotRecovered
		);
		// Nor by leaving the fleet and joining it again, nor by another fleet's pot in between.
		change(&device, |machine| machine.fleet = Some(1));
		FeePayment::create_pot(signed(&OTHER), 1, READINGS, daily(GAS), daily(GAS)).unwrap();
		change(&device, |machine| machine.fleet = Some(0));
		assert_eq!(spent(0, &device), used);
		assert_eq!(send(&device, read(100)), Err(InvalidTransaction::Payment.into()));
	});
}

#[test]
fn a_thief_neither_drains_nor_limits_nor_closes_anothers_pot() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		assert_ok!(send(&device, read(100)).unwrap());
		let thief = || signed(&THIEF);
		assert_noop!(FeePayment::withdraw_pot(thief(), 0, 1), Error::<Test>::NotPotOwner);
		assert_noop!(
			FeePayment::limit_pot(thief(), 0, READINGS, daily(GAS), daily(GAS)),
			Error::<Test>::NotPotOwner
		);
		frame_support::assert_err_ignore_postinfo!(
			FeePayment::close_pot(thief(), 0, 64),
			Error::<Test>::NotPotOwner
		);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert!(FeePayment::withdraw_pot(origin.clone(), 0, 1).is_err());
			assert!(FeePayment::close_pot(origin.clone(), 0, 1).is_err());
			assert!(FeePayment::fund_pot(origin, 0, GAS).is_err());
		}
		// Nor does the device itself, whose fees it pays.
		assert_noop!(FeePayment::withdraw_pot(signed(&device), 0, 1), Error::<Test>::NotPotOwner);
	});
}

#[test]
fn a_device_of_another_fleet_or_of_none_does_not_reach_the_pot() {
	test(|| {
		pot(100 * GAS);
		let stranger = device(1, 1);
		assert_eq!(send(&stranger, read(100)), Err(InvalidTransaction::Payment.into()));
		let mine = device(2, 0);
		let call = as_device(&mine, read(100));
		assert_eq!(send(&stranger, call), Err(InvalidTransaction::Payment.into()));
		assert_eq!(pot_of(0).gas, 100 * GAS);
	});
}

#[test]
fn dust_in_every_place_loses_no_planck() {
	test(|| {
		for amount in [1, GAS - 1, GAS, GAS + 1, 3 * GAS / 2, 2 * GAS - 1] {
			pot(0);
			let _ = FeePayment::fund_pot(signed(&RICH), 0, amount);
			check();
			let device = device(7, 0);
			let _ = send(&device, read(0));
			check();
			let gas = pot_of(0).gas;
			for take in [1, gas / 2, gas.saturating_sub(1), gas] {
				let _ = frame_support::storage::with_storage_layer(|| {
					FeePayment::withdraw_pot(signed(&OWNER), 0, take)
				});
				check();
			}
			assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 64));
			check();
		}
	});
}

#[test]
fn an_owner_cannot_take_a_fee_back_that_is_being_spent() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let call = read(100);
		let info = info_of(&call, 0);
		let result =
			PayFee::<Test>::from(0).test_run(signed(&device), &call, &info, LENGTH, 0, |_| {
				// In the middle of the call the fee is in nobody's account.
				let pot = pot_of(0);
				let most = worst_fee(&call, 0);
				assert_eq!(pot.total(), 100 * GAS - most);
				assert_eq!(gas_of(&FeePayment::account()), 100 * GAS - most);
				assert_ok!(FeePayment::withdraw_pot(
					signed(&OWNER),
					0,
					FeePayment::pot(0).unwrap().spendable
				));
				Ok(().into())
			});
		assert!(result.is_ok());
		assert!(pot_of(0).total() >= GAS);
	});
}

#[test]
fn records_of_many_devices_do_not_stop_a_pot_from_closing() {
	test(|| {
		let before = gas_of(&OWNER);
		FeePayment::create_pot(signed(&OWNER), 0, READINGS, daily(GAS * 3), daily(GAS * 90_000))
			.unwrap();
		assert_ok!(FeePayment::fund_pot(signed(&OWNER), 0, 90_000 * GAS));
		for number in 0..1_000 {
			assert_ok!(send(&device(number, 0), read(0)).unwrap());
			wait(1);
		}
		let paid = before - gas_of(&OWNER) - pot_of(0).total();
		let mut calls = 0;
		while crate::Pots::<Test>::contains_key(0) {
			assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 64));
			calls += 1;
		}
		assert_eq!(calls, 1_000usize.div_ceil(64));
		assert_eq!(gas_of(&OWNER), before - paid);
		assert_eq!(Usages::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_pool_does_not_keep_what_can_no_longer_be_paid() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let sent = transaction(&device, read(100), 0);
		assert!(validate(&sent).is_ok());
		assert_ok!(FeePayment::withdraw_pot(signed(&OWNER), 0, 99 * GAS));
		assert_eq!(validate(&sent), Err(InvalidTransaction::Payment.into()));
	});
}

#[test]
fn a_pool_that_asks_changes_nothing() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
		let call = read(100);
		let info = info_of(&call, 0);
		for source in [TransactionSource::External, TransactionSource::Local] {
			PayFee::<Test>::from(0)
				.validate_only(signed(&device), &call, &info, LENGTH, source, 0)
				.map(|_| ())
				.unwrap();
		}
		assert_eq!(root, sp_io::storage::root(sp_runtime::StateVersion::V1));
	});
}
