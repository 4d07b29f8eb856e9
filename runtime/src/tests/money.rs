// SPDX-License-Identifier: Apache-2.0

//! GAS and its roles, and what a transaction costs.

use super::{account, address, chain, chain_with, scene::genesis_with, signed};
use crate::{
	configs::{
		consensus::CollatorPot,
		fees::{PotAndBurn, WeightPrice},
		parameters::dynamic_params::fees,
		xcm::{assets::ForeignInstance, fees::Payment},
	},
	constants::{CORE_WEIGHT, EXISTENTIAL_DEPOSIT, GAS, GAS_ASSET, INT, MILLI_INT},
	genesis_presets::gas_account,
	AccountId, Assets, Balances, Parameters, Runtime, RuntimeCall, RuntimeOrigin,
	RuntimeParameters, TransactionPayment,
};
use codec::Compact;
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{Balanced, Credit, Inspect, Mutate},
		fungibles::metadata,
		tokens::{Fortitude, Precision, Preservation},
		OnUnbalanced,
	},
	weights::{Weight, WeightToFee},
};
use pallet_transaction_payment::{Multiplier, NextFeeMultiplier};
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::{
	traits::{Convert, Dispatchable, One},
	DispatchError,
};
use xcm::latest::Location;

#[test]
fn all_roles_of_gas_are_the_pallets() {
	chain().execute_with(|| {
		let gas = pallet_assets::Asset::<Runtime>::get(GAS_ASSET).unwrap();
		assert_eq!(gas.owner, gas_account());
		assert_eq!(gas.issuer, gas_account());
		assert_eq!(gas.admin, gas_account());
		assert_eq!(gas.freezer, gas_account());
		assert_eq!(<Assets as metadata::Inspect<AccountId>>::name(GAS_ASSET), b"GAS");
		assert_eq!(<Assets as metadata::Inspect<AccountId>>::symbol(GAS_ASSET), b"GAS");
		assert_eq!(<Assets as metadata::Inspect<AccountId>>::decimals(GAS_ASSET), 9);
	});
}

#[test]
fn nobody_but_the_gas_account_makes_gas() {
	chain().execute_with(|| {
		assert_noop!(
			Assets::mint(signed(Alice), Compact(GAS_ASSET), address(Alice), GAS),
			pallet_assets::Error::<Runtime>::NoPermission
		);
	});
}

#[test]
fn who_owns_gas_needs_no_int() {
	let device = AccountId::new([7; 32]);
	let genesis = genesis_with(25, &[(device.clone(), 5 * GAS)]);
	chain_with(DEV_RUNTIME_PRESET, genesis).execute_with(|| {
		assert_ok!(Assets::transfer(
			RuntimeOrigin::signed(device.clone()),
			Compact(GAS_ASSET),
			address(Bob),
			GAS
		));
		assert_eq!(owned_by(&device), 0);
		assert_eq!(Assets::balance(GAS_ASSET, &device), 4 * GAS);
	});
}

#[test]
fn only_root_makes_an_asset() {
	chain().execute_with(|| {
		assert_noop!(
			Assets::create(signed(Alice), Compact(2), address(Alice), 1),
			DispatchError::BadOrigin
		);
		assert_noop!(
			Assets::force_create(signed(Alice), Compact(2), address(Alice), false, 1),
			DispatchError::BadOrigin
		);
		assert_ok!(Assets::force_create(
			RuntimeOrigin::root(),
			Compact(2),
			address(Alice),
			false,
			1
		));
	});
}

/// An allowance given with a stolen key would be good for after the key was rotated.
#[test]
fn an_allowance_is_refused_however_it_is_wrapped() {
	chain().execute_with(|| {
		let allow: RuntimeCall = pallet_assets::Call::<Runtime>::approve_transfer {
			id: Compact(GAS_ASSET),
			delegate: address(Bob),
			amount: GAS,
		}
		.into();
		let abroad: RuntimeCall =
			pallet_assets::Call::<Runtime, ForeignInstance>::approve_transfer {
				id: Location::parent(),
				delegate: address(Bob),
				amount: GAS,
			}
			.into();
		let batch: RuntimeCall =
			pallet_utility::Call::<Runtime>::batch_all { calls: vec![allow.clone()] }.into();
		for call in [allow, abroad, batch] {
			assert_eq!(call.dispatch(signed(Alice)).unwrap_err().error, filtered());
		}
	});
}

#[test]
fn leave_for_another_origin_is_refused() {
	chain().execute_with(|| {
		let alias: RuntimeCall = pallet_xcm::Call::<Runtime>::add_authorized_alias {
			aliaser: Box::new(xcm::latest::Location::parent().into()),
			expires: None,
		}
		.into();
		assert_eq!(alias.dispatch(signed(Alice)).unwrap_err().error, filtered());
	});
}

#[test]
fn of_a_fee_the_pot_gets_four_fifths_and_one_fifth_burns() {
	chain().execute_with(|| {
		let before = issuance();
		let pot = owned_by(&CollatorPot::get());
		PotAndBurn::on_unbalanced(fee_of(INT));
		assert_eq!(owned_by(&CollatorPot::get()), pot + INT / 100 * 80);
		assert_eq!(issuance(), before - INT / 100 * 20);
	});
}

#[test]
fn a_fee_that_an_empty_pot_cannot_take_burns() {
	chain().execute_with(|| {
		// As on a chain whose genesis forgot it.
		<Balances as Mutate<AccountId>>::set_balance(&CollatorPot::get(), 0);
		let before = issuance();
		PotAndBurn::on_unbalanced(fee_of(EXISTENTIAL_DEPOSIT));
		assert_eq!(owned_by(&CollatorPot::get()), 0);
		assert_eq!(issuance(), before - EXISTENTIAL_DEPOSIT);
	});
}

/// Plancks of INT that an account has, of whatever kind.
fn owned_by(who: &AccountId) -> u128 {
	<Balances as Inspect<AccountId>>::total_balance(who)
}

/// Plancks of INT that there are.
fn issuance() -> u128 {
	<Balances as Inspect<AccountId>>::total_issuance()
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

/// A fee that Alice has paid, on its way.
fn fee_of(amount: u128) -> Credit<AccountId, Balances> {
	<Balances as Balanced<AccountId>>::withdraw(
		&account(Alice),
		amount,
		Precision::Exact,
		Preservation::Preserve,
		Fortitude::Polite,
	)
	.unwrap()
}

#[test]
fn a_second_of_execution_costs_four_cents() {
	chain().execute_with(|| {
		let second = Weight::from_parts(CORE_WEIGHT.ref_time() / 2, 0);
		assert_eq!(WeightPrice::weight_to_fee(&second), 40 * GAS);
		assert_eq!(WeightPrice::weight_to_fee(&Weight::zero()), 0);
		// Rounded up.
		assert_eq!(WeightPrice::weight_to_fee(&Weight::from_parts(1, 0)), 1);
	});
}

#[test]
fn a_core_full_of_proof_costs_as_much_as_one_full_of_execution() {
	chain().execute_with(|| {
		let time = Weight::from_parts(CORE_WEIGHT.ref_time(), 0);
		let proof = Weight::from_parts(0, CORE_WEIGHT.proof_size());
		assert_eq!(WeightPrice::weight_to_fee(&time), WeightPrice::weight_to_fee(&proof));
		assert_eq!(WeightPrice::weight_to_fee(&CORE_WEIGHT), 80 * GAS);
	});
}

/// At a quarter of a dollar for an INT, and a premium of a hundredth.
#[test]
fn messages_of_other_chains_pay_for_weight_in_int() {
	chain().execute_with(|| {
		assert_eq!(Payment::Int.for_weight(&Weight::zero()), Some(0));
		let at_par = 320 * MILLI_INT;
		assert_eq!(Payment::Int.for_weight(&CORE_WEIGHT), Some(at_par + at_par / 100));
	});
}

#[test]
fn governance_sets_prices_within_the_bounds_of_the_wasm() {
	chain().execute_with(|| {
		assert_eq!(TransactionPayment::length_to_fee(100), GAS / 10);
		for (set, paid) in [(0, GAS / 1_000_000), (GAS / 10, GAS / 10), (u128::MAX, GAS)] {
			assert_ok!(Parameters::set_parameter(
				RuntimeOrigin::root(),
				RuntimeParameters::Fees(fees::Parameters::PerByte(fees::PerByte, Some(set)))
			));
			assert_eq!(TransactionPayment::length_to_fee(100), 100 * paid);
		}
		let second = Weight::from_parts(CORE_WEIGHT.ref_time() / 2, 0);
		for (set, paid) in [(0, GAS), (5 * GAS, 5 * GAS), (u128::MAX, 1_000_000 * GAS)] {
			assert_ok!(Parameters::set_parameter(
				RuntimeOrigin::root(),
				RuntimeParameters::Fees(fees::Parameters::PerSecond(fees::PerSecond, Some(set)))
			));
			assert_eq!(WeightPrice::weight_to_fee(&second), paid);
		}
		assert_noop!(
			Parameters::set_parameter(
				signed(Alice),
				RuntimeParameters::Fees(fees::Parameters::PerByte(fees::PerByte, Some(1)))
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn an_empty_block_does_not_make_fees_fall_below_their_base() {
	chain().execute_with(|| {
		let base = Multiplier::one();
		assert_eq!(NextFeeMultiplier::<Runtime>::get(), base);
		type Update = <Runtime as pallet_transaction_payment::Config>::FeeMultiplierUpdate;
		assert_eq!(<Update as Convert<Multiplier, Multiplier>>::convert(base), base);
	});
}
