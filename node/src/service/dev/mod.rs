// SPDX-License-Identifier: GPL-3.0-or-later

//! A chain of its own, without relay chain and peers, for development.
//!
//! The runtime is the one that runs beside a relay chain and expects one: its blocks carry a proof
//! of a relay chain's state, whose slot must fit the block's time and admit only so many blocks.
//! So the dev chain pretends to have a relay chain that keeps to this machine's clock:
//! - [`clock`]: when the next block may be, and which time and relay slot it has;
//! - [`relay`]: the state that the pretended relay chain shows;
//! - [`seal`]: the loop that seals, by interval or by transaction.

mod clock;
mod relay;
mod seal;

pub use seal::Sealing;

use super::{
	background,
	partial::{self, Partial, Seals},
};
use crate::{announce, rpc};
use int_runtime::{opaque::Block, Hash, MATCHER_KEY_TYPE};
use relay::PretendedRelay;
use sc_basic_authorship::ProposerFactory;
use sc_chain_spec::ChainType;
use sc_cli::Result;
use sc_consensus::LongestChain;
use sc_network::{config::FullNetworkConfiguration, Litep2pNetworkBackend, NotificationMetrics};
use sc_service::{BuildNetworkParams, Configuration, SpawnTasksParams, TaskManager};
use sc_storage_monitor::StorageMonitorParams;
use seal::Sealer;
use sp_keystore::KeystorePtr;
use std::path::Path;

/// The secret of the account that matches policies on a chain of the type `Development`. Known to
/// everyone, as all keys of such a chain.
const MATCHER: &str = "//Matcher";

/// Lets the node match policies. The key is not written to disk.
fn insert_matcher(keystore: &KeystorePtr) -> Result<()> {
	keystore.sr25519_generate_new(MATCHER_KEY_TYPE, Some(MATCHER)).map_err(super::because)?;
	Ok(())
}

/// Starts the chain and seals its next block at once.
pub fn start(
	mut config: Configuration,
	sealing: Sealing,
	compiled: Option<&Path>,
	storage_monitor: StorageMonitorParams,
) -> Result<TaskManager> {
	let Partial {
		client,
		backend,
		keystore,
		mut task_manager,
		pool,
		compiled,
		import_queue,
		mut telemetry,
		..
	} = partial::new(&config, Seals::Absent, compiled)?;
	let para_id = super::para_id(&client, &*config.chain_spec, compiled.as_ref())?;
	announce::chain(&client, &config, para_id);
	log::info!("⛏ Dev chain without relay chain: {sealing}");
	if config.chain_spec.chain_type() == ChainType::Development {
		insert_matcher(&keystore.keystore())?;
	}

	// Its blocks carry no seal that a peer could check.
	config.network.default_peers_set.in_peers = 0;
	config.network.default_peers_set.out_peers = 0;
	let prometheus = config.prometheus_registry().cloned();
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config: FullNetworkConfiguration::<Block, Hash, Litep2pNetworkBackend>::new(
				&config.network,
				None,
			),
			client: client.clone(),
			transaction_pool: pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: None,
			block_relay: None,
			metrics: NotificationMetrics::new(None),
			gap_sync_body_policy: None,
		})?;

	let tasks = SpawnTasksParams {
		client: client.clone(),
		backend: backend.clone(),
		task_manager: &mut task_manager,
		keystore: keystore.keystore(),
		transaction_pool: pool.clone(),
		rpc_builder: rpc::builder(&client, &pool),
		network,
		system_rpc_tx,
		tx_handler_controller,
		sync_service,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
		config,
	};
	background::spawn(tasks, storage_monitor)?;

	// After the pool listens to the client: the first block is news to it like any other.
	let sealer = Sealer {
		proposer: ProposerFactory::new(
			task_manager.spawn_handle(),
			client.clone(),
			pool.clone(),
			prometheus.as_ref(),
			telemetry.as_ref().map(|telemetry| telemetry.handle()),
		),
		select_chain: LongestChain::new(backend),
		relay: PretendedRelay { client: client.clone(), para_id },
		block_import: client.clone(),
		client,
		pool,
	};
	task_manager.spawn_essential_handle().spawn_blocking(
		"dev-sealing",
		"block-authoring",
		sealer.run(sealing),
	);
	Ok(task_manager)
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]

	use super::*;
	use int_runtime::{genesis_presets, AccountId};
	use sp_keystore::{testing::MemoryKeystore, Keystore};
	use std::sync::Arc;

	#[test]
	fn the_matcher_of_a_dev_node_is_whom_its_genesis_endows() {
		let keystore: KeystorePtr = Arc::new(MemoryKeystore::new());
		insert_matcher(&keystore).unwrap();
		let keys: Vec<AccountId> =
			keystore.sr25519_public_keys(MATCHER_KEY_TYPE).into_iter().map(Into::into).collect();
		assert_eq!(keys, [genesis_presets::MATCHER]);
	}
}
