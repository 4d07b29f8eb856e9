// SPDX-License-Identifier: Apache-2.0

//! A buyer's chain of hashes, each of which pays one end use.

use super::account;
use crate::{
	errors::{Failure, Result},
	text::{hex, parse_digest, Units},
};
use int_primitives::{market::use_anchor, merkle::Software, AccountBytes, Digest};
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Serialize};

/// The most uses that one call proves.
pub const MAX_STEPS: u32 = 256;

/// The most uses of one chain: its hashes are computed anew for each use.
pub const MAX_USES: u64 = 1_000_000;

/// To whom a chain of hashes belongs.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
	/// The genesis hash of the chain.
	pub genesis: Digest,
	/// What was bought.
	pub listing: u32,
	/// Who pays.
	pub buyer: AccountBytes,
}

impl Owner {
	/// The hash so many steps above this one.
	pub fn above(&self, hash: Digest, steps: u64) -> Digest {
		(0..steps).fold(hash, |hash, _| {
			use_anchor::<Software>(&self.genesis, self.listing, &self.buyer, &hash)
		})
	}

	/// The reveals that lead from `last`, which the chain knows, down to `preimage`: each with its
	/// number of steps. Nothing if it does not lie at most `most` steps below.
	pub fn reveals(
		&self,
		last: &Digest,
		preimage: &Digest,
		most: u64,
	) -> Option<Vec<(Digest, u32)>> {
		let mut hashes = vec![*preimage];
		while hashes.last() != Some(last) {
			if u64::try_from(hashes.len()).ok()? > most {
				return None;
			}
			hashes.push(self.above(*hashes.last()?, 1));
		}
		// From the top: the known one, which is not revealed again, and then every so many below.
		hashes.reverse();
		let (_, below) = hashes.split_first()?;
		let steps = usize::try_from(MAX_STEPS).ok()?;
		below
			.chunks(steps)
			.map(|chunk| Some((*chunk.last()?, u32::try_from(chunk.len()).ok()?)))
			.collect()
	}
}

/// A chain of hashes with its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseChain {
	/// The genesis hash of the chain.
	pub genesis: String,
	/// What was bought.
	pub listing: u32,
	/// Who pays.
	pub buyer: String,
	/// Uses bought.
	pub uses: u64,
	/// The random bytes from which all hashes follow.
	pub seed: String,
}

impl UseChain {
	/// A chain of hashes out of fresh random bytes, for at most [`MAX_USES`].
	pub fn new(owner: &Owner, uses: u64, units: &Units) -> Result<Self> {
		if !(1..=MAX_USES).contains(&uses) {
			return Err(Failure::bad_input(format!("{uses} uses cannot be paid by hashes."))
				.remedy(format!("Buy 1 to {MAX_USES} at once, or pay by receipts.")));
		}
		let mut seed = Digest::default();
		OsRng.fill_bytes(&mut seed);
		Ok(Self {
			genesis: hex(owner.genesis),
			listing: owner.listing,
			buyer: units.address(&owner.buyer),
			uses,
			seed: hex(seed),
		})
	}

	/// To whom it belongs.
	pub fn owner(&self) -> Result<Owner> {
		Ok(Owner {
			genesis: parse_digest(&self.genesis)?,
			listing: self.listing,
			buyer: account(&self.buyer)?,
		})
	}

	/// What the purchase names.
	pub fn anchor(&self) -> Result<Digest> {
		Ok(self.owner()?.above(parse_digest(&self.seed)?, self.uses))
	}

	/// The hash that pays the first `paid` uses.
	pub fn preimage(&self, paid: u64) -> Result<Digest> {
		let above = self.uses.checked_sub(paid).filter(|_| paid > 0).ok_or_else(|| {
			Failure::bad_input(format!("The hashes pay 1 to {} uses, not {paid}.", self.uses))
		})?;
		Ok(self.owner()?.above(parse_digest(&self.seed)?, above))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn owner() -> Owner {
		Owner { genesis: [9; 32], listing: 4, buyer: [1; 32] }
	}

	#[test]
	fn each_hash_pays_the_uses_up_to_it_and_none_pays_more() {
		let chain = UseChain::new(&owner(), 600, &Units::default()).unwrap();
		let anchor = chain.anchor().unwrap();
		for (paid, steps) in [(1u64, vec![1u32]), (256, vec![256]), (600, vec![256, 256, 88])] {
			let preimage = chain.preimage(paid).unwrap();
			let reveals = owner().reveals(&anchor, &preimage, 600).unwrap();
			assert_eq!(reveals.iter().map(|(_, steps)| *steps).collect::<Vec<_>>(), steps);
			let mut last = anchor;
			for (hash, steps) in reveals {
				assert_eq!(owner().above(hash, steps.into()), last);
				last = hash;
			}
			assert_eq!(last, preimage);
		}
		let (first, tenth) = (chain.preimage(1).unwrap(), chain.preimage(10).unwrap());
		assert_eq!(owner().reveals(&first, &tenth, 600).unwrap(), [(tenth, 9)]);
		assert_eq!(owner().reveals(&tenth, &first, 600), None);
		assert!(chain.preimage(0).is_err());
		assert!(chain.preimage(601).is_err());
		assert!(UseChain::new(&owner(), MAX_USES + 1, &Units::default()).is_err());
	}
}
