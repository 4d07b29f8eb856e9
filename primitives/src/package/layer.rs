// SPDX-License-Identifier: Apache-2.0

//! One layer of encryption: numbered pieces under one key.

use crate::Digest;
use chacha20poly1305::{
	aead::{AeadInPlace, KeyInit},
	ChaCha20Poly1305, Nonce,
};

/// The authentication tag at the end of a piece, bytes.
pub const TAG: usize = 16;

/// ChaCha20-Poly1305 (RFC 8439) with the number of the piece as its nonce.
///
/// A number is used once under a key, so two pieces can neither share a nonce nor change places.
/// What a key is for is in how it was derived ([`super::keys`]); there is nothing beside the piece
/// to authenticate.
pub struct Layer(ChaCha20Poly1305);

impl Layer {
	/// The layer under this key.
	pub fn new(key: &Digest) -> Self {
		Self(ChaCha20Poly1305::new(key.into()))
	}

	/// Encrypts in place all but the last 16 bytes of `piece`, which become the tag. Nothing, and
	/// nothing useful in `piece`, if it is too short for a tag.
	#[must_use]
	pub fn seal(&self, number: u32, piece: &mut [u8]) -> Option<()> {
		let (body, tag) = piece.split_at_mut_checked(piece.len().checked_sub(TAG)?)?;
		tag.copy_from_slice(&self.0.encrypt_in_place_detached(&nonce(number), &[], body).ok()?);
		Some(())
	}

	/// Decrypts in place and returns what was in the piece, or nothing if it was not sealed under
	/// this key and number.
	#[must_use]
	pub fn open<'a>(&self, number: u32, piece: &'a mut [u8]) -> Option<&'a [u8]> {
		let (body, tag) = piece.split_at_mut_checked(piece.len().checked_sub(TAG)?)?;
		let tag = <[u8; TAG]>::try_from(&*tag).ok()?;
		self.0.decrypt_in_place_detached(&nonce(number), &[], body, &tag.into()).ok()?;
		Some(body)
	}
}

fn nonce(number: u32) -> Nonce {
	let mut nonce = Nonce::default();
	nonce.iter_mut().zip(number.to_le_bytes()).for_each(|(byte, value)| *byte = value);
	nonce
}
