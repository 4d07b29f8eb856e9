// SPDX-License-Identifier: Apache-2.0

//! Purchases: what they would cost, what stands against them, and how an agreement is made.

use crate::{
	money::Host,
	pricing::{
		cpp::{Paid, Proofs},
		metered::{Count, Tariff},
		Pricing,
	},
	Agreement, AgreementId, Agreements, AllowProof, Arbiters, Basis, Config, Error, Event,
	Exchange, Flat, HoldReason, Listing, ListingId, Listings, Meter, NextAgreement, Pallet, Party,
	Progress, Refusal, Request, Revision, Terms, TermsOf,
};
use alloc::vec::Vec;
use frame_support::{
	pallet_prelude::*,
	traits::{Consideration, Footprint, Time},
};
use int_primitives::{
	directory::{DeviceDirectory, SecurityLevel},
	merkle::{leaf_hash, verify},
	Digest, Millis,
};
use sp_runtime::AccountId32;

impl<T> From<Refusal> for Error<T> {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::UnknownListing => Self::UnknownListing,
			Refusal::RevisionChanged => Self::RevisionChanged,
			Refusal::ListingPaused => Self::ListingPaused,
			Refusal::OutsideValidity => Self::OutsideValidity,
			Refusal::WrongPricing => Self::WrongPricing,
			Refusal::SelfDealing => Self::SelfDealing,
			Refusal::ConsumerNotYours => Self::ConsumerNotYours,
			Refusal::ProviderUnavailable => Self::ProviderUnavailable,
			Refusal::NotAllowListed => Self::NotAllowListed,
			Refusal::WrongFleet => Self::WrongFleet,
			Refusal::ReputationTooLow => Self::ReputationTooLow,
			Refusal::SecurityTooLow => Self::SecurityTooLow,
			Refusal::ArbiterRequired => Self::ArbiterRequired,
			Refusal::ArbiterNotAccepted => Self::ArbiterNotAccepted,
			Refusal::WrongKey => Self::WrongKey,
			Refusal::BadQuantity => Self::BadQuantity,
			Refusal::CapacityExhausted => Self::CapacityExhausted,
			Refusal::PriceTooHigh => Self::PriceTooHigh,
			Refusal::BadEscrow => Self::BadEscrow,
			Refusal::BadDuration => Self::BadDuration,
			Refusal::FundsMissing => Self::FundsMissing,
		}
	}
}

/// What a purchase comes to.
pub(crate) struct Bill {
	/// What the buyer compares with the own maximum.
	pub price: u64,
	/// What goes on hold.
	pub escrow: u64,
	/// Until when it lasts.
	pub ends: Millis,
	/// What the agreement begins as.
	pub progress: Progress,
}

/// What an agreement is made of, beside the terms.
pub(crate) struct Opening<T: Config> {
	pub listing: ListingId,
	pub revision: Revision,
	pub buyer: AccountId32,
	pub consumer: Option<AccountId32>,
	pub arbiter: Option<u8>,
	pub escrow: u64,
	pub ends: Millis,
	pub progress: Progress,
	pub ticket: T::AgreementConsideration,
}

impl<T: Config> Pallet<T> {
	/// What an agreement takes up; a bid takes less.
	pub(crate) fn agreement_footprint() -> Footprint {
		Footprint::from_parts(1, <(AgreementId, Agreement<T>)>::max_encoded_len())
	}

	pub(crate) fn do_purchase(
		who: &AccountId32,
		buyer: Option<AccountId32>,
		id: ListingId,
		request: Request,
	) -> Result<AgreementId, DispatchError> {
		let buyer = Self::in_whose_name(who, buyer)?;
		let listing = Listings::<T>::get(id).ok_or(Error::<T>::UnknownListing)?;
		let terms = TermsOf::<T>::get(id, listing.revision).ok_or(Error::<T>::UnknownTerms)?;
		let (bill, refusals) = Self::judge(&listing, &terms, &buyer, &request);
		if let Some(refusal) = refusals.first() {
			return Err(Error::<T>::from(*refusal).into());
		}
		let bill = bill.ok_or(Error::<T>::BadQuantity)?;
		Self::hold(HoldReason::Escrow, &buyer, bill.escrow)?;
		let ticket = T::AgreementConsideration::new(&buyer, Self::agreement_footprint())?;
		Self::buy(id, listing, terms, buyer, &request.party, bill, ticket)
	}

	/// Buys what was judged and found good, whose escrow is on hold.
	pub(crate) fn buy(
		id: ListingId,
		mut listing: Listing<T>,
		mut terms: Terms<T>,
		buyer: AccountId32,
		party: &Party,
		bill: Bill,
		ticket: T::AgreementConsideration,
	) -> Result<AgreementId, DispatchError> {
		listing.taken = Self::taken_with(&listing, bill.progress.quantity())?;
		Listings::<T>::insert(id, &listing);
		let opening = Opening {
			listing: id,
			revision: listing.revision,
			consumer: Self::consumer_of(&buyer, party),
			arbiter: Self::chosen(&terms, party),
			buyer,
			escrow: bill.escrow,
			ends: bill.ends,
			progress: bill.progress,
			ticket,
		};
		terms.open = terms.open.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		TermsOf::<T>::insert(id, opening.revision, &terms);
		Self::open(&terms, opening)
	}

	/// Writes an agreement whose escrow is on hold, and which its terms count already.
	pub(crate) fn open(
		terms: &Terms<T>,
		opening: Opening<T>,
	) -> Result<AgreementId, DispatchError> {
		let id = Self::next_number::<NextAgreement<T>, _>()?;
		Self::deposit_event(Event::Purchased {
			agreement: id,
			listing: opening.listing,
			revision: opening.revision,
			buyer: opening.buyer.clone(),
			seller: terms.seller.clone(),
			escrow: opening.escrow,
		});
		let agreement = Agreement {
			buyer: opening.buyer,
			seller: terms.seller.clone(),
			provider: terms.provider.clone(),
			consumer: opening.consumer,
			listing: opening.listing,
			revision: opening.revision,
			arbiter: opening.arbiter,
			escrow: opening.escrow,
			paid: 0,
			disputed: None,
			fee: Self::parameters().fee,
			opened: T::Time::now(),
			ends: opening.ends,
			closing: None,
			progress: opening.progress,
			ticket: opening.ticket,
		};
		Agreements::<T>::insert(id, agreement);
		Ok(id)
	}

	/// What a purchase comes to, and everything that stands against it but a want of money: of that
	/// to hold it tells, or the budget that it comes out of.
	pub(crate) fn judge(
		listing: &Listing<T>,
		terms: &Terms<T>,
		buyer: &AccountId32,
		request: &Request,
	) -> (Option<Bill>, Vec<Refusal>) {
		let mut refusals = Vec::new();
		if request.revision != listing.revision {
			refusals.push(Refusal::RevisionChanged);
		}
		refusals.extend(Self::refusals_of(listing, terms, buyer, &request.party));
		let bill = match Self::bill(listing, terms, request) {
			Ok(bill) => {
				if Self::taken_with(listing, bill.progress.quantity()).is_err() {
					refusals.push(Refusal::CapacityExhausted);
				}
				if bill.price > request.max_price {
					refusals.push(Refusal::PriceTooHigh);
				}
				Some(bill)
			},
			Err(refusal) => {
				refusals.push(refusal);
				None
			},
		};
		(bill, refusals)
	}

	/// Prices a request.
	fn bill(listing: &Listing<T>, terms: &Terms<T>, request: &Request) -> Result<Bill, Refusal> {
		let now = T::Time::now();
		let until = |duration: Millis| {
			now.checked_add(duration)
				.filter(|ends| (1..=terms.longest).contains(&duration) && *ends <= listing.until)
				.ok_or(Refusal::BadDuration)
		};
		let unlasting = |bill: Bill| match request {
			Request { escrow: 0, duration: 0, anchor: None, .. } => Ok(bill),
			Request { duration: 0, .. } => Err(Refusal::BadEscrow),
			_ => Err(Refusal::BadDuration),
		};
		match &terms.pricing {
			Pricing::PriceTag(tag) => {
				let quantity = request.quantity;
				let one = terms.manifest.is_none() || quantity == 1;
				let price = tag.cost(quantity).filter(|_| quantity > 0 && one);
				let price = price.ok_or(Refusal::BadQuantity)?;
				unlasting(Bill {
					price,
					escrow: price,
					ends: now.saturating_add(terms.delivery),
					progress: Self::delivery(quantity, request.party.key),
				})
			},
			Pricing::Cpp(cpp) => {
				let quantity = request.quantity;
				let price = cpp.cost(quantity).filter(|_| quantity > 0);
				let price = price.ok_or(Refusal::BadQuantity)?;
				if request.escrow > 0 {
					return Err(Refusal::BadEscrow);
				}
				let proofs = match request.anchor {
					Some(anchor) => Proofs::Preimages(anchor),
					None => Proofs::Receipts(Paid::default()),
				};
				Ok(Bill {
					price,
					escrow: price,
					ends: until(request.duration)?,
					progress: Progress::Uses { quantity, proofs },
				})
			},
			Pricing::Metered(tariff) => {
				if request.quantity > 0 {
					return Err(Refusal::BadQuantity);
				}
				let least = tariff.least_escrow().unwrap_or(u64::MAX);
				if request.escrow < least.max(1) || request.anchor.is_some() {
					return Err(Refusal::BadEscrow);
				}
				let meter = Meter {
					count: Count { at: now, ..Default::default() },
					settled: 0,
					first: None,
					rest: None,
					dry: false,
					basis: Self::basis(terms, tariff),
				};
				Ok(Bill {
					price: tariff.highest_price(),
					escrow: request.escrow,
					ends: until(request.duration)?,
					progress: Progress::Metered(meter),
				})
			},
			Pricing::Auction(_) => Err(Refusal::WrongPricing),
		}
	}

	/// What settlements go by: the tariff itself if it is short, or else the digest of the conditions.
	fn basis(terms: &Terms<T>, tariff: &Tariff) -> Basis {
		Flat::of(tariff)
			.filter(|_| terms.is_undivided())
			.map_or_else(|| Basis::Digest(terms.conditions(tariff).digest()), Basis::Flat)
	}

	/// How a delivery begins: by encrypting a package, where one is sold.
	pub(crate) fn delivery(quantity: u64, key: Option<Digest>) -> Progress {
		match key {
			Some(key) => Progress::Exchange { quantity, step: Exchange::Awaited { key } },
			None => Progress::Delivery { quantity, claimed: None },
		}
	}

	/// The consuming device, where it is not the buyer itself.
	pub(crate) fn consumer_of(buyer: &AccountId32, party: &Party) -> Option<AccountId32> {
		party.consumer.clone().filter(|consumer| consumer != buyer)
	}

	/// The place of the chosen arbiter in the terms.
	pub(crate) fn chosen(terms: &Terms<T>, party: &Party) -> Option<u8> {
		let chosen = party.arbiter.as_ref()?;
		let place = terms.arbiters.iter().position(|arbiter| arbiter.account == *chosen)?;
		u8::try_from(place).ok()
	}

	/// Everything that stands against a purchase or a bid but its price.
	pub(crate) fn refusals_of(
		listing: &Listing<T>,
		terms: &Terms<T>,
		buyer: &AccountId32,
		party: &Party,
	) -> Vec<Refusal> {
		let now = T::Time::now();
		let consumer = party.consumer.as_ref().unwrap_or(buyer);
		let access = &listing.access;
		let checks = [
			(!listing.paused, Refusal::ListingPaused),
			((listing.from..=listing.until).contains(&now), Refusal::OutsideValidity),
			(Self::are_strangers(terms, buyer, consumer), Refusal::SelfDealing),
			(Self::may_consume(buyer, consumer), Refusal::ConsumerNotYours),
			(Self::is_provided(terms), Refusal::ProviderUnavailable),
			(Self::is_allowed(listing, buyer, party.allow.as_ref()), Refusal::NotAllowListed),
			(
				access.fleet.is_none() || T::Devices::fleet_of(consumer) == access.fleet,
				Refusal::WrongFleet,
			),
			(
				access.reputation == 0 || Self::worth_buying(buyer) >= access.reputation,
				Refusal::ReputationTooLow,
			),
			(
				access.security == SecurityLevel::Unattested
					|| access.security <= T::Devices::security_level(consumer),
				Refusal::SecurityTooLow,
			),
			(terms.arbiters.is_empty() || party.arbiter.is_some(), Refusal::ArbiterRequired),
			(Self::is_accepted(terms, buyer, consumer, party), Refusal::ArbiterNotAccepted),
			(terms.manifest.is_some() == party.key.is_some(), Refusal::WrongKey),
		];
		checks.into_iter().filter(|(good, _)| !good).map(|(_, refusal)| refusal).collect()
	}

	/// Whether no account stands on both sides.
	fn are_strangers(terms: &Terms<T>, buyer: &AccountId32, consumer: &AccountId32) -> bool {
		let sells = |account: &AccountId32| {
			*account == terms.seller
				|| account == terms.provider()
				|| terms.receivers.iter().any(|receiver| receiver.to == *account)
		};
		!sells(buyer) && !sells(consumer)
	}

	fn may_consume(buyer: &AccountId32, consumer: &AccountId32) -> bool {
		buyer == consumer
			|| (T::Devices::owner_of(consumer).is_some() && Self::speaks_for(buyer, consumer))
	}

	/// Whether the providing device, if it is one, is active and still the seller's.
	fn is_provided(terms: &Terms<T>) -> bool {
		let provider = terms.provider();
		if T::Devices::owner_of(provider).is_none() {
			return terms.provider.is_none();
		}
		T::Devices::is_active(provider) && Self::speaks_for(&terms.seller, provider)
	}

	fn is_allowed(listing: &Listing<T>, buyer: &AccountId32, proof: Option<&AllowProof>) -> bool {
		let Some(list) = &listing.access.allow else { return true };
		let leaf = leaf_hash::<Host>(buyer.as_ref());
		proof.is_some_and(|proof| {
			verify::<Host>(&list.root, list.size, proof.index, &leaf, &proof.path)
		})
	}

	/// Whether the chosen arbiter, if any, is one of the terms' and no party.
	fn is_accepted(
		terms: &Terms<T>,
		buyer: &AccountId32,
		consumer: &AccountId32,
		party: &Party,
	) -> bool {
		party.arbiter.as_ref().is_none_or(|arbiter| {
			!Self::is_one_with(arbiter, buyer)
				&& !Self::is_one_with(arbiter, consumer)
				&& terms.arbiters.iter().any(|named| named.account == *arbiter)
				&& Arbiters::<T>::contains_key(arbiter)
		})
	}
}
