// SPDX-License-Identifier: Apache-2.0

//! Devices: how they come in, live, change hands and go.

use crate::{
	lots::MAX_REAP, Cid, Codes, Config, Device, DeviceClass, DeviceState, Devices, Error, Event,
	LaterKeys, LotId, LotPlace, LotProof, Lots, ManufacturerId, ManufacturerOf, Manufacturers,
	Model, Offer, Offers, OwnedDevices, Pallet, PastKey, PastKeys, Serial, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	pallet_prelude::*,
	traits::{Consideration, Footprint, Time},
};
use frame_system::{pallet_prelude::BlockNumberFor, AccountInfo};
use int_primitives::{
	directory::{Permission, SecurityLevel},
	identity::{device_code, lot_leaf, DeviceKey},
	merkle::{self, Hasher},
	signed::{Registration, Statement},
	Digest, Millis,
};
use sp_runtime::{AccountId32, MultiSignature};

type NonceOf<T> = <T as frame_system::Config>::Nonce;
type AccountDataOf<T> = <T as frame_system::Config>::AccountData;

/// SHA-256 by the host.
pub(crate) struct Host;

impl Hasher for Host {
	fn sha256(parts: &[&[u8]]) -> Digest {
		sp_io::hashing::sha2_256(&parts.concat())
	}
}

/// What comes in with a device.
struct Newcomer {
	owner: AccountId32,
	key: DeviceKey,
	manufacturer: Option<ManufacturerId>,
	place: Option<LotPlace>,
	model: Model,
	code: Digest,
	class: DeviceClass,
	security: SecurityLevel,
	firmware: Option<Digest>,
	metadata: Option<Cid>,
	expires: Millis,
	signature: MultiSignature,
}

impl<T: Config> Pallet<T> {
	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_register_device(
		owner: AccountId32,
		key: DeviceKey,
		model: Model,
		serial: Serial,
		class: DeviceClass,
		metadata: Option<Cid>,
		expires: Millis,
		signature: MultiSignature,
	) -> DispatchResult {
		let manufacturer = ManufacturerOf::<T>::get(&owner);
		if let Some(maker) = manufacturer {
			Self::ensure_maker_allows(maker)?;
		}
		let code = Self::code_of(&owner, &model, &serial)?;
		let device = Self::enrol(Newcomer {
			owner: owner.clone(),
			key,
			manufacturer,
			place: None,
			model,
			code,
			class,
			security: SecurityLevel::Unattested,
			firmware: None,
			metadata,
			expires,
			signature,
		})?;
		Self::deposit_event(Event::DeviceRegistered { device, owner, code });
		Ok(())
	}

	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_claim_device(
		owner: AccountId32,
		lot: LotId,
		index: u32,
		key: DeviceKey,
		serial: Serial,
		class: DeviceClass,
		metadata: Option<Cid>,
		proof: LotProof,
		expires: Millis,
		signature: MultiSignature,
	) -> DispatchResult {
		let mut record = Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
		ensure!(!record.closed, Error::<T>::LotClosed);
		let maker = Self::ensure_maker_allows(record.manufacturer)?;
		let code = Self::code_of(&maker, &record.model, &serial)?;
		let leaf = lot_leaf::<Host>(&code, Self::account_of(&key).as_ref());
		ensure!(
			merkle::verify::<Host>(&record.root, record.size, index.into(), &leaf, &proof),
			Error::<T>::BadProof
		);
		Self::claim_leaf(lot, &mut record, index, &owner)?;
		let device = Self::enrol(Newcomer {
			owner: owner.clone(),
			key,
			manufacturer: Some(record.manufacturer),
			place: Some(LotPlace { lot, index }),
			model: record.model.clone(),
			code,
			class,
			security: record.security,
			firmware: record.firmware,
			metadata,
			expires,
			signature,
		})?;
		Lots::<T>::insert(lot, record);
		Self::deposit_event(Event::DeviceClaimed { device, owner, code, lot, index });
		Ok(())
	}

	/// The account of a maker whose devices may come in.
	fn ensure_maker_allows(manufacturer: ManufacturerId) -> Result<AccountId32, DispatchError> {
		let maker = Manufacturers::<T>::get(manufacturer).ok_or(Error::<T>::UnknownManufacturer)?;
		ensure!(maker.state.allows_devices(), Error::<T>::ManufacturerFrozen);
		Ok(maker.account)
	}

	fn code_of(
		maker: &AccountId32,
		model: &Model,
		serial: &Serial,
	) -> Result<Digest, DispatchError> {
		device_code::<Host>(maker.as_ref(), model, serial).ok_or(Error::<T>::BadProof.into())
	}

	/// Writes the record and indices of a device that consents to its owner.
	fn enrol(new: Newcomer) -> Result<AccountId32, DispatchError> {
		let id = Self::account_of(&new.key);
		ensure!(id != new.owner, Error::<T>::OwnsItself);
		ensure!(!Self::is_key_of_a_device(&id), Error::<T>::DeviceExists);
		ensure!(!Codes::<T>::contains_key(new.code), Error::<T>::CodeTaken);
		Self::ensure_consent(new.expires)?;
		let consent = Statement::new(
			Self::genesis(),
			Registration {
				owner: new.owner.clone().into(),
				device: id.clone().into(),
				code: new.code,
				expires: new.expires,
			},
		);
		Self::ensure_signed_by(&new.key, &consent, &new.signature)?;
		let ticket = T::DeviceConsideration::new(&new.owner, Self::device_footprint(0))?;
		// With the reference the account exists without a balance, and so can be sponsored.
		frame_system::Pallet::<T>::inc_providers(&id);
		Codes::<T>::insert(new.code, &id);
		OwnedDevices::<T>::insert(&new.owner, &id, ());
		Devices::<T>::insert(
			&id,
			Device {
				owner: new.owner,
				key: new.key,
				generation: 0,
				key_since: frame_system::Pallet::<T>::block_number(),
				manufacturer: new.manufacturer,
				place: new.place,
				model: new.model,
				code: new.code,
				class: new.class,
				security: new.security,
				firmware: new.firmware,
				metadata: new.metadata,
				fleet: None,
				state: DeviceState::Registered,
				ticket,
			},
		);
		Ok(id)
	}

	/// What a device with this many past keys takes up: its record, its code and its places in the
	/// two indices, its account and that of its present key, which exist without a balance; and for
	/// each past key that key, and the index of the one after it.
	pub(crate) fn device_footprint(past_keys: u32) -> Footprint {
		type Account<T> = (AccountId32, AccountInfo<NonceOf<T>, AccountDataOf<T>>);
		type Fixed<T> = (Device<T>, (Digest, AccountId32), [AccountId32; 3], [Account<T>; 2]);
		type Each<T> = (AccountId32, u32, PastKey<BlockNumberFor<T>>, AccountId32);
		let fixed = Fixed::<T>::max_encoded_len();
		let each = Each::<T>::max_encoded_len();
		let past = usize::try_from(past_keys).unwrap_or(usize::MAX).saturating_mul(each);
		Footprint::from_parts(1, fixed.saturating_add(past))
	}

	/// The device, for its owner.
	pub(crate) fn owned_device(
		who: &AccountId32,
		id: &AccountId32,
	) -> Result<Device<T>, DispatchError> {
		let device = Devices::<T>::get(id).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(device.owner == *who, Error::<T>::NotOwner);
		Ok(device)
	}

	/// The device, for its owner, while it can still change.
	pub(crate) fn changeable_device(
		who: &AccountId32,
		id: &AccountId32,
	) -> Result<Device<T>, DispatchError> {
		let device = Self::owned_device(who, id)?;
		ensure!(device.state.allows_change(), Error::<T>::WrongState);
		Ok(device)
	}

	pub(crate) fn do_activate(who: &AccountId32, id: AccountId32) -> DispatchResult {
		Self::change_device_state(who, id, DeviceState::allows_activation, DeviceState::Active)
	}

	pub(crate) fn do_suspend(who: &AccountId32, id: AccountId32) -> DispatchResult {
		Self::change_device_state(who, id, DeviceState::allows_suspension, DeviceState::Suspended)
	}

	pub(crate) fn do_resume(who: &AccountId32, id: AccountId32) -> DispatchResult {
		Self::change_device_state(who, id, DeviceState::allows_resumption, DeviceState::Active)
	}

	fn change_device_state(
		who: &AccountId32,
		id: AccountId32,
		allowed: fn(&DeviceState) -> bool,
		state: DeviceState,
	) -> DispatchResult {
		let mut device = Self::device_for(who, &id, Permission::Lifecycle)?;
		ensure!(allowed(&device.state), Error::<T>::WrongState);
		device.state = state;
		Devices::<T>::insert(&id, device);
		Self::deposit_event(Event::DeviceStateChanged { device: id, state });
		Ok(())
	}

	pub(crate) fn do_update_firmware(
		who: &AccountId32,
		id: AccountId32,
		firmware: Option<Digest>,
	) -> DispatchResult {
		let mut device = Self::device_for(who, &id, Permission::Firmware)?;
		device.firmware = firmware;
		Devices::<T>::insert(&id, device);
		Self::deposit_event(Event::FirmwareUpdated { device: id, firmware });
		Ok(())
	}

	pub(crate) fn do_update_metadata(
		who: &AccountId32,
		id: AccountId32,
		metadata: Option<Cid>,
	) -> DispatchResult {
		let mut device = Self::device_for(who, &id, Permission::Metadata)?;
		device.metadata = metadata;
		Devices::<T>::insert(&id, device);
		Self::deposit_event(Event::MetadataUpdated { device: id });
		Ok(())
	}

	pub(crate) fn do_offer(
		from: AccountId32,
		id: AccountId32,
		to: AccountId32,
		expires: Millis,
	) -> DispatchResult {
		Self::changeable_device(&from, &id)?;
		ensure!(to != id, Error::<T>::OwnsItself);
		ensure!(!Offers::<T>::contains_key(&id), Error::<T>::OfferExists);
		let now = T::Time::now();
		ensure!(
			expires > now && expires.saturating_sub(now) <= T::OfferLifetime::get(),
			Error::<T>::BadExpiry
		);
		let ticket =
			T::OfferConsideration::new(&from, Footprint::from_mel::<(AccountId32, Offer<T>)>())?;
		Offers::<T>::insert(&id, Offer { from, to: to.clone(), expires, ticket });
		Self::deposit_event(Event::TransferOffered { device: id, to, expires });
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(who: &AccountId32, id: AccountId32) -> DispatchResult {
		let offer = Offers::<T>::get(&id).ok_or(Error::<T>::NoOffer)?;
		ensure!(offer.from == *who || T::Time::now() > offer.expires, Error::<T>::OfferStands);
		Self::remove_offer(&id)
	}

	/// Removes the offer of a device, if there is one, and returns its deposit.
	fn remove_offer(id: &AccountId32) -> DispatchResult {
		if let Some(offer) = Offers::<T>::take(id) {
			offer.ticket.drop(&offer.from)?;
			Self::deposit_event(Event::OfferRemoved { device: id.clone() });
		}
		Ok(())
	}

	pub(crate) fn do_accept_transfer(to: AccountId32, id: AccountId32) -> DispatchResult {
		let offer = Offers::<T>::take(&id).ok_or(Error::<T>::NoOffer)?;
		ensure!(offer.to == to, Error::<T>::NotOfferedToYou);
		ensure!(T::Time::now() <= offer.expires, Error::<T>::OfferExpired);
		let mut device = Self::changeable_device(&offer.from, &id)?;
		Self::leave_fleet(&id, &mut device)?;
		let from = core::mem::replace(&mut device.owner, to.clone());
		let ticket = T::DeviceConsideration::new(&to, Self::device_footprint(device.generation))?;
		core::mem::replace(&mut device.ticket, ticket).drop(&from)?;
		offer.ticket.drop(&from)?;
		OwnedDevices::<T>::remove(&from, &id);
		OwnedDevices::<T>::insert(&to, &id, ());
		Devices::<T>::insert(&id, device);
		Self::deposit_event(Event::DeviceTransferred { device: id, from, to });
		Ok(())
	}

	pub(crate) fn do_retire(who: &AccountId32, id: AccountId32) -> DispatchResult {
		let mut device = Self::changeable_device(who, &id)?;
		Self::remove_offer(&id)?;
		Self::leave_fleet(&id, &mut device)?;
		device.state = DeviceState::Retired { at: T::Time::now() };
		let state = device.state;
		Devices::<T>::insert(&id, device);
		Self::deposit_event(Event::DeviceStateChanged { device: id, state });
		Ok(())
	}

	/// The account of the device lives by the registry's reference alone: no INT, no sufficient
	/// asset, nothing that needs it.
	fn ensure_unused(id: &AccountId32) -> DispatchResult {
		let account = frame_system::Account::<T>::get(id);
		ensure!(
			account.providers == 1 && account.consumers == 0 && account.sufficients == 0,
			Error::<T>::AccountInUse
		);
		Ok(())
	}

	pub(crate) fn do_forget(
		who: &AccountId32,
		id: AccountId32,
		limit: u32,
	) -> DispatchResultWithPostInfo {
		ensure!((1..=MAX_REAP).contains(&limit), Error::<T>::BadLimit);
		let device = Self::owned_device(who, &id)?;
		let DeviceState::Retired { at } = device.state else {
			return Err(Error::<T>::WrongState.into());
		};
		ensure!(
			T::Time::now().saturating_sub(at) > T::RetentionPeriod::get(),
			Error::<T>::RetentionNotOver
		);
		Self::ensure_unused(&id)?;

		let some: Vec<_> =
			PastKeys::<T>::iter_prefix(&id).take(usize::try_from(limit).unwrap_or(1)).collect();
		let mut removed = 0u32;
		for (generation, past) in some {
			PastKeys::<T>::remove(&id, generation);
			LaterKeys::<T>::remove(Self::account_of(&past.key));
			removed = removed.saturating_add(1);
		}
		if removed == limit {
			Self::deposit_event(Event::PastKeysForgotten { device: id, removed });
			return Ok(Some(T::WeightInfo::forget_device(removed)).into());
		}

		frame_system::Pallet::<T>::dec_providers(&id).map_err(|_| Error::<T>::AccountInUse)?;
		Self::drop_key_account(&device);
		LaterKeys::<T>::remove(Self::account_of(&device.key));
		device.ticket.drop(&device.owner)?;
		Codes::<T>::remove(device.code);
		OwnedDevices::<T>::remove(&device.owner, &id);
		Devices::<T>::remove(&id);
		Self::deposit_event(Event::DeviceForgotten { device: id });
		Ok(Some(T::WeightInfo::forget_device(removed)).into())
	}
}
