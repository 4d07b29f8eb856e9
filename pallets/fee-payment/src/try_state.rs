// SPDX-License-Identifier: Apache-2.0

//! What holds between transactions.

use crate::{Config, GasOf, Pallet, Pots, Usages};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::Inspect};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet's storage:
	///
	/// * what pots have is in the pallet's account; what is more there, somebody sent to it;
	/// * a pot has nothing, or at least the least balance of a GAS account;
	/// * a pot counts its devices' records, and has reserved the sum of the deposits behind them;
	/// * no record is without a pot.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut records = BTreeMap::<_, (u32, u128)>::new();
		for (fleet, _, usage) in Usages::<T>::iter() {
			let (count, deposits) = records.entry(fleet).or_default();
			*count = count.saturating_add(1);
			*deposits = deposits.saturating_add(usage.deposit);
		}
		let floor = Self::floor();
		let mut sum = 0u128;
		for (fleet, pot) in Pots::<T>::iter() {
			let (count, deposits) = records.remove(&fleet).unwrap_or_default();
			ensure!(pot.devices == count, "a pot miscounts its devices' records");
			ensure!(pot.reserved == deposits, "a pot has not reserved its records' deposits");
			let total = pot.gas.checked_add(pot.reserved).ok_or("a pot has more than can be")?;
			ensure!(total == 0 || total >= floor, "a pot has less than its floor");
			ensure!(
				pot.device_quota.is_valid() && pot.fleet_quota.is_valid(),
				"a quota never recovers"
			);
			sum = sum.checked_add(total).ok_or("pots have more than can be")?;
		}
		ensure!(records.is_empty(), "a device's record is without a pot");
		let has = GasOf::<T>::total_balance(&Self::account());
		ensure!(has >= sum, "pots have more than the pallet's account");
		Ok(())
	}
}
