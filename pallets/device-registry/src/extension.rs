// SPDX-License-Identifier: Apache-2.0

//! The transaction extensions: one makes a rotated key worthless, one keeps what a device signs from
//! being valid twice.

use crate::{Config, Devices, Pallet, WeightInfo};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame_support::{
	dispatch::DispatchInfo,
	pallet_prelude::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction, Weight,
	},
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use frame_system::CheckMortality;
use scale_info::TypeInfo;
use sp_runtime::{
	generic::Era,
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Dispatchable, Implication,
		PostDispatchInfoOf, TransactionExtension, TransactionExtensionMetadata, ValidateResult,
	},
	AccountId32, DispatchResult,
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

/// The SDK's check of mortality, which also refuses a transaction without end that a device signs:
/// by the key of its account, or by a key that it was rotated to, as long as its record remembers
/// that key.
///
/// The account of a device, or of its present key, exists by a reference of the registry alone if it
/// has no balance. When the device is forgotten, or the key replaced, it ends, and with it the count
/// of its transactions: if it ever comes back, that starts at 0 again. A transaction that never
/// expires could then be sent once more, by anybody. One that expires is long dead by then.
///
/// To a wallet this is `CheckMortality`: the same name, bytes and metadata. The transaction pool
/// answers [`InvalidTransaction::AncientBirthBlock`] ("Transaction has an ancient birth block"), as
/// for any other era whose time is over, and with the same remedy: sign again, with an era that
/// begins at a recent block. Wallets do so by default.
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, PartialEq, Eq, DebugNoBound)]
pub struct MortalDevices<T: Config + Send + Sync>(CheckMortality<T>);

impl<T: Config + Send + Sync> MortalDevices<T> {
	/// The extension of a transaction that is valid in this era.
	pub fn from(era: Era) -> Self {
		Self(CheckMortality::from(era))
	}

	fn is_immortal(&self) -> bool {
		self.0 .0.is_immortal()
	}
}

impl<T: Config + Send + Sync> TypeInfo for MortalDevices<T> {
	type Identity = CheckMortality<T>;

	fn type_info() -> scale_info::Type {
		CheckMortality::<T>::type_info()
	}
}

impl<T> TransactionExtension<<T as frame_system::Config>::RuntimeCall> for MortalDevices<T>
where
	T: Config + Send + Sync,
	DispatchOriginOf<<T as frame_system::Config>::RuntimeCall>: AsSystemOriginSigner<AccountId32>,
{
	const IDENTIFIER: &'static str = <CheckMortality<T> as TransactionExtension<
		<T as frame_system::Config>::RuntimeCall,
	>>::IDENTIFIER;
	type Implicit = <CheckMortality<T> as TransactionExtension<
		<T as frame_system::Config>::RuntimeCall,
	>>::Implicit;
	type Val = ();
	type Pre = ();

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		self.0.implicit()
	}

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		CheckMortality::<T>::metadata()
	}

	fn weight(&self, call: &<T as frame_system::Config>::RuntimeCall) -> Weight {
		let check = self.0.weight(call);
		if self.is_immortal() {
			check.saturating_add(<T as Config>::WeightInfo::mortal_devices())
		} else {
			check
		}
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<<T as frame_system::Config>::RuntimeCall>,
		call: &<T as frame_system::Config>::RuntimeCall,
		info: &DispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		len: usize,
		implicit: Self::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, <T as frame_system::Config>::RuntimeCall> {
		let by_a_device =
			|| origin.as_system_origin_signer().is_some_and(Pallet::<T>::is_key_of_a_device);
		if self.is_immortal() && by_a_device() {
			return Err(InvalidTransaction::AncientBirthBlock.into());
		}
		self.0.validate(origin, call, info, len, implicit, inherited_implication, source)
	}

	fn prepare(
		self,
		_: Self::Val,
		_origin: &DispatchOriginOf<<T as frame_system::Config>::RuntimeCall>,
		_call: &<T as frame_system::Config>::RuntimeCall,
		_info: &DispatchInfoOf<<T as frame_system::Config>::RuntimeCall>,
		_len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		Ok(())
	}
}
