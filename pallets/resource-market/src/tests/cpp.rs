// SPDX-License-Identifier: Apache-2.0

//! A price for each verified end use: receipts and preimages.

use crate::{mock::*, HoldReason, Receipts, Request};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};

fn scene(quantity: u64) -> u64 {
	buy(list(offer(cpp())), uses(quantity))
}

fn receipts(id: u64, numbers: impl IntoIterator<Item = u64>) -> Receipts {
	numbers
		.into_iter()
		.map(|number| use_receipt(id, number))
		.collect::<Vec<_>>()
		.try_into()
		.unwrap()
}

fn submit(id: u64, numbers: impl IntoIterator<Item = u64>) -> DispatchResult {
	Market::submit_uses(signed(&thief()), receipts(id, numbers))
}

#[test]
fn a_batch_of_receipts_pays_each_of_them() {
	test(|| {
		let id = scene(100);
		assert_ok!(submit(id, 0..64));
		assert_eq!(free(&seller()), ENDOWMENT + net(128 * GAS));
		assert_eq!(held(&buyer(), HoldReason::Escrow), 72 * GAS);
	});
}

#[test]
fn a_receipt_pays_once() {
	test(|| {
		let id = scene(100);
		assert_ok!(submit(id, [3]));
		assert_noop!(submit(id, [3]), Error::ReceiptUsed);
		assert_noop!(submit(id, [4, 5, 4]), Error::ReceiptUsed);
		// In any order, within the window.
		assert_ok!(submit(id, [5, 4, 0]));
		// What lies below the window is lost: the seller's to decide.
		assert_noop!(submit(id, [70]), Error::ReceiptUsed);
		assert_ok!(Market::submit_uses(signed(&seller()), receipts(id, [70])));
		assert_noop!(submit(id, [6]), Error::ReceiptUsed);
		assert_eq!(agreement(id).paid, 10 * GAS);
	});
}

#[test]
fn voiding_receipts_by_bringing_a_high_one() {
	test(|| {
		let id = scene(100);
		// The buyer has used it forty times, and signs and brings one for the millionth.
		let high = receipts(id, [1_000_000]);
		assert_noop!(Market::submit_uses(signed(&buyer()), high), Error::ReceiptUsed);
		assert_ok!(Market::submit_uses(signed(&buyer()), receipts(id, [63])));
		assert_noop!(Market::submit_uses(signed(&buyer()), receipts(id, [64])), Error::ReceiptUsed);
		assert_ok!(submit(id, 0..40));
		assert_eq!(agreement(id).paid, 82 * GAS);
	});
}

/// On the way to the chain a use of a car that was sold, and a key that was replaced.
#[test]
fn a_consumer_whose_key_was_rotated_signs_with_the_new_one() {
	test(|| {
		let mut request = uses(10);
		request.party.consumer = Some(car());
		let id = buy(list(offer(cpp())), request);
		let receipt = |number, generation| int_primitives::market::EndUseReceipt {
			consumer: car().into(),
			generation,
			..use_receipt(id, number).0
		};
		let bring = |receipt: int_primitives::market::EndUseReceipt, keys: &Keys| {
			let signature = keys.sign(receipt.clone());
			let receipts = Receipts::try_from(vec![(receipt, signature)]).unwrap();
			Market::submit_uses(signed(&seller()), receipts)
		};
		assert_ok!(bring(receipt(0, 0), &CAR));
		let next = Keys::new("the car's next key");
		change_device(&car(), |car| (car.key, car.generation) = (next.public(), 1));
		assert_noop!(bring(receipt(1, 0), &CAR), Error::BadSignature);
		assert_noop!(bring(receipt(1, 1), &CAR), Error::BadSignature);
		assert_ok!(bring(receipt(1, 1), &next));
		assert_eq!(agreement(id).paid, 4 * GAS);
	});
}

#[test]
fn no_more_is_paid_than_the_escrow_covers() {
	test(|| {
		let id = scene(2);
		assert_noop!(submit(id, [0, 1, 2]), Error::EscrowExhausted);
		assert_ok!(submit(id, [0, 1]));
		assert_noop!(submit(id, [2]), Error::EscrowExhausted);
		assert_ok!(Market::top_up(signed(&buyer()), id, 2 * GAS));
		assert_ok!(submit(id, [2]));
	});
}

#[test]
fn a_receipt_is_the_consumers_for_this_agreement_and_in_time() {
	test(|| {
		let listing = list(offer(cpp()));
		let id = buy(listing, uses(10));
		let other = buy(listing, uses(10));
		let one = |receipt, signature| Receipts::try_from(vec![(receipt, signature)]).unwrap();
		let bring = |receipts| Market::submit_uses(signed(&seller()), receipts);

		let (receipt, signature) = use_receipt(other, 0);
		let moved = int_primitives::market::EndUseReceipt { agreement: id, ..receipt.clone() };
		assert_noop!(bring(one(moved, signature)), Error::BadSignature);
		let forged = SELLER.sign(receipt.clone());
		assert_noop!(bring(one(receipt.clone(), forged)), Error::BadSignature);
		let foreign =
			int_primitives::market::EndUseReceipt { consumer: rival().into(), ..receipt.clone() };
		let signature = RIVAL.sign(foreign.clone());
		assert_noop!(bring(one(foreign, signature)), Error::WrongParties);
		let old = int_primitives::market::EndUseReceipt { expires: now() - 1, ..receipt.clone() };
		let signature = BUYER.sign(old.clone());
		assert_noop!(bring(one(old, signature)), Error::StatementExpired);
		let mut two = receipts(id, [0]).into_inner();
		two.push(use_receipt(other, 0));
		assert_noop!(bring(two.try_into().unwrap()), Error::WrongParties);
		assert_noop!(bring(Receipts::default()), Error::ZeroAmount);
		// A plain account has no generations.
		let later = int_primitives::market::EndUseReceipt { generation: 1, ..receipt };
		let signature = BUYER.sign(later.clone());
		assert_noop!(bring(one(later, signature)), Error::BadSignature);
	});
}

#[test]
fn preimages_pay_as_many_uses_as_they_prove() {
	test(|| {
		let listing = list(offer(cpp()));
		let seed = [7; 32];
		let request = Request { anchor: Some(anchor(listing, seed, 10)), ..uses(10) };
		let id = buy(listing, request);
		let reveal = |preimage, steps| Market::reveal_uses(signed(&seller()), id, preimage, steps);
		assert_noop!(submit(id, [0]), Error::WrongProof);
		assert_ok!(reveal(anchor(listing, seed, 9), 1));
		assert_noop!(reveal(anchor(listing, seed, 9), 1), Error::WrongPreimage);
		assert_noop!(reveal(anchor(listing, seed, 5), 3), Error::WrongPreimage);
		assert_noop!(reveal(anchor(listing, seed, 9), 0), Error::WrongPreimage);
		assert_ok!(reveal(anchor(listing, seed, 5), 4));
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
		assert_ok!(reveal(seed, 5));
		assert_eq!(agreement(id).escrow, 0);
	});
}

#[test]
fn after_the_end_receipts_are_good_for_one_claim_period() {
	test(|| {
		let id = scene(3);
		assert_ok!(Market::cancel(signed(&buyer()), id));
		wait(HOUR + 1);
		assert_ok!(Market::close(signed(&buyer()), id));
		assert_ok!(submit(id, [0]));
		wait(DAY);
		assert_noop!(submit(id, [1]), Error::WindowOver);
		assert_ok!(Market::close(signed(&buyer()), id));
		assert_eq!(free(&buyer()), ENDOWMENT - 2 * GAS);
	});
}

#[test]
fn what_receipts_may_be_out_for_cannot_be_withdrawn() {
	test(|| {
		let id = scene(3);
		assert_noop!(Market::withdraw(signed(&buyer()), id, 1), Error::WrongKind);
		assert_noop!(claim(id, 1, 1), Error::WrongKind);
	});
}
