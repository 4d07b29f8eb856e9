// SPDX-License-Identifier: Apache-2.0

//! What an execution of a policy costs, however much there is beside it.

use super::policies::{execute_by, order};
use crate::{
	allowance::Allowance, mock::*, types::*, Agreements, HoldReason, Listings, Policies, TermsOf,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::fungible::{Mutate, MutateHold};
use sp_runtime::StateVersion;

/// A device's record, as long as the longest of the registry's.
const RECORD: [u8; 252] = [7; 252];

/// The key of a device's record, as long as the registry's, in the same state: the mock keeps its own outside.
fn registry(device: &AccountId) -> Vec<u8> {
	let hash = sp_io::hashing::blake2_128(device.as_ref());
	[&sp_io::hashing::twox_128(b"Registry")[..], &hash, device.as_ref()].concat()
}

/// `count` of everything that an execution looks something up in, beside what it looks up.
fn crowd(count: u32) {
	let policy = Policies::<Test>::get(0).unwrap();
	let listing = Listings::<Test>::get(0).unwrap();
	let terms = TermsOf::<Test>::get(0, 0).unwrap();
	let agreement = Agreements::<Test>::get(0).unwrap();
	let name = crate::Names::<Test>::get(seller()).unwrap();
	let arbiter = crate::Arbiters::<Test>::get(arbiter()).unwrap();
	for number in 1..=count {
		let who = AccountId::new(sp_io::hashing::blake2_256(&number.encode()));
		Policies::<Test>::insert(1_000 + u64::from(number), &policy);
		Listings::<Test>::insert(1_000 + number, &listing);
		TermsOf::<Test>::insert(1_000 + number, 0, &terms);
		Agreements::<Test>::insert(1_000 + u64::from(number), &agreement);
		crate::Names::<Test>::insert(&who, &name);
		crate::Arbiters::<Test>::insert(&who, &arbiter);
		sp_io::storage::set(&registry(&who), &RECORD);
		Balances::mint_into(&who, INT).unwrap();
		Gas::mint_into(&who, (10 * GAS).into()).unwrap();
		Market::hold(HoldReason::Policy, &who, GAS).unwrap();
		Market::hold(HoldReason::Escrow, &who, GAS).unwrap();
		let reasons = [HoldReason::PolicyRecord, HoldReason::Agreement, HoldReason::Listing];
		for reason in reasons {
			Balances::hold(&reason.into(), &who, 1_000).unwrap();
		}
	}
	// A block begins without events.
	System::reset_events();
}

/// The proof of an execution that looks at everything that it can, bytes.
fn proof(count: u32) -> usize {
	prove(
		|| {
			register_arbiter();
			Market::open_name(signed(&seller())).unwrap();
			Market::open_name(signed(&buyer())).unwrap();
			let split: Vec<_> =
				(0..8).map(|to| Share { to: receiver(to), parts: 125_000 }).collect();
			let listing = list(Offer {
				provider: Some(meter()),
				split: split.try_into().unwrap(),
				..arbitrated(offer(price_tag()))
			});
			let allowance = Allowance { period: DAY, amount: 300 * GAS, purchases: 3 };
			let order = Order { consumer: Some(car()), allowance, ..order() };
			Market::create_policy(signed(&buyer()), None, Box::new(order), 1_000 * GAS).unwrap();
			execute_by(&rival(), 0, listing).unwrap();
			for who in [meter(), car()] {
				sp_io::storage::set(&registry(&who), &RECORD);
			}
			crowd(count);
		},
		|()| {
			// What the directory would read: the two devices, whose owners trade here.
			for who in [meter(), car()] {
				sp_io::storage::get(&registry(&who));
			}
			Market::worth_selling(&seller());
			Market::worth_buying(&buyer());
			execute_by(&rival(), 0, 0).unwrap();
			sp_io::storage::root(StateVersion::V1);
		},
	)
}

/// The proof of an execution between two accounts that asks for nothing.
fn plain_proof(count: u32) -> usize {
	prove(
		|| {
			register_arbiter();
			Market::open_name(signed(&seller())).unwrap();
			let listing = list(offer(price_tag()));
			Market::create_policy(signed(&buyer()), None, Box::new(order()), 1_000 * GAS).unwrap();
			execute_by(&rival(), 0, listing).unwrap();
			crowd(count);
		},
		|()| {
			// Whether the seller, who provides, is a device.
			sp_io::storage::get(&registry(&seller()));
			execute_by(&rival(), 0, 0).unwrap();
			sp_io::storage::root(StateVersion::V1);
		},
	)
}

#[test]
fn the_proof_of_an_execution() {
	for count in [0, 100, 1_000] {
		let (bytes, plain) = (proof(count), plain_proof(count));
		println!("among {count} of each kind of record: {bytes} bytes of proof, {plain} at least");
	}
	let record = Policies::<Test>::hashed_key_for(0).len() + Policy::<Test>::max_encoded_len();
	println!("a policy: {record} bytes at most with its key");
}
