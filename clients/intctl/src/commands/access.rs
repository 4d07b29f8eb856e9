// SPDX-License-Identifier: Apache-2.0

//! `intctl access`: grants, and the four steps by which a lock checks one offline.

use super::{gas::View, market, write_text, Context};
use crate::{
	agent::sequence::Sequence,
	chain::wall_clock,
	cli::market::AccessCommand,
	errors::{Failure, Kind, Result},
	keys::{self, store::data_folder, Keypair, Scheme},
	market::{line, read_json, write_json, Signed},
	output::Record,
	text::{hex, parse_address, parse_digest, parse_hex, Units},
};
use int_primitives::{
	access::{Clock, Entry, EntryChallenge, Grant, Issuer, Lock, Refusal},
	identity::DeviceKey,
	AccountBytes, Digest, Millis,
};
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Serialize};

/// A grant as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct GrantFile {
	genesis: String,
	issuer: String,
	lock: String,
	holder_scheme: Scheme,
	holder: String,
	from: Millis,
	to: Millis,
	agreement: u64,
	sequence: u64,
	signed: Signed,
}

/// A lock's question. It is asked once and answered once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ChallengeFile {
	nonce: String,
	asked: Millis,
	patience: Millis,
}

impl GrantFile {
	fn sign(genesis: Digest, grant: &Grant, pair: &Keypair, units: &Units) -> Self {
		let signature = pair.sign_statement(genesis, grant.clone());
		Self {
			genesis: hex(genesis),
			issuer: units.address(&grant.issuer),
			lock: units.address(&grant.lock),
			holder_scheme: keys::scheme_of(&grant.holder),
			holder: hex(keys::public_bytes(&grant.holder)),
			from: grant.from,
			to: grant.to,
			agreement: grant.agreement,
			sequence: grant.sequence,
			signed: Signed::new(grant.generation, &signature),
		}
	}

	fn grant(&self) -> Result<Grant> {
		let account = |text: &str| {
			parse_address(text)
				.ok_or_else(|| Failure::bad_input(format!("{text} in the grant is no address")))
		};
		Ok(Grant {
			issuer: account(&self.issuer)?,
			generation: self.signed.generation,
			lock: account(&self.lock)?,
			holder: public(self.holder_scheme, &self.holder)?,
			from: self.from,
			to: self.to,
			agreement: self.agreement,
			sequence: self.sequence,
		})
	}
}

impl ChallengeFile {
	fn new(patience: Millis) -> Self {
		let mut nonce = Digest::default();
		OsRng.fill_bytes(&mut nonce);
		Self { nonce: hex(nonce), asked: wall_clock(), patience }
	}

	fn challenge(&self) -> Result<EntryChallenge> {
		let clock = Clock { now: self.asked, error: 0 };
		Ok(EntryChallenge::new(parse_digest(&self.nonce)?, clock, self.patience))
	}

	fn entry(&self, grant: &Grant) -> Result<Entry> {
		Ok(self.challenge()?.entry(grant))
	}
}

fn public(scheme: Scheme, text: &str) -> Result<DeviceKey> {
	keys::public_key(scheme, &parse_hex(text)?)
		.ok_or_else(|| Failure::bad_input(format!("{text} is no public key of {scheme}.")))
}

/// Why a lock stays closed, and what to do about it.
pub const fn explain(refusal: Refusal) -> (&'static str, &'static str) {
	match refusal {
		Refusal::OtherLock => ("the grant is for another lock", "Ask for one for this lock."),
		Refusal::UnknownIssuer => {
			("the lock does not know the issuer", "Set the lock up with the issuer's key.")
		},
		Refusal::OtherGeneration => (
			"the lock holds another key of the issuer",
			"Have the grant issued anew, or give the lock the new key.",
		),
		Refusal::Validity => (
			"the grant ends before it begins, or is valid for longer than the lock allows",
			"Ask for a shorter one.",
		),
		Refusal::Revoked => ("the issuer has revoked the grant", "Ask for a new one."),
		Refusal::TooEarly => (
			"the grant does not hold yet, or the clock is too uncertain to say so",
			"Wait, or set the lock's clock.",
		),
		Refusal::TooLate => (
			"the grant does not hold any more, or the clock is too uncertain to say so",
			"Buy more time, or set the lock's clock.",
		),
		Refusal::NoAnswer => ("the answer did not come in time", "Ask the holder again."),
		Refusal::NotGranted => {
			("the issuer has not signed this grant for this chain", "Open for nobody.")
		},
		Refusal::NotHolder => {
			("the holder has not answered this challenge of this lock", "Open for nobody.")
		},
		Refusal::OldRevocation => ("the revocation is an old one", "There is nothing to do."),
	}
}

/// Does what the command says.
pub async fn run(context: &Context, command: AccessCommand) -> Result<()> {
	match command {
		AccessCommand::Grant {
			agreement,
			lock,
			issuer_key,
			holder_scheme,
			holder,
			lifetime,
			clock_error,
			out,
		} => {
			let holder = public(holder_scheme, &holder)?;
			let lock = context.store()?.account(&lock)?;
			let pair = context.store()?.unlock(&issuer_key)?;
			let view = View::now(context).await?;
			let grant =
				grant(&view, agreement, lock, &pair, holder, (lifetime.0, clock_error.0)).await?;
			let file = GrantFile::sign(view.chain.genesis, &grant, &pair, &view.chain.units);
			write_text(context, out.as_ref(), &line(&file)?)
		},
		AccessCommand::Ask { grant, patience, out } => {
			let grant: GrantFile = read_json(&grant, "grant")?;
			grant.grant()?;
			let challenge = ChallengeFile::new(patience.0);
			write_json(&out, &challenge)?;
			context.out.line(&line(&challenge)?);
			Ok(())
		},
		AccessCommand::Answer { grant, challenge, holder_key, out } => {
			let file: GrantFile = read_json(&grant, "grant")?;
			let challenge: ChallengeFile = read_json(&challenge, "challenge")?;
			let pair = context.store()?.unlock(&holder_key)?;
			let answer = answer(&file, &challenge, &pair)?;
			write_text(context, out.as_ref(), &line(&answer)?)
		},
		AccessCommand::Check {
			grant,
			challenge,
			answer,
			lock,
			issuer,
			issuer_scheme,
			issuer_public,
			generation,
			floor,
			longest,
			clock_error,
		} => {
			let store = context.store()?;
			let genesis = context.genesis()?;
			let file: GrantFile = read_json(&grant, "grant")?;
			let issuers = [Issuer {
				account: store.account(&issuer)?,
				generation,
				key: public(issuer_scheme, &issuer_public)?,
				floor,
			}];
			let lock = Lock {
				// A lock knows its chain; without --genesis the grant's is taken and shown.
				genesis: genesis.map_or_else(|| parse_digest(&file.genesis), Ok)?,
				account: store.account(&lock)?,
				issuers: &issuers,
				longest: longest.0,
			};
			let clock = Clock { now: wall_clock(), error: clock_error.0 };
			let challenge: ChallengeFile = read_json(&challenge, "challenge")?;
			let answer: Signed = read_json(&answer, "answer to a challenge")?;
			let verdict = check(&lock, &file, &challenge, &answer, clock)?;
			context.out.record(
				&Record::new()
					.with("agreement", file.agreement)
					.with("sequence", file.sequence)
					.with("genesis", hex(lock.genesis))
					.with("opens", verdict.is_ok())
					.with("because", verdict.err().map(|refusal| explain(refusal).0)),
			);
			verdict.map_err(|refusal| {
				let (why, remedy) = explain(refusal);
				Failure::new(Kind::Refused, format!("The lock stays closed: {why}.")).remedy(remedy)
			})
		},
	}
}

/// A grant from now on, of an agreement whose provider the issuer signs for.
async fn grant(
	view: &View,
	id: u64,
	lock: AccountBytes,
	pair: &Keypair,
	holder: DeviceKey,
	(lifetime, clock_error): (Millis, Millis),
) -> Result<Grant> {
	let View { chain, at, time } = view;
	let agreement = market::agreement(chain, at, id).await?;
	let issuer = agreement.provider.0;
	let generation = market::generation(chain, at, &issuer, pair).await?;
	let name = format!("{}-{}", hex(issuer), hex(lock));
	let mut numbers = Sequence::open(&data_folder()?.join("grants").join(name))?;
	Ok(Grant {
		issuer,
		generation,
		lock,
		holder,
		from: time.saturating_sub(clock_error),
		to: time.saturating_add(lifetime).saturating_add(clock_error),
		agreement: id,
		sequence: numbers.next(wall_clock())?,
	})
}

/// The holder's answer to a lock.
fn answer(file: &GrantFile, challenge: &ChallengeFile, pair: &Keypair) -> Result<Signed> {
	let grant = file.grant()?;
	if pair.public() != grant.holder {
		return Err(Failure::key("The grant is for another key.")
			.remedy("Name the key whose public half the grant has."));
	}
	let entry = challenge.entry(&grant)?;
	Ok(Signed::new(0, &pair.sign_statement(parse_digest(&file.genesis)?, entry)))
}

/// What the lock says: the same code as in the lock.
fn check(
	lock: &Lock<'_>,
	file: &GrantFile,
	challenge: &ChallengeFile,
	answer: &Signed,
	clock: Clock,
) -> Result<Result<(), Refusal>> {
	let verify = |key: &DeviceKey, message: &[u8], signature: &[u8]| {
		keys::signature(keys::scheme_of(key), signature)
			.is_some_and(|signature| keys::verify(key, message, &signature))
	};
	Ok(lock.check(
		challenge.challenge()?,
		&file.grant()?,
		&parse_hex(&file.signed.signature)?,
		&parse_hex(&answer.signature)?,
		clock,
		verify,
	))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_lock_opens_for_the_holder_of_a_grant_and_for_nobody_else() {
		for scheme in Scheme::ALL {
			let (issuer, _) = Keypair::generate(scheme);
			let (holder, _) = Keypair::generate(scheme);
			let (thief, _) = Keypair::generate(scheme);
			let now = wall_clock();
			let grant = Grant {
				issuer: issuer.account(),
				generation: 0,
				lock: [5; 32],
				holder: holder.public(),
				from: now - 10_000,
				to: now + 60_000,
				agreement: 3,
				sequence: 8,
			};
			let sent = line(&GrantFile::sign([9; 32], &grant, &issuer, &Units::default())).unwrap();
			let file: GrantFile = serde_json::from_str(&sent).unwrap();
			assert_eq!(file.grant().unwrap(), grant);
			let issuers = [Issuer {
				account: issuer.account(),
				generation: 0,
				key: issuer.public(),
				floor: 0,
			}];
			let lock =
				Lock { genesis: [9; 32], account: [5; 32], issuers: &issuers, longest: 3_600_000 };
			let challenge = ChallengeFile::new(5_000);
			let clock = Clock { now: challenge.asked, error: 1_000 };
			let answered = answer(&file, &challenge, &holder).unwrap();
			assert_eq!(check(&lock, &file, &challenge, &answered, clock).unwrap(), Ok(()));
			assert!(answer(&file, &challenge, &thief).is_err());
			let other = ChallengeFile { nonce: hex([0; 32]), ..challenge.clone() };
			assert_eq!(
				check(&lock, &file, &other, &answered, clock).unwrap(),
				Err(Refusal::NotHolder)
			);
			let late = Clock { now: now + 59_500, ..clock };
			assert_eq!(
				check(&lock, &file, &challenge, &answered, late).unwrap(),
				Err(Refusal::TooLate)
			);
			let forged = GrantFile { to: file.to + 1, ..file.clone() };
			assert_eq!(
				check(&lock, &forged, &challenge, &answered, clock).unwrap(),
				Err(Refusal::NotGranted)
			);
		}
	}
}
