// SPDX-License-Identifier: Apache-2.0

//! In safe mode the chain goes on, governance can mend it, and people get out.

use super::{account, address, chain, signed};
use crate::{constants::INT, Balances, ProxyType, Runtime, RuntimeCall, RuntimeOrigin, SafeMode};
use codec::Compact;
use frame_support::{assert_noop, assert_ok, traits::Contains, weights::Weight};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Dave};
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchError};
use xcm::{
	latest::{prelude::WithdrawAsset, Assets, Junction, Location, Xcm},
	VersionedXcm,
};

type Filter = <Runtime as frame_system::Config>::BaseCallFilter;

fn transfer() -> RuntimeCall {
	pallet_balances::Call::<Runtime>::transfer_allow_death { dest: address(Bob), value: INT }.into()
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

#[test]
fn nothing_is_filtered_in_ordinary_times() {
	chain().execute_with(|| {
		assert!(Filter::contains(&transfer()));
		assert_ok!(transfer().dispatch(signed(Alice)));
	});
}

#[test]
fn safe_mode_stops_transfers_even_in_a_batch() {
	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let batch: RuntimeCall =
			pallet_utility::Call::<Runtime>::batch_all { calls: vec![transfer()] }.into();
		for call in [transfer(), batch] {
			assert_eq!(call.dispatch(signed(Alice)).unwrap_err().error, filtered());
		}
		assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		assert_ok!(transfer().dispatch(signed(Alice)));
	});
}

#[test]
fn safe_mode_lets_exits_through() {
	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));

		let device = AccountId32::new([1; 32]);
		let exits: [RuntimeCall; 12] = [
			pallet_collator_selection::Call::<Runtime>::leave_intent {}.into(),
			pallet_session::Call::<Runtime>::purge_keys {}.into(),
			pallet_proxy::Call::<Runtime>::remove_proxies {}.into(),
			pallet_vesting::Call::<Runtime>::vest {}.into(),
			pallet_device_registry::Call::<Runtime>::withdraw_manufacturer {}.into(),
			pallet_device_registry::Call::<Runtime>::close_lot { lot: 0 }.into(),
			pallet_device_registry::Call::<Runtime>::reap_lot { lot: 0, limit: 1 }.into(),
			pallet_device_registry::Call::<Runtime>::withdraw_offer { device: device.clone() }
				.into(),
			pallet_device_registry::Call::<Runtime>::retire_device { device: device.clone() }
				.into(),
			pallet_device_registry::Call::<Runtime>::forget_device {
				device: device.clone(),
				limit: 1,
			}
			.into(),
			pallet_device_registry::Call::<Runtime>::dissolve_fleet { fleet: 0 }.into(),
			pallet_device_registry::Call::<Runtime>::suspend_device { device }.into(),
		];
		for call in exits {
			assert!(Filter::contains(&call), "{call:?}");
		}
		// It is dispatched, and fails for its own reason: Dave does not stand.
		let leave: RuntimeCall = pallet_collator_selection::Call::<Runtime>::leave_intent {}.into();
		assert_ne!(leave.dispatch(signed(Dave)).unwrap_err().error, filtered());
	});
}

#[test]
fn safe_mode_lets_people_out_of_gas_and_pots() {
	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let who = AccountId32::new([1; 32]);
		let exits: [RuntimeCall; 11] = [
			pallet_gas::Call::<Runtime>::clear_auction {}.into(),
			pallet_gas::Call::<Runtime>::settle_bid { auction: 0, index: 0 }.into(),
			pallet_gas::Call::<Runtime>::settle_bids { auction: 0, limit: 1 }.into(),
			pallet_gas::Call::<Runtime>::forget_purchases { who: who.clone() }.into(),
			pallet_gas::Call::<Runtime>::execute_redemptions { window: 0 }.into(),
			pallet_gas::Call::<Runtime>::claim_redemption { window: 0, who: who.clone() }.into(),
			pallet_gas::Call::<Runtime>::claim_redemptions { window: 0, limit: 1 }.into(),
			pallet_gas::Call::<Runtime>::withdraw_redemption { window: 0 }.into(),
			pallet_fee_payment::Call::<Runtime>::withdraw_pot { fleet: 0, amount: 1 }.into(),
			pallet_fee_payment::Call::<Runtime>::close_pot { fleet: 0, limit: 1 }.into(),
			pallet_fee_payment::Call::<Runtime>::forget_usage { fleet: 0, device: who }.into(),
		];
		for call in exits {
			assert!(Filter::contains(&call), "{call:?}");
		}
		let entries: [RuntimeCall; 5] = [
			pallet_gas::Call::<Runtime>::bid { quantity: 1, limit: 1 }.into(),
			pallet_gas::Call::<Runtime>::buy { gas: 1, max_int: 1 }.into(),
			pallet_gas::Call::<Runtime>::redeem { gas: 1 }.into(),
			pallet_fee_payment::Call::<Runtime>::fund_pot { fleet: 0, amount: 1 }.into(),
			frame_system::Call::<Runtime>::remark_with_event { remark: vec![] }.into(),
		];
		for call in entries {
			assert!(!Filter::contains(&call), "{call:?}");
		}
	});
}

/// What a message left behind is its owner's; no new message is begun for it.
#[test]
fn safe_mode_lets_what_is_trapped_be_claimed() {
	chain().execute_with(|| {
		let assets = Assets::from((Location::here(), INT));
		let alice = Junction::AccountId32 { network: None, id: account(Alice).into() };
		let message: RuntimeCall = pallet_xcm::Call::<Runtime>::execute {
			message: Box::new(VersionedXcm::from(Xcm(vec![WithdrawAsset(assets.clone())]))),
			max_weight: Weight::MAX,
		}
		.into();
		let claim: RuntimeCall = pallet_xcm::Call::<Runtime>::claim_assets {
			assets: Box::new(assets.into()),
			beneficiary: Box::new(Location::new(0, [alice]).into()),
		}
		.into();
		let had = Balances::free_balance(account(Alice));
		assert_ok!(message.clone().dispatch(signed(Alice)));
		assert_eq!(Balances::free_balance(account(Alice)), had - INT);
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert_eq!(message.dispatch(signed(Alice)).unwrap_err().error, filtered());
		assert_ok!(claim.dispatch(signed(Alice)));
		assert_eq!(Balances::free_balance(account(Alice)), had);
	});
}

/// Fees follow the price: a stop of everything else must not make them stale.
#[test]
fn safe_mode_lets_prices_through() {
	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert!(Filter::contains(&super::scene::feeding(super::scene::usd(25))));
	});
}

#[test]
fn safe_mode_lets_blocks_and_governance_through() {
	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let calls: [RuntimeCall; 5] = [
			pallet_timestamp::Call::<Runtime>::set { now: 0 }.into(),
			pallet_whitelist::Call::<Runtime>::whitelist_call { call_hash: Default::default() }
				.into(),
			pallet_sudo::Call::<Runtime>::remove_key {}.into(),
			pallet_safe_mode::Call::<Runtime>::force_exit {}.into(),
			frame_system::Call::<Runtime>::apply_authorized_upgrade { code: vec![] }.into(),
		];
		for call in calls {
			assert!(Filter::contains(&call), "{call:?}");
		}
	});
}

#[test]
fn safe_mode_lets_no_new_obligation_through() {
	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let name = vec![b'm'].try_into().unwrap();
		let calls: [RuntimeCall; 4] = [
			pallet_collator_selection::Call::<Runtime>::register_as_candidate {}.into(),
			pallet_device_registry::Call::<Runtime>::register_manufacturer { name, metadata: None }
				.into(),
			pallet_assets::Call::<Runtime>::touch { id: Compact(1) }.into(),
			pallet_proxy::Call::<Runtime>::add_proxy {
				delegate: address(Bob),
				proxy_type: ProxyType::Any,
				delay: 0,
			}
			.into(),
		];
		for call in calls {
			assert!(!Filter::contains(&call), "{call:?}");
		}
	});
}

#[test]
fn safe_mode_ends_after_a_day_by_itself() {
	use crate::System;
	use frame_support::traits::OnInitialize;

	chain().execute_with(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let end = pallet_safe_mode::EnteredUntil::<Runtime>::get().unwrap();
		assert_eq!(end, 1 + 14_400);
		System::set_block_number(end + 1);
		SafeMode::on_initialize(end + 1);
		assert!(!SafeMode::is_entered());
	});
}

#[test]
fn an_account_does_not_enter_safe_mode() {
	chain().execute_with(|| {
		assert_noop!(SafeMode::force_enter(signed(Alice)), DispatchError::BadOrigin);
		assert_noop!(
			SafeMode::enter(signed(Alice)),
			pallet_safe_mode::Error::<Runtime>::NotConfigured
		);
	});
}
