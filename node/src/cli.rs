// SPDX-License-Identifier: GPL-3.0-or-later

//! What can be typed.

use crate::{benchmark::BenchmarkCmd, chain_spec, service::dev::Sealing};
use clap::ValueEnum;
use sc_cli::{CliConfiguration, SharedParams, SubstrateCli};
use sc_service::BasePath;
use sc_storage_monitor::StorageMonitorParams;
use staging_chain_spec_builder::ChainSpecBuilder;
use std::{path::PathBuf, time::Duration};

/// Milliseconds between two blocks of a dev chain, unless `--dev-block-time` says otherwise: the
/// rate of a chain with three cores.
const DEFAULT_DEV_BLOCK_MILLIS: u64 = 2_000;

/// Everything but running a node.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)] // There is one, and clap wants its options unboxed.
pub enum Subcommand {
	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write the chain spec of `dev`, `local` or a file, with its genesis as a patch or raw.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Make a chain spec from a runtime: from its named presets, patched, in full, raw.
	///
	/// The runtime in this binary is written to a file by `export-genesis-wasm --raw`.
	ChainSpecBuilder(ChainSpecBuilder),

	/// Write the genesis head of the chain, with which it is registered on its relay chain.
	#[command(alias = "export-genesis-state")]
	ExportGenesisHead(cumulus_client_cli::ExportGenesisHeadCommand),

	/// Write the genesis Wasm of the chain, with which it is registered on its relay chain.
	ExportGenesisWasm(cumulus_client_cli::ExportGenesisWasmCommand),

	/// Compile the runtime that the chain begins with, where a node of this chain will look for it.
	///
	/// A node does so by itself when it starts for the first time, which takes seconds.
	CompileRuntime(CompileRuntimeCmd),

	/// Execute stored blocks again.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Write the state at a block as a chain spec.
	ExportState(sc_cli::ExportStateCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Take back the last blocks that are not finalized.
	Revert(sc_cli::RevertCmd),

	/// Remove the database of the chain, and that of its relay chain unless `--parachain` is given. Keys
	/// stay.
	PurgeChain(cumulus_client_cli::PurgeChainCmd),

	/// Measure the weights of a runtime, the blocks of a chain, or this machine.
	#[command(subcommand)]
	Benchmark(BenchmarkCmd),
}

/// Which chain's runtime to compile. Its database is left alone: a node may run on it.
#[derive(Debug, clap::Parser)]
pub struct CompileRuntimeCmd {
	/// The chain and its folder.
	#[command(flatten)]
	pub shared_params: SharedParams,
}

impl CliConfiguration for CompileRuntimeCmd {
	fn shared_params(&self) -> &SharedParams {
		&self.shared_params
	}
}

/// When a collator builds its blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Authoring {
	/// By time, on the best relay block known: for several cores and blocks faster than 6 s.
	SlotBased,
	/// Once for each imported relay block, its forks included.
	Lookahead,
}

/// The options of a running node.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// Everything but running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// The options that every parachain node has.
	#[command(flatten)]
	pub run: cumulus_client_cli::RunCmd,

	/// When to stop because the disk is full.
	#[command(flatten)]
	pub storage_monitor: StorageMonitorParams,

	/// Run without a relay chain and seal a block every so many milliseconds.
	///
	/// `--dev` alone does so every 2000 ms. The runtime bounds the blocks in one relay slot of 6 s:
	/// what exceeds the bound waits for the next slot, so that chain time keeps to the wall clock.
	#[arg(
		long,
		value_name = "MILLISECONDS",
		conflicts_with = "instant_seal",
		value_parser = clap::value_parser!(u64).range(1..)
	)]
	pub dev_block_time: Option<u64>,

	/// Run without a relay chain and seal a block whenever a transaction arrives.
	///
	/// Chain time stands still between transactions.
	#[arg(long)]
	pub instant_seal: bool,

	/// When a collator builds its blocks.
	#[arg(long, value_enum, default_value_t = Authoring::SlotBased)]
	pub authoring: Authoring,

	/// Write each proof of validity that this collator makes into a folder.
	#[arg(long, value_name = "FOLDER", alias = "export-pov-to-path")]
	pub export_pov: Option<PathBuf>,

	/// Keep compiled runtimes in this folder, not in `compiled` in the base path.
	///
	/// Where the base path is temporary, as with `--dev` and `--tmp`, they are kept in that of a node
	/// without options. A runtime takes seconds to compile; the next start finds it in the folder and
	/// is faster. Nodes of any chain and version may share one, at the same time too. What is damaged
	/// is noticed and compiled again. Whoever can write to the folder decides what the node runs: keep
	/// it to yourself.
	#[arg(long, value_name = "FOLDER", env = "INT_COMPILED_RUNTIMES")]
	pub compiled_runtimes: Option<PathBuf>,

	/// Start without measuring processor, memory and disk of this machine.
	#[arg(long)]
	pub no_hardware_benchmarks: bool,

	/// Options of the relay chain node, after `--`.
	#[arg(raw = true)]
	pub relay_chain_args: Vec<String>,
}

impl Cli {
	/// How a dev chain seals, or `None` where the relay chain decides.
	pub fn sealing(&self) -> Option<Sealing> {
		if self.instant_seal {
			return Some(Sealing::Instant);
		}
		let is_dev = self.run.base.shared_params.is_dev();
		self.dev_block_time
			.or_else(|| is_dev.then_some(DEFAULT_DEV_BLOCK_MILLIS))
			.map(|millis| Sealing::Interval(Duration::from_millis(millis)))
	}

	/// Where a node keeps compiled runtimes, if not in its base path: where it was told, or, if its
	/// base path is gone at the next start, in the one that is there without any option. Whoever has no
	/// home has none of these.
	pub fn kept_compiled(&self) -> Option<PathBuf> {
		let shared = match &self.subcommand {
			Some(Subcommand::CompileRuntime(cmd)) => &cmd.shared_params,
			_ => &self.run.base.shared_params,
		};
		let is_temporary = self.run.base.tmp || shared.is_dev() && shared.base_path.is_none();
		let has_home = std::env::home_dir().is_some_and(|home| home.is_absolute());
		let lasting =
			|| BasePath::from_project("", "", &Self::executable_name()).path().join("compiled");
		self.compiled_runtimes.clone().or_else(|| (is_temporary && has_home).then(lasting))
	}
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"INT Node".into()
	}

	fn impl_version() -> String {
		env!("CARGO_PKG_VERSION").into()
	}

	fn executable_name() -> String {
		env!("CARGO_PKG_NAME").into()
	}

	fn description() -> String {
		"The collator and dev chain of the INT chain.\n\n\
		 A dev chain:     int-node --dev\n\
		 A full node:     int-node --chain <SPEC> -- --chain <RELAY-SPEC>\n\
		 A collator:      int-node --collator --chain <SPEC> -- --chain <RELAY-SPEC>\n\
		 External relay:  int-node --collator --chain <SPEC> --relay-chain-rpc-urls <URL> -- \
		 --chain <RELAY-SPEC>"
			.into()
	}

	fn author() -> String {
		"the INT chain's contributors".into()
	}

	fn support_url() -> String {
		concat!(env!("CARGO_PKG_REPOSITORY"), "/issues").into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		chain_spec::load(id)
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]

	use super::*;
	use clap::CommandFactory;
	use std::path::Path;

	fn parse(args: &[&str]) -> clap::error::Result<Cli> {
		Cli::try_from_iter([&["int-node"][..], args].concat())
	}

	fn sealing(args: &[&str]) -> Option<Sealing> {
		parse(args).unwrap().sealing()
	}

	#[test]
	fn the_command_line_is_consistent() {
		Cli::setup_command(Cli::command()).debug_assert();
	}

	#[test]
	fn dev_seals_by_interval_unless_told_otherwise() {
		let default = Duration::from_millis(DEFAULT_DEV_BLOCK_MILLIS);
		assert_eq!(sealing(&["--dev"]), Some(Sealing::Interval(default)));
		assert_eq!(
			sealing(&["--dev", "--dev-block-time", "500"]),
			Some(Sealing::Interval(Duration::from_millis(500))),
		);
		assert_eq!(sealing(&["--dev", "--instant-seal"]), Some(Sealing::Instant));
	}

	#[test]
	fn a_chain_with_a_relay_chain_seals_nothing_by_itself() {
		assert_eq!(sealing(&["--chain", "local", "--collator"]), None);
	}

	#[test]
	fn a_dev_chain_cannot_seal_in_two_ways_or_without_time() {
		assert!(parse(&["--dev", "--instant-seal", "--dev-block-time", "500"]).is_err());
		assert!(parse(&["--dev", "--dev-block-time", "0"]).is_err());
	}

	#[test]
	fn compiled_runtimes_outlast_a_temporary_base_path() {
		let kept = |args: &[&str]| {
			let mut cli = parse(args).unwrap();
			// The variable may be set where the tests run.
			cli.compiled_runtimes.take_if(|folder| folder.as_path() != Path::new("elsewhere"));
			cli.kept_compiled()
		};
		let lasting = kept(&["--dev"]).unwrap();
		assert!(lasting.is_absolute() && lasting.ends_with("int-node/compiled"));
		assert_eq!(kept(&["--tmp"]), Some(lasting));
		assert_eq!(kept(&["--dev", "--base-path", "node"]), None);
		assert_eq!(kept(&["compile-runtime", "--dev"]), kept(&["--dev"]));
		assert_eq!(kept(&["compile-runtime", "--base-path", "node"]), None);
		assert_eq!(kept(&["--chain", "local"]), None);
		let named = ["--dev", "--compiled-runtimes", "elsewhere"];
		assert_eq!(kept(&named), Some("elsewhere".into()));
	}

	#[test]
	fn what_follows_the_dashes_is_for_the_relay_chain() {
		let cli = parse(&["--collator", "--authoring", "lookahead", "--", "--chain", "relay.json"])
			.unwrap();
		assert_eq!(cli.authoring, Authoring::Lookahead);
		assert_eq!(cli.relay_chain_args, ["--chain", "relay.json"]);
	}
}
