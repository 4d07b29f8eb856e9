// SPDX-License-Identifier: Apache-2.0

//! What other pallets may ask.

use crate::{BalanceOf, Config, Devices, Operators, Pallet, PastKeys};
use codec::Decode;
use frame_support::traits::Time;
use frame_system::pallet_prelude::BlockNumberFor;
use int_primitives::{
	directory::{DeviceDirectory, Permission, SecurityLevel},
	identity::DeviceKey,
};
use sp_runtime::{
	traits::{One, Zero},
	AccountId32, MultiSignature,
};

impl<T: Config> DeviceDirectory<AccountId32, BlockNumberFor<T>, BalanceOf<T>> for Pallet<T> {
	fn owner_of(device: &AccountId32) -> Option<AccountId32> {
		Devices::<T>::get(device).map(|device| device.owner)
	}

	fn fleet_of(device: &AccountId32) -> Option<u32> {
		Devices::<T>::get(device).and_then(|device| device.fleet)
	}

	fn may_act_for(who: &AccountId32, id: &AccountId32, permission: Permission) -> bool {
		let Some(device) = Devices::<T>::get(id) else { return false };
		if !device.state.allows_change() {
			return false;
		}
		Self::acts_by_itself(who, id, &device, permission)
			|| device
				.fleet
				.and_then(|fleet| Operators::<T>::get(fleet, who))
				.is_some_and(|operator| operator.allows(permission, T::Time::now()))
	}

	fn is_active(device: &AccountId32) -> bool {
		Devices::<T>::get(device).is_some_and(|device| device.state == crate::DeviceState::Active)
	}

	fn security_level(device: &AccountId32) -> SecurityLevel {
		Devices::<T>::get(device).map_or(SecurityLevel::Unattested, |device| device.security)
	}

	/// Reads one past key for each step of a binary search: the keys follow one another without a
	/// gap, so at most 32 reads.
	fn key_at(id: &AccountId32, at: BlockNumberFor<T>) -> Option<(u32, DeviceKey)> {
		let device = Devices::<T>::get(id)?;
		if at >= device.key_since {
			return Some((device.generation, device.key));
		}
		// The first generation whose time ends after `at`.
		let (mut low, mut high) = (0u32, device.generation);
		while low < high {
			let middle = low.saturating_add(high.saturating_sub(low) >> 1);
			if PastKeys::<T>::get(id, middle)?.to > at {
				high = middle;
			} else {
				low = middle.saturating_add(One::one());
			}
		}
		let past = PastKeys::<T>::get(id, low)?;
		(past.from <= at).then_some((low, past.key))
	}

	fn signed_by(id: &AccountId32, generation: u32, message: &[u8], signature: &[u8]) -> bool {
		let Ok(signature) = MultiSignature::decode(&mut &*signature) else { return false };
		Devices::<T>::get(id).is_some_and(|device| {
			device.generation == generation && Self::verifies(&device.key, message, &signature)
		})
	}

	fn slash_maker(device: &AccountId32, amount: BalanceOf<T>) -> BalanceOf<T> {
		Devices::<T>::get(device)
			.and_then(|device| device.manufacturer)
			.and_then(|maker| Self::do_slash(maker, amount).ok())
			.unwrap_or_else(Zero::zero)
	}
}
