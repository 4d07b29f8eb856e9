// SPDX-License-Identifier: Apache-2.0

//! Anyone does anything, in any order, while time passes: the invariants hold after every call, a
//! refused call changes nothing, nobody is paid more than could be computed before, and when
//! everything is taken down again the chain holds nothing.
//!
//! `MARKET_OPS` sets how many calls are made in all (default: 3,000), `MARKET_COUNT` has printed how
//! many of each succeeded and failed.

use crate::{
	mock::*,
	pricing::{cpp::Proofs, Along, AuctionRules, Format, PriceTag, Pricing, Tariff, Tier, MILLION},
	state::State,
	types::*,
	Agreements, Arbiters, Auctions, Bids, Disputes, Event, Listings, Names, TermsOf,
};
use frame_support::{dispatch::DispatchResult, traits::fungible::Inspect};
use int_primitives::{
	market::{BidCommitment, DeliveryReceipt, EndUseReceipt, MeterVoucher, VoucherAcceptance},
	merkle::{leaf_hash, Software},
	package::{key_hash, AcceptedCiphertext, Complaint, ManifestCommitment},
	Digest, Millis,
};
use proptest::prelude::*;
use sp_runtime::StateVersion;
use std::collections::BTreeMap;

/// How long a claim can be disputed.
const WINDOW: Millis = 6 * HOUR;
/// Calls in a case.
const CASE: usize = 300;
/// The salt of all sealed bids, the seed of all chains of hashes.
const SALT: Digest = [5; 32];
/// The key of all packages.
const KEY: Digest = [6; 32];

/// One call, by whom and on what; the numbers choose among what there is.
#[derive(Clone, Debug)]
enum Op {
	Wait(u16),
	Stall(u16),
	List(u8, u8),
	Revise(u8, u8),
	Pause(u8, bool),
	CloseListing(u8),
	ClaimShare(u8, bool),
	Gift(u8),
	Purchase(u8, u16, u8),
	TopUp(u8, u16),
	Withdraw(u8, u16),
	Cancel(u8),
	Close(u8),
	Deliver(u8),
	Confirm(u8),
	Receipt(u8),
	Collect(u8),
	Voucher(u8, u16, bool, bool),
	Batch(Vec<(u8, u16, bool)>),
	Uses(u8, Vec<u8>),
	Preimage(u8, u8),
	StartAuction(u8),
	Bid(u8, u16),
	Seal(u8, u16),
	Reveal(u8),
	CloseAuction(u8),
	Reclaim(u8),
	Register,
	Retire,
	Dispute(u8),
	Answer(u8),
	Rule(u8, u32),
	Resolve(u8),
	Accept(u8),
	RevealKey(u8),
	Complain(u8),
	OpenName,
	CloseName,
	Rotate(bool),
	Block(u8, bool),
	Fee(u32),
}

fn op() -> impl Strategy<Value = Op> {
	use Op::*;
	let one = any::<u8>;
	let two = any::<(u8, u8)>;
	let much = any::<(u8, u16)>;
	prop_oneof![
		10 => any::<u16>().prop_map(Wait),
		1 => any::<u16>().prop_map(Stall),
		6 => two().prop_map(|(a, b)| List(a, b)),
		2 => two().prop_map(|(a, b)| Revise(a, b)),
		1 => any::<(u8, bool)>().prop_map(|(a, b)| Pause(a, b)),
		1 => one().prop_map(CloseListing),
		2 => any::<(u8, bool)>().prop_map(|(a, b)| ClaimShare(a, b)),
		1 => one().prop_map(Gift),
		14 => any::<(u8, u16, u8)>().prop_map(|(a, b, c)| Purchase(a, b, c)),
		2 => much().prop_map(|(a, b)| TopUp(a, b)),
		3 => much().prop_map(|(a, b)| Withdraw(a, b)),
		2 => one().prop_map(Cancel),
		4 => one().prop_map(Close),
		3 => one().prop_map(Deliver),
		1 => one().prop_map(Confirm),
		1 => one().prop_map(Receipt),
		4 => one().prop_map(Collect),
		12 => any::<(u8, u16, bool, bool)>().prop_map(|(a, b, c, d)| Voucher(a, b, c, d)),
		2 => prop::collection::vec(any::<(u8, u16, bool)>(), 0..6).prop_map(Batch),
		3 => (one(), prop::collection::vec(0u8..80, 1..4)).prop_map(|(a, b)| Uses(a, b)),
		2 => two().prop_map(|(a, b)| Preimage(a, b)),
		4 => one().prop_map(StartAuction),
		6 => much().prop_map(|(a, b)| Bid(a, b)),
		5 => much().prop_map(|(a, b)| Seal(a, b)),
		5 => one().prop_map(Reveal),
		3 => one().prop_map(CloseAuction),
		3 => one().prop_map(Reclaim),
		1 => Just(Register),
		1 => Just(Retire),
		4 => one().prop_map(Dispute),
		3 => one().prop_map(Answer),
		3 => any::<(u8, u32)>().prop_map(|(a, b)| Rule(a, b)),
		2 => one().prop_map(Resolve),
		4 => one().prop_map(Accept),
		4 => one().prop_map(RevealKey),
		2 => one().prop_map(Complain),
		1 => Just(OpenName),
		1 => Just(CloseName),
		1 => any::<bool>().prop_map(Rotate),
		1 => any::<(u8, bool)>().prop_map(|(a, b)| Block(a, b)),
		1 => (0u32..200_000).prop_map(Fee),
	]
}

/// An agreement as its parties could reckon it when it was made.
struct Deal {
	/// What the buyer has put in and taken out of it.
	put: u64,
	taken: u64,
	/// What was paid, of what was due.
	paid: u64,
	fee: u32,
	pricing: Pricing,
	/// Uses that were proved.
	uses: u64,
	/// Who receives, and which part.
	receivers: Vec<(AccountId, u32)>,
}

/// What may come to these, if nothing else moves their money: payments.
fn payees() -> [AccountId; 3] {
	[seller(), receiver(0), receiver(1)]
}

/// What each of them has, and what lies for it with the market.
fn wealth() -> BTreeMap<AccountId, u128> {
	let mut wealth: BTreeMap<_, _> =
		payees().into_iter().map(|who| (who.clone(), Gas::total_balance(&who))).collect();
	for terms in TermsOf::<Test>::iter_values() {
		for receiver in terms.receivers {
			*wealth.get_mut(&receiver.to).unwrap() += u128::from(receiver.accrued);
		}
	}
	wealth
}

/// The part of a million of `amount`, rounded down.
fn part(amount: u64, parts: u32) -> u64 {
	(u128::from(amount) * u128::from(parts) / 1_000_000) as u64
}

/// What the scene remembers outside of the chain.
#[derive(Default)]
struct Scene {
	deals: BTreeMap<AgreementId, Deal>,
	/// The most that a bidder bid openly.
	open: BTreeMap<(AuctionId, AccountId), u64>,
	/// What was bid under seal.
	sealed: BTreeMap<(AuctionId, AccountId), u64>,
	/// What else came to somebody in the last call, or went.
	besides: Option<(AccountId, i128)>,
}

fn pick<T>(all: Vec<T>, choice: u8) -> Option<T> {
	let count = all.len();
	all.into_iter().nth(usize::from(choice) % count.max(1))
}

fn keys_of(who: &AccountId) -> Option<Keys> {
	[&SELLER, &BUYER, &RIVAL, &THIEF, &ARBITER, &METER, &CAR]
		.into_iter()
		.find(|keys| keys.account() == *who)
		.map(|keys| (**keys).clone())
}

/// What a device signs with: the meter may have rotated its key.
fn signing(who: &AccountId) -> (Keys, u32) {
	let generation = Devices::get().get(who).map_or(0, |device| device.generation);
	if generation > 0 {
		return (Keys::new("rotated"), generation);
	}
	(keys_of(who).unwrap(), generation)
}

fn manifest() -> ManifestCommitment {
	ManifestCommitment { root: leaf_hash::<Software>(b"a record"), size: 5, chunk: 5 }
}

/// What a seller delivers who cannot deliver the package.
fn noise() -> Vec<u8> {
	vec![0xAB; manifest().sealed_length(0).unwrap()]
}

fn any_offer(kind: u8, variety: u8) -> Offer {
	let format = match kind {
		4 => Format::English {
			start: 100 * GAS,
			increment: 20_000,
			duration: 12 * HOUR,
			extension: HOUR,
			longest: 3 * HOUR,
		},
		5 => Format::Sealed { reserve: 50 * GAS, commit: 12 * HOUR, reveal: 12 * HOUR },
		_ => Format::Dutch { start: 900 * GAS, floor: 90 * GAS, duration: 12 * HOUR },
	};
	let tiers = match variety % 3 {
		0 => vec![Tier { from: 0, price: GAS }],
		_ => vec![
			Tier { from: 0, price: GAS },
			Tier { from: 1_000, price: 3 * GAS / 2 },
			Tier { from: 7_200_000, price: 0 },
		],
	};
	let along = if variety % 3 == 1 { Along::Use } else { Along::Time };
	let metered = Tariff {
		along,
		tiers: tiers.try_into().unwrap(),
		per: 3,
		rate: 1_000,
		standby: u64::from(variety % 2) * GAS,
		claim_period: 48 * HOUR as u32,
		runway: HOUR as u32,
	};
	let pricing = match kind {
		0 | 7 => Pricing::PriceTag(PriceTag { price: 10 * GAS + 7, per: 1 + kind as u32 % 7 }),
		1 | 2 => Pricing::Metered(metered),
		3 => cpp(),
		_ => Pricing::Auction(AuctionRules { lot: 1, format }),
	};
	let split = match variety % 4 {
		0 => vec![
			Share { to: receiver(0), parts: MILLION - 11 },
			Share { to: receiver(1), parts: 10 },
			Share { to: seller(), parts: 1 },
		],
		_ => vec![],
	};
	let base = Offer {
		capacity: match variety % 5 {
			0 => Capacity::Stock(20),
			1 => Capacity::Concurrent(3),
			_ => Capacity::Unlimited,
		},
		split: split.try_into().unwrap(),
		provider: (kind == 1).then(meter),
		window: WINDOW as u32,
		delivery: 24 * HOUR,
		..offer(pricing)
	};
	let base = if !variety.is_multiple_of(4) && Arbiters::<Test>::contains_key(arbiter()) {
		arbitrated(base)
	} else {
		base
	};
	if kind == 7 {
		return Offer { kind: Kind::Data, unit: Unit::Item, manifest: Some(manifest()), ..base };
	}
	base
}

fn who(choice: u8) -> AccountId {
	pick(vec![buyer(), rival(), thief(), seller()], choice).unwrap()
}

/// Somebody who bids: rarely the seller, who may not.
fn bidder(choice: u8) -> AccountId {
	mostly(&pick(vec![buyer(), rival(), thief()], choice / 3).unwrap(), choice)
}

/// The party mostly, anybody else sometimes.
fn mostly(party: &AccountId, choice: u8) -> AccountId {
	if choice.is_multiple_of(8) {
		who(choice / 8)
	} else {
		party.clone()
	}
}

impl Scene {
	fn listing(choice: u8) -> ListingId {
		let mut all: Vec<_> = Listings::<Test>::iter_keys().collect();
		all.sort_unstable();
		pick(all, choice).unwrap_or(u32::MAX)
	}

	/// A listing that is not auctioned, mostly.
	fn sold(choice: u8) -> ListingId {
		let mut all: Vec<_> = Listings::<Test>::iter_keys()
			.filter(|id| {
				let pricing = Market::listing(*id).map(|one| one.pricing);
				!matches!(pricing, Some(Pricing::Auction(_)))
			})
			.collect();
		all.sort_unstable();
		pick(all, choice).unwrap_or_else(|| Self::listing(choice))
	}

	fn agreement(choice: u8) -> Option<(AgreementId, Agreement<Test>)> {
		let mut all: Vec<_> = Agreements::<Test>::iter_keys().collect();
		all.sort_unstable();
		pick(all, choice).map(|id| (id, agreement(id)))
	}

	/// An agreement that this is about, mostly.
	fn agreement_where(
		choice: u8,
		fits: impl Fn(&Agreement<Test>) -> bool,
	) -> Option<(AgreementId, Agreement<Test>)> {
		let mut all: Vec<_> =
			Agreements::<Test>::iter().filter(|(_, one)| fits(one)).map(|(id, _)| id).collect();
		all.sort_unstable();
		pick(all, choice).map(|id| (id, agreement(id))).or_else(|| Self::agreement(choice))
	}

	/// Metered use that can be charged still, mostly.
	fn metered(choice: u8) -> Option<(AgreementId, Agreement<Test>)> {
		Self::agreement_where(choice, |one| {
			matches!(one.progress, Progress::Metered(_)) && one.ends + HOUR > now()
		})
	}

	/// A dispute of which this holds, mostly.
	fn disputed(
		choice: u8,
		fits: impl Fn(&Dispute) -> bool,
	) -> Option<(AgreementId, Agreement<Test>)> {
		let mut all: Vec<_> =
			Disputes::<Test>::iter().filter(|(_, one)| fits(one)).map(|(id, _)| id).collect();
		all.sort_unstable();
		let found = pick(all, choice).map(|id| (id, agreement(id)));
		found.or_else(|| Self::in_state(choice, State::Disputed))
	}

	/// Something that is delivered as a whole, mostly.
	fn delivered(choice: u8) -> Option<(AgreementId, Agreement<Test>)> {
		Self::agreement_where(choice, |one| {
			matches!(one.progress, Progress::Delivery { .. } | Progress::Exchange { .. })
		})
	}

	fn in_state(choice: u8, state: State) -> Option<(AgreementId, Agreement<Test>)> {
		Self::agreement_where(choice, |one| one.state() == state)
	}

	/// An auction of which this holds, or any.
	fn auction_where(choice: u8, fits: impl Fn(&AuctionInfo) -> bool) -> AuctionId {
		let mut all: Vec<_> = Auctions::<Test>::iter_keys().collect();
		all.sort_unstable();
		let these =
			all.iter().copied().filter(|id| Market::auction(*id).is_some_and(|one| fits(&one)));
		pick(these.collect(), choice).or_else(|| pick(all, choice)).unwrap_or(u32::MAX)
	}

	fn settlement(
		&mut self,
		choice: u8,
		units: u16,
		countersigned: bool,
		replay: bool,
	) -> Option<Settlement> {
		let (id, agreement) = Self::metered(choice)?;
		let Progress::Metered(meter) = agreement.progress else { return None };
		// Read now, or up to an hour ago.
		let read = now() - Millis::from(units % 4) * 20 * MINUTE;
		let (provider, consumer) = (agreement.provider().clone(), agreement.consumer().clone());
		let (keys, generation) = signing(&provider);
		let sequence =
			if replay { meter.count.sequence } else { read.max(meter.count.sequence + 1) };
		let units =
			if replay { u64::from(units) } else { meter.count.reading + u64::from(units) % 3_000 };
		let expires = now() + HOUR;
		let voucher = MeterVoucher {
			agreement: id,
			provider: provider.into(),
			consumer: consumer.clone().into(),
			units,
			sequence,
			generation,
			expires,
		};
		let (consumer_keys, consumer_generation) = signing(&consumer);
		let acceptance = VoucherAcceptance {
			agreement: id,
			provider: voucher.provider,
			consumer: voucher.consumer,
			units,
			sequence,
			generation: consumer_generation,
			expires,
		};
		let countersignature = countersigned.then(|| Countersignature {
			generation: consumer_generation,
			expires,
			signature: consumer_keys.sign(acceptance),
		});
		let signature = keys.sign(voucher.clone());
		Some(Settlement { voucher, signature, countersignature })
	}

	fn purchase(&mut self, listing: u8, much: u16, by: u8) -> DispatchResult {
		let listing = Self::sold(listing);
		let Some(terms) = Listings::<Test>::get(listing)
			.and_then(|one| TermsOf::<Test>::get(listing, one.revision).map(|terms| (one, terms)))
		else {
			return Err(Error::UnknownListing.into());
		};
		let (listed, terms) = terms;
		let buyer = mostly(&pick(vec![crate::mock::buyer(), rival()], by / 2).unwrap(), by);
		let mut request = match &terms.pricing {
			Pricing::Metered(_) => Request {
				escrow: u64::from(much) * GAS / 4,
				duration: 1 + u64::from(much / 8) * MINUTE,
				..some(0)
			},
			Pricing::Cpp(_) => Request {
				anchor: much.is_multiple_of(2).then(|| {
					(0..20).fold(SALT, |hash, _| {
						int_primitives::market::use_anchor::<Software>(
							&Market::genesis(),
							listing,
							buyer.as_ref(),
							&hash,
						)
					})
				}),
				..uses(1 + u64::from(much) % 40)
			},
			_ => some(1 + u64::from(much) % 5 * u64::from(terms.manifest.is_none())),
		};
		request.revision = listed.revision;
		request.party.key = terms.manifest.map(|_| [3; 32]);
		request.party.arbiter = terms.arbiters.first().map(|named| named.account.clone());
		if buyer == crate::mock::buyer() && much.is_multiple_of(3) {
			request.party.consumer = Some(car());
		}
		Market::purchase(signed(&buyer), None, listing, request)
	}

	fn run(&mut self, op: &Op, by: u8) -> DispatchResult {
		let none = || Err(Error::UnknownAgreement.into());
		let anyone = signed(&who(by));
		match op.clone() {
			Op::Wait(minutes) => {
				// Often within a window, sometimes beyond all of them.
				let longest = if minutes.is_multiple_of(8) { 1_500 } else { 80 };
				wait(Millis::from(minutes / 8 % longest) * MINUTE);
				Ok(())
			},
			Op::Stall(minutes) => {
				stall(Millis::from(minutes % 1_000) * MINUTE);
				Ok(())
			},
			Op::List(kind, variety) => {
				// Sealed bids take several calls, each in its time.
				let kind = [0, 1, 2, 3, 4, 5, 5, 5, 6, 7][usize::from(kind) % 10];
				Market::list(signed(&seller()), None, Box::new(any_offer(kind, variety)))
			},
			Op::Revise(listing, variety) => {
				let id = Self::listing(listing);
				let offer = any_offer(variety % 8, listing);
				Market::revise(signed(&mostly(&seller(), by)), id, Box::new(offer))
			},
			Op::Pause(listing, paused) => {
				let id = Self::listing(listing);
				Market::pause(signed(&mostly(&seller(), by)), id, paused && by > 128)
			},
			Op::CloseListing(listing) => {
				Market::close_listing(signed(&mostly(&seller(), by)), Self::listing(listing))
			},
			Op::ClaimShare(share, elsewhere) => {
				let mut all: Vec<_> = TermsOf::<Test>::iter()
					.flat_map(|(listing, revision, terms)| {
						let accrued = terms.receivers.into_iter().filter(|one| one.accrued > 0);
						accrued.map(move |one| (listing, revision, one.to, one.accrued))
					})
					.collect();
				all.sort_unstable();
				let some = pick(all, share).unwrap_or((0, 0, receiver(1), 0));
				let (listing, revision, receiver, amount) = some;
				if !elsewhere {
					return Market::claim_share(anyone, listing, revision, receiver, None);
				}
				let caller = signed(&mostly(&receiver, by));
				Market::claim_share(caller, listing, revision, receiver.clone(), Some(arbiter()))?;
				self.besides = Some((receiver, -i128::from(amount)));
				Ok(())
			},
			Op::Gift(to) => {
				let to = receiver(to % 2);
				Assets::transfer(signed(&arbiter()), GAS_ID, to.clone(), GAS.into())?;
				self.besides = Some((to, GAS.into()));
				Ok(())
			},
			Op::Purchase(listing, much, by) => self.purchase(listing, much, by),
			Op::TopUp(one, much) => {
				let Some((id, one)) = Self::in_state(one, State::Suspended) else { return none() };
				let amount = u64::from(much) * GAS / 8;
				Market::top_up(signed(&mostly(&one.buyer, by)), id, amount)?;
				self.deals.get_mut(&id).unwrap().put += amount;
				Ok(())
			},
			Op::Withdraw(one, much) => {
				let Some((id, one)) = Self::metered(one) else { return none() };
				let most = Market::withdrawable(&one).unwrap_or_default();
				let amount = if much.is_multiple_of(4) {
					most + 1
				} else {
					most / (1 + u64::from(much) % 3)
				};
				Market::withdraw(signed(&mostly(&one.buyer, by)), id, amount)?;
				assert!(amount <= most);
				self.deals.get_mut(&id).unwrap().taken += amount;
				Ok(())
			},
			Op::Cancel(one) => {
				let Some((id, one)) = Self::agreement(one) else { return none() };
				let party = if by % 16 < 12 { one.buyer } else { one.seller };
				Market::cancel(signed(&mostly(&party, by)), id)
			},
			Op::Close(one) => {
				let closes = |one: &Agreement<Test>| {
					matches!(one.state(), State::Open | State::Accepted | State::Suspended)
				};
				let late = |one: &Agreement<Test>| one.ends < now() && closes(one);
				let Some((id, _)) = Self::agreement_where(one, late) else { return none() };
				Market::close(anyone, id)
			},
			Op::Deliver(one) => {
				let fits = |one: &Agreement<Test>| {
					matches!(one.progress, Progress::Delivery { claimed: None, .. })
				};
				let Some((id, one)) = Self::agreement_where(one, fits) else { return none() };
				Market::deliver(signed(&mostly(&one.seller, by)), id)
			},
			Op::Confirm(one) => {
				let Some((id, one)) = Self::delivered(one) else { return none() };
				Market::confirm(signed(&mostly(&one.buyer, by)), id)
			},
			Op::Receipt(one) => {
				let Some((id, one)) = Self::delivered(one) else { return none() };
				let (keys, generation) = signing(one.consumer());
				let receipt = DeliveryReceipt {
					agreement: id,
					provider: one.provider().clone().into(),
					consumer: one.consumer().clone().into(),
					generation,
					expires: now(),
				};
				let signature = keys.sign(receipt.clone());
				Market::submit_receipt(anyone, receipt, signature)
			},
			Op::Collect(one) => {
				let old = |at: Moment| now() >= at.time + WINDOW;
				let claimed = |one: &Agreement<Test>| match &one.progress {
					Progress::Metered(meter) => meter.first.is_some_and(|part| old(part.since)),
					Progress::Delivery { claimed, .. } => claimed.is_some_and(old),
					Progress::Exchange { step: Exchange::Revealed { at, .. }, .. } => old(*at),
					_ => false,
				};
				let Some((id, _)) = Self::agreement_where(one, claimed) else { return none() };
				Market::collect(anyone, id)
			},
			Op::Voucher(one, units, countersigned, replay) => {
				let replay = replay && by.is_multiple_of(2);
				match self.settlement(one, units, countersigned, replay) {
					Some(settlement) => Market::settle(anyone, settlement),
					None => none(),
				}
			},
			Op::Batch(items) => {
				let batch: Vec<_> = items
					.into_iter()
					.filter_map(|(one, units, countersigned)| {
						if units.is_multiple_of(5) {
							return Some(BatchItem::Collect(one.into()));
						}
						let settlement = self.settlement(one, units, countersigned, false);
						settlement.map(BatchItem::Voucher)
					})
					.collect();
				Market::settle_batch(anyone, batch.try_into().unwrap())
					.map(|_| ())
					.map_err(|error| error.error)
			},
			Op::Uses(one, numbers) => {
				let fits = |one: &Agreement<Test>| {
					matches!(one.progress, Progress::Uses { proofs: Proofs::Receipts(_), .. })
				};
				let Some((id, one)) = Self::agreement_where(one, fits) else { return none() };
				let (keys, generation) = signing(one.consumer());
				let receipts: Vec<_> = numbers
					.into_iter()
					.map(|number| {
						let receipt = EndUseReceipt {
							agreement: id,
							provider: one.provider().clone().into(),
							consumer: one.consumer().clone().into(),
							number: number.into(),
							generation,
							expires: now(),
						};
						(receipt.clone(), keys.sign(receipt))
					})
					.collect();
				let count = receipts.len() as u64;
				Market::submit_uses(anyone, receipts.try_into().unwrap())?;
				self.deals.get_mut(&id).unwrap().uses += count;
				Ok(())
			},
			Op::Preimage(one, steps) => {
				let fits = |one: &Agreement<Test>| {
					matches!(one.progress, Progress::Uses { proofs: Proofs::Preimages(_), .. })
				};
				let Some((id, one)) = Self::agreement_where(one, fits) else { return none() };
				let Progress::Uses { proofs: Proofs::Preimages(last), .. } = one.progress else {
					return none();
				};
				// The chain up to the last revealed hash, and some steps below it.
				let mut chain = vec![SALT];
				while *chain.last().unwrap() != last && chain.len() < 30 {
					let next = int_primitives::market::use_anchor::<Software>(
						&Market::genesis(),
						one.listing,
						one.buyer.as_ref(),
						chain.last().unwrap(),
					);
					chain.push(next);
				}
				let steps = usize::from(steps % 4);
				let Some(at) = (chain.len() - 1).checked_sub(steps) else { return none() };
				Market::reveal_uses(anyone, id, chain[at], steps as u32)?;
				self.deals.get_mut(&id).unwrap().uses += steps as u64;
				Ok(())
			},
			Op::StartAuction(listing) => {
				let mut all: Vec<_> = Listings::<Test>::iter()
					.filter(|(id, one)| {
						let free = one.auction.is_none() || by.is_multiple_of(8);
						let terms = TermsOf::<Test>::get(id, one.revision).filter(|_| free);
						terms.is_some_and(|terms| matches!(terms.pricing, Pricing::Auction(_)))
					})
					.map(|(id, one)| (id, one.revision))
					.collect();
				all.sort_unstable();
				let (id, revision) = pick(all, listing).unwrap_or_default();
				Market::start_auction(signed(&mostly(&seller(), by)), id, revision)
			},
			Op::Bid(auction, much) => {
				let id = Self::auction_where(auction, |one| {
					one.open && !matches!(one.rules.format, Format::Sealed { .. })
				});
				let least = Market::auction(id).and_then(|one| one.asks).unwrap_or(GAS);
				let amount = least - 1 + u64::from(much) % 300 * GAS / 10;
				let bidder = bidder(by);
				let before = self.open.insert((id, bidder.clone()), amount);
				let done = Market::bid(signed(&bidder), None, id, amount, self.party(id));
				if let (Err(_), Some(before)) = (&done, before) {
					self.open.insert((id, bidder), before);
				}
				done
			},
			Op::Seal(auction, much) => {
				let id = Self::auction_where(auction, |one| {
					one.open && matches!(one.rules.format, Format::Sealed { .. })
				});
				let amount = u64::from(much) % 300 * GAS;
				let bidder = bidder(by);
				let bid = BidCommitment {
					auction: id,
					bidder: bidder.clone().into(),
					amount,
					salt: SALT,
				};
				let digest = bid.digest::<Software>(Market::genesis());
				let cover = amount + u64::from(much % 3) * GAS;
				let party = self.party(id);
				Market::seal_bid(signed(&bidder), None, id, digest, cover, party)?;
				self.sealed.insert((id, bidder), amount);
				Ok(())
			},
			Op::Reveal(auction) => {
				let all: Vec<_> = self
					.sealed
					.iter()
					.filter(|((id, bidder), _)| {
						let bid = Bids::<Test>::get(id, bidder);
						let sealed =
							bid.is_some_and(|bid| matches!(bid.state, BidState::Sealed(_)));
						let revealing = Market::auction(*id).is_some_and(|one| one.revealing);
						sealed && (revealing || by.is_multiple_of(8))
					})
					.collect();
				let Some(((id, bidder), amount)) = pick(all, auction) else { return none() };
				Market::reveal_bid(anyone, *id, bidder.clone(), *amount, SALT)
			},
			Op::CloseAuction(auction) => {
				let over = |one: &AuctionInfo| one.ends.time <= now();
				let caller = if by.is_multiple_of(8) { seller() } else { thief() };
				Market::close_auction(signed(&caller), Self::auction_where(auction, over))
			},
			Op::Reclaim(one) => {
				let mut all: Vec<_> = Bids::<Test>::iter_keys()
					.filter(|(id, bidder)| {
						let best = Auctions::<Test>::get(id).unwrap().leading.best;
						by.is_multiple_of(8) || best.is_none_or(|best| best.bidder != *bidder)
					})
					.collect();
				all.sort_unstable();
				let Some((id, bidder)) = pick(all, one) else { return none() };
				Market::reclaim_bid(anyone, id, bidder)
			},
			Op::Register => {
				Market::register_arbiter(signed(&arbiter()), 1_500 * GAS, Default::default())
			},
			Op::Retire if by.is_multiple_of(4) => Market::retire_arbiter(signed(&arbiter())),
			Op::Retire => Market::retire_arbiter(anyone),
			Op::Dispute(one) => {
				let open = |one: &Agreement<Test>| match &one.progress {
					Progress::Metered(meter) => meter.first.is_some() && one.disputed.is_none(),
					_ => one.state() == State::Claimed,
				};
				let Some((id, one)) = Self::agreement_where(one, open) else { return none() };
				Market::dispute(signed(&mostly(&one.buyer, by)), id)
			},
			Op::Answer(one) => {
				let fresh = |one: &Dispute| one.answered.is_none();
				let Some((id, one)) = Self::disputed(one, fresh) else { return none() };
				Market::answer(signed(&mostly(&one.seller, by)), id)
			},
			Op::Rule(one, award) => {
				let answered = |one: &Dispute| one.answered.is_some();
				let Some((id, _)) = Self::disputed(one, answered) else { return none() };
				Market::rule(signed(&mostly(&arbiter(), by)), id, award % (MILLION + 2))
			},
			Op::Resolve(one) => {
				let late = |one: &Dispute| {
					let since = one.answered.as_ref().unwrap_or(&one.raised);
					now() >= since.time + one.answer_within.max(one.rule_within)
				};
				let Some((id, _)) = Self::disputed(one, late) else { return none() };
				Market::resolve(anyone, id)
			},
			Op::Accept(one) => {
				let fits = |one: &Agreement<Test>| {
					let step = Exchange::Awaited { key: [3; 32] };
					one.progress == Progress::Exchange { quantity: 1, step }
				};
				let Some((id, one)) = Self::agreement_where(one, fits) else { return none() };
				let accepted = AcceptedCiphertext {
					root: leaf_hash::<Software>(&noise()),
					key_hash: key_hash::<Software>(&KEY),
				};
				Market::accept_package(signed(&mostly(&one.buyer, by)), id, accepted)
			},
			Op::RevealKey(one) => {
				let Some((id, one)) = Self::in_state(one, State::Accepted) else { return none() };
				Market::reveal_key(signed(&mostly(&one.seller, by)), id, KEY)
			},
			Op::Complain(one) => {
				let Some((id, one)) = Self::in_state(one, State::Revealed) else { return none() };
				let complaint = Complaint {
					index: 0,
					sealed: noise().try_into().unwrap(),
					sealed_path: Default::default(),
					leaf: manifest().root,
					leaf_path: Default::default(),
				};
				Market::complain(signed(&mostly(&one.buyer, by)), id, KEY, Box::new(complaint))
			},
			Op::OpenName => Market::open_name(anyone),
			Op::CloseName => Market::close_name(anyone),
			Op::Rotate(on) => {
				change_device(&meter(), |meter| {
					meter.generation = u32::from(on);
					meter.key = if on { Keys::new("rotated").public() } else { METER.public() };
				});
				Ok(())
			},
			Op::Block(one, on) => {
				let admin = signed(&AccountId::new([0xFF; 32]));
				if on {
					Assets::block(admin, GAS_ID, who(one))
				} else {
					Assets::thaw(admin, GAS_ID, who(one))
				}
			},
			Op::Fee(fee) => {
				Parameters::mutate(|parameters| parameters.fee = fee);
				Ok(())
			},
		}
	}

	/// What a bidder has to say beside the price.
	fn party(&self, auction: AuctionId) -> Party {
		let terms = Auctions::<Test>::get(auction)
			.and_then(|one| TermsOf::<Test>::get(one.listing, one.revision));
		let arbiter = terms.and_then(|terms| terms.arbiters.first().map(|one| one.account.clone()));
		Party { arbiter, ..Default::default() }
	}

	/// What the buyer of an agreement could reckon beforehand: what goes on hold for it.
	fn priced(&self, id: AgreementId, one: &Agreement<Test>, pricing: &Pricing) -> u64 {
		match (pricing, one.progress) {
			(Pricing::PriceTag(tag), _) => {
				let quantity = u128::from(one.progress.quantity());
				let whole = quantity * u128::from(tag.price);
				let per = u128::from(tag.per);
				(whole / per + u128::from(whole % per > 0)) as u64
			},
			(Pricing::Cpp(cpp), _) => cpp.price * one.progress.quantity(),
			(Pricing::Metered(tariff), _) => {
				// An hour's runway at the highest price, and an hour's stand-by.
				let highest = tariff.tiers.iter().map(|tier| tier.price).max().unwrap();
				assert!(one.escrow >= tariff.rate * highest / u64::from(tariff.per));
				one.escrow
			},
			(Pricing::Auction(_), _) => {
				let won = System::events().into_iter().find_map(|record| match record.event {
					RuntimeEvent::Market(Event::AuctionClosed { auction, agreement, price })
						if agreement == Some(id) =>
					{
						Some((auction, price))
					},
					_ => None,
				});
				let (auction, price) = won.unwrap();
				let bid = (auction, one.buyer.clone());
				let most = self.sealed.get(&bid).or_else(|| self.open.get(&bid)).unwrap();
				assert!(price <= *most, "a winner pays more than was bid");
				price
			},
		}
	}

	/// Every payment of the last call is what the parties could have reckoned: its fee, its parts,
	/// and that it fits what was agreed. Nothing else came to anybody.
	fn reckon(&mut self, before: &BTreeMap<AccountId, u128>) {
		for (id, one) in Agreements::<Test>::iter() {
			if self.deals.contains_key(&id) {
				continue;
			}
			let terms = TermsOf::<Test>::get(one.listing, one.revision).unwrap();
			let price = self.priced(id, &one, &terms.pricing);
			assert_eq!(one.escrow, price, "another price than could be reckoned");
			let receivers =
				terms.receivers.into_iter().map(|receiver| (receiver.to, receiver.parts)).collect();
			let deal = Deal {
				put: price,
				taken: 0,
				paid: 0,
				fee: one.fee,
				pricing: terms.pricing,
				uses: 0,
				receivers,
			};
			self.deals.insert(id, deal);
		}
		let mut due = before.clone();
		if let Some((who, amount)) = self.besides.take() {
			let sum = due.get_mut(&who).unwrap();
			*sum = sum.checked_add_signed(amount).unwrap();
		}
		let mut ruled = false;
		for record in System::events() {
			match record.event {
				RuntimeEvent::Market(Event::Paid { agreement, amount, fee }) => {
					let deal = self.deals.get_mut(&agreement).unwrap();
					let burned = part(deal.paid + amount, deal.fee) - part(deal.paid, deal.fee);
					assert_eq!(fee, burned, "another fee than was agreed");
					deal.paid += amount;
					let (first, others) = deal.receivers.split_first().unwrap();
					let mut left = amount - fee;
					for (to, parts) in others {
						let share = part(amount - fee, *parts);
						left -= share;
						*due.get_mut(to).unwrap() += u128::from(share);
					}
					*due.get_mut(&first.0).unwrap() += u128::from(left);
				},
				RuntimeEvent::Market(Event::DisputeEnded { .. }) => ruled = true,
				_ => {},
			}
		}
		for (who, now) in wealth() {
			// The arbiter's fee comes out of the seller's bond.
			if who == seller() && ruled {
				assert!(now <= due[&who] && now + u128::from(2_000 * GAS) >= due[&who]);
				continue;
			}
			assert_eq!(now, due[&who], "somebody was paid what nobody could have reckoned");
		}
	}

	/// What is in an agreement is what was put in, and it is paid what it can have come to.
	fn check(&mut self, before: &BTreeMap<AccountId, u128>) {
		check();
		self.reckon(before);
		for (id, one) in Agreements::<Test>::iter() {
			let deal = &self.deals[&id];
			assert_eq!(one.escrow + one.paid + deal.taken, deal.put, "{id}");
			assert_eq!(one.paid, deal.paid, "{id}");
			match &deal.pricing {
				Pricing::Metered(tariff) => {
					let time = u128::from(now().min(one.ends) - one.opened);
					let highest = tariff.tiers.iter().map(|tier| tier.price).max().unwrap();
					let most = (u128::from(tariff.rate) * u128::from(highest)
						/ u128::from(tariff.per)
						+ u128::from(tariff.standby)
						+ 1) * time / u128::from(HOUR);
					assert!(u128::from(one.paid) <= most + 1, "more than the meter can have run");
				},
				Pricing::Cpp(cpp) => assert_eq!(one.paid, cpp.price * deal.uses),
				_ => assert_eq!(one.paid, 0, "what is delivered is paid at once"),
			}
		}
	}

	/// Takes everything down again, by the ways that there are.
	fn take_down(&mut self) {
		let admin = || signed(&AccountId::new([0xFF; 32]));
		for person in people() {
			let _ = Assets::thaw(admin(), GAS_ID, person);
		}
		wait(60 * DAY);
		for id in Auctions::<Test>::iter_keys().collect::<Vec<_>>() {
			if !Auctions::<Test>::get(id).unwrap().closed {
				Market::close_auction(signed(&thief()), id).unwrap();
				wait(1);
				let _ = Market::close_auction(signed(&thief()), id);
			}
		}
		for (auction, bidder) in Bids::<Test>::iter_keys().collect::<Vec<_>>() {
			Market::reclaim_bid(signed(&thief()), auction, bidder).unwrap();
		}
		wait(60 * DAY);
		for id in Agreements::<Test>::iter_keys().collect::<Vec<_>>() {
			if agreement(id).disputed.is_some() {
				Market::resolve(signed(&thief()), id).unwrap();
			}
		}
		wait(60 * DAY);
		for _ in 0..2 {
			for id in Agreements::<Test>::iter_keys().collect::<Vec<_>>() {
				match agreement(id).state() {
					State::Claimed | State::Revealed => {
						Market::collect(signed(&thief()), id).unwrap();
					},
					_ => Market::close(signed(&thief()), id).unwrap(),
				}
			}
			wait(1);
		}
		for id in Listings::<Test>::iter_keys().collect::<Vec<_>>() {
			Market::close_listing(signed(&seller()), id).unwrap();
		}
		for to in [receiver(0), receiver(1)] {
			Assets::transfer(signed(&arbiter()), GAS_ID, to, GAS.into()).unwrap();
		}
		for (listing, revision, terms) in TermsOf::<Test>::iter().collect::<Vec<_>>() {
			for one in terms.receivers.iter().filter(|one| one.accrued > 0) {
				let to = one.to.clone();
				Market::claim_share(signed(&thief()), listing, revision, to, None).unwrap();
			}
		}
		let _ = Market::retire_arbiter(signed(&arbiter()));
		for owner in Names::<Test>::iter_keys().collect::<Vec<_>>() {
			Market::close_name(signed(&owner)).unwrap();
		}
		check_empty();
	}
}

fn cases() -> u32 {
	let ops = std::env::var("MARKET_OPS").ok().and_then(|ops| ops.parse().ok()).unwrap_or(3_000);
	u32::try_from(usize::div_ceil(ops, CASE)).unwrap()
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: cases(),
		max_shrink_iters: 300,
		..Default::default()
	})]

	#[test]
	fn anything_in_any_order_keeps_the_books(
		ops in prop::collection::vec((op(), any::<u8>()), CASE),
	) {
		test(|| {
			let mut scene = Scene::default();
			// A market that is open for business.
			register_arbiter();
			Parameters::mutate(|parameters| {
				(parameters.answer_within, parameters.rule_within) = (6 * HOUR, 6 * HOUR);
			});
			(0..8).for_each(|kind| { list(any_offer(kind, kind + 2)); });
			(4..7).for_each(|id| Market::start_auction(signed(&seller()), id, 0).unwrap());
			for (op, by) in &ops {
				System::reset_events();
				let (root, wealth) = (sp_io::storage::root(StateVersion::V1), wealth());
				let result = frame_support::storage::with_storage_layer(|| scene.run(op, *by));
				count("market", op, &result);
				if result.is_err() {
					let after = sp_io::storage::root(StateVersion::V1);
					assert_eq!(root, after, "a refused call changed something: {op:?}");
				}
				scene.check(&wealth);
			}
			scene.take_down();
		});
	}
}

/// Prints, when asked by `MARKET_COUNT`, how often each kind of call succeeded and why it failed: a
/// test that only ever refuses shows nothing.
pub(super) fn count(test: &str, op: &impl std::fmt::Debug, result: &DispatchResult) {
	type Counts = BTreeMap<(String, String), (u32, BTreeMap<&'static str, u32>)>;
	static COUNTS: std::sync::Mutex<Counts> = std::sync::Mutex::new(BTreeMap::new());
	if std::env::var("MARKET_COUNT").is_err() {
		return;
	}
	let name = format!("{op:?}").split(['(', ' ']).next().unwrap().to_owned();
	let mut counts = COUNTS.lock().unwrap();
	let one = counts.entry((test.to_owned(), name)).or_default();
	match result {
		Ok(()) => one.0 += 1,
		Err(error) => *one.1.entry((*error).into()).or_default() += 1,
	}
	let these = counts.iter().filter(|((of, _), _)| of == test);
	let refused = |reasons: &BTreeMap<_, u32>| reasons.values().sum::<u32>();
	let all: u32 = these.clone().map(|(_, (good, reasons))| good + refused(reasons)).sum();
	if all.is_multiple_of(2_000) {
		println!("{test}, {all} calls:");
		for ((_, name), (good, reasons)) in these {
			println!("  {name:14} {good:7} good {:7} refused {reasons:?}", refused(reasons));
		}
	}
}
