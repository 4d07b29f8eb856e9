// SPDX-License-Identifier: Apache-2.0

//! How big a block is, at each rate.

use super::{chain_with, Chain};
use crate::{
	configs::{
		governance::SchedulerWeight,
		parachain::{MessageWeight, ReservedDmpWeight},
		parameters::BlockRate,
		system::{share_of_block, RuntimeBlockWeights},
		xcm::InstructionWeight,
	},
	constants::{blocks_in, CORE_WEIGHT, MAX_BLOCKS_PER_RELAY_SLOT, UNINCLUDED_SEGMENT_CAPACITY},
	AllPalletsWithSystem, Runtime, RuntimeOrigin, Scheduler, System,
};
use frame_support::{
	assert_ok,
	dispatch::DispatchClass,
	traits::{Get, Hooks, IntegrityTest},
	weights::Weight,
};
use serde_json::json;
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_runtime::Perbill;

/// The development chain, with so many blocks in a relay slot.
fn chain_at(rate: u32) -> Chain {
	chain_with(DEV_RUNTIME_PRESET, json!({ "chainSettings": { "targetBlockRate": rate } }))
}

#[test]
fn a_block_gets_its_share_of_the_core() {
	for rate in [1, 3, 12] {
		chain_at(rate).execute_with(|| {
			assert_eq!(BlockRate::get(), rate);
			let weights = RuntimeBlockWeights::get();
			assert_eq!(weights.max_block, CORE_WEIGHT.saturating_div(rate.into()));
			let normal = weights.get(DispatchClass::Normal).max_total.unwrap();
			assert_eq!(normal, Perbill::from_percent(75) * weights.max_block);
		});
	}
}

#[test]
fn hooks_take_their_share_of_a_block_and_no_more() {
	for rate in [1, 3, 12] {
		chain_at(rate).execute_with(|| {
			let block = RuntimeBlockWeights::get().max_block;
			assert!(MessageWeight::get().all_lte(block));
			assert!(ReservedDmpWeight::get().all_lte(block));
			assert_eq!(share_of_block(Perbill::from_percent(100)), block);
		});
	}
}

#[test]
fn the_fastest_chain_executes_messages_of_twenty_instructions() {
	chain_at(12).execute_with(|| {
		let message = InstructionWeight::get().saturating_mul(20);
		assert!(message.all_lte(MessageWeight::get()));
	});
}

/// The pallets' own checks of how they are set up, at the rates that the macro's test does not see.
#[test]
fn pallets_find_themselves_set_up_well_at_every_rate() {
	for rate in [3, 12] {
		chain_at(rate).execute_with(<AllPalletsWithSystem as IntegrityTest>::integrity_test);
	}
}

#[test]
fn a_scheduled_call_may_take_most_of_a_core_at_any_rate() {
	let slow = chain_at(1).execute_with(SchedulerWeight::get);
	let fast = chain_at(12).execute_with(SchedulerWeight::get);
	assert_eq!(slow, fast);
	assert_eq!(slow, Weight::from_parts(1_600_000_000_000, 8 * 1024 * 1024));
}

#[test]
fn the_wasm_bounds_what_a_chain_may_choose() {
	assert_eq!(MAX_BLOCKS_PER_RELAY_SLOT, 12);
	assert_eq!(UNINCLUDED_SEGMENT_CAPACITY, 36);
	// A minute has ten relay slots.
	assert_eq!(blocks_in(1, 1), 10);
	assert_eq!(blocks_in(1, 12), 120);
}

/// On relay blocks it would begin at 0 and never come as far as the relay chain is.
#[test]
fn the_scheduler_counts_this_chains_blocks() {
	chain_at(1).execute_with(|| {
		let call = frame_system::Call::<Runtime>::remark { remark: Vec::new() };
		assert_ok!(Scheduler::schedule(RuntimeOrigin::root(), 3, None, 0, Box::new(call.into())));
		for number in 2..=3 {
			System::set_block_number(number);
			Scheduler::on_initialize(number);
		}
		// Nothing is left behind: the next block is where it goes on.
		assert_eq!(pallet_scheduler::IncompleteSince::<Runtime>::get(), Some(4));
		System::assert_has_event(
			pallet_scheduler::Event::Dispatched { task: (3, 0), id: None, result: Ok(()) }.into(),
		);
	});
}
