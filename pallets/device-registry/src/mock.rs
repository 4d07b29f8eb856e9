// SPDX-License-Identifier: Apache-2.0

//! A chain with the registry, INT and proxies, and the people of the tests.

use crate::{self as pallet_device_registry, types::*, HoldReason, OnKeyRotation};
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, LinearStoragePrice},
	weights::Weight,
};
use frame_system::EnsureRoot;
use int_primitives::{
	directory::SecurityLevel,
	identity::{device_code, lot_leaf, DeviceKey},
	merkle::{self, Software},
	signed::{Body, Registration, Rotation, Statement},
	Digest, Millis,
};
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use sp_runtime::{
	traits::{IdentityLookup, Verify},
	AccountId32, BuildStorage, MultiSignature,
};

pub type AccountId = AccountId32;
/// What a transaction goes through, as far as this pallet cares.
pub type Extensions = (
	crate::extension::MortalDevices<Test>,
	frame_system::CheckNonce<Test>,
	crate::extension::RefuseRotatedKey<Test>,
);
pub type Block = sp_runtime::generic::Block<
	sp_runtime::generic::Header<u32, sp_runtime::traits::BlakeTwo256>,
	sp_runtime::generic::UncheckedExtrinsic<AccountId, RuntimeCall, MultiSignature, Extensions>,
>;

/// Governance verifies it.
pub const MAKER: AccountId = AccountId::new([1; 32]);
/// Buys devices.
pub const OWNER: AccountId = AccountId::new([2; 32]);
/// Buys them second-hand.
pub const BUYER: AccountId = AccountId::new([3; 32]);
/// Operates fleets.
pub const OPERATOR: AccountId = AccountId::new([4; 32]);
/// Wants what is others'.
pub const THIEF: AccountId = AccountId::new([5; 32]);
/// Has nothing.
pub const POOR: AccountId = AccountId::new([6; 32]);

/// What everybody but [`POOR`] starts with, plancks.
pub const ENDOWMENT: u128 = 1_000_000_000;
/// A manufacturer's bond, plancks.
pub const BOND: u128 = 1_000_000;
/// The first moment, milliseconds.
pub const START: Millis = 1_800_000_000_000;
/// An hour, milliseconds.
pub const HOUR: Millis = 3_600_000;

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
	pub type Registry = pallet_device_registry;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Nonce = u32;
	type Block = Block;
	type BlockHashCount = ConstU32<250>;
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

parameter_types! {
	pub const Base: u128 = 1_000;
	pub const PerByte: u128 = 10;
	pub const ForManufacturer: RuntimeHoldReason =
		RuntimeHoldReason::Registry(HoldReason::Manufacturer);
	pub const ForLot: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Lot);
	pub const ForChunk: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Chunk);
	pub const ForDevice: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Device);
	pub const ForOffer: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Offer);
	pub const ForFleet: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Fleet);
	pub static Rotated: Vec<AccountId> = Vec::new();
}

type Deposit<Reason> =
	HoldConsideration<AccountId, Balances, Reason, LinearStoragePrice<Base, PerByte, u128>>;

/// Notes whose key was rotated.
pub struct NoteRotation;
impl OnKeyRotation for NoteRotation {
	fn on_key_rotation(device: &AccountId) {
		Rotated::mutate(|rotated| rotated.push(device.clone()));
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

impl pallet_device_registry::Config for Test {
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Time = Timestamp;
	type GovernanceOrigin = EnsureRoot<AccountId>;
	type OnSlash = ();
	type OnKeyRotation = NoteRotation;
	type ManufacturerConsideration = Deposit<ForManufacturer>;
	type LotConsideration = Deposit<ForLot>;
	type ChunkConsideration = Deposit<ForChunk>;
	type DeviceConsideration = Deposit<ForDevice>;
	type OfferConsideration = Deposit<ForOffer>;
	type FleetConsideration = Deposit<ForFleet>;
	type ManufacturerBond = ConstU128<BOND>;
	type MaxOperators = ConstU32<4>;
	type ConsentLifetime = ConstU64<{ 24 * HOUR }>;
	type OfferLifetime = ConstU64<{ 7 * 24 * HOUR }>;
	type RetentionPeriod = ConstU64<{ 30 * 24 * HOUR }>;
	type WeightInfo = ();
}

/// The chain that a test begins with.
pub fn chain() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: [MAKER, OWNER, BUYER, OPERATOR, THIEF].map(|who| (who, ENDOWMENT)).into(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		System::set_block_number(1);
		Timestamp::set_timestamp(START);
		// A genesis hash that is not all zeroes, as `initialize` would leave it.
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256([9; 32]));
		Rotated::set(Vec::new());
	});
	chain
}

/// Runs a test, then checks the invariants and that INT is conserved.
pub fn test(scene: impl FnOnce()) {
	chain().execute_with(|| {
		scene();
		check();
	});
}

/// The invariants: storage, and the sum of all balances.
pub fn check() {
	Registry::do_try_state().unwrap();
	let sum: u128 = frame_system::Account::<Test>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(sum, Balances::total_issuance());
}

/// What is on hold for an account, over all reasons.
pub fn held(who: &AccountId) -> u128 {
	System::account(who).data.reserved
}

/// Chain time.
pub fn now() -> Millis {
	Timestamp::get()
}

/// Lets time pass, with a block in between.
pub fn wait(time: Millis) {
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp(now() + time);
}

/// A key pair of any scheme.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)] // A handful in a test.
pub enum Keys {
	Ed(ed25519::Pair),
	Sr(sr25519::Pair),
	Ec(ecdsa::Pair),
}

// A phrase would be stretched by 2,048 rounds for each key.
fn seed_of(name: &str) -> [u8; 32] {
	sp_io::hashing::sha2_256(name.as_bytes())
}

impl Keys {
	pub fn ed(name: &str) -> Self {
		Self::Ed(ed25519::Pair::from_seed(&seed_of(name)))
	}

	pub fn sr(name: &str) -> Self {
		Self::Sr(sr25519::Pair::from_seed(&seed_of(name)))
	}

	pub fn ec(name: &str) -> Self {
		Self::Ec(ecdsa::Pair::from_seed(&seed_of(name)))
	}

	pub fn public(&self) -> DeviceKey {
		match self {
			Self::Ed(pair) => DeviceKey::Ed25519(pair.public().0),
			Self::Sr(pair) => DeviceKey::Sr25519(pair.public().0),
			Self::Ec(pair) => DeviceKey::Ecdsa(pair.public().0),
		}
	}

	pub fn account(&self) -> AccountId {
		Registry::account_of(&self.public())
	}

	pub fn sign(&self, message: &[u8]) -> MultiSignature {
		match self {
			Self::Ed(pair) => pair.sign(message).into(),
			Self::Sr(pair) => pair.sign(message).into(),
			Self::Ec(pair) => pair.sign(message).into(),
		}
	}

	pub fn sign_statement<B: Body>(&self, body: B) -> MultiSignature {
		let bytes = Statement::new(Registry::genesis(), body).encode();
		let signature = self.sign(&bytes);
		assert!(signature.verify(&bytes[..], &self.account()));
		signature
	}

	/// The consent to be registered, for an hour.
	pub fn consent(&self, owner: &AccountId, code: Digest) -> (Millis, MultiSignature) {
		let expires = now() + HOUR;
		let signature = self.sign_statement(Registration {
			owner: owner.clone().into(),
			device: self.account().into(),
			code,
			expires,
		});
		(expires, signature)
	}

	/// The consent to be a device's next key, for an hour.
	pub fn rotation(
		&self,
		owner: &AccountId,
		device: &AccountId,
		generation: u32,
	) -> (Millis, MultiSignature) {
		let expires = now() + HOUR;
		let signature = self.sign_statement(Rotation {
			owner: owner.clone().into(),
			device: device.clone().into(),
			key: self.account().into(),
			generation,
			expires,
		});
		(expires, signature)
	}
}

pub fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

pub fn model() -> Model {
	b"meter-3".to_vec().try_into().unwrap()
}

pub fn serial(number: u32) -> Serial {
	format!("SN{number:06}").into_bytes().try_into().unwrap()
}

pub fn code(maker: &AccountId, number: u32) -> Digest {
	device_code::<Software>(maker.as_ref(), &model(), &serial(number)).unwrap()
}

/// A verified manufacturer.
pub fn make_maker() -> ManufacturerId {
	let name = b"Meters Ltd".to_vec().try_into().unwrap();
	Registry::register_manufacturer(signed(&MAKER), name, None).unwrap();
	let id = crate::ManufacturerOf::<Test>::get(&MAKER).unwrap();
	Registry::verify_manufacturer(RuntimeOrigin::root(), id).unwrap();
	id
}

/// A production run in memory, and its number on the chain.
pub struct Run {
	pub lot: LotId,
	pub keys: Vec<Keys>,
	leaves: Vec<Digest>,
}

impl Run {
	/// Commits a run of a verified manufacturer.
	pub fn commit(size: u32) -> Self {
		let keys: Vec<_> = (0..size).map(|number| Keys::ed(&format!("unit{number}"))).collect();
		let leaves: Vec<_> = keys
			.iter()
			.enumerate()
			.map(|(number, keys)| {
				lot_leaf::<Software>(&code(&MAKER, number as u32), keys.account().as_ref())
			})
			.collect();
		let root = merkle::root::<Software>(leaves.iter().copied()).unwrap();
		let lot = crate::NextLot::<Test>::get();
		Registry::commit_lot(
			signed(&MAKER),
			model(),
			root,
			size.into(),
			SecurityLevel::SecureElement,
			Some([7; 32]),
			None,
		)
		.unwrap();
		Self { lot, keys, leaves }
	}

	pub fn proof(&self, index: u32) -> LotProof {
		merkle::prove::<Software>(&self.leaves, index as usize).unwrap().try_into().unwrap()
	}

	pub fn claim(&self, owner: &AccountId, index: u32) -> frame_support::dispatch::DispatchResult {
		let keys = &self.keys[index as usize];
		let (expires, signature) = keys.consent(owner, code(&MAKER, index));
		Registry::claim_device(
			signed(owner),
			self.lot,
			index,
			keys.public(),
			serial(index),
			DeviceClass::AlwaysOn,
			None,
			self.proof(index),
			expires,
			signature,
		)
	}
}

/// Registers a device that its owner made.
pub fn register(
	owner: &AccountId,
	keys: &Keys,
	number: u32,
) -> frame_support::dispatch::DispatchResult {
	let (expires, signature) = keys.consent(owner, code(owner, number));
	Registry::register_device(
		signed(owner),
		keys.public(),
		model(),
		serial(number),
		DeviceClass::Intermittent,
		None,
		expires,
		signature,
	)
}

/// A registered device of [`OWNER`].
pub fn device(name: &str, number: u32) -> (Keys, AccountId) {
	let keys = Keys::sr(name);
	register(&OWNER, &keys, number).unwrap();
	let id = keys.account();
	(keys, id)
}

/// Gives a device a new key.
pub fn rotate(
	owner: &AccountId,
	device: &AccountId,
	keys: &Keys,
	generation: u32,
) -> frame_support::dispatch::DispatchResult {
	let (expires, signature) = keys.rotation(owner, device, generation);
	Registry::rotate_key(signed(owner), device.clone(), keys.public(), expires, signature)
}
