// SPDX-License-Identifier: Apache-2.0

//! The resource market among the other pallets: whose devices sell, who pays their fees, and what a
//! stolen or replaced key is worth.

mod numbers;
mod settling;

use super::{account, scene::*, signed};
use crate::{
	constants::GAS, AccountId, Balance, DeviceRegistry, ResourceMarket, Runtime, RuntimeCall,
	RuntimeHoldReason, Signature, System,
};
use codec::Encode;
use frame_support::{assert_ok, traits::fungibles::InspectHold};
use int_primitives::{
	market::{MeterVoucher, VoucherAcceptance},
	signed::{Body, Statement},
	Digest,
};
use pallet_resource_market::{
	pricing::{Pricing, Tariff},
	Access, Agreement, AgreementId, Agreements, Capacity, Countersignature, HoldReason, Kind,
	ListingId, NextAgreement, NextListing, Offer, Party, Place, Request, Settlement, Unit,
};
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Dave};

/// What everybody in these scenes has, plancks of GAS.
const FUND: Balance = 100_000 * GAS;

/// Watt-hours that a meter may charge for an hour.
const RATE: u64 = 11_000;

/// What a watt-hour costs: 0.3 GAS, plancks.
const PRICE: u64 = 300_000_000;

/// What a purchase puts into escrow, plancks of GAS.
const ESCROW: u64 = 20_000 * GAS as u64;

/// A party to an agreement and the key that it signs vouchers with.
struct Signer {
	keys: sr25519::Pair,
	id: AccountId,
	generation: u32,
}

impl Signer {
	/// A device of `owner`.
	fn device(owner: Sr25519Keyring, name: &str, number: u32) -> Self {
		let keys = keys(name);
		Self { id: register(owner, &keys, number), keys, generation: 0 }
	}

	/// Somebody's own key.
	fn person(name: Sr25519Keyring) -> Self {
		Self { keys: pair(name), id: account(name), generation: 0 }
	}

	/// Takes the next key.
	fn rotated(&self, owner: Sr25519Keyring, name: &str) -> Self {
		let keys = keys(name);
		rotate(owner, &self.id, &keys);
		Self { keys, id: self.id.clone(), generation: self.generation + 1 }
	}

	fn sign<B: Body>(&self, body: B) -> Signature {
		Signature::Sr25519(self.keys.sign(&Statement::new(genesis(), body).encode()))
	}
}

fn genesis() -> Digest {
	System::block_hash(0).0
}

/// Bob, who sells, and Dave, who buys, have GAS, and so has Alice, who makes the blocks.
fn on_market(scene: impl FnOnce()) {
	let holders = [(account(Bob), FUND), (account(Dave), FUND), (account(Alice), GAS)];
	on_chain(genesis_with(25, &holders), scene);
}

/// Power, by a provider of Bob's.
fn power(provider: Option<AccountId>) -> Offer {
	Offer {
		kind: Kind::Power,
		unit: Unit::WattHour,
		place: Some(Place(*b"u33dc0")),
		metadata: vec![1; 40].try_into().unwrap(),
		provider,
		capacity: Capacity::Unlimited,
		from: START,
		until: START + 300 * DAY,
		access: Access::default(),
		pricing: Pricing::Metered(Tariff::flat(PRICE, 1, RATE, 0, HOUR as u32)),
		split: Default::default(),
		arbiters: Default::default(),
		window: HOUR as u32,
		delivery: HOUR,
		notice: HOUR as u32,
		longest: 100 * DAY,
		manifest: None,
	}
}

fn list(offer: Offer) -> ListingId {
	let id = NextListing::<Runtime>::get();
	assert_ok!(ResourceMarket::list(signed(Bob), None, Box::new(offer)));
	id
}

/// Dave buys power for a consumer of his.
fn buy(listing: ListingId, consumer: Option<AccountId>) -> AgreementId {
	let id = NextAgreement::<Runtime>::get();
	let request = Request {
		revision: 0,
		quantity: 0,
		max_price: PRICE,
		escrow: ESCROW,
		duration: 30 * DAY,
		anchor: None,
		party: Party { consumer, ..Default::default() },
	};
	assert_ok!(ResourceMarket::purchase(signed(Dave), None, listing, request));
	id
}

fn agreement(id: AgreementId) -> Agreement<Runtime> {
	Agreements::<Runtime>::get(id).unwrap()
}

/// What `units` cost, plancks of GAS.
fn cost(units: u64) -> Balance {
	(units * PRICE).into()
}

/// What of so much reaches the seller: half a percent burns.
fn net(paid: Balance) -> Balance {
	paid - paid / 200
}

/// GAS that is on hold in Dave's escrows, plancks.
fn in_escrow() -> Balance {
	let reason = RuntimeHoldReason::ResourceMarket(HoldReason::Escrow);
	crate::AssetsHolder::balance_on_hold(crate::constants::GAS_ASSET, &reason, &account(Dave))
}

/// A voucher of a reading of now by `provider`, countersigned by `consumer`.
fn accepted(id: AgreementId, provider: &Signer, consumer: &Signer, units: u64) -> Settlement {
	let sequence = now();
	let voucher = MeterVoucher {
		agreement: id,
		provider: provider.id.clone().into(),
		consumer: consumer.id.clone().into(),
		units,
		sequence,
		generation: provider.generation,
		expires: now() + DAY,
	};
	let acceptance = VoucherAcceptance {
		agreement: id,
		provider: voucher.provider,
		consumer: voucher.consumer,
		units,
		sequence,
		generation: consumer.generation,
		expires: voucher.expires,
	};
	Settlement {
		signature: provider.sign(voucher.clone()),
		countersignature: Some(Countersignature {
			generation: consumer.generation,
			expires: voucher.expires,
			signature: consumer.sign(acceptance),
		}),
		voucher,
	}
}

fn settling(settlement: Settlement) -> RuntimeCall {
	pallet_resource_market::Call::<Runtime>::settle { settlement }.into()
}
