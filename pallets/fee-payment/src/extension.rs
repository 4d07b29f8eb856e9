// SPDX-License-Identifier: Apache-2.0

//! The transaction extension that decides who pays.

use crate::{
	int::PayInInt,
	sponsor::{Sponsorship, Taken},
	Balance, Config, Pallet, Unsponsored, WeightInfo,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	pallet_prelude::{InvalidTransaction, TransactionSource, TransactionValidityError, Weight},
	traits::{fungibles, Get},
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use pallet_pgas_allowance::{ChargePGAS, Pre as OwnPre};
use pallet_transaction_payment::{ChargeTransactionPayment, Pallet as TransactionPayment};
use scale_info::{StaticTypeInfo, TypeInfo};
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Implication, PostDispatchInfoOf,
		RefundWeight, TransactionExtension, TransactionExtensionMetadata, ValidateResult,
	},
	AccountId32, DispatchResult,
};

type CallOf<T> = <T as frame_system::Config>::RuntimeCall;
type Charge<T> = ChargeTransactionPayment<T>;
type GasIdOf<T> =
	<<T as pallet_pgas_allowance::Config>::Assets as fungibles::Inspect<AccountId32>>::AssetId;
/// What the signer pays, in GAS or in INT.
type OwnCharge<T> = ChargePGAS<T, PayInInt<T>>;

/// A length for `pallet-transaction-payment`, which counts with 32 bits. No block takes a longer
/// one.
fn length(len: usize) -> u32 {
	u32::try_from(len).unwrap_or(u32::MAX)
}

/// The most that the fee can be, plancks of GAS.
pub(crate) fn fee_in_gas<T: Config>(info: &DispatchInfoOf<CallOf<T>>, len: usize) -> Balance {
	TransactionPayment::<T>::compute_fee(length(len), info, 0)
}

/// What the fee turned out to be, plancks of GAS.
pub(crate) fn actual_fee_in_gas<T: Config>(
	info: &DispatchInfoOf<CallOf<T>>,
	post_info: &PostDispatchInfoOf<CallOf<T>>,
	len: usize,
) -> Balance {
	TransactionPayment::<T>::compute_actual_fee(length(len), info, post_info, 0)
}

/// Charges the fee to who is to pay it: the pot of a device's fleet, the signer's GAS, or the
/// signer's INT, in this order; with a tip the signer's INT in any case.
///
/// Encodes as [`ChargeTransactionPayment`], a compact tip in plancks of INT, and has its identifier
/// and metadata. The transaction pool answers [`InvalidTransaction::Payment`] when nobody can pay.
#[derive(
	Encode, Decode, DecodeWithMemTracking, CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound,
)]
pub struct PayFee<T: Config>(Charge<T>);

impl<T: Config> PayFee<T> {
	/// With a tip, plancks of INT.
	pub fn from(tip: Balance) -> Self {
		Self(Charge::<T>::from(tip))
	}

	fn has_tip(&self) -> bool {
		self.0.tip() > 0
	}

	/// The signer's own payment: with a tip in INT only.
	fn own(&self) -> OwnCharge<T> {
		let int = PayInInt::new(self.0.clone());
		if self.has_tip() {
			OwnCharge::<T>::new_skip_pgas(int)
		} else {
			OwnCharge::<T>::from(int)
		}
	}
}

impl<T: Config> TypeInfo for PayFee<T>
where
	Charge<T>: StaticTypeInfo,
{
	type Identity = Charge<T>;

	fn type_info() -> scale_info::Type {
		Charge::<T>::type_info()
	}
}

/// From judging to taking the fee.
pub enum PayVal<Own> {
	/// A pot pays.
	Sponsored(Sponsorship),
	/// The signer pays, or nobody has to.
	Own {
		/// How.
		val: Own,
		/// The weight of finding out that no pot pays.
		judging: Weight,
	},
}

/// From taking the fee to giving back what was too much.
pub enum PayPre<T: Config, Own> {
	/// A pot paid.
	Sponsored {
		/// What was taken.
		taken: Taken<T>,
		/// The weight that was not used.
		refund: Weight,
	},
	/// The signer paid, or nobody had to.
	Own {
		/// How.
		pre: Own,
		/// The weight that was not used.
		refund: Weight,
	},
}

impl<T> TransactionExtension<CallOf<T>> for PayFee<T>
where
	T: Config + Send + Sync,
	GasIdOf<T>: Send + Sync,
	DispatchOriginOf<CallOf<T>>: AsSystemOriginSigner<AccountId32> + Clone,
{
	const IDENTIFIER: &'static str = <Charge<T> as TransactionExtension<CallOf<T>>>::IDENTIFIER;
	type Implicit = ();
	type Val = PayVal<<OwnCharge<T> as TransactionExtension<CallOf<T>>>::Val>;
	type Pre = PayPre<T, <OwnCharge<T> as TransactionExtension<CallOf<T>>>::Pre>;

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		<Charge<T> as TransactionExtension<CallOf<T>>>::metadata()
	}

	/// The dearest way, whoever pays in the end; what was not used is given back.
	fn weight(&self, call: &CallOf<T>) -> Weight {
		let own = self.own().weight(call);
		if self.has_tip() {
			return own;
		}
		<T as Config>::WeightInfo::pay_sponsored()
			.max(<T as Config>::WeightInfo::judge().saturating_add(own))
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<CallOf<T>>,
		call: &CallOf<T>,
		info: &DispatchInfoOf<CallOf<T>>,
		len: usize,
		implicit: Self::Implicit,
		inherited_implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, CallOf<T>> {
		let signer = origin.as_system_origin_signer().filter(|_| !self.has_tip());
		let judged =
			signer.map(|signer| Pallet::<T>::judge(signer, call, fee_in_gas::<T>(info, len)));
		let judging = match judged {
			Some(Ok(sponsorship)) => {
				let validity = sponsorship.validity(T::SponsoredLongevity::get());
				return Ok((validity, PayVal::Sponsored(sponsorship), origin));
			},
			Some(Err(Unsponsored::NoDevice | Unsponsored::Free)) => {
				<T as Config>::WeightInfo::look_up_device()
			},
			Some(Err(_)) => <T as Config>::WeightInfo::judge(),
			None => Weight::zero(),
		};
		let (validity, val, origin) = self.own().validate(
			origin,
			call,
			info,
			len,
			implicit,
			inherited_implication,
			source,
		)?;
		Ok((validity, PayVal::Own { val, judging }, origin))
	}

	/// What was judged is done or refused: a transaction that was let in because a pot would pay is
	/// not charged to the device after all.
	fn prepare(
		self,
		val: Self::Val,
		origin: &DispatchOriginOf<CallOf<T>>,
		call: &CallOf<T>,
		info: &DispatchInfoOf<CallOf<T>>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		let reserved = self.weight(call);
		match val {
			PayVal::Sponsored(sponsorship) => {
				let taken = Pallet::<T>::take_fee(sponsorship).map_err(|why: Unsponsored| {
					log::debug!(target: "fee-payment", "the pot does not pay after all: {why:?}");
					InvalidTransaction::Payment
				})?;
				let refund = reserved.saturating_sub(<T as Config>::WeightInfo::pay_sponsored());
				Ok(PayPre::Sponsored { taken, refund })
			},
			PayVal::Own { val, judging } => {
				let own = self.own();
				let refund = reserved.saturating_sub(judging.saturating_add(own.weight(call)));
				let pre = own.prepare(val, origin, call, info, len)?;
				Ok(PayPre::Own { pre, refund })
			},
		}
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<CallOf<T>>,
		post_info: &PostDispatchInfoOf<CallOf<T>>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		// The fee is for the weight without what is given back here.
		let mut used = *post_info;
		match pre {
			PayPre::Sponsored { taken, refund } => {
				used.refund(refund);
				Pallet::<T>::settle_fee(taken, actual_fee_in_gas::<T>(info, &used, len));
				Ok(refund)
			},
			PayPre::Own { pre, refund } => {
				used.refund(refund);
				// `ChargePGAS` gives this back, but only after the fee was computed.
				if let OwnPre::Inner { extra_refund, .. } = &pre {
					used.refund(*extra_refund);
				}
				let own = OwnCharge::<T>::post_dispatch_details(pre, info, &used, len, result)?;
				Ok(refund.saturating_add(own))
			},
		}
	}
}
