// SPDX-License-Identifier: Apache-2.0

//! Listings and their terms: how they come, change, and go.

use crate::{
	pricing::{metered::MIN_CLAIM_PERIOD, AuctionRules, Pricing, MILLION},
	Arbiters, ByPlace, BySeller, Capacity, Config, Error, Event, HoldReason, Kind, Listing,
	ListingId, Listings, NamedArbiter, NextListing, Offer, Pallet, Place, Receiver, Revision,
	Terms, TermsOf, MAX_WINDOW, MIN_WINDOW,
};
use frame_support::{
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{Consideration, Footprint, Time},
	BoundedVec,
};
use int_primitives::{directory::DeviceDirectory, Millis};
use sp_runtime::AccountId32;

/// The key of a place in the index; zero bytes for nowhere.
pub(crate) fn place_key(place: Option<Place>) -> [u8; Place::LENGTH] {
	place.map_or([0; Place::LENGTH], |place| place.0)
}

impl<T: Config> Pallet<T> {
	/// What a listing takes up, with both entries of the indices.
	fn listing_footprint() -> Footprint {
		let record = <(ListingId, Listing<T>)>::max_encoded_len();
		let place = <(Kind, [u8; Place::LENGTH], ListingId)>::max_encoded_len();
		let seller = <(AccountId32, ListingId)>::max_encoded_len();
		Footprint::from_parts(3, record.saturating_add(place).saturating_add(seller))
	}

	/// What terms take up.
	fn terms_footprint() -> Footprint {
		Footprint::from_parts(1, <(ListingId, Revision, Terms<T>)>::max_encoded_len())
	}

	pub(crate) fn do_list(
		who: &AccountId32,
		seller: Option<AccountId32>,
		offer: Offer,
	) -> DispatchResult {
		let seller = Self::in_whose_name(who, seller)?;
		Self::ensure_good(&seller, &offer)?;
		Self::ensure_market_account(&seller)?;
		let id = Self::next_number::<NextListing<T>, _>()?;
		let ticket = T::ListingConsideration::new(&seller, Self::listing_footprint())?;
		let kind = offer.kind;
		Self::insert_terms(id, 0, &seller, &offer)?;
		let listing = Self::new_listing(seller.clone(), offer, ticket);
		Self::index(id, &listing);
		Listings::<T>::insert(id, listing);
		Self::deposit_event(Event::Listed { listing: id, seller, kind });
		Ok(())
	}

	pub(crate) fn do_revise(who: &AccountId32, id: ListingId, offer: Offer) -> DispatchResult {
		let present = Self::sold_by(who, id)?;
		Self::ensure_good(&present.seller, &offer)?;
		let revision = present.revision.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		Self::retire_terms(id, present.revision)?;
		Self::insert_terms(id, revision, &present.seller, &offer)?;
		ByPlace::<T>::remove((present.kind, place_key(present.place), id));
		let listing = Listing {
			revision,
			taken: present.taken,
			paused: present.paused,
			auction: present.auction,
			..Self::new_listing(present.seller, offer, present.ticket)
		};
		Self::index(id, &listing);
		Listings::<T>::insert(id, listing);
		Self::deposit_event(Event::ListingRevised { listing: id, revision });
		Ok(())
	}

	pub(crate) fn do_pause(who: &AccountId32, id: ListingId, paused: bool) -> DispatchResult {
		let listing = Self::sold_by(who, id)?;
		Listings::<T>::insert(id, Listing { paused, ..listing });
		Self::deposit_event(Event::ListingPaused { listing: id, paused });
		Ok(())
	}

	pub(crate) fn do_close_listing(who: &AccountId32, id: ListingId) -> DispatchResult {
		let listing = Self::sold_by(who, id)?;
		ensure!(listing.auction.is_none(), Error::<T>::AuctionRunning);
		Self::retire_terms(id, listing.revision)?;
		ByPlace::<T>::remove((listing.kind, place_key(listing.place), id));
		BySeller::<T>::remove(&listing.seller, id);
		Listings::<T>::remove(id);
		listing.ticket.drop(&listing.seller)?;
		Self::deposit_event(Event::ListingClosed { listing: id });
		Ok(())
	}

	pub(crate) fn do_claim_share(
		who: &AccountId32,
		listing: ListingId,
		revision: Revision,
		receiver: AccountId32,
		to: Option<AccountId32>,
	) -> DispatchResult {
		let mut terms = TermsOf::<T>::get(listing, revision).ok_or(Error::<T>::UnknownTerms)?;
		let share = terms
			.receivers
			.iter_mut()
			.find(|share| share.to == receiver && share.accrued > 0)
			.ok_or(Error::<T>::UnknownShare)?;
		if to.is_some() {
			ensure!(Self::speaks_for(who, &receiver), Error::<T>::NotYours);
		}
		let amount = core::mem::take(&mut share.accrued);
		let to = to.as_ref().unwrap_or(&receiver);
		with_storage_layer(|| Self::transfer(HoldReason::Share, &Self::account(), to, amount))
			.map_err(|_| Error::<T>::CannotReceive)?;
		Self::keep_terms(listing, revision, terms)?;
		Self::deposit_event(Event::ShareClaimed { listing, revision, receiver, amount });
		Ok(())
	}

	/// The listing, for somebody who may sell from it.
	pub(crate) fn sold_by(who: &AccountId32, id: ListingId) -> Result<Listing<T>, DispatchError> {
		let listing = Listings::<T>::get(id).ok_or(Error::<T>::UnknownListing)?;
		ensure!(Self::speaks_for(who, &listing.seller), Error::<T>::NotSeller);
		Ok(listing)
	}

	/// Every rule that an offer has to keep.
	fn ensure_good(seller: &AccountId32, offer: &Offer) -> DispatchResult {
		ensure!(offer.kind.is_counted_in(offer.unit), Error::<T>::BadUnit);
		ensure!(offer.place.is_none_or(|place| place.is_valid()), Error::<T>::BadPlace);
		ensure!(offer.pricing.is_valid(), Error::<T>::BadPricing);
		let now = T::Time::now();
		ensure!(
			offer.from < offer.until
				&& now < offer.until
				&& offer.until.saturating_sub(now) <= T::MaxDuration::get(),
			Error::<T>::BadValidity
		);
		if let Some(provider) = offer.provider.as_ref().filter(|provider| *provider != seller) {
			ensure!(
				T::Devices::owner_of(provider).is_some() && Self::speaks_for(seller, provider),
				Error::<T>::ProviderNotYours
			);
		}
		Self::ensure_good_split(offer)?;
		Self::ensure_good_arbiters(seller, offer)?;
		Self::ensure_good_times(offer)?;
		if let Some(manifest) = &offer.manifest {
			// One package is one item, whatever else may be counted.
			let one = match offer.pricing {
				Pricing::PriceTag(_) => true,
				Pricing::Auction(AuctionRules { lot, .. }) => lot == 1,
				_ => false,
			};
			ensure!(
				one && offer.kind == Kind::Data && manifest.chunks().is_some(),
				Error::<T>::BadManifest
			);
		}
		Ok(())
	}

	fn ensure_good_split(offer: &Offer) -> DispatchResult {
		let mut sum = 0u32;
		for (at, share) in offer.split.iter().enumerate() {
			sum = sum.checked_add(share.parts).ok_or(Error::<T>::BadSplit)?;
			ensure!(
				share.parts > 0 && offer.split.iter().take(at).all(|other| other.to != share.to),
				Error::<T>::BadSplit
			);
		}
		ensure!(offer.split.is_empty() || sum == MILLION, Error::<T>::BadSplit);
		Ok(())
	}

	fn ensure_good_arbiters(seller: &AccountId32, offer: &Offer) -> DispatchResult {
		for (at, arbiter) in offer.arbiters.iter().enumerate() {
			let owner = Self::owner_of(arbiter);
			let is_party = Self::is_one_with(arbiter, seller)
				|| offer.provider.iter().any(|provider| Self::is_one_with(arbiter, provider))
				|| offer.split.iter().any(|share| [arbiter, &owner].contains(&&share.to));
			let is_named = offer.arbiters.iter().take(at).any(|other| other == arbiter);
			ensure!(!is_party && !is_named, Error::<T>::BadArbiters);
		}
		Ok(())
	}

	fn ensure_good_times(offer: &Offer) -> DispatchResult {
		let longest = T::MaxDuration::get();
		let window = (MIN_WINDOW..=MAX_WINDOW).contains(&offer.window);
		let lasting = |claim_period: u32| {
			(MIN_CLAIM_PERIOD..=MAX_WINDOW).contains(&claim_period)
				&& (1..=longest).contains(&offer.longest)
		};
		let pricing = match &offer.pricing {
			Pricing::PriceTag(_) | Pricing::Auction(_) => {
				(Millis::from(MIN_WINDOW)..=longest).contains(&offer.delivery)
			},
			Pricing::Metered(tariff) => {
				ensure!(tariff.least_escrow().is_some(), Error::<T>::BadPricing);
				lasting(tariff.claim_period)
			},
			Pricing::Cpp(cpp) => lasting(cpp.claim_period),
		};
		ensure!(window && pricing && offer.notice <= MAX_WINDOW, Error::<T>::BadWindow);
		Ok(())
	}

	fn new_listing(
		seller: AccountId32,
		offer: Offer,
		ticket: T::ListingConsideration,
	) -> Listing<T> {
		Listing {
			seller,
			kind: offer.kind,
			unit: offer.unit,
			place: offer.place,
			metadata: offer.metadata,
			capacity: offer.capacity,
			taken: 0,
			from: offer.from,
			until: offer.until,
			access: offer.access,
			revision: 0,
			paused: false,
			auction: None,
			ticket,
		}
	}

	fn index(id: ListingId, listing: &Listing<T>) {
		ByPlace::<T>::insert((listing.kind, place_key(listing.place), id), ());
		BySeller::<T>::insert(&listing.seller, id, ());
	}

	fn insert_terms(
		id: ListingId,
		revision: Revision,
		seller: &AccountId32,
		offer: &Offer,
	) -> DispatchResult {
		let ticket = T::TermsConsideration::new(seller, Self::terms_footprint())?;
		let mut receivers = BoundedVec::new();
		let mut add = |to: &AccountId32, parts| {
			receivers
				.try_push(Receiver { to: to.clone(), parts, accrued: 0 })
				.map_err(|_| Error::<T>::BadSplit)
		};
		if offer.split.is_empty() {
			add(seller, MILLION)?;
		}
		offer.split.iter().try_for_each(|share| add(&share.to, share.parts))?;
		let mut arbiters = BoundedVec::new();
		for account in &offer.arbiters {
			let arbiter = Arbiters::<T>::get(account).ok_or(Error::<T>::BadArbiters)?;
			arbiters
				.try_push(NamedArbiter { account: account.clone(), fee: arbiter.fee })
				.map_err(|_| Error::<T>::BadArbiters)?;
		}
		let terms = Terms {
			seller: seller.clone(),
			provider: offer.provider.clone().filter(|provider| provider != seller),
			pricing: offer.pricing.clone(),
			receivers,
			arbiters,
			window: offer.window,
			delivery: offer.delivery,
			notice: offer.notice,
			longest: offer.longest,
			manifest: offer.manifest,
			live: true,
			open: 0,
			ticket,
		};
		TermsOf::<T>::insert(id, revision, terms);
		Ok(())
	}

	/// Terms are no longer their listing's present ones.
	fn retire_terms(id: ListingId, revision: Revision) -> DispatchResult {
		let terms = TermsOf::<T>::get(id, revision).ok_or(Error::<T>::UnknownTerms)?;
		Self::keep_terms(id, revision, Terms { live: false, ..terms })
	}

	/// An agreement or an auction no longer stands on these terms.
	pub(crate) fn leave_terms(id: ListingId, revision: Revision) -> DispatchResult {
		let terms = TermsOf::<T>::get(id, revision).ok_or(Error::<T>::UnknownTerms)?;
		let open = terms.open.saturating_sub(1);
		Self::keep_terms(id, revision, Terms { open, ..terms })
	}

	/// Writes terms, or removes them and returns their deposit when nothing needs them any more.
	pub(crate) fn keep_terms(id: ListingId, revision: Revision, terms: Terms<T>) -> DispatchResult {
		if terms.live || terms.open > 0 || terms.has_accrued() {
			TermsOf::<T>::insert(id, revision, terms);
			return Ok(());
		}
		TermsOf::<T>::remove(id, revision);
		terms.ticket.drop(&terms.seller)
	}

	/// What of a listing is taken when `more` units are, if there are so many. Of what has no end
	/// nobody can buy so much that nothing is left.
	pub(crate) fn taken_with(listing: &Listing<T>, more: u64) -> Result<u64, Error<T>> {
		if listing.capacity == Capacity::Unlimited {
			return Ok(listing.taken.saturating_add(more));
		}
		let left = listing.capacity.left(listing.taken);
		listing
			.taken
			.checked_add(more)
			.filter(|_| more <= left)
			.ok_or(Error::<T>::CapacityExhausted)
	}

	/// Gives back what an agreement or an auction took of a listing's capacity, if it does come
	/// back and the listing is still there.
	pub(crate) fn give_back(id: ListingId, quantity: u64, sold: bool) {
		Listings::<T>::mutate(id, |listing| {
			if let Some(listing) = listing.as_mut().filter(|one| one.capacity.returns(sold)) {
				listing.taken = listing.taken.saturating_sub(quantity);
			}
		});
	}
}
