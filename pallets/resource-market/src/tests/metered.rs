// SPDX-License-Identifier: Apache-2.0

//! Metered use: vouchers, claims and their windows, dry escrows, notice and the end.

use crate::{
	mock::*,
	pricing::{Along, Pricing, Tariff, Tier},
	state::State,
	Basis, Event, HoldReason, Offer,
};
use frame_support::{assert_noop, assert_ok};
use int_primitives::market::{MeterVoucher, VoucherAcceptance};

/// What the car puts up: enough for an hour at 11 kW.
const ESCROW: u64 = 5_000 * GAS;

fn scene() -> u64 {
	buy(list_power(), metered(ESCROW))
}

/// What so many watt-hours cost.
fn cost(units: u64) -> u64 {
	units * 3 * GAS / 10
}

#[test]
fn a_day_of_second_by_second_metering_costs_one_settlement() {
	test(|| {
		let listing = list_power();
		let id = buy(listing, metered(60_000 * GAS));
		wait(DAY);
		// 86,400 vouchers were exchanged; the last one is brought.
		assert_ok!(settle(id, 172_800, 86_400));
		assert_eq!(free(&seller()), ENDOWMENT + net(cost(172_800)));
		assert_eq!(agreement(id).escrow, 60_000 * GAS - cost(172_800));
		assert_noop!(settle(id, 172_800, 86_400), Error::StaleVoucher);
	});
}

#[test]
fn the_worked_example_of_the_front_page_comes_out() {
	test(|| {
		let id = scene();
		wait(HOUR);
		assert_ok!(settle(id, 9_000, 3_600));
		assert_eq!(free(&seller()), ENDOWMENT + 2_686_500_000_000);
		assert_eq!(Burned::get(), 13_500_000_000);
		assert_ok!(Market::cancel(signed(&buyer()), id));
		wait(HOUR + 1);
		assert_ok!(Market::close(signed(&seller()), id));
		assert_eq!(free(&buyer()), ENDOWMENT - 2_700 * GAS);
		assert_ok!(Market::close_listing(signed(&seller()), 0));
		check_empty();
	});
}

#[test]
fn a_claim_alone_waits_for_its_window() {
	test(|| {
		let id = scene();
		wait(HOUR);
		assert_ok!(claim(id, 1_000, 1));
		assert_eq!(free(&seller()), ENDOWMENT);
		assert_noop!(Market::collect(signed(&thief()), id), Error::WindowOpen);
		wait(HOUR);
		assert_ok!(Market::collect(signed(&thief()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(cost(1_000)));
		assert_noop!(Market::collect(signed(&thief()), id), Error::NothingClaimed);
	});
}

#[test]
fn a_higher_voucher_restarts_the_window_for_its_increment_only() {
	test(|| {
		let id = scene();
		wait(HOUR);
		assert_ok!(claim(id, 1_000, 1));
		wait(40 * MINUTE);
		assert_ok!(claim(id, 2_000, 2));
		wait(20 * MINUTE);
		// The first thousand are an hour old, the second twenty minutes.
		assert_ok!(Market::collect(signed(&thief()), id));
		assert_eq!(agreement(id).paid, cost(1_000));
		assert_noop!(Market::collect(signed(&thief()), id), Error::WindowOpen);
		wait(40 * MINUTE);
		assert_ok!(Market::collect(signed(&thief()), id));
		assert_eq!(agreement(id).paid, cost(2_000));
	});
}

#[test]
fn vouchers_every_minute_delay_a_payment_by_two_windows_at_most() {
	test(|| {
		let id = scene();
		for minute in 1..=180u64 {
			wait(MINUTE);
			assert_ok!(claim(id, minute * 10, minute));
		}
		// What was claimed in the first hour has been paid on the way.
		assert!(agreement(id).paid >= cost(60 * 10));
		assert_eq!(meter_of(id).count.billed, 1_800);
	});
}

#[test]
fn a_countersigned_voucher_pays_what_was_claimed_before() {
	test(|| {
		let id = scene();
		wait(HOUR);
		assert_ok!(claim(id, 1_000, 1));
		wait(10 * MINUTE);
		assert_ok!(claim(id, 2_000, 2));
		assert_ok!(settle(id, 2_000, 2));
		assert_eq!(agreement(id).paid, cost(2_000));
		assert_eq!(meter_of(id).claimed(), 0);
	});
}

#[test]
fn an_older_countersigned_voucher_pays_its_part_of_the_claim() {
	test(|| {
		let id = scene();
		wait(HOUR);
		assert_ok!(claim(id, 1_000, 5));
		assert_ok!(settle(id, 600, 3));
		assert_eq!(agreement(id).paid, cost(600));
		assert_eq!(meter_of(id).claimed(), cost(400));
		// Again it is worth nothing.
		assert_noop!(settle(id, 600, 3), Error::StaleVoucher);
		assert_noop!(settle(id, 500, 2), Error::StaleVoucher);
		assert_ok!(settle(id, 800, 4));
		assert_eq!(agreement(id).paid, cost(800));
	});
}

#[test]
fn the_rate_caps_even_what_both_have_signed() {
	test(|| {
		let id = scene();
		wait(HOUR / 2);
		assert_ok!(settle(id, 1_000_000, 1));
		assert_eq!(agreement(id).paid, cost(5_500));
		// And what was above the cap is lost.
		wait(HOUR / 2);
		assert_noop!(settle(id, 1_000_000, 2), Error::StaleVoucher);
	});
}

#[test]
fn time_older_than_the_claim_period_cannot_be_claimed() {
	test(|| {
		let id = buy(list_power(), metered(900_000 * GAS));
		wait(3 * DAY);
		assert_ok!(settle(id, u64::MAX, 1));
		assert_eq!(agreement(id).paid, cost(24 * 11_000));
	});
}

#[test]
fn what_no_claim_can_reach_can_be_withdrawn_and_no_more() {
	test(|| {
		let id = scene();
		wait(HOUR / 2);
		let reach = cost(5_500);
		assert_noop!(
			Market::withdraw(signed(&buyer()), id, ESCROW - reach + 1),
			Error::WithinReach
		);
		assert_ok!(claim(id, 1_000, 1));
		// What is claimed is out of reach too; the time since counts anew.
		assert_ok!(Market::withdraw(signed(&buyer()), id, ESCROW - cost(1_000)));
		assert_eq!(agreement(id).escrow, cost(1_000));
		assert_noop!(Market::withdraw(signed(&buyer()), id, 1), Error::WithinReach);
		assert_noop!(Market::withdraw(signed(&buyer()), id, 0), Error::ZeroAmount);
		assert_noop!(Market::withdraw(signed(&seller()), id, 1), Error::NotBuyer);
		wait(HOUR);
		assert_ok!(Market::collect(signed(&seller()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(cost(1_000)));
	});
}

#[test]
fn a_dry_escrow_suspends_and_nothing_is_owed_past_it() {
	test(|| {
		let id = buy(list_power(), metered(cost(11_000)));
		wait(2 * HOUR);
		assert_ok!(settle(id, 15_000, 1));
		assert_eq!(agreement(id).paid, cost(11_000));
		assert_eq!(agreement(id).state(), State::Suspended);
		assert!(System::events().iter().any(|record| matches!(
			record.event,
			RuntimeEvent::Market(Event::RanDry { beyond, .. }) if beyond == cost(4_000)
		)));
		wait(HOUR);
		assert_noop!(claim(id, 20_000, 2), Error::WrongState);
		// Topped up, it goes on from now: the hour without money is not charged.
		assert_ok!(Market::top_up(signed(&buyer()), id, cost(10_000)));
		assert_eq!(agreement(id).state(), State::Open);
		assert_noop!(settle(id, 20_000, 2), Error::StaleVoucher);
		wait(HOUR / 11 + 1);
		assert_ok!(settle(id, 30_000, 3));
		assert_eq!(agreement(id).paid, cost(12_000));
	});
}

#[test]
fn after_the_end_the_provider_has_one_claim_period() {
	test(|| {
		let listing = list_power();
		let id = buy(listing, metered(ESCROW));
		wait(HOUR);
		assert_ok!(Market::cancel(signed(&seller()), id));
		wait(HOUR + 1);
		assert_ok!(Market::close(signed(&buyer()), id));
		wait(DAY - 2 * HOUR);
		// Two hours ran, of which a bit less than two are still within the claim period.
		assert_ok!(claim(id, 3_000, 1));
		wait(2 * HOUR);
		assert_ok!(Market::close(signed(&buyer()), id));
		assert!(is_closed(id));
		assert_eq!(free(&buyer()), ENDOWMENT - cost(3_000));
		assert_eq!(free(&seller()), ENDOWMENT + net(cost(3_000)));
	});
}

#[test]
fn an_end_waits_for_an_open_claim() {
	test(|| {
		let id = scene();
		assert_ok!(Market::cancel(signed(&buyer()), id));
		wait(HOUR + 1);
		assert_noop!(Market::cancel(signed(&thief()), id), Error::NotParty);
		assert_ok!(Market::close(signed(&buyer()), id));
		wait(DAY - 10 * MINUTE);
		assert_ok!(claim(id, 1, 1));
		wait(10 * MINUTE);
		assert_noop!(Market::close(signed(&buyer()), id), Error::ClaimOpen);
		assert_noop!(Market::close(signed(&seller()), id), Error::ClaimOpen);
		wait(HOUR);
		assert_noop!(claim(id, 2, 2), Error::StaleVoucher);
		assert_ok!(Market::close(signed(&buyer()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(cost(1)));
	});
}

#[test]
fn the_seller_closes_without_waiting() {
	test(|| {
		let id = scene();
		assert_noop!(Market::close(signed(&seller()), id), Error::StillRunning);
		wait(10 * DAY + 1);
		assert_ok!(Market::close(signed(&seller()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
	});
}

#[test]
fn tiers_and_standby_are_charged_under_the_terms() {
	test(|| {
		let tariff = Tariff {
			along: Along::Time,
			tiers: vec![Tier { from: 0, price: GAS }, Tier { from: HOUR, price: 2 * GAS }]
				.try_into()
				.unwrap(),
			standby: 10 * GAS,
			..tariff()
		};
		let listing = list(Offer { pricing: Pricing::Metered(tariff), ..power() });
		let id = buy(listing, metered(50_000 * GAS));
		assert!(matches!(meter_of(id).basis, Basis::Digest(_)));
		wait(2 * HOUR);
		assert_ok!(settle(id, 100, 1));
		assert_eq!(agreement(id).paid, 50 * GAS + 100 * GAS + 20 * GAS);
	});
}

#[test]
fn an_escrow_has_to_cover_the_runway() {
	test(|| {
		let listing = list_power();
		let least = cost(11_000);
		assert_noop!(
			Market::purchase(signed(&buyer()), None, listing, metered(least - 1)),
			Error::BadEscrow
		);
		buy(listing, metered(least));
	});
}

#[test]
fn a_rotated_key_signs_no_more_in_mid_agreement() {
	test(|| {
		let id = scene();
		wait(HOUR);
		let stolen = accepted(voucher(id, 1_000, 1));
		let next = Keys::new("the meter's next key");
		change_device(&meter(), |meter| {
			meter.key = next.public();
			meter.generation = 1;
		});
		assert_noop!(Market::settle(signed(&thief()), stolen.clone()), Error::BadSignature);
		// The new key, with its generation, does.
		let mut fresh = voucher(id, 1_000, 1);
		fresh.generation = 1;
		let mut settlement = accepted(fresh.clone());
		settlement.signature = next.sign(fresh);
		assert_ok!(Market::settle(signed(&thief()), settlement));
		assert_eq!(agreement(id).paid, cost(1_000));
	});
}

#[test]
fn a_consumer_whose_key_was_rotated_countersigns_with_the_new_one() {
	test(|| {
		let id = scene();
		wait(HOUR);
		let stolen = accepted(voucher(id, 11_000, 1));
		let next = Keys::new("the car's next key");
		change_device(&car(), |car| (car.key, car.generation) = (next.public(), 1));
		// Whoever has the old key cannot spend the escrow, nor with the new generation's number.
		assert_noop!(Market::settle(signed(&thief()), stolen.clone()), Error::BadSignature);
		let acceptance = |keys: &Keys, settlement: &crate::Settlement| {
			let MeterVoucher { agreement, provider, consumer, units, sequence, expires, .. } =
				settlement.voucher.clone();
			let (generation, parties) = (1, (provider, consumer));
			let (provider, consumer) = parties;
			let acceptance = VoucherAcceptance {
				agreement,
				provider,
				consumer,
				units,
				sequence,
				generation,
				expires,
			};
			crate::Countersignature { generation, expires, signature: keys.sign(acceptance) }
		};
		let mut settlement = alone(voucher(id, 1_000, 2));
		settlement.countersignature = Some(acceptance(&CAR, &settlement));
		assert_noop!(Market::settle(signed(&thief()), settlement.clone()), Error::BadSignature);
		settlement.countersignature = Some(acceptance(&next, &settlement));
		assert_ok!(Market::settle(signed(&thief()), settlement));
		assert_eq!(agreement(id).paid, cost(1_000));
	});
}

#[test]
fn a_voucher_is_charged_for_the_time_when_the_meter_was_read() {
	test(|| {
		// Dearer by the hour: what was used in the first is charged at the first hour's price,
		// whenever it is brought.
		let tariff = Tariff {
			along: Along::Time,
			tiers: vec![Tier { from: 0, price: GAS }, Tier { from: HOUR, price: 9 * GAS }]
				.try_into()
				.unwrap(),
			standby: 10 * GAS,
			..tariff()
		};
		let listing = list(Offer { pricing: Pricing::Metered(tariff), ..power() });
		let id = buy(listing, metered(200_000 * GAS));
		wait(HOUR);
		let early = accepted(voucher(id, 100, 0));
		wait(4 * HOUR);
		assert_ok!(Market::settle(signed(&seller()), early));
		assert_eq!(agreement(id).paid, 100 * GAS + 10 * GAS);
		assert_ok!(settle(id, 200, 0));
		assert_eq!(agreement(id).paid, 110 * GAS + 100 * 9 * GAS + 40 * GAS);
	});
}

#[test]
fn a_top_up_is_the_buyers_and_in_time() {
	test(|| {
		let id = scene();
		assert_noop!(Market::top_up(signed(&thief()), id, 1), Error::NotBuyer);
		assert_noop!(Market::top_up(signed(&buyer()), id, 0), Error::ZeroAmount);
		assert_noop!(Market::top_up(signed(&buyer()), id, u64::MAX), Error::BadEscrow);
		assert_noop!(Market::top_up(signed(&buyer()), id, ENDOWMENT), Error::FundsMissing);
		assert_ok!(Market::top_up(signed(&buyer()), id, GAS));
		assert_eq!(held(&buyer(), HoldReason::Escrow), ESCROW + GAS);
		wait(10 * DAY + 1);
		assert_noop!(Market::top_up(signed(&buyer()), id, GAS), Error::WindowOver);
	});
}
