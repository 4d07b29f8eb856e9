// SPDX-License-Identifier: Apache-2.0

//! The machine as a device: what its sensors read, signed with its key.
//!
//! A reading is one line of JSON. Its `body` is what is signed, by its digest: SHA-256 of the body
//! in canonical form (fields in the order of their names' bytes, no white space, whole numbers).

pub mod sensors;
pub mod sequence;

use crate::{
	keys::{signature, signature_parts, Keypair, Scheme},
	text::{hex, parse_address, parse_digest, parse_hex, Units},
};
use int_primitives::{
	merkle::{Hasher, Software},
	signed::Reading,
	AccountBytes, Digest, Millis,
};
use serde_json::{json, Value};
use subxt::utils::MultiSignature;

/// JSON in canonical form.
pub fn canonical(value: &Value) -> String {
	match value {
		Value::Object(fields) => {
			let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
			sorted.sort_by(|(left, _), (right, _)| left.as_bytes().cmp(right.as_bytes()));
			let fields: Vec<String> = sorted
				.into_iter()
				.map(|(name, value)| {
					format!("{}:{}", Value::String(name.clone()), canonical(value))
				})
				.collect();
			format!("{{{}}}", fields.join(","))
		},
		Value::Array(values) => {
			let values: Vec<String> = values.iter().map(canonical).collect();
			format!("[{}]", values.join(","))
		},
		other => other.to_string(),
	}
}

/// Whose readings are signed, and for which chain.
#[derive(Debug, Clone)]
pub struct Identity {
	/// The genesis hash of the chain.
	pub genesis: Digest,
	/// The device.
	pub device: AccountBytes,
	/// The generation of the key that signs.
	pub generation: u32,
	/// How the chain writes addresses.
	pub units: Units,
}

impl Identity {
	/// Signs a body: one line of JSON.
	pub fn sign(
		&self,
		pair: &Keypair,
		sequence: u64,
		taken: Millis,
		lifetime: Millis,
		body: &Value,
	) -> Value {
		let reading = Reading {
			device: self.device,
			generation: self.generation,
			sequence,
			taken,
			digest: Software::sha256(&[canonical(body).as_bytes()]),
			expires: taken.saturating_add(lifetime),
		};
		let signed = pair.sign_statement(self.genesis, reading.clone());
		let (scheme, bytes) = signature_parts(&signed);
		json!({
			"device": self.units.address(&reading.device),
			"generation": reading.generation,
			"sequence": reading.sequence,
			"taken": reading.taken,
			"expires": reading.expires,
			"digest": hex(reading.digest),
			"scheme": scheme.name(),
			"signature": hex(bytes),
			"body": body,
		})
	}
}

/// A line that somebody gives as a signed reading.
#[derive(Debug, Clone)]
pub struct SignedReading {
	/// What was signed.
	pub reading: Reading,
	/// The signature.
	pub signature: MultiSignature,
}

impl SignedReading {
	/// Reads a line, and compares its digest with its body. What is wrong with it otherwise.
	pub fn parse(line: &str) -> Result<Self, String> {
		let value: Value =
			serde_json::from_str(line).map_err(|error| format!("it is no JSON: {error}"))?;
		let text = |name: &str| {
			value.get(name).and_then(Value::as_str).ok_or_else(|| format!("it has no {name}"))
		};
		let number = |name: &str| {
			value.get(name).and_then(Value::as_u64).ok_or_else(|| format!("it has no {name}"))
		};
		let body = value.get("body").ok_or("it has no body")?;
		let digest = parse_digest(text("digest")?).map_err(|failure| failure.message)?;
		if digest != Software::sha256(&[canonical(body).as_bytes()]) {
			return Err("its body is not the one that was signed".into());
		}
		let scheme = text("scheme")?;
		let bytes = parse_hex(text("signature")?).map_err(|failure| failure.message)?;
		let signature = Scheme::named(scheme)
			.and_then(|scheme| signature(scheme, &bytes))
			.ok_or("its signature does not fit its scheme")?;
		let reading = Reading {
			device: parse_address(text("device")?).ok_or("its device is no address")?,
			generation: u32::try_from(number("generation")?)
				.map_err(|_| "its generation is too large")?,
			sequence: number("sequence")?,
			taken: number("taken")?,
			digest,
			expires: number("expires")?,
		};
		Ok(Self { reading, signature })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keys::verify;
	use codec::Encode;
	use int_primitives::signed::Statement;

	fn identity() -> Identity {
		Identity { genesis: [1; 32], device: [2; 32], generation: 3, units: Units::default() }
	}

	#[test]
	fn the_canonical_form_does_not_depend_on_the_order_of_writing() {
		let left: Value =
			serde_json::from_str(r#"{"b":[1, 2],"a":{"d":null,"c":"x\"y"}}"#).unwrap();
		let right: Value =
			serde_json::from_str(r#"{"a":{"c":"x\"y","d":null},"b":[1,2]}"#).unwrap();
		assert_eq!(canonical(&left), r#"{"a":{"c":"x\"y","d":null},"b":[1,2]}"#);
		assert_eq!(canonical(&left), canonical(&right));
	}

	#[test]
	fn a_signed_line_is_read_back_and_verifies_under_its_key_only() {
		for scheme in Scheme::ALL {
			let (pair, _) = Keypair::generate(scheme);
			let body = json!({ "cpu": 5, "absent": ["temperature"] });
			let line = identity().sign(&pair, 7, 1_000, 60_000, &body).to_string();
			let read = SignedReading::parse(&line).unwrap();
			assert_eq!((read.reading.sequence, read.reading.generation), (7, 3));
			assert_eq!(read.reading.expires, 61_000);
			let message = Statement::new([1; 32], read.reading.clone()).encode();
			assert!(verify(&pair.public(), &message, &read.signature));
			let elsewhere = Statement::new([9; 32], read.reading.clone()).encode();
			assert!(!verify(&pair.public(), &elsewhere, &read.signature));
		}
	}

	#[test]
	fn a_changed_body_is_noticed() {
		let (pair, _) = Keypair::generate(Scheme::Ed25519);
		let line = identity().sign(&pair, 7, 1_000, 60_000, &json!({ "cpu": 5 })).to_string();
		let changed = line.replace("\"cpu\":5", "\"cpu\":6");
		assert!(SignedReading::parse(&changed).unwrap_err().contains("body"));
		assert!(SignedReading::parse("{}").is_err());
		assert!(SignedReading::parse("what").is_err());
	}
}
