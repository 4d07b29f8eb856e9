// SPDX-License-Identifier: Apache-2.0

//! A consumer's receipts, of a delivery or of an end use, as lines of JSON.

use super::{account, Signed};
use crate::{
	errors::{Failure, Result},
	keys::Keypair,
	model::market::UseReceipt,
	text::{hex, parse_digest, Units},
};
use int_primitives::{
	market::{DeliveryReceipt, EndUseReceipt},
	AccountBytes, Digest, Millis,
};
use serde::{Deserialize, Serialize};
use subxt::utils::{MultiSignature, Static};

/// Between whom a receipt is, and for how long it is good.
#[derive(Debug, Clone, Copy)]
pub struct Parties {
	/// The genesis hash of the chain.
	pub genesis: Digest,
	/// The agreement.
	pub agreement: u64,
	/// Who provided.
	pub provider: AccountBytes,
	/// Who received, and signs.
	pub consumer: AccountBytes,
	/// The generation of the consumer's key.
	pub generation: u32,
	/// Chain time after which the receipt is void.
	pub expires: Millis,
}

/// A receipt as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
	/// The genesis hash of the chain.
	pub genesis: String,
	/// The agreement.
	pub agreement: u64,
	/// Who provided.
	pub provider: String,
	/// Who received.
	pub consumer: String,
	/// Which use; nothing for a delivery.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub number: Option<u64>,
	/// Chain time after which it is void.
	pub expires: Millis,
	/// The consumer's signature.
	pub signed: Signed,
}

impl Receipt {
	/// A receipt of a delivery, or of the use with this number.
	pub fn sign(parties: &Parties, number: Option<u64>, pair: &Keypair, units: &Units) -> Self {
		let Parties { genesis, agreement, provider, consumer, generation, expires } = *parties;
		let signature = match number {
			None => pair.sign_statement(
				genesis,
				DeliveryReceipt { agreement, provider, consumer, generation, expires },
			),
			Some(number) => pair.sign_statement(
				genesis,
				EndUseReceipt { agreement, provider, consumer, number, generation, expires },
			),
		};
		Self {
			genesis: hex(genesis),
			agreement,
			provider: units.address(&provider),
			consumer: units.address(&consumer),
			number,
			expires,
			signed: Signed::new(generation, &signature),
		}
	}

	/// What goes to the chain for a delivery.
	pub fn delivery(&self) -> Result<(DeliveryReceipt, MultiSignature)> {
		if self.number.is_some() {
			return Err(Failure::bad_input("That is a receipt of an end use.")
				.remedy("Bring it with `intctl market uses submit`."));
		}
		let receipt = DeliveryReceipt {
			agreement: self.agreement,
			provider: account(&self.provider)?,
			consumer: account(&self.consumer)?,
			generation: self.signed.generation,
			expires: self.expires,
		};
		Ok((receipt, self.signed.read()?))
	}

	/// What goes to the chain for a use.
	pub fn end_use(&self) -> Result<UseReceipt> {
		let number = self.number.ok_or_else(|| {
			Failure::bad_input("That is a receipt of a delivery.")
				.remedy("Bring it with `intctl market receipt submit`.")
		})?;
		let receipt = EndUseReceipt {
			agreement: self.agreement,
			provider: account(&self.provider)?,
			consumer: account(&self.consumer)?,
			number,
			generation: self.signed.generation,
			expires: self.expires,
		};
		Ok((Static(receipt), Static(self.signed.read()?)))
	}

	/// Whether it is for the chain with this genesis hash.
	pub fn ensure_on(&self, genesis: &Digest) -> Result<()> {
		if parse_digest(&self.genesis)? == *genesis {
			return Ok(());
		}
		Err(Failure::bad_input(format!("The receipt is for the chain {}.", self.genesis)))
	}
}

/// Reads receipts, one a line. Empty lines are passed over.
pub fn read(text: &str) -> Result<Vec<Receipt>> {
	(1u64..)
		.zip(text.lines())
		.filter(|(_, line)| !line.trim().is_empty())
		.map(|(number, line)| {
			serde_json::from_str(line).map_err(|error| {
				Failure::bad_input(format!("Line {number} is no receipt: {error}"))
			})
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		keys::{self, Scheme},
		market::line,
	};
	use codec::Encode;
	use int_primitives::signed::Statement;

	#[test]
	fn a_receipt_travels_and_is_for_one_thing() {
		let (pair, _) = Keypair::generate(Scheme::Sr25519);
		let parties = Parties {
			genesis: [9; 32],
			agreement: 5,
			provider: [1; 32],
			consumer: pair.account(),
			generation: 3,
			expires: 77,
		};
		let units = Units::default();
		let sent = [None, Some(6)]
			.map(|number| line(&Receipt::sign(&parties, number, &pair, &units)).unwrap())
			.join("\n");
		let received = read(&sent).unwrap();
		let (delivery, signature) = received[0].delivery().unwrap();
		let message = Statement::new([9; 32], delivery).encode();
		assert!(keys::verify(&pair.public(), &message, &signature));
		let (used, signature) = received[1].end_use().unwrap();
		assert_eq!(used.number, 6);
		let message = Statement::new([9; 32], used.0).encode();
		assert!(keys::verify(&pair.public(), &message, &signature));
		assert!(received[0].end_use().is_err());
		assert!(received[1].delivery().is_err());
		assert!(received[0].ensure_on(&[8; 32]).is_err());
	}
}
