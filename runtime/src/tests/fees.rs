// SPDX-License-Identifier: Apache-2.0

//! What a transaction costs, in GAS and in INT, and where the fee goes.

use super::{account, scene::*};
use crate::{
	configs::{consensus::CollatorPot, parameters::dynamic_params::fees},
	constants::{EXISTENTIAL_DEPOSIT, GAS, GAS_ASSET, INT, MILLI_INT},
	AccountId, Balance, Balances, Gas, Parameters, Runtime, RuntimeCall, RuntimeOrigin,
	RuntimeParameters, UncheckedExtrinsic,
};
use codec::{Compact, Encode};
use core::cell::Cell;
use frame_support::{assert_ok, traits::fungible::Mutate};
use pallet_fee_payment::{FeeQuote, Payer, Unsponsored};
use pallet_transaction_payment::{Multiplier, NextFeeMultiplier};
use sp_core::sr25519;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};
use sp_runtime::{traits::Bounded, transaction_validity::InvalidTransaction, Permill};

/// Cents of a USD for an INT: at a dollar a conversion that is forgotten does not show.
const PRICES: [u128; 3] = [1, 100, 10_000];

fn transfer() -> RuntimeCall {
	let dest = account(Ferdie).into();
	pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value: INT }.into()
}

/// Governance sets what a second of execution costs, plancks of GAS.
fn a_second_costs(gas: Balance) {
	set_parameter(fees::Parameters::PerSecond(fees::PerSecond, Some(gas)));
}

fn set_parameter(parameter: fees::Parameters) {
	let parameter = RuntimeParameters::Fees(parameter);
	assert_ok!(Parameters::set_parameter(RuntimeOrigin::root(), parameter));
}

/// What a fee of so many plancks of GAS is in INT, at a price in cents of a USD and a premium.
fn in_int(gas: Balance, cents: u128, premium: Permill) -> Balance {
	let int = (gas * 100).div_ceil(cents);
	(int * (1_000_000 + u128::from(premium.deconstruct()))).div_ceil(1_000_000)
}

/// What so many plancks of INT are worth, plancks of GAS.
fn worth(int: Balance, cents: u128) -> Balance {
	int * cents / 100
}

/// What a transaction costs its signer in INT: it takes it, and says so in its event.
fn charge(signer: &sr25519::Pair, xt: UncheckedExtrinsic) -> Balance {
	let before = (int_of(&id_of(signer)), int_issue(), int_of(&CollatorPot::get()));
	assert_ok!(apply(xt).unwrap());
	let (who, fee, _) = paid_in_int().pop().unwrap();
	assert_eq!(who, id_of(signer));
	let (pot, burned) = (int_of(&CollatorPot::get()) - before.2, before.1 - int_issue());
	assert_eq!(pot + burned, fee, "the fee went to the collators and the fire");
	fee
}

/// Somebody new with so many plancks of INT.
fn with_int(name: &str, int: Balance) -> sr25519::Pair {
	let keys = keys(name);
	assert_ok!(<Balances as Mutate<AccountId>>::transfer(
		&account(Ferdie),
		&id_of(&keys),
		int,
		frame_support::traits::tokens::Preservation::Preserve
	));
	keys
}

/// Of a remark by Bob: what he is told, and what he is charged in INT.
fn remark_of_bob(cents: u128) -> (FeeQuote, Balance) {
	let bob = pair(Bob);
	let xt = transaction(&bob, reading());
	let told = quote(&xt, &bob, 0);
	assert_eq!(told.int, in_int(told.gas, cents, Gas::int_price().premium));
	(told, charge(&bob, xt))
}

/// Whether amounts of USD at all prices are one: but for the plancks of INT that were rounded up,
/// each worth up to 100 plancks of GAS.
fn assert_same(amounts: &[Balance]) {
	let (least, most) = (amounts.iter().min().unwrap(), amounts.iter().max().unwrap());
	assert!(most - least <= 400, "{amounts:?}");
	assert!(*least > GAS / 100, "{amounts:?}");
}

#[test]
fn a_fee_is_the_same_in_usd_whatever_an_int_costs_at_first() {
	let mut charged = Vec::new();
	for cents in PRICES {
		on_chain(genesis_with(cents, &[]), || {
			begin_block(NEXT);
			let (told, fee) = remark_of_bob(cents);
			assert!(fee <= told.int);
			charged.push(worth(fee, cents));
		});
	}
	assert_same(&charged);
}

#[test]
fn a_fee_is_the_same_in_usd_whatever_operators_say_that_an_int_costs() {
	let mut charged = Vec::new();
	for cents in PRICES {
		on_chain(genesis_with(25, &[]), || {
			block(NEXT, || feed(usd(cents)));
			begin_block(NEXT + MINUTE);
			assert_eq!(Gas::int_price().premium, Permill::from_percent(1));
			let (told, fee) = remark_of_bob(cents);
			assert_eq!(told.usd_micro, (told.gas * 101 / 100).div_ceil(1_000_000));
			charged.push(worth(fee, cents));
		});
	}
	assert_same(&charged);
}

#[test]
fn wallets_are_told_in_int_what_is_charged() {
	use pallet_transaction_payment_rpc_runtime_api::runtime_decl_for_transaction_payment_api::TransactionPaymentApi as _;
	type Api = Runtime;
	for cents in PRICES {
		on_chain(genesis_with(cents, &[]), || {
			begin_block(NEXT);
			let bob = pair(Bob);
			let xt = transaction(&bob, transfer());
			let length = xt.encoded_size() as u32;
			let told = quote(&xt, &bob, 0);
			let info = Api::query_info(xt.clone(), length);
			assert_eq!(info.partial_fee, told.int);
			let details = Api::query_fee_details(xt.clone(), length);
			assert_eq!(details.final_fee(), told.int);
			// Each part on its own is rounded up.
			let parts = details.inclusion_fee.unwrap();
			assert!(parts.len_fee.abs_diff(Api::query_length_to_fee(length)) <= 4);
			let by_weight = Api::query_weight_to_fee(info.weight);
			assert!(parts.adjusted_weight_fee.abs_diff(by_weight) <= 4);
			let fee = charge(&bob, xt);
			assert!(fee <= told.int && fee > told.int / 2, "{fee} of {}", told.int);
		});
	}
}

/// Who asks with the call alone is told of what is checked of the transaction, too: most of its
/// weight.
#[test]
fn wallets_are_told_in_int_what_a_call_costs() {
	use pallet_transaction_payment_rpc_runtime_api::runtime_decl_for_transaction_payment_call_api::TransactionPaymentCallApi as _;
	type Api = Runtime;
	for cents in PRICES {
		on_chain(genesis_with(cents, &[]), || {
			begin_block(NEXT);
			let bob = pair(Bob);
			let xt = transaction(&bob, transfer());
			let length = xt.encoded_size() as u32;
			let info = Api::query_call_info(transfer(), length);
			let details = Api::query_call_fee_details(transfer(), length);
			assert_eq!(info.partial_fee, quote(&xt, &bob, 0).int);
			assert_eq!(details.final_fee(), info.partial_fee);
			assert!(charge(&bob, xt) <= info.partial_fee);
			assert!(Api::query_length_to_fee(100) < Api::query_length_to_fee(200));
			assert!(Api::query_weight_to_fee(info.weight) < info.partial_fee);
		});
	}
}

#[test]
fn who_has_exactly_the_fee_in_int_pays_and_with_a_planck_less_is_refused() {
	for cents in PRICES {
		on_chain(genesis_with(cents, &[]), || {
			begin_block(NEXT);
			// What a first transaction of anybody costs.
			let most = quote(&transaction(&pair(Dave), reading()), &pair(Dave), 0).int;
			let rich = with_int("enough", most + EXISTENTIAL_DEPOSIT);
			let poor = with_int("one planck less", most + EXISTENTIAL_DEPOSIT - 1);
			let xt = transaction(&poor, reading());
			assert_eq!(quote(&xt, &poor, 0).payer, Payer::Nobody);
			assert_eq!(apply(xt), Err(InvalidTransaction::Payment.into()));
			assert_eq!(int_of(&id_of(&poor)), most + EXISTENTIAL_DEPOSIT - 1);
			let xt = transaction(&rich, reading());
			let told = quote(&xt, &rich, 0);
			assert_eq!(told.payer, Payer::Int { account: id_of(&rich) });
			assert_eq!(told.int, most);
			let fee = charge(&rich, xt);
			assert_eq!(int_of(&id_of(&rich)), most + EXISTENTIAL_DEPOSIT - fee);
		});
	}
}

#[test]
fn who_holds_gas_pays_gas_and_half_of_it_goes_to_the_author() {
	let holders = [(account(Alice), GAS), (account(Bob), PLENTY)];
	for cents in PRICES {
		on_chain(genesis_with(cents, &holders), || {
			begin_block(NEXT);
			let bob = pair(Bob);
			let xt = transaction(&bob, transfer());
			let told = quote(&xt, &bob, 0);
			assert_eq!(told.payer, Payer::Gas { account: account(Bob) });
			assert_eq!(told.unsponsored, Some(Unsponsored::NoDevice));
			let int = (int_of(&account(Bob)), int_issue());
			assert_ok!(apply(xt).unwrap());
			let (who, fee) = paid_in_gas().pop().unwrap();
			assert_eq!(who, account(Bob));
			assert!(fee < told.gas, "what was not used was given back");
			assert_eq!(gas_of(&account(Bob)), PLENTY - fee);
			assert_eq!(gas_of(&account(Alice)), GAS + fee / 2);
			assert_eq!(books().burned, fee - fee / 2);
			assert_eq!(gas_issue(), GAS + PLENTY - (fee - fee / 2));
			assert_eq!((int_of(&account(Bob)) + INT, int_issue()), int);
			assert!(paid_in_int().is_empty());
		});
	}
}

/// The first GAS of an account has to be a least balance: who makes blocks and has no GAS yet gets
/// no smaller share.
#[test]
fn what_the_author_cannot_take_burns() {
	on_chain(genesis_with(25, &[(account(Bob), PLENTY)]), || {
		a_second_costs(10 * GAS);
		begin_block(NEXT);
		assert_ok!(apply(transaction(&pair(Bob), reading())).unwrap());
		let (_, fee) = paid_in_gas().pop().unwrap();
		assert!(fee / 2 < GAS);
		assert_eq!(gas_of(&account(Alice)), 0);
		assert_eq!((books().burned, gas_issue()), (fee, PLENTY - fee));
	});
}

#[test]
fn in_a_block_without_author_all_of_a_fee_in_gas_burns() {
	let holders = [(account(Alice), GAS), (account(Bob), PLENTY)];
	on_chain(genesis_with(25, &holders), || {
		begin_block_of_nobody();
		assert_ok!(apply(transaction(&pair(Bob), reading())).unwrap());
		let (_, fee) = paid_in_gas().pop().unwrap();
		assert_eq!(gas_of(&account(Alice)), GAS);
		assert_eq!(books().burned, fee);
	});
}

/// What a first transaction costs at most, plancks of GAS, when a second costs so much.
fn most_of_a_first_transaction(second: Balance) -> Balance {
	let most = Cell::new(0);
	on_chain(genesis_with(25, &[]), || {
		a_second_costs(second);
		begin_block(NEXT);
		let any = keys("anybody");
		most.set(quote(&transaction(&any, reading_of(2_000)), &any, 0).gas);
	});
	most.get()
}

#[test]
fn who_has_exactly_the_fee_in_gas_pays_and_with_a_planck_less_is_refused() {
	// Of a dear transaction more than a least balance of GAS is given back, of a cheap one less.
	for second in [2_000 * GAS, 100 * GAS] {
		let most = most_of_a_first_transaction(second);
		let (rich, poor) = (keys("enough"), keys("one planck less"));
		let holders = [(id_of(&rich), most), (id_of(&poor), most - 1), (account(Alice), GAS)];
		on_chain(genesis_with(25, &holders), || {
			a_second_costs(second);
			begin_block(NEXT);
			let issue = gas_issue();
			let xt = transaction(&poor, reading_of(2_000));
			assert_eq!(quote(&xt, &poor, 0).payer, Payer::Nobody);
			assert_eq!(apply(xt), Err(InvalidTransaction::Payment.into()));
			assert_eq!(gas_of(&id_of(&poor)), most - 1);

			let xt = transaction(&rich, reading_of(2_000));
			assert_eq!(quote(&xt, &rich, 0).payer, Payer::Gas { account: id_of(&rich) });
			assert_ok!(apply(xt).unwrap());
			let (_, fee) = paid_in_gas().pop().unwrap();
			assert_eq!(gas_of(&id_of(&rich)), most - fee);
			assert_eq!(fee == most, second == 100 * GAS, "{fee} of {most}");
			assert_eq!(gas_of(&account(Alice)), GAS + fee / 2);
			assert_eq!(gas_issue(), issue - (fee - fee / 2));
		});
	}
}

/// An account that the fee leaves less than a GAS ends; the rest goes with the fee, not out of the
/// books.
#[test]
fn who_is_left_less_than_a_least_balance_of_gas_loses_it_with_the_fee() {
	let second = 100 * GAS;
	let has = most_of_a_first_transaction(second) + GAS / 2;
	let thrifty = keys("thrifty");
	on_chain(genesis_with(25, &[(id_of(&thrifty), has), (account(Alice), GAS)]), || {
		a_second_costs(second);
		begin_block(NEXT);
		let xt = transaction(&thrifty, reading_of(2_000));
		assert_ok!(apply(xt).unwrap());
		assert_eq!(gas_of(&id_of(&thrifty)), 0);
		assert_eq!(paid_in_gas(), [(id_of(&thrifty), has)], "the event tells what was lost");
		assert_eq!(gas_of(&account(Alice)), GAS + has / 2);
		assert_eq!(books().burned, has - has / 2);
	});
}

/// The fee was taken before the call sent everything away: what is given back makes the account of
/// GAS anew if it can, and burns if it cannot.
#[test]
fn who_sends_all_gas_away_in_the_call_still_pays_for_it() {
	for second in [2_000 * GAS, 100 * GAS] {
		let holders = [(account(Bob), PLENTY), (account(Alice), GAS)];
		on_chain(genesis_with(25, &holders), || {
			a_second_costs(second);
			begin_block(NEXT);
			let bob = pair(Bob);
			let all = pallet_assets::Call::<Runtime>::transfer_all {
				id: Compact(GAS_ASSET),
				dest: account(Ferdie).into(),
				keep_alive: false,
			};
			let xt = transaction(&bob, all);
			let told = quote(&xt, &bob, 0);
			assert_ok!(apply(xt).unwrap());
			let (_, fee) = paid_in_gas().pop().unwrap();
			assert_eq!(gas_of(&account(Ferdie)), PLENTY - told.gas);
			assert_eq!(gas_of(&account(Bob)), told.gas - fee);
			assert_eq!(fee == told.gas, second == 100 * GAS);
			assert_eq!(gas_issue(), PLENTY + GAS - (fee - fee / 2));
		});
	}
}

#[test]
fn a_tip_is_paid_in_int_with_the_fee_and_gas_is_left_alone() {
	let tip = 3 * INT;
	let mut charged = Vec::new();
	for cents in PRICES {
		on_chain(genesis_with(cents, &[(account(Bob), PLENTY)]), || {
			begin_block(NEXT);
			let bob = pair(Bob);
			let xt = tipped(&bob, reading(), tip);
			let told = quote(&xt, &bob, tip);
			assert_eq!(told.payer, Payer::Int { account: account(Bob) });
			assert_eq!(told.unsponsored, Some(Unsponsored::Tip));
			assert_eq!(told.int, in_int(told.gas, cents, Gas::int_price().premium) + tip);
			let before = int_of(&account(Bob));
			let fee = charge(&bob, xt);
			assert_eq!(paid_in_int(), [(account(Bob), fee, tip)]);
			assert_eq!(before - int_of(&account(Bob)), fee);
			assert_eq!(gas_of(&account(Bob)), PLENTY);
			// Four fifths of the tip are the collators' as well.
			assert_eq!(int_of(&CollatorPot::get()), EXISTENTIAL_DEPOSIT + fee * 80 / 100);
			charged.push(worth(fee - tip, cents));
		});
	}
	assert_same(&charged);
}

/// Eve's is the value that makes the quorum: with it an INT costs four hundred times as much, in
/// the middle of the transaction that she pays for. A call that fails stops the rest of her batch,
/// for which she had to pay in advance.
#[test]
fn what_is_given_back_is_reckoned_at_the_price_at_which_it_was_taken() {
	let mut fees = Vec::new();
	for cents in [25, 10_000] {
		on_chain(genesis_with(25, &[]), || {
			begin_block(NEXT);
			for operator in [Charlie, Dave] {
				let operator = pair(operator);
				assert_ok!(apply(transaction(&operator, feeding(usd(cents)))).unwrap());
			}
			let eve = pair(Eve);
			let fails: RuntimeCall = pallet_sudo::Call::<Runtime>::remove_key {}.into();
			let calls = vec![feeding(usd(cents)), fails, transfer(), transfer(), transfer()];
			let xt = transaction(&eve, pallet_utility::Call::<Runtime>::batch { calls });
			let told = quote(&xt, &eve, 0);
			let before = int_of(&account(Eve));
			let fee = charge(&eve, xt);
			assert_eq!(before - int_of(&account(Eve)), fee);
			assert!(fee < told.int, "something was given back");
			assert_eq!(Gas::int_price().price, usd(cents));
			fees.push((told.int, fee));
		});
	}
	assert_eq!(fees[0], fees[1]);
}

#[test]
fn a_stale_price_costs_more_with_every_hour_up_to_half() {
	on_chain(genesis_with(25, &[]), || {
		let mut told = Vec::new();
		for hours in [1, 2, 10, 48, 49, 50, 1_000] {
			begin_block(START + hours * HOUR);
			let (quote, _) = remark_of_bob(25);
			told.push((quote.gas, quote.int));
			let percent = (1 + hours).min(50) as u32;
			assert_eq!(quote.int, in_int(quote.gas, 25, Permill::from_percent(percent)));
			end_block();
		}
		assert!(told.windows(2).all(|pair| pair[0].0 == pair[1].0), "in GAS it is the same");
		assert!(told.windows(2).all(|pair| pair[0].1 <= pair[1].1));
	});
}

#[test]
fn a_fed_price_is_fresh_for_ten_minutes_and_grows_stale_from_then_on() {
	on_chain(genesis_with(25, &[]), || {
		let fed = START + 5 * HOUR;
		block(fed, || feed(usd(25)));
		for (later, parts) in [
			(MINUTE, 10_000),
			(10 * MINUTE, 10_000),
			(70 * MINUTE, 20_000),
			(DAY + 10 * MINUTE, 250_000),
			(30 * DAY, 500_000),
		] {
			begin_block(fed + later);
			assert_eq!(Gas::int_price().premium, Permill::from_parts(parts));
			remark_of_bob(25);
			end_block();
		}
	});
}

#[test]
fn a_fee_beyond_all_money_is_refused_and_does_not_wrap() {
	on_chain(genesis_with(1, &[]), || {
		a_second_costs(Balance::MAX);
		NextFeeMultiplier::<Runtime>::put(Multiplier::max_value());
		begin_block(NEXT);
		let bob = pair(Bob);
		let xt = transaction(&bob, reading());
		let told = quote(&xt, &bob, 0);
		assert_eq!(told.payer, Payer::Nobody);
		assert!(told.int >= told.gas);
		assert_eq!(apply(xt), Err(InvalidTransaction::Payment.into()));
	});
}

#[test]
fn governance_sets_the_authors_share() {
	let holders = [(account(Alice), GAS), (account(Bob), PLENTY)];
	on_chain(genesis_with(25, &holders), || {
		begin_block(NEXT);
		for percent in [0, 20, 100] {
			let share = Permill::from_percent(percent);
			set_parameter(fees::Parameters::AuthorShare(fees::AuthorShare, Some(share)));
			let before = (gas_of(&account(Alice)), books().burned);
			assert_ok!(apply(transaction(&pair(Bob), reading())).unwrap());
			let (_, fee) = paid_in_gas().pop().unwrap();
			let got = gas_of(&account(Alice)) - before.0;
			assert_eq!(got, fee * u128::from(percent) / 100);
			assert_eq!(books().burned - before.1, fee - got);
		}
	});
}

#[test]
fn who_would_pay_is_who_pays() {
	let holders = [(account(Bob), PLENTY), (account(Alice), GAS)];
	on_chain(genesis_with(400, &holders), || {
		begin_block(NEXT);
		let scenes = [(Bob, 0), (Bob, MILLI_INT), (Dave, 0), (Dave, MILLI_INT)];
		for (who, tip) in scenes {
			let signer = pair(who);
			let xt = tipped(&signer, reading(), tip);
			let told = quote(&xt, &signer, tip);
			let before = (gas_of(&account(who)), int_of(&account(who)));
			assert_ok!(apply(xt).unwrap());
			let gas = before.0 - gas_of(&account(who));
			let int = before.1 - int_of(&account(who));
			match told.payer {
				Payer::Gas { account: payer } => {
					assert_eq!((payer, int), (account(who), 0));
					assert!(gas > 0 && gas <= told.gas);
				},
				Payer::Int { account: payer } => {
					assert_eq!((payer, gas), (account(who), 0));
					assert!(int > tip && int <= told.int);
				},
				other => panic!("{other:?} pays"),
			}
		}
		// Nobody, who has nothing.
		let nobody = keys("nobody");
		let xt = transaction(&nobody, reading());
		assert_eq!(quote(&xt, &nobody, 0).payer, Payer::Nobody);
		assert_eq!(apply(xt), Err(InvalidTransaction::Payment.into()));
	});
}
