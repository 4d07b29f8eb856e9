// SPDX-License-Identifier: Apache-2.0

//! A Merkle path from a stream of leaves, which need not fit into memory.

use super::complaint::ChunkPath;
use crate::{
	merkle::{RootBuilder, Software},
	Digest,
};
use std::ops::Range;

/// The path of one leaf, built while all leaves of the tree go by in their order.
pub struct PathBuilder {
	/// The leaves beside the one leaf, from it upwards: what each sibling is the root of.
	siblings: Vec<(Range<u32>, RootBuilder<Software>)>,
	next: u32,
}

impl PathBuilder {
	/// The path of the leaf at `index` of `count`.
	pub fn new(count: u32, index: u32) -> Self {
		let mut siblings = Vec::new();
		let mut span = 0..count;
		while span.len() > 1 && span.contains(&index) {
			// Half of the next power of two: where RFC 6962 splits.
			let half = span.len().next_power_of_two() >> 1;
			let split = span.start.saturating_add(u32::try_from(half).unwrap_or(u32::MAX));
			let (left, right) = (span.start..split, split..span.end);
			let (inside, beside) = if index < split { (left, right) } else { (right, left) };
			siblings.push((beside, RootBuilder::new()));
			span = inside;
		}
		siblings.reverse();
		Self { siblings, next: 0 }
	}

	/// Takes the next leaf's digest.
	pub fn push(&mut self, leaf: Digest) {
		let here = self.next;
		if let Some((_, root)) = self.siblings.iter_mut().find(|(span, _)| span.contains(&here)) {
			root.push(leaf);
		}
		self.next = here.saturating_add(1);
	}

	/// The path, or nothing if leaves are missing or there are too many for any package.
	pub fn path(&self) -> Option<ChunkPath> {
		let complete = |(span, root): &(Range<u32>, RootBuilder<Software>)| {
			(u64::try_from(span.len()).ok()? == root.count()).then(|| root.root())?
		};
		let digests = self.siblings.iter().map(complete).collect::<Option<Vec<_>>>()?;
		ChunkPath::try_from(digests).ok()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		merkle::{leaf_hash, prove},
		package::{MAX_CHUNKS, MAX_PATH},
	};
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn a_stream_gives_the_path_that_memory_gives(count in 1u32..300, index in 0u32..300) {
			let index = index % count;
			let leaves: Vec<_> =
				(0..count).map(|leaf| leaf_hash::<Software>(&leaf.to_le_bytes())).collect();
			let mut builder = PathBuilder::new(count, index);
			leaves.iter().for_each(|leaf| builder.push(*leaf));
			let path = builder.path().map(Vec::from);
			prop_assert_eq!(path, prove::<Software>(&leaves, index as usize));
		}
	}

	proptest! {
		#[test]
		fn the_longest_path_of_any_package_fits(
			count in 1u32..=MAX_CHUNKS,
			index in 0u32..MAX_CHUNKS,
		) {
			let length = PathBuilder::new(count, index % count).siblings.len();
			prop_assert!(length <= MAX_PATH as usize);
			prop_assert_eq!(PathBuilder::new(MAX_CHUNKS, index).siblings.len(), MAX_PATH as usize);
		}
	}

	#[test]
	fn a_stream_that_ends_early_gives_no_path() {
		let mut builder = PathBuilder::new(4, 1);
		(0..3).for_each(|_| builder.push([0; 32]));
		assert_eq!(builder.path(), None);
	}
}
