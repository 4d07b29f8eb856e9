// SPDX-License-Identifier: Apache-2.0

//! The records of the market for people and for machines.

use super::{
	Agreement, Along, Arbiter, Auction, Dispute, Exchange, Format, Listing, Preview, Pricing,
	Progress, Proofs, Refusal, Reputation, State, Tariff, Terms, Unit,
};
use crate::{
	model::{gas::Share, security_text},
	output::Record,
	text::{duration, hex, Units},
};
use int_primitives::Millis;
use serde_json::{json, Value};
use subxt::utils::AccountId32;

/// `12.5 GAS`.
fn gas(plancks: u64, units: &Units) -> String {
	units.gas().amount(plancks.into())
}

/// Adds plancks of GAS.
fn with_gas(record: Record, label: &'static str, plancks: u64, units: &Units) -> Record {
	record.amount(label, plancks.into(), &units.gas())
}

/// Adds a duration in milliseconds.
fn with_time(record: Record, label: &'static str, millis: Millis) -> Record {
	record.shown(label, millis, duration(millis))
}

/// Adds parts of a million.
fn with_parts(record: Record, label: &'static str, parts: u32) -> Record {
	record.shown(label, parts, Share(parts).text())
}

fn address(account: &AccountId32, units: &Units) -> String {
	units.address(&account.0)
}

fn per(price: u64, per: u32, unit: &Unit, units: &Units) -> String {
	match per {
		1 => format!("{} per {unit}", gas(price, units)),
		_ => format!("{} for {per} {unit}s", gas(price, units)),
	}
}

impl Tariff {
	fn text(&self, unit: &Unit, units: &Units) -> String {
		let tiers: Vec<String> = self
			.tiers
			.iter()
			.map(|tier| {
				let price = per(tier.price, self.per, unit, units);
				match (tier.from, &self.along) {
					(0, _) => price,
					(from, Along::Use) => format!("from {from} on {price}"),
					(from, Along::Time) => format!("after {} {price}", duration(from)),
				}
			})
			.collect();
		let standby = match self.standby {
			0 => String::new(),
			standby => format!(", and {} an hour", gas(standby, units)),
		};
		format!("{}{standby}; at most {} {unit}s an hour", tiers.join(", "), self.rate)
	}
}

impl Format {
	fn text(&self, units: &Units) -> String {
		match self {
			Self::English { start, duration: time, .. } => {
				format!("English from {}, {}", gas(*start, units), duration(*time))
			},
			Self::Sealed { reserve, commit, reveal } => format!(
				"sealed from {}, {} and {} to reveal",
				gas(*reserve, units),
				duration(*commit),
				duration(*reveal)
			),
			Self::Dutch { start, floor, duration: time } => format!(
				"falls from {} to {} in {}",
				gas(*start, units),
				gas(*floor, units),
				duration(*time)
			),
		}
	}

	fn json(&self) -> Value {
		match self {
			Self::English { start, increment, duration, extension, longest } => json!({
				"english": {
					"start": start.to_string(), "increment": increment, "duration": duration,
					"extension": extension, "longest": longest,
				}
			}),
			Self::Sealed { reserve, commit, reveal } => json!({
				"sealed": { "reserve": reserve.to_string(), "commit": commit, "reveal": reveal }
			}),
			Self::Dutch { start, floor, duration } => json!({
				"dutch": {
					"start": start.to_string(), "floor": floor.to_string(), "duration": duration,
				}
			}),
		}
	}
}

impl Pricing {
	/// How it charges, in a word.
	pub const fn name(&self) -> &'static str {
		match self {
			Self::PriceTag(_) => "price-tag",
			Self::Metered(_) => "metered",
			Self::Auction(_) => "auction",
			Self::Cpp(_) => "cpp",
		}
	}

	/// For people.
	pub fn text(&self, unit: &Unit, units: &Units) -> String {
		match self {
			Self::PriceTag(tag) => per(tag.price, tag.per, unit, units),
			Self::Metered(tariff) => tariff.text(unit, units),
			Self::Auction(rules) => {
				format!("auction of {} {unit}s: {}", rules.lot, rules.format.text(units))
			},
			Self::Cpp(cpp) => format!("{} per use", gas(cpp.price, units)),
		}
	}

	/// For machines: amounts are strings of plancks.
	pub fn json(&self) -> Value {
		match self {
			Self::PriceTag(tag) => {
				json!({ "price-tag": { "price": tag.price.to_string(), "per": tag.per } })
			},
			Self::Metered(tariff) => {
				let tiers: Vec<Value> = tariff
					.tiers
					.iter()
					.map(|tier| json!({ "from": tier.from, "price": tier.price.to_string() }))
					.collect();
				let along = match tariff.along {
					Along::Use => "use",
					Along::Time => "time",
				};
				json!({
					"metered": {
						"along": along,
						"tiers": tiers,
						"per": tariff.per,
						"rate": tariff.rate,
						"standby": tariff.standby.to_string(),
						"claim_period": tariff.claim_period,
						"runway": tariff.runway,
					}
				})
			},
			Self::Auction(rules) => {
				json!({ "auction": { "lot": rules.lot, "format": rules.format.json() } })
			},
			Self::Cpp(cpp) => json!({
				"cpp": { "price": cpp.price.to_string(), "claim_period": cpp.claim_period }
			}),
		}
	}
}

impl Listing {
	/// A line of a list.
	pub fn row(&self, units: &Units) -> Record {
		let record = Record::new()
			.with("listing", self.id)
			.with("kind", self.kind.to_string())
			.with("place", self.place.as_ref().map(ToString::to_string))
			.shown("pricing", self.pricing.json(), self.pricing.text(&self.unit, units))
			.with("seller", address(&self.seller, units))
			.with("revision", self.revision)
			.with("paused", self.paused);
		with_gas(record, "reputation", self.reputation, units)
	}

	/// What is known of it, with its present terms.
	pub fn record(&self, terms: Option<&Terms>, now: Millis, units: &Units) -> Record {
		let access = &self.access;
		let record = Record::new()
			.with("listing", self.id)
			.with("revision", self.revision)
			.with("seller", address(&self.seller, units))
			.with("provider", self.provider.as_ref().map(|device| address(device, units)))
			.with("kind", self.kind.to_string())
			.with("unit", self.unit.to_string())
			.with("charged by", self.pricing.name())
			.with("place", self.place.as_ref().map(ToString::to_string))
			.shown("pricing", self.pricing.json(), self.pricing.text(&self.unit, units))
			.with("capacity", self.capacity.to_string())
			.with("taken", self.taken)
			.with("paused", self.paused)
			.with("auction", self.auction)
			.moment("from", self.from, now)
			.moment("until", self.until, now)
			.with("only listed buyers", access.allow.as_ref().map(|list| list.size))
			.with("only fleet", access.fleet)
			.with("least security", security_text(access.security.0));
		let record = with_gas(record, "least reputation", access.reputation, units);
		let record = with_gas(record, "reputation", self.reputation, units)
			.with("metadata", hex(&self.metadata));
		match terms {
			Some(terms) => terms.add_to(record, units),
			None => record,
		}
	}
}

impl Terms {
	fn add_to(&self, record: Record, units: &Units) -> Record {
		let receivers: Vec<Value> = self
			.receivers
			.iter()
			.map(|receiver| {
				json!({
					"to": address(&receiver.to, units),
					"parts": receiver.parts,
					"accrued": receiver.accrued.to_string(),
				})
			})
			.collect();
		let arbiters: Vec<Value> = self
			.arbiters
			.iter()
			.map(|arbiter| {
				json!({
					"account": address(&arbiter.account, units),
					"fee": arbiter.fee.to_string(),
				})
			})
			.collect();
		let package = self.manifest.as_ref().map(|manifest| {
			let manifest = manifest.0;
			json!({ "root": hex(manifest.root), "size": manifest.size, "chunk": manifest.chunk })
		});
		let record = with_time(record, "dispute window", self.window.into());
		let record = with_time(record, "delivery", self.delivery);
		let record = with_time(record, "notice", self.notice.into());
		with_time(record, "longest", self.longest)
			.with("receivers", receivers)
			.with("arbiters", arbiters)
			.with("package", package)
			.with("open agreements", self.open)
	}

	/// What is known of terms that may not be a listing's present ones.
	pub fn record(&self, listing: u32, revision: u32, units: &Units) -> Record {
		let record = Record::new()
			.with("listing", listing)
			.with("revision", revision)
			.with("present", self.live)
			.with("pricing", self.pricing.json());
		self.add_to(record, units)
	}
}

impl Refusal {
	/// What it is, and what to do about it.
	pub const fn explain(&self) -> (&'static str, &'static str) {
		match self {
			Self::UnknownListing => {
				("no listing has this number, or it is closed", "Look with `intctl market search`.")
			},
			Self::RevisionChanged => (
				"the terms have changed",
				"Read them again (`intctl market show`) and name their revision.",
			),
			Self::ListingPaused => {
				("the seller has paused it", "Try again later, or ask the seller.")
			},
			Self::OutsideValidity => (
				"it is not valid yet, or no longer",
				"`intctl market show` says from when until when it is.",
			),
			Self::WrongPricing => (
				"it is charged for in another way",
				"What is auctioned is bid for: `intctl market auction`.",
			),
			Self::SelfDealing => (
				"buyer and seller, or consumer and provider, are one, or the buyer shares in the \
				 revenue",
				"Buy with another account.",
			),
			Self::ConsumerNotYours => {
				("the buyer may not buy for that device", "Name a device of the buyer's.")
			},
			Self::ProviderUnavailable => (
				"the providing device is not active, or not the seller's any more",
				"Wait until the seller has put it into use again.",
			),
			Self::NotAllowListed => (
				"the buyer is not on the allow list",
				"Give the list that the seller published with --allow-list; you have to be on it.",
			),
			Self::WrongFleet => (
				"the consuming device is not in the fleet that it is for",
				"Name a device of that fleet with --consumer.",
			),
			Self::ReputationTooLow => (
				"the buyer's name is worth too little",
				"Open a name (`intctl market name open`); it grows with trade.",
			),
			Self::SecurityTooLow => (
				"the consuming device guards its key too badly",
				"Name a device of a better lot with --consumer.",
			),
			Self::ArbiterRequired => {
				("it names arbiters", "Choose one of them with --arbiter (`intctl market show`).")
			},
			Self::ArbiterNotAccepted => (
				"it does not name this arbiter, or it is one no more, or a party",
				"Choose another with --arbiter (`intctl market show`).",
			),
			Self::WrongKey => (
				"a key for a data package is missing, or given where none is sold",
				"Buy data packages with `intctl data buy`, and other things with `intctl market \
				 buy`.",
			),
			Self::BadQuantity => (
				"the quantity is zero, too large, or given where none is asked for",
				"For metered use give none, for a data package 1.",
			),
			Self::CapacityExhausted => {
				("there are not so many units left", "Buy less, or wait until some are free.")
			},
			Self::PriceTooHigh => {
				("it costs more than --max-price", "Allow more, or buy elsewhere.")
			},
			Self::BadEscrow => (
				"the escrow does not cover the runway, or is given where the price is the escrow",
				"Give a higher --escrow for metered use, and none for anything else.",
			),
			Self::BadDuration => (
				"the duration is zero, too long, or given where none is asked for",
				"For metered use and uses give --for, no longer than the terms and the listing \
				 allow.",
			),
			Self::FundsMissing => (
				"the buyer does not have that much GAS beside the minimum balance",
				"Get GAS first (`intctl gas buy`), or buy less.",
			),
		}
	}
}

impl Preview {
	/// What is known of it.
	pub fn record(&self, listing: u32, revision: u32, metered: bool, units: &Units) -> Record {
		let refusals: Vec<Value> =
			self.refusals.iter().map(|refusal| refusal.explain().0.into()).collect();
		let record = Record::new().with("listing", listing).with("revision", revision);
		let price = if metered { "highest unit price" } else { "price" };
		let record = with_gas(record, price, self.price, units);
		let record = with_gas(record, "goes on hold", self.escrow, units);
		let record = with_parts(record, "market fee", self.fee_parts);
		with_gas(record, "burned if all is paid", self.fee, units)
			.with("would be bought", self.refusals.is_empty())
			.with("refused because", refusals)
	}
}

impl State {
	/// For people and machines.
	pub const fn name(&self) -> &'static str {
		match self {
			Self::Open => "open",
			Self::Accepted => "accepted",
			Self::Claimed => "claimed",
			Self::Revealed => "revealed",
			Self::Suspended => "suspended",
			Self::Disputed => "disputed",
		}
	}
}

impl Progress {
	fn json(&self) -> Value {
		match self {
			Self::Delivery { quantity, claimed } => json!({
				"quantity": quantity,
				"delivery_claimed_at": claimed.as_ref().map(|moment| moment.time),
			}),
			Self::Exchange { quantity, step } => {
				let step = match step {
					Exchange::Awaited { key } => json!({ "awaited_for_key": hex(key) }),
					Exchange::Accepted { accepted, at } => json!({
						"accepted_root": hex(accepted.root),
						"key_hash": hex(accepted.key_hash),
						"accepted_at": at.time,
					}),
					Exchange::Revealed { accepted, at } => json!({
						"accepted_root": hex(accepted.root),
						"key_hash": hex(accepted.key_hash),
						"revealed_at": at.time,
						"revealed_in_block": at.block,
					}),
				};
				json!({ "quantity": quantity, "package": step })
			},
			Self::Metered(meter) => {
				let open: u64 = meter
					.first
					.iter()
					.chain(&meter.rest)
					.fold(0u64, |sum, part| sum.saturating_add(part.amount));
				json!({
					"reading": meter.count.reading,
					"charged_units": meter.count.billed,
					"sequence": meter.count.sequence,
					"charged_until": meter.count.at,
					"open_claim": open.to_string(),
				})
			},
			Self::Uses { quantity, proofs } => match proofs {
				Proofs::Receipts(paid) => json!({
					"uses": quantity, "proved_by": "receipts", "next_number": paid.next,
				}),
				Proofs::Preimages(last) => json!({
					"uses": quantity, "proved_by": "preimages", "last_hash": hex(last),
				}),
			},
		}
	}

	/// How it is charged, in a word.
	pub const fn name(&self) -> &'static str {
		match self {
			Self::Delivery { .. } => "delivery",
			Self::Exchange { .. } => "data package",
			Self::Metered(_) => "metered",
			Self::Uses { .. } => "uses",
		}
	}
}

impl Agreement {
	/// A line of a list.
	pub fn row(&self, now: Millis, units: &Units) -> Record {
		let record = Record::new()
			.with("agreement", self.id)
			.with("listing", self.listing)
			.with("for", self.progress.name())
			.with("state", self.state.name())
			.with("buyer", address(&self.buyer, units))
			.with("seller", address(&self.seller, units));
		let record = with_gas(record, "escrow", self.escrow, units);
		with_gas(record, "paid", self.paid, units).moment("ends", self.ends, now)
	}

	/// What is known of it.
	pub fn record(&self, now: Millis, units: &Units) -> Record {
		let record = Record::new()
			.with("agreement", self.id)
			.with("listing", self.listing)
			.with("revision", self.revision)
			.with("for", self.progress.name())
			.with("state", self.state.name())
			.with("buyer", address(&self.buyer, units))
			.with("seller", address(&self.seller, units))
			.with("provider", address(&self.provider, units))
			.with("consumer", address(&self.consumer, units))
			.with("arbiter", self.arbiter.as_ref().map(|arbiter| address(arbiter, units)));
		let record = with_gas(record, "escrow", self.escrow, units);
		let record = with_gas(record, "paid", self.paid, units);
		let record = with_gas(record, "disputed", self.disputed, units);
		let record = with_gas(record, "withdrawable", self.withdrawable, units);
		with_parts(record, "market fee", self.fee)
			.moment("opened", self.opened, now)
			.moment("ends", self.ends, now)
			.with("progress", self.progress.json())
	}
}

impl Auction {
	/// What is known of it.
	pub fn record(&self, now: Millis, units: &Units) -> Record {
		let amount = |amount: Option<u64>| {
			(
				amount.map(|amount| amount.to_string()),
				amount.map_or_else(|| "-".into(), |amount| gas(amount, units)),
			)
		};
		let best = self.leading.best.as_ref();
		let (asks, leads, second) =
			(amount(self.asks), amount(best.map(|best| best.amount)), amount(self.leading.second));
		Record::new()
			.with("auction", self.id)
			.with("listing", self.listing)
			.with("revision", self.revision)
			.with("lot", self.rules.lot)
			.shown("rules", self.rules.format.json(), self.rules.format.text(units))
			.with("takes bids", self.open)
			.with("takes reveals", self.revealing)
			.moment("ends", self.ends.time, now)
			.shown("asks", asks.0, asks.1)
			.with("leads", best.map(|best| address(&best.bidder, units)))
			.shown("leading bid", leads.0, leads.1)
			.shown("next bid", second.0, second.1)
			.with("bids on hold", self.bids)
	}
}

impl Reputation {
	/// What is known of it.
	pub fn record(&self, account: &AccountId32, units: &Units) -> Record {
		let record = Record::new().with("account", address(account, units));
		let record = with_gas(record, "selling", self.selling, units);
		with_gas(record, "buying", self.buying, units)
	}
}

impl Arbiter {
	/// What is known of it.
	pub fn record(&self, account: &AccountId32, units: &Units) -> Record {
		let record = Record::new().with("arbiter", address(account, units));
		with_gas(record, "fee", self.fee, units).with("metadata", hex(&self.metadata))
	}
}

impl Dispute {
	/// What is known of it.
	pub fn record(&self, agreement: u64, now: Millis, units: &Units) -> Record {
		let record = Record::new()
			.with("agreement", agreement)
			.with("arbiter", address(&self.arbiter, units))
			.with("from reading", self.from)
			.with("to reading", self.upto)
			.moment("raised", self.raised.time, now);
		let (state, since, within) = match &self.answered {
			None => ("waits for the seller's answer", self.raised.time, self.answer_within),
			Some(answered) => ("waits for the arbiter", answered.time, self.rule_within),
		};
		let record = with_gas(record, "bond of each side", self.bond, units);
		record.with("state", state).moment("time is up", since.saturating_add(within), now)
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{PriceTag, Tier},
		*,
	};

	#[test]
	fn a_price_reads_as_a_person_says_it() {
		let units = Units::default();
		let tag = Pricing::PriceTag(PriceTag { price: 500_000_000, per: 1 });
		assert_eq!(tag.text(&Unit::Item, &units), "0.5 GAS per item");
		let tariff = Pricing::Metered(Tariff {
			along: Along::Use,
			tiers: vec![
				Tier { from: 0, price: 300_000_000_000 },
				Tier { from: 10_000, price: 250_000_000_000 },
			],
			per: 1_000,
			rate: 11_000,
			standby: 1_000_000_000,
			claim_period: 3_600_000,
			runway: 600_000,
		});
		assert_eq!(
			tariff.text(&Unit::WattHour, &units),
			"300 GAS for 1000 watt-hours, from 10000 on 250 GAS for 1000 watt-hours, and 1 GAS an \
			 hour; at most 11000 watt-hours an hour"
		);
		assert_eq!(tariff.json()["metered"]["tiers"][1]["price"], "250000000000");
	}

	#[test]
	fn a_preview_says_every_refusal() {
		let preview = Preview {
			price: 5,
			fee_parts: 5_000,
			fee: 1,
			escrow: 5,
			refusals: vec![Refusal::ListingPaused, Refusal::FundsMissing],
		};
		let record = preview.record(1, 0, false, &Units::default()).json();
		assert_eq!(record["would_be_bought"], false);
		assert_eq!(record["refused_because"].as_array().unwrap().len(), 2);
		assert_eq!(record["goes_on_hold"], "5");
	}
}
