// SPDX-License-Identifier: Apache-2.0

//! Data packages: what is sold, how it is encrypted, and how a buyer proves that it is not what
//! was sold.
//!
//! # The exchange
//!
//! A package is data cut into chunks. Its [`Manifest`] stands in the seller's listing: the Merkle
//! root of the chunks, their number and size, and a *catalogue* in some store with the digest of
//! each chunk. For a sale the seller encrypts every chunk twice:
//!
//! * **inside** with a key made for this sale alone, which is revealed on chain to be paid for;
//! * **outside** to the buyer's X25519 key, so that the revealed key opens nothing for anybody
//!   else who copied the store.
//!
//! ```text
//! record  =  blinding (32 bytes) ‖ data (at most 4,048 bytes)      leaf of the manifest's root
//! sealed  =  ChaCha20-Poly1305 of the record, 16 bytes longer      leaf of the accepted root
//! page    =  ChaCha20-Poly1305 of up to 256 sealed chunks          what lies in the store
//! ```
//!
//! 1. The seller puts the pages into a store. The buyer takes off the outer layer and keeps the
//!    sealed chunks: [`exchange::receive`].
//! 2. The buyer accepts on chain the root of the sealed chunks and the hash of the key
//!    ([`AcceptedCiphertext`]). From here on the buyer cannot cancel.
//! 3. The seller reveals the key, whose hash the chain compares.
//! 4. The buyer opens the chunks. If one contradicts the manifest, that chunk with its two Merkle
//!    paths is a [`Complaint`], which the chain judges with [`check_complaint`] alone.
//!
//! # Why this is fair
//!
//! *To the buyer*: [`exchange::receive`] accepts only what can be complained about. It has seen
//! every sealed chunk, each as long as the manifest says, and every digest of the catalogue, and
//! both roots came out. Whatever the revealed key makes of those chunks, either it is the data of
//! the manifest or a complaint proves that it is not.
//!
//! *To the seller*: a complaint is upheld only for a chunk that lies in the accepted root and,
//! under the revealed key, does not give the record at this index of the manifest. Both trees bind
//! their leaves, and decryption is a function, so there is no such chunk in an honest package.
//!
//! ChaCha20-Poly1305 does not commit to its key: somebody can make a ciphertext that two keys
//! open. That is harmless here, because nobody may choose between two keys: the hash of the one
//! key is accepted before it is revealed, and both the payment and a complaint look at what this
//! key makes of the chunk, and at nothing else.
//!
//! # What it does not do
//!
//! It proves that the bytes are those of the manifest, not that the manifest's description is
//! true; that is for disputes and reputation. A buyer can give the data away afterwards. A
//! complaint publishes one sealed chunk, which the revealed key opens for everyone.
//!
//! The manifest's digests give away nothing of the data, not even of readings that could be
//! guessed: each record begins with 32 bytes of blinding, which only its buyers learn.

#[cfg(feature = "std")]
pub mod exchange;
#[cfg(feature = "std")]
pub mod store;

mod complaint;
mod keys;
mod layer;
mod manifest;
#[cfg(feature = "std")]
mod path;
pub mod seal;

#[cfg(test)]
mod tests;

pub use complaint::{
	check_complaint, AcceptedCiphertext, ChunkPath, Complaint, ComplaintError, Contradiction,
	SealedChunk,
};
pub use keys::{key_hash, PackageSecret, Sale};
pub use manifest::{
	Manifest, ManifestCommitment, BLINDING, MAX_CHUNKS, MAX_DATA, MAX_PATH, MAX_SEALED, OVERHEAD,
};
