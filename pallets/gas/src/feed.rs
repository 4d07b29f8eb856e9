// SPDX-License-Identifier: Apache-2.0

//! The price in storage: what operators feed, what may be minted at, what fees are charged at.

use crate::{
	price::{Change, Market},
	rates, Balance, Config, Error, Event, GasParameters, Health, IntPrice, Opening, Pallet, Price,
	PriceFeed, Prices, MAX_OPERATORS,
};
use frame_support::traits::{Get, Time};
use sp_runtime::Rounding;

impl<T: Config> Pallet<T> {
	/// The parameters, within their bounds.
	pub(crate) fn rules() -> GasParameters {
		T::Parameters::get().within_bounds()
	}

	/// Looks at the operators' values. To be called after an operator has fed, and after operators
	/// were removed: then a price that lost its quorum is stale at once.
	pub fn on_new_price() {
		let mut values = T::Oracle::values();
		values.truncate(usize::try_from(MAX_OPERATORS).unwrap_or(usize::MAX));
		let (now, rules) = (T::Time::now(), Self::rules());
		let change = Prices::<T>::mutate(|prices| prices.observe(&values, now, &rules));
		match change {
			Change::Usual => {},
			Change::Suspected { from, to } => {
				Self::deposit_event(Event::JumpSuspected { from, to })
			},
			Change::Settled { price } => Self::deposit_event(Event::JumpSettled { price }),
		}
	}

	/// The prices, if GAS may be minted and redeemed at them.
	pub(crate) fn exchange_market(rules: &GasParameters) -> Result<Market, Error<T>> {
		let (prices, now) = (Prices::<T>::get(), T::Time::now());
		let refused = match prices.health(now, rules) {
			Health::Fresh => return prices.market(now, rules).ok_or(Error::NoPrice),
			Health::NoPrice => Error::NoPrice,
			Health::Stale => Error::PriceStale,
			Health::Unconfirmed { .. } => Error::PriceUnconfirmed,
			Health::Disputed => Error::PriceDisputed,
			Health::Diverged => Error::PriceDiverged,
		};
		Err(refused)
	}

	/// What a fee in INT is charged at: the latest confirmed price, or that of genesis, and a
	/// premium that grows with its age. There is one at any time.
	pub fn int_price() -> IntPrice {
		Prices::<T>::get().int_price(&Opening::<T>::get(), T::Time::now(), &Self::rules())
	}

	/// Plancks of INT to charge for a fee of so many plancks of GAS: at [`Self::int_price`] with its
	/// premium, rounded up. All the INT that a balance can be if it is more than that.
	pub fn int_for_gas(gas: Balance) -> Balance {
		let IntPrice { price, premium } = Self::int_price();
		rates::fee_in_int(gas, price, premium).unwrap_or(Balance::MAX)
	}

	/// Plancks of GAS that so many plancks of INT are worth at [`Self::int_price`] without its
	/// premium, rounded down. All the GAS that a balance can be if it is more than that.
	pub fn gas_for_int(int: Balance) -> Balance {
		let IntPrice { price, .. } = Self::int_price();
		rates::gas_of(int, price, Rounding::Down).unwrap_or(Balance::MAX)
	}

	/// The last price that held, whatever its age, for what is only shown or counted.
	pub(crate) fn shown_market(rules: &GasParameters) -> Option<Market> {
		Prices::<T>::get().market(T::Time::now(), rules)
	}

	/// Starts the clock of the first price with the first block that has one.
	pub(crate) fn start_clock(now: int_primitives::Millis) {
		Opening::<T>::mutate(|first| {
			if first.since == 0 {
				first.since = now;
			}
		});
	}

	/// What genesis leaves: the first price, the account, the ledger.
	pub(crate) fn open(first_price: Price) {
		Opening::<T>::mutate(|first| first.price = first_price);
		Self::open_account();
	}
}
