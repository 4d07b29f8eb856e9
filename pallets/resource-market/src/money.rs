// SPDX-License-Identifier: Apache-2.0

//! What moves GAS, and what every other file needs: time, signatures, who speaks for whom.
//!
//! Money leaves a hold in four ways only: to a receiver, to a receiver's share on the market's
//! account, burned, or back to its owner.

use crate::{
	parameters::fee_on, pricing::part_of, Agreement, AgreementId, Basis, Conditions, Config, Error,
	Event, HoldReason, MarketParameters, Meter, Moment, OnGasBurned, Pallet, Progress, TermsOf,
};
use codec::Encode;
use frame_support::{
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{
		fungible::{Inspect, Mutate, MutateHold, UnbalancedHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Time,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use int_primitives::{
	directory::{DeviceDirectory, Permission},
	merkle::Hasher,
	signed::{Body, Statement},
	Digest, Millis,
};
use sp_runtime::{
	traits::{AccountIdConversion, One, SaturatedConversion, Verify, Zero},
	AccountId32, MultiSignature,
};

/// SHA-256 by the host.
pub(crate) struct Host;

impl Hasher for Host {
	fn sha256(parts: &[&[u8]]) -> Digest {
		sp_io::hashing::sha2_256(&parts.concat())
	}
}

impl<T: Config> Pallet<T> {
	/// The market's own account, which holds the shares that their receivers cannot take. It needs
	/// the minimum balance of GAS; the runtime's genesis gives it that, or the first seller does.
	pub fn account() -> AccountId32 {
		T::PalletId::get().into_account_truncating()
	}

	/// What governance set, within its bounds.
	pub(crate) fn parameters() -> MarketParameters {
		T::Parameters::get().within_bounds()
	}

	/// This block and its time.
	pub(crate) fn moment() -> Moment {
		Moment {
			time: T::Time::now(),
			block: frame_system::Pallet::<T>::block_number().saturated_into(),
		}
	}

	/// Whether a window that began at `since` is over.
	pub(crate) fn is_over(since: &Moment, window: Millis) -> bool {
		since.is_over(window, T::MinWindowBlocks::get(), &Self::moment())
	}

	/// The hash of block 0, which every statement is signed for.
	pub(crate) fn genesis() -> Digest {
		let mut genesis = Digest::default();
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		genesis.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
		genesis
	}

	/// The next number of a counter.
	pub(crate) fn next_number<Counter, N>() -> Result<N, DispatchError>
	where
		Counter: frame_support::StorageValue<N, Query = N>,
		N: codec::FullCodec + Copy + One + sp_runtime::traits::CheckedAdd,
	{
		let number = Counter::get();
		Counter::put(number.checked_add(&N::one()).ok_or(Error::<T>::NumbersExhausted)?);
		Ok(number)
	}

	/// Whether `who` may trade in the name of `account`.
	pub(crate) fn speaks_for(who: &AccountId32, account: &AccountId32) -> bool {
		who == account || T::Devices::may_act_for(who, account, Permission::Trade)
	}

	/// The account in whose name the caller acts: its own if none is named.
	pub(crate) fn in_whose_name(
		who: &AccountId32,
		name: Option<AccountId32>,
	) -> Result<AccountId32, DispatchError> {
		let account = name.unwrap_or_else(|| who.clone());
		ensure!(Self::speaks_for(who, &account), Error::<T>::NotYours);
		Ok(account)
	}

	/// The statement has not expired, and this account's present key signed it on this chain.
	///
	/// A registered device signs with its present key, of which the registry knows the generation.
	/// Any other account signs with the key that it is, and generation 0; but not the `device` of an
	/// agreement that has left the registry since, whose first key may be anybody's by now.
	pub(crate) fn ensure_signed_by<B: Body>(
		signer: &AccountId32,
		device: Option<&AccountId32>,
		generation: u32,
		expires: Millis,
		body: B,
		signature: &MultiSignature,
	) -> DispatchResult {
		ensure!(T::Time::now() <= expires, Error::<T>::StatementExpired);
		let message = Statement::new(Self::genesis(), body).encode();
		let good = if T::Devices::owner_of(signer).is_some() {
			T::Devices::signed_by(signer, generation, &message, &signature.encode())
		} else {
			device != Some(signer)
				&& generation == 0
				&& signature.verify(message.as_slice(), signer)
		};
		ensure!(good, Error::<T>::BadSignature);
		Ok(())
	}

	/// Puts GAS on hold.
	pub(crate) fn hold(reason: HoldReason, who: &AccountId32, amount: u64) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Gas::hold(&reason.into(), who, amount.into())
			.map_err(|_| Error::<T>::FundsMissing.into())
	}

	/// Gives GAS on hold back to its owner.
	pub(crate) fn release(reason: HoldReason, who: &AccountId32, amount: u64) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Gas::release(&reason.into(), who, amount.into(), Precision::Exact).map(|_| ())
	}

	/// Changes what GAS of an account is on hold for. It is never free in between, so that nothing
	/// that freezes an account stops it.
	pub(crate) fn hold_for(
		from: HoldReason,
		to: HoldReason,
		who: &AccountId32,
		amount: u64,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let amount = amount.into();
		T::Gas::decrease_balance_on_hold(&from.into(), who, amount, Precision::Exact)?;
		T::Gas::increase_balance_on_hold(&to.into(), who, amount, Precision::Exact)?;
		Ok(())
	}

	/// Burns GAS that is on hold.
	pub(crate) fn burn(reason: HoldReason, who: &AccountId32, amount: u64) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let burned = T::Gas::burn_held(
			&reason.into(),
			who,
			amount.into(),
			Precision::Exact,
			Fortitude::Force,
		)?;
		T::OnGasBurned::burned(burned);
		Ok(())
	}

	/// Moves GAS that is on hold to somebody who is free to use it.
	pub(crate) fn transfer(
		reason: HoldReason,
		from: &AccountId32,
		to: &AccountId32,
		amount: u64,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Gas::transfer_on_hold(
			&reason.into(),
			from,
			to,
			amount.into(),
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
		.map(|_| ())
	}

	/// Sees to it that the market's account exists, at the expense of `seller` if it does not.
	pub(crate) fn ensure_market_account(seller: &AccountId32) -> DispatchResult {
		let (market, least) = (Self::account(), T::Gas::minimum_balance());
		if T::Gas::balance(&market) >= least {
			return Ok(());
		}
		T::Gas::transfer(seller, &market, least, Preservation::Preserve)
			.map(|_| ())
			.map_err(|_| Error::<T>::FundsMissing.into())
	}

	/// Pays `amount` out of an escrow: the fee is burned, the rest goes to the receivers. The caller
	/// writes the agreement.
	pub(crate) fn pay(
		id: AgreementId,
		agreement: &mut Agreement<T>,
		amount: u64,
	) -> DispatchResult {
		Self::pay_under(id, agreement, amount, None)
	}

	/// The same, to the receivers in the agreement's conditions if the caller has them.
	pub(crate) fn pay_under(
		id: AgreementId,
		agreement: &mut Agreement<T>,
		amount: u64,
		conditions: Option<&Conditions>,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let paid = agreement.paid.checked_add(amount).ok_or(Error::<T>::BadEscrow)?;
		let escrow = agreement.escrow.checked_sub(amount).ok_or(Error::<T>::EscrowExhausted)?;
		let fee = fee_on(paid, agreement.fee).saturating_sub(fee_on(agreement.paid, agreement.fee));
		Self::burn(HoldReason::Escrow, &agreement.buyer, fee)?;
		Self::distribute(agreement, amount.saturating_sub(fee), conditions)?;
		agreement.paid = paid;
		agreement.escrow = escrow;
		Self::deposit_event(Event::Paid { agreement: id, amount, fee });
		Ok(())
	}

	/// Divides what is paid among the receivers, who are read from the terms only if neither the
	/// agreement nor the caller knows them.
	fn distribute(
		agreement: &Agreement<T>,
		amount: u64,
		conditions: Option<&Conditions>,
	) -> DispatchResult {
		if matches!(&agreement.progress, Progress::Metered(Meter { basis: Basis::Flat(_), .. })) {
			return Self::give(agreement, &agreement.seller, amount);
		}
		if let Some(Conditions { split, .. }) = conditions {
			return Self::divide(agreement, amount, split.iter().map(|one| (&one.to, one.parts)));
		}
		let terms = Self::terms_under(agreement)?;
		Self::divide(agreement, amount, terms.receivers.iter().map(|one| (&one.to, one.parts)))
	}

	/// Gives each receiver its parts of a million. What rounding leaves goes to the first.
	fn divide<'a>(
		agreement: &Agreement<T>,
		amount: u64,
		mut receivers: impl Iterator<Item = (&'a AccountId32, u32)>,
	) -> DispatchResult {
		let (first, _) = receivers.next().ok_or(Error::<T>::UnknownTerms)?;
		let mut left = amount;
		for (to, parts) in receivers {
			let part = part_of(amount, parts);
			left = left.saturating_sub(part);
			Self::give(agreement, to, part)?;
		}
		Self::give(agreement, first, left)
	}

	/// Gives a receiver its part, or keeps it for the receiver if it cannot take it: below the
	/// minimum balance of an account that does not exist, or blocked. Nobody else waits for that.
	fn give(agreement: &Agreement<T>, to: &AccountId32, amount: u64) -> DispatchResult {
		let (escrow, buyer) = (HoldReason::Escrow, &agreement.buyer);
		let taken = with_storage_layer(|| Self::transfer(escrow, buyer, to, amount));
		if taken.is_ok() {
			return Ok(());
		}
		let market = Self::account();
		Self::transfer(escrow, buyer, &market, amount)?;
		Self::hold(HoldReason::Share, &market, amount)?;
		let (listing, revision) = (agreement.listing, agreement.revision);
		TermsOf::<T>::try_mutate(listing, revision, |terms| {
			let receiver = terms
				.as_mut()
				.and_then(|terms| terms.receivers.iter_mut().find(|receiver| receiver.to == *to))
				.ok_or(Error::<T>::UnknownTerms)?;
			receiver.accrued =
				receiver.accrued.checked_add(amount).ok_or(Error::<T>::NumbersExhausted)?;
			Ok::<_, DispatchError>(())
		})?;
		let receiver = to.clone();
		Self::deposit_event(Event::ShareAccrued { listing, revision, receiver, amount });
		Ok(())
	}
}
