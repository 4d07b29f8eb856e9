// SPDX-License-Identifier: Apache-2.0

//! Policies, buyers' standing orders, as this program reads, writes and shows them.

use super::{Kind, Place, Refusal, Unit};
use crate::{
	model::{gas::Share, security_text},
	output::Record,
	text::{duration, hex, Units},
};
use int_primitives::{directory::SecurityLevel, Digest, Millis};
use serde_json::{json, Value};
use subxt::{
	ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	utils::{AccountId32, Static},
};

/// How a standing buyer wants to be charged.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub enum Want {
	/// A quantity at a price tag.
	Delivery,
	/// A data package, by the fair exchange.
	Package {
		/// The X25519 key for which it is encrypted.
		key: Digest,
		/// The package, by its root; nothing for any.
		root: Option<Digest>,
	},
	/// Metered use.
	Metered {
		/// How long.
		duration: Millis,
		/// The most that an hour may cost, used or not.
		standby: u64,
	},
	/// Uses at a price for each.
	Uses {
		/// How long.
		duration: Millis,
	},
}

/// A price that rises.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Ramp {
	/// What is accepted at first.
	pub start: u64,
	/// What is accepted at most.
	pub maximum: u64,
	/// How long it takes to get there.
	pub duration: Millis,
}

/// What may be spent in each period.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Allowance {
	/// How long a period is.
	pub period: Millis,
	/// The most that is spent in one, tips included.
	pub amount: u64,
	/// The most purchases in one.
	pub purchases: u32,
}

/// A standing order.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub struct Order {
	/// What kind of thing.
	pub kind: Kind,
	/// What it is counted in.
	pub unit: Unit,
	/// How it is charged for.
	pub want: Want,
	/// Units of each purchase.
	pub quantity: u64,
	/// Only what lies here.
	pub place: Option<Place>,
	/// What is wanted in words: a binary CID.
	pub metadata: Vec<u8>,
	/// The device that consumes.
	pub consumer: Option<AccountId32>,
	/// Only from sellers with such a name, plancks of GAS burned.
	pub reputation: u64,
	/// Only from a device that guards its key so well.
	pub security: Static<SecurityLevel>,
	/// Whom the buyer accepts as arbiter, best first.
	pub arbiters: Vec<AccountId32>,
	/// The most that a ruling may cost.
	pub ruling: u64,
	/// The least time to dispute.
	pub window: u32,
	/// The longest that anything may take.
	pub patience: Millis,
	/// What a purchase may cost.
	pub price: Ramp,
	/// What an executor gets on top, parts of a million.
	pub tip: u32,
	/// What may be spent in a period.
	pub allowance: Allowance,
	/// Chain time after which nothing more is bought.
	pub expires: Millis,
}

/// A policy as it is now.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Policy {
	/// Its number.
	pub id: u64,
	/// Who buys.
	pub buyer: AccountId32,
	/// What is bought.
	pub order: Order,
	/// What is left of the money.
	pub budget: u64,
	/// What one more purchase can cost now, of budget and period.
	pub left: u64,
	/// How many purchases are left in this period.
	pub purchases_left: u32,
	/// What it accepts to pay now.
	pub accepted: u64,
	/// Whether nothing is bought for now.
	pub paused: bool,
}

/// A page of policies.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct PolicyPage {
	/// The policies.
	pub policies: Vec<Policy>,
	/// Give this to get the next page.
	pub cursor: Option<u64>,
}

/// Why a policy would not be executed against a listing.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Misfit {
	/// No such policy.
	UnknownPolicy,
	/// Paused.
	Paused,
	/// Expired.
	Expired,
	/// Another kind of thing.
	Resource,
	/// Elsewhere.
	Place,
	/// Charged for in another way.
	Pricing,
	/// Another package.
	Package,
	/// The seller's name is worth too little.
	Reputation,
	/// The device guards its key too badly.
	Security,
	/// Too little time to dispute.
	Window,
	/// It may take too long.
	Patience,
	/// The stand-by fee is too high.
	Standby,
	/// No arbiter that both accept.
	Arbiter,
	/// Above what is accepted now.
	Price,
	/// Above what is left of the period.
	Period,
	/// Above what is left of the budget.
	Budget,
	/// A purchase would be refused.
	Purchase(Refusal),
}

/// What the execution of a policy against a listing would come to.
#[derive(Debug, Clone, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct PolicyPreview {
	/// What the policy accepts to pay now.
	pub accepted: u64,
	/// What would go on hold for the purchase.
	pub price: u64,
	/// What the executor would get when all of that is paid.
	pub tip: u64,
	/// Everything that stands against it.
	pub misfits: Vec<Misfit>,
}

fn gas(plancks: u64, units: &Units) -> String {
	units.gas().amount(plancks.into())
}

impl Want {
	fn text(&self, units: &Units) -> String {
		match self {
			Self::Delivery => "a quantity at a price tag".into(),
			Self::Package { root: None, .. } => "a data package".into(),
			Self::Package { root: Some(root), .. } => format!("the data package {}", hex(root)),
			Self::Metered { duration: time, standby } => {
				let standby = match standby {
					0 => String::new(),
					standby => format!(", stand-by up to {} an hour", gas(*standby, units)),
				};
				format!("metered use for {}{standby}", duration(*time))
			},
			Self::Uses { duration: time } => format!("uses within {}", duration(*time)),
		}
	}

	fn json(&self) -> Value {
		match self {
			Self::Delivery => json!("delivery"),
			Self::Package { key, root } => {
				json!({ "package": { "key": hex(key), "root": root.map(hex) } })
			},
			Self::Metered { duration, standby } => {
				json!({ "metered": { "duration": duration, "standby": standby.to_string() } })
			},
			Self::Uses { duration } => json!({ "uses": { "duration": duration } }),
		}
	}
}

impl Ramp {
	fn text(&self, units: &Units) -> String {
		if self.duration == 0 || self.start == self.maximum {
			return format!("up to {}", gas(self.maximum, units));
		}
		format!(
			"from {} to {} in {}",
			gas(self.start, units),
			gas(self.maximum, units),
			duration(self.duration)
		)
	}
}

impl Policy {
	/// Whether it may buy something now, if its price is met.
	pub const fn may_buy(&self, now: Millis) -> bool {
		!self.paused && now <= self.order.expires && self.purchases_left > 0 && self.left > 0
	}

	/// A line of a list.
	pub fn row(&self, now: Millis, units: &Units) -> Record {
		let order = &self.order;
		Record::new()
			.with("policy", self.id)
			.with("kind", order.kind.to_string())
			.with("quantity", order.quantity)
			.with("place", order.place.as_ref().map(ToString::to_string))
			.with("buyer", units.address(&self.buyer.0))
			.amount("accepts now", self.accepted.into(), &units.gas())
			.amount("can spend now", self.left.into(), &units.gas())
			.shown("tip", order.tip, Share(order.tip).text())
			.with("paused", self.paused)
			.moment("expires", order.expires, now)
	}

	/// What is known of it.
	pub fn record(&self, now: Millis, units: &Units) -> Record {
		let (order, token) = (&self.order, units.gas());
		let accounts =
			|all: &[AccountId32]| all.iter().map(|one| units.address(&one.0)).collect::<Vec<_>>();
		let (ramp, allowance) = (&order.price, &order.allowance);
		Record::new()
			.with("policy", self.id)
			.with("buyer", units.address(&self.buyer.0))
			.with("consumer", order.consumer.as_ref().map(|device| units.address(&device.0)))
			.with("kind", order.kind.to_string())
			.with("unit", order.unit.to_string())
			.shown("wants", order.want.json(), order.want.text(units))
			.with("quantity", order.quantity)
			.with("place", order.place.as_ref().map(ToString::to_string))
			.shown(
				"price",
				json!({
					"start": ramp.start.to_string(),
					"maximum": ramp.maximum.to_string(),
					"duration": ramp.duration,
				}),
				ramp.text(units),
			)
			.amount("accepts now", self.accepted.into(), &token)
			.shown("tip", order.tip, Share(order.tip).text())
			.amount("budget left", self.budget.into(), &token)
			.amount("can spend now", self.left.into(), &token)
			.with("purchases left in this period", self.purchases_left)
			.shown(
				"allowance",
				json!({
					"period": allowance.period,
					"amount": allowance.amount.to_string(),
					"purchases": allowance.purchases,
				}),
				format!(
					"{} and {} purchases in {}",
					gas(allowance.amount, units),
					allowance.purchases,
					duration(allowance.period)
				),
			)
			.amount("least reputation", order.reputation.into(), &token)
			.with("least security", security_text(order.security.0))
			.with("arbiters", accounts(&order.arbiters))
			.amount("ruling costs at most", order.ruling.into(), &token)
			.shown("least dispute window", order.window, duration(order.window.into()))
			.shown("patience", order.patience, duration(order.patience))
			.with("metadata", hex(&order.metadata))
			.with("paused", self.paused)
			.moment("expires", order.expires, now)
	}
}

impl Misfit {
	/// What it is.
	pub const fn explain(&self) -> &'static str {
		match self {
			Self::UnknownPolicy => "no policy has this number, or it is closed",
			Self::Paused => "the buyer has paused the policy",
			Self::Expired => "the policy has expired",
			Self::Resource => "the listing sells something else, or counts it in another unit",
			Self::Place => "the listing is elsewhere",
			Self::Pricing => "the listing charges in another way",
			Self::Package => "it is not the package that is wanted",
			Self::Reputation => "the seller's name is worth too little",
			Self::Security => "the providing device guards its key too badly",
			Self::Window => "there is too little time to dispute",
			Self::Patience => "delivery, notice or claims may take too long",
			Self::Standby => "the stand-by fee is too high",
			Self::Arbiter => "there is no arbiter whom both sides accept",
			Self::Price => "it costs more than is accepted now; that may rise",
			Self::Period => "it costs more than may be spent in this period still",
			Self::Budget => "it costs more than is left of the budget",
			Self::Purchase(refusal) => refusal.explain().0,
		}
	}
}

impl PolicyPreview {
	/// What is known of it.
	pub fn record(&self, policy: u64, listing: u32, units: &Units) -> Record {
		let token = units.gas();
		let misfits: Vec<&str> = self.misfits.iter().map(Misfit::explain).collect();
		Record::new()
			.with("policy", policy)
			.with("listing", listing)
			.amount("accepts now", self.accepted.into(), &token)
			.amount("price", self.price.into(), &token)
			.amount("tip", self.tip.into(), &token)
			.with("would be executed", self.misfits.is_empty())
			.with("refused because", misfits)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn policy() -> Policy {
		Policy {
			id: 3,
			buyer: AccountId32([1; 32]),
			order: Order {
				kind: Kind::Power,
				unit: Unit::WattHour,
				want: Want::Metered { duration: 3_600_000, standby: 0 },
				quantity: 5_000,
				place: None,
				metadata: Vec::new(),
				consumer: None,
				reputation: 0,
				security: Static(SecurityLevel::Unattested),
				arbiters: Vec::new(),
				ruling: 0,
				window: 60_000,
				patience: 3_600_000,
				price: Ramp { start: 1_000_000_000, maximum: 3_000_000_000, duration: 60_000 },
				tip: 10_000,
				allowance: Allowance { period: 60_000, amount: 9_000_000_000, purchases: 2 },
				expires: 100,
			},
			budget: 9,
			left: 9,
			purchases_left: 1,
			accepted: 1_000_000_000,
			paused: false,
		}
	}

	#[test]
	fn a_policy_says_what_it_accepts_and_until_when() {
		let record = policy().record(50, &Units::default()).json();
		assert_eq!(record["accepts_now"], "1000000000");
		assert_eq!(record["tip"], 10_000);
		assert_eq!(record["wants"]["metered"]["duration"], 3_600_000);
		assert_eq!(policy().order.price.text(&Units::default()), "from 1 GAS to 3 GAS in 1 min");
	}

	#[test]
	fn only_a_policy_with_time_money_and_purchases_left_buys() {
		assert!(policy().may_buy(100));
		assert!(!policy().may_buy(101));
		assert!(!Policy { paused: true, ..policy() }.may_buy(50));
		assert!(!Policy { purchases_left: 0, ..policy() }.may_buy(50));
		assert!(!Policy { left: 0, ..policy() }.may_buy(50));
	}
}
