// SPDX-License-Identifier: Apache-2.0

//! What can be asked.

use crate::{
	extension::fee_in_gas,
	wiring::{IntPrice, Sponsorable},
	Balance, CallKinds, Config, FeeQuote, FleetId, GasOf, KindInfo, Kinds, Pallet, Payer, PotInfo,
	Pots, Unsponsored, UsageInfo, Usages,
};
use frame_support::{
	dispatch::DispatchInfo,
	traits::{
		fungible::Inspect,
		tokens::{Fortitude, Preservation},
		Contains, Time,
	},
};
use pallet_transaction_payment::{
	FeeDetails, InclusionFee, OnChargeTransaction, RuntimeDispatchInfo,
};
use sp_runtime::AccountId32;

/// Plancks of GAS in a millionth of a USD: a GAS of 10^9 plancks is 0.001 USD.
const GAS_PER_USD_MICRO: Balance = 1_000_000;

impl<T: Config> Pallet<T> {
	/// Who would pay for this call, in what, and how much at most.
	///
	/// `info` has to have the weight of the extensions in it, as the pool's does; `length` is that
	/// of the whole encoded transaction in bytes, `tip` plancks of INT.
	pub fn quote(
		signer: &AccountId32,
		call: &<T as frame_system::Config>::RuntimeCall,
		info: &DispatchInfo,
		length: u32,
		tip: Balance,
	) -> FeeQuote {
		let gas = fee_in_gas::<T>(info, usize::try_from(length).unwrap_or(usize::MAX));
		let int = Self::int_for_gas(gas).saturating_add(tip);
		let sponsored =
			if tip > 0 { Err(Unsponsored::Tip) } else { Self::judge(signer, call, gas) };
		let unsponsored = sponsored.as_ref().err().copied();
		let account = signer.clone();
		let payer = if let Ok(sponsorship) = sponsored {
			Payer::Sponsor { fleet: sponsorship.fleet }
		} else if tip == 0 && Self::can_pay_gas(signer, call, gas) {
			Payer::Gas { account }
		} else if T::OnChargeTransaction::can_withdraw_fee(signer, call, info, int, tip).is_ok() {
			Payer::Int { account }
		} else {
			Payer::Nobody
		};
		let worth = match payer {
			Payer::Int { .. } => T::IntPrice::gas_for_int(int),
			_ => gas,
		};
		FeeQuote { payer, unsponsored, gas, int, usd_micro: worth.div_ceil(GAS_PER_USD_MICRO) }
	}

	/// As `ChargePGAS` asks.
	fn can_pay_gas(
		who: &AccountId32,
		call: &<T as frame_system::Config>::RuntimeCall,
		fee: Balance,
	) -> bool {
		T::CallFilter::contains(call)
			&& GasOf::<T>::reducible_balance(who, Preservation::Expendable, Fortitude::Polite)
				>= fee
	}

	pub(crate) fn query_pot(fleet: FleetId) -> Option<PotInfo> {
		let pot = Pots::<T>::get(fleet)?;
		Some(PotInfo {
			total: pot.total(),
			spendable: pot.spendable(Self::floor()),
			fleet_left: pot.used.left(&pot.fleet_quota, T::Time::now()),
			owner: pot.owner,
			kinds: pot.kinds,
			device_quota: pot.device_quota,
			fleet_quota: pot.fleet_quota,
			reserved: pot.reserved,
			devices: pot.devices,
			closing: pot.closing,
		})
	}

	pub(crate) fn query_usage(fleet: FleetId, device: &AccountId32) -> Option<UsageInfo> {
		let quota = Pots::<T>::get(fleet)?.device_quota;
		let usage = Usages::<T>::get(fleet, device)?;
		let now = T::Time::now();
		Some(UsageInfo {
			spent: usage.used.spent(&quota, now),
			left: usage.used.left(&quota, now),
			recovered_at: usage.used.recovered_at(&quota),
			deposit: usage.deposit,
		})
	}

	pub(crate) fn query_kinds() -> Kinds {
		(0..)
			.zip(T::Sponsorable::names())
			.map(|(bit, name)| KindInfo { kind: CallKinds::bit(bit), name: (*name).into() })
			.collect()
	}

	/// A fee in INT, as it would be charged: plancks of INT for plancks of GAS.
	pub fn int_for_gas(gas: Balance) -> Balance {
		T::IntPrice::int_for_gas(gas)
	}

	/// What `TransactionPaymentApi` is to answer: the fee in plancks of INT.
	pub fn dispatch_info_in_int(
		info: RuntimeDispatchInfo<Balance>,
	) -> RuntimeDispatchInfo<Balance> {
		RuntimeDispatchInfo { partial_fee: Self::int_for_gas(info.partial_fee), ..info }
	}

	/// What `TransactionPaymentApi` is to answer: the parts of the fee in plancks of INT. They add
	/// up to the fee as it is charged; each on its own would be rounded up.
	pub fn fee_details_in_int(details: FeeDetails<Balance>) -> FeeDetails<Balance> {
		let inclusion_fee = details.inclusion_fee.map(|fee| {
			let base_fee = Self::int_for_gas(fee.base_fee);
			let with_length = Self::int_for_gas(fee.base_fee.saturating_add(fee.len_fee));
			let all = Self::int_for_gas(fee.inclusion_fee());
			InclusionFee {
				base_fee,
				len_fee: with_length.saturating_sub(base_fee),
				adjusted_weight_fee: all.saturating_sub(with_length),
			}
		});
		FeeDetails { inclusion_fee, tip: details.tip }
	}
}
