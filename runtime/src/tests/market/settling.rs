// SPDX-License-Identifier: Apache-2.0

//! Devices settle what they have earned, with keys that are theirs and with keys that were.

use super::*;
use crate::{constants::SLOT_MILLIS, FeePayment};
use pallet_fee_payment::quota::Quota;
use pallet_resource_market::Error;
use sp_keyring::Sr25519Keyring::Eve;
use sp_runtime::DispatchError;

const AMPLE: Quota = Quota { most: 100 * GAS, recovers_in: DAY };

fn refusal(error: Error<Runtime>) -> DispatchError {
	error.into()
}

#[test]
fn a_device_without_any_balance_settles_what_it_has_earned() {
	on_market(|| {
		let meter = Signer::device(Bob, "meter", 0);
		let fleet = fleet(Bob);
		assert_ok!(DeviceRegistry::assign_device(signed(Bob), meter.id.clone(), fleet));
		assert_ok!(FeePayment::create_pot(signed(Bob), fleet, SETTLEMENT, AMPLE, AMPLE));
		assert_ok!(FeePayment::fund_pot(signed(Bob), fleet, 1_000 * GAS));
		let car = Signer::device(Dave, "car", 1);
		let id = buy(list(power(Some(meter.id.clone()))), Some(car.id.clone()));
		assert_eq!((int_of(&meter.id), gas_of(&meter.id)), (0, 0));

		let hour = START + HOUR;
		begin_block(hour);
		let (bob, issue) = (gas_of(&account(Bob)), gas_issue());
		let settlement = accepted(id, &meter, &car, 9_000);
		assert_ok!(apply(transaction(&meter.keys, settling(settlement))).unwrap());
		let [(device, fee)] = sponsored().try_into().unwrap();
		assert_eq!(device, meter.id);
		assert_eq!(gas_of(&account(Bob)) - bob, net(cost(9_000)));
		assert_eq!(in_escrow(), u128::from(ESCROW) - cost(9_000));
		assert_eq!((int_of(&meter.id), gas_of(&meter.id)), (0, 0));
		// The market's fee is gone, and half of the transaction's.
		let burned = issue - gas_issue();
		assert_eq!(burned, cost(9_000) / 200 + fee.div_ceil(2));
		end_block();
	});
}

/// Who has the keys of both sides of an agreement, or of the one that accepts while the other side
/// lies, takes what the tariff's maximum rate gives for the time that the keys were good, and never
/// more than the escrow.
#[test]
fn a_thief_of_the_key_that_accepts_gets_no_more_than_the_maximum_rate() {
	on_market(|| {
		let meter = Signer::device(Bob, "meter", 0);
		let stolen = Signer::device(Dave, "car", 1);
		let id = buy(list(power(Some(meter.id.clone()))), Some(stolen.id.clone()));
		let bob = gas_of(&account(Bob));
		let free = gas_of(&account(Dave));

		// An hour later the thief has a billion watt-hours accepted.
		begin_block(START + HOUR);
		let much = settling(accepted(id, &meter, &stolen, 1_000_000_000));
		assert_ok!(apply(transaction(&pair(Eve), much)).unwrap());
		end_block();
		let most = cost(RATE);
		assert_eq!(gas_of(&account(Bob)) - bob, net(most));
		// And at once again: no time has passed.
		begin_block(START + HOUR + SLOT_MILLIS);
		let more = settling(accepted(id, &meter, &stolen, 2_000_000_000));
		assert_ok!(apply(transaction(&pair(Eve), more)).unwrap());
		end_block();
		let slot = cost(RATE * SLOT_MILLIS / HOUR);
		assert!(gas_of(&account(Bob)) - bob - net(most) <= slot);

		// Dave notices, and replaces the key: what the thief accepts is worth nothing any more.
		let car = stolen.rotated(Dave, "car after the theft");
		begin_block(START + 2 * HOUR);
		let late = settling(accepted(id, &meter, &stolen, 3_000_000_000));
		let refused = apply(transaction(&pair(Eve), late)).unwrap();
		assert_eq!(refused, Err(refusal(Error::BadSignature)));
		// A stolen key moves nothing else of the owner's.
		assert_eq!(gas_of(&account(Dave)), free);
		let honest = settling(accepted(id, &meter, &car, 3_000_000_000));
		assert_ok!(apply(transaction(&pair(Eve), honest)).unwrap());
		end_block();
		// An hour or none, the escrow is the end of it.
		assert!(agreement(id).paid <= ESCROW);
	});
}

#[test]
fn a_meter_whose_key_is_rotated_goes_on_where_it_was() {
	on_market(|| {
		let meter = Signer::device(Bob, "meter", 0);
		let dave = Signer::person(Dave);
		let id = buy(list(power(Some(meter.id.clone()))), None);
		let bob = gas_of(&account(Bob));
		begin_block(START + HOUR);
		let before = settling(accepted(id, &meter, &dave, 5_000));
		assert_ok!(apply(transaction(&pair(Eve), before)).unwrap());
		let replaced = meter.rotated(Bob, "meter, second key");
		end_block();

		begin_block(START + 2 * HOUR);
		let old = apply(transaction(&pair(Eve), settling(accepted(id, &meter, &dave, 9_000))));
		assert_eq!(old.unwrap(), Err(refusal(Error::BadSignature)));
		let new = settling(accepted(id, &replaced, &dave, 9_000));
		assert_ok!(apply(transaction(&pair(Eve), new)).unwrap());
		end_block();
		assert_eq!(gas_of(&account(Bob)) - bob, net(cost(9_000)));
	});
}
