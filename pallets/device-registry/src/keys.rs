// SPDX-License-Identifier: Apache-2.0

//! Keys: consents, rotation, and acting as the device.

use crate::{
	Config, Device, Devices, Error, Event, LaterKeys, OnKeyRotation, Pallet, PastKey, PastKeys,
	WeightInfo,
};
use codec::Encode;
use frame_support::{
	dispatch::{extract_actual_weight, DispatchResultWithPostInfo, GetDispatchInfo},
	pallet_prelude::*,
	traits::{Consideration, OriginTrait, Time},
};
use frame_system::pallet_prelude::OriginFor;
use int_primitives::{
	identity::DeviceKey,
	signed::{Body, Rotation, Statement},
	Digest, Millis,
};
use sp_runtime::{
	traits::{Dispatchable, IdentifyAccount, Verify, Zero},
	AccountId32, MultiSignature, MultiSigner,
};

impl<T: Config> Pallet<T> {
	/// The account of a key, as wallets derive it.
	pub fn account_of(key: &DeviceKey) -> AccountId32 {
		let signer = match key {
			DeviceKey::Ed25519(key) => MultiSigner::Ed25519((*key).into()),
			DeviceKey::Sr25519(key) => MultiSigner::Sr25519((*key).into()),
			DeviceKey::Ecdsa(key) => MultiSigner::Ecdsa((*key).into()),
		};
		signer.into_account()
	}

	/// Whether this is the account of a key that a device has, or that its record remembers.
	pub(crate) fn is_key_of_a_device(account: &AccountId32) -> bool {
		Devices::<T>::contains_key(account) || LaterKeys::<T>::contains_key(account)
	}

	/// The account of the present key no longer exists by it. The first key's is the device's own.
	pub(crate) fn drop_key_account(device: &Device<T>) {
		if device.generation > 0 {
			frame_system::Pallet::<T>::dec_sufficients(&Self::account_of(&device.key));
		}
	}

	/// The hash of block 0, which every statement is signed for.
	pub(crate) fn genesis() -> Digest {
		let mut genesis = Digest::default();
		let hash = frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		);
		genesis.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
		genesis
	}

	/// A consent that expires at `expires` is valid now, and not for too long.
	pub(crate) fn ensure_consent(expires: Millis) -> DispatchResult {
		let now = T::Time::now();
		ensure!(now <= expires, Error::<T>::ConsentExpired);
		ensure!(
			expires.saturating_sub(now) <= T::ConsentLifetime::get(),
			Error::<T>::ConsentTooLong
		);
		Ok(())
	}

	/// The signature is by this key over this statement. The scheme has to be the key's own: an
	/// `Eth` signature is another account's.
	pub(crate) fn ensure_signed_by<B: Body>(
		key: &DeviceKey,
		statement: &Statement<B>,
		signature: &MultiSignature,
	) -> DispatchResult {
		ensure!(Self::verifies(key, &statement.encode(), signature), Error::<T>::BadSignature);
		Ok(())
	}

	/// Whether the signature is by this key, in its scheme, over the message.
	pub(crate) fn verifies(key: &DeviceKey, message: &[u8], signature: &MultiSignature) -> bool {
		let same_scheme = matches!(
			(key, signature),
			(DeviceKey::Ed25519(_), MultiSignature::Ed25519(_))
				| (DeviceKey::Sr25519(_), MultiSignature::Sr25519(_))
				| (DeviceKey::Ecdsa(_), MultiSignature::Ecdsa(_))
		);
		same_scheme && signature.verify(message, &Self::account_of(key))
	}

	pub(crate) fn do_rotate_key(
		who: &AccountId32,
		id: AccountId32,
		key: DeviceKey,
		expires: Millis,
		signature: MultiSignature,
	) -> DispatchResult {
		// A retired one too: whose key is lost could not be emptied otherwise, and not forgotten.
		let mut device = Self::owned_device(who, &id)?;
		let account = Self::account_of(&key);
		ensure!(!Self::is_key_of_a_device(&account), Error::<T>::KeyUsedBefore);
		Self::ensure_consent(expires)?;
		let generation = device.generation.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		let consent = Statement::new(
			Self::genesis(),
			Rotation {
				owner: who.clone().into(),
				device: id.clone().into(),
				key: account.clone().into(),
				generation,
				expires,
			},
		);
		Self::ensure_signed_by(&key, &consent, &signature)?;
		let now = frame_system::Pallet::<T>::block_number();
		PastKeys::<T>::insert(
			&id,
			device.generation,
			PastKey { key: device.key, from: device.key_since, to: now },
		);
		device.ticket = device.ticket.update(who, Self::device_footprint(generation))?;
		Self::drop_key_account(&device);
		// Not a provider reference: to that the old key could tie a deposit of its own, and so keep
		// the next rotation from taking it away. This one always goes.
		frame_system::Pallet::<T>::inc_sufficients(&account);
		LaterKeys::<T>::insert(&account, ());
		device.key = key;
		device.key_since = now;
		device.generation = generation;
		Devices::<T>::insert(&id, device);
		T::OnKeyRotation::on_key_rotation(&id);
		Self::deposit_event(Event::KeyRotated { device: id, generation, key: account });
		Ok(())
	}

	pub(crate) fn do_as_device(
		mut origin: OriginFor<T>,
		who: &AccountId32,
		id: AccountId32,
		call: <T as Config>::RuntimeCall,
	) -> DispatchResultWithPostInfo {
		let device = Devices::<T>::get(&id).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(Self::account_of(&device.key) == *who, Error::<T>::NotDeviceKey);
		// The caller changes; the filters that it is under stay.
		origin.set_caller_from(frame_system::RawOrigin::Signed(id.clone()));
		let info = call.get_dispatch_info();
		let result = call.dispatch(origin);
		let weight =
			T::WeightInfo::as_device().saturating_add(extract_actual_weight(&result, &info));
		Self::deposit_event(Event::ActedAsDevice {
			device: id,
			result: result.map(|_| ()).map_err(|error| error.error),
		});
		match result {
			Ok(_) => Ok(Some(weight).into()),
			Err(mut error) => {
				error.post_info = Some(weight).into();
				Err(error)
			},
		}
	}
}
