// SPDX-License-Identifier: Apache-2.0

//! Making, funding, limiting and closing pots.

use crate::{
	quota::{Quota, Usage},
	wiring::{Fleets, Sponsorable},
	Balance, CallKinds, Config, Error, Event, FleetId, GasOf, Pallet, Pot, Pots, Usages,
	WeightInfo,
};
use frame_support::{
	pallet_prelude::*,
	traits::{
		fungible::{Balanced, Inspect},
		tokens::{Fortitude, Precision, Preservation, Provenance},
		Consideration, Footprint, Imbalance, Time,
	},
};
use sp_runtime::{traits::AccountIdConversion, AccountId32};

/// The most records that one call removes.
const MAX_LIMIT: u32 = 64;

impl<T: Config> Pallet<T> {
	/// The account that holds the GAS of all pots.
	pub fn account() -> AccountId32 {
		T::PalletId::get().into_account_truncating()
	}

	/// The least balance of a GAS account, which a pot with anything in it keeps.
	pub(crate) fn floor() -> Balance {
		GasOf::<T>::minimum_balance()
	}

	pub(crate) fn pot_footprint() -> Footprint {
		Footprint::from_parts(1, <(FleetId, Pot<T>)>::max_encoded_len())
	}

	pub(crate) fn do_create_pot(
		owner: AccountId32,
		fleet: FleetId,
		kinds: CallKinds,
		device_quota: Quota,
		fleet_quota: Quota,
	) -> DispatchResult {
		ensure!(T::Fleets::owner(fleet).as_ref() == Some(&owner), Error::<T>::NotFleetOwner);
		ensure!(!Pots::<T>::contains_key(fleet), Error::<T>::PotExists);
		Self::ensure_limits(kinds, &device_quota, &fleet_quota)?;
		let ticket = T::PotConsideration::new(&owner, Self::pot_footprint())?;
		let pot = Pot {
			owner: owner.clone(),
			kinds,
			device_quota,
			fleet_quota,
			used: Usage::new(T::Time::now()),
			gas: 0,
			reserved: 0,
			devices: 0,
			closing: false,
			ticket,
		};
		Pots::<T>::insert(fleet, pot);
		Self::deposit_event(Event::PotCreated { fleet, owner });
		Self::deposit_event(Event::PotLimited { fleet, kinds, device_quota, fleet_quota });
		Ok(())
	}

	fn ensure_limits(
		kinds: CallKinds,
		device_quota: &Quota,
		fleet_quota: &Quota,
	) -> DispatchResult {
		let known = u32::try_from(T::Sponsorable::names().len()).unwrap_or(u32::MAX);
		ensure!(CallKinds::first(known).contains(kinds), Error::<T>::UnknownKinds);
		ensure!(device_quota.is_valid() && fleet_quota.is_valid(), Error::<T>::BadQuota);
		Ok(())
	}

	fn open_pot(fleet: FleetId) -> Result<Pot<T>, DispatchError> {
		let pot = Pots::<T>::get(fleet).ok_or(Error::<T>::UnknownPot)?;
		ensure!(!pot.closing, Error::<T>::PotClosing);
		Ok(pot)
	}

	pub(crate) fn do_fund_pot(by: AccountId32, fleet: FleetId, amount: Balance) -> DispatchResult {
		let mut pot = Self::open_pot(fleet)?;
		ensure!(amount > 0, Error::<T>::NothingToDo);
		// What is withdrawn can be more than `amount`: what would have been left of the account.
		let credit = GasOf::<T>::withdraw(
			&by,
			amount,
			Precision::Exact,
			Preservation::Expendable,
			Fortitude::Polite,
		)?;
		let amount = credit.peek();
		pot.gas = pot.gas.checked_add(amount).ok_or(Error::<T>::TooMuch)?;
		ensure!(pot.total() >= Self::floor(), Error::<T>::TooLittleLeft);
		GasOf::<T>::resolve(&Self::account(), credit).map_err(|_| Error::<T>::TooMuch)?;
		Pots::<T>::insert(fleet, pot);
		Self::deposit_event(Event::PotFunded { fleet, by, amount });
		Ok(())
	}

	pub(crate) fn do_limit_pot(
		who: &AccountId32,
		fleet: FleetId,
		kinds: CallKinds,
		device_quota: Quota,
		fleet_quota: Quota,
	) -> DispatchResult {
		let mut pot = Self::open_pot(fleet)?;
		ensure!(pot.owner == *who, Error::<T>::NotPotOwner);
		Self::ensure_limits(kinds, &device_quota, &fleet_quota)?;
		pot.used.settle(&pot.fleet_quota, T::Time::now());
		pot.kinds = kinds;
		pot.device_quota = device_quota;
		pot.fleet_quota = fleet_quota;
		Pots::<T>::insert(fleet, pot);
		Self::deposit_event(Event::PotLimited { fleet, kinds, device_quota, fleet_quota });
		Ok(())
	}

	pub(crate) fn do_withdraw_pot(
		who: &AccountId32,
		fleet: FleetId,
		amount: Balance,
	) -> DispatchResult {
		let mut pot = Pots::<T>::get(fleet).ok_or(Error::<T>::UnknownPot)?;
		ensure!(pot.owner == *who, Error::<T>::NotPotOwner);
		ensure!(amount > 0, Error::<T>::NothingToDo);
		pot.gas = pot.gas.checked_sub(amount).ok_or(Error::<T>::NotEnough)?;
		let left = pot.total();
		ensure!(left == 0 || left >= Self::floor(), Error::<T>::TooLittleLeft);
		Pots::<T>::insert(fleet, pot);
		Self::pay_out(who, amount)?;
		Self::deposit_event(Event::PotWithdrawn { fleet, amount });
		Ok(())
	}

	/// GAS out of the pots' account to `to`.
	fn pay_out(to: &AccountId32, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		// Asked first, or a refused payment would burn before it is rolled back.
		GasOf::<T>::can_deposit(to, amount, Provenance::Extant).into_result()?;
		let credit = GasOf::<T>::withdraw(
			&Self::account(),
			amount,
			Precision::Exact,
			Preservation::Expendable,
			Fortitude::Polite,
		)?;
		GasOf::<T>::resolve(to, credit).map_err(|_| DispatchError::Unavailable)
	}

	pub(crate) fn do_close_pot(
		who: &AccountId32,
		fleet: FleetId,
		limit: u32,
	) -> DispatchResultWithPostInfo {
		ensure!((1..=MAX_LIMIT).contains(&limit), Error::<T>::BadLimit);
		let mut pot = Pots::<T>::get(fleet).ok_or(Error::<T>::UnknownPot)?;
		let anyone_may = pot.closing || T::Fleets::owner(fleet).as_ref() != Some(&pot.owner);
		ensure!(anyone_may || pot.owner == *who, Error::<T>::NotPotOwner);
		let mut removed = 0u32;
		for (_, usage) in
			Usages::<T>::drain_prefix(fleet).take(usize::try_from(limit).unwrap_or(usize::MAX))
		{
			removed = removed.saturating_add(1);
			pot.reserved = pot.reserved.saturating_sub(usage.deposit);
			pot.gas = pot.gas.saturating_add(usage.deposit);
		}
		pot.devices = pot.devices.saturating_sub(removed);
		if pot.devices > 0 {
			pot.closing = true;
			Self::deposit_event(Event::PotClosing { fleet, devices: pot.devices });
			Pots::<T>::insert(fleet, pot);
		} else {
			Self::pay_out(&pot.owner, pot.gas)?;
			pot.ticket.drop(&pot.owner)?;
			Pots::<T>::remove(fleet);
			Self::deposit_event(Event::PotClosed { fleet, amount: pot.gas });
		}
		Ok(Some(<T as Config>::WeightInfo::close_pot(removed)).into())
	}

	pub(crate) fn do_forget_usage(fleet: FleetId, device: AccountId32) -> DispatchResult {
		let usage = Usages::<T>::take(fleet, &device).ok_or(Error::<T>::UnknownUsage)?;
		Pots::<T>::try_mutate(fleet, |pot| {
			let pot = pot.as_mut().ok_or(Error::<T>::UnknownPot)?;
			// A record that goes too early would come back with a full quota.
			ensure!(
				usage.used.is_recovered(&pot.device_quota, T::Time::now()),
				Error::<T>::NotRecovered
			);
			pot.reserved = pot.reserved.saturating_sub(usage.deposit);
			pot.gas = pot.gas.saturating_add(usage.deposit);
			pot.devices = pot.devices.saturating_sub(1);
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::UsageForgotten { fleet, device });
		Ok(())
	}
}
