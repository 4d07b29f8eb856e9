// SPDX-License-Identifier: Apache-2.0

//! `intctl market list`, `revise`, `search` and `show`.

use super::{in_name_of, listing, page, terms, Context};
use crate::{
	calls::market as calls,
	cli::market::OfferArgs,
	commands::gas::View,
	errors::{Failure, Result},
	market::offer::{OfferFile, Scene},
	model::market::{Kind, Listing, Offer, Place, PlacePage, SellerPage},
	output::Record,
};
use int_primitives::Millis;
use std::path::Path;

/// The most listings of a page.
const PAGE: u32 = 200;

/// The offer in a file or in options.
fn offer(context: &Context, args: &OfferArgs, now: Millis) -> Result<Offer> {
	let store = context.store()?;
	let file = match &args.file {
		Some(path) => Some(OfferFile::read(path)?),
		None => args.by_options(),
	};
	let file = file.ok_or_else(|| {
		Failure::usage("Say what is offered: a file, or --kind with a price.")
			.remedy("--price-tag, --metered with --rate, or --per-use. Auctions need a file.")
	})?;
	let folder = args.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
	file.resolve(&Scene { account: &|text| store.account(text), now, folder })
}

/// `intctl market list`.
pub async fn list(
	context: &Context,
	args: &OfferArgs,
	seller: Option<&str>,
	signer: &str,
) -> Result<()> {
	let seller = in_name_of(context, seller)?;
	let view = View::now(context).await?;
	let offer = offer(context, args, view.time)?;
	context.submit(&view.chain, &calls::list(seller, offer), signer).await
}

/// `intctl market revise`.
pub async fn revise(context: &Context, id: u32, args: &OfferArgs, signer: &str) -> Result<()> {
	let view = View::now(context).await?;
	let offer = offer(context, args, view.time)?;
	context.submit(&view.chain, &calls::revise(id, offer), signer).await
}

/// `intctl market search`.
pub async fn search(
	context: &Context,
	kind: Option<Kind>,
	place: Option<Place>,
	seller: Option<&str>,
	limit: u32,
) -> Result<()> {
	let seller = seller.map(|seller| context.store()?.account(seller)).transpose()?;
	let View { chain, at, .. } = View::now(context).await?;
	let prefix = place.map(|place| place.to_string()).unwrap_or_default();
	let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
	let mut found: Vec<Listing> = Vec::new();
	let more = match (kind, seller) {
		(Some(kind), _) => {
			let mut cursor = None;
			loop {
				let question = calls::listings_at(kind.clone(), &prefix, cursor, limit.min(PAGE));
				let page: PlacePage = chain.ask(&at, question).await?;
				found.extend(page.listings);
				cursor = page.cursor;
				if cursor.is_none() || found.len() >= wanted {
					break cursor.is_some();
				}
			}
		},
		(None, Some(seller)) => {
			let mut cursor = None;
			loop {
				let question = calls::listings_of(seller, cursor, limit.min(PAGE));
				let page: SellerPage = chain.ask(&at, question).await?;
				found.extend(page.listings);
				cursor = page.cursor;
				if cursor.is_none() || found.len() >= wanted {
					break cursor.is_some();
				}
			}
		},
		(None, None) => return Err(Failure::usage("Name a kind, or a seller with --seller.")),
	};
	let more = more || found.len() > wanted;
	found.truncate(wanted);
	let records: Vec<Record> = found.iter().map(|listing| listing.row(&chain.units)).collect();
	page(context, &records, more, "Nothing is offered there.");
	Ok(())
}

/// `intctl market show`.
pub async fn show(context: &Context, id: u32, revision: Option<u32>) -> Result<()> {
	let View { chain, at, time } = View::now(context).await?;
	let record = match revision {
		Some(revision) => {
			terms(&chain, &at, id, revision).await?.record(id, revision, &chain.units)
		},
		None => {
			let listing = listing(&chain, &at, id).await?;
			let terms = terms(&chain, &at, id, listing.revision).await?;
			listing.record(Some(&terms), time, &chain.units)
		},
	};
	context.out.record(&record);
	Ok(())
}
