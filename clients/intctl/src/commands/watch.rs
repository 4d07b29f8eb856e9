// SPDX-License-Identifier: Apache-2.0

//! `intctl watch`.

use super::Context;
use crate::{
	cli::Watch,
	errors::{Failure, Result},
	events::ChainEvent,
	output::inline,
	text::hex,
};
use serde_json::json;

/// Does what the command says: events block by block, until it is ended.
pub async fn run(context: &Context, watch: Watch) -> Result<()> {
	let names = &watch.pallet;
	follow(context, watch.blocks, |event| names.is_empty() || names.contains(&event.pallet)).await
}

/// Shows those events that are wanted, of so many blocks or until it is ended.
pub async fn follow(
	context: &Context,
	blocks_wanted: Option<u64>,
	wanted: impl Fn(&ChainEvent) -> bool,
) -> Result<()> {
	let chain = context.connect().await?;
	let client = chain.client();
	let mut blocks = if chain.endpoint().finalized {
		client.stream_blocks().await?
	} else {
		client.stream_best_blocks().await?
	};
	let mut seen = 0u64;
	while blocks_wanted != Some(seen) {
		let Some(block) = blocks.next().await else {
			return Err(Failure::unreachable(&chain.endpoint().url, "the connection has ended"));
		};
		let block = block?;
		let at = block.at().await?;
		let events = at.events().fetch().await?;
		for event in events.iter() {
			let event = event?;
			let event = ChainEvent::read(&event, at.metadata_ref(), &chain.units);
			if !wanted(&event) {
				continue;
			}
			if context.out.is_json() {
				let line = json!({
					"block": block.number(),
					"block_hash": hex(block.hash()),
					"event": event.name(),
					"fields": event.fields,
				});
				context.out.line(&line.to_string());
			} else {
				let fields = inline(&event.fields);
				context.out.line(&format!("{:>8}  {} {fields}", block.number(), event.name()));
			}
		}
		seen = seen.saturating_add(1);
	}
	Ok(())
}
