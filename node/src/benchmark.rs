// SPDX-License-Identifier: GPL-3.0-or-later

//! Measuring: a runtime's weights, a chain's blocks, a machine.
//!
//! This binary is not built for benchmarks. `pallet` measures a runtime that is, given by
//! `--runtime <WASM>`, and `overhead` any runtime, with the host functions that a node gives them.

use crate::{
	cli::Cli,
	service::{self, HostFunctions},
};
use frame_benchmarking_cli::{
	BlockCmd, MachineCmd, OpaqueBlock, OverheadCmd, PalletCmd, SUBSTRATE_REFERENCE_HARDWARE,
};
use int_runtime::opaque::Block;
use sc_cli::{LoggerBuilder, Result, SharedParams, SubstrateCli};
use sp_runtime::traits::HashingFor;

/// What can be measured.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)] // There is one, and clap wants its options unboxed.
pub enum BenchmarkCmd {
	/// The weights of a runtime's calls.
	Pallet(PalletCmd),
	/// The weight of an empty block and of an empty extrinsic. With a chain spec, `--para-id` has to be
	/// the chain's.
	Overhead(OverheadCmd),
	/// The time that stored blocks took against the weight they declared.
	Block(BlockCmd),
	/// Whether this machine is fast enough for a collator.
	Machine(MachineCmd),
}

impl BenchmarkCmd {
	/// Measures.
	pub fn run(&self, cli: &Cli) -> Result<()> {
		match self {
			Self::Pallet(cmd) => {
				log_to_terminal(&cmd.shared_params)?;
				let spec = chain(cli, &cmd.shared_params)?;
				cmd.run_with_spec::<HashingFor<Block>, HostFunctions>(spec)
			},
			Self::Overhead(cmd) => {
				log_to_terminal(&cmd.shared_params)?;
				let spec = chain(cli, &cmd.shared_params)?;
				cmd.run_with_default_builder_and_spec::<OpaqueBlock, HostFunctions>(spec)
			},
			Self::Block(cmd) => cli.create_runner(cmd)?.sync_run(|config| {
				let compiled = cli.compiled_runtimes.as_deref();
				let node = service::partial::for_chain_ops(&config, compiled)?;
				cmd.run(node.client)
			}),
			Self::Machine(cmd) => cli
				.create_runner(cmd)?
				.sync_run(|config| cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone())),
		}
	}
}

/// The chain spec that `--chain` asks for.
fn chain(cli: &Cli, params: &SharedParams) -> Result<Option<Box<dyn sc_service::ChainSpec>>> {
	Ok(params.chain.as_ref().map(|id| cli.load_spec(id)).transpose()?)
}

/// Shows the log, as a runner would, without the node configuration that these commands lack.
fn log_to_terminal(params: &SharedParams) -> Result<()> {
	LoggerBuilder::new(params.log_filters().join(",")).init().map_err(Into::into)
}
