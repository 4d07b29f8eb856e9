// SPDX-License-Identifier: Apache-2.0

//! What is signed off-chain.
//!
//! A [`Statement`] begins with its domain tag and the genesis hash of the chain it is meant for,
//! and each body carries its parties, the generation of the device's key and an expiry. So a
//! signature is valid on one chain, for one purpose, between these parties, and not for ever.
//! What a key signs is the SCALE encoding of the statement, at most 180 bytes, as it is (an ECDSA
//! key signs its BLAKE2b-256 digest, as everywhere in the SDK).

use crate::{AccountBytes, Digest, Millis};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A body that may be signed, with the tag that tells it from all others.
pub trait Body: Encode {
	/// Eight bytes, unique among all bodies.
	const TAG: [u8; 8];
}

/// A body in its domain: what is encoded and signed.
#[derive(Encode, Clone, PartialEq, Eq, Debug)]
pub struct Statement<B> {
	tag: [u8; 8],
	genesis: Digest,
	body: B,
}

impl<B: Body> Statement<B> {
	/// The statement of `body` on the chain with this genesis hash.
	pub const fn new(genesis: Digest, body: B) -> Self {
		Self { tag: B::TAG, genesis, body }
	}
}

macro_rules! body {
	($(#[$doc:meta])* $name:ident, $tag:literal, {
		$($(#[$field_doc:meta])* $field:ident: $type:ty,)*
	}) => {
		$(#[$doc])*
		#[derive(
			Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq,
			Debug,
		)]
		pub struct $name {
			$($(#[$field_doc])* pub $field: $type,)*
		}

		impl Body for $name {
			const TAG: [u8; 8] = *$tag;
		}
	};
}

pub(crate) use body;

body! {
	/// A device's consent to be registered by `owner`, by its first key.
	Registration, b"int/regi", {
		/// Who will own the device.
		owner: AccountBytes,
		/// The account of the device's first key.
		device: AccountBytes,
		/// The device's code.
		code: Digest,
		/// Chain time after which the consent is void.
		expires: Millis,
	}
}

body! {
	/// A new key's consent to become the key of `device`, by that new key.
	Rotation, b"int/rota", {
		/// Who owns the device and asks for the rotation.
		owner: AccountBytes,
		/// The device.
		device: AccountBytes,
		/// The account of the new key.
		key: AccountBytes,
		/// The generation that the new key will have: one above the present one.
		generation: u32,
		/// Chain time after which the consent is void.
		expires: Millis,
	}
}

body! {
	/// A device's answer to somebody who wants to know that it is there, by its current key.
	Challenge, b"int/chal", {
		/// Who asks.
		challenger: AccountBytes,
		/// Who answers.
		device: AccountBytes,
		/// Random bytes of the challenger's, used once.
		nonce: Digest,
		/// The generation of the key that answers.
		generation: u32,
		/// Chain time after which the answer is void.
		expires: Millis,
	}
}

body! {
	/// One reading of a device's sensors, by its current key.
	Reading, b"int/read", {
		/// Whose reading it is.
		device: AccountBytes,
		/// The generation of the key that signs.
		generation: u32,
		/// Strictly increasing, one for each reading of the device.
		sequence: u64,
		/// The device's clock when it read.
		taken: Millis,
		/// SHA-256 of the reading's body (`intctl` writes it as one line of JSON).
		digest: Digest,
		/// After this the reading is history: still genuine, no longer fresh.
		expires: Millis,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn no_two_statements_share_bytes() {
		let registration =
			Registration { owner: [1; 32], device: [2; 32], code: [3; 32], expires: 4 };
		let here = Statement::new([9; 32], registration.clone()).encode();
		let elsewhere = Statement::new([8; 32], registration.clone()).encode();
		assert_ne!(here, elsewhere);
		assert_eq!(&here[..8], b"int/regi");
		assert_eq!(here.len(), 8 + 32 + Registration::max_encoded_len());
		let tags = [Registration::TAG, Rotation::TAG, Challenge::TAG, Reading::TAG];
		for (at, tag) in tags.iter().enumerate() {
			assert!(!tags[..at].contains(tag));
		}
	}

	#[test]
	fn a_statement_fits_what_the_docs_say() {
		let longest = [
			Registration::max_encoded_len(),
			Rotation::max_encoded_len(),
			Challenge::max_encoded_len(),
			Reading::max_encoded_len(),
		];
		assert!(longest.iter().all(|length| 40 + length <= 180));
	}
}
