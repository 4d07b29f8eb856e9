// SPDX-License-Identifier: Apache-2.0

//! The two bodies upgrade the runtime together, without sudo; neither does alone.

use super::{chain_with, scene::the_relay_chain_speaks, signed, Chain};
use crate::{
	configs::governance::{CouncilCollective, TechnicalCollective},
	BlockNumber, Council, Runtime, RuntimeCall, RuntimeEvent, System, TechnicalCommittee,
	Whitelist,
};
use codec::Encode;
use cumulus_pallet_parachain_system::{NewValidationCode, PendingValidationCode};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use serde_json::json;
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError,
};

/// The development chain without a sudo key.
fn chain() -> Chain {
	chain_with(DEV_RUNTIME_PRESET, json!({ "sudo": { "key": null } }))
}

/// Some other runtime's code.
const CODE: &[u8] = b"what the next runtime compiles to";

/// Lets whoever has it apply the other runtime's code.
fn authorize() -> RuntimeCall {
	let code_hash = BlakeTwo256::hash(CODE);
	frame_system::Call::<Runtime>::authorize_upgrade_without_checks { code_hash }.into()
}

fn whitelist(call: &RuntimeCall) -> RuntimeCall {
	pallet_whitelist::Call::<Runtime>::whitelist_call { call_hash: BlakeTwo256::hash_of(call) }
		.into()
}

fn dispatch_whitelisted(call: RuntimeCall) -> RuntimeCall {
	pallet_whitelist::Call::<Runtime>::dispatch_whitelisted_call_with_preimage {
		call: Box::new(call),
	}
	.into()
}

/// Two of the three members of the technical committee carry a motion.
fn committee_decides(motion: RuntimeCall) {
	let hash = BlakeTwo256::hash_of(&motion);
	let length = motion.encoded_size() as u32;
	let index = pallet_collective::ProposalCount::<Runtime, TechnicalCollective>::get();
	assert_ok!(TechnicalCommittee::propose(signed(Alice), 2, Box::new(motion), length));
	assert_ok!(TechnicalCommittee::vote(signed(Alice), hash, index, true));
	assert_ok!(TechnicalCommittee::vote(signed(Bob), hash, index, true));
	assert_ok!(TechnicalCommittee::close(signed(Dave), hash, index, Weight::MAX, length));
}

/// Two of the three members of the council carry a motion.
fn council_decides(motion: RuntimeCall) {
	let hash = BlakeTwo256::hash_of(&motion);
	let length = motion.encoded_size() as u32;
	let index = pallet_collective::ProposalCount::<Runtime, CouncilCollective>::get();
	assert_ok!(Council::propose(signed(Bob), 2, Box::new(motion), length));
	assert_ok!(Council::vote(signed(Bob), hash, index, true));
	assert_ok!(Council::vote(signed(Charlie), hash, index, true));
	assert_ok!(Council::close(signed(Dave), hash, index, Weight::MAX, length));
}

#[test]
fn committee_and_council_upgrade_the_runtime_without_sudo() {
	chain().execute_with(|| {
		committee_decides(whitelist(&authorize()));
		assert!(System::authorized_upgrade().is_none());
		council_decides(dispatch_whitelisted(authorize()));
		assert_eq!(*System::authorized_upgrade().unwrap().code_hash(), BlakeTwo256::hash(CODE));

		// Whoever has the code brings it in. The relay chain is told at the end of this block, and
		// the code is in force when it gives the word.
		the_relay_chain_speaks();
		assert_ok!(System::apply_authorized_upgrade(signed(Dave), CODE.to_vec()));
		assert_eq!(PendingValidationCode::<Runtime>::get(), CODE);
		assert_eq!(NewValidationCode::<Runtime>::get().as_deref(), Some(CODE));
		System::assert_has_event(RuntimeEvent::ParachainSystem(
			cumulus_pallet_parachain_system::Event::ValidationFunctionStored,
		));
		assert!(System::authorized_upgrade().is_none());
	});
}

#[test]
fn a_code_that_nobody_authorized_is_refused() {
	chain().execute_with(|| {
		committee_decides(whitelist(&authorize()));
		council_decides(dispatch_whitelisted(authorize()));
		the_relay_chain_speaks();
		let error = System::apply_authorized_upgrade(signed(Dave), b"another".to_vec());
		assert_eq!(
			error.unwrap_err().error,
			DispatchError::from(frame_system::Error::<Runtime>::Unauthorized)
		);
	});
}

#[test]
fn the_council_alone_is_not_root() {
	chain().execute_with(|| {
		council_decides(dispatch_whitelisted(authorize()));
		assert!(System::authorized_upgrade().is_none());
		council_decides(authorize());
		assert!(System::authorized_upgrade().is_none());
	});
}

#[test]
fn the_committee_alone_is_not_root() {
	chain().execute_with(|| {
		committee_decides(whitelist(&authorize()));
		committee_decides(dispatch_whitelisted(authorize()));
		committee_decides(authorize());
		assert!(System::authorized_upgrade().is_none());
	});
}

#[test]
fn the_committee_may_follow_the_council() {
	chain().execute_with(|| {
		council_decides(dispatch_whitelisted(authorize()));
		committee_decides(whitelist(&authorize()));
		// Now whoever wants it done may do it.
		assert_ok!(Whitelist::dispatch_whitelisted_call_with_preimage(
			signed(Dave),
			Box::new(authorize())
		));
		assert!(System::authorized_upgrade().is_some());
	});
}

#[test]
fn one_member_of_three_carries_nothing() {
	chain().execute_with(|| {
		let motion = whitelist(&authorize());
		let length = motion.encoded_size() as u32;
		// A threshold of one dispatches at once, with the weight of one vote.
		assert_ok!(TechnicalCommittee::propose(signed(Alice), 1, Box::new(motion.clone()), length));
		let hash = BlakeTwo256::hash_of(&authorize());
		assert!(!pallet_whitelist::WhitelistedCall::<Runtime>::contains_key(hash));
		assert_noop!(Whitelist::whitelist_call(signed(Alice), hash), DispatchError::BadOrigin);
	});
}

#[test]
fn the_council_sets_parameters_by_itself() {
	use crate::{configs::parameters::dynamic_params::blocks, BlockRate, RuntimeParameters};
	use frame_support::traits::Get;

	chain().execute_with(|| {
		let set = |rate| {
			pallet_parameters::Call::<Runtime>::set_parameter {
				key_value: RuntimeParameters::Blocks(blocks::Parameters::TargetRate(
					blocks::TargetRate,
					Some(rate),
				)),
			}
			.into()
		};
		council_decides(set(3));
		assert_eq!(BlockRate::get(), 3);
		// Governance cannot ask for more than the Wasm can do, nor stop the chain.
		council_decides(set(1_000));
		assert_eq!(BlockRate::get(), 12);
		council_decides(set(0));
		assert_eq!(BlockRate::get(), 1);
	});
}

#[test]
fn a_motion_lasts_five_days_at_any_block_rate() {
	use frame_support::traits::Get;
	type Motion = <Runtime as pallet_collective::Config<CouncilCollective>>::MotionDuration;

	let days = |rate: u32| {
		let rate = json!({ "chainSettings": { "targetBlockRate": rate } });
		chain_with(DEV_RUNTIME_PRESET, rate).execute_with(<Motion as Get<BlockNumber>>::get)
	};
	assert_eq!(days(1), 5 * 14_400);
	assert_eq!(days(3), 3 * 5 * 14_400);
	assert_eq!(days(12), 12 * 5 * 14_400);
}
