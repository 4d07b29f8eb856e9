// SPDX-License-Identifier: Apache-2.0

//! How many records of the state a settlement reads and changes, counted on the state itself.

use crate::{mock::*, AgreementId, Batch, BatchItem, Countersignature, Offer, Settlement, Share};
use frame_support::traits::fungible::Mutate;
use int_primitives::market::{MeterVoucher, VoucherAcceptance};

/// The registry's records of provider and consumer, which this mock keeps outside of the state.
const DEVICES: usize = 2;

fn rich(name: String) -> Keys {
	let keys = Keys::new(&name);
	Balances::mint_into(&keys.account(), INT).unwrap();
	Gas::mint_into(&keys.account(), ENDOWMENT.into()).unwrap();
	keys
}

fn settlement(id: AgreementId, provider: &Keys, consumer: &Keys) -> Settlement {
	let voucher = MeterVoucher {
		provider: provider.account().into(),
		consumer: consumer.account().into(),
		..voucher(id, 1_000, 1)
	};
	let acceptance = VoucherAcceptance {
		agreement: id,
		provider: voucher.provider,
		consumer: voucher.consumer,
		units: voucher.units,
		sequence: voucher.sequence,
		generation: 0,
		expires: voucher.expires,
	};
	let countersignature = Countersignature {
		generation: 0,
		expires: voucher.expires,
		signature: consumer.sign(acceptance),
	};
	Settlement {
		signature: provider.sign(voucher.clone()),
		voucher,
		countersignature: Some(countersignature),
	}
}

/// What a batch of so many items touches, each between people of its own, with so many receivers of
/// its own; all under one listing's terms, or each under its own.
fn batch(items: usize, receivers: usize, one_listing: bool) -> (usize, usize) {
	touch(
		|| {
			let sellers: Vec<_> = (0..items).map(|item| rich(format!("seller {item}"))).collect();
			let buyers: Vec<_> = (0..items).map(|item| rich(format!("buyer {item}"))).collect();
			let deals: Vec<_> = (0..items)
				.map(|item| {
					let seller = &sellers[if one_listing { 0 } else { item }];
					if !one_listing || item == 0 {
						let split: Vec<_> = (0..receivers)
							.map(|to| Share {
								to: rich(format!("receiver {to} of {item}")).account(),
								parts: 1_000_000 / receivers as u32,
							})
							.collect();
						let split = if receivers > 1 { split } else { vec![] };
						let offer =
							Offer { split: split.try_into().unwrap(), provider: None, ..power() };
						let who = seller.account();
						Market::list(signed(&who), None, Box::new(offer)).unwrap();
					}
					let listing = crate::NextListing::<Test>::get() - 1;
					let id = crate::NextAgreement::<Test>::get();
					let mut request = metered(4_000 * GAS);
					request.party.consumer = None;
					let buyer = buyers[item].account();
					Market::purchase(signed(&buyer), None, listing, request).unwrap();
					(id, seller.clone(), buyers[item].clone())
				})
				.collect();
			wait(HOUR);
			System::reset_events();
			let items: Vec<_> = deals
				.iter()
				.map(|(id, seller, buyer)| BatchItem::Voucher(settlement(*id, seller, buyer)))
				.collect();
			Batch::try_from(items).unwrap()
		},
		|batch| {
			let items = batch.len() as u32;
			Market::settle_batch(signed(&thief()), batch).unwrap();
			assert_eq!(last_event(), crate::Event::BatchDone { good: items, bad: 0 });
		},
	)
}

/// What one more item of a batch touches: reads with those of the registry, and writes.
fn one_more(receivers: usize, one_listing: bool) -> (usize, usize) {
	let (few, many) = (batch(4, receivers, one_listing), batch(5, receivers, one_listing));
	(many.0 - few.0 + DEVICES, many.1 - few.1)
}

#[test]
fn an_item_of_a_batch_reads_six_records_and_writes_four() {
	let (reads, writes) = one_more(1, false);
	println!("an item with one receiver: {reads} reads, {writes} writes");
	assert!(reads <= 6 && writes <= 4);
}

#[test]
fn each_further_receiver_takes_one_read_and_one_write() {
	let (two, four) = (one_more(2, false), one_more(4, false));
	println!(
		"an item with two receivers under terms of its own: {} reads, {} writes",
		two.0, two.1
	);
	println!(
		"an item with four receivers under terms of its own: {} reads, {} writes",
		four.0, four.1
	);
	assert_eq!((four.0 - two.0, four.1 - two.1), (2, 2));
	// A read for the terms, which who divides the revenue needs, and which items share.
	assert!(two.0 <= 8 && two.1 <= 5);
	let shared = one_more(2, true);
	println!(
		"an item with two receivers under terms that it shares: {} reads, {} writes",
		shared.0, shared.1
	);
	assert!(shared.0 <= 7 && shared.1 <= 5);
}
