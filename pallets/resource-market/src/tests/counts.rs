// SPDX-License-Identifier: Apache-2.0

//! How many records of the state a settlement reads and changes, counted on the state itself.

use crate::{
	mock::*, pricing::Pricing, AgreementId, Batch, BatchItem, Conditions, Countersignature, Offer,
	Settlement, Share, TermsOf,
};
use frame_support::traits::fungible::Mutate;
use int_primitives::market::{MeterVoucher, VoucherAcceptance};
use std::cell::Cell;

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

/// The conditions of an agreement, as whoever settles it finds them in its terms.
pub(super) fn conditions(id: AgreementId) -> Conditions {
	let agreement = agreement(id);
	let terms = TermsOf::<Test>::get(agreement.listing, agreement.revision).unwrap();
	let Pricing::Metered(tariff) = &terms.pricing else { panic!("it is not metered") };
	terms.conditions(tariff)
}

/// How the items of a batch hang together.
#[derive(Clone, Copy, PartialEq)]
enum Under {
	/// All stand on one listing's terms.
	One,
	/// Each stands on terms of its own.
	Own,
	/// The same, and whoever settles brings the conditions along.
	Brought,
}

/// What a batch of so many items touches, each between people of its own, with so many receivers of
/// its own; and how many of them it settles.
fn bring(items: usize, receivers: usize, under: Under) -> (usize, usize, usize) {
	let settled = Cell::new(0);
	let (reads, writes) = touch(
		|| {
			let sellers: Vec<_> = (0..items).map(|item| rich(format!("seller {item}"))).collect();
			let buyers: Vec<_> = (0..items).map(|item| rich(format!("buyer {item}"))).collect();
			let deals: Vec<_> = (0..items)
				.map(|item| {
					let seller = &sellers[if under == Under::One { 0 } else { item }];
					if under != Under::One || item == 0 {
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
				.map(|(id, seller, buyer)| match under {
					Under::Brought => {
						BatchItem::VoucherUnder(settlement(*id, seller, buyer), conditions(*id))
					},
					_ => BatchItem::Voucher(settlement(*id, seller, buyer)),
				})
				.collect();
			Batch::try_from(items).unwrap()
		},
		|batch| {
			Market::settle_batch(signed(&thief()), batch).unwrap();
			let crate::Event::BatchDone { good, .. } = last_event() else { panic!("not done") };
			settled.set(good as usize);
		},
	);
	(reads, writes, settled.get())
}

/// The same, where all are settled.
fn batch(items: usize, receivers: usize, under: Under) -> (usize, usize) {
	let (reads, writes, settled) = bring(items, receivers, under);
	assert_eq!(settled, items);
	(reads, writes)
}

/// What one more item of a batch touches: reads with those of the registry, and writes.
fn one_more(receivers: usize, under: Under) -> (usize, usize) {
	let (few, many) = (batch(4, receivers, under), batch(5, receivers, under));
	(many.0 - few.0 + DEVICES, many.1 - few.1)
}

#[test]
fn an_item_of_a_batch_reads_six_records_and_writes_four() {
	let (reads, writes) = one_more(1, Under::Own);
	println!("an item with one receiver: {reads} reads, {writes} writes");
	assert!(reads <= 6 && writes <= 4);
}

#[test]
fn each_further_receiver_takes_one_read_and_one_write() {
	for receivers in [2, 4, 8] {
		let (reads, writes) = one_more(receivers, Under::Brought);
		println!("an item with {receivers} receivers: {reads} reads, {writes} writes");
		assert!(reads <= 5 + receivers && writes <= 3 + receivers);
	}
	// Under terms that many items share, nobody needs to bring anything.
	let (reads, writes) = one_more(2, Under::One);
	println!("with two receivers under terms that the batch shares: {reads} and {writes}");
	assert!(reads <= 7 && writes <= 5);
	// The terms are one record more to who does not bring the conditions.
	let (reads, writes) = one_more(2, Under::Own);
	println!("with two receivers under terms that have to be read: {reads} and {writes}");
	assert!(reads <= 8 && writes <= 5);
}

/// A batch weighs what it settles. Whoever fills it with more would have the receivers of the rest
/// looked up for nothing.
#[test]
fn what_finds_no_room_in_a_batch_has_no_receivers_looked_up() {
	for receivers in [4, 8] {
		let (reads, _, settled) = bring(100, receivers, Under::Brought);
		let refused = 100 - settled;
		println!("{receivers} receivers: {settled} settled, {refused} without room, {reads} reads");
		assert!(refused > 0);
		assert!(reads <= settled * (5 + receivers) + refused + 20);
	}
}
