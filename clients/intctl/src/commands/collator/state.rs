// SPDX-License-Identifier: Apache-2.0

//! What the chain has of its collators, at one block.

use crate::{
	chain::{At, Chain},
	errors::{Failure, Result},
	model::collators::{Candidate, Election, SessionKeys},
};
use int_primitives::{AccountBytes, Millis};
use subxt::{
	dynamic::{constant, storage},
	ext::scale_decode::DecodeAsType,
	utils::AccountId32,
};

/// The blocks over which the time between two is averaged.
const PACE: u64 = 20;

/// The chain at its best block, with what elections go by.
pub struct View {
	/// The chain.
	pub chain: Chain,
	/// Its best block.
	pub at: At,
	/// What elections go by there.
	pub election: Election,
	/// The time of the block, milliseconds since 1970.
	pub time: Millis,
	/// Milliseconds between two blocks of late. Nothing where the node has not kept their state.
	pub pace: Option<Millis>,
}

impl View {
	/// Looks at the best block.
	pub async fn now(chain: Chain) -> Result<Self> {
		let at = chain.best().await?;
		let election = election(&chain, &at).await?;
		let time = chain.time(&at).await?;
		let before = at.block_number().saturating_sub(PACE).max(1);
		let blocks = at.block_number().saturating_sub(before);
		let pace = time_of(&chain, before)
			.await
			.and_then(|then| time.saturating_sub(then).checked_div(blocks));
		Ok(Self { chain, at, election, time, pace })
	}

	/// How long so many blocks take, as those before did, milliseconds.
	pub fn lasts(&self, blocks: u64) -> Option<Millis> {
		self.pace.map(|pace| pace.saturating_mul(blocks))
	}
}

/// When a block was made, milliseconds since 1970. Nothing where the node has not kept its state.
pub async fn time_of(chain: &Chain, block: u64) -> Option<Millis> {
	let at = chain.at_number(block).await.ok()?;
	chain.time(&at).await.ok()
}

fn fixed<V: DecodeAsType>(at: &At, pallet: &str, name: &str) -> Result<V> {
	Ok(at.constants().entry(constant::<V>(pallet, name))?)
}

async fn value<V: DecodeAsType + Default>(
	chain: &Chain,
	at: &At,
	pallet: &str,
	name: &str,
) -> Result<V> {
	Ok(chain.read(at, storage::<(), V>(pallet, name), ()).await?.unwrap_or_default())
}

async fn accounts(chain: &Chain, at: &At, pallet: &str, name: &str) -> Result<Vec<AccountBytes>> {
	let accounts: Vec<AccountId32> = value(chain, at, pallet, name).await?;
	Ok(accounts.into_iter().map(|account| account.0).collect())
}

fn size(number: u32) -> Result<usize> {
	usize::try_from(number).map_err(|_| Failure::incompatible("so many collators"))
}

async fn election(chain: &Chain, at: &At) -> Result<Election> {
	const SELECTION: &str = "CollatorSelection";
	const SESSION: &str = "Session";
	let pot: AccountId32 = fixed(at, SELECTION, "pot_account")?;
	let queued: Vec<(AccountId32, SessionKeys)> = value(chain, at, SESSION, "QueuedKeys").await?;
	Ok(Election {
		block: at.block_number(),
		session: value(chain, at, SESSION, "CurrentIndex").await?,
		length: fixed::<u32>(at, "ChainSettings", "SessionLength")?.into(),
		now: accounts(chain, at, SESSION, "Validators").await?,
		next: queued.into_iter().map(|(account, _)| account.0).collect(),
		invulnerables: accounts(chain, at, SELECTION, "Invulnerables").await?,
		candidates: value::<Vec<Candidate>>(chain, at, SELECTION, "CandidateList").await?,
		places: size(value(chain, at, SELECTION, "DesiredCandidates").await?)?,
		most: size(fixed(at, SELECTION, "MaxCandidates")?)?,
		least: size(fixed(at, SELECTION, "MinEligibleCollators")?)?,
		bond: value(chain, at, SELECTION, "CandidacyBond").await?,
		patience: fixed::<u32>(at, SELECTION, "KickThreshold")?.into(),
		pot: chain.balance(at, &pot.0).await?.free,
		existential_deposit: existential_deposit(at)?,
	})
}

/// What an account has at least, plancks of INT.
pub fn existential_deposit(at: &At) -> Result<u128> {
	fixed(at, "Balances", "ExistentialDeposit")
}

/// What is on hold for a collator's keys, plancks of INT.
pub fn key_deposit(at: &At) -> Result<u128> {
	fixed(at, "Session", "KeyDeposit")
}

/// The keys that the chain names for an account.
pub async fn keys_of(
	chain: &Chain,
	at: &At,
	account: &AccountBytes,
) -> Result<Option<SessionKeys>> {
	let address = storage::<(AccountId32,), SessionKeys>("Session", "NextKeys");
	chain.read(at, address, (AccountId32(*account),)).await
}

/// The last block of an account, as far as the chain remembers it; that of its joining where it has
/// made none yet.
pub async fn last_block(chain: &Chain, at: &At, account: &AccountBytes) -> Result<Option<u64>> {
	let address = storage::<(AccountId32,), u32>("CollatorSelection", "LastAuthoredBlock");
	let last: Option<u32> = chain.read(at, address, (AccountId32(*account),)).await?;
	// Zero stands for none.
	Ok(last.filter(|last| *last > 0).map(u64::from))
}
