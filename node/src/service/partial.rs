// SPDX-License-Identifier: GPL-3.0-or-later

//! What every node and every chain command has: database, client, transaction pool, import queue.

use super::{
	because, compiled::CompiledRuntimes, refuse, AuraPair, BlockImport, FullBackend, FullClient,
	HostFunctions, Pool,
};
use codec::Encode;
use cumulus_client_consensus_aura::{
	collators::slot_based::{SlotBasedBlockImport, SlotBasedBlockImportHandle},
	equivocation_import_queue::fully_verifying_import_queue,
};
use int_runtime::{opaque::Block, Hash, RuntimeApi};
use sc_chain_spec::ChainType;
use sc_cli::Result;
use sc_client_api::HeaderBackend;
use sc_consensus::DefaultImportQueue;
use sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_service::{
	construct_genesis_block, Configuration, GenesisBlockBuilder, KeystoreContainer, TaskManager,
};
use sc_telemetry::{Telemetry, TelemetryWorker, TelemetryWorkerHandle};
use sp_core::{
	storage::{well_known_keys, StateVersion, Storage},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_io::hashing::blake2_256;
use sp_runtime::traits::{Block as BlockT, Hash as HashT, HashingFor};
use sp_state_machine::BasicExternalities;
use std::{
	path::{Path, PathBuf},
	sync::Arc,
};

/// Who must have signed a block that is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seals {
	/// The collator whose slot it was.
	Required,
	/// Nobody: a dev chain's blocks carry no seal. Such a node has no peers to be fooled by.
	Absent,
}

/// The parts of a node.
pub struct Partial {
	/// The client.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// Where keys are kept.
	pub keystore: KeystoreContainer,
	/// Who runs and stops the node's tasks.
	pub task_manager: TaskManager,
	/// The transaction pool.
	pub pool: Arc<Pool>,
	/// Compiled runtimes, if they can be kept.
	pub compiled: Option<CompiledRuntimes>,
	/// Where blocks of others come in.
	pub import_queue: DefaultImportQueue<Block>,
	/// Where own blocks come in.
	pub block_import: BlockImport,
	/// What the slot-based collator listens to. Dropped where none runs.
	pub block_import_handle: SlotBasedBlockImportHandle<Block>,
	/// Reports to a telemetry server.
	pub telemetry: Option<Telemetry>,
	/// Lets the relay chain node report through the same connection.
	pub telemetry_worker: Option<TelemetryWorkerHandle>,
}

/// The parts for commands that work on a chain's database. A chain of the type `Development` was
/// sealed by nobody.
pub fn for_chain_ops(config: &Configuration, compiled: Option<&Path>) -> Result<Partial> {
	let seals = match config.chain_spec.chain_type() {
		ChainType::Development => Seals::Absent,
		_ => Seals::Required,
	};
	new(config, seals, compiled)
}

/// Opens the database, which must be that of the configured chain, and builds the parts on it.
/// Compiled runtimes are kept in the folder `compiled`, or in one of that name in the base path.
pub fn new(config: &Configuration, seals: Seals, compiled: Option<&Path>) -> Result<Partial> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| {
			TelemetryWorker::new(16)
				.map(|worker| (worker.handle().new_telemetry(endpoints), worker))
		})
		.transpose()
		.map_err(because)?;
	let telemetry_handle = telemetry.as_ref().map(|(telemetry, _)| telemetry.handle());

	let genesis_state = config.chain_spec.as_storage_builder().build_storage()?;
	let genesis_hashes = genesis_hashes(&genesis_state);

	let compiled = CompiledRuntimes::open(&folder_of_compiled(config, compiled));
	let executor = executor(config, compiled.as_ref());
	let backend = sc_service::new_db_backend::<Block>(config.db_config()).map_err(|error| {
		refuse(format!(
			"the {} cannot be opened: {error}\n{}",
			database(config),
			what_to_look_at(&error.to_string()),
		))
	})?;
	let genesis_builder = GenesisBlockBuilder::<Block, _, _>::new_with_storage(
		genesis_state,
		!config.no_genesis(),
		backend.clone(),
		executor.clone(),
	)?;
	let (client, backend, keystore, task_manager) =
		sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config,
			telemetry_handle.clone(),
			executor,
			backend,
			genesis_builder,
			true,
		)?;
	let client = Arc::new(client);
	refuse_another_chain(&client, genesis_hashes, config)?;

	let telemetry_worker = telemetry.as_ref().map(|(_, worker)| worker.handle());
	let telemetry = telemetry.map(|(telemetry, worker)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let pool = Arc::new(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (slot_based, block_import_handle) =
		SlotBasedBlockImport::new(client.clone(), client.clone());
	let block_import = BlockImport::new(slot_based, backend.clone());
	let import_queue = match seals {
		Seals::Required => fully_verifying_import_queue::<AuraPair, _, _, _, _>(
			client.clone(),
			block_import.clone(),
			|_, _| async { Ok(sp_timestamp::InherentDataProvider::from_system_time()) },
			&task_manager.spawn_essential_handle(),
			config.prometheus_registry(),
			telemetry_handle,
		),
		Seals::Absent => sc_consensus_manual_seal::import_queue(
			Box::new(client.clone()),
			&task_manager.spawn_essential_handle(),
			config.prometheus_registry(),
		),
	};

	Ok(Partial {
		client,
		backend,
		keystore,
		task_manager,
		pool,
		compiled,
		import_queue,
		block_import,
		block_import_handle,
		telemetry,
		telemetry_worker,
	})
}

/// Compiles the runtime that the configured chain begins with and keeps it, where a node of that chain
/// looks for it. The database is left alone.
pub fn compile_runtime(config: &Configuration, compiled: Option<&Path>) -> Result<()> {
	let genesis = config.chain_spec.as_storage_builder().build_storage()?;
	let code = genesis.top.get(well_known_keys::CODE).ok_or_else(|| {
		refuse(format!("the genesis of `{}` has no runtime (`:code`)", config.chain_spec.id()))
	})?;
	let folder = folder_of_compiled(config, compiled);
	let kept = CompiledRuntimes::open(&folder)
		.ok_or_else(|| refuse(format!("nothing can be kept in {}", folder.display())))?;
	let runtime = RuntimeCode {
		code_fetcher: &WrappedRuntimeCode(code.into()),
		heap_pages: None,
		hash: blake2_256(code).to_vec(),
	};
	// Any question will do: it is compiled before it is asked.
	let (version, _) = executor(config, Some(&kept)).call(
		&mut BasicExternalities::default(),
		&runtime,
		"Core_version",
		&[],
		CallContext::Offchain,
	);
	version.map_err(because)?;
	kept.vouch();
	println!("The runtime of `{}` is compiled, in {}", config.chain_spec.id(), folder.display());
	Ok(())
}

/// Where compiled runtimes are kept.
fn folder_of_compiled(config: &Configuration, named: Option<&Path>) -> PathBuf {
	named.map_or_else(|| config.base_path.path().join("compiled"), Into::into)
}

/// Refuses a database whose chain began otherwise than the configured one: one folder may hold what
/// an older genesis of the same chain id left there, and going on with it would fork silently.
fn refuse_another_chain(
	client: &FullClient,
	expected: [Hash; 2],
	config: &Configuration,
) -> Result<()> {
	let found = client.info().genesis_hash;
	if expected.contains(&found) {
		return Ok(());
	}
	let [expected, _] = expected;
	Err(refuse(format!(
		"the {} belongs to another chain: its genesis is {found:?}, that of `{}` is {expected:?}.\n\
		 Either the chain spec is not the one this database was made with, or the chain was made \
		 anew (a dev chain is, with each change of its runtime or preset).\n\
		 Give the right spec with `--chain`, or another `--base-path`, or remove the old chain with \
		 `int-node purge-chain` and the same options.",
		database(config),
		config.chain_spec.id(),
	)))
}

/// The database, for messages.
fn database(config: &Configuration) -> String {
	match config.database.path() {
		Some(path) => format!("database at {}", path.display()),
		None => "database".into(),
	}
}

/// Where a database that cannot be opened is mended, going by the error's text: RocksDB and ParityDB
/// have nothing else.
fn what_to_look_at(error: &str) -> &'static str {
	let of_a_lock = ["While lock file", "lock hold by", "Database file is in use"];
	if of_a_lock.iter().any(|text| error.contains(text)) {
		"Is another node running on this base path?"
	} else if error.contains("Incompatible pruning modes") {
		"What a database keeps is decided when it is made. Leave `--state-pruning` out, or remove the \
		 database with `int-node purge-chain` and the same options, and sync anew; keys stay."
	} else if error.contains("Corruption:") || error.contains("Database version") {
		"The database is damaged, or a newer node has made it. Restore a backup, or remove it with \
		 `int-node purge-chain` and the same options, and sync anew; keys stay."
	} else {
		"Look whether the folder exists, whether this user may write to it, and whether the disk is \
		 full."
	}
}

/// What the genesis block of `spec` may hash to.
pub fn genesis_hashes_of(
	spec: &dyn sc_service::ChainSpec,
) -> std::result::Result<[Hash; 2], String> {
	spec.as_storage_builder().build_storage().map(|state| genesis_hashes(&state))
}

/// What the genesis block with `state` may hash to. Which of the two applies is in the genesis Wasm,
/// not worth compiling it for.
fn genesis_hashes(state: &Storage) -> [Hash; 2] {
	[StateVersion::V1, StateVersion::V0].map(|version| genesis_hash(state, version))
}

/// The hash of the genesis block that has `state`.
fn genesis_hash(state: &Storage, version: StateVersion) -> Hash {
	let trie_root = |entries| <HashingFor<Block> as HashT>::trie_root(entries, version);
	let children = state.children_default.values().map(|child| {
		let root = trie_root(child.data.clone().into_iter().collect());
		(child.child_info.prefixed_storage_key().into_inner(), root.encode())
	});
	let root = trie_root(state.top.clone().into_iter().chain(children).collect());
	construct_genesis_block::<Block>(root, version).hash()
}

/// The executor. What it compiles it keeps: a runtime takes seconds to compile.
fn executor(
	config: &Configuration,
	compiled: Option<&CompiledRuntimes>,
) -> WasmExecutor<HostFunctions> {
	let heap = config.executor.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| {
		HeapAllocStrategy::Static { extra_pages: u32::try_from(pages).unwrap_or(u32::MAX) }
	});
	let builder = WasmExecutor::builder()
		.with_execution_method(config.executor.wasm_method)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap)
		.with_max_runtime_instances(config.executor.max_runtime_instances)
		.with_runtime_cache_size(config.executor.runtime_cache_size);
	match compiled {
		Some(compiled) => builder.with_cache_path(compiled.cache()).build(),
		None => builder.build(),
	}
}

#[cfg(test)]
mod tests {
	use super::what_to_look_at;

	#[test]
	fn each_way_in_which_a_database_does_not_open_has_its_advice() {
		for (error, advice) in [
			(
				"IO error: While lock file: db/LOCK: Resource temporarily unavailable",
				"another node",
			),
			("Database file is in use. (Resource temporarily unavailable)", "another node"),
			(
				"Incompatible pruning modes [stored: Constrained(..); requested: ArchiveAll]",
				"--state-pruning",
			),
			("Corruption: CURRENT file does not end with newline", "damaged"),
			("Database version comes from future version of the client: 99", "newer node"),
			("Failed to create RocksDB directory: below block/versions", "folder exists"),
		] {
			let found = what_to_look_at(error);
			assert!(found.contains(advice), "{error}: {found}");
		}
	}
}
