// SPDX-License-Identifier: Apache-2.0

//! `intctl oracle`.

use super::{gas, Context};
use crate::{
	calls::Feed,
	chain::{At, Chain},
	cli::oracle::{FeedPrices, OracleCommand},
	errors::{Failure, Result},
	feeder::{
		gate::Gate,
		source::{Reader, Source},
		Feeder, Operator,
	},
	keys::{Keypair, Scheme},
	output::Record,
	price::Price,
	text::{relative, utc},
};
use int_primitives::{AccountBytes, Millis};
use serde_json::Value;
use std::time::Duration;
use subxt::{ext::scale_decode::DecodeAsType, utils::AccountId32};

/// The operators of a development chain.
const DEVELOPMENT: [(&str, &str); 3] =
	[("Charlie", "//Charlie"), ("Dave", "//Dave"), ("Eve", "//Eve")];

/// A price with the time that it was fed at.
#[derive(Debug, Clone, Copy, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Timestamped {
	/// USD per INT.
	pub value: Price,
	/// Chain time in milliseconds.
	pub timestamp: Millis,
}

/// Does what the command says.
pub async fn run(context: &Context, command: OracleCommand) -> Result<()> {
	match command {
		OracleCommand::Feed(feed) => feed_prices(context, feed).await,
		OracleCommand::Show => show(context).await,
		OracleCommand::Operators => operators(context).await,
	}
}

/// Who may feed.
pub async fn members(chain: &Chain, at: &At) -> Result<Vec<AccountId32>> {
	let address = subxt::dynamic::storage::<(), Vec<AccountId32>>("OracleOperators", "Members");
	Ok(chain.read(at, address, ()).await?.unwrap_or_default())
}

/// What an operator fed last.
async fn said_by(chain: &Chain, at: &At, operator: AccountBytes) -> Result<Option<Timestamped>> {
	let address =
		subxt::dynamic::storage::<(AccountId32, Feed), Timestamped>("Oracle", "RawValues");
	chain.read(at, address, (AccountId32(operator), Feed::IntUsd)).await
}

/// The last combined price.
async fn combined(chain: &Chain, at: &At) -> Result<Option<Timestamped>> {
	let address = subxt::dynamic::storage::<(Feed,), Timestamped>("Oracle", "Values");
	chain.read(at, address, (Feed::IntUsd,)).await
}

/// The operators of every development chain, with their keys.
pub fn development_operators() -> Result<Vec<Operator>> {
	DEVELOPMENT
		.into_iter()
		.map(|(name, secret)| {
			let pair = Keypair::from_secret(Scheme::Sr25519, secret)?;
			Ok(Operator { name: name.into(), pair })
		})
		.collect()
}

/// An error where one of them is no operator.
pub async fn ensure_operators(chain: &Chain, at: &At, operators: &[Operator]) -> Result<()> {
	let members = members(chain, at).await?;
	match operators.iter().find(|each| !members.contains(&AccountId32(each.pair.account()))) {
		None => Ok(()),
		Some(stranger) => Err(Failure::refused(format!(
			"{} ({}) is no operator of the oracle.",
			stranger.name,
			chain.units.address(&stranger.pair.account())
		))
		.remedy(
			"Governance appoints operators (OracleOperators.add_member). `intctl oracle operators` \
			 lists those that there are.",
		)),
	}
}

async fn feed_prices(context: &Context, feed: FeedPrices) -> Result<()> {
	if feed.max_age.is_some() && !matches!(feed.from, Source::File(_)) {
		return Err(Failure::usage("--max-age is for file:PATH only."));
	}
	let chain = context.connect().await?;
	let operators = match &feed.operator {
		Some(name) => vec![Operator { name: name.clone(), pair: context.signer(&chain, name)? }],
		None if chain.is_development => development_operators()?,
		None => {
			return Err(Failure::usage(format!("{} is no development chain.", chain.name))
				.remedy("--dev feeds with keys that everybody knows. Name your own with --key."))
		},
	};
	let at = chain.best().await?;
	ensure_operators(&chain, &at, &operators).await?;
	let last = match operators.as_slice() {
		[one] => said_by(&chain, &at, one.pair.account()).await?,
		_ => combined(&chain, &at).await?,
	};
	let limit = Duration::from_millis(feed.source_timeout);
	let reader = Reader::new(feed.from, limit, feed.max_age);
	let names: Vec<&str> = operators.iter().map(|operator| operator.name.as_str()).collect();
	context.out.note(&format!("{} feeds from {}", names.join(", "), reader.source()));
	let feeder = Feeder {
		context,
		gate: Gate::new((!feed.force).then_some(feed.max_factor), last.map(|last| last.value)),
		operators,
		reader,
		noise: feed.noise,
		every: feed.every,
		give_up_after: feed.give_up_after,
		left: feed.count,
		failures: 0,
		refusals: 0,
	};
	feeder.run(chain).await
}

/// Adds a price and when it was fed.
fn price_of(record: Record, fed: Option<Timestamped>, now: Millis, fresh_for: Millis) -> Record {
	let Some(fed) = fed else {
		return record
			.shown("price", Value::Null, "-")
			.shown("fed at", Value::Null, "never")
			.shown("counts", false, "no");
	};
	let counts = fed.timestamp.saturating_add(fresh_for) > now;
	record
		.price("price", fed.value)
		.shown(
			"fed at",
			fed.timestamp,
			format!("{} UTC, {}", utc(fed.timestamp), relative(fed.timestamp, now)),
		)
		.shown("counts", counts, if counts { "yes" } else { "no: too old" })
}

/// What each operator says.
async fn lines(view: &gas::View, fresh_for: Millis) -> Result<Vec<Record>> {
	let (chain, at) = (&view.chain, &view.at);
	let mut records = Vec::new();
	for operator in members(chain, at).await? {
		let fed = said_by(chain, at, operator.0).await?;
		let record = Record::new().with("operator", chain.units.address(&operator.0));
		records.push(price_of(record, fed, view.time, fresh_for));
	}
	Ok(records)
}

async fn show(context: &Context) -> Result<()> {
	let view = gas::View::now(context).await?;
	let (chain, at) = (&view.chain, &view.at);
	let rules = gas::parameters(chain, at).await?;
	let status = gas::status(chain, at).await?;
	let operators = lines(&view, rules.fresh_for).await?;
	let record = Record::new().with("feed", "IntUsd").with("quorum", rules.quorum).shown(
		"a price counts for",
		rules.fresh_for,
		crate::text::duration(rules.fresh_for),
	);
	let combined = combined(chain, at).await?;
	let record = match combined {
		Some(fed) => {
			record.price("median", fed.value).moment("median of", fed.timestamp, view.time)
		},
		None => record.shown("median", Value::Null, "-").shown("median of", Value::Null, "never"),
	};
	let record = record.shown("health", status.health.name(), status.health.text());
	if context.out.is_json() {
		let operators: Vec<Value> = operators.iter().map(Record::json).collect();
		context.out.record(&record.with("operators", operators));
	} else {
		context.out.record(&record);
		context.out.list(&operators, "There are no operators.");
	}
	Ok(())
}

async fn operators(context: &Context) -> Result<()> {
	let view = gas::View::now(context).await?;
	let rules = gas::parameters(&view.chain, &view.at).await?;
	let records = lines(&view, rules.fresh_for).await?;
	context.out.list(&records, "There are no operators: governance appoints them.");
	Ok(())
}
