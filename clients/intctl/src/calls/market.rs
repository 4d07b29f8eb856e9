// SPDX-License-Identifier: Apache-2.0

//! The calls, questions and records of the resource market.
//!
//! Their arguments are the types of [`crate::model::market`], which are encoded and decoded by the
//! metadata of the node: what does not fit the runtime is refused before it is sent.

use crate::model::market::{
	policy::{Order, Policy, PolicyPage, PolicyPreview},
	Agreement, AgreementPage, AllowProof, Arbiter, Auction, BatchItem, Dispute, Kind, Listing,
	Offer, Party, Place, PlaceCursor, PlacePage, Preview, Reputation, Request, SellerPage,
	Settlement, Terms, UseReceipt,
};
use int_primitives::{
	market::DeliveryReceipt,
	package::{AcceptedCiphertext, Complaint},
	AccountBytes, Digest,
};
use subxt::{
	runtime_apis,
	storage::DynamicAddress,
	tx::DynamicPayload,
	utils::{AccountId32, MultiSignature, Static},
};

/// A call of the market.
type Call<A> = DynamicPayload<A>;

/// A question about the market, with its answer.
type Question<A, V> = runtime_apis::DynamicPayload<A, V>;

fn call<A>(name: &'static str, arguments: A) -> Call<A> {
	subxt::dynamic::tx("ResourceMarket", name, arguments)
}

fn question<A, V>(name: &'static str, arguments: A) -> Question<A, V> {
	subxt::dynamic::runtime_api_call("ResourceMarketApi", name, arguments)
}

/// In whose name; the signer's if nothing.
pub type InName = Option<AccountId32>;

/// `ResourceMarket.list`.
pub fn list(seller: InName, offer: Offer) -> Call<(InName, Offer)> {
	call("list", (seller, offer))
}

/// `ResourceMarket.revise`.
pub fn revise(listing: u32, offer: Offer) -> Call<(u32, Offer)> {
	call("revise", (listing, offer))
}

/// `ResourceMarket.pause`.
pub fn pause(listing: u32, paused: bool) -> Call<(u32, bool)> {
	call("pause", (listing, paused))
}

/// `ResourceMarket.close_listing`.
pub fn close_listing(listing: u32) -> Call<(u32,)> {
	call("close_listing", (listing,))
}

/// `ResourceMarket.claim_share`.
pub fn claim_share(
	listing: u32,
	revision: u32,
	receiver: AccountBytes,
	to: Option<AccountBytes>,
) -> Call<(u32, u32, AccountId32, Option<AccountId32>)> {
	call("claim_share", (listing, revision, AccountId32(receiver), to.map(AccountId32)))
}

/// `ResourceMarket.purchase`.
pub fn purchase(buyer: InName, listing: u32, request: Request) -> Call<(InName, u32, Request)> {
	call("purchase", (buyer, listing, request))
}

/// `ResourceMarket.top_up`: `amount` plancks of GAS.
pub fn top_up(agreement: u64, amount: u64) -> Call<(u64, u64)> {
	call("top_up", (agreement, amount))
}

/// `ResourceMarket.withdraw`: `amount` plancks of GAS.
pub fn withdraw(agreement: u64, amount: u64) -> Call<(u64, u64)> {
	call("withdraw", (agreement, amount))
}

/// A call about an agreement that needs nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
	/// Gives notice, or gives up.
	Cancel,
	/// Ends it after its time.
	Close,
	/// Claims to have delivered.
	Deliver,
	/// Says that it was delivered.
	Confirm,
	/// Has paid what can no longer be disputed.
	Collect,
	/// Disputes what is claimed.
	Dispute,
	/// Answers a dispute.
	Answer,
	/// Ends a dispute that is not answered or ruled in time.
	Resolve,
}

/// The call of this step.
pub fn step(step: Step, agreement: u64) -> Call<(u64,)> {
	let name = match step {
		Step::Cancel => "cancel",
		Step::Close => "close",
		Step::Deliver => "deliver",
		Step::Confirm => "confirm",
		Step::Collect => "collect",
		Step::Dispute => "dispute",
		Step::Answer => "answer",
		Step::Resolve => "resolve",
	};
	call(name, (agreement,))
}

/// `ResourceMarket.rule`: `award` parts of a million go to the seller.
pub fn rule(agreement: u64, award: u32) -> Call<(u64, u32)> {
	call("rule", (agreement, award))
}

/// `ResourceMarket.submit_receipt`.
pub fn submit_receipt(
	receipt: DeliveryReceipt,
	signature: MultiSignature,
) -> Call<(Static<DeliveryReceipt>, Static<MultiSignature>)> {
	call("submit_receipt", (Static(receipt), Static(signature)))
}

/// `ResourceMarket.settle`.
pub fn settle(settlement: Settlement) -> Call<(Settlement,)> {
	call("settle", (settlement,))
}

/// `ResourceMarket.settle_batch`.
pub fn settle_batch(batch: Vec<BatchItem>) -> Call<(Vec<BatchItem>,)> {
	call("settle_batch", (batch,))
}

/// `ResourceMarket.submit_uses`.
pub fn submit_uses(receipts: Vec<UseReceipt>) -> Call<(Vec<UseReceipt>,)> {
	call("submit_uses", (receipts,))
}

/// `ResourceMarket.reveal_uses`.
pub fn reveal_uses(agreement: u64, preimage: Digest, steps: u32) -> Call<(u64, Digest, u32)> {
	call("reveal_uses", (agreement, preimage, steps))
}

/// `ResourceMarket.start_auction`.
pub fn start_auction(listing: u32, revision: u32) -> Call<(u32, u32)> {
	call("start_auction", (listing, revision))
}

/// `ResourceMarket.bid`: `amount` plancks of GAS.
pub fn bid(
	bidder: InName,
	auction: u32,
	amount: u64,
	party: Party,
) -> Call<(InName, u32, u64, Party)> {
	call("bid", (bidder, auction, amount, party))
}

/// `ResourceMarket.seal_bid`: `cover` plancks of GAS.
pub fn seal_bid(
	bidder: InName,
	auction: u32,
	digest: Digest,
	cover: u64,
	party: Party,
) -> Call<(InName, u32, Digest, u64, Party)> {
	call("seal_bid", (bidder, auction, digest, cover, party))
}

/// `ResourceMarket.reveal_bid`: `amount` plancks of GAS.
pub fn reveal_bid(
	auction: u32,
	bidder: AccountBytes,
	amount: u64,
	salt: Digest,
) -> Call<(u32, AccountId32, u64, Digest)> {
	call("reveal_bid", (auction, AccountId32(bidder), amount, salt))
}

/// `ResourceMarket.close_auction`.
pub fn close_auction(auction: u32) -> Call<(u32,)> {
	call("close_auction", (auction,))
}

/// `ResourceMarket.reclaim_bid`.
pub fn reclaim_bid(auction: u32, bidder: AccountBytes) -> Call<(u32, AccountId32)> {
	call("reclaim_bid", (auction, AccountId32(bidder)))
}

/// `ResourceMarket.register_arbiter`: `fee` plancks of GAS a ruling.
pub fn register_arbiter(fee: u64, metadata: Vec<u8>) -> Call<(u64, Vec<u8>)> {
	call("register_arbiter", (fee, metadata))
}

/// `ResourceMarket.retire_arbiter`.
pub fn retire_arbiter() -> Call<()> {
	call("retire_arbiter", ())
}

/// `ResourceMarket.accept_package`.
pub fn accept_package(
	agreement: u64,
	accepted: AcceptedCiphertext,
) -> Call<(u64, Static<AcceptedCiphertext>)> {
	call("accept_package", (agreement, Static(accepted)))
}

/// `ResourceMarket.reveal_key`.
pub fn reveal_key(agreement: u64, key: Digest) -> Call<(u64, Digest)> {
	call("reveal_key", (agreement, key))
}

/// `ResourceMarket.complain`.
pub fn complain(
	agreement: u64,
	key: Digest,
	complaint: Complaint,
) -> Call<(u64, Digest, Static<Complaint>)> {
	call("complain", (agreement, key, Static(complaint)))
}

/// `ResourceMarket.open_name`.
pub fn open_name() -> Call<()> {
	call("open_name", ())
}

/// `ResourceMarket.close_name`.
pub fn close_name() -> Call<()> {
	call("close_name", ())
}

/// `ResourceMarket.create_policy`: `budget` plancks of GAS.
pub fn create_policy(buyer: InName, order: Order, budget: u64) -> Call<(InName, Order, u64)> {
	call("create_policy", (buyer, order, budget))
}

/// `ResourceMarket.fund_policy`: `amount` plancks of GAS.
pub fn fund_policy(policy: u64, amount: u64) -> Call<(u64, u64)> {
	call("fund_policy", (policy, amount))
}

/// `ResourceMarket.pause_policy`.
pub fn pause_policy(policy: u64, paused: bool) -> Call<(u64, bool)> {
	call("pause_policy", (policy, paused))
}

/// `ResourceMarket.close_policy`.
pub fn close_policy(policy: u64) -> Call<(u64,)> {
	call("close_policy", (policy,))
}

/// `ResourceMarket.execute_policy`.
pub fn execute_policy(
	policy: u64,
	listing: u32,
	revision: u32,
	allow: Option<AllowProof>,
) -> Call<(u64, u32, u32, Option<AllowProof>)> {
	call("execute_policy", (policy, listing, revision, allow))
}

/// `ResourceMarketApi.listing`.
pub fn listing(listing: u32) -> Question<(u32,), Option<Listing>> {
	question("listing", (listing,))
}

/// `ResourceMarketApi.terms`.
pub fn terms(listing: u32, revision: u32) -> Question<(u32, u32), Option<Terms>> {
	question("terms", (listing, revision))
}

/// What `ResourceMarketApi.listings_at` takes.
type AtPlace = (Kind, Vec<u8>, Option<PlaceCursor>, u32);

/// `ResourceMarketApi.listings_at`.
pub fn listings_at(
	kind: Kind,
	prefix: &str,
	cursor: Option<PlaceCursor>,
	limit: u32,
) -> Question<AtPlace, PlacePage> {
	question("listings_at", (kind, prefix.as_bytes().to_vec(), cursor, limit))
}

/// `ResourceMarketApi.listings_of`.
pub fn listings_of(
	seller: AccountBytes,
	cursor: Option<u32>,
	limit: u32,
) -> Question<(AccountId32, Option<u32>, u32), SellerPage> {
	question("listings_of", (AccountId32(seller), cursor, limit))
}

/// `ResourceMarketApi.preview`.
pub fn preview(
	buyer: AccountBytes,
	listing: u32,
	request: Request,
) -> Question<(AccountId32, u32, Request), Preview> {
	question("preview", (AccountId32(buyer), listing, request))
}

/// `ResourceMarketApi.agreement`.
pub fn agreement(agreement: u64) -> Question<(u64,), Option<Agreement>> {
	question("agreement", (agreement,))
}

/// `ResourceMarketApi.agreements_of`.
pub fn agreements_of(
	party: AccountBytes,
	cursor: Option<u64>,
	limit: u32,
) -> Question<(AccountId32, Option<u64>, u32), AgreementPage> {
	question("agreements_of", (AccountId32(party), cursor, limit))
}

/// `ResourceMarketApi.auction`.
pub fn auction(auction: u32) -> Question<(u32,), Option<Auction>> {
	question("auction", (auction,))
}

/// `ResourceMarketApi.reputation_of`.
pub fn reputation_of(who: AccountBytes) -> Question<(AccountId32,), Reputation> {
	question("reputation_of", (AccountId32(who),))
}

/// `ResourceMarketApi.policy`.
pub fn policy(policy: u64) -> Question<(u64,), Option<Policy>> {
	question("policy", (policy,))
}

/// What `ResourceMarketApi.policies_for` takes.
type For = (Kind, Option<Place>, Option<u64>, u32);

/// `ResourceMarketApi.policies_for`.
pub fn policies_for(
	kind: Kind,
	place: Option<Place>,
	cursor: Option<u64>,
	limit: u32,
) -> Question<For, PolicyPage> {
	question("policies_for", (kind, place, cursor, limit))
}

/// `ResourceMarketApi.policies_of`.
pub fn policies_of(
	buyer: AccountBytes,
	cursor: Option<u64>,
	limit: u32,
) -> Question<(AccountId32, Option<u64>, u32), PolicyPage> {
	question("policies_of", (AccountId32(buyer), cursor, limit))
}

/// What `ResourceMarketApi.preview_policy` takes.
type Execution = (AccountId32, u64, u32, Option<AllowProof>);

/// `ResourceMarketApi.preview_policy`.
pub fn preview_policy(
	executor: AccountBytes,
	policy: u64,
	listing: u32,
	allow: Option<AllowProof>,
) -> Question<Execution, PolicyPreview> {
	question("preview_policy", (AccountId32(executor), policy, listing, allow))
}

/// `ResourceMarket.Arbiters`.
pub fn arbiters() -> DynamicAddress<(AccountId32,), Arbiter> {
	subxt::dynamic::storage("ResourceMarket", "Arbiters")
}

/// `ResourceMarket.Disputes`.
pub fn disputes() -> DynamicAddress<(u64,), Dispute> {
	subxt::dynamic::storage("ResourceMarket", "Disputes")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::model::market::{
		policy::{Allowance, Misfit, Ramp, Want},
		Access, AllowList, AllowProof, Along, AuctionRules, Capacity, Conditions, Count,
		Countersignature, Cpp, Exchange, Format, Meter, Part, Place, PriceTag, Pricing, Progress,
		Proofs, Refusal, Share, State, Tariff, Tier, Unit,
	};
	use int_primitives::{
		directory::SecurityLevel,
		market::{EndUseReceipt, MeterVoucher},
		package::ManifestCommitment,
	};
	use subxt::{
		ext::{
			scale_decode::DecodeAsType,
			scale_encode::{EncodeAsFields, EncodeAsType, Field},
			scale_value,
		},
		Metadata,
	};

	fn metadata() -> Metadata {
		Metadata::decode_from(int_api::METADATA).unwrap()
	}

	/// Encodes a call by the runtime's metadata, and reads it back to its last byte.
	fn fits<A: EncodeAsFields>(metadata: &Metadata, call: Call<A>) {
		let pallet = metadata.pallet_by_name(call.pallet_name()).unwrap();
		let name = call.call_name();
		let variant = pallet.call_variant_by_name(name).unwrap_or_else(|| panic!("{name}"));
		let fields =
			|| variant.fields.iter().map(|field| Field::new(field.ty.id, field.name.as_deref()));
		let mut bytes = Vec::new();
		call.call_data()
			.encode_as_fields_to(&mut fields(), metadata.types(), &mut bytes)
			.unwrap_or_else(|error| panic!("{name}: {error}"));
		let mut rest = &bytes[..];
		scale_value::scale::decode_as_fields(&mut rest, &mut fields(), metadata.types())
			.unwrap_or_else(|error| panic!("{name}: {error}"));
		assert!(rest.is_empty(), "{name} leaves {} bytes", rest.len());
	}

	/// Reads an answer whose bytes are `first` and zeroes.
	fn answers<A, V: DecodeAsType>(metadata: &Metadata, question: Question<A, V>, first: u8)
	where
		Question<A, V>: subxt::runtime_apis::Payload,
	{
		let name = question.method_name();
		let shape = metadata
			.runtime_api_trait_by_name(question.trait_name())
			.and_then(|asked| asked.method_by_name(name))
			.unwrap_or_else(|| panic!("{name}"))
			.output_ty();
		let mut bytes = vec![0; 4_096];
		bytes[0] = first;
		V::decode_as_type(&mut &bytes[..], shape, metadata.types())
			.unwrap_or_else(|error| panic!("{name}: {error}"));
	}

	/// Reads each variant of a type of the market, made of zeroes.
	fn reads<V: DecodeAsType>(metadata: &Metadata, path: &str, variants: u8) {
		let shape = metadata
			.types()
			.types
			.iter()
			.find(|shape| {
				let path_of = shape.ty.path.segments.join("::");
				path_of.starts_with("pallet_resource_market") && path_of.ends_with(path)
			})
			.unwrap_or_else(|| panic!("{path}"))
			.id;
		for variant in 0..variants.max(1) {
			let mut bytes = vec![0; 4_096];
			bytes[0] = variant;
			V::decode_as_type(&mut &bytes[..], shape, metadata.types())
				.unwrap_or_else(|error| panic!("{path} {variant}: {error}"));
		}
	}

	fn party() -> Party {
		Party {
			consumer: Some(AccountId32([1; 32])),
			arbiter: Some(AccountId32([2; 32])),
			allow: Some(AllowProof { index: 3, path: vec![[4; 32], [5; 32]] }),
			key: Some([6; 32]),
		}
	}

	fn offer(pricing: Pricing) -> Offer {
		Offer {
			kind: Kind::Other(7),
			unit: Unit::Other(8),
			place: Some(Place(*b"u33dc1")),
			metadata: vec![1; 36],
			provider: Some(AccountId32([1; 32])),
			capacity: Capacity::Stock(9),
			from: 1,
			until: 2,
			access: Access {
				allow: Some(AllowList { root: [1; 32], size: 2 }),
				fleet: Some(3),
				reputation: 4,
				security: Static(SecurityLevel::Certified),
			},
			pricing,
			split: vec![Share { to: AccountId32([1; 32]), parts: 1_000_000 }],
			arbiters: vec![AccountId32([2; 32])],
			window: 3_600_000,
			delivery: 4,
			notice: 5,
			longest: 6,
			manifest: Some(Static(ManifestCommitment { root: [1; 32], size: 2, chunk: 3 })),
		}
	}

	fn order(want: Want) -> Order {
		Order {
			kind: Kind::Data,
			unit: Unit::Item,
			want,
			quantity: 1,
			place: Some(Place(*b"u33dc1")),
			metadata: vec![1; 36],
			consumer: Some(AccountId32([1; 32])),
			reputation: 2,
			security: Static(SecurityLevel::Software),
			arbiters: vec![AccountId32([3; 32])],
			ruling: 4,
			window: 5,
			patience: 6,
			price: Ramp { start: 1, maximum: 2, duration: 3 },
			tip: 10_000,
			allowance: Allowance { period: 1, amount: 2, purchases: 3 },
			expires: 7,
		}
	}

	fn settlement() -> Settlement {
		let signature = || Static(MultiSignature::Ecdsa([1; 65]));
		Settlement {
			voucher: Static(MeterVoucher {
				agreement: 1,
				provider: [2; 32],
				consumer: [3; 32],
				units: 4,
				sequence: 5,
				generation: 6,
				expires: 7,
			}),
			signature: signature(),
			countersignature: Some(Countersignature {
				generation: 1,
				expires: 2,
				signature: signature(),
			}),
		}
	}

	#[test]
	fn every_call_fits_the_runtime() {
		let metadata = metadata();
		let auction = |format| Pricing::Auction(AuctionRules { lot: 1, format });
		for pricing in [
			Pricing::PriceTag(PriceTag { price: 1, per: 2 }),
			Pricing::Metered(Tariff {
				along: Along::Time,
				tiers: vec![Tier { from: 0, price: 1 }, Tier { from: 2, price: 3 }],
				per: 1,
				rate: 2,
				standby: 3,
				claim_period: 4,
				runway: 5,
			}),
			auction(Format::English {
				start: 1,
				increment: 2,
				duration: 3,
				extension: 4,
				longest: 5,
			}),
			auction(Format::Sealed { reserve: 1, commit: 2, reveal: 3 }),
			auction(Format::Dutch { start: 1, floor: 2, duration: 3 }),
			Pricing::Cpp(Cpp { price: 1, claim_period: 2 }),
		] {
			fits(&metadata, list(Some(AccountId32([1; 32])), offer(pricing.clone())));
			fits(&metadata, revise(1, offer(pricing)));
		}
		let request = Request {
			revision: 1,
			quantity: 2,
			max_price: u64::MAX,
			escrow: 4,
			duration: 5,
			anchor: Some([6; 32]),
			party: party(),
		};
		let who = || Some(AccountId32([1; 32]));
		fits(&metadata, pause(1, true));
		fits(&metadata, close_listing(1));
		fits(&metadata, claim_share(1, 2, [3; 32], Some([4; 32])));
		fits(&metadata, purchase(who(), 1, request));
		fits(&metadata, top_up(u64::MAX, u64::MAX));
		fits(&metadata, withdraw(1, 2));
		for each in [
			Step::Cancel,
			Step::Close,
			Step::Deliver,
			Step::Confirm,
			Step::Collect,
			Step::Dispute,
			Step::Answer,
			Step::Resolve,
		] {
			fits(&metadata, step(each, 1));
		}
		fits(&metadata, rule(1, 1_000_000));
		let receipt = DeliveryReceipt {
			agreement: 1,
			provider: [2; 32],
			consumer: [3; 32],
			generation: 4,
			expires: 5,
		};
		fits(&metadata, submit_receipt(receipt, MultiSignature::Ed25519([1; 64])));
		fits(&metadata, settle(settlement()));
		let conditions = Conditions {
			tariff: Tariff {
				along: Along::Use,
				tiers: vec![Tier { from: 0, price: 1 }],
				per: 1,
				rate: 2,
				standby: 3,
				claim_period: 4,
				runway: 5,
			},
			split: vec![Share { to: AccountId32([1; 32]), parts: 1_000_000 }],
		};
		let items = vec![
			BatchItem::Voucher(settlement()),
			BatchItem::Collect(2),
			BatchItem::VoucherUnder(settlement(), conditions),
		];
		fits(&metadata, settle_batch(items));
		let used = EndUseReceipt {
			agreement: 1,
			provider: [2; 32],
			consumer: [3; 32],
			number: 4,
			generation: 5,
			expires: 6,
		};
		let signed = Static(MultiSignature::Sr25519([1; 64]));
		fits(&metadata, submit_uses(vec![(Static(used), signed)]));
		fits(&metadata, reveal_uses(1, [2; 32], 256));
		fits(&metadata, start_auction(1, 2));
		fits(&metadata, bid(who(), 1, 2, party()));
		fits(&metadata, seal_bid(who(), 1, [2; 32], 3, party()));
		fits(&metadata, reveal_bid(1, [2; 32], 3, [4; 32]));
		fits(&metadata, close_auction(1));
		fits(&metadata, reclaim_bid(1, [2; 32]));
		fits(&metadata, register_arbiter(1, vec![1; 36]));
		fits(&metadata, retire_arbiter());
		let accepted = AcceptedCiphertext { root: [1; 32], key_hash: [2; 32] };
		fits(&metadata, accept_package(1, accepted));
		fits(&metadata, reveal_key(1, [2; 32]));
		let complaint = Complaint {
			index: 1,
			sealed: vec![2; 4_096].try_into().unwrap(),
			sealed_path: vec![[3; 32]].try_into().unwrap(),
			leaf: [4; 32],
			leaf_path: vec![[5; 32]; 23].try_into().unwrap(),
		};
		fits(&metadata, complain(1, [2; 32], complaint));
		for want in [
			Want::Delivery,
			Want::Package { key: [1; 32], root: Some([2; 32]) },
			Want::Metered { duration: 1, standby: 2 },
			Want::Uses { duration: 1 },
		] {
			fits(&metadata, create_policy(who(), order(want), u64::MAX));
		}
		fits(&metadata, fund_policy(1, 2));
		fits(&metadata, pause_policy(1, true));
		fits(&metadata, close_policy(u64::MAX));
		fits(&metadata, execute_policy(1, 2, 3, party().allow));
		fits(&metadata, open_name());
		fits(&metadata, close_name());
	}

	#[test]
	fn every_answer_fits_what_the_runtime_gives() {
		let metadata = metadata();
		for some in [0, 1] {
			answers(&metadata, listing(1), some);
			answers(&metadata, terms(1, 2), some);
			answers(&metadata, agreement(1), some);
			answers(&metadata, auction(1), some);
			answers(&metadata, policy(1), some);
		}
		answers(&metadata, policies_for(Kind::Power, None, None, 1), 0);
		answers(&metadata, policies_of([1; 32], None, 1), 0);
		answers(&metadata, preview_policy([1; 32], 1, 2, None), 0);
		reads::<Misfit>(&metadata, "types::Misfit", 17);
		reads::<Want>(&metadata, "types::Want", 4);
		let request = Request {
			revision: 0,
			quantity: 0,
			max_price: 0,
			escrow: 0,
			duration: 0,
			anchor: None,
			party: party(),
		};
		answers(&metadata, preview([1; 32], 1, request), 0);
		answers(&metadata, listings_at(Kind::Power, "u", None, 1), 0);
		answers(&metadata, listings_of([1; 32], None, 1), 0);
		answers(&metadata, agreements_of([1; 32], None, 1), 0);
		answers(&metadata, reputation_of([1; 32]), 0);
		reads::<Kind>(&metadata, "types::Kind", 8);
		reads::<Unit>(&metadata, "types::Unit", 9);
		reads::<Capacity>(&metadata, "types::Capacity", 3);
		reads::<Pricing>(&metadata, "pricing::Pricing", 4);
		reads::<Format>(&metadata, "auction::Format", 3);
		reads::<Refusal>(&metadata, "types::Refusal", 21);
		reads::<State>(&metadata, "state::State", 6);
		reads::<Progress>(&metadata, "types::Progress", 4);
		reads::<Exchange>(&metadata, "types::Exchange", 3);
		reads::<Proofs>(&metadata, "cpp::Proofs", 2);
		reads::<Meter>(&metadata, "types::Meter", 1);
		reads::<Part>(&metadata, "types::Part", 1);
		reads::<Count>(&metadata, "metered::Count", 1);
		reads::<Arbiter>(&metadata, "types::Arbiter", 1);
		reads::<Dispute>(&metadata, "types::Dispute", 1);
	}

	#[test]
	fn what_a_node_is_asked_fits_the_runtime() {
		let metadata = metadata();
		let asked = metadata.runtime_api_trait_by_name("ResourceMarketApi").unwrap();
		let method = asked.method_by_name("listings_at").unwrap();
		let shapes: Vec<u32> = method.inputs().map(|input| input.id).collect();
		let cursor = PlaceCursor { place: *b"u33dc1", listing: 7 };
		let types = metadata.types();
		Kind::Other(7).encode_as_type(shapes[0], types).unwrap();
		b"u33".to_vec().encode_as_type(shapes[1], types).unwrap();
		Some(cursor).encode_as_type(shapes[2], types).unwrap();
		100u32.encode_as_type(shapes[3], types).unwrap();
	}
}
