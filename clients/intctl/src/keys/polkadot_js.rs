// SPDX-License-Identifier: Apache-2.0

//! Key files as polkadot.js and the wallets around it write and read them, version 3.
//!
//! ```text
//! encoded = base64( salt (32) ‖ N, p, r of scrypt (u32, little endian) ‖ nonce (24) ‖ box )
//! box     = XSalsa20-Poly1305( scrypt(password, salt, N, r, p), nonce,
//!             header (16) ‖ secret (64, for ECDSA 32) ‖ divider (5) ‖ public key (32 or 33) )
//! ```
//!
//! The secret of an sr25519 key is in the form of Ed25519: its scalar times the cofactor 8. Written
//! after `@polkadot/keyring` (`pair/encode.ts`, `pair/decode.ts`) and `@polkadot/util-crypto`
//! (`json/`, `scrypt/`).

use super::{account_of, public_bytes, Keypair, Scheme};
use crate::{
	errors::{Failure, Result},
	text::{hex, parse_address, parse_hex, Units},
};
use base64::{engine::general_purpose::STANDARD, Engine};
use crypto_secretbox::{
	aead::{Aead, KeyInit},
	Key, Nonce, XSalsa20Poly1305,
};
use int_primitives::{AccountBytes, Millis};
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// What the plain text begins with.
const HEADER: [u8; 16] = [48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

/// What stands between the secret and the public key.
const DIVIDER: [u8; 5] = [161, 35, 3, 33, 0];

const SALT: usize = 32;
const NONCE: usize = 24;

/// The binary logarithm of scrypt's `N`, with `p` and `r`, as wallets write them.
const STANDARD_COST: (u8, u32, u32) = (15, 1, 8);

/// What wallets accept. Others are refused: a crafted file must not cost hours or gigabytes.
const ALLOWED_COSTS: [(u8, u32, u32); 6] =
	[(13, 10, 8), (14, 5, 8), (15, 3, 8), STANDARD_COST, (16, 2, 8), (17, 1, 8)];

/// How the secret is encoded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoding {
	/// `pkcs8` and the scheme.
	pub content: Vec<String>,
	/// `scrypt` and `xsalsa20-poly1305`.
	pub r#type: Vec<String>,
	/// `3`.
	pub version: String,
}

/// What wallets show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
	/// The name of the key.
	#[serde(default)]
	pub name: String,
	/// When it was made, milliseconds since 1970.
	#[serde(default, rename = "whenCreated")]
	pub when_created: Millis,
}

/// A key file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFile {
	/// The SS58 address; for ECDSA the public key in hexadecimal digits.
	pub address: String,
	/// The encrypted secret.
	pub encoded: String,
	/// How it is encoded.
	pub encoding: Encoding,
	/// What wallets show.
	#[serde(default)]
	pub meta: Meta,
}

impl KeyFile {
	/// Encrypts a key.
	pub fn seal(pair: &Keypair, name: &str, password: &str, now: Millis) -> Result<Self> {
		let mut secret = pair.secret();
		match pair.scheme() {
			Scheme::Sr25519 => times_cofactor(&mut secret),
			// The seed, followed by the public key.
			Scheme::Ed25519 => secret.extend_from_slice(public_bytes(&pair.public())),
			Scheme::Ecdsa => {},
		}
		let mut plain = Zeroizing::new(Vec::with_capacity(128));
		plain.extend_from_slice(&HEADER);
		plain.extend_from_slice(&secret);
		plain.extend_from_slice(&DIVIDER);
		plain.extend_from_slice(public_bytes(&pair.public()));

		let mut salt = [0u8; SALT];
		let mut nonce = [0u8; NONCE];
		OsRng.fill_bytes(&mut salt);
		OsRng.fill_bytes(&mut nonce);
		let (log_n, p, r) = STANDARD_COST;
		let cipher = cipher(password, &salt, STANDARD_COST)?;
		let sealed = cipher
			.encrypt(Nonce::from_slice(&nonce), plain.as_slice())
			.map_err(|_| Failure::key("The key cannot be encrypted."))?;

		let mut encoded = Vec::with_capacity(256);
		encoded.extend_from_slice(&salt);
		for number in [1u32 << log_n, p, r] {
			encoded.extend_from_slice(&number.to_le_bytes());
		}
		encoded.extend_from_slice(&nonce);
		encoded.extend_from_slice(&sealed);
		let address = match pair.scheme() {
			Scheme::Ecdsa => hex(public_bytes(&pair.public())),
			_ => Units::default().address(&pair.account()),
		};
		Ok(Self {
			address,
			encoded: STANDARD.encode(encoded),
			encoding: Encoding {
				content: vec!["pkcs8".into(), pair.scheme().name().into()],
				r#type: vec!["scrypt".into(), "xsalsa20-poly1305".into()],
				version: "3".into(),
			},
			meta: Meta { name: name.into(), when_created: now },
		})
	}

	/// Decrypts the key.
	pub fn open(&self, password: &str) -> Result<Keypair> {
		let scheme = self.scheme()?;
		let encoded = STANDARD
			.decode(&self.encoded)
			.map_err(|error| Failure::key(format!("The key file is damaged: {error}")))?;
		let mut rest = encoded.as_slice();
		let salt = take(&mut rest, SALT)?;
		let n = number(&mut rest)?;
		let p = number(&mut rest)?;
		let r = number(&mut rest)?;
		let nonce = take(&mut rest, NONCE)?;
		let cost = ALLOWED_COSTS
			.into_iter()
			.find(|(log_n, allowed_p, allowed_r)| {
				n == 1u32 << log_n && p == *allowed_p && r == *allowed_r
			})
			.ok_or_else(|| {
				Failure::key(format!("The key file asks for scrypt with N {n}, p {p}, r {r}."))
					.remedy("Export the key again from a wallet with its default settings.")
			})?;
		let plain = cipher(password, salt, cost)?
			.decrypt(Nonce::from_slice(nonce), rest)
			.map(Zeroizing::new)
			.map_err(|_| {
				Failure::key("The password is wrong.").remedy(
					"Try again; give it at the prompt, with --password-file, or in the variable \
					 INTCTL_PASSWORD.",
				)
			})?;
		let pair = unpack(scheme, &plain).ok_or_else(damaged)?;
		if self.account() != Some(pair.account()) {
			return Err(damaged());
		}
		Ok(pair)
	}

	/// The scheme of the key.
	pub fn scheme(&self) -> Result<Scheme> {
		let unsupported = || {
			Failure::key("The key file has an encoding that this program does not know.").remedy(
				"It reads version 3 with scrypt and xsalsa20-poly1305, as polkadot.js and the \
				 wallets around it export keys of sr25519, ed25519 and ecdsa.",
			)
		};
		let has = |list: &[String], name: &str| list.iter().any(|entry| entry == name);
		let known = self.encoding.version == "3"
			&& has(&self.encoding.content, "pkcs8")
			&& has(&self.encoding.r#type, "scrypt")
			&& has(&self.encoding.r#type, "xsalsa20-poly1305");
		if !known {
			return Err(unsupported());
		}
		self.encoding.content.iter().find_map(|name| Scheme::named(name)).ok_or_else(unsupported)
	}

	/// The account of the key, which is not secret.
	pub fn account(&self) -> Option<AccountBytes> {
		match self.scheme().ok()? {
			Scheme::Ecdsa => {
				let bytes = parse_hex(&self.address).ok()?;
				super::public_key(Scheme::Ecdsa, &bytes).map(|key| account_of(&key))
			},
			_ => parse_address(&self.address),
		}
	}
}

fn damaged() -> Failure {
	Failure::key("The key file is damaged: its secret does not belong to its address.")
		.remedy("Restore the file from a backup, or import the key again from its phrase.")
}

fn cipher(password: &str, salt: &[u8], cost: (u8, u32, u32)) -> Result<XSalsa20Poly1305> {
	let (log_n, p, r) = cost;
	let failed = || Failure::key("The password cannot be turned into a key.");
	let params = scrypt::Params::new(log_n, r, p, 32).map_err(|_| failed())?;
	let mut key = Key::default();
	scrypt::scrypt(password.as_bytes(), salt, &params, &mut key).map_err(|_| failed())?;
	let cipher = XSalsa20Poly1305::new(&key);
	key.as_mut_slice().zeroize();
	Ok(cipher)
}

/// The next bytes of a key file.
fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8]> {
	let (head, tail) =
		rest.split_at_checked(count).ok_or_else(|| Failure::key("The key file is too short."))?;
	*rest = tail;
	Ok(head)
}

fn number(rest: &mut &[u8]) -> Result<u32> {
	let bytes = take(rest, 4)?;
	Ok(bytes.iter().rev().fold(0u32, |number, byte| number << 8 | u32::from(*byte)))
}

/// The key in a plain text; nothing when the text is no key, or its halves do not match.
fn unpack(scheme: Scheme, plain: &[u8]) -> Option<Keypair> {
	let body = plain.strip_prefix(&HEADER)?;
	let length = if scheme == Scheme::Ecdsa { 32 } else { 64 };
	let (secret, rest) = body.split_at_checked(length)?;
	let public = rest.strip_prefix(&DIVIDER)?;
	let mut secret = Zeroizing::new(secret.to_vec());
	match scheme {
		Scheme::Sr25519 => by_cofactor(&mut secret),
		Scheme::Ed25519 => secret.truncate(32),
		Scheme::Ecdsa => {},
	}
	let pair = Keypair::from_bytes(scheme, &secret)?;
	(public_bytes(&pair.public()) == public).then_some(pair)
}

/// Multiplies the scalar in the first 32 bytes (little endian) by 8, as Ed25519 keeps it.
fn times_cofactor(secret: &mut [u8]) {
	let mut carried = 0u8;
	for byte in secret.iter_mut().take(32) {
		let carries = *byte >> 5;
		*byte = *byte << 3 | carried;
		carried = carries;
	}
}

/// Divides the scalar in the first 32 bytes (little endian) by 8, as schnorrkel keeps it.
fn by_cofactor(secret: &mut [u8]) {
	let mut carried = 0u8;
	for byte in secret.iter_mut().take(32).rev() {
		let carries = *byte << 5;
		*byte = *byte >> 3 | carried;
		carried = carries;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::errors::Kind;

	/// Exported by a wallet; from the tests of `subxt-signer`.
	const BOB: &str = r#"{
		"encoded": "J2FFcPHAY11Pmq/38eqbwfUv9OPitYJs+oYgahBvlagAAAIAAQAAAAgAAAB5o0DwXCWDblsH+9pc++RaBO4fpHBHzUirHFHFE9yS3sDzgAIQjhgvPqJ3ODrMR2gy7vk0VZg1fyirIvmsrfjGbWnOI8YU0joX0tYytroyWaykFKtZJMmE0pNKcJ5dJmDxscbK53Ac+7ld2UdH07yKPXxmPuYNNw3vKx8cg9CdQgifKfzQxHnC+EUpOoHPLwGlHsFEYtIlQtngqd9n",
		"encoding": {
			"content": ["pkcs8", "sr25519"],
			"type": ["scrypt", "xsalsa20-poly1305"],
			"version": "3"
		},
		"address": "5CfWTDh7XxJ2yrayqQ2aJnnZAH5v5XaF1oJFfH5QCpbfP9v8",
		"meta": { "genesisHash": "", "name": "Bob (Dev)", "whenCreated": 1768916488918 }
	}"#;

	/// The same with the standard cost, N = 2^15.
	const ALICE: &str = r#"{
		"encoded": "DumgApKCTqoCty1OZW/8WS+sgo6RdpHhCwAkA2IoDBMAgAAAAQAAAAgAAAB6IG/q24EeVf0JqWqcBd5m2tKq5BlyY84IQ8oamLn9DZe9Ouhgunr7i36J1XxUnTI801axqL/ym1gil0U8440Qvj0lFVKwGuxq38zuifgoj0B3Yru0CI6QKEvQPU5xxj4MpyxdSxP+2PnTzYao0HDH0fulaGvlAYXfqtU89xrx2/z9z7IjSwS3oDFPXRQ9kAdDebtyCVreZ9Otw9v3",
		"encoding": {
			"content": ["pkcs8", "sr25519"],
			"type": ["scrypt", "xsalsa20-poly1305"],
			"version": "3"
		},
		"address": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
		"meta": { "genesisHash": "", "name": "Alice", "whenCreated": 1718265838755 }
	}"#;

	#[test]
	fn keys_that_a_wallet_exported_open_and_sign() {
		for (json, password) in [(BOB, "whoisbob"), (ALICE, "whoisalice")] {
			let file: KeyFile = serde_json::from_str(json).unwrap();
			let pair = file.open(password).unwrap();
			assert_eq!(file.account(), Some(pair.account()));
			let signature = pair.sign(b"message");
			assert!(super::super::verify(&pair.public(), b"message", &signature));
		}
	}

	#[test]
	fn a_sealed_key_opens_again_and_only_with_its_password() {
		for scheme in Scheme::ALL {
			let (pair, _) = Keypair::generate(scheme);
			let file = KeyFile::seal(&pair, "meter", "secret", 7).unwrap();
			let json = serde_json::to_string(&file).unwrap();
			let file: KeyFile = serde_json::from_str(&json).unwrap();
			assert_eq!(file.meta, Meta { name: "meter".into(), when_created: 7 });
			assert_eq!(file.account(), Some(pair.account()));
			let again = file.open("secret").unwrap();
			assert_eq!(again.public(), pair.public());
			assert_eq!(again.secret().as_slice(), pair.secret().as_slice());
			assert_eq!(file.open("Secret").unwrap_err().kind, Kind::Key);
			let hidden = hex::encode(pair.secret().as_slice());
			assert!(!json.contains(&hidden));
		}
	}

	#[test]
	fn the_length_of_a_sealed_key_is_what_wallets_expect() {
		for (scheme, plain) in [(Scheme::Sr25519, 117), (Scheme::Ed25519, 117), (Scheme::Ecdsa, 86)]
		{
			let (pair, _) = Keypair::generate(scheme);
			let file = KeyFile::seal(&pair, "", "", 0).unwrap();
			let length = STANDARD.decode(&file.encoded).unwrap().len();
			assert_eq!(length, 32 + 12 + 24 + 16 + plain);
		}
	}

	#[test]
	fn the_cofactor_goes_in_and_out() {
		let mut secret: Vec<u8> = (0..64).map(|byte| byte * 3).collect();
		secret[31] &= 0b0001_1111;
		let before = secret.clone();
		times_cofactor(&mut secret);
		assert_ne!(secret, before);
		assert_eq!(secret[0] & 7, 0);
		assert_eq!(secret[32..], before[32..]);
		by_cofactor(&mut secret);
		assert_eq!(secret, before);
	}

	#[test]
	fn a_file_that_asks_for_hours_of_scrypt_is_refused() {
		let mut file: KeyFile = serde_json::from_str(ALICE).unwrap();
		let mut encoded = STANDARD.decode(&file.encoded).unwrap();
		encoded[35] = 0x40;
		file.encoded = STANDARD.encode(encoded);
		let failure = file.open("whoisalice").unwrap_err();
		assert!(failure.message.contains("scrypt"), "{}", failure.message);
	}

	#[test]
	fn a_file_of_another_version_is_refused() {
		let mut file: KeyFile = serde_json::from_str(ALICE).unwrap();
		file.encoding.version = "2".into();
		assert!(file.open("whoisalice").unwrap_err().message.contains("encoding"));
	}
}
