// SPDX-License-Identifier: Apache-2.0

//! Auctions of one lot. No step looks at more than the bids that lead and the one that it is about.

use crate::{
	pricing::{
		auction::{dutch_price, extended, next_bid, Best, BestTwo},
		AuctionRules, Format, Pricing,
	},
	purchase::Opening,
	Auction, AuctionId, Auctions, Bid, BidState, Bids, Config, Error, Event, HoldReason, Listing,
	ListingId, Listings, Moment, NextAuction, Pallet, Party, Revision, Terms, TermsOf,
};
use frame_support::{
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{Consideration, Footprint},
};
use int_primitives::{market::BidCommitment, Digest};
use sp_runtime::AccountId32;

/// The part of its cover that a bid loses that is not revealed: a fifth.
const UNREVEALED: u64 = 5;

/// An auction that takes place, with what it stands on.
struct Scene<T: Config> {
	auction: Auction<T>,
	listing: Listing<T>,
	terms: Terms<T>,
	rules: AuctionRules,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_start_auction(
		who: &AccountId32,
		id: ListingId,
		revision: Revision,
	) -> DispatchResult {
		let mut listing = Self::sold_by(who, id)?;
		ensure!(listing.revision == revision, Error::<T>::RevisionChanged);
		ensure!(listing.auction.is_none(), Error::<T>::AuctionRunning);
		ensure!(!listing.paused, Error::<T>::ListingPaused);
		let now = Self::moment();
		ensure!((listing.from..=listing.until).contains(&now.time), Error::<T>::OutsideValidity);
		let mut terms = TermsOf::<T>::get(id, revision).ok_or(Error::<T>::UnknownTerms)?;
		let Pricing::Auction(rules) = terms.pricing else {
			return Err(Error::<T>::WrongPricing.into());
		};
		listing.taken = Self::taken_with(&listing, rules.lot)?;
		let auction = Self::next_number::<NextAuction<T>, _>()?;
		let footprint = Footprint::from_parts(1, <(AuctionId, Auction<T>)>::max_encoded_len());
		let ticket = T::AuctionConsideration::new(&listing.seller, footprint)?;
		let record = Auction {
			seller: listing.seller.clone(),
			listing: id,
			revision,
			began: now,
			ends: Moment {
				time: now.time.saturating_add(rules.duration()),
				block: now.block.saturating_add(T::MinWindowBlocks::get()),
			},
			revealing: None,
			leading: BestTwo::default(),
			bids: 0,
			closed: false,
			ticket,
		};
		listing.auction = Some(auction);
		terms.open = terms.open.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		Listings::<T>::insert(id, listing);
		TermsOf::<T>::insert(id, revision, terms);
		Auctions::<T>::insert(auction, record);
		Self::deposit_event(Event::AuctionStarted { auction, listing: id });
		Ok(())
	}

	pub(crate) fn do_bid(
		who: &AccountId32,
		bidder: Option<AccountId32>,
		id: AuctionId,
		amount: u64,
		party: Party,
	) -> DispatchResult {
		let bidder = Self::in_whose_name(who, bidder)?;
		let scene = Self::scene(id)?;
		ensure!(!Self::has_ended(&scene.auction, &scene.rules), Error::<T>::AuctionOver);
		Self::ensure_welcome(&scene, &bidder, &party)?;
		match scene.rules.format {
			Format::English { start, increment, extension, longest, .. } => {
				let best = scene.auction.leading.best.as_ref().map(|best| best.amount);
				let least = next_bid(start, increment, best).ok_or(Error::<T>::BidTooLow)?;
				ensure!(amount >= least, Error::<T>::BidTooLow);
				let latest = scene
					.auction
					.began
					.time
					.saturating_add(scene.rules.duration())
					.saturating_add(longest);
				Self::lead(id, scene, bidder, amount, &party, extension, latest)
			},
			Format::Dutch { .. } => Self::take_price(id, scene, bidder, amount, &party),
			Format::Sealed { .. } => Err(Error::<T>::NoBidsNow.into()),
		}
	}

	/// An open bid leads from now on; who led before has the money back.
	fn lead(
		id: AuctionId,
		scene: Scene<T>,
		bidder: AccountId32,
		amount: u64,
		party: &Party,
		extension: u64,
		latest: u64,
	) -> DispatchResult {
		let Scene { mut auction, terms, .. } = scene;
		let former = auction.leading.best.take();
		let leads = former.as_ref().is_some_and(|best| best.bidder == bidder);
		let ticket = match Bids::<T>::get(id, &bidder) {
			Some(own) if leads => {
				let more = amount.saturating_sub(own.held);
				Self::hold(HoldReason::Bid, &bidder, more)?;
				own.ticket
			},
			Some(_) => return Err(Error::<T>::AlreadyBid.into()),
			None => {
				Self::hold(HoldReason::Bid, &bidder, amount)?;
				auction.bids = auction.bids.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
				T::AgreementConsideration::new(&bidder, Self::agreement_footprint())?
			},
		};
		Self::insert_bid(id, &terms, &bidder, amount, BidState::Open, party, ticket);
		if let Some(former) = former.filter(|_| !leads) {
			// Whose money cannot be returned now can reclaim it later, and stops nobody.
			let returned = with_storage_layer(|| Self::return_bid(id, &former.bidder, 0));
			if returned.is_ok() {
				auction.bids = auction.bids.saturating_sub(1);
			}
		}
		let now = Self::moment();
		let ends = extended(auction.ends.time, latest, extension, now.time);
		if ends > auction.ends.time {
			let block = now.block.saturating_add(T::MinWindowBlocks::get());
			auction.ends = Moment { time: ends, block: auction.ends.block.max(block) };
		}
		auction.leading.best = Some(Best { bidder: bidder.clone(), amount });
		Auctions::<T>::insert(id, auction);
		Self::deposit_event(Event::BidPlaced { auction: id, bidder, amount, ends });
		Ok(())
	}

	/// Somebody takes the price that a Dutch auction has fallen to.
	fn take_price(
		id: AuctionId,
		scene: Scene<T>,
		bidder: AccountId32,
		most: u64,
		party: &Party,
	) -> DispatchResult {
		let Scene { auction, terms, rules, .. } = scene;
		let price = Self::asked(&auction, &rules).ok_or(Error::<T>::NoBidsNow)?;
		ensure!(price <= most, Error::<T>::BidTooLow);
		Self::hold(HoldReason::Bid, &bidder, price)?;
		let ticket = T::AgreementConsideration::new(&bidder, Self::agreement_footprint())?;
		Self::insert_bid(id, &terms, &bidder, price, BidState::Open, party, ticket);
		let leading = BestTwo { best: Some(Best { bidder, amount: price }), second: None };
		Self::end_auction(id, Auction { leading, bids: 1, ..auction }, &terms, &rules)
	}

	pub(crate) fn do_seal_bid(
		who: &AccountId32,
		bidder: Option<AccountId32>,
		id: AuctionId,
		digest: Digest,
		cover: u64,
		party: Party,
	) -> DispatchResult {
		let bidder = Self::in_whose_name(who, bidder)?;
		let scene = Self::scene(id)?;
		let Format::Sealed { reserve, .. } = scene.rules.format else {
			return Err(Error::<T>::NoBidsNow.into());
		};
		ensure!(Self::takes_sealed(&scene.auction, &scene.rules), Error::<T>::NoBidsNow);
		Self::ensure_welcome(&scene, &bidder, &party)?;
		ensure!(cover >= reserve, Error::<T>::BidTooLow);
		ensure!(!Bids::<T>::contains_key(id, &bidder), Error::<T>::AlreadyBid);
		let Scene { mut auction, terms, .. } = scene;
		Self::hold(HoldReason::Bid, &bidder, cover)?;
		let ticket = T::AgreementConsideration::new(&bidder, Self::agreement_footprint())?;
		let state = BidState::Sealed(digest);
		Self::insert_bid(id, &terms, &bidder, cover, state, &party, ticket);
		auction.bids = auction.bids.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		Auctions::<T>::insert(id, auction);
		Self::deposit_event(Event::BidSealed { auction: id, bidder, cover });
		Ok(())
	}

	pub(crate) fn do_reveal_bid(
		id: AuctionId,
		bidder: AccountId32,
		amount: u64,
		salt: Digest,
	) -> DispatchResult {
		let Scene { mut auction, rules, .. } = Self::scene(id)?;
		let Format::Sealed { reserve, .. } = rules.format else {
			return Err(Error::<T>::NoBidsNow.into());
		};
		ensure!(!Self::takes_sealed(&auction, &rules), Error::<T>::NoBidsNow);
		ensure!(!Self::has_ended(&auction, &rules), Error::<T>::AuctionOver);
		let mut bid = Bids::<T>::get(id, &bidder).ok_or(Error::<T>::UnknownBid)?;
		let BidState::Sealed(digest) = bid.state else {
			return Err(Error::<T>::AlreadyBid.into());
		};
		let opened = BidCommitment { auction: id, bidder: bidder.clone().into(), amount, salt };
		ensure!(
			amount <= bid.held && opened.digest::<crate::money::Host>(Self::genesis()) == digest,
			Error::<T>::WrongBid
		);
		bid.state = BidState::Revealed;
		Bids::<T>::insert(id, &bidder, bid);
		if amount >= reserve {
			auction.leading.reveal(bidder.clone(), amount);
		}
		auction.revealing.get_or_insert(Self::moment().block);
		Auctions::<T>::insert(id, auction);
		Self::deposit_event(Event::BidRevealed { auction: id, bidder, amount });
		Ok(())
	}

	pub(crate) fn do_close_auction(who: &AccountId32, id: AuctionId) -> DispatchResult {
		let Scene { mut auction, terms, rules, .. } = Self::scene(id)?;
		let untouched = auction.bids == 0 && Self::speaks_for(who, &auction.seller);
		if untouched || Self::has_ended(&auction, &rules) {
			return Self::end_auction(id, auction, &terms, &rules);
		}
		// Nobody has asked yet whether the time to reveal is over: from here on, whoever still has
		// a sealed bid has the least number of blocks to reveal it.
		let announces = matches!(rules.format, Format::Sealed { .. })
			&& Self::moment().time >= auction.ends.time
			&& auction.revealing.is_none()
			&& !Self::takes_sealed(&auction, &rules);
		ensure!(announces, Error::<T>::AuctionOpen);
		auction.revealing = Some(Self::moment().block);
		Auctions::<T>::insert(id, auction);
		Self::deposit_event(Event::AuctionClosing { auction: id });
		Ok(())
	}

	pub(crate) fn do_reclaim_bid(id: AuctionId, bidder: AccountId32) -> DispatchResult {
		let mut auction = Auctions::<T>::get(id).ok_or(Error::<T>::UnknownAuction)?;
		let bid = Bids::<T>::get(id, &bidder).ok_or(Error::<T>::UnknownBid)?;
		let leads = auction.leading.best.as_ref().is_some_and(|best| best.bidder == bidder);
		let lost = match bid.state {
			BidState::Sealed(_) => {
				ensure!(auction.closed, Error::<T>::BidStands);
				bid.held.div_ceil(UNREVEALED)
			},
			BidState::Open | BidState::Revealed => {
				ensure!(auction.closed || !leads, Error::<T>::BidStands);
				0
			},
		};
		Self::return_bid(id, &bidder, lost)?;
		auction.bids = auction.bids.saturating_sub(1);
		Self::keep_auction(id, auction)
	}

	/// What everything about a running auction begins with.
	fn scene(id: AuctionId) -> Result<Scene<T>, DispatchError> {
		let auction = Auctions::<T>::get(id).ok_or(Error::<T>::UnknownAuction)?;
		ensure!(!auction.closed, Error::<T>::AuctionOver);
		let listing = Listings::<T>::get(auction.listing).ok_or(Error::<T>::UnknownListing)?;
		let terms =
			TermsOf::<T>::get(auction.listing, auction.revision).ok_or(Error::<T>::UnknownTerms)?;
		let Pricing::Auction(rules) = terms.pricing else {
			return Err(Error::<T>::WrongPricing.into());
		};
		Ok(Scene { auction, listing, terms, rules })
	}

	/// Nothing stands against this bidder. A running auction neither pauses nor expires.
	fn ensure_welcome(scene: &Scene<T>, bidder: &AccountId32, party: &Party) -> DispatchResult {
		use crate::Refusal::{ListingPaused, OutsideValidity};
		let refusals = Self::refusals_of(&scene.listing, &scene.terms, bidder, party);
		let against = refusals
			.into_iter()
			.find(|refusal| !matches!(refusal, ListingPaused | OutsideValidity));
		against.map_or(Ok(()), |refusal| Err(Error::<T>::from(refusal).into()))
	}

	/// Whether neither bids nor reveals are taken any more.
	pub(crate) fn has_ended(auction: &Auction<T>, rules: &AuctionRules) -> bool {
		let now = Self::moment();
		let since = match rules.format {
			Format::Sealed { .. } => {
				auction.revealing.map(|block| block.saturating_add(T::MinWindowBlocks::get()))
			},
			_ => Some(auction.ends.block),
		};
		auction.closed
			|| (now.time >= auction.ends.time && since.is_some_and(|block| now.block >= block))
	}

	/// Whether sealed bids are taken.
	pub(crate) fn takes_sealed(auction: &Auction<T>, rules: &AuctionRules) -> bool {
		match rules.format {
			Format::Sealed { commit, .. } => {
				!auction.closed && !Self::is_over(&auction.began, commit)
			},
			_ => false,
		}
	}

	/// The least bid that would lead, or the price that falls; nothing when none is taken.
	pub(crate) fn asked(auction: &Auction<T>, rules: &AuctionRules) -> Option<u64> {
		match rules.format {
			Format::Sealed { reserve, .. } => {
				Some(reserve).filter(|_| Self::takes_sealed(auction, rules))
			},
			_ if Self::has_ended(auction, rules) => None,
			Format::English { start, increment, .. } => {
				let best = auction.leading.best.as_ref().map(|best| best.amount);
				next_bid(start, increment, best)
			},
			Format::Dutch { start, floor, duration } => {
				let (now, began) = (Self::moment(), &auction.began);
				Some(dutch_price(
					start,
					floor,
					duration,
					now.time.saturating_sub(began.time),
					T::MinWindowBlocks::get(),
					now.block.saturating_sub(began.block),
				))
			},
		}
	}

	fn insert_bid(
		id: AuctionId,
		terms: &Terms<T>,
		bidder: &AccountId32,
		held: u64,
		state: BidState,
		party: &Party,
		ticket: T::AgreementConsideration,
	) {
		let bid = Bid {
			held,
			state,
			consumer: Self::consumer_of(bidder, party),
			arbiter: Self::chosen(terms, party),
			key: party.key,
			ticket,
		};
		Bids::<T>::insert(id, bidder, bid);
	}

	/// Removes a bid and returns its money, less what is lost.
	fn return_bid(id: AuctionId, bidder: &AccountId32, burned: u64) -> DispatchResult {
		let bid = Bids::<T>::take(id, bidder).ok_or(Error::<T>::UnknownBid)?;
		let returned = bid.held.saturating_sub(burned);
		Self::burn(HoldReason::Bid, bidder, burned)?;
		Self::release(HoldReason::Bid, bidder, returned)?;
		bid.ticket.drop(bidder)?;
		let bidder = bidder.clone();
		Self::deposit_event(Event::BidReturned { auction: id, bidder, returned, burned });
		Ok(())
	}

	/// The end: the winner's agreement is made, or the lot comes back.
	fn end_auction(
		id: AuctionId,
		mut auction: Auction<T>,
		terms: &Terms<T>,
		rules: &AuctionRules,
	) -> DispatchResult {
		let (listing, revision) = (auction.listing, auction.revision);
		Listings::<T>::mutate(listing, |listing| {
			if let Some(listing) = listing {
				listing.auction = None;
			}
		});
		let (agreement, price) = match auction.leading.best.clone() {
			None => {
				Self::give_back(listing, rules.lot, false);
				Self::leave_terms(listing, revision)?;
				(None, 0)
			},
			Some(Best { bidder, amount }) => {
				let price = match rules.format {
					Format::Sealed { reserve, .. } => auction.leading.price(reserve),
					_ => amount,
				};
				let bid = Bids::<T>::take(id, &bidder).ok_or(Error::<T>::UnknownBid)?;
				auction.bids = auction.bids.saturating_sub(1);
				Self::hold_for(HoldReason::Bid, HoldReason::Escrow, &bidder, price)?;
				Self::release(HoldReason::Bid, &bidder, bid.held.saturating_sub(price))?;
				let opening = Opening {
					listing,
					revision,
					buyer: bidder,
					consumer: bid.consumer,
					arbiter: bid.arbiter,
					escrow: price,
					ends: Self::moment().time.saturating_add(terms.delivery),
					progress: Self::delivery(rules.lot, bid.key),
					ticket: bid.ticket,
				};
				(Some(Self::open(terms, opening)?), price)
			},
		};
		auction.closed = true;
		auction.leading = BestTwo::default();
		Self::keep_auction(id, auction)?;
		Self::deposit_event(Event::AuctionClosed { auction: id, agreement, price });
		Ok(())
	}

	/// Writes an auction, or removes it and returns its deposit when it is closed and no bid is
	/// left.
	fn keep_auction(id: AuctionId, auction: Auction<T>) -> DispatchResult {
		if !auction.closed || auction.bids > 0 {
			Auctions::<T>::insert(id, auction);
			return Ok(());
		}
		Auctions::<T>::remove(id);
		auction.ticket.drop(&auction.seller)
	}
}
