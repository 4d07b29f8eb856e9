// SPDX-License-Identifier: Apache-2.0

//! The transaction extension that makes a rotated key worthless.

use crate::{Config, Devices, WeightInfo};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame_support::{
	dispatch::DispatchInfo,
	pallet_prelude::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction, Weight,
	},
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Dispatchable, Implication,
		PostDispatchInfoOf, TransactionExtension, ValidateResult,
	},
	DispatchResult,
};

/// Refuses a transaction that is signed for a device's account by the device's first key, once
/// that key was rotated away: whoever stole it can neither move what the account holds nor spend
/// its nonce or fees. The present key acts through [`crate::Pallet::as_device`].
///
/// Encodes to nothing, so a wallet that does not know it can sign. The transaction pool answers
/// [`InvalidTransaction::BadSigner`].
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	CloneNoBound,
	PartialEqNoBound,
	EqNoBound,
	DebugNoBound,
)]
#[scale_info(skip_type_params(T))]
pub struct RefuseRotatedKey<T>(PhantomData<T>);

impl<T> RefuseRotatedKey<T> {
	/// The extension; it has no data.
	pub const fn new() -> Self {
		Self(PhantomData)
	}
}

impl<T> Default for RefuseRotatedKey<T> {
	fn default() -> Self {
		Self::new()
	}
}

impl<T> TransactionExtension<<T as frame_system::Config>::RuntimeCall> for RefuseRotatedKey<T>
where
	T: Config + Send + Sync,
	<T as frame_system::Config>::RuntimeCall: Dispatchable<Info = DispatchInfo>,
	DispatchOriginOf<<T as frame_system::Config>::RuntimeCall>:
		AsSystemOriginSigner<T::AccountId> + Clone,
{
	const IDENTIFIER: &'static str = "RefuseRotatedKey";
	type Implicit = ();
	/// Whether there was a signer, so that a device was looked up.
	type Val = bool;
	type Pre = bool;

	fn weight(&self, _: &<T as frame_system::Config>::RuntimeCall) -> Weight {
		<T as Config>::WeightInfo::refuse_rotated_key()
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<<T as frame_system::Config>::RuntimeCall>,
		_call: &<T as frame_system::Config>::RuntimeCall,
		_info: &DispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		_len: usize,
		_implicit: Self::Implicit,
		_inherited_implication: &impl Implication,
		_source: TransactionSource,
	) -> ValidateResult<Self::Val, <T as frame_system::Config>::RuntimeCall> {
		let Some(signer) = origin.as_system_origin_signer() else {
			return Ok((ValidTransaction::default(), false, origin));
		};
		if Devices::<T>::get(signer).is_some_and(|device| device.generation > 0) {
			return Err(InvalidTransaction::BadSigner.into());
		}
		Ok((ValidTransaction::default(), true, origin))
	}

	fn prepare(
		self,
		looked_up: Self::Val,
		_origin: &DispatchOriginOf<<T as frame_system::Config>::RuntimeCall>,
		_call: &<T as frame_system::Config>::RuntimeCall,
		_info: &DispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		_len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		Ok(looked_up)
	}

	fn post_dispatch_details(
		looked_up: Self::Pre,
		_info: &DispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		_post_info: &PostDispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		_len: usize,
		_result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		Ok(if looked_up { Weight::zero() } else { <T as Config>::WeightInfo::refuse_rotated_key() })
	}
}
