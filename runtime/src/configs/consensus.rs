// SPDX-License-Identifier: Apache-2.0

//! Who makes blocks and when.

use super::{governance::RootOrCouncil, parameters::SessionLength};
use crate::{
	constants::{deposit, SLOT_MILLIS},
	AccountId, Aura, AuraId, Balance, Balances, CollatorSelection, Runtime, RuntimeEvent, Session,
};
use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64},
	PalletId,
};
use sp_runtime::impl_opaque_keys;

/// The most collators that a chain can have: invulnerable ones and candidates.
const MAX_INVULNERABLES: u32 = 20;

/// The most candidates that stand at a time.
const MAX_CANDIDATES: u32 = 100;

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
	type SessionManager = CollatorSelection;
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

impl pallet_collator_selection::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type UpdateOrigin = RootOrCouncil;
	type PotId = PotId;
	type MaxCandidates = ConstU32<MAX_CANDIDATES>;
	/// A chain of one collator is a chain; whoever else wants to leave may.
	type MinEligibleCollators = ConstU32<1>;
	type MaxInvulnerables = ConstU32<MAX_INVULNERABLES>;
	/// A candidate that makes no block in a whole session is out.
	type KickThreshold = SessionLength;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ValidatorRegistration = Session;
	type WeightInfo = pallet_collator_selection::weights::SubstrateWeight<Self>;
}
