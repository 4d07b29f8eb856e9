// SPDX-License-Identifier: GPL-3.0-or-later

//! A running node.
//!
//! - [`partial`]: what every node and every chain command has: database, client, pool;
//! - [`collator`]: a full node or collator beside a relay chain; [`authoring`]: how it builds;
//!   [`standing`] and [`twin`]: what would keep it from building without a word;
//! - [`dev`]: a chain of its own without a relay chain;
//! - [`background`]: the services beside consensus, in both. New ones join there;
//! - [`compiled`]: runtimes as machine code, from one start to the next.

pub mod authoring;
pub mod background;
pub mod collator;
pub mod compiled;
pub mod dev;
pub mod partial;
pub mod standing;
pub mod twin;

use cumulus_client_consensus_aura::collators::slot_based::SlotBasedBlockImport;
use cumulus_client_consensus_common::ParachainBlockImport;
use cumulus_primitives_core::{GetParachainInfo, ParaId};
use int_runtime::{opaque::Block, RuntimeApi};
use sc_client_api::HeaderBackend;
use sc_executor::WasmExecutor;
use sc_service::{TFullBackend, TFullClient};
use sc_transaction_pool::TransactionPoolHandle;
use sp_api::ProvideRuntimeApi;
use std::sync::Arc;

use crate::chain_spec::Extensions;
use compiled::CompiledRuntimes;

/// What the host offers to the runtime.
pub type HostFunctions = cumulus_client_service::ParachainHostFunctions;

/// The client of the chain.
pub type FullClient = TFullClient<Block, RuntimeApi, WasmExecutor<HostFunctions>>;

/// The database.
pub type FullBackend = TFullBackend<Block>;

/// The transaction pool.
pub type Pool = TransactionPoolHandle<Block, FullClient>;

/// The way of a block into the database. Blocks that share a core are executed with the proof that
/// the others of their bundle have recorded, whichever way this node itself authors.
pub type BlockImport = ParachainBlockImport<
	Block,
	SlotBasedBlockImport<Block, Arc<FullClient>, FullClient>,
	FullBackend,
>;

/// The keys that collators sign blocks with.
pub type AuraPair = sp_consensus_aura::sr25519::AuthorityPair;

/// An error in words that a person can act on, without a prefix.
fn refuse(message: String) -> sc_cli::Error {
	sc_cli::Error::Application(message.into())
}

/// An error of the service that comes from elsewhere.
fn because(error: impl Into<Box<dyn std::error::Error + Send + Sync + 'static>>) -> sc_cli::Error {
	sc_cli::Error::Application(error.into())
}

/// The parachain id, as the runtime says. The chain spec may repeat but not contradict it. This is
/// the first that the runtime is asked, so that it is compiled afterwards.
fn para_id(
	client: &FullClient,
	chain_spec: &dyn sc_service::ChainSpec,
	compiled: Option<&CompiledRuntimes>,
) -> sc_cli::Result<ParaId> {
	let id = client.runtime_api().parachain_id(client.info().best_hash).map_err(|error| {
		refuse(format!("the runtime does not say which parachain it is: {error}"))
	})?;
	if let Some(compiled) = compiled {
		compiled.vouch();
	}
	match Extensions::of(chain_spec).and_then(|extensions| extensions.para_id) {
		Some(expected) if ParaId::from(expected) != id => Err(refuse(format!(
			"the chain spec says `para_id` {expected}, the chain's state says {id}: correct \
			 whichever is wrong, the spec or its genesis"
		))),
		_ => Ok(id),
	}
}
