// SPDX-License-Identifier: Apache-2.0

//! The two layers of encryption, piece by piece and in place, without allocation: a device can
//! seal what it sells and open what it bought.
//!
//! # The outer layer
//!
//! The seller makes a one-time X25519 key for the sale; both sides reach the same shared secret
//! (RFC 7748), and the key of the layer is SHA-256 over a domain tag, that secret, the one-time
//! public key, and the sale with the package.
//!
//! The layer hides; it does not say who sealed. Nothing rests on that: the buyer takes the address
//! of a delivery from the seller, and a delivery of somebody else has a key that the seller cannot
//! reveal.

use super::{
	keys::{PackageSecret, Sale},
	layer::Layer,
	manifest::ManifestCommitment,
};
use crate::{
	merkle::{Hasher, Software},
	Digest,
};
use x25519_dalek::{x25519, X25519_BASEPOINT_BYTES};
use zeroize::Zeroizing;

const INNER_TAG: &[u8] = b"int/package/cipher/1";
const OUTER_TAG: &[u8] = b"int/package/outer/1";

/// An X25519 public key, 32 bytes.
pub type BuyerKey = [u8; 32];

/// The buyer's X25519 secret key.
///
/// Better made for each purchase than kept: who has it later opens what was delivered to it, once
/// the inner key is revealed.
pub struct BuyerSecret(Zeroizing<[u8; 32]>);

impl BuyerSecret {
	/// The key in these bytes, which have to come from a secure random generator.
	pub fn new(bytes: [u8; 32]) -> Self {
		Self(Zeroizing::new(bytes))
	}

	/// The public key, which goes into the purchase.
	pub fn public(&self) -> BuyerKey {
		x25519(*self.0, X25519_BASEPOINT_BYTES)
	}
}

/// The inner layer of one sale: under the key that is revealed.
///
/// The cipher's key is derived from that key, so that the hash which the buyer accepts says
/// nothing of it.
pub struct Inner(Layer);

impl Inner {
	/// The layer under this key of a sale.
	pub fn new<H: Hasher>(key: &Digest) -> Self {
		Self(Layer::new(&Zeroizing::new(H::sha256(&[INNER_TAG, key]))))
	}

	/// Encrypts in place a record (blinding and data) and the 16 bytes after it, which become its
	/// tag. Nothing if the piece is shorter than that.
	///
	/// Seal one record only at an index. A second one there would tell how they differ.
	#[must_use]
	pub fn seal(&self, index: u32, piece: &mut [u8]) -> Option<()> {
		self.0.seal(index, piece)
	}

	/// Decrypts a sealed chunk in place and returns its record. Nothing if it was not sealed under
	/// this key for this index.
	#[must_use]
	pub fn open<'a>(&self, index: u32, piece: &'a mut [u8]) -> Option<&'a [u8]> {
		self.0.open(index, piece)
	}
}

/// The outer layer of one delivery.
pub struct Outer(Layer);

impl Outer {
	/// The seller's side, with the public one-time key that the buyer needs. Nothing if the
	/// buyer's key is one of the few that make any shared secret known to everyone.
	pub fn of_seller(
		secret: &PackageSecret,
		sale: &Sale,
		package: &ManifestCommitment,
	) -> Option<(Self, BuyerKey)> {
		let ephemeral = secret.ephemeral(sale, package);
		let public = x25519(*ephemeral, X25519_BASEPOINT_BYTES);
		let shared = Zeroizing::new(x25519(*ephemeral, sale.buyer));
		Some((Self::new(&shared, &public, sale, package)?, public))
	}

	/// The buyer's side. Nothing if the one-time key makes any shared secret known to everyone, or
	/// if the sale is to another key than the buyer's.
	pub fn of_buyer(
		secret: &BuyerSecret,
		ephemeral: &BuyerKey,
		sale: &Sale,
		package: &ManifestCommitment,
	) -> Option<Self> {
		if secret.public() != sale.buyer {
			return None;
		}
		let shared = Zeroizing::new(x25519(*secret.0, *ephemeral));
		Self::new(&shared, ephemeral, sale, package)
	}

	fn new(
		shared: &Digest,
		ephemeral: &BuyerKey,
		sale: &Sale,
		package: &ManifestCommitment,
	) -> Option<Self> {
		// A point of small order has led here (RFC 7748, section 6.1).
		if shared.iter().fold(0, |any, byte| any | byte) == 0 {
			return None;
		}
		let key = Software::sha256(&[OUTER_TAG, shared, ephemeral, &sale.context(package)]);
		Some(Self(Layer::new(&Zeroizing::new(key))))
	}

	/// Encrypts in place all but the last 16 bytes of a page, which become its tag. Nothing if
	/// the page is shorter than that.
	#[must_use]
	pub fn seal(&self, number: u32, page: &mut [u8]) -> Option<()> {
		self.0.seal(number, page)
	}

	/// Decrypts a page in place. Nothing if it is not that page of this sale, sealed to this key.
	#[must_use]
	pub fn open<'a>(&self, number: u32, page: &'a mut [u8]) -> Option<&'a [u8]> {
		self.0.open(number, page)
	}
}
