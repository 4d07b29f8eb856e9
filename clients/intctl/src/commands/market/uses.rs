// SPDX-License-Identifier: Apache-2.0

//! `intctl market receipt` and `intctl market uses`.

use super::{agreement, generation, Context};
use crate::{
	calls::market as calls,
	chain::wall_clock,
	cli::market::{ReceiptCommand, UsesCommand},
	commands::{gas::View, read_text, write_text},
	errors::{Failure, Result},
	keys::Keypair,
	market::{
		line, read_json,
		receipt::{read, Parties, Receipt},
		uses::{Owner, UseChain},
		value::Span,
	},
	model::market::{Agreement, Progress, Proofs, UseReceipt},
	output::Record,
	text::{hex, parse_digest},
};

/// The most receipts in a call.
const MAX_RECEIPTS: usize = 64;

/// Between whom a receipt is that this key signs.
async fn parties(
	view: &View,
	agreement: &Agreement,
	pair: &Keypair,
	good_for: Span,
) -> Result<Parties> {
	let consumer = agreement.consumer.0;
	Ok(Parties {
		genesis: view.chain.genesis,
		agreement: agreement.id,
		provider: agreement.provider.0,
		consumer,
		generation: generation(&view.chain, &view.at, &consumer, pair).await?,
		expires: wall_clock().max(view.time).saturating_add(good_for.0),
	})
}

/// `intctl market receipt`.
pub async fn receipt(context: &Context, command: ReceiptCommand) -> Result<()> {
	match command {
		ReceiptCommand::Sign { agreement: id, consumer_key, good_for, out } => {
			let pair = context.store()?.unlock(&consumer_key)?;
			let view = View::now(context).await?;
			let agreement = agreement(&view.chain, &view.at, id).await?;
			let parties = parties(&view, &agreement, &pair, good_for).await?;
			let receipt = Receipt::sign(&parties, None, &pair, &view.chain.units);
			write_text(context, out.as_ref(), &line(&receipt)?)
		},
		ReceiptCommand::Submit { receipt, signer } => {
			let mut receipts = read(&read_text(&receipt)?)?;
			let (Some(receipt), true) = (receipts.pop(), receipts.is_empty()) else {
				return Err(Failure::bad_input("Give one receipt."));
			};
			let (body, signature) = receipt.delivery()?;
			let chain = context.connect().await?;
			receipt.ensure_on(&chain.genesis)?;
			context.submit(&chain, &calls::submit_receipt(body, signature), &signer.signer).await
		},
	}
}

/// `intctl market uses`.
pub async fn run(context: &Context, command: UsesCommand) -> Result<()> {
	match command {
		UsesCommand::Sign { agreement, consumer_key, first, count, good_for } => {
			sign(context, agreement, &consumer_key, first, count, good_for).await
		},
		UsesCommand::Submit { receipts, signer } => {
			let receipts = read(&read_text(&receipts)?)?;
			submit(context, &receipts, &signer.signer).await
		},
		UsesCommand::Pay { uses_file, uses } => {
			let chain: UseChain = read_json(&uses_file, "secret of uses")?;
			let record = Record::new()
				.with("listing", chain.listing)
				.with("buyer", chain.buyer.as_str())
				.with("pays uses", uses)
				.with("preimage", hex(chain.preimage(uses)?));
			context.out.record(&record);
			Ok(())
		},
		UsesCommand::Reveal { agreement, preimage, signer } => {
			reveal(context, agreement, &preimage, &signer.signer).await
		},
	}
}

async fn sign(
	context: &Context,
	id: u64,
	key: &str,
	first: Option<u64>,
	count: u64,
	good_for: Span,
) -> Result<()> {
	let pair = context.store()?.unlock(key)?;
	let view = View::now(context).await?;
	let agreement = agreement(&view.chain, &view.at, id).await?;
	let Progress::Uses { proofs: Proofs::Receipts(paid), .. } = &agreement.progress else {
		return Err(Failure::bad_input(format!(
			"The uses of the agreement {id} are not proved by receipts."
		))
		.remedy("By hashes: `intctl market uses pay`. A delivery: `intctl market receipt sign`."));
	};
	let parties = parties(&view, &agreement, &pair, good_for).await?;
	let first = first.unwrap_or(paid.next);
	for number in first..first.saturating_add(count) {
		let receipt = Receipt::sign(&parties, Some(number), &pair, &view.chain.units);
		context.out.line(&line(&receipt)?);
	}
	Ok(())
}

/// Receipts in groups that go into one call: of one agreement, in the order of their numbers.
fn groups(receipts: &[Receipt]) -> Result<Vec<Vec<UseReceipt>>> {
	let mut sorted: Vec<&Receipt> = receipts.iter().collect();
	sorted.sort_by_key(|receipt| (receipt.agreement, receipt.number));
	// A receipt pays once, however often it was copied.
	sorted.dedup_by_key(|receipt| (receipt.agreement, receipt.number));
	sorted
		.chunk_by(|left, right| left.agreement == right.agreement)
		.flat_map(|group| group.chunks(MAX_RECEIPTS))
		.map(|group| group.iter().map(|receipt| receipt.end_use()).collect::<Result<Vec<_>>>())
		.collect()
}

async fn submit(context: &Context, receipts: &[Receipt], signer: &str) -> Result<()> {
	let groups = groups(receipts)?;
	if groups.is_empty() {
		return Err(Failure::bad_input("There is no receipt in it."));
	}
	let chain = context.connect().await?;
	for receipt in receipts {
		receipt.ensure_on(&chain.genesis)?;
	}
	let pair = context.signer(&chain, signer)?;
	for group in groups {
		let receipt = chain.submit(&calls::submit_uses(group), &pair).await?;
		context.out.receipt(&receipt, &chain.units);
	}
	Ok(())
}

async fn reveal(context: &Context, id: u64, preimage: &str, signer: &str) -> Result<()> {
	let preimage = parse_digest(preimage)?;
	let View { chain, at, .. } = View::now(context).await?;
	let agreement = agreement(&chain, &at, id).await?;
	let Progress::Uses { quantity, proofs: Proofs::Preimages(last) } = &agreement.progress else {
		return Err(Failure::bad_input(format!(
			"The uses of the agreement {id} are not proved by hashes."
		))
		.remedy("By receipts: `intctl market uses submit`."));
	};
	let owner =
		Owner { genesis: chain.genesis, listing: agreement.listing, buyer: agreement.buyer.0 };
	let reveals = owner.reveals(last, &preimage, *quantity).ok_or_else(|| {
		Failure::bad_input("That hash does not lie below the last one that the chain knows.")
			.remedy("It belongs to another agreement, or its uses are paid already.")
	})?;
	if reveals.is_empty() {
		return Err(Failure::bad_input("All uses of that hash are paid already."));
	}
	let pair = context.signer(&chain, signer)?;
	for (preimage, steps) in reveals {
		let receipt = chain.submit(&calls::reveal_uses(id, preimage, steps), &pair).await?;
		context.out.receipt(&receipt, &chain.units);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{keys::Scheme, text::Units};

	#[test]
	fn receipts_go_to_the_chain_in_calls_of_one_agreement_each() {
		let (pair, _) = Keypair::generate(Scheme::Ed25519);
		let receipt = |agreement, number| {
			let parties = Parties {
				genesis: [9; 32],
				agreement,
				provider: [1; 32],
				consumer: pair.account(),
				generation: 0,
				expires: 9,
			};
			Receipt::sign(&parties, Some(number), &pair, &Units::default())
		};
		let mut all: Vec<Receipt> = (0..70).rev().map(|number| receipt(1, number)).collect();
		all.extend([receipt(2, 5), receipt(1, 3), receipt(2, 4)]);
		let groups = groups(&all).unwrap();
		let shape: Vec<(u64, u64, usize)> = groups
			.iter()
			.map(|group| (group[0].0.agreement, group[0].0.number, group.len()))
			.collect();
		assert_eq!(shape, [(1, 0, 64), (1, 64, 6), (2, 4, 2)]);
	}
}
