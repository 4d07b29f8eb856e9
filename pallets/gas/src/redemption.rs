// SPDX-License-Identifier: Apache-2.0

//! Redemption: requests join a window, the window is executed at a price formed after it cooled,
//! and everyone claims their part.

use crate::{
	auction::Progress, rates, types::MAX_SETTLE, Balance, Books, Config, Error, Event, HoldReason,
	Paid, Pallet, RedemptionWindow, Redemptions, Request, Requests, Reserve, Stopped, WeightInfo,
	WindowId, WindowState, Windows,
};
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	ensure,
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Precision, Preservation},
		Time,
	},
};
use int_primitives::Millis;
use sp_runtime::{AccountId32, ArithmeticError};

impl Request {
	/// Plancks of GAS and of INT that it is owed by its window, less what was paid already. Nothing
	/// before execution.
	pub(crate) fn owed(&self, window: &RedemptionWindow) -> Option<(Balance, Balance)> {
		let WindowState::Executed { paid, redeemed, .. } = window.state else {
			return Some((0, 0));
		};
		let back = window.requested.checked_sub(redeemed)?;
		let gas = rates::part(back, self.gas, window.requested)?;
		let int = rates::part(paid, self.gas, window.requested)?;
		Some(self.paid.rest(gas, int))
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_redeem(who: AccountId32, gas: Balance) -> DispatchResult {
		ensure!(!Stopped::<T>::get().redemptions, Error::<T>::Paused);
		let rules = Self::rules();
		Self::exchange_market(&rules)?;
		ensure!(gas >= rules.least_redemption, Error::<T>::RedemptionTooSmall);
		// What pallet-assets could not leave in the account would vanish from it and stay in issue.
		let rest = T::Gas::balance(&who).saturating_sub(gas);
		ensure!(rest == 0 || rest >= T::Gas::minimum_balance(), Error::<T>::LeavesDust);

		Self::keep_gas_account()?;
		T::Gas::transfer(&who, &Self::account(), gas, Preservation::Expendable)?;
		let (id, mut window) = Self::open_window(rules.redemption_window)?;
		let request = match Requests::<T>::get(id, &who) {
			Some(request) => request,
			None => {
				window.requests =
					window.requests.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
				Request { gas: 0, paid: Paid::default() }
			},
		};
		let sum = request.gas.checked_add(gas).ok_or(ArithmeticError::Overflow)?;
		window.requested = window.requested.checked_add(gas).ok_or(ArithmeticError::Overflow)?;
		Requests::<T>::insert(id, &who, Request { gas: sum, ..request });
		Redemptions::<T>::insert(id, window);
		Self::deposit_event(Event::RedemptionRequested { window: id, who, gas });
		Ok(())
	}

	/// The window that takes requests, which is the latest or a new one.
	fn open_window(length: Millis) -> Result<(WindowId, RedemptionWindow), DispatchError> {
		let now = T::Time::now();
		let mut queue = Windows::<T>::get();
		if let Some(id) = queue.next.checked_sub(1) {
			let latest = Redemptions::<T>::get(id).filter(|window| now < window.closes);
			if let Some(window) = latest {
				return Ok((id, window));
			}
		}
		let id = queue.next;
		queue.next = id.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		Windows::<T>::put(queue);
		let closes = now.saturating_add(length);
		let window = RedemptionWindow {
			closes,
			requested: 0,
			requests: 0,
			state: WindowState::Waiting,
			cursor: None,
		};
		Redemptions::<T>::insert(id, &window);
		Self::schedule();
		Self::deposit_event(Event::WindowOpened { window: id, closes });
		Ok((id, window))
	}

	pub(crate) fn do_execute(id: WindowId) -> DispatchResult {
		Self::execute_at(T::Time::now(), id)
	}

	/// Executes a window, if it has cooled at `now` and there is a price that was formed later.
	pub(crate) fn execute_at(now: Millis, id: WindowId) -> DispatchResult {
		ensure!(!Stopped::<T>::get().redemptions, Error::<T>::Paused);
		let mut window = Redemptions::<T>::get(id).ok_or(Error::<T>::UnknownWindow)?;
		ensure!(window.state == WindowState::Waiting, Error::<T>::WindowExecuted);
		let rules = Self::rules();
		let cooled = window.closes.saturating_add(rules.cooling);
		ensure!(now >= cooled, Error::<T>::WindowWaits);
		let market = Self::exchange_market(&rules)?;
		ensure!(market.quorum_at > cooled, Error::<T>::WindowWaits);

		let reserve = Reserve::<T>::get();
		let backing =
			rates::Backing { reserve, issue: Self::issue(), low: market.low, high: market.high };
		let payout = rates::payout(
			window.requested,
			backing,
			rules.redemption_spread,
			rules.redemption_limit,
		);
		let rates::Payout { paid, redeemed } = payout.ok_or(ArithmeticError::Overflow)?;
		let returned = window.requested.checked_sub(redeemed).ok_or(ArithmeticError::Underflow)?;
		if paid > 0 {
			Reserve::<T>::put(reserve.checked_sub(paid).ok_or(ArithmeticError::Underflow)?);
			Self::shift_int(HoldReason::Reserve, HoldReason::Payouts, paid)?;
		}
		Self::burn_redeemed(redeemed)?;
		window.state = WindowState::Executed { paid, redeemed, int_left: paid, gas_left: returned };
		Redemptions::<T>::insert(id, window);
		Self::deposit_event(Event::RedemptionsExecuted { window: id, redeemed, returned, paid });
		Ok(())
	}

	/// Burns GAS that was redeemed and lies in the pallet's own account.
	fn burn_redeemed(gas: Balance) -> DispatchResult {
		if gas == 0 {
			return Ok(());
		}
		T::Gas::burn_from(
			&Self::account(),
			gas,
			Preservation::Preserve,
			Precision::Exact,
			Fortitude::Polite,
		)?;
		Books::<T>::try_mutate(|books| {
			books.redeemed = books.redeemed.checked_add(gas).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})
	}

	pub(crate) fn do_claim(id: WindowId, who: &AccountId32) -> DispatchResult {
		let mut window = Redemptions::<T>::get(id).ok_or(Error::<T>::UnknownWindow)?;
		ensure!(window.state != WindowState::Waiting, Error::<T>::WindowWaits);
		let request = Requests::<T>::get(id, who).ok_or(Error::<T>::UnknownRequest)?;
		Self::claim(id, &mut window, who, request)?;
		Self::keep_window(id, window)
	}

	pub(crate) fn do_claim_some(id: WindowId, limit: u32) -> DispatchResultWithPostInfo {
		ensure!((1..=MAX_SETTLE).contains(&limit), Error::<T>::BadLimit);
		let window = Redemptions::<T>::get(id).ok_or(Error::<T>::UnknownWindow)?;
		ensure!(window.state != WindowState::Waiting, Error::<T>::WindowWaits);
		let tried = Self::claim_some(id, window, limit)?.tried;
		Ok(Some(T::WeightInfo::claim_redemption().saturating_mul(tried.max(1).into())).into())
	}

	/// Pays up to `limit` requests of an executed window, each in a layer of its own, from its
	/// cursor on.
	pub(crate) fn claim_some(
		id: WindowId,
		mut window: RedemptionWindow,
		limit: u32,
	) -> Result<Progress, DispatchError> {
		let left = match &window.cursor {
			Some(after) => {
				Requests::<T>::iter_prefix_from(id, Requests::<T>::hashed_key_for(id, after))
			},
			None => Requests::<T>::iter_prefix(id),
		};
		let some: Vec<_> = left.take(usize::try_from(limit).unwrap_or(1)).collect();
		let mut tried = 0u32;
		for (who, request) in some {
			tried = tried.saturating_add(1);
			// A request that cannot be paid now stays as it is.
			let attempt = with_storage_layer(|| {
				let mut after = window.clone();
				Self::claim(id, &mut after, &who, request)?;
				Ok::<_, DispatchError>(after)
			});
			if let Ok(after) = attempt {
				window = after;
			}
			window.cursor = Some(who);
		}
		// Fewer than asked for: that was the end, and the next call begins anew.
		let ended = tried < limit;
		if ended {
			window.cursor = None;
		}
		Self::keep_window(id, window)?;
		Ok(Progress { tried, ended })
	}

	/// Pays what a request is owed. Fails if nothing of it can be paid.
	fn claim(
		id: WindowId,
		window: &mut RedemptionWindow,
		who: &AccountId32,
		request: Request,
	) -> DispatchResult {
		let (gas, int) = request.owed(window).ok_or(ArithmeticError::Overflow)?;
		let paid = Self::pay_out(who, gas, int, HoldReason::Payouts);
		let (gas_rest, int_rest) = paid.rest(gas, int);
		if let WindowState::Executed { int_left, gas_left, .. } = &mut window.state {
			*gas_left = gas_left
				.checked_sub(gas)
				.and_then(|left| left.checked_add(gas_rest))
				.ok_or(ArithmeticError::Underflow)?;
			*int_left = int_left
				.checked_sub(int)
				.and_then(|left| left.checked_add(int_rest))
				.ok_or(ArithmeticError::Underflow)?;
		}
		if paid.gas && paid.int {
			Requests::<T>::remove(id, who);
			window.requests = window.requests.saturating_sub(1);
			Self::deposit_event(Event::RedemptionClaimed {
				window: id,
				who: who.clone(),
				gas,
				int,
			});
			return Ok(());
		}
		ensure!((paid.gas && gas > 0) || (paid.int && int > 0), Error::<T>::CannotBePaid);
		Requests::<T>::insert(id, who, Request { paid, ..request });
		Self::deposit_event(Event::RedemptionUnpaid {
			window: id,
			who: who.clone(),
			gas: gas_rest,
			int: int_rest,
		});
		Ok(())
	}

	/// Keeps the record of a window as long as it has requests. With the last of them what rounding
	/// left goes: INT back to the reserve, GAS out of existence.
	fn keep_window(id: WindowId, window: RedemptionWindow) -> DispatchResult {
		if window.requests > 0 {
			Redemptions::<T>::insert(id, window);
			return Ok(());
		}
		if let WindowState::Executed { int_left, gas_left, .. } = window.state {
			if int_left > 0 {
				let reserve = Reserve::<T>::get();
				Reserve::<T>::put(reserve.checked_add(int_left).ok_or(ArithmeticError::Overflow)?);
				Self::shift_int(HoldReason::Payouts, HoldReason::Reserve, int_left)?;
			}
			Self::burn_redeemed(gas_left)?;
		}
		Redemptions::<T>::remove(id);
		Self::deposit_event(Event::WindowSettled { window: id });
		Ok(())
	}

	pub(crate) fn do_withdraw(id: WindowId, who: &AccountId32) -> DispatchResult {
		Self::withdraw_at(T::Time::now(), id, who)
	}

	/// Gives back what was requested, if the patience of the window is over at `now`.
	pub(crate) fn withdraw_at(now: Millis, id: WindowId, who: &AccountId32) -> DispatchResult {
		let mut window = Redemptions::<T>::get(id).ok_or(Error::<T>::UnknownWindow)?;
		ensure!(window.state == WindowState::Waiting, Error::<T>::WindowExecuted);
		let patience = Self::rules().redemption_patience;
		ensure!(now >= window.closes.saturating_add(patience), Error::<T>::PatienceNotOver);
		let Request { gas, .. } = Requests::<T>::take(id, who).ok_or(Error::<T>::UnknownRequest)?;
		window.requested = window.requested.checked_sub(gas).ok_or(ArithmeticError::Underflow)?;
		window.requests = window.requests.saturating_sub(1);
		T::Gas::transfer(&Self::account(), who, gas, Preservation::Preserve)?;
		Self::deposit_event(Event::RedemptionWithdrawn { window: id, who: who.clone(), gas });
		Self::keep_window(id, window)
	}
}
