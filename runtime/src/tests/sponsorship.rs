// SPDX-License-Identifier: Apache-2.0

//! A fleet's pot pays for its devices: from the bare device to the thief of its key.

use super::{account, address, scene::*, signed};
use crate::{
	constants::{GAS, GAS_ASSET, INT, MILLI_INT, SLOT_MILLIS},
	AccountId, Assets, Balance, Balances, DeviceRegistry, Executive, FeePayment, Runtime,
	RuntimeCall, RuntimeEvent, System, UncheckedExtrinsic,
};
use codec::{Compact, Encode};
use frame_support::{assert_ok, traits::fungible::Inspect};
use pallet_fee_payment::{quota::Quota, CallKinds, Payer, Pots, Unsponsored, Usages};
use sp_core::sr25519;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Dave, Eve, Ferdie};
use sp_runtime::{
	generic::Era,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
};

/// Plancks of GAS in a pot.
const FUND: Balance = 1_000 * GAS;

/// What stands behind the record of a device, plancks of GAS of the pot.
const DEPOSIT: Balance = 10 * GAS;

/// More than a device here can spend.
const AMPLE: Quota = Quota { most: PLENTY, recovers_in: DAY };

/// A device that Bob's fleet sponsors. It has no balance of anything.
struct Meter {
	keys: sr25519::Pair,
	id: AccountId,
	fleet: u32,
}

impl Meter {
	/// The device in a fleet without a pot.
	fn in_fleet() -> Self {
		let keys = keys("meter");
		let id = register(Bob, &keys, 0);
		let fleet = fleet(Bob);
		assert_ok!(DeviceRegistry::assign_device(signed(Bob), id.clone(), fleet));
		Self { keys, id, fleet }
	}

	/// The device with a pot for readings.
	fn with_pot(device: Quota, all: Quota, gas: Balance) -> Self {
		let meter = Self::in_fleet();
		pot(Bob, meter.fleet, device, all, gas);
		meter
	}

	/// Its transaction is refused, because nobody pays for it; for this reason no pot does.
	fn is_not_sponsored(&self, call: RuntimeCall, why: Unsponsored) {
		let xt = transaction(&self.keys, call);
		let told = quote(&xt, &self.keys, 0);
		assert_eq!((told.payer, told.unsponsored), (Payer::Nobody, Some(why)));
		assert_eq!(apply(xt), Err(nobody_pays()));
	}

	/// What its transaction costs at most, plancks of GAS.
	fn most(&self, call: RuntimeCall) -> Balance {
		quote(&transaction(&self.keys, call), &self.keys, 0).gas
	}
}

/// Bob, who pays, and Alice, who makes the blocks, have GAS.
fn on_chain_with_gas(scene: impl FnOnce()) {
	let holders = [(account(Bob), 10 * FUND), (account(Alice), GAS)];
	on_chain(genesis_with(25, &holders), scene);
}

fn nobody_pays() -> TransactionValidityError {
	InvalidTransaction::Payment.into()
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	pallet_utility::Call::<Runtime>::batch_all { calls }.into()
}

fn as_device(device: &AccountId, call: RuntimeCall) -> RuntimeCall {
	pallet_device_registry::Call::<Runtime>::as_device {
		device: device.clone(),
		call: Box::new(call),
	}
	.into()
}

fn transfer(value: Balance) -> RuntimeCall {
	pallet_balances::Call::<Runtime>::transfer_allow_death { dest: address(Eve), value }.into()
}

fn transfer_gas(amount: Balance) -> RuntimeCall {
	let (id, target) = (Compact(GAS_ASSET), address(Eve));
	pallet_assets::Call::<Runtime>::transfer { id, target, amount }.into()
}

/// What the pool says of a transaction between blocks.
fn validate(xt: UncheckedExtrinsic) -> TransactionValidity {
	let parent = System::parent_hash();
	unmade(|| Executive::validate_transaction(TransactionSource::External, xt, parent))
}

/// Plancks of GAS in the pot of a fleet.
fn in_pot(fleet: u32) -> Balance {
	Pots::<Runtime>::get(fleet).map_or(0, |pot| pot.total())
}

fn readings_of(device: &AccountId) -> usize {
	let events = System::events().into_iter();
	events
		.filter(|record| {
			matches!(
				&record.event,
				RuntimeEvent::System(frame_system::Event::Remarked { sender, .. })
					if sender == device
			)
		})
		.count()
}

#[test]
fn a_device_without_any_balance_puts_its_readings_on_the_chain() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		let (int, issue) = (int_issue(), gas_issue());
		begin_block(NEXT);
		let xt = transaction(&meter.keys, reading());
		let told = quote(&xt, &meter.keys, 0);
		assert_eq!(told.payer, Payer::Sponsor { fleet: meter.fleet });
		assert_eq!(told.unsponsored, None);
		assert_eq!(told.usd_micro, told.gas.div_ceil(1_000_000));
		assert_ok!(apply(xt).unwrap());
		assert_eq!(readings_of(&meter.id), 1);

		let (device, fee) = sponsored().pop().unwrap();
		assert_eq!(device, meter.id);
		assert!(fee < told.gas, "what was not used was given back");
		assert_eq!((gas_of(&meter.id), int_of(&meter.id)), (0, 0));
		assert_eq!(in_pot(meter.fleet), FUND - fee);
		assert_eq!(Pots::<Runtime>::get(meter.fleet).unwrap().reserved, DEPOSIT);
		assert_eq!(gas_of(&account(Alice)), GAS + fee / 2);
		assert_eq!(books().burned, fee - fee / 2);
		assert_eq!(gas_issue(), issue - (fee - fee / 2));
		assert_eq!(int_issue(), int);
		assert!(paid_in_int().is_empty() && paid_in_gas().is_empty());

		let usage = FeePayment::usage(meter.fleet, meter.id.clone()).unwrap();
		assert_eq!((usage.spent, usage.left, usage.deposit), (fee, PLENTY - fee, DEPOSIT));
	});
}

/// The account of the new key has no balance either: the registry lets it be.
#[test]
fn a_rotated_device_acts_with_its_new_key_and_is_sponsored() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		let new = keys("new key");
		rotate(Bob, &meter.id, &new);
		begin_block(NEXT);
		let xt = transaction(&new, as_device(&meter.id, reading()));
		assert_eq!(quote(&xt, &new, 0).payer, Payer::Sponsor { fleet: meter.fleet });
		assert_ok!(apply(xt).unwrap());
		assert_eq!(readings_of(&meter.id), 1, "in the name of the device");
		let (device, fee) = sponsored().pop().unwrap();
		assert_eq!(device, meter.id);
		assert_eq!(in_pot(meter.fleet), FUND - fee);
		assert_eq!((int_of(&id_of(&new)), gas_of(&id_of(&new))), (0, 0));

		// What the new key does in its own name is its own business.
		let xt = transaction(&new, reading());
		assert_eq!(quote(&xt, &new, 0).unsponsored, Some(Unsponsored::NoDevice));
		assert_eq!(apply(xt), Err(nobody_pays()));
		// The old key does nothing at all.
		for call in [reading(), as_device(&meter.id, reading())] {
			let refused = InvalidTransaction::BadSigner.into();
			assert_eq!(apply(transaction(&meter.keys, call)), Err(refused));
		}
	});
}

#[test]
fn a_device_may_say_that_it_acts_as_itself() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		begin_block(NEXT);
		assert_ok!(apply(transaction(&meter.keys, as_device(&meter.id, reading()))).unwrap());
		assert_eq!((sponsored().len(), readings_of(&meter.id)), (1, 1));
	});
}

#[test]
fn a_device_does_not_send_in_the_name_of_another_one() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		let stranger = keys("stranger");
		register(Dave, &stranger, 1);
		begin_block(NEXT);
		let xt = transaction(&stranger, as_device(&meter.id, reading()));
		assert_eq!(quote(&xt, &stranger, 0).unsponsored, Some(Unsponsored::NoDevice));
		assert_eq!(apply(xt), Err(nobody_pays()));
		assert_eq!(in_pot(meter.fleet), FUND);
	});
}

#[test]
fn no_wrapper_but_as_device_is_looked_through() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		begin_block(NEXT);
		let derivative: RuntimeCall =
			pallet_utility::Call::<Runtime>::as_derivative { index: 0, call: Box::new(reading()) }
				.into();
		let proxy: RuntimeCall = pallet_proxy::Call::<Runtime>::proxy {
			real: meter.id.clone().into(),
			force_proxy_type: None,
			call: Box::new(reading()),
		}
		.into();
		let twice = as_device(&meter.id, as_device(&meter.id, reading()));
		for call in [
			batch(vec![reading()]),
			as_device(&meter.id, batch(vec![reading()])),
			derivative,
			proxy,
			twice,
		] {
			meter.is_not_sponsored(call, Unsponsored::Kind);
		}
		assert_eq!(in_pot(meter.fleet), FUND);
	});
}

#[test]
fn a_pot_pays_for_its_kinds_of_calls_and_no_other() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		let firmware: RuntimeCall = pallet_device_registry::Call::<Runtime>::update_firmware {
			device: meter.id.clone(),
			firmware: Some([5; 32]),
		}
		.into();
		begin_block(NEXT);
		let silent = frame_system::Call::<Runtime>::remark { remark: vec![7] };
		for call in [transfer(1), transfer_gas(1), firmware.clone(), silent.into()] {
			meter.is_not_sponsored(call, Unsponsored::Kind);
		}
		assert_ok!(FeePayment::limit_pot(
			signed(Bob),
			meter.fleet,
			READINGS | OPERATION,
			AMPLE,
			AMPLE
		));
		assert_ok!(apply(transaction(&meter.keys, firmware)).unwrap());
		assert_eq!(DeviceRegistry::device(meter.id.clone()).unwrap().firmware, Some([5; 32]));
		assert_eq!(sponsored().len(), 1);

		assert_ok!(FeePayment::limit_pot(signed(Bob), meter.fleet, CallKinds::NONE, AMPLE, AMPLE));
		meter.is_not_sponsored(reading(), Unsponsored::Kind);
	});
}

#[test]
fn a_tip_is_never_sponsored() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		begin_block(NEXT);
		let xt = tipped(&meter.keys, reading(), 1);
		let told = quote(&xt, &meter.keys, 1);
		assert_eq!((told.payer, told.unsponsored), (Payer::Nobody, Some(Unsponsored::Tip)));
		assert_eq!(apply(xt), Err(nobody_pays()));
	});
}

#[test]
fn only_an_active_device_of_a_fleet_with_an_open_pot_is_sponsored() {
	on_chain_with_gas(|| {
		let meter = Meter::in_fleet();
		let (bob, id) = (|| signed(Bob), || meter.id.clone());
		begin_block(NEXT);
		meter.is_not_sponsored(reading(), Unsponsored::NoPot);
		pot(Bob, meter.fleet, AMPLE, AMPLE, FUND);

		assert_ok!(DeviceRegistry::suspend_device(bob(), id()));
		meter.is_not_sponsored(reading(), Unsponsored::NotActive);
		assert_ok!(DeviceRegistry::resume_device(bob(), id()));
		assert_ok!(DeviceRegistry::unassign_device(bob(), id()));
		meter.is_not_sponsored(reading(), Unsponsored::NoFleet);
		assert_ok!(DeviceRegistry::assign_device(bob(), id(), meter.fleet));
		assert_ok!(apply(transaction(&meter.keys, reading())).unwrap());
		assert_ok!(DeviceRegistry::retire_device(bob(), id()));
		meter.is_not_sponsored(reading(), Unsponsored::NotActive);
		assert_eq!(sponsored().len(), 1);
	});
}

#[test]
fn a_device_that_is_not_sponsored_pays_if_it_can() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		assert_ok!(Balances::transfer_keep_alive(signed(Dave), meter.id.clone().into(), INT));
		begin_block(NEXT);
		// In INT, while it has no GAS.
		assert_ok!(apply(transaction(&meter.keys, transfer(MILLI_INT))).unwrap());
		let (who, int, _) = paid_in_int().pop().unwrap();
		assert_eq!((who, int_of(&meter.id)), (meter.id.clone(), INT - MILLI_INT - int));
		// In GAS, once it has some.
		assert_ok!(Assets::transfer(
			signed(Bob),
			Compact(GAS_ASSET),
			meter.id.clone().into(),
			PLENTY
		));
		assert_ok!(apply(transaction(&meter.keys, transfer(MILLI_INT))).unwrap());
		let (who, gas) = paid_in_gas().pop().unwrap();
		assert_eq!((who, gas_of(&meter.id)), (meter.id.clone(), PLENTY - gas));
		// By the pot, what it pays for, whatever the device has.
		assert_ok!(apply(transaction(&meter.keys, reading())).unwrap());
		assert_eq!(gas_of(&meter.id), PLENTY - gas);
		assert_eq!(sponsored().len(), 1);
	});
}

#[test]
fn two_transactions_of_a_device_in_one_block_are_both_paid_for() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		begin_block(NEXT);
		for _ in 0..2 {
			assert_ok!(apply(transaction(&meter.keys, reading())).unwrap());
		}
		let fees: Balance = sponsored().iter().map(|(_, fee)| fee).sum();
		assert_eq!(sponsored().len(), 2);
		assert_eq!(in_pot(meter.fleet), FUND - fees);
		let usage = FeePayment::usage(meter.fleet, meter.id.clone()).unwrap();
		assert_eq!(usage.spent, fees);
	});
}

#[test]
fn of_two_transactions_in_one_block_the_second_is_refused_when_the_quota_is_used_up() {
	on_chain_with_gas(|| {
		let meter = Meter::in_fleet();
		begin_block(NEXT);
		// Enough for one at its worst, not for what one costs in fact and one at its worst.
		let most = meter.most(reading());
		pot(Bob, meter.fleet, a_day(most), AMPLE, FUND);
		assert_ok!(apply(transaction(&meter.keys, reading())).unwrap());
		let (_, fee) = sponsored().pop().unwrap();
		meter.is_not_sponsored(reading(), Unsponsored::DeviceQuota);
		assert_eq!(in_pot(meter.fleet), FUND - fee);
		end_block();
		// It comes back at a steady rate: half a day is not enough if more than half was spent.
		begin_block(NEXT + DAY);
		assert_ok!(apply(transaction(&meter.keys, reading())).unwrap());
	});
}

#[test]
fn devices_of_a_fleet_share_its_quota() {
	on_chain_with_gas(|| {
		let meter = Meter::in_fleet();
		let other = keys("other meter");
		let other_id = register(Bob, &other, 1);
		assert_ok!(DeviceRegistry::assign_device(signed(Bob), other_id, meter.fleet));
		begin_block(NEXT);
		let most = meter.most(reading());
		pot(Bob, meter.fleet, AMPLE, a_day(most), FUND);
		assert_ok!(apply(transaction(&other, reading())).unwrap());
		meter.is_not_sponsored(reading(), Unsponsored::FleetQuota);
	});
}

#[test]
fn a_pot_with_exactly_the_fee_and_the_deposit_pays_and_with_a_planck_less_does_not() {
	on_chain_with_gas(|| {
		let meter = Meter::in_fleet();
		begin_block(NEXT);
		let needed = DEPOSIT + meter.most(reading());
		pot(Bob, meter.fleet, AMPLE, AMPLE, needed - 1);
		meter.is_not_sponsored(reading(), Unsponsored::Empty);
		assert_ok!(FeePayment::fund_pot(signed(Bob), meter.fleet, 1));
		assert_ok!(apply(transaction(&meter.keys, reading())).unwrap());
		let (_, fee) = sponsored().pop().unwrap();
		assert_eq!(in_pot(meter.fleet), needed - fee);
	});
}

/// The pool let it in; when the block is made the pot is empty. The device is not charged instead,
/// and nothing is taken.
#[test]
fn a_pot_that_is_emptied_between_validation_and_inclusion_pays_nothing() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		let xt = transaction(&meter.keys, reading());
		let validity = validate(xt.clone()).unwrap();
		assert_eq!(validity.priority, 0, "ordinary transactions go first");
		assert!(validity.longevity <= 64);
		begin_block(NEXT);
		let withdraw =
			pallet_fee_payment::Call::<Runtime>::withdraw_pot { fleet: meter.fleet, amount: FUND };
		assert_ok!(apply(transaction(&pair(Bob), withdraw)).unwrap());
		let issue = gas_issue();
		assert_eq!(apply(xt.clone()), Err(nobody_pays()));
		assert_eq!((gas_issue(), in_pot(meter.fleet)), (issue, 0));
		assert_eq!(System::account_nonce(&meter.id), 0);
		assert!(!Usages::<Runtime>::contains_key(meter.fleet, &meter.id));
		// Filled again, it pays for the same transaction.
		assert_ok!(FeePayment::fund_pot(signed(Bob), meter.fleet, FUND));
		assert_ok!(apply(xt).unwrap());
	});
}

/// One after the other in the order of the block, until the pot is used up: the rest is refused,
/// and not a planck is missing.
#[test]
fn a_pot_that_runs_dry_within_a_block_pays_for_the_first_ones() {
	on_chain_with_gas(|| {
		let meter = Meter::in_fleet();
		let devices: Vec<_> = (1..=5)
			.map(|number| {
				let keys = keys(&format!("meter {number}"));
				let id = register(Bob, &keys, number);
				assert_ok!(DeviceRegistry::assign_device(signed(Bob), id, meter.fleet));
				keys
			})
			.collect();
		let most = meter.most(reading());
		// For two at their worst, and what comes back of them is not enough for a third's deposit.
		let fund = 2 * (DEPOSIT + most);
		pot(Bob, meter.fleet, AMPLE, AMPLE, fund);
		begin_block(NEXT);
		let results: Vec<_> =
			devices.iter().map(|keys| apply(transaction(keys, reading())).is_ok()).collect();
		assert_eq!(results, [true, true, false, false, false]);
		let fees: Balance = sponsored().iter().map(|(_, fee)| fee).sum();
		assert_eq!(in_pot(meter.fleet), fund - fees);
	});
}

#[test]
fn what_a_device_signs_has_to_expire() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		let refused = Err(InvalidTransaction::AncientBirthBlock.into());
		let immortal = |keys: &sr25519::Pair, call| {
			sign(keys, call, Terms { era: Era::Immortal, ..Terms::next_of(keys) })
		};
		begin_block(NEXT);
		assert_eq!(apply(immortal(&meter.keys, reading())), refused);
		let new = keys("new key");
		rotate(Bob, &meter.id, &new);
		assert_eq!(apply(immortal(&new, as_device(&meter.id, reading()))), refused);
		assert_ok!(apply(transaction(&new, as_device(&meter.id, reading()))).unwrap());
		// Others may.
		assert_ok!(apply(immortal(&pair(Dave), reading())).unwrap());
	});
}

/// The account of a key ends when the next key takes its place, and its count of transactions with
/// it: what it signed could be sent again until it expires. No pot pays for it then; and it does
/// nothing, whoever pays.
#[test]
fn what_a_replaced_key_has_signed_is_sent_again_in_vain() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		let old = keys("first new key");
		rotate(Bob, &meter.id, &old);
		begin_block(NEXT);
		let sent = transaction(&old, as_device(&meter.id, reading()));
		assert_ok!(apply(sent.clone()).unwrap());
		assert_eq!(apply(sent.clone()), Err(InvalidTransaction::Stale.into()));

		rotate(Bob, &meter.id, &keys("second new key"));
		assert!(!System::account_exists(&id_of(&old)));
		assert_eq!(apply(sent.clone()), Err(nobody_pays()));
		assert_ok!(Balances::transfer_keep_alive(signed(Dave), id_of(&old).into(), INT));
		let refused = pallet_device_registry::Error::<Runtime>::NotDeviceKey.into();
		assert_eq!(apply(sent.clone()), Ok(Err(refused)));
		assert_eq!((readings_of(&meter.id), sponsored().len()), (1, 1));
		end_block();
		// Its 64 blocks go by.
		for number in 1..=64 {
			block(NEXT + number * SLOT_MILLIS, || {});
		}
		begin_block(NEXT + HOUR);
		assert_eq!(apply(sent), Err(InvalidTransaction::BadProof.into()));
	});
}

/// Whoever has the key of a device has its quota, and nothing else of the pot: neither more nor
/// for himself. Until the key is rotated.
#[test]
fn the_thief_of_a_devices_key_costs_the_fleet_no_more_than_the_quota() {
	on_chain_with_gas(|| {
		let quota = a_day(20 * GAS);
		let meter = Meter::with_pot(quota, AMPLE, FUND);
		let thief = &meter.keys;
		let mut spent = 0;
		let blocks = 20;
		for number in 0..blocks {
			begin_block(NEXT + number * HOUR);
			// As much as goes through, of whatever size.
			for bytes in [8_000, 4_000, 1_000, 100, 0] {
				while apply(transaction(thief, reading_of(bytes))).is_ok() {}
			}
			// And everything that might be worth something.
			for call in [
				transfer(1),
				transfer_gas(1),
				pallet_fee_payment::Call::<Runtime>::withdraw_pot {
					fleet: meter.fleet,
					amount: GAS,
				}
				.into(),
				pallet_fee_payment::Call::<Runtime>::close_pot { fleet: meter.fleet, limit: 64 }
					.into(),
				pallet_device_registry::Call::<Runtime>::offer_transfer {
					device: meter.id.clone(),
					to: account(Eve),
					expires: now() + HOUR,
				}
				.into(),
			] {
				assert_eq!(apply(transaction(thief, call)), Err(nobody_pays()));
			}
			let of_block: Balance = sponsored().iter().map(|(_, fee)| fee).sum();
			spent += of_block;
			end_block();
		}
		let recovered = quota.most * u128::from((blocks - 1) * HOUR) / u128::from(DAY);
		assert!(spent <= quota.most + recovered, "{spent}");
		assert!(spent > quota.most, "he tried hard");
		assert_eq!(in_pot(meter.fleet), FUND - spent);
		assert_eq!((gas_of(&account(Eve)), gas_of(&meter.id)), (0, 0));

		rotate(Bob, &meter.id, &keys("new key"));
		begin_block(NEXT + 2 * DAY);
		let refused = Err(InvalidTransaction::BadSigner.into());
		assert_eq!(apply(transaction(thief, reading())), refused);
	});
}

/// What the device itself owns the thief has, and no more: not the pot's, not its owner's.
#[test]
fn the_thief_of_a_devices_key_has_what_the_device_has() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		assert_ok!(Balances::transfer_keep_alive(signed(Dave), meter.id.clone().into(), INT));
		let owner = (int_of(&account(Bob)), gas_of(&account(Bob)));
		begin_block(NEXT);
		let all = pallet_balances::Call::<Runtime>::transfer_all {
			dest: address(Ferdie),
			keep_alive: false,
		};
		assert_ok!(apply(transaction(&meter.keys, all)).unwrap());
		assert!(int_of(&meter.id) < MILLI_INT);
		assert_eq!(in_pot(meter.fleet), FUND);
		assert_eq!((int_of(&account(Bob)), gas_of(&account(Bob))), owner);
	});
}

#[test]
fn closing_a_pot_returns_all_that_it_holds_and_its_deposit() {
	on_chain_with_gas(|| {
		let free = <Balances as Inspect<AccountId>>::balance(&account(Bob));
		let gas = gas_of(&account(Bob));
		let meter = Meter::with_pot(AMPLE, AMPLE, FUND);
		let (int, held) = (int_of(&account(Bob)), System::account(account(Bob)).data.reserved);
		begin_block(NEXT);
		assert_ok!(apply(transaction(&meter.keys, reading())).unwrap());
		let (_, fee) = sponsored().pop().unwrap();
		let close =
			pallet_fee_payment::Call::<Runtime>::close_pot { fleet: meter.fleet, limit: 64 };
		// Not by anyone else.
		let failed = apply(transaction(&pair(Dave), close.clone())).unwrap().unwrap_err();
		assert_eq!(failed, pallet_fee_payment::Error::<Runtime>::NotPotOwner.into());
		assert_ok!(FeePayment::close_pot(signed(Bob), meter.fleet, 64));

		assert_eq!(gas_of(&account(Bob)), gas - fee);
		assert_eq!(gas_of(&FeePayment::account()), 0);
		assert_eq!(Pots::<Runtime>::iter().count() + Usages::<Runtime>::iter().count(), 0);
		assert_eq!(int_of(&account(Bob)), int);
		assert!(System::account(account(Bob)).data.reserved < held, "the deposit of the pot");
		meter.is_not_sponsored(reading(), Unsponsored::NoPot);
		// All that is still on hold is for the device and its fleet.
		assert_ok!(DeviceRegistry::unassign_device(signed(Bob), meter.id.clone()));
		assert_ok!(DeviceRegistry::dissolve_fleet(signed(Bob), meter.fleet));
		assert_ok!(DeviceRegistry::retire_device(signed(Bob), meter.id.clone()));
		end_block();
		begin_block(NEXT + 31 * DAY);
		assert_ok!(DeviceRegistry::forget_device(signed(Bob), meter.id.clone(), 64));
		assert_eq!(<Balances as Inspect<AccountId>>::balance(&account(Bob)), free);
		assert!(!System::account_exists(&meter.id), "nothing is left of it");
	});
}

#[test]
fn a_record_is_forgotten_when_the_quota_is_full_again_and_its_deposit_returns_to_the_pot() {
	on_chain_with_gas(|| {
		let meter = Meter::with_pot(a_day(PLENTY), AMPLE, FUND);
		block(NEXT, || {
			assert_ok!(apply(transaction(&meter.keys, reading())).unwrap());
			let forget = FeePayment::forget_usage(signed(Dave), meter.fleet, meter.id.clone());
			assert_eq!(
				forget.unwrap_err(),
				pallet_fee_payment::Error::<Runtime>::NotRecovered.into()
			);
		});
		begin_block(NEXT + DAY);
		let total = in_pot(meter.fleet);
		assert_ok!(FeePayment::forget_usage(signed(Dave), meter.fleet, meter.id.clone()));
		let pot = FeePayment::pot(meter.fleet).unwrap();
		assert_eq!((pot.total, pot.reserved, pot.devices), (total, 0, 0));
	});
}

#[test]
fn clients_are_told_which_kinds_of_calls_there_are() {
	on_chain_with_gas(|| {
		let kinds = FeePayment::kinds();
		let names: Vec<_> = kinds.iter().map(|kind| (kind.kind, kind.name.as_str())).collect();
		let expected =
			[(READINGS, "readings"), (OPERATION, "operation"), (SETTLEMENT, "settlement")];
		assert_eq!(names, expected);
		// A pot remembers bits: none is given to another kind later.
		assert_eq!([READINGS, OPERATION, SETTLEMENT].encode(), [1u32, 2, 4].encode());
	});
}
