// SPDX-License-Identifier: Apache-2.0

//! The calls that this program makes, out of plain values.
//!
//! The only place that names the types that come out of the metadata: each is reached through the
//! alias that the code generator gives to a call's argument.

use crate::runtime::api::{self, balances, device_registry::calls as shapes, system};
use codec::Encode;
use int_primitives::{
	directory::{Permission, SecurityLevel},
	identity::DeviceKey,
	signed::Challenge,
	AccountBytes, Digest, Millis,
};
use subxt::{
	tx::{DynamicPayload, StaticPayload},
	utils::{AccountId32, Encoded, MultiSignature, Static},
};

/// An encoded call within another.
type Inner = Static<Encoded>;

/// Whether a device is reachable at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Class {
	/// On and connected, but for faults.
	AlwaysOn,
	/// Sleeps, or is out of reach, as a matter of course.
	Intermittent,
}

/// What a device says to come in: its key, its class and its consent.
#[derive(Debug, Clone)]
pub struct Newcomer {
	/// Its first key.
	pub key: DeviceKey,
	/// Its serial number.
	pub serial: Vec<u8>,
	/// Whether it is always reachable.
	pub class: Class,
	/// Binary CID of what is known of it.
	pub metadata: Option<Vec<u8>>,
	/// When its consent expires.
	pub expires: Millis,
	/// Its signature over the consent.
	pub signature: MultiSignature,
}

// The struct is generated and known by its alias only, which has no constructor function.
#[allow(clippy::init_numbered_fields)]
fn bytes(bytes: Vec<u8>) -> shapes::register_device::Serial {
	shapes::register_device::Serial { 0: bytes }
}

#[allow(clippy::init_numbered_fields)]
fn digests(digests: Vec<Digest>) -> shapes::claim_device::Proof {
	shapes::claim_device::Proof { 0: digests }
}

fn key(key: &DeviceKey) -> shapes::register_device::Key {
	match key {
		DeviceKey::Ed25519(key) => shapes::register_device::Key::Ed25519(*key),
		DeviceKey::Sr25519(key) => shapes::register_device::Key::Sr25519(*key),
		DeviceKey::Ecdsa(key) => shapes::register_device::Key::Ecdsa(*key),
	}
}

fn class(class: Class) -> shapes::register_device::Class {
	match class {
		Class::AlwaysOn => shapes::register_device::Class::AlwaysOn,
		Class::Intermittent => shapes::register_device::Class::Intermittent,
	}
}

fn signature(signature: &MultiSignature) -> shapes::register_device::Signature {
	match signature {
		MultiSignature::Ed25519(bytes) => shapes::register_device::Signature::Ed25519(*bytes),
		MultiSignature::Sr25519(bytes) => shapes::register_device::Signature::Sr25519(*bytes),
		MultiSignature::Ecdsa(bytes) => shapes::register_device::Signature::Ecdsa(*bytes),
	}
}

fn security(level: SecurityLevel) -> shapes::commit_lot::Security {
	match level {
		SecurityLevel::Unattested => shapes::commit_lot::Security::Unattested,
		SecurityLevel::Software => shapes::commit_lot::Security::Software,
		SecurityLevel::SecureElement => shapes::commit_lot::Security::SecureElement,
		SecurityLevel::Certified => shapes::commit_lot::Security::Certified,
	}
}

/// Permissions as the registry keeps them: one bit each, in the order of the enum.
pub fn permission_bits(permissions: &[Permission]) -> u8 {
	permissions.iter().fold(0, |bits, permission| {
		bits | match permission {
			Permission::Lifecycle => 0b0001,
			Permission::Firmware => 0b0010,
			Permission::Metadata => 0b0100,
			Permission::Trade => 0b1000,
		}
	})
}

fn registry() -> shapes::api::TransactionApi {
	api::tx().device_registry()
}

/// `DeviceRegistry.register_manufacturer`.
pub fn register_manufacturer(
	name: Vec<u8>,
	metadata: Option<Vec<u8>>,
) -> StaticPayload<shapes::RegisterManufacturer> {
	registry().register_manufacturer(bytes(name), metadata.map(bytes))
}

/// `DeviceRegistry.update_manufacturer`.
pub fn update_manufacturer(
	name: Vec<u8>,
	metadata: Option<Vec<u8>>,
) -> StaticPayload<shapes::UpdateManufacturer> {
	registry().update_manufacturer(bytes(name), metadata.map(bytes))
}

/// `DeviceRegistry.verify_manufacturer`.
pub fn verify_manufacturer(manufacturer: u32) -> StaticPayload<shapes::VerifyManufacturer> {
	registry().verify_manufacturer(manufacturer)
}

/// `DeviceRegistry.freeze_manufacturer`.
pub fn freeze_manufacturer(manufacturer: u32) -> StaticPayload<shapes::FreezeManufacturer> {
	registry().freeze_manufacturer(manufacturer)
}

/// `DeviceRegistry.release_manufacturer`.
pub fn release_manufacturer(manufacturer: u32) -> StaticPayload<shapes::ReleaseManufacturer> {
	registry().release_manufacturer(manufacturer)
}

/// `DeviceRegistry.top_up_bond`.
pub fn top_up_bond() -> StaticPayload<shapes::TopUpBond> {
	registry().top_up_bond()
}

/// `DeviceRegistry.withdraw_manufacturer`.
pub fn withdraw_manufacturer() -> StaticPayload<shapes::WithdrawManufacturer> {
	registry().withdraw_manufacturer()
}

/// `DeviceRegistry.commit_lot`.
pub fn commit_lot(
	model: Vec<u8>,
	root: Digest,
	size: u64,
	level: SecurityLevel,
	firmware: Option<Digest>,
	metadata: Option<Vec<u8>>,
) -> StaticPayload<shapes::CommitLot> {
	registry().commit_lot(bytes(model), root, size, security(level), firmware, metadata.map(bytes))
}

/// `DeviceRegistry.close_lot`.
pub fn close_lot(lot: u32) -> StaticPayload<shapes::CloseLot> {
	registry().close_lot(lot)
}

/// `DeviceRegistry.reap_lot`.
pub fn reap_lot(lot: u32, limit: u32) -> StaticPayload<shapes::ReapLot> {
	registry().reap_lot(lot, limit)
}

/// `DeviceRegistry.register_device`.
pub fn register_device(model: Vec<u8>, device: Newcomer) -> StaticPayload<shapes::RegisterDevice> {
	registry().register_device(
		key(&device.key),
		bytes(model),
		bytes(device.serial),
		class(device.class),
		device.metadata.map(bytes),
		device.expires,
		signature(&device.signature),
	)
}

/// `DeviceRegistry.claim_device`.
pub fn claim_device(
	lot: u32,
	index: u32,
	proof: Vec<Digest>,
	device: Newcomer,
) -> StaticPayload<shapes::ClaimDevice> {
	registry().claim_device(
		lot,
		index,
		key(&device.key),
		bytes(device.serial),
		class(device.class),
		device.metadata.map(bytes),
		digests(proof),
		device.expires,
		signature(&device.signature),
	)
}

/// `DeviceRegistry.activate_device`.
pub fn activate_device(device: AccountBytes) -> StaticPayload<shapes::ActivateDevice> {
	registry().activate_device(AccountId32(device))
}

/// `DeviceRegistry.suspend_device`.
pub fn suspend_device(device: AccountBytes) -> StaticPayload<shapes::SuspendDevice> {
	registry().suspend_device(AccountId32(device))
}

/// `DeviceRegistry.resume_device`.
pub fn resume_device(device: AccountBytes) -> StaticPayload<shapes::ResumeDevice> {
	registry().resume_device(AccountId32(device))
}

/// `DeviceRegistry.offer_transfer`.
pub fn offer_transfer(
	device: AccountBytes,
	to: AccountBytes,
	expires: Millis,
) -> StaticPayload<shapes::OfferTransfer> {
	registry().offer_transfer(AccountId32(device), AccountId32(to), expires)
}

/// `DeviceRegistry.withdraw_offer`.
pub fn withdraw_offer(device: AccountBytes) -> StaticPayload<shapes::WithdrawOffer> {
	registry().withdraw_offer(AccountId32(device))
}

/// `DeviceRegistry.accept_transfer`.
pub fn accept_transfer(device: AccountBytes) -> StaticPayload<shapes::AcceptTransfer> {
	registry().accept_transfer(AccountId32(device))
}

/// `DeviceRegistry.rotate_key`.
pub fn rotate_key(
	device: AccountBytes,
	new: &DeviceKey,
	expires: Millis,
	consent: &MultiSignature,
) -> StaticPayload<shapes::RotateKey> {
	registry().rotate_key(AccountId32(device), key(new), expires, signature(consent))
}

/// `DeviceRegistry.update_firmware`.
pub fn update_firmware(
	device: AccountBytes,
	firmware: Option<Digest>,
) -> StaticPayload<shapes::UpdateFirmware> {
	registry().update_firmware(AccountId32(device), firmware)
}

/// `DeviceRegistry.update_metadata`.
pub fn update_metadata(
	device: AccountBytes,
	metadata: Option<Vec<u8>>,
) -> StaticPayload<shapes::UpdateMetadata> {
	registry().update_metadata(AccountId32(device), metadata.map(bytes))
}

/// `DeviceRegistry.retire_device`.
pub fn retire_device(device: AccountBytes) -> StaticPayload<shapes::RetireDevice> {
	registry().retire_device(AccountId32(device))
}

/// `DeviceRegistry.forget_device`.
pub fn forget_device(device: AccountBytes, limit: u32) -> StaticPayload<shapes::ForgetDevice> {
	registry().forget_device(AccountId32(device), limit)
}

/// `DeviceRegistry.create_fleet`.
pub fn create_fleet(name: Vec<u8>) -> StaticPayload<shapes::CreateFleet> {
	registry().create_fleet(bytes(name))
}

/// `DeviceRegistry.dissolve_fleet`.
pub fn dissolve_fleet(fleet: u32) -> StaticPayload<shapes::DissolveFleet> {
	registry().dissolve_fleet(fleet)
}

/// `DeviceRegistry.assign_device`.
pub fn assign_device(device: AccountBytes, fleet: u32) -> StaticPayload<shapes::AssignDevice> {
	registry().assign_device(AccountId32(device), fleet)
}

/// `DeviceRegistry.unassign_device`.
pub fn unassign_device(device: AccountBytes) -> StaticPayload<shapes::UnassignDevice> {
	registry().unassign_device(AccountId32(device))
}

/// `DeviceRegistry.set_operator`.
#[allow(clippy::init_numbered_fields)]
pub fn set_operator(
	fleet: u32,
	operator: AccountBytes,
	permissions: &[Permission],
	per_day: u32,
	expires: Option<Millis>,
) -> StaticPayload<shapes::SetOperator> {
	let permissions = shapes::set_operator::Permissions { 0: permission_bits(permissions) };
	registry().set_operator(fleet, AccountId32(operator), permissions, per_day, expires)
}

/// `DeviceRegistry.remove_operator`.
pub fn remove_operator(
	fleet: u32,
	operator: AccountBytes,
) -> StaticPayload<shapes::RemoveOperator> {
	registry().remove_operator(fleet, AccountId32(operator))
}

/// `Balances.transfer_keep_alive`: `amount` plancks.
pub fn transfer(
	to: AccountBytes,
	amount: u128,
) -> StaticPayload<balances::calls::TransferKeepAlive> {
	api::tx().balances().transfer_keep_alive(AccountId32(to).into(), amount)
}

/// `System.remark_with_event`.
pub fn remark(text: &str) -> StaticPayload<system::calls::RemarkWithEvent> {
	api::tx().system().remark_with_event(text.as_bytes().to_vec())
}

/// `DeviceRegistry.as_device` of a call that is encoded already.
pub fn as_device(device: AccountBytes, call: Vec<u8>) -> DynamicPayload<(AccountId32, Inner)> {
	let call = Static(Encoded(call));
	subxt::dynamic::tx("DeviceRegistry", "as_device", (AccountId32(device), call))
}

/// `Sudo.sudo` of a call that is encoded already.
pub fn sudo(call: Vec<u8>) -> DynamicPayload<(Inner,)> {
	subxt::dynamic::tx("Sudo", "sudo", (Static(Encoded(call)),))
}

/// `Session.set_keys` of keys that a node has made, with its proof that it owns them.
pub fn set_keys(keys: Vec<u8>, proof: &[u8]) -> DynamicPayload<(Inner, Inner)> {
	let proof = Static(Encoded(proof.encode()));
	subxt::dynamic::tx("Session", "set_keys", (Static(Encoded(keys)), proof))
}

/// What `DeviceRegistryApi.verify_challenge` is asked.
pub type ChallengeAnswer = api::runtime_apis::device_registry_api::verify_challenge::Answer;

/// The signature that it is asked about.
pub type AnswerSignature = api::runtime_apis::device_registry_api::verify_challenge::Signature;

/// An answer to a challenge, as the runtime API takes it.
pub fn challenge_answer(answer: &Challenge) -> ChallengeAnswer {
	ChallengeAnswer {
		challenger: answer.challenger,
		device: answer.device,
		nonce: answer.nonce,
		generation: answer.generation,
		expires: answer.expires,
	}
}

/// The signature of an answer, as the runtime API takes it.
pub fn answer_signature(of: &MultiSignature) -> AnswerSignature {
	signature(of)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn permissions_are_bits_in_the_order_of_the_enum() {
		assert_eq!(permission_bits(&[]), 0);
		assert_eq!(permission_bits(&[Permission::Lifecycle, Permission::Trade]), 0b1001);
		let all =
			[Permission::Lifecycle, Permission::Firmware, Permission::Metadata, Permission::Trade];
		for (bit, permission) in all.into_iter().enumerate() {
			assert_eq!(permission.encode(), [u8::try_from(bit).unwrap()]);
			assert_eq!(permission_bits(&[permission]), 1 << bit);
		}
	}
}
