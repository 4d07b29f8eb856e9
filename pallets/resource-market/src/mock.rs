// SPDX-License-Identifier: Apache-2.0

//! A chain with the market, INT, GAS with holds, and a directory of devices with real keys.

mod people;
mod scene;
mod trade;

pub use people::*;
pub use scene::*;
pub use trade::*;

use crate::{
	self as pallet_resource_market, held_item::HeldItem, types::*, HoldReason, MarketParameters,
	OnGasBurned, TransactionFee,
};
use codec::{Decode, Encode};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::HoldConsideration, AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64,
		Contains, LinearStoragePrice,
	},
	PalletId,
};
use frame_system::{
	offchain::{AppCrypto, CreateSignedTransaction, CreateTransactionBase, SigningTypes},
	CheckNonce, EnsureRoot, EnsureSigned,
};
use int_primitives::{
	directory::{DeviceDirectory, Permission, SecurityLevel},
	identity::DeviceKey,
	Millis,
};
use sp_core::ed25519;
use sp_runtime::{
	generic::UncheckedExtrinsic,
	traits::{AccountIdConversion, IdentifyAccount, IdentityLookup, Verify},
	AccountId32, MultiSignature, MultiSigner,
};
use std::collections::BTreeMap;

pub type AccountId = AccountId32;
pub type Block = frame_system::mocking::MockBlockU32<Test>;

/// One GAS, plancks.
pub const GAS: u64 = 1_000_000_000;
/// What everybody but [`poor`] starts with, plancks of GAS.
pub const ENDOWMENT: u64 = 1_000_000 * GAS;
/// What everybody but [`poor`] starts with, plancks of INT.
pub const INT: u128 = 1_000_000_000;
/// The first moment, milliseconds.
pub const START: Millis = 1_800_000_000_000;
/// A minute, milliseconds.
pub const MINUTE: Millis = 60_000;
/// An hour, milliseconds.
pub const HOUR: Millis = 3_600_000;
/// A day, milliseconds.
pub const DAY: Millis = 24 * HOUR;
/// How many blocks a window takes at least.
pub const BLOCKS: u32 = 10;
/// The asset that GAS is.
pub const GAS_ID: u32 = 1;

#[frame_support::runtime]
mod test_runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(4)]
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(5)]
	pub type Market = pallet_resource_market;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Nonce = u32;
	type Block = Block;
	type BlockHashCount = ConstU32<250>;
	type BaseCallFilter = WhatIsAllowed;
	type AccountData = pallet_balances::AccountData<u128>;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {
	type Moment = Millis;
	type MinimumPeriod = ConstU64<0>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = u128;
	type ExistentialDeposit = ConstU128<100>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = u128;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
	pub const GasId: u32 = GAS_ID;
	pub const MarketId: PalletId = PalletId(*b"int/mrkt");
	pub const Base: u128 = 1_000;
	pub const PerByte: u128 = 10;
	pub const ForListing: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Listing);
	pub const ForTerms: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Terms);
	pub const ForAgreement: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Agreement);
	pub const ForAuction: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Auction);
	pub const ForArbiter: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Arbiter);
	pub const ForName: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Name);
	pub const ForPolicy: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::PolicyRecord);
	pub static Devices: BTreeMap<AccountId, Device> = BTreeMap::new();
	// In storage, so that a call that fails burns nothing.
	pub storage Burned: u128 = 0;
	pub static Parameters: MarketParameters = MarketParameters::default();
	// The fee of an execution, plancks of GAS; nothing if nobody can pay it.
	pub static Fee: Option<u64> = Some(GAS);
	// Whether policies may be executed.
	pub static ExecutionAllowed: bool = true;
}

type Deposit<Reason> =
	HoldConsideration<AccountId, Balances, Reason, LinearStoragePrice<Base, PerByte, u128>>;
pub type Gas = HeldItem<Assets, AssetsHolder, GasId, AccountId>;

/// A device as the directory knows it.
#[derive(Clone)]
pub struct Device {
	pub owner: AccountId,
	pub operator: Option<AccountId>,
	pub fleet: Option<u32>,
	pub key: DeviceKey,
	pub generation: u32,
	pub active: bool,
	pub security: SecurityLevel,
}

/// A directory that checks real signatures.
pub struct Directory;

impl DeviceDirectory<AccountId, u32, u128> for Directory {
	fn owner_of(device: &AccountId) -> Option<AccountId> {
		Devices::get().get(device).map(|device| device.owner.clone())
	}

	fn fleet_of(device: &AccountId) -> Option<u32> {
		Devices::get().get(device).and_then(|device| device.fleet)
	}

	fn may_act_for(who: &AccountId, id: &AccountId, permission: Permission) -> bool {
		Devices::get().get(id).is_some_and(|device| {
			who == id
				|| device.owner == *who
				|| (permission == Permission::Trade && device.operator.as_ref() == Some(who))
		})
	}

	fn is_active(device: &AccountId) -> bool {
		Devices::get().get(device).is_some_and(|device| device.active)
	}

	fn security_level(device: &AccountId) -> SecurityLevel {
		Devices::get().get(device).map_or(SecurityLevel::Unattested, |device| device.security)
	}

	fn key_at(device: &AccountId, _: u32) -> Option<(u32, DeviceKey)> {
		Devices::get().get(device).map(|device| (device.generation, device.key))
	}

	fn signed_by(id: &AccountId, generation: u32, message: &[u8], mut signature: &[u8]) -> bool {
		let Ok(MultiSignature::Ed25519(signature)) = MultiSignature::decode(&mut signature) else {
			return false;
		};
		Devices::get().get(id).is_some_and(|device| match device.key {
			DeviceKey::Ed25519(key) => {
				device.generation == generation
					&& signature.verify(message, &ed25519::Public::from(key))
			},
			_ => false,
		})
	}

	fn slash_maker(_: &AccountId, _: u128) -> u128 {
		0
	}
}

/// Counts what the market burns.
pub struct CountBurned;

impl OnGasBurned for CountBurned {
	fn burned(amount: u128) {
		Burned::set(&(Burned::get() + amount));
	}
}

/// Lets all calls through but, at times, executions of policies.
pub struct WhatIsAllowed;

impl Contains<RuntimeCall> for WhatIsAllowed {
	fn contains(call: &RuntimeCall) -> bool {
		let is_execution = matches!(call, RuntimeCall::Market(crate::Call::execute_policy { .. }));
		ExecutionAllowed::get() || !is_execution
	}
}

/// Tells [`Fee`].
pub struct Fees;

impl TransactionFee<RuntimeCall> for Fees {
	fn most(_: &AccountId, _: &RuntimeCall) -> Option<u128> {
		Fee::get().map(Into::into)
	}
}

/// A transaction of a node's own.
pub type Transaction = UncheckedExtrinsic<AccountId, RuntimeCall, MultiSignature, CheckNonce<Test>>;

impl SigningTypes for Test {
	type Public = MultiSigner;
	type Signature = MultiSignature;
}

impl<C> CreateTransactionBase<C> for Test
where
	RuntimeCall: From<C>,
{
	type Extrinsic = Transaction;
	type RuntimeCall = RuntimeCall;
}

impl<C> CreateSignedTransaction<C> for Test
where
	RuntimeCall: From<C>,
{
	fn create_signed_transaction<K: AppCrypto<MultiSigner, MultiSignature>>(
		call: RuntimeCall,
		public: MultiSigner,
		account: AccountId,
		nonce: u32,
	) -> Option<Transaction> {
		let nonce = CheckNonce::from(nonce);
		let signature = (&call, &nonce).using_encoded(|payload| K::sign(payload, public))?;
		Some(Transaction::new_signed(call, account, signature, nonce))
	}
}

impl pallet_resource_market::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Gas = Gas;
	type OnGasBurned = CountBurned;
	type Devices = Directory;
	type Time = Timestamp;
	type Parameters = Parameters;
	type ListingConsideration = Deposit<ForListing>;
	type TermsConsideration = Deposit<ForTerms>;
	type AgreementConsideration = Deposit<ForAgreement>;
	type AuctionConsideration = Deposit<ForAuction>;
	type ArbiterConsideration = Deposit<ForArbiter>;
	type NameConsideration = Deposit<ForName>;
	type PolicyConsideration = Deposit<ForPolicy>;
	type TransactionFee = Fees;
	type PalletId = MarketId;
	type MinWindowBlocks = ConstU32<BLOCKS>;
	type MaxDuration = ConstU64<{ 366 * DAY }>;
	type WeightInfo = ();
}
