// SPDX-License-Identifier: Apache-2.0

//! What each kind of proxy may do, and what becomes of proxies when a device's key is rotated.

use super::{account, address, chain, signed};
use crate::{
	configs::devices::DropProxies, constants::INT, AccountId, Balances, Proxy, ProxyType, Runtime,
	RuntimeCall, RuntimeEvent, System,
};
use frame_support::{assert_ok, traits::InstanceFilter, weights::Weight};
use pallet_device_registry::OnKeyRotation;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};
use sp_runtime::DispatchError;

const KINDS: [ProxyType; 6] = [
	ProxyType::Any,
	ProxyType::NonTransfer,
	ProxyType::DeviceOperator,
	ProxyType::Governance,
	ProxyType::CancelProxy,
	ProxyType::Collator,
];

fn transfer() -> RuntimeCall {
	pallet_balances::Call::<Runtime>::transfer_allow_death { dest: address(Bob), value: INT }.into()
}

fn suspend() -> RuntimeCall {
	pallet_device_registry::Call::<Runtime>::suspend_device { device: AccountId::new([7; 32]) }
		.into()
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	pallet_utility::Call::<Runtime>::batch_all { calls }.into()
}

/// One call of each sort that a kind of proxy is about, and some that none but `Any` may make.
fn calls() -> Vec<RuntimeCall> {
	let device = AccountId::new([7; 32]);
	vec![
		transfer(),
		suspend(),
		batch(vec![]),
		pallet_device_registry::Call::<Runtime>::update_firmware {
			device: device.clone(),
			firmware: None,
		}
		.into(),
		pallet_device_registry::Call::<Runtime>::offer_transfer {
			device: device.clone(),
			to: account(Bob),
			expires: 0,
		}
		.into(),
		pallet_device_registry::Call::<Runtime>::as_device { device, call: Box::new(transfer()) }
			.into(),
		pallet_whitelist::Call::<Runtime>::whitelist_call { call_hash: Default::default() }.into(),
		pallet_collective::Call::<Runtime, pallet_collective::Instance1>::vote {
			proposal: Default::default(),
			index: 0,
			approve: true,
		}
		.into(),
		pallet_proxy::Call::<Runtime>::reject_announcement {
			delegate: address(Bob),
			call_hash: Default::default(),
		}
		.into(),
		pallet_proxy::Call::<Runtime>::remove_proxies {}.into(),
		pallet_session::Call::<Runtime>::purge_keys {}.into(),
		pallet_collator_selection::Call::<Runtime>::leave_intent {}.into(),
		pallet_vesting::Call::<Runtime>::vest {}.into(),
		pallet_vesting::Call::<Runtime>::merge_schedules { schedule1_index: 0, schedule2_index: 1 }
			.into(),
		pallet_sudo::Call::<Runtime>::remove_key {}.into(),
	]
}

#[test]
fn a_kind_that_may_appoint_another_may_do_all_that_the_other_may() {
	for greater in KINDS {
		for lesser in KINDS {
			if greater.is_superset(&lesser) {
				for call in calls() {
					assert!(
						greater.filter(&call) || !lesser.filter(&call),
						"{greater:?} may not do {call:?}, but {lesser:?} may"
					);
				}
			}
		}
		assert!(greater.is_superset(&greater));
		assert!(ProxyType::Any.is_superset(&greater));
		assert!(greater == ProxyType::Any || !greater.is_superset(&ProxyType::Any));
	}
}

#[test]
fn none_but_any_moves_money_or_ownership() {
	for kind in KINDS.into_iter().skip(1) {
		assert!(!kind.filter(&transfer()), "{kind:?}");
		for call in calls() {
			let moves = matches!(
				&call,
				RuntimeCall::Balances(_)
					| RuntimeCall::Sudo(_)
					| RuntimeCall::DeviceRegistry(
						pallet_device_registry::Call::offer_transfer { .. }
							| pallet_device_registry::Call::as_device { .. }
					)
			);
			assert!(!moves || !kind.filter(&call), "{kind:?} may do {call:?}");
		}
	}
}

#[test]
fn a_device_operator_runs_devices_and_no_more() {
	assert!(ProxyType::DeviceOperator.filter(&suspend()));
	assert!(ProxyType::DeviceOperator.filter(&batch(vec![suspend()])));
	assert!(!ProxyType::DeviceOperator.filter(&transfer()));
	let purge: RuntimeCall = pallet_session::Call::<Runtime>::purge_keys {}.into();
	assert!(!ProxyType::DeviceOperator.filter(&purge));
}

/// A batch passes as a batch; what is in it does not.
#[test]
fn a_device_operator_hides_no_transfer_in_a_batch() {
	chain().execute_with(|| {
		assert_ok!(Proxy::add_proxy(signed(Alice), address(Bob), ProxyType::DeviceOperator, 0));
		let before = Balances::free_balance(account(Alice));
		assert_ok!(Proxy::proxy(
			signed(Bob),
			address(Alice),
			None,
			Box::new(batch(vec![transfer()]))
		));
		assert_eq!(Balances::free_balance(account(Alice)), before);
		System::assert_last_event(RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted {
			result: Err(DispatchError::from(frame_system::Error::<Runtime>::CallFiltered)),
		}));
	});
}

#[test]
fn a_rotated_key_leaves_no_proxy_behind() {
	chain().execute_with(|| {
		let whole = Balances::free_balance(account(Alice));
		assert_ok!(Proxy::add_proxy(signed(Alice), address(Bob), ProxyType::Any, 0));
		assert_ok!(Proxy::add_proxy(signed(Alice), address(Charlie), ProxyType::Collator, 5));
		assert!(Balances::free_balance(account(Alice)) < whole);
		DropProxies::on_key_rotation(&account(Alice));
		assert_eq!(Proxy::proxies(account(Alice)).0.len(), 0);
		assert_eq!(Balances::free_balance(account(Alice)), whole);
		assert!(Proxy::proxy(signed(Bob), address(Alice), None, Box::new(transfer())).is_err());
		assert_ne!(DropProxies::weight(), Weight::zero());
	});
}
