// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use crate::{mock::*, Kind, Offer, Unit};
use frame_support::assert_ok;

fn at(name: &str) -> Offer {
	let place = (!name.is_empty()).then(|| place(name));
	Offer { place, ..power() }
}

fn found(kind: Kind, prefix: &str) -> Vec<u32> {
	let page = Market::listings_at(kind, prefix.as_bytes().to_vec(), None, 200);
	assert_eq!(page.cursor, None);
	let mut ids: Vec<_> = page.listings.iter().map(|listing| listing.id).collect();
	ids.sort_unstable();
	ids
}

#[test]
fn listings_are_found_by_kind_and_the_beginning_of_their_place() {
	test(|| {
		for name in ["u33dc0", "u33dc1", "u33", "u4pru", "", "u33dc0"] {
			list(at(name));
		}
		list(Offer { kind: Kind::Service, unit: Unit::Call, ..at("u33dc0") });
		list(Offer { kind: Kind::Other(9), ..at("u33dc0") });
		assert_eq!(found(Kind::Power, ""), [0, 1, 2, 3, 4, 5]);
		assert_eq!(found(Kind::Power, "u33"), [0, 1, 2, 5]);
		assert_eq!(found(Kind::Power, "u33dc0"), [0, 5]);
		assert_eq!(found(Kind::Power, "u4"), [3]);
		assert_eq!(found(Kind::Power, "x"), [0u32; 0]);
		assert_eq!(found(Kind::Power, "u33dc00"), [0u32; 0]);
		assert_eq!(found(Kind::Service, "u"), [6]);
		assert_eq!(found(Kind::Other(9), "u"), [7]);
		assert_eq!(found(Kind::Other(8), "u"), [0u32; 0]);
		// A revised listing is found where it is now.
		assert_ok!(Market::revise(signed(&seller()), 0, Box::new(at("u4pru"))));
		assert_eq!(found(Kind::Power, "u33dc0"), [5]);
		assert_eq!(found(Kind::Power, "u4"), [0, 3]);
	});
}

#[test]
fn pages_follow_one_another_without_gap_or_repetition() {
	test(|| {
		for number in 0..25 {
			list(at(["u33dc0", "u33dc1", "u33"][number % 3]));
		}
		let mut all = Vec::new();
		let mut cursor = None;
		loop {
			let page = Market::listings_at(Kind::Power, b"u33".to_vec(), cursor, 4);
			assert!(page.listings.len() <= 4);
			all.extend(page.listings.iter().map(|listing| listing.id));
			cursor = page.cursor;
			if cursor.is_none() {
				break;
			}
		}
		all.sort_unstable();
		assert_eq!(all, (0..25).collect::<Vec<_>>());

		let mut all = Vec::new();
		let mut cursor = None;
		loop {
			let page = Market::listings_of(seller(), cursor, 4);
			all.extend(page.listings.iter().map(|listing| listing.id));
			cursor = page.cursor;
			if cursor.is_none() {
				break;
			}
		}
		all.sort_unstable();
		assert_eq!(all, (0..25).collect::<Vec<_>>());
		assert!(Market::listings_of(thief(), None, 200).listings.is_empty());
	});
}

#[test]
fn a_page_scans_no_more_than_two_hundred() {
	test(|| {
		for _ in 0..230 {
			list(at("u33dc0"));
		}
		let page = Market::listings_at(Kind::Power, Vec::new(), None, u32::MAX);
		assert_eq!(page.listings.len(), 200);
		let rest = Market::listings_at(Kind::Power, Vec::new(), page.cursor, u32::MAX);
		assert_eq!(rest.listings.len(), 30);
		assert_eq!(Market::listings_of(seller(), None, u32::MAX).listings.len(), 200);
	});
}

#[test]
fn agreements_are_found_by_each_of_their_parties() {
	test(|| {
		let listing = list_power();
		for _ in 0..5 {
			buy(listing, metered(4_000 * GAS));
		}
		for party in [buyer(), seller(), meter(), car()] {
			let page = Market::agreements_of(party, None, 200);
			assert_eq!(page.agreements.len(), 5);
			assert_eq!(page.cursor, None);
		}
		assert!(Market::agreements_of(thief(), None, 200).agreements.is_empty());
		let first = Market::agreements_of(thief(), None, 2);
		assert!(first.agreements.is_empty() && first.cursor.is_some());
	});
}

#[test]
fn an_agreement_tells_what_can_be_withdrawn() {
	test(|| {
		let id = buy(list_power(), metered(4_000 * GAS));
		wait(HOUR / 2);
		let info = Market::agreement(id).unwrap();
		assert_eq!(info.withdrawable, 4_000 * GAS - 5_500 * 3 * GAS / 10);
		assert_eq!((info.provider, info.consumer), (meter(), car()));
		assert_eq!(Market::agreement(9), None);
		assert_eq!(Market::terms(0, 0).unwrap().open, 1);
		assert_eq!(Market::auction(0), None);
	});
}
