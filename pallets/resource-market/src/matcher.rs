// SPDX-License-Identifier: Apache-2.0

//! The matcher: brings policies and listings together, on a node whose operator wants to earn tips
//! or has something to trade.
//!
//! It runs after each block that the node imports once it is in step with the chain, as an offchain
//! worker. It needs a key of the type [`KEY_TYPE`] in the node's keystore; without one it does
//! nothing. The key's account signs and pays the fees, in GAS or INT, as of any transaction.
//!
//! # What it does
//!
//! A **round** goes on through the policies where the last one stopped. For each it looks at the
//! listings of its kind at its place, and takes the cheapest that fits now, of all sellers. A listing
//! with an allow list fits nobody here: its seller knows who is on the list, and executes.
//!
//! * A round looks at no more than [`POLICIES`] policies and [`LISTINGS`] listings, and sends no more
//!   than [`TRANSACTIONS`]. One policy gets [`LISTINGS_A_VISIT`] of them; if there are more, its next
//!   visit goes on with the next ones.
//! * What it sends it executes first, on the state that an offchain worker may change because it is
//!   thrown away: the chain's own rules say whether it would succeed, and what comes after it in the
//!   round sees what it leaves.
//! * While anything that it has sent is neither in a block nor expired, it sends nothing more. A
//!   policy that it has sent a transaction for is left alone until something was bought for it, or
//!   its budget changed otherwise, or [`LIFETIME`] blocks have passed. So it never pays two fees for
//!   one purchase, and a policy that only seems to fit costs a fee in [`LIFETIME`] blocks at most.
//! * Another matcher may be faster. Then the transaction fails and its fee is lost, nothing else.
//!
//! # What is worth a fee
//!
//! An execution is sent if what it is worth to the key's account is at least the fee and a half:
//!
//! * the tip, if the account can receive it;
//! * or the price, if the account, or its owner if it is a device, is itself the buyer or the seller.
//!   No tip is due to it then. Who wants its own policies and offers matched without tips lets them
//!   stand in the name of the matcher's account.
//!
//! That somebody names the account as receiver of a share counts for nothing: it can be done
//! unasked, by whoever wants the account to pay fees. A tip is earned only as
//! far as the seller is paid, so whoever trades with straw men can still have fees burned, at about
//! as many of their own. Leave no more on the account than what may be lost.

use crate::{
	listings::place_key, pricing::part_of, queries::listing_ids_at, BySeller, Call, Config,
	Listing, ListingId, Listings, Moment, Pallet, Place, PlaceCursor, Policies, Policy, PolicyId,
	Revision, Terms, TermsOf, TransactionFee,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::traits::{
	fungible::Inspect,
	tokens::{DepositConsequence, Provenance},
	Time,
};
use frame_system::{
	offchain::{Account, AppCrypto, ForAny, SendSignedTransaction, Signer},
	pallet_prelude::BlockNumberFor,
	RawOrigin,
};
use int_primitives::Millis;
use sp_core::{crypto::KeyTypeId, sr25519};
use sp_runtime::{
	offchain::{
		storage::StorageValueRef,
		storage_lock::{StorageLock, Time as ByClock},
		Duration,
	},
	traits::Dispatchable,
	AccountId32, MultiSignature, MultiSigner, SaturatedConversion,
};

/// The type of matchers' keys in a node's keystore: `mtch`. They are sr25519.
pub const KEY_TYPE: KeyTypeId = KeyTypeId(*b"mtch");

/// How many blocks a matcher's transaction lives: a power of two, as every transaction's life.
pub const LIFETIME: u32 = 32;

/// How many policies a round looks at, at most.
pub const POLICIES: u32 = 128;

/// How many listings a round looks at, at most.
pub const LISTINGS: u32 = 512;

/// How many listings a round looks at for one policy, at most.
pub const LISTINGS_A_VISIT: u32 = 128;

/// How many transactions a round sends, at most.
pub const TRANSACTIONS: u32 = 8;

/// How many policies with more listings than a visit looks at are remembered.
const UNFINISHED: usize = 64;

/// How far a block's time may lie behind the node's clock, milliseconds. A node whose latest block
/// is older is catching up: what it sees is long past.
const BEHIND: Millis = 60_000;

/// How long a round may take. After that the next one no longer waits for its end.
const LONGEST_ROUND: Duration = Duration::from_millis(20_000);

/// Where the node remembers what it did.
const MEMORY: &[u8] = b"int/market/matcher";

/// Where the node remembers that a round is under way.
const LOCK: &[u8] = b"int/market/matcher/lock";

/// The target of the log.
const LOG: &str = "market::matcher";

#[allow(missing_docs)]
mod app {
	use sp_runtime::app_crypto::{app_crypto, sr25519};
	app_crypto!(sr25519, super::KEY_TYPE);
}

/// How a matcher signs.
pub struct MatcherKey;

impl AppCrypto<MultiSigner, MultiSignature> for MatcherKey {
	type RuntimeAppPublic = app::Public;
	type GenericPublic = sr25519::Public;
	type GenericSignature = sr25519::Signature;
}

/// What a round came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Round {
	/// There is no key.
	NoKey,
	/// The node is catching up.
	Behind,
	/// Another round is under way, or a later block had one.
	TooLate,
	/// What was sent is neither in a block nor expired.
	UnderWay,
	/// The account cannot pay the fee of an execution.
	Poor,
	/// Policies were looked at.
	Done(Work),
}

/// How much a round did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Work {
	/// Policies looked at.
	pub policies: u32,
	/// Listings looked at.
	pub listings: u32,
	/// Transactions sent.
	pub sent: u32,
}

/// Transactions that were sent and may be under way.
#[derive(Encode, Decode)]
struct Sent {
	/// Who signed them.
	by: AccountId32,
	/// The account's nonce when all are in blocks.
	nonce: u64,
	/// The block with which all have expired.
	until: u32,
}

/// A policy that a transaction was sent for.
#[derive(Encode, Decode)]
struct Tried {
	policy: PolicyId,
	/// The policy's budget then. Each purchase changes it.
	budget: u64,
	/// The block with which it may be tried again.
	until: u32,
}

/// What a node remembers from round to round.
#[derive(Encode, Decode, Default)]
struct Memory {
	/// The block of the last round.
	block: u32,
	/// The last policy that was looked at, if any is behind it.
	policy: Option<PolicyId>,
	/// Policies with more listings than a visit looks at, and the last listing of each visit.
	unfinished: Vec<(PolicyId, PlaceCursor)>,
	/// What was sent last.
	sent: Option<Sent>,
	/// Policies that are left alone. Bounded by what is sent in the life of a transaction.
	tried: Vec<Tried>,
	/// Whether the account could not pay, and the log says so.
	poor: bool,
}

impl Memory {
	/// Whether a round for this block comes after a later one's. Blocks that lie farther back were
	/// reverted.
	const fn is_past(&self, block: u32) -> bool {
		block <= self.block && self.block.saturating_sub(block) < LIFETIME
	}

	/// Forgets what is over, when an account has this nonce at this block.
	fn update(&mut self, block: u32, account: &AccountId32, nonce: u64) {
		// What expires farther ahead than a life was remembered before blocks were reverted.
		let lives = |until: u32| (1..=LIFETIME).contains(&until.saturating_sub(block));
		self.block = block;
		self.sent = self
			.sent
			.take()
			.filter(|sent| sent.by == *account && nonce < sent.nonce && lives(sent.until));
		self.tried.retain(|tried| lives(tried.until));
	}

	/// Whether a policy is left alone.
	fn leaves_alone(&self, policy: PolicyId, budget: u64) -> bool {
		self.tried.iter().any(|tried| (tried.policy, tried.budget) == (policy, budget))
	}

	/// Takes out where the visit of a policy goes on.
	fn resume(&mut self, policy: PolicyId) -> Option<PlaceCursor> {
		let at = self.unfinished.iter().position(|(of, _)| *of == policy)?;
		Some(self.unfinished.remove(at).1)
	}

	/// Remembers where the next visit of a policy goes on. The one that waits longest makes room.
	fn interrupt(&mut self, policy: PolicyId, last: PlaceCursor) {
		if self.unfinished.len() >= UNFINISHED {
			self.unfinished.remove(0);
		}
		self.unfinished.push((policy, last));
	}
}

/// A listing that fits.
struct Fitting<T: Config> {
	id: ListingId,
	revision: Revision,
	terms: Terms<T>,
	price: u64,
}

/// A round that is under way.
struct Matcher<T: Config> {
	signer: Signer<T, MatcherKey, ForAny>,
	account: Account<T>,
	/// The account's owner; the account itself if it is no device.
	owner: AccountId32,
	/// Whether the account or its owner sells anything in its own name.
	sells: bool,
	/// What an execution has to be worth, plancks of GAS.
	least: u128,
	now: Moment,
	memory: Memory,
	work: Work,
}

/// The call that executes a policy.
fn execution<T: Config>(policy: PolicyId, listing: ListingId, revision: Revision) -> Call<T> {
	Call::execute_policy { policy, listing, revision, allow: None }
}

/// The characters with which the place of a listing has to begin.
fn prefix_of(place: Option<Place>) -> Vec<u8> {
	let characters = place.map_or([0; Place::LENGTH], |place| place.0);
	characters.into_iter().take_while(|character| *character != 0).collect()
}

impl<T: Config> Pallet<T> {
	/// Has the matcher do its round after a block, and logs what came of it.
	pub(crate) fn match_policies(block: BlockNumberFor<T>) {
		match Self::match_round(block.saturated_into()) {
			Round::Done(Work { policies, listings, sent }) => log::debug!(
				target: LOG,
				"Looked at {policies} policies and {listings} listings, sent {sent} transactions",
			),
			idle => log::trace!(target: LOG, "Nothing is matched after this block: {idle:?}"),
		}
	}

	/// A round.
	pub(crate) fn match_round(block: u32) -> Round {
		let signer = Signer::<T, MatcherKey>::any_account();
		// Of several keys always the same one, whatever order the keystore has.
		let first = signer.accounts_from_keys().min_by(|one, other| one.public.cmp(&other.public));
		let Some(account) = first else { return Round::NoKey };
		let clock = sp_io::offchain::timestamp().unix_millis();
		if clock.saturating_sub(T::Time::now()) > BEHIND {
			return Round::Behind;
		}
		let mut lock = StorageLock::<ByClock>::with_deadline(LOCK, LONGEST_ROUND);
		let Ok(_guard) = lock.try_lock() else { return Round::TooLate };
		let storage = StorageValueRef::persistent(MEMORY);
		// What another version left and this one does not understand is forgotten.
		let mut memory: Memory = storage.get().ok().flatten().unwrap_or_default();
		if memory.is_past(block) {
			return Round::TooLate;
		}
		let nonce = frame_system::Pallet::<T>::account_nonce(&account.id).saturated_into();
		memory.update(block, &account.id, nonce);
		let (round, memory) = Matcher::<T>::run(signer, account, nonce, memory);
		storage.set(&memory);
		round
	}
}

impl<T: Config> Matcher<T> {
	/// Does a round with what is remembered, and returns what is to be remembered.
	fn run(
		signer: Signer<T, MatcherKey, ForAny>,
		account: Account<T>,
		nonce: u64,
		mut memory: Memory,
	) -> (Round, Memory) {
		if memory.sent.is_some() {
			return (Round::UnderWay, memory);
		}
		// All executions are equally long and heavy.
		let call = execution::<T>(0, 0, 0).into();
		let Some(fee) = T::TransactionFee::most(&account.id, &call) else {
			if !memory.poor {
				let id = &account.id;
				log::warn!(target: LOG, "{id:?} cannot pay for a match: send it GAS or INT");
			}
			memory.poor = true;
			return (Round::Poor, memory);
		};
		memory.poor = false;
		let owner = Pallet::<T>::owner_of(&account.id);
		let sells = |seller: &AccountId32| BySeller::<T>::iter_key_prefix(seller).next().is_some();
		let mut matcher = Self {
			sells: sells(&owner) || sells(&account.id),
			signer,
			account,
			owner,
			least: fee.saturating_add(fee / 2),
			now: Pallet::<T>::moment(),
			memory,
			work: Work::default(),
		};
		matcher.look_at_policies();
		let Self { account, work, mut memory, .. } = matcher;
		if work.sent > 0 {
			let nonce = nonce.saturating_add(work.sent.into());
			let until = memory.block.saturating_add(LIFETIME);
			memory.sent = Some(Sent { by: account.id, nonce, until });
		}
		(Round::Done(work), memory)
	}

	/// Whether the round has room for another policy.
	const fn has_room(&self) -> bool {
		let Work { policies, listings, sent } = self.work;
		policies < POLICIES
			&& listings.saturating_add(LISTINGS_A_VISIT) <= LISTINGS
			&& sent < TRANSACTIONS
	}

	fn look_at_policies(&mut self) {
		let mut policies = match self.memory.policy {
			Some(last) => Policies::<T>::iter_from(Policies::<T>::hashed_key_for(last)),
			None => Policies::<T>::iter(),
		};
		let mut last = None;
		while self.has_room() {
			let Some((id, policy)) = policies.next() else { break };
			self.work.policies = self.work.policies.saturating_add(1);
			last = Some(id);
			if self.look_at(id, &policy).is_err() {
				// What comes after would have to wait for it.
				break;
			}
		}
		self.memory.policy = last.filter(|_| policies.next().is_some());
	}

	/// Looks at a policy. Fails if the node takes no more transactions.
	fn look_at(&mut self, id: PolicyId, policy: &Policy<T>) -> Result<(), PoolRefuses> {
		let is_idle = policy.paused
			|| self.now.time > policy.order.expires
			|| policy.left(&self.now) == 0
			|| self.memory.leaves_alone(id, policy.budget);
		if is_idle || !self.can_be_worth_it(policy) {
			return Ok(());
		}
		match self.cheapest(id, policy) {
			Some(listing) if self.worth(policy, &listing) >= self.least => {
				self.execute(id, policy, listing)
			},
			_ => Ok(()),
		}
	}

	/// Whether any listing at all could make the policy worth a fee.
	fn can_be_worth_it(&self, policy: &Policy<T>) -> bool {
		let highest_price = policy.accepted(&self.now).min(policy.left(&self.now));
		let highest_tip = part_of(highest_price, policy.order.tip);
		u128::from(highest_tip) >= self.least || self.sells || self.is_us(&policy.buyer)
	}

	/// Whether it is the account or its owner, or a device of theirs.
	fn is_us(&self, who: &AccountId32) -> bool {
		[who, &Pallet::<T>::owner_of(who)]
			.iter()
			.any(|one| [&self.account.id, &self.owner].contains(one))
	}

	/// What an execution is worth to the account, plancks of GAS.
	fn worth(&self, policy: &Policy<T>, listing: &Fitting<T>) -> u128 {
		if self.is_us(&policy.buyer) || self.is_us(&listing.terms.seller) {
			return listing.price.into();
		}
		let who = &self.account.id;
		if Pallet::<T>::is_kin(who, &policy.buyer, &listing.terms) {
			return 0;
		}
		let tip =
			Pallet::<T>::tip_for(who, policy, &listing.terms, listing.price, &self.now).into();
		match T::Gas::can_deposit(who, tip, Provenance::Extant) {
			DepositConsequence::Success => tip,
			_ => 0,
		}
	}

	/// The cheapest of the next listings that fit a policy.
	fn cheapest(&mut self, id: PolicyId, policy: &Policy<T>) -> Option<Fitting<T>> {
		let prefix = prefix_of(policy.order.place);
		let mut ids = listing_ids_at::<T>(policy.order.kind, &prefix, self.memory.resume(id));
		let (mut best, mut last): (Option<Fitting<T>>, _) = (None, None);
		for listing_id in ids.by_ref().take(LISTINGS_A_VISIT.saturated_into()) {
			self.work.listings = self.work.listings.saturating_add(1);
			let Some(listing) = Listings::<T>::get(listing_id) else { continue };
			last = Some(PlaceCursor { place: place_key(listing.place), listing: listing_id });
			let limit = best.as_ref().map_or(u64::MAX, |best| best.price);
			best = fitting(policy, listing_id, listing).filter(|it| it.price < limit).or(best);
		}
		if let Some(last) = last.filter(|_| ids.next().is_some()) {
			self.memory.interrupt(id, last);
		}
		best
	}

	/// Executes a policy here, and sends what does the same on the chain.
	fn execute(
		&mut self,
		id: PolicyId,
		policy: &Policy<T>,
		listing: Fitting<T>,
	) -> Result<(), PoolRefuses> {
		let call = execution::<T>(id, listing.id, listing.revision);
		let (number, price) = (listing.id, listing.price);
		let rehearsal = <T as frame_system::Config>::RuntimeCall::from(call.clone());
		let origin = RawOrigin::Signed(self.account.id.clone()).into();
		if let Err(refused) = rehearsal.dispatch(origin) {
			let error = refused.error;
			log::debug!(target: LOG, "Policy {id} cannot buy from listing {number}: {error:?}");
			return Ok(());
		}
		match self.signer.send_single_signed_transaction(&self.account, call) {
			Some(Ok(())) => {},
			_ => {
				log::warn!(target: LOG, "The pool does not take the execution of policy {id}");
				return Err(PoolRefuses);
			},
		}
		let who = &self.account.id;
		log::info!(
			target: LOG,
			"Policy {id} buys from listing {number} for {price} plancks of GAS: sent by {who:?}",
		);
		self.work.sent = self.work.sent.saturating_add(1);
		let until = self.memory.block.saturating_add(LIFETIME);
		self.memory.tried.retain(|tried| tried.policy != id);
		self.memory.tried.push(Tried { policy: id, budget: policy.budget, until });
		Ok(())
	}
}

/// The node takes no more transactions of this account.
struct PoolRefuses;

/// The listing, if it fits the policy.
fn fitting<T: Config>(
	policy: &Policy<T>,
	id: ListingId,
	listing: Listing<T>,
) -> Option<Fitting<T>> {
	let revision = listing.revision;
	let terms = TermsOf::<T>::get(id, revision)?;
	let fit = Pallet::<T>::fit(policy, &listing, &terms, revision, None);
	let price = fit.bill.filter(|_| fit.misfits.is_empty())?.escrow;
	Some(Fitting { id, revision, terms, price })
}
