// SPDX-License-Identifier: Apache-2.0

//! Lists of buyers: one account a line, in any order that seller and buyers share.

use crate::{
	errors::{Failure, Result},
	model::market::{AllowList, AllowProof},
};
use int_primitives::{
	merkle::{leaf_hash, prove, root, Software},
	AccountBytes, Digest,
};

/// The accounts of a list. Lines that are empty or begin with # are passed over.
pub fn read(
	text: &str,
	account: impl Fn(&str) -> Result<AccountBytes>,
) -> Result<Vec<AccountBytes>> {
	let lines = text.lines().map(str::trim);
	lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(account).collect()
}

fn leaves(buyers: &[AccountBytes]) -> Vec<Digest> {
	buyers.iter().map(|buyer| leaf_hash::<Software>(buyer)).collect()
}

/// What a listing says of the list.
pub fn commitment(buyers: &[AccountBytes]) -> Result<AllowList> {
	let root = root::<Software>(leaves(buyers))
		.ok_or_else(|| Failure::bad_input("The list of buyers is empty."))?;
	Ok(AllowList { root, size: u64::try_from(buyers.len()).unwrap_or(u64::MAX) })
}

/// That a buyer is on the list.
pub fn proof(buyers: &[AccountBytes], buyer: &AccountBytes) -> Result<AllowProof> {
	let missing = || {
		Failure::bad_input("The buyer is not on the list.")
			.remedy("Give the list as the seller published it, with the same lines in their order.")
	};
	let index = buyers.iter().position(|listed| listed == buyer).ok_or_else(missing)?;
	let path = prove::<Software>(&leaves(buyers), index).ok_or_else(missing)?;
	Ok(AllowProof { index: u64::try_from(index).unwrap_or(u64::MAX), path })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::text::{hex, parse_digest};
	use int_primitives::merkle::verify;

	#[test]
	fn everybody_on_a_list_can_show_it_and_nobody_else() {
		for count in [1u8, 2, 3, 7] {
			let text: String =
				(1..=count).map(|each| format!("{}\n\n# {each}\n", hex([each; 32]))).collect();
			let buyers = read(&text, parse_digest).unwrap();
			let list = commitment(&buyers).unwrap();
			assert_eq!(list.size, u64::from(count));
			for buyer in &buyers {
				let proof = proof(&buyers, buyer).unwrap();
				let leaf = leaf_hash::<Software>(buyer);
				assert!(verify::<Software>(&list.root, list.size, proof.index, &leaf, &proof.path));
			}
			assert!(proof(&buyers, &[99; 32]).is_err());
		}
		assert!(commitment(&[]).is_err());
	}
}
