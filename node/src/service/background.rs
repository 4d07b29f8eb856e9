// SPDX-License-Identifier: GPL-3.0-or-later

//! The services beside consensus, the same on a collator, a full node and a dev chain.
//!
//! This is where a further service joins: the DAG's gets its handles from [`Tasks`] and hands its RPC
//! methods to [`crate::rpc`].

use super::{because, FullBackend, FullClient, Pool};
use crate::announce;
use futures::FutureExt;
use int_runtime::opaque::Block;
use sc_cli::Result;
use sc_client_api::Backend;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::SpawnTasksParams;
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::sync::Arc;

/// What the services work with.
pub type Tasks<'a> = SpawnTasksParams<'a, Block, FullClient, Pool, (), FullBackend>;

/// Starts them all, the RPC server last.
pub fn spawn(tasks: Tasks<'_>, storage_monitor: StorageMonitorParams) -> Result<()> {
	watch_the_disk(&tasks, storage_monitor)?;
	if tasks.config.offchain_worker.enabled {
		run_offchain_workers(&tasks)?;
	}
	let wanted = tasks.config.rpc.addr.clone().unwrap_or_default();
	let rpc_handlers = sc_service::spawn_tasks(tasks)?;
	announce::rpc(&rpc_handlers, &wanted);
	Ok(())
}

/// Stops the node before the disk is full, which would tear the database.
fn watch_the_disk(tasks: &Tasks<'_>, storage_monitor: StorageMonitorParams) -> Result<()> {
	let Some(path) = tasks.config.database.path() else { return Ok(()) };
	StorageMonitorService::try_spawn(
		storage_monitor,
		path.to_path_buf(),
		&tasks.task_manager.spawn_essential_handle(),
	)
	.map_err(because)
}

/// Runs what the runtime asks for after each block that is new: what an initial sync brings is none.
fn run_offchain_workers(tasks: &Tasks<'_>) -> Result<()> {
	announce::matcher(&tasks.keystore);
	let pool = OffchainTransactionPoolFactory::new(tasks.transaction_pool.clone());
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: tasks.client.clone(),
		keystore: Some(tasks.keystore.clone()),
		offchain_db: tasks.backend.offchain_storage(),
		transaction_pool: Some(pool),
		network_provider: Arc::new(tasks.network.clone()),
		is_validator: tasks.config.role.is_authority(),
		enable_http_requests: true,
		custom_extensions: |_| Vec::new(),
	})?;
	tasks.task_manager.spawn_handle().spawn(
		"offchain-workers-runner",
		"offchain-work",
		workers.run(tasks.client.clone(), tasks.task_manager.spawn_handle()).boxed(),
	);
	Ok(())
}
