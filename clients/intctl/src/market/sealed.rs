// SPDX-License-Identifier: Apache-2.0

//! The secret of a sealed bid, kept until it is revealed.

use super::account;
use crate::{
	errors::{Failure, Result},
	text::{hex, parse_digest, Units},
};
use int_primitives::{market::BidCommitment, merkle::Software, Digest};
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Serialize};

/// A sealed bid with all that its reveal needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedBid {
	/// The genesis hash of the chain.
	pub genesis: String,
	/// The auction.
	pub auction: u32,
	/// Who bids.
	pub bidder: String,
	/// The bid, plancks of GAS.
	pub amount: u64,
	/// Random bytes.
	pub salt: String,
}

impl SealedBid {
	/// A bid with fresh random bytes.
	pub fn new(
		genesis: Digest,
		auction: u32,
		bidder: &[u8; 32],
		amount: u64,
		units: &Units,
	) -> Self {
		let mut salt = Digest::default();
		OsRng.fill_bytes(&mut salt);
		let bidder = units.address(bidder);
		Self { genesis: hex(genesis), auction, bidder, amount, salt: hex(salt) }
	}

	/// What stands on the chain until it is revealed.
	pub fn digest(&self) -> Result<Digest> {
		Ok(self.commitment()?.digest::<Software>(parse_digest(&self.genesis)?))
	}

	/// The bid.
	pub fn commitment(&self) -> Result<BidCommitment> {
		Ok(BidCommitment {
			auction: self.auction,
			bidder: account(&self.bidder)?,
			amount: self.amount,
			salt: parse_digest(&self.salt)?,
		})
	}

	/// Whether it is for the chain with this genesis hash.
	pub fn ensure_on(&self, genesis: &Digest) -> Result<()> {
		if parse_digest(&self.genesis)? == *genesis {
			return Ok(());
		}
		Err(Failure::bad_input(format!("The bid is for the chain {}.", self.genesis)))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::market::{read_json, write_json};

	#[test]
	fn a_bid_is_revealed_out_of_its_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("bids").join("1.json");
		let bid = SealedBid::new([9; 32], 1, &[2; 32], u64::MAX, &Units::default());
		write_json(&path, &bid).unwrap();
		let kept: SealedBid = read_json(&path, "sealed bid").unwrap();
		assert_eq!(kept, bid);
		assert_eq!(kept.digest().unwrap(), bid.digest().unwrap());
		assert!(kept.ensure_on(&[9; 32]).is_ok());
		assert!(kept.ensure_on(&[8; 32]).is_err());
		let other = SealedBid::new([9; 32], 1, &[2; 32], u64::MAX, &Units::default());
		assert_ne!(other.digest().unwrap(), bid.digest().unwrap());
	}
}
