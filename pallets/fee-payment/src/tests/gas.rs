// SPDX-License-Identifier: Apache-2.0

//! Fees in GAS, and where they go.

use crate::{mock::*, weights::WeightInfo, PayFee, PayInInt};
use codec::Encode;
use frame_support::{
	assert_ok,
	traits::{
		fungibles::Balanced,
		tokens::{Fortitude, Precision, Preservation},
	},
	weights::Weight,
};
use pallet_transaction_payment::ChargeTransactionPayment;
use proptest::prelude::*;
use scale_info::MetaType;
use sp_runtime::{
	traits::TransactionExtension, transaction_validity::InvalidTransaction, FixedU128, Permill,
};

type Charge = ChargeTransactionPayment<Test>;

/// What is burned and what the author gets of a fee.
fn shares(fee: u128) -> (u128, u128) {
	let share = AuthorShare::get().mul_floor(fee);
	(fee - share, share)
}

/// The weight that paying in GAS leaves unused of what was reserved.
fn unused(call: &RuntimeCall) -> Weight {
	use pallet_pgas_allowance::WeightInfo as _;
	pay_weight(call, 0)
		.saturating_sub(<() as WeightInfo>::look_up_device())
		.saturating_sub(<()>::charge_pgas())
}

/// Takes GAS from somebody and drops it, as paying a fee does.
fn drop_gas(who: &AccountId, amount: u128) {
	type Gas = <Test as pallet_pgas_allowance::Config>::Assets;
	drop(
		Gas::withdraw(
			GAS_ID,
			who,
			amount,
			Precision::Exact,
			Preservation::Expendable,
			Fortitude::Polite,
		)
		.unwrap(),
	);
}

#[test]
fn every_wallet_that_knows_the_stock_extension_can_sign_for_ours() {
	for tip in [0u128, 1, 63, 64, 1 << 14, 1 << 30, u128::MAX] {
		assert_eq!(PayFee::<Test>::from(tip).encode(), Charge::from(tip).encode());
	}
	fn of<E: TransactionExtension<RuntimeCall>>() -> (&'static str, Vec<[MetaType; 2]>) {
		let types = E::metadata().into_iter().map(|one| [one.ty, one.implicit]).collect();
		(E::IDENTIFIER, types)
	}
	assert_eq!(of::<PayFee<Test>>(), of::<Charge>());
	assert_eq!(of::<PayInInt<Test>>(), of::<Charge>());
}

#[test]
fn who_holds_gas_pays_the_fee_in_gas_and_the_author_has_a_share() {
	test(|| {
		give_gas(&RICH, &COLLATOR, GAS);
		let before = (gas_of(&RICH), int_of(&RICH));
		assert_ok!(send(&RICH, read(100)).unwrap());
		// The dearest way was reserved, and its rest is neither weighed nor paid.
		let fee = fee_without(&read(100), 0, unused(&read(100)));
		assert!(fee < worst_fee(&read(100), 0));
		assert_eq!(gas_of(&RICH), before.0 - fee);
		assert_eq!(int_of(&RICH), before.1);
		assert_eq!((burned(), gas_of(&COLLATOR) - GAS), shares(fee));
		System::assert_has_event(
			pallet_pgas_allowance::Event::<Test>::PGASFeePaid { who: RICH, actual_fee: fee }.into(),
		);
	});
}

#[test]
fn weight_that_a_call_did_not_use_is_given_back() {
	test(|| {
		let before = gas_of(&RICH);
		assert_ok!(send(&RICH, read(100)).unwrap());
		let full = before - gas_of(&RICH);
		assert_ok!(send(&RICH, read(10)).unwrap());
		let tenth = before - full - gas_of(&RICH);
		assert_eq!(full - tenth, 900_000_000, "nine tenths of the call's weight");
	});
}

#[test]
fn a_fee_in_gas_is_the_same_whatever_int_costs() {
	test(|| {
		let mut fees = Vec::new();
		for usd in [FixedU128::from_rational(1, 100), 1.into(), 100.into()] {
			UsdPerInt::set(usd);
			let before = gas_of(&RICH);
			assert_ok!(send(&RICH, read(50)).unwrap());
			fees.push(before - gas_of(&RICH));
			check();
		}
		assert!(fees[0] > 0);
		assert!(fees.windows(2).all(|pair| pair[0] == pair[1]));
	});
}

#[test]
fn a_congested_chain_takes_more_gas() {
	test(|| {
		let before = gas_of(&RICH);
		assert_ok!(send(&RICH, read(100)).unwrap());
		let calm = before - gas_of(&RICH);
		pallet_transaction_payment::NextFeeMultiplier::<Test>::put(FixedU128::from_u32(3));
		assert_ok!(send(&RICH, read(100)).unwrap());
		let busy = before - calm - gas_of(&RICH);
		assert!(busy > 2 * calm && busy < 3 * calm, "length and base are not multiplied");
	});
}

#[test]
fn an_author_who_cannot_take_his_share_leaves_it_to_the_fire() {
	test(|| {
		// The share is less than the least balance and the author has no account of GAS.
		assert_ok!(send(&RICH, read(0)).unwrap());
		assert_eq!(gas_of(&COLLATOR), 0);
		let first = burned();
		assert!(first > 0);
		// With an account he takes it.
		give_gas(&RICH, &COLLATOR, GAS);
		assert_ok!(send(&RICH, read(0)).unwrap());
		assert!(gas_of(&COLLATOR) > GAS);
		// Blocked he cannot.
		Assets::block(signed(&ADMIN), GAS_ID, COLLATOR).unwrap();
		let had = gas_of(&COLLATOR);
		assert_ok!(send(&RICH, read(0)).unwrap());
		assert_eq!(gas_of(&COLLATOR), had);
	});
}

#[test]
fn a_block_without_author_burns_the_whole_fee() {
	test(|| {
		Author::set(None);
		let before = gas_of(&RICH);
		assert_ok!(send(&RICH, read(100)).unwrap());
		assert_eq!(burned(), before - gas_of(&RICH));
	});
}

#[test]
fn a_payer_with_exactly_the_fee_pays_it() {
	test(|| {
		let most = worst_fee(&read(100), 0);
		let fee = fee_without(&read(100), 0, unused(&read(100)));
		give_gas(&RICH, &POOR, most);
		assert_ok!(send(&POOR, read(100)).unwrap());
		// The account was gone. What was not used makes a new one if it is a least balance; else it
		// goes the way of the fee.
		let left = most - fee;
		let (paid, left) = if left >= GAS { (fee, left) } else { (most, 0) };
		assert_eq!(gas_of(&POOR), left);
		assert_eq!(burned() + gas_of(&COLLATOR), paid);
		System::assert_has_event(
			pallet_pgas_allowance::Event::<Test>::PGASFeePaid { who: POOR, actual_fee: paid }
				.into(),
		);
	});
}

#[test]
fn a_payer_with_a_planck_less_than_the_fee_does_not() {
	test(|| {
		let most = worst_fee(&read(100), 0);
		give_gas(&RICH, &POOR, most - 1);
		assert_eq!(send(&POOR, read(100)), Err(InvalidTransaction::Payment.into()));
		// With INT it pays INT, and keeps the GAS.
		give_int(&RICH, &POOR, 10 * INT);
		assert_ok!(send(&POOR, read(100)).unwrap());
		assert_eq!(gas_of(&POOR), most - 1);
		assert!(int_of(&POOR) < 10 * INT);
	});
}

#[test]
fn dust_of_a_gas_account_goes_the_way_of_the_fee() {
	test(|| {
		let most = worst_fee(&read(100), 0);
		give_gas(&RICH, &POOR, most + GAS / 2);
		assert_ok!(send(&POOR, read(100)).unwrap());
		// What was left is less than the least balance, so it was taken with the fee; what came back
		// of it made the account anew, if it could.
		let fee = fee_without(&read(100), 0, unused(&read(100)));
		let back = most + GAS / 2 - fee;
		assert_eq!(gas_of(&POOR), if back >= GAS { back } else { 0 });
	});
}

#[test]
fn a_free_call_is_free_for_who_has_nothing() {
	test(|| {
		System::inc_providers(&POOR);
		assert_ok!(send(&POOR, machines::Call::free {}.into()).unwrap());
		assert_eq!(burned(), 0);
	});
}

#[test]
fn a_failing_call_is_paid_for() {
	test(|| {
		let before = gas_of(&RICH);
		assert!(send(&RICH, machines::Call::fail {}.into()).unwrap().is_err());
		assert!(gas_of(&RICH) < before);
	});
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 128, ..Default::default() })]

	#[test]
	fn a_dropped_credit_is_shared_to_the_planck(
		amounts in prop::collection::vec(1..50u128 * GAS, 1..20),
		parts in 0..=1_000_000u32,
		has_account in any::<bool>(),
	) {
		test(|| {
			AuthorShare::set(Permill::from_parts(parts));
			if has_account {
				give_gas(&RICH, &COLLATOR, GAS);
			}
			for amount in amounts {
				let before = (burned(), gas_of(&COLLATOR));
				drop_gas(&RICH, amount);
				let share = AuthorShare::get().mul_floor(amount);
				let can = before.1 > 0 || share >= GAS;
				let paid = if can { share } else { 0 };
				assert_eq!(gas_of(&COLLATOR) - before.1, paid);
				assert_eq!(burned() - before.0, amount - paid);
				check();
			}
		});
	}
}
