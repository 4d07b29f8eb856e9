// SPDX-License-Identifier: Apache-2.0

//! Every call at its worst: longest bytes, fullest lists, signatures checked by the costliest scheme,
//! eight receivers that have no account yet, each item of a batch between people of its own.
//!
//! Sellers and buyers sign with their own keys. A registered device's key takes a read of the same
//! record that tells here that there is no such device.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::{
	allowance::Allowance,
	money::Host,
	pricing::{
		cpp::MAX_STEPS, Along, AuctionRules, Cpp, Format, PriceTag, Pricing, Tariff, Tier, MILLION,
	},
	ramp::Ramp,
	reputation::Standing,
};
use alloc::{boxed::Box, vec::Vec};
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{Mutate, MutateHold},
		Consideration, Footprint, Get, Time,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use int_primitives::{
	directory::SecurityLevel,
	market::{
		use_anchor, BidCommitment, DeliveryReceipt, EndUseReceipt, MeterVoucher, VoucherAcceptance,
	},
	merkle::{leaf_hash, node_hash, MAX_PROOF},
	package::{
		key_hash, AcceptedCiphertext, Complaint, ManifestCommitment, MAX_CHUNKS, MAX_DATA,
		MAX_PATH, MAX_SEALED,
	},
	signed::{Body, Statement},
	Digest, Millis,
};
use sp_core::{crypto::KeyTypeId, ecdsa};
use sp_runtime::{traits::IdentifyAccount, MultiSignature, MultiSigner};

/// The key type under which the benchmarks' keys lie in the host's keystore.
const KEYS: KeyTypeId = KeyTypeId(*b"mark");

/// The first moment, milliseconds: late enough that there is a past.
const START: Millis = 1_800_000_000_000;

/// An hour and a day, milliseconds.
const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;

/// One GAS, plancks.
const GAS: u64 = 1_000_000_000;

/// What everybody gets, plancks of GAS.
const PLENTY: u64 = 100_000_000 * GAS;

/// Sets the clock. The market asks `pallet-timestamp`, whose value lies here.
fn clock<T: Config>(time: Millis) {
	let key = frame_support::storage::storage_prefix(b"Timestamp", b"Now");
	frame_support::storage::unhashed::put(&key, &time);
	assert_eq!(T::Time::now(), time, "the runtime calls pallet-timestamp by another name");
}

/// Lets time pass, with more blocks than a window needs.
fn wait<T: Config>(time: Millis) {
	clock::<T>(T::Time::now() + time);
	let block = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(block + T::MinWindowBlocks::get().into());
}

/// Somebody with a key in the host's keystore, of the scheme that takes longest to check, and with
/// money.
struct Person {
	key: ecdsa::Public,
	id: AccountId32,
}

impl Person {
	fn new<T: Config>() -> Self {
		let key = sp_io::crypto::ecdsa_generate(KEYS, None);
		let id: AccountId32 = MultiSigner::Ecdsa(key).into_account();
		rich::<T>(&id);
		Self { key, id }
	}

	fn sign<T: Config, B: Body>(&self, body: B) -> MultiSignature {
		let statement = Statement::new(Pallet::<T>::genesis(), body).encode();
		let signature = sp_io::crypto::ecdsa_sign(KEYS, &self.key, &statement);
		MultiSignature::Ecdsa(signature.expect("the key was generated there"))
	}

	fn origin(&self) -> RawOrigin<AccountId32> {
		RawOrigin::Signed(self.id.clone())
	}
}

/// Enough GAS, and enough of what deposits are taken in.
fn rich<T: Config>(who: &AccountId32) {
	let footprint = Footprint::from_parts(100, 100_000);
	T::ListingConsideration::ensure_successful(who, footprint);
	T::TermsConsideration::ensure_successful(who, footprint);
	T::AgreementConsideration::ensure_successful(who, footprint);
	T::AuctionConsideration::ensure_successful(who, footprint);
	T::ArbiterConsideration::ensure_successful(who, footprint);
	T::NameConsideration::ensure_successful(who, footprint);
	T::PolicyConsideration::ensure_successful(who, footprint);
	T::Gas::mint_into(who, PLENTY.into()).unwrap();
}

fn caller() -> RawOrigin<AccountId32> {
	RawOrigin::Signed(whitelisted_caller())
}

/// Four arbiters; the last of them is the one that buyers choose.
fn arbiters<T: Config>() -> Vec<AccountId32> {
	(0..MAX_ARBITERS)
		.map(|number| {
			let who: AccountId32 = account("arbiter", number, 0);
			if !Arbiters::<T>::contains_key(&who) {
				rich::<T>(&who);
				let fee = Pallet::<T>::parameters().least_bond;
				Pallet::<T>::do_register_arbiter(who.clone(), fee, full()).unwrap();
			}
			who
		})
		.collect()
}

fn full<const N: u32>() -> BoundedVec<u8, frame_support::traits::ConstU32<N>> {
	alloc::vec![b'x'; N as usize].try_into().expect("as long as the bound")
}

/// Eight receivers, none of whom has an account, each with a part that makes one.
fn shares() -> BoundedVec<Share, frame_support::traits::ConstU32<MAX_SHARES>> {
	(0..MAX_SHARES)
		.map(|number| Share { to: account("receiver", number, 0), parts: MILLION / MAX_SHARES })
		.collect::<Vec<_>>()
		.try_into()
		.expect("as many as the bound")
}

/// Any place in an allow list of 2^32 buyers: the leaf at its beginning.
fn allowed(buyer: &AccountId32) -> (AllowList, AllowProof) {
	let path = alloc::vec![[7u8; 32]; MAX_PROOF];
	let leaf = leaf_hash::<Host>(buyer.as_ref());
	let root = path.iter().fold(leaf, |root, sibling| node_hash::<Host>(&root, sibling));
	let proof = AllowProof { index: 0, path: path.try_into().expect("as long as the bound") };
	(AllowList { root, size: 1 << 32 }, proof)
}

fn price_tag() -> Pricing {
	Pricing::PriceTag(PriceTag { price: 1_000 * GAS, per: 1 })
}

/// Eight tiers, of which the last is reached.
fn metered() -> Pricing {
	let tiers: Vec<_> =
		(0..8).map(|tier| Tier { from: tier * 10, price: 100 * GAS + tier }).collect();
	Pricing::Metered(Tariff {
		along: Along::Use,
		tiers: tiers.try_into().expect("as many as the bound"),
		per: 1,
		rate: 1_000,
		standby: GAS,
		claim_period: DAY as u32,
		runway: HOUR as u32,
	})
}

/// One price: what a settlement need not read the terms for.
fn flat() -> Pricing {
	let tier = Tier { from: 0, price: 100 * GAS };
	Pricing::Metered(Tariff {
		along: Along::Use,
		tiers: alloc::vec![tier].try_into().expect("one is within the bound"),
		per: 1,
		rate: 1_000,
		standby: GAS,
		claim_period: DAY as u32,
		runway: HOUR as u32,
	})
}

fn cpp() -> Pricing {
	Pricing::Cpp(Cpp { price: 100 * GAS, claim_period: DAY as u32 })
}

fn english() -> Pricing {
	let format = Format::English {
		start: 1_000 * GAS,
		increment: 10_000,
		duration: DAY,
		extension: DAY,
		longest: DAY,
	};
	Pricing::Auction(AuctionRules { lot: 1, format })
}

fn sealed() -> Pricing {
	let format = Format::Sealed { reserve: 1_000 * GAS, commit: DAY, reveal: DAY };
	Pricing::Auction(AuctionRules { lot: 1, format })
}

/// A package of as many chunks as there can be.
fn manifest(root: Digest) -> ManifestCommitment {
	ManifestCommitment { root, size: u64::from(MAX_CHUNKS) * u64::from(MAX_DATA), chunk: MAX_DATA }
}

/// An offer with everything that an offer can have.
fn offer<T: Config>(pricing: Pricing) -> Offer {
	let now = T::Time::now();
	Offer {
		kind: Kind::Other(u32::MAX),
		unit: Unit::Other(u32::MAX),
		place: Some(Place(*b"u33dc0")),
		metadata: full(),
		provider: None,
		capacity: Capacity::Stock(1 << 40),
		from: now,
		until: now + T::MaxDuration::get(),
		access: Access {
			allow: None,
			fleet: None,
			reputation: 1,
			security: SecurityLevel::Unattested,
		},
		pricing,
		split: shares(),
		arbiters: arbiters::<T>().try_into().expect("as many as the bound"),
		window: HOUR as u32,
		delivery: DAY,
		notice: HOUR as u32,
		longest: 30 * DAY,
		manifest: None,
	}
}

/// The same with data: a package instead of the units.
fn package<T: Config>(pricing: Pricing, root: Digest) -> Offer {
	Offer {
		kind: Kind::Data,
		unit: Unit::Item,
		manifest: Some(manifest(root)),
		..offer::<T>(pricing)
	}
}

fn list<T: Config>(seller: &Person, offer: Offer) -> ListingId {
	let id = NextListing::<T>::get();
	Pallet::<T>::do_list(&seller.id, None, offer).unwrap();
	id
}

/// A buyer with a name, which grows when an agreement closes, like the seller's.
fn named<T: Config>(who: &Person) {
	Pallet::<T>::do_open_name(who.id.clone()).unwrap();
	Names::<T>::mutate(&who.id, |name| {
		if let Some(name) = name {
			let standing = Standing { score: 1 << 60, at: T::Time::now(), ..Default::default() };
			(name.selling, name.buying) = (standing, standing);
		}
	});
}

fn request() -> Request {
	Request {
		revision: 0,
		quantity: 1,
		max_price: u64::MAX,
		escrow: 0,
		duration: 0,
		anchor: None,
		party: Party {
			arbiter: Some(account("arbiter", MAX_ARBITERS - 1, 0)),
			..Default::default()
		},
	}
}

fn use_request() -> Request {
	Request { quantity: 1_000, duration: 10 * DAY, ..request() }
}

fn metered_request() -> Request {
	Request { quantity: 0, escrow: 1_000_000 * GAS, duration: 10 * DAY, ..request() }
}

/// A seller and a buyer with names, and an agreement between them.
struct Deal {
	seller: Person,
	buyer: Person,
	id: AgreementId,
}

impl Deal {
	fn new<T: Config>(offer: Offer, request: Request) -> Self {
		let (seller, buyer) = (Person::new::<T>(), Person::new::<T>());
		named::<T>(&seller);
		named::<T>(&buyer);
		let listing = list::<T>(&seller, offer);
		let id = Pallet::<T>::do_purchase(&buyer.id, None, listing, request).unwrap();
		Self { seller, buyer, id }
	}

	fn delivery<T: Config>() -> Self {
		Self::new::<T>(offer::<T>(price_tag()), request())
	}

	fn metered<T: Config>() -> Self {
		Self::new::<T>(offer::<T>(metered()), metered_request())
	}

	fn data<T: Config>(root: Digest) -> Self {
		let party = Party { key: Some([1; 32]), ..request().party };
		Self::new::<T>(package::<T>(price_tag(), root), Request { party, ..request() })
	}

	/// An agreement of which only one has the seller's terms: when it closes, they go too. So does
	/// the tip of a policy's purchase, to somebody who has no account yet.
	fn last<T: Config>(self) -> Self {
		tip::<T>(&self.buyer, self.id);
		let listing = Agreements::<T>::get(self.id).unwrap().listing;
		Pallet::<T>::do_revise(&self.seller.id, listing, offer::<T>(price_tag())).unwrap();
		self
	}

	fn voucher<T: Config>(&self, units: u64, sequence: u64) -> MeterVoucher {
		MeterVoucher {
			agreement: self.id,
			provider: self.seller.id.clone().into(),
			consumer: self.buyer.id.clone().into(),
			units,
			sequence: T::Time::now() + sequence,
			generation: 0,
			expires: T::Time::now(),
		}
	}

	/// A voucher of the provider's alone.
	fn alone<T: Config>(&self, units: u64, sequence: u64) -> Settlement {
		let voucher = self.voucher::<T>(units, sequence);
		let signature = self.seller.sign::<T, _>(voucher.clone());
		Settlement { voucher, signature, countersignature: None }
	}

	/// A countersigned voucher.
	fn accepted<T: Config>(&self, units: u64, sequence: u64) -> Settlement {
		let settlement = self.alone::<T>(units, sequence);
		let voucher = &settlement.voucher;
		let acceptance = VoucherAcceptance {
			agreement: voucher.agreement,
			provider: voucher.provider,
			consumer: voucher.consumer,
			units,
			sequence: voucher.sequence,
			generation: 0,
			expires: voucher.expires,
		};
		let countersignature = Countersignature {
			generation: 0,
			expires: voucher.expires,
			signature: self.buyer.sign::<T, _>(acceptance),
		};
		Settlement { countersignature: Some(countersignature), ..settlement }
	}

	/// A claim in two parts, both of which can be disputed still.
	fn claimed<T: Config>(self) -> Self {
		for (units, sequence) in [(100, 1), (200, 2)] {
			wait::<T>(HOUR / 4);
			let settlement = self.alone::<T>(units, sequence);
			Pallet::<T>::do_settle(&self.seller.id, settlement, None).unwrap();
		}
		self
	}

	/// A dispute about a claim.
	fn disputed<T: Config>(self) -> Self {
		let deal = self.claimed::<T>();
		Pallet::<T>::do_dispute(&deal.buyer.id, deal.id).unwrap();
		deal
	}

	/// A dispute about a delivery, which closes the agreement when it ends.
	fn disputed_delivery<T: Config>() -> Self {
		let deal = Self::delivery::<T>().last::<T>();
		Pallet::<T>::do_deliver(&deal.seller.id, deal.id).unwrap();
		Pallet::<T>::do_dispute(&deal.buyer.id, deal.id).unwrap();
		deal
	}
}

/// An auction of one package, by a seller with a name.
fn auction<T: Config>(pricing: Pricing) -> (Person, AuctionId) {
	let seller = Person::new::<T>();
	named::<T>(&seller);
	let listing = list::<T>(&seller, package::<T>(pricing, [1; 32]));
	let id = NextAuction::<T>::get();
	Pallet::<T>::do_start_auction(&seller.id, listing, 0).unwrap();
	(seller, id)
}

fn bidder<T: Config>() -> Person {
	let bidder = Person::new::<T>();
	named::<T>(&bidder);
	bidder
}

fn party() -> Party {
	Party { key: Some([1; 32]), ..request().party }
}

fn sealed_bid<T: Config>(bidder: &Person, auction: AuctionId, amount: u64) -> Digest {
	let bid = BidCommitment { auction, bidder: bidder.id.clone().into(), amount, salt: [2; 32] };
	bid.digest::<Host>(Pallet::<T>::genesis())
}

/// A complaint about the first of as many chunks as there can be: the longest chunk, the longest
/// paths, and an authentication that fails only after all of it was hashed. With it the root of the
/// manifest and what the buyer accepts.
fn complaint() -> (Complaint, Digest, AcceptedCiphertext, Digest) {
	let key = [6; 32];
	let sealed = alloc::vec![0xAB; MAX_SEALED as usize];
	let path = alloc::vec![[7u8; 32]; MAX_PATH as usize];
	let climb =
		|leaf: Digest| path.iter().fold(leaf, |root, sibling| node_hash::<Host>(&root, sibling));
	let leaf = leaf_hash::<Host>(b"a record");
	let accepted = AcceptedCiphertext {
		root: climb(leaf_hash::<Host>(&sealed)),
		key_hash: key_hash::<Host>(&key),
	};
	let root = climb(leaf);
	let complaint = Complaint {
		index: 0,
		sealed: sealed.try_into().expect("as long as the bound"),
		sealed_path: path.clone().try_into().expect("as long as the bound"),
		leaf,
		leaf_path: path.try_into().expect("as long as the bound"),
	};
	(complaint, root, accepted, key)
}

// Policies.

/// A tip that is due for whatever is paid, to somebody who has no account yet.
fn tip<T: Config>(buyer: &Person, id: AgreementId) {
	let amount = 10 * GAS;
	T::Gas::hold(&HoldReason::Tip.into(), &buyer.id, amount.into()).unwrap();
	Tips::<T>::insert(id, Tip { executor: account("executor", 0, 0), amount, price: 1 });
}

/// An order with everything that an order can have.
fn order<T: Config>() -> Order {
	Order {
		kind: Kind::Other(u32::MAX),
		unit: Unit::Other(u32::MAX),
		want: Want::Metered { duration: 10 * DAY, standby: GAS },
		quantity: 1_000,
		place: Some(Place(*b"u33dc0")),
		metadata: full(),
		consumer: None,
		reputation: 1,
		security: SecurityLevel::Unattested,
		arbiters: arbiters::<T>().try_into().expect("as many as the bound"),
		ruling: u64::MAX,
		window: HOUR as u32,
		patience: DAY,
		price: Ramp { start: 150_000 * GAS, maximum: 200_000 * GAS, duration: DAY },
		tip: MAX_TIP,
		allowance: Allowance { period: DAY, amount: 500_000 * GAS, purchases: 10 },
		expires: T::Time::now() + 30 * DAY,
	}
}

/// A buyer with a name, and a policy of its.
fn policy<T: Config>() -> (Person, PolicyId) {
	let buyer = Person::new::<T>();
	named::<T>(&buyer);
	let id = NextPolicy::<T>::get();
	let budget = 1_000_000 * GAS;
	Pallet::<T>::do_create_policy(&buyer.id, None, order::<T>(), budget).unwrap();
	(buyer, id)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn list() {
		clock::<T>(START);
		let seller = Person::new::<T>();
		let offer = offer::<T>(metered());
		#[extrinsic_call]
		_(seller.origin(), None, Box::new(offer));
	}

	#[benchmark]
	fn revise() {
		clock::<T>(START);
		let seller = Person::new::<T>();
		let listing = super::list::<T>(&seller, offer::<T>(metered()));
		let mut offer = offer::<T>(metered());
		offer.place = Some(Place(*b"u4pruy"));
		#[extrinsic_call]
		_(seller.origin(), listing, Box::new(offer));
	}

	#[benchmark]
	fn pause() {
		clock::<T>(START);
		let seller = Person::new::<T>();
		let listing = super::list::<T>(&seller, offer::<T>(metered()));
		#[extrinsic_call]
		_(seller.origin(), listing, true);
	}

	#[benchmark]
	fn close_listing() {
		clock::<T>(START);
		let seller = Person::new::<T>();
		let listing = super::list::<T>(&seller, offer::<T>(metered()));
		#[extrinsic_call]
		_(seller.origin(), listing);
	}

	#[benchmark]
	fn claim_share() {
		clock::<T>(START);
		let seller = Person::new::<T>();
		let listing = super::list::<T>(&seller, offer::<T>(price_tag()));
		// The last receiver's share lies ready; with it the terms of a closed listing go.
		let market = Pallet::<T>::account();
		T::Gas::mint_into(&market, (10 * GAS).into()).unwrap();
		T::Gas::hold(&HoldReason::Share.into(), &market, (5 * GAS).into()).unwrap();
		TermsOf::<T>::mutate(listing, 0, |terms| {
			if let Some(receiver) = terms.as_mut().and_then(|terms| terms.receivers.last_mut()) {
				receiver.accrued = 5 * GAS;
			}
		});
		Pallet::<T>::do_close_listing(&seller.id, listing).unwrap();
		let receiver: AccountId32 = account("receiver", MAX_SHARES - 1, 0);
		#[extrinsic_call]
		_(caller(), listing, 0, receiver, None);
		assert!(!TermsOf::<T>::contains_key(listing, 0));
	}

	#[benchmark]
	fn purchase() {
		clock::<T>(START);
		let (seller, buyer) = (Person::new::<T>(), Person::new::<T>());
		named::<T>(&buyer);
		let (allow, proof) = allowed(&buyer.id);
		let mut offer = offer::<T>(metered());
		offer.access.allow = Some(allow);
		let listing = super::list::<T>(&seller, offer);
		let mut request = metered_request();
		request.party.allow = Some(proof);
		#[extrinsic_call]
		_(buyer.origin(), None, listing, request);
	}

	#[benchmark]
	fn top_up() {
		clock::<T>(START);
		let deal = Deal::metered::<T>();
		#[extrinsic_call]
		_(deal.buyer.origin(), deal.id, GAS);
	}

	#[benchmark]
	fn withdraw() {
		clock::<T>(START);
		let deal = Deal::metered::<T>().claimed::<T>();
		#[extrinsic_call]
		_(deal.buyer.origin(), deal.id, GAS);
	}

	#[benchmark]
	fn cancel() {
		clock::<T>(START);
		let deal = Deal::disputed_delivery::<T>();
		Pallet::<T>::do_answer(&deal.seller.id, deal.id).unwrap();
		#[extrinsic_call]
		_(deal.seller.origin(), deal.id);
		assert!(!Agreements::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn close() {
		clock::<T>(START);
		let deal = Deal::metered::<T>();
		Pallet::<T>::do_cancel(&deal.buyer.id, deal.id).unwrap();
		let deal = deal.claimed::<T>().last::<T>();
		wait::<T>(2 * HOUR);
		Pallet::<T>::do_close(&deal.buyer.id, deal.id).unwrap();
		wait::<T>(2 * DAY);
		#[extrinsic_call]
		_(deal.buyer.origin(), deal.id);
		assert!(!Agreements::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn deliver() {
		clock::<T>(START);
		let deal = Deal::delivery::<T>();
		#[extrinsic_call]
		_(deal.seller.origin(), deal.id);
	}

	#[benchmark]
	fn confirm() {
		clock::<T>(START);
		let deal = Deal::disputed_delivery::<T>();
		Pallet::<T>::do_answer(&deal.seller.id, deal.id).unwrap();
		#[extrinsic_call]
		_(deal.buyer.origin(), deal.id);
		assert!(!Agreements::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn submit_receipt() {
		clock::<T>(START);
		let deal = Deal::disputed_delivery::<T>();
		Pallet::<T>::do_answer(&deal.seller.id, deal.id).unwrap();
		let receipt = DeliveryReceipt {
			agreement: deal.id,
			provider: deal.seller.id.clone().into(),
			consumer: deal.buyer.id.clone().into(),
			generation: 0,
			expires: T::Time::now(),
		};
		let signature = deal.buyer.sign::<T, _>(receipt.clone());
		#[extrinsic_call]
		_(caller(), receipt, signature);
		assert!(!Agreements::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn collect() {
		clock::<T>(START);
		let deal = Deal::delivery::<T>().last::<T>();
		Pallet::<T>::do_deliver(&deal.seller.id, deal.id).unwrap();
		wait::<T>(HOUR);
		#[extrinsic_call]
		_(caller(), deal.id);
		assert!(!Agreements::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn settle() {
		clock::<T>(START);
		let deal = Deal::metered::<T>().disputed::<T>();
		Pallet::<T>::do_answer(&deal.seller.id, deal.id).unwrap();
		wait::<T>(HOUR);
		let settlement = deal.accepted::<T>(1_000, 3);
		#[extrinsic_call]
		_(caller(), settlement);
		assert!(Agreements::<T>::get(deal.id).unwrap().disputed.is_none());
	}

	/// Items with one receiver, each between two people of its own.
	#[benchmark]
	fn settle_batch(n: Linear<0, 100>) -> Result<(), BenchmarkError> {
		clock::<T>(START);
		let deals: Vec<_> = (0..n)
			.map(|_| {
				let offer = Offer { split: Default::default(), ..offer::<T>(flat()) };
				Deal::new::<T>(offer, metered_request())
			})
			.collect();
		wait::<T>(HOUR);
		let batch: Vec<_> =
			deals.iter().map(|deal| BatchItem::Voucher(deal.accepted::<T>(500, 1))).collect();
		let batch = Batch::try_from(batch).map_err(|_| BenchmarkError::Stop("too many"))?;
		#[extrinsic_call]
		_(caller(), batch);
		for deal in deals {
			assert!(Agreements::<T>::get(deal.id).unwrap().paid > 0);
		}
		Ok(())
	}

	/// Items that have most to do: each pays eight receivers of its own and a tip, ends an agreement
	/// that was the last one under its terms, and makes two names grow.
	#[benchmark]
	fn settle_batch_divided(n: Linear<0, MAX_HEAVY>) -> Result<(), BenchmarkError> {
		clock::<T>(START);
		let deals: Vec<_> = (0..n)
			.map(|number| {
				let mut offer = offer::<T>(price_tag());
				// Receivers of its own for each.
				for (place, share) in offer.split.iter_mut().enumerate() {
					share.to = account("receiver", number, place as u32 + 1);
				}
				let deal = Deal::new::<T>(offer, request()).last::<T>();
				Tips::<T>::mutate(deal.id, |tip| {
					if let Some(tip) = tip {
						tip.executor = account("executor", number, 0);
					}
				});
				Pallet::<T>::do_deliver(&deal.seller.id, deal.id).unwrap();
				deal
			})
			.collect();
		wait::<T>(HOUR);
		let batch: Vec<_> = deals.iter().map(|deal| BatchItem::Collect(deal.id)).collect();
		let batch = Batch::try_from(batch).map_err(|_| BenchmarkError::Stop("too many"))?;
		#[extrinsic_call]
		settle_batch(caller(), batch);
		for deal in deals {
			assert!(!Agreements::<T>::contains_key(deal.id));
		}
		Ok(())
	}

	#[benchmark]
	fn submit_uses(n: Linear<1, 64>) -> Result<(), BenchmarkError> {
		clock::<T>(START);
		let deal = Deal::new::<T>(offer::<T>(cpp()), use_request());
		let receipts: Vec<_> = (0..u64::from(n))
			.map(|number| {
				let receipt = EndUseReceipt {
					agreement: deal.id,
					provider: deal.seller.id.clone().into(),
					consumer: deal.buyer.id.clone().into(),
					number,
					generation: 0,
					expires: T::Time::now(),
				};
				(receipt.clone(), deal.buyer.sign::<T, _>(receipt))
			})
			.collect();
		let receipts =
			Receipts::try_from(receipts).map_err(|_| BenchmarkError::Stop("too many"))?;
		#[extrinsic_call]
		_(caller(), receipts);
		assert!(Agreements::<T>::get(deal.id).unwrap().paid > 0);
		Ok(())
	}

	#[benchmark]
	fn reveal_uses(n: Linear<1, MAX_STEPS>) {
		clock::<T>(START);
		let (seller, buyer) = (Person::new::<T>(), Person::new::<T>());
		named::<T>(&buyer);
		let listing = super::list::<T>(&seller, offer::<T>(cpp()));
		let genesis = Pallet::<T>::genesis();
		let anchor = (0..n).fold([9; 32], |hash, _| {
			use_anchor::<Host>(&genesis, listing, buyer.id.as_ref(), &hash)
		});
		let request = Request { anchor: Some(anchor), ..use_request() };
		let id = Pallet::<T>::do_purchase(&buyer.id, None, listing, request).unwrap();
		#[extrinsic_call]
		_(caller(), id, [9; 32], n);
		assert!(Agreements::<T>::get(id).unwrap().paid > 0);
	}

	#[benchmark]
	fn start_auction() {
		clock::<T>(START);
		let seller = Person::new::<T>();
		let listing = super::list::<T>(&seller, package::<T>(english(), [1; 32]));
		#[extrinsic_call]
		_(seller.origin(), listing, 0);
	}

	#[benchmark]
	fn bid() {
		clock::<T>(START);
		let (_, id) = auction::<T>(english());
		let (first, second) = (bidder::<T>(), bidder::<T>());
		Pallet::<T>::do_bid(&first.id, None, id, 1_000 * GAS, party()).unwrap();
		#[extrinsic_call]
		_(second.origin(), None, id, 2_000 * GAS, party());
		assert!(!Bids::<T>::contains_key(id, &first.id));
	}

	#[benchmark]
	fn seal_bid() {
		clock::<T>(START);
		let (_, id) = auction::<T>(sealed());
		let bidder = bidder::<T>();
		let digest = sealed_bid::<T>(&bidder, id, 2_000 * GAS);
		#[extrinsic_call]
		_(bidder.origin(), None, id, digest, 3_000 * GAS, party());
	}

	#[benchmark]
	fn reveal_bid() {
		clock::<T>(START);
		let (_, id) = auction::<T>(sealed());
		let bidder = bidder::<T>();
		let digest = sealed_bid::<T>(&bidder, id, 2_000 * GAS);
		Pallet::<T>::do_seal_bid(&bidder.id, None, id, digest, 3_000 * GAS, party()).unwrap();
		wait::<T>(DAY);
		#[extrinsic_call]
		_(caller(), id, bidder.id.clone(), 2_000 * GAS, [2; 32]);
	}

	#[benchmark]
	fn close_auction() {
		clock::<T>(START);
		let (_, id) = auction::<T>(sealed());
		let bidder = bidder::<T>();
		let digest = sealed_bid::<T>(&bidder, id, 2_000 * GAS);
		Pallet::<T>::do_seal_bid(&bidder.id, None, id, digest, 3_000 * GAS, party()).unwrap();
		wait::<T>(DAY);
		Pallet::<T>::do_reveal_bid(id, bidder.id.clone(), 2_000 * GAS, [2; 32]).unwrap();
		wait::<T>(DAY);
		#[extrinsic_call]
		_(caller(), id);
		assert!(!Auctions::<T>::contains_key(id));
	}

	#[benchmark]
	fn reclaim_bid() {
		clock::<T>(START);
		let (_, id) = auction::<T>(sealed());
		let bidder = bidder::<T>();
		let digest = sealed_bid::<T>(&bidder, id, 2_000 * GAS);
		Pallet::<T>::do_seal_bid(&bidder.id, None, id, digest, 3_000 * GAS, party()).unwrap();
		wait::<T>(3 * DAY);
		Pallet::<T>::do_close_auction(&bidder.id, id).unwrap();
		wait::<T>(DAY);
		Pallet::<T>::do_close_auction(&bidder.id, id).unwrap();
		#[extrinsic_call]
		_(caller(), id, bidder.id.clone());
		assert!(!Auctions::<T>::contains_key(id));
	}

	#[benchmark]
	fn register_arbiter() {
		clock::<T>(START);
		let who = Person::new::<T>();
		let fee = Pallet::<T>::parameters().least_bond;
		#[extrinsic_call]
		_(who.origin(), fee, full());
	}

	#[benchmark]
	fn retire_arbiter() {
		clock::<T>(START);
		let who = Person::new::<T>();
		let fee = Pallet::<T>::parameters().least_bond;
		Pallet::<T>::do_register_arbiter(who.id.clone(), fee, full()).unwrap();
		#[extrinsic_call]
		_(who.origin());
	}

	#[benchmark]
	fn dispute() {
		clock::<T>(START);
		let deal = Deal::metered::<T>().claimed::<T>();
		// The first part has become payable, and is paid to all receivers on the way.
		Agreements::<T>::mutate(deal.id, |agreement| {
			if let Some(Progress::Metered(meter)) =
				agreement.as_mut().map(|agreement| &mut agreement.progress)
			{
				if let Some(part) = &mut meter.first {
					part.since = Moment { time: 0, block: 0 };
				}
			}
		});
		wait::<T>(0);
		#[extrinsic_call]
		_(deal.buyer.origin(), deal.id);
		assert!(Agreements::<T>::get(deal.id).unwrap().paid > 0);
		assert!(Disputes::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn answer() {
		clock::<T>(START);
		let deal = Deal::metered::<T>().disputed::<T>();
		#[extrinsic_call]
		_(deal.seller.origin(), deal.id);
	}

	#[benchmark]
	fn rule() {
		clock::<T>(START);
		let deal = Deal::disputed_delivery::<T>();
		Pallet::<T>::do_answer(&deal.seller.id, deal.id).unwrap();
		let arbiter: AccountId32 = account("arbiter", MAX_ARBITERS - 1, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(arbiter), deal.id, MILLION / 2);
		assert!(!Agreements::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn resolve() {
		clock::<T>(START);
		let deal = Deal::disputed_delivery::<T>();
		Pallet::<T>::do_answer(&deal.seller.id, deal.id).unwrap();
		wait::<T>(365 * DAY);
		#[extrinsic_call]
		_(caller(), deal.id);
		assert!(!Agreements::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn accept_package() {
		clock::<T>(START);
		let deal = Deal::data::<T>([1; 32]);
		let (_, _, accepted, _) = complaint();
		#[extrinsic_call]
		_(deal.buyer.origin(), deal.id, accepted);
	}

	#[benchmark]
	fn reveal_key() {
		clock::<T>(START);
		let deal = Deal::data::<T>([1; 32]);
		let (_, _, accepted, key) = complaint();
		Pallet::<T>::do_accept_package(&deal.buyer.id, deal.id, accepted).unwrap();
		#[extrinsic_call]
		_(deal.seller.origin(), deal.id, key);
	}

	#[benchmark]
	fn complain() {
		clock::<T>(START);
		let (complaint, root, accepted, key) = complaint();
		let deal = Deal::data::<T>(root).last::<T>();
		Pallet::<T>::do_accept_package(&deal.buyer.id, deal.id, accepted).unwrap();
		Pallet::<T>::do_reveal_key(&deal.seller.id, deal.id, key).unwrap();
		#[extrinsic_call]
		_(deal.buyer.origin(), deal.id, key, Box::new(complaint));
		assert!(!Agreements::<T>::contains_key(deal.id));
	}

	#[benchmark]
	fn open_name() {
		clock::<T>(START);
		let who = Person::new::<T>();
		#[extrinsic_call]
		_(who.origin());
	}

	#[benchmark]
	fn close_name() {
		clock::<T>(START);
		let who = Person::new::<T>();
		named::<T>(&who);
		#[extrinsic_call]
		_(who.origin());
	}

	// Policies.

	#[benchmark]
	fn create_policy() {
		clock::<T>(START);
		let buyer = Person::new::<T>();
		let order = order::<T>();
		#[extrinsic_call]
		_(buyer.origin(), None, Box::new(order), 1_000_000 * GAS);
	}

	#[benchmark]
	fn fund_policy() {
		clock::<T>(START);
		let (buyer, id) = policy::<T>();
		#[extrinsic_call]
		_(buyer.origin(), id, GAS);
	}

	#[benchmark]
	fn pause_policy() {
		clock::<T>(START);
		let (buyer, id) = policy::<T>();
		#[extrinsic_call]
		_(buyer.origin(), id, true);
	}

	#[benchmark]
	fn close_policy() {
		clock::<T>(START);
		let (_, id) = policy::<T>();
		wait::<T>(31 * DAY);
		#[extrinsic_call]
		_(caller(), id);
		assert!(!Policies::<T>::contains_key(id));
	}

	#[benchmark]
	fn execute_policy() {
		clock::<T>(START);
		let seller = Person::new::<T>();
		named::<T>(&seller);
		let (buyer, id) = policy::<T>();
		let (allow, proof) = allowed(&buyer.id);
		let mut offer = offer::<T>(metered());
		offer.access.allow = Some(allow);
		let listing = super::list::<T>(&seller, offer);
		// All four that both sides name have to be looked for: only the last still is an arbiter.
		let all = arbiters::<T>();
		for retired in all.into_iter().take(MAX_ARBITERS as usize - 1) {
			Pallet::<T>::do_retire_arbiter(retired).unwrap();
		}
		let agreement = NextAgreement::<T>::get();
		#[extrinsic_call]
		_(caller(), id, listing, 0, Some(proof));
		assert!(Tips::<T>::contains_key(agreement));
	}
}
