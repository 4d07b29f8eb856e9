// SPDX-License-Identifier: GPL-3.0-or-later

//! The chains that this binary knows by name, and how a chain spec is read.
//!
//! `dev` and `local` are the runtime's genesis presets `development` and `local_testnet`. Any
//! other chain is a JSON file, made by `export-chain-spec` or `chain-spec-builder`.

use int_runtime::{
	constants::{SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL},
	RuntimeGenesisConfig,
};
use sc_chain_spec::{ChainSpecExtension, ChainType, Properties};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use sp_core::storage::{well_known_keys, Storage};
use sp_runtime::BuildStorage;
use std::path::PathBuf;

/// What a chain spec of ours says beyond the SDK's fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ChainSpecExtension)]
pub struct Extensions {
	/// The relay chain: a name that the embedded relay node knows, or the path of its chain spec.
	/// It can be overruled, or given where it is absent, by `--chain` behind `--`.
	#[serde(
		default,
		alias = "relayChain",
		alias = "RelayChain",
		skip_serializing_if = "Option::is_none"
	)]
	pub relay_chain: Option<String>,
	/// The parachain id that tools expect here. The runtime's state is what counts: a node does
	/// not start when the two differ.
	#[serde(default, alias = "paraId", alias = "ParaId", skip_serializing_if = "Option::is_none")]
	pub para_id: Option<u32>,
}

impl Extensions {
	/// The extensions of `spec`, if it was loaded by this node.
	pub fn of(spec: &dyn sc_service::ChainSpec) -> Option<&Self> {
		sc_chain_spec::get_extension(spec.extensions())
	}
}

/// A chain spec with our extensions.
pub type ChainSpec = sc_service::GenericChainSpec<Extensions>;

/// A chain that needs no spec file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
	/// `dev`: one collator, Alice, and no relay chain.
	Development,
	/// `local`: two collators on a relay chain on the same machine.
	LocalTestnet,
}

impl Builtin {
	/// The chain called `id` on the command line; nothing given means `local`.
	pub fn from_id(id: &str) -> Option<Self> {
		match id {
			"dev" => Some(Self::Development),
			"" | "local" => Some(Self::LocalTestnet),
			_ => None,
		}
	}

	/// The runtime's name for this chain's genesis.
	const fn preset(self) -> &'static str {
		match self {
			Self::Development => sp_genesis_builder::DEV_RUNTIME_PRESET,
			Self::LocalTestnet => sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
		}
	}

	/// Name, id and type of the spec. The id names the chain's folder in the base path.
	const fn names(self) -> (&'static str, &'static str, ChainType) {
		match self {
			Self::Development => ("INT Development", "int_dev", ChainType::Development),
			Self::LocalTestnet => ("INT Local Testnet", "int_local", ChainType::Local),
		}
	}

	/// The chain spec. Its genesis is a patch of the runtime's default, which the Wasm applies when
	/// the state is asked for.
	pub fn spec(self) -> Result<ChainSpec, String> {
		let (name, id, chain_type) = self.names();
		let extensions = Extensions { relay_chain: Some(RELAY_CHAIN.into()), para_id: None };
		Ok(ChainSpec::builder(wasm()?, extensions)
			.with_name(name)
			.with_id(id)
			.with_chain_type(chain_type)
			.with_protocol_id(id)
			.with_properties(properties())
			.with_genesis_config_patch(self.patch()?)
			.build())
	}

	/// The chain spec with its state in it, built by this binary's own copy of the runtime.
	///
	/// The Wasm builds the same state, but has to be compiled for it each time: seconds, of the three
	/// that the first block may take.
	fn raw_spec(self) -> Result<ChainSpec, String> {
		let mut spec = self.spec()?;
		sc_service::ChainSpec::set_storage(&mut spec, self.genesis_state()?);
		Ok(spec)
	}

	/// What this chain's genesis has that the runtime's default has not.
	fn patch(self) -> Result<Value, String> {
		let preset = int_runtime::genesis_presets::get_preset(&self.preset().into())
			.ok_or_else(|| format!("the runtime has no genesis preset `{}`", self.preset()))?;
		serde_json::from_slice(&preset).map_err(|error| error.to_string())
	}

	/// The genesis state.
	fn genesis_state(self) -> Result<Storage, String> {
		let mut config = serde_json::to_value(RuntimeGenesisConfig::default())
			.map_err(|error| error.to_string())?;
		sc_chain_spec::json_merge(&mut config, self.patch()?);
		// By way of text, which is how the Wasm gets it.
		let mut state = serde_json::from_str::<RuntimeGenesisConfig>(&config.to_string())
			.map_err(|error| error.to_string())?
			.build_storage()?;
		state.top.insert(well_known_keys::CODE.to_vec(), wasm()?.to_vec());
		Ok(state)
	}
}

/// The relay chain of the chains that this binary knows.
const RELAY_CHAIN: &str = "rococo-local";

/// The chain called `id`, to be run: `dev`, `local`, or the path of a JSON file.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	Builtin::from_id(id).map_or_else(|| from_file(id), |builtin| Ok(Box::new(builtin.raw_spec()?)))
}

/// The chain called `id`, to be written as JSON: with its state if it is to be `raw`.
pub fn to_export(id: &str, raw: bool) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	match Builtin::from_id(id) {
		Some(builtin) if !raw => Ok(Box::new(builtin.spec()?)),
		_ => load(id),
	}
}

fn from_file(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	let spec = ChainSpec::from_json_file(PathBuf::from(id)).map_err(|error| {
		format!("`{id}` is neither a chain of this binary (`dev`, `local`) nor a readable chain spec: {error}")
	})?;
	Ok(Box::new(spec))
}

/// What wallets ask for: the native token and how addresses are written.
fn properties() -> Properties {
	Properties::from_iter([
		("tokenSymbol".to_owned(), json!(TOKEN_SYMBOL)),
		("tokenDecimals".to_owned(), json!(TOKEN_DECIMALS)),
		("ss58Format".to_owned(), json!(SS58_PREFIX)),
	])
}

/// The runtime that new chains start with.
fn wasm() -> Result<&'static [u8], String> {
	int_runtime::WASM_BINARY.ok_or_else(|| {
		"This binary holds no runtime: it was built with `SKIP_WASM_BUILD`. Build it without, or \
		 give a chain spec file with `--chain`."
			.into()
	})
}

#[cfg(test)]
mod tests {
	#![allow(clippy::expect_used)]

	use super::*;
	use sc_chain_spec::GenesisConfigBuilderRuntimeCaller;

	#[test]
	fn the_native_genesis_of_each_chain_is_that_of_the_wasm() {
		let code = wasm().expect("the runtime's Wasm is part of the tested build");
		let runtime = GenesisConfigBuilderRuntimeCaller::<()>::new(code);
		for builtin in [Builtin::Development, Builtin::LocalTestnet] {
			let native = builtin.genesis_state().expect("the runtime builds its own preset");
			let mut wasm = runtime
				.get_storage_for_patch(builtin.patch().expect("the runtime knows its preset"))
				.expect("the Wasm builds its preset");
			wasm.top.insert(well_known_keys::CODE.to_vec(), code.to_vec());
			assert_eq!(native.top, wasm.top);
			assert_eq!(native.children_default, wasm.children_default);
		}
	}

	#[test]
	fn no_name_means_the_local_chain_and_a_path_means_a_file() {
		assert_eq!(Builtin::from_id(""), Some(Builtin::LocalTestnet));
		assert_eq!(Builtin::from_id("dev"), Some(Builtin::Development));
		assert_eq!(Builtin::from_id("./fleet.json"), None);
	}

	#[test]
	fn a_missing_spec_file_is_named_with_the_choices() {
		let error = load("no-such-spec.json").expect_err("the file does not exist");
		assert!(error.contains("no-such-spec.json") && error.contains("`dev`"), "{error}");
	}

	#[test]
	fn the_extensions_are_read_in_every_spelling_and_may_be_absent() {
		let expected = Extensions { relay_chain: Some("westend".into()), para_id: Some(2000) };
		for json in [
			r#"{"relay_chain":"westend","para_id":2000}"#,
			r#"{"relayChain":"westend","paraId":2000}"#,
			r#"{"RelayChain":"westend","ParaId":2000}"#,
		] {
			let read: Extensions = serde_json::from_str(json).expect("valid JSON");
			assert_eq!(read, expected);
		}
		let read: Extensions = serde_json::from_str("{}").expect("valid JSON");
		assert_eq!(read, Extensions { relay_chain: None, para_id: None });
	}
}
