// SPDX-License-Identifier: GPL-3.0-or-later

//! The loop that seals a dev chain's blocks.

use super::relay::{PretendedRelay, SealError};
use crate::service::{FullBackend, FullClient, Pool};
use futures::{channel::oneshot, FutureExt, StreamExt};
use futures_timer::Delay;
use int_runtime::{opaque::Block, Hash};
use sc_basic_authorship::ProposerFactory;
use sc_client_api::HeaderBackend;
use sc_consensus::LongestChain;
use sc_consensus_manual_seal::{
	consensus::aura::AuraConsensusDataProvider, seal_block, SealBlockParams,
};
use sc_transaction_pool_api::{InPoolTransaction, TransactionPool};
use std::{
	fmt,
	sync::Arc,
	time::{Duration, Instant},
};

/// How long the transaction pool may take to learn of a new block.
const POOL_PATIENCE: Duration = Duration::from_secs(2);

/// What makes a dev chain seal a block. The first comes at once in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
	/// The passing of this much time.
	Interval(Duration),
	/// The arrival of a transaction.
	Instant,
}

impl fmt::Display for Sealing {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Interval(interval) => write!(f, "a block every {} ms", interval.as_millis()),
			Self::Instant => write!(f, "a block when a transaction arrives"),
		}
	}
}

/// Seals blocks.
pub struct Sealer {
	/// The client.
	pub client: Arc<FullClient>,
	/// The transactions.
	pub pool: Arc<Pool>,
	/// Puts transactions into blocks.
	pub proposer: ProposerFactory<Pool, FullClient>,
	/// Tells the longest chain.
	pub select_chain: LongestChain<FullBackend, Block>,
	/// The way of a block into the database: nobody has to check what was just built here.
	pub block_import: Arc<FullClient>,
	/// Tells when a block may be sealed, and what precedes its transactions.
	pub relay: PretendedRelay,
}

impl Sealer {
	/// Seals for as long as the node runs.
	pub async fn run(mut self, sealing: Sealing) {
		match sealing {
			Sealing::Interval(interval) => self.seal_by_interval(interval).await,
			Sealing::Instant => self.seal_by_transaction().await,
		}
	}

	/// Seals at once, and then whenever `interval` has passed since the last time was due.
	async fn seal_by_interval(&mut self, interval: Duration) {
		let mut due = Instant::now();
		loop {
			self.seal_or_complain().await;
			// A block that came late is not made up for by a burst.
			let now = Instant::now();
			due = due.checked_add(interval).unwrap_or(now).max(now);
			Delay::new(due.saturating_duration_since(now)).await;
		}
	}

	/// Seals at once, and then whenever transactions have arrived. Those that arrive while the
	/// chain may not seal share the next block.
	async fn seal_by_transaction(&mut self) {
		let mut arrivals = self.pool.import_notification_stream();
		self.seal_or_complain().await;
		while arrivals.next().await.is_some() {
			while arrivals.next().now_or_never().flatten().is_some() {}
			self.seal_what_is_ready().await;
		}
	}

	/// Seals until nothing is ready, or nothing that a block takes.
	async fn seal_what_is_ready(&mut self) {
		let mut last = None;
		while let Some(first) = self.first_ready().await {
			if last == Some(first) || !self.seal_or_complain().await {
				return;
			}
			last = Some(first);
		}
	}

	/// The transaction that the next block would begin with.
	async fn first_ready(&self) -> Option<Hash> {
		let best = self.client.info().best_hash;
		let mut ready = self.pool.ready_at_with_timeout(best, POOL_PATIENCE).await;
		ready.next().map(|transaction| *transaction.hash())
	}

	/// Seals the next block, or logs why not. Tells whether it did.
	async fn seal_or_complain(&mut self) -> bool {
		match self.seal().await {
			Ok(block) => {
				log::debug!("Sealed {block:?}");
				true
			},
			Err(error) => {
				log::error!("The next block cannot be sealed: {error}");
				false
			},
		}
	}

	/// Seals and finalizes the child of the best block as soon as the clock permits.
	async fn seal(&mut self) -> Result<Hash, SealError> {
		let parent = self.client.info().best_hash;
		let inherents = self.relay.wait_for_turn(parent).await?;
		let digests =
			AuraConsensusDataProvider::<Block>::new_with_slot_duration(inherents.aura_slot);
		let (sender, outcome) = oneshot::channel();
		seal_block::<Block, _, _, _, _, _, _>(SealBlockParams {
			// `false` compares the extrinsics with the entries of the inherent data, of which the
			// parachain has one more than inherents: a block with one transaction would count as
			// empty.
			create_empty: true,
			finalize: true,
			parent_hash: Some(parent),
			sender: Some(sender),
			pool: self.pool.clone(),
			client: self.client.clone(),
			env: &mut self.proposer,
			select_chain: &self.select_chain,
			consensus_data_provider: Some(&digests),
			block_import: &mut self.block_import,
			create_inherent_data_providers: &inherents,
		})
		.await;
		Ok(outcome.await??.hash)
	}
}
