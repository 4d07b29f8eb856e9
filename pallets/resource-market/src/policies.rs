// SPDX-License-Identifier: Apache-2.0

//! Policies: buyers' standing orders, which anyone may execute against a listing that satisfies
//! them.
//!
//! Nobody has to be trusted to match well: the chain checks every constraint, the price rises only
//! until somebody takes it, and a tip is paid only as far as the seller is paid, so whoever brings
//! a buyer together with straw men gets nothing for it.
//!
//! A request for data is a policy that wants a package ([`Want::Package`]): its metadata says what
//! is asked for, its key is what the package is encrypted for. A seller who has such data finds it
//! under its kind, lists an offer (to this buyer alone, if need be: an allow list of one), and
//! executes the policy against it. The buyer sees from the manifest and the delivery what was
//! offered, and owes nothing before it accepts.

use crate::{
	pricing::{metered::Tariff, part_of, Pricing},
	purchase::Bill,
	Agreement, AgreementId, AllowProof, Arbiters, Config, Error, Event, HoldReason, Kind, Listing,
	ListingId, Listings, Misfit, Moment, NextPolicy, Order, Pallet, Party, Place, Policies,
	PoliciesByBuyer, PoliciesByKind, Policy, PolicyId, Refusal, Request, Revision, Terms, TermsOf,
	Tip, Tips, Want, MAX_TIP, MAX_WINDOW, MIN_WINDOW,
};
use alloc::vec::Vec;
use frame_support::{
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{Consideration, Footprint, Time},
};
use int_primitives::{directory::DeviceDirectory, Millis};
use sp_runtime::AccountId32;

/// An hour, milliseconds: what stand-by fees are given for.
const HOUR: u128 = 3_600_000;

impl<T> From<Misfit> for Error<T> {
	fn from(misfit: Misfit) -> Self {
		match misfit {
			Misfit::UnknownPolicy => Self::UnknownPolicy,
			Misfit::Paused => Self::PolicyPaused,
			Misfit::Expired => Self::PolicyExpired,
			Misfit::Resource => Self::WrongResource,
			Misfit::Place => Self::WrongPlace,
			Misfit::Pricing => Self::WrongPricing,
			Misfit::Package => Self::WrongPackage,
			Misfit::Reputation => Self::SellerReputationTooLow,
			Misfit::Security => Self::ProviderSecurityTooLow,
			Misfit::Window => Self::WindowTooShort,
			Misfit::Patience => Self::TooSlow,
			Misfit::Standby => Self::StandbyTooHigh,
			Misfit::Arbiter => Self::ArbiterNotAccepted,
			Misfit::Price => Self::PriceTooHigh,
			Misfit::Period => Self::PeriodSpent,
			Misfit::Budget => Self::BudgetSpent,
			Misfit::Purchase(refusal) => Self::from(refusal),
		}
	}
}

impl Place {
	/// Whether `other` is this place or lies within it.
	pub fn covers(&self, other: &Self) -> bool {
		self.0.iter().zip(&other.0).all(|(mine, its)| *mine == 0 || mine == its)
	}
}

/// What an execution comes to.
pub(crate) struct Fit {
	/// What the purchase comes to, if it can be told.
	pub bill: Option<Bill>,
	/// Who buys for what.
	pub party: Party,
	/// Everything that stands against it.
	pub misfits: Vec<Misfit>,
}

/// The escrow that so many units of metered use ask for, if all of them have the highest price and
/// the whole time is used up, plancks of GAS, rounded up. Nothing if nobody could pay it.
fn metered_escrow(tariff: &Tariff, quantity: u64, duration: Millis) -> Option<u64> {
	let used = u128::from(tariff.highest_price())
		.checked_mul(quantity.into())?
		.div_ceil(u128::from(tariff.per).max(1));
	let standby = u128::from(tariff.standby).checked_mul(duration.into())?.div_ceil(HOUR);
	u64::try_from(used.checked_add(standby)?).ok()
}

impl<T: Config> Policy<T> {
	/// Time since the first period began.
	fn elapsed(&self, now: &Moment) -> Millis {
		now.time.saturating_sub(self.opened)
	}

	/// What it accepts to pay now, plancks of GAS.
	pub(crate) fn accepted(&self, now: &Moment) -> u64 {
		self.order.price.accepted(
			now.time.saturating_sub(self.since.time),
			now.block.saturating_sub(self.since.block),
			T::MinWindowBlocks::get(),
		)
	}

	/// What can be spent by one more purchase in this period, plancks of GAS.
	fn left_of_period(&self, now: &Moment) -> u64 {
		self.order.allowance.left(&self.spent, self.elapsed(now))
	}

	/// What can be spent by one more purchase now, plancks of GAS.
	pub(crate) fn left(&self, now: &Moment) -> u64 {
		self.left_of_period(now).min(self.budget)
	}

	/// How many purchases are left in this period.
	pub(crate) fn purchases_left(&self, now: &Moment) -> u32 {
		self.order.allowance.purchases_left(&self.spent, self.elapsed(now))
	}

	/// From where the price rises if it begins anew: now, or with the next period if nothing can be
	/// bought before.
	fn ramp_from(&self, now: &Moment) -> Moment {
		let least = self.order.price.start;
		let resumes = self.order.allowance.resumes(&self.spent, self.elapsed(now), least);
		Moment { time: self.opened.saturating_add(resumes), block: now.block }
	}
}

impl<T: Config> Pallet<T> {
	/// What a policy takes up, with both entries of the indices.
	fn policy_footprint() -> Footprint {
		let record = <(PolicyId, Policy<T>)>::max_encoded_len();
		let kind = <(Kind, PolicyId)>::max_encoded_len();
		let buyer = <(AccountId32, PolicyId)>::max_encoded_len();
		Footprint::from_parts(3, record.saturating_add(kind).saturating_add(buyer))
	}

	/// What an agreement takes up, with the record of a tip if there is one.
	pub(crate) fn purchase_footprint(tip: u64) -> Footprint {
		let agreement = Self::agreement_footprint();
		if tip == 0 {
			return agreement;
		}
		let tip = u64::try_from(<(AgreementId, Tip)>::max_encoded_len()).unwrap_or(u64::MAX);
		Footprint {
			count: agreement.count.saturating_add(1),
			size: agreement.size.saturating_add(tip),
		}
	}

	/// The policy, for somebody who may buy in its buyer's name.
	fn policy_for(who: &AccountId32, id: PolicyId) -> Result<Policy<T>, DispatchError> {
		let policy = Policies::<T>::get(id).ok_or(Error::<T>::UnknownPolicy)?;
		ensure!(Self::speaks_for(who, &policy.buyer), Error::<T>::NotBuyer);
		Ok(policy)
	}

	pub(crate) fn do_create_policy(
		who: &AccountId32,
		buyer: Option<AccountId32>,
		order: Order,
		budget: u64,
	) -> DispatchResult {
		let buyer = Self::in_whose_name(who, buyer)?;
		Self::ensure_good_order(&buyer, &order)?;
		ensure!(budget >= order.price.maximum, Error::<T>::BudgetTooLow);
		let id = Self::next_number::<NextPolicy<T>, _>()?;
		Self::hold(HoldReason::Policy, &buyer, budget)?;
		let ticket = T::PolicyConsideration::new(&buyer, Self::policy_footprint())?;
		let (kind, now) = (order.kind, Self::moment());
		let policy = Policy {
			buyer: buyer.clone(),
			order,
			budget,
			paused: false,
			opened: now.time,
			spent: Default::default(),
			since: now,
			ticket,
		};
		PoliciesByKind::<T>::insert(kind, id, ());
		PoliciesByBuyer::<T>::insert(&buyer, id, ());
		Policies::<T>::insert(id, policy);
		Self::deposit_event(Event::PolicyCreated { policy: id, buyer, kind, budget });
		Ok(())
	}

	/// Every rule that an order has to keep.
	fn ensure_good_order(buyer: &AccountId32, order: &Order) -> DispatchResult {
		let longest = T::MaxDuration::get();
		ensure!(order.kind.is_counted_in(order.unit), Error::<T>::BadUnit);
		ensure!(order.place.is_none_or(|place| place.is_valid()), Error::<T>::BadPlace);
		ensure!(order.quantity > 0, Error::<T>::BadQuantity);
		match order.want {
			Want::Delivery => {},
			Want::Package { .. } => {
				let one = order.kind == Kind::Data && order.quantity == 1;
				ensure!(one, Error::<T>::WrongPackage);
			},
			Want::Metered { duration, .. } | Want::Uses { duration } => {
				ensure!((1..=longest).contains(&duration), Error::<T>::BadDuration);
			},
		}
		ensure!(order.price.is_valid() && order.price.duration <= longest, Error::<T>::BadPricing);
		ensure!(order.tip <= MAX_TIP, Error::<T>::TipTooHigh);
		// A window cannot be longer than any listing's, nor patience shorter.
		ensure!(
			order.window <= MAX_WINDOW && order.patience >= Millis::from(MIN_WINDOW),
			Error::<T>::BadWindow
		);
		let allowance = &order.allowance;
		ensure!(
			(Millis::from(MIN_WINDOW)..=longest).contains(&allowance.period)
				&& allowance.amount >= order.price.maximum
				&& allowance.purchases > 0,
			Error::<T>::BadAllowance
		);
		for (at, arbiter) in order.arbiters.iter().enumerate() {
			let is_party = Self::is_one_with(arbiter, order.consumer.as_ref().unwrap_or(buyer))
				|| Self::is_one_with(arbiter, buyer);
			let is_named = order.arbiters.iter().take(at).any(|other| other == arbiter);
			ensure!(!is_party && !is_named, Error::<T>::BadArbiters);
		}
		let now = T::Time::now();
		let lasts = order.expires.saturating_sub(now);
		ensure!((1..=longest).contains(&lasts), Error::<T>::BadValidity);
		Ok(())
	}

	pub(crate) fn do_fund_policy(who: &AccountId32, id: PolicyId, amount: u64) -> DispatchResult {
		let mut policy = Self::policy_for(who, id)?;
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(T::Time::now() <= policy.order.expires, Error::<T>::PolicyExpired);
		policy.budget = policy.budget.checked_add(amount).ok_or(Error::<T>::NumbersExhausted)?;
		Self::hold(HoldReason::Policy, &policy.buyer, amount)?;
		Policies::<T>::insert(id, policy);
		Self::deposit_event(Event::PolicyFunded { policy: id, amount });
		Ok(())
	}

	pub(crate) fn do_pause_policy(who: &AccountId32, id: PolicyId, paused: bool) -> DispatchResult {
		let policy = Self::policy_for(who, id)?;
		let since = policy.ramp_from(&Self::moment());
		Policies::<T>::insert(id, Policy { paused, since, ..policy });
		Self::deposit_event(Event::PolicyPaused { policy: id, paused });
		Ok(())
	}

	pub(crate) fn do_close_policy(who: &AccountId32, id: PolicyId) -> DispatchResult {
		let policy = Policies::<T>::take(id).ok_or(Error::<T>::UnknownPolicy)?;
		ensure!(
			Self::speaks_for(who, &policy.buyer) || T::Time::now() > policy.order.expires,
			Error::<T>::NotBuyer
		);
		PoliciesByKind::<T>::remove(policy.order.kind, id);
		PoliciesByBuyer::<T>::remove(&policy.buyer, id);
		Self::release(HoldReason::Policy, &policy.buyer, policy.budget)?;
		policy.ticket.drop(&policy.buyer)?;
		Self::deposit_event(Event::PolicyClosed { policy: id, returned: policy.budget });
		Ok(())
	}

	pub(crate) fn do_execute_policy(
		who: &AccountId32,
		id: PolicyId,
		listing_id: ListingId,
		revision: Revision,
		allow: Option<AllowProof>,
	) -> DispatchResult {
		let mut policy = Policies::<T>::get(id).ok_or(Error::<T>::UnknownPolicy)?;
		let listing = Listings::<T>::get(listing_id).ok_or(Error::<T>::UnknownListing)?;
		let terms =
			TermsOf::<T>::get(listing_id, listing.revision).ok_or(Error::<T>::UnknownTerms)?;
		let Fit { bill, party, misfits } = Self::fit(&policy, &listing, &terms, revision, allow);
		if let Some(misfit) = misfits.first() {
			return Err(Error::<T>::from(*misfit).into());
		}
		let bill = bill.ok_or(Error::<T>::BadQuantity)?;
		let (price, now) = (bill.escrow, Self::moment());
		let tip = Self::tip_for(who, &policy, &terms, price, &now);
		let cost = price.checked_add(tip).ok_or(Error::<T>::BudgetSpent)?;
		policy.budget = policy.budget.checked_sub(cost).ok_or(Error::<T>::BudgetSpent)?;
		policy.spent = policy
			.order
			.allowance
			.spend(&policy.spent, policy.elapsed(&now), cost)
			.ok_or(Error::<T>::PeriodSpent)?;
		policy.since = policy.ramp_from(&now);
		let buyer = policy.buyer.clone();
		Policies::<T>::insert(id, policy);
		Self::hold_for(HoldReason::Policy, HoldReason::Escrow, &buyer, price)?;
		let ticket = T::AgreementConsideration::new(&buyer, Self::purchase_footprint(tip))?;
		let agreement = Self::buy(listing_id, listing, terms, buyer.clone(), &party, bill, ticket)?;
		let executor = who.clone();
		if tip > 0 {
			Self::hold_for(HoldReason::Policy, HoldReason::Tip, &buyer, tip)?;
			let record = Tip { executor: executor.clone(), amount: tip, price };
			Tips::<T>::insert(agreement, record);
		}
		Self::deposit_event(Event::PolicyExecuted { policy: id, agreement, executor, price, tip });
		Ok(())
	}

	/// What the execution of a policy against these terms comes to, and everything that stands
	/// against it.
	pub(crate) fn fit(
		policy: &Policy<T>,
		listing: &Listing<T>,
		terms: &Terms<T>,
		revision: Revision,
		allow: Option<AllowProof>,
	) -> Fit {
		let (order, now) = (&policy.order, Self::moment());
		let arbiter = Self::arbiter_for(order, terms);
		let mut misfits = Self::misfits_of(policy, listing, terms, arbiter.as_ref());
		let mut request = Self::request_for(order, terms, revision, allow);
		// The arbiter is judged already: it was a stranger to the buyer when the order was made, and
		// has just been found among those of the listing.
		let (bill, refusals) = Self::judge(listing, terms, &policy.buyer, &request);
		request.party.arbiter = arbiter;
		// That no arbiter was found is a misfit of its own.
		let others = refusals.into_iter().filter(|refusal| *refusal != Refusal::ArbiterRequired);
		misfits.extend(others.map(Misfit::Purchase));
		if let Some(bill) = &bill {
			let limits = [
				(policy.accepted(&now), Misfit::Price),
				(policy.left_of_period(&now), Misfit::Period),
				(policy.budget, Misfit::Budget),
			];
			misfits.extend(
				limits
					.into_iter()
					.filter(|(limit, _)| bill.escrow > *limit)
					.map(|(_, misfit)| misfit),
			);
		}
		Fit { bill, party: request.party, misfits }
	}

	/// What the buyer would ask for, but the arbiter.
	fn request_for(
		order: &Order,
		terms: &Terms<T>,
		revision: Revision,
		allow: Option<AllowProof>,
	) -> Request {
		let mut request = Request {
			revision,
			quantity: order.quantity,
			// What it comes to is compared with what the policy accepts, in one place for all.
			max_price: u64::MAX,
			escrow: 0,
			duration: 0,
			anchor: None,
			party: Party { consumer: order.consumer.clone(), arbiter: None, allow, key: None },
		};
		match (order.want, &terms.pricing) {
			(Want::Metered { duration, .. }, Pricing::Metered(tariff)) => {
				let escrow = metered_escrow(tariff, order.quantity, duration);
				request.quantity = 0;
				request.escrow = escrow.unwrap_or(u64::MAX);
				request.duration = duration;
			},
			(Want::Uses { duration }, _) => request.duration = duration,
			(Want::Package { key, .. }, _) => request.party.key = Some(key),
			_ => {},
		}
		request
	}

	/// Everything in which the listing is not what the order asks for, but its price.
	fn misfits_of(
		policy: &Policy<T>,
		listing: &Listing<T>,
		terms: &Terms<T>,
		arbiter: Option<&AccountId32>,
	) -> Vec<Misfit> {
		let order = &policy.order;
		let (lasting, standby) = match &terms.pricing {
			Pricing::Metered(tariff) => (tariff.claim_period.into(), tariff.standby),
			Pricing::Cpp(cpp) => (cpp.claim_period.into(), 0),
			Pricing::PriceTag(_) | Pricing::Auction(_) => (terms.delivery, 0),
		};
		let root = terms.manifest.map(|manifest| manifest.root);
		let (charged_so, is_package, cheap_standby) = match (order.want, &terms.pricing) {
			(Want::Delivery, Pricing::PriceTag(_)) => (root.is_none(), true, true),
			(Want::Package { root: wanted, .. }, Pricing::PriceTag(_)) => {
				(root.is_some(), wanted.is_none() || wanted == root, true)
			},
			(Want::Metered { standby: most, .. }, Pricing::Metered(_)) => {
				(true, true, standby <= most)
			},
			(Want::Uses { .. }, Pricing::Cpp(_)) => (true, true, true),
			_ => (false, true, true),
		};
		let in_place = order
			.place
			.is_none_or(|place| listing.place.is_some_and(|listed| place.covers(&listed)));
		let checks = [
			(!policy.paused, Misfit::Paused),
			(T::Time::now() <= order.expires, Misfit::Expired),
			((listing.kind, listing.unit) == (order.kind, order.unit), Misfit::Resource),
			(in_place, Misfit::Place),
			(charged_so, Misfit::Pricing),
			(is_package, Misfit::Package),
			(
				order.reputation == 0 || Self::worth_selling(&terms.seller) >= order.reputation,
				Misfit::Reputation,
			),
			(order.security <= T::Devices::security_level(terms.provider()), Misfit::Security),
			(terms.window >= order.window, Misfit::Window),
			(lasting.max(terms.notice.into()) <= order.patience, Misfit::Patience),
			(cheap_standby, Misfit::Standby),
			(terms.arbiters.is_empty() || arbiter.is_some(), Misfit::Arbiter),
		];
		checks.into_iter().filter(|(good, _)| !good).map(|(_, misfit)| misfit).collect()
	}

	/// The arbiter whom both sides accept and the buyer likes best.
	fn arbiter_for(order: &Order, terms: &Terms<T>) -> Option<AccountId32> {
		let is_good = |arbiter: &&AccountId32| {
			terms
				.arbiters
				.iter()
				.any(|named| named.account == **arbiter && named.fee <= order.ruling)
				&& Arbiters::<T>::contains_key(arbiter)
		};
		order.arbiters.iter().find(is_good).cloned()
	}

	/// What is set aside for the executor: rounded down, and no more than what the policy may spend
	/// beside the price.
	pub(crate) fn tip_for(
		executor: &AccountId32,
		policy: &Policy<T>,
		terms: &Terms<T>,
		price: u64,
		now: &Moment,
	) -> u64 {
		let tip = part_of(price, policy.order.tip).min(policy.left(now).saturating_sub(price));
		if tip == 0 || Self::is_party(executor, policy, terms) {
			return 0;
		}
		tip
	}

	/// Whether the records of an execution show the executor on one of the sides that it brings
	/// together: as buyer or seller, as one of the devices or its owner, or as a receiver. To know
	/// more takes records of people who have nothing else to do with it, each of them a kilobyte of
	/// proof: [`Self::is_kin`] looks at them when the tip is paid.
	fn is_party(executor: &AccountId32, policy: &Policy<T>, terms: &Terms<T>) -> bool {
		let devices = [&policy.order.consumer, &terms.provider];
		[&policy.buyer, &terms.seller].contains(&executor)
			|| devices.into_iter().flatten().any(|device| {
				device == executor || T::Devices::owner_of(device).as_ref() == Some(executor)
			}) || terms.receivers.iter().any(|receiver| receiver.to == *executor)
	}

	/// Whether the executor has an owner in common with the buyer or the seller, or its owner shares
	/// in the revenue.
	pub(crate) fn is_kin(executor: &AccountId32, buyer: &AccountId32, terms: &Terms<T>) -> bool {
		let owner = Self::owner_of(executor);
		[buyer, &terms.seller].into_iter().any(|side| Self::owner_of(side) == owner)
			|| terms.receivers.iter().any(|receiver| receiver.to == owner)
	}

	/// Settles the tip of an agreement that is over, if there is one: in proportion to what was
	/// paid; the rest returns to the buyer. So does all of it if the executor turns out to be on a
	/// side, or cannot take it: nobody waits for that.
	pub(crate) fn settle_tip(id: AgreementId, agreement: &Agreement<T>) -> DispatchResult {
		let Some(tip) = Tips::<T>::take(id) else { return Ok(()) };
		let buyer = &agreement.buyer;
		let mut earned = tip.earned(agreement.paid);
		if earned > 0 && Self::is_kin(&tip.executor, buyer, &Self::terms_under(agreement)?) {
			earned = 0;
		}
		let taken =
			with_storage_layer(|| Self::transfer(HoldReason::Tip, buyer, &tip.executor, earned));
		let amount = if taken.is_ok() { earned } else { 0 };
		let returned = tip.amount.saturating_sub(amount);
		Self::release(HoldReason::Tip, buyer, returned)?;
		Self::deposit_event(Event::TipSettled {
			agreement: id,
			executor: tip.executor,
			amount,
			returned,
		});
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn a_place_covers_what_lies_within_it() {
		let place = |name: &[u8]| {
			let mut bytes = [0; Place::LENGTH];
			bytes[..name.len()].copy_from_slice(name);
			Place(bytes)
		};
		assert!(place(b"u33").covers(&place(b"u33")));
		assert!(place(b"u33").covers(&place(b"u33dbc")));
		assert!(!place(b"u33").covers(&place(b"u3")));
		assert!(!place(b"u33").covers(&place(b"u30dbc")));
	}

	proptest! {
		#[test]
		fn metered_use_never_costs_more_than_the_escrow_for_it(
			price in 0u64..1 << 40, per in 1u32..1 << 20, rate in 1u64..1 << 30,
			standby in 0u64..1 << 40, quantity in 1u64..1 << 30,
			duration in 1u64..400 * 86_400_000, at: u64,
		) {
			use crate::pricing::metered::Count;
			let tariff = Tariff::flat(price, per, rate, standby, u32::MAX);
			let escrow = metered_escrow(&tariff, quantity, duration).unwrap();
			let now = at % (duration + 1);
			let charge = tariff.charge(0, duration, &Count::default(), quantity, now, now);
			prop_assert!(charge.amount <= escrow);
		}

		#[test]
		fn a_tip_is_earned_as_the_price_is_paid(amount: u64, price in 1u64.., paid: u64) {
			let tip = Tip { executor: AccountId32::new([0; 32]), amount, price };
			let earned = tip.earned(paid);
			prop_assert!(earned <= amount);
			prop_assert_eq!(tip.earned(price), amount);
			prop_assert!(
				u128::from(earned) * u128::from(price) <= u128::from(amount) * u128::from(paid)
					|| paid >= price
			);
		}
	}
}
