// SPDX-License-Identifier: Apache-2.0

//! The pallet's own account: what comes in, what it holds for whom, what goes out.

use crate::{
	price::Market, rates, Balance, Books, Config, Error, Event, GasParameters, HoldReason, Issued,
	Paid, Pallet, Paused, Reserve, Stopped, Usage,
};
use frame_support::{
	ensure,
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{
		fungible::{Inspect, Mutate, MutateHold, Unbalanced, UnbalancedHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Time,
	},
};
use sp_runtime::{traits::AccountIdConversion, AccountId32, ArithmeticError};

/// More GAS than this is never minted, so that no sum of it comes near the end of a balance.
const MAX_ISSUE: Balance = Balance::MAX >> 1;

impl<T: Config> Pallet<T> {
	/// The pallet's own account. It has all four roles of GAS.
	pub fn account() -> AccountId32 {
		T::PalletId::get().into_account_truncating()
	}

	/// Plancks of GAS in issue.
	pub fn issue() -> Balance {
		T::Gas::total_issuance()
	}

	/// Says that so many plancks of GAS were burned for a fee.
	pub fn note_burned(gas: Balance) {
		Books::<T>::mutate(|books| books.burned = books.burned.saturating_add(gas));
	}

	/// At genesis: the account exists by a reference of its own, and all GAS there is was endowed.
	pub(crate) fn open_account() {
		frame_system::Pallet::<T>::inc_providers(&Self::account());
		Books::<T>::mutate(|books| books.endowed = T::Gas::total_issuance());
	}

	/// Sees to it that the account keeps a least balance of GAS, so that what it pays out leaves no
	/// dust. The first time that it is about to get GAS this is minted for it.
	pub(crate) fn keep_gas_account() -> DispatchResult {
		let least = T::Gas::minimum_balance();
		let account = Self::account();
		if T::Gas::balance(&account) < least {
			T::Gas::mint_into(&account, least)?;
			Books::<T>::try_mutate(|books| {
				books.endowed =
					books.endowed.checked_add(least).ok_or(ArithmeticError::Overflow)?;
				Ok::<_, DispatchError>(())
			})?;
		}
		Ok(())
	}

	/// What this window has issued so far.
	pub(crate) fn issued(rules: &GasParameters) -> Usage {
		Issued::<T>::get().at(T::Time::now(), rules.issue_window)
	}

	/// Mints GAS that was sold, and counts it against the breaker.
	pub(crate) fn mint(who: &AccountId32, gas: Balance, rules: &GasParameters) -> DispatchResult {
		let mut issued = Self::issued(rules);
		ensure!(gas <= issued.left(rules.issue_cap), Error::<T>::IssueCapReached);
		let issue = Self::issue().checked_add(gas).ok_or(Error::<T>::IssueTooLarge)?;
		ensure!(issue <= MAX_ISSUE, Error::<T>::IssueTooLarge);
		issued.used = issued.used.checked_add(gas).ok_or(ArithmeticError::Overflow)?;
		Issued::<T>::put(issued);
		T::Gas::mint_into(who, gas).map(|_| ())
	}

	/// Takes INT out of an account, which keeps its existential deposit, and holds it for `reason`.
	///
	/// Step by step, because `transfer_and_hold` takes no less than the existential deposit into an
	/// account without a free balance, as the pallet's own is, and GAS can cost less than that.
	pub(crate) fn take_int(who: &AccountId32, int: Balance, reason: HoldReason) -> DispatchResult {
		let (reason, account) = (reason.into(), Self::account());
		let taken = T::Currency::decrease_balance(
			who,
			int,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		T::Currency::increase_balance_on_hold(&reason, &account, taken, Precision::Exact)?;
		T::Currency::done_transfer_and_hold(&reason, who, &account, taken);
		Ok(())
	}

	/// Holds for one purpose what was held for another.
	///
	/// Without a moment in which it is free: the account may have no free balance, and what is
	/// less than the existential deposit could not be released.
	pub(crate) fn shift_int(from: HoldReason, to: HoldReason, int: Balance) -> DispatchResult {
		let (from, to) = (from.into(), to.into());
		let account = Self::account();
		T::Currency::decrease_balance_on_hold(&from, &account, int, Precision::Exact)?;
		T::Currency::done_release(&from, &account, int);
		T::Currency::increase_balance_on_hold(&to, &account, int, Precision::Exact)?;
		T::Currency::done_hold(&to, &account, int);
		Ok(())
	}

	/// Books INT that is on hold for the reserve already as paid for GAS that is minted already, and
	/// burns what the reserve has beyond its target, but no more than that.
	pub(crate) fn book_proceeds(
		paid: Balance,
		market: &Market,
		rules: &GasParameters,
	) -> DispatchResult {
		let reserve = Reserve::<T>::get().checked_add(paid).ok_or(ArithmeticError::Overflow)?;
		let spare = rates::spare(reserve, Self::issue(), market.low, rules.target_ratio);
		let burned = spare.min(paid);
		if burned > 0 {
			T::Currency::burn_held(
				&HoldReason::Reserve.into(),
				&Self::account(),
				burned,
				Precision::Exact,
				Fortitude::Force,
			)?;
		}
		Reserve::<T>::put(reserve.checked_sub(burned).ok_or(ArithmeticError::Underflow)?);
		Self::deposit_event(Event::ProceedsTaken { paid, burned });
		Ok(())
	}

	/// Pays both sides of what somebody is owed, each if their account can take it.
	pub(crate) fn pay_out(
		who: &AccountId32,
		gas: Balance,
		int: Balance,
		reason: HoldReason,
	) -> Paid {
		let pay_gas = || T::Gas::transfer(&Self::account(), who, gas, Preservation::Preserve);
		let pay_int = || {
			T::Currency::transfer_on_hold(
				&reason.into(),
				&Self::account(),
				who,
				int,
				Precision::Exact,
				Restriction::Free,
				Fortitude::Polite,
			)
		};
		Paid {
			gas: gas == 0 || with_storage_layer(pay_gas).is_ok(),
			int: int == 0 || with_storage_layer(pay_int).is_ok(),
		}
	}

	pub(crate) fn do_add_to_reserve(who: &AccountId32, amount: Balance) -> DispatchResult {
		let account = Self::account();
		if amount > 0 {
			Self::take_int(who, amount, HoldReason::Reserve)?;
		}
		let free =
			T::Currency::reducible_balance(&account, Preservation::Protect, Fortitude::Force);
		if free > 0 {
			T::Currency::hold(&HoldReason::Reserve.into(), &account, free)?;
		}
		let added = amount.checked_add(free).ok_or(ArithmeticError::Overflow)?;
		ensure!(added > 0, Error::<T>::ZeroAmount);
		let reserve = Reserve::<T>::get().checked_add(added).ok_or(ArithmeticError::Overflow)?;
		Reserve::<T>::put(reserve);
		Self::deposit_event(Event::ReserveIncreased { added });
		Ok(())
	}

	pub(crate) fn set_stopped(paused: Paused) {
		Stopped::<T>::put(paused);
		Self::deposit_event(Event::PausedChanged { paused });
	}
}
