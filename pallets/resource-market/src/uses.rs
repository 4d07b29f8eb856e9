// SPDX-License-Identifier: Apache-2.0

//! Proofs of end uses: receipts, and preimages of a buyer's chain of hashes.

use crate::{
	money::Host,
	pricing::{
		cpp::{opens, Proofs},
		Cpp, Pricing,
	},
	state::Action,
	Agreement, AgreementId, Agreements, Config, Error, Pallet, Progress, Receipts,
};
use frame_support::pallet_prelude::*;
use int_primitives::Digest;
use sp_runtime::AccountId32;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_submit_uses(who: &AccountId32, receipts: Receipts) -> DispatchResult {
		let (first, _) = receipts.first().ok_or(Error::<T>::ZeroAmount)?;
		let id = first.agreement;
		let mut agreement = Self::agreement_for(who, Action::Use, id)?;
		let cpp = Self::price_of_use(&agreement)?;
		let Progress::Uses { quantity, proofs: Proofs::Receipts(mut paid) } = agreement.progress
		else {
			return Err(Error::<T>::WrongProof.into());
		};
		let count = u64::try_from(receipts.len()).unwrap_or(u64::MAX);
		// The consumer could sign a high number to void what it has signed before. The seller gives
		// up what is its own.
		let may_skip = Self::speaks_for(who, &agreement.seller);
		for (receipt, signature) in receipts {
			ensure!(receipt.agreement == id, Error::<T>::WrongParties);
			Self::ensure_parties(&agreement, &receipt.provider, &receipt.consumer)?;
			ensure!(paid.note(receipt.number, may_skip), Error::<T>::ReceiptUsed);
			let (generation, expires) = (receipt.generation, receipt.expires);
			let (consumer, device) = (agreement.consumer(), agreement.consumer.as_ref());
			Self::ensure_signed_by(consumer, device, generation, expires, receipt, &signature)?;
		}
		agreement.progress = Progress::Uses { quantity, proofs: Proofs::Receipts(paid) };
		Self::pay_uses(id, agreement, &cpp, count)
	}

	pub(crate) fn do_reveal_uses(
		who: &AccountId32,
		id: AgreementId,
		preimage: Digest,
		steps: u32,
	) -> DispatchResult {
		let mut agreement = Self::agreement_for(who, Action::Use, id)?;
		let cpp = Self::price_of_use(&agreement)?;
		let Progress::Uses { quantity, proofs: Proofs::Preimages(anchor) } = agreement.progress
		else {
			return Err(Error::<T>::WrongProof.into());
		};
		let (genesis, listing) = (Self::genesis(), agreement.listing);
		let buyer = agreement.buyer.as_ref();
		ensure!(
			opens::<Host>(&genesis, listing, buyer, &anchor, &preimage, steps),
			Error::<T>::WrongPreimage
		);
		agreement.progress = Progress::Uses { quantity, proofs: Proofs::Preimages(preimage) };
		Self::pay_uses(id, agreement, &cpp, steps.into())
	}

	/// The price of a use, while one can be charged.
	fn price_of_use(agreement: &Agreement<T>) -> Result<Cpp, DispatchError> {
		let terms = Self::terms_under(agreement)?;
		let Pricing::Cpp(cpp) = terms.pricing else {
			return Err(Error::<T>::WrongKind.into());
		};
		ensure!(!Self::has_lapsed(agreement, &terms), Error::<T>::WindowOver);
		Ok(cpp)
	}

	fn pay_uses(
		id: AgreementId,
		mut agreement: Agreement<T>,
		cpp: &Cpp,
		count: u64,
	) -> DispatchResult {
		let due = cpp.cost(count).ok_or(Error::<T>::EscrowExhausted)?;
		Self::pay(id, &mut agreement, due)?;
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}
}
