// SPDX-License-Identifier: Apache-2.0

//! `intctl market match`: brings standing orders and listings together.
//!
//! What it costs is bounded: so many policies, listings and previews in a walk. What it has sent it
//! remembers until that is in a block or too old for one, so that no policy costs it two fees.

use super::{
	policy::{policy, wanting},
	Context,
};
use crate::{
	calls::market as calls,
	chain::{whole_number, At, Chain, Fee, Receipt, MORTALITY},
	cli::market::Match,
	commands::gas::fee,
	errors::{Failure, Kind as FailureKind, Result},
	events::ChainEvent,
	keys::Keypair,
	market::{
		allow,
		order::{cost, standby_cost},
	},
	model::{
		fees::Payer,
		market::{
			policy::{Order, Policy, PolicyPreview, Want},
			AllowList, AllowProof, Capacity, Kind, Listing, PlacePage, Pricing,
		},
	},
	output::Output,
	text::Units,
};
use int_primitives::{AccountBytes, Millis};
use serde_json::json;
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	rc::Rc,
};
use tokio::task::JoinSet;

/// The most policies of a kind that a walk looks at.
const POLICIES: usize = 1_000;

/// The most listings of a kind at a place.
const LISTINGS: usize = 1_000;

/// The listings on a page.
const PAGE: u32 = 200;

/// The cheapest so many listings are previewed for a policy.
const PREVIEWS: usize = 8;

/// What is said of a policy whose tip does not cover the fee.
const LEFT: &str = "left alone, the tip does not cover the fee";

/// The kinds that are looked at if none is named.
const KINDS: [Kind; 7] = [
	Kind::Power,
	Kind::Network,
	Kind::Compute,
	Kind::Storage,
	Kind::Data,
	Kind::Service,
	Kind::Access,
];

/// What a purchase for this order would cost by the listing's pricing, plancks of GAS; nothing if
/// the listing does not sell what is ordered. The chain has the last word.
fn price(order: &Order, listing: &Listing) -> Option<u64> {
	match (&order.want, &listing.pricing) {
		(Want::Delivery | Want::Package { .. }, Pricing::PriceTag(tag)) => {
			cost(tag.price, tag.per, order.quantity)
		},
		(Want::Metered { duration, .. }, Pricing::Metered(tariff)) => {
			let highest = tariff.tiers.iter().map(|tier| tier.price).max()?;
			let used = cost(highest, tariff.per, order.quantity)?;
			used.checked_add(standby_cost(tariff.standby, *duration)?)
		},
		(Want::Uses { .. }, Pricing::Cpp(cpp)) => cost(cpp.price, 1, order.quantity),
		_ => None,
	}
}

/// The listings that a policy may be executed against now, by all that a client sees of them: the
/// cheapest first.
fn candidates<'a>(
	policy: &Policy,
	listings: &'a [Listing],
	now: Millis,
) -> Vec<(u64, &'a Listing)> {
	let (order, most) = (&policy.order, policy.accepted.min(policy.left));
	let mut found: Vec<(u64, &Listing)> = listings
		.iter()
		.filter(|listing| {
			!listing.paused
				&& listing.unit == order.unit
				&& (listing.from..=listing.until).contains(&now)
		})
		.filter_map(|listing| Some((price(order, listing)?, listing)))
		.filter(|(price, _)| *price <= most)
		.collect();
	found.sort_by_key(|(price, listing)| (*price, listing.id));
	found
}

/// A list of buyers that a seller has published.
struct Published {
	commitment: AllowList,
	buyers: Vec<AccountBytes>,
}

/// An execution that the chain would take.
#[derive(Debug, Clone)]
pub struct Choice {
	/// The policy.
	pub policy: u64,
	/// The listing.
	pub listing: u32,
	/// Its terms.
	pub revision: u32,
	/// What goes on hold for the purchase, plancks of GAS.
	pub price: u64,
	/// What the executor gets when all of that is paid, plancks of GAS.
	pub tip: u64,
	allow: Option<AllowProof>,
	scarce: bool,
}

impl Choice {
	/// The call that executes it.
	pub fn call(&self) -> impl subxt::tx::Payload {
		calls::execute_policy(self.policy, self.listing, self.revision, self.allow.clone())
	}
}

/// The walk at one block: listings are asked for once, and what has few left is taken once.
pub struct Walk<'a> {
	chain: &'a Chain,
	at: &'a At,
	now: Millis,
	executor: AccountBytes,
	published: &'a [Published],
	listings: HashMap<(String, String), Rc<Vec<Listing>>>,
	taken: BTreeSet<u32>,
}

impl<'a> Walk<'a> {
	/// A walk for an executor.
	pub async fn new(chain: &'a Chain, at: &'a At, executor: AccountBytes) -> Result<Self> {
		let now = chain.time(at).await?;
		let (listings, taken) = (HashMap::new(), BTreeSet::new());
		Ok(Self { chain, at, now, executor, published: &[], listings, taken })
	}

	/// What is offered of a kind at a place.
	async fn listings(&mut self, order: &Order) -> Result<Rc<Vec<Listing>>> {
		let place = order.place.as_ref().map(ToString::to_string).unwrap_or_default();
		let key = (order.kind.to_string(), place);
		if let Some(known) = self.listings.get(&key) {
			return Ok(Rc::clone(known));
		}
		let (mut found, mut cursor) = (Vec::new(), None);
		loop {
			let question = calls::listings_at(order.kind.clone(), &key.1, cursor, PAGE);
			let page: PlacePage = self.chain.ask(self.at, question).await?;
			found.extend(page.listings);
			cursor = page.cursor;
			if cursor.is_none() || found.len() >= LISTINGS {
				break;
			}
		}
		let found = Rc::new(found);
		self.listings.insert(key, Rc::clone(&found));
		Ok(found)
	}

	/// The buyer's place in the list that a listing names, if that list is at hand.
	fn proof(&self, listing: &Listing, buyer: &AccountBytes) -> Option<AllowProof> {
		let wanted = listing.access.allow.as_ref()?;
		let list = self.published.iter().find(|list| list.commitment == *wanted)?;
		allow::proof(&list.buyers, buyer).ok()
	}

	/// The cheapest listing that the chain takes for this policy now.
	pub async fn choose(&mut self, policy: &Policy) -> Result<Option<Choice>> {
		if !policy.may_buy(self.now) {
			return Ok(None);
		}
		let listings = self.listings(&policy.order).await?;
		for (_, listing) in candidates(policy, &listings, self.now).into_iter().take(PREVIEWS) {
			if self.taken.contains(&listing.id) {
				continue;
			}
			let allow = self.proof(listing, &policy.buyer.0);
			let question =
				calls::preview_policy(self.executor, policy.id, listing.id, allow.clone());
			let preview: PolicyPreview = self.chain.ask(self.at, question).await?;
			if preview.misfits.is_empty() {
				return Ok(Some(Choice {
					policy: policy.id,
					listing: listing.id,
					revision: listing.revision,
					price: preview.price,
					tip: preview.tip,
					allow,
					scarce: listing.capacity != Capacity::Unlimited,
				}));
			}
		}
		Ok(None)
	}
}

/// What is known of a policy that is not executed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Memory {
	/// Sent in a transaction that no block after this one takes.
	Sent { until: u64 },
	/// Left alone because the tip does not cover the fee. It is said once.
	Dear,
}

/// What an executor has come to, plancks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Account {
	executed: u64,
	lost: u64,
	tips: u128,
	fees_gas: u128,
	fees_int: u128,
}

impl Account {
	/// What a block tells of this executor.
	fn heed(&mut self, event: &ChainEvent, address: &str) {
		let names = |field: &str| {
			event.fields.get(field).and_then(serde_json::Value::as_str) == Some(address)
		};
		let amount =
			|field: &str| event.fields.get(field).and_then(whole_number).unwrap_or_default();
		if event.is("ResourceMarket", "TipSettled") && names("executor") {
			self.tips = self.tips.saturating_add(amount("amount"));
		}
	}

	fn pay(&mut self, fee: Option<Fee>) {
		match fee {
			Some(Fee::Gas(plancks)) => self.fees_gas = self.fees_gas.saturating_add(plancks),
			Some(Fee::Int(plancks)) => self.fees_int = self.fees_int.saturating_add(plancks),
			Some(Fee::Sponsored { .. }) | None => {},
		}
	}

	fn text(&self, units: &Units) -> String {
		let lost = match self.lost {
			0 => String::new(),
			lost => format!(", {lost} that others were first to"),
		};
		format!(
			"{} executed{lost}; tips {}, fees {} and {}",
			self.executed,
			units.gas().amount(self.tips),
			units.gas().amount(self.fees_gas),
			units.amount(self.fees_int)
		)
	}
}

/// The matcher.
struct Matcher<'a> {
	args: &'a Match,
	out: Output,
	chain: Chain,
	pair: Keypair,
	published: Vec<Published>,
	memory: BTreeMap<u64, Memory>,
	sent: JoinSet<(Choice, Result<Receipt>)>,
	account: Account,
}

/// `intctl market match`.
pub async fn run(context: &Context, args: &Match) -> Result<()> {
	let store = context.store()?;
	let published = args
		.allow_list
		.iter()
		.map(|path| {
			let buyers =
				allow::read(&crate::commands::read_text(path)?, |text| store.account(text))?;
			Ok(Published { commitment: allow::commitment(&buyers)?, buyers })
		})
		.collect::<Result<_>>()?;
	let chain = context.connect().await?;
	let pair = context.signer(&chain, &args.signer.signer)?;
	let mut matcher = Matcher {
		args,
		out: context.out,
		chain,
		pair,
		published,
		memory: BTreeMap::new(),
		sent: JoinSet::new(),
		account: Account::default(),
	};
	let done = match args.once {
		true => matcher.once().await,
		false => matcher.follow().await,
	};
	matcher.sum_up();
	done
}

impl Matcher<'_> {
	async fn once(&mut self) -> Result<()> {
		let at = self.chain.best().await?;
		self.walk(&at).await?;
		while let Some(done) = self.sent.join_next().await {
			self.report(done);
		}
		Ok(())
	}

	async fn follow(&mut self) -> Result<()> {
		let (chain, address) = (self.chain.clone(), self.chain.units.address(&self.pair.account()));
		let mut blocks = chain.client().stream_best_blocks().await?;
		let mut walked = 0u64;
		loop {
			tokio::select! {
				block = blocks.next() => {
					let Some(block) = block else {
						let url = &chain.endpoint().url;
						return Err(Failure::unreachable(url, "the connection has ended"));
					};
					let at = block?.at().await?;
					for event in at.events().fetch().await?.iter() {
						let event = ChainEvent::read(&event?, at.metadata_ref(), &chain.units);
						self.account.heed(&event, &address);
					}
					// Where walks take longer than blocks, those in between are passed over.
					let best = chain.best().await?;
					if best.block_number() > walked {
						walked = best.block_number();
						self.walk(&best).await?;
					}
				},
				Some(done) = self.sent.join_next() => self.report(done),
				// Whatever is wrong with the signal, a person wants to end this.
				_ = tokio::signal::ctrl_c() => return Ok(()),
			}
		}
	}

	/// The policies that are asked for.
	async fn policies(&self, at: &At) -> Result<Vec<Policy>> {
		let mut found = Vec::new();
		if self.args.policy.is_empty() {
			let kinds =
				if self.args.kind.is_empty() { &KINDS[..] } else { self.args.kind.as_slice() };
			for kind in kinds {
				found.extend(wanting(&self.chain, at, kind, None, POLICIES).await?.0);
			}
			return Ok(found);
		}
		for id in &self.args.policy {
			match policy(&self.chain, at, *id).await {
				Ok(policy) => found.push(policy),
				// It may close at any time; without a walk to come that is the answer.
				Err(failure) if self.args.once => return Err(failure),
				Err(failure) if failure.kind == FailureKind::BadInput => {},
				Err(failure) => return Err(failure),
			}
		}
		let wanted = |kind: &Kind| self.args.kind.is_empty() || self.args.kind.contains(kind);
		found.retain(|policy| wanted(&policy.order.kind));
		Ok(found)
	}

	/// Looks at everything once, and sends what is worth it.
	async fn walk(&mut self, at: &At) -> Result<()> {
		let block = at.block_number();
		self.memory.retain(|_, memory| !matches!(memory, Memory::Sent { until } if *until < block));
		let policies = self.policies(at).await?;
		let chain = self.chain.clone();
		let published = std::mem::take(&mut self.published);
		let mut walk = Walk::new(&chain, at, self.pair.account()).await?;
		walk.published = &published;
		let mut result = Ok(());
		for policy in policies {
			if matches!(self.memory.get(&policy.id), Some(Memory::Sent { .. })) {
				continue;
			}
			result = self.consider(&mut walk, &policy, at).await;
			if result.is_err() {
				break;
			}
		}
		self.published = published;
		result
	}

	async fn consider(&mut self, walk: &mut Walk<'_>, policy: &Policy, at: &At) -> Result<()> {
		let Some(choice) = walk.choose(policy).await? else { return Ok(()) };
		let call = choice.call();
		let bytes = self.chain.call_data(&call).await?;
		let (quote, _) = fee::quote(&self.chain, at, self.pair.account(), bytes, 0).await?;
		if matches!(quote.payer, Payer::Nobody) {
			return Err(Failure::refused("The matcher's key cannot pay the fee.").remedy(
				"Send it some GAS or INT (`intctl account transfer`), or sign with another key.",
			));
		}
		let covered = u128::from(choice.tip) > quote.gas;
		if !covered && !self.args.any {
			if self.memory.insert(choice.policy, Memory::Dear) != Some(Memory::Dear) {
				self.say(&choice, LEFT, Some(quote.gas), None);
			}
			return Ok(());
		}
		self.say(&choice, "sent", Some(quote.gas), None);
		let sent = match self.chain.send(&call, &self.pair).await {
			Ok(sent) => sent,
			// Somebody was first, or the price moved: nothing is lost, and the next walk sees.
			Err(failure) if failure.kind == FailureKind::Refused => {
				self.out.warning(&failure);
				return Ok(());
			},
			Err(failure) => return Err(failure),
		};
		let until = at.block_number().saturating_add(MORTALITY);
		self.memory.insert(choice.policy, Memory::Sent { until });
		if choice.scarce {
			walk.taken.insert(choice.listing);
		}
		let chain = self.chain.clone();
		self.sent.spawn(async move {
			let outcome = chain.included(sent).await;
			(choice, outcome)
		});
		Ok(())
	}

	/// What became of a transaction.
	fn report(&mut self, done: Result<(Choice, Result<Receipt>), tokio::task::JoinError>) {
		// One that panicked has said so itself.
		let Ok((choice, outcome)) = done else { return };
		match outcome {
			Ok(receipt) => {
				self.account.executed = self.account.executed.saturating_add(1);
				self.account.pay(receipt.fee);
				self.memory.remove(&choice.policy);
				self.say(&choice, "executed", receipt.fee.map(Fee::plancks), Some(&receipt));
			},
			Err(failure) => {
				// Too late for a block, or included and failed: then its fee is lost.
				if failure.kind == FailureKind::Refused {
					self.memory.remove(&choice.policy);
					self.account.lost = self.account.lost.saturating_add(1);
				}
				self.out.warning(&Failure {
					message: format!("policy {}: {}", choice.policy, failure.message),
					..failure
				});
			},
		}
	}

	/// A line about an execution. The fee of a receipt is what was paid, any other an estimate.
	fn say(&self, choice: &Choice, what: &str, fee: Option<u128>, receipt: Option<&Receipt>) {
		let units = &self.chain.units;
		let agreement = receipt
			.and_then(|receipt| receipt.amount("ResourceMarket", "Purchased", "agreement").ok());
		if self.out.is_json() {
			let line = json!({
				"policy": choice.policy,
				"listing": choice.listing,
				"revision": choice.revision,
				"price": choice.price.to_string(),
				"tip": choice.tip.to_string(),
				"fee": fee.map(|fee| fee.to_string()),
				"fee_in": receipt.map_or("GAS".into(), |receipt| {
					receipt.fee.map_or_else(String::new, |fee| fee.units(units).symbol)
				}),
				"state": what,
				"block": receipt.map(|receipt| receipt.block),
				"agreement": agreement.and_then(|agreement| u64::try_from(agreement).ok()),
			});
			return self.out.line(&line.to_string());
		}
		let gas = |plancks: u128| units.gas().amount(plancks);
		let fee = match (receipt, fee) {
			(Some(receipt), _) => receipt
				.fee
				.map_or_else(|| "no fee".into(), |fee| format!("fee {}", fee.text(units))),
			(None, fee) => format!("fee at most {}", gas(fee.unwrap_or_default())),
		};
		let whither = match (agreement, receipt) {
			(Some(agreement), Some(receipt)) => {
				format!(" in block {}: agreement {agreement}", receipt.block)
			},
			_ => String::new(),
		};
		self.out.line(&format!(
			"policy {} x listing {}: {what}{whither}; price {}, tip {}, {fee}",
			choice.policy,
			choice.listing,
			gas(choice.price.into()),
			gas(choice.tip.into())
		));
	}

	fn sum_up(&self) {
		if self.out.is_json() {
			let account = &self.account;
			let line = json!({
				"executed": account.executed,
				"lost": account.lost,
				"tips": account.tips.to_string(),
				"fees_in_gas": account.fees_gas.to_string(),
				"fees_in_int": account.fees_int.to_string(),
			});
			return self.out.line(&line.to_string());
		}
		self.out.line(&self.account.text(&self.chain.units));
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::model::market::{
		policy::{Allowance, Ramp},
		Access, PriceTag, Unit,
	};
	use int_primitives::directory::SecurityLevel;
	use subxt::utils::{AccountId32, Static};

	fn listing(id: u32, price: u64) -> Listing {
		Listing {
			id,
			seller: AccountId32([1; 32]),
			provider: None,
			kind: Kind::Data,
			unit: Unit::Item,
			place: None,
			metadata: Vec::new(),
			capacity: Capacity::Unlimited,
			taken: 0,
			from: 0,
			until: 1_000,
			access: Access {
				allow: None,
				fleet: None,
				reputation: 0,
				security: Static(SecurityLevel::Unattested),
			},
			revision: 0,
			pricing: Pricing::PriceTag(PriceTag { price, per: 1 }),
			paused: false,
			auction: None,
			reputation: 0,
		}
	}

	fn policy(accepted: u64, left: u64) -> Policy {
		Policy {
			id: 1,
			buyer: AccountId32([2; 32]),
			order: Order {
				kind: Kind::Data,
				unit: Unit::Item,
				want: Want::Delivery,
				quantity: 2,
				place: None,
				metadata: Vec::new(),
				consumer: None,
				reputation: 0,
				security: Static(SecurityLevel::Unattested),
				arbiters: Vec::new(),
				ruling: 0,
				window: 0,
				patience: 0,
				price: Ramp { start: 0, maximum: 0, duration: 0 },
				tip: 0,
				allowance: Allowance { period: 1, amount: 0, purchases: 1 },
				expires: 1_000,
			},
			budget: left,
			left,
			purchases_left: 1,
			accepted,
			paused: false,
		}
	}

	#[test]
	fn the_cheapest_that_fits_comes_first() {
		let listings = [
			listing(1, 50),
			listing(2, 10),
			listing(3, 10),
			Listing { paused: true, ..listing(4, 1) },
			Listing { until: 5, ..listing(5, 1) },
			Listing { unit: Unit::Call, ..listing(6, 1) },
			listing(7, 51),
		];
		let found = |accepted, left| -> Vec<u32> {
			candidates(&policy(accepted, left), &listings, 10)
				.into_iter()
				.map(|(_, listing)| listing.id)
				.collect()
		};
		assert_eq!(found(100, 100), [2, 3, 1]);
		assert_eq!(found(100, 99), [2, 3]);
		assert_eq!(found(19, 100), [0; 0]);
	}

	#[test]
	fn what_cannot_be_paid_is_no_candidate() {
		assert!(candidates(&policy(u64::MAX, u64::MAX), &[listing(1, u64::MAX)], 10).is_empty());
	}

	#[test]
	fn an_account_counts_its_own_tips_only() {
		let mut account = Account::default();
		let event = |executor: &str| ChainEvent {
			pallet: "ResourceMarket".into(),
			event: "TipSettled".into(),
			fields: json!({ "executor": executor, "amount": 7, "returned": 1 }),
		};
		account.heed(&event("me"), "me");
		account.heed(&event("you"), "me");
		assert_eq!(account.tips, 7);
		account.pay(Some(Fee::Gas(3)));
		account.pay(Some(Fee::Int(4)));
		assert_eq!((account.fees_gas, account.fees_int), (3, 4));
	}
}
