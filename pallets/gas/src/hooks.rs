// SPDX-License-Identifier: Apache-2.0

//! What blocks do by themselves: one step at a time, and in idle blocks what there is weight for.

use crate::{
	auction::Step, types::MAX_SETTLE, Config, CurrentAuction, Due, Pallet, Redemptions,
	Settlements, Swept, WeightInfo, WindowState, Windows,
};
use frame_support::{storage::with_storage_layer, traits::Time, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use int_primitives::Millis;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// One step of the auction and one of the windows of redemption, if anything is due.
	///
	/// The clock is that of the block before: a block learns its own time after this.
	pub(crate) fn begin_block(block: BlockNumberFor<T>) -> Weight {
		let now = T::Time::now();
		let mut weight = T::WeightInfo::nothing_due();
		if now < Due::<T>::get() || now == 0 {
			return weight;
		}
		weight.saturating_accrue(T::WeightInfo::clear_auction());
		if CurrentAuction::<T>::exists() {
			// Whatever it failed for it is tried again in the next block, until patience ends.
			let _: Result<Step, DispatchError> =
				with_storage_layer(|| Self::step_auction(now, block));
		} else {
			Self::start_clock(now);
			Self::start_auction(0, now, block, &Self::rules());
		}
		weight.saturating_accrue(T::WeightInfo::execute_redemptions());
		Self::step_redemptions(now);
		Self::schedule();
		weight
	}

	/// Executes the oldest window if it can be, or goes on to the next if it is done with.
	fn step_redemptions(now: Millis) {
		let mut queue = Windows::<T>::get();
		let id = queue.oldest;
		if id >= queue.next {
			return;
		}
		let done = match Redemptions::<T>::get(id) {
			Some(window) if window.state == WindowState::Waiting => {
				now >= window.closes && with_storage_layer(|| Self::do_execute(id)).is_ok()
			},
			_ => true,
		};
		if done {
			queue.oldest = id.saturating_add(1);
			Windows::<T>::put(queue);
		}
	}

	/// Notes when a block has something to do next. What waits for a price is tried in every block.
	pub(crate) fn schedule() {
		let auction = CurrentAuction::<T>::get().map_or(0, |auction| match auction.closed {
			Some(closed) => closed.cooled(&auction.terms),
			None => auction.ends,
		});
		let queue = Windows::<T>::get();
		let window = if queue.oldest >= queue.next {
			Millis::MAX
		} else {
			Redemptions::<T>::get(queue.oldest)
				.filter(|window| window.state == WindowState::Waiting)
				.map_or(0, |window| window.closes)
		};
		Due::<T>::put(auction.min(window));
	}

	/// Settles bids and requests of what is over, oldest first, as far as the weight goes. Each is
	/// tried once; what could not be paid then is settled by a call.
	pub(crate) fn settle_in_idle(left: Weight) -> Weight {
		let mut used = T::WeightInfo::nothing_to_settle();
		if used.any_gt(left) {
			return Weight::zero();
		}
		let before = Swept::<T>::get();
		let mut sweep = before;
		let current = CurrentAuction::<T>::get().map_or(0, |auction| auction.id);
		while sweep.auction < current {
			let Some(limit) = affordable(left, used, T::WeightInfo::settle_bid()) else { break };
			let progress = Settlements::<T>::contains_key(sweep.auction)
				.then(|| Self::settle_some(sweep.auction, limit))
				.flatten();
			let tried = progress.as_ref().map_or(1, |progress| progress.tried.max(1));
			used.saturating_accrue(T::WeightInfo::settle_bid().saturating_mul(tried.into()));
			if progress.is_none_or(|progress| progress.ended) {
				sweep.auction = sweep.auction.saturating_add(1);
			}
		}
		let next = Windows::<T>::get().oldest;
		while sweep.window < next {
			let claim = T::WeightInfo::claim_redemption();
			let Some(limit) = affordable(left, used, claim) else { break };
			let progress = Redemptions::<T>::get(sweep.window).and_then(|window| {
				with_storage_layer(|| Self::claim_some(sweep.window, window, limit)).ok()
			});
			let tried = progress.as_ref().map_or(1, |progress| progress.tried.max(1));
			used.saturating_accrue(claim.saturating_mul(tried.into()));
			if progress.is_none_or(|progress| progress.ended) {
				sweep.window = sweep.window.saturating_add(1);
			}
		}
		if sweep != before {
			Swept::<T>::put(sweep);
		}
		used
	}
}

/// How many steps of this weight fit into what is left, at most [`MAX_SETTLE`].
fn affordable(left: Weight, used: Weight, each: Weight) -> Option<u32> {
	let steps = left.checked_sub(&used)?.checked_div_per_component(&each)?;
	let steps = u32::try_from(steps).unwrap_or(MAX_SETTLE).min(MAX_SETTLE);
	(steps > 0).then_some(steps)
}
