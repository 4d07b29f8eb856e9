// SPDX-License-Identifier: Apache-2.0

//! Questions of clients, answered by the runtime API and by view functions alike.

use crate::{
	ChallengeVerdict, Codes, Config, Device, DeviceInfo, DevicePage, DeviceState, Devices,
	Genuineness, KeyRecord, ManufacturerInfo, Manufacturers, OwnedDevices, Pallet, PastKeys, PAGE,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::traits::Time;
use frame_system::pallet_prelude::BlockNumberFor;
use int_primitives::{
	signed::{Challenge, Statement},
	Digest,
};
use sp_runtime::{AccountId32, MultiSignature};

impl<T: Config> Pallet<T> {
	fn describe(id: AccountId32, device: Device<T>) -> DeviceInfo<BlockNumberFor<T>> {
		DeviceInfo {
			id,
			owner: device.owner,
			key: device.key,
			key_account: Self::account_of(&device.key),
			generation: device.generation,
			key_since: device.key_since,
			manufacturer: device.manufacturer,
			place: device.place,
			model: device.model.into_inner(),
			code: device.code,
			class: device.class,
			security: device.security,
			firmware: device.firmware,
			metadata: device.metadata.map(|metadata| metadata.into_inner()),
			fleet: device.fleet,
			state: device.state,
		}
	}

	pub(crate) fn query_device(id: AccountId32) -> Option<DeviceInfo<BlockNumberFor<T>>> {
		Devices::<T>::get(&id).map(|device| Self::describe(id, device))
	}

	pub(crate) fn query_device_by_code(code: Digest) -> Option<DeviceInfo<BlockNumberFor<T>>> {
		Codes::<T>::get(code).and_then(Self::query_device)
	}

	pub(crate) fn query_devices_of(
		owner: AccountId32,
		cursor: Option<AccountId32>,
		limit: u32,
	) -> DevicePage<BlockNumberFor<T>> {
		let limit = usize::try_from(limit.min(PAGE)).unwrap_or(0);
		let mut ids = match cursor {
			Some(cursor) => OwnedDevices::<T>::iter_key_prefix_from(
				&owner,
				OwnedDevices::<T>::hashed_key_for(&owner, cursor),
			),
			None => OwnedDevices::<T>::iter_key_prefix(&owner),
		};
		let devices: Vec<_> = ids.by_ref().take(limit).filter_map(Self::query_device).collect();
		let cursor = devices
			.last()
			.map(|device: &DeviceInfo<_>| device.id.clone())
			.filter(|_| ids.next().is_some());
		DevicePage { devices, cursor }
	}

	pub(crate) fn query_challenge(
		answer: Challenge,
		signature: MultiSignature,
	) -> ChallengeVerdict {
		let Some(device) = Devices::<T>::get(AccountId32::from(answer.device)) else {
			return ChallengeVerdict::UnknownDevice;
		};
		if matches!(device.state, DeviceState::Retired { .. }) {
			return ChallengeVerdict::Retired;
		}
		if answer.generation != device.generation {
			return ChallengeVerdict::WrongGeneration { current: device.generation };
		}
		if T::Time::now() > answer.expires {
			return ChallengeVerdict::Expired;
		}
		let statement = Statement::new(Self::genesis(), answer);
		if Self::verifies(&device.key, &statement.encode(), &signature) {
			ChallengeVerdict::Genuine
		} else {
			ChallengeVerdict::BadSignature
		}
	}

	pub(crate) fn query_genuine(code: Digest) -> Genuineness<BlockNumberFor<T>> {
		let Some(device) = Self::query_device_by_code(code) else { return Genuineness::Unknown };
		let Some(id) = device.manufacturer else { return Genuineness::SelfDeclared { device } };
		let manufacturer = Manufacturers::<T>::get(id).map(|maker| ManufacturerInfo {
			id,
			account: maker.account,
			name: maker.name.into_inner(),
			state: maker.state,
		});
		Genuineness::Made { device, manufacturer }
	}

	pub(crate) fn query_key_history(
		id: AccountId32,
		from: u32,
	) -> Vec<KeyRecord<BlockNumberFor<T>>> {
		let Some(device) = Devices::<T>::get(&id) else { return Vec::new() };
		let last = from.saturating_add(PAGE.saturating_sub(1)).min(device.generation);
		(from..=last)
			.filter_map(|generation| {
				if generation == device.generation {
					return Some(KeyRecord {
						generation,
						key: device.key,
						from: device.key_since,
						to: None,
					});
				}
				let past = PastKeys::<T>::get(&id, generation)?;
				Some(KeyRecord { generation, key: past.key, from: past.from, to: Some(past.to) })
			})
			.collect()
	}
}
