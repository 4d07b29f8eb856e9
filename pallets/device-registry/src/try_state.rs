// SPDX-License-Identifier: Apache-2.0

//! What holds after every call.

use crate::{
	Chunks, Codes, Config, DeviceState, Devices, Fleets, HoldReason, LaterKeys, Lots,
	ManufacturerOf, Manufacturers, Offers, Operators, OwnedDevices, Pallet, PastKeys,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet's storage:
	///
	/// * a manufacturer's bond = what is held for it, and it counts its lots;
	/// * a lot counts the bits of its chunks, and no chunk is without a lot;
	/// * every device is in the indices, in its fleet's count, holds a provider reference, and has
	///   all its past keys until it is being forgotten; and the indices hold nothing else;
	/// * every key but a device's first is indexed by its account, and the account of a present one
	///   exists by it;
	/// * an offer is for a device of who made it; a fleet counts its devices and operators.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_manufacturers()?;
		Self::try_lots()?;
		Self::try_devices()?;
		Self::try_fleets()
	}

	fn try_manufacturers() -> Result<(), TryRuntimeError> {
		let mut lots = BTreeMap::<_, u32>::new();
		for lot in Lots::<T>::iter_values() {
			let count = lots.entry(lot.manufacturer).or_default();
			*count = count.saturating_add(1);
		}
		let mut makers = 0usize;
		for (id, maker) in Manufacturers::<T>::iter() {
			ensure!(
				ManufacturerOf::<T>::get(&maker.account) == Some(id),
				"a manufacturer is not found by its account"
			);
			ensure!(
				T::Currency::balance_on_hold(&HoldReason::Bond.into(), &maker.account)
					== maker.bond,
				"a bond is not what is held"
			);
			ensure!(
				lots.remove(&id).unwrap_or_default() == maker.lots,
				"a manufacturer miscounts its lots"
			);
			makers = makers.saturating_add(1);
		}
		ensure!(lots.is_empty(), "a lot has no manufacturer");
		ensure!(
			ManufacturerOf::<T>::iter().count() == makers,
			"an account acts for a manufacturer that is gone"
		);
		Ok(())
	}

	fn try_lots() -> Result<(), TryRuntimeError> {
		let mut claimed = BTreeMap::<_, u64>::new();
		for (lot, _, chunk) in Chunks::<T>::iter() {
			let bits: u32 = chunk.bits.iter().map(|byte| byte.count_ones()).sum();
			ensure!(bits > 0, "a chunk without a claim");
			let count = claimed.entry(lot).or_default();
			*count = count.saturating_add(bits.into());
		}
		for (id, lot) in Lots::<T>::iter() {
			let bits = claimed.remove(&id).unwrap_or_default();
			ensure!(
				bits == lot.claimed || (lot.closed && bits < lot.claimed),
				"a lot miscounts its claims"
			);
			ensure!(lot.claimed <= lot.size, "more claims than leaves");
		}
		ensure!(claimed.is_empty(), "a chunk has no lot");
		Ok(())
	}

	fn try_devices() -> Result<(), TryRuntimeError> {
		let mut past = BTreeMap::<_, u32>::new();
		let mut later = 0usize;
		for (id, generation, key) in PastKeys::<T>::iter() {
			let device = Devices::<T>::get(&id).ok_or("a past key has no device")?;
			ensure!(generation < device.generation, "a past key from the future");
			ensure!(key.from <= key.to && key.to <= device.key_since, "keys overlap");
			if generation > 0 {
				ensure!(
					LaterKeys::<T>::contains_key(Self::account_of(&key.key)),
					"a past key is not indexed"
				);
				later = later.saturating_add(1);
			}
			let count = past.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		let mut devices = 0usize;
		for (id, device) in Devices::<T>::iter() {
			ensure!(Codes::<T>::get(device.code).as_ref() == Some(&id), "a code is not indexed");
			ensure!(
				OwnedDevices::<T>::contains_key(&device.owner, &id),
				"an owner's device is not indexed"
			);
			ensure!(
				frame_system::Pallet::<T>::providers(&id) > 0,
				"a device has no provider reference"
			);
			if device.generation > 0 {
				let key = Self::account_of(&device.key);
				ensure!(LaterKeys::<T>::contains_key(&key), "a present key is not indexed");
				ensure!(
					frame_system::Pallet::<T>::sufficients(&key) > 0,
					"the account of a present key has no reference"
				);
				later = later.saturating_add(1);
			}
			let keys = past.remove(&id).unwrap_or_default();
			let retired = matches!(device.state, DeviceState::Retired { .. });
			ensure!(
				keys == device.generation || (retired && keys < device.generation),
				"a device lacks a past key"
			);
			ensure!(!retired || device.fleet.is_none(), "a retired device is in a fleet");
			devices = devices.saturating_add(1);
		}
		ensure!(Codes::<T>::iter().count() == devices, "a code has no device");
		ensure!(OwnedDevices::<T>::iter().count() == devices, "an index entry has no device");
		ensure!(LaterKeys::<T>::iter().count() == later, "an indexed key has no device");
		for (id, offer) in Offers::<T>::iter() {
			let device = Devices::<T>::get(&id).ok_or("an offer has no device")?;
			ensure!(device.owner == offer.from, "an offer is not the owner's");
			ensure!(device.state.allows_change(), "an offer of a retired device");
		}
		Ok(())
	}

	fn try_fleets() -> Result<(), TryRuntimeError> {
		let mut devices = BTreeMap::<_, u32>::new();
		for device in Devices::<T>::iter_values() {
			if let Some(fleet) = device.fleet {
				let record = Fleets::<T>::get(fleet).ok_or("a device's fleet is gone")?;
				ensure!(record.owner == device.owner, "a device is in another owner's fleet");
				let count = devices.entry(fleet).or_default();
				*count = count.saturating_add(1);
			}
		}
		let mut operators = BTreeMap::<_, u32>::new();
		for (fleet, _, operator) in Operators::<T>::iter() {
			ensure!(operator.permissions.is_valid(), "an operator with no permission");
			let count = operators.entry(fleet).or_default();
			*count = count.saturating_add(1);
		}
		for (id, fleet) in Fleets::<T>::iter() {
			ensure!(
				devices.remove(&id).unwrap_or_default() == fleet.devices,
				"a fleet miscounts its devices"
			);
			ensure!(
				operators.remove(&id).unwrap_or_default() == fleet.operators,
				"a fleet miscounts its operators"
			);
		}
		ensure!(operators.is_empty(), "an operator has no fleet");
		Ok(())
	}
}
