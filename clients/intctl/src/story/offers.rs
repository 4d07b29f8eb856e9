// SPDX-License-Identifier: Apache-2.0

//! What Dave offers of what the machine can do: each way to charge, at once.

use super::{
	owners::Device,
	teller::{expect, Actor, Stage, Teller},
	write_lines,
};
use crate::{
	calls::{self as all, market as calls},
	chain::{Chain, Receipt},
	commands::{data, market},
	errors::{Failure, Result},
	model::{
		gas::GAS,
		market::{
			Access, Along, AuctionRules, Capacity, Cpp, Format, Kind, Listing, Offer, Party, Place,
			Preview, PriceTag, Pricing, Request, Share, Tariff, Tier, Unit,
		},
	},
};
use int_primitives::{
	directory::SecurityLevel,
	package::{Manifest, ManifestCommitment},
	AccountBytes, Millis,
};
use std::{collections::BTreeMap, path::PathBuf};
use subxt::utils::{AccountId32, Static};

/// The shortest window, delivery, claim period and phase of an auction that the chain takes,
/// milliseconds.
pub const MINUTE: u32 = 60_000;

/// For how long the offers hold, and the longest that use of them lasts, milliseconds.
const HOUR: Millis = 3_600_000;

/// The readings in the data package.
const PACKED: usize = 12;

/// Plancks of GAS.
const fn gas(whole: u64) -> u64 {
	(GAS as u64) * whole
}

/// The listings by what they sell.
pub struct Offers {
	/// Signed readings, at a price tag. A tenth of the revenue is the device's own.
	pub readings: u32,
	/// Computing, by the meter.
	pub compute: u32,
	/// Answers to challenges, a price for each.
	pub answers: u32,
	/// The way through a door, at a price tag.
	pub door: u32,
	/// A data package, at a price tag.
	pub package: u32,
	/// Computing in large lots, at a price tag.
	pub lots: u32,
	/// Readings to the highest bidder.
	pub english: u32,
	/// Computing to the highest sealed bid.
	pub sealed: u32,
	/// Who receives of each, in parts of a million, as the chain has it.
	pub receivers: BTreeMap<u32, Vec<(AccountBytes, u32)>>,
	/// What was packed.
	pub packed: PathBuf,
	/// Where all of it is.
	pub place: Place,
}

impl Offers {
	/// Their numbers.
	pub fn all(&self) -> impl Iterator<Item = u32> + '_ {
		self.receivers.keys().copied()
	}
}

/// Whose offers they are, until when they hold, and how long their auctions take bids.
struct Seller {
	device: AccountBytes,
	owner: AccountBytes,
	now: Millis,
	bidding: Millis,
	place: Place,
}

impl Seller {
	fn offer(&self, kind: Kind, unit: Unit, pricing: Pricing) -> Offer {
		Offer {
			kind,
			unit,
			place: Some(self.place.clone()),
			metadata: Vec::new(),
			provider: Some(AccountId32(self.device)),
			capacity: Capacity::Unlimited,
			from: self.now,
			until: self.now.saturating_add(HOUR),
			access: Access {
				allow: None,
				fleet: None,
				reputation: 0,
				security: Static(SecurityLevel::Unattested),
			},
			pricing,
			split: Vec::new(),
			arbiters: Vec::new(),
			window: MINUTE,
			delivery: Millis::from(MINUTE).saturating_mul(10),
			notice: 0,
			longest: HOUR,
			manifest: None,
		}
	}

	fn tag(price: u64, per: u32) -> Pricing {
		Pricing::PriceTag(PriceTag { price: gas(price), per })
	}

	/// Eight offers, in the order of [`Offers`].
	fn offers(&self, manifest: &Manifest) -> Vec<Offer> {
		let share = |to, parts| Share { to: AccountId32(to), parts };
		let auction = |lot, format| Pricing::Auction(AuctionRules { lot, format });
		let commitment: ManifestCommitment = manifest.commitment;
		vec![
			Offer {
				split: vec![share(self.owner, 900_000), share(self.device, 100_000)],
				..self.offer(Kind::Data, Unit::Item, Self::tag(60, 1))
			},
			self.offer(
				Kind::Compute,
				Unit::Millisecond,
				Pricing::Metered(Tariff {
					along: Along::Use,
					tiers: vec![Tier { from: 0, price: gas(100) }],
					per: 1_000,
					// Two processors without a break.
					rate: 2 * HOUR,
					standby: 0,
					claim_period: MINUTE,
					runway: 0,
				}),
			),
			self.offer(
				Kind::Service,
				Unit::Call,
				Pricing::Cpp(Cpp { price: gas(25), claim_period: MINUTE }),
			),
			self.offer(Kind::Access, Unit::Second, Self::tag(100, 600)),
			Offer {
				metadata: manifest.cid().to_vec(),
				manifest: Some(Static(commitment)),
				..self.offer(Kind::Data, Unit::Item, Self::tag(300, 1))
			},
			self.offer(Kind::Compute, Unit::Millisecond, Self::tag(2, 1)),
			self.offer(
				Kind::Data,
				Unit::Item,
				auction(
					5,
					Format::English {
						start: gas(200),
						increment: 50_000,
						duration: self.bidding,
						extension: 5_000,
						longest: self.bidding,
					},
				),
			),
			self.offer(
				Kind::Compute,
				Unit::Millisecond,
				auction(
					1_000,
					Format::Sealed {
						reserve: gas(150),
						commit: self.bidding,
						reveal: MINUTE.into(),
					},
				),
			),
		]
	}
}

/// A place of this telling's own, so that no order finds the offers of another.
fn place_at(now: Millis) -> Place {
	const GEOHASH: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";
	let digits = (0..6u32).map(|digit| {
		let place = (now >> (5 * digit)) & 31;
		usize::try_from(place).ok().and_then(|place| GEOHASH.get(place)).copied().unwrap_or(b'0')
	});
	let mut name = [0; 6];
	name.iter_mut().zip(digits).for_each(|(to, from)| *to = from);
	Place(name)
}

/// The numbers in all events of a kind.
fn numbers(receipt: &Receipt, event: &str, field: &str) -> Vec<u32> {
	receipt
		.events
		.iter()
		.filter(|each| each.is("ResourceMarket", event))
		.filter_map(|each| each.fields.get(field)?.as_u64())
		.filter_map(|number| u32::try_from(number).ok())
		.collect()
}

/// Dave offers what the machine can do.
pub async fn listed(stage: &Stage, teller: &mut Teller, device: &mut Device) -> Result<Offers> {
	let (chain, dave) = (&stage.chain, &stage.dave);
	teller.begin(
		"Dave offers what it can do: at a price tag, by the meter, for each use, by auction",
	);
	let packed = stage.folder.join("packed.jsonl");
	let lines =
		(0..PACKED).map(|_| Ok(device.machine.read()?.to_string())).collect::<Result<Vec<_>>>()?;
	write_lines(&packed, &lines)?;
	let manifest = data::make(
		&packed,
		&stage.folder.join("store"),
		&stage.folder.join("package"),
		"readings/1",
		4_048,
	)?;
	teller.say(format!(
		"{PACKED} readings are a data package of {} bytes, whose catalogue is in a store that nobody \
		 trusts",
		manifest.commitment.size
	));
	let now = chain.time(&chain.best().await?).await?;
	let place = place_at(now);
	teller.say(format!("all of it is at the place {place}"));
	// Where each bid is awaited until it is final, two of them take a minute.
	let minutes = if chain.endpoint().finalized { 3 } else { 1 };
	let seller = Seller {
		device: device.id,
		owner: dave.account(),
		now,
		bidding: Millis::from(MINUTE).saturating_mul(minutes),
		place: place.clone(),
	};
	let mut batch = Vec::new();
	for offer in seller.offers(&manifest) {
		batch.push(chain.call_data(&calls::list(None, offer)).await?);
	}
	let receipt = teller.send(chain, dave, "eight offers", &all::batch_all(batch)).await?;
	let ids = numbers(&receipt, "Listed", "listing");
	let at = chain.best().await?;
	let mut receivers = BTreeMap::new();
	for id in &ids {
		let listing: Listing = market::listing(chain, &at, *id).await?;
		let terms = market::terms(chain, &at, *id, listing.revision).await?;
		teller.say(format!(
			"listing {id}: {}, {}",
			listing.kind,
			listing.pricing.text(&listing.unit, &chain.units)
		));
		let parts = terms.receivers.iter().map(|one| (one.to.0, one.parts)).collect();
		receivers.insert(*id, parts);
	}
	let [readings, compute, answers, door, package, lots, english, sealed] = ids[..] else {
		return Err(Failure::other(format!("{} offers were listed", ids.len())));
	};
	teller.done();
	Ok(Offers {
		readings,
		compute,
		answers,
		door,
		package,
		lots,
		english,
		sealed,
		receivers,
		packed,
		place,
	})
}

/// What a buyer asks for who needs nothing but a quantity.
pub const fn request(quantity: u64) -> Request {
	Request {
		revision: 0,
		quantity,
		max_price: u64::MAX,
		escrow: 0,
		duration: 0,
		anchor: None,
		party: Party { consumer: None, arbiter: None, allow: None, key: None },
	}
}

/// Somebody looks what a purchase would cost, and makes it at no more than that. Returns the
/// agreement.
pub async fn bought(
	chain: &Chain,
	teller: &mut Teller,
	who: &Actor,
	listing: u32,
	request: Request,
) -> Result<u64> {
	let at = chain.best().await?;
	let question = calls::preview(who.account(), listing, request.clone());
	let preview: Preview = chain.ask(&at, question).await?;
	let reasons: Vec<&str> = preview.refusals.iter().map(|refusal| refusal.explain().0).collect();
	expect(reasons.is_empty(), format!("the purchase would be refused: {}", reasons.join("; ")))?;
	let request = Request { max_price: preview.price, ..request };
	let escrow = chain.units.gas().amount(preview.escrow.into());
	let what = format!("{} bought, {escrow} on hold", who.name);
	let receipt = teller.send(chain, who, &what, &calls::purchase(None, listing, request)).await?;
	agreement_in(&receipt)
}

/// The agreement that a transaction has made.
pub fn agreement_in(receipt: &Receipt) -> Result<u64> {
	let id = receipt.amount("ResourceMarket", "Purchased", "agreement")?;
	u64::try_from(id).map_err(|_| Failure::incompatible("the number of an agreement"))
}
