// SPDX-License-Identifier: GPL-3.0-or-later

//! How a collator builds blocks: by time or by relay block.

use super::{collator::AnnounceBlock, AuraPair, BlockImport, FullBackend, FullClient, Pool};
use crate::cli::Authoring;
use cumulus_client_collator::service::CollatorService;
use cumulus_client_consensus_aura::collators::{
	lookahead,
	slot_based::{self, SlotBasedBlockImportHandle},
};
use cumulus_primitives_core::ParaId;
use cumulus_relay_chain_interface::{OverseerHandle, RelayChainInterface};
use int_runtime::{opaque::Block, Hash};
use polkadot_primitives::{CollatorPair, ValidationCode, ValidationCodeHash};
use prometheus_endpoint::Registry;
use sc_basic_authorship::ProposerFactory;
use sc_network::PeerId;
use sc_service::TaskManager;
use sc_telemetry::TelemetryHandle;
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, sync::Arc, time::Duration};

/// How long into a relay slot a slot-based collator begins, so that the slot's relay block is there.
const SLOT_OFFSET: Duration = Duration::from_secs(1);

/// How long a lookahead collator works at a block at most: what validators grant it.
const AUTHORING_DURATION: Duration = Duration::from_secs(2);

/// What a collator builds with.
pub struct Author {
	/// The client.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The way of its blocks into the database.
	pub block_import: BlockImport,
	/// Through which the slot-based collator learns of blocks of others.
	pub block_import_handle: SlotBasedBlockImportHandle<Block>,
	/// The transactions.
	pub pool: Arc<Pool>,
	/// The session key.
	pub keystore: KeystorePtr,
	/// The relay chain.
	pub relay_chain: Arc<dyn RelayChainInterface>,
	/// The time between two relay blocks.
	pub relay_slot: Duration,
	/// Which parachain this is.
	pub para_id: ParaId,
	/// Signs what is sent to validators. Made anew with each start.
	pub collator_key: CollatorPair,
	/// Who this collator is in the relay chain's network.
	pub collator_peer_id: PeerId,
	/// The relay chain node's subsystems.
	pub overseer_handle: OverseerHandle,
	/// Sends a block to the other nodes of this chain.
	pub announce_block: AnnounceBlock,
	/// Where proofs of validity are written to.
	pub export_pov: Option<PathBuf>,
	/// The share of the largest proof of validity that a block may use, in percent.
	pub max_pov_percentage: Option<u32>,
	/// Metrics.
	pub prometheus: Option<Registry>,
	/// Telemetry.
	pub telemetry: Option<TelemetryHandle>,
}

/// Starts building blocks.
pub fn start(authoring: Authoring, author: Author, task_manager: &TaskManager) {
	match authoring {
		Authoring::SlotBased => author.build_by_slot(task_manager),
		Authoring::Lookahead => author.build_by_relay_block(task_manager),
	}
}

/// The parameters of either way of building: those that both have, and its own.
macro_rules! parameters {
	($($parameters:ident)::+, $author:ident, $task_manager:ident, { $($own:tt)* }) => {
		$($parameters)::+ {
			create_inherent_data_providers: |_, ()| async { Ok(()) },
			proposer: $author.proposer($task_manager),
			collator_service: $author.collator_service(),
			code_hash_provider: code_hash_provider($author.client.clone()),
			block_import: $author.block_import,
			para_client: $author.client,
			para_backend: $author.backend,
			relay_client: $author.relay_chain,
			keystore: $author.keystore,
			collator_key: $author.collator_key,
			collator_peer_id: $author.collator_peer_id,
			para_id: $author.para_id,
			relay_chain_slot_duration: $author.relay_slot,
			reinitialize: false,
			max_pov_percentage: $author.max_pov_percentage,
			$($own)*
		}
	};
}

impl Author {
	fn build_by_slot(self, task_manager: &TaskManager) {
		let params = parameters!(slot_based::Params, self, task_manager, {
			slot_offset: SLOT_OFFSET,
			block_import_handle: self.block_import_handle,
			spawner: task_manager.spawn_essential_handle(),
			export_pov: self.export_pov,
		});
		slot_based::run::<Block, AuraPair, _, _, _, _, _, _, _, _, _>(params);
	}

	fn build_by_relay_block(self, task_manager: &TaskManager) {
		let params = parameters!(lookahead::Params, self, task_manager, {
			overseer_handle: self.overseer_handle,
			authoring_duration: AUTHORING_DURATION,
		});
		let task = lookahead::run_with_export::<Block, AuraPair, _, _, _, _, _, _, _, _>(
			lookahead::ParamsWithExport { params, export_pov: self.export_pov },
		);
		task_manager.spawn_essential_handle().spawn("lookahead-collator", None, task);
	}

	fn proposer(&self, task_manager: &TaskManager) -> ProposerFactory<Pool, FullClient> {
		ProposerFactory::new(
			task_manager.spawn_handle(),
			self.client.clone(),
			self.pool.clone(),
			self.prometheus.as_ref(),
			self.telemetry.clone(),
		)
	}

	fn collator_service(&self) -> CollatorService<Block, FullClient, FullClient> {
		CollatorService::new(self.client.clone(), self.announce_block.clone(), self.client.clone())
	}
}

/// Tells which validation code the relay chain must have for a child of a block.
fn code_hash_provider(
	client: Arc<FullClient>,
) -> impl Fn(Hash) -> Option<ValidationCodeHash> + Send + Sync + 'static {
	move |at| client.code_at(at).ok().map(|code| ValidationCode::from(code).hash())
}
