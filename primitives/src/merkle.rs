// SPDX-License-Identifier: Apache-2.0

//! Merkle trees as in RFC 6962 (section 2.1), over SHA-256.
//!
//! A leaf is hashed as `SHA-256(0x00 ‖ data)`, a node as `SHA-256(0x01 ‖ left ‖ right)`; the two
//! tags keep a node from passing for a leaf. A tree of `n` leaves splits at the largest power of
//! two below `n`, so no leaf is ever doubled and two lists never share a root.
//!
//! A proof is the list of sibling digests from the leaf upwards, at most
//! `⌈log2(n)⌉` of 32 bytes each: [`MAX_PROOF`] for `2^32` leaves.

use crate::Digest;
use sha2::{Digest as _, Sha256};

/// The longest proof in a tree of up to `2^32` leaves, in digests of 32 bytes.
pub const MAX_PROOF: usize = 32;

/// Who computes SHA-256: [`Software`] here, the host's function in a runtime.
pub trait Hasher {
	/// SHA-256 of the parts, one after the other.
	fn sha256(parts: &[&[u8]]) -> Digest;
}

/// SHA-256 by the `sha2` crate.
pub struct Software;

impl Hasher for Software {
	fn sha256(parts: &[&[u8]]) -> Digest {
		let mut hasher = Sha256::new();
		for part in parts {
			hasher.update(part);
		}
		hasher.finalize().into()
	}
}

/// The digest of a leaf.
pub fn leaf_hash<H: Hasher>(data: &[u8]) -> Digest {
	H::sha256(&[&[0], data])
}

/// The digest of an inner node.
pub fn node_hash<H: Hasher>(left: &Digest, right: &Digest) -> Digest {
	H::sha256(&[&[1], left, right])
}

/// Whether `proof` shows that `leaf` (a leaf's digest) stands at `index` of the `size` leaves
/// under `root`. The algorithm is RFC 9162, section 2.1.3.2.
///
/// False for an index outside the tree and for a proof that is too short or too long; a proof of a
/// tree with one leaf is empty.
pub fn verify<H: Hasher>(
	root: &Digest,
	size: u64,
	index: u64,
	leaf: &Digest,
	proof: &[Digest],
) -> bool {
	let Some(mut last) = size.checked_sub(1).filter(|last| index <= *last) else { return false };
	let mut position = index;
	let mut hash = *leaf;
	for sibling in proof {
		if last == 0 {
			return false;
		}
		if position & 1 == 1 || position == last {
			hash = node_hash::<H>(sibling, &hash);
			// The last node of an odd row moves up without a sibling.
			while position & 1 == 0 && position != 0 {
				position >>= 1;
				last >>= 1;
			}
		} else {
			hash = node_hash::<H>(&hash, sibling);
		}
		position >>= 1;
		last >>= 1;
	}
	last == 0 && hash == *root
}

/// Computes the root of a list of leaves in one pass, with 32 bytes for each level.
///
/// ```
/// use int_primitives::merkle::{leaf_hash, RootBuilder, Software};
/// let mut builder = RootBuilder::<Software>::new();
/// builder.push(leaf_hash::<Software>(b"one"));
/// assert_eq!(builder.root(), Some(leaf_hash::<Software>(b"one")));
/// ```
pub struct RootBuilder<H> {
	/// The roots of the complete subtrees so far; bit `i` of `count` says whether level `i` is set.
	levels: [Digest; 64],
	count: u64,
	hasher: core::marker::PhantomData<H>,
}

impl<H: Hasher> Default for RootBuilder<H> {
	fn default() -> Self {
		Self::new()
	}
}

impl<H: Hasher> RootBuilder<H> {
	/// An empty list.
	pub const fn new() -> Self {
		Self { levels: [[0; 32]; 64], count: 0, hasher: core::marker::PhantomData }
	}

	/// How many leaves there are.
	pub const fn count(&self) -> u64 {
		self.count
	}

	/// Appends a leaf's digest.
	pub fn push(&mut self, leaf: Digest) {
		let mut hash = leaf;
		for (level, subtree) in self.levels.iter_mut().enumerate() {
			if self.count >> level & 1 == 0 {
				*subtree = hash;
				break;
			}
			hash = node_hash::<H>(subtree, &hash);
		}
		self.count = self.count.saturating_add(1);
	}

	/// The root, or nothing for an empty list: the smaller subtrees hang to the right.
	pub fn root(&self) -> Option<Digest> {
		let mut root = None;
		for (level, subtree) in self.levels.iter().enumerate() {
			if self.count >> level & 1 == 1 {
				root = Some(match root {
					None => *subtree,
					Some(right) => node_hash::<H>(subtree, &right),
				});
			}
		}
		root
	}
}

/// The root of leaves that lie in memory, or nothing for none.
pub fn root<H: Hasher>(leaves: impl IntoIterator<Item = Digest>) -> Option<Digest> {
	let mut builder = RootBuilder::<H>::new();
	leaves.into_iter().for_each(|leaf| builder.push(leaf));
	builder.root()
}

/// The proof of the leaf at `index` among leaves that lie in memory, or nothing for an index
/// outside of them.
///
/// Costs a pass over all leaves; who makes many proofs keeps the rows of the tree
/// (`intctl lot` does so on disk).
pub fn prove<H: Hasher>(leaves: &[Digest], index: usize) -> Option<alloc::vec::Vec<Digest>> {
	let mut proof = alloc::vec::Vec::new();
	let (mut span, mut position) = (leaves, index);
	span.get(position)?;
	while span.len() > 1 {
		// The largest power of two below the length, as the RFC splits.
		let split = span.len().next_power_of_two() >> 1;
		let (left, right) = span.split_at_checked(split)?;
		let (inside, beside, offset) =
			if position < split { (left, right, 0) } else { (right, left, split) };
		proof.push(root::<H>(beside.iter().copied())?);
		span = inside;
		position = position.checked_sub(offset)?;
	}
	proof.reverse();
	Some(proof)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn leaves(count: usize) -> Vec<Digest> {
		(0..count).map(|i| leaf_hash::<Software>(&i.to_le_bytes())).collect()
	}

	fn hex(digest: Option<Digest>) -> String {
		digest.into_iter().flatten().map(|byte| format!("{byte:02x}")).collect()
	}

	/// The eight leaves of the reference implementation of certificate transparency, and the
	/// roots that it publishes for them.
	#[test]
	fn the_published_roots_come_out() {
		let data: [&[u8]; 8] = [
			&[],
			&[0x00],
			&[0x10],
			&[0x20, 0x21],
			&[0x30, 0x31],
			&[0x40, 0x41, 0x42, 0x43],
			&[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
			&[
				0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
				0x6e, 0x6f,
			],
		];
		let all: Vec<_> = data.iter().map(|data| leaf_hash::<Software>(data)).collect();
		let root_of = |count: usize| hex(root::<Software>(all[..count].iter().copied()));
		assert_eq!(root_of(1), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
		assert_eq!(root_of(2), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
		assert_eq!(root_of(3), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
		assert_eq!(root_of(5), "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4");
		assert_eq!(root_of(7), "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
		assert_eq!(root_of(8), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
	}

	#[test]
	fn a_node_does_not_pass_for_a_leaf() {
		let pair = leaves(2);
		let top = root::<Software>(pair.clone()).unwrap();
		let mut inner = pair[0].to_vec();
		inner.extend(pair[1]);
		assert_ne!(leaf_hash::<Software>(&inner), top);
		assert!(!verify::<Software>(&top, 1, 0, &leaf_hash::<Software>(&inner), &[]));
	}

	#[test]
	fn no_tree_of_no_leaves() {
		assert_eq!(root::<Software>([]), None);
		assert!(!verify::<Software>(&[0; 32], 0, 0, &[0; 32], &[]));
	}

	proptest! {
		#[test]
		fn every_leaf_is_proved_and_only_at_its_place(count in 1usize..200, index in 0usize..200) {
			let index = index % count;
			let all = leaves(count);
			let top = root::<Software>(all.iter().copied()).unwrap();
			let proof = prove::<Software>(&all, index).unwrap();
			let size = count as u64;
			prop_assert!(proof.len() <= MAX_PROOF);
			prop_assert!(verify::<Software>(&top, size, index as u64, &all[index], &proof));
			for other in (0..count + 2).filter(|other| *other != index) {
				prop_assert!(!verify::<Software>(&top, size, other as u64, &all[index], &proof));
			}
			let mut longer = proof.clone();
			longer.push([0; 32]);
			prop_assert!(!verify::<Software>(&top, size, index as u64, &all[index], &longer));
			if let Some((_, shorter)) = proof.split_last() {
				prop_assert!(!verify::<Software>(&top, size, index as u64, &all[index], shorter));
			}
			for broken in 0..proof.len() {
				let mut forged = proof.clone();
				forged[broken][0] ^= 1;
				prop_assert!(!verify::<Software>(&top, size, index as u64, &all[index], &forged));
			}
		}
	}
}
