// SPDX-License-Identifier: GPL-3.0-or-later

//! When a dev chain's next block may be, and which time and relay slot it has.
//!
//! What the runtime demands (`FixedVelocityConsensusHook`, `pallet-aura`, `pallet-timestamp`):
//! 1. a block's Aura slot is that of its timestamp and that in which its relay slot begins;
//! 2. relay slots and timestamps never go back;
//! 3. a relay slot has only so many blocks, the runtime's velocity and one more.
//!
//! What this adds: the relay slot is the wall clock's, so that chain time stays within one relay
//! slot of it, through pauses and restarts; and timestamps increase strictly. A block for which the
//! current relay slot has no more room waits for the next.

use std::time::Duration;

/// Milliseconds of a relay chain's slot, as the runtime reckons.
pub const RELAY_SLOT_MILLIS: u64 = int_runtime::constants::RELAY_SLOT_MILLIS as u64;

/// The time of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockTime {
	/// Milliseconds since 1970.
	pub timestamp: u64,
	/// The slot of the relay block that the block refers to; 0 for genesis.
	pub relay_slot: u64,
}

/// Whether the next block may be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
	/// Now, with this time.
	Seal(BlockTime),
	/// Not before this much time has passed.
	Wait(Duration),
}

/// Whether the child of a block with the time `parent` may be sealed at `now`, in milliseconds
/// since 1970, on a chain with Aura slots of `aura_slot` milliseconds.
///
/// `has_room` tells whether a relay slot in which there are blocks already takes one more.
pub fn turn<E>(
	now: u64,
	aura_slot: u64,
	parent: BlockTime,
	has_room: impl FnOnce(u64) -> Result<bool, E>,
) -> Result<Turn, E> {
	let relay_slot = (now / RELAY_SLOT_MILLIS).max(parent.relay_slot);
	if relay_slot == parent.relay_slot && !has_room(relay_slot)? {
		return Ok(wait_for_next(relay_slot, now));
	}
	// Of the Aura slot in which the relay slot begins, any millisecond will do.
	let aura_slot = aura_slot.max(1);
	let begin = slot_begin(relay_slot) / aura_slot * aura_slot;
	let last = begin.saturating_add(aura_slot.saturating_sub(1));
	let earliest = begin.max(parent.timestamp.saturating_add(1));
	Ok(if earliest > last {
		wait_for_next(relay_slot, now)
	} else {
		Turn::Seal(BlockTime { timestamp: now.clamp(earliest, last), relay_slot })
	})
}

/// The first millisecond of a relay slot.
const fn slot_begin(relay_slot: u64) -> u64 {
	relay_slot.saturating_mul(RELAY_SLOT_MILLIS)
}

/// Waits for the slot after `relay_slot`.
const fn wait_for_next(relay_slot: u64, now: u64) -> Turn {
	let begin = slot_begin(relay_slot.saturating_add(1));
	Turn::Wait(Duration::from_millis(begin.saturating_sub(now)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::convert::Infallible;

	/// Some day in 2026, at the begin of a relay slot.
	const TODAY: u64 = 297_000_000 * RELAY_SLOT_MILLIS;
	const GENESIS: BlockTime = BlockTime { timestamp: 0, relay_slot: 0 };

	fn turn(now: u64, aura_slot: u64, parent: BlockTime, room: bool) -> Turn {
		let Ok(turn) = super::turn::<Infallible>(now, aura_slot, parent, |_| Ok(room));
		turn
	}

	fn block(timestamp: u64) -> BlockTime {
		BlockTime { timestamp, relay_slot: timestamp / RELAY_SLOT_MILLIS }
	}

	#[test]
	fn the_first_block_has_the_time_of_the_clock() {
		assert_eq!(turn(TODAY + 1_234, 6_000, GENESIS, false), Turn::Seal(block(TODAY + 1_234)));
	}

	#[test]
	fn after_a_pause_time_jumps_to_the_clock() {
		let parent = block(TODAY);
		let now = TODAY + 3 * 24 * 3_600_000 + 17;
		assert_eq!(turn(now, 6_000, parent, false), Turn::Seal(block(now)));
	}

	#[test]
	fn a_second_block_in_the_same_millisecond_is_later_by_one() {
		let parent = block(TODAY + 500);
		let expected = Turn::Seal(block(TODAY + 501));
		assert_eq!(turn(TODAY + 500, 6_000, parent, true), expected);
	}

	#[test]
	fn a_full_relay_slot_makes_the_block_wait_for_the_next() {
		let wait = turn(TODAY + 500, 6_000, block(TODAY + 400), false);
		assert_eq!(wait, Turn::Wait(Duration::from_millis(5_500)));
	}

	#[test]
	fn a_clock_that_was_set_back_never_takes_the_chain_along() {
		let parent = block(TODAY + 6_500);
		let expected = Turn::Seal(block(TODAY + 6_501));
		assert_eq!(turn(TODAY, 6_000, parent, true), expected);
		let wait = turn(TODAY, 6_000, parent, false);
		assert_eq!(wait, Turn::Wait(Duration::from_millis(12_000)));
	}

	#[test]
	fn long_aura_slots_take_any_time_of_the_relay_slot() {
		// 24 s: four relay slots share an Aura slot.
		let now = TODAY + 7_777;
		assert_eq!(turn(now, 24_000, block(TODAY), false), Turn::Seal(block(now)));
	}

	#[test]
	fn short_aura_slots_keep_to_the_one_in_which_the_relay_slot_begins() {
		let late = turn(TODAY + 4_500, 2_000, block(TODAY + 100), true);
		assert_eq!(late, Turn::Seal(block(TODAY + 1_999)));
		let used_up = turn(TODAY + 4_600, 2_000, block(TODAY + 1_999), true);
		assert_eq!(used_up, Turn::Wait(Duration::from_millis(1_400)));
	}

	#[test]
	fn whatever_the_pace_the_runtime_and_the_clock_agree_with_each_block() {
		for aura_slot in [1_000, 2_000, 6_000, 12_000, 24_000] {
			let mut parent = GENESIS;
			let mut in_slot = 0;
			let mut now = TODAY;
			for step in 0..2_000_u64 {
				now += (step * 7_919) % 1_500;
				let room = in_slot < 13;
				let Turn::Seal(time) = turn(now, aura_slot, parent, room) else { continue };
				let begin = time.relay_slot * RELAY_SLOT_MILLIS;
				assert_eq!(time.timestamp / aura_slot, begin / aura_slot);
				assert!(time.timestamp > parent.timestamp && time.relay_slot >= parent.relay_slot);
				assert!(time.timestamp.abs_diff(now) < RELAY_SLOT_MILLIS);
				in_slot = if time.relay_slot == parent.relay_slot { in_slot + 1 } else { 1 };
				assert!(in_slot <= 13);
				parent = time;
			}
			assert!(parent.timestamp > TODAY);
		}
	}
}
