// SPDX-License-Identifier: Apache-2.0

//! Whether a pot pays for a transaction, and how it does.

use crate::{
	quota::Usage, wiring::Sponsorable, Balance, CallKinds, Config, DeviceUsage, Event, FleetId,
	GasCreditOf, GasOf, Pallet, Pot, Pots, Unsponsored, Usages, MAX_SLOTS,
};
use codec::Encode;
use frame_support::{
	pallet_prelude::*,
	traits::{
		fungible::Balanced,
		tokens::{Fortitude, Precision, Preservation},
		Imbalance, Time,
	},
};
use int_primitives::{directory::DeviceDirectory, Millis};
use sp_runtime::{transaction_validity::ValidTransaction, AccountId32};

/// A transaction that a pot pays for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sponsorship {
	/// Whose pot.
	pub fleet: FleetId,
	/// Whose transaction.
	pub device: AccountId32,
	/// The most that the fee can be, plancks of GAS.
	pub fee: Balance,
	/// Its place in the pool, see [`Sponsorship::validity`].
	slot: u32,
}

impl Sponsorship {
	/// How the pool is to treat the transaction.
	///
	/// A device without a balance has nothing to lose by filling the pool, so what the pool keeps
	/// of them is bounded by tags. Of two transactions that provide the same tag the pool keeps one:
	/// the one with the higher priority, and of equals the earlier. All sponsored ones have the
	/// lowest priority, so they never push each other or anyone out.
	///
	/// * The device's own tag: one sponsored transaction of a device at a time.
	/// * A tag of the fleet and one of as many slots as the pot can pay worst-case fees now. So no
	///   more of them are in the pool than the pot could pay for, however many devices try. Which
	///   slot it is the hash of the device says. Two devices that meet in one wait for each other,
	///   until the block that includes the first; a thief keeps at most one slot with each device.
	pub fn validity(&self, longevity: u64) -> ValidTransaction {
		ValidTransaction {
			priority: 0,
			requires: alloc::vec![],
			provides: alloc::vec![
				(b"sponsored device", &self.device).encode(),
				(b"sponsored slot", self.fleet, self.slot).encode(),
			],
			longevity,
			propagate: true,
		}
	}
}

/// A fee that was taken from a pot before the call.
pub struct Taken<T: Config> {
	/// Whose pot.
	pub fleet: FleetId,
	/// Whose transaction.
	pub device: AccountId32,
	/// Who gets what is left, should the pot be gone after the call.
	pub owner: AccountId32,
	/// The most that the fee can be.
	pub credit: GasCreditOf<T>,
}

impl<T: Config> Pot<T> {
	/// Takes `fee` (plancks of GAS) from the pot and both quotas at `now`, and for a device without
	/// record a `deposit` for one; returns the device's record. The records of GAS only: the GAS
	/// itself is the caller's to move.
	fn pay(
		&mut self,
		record: Option<DeviceUsage>,
		fee: Balance,
		deposit: Balance,
		floor: Balance,
		now: Millis,
	) -> Result<DeviceUsage, Unsponsored> {
		let mut record = match record {
			Some(record) => record,
			None => {
				self.gas = self.gas.checked_sub(deposit).ok_or(Unsponsored::Empty)?;
				self.reserved = self.reserved.checked_add(deposit).ok_or(Unsponsored::Empty)?;
				self.devices = self.devices.checked_add(1).ok_or(Unsponsored::Empty)?;
				DeviceUsage { used: Usage::new(now), deposit }
			},
		};
		ensure!(fee <= self.spendable(floor), Unsponsored::Empty);
		ensure!(record.used.spend(&self.device_quota, now, fee), Unsponsored::DeviceQuota);
		ensure!(self.used.spend(&self.fleet_quota, now, fee), Unsponsored::FleetQuota);
		self.gas = self.gas.saturating_sub(fee);
		Ok(record)
	}

	/// How many transactions like this one the pot could pay for now: at most [`MAX_SLOTS`], at
	/// least one, for it can pay for this one.
	fn slots(&self, cost: Balance, fee: Balance, floor: Balance, now: Millis) -> u32 {
		let by_gas = self.spendable(floor).checked_div(cost);
		let by_quota = self.used.left(&self.fleet_quota, now).checked_div(fee);
		by_gas
			.unwrap_or(1)
			.min(by_quota.unwrap_or(1))
			.clamp(1, MAX_SLOTS.into())
			.try_into()
			.unwrap_or(MAX_SLOTS)
	}
}

impl<T: Config> Pallet<T> {
	/// Whether a pot pays for this call by `signer`, whose fee is `fee` plancks of GAS at most, and
	/// which has no tip. Changes nothing.
	pub(crate) fn judge(
		signer: &AccountId32,
		call: &<T as frame_system::Config>::RuntimeCall,
		fee: Balance,
	) -> Result<Sponsorship, Unsponsored> {
		ensure!(fee > 0, Unsponsored::Free);
		let (device, kinds) =
			T::Sponsorable::device_call(signer, call).ok_or(Unsponsored::NoDevice)?;
		ensure!(!kinds.is_empty(), Unsponsored::Kind);
		let (fleet, mut pot) = Self::pot_for(&device, kinds)?;
		let record = Usages::<T>::get(fleet, &device);
		let (deposit, floor, now) = (T::UsageDeposit::get(), Self::floor(), T::Time::now());
		let cost = fee.saturating_add(if record.is_none() { deposit } else { 0 });
		let slots = pot.slots(cost, fee, floor, now);
		pot.pay(record, fee, deposit, floor, now)?;
		let slot = Self::slot(&device, slots);
		Ok(Sponsorship { fleet, device, fee, slot })
	}

	/// The open pot of the device's fleet, if the device is active and the pot pays for `kinds`.
	fn pot_for(device: &AccountId32, kinds: CallKinds) -> Result<(FleetId, Pot<T>), Unsponsored> {
		ensure!(T::Devices::is_active(device), Unsponsored::NotActive);
		let fleet = T::Devices::fleet_of(device).ok_or(Unsponsored::NoFleet)?;
		let pot = Pots::<T>::get(fleet).ok_or(Unsponsored::NoPot)?;
		ensure!(!pot.closing, Unsponsored::Closing);
		ensure!(pot.kinds.contains(kinds), Unsponsored::Kind);
		Ok((fleet, pot))
	}

	/// The slot of a device among `slots`: as good as random, and always the same.
	fn slot(device: &AccountId32, slots: u32) -> u32 {
		let hash = sp_io::hashing::blake2_128(device.as_ref());
		let number = u128::from_le_bytes(hash).checked_rem(slots.into());
		number.and_then(|slot| slot.try_into().ok()).unwrap_or(0)
	}

	/// Takes the fee out of the pot and off the quotas. What was judged may have changed since, so
	/// pot and quotas are asked again.
	pub(crate) fn take_fee(sponsorship: Sponsorship) -> Result<Taken<T>, Unsponsored> {
		let Sponsorship { fleet, device, fee, .. } = sponsorship;
		let mut pot = Pots::<T>::get(fleet).ok_or(Unsponsored::NoPot)?;
		ensure!(!pot.closing, Unsponsored::Closing);
		let record = pot.pay(
			Usages::<T>::get(fleet, &device),
			fee,
			T::UsageDeposit::get(),
			Self::floor(),
			T::Time::now(),
		)?;
		// Keeps the account: the pots' floors are in it.
		let credit = GasOf::<T>::withdraw(
			&Self::account(),
			fee,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)
		.map_err(|_| Unsponsored::Empty)?;
		let owner = pot.owner.clone();
		Pots::<T>::insert(fleet, pot);
		Usages::<T>::insert(fleet, &device, record);
		Ok(Taken { fleet, device, owner, credit })
	}

	/// Gives back to pot and quotas what was taken beyond `fee` plancks of GAS; the fee itself goes
	/// where fees go.
	pub(crate) fn settle_fee(taken: Taken<T>, fee: Balance) {
		let Taken { fleet, device, owner, credit } = taken;
		let (spent, rest) = credit.split(fee);
		let back = rest.peek();
		let refunded = if back == 0 {
			Ok(())
		} else if let Some(mut pot) = Pots::<T>::get(fleet) {
			GasOf::<T>::resolve(&Self::account(), rest).map(|()| {
				pot.gas = pot.gas.saturating_add(back);
				pot.used.give_back(back);
				Pots::<T>::insert(fleet, pot);
				Usages::<T>::mutate(fleet, &device, |record| {
					if let Some(record) = record {
						record.used.give_back(back);
					}
				});
			})
		} else {
			// The call closed the pot: what is left is its owner's.
			GasOf::<T>::resolve(&owner, rest)
		};
		let spent = match refunded {
			Ok(()) => spent,
			// Nobody can take it: it goes with the fee, and the event says how much that was.
			Err(rest) => spent.merge(rest),
		};
		let fee = spent.peek();
		drop(spent);
		Self::deposit_event(Event::FeeSponsored { fleet, device, fee });
	}
}
