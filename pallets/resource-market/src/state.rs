// SPDX-License-Identifier: Apache-2.0

//! The states of an agreement, and who may do what in each: the same table as in
//! `docs/concepts/market.md`, which a test compares.
//!
//! A closed agreement has no state, because it has no record.

use crate::{Agreement, Config, Error, Exchange, Pallet, Progress, TermsOf};
use codec::{Decode, Encode};
use frame_support::ensure;
use scale_info::TypeInfo;
use sp_runtime::{AccountId32, DispatchResult};

/// Where an agreement stands.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
	/// Nothing is delivered yet, or use goes on.
	Open,
	/// The buyer has accepted the ciphertext of a data package.
	Accepted,
	/// The seller claims to have delivered.
	Claimed,
	/// The key of a data package is public.
	Revealed,
	/// The escrow of metered use has run dry.
	Suspended,
	/// The buyer disputes a claim.
	Disputed,
}

/// What can be done with an agreement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
	/// Add to the escrow.
	TopUp,
	/// Take out of the escrow what no claim can reach.
	Withdraw,
	/// Give notice, or give up.
	Cancel,
	/// Claim to have delivered.
	Deliver,
	/// Say that it was delivered.
	Confirm,
	/// Bring the consumer's signed receipt of the delivery.
	Receipt,
	/// Accept the ciphertext of a data package.
	Accept,
	/// Reveal the key of a data package.
	Reveal,
	/// Prove that a package is not what was sold.
	Complain,
	/// Bring a voucher of the provider alone.
	Claim,
	/// Bring a countersigned voucher.
	Settle,
	/// Bring proofs of end uses.
	Use,
	/// Have paid what can no longer be disputed.
	Collect,
	/// Dispute what is claimed.
	Dispute,
	/// Answer a dispute.
	Answer,
	/// Rule a dispute.
	Rule,
	/// End a dispute that nobody answered or ruled in time.
	Resolve,
	/// End it after its time, and return the rest.
	Close,
}

/// Who may do it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
	/// Nobody.
	Nobody,
	/// The buyer.
	Buyer,
	/// The seller.
	Seller,
	/// The buyer or the seller.
	Either,
	/// The arbiter.
	Arbiter,
	/// Anyone.
	Anyone,
}

use Who::{Anyone, Arbiter, Buyer, Either, Nobody, Seller};

/// Who may take an action in which state. The columns are in the order of [`State`].
pub const TABLE: [(Action, [Who; 6]); 18] = [
	//                   open    accepted claimed revealed suspended disputed
	(Action::TopUp, [Buyer, Nobody, Nobody, Nobody, Buyer, Buyer]),
	(Action::Withdraw, [Buyer, Nobody, Nobody, Nobody, Nobody, Buyer]),
	(Action::Cancel, [Either, Seller, Seller, Seller, Either, Either]),
	(Action::Deliver, [Seller, Nobody, Nobody, Nobody, Nobody, Nobody]),
	(Action::Confirm, [Buyer, Buyer, Buyer, Buyer, Nobody, Buyer]),
	(Action::Receipt, [Anyone, Anyone, Anyone, Anyone, Nobody, Anyone]),
	(Action::Accept, [Buyer, Nobody, Nobody, Nobody, Nobody, Nobody]),
	(Action::Reveal, [Nobody, Seller, Nobody, Nobody, Nobody, Nobody]),
	(Action::Complain, [Nobody, Nobody, Nobody, Buyer, Nobody, Nobody]),
	(Action::Claim, [Anyone, Nobody, Nobody, Nobody, Nobody, Anyone]),
	(Action::Settle, [Anyone, Nobody, Nobody, Nobody, Anyone, Anyone]),
	(Action::Use, [Anyone, Nobody, Nobody, Nobody, Nobody, Nobody]),
	(Action::Collect, [Anyone, Nobody, Anyone, Anyone, Anyone, Nobody]),
	(Action::Dispute, [Buyer, Nobody, Buyer, Nobody, Buyer, Nobody]),
	(Action::Answer, [Nobody, Nobody, Nobody, Nobody, Nobody, Seller]),
	(Action::Rule, [Nobody, Nobody, Nobody, Nobody, Nobody, Arbiter]),
	(Action::Resolve, [Nobody, Nobody, Nobody, Nobody, Nobody, Anyone]),
	(Action::Close, [Anyone, Anyone, Nobody, Nobody, Anyone, Nobody]),
];

/// Who may take this action in this state.
pub fn permitted(state: State, action: Action) -> Who {
	let column = match state {
		State::Open => 0,
		State::Accepted => 1,
		State::Claimed => 2,
		State::Revealed => 3,
		State::Suspended => 4,
		State::Disputed => 5usize,
	};
	TABLE
		.iter()
		.find(|(row, _)| *row == action)
		.and_then(|(_, row)| row.get(column))
		.map_or(Nobody, |who| *who)
}

impl<T: Config> Agreement<T> {
	/// Where it stands.
	pub const fn state(&self) -> State {
		if self.disputed.is_some() {
			return State::Disputed;
		}
		match &self.progress {
			Progress::Delivery { claimed: Some(_), .. } => State::Claimed,
			Progress::Exchange { step: Exchange::Accepted { .. }, .. } => State::Accepted,
			Progress::Exchange { step: Exchange::Revealed { .. }, .. } => State::Revealed,
			Progress::Metered(meter) if meter.dry => State::Suspended,
			_ => State::Open,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Whether `who` may take the action as the agreement stands. Whether it fits what was bought
	/// (a receipt of delivery for metered use?) the action itself has to see.
	pub(crate) fn authorize(
		agreement: &Agreement<T>,
		action: Action,
		who: &AccountId32,
	) -> DispatchResult {
		match permitted(agreement.state(), action) {
			Nobody => Err(Error::<T>::WrongState.into()),
			Anyone => Ok(()),
			Buyer => {
				ensure!(Self::speaks_for(who, &agreement.buyer), Error::<T>::NotBuyer);
				Ok(())
			},
			Seller => {
				ensure!(Self::speaks_for(who, &agreement.seller), Error::<T>::NotSeller);
				Ok(())
			},
			Either => {
				ensure!(
					Self::speaks_for(who, &agreement.buyer)
						|| Self::speaks_for(who, &agreement.seller),
					Error::<T>::NotParty
				);
				Ok(())
			},
			Arbiter => {
				ensure!(Self::arbiter_of(agreement).as_ref() == Some(who), Error::<T>::NotArbiter);
				Ok(())
			},
		}
	}

	/// The arbiter of an agreement.
	pub(crate) fn arbiter_of(agreement: &Agreement<T>) -> Option<AccountId32> {
		let chosen = usize::from(agreement.arbiter?);
		let terms = TermsOf::<T>::get(agreement.listing, agreement.revision)?;
		terms.arbiters.get(chosen).map(|arbiter| arbiter.account.clone())
	}
}
