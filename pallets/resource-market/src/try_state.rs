// SPDX-License-Identifier: Apache-2.0

//! What holds after every call.

use crate::{
	listings::place_key,
	pricing::{Pricing, MILLION},
	Agreements, Auctions, BidState, Bids, ByPlace, BySeller, Config, Disputes, HoldReason,
	Listings, Names, Pallet, Progress, TermsOf,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::{AccountId32, TryRuntimeError};

/// Sums by account.
type Sums = BTreeMap<AccountId32, u128>;

fn add(sums: &mut Sums, who: &AccountId32, amount: u64) {
	let sum = sums.entry(who.clone()).or_default();
	*sum = sum.saturating_add(amount.into());
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet's storage:
	///
	/// * what is on hold for escrows, bids, bonds and shares is what the records say, account by
	///   account;
	/// * what an agreement owes does not exceed its escrow, and its progress fits its terms;
	/// * a dispute belongs to an agreement that says so, and the other way round;
	/// * listings have present terms and are in both indices, which hold nothing else;
	/// * terms count what stands on them, and none stay for nothing;
	/// * an auction counts its bids, and its leader has one;
	/// * a name is never worth more than what it was at its last change;
	/// * a policy's budget is on hold, and it is in both indices, which hold nothing else; a tip
	///   belongs to an agreement, and is on hold on its buyer's account.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_listings()?;
		Self::try_terms()?;
		Self::try_agreements()?;
		Self::try_auctions()?;
		Self::try_names()?;
		Self::try_policies()
	}

	/// Each of these accounts has on hold what the records say.
	fn try_holds(reason: HoldReason, sums: &Sums) -> Result<(), TryRuntimeError> {
		let reason = reason.into();
		for (who, sum) in sums {
			ensure!(
				T::Gas::balance_on_hold(&reason, who) == *sum,
				"what is on hold is not what the records say"
			);
		}
		Ok(())
	}

	fn try_listings() -> Result<(), TryRuntimeError> {
		let mut count = 0usize;
		for (id, listing) in Listings::<T>::iter() {
			let terms = TermsOf::<T>::get(id, listing.revision).ok_or("a listing has no terms")?;
			ensure!(terms.live, "a listing's terms are not its present ones");
			ensure!(terms.seller == listing.seller, "terms are another seller's");
			let place = (listing.kind, place_key(listing.place), id);
			ensure!(ByPlace::<T>::contains_key(place), "a listing is not found at its place");
			ensure!(
				BySeller::<T>::contains_key(&listing.seller, id),
				"a listing is not found by its seller"
			);
			if let Some(auction) = listing.auction {
				let auction = Auctions::<T>::get(auction).ok_or("a listing's auction is gone")?;
				ensure!(
					auction.listing == id && !auction.closed,
					"a listing's auction does not run"
				);
			}
			count = count.saturating_add(1);
		}
		ensure!(ByPlace::<T>::iter().count() == count, "a place has a listing that is gone");
		ensure!(BySeller::<T>::iter().count() == count, "a seller has a listing that is gone");
		Ok(())
	}

	fn try_terms() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<_, u32>::new();
		let running = Auctions::<T>::iter_values().filter(|auction| !auction.closed);
		let standing = Agreements::<T>::iter_values()
			.map(|agreement| (agreement.listing, agreement.revision))
			.chain(running.map(|auction| (auction.listing, auction.revision)));
		for terms in standing {
			let count = open.entry(terms).or_default();
			*count = count.saturating_add(1);
		}
		let mut shares = 0u128;
		for (listing, revision, terms) in TermsOf::<T>::iter() {
			ensure!(
				open.remove(&(listing, revision)).unwrap_or_default() == terms.open,
				"terms miscount what stands on them"
			);
			ensure!(terms.live || terms.open > 0 || terms.has_accrued(), "terms stay for nothing");
			let present = Listings::<T>::get(listing).map(|listing| listing.revision);
			ensure!(terms.live == (present == Some(revision)), "terms misjudge their listing");
			let parts: u64 = terms.receivers.iter().map(|receiver| u64::from(receiver.parts)).sum();
			ensure!(parts == u64::from(MILLION), "a revenue is not divided into a million parts");
			shares = terms
				.receivers
				.iter()
				.fold(shares, |sum, receiver| sum.saturating_add(receiver.accrued.into()));
		}
		ensure!(open.is_empty(), "an agreement or an auction has no terms");
		Self::try_holds(HoldReason::Share, &[(Self::account(), shares)].into())
	}

	fn try_agreements() -> Result<(), TryRuntimeError> {
		let (mut escrows, mut bonds) = (Sums::new(), Sums::new());
		let mut disputes = 0usize;
		for (id, agreement) in Agreements::<T>::iter() {
			add(&mut escrows, &agreement.buyer, agreement.escrow);
			let terms = TermsOf::<T>::get(agreement.listing, agreement.revision)
				.ok_or("an agreement has no terms")?;
			ensure!(terms.seller == agreement.seller, "an agreement is another seller's");
			ensure!(
				agreement.escrow.checked_add(agreement.paid).is_some(),
				"an agreement's sums do not fit"
			);
			let claimed = match (&agreement.progress, &terms.pricing) {
				(Progress::Metered(meter), Pricing::Metered(_)) => {
					ensure!(
						meter.first.is_some() || meter.rest.is_none(),
						"an increment has nothing before it"
					);
					ensure!(
						meter.first.iter().chain(&meter.rest).all(|part| part.amount > 0
							&& part.upto <= meter.count.reading
							&& part.upto >= meter.settled),
						"an open claim is not above what is settled"
					);
					meter.claimed()
				},
				(Progress::Uses { .. }, Pricing::Cpp(_)) => 0,
				(Progress::Exchange { .. }, pricing) => {
					ensure!(
						pricing.is_delivered() && terms.manifest.is_some(),
						"a package is exchanged that was not sold"
					);
					0
				},
				(Progress::Delivery { .. }, pricing) => {
					ensure!(
						pricing.is_delivered() && terms.manifest.is_none(),
						"something is delivered that was not sold so"
					);
					0
				},
				_ => return Err("an agreement's progress does not fit its terms".into()),
			};
			let owed = claimed.checked_add(agreement.disputed.unwrap_or_default());
			ensure!(
				owed.is_some_and(|owed| owed <= agreement.escrow),
				"an agreement owes more than its escrow"
			);
			let dispute = Disputes::<T>::get(id);
			ensure!(
				dispute.is_some() == agreement.disputed.is_some(),
				"a dispute and its agreement contradict each other"
			);
			if let Some(dispute) = dispute {
				disputes = disputes.saturating_add(1);
				ensure!(dispute.bond > 0, "nothing stands behind a dispute");
				add(&mut bonds, &agreement.buyer, dispute.bond);
				if dispute.answered.is_some() {
					add(&mut bonds, &agreement.seller, dispute.bond);
				}
			}
		}
		ensure!(Disputes::<T>::iter().count() == disputes, "a dispute has no agreement");
		Self::try_holds(HoldReason::Escrow, &escrows)?;
		Self::try_holds(HoldReason::Bond, &bonds)
	}

	fn try_auctions() -> Result<(), TryRuntimeError> {
		let (mut bids, mut held) = (BTreeMap::<_, u32>::new(), Sums::new());
		for (auction, bidder, bid) in Bids::<T>::iter() {
			let count = bids.entry(auction).or_default();
			*count = count.saturating_add(1);
			add(&mut held, &bidder, bid.held);
		}
		for (id, auction) in Auctions::<T>::iter() {
			ensure!(
				bids.remove(&id).unwrap_or_default() == auction.bids,
				"an auction miscounts its bids"
			);
			ensure!(!auction.closed || auction.bids > 0, "an auction stays for nothing");
			if auction.closed {
				continue;
			}
			let listing = Listings::<T>::get(auction.listing).ok_or("an auction has no listing")?;
			ensure!(listing.auction == Some(id), "a listing does not know its auction");
			if let Some(best) = &auction.leading.best {
				let bid = Bids::<T>::get(id, &best.bidder).ok_or("the leader has no bid")?;
				ensure!(
					bid.held >= best.amount && !matches!(bid.state, BidState::Sealed(_)),
					"a leading bid is not covered"
				);
				ensure!(
					auction.leading.second.is_none_or(|second| second <= best.amount),
					"the second bid is higher than the first"
				);
			}
		}
		ensure!(bids.is_empty(), "a bid has no auction");
		Self::try_holds(HoldReason::Bid, &held)
	}

	fn try_names() -> Result<(), TryRuntimeError> {
		let (now, rules) = (Self::moment().time, Self::parameters().names());
		for name in Names::<T>::iter_values() {
			for side in [name.selling, name.buying] {
				ensure!(side.worth(now, &rules) <= side.score, "a name grew by itself");
			}
		}
		Ok(())
	}
}

// Policies.

use crate::{Policies, PoliciesByBuyer, PoliciesByKind, Tips};

impl<T: Config> Pallet<T> {
	fn try_policies() -> Result<(), TryRuntimeError> {
		let (mut budgets, mut tips) = (Sums::new(), Sums::new());
		let mut count = 0usize;
		for (id, policy) in Policies::<T>::iter() {
			add(&mut budgets, &policy.buyer, policy.budget);
			ensure!(
				PoliciesByKind::<T>::contains_key(policy.order.kind, id),
				"a policy is not found by its kind"
			);
			ensure!(
				PoliciesByBuyer::<T>::contains_key(&policy.buyer, id),
				"a policy is not found by its buyer"
			);
			ensure!(
				policy.spent.amount <= policy.order.allowance.amount
					&& policy.spent.purchases <= policy.order.allowance.purchases,
				"a policy spent more than a period's allowance"
			);
			count = count.saturating_add(1);
		}
		ensure!(PoliciesByKind::<T>::iter().count() == count, "a kind has a policy that is gone");
		ensure!(PoliciesByBuyer::<T>::iter().count() == count, "a buyer has a policy that is gone");
		for (id, tip) in Tips::<T>::iter() {
			let agreement = Agreements::<T>::get(id).ok_or("a tip has no agreement")?;
			ensure!(tip.amount > 0, "a tip of nothing");
			add(&mut tips, &agreement.buyer, tip.amount);
		}
		Self::try_holds(HoldReason::Policy, &budgets)?;
		Self::try_holds(HoldReason::Tip, &tips)
	}
}
