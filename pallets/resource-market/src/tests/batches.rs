// SPDX-License-Identifier: Apache-2.0

//! Many settlements in one extrinsic: the good ones are paid, the others reported.

use super::counts::conditions;
use crate::{
	mock::*,
	pricing::{Along, Pricing, Tariff, Tier},
	Batch, BatchItem, Conditions, Event, Offer, Share, WeightInfo,
};
use frame_support::{assert_ok, dispatch::Pays};
use sp_runtime::DispatchError;

fn failures() -> Vec<(u64, DispatchError)> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Market(Event::ItemFailed { agreement, error }) => {
				Some((agreement, error))
			},
			_ => None,
		})
		.collect()
}

#[test]
fn the_good_are_paid_and_the_bad_reported() {
	test(|| {
		let listing = list_power();
		let divided = list(Offer {
			split: vec![crate::Share { to: receiver(0), parts: 1_000_000 }].try_into().unwrap(),
			..power()
		});
		let ids: Vec<_> = (0..6).map(|_| buy(listing, metered(5_000 * GAS))).collect();
		let last = buy(divided, metered(5_000 * GAS));
		wait(HOUR);
		assert_ok!(claim(ids[4], 1_000, 1));
		wait(HOUR);
		let mut forged = accepted(voucher(ids[1], 1_000, 1));
		forged.voucher.units = 9_000;
		let mut expired = voucher(ids[2], 1_000, 1);
		expired.expires = now() - 1;
		let batch: Batch = vec![
			BatchItem::Voucher(accepted(voucher(ids[0], 1_000, 1))),
			BatchItem::Voucher(forged),
			BatchItem::Voucher(accepted(expired)),
			BatchItem::Voucher(alone(voucher(ids[3], 1_000, 1))),
			BatchItem::Collect(ids[4]),
			BatchItem::Collect(ids[5]),
			BatchItem::Collect(99),
			BatchItem::Voucher(accepted(voucher(ids[0], 1_000, 1))),
			BatchItem::Voucher(accepted(voucher(last, 1_000, 1))),
		]
		.try_into()
		.unwrap();
		let info = Market::settle_batch(signed(&thief()), batch).unwrap();
		assert_eq!(
			failures(),
			[
				(ids[1], Error::BadSignature.into()),
				(ids[2], Error::StatementExpired.into()),
				(ids[5], Error::NothingClaimed.into()),
				(99, Error::UnknownAgreement.into()),
				(ids[0], Error::StaleVoucher.into()),
			]
		);
		assert_eq!(last_event(), Event::BatchDone { good: 4, bad: 5 });
		assert_eq!(free(&seller()), ENDOWMENT + net(300 * GAS) * 2);
		assert_eq!(free(&receiver(0)), net(300 * GAS));
		// All but the last were light: one price, and one seller who can be paid.
		let weight =
			<() as WeightInfo>::settle_batch(8) + <() as WeightInfo>::settle_batch_divided(1);
		assert_eq!(info.actual_weight, Some(weight));
		assert_eq!(info.pays_fee, Pays::Yes);
	});
}

#[test]
fn a_batch_of_a_hundred_settles_a_hundred() {
	test(|| {
		let listing = list_power();
		let ids: Vec<_> = (0..100).map(|_| buy(listing, metered(4_000 * GAS))).collect();
		wait(HOUR);
		let batch = ids
			.iter()
			.map(|id| BatchItem::Voucher(accepted(voucher(*id, 1_000, 1))))
			.collect::<Vec<_>>();
		let batch = Batch::try_from(batch).unwrap();
		assert_ok!(Market::settle_batch(signed(&thief()), batch));
		assert_eq!(last_event(), Event::BatchDone { good: 100, bad: 0 });
		assert_eq!(free(&seller()), ENDOWMENT + 100 * net(300 * GAS));
	});
}

#[test]
fn an_empty_batch_does_nothing() {
	test(|| {
		assert_ok!(Market::settle_batch(signed(&thief()), Batch::default()));
		assert_eq!(last_event(), Event::BatchDone { good: 0, bad: 0 });
	});
}

/// What ends an agreement or a dispute, or pays many, does far more than a settlement. A batch of
/// nothing else has to weigh as much as it is, and still fit into a block.
#[test]
fn filling_a_batch_with_more_than_it_weighs() {
	test(|| {
		register_arbiter();
		let divided = Offer {
			split: (0..8)
				.map(|to| crate::Share { to: receiver(to), parts: 125_000 })
				.collect::<Vec<_>>()
				.try_into()
				.unwrap(),
			..offer(price_tag())
		};
		let (deliveries, disputed) = (list(divided), list(arbitrated(power())));
		let power = list_power();
		let declared = |batch: &Batch| {
			use frame_support::dispatch::GetDispatchInfo;
			let call = crate::Call::<Test>::settle_batch { batch: batch.clone() };
			call.get_dispatch_info().call_weight
		};
		let bring = |items: Vec<BatchItem>| {
			let batch: Batch = items.try_into().unwrap();
			System::reset_events();
			let most = declared(&batch);
			let info = Market::settle_batch(signed(&thief()), batch).unwrap();
			let weight = info.actual_weight.unwrap();
			assert!(weight.all_lte(most), "{weight:?} of {most:?}");
			let too_heavy: DispatchError = Error::BatchTooHeavy.into();
			(weight, failures().iter().filter(|(_, error)| *error == too_heavy).count())
		};
		let deliver = || {
			let id = buy(deliveries, some(1));
			assert_ok!(Market::deliver(signed(&seller()), id));
			id
		};
		let light: Vec<_> = (0..80).map(|_| buy(power, metered(4_000 * GAS))).collect();
		let one = buy(disputed, with_arbiter(metered(4_000 * GAS)));
		wait(HOUR);
		assert_ok!(claim(one, 1_000, 1));
		assert_ok!(Market::dispute(signed(&buyer()), one));
		let heavy: Vec<_> = (0..120).map(|_| deliver()).collect();
		wait(HOUR);

		// A dispute that ends is no light item.
		let (weight, _) = bring(vec![BatchItem::Voucher(accepted(voucher(one, 2_000, 1)))]);
		assert_eq!(agreement(one).disputed, None);
		assert_eq!(
			weight,
			<() as WeightInfo>::settle_batch_divided(1) + <() as WeightInfo>::settle_batch(0)
		);
		// Twenty of them go beside eighty light ones.
		let mixed = light
			.iter()
			.map(|id| BatchItem::Voucher(accepted(voucher(*id, 1_000, 1))))
			.chain(heavy[..20].iter().map(|id| BatchItem::Collect(*id)))
			.collect();
		assert_eq!(bring(mixed).1, 0);
		assert!(heavy[..20].iter().all(|id| is_closed(*id)));
		// Of a hundred, what is too much is left for the next batch.
		let collect = |ids: &[u64]| ids.iter().map(|id| BatchItem::Collect(*id)).collect();
		let (_, left) = bring(collect(&heavy[20..]));
		println!("of a hundred items that end something, {} fit into a batch", 100 - left);
		assert!((20..100).contains(&(100 - left)));
		assert_eq!(heavy[20..].iter().filter(|id| !is_closed(**id)).count(), left);
		assert_eq!(bring(collect(&heavy[100 - left + 20..][..20])).1, 0);
	});
}

/// Half to the seller, half to somebody who has GAS; dearer above a hundred watt-hours.
fn tiered_and_divided() -> Offer {
	let tiers = vec![Tier { from: 0, price: GAS / 10 }, Tier { from: 100, price: GAS / 5 }];
	let tariff = Tariff { along: Along::Use, tiers: tiers.try_into().unwrap(), ..tariff() };
	let split =
		[seller(), rival()].into_iter().map(|to| Share { to, parts: 500_000 }).collect::<Vec<_>>();
	Offer { pricing: Pricing::Metered(tariff), split: split.try_into().unwrap(), ..power() }
}

fn under(id: u64, units: u64) -> BatchItem {
	BatchItem::VoucherUnder(accepted(voucher(id, units, 1)), conditions(id))
}

#[test]
fn who_brings_the_conditions_settles_as_if_the_terms_were_read() {
	test(|| {
		let listing = list(tiered_and_divided());
		let (read, brought) =
			(buy(listing, metered(4_000 * GAS)), buy(listing, metered(4_000 * GAS)));
		wait(HOUR);
		assert_ok!(settle(read, 1_000, 1));
		let half = (free(&seller()) - ENDOWMENT, free(&rival()) - ENDOWMENT);
		let batch = vec![under(brought, 1_000)].try_into().unwrap();
		let info = Market::settle_batch(signed(&thief()), batch).unwrap();
		assert_eq!(last_event(), Event::BatchDone { good: 1, bad: 0 });
		assert_eq!(agreement(brought).paid, agreement(read).paid);
		assert_eq!(agreement(brought).paid, 100 * GAS / 10 + 900 * GAS / 5);
		assert_eq!(
			(free(&seller()) - ENDOWMENT, free(&rival()) - ENDOWMENT),
			(half.0 * 2, half.1 * 2)
		);
		// As much as two light items, one for each receiver.
		let light =
			<() as WeightInfo>::settle_batch(2) + <() as WeightInfo>::settle_batch_divided(0);
		assert_eq!(info.actual_weight, Some(light));
		// Alone it is a claim, charged in the same way.
		wait(HOUR);
		let claim = BatchItem::VoucherUnder(alone(voucher(brought, 1_500, 1)), conditions(brought));
		assert_ok!(Market::settle_batch(signed(&thief()), vec![claim].try_into().unwrap()));
		assert_eq!(meter_of(brought).claimed(), 500 * GAS / 5);
	});
}

#[test]
fn paying_oneself_under_conditions_of_ones_own() {
	test(|| {
		let listing = list(tiered_and_divided());
		let dear = buy(listing, metered(4_000 * GAS));
		let flat = buy(list_power(), metered(4_000 * GAS));
		wait(HOUR);
		let good = conditions(dear);
		let mine = Share { to: thief(), parts: 1_000_000 };
		let mut dearer = good.clone();
		dearer.tariff.tiers[0].price *= 2;
		let reversed = good.split.iter().rev().cloned().collect::<Vec<_>>();
		let forged = [
			Conditions { split: vec![mine].try_into().unwrap(), ..good.clone() },
			Conditions { split: Default::default(), ..good.clone() },
			dearer,
			Conditions { split: reversed.try_into().unwrap(), ..good.clone() },
		];
		for conditions in forged {
			let voucher = accepted(voucher(dear, 1_000, 1));
			let item = BatchItem::VoucherUnder(voucher, conditions);
			assert_ok!(Market::settle_batch(signed(&thief()), vec![item].try_into().unwrap()));
			assert_eq!(last_event(), Event::BatchDone { good: 0, bad: 1 });
		}
		// An agreement that knows all it needs takes none.
		let item = BatchItem::VoucherUnder(accepted(voucher(flat, 1_000, 1)), good);
		assert_ok!(Market::settle_batch(signed(&thief()), vec![item].try_into().unwrap()));
		assert_eq!(last_event(), Event::BatchDone { good: 0, bad: 1 });
		assert!(failures().iter().all(|(_, error)| *error == Error::WrongConditions.into()));
		assert_eq!(failures().len(), 5);
		assert_eq!((agreement(dear).paid, agreement(flat).paid), (0, 0));
		assert_eq!(free(&thief()), ENDOWMENT);
	});
}

/// Divided revenue is no reason for a batch to be full at twenty, if nobody has to be looked up.
#[test]
fn a_batch_takes_a_hundred_items_with_two_receivers() {
	test(|| {
		let listing = list(tiered_and_divided());
		let ids: Vec<_> = (0..100).map(|_| buy(listing, metered(4_000 * GAS))).collect();
		wait(HOUR);
		let plain = |id: &u64| BatchItem::Voucher(accepted(voucher(*id, 100, 1)));
		let bring = |items: Vec<BatchItem>| {
			System::reset_events();
			assert_ok!(Market::settle_batch(signed(&thief()), items.try_into().unwrap()));
			failures().len()
		};
		let left = bring(ids.iter().map(plain).collect());
		println!("without the conditions {left} of a hundred are left for the next batch");
		assert!(left > 0);
		wait(HOUR);
		assert_eq!(bring(ids.iter().map(|id| under(*id, 1_000)).collect()), 0);
	});
}

/// A share that cannot be received takes more than a light item does.
#[test]
fn a_receiver_without_an_account_makes_an_item_heavy() {
	test(|| {
		let split =
			vec![Share { to: seller(), parts: 500_000 }, Share { to: receiver(0), parts: 500_000 }];
		let listing = list(Offer { split: split.try_into().unwrap(), ..power() });
		let id = buy(listing, metered(4_000 * GAS));
		wait(HOUR);
		let batch = vec![under(id, 1_000)].try_into().unwrap();
		let info = Market::settle_batch(signed(&thief()), batch).unwrap();
		assert_eq!(last_event(), Event::BatchDone { good: 1, bad: 0 });
		let heavy =
			<() as WeightInfo>::settle_batch(0) + <() as WeightInfo>::settle_batch_divided(1);
		assert_eq!(info.actual_weight, Some(heavy));
	});
}
