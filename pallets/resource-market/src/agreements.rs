// SPDX-License-Identifier: Apache-2.0

//! Agreements: escrow, deliveries, notice, and the end. Vouchers, proofs of use, data packages and
//! disputes have files of their own.

use crate::{
	disputes::Side,
	pricing::{Pricing, Tariff},
	state::Action,
	Agreement, AgreementId, Agreements, Basis, Config, Error, Event, Exchange, HoldReason, Meter,
	Pallet, Progress, Terms, TermsOf,
};
use frame_support::{
	pallet_prelude::*,
	traits::{Consideration, Time},
};
use int_primitives::{market::DeliveryReceipt, Millis};
use sp_runtime::{AccountId32, MultiSignature};

impl<T: Config> Pallet<T> {
	/// The agreement, for somebody who may take the action as it stands.
	pub(crate) fn agreement_for(
		who: &AccountId32,
		action: Action,
		id: AgreementId,
	) -> Result<Agreement<T>, DispatchError> {
		let agreement = Agreements::<T>::get(id).ok_or(Error::<T>::UnknownAgreement)?;
		Self::authorize(&agreement, action, who)?;
		Ok(agreement)
	}

	/// The terms that an agreement was made under.
	pub(crate) fn terms_under(agreement: &Agreement<T>) -> Result<Terms<T>, DispatchError> {
		TermsOf::<T>::get(agreement.listing, agreement.revision)
			.ok_or_else(|| Error::<T>::UnknownTerms.into())
	}

	/// The tariff of metered use: the agreement's own, or that of its terms.
	pub(crate) fn tariff_of(
		agreement: &Agreement<T>,
		meter: &Meter,
	) -> Result<Tariff, DispatchError> {
		if let Basis::Flat(flat) = meter.basis {
			return Ok(flat.tariff());
		}
		match Self::terms_under(agreement)?.pricing {
			Pricing::Metered(tariff) => Ok(tariff),
			_ => Err(Error::<T>::WrongKind.into()),
		}
	}

	pub(crate) fn do_top_up(who: &AccountId32, id: AgreementId, amount: u64) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::TopUp, id)?;
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let now = T::Time::now();
		let mut resumed = false;
		match &mut agreement.progress {
			Progress::Metered(meter) => {
				// Nothing is owed for the time without money.
				resumed = core::mem::take(&mut meter.dry);
				if resumed {
					meter.count.at = now;
					meter.count.carry = 0;
				}
			},
			Progress::Uses { .. } => {},
			_ => return Err(Error::<T>::WrongKind.into()),
		}
		ensure!(now <= agreement.ends, Error::<T>::WindowOver);
		// What was paid and what is held fit into an amount together, so that sums of it do.
		agreement.escrow = agreement
			.escrow
			.checked_add(amount)
			.filter(|escrow| u64::checked_add(*escrow, agreement.paid).is_some())
			.ok_or(Error::<T>::BadEscrow)?;
		Self::hold(HoldReason::Escrow, &agreement.buyer, amount)?;
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::ToppedUp { agreement: id, amount, resumed });
		Ok(())
	}

	/// What the buyer can withdraw now: what no claim can reach.
	pub(crate) fn withdrawable(agreement: &Agreement<T>) -> Result<u64, DispatchError> {
		let Progress::Metered(meter) = &agreement.progress else {
			return Err(Error::<T>::WrongKind.into());
		};
		let reach = Self::tariff_of(agreement, meter)?.reach(
			agreement.opened,
			agreement.ends,
			&meter.count,
			T::Time::now(),
		);
		Ok(agreement.available().saturating_sub(reach))
	}

	pub(crate) fn do_withdraw(who: &AccountId32, id: AgreementId, amount: u64) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Withdraw, id)?;
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(amount <= Self::withdrawable(&agreement)?, Error::<T>::WithinReach);
		agreement.escrow = agreement.escrow.saturating_sub(amount);
		Self::release(HoldReason::Escrow, &agreement.buyer, amount)?;
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::Withdrawn { agreement: id, amount });
		Ok(())
	}

	pub(crate) fn do_cancel(who: &AccountId32, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Cancel, id)?;
		let terms = Self::terms_under(&agreement)?;
		if terms.pricing.is_delivered() {
			if Self::speaks_for(who, &agreement.seller) {
				Self::end_dispute(id, &mut agreement, Side::Seller)?;
				return Self::finish(id, agreement, false);
			}
			// The buyer may hurry a seller who has not moved, and no other.
			ensure!(agreement.disputed.is_none(), Error::<T>::NotSeller);
			ensure!(!matches!(terms.pricing, Pricing::Auction(_)), Error::<T>::WonInAuction);
		}
		let ends = T::Time::now().saturating_add(terms.notice.into()).min(agreement.ends);
		agreement.ends = ends;
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::NoticeGiven { agreement: id, ends });
		Ok(())
	}

	pub(crate) fn do_deliver(who: &AccountId32, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Deliver, id)?;
		let terms = Self::terms_under(&agreement)?;
		ensure!(!Self::has_lapsed(&agreement, &terms), Error::<T>::WindowOver);
		let Progress::Delivery { claimed, .. } = &mut agreement.progress else {
			return Err(Error::<T>::WrongKind.into());
		};
		*claimed = Some(Self::moment());
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::DeliveryClaimed { agreement: id });
		Ok(())
	}

	pub(crate) fn do_confirm(who: &AccountId32, id: AgreementId) -> DispatchResult {
		let agreement = Self::agreement_for(who, Action::Confirm, id)?;
		Self::deliver_and_pay(id, agreement)
	}

	pub(crate) fn do_submit_receipt(
		who: &AccountId32,
		receipt: DeliveryReceipt,
		signature: MultiSignature,
	) -> DispatchResult {
		let id = receipt.agreement;
		let agreement = Self::agreement_for(who, Action::Receipt, id)?;
		Self::ensure_parties(&agreement, &receipt.provider, &receipt.consumer)?;
		let (generation, expires) = (receipt.generation, receipt.expires);
		let (consumer, device) = (agreement.consumer(), agreement.consumer.as_ref());
		Self::ensure_signed_by(consumer, device, generation, expires, receipt, &signature)?;
		Self::deliver_and_pay(id, agreement)
	}

	/// What is delivered as a whole is delivered: all of it is paid.
	fn deliver_and_pay(id: AgreementId, mut agreement: Agreement<T>) -> DispatchResult {
		ensure!(
			matches!(agreement.progress, Progress::Delivery { .. } | Progress::Exchange { .. }),
			Error::<T>::WrongKind
		);
		Self::end_dispute(id, &mut agreement, Side::Buyer)?;
		let price = agreement.escrow;
		Self::pay(id, &mut agreement, price)?;
		Self::finish(id, agreement, true)
	}

	/// A statement names this agreement's parties.
	pub(crate) fn ensure_parties(
		agreement: &Agreement<T>,
		provider: &[u8; 32],
		consumer: &[u8; 32],
	) -> DispatchResult {
		ensure!(
			AsRef::<[u8; 32]>::as_ref(agreement.provider()) == provider
				&& AsRef::<[u8; 32]>::as_ref(agreement.consumer()) == consumer,
			Error::<T>::WrongParties
		);
		Ok(())
	}

	/// Pays what is no longer disputable.
	pub(crate) fn do_collect(who: &AccountId32, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Collect, id)?;
		let window = Self::terms_under(&agreement)?.window;
		let since = match &agreement.progress {
			Progress::Metered(meter) => meter.first.map(|part| part.since),
			Progress::Delivery { claimed, .. } => *claimed,
			Progress::Exchange { step: Exchange::Revealed { at, .. }, .. } => Some(*at),
			_ => None,
		};
		let since = since.ok_or(Error::<T>::NothingClaimed)?;
		ensure!(Self::is_over(&since, window.into()), Error::<T>::WindowOpen);
		if matches!(agreement.progress, Progress::Metered(_)) {
			Self::pay_matured(id, &mut agreement, window)?;
			Agreements::<T>::insert(id, agreement);
		} else {
			Self::deliver_and_pay(id, agreement)?;
		}
		Ok(())
	}

	/// Until when the side that has to act can: the seller to deliver, to reveal a key, or to bring
	/// what it can still claim.
	fn deadline(agreement: &Agreement<T>, terms: &Terms<T>) -> Millis {
		match (&agreement.progress, &terms.pricing) {
			(Progress::Exchange { step: Exchange::Accepted { at, .. }, .. }, _) => {
				at.time.saturating_add(terms.delivery)
			},
			(_, Pricing::Metered(tariff)) => {
				agreement.ends.saturating_add(tariff.claim_period.into())
			},
			(_, Pricing::Cpp(cpp)) => agreement.ends.saturating_add(cpp.claim_period.into()),
			_ => agreement.ends,
		}
	}

	/// Whether the deadline has passed, in time and in blocks since somebody asked to close it.
	pub(crate) fn has_lapsed(agreement: &Agreement<T>, terms: &Terms<T>) -> bool {
		let now = Self::moment();
		let asked = agreement
			.closing
			.is_some_and(|block| now.block.saturating_sub(block) >= T::MinWindowBlocks::get());
		asked && now.time > Self::deadline(agreement, terms)
	}

	pub(crate) fn do_close(who: &AccountId32, id: AgreementId) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Close, id)?;
		let terms = Self::terms_under(&agreement)?;
		let now = Self::moment();
		let begins = match agreement.progress {
			Progress::Metered(_) | Progress::Uses { .. } => agreement.ends,
			_ => Self::deadline(&agreement, &terms),
		};
		ensure!(now.time > begins, Error::<T>::StillRunning);
		// The seller may give up what is left of the time; all others announce it first.
		if !Self::speaks_for(who, &agreement.seller) && !Self::has_lapsed(&agreement, &terms) {
			ensure!(agreement.closing.is_none(), Error::<T>::WindowOpen);
			agreement.closing = Some(now.block);
			Agreements::<T>::insert(id, agreement);
			Self::deposit_event(Event::Closing { agreement: id });
			return Ok(());
		}
		Self::pay_matured(id, &mut agreement, terms.window)?;
		if let Progress::Metered(meter) = &agreement.progress {
			ensure!(meter.first.is_none(), Error::<T>::ClaimOpen);
		}
		let sold = agreement.paid > 0;
		Self::finish(id, agreement, sold)
	}

	/// Pays the parts of an open claim whose windows have passed. The caller writes the agreement.
	pub(crate) fn pay_matured(
		id: AgreementId,
		agreement: &mut Agreement<T>,
		window: u32,
	) -> DispatchResult {
		let mut due = 0u64;
		if let Progress::Metered(meter) = &mut agreement.progress {
			while let Some(part) =
				meter.first.filter(|part| Self::is_over(&part.since, window.into()))
			{
				due = due.saturating_add(part.amount);
				meter.settled = part.upto;
				meter.first = meter.rest.take();
			}
		}
		Self::pay(id, agreement, due)
	}

	/// The end of an agreement: what is left returns to the buyer, and nothing stays behind.
	pub(crate) fn finish(id: AgreementId, agreement: Agreement<T>, sold: bool) -> DispatchResult {
		let (paid, returned) = (agreement.paid, agreement.escrow);
		Self::release(HoldReason::Escrow, &agreement.buyer, returned)?;
		Self::settle_tip(id, &agreement)?;
		Self::leave_terms(agreement.listing, agreement.revision)?;
		Self::give_back(agreement.listing, agreement.progress.quantity(), sold);
		Self::grow_names(id, &agreement);
		Agreements::<T>::remove(id);
		agreement.ticket.drop(&agreement.buyer)?;
		Self::deposit_event(Event::Closed { agreement: id, paid, returned });
		Ok(())
	}
}
