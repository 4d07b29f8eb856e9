// SPDX-License-Identifier: Apache-2.0

//! The proof that a delivered chunk contradicts the manifest, and its judge.

use super::{
	keys::key_hash,
	manifest::{ManifestCommitment, MAX_PATH, MAX_SEALED},
	seal::Inner,
};
use crate::{
	merkle::{leaf_hash, verify, Hasher},
	Digest,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A sealed chunk, at most [`MAX_SEALED`] bytes.
pub type SealedChunk = BoundedVec<u8, ConstU32<MAX_SEALED>>;

/// The siblings of a leaf, from the leaf upwards, at most [`MAX_PATH`] digests.
pub type ChunkPath = BoundedVec<Digest, ConstU32<MAX_PATH>>;

/// What a buyer accepts before the key is revealed, 64 bytes.
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
pub struct AcceptedCiphertext {
	/// The Merkle root over all sealed chunks.
	pub root: Digest,
	/// The hash of the key that opens them ([`super::key_hash`]).
	pub key_hash: Digest,
}

/// One sealed chunk and the record that the manifest has in its place, with both paths: at most
/// 5,608 bytes encoded.
#[derive(
	Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug,
)]
pub struct Complaint {
	/// Which chunk, from 0.
	pub index: u32,
	/// The sealed chunk.
	pub sealed: SealedChunk,
	/// The path from the sealed chunk to the accepted root.
	pub sealed_path: ChunkPath,
	/// The leaf digest of the record in the manifest's tree.
	pub leaf: Digest,
	/// The path from that leaf to the manifest's root.
	pub leaf_path: ChunkPath,
}

/// How a chunk contradicts the manifest. Any of them refunds the buyer.
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
pub enum Contradiction {
	/// It is not as long as the chunk at its index has to be.
	Length,
	/// The revealed key does not open it.
	Unauthentic,
	/// It opens, but to something else than the manifest promised.
	Content,
}

/// Why a complaint is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ComplaintError {
	/// The manifest describes no package that can exist. A listing of it has to be refused.
	NoPackage,
	/// The package has no chunk at this index.
	NoSuchChunk,
	/// The key is not the one whose hash was accepted. The chain compares when it is revealed.
	OtherKey,
	/// The sealed chunk does not stand at this index of the accepted root. Send it as it was
	/// received, with the path of the same index.
	NotAccepted,
	/// The leaf does not stand at this index of the manifest's root. Take it from the catalogue,
	/// with the path of the same index.
	NotInManifest,
	/// The chunk is what the manifest promised. There is nothing to complain about.
	Honest,
}

/// Judges a complaint: how the chunk contradicts the manifest, or why nothing is proven.
///
/// `accepted` is what the buyer accepted, `key` the revealed key. At worst it hashes 4 KiB twice
/// and 46 nodes, and decrypts 4 KiB; it allocates nothing.
pub fn check_complaint<H: Hasher>(
	manifest: &ManifestCommitment,
	accepted: &AcceptedCiphertext,
	key: &Digest,
	complaint: &Complaint,
) -> Result<Contradiction, ComplaintError> {
	let chunks = manifest.chunks().ok_or(ComplaintError::NoPackage)?;
	let index = complaint.index;
	let length = manifest.sealed_length(index).ok_or(ComplaintError::NoSuchChunk)?;
	if key_hash::<H>(key) != accepted.key_hash {
		return Err(ComplaintError::OtherKey);
	}

	let stands = |root: &Digest, leaf: &Digest, path: &ChunkPath| {
		verify::<H>(root, u64::from(chunks), u64::from(index), leaf, path)
	};
	let sealed_leaf = leaf_hash::<H>(&complaint.sealed);
	if !stands(&accepted.root, &sealed_leaf, &complaint.sealed_path) {
		return Err(ComplaintError::NotAccepted);
	}
	if !stands(&manifest.root, &complaint.leaf, &complaint.leaf_path) {
		return Err(ComplaintError::NotInManifest);
	}

	if complaint.sealed.len() != length {
		return Ok(Contradiction::Length);
	}
	let mut buffer = [0; MAX_SEALED as usize];
	// A chunk of the right length fits, so this is never the buyer's fault.
	let piece = buffer.get_mut(..length).ok_or(ComplaintError::NoPackage)?;
	piece.copy_from_slice(&complaint.sealed);
	match Inner::new::<H>(key).open(index, piece) {
		None => Ok(Contradiction::Unauthentic),
		Some(record) if leaf_hash::<H>(record) != complaint.leaf => Ok(Contradiction::Content),
		Some(_) => Err(ComplaintError::Honest),
	}
}
