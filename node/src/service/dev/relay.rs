// SPDX-License-Identifier: GPL-3.0-or-later

//! The relay chain that a dev chain pretends to have: what its state shows to the next block.

use super::clock::{self, BlockTime, Turn, RELAY_SLOT_MILLIS};
use crate::service::{FullBackend, FullClient};
use codec::{Decode, Encode};
use cumulus_client_parachain_inherent::{MockValidationDataInherentDataProvider, MockXcmConfig};
use cumulus_primitives_aura::AuraUnincludedSegmentApi;
use cumulus_primitives_core::{
	relay_chain::{well_known_keys, AsyncBackingParams, HeadData, UpgradeGoAhead, MAX_CODE_SIZE},
	rpsr_digest, AbridgedHostConfiguration, ParaId, RelayParentOffsetApi,
};
use futures_timer::Delay;
use int_runtime::{opaque::Block, Hash};
use sc_client_api::{StorageKey, StorageProvider};
use sc_consensus_aura::standalone::slot_duration_at;
use sp_api::ProvideRuntimeApi;
use sp_consensus_aura::{sr25519::AuthorityId, SlotDuration};
use sp_inherents::CreateInherentDataProviders;
use sp_io::hashing::twox_128;
use sp_runtime::traits::{Block as BlockT, Header as HeaderT};
use sp_timestamp::Timestamp;
use std::{sync::Arc, time::Duration};

/// Whatever keeps a block from being sealed.
pub type SealError = Box<dyn std::error::Error + Send + Sync>;

/// How long the sealer waits at most before it looks at the clock again.
const LONGEST_NAP: Duration = Duration::from_secs(60);

/// Blocks in one epoch of the pretended relay chain. Only its randomness changes with it.
const BLOCKS_PER_EPOCH: u32 = 100;

/// The pretended relay chain.
pub struct PretendedRelay {
	/// The chain that it pretends to include.
	pub client: Arc<FullClient>,
	/// Which of its parachains that is.
	pub para_id: ParaId,
}

impl PretendedRelay {
	/// Waits until the child of `parent` may be sealed, and says what is put before it.
	pub async fn wait_for_turn(&self, parent: Hash) -> Result<Inherents, SealError> {
		let header = self
			.client
			.header(parent)?
			.ok_or_else(|| format!("block {parent:?} is not in the database"))?;
		let aura_slot = slot_duration_at::<AuthorityId, Block, _>(&*self.client, parent)?;
		let parent_time =
			BlockTime { timestamp: self.timestamp(parent)?, relay_slot: last_relay_slot(&header) };
		let time = loop {
			let now = Timestamp::current().as_millis();
			let room = |relay_slot| self.has_room(parent, relay_slot);
			match clock::turn(now, aura_slot.as_millis(), parent_time, room)? {
				Turn::Seal(time) => break time,
				Turn::Wait(wait) => {
					warn_of_a_late_clock(wait);
					Delay::new(wait.min(LONGEST_NAP)).await;
				},
			}
		};
		Ok(Inherents {
			client: self.client.clone(),
			para_id: self.para_id,
			relay_parent_offset: self.client.runtime_api().relay_parent_offset(parent)?,
			parent: header,
			upgrade_is_pending: self.upgrade_is_pending(parent)?,
			aura_slot,
			time,
		})
	}

	/// The time of `block`, in milliseconds since 1970; 0 for genesis.
	fn timestamp(&self, block: Hash) -> Result<u64, SealError> {
		let stored = self.client.storage(block, &storage_key("Timestamp", "Now"))?;
		Ok(stored.map(|now| u64::decode(&mut &now.0[..])).transpose()?.unwrap_or_default())
	}

	/// Whether the runtime takes another child of `parent` in `relay_slot`, where it has blocks.
	fn has_room(&self, parent: Hash, relay_slot: u64) -> Result<bool, SealError> {
		Ok(self.client.runtime_api().can_build_upon(parent, parent, relay_slot.into())?)
	}

	/// Whether a new runtime waits for the relay chain's leave to be applied.
	fn upgrade_is_pending(&self, block: Hash) -> Result<bool, SealError> {
		let pending = storage_key("ParachainSystem", "PendingValidationCode");
		Ok(self.client.storage_hash(block, &pending)?.is_some())
	}
}

/// What is put before the transactions of the next block, and the slot it is in.
pub struct Inherents {
	client: Arc<FullClient>,
	para_id: ParaId,
	parent: <Block as BlockT>::Header,
	relay_parent_offset: u32,
	upgrade_is_pending: bool,
	/// The length of the chain's Aura slots.
	pub aura_slot: SlotDuration,
	/// The time of the block.
	pub time: BlockTime,
}

#[async_trait::async_trait]
impl CreateInherentDataProviders<Block, ()> for Inherents {
	type InherentDataProviders =
		(sp_timestamp::InherentDataProvider, MockValidationDataInherentDataProvider<()>);

	async fn create_inherent_data_providers(
		&self,
		parent: Hash,
		_: (),
	) -> Result<Self::InherentDataProviders, SealError> {
		let relay = MockValidationDataInherentDataProvider {
			current_para_block: self.parent.number().saturating_add(1),
			para_id: self.para_id,
			// Each block is included before its child is built.
			current_para_block_head: Some(HeadData(self.parent.encode())),
			// The number of the relay block is its slot, as if there were a block in each since
			// 1970: like the slot it goes on through restarts, and tells the next start what the
			// last one used.
			relay_offset: u32::try_from(self.time.relay_slot)?,
			relay_blocks_per_para_block: 0,
			relay_parent_offset: self.relay_parent_offset,
			para_blocks_per_relay_epoch: BLOCKS_PER_EPOCH,
			relay_randomness_config: (),
			xcm_config: MockXcmConfig::new::<Block, FullBackend, FullClient>(
				&self.client,
				parent,
				Default::default(),
			),
			raw_downward_messages: Vec::new(),
			raw_horizontal_messages: Vec::new(),
			additional_key_values: Some(vec![(
				well_known_keys::ACTIVE_CONFIG.to_vec(),
				host_configuration().encode(),
			)]),
			upgrade_go_ahead: self.upgrade_is_pending.then(|| {
				log::info!("⬆ A new runtime is pending: the pretended relay chain lets it pass.");
				UpgradeGoAhead::GoAhead
			}),
		};
		let timestamp = sp_timestamp::InherentDataProvider::new(self.time.timestamp.into());
		Ok((timestamp, relay))
	}
}

/// The relay slot that a sealed block refers to; 0 for genesis.
fn last_relay_slot(header: &<Block as BlockT>::Header) -> u64 {
	rpsr_digest::extract_relay_parent_storage_root(header.digest())
		.map_or(0, |(_, relay_number)| relay_number.into())
}

/// What a parachain is granted: as much as Polkadot grants, where the SDK's mock would refuse code
/// above 2 MiB and messages above 256 bytes.
fn host_configuration() -> AbridgedHostConfiguration {
	AbridgedHostConfiguration {
		max_code_size: MAX_CODE_SIZE,
		max_head_data_size: 20_480,
		max_upward_queue_count: 174_762,
		max_upward_queue_size: 1_048_576,
		max_upward_message_size: 65_531,
		max_upward_message_num_per_candidate: 16,
		hrmp_max_message_num_per_candidate: 10,
		validation_upgrade_cooldown: 14_400,
		validation_upgrade_delay: 600,
		async_backing_params: AsyncBackingParams {
			max_candidate_depth: 3,
			allowed_ancestry_len: 2,
		},
	}
}

/// The key of a single value in a pallet's storage.
fn storage_key(pallet: &str, item: &str) -> StorageKey {
	StorageKey([twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat())
}

/// Says why nothing happens when this machine's clock is behind the chain.
fn warn_of_a_late_clock(wait: Duration) {
	if wait > Duration::from_millis(RELAY_SLOT_MILLIS) {
		log::warn!(
			"The chain's time is {} s ahead of this machine's clock: the next block waits until the \
			 clock is there. If the clock was set back for good, start anew: `int-node purge-chain`.",
			wait.as_secs(),
		);
	}
}
