// SPDX-License-Identifier: Apache-2.0

//! `intctl market auction`.

use super::{account_or, in_name_of, listing, party, Context};
use crate::{
	calls::market as calls,
	chain::{At, Chain},
	cli::market::{AuctionCommand, Bidding},
	commands::{data, gas::View},
	errors::{Failure, Result},
	keys::{store::data_folder, Keypair},
	market::{read_json, sealed::SealedBid, write_json},
	model::market::{Auction, Format, Party},
	text::{hex, relative, utc},
};
use int_primitives::{AccountBytes, Digest, Millis};
use std::path::{Path, PathBuf};

/// Does what the command says.
pub async fn run(context: &Context, command: AuctionCommand) -> Result<()> {
	match command {
		AuctionCommand::Start { listing: id, revision, signer } => {
			let View { chain, at, .. } = View::now(context).await?;
			let revision = match revision {
				Some(revision) => revision,
				None => listing(&chain, &at, id).await?.revision,
			};
			context.submit(&chain, &calls::start_auction(id, revision), &signer.signer).await
		},
		AuctionCommand::Show { auction: id } => {
			let View { chain, at, time } = View::now(context).await?;
			let auction = auction(&chain, &at, id).await?;
			context.out.record(&auction.record(time, &chain.units));
			Ok(())
		},
		AuctionCommand::Bid(bidding) => bid(context, &bidding).await,
		AuctionCommand::Seal { bidding, cover, secret_file } => {
			seal(context, &bidding, cover.0, secret_file).await
		},
		AuctionCommand::Reveal { auction, bidder, secret_file, signer } => {
			reveal(context, auction, bidder.as_deref(), secret_file, &signer.signer).await
		},
		AuctionCommand::Close { auction: id, signer } => {
			let View { chain, at, time } = View::now(context).await?;
			let auction = auction(&chain, &at, id).await?;
			// The seller may close one that nobody has bid in.
			if auction.open && auction.bids > 0 {
				return Err(Failure::refused(format!("The auction {id} is not over."))
					.remedy(format!("It ends {} at the earliest.", ends(&auction, time))));
			}
			context.submit(&chain, &calls::close_auction(id), &signer.signer).await
		},
		AuctionCommand::Reclaim { auction, bidder, signer } => {
			let chain = context.connect().await?;
			let pair = context.signer(&chain, &signer.signer)?;
			let bidder = account_or(context, bidder.as_deref(), &pair)?;
			let receipt = chain.submit(&calls::reclaim_bid(auction, bidder), &pair).await?;
			context.out.receipt(&receipt, &chain.units);
			Ok(())
		},
	}
}

/// An auction by its number.
pub async fn auction(chain: &Chain, at: &At, id: u32) -> Result<Auction> {
	let auction: Option<Auction> = chain.ask(at, calls::auction(id)).await?;
	auction.ok_or_else(|| {
		Failure::bad_input(format!("There is no auction {id}, or all of it is settled."))
			.remedy("`intctl market show` names the auction of a listing that is running.")
	})
}

/// When an auction ends.
fn ends(auction: &Auction, now: Millis) -> String {
	let end = auction.ends.time;
	format!("{} UTC, {}", utc(end), relative(end, now))
}

/// Who bids, and for what.
struct Bidder {
	account: AccountBytes,
	pair: Keypair,
	party: Party,
}

async fn bidder(context: &Context, view: &View, bidding: &Bidding) -> Result<(Bidder, Auction)> {
	let View { chain, at, .. } = view;
	let auction = auction(chain, at, bidding.auction).await?;
	let pair = context.signer(chain, &bidding.signer.signer)?;
	let account = account_or(context, bidding.in_name_of.as_deref(), &pair)?;
	let key: Option<Digest> = match &bidding.package_folder {
		None => None,
		Some(folder) => {
			let purchase = data::Purchase::new(folder)?;
			Some(purchase.keep(folder)?)
		},
	};
	let party = party(context, &account, &bidding.party, key)?;
	Ok((Bidder { account, pair, party }, auction))
}

fn is_sealed(auction: &Auction) -> bool {
	matches!(auction.rules.format, Format::Sealed { .. })
}

async fn bid(context: &Context, bidding: &Bidding) -> Result<()> {
	let view = View::now(context).await?;
	let (bidder, auction) = bidder(context, &view, bidding).await?;
	if is_sealed(&auction) {
		return Err(Failure::bad_input(format!("The auction {} takes sealed bids.", auction.id))
			.remedy("`intctl market auction seal` hides the bid until it is revealed."));
	}
	let units = view.chain.units.gas();
	if let Some(asks) = auction.asks.filter(|asks| bidding.amount.0 < *asks) {
		return Err(Failure::refused(format!(
			"The bid is too low: {} is asked for.",
			units.amount(asks.into())
		))
		.remedy("Bid at least that; who is outbid has the money back at once."));
	}
	let in_name = in_name_of(context, bidding.in_name_of.as_deref())?;
	let call = calls::bid(in_name, auction.id, bidding.amount.0, bidder.party);
	let receipt = view.chain.submit(&call, &bidder.pair).await?;
	context.out.receipt(&receipt, &view.chain.units);
	Ok(())
}

/// Where the secret of a bid is kept.
fn secret_path(genesis: &Digest, auction: u32, bidder: &AccountBytes) -> Result<PathBuf> {
	let name = format!("{}-{auction}-{}.json", hex(genesis), hex(bidder));
	Ok(data_folder()?.join("bids").join(name))
}

/// Keeps the secret of a bid before the chain hears of the bid, and never over another one.
fn keep(path: &Path, bid: &SealedBid) -> Result<()> {
	if path.exists() {
		return Err(Failure::bad_input(format!("{} holds a bid already.", path.display())).remedy(
			"A bidder has one bid in an auction. If that one never reached the chain, remove \
				 the file; otherwise reveal it.",
		));
	}
	write_json(path, bid)
}

async fn seal(
	context: &Context,
	bidding: &Bidding,
	cover: u64,
	file: Option<PathBuf>,
) -> Result<()> {
	if cover < bidding.amount.0 {
		return Err(Failure::bad_input("The cover is less than the bid.")
			.remedy("Cover at least the bid; the more above it, the less it gives away."));
	}
	let view = View::now(context).await?;
	let chain = &view.chain;
	let (bidder, auction) = bidder(context, &view, bidding).await?;
	if !is_sealed(&auction) {
		return Err(Failure::bad_input(format!("The auction {} takes open bids.", auction.id))
			.remedy("Bid with `intctl market auction bid`."));
	}
	let bid =
		SealedBid::new(chain.genesis, auction.id, &bidder.account, bidding.amount.0, &chain.units);
	let path = match file {
		Some(path) => path,
		None => secret_path(&chain.genesis, auction.id, &bidder.account)?,
	};
	keep(&path, &bid)?;
	let in_name = in_name_of(context, bidding.in_name_of.as_deref())?;
	let call = calls::seal_bid(in_name, auction.id, bid.digest()?, cover, bidder.party);
	let receipt = chain.submit(&call, &bidder.pair).await?;
	context.out.receipt(&receipt, &chain.units);
	context.out.note(&format!(
		"The bid's secret is in {}. Reveal it in time with `intctl market auction reveal {}`: a \
		 fifth of the cover burns otherwise.",
		path.display(),
		auction.id
	));
	Ok(())
}

async fn reveal(
	context: &Context,
	auction: u32,
	bidder: Option<&str>,
	file: Option<PathBuf>,
	signer: &str,
) -> Result<()> {
	let chain = context.connect().await?;
	let pair = context.signer(&chain, signer)?;
	let path = match file {
		Some(path) => path,
		None => secret_path(&chain.genesis, auction, &account_or(context, bidder, &pair)?)?,
	};
	let bid: SealedBid = read_json(&path, "sealed bid")?;
	bid.ensure_on(&chain.genesis)?;
	let secret = bid.commitment()?;
	if secret.auction != auction {
		return Err(Failure::bad_input(format!(
			"{} holds a bid in the auction {}.",
			path.display(),
			secret.auction
		)));
	}
	let at = chain.best().await?;
	let running = self::auction(&chain, &at, auction).await?;
	if running.open {
		let time = chain.time(&at).await?;
		return Err(Failure::refused("Sealed bids are still taken, and none is revealed yet.")
			.remedy(format!(
				"Reveal it after that and before the auction ends, {}.",
				ends(&running, time)
			)));
	}
	let call = calls::reveal_bid(auction, secret.bidder, secret.amount, secret.salt);
	let receipt = chain.submit(&call, &pair).await?;
	context.out.receipt(&receipt, &chain.units);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::text::Units;

	#[test]
	fn the_secret_of_a_bid_is_never_written_over() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("bid.json");
		let bid = || SealedBid::new([9; 32], 1, &[2; 32], 5, &Units::default());
		let first = bid();
		keep(&path, &first).unwrap();
		assert!(keep(&path, &bid()).is_err());
		assert_eq!(read_json::<SealedBid>(&path, "sealed bid").unwrap(), first);
	}
}
