// SPDX-License-Identifier: Apache-2.0

//! What governance can stop, what it cannot, and what an ordinary account can do with GAS the asset.

use crate::{
	mock::*, CurrentAuction, Error, Event, Paused, Redemptions, Settlements, Stop, Stopped,
	Windows, GAS,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Contains, UnfilteredDispatchable},
};
use sp_runtime::{traits::Dispatchable, DispatchError, StateVersion};

const ALL: Paused = Paused { auctions: true, purchases: true, redemptions: true };

fn pause(what: Paused) {
	assert_ok!(Gas::pause(RuntimeOrigin::root(), what));
}

fn resume(what: Paused) {
	assert_ok!(Gas::resume(RuntimeOrigin::root(), what));
}

#[test]
fn governance_alone_pauses_and_resumes() {
	test(|| {
		assert_noop!(Gas::pause(signed(&ALICE), ALL), DispatchError::BadOrigin);
		assert_noop!(Gas::resume(signed(&ALICE), ALL), DispatchError::BadOrigin);
		pause(Paused { auctions: true, ..Default::default() });
		pause(Paused { purchases: true, ..Default::default() });
		let both = Paused { auctions: true, purchases: true, redemptions: false };
		assert_eq!(Stopped::<Test>::get(), both, "what stands still stays so");
		assert_eq!(events().last(), Some(&Event::PausedChanged { paused: both }));
		resume(Paused { auctions: true, ..Default::default() });
		assert_eq!(Stopped::<Test>::get(), Paused { purchases: true, ..Default::default() });
	});
}

#[test]
fn a_pause_stops_what_is_new() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		pause(ALL);
		assert_eq!(
			Gas::query_status().stops,
			[Stop::AuctionsPaused, Stop::PurchasesPaused, Stop::RedemptionsPaused]
		);
		assert_noop!(Gas::bid(signed(&ALICE), 20_000 * GAS, INT), Error::<Test>::Paused);
		assert_noop!(Gas::buy(signed(&ALICE), GAS, u128::MAX), Error::<Test>::Paused);
		assert_noop!(Gas::redeem(signed(&ALICE), 100 * GAS), Error::<Test>::Paused);
		assert_eq!(Gas::query_purchase(GAS), Err(crate::Refusal::Paused));
		assert_eq!(Gas::query_redemption(100 * GAS), Err(crate::Refusal::Paused));
		resume(ALL);
		assert_ok!(Gas::bid(signed(&ALICE), 20_000 * GAS, INT));
		assert_ok!(Gas::buy(signed(&ALICE), GAS, u128::MAX));
		assert_ok!(Gas::redeem(signed(&ALICE), 100 * GAS));
	});
}

/// Everything that was begun ends, and everybody gets out, while everything stands still.
#[test]
fn a_pause_never_stops_refunds_claims_and_withdrawals() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::add_to_reserve(signed(&CAROL), 100 * INT));
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		assert_ok!(Gas::redeem(signed(&ALICE), 500 * GAS));
		assert_ok!(Gas::bid(signed(&BOB), 20_000 * GAS, INT));
		block(10 * MINUTE);
		feed(cents(100));
		block(SECOND);
		assert_ok!(Gas::redeem(signed(&ALICE), 500 * GAS));
		pause(ALL);

		assert_ok!(Gas::claim_redemption(signed(&DAVE), 0, ALICE));
		pass(DAY + HOUR, cents(100));
		assert_eq!(Windows::<Test>::get().oldest, 1, "not executed");
		assert_noop!(Gas::execute_redemptions(signed(&DAVE), 1), Error::<Test>::Paused);
		assert_ok!(Gas::withdraw_redemption(signed(&ALICE), 1));
		assert_eq!(gas(&ALICE), 500 * GAS);
		assert_eq!(Redemptions::<Test>::iter().count(), 0);

		assert!(CurrentAuction::<Test>::get().unwrap().id > 0, "auctions end and follow");
		assert_ok!(Gas::settle_bid(signed(&DAVE), 0, 0));
		assert_eq!(int(&BOB), ENDOWMENT, "unsold, and refunded");
		assert_eq!(Settlements::<Test>::iter().count(), 0);
		assert_ok!(Gas::forget_purchases(signed(&DAVE), ALICE));
		assert_ok!(Gas::add_to_reserve(signed(&CAROL), INT));
		assert!(Gas::int_for_gas(GAS) < u128::MAX, "and fees are paid");
	});
}

#[test]
fn an_auction_that_was_paused_clears_once_it_may_go_on() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::bid(signed(&BOB), 20_000 * GAS, INT));
		blocks(10);
		pass(HOUR, cents(100));
		pause(ALL);
		feed(cents(100));
		blocks(3);
		assert_noop!(Gas::clear_auction(signed(&DAVE)), Error::<Test>::Paused);
		resume(ALL);
		block(SECOND);
		assert_ok!(Gas::settle_bid(signed(&DAVE), 0, 0));
		assert_eq!(gas(&BOB), 20_000 * GAS);
	});
}

/// A pallet-assets call by index with arguments that fit GAS.
fn asset_calls(who: AccountId) -> Vec<pallet_assets::Call<Test>> {
	use pallet_assets::Call::*;
	let (id, amount) = (GAS_ID, 5 * GAS);
	vec![
		create { id, admin: who.clone(), min_balance: 1 },
		force_create { id, owner: who.clone(), is_sufficient: true, min_balance: 1 },
		start_destroy { id },
		destroy_accounts { id },
		destroy_approvals { id },
		finish_destroy { id },
		mint { id, beneficiary: who.clone(), amount },
		burn { id, who: BOB, amount },
		burn { id, who: pot(), amount },
		force_transfer { id, source: BOB, dest: who.clone(), amount },
		force_transfer { id, source: pot(), dest: who.clone(), amount },
		freeze { id, who: BOB },
		freeze { id, who: pot() },
		thaw { id, who: BOB },
		freeze_asset { id },
		thaw_asset { id },
		transfer_ownership { id, owner: who.clone() },
		set_team { id, issuer: who.clone(), admin: who.clone(), freezer: who.clone() },
		set_metadata { id, name: vec![b'x'], symbol: vec![b'x'], decimals: 1 },
		clear_metadata { id },
		force_set_metadata {
			id,
			name: vec![b'x'],
			symbol: vec![b'x'],
			decimals: 1,
			is_frozen: true,
		},
		force_clear_metadata { id },
		force_asset_status {
			id,
			owner: who.clone(),
			issuer: who.clone(),
			admin: who.clone(),
			freezer: who.clone(),
			min_balance: 1,
			is_sufficient: false,
			is_frozen: true,
		},
		force_cancel_approval { id, owner: BOB, delegate: who.clone() },
		cancel_approval { id, delegate: BOB },
		transfer_approved { id, owner: BOB, destination: who.clone(), amount },
		touch { id },
		touch_other { id, who: POOR },
		refund { id, allow_burn: true },
		refund_other { id, who: BOB },
		refund_other { id, who: pot() },
		set_min_balance { id, min_balance: 1 },
		block { id, who: BOB },
		block { id, who: pot() },
	]
}

/// Every call of pallet-assets on GAS, by one who has GAS and by one who has none, through the
/// filter: none but a transfer of one's own does anything.
#[test]
fn no_ordinary_account_rules_gas() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		assert_ok!(Gas::buy(signed(&BOB), 1_000 * GAS, u128::MAX));
		assert_ok!(Gas::redeem(signed(&BOB), 500 * GAS));
		for who in [ALICE, CAROL] {
			for call in asset_calls(who.clone()) {
				let call = RuntimeCall::from(call);
				let before = sp_io::storage::root(StateVersion::V1);
				let result = frame_support::storage::with_storage_layer(|| {
					call.clone().dispatch(signed(&who)).map_err(|error| error.error)
				});
				assert!(result.is_err(), "{call:?}");
				assert_eq!(before, sp_io::storage::root(StateVersion::V1), "{call:?}");
			}
		}
		assert_eq!(gas(&BOB), 500 * GAS);
		assert_ok!(Assets::transfer(signed(&ALICE), GAS_ID, CAROL, 100 * GAS));
		assert_ok!(Assets::transfer_keep_alive(signed(&ALICE), GAS_ID, CAROL, 100 * GAS));
		assert_ok!(Assets::transfer_all(signed(&ALICE), GAS_ID, CAROL, false));
		assert_eq!(gas(&CAROL), 1_000 * GAS);
	});
}

/// Why the filter has to be: who pays a deposit for an account of GAS can burn what is in it, and
/// the ledger does not learn of it.
#[test]
fn without_the_filter_gas_could_be_burned_past_the_ledger() {
	test(|| {
		feed(cents(100));
		let touch = RuntimeCall::from(pallet_assets::Call::touch { id: GAS_ID });
		assert!(!NoTouch::contains(&touch));
		frame_support::storage::with_transaction(|| {
			touch.dispatch_bypass_filter(signed(&ALICE)).unwrap();
			Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX).unwrap();
			Assets::refund(signed(&ALICE), GAS_ID, true).unwrap();
			assert!(Gas::do_try_state().is_err());
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
		})
		.unwrap();
	});
}

/// A dust of GAS that somebody leaves behind in a transfer is transferred with it.
#[test]
fn a_transfer_that_leaves_dust_loses_none() {
	test(|| {
		feed(cents(100));
		assert_ok!(Gas::buy(signed(&ALICE), 1_000 * GAS, u128::MAX));
		assert_ok!(Assets::transfer(signed(&ALICE), GAS_ID, BOB, 1_000 * GAS - 5));
		assert_eq!((gas(&ALICE), gas(&BOB)), (0, 1_000 * GAS));
	});
}
