// SPDX-License-Identifier: Apache-2.0

//! What a wallet has to know to sign, and a transaction that goes through all of it.

use super::{account, address, chain};
use crate::{
	configs::consensus::CollatorPot, constants::INT, AccountId, Balances, BlockNumber, Executive,
	Hash, Header, Nonce, Runtime, RuntimeCall, Signature, System, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use cumulus_pallet_parachain_system::block_weight::DynamicMaxBlockWeight;
use cumulus_pallet_weight_reclaim::StorageWeightReclaim;
use frame_support::{assert_ok, traits::fungible::Inspect};
use pallet_device_registry::extension::RefuseRotatedKey;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob};
use sp_runtime::{
	generic::{Era, SignedPayload},
	traits::{Header as _, TransactionExtension},
	transaction_validity::InvalidTransaction,
};

/// In the order in which they are signed. Wallets know all but those that encode to nothing:
/// `AuthorizeCall`, `RefuseRotatedKey` and the two that wrap the others.
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

type Payload = SignedPayload<RuntimeCall, TxExtension>;

fn extension(nonce: Nonce) -> TxExtension {
	DynamicMaxBlockWeight::new(StorageWeightReclaim::new((
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		RefuseRotatedKey::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	)))
}

fn sign(signer: Sr25519Keyring, nonce: Nonce, call: RuntimeCall) -> UncheckedExtrinsic {
	let payload = Payload::new(call.clone(), extension(nonce)).unwrap();
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		address(signer),
		Signature::Sr25519(signature),
		extension(nonce),
	)
}

fn begin_block(number: BlockNumber) {
	System::set_block_number(number - 1);
	Executive::initialize_block(&Header::new(
		number,
		Hash::default(),
		Hash::default(),
		Hash::repeat_byte(9),
		Default::default(),
	));
}

/// Plancks of INT that an account has, of whatever kind.
fn owned_by(who: &AccountId) -> u128 {
	<Balances as Inspect<AccountId>>::total_balance(who)
}

fn transfer(value: u128) -> RuntimeCall {
	pallet_balances::Call::<Runtime>::transfer_allow_death { dest: address(Bob), value }.into()
}

#[test]
fn a_signed_transfer_goes_through_and_pays_its_fee() {
	chain().execute_with(|| {
		let (alice, bob) = (owned_by(&account(Alice)), owned_by(&account(Bob)));
		begin_block(1);
		assert_ok!(Executive::apply_extrinsic(sign(Alice, 0, transfer(INT))).unwrap());
		assert_eq!(owned_by(&account(Bob)), bob + INT);
		let fee = alice - INT - owned_by(&account(Alice));
		assert!((1..INT / 10).contains(&fee), "{fee} plancks");
		// Most of it is the collators', if the pot can take it.
		assert!(owned_by(&CollatorPot::get()) <= fee / 100 * 80 + 100);
	});
}

#[test]
fn a_transaction_goes_through_once() {
	chain().execute_with(|| {
		begin_block(1);
		let transaction = sign(Alice, 0, transfer(INT));
		assert_ok!(Executive::apply_extrinsic(transaction.clone()).unwrap());
		assert_eq!(Executive::apply_extrinsic(transaction), Err(InvalidTransaction::Stale.into()));
	});
}

#[test]
fn another_ones_signature_is_refused() {
	chain().execute_with(|| {
		begin_block(1);
		let payload = Payload::new(transfer(INT), extension(0)).unwrap();
		let signature = payload.using_encoded(|bytes| Bob.sign(bytes));
		let forged = UncheckedExtrinsic::new_signed(
			transfer(INT),
			address(Alice),
			Signature::Sr25519(signature),
			extension(0),
		);
		assert_eq!(Executive::apply_extrinsic(forged), Err(InvalidTransaction::BadProof.into()));
	});
}
