// SPDX-License-Identifier: Apache-2.0

//! What a package is: its root, its size, its schema, and where its catalogue lies.

use crate::Digest;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The longest sealed chunk, bytes: what a complaint brings to the chain.
pub const MAX_SEALED: u32 = 4_096;

/// The blinding at the beginning of a record, bytes.
pub const BLINDING: usize = 32;

/// How much longer a sealed chunk is than its data, bytes: blinding and authentication tag.
pub const OVERHEAD: usize = BLINDING + super::layer::TAG;

/// The most data in one chunk, bytes: [`MAX_SEALED`] less [`OVERHEAD`].
pub const MAX_DATA: u16 = 4_048;

/// The most chunks in a package: 2^23, which is up to 33,957,085,184 bytes of data. More than that
/// is sold as several packages.
pub const MAX_CHUNKS: u32 = 1 << MAX_PATH;

/// The longest Merkle path in a package of [`MAX_CHUNKS`], in digests of 32 bytes.
pub const MAX_PATH: u32 = 23;

/// What the chain has to know of a package to judge a complaint, 42 bytes: an agreement copies
/// this from its listing.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct ManifestCommitment {
	/// The Merkle root ([`crate::merkle`]) over the records of all chunks: blinding and data.
	pub root: Digest,
	/// How much data there is, bytes.
	pub size: u64,
	/// The data in every chunk but the last, bytes: from 1 to [`MAX_DATA`].
	pub chunk: u16,
}

impl ManifestCommitment {
	/// How many chunks there are, or nothing if there is no such package: no data, a chunk of no
	/// bytes or of more than [`MAX_DATA`], or more than [`MAX_CHUNKS`] of them. A listing has to
	/// be refused then.
	pub fn chunks(&self) -> Option<u32> {
		if !(1..=MAX_DATA).contains(&self.chunk) {
			return None;
		}
		let chunks = self.size.div_ceil(u64::from(self.chunk));
		u32::try_from(chunks).ok().filter(|chunks| (1..=MAX_CHUNKS).contains(chunks))
	}

	/// How much data the chunk at `index` has, bytes; nothing for an index outside the package.
	pub fn data_length(&self, index: u32) -> Option<usize> {
		self.chunks().filter(|chunks| index < *chunks)?;
		let start = u64::from(index).checked_mul(u64::from(self.chunk))?;
		let rest = self.size.checked_sub(start)?;
		usize::try_from(rest.min(u64::from(self.chunk))).ok()
	}

	/// How long the sealed chunk at `index` is, bytes; nothing for an index outside the package.
	pub fn sealed_length(&self, index: u32) -> Option<usize> {
		self.data_length(index)?.checked_add(OVERHEAD)
	}
}

/// A package as its listing describes it, 106 bytes.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct Manifest {
	/// The data that is sold.
	pub commitment: ManifestCommitment,
	/// SHA-256 of the document that says how to read the data, or of the name of a format that
	/// needs none.
	pub schema: Digest,
	/// SHA-256 of the catalogue, which leads to the digest of each record.
	pub catalogue: Digest,
}

impl Manifest {
	/// The catalogue's address as a binary CID (version 1, raw, SHA-256), 36 bytes.
	pub fn cid(&self) -> [u8; 36] {
		let mut cid = [0; 36];
		let (prefix, digest) = cid.split_at_mut(4);
		prefix.copy_from_slice(&[0x01, 0x55, 0x12, 0x20]);
		digest.copy_from_slice(&self.catalogue);
		cid
	}
}
