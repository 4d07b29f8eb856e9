// SPDX-License-Identifier: Apache-2.0

//! The book of an auction, and how one price comes out of it.
//!
//! The book is sorted by limit, best first; among equal limits the earlier bid comes first, which is
//! the one with the smaller index. Bids are filled in this order as far as the supply goes. All pay
//! the same: the limit of the last bid that gets anything when the supply runs out, else the reserve
//! price. So nobody pays more than they bid, and nobody gains by bidding less than GAS is worth to
//! them unless theirs is the last bid filled.

use crate::{rates, types::Entry, Balance, BidIndex};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The book is full of bids at least as good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Full;

/// Puts a bid into its place in a book of at most `size`. Into a full book it goes only with a limit
/// above the lowest, whose latest bid leaves.
pub fn insert(book: &mut Vec<Entry>, entry: Entry, size: usize) -> Result<Option<Entry>, Full> {
	let evicted = if book.len() < size {
		None
	} else {
		let last = book.pop_if(|last| last.limit < entry.limit);
		Some(last.ok_or(Full)?)
	};
	let place = book.partition_point(|other| other.limit >= entry.limit);
	book.insert(place, entry);
	Ok(evicted)
}

/// What came out of a book.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub struct Clearing {
	/// Plancks of INT for a whole GAS, the same for all.
	pub price: Balance,
	/// Plancks of GAS sold.
	pub sold: Balance,
	/// Plancks of INT paid by all winners, each rounded up.
	pub proceeds: Balance,
	/// The limit of the last winner.
	pub limit: Balance,
	/// The index of the last winner.
	pub index: BidIndex,
	/// Plancks of GAS that the last winner gets; all others get all that they bid for.
	pub fill: Balance,
}

impl Clearing {
	/// Plancks of GAS that a bid gets.
	pub const fn fill_of(&self, entry: &Entry) -> Balance {
		if entry.index == self.index {
			self.fill
		} else if entry.limit > self.limit
			|| (entry.limit == self.limit && entry.index < self.index)
		{
			entry.quantity
		} else {
			0
		}
	}
}

/// Sells up to `supply` plancks of GAS to a sorted book, for at least `reserve` plancks of INT for a
/// whole GAS. A last fill of less than `least`, which no new account could take, is not made.
///
/// Nothing if no bid reaches the reserve price, or nothing can be sold, or the sums are beyond what
/// a balance can be.
pub fn clear(
	book: &[Entry],
	supply: Balance,
	reserve: Balance,
	least: Balance,
) -> Option<Clearing> {
	let mut left = supply;
	let mut exhausted = false;
	let mut last = None;
	for entry in book.iter().take_while(|entry| entry.limit >= reserve) {
		let fill = entry.quantity.min(left);
		exhausted = fill < least;
		if exhausted {
			break;
		}
		left = left.checked_sub(fill)?;
		last = Some((entry, fill));
		exhausted = left == 0;
		if exhausted {
			break;
		}
	}
	let (entry, fill) = last?;
	let mut clearing = Clearing {
		price: if exhausted { entry.limit } else { reserve },
		sold: supply.checked_sub(left)?,
		proceeds: 0,
		limit: entry.limit,
		index: entry.index,
		fill,
	};
	for entry in book {
		let pays = rates::cost(clearing.fill_of(entry), clearing.price)?;
		clearing.proceeds = clearing.proceeds.checked_add(pays)?;
	}
	Some(clearing)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::types::GAS;
	use proptest::prelude::*;

	fn book(bids: &[(Balance, Balance)]) -> Vec<Entry> {
		let mut book = Vec::new();
		for (index, (quantity, limit)) in bids.iter().enumerate() {
			let entry = Entry { limit: *limit, index: index as u32, quantity: quantity * GAS };
			insert(&mut book, entry, usize::MAX).unwrap();
		}
		book
	}

	fn sell(bids: &[(Balance, Balance)], supply: Balance, reserve: Balance) -> Option<Clearing> {
		clear(&book(bids), supply * GAS, reserve, GAS)
	}

	#[test]
	fn no_bids_sell_nothing() {
		assert_eq!(sell(&[], 100, 10), None);
		assert_eq!(sell(&[(10, 9)], 100, 10), None, "below the reserve price");
		assert_eq!(sell(&[(10, 10)], 0, 10), None, "nothing to sell");
	}

	#[test]
	fn a_supply_that_is_not_used_up_sells_at_the_reserve_price() {
		let clearing = sell(&[(10, 50), (20, 30), (5, 9)], 100, 10).unwrap();
		assert_eq!((clearing.price, clearing.sold), (10, 30 * GAS));
		assert_eq!(clearing.proceeds, 300);
	}

	#[test]
	fn the_last_bid_that_gets_anything_sets_the_price_and_is_filled_in_part() {
		let bids = [(60, 50), (60, 30), (60, 20)];
		let clearing = sell(&bids, 100, 10).unwrap();
		assert_eq!((clearing.price, clearing.sold), (30, 100 * GAS));
		let fills: Vec<_> = book(&bids).iter().map(|entry| clearing.fill_of(entry) / GAS).collect();
		assert_eq!(fills, [60, 40, 0]);
	}

	#[test]
	fn of_equal_bids_the_earlier_win() {
		let bids = [(40, 30); 4];
		let clearing = sell(&bids, 100, 10).unwrap();
		let fills: Vec<_> = book(&bids).iter().map(|entry| clearing.fill_of(entry) / GAS).collect();
		assert_eq!(fills, [40, 40, 20, 0]);
		assert_eq!(clearing.price, 30);
	}

	#[test]
	fn a_fill_that_nobody_could_take_is_not_made() {
		let bids = book(&[(60, 50), (60, 30)]);
		let clearing = clear(&bids, 60 * GAS + GAS - 1, 10, GAS).unwrap();
		assert_eq!((clearing.sold, clearing.price), (60 * GAS, 50));
		assert_eq!(clearing.fill_of(&bids[1]), 0);
		assert_eq!(clear(&bids, GAS - 1, 10, GAS), None);
	}

	#[test]
	fn a_full_book_lets_a_better_bid_in_and_the_latest_of_the_lowest_out() {
		let mut book = book(&[(1, 20), (1, 10), (1, 10)]);
		let entry = |limit, index| Entry { limit, index, quantity: GAS };
		assert_eq!(insert(&mut book, entry(10, 3), 3), Err(Full));
		assert_eq!(insert(&mut book, entry(11, 4), 3), Ok(Some(entry(10, 2))));
		let order: Vec<_> = book.iter().map(|entry| entry.index).collect();
		assert_eq!(order, [0, 4, 1]);
	}

	#[test]
	fn sums_beyond_a_balance_sell_nothing() {
		let entry = |index| Entry { limit: u128::MAX, index, quantity: GAS };
		assert_eq!(clear(&[entry(0), entry(1)], 2 * GAS, 1, GAS), None);
		assert!(clear(&[entry(0)], 2 * GAS, 1, GAS).is_some());
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(2_000))]

		#[test]
		fn a_book_stays_sorted_bounded_and_keeps_the_best(
			bids in prop::collection::vec(0..50u128, 0..100),
			size in 1..40usize,
		) {
			let mut book = Vec::new();
			let mut all = Vec::new();
			for (index, limit) in bids.into_iter().enumerate() {
				let entry = Entry { limit, index: index as u32, quantity: GAS };
				let before = book.clone();
				match insert(&mut book, entry, size) {
					Ok(_) => {},
					Err(Full) => prop_assert_eq!(&before, &book),
				}
				all.push(entry);
			}
			all.sort_by_key(|entry| (core::cmp::Reverse(entry.limit), entry.index));
			all.truncate(size);
			prop_assert_eq!(book, all);
		}

		#[test]
		fn one_price_that_every_winner_accepts(
			bids in prop::collection::vec((1..1_000u128, 1..100u128), 0..64),
			supply in 0..20_000u128,
			dust in 0..GAS,
			reserve in 1..100u128,
		) {
			let sorted = book(&bids);
			let supply = supply * GAS + dust;
			let demand: u128 =
				sorted.iter().filter(|e| e.limit >= reserve).map(|e| e.quantity).sum();
			let Some(clearing) = clear(&sorted, supply, reserve, GAS) else {
				prop_assert!(demand == 0 || supply < GAS);
				return Ok(());
			};
			prop_assert!(clearing.price >= reserve);
			prop_assert!(clearing.sold <= supply && clearing.sold <= demand);
			// All that can be sold is, but for dust.
			prop_assert!(clearing.sold + GAS > supply.min(demand));
			let mut sold = 0;
			let mut paid = 0;
			for entry in &sorted {
				let fill = clearing.fill_of(entry);
				prop_assert!(fill <= entry.quantity);
				prop_assert!(fill == 0 || (fill >= GAS && entry.limit >= clearing.price));
				// Who bid more than the price has all that they wanted.
				prop_assert!(entry.limit <= clearing.price || fill == entry.quantity);
				let pays = rates::cost(fill, clearing.price).unwrap();
				prop_assert!(pays <= rates::cost(entry.quantity, entry.limit).unwrap());
				sold += fill;
				paid += pays;
			}
			prop_assert_eq!(sold, clearing.sold);
			prop_assert_eq!(paid, clearing.proceeds);
		}
	}
}
