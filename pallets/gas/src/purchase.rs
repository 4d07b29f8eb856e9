// SPDX-License-Identifier: Apache-2.0

//! Instant purchase: at a premium, and capped per account and window.

use crate::{
	rates, Balance, Books, Config, Error, Event, GasParameters, HoldReason, Pallet, Purchased,
	Purchases, Stopped, Usage,
};
use frame_support::{
	ensure,
	pallet_prelude::*,
	traits::{Consideration, Footprint, Time},
};
use sp_runtime::{AccountId32, ArithmeticError};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_buy(who: AccountId32, gas: Balance, max_int: Balance) -> DispatchResult {
		ensure!(!Stopped::<T>::get().purchases, Error::<T>::Paused);
		ensure!(gas > 0, Error::<T>::ZeroAmount);
		let rules = Self::rules();
		let market = Self::exchange_market(&rules)?;
		let int = rates::purchase_price(gas, market.low, rules.purchase_premium)
			.ok_or(ArithmeticError::Overflow)?;
		ensure!(int <= max_int, Error::<T>::TooExpensive);
		Self::take_int(&who, int, HoldReason::Reserve)?;
		Self::mint(&who, gas, &rules)?;
		// After the breaker, whose window it shares.
		Self::count_purchase(&who, gas, &rules)?;
		Books::<T>::try_mutate(|books| {
			books.bought = books.bought.checked_add(gas).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::book_proceeds(int, &market, &rules)?;
		Self::deposit_event(Event::Bought { who, gas, int });
		Ok(())
	}

	/// Counts a purchase against the account's own cap; the first one pays for the record.
	fn count_purchase(who: &AccountId32, gas: Balance, rules: &GasParameters) -> DispatchResult {
		let ends = Self::issued(rules).ends;
		let (usage, ticket) = match Purchases::<T>::get(who) {
			Some(Purchased { usage, ticket }) => (usage, ticket),
			None => {
				let footprint =
					Footprint::from_mel::<(AccountId32, Purchased<T::PurchaseConsideration>)>();
				(Usage::default(), T::PurchaseConsideration::new(who, footprint)?)
			},
		};
		let mut usage = if usage.ends == ends { usage } else { Usage { ends, used: 0 } };
		ensure!(gas <= usage.left(rules.purchase_cap), Error::<T>::AccountCapReached);
		usage.used = usage.used.checked_add(gas).ok_or(ArithmeticError::Overflow)?;
		Purchases::<T>::insert(who, Purchased { usage, ticket });
		Ok(())
	}

	pub(crate) fn do_forget_purchases(who: &AccountId32) -> DispatchResult {
		let record = Purchases::<T>::get(who).ok_or(Error::<T>::NoPurchases)?;
		ensure!(T::Time::now() >= record.usage.ends, Error::<T>::PurchaseWindowOpen);
		record.ticket.drop(who)?;
		Purchases::<T>::remove(who);
		Self::deposit_event(Event::PurchasesForgotten { who: who.clone() });
		Ok(())
	}
}
