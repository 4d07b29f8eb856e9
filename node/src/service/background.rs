// SPDX-License-Identifier: GPL-3.0-or-later

//! The services beside consensus, the same on a collator, a full node and a dev chain.
//!
//! This is where a further service joins: the DAG's gets its handles from [`Background`] and hands
//! its RPC methods to [`crate::rpc`].

use super::{because, FullBackend, FullClient, Pool};
use futures::FutureExt;
use sc_cli::Result;
use sc_client_api::Backend;
use sc_network::service::traits::NetworkService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{Configuration, TaskManager};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// What the services work with.
pub struct Background<'a> {
	/// The node's configuration.
	pub config: &'a Configuration,
	/// Who runs and stops their tasks.
	pub task_manager: &'a TaskManager,
	/// The client.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The transaction pool.
	pub pool: Arc<Pool>,
	/// Where keys are kept.
	pub keystore: KeystorePtr,
	/// The network.
	pub network: Arc<dyn NetworkService>,
	/// When to stop because the disk is full.
	pub storage_monitor: StorageMonitorParams,
}

impl Background<'_> {
	/// Starts them all.
	pub fn spawn(self) -> Result<()> {
		self.watch_the_disk()?;
		if self.config.offchain_worker.enabled {
			self.run_offchain_workers()?;
		}
		Ok(())
	}

	/// Stops the node before the disk is full, which would tear the database.
	fn watch_the_disk(&self) -> Result<()> {
		let Some(path) = self.config.database.path() else { return Ok(()) };
		StorageMonitorService::try_spawn(
			self.storage_monitor.clone(),
			path.to_path_buf(),
			&self.task_manager.spawn_essential_handle(),
		)
		.map_err(because)
	}

	/// Runs what the runtime asks for after each block.
	fn run_offchain_workers(self) -> Result<()> {
		let workers = OffchainWorkers::new(OffchainWorkerOptions {
			runtime_api_provider: self.client.clone(),
			keystore: Some(self.keystore),
			offchain_db: self.backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(self.pool)),
			network_provider: Arc::new(self.network),
			is_validator: self.config.role.is_authority(),
			enable_http_requests: true,
			custom_extensions: |_| Vec::new(),
		})?;
		self.task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-work",
			workers.run(self.client, self.task_manager.spawn_handle()).boxed(),
		);
		Ok(())
	}
}
