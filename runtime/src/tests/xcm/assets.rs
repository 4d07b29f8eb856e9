// SPDX-License-Identifier: Apache-2.0

//! What leaves, what comes, in whose account it lies meanwhile, and what happens to it when a
//! message fails.

use super::*;
use crate::{
	configs::xcm::{fees::Payment, InstructionWeight},
	constants::GAS_ASSET,
	genesis_presets::RELAY_LEAST,
	Assets as Local, AssetsHolder, RuntimeHoldReason,
};
use frame_support::{
	assert_noop,
	traits::{fungibles::hold::Mutate as _, tokens::Precision},
};

/// What a message pays for its weight, in an asset.
fn price(payment: Payment, weight: Weight) -> Balance {
	payment.for_weight(&weight).unwrap()
}

#[test]
fn the_relay_chains_token_arrives_on_an_account_that_has_nothing() {
	scene(|| {
		let weight = done(relay(), arrival(roc(5 * ROC), &nobody()));
		let fee = price(Payment::Foreign(relay()), weight);
		assert_eq!(roc_of(&nobody()), 5 * ROC - fee);
		assert_eq!(roc_of(&account(Alice)), fee);
		assert_eq!(roc_issue(), 5 * ROC);
		assert!(frame_system::Account::<Runtime>::contains_key(nobody()));
		assert!(trapped().is_empty());
	});
}

#[test]
fn the_relay_chains_token_goes_home() {
	scene(|| {
		done(relay(), arrival(roc(5 * ROC), &account(Bob)));
		let had = roc_of(&account(Bob));
		// `pallet-xcm` refuses to guess the reserve of the token of Rococo, as of Polkadot's.
		let why = pallet_xcm::Error::InvalidAssetUnknownReserve;
		call_fails(Bob, sending(Bob, relay(), roc(3 * ROC)), why);
		assert_eq!(roc_of(&account(Bob)), had);
		assert!(send_home(Bob, 3 * ROC));
		assert_eq!(roc_of(&account(Bob)), had - 3 * ROC);
		assert_eq!(roc_issue(), 2 * ROC);
		// By a message of one's own, too.
		assert!(execute(
			Bob,
			vec![
				WithdrawAsset(vec![roc(ROC), int(INT)].into()),
				BuyExecution { fees: int(INT), weight_limit: Limited(Weight::zero()) },
				SetFeesMode { jit_withdraw: true },
				InitiateReserveWithdraw {
					assets: Definite(roc(ROC).into()),
					reserve: relay(),
					xcm: Xcm(vec![]),
				},
				RefundSurplus,
				deposit(at(&account(Bob))),
			]
		));
		assert_eq!(roc_issue(), ROC);
		assert!(trapped().is_empty());
	});
}

#[test]
fn int_goes_to_a_sibling_and_comes_back() {
	scene(|| {
		let (had, issue) = (int_of(&account(Bob)), int_issue());
		let pot = in_pot();
		assert!(send_off(Bob, sibling(), int(50 * INT)));
		assert_eq!(int_of(&its_account()), 50 * INT);
		let delivery = had - 50 * INT - int_of(&account(Bob));
		assert!(delivery > 0);
		assert_eq!(in_pot() - pot, delivery / 100 * 80 + delivery % 100 * 80 / 100);
		let burned = issue - int_issue();

		let weight = done(sibling(), return_of(int(20 * INT), &nobody()));
		let fee = price(Payment::Int, weight);
		assert_eq!(int_of(&nobody()), 20 * INT - fee);
		assert_eq!(int_of(&its_account()), 30 * INT);
		assert!(issue - int_issue() > burned, "a fifth of the fee");

		// No more comes back than went.
		fails(
			sibling(),
			return_of(int(31 * INT), &nobody()),
			XcmError::FailedToTransactAsset("Funds are unavailable"),
		);
		assert_eq!(int_of(&its_account()), 30 * INT);
	});
}

#[test]
fn gas_goes_to_a_sibling_and_comes_back() {
	scene(|| {
		let (issue, ledger) = (gas_issue(), books());
		assert!(send_off(Bob, sibling(), gas(600 * GAS)));
		assert_eq!(gas_of(&account(Bob)), 400 * GAS);
		assert_eq!(gas_of(&its_account()), 600 * GAS);
		assert_eq!((gas_issue(), books()), (issue, ledger), "it was moved");

		let maker = gas_of(&account(Alice));
		let weight = done(sibling(), return_of(gas(250 * GAS), &nobody()));
		let fee = price(Payment::Gas, weight);
		assert_eq!(gas_of(&nobody()), 250 * GAS - fee);
		assert_eq!(gas_of(&its_account()), 350 * GAS);
		assert_eq!(gas_of(&account(Alice)) - maker, fee / 2);
		assert_eq!(books().burned - ledger.burned, fee - fee / 2);
		assert_eq!(issue - gas_issue(), fee - fee / 2);

		// No more comes back than went.
		let more = receive(sibling(), return_of(gas(351 * GAS), &nobody()));
		let Outcome::Incomplete { error, .. } = more else { panic!("{more:?}") };
		assert!(matches!(error.error, XcmError::FailedToTransactAsset(_)), "{error:?}");
		assert_eq!(gas_of(&its_account()), 350 * GAS);
	});
}

/// Nine and a half of ten: what is left is less than an account may have.
#[test]
fn crumbs_of_gas_go_along_with_what_they_were_part_of() {
	scene(|| {
		assert_ok!(Local::transfer(
			signed(Bob),
			codec::Compact(GAS_ASSET),
			account(Sr25519Keyring::Dave).into(),
			10 * GAS
		));
		let issue = gas_issue();
		assert!(send_off(Sr25519Keyring::Dave, sibling(), gas(19 * GAS / 2)));
		assert_eq!(gas_of(&account(Sr25519Keyring::Dave)), 0);
		assert_eq!(gas_of(&its_account()), 10 * GAS);
		assert_eq!(gas_issue(), issue);
	});
}

#[test]
fn gas_on_hold_stays() {
	scene(|| {
		let reason = RuntimeHoldReason::Gas(pallet_gas::HoldReason::Purchase);
		assert_ok!(AssetsHolder::hold(GAS_ASSET, &reason, &account(Bob), 900 * GAS));
		assert!(!send_off(Bob, sibling(), gas(200 * GAS)));
		assert!(send_off(Bob, sibling(), gas(50 * GAS)));
		assert_eq!(gas_of(&its_account()), 50 * GAS);
		assert_ok!(AssetsHolder::release(
			GAS_ASSET,
			&reason,
			&account(Bob),
			900 * GAS,
			Precision::Exact
		));
	});
}

#[test]
fn gas_that_a_message_burns_enters_the_books() {
	scene(|| {
		let (issue, burned) = (gas_issue(), books().burned);
		assert!(execute(
			Bob,
			vec![WithdrawAsset(gas(7 * GAS).into()), BurnAsset(gas(7 * GAS).into())]
		));
		assert_eq!(gas_issue(), issue - 7 * GAS);
		assert_eq!(books().burned, burned + 7 * GAS);
	});
}

#[test]
fn what_a_message_leaves_behind_is_trapped_and_claimed() {
	scene(|| {
		done(relay(), arrival(roc(5 * ROC), &account(Bob)));
		let has = || (int_of(&account(Bob)), gas_of(&account(Bob)), roc_of(&account(Bob)));
		let there_is = || (int_issue(), gas_issue(), roc_issue(), books());
		let (had, was) = (has(), there_is());
		let all: Assets = vec![int(3 * INT), gas(4 * GAS), roc(2 * ROC)].into();
		assert!(execute(Bob, vec![WithdrawAsset(all.clone())]));
		assert_eq!(has(), (had.0 - 3 * INT, had.1 - 4 * GAS, had.2 - 2 * ROC));
		assert_eq!(there_is(), was, "what is trapped is still there");
		let traps = trapped();
		let [(owner, trap)] = &traps[..] else { panic!("one trap") };
		assert_eq!(trap, &all);
		let network = Some(RELAY_NETWORK);
		let id = account(Bob).into();
		assert_eq!(owner, &Location::new(0, [AccountId32 { network, id }]));

		let claim = |who, what: &Assets| {
			let claim = pallet_xcm::Call::claim_assets {
				assets: Box::new(what.clone().into()),
				beneficiary: Box::new(at(&account(who)).into()),
			};
			calls(who, claim)
		};
		assert!(!claim(Alice, &all), "it is Bob's");
		assert!(!claim(Bob, &int(3 * INT).into()), "all or nothing");
		assert!(claim(Bob, &all));
		assert_eq!((has(), there_is()), (had, was));
		assert!(!claim(Bob, &all), "once");
	});
}

/// The transfer of one who pays too little is kept for the chain that sent it.
#[test]
fn a_transfer_that_does_not_pay_enough_is_trapped_for_its_sender() {
	scene(|| {
		assert!(send_off(Bob, sibling(), int(50 * INT)));
		let message =
			vec![WithdrawAsset(int(10 * INT).into()), buy(int(1_000)), deposit(at(&nobody()))];
		fails(sibling(), message, XcmError::TooExpensive);
		assert_eq!(int_of(&nobody()), 0);
		assert_eq!(trapped(), [(sibling(), int(10 * INT).into())]);
		let claim = |from: Location| {
			let what = int(10 * INT);
			let ticket = Location::here();
			let claim = ClaimAsset { assets: what.clone().into(), ticket };
			(from, vec![claim, buy(what), deposit(at(&nobody()))])
		};
		let (thief, message) = claim(out_of_reach());
		fails(thief, message, XcmError::UnknownClaim);
		let (owner, message) = claim(sibling());
		let weight = done(owner, message);
		assert_eq!(int_of(&nobody()), 10 * INT - price(Payment::Int, weight));
	});
}

/// Below the least balance nobody can be given an asset.
#[test]
fn a_transfer_that_no_account_can_take_is_trapped_and_claimed_into_one_that_can() {
	scene(|| {
		done(relay(), arrival(roc(5 * ROC), &account(Bob)));
		// Four instructions of one, and a deposit of up to four assets.
		let weight = InstructionWeight::get().saturating_mul(8);
		let fee = price(Payment::Foreign(relay()), weight);
		let sent = fee + RELAY_LEAST - 1;
		let mut message = arrival(roc(sent), &nobody());
		// Who claims it is said: after `ClearOrigin` it would be the relay chain.
		let location = Location::new(
			0,
			[AccountId32 { network: Some(RELAY_NETWORK), id: account(Bob).into() }],
		);
		let hints = vec![AssetClaimer { location: location.clone() }].try_into().unwrap();
		message.insert(1, SetHints { hints });
		fails(relay(), message, XcmError::FailedToTransactAsset(""));
		assert_eq!(roc_of(&nobody()), 0);
		let left = sent - fee;
		assert_eq!(trapped(), [(location, roc(left).into())]);
		let had = roc_of(&account(Bob));
		assert!(execute(
			Bob,
			vec![
				ClaimAsset { assets: roc(left).into(), ticket: Location::here() },
				deposit(at(&account(Bob))),
			]
		));
		assert_eq!(roc_of(&account(Bob)), had + left);
	});
}

#[test]
fn a_registered_token_of_a_sibling_comes_and_goes() {
	scene(|| {
		let pay = || vec![WithdrawAsset(int(INT).into()), buy(int(INT))];
		assert!(send_off(Bob, sibling(), int(50 * INT)));
		let bring = vec![
			ReserveAssetDeposited(token(1_000).into()),
			DepositAsset { assets: Definite(token(1_000).into()), beneficiary: at(&account(Bob)) },
			RefundSurplus,
			deposit(sibling()),
		];
		fails(sibling(), [pay(), bring.clone()].concat(), XcmError::UntrustedReserveLocation);
		let traps = trapped();
		let [(owner, lost)] = &traps[..] else { panic!("what was left of the fee") };
		assert_eq!(owner, &sibling());
		let claim = ClaimAsset { assets: lost.clone(), ticket: Location::here() };
		done(sibling(), vec![claim, buy(lost.get(0).unwrap().clone()), deposit(sibling())]);

		register_token();
		done(sibling(), [pay(), bring].concat());
		assert_eq!(ForeignAssets::balance(sibling(), account(Bob)), 1_000);
		assert!(send_off(Bob, sibling(), token(400)));
		assert_eq!(ForeignAssets::total_issuance(sibling()), 600);
	});
}

/// It would be gone: nobody takes this chain for the reserve of what is at home elsewhere.
#[test]
fn nothing_goes_into_the_account_of_a_chain_that_does_not_take_it_for_a_reserve() {
	scene(|| {
		done(relay(), arrival(roc(5 * ROC), &account(Bob)));
		let (index, error) = (0, ExecutionError::FailedToTransactAsset);
		for (asset, to) in
			[(roc(ROC), sibling()), (roc(ROC), relay()), (int(INT), relay()), (gas(GAS), relay())]
		{
			let by_hand = TransferReserveAsset { assets: asset.into(), dest: to, xcm: Xcm(vec![]) };
			execution_fails(Bob, vec![by_hand], index, error);
		}
		for asset in [int(INT), gas(GAS)] {
			let why = pallet_xcm::Error::LocalExecutionIncompleteWithError { index, error };
			call_fails(Bob, sending(Bob, relay(), asset), why);
		}
	});
}

/// No channel leads to one chain, and what goes to the others has a length.
#[test]
fn what_cannot_be_delivered_stays_with_who_sends_it() {
	scene(|| {
		done(relay(), arrival(roc(5 * ROC), &account(Bob)));
		// As much as the channel takes, and then the message around it; and the same upwards.
		let (across, up) = (100 * 1024, 64 * 1024);
		for call in [
			sending(Bob, out_of_reach(), int(INT)),
			sending(Bob, out_of_reach(), gas(GAS)),
			sending_bytes(out_of_reach(), 1),
			sending_bytes(sibling(), across),
			sending_bytes(relay(), up),
		] {
			call_fails(Bob, call, pallet_xcm::Error::SendFailure);
		}
		let by_hand = |to: Location, count| {
			vec![
				SetFeesMode { jit_withdraw: true },
				TransferReserveAsset {
					assets: int(INT).into(),
					dest: to,
					xcm: Xcm(vec![bytes(count)]),
				},
			]
		};
		execution_fails(Bob, by_hand(out_of_reach(), 1), 1, ExecutionError::Transport);
		execution_fails(Bob, by_hand(sibling(), across), 1, ExecutionError::Transport);
		let home = vec![
			SetFeesMode { jit_withdraw: true },
			WithdrawAsset(roc(ROC).into()),
			InitiateReserveWithdraw {
				assets: Definite(roc(ROC).into()),
				reserve: relay(),
				xcm: Xcm(vec![bytes(up)]),
			},
		];
		execution_fails(Bob, home, 2, ExecutionError::ExceedsMaxMessageSize);
		// Half of each is delivered.
		assert!(calls(Bob, sending_bytes(sibling(), across / 2)));
		assert!(calls(Bob, sending_bytes(relay(), up / 2)));
	});
}

#[test]
fn what_another_chain_cannot_have_delivered_is_trapped_for_it() {
	scene(|| {
		assert!(send_off(Bob, sibling(), int(50 * INT)));
		let message = vec![
			WithdrawAsset(int(10 * INT).into()),
			buy(int(INT)),
			DepositReserveAsset {
				assets: Definite(int(INT).into()),
				dest: out_of_reach(),
				xcm: Xcm(vec![]),
			},
		];
		fails(sibling(), message, XcmError::Transport("NoChannel"));
		let fee = price(Payment::Int, InstructionWeight::get().saturating_mul(3));
		let left = int(10 * INT - fee);
		assert_eq!(trapped(), [(sibling(), left.clone().into())]);
		let claim = ClaimAsset { assets: left.clone().into(), ticket: Location::here() };
		done(sibling(), vec![claim, buy(left), deposit(at(&nobody()))]);
	});
}

#[test]
fn governance_alone_registers_assets_of_others() {
	scene(|| {
		assert_noop!(
			ForeignAssets::create(signed(Alice), sibling(), account(Alice).into(), 1),
			DispatchError::BadOrigin
		);
		assert_noop!(
			ForeignAssets::force_create(signed(Alice), sibling(), account(Alice).into(), true, 1),
			DispatchError::BadOrigin
		);
		assert_noop!(
			crate::AssetRate::create(
				signed(Alice),
				Box::new(sibling()),
				sp_runtime::FixedU128::from_u32(1)
			),
			DispatchError::BadOrigin
		);
	});
}

/// What could be done with them nobody can do.
#[test]
fn all_roles_of_the_relay_chains_token_are_an_account_without_a_key() {
	scene(|| {
		let roles = crate::genesis_presets::foreign_account();
		use frame_support::traits::fungibles::roles::Inspect;
		assert_eq!(<ForeignAssets as Inspect<AccountId>>::owner(relay()), Some(roles.clone()));
		assert_eq!(<ForeignAssets as Inspect<AccountId>>::issuer(relay()), Some(roles.clone()));
		assert_eq!(<ForeignAssets as Inspect<AccountId>>::admin(relay()), Some(roles.clone()));
		assert_eq!(<ForeignAssets as Inspect<AccountId>>::freezer(relay()), Some(roles));
	});
}
