// SPDX-License-Identifier: Apache-2.0

//! Devices: what their records cost, and what else follows from a new key.

use super::{
	accounts::{DepositPerByte, DepositPerItem},
	governance::RootOrCouncil,
};
use crate::{
	constants::INT, AccountId, Balance, Balances, DeviceRegistry, Proxy, Runtime, RuntimeCall,
	RuntimeHoldReason, Timestamp,
};
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, Get, LinearStoragePrice},
	weights::Weight,
};
use pallet_device_registry::{Call, Devices, HoldReason};
use pallet_fee_payment::{
	wiring::{Fleets, Sponsorable},
	CallKinds,
};
use pallet_proxy::WeightInfo as _;

/// Milliseconds of chain time in a day.
const DAY: u64 = 86_400_000;

parameter_types! {
	/// Why the deposit of a manufacturer's record is on hold.
	pub const ManufacturerHold: RuntimeHoldReason =
		RuntimeHoldReason::DeviceRegistry(HoldReason::Manufacturer);
	/// Why the deposit of a lot's record is on hold.
	pub const LotHold: RuntimeHoldReason = RuntimeHoldReason::DeviceRegistry(HoldReason::Lot);
	/// Why the deposit of a chunk of claim bits is on hold.
	pub const ChunkHold: RuntimeHoldReason = RuntimeHoldReason::DeviceRegistry(HoldReason::Chunk);
	/// Why the deposit of a device's record is on hold.
	pub const DeviceHold: RuntimeHoldReason = RuntimeHoldReason::DeviceRegistry(HoldReason::Device);
	/// Why the deposit of an offer is on hold.
	pub const OfferHold: RuntimeHoldReason = RuntimeHoldReason::DeviceRegistry(HoldReason::Offer);
	/// Why the deposit of a fleet's record is on hold.
	pub const FleetHold: RuntimeHoldReason = RuntimeHoldReason::DeviceRegistry(HoldReason::Fleet);
}

/// A deposit in INT, by entries and bytes, on hold for a reason.
pub type Deposit<Reason> = HoldConsideration<
	AccountId,
	Balances,
	Reason,
	LinearStoragePrice<DepositPerItem, DepositPerByte, Balance>,
>;

/// Removes the proxies that a device's account has given when its key is rotated: whoever stole
/// the old key may have appointed one.
pub struct DropProxies;

impl pallet_device_registry::OnKeyRotation for DropProxies {
	fn on_key_rotation(device: &AccountId) {
		Proxy::remove_all_proxy_delegates(device);
	}

	fn weight() -> Weight {
		<Runtime as pallet_proxy::Config>::WeightInfo::remove_proxies(
			<Runtime as pallet_proxy::Config>::MaxProxies::get(),
		)
	}
}

impl pallet_device_registry::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Time = Timestamp;
	type GovernanceOrigin = RootOrCouncil;
	/// Burned.
	type OnSlash = ();
	type OnKeyRotation = DropProxies;
	type ManufacturerConsideration = Deposit<ManufacturerHold>;
	type LotConsideration = Deposit<LotHold>;
	type ChunkConsideration = Deposit<ChunkHold>;
	type DeviceConsideration = Deposit<DeviceHold>;
	type OfferConsideration = Deposit<OfferHold>;
	type FleetConsideration = Deposit<FleetHold>;
	type ManufacturerBond = ConstU128<{ 100 * INT }>;
	type MaxOperators = ConstU32<16>;
	type ConsentLifetime = ConstU64<DAY>;
	type OfferLifetime = ConstU64<{ 7 * DAY }>;
	type RetentionPeriod = ConstU64<{ 30 * DAY }>;
	type WeightInfo = pallet_device_registry::weights::SubstrateWeight<Self>;
}

/// What running devices takes: nothing here moves money or ownership, or signs for a device.
pub fn is_operation(call: &Call<Runtime>) -> bool {
	matches!(
		call,
		Call::activate_device { .. }
			| Call::suspend_device { .. }
			| Call::resume_device { .. }
			| Call::update_firmware { .. }
			| Call::update_metadata { .. }
			| Call::assign_device { .. }
			| Call::unassign_device { .. }
	)
}

/// Which calls of devices a fleet's pot may pay for.
pub struct Sponsored;

/// What the kinds are called, in the order of their bits. Only ever extended: pots remember bits.
const KINDS: [&str; 3] = ["readings", "operation", "settlement"];

impl Sponsored {
	fn kind(call: &RuntimeCall) -> CallKinds {
		match call {
			// The hash of readings, or a few of them, put on the chain.
			RuntimeCall::System(frame_system::Call::remark_with_event { .. }) => CallKinds::bit(0),
			RuntimeCall::DeviceRegistry(call) if is_operation(call) => CallKinds::bit(1),
			// Brings what a device has earned to the chain.
			RuntimeCall::ResourceMarket(
				pallet_resource_market::Call::deliver { .. }
				| pallet_resource_market::Call::confirm { .. }
				| pallet_resource_market::Call::submit_receipt { .. }
				| pallet_resource_market::Call::collect { .. }
				| pallet_resource_market::Call::settle { .. }
				| pallet_resource_market::Call::settle_batch { .. }
				| pallet_resource_market::Call::submit_uses { .. }
				| pallet_resource_market::Call::reveal_uses { .. },
			) => CallKinds::bit(2),
			_ => CallKinds::NONE,
		}
	}
}

impl Sponsorable<RuntimeCall> for Sponsored {
	fn device_call(signer: &AccountId, call: &RuntimeCall) -> Option<(AccountId, CallKinds)> {
		if let RuntimeCall::DeviceRegistry(Call::as_device { device, call }) = call {
			let key = Devices::<Runtime>::get(device)?.key;
			return (DeviceRegistry::account_of(&key) == *signer)
				.then(|| (device.clone(), Self::kind(call)));
		}
		let device = Devices::<Runtime>::get(signer)?;
		(device.generation == 0).then(|| (signer.clone(), Self::kind(call)))
	}

	fn names() -> &'static [&'static str] {
		&KINDS
	}
}

impl Fleets for Sponsored {
	fn owner(fleet: u32) -> Option<AccountId> {
		pallet_device_registry::Fleets::<Runtime>::get(fleet).map(|fleet| fleet.owner)
	}
}

/// What goes through in safe mode: everything that ends something and returns a deposit, what
/// saves a device whose key was stolen, and governance over manufacturers. A call that a device
/// makes is judged by itself when it is dispatched.
pub fn passes_in_safe_mode(call: &Call<Runtime>) -> bool {
	matches!(
		call,
		Call::withdraw_manufacturer { .. }
			| Call::close_lot { .. }
			| Call::reap_lot { .. }
			| Call::withdraw_offer { .. }
			| Call::retire_device { .. }
			| Call::forget_device { .. }
			| Call::unassign_device { .. }
			| Call::remove_operator { .. }
			| Call::dissolve_fleet { .. }
			| Call::suspend_device { .. }
			| Call::rotate_key { .. }
			| Call::as_device { .. }
			| Call::freeze_manufacturer { .. }
			| Call::release_manufacturer { .. }
			| Call::slash_manufacturer { .. }
	)
}
