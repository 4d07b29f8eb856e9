// SPDX-License-Identifier: Apache-2.0

//! The fair exchange of a data package, as `int_primitives::package` explains it: the buyer accepts
//! a ciphertext, the seller reveals its key, and a chunk that contradicts the manifest refunds.

use crate::{
	money::Host, state::Action, AgreementId, Agreements, Config, Error, Event, Exchange, Pallet,
	Progress,
};
use frame_support::pallet_prelude::*;
use int_primitives::{
	package::{check_complaint, key_hash, AcceptedCiphertext, Complaint},
	Digest,
};
use sp_runtime::AccountId32;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_accept_package(
		who: &AccountId32,
		id: AgreementId,
		accepted: AcceptedCiphertext,
	) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Accept, id)?;
		let terms = Self::terms_under(&agreement)?;
		ensure!(!Self::has_lapsed(&agreement, &terms), Error::<T>::WindowOver);
		let Progress::Exchange { step, .. } = &mut agreement.progress else {
			return Err(Error::<T>::WrongKind.into());
		};
		*step = Exchange::Accepted { accepted, at: Self::moment() };
		agreement.closing = None;
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::PackageAccepted { agreement: id, accepted });
		Ok(())
	}

	pub(crate) fn do_reveal_key(who: &AccountId32, id: AgreementId, key: Digest) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Reveal, id)?;
		let terms = Self::terms_under(&agreement)?;
		ensure!(!Self::has_lapsed(&agreement, &terms), Error::<T>::WindowOver);
		let Progress::Exchange { step, .. } = &mut agreement.progress else {
			return Err(Error::<T>::WrongKind.into());
		};
		let Exchange::Accepted { accepted, .. } = *step else {
			return Err(Error::<T>::WrongState.into());
		};
		ensure!(key_hash::<Host>(&key) == accepted.key_hash, Error::<T>::WrongKey);
		*step = Exchange::Revealed { accepted, at: Self::moment() };
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::KeyRevealed { agreement: id, key });
		Ok(())
	}

	pub(crate) fn do_complain(
		who: &AccountId32,
		id: AgreementId,
		key: Digest,
		complaint: Complaint,
	) -> DispatchResult {
		let agreement = Self::agreement_for(who, Action::Complain, id)?;
		let terms = Self::terms_under(&agreement)?;
		let Progress::Exchange { step: Exchange::Revealed { accepted, at }, .. } =
			&agreement.progress
		else {
			return Err(Error::<T>::WrongKind.into());
		};
		ensure!(!Self::is_over(at, terms.window.into()), Error::<T>::WindowOver);
		let manifest = terms.manifest.ok_or(Error::<T>::WrongKind)?;
		let contradiction = check_complaint::<Host>(&manifest, accepted, &key, &complaint)
			.map_err(|_| Error::<T>::ComplaintRefused)?;
		Self::deposit_event(Event::ComplaintUpheld { agreement: id, contradiction });
		Self::finish(id, agreement, false)
	}
}
