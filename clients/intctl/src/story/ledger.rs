// SPDX-License-Identifier: Apache-2.0

//! The books of the story: what every account has before and after, where each planck went, and
//! what the chain still holds.
//!
//! Nothing here is what the story thinks that it did. The two balance sheets are all accounts of
//! the chain at two blocks; what happened between them is read from the events of every block in
//! between, whoever caused them; and both have to agree, to the planck.

use super::teller::{expect, Teller};
use crate::{
	calls::GAS as ASSET,
	chain::{whole_number, Chain, Hold},
	commands::gas,
	errors::{Failure, Result},
	events::ChainEvent,
	output::Record,
	text::{parse_address, Units},
};
use int_api as api;
use int_primitives::AccountBytes;
use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Parts of a whole.
const MILLION: u128 = 1_000_000;

/// What somebody has, plancks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Has {
	free: u128,
	held: u128,
}

impl Has {
	const fn all(self) -> u128 {
		self.free.saturating_add(self.held)
	}
}

/// All accounts of the chain at a block.
pub struct Sheet {
	block: u64,
	int: BTreeMap<AccountBytes, Has>,
	gas: BTreeMap<AccountBytes, Has>,
	int_in_issue: u128,
	gas_in_issue: u128,
	/// GAS that was bought, and that was burned, since the chain began, as its books say.
	books: (u128, u128),
	/// Keys of the market's records: all that it has in the state but its counters.
	records: BTreeSet<Vec<u8>>,
	/// What is on hold, plancks.
	holds: BTreeMap<Hold, u128>,
}

fn sum(all: &BTreeMap<AccountBytes, Has>) -> Result<u128> {
	all.values()
		.try_fold(0u128, |sum, has| sum.checked_add(has.free)?.checked_add(has.held))
		.ok_or_else(|| Failure::other("the balances of the chain do not add up"))
}

impl Sheet {
	/// As the chain stands at its best block.
	pub async fn now(chain: &Chain) -> Result<Self> {
		let at = chain.best().await?;
		let storage = at.storage();
		let mut int = BTreeMap::new();
		let mut entries = storage.iter(api::storage().system().account(), ()).await?;
		while let Some(entry) = entries.next().await {
			let entry = entry?;
			let (account,) = entry.key()?.decode()?;
			let data = entry.value().decode()?.data;
			int.insert(account.0, Has { free: data.free, held: data.reserved });
		}
		let mut gas: BTreeMap<AccountBytes, Has> = BTreeMap::new();
		let mut entries = storage.iter(api::storage().assets().account(), (ASSET,)).await?;
		while let Some(entry) = entries.next().await {
			let entry = entry?;
			let (_, account) = entry.key()?.decode()?;
			gas.entry(account.0).or_default().free = entry.value().decode()?.balance;
		}
		let held = api::storage().assets_holder().balances_on_hold();
		let mut entries = storage.iter(held, (ASSET,)).await?;
		while let Some(entry) = entries.next().await {
			let entry = entry?;
			let (_, account) = entry.key()?.decode()?;
			gas.entry(account.0).or_default().held = entry.value().decode()?;
		}
		let issued = api::storage().balances().total_issuance();
		let int_in_issue = storage.fetch(issued, ()).await?.decode()?;
		let asset = storage.fetch(api::storage().assets().asset(), (ASSET,)).await?.decode()?;
		let books = gas::status(chain, &at).await?.ledger;
		let sheet = Self {
			block: at.block_number(),
			int,
			gas,
			int_in_issue,
			gas_in_issue: asset.supply,
			books: (
				books.sold.saturating_add(books.bought),
				books.burned.saturating_add(books.redeemed),
			),
			holds: chain.holds(&at).await?,
			records: chain.records_of(&at, api::storage().resource_market().next_listing()).await?,
		};
		expect(sum(&sheet.int)? == sheet.int_in_issue, "all INT is not what is in issue")?;
		expect(sum(&sheet.gas)? == sheet.gas_in_issue, "all GAS is not what is in issue")?;
		Ok(sheet)
	}

	fn int(&self, account: &AccountBytes) -> Has {
		self.int.get(account).copied().unwrap_or_default()
	}

	fn gas(&self, account: &AccountBytes) -> Has {
		self.gas.get(account).copied().unwrap_or_default()
	}
}

/// What came to somebody and went, of one token, plancks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Flow {
	/// Bought from the chain (GAS), or paid to it for GAS (INT).
	bought: u128,
	/// Earned on the market, tips among it.
	earned: u128,
	/// Spent on the market: prices with their fee, and tips.
	spent: u128,
	/// Sent by others.
	received: u128,
	/// Sent to others.
	sent: u128,
	/// Fees of transactions.
	fees: u128,
}

impl Flow {
	/// What there should be after it. Nothing if that is below nothing.
	fn after(&self, before: u128, buys: bool) -> Option<u128> {
		let (more, less) = if buys { (self.bought, 0) } else { (0, self.bought) };
		before
			.checked_add(more)?
			.checked_add(self.earned)?
			.checked_add(self.received)?
			.checked_sub(less)?
			.checked_sub(self.spent)?
			.checked_sub(self.sent)?
			.checked_sub(self.fees)
	}
}

fn add(to: &mut u128, amount: u128) {
	*to = to.saturating_add(amount);
}

/// A trade of the market.
#[derive(Debug, Clone)]
struct Trade {
	listing: u32,
	buyer: AccountBytes,
	paid: u128,
	burned: u128,
	tip: u128,
}

/// What happened in some blocks.
#[derive(Default)]
struct Happened {
	int: BTreeMap<AccountBytes, Flow>,
	gas: BTreeMap<AccountBytes, Flow>,
	/// Fees that pots have paid for devices.
	by_pots: BTreeMap<AccountBytes, u128>,
	/// Who made the pot of a fleet.
	pots: BTreeMap<u32, AccountBytes>,
	int_burned: u128,
	int_minted: u128,
	gas_minted: u128,
	gas_burned: u128,
	market_burned: u128,
	trades: BTreeMap<u64, Trade>,
}

/// The fields of an event.
struct Fields<'a>(&'a Value);

impl Fields<'_> {
	fn account(&self, name: &str) -> Result<AccountBytes> {
		self.0.get(name).and_then(Value::as_str).and_then(parse_address).ok_or_else(|| bad(name))
	}

	fn number(&self, name: &str) -> Result<u128> {
		self.0.get(name).and_then(whole_number).ok_or_else(|| bad(name))
	}

	fn id<N: TryFrom<u128>>(&self, name: &str) -> Result<N> {
		N::try_from(self.number(name)?).map_err(|_| bad(name))
	}

	fn is_gas(&self) -> bool {
		self.number("asset_id").is_ok_and(|asset| asset == u128::from(ASSET))
	}
}

fn bad(name: &str) -> Failure {
	Failure::incompatible(format!("the field {name} of an event"))
}

impl Happened {
	/// What the events of the blocks after `from` and up to `to` say.
	async fn between(
		chain: &Chain,
		from: u64,
		to: u64,
		receivers: &BTreeMap<u32, Vec<(AccountBytes, u32)>>,
	) -> Result<Self> {
		let mut happened = Self::default();
		for number in from.saturating_add(1)..=to {
			let at = chain.at_number(number).await?;
			for event in at.events().fetch().await?.iter() {
				let event = ChainEvent::read(&event?, at.metadata_ref(), &chain.units);
				happened.heed(&event, receivers)?;
			}
		}
		Ok(happened)
	}

	fn of_int(&mut self, account: AccountBytes) -> &mut Flow {
		self.int.entry(account).or_default()
	}

	fn of_gas(&mut self, account: AccountBytes) -> &mut Flow {
		self.gas.entry(account).or_default()
	}

	fn heed(
		&mut self,
		event: &ChainEvent,
		receivers: &BTreeMap<u32, Vec<(AccountBytes, u32)>>,
	) -> Result<()> {
		let fields = Fields(&event.fields);
		match (event.pallet.as_str(), event.event.as_str()) {
			("TransactionPayment", "TransactionFeePaid") => {
				let (who, fee) = (fields.account("who")?, fields.number("actual_fee")?);
				add(&mut self.of_int(who).fees, fee);
			},
			("PgasAllowance", "PGASFeePaid") => {
				let (who, fee) = (fields.account("who")?, fields.number("actual_fee")?);
				add(&mut self.of_gas(who).fees, fee);
			},
			("FeePayment", name) => self.heed_pots(name, &fields)?,
			("Balances", "BurnedDebt" | "Burned" | "BurnedHeld") => {
				add(&mut self.int_burned, fields.number("amount")?);
			},
			("Balances", "Minted" | "MintedCredit") => {
				add(&mut self.int_minted, fields.number("amount")?);
			},
			("Balances", "Transfer") => {
				let amount = fields.number("amount")?;
				add(&mut self.of_int(fields.account("from")?).sent, amount);
				add(&mut self.of_int(fields.account("to")?).received, amount);
			},
			("Gas", "Bought") => {
				let who = fields.account("who")?;
				add(&mut self.of_int(who).bought, fields.number("int")?);
				add(&mut self.of_gas(who).bought, fields.number("gas")?);
			},
			("Assets", name) if fields.is_gas() => self.heed_gas(name, &fields)?,
			("AssetsHolder", "Burned") if fields.is_gas() => {
				add(&mut self.gas_burned, fields.number("amount")?);
			},
			("ResourceMarket", name) => self.heed_market(name, &fields, receivers)?,
			_ => {},
		}
		Ok(())
	}

	fn heed_gas(&mut self, name: &str, fields: &Fields<'_>) -> Result<()> {
		match name {
			"Issued" => add(&mut self.gas_minted, fields.number("amount")?),
			"Burned" => add(&mut self.gas_burned, fields.number("balance")?),
			"BurnedCredit" => add(&mut self.gas_burned, fields.number("amount")?),
			"Transferred" => {
				let amount = fields.number("amount")?;
				add(&mut self.of_gas(fields.account("from")?).sent, amount);
				add(&mut self.of_gas(fields.account("to")?).received, amount);
			},
			_ => {},
		}
		Ok(())
	}

	fn heed_pots(&mut self, name: &str, fields: &Fields<'_>) -> Result<()> {
		match name {
			"FeeSponsored" => {
				let device = fields.account("device")?;
				add(self.by_pots.entry(device).or_default(), fields.number("fee")?);
			},
			"PotCreated" => {
				self.pots.insert(fields.id("fleet")?, fields.account("owner")?);
			},
			"PotFunded" => {
				let amount = fields.number("amount")?;
				add(&mut self.of_gas(fields.account("by")?).sent, amount);
			},
			"PotWithdrawn" | "PotClosed" => {
				let amount = fields.number("amount")?;
				if let Some(owner) = self.pots.get(&fields.id("fleet")?).copied() {
					add(&mut self.of_gas(owner).received, amount);
				}
			},
			_ => {},
		}
		Ok(())
	}

	fn heed_market(
		&mut self,
		name: &str,
		fields: &Fields<'_>,
		receivers: &BTreeMap<u32, Vec<(AccountBytes, u32)>>,
	) -> Result<()> {
		match name {
			"Purchased" => {
				let trade = Trade {
					listing: fields.id("listing")?,
					buyer: fields.account("buyer")?,
					paid: 0,
					burned: 0,
					tip: 0,
				};
				self.trades.insert(fields.id("agreement")?, trade);
			},
			"Paid" => {
				let (amount, fee) = (fields.number("amount")?, fields.number("fee")?);
				add(&mut self.market_burned, fee);
				let Some(trade) = self.trades.get_mut(&fields.id("agreement")?) else {
					return Ok(());
				};
				add(&mut trade.paid, amount);
				add(&mut trade.burned, fee);
				let (buyer, listing) = (trade.buyer, trade.listing);
				add(&mut self.of_gas(buyer).spent, amount);
				let parts = receivers.get(&listing).map(Vec::as_slice).unwrap_or_default();
				for (who, part) in divided(amount.saturating_sub(fee), parts) {
					add(&mut self.of_gas(who).earned, part);
				}
			},
			"TipSettled" => {
				let (executor, amount) = (fields.account("executor")?, fields.number("amount")?);
				add(&mut self.of_gas(executor).earned, amount);
				if let Some(trade) = self.trades.get_mut(&fields.id("agreement")?) {
					add(&mut trade.tip, amount);
					let buyer = trade.buyer;
					add(&mut self.of_gas(buyer).spent, amount);
				}
			},
			_ => {},
		}
		Ok(())
	}
}

/// What each receiver gets of an amount: its parts of a million, rounded down, and what that leaves
/// the first.
fn divided(amount: u128, parts: &[(AccountBytes, u32)]) -> Vec<(AccountBytes, u128)> {
	let Some(((first, _), rest)) = parts.split_first() else { return Vec::new() };
	let mut left = amount;
	let mut shares: Vec<(AccountBytes, u128)> = rest
		.iter()
		.map(|(who, part)| {
			let share = amount.saturating_mul((*part).into()) / MILLION;
			left = left.saturating_sub(share);
			(*who, share)
		})
		.collect();
	shares.insert(0, (*first, left));
	shares
}

/// Somebody in the tables.
pub struct Person {
	/// What the table calls it.
	pub title: String,
	/// Its account.
	pub account: AccountBytes,
	/// Whether it makes blocks or is the chain's own, and so receives parts of fees.
	pub takes_fees: bool,
}

/// The books of a story.
pub struct Books {
	before: Sheet,
	/// Who is in the tables.
	pub people: Vec<Person>,
	/// Who receives the revenue of which listing.
	pub receivers: BTreeMap<u32, Vec<(AccountBytes, u32)>>,
	/// What was sold by a listing, in words.
	pub titles: BTreeMap<u32, &'static str>,
}

/// What the books come to.
pub struct Tables {
	/// INT, by account.
	pub int: Vec<Record>,
	/// GAS, by account.
	pub gas: Vec<Record>,
	/// Trades.
	pub trades: Vec<Record>,
	/// What is still on hold, by account and reason.
	pub holds: Vec<Record>,
}

/// A difference with its sign.
fn change(before: u128, after: u128, units: &Units) -> (Value, String) {
	let (sign, plancks) = match after.checked_sub(before) {
		Some(more) => ("+", more),
		None => ("-", before.saturating_sub(after)),
	};
	let sign = if plancks == 0 { "" } else { sign };
	(format!("{sign}{plancks}").into(), format!("{sign}{}", units.amount(plancks)))
}

/// The chain's own accounts: pallet, constant that names it, and what it is.
const OWN: [(&str, &str, &str); 4] = [
	("CollatorSelection", "PotId", "the collators' pot"),
	("Gas", "PalletId", "the reserve of GAS"),
	("FeePayment", "PalletId", "the pots of fleets"),
	("ResourceMarket", "PalletId", "the market"),
];

/// The account that a pallet's eight bytes stand for.
fn own_account(id: [u8; 8]) -> AccountBytes {
	let mut account = [0; 32];
	account[..4].copy_from_slice(b"modl");
	account[4..12].copy_from_slice(&id);
	account
}

impl Books {
	/// Opens the books.
	pub async fn open(chain: &Chain) -> Result<Self> {
		let (people, receivers, titles) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
		Ok(Self { before: Sheet::now(chain).await?, people, receivers, titles })
	}

	/// Adds somebody to the tables.
	pub fn person(&mut self, title: impl Into<String>, account: AccountBytes) {
		self.add(title.into(), account, false);
	}

	/// Adds somebody who receives parts of fees.
	pub fn author(&mut self, title: impl Into<String>, account: AccountBytes) {
		self.add(title.into(), account, true);
	}

	fn add(&mut self, title: String, account: AccountBytes, takes_fees: bool) {
		if self.people.iter().all(|person| person.account != account) {
			self.people.push(Person { title, account, takes_fees });
		}
	}

	/// Closes the books: what the chain holds, and where each planck went. An error when anything
	/// is not as it should be, with the tables beside it.
	pub async fn close(
		&mut self,
		chain: &Chain,
		teller: &mut Teller,
	) -> Result<(Tables, Result<()>)> {
		let at = chain.best().await?;
		for (pallet, constant, title) in OWN {
			let address = subxt::dynamic::constant::<[u8; 8]>(pallet, constant);
			if let Ok(id) = at.constants().entry(address) {
				self.author(title, own_account(id));
			}
		}
		let after = Sheet::now(chain).await?;
		let happened =
			Happened::between(chain, self.before.block, after.block, &self.receivers).await?;
		let tables = Tables {
			int: self.table(&self.before.int, &after.int, &happened.int, &chain.units, None),
			gas: self.table(
				&self.before.gas,
				&after.gas,
				&happened.gas,
				&chain.units.gas(),
				Some(&happened.by_pots),
			),
			trades: self.trades(&happened, &chain.units.gas()),
			holds: self.holds(&after, &chain.units),
		};
		let checked = self
			.ensure_nothing_is_left(&after, teller)
			.and_then(|()| self.ensure_books(&after, &happened, &chain.units, teller));
		Ok((tables, checked))
	}

	/// A line for each person, one for everybody else, and one for all. With what pots have paid it
	/// is the table of GAS, which also has the market's trades.
	fn table(
		&self,
		before: &BTreeMap<AccountBytes, Has>,
		after: &BTreeMap<AccountBytes, Has>,
		flows: &BTreeMap<AccountBytes, Flow>,
		units: &Units,
		by_pots: Option<&BTreeMap<AccountBytes, u128>>,
	) -> Vec<Record> {
		let of = |sheet: &BTreeMap<AccountBytes, Has>, account: &AccountBytes| {
			sheet.get(account).copied().unwrap_or_default()
		};
		let row = |title: &str, was: u128, is: Has, account: Option<&AccountBytes>| {
			let flow = account.and_then(|account| flows.get(account)).copied().unwrap_or_default();
			let (value, text) = change(was, is.all(), units);
			let record = Record::new()
				.with("who", title)
				.amount("before", was, units)
				.amount("after", is.all(), units)
				.shown("change", value, text)
				.amount("of it on hold", is.held, units);
			let record = match by_pots.is_some() {
				true => record
					.amount("bought", flow.bought, units)
					.amount("earned", flow.earned, units)
					.amount("spent", flow.spent, units),
				false => record.amount("for GAS", flow.bought, units),
			};
			let record = record
				.amount("received", flow.received, units)
				.amount("sent", flow.sent, units)
				.amount("fees", flow.fees, units);
			match by_pots {
				Some(paid) => {
					let paid = account.and_then(|account| paid.get(account)).copied();
					record.amount("fees by a pot", paid.unwrap_or_default(), units)
				},
				None => record,
			}
		};
		let mut records = Vec::new();
		let (mut rest_was, mut rest_is) = (0u128, Has::default());
		let (mut all_was, mut all_is) = (0u128, Has::default());
		let accounts: BTreeSet<&AccountBytes> = before.keys().chain(after.keys()).collect();
		for account in accounts {
			let (was, is) = (of(before, account).all(), of(after, account));
			add(&mut all_was, was);
			add(&mut all_is.free, is.free);
			add(&mut all_is.held, is.held);
			if self.people.iter().all(|person| person.account != *account) {
				add(&mut rest_was, was);
				add(&mut rest_is.free, is.free);
				add(&mut rest_is.held, is.held);
			}
		}
		for person in &self.people {
			let account = &person.account;
			let (was, is) = (of(before, account).all(), of(after, account));
			records.push(row(&person.title, was, is, Some(account)));
		}
		records.push(row("everybody else", rest_was, rest_is, None));
		records.push(row("all accounts", all_was, all_is, None));
		records
	}

	fn trades(&self, happened: &Happened, units: &Units) -> Vec<Record> {
		let name = |account: &AccountBytes| {
			self.people
				.iter()
				.find(|person| person.account == *account)
				.map_or_else(|| units.address(account), |person| person.title.clone())
		};
		happened
			.trades
			.iter()
			.filter(|(_, trade)| self.titles.contains_key(&trade.listing))
			.map(|(agreement, trade)| {
				let parts = self.receivers.get(&trade.listing);
				let net = trade.paid.saturating_sub(trade.burned);
				let received: Vec<String> = divided(net, parts.map_or(&[], Vec::as_slice))
					.into_iter()
					.map(|(who, share)| format!("{}: {}", name(&who), units.amount(share)))
					.collect();
				let title = self.titles.get(&trade.listing).copied().unwrap_or_default();
				Record::new()
					.with("agreement", *agreement)
					.with("what", title)
					.with("buyer", name(&trade.buyer))
					.amount("paid", trade.paid, units)
					.amount("burned", trade.burned, units)
					.amount("tip", trade.tip, units)
					.with("received", received.join(", "))
			})
			.collect()
	}

	/// What is on hold on the accounts of the tables.
	fn of_people<'a>(
		&'a self,
		sheet: &'a Sheet,
	) -> impl Iterator<Item = (&'a Person, &'a Hold, u128)> {
		sheet.holds.iter().filter_map(|(hold, amount)| {
			let person = self.people.iter().find(|person| person.account == hold.account)?;
			Some((person, hold, *amount))
		})
	}

	fn holds(&self, after: &Sheet, units: &Units) -> Vec<Record> {
		self.of_people(after)
			.map(|(person, hold, amount)| {
				let units = if hold.is_gas { units.gas() } else { units.clone() };
				Record::new()
					.with("who", person.title.as_str())
					.with("on hold for", hold.reason.as_str())
					.amount("amount", amount, &units)
			})
			.collect()
	}

	/// Nothing of the story's trades is left in the state, and no GAS or deposit on hold for one.
	fn ensure_nothing_is_left(&self, after: &Sheet, teller: &mut Teller) -> Result<()> {
		let left = after.records.difference(&self.before.records).count();
		teller.say(format!(
			"records of the market in the state: {} before, {} after, {left} of them new",
			self.before.records.len(),
			after.records.len()
		));
		expect(left == 0, format!("{left} records of the market are left"))?;
		// What somebody traded before the story is none of it.
		let (mut gas, mut int) = (0u128, 0u128);
		for (person, hold, amount) in self.of_people(after) {
			if !hold.is_gas && !hold.reason.starts_with("ResourceMarket") {
				continue;
			}
			let before = self.before.holds.get(hold).copied().unwrap_or_default();
			add(if hold.is_gas { &mut gas } else { &mut int }, amount.saturating_sub(before));
			expect(
				amount <= before,
				format!("{} has something on hold for {}", person.title, hold.reason),
			)?;
		}
		teller.say(format!(
			"on hold for it: {} of escrows, bids, bonds and budgets, and {} of deposits",
			teller.units.gas().amount(gas),
			teller.units.amount(int)
		));
		Ok(())
	}

	/// Everybody has what the events of the chain say, and all of it adds up.
	fn ensure_books(
		&self,
		after: &Sheet,
		happened: &Happened,
		units: &Units,
		teller: &mut Teller,
	) -> Result<()> {
		let (before, gas) = (&self.before, units.gas());
		for person in self.people.iter().filter(|person| !person.takes_fees) {
			let account = &person.account;
			for (was, is, flow, buys, units) in [
				(before.int(account), after.int(account), happened.int.get(account), false, units),
				(before.gas(account), after.gas(account), happened.gas.get(account), true, &gas),
			] {
				let should = flow.copied().unwrap_or_default().after(was.all(), buys);
				expect(
					should == Some(is.all()),
					format!(
						"{} has {} and should have {}",
						person.title,
						units.amount(is.all()),
						should.map_or_else(|| "less than nothing".into(), |all| units.amount(all))
					),
				)?;
			}
		}
		teller.say("each account has what it had, bought, earned, spent, sent and paid in fees");
		let int = before
			.int_in_issue
			.checked_add(happened.int_minted)
			.and_then(|sum| sum.checked_sub(happened.int_burned));
		teller.say(format!(
			"INT: {} before = {} after + {} of fees burned",
			units.amount(before.int_in_issue),
			units.amount(after.int_in_issue),
			units.amount(happened.int_burned)
		));
		expect(int == Some(after.int_in_issue), "INT was lost or made")?;
		let all = before
			.gas_in_issue
			.checked_add(happened.gas_minted)
			.and_then(|sum| sum.checked_sub(happened.gas_burned));
		teller.say(format!(
			"GAS: {} before + {} bought = {} after + {} burned ({} of it as the market's fee)",
			gas.amount(before.gas_in_issue),
			gas.amount(happened.gas_minted),
			gas.amount(after.gas_in_issue),
			gas.amount(happened.gas_burned),
			gas.amount(happened.market_burned)
		));
		expect(all == Some(after.gas_in_issue), "GAS was lost or made")?;
		let (was, is) = (before.books, after.books);
		expect(
			is.0.checked_sub(was.0) == Some(happened.gas_minted)
				&& is.1.checked_sub(was.1) == Some(happened.gas_burned),
			"the chain's own books of GAS say something else",
		)?;
		teller.say("the chain's own books of GAS say the same");
		Ok(())
	}
}

impl Tables {
	/// For machines.
	pub fn json(&self) -> Value {
		let all = |records: &[Record]| records.iter().map(Record::json).collect::<Vec<_>>();
		json!({
			"int": all(&self.int),
			"gas": all(&self.gas),
			"trades": all(&self.trades),
			"on_hold": all(&self.holds),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn event(pallet: &str, event: &str, fields: Value) -> ChainEvent {
		ChainEvent { pallet: pallet.into(), event: event.into(), fields }
	}

	fn address(account: AccountBytes) -> String {
		Units::default().address(&account)
	}

	#[test]
	fn what_rounding_leaves_goes_to_the_first() {
		let parts = [([1; 32], 333_333), ([2; 32], 333_333), ([3; 32], 333_334)];
		let shares = divided(100, &parts);
		assert_eq!(shares, [([1; 32], 34), ([2; 32], 33), ([3; 32], 33)]);
		assert_eq!(shares.iter().map(|(_, share)| share).sum::<u128>(), 100);
		assert!(divided(100, &[]).is_empty());
	}

	#[test]
	fn a_sale_is_spent_by_one_and_earned_by_others() {
		let (buyer, seller, executor) = ([1; 32], [2; 32], [3; 32]);
		let receivers = BTreeMap::from([(7, vec![(seller, 1_000_000)])]);
		let mut happened = Happened::default();
		for each in [
			event(
				"ResourceMarket",
				"Purchased",
				json!({ "agreement": 4, "listing": 7, "buyer": address(buyer) }),
			),
			event("ResourceMarket", "Paid", json!({ "agreement": 4, "amount": 1_000, "fee": 5 })),
			event("AssetsHolder", "Burned", json!({ "asset_id": ASSET, "amount": 5 })),
			event(
				"ResourceMarket",
				"TipSettled",
				json!({ "agreement": 4, "executor": address(executor), "amount": 10 }),
			),
			event(
				"PgasAllowance",
				"PGASFeePaid",
				json!({ "who": address(buyer), "actual_fee": "3" }),
			),
		] {
			happened.heed(&each, &receivers).unwrap();
		}
		assert_eq!(happened.gas[&buyer].after(2_000, true), Some(2_000 - 1_000 - 10 - 3));
		assert_eq!(happened.gas[&seller].after(0, true), Some(995));
		assert_eq!(happened.gas[&executor].after(0, true), Some(10));
		assert_eq!((happened.gas_burned, happened.market_burned), (5, 5));
	}

	#[test]
	fn a_difference_has_its_sign() {
		let units = Units::default().gas();
		assert_eq!(change(1, 3_000_000_001, &units).1, "+3 GAS");
		assert_eq!(change(3, 1, &units).0, "-2");
		assert_eq!(change(3, 3, &units).1, "0 GAS");
	}

	#[test]
	fn the_account_of_a_pallet_begins_with_modl() {
		let account = own_account(*b"int/mark");
		assert_eq!(&account[..12], b"modlint/mark");
		assert!(account[12..].iter().all(|byte| *byte == 0));
	}
}
