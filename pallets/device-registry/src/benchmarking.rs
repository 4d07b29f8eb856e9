// SPDX-License-Identifier: Apache-2.0

//! Every call at its worst: longest bytes, fullest lists, signatures checked by the costliest
//! scheme, the longest proof.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, clippy::expect_used)]

use super::*;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::{DispatchInfo, GetDispatchInfo, PostDispatchInfo},
	traits::{
		fungible::{BalancedHold, Mutate},
		EnsureOrigin, Get, Time,
	},
};
use frame_system::{pallet_prelude::OriginFor, RawOrigin};
use int_primitives::{
	directory::SecurityLevel,
	identity::{lot_leaf, DeviceKey},
	merkle::{node_hash, MAX_PROOF},
	signed::{Body, Registration, Rotation, Statement},
	Digest, Millis,
};
use sp_core::{crypto::KeyTypeId, ecdsa};
use sp_runtime::{
	generic::Era,
	traits::{AsSystemOriginSigner, DispatchTransaction, Dispatchable},
	MultiSignature,
};

/// The key type under which the benchmarks' device keys lie in the host's keystore.
const DEVICE_KEYS: KeyTypeId = KeyTypeId(*b"devi");

/// A device key in the host's keystore, of the scheme that takes longest to check: ECDSA.
struct Keys(ecdsa::Public);

impl Keys {
	fn new() -> Self {
		Self(sp_io::crypto::ecdsa_generate(DEVICE_KEYS, None))
	}

	fn public(&self) -> DeviceKey {
		DeviceKey::Ecdsa(self.0 .0)
	}

	fn account<T: Config>(&self) -> AccountId32 {
		Pallet::<T>::account_of(&self.public())
	}

	fn sign<T: Config, B: Body>(&self, body: B) -> MultiSignature {
		let statement = Statement::new(Pallet::<T>::genesis(), body).encode();
		let signature = sp_io::crypto::ecdsa_sign(DEVICE_KEYS, &self.0, &statement);
		MultiSignature::Ecdsa(signature.expect("the key was generated there"))
	}

	fn consent<T: Config>(&self, owner: &AccountId32, code: Digest) -> (Millis, MultiSignature) {
		let expires = T::Time::now() + T::ConsentLifetime::get();
		let body = Registration {
			owner: owner.clone().into(),
			device: self.account::<T>().into(),
			code,
			expires,
		};
		(expires, self.sign::<T, _>(body))
	}
}

fn full<const N: u32>() -> frame_support::BoundedVec<u8, frame_support::traits::ConstU32<N>> {
	alloc::vec![b'x'; N as usize].try_into().expect("as long as the bound")
}

fn rich<T: Config>(name: &'static str, index: u32) -> AccountId32
where
	T::Currency: Mutate<AccountId32>,
{
	let who: AccountId32 = account(name, index, 0);
	let plenty = T::ManufacturerBond::get() * 10_000u32.into();
	T::Currency::set_balance(&who, plenty);
	who
}

fn manufacturer<T: Config>() -> (ManufacturerId, AccountId32)
where
	T::Currency: Mutate<AccountId32>,
{
	let who = rich::<T>("manufacturer", 0);
	let id = Pallet::<T>::do_register_manufacturer(who.clone(), full(), Some(full())).unwrap();
	(id, who)
}

fn verified<T: Config>() -> (ManufacturerId, AccountId32)
where
	T::Currency: Mutate<AccountId32>,
{
	let (id, who) = manufacturer::<T>();
	Pallet::<T>::do_verify_manufacturer(id).unwrap();
	(id, who)
}

/// A lot of 2^32 leaves whose first leaf is this device's, and the proof of it, 32 digests long.
fn lot<T: Config>(maker: &AccountId32, keys: &Keys) -> (LotId, LotProof, Digest)
where
	T::Currency: Mutate<AccountId32>,
{
	let code = int_primitives::identity::device_code::<devices::Host>(
		maker.as_ref(),
		&full::<{ int_primitives::identity::MAX_MODEL }>(),
		&full::<{ int_primitives::identity::MAX_SERIAL }>(),
	)
	.unwrap();
	let mut root = lot_leaf::<devices::Host>(&code, keys.account::<T>().as_ref());
	let proof = alloc::vec![[7u8; 32]; MAX_PROOF];
	for sibling in &proof {
		root = node_hash::<devices::Host>(&root, sibling);
	}
	let lot = NextLot::<T>::get();
	Pallet::<T>::do_commit_lot(
		maker,
		full(),
		root,
		MAX_LOT,
		SecurityLevel::Certified,
		Some([1; 32]),
		Some(full()),
	)
	.unwrap();
	(lot, proof.try_into().unwrap(), code)
}

/// A device of `owner` out of a lot, with everything that it can have.
fn device<T: Config>(owner: &AccountId32) -> (Keys, AccountId32)
where
	T::Currency: Mutate<AccountId32>,
{
	let keys = Keys::new();
	let (_, maker) = verified::<T>();
	let (lot, proof, code) = lot::<T>(&maker, &keys);
	let (expires, signature) = keys.consent::<T>(owner, code);
	Pallet::<T>::do_claim_device(
		owner.clone(),
		lot,
		0,
		keys.public(),
		full(),
		DeviceClass::AlwaysOn,
		Some(full()),
		proof,
		expires,
		signature,
	)
	.unwrap();
	let id = keys.account::<T>();
	(keys, id)
}

fn fleet<T: Config>(owner: &AccountId32) -> FleetId
where
	T::Currency: Mutate<AccountId32>,
{
	let fleet = NextFleet::<T>::get();
	Pallet::<T>::do_create_fleet(owner.clone(), full()).unwrap();
	fleet
}

/// A device in a fleet, and an operator of the fleet that may do everything.
fn operated<T: Config>(owner: &AccountId32) -> (AccountId32, AccountId32)
where
	T::Currency: Mutate<AccountId32>,
{
	let (_, id) = device::<T>(owner);
	let fleet = fleet::<T>(owner);
	Pallet::<T>::do_assign(owner, id.clone(), fleet).unwrap();
	let operator = rich::<T>("operator", 0);
	Pallet::<T>::do_set_operator(
		owner,
		fleet,
		operator.clone(),
		Permissions::ALL,
		u32::MAX,
		Some(Millis::MAX),
	)
	.unwrap();
	(id, operator)
}

/// Sets the clock of a runtime whose `pallet-timestamp` is called `Timestamp`.
fn set_time(now: Millis) {
	let clock = frame_support::storage::storage_prefix(b"Timestamp", b"Now");
	frame_support::storage::unhashed::put(&clock, &now);
}

fn rotation<T: Config>(
	owner: &AccountId32,
	device: &AccountId32,
	generation: u32,
) -> (Keys, Millis, MultiSignature) {
	let next = Keys::new();
	let expires = T::Time::now() + T::ConsentLifetime::get();
	let body = Rotation {
		owner: owner.clone().into(),
		device: device.clone().into(),
		key: next.account::<T>().into(),
		generation,
		expires,
	};
	let signature = next.sign::<T, _>(body);
	(next, expires, signature)
}

fn rotate<T: Config>(owner: &AccountId32, device: &AccountId32, generation: u32) -> Keys {
	let (next, expires, signature) = rotation::<T>(owner, device, generation);
	Pallet::<T>::do_rotate_key(owner, device.clone(), next.public(), expires, signature).unwrap();
	next
}

/// For benchmarks of other pallets: a new fleet of `owner`.
pub fn new_fleet<T: Config>(owner: &AccountId32) -> FleetId
where
	T::Currency: Mutate<AccountId32>,
{
	fleet::<T>(owner)
}

/// For benchmarks of other pallets: an active device of `owner` in a fleet of theirs, with
/// everything that it can have and a second key; and the account of that key.
pub fn active_device<T: Config>(owner: &AccountId32, fleet: FleetId) -> (AccountId32, AccountId32)
where
	T::Currency: Mutate<AccountId32>,
{
	let (_, id) = device::<T>(owner);
	Pallet::<T>::do_activate(owner, id.clone()).unwrap();
	Pallet::<T>::do_assign(owner, id.clone(), fleet).unwrap();
	let key = rotate::<T>(owner, &id, 1).account::<T>();
	(id, key)
}

fn governance<T: Config>() -> Result<OriginFor<T>, BenchmarkError> {
	T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks(
	where
		T: Send + Sync,
		T::Currency: Mutate<AccountId32> + BalancedHold<AccountId32>,
		<T as Config>::RuntimeCall: From<frame_system::Call<T>>,
		<T as frame_system::Config>::RuntimeCall:
			Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>
			+ GetDispatchInfo + From<frame_system::Call<T>>,
		<<T as frame_system::Config>::RuntimeCall as Dispatchable>::RuntimeOrigin:
			AsSystemOriginSigner<AccountId32> + Clone,
)]
mod benches {
	use super::*;

	#[benchmark]
	fn register_manufacturer() {
		let who = rich::<T>("manufacturer", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), full(), Some(full()));
	}

	#[benchmark]
	fn update_manufacturer() {
		let (_, who) = verified::<T>();
		let name: Name = alloc::vec![b'y'; 64].try_into().unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), name, Some(full()));
	}

	#[benchmark]
	fn verify_manufacturer() -> Result<(), BenchmarkError> {
		let (id, _) = manufacturer::<T>();
		let origin = governance::<T>()?;
		#[extrinsic_call]
		_(origin as OriginFor<T>, id);
		Ok(())
	}

	#[benchmark]
	fn freeze_manufacturer() -> Result<(), BenchmarkError> {
		let (id, _) = verified::<T>();
		let origin = governance::<T>()?;
		#[extrinsic_call]
		_(origin as OriginFor<T>, id);
		Ok(())
	}

	#[benchmark]
	fn release_manufacturer() -> Result<(), BenchmarkError> {
		let (id, _) = verified::<T>();
		Pallet::<T>::do_freeze_manufacturer(id).unwrap();
		let origin = governance::<T>()?;
		#[extrinsic_call]
		_(origin as OriginFor<T>, id);
		Ok(())
	}

	#[benchmark]
	fn slash_manufacturer() -> Result<(), BenchmarkError> {
		let (id, _) = verified::<T>();
		let origin = governance::<T>()?;
		#[extrinsic_call]
		_(origin as OriginFor<T>, id, T::ManufacturerBond::get());
		Ok(())
	}

	#[benchmark]
	fn top_up_bond() {
		let (id, who) = verified::<T>();
		Pallet::<T>::do_slash(id, T::ManufacturerBond::get()).unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(who));
	}

	#[benchmark]
	fn withdraw_manufacturer() {
		let (_, who) = verified::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who));
	}

	#[benchmark]
	fn commit_lot() {
		let (_, who) = verified::<T>();
		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			full(),
			[1; 32],
			MAX_LOT,
			SecurityLevel::Certified,
			Some([1; 32]),
			Some(full()),
		);
	}

	#[benchmark]
	fn close_lot() {
		let (_, who) = verified::<T>();
		let (lot, ..) = lot::<T>(&who, &Keys::new());
		#[extrinsic_call]
		_(RawOrigin::Signed(who), lot);
	}

	#[benchmark]
	fn reap_lot(c: Linear<1, 64>) {
		let (_, who) = verified::<T>();
		let (lot, ..) = lot::<T>(&who, &Keys::new());
		let mut record = Lots::<T>::get(lot).unwrap();
		// Each chunk has its own depositor; one less than the limit, so that the lot goes too.
		for chunk in 0..c - 1 {
			let owner = rich::<T>("owner", chunk);
			Pallet::<T>::claim_leaf(lot, &mut record, chunk * CHUNK_LEAVES as u32, &owner).unwrap();
		}
		record.closed = true;
		Lots::<T>::insert(lot, record);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), lot, c);
		assert!(!Lots::<T>::contains_key(lot));
	}

	#[benchmark]
	fn register_device() {
		let (_, owner) = verified::<T>();
		let keys = Keys::new();
		let code = int_primitives::identity::device_code::<devices::Host>(
			owner.as_ref(),
			&full::<{ int_primitives::identity::MAX_MODEL }>(),
			&full::<{ int_primitives::identity::MAX_SERIAL }>(),
		)
		.unwrap();
		let (expires, signature) = keys.consent::<T>(&owner, code);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(owner),
			keys.public(),
			full(),
			full(),
			DeviceClass::AlwaysOn,
			Some(full()),
			expires,
			signature,
		);
	}

	#[benchmark]
	fn claim_device() {
		let (_, maker) = verified::<T>();
		let owner = rich::<T>("owner", 0);
		let keys = Keys::new();
		let (lot, proof, code) = lot::<T>(&maker, &keys);
		let (expires, signature) = keys.consent::<T>(&owner, code);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(owner),
			lot,
			0,
			keys.public(),
			full(),
			DeviceClass::AlwaysOn,
			Some(full()),
			proof,
			expires,
			signature,
		);
	}

	#[benchmark]
	fn activate_device() {
		let (id, operator) = operated::<T>(&rich::<T>("owner", 0));
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id);
	}

	#[benchmark]
	fn suspend_device() {
		let owner = rich::<T>("owner", 0);
		let (id, operator) = operated::<T>(&owner);
		Pallet::<T>::do_activate(&owner, id.clone()).unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id);
	}

	#[benchmark]
	fn resume_device() {
		let owner = rich::<T>("owner", 0);
		let (id, operator) = operated::<T>(&owner);
		Pallet::<T>::do_activate(&owner, id.clone()).unwrap();
		Pallet::<T>::do_suspend(&owner, id.clone()).unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id);
	}

	#[benchmark]
	fn offer_transfer() {
		let owner = rich::<T>("owner", 0);
		let (_, id) = device::<T>(&owner);
		let expires = T::Time::now() + T::OfferLifetime::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, account("buyer", 0, 0), expires);
	}

	#[benchmark]
	fn withdraw_offer() {
		let owner = rich::<T>("owner", 0);
		let (_, id) = device::<T>(&owner);
		let expires = T::Time::now() + T::OfferLifetime::get();
		Pallet::<T>::do_offer(owner.clone(), id.clone(), account("buyer", 0, 0), expires).unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
	}

	#[benchmark]
	fn accept_transfer() {
		let owner = rich::<T>("owner", 0);
		let buyer = rich::<T>("buyer", 0);
		let (id, _) = operated::<T>(&owner);
		let expires = T::Time::now() + T::OfferLifetime::get();
		Pallet::<T>::do_offer(owner, id.clone(), buyer.clone(), expires).unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id);
	}

	#[benchmark]
	fn rotate_key() {
		let owner = rich::<T>("owner", 0);
		let (_, id) = device::<T>(&owner);
		rotate::<T>(&owner, &id, 1);
		let (next, expires, signature) = rotation::<T>(&owner, &id, 2);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, next.public(), expires, signature);
	}

	#[benchmark]
	fn as_device() {
		let owner = rich::<T>("owner", 0);
		let (_, id) = device::<T>(&owner);
		let key = rotate::<T>(&owner, &id, 1).account::<T>();
		let call: <T as Config>::RuntimeCall =
			frame_system::Call::<T>::remark { remark: alloc::vec![] }.into();
		#[extrinsic_call]
		_(RawOrigin::Signed(key), id, alloc::boxed::Box::new(call));
	}

	#[benchmark]
	fn update_firmware() {
		let (id, operator) = operated::<T>(&rich::<T>("owner", 0));
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id, Some([2; 32]));
	}

	#[benchmark]
	fn update_metadata() {
		let (id, operator) = operated::<T>(&rich::<T>("owner", 0));
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id, Some(full()));
	}

	#[benchmark]
	fn retire_device() {
		let owner = rich::<T>("owner", 0);
		let (id, _) = operated::<T>(&owner);
		let expires = T::Time::now() + T::OfferLifetime::get();
		Pallet::<T>::do_offer(owner.clone(), id.clone(), account("buyer", 0, 0), expires).unwrap();
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
	}

	#[benchmark]
	fn forget_device(k: Linear<1, 64>) {
		let owner = rich::<T>("owner", 0);
		let (_, id) = device::<T>(&owner);
		// One less than the limit, so that the record goes too.
		for generation in 1..k {
			rotate::<T>(&owner, &id, generation);
		}
		// Retired at the beginning of time, which is over: the clock of a benchmark stands at zero.
		Devices::<T>::mutate(&id, |device| {
			if let Some(device) = device {
				device.state = DeviceState::Retired { at: 0 };
			}
		});
		set_time(T::RetentionPeriod::get() + 1);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id.clone(), k);
		assert!(!Devices::<T>::contains_key(&id));
	}

	#[benchmark]
	fn create_fleet() {
		let owner = rich::<T>("owner", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), full());
	}

	#[benchmark]
	fn dissolve_fleet() {
		let owner = rich::<T>("owner", 0);
		let fleet = fleet::<T>(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), fleet);
	}

	#[benchmark]
	fn assign_device() {
		let owner = rich::<T>("owner", 0);
		let (_, id) = device::<T>(&owner);
		let fleet = fleet::<T>(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, fleet);
	}

	#[benchmark]
	fn unassign_device() {
		let owner = rich::<T>("owner", 0);
		let (id, _) = operated::<T>(&owner);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);
	}

	#[benchmark]
	fn set_operator() {
		let owner = rich::<T>("owner", 0);
		let fleet = fleet::<T>(&owner);
		for operator in 1..T::MaxOperators::get() {
			let operator = account("operator", operator, 0);
			Pallet::<T>::do_set_operator(&owner, fleet, operator, Permissions::ALL, 1, None)
				.unwrap();
		}
		#[extrinsic_call]
		_(
			RawOrigin::Signed(owner),
			fleet,
			account("operator", 0, 0),
			Permissions::ALL,
			u32::MAX,
			Some(Millis::MAX),
		);
	}

	#[benchmark]
	fn remove_operator() {
		let owner = rich::<T>("owner", 0);
		let fleet = fleet::<T>(&owner);
		for operator in 0..T::MaxOperators::get() {
			let operator = account("operator", operator, 0);
			Pallet::<T>::do_set_operator(&owner, fleet, operator, Permissions::ALL, 1, None)
				.unwrap();
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), fleet, account("operator", 0, 0));
	}

	#[benchmark]
	fn refuse_rotated_key() {
		let (_, id) = device::<T>(&rich::<T>("owner", 0));
		let call: <T as frame_system::Config>::RuntimeCall =
			frame_system::Call::<T>::remark { remark: alloc::vec![] }.into();
		let info = call.get_dispatch_info();
		#[block]
		{
			extension::RefuseRotatedKey::<T>::new()
				.test_run(RawOrigin::Signed(id).into(), &call, &info, 0, 0, |_| Ok(().into()))
				.unwrap()
				.unwrap();
		}
	}

	#[benchmark]
	fn mortal_devices() {
		// No device's: both maps are asked, and neither has it.
		let signer: AccountId32 = account("signer", 0, 0);
		let call: <T as frame_system::Config>::RuntimeCall =
			frame_system::Call::<T>::remark { remark: alloc::vec![] }.into();
		let info = call.get_dispatch_info();
		// An era without end begins at block 0.
		frame_system::BlockHash::<T>::insert(BlockNumberFor::<T>::default(), T::Hash::default());
		#[block]
		{
			extension::MortalDevices::<T>::from(Era::Immortal)
				.test_run(RawOrigin::Signed(signer).into(), &call, &info, 0, 0, |_| Ok(().into()))
				.unwrap()
				.unwrap();
		}
	}
}
