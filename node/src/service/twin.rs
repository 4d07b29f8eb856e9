// SPDX-License-Identifier: GPL-3.0-or-later

//! Notices another node that signs with this collator's session key.
//!
//! Two nodes with one key build two blocks for each of its slots. One of them is lost every time, and
//! nodes that see too many of a slot refuse them all.

use super::FullClient;
use futures::StreamExt;
use int_runtime::{constants::SLOT_MILLIS, opaque::Block, AuraId, Hash};
use sc_client_api::{BlockImportNotification, BlockchainEvents};
use sp_api::ProvideRuntimeApi;
use sp_consensus::BlockOrigin;
use sp_consensus_aura::{
	digests::CompatibleDigestItem, sr25519::AuthoritySignature, AuraApi, Slot,
};
use sp_core::{crypto::key_types::AURA, ByteArray};
use sp_keystore::KeystorePtr;
use sp_runtime::traits::Header;
use std::{
	collections::VecDeque,
	sync::Arc,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// How often it is said.
const AGAIN: Duration = Duration::from_secs(10 * 60);

/// Watches the blocks of others until the node stops.
pub async fn watch(client: Arc<FullClient>, keystore: KeystorePtr) {
	let first = first_slot_of_this_run();
	let mut blocks = client.every_import_notification_stream();
	let mut own = OwnBlocks::default();
	let mut said: Option<Instant> = None;
	while let Some(block) = blocks.next().await {
		if own.have(block.origin, block.hash) {
			continue;
		}
		let Some(key) = signed_as_us(&client, &keystore, &block, first) else { continue };
		if said.is_some_and(|said| said.elapsed() < AGAIN) {
			continue;
		}
		said = Some(Instant::now());
		log::warn!(
			"⚠️ Another node signs blocks with the session key of this one, {key}: block {} ({:?}) is \
			 not from here. Stop one of the two; both lose blocks. If nobody of yours runs the other, \
			 the key is stolen: make a new one with `author_rotateKeysWithOwner` and register it.",
			block.header.number(),
			block.hash,
		);
	}
}

/// The last blocks that this node has built. One of them is imported again, as if it came from elsewhere,
/// when the relay chain takes it after all and not what the node held for the best.
#[derive(Default)]
struct OwnBlocks(VecDeque<Hash>);

impl OwnBlocks {
	/// The relay chain has decided about older ones.
	const MOST: usize = 256;

	/// Whether the block was built here. Remembers it if so.
	fn have(&mut self, origin: BlockOrigin, block: Hash) -> bool {
		if self.0.contains(&block) {
			return true;
		}
		if origin != BlockOrigin::Own {
			return false;
		}
		self.0.truncate(Self::MOST - 1);
		self.0.push_front(block);
		true
	}
}

/// The first slot in which no block of an earlier run of this node can lie: such blocks come back
/// from others when the node had not yet written them.
fn first_slot_of_this_run() -> Slot {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	let slot = now.as_millis() / u128::from(SLOT_MILLIS);
	Slot::from(u64::try_from(slot).unwrap_or(u64::MAX).saturating_add(1))
}

/// Our key, if somebody else signed the block with it, in a slot not before `first`.
fn signed_as_us(
	client: &FullClient,
	keystore: &KeystorePtr,
	block: &BlockImportNotification<Block>,
	first: Slot,
) -> Option<AuraId> {
	let slot = block.header.digest().logs().iter().find_map(|item| {
		<_ as CompatibleDigestItem<AuthoritySignature>>::as_aura_pre_digest(item)
	})?;
	if slot < first {
		return None;
	}
	let authorities = client.runtime_api().authorities(*block.header.parent_hash()).ok()?;
	author(keystore, &authorities, slot)
}

/// The key whose turn it is in the slot, if it is in the keystore.
fn author(keystore: &KeystorePtr, authorities: &[AuraId], slot: Slot) -> Option<AuraId> {
	let turn = u64::from(slot).checked_rem(u64::try_from(authorities.len()).ok()?)?;
	let key = authorities.get(usize::try_from(turn).ok()?)?;
	keystore.has_keys(&[(key.to_raw_vec(), AURA)]).then(|| key.clone())
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]

	use super::*;
	use sp_keystore::{testing::MemoryKeystore, Keystore};

	#[test]
	fn only_slots_of_our_own_key_are_ours() {
		let keystore = MemoryKeystore::new();
		let ours = keystore.sr25519_generate_new(AURA, Some("//Ours")).unwrap();
		let other = sp_core::sr25519::Public::from_raw([7; 32]);
		let authorities = [AuraId::from(other), AuraId::from(ours)];
		let keystore: KeystorePtr = Arc::new(keystore);
		assert_eq!(author(&keystore, &authorities, Slot::from(4)), None);
		assert_eq!(author(&keystore, &authorities, Slot::from(5)), Some(AuraId::from(ours)));
		assert_eq!(author(&keystore, &[], Slot::from(5)), None);
	}

	#[test]
	fn what_was_built_here_is_so_when_it_comes_again() {
		let mut own = OwnBlocks::default();
		let hash = Hash::from_low_u64_be;
		for number in 0..300 {
			assert!(own.have(BlockOrigin::Own, hash(number)));
		}
		assert!(own.have(BlockOrigin::ConsensusBroadcast, hash(299)));
		assert!(own.have(BlockOrigin::NetworkBroadcast, hash(299 - 255)));
		assert!(!own.have(BlockOrigin::NetworkBroadcast, hash(299 - 256)), "it is forgotten");
		assert!(!own.have(BlockOrigin::NetworkBroadcast, hash(1_000)));
		assert_eq!(own.0.len(), OwnBlocks::MOST);
	}

	#[test]
	fn a_slot_that_has_begun_belongs_to_an_earlier_run() {
		let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
		let begun = u64::try_from(now.as_millis()).unwrap() / SLOT_MILLIS;
		assert!(first_slot_of_this_run() > Slot::from(begun));
	}
}
