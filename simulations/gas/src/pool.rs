// SPDX-License-Identifier: Apache-2.0

//! The market for GAS: a pool of INT and GAS with a constant product.
//!
//! Its tokens lie in an account of the chain. This is the arithmetic, in plancks.
//!
//! As plancks of GAS per planck of INT are the same number as USD per INT while GAS is at par, what
//! the pool pays for GAS, times the price of INT, is the price of GAS as a multiple of par.

use sp_core::U256;

/// What a trade pays to the pool: 0.3 %, in millionths.
pub const FEE: u64 = 3_000;
const MILLION: u64 = 1_000_000;

/// [`FEE`] as a share.
pub const FEE_SHARE: f64 = FEE as f64 / MILLION as f64;

/// What the pool holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
	/// Plancks of INT.
	pub int: u128,
	/// Plancks of GAS.
	pub gas: u128,
}

impl Pool {
	/// Takes `paid` plancks of INT and returns the plancks of GAS that it gives.
	pub fn buy_gas(&mut self, paid: u128) -> u128 {
		let out = out(self.int, self.gas, paid);
		self.int += paid;
		self.gas -= out;
		out
	}

	/// Takes `paid` plancks of GAS and returns the plancks of INT that it gives.
	pub fn sell_gas(&mut self, paid: u128) -> u128 {
		let out = out(self.gas, self.int, paid);
		self.gas += paid;
		self.int -= out;
		out
	}

	/// The price of GAS as a multiple of par, when INT is at `price` USD.
	pub fn level(&self, price: f64) -> f64 {
		self.int as f64 * price / self.gas as f64
	}

	/// Plancks of INT that lift GAS to `level` at `price`; 0 where it is there already.
	pub fn int_to_lift(&self, level: f64, price: f64) -> u128 {
		let after = (self.int as f64 * self.gas as f64 * level / price).sqrt();
		((after - self.int as f64) / (1.0 - FEE_SHARE)).max(0.0) as u128
	}

	/// Plancks of GAS that lower GAS to `level` at `price`; 0 where it is there already.
	pub fn gas_to_lower(&self, level: f64, price: f64) -> u128 {
		let after = (self.int as f64 * self.gas as f64 * price / level).sqrt();
		((after - self.gas as f64) / (1.0 - FEE_SHARE)).max(0.0) as u128
	}

	/// What buying `gas` plancks of GAS takes, plancks of INT; nothing if the pool has not so much.
	pub fn cost(&self, gas: u128) -> Option<u128> {
		let left = self.gas.checked_sub(gas).filter(|left| *left > 0)?;
		let cost = U256::from(self.int) * U256::from(gas) * U256::from(MILLION)
			/ (U256::from(left) * U256::from(MILLION - FEE));
		u128::try_from(cost).ok()?.checked_add(1)
	}
}

/// What `paid` buys, rounded down.
fn out(into: u128, from: u128, paid: u128) -> u128 {
	let net = U256::from(paid) * U256::from(MILLION - FEE);
	let out = U256::from(from) * net / (U256::from(into) * U256::from(MILLION) + net);
	// At most `from`, as the divisor is larger than what it divides by `from`.
	out.low_u128()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::paths::{stream, Stream};
	use rand::Rng;

	const POOL: Pool = Pool { int: 100_000 * 10u128.pow(12), gas: 100_000_000 * 10u128.pow(9) };

	fn product(pool: &Pool) -> U256 {
		U256::from(pool.int) * U256::from(pool.gas)
	}

	#[test]
	fn trades_never_lower_the_product() {
		let mut random = stream(1, Stream::Operators);
		let mut pool = POOL;
		for _ in 0..20_000 {
			let (before, part) = (product(&pool), random.gen_range(0.0..0.2));
			if random.gen() {
				pool.buy_gas((pool.int as f64 * part) as u128);
			} else {
				pool.sell_gas((pool.gas as f64 * part) as u128);
			}
			assert!(product(&pool) >= before);
		}
	}

	/// The product grows by the fee and by nothing else: a trade of a hundredth of the pool by three
	/// thousandths of that hundredth, at most.
	#[test]
	fn only_the_fee_raises_the_product() {
		let mut pool = POOL;
		pool.buy_gas(pool.int / 100);
		let growth = pool.int as f64 / POOL.int as f64 * (pool.gas as f64 / POOL.gas as f64);
		assert!((1.0 + 0.9e-5 * 3.0..1.0 + 1.1e-5 * 3.0).contains(&growth), "{growth}");
	}

	#[test]
	fn there_and_back_loses_the_fee_twice() {
		let mut pool = POOL;
		let paid = 10u128.pow(12);
		let gas = pool.buy_gas(paid);
		let back = pool.sell_gas(gas);
		let lost = 1.0 - back as f64 / paid as f64;
		assert!((0.0059..0.0061).contains(&lost), "{lost}");
	}

	#[test]
	fn a_trade_that_is_meant_to_reach_a_level_reaches_it() {
		for (price, level) in [(0.97, 0.995), (0.5, 1.01), (1.0, 1.02)] {
			let mut pool = POOL;
			pool.buy_gas(pool.int_to_lift(level, price));
			assert!((pool.level(price) - level).abs() < 2e-3, "{}", pool.level(price));
		}
		for (price, level) in [(1.03, 1.005), (2.0, 0.99), (1.0, 0.98)] {
			let mut pool = POOL;
			pool.sell_gas(pool.gas_to_lower(level, price));
			assert!((pool.level(price) - level).abs() < 2e-3, "{}", pool.level(price));
		}
		assert_eq!(POOL.int_to_lift(0.99, 1.0), 0);
		assert_eq!(POOL.gas_to_lower(1.01, 1.0), 0);
	}

	#[test]
	fn the_cost_of_gas_buys_that_gas() {
		for part in [1_000_000, 1_000, 10, 2] {
			let (wanted, mut pool) = (POOL.gas / part, POOL);
			let got = pool.buy_gas(POOL.cost(wanted).unwrap());
			assert!(got >= wanted && got - wanted <= 2, "{got} of {wanted}");
		}
		assert_eq!(POOL.cost(POOL.gas), None);
	}
}
