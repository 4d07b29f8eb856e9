// SPDX-License-Identifier: Apache-2.0

//! Keys of three schemes, their accounts, and what they sign.

pub mod password;
pub mod polkadot_js;
pub mod store;

use crate::{
	chain::Config,
	errors::{Failure, Result},
};
use codec::Encode;
use int_primitives::{
	identity::DeviceKey,
	signed::{Body, Statement},
	AccountBytes, Digest,
};
use serde::{Deserialize, Serialize};
use sp_core::{ecdsa, ed25519, sr25519, Blake2Hasher, DeriveJunction, Hasher, Pair};
use std::fmt;
use subxt::{
	tx::Signer,
	utils::{AccountId32, MultiSignature},
};
use zeroize::Zeroizing;

/// A signature scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
	/// Schnorr on Ristretto, as wallets use by default.
	Sr25519,
	/// Ed25519, as most secure elements have it.
	Ed25519,
	/// ECDSA on secp256k1.
	Ecdsa,
}

impl Scheme {
	/// All there are.
	pub const ALL: [Self; 3] = [Self::Sr25519, Self::Ed25519, Self::Ecdsa];

	/// The name, as files and wallets have it.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Sr25519 => "sr25519",
			Self::Ed25519 => "ed25519",
			Self::Ecdsa => "ecdsa",
		}
	}

	/// The scheme of this name.
	pub fn named(name: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|scheme| scheme.name() == name)
	}
}

impl fmt::Display for Scheme {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str(self.name())
	}
}

/// The scheme of a public key.
pub const fn scheme_of(key: &DeviceKey) -> Scheme {
	match key {
		DeviceKey::Ed25519(_) => Scheme::Ed25519,
		DeviceKey::Sr25519(_) => Scheme::Sr25519,
		DeviceKey::Ecdsa(_) => Scheme::Ecdsa,
	}
}

/// A public key out of its bytes. Nothing when they are not as long as the scheme needs.
pub fn public_key(scheme: Scheme, bytes: &[u8]) -> Option<DeviceKey> {
	match scheme {
		Scheme::Sr25519 => bytes.try_into().ok().map(DeviceKey::Sr25519),
		Scheme::Ed25519 => bytes.try_into().ok().map(DeviceKey::Ed25519),
		Scheme::Ecdsa => bytes
			.try_into()
			.ok()
			.filter(|key: &[u8; 33]| matches!(key[0], 2 | 3))
			.map(DeviceKey::Ecdsa),
	}
}

/// The bytes of a public key.
pub fn public_bytes(key: &DeviceKey) -> &[u8] {
	match key {
		DeviceKey::Ed25519(bytes) | DeviceKey::Sr25519(bytes) => bytes,
		DeviceKey::Ecdsa(bytes) => bytes,
	}
}

/// The account of a key: the key itself, or for ECDSA its BLAKE2b-256 digest.
pub fn account_of(key: &DeviceKey) -> AccountBytes {
	match key {
		DeviceKey::Ed25519(bytes) | DeviceKey::Sr25519(bytes) => *bytes,
		DeviceKey::Ecdsa(bytes) => Blake2Hasher::hash(bytes).0,
	}
}

/// Whether a signature is by this key, in its scheme, over the message.
pub fn verify(key: &DeviceKey, message: &[u8], signature: &MultiSignature) -> bool {
	match (key, signature) {
		(DeviceKey::Ed25519(key), MultiSignature::Ed25519(signature)) => {
			ed25519::Pair::verify(&(*signature).into(), message, &(*key).into())
		},
		(DeviceKey::Sr25519(key), MultiSignature::Sr25519(signature)) => {
			sr25519::Pair::verify(&(*signature).into(), message, &(*key).into())
		},
		(DeviceKey::Ecdsa(key), MultiSignature::Ecdsa(signature)) => {
			<ecdsa::Pair as Pair>::verify(&(*signature).into(), message, &(*key).into())
		},
		_ => false,
	}
}

/// The scheme and the bytes of a signature.
pub fn signature_parts(signature: &MultiSignature) -> (Scheme, &[u8]) {
	match signature {
		MultiSignature::Ed25519(bytes) => (Scheme::Ed25519, bytes),
		MultiSignature::Sr25519(bytes) => (Scheme::Sr25519, bytes),
		MultiSignature::Ecdsa(bytes) => (Scheme::Ecdsa, bytes),
	}
}

/// A signature out of its bytes. Nothing when they are not as long as the scheme needs.
pub fn signature(scheme: Scheme, bytes: &[u8]) -> Option<MultiSignature> {
	match scheme {
		Scheme::Sr25519 => bytes.try_into().ok().map(MultiSignature::Sr25519),
		Scheme::Ed25519 => bytes.try_into().ok().map(MultiSignature::Ed25519),
		Scheme::Ecdsa => bytes.try_into().ok().map(MultiSignature::Ecdsa),
	}
}

/// A key pair.
#[derive(Clone)]
pub enum Keypair {
	/// Schnorr on Ristretto.
	Sr25519(Box<sr25519::Pair>),
	/// Ed25519.
	Ed25519(Box<ed25519::Pair>),
	/// ECDSA on secp256k1.
	Ecdsa(ecdsa::Pair),
}

impl fmt::Debug for Keypair {
	/// The public half only.
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.debug_tuple("Keypair").field(&self.public()).finish()
	}
}

impl Keypair {
	/// A new pair, with the phrase of 12 words that it can be made again from.
	pub fn generate(scheme: Scheme) -> (Self, Zeroizing<String>) {
		match scheme {
			Scheme::Sr25519 => {
				let (pair, phrase, _) = sr25519::Pair::generate_with_phrase(None);
				(Self::Sr25519(Box::new(pair)), Zeroizing::new(phrase))
			},
			Scheme::Ed25519 => {
				let (pair, phrase, _) = ed25519::Pair::generate_with_phrase(None);
				(Self::Ed25519(Box::new(pair)), Zeroizing::new(phrase))
			},
			Scheme::Ecdsa => {
				let (pair, phrase, _) = <ecdsa::Pair as Pair>::generate_with_phrase(None);
				(Self::Ecdsa(pair), Zeroizing::new(phrase))
			},
		}
	}

	/// A pair out of a secret: a phrase or a seed of 32 bytes in hexadecimal digits, with a
	/// derivation path after it or without, or a path alone (`//Alice`) for the keys that every
	/// development chain knows.
	pub fn from_secret(scheme: Scheme, secret: &str) -> Result<Self> {
		let pair =
			match scheme {
				Scheme::Sr25519 => sr25519::Pair::from_string(secret, None)
					.map(|pair| Self::Sr25519(Box::new(pair))),
				Scheme::Ed25519 => ed25519::Pair::from_string(secret, None)
					.map(|pair| Self::Ed25519(Box::new(pair))),
				Scheme::Ecdsa => <ecdsa::Pair as Pair>::from_string(secret, None).map(Self::Ecdsa),
			};
		pair.map_err(|error| {
			Failure::key(format!("That is no secret of a key: {error}")).remedy(
				"A secret is a phrase of 12 to 24 words, or 0x and 64 hexadecimal digits, with a \
				 path such as //1 after it or without. Ed25519 and ECDSA take hard paths (//) only.",
			)
		})
	}

	/// The pair below this one at a path of hard junctions.
	pub fn derive(&self, path: &[DeriveJunction]) -> Result<Self> {
		let path = path.iter().copied();
		let pair = match self {
			Self::Sr25519(pair) => {
				pair.derive(path, None).map(|(pair, _)| Self::Sr25519(Box::new(pair)))
			},
			Self::Ed25519(pair) => {
				pair.derive(path, None).map(|(pair, _)| Self::Ed25519(Box::new(pair)))
			},
			Self::Ecdsa(pair) => Pair::derive(pair, path, None).map(|(pair, _)| Self::Ecdsa(pair)),
		};
		pair.map_err(|error| Failure::key(format!("The key cannot be derived: {error}")))
	}

	/// The secret, as `sp-core` takes it back: 64 bytes for sr25519, a seed of 32 for the others.
	pub fn secret(&self) -> Zeroizing<Vec<u8>> {
		Zeroizing::new(match self {
			Self::Sr25519(pair) => pair.to_raw_vec(),
			Self::Ed25519(pair) => pair.to_raw_vec(),
			Self::Ecdsa(pair) => Pair::to_raw_vec(pair),
		})
	}

	/// A pair out of what [`Self::secret`] gives. Nothing when it is no secret of the scheme.
	pub fn from_bytes(scheme: Scheme, secret: &[u8]) -> Option<Self> {
		match scheme {
			Scheme::Sr25519 => sr25519::Pair::from_seed_slice(secret)
				.ok()
				.map(|pair| Self::Sr25519(Box::new(pair))),
			Scheme::Ed25519 => ed25519::Pair::from_seed_slice(secret)
				.ok()
				.map(|pair| Self::Ed25519(Box::new(pair))),
			Scheme::Ecdsa => <ecdsa::Pair as Pair>::from_seed_slice(secret).ok().map(Self::Ecdsa),
		}
	}

	/// The scheme.
	pub const fn scheme(&self) -> Scheme {
		match self {
			Self::Sr25519(_) => Scheme::Sr25519,
			Self::Ed25519(_) => Scheme::Ed25519,
			Self::Ecdsa(_) => Scheme::Ecdsa,
		}
	}

	/// The public key.
	pub fn public(&self) -> DeviceKey {
		match self {
			Self::Sr25519(pair) => DeviceKey::Sr25519(pair.public().0),
			Self::Ed25519(pair) => DeviceKey::Ed25519(pair.public().0),
			Self::Ecdsa(pair) => DeviceKey::Ecdsa(Pair::public(pair).0),
		}
	}

	/// The account.
	pub fn account(&self) -> AccountBytes {
		account_of(&self.public())
	}

	/// Signs bytes.
	pub fn sign(&self, message: &[u8]) -> MultiSignature {
		match self {
			Self::Sr25519(pair) => MultiSignature::Sr25519(pair.sign(message).0),
			Self::Ed25519(pair) => MultiSignature::Ed25519(pair.sign(message).0),
			Self::Ecdsa(pair) => MultiSignature::Ecdsa(Pair::sign(pair, message).0),
		}
	}

	/// Signs a statement for the chain with this genesis hash.
	pub fn sign_statement<B: Body>(&self, genesis: Digest, body: B) -> MultiSignature {
		self.sign(&Statement::new(genesis, body).encode())
	}
}

impl Signer<Config> for Keypair {
	fn account_id(&self) -> AccountId32 {
		AccountId32(self.account())
	}

	fn sign(&self, signer_payload: &[u8]) -> MultiSignature {
		Keypair::sign(self, signer_payload)
	}
}

/// The secret of a development key with its scheme: `//Alice`, or `ed25519://Alice`. Nothing when
/// the text is something else.
pub fn development_secret(text: &str) -> Option<(Scheme, &str)> {
	if text.starts_with("//") {
		return Some((Scheme::Sr25519, text));
	}
	let (scheme, path) = text.split_once(':')?;
	let scheme = Scheme::named(scheme)?;
	path.starts_with("//").then_some((scheme, path))
}

#[cfg(test)]
mod tests {
	use super::*;
	use int_primitives::signed::Challenge;

	#[test]
	fn the_development_keys_are_those_of_the_sdk() {
		let alice = Keypair::from_secret(Scheme::Sr25519, "//Alice").unwrap();
		assert_eq!(
			hex::encode(alice.account()),
			"d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"
		);
		let alice = Keypair::from_secret(Scheme::Ed25519, "//Alice").unwrap();
		assert_eq!(
			hex::encode(alice.account()),
			"88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee"
		);
	}

	#[test]
	fn each_scheme_signs_and_only_its_own_key_verifies() {
		let challenge = Challenge {
			challenger: [1; 32],
			device: [2; 32],
			nonce: [3; 32],
			generation: 0,
			expires: 4,
		};
		let message = Statement::new([9; 32], challenge.clone()).encode();
		let pairs: Vec<Keypair> =
			Scheme::ALL.into_iter().map(|scheme| Keypair::generate(scheme).0).collect();
		for pair in &pairs {
			let signature = pair.sign_statement([9; 32], challenge.clone());
			for other in &pairs {
				let same = other.scheme() == pair.scheme();
				assert_eq!(verify(&other.public(), &message, &signature), same);
			}
			assert!(!verify(&pair.public(), b"something else", &signature));
			let (scheme, bytes) = signature_parts(&signature);
			assert_eq!(super::signature(scheme, bytes), Some(signature.clone()));
		}
	}

	#[test]
	fn a_secret_and_a_phrase_make_the_same_key_again() {
		for scheme in Scheme::ALL {
			let (pair, phrase) = Keypair::generate(scheme);
			let again = Keypair::from_secret(scheme, &phrase).unwrap();
			assert_eq!(again.public(), pair.public());
			let again = Keypair::from_bytes(scheme, &pair.secret()).unwrap();
			assert_eq!(again.public(), pair.public());
		}
	}

	#[test]
	fn a_derived_key_is_the_one_of_its_path() {
		for scheme in Scheme::ALL {
			let root = Keypair::from_secret(scheme, "//factory").unwrap();
			let path = [DeriveJunction::hard("run"), DeriveJunction::hard(7u64)];
			let derived = root.derive(&path).unwrap();
			let named = Keypair::from_secret(scheme, "//factory//run//7").unwrap();
			assert_eq!(derived.public(), named.public());
		}
	}

	#[test]
	fn development_secrets_are_told_from_names() {
		assert_eq!(development_secret("//Alice"), Some((Scheme::Sr25519, "//Alice")));
		assert_eq!(development_secret("ecdsa://Bob//1"), Some((Scheme::Ecdsa, "//Bob//1")));
		assert_eq!(development_secret("alice"), None);
		assert_eq!(development_secret("rsa://Alice"), None);
	}

	#[test]
	fn a_key_of_the_wrong_length_is_none() {
		assert!(public_key(Scheme::Sr25519, &[1; 32]).is_some());
		assert!(public_key(Scheme::Sr25519, &[1; 33]).is_none());
		assert!(public_key(Scheme::Ecdsa, &[2; 33]).is_some());
		assert!(public_key(Scheme::Ecdsa, &[4; 33]).is_none());
	}
}
