// SPDX-License-Identifier: Apache-2.0

//! Questions of clients, answered by the runtime API and by view functions alike.

use crate::{
	listings::place_key,
	parameters::fee_on,
	pricing::{Format, Pricing},
	state::{permitted, Action, Who},
	Agreement, AgreementId, AgreementInfo, AgreementPage, Agreements, AuctionId, AuctionInfo,
	Auctions, ByPlace, BySeller, Config, HoldReason, Kind, Listing, ListingId, ListingInfo,
	ListingPage, Listings, Pallet, Place, PlaceCursor, Preview, Refusal, Reputation, Request,
	Revision, TermsInfo, TermsOf, PAGE,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::{
	storage::{with_transaction, KeyPrefixIterator, StoragePrefixedMap, TransactionOutcome},
	traits::{fungible::InspectHold, Consideration, Footprint},
};
use sp_runtime::AccountId32;

/// What one page scans at most.
pub(crate) fn page(limit: u32) -> usize {
	usize::try_from(limit.min(PAGE)).unwrap_or_default()
}

/// The listings of a kind whose place begins with `prefix`, after the one that `cursor` names.
pub(crate) fn listing_ids_at<T: Config>(
	kind: Kind,
	prefix: &[u8],
	cursor: Option<PlaceCursor>,
) -> KeyPrefixIterator<ListingId> {
	// The index is not hashed: what lies behind these bytes is what lies at this place.
	let of_kind = [ByPlace::<T>::final_prefix().as_slice(), &kind.encode()].concat();
	let at_place = [of_kind.as_slice(), prefix].concat();
	let last = match cursor {
		Some(cursor) => [of_kind.as_slice(), &cursor.place, &cursor.listing.encode()].concat(),
		None => at_place.clone(),
	};
	KeyPrefixIterator::new(at_place, last, |rest| {
		// Whatever of the place is left, then the number.
		let at = rest.len().saturating_sub(4);
		ListingId::decode(&mut rest.get(at..).unwrap_or_default())
	})
}

impl<T: Config> Pallet<T> {
	fn describe(id: ListingId, listing: Listing<T>) -> Option<ListingInfo> {
		let terms = TermsOf::<T>::get(id, listing.revision)?;
		Some(ListingInfo {
			id,
			reputation: Self::worth_selling(&listing.seller),
			seller: listing.seller,
			provider: terms.provider,
			kind: listing.kind,
			unit: listing.unit,
			place: listing.place,
			metadata: listing.metadata.into_inner(),
			capacity: listing.capacity,
			taken: listing.taken,
			from: listing.from,
			until: listing.until,
			access: listing.access,
			revision: listing.revision,
			pricing: terms.pricing,
			paused: listing.paused,
			auction: listing.auction,
		})
	}

	pub(crate) fn query_listing(id: ListingId) -> Option<ListingInfo> {
		Listings::<T>::get(id).and_then(|listing| Self::describe(id, listing))
	}

	pub(crate) fn query_terms(id: ListingId, revision: Revision) -> Option<TermsInfo> {
		let terms = TermsOf::<T>::get(id, revision)?;
		Some(TermsInfo {
			seller: terms.seller,
			provider: terms.provider,
			pricing: terms.pricing,
			receivers: terms.receivers.into_inner(),
			arbiters: terms.arbiters.into_inner(),
			window: terms.window,
			delivery: terms.delivery,
			notice: terms.notice,
			longest: terms.longest,
			manifest: terms.manifest,
			live: terms.live,
			open: terms.open,
		})
	}

	pub(crate) fn query_listings_at(
		kind: Kind,
		prefix: Vec<u8>,
		cursor: Option<PlaceCursor>,
		limit: u32,
	) -> ListingPage<PlaceCursor> {
		let none = ListingPage { listings: Vec::new(), cursor: None };
		if prefix.len() > Place::LENGTH {
			return none;
		}
		let mut ids = listing_ids_at::<T>(kind, &prefix, cursor);
		let listings: Vec<_> =
			ids.by_ref().take(page(limit)).filter_map(Self::query_listing).collect();
		let cursor = listings
			.last()
			.map(|last| PlaceCursor { place: place_key(last.place), listing: last.id })
			.filter(|_| ids.next().is_some());
		ListingPage { listings, cursor }
	}

	pub(crate) fn query_listings_of(
		seller: AccountId32,
		cursor: Option<ListingId>,
		limit: u32,
	) -> ListingPage<ListingId> {
		let mut ids = match cursor {
			Some(cursor) => BySeller::<T>::iter_key_prefix_from(
				&seller,
				BySeller::<T>::hashed_key_for(&seller, cursor),
			),
			None => BySeller::<T>::iter_key_prefix(&seller),
		};
		let listings: Vec<_> =
			ids.by_ref().take(page(limit)).filter_map(Self::query_listing).collect();
		let cursor = listings.last().map(|last| last.id).filter(|_| ids.next().is_some());
		ListingPage { listings, cursor }
	}

	pub(crate) fn query_preview(buyer: AccountId32, id: ListingId, request: Request) -> Preview {
		let fee_parts = Self::parameters().fee;
		let found = Listings::<T>::get(id)
			.and_then(|listing| Some((TermsOf::<T>::get(id, listing.revision)?, listing)));
		let Some((terms, listing)) = found else {
			let refusals = alloc::vec![Refusal::UnknownListing];
			return Preview { price: 0, fee_parts, fee: 0, escrow: 0, refusals };
		};
		let (bill, mut refusals) = Self::judge(&listing, &terms, &buyer, &request);
		let reason = HoldReason::Escrow.into();
		let has_gas =
			bill.as_ref().is_none_or(|bill| T::Gas::can_hold(&reason, &buyer, bill.escrow.into()));
		if !has_gas || !Self::can_deposit(&buyer, Self::agreement_footprint()) {
			refusals.push(Refusal::FundsMissing);
		}
		let (price, escrow) = bill.map_or((0, 0), |bill| (bill.price, bill.escrow));
		Preview { price, fee_parts, fee: fee_on(escrow, fee_parts), escrow, refusals }
	}

	fn describe_agreement(id: AgreementId, agreement: Agreement<T>) -> AgreementInfo {
		AgreementInfo {
			id,
			provider: agreement.provider().clone(),
			consumer: agreement.consumer().clone(),
			arbiter: Self::arbiter_of(&agreement),
			state: agreement.state(),
			withdrawable: match permitted(agreement.state(), Action::Withdraw) {
				Who::Nobody => 0,
				_ => Self::withdrawable(&agreement).unwrap_or_default(),
			},
			buyer: agreement.buyer,
			seller: agreement.seller,
			listing: agreement.listing,
			revision: agreement.revision,
			escrow: agreement.escrow,
			paid: agreement.paid,
			disputed: agreement.disputed.unwrap_or_default(),
			fee: agreement.fee,
			opened: agreement.opened,
			ends: agreement.ends,
			progress: agreement.progress,
		}
	}

	pub(crate) fn query_agreement(id: AgreementId) -> Option<AgreementInfo> {
		Agreements::<T>::get(id).map(|agreement| Self::describe_agreement(id, agreement))
	}

	pub(crate) fn query_agreements_of(
		party: AccountId32,
		cursor: Option<AgreementId>,
		limit: u32,
	) -> AgreementPage {
		let mut all = match cursor {
			Some(cursor) => Agreements::<T>::iter_from(Agreements::<T>::hashed_key_for(cursor)),
			None => Agreements::<T>::iter(),
		};
		let mut last = None;
		let agreements = all
			.by_ref()
			.take(page(limit))
			.inspect(|(id, _)| last = Some(*id))
			.filter(|(_, agreement)| {
				[&agreement.buyer, &agreement.seller, agreement.provider(), agreement.consumer()]
					.contains(&&party)
			})
			.map(|(id, agreement)| Self::describe_agreement(id, agreement))
			.collect();
		let cursor = last.filter(|_| all.next().is_some());
		AgreementPage { agreements, cursor }
	}

	pub(crate) fn query_auction(id: AuctionId) -> Option<AuctionInfo> {
		let auction = Auctions::<T>::get(id)?;
		let Pricing::Auction(rules) = TermsOf::<T>::get(auction.listing, auction.revision)?.pricing
		else {
			return None;
		};
		let sealed = matches!(rules.format, Format::Sealed { .. });
		let over = Self::has_ended(&auction, &rules);
		let takes_sealed = Self::takes_sealed(&auction, &rules);
		Some(AuctionInfo {
			id,
			open: if sealed { takes_sealed } else { !over },
			revealing: sealed && !takes_sealed && !over,
			asks: Self::asked(&auction, &rules),
			rules,
			listing: auction.listing,
			revision: auction.revision,
			began: auction.began,
			ends: auction.ends,
			leading: auction.leading,
			bids: auction.bids,
		})
	}

	pub(crate) fn query_reputation(who: AccountId32) -> Reputation {
		Reputation { selling: Self::worth_selling(&who), buying: Self::worth_buying(&who) }
	}
}

// Policies.

use crate::{
	AllowProof, Misfit, Policies, PoliciesByBuyer, PoliciesByKind, Policy, PolicyId, PolicyInfo,
	PolicyPage, PolicyPreview,
};

impl<T: Config> Pallet<T> {
	fn describe_policy(id: PolicyId, policy: Policy<T>) -> PolicyInfo {
		let now = Self::moment();
		PolicyInfo {
			id,
			left: policy.left(&now),
			purchases_left: policy.purchases_left(&now),
			accepted: policy.accepted(&now),
			buyer: policy.buyer,
			order: policy.order,
			budget: policy.budget,
			paused: policy.paused,
		}
	}

	pub(crate) fn query_policy(id: PolicyId) -> Option<PolicyInfo> {
		Policies::<T>::get(id).map(|policy| Self::describe_policy(id, policy))
	}

	pub(crate) fn query_policies_for(
		kind: Kind,
		place: Option<Place>,
		cursor: Option<PolicyId>,
		limit: u32,
	) -> PolicyPage {
		let mut ids = match cursor {
			Some(cursor) => PoliciesByKind::<T>::iter_key_prefix_from(
				kind,
				PoliciesByKind::<T>::hashed_key_for(kind, cursor),
			),
			None => PoliciesByKind::<T>::iter_key_prefix(kind),
		};
		let mut last = None;
		let wants_there = |policy: &PolicyInfo| match (policy.order.place, place) {
			(Some(wanted), Some(place)) => wanted.covers(&place),
			_ => true,
		};
		let policies = ids
			.by_ref()
			.take(page(limit))
			.inspect(|id| last = Some(*id))
			.filter_map(Self::query_policy)
			.filter(wants_there)
			.collect();
		let cursor = last.filter(|_| ids.next().is_some());
		PolicyPage { policies, cursor }
	}

	pub(crate) fn query_policies_of(
		buyer: AccountId32,
		cursor: Option<PolicyId>,
		limit: u32,
	) -> PolicyPage {
		let mut ids = match cursor {
			Some(cursor) => PoliciesByBuyer::<T>::iter_key_prefix_from(
				&buyer,
				PoliciesByBuyer::<T>::hashed_key_for(&buyer, cursor),
			),
			None => PoliciesByBuyer::<T>::iter_key_prefix(&buyer),
		};
		let policies: Vec<_> =
			ids.by_ref().take(page(limit)).filter_map(Self::query_policy).collect();
		let cursor = policies.last().map(|last| last.id).filter(|_| ids.next().is_some());
		PolicyPage { policies, cursor }
	}

	pub(crate) fn query_preview_policy(
		executor: AccountId32,
		id: PolicyId,
		listing: ListingId,
		allow: Option<AllowProof>,
	) -> PolicyPreview {
		let now = Self::moment();
		let Some(policy) = Policies::<T>::get(id) else {
			let misfits = alloc::vec![Misfit::UnknownPolicy];
			return PolicyPreview { accepted: 0, price: 0, tip: 0, misfits };
		};
		let accepted = policy.accepted(&now);
		let found = Listings::<T>::get(listing)
			.and_then(|found| Some((TermsOf::<T>::get(listing, found.revision)?, found)));
		let Some((terms, listing)) = found else {
			let misfits = alloc::vec![Misfit::Purchase(Refusal::UnknownListing)];
			return PolicyPreview { accepted, price: 0, tip: 0, misfits };
		};
		let mut fit = Self::fit(&policy, &listing, &terms, listing.revision, allow);
		let price = fit.bill.map_or(0, |bill| bill.escrow);
		let tip = Self::tip_for(&executor, &policy, &terms, price, &now);
		if !Self::can_deposit(&policy.buyer, Self::purchase_footprint(tip)) {
			fit.misfits.push(Misfit::Purchase(Refusal::FundsMissing));
		}
		// What is set aside for somebody who will turn out to be on a side is nothing to him.
		let tip = if Self::is_kin(&executor, &policy.buyer, &terms) { 0 } else { tip };
		PolicyPreview { accepted, price, tip, misfits: fit.misfits }
	}

	/// Whether the deposit of an agreement can be taken from a buyer: tried, and undone. Without this
	/// a buyer without it would cost everybody a fee who believes a preview.
	fn can_deposit(buyer: &AccountId32, footprint: Footprint) -> bool {
		with_transaction(|| {
			let taken = T::AgreementConsideration::new(buyer, footprint);
			TransactionOutcome::Rollback(taken.map(|_| ()))
		})
		.is_ok()
	}
}
