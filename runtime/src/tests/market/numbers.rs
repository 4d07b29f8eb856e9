// SPDX-License-Identifier: Apache-2.0

//! What calls of the market read, and how long their proofs are, on chains with few and with many
//! listings and agreements.

use super::*;
use crate::{
	constants::{GAS_ASSET, INT},
	tests::{address, chain_with, Chain},
	Assets, Balances,
};
use frame_support::traits::fungible::Mutate;
use pallet_resource_market::{
	allowance::Allowance, pricing::PriceTag, ramp::Ramp, Batch, BatchItem, ByPlace, Listings,
	NextPolicy, Order, TermsOf, Want,
};
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring::{Charlie, Eve, Ferdie};
use sp_runtime::{traits::BlakeTwo256, StateVersion};

/// Records that are written before they go from the overlay into the trie.
const CHUNK: u32 = 20_000;

/// Agreements that are settled in one call.
const BATCH: u32 = 100;

/// What stands on a chain before anything is measured.
struct Scene {
	/// Those of [`BATCH`] buyers, each with a key of its own.
	settled: Vec<Settlement>,
	/// What a policy is executed against.
	listing: ListingId,
	/// The policy.
	policy: u64,
}

fn buyer(number: u32) -> Signer {
	let keys = keys(&format!("buyer {number}"));
	Signer { id: id_of(&keys), keys, generation: 0 }
}

/// A listing of power by the meter of Bob's own, a hundred buyers with an agreement each, and a
/// policy of Dave's that a price tag of Bob's satisfies.
fn scene() -> Scene {
	System::set_block_number(1);
	pallet_timestamp::Now::<Runtime>::put(START);
	let meter = Signer::device(Bob, "meter", 0);
	let metered = list(power(Some(meter.id.clone())));
	let request = Request {
		revision: 0,
		quantity: 0,
		max_price: PRICE,
		escrow: ESCROW,
		duration: 30 * DAY,
		anchor: None,
		party: Party::default(),
	};
	let buyers: Vec<_> = (0..BATCH).map(buyer).collect();
	let ids: Vec<_> = buyers
		.iter()
		.map(|buyer| {
			let id = NextAgreement::<Runtime>::get();
			let origin = crate::RuntimeOrigin::signed(buyer.id.clone());
			assert_ok!(ResourceMarket::purchase(origin, None, metered, request.clone()));
			id
		})
		.collect();
	let listing = list(Offer {
		pricing: Pricing::PriceTag(PriceTag { price: PRICE, per: 1 }),
		..power(Some(meter.id.clone()))
	});
	let policy = NextPolicy::<Runtime>::get();
	let order = Order {
		kind: Kind::Power,
		unit: Unit::WattHour,
		place: Some(Place(*b"u33\0\0\0")),
		want: Want::Delivery,
		quantity: 1_000,
		consumer: None,
		reputation: 0,
		security: Default::default(),
		arbiters: Default::default(),
		ruling: 0,
		window: 60_000,
		patience: DAY,
		price: Ramp { start: ESCROW, maximum: ESCROW, duration: DAY },
		tip: 10_000,
		allowance: Allowance { period: DAY, amount: ESCROW, purchases: 10 },
		expires: START + 30 * DAY,
		metadata: Default::default(),
	};
	assert_ok!(ResourceMarket::create_policy(signed(Dave), None, Box::new(order), ESCROW));
	pallet_timestamp::Now::<Runtime>::put(START + HOUR);
	System::set_block_number(100);
	let settled =
		buyers.iter().zip(ids).map(|(buyer, id)| accepted(id, &meter, buyer, 5_000)).collect();
	Scene { settled, listing, policy }
}

/// So many more of everything, as long as what is there.
fn crowd(from: u32, to: u32) {
	let listing = Listings::<Runtime>::get(0).unwrap();
	let terms = TermsOf::<Runtime>::get(0, 0).unwrap();
	let agreement = Agreements::<Runtime>::get(0).unwrap();
	for number in from..to {
		let id = 1_000 + number;
		ByPlace::<Runtime>::insert((listing.kind, Place(*b"u33dc0").0, id), ());
		Listings::<Runtime>::insert(id, &listing);
		TermsOf::<Runtime>::insert(id, 0, &terms);
		Agreements::<Runtime>::insert(u64::from(id), &agreement);
	}
}

type Measured = (&'static str, fn(&Scene));

fn root() {
	sp_io::storage::root(StateVersion::V1);
}

const MEASURED: [Measured; 6] = [
	("transfer of GAS", |_| {
		let target = address(Ferdie);
		assert_ok!(Assets::transfer(signed(Dave), GAS_ASSET.into(), target, GAS));
		root();
	}),
	("settle", |scene| {
		let settlement = scene.settled[0].clone();
		assert_ok!(ResourceMarket::settle(signed(Eve), settlement));
		root();
	}),
	("settle_batch of 100", |scene| {
		let items: Vec<_> = scene.settled.iter().cloned().map(BatchItem::Voucher).collect();
		assert_ok!(ResourceMarket::settle_batch(signed(Eve), Batch::try_from(items).unwrap()));
		root();
	}),
	("purchase", |_| {
		buy(0, None);
		root();
	}),
	("execute_policy", |scene| {
		let Scene { listing, policy, .. } = *scene;
		assert_ok!(ResourceMarket::execute_policy(signed(Charlie), policy, listing, 0, None));
		root();
	}),
	("page of 200 listings", |_| {
		let page = ResourceMarket::listings_at(Kind::Power, b"u33".to_vec(), None, 200);
		assert!(!page.listings.is_empty());
	}),
];

fn commit(chain: &mut TestExternalities) {
	chain.execute_with(System::reset_events);
	chain.commit_all().unwrap();
	chain.backend.backend_storage_mut().purge();
}

/// Fills a chain up to each of these numbers of listings and agreements, and prints and compares
/// what the calls take there.
fn measure(sizes: &[u32]) {
	let buyers: Vec<_> =
		(0..BATCH).map(|number| (buyer(number).id, 2 * u128::from(ESCROW))).collect();
	let mut holders = vec![(account(Bob), FUND), (account(Dave), FUND), (account(Charlie), FUND)];
	holders.extend(buyers.iter().cloned());
	let mut chain = chain_with(DEV_RUNTIME_PRESET, genesis_with(25, &holders));
	let scene = chain.execute_with(|| {
		for (who, _) in &buyers {
			let amount = 100 * INT;
			assert_ok!(Balances::mint_into(who, amount));
		}
		scene()
	});
	// What [`crowd`] adds has no money behind it: from here on the records do not agree.
	let Chain(mut chain) = chain;
	commit(&mut chain);
	let (mut filled, mut expected) = (0, None);
	for size in sizes.iter().copied() {
		while filled < size {
			let next = size.min(filled.saturating_add(CHUNK));
			chain.execute_with(|| crowd(filled, next));
			commit(&mut chain);
			filled = next;
		}
		let reads: Vec<_> = MEASURED
			.iter()
			.map(|(name, measured)| {
				let recorder = Default::default();
				chain.execute_with_recorder(Clone::clone(&recorder), || measured(&scene));
				let writes = chain.overlayed_changes().changes().count();
				chain.reset_overlay();
				let reads: usize = recorder.recorded_keys().values().map(|keys| keys.len()).sum();
				let root = *chain.backend.root();
				let proof = recorder.drain_storage_proof();
				let bytes = proof.into_compact_proof::<BlakeTwo256>(root).unwrap().encoded_size();
				println!("{size:>9} | {name:<22} | {reads:>4} reads | {writes:>4} writes | {bytes:>6} bytes");
				(*name, reads)
			})
			.collect();
		assert_eq!(*expected.get_or_insert_with(|| reads.clone()), reads);
	}
}

#[test]
fn a_call_reads_as_much_on_a_large_market_as_on_a_small_one() {
	measure(&[200, 1_000]);
}

/// Takes minutes, and several GiB of memory.
#[test]
#[ignore = "a measurement: scripts/bench market"]
fn markets_of_all_sizes() {
	measure(&[200, 10_000, 1_000_000]);
}
