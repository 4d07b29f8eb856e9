// SPDX-License-Identifier: Apache-2.0

//! Names: what trades burn, and what dust does not.

use crate::{mock::*, Event};
use frame_support::{assert_noop, assert_ok};

fn trade(quantity: u64) {
	let id = buy(0, some(quantity));
	assert_ok!(Market::confirm(signed(&buyer()), id));
}

fn names() -> (u64, u64) {
	(Market::reputation_of(seller()).selling, Market::reputation_of(buyer()).buying)
}

#[test]
fn both_sides_grow_by_what_a_trade_burned() {
	test(|| {
		list(offer(price_tag()));
		assert_ok!(Market::open_name(signed(&seller())));
		trade(100);
		assert_eq!(names(), (5 * GAS, 0));
		assert_ok!(Market::open_name(signed(&buyer())));
		trade(100);
		assert_eq!(names(), (10 * GAS, 5 * GAS));
		assert!(System::events().iter().any(|record| matches!(
			record.event,
			RuntimeEvent::Market(Event::NamesGrew { selling, buying, .. })
				if selling == 5 * GAS && buying == 5 * GAS
		)));
		// A device's name is its owner's.
		assert_eq!(Market::reputation_of(meter()).selling, 10 * GAS);
		wait(90 * DAY);
		assert_eq!(names().0 / 1_000, 5 * GAS / 1_000 - 1);
	});
}

#[test]
fn a_counterparty_adds_no_more_than_the_cap() {
	test(|| {
		list(offer(price_tag()));
		assert_ok!(Market::open_name(signed(&seller())));
		// 600,000 GAS burn 3,000 of which 1,000 count.
		trade(30_000);
		trade(30_000);
		assert_eq!(names().0, 1_000 * GAS);
	});
}

#[test]
fn a_thousand_dust_sales_do_not_make_a_name() {
	test(|| {
		let dust = crate::pricing::PriceTag { price: 199, per: 1 };
		list(offer(crate::pricing::Pricing::PriceTag(dust)));
		assert_ok!(Market::open_name(signed(&seller())));
		for _ in 0..1_000 {
			trade(1);
		}
		println!("1,000 sales of 199 plancks: a name of {} plancks", names().0);
		assert_eq!(names().0, 0);
		// And sales of a GAS: every planck of the name was burned.
		let before = Burned::get();
		assert_ok!(Market::revise(signed(&seller()), 0, Box::new(offer(price_tag()))));
		for _ in 0..1_000 {
			let id = buy(0, crate::Request { revision: 1, ..some(1) });
			assert_ok!(Market::confirm(signed(&buyer()), id));
		}
		let burned = Burned::get() - before;
		println!("1,000 sales of 10 GAS: a name of {} plancks for {burned} burned", names().0);
		assert!(u128::from(names().0) <= burned);
	});
}

#[test]
fn trade_between_ones_own_devices_makes_no_name() {
	test(|| {
		change_device(&car(), |car| car.owner = seller());
		list(offer(price_tag()));
		assert_ok!(Market::open_name(signed(&seller())));
		assert_ok!(Market::purchase(signed(&seller()), Some(car()), 0, some(100)));
		assert_ok!(Market::confirm(signed(&seller()), 0));
		assert_eq!(names().0, 0);
		assert!(Burned::get() > 0);
	});
}

#[test]
fn a_refund_makes_no_name() {
	test(|| {
		list(offer(price_tag()));
		assert_ok!(Market::open_name(signed(&seller())));
		let id = buy(0, some(100));
		assert_ok!(Market::cancel(signed(&seller()), id));
		assert_eq!(names().0, 0);
	});
}

#[test]
fn a_name_is_opened_once_by_its_owner_and_given_up() {
	test(|| {
		assert_ok!(Market::open_name(signed(&seller())));
		assert_noop!(Market::open_name(signed(&seller())), Error::NameExists);
		assert_noop!(Market::open_name(signed(&meter())), Error::NotOwner);
		assert_noop!(Market::close_name(signed(&buyer())), Error::UnknownName);
		assert_ok!(Market::close_name(signed(&seller())));
		check_empty();
	});
}
