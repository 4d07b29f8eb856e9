// SPDX-License-Identifier: Apache-2.0

//! Every call at its worst: a full book, a full ring of checkpoints, accounts that do not exist yet,
//! both sides to be paid, the last record of its kind.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::price::Accumulator;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{fungible::Mutate, EnsureOrigin, Hooks, Time},
	weights::Weight,
};
use frame_system::{
	pallet_prelude::{BlockNumberFor, OriginFor},
	RawOrigin,
};
use sp_runtime::AccountId32;

/// Plancks of one INT.
const INT: Balance = 1_000_000_000_000;

/// Plancks of INT for a GAS at the price of the benchmarks, 1 USD.
const PAR: Balance = INT / 1_000;

/// So much GAS as every purchase cap allows at its default.
const SOME: Balance = 10_000 * GAS;

fn rich<T: Config>(name: &'static str, index: u32) -> AccountId32 {
	let who: AccountId32 = account(name, index, 0);
	T::Currency::set_balance(&who, 1_000_000_000 * INT);
	who
}

fn now<T: Config>() -> Millis {
	T::Time::now()
}

/// When has cooled what closes now.
fn cooled<T: Config>() -> Millis {
	now::<T>().saturating_add(Pallet::<T>::rules().cooling)
}

/// A price of 1 USD that is formed late enough for what closes now.
fn price<T: Config>() {
	let price = Price::from_u32(1);
	let at = cooled::<T>().saturating_add(1);
	Prices::<T>::put(Accumulator::holding(price, at, &Pallet::<T>::rules()));
}

/// An auction whose book has room for as many bids as any book can have.
fn auction<T: Config>() -> Auction<BlockNumberFor<T>> {
	price::<T>();
	let block = frame_system::Pallet::<T>::block_number();
	Pallet::<T>::start_auction(0, now::<T>(), block, &Pallet::<T>::rules());
	let mut auction = CurrentAuction::<T>::get().unwrap();
	auction.terms.book_size = MAX_BOOK;
	CurrentAuction::<T>::put(&auction);
	auction
}

/// Bids of so many accounts, each better than the one before, all above the reserve price.
fn bids<T: Config>(count: u32) {
	let quantity = CurrentAuction::<T>::get().unwrap().terms.least_bid();
	for number in 0..count {
		let who = rich::<T>("bidder", number);
		let limit = 2 * PAR + Balance::from(number);
		Pallet::<T>::do_bid(who, quantity, limit).unwrap();
	}
}

/// The auction that runs takes no more bids, and waits for the price that there is.
fn close<T: Config>() {
	let block = frame_system::Pallet::<T>::block_number();
	CurrentAuction::<T>::mutate(|auction| {
		auction.as_mut().unwrap().closed = Some(Closed { at: now::<T>(), block });
	});
}

/// Requests of so many accounts, in one window that has closed.
fn requests<T: Config>(count: u32) -> Vec<AccountId32> {
	price::<T>();
	let people: Vec<_> = (0..count).map(|number| rich::<T>("holder", number)).collect();
	for who in &people {
		Pallet::<T>::do_buy(who.clone(), SOME, Balance::MAX).unwrap();
		Pallet::<T>::do_redeem(who.clone(), SOME).unwrap();
	}
	Redemptions::<T>::mutate(0, |window| window.as_mut().unwrap().closes = now::<T>());
	people
}

fn governance<T: Config>() -> Result<OriginFor<T>, BenchmarkError> {
	T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn bid() {
		let quantity = auction::<T>().terms.least_bid();
		bids::<T>(MAX_BOOK);
		let who = rich::<T>("best", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), quantity, 3 * PAR);
		assert!(!Bids::<T>::contains_key(0, 0), "the lowest was evicted and refunded");
		assert!(Bids::<T>::contains_key(0, MAX_BOOK));
	}

	#[benchmark]
	fn clear_auction() {
		auction::<T>();
		bids::<T>(MAX_BOOK);
		close::<T>();
		let who = rich::<T>("anyone", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who));
		assert!(matches!(
			Settlements::<T>::get(0).unwrap().outcome,
			Outcome::Sold(clearing) if clearing.sold > 0
		));
	}

	#[benchmark]
	fn settle_bid() {
		auction::<T>();
		bids::<T>(1);
		close::<T>();
		Pallet::<T>::do_clear_auction().unwrap();
		let who = rich::<T>("anyone", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), 0, 0);
		assert!(!Settlements::<T>::contains_key(0), "it was the last");
	}

	#[benchmark]
	fn buy() {
		price::<T>();
		let who = rich::<T>("buyer", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), SOME, Balance::MAX);
		assert!(Purchases::<T>::contains_key(&who));
	}

	#[benchmark]
	fn forget_purchases() {
		price::<T>();
		let who = rich::<T>("buyer", 0);
		Pallet::<T>::do_buy(who.clone(), SOME, Balance::MAX).unwrap();
		// So long ago that the window is over, whatever the clock of the benchmark says.
		Purchases::<T>::mutate(&who, |record| record.as_mut().unwrap().usage.ends = 0);
		let caller = rich::<T>("anyone", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), who.clone());
		assert!(!Purchases::<T>::contains_key(&who));
	}

	#[benchmark]
	fn redeem() {
		auction::<T>();
		let who = rich::<T>("holder", 0);
		Pallet::<T>::do_buy(who.clone(), SOME, Balance::MAX).unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), SOME);
		assert!(Requests::<T>::contains_key(0, &who));
	}

	#[benchmark]
	fn execute_redemptions() {
		requests::<T>(2);
		// The clock of a benchmark may stand still: a moment at which the window has cooled.
		let late = cooled::<T>();
		#[block]
		{
			Pallet::<T>::execute_at(late, 0).unwrap();
		}
		assert!(matches!(
			Redemptions::<T>::get(0).unwrap().state,
			WindowState::Executed { paid, .. } if paid > 0
		));
	}

	#[benchmark]
	fn claim_redemption() {
		// Three, so that rounding leaves something for the last to bring back.
		let people = requests::<T>(3);
		Pallet::<T>::execute_at(cooled::<T>(), 0).unwrap();
		for who in &people[1..] {
			Pallet::<T>::do_claim(0, who).unwrap();
		}
		let caller = rich::<T>("anyone", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), 0, people[0].clone());
		assert!(!Redemptions::<T>::contains_key(0), "it was the last");
	}

	#[benchmark]
	fn withdraw_redemption() {
		let who = requests::<T>(1).remove(0);
		// The clock of a benchmark may stand at zero: a moment at which patience is over.
		let late = Pallet::<T>::rules().redemption_patience.saturating_mul(2);
		#[block]
		{
			let now = T::Time::now().saturating_add(late);
			Pallet::<T>::withdraw_at(now, 0, &who).unwrap();
		}
		assert!(!Redemptions::<T>::contains_key(0), "it was the last");
	}

	#[benchmark]
	fn add_to_reserve() {
		let who = rich::<T>("giver", 0);
		// Something that lies free in the account, to be absorbed.
		T::Currency::set_balance(&Pallet::<T>::account(), 10 * INT);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), INT);
		assert!(Reserve::<T>::get() > INT);
	}

	#[benchmark]
	fn pause() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let all = Paused { auctions: true, purchases: true, redemptions: true };
		#[extrinsic_call]
		_(origin as OriginFor<T>, all);
		assert_eq!(Stopped::<T>::get(), all);
		Ok(())
	}

	#[benchmark]
	fn nothing_due() {
		Due::<T>::put(Millis::MAX);
		let block = frame_system::Pallet::<T>::block_number();
		#[block]
		{
			Pallet::<T>::on_initialize(block);
		}
	}

	#[benchmark]
	fn nothing_to_settle() {
		auction::<T>();
		#[block]
		{
			Pallet::<T>::settle_in_idle(Weight::MAX);
		}
	}
}
