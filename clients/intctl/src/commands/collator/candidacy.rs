// SPDX-License-Identifier: Apache-2.0

//! `intctl collator join`, `bond` and `leave`.

use super::{keys, state, state::View, Context};
use crate::{
	calls,
	chain::Receipt,
	cli::collator::Join,
	errors::{Failure, Result},
	model::{
		collators::{spendable, Standing, Way},
		gas::GAS,
	},
	text::duration,
};
use int_primitives::AccountBytes;

/// Checks that the signer can become a candidate, and makes it one.
pub async fn join(context: &Context, command: &Join) -> Result<()> {
	let chain = context.connect().await?;
	let pair = context.signer(&chain, &command.signer.signer)?;
	let account = pair.account();
	let view = View::now(chain).await?;
	let (chain, election, units) = (&view.chain, &view.election, &view.chain.units);
	let bond = command.bond.as_deref().map(|bond| units.parse_amount(bond)).transpose()?;
	let store = context.store()?;
	let target = command.replace.as_deref().map(|target| store.account(target)).transpose()?;
	let way = election.way_in(&account, bond, target, units)?;

	let named = state::keys_of(chain, &view.at, &account).await?.ok_or_else(|| {
		Failure::refused("The account has no session keys.")
			.remedy("Have its node make some: `intctl collator keys`.")
	})?;
	if let Some(url) = &command.node_url {
		let node = keys::node(context, chain, Some(url)).await?;
		keys::ensure_has(&node, &named).await?;
	}
	let bond = bond.unwrap_or(election.bond);
	let balance = chain.balance(&view.at, &account).await?;
	let has = spendable(&balance, election.existential_deposit);
	if has < bond {
		return Err(keys::short(chain, "the bond", bond, has));
	}
	if chain.gas(&view.at, &account).await?.is_some_and(|gas| gas < GAS) {
		context.out.note(
			"note: the account has less than 1 GAS. Send it 1 GAS, or its share of fees in GAS \
			 burns as long as it is below that.",
		);
	}

	let receipt = match way {
		Way::Register => chain.submit(&calls::register_as_candidate(), &pair).await?,
		Way::RegisterAndRaise(bond) => {
			let both = vec![
				chain.call_data(&calls::register_as_candidate()).await?,
				chain.call_data(&calls::update_bond(bond)).await?,
			];
			chain.submit(&calls::batch_all(both), &pair).await?
		},
		Way::Take { bond, target } => {
			chain.submit(&calls::take_candidate_slot(bond, target), &pair).await?
		},
	};
	context.out.receipt(&receipt, units);
	place(context, view, &account, receipt.block).await
}

/// Changes the bond of a candidate.
pub async fn bond(context: &Context, amount: &str, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	let pair = context.signer(&chain, signer)?;
	let view = View::now(chain).await?;
	let bond = view.chain.units.parse_amount(amount)?;
	let receipt = view.chain.submit(&calls::update_bond(bond), &pair).await?;
	context.out.receipt(&receipt, &view.chain.units);
	place(context, view, &pair.account(), receipt.block).await
}

/// Says whether a candidate has a place, and from when on it makes blocks.
async fn place(context: &Context, view: View, account: &AccountBytes, block: u64) -> Result<()> {
	let view = View::now(view.chain).await?;
	let (election, units) = (&view.election, &view.chain.units);
	let Standing::Candidate { rank, .. } = election.standing(account) else { return Ok(()) };
	let places = election.places;
	let elected = election.now.contains(account) || election.next.contains(account);
	let text = if rank <= places && elected {
		format!("It has place {rank} of {places}.")
	} else if rank <= places {
		format!(
			"It has place {rank} of {places}. If no higher bonds come it makes blocks from {}.",
			session(&view, block)
		)
	} else {
		match election.lowest_with_place() {
			Some(lowest) => format!(
				"It waits: all places, {places}, are taken by bonds of {} or more. It has one as \
				 soon as another candidate goes, or for more than that: `intctl collator bond`.",
				units.amount(lowest)
			),
			None => "It waits: governance has made no places for candidates.".into(),
		}
	};
	context.out.note(&text);
	Ok(())
}

/// The session after the next one of a block, for people.
fn session(view: &View, block: u64) -> String {
	let (session, begins) = view.election.session_after(block, 2);
	let blocks = begins.saturating_sub(view.election.block);
	let time = view
		.lasts(blocks)
		.map_or_else(String::new, |time| format!(", in about {}", duration(time)));
	format!("session {session} on, which begins with block {begins}{time}")
}

/// Withdraws a candidate, and removes its keys where that is asked for.
pub async fn leave(context: &Context, forget_keys: bool, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	let pair = context.signer(&chain, signer)?;
	let account = pair.account();
	let view = View::now(chain).await?;
	let (chain, election, units) = (&view.chain, &view.election, &view.chain.units);
	let keys = state::keys_of(chain, &view.at, &account).await?;
	let standing = election.standing(&account);
	let receipt: Receipt = match (standing, forget_keys) {
		(Standing::Stranger, true) => {
			if keys.is_none() {
				return Err(Failure::refused("The account is no candidate and has no keys."));
			}
			chain.submit(&calls::purge_keys(), &pair).await?
		},
		(_, false) => {
			election.may_leave(&account)?;
			chain.submit(&calls::leave_intent(), &pair).await?
		},
		(_, true) => {
			election.may_leave(&account)?;
			let mut both = vec![chain.call_data(&calls::leave_intent()).await?];
			if keys.is_some() {
				both.push(chain.call_data(&calls::purge_keys()).await?);
			}
			chain.submit(&calls::batch_all(both), &pair).await?
		},
	};
	context.out.receipt(&receipt, units);
	if let Standing::Candidate { bond, .. } = standing {
		context.out.note(&format!("The bond of {} is back.", units.amount(bond)));
	}
	if forget_keys && keys.is_some() {
		let deposit = units.amount(state::key_deposit(&view.at)?);
		context.out.note(&format!("The deposit of {deposit} for the keys is back."));
	}
	if election.now.contains(&account) || election.next.contains(&account) {
		context.out.note(&format!(
			"Keep the node running: it has been elected already. Nobody waits for its blocks from \
			 {}.",
			session(&view, receipt.block)
		));
	}
	Ok(())
}
