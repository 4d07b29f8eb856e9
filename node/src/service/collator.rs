// SPDX-License-Identifier: GPL-3.0-or-later

//! A full node beside a relay chain, and a collator if its role is that.
//!
//! The relay chain is followed by a relay node inside this process or over the RPC of others.

use super::{
	authoring::{self, Author},
	background, because,
	partial::{self, Partial, Seals},
	refuse, standing, twin, FullClient, Pool,
};
use crate::{announce, cli::Authoring, rpc};
use codec::Encode;
use cumulus_client_bootnodes::{start_bootnode_tasks, StartBootnodeTasksParams};
use cumulus_client_cli::{CollatorOptions, RelayChainMode};
use cumulus_client_service::{
	build_network, build_relay_chain_interface, prepare_node_config, start_relay_chain_tasks,
	BuildNetworkParams, DARecoveryProfile, ParachainTracingExecuteBlock,
	StartRelayChainTasksParams,
};
use cumulus_primitives_core::ParaId;
use cumulus_relay_chain_interface::{RelayChainError, RelayChainInterface};
use frame_benchmarking_cli::SUBSTRATE_REFERENCE_HARDWARE;
use int_runtime::{opaque::Block, Hash};
use sc_cli::Result;
use sc_client_api::HeaderBackend;
use sc_consensus::{DefaultImportQueue, ImportQueue};
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	Litep2pNetworkBackend, NetworkBackend, NetworkBlock, NetworkStateInfo, NetworkWorker,
};
use sc_service::{Configuration, SpawnTasksParams, TaskManager};
use sc_storage_monitor::StorageMonitorParams;
use sc_sysinfo::HwBench;
use sc_telemetry::TelemetryHandle;
use sc_tracing::tracing::Instrument;
use std::{path::PathBuf, sync::Arc, time::Duration};

/// The time between two blocks of the relay chain.
const RELAY_SLOT: Duration =
	Duration::from_millis(int_runtime::constants::RELAY_SLOT_MILLIS as u64);

/// Sends a block to the network, with what proves its author to the relay chain's validators.
pub type AnnounceBlock = Arc<dyn Fn(Hash, Option<Vec<u8>>) + Send + Sync>;

/// What a node beside a relay chain is started with.
pub struct Collator {
	/// The configuration of this chain's node.
	pub config: Configuration,
	/// The configuration of the relay chain node.
	pub relay_config: Configuration,
	/// Whether the relay node is embedded, and how peers are found through it.
	pub relay_options: CollatorOptions,
	/// How fast this machine is, if it was measured.
	pub hardware: Option<HwBench>,
	/// When blocks are built.
	pub authoring: Authoring,
	/// Where proofs of validity are written to.
	pub export_pov: Option<PathBuf>,
	/// The share of the largest proof of validity that a block may use, in percent.
	pub max_pov_percentage: Option<u32>,
	/// Where compiled runtimes are kept, if not in the base path.
	pub compiled: Option<PathBuf>,
	/// When to stop because the disk is full.
	pub storage_monitor: StorageMonitorParams,
}

/// Starts the node. Its log lines are marked, as the relay node's share the terminal.
pub async fn start(collator: Collator) -> Result<TaskManager> {
	let span =
		sc_tracing::tracing::info_span!(sc_tracing::logging::PREFIX_LOG_SPAN, name = "Parachain");
	collator.run().instrument(span).await
}

impl Collator {
	/// Starts the node.
	async fn run(self) -> Result<TaskManager> {
		let config = prepare_node_config(self.config);
		let Partial {
			client,
			backend,
			keystore,
			mut task_manager,
			pool,
			compiled,
			import_queue,
			block_import,
			block_import_handle,
			mut telemetry,
			telemetry_worker,
		} = partial::new(&config, Seals::Required, self.compiled.as_deref())?;
		let para_id = super::para_id(&client, &*config.chain_spec, compiled.as_ref())?;
		announce::chain(&client, &config, para_id);
		announce::taken_ports(&config);

		let relay_chain_fork_id = self.relay_config.chain_spec.fork_id().map(ToOwned::to_owned);
		let relay_spec = self.relay_config.chain_spec.cloned_box();
		let relay_mode = self.relay_options.relay_chain_mode.clone();
		let (relay_chain, collator_key, relay_chain_network, paranode_requests) =
			build_relay_chain_interface(
				self.relay_config,
				&config,
				telemetry_worker,
				&mut task_manager,
				self.relay_options.clone(),
				self.hardware.clone(),
			)
			.await
			.map_err(|error| unreachable_relay(error, &relay_mode))?;
		if let RelayChainMode::ExternalRpc(_) = relay_mode {
			standing::expect_relay_chain(&relay_chain, relay_spec).await?;
		}
		task_manager.spawn_handle().spawn(
			"standing",
			None,
			standing::watch(client.clone(), relay_chain.clone(), para_id),
		);

		let is_collator = config.role.is_authority();
		let prometheus = config.prometheus_registry().cloned();
		let import_queue_service = import_queue.service();
		let parts = NetworkParts {
			config: &config,
			task_manager: &task_manager,
			client: &client,
			pool: &pool,
			para_id,
			relay_chain: &relay_chain,
			import_queue,
		};
		let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
			match config.network.network_backend {
				NetworkBackendType::Libp2p => {
					build_network(parts.with_backend::<NetworkWorker<Block, Hash>>()).await?
				},
				NetworkBackendType::Litep2p => {
					build_network(parts.with_backend::<Litep2pNetworkBackend>()).await?
				},
			};

		let bootnodes = StartBootnodeTasksParams {
			embedded_dht_bootnode: self.relay_options.embedded_dht_bootnode,
			dht_bootnode_discovery: self.relay_options.dht_bootnode_discovery,
			para_id,
			task_manager: &mut task_manager,
			relay_chain_interface: relay_chain.clone(),
			relay_chain_fork_id,
			relay_chain_network: relay_chain_network.clone(),
			request_receiver: paranode_requests,
			parachain_network: network.clone(),
			advertise_non_global_ips: config.network.allow_non_globals_in_dht,
			parachain_genesis_hash: client.info().genesis_hash.encode(),
			parachain_fork_id: config.chain_spec.fork_id().map(ToOwned::to_owned),
			parachain_public_addresses: config.network.public_addresses.clone(),
		};
		start_bootnode_tasks(bootnodes);

		let tasks = SpawnTasksParams {
			telemetry: telemetry.as_mut(),
			tracing_execute_block: Some(Arc::new(ParachainTracingExecuteBlock::new(
				client.clone(),
			))),
			rpc_builder: rpc::builder(&client, &pool),
			client: client.clone(),
			backend: backend.clone(),
			task_manager: &mut task_manager,
			keystore: keystore.keystore(),
			transaction_pool: pool.clone(),
			network,
			system_rpc_tx,
			tx_handler_controller,
			sync_service: sync_service.clone(),
			config,
		};
		background::spawn(tasks, self.storage_monitor)?;

		let telemetry = telemetry.as_ref().map(|telemetry| telemetry.handle());
		if let Some(hardware) = self.hardware {
			report_hardware(hardware, is_collator, telemetry.clone(), &task_manager);
		}

		let announce_block: AnnounceBlock = {
			let sync_service = sync_service.clone();
			Arc::new(move |hash, data| sync_service.announce_block(hash, data))
		};
		let overseer_handle = relay_chain.overseer_handle().map_err(because)?;
		start_relay_chain_tasks(StartRelayChainTasksParams {
			client: client.clone(),
			announce_block: announce_block.clone(),
			para_id,
			relay_chain_interface: relay_chain.clone(),
			task_manager: &mut task_manager,
			da_recovery_profile: if is_collator {
				DARecoveryProfile::Collator
			} else {
				DARecoveryProfile::FullNode
			},
			import_queue: import_queue_service,
			relay_chain_slot_duration: RELAY_SLOT,
			recovery_handle: Box::new(overseer_handle.clone()),
			sync_service,
			prometheus_registry: prometheus.as_ref(),
		})?;

		if is_collator {
			announce::session_key(&keystore.keystore());
			task_manager.spawn_handle().spawn(
				"twin",
				None,
				twin::watch(client.clone(), keystore.keystore()),
			);
			let author = Author {
				client,
				backend,
				block_import,
				block_import_handle,
				pool,
				keystore: keystore.keystore(),
				relay_chain,
				relay_slot: RELAY_SLOT,
				para_id,
				collator_key: collator_key.ok_or_else(|| {
					refuse("the relay chain node gave this collator no key to sign with".into())
				})?,
				collator_peer_id: relay_chain_network.local_peer_id(),
				overseer_handle,
				announce_block,
				export_pov: self.export_pov,
				max_pov_percentage: self.max_pov_percentage,
				prometheus,
				telemetry,
			};
			authoring::start(self.authoring, author, &task_manager);
		}

		Ok(task_manager)
	}
}

/// What the network is built from, whichever library runs it.
struct NetworkParts<'a> {
	config: &'a Configuration,
	task_manager: &'a TaskManager,
	client: &'a Arc<FullClient>,
	pool: &'a Arc<Pool>,
	para_id: ParaId,
	relay_chain: &'a Arc<dyn RelayChainInterface>,
	import_queue: DefaultImportQueue<Block>,
}

impl<'a> NetworkParts<'a> {
	/// The parameters of a network run by `Net`.
	fn with_backend<Net: NetworkBackend<Block, Hash>>(
		self,
	) -> BuildNetworkParams<
		'a,
		Block,
		FullClient,
		Net,
		Arc<dyn RelayChainInterface>,
		DefaultImportQueue<Block>,
	> {
		BuildNetworkParams {
			parachain_config: self.config,
			net_config: FullNetworkConfiguration::new(
				&self.config.network,
				self.config.prometheus_registry().cloned(),
			),
			client: self.client.clone(),
			transaction_pool: self.pool.clone(),
			para_id: self.para_id,
			spawn_handle: self.task_manager.spawn_handle(),
			spawn_essential_handle: self.task_manager.spawn_essential_handle(),
			relay_chain_interface: self.relay_chain.clone(),
			import_queue: self.import_queue,
			metrics: Net::register_notification_metrics(self.config.prometheus_registry()),
			gap_sync_body_policy: None,
		}
	}
}

/// Says over which URLs the relay chain was not reached.
fn unreachable_relay(error: RelayChainError, mode: &RelayChainMode) -> sc_cli::Error {
	let RelayChainMode::ExternalRpc(urls) = mode else { return because(error) };
	let urls: Vec<_> = urls.iter().map(ToString::to_string).collect();
	refuse(format!(
		"the relay chain cannot be followed over {}: {error}\nLook whether a node of the relay chain \
		 runs there and answers RPC from this machine, or give others with `--relay-chain-rpc-urls`; \
		 of several URLs the next one is taken when one fails.",
		urls.join(", "),
	))
}

/// Prints how fast this machine is, and warns a collator whose blocks would come late.
fn report_hardware(
	hardware: HwBench,
	is_collator: bool,
	telemetry: Option<TelemetryHandle>,
	task_manager: &TaskManager,
) {
	sc_sysinfo::print_hwbench(&hardware);
	if is_collator {
		if let Err(failures) = SUBSTRATE_REFERENCE_HARDWARE.check_hardware(&hardware, false) {
			log::warn!(
				"⚠️ This machine is slower than a collator should be: {failures}. Its blocks may \
				 come too late for the relay chain; `int-node benchmark machine` measures again."
			);
		}
	}
	if let Some(telemetry) = telemetry {
		task_manager.spawn_handle().spawn(
			"telemetry-hardware",
			None,
			sc_sysinfo::initialize_hwbench_telemetry(telemetry, hardware),
		);
	}
}
