// SPDX-License-Identifier: Apache-2.0

//! Where the keys of a package come from. Each is SHA-256 over a domain tag and inputs of fixed
//! lengths, so that no key can pass for another.

use super::{manifest::ManifestCommitment, seal::BuyerKey};
use crate::{
	merkle::{Hasher, Software},
	Digest,
};
use zeroize::Zeroizing;

const BLINDING_TAG: &[u8] = b"int/package/blinding/1";
const EPHEMERAL_TAG: &[u8] = b"int/package/ephemeral/1";
const HASH_TAG: &[u8] = b"int/package/key-hash/1";
const KEY_TAG: &[u8] = b"int/package/key/1";
const SALE_TAG: &[u8] = b"int/package/sale/1";

/// The hash of a sale's key, which the buyer accepts before the key is revealed.
pub fn key_hash<H: Hasher>(key: &Digest) -> Digest {
	H::sha256(&[HASH_TAG, key])
}

/// One sale of a package: an agreement on a chain, and the key that its buyer gave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sale {
	/// The genesis hash of the chain.
	pub genesis: Digest,
	/// The agreement.
	pub agreement: u64,
	/// The buyer's X25519 public key, 32 bytes.
	pub buyer: BuyerKey,
}

impl Sale {
	/// What all keys of this sale of this package are bound to.
	pub(super) fn context(&self, package: &ManifestCommitment) -> Digest {
		Software::sha256(&[
			SALE_TAG,
			&self.genesis,
			&self.agreement.to_le_bytes(),
			&self.buyer,
			&package.root,
			&package.size.to_le_bytes(),
			&package.chunk.to_le_bytes(),
		])
	}
}

/// What a seller keeps of a package: 32 random bytes, **made anew for each package** and each new
/// version of one.
///
/// All else follows from it: the blinding of the records, and for each sale its key and its
/// outer layer. So a seller who lost all but this can still reveal a key, a delivery made twice is
/// the same bytes, and no two sales share a key, whose second buyer would get it for nothing.
/// Whoever has it opens what was ever delivered of the package; when the package is sold no more,
/// erase it.
pub struct PackageSecret(Zeroizing<Digest>);

impl PackageSecret {
	/// The secret in these bytes, which have to come from a secure random generator.
	pub fn new(bytes: Digest) -> Self {
		Self(Zeroizing::new(bytes))
	}

	/// The key of a sale. Give it to nobody before the chain has accepted its hash *with the root
	/// that belongs to it*: [`super::exchange`] has `reveal`, which looks.
	pub fn key(&self, sale: &Sale, package: &ManifestCommitment) -> Digest {
		Software::sha256(&[KEY_TAG, &*self.0, &sale.context(package)])
	}

	/// The secret half of the one-time key with which the seller seals to the buyer.
	pub(super) fn ephemeral(&self, sale: &Sale, package: &ManifestCommitment) -> Zeroizing<Digest> {
		Zeroizing::new(Software::sha256(&[EPHEMERAL_TAG, &*self.0, &sale.context(package)]))
	}

	/// The blinding of the record at `index`, which goes before its data.
	pub fn blinding(&self, index: u32) -> Digest {
		Software::sha256(&[BLINDING_TAG, &*self.0, &index.to_le_bytes()])
	}
}
