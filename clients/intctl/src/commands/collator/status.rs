// SPDX-License-Identifier: Apache-2.0

//! `intctl collator status`.

use super::{
	state::{self, View},
	Context,
};
use crate::{
	errors::Result,
	model::{
		collators::{Collates, Standing},
		gas::GAS,
	},
	output::Record,
	text::{duration, hex},
};
use int_primitives::AccountBytes;
use serde_json::Value;

/// Shows the election and everybody in it, or one account.
pub async fn run(context: &Context, account: Option<&str>) -> Result<()> {
	let account = account.map(|account| context.store()?.account(account)).transpose()?;
	let view = View::now(context.connect().await?).await?;
	if let Some(account) = account {
		let record = line(&view, &account).await?;
		context.out.record(&more(&view, &account, record).await?);
		return Ok(());
	}
	let mut lines = Vec::new();
	for account in everybody(&view) {
		lines.push(line(&view, &account).await?);
	}
	let record = summary(&view);
	if context.out.is_json() {
		let collators: Vec<Value> = lines.iter().map(Record::json).collect();
		context.out.record(&record.with("collators", collators));
	} else {
		context.out.record(&record);
		context.out.list(&lines, "There are no collators.");
	}
	Ok(())
}

/// Whom governance appointed, who stands by the bond, and who still makes blocks though neither.
fn everybody(view: &View) -> Vec<AccountBytes> {
	let election = &view.election;
	let candidates = election.candidates.iter().rev().map(|candidate| candidate.who.0);
	let mut all: Vec<AccountBytes> =
		election.invulnerables.iter().copied().chain(candidates).collect();
	for account in election.now.iter().chain(&election.next) {
		if !all.contains(account) {
			all.push(*account);
		}
	}
	all
}

/// A number of blocks, and how long they take.
fn blocks(view: &View, blocks: u64) -> String {
	match view.lasts(blocks) {
		Some(time) => format!("{blocks} blocks, about {}", duration(time)),
		None => format!("{blocks} blocks"),
	}
}

fn summary(view: &View) -> Record {
	let (election, units) = (&view.election, &view.chain.units);
	let left = election.session_ends().saturating_sub(election.block);
	let places = election.places;
	let taken = election.candidates.len().min(places);
	let next_place = election.lowest_with_place();
	Record::new()
		.with("block", election.block)
		.with("session", election.session)
		.shown(
			"session ends",
			election.session_ends(),
			format!("with block {}, in {}", election.session_ends(), blocks(view, left)),
		)
		.shown("session length", election.length, blocks(view, election.length))
		.with("invulnerables", election.invulnerables.len())
		.shown(
			"candidates",
			election.candidates.len(),
			format!("{} of at most {}", election.candidates.len(), election.most),
		)
		.shown("places", places, format!("{taken} of {places} taken"))
		.amount("bond", election.bond, units)
		.shown(
			"bond for a place",
			next_place.map(|bond| bond.to_string()),
			next_place.map_or_else(
				|| units.amount(election.bond),
				|bond| format!("more than {}", units.amount(bond)),
			),
		)
		.shown("out after", election.patience, blocks(view, election.patience))
		.amount("pot", election.pot, units)
		.amount("next block pays", election.reward(), units)
}

/// What is known of one collator.
async fn line(view: &View, account: &AccountBytes) -> Result<Record> {
	let (chain, election, units) = (&view.chain, &view.election, &view.chain.units);
	let keys = state::keys_of(chain, &view.at, account).await?;
	let standing = election.standing(account);
	let collates = election.collates(account, keys.is_some());
	let (kind, bond, rank) = match standing {
		Standing::Invulnerable => ("invulnerable", None, None),
		Standing::Candidate { bond, rank } => ("candidate", Some(bond), Some(rank)),
		Standing::Stranger if collates == Collates::No => ("none", None, None),
		Standing::Stranger => ("gone", None, None),
	};
	// A block ahead, or none of its own as long as it is no collator, stands for its joining.
	let makes_blocks = election.now.contains(account);
	let last = state::last_block(chain, &view.at, account)
		.await?
		.filter(|last| makes_blocks && *last <= election.block);
	let ago = match last {
		Some(last) => state::time_of(chain, last).await.map(|then| view.time.saturating_sub(then)),
		None => None,
	};
	let out = match standing {
		Standing::Candidate { .. } if makes_blocks => {
			last.map(|last| election.out_at(last).saturating_sub(election.block))
		},
		_ => None,
	};
	let record = Record::new()
		.with("collator", units.address(account))
		.with("kind", kind)
		.shown(
			"bond",
			bond.map(|bond| bond.to_string()),
			bond.map_or_else(|| "-".into(), |bond| units.amount(bond)),
		)
		.with("rank", rank)
		.shown("collates", collates.name(), collates.text())
		.shown(
			"key",
			keys.map(|keys| hex(keys.encoded())),
			keys.map_or_else(|| "-".into(), |keys| short(&hex(keys.encoded()))),
		)
		.with("last block", last);
	Ok(record
		.shown(
			"ago",
			ago,
			ago.map_or_else(
				|| "-".into(),
				|ago| if ago == 0 { "now".into() } else { duration(ago) },
			),
		)
		.shown("out in", out, out.map_or_else(|| "-".into(), |out| blocks(view, out))))
}

/// The ends of a key.
fn short(key: &str) -> String {
	match (key.get(..10), key.get(key.len().saturating_sub(8)..)) {
		(Some(begin), Some(end)) => format!("{begin}…{end}"),
		_ => key.to_owned(),
	}
}

/// What only one account is asked about.
async fn more(view: &View, account: &AccountBytes, record: Record) -> Result<Record> {
	let (chain, units) = (&view.chain, &view.chain.units);
	let balance = chain.balance(&view.at, account).await?;
	let gas = chain.gas(&view.at, account).await?;
	let takes_gas = gas.is_some_and(|gas| gas >= GAS);
	Ok(record
		.amount("free", balance.free, units)
		.amount("held", balance.held, units)
		.shown(
			"gas",
			gas.map(|gas| gas.to_string()),
			gas.map_or_else(|| "-".into(), |gas| units.gas().amount(gas)),
		)
		.shown(
			"takes fees in gas",
			takes_gas,
			if takes_gas { "yes" } else { "no: it needs 1 GAS to begin with" },
		))
}
