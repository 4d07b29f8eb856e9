// SPDX-License-Identifier: Apache-2.0

//! Access to a place: grants that a lock checks offline.
//!
//! Who buys an `access` resource gets a [`Grant`]: a statement, signed by a key that the lock
//! holds, that some key may open this lock from one time to another. The holder brings it to the
//! lock, which has no connection:
//!
//! 1. The holder sends the grant and its signature.
//! 2. The lock draws 32 random bytes and sends them as an [`EntryChallenge`].
//! 3. The holder signs an [`Entry`], which repeats them.
//! 4. [`Lock::check`] opens, or says why not.
//!
//! A grant is no secret and no bearer token: who copies it cannot answer for the holder. An
//! answer is worth nothing twice, at another lock, or on another chain.
//!
//! # The lock's clock
//!
//! An offline clock drifts. The lock states by how much it may be wrong, and opens only when the
//! time lies within the grant *for certain*: never outside of it, at the price of refusing within
//! the error of either end. Who issues a grant adds that error on both sides, so that the holder
//! gets all the time that was bought.
//!
//! # What revocation cannot reach
//!
//! A lock without a connection knows what it was told and no more. Until it hears of it, it opens
//! for a grant whose agreement was cancelled, refunded or lost in a dispute, for a holder whose
//! key was stolen or rotated (a grant names a key, not a device), and for every grant of a stolen
//! issuer's key. What bounds the harm is `to`, and [`Lock::longest`], which the lock is given from
//! the listing: short grants, renewed while they are paid for, are the revocation that always
//! works. Beside that, anybody may carry a [`Revocation`] to the lock (the next holder's telephone
//! does), after which the issuer's earlier grants are void.
//!
//! Nor does a check tell *where* the holder is: two accomplices can pass a challenge on over the
//! network. A holder's device should ask its owner before it signs, and a lock should not wait
//! long for an answer.
//!
//! Nothing here allocates. Signatures are verified by a closure that takes key, message and
//! signature: 64 bytes for Ed25519 and Sr25519, 65 for ECDSA.

use crate::{
	identity::DeviceKey,
	signed::{body, Body, Statement},
	AccountBytes, Digest, Millis,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen, Output};
use scale_info::TypeInfo;

/// The longest statement of this module, bytes.
pub const MAX_STATEMENT: usize = 180;

body! {
	/// That a key may open a lock for a time. Signed by an issuer whose key the lock holds; 134 bytes
	/// encoded.
	Grant, b"int/gran", {
		/// Who grants: an account whose key the lock holds.
		issuer: AccountBytes,
		/// The generation of the issuer's key that signs.
		generation: u32,
		/// The lock's account.
		lock: AccountBytes,
		/// The key that may open it.
		holder: DeviceKey,
		/// The first moment at which it may.
		from: Millis,
		/// The first moment at which it may no longer: when the grant expires.
		to: Millis,
		/// The agreement that it was bought by.
		agreement: u64,
		/// Strictly increasing, one for each grant of the issuer to this lock: what a
		/// [`Revocation`] counts by.
		sequence: u64,
	}
}

body! {
	/// The holder's answer to a lock that asks for it now, by the key in the grant.
	Entry, b"int/entr", {
		/// The lock that asks.
		lock: AccountBytes,
		/// Who answers.
		holder: DeviceKey,
		/// The agreement of the grant.
		agreement: u64,
		/// The sequence of the grant.
		sequence: u64,
		/// The lock's random bytes.
		nonce: Digest,
		/// When the lock stops waiting, by its own clock.
		expires: Millis,
	}
}

body! {
	/// That an issuer's grants to a lock are void below a sequence. Signed by the issuer.
	///
	/// It has no expiry, because it can only take away: brought again, it changes nothing.
	Revocation, b"int/revo", {
		/// Who revokes.
		issuer: AccountBytes,
		/// The generation of the issuer's key that signs.
		generation: u32,
		/// The lock that is to know.
		lock: AccountBytes,
		/// The lowest sequence that is still good. Grants that are to stay are issued again above it.
		floor: u64,
	}
}

/// Hands the bytes that are signed for `body` on this chain to `then`, without allocation. Nothing
/// for a body that makes a statement of more than [`MAX_STATEMENT`] bytes, of which there is none
/// in this module.
pub fn with_statement<B: Body, R>(
	genesis: Digest,
	body: B,
	then: impl FnOnce(&[u8]) -> R,
) -> Option<R> {
	let mut bytes = Bytes { buffer: [0; MAX_STATEMENT], length: Some(0) };
	Statement::new(genesis, body).encode_to(&mut bytes);
	Some(then(bytes.buffer.get(..bytes.length?)?))
}

/// A buffer to encode into. It has no length once something did not fit.
struct Bytes {
	buffer: [u8; MAX_STATEMENT],
	length: Option<usize>,
}

impl Output for Bytes {
	fn write(&mut self, bytes: &[u8]) {
		self.length = self.length.and_then(|start| {
			let end = start.checked_add(bytes.len())?;
			self.buffer.get_mut(start..end)?.copy_from_slice(bytes);
			Some(end)
		});
	}
}

/// What a lock's clock shows, and by how much it may be wrong in either direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
	/// Milliseconds since the Unix epoch.
	pub now: Millis,
	/// Milliseconds. It grows since the clock was last set: 20 ppm of drift are 1.7 s a day.
	pub error: Millis,
}

/// A lock's question to one holder. It is asked once and answered once: a check uses it up.
#[derive(PartialEq, Eq, Debug)]
pub struct EntryChallenge {
	nonce: Digest,
	asked: Millis,
	expires: Millis,
}

impl EntryChallenge {
	/// Asks with 32 fresh bytes of a secure random generator, and waits `patience` milliseconds
	/// (a few seconds) for the answer.
	pub const fn new(nonce: Digest, clock: Clock, patience: Millis) -> Self {
		Self { nonce, asked: clock.now, expires: clock.now.saturating_add(patience) }
	}

	/// What the holder of this grant has to sign, with the genesis hash, by [`with_statement`].
	/// The holder makes it of the same nonce and expiry, which the lock sends.
	pub fn entry(&self, grant: &Grant) -> Entry {
		Entry {
			lock: grant.lock,
			holder: grant.holder,
			agreement: grant.agreement,
			sequence: grant.sequence,
			nonce: self.nonce,
			expires: self.expires,
		}
	}

	/// The random bytes, for the holder.
	pub const fn nonce(&self) -> &Digest {
		&self.nonce
	}

	/// When the lock stops waiting, for the holder.
	pub const fn expires(&self) -> Millis {
		self.expires
	}
}

/// Somebody whose grants a lock takes. The lock keeps this where it survives a power cut.
#[derive(Encode, Decode, MaxEncodedLen, Clone, PartialEq, Eq, Debug)]
pub struct Issuer {
	/// The account.
	pub account: AccountBytes,
	/// The generation of the key.
	pub generation: u32,
	/// The key. Who sets up the lock, or updates it when the issuer's key is rotated, puts it here.
	pub key: DeviceKey,
	/// The lowest sequence that is still good; 0 at first.
	pub floor: u64,
}

/// A lock: what it was told when it was set up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lock<'a> {
	/// The genesis hash of the chain whose agreements open it.
	pub genesis: Digest,
	/// Its account.
	pub account: AccountBytes,
	/// Whose grants it takes.
	pub issuers: &'a [Issuer],
	/// The longest time that a grant may be valid, milliseconds: that of the listing.
	pub longest: Millis,
}

/// Why a lock stays closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// The grant is for another lock.
	OtherLock,
	/// The lock does not know the issuer.
	UnknownIssuer,
	/// The lock holds another key of the issuer than the one that signed. Issue the grant anew, or
	/// give the lock the new key.
	OtherGeneration,
	/// The grant ends before it begins, or is valid for longer than the listing allows.
	Validity,
	/// The issuer has revoked the grant.
	Revoked,
	/// The grant does not hold yet, or the clock is too uncertain to say so.
	TooEarly,
	/// The grant does not hold any more, or the clock is too uncertain to say so.
	TooLate,
	/// The answer did not come in time, or the clock was set back. Ask again.
	NoAnswer,
	/// The issuer has not signed this grant for this chain.
	NotGranted,
	/// The holder has not answered this challenge of this lock on this chain.
	NotHolder,
	/// The floor is already as high.
	OldRevocation,
}

impl Lock<'_> {
	/// Whether the lock may open now, for the holder of `grant`, who has answered `challenge`.
	///
	/// The signatures come last: what is refused for another reason costs the lock no time.
	pub fn check(
		&self,
		challenge: EntryChallenge,
		grant: &Grant,
		grant_signature: &[u8],
		entry_signature: &[u8],
		clock: Clock,
		verify: impl Fn(&DeviceKey, &[u8], &[u8]) -> bool,
	) -> Result<(), Refusal> {
		ensure(grant.lock == self.account, Refusal::OtherLock)?;
		let issuer = self
			.issuers
			.iter()
			.find(|issuer| issuer.account == grant.issuer)
			.ok_or(Refusal::UnknownIssuer)?;
		ensure(grant.generation == issuer.generation, Refusal::OtherGeneration)?;
		ensure(grant.sequence >= issuer.floor, Refusal::Revoked)?;
		let validity = grant.to.checked_sub(grant.from).ok_or(Refusal::Validity)?;
		ensure((1..=self.longest).contains(&validity), Refusal::Validity)?;

		// Saturating at either end of time can only refuse.
		ensure(clock.now.saturating_sub(clock.error) >= grant.from, Refusal::TooEarly)?;
		ensure(clock.now.saturating_add(clock.error) < grant.to, Refusal::TooLate)?;
		let waiting = challenge.asked..=challenge.expires;
		ensure(waiting.contains(&clock.now), Refusal::NoAnswer)?;

		let signed = |message: &[u8]| verify(&issuer.key, message, grant_signature);
		ensure(
			with_statement(self.genesis, grant.clone(), signed) == Some(true),
			Refusal::NotGranted,
		)?;
		let signed = |message: &[u8]| verify(&grant.holder, message, entry_signature);
		ensure(
			with_statement(self.genesis, challenge.entry(grant), signed) == Some(true),
			Refusal::NotHolder,
		)
	}
}

impl Issuer {
	/// Raises the floor, as the issuer has signed to this lock. The lock has to store it.
	pub fn revoke(
		&mut self,
		lock: &AccountBytes,
		genesis: Digest,
		revocation: &Revocation,
		signature: &[u8],
		verify: impl Fn(&DeviceKey, &[u8], &[u8]) -> bool,
	) -> Result<(), Refusal> {
		ensure(revocation.lock == *lock, Refusal::OtherLock)?;
		ensure(revocation.issuer == self.account, Refusal::UnknownIssuer)?;
		ensure(revocation.generation == self.generation, Refusal::OtherGeneration)?;
		ensure(revocation.floor > self.floor, Refusal::OldRevocation)?;
		let signed = |message: &[u8]| verify(&self.key, message, signature);
		ensure(
			with_statement(genesis, revocation.clone(), signed) == Some(true),
			Refusal::NotGranted,
		)?;
		self.floor = revocation.floor;
		Ok(())
	}
}

fn ensure(holds: bool, refusal: Refusal) -> Result<(), Refusal> {
	holds.then_some(()).ok_or(refusal)
}

#[cfg(test)]
mod tests;
