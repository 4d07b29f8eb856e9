// SPDX-License-Identifier: Apache-2.0

//! A standing order as a buyer writes it, in TOML or JSON, and the order that goes to the chain.

use super::{
	offer::{days, one, some_text, text, Guard, Scene},
	read_json,
	value::{Gas, Parts, Span},
};
use crate::{
	errors::{Failure, Kind as FailureKind, Result},
	model::market::{
		policy::{Allowance, Order, Ramp, Want},
		Kind, Place, Unit,
	},
	text::{parse_digest, parse_hex},
};
use int_primitives::{directory::SecurityLevel, Digest};
use serde::Deserialize;
use std::{fs, path::Path};
use subxt::utils::{AccountId32, Static};

/// The highest tip, parts of a million.
const MAX_TIP: u32 = 10_000;

/// An hour, milliseconds.
const HOUR: u128 = 3_600_000;

fn usual_want() -> WantFile {
	WantFile::Delivery
}

fn usual_window() -> Span {
	Span(60_000)
}

fn usual_time() -> Span {
	days(1)
}

fn usual_validity() -> Span {
	days(30)
}

const fn usual_tip() -> Parts {
	Parts(MAX_TIP)
}

const fn once() -> u32 {
	1
}

/// A standing order as its buyer writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OrderFile {
	/// What kind of thing.
	#[serde(deserialize_with = "text")]
	pub kind: Kind,
	/// What it is counted in.
	#[serde(default, deserialize_with = "some_text")]
	pub unit: Option<Unit>,
	/// How it is charged for.
	#[serde(default = "usual_want")]
	pub want: WantFile,
	/// Units of each purchase.
	#[serde(default = "one")]
	pub quantity: u64,
	/// Only what lies here.
	#[serde(default, deserialize_with = "some_text")]
	pub place: Option<Place>,
	/// What is wanted in words: hexadecimal digits of a binary CID.
	#[serde(default)]
	pub metadata: Option<String>,
	/// The device that consumes.
	#[serde(default)]
	pub consumer: Option<String>,
	/// Only from sellers with such a name.
	#[serde(default)]
	pub reputation: Option<Gas>,
	/// Only from a device that guards its key so well.
	#[serde(default)]
	pub security: Option<Guard>,
	/// Whom the buyer accepts as arbiter, best first.
	#[serde(default)]
	pub arbiters: Vec<String>,
	/// The most that a ruling may cost.
	#[serde(default)]
	pub ruling: Option<Gas>,
	/// The least time to dispute.
	#[serde(default = "usual_window")]
	pub window: Span,
	/// The longest that delivery, notice and claims may take.
	#[serde(default = "usual_time")]
	pub patience: Span,
	/// What a purchase may cost.
	pub price: RampFile,
	/// What an executor gets on top.
	#[serde(default = "usual_tip")]
	pub tip: Parts,
	/// How long a period is.
	#[serde(default = "usual_time")]
	pub period: Span,
	/// What may be spent in a period: usually the budget.
	#[serde(default)]
	pub per_period: Option<Gas>,
	/// The most purchases in a period.
	#[serde(default = "once")]
	pub purchases: u32,
	/// For how long it stands.
	#[serde(default = "usual_validity")]
	pub valid_for: Span,
}

/// How it is charged for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum WantFile {
	/// A quantity at a price tag.
	Delivery,
	/// A data package.
	Package {
		/// Its root, if it has to be this one.
		#[serde(default)]
		root: Option<String>,
	},
	/// Metered use.
	Metered {
		/// How long.
		#[serde(rename = "for")]
		duration: Span,
		/// The most that an hour may cost, used or not.
		#[serde(default)]
		standby: Option<Gas>,
	},
	/// Uses at a price for each.
	Uses {
		/// How long.
		#[serde(rename = "for")]
		duration: Span,
	},
}

/// What a purchase may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RampFile {
	/// At first: usually the most at once.
	#[serde(default)]
	pub start: Option<Gas>,
	/// At most.
	pub maximum: Gas,
	/// How long it takes from the one to the other.
	#[serde(default)]
	pub over: Option<Span>,
}

impl OrderFile {
	/// Reads TOML, or JSON from a file whose name says so.
	pub fn read(path: &Path) -> Result<Self> {
		if path.extension().is_some_and(|extension| extension == "json") {
			return read_json(path, "order");
		}
		let text = fs::read_to_string(path)
			.map_err(|error| Failure::file(FailureKind::BadInput, "read", path, &error))?;
		toml::from_str(&text).map_err(|error| {
			Failure::bad_input(format!("{} is no order: {error}", path.display()))
				.remedy("`docs/tutorials/market.md` shows one.")
		})
	}

	/// The order that goes to the chain. `key` is the X25519 key for a data package.
	pub fn resolve(self, scene: &Scene<'_>, budget: Gas, key: Option<Digest>) -> Result<Order> {
		let account = |text: &str| (scene.account)(text).map(AccountId32);
		let want = match (self.want, key) {
			(WantFile::Delivery, _) => Want::Delivery,
			(WantFile::Package { root }, Some(key)) => {
				Want::Package { key, root: root.as_deref().map(parse_digest).transpose()? }
			},
			(WantFile::Package { .. }, None) => {
				return Err(Failure::usage("A package is encrypted for a key.")
					.remedy("Name a new folder for it with --package-folder."));
			},
			(WantFile::Metered { duration, standby }, _) => {
				Want::Metered { duration: duration.0, standby: standby.map_or(0, |gas| gas.0) }
			},
			(WantFile::Uses { duration }, _) => Want::Uses { duration: duration.0 },
		};
		let RampFile { start, maximum, over } = self.price;
		if budget.0 < maximum.0 {
			return Err(Failure::bad_input("The budget is less than a purchase may cost.")
				.remedy("Give at least the highest price as the budget."));
		}
		if self.tip.0 > MAX_TIP {
			return Err(Failure::bad_input("A tip is at most 1 % of the price."));
		}
		Ok(Order {
			unit: self.unit.unwrap_or_else(|| self.kind.usual_unit()),
			kind: self.kind,
			want,
			quantity: self.quantity,
			place: self.place,
			metadata: self.metadata.as_deref().map(parse_hex).transpose()?.unwrap_or_default(),
			consumer: self.consumer.as_deref().map(account).transpose()?,
			reputation: self.reputation.map_or(0, |gas| gas.0),
			security: Static(self.security.map_or(SecurityLevel::Unattested, Into::into)),
			arbiters: self.arbiters.iter().map(|text| account(text)).collect::<Result<_>>()?,
			ruling: self.ruling.map_or(0, |gas| gas.0),
			window: self.window.short("the window").map_err(Failure::bad_input)?,
			patience: self.patience.0,
			price: Ramp {
				start: start.unwrap_or(maximum).0,
				maximum: maximum.0,
				duration: over.map_or(0, |span| span.0),
			},
			tip: self.tip.0,
			allowance: Allowance {
				period: self.period.0,
				amount: self.per_period.unwrap_or(budget).0,
				purchases: self.purchases,
			},
			expires: scene.now.saturating_add(self.valid_for.0),
		})
	}
}

/// Plancks of GAS for a quantity at a price for `per` units, rounded up as the chain does. Nothing
/// if nobody could pay it.
pub fn cost(price: u64, per: u32, quantity: u64) -> Option<u64> {
	let all = u128::from(price).checked_mul(quantity.into())?;
	u64::try_from(all.div_ceil(u128::from(per).max(1))).ok()
}

/// Plancks of GAS for a time at a price for each hour, rounded up as the chain does.
pub fn standby_cost(standby: u64, duration: u64) -> Option<u64> {
	let all = u128::from(standby).checked_mul(duration.into())?;
	u64::try_from(all.div_ceil(HOUR)).ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(text: &str, key: Option<Digest>) -> Result<Order> {
		let scene = Scene { account: &parse_digest, now: 1_000, folder: Path::new(".") };
		let file: OrderFile =
			toml::from_str(text).map_err(|error| Failure::bad_input(error.to_string()))?;
		file.resolve(&scene, Gas(9_000_000_000), key)
	}

	#[test]
	fn two_lines_make_an_order() {
		let order = read("kind = 'power'\nprice = { maximum = '3 GAS' }\n", None).unwrap();
		assert_eq!((order.unit, order.want, order.quantity), (Unit::WattHour, Want::Delivery, 1));
		let price = Ramp { start: 3_000_000_000, maximum: 3_000_000_000, duration: 0 };
		assert_eq!(order.price, price);
		assert_eq!((order.tip, order.window), (10_000, 60_000));
		assert_eq!(order.allowance.amount, 9_000_000_000);
		assert_eq!(order.expires, 1_000 + 30 * 86_400_000);
	}

	#[test]
	fn every_want_can_be_written() {
		let with = |want: &str, key| {
			read(&format!("kind = 'data'\nwant = {want}\nprice = {{ maximum = '3 GAS' }}"), key)
		};
		assert_eq!(with("'delivery'", None).unwrap().want, Want::Delivery);
		let metered = with("{ metered = { for = '2m', standby = '1 GAS' } }", None).unwrap().want;
		assert_eq!(metered, Want::Metered { duration: 120_000, standby: 1_000_000_000 });
		let uses = with("{ uses = { for = '2m' } }", None).unwrap().want;
		assert_eq!(uses, Want::Uses { duration: 120_000 });
		let package = with("{ package = {} }", Some([7; 32])).unwrap().want;
		assert_eq!(package, Want::Package { key: [7; 32], root: None });
		assert!(with("{ package = {} }", None).is_err());
	}

	#[test]
	fn a_rising_price_and_limits_are_read() {
		let order = read(
			"kind = 'compute'\nquantity = 5\nplace = 'u33'\ntip = '0.5 %'\npurchases = 3\nperiod = \
			 '1h'\nper-period = '6 GAS'\nprice = { start = '1 GAS', maximum = '2 GAS', over = '10m' \
			 }\n",
			None,
		)
		.unwrap();
		assert_eq!(order.price.duration, 600_000);
		let allowance = Allowance { period: 3_600_000, amount: 6_000_000_000, purchases: 3 };
		assert_eq!((order.tip, order.allowance), (5_000, allowance));
		let tip = "kind = 'data'\ntip = '1.1 %'\nprice = { maximum = '3 GAS' }";
		assert!(read(tip, None).is_err());
		assert!(read("kind = 'data'\nprice = { maximum = '9.1 GAS' }", None).is_err());
		assert!(read("kind = 'data'\nprise = 1\nprice = { maximum = '3 GAS' }", None).is_err());
	}

	#[test]
	fn costs_are_rounded_up() {
		assert_eq!(cost(10, 3, 1), Some(4));
		assert_eq!(cost(10, 3, 3), Some(10));
		assert_eq!(cost(u64::MAX, 1, 2), None);
		assert_eq!(standby_cost(3_600_000, 1), Some(1));
		assert_eq!(standby_cost(1, 1), Some(1));
	}
}
