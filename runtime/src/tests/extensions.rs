// SPDX-License-Identifier: Apache-2.0

//! What a wallet has to know to sign, and a transaction that goes through all of it.

use super::{account, address, scene::*};
use crate::{
	configs::consensus::CollatorPot,
	constants::{EXISTENTIAL_DEPOSIT, INT},
	tx_extension, Hash, Nonce, Runtime, RuntimeCall, Signature, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use frame_support::assert_ok;
use pallet_device_registry::extension::RefuseRotatedKey;
use sp_core::Pair;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::{
	generic::{Era, SignedPayload},
	traits::TransactionExtension,
	transaction_validity::InvalidTransaction,
};

/// In the order in which they are signed. Wallets know all but those that encode to nothing:
/// `AuthorizeCall`, `RefuseRotatedKey` and the two that wrap the others. `MortalDevices` goes by the
/// name of the check that it wraps.
const IDENTIFIERS: [&str; 13] = [
	"AuthorizeCall",
	"CheckNonZeroSender",
	"CheckSpecVersion",
	"CheckTxVersion",
	"CheckGenesis",
	"CheckMortality",
	"CheckNonce",
	"CheckWeight",
	"RefuseRotatedKey",
	"ChargeTransactionPayment",
	"CheckMetadataHash",
	"StorageWeightReclaim",
	"DynamicMaxBlockWeight",
];

#[test]
fn extensions_keep_their_names_and_order() {
	let identifiers: Vec<_> = <TxExtension as TransactionExtension<RuntimeCall>>::metadata()
		.into_iter()
		.map(|extension| extension.identifier)
		.collect();
	assert_eq!(identifiers, IDENTIFIERS);
}

/// Ours in its place leaves the metadata as it was, and so each wallet and the metadata's hash.
#[test]
fn mortality_is_described_as_the_sdk_does() {
	let all = <TxExtension as TransactionExtension<RuntimeCall>>::metadata();
	let ours = all.iter().find(|extension| extension.identifier == "CheckMortality").unwrap();
	assert_eq!(ours.ty, scale_info::meta_type::<frame_system::CheckMortality<Runtime>>());
	assert_eq!(ours.implicit, scale_info::meta_type::<Hash>());
}

#[test]
fn payment_is_described_as_the_sdk_does() {
	let all = <TxExtension as TransactionExtension<RuntimeCall>>::metadata();
	let ours = all.iter().find(|extension| extension.identifier == "ChargeTransactionPayment");
	let ours = ours.unwrap();
	type Stock = pallet_transaction_payment::ChargeTransactionPayment<Runtime>;
	assert_eq!(ours.ty, scale_info::meta_type::<Stock>());
	assert_eq!(ours.implicit, scale_info::meta_type::<()>());
}

#[test]
fn our_own_extension_encodes_to_nothing() {
	assert!(RefuseRotatedKey::<Runtime>::new().encode().is_empty());
	type Implicit = <RefuseRotatedKey<Runtime> as TransactionExtension<RuntimeCall>>::Implicit;
	assert_eq!(core::mem::size_of::<Implicit>(), 0);
}

/// What wraps the others adds nothing to them: an era, a nonce, a tip and a mode, a byte each.
#[test]
fn all_extensions_together_are_four_bytes() {
	assert_eq!(extension(0).encode(), [0; 4]);
}

fn extension(nonce: Nonce) -> TxExtension {
	tx_extension(Era::Immortal, nonce, 0)
}

fn transfer(value: u128) -> RuntimeCall {
	pallet_balances::Call::<Runtime>::transfer_allow_death { dest: address(Bob), value }.into()
}

/// Immortal, as a wallet without a node makes it.
fn immortal(call: RuntimeCall) -> UncheckedExtrinsic {
	sign(&pair(Alice), call, Terms { era: Era::Immortal, nonce: 0, tip: 0 })
}

#[test]
fn a_signed_transfer_goes_through_and_pays_its_fee() {
	on_chain(genesis_with(25, &[]), || {
		let (alice, bob) = (int_of(&account(Alice)), int_of(&account(Bob)));
		begin_block(NEXT);
		assert_ok!(apply(immortal(transfer(INT))).unwrap());
		assert_eq!(int_of(&account(Bob)), bob + INT);
		let fee = alice - INT - int_of(&account(Alice));
		assert!((1..INT / 500).contains(&fee), "{fee} plancks");
		assert_eq!(paid_in_int(), [(account(Alice), fee, 0)]);
		// Most of it is the collators'.
		assert_eq!(int_of(&CollatorPot::get()), EXISTENTIAL_DEPOSIT + fee * 80 / 100);
	});
}

#[test]
fn a_transaction_goes_through_once() {
	on_chain(genesis_with(25, &[]), || {
		begin_block(NEXT);
		let transaction = immortal(transfer(INT));
		assert_ok!(apply(transaction.clone()).unwrap());
		assert_eq!(apply(transaction), Err(InvalidTransaction::Stale.into()));
	});
}

#[test]
fn another_ones_signature_is_refused() {
	on_chain(genesis_with(25, &[]), || {
		begin_block(NEXT);
		let payload = SignedPayload::new(transfer(INT), extension(0)).unwrap();
		let signature = payload.using_encoded(|bytes| pair(Bob).sign(bytes));
		let forged = UncheckedExtrinsic::new_signed(
			transfer(INT),
			address(Alice),
			Signature::Sr25519(signature),
			extension(0),
		);
		assert_eq!(apply(forged), Err(InvalidTransaction::BadProof.into()));
	});
}
