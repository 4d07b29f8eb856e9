// SPDX-License-Identifier: Apache-2.0

//! Manufacturers: registration, standing with governance, bond.

use crate::{
	BalanceOf, Cid, Config, Error, Event, HoldReason, Manufacturer, ManufacturerId, ManufacturerOf,
	ManufacturerState, Manufacturers, Name, NextManufacturer, Pallet,
};
use frame_support::{
	pallet_prelude::*,
	traits::{
		fungible::{BalancedHold, MutateHold},
		tokens::Precision,
		Consideration, Footprint, OnUnbalanced,
	},
};
use sp_runtime::{
	traits::{Saturating, Zero},
	AccountId32,
};

impl<T: Config> Pallet<T> {
	/// Takes the next number of a counter; an error when none is left.
	pub(crate) fn next_number<S: frame_support::StorageValue<u32, Query = u32>>(
	) -> Result<u32, DispatchError> {
		S::try_mutate(|next| {
			let number = *next;
			*next = next.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
			Ok(number)
		})
	}

	pub(crate) fn do_register_manufacturer(
		account: AccountId32,
		name: Name,
		metadata: Option<Cid>,
	) -> Result<ManufacturerId, DispatchError> {
		ensure!(!ManufacturerOf::<T>::contains_key(&account), Error::<T>::ManufacturerExists);
		let id = Self::next_number::<NextManufacturer<T>>()?;
		let bond = T::ManufacturerBond::get();
		T::Currency::hold(&HoldReason::Bond.into(), &account, bond)?;
		let ticket = T::ManufacturerConsideration::new(
			&account,
			Footprint::from_mel::<(Manufacturer<T>, AccountId32, ManufacturerId)>(),
		)?;
		let manufacturer = Manufacturer {
			account: account.clone(),
			name,
			metadata,
			state: ManufacturerState::Registered,
			bond,
			lots: 0,
			ticket,
		};
		Manufacturers::<T>::insert(id, manufacturer);
		ManufacturerOf::<T>::insert(&account, id);
		Self::deposit_event(Event::ManufacturerRegistered { manufacturer: id, account });
		Ok(id)
	}

	/// The manufacturer that the account acts for.
	pub(crate) fn manufacturer_of(
		account: &AccountId32,
	) -> Result<(ManufacturerId, Manufacturer<T>), DispatchError> {
		let id = ManufacturerOf::<T>::get(account).ok_or(Error::<T>::UnknownManufacturer)?;
		let record = Manufacturers::<T>::get(id).ok_or(Error::<T>::UnknownManufacturer)?;
		Ok((id, record))
	}

	pub(crate) fn do_update_manufacturer(
		account: &AccountId32,
		name: Name,
		metadata: Option<Cid>,
	) -> DispatchResult {
		let (id, mut record) = Self::manufacturer_of(account)?;
		if record.name != name {
			match &mut record.state {
				ManufacturerState::Frozen { verified } => *verified = false,
				state => *state = ManufacturerState::Registered,
			}
		}
		record.name = name;
		record.metadata = metadata;
		Manufacturers::<T>::insert(id, record);
		Self::deposit_event(Event::ManufacturerUpdated { manufacturer: id });
		Ok(())
	}

	pub(crate) fn do_verify_manufacturer(id: ManufacturerId) -> DispatchResult {
		Self::change_state(id, |state| match state {
			ManufacturerState::Registered => Ok(ManufacturerState::Verified),
			ManufacturerState::Verified => Err(Error::<T>::ManufacturerStateUnchanged.into()),
			ManufacturerState::Frozen { .. } => Err(Error::<T>::ManufacturerFrozen.into()),
		})
	}

	pub(crate) fn do_freeze_manufacturer(id: ManufacturerId) -> DispatchResult {
		Self::change_state(id, |state| match state {
			ManufacturerState::Registered => Ok(ManufacturerState::Frozen { verified: false }),
			ManufacturerState::Verified => Ok(ManufacturerState::Frozen { verified: true }),
			ManufacturerState::Frozen { .. } => Err(Error::<T>::ManufacturerStateUnchanged.into()),
		})
	}

	pub(crate) fn do_release_manufacturer(id: ManufacturerId) -> DispatchResult {
		Self::change_state(id, |state| match state {
			ManufacturerState::Frozen { verified: true } => Ok(ManufacturerState::Verified),
			ManufacturerState::Frozen { verified: false } => Ok(ManufacturerState::Registered),
			_ => Err(Error::<T>::ManufacturerStateUnchanged.into()),
		})
	}

	fn change_state(
		id: ManufacturerId,
		change: impl FnOnce(ManufacturerState) -> Result<ManufacturerState, DispatchError>,
	) -> DispatchResult {
		let state = Manufacturers::<T>::try_mutate(id, |record| {
			let record = record.as_mut().ok_or(Error::<T>::UnknownManufacturer)?;
			record.state = change(record.state)?;
			Ok::<_, DispatchError>(record.state)
		})?;
		Self::deposit_event(Event::ManufacturerStateChanged { manufacturer: id, state });
		Ok(())
	}

	/// Takes up to `amount` of the bond; returns how much it was.
	pub(crate) fn do_slash(
		id: ManufacturerId,
		amount: BalanceOf<T>,
	) -> Result<BalanceOf<T>, DispatchError> {
		let mut record = Manufacturers::<T>::get(id).ok_or(Error::<T>::UnknownManufacturer)?;
		let wanted = amount.min(record.bond);
		let (credit, missing) =
			T::Currency::slash(&HoldReason::Bond.into(), &record.account, wanted);
		let taken = wanted.saturating_sub(missing);
		record.bond = record.bond.saturating_sub(taken);
		Manufacturers::<T>::insert(id, record);
		T::OnSlash::on_unbalanced(credit);
		Self::deposit_event(Event::BondSlashed { manufacturer: id, amount: taken });
		Ok(taken)
	}

	pub(crate) fn do_top_up_bond(account: &AccountId32) -> DispatchResult {
		let (id, mut record) = Self::manufacturer_of(account)?;
		let added = T::ManufacturerBond::get().saturating_sub(record.bond);
		ensure!(!added.is_zero(), Error::<T>::BondFull);
		T::Currency::hold(&HoldReason::Bond.into(), account, added)?;
		record.bond = record.bond.saturating_add(added);
		Manufacturers::<T>::insert(id, record);
		Self::deposit_event(Event::BondToppedUp { manufacturer: id, added });
		Ok(())
	}

	pub(crate) fn do_withdraw_manufacturer(account: &AccountId32) -> DispatchResult {
		let (id, record) = Self::manufacturer_of(account)?;
		ensure!(record.state.allows_withdrawal(), Error::<T>::ManufacturerFrozen);
		ensure!(record.lots == 0, Error::<T>::LotsRemain);
		T::Currency::release(&HoldReason::Bond.into(), account, record.bond, Precision::Exact)?;
		record.ticket.drop(account)?;
		Manufacturers::<T>::remove(id);
		ManufacturerOf::<T>::remove(account);
		Self::deposit_event(Event::ManufacturerWithdrawn { manufacturer: id });
		Ok(())
	}
}
