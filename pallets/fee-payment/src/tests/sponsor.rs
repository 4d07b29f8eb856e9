// SPDX-License-Identifier: Apache-2.0

//! What a pot pays for, and what it does not.

use crate::{mock::*, types::*, weights::WeightInfo, Event, PayFee};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use sp_runtime::{
	generic::Era,
	traits::{DispatchTransaction, TransactionExtension},
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
	FixedU128,
};

const REFUSED: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);

/// What a sponsored call costs.
fn sponsored_fee(call: &RuntimeCall, unused: Weight) -> u128 {
	let reserved = pay_weight(call, 0);
	let rest = reserved.saturating_sub(<() as WeightInfo>::pay_sponsored());
	fee_without(call, 0, rest.saturating_add(unused))
}

fn quote(who: &AccountId, call: &RuntimeCall, tip: u128) -> FeeQuote {
	FeePayment::quote(who, call, &info_of(call, tip), LENGTH as u32, tip)
}

/// Nobody pays for this, and this is why the pot does not.
fn refused(who: &AccountId, call: RuntimeCall, why: Unsponsored) {
	assert_eq!(send(who, call.clone()), Err(REFUSED));
	let quote = quote(who, &call, 0);
	assert_eq!((quote.payer, quote.unsponsored), (Payer::Nobody, Some(why)));
}

#[test]
fn a_device_with_no_balance_at_all_sends_its_readings() {
	test(|| {
		pot(100 * GAS);
		give_gas(&RICH, &COLLATOR, GAS);
		let device = device(1, 0);
		assert_eq!((gas_of(&device), int_of(&device)), (0, 0));
		for _ in 0..3 {
			assert_ok!(send(&device, read(100)).unwrap());
			check();
		}
		assert_eq!((gas_of(&device), int_of(&device)), (0, 0));
		let fee = sponsored_fee(&read(100), Weight::zero());
		let pot = pot_of(0);
		assert_eq!(pot.gas, 100 * GAS - DEPOSIT - 3 * fee);
		assert_eq!((pot.reserved, pot.devices), (DEPOSIT, 1));
		assert_eq!(spent(0, &device), 3 * fee);
		assert_eq!(FeePayment::pot(0).unwrap().fleet_left, 1_000 * GAS - 3 * fee);
		// The fee goes the way of every fee in GAS.
		let share = AuthorShare::get().mul_floor(fee);
		assert_eq!((burned(), gas_of(&COLLATOR)), (3 * (fee - share), GAS + 3 * share));
		System::assert_last_event(Event::FeeSponsored { fleet: 0, device, fee }.into());
	});
}

#[test]
fn what_a_call_did_not_use_returns_to_the_pot_and_to_both_quotas() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		assert_ok!(send(&device, read(10)).unwrap());
		let fee = sponsored_fee(&read(10), machines::WEIGHT * 9 / 10);
		assert!(fee < worst_fee(&read(10), 0));
		assert_eq!(pot_of(0).total(), 100 * GAS - fee);
		assert_eq!(spent(0, &device), fee);
		assert_eq!(FeePayment::pot(0).unwrap().fleet_left, 1_000 * GAS - fee);
	});
}

#[test]
fn the_same_in_gas_at_any_price_of_int() {
	let mut fees = Vec::new();
	for usd in [FixedU128::from_rational(1, 100), 1.into(), 100.into()] {
		test(|| {
			UsdPerInt::set(usd);
			pot(100 * GAS);
			let device = device(1, 0);
			assert_ok!(send(&device, read(100)).unwrap());
			fees.push(spent(0, &device));
		});
	}
	assert!(fees.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_call_that_fails_is_paid_for() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		assert!(send(&device, machines::Call::fail {}.into()).unwrap().is_err());
		assert!(spent(0, &device) > 0);
	});
}

#[test]
fn the_present_key_acts_as_the_device_and_the_pot_pays() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		System::inc_providers(&POOR);
		let call = as_device(&device, read(100));
		refused(&POOR, call.clone(), Unsponsored::NoDevice);
		change(&device, |machine| machine.key = POOR);
		assert_ok!(send(&POOR, call.clone()).unwrap());
		assert!(spent(0, &device) > 0, "it counts against the device, not the key");
		// The first key is nobody's any more.
		refused(&device, read(100), Unsponsored::NoDevice);
		refused(&device, call, Unsponsored::NoDevice);
		// The key alone is no device.
		refused(&POOR, read(100), Unsponsored::NoDevice);
	});
}

#[test]
fn no_other_wrapper_is_looked_through() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let batch = |call: RuntimeCall| -> RuntimeCall {
			machines::Call::batch { call: Box::new(call) }.into()
		};
		refused(&device, batch(read(100)), Unsponsored::Kind);
		refused(&device, as_device(&device, batch(read(100))), Unsponsored::Kind);
		refused(&device, batch(as_device(&device, read(100))), Unsponsored::Kind);
		refused(&device, as_device(&device, as_device(&device, read(100))), Unsponsored::Kind);
		assert_ok!(send(&device, as_device(&device, read(100))).unwrap());
	});
}

#[test]
fn only_listed_kinds_of_active_devices_in_a_fleet_with_an_open_pot() {
	test(|| {
		let device = device(1, 0);
		refused(&device, read(100), Unsponsored::NoPot);
		pot(100 * GAS);
		refused(&device, machines::Call::settle {}.into(), Unsponsored::Kind);
		refused(&device, machines::Call::play {}.into(), Unsponsored::Kind);
		change(&device, |machine| machine.active = false);
		refused(&device, read(100), Unsponsored::NotActive);
		change(&device, |machine| {
			machine.active = true;
			machine.fleet = None;
		});
		refused(&device, read(100), Unsponsored::NoFleet);
		change(&device, |machine| machine.fleet = Some(1));
		refused(&device, read(100), Unsponsored::NoPot);
		change(&device, |machine| machine.fleet = Some(0));
		assert_ok!(send(&device, read(100)).unwrap());
		assert_ok!(FeePayment::limit_pot(
			signed(&OWNER),
			0,
			READINGS | SETTLEMENTS,
			daily(20 * GAS),
			daily(20 * GAS)
		));
		assert_ok!(send(&device, machines::Call::settle {}.into()).unwrap());
	});
}

#[test]
fn who_is_not_sponsored_pays_alone() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let play: RuntimeCall = machines::Call::play {}.into();
		refused(&device, play.clone(), Unsponsored::Kind);
		give_int(&RICH, &device, 10 * INT);
		let asked = quote(&device, &play, 0);
		assert_eq!(asked.payer, Payer::Int { account: device.clone() });
		assert_ok!(send(&device, play.clone()).unwrap());
		assert!(int_of(&device) < 10 * INT);
		give_gas(&RICH, &device, 10 * GAS);
		let asked = quote(&device, &play, 0);
		assert_eq!(asked.payer, Payer::Gas { account: device.clone() });
		assert_ok!(send(&device, play).unwrap());
		assert!(gas_of(&device) < 10 * GAS);
		assert_eq!(pot_of(0).gas, 100 * GAS);
		// What the pot pays for, it pays for first.
		let (gas, int) = (gas_of(&device), int_of(&device));
		assert_eq!(quote(&device, &read(100), 0).payer, Payer::Sponsor { fleet: 0 });
		assert_ok!(send(&device, read(100)).unwrap());
		assert_eq!((gas_of(&device), int_of(&device)), (gas, int));
	});
}

#[test]
fn a_tip_is_never_sponsored() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		assert_eq!(send_with_tip(&device, read(100), 1), Err(REFUSED));
		give_gas(&RICH, &device, 10 * GAS);
		assert_eq!(send_with_tip(&device, read(100), 1), Err(REFUSED), "nor paid with GAS");
		give_int(&RICH, &device, 10 * INT);
		let asked = quote(&device, &read(100), 1);
		assert_eq!(asked.payer, Payer::Int { account: device.clone() });
		assert_eq!(asked.unsponsored, Some(Unsponsored::Tip));
		assert_ok!(send_with_tip(&device, read(100), 1).unwrap());
		assert_eq!(pot_of(0).gas, 100 * GAS);
		assert_eq!(gas_of(&device), 10 * GAS);
	});
}

#[test]
fn a_free_call_makes_no_record() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let call: RuntimeCall = machines::Call::free {}.into();
		assert_eq!(quote(&device, &call, 0).unsponsored, Some(Unsponsored::Free));
		assert_ok!(send(&device, call).unwrap());
		assert_eq!(pot_of(0).devices, 0);
	});
}

#[test]
fn a_pot_pays_as_long_as_it_could_pay_the_most_that_a_fee_can_be() {
	test(|| {
		let most = worst_fee(&read(0), 0);
		let device = device(1, 0);
		// The deposit of the record counts towards what a pot keeps.
		pot(GAS + most - 1);
		refused(&device, read(0), Unsponsored::Empty);
		assert_ok!(FeePayment::fund_pot(signed(&RICH), 0, 1));
		assert_ok!(send(&device, read(0)).unwrap());
		refused(&device, read(0), Unsponsored::Empty);
		assert!(pot_of(0).total() >= GAS);
		// A pot with nothing but the deposit of a record to give has not even that.
		assert_ok!(FeePayment::withdraw_pot(
			signed(&OWNER),
			0,
			FeePayment::pot(0).unwrap().spendable
		));
		refused(&device, read(0), Unsponsored::Empty);
	});
}

#[test]
fn quotas_hold_for_each_device_and_for_the_fleet_and_recover() {
	test(|| {
		pot(1_000 * GAS);
		let fee = sponsored_fee(&read(100), Weight::zero());
		let most = worst_fee(&read(100), 0);
		// Three fees for a device, and so many that the fourth device finds nothing.
		let (device_quota, fleet_quota) = (daily(2 * fee + most), daily(8 * fee + most));
		assert_ok!(FeePayment::limit_pot(signed(&OWNER), 0, READINGS, device_quota, fleet_quota));
		let devices: Vec<_> = (0..4).map(|number| device(number, 0)).collect();
		for device in &devices[..3] {
			for _ in 0..3 {
				assert_ok!(send(device, read(100)).unwrap());
			}
			refused(device, read(100), Unsponsored::DeviceQuota);
		}
		refused(&devices[3], read(100), Unsponsored::FleetQuota);
		wait(DAY);
		for device in &devices[..3] {
			assert_ok!(send(device, read(100)).unwrap());
		}
		assert_ok!(send(&devices[3], read(100)).unwrap());
	});
}

#[test]
fn a_sponsored_transaction_is_the_least_in_the_pool_and_does_not_stay_long() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let validity = validate(&transaction(&device, read(100), 0)).unwrap();
		assert_eq!(validity.priority, 0);
		assert_eq!(validity.longevity, 32);
		assert!(validity.propagate);
		// The nonce's tag, the device's and the slot's.
		assert_eq!(validity.provides.len(), 3);
		let paying = validate(&transaction(&RICH, read(100), 0)).unwrap();
		assert!(paying.priority > 0);
		assert_eq!(paying.provides.len(), 1);
		// The next one of the device has the device's tag, and so cannot be in the pool with it.
		let era = Era::mortal(64, 0);
		let next = transaction_with(&device, read(100), 0, era, 1);
		let next = validate(&next).unwrap();
		assert!(next.provides.iter().any(|tag| validity.provides.contains(tag)));
		// Another device has another.
		let other = validate(&transaction(&crate::mock::device(2, 0), read(100), 0)).unwrap();
		assert!(!other.provides.contains(&validity.provides[1]));
	});
}

/// Judged now, for later.
fn judged(
	who: &AccountId,
	call: &RuntimeCall,
) -> <PayFee<Test> as TransactionExtension<RuntimeCall>>::Val {
	let info = call.get_dispatch_info();
	PayFee::<Test>::from(0)
		.validate_only(signed(who), call, &info, LENGTH, TransactionSource::External, 0)
		.unwrap()
		.1
}

type Pre = <PayFee<Test> as TransactionExtension<RuntimeCall>>::Pre;

fn prepared(
	who: &AccountId,
	call: &RuntimeCall,
	val: <PayFee<Test> as TransactionExtension<RuntimeCall>>::Val,
) -> Result<Pre, TransactionValidityError> {
	PayFee::<Test>::from(0).prepare(val, &signed(who), call, &call.get_dispatch_info(), LENGTH)
}

fn finished(call: &RuntimeCall, pre: Pre) {
	let info = call.get_dispatch_info();
	let mut post = ().into();
	PayFee::<Test>::post_dispatch(pre, &info, &mut post, LENGTH, &Ok(())).unwrap();
}

#[test]
fn a_pot_emptied_between_validation_and_inclusion_refuses_and_charges_nobody() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		give_gas(&RICH, &device, 100 * GAS);
		let val = judged(&device, &read(100));
		assert_ok!(FeePayment::withdraw_pot(signed(&OWNER), 0, 99 * GAS));
		assert_eq!(prepared(&device, &read(100), val).err(), Some(REFUSED));
		assert_eq!(gas_of(&device), 100 * GAS, "the device was not asked");
		assert_eq!(pot_of(0).devices, 0);
	});
}

#[test]
fn a_pot_closed_between_validation_and_inclusion_refuses() {
	test(|| {
		pot(100 * GAS);
		let (first, second) = (device(1, 0), device(2, 0));
		assert_ok!(send(&first, read(100)).unwrap());
		assert_ok!(send(&second, read(100)).unwrap());
		let val = judged(&first, &read(100));
		assert_ok!(FeePayment::close_pot(signed(&OWNER), 0, 1));
		assert_eq!(prepared(&first, &read(100), val).err(), Some(REFUSED));
	});
}

#[test]
fn two_transactions_of_one_device_in_a_block_share_one_quota() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let info = read(100).get_dispatch_info();
		let most = TransactionPayment::compute_fee(LENGTH as u32, &info, 0);
		let quota = daily(2 * most - 1);
		assert_ok!(FeePayment::limit_pot(signed(&OWNER), 0, READINGS, quota, daily(GAS * 100)));
		// Both were judged before either was included.
		let (one, two) = (judged(&device, &read(100)), judged(&device, &read(100)));
		let pre = prepared(&device, &read(100), one).unwrap();
		assert_eq!(prepared(&device, &read(100), two).err(), Some(REFUSED));
		finished(&read(100), pre);
		assert!(spent(0, &device) <= most);
	});
}

#[test]
fn what_is_left_of_a_fee_goes_to_the_owner_when_the_call_closed_the_pot() {
	test(|| {
		let before = gas_of(&OWNER);
		pot(100 * GAS);
		let device = device(1, 0);
		assert_ok!(FeePayment::limit_pot(
			signed(&OWNER),
			0,
			POTS,
			daily(50 * GAS),
			daily(50 * GAS)
		));
		FleetOwners::mutate(|fleets| fleets.remove(&0));
		let close = crate::Call::<Test>::close_pot { fleet: 0, limit: 64 };
		assert_ok!(send(&device, close.into()).unwrap());
		assert!(crate::Pots::<Test>::get(0).is_none());
		assert!(crate::Usages::<Test>::get(0, &device).is_none());
		let Some(RuntimeEvent::FeePayment(Event::FeeSponsored { fee, .. })) =
			System::events().pop().map(|record| record.event)
		else {
			panic!("it was sponsored")
		};
		assert_eq!(gas_of(&OWNER), before - fee);
	});
}

#[test]
fn a_refund_that_nobody_can_take_goes_with_the_fee_and_is_reported() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let pre = prepared(&device, &read(100), judged(&device, &read(100))).unwrap();
		Assets::block(signed(&ADMIN), GAS_ID, FeePayment::account()).unwrap();
		let info = read(100).get_dispatch_info();
		let most = TransactionPayment::compute_fee(LENGTH as u32, &info, 0);
		let mut post = Some(Weight::zero()).into();
		PayFee::<Test>::post_dispatch(pre, &info, &mut post, LENGTH, &Ok(())).unwrap();
		System::assert_last_event(
			Event::FeeSponsored { fleet: 0, device: device.clone(), fee: most }.into(),
		);
		assert_eq!(spent(0, &device), most);
	});
}

#[test]
fn a_quote_says_what_it_costs_in_gas_int_and_usd() {
	test(|| {
		UsdPerInt::set(FixedU128::from_u32(100));
		pot(100 * GAS);
		let device = device(1, 0);
		let asked = quote(&device, &read(100), 0);
		let gas = worst_fee(&read(100), 0);
		assert_eq!((asked.payer, asked.unsponsored), (Payer::Sponsor { fleet: 0 }, None));
		assert_eq!(asked.gas, gas);
		assert_eq!(asked.int, FeePayment::int_for_gas(gas));
		// 2.3 GAS are 0.0023 USD.
		assert_eq!(asked.usd_micro, gas.div_ceil(1_000_000));
		let asked = quote(&RICH, &read(100), INT);
		let with_tip = FeePayment::int_for_gas(worst_fee(&read(100), INT)) + INT;
		assert_eq!((asked.payer, asked.int), (Payer::Int { account: RICH }, with_tip));
		// An INT of tip is 100 USD.
		assert!(asked.usd_micro > 100_000_000 && asked.usd_micro < 100_010_000);
	});
}

#[test]
fn who_is_quoted_pays_and_no_more_than_quoted() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let calls =
			[read(100), read(0), machines::Call::play {}.into(), machines::Call::free {}.into()];
		for who in [RICH, OWNER, device, POOR] {
			System::inc_providers(&who);
			for call in &calls {
				for tip in [0, 5] {
					let asked = quote(&who, call, tip);
					let (gas, int, pot) = (gas_of(&who), int_of(&who), pot_of(0).total());
					let sent = send_with_tip(&who, call.clone(), tip);
					let paid = (gas - gas_of(&who), int - int_of(&who), pot - pot_of(0).total());
					match asked.payer {
						Payer::Sponsor { .. } => {
							assert!(paid.2 > 0 && paid.2 <= asked.gas);
							assert_eq!((paid.0, paid.1), (0, 0));
						},
						Payer::Gas { .. } => {
							assert!(paid.0 <= asked.gas);
							assert_eq!((paid.1, paid.2), (0, 0));
						},
						Payer::Int { .. } => {
							assert!(paid.1 <= asked.int);
							assert_eq!((paid.0, paid.2), (0, 0));
						},
						Payer::Nobody => assert_eq!(sent, Err(REFUSED)),
					}
					check();
				}
			}
		}
	});
}

#[test]
fn nothing_is_weighed_that_was_not_used() {
	test(|| {
		pot(100 * GAS);
		let device = device(1, 0);
		let weigh = |who: &AccountId, tip: u128| {
			let call = read(100);
			let info = info_of(&call, tip);
			let extension = PayFee::<Test>::from(tip);
			let post = extension
				.test_run(signed(who), &call, &info, LENGTH, 0, |_| Ok(().into()))
				.unwrap()
				.unwrap();
			info.total_weight() - post.actual_weight.unwrap()
		};
		let reserved = pay_weight(&read(100), 0);
		assert_eq!(weigh(&device, 0), reserved - <() as WeightInfo>::pay_sponsored());
		{
			use pallet_pgas_allowance::WeightInfo as _;
			let used = <() as WeightInfo>::look_up_device() + <()>::charge_pgas();
			assert_eq!(weigh(&RICH, 0), reserved - used);
		}
		// A device that no pot pays for was asked about to the end.
		change(&device, |machine| machine.active = false);
		give_int(&RICH, &device, 10 * INT);
		{
			use pallet_pgas_allowance::WeightInfo as _;
			let used = <() as WeightInfo>::judge()
				+ <() as WeightInfo>::pay_in_int()
				+ <()>::charge_pgas_skip();
			assert_eq!(weigh(&device, 0), reserved - used);
		}
		assert_eq!(weigh(&RICH, 1), Weight::zero());
		assert_eq!(pay_weight(&read(100), 1), <() as WeightInfo>::pay_in_int());
	});
}
