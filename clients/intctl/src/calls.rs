// SPDX-License-Identifier: Apache-2.0

//! The calls that this program makes, out of plain values.
//!
//! The only place that names the types that come out of the metadata: each is reached through the
//! alias that the code generator gives to a call's argument.

pub mod market;

use crate::{
	model::fees::{CallKinds, FeeQuote, Quota},
	price::Price,
};
use codec::Encode;
use int_api::{
	self as api, assets, balances, collator_selection, device_registry::calls as shapes,
	fee_payment::calls as pots, gas, session, system,
};
use int_primitives::{
	directory::{Permission, SecurityLevel},
	identity::DeviceKey,
	signed::Challenge,
	AccountBytes, Digest, Millis,
};
use subxt::{
	ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	runtime_apis,
	tx::{DynamicPayload, StaticPayload},
	utils::{AccountId32, Encoded, MultiSignature, Static},
};

/// The number of GAS among the assets.
pub const GAS: u32 = 1;

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

/// `Assets.transfer_keep_alive` of GAS: `amount` plancks.
pub fn transfer_gas(
	to: AccountBytes,
	amount: u128,
) -> StaticPayload<assets::calls::TransferKeepAlive> {
	api::tx().assets().transfer_keep_alive(GAS, AccountId32(to).into(), amount)
}

/// `Gas.bid`: for `quantity` plancks of GAS, at up to `limit` plancks of INT for a whole one.
pub fn bid(quantity: u128, limit: u128) -> StaticPayload<gas::calls::Bid> {
	api::tx().gas().bid(quantity, limit)
}

/// `Gas.settle_bid`.
pub fn settle_bid(auction: u32, index: u32) -> StaticPayload<gas::calls::SettleBid> {
	api::tx().gas().settle_bid(auction, index)
}

/// `Gas.buy`: `amount` plancks of GAS for at most `max_int` plancks of INT.
pub fn buy(amount: u128, max_int: u128) -> StaticPayload<gas::calls::Buy> {
	api::tx().gas().buy(amount, max_int)
}

/// `Gas.forget_purchases`.
pub fn forget_purchases(who: AccountBytes) -> StaticPayload<gas::calls::ForgetPurchases> {
	api::tx().gas().forget_purchases(AccountId32(who))
}

/// `Gas.redeem`: `amount` plancks of GAS.
pub fn redeem(amount: u128) -> StaticPayload<gas::calls::Redeem> {
	api::tx().gas().redeem(amount)
}

/// `Gas.claim_redemption`.
pub fn claim_redemption(
	window: u32,
	who: AccountBytes,
) -> StaticPayload<gas::calls::ClaimRedemption> {
	api::tx().gas().claim_redemption(window, AccountId32(who))
}

/// `Gas.withdraw_redemption`.
pub fn withdraw_redemption(window: u32) -> StaticPayload<gas::calls::WithdrawRedemption> {
	api::tx().gas().withdraw_redemption(window)
}

/// `Gas.add_to_reserve`: `amount` plancks of INT.
pub fn add_to_reserve(amount: u128) -> StaticPayload<gas::calls::AddToReserve> {
	api::tx().gas().add_to_reserve(amount)
}

/// What a pot pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PotLimits {
	/// The calls.
	pub kinds: CallKinds,
	/// What one device may spend.
	pub device_quota: Quota,
	/// What all devices together may spend.
	pub fleet_quota: Quota,
}

fn quota(quota: Quota) -> pots::create_pot::DeviceQuota {
	pots::create_pot::DeviceQuota { most: quota.most, recovers_in: quota.recovers_in }
}

// As for `bytes` above.
#[allow(clippy::init_numbered_fields)]
fn kinds(kinds: CallKinds) -> pots::create_pot::Kinds {
	pots::create_pot::Kinds { 0: kinds.0 }
}

/// `FeePayment.create_pot`.
pub fn create_pot(fleet: u32, limits: PotLimits) -> StaticPayload<pots::CreatePot> {
	api::tx().fee_payment().create_pot(
		fleet,
		kinds(limits.kinds),
		quota(limits.device_quota),
		quota(limits.fleet_quota),
	)
}

/// `FeePayment.limit_pot`.
pub fn limit_pot(fleet: u32, limits: PotLimits) -> StaticPayload<pots::LimitPot> {
	api::tx().fee_payment().limit_pot(
		fleet,
		kinds(limits.kinds),
		quota(limits.device_quota),
		quota(limits.fleet_quota),
	)
}

/// `FeePayment.fund_pot`: `amount` plancks of GAS.
pub fn fund_pot(fleet: u32, amount: u128) -> StaticPayload<pots::FundPot> {
	api::tx().fee_payment().fund_pot(fleet, amount)
}

/// `FeePayment.withdraw_pot`: `amount` plancks of GAS.
pub fn withdraw_pot(fleet: u32, amount: u128) -> StaticPayload<pots::WithdrawPot> {
	api::tx().fee_payment().withdraw_pot(fleet, amount)
}

/// `FeePayment.close_pot`, removing up to `limit` records of devices.
pub fn close_pot(fleet: u32, limit: u32) -> StaticPayload<pots::ClosePot> {
	api::tx().fee_payment().close_pot(fleet, limit)
}

/// `FeePayment.forget_usage`.
pub fn forget_usage(fleet: u32, device: AccountBytes) -> StaticPayload<pots::ForgetUsage> {
	api::tx().fee_payment().forget_usage(fleet, AccountId32(device))
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

/// `Utility.batch_all` of calls that are encoded already: all succeed, or none.
pub fn batch_all(calls: Vec<Vec<u8>>) -> DynamicPayload<(Vec<Inner>,)> {
	let calls = calls.into_iter().map(|call| Static(Encoded(call))).collect();
	subxt::dynamic::tx("Utility", "batch_all", (calls,))
}

/// `Utility.force_batch` of calls that are encoded already: each succeeds or fails by itself.
pub fn force_batch(calls: Vec<Vec<u8>>) -> DynamicPayload<(Vec<Inner>,)> {
	let calls = calls.into_iter().map(|call| Static(Encoded(call))).collect();
	subxt::dynamic::tx("Utility", "force_batch", (calls,))
}

/// What the oracle is fed with (`OracleKey` of the runtime).
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "::subxt::ext::scale_encode")]
pub enum Feed {
	/// USD for one INT.
	IntUsd,
}

/// What `Oracle.feed_values` takes.
type Values = (Vec<(Feed, Price)>,);

/// `Oracle.feed_values` of a price of INT.
pub fn feed(price: Price) -> DynamicPayload<Values> {
	subxt::dynamic::tx("Oracle", "feed_values", (vec![(Feed::IntUsd, price)],))
}

/// What `FeePaymentApi.payer` is asked: who would pay, and how much, for an encoded call of
/// `signer` in a transaction of `length` bytes with a tip of so many plancks of INT.
pub fn payer(
	signer: AccountBytes,
	call: Vec<u8>,
	length: u32,
	tip: u128,
) -> runtime_apis::DynamicPayload<(AccountId32, Inner, u32, u128), FeeQuote> {
	let arguments = (AccountId32(signer), Static(Encoded(call)), length, tip);
	subxt::dynamic::runtime_api_call("FeePaymentApi", "payer", arguments)
}

/// `Session.set_keys` of keys that a node has made, with its proof that it owns them.
pub fn set_keys(keys: Vec<u8>, proof: &[u8]) -> DynamicPayload<(Inner, Inner)> {
	let proof = Static(Encoded(proof.encode()));
	subxt::dynamic::tx("Session", "set_keys", (Static(Encoded(keys)), proof))
}

/// `Session.purge_keys`.
pub fn purge_keys() -> StaticPayload<session::calls::PurgeKeys> {
	api::tx().session().purge_keys()
}

/// `CollatorSelection.register_as_candidate`.
pub fn register_as_candidate() -> StaticPayload<collator_selection::calls::RegisterAsCandidate> {
	api::tx().collator_selection().register_as_candidate()
}

/// `CollatorSelection.update_bond`: `bond` plancks of INT.
pub fn update_bond(bond: u128) -> StaticPayload<collator_selection::calls::UpdateBond> {
	api::tx().collator_selection().update_bond(bond)
}

/// `CollatorSelection.take_candidate_slot`: `bond` plancks of INT.
pub fn take_candidate_slot(
	bond: u128,
	target: AccountBytes,
) -> StaticPayload<collator_selection::calls::TakeCandidateSlot> {
	api::tx().collator_selection().take_candidate_slot(bond, AccountId32(target))
}

/// `CollatorSelection.leave_intent`.
pub fn leave_intent() -> StaticPayload<collator_selection::calls::LeaveIntent> {
	api::tx().collator_selection().leave_intent()
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
