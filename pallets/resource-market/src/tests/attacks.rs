// SPDX-License-Identifier: Apache-2.0

//! The nasty cases, named after what somebody tries.

use crate::{mock::*, BatchItem, Disputes, HoldReason, Offer};
use frame_support::{assert_noop, assert_ok};
use int_primitives::market::{MeterVoucher, VoucherAcceptance};

fn cost(units: u64) -> u64 {
	units * 3 * GAS / 10
}

#[test]
fn replaying_a_voucher_in_another_agreement_on_another_chain_or_later() {
	test(|| {
		let listing = list_power();
		let (one, two) = (buy(listing, metered(5_000 * GAS)), buy(listing, metered(5_000 * GAS)));
		wait(HOUR);
		let good = accepted(voucher(one, 1_000, 1));
		let mut moved = good.clone();
		moved.voucher.agreement = two;
		assert_noop!(Market::settle(signed(&thief()), moved), Error::BadSignature);
		// Signed for a chain with another genesis.
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256([8; 32]));
		assert_noop!(Market::settle(signed(&thief()), good.clone()), Error::BadSignature);
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256([9; 32]));
		assert_ok!(Market::settle(signed(&thief()), good.clone()));
		assert_noop!(Market::settle(signed(&thief()), good.clone()), Error::StaleVoucher);
		wait(DAY + 1);
		assert_noop!(Market::settle(signed(&thief()), good), Error::StatementExpired);
		assert_eq!(agreement(one).paid, cost(1_000));
	});
}

#[test]
fn passing_the_voucher_off_as_its_own_acceptance() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		wait(HOUR);
		let voucher = voucher(id, 1_000, 1);
		let mut settlement = accepted(voucher.clone());
		let countersignature = settlement.countersignature.as_mut().unwrap();
		// By the meter, over the very acceptance; and by the car over the voucher.
		let acceptance = VoucherAcceptance {
			agreement: id,
			provider: voucher.provider,
			consumer: voucher.consumer,
			units: 1_000,
			sequence: voucher.sequence,
			generation: 0,
			expires: voucher.expires,
		};
		countersignature.signature = METER.sign(acceptance);
		assert_noop!(Market::settle(signed(&seller()), settlement.clone()), Error::BadSignature);
		settlement.countersignature.as_mut().unwrap().signature = CAR.sign(voucher);
		assert_noop!(Market::settle(signed(&seller()), settlement), Error::BadSignature);
	});
}

#[test]
fn a_voucher_between_other_parties() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		wait(HOUR);
		let foreign = MeterVoucher { provider: thief().into(), ..voucher(id, 1_000, 1) };
		let mut settlement = alone(foreign.clone());
		settlement.signature = THIEF.sign(foreign);
		assert_noop!(Market::settle(signed(&thief()), settlement), Error::WrongParties);
		let foreign = MeterVoucher { consumer: rival().into(), ..voucher(id, 1_000, 1) };
		assert_noop!(Market::settle(signed(&thief()), alone(foreign)), Error::WrongParties);
		// The seller is not its meter.
		let mut settlement = alone(voucher(id, 1_000, 1));
		settlement.signature = SELLER.sign(settlement.voucher.clone());
		assert_noop!(Market::settle(signed(&seller()), settlement), Error::BadSignature);
	});
}

#[test]
fn claiming_the_same_second_twice() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		wait(HOUR);
		assert_ok!(settle(id, 11_000, 1));
		// A higher reading in the same second finds no time to be charged for.
		assert_noop!(settle(id, 22_000, 2), Error::StaleVoucher);
		assert_noop!(claim(id, 22_000, 2), Error::StaleVoucher);
		assert_eq!(agreement(id).paid, cost(11_000));
	});
}

/// The buyer holds the meter's vouchers, to countersign them. One from the first minute, brought at
/// the end of the day just before the last one, must not use up the day that the last one is for.
#[test]
fn bringing_an_old_voucher_to_burn_the_time_since() {
	for countersigned in [false, true] {
		test(|| {
			let id = buy(list_power(), metered(90_000 * GAS));
			wait(MINUTE);
			let old = voucher(id, 183, 0);
			wait(DAY - MINUTE);
			let old = if countersigned { accepted(old) } else { alone(old) };
			assert_ok!(Market::settle(signed(&buyer()), old));
			assert_ok!(settle(id, 264_000, 0));
			assert_eq!(agreement(id).paid, cost(264_000));
		});
	}
}

/// A voucher that both signed shows a reading. While the meter stands still, stand-by adds up, is
/// claimed, and can be disputed; the same voucher brought again must not accept that in the
/// consumer's name.
#[test]
fn replaying_a_countersigned_voucher_to_skip_the_window_of_the_stand_by_since() {
	test(|| {
		register_arbiter();
		let tariff = crate::pricing::Tariff { standby: 100 * GAS, ..tariff() };
		let pricing = crate::pricing::Pricing::Metered(tariff);
		let id =
			buy(list(Offer { pricing, ..arbitrated(power()) }), with_arbiter(metered(5_000 * GAS)));
		wait(HOUR);
		let good = accepted(voucher(id, 1_000, 0));
		assert_ok!(Market::settle(signed(&seller()), good.clone()));
		let paid = cost(1_000) + 100 * GAS;
		wait(5 * HOUR);
		assert_ok!(claim(id, 1_000, 0));
		assert_noop!(Market::settle(signed(&seller()), good.clone()), Error::StaleVoucher);
		assert_ok!(Market::dispute(signed(&buyer()), id));
		assert_eq!(agreement(id).disputed, Some(500 * GAS));
		assert_noop!(Market::settle(signed(&seller()), good), Error::StaleVoucher);
		assert_eq!(agreement(id).paid, paid);
		// What the consumer does sign for it is paid.
		assert_ok!(settle(id, 1_000, 0));
		assert_eq!(agreement(id).paid, paid + 500 * GAS);
		assert_eq!(agreement(id).disputed, None);
	});
}

/// A stolen key that was rotated away would be the account's own again when the registry forgets the
/// device.
#[test]
fn signing_with_the_first_key_of_a_device_that_left_the_registry() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		wait(HOUR);
		let good = accepted(voucher(id, 1_000, 1));
		Devices::mutate(|devices| devices.remove(&car()));
		assert_noop!(Market::settle(signed(&seller()), good.clone()), Error::BadSignature);
		add_device(&CAR, &buyer());
		Devices::mutate(|devices| devices.remove(&meter()));
		assert_noop!(Market::settle(signed(&seller()), good), Error::BadSignature);
	});
}

#[test]
fn buying_all_there_is_of_what_has_no_end() {
	test(|| {
		let cheap = crate::pricing::PriceTag { price: 1, per: u32::MAX };
		let listing = list(offer(crate::pricing::Pricing::PriceTag(cheap)));
		assert_ok!(Market::purchase(signed(&thief()), None, listing, some(u64::MAX)));
		let id = buy(listing, some(1_000));
		assert_ok!(Market::cancel(signed(&seller()), 0));
		assert_ok!(Market::confirm(signed(&buyer()), id));
	});
}

#[test]
fn buying_with_less_than_the_minimum_balance_left() {
	test(|| {
		let listing = list(offer(price_tag()));
		let by = |who: &AccountId, quantity| {
			Market::purchase(signed(who), None, listing, some(quantity))
		};
		assert_noop!(by(&poor(), 1), Error::FundsMissing);
		// An account of 100 GAS less a planck cannot put 100 on hold, nor 90 and keep less than one.
		Assets::transfer(signed(&buyer()), GAS_ID, poor(), (100 * GAS).into()).unwrap();
		pallet_balances::Pallet::<Test>::force_set_balance(RuntimeOrigin::root(), poor(), INT)
			.unwrap();
		assert_noop!(by(&poor(), 10), Error::FundsMissing);
		Assets::transfer(signed(&poor()), GAS_ID, buyer(), u128::from(9 * GAS + 1)).unwrap();
		assert_noop!(by(&poor(), 9), Error::FundsMissing);
		assert_ok!(by(&poor(), 8));
		assert_eq!(held(&poor(), HoldReason::Escrow), 80 * GAS);
		assert_ok!(Market::cancel(signed(&seller()), 0));
		Balances::transfer_allow_death(signed(&poor()), buyer(), INT).unwrap();
	});
}

/// Where locks overlap, one debt is paid with what stands for another.
#[test]
fn paying_one_debt_with_what_is_on_hold_for_another() {
	test(|| {
		register_arbiter();
		let disputed = buy(list(arbitrated(offer(price_tag()))), with_arbiter(some(100)));
		assert_ok!(Market::deliver(signed(&seller()), disputed));
		assert_ok!(Market::dispute(signed(&buyer()), disputed));
		let auction = list(offer(english()));
		assert_ok!(Market::start_auction(signed(&seller()), auction, 0));
		let party = crate::Party::default();
		assert_ok!(Market::bid(signed(&buyer()), None, 0, 500 * GAS, party));
		let escrow = buy(list_power(), metered(5_000 * GAS));
		let on_hold = || {
			[HoldReason::Escrow, HoldReason::Bid, HoldReason::Bond].map(|why| held(&buyer(), why))
		};
		assert_eq!(on_hold(), [6_000 * GAS, 500 * GAS, 2_000 * GAS]);
		assert_eq!(free(&buyer()), ENDOWMENT - 8_500 * GAS);
		// However much is charged, it is this escrow's.
		wait(DAY);
		assert_ok!(settle(escrow, u64::MAX, 0));
		assert_eq!(on_hold(), [1_000 * GAS, 500 * GAS, 2_000 * GAS]);
		assert_ok!(Market::resolve(signed(&thief()), disputed));
		assert_eq!(on_hold(), [0, 500 * GAS, 0]);
	});
}

#[test]
fn burning_the_sequence_numbers() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		wait(HOUR);
		// The consumer alone cannot raise the sequence: a voucher is the provider's.
		let mut settlement = accepted(voucher(id, 0, u64::MAX));
		settlement.signature = CAR.sign(settlement.voucher.clone());
		assert_noop!(Market::settle(signed(&buyer()), settlement), Error::BadSignature);
		// Nor can who has the meter's key for a while, but for an hour.
		assert_noop!(claim(id, 1, u64::MAX), Error::VoucherAhead);
		assert_noop!(claim(id, 1, HOUR + 1), Error::VoucherAhead);
		assert_ok!(claim(id, 1, HOUR));
		wait(HOUR + 1);
		assert_ok!(settle(id, 1_000, 1));
	});
}

#[test]
fn withdrawing_before_the_provider_wakes_up() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		wait(DAY / 2);
		// Half a day at 11 kW could have cost far more than there is: all of it stays.
		assert_noop!(Market::withdraw(signed(&buyer()), id, 1), Error::WithinReach);
		assert_ok!(Market::cancel(signed(&buyer()), id));
		wait(HOUR + 1);
		assert_ok!(Market::close(signed(&buyer()), id));
		assert_noop!(Market::withdraw(signed(&buyer()), id, 1), Error::WithinReach);
		assert_ok!(claim(id, 10_000, 1));
		wait(HOUR);
		assert_ok!(Market::collect(signed(&seller()), id));
		assert_eq!(agreement(id).paid, cost(10_000));
	});
}

#[test]
fn disputing_to_keep_what_was_countersigned() {
	test(|| {
		register_arbiter();
		let id = buy(
			list(Offer { notice: 0, ..arbitrated(power()) }),
			with_arbiter(metered(5_000 * GAS)),
		);
		wait(HOUR);
		assert_ok!(claim(id, 2_000, 2));
		assert_ok!(Market::dispute(signed(&buyer()), id));
		assert_ok!(Market::cancel(signed(&buyer()), id));
		assert_ok!(settle(id, 1_900, 1));
		assert_eq!(agreement(id).paid, cost(1_900));
	});
}

#[test]
fn keeping_an_ended_agreement_open_with_vouchers_of_nothing() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		assert_ok!(Market::cancel(signed(&buyer()), id));
		wait(HOUR + 1);
		assert_ok!(Market::close(signed(&buyer()), id));
		wait(DAY);
		for sequence in 1..5 {
			assert_noop!(claim(id, sequence, sequence), Error::StaleVoucher);
		}
		assert_ok!(Market::close(signed(&buyer()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
	});
}

#[test]
fn resuming_a_dry_meter_to_charge_for_the_drought() {
	test(|| {
		let id = buy(list_power(), metered(cost(11_000)));
		wait(2 * HOUR);
		assert_ok!(settle(id, 15_000, 1));
		wait(20 * HOUR);
		assert_ok!(Market::top_up(signed(&buyer()), id, cost(100_000)));
		assert_noop!(settle(id, 200_000, 2), Error::StaleVoucher);
		assert_eq!(agreement(id).paid, cost(11_000));
	});
}

#[test]
fn paying_a_share_to_the_buyer() {
	test(|| {
		let listing = list(Offer {
			split: vec![
				crate::Share { to: seller(), parts: 1 },
				crate::Share { to: buyer(), parts: 999_999 },
			]
			.try_into()
			.unwrap(),
			..offer(price_tag())
		});
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, some(1)),
			Error::SelfDealing
		);
	});
}

#[test]
fn speaking_for_a_device_that_was_sold() {
	test(|| {
		assert_ok!(Market::list(signed(&seller()), Some(meter()), Box::new(offer(price_tag()))));
		change_device(&meter(), |meter| meter.owner = rival());
		assert_noop!(Market::pause(signed(&seller()), 0, true), Error::NotSeller);
		assert_ok!(Market::pause(signed(&rival()), 0, true));
	});
}

#[test]
fn a_batch_full_of_one_agreement() {
	test(|| {
		let id = buy(list_power(), metered(5_000 * GAS));
		wait(HOUR);
		let batch: Vec<_> = (1..=100)
			.map(|number| BatchItem::Voucher(accepted(voucher(id, number * 10, number))))
			.collect();
		assert_ok!(Market::settle_batch(signed(&thief()), batch.try_into().unwrap()));
		// The first used the time up; the others found none.
		assert!(agreement(id).paid <= cost(11_000));
		assert_eq!(agreement(id).paid, cost(10));
	});
}

#[test]
fn a_dispute_leaves_nothing_behind_however_it_ends() {
	test(|| {
		register_arbiter();
		let listing = list(arbitrated(offer(price_tag())));
		for end in 0..5 {
			let id = buy(listing, with_arbiter(some(1)));
			assert_ok!(Market::deliver(signed(&seller()), id));
			assert_ok!(Market::dispute(signed(&buyer()), id));
			if end > 0 {
				assert_ok!(Market::answer(signed(&seller()), id));
			}
			match end {
				0 => {
					wait(DAY);
					assert_ok!(Market::resolve(signed(&thief()), id));
				},
				1 => {
					wait(7 * DAY);
					assert_ok!(Market::resolve(signed(&thief()), id));
				},
				2 => Market::rule(signed(&arbiter()), id, 333_333).unwrap(),
				3 => Market::confirm(signed(&buyer()), id).unwrap(),
				_ => Market::cancel(signed(&seller()), id).unwrap(),
			}
			assert!(is_closed(id));
			assert_eq!(Disputes::<Test>::iter().count(), 0);
			assert_eq!(held(&buyer(), HoldReason::Bond) + held(&seller(), HoldReason::Bond), 0);
			check();
		}
	});
}
