// SPDX-License-Identifier: Apache-2.0

//! Paying a fee in INT.

use crate::{wiring::IntPrice, Balance, Config, WeightInfo};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	pallet_prelude::{TransactionSource, TransactionValidityError, ValidTransaction, Weight},
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use pallet_transaction_payment::{
	ChargeTransactionPayment, OnChargeTransaction, Pallet as TransactionPayment,
};
use scale_info::{StaticTypeInfo, TypeInfo};
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding,
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Implication, PostDispatchInfoOf,
		TransactionExtension, TransactionExtensionMetadata, ValidateResult,
	},
	AccountId32, DispatchResult, Rounding,
};

type CallOf<T> = <T as frame_system::Config>::RuntimeCall;
type Charge<T> = ChargeTransactionPayment<T>;
type Liquidity<T> = <<T as pallet_transaction_payment::Config>::OnChargeTransaction as
	OnChargeTransaction<T>>::LiquidityInfo;

/// What is paid of `int` plancks of INT, which stood for `gas` plancks of GAS, when only `actual`
/// of them were used: at the same price, rounded up.
pub(crate) fn at_same_price(int: Balance, gas: Balance, actual: Balance) -> Balance {
	if actual >= gas {
		return int;
	}
	multiply_by_rational_with_rounding(int, actual, gas, Rounding::Up).unwrap_or(int).min(int)
}

/// Charges the signer the fee, turned into INT, and the tip. Encodes as
/// [`ChargeTransactionPayment`], a tip in plancks of INT, and names itself so.
///
/// The price is taken once, when the fee is withdrawn, and kept as what it made of the whole fee.
/// The stock extension cannot do this: it adds the tip, in INT, to a fee that is in GAS before any
/// of its parts sees the sum (`docs/adr/0006-who-pays-the-fee.md`). Withdrawing and refunding is
/// left to the chain's `OnChargeTransaction`, which sees INT only.
#[derive(
	Encode, Decode, DecodeWithMemTracking, CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound,
)]
pub struct PayInInt<T: Config>(Charge<T>);

impl<T: Config> PayInInt<T> {
	pub(crate) const fn new(charge: Charge<T>) -> Self {
		Self(charge)
	}
}

impl<T: Config> TypeInfo for PayInInt<T>
where
	Charge<T>: StaticTypeInfo,
{
	type Identity = Charge<T>;

	fn type_info() -> scale_info::Type {
		Charge::<T>::type_info()
	}
}

/// From judging to withdrawing.
#[derive(DebugNoBound)]
pub enum IntVal {
	/// The signer pays.
	Charge {
		/// Who.
		who: AccountId32,
		/// The fee, plancks of GAS.
		gas: Balance,
		/// The fee, plancks of INT, without tip.
		int: Balance,
	},
	/// There is nobody to pay.
	NoCharge,
}

/// From withdrawing to refunding.
pub enum IntPre<T: Config> {
	/// The signer paid.
	Charge {
		/// Who.
		who: AccountId32,
		/// The fee, plancks of GAS.
		gas: Balance,
		/// What was withdrawn for it, plancks of INT, without tip.
		int: Balance,
		/// The tip, plancks of INT.
		tip: Balance,
		/// What `OnChargeTransaction` remembers.
		liquidity: Liquidity<T>,
	},
	/// There was nobody to pay.
	NoCharge {
		/// The weight that was not used.
		refund: Weight,
	},
}

impl<T> TransactionExtension<CallOf<T>> for PayInInt<T>
where
	T: Config + Send + Sync,
	DispatchOriginOf<CallOf<T>>: AsSystemOriginSigner<AccountId32> + Clone,
{
	const IDENTIFIER: &'static str = <Charge<T> as TransactionExtension<CallOf<T>>>::IDENTIFIER;
	type Implicit = ();
	type Val = IntVal;
	type Pre = IntPre<T>;

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		<Charge<T> as TransactionExtension<CallOf<T>>>::metadata()
	}

	fn weight(&self, _: &CallOf<T>) -> Weight {
		<T as Config>::WeightInfo::pay_in_int()
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<CallOf<T>>,
		call: &CallOf<T>,
		info: &DispatchInfoOf<CallOf<T>>,
		len: usize,
		_implicit: Self::Implicit,
		_inherited_implication: &impl Implication,
		_source: TransactionSource,
	) -> ValidateResult<Self::Val, CallOf<T>> {
		let Some(who) = origin.as_system_origin_signer().cloned() else {
			return Ok((ValidTransaction::default(), IntVal::NoCharge, origin));
		};
		let tip = self.0.tip();
		let gas = crate::extension::fee_in_gas::<T>(info, len);
		let int = T::IntPrice::int_for_gas(gas);
		let with_tip = int.saturating_add(tip);
		T::OnChargeTransaction::can_withdraw_fee(&who, call, info, with_tip, tip)?;
		let priority = Charge::<T>::get_priority(info, len, tip, with_tip);
		let validity = ValidTransaction { priority, ..Default::default() };
		Ok((validity, IntVal::Charge { who, gas, int }, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		_origin: &DispatchOriginOf<CallOf<T>>,
		call: &CallOf<T>,
		info: &DispatchInfoOf<CallOf<T>>,
		_len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		match val {
			IntVal::Charge { who, gas, int } => {
				let tip = self.0.tip();
				let with_tip = int.saturating_add(tip);
				let liquidity =
					T::OnChargeTransaction::withdraw_fee(&who, call, info, with_tip, tip)?;
				Ok(IntPre::Charge { who, gas, int, tip, liquidity })
			},
			IntVal::NoCharge => Ok(IntPre::NoCharge { refund: self.weight(call) }),
		}
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<CallOf<T>>,
		post_info: &PostDispatchInfoOf<CallOf<T>>,
		len: usize,
		_result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		let (who, gas, int, tip, liquidity) = match pre {
			IntPre::Charge { who, gas, int, tip, liquidity } => (who, gas, int, tip, liquidity),
			IntPre::NoCharge { refund } => return Ok(refund),
		};
		let actual = crate::extension::actual_fee_in_gas::<T>(info, post_info, len);
		let with_tip = at_same_price(int, gas, actual).saturating_add(tip);
		T::OnChargeTransaction::correct_and_deposit_fee(
			&who, info, post_info, with_tip, tip, liquidity,
		)?;
		TransactionPayment::<T>::deposit_fee_paid_event(who, with_tip, tip);
		Ok(Weight::zero())
	}
}
