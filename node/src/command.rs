// SPDX-License-Identifier: GPL-3.0-or-later

//! What each command does.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	relay_cli::RelayChainCli,
	service::{self, collator::Collator},
};
use cumulus_client_cli::PurgeChainCmd;
use frame_benchmarking_cli::SUBSTRATE_REFERENCE_HARDWARE;
use sc_cli::{Error, Result, SubstrateCli, TransactionPoolType};
use sc_service::Configuration;
use sc_sysinfo::HwBench;

/// Reads the command line and does what it says.
pub fn run() -> Result<()> {
	let cli = Cli::from_args();
	let compiled = cli.compiled_runtimes.as_deref();
	match &cli.subcommand {
		None => run_node(cli),
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::ExportChainSpec(cmd)) => {
			cmd.run(chain_spec::to_export(&cmd.chain, cmd.raw)?)
		},
		Some(Subcommand::ChainSpecBuilder(cmd)) => cmd.run().map_err(Error::Input),
		Some(Subcommand::ExportGenesisHead(cmd)) => cli.create_runner(cmd)?.sync_run(|config| {
			let node = service::partial::for_chain_ops(&config, compiled)?;
			cmd.run(node.client)
		}),
		Some(Subcommand::ExportGenesisWasm(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(&*config.chain_spec))
		},
		Some(Subcommand::CompileRuntime(cmd)) => {
			let compiled = cli.kept_compiled();
			cli.create_runner(cmd)?
				.sync_run(|config| service::partial::compile_runtime(&config, compiled.as_deref()))
		},
		Some(Subcommand::CheckBlock(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let node = service::partial::for_chain_ops(&config, compiled)?;
			Ok((cmd.run(node.client, node.import_queue), node.task_manager))
		}),
		Some(Subcommand::ExportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let node = service::partial::for_chain_ops(&config, compiled)?;
			Ok((cmd.run(node.client, config.database), node.task_manager))
		}),
		Some(Subcommand::ExportState(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let node = service::partial::for_chain_ops(&config, compiled)?;
			Ok((cmd.run(node.client, config.chain_spec), node.task_manager))
		}),
		Some(Subcommand::ImportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let node = service::partial::for_chain_ops(&config, compiled)?;
			Ok((cmd.run(node.client, node.import_queue), node.task_manager))
		}),
		Some(Subcommand::Revert(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let node = service::partial::for_chain_ops(&config, compiled)?;
			Ok((cmd.run(node.client, node.backend, None), node.task_manager))
		}),
		Some(Subcommand::PurgeChain(cmd)) => purge_chain(&cli, cmd),
		Some(Subcommand::Benchmark(cmd)) => cmd.run(&cli),
	}
}

/// Runs a node until it is told to stop.
fn run_node(mut cli: Cli) -> Result<()> {
	if cli.sealing().is_some() {
		// A dev chain has no forks. The fork-aware pool would keep what arrives while a block is
		// made from the next one until yet another is imported, which instant seal waits for.
		cli.run.base.pool_config.pool_type = TransactionPoolType::SingleState;
	}
	let compiled = cli.kept_compiled();
	let runner = cli.create_runner(&cli.run.normalize())?;
	runner.run_node_until_exit(|config| async move {
		match cli.sealing() {
			Some(sealing) => {
				if !cli.relay_chain_args.is_empty() {
					log::warn!("A dev chain has no relay chain: what follows `--` is ignored.");
				}
				service::dev::start(config, sealing, compiled.as_deref(), cli.storage_monitor)
			},
			None => {
				let relay_config = RelayChainCli::parse(&config, cli.relay_chain_args.iter())?
					.configuration(config.tokio_handle.clone())?;
				let hardware = if cli.no_hardware_benchmarks { None } else { measure(&config) };
				service::collator::start(Collator {
					relay_config,
					relay_options: cli.run.collator_options(),
					hardware,
					authoring: cli.authoring,
					export_pov: cli.export_pov,
					max_pov_percentage: cli.run.experimental_max_pov_percentage,
					compiled,
					storage_monitor: cli.storage_monitor,
					config,
				})
				.await
			},
		}
	})
}

/// Measures this machine, its disk where the database lies.
fn measure(config: &Configuration) -> Option<HwBench> {
	let folder = config.database.path()?;
	if let Err(error) = std::fs::create_dir_all(folder) {
		log::warn!("The disk cannot be measured at {}: {error}", folder.display());
		return None;
	}
	Some(sc_sysinfo::gather_hwbench(Some(folder), &SUBSTRATE_REFERENCE_HARDWARE))
}

/// Removes the databases that `cmd` names.
fn purge_chain(cli: &Cli, cmd: &PurgeChainCmd) -> Result<()> {
	cli.create_runner(cmd)?.sync_run(|config| {
		if cmd.parachain && !cmd.relaychain {
			return cmd.base.run(config.database);
		}
		let relay_config = RelayChainCli::parse(&config, cli.relay_chain_args.iter())
			.and_then(|relay| relay.configuration(config.tokio_handle.clone()));
		match relay_config {
			Ok(relay_config) => cmd.run(config, relay_config),
			Err(error) if cmd.relaychain => Err(error),
			// A dev chain has none, and no spec tells where another's would be.
			Err(_) => {
				println!("Only the parachain's database is removed: no relay chain is given.");
				cmd.base.run(config.database)
			},
		}
	})
}
