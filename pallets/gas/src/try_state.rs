// SPDX-License-Identifier: Apache-2.0

//! What holds after every call.

use crate::{
	AuctionId, Balance, Bids, Book, Books, Config, CurrentAuction, Due, HoldReason, Millis, Pallet,
	Prices, Redemptions, Requests, Reserve, Settlements, WindowId, WindowState, Windows,
};
use alloc::collections::BTreeMap;
use core::cmp::Reverse;
use frame_support::{
	ensure,
	traits::fungible::{Inspect, InspectHold},
};
use sp_runtime::TryRuntimeError;

/// Adds, for sums that cannot overflow if the invariants hold.
fn add(sum: &mut Balance, more: Balance) -> Result<(), TryRuntimeError> {
	*sum = sum.checked_add(more).ok_or("a sum overflows")?;
	Ok(())
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet's storage:
	///
	/// * the GAS in issue is what the ledger says;
	/// * what is on hold for the reserve, for bids and for payouts is what the records say, to the
	///   planck, and the pallet's own account has the GAS that it owes and a least balance more;
	/// * the book is sorted, bounded, and has exactly the open bids of the auction that runs;
	/// * no bid, settlement, window or request is without the others that it belongs to, and each
	///   counts them;
	/// * nothing that a block has to do by itself is due before the block looks.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let issue = T::Gas::total_issuance();
		ensure!(Books::<T>::get().issue() == Some(issue), "the issue is not what the ledger says");
		ensure!(
			Self::on_hold(HoldReason::Reserve) == Reserve::<T>::get(),
			"the reserve is not what is held for it"
		);
		Prices::<T>::get().check()?;
		let mut owed = Self::try_auctions()?;
		add(&mut owed, Self::try_redemptions()?)?;
		let has = T::Gas::balance(&Self::account());
		let keeps = T::Gas::minimum_balance();
		ensure!(
			owed == 0 || has >= owed.saturating_add(keeps),
			"the account has less GAS than it owes"
		);
		Self::try_schedule()
	}

	fn on_hold(reason: HoldReason) -> Balance {
		T::Currency::balance_on_hold(&reason.into(), &Self::account())
	}

	/// The auctions, and how much GAS they owe.
	fn try_auctions() -> Result<Balance, TryRuntimeError> {
		let current = CurrentAuction::<T>::get();
		let book = Book::<T>::get();
		ensure!(
			book.is_sorted_by_key(|entry| (Reverse(entry.limit), entry.index)),
			"the book is not sorted"
		);
		if let Some(auction) = &current {
			ensure!(book.len() <= auction.terms.book_size as usize, "the book is too long");
		}
		for entry in &book {
			let auction = current.as_ref().ok_or("a book without an auction")?;
			let bid = Bids::<T>::get(auction.id, entry.index).ok_or("an entry has no bid")?;
			ensure!(
				!bid.evicted && bid.limit == entry.limit && bid.quantity == entry.quantity,
				"an entry is not its bid"
			);
			ensure!(entry.index < auction.next, "an index that is not given yet");
		}
		let (mut gas, mut int, mut open) = (0, 0, 0usize);
		let mut counts = BTreeMap::<AuctionId, u32>::new();
		for (id, index, bid) in Bids::<T>::iter() {
			let count = counts.entry(id).or_default();
			*count = count.saturating_add(1);
			let settlement = Settlements::<T>::get(id);
			if settlement.is_none() && !bid.evicted {
				open = open.saturating_add(1);
			}
			let outcome = settlement.as_ref().map(|settlement| &settlement.outcome);
			let owed = bid.owed(index, outcome).ok_or("what a bid is owed overflows")?;
			add(&mut gas, owed.0)?;
			add(&mut int, owed.1)?;
		}
		ensure!(open == book.len(), "an open bid is not in the book");
		ensure!(
			Self::on_hold(HoldReason::Bids) == int,
			"what bids are owed is not what is held for them"
		);
		if let Some(auction) = &current {
			let count = counts.remove(&auction.id).unwrap_or_default();
			ensure!(count == auction.bids, "the auction miscounts its bids");
		}
		for (id, settlement) in Settlements::<T>::iter() {
			ensure!(
				current.as_ref().is_some_and(|auction| id < auction.id),
				"an auction is settled that has not ended"
			);
			ensure!(settlement.unsettled > 0, "a settled auction stays");
			ensure!(
				counts.remove(&id) == Some(settlement.unsettled),
				"a settlement miscounts its bids"
			);
		}
		ensure!(counts.is_empty(), "a bid has no auction");
		Ok(gas)
	}

	/// The windows of redemption, and how much GAS they owe.
	fn try_redemptions() -> Result<Balance, TryRuntimeError> {
		let queue = Windows::<T>::get();
		ensure!(queue.oldest <= queue.next, "the queue is in disorder");
		let mut found = BTreeMap::<WindowId, (u32, Balance, Balance, Balance)>::new();
		for (id, _, request) in Requests::<T>::iter() {
			let window = Redemptions::<T>::get(id).ok_or("a request has no window")?;
			let owed = request.owed(&window).ok_or("what a request is owed overflows")?;
			let (count, gas, gas_owed, int_owed) = found.entry(id).or_default();
			*count = count.saturating_add(1);
			add(gas, request.gas)?;
			add(gas_owed, owed.0)?;
			add(int_owed, owed.1)?;
		}
		let (mut gas, mut int) = (0, 0);
		for (id, window) in Redemptions::<T>::iter() {
			ensure!(id < queue.next, "a window that is not opened yet");
			let (count, requested, gas_owed, int_owed) =
				found.remove(&id).ok_or("a window has no requests")?;
			ensure!(count == window.requests, "a window miscounts its requests");
			match window.state {
				WindowState::Waiting => {
					ensure!(id >= queue.oldest, "a window that waits was passed over");
					ensure!(requested == window.requested, "a window misadds its requests");
					add(&mut gas, requested)?;
				},
				WindowState::Executed { int_left, gas_left, .. } => {
					ensure!(gas_owed <= gas_left, "a window owes more GAS than it has");
					ensure!(int_owed <= int_left, "a window owes more INT than it has");
					add(&mut gas, gas_left)?;
					add(&mut int, int_left)?;
				},
			}
		}
		ensure!(
			Self::on_hold(HoldReason::Payouts) == int,
			"what claims are owed is not what is held for them"
		);
		Ok(gas)
	}

	/// A block looks no later than something is due.
	fn try_schedule() -> Result<(), TryRuntimeError> {
		let due = Due::<T>::get();
		let auction =
			CurrentAuction::<T>::get().map_or(Millis::MAX, |auction| match auction.closed {
				Some(closed) => closed.cooled(&auction.terms),
				None => auction.ends,
			});
		let queue = Windows::<T>::get();
		let mut window = Millis::MAX;
		for id in queue.oldest..queue.next {
			window = Redemptions::<T>::get(id).map_or(window, |found| window.min(found.closes));
		}
		ensure!(due <= auction.min(window), "something is due before a block looks");
		Ok(())
	}
}
