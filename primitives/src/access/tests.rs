// SPDX-License-Identifier: Apache-2.0

//! A lock, a holder, and those who are neither.

use super::*;
use crate::{
	market::{BidCommitment, DeliveryReceipt, EndUseReceipt, MeterVoucher, VoucherAcceptance},
	signed::{Challenge, Reading, Registration, Rotation},
};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use proptest::prelude::*;

const GENESIS: Digest = [1; 32];
const LOCK: AccountBytes = [2; 32];
const OWNER: AccountBytes = [3; 32];
/// One hour, from nine to ten so to speak.
const FROM: Millis = 1_700_000_000_000;
const HOUR: Millis = 3_600_000;

fn owner() -> SigningKey {
	SigningKey::from_bytes(&[11; 32])
}

fn holder() -> SigningKey {
	SigningKey::from_bytes(&[12; 32])
}

fn key(of: &SigningKey) -> DeviceKey {
	DeviceKey::Ed25519(of.verifying_key().to_bytes())
}

fn verify(key: &DeviceKey, message: &[u8], signature: &[u8]) -> bool {
	let DeviceKey::Ed25519(key) = key else { return false };
	let Ok(key) = VerifyingKey::from_bytes(key) else { return false };
	signature.try_into().is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
}

fn sign<B: Body>(signer: &SigningKey, genesis: Digest, body: B) -> Vec<u8> {
	with_statement(genesis, body, |bytes| signer.sign(bytes).to_vec()).unwrap()
}

fn grant() -> Grant {
	Grant {
		issuer: OWNER,
		generation: 4,
		lock: LOCK,
		holder: key(&holder()),
		from: FROM,
		to: FROM + HOUR,
		agreement: 7,
		sequence: 20,
	}
}

fn issuer() -> Issuer {
	Issuer { account: OWNER, generation: 4, key: key(&owner()), floor: 0 }
}

/// An exact clock half an hour into the grant.
const CLOCK: Clock = Clock { now: FROM + HOUR / 2, error: 0 };

/// One try at the door, in which everything is right unless a test changes it.
struct Try {
	genesis: Digest,
	lock: AccountBytes,
	issuer: Issuer,
	longest: Millis,
	nonce: Digest,
	clock: Clock,
	grant: Grant,
	granted: Vec<u8>,
	entry: Vec<u8>,
}

impl Try {
	/// A grant as it stands here, signed, and its holder's answer.
	fn with(grant: Grant) -> Self {
		let granted = sign(&owner(), GENESIS, grant.clone());
		let nonce = [9; 32];
		let entry = EntryChallenge::new(nonce, CLOCK, 5_000).entry(&grant);
		let entry = sign(&holder(), GENESIS, entry);
		let (genesis, lock, issuer, longest) = (GENESIS, LOCK, issuer(), 24 * HOUR);
		Self { genesis, lock, issuer, longest, nonce, clock: CLOCK, grant, granted, entry }
	}

	/// At another time, to which the holder answers.
	fn at(clock: Clock) -> Self {
		let entry = EntryChallenge::new([9; 32], clock, 5_000).entry(&grant());
		Self { clock, entry: sign(&holder(), GENESIS, entry), ..Self::with(grant()) }
	}

	fn check(&self) -> Result<(), Refusal> {
		self.answered_after(0)
	}

	fn answered_after(&self, delay: i64) -> Result<(), Refusal> {
		let challenge = EntryChallenge::new(self.nonce, self.clock, 5_000);
		let clock =
			Clock { now: self.clock.now.saturating_add_signed(delay), error: self.clock.error };
		let issuers = [self.issuer.clone()];
		let Self { genesis, lock: account, longest, .. } = *self;
		let lock = Lock { genesis, account, issuers: &issuers, longest };
		lock.check(challenge, &self.grant, &self.granted, &self.entry, clock, verify)
	}
}

#[test]
fn a_lock_opens_for_the_holder() {
	assert_eq!(Try::with(grant()).check(), Ok(()));
}

#[test]
fn a_lock_with_several_issuers_takes_the_grants_of_each() {
	let other = SigningKey::from_bytes(&[13; 32]);
	let issuers =
		[Issuer { account: [4; 32], generation: 0, key: key(&other), floor: 0 }, issuer()];
	let lock = Lock { genesis: GENESIS, account: LOCK, issuers: &issuers, longest: HOUR };
	for (account, generation, signer) in [(OWNER, 4, owner()), ([4; 32], 0, other)] {
		let grant = Grant { issuer: account, generation, ..grant() };
		let challenge = EntryChallenge::new([5; 32], CLOCK, 1_000);
		let entry = sign(&holder(), GENESIS, challenge.entry(&grant));
		let granted = sign(&signer, GENESIS, grant.clone());
		assert_eq!(lock.check(challenge, &grant, &granted, &entry, CLOCK, verify), Ok(()));
	}
}

#[test]
fn a_grant_holds_from_its_first_moment_until_before_its_last() {
	let at = |now| Try::at(Clock { now, error: 0 }).check();
	assert_eq!(at(0), Err(Refusal::TooEarly));
	assert_eq!(at(FROM - 1), Err(Refusal::TooEarly));
	assert_eq!(at(FROM), Ok(()));
	assert_eq!(at(FROM + HOUR - 1), Ok(()));
	assert_eq!(at(FROM + HOUR), Err(Refusal::TooLate));
	assert_eq!(at(u64::MAX), Err(Refusal::TooLate));
}

#[test]
fn an_uncertain_clock_opens_only_when_it_is_sure() {
	let at = |now, error| Try::at(Clock { now, error }).check();
	assert_eq!(at(FROM + 999, 1_000), Err(Refusal::TooEarly));
	assert_eq!(at(FROM + 1_000, 1_000), Ok(()));
	assert_eq!(at(FROM + HOUR - 1_001, 1_000), Ok(()));
	assert_eq!(at(FROM + HOUR - 1_000, 1_000), Err(Refusal::TooLate));
	assert_eq!(at(FROM + HOUR / 2, HOUR), Err(Refusal::TooEarly), "it could be any time");
	assert_eq!(at(FROM + HOUR / 2, u64::MAX), Err(Refusal::TooEarly));
}

#[test]
fn another_lock_stays_closed() {
	let there = Try { lock: [8; 32], ..Try::with(grant()) };
	assert_eq!(there.check(), Err(Refusal::OtherLock));
	// Nor does it help to write the other lock into the grant.
	let forged = Grant { lock: [8; 32], ..grant() };
	assert_eq!(Try { grant: forged, ..there }.check(), Err(Refusal::NotGranted));
}

#[test]
fn another_chain_opens_nothing() {
	let granted = sign(&owner(), [6; 32], grant());
	assert_eq!(Try { granted, ..Try::with(grant()) }.check(), Err(Refusal::NotGranted));
	let entry = EntryChallenge::new([9; 32], CLOCK, 5_000).entry(&grant());
	let entry = sign(&holder(), [6; 32], entry);
	assert_eq!(Try { entry, ..Try::with(grant()) }.check(), Err(Refusal::NotHolder));
	let lock_there = Try { genesis: [6; 32], ..Try::with(grant()) };
	assert_eq!(lock_there.check(), Err(Refusal::NotGranted));
}

#[test]
fn who_copied_a_grant_cannot_answer_for_its_holder() {
	let thief = SigningKey::from_bytes(&[66; 32]);
	let question = || EntryChallenge::new([9; 32], CLOCK, 5_000);
	let entry = sign(&thief, GENESIS, question().entry(&grant()));
	assert_eq!(Try { entry, ..Try::with(grant()) }.check(), Err(Refusal::NotHolder));
	// Nor write itself into it.
	let mine = Grant { holder: key(&thief), ..grant() };
	let entry = sign(&thief, GENESIS, question().entry(&mine));
	assert_eq!(
		Try { grant: mine.clone(), entry: entry.clone(), ..Try::with(grant()) }.check(),
		Err(Refusal::NotGranted)
	);
	// Nor grant itself anything.
	let granted = sign(&thief, GENESIS, mine.clone());
	let forged = Try { grant: mine, granted, entry, ..Try::with(grant()) };
	assert_eq!(forged.check(), Err(Refusal::NotGranted));
}

#[test]
fn an_answer_that_was_overheard_is_worth_nothing_the_second_time() {
	let heard = Try::with(grant());
	assert_eq!(heard.check(), Ok(()));
	assert_eq!(Try { nonce: [10; 32], ..heard }.check(), Err(Refusal::NotHolder));
}

#[test]
fn an_answer_for_one_grant_does_not_serve_another() {
	let other = Grant { agreement: 8, sequence: 21, ..grant() };
	let entry = EntryChallenge::new([9; 32], CLOCK, 5_000).entry(&grant());
	let entry = sign(&holder(), GENESIS, entry);
	assert_eq!(Try { entry, ..Try::with(other) }.check(), Err(Refusal::NotHolder));
}

#[test]
fn an_answer_has_to_come_in_time() {
	let asked = Try::with(grant());
	assert_eq!(asked.answered_after(5_000), Ok(()));
	assert_eq!(asked.answered_after(5_001), Err(Refusal::NoAnswer));
	assert_eq!(asked.answered_after(-1), Err(Refusal::NoAnswer), "the clock was set back");
}

#[test]
fn an_answer_of_the_issuer_opens_nothing() {
	let entry = EntryChallenge::new([9; 32], CLOCK, 5_000).entry(&grant());
	let entry = sign(&owner(), GENESIS, entry);
	assert_eq!(Try { entry, ..Try::with(grant()) }.check(), Err(Refusal::NotHolder));
}

#[test]
fn a_grant_is_valid_no_longer_than_the_listing_allows() {
	let of = |from, to| Try { longest: HOUR, ..Try::with(Grant { from, to, ..grant() }) }.check();
	assert_eq!(of(FROM, FROM + HOUR), Ok(()));
	assert_eq!(of(FROM, FROM + HOUR + 1), Err(Refusal::Validity));
	assert_eq!(of(0, u64::MAX), Err(Refusal::Validity));
	assert_eq!(of(FROM + HOUR, FROM), Err(Refusal::Validity));
	assert_eq!(of(FROM, FROM), Err(Refusal::Validity));
}

#[test]
fn an_unknown_issuer_and_an_old_key_open_nothing() {
	let unknown = Try::with(Grant { issuer: [5; 32], ..grant() });
	assert_eq!(unknown.check(), Err(Refusal::UnknownIssuer));
	let old = Try::with(Grant { generation: 3, ..grant() });
	assert_eq!(old.check(), Err(Refusal::OtherGeneration));
}

#[test]
fn a_revocation_that_reaches_the_lock_ends_what_came_before_it() {
	let mut issuer = issuer();
	let revocation = Revocation { issuer: OWNER, generation: 4, lock: LOCK, floor: 21 };
	let signature = sign(&owner(), GENESIS, revocation.clone());
	assert_eq!(Try { issuer: issuer.clone(), ..Try::with(grant()) }.check(), Ok(()));
	assert_eq!(issuer.revoke(&LOCK, GENESIS, &revocation, &signature, verify), Ok(()));
	let revoked = Try { issuer: issuer.clone(), ..Try::with(grant()) };
	assert_eq!(revoked.check(), Err(Refusal::Revoked));
	let renewed = Try::with(Grant { sequence: 21, ..grant() });
	assert_eq!(Try { issuer: issuer.clone(), ..renewed }.check(), Ok(()));

	// Brought again, or an older one after it, it changes nothing.
	let again = issuer.revoke(&LOCK, GENESIS, &revocation, &signature, verify);
	assert_eq!(again, Err(Refusal::OldRevocation));
	let older = Revocation { floor: 5, ..revocation };
	let signature = sign(&owner(), GENESIS, older.clone());
	let lowered = issuer.revoke(&LOCK, GENESIS, &older, &signature, verify);
	assert_eq!(lowered, Err(Refusal::OldRevocation));
	assert_eq!(issuer.floor, 21);
}

#[test]
fn nobody_else_revokes() {
	let mut issuer = issuer();
	let good = Revocation { issuer: OWNER, generation: 4, lock: LOCK, floor: 21 };
	let mut refused = |revocation: &Revocation, signature: &[u8]| {
		let refused = issuer.revoke(&LOCK, GENESIS, revocation, signature, verify).unwrap_err();
		assert_eq!(issuer.floor, 0);
		refused
	};
	assert_eq!(refused(&good, &sign(&holder(), GENESIS, good.clone())), Refusal::NotGranted);
	assert_eq!(refused(&good, &sign(&owner(), [6; 32], good.clone())), Refusal::NotGranted);
	assert_eq!(refused(&good, &sign(&owner(), GENESIS, grant())), Refusal::NotGranted);
	let signed = |revocation: Revocation| {
		let signature = sign(&owner(), GENESIS, revocation.clone());
		(revocation, signature)
	};
	let (other, signature) = signed(Revocation { lock: [8; 32], ..good.clone() });
	assert_eq!(refused(&other, &signature), Refusal::OtherLock);
	let (other, signature) = signed(Revocation { issuer: [8; 32], ..good.clone() });
	assert_eq!(refused(&other, &signature), Refusal::UnknownIssuer);
	let (other, signature) = signed(Revocation { generation: 5, ..good });
	assert_eq!(refused(&other, &signature), Refusal::OtherGeneration);
}

#[test]
fn no_other_statement_passes_for_one_of_these() {
	let tags = [
		Grant::TAG,
		Entry::TAG,
		Revocation::TAG,
		Registration::TAG,
		Rotation::TAG,
		Challenge::TAG,
		Reading::TAG,
		MeterVoucher::TAG,
		VoucherAcceptance::TAG,
		DeliveryReceipt::TAG,
		EndUseReceipt::TAG,
		BidCommitment::TAG,
	];
	for (at, tag) in tags.iter().enumerate() {
		assert!(!tags[..at].contains(tag));
	}
}

#[test]
fn statements_fit_their_buffer_and_what_does_not_is_none() {
	assert_eq!(Grant::max_encoded_len(), 134);
	for longest in
		[Grant::max_encoded_len(), Entry::max_encoded_len(), Revocation::max_encoded_len()]
	{
		assert!(40 + longest <= MAX_STATEMENT);
	}
	#[derive(Encode)]
	struct Long([u8; 141]);
	impl Body for Long {
		const TAG: [u8; 8] = *b"int/long";
	}
	assert_eq!(with_statement(GENESIS, Long([0; 141]), <[u8]>::len), None);
	let bytes = with_statement(GENESIS, grant(), <[u8]>::to_vec).unwrap();
	assert_eq!(bytes, Statement::new(GENESIS, grant()).encode());
}

/// What one who wants in may change of a grant or answer.
fn any_change() -> impl Strategy<Value = (usize, u8)> {
	(0usize..400, 1u8..=255)
}

proptest! {
	#[test]
	fn a_lock_opens_exactly_when_the_time_is_surely_within(
		now in FROM - HOUR..FROM + 2 * HOUR,
		error in prop_oneof![Just(0), 0..HOUR, 0..60_000u64],
	) {
		let within = now - error >= FROM && now + error < FROM + HOUR;
		prop_assert_eq!(Try::at(Clock { now, error }).check().is_ok(), within);
	}

	#[test]
	fn no_changed_byte_opens((at, change) in any_change()) {
		let mut door = Try::with(grant());
		let mut encoded = door.grant.encode();
		let parts: [&mut [u8]; 3] = [&mut encoded, &mut door.granted, &mut door.entry];
		let length: usize = parts.iter().map(|part| part.len()).sum();
		let byte = parts.into_iter().flatten().nth(at % length).unwrap();
		*byte ^= change;
		// What does not even decode does not reach the lock.
		if let Ok(changed) = Grant::decode(&mut &encoded[..]) {
			door.grant = changed;
			prop_assert!(door.check().is_err());
		}
	}
}
