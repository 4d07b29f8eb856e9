// SPDX-License-Identifier: Apache-2.0

//! Fees in INT: turned over at one price, given back at the same, with tips in INT.

use crate::{int::at_same_price, mock::*, weights::WeightInfo, wiring::IntPrice, PayInInt};
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use pallet_transaction_payment::{ChargeTransactionPayment, Event as FeeEvent};
use proptest::prelude::*;
use sp_runtime::{transaction_validity::InvalidTransaction, FixedU128};

/// Prices of an INT in USD: at 1 a missing conversion does not show.
fn prices() -> [FixedU128; 3] {
	[FixedU128::from_rational(1, 100), 1.into(), 100.into()]
}

/// Somebody with INT and without GAS.
fn payer(int: u128) -> AccountId {
	give_int(&RICH, &POOR, int);
	POOR
}

/// The weight that paying in INT leaves unused of what was reserved.
fn unused(call: &RuntimeCall, tip: u128) -> Weight {
	use pallet_pgas_allowance::WeightInfo as _;
	if tip > 0 {
		return Weight::zero();
	}
	let used = <() as WeightInfo>::look_up_device()
		.saturating_add(<() as WeightInfo>::pay_in_int())
		.saturating_add(<()>::charge_pgas_skip());
	pay_weight(call, 0).saturating_sub(used)
}

#[test]
fn a_fee_in_int_is_worth_the_fee_in_gas_and_the_premium_at_any_price() {
	for usd in prices() {
		test(|| {
			UsdPerInt::set(usd);
			let who = payer(1_000 * INT);
			let most = worst_fee(&read(100), 0);
			let gas = fee_without(&read(100), 0, unused(&read(100), 0));
			assert_ok!(send(&who, read(100)).unwrap());
			let paid = 1_000 * INT - int_of(&who);
			assert_eq!(paid, at_same_price(Price::int_for_gas(most), most, gas));
			// In GAS: a hundredth more, but for rounding; the smallest unit is worth 100 at 100 USD.
			let worth = Price::gas_for_int(paid);
			assert!(worth >= gas + gas / 100 - 1);
			assert!(worth <= gas + gas / 100 + 200, "{worth} for {gas} at {usd}");
			assert_eq!(int_of(&TREASURY), INT_ENDOWMENT + paid);
			assert_eq!(burned(), 0);
			System::assert_has_event(
				FeeEvent::<Test>::TransactionFeePaid { who, actual_fee: paid, tip: 0 }.into(),
			);
		});
	}
}

#[test]
fn a_tip_is_plancks_of_int_and_takes_the_int_path_past_gas_and_pot() {
	for usd in prices() {
		test(|| {
			UsdPerInt::set(usd);
			let tip = 12_345;
			let before = (gas_of(&RICH), int_of(&RICH));
			assert_ok!(send_with_tip(&RICH, read(100), tip).unwrap());
			assert_eq!(gas_of(&RICH), before.0);
			let paid = before.1 - int_of(&RICH);
			let fee = Price::int_for_gas(worst_fee(&read(100), tip));
			assert_eq!(paid, fee + tip, "the tip is not converted");
			System::assert_has_event(
				FeeEvent::<Test>::TransactionFeePaid { who: RICH, actual_fee: paid, tip }.into(),
			);
		});
	}
}

#[test]
fn a_higher_tip_goes_first() {
	test(|| {
		let priority = |tip| validate(&transaction(&RICH, read(100), tip)).unwrap().priority;
		assert!(priority(INT) > priority(INT / 10));
		assert!(priority(INT / 10) > priority(0));
	});
}

#[test]
fn the_price_is_that_of_the_withdrawal_whatever_the_call_does_to_it() {
	for usd in prices() {
		test(|| {
			UsdPerInt::set(usd);
			let who = payer(1_000 * INT);
			let call: RuntimeCall =
				machines::Call::crash { usd: FixedU128::from_rational(1, 1_000) }.into();
			let most = worst_fee(&call, 0);
			let whole = Price::int_for_gas(most);
			let gas = fee_without(&call, 0, unused(&call, 0) + machines::WEIGHT / 2);
			assert_ok!(send(&who, call).unwrap());
			assert_eq!(1_000 * INT - int_of(&who), at_same_price(whole, most, gas));
		});
	}
}

#[test]
fn a_payer_with_exactly_the_fee_and_the_existential_deposit_pays_it() {
	for usd in prices() {
		test(|| {
			UsdPerInt::set(usd);
			let most = Price::int_for_gas(worst_fee(&read(100), 0));
			let who = payer(most + ED - 1);
			assert_eq!(send(&who, read(100)), Err(InvalidTransaction::Payment.into()));
			give_int(&RICH, &who, 1);
			assert_ok!(send(&who, read(100)).unwrap());
			assert!(int_of(&who) >= ED);
		});
	}
}

#[test]
fn without_a_price_nobody_pays_int_but_gas_still_pays() {
	test(|| {
		let who = payer(1_000 * INT);
		UsdPerInt::set(FixedU128::from_u32(0));
		assert_eq!(send(&who, read(100)), Err(InvalidTransaction::Payment.into()));
		assert_eq!(
			send_with_tip(&RICH, read(100), u128::MAX),
			Err(InvalidTransaction::Payment.into())
		);
		assert_ok!(send(&RICH, read(100)).unwrap());
		assert_eq!(<() as IntPrice>::int_for_gas(0), 0);
		assert_eq!(<() as IntPrice>::int_for_gas(1), u128::MAX);
	});
}

#[test]
fn a_price_beyond_all_bounds_overflows_nowhere() {
	test(|| {
		let who = payer(1_000 * INT);
		for usd in [FixedU128::from_inner(1), FixedU128::from_inner(u128::MAX)] {
			UsdPerInt::set(usd);
			let _ = send(&who, read(100));
			let _ = send_with_tip(&who, read(100), u128::MAX);
			check();
		}
		// Almost for nothing, but rounded up.
		assert!(int_of(&who) < 1_000 * INT);
	});
}

#[test]
fn a_transaction_without_signer_pays_nothing_and_uses_no_weight() {
	use sp_runtime::traits::TransactionExtension;
	test(|| {
		let extension = PayInInt::<Test>::new(ChargeTransactionPayment::from(0));
		let call = read(100);
		let pre = extension
			.clone()
			.prepare(
				crate::int::IntVal::NoCharge,
				&RuntimeOrigin::none(),
				&call,
				&call.get_dispatch_info(),
				0,
			)
			.unwrap();
		let unused = PayInInt::<Test>::post_dispatch_details(
			pre,
			&call.get_dispatch_info(),
			&().into(),
			0,
			&Ok(()),
		);
		assert_eq!(unused, Ok(extension.weight(&call)));
	});
}

#[test]
fn what_wallets_are_told_is_what_is_charged() {
	for usd in prices() {
		test(|| {
			UsdPerInt::set(usd);
			let who = payer(1_000 * INT);
			let sent = transaction(&who, machines::Call::settle {}.into(), 0);
			let gas = worst_fee(&sent.function, 0);
			let details = FeePayment::fee_details_in_int(TransactionPayment::compute_fee_details(
				LENGTH as u32,
				&sent.get_dispatch_info(),
				0,
			));
			assert_eq!(details.final_fee(), Price::int_for_gas(gas));
			let info =
				FeePayment::dispatch_info_in_int(pallet_transaction_payment::RuntimeDispatchInfo {
					weight: sent.get_dispatch_info().total_weight(),
					class: sent.get_dispatch_info().class,
					partial_fee: gas,
				});
			assert_eq!(info.partial_fee, details.final_fee());
			assert_ok!(include(sent).unwrap());
			let paid = 1_000 * INT - int_of(&who);
			assert!(paid <= info.partial_fee, "never more than they were told");
		});
	}
}

#[test]
fn details_of_a_free_call_are_free() {
	test(|| {
		let details = FeePayment::fee_details_in_int(pallet_transaction_payment::FeeDetails {
			inclusion_fee: None,
			tip: 7,
		});
		assert_eq!(details.final_fee(), 7);
		assert_eq!(details.encode(), (None::<()>, 7u128).encode());
	});
}

proptest! {
	#[test]
	fn the_same_price_never_favours_the_payer_nor_takes_more_than_was_taken(
		int in 0..=u128::MAX,
		gas in 0..=u128::MAX,
		actual in 0..=u128::MAX,
	) {
		let paid = at_same_price(int, gas, actual);
		prop_assert!(paid <= int);
		if actual >= gas {
			prop_assert_eq!(paid, int);
		}
		// paid / actual >= int / gas, by less than a planck.
		if let (Some(left), Some(right)) = (paid.checked_mul(gas), int.checked_mul(actual)) {
			if actual < gas {
				prop_assert!(left >= right);
				prop_assert!(left - right < gas);
			}
		}
	}

	#[test]
	fn the_same_price_for_amounts_of_a_fee(
		int in 0..1u128 << 60,
		gas in 1..1u128 << 60,
		part in 0..=1_000_000u32,
	) {
		let actual = gas * u128::from(part) / 1_000_000;
		let paid = at_same_price(int, gas, actual);
		prop_assert!(paid * gas >= int * actual);
		prop_assert!(paid * gas < int * actual + gas);
	}
}
