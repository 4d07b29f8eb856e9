// SPDX-License-Identifier: Apache-2.0

//! What a message pays, to the planck, in each asset that pays; and who gets it.

use super::{apis::*, *};
use crate::{
	configs::xcm::{
		assets::AssetTransactor,
		fees::{InKind, Payment, Trader},
		BaseDeliveryPrice, InstructionWeight,
	},
	AssetRate,
};
use codec::Encode;
use sp_runtime::FixedU128;
use xcm::latest::AssetTransferFilter;
use xcm_executor::traits::{AssetExchange, TransactAsset, WeightTrader};

#[test]
fn execution_costs_in_int_what_the_api_says() {
	scene(|| {
		fill_pot();
		assert!(send_off(Bob, sibling(), int(50 * INT)));
		let (pot, issue) = (in_pot(), int_issue());
		let told = told_for(return_of(int(20 * INT), &nobody()), int(1).id);
		done(sibling(), return_of(int(20 * INT), &nobody()));
		assert_eq!(int_of(&nobody()), 20 * INT - told);
		assert_eq!(in_pot() - pot + issue - int_issue(), told);
		assert_eq!(in_pot() - pot, told - (issue - int_issue()));
		assert!((issue - int_issue()).abs_diff(told / 5) <= 1, "a fifth is burned");
	});
}

#[test]
fn execution_costs_in_gas_what_the_api_says() {
	scene(|| {
		assert!(send_off(Bob, sibling(), gas(500 * GAS)));
		let (maker, burned) = (gas_of(&account(Alice)), books().burned);
		let told = told_for(return_of(gas(100 * GAS), &nobody()), gas(1).id);
		done(sibling(), return_of(gas(100 * GAS), &nobody()));
		assert_eq!(gas_of(&nobody()), 100 * GAS - told);
		assert_eq!(gas_of(&account(Alice)) - maker, told / 2);
		assert_eq!(books().burned - burned, told - told / 2);
	});
}

#[test]
fn execution_costs_in_the_relay_chains_token_what_the_api_says() {
	scene(|| {
		let told = told_for(arrival(roc(ROC), &nobody()), roc(1).id);
		done(relay(), arrival(roc(ROC), &nobody()));
		assert_eq!(roc_of(&nobody()), ROC - told);
		assert_eq!(roc_of(&account(Alice)), told);
		// At twice the rate it is half as dear.
		assert_ok!(AssetRate::update(
			RuntimeOrigin::root(),
			Box::new(relay()),
			FixedU128::from_u32(2)
		));
		assert_eq!(told_for(arrival(roc(ROC), &nobody()), roc(1).id), told.div_ceil(2));
	});
}

/// A fee of the relay chain's token that the author has no account for, and that is too small to
/// begin one, is burned here; its reserve stays where it is.
#[test]
fn a_fee_that_the_author_cannot_take_is_burned() {
	scene(|| {
		let rate = FixedU128::from_u32(1_000_000);
		assert_ok!(AssetRate::update(RuntimeOrigin::root(), Box::new(relay()), rate));
		let told = told_for(arrival(roc(ROC), &nobody()), roc(1).id);
		assert!(told < crate::genesis_presets::RELAY_LEAST);
		done(relay(), arrival(roc(ROC), &nobody()));
		assert_eq!((roc_of(&account(Alice)), roc_issue()), (0, ROC - told));
	});
}

#[test]
fn what_is_not_used_is_given_back() {
	scene(|| {
		assert!(send_off(Bob, sibling(), gas(500 * GAS)));
		let bought = told_for(with_a_handler(), gas(1).id);
		let used = done(sibling(), with_a_handler());
		let paid = 100 * GAS - gas_of(&nobody());
		assert_eq!(Some(paid), Payment::Gas.for_weight(&used));
		assert!(paid < bought);
	});
}

/// What handles an error weighs and is not needed.
fn with_a_handler<Call>() -> Vec<Instruction<Call>> {
	vec![
		WithdrawAsset(gas(100 * GAS).into()),
		buy(gas(100 * GAS)),
		SetErrorHandler(Xcm(vec![ClearOrigin; 20])),
		SetAppendix(Xcm(vec![RefundSurplus, deposit(at(&nobody()))])),
	]
}

/// A weight costs what its dearer part costs: to give back the other part gives back nothing.
#[test]
fn only_what_a_weight_costs_less_is_given_back() {
	scene(|| {
		let context = XcmContext::with_message_id([0; 32]);
		let bob = at(&account(Bob));
		let purse = AssetTransactor::withdraw_asset(&gas(500 * GAS), &bob, None).unwrap();
		let mut trader = Trader::new();
		let (time, proof) = (1_000_000_000, 10 * 1024);
		let both = Weight::from_parts(time, proof);
		let price = |weight| Payment::Gas.for_weight(&weight).unwrap();
		let mut rest = trader.buy_weight(both, purse, &context).unwrap();
		assert!(trader.refund_weight(Weight::from_parts(time / 2, 0), &context).is_none());
		let back = trader.refund_weight(Weight::from_parts(0, proof), &context).unwrap();
		rest.subsume_assets(back);
		drop(trader);
		AssetTransactor::deposit_asset(rest, &bob, None).unwrap();
		let paid = 1_000 * GAS - gas_of(&account(Bob));
		assert_eq!(paid, price(Weight::from_parts(time / 2, 0)));
	});
}

#[test]
fn an_asset_without_a_rate_pays_no_fee_and_is_not_lost() {
	scene(|| {
		assert_ok!(AssetRate::remove(RuntimeOrigin::root(), Box::new(relay())));
		fails(relay(), arrival(roc(ROC), &nobody()), XcmError::AssetNotFound);
		assert_eq!(trapped(), [(relay(), roc(ROC).into())]);
		assert_ok!(AssetRate::create(
			RuntimeOrigin::root(),
			Box::new(relay()),
			FixedU128::from_u32(0)
		));
		let claim = |fees| {
			let claim = ClaimAsset { assets: roc(ROC).into(), ticket: Location::here() };
			vec![claim, buy(fees), deposit(at(&nobody()))]
		};
		fails(relay(), claim(roc(ROC)), XcmError::AssetNotFound);
		assert_ok!(AssetRate::update(
			RuntimeOrigin::root(),
			Box::new(relay()),
			FixedU128::from_u32(1)
		));
		let told = told_for(arrival(roc(ROC), &nobody()), roc(1).id);
		done(relay(), claim(roc(ROC)));
		assert!(roc_of(&nobody()) >= ROC - told);
	});
}

#[test]
fn a_message_pays_in_one_asset() {
	scene(|| {
		assert!(send_off(Bob, sibling(), int(50 * INT)));
		assert!(send_off(Bob, sibling(), gas(500 * GAS)));
		let both: Assets = vec![int(10 * INT), gas(100 * GAS)].into();
		let message = vec![
			WithdrawAsset(both),
			buy(int(INT)),
			SetAppendix(Xcm(vec![deposit(sibling())])),
			BuyExecution { fees: gas(GAS), weight_limit: Limited(Weight::from_parts(1, 1)) },
		];
		fails(sibling(), message.clone(), XcmError::FeesNotMet);
		assert!(trapped().is_empty());
		// Without an appendix that sees to it, what is left is trapped.
		let mut careless = message;
		careless.remove(2);
		fails(sibling(), careless, XcmError::FeesNotMet);
		let traps = trapped();
		let [(owner, left)] = &traps[..] else { panic!("one trap") };
		assert_eq!((owner, left.len()), (&sibling(), 2));
		let claim = ClaimAsset { assets: left.clone(), ticket: Location::here() };
		done(sibling(), vec![claim, buy(int(INT)), deposit(sibling())]);
	});
}

/// The transfer that wallets make is delivered for INT.
#[test]
fn a_transfer_is_delivered_for_the_int_that_the_api_says() {
	scene(|| {
		fill_pot();
		for asset in [int(3 * INT), gas(7 * GAS)] {
			let call = sending(Bob, sibling(), asset.clone());
			let told = told_for_delivery(Bob, call, int(1).id);
			let (had, pot, issue) = (int_of(&account(Bob)), in_pot(), int_issue());
			assert!(send_off(Bob, sibling(), asset.clone()));
			let sent = if asset.id == int(1).id { 3 * INT } else { 0 };
			assert_eq!(had - int_of(&account(Bob)), sent + told);
			assert_eq!(in_pot() - pot + issue - int_issue(), told);
		}
	});
}

#[test]
fn delivery_costs_more_when_half_of_the_channel_is_full() {
	scene(|| {
		let told = || told_for_delivery(Bob, sending(Bob, sibling(), int(INT)), int(1).id);
		let empty = told();
		// Half of what it takes is 512 KiB.
		for _ in 0..5 {
			assert!(calls(Bob, sending_bytes(sibling(), 90 * 1024)));
		}
		assert_eq!(told(), empty);
		assert!(calls(Bob, sending_bytes(sibling(), 90 * 1024)));
		assert!(told() > empty);
	});
}

/// A message of one's own is delivered for what it buys its execution in.
fn by_hand(fees: Asset, sent: Asset) -> Vec<Instruction<RuntimeCall>> {
	let purse =
		if fees.id == sent.id { vec![gas(300 * GAS)] } else { vec![fees.clone(), sent.clone()] };
	vec![
		WithdrawAsset(purse.into()),
		BuyExecution { fees, weight_limit: Limited(Weight::zero()) },
		DepositReserveAsset { assets: Definite(sent.into()), dest: sibling(), xcm: Xcm(vec![]) },
		deposit(at(&account(Bob))),
	]
}

#[test]
fn delivery_costs_in_gas_what_the_api_says() {
	scene(|| {
		let message = by_hand(gas(GAS), gas(100 * GAS));
		let told = told_for_delivery(Bob, execution(message.clone()), gas(1).id);
		let (maker, burned, int) = (gas_of(&account(Alice)), books().burned, int_of(&account(Bob)));
		assert!(execute(Bob, message));
		assert_eq!(gas_of(&account(Bob)), 900 * GAS);
		assert_eq!(gas_of(&its_account()), 100 * GAS - told);
		assert_eq!(gas_of(&account(Alice)) - maker, told / 2);
		assert_eq!(books().burned - burned, told - told / 2);
		assert_eq!(int_of(&account(Bob)), int, "no INT is needed");
		assert!(trapped().is_empty());
	});
}

/// Who pays in GAS pays the price in GAS, without the premium that INT has, to a ten-thousandth of a
/// GAS.
#[test]
fn delivery_costs_no_more_in_gas_than_its_price() {
	scene(|| {
		let call = execution(by_hand(gas(GAS), gas(100 * GAS)));
		let sent = forwarded(Bob, call.clone());
		let length = Xcm::<()>::try_from(sent).unwrap().encode().len() as u128;
		let price = BaseDeliveryPrice::get() + length * (GAS / 1_000);
		let told = told_for_delivery(Bob, call, gas(1).id);
		assert!((price..price + GAS / 10_000).contains(&told), "{told}, {price}");
	});
}

#[test]
fn delivery_costs_in_the_relay_chains_token_what_the_api_says() {
	scene(|| {
		done(relay(), arrival(roc(5 * ROC), &account(Bob)));
		let message = by_hand(roc(2 * ROC), gas(50 * GAS));
		let told = told_for_delivery(Bob, execution(message.clone()), roc(1).id);
		let (had, maker) = (roc_of(&account(Bob)), roc_of(&account(Alice)));
		assert!(execute(Bob, message));
		assert_eq!(had - roc_of(&account(Bob)), told);
		assert_eq!(roc_of(&account(Alice)) - maker, told);
		assert_eq!(gas_of(&its_account()), 50 * GAS);
	});
}

#[test]
fn both_fees_of_a_message_are_paid_in_gas() {
	scene(|| {
		let told = told_for_delivery(Bob, execution(for_gas(200 * GAS)), gas(1).id)
			+ told_for(for_gas(200 * GAS), gas(1).id);
		assert!(execute(Bob, for_gas(200 * GAS)));
		assert_eq!(gas_of(&its_account()), 150 * GAS);
		assert_eq!(gas_of(&account(Bob)), 850 * GAS - told);
		assert!(trapped().is_empty());
	});
}

/// Sends 150 GAS off and pays for all of it with so many plancks of GAS at most.
fn for_gas<Call>(most: Balance) -> Vec<Instruction<Call>> {
	let sent = AssetTransferFilter::ReserveDeposit(Definite(gas(150 * GAS).into()));
	vec![
		WithdrawAsset(gas(400 * GAS).into()),
		PayFees { asset: gas(most) },
		InitiateTransfer {
			destination: sibling(),
			remote_fees: None,
			preserve_origin: false,
			assets: vec![sent].try_into().unwrap(),
			remote_xcm: Xcm(vec![]),
		},
		RefundSurplus,
		deposit(at(&account(Bob))),
	]
}

#[test]
fn who_cannot_pay_for_delivery_sends_nothing_and_keeps_all() {
	scene(|| {
		// Not for delivery, and not even for execution.
		execution_fails(Bob, for_gas(30 * GAS), 2, ExecutionError::NotHoldingFees);
		execution_fails(Bob, for_gas(GAS / 10), 1, ExecutionError::TooExpensive);
		// What wallets send is delivered for INT, and this one has none.
		let poor = Sr25519Keyring::One;
		let give = pallet_assets::Call::<Runtime>::transfer {
			id: codec::Compact(crate::constants::GAS_ASSET),
			target: account(poor).into(),
			amount: 10 * GAS,
		};
		assert_ok!(RuntimeCall::from(give).dispatch(signed(Bob)));
		call_fails(poor, sending(poor, sibling(), gas(GAS)), pallet_xcm::Error::FeesNotMet);
		call_fails(poor, sending_bytes(sibling(), 100), pallet_xcm::Error::FeesNotMet);
	});
}

#[test]
fn what_was_too_little_for_delivery_is_trapped_for_another_chain() {
	scene(|| {
		assert!(send_off(Bob, sibling(), gas(500 * GAS)));
		fails(sibling(), for_gas(30 * GAS), XcmError::NotHoldingFees);
		let price = |weight| Payment::Gas.for_weight(&weight).unwrap();
		// It withdrew, paid, and failed to send.
		let left = gas(400 * GAS - price(InstructionWeight::get().saturating_mul(3)));
		assert_eq!(trapped(), [(sibling(), left.clone().into())]);
		let claim = ClaimAsset { assets: left.clone().into(), ticket: Location::here() };
		done(sibling(), vec![claim, buy(left), deposit(sibling())]);
	});
}

/// The exchanger hands back what it is given, and prices nothing but fees in INT.
#[test]
fn no_asset_is_exchanged_for_another() {
	scene(|| {
		let bob = at(&account(Bob));
		let give = AssetTransactor::withdraw_asset(&gas(100 * GAS), &bob, None).unwrap();
		let got = InKind::exchange_asset(None, give, &int(INT / 100).into(), false).unwrap();
		assert_eq!(got.assets_iter().collect::<Vec<_>>(), [gas(100 * GAS)]);
		let too_little = InKind::exchange_asset(None, got, &int(1_000 * INT).into(), false);
		let got = too_little.unwrap_err();
		AssetTransactor::deposit_asset(got, &bob, None).unwrap();
		let quote = |give: Asset, want: Asset, maximal| {
			InKind::quote_exchange_price(&give.into(), &want.into(), maximal)
		};
		assert_eq!(quote(gas(GAS), roc(ROC), false), None);
		assert_eq!(quote(gas(GAS), roc(ROC), true), None);
		assert_eq!(quote(token(1), int(INT), false), None);
		assert_eq!(quote(gas(GAS), int(INT), true), None);
		let to_and_fro = [quote(gas(0), int(INT), false), quote(int(INT), gas(1), true)];
		assert!(to_and_fro[0].is_some() && to_and_fro[0] == to_and_fro[1]);
	});
}
