// SPDX-License-Identifier: Apache-2.0

//! How a node's own workers sign and send transactions.

use crate::{
	tx_extension, AccountId, Nonce, Runtime, RuntimeCall, Signature, System, UncheckedExtrinsic,
};
use codec::Encode;
use frame_system::offchain::{
	AppCrypto, CreateSignedTransaction, CreateTransactionBase, SigningTypes,
};
use pallet_resource_market::matcher::LIFETIME;
use sp_runtime::{
	generic::{Era, SignedPayload},
	traits::Verify,
};

type Public = <Signature as Verify>::Signer;

impl SigningTypes for Runtime {
	type Public = Public;
	type Signature = Signature;
}

impl<Call> CreateTransactionBase<Call> for Runtime
where
	RuntimeCall: From<Call>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<Call> CreateSignedTransaction<Call> for Runtime
where
	RuntimeCall: From<Call>,
{
	/// A transaction without a tip that lives for [`LIFETIME`] blocks. It counts from the parent of
	/// the block that the worker runs after: that block itself may still be replaced.
	fn create_signed_transaction<Key: AppCrypto<Public, Signature>>(
		call: RuntimeCall,
		public: Public,
		account: AccountId,
		nonce: Nonce,
	) -> Option<UncheckedExtrinsic> {
		let era = Era::mortal(LIFETIME.into(), System::block_number().saturating_sub(1).into());
		let payload = SignedPayload::new(call, tx_extension(era, nonce, 0)).ok()?;
		let signature = payload.using_encoded(|payload| Key::sign(payload, public))?;
		let (call, extension, _) = payload.deconstruct();
		Some(UncheckedExtrinsic::new_signed(call, account.into(), signature, extension))
	}
}
