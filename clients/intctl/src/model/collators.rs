// SPDX-License-Identifier: Apache-2.0

//! Who makes blocks and who may, as the chain has it at one block, and what follows from it.

use crate::{
	chain::Balance,
	errors::{Failure, Result},
	text::Units,
};
use int_primitives::AccountBytes;
use subxt::{ext::scale_decode::DecodeAsType, utils::AccountId32};

/// Who stands for a place among the collators.
#[derive(Debug, Clone, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct Candidate {
	/// Who.
	pub who: AccountId32,
	/// What it has put up, plancks of INT.
	pub deposit: u128,
}

/// The keys of a collator, one for each of its duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
pub struct SessionKeys {
	/// Signs blocks.
	pub aura: [u8; 32],
}

impl SessionKeys {
	/// As a node takes and gives them.
	pub fn encoded(&self) -> Vec<u8> {
		self.aura.to_vec()
	}
}

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
	/// Governance has appointed it.
	Invulnerable,
	/// It stands as a candidate.
	Candidate {
		/// What it has put up, plancks of INT.
		bond: u128,
		/// Its rank by the bond, from 1.
		rank: usize,
	},
	/// Neither, or not any more.
	Stranger,
}

/// Whether an account makes blocks, and from when or until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collates {
	/// In this session and the next one.
	Yes,
	/// In this session and not in the next one.
	Ending,
	/// In the next session and in none after it: it stands no more.
	Leaving,
	/// From the next session on.
	Next,
	/// It has a place, and is elected when this session ends.
	Elected,
	/// Others have the places.
	Waits,
	/// It has no keys.
	Keyless,
	/// It does not stand.
	No,
}

impl Collates {
	/// For machines.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Yes => "yes",
			Self::Ending => "ending",
			Self::Leaving => "leaving",
			Self::Next => "next",
			Self::Elected => "elected",
			Self::Waits => "waits",
			Self::Keyless => "keyless",
			Self::No => "no",
		}
	}

	/// For people.
	pub const fn text(self) -> &'static str {
		match self {
			Self::Yes => "yes",
			Self::Ending => "until this session ends",
			Self::Leaving => "until the next session ends",
			Self::Next => "from the next session on",
			Self::Elected => "from the session after the next on",
			Self::Waits => "waits for a place",
			Self::Keyless => "no: it has no keys",
			Self::No => "no",
		}
	}
}

/// How an account can become a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
	/// By the least bond.
	Register,
	/// By a higher one.
	RegisterAndRaise(u128),
	/// By a higher one than somebody's, who goes.
	Take {
		/// Plancks of INT.
		bond: u128,
		/// Who goes.
		target: AccountBytes,
	},
}

/// What elections go by, at one block. Amounts are plancks of INT.
#[derive(Debug, Clone)]
pub struct Election {
	/// The block.
	pub block: u64,
	/// The session that runs.
	pub session: u32,
	/// Blocks of a session.
	pub length: u64,
	/// Who makes blocks in this session.
	pub now: Vec<AccountBytes>,
	/// Who will in the next one.
	pub next: Vec<AccountBytes>,
	/// Whom governance has appointed.
	pub invulnerables: Vec<AccountBytes>,
	/// Who stands, the lowest bond first; of equal ones the latest first.
	pub candidates: Vec<Candidate>,
	/// Places for candidates.
	pub places: usize,
	/// Candidates that may stand.
	pub most: usize,
	/// Collators that there have to be.
	pub least: usize,
	/// What a candidate puts up at least.
	pub bond: u128,
	/// Blocks that a collating candidate may let pass without one of its own.
	pub patience: u64,
	/// What the pot of the collators has.
	pub pot: u128,
	/// What an account has at least.
	pub existential_deposit: u128,
}

impl Election {
	/// Where an account stands.
	pub fn standing(&self, account: &AccountBytes) -> Standing {
		if self.invulnerables.contains(account) {
			return Standing::Invulnerable;
		}
		let highest_first = self.candidates.iter().rev();
		match highest_first.enumerate().find(|(_, one)| one.who.0 == *account) {
			Some((at, one)) => {
				Standing::Candidate { bond: one.deposit, rank: at.saturating_add(1) }
			},
			None => Standing::Stranger,
		}
	}

	/// Whether an account makes blocks.
	pub fn collates(&self, account: &AccountBytes, has_keys: bool) -> Collates {
		let elected = (self.now.contains(account), self.next.contains(account));
		match (elected, self.standing(account)) {
			((_, true), Standing::Stranger) => Collates::Leaving,
			((true, true), _) => Collates::Yes,
			((true, false), _) => Collates::Ending,
			((false, true), _) => Collates::Next,
			(_, Standing::Stranger) => Collates::No,
			_ if !has_keys => Collates::Keyless,
			(_, Standing::Candidate { rank, .. }) if rank > self.places => Collates::Waits,
			_ => Collates::Elected,
		}
	}

	/// The first block of the next session.
	pub fn session_ends(&self) -> u64 {
		self.session_after(self.block, 1).1
	}

	/// The session so many after the one of a block, and its first block.
	pub fn session_after(&self, block: u64, sessions: u64) -> (u64, u64) {
		let past = |block: u64| block.checked_div(self.length).unwrap_or_default();
		let ahead = past(block).saturating_sub(past(self.block)).saturating_add(sessions);
		let begins = past(block).saturating_add(sessions).saturating_mul(self.length);
		(u64::from(self.session).saturating_add(ahead), begins)
	}

	/// The block in which a collating candidate is out that makes none any more after `last`.
	pub fn out_at(&self, last: u64) -> u64 {
		let due = last.saturating_add(self.patience);
		let ends = due.div_ceil(self.length.max(1)).saturating_mul(self.length);
		ends.max(self.session_ends())
	}

	/// What the author of the next block gets out of the pot.
	pub fn reward(&self) -> u128 {
		self.pot.saturating_sub(self.existential_deposit) / 2
	}

	/// What a place takes more than, when all are taken.
	pub fn lowest_with_place(&self) -> Option<u128> {
		self.candidates.iter().rev().nth(self.places.checked_sub(1)?).map(|one| one.deposit)
	}

	/// How an account can become a candidate, with this bond if it names one, and instead of that
	/// candidate if it names one.
	pub fn way_in(
		&self,
		account: &AccountBytes,
		bond: Option<u128>,
		instead_of: Option<AccountBytes>,
		units: &Units,
	) -> Result<Way> {
		match self.standing(account) {
			Standing::Stranger => {},
			Standing::Invulnerable => {
				return Err(Failure::refused(
					"The account is an invulnerable collator: it makes blocks without a bond.",
				))
			},
			Standing::Candidate { bond, .. } => {
				let bond = units.amount(bond);
				return Err(Failure::refused(format!(
					"The account is a candidate already, with a bond of {bond}."
				))
				.remedy(
					"Change the bond with `intctl collator bond`; see `intctl collator status`.",
				));
			},
		}
		let least = units.amount(self.bond);
		if let Some(low) = bond.filter(|bond| *bond < self.bond) {
			return Err(Failure::bad_input(format!(
				"A bond of {} is too low: a candidate puts up {least} at least.",
				units.amount(low)
			)));
		}
		let full = self.candidates.len() >= self.most;
		let target = match instead_of {
			Some(target) => {
				let found = self.candidates.iter().find(|one| one.who.0 == target);
				Some(found.ok_or_else(|| {
					Failure::refused(format!("{} is no candidate.", units.address(&target)))
						.remedy("`intctl collator status` lists those that there are.")
				})?)
			},
			None if full => self.candidates.first(),
			None => None,
		};
		match (target, bond) {
			(None, None) => Ok(Way::Register),
			(None, Some(bond)) if bond == self.bond => Ok(Way::Register),
			(None, Some(bond)) => Ok(Way::RegisterAndRaise(bond)),
			(Some(target), Some(bond)) if bond > target.deposit => {
				Ok(Way::Take { bond, target: target.who.0 })
			},
			(Some(target), _) => {
				let taken = units.amount(target.deposit);
				let why = match instead_of {
					Some(_) => format!("That candidate has a bond of {taken}."),
					None => format!(
						"All {} places in the list are taken; the lowest bond is {taken}.",
						self.candidates.len()
					),
				};
				Err(Failure::refused(why).remedy(format!("Offer more than {taken} with --bond.")))
			},
		}
	}

	/// An error where an account may not leave.
	pub fn may_leave(&self, account: &AccountBytes) -> Result<()> {
		match self.standing(account) {
			Standing::Candidate { .. } => {},
			Standing::Invulnerable => {
				return Err(Failure::refused("The account is an invulnerable collator.").remedy(
					"Governance appointed it and removes it: \
					 CollatorSelection.remove_invulnerable, as root or by the council.",
				))
			},
			Standing::Stranger => {
				return Err(Failure::refused("The account is no candidate.").remedy(
					"There is nothing to leave. --forget-keys removes keys that are still \
					 registered.",
				))
			},
		}
		let eligible = self.invulnerables.len().saturating_add(self.candidates.len());
		if eligible > self.least {
			return Ok(());
		}
		Err(Failure::refused(format!(
			"The chain needs {} to make blocks, and there are no more than that: \
			 TooFewEligibleCollators.",
			match self.least {
				1 => "one collator".into(),
				more => format!("{more} collators"),
			}
		))
		.remedy("Wait until another one has joined."))
	}
}

/// What an account can put up and stay alive, plancks of INT: what is frozen may be on hold.
pub fn spendable(balance: &Balance, existential_deposit: u128) -> u128 {
	let frozen = balance.frozen.saturating_sub(balance.held);
	balance.free.saturating_sub(frozen.max(existential_deposit))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::errors::Kind;

	const INT: u128 = 1_000_000_000_000;
	const ALICE: AccountBytes = [1; 32];
	const BOB: AccountBytes = [2; 32];
	const CHARLIE: AccountBytes = [3; 32];
	const DAVE: AccountBytes = [4; 32];

	/// Alice is invulnerable; of the candidates Bob has the one place, and Charlie waits.
	fn election() -> Election {
		let candidate = |who, int: u128| Candidate { who: AccountId32(who), deposit: int * INT };
		Election {
			block: 1_234,
			session: 7,
			length: 100,
			now: vec![ALICE, BOB],
			next: vec![ALICE, BOB],
			invulnerables: vec![ALICE],
			candidates: vec![candidate(CHARLIE, 100), candidate(BOB, 100)],
			places: 1,
			most: 3,
			least: 1,
			bond: 100 * INT,
			patience: 100,
			pot: 5_001_000_000,
			existential_deposit: 1_000_000,
		}
	}

	fn way(election: &Election, bond: Option<u128>, target: Option<AccountBytes>) -> Result<Way> {
		election.way_in(&DAVE, bond, target, &Units::default())
	}

	#[test]
	fn the_earlier_of_equal_bonds_has_the_place() {
		let election = election();
		assert_eq!(election.standing(&ALICE), Standing::Invulnerable);
		assert_eq!(election.standing(&BOB), Standing::Candidate { bond: 100 * INT, rank: 1 });
		assert_eq!(election.standing(&CHARLIE), Standing::Candidate { bond: 100 * INT, rank: 2 });
		assert_eq!(election.standing(&DAVE), Standing::Stranger);
		assert_eq!(election.lowest_with_place(), Some(100 * INT));
		assert_eq!(Election { places: 3, ..election.clone() }.lowest_with_place(), None);
		assert_eq!(Election { places: 0, ..election }.lowest_with_place(), None);
	}

	#[test]
	fn who_collates_and_from_when_is_told() {
		let mut election = election();
		assert_eq!(election.collates(&BOB, true), Collates::Yes);
		assert_eq!(election.collates(&CHARLIE, true), Collates::Waits);
		assert_eq!(election.collates(&CHARLIE, false), Collates::Keyless);
		assert_eq!(election.collates(&DAVE, true), Collates::No);
		election.places = 2;
		assert_eq!(election.collates(&CHARLIE, true), Collates::Elected);
		election.next.push(CHARLIE);
		assert_eq!(election.collates(&CHARLIE, true), Collates::Next);
		election.next.retain(|who| *who != BOB);
		assert_eq!(election.collates(&BOB, true), Collates::Ending);
		election.next.push(DAVE);
		assert_eq!(election.collates(&DAVE, true), Collates::Leaving);
	}

	#[test]
	fn sessions_end_at_multiples_of_their_length() {
		let election = election();
		assert_eq!(election.session_ends(), 1_300);
		assert_eq!(election.session_after(1_240, 2), (9, 1_400));
		// A transaction that comes in the first block of the next session waits one longer.
		assert_eq!(election.session_after(1_300, 2), (10, 1_500));
		assert_eq!(Election { block: 1_300, ..election.clone() }.session_ends(), 1_400);
		assert_eq!(election.session_after(1_299, 2), (9, 1_400));
	}

	#[test]
	fn a_silent_candidate_is_out_at_the_end_of_a_session() {
		let election = election();
		assert_eq!(election.out_at(1_200), 1_300);
		assert_eq!(election.out_at(1_201), 1_400);
		assert_eq!(election.out_at(1_234), 1_400);
		assert_eq!(election.out_at(5), 1_300, "not in the past");
	}

	#[test]
	fn a_block_pays_half_of_what_the_pot_can_give() {
		let election = election();
		assert_eq!(election.reward(), 2_500_000_000);
		assert_eq!(Election { pot: 999, ..election }.reward(), 0);
	}

	#[test]
	fn there_is_a_way_in_as_long_as_somebody_offers_enough() {
		let mut election = election();
		assert_eq!(way(&election, None, None).unwrap(), Way::Register);
		assert_eq!(way(&election, Some(100 * INT), None).unwrap(), Way::Register);
		let raised = Way::RegisterAndRaise(101 * INT);
		assert_eq!(way(&election, Some(101 * INT), None).unwrap(), raised);
		assert_eq!(way(&election, Some(99 * INT), None).unwrap_err().kind, Kind::BadInput);
		let take = |target| Way::Take { bond: 101 * INT, target };
		assert_eq!(way(&election, Some(101 * INT), Some(BOB)).unwrap(), take(BOB));
		assert_eq!(way(&election, Some(100 * INT), Some(BOB)).unwrap_err().kind, Kind::Refused);
		assert_eq!(way(&election, Some(101 * INT), Some(ALICE)).unwrap_err().kind, Kind::Refused);
		election.most = 2;
		let failure = way(&election, None, None).unwrap_err();
		assert!(failure.message.contains("lowest bond is 100 INT"), "{failure}");
		assert!(failure.remedy.unwrap().contains("more than 100 INT"));
		assert_eq!(way(&election, Some(101 * INT), None).unwrap(), take(CHARLIE));
		for who in [ALICE, BOB] {
			let failure = election.way_in(&who, None, None, &Units::default()).unwrap_err();
			assert_eq!(failure.kind, Kind::Refused);
		}
	}

	#[test]
	fn the_last_one_may_not_leave_and_the_appointed_cannot() {
		let mut election = election();
		assert!(election.may_leave(&BOB).is_ok());
		assert!(election.may_leave(&ALICE).unwrap_err().remedy.unwrap().contains("Governance"));
		assert!(election.may_leave(&DAVE).is_err());
		election.least = 3;
		let failure = election.may_leave(&BOB).unwrap_err();
		assert!(failure.message.contains("TooFewEligibleCollators"), "{failure}");
	}

	#[test]
	fn what_is_frozen_and_on_hold_is_not_counted_twice() {
		let has = |free, held, frozen| Balance { nonce: 0, free, held, frozen };
		assert_eq!(spendable(&has(100, 0, 0), 1), 99);
		assert_eq!(spendable(&has(100, 0, 40), 1), 60);
		assert_eq!(spendable(&has(100, 30, 40), 1), 90);
		assert_eq!(spendable(&has(0, 30, 40), 1), 0);
	}
}
