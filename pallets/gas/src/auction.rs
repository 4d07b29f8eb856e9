// SPDX-License-Identifier: Apache-2.0

//! Auctions: bids come in, one price comes out, everyone is settled on touch.

use crate::{
	book, rates, types::MAX_SETTLE, Auction, AuctionId, AuctionTerms, Balance, Bid, BidIndex, Bids,
	Book, BookOf, Books, Closed, Config, CurrentAuction, Entry, Error, Event, GasParameters,
	HoldReason, Outcome, Paid, Pallet, Settlement, Settlements, Stopped, WeightInfo, GAS,
};
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	ensure,
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{fungible::Inspect, Time},
};
use frame_system::pallet_prelude::BlockNumberFor;
use int_primitives::Millis;
use sp_runtime::{traits::Saturating, AccountId32, ArithmeticError};

impl AuctionTerms {
	/// The least bid, plancks of GAS: so many of these as the book has room for take all of the
	/// offer, so that a book full of dust cannot keep others out.
	pub(crate) fn least_bid(&self) -> Balance {
		self.offer.checked_div(self.book_size.into()).unwrap_or(self.offer).max(GAS)
	}
}

impl<BlockNumber: Copy + Ord + Saturating> Auction<BlockNumber> {
	/// Whether it takes bids: until its time is over and it has had its blocks.
	pub(crate) fn takes_bids(&self, now: Millis, block: BlockNumber, least: BlockNumber) -> bool {
		self.closed.is_none() && (now < self.ends || block < self.started_in.saturating_add(least))
	}
}

impl<BlockNumber: Copy + Ord + Saturating> Closed<BlockNumber> {
	/// When it has cooled: it is cleared at a price that was formed later.
	pub(crate) fn cooled(&self, terms: &AuctionTerms) -> Millis {
		self.at.saturating_add(terms.cooling)
	}

	/// Whether it has waited for a price long enough, in time and in blocks.
	fn gives_up(
		&self,
		terms: &AuctionTerms,
		now: Millis,
		block: BlockNumber,
		least: BlockNumber,
	) -> bool {
		now >= self.cooled(terms).saturating_add(terms.patience)
			&& block >= self.block.saturating_add(least)
	}
}

impl Bid {
	/// Plancks of GAS and of INT that it is owed once it is over, less what was paid already.
	/// `outcome` is that of its auction, if that has ended.
	pub(crate) fn owed(
		&self,
		index: BidIndex,
		outcome: Option<&Outcome>,
	) -> Option<(Balance, Balance)> {
		let (gas, int) = match outcome {
			Some(Outcome::Sold(clearing)) if !self.evicted => {
				let entry = Entry { limit: self.limit, index, quantity: self.quantity };
				let gas = clearing.fill_of(&entry);
				(gas, self.held.checked_sub(rates::cost(gas, clearing.price)?)?)
			},
			_ => (0, self.held),
		};
		Some((if self.paid.gas { 0 } else { gas }, if self.paid.int { 0 } else { int }))
	}
}

/// What a look at the auction has come to.
pub(crate) enum Step {
	/// It takes bids still.
	Open,
	/// It takes no more bids from now on.
	Closed,
	/// It is over, and the next one runs.
	Ended,
}

impl<T: Config> Pallet<T> {
	fn block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	pub(crate) fn do_bid(who: AccountId32, quantity: Balance, limit: Balance) -> DispatchResult {
		ensure!(!Stopped::<T>::get().auctions, Error::<T>::Paused);
		let mut auction = CurrentAuction::<T>::get().ok_or(Error::<T>::NoAuction)?;
		ensure!(
			auction.takes_bids(T::Time::now(), Self::block(), T::MinAuctionBlocks::get()),
			Error::<T>::NoAuction
		);
		ensure!(quantity >= auction.terms.least_bid(), Error::<T>::BidTooSmall);
		ensure!(quantity <= auction.terms.offer, Error::<T>::BidTooLarge);
		let held = rates::cost(quantity, limit).ok_or(ArithmeticError::Overflow)?;
		// So that giving it back always makes an account that is gone exist again.
		ensure!(held >= T::Currency::minimum_balance(), Error::<T>::BidTooCheap);

		let index = auction.next;
		auction.next = index.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		auction.bids = auction.bids.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		let mut book = Book::<T>::get().into_inner();
		let size = usize::try_from(auction.terms.book_size).unwrap_or(usize::MAX);
		let evicted = book::insert(&mut book, Entry { limit, index, quantity }, size)
			.map_err(|_| Error::<T>::BookFull)?;
		let book = BookOf::try_from(book).map_err(|_| Error::<T>::BookFull)?;

		Self::take_int(&who, held, HoldReason::Bids)?;
		Book::<T>::put(book);
		let id = auction.id;
		let bid =
			Bid { who: who.clone(), quantity, limit, held, evicted: false, paid: Paid::default() };
		Bids::<T>::insert(id, index, bid);
		Self::deposit_event(Event::BidPlaced { auction: id, index, who, quantity, limit, held });
		if let Some(out) = evicted {
			auction.bids = auction.bids.saturating_sub(Self::evict(id, out.index)?);
		}
		CurrentAuction::<T>::put(auction);
		Ok(())
	}

	/// Gives back what a bid put up that was pushed out of the book: now if the account can take it,
	/// else when somebody settles it. Tells how many records went.
	fn evict(id: AuctionId, index: BidIndex) -> Result<u32, DispatchError> {
		let mut bid = Bids::<T>::get(id, index).ok_or(Error::<T>::UnknownBid)?;
		bid.evicted = true;
		Bids::<T>::insert(id, index, &bid);
		Self::deposit_event(Event::BidEvicted { auction: id, index });
		let held = bid.held;
		match Self::settle(id, index, bid, None) {
			Ok(true) => Ok(1),
			Ok(false) => Ok(0),
			Err(_) => {
				Self::deposit_event(Event::BidUnpaid { auction: id, index, gas: 0, int: held });
				Ok(0)
			},
		}
	}

	/// Starts the next auction, under the parameters as they are.
	pub(crate) fn start_auction(
		id: AuctionId,
		now: Millis,
		block: BlockNumberFor<T>,
		rules: &GasParameters,
	) {
		let ends = now.saturating_add(rules.auction_period);
		let offer = rules.auction_offer;
		CurrentAuction::<T>::put(Auction {
			id,
			started: now,
			started_in: block,
			ends,
			terms: AuctionTerms {
				offer,
				premium: rules.auction_premium,
				book_size: rules.book_size,
				cooling: rules.cooling,
				patience: rules.clearing_patience,
			},
			closed: None,
			next: 0,
			bids: 0,
		});
		Self::deposit_event(Event::AuctionStarted { auction: id, offer, ends });
	}

	pub(crate) fn do_clear_auction() -> DispatchResult {
		match Self::step_auction(T::Time::now(), Self::block())? {
			Step::Open => Err(Error::<T>::AuctionOpen.into()),
			Step::Closed | Step::Ended => {
				Self::schedule();
				Ok(())
			},
		}
	}

	/// Closes the auction when its time is over; once closed, clears it when there is a price that
	/// was formed after it has cooled, or ends it unsold when it has waited long enough.
	pub(crate) fn step_auction(
		now: Millis,
		block: BlockNumberFor<T>,
	) -> Result<Step, DispatchError> {
		let mut auction = CurrentAuction::<T>::get().ok_or(Error::<T>::NoAuction)?;
		let least = T::MinAuctionBlocks::get();
		if auction.takes_bids(now, block, least) {
			return Ok(Step::Open);
		}
		let Some(closed) = auction.closed.clone() else {
			if auction.bids == 0 {
				Self::end_auction(auction, Outcome::Unsold, now, block)?;
				return Ok(Step::Ended);
			}
			auction.closed = Some(Closed { at: now, block });
			Self::deposit_event(Event::AuctionClosed { auction: auction.id });
			CurrentAuction::<T>::put(auction);
			return Ok(Step::Closed);
		};
		// In a layer of its own: whatever fails here must not keep an auction from ending unsold.
		match with_storage_layer(|| Self::sell(&auction, &closed)) {
			Ok(outcome) => Self::end_auction(auction, outcome, now, block)?,
			Err(_) if closed.gives_up(&auction.terms, now, block, least) => {
				Self::end_auction(auction, Outcome::Unsold, now, block)?
			},
			Err(error) => return Err(error),
		}
		Ok(Step::Ended)
	}

	/// Sells at the price of now: mints what is sold, and books what is paid for it.
	fn sell(
		auction: &Auction<BlockNumberFor<T>>,
		closed: &Closed<BlockNumberFor<T>>,
	) -> Result<Outcome, DispatchError> {
		ensure!(!Stopped::<T>::get().auctions, Error::<T>::Paused);
		let rules = Self::rules();
		let market = Self::exchange_market(&rules)?;
		ensure!(market.quorum_at > closed.cooled(&auction.terms), Error::<T>::AuctionWaits);
		let reserve = rates::reserve_price(market.low, auction.terms.premium)
			.ok_or(ArithmeticError::Overflow)?;
		let supply = auction.terms.offer.min(Self::issued(&rules).left(rules.issue_cap));
		let least = T::Gas::minimum_balance();
		let Some(clearing) = book::clear(&Book::<T>::get(), supply, reserve, least) else {
			return Ok(Outcome::Unsold);
		};
		Self::keep_gas_account()?;
		Self::mint(&Self::account(), clearing.sold, &rules)?;
		Books::<T>::try_mutate(|books| {
			books.sold = books.sold.checked_add(clearing.sold).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::shift_int(HoldReason::Bids, HoldReason::Reserve, clearing.proceeds)?;
		Self::book_proceeds(clearing.proceeds, &market, &rules)?;
		Ok(Outcome::Sold(clearing))
	}

	/// Leaves what is to be settled, and starts the next auction.
	fn end_auction(
		auction: Auction<BlockNumberFor<T>>,
		outcome: Outcome,
		now: Millis,
		block: BlockNumberFor<T>,
	) -> DispatchResult {
		let id = auction.id;
		let next = id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		if auction.bids > 0 {
			let settlement = Settlement { outcome, unsettled: auction.bids, cursor: None };
			Settlements::<T>::insert(id, settlement);
		}
		Book::<T>::kill();
		Self::deposit_event(match outcome {
			Outcome::Sold(clearing) => Event::AuctionCleared {
				auction: id,
				price: clearing.price,
				sold: clearing.sold,
				proceeds: clearing.proceeds,
			},
			Outcome::Unsold => Event::AuctionUnsold { auction: id },
		});
		Self::start_auction(next, now, block, &Self::rules());
		Ok(())
	}

	pub(crate) fn do_settle_bid(id: AuctionId, index: BidIndex) -> DispatchResult {
		let bid = Bids::<T>::get(id, index).ok_or(Error::<T>::UnknownBid)?;
		if let Some(mut settlement) = Settlements::<T>::get(id) {
			if Self::settle(id, index, bid, Some(&settlement.outcome))? {
				settlement.unsettled = settlement.unsettled.saturating_sub(1);
				Self::keep_settlement(id, settlement);
			}
		} else {
			ensure!(bid.evicted, Error::<T>::AuctionOpen);
			if Self::settle(id, index, bid, None)? {
				CurrentAuction::<T>::mutate(|auction| {
					if let Some(auction) = auction.as_mut() {
						auction.bids = auction.bids.saturating_sub(1);
					}
				});
			}
		}
		Ok(())
	}

	pub(crate) fn do_settle_bids(id: AuctionId, limit: u32) -> DispatchResultWithPostInfo {
		ensure!((1..=MAX_SETTLE).contains(&limit), Error::<T>::BadLimit);
		let tried = Self::settle_some(id, limit).ok_or(Error::<T>::UnknownAuction)?.tried;
		Ok(Some(T::WeightInfo::settle_bid().saturating_mul(tried.max(1).into())).into())
	}

	/// Settles up to `limit` bids of an auction that has ended, each in a layer of its own, from its
	/// cursor on. Nothing if there is nothing to settle.
	pub(crate) fn settle_some(id: AuctionId, limit: u32) -> Option<Progress> {
		let mut settlement = Settlements::<T>::get(id)?;
		let left = match settlement.cursor {
			Some(after) => Bids::<T>::iter_prefix_from(id, Bids::<T>::hashed_key_for(id, after)),
			None => Bids::<T>::iter_prefix(id),
		};
		let some: Vec<_> = left.take(usize::try_from(limit).unwrap_or(1)).collect();
		let mut tried = 0u32;
		settlement.cursor = None;
		for (index, bid) in some {
			tried = tried.saturating_add(1);
			settlement.cursor = Some(index);
			let outcome = settlement.outcome;
			let gone = with_storage_layer(|| Self::settle(id, index, bid, Some(&outcome)));
			if gone.unwrap_or(false) {
				settlement.unsettled = settlement.unsettled.saturating_sub(1);
			}
		}
		// Fewer than asked for: that was the end, and the next call begins anew.
		let ended = tried < limit;
		if ended {
			settlement.cursor = None;
		}
		Self::keep_settlement(id, settlement);
		Some(Progress { tried, ended })
	}

	/// Keeps the record of an auction as long as it has bids.
	fn keep_settlement(id: AuctionId, settlement: Settlement) {
		if settlement.unsettled == 0 {
			Settlements::<T>::remove(id);
			Self::deposit_event(Event::AuctionSettled { auction: id });
		} else {
			Settlements::<T>::insert(id, settlement);
		}
	}

	/// Pays what a bid is owed, and tells whether its record is gone. Fails if nothing of it can be
	/// paid.
	fn settle(
		id: AuctionId,
		index: BidIndex,
		mut bid: Bid,
		outcome: Option<&Outcome>,
	) -> Result<bool, DispatchError> {
		let (gas, int) = bid.owed(index, outcome).ok_or(ArithmeticError::Overflow)?;
		let paid = Self::pay_out(&bid.who, gas, int, HoldReason::Bids);
		if paid.gas && paid.int {
			Bids::<T>::remove(id, index);
			Self::deposit_event(Event::BidSettled { auction: id, index, who: bid.who, gas, int });
			return Ok(true);
		}
		ensure!((paid.gas && gas > 0) || (paid.int && int > 0), Error::<T>::CannotBePaid);
		bid.paid = paid;
		Bids::<T>::insert(id, index, bid);
		let (gas, int) = paid.rest(gas, int);
		Self::deposit_event(Event::BidUnpaid { auction: id, index, gas, int });
		Ok(false)
	}
}

/// How far a call that settles several has come.
pub(crate) struct Progress {
	/// Records that were tried.
	pub tried: u32,
	/// Whether the last one was among them.
	pub ended: bool,
}

impl Paid {
	/// Of so much that was owed, what still is.
	pub(crate) const fn rest(&self, gas: Balance, int: Balance) -> (Balance, Balance) {
		(if self.gas { 0 } else { gas }, if self.int { 0 } else { int })
	}
}
