// SPDX-License-Identifier: Apache-2.0

//! What accounts do with each other: batches, proxies, multisigs.

use crate::{
	constants::{deposit, DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM},
	Balance, Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

use super::devices;

parameter_types! {
	/// Plancks of INT for an entry in the state.
	pub const DepositPerItem: Balance = DEPOSIT_PER_ITEM;
	/// Plancks of INT for a byte in the state.
	pub const DepositPerByte: Balance = DEPOSIT_PER_BYTE;
}

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Self>;
}

parameter_types! {
	/// A pending multisig: 32 bytes of hash, 8 of timepoint, 16 of deposit, 32 of depositor.
	pub const MultisigDepositBase: Balance = deposit(1, 88);
	/// Each approval: an account.
	pub const MultisigDepositFactor: Balance = deposit(0, 32);
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Self>;
	/// Wallets name a multisig by the block that began it.
	type BlockNumberProvider = System;
}

/// What a proxy may do in the name of who appointed it.
///
/// Every kind but `Any` lists what it may do, so that a pallet which joins the runtime later is out
/// of reach until someone puts it in.
#[derive(
	Copy,
	Clone,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Encode,
	Decode,
	DecodeWithMemTracking,
	Debug,
	MaxEncodedLen,
	TypeInfo,
	Default,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Everything that moves neither money nor ownership: all of the kinds below, and vesting.
	NonTransfer,
	/// Runs devices: activates, suspends and resumes them, records their firmware and metadata,
	/// and sorts them into fleets.
	DeviceOperator,
	/// Acts for a member of the council or the technical committee.
	Governance,
	/// Rejects what other proxies with a delay have announced.
	CancelProxy,
	/// Stands as a collator and sets its keys.
	Collator,
}

/// Whether a call only wraps others, each of which is judged by itself when it is dispatched.
fn is_batch(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Utility(
			pallet_utility::Call::batch { .. }
				| pallet_utility::Call::batch_all { .. }
				| pallet_utility::Call::force_batch { .. }
		)
	)
}

fn is_device_operation(call: &RuntimeCall) -> bool {
	matches!(call, RuntimeCall::DeviceRegistry(call) if devices::is_operation(call))
}

fn is_governance(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Council(_)
			| RuntimeCall::TechnicalCommittee(_)
			| RuntimeCall::Whitelist(_)
			| RuntimeCall::Preimage(_)
	)
}

fn is_cancellation(call: &RuntimeCall) -> bool {
	matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
}

fn is_collation(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Session(_)
			| RuntimeCall::CollatorSelection(
				pallet_collator_selection::Call::register_as_candidate { .. }
					| pallet_collator_selection::Call::leave_intent { .. }
					| pallet_collator_selection::Call::update_bond { .. }
					| pallet_collator_selection::Call::take_candidate_slot { .. }
			)
	)
}

fn is_vesting(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Vesting(
			pallet_vesting::Call::vest { .. } | pallet_vesting::Call::vest_other { .. }
		)
	)
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => {
				is_batch(call)
					|| is_device_operation(call)
					|| is_governance(call)
					|| is_cancellation(call)
					|| is_collation(call)
					|| is_vesting(call)
			},
			Self::DeviceOperator => is_batch(call) || is_device_operation(call),
			Self::Governance => is_batch(call) || is_governance(call),
			Self::CancelProxy => is_cancellation(call),
			Self::Collator => is_batch(call) || is_collation(call),
		}
	}

	/// Whether `self` may do all that `other` may, so that it may appoint `other`.
	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Any, _) => true,
			(_, Self::Any) => false,
			(Self::NonTransfer, _) => true,
			(one, other) => one == other,
		}
	}
}

parameter_types! {
	/// An account's proxies: 32 bytes of account, 16 of deposit.
	pub const ProxyDepositBase: Balance = deposit(1, 48);
	/// Each of them: 32 bytes of account, 1 of kind, 4 of delay.
	pub const ProxyDepositFactor: Balance = deposit(0, 37);
	/// A proxy's announcements: 32 bytes of account, 16 of deposit.
	pub const AnnouncementDepositBase: Balance = deposit(1, 48);
	/// Each of them: 32 bytes of account, 32 of hash, 4 of height.
	pub const AnnouncementDepositFactor: Balance = deposit(0, 68);
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Self>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	/// Delays count relay blocks, so that they last as long at any block rate.
	type BlockNumberProvider = RelaychainDataProvider<Self>;
}
