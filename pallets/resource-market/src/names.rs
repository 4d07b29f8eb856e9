// SPDX-License-Identifier: Apache-2.0

//! Names: whose trades are remembered. The arithmetic is in [`crate::reputation`].

use crate::{
	parameters::fee_on, Agreement, AgreementId, Config, Error, Event, Name, Names, Pallet,
};
use frame_support::{
	pallet_prelude::*,
	traits::{Consideration, Footprint, Time},
};
use int_primitives::directory::DeviceDirectory;
use sp_runtime::AccountId32;

impl<T: Config> Pallet<T> {
	/// Whose name an account trades under: its owner's, if it is a device.
	pub(crate) fn owner_of(who: &AccountId32) -> AccountId32 {
		T::Devices::owner_of(who).unwrap_or_else(|| who.clone())
	}

	/// Whether two accounts are one when it comes to taking sides: the same, or of the same owner, or
	/// `who` may trade for the other.
	pub(crate) fn is_one_with(who: &AccountId32, side: &AccountId32) -> bool {
		Self::owner_of(who) == Self::owner_of(side) || Self::speaks_for(who, side)
	}

	pub(crate) fn do_open_name(who: AccountId32) -> DispatchResult {
		ensure!(T::Devices::owner_of(&who).is_none(), Error::<T>::NotOwner);
		ensure!(!Names::<T>::contains_key(&who), Error::<T>::NameExists);
		let footprint = Footprint::from_parts(1, <(AccountId32, Name<T>)>::max_encoded_len());
		let ticket = T::NameConsideration::new(&who, footprint)?;
		let name = Name { selling: Default::default(), buying: Default::default(), ticket };
		Names::<T>::insert(&who, name);
		Self::deposit_event(Event::NameOpened { owner: who });
		Ok(())
	}

	pub(crate) fn do_close_name(who: AccountId32) -> DispatchResult {
		let name = Names::<T>::take(&who).ok_or(Error::<T>::UnknownName)?;
		name.ticket.drop(&who)?;
		Self::deposit_event(Event::NameClosed { owner: who });
		Ok(())
	}

	/// The name that an account trades under: its own, or its owner's. Who has one is no device as a
	/// rule, so that the directory is asked about the others only.
	fn name_of(who: &AccountId32) -> Option<Name<T>> {
		Names::<T>::get(who).or_else(|| Names::<T>::get(T::Devices::owner_of(who)?))
	}

	/// What an account's name is worth as a buyer.
	pub(crate) fn worth_buying(who: &AccountId32) -> u64 {
		let (now, rules) = (T::Time::now(), Self::parameters().names());
		Self::name_of(who).map_or(0, |name| name.buying.worth(now, &rules))
	}

	/// What an account's name is worth as a seller.
	pub(crate) fn worth_selling(who: &AccountId32) -> u64 {
		let (now, rules) = (T::Time::now(), Self::parameters().names());
		Self::name_of(who).map_or(0, |name| name.selling.worth(now, &rules))
	}

	/// Lets the names of both sides grow by the fee that an agreement burned. Not if both are one.
	pub(crate) fn grow_names(id: AgreementId, agreement: &Agreement<T>) {
		let fee = fee_on(agreement.paid, agreement.fee);
		if fee == 0 {
			return;
		}
		let (seller, buyer) = (Self::owner_of(&agreement.seller), Self::owner_of(&agreement.buyer));
		if seller == buyer {
			return;
		}
		let (now, rules) = (T::Time::now(), Self::parameters().names());
		let grow = |owner: &AccountId32, with: &AccountId32, sells: bool| {
			Names::<T>::mutate(owner, |name| {
				name.as_mut().map_or(0, |name| {
					let side = if sells { &mut name.selling } else { &mut name.buying };
					side.credit(fee, with.as_ref(), now, &rules)
				})
			})
		};
		let selling = grow(&seller, &buyer, true);
		let buying = grow(&buyer, &seller, false);
		if selling > 0 || buying > 0 {
			Self::deposit_event(Event::NamesGrew { agreement: id, selling, buying });
		}
	}
}
