// SPDX-License-Identifier: GPL-3.0-or-later

//! Whether the relay chain that is followed is the right one, knows this chain, and knows it as the
//! chain that it is.
//!
//! A collator whose chain is registered with another genesis head finds nothing to build on, and one
//! on another relay chain finds no core; both would wait without a word.

use super::{partial, refuse, FullClient};
use codec::Decode;
use cumulus_primitives_core::{ParaId, PersistedValidationData};
use cumulus_relay_chain_interface::{
	OccupiedCoreAssumption, RelayChainInterface, RelayChainResult,
};
use futures::StreamExt;
use int_runtime::{BlockNumber, Hash, Header};
use polkadot_primitives::{BlockId, ValidationCode, ValidationCodeHash};
use sc_cli::Result;
use sc_client_api::{HeaderBackend, StorageProvider};
use sc_service::ChainSpec;
use sp_core::storage::{well_known_keys::CODE, StorageKey};
use std::{
	fmt,
	sync::Arc,
	time::{Duration, Instant},
};

/// How long this node may get no block while the relay chain knows further ones.
const PATIENCE: Duration = Duration::from_secs(2 * 60);

/// What the relay chain knows of a parachain.
struct Registered {
	/// The head of its latest block that is available.
	head: Vec<u8>,
	/// The hash of its code.
	code: Option<ValidationCodeHash>,
}

/// What that means for this node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
	/// The relay chain goes by our blocks.
	Ours,
	/// The relay chain has no parachain with our id.
	Unknown,
	/// The registered head is none of this chain's: where it begins instead, or is now.
	OtherHead { number: BlockNumber, hash: Hash, ours: Hash },
	/// The registered head is no block's.
	NoHead,
	/// The registered head is further than this node got, whose chain begins with `genesis`.
	Ahead { number: BlockNumber, genesis: Hash },
	/// The genesis head is ours, the code is not.
	OtherCode { registered: ValidationCodeHash, ours: ValidationCodeHash },
}

impl fmt::Display for Standing {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Ours => write!(f, "this chain is registered on the relay chain"),
			Self::Unknown => write!(
				f,
				"the relay chain has no parachain with this id. Either it is not registered yet, or \
				 this is another relay chain than the one it is registered on"
			),
			Self::OtherHead { number, hash, ours } => write!(
				f,
				"the relay chain knows this parachain id with another chain: its block {number} is \
				 {hash:?}, here it is {ours:?}. Either this chain spec is another than the registered \
				 one, or the wrong genesis head was registered (`int-node export-genesis-head` with \
				 the right spec writes the right one)"
			),
			Self::NoHead => write!(
				f,
				"the relay chain knows this parachain id with a head that is no block of such a chain. \
				 `int-node export-genesis-head` writes the one to register"
			),
			Self::Ahead { number, genesis } => write!(
				f,
				"the relay chain knows block {number} of this parachain, and for {} minutes this node has \
				 got no block. It looks for nodes of a chain that begins with {genesis:?}. Either this \
				 chain spec is another than the registered one, or its boot nodes cannot be reached",
				PATIENCE.as_secs() / 60,
			),
			Self::OtherCode { registered, ours } => write!(
				f,
				"the relay chain knows this chain with other code: its hash is {registered:?}, that of \
				 the genesis here {ours:?}. Validators will refuse every block. `int-node \
				 export-genesis-wasm` writes the code to register"
			),
		}
	}
}

/// Judges what is registered. `finalized` is the finalized block of this chain with a number, if it
/// got that far here; `code` the hash of the code of its genesis, whose hash is `genesis`.
fn judge(
	registered: Option<&Registered>,
	finalized: impl Fn(BlockNumber) -> Option<Hash>,
	genesis: Hash,
	code: Option<ValidationCodeHash>,
) -> Standing {
	let Some(registered) = registered else { return Standing::Unknown };
	let Ok(head) = Header::decode(&mut &registered.head[..]) else { return Standing::NoHead };
	let (number, hash) = (head.number, head.hash());
	match finalized(number) {
		None => Standing::Ahead { number, genesis },
		Some(ours) if ours != hash => Standing::OtherHead { number, hash, ours },
		Some(_) => match (number, registered.code, code) {
			(0, Some(registered), Some(ours)) if registered != ours => {
				Standing::OtherCode { registered, ours }
			},
			_ => Standing::Ours,
		},
	}
}

/// A head that this node has not reached yet.
struct Awaited {
	head: Option<Registered>,
	/// This node's best block, and since when it is that one.
	best: BlockNumber,
	since: Instant,
}

/// Refuses a relay chain, followed over the RPC of others, that does not begin as its spec says.
pub async fn expect_relay_chain(
	relay_chain: &Arc<dyn RelayChainInterface>,
	spec: Box<dyn ChainSpec>,
) -> Result<()> {
	let name = spec.name().to_owned();
	let expected = tokio::task::spawn_blocking(move || partial::genesis_hashes_of(&*spec)).await;
	// A spec may hold no more of its genesis than a hash of the state, and nothing to compare.
	let Ok(Ok(expected)) = expected else { return Ok(()) };
	let Ok(Some(found)) = relay_chain.header(BlockId::Number(0)).await else { return Ok(()) };
	let found = found.hash();
	if expected.contains(&found) {
		return Ok(());
	}
	Err(refuse(format!(
		"the node at `--relay-chain-rpc-urls` follows another relay chain than `{name}`, whose spec is \
		 given: its genesis is {found:?}.\nGive the RPC of a node of that relay chain, or after `--` \
		 the chain spec of the relay chain that is meant.",
	)))
}

/// Follows what the relay chain knows of this chain, until it is as it should be, and says each time
/// when it changes.
pub async fn watch(
	client: Arc<FullClient>,
	relay_chain: Arc<dyn RelayChainInterface>,
	para_id: ParaId,
) {
	let genesis = client.info().genesis_hash;
	let code = client
		.storage(genesis, &StorageKey(CODE.to_vec()))
		.ok()
		.flatten()
		.map(|code| ValidationCode(code.0).hash());
	let finalized = |number| {
		let reached = number <= client.info().finalized_number;
		reached.then(|| client.hash(number).ok().flatten()).flatten()
	};
	let judged = |registered: Option<&Registered>| judge(registered, finalized, genesis, code);
	let Ok(mut blocks) = relay_chain.finality_notification_stream().await else { return };
	let mut last = None;
	let mut awaited: Option<Awaited> = None;
	while let Some(block) = blocks.next().await {
		// What the relay chain was long ago says nothing.
		if relay_chain.is_major_syncing().await.unwrap_or(true) {
			continue;
		}
		let registered = match registered(&relay_chain, block.hash(), para_id).await {
			Ok(registered) => registered,
			Err(error) => {
				log::debug!("What the relay chain knows of this chain cannot be read: {error}");
				continue;
			},
		};
		let mut standing = judged(registered.as_ref());
		if let Standing::Ahead { .. } = standing {
			let best = client.info().best_number;
			let now = Instant::now();
			let awaited = awaited.get_or_insert(Awaited { head: registered, best, since: now });
			if awaited.best != best {
				(awaited.best, awaited.since) = (best, now);
			}
			// The head of then may be reached by now, while that of now is always a little ahead.
			standing = judged(awaited.head.as_ref());
			let is_patient = awaited.since.elapsed() < PATIENCE;
			if is_patient && matches!(standing, Standing::Ahead { .. }) {
				continue;
			}
		}
		if last == Some(standing) {
			continue;
		}
		last = Some(standing);
		match standing {
			Standing::Ours => return log::info!("🪪 Parachain {para_id}: {standing}"),
			_ => log::warn!("⚠️ Parachain {para_id}: {standing}."),
		}
	}
}

/// What the relay chain knows of the parachain `para_id` at its block `at`.
async fn registered(
	relay_chain: &Arc<dyn RelayChainInterface>,
	at: Hash,
	para_id: ParaId,
) -> RelayChainResult<Option<Registered>> {
	let assumption = OccupiedCoreAssumption::TimedOut;
	let data = relay_chain.persisted_validation_data(at, para_id, assumption).await?;
	let Some(PersistedValidationData { parent_head, .. }) = data else { return Ok(None) };
	let code = relay_chain.validation_code_hash(at, para_id, assumption).await?;
	Ok(Some(Registered { head: parent_head.0, code }))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use sp_runtime::traits::Header as _;

	fn head(number: BlockNumber, chain: u8) -> Header {
		let root = Hash::repeat_byte(chain);
		Header::new(number, root, root, Hash::zero(), Default::default())
	}

	fn code_hash(code: u8) -> ValidationCodeHash {
		Hash::repeat_byte(code).into()
	}

	fn registered(head: &Header, code: u8) -> Registered {
		Registered { head: head.encode(), code: Some(code_hash(code)) }
	}

	/// The judgement of a node that has finalized the blocks 0 to 5 of chain 1, whose code is 7.
	fn judged(registered: Option<&Registered>) -> Standing {
		judge(
			registered,
			|number| (number <= 5).then(|| head(number, 1).hash()),
			head(0, 1).hash(),
			Some(code_hash(7)),
		)
	}

	#[test]
	fn what_was_exported_here_is_ours() {
		assert_eq!(judged(Some(&registered(&head(0, 1), 7))), Standing::Ours);
	}

	#[test]
	fn a_head_further_than_this_node_got_is_nobodys_yet() {
		for chain in [1, 2] {
			assert_eq!(
				judged(Some(&registered(&head(9, chain), 8))),
				Standing::Ahead { number: 9, genesis: head(0, 1).hash() },
			);
		}
	}

	#[test]
	fn code_may_change_after_genesis() {
		assert_eq!(judged(Some(&registered(&head(3, 1), 8))), Standing::Ours);
	}

	#[test]
	fn nothing_registered_is_unknown() {
		assert_eq!(judged(None), Standing::Unknown);
	}

	#[test]
	fn the_head_of_another_chain_is_told_from_ours() {
		for number in [0, 4] {
			let (other, ours) = (head(number, 2), head(number, 1));
			assert_eq!(
				judged(Some(&registered(&other, 7))),
				Standing::OtherHead { number, hash: other.hash(), ours: ours.hash() },
			);
		}
	}

	#[test]
	fn a_head_that_is_no_header_is_told() {
		let registered = Registered { head: vec![1, 2, 3], code: None };
		assert_eq!(judged(Some(&registered)), Standing::NoHead);
	}

	#[test]
	fn our_genesis_with_other_code_is_told() {
		assert_eq!(
			judged(Some(&registered(&head(0, 1), 8))),
			Standing::OtherCode { registered: code_hash(8), ours: code_hash(7) },
		);
	}

	#[test]
	fn every_warning_says_what_to_do() {
		let hash = Hash::repeat_byte(3);
		for (standing, expected) in [
			(Standing::Unknown, "not registered yet"),
			(Standing::OtherHead { number: 0, hash, ours: hash }, "export-genesis-head"),
			(Standing::NoHead, "export-genesis-head"),
			(Standing::Ahead { number: 9, genesis: hash }, "boot nodes"),
			(
				Standing::OtherCode { registered: code_hash(1), ours: code_hash(2) },
				"export-genesis-wasm",
			),
		] {
			assert!(standing.to_string().contains(expected), "{standing}");
		}
	}
}
