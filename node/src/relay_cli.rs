// SPDX-License-Identifier: GPL-3.0-or-later

//! The options of the relay chain node, given after `--`.
//!
//! They are polkadot's own. What is not given comes from the parachain: the relay chain's name
//! from its chain spec, the base path as a folder inside its own, and ports beside its own.

use crate::{chain_spec::Extensions, cli::Cli};
use clap::{CommandFactory, FromArgMatches};
use sc_cli::{
	CliConfiguration, DefaultConfigurationValues, Error, ImportParams, KeystoreParams,
	NetworkParams, Result, RpcEndpoint, SharedParams, SubstrateCli,
};
use sc_service::{
	config::{PrometheusConfig, RpcMethods, TransactionPoolOptions},
	BasePath, ChainSpec, Configuration, Role,
};
use sc_telemetry::TelemetryEndpoints;
use std::path::PathBuf;

/// The folder of the relay chain inside the parachain's base path.
const RELAY_FOLDER: &str = "polkadot";

/// The options of the relay chain node.
#[derive(Debug)]
pub struct RelayChainCli {
	/// Polkadot's options.
	pub options: polkadot_cli::RunCmd,
	/// The relay chain that the parachain's spec names.
	chain: Option<String>,
	/// Where the relay chain keeps its data unless told otherwise.
	base_path: PathBuf,
}

impl RelayChainCli {
	/// Reads `args` for the relay chain of the parachain that `parachain` configures.
	pub fn parse<'a>(
		parachain: &Configuration,
		args: impl Iterator<Item = &'a String>,
	) -> Result<Self> {
		let command = polkadot_cli::RunCmd::command().no_binary_name(true).help_template(
			color_print::cformat!(
				"Options of the relay chain node.\n\n\
				 <bold><underline>RELAY_CHAIN_ARGS:</></>\n{{options}}"
			),
		);
		let matches = command.try_get_matches_from(args).unwrap_or_else(|error| error.exit());
		Ok(Self {
			options: polkadot_cli::RunCmd::from_arg_matches(&matches)?,
			chain: Extensions::of(&*parachain.chain_spec)
				.and_then(|extensions| extensions.relay_chain.clone()),
			base_path: parachain.base_path.path().join(RELAY_FOLDER),
		})
	}

	/// The relay chain node's configuration.
	pub fn configuration(&self, tokio_handle: tokio::runtime::Handle) -> Result<Configuration> {
		let mut config = SubstrateCli::create_configuration(self, self, tokio_handle)
			.map_err(|error| self.explain(error))?;
		// A collator's relay side needs no browser connections: they come only when asked for.
		let network = &self.options.base.network_params;
		if !network.force_enable_webrtc && network.listen_addr.is_empty() {
			config.network.remove_webrtc_addresses();
		}
		Ok(config)
	}

	/// Says what to type where the relay chain is missing.
	fn explain(&self, error: Error) -> Error {
		let named = match &self.chain {
			Some(chain) => format!("this chain's spec names `{chain}` as its relay chain"),
			None => "this chain's spec names no relay chain".into(),
		};
		Error::Input(format!(
			"the relay chain cannot be set up: {error}\n\
			 A node needs the spec of its relay chain ({named}), with an embedded relay node as well \
			 as with `--relay-chain-rpc-urls`. Give it after `--`: \
			 int-node <options> -- --chain <relay-chain-spec.json>\n\
			 A chain without a relay chain is started with `--dev`."
		))
	}
}

impl SubstrateCli for RelayChainCli {
	fn impl_name() -> String {
		Cli::impl_name()
	}

	fn impl_version() -> String {
		Cli::impl_version()
	}

	fn executable_name() -> String {
		Cli::executable_name()
	}

	fn description() -> String {
		Cli::description()
	}

	fn author() -> String {
		Cli::author()
	}

	fn support_url() -> String {
		Cli::support_url()
	}

	fn copyright_start_year() -> i32 {
		Cli::copyright_start_year()
	}

	fn load_spec(&self, id: &str) -> std::result::Result<Box<dyn ChainSpec>, String> {
		polkadot_cli::Cli::from_iter([Self::executable_name()]).load_spec(id)
	}
}

impl DefaultConfigurationValues for RelayChainCli {
	fn p2p_listen_port() -> u16 {
		30_334
	}

	fn rpc_listen_port() -> u16 {
		9_945
	}

	fn prometheus_listen_port() -> u16 {
		9_616
	}
}

impl CliConfiguration<Self> for RelayChainCli {
	fn shared_params(&self) -> &SharedParams {
		self.options.base.shared_params()
	}

	fn import_params(&self) -> Option<&ImportParams> {
		self.options.base.import_params()
	}

	fn network_params(&self) -> Option<&NetworkParams> {
		self.options.base.network_params()
	}

	fn keystore_params(&self) -> Option<&KeystoreParams> {
		self.options.base.keystore_params()
	}

	fn base_path(&self) -> Result<Option<BasePath>> {
		Ok(self.shared_params().base_path()?.or_else(|| Some(self.base_path.clone().into())))
	}

	fn rpc_addr(&self, default_listen_port: u16) -> Result<Option<Vec<RpcEndpoint>>> {
		self.options.base.rpc_addr(default_listen_port)
	}

	fn prometheus_config(
		&self,
		default_listen_port: u16,
		chain_spec: &Box<dyn ChainSpec>,
	) -> Result<Option<PrometheusConfig>> {
		self.options.base.prometheus_config(default_listen_port, chain_spec)
	}

	fn chain_id(&self, is_dev: bool) -> Result<String> {
		let given = self.options.base.chain_id(is_dev)?;
		if !given.is_empty() {
			return Ok(given);
		}
		// Without a name polkadot would take Polkadot itself.
		self.chain.clone().ok_or_else(|| "no relay chain is given".into())
	}

	fn role(&self, is_dev: bool) -> Result<Role> {
		self.options.base.role(is_dev)
	}

	fn transaction_pool(&self, is_dev: bool) -> Result<TransactionPoolOptions> {
		self.options.base.transaction_pool(is_dev)
	}

	fn rpc_methods(&self) -> Result<RpcMethods> {
		self.options.base.rpc_methods()
	}

	fn rpc_max_connections(&self) -> Result<u32> {
		self.options.base.rpc_max_connections()
	}

	fn rpc_cors(&self, is_dev: bool) -> Result<Option<Vec<String>>> {
		self.options.base.rpc_cors(is_dev)
	}

	fn force_authoring(&self) -> Result<bool> {
		self.options.base.force_authoring()
	}

	fn disable_grandpa(&self) -> Result<bool> {
		self.options.base.disable_grandpa()
	}

	fn max_runtime_instances(&self) -> Result<Option<usize>> {
		self.options.base.max_runtime_instances()
	}

	fn telemetry_endpoints(
		&self,
		chain_spec: &Box<dyn ChainSpec>,
	) -> Result<Option<TelemetryEndpoints>> {
		self.options.base.telemetry_endpoints(chain_spec)
	}

	fn node_name(&self) -> Result<String> {
		self.options.base.node_name()
	}
}
