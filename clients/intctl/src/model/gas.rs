// SPDX-License-Identifier: Apache-2.0

//! What `GasApi` answers, as this program reads it.

use crate::{
	output::Record,
	price::Price,
	text::{decimal, duration, utc, Units},
};
use int_primitives::Millis;
use serde_json::{json, Value};
use subxt::{ext::scale_decode::DecodeAsType, utils::AccountId32};

/// Plancks of one GAS.
pub const GAS: u128 = 1_000_000_000;

/// A share, millionths (`Permill`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Share(pub u32);

impl Share {
	/// For people: per cent.
	pub fn text(self) -> String {
		format!("{} %", decimal(self.0.into(), 4).unwrap_or_default())
	}
}

/// A ratio (`FixedU128`), 18 decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Ratio(pub u128);

impl Ratio {
	/// One.
	pub const ONE: Self = Self(1_000_000_000_000_000_000);

	/// All digits, for machines.
	pub fn exact(self) -> String {
		decimal(self.0, 18).unwrap_or_default()
	}

	/// For people: per cent with two decimals, cut off.
	pub fn text(self) -> String {
		format!("{} %", decimal(self.0 / 100_000_000_000_000, 2).unwrap_or_default())
	}
}

/// Whether the price can be acted upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Health {
	/// Recent, agreed upon, and calm.
	Fresh,
	/// There never was a quorum.
	NoPrice,
	/// Too few operators have fed of late.
	Stale,
	/// The price jumped, and a quorum has not confirmed it yet.
	Unconfirmed {
		/// Where it jumped to.
		price: Price,
		/// Values later than this confirm it.
		since: Millis,
	},
	/// The operators are too far apart from each other.
	Disputed,
	/// The latest price is too far from the mean.
	Diverged,
}

impl Health {
	/// For people.
	pub fn text(self) -> String {
		match self {
			Self::Fresh => "fresh".into(),
			Self::NoPrice => "no quorum of operators has fed yet".into(),
			Self::Stale => "stale: too few operators have fed of late".into(),
			Self::Unconfirmed { price, since } => format!(
				"a jump to {} waits for a quorum to feed after {} UTC",
				price.text(),
				utc(since)
			),
			Self::Disputed => "disputed: the operators are too far apart".into(),
			Self::Diverged => "diverged: the latest price is too far from the mean".into(),
		}
	}

	/// The name alone, for machines.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Fresh => "Fresh",
			Self::NoPrice => "NoPrice",
			Self::Stale => "Stale",
			Self::Unconfirmed { .. } => "Unconfirmed",
			Self::Disputed => "Disputed",
			Self::Diverged => "Diverged",
		}
	}

	/// What to do about it.
	const fn remedy(self) -> &'static str {
		match self {
			Self::Fresh => "Try again.",
			Self::NoPrice | Self::Stale | Self::Unconfirmed { .. } => {
				"Wait until a quorum of the oracle's operators has fed (`intctl oracle show`)."
			},
			Self::Disputed => "Wait until the oracle's operators agree (`intctl oracle show`).",
			Self::Diverged => "Wait until the mean has followed (`intctl gas price`).",
		}
	}
}

/// The prices that are acted upon.
#[derive(Debug, Clone, Copy, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Market {
	/// The latest confirmed median.
	pub latest: Price,
	/// The mean over the window.
	pub mean: Price,
	/// How far the operators are apart.
	pub confidence: Share,
	/// What GAS is sold at.
	pub low: Price,
	/// What GAS is redeemed at.
	pub high: Price,
	/// When the latest price was formed.
	pub quorum_at: Millis,
}

/// What a fee in INT is charged at.
#[derive(Debug, Clone, Copy, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct IntPrice {
	/// Before the premium.
	pub price: Price,
	/// Added to an amount of INT.
	pub premium: Share,
}

/// Where all GAS came from and where it went, plancks.
#[derive(Debug, Clone, Copy, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Ledger {
	/// In existence at genesis.
	pub endowed: u128,
	/// Sold by auctions.
	pub sold: u128,
	/// Sold by instant purchase.
	pub bought: u128,
	/// Burned by redemption.
	pub redeemed: u128,
	/// Burned by fees.
	pub burned: u128,
}

/// Why something stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Stop {
	/// No quorum ever.
	NoPrice,
	/// Too few operators have fed of late.
	Stale,
	/// A jump waits for confirmation.
	Unconfirmed,
	/// The operators are too far apart.
	Disputed,
	/// Latest price and mean are too far apart.
	Diverged,
	/// This window has issued all that it may.
	IssueCapReached,
	/// Governance has paused auctions.
	AuctionsPaused,
	/// Governance has paused instant purchase.
	PurchasesPaused,
	/// Governance has paused redemption.
	RedemptionsPaused,
}

impl Stop {
	/// For people: what stands still, and why.
	pub const fn text(self) -> &'static str {
		match self {
			Self::NoPrice => "minting and redemption: no quorum of operators has fed yet",
			Self::Stale => "minting and redemption: the price is stale",
			Self::Unconfirmed => "minting and redemption: a jump waits for confirmation",
			Self::Disputed => "minting and redemption: the operators are too far apart",
			Self::Diverged => "minting and redemption: latest price and mean are too far apart",
			Self::IssueCapReached => "minting: this window has issued all that it may",
			Self::AuctionsPaused => "auctions: paused by governance",
			Self::PurchasesPaused => "instant purchase: paused by governance",
			Self::RedemptionsPaused => "redemption: paused by governance",
		}
	}
}

/// How GAS stands.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Status {
	/// Whether the price can be acted upon.
	pub health: Health,
	/// The prices, of whatever health.
	pub market: Option<Market>,
	/// Plancks of GAS in issue.
	pub issue: u128,
	/// Where they came from and where they went.
	pub ledger: Ledger,
	/// Plancks of INT in the reserve.
	pub reserve: u128,
	/// The reserve at the low price over the issue.
	pub ratio: Option<Ratio>,
	/// Everything that stands still.
	pub stops: Vec<Stop>,
	/// Plancks of GAS that may still be issued in this window.
	pub issue_left: u128,
	/// When the window of issue ends.
	pub issue_window_ends: Millis,
	/// What a fee in INT is charged at.
	pub int_price: IntPrice,
}

impl Status {
	/// The prices.
	pub fn prices(&self, now: Millis, units: &Units) -> Record {
		let mut record = Record::new().shown("health", self.health.name(), self.health.text());
		if let Some(market) = &self.market {
			record = record
				.price("latest price", market.latest)
				.price("mean price", market.mean)
				.price("low price", market.low)
				.price("high price", market.high)
				.shown("confidence", market.confidence.0, format!("± {}", market.confidence.text()))
				.moment("formed", market.quorum_at, now);
			if let Some(int) = market.low.int_for_gas(GAS) {
				record = record.amount("1 GAS at the low price", int, units);
			}
			if let Some(int) = market.high.int_for_gas(GAS) {
				record = record.amount("1 GAS at the high price", int, units);
			}
		}
		record.price("price of fees in INT", self.int_price.price).shown(
			"premium of fees in INT",
			self.int_price.premium.0,
			self.int_price.premium.text(),
		)
	}

	/// Everything.
	pub fn record(&self, now: Millis, units: &Units) -> Record {
		let gas = units.gas();
		let stops: Vec<Value> = self.stops.iter().map(|stop| json!(format!("{stop:?}"))).collect();
		let texts: Vec<&str> = self.stops.iter().map(|stop| stop.text()).collect();
		let texts = if texts.is_empty() { "nothing".to_owned() } else { texts.join("\n") };
		self.prices(now, units)
			.amount("in issue", self.issue, &gas)
			.amount("endowed", self.ledger.endowed, &gas)
			.amount("sold by auction", self.ledger.sold, &gas)
			.amount("bought", self.ledger.bought, &gas)
			.amount("redeemed", self.ledger.redeemed, &gas)
			.amount("burned as fees", self.ledger.burned, &gas)
			.amount("reserve", self.reserve, units)
			.shown("reserve ratio", ratio_json(self.ratio), ratio_text(self.ratio))
			.amount("issue left in this window", self.issue_left, &gas)
			.moment("this window ends", self.issue_window_ends, now)
			.shown("standing still", stops, texts)
	}

	/// The reserve, and what it is good for.
	pub fn reserve(&self, rules: &Parameters, units: &Units) -> Record {
		let gas = units.gas();
		let worth = self.market.and_then(|market| market.low.gas_for_int(self.reserve));
		let limit = crate::price::mul_div(self.reserve, rules.redemption_limit.0.into(), 1_000_000);
		Record::new()
			.amount("reserve", self.reserve, units)
			.shown(
				"worth at the low price",
				worth.map(|worth| worth.to_string()),
				worth.map_or("-".into(), |worth| format!("{} = {}", gas.amount(worth), usd(worth))),
			)
			.amount("in issue", self.issue, &gas)
			.shown("reserve ratio", ratio_json(self.ratio), ratio_text(self.ratio))
			.shown("target ratio", rules.target_ratio.exact(), rules.target_ratio.text())
			.shown(
				"redemption pays of par",
				ratio_json(self.ratio.map(|ratio| ratio.min(Ratio::ONE))),
				match self.ratio {
					Some(ratio) if ratio < Ratio::ONE => {
						format!("{}: par holds for fees only", ratio.text())
					},
					Some(_) => "all".into(),
					None => "-".into(),
				},
			)
			.shown(
				"spread of redemption",
				rules.redemption_spread.0,
				rules.redemption_spread.text(),
			)
			.shown(
				"a window pays at most",
				limit.map(|limit| limit.to_string()),
				limit.map_or("-".into(), |limit| units.amount(limit)),
			)
			.shown(
				"a window takes requests for",
				rules.redemption_window,
				duration(rules.redemption_window),
			)
	}
}

fn ratio_json(ratio: Option<Ratio>) -> Value {
	ratio.map_or(Value::Null, |ratio| Value::String(ratio.exact()))
}

fn ratio_text(ratio: Option<Ratio>) -> String {
	ratio.map_or_else(|| "-".into(), Ratio::text)
}

/// Plancks of GAS in USD, for people: a USD is 10^12 of them.
pub fn usd(gas: u128) -> String {
	// Cut off at a millionth.
	format!("{} USD", decimal(gas / 1_000_000, 6).unwrap_or_default())
}

/// Those of the parameters that this program shows.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Parameters {
	/// Operators that have to agree on a price.
	pub quorum: u32,
	/// How long a value of an operator counts.
	pub fresh_for: Millis,
	/// What a redemption is paid below the high price.
	pub redemption_spread: Share,
	/// How long a window of redemption takes requests.
	pub redemption_window: Millis,
	/// The share of the reserve that a window pays at most.
	pub redemption_limit: Share,
	/// The multiple of the issue that the reserve is filled to.
	pub target_ratio: Ratio,
}

/// What holds for an auction.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct AuctionTerms {
	/// Plancks of GAS on offer.
	pub offer: u128,
	/// The reserve price above the low price.
	pub premium: Share,
	/// Bids in the book.
	pub book_size: u32,
	/// How long after its close its price has to be formed.
	pub cooling: Millis,
	/// How long it waits for that price after that.
	pub patience: Millis,
}

/// One bid of the book.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct BookLine {
	/// Its index.
	pub index: u32,
	/// Who bid.
	pub who: AccountId32,
	/// Plancks of GAS.
	pub quantity: u128,
	/// Plancks of INT for a whole GAS, at most.
	pub limit: u128,
}

impl BookLine {
	/// A line of the table.
	fn record(&self, units: &Units) -> Record {
		Record::new()
			.with("bid", self.index)
			.amount("limit for 1 GAS", self.limit, units)
			.amount("quantity", self.quantity, &units.gas())
			.with("bidder", units.address(&self.who.0))
	}
}

/// The auction that runs, or waits for its price.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Auction {
	/// Its number.
	pub id: u32,
	/// When it started.
	pub started: Millis,
	/// When it ends.
	pub ends: Millis,
	/// When it took its last bid.
	pub closed: Option<Millis>,
	/// What holds for it.
	pub terms: AuctionTerms,
	/// The least bid, plancks of GAS.
	pub least: u128,
	/// The reserve price if it were cleared now, plancks of INT for a whole GAS.
	pub reserve_price: Option<u128>,
	/// Its book, best first.
	pub book: Vec<BookLine>,
}

impl Auction {
	/// What is known of it, without the book.
	pub fn record(&self, now: Millis, units: &Units) -> Record {
		let gas = units.gas();
		let state = match self.closed {
			None => "takes bids",
			Some(_) => "has ended, waits for a price",
		};
		let cooled = self.closed.map(|closed| closed.saturating_add(self.terms.cooling));
		let mut record = Record::new()
			.with("auction", self.id)
			.with("state", state)
			.moment("started", self.started, now)
			.moment("ends", self.ends, now);
		if let Some(cooled) = cooled {
			let patience = cooled.saturating_add(self.terms.patience);
			record = record.moment("cools until", cooled, now).moment("waits until", patience, now);
		}
		record
			.amount("offer", self.terms.offer, &gas)
			.amount("least bid", self.least, &gas)
			.shown(
				"reserve price for 1 GAS",
				self.reserve_price.map(|price| price.to_string()),
				self.reserve_price
					.map_or("none while nothing is minted".into(), |price| units.amount(price)),
			)
			.shown("above the low price", self.terms.premium.0, self.terms.premium.text())
			.with("bids in the book", self.book.len())
			.with("room in the book", self.terms.book_size)
	}

	/// The book.
	pub fn book(&self, units: &Units) -> Vec<Record> {
		self.book.iter().map(|line| line.record(units)).collect()
	}
}

/// Where a bid stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum BidState {
	/// In the book of the auction that runs.
	Open,
	/// Over: this is what is still owed.
	Owed {
		/// Plancks of GAS.
		gas: u128,
		/// Plancks of INT.
		int: u128,
	},
}

/// A bid.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Bid {
	/// The auction.
	pub auction: u32,
	/// Which bid of it.
	pub index: u32,
	/// Plancks of GAS.
	pub quantity: u128,
	/// Plancks of INT for a whole GAS, at most.
	pub limit: u128,
	/// Plancks of INT that it put up.
	pub held: u128,
	/// Where it stands.
	pub state: BidState,
}

impl Bid {
	/// A line of the table.
	pub fn record(&self, units: &Units) -> Record {
		let record = Record::new()
			.with("auction", self.auction)
			.with("bid", self.index)
			.amount("quantity", self.quantity, &units.gas())
			.amount("limit for 1 GAS", self.limit, units)
			.amount("put up", self.held, units);
		match self.state {
			BidState::Open => owed(record.with("state", "in the book"), None, units),
			BidState::Owed { gas, int } => {
				owed(record.with("state", "to be claimed"), Some((gas, int)), units)
			},
		}
	}
}

/// Adds what is owed, plancks of GAS and of INT.
fn owed(record: Record, what: Option<(u128, u128)>, units: &Units) -> Record {
	let shown = |amount: Option<u128>, units: &Units| {
		(
			amount.map(|amount| amount.to_string()),
			amount.map_or_else(|| "-".into(), |amount| units.amount(amount)),
		)
	};
	let (gas, int) =
		(shown(what.map(|(gas, _)| gas), &units.gas()), shown(what.map(|(_, int)| int), units));
	record.shown("owed gas", gas.0, gas.1).shown("owed int", int.0, int.1)
}

/// What an exchange would come to now, plancks.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Quote {
	/// Of GAS.
	pub gas: u128,
	/// Of INT.
	pub int: u128,
}

impl Quote {
	/// What is known of it.
	pub fn record(&self, units: &Units) -> Record {
		let each = crate::price::mul_div(self.int, GAS, self.gas);
		Record::new().amount("gas", self.gas, &units.gas()).amount("int", self.int, units).shown(
			"for 1 GAS",
			each.map(|each| each.to_string()),
			each.map_or("-".into(), |each| units.amount(each)),
		)
	}
}

/// Why nothing can be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum Refusal {
	/// The price cannot be acted upon.
	Price(Health),
	/// Governance has paused it.
	Paused,
	/// Less than can be exchanged.
	TooLittle,
	/// More than an account may purchase in a window.
	AboveAccountCap,
	/// More than this window may still issue.
	IssueCapReached,
	/// Beyond what a balance can be.
	Overflow,
}

impl Refusal {
	/// What it is, and what to do about it.
	pub fn explain(self) -> (String, &'static str) {
		match self {
			Self::Price(health) => (format!("the price is {}", health.text()), health.remedy()),
			Self::Paused => ("governance has paused it".into(), "Wait until it resumes."),
			Self::TooLittle => (
				"it is less than can be exchanged".into(),
				"Exchange more at once: at least 1 GAS, and for a redemption what `intctl gas \
				 reserve` and the parameters say.",
			),
			Self::AboveAccountCap => (
				"it is more than an account may purchase in a window".into(),
				"Purchase less, or bid in the auction (`intctl gas auction`).",
			),
			Self::IssueCapReached => (
				"it is more than this window may still issue".into(),
				"Purchase less, or wait for the next window (`intctl gas status`).",
			),
			Self::Overflow => ("no balance can be so large".into(), "Exchange less."),
		}
	}
}

/// Where a request of redemption stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub enum RequestState {
	/// Its window waits.
	Waiting {
		/// When the window takes no more requests.
		closes: Millis,
		/// From when on it can be withdrawn if it was not executed.
		withdrawable: Millis,
	},
	/// Its window was executed: this is what is still owed.
	Owed {
		/// Plancks of GAS.
		gas: u128,
		/// Plancks of INT.
		int: u128,
	},
}

/// A request of redemption.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Redemption {
	/// The window.
	pub window: u32,
	/// Plancks of GAS requested.
	pub gas: u128,
	/// Where it stands.
	pub state: RequestState,
}

impl Redemption {
	/// A line of the table.
	pub fn record(&self, now: Millis, units: &Units) -> Record {
		let record =
			Record::new().with("window", self.window).amount("requested", self.gas, &units.gas());
		match self.state {
			RequestState::Waiting { closes, withdrawable } => {
				let state = if closes > now {
					"its window takes requests"
				} else if withdrawable > now {
					"its window waits for a price"
				} else {
					"can be withdrawn"
				};
				let record = record.with("state", state).moment("closes", closes, now).moment(
					"withdrawable from",
					withdrawable,
					now,
				);
				owed(record, None, units)
			},
			RequestState::Owed { gas, int } => {
				let record = record
					.with("state", "to be claimed")
					.with("closes", Value::Null)
					.with("withdrawable from", Value::Null);
				owed(record, Some((gas, int)), units)
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn status(ratio: Option<Ratio>) -> Status {
		let price = |text: &str| text.parse::<Price>().unwrap();
		Status {
			health: Health::Fresh,
			market: Some(Market {
				latest: price("0.05"),
				mean: price("0.051"),
				confidence: Share(1_000),
				low: price("0.05"),
				high: price("0.0520000000001"),
				quorum_at: 60_000,
			}),
			issue: 40_000 * GAS,
			ledger: Ledger { endowed: GAS, sold: 0, bought: 39_999 * GAS, redeemed: 0, burned: 0 },
			reserve: 1_000_000_000_000_000,
			ratio,
			stops: vec![Stop::IssueCapReached, Stop::AuctionsPaused],
			issue_left: 0,
			issue_window_ends: 120_000,
			int_price: IntPrice { price: price("0.05"), premium: Share(10_000) },
		}
	}

	#[test]
	fn shares_and_ratios_are_per_cent_for_people() {
		assert_eq!(Share(5_000).text(), "0.5 %");
		assert_eq!(Share(1).text(), "0.0001 %");
		assert_eq!(Ratio(1_234_567_000_000_000_000).text(), "123.45 %");
		assert_eq!(Ratio(1_234_567_000_000_000_000).exact(), "1.234567");
		assert_eq!(usd(1_500_000_000_000), "1.5 USD");
	}

	#[test]
	fn a_status_has_every_number_in_full_for_machines() {
		let record =
			status(Some(Ratio(1_250_000_000_000_000_000))).record(90_000, &Units::default());
		let all = record.json();
		assert_eq!(all["health"], "Fresh");
		assert_eq!(all["high_price"], "0.0520000000001");
		assert_eq!(all["in_issue"], (40_000 * GAS).to_string());
		assert_eq!(all["reserve_ratio"], "1.25");
		assert_eq!(all["standing_still"], json!(["IssueCapReached", "AuctionsPaused"]));
		// 1 GAS at 0.05 USD an INT.
		assert_eq!(all["1_gas_at_the_low_price"], "20000000000");
	}

	#[test]
	fn a_reserve_says_what_redemption_pays() {
		let rules = Parameters {
			quorum: 3,
			fresh_for: 600_000,
			redemption_spread: Share(20_000),
			redemption_window: 600_000,
			redemption_limit: Share(50_000),
			target_ratio: Ratio(2_000_000_000_000_000_000),
		};
		let units = Units::default();
		let full = status(Some(Ratio(1_250_000_000_000_000_000))).reserve(&rules, &units).json();
		assert_eq!(full["redemption_pays_of_par"], "1");
		assert_eq!(full["worth_at_the_low_price"], (50_000 * GAS).to_string());
		assert_eq!(full["a_window_pays_at_most"], "50000000000000");
		let short = status(Some(Ratio(400_000_000_000_000_000))).reserve(&rules, &units).json();
		assert_eq!(short["redemption_pays_of_par"], "0.4");
		let none = status(None).reserve(&rules, &units).json();
		assert_eq!(none["redemption_pays_of_par"], Value::Null);
	}

	#[test]
	fn requests_of_every_state_fit_one_table() {
		let units = Units::default();
		let request =
			|state| Redemption { window: 1, gas: GAS, state }.record(1_000, &units).json();
		let waiting = request(RequestState::Waiting { closes: 2_000, withdrawable: 3_000 });
		let owed = request(RequestState::Owed { gas: 0, int: 5 });
		let names =
			|value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
		assert_eq!(names(&waiting), names(&owed));
		assert_eq!(owed["owed_int"], "5");
		let late = request(RequestState::Waiting { closes: 1, withdrawable: 2 });
		assert_eq!(late["state"], "can be withdrawn");
	}
}
