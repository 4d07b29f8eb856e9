// SPDX-License-Identifier: Apache-2.0

//! An offer as a seller writes it, in TOML or JSON, and the offer that goes to the chain.
//!
//! Accounts are what an ACCOUNT is on the command line, amounts have their unit, durations too.

use super::{
	allow, read_json,
	value::{Gas, Parts, Price, Span},
};
use crate::{
	errors::{Failure, Kind as FailureKind, Result},
	model::market::{
		Access, Along, AuctionRules, Capacity, Cpp, Format, Kind, Offer, Place, PriceTag, Pricing,
		Share, Tariff, Tier, Unit,
	},
	text::parse_hex,
};
use int_primitives::{directory::SecurityLevel, package::Manifest, AccountBytes, Millis};
use serde::{Deserialize, Deserializer};
use std::{
	fs,
	path::{Path, PathBuf},
	str::FromStr,
};
use subxt::utils::{AccountId32, Static};

/// Reads a value that is written as text.
pub(super) fn text<'de, D, T>(from: D) -> Result<T, D::Error>
where
	D: Deserializer<'de>,
	T: FromStr<Err = String>,
{
	String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

/// The same where there may be none.
pub(super) fn some_text<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
	D: Deserializer<'de>,
	T: FromStr<Err = String>,
{
	text(from).map(Some)
}

pub(super) const fn days(days: Millis) -> Span {
	Span(days * 86_400_000)
}

fn usual_validity() -> Span {
	days(30)
}

fn usual_delivery() -> Span {
	days(1)
}

fn usual_window() -> Span {
	Span(3_600_000)
}

pub(super) const fn one() -> u64 {
	1
}

/// An offer as its seller writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OfferFile {
	/// What kind of thing.
	#[serde(deserialize_with = "text")]
	pub kind: Kind,
	/// What it is counted in.
	#[serde(default, deserialize_with = "some_text")]
	pub unit: Option<Unit>,
	/// Where it is.
	#[serde(default, deserialize_with = "some_text")]
	pub place: Option<Place>,
	/// What it is: hexadecimal digits of a binary CID.
	#[serde(default)]
	pub metadata: Option<String>,
	/// The device that provides it.
	#[serde(default)]
	pub provider: Option<String>,
	/// How much there is.
	#[serde(default, deserialize_with = "some_text")]
	pub capacity: Option<Capacity>,
	/// How long nobody can buy yet.
	#[serde(default)]
	pub starts_in: Option<Span>,
	/// For how long, from then on, one can buy.
	#[serde(default = "usual_validity")]
	pub valid_for: Span,
	/// What it costs.
	pub pricing: PricingFile,
	/// Who may buy.
	#[serde(default)]
	pub access: AccessFile,
	/// Who receives the revenue.
	#[serde(default)]
	pub split: Vec<ShareFile>,
	/// Whom the seller accepts as arbiter.
	#[serde(default)]
	pub arbiters: Vec<String>,
	/// How long a claim can be disputed.
	#[serde(default = "usual_window")]
	pub window: Span,
	/// How long the seller has to deliver.
	#[serde(default = "usual_delivery")]
	pub delivery: Span,
	/// After which time a cancelled agreement ends.
	#[serde(default)]
	pub notice: Option<Span>,
	/// The longest that a metered agreement lasts: usually as long as one can buy.
	#[serde(default)]
	pub longest: Option<Span>,
	/// The manifest of a data package, made by `intctl data pack`.
	#[serde(default)]
	pub package: Option<PathBuf>,
}

/// What it costs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum PricingFile {
	/// A price for a quantity.
	PriceTag {
		/// The price.
		price: Price,
	},
	/// A price along what a meter shows.
	#[serde(rename_all = "kebab-case")]
	Metered {
		/// The price, for so many units.
		price: Price,
		/// The most units that can be charged for an hour.
		rate: u64,
		/// For each hour, used or not.
		#[serde(default)]
		standby: Option<Gas>,
		/// How long after its use a unit can be charged.
		#[serde(default = "usual_window")]
		claim_period: Span,
		/// For how long at its maximum rate the first escrow must last.
		#[serde(default)]
		runway: Option<Span>,
		/// Further prices, for as many units, from some use on.
		#[serde(default)]
		from_use: Vec<UseTier>,
		/// Further prices, for as many units, from some time on.
		#[serde(default)]
		from_time: Vec<TimeTier>,
	},
	/// A price for each verified end use.
	#[serde(rename_all = "kebab-case")]
	Cpp {
		/// The price of one.
		price: Gas,
		/// How long after the agreement's end a use can be charged.
		#[serde(default = "usual_window")]
		claim_period: Span,
	},
	/// Open bids.
	English {
		/// Units that one auction sells.
		#[serde(default = "one")]
		lot: u64,
		/// The least first bid.
		start: Gas,
		/// How much higher a next bid has to be: at least 1 %.
		increment: Parts,
		/// How long it is open.
		duration: Span,
		/// How long after a late bid the end is moved to.
		#[serde(default)]
		extension: Option<Span>,
		/// By how much at most in all.
		#[serde(default)]
		longest: Option<Span>,
	},
	/// Hidden bids; the second-highest is the price.
	Sealed {
		/// Units that one auction sells.
		#[serde(default = "one")]
		lot: u64,
		/// The least price.
		reserve: Gas,
		/// How long bids are taken.
		commit: Span,
		/// How long they can be revealed after that.
		reveal: Span,
	},
	/// A price that falls until somebody takes it.
	Dutch {
		/// Units that one auction sells.
		#[serde(default = "one")]
		lot: u64,
		/// The first price.
		start: Gas,
		/// The last price.
		floor: Gas,
		/// How long it falls.
		duration: Span,
	},
}

/// A further price, from so many units on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseTier {
	/// From so many units on.
	pub units: u64,
	/// The price.
	pub price: Gas,
}

/// A further price, after a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeTier {
	/// After this time.
	pub after: Span,
	/// The price.
	pub price: Gas,
}

/// Who may buy.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AccessFile {
	/// A file with one account a line: only these buyers.
	#[serde(default)]
	pub list: Option<PathBuf>,
	/// Only for a device in this fleet.
	#[serde(default)]
	pub fleet: Option<u32>,
	/// Only buyers with such a name.
	#[serde(default)]
	pub reputation: Option<Gas>,
	/// Only for a device that guards its key so well.
	#[serde(default)]
	pub security: Option<Guard>,
}

/// How well a key is guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
	/// In ordinary storage.
	Software,
	/// In a secure element.
	SecureElement,
	/// As before, and certified.
	Certified,
}

impl From<Guard> for SecurityLevel {
	fn from(guard: Guard) -> Self {
		match guard {
			Guard::Software => Self::Software,
			Guard::SecureElement => Self::SecureElement,
			Guard::Certified => Self::Certified,
		}
	}
}

/// A receiver of the revenue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareFile {
	/// Who receives.
	pub to: String,
	/// Which part.
	pub part: Parts,
}

impl FromStr for ShareFile {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (to, part) = text
			.rsplit_once('=')
			.ok_or("write an account and its part, for example \"maker=30 %\"")?;
		Ok(Self { to: to.trim().into(), part: part.trim().parse()? })
	}
}

/// What an offer's accounts, times and files are looked up with.
pub struct Scene<'a> {
	/// The account that a text names.
	pub account: &'a dyn Fn(&str) -> Result<AccountBytes>,
	/// Chain time.
	pub now: Millis,
	/// The folder that files are named from.
	pub folder: &'a Path,
}

impl OfferFile {
	/// Reads TOML, or JSON from a file whose name says so.
	pub fn read(path: &Path) -> Result<Self> {
		if path.extension().is_some_and(|extension| extension == "json") {
			return read_json(path, "offer");
		}
		let text = fs::read_to_string(path)
			.map_err(|error| Failure::file(FailureKind::BadInput, "read", path, &error))?;
		toml::from_str(&text).map_err(|error| {
			Failure::bad_input(format!("{} is no offer: {error}", path.display()))
				.remedy("`docs/tutorials/sell-by-the-meter.md` shows one with every field.")
		})
	}

	/// The offer that goes to the chain.
	pub fn resolve(self, scene: &Scene<'_>) -> Result<Offer> {
		let account = |text: &str| (scene.account)(text).map(AccountId32);
		let in_folder = |path: &Path| scene.folder.join(path);
		let short = |span: Span, what: &str| span.short(what).map_err(Failure::bad_input);
		let manifest: Option<Manifest> = self
			.package
			.as_deref()
			.map(|path| read_json(&in_folder(path), "manifest of a data package"))
			.transpose()?;
		let metadata = match (&self.metadata, &manifest) {
			(Some(cid), _) => parse_hex(cid)?,
			(None, Some(manifest)) => manifest.cid().to_vec(),
			(None, None) => Vec::new(),
		};
		let list = match &self.access.list {
			None => None,
			Some(path) => {
				let path = in_folder(path);
				let text = fs::read_to_string(&path)
					.map_err(|error| Failure::file(FailureKind::BadInput, "read", &path, &error))?;
				Some(allow::commitment(&allow::read(&text, scene.account)?)?)
			},
		};
		let split = self
			.split
			.iter()
			.map(|share| Ok(Share { to: account(&share.to)?, parts: share.part.0 }));
		let from = scene.now.saturating_add(self.starts_in.map_or(0, |span| span.0));
		Ok(Offer {
			unit: self.unit.unwrap_or_else(|| self.kind.usual_unit()),
			kind: self.kind,
			place: self.place,
			metadata,
			provider: self.provider.as_deref().map(account).transpose()?,
			capacity: self.capacity.unwrap_or(Capacity::Unlimited),
			from,
			until: from.saturating_add(self.valid_for.0),
			access: Access {
				allow: list,
				fleet: self.access.fleet,
				reputation: self.access.reputation.map_or(0, |gas| gas.0),
				security: Static(
					self.access.security.map_or(SecurityLevel::Unattested, Into::into),
				),
			},
			pricing: self.pricing.resolve()?,
			split: split.collect::<Result<_>>()?,
			arbiters: self.arbiters.iter().map(|text| account(text)).collect::<Result<_>>()?,
			window: short(self.window, "the window")?,
			delivery: self.delivery.0,
			notice: short(self.notice.unwrap_or(Span(0)), "the notice")?,
			longest: self.longest.unwrap_or(self.valid_for).0,
			manifest: manifest.map(|manifest| Static(manifest.commitment)),
		})
	}
}

impl PricingFile {
	fn resolve(self) -> Result<Pricing> {
		let short = |span: Span, what: &str| span.short(what).map_err(Failure::bad_input);
		let auction = |lot, format| Pricing::Auction(AuctionRules { lot, format });
		Ok(match self {
			Self::PriceTag { price } => {
				Pricing::PriceTag(PriceTag { price: price.price, per: price.per })
			},
			Self::Metered { price, rate, standby, claim_period, runway, from_use, from_time } => {
				let further = match (from_use.is_empty(), from_time.is_empty()) {
					(false, false) => {
						return Err(Failure::bad_input(
							"Prices change along use or along time, not both.",
						));
					},
					(_, true) => from_use
						.iter()
						.map(|tier| Tier { from: tier.units, price: tier.price.0 })
						.collect::<Vec<_>>(),
					(true, false) => from_time
						.iter()
						.map(|tier| Tier { from: tier.after.0, price: tier.price.0 })
						.collect(),
				};
				let first = Tier { from: 0, price: price.price };
				Pricing::Metered(Tariff {
					along: if from_time.is_empty() { Along::Use } else { Along::Time },
					tiers: std::iter::once(first).chain(further).collect(),
					per: price.per,
					rate,
					standby: standby.map_or(0, |gas| gas.0),
					claim_period: short(claim_period, "the claim period")?,
					runway: short(runway.unwrap_or(Span(0)), "the runway")?,
				})
			},
			Self::Cpp { price, claim_period } => Pricing::Cpp(Cpp {
				price: price.0,
				claim_period: short(claim_period, "the claim period")?,
			}),
			Self::English { lot, start, increment, duration, extension, longest } => auction(
				lot,
				Format::English {
					start: start.0,
					increment: increment.0,
					duration: duration.0,
					extension: extension.map_or(0, |span| span.0),
					longest: longest.or(extension).map_or(0, |span| span.0),
				},
			),
			Self::Sealed { lot, reserve, commit, reveal } => auction(
				lot,
				Format::Sealed { reserve: reserve.0, commit: commit.0, reveal: reveal.0 },
			),
			Self::Dutch { lot, start, floor, duration } => {
				auction(lot, Format::Dutch { start: start.0, floor: floor.0, duration: duration.0 })
			},
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::text::parse_digest;

	fn resolve(file: OfferFile) -> Result<Offer> {
		file.resolve(&Scene { account: &parse_digest, now: 1_000, folder: Path::new(".") })
	}

	fn read(text: &str) -> Result<Offer> {
		resolve(toml::from_str(text).map_err(|error| Failure::bad_input(error.to_string()))?)
	}

	#[test]
	fn a_few_lines_make_an_offer() {
		let offer = read(
			"kind = 'power'\nplace = 'u33dc1'\ncapacity = 'concurrent:1'\n[pricing.metered]\n\
			 price = '300 GAS / 1000'\nrate = 11000\nrunway = '10m'\nfrom-use = [{ units = 10000, \
			 price = '250 GAS' }]\n",
		)
		.unwrap();
		assert_eq!(offer.unit, Unit::WattHour);
		assert_eq!((offer.from, offer.until), (1_000, 1_000 + 30 * 86_400_000));
		assert_eq!(offer.longest, 30 * 86_400_000);
		let Pricing::Metered(tariff) = offer.pricing else { panic!("not metered") };
		assert_eq!((tariff.per, tariff.rate, tariff.runway), (1_000, 11_000, 600_000));
		assert_eq!(tariff.along, Along::Use);
		assert_eq!(
			tariff.tiers,
			[
				Tier { from: 0, price: 300_000_000_000 },
				Tier { from: 10_000, price: 250_000_000_000 }
			]
		);
	}

	#[test]
	fn every_way_to_charge_can_be_written() {
		for (pricing, name) in [
			("price-tag = { price = '0.5 GAS' }", "price-tag"),
			("cpp = { price = '0.01 GAS', claim-period = '2m' }", "cpp"),
			(
				"english = { start = '1 GAS', increment = '5 %', duration = '1h', extension = '5m' }",
				"auction",
			),
			("sealed = { reserve = '1 GAS', commit = '1h', reveal = '1h' }", "auction"),
			("dutch = { start = '9 GAS', floor = '1 GAS', duration = '1h', lot = 3 }", "auction"),
		] {
			let offer = read(&format!("kind = 'data'\n[pricing]\n{pricing}")).unwrap();
			assert_eq!(offer.pricing.name(), name);
		}
	}

	#[test]
	fn json_says_the_same() {
		let json = r#"{ "kind": "service", "pricing": { "price-tag": { "price": "2 GAS / 10" } },
			"split": [{ "to": "0x0101010101010101010101010101010101010101010101010101010101010101",
			"part": "100 %" }], "access": { "security": "secure-element", "reputation": "1 GAS" } }"#;
		let offer = resolve(serde_json::from_str(json).unwrap()).unwrap();
		assert_eq!(offer.pricing, Pricing::PriceTag(PriceTag { price: 2_000_000_000, per: 10 }));
		assert_eq!(offer.split, [Share { to: AccountId32([1; 32]), parts: 1_000_000 }]);
		assert_eq!(offer.access.security.0, SecurityLevel::SecureElement);
		assert_eq!(offer.access.reputation, 1_000_000_000);
	}

	#[test]
	fn what_is_wrong_is_refused_and_nothing_is_guessed() {
		let tag = "[pricing.price-tag]\nprice = '1 GAS'\n";
		for bad in [
			format!("kind = 'power'\nprise = 1\n{tag}"),
			format!("kind = 'heat'\n{tag}"),
			format!("kind = 'power'\nplace = 'berlin!'\n{tag}"),
			format!("kind = 'power'\nwindow = '60d'\n{tag}"),
			format!("kind = 'power'\nprovider = 'nobody'\n{tag}"),
			"kind = 'power'\n".into(),
			"kind = 'power'\n[pricing.price-tag]\nprice = 1\n".into(),
			"kind = 'power'\n[pricing.metered]\nprice = '1 GAS'\n".into(),
			format!("kind = 'power'\n{tag}[pricing.cpp]\nprice = '1 GAS'\n"),
		] {
			assert!(read(&bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn a_share_is_written_in_one_word() {
		let share: ShareFile = "//Alice=30 %".parse().unwrap();
		assert_eq!((share.to.as_str(), share.part), ("//Alice", Parts(300_000)));
		assert!("//Alice".parse::<ShareFile>().is_err());
	}
}
