// SPDX-License-Identifier: Apache-2.0

//! Meter vouchers: out of readings, as lines of JSON, and down to the few that have to be brought
//! to the chain.

use super::{account, Signed};
use crate::{
	errors::{Failure, Result},
	keys::Keypair,
	model::market::{Countersignature, Settlement},
	text::{hex, parse_digest, Units},
};
use codec::Encode;
use int_primitives::{
	market::{MeterVoucher, VoucherAcceptance},
	signed::Statement,
	Digest, Millis,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use subxt::utils::Static;

/// A voucher as it travels: a line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
	/// The genesis hash of the chain.
	pub genesis: String,
	/// The agreement that is metered.
	pub agreement: u64,
	/// Who provides.
	pub provider: String,
	/// Who consumes.
	pub consumer: String,
	/// Units since the agreement was opened.
	pub units: u64,
	/// Strictly increasing.
	pub sequence: u64,
	/// Chain time after which it is void.
	pub expires: Millis,
	/// The provider's signature.
	pub signed: Signed,
	/// The consumer's.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub accepted: Option<Accepted>,
}

/// The consumer's word that a voucher is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
	/// Chain time after which it is void.
	pub expires: Millis,
	/// The signature.
	pub signed: Signed,
}

impl Voucher {
	/// A voucher that its provider signs.
	pub fn sign(genesis: Digest, body: MeterVoucher, pair: &Keypair, units: &Units) -> Self {
		let signature = pair.sign_statement(genesis, body.clone());
		Self {
			genesis: hex(genesis),
			agreement: body.agreement,
			provider: units.address(&body.provider),
			consumer: units.address(&body.consumer),
			units: body.units,
			sequence: body.sequence,
			expires: body.expires,
			signed: Signed::new(body.generation, &signature),
			accepted: None,
		}
	}

	/// What the provider signed.
	pub fn body(&self) -> Result<MeterVoucher> {
		Ok(MeterVoucher {
			agreement: self.agreement,
			provider: account(&self.provider)?,
			consumer: account(&self.consumer)?,
			units: self.units,
			sequence: self.sequence,
			generation: self.signed.generation,
			expires: self.expires,
		})
	}

	/// The bytes that the provider signed.
	pub fn message(&self) -> Result<Vec<u8>> {
		Ok(Statement::new(parse_digest(&self.genesis)?, self.body()?).encode())
	}

	/// The voucher with its consumer's signature.
	pub fn accept(mut self, pair: &Keypair, generation: u32, expires: Millis) -> Result<Self> {
		let body = self.body()?;
		let acceptance = VoucherAcceptance {
			agreement: body.agreement,
			provider: body.provider,
			consumer: body.consumer,
			units: body.units,
			sequence: body.sequence,
			generation,
			expires,
		};
		let signature = pair.sign_statement(parse_digest(&self.genesis)?, acceptance);
		self.accepted = Some(Accepted { expires, signed: Signed::new(generation, &signature) });
		Ok(self)
	}

	/// What goes to the chain.
	pub fn settlement(&self) -> Result<Settlement> {
		let countersignature = match &self.accepted {
			None => None,
			Some(accepted) => Some(Countersignature {
				generation: accepted.signed.generation,
				expires: accepted.expires,
				signature: Static(accepted.signed.read()?),
			}),
		};
		Ok(Settlement {
			voucher: Static(self.body()?),
			signature: Static(self.signed.read()?),
			countersignature,
		})
	}
}

/// Reads vouchers, one a line. Empty lines are passed over.
pub fn read(text: &str) -> Result<Vec<Voucher>> {
	(1u64..)
		.zip(text.lines())
		.filter(|(_, line)| !line.trim().is_empty())
		.map(|(number, line)| {
			serde_json::from_str(line).map_err(|error| {
				Failure::bad_input(format!("Line {number} is no voucher: {error}"))
					.remedy("Vouchers are written by `intctl market meter`, one a line.")
			})
		})
		.collect()
}

/// The vouchers that stand for all others, in the order in which they have to be brought: of each
/// agreement the highest that is countersigned, which is paid at once, and the highest of all, if
/// it goes on from there, which is claimed.
pub fn standing(vouchers: Vec<Voucher>) -> Vec<Voucher> {
	let mut highest: BTreeMap<(u64, bool), Voucher> = BTreeMap::new();
	for voucher in vouchers {
		let place = (voucher.agreement, voucher.accepted.is_none());
		match highest.get(&place) {
			Some(held) if held.sequence >= voucher.sequence => {},
			_ => {
				highest.insert(place, voucher);
			},
		}
	}
	let paid: BTreeMap<u64, (u64, u64)> = highest
		.iter()
		.filter(|((_, alone), _)| !alone)
		.map(|((agreement, _), voucher)| (*agreement, (voucher.sequence, voucher.units)))
		.collect();
	highest
		.into_iter()
		.filter(|((agreement, alone), voucher)| {
			let adds = |(sequence, units): &(u64, u64)| {
				voucher.sequence > *sequence && voucher.units > *units
			};
			!alone || paid.get(agreement).is_none_or(adds)
		})
		.map(|(_, voucher)| voucher)
		.collect()
}

/// A line that a meter gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
	/// What the meter shows, or what was used since the line before.
	pub units: u64,
	/// When, milliseconds.
	#[serde(default)]
	pub at: Option<Millis>,
}

/// How lines are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
	/// What the meter shows; it showed `zero` when the agreement was opened.
	Total {
		/// Units.
		zero: u64,
	},
	/// What was used since the line before.
	Since,
}

/// Adds readings up.
#[derive(Debug, Clone, Copy)]
pub struct Meter {
	count: Count,
	units: u64,
	at: Millis,
}

impl Meter {
	/// A meter of which the chain knows so many units already.
	pub const fn new(count: Count, known: u64) -> Self {
		Self { count, units: known, at: 0 }
	}

	/// Takes a line, and returns the units since the agreement was opened. A meter never runs back,
	/// nor does its clock: a line that says so is not taken.
	pub fn take(&mut self, line: &str) -> Result<u64> {
		let reading: Reading = serde_json::from_str(line).map_err(|error| {
			Failure::bad_input(format!("{line} is no reading: {error}")).remedy(
				"A reading is one line of JSON: {\"units\": 1250, \"at\": 1767225600000}; `at` may \
				 be left out.",
			)
		})?;
		let at = reading.at.unwrap_or(self.at);
		let units = match self.count {
			Count::Total { zero } => reading.units.checked_sub(zero),
			Count::Since => self.units.checked_add(reading.units),
		};
		match units.filter(|units| *units >= self.units && at >= self.at) {
			Some(units) => {
				(self.units, self.at) = (units, at);
				Ok(units)
			},
			None => Err(Failure::bad_input(format!(
				"The meter runs back: {line} comes after {} units.",
				self.units
			))
			.remedy(
				"Give what the meter shows since the agreement was opened (--zero says what it \
				 showed then), or with --since-last what was used since the line before.",
			)),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keys::{self, Scheme};

	fn voucher(agreement: u64, sequence: u64, units: u64, pair: &Keypair) -> Voucher {
		let body = MeterVoucher {
			agreement,
			provider: pair.account(),
			consumer: [2; 32],
			units,
			sequence,
			generation: 0,
			expires: 99,
		};
		Voucher::sign([9; 32], body, pair, &Units::default())
	}

	#[test]
	fn a_voucher_travels_and_both_signatures_verify() {
		for scheme in Scheme::ALL {
			let (provider, _) = Keypair::generate(scheme);
			let (consumer, _) = Keypair::generate(scheme);
			let voucher = voucher(1, 2, 3, &provider).accept(&consumer, 4, 55).unwrap();
			let sent = super::super::line(&voucher).unwrap();
			let received = read(&format!("\n{sent}\n")).unwrap().pop().unwrap();
			assert_eq!(received, voucher);
			let message = received.message().unwrap();
			let settlement = received.settlement().unwrap();
			assert!(keys::verify(&provider.public(), &message, &settlement.signature));
			let body = received.body().unwrap();
			let accepted = settlement.countersignature.unwrap();
			let acceptance = VoucherAcceptance {
				agreement: body.agreement,
				provider: body.provider,
				consumer: body.consumer,
				units: body.units,
				sequence: body.sequence,
				generation: 4,
				expires: 55,
			};
			let message = Statement::new([9; 32], acceptance).encode();
			assert!(keys::verify(&consumer.public(), &message, &accepted.signature));
		}
	}

	#[test]
	fn a_day_of_vouchers_comes_down_to_the_last_one() {
		let (pair, _) = Keypair::generate(Scheme::Ed25519);
		let day: Vec<Voucher> = (1..=100).map(|each| voucher(7, each, each * 3, &pair)).collect();
		let standing = standing(day.into_iter().rev().collect());
		assert_eq!(standing.len(), 1);
		assert_eq!((standing[0].sequence, standing[0].units), (100, 300));
	}

	#[test]
	fn what_is_countersigned_is_brought_before_what_is_claimed_above_it() {
		let (pair, _) = Keypair::generate(Scheme::Ed25519);
		let accepted =
			|sequence, units| voucher(1, sequence, units, &pair).accept(&pair, 0, 9).unwrap();
		let all = vec![
			voucher(2, 5, 50, &pair),
			voucher(1, 9, 90, &pair),
			accepted(4, 40),
			accepted(6, 60),
			voucher(1, 8, 80, &pair),
		];
		let brought: Vec<_> = standing(all)
			.iter()
			.map(|voucher| (voucher.agreement, voucher.sequence, voucher.accepted.is_some()))
			.collect();
		assert_eq!(brought, [(1, 6, true), (1, 9, false), (2, 5, false)]);
		// Nothing is claimed that is paid for already.
		let below = vec![accepted(6, 60), voucher(1, 5, 50, &pair), voucher(1, 7, 60, &pair)];
		assert_eq!(standing(below).len(), 1);
	}

	#[test]
	fn a_meter_never_runs_back() {
		let mut meter = Meter::new(Count::Total { zero: 1_000 }, 0);
		assert_eq!(meter.take(r#"{"units":1200,"at":5}"#).unwrap(), 200);
		assert_eq!(meter.take(r#"{"units":1200}"#).unwrap(), 200);
		for bad in [r#"{"units":1199}"#, r#"{"units":1300,"at":4}"#, r#"{"units":-1}"#, "1300"] {
			assert!(meter.take(bad).is_err(), "{bad}");
		}
		assert_eq!(meter.units, 200);
		let mut since = Meter::new(Count::Since, 50);
		assert_eq!(since.take(r#"{"units":7}"#).unwrap(), 57);
		assert_eq!(since.take(r#"{"units":0}"#).unwrap(), 57);
		assert!(since.take(&format!(r#"{{"units":{}}}"#, u64::MAX)).is_err());
		assert!(Meter::new(Count::Total { zero: 0 }, 100).take(r#"{"units":99}"#).is_err());
	}
}
