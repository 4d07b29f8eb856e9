// SPDX-License-Identifier: Apache-2.0

//! What is offered, asked for, bought and signed.

use super::*;
use crate::pricing::{Along, AuctionRules, Cpp, Format, PriceTag, Pricing, Tariff, Tier};
use frame_support::dispatch::DispatchResult;
use int_primitives::{
	market::{DeliveryReceipt, EndUseReceipt, MeterVoucher, VoucherAcceptance},
	Digest,
};

/// An offer with a minute's patience in everything that has no better number.
pub fn offer(pricing: Pricing) -> Offer {
	Offer {
		kind: Kind::Other(7),
		unit: Unit::Other(7),
		place: Some(place("u33dc0")),
		metadata: b"a cid".to_vec().try_into().unwrap(),
		provider: None,
		capacity: Capacity::Unlimited,
		from: START,
		until: START + 300 * DAY,
		access: Access::default(),
		pricing,
		split: Default::default(),
		arbiters: Default::default(),
		window: HOUR as u32,
		delivery: DAY,
		notice: HOUR as u32,
		longest: 30 * DAY,
		manifest: None,
	}
}

pub fn place(name: &str) -> Place {
	let mut place = [0; Place::LENGTH];
	place[..name.len()].copy_from_slice(name.as_bytes());
	Place(place)
}

/// Ten GAS a unit.
pub fn price_tag() -> Pricing {
	Pricing::PriceTag(PriceTag { price: 10 * GAS, per: 1 })
}

/// 0.3 GAS a watt-hour, 11 kW at most.
pub fn tariff() -> Tariff {
	Tariff {
		along: Along::Use,
		tiers: vec![Tier { from: 0, price: 3 * GAS / 10 }].try_into().unwrap(),
		per: 1,
		rate: 11_000,
		standby: 0,
		claim_period: DAY as u32,
		runway: HOUR as u32,
	}
}

pub fn cpp() -> Pricing {
	Pricing::Cpp(Cpp { price: 2 * GAS, claim_period: DAY as u32 })
}

pub fn english() -> Pricing {
	let format = Format::English {
		start: 100 * GAS,
		increment: 10_000,
		duration: DAY,
		extension: HOUR,
		longest: 3 * HOUR,
	};
	Pricing::Auction(AuctionRules { lot: 1, format })
}

pub fn sealed() -> Pricing {
	let format = Format::Sealed { reserve: 100 * GAS, commit: DAY, reveal: DAY };
	Pricing::Auction(AuctionRules { lot: 1, format })
}

pub fn dutch() -> Pricing {
	let format = Format::Dutch { start: 1_000 * GAS, floor: 100 * GAS, duration: DAY };
	Pricing::Auction(AuctionRules { lot: 1, format })
}

/// Lists an offer of the seller's.
pub fn list(offer: Offer) -> ListingId {
	let id = crate::NextListing::<Test>::get();
	Market::list(signed(&seller()), None, Box::new(offer)).unwrap();
	id
}

/// Power from the meter.
pub fn list_power() -> ListingId {
	list(power())
}

/// Power from the meter.
pub fn power() -> Offer {
	Offer {
		kind: Kind::Power,
		unit: Unit::WattHour,
		provider: Some(meter()),
		..offer(Pricing::Metered(tariff()))
	}
}

/// Registers the arbiter, at 2,000 GAS a ruling.
pub fn register_arbiter() {
	Market::register_arbiter(signed(&arbiter()), 2_000 * GAS, Default::default()).unwrap();
}

pub fn arbitrated(offer: Offer) -> Offer {
	Offer { arbiters: vec![arbiter()].try_into().unwrap(), ..offer }
}

/// A request for some units at any price.
pub fn some(quantity: u64) -> Request {
	Request {
		revision: 0,
		quantity,
		max_price: u64::MAX,
		escrow: 0,
		duration: 0,
		anchor: None,
		party: Party::default(),
	}
}

/// A request for metered use by the car.
pub fn metered(escrow: u64) -> Request {
	Request {
		escrow,
		duration: 10 * DAY,
		party: Party { consumer: Some(car()), ..Default::default() },
		..some(0)
	}
}

/// A request for uses at a price for each.
pub fn uses(quantity: u64) -> Request {
	Request { duration: 10 * DAY, ..some(quantity) }
}

pub fn with_arbiter(request: Request) -> Request {
	let party = Party { arbiter: Some(arbiter()), ..request.party };
	Request { party, ..request }
}

/// A purchase of the buyer's.
pub fn buy(listing: ListingId, request: Request) -> AgreementId {
	let id = crate::NextAgreement::<Test>::get();
	Market::purchase(signed(&buyer()), None, listing, request).unwrap();
	id
}

pub fn agreement(id: AgreementId) -> Agreement<Test> {
	crate::Agreements::<Test>::get(id).unwrap()
}

pub fn is_closed(id: AgreementId) -> bool {
	!crate::Agreements::<Test>::contains_key(id)
}

pub fn meter_of(id: AgreementId) -> Meter {
	match agreement(id).progress {
		Progress::Metered(meter) => meter,
		_ => panic!("it is not metered"),
	}
}

/// A voucher of the meter for the car, read now: the `sequence`-th of this moment.
pub fn voucher(id: AgreementId, units: u64, sequence: u64) -> MeterVoucher {
	MeterVoucher {
		agreement: id,
		provider: meter().into(),
		consumer: car().into(),
		units,
		sequence: now().saturating_add(sequence),
		generation: 0,
		expires: now() + DAY,
	}
}

/// The meter's voucher.
pub fn alone(voucher: MeterVoucher) -> Settlement {
	let signature = METER.sign(voucher.clone());
	Settlement { voucher, signature, countersignature: None }
}

/// The meter's voucher, countersigned by the car.
pub fn accepted(voucher: MeterVoucher) -> Settlement {
	let acceptance = VoucherAcceptance {
		agreement: voucher.agreement,
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
		signature: CAR.sign(acceptance),
	};
	Settlement { countersignature: Some(countersignature), ..alone(voucher) }
}

/// Brings a voucher of the meter alone.
pub fn claim(id: AgreementId, units: u64, sequence: u64) -> DispatchResult {
	Market::settle(signed(&thief()), alone(voucher(id, units, sequence)))
}

/// Brings a countersigned voucher.
pub fn settle(id: AgreementId, units: u64, sequence: u64) -> DispatchResult {
	Market::settle(signed(&thief()), accepted(voucher(id, units, sequence)))
}

/// The buyer's receipt of a delivery by the seller.
pub fn delivery_receipt(id: AgreementId) -> (DeliveryReceipt, MultiSignature) {
	let receipt = DeliveryReceipt {
		agreement: id,
		provider: seller().into(),
		consumer: buyer().into(),
		generation: 0,
		expires: now() + DAY,
	};
	(receipt.clone(), BUYER.sign(receipt))
}

/// The buyer's receipt of an end use.
pub fn use_receipt(id: AgreementId, number: u64) -> (EndUseReceipt, MultiSignature) {
	let receipt = EndUseReceipt {
		agreement: id,
		provider: seller().into(),
		consumer: buyer().into(),
		number,
		generation: 0,
		expires: now() + DAY,
	};
	(receipt.clone(), BUYER.sign(receipt))
}

/// What is left of an amount when the market has its half per cent.
pub fn net(amount: u64) -> u64 {
	amount - amount * 5 / 1_000
}

/// Ends a closed lot of time: announces the end of an agreement, waits, and closes it.
pub fn close(id: AgreementId) {
	Market::close(signed(&thief()), id).unwrap();
	wait(DAY + 1);
	Market::close(signed(&thief()), id).unwrap();
	assert!(is_closed(id));
}

/// The leaf of a digest chain, `steps` above the seed.
pub fn anchor(listing: ListingId, seed: Digest, steps: u32) -> Digest {
	(0..steps).fold(seed, |hash, _| {
		int_primitives::market::use_anchor::<int_primitives::merkle::Software>(
			&Market::genesis(),
			listing,
			buyer().as_ref(),
			&hash,
		)
	})
}
