// SPDX-License-Identifier: Apache-2.0

//! A congested hour: what a fee whose base is one GAS costs while every block is full, to who pays
//! in GAS and to who pays in INT, on a calm day and while INT falls by 60 %.

use crate::{
	agents::{Operators, Wish},
	chain::{self, Endowment, Runtime, GAS, INT},
	ledger::int_usd,
	market::{Market, EXCHANGE},
	paths::Path,
	pool::Pool,
	Trouble,
};
use frame_support::{dispatch::DispatchClass, parameter_types};
use pallet_gas::GasParameters;
use pallet_transaction_payment::{Multiplier, TargetedFeeAdjustment};
use sp_runtime::{
	traits::{Bounded, Convert, One},
	FixedPointNumber, Perquintill,
};

/// Minutes before the congestion, in it, and after it.
pub const MINUTES: (u64, u64, u64) = (30, 60, 60);

/// How full blocks are when they are not congested.
const USUAL: u64 = 10;

parameter_types! {
	// As in the runtime: what blocks aim at, how fast fees rise, and that they never fall below
	// their base.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
	pub MinimumMultiplier: Multiplier = Multiplier::one();
	pub MaximumMultiplier: Multiplier = Multiplier::max_value();
}

type Adjustment = TargetedFeeAdjustment<
	Runtime,
	TargetBlockFullness,
	AdjustmentVariable,
	MinimumMultiplier,
	MaximumMultiplier,
>;

/// The fee in one block.
#[derive(Clone, Copy, Debug)]
pub struct Fee {
	/// Minutes from the beginning.
	pub minute: f64,
	/// In GAS at par, thousandths of a USD.
	pub gas: f64,
	/// In INT at the true price, thousandths of a USD.
	pub int: f64,
}

/// The hour of a seed, on a calm day or in a crash.
pub fn hour(seed: u64, crash: bool) -> Result<Vec<Fee>, Trouble> {
	let minutes = MINUTES.0 + MINUTES.1 + MINUTES.2;
	let congested = MINUTES.0 * 60..(MINUTES.0 + MINUTES.1) * 60;
	let path = Path::short(seed, minutes * 60, crash.then(|| congested.clone()));
	let rules = GasParameters::default();
	chain::Rules::set(rules.clone());
	let mut operators = Operators::new(seed, 4);
	let endowment = Endowment { who: EXCHANGE, int: INT, gas: GAS };
	chain::genesis(&[endowment], path.prices[0])?.execute_with(|| {
		let pool = Pool { int: 1, gas: 1 };
		let mut market = Market::new(&path, rules, pool);
		let mut multiplier = Multiplier::one();
		(0..path.prices.len())
			.map(|at| {
				market.begin(at);
				operators.act(&market, Wish::Trouble)?;
				let full = if congested.contains(&market.time()) { 100 } else { USUAL };
				fill_block(full);
				let fee = multiplier.saturating_mul_int(GAS);
				multiplier = Adjustment::convert(multiplier);
				chain::end_block();
				Ok(Fee {
					minute: market.time() as f64 / 60.0,
					gas: fee as f64 / GAS as f64,
					int: int_usd(chain::Gas::int_for_gas(fee), market.price()) * 1_000.0,
				})
			})
			.collect()
	})
}

/// Fills the present block, percent of what ordinary transactions may take.
fn fill_block(percent: u64) {
	let weights = <Runtime as frame_system::Config>::BlockWeights::get();
	let most = weights.get(DispatchClass::Normal).max_total.unwrap_or(weights.max_block);
	chain::System::set_block_consumed_resources(most.saturating_mul(percent) / 100, 0);
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::paths::FINE;

	#[test]
	fn fees_rise_in_a_congested_hour_and_fall_after_it() {
		let fees = hour(1, false).unwrap();
		let at = |minute: u64| fees[(minute * 60 / FINE) as usize].gas;
		assert_eq!(at(MINUTES.0 - 1), 1.0);
		let end = at(MINUTES.0 + MINUTES.1);
		// exp(0.75 * 75 * 10^-6 * 600 blocks)
		assert!((end / 1.0343 - 1.0).abs() < 0.001, "{end}");
		assert!(fees.last().unwrap().gas < end);
	}

	#[test]
	fn a_crash_costs_who_pays_in_int_the_same_dollars() {
		let fees = hour(1, true).unwrap();
		let inside = fees.iter().skip(60).filter(|fee| (0.97..1.1).contains(&(fee.int / fee.gas)));
		assert!(inside.count() * 100 >= (fees.len() - 60) * 95);
	}
}
