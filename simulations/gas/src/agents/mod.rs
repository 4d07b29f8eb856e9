// SPDX-License-Identifier: Apache-2.0

//! Who deals in GAS.
//!
//! Each agent has accounts of its own and acts by transactions. All but the speculator
//! keep dollars outside the chain and change them into INT at the true price when they
//! need INT, so that what INT does to who holds it does not decide what they can do.

mod arbitrageur;
mod bidder;
mod devices;
mod insider;
mod operators;
mod speculator;

pub use arbitrageur::Arbitrageur;
pub use bidder::Bidder;
pub use devices::Devices;
pub use insider::{Insider, Wish};
pub use operators::Operators;
pub use speculator::Speculator;

use crate::chain::{AccountId, Balance};

/// An agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agent {
	Arbitrageur,
	Devices,
	Speculator,
	Bidder,
	Insider,
}

impl Agent {
	pub const ALL: [Self; 5] =
		[Self::Arbitrageur, Self::Devices, Self::Speculator, Self::Bidder, Self::Insider];

	/// Its name in tables.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Arbitrageur => "arbitrageur",
			Self::Devices => "devices",
			Self::Speculator => "speculator",
			Self::Bidder => "bidder",
			Self::Insider => "insider",
		}
	}

	/// How many accounts it has.
	const fn count(self) -> u8 {
		match self {
			Self::Arbitrageur | Self::Insider => 50,
			Self::Devices => 4,
			Self::Speculator | Self::Bidder => 1,
		}
	}

	/// The first byte of its accounts.
	const fn byte(self) -> u8 {
		match self {
			Self::Arbitrageur => 1,
			Self::Devices => 2,
			Self::Speculator => 3,
			Self::Bidder => 4,
			Self::Insider => 5,
		}
	}

	/// One of its accounts.
	pub fn account(self, number: u8) -> AccountId {
		let mut bytes = [self.byte(); 32];
		bytes[1] = number;
		AccountId::new(bytes)
	}

	/// All of its accounts.
	pub fn accounts(self) -> impl Iterator<Item = AccountId> {
		(0..self.count()).map(move |number| self.account(number))
	}

	/// Whose account it is.
	pub fn of(who: &AccountId) -> Option<Self> {
		let bytes: &[u8; 32] = who.as_ref();
		Self::ALL.into_iter().find(|agent| agent.byte() == bytes[0])
	}

	/// What it begins with.
	pub const fn capital(self) -> Capital {
		match self {
			Self::Arbitrageur => Capital { dollars: 150_000.0, int: 0.0, gas: 100_000.0 },
			Self::Devices => Capital {
				dollars: devices::BUDGET,
				int: 0.0,
				gas: devices::STOCK_DAYS * devices::DEMAND,
			},
			Self::Speculator => Capital { dollars: 0.0, int: 50_000.0, gas: 0.0 },
			Self::Bidder => Capital { dollars: 50_000.0, int: 0.0, gas: 0.0 },
			Self::Insider => Capital { dollars: 100_000.0, int: 0.0, gas: 20_000.0 },
		}
	}

	/// How old the price of INT is that it acts on, seconds.
	pub const fn delay(self) -> u64 {
		match self {
			Self::Arbitrageur => 60,
			Self::Devices | Self::Speculator => 600,
			Self::Bidder | Self::Insider => 0,
		}
	}
}

/// What an agent begins with, USD.
#[derive(Clone, Copy)]
pub struct Capital {
	/// Outside the chain.
	pub dollars: f64,
	/// In INT, in its first account.
	pub int: f64,
	/// In GAS at par, in its first account.
	pub gas: f64,
}

/// Plancks of GAS for so many USD at par.
pub fn gas_for(usd: f64) -> Balance {
	(usd.max(0.0) / crate::ledger::PAR * crate::chain::GAS as f64) as Balance
}
