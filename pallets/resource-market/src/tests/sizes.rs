// SPDX-License-Identifier: Apache-2.0

//! What an open agreement takes of the state.

use super::policies::{execute_by, order};
use crate::{mock::*, Agreement, AgreementId, Agreements, Order, Progress};
use codec::{Encode, MaxEncodedLen};

/// Bytes of the whole state, keys and values.
fn state() -> usize {
	System::reset_events();
	snapshot().iter().map(|(key, value)| key.len() + value.len()).sum()
}

/// Bytes by which the whole state grows, whatever it is that grows.
fn growth(change: impl FnOnce()) -> usize {
	let before = state();
	change();
	state() - before
}

#[test]
fn an_open_agreement_takes_400_bytes_at_most() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		let key = Agreements::<Test>::hashed_key_for(id).len();
		let longest = key + Agreement::<Test>::max_encoded_len();
		let metered = key + agreement(id).encode().len();
		let id = buy(list(offer(price_tag())), some(1));
		let plain = key + agreement(id).encode().len();
		println!("an open agreement: {longest} bytes at most with its key of {key}");
		println!(
			"metered between two devices: {metered}; a delivery between two accounts: {plain}"
		);
		println!("its progress: {} bytes at most", Progress::max_encoded_len());
		assert!(longest <= 400);
		assert_eq!(AgreementId::max_encoded_len(), 8);
	});
}

#[test]
fn with_all_that_belongs_to_it_an_open_agreement_takes_400_bytes_at_most() {
	test(|| {
		let listing = list_power();
		// The first purchase makes the buyer's records of what is on hold, which all share.
		let first = growth(|| {
			buy(listing, metered(5_000 * GAS));
		});
		let mut id = 0;
		let metered = growth(|| id = buy(listing, metered(5_000 * GAS)));
		wait(HOUR);
		let claimed = growth(|| claim(id, 1_000, 1).unwrap());
		wait(HOUR / 2);
		let both = claimed + growth(|| claim(id, 2_000, 1).unwrap());
		let tag = list(offer(price_tag()));
		let order = Order { consumer: Some(car()), ..order() };
		Market::create_policy(signed(&buyer()), None, Box::new(order), 1_000 * GAS).unwrap();
		execute_by(&rival(), 0, tag).unwrap();
		let tipped = growth(|| execute_by(&rival(), 0, tag).unwrap());
		println!("the state grows by {first} bytes for a buyer's first agreement, {metered} for");
		println!(
			"the second, {} with a claim in two parts; {tipped} for a tipped purchase",
			metered + both
		);
		assert!(metered + both <= 400);
		assert!(tipped <= 400);
	});
}
