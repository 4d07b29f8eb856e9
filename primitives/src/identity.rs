// SPDX-License-Identifier: Apache-2.0

//! What a device is: its key, its code, and its leaf in a lot.

use crate::{
	merkle::{leaf_hash, Hasher},
	AccountBytes, Digest,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The public key of a device, 33 or 34 bytes encoded.
///
/// Encodes as the first three variants of `sp_runtime::MultiSigner` do. The fourth (`Eth`) is left
/// out: it gives one key two accounts, and a device is one account.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub enum DeviceKey {
	/// Ed25519, 32 bytes.
	Ed25519([u8; 32]),
	/// Sr25519 (Schnorr on Ristretto), 32 bytes.
	Sr25519([u8; 32]),
	/// ECDSA on secp256k1, compressed, 33 bytes. The account is the BLAKE2b-256 digest of it.
	Ecdsa(#[cfg_attr(feature = "std", serde(with = "ecdsa_bytes"))] [u8; 33]),
}

/// `serde` has no arrays of 33 bytes.
#[cfg(feature = "std")]
mod ecdsa_bytes {
	use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

	pub fn serialize<S: Serializer>(key: &[u8; 33], serializer: S) -> Result<S::Ok, S::Error> {
		key.as_slice().serialize(serializer)
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 33], D::Error> {
		Vec::<u8>::deserialize(deserializer)?
			.try_into()
			.map_err(|_| D::Error::custom("an ECDSA key has 33 bytes"))
	}
}

/// The domain of [`device_code`].
const CODE_TAG: &[u8] = b"int/device-code/1";

/// The longest model name, bytes of UTF-8.
pub const MAX_MODEL: u32 = 24;

/// The longest serial number, bytes.
pub const MAX_SERIAL: u32 = 32;

/// The code of a device: SHA-256 over a domain tag, the maker's account, and model and serial,
/// each with its length before it. Nothing when model or serial is longer than 255 bytes.
///
/// The maker's account is in it, so no one can take a code in another maker's name.
pub fn device_code<H: Hasher>(maker: &AccountBytes, model: &[u8], serial: &[u8]) -> Option<Digest> {
	let model_length = u8::try_from(model.len()).ok()?;
	let serial_length = u8::try_from(serial.len()).ok()?;
	Some(H::sha256(&[CODE_TAG, maker, &[model_length], model, &[serial_length], serial]))
}

/// The leaf of a device in its lot: the leaf digest of its code (32 bytes) and the account of its
/// first key (32 bytes).
pub fn lot_leaf<H: Hasher>(code: &Digest, device: &AccountBytes) -> Digest {
	let mut data = [0u8; 64];
	let (left, right) = data.split_at_mut(32);
	left.copy_from_slice(code);
	right.copy_from_slice(device);
	leaf_hash::<H>(&data)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::merkle::Software;

	#[test]
	fn a_code_binds_maker_model_and_serial() {
		let code = |maker: u8, model: &[u8], serial: &[u8]| {
			device_code::<Software>(&[maker; 32], model, serial).unwrap()
		};
		let this = code(1, b"meter", b"0001");
		assert_ne!(this, code(2, b"meter", b"0001"));
		assert_ne!(this, code(1, b"mete", b"r0001"));
		assert_ne!(this, code(1, b"meter", b"0002"));
		assert_eq!(device_code::<Software>(&[1; 32], &[0; 256], b"1"), None);
	}

	#[test]
	fn a_key_encodes_as_the_multi_signer_of_the_sdk() {
		assert_eq!(DeviceKey::Ed25519([7; 32]).encode()[..2], [0, 7]);
		assert_eq!(DeviceKey::Sr25519([7; 32]).encode()[..2], [1, 7]);
		assert_eq!(DeviceKey::Ecdsa([7; 33]).encode().len(), DeviceKey::max_encoded_len());
	}
}
