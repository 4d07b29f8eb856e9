// SPDX-License-Identifier: Apache-2.0

//! Who makes blocks and when.

use super::{
	governance::RootOrCouncil,
	parameters::{BlockRate, SessionLength},
};
use crate::{
	constants::{deposit, SLOT_MILLIS},
	AccountId, Aura, AuraId, Balance, Balances, BlockNumber, CollatorSelection, Runtime,
	RuntimeEvent, Session, System,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64, Get, ValidatorRegistration},
	PalletId,
};
use pallet_collator_selection::{CandidateList, Invulnerables, LastAuthoredBlock};
use pallet_session::SessionManager;
use sp_runtime::impl_opaque_keys;

/// The most collators that a chain can have: invulnerable ones and candidates.
const MAX_INVULNERABLES: u32 = 20;

/// The most candidates that stand at a time.
const MAX_CANDIDATES: u32 = 100;

/// Turns that a candidate may let pass: one is soon lost to a fork of the relay chain or a restart.
const TURNS: u32 = 10;

impl_opaque_keys! {
	/// The keys of a collator, one for each of its duties.
	#[allow(rustdoc::broken_intra_doc_links)]
	pub struct SessionKeys {
		/// Signs blocks.
		pub aura: Aura,
	}
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Aura;
	/// None: all blocks of a slot have the time of the slot.
	type MinimumPeriod = ConstU64<0>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Self>;
}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type MaxAuthorities = ConstU32<{ MAX_INVULNERABLES + MAX_CANDIDATES }>;
	type DisabledValidators = ();
	type AllowMultipleBlocksPerSlot = ConstBool<true>;
	type SlotDuration = ConstU64<SLOT_MILLIS>;
}

impl cumulus_pallet_aura_ext::Config for Runtime {}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = (CollatorSelection,);
}

parameter_types! {
	/// Sessions begin with the first block.
	pub const SessionOffset: u32 = 0;
	/// A collator's keys, in both directions: two entries of about 100 bytes.
	pub const SessionKeyDeposit: Balance = deposit(2, 200);
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ShouldEndSession = pallet_session::PeriodicSessions<SessionLength, SessionOffset>;
	type NextSessionRotation = pallet_session::PeriodicSessions<SessionLength, SessionOffset>;
	type SessionManager = Elections;
	type SessionHandler = <SessionKeys as sp_runtime::traits::OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type WeightInfo = pallet_session::weights::SubstrateWeight<Self>;
	type Currency = Balances;
	type KeyDeposit = SessionKeyDeposit;
}

parameter_types! {
	/// Whose account collects what collators are paid.
	pub const PotId: PalletId = PalletId(*b"int/pot_");
	/// The account that collects what collators are paid.
	pub CollatorPot: AccountId = CollatorSelection::account_id();
}

/// How long a candidate whose turn it is may make no block and stay, blocks: a session or, where that
/// is longer, [`TURNS`] turns of everybody. A session of a minute has turns for ten collators only.
pub struct Patience;

impl Get<BlockNumber> for Patience {
	fn get() -> BlockNumber {
		let collators = pallet_session::Validators::<Runtime>::decode_len().unwrap_or_default();
		let round = BlockRate::get().saturating_mul(collators.try_into().unwrap_or(u32::MAX));
		SessionLength::get().max(TURNS.saturating_mul(round))
	}
}

/// Elects collators as `pallet-collator-selection` does, but holds nothing against a candidate that
/// had no turn.
///
/// The pallet counts from the block of registration, whether the candidate was elected or not. On its
/// own it would kick whoever waits for a place of the desired ones, whoever just got one, and even a
/// newcomer that registered in the first block of a session: elected in the second session from then
/// on, it would be out as that begins. So time begins anew at the end of each session in which a
/// candidate was not among the collators. One without keys is never among them, and for that it is
/// to blame itself.
///
/// Also removes what the pallet remembers of collators that left: they make blocks until their last
/// session ends, and each of these is entered again.
pub struct Elections;

impl SessionManager<AccountId> for Elections {
	fn new_session(index: u32) -> Option<Vec<AccountId>> {
		CollatorSelection::new_session(index)
	}

	fn start_session(index: u32) {
		<CollatorSelection as SessionManager<AccountId>>::start_session(index)
	}

	fn end_session(index: u32) {
		let now = System::block_number();
		let mut gone: BTreeSet<AccountId> = Session::validators().into_iter().collect();
		for candidate in CandidateList::<Runtime>::get() {
			let collated = gone.remove(&candidate.who);
			if !collated && Session::is_registered(&candidate.who) {
				LastAuthoredBlock::<Runtime>::insert(&candidate.who, now);
			}
		}
		for invulnerable in Invulnerables::<Runtime>::get() {
			gone.remove(&invulnerable);
		}
		gone.iter().for_each(LastAuthoredBlock::<Runtime>::remove);
		<CollatorSelection as SessionManager<AccountId>>::end_session(index)
	}
}

impl pallet_collator_selection::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type UpdateOrigin = RootOrCouncil;
	type PotId = PotId;
	type MaxCandidates = ConstU32<MAX_CANDIDATES>;
	/// A chain of one collator is a chain; whoever else wants to leave may.
	type MinEligibleCollators = ConstU32<1>;
	type MaxInvulnerables = ConstU32<MAX_INVULNERABLES>;
	type KickThreshold = Patience;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ValidatorRegistration = Session;
	type WeightInfo = pallet_collator_selection::weights::SubstrateWeight<Self>;
}
