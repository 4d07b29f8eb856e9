// SPDX-License-Identifier: Apache-2.0

//! What a lookup reads, and how long its proof is, on chains with few and with many devices.

use crate::{mock::*, Codes, Device, Devices, Genuineness, OwnedDevices};
use codec::Encode;
use int_primitives::{identity::DeviceKey, signed::Challenge};
use sp_io::{
	hashing::{blake2_256, sha2_256},
	TestExternalities,
};
use sp_runtime::{traits::BlakeTwo256, StateVersion};

/// Devices that are written before they go from the overlay into the trie.
const BATCH: u32 = 20_000;

/// A lookup, on a chain on which a device that these keys once made belongs to [`OWNER`].
type Lookup = (&'static str, fn(&Keys));

const LOOKUPS: [Lookup; 7] = [
	("device by id", |keys| assert!(Registry::device(keys.account()).is_some())),
	("device by code", |_| assert!(Registry::device_by_code(code(&MAKER, 0)).is_some())),
	("is this code genuine", |_| {
		assert!(matches!(Registry::genuine(code(&MAKER, 0)), Genuineness::Made { .. }))
	}),
	("answer to a challenge", |keys| {
		let answer = Challenge {
			challenger: BUYER.into(),
			device: keys.account().into(),
			nonce: [7; 32],
			generation: 0,
			expires: START + HOUR,
		};
		let signature = keys.sign_statement(answer.clone());
		assert_eq!(Registry::verify_challenge(answer, signature), crate::ChallengeVerdict::Genuine);
	}),
	("5 devices of an owner", |_| {
		assert_eq!(Registry::devices_of(OWNER, None, 5).devices.len(), 5)
	}),
	("whether a signer is a device", |_| assert!(!Registry::is_key_of_a_device(&BUYER))),
	("registration, with the new root", |_| {
		register(&BUYER, &Keys::sr("newcomer"), 1).unwrap();
		sp_io::storage::root(StateVersion::V1);
	}),
];

/// A device that is not looked up, with a record as long as the one that is.
fn write_device(number: u32, like: &Device<Test>) {
	let id = AccountId::new(blake2_256(&number.to_le_bytes()));
	let code = sha2_256(&number.to_le_bytes());
	let key = DeviceKey::Ed25519(id.clone().into());
	System::inc_providers(&id);
	Codes::<Test>::insert(code, &id);
	OwnedDevices::<Test>::insert(&like.owner, &id, ());
	Devices::<Test>::insert(&id, Device { key, code, place: None, ..like.clone() });
}

/// Moves what was written into the trie, and what the trie no longer needs out of memory. The block's
/// events end with the block.
fn commit(chain: &mut TestExternalities) {
	chain.execute_with(System::reset_events);
	chain.commit_all().unwrap();
	chain.backend.backend_storage_mut().purge();
}

/// Fills a chain up to each of these numbers of devices, and prints and compares what the lookups
/// take there.
fn measure(sizes: &[u32]) {
	let mut chain = chain();
	let keys = chain.execute_with(|| {
		make_maker();
		let run = Run::commit(1);
		run.claim(&OWNER, 0).unwrap();
		Registry::update_metadata(
			signed(&OWNER),
			run.keys[0].account(),
			Some(vec![1; 40].try_into().unwrap()),
		)
		.unwrap();
		run.keys[0].clone()
	});
	commit(&mut chain);
	let like = chain.execute_with(|| Devices::<Test>::get(keys.account()).unwrap());
	println!("a record has {} bytes", like.encoded_size());

	let mut filled = 1;
	let mut expected = None;
	for size in sizes.iter().copied() {
		while filled < size {
			let next = size.min(filled.saturating_add(BATCH));
			chain.execute_with(|| (filled..next).for_each(|number| write_device(number, &like)));
			commit(&mut chain);
			filled = next;
		}
		let reads: Vec<_> = LOOKUPS
			.iter()
			.map(|(name, lookup)| {
				let recorder = Default::default();
				chain.execute_with_recorder(Clone::clone(&recorder), || lookup(&keys));
				chain.reset_overlay();
				let reads: usize = recorder.recorded_keys().values().map(|keys| keys.len()).sum();
				let root = *chain.backend.root();
				let proof = recorder.drain_storage_proof();
				let bytes = proof.into_compact_proof::<BlakeTwo256>(root).unwrap().encoded_size();
				println!("{size:>9} devices | {name:<32} | {reads:>2} reads | {bytes:>5} bytes");
				reads
			})
			.collect();
		assert_eq!(*expected.get_or_insert_with(|| reads.clone()), reads);
	}
	// To read all of the largest chain takes longer than all the rest.
	if filled <= 10_000 {
		chain.execute_with(check);
	}
}

#[test]
fn a_lookup_reads_as_much_on_a_large_chain_as_on_a_small_one() {
	measure(&[10, 1_000]);
}

/// Takes minutes, and 4 GiB of memory.
#[test]
#[ignore = "a measurement: scripts/bench lookups"]
fn lookups_on_chains_of_all_sizes() {
	measure(&[10, 10_000, 1_000_000]);
}
