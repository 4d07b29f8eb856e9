// SPDX-License-Identifier: Apache-2.0

//! Arbiters, and disputes about what is claimed.
//!
//! A dispute sets the claimed amount aside. While it lasts nothing else of the agreement becomes
//! payable by time alone; what the consumer countersigns is paid as ever.

use crate::{
	pricing::{part_of, MILLION},
	state::Action,
	Agreement, AgreementId, Agreements, Arbiter, Arbiters, Cid, Config, Dispute, Disputes, Error,
	Event, HoldReason, Moment, NamedArbiter, Outcome, Pallet, Progress,
};
use frame_support::{
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{Consideration, Footprint},
};
use sp_runtime::AccountId32;

/// A side of a dispute.
#[derive(Clone, Copy)]
pub(crate) enum Side {
	Buyer,
	Seller,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_arbiter(who: AccountId32, fee: u64, metadata: Cid) -> DispatchResult {
		ensure!(fee >= Self::parameters().least_bond, Error::<T>::FeeTooLow);
		let ticket = match Arbiters::<T>::get(&who) {
			Some(present) => present.ticket,
			None => T::ArbiterConsideration::new(
				&who,
				Footprint::from_parts(1, <(AccountId32, Arbiter<T>)>::max_encoded_len()),
			)?,
		};
		Arbiters::<T>::insert(&who, Arbiter { fee, metadata, ticket });
		Self::deposit_event(Event::ArbiterRegistered { arbiter: who, fee });
		Ok(())
	}

	pub(crate) fn do_retire_arbiter(who: AccountId32) -> DispatchResult {
		let arbiter = Arbiters::<T>::take(&who).ok_or(Error::<T>::UnknownArbiter)?;
		arbiter.ticket.drop(&who)?;
		Self::deposit_event(Event::ArbiterRetired { arbiter: who });
		Ok(())
	}

	pub(crate) fn do_dispute(who: &AccountId32, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Dispute, id)?;
		let terms = Self::terms_under(&agreement)?;
		// What the buyer let pass is no longer disputable.
		Self::pay_matured(id, &mut agreement, terms.window)?;
		let (amount, from, upto) = match &mut agreement.progress {
			Progress::Metered(meter) => {
				let (amount, from) = (meter.claimed(), meter.settled);
				let last = meter.rest.take().or(meter.first);
				meter.first = None;
				meter.settled = last.map_or(from, |part| part.upto);
				(amount, from, meter.settled)
			},
			Progress::Delivery { claimed: Some(at), .. } => {
				ensure!(!Self::is_over(at, terms.window.into()), Error::<T>::WindowOver);
				(agreement.escrow, 0, 0)
			},
			_ => return Err(Error::<T>::WrongKind.into()),
		};
		ensure!(amount > 0, Error::<T>::NothingClaimed);
		let chosen = agreement.arbiter.and_then(|chosen| terms.arbiters.get(usize::from(chosen)));
		let Some(NamedArbiter { account: arbiter, fee: bond }) = chosen.cloned() else {
			Self::deposit_event(Event::ClaimRefused { agreement: id, amount });
			return Self::go_on(id, agreement, false);
		};
		Self::hold(HoldReason::Bond, &agreement.buyer, bond)?;
		let parameters = Self::parameters();
		let dispute = Dispute {
			arbiter: arbiter.clone(),
			bond,
			from,
			upto,
			raised: Self::moment(),
			answer_within: parameters.answer_within,
			answered: None,
			rule_within: parameters.rule_within,
		};
		Disputes::<T>::insert(id, dispute);
		agreement.disputed = Some(amount);
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::Disputed { agreement: id, amount, arbiter });
		Ok(())
	}

	pub(crate) fn do_answer(who: &AccountId32, id: AgreementId) -> DispatchResult {
		let agreement = Self::agreement_for(who, Action::Answer, id)?;
		let mut dispute = Disputes::<T>::get(id).ok_or(Error::<T>::WrongState)?;
		ensure!(dispute.answered.is_none(), Error::<T>::AlreadyAnswered);
		ensure!(!Self::is_over(&dispute.raised, dispute.answer_within), Error::<T>::WindowOver);
		Self::hold(HoldReason::Bond, &agreement.seller, dispute.bond)?;
		dispute.answered = Some(Self::moment());
		Disputes::<T>::insert(id, dispute);
		Self::deposit_event(Event::DisputeAnswered { agreement: id });
		Ok(())
	}

	pub(crate) fn do_rule(who: &AccountId32, id: AgreementId, award: u32) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Rule, id)?;
		ensure!(award <= MILLION, Error::<T>::BadAward);
		let dispute = Disputes::<T>::get(id).ok_or(Error::<T>::WrongState)?;
		let answered = dispute.answered.ok_or(Error::<T>::NotAnswered)?;
		ensure!(!Self::is_over(&answered, dispute.rule_within), Error::<T>::WindowOver);
		// Each side bears the fee as far as it lost. What rounding leaves is the seller's part.
		let by_buyer = part_of(dispute.bond, award);
		let by_seller = dispute.bond.saturating_sub(by_buyer);
		for (party, fee) in [(&agreement.buyer, by_buyer), (&agreement.seller, by_seller)] {
			Self::transfer(HoldReason::Bond, party, &dispute.arbiter, fee)
				.map_err(|_| Error::<T>::CannotReceive)?;
			Self::release(HoldReason::Bond, party, dispute.bond.saturating_sub(fee))?;
		}
		let disputed = agreement.disputed.unwrap_or_default();
		let awarded = part_of(disputed, award);
		let returned = disputed.saturating_sub(awarded);
		Self::drop_dispute(id, &mut agreement, Outcome::Ruled, awarded, returned);
		Self::pay(id, &mut agreement, awarded)?;
		Self::go_on(id, agreement, awarded > 0)
	}

	pub(crate) fn do_resolve(who: &AccountId32, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Resolve, id)?;
		let dispute = Disputes::<T>::get(id).ok_or(Error::<T>::WrongState)?;
		let (since, window, outcome) = match &dispute.answered {
			None => (&dispute.raised, dispute.answer_within, Outcome::Unanswered),
			Some(answered) => (answered, dispute.rule_within, Outcome::Unruled),
		};
		ensure!(Self::is_over(since, window), Error::<T>::WindowOpen);
		let returned = agreement.disputed.unwrap_or_default();
		Self::return_bonds(&agreement, &dispute)?;
		Self::drop_dispute(id, &mut agreement, outcome, 0, returned);
		Self::go_on(id, agreement, false)
	}

	/// Ends a dispute because a side gave in, if there is one.
	pub(crate) fn end_dispute(
		id: AgreementId,
		agreement: &mut Agreement<T>,
		by: Side,
	) -> DispatchResult {
		match Disputes::<T>::get(id) {
			Some(dispute) => Self::concede(id, agreement, &dispute, by, 0),
			None => Ok(()),
		}
	}

	/// Ends a dispute because a side gave in.
	///
	/// From the seller's answer on the arbiter is at work, and who gives in pays the fee as whoever
	/// loses: otherwise the loser would give in as soon as the ruling is seen in the pool. An arbiter
	/// that cannot take the fee holds nobody up, and gets none.
	pub(crate) fn concede(
		id: AgreementId,
		agreement: &mut Agreement<T>,
		dispute: &Dispute,
		by: Side,
		awarded: u64,
	) -> DispatchResult {
		if dispute.answered.is_some() {
			let (loser, winner) = match by {
				Side::Buyer => (&agreement.buyer, &agreement.seller),
				Side::Seller => (&agreement.seller, &agreement.buyer),
			};
			let (reason, bond) = (HoldReason::Bond, dispute.bond);
			let arbiter = &dispute.arbiter;
			let paid = with_storage_layer(|| Self::transfer(reason, loser, arbiter, bond));
			Self::release(reason, loser, if paid.is_ok() { 0 } else { bond })?;
			Self::release(reason, winner, bond)?;
		} else {
			Self::return_bonds(agreement, dispute)?;
		}
		Self::drop_dispute(id, agreement, Outcome::Conceded, awarded, 0);
		Ok(())
	}

	/// Returns the bonds of a dispute that costs no fee.
	pub(crate) fn return_bonds(agreement: &Agreement<T>, dispute: &Dispute) -> DispatchResult {
		Self::release(HoldReason::Bond, &agreement.buyer, dispute.bond)?;
		if dispute.answered.is_some() {
			Self::release(HoldReason::Bond, &agreement.seller, dispute.bond)?;
		}
		Ok(())
	}

	/// Removes a dispute. What becomes of bonds and amount is the caller's matter.
	///
	/// What is still open of the claim can be disputed for a whole window from now.
	pub(crate) fn drop_dispute(
		id: AgreementId,
		agreement: &mut Agreement<T>,
		outcome: Outcome,
		awarded: u64,
		returned: u64,
	) {
		Disputes::<T>::remove(id);
		agreement.disputed = None;
		let since: Moment = Self::moment();
		if let Progress::Metered(meter) = &mut agreement.progress {
			for part in [&mut meter.first, &mut meter.rest].into_iter().flatten() {
				part.since = since;
			}
		}
		Self::deposit_event(Event::DisputeEnded { agreement: id, outcome, awarded, returned });
	}

	/// After a claim was judged: metered use goes on, a delivery is over.
	fn go_on(id: AgreementId, agreement: Agreement<T>, sold: bool) -> DispatchResult {
		if matches!(agreement.progress, Progress::Metered(_)) {
			Agreements::<T>::insert(id, agreement);
			return Ok(());
		}
		Self::finish(id, agreement, sold)
	}
}
