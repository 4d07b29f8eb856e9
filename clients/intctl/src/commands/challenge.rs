// SPDX-License-Identifier: Apache-2.0

//! Asking a device whether it is there: `intctl device challenge`, `answer` and `verify`.
//!
//! Challenge and answer travel as one JSON object in a line, so that the device needs no
//! connection to the chain.

use super::{device, read_text, write_text, Context};
use crate::{
	calls,
	chain::{At, Chain},
	errors::{Failure, Kind, Result},
	keys::{self, Keypair, Scheme},
	model::ChallengeVerdict,
	output::Record,
	text::{hex, parse_address, parse_digest, parse_hex, Units},
};
use int_api as api;
use int_primitives::{signed::Challenge, AccountBytes, Digest, Millis};
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use subxt::utils::MultiSignature;

/// A challenge as it travels, and its answer, which has a signature too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
	/// The genesis hash of the chain.
	pub genesis: String,
	/// Who asks.
	pub challenger: String,
	/// Who is asked.
	pub device: String,
	/// Random bytes, used once.
	pub nonce: String,
	/// The generation of the key that answers.
	pub generation: u32,
	/// Until when the answer is good, chain time in milliseconds.
	pub expires: Millis,
	/// The scheme of the signature.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub scheme: Option<Scheme>,
	/// The signature.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub signature: Option<String>,
}

impl Letter {
	fn new(genesis: Digest, challenge: &Challenge, units: &Units) -> Self {
		Self {
			genesis: hex(genesis),
			challenger: units.address(&challenge.challenger),
			device: units.address(&challenge.device),
			nonce: hex(challenge.nonce),
			generation: challenge.generation,
			expires: challenge.expires,
			scheme: None,
			signature: None,
		}
	}

	/// Reads a letter.
	fn read(text: &str) -> Result<Self> {
		serde_json::from_str(text).map_err(|error| {
			Failure::bad_input(format!("That is no challenge: {error}"))
				.remedy("Make one with `intctl device challenge`, and give its file as it is.")
		})
	}

	/// The challenge in it.
	fn challenge(&self) -> Result<Challenge> {
		let address = |text: &str| {
			parse_address(text)
				.ok_or_else(|| Failure::bad_input(format!("{text} in the challenge is no address")))
		};
		Ok(Challenge {
			challenger: address(&self.challenger)?,
			device: address(&self.device)?,
			nonce: parse_digest(&self.nonce)?,
			generation: self.generation,
			expires: self.expires,
		})
	}

	/// The letter with the answer of a key.
	fn answered(mut self, pair: &Keypair) -> Result<Self> {
		let genesis = parse_digest(&self.genesis)?;
		let signature = pair.sign_statement(genesis, self.challenge()?);
		let (scheme, bytes) = keys::signature_parts(&signature);
		self.scheme = Some(scheme);
		self.signature = Some(hex(bytes));
		Ok(self)
	}

	/// The signature in it.
	fn signature(&self) -> Result<MultiSignature> {
		let (Some(scheme), Some(text)) = (self.scheme, &self.signature) else {
			return Err(Failure::bad_input("That is a challenge without an answer.")
				.remedy("Have it answered with `intctl device answer` on the device."));
		};
		keys::signature(scheme, &parse_hex(text)?)
			.ok_or_else(|| Failure::bad_input("The signature does not fit its scheme."))
	}

	fn line(&self) -> Result<String> {
		serde_json::to_string(self)
			.map_err(|error| Failure::other(format!("The challenge cannot be written: {error}")))
	}
}

/// A challenge for a device that the chain knows.
pub async fn make(
	chain: &Chain,
	at: &At,
	device: &AccountBytes,
	challenger: AccountBytes,
	lifetime: Millis,
) -> Result<Challenge> {
	let known = device::known(chain, at, device).await?;
	let mut nonce = Digest::default();
	OsRng.fill_bytes(&mut nonce);
	Ok(Challenge {
		challenger,
		device: *device,
		nonce,
		generation: known.generation,
		expires: chain.expiry(at, lifetime, Millis::MAX).await?,
	})
}

/// What the chain says to an answer.
pub async fn judge(
	chain: &Chain,
	at: &At,
	answer: &Challenge,
	signature: &MultiSignature,
) -> Result<ChallengeVerdict> {
	let question = api::runtime_apis()
		.device_registry_api()
		.verify_challenge(calls::challenge_answer(answer), calls::answer_signature(signature));
	chain.ask(at, question).await
}

/// `intctl device challenge`.
pub async fn ask(
	context: &Context,
	device: &str,
	challenger: &str,
	lifetime: Millis,
	out: Option<&PathBuf>,
) -> Result<()> {
	let store = context.store()?;
	let (device, challenger) = (store.account(device)?, store.account(challenger)?);
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let challenge = make(&chain, &at, &device, challenger, lifetime).await?;
	let letter = Letter::new(chain.genesis, &challenge, &chain.units);
	write_text(context, out, &letter.line()?)
}

/// `intctl device answer`.
pub fn answer(context: &Context, file: &Path, key: &str, out: Option<&PathBuf>) -> Result<()> {
	let letter = Letter::read(&read_text(file)?)?;
	if let Some(genesis) = context.genesis()? {
		same_chain(&letter, genesis)?;
	}
	let pair = context.store()?.unlock(key)?;
	write_text(context, out, &letter.answered(&pair)?.line()?)
}

/// `intctl device verify`.
pub async fn verify(context: &Context, file: &Path) -> Result<()> {
	let letter = Letter::read(&read_text(file)?)?;
	let (challenge, signature) = (letter.challenge()?, letter.signature()?);
	let chain = context.connect().await?;
	same_chain(&letter, chain.genesis)?;
	let at = chain.best().await?;
	let verdict = judge(&chain, &at, &challenge, &signature).await?;
	context.out.record(
		&Record::new()
			.with("device", chain.units.address(&challenge.device))
			.with("challenger", chain.units.address(&challenge.challenger))
			.with("genuine", verdict == ChallengeVerdict::Genuine)
			.with("verdict", verdict.text())
			.with("at block", at.block_number()),
	);
	if verdict == ChallengeVerdict::Genuine {
		Ok(())
	} else {
		Err(Failure::refused(format!("The answer is not accepted: {}", verdict.text())).remedy(
			"Make a new challenge for the device's id, the account of its first key, and have it \
			 answered with its present key. A retired device answers none.",
		))
	}
}

fn same_chain(letter: &Letter, genesis: Digest) -> Result<()> {
	if parse_digest(&letter.genesis)? == genesis {
		return Ok(());
	}
	Err(Failure::new(
		Kind::WrongChain,
		format!("The challenge is for the chain {}, not for {}.", letter.genesis, hex(genesis)),
	)
	.remedy("Have a new one made for the right chain."))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use int_primitives::signed::Statement;

	fn letter(device: &Keypair) -> Letter {
		let challenge = Challenge {
			challenger: [1; 32],
			device: device.account(),
			nonce: [3; 32],
			generation: 2,
			expires: 99,
		};
		Letter::new([9; 32], &challenge, &Units::default())
	}

	#[test]
	fn a_letter_travels_and_its_answer_verifies() {
		for scheme in Scheme::ALL {
			let (pair, _) = Keypair::generate(scheme);
			let sent = letter(&pair).line().unwrap();
			assert!(!sent.contains("signature"));
			let answered = Letter::read(&sent).unwrap().answered(&pair).unwrap();
			let received = Letter::read(&answered.line().unwrap()).unwrap();
			assert_eq!(received, answered);
			let message = Statement::new([9; 32], received.challenge().unwrap()).encode();
			let signature = received.signature().unwrap();
			assert!(keys::verify(&pair.public(), &message, &signature));
		}
	}

	#[test]
	fn a_letter_without_an_answer_or_for_another_chain_is_refused() {
		let (pair, _) = Keypair::generate(Scheme::Ed25519);
		let letter = letter(&pair);
		assert_eq!(letter.signature().unwrap_err().kind, Kind::BadInput);
		assert!(same_chain(&letter, [9; 32]).is_ok());
		assert_eq!(same_chain(&letter, [8; 32]).unwrap_err().kind, Kind::WrongChain);
		assert!(Letter::read("{}").is_err());
	}
}
