// SPDX-License-Identifier: Apache-2.0

//! Fleets and their operators, and who may act for a device.

use crate::{
	Config, Device, Devices, Error, Event, Fleet, FleetId, Fleets, Name, NextFleet, Operator,
	Operators, Pallet, Permissions,
};
use frame_support::{
	pallet_prelude::*,
	traits::{Consideration, Footprint, Time},
};
use int_primitives::{directory::Permission, Millis};
use sp_runtime::AccountId32;

impl<T: Config> Pallet<T> {
	/// What a fleet with this many operators takes up.
	pub(crate) fn fleet_footprint(operators: u32) -> Footprint {
		let fixed = <(FleetId, Fleet<T>)>::max_encoded_len();
		let each = <(FleetId, AccountId32, Operator)>::max_encoded_len();
		let all = usize::try_from(operators).unwrap_or(usize::MAX).saturating_mul(each);
		Footprint::from_parts(1, fixed.saturating_add(all))
	}

	pub(crate) fn do_create_fleet(owner: AccountId32, name: Name) -> DispatchResult {
		let fleet = Self::next_number::<NextFleet<T>>()?;
		let ticket = T::FleetConsideration::new(&owner, Self::fleet_footprint(0))?;
		Fleets::<T>::insert(
			fleet,
			Fleet { owner: owner.clone(), name, devices: 0, operators: 0, ticket },
		);
		Self::deposit_event(Event::FleetCreated { fleet, owner });
		Ok(())
	}

	fn owned_fleet(who: &AccountId32, fleet: FleetId) -> Result<Fleet<T>, DispatchError> {
		let record = Fleets::<T>::get(fleet).ok_or(Error::<T>::UnknownFleet)?;
		ensure!(record.owner == *who, Error::<T>::NotOwner);
		Ok(record)
	}

	pub(crate) fn do_dissolve_fleet(who: &AccountId32, fleet: FleetId) -> DispatchResult {
		let record = Self::owned_fleet(who, fleet)?;
		ensure!(record.devices == 0 && record.operators == 0, Error::<T>::FleetNotEmpty);
		record.ticket.drop(who)?;
		Fleets::<T>::remove(fleet);
		Self::deposit_event(Event::FleetDissolved { fleet });
		Ok(())
	}

	pub(crate) fn do_assign(who: &AccountId32, id: AccountId32, fleet: FleetId) -> DispatchResult {
		let mut device = Self::changeable_device(who, &id)?;
		ensure!(device.fleet.is_none(), Error::<T>::InFleet);
		let mut record = Self::owned_fleet(who, fleet)?;
		record.devices = record.devices.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		device.fleet = Some(fleet);
		Fleets::<T>::insert(fleet, record);
		Devices::<T>::insert(&id, device);
		Self::deposit_event(Event::DeviceAssigned { device: id, fleet });
		Ok(())
	}

	pub(crate) fn do_unassign(who: &AccountId32, id: AccountId32) -> DispatchResult {
		let mut device = Self::owned_device(who, &id)?;
		ensure!(device.fleet.is_some(), Error::<T>::NotInFleet);
		Self::leave_fleet(&id, &mut device)?;
		Devices::<T>::insert(&id, device);
		Ok(())
	}

	/// Takes the device out of its fleet, if it is in one; the caller writes the device.
	pub(crate) fn leave_fleet(id: &AccountId32, device: &mut Device<T>) -> DispatchResult {
		if let Some(fleet) = device.fleet.take() {
			Fleets::<T>::try_mutate(fleet, |record| {
				let record = record.as_mut().ok_or(Error::<T>::UnknownFleet)?;
				record.devices = record.devices.saturating_sub(1);
				Ok::<_, DispatchError>(())
			})?;
			Self::deposit_event(Event::DeviceUnassigned { device: id.clone(), fleet });
		}
		Ok(())
	}

	pub(crate) fn do_set_operator(
		who: &AccountId32,
		fleet: FleetId,
		operator: AccountId32,
		permissions: Permissions,
		per_day: u32,
		expires: Option<Millis>,
	) -> DispatchResult {
		let mut record = Self::owned_fleet(who, fleet)?;
		ensure!(permissions.is_valid() && per_day > 0, Error::<T>::BadPermissions);
		let now = T::Time::now();
		ensure!(expires.is_none_or(|expires| expires > now), Error::<T>::BadExpiry);
		// A change of limits does not hand out a fresh allowance.
		let (day, used) = match Operators::<T>::get(fleet, &operator) {
			Some(present) => (present.day, present.used),
			None => {
				let operators = record.operators.saturating_add(1);
				ensure!(operators <= T::MaxOperators::get(), Error::<T>::TooManyOperators);
				record.ticket = record.ticket.update(who, Self::fleet_footprint(operators))?;
				record.operators = operators;
				Fleets::<T>::insert(fleet, record);
				(now, 0)
			},
		};
		let limits = Operator { permissions, per_day, expires, day, used };
		Operators::<T>::insert(fleet, &operator, limits);
		Self::deposit_event(Event::OperatorSet { fleet, operator, permissions, per_day, expires });
		Ok(())
	}

	pub(crate) fn do_remove_operator(
		who: &AccountId32,
		fleet: FleetId,
		operator: AccountId32,
	) -> DispatchResult {
		let mut record = Fleets::<T>::get(fleet).ok_or(Error::<T>::UnknownFleet)?;
		ensure!(record.owner == *who || operator == *who, Error::<T>::NotOwner);
		ensure!(Operators::<T>::take(fleet, &operator).is_some(), Error::<T>::UnknownOperator);
		record.operators = record.operators.saturating_sub(1);
		record.ticket =
			record.ticket.update(&record.owner, Self::fleet_footprint(record.operators))?;
		Fleets::<T>::insert(fleet, record);
		Self::deposit_event(Event::OperatorRemoved { fleet, operator });
		Ok(())
	}

	/// The device, for somebody who may do this to it. Counts an operator's action.
	pub(crate) fn device_for(
		who: &AccountId32,
		id: &AccountId32,
		permission: Permission,
	) -> Result<Device<T>, DispatchError> {
		let device = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(device.state.allows_change(), Error::<T>::WrongState);
		if !Self::acts_by_itself(who, id, &device, permission) {
			let fleet = device.fleet.ok_or(Error::<T>::NotPermitted)?;
			let now = T::Time::now();
			Operators::<T>::try_mutate(fleet, who, |operator| {
				let operator = operator.as_mut().ok_or(Error::<T>::NotPermitted)?;
				ensure!(operator.allows(permission, now), Error::<T>::NotPermitted);
				operator.count(now);
				Ok::<_, DispatchError>(())
			})?;
		}
		Ok(device)
	}

	/// Whether `who` needs no operator's permission: the owner, and the device itself but for its
	/// own life cycle.
	pub(crate) fn acts_by_itself(
		who: &AccountId32,
		id: &AccountId32,
		device: &Device<T>,
		permission: Permission,
	) -> bool {
		device.owner == *who || (who == id && permission != Permission::Lifecycle)
	}
}
