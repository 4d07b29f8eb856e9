// SPDX-License-Identifier: Apache-2.0

//! Who makes blocks: how one comes in, is paid, is replaced when it stops, and goes.

use super::{account, scene::*, signed};
use crate::{
	configs::{
		consensus::{CollatorPot, Patience, SessionKeyDeposit},
		parameters::SessionLength,
	},
	constants::{EXISTENTIAL_DEPOSIT, GAS, SLOT_MILLIS},
	genesis_presets::{CANDIDACY_BOND, ENDOWMENT},
	AccountId, Balances, BlockNumber, CollatorSelection, Runtime, RuntimeOrigin, Session,
	SessionKeys, System,
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::Get};
use pallet_collator_selection::{CandidateList, Error, LastAuthoredBlock};
use serde_json::{json, Value};
use sp_core::{proof_of_possession::ProofOfPossessionGenerator, sr25519, Pair};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};
use sp_runtime::DispatchError;

/// A chain whose sessions have ten blocks, with these invulnerable collators and places for so many
/// candidates.
fn chain_of(invulnerables: &[Sr25519Keyring], desired: u32) -> Value {
	let accounts: Vec<_> = invulnerables.iter().copied().map(account).collect();
	let keys: Vec<_> = accounts.iter().map(|who| json!([who, who, { "aura": who }])).collect();
	json!({
		"chainSettings": { "sessionMinutes": 1 },
		"collatorSelection": { "invulnerables": accounts, "desiredCandidates": desired },
		"session": { "keys": keys },
	})
}

/// The session keys of somebody's node, and the proof by which `owner` registers them.
fn keys_of_node(node: Sr25519Keyring, owner: Sr25519Keyring) -> (SessionKeys, Vec<u8>) {
	let mut pair: sr25519::Pair = keys(&format!("node of {node:?}"));
	let proof = pair.generate_proof_of_possession(account(owner).as_ref());
	(SessionKeys { aura: pair.public().into() }, proof.encode())
}

fn set_keys(who: Sr25519Keyring) {
	let (keys, proof) = keys_of_node(who, who);
	assert_ok!(Session::set_keys(signed(who), keys, proof));
}

/// Registers keys and stands as a candidate.
fn join(who: Sr25519Keyring) {
	set_keys(who);
	assert_ok!(CollatorSelection::register_as_candidate(signed(who)));
}

/// One more block, by the next collator whose turn it is and who is not asleep.
fn one_block(asleep: &[Sr25519Keyring]) {
	let collators = Session::validators();
	let asleep: Vec<_> = asleep.iter().copied().map(account).collect();
	let author = |slot: &u64| &collators[usize::try_from(*slot).unwrap() % collators.len()];
	let slot = (now() / SLOT_MILLIS + 1..).find(|slot| !asleep.contains(author(slot))).unwrap();
	block(slot * SLOT_MILLIS, || {});
}

/// Blocks until the next session begins, and its first one.
fn one_session(asleep: &[Sr25519Keyring]) {
	let session = Session::current_index();
	while Session::current_index() == session {
		one_block(asleep);
	}
	assert_eq!(System::block_number() % SessionLength::get(), 0);
}

fn sessions(count: u32, asleep: &[Sr25519Keyring]) {
	(0..count).for_each(|_| one_session(asleep));
}

fn last_block(who: &AccountId) -> Option<BlockNumber> {
	LastAuthoredBlock::<Runtime>::contains_key(who).then(|| LastAuthoredBlock::<Runtime>::get(who))
}

fn is_candidate(who: Sr25519Keyring) -> bool {
	CandidateList::<Runtime>::get().iter().any(|candidate| candidate.who == account(who))
}

fn is_collator(who: Sr25519Keyring) -> bool {
	Session::validators().contains(&account(who))
}

/// Plancks of INT that somebody cannot spend: bond and deposit.
fn put_up(who: Sr25519Keyring) -> u128 {
	Balances::reserved_balance(account(who))
}

#[test]
fn of_a_fee_in_int_the_authors_of_the_next_blocks_get_half_of_what_the_pot_has() {
	let patch = chain_of(&[Alice, Bob], 0);
	on_chain(patch, || {
		assert_eq!(int_of(&CollatorPot::get()), EXISTENTIAL_DEPOSIT);
		let before = (int_issue(), int_of(&account(Alice)) + int_of(&account(Bob)));
		begin_block(NEXT);
		assert_ok!(apply(transaction(&pair(Ferdie), reading())).unwrap());
		let (_, fee, _) = paid_in_int().pop().unwrap();
		end_block();
		let mut pot = fee * 80 / 100;
		assert_eq!(int_of(&account(Alice)) + int_of(&account(Bob)), before.1, "not at once");
		let mut paid = 0;
		for number in 1..=10 {
			let slot = NEXT / SLOT_MILLIS + number;
			let author = &Session::validators()[usize::try_from(slot).unwrap() % 2];
			let had = int_of(author);
			block(slot * SLOT_MILLIS, || {});
			let reward = pot / 2;
			assert_eq!(int_of(author), had + reward);
			paid += reward;
			pot -= reward;
			assert_eq!(int_of(&CollatorPot::get()), EXISTENTIAL_DEPOSIT + pot);
		}
		assert_eq!(int_of(&account(Alice)) + int_of(&account(Bob)), before.1 + paid);
		assert_eq!(before.0 - int_issue(), fee - fee * 80 / 100, "a fifth burned");
		assert_eq!(int_of(&account(Ferdie)), ENDOWMENT - fee);
	});
}

#[test]
fn of_a_fee_in_gas_the_author_of_its_block_gets_half_and_the_pot_nothing() {
	let mut patch = chain_of(&[Alice, Bob], 0);
	let holders = [(account(Alice), GAS), (account(Bob), GAS), (account(Ferdie), PLENTY)];
	super::merge(&mut patch, genesis_with(25, &holders));
	on_chain(patch, || {
		for number in 0..4 {
			let slot = NEXT / SLOT_MILLIS + number;
			let author = Session::validators()[usize::try_from(slot).unwrap() % 2].clone();
			let other = if author == account(Alice) { account(Bob) } else { account(Alice) };
			let had = (gas_of(&author), gas_of(&other), gas_issue(), gas_of(&account(Ferdie)));
			begin_block(slot * SLOT_MILLIS);
			assert_ok!(apply(transaction(&pair(Ferdie), reading())).unwrap());
			let (_, fee) = paid_in_gas().pop().unwrap();
			end_block();
			assert_eq!(gas_of(&author), had.0 + fee / 2);
			assert_eq!(gas_of(&other), had.1);
			assert_eq!(gas_of(&account(Ferdie)), had.3 - fee);
			assert_eq!(had.2 - gas_issue(), fee - fee / 2, "the rest burned");
			assert_eq!(int_of(&CollatorPot::get()), EXISTENTIAL_DEPOSIT);
		}
	});
}

/// The smallest fees are far below the existential deposit where an INT is dear.
#[test]
fn the_pot_takes_the_smallest_fee_from_the_first_block_on() {
	on_chain(genesis_with(10_000, &[]), || {
		begin_block(NEXT);
		assert_ok!(apply(transaction(&pair(Bob), reading())).unwrap());
		let (_, fee, _) = paid_in_int().pop().unwrap();
		assert!(fee < EXISTENTIAL_DEPOSIT / 10);
		assert_eq!(int_of(&CollatorPot::get()), EXISTENTIAL_DEPOSIT + fee * 80 / 100);
	});
}

#[test]
fn a_candidate_makes_blocks_in_the_second_session_after_it_joined() {
	on_chain(chain_of(&[Alice], 1), || {
		join(Bob);
		assert_eq!(put_up(Bob), CANDIDACY_BOND + SessionKeyDeposit::get());
		let joined = Session::current_index();
		one_session(&[]);
		assert!(!is_collator(Bob));
		one_session(&[]);
		assert!(is_collator(Bob));
		assert_eq!(Session::current_index(), joined + 2);
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 2);
		one_session(&[]);
		assert!(last_block(&account(Bob)).is_some_and(|last| last > 2 * SessionLength::get()));
	});
}

/// The first block of a session is the worst: the pallet alone would have the newcomer out as its
/// first session begins.
#[test]
fn an_honest_newcomer_stays_in_whichever_block_of_a_session_it_joined() {
	for block in 0..SESSION {
		on_chain(chain_of(&[Alice], 1), || {
			one_session(&[]);
			(0..block).for_each(|_| one_block(&[]));
			join(Bob);
			sessions(6, &[]);
			assert!(is_candidate(Bob) && is_collator(Bob), "joined in block {block}");
		});
	}
}

/// The blocks of a session of these chains.
const SESSION: BlockNumber = 10;

#[test]
fn a_collator_who_stops_is_replaced_by_who_waits() {
	on_chain(chain_of(&[Alice], 2), || {
		assert_eq!(SessionLength::get(), SESSION);
		[Bob, Charlie, Dave].into_iter().for_each(join);
		// Two have a place. The third keeps its turn for as long as it likes.
		sessions(12, &[]);
		assert!(is_collator(Bob) && is_collator(Charlie) && !is_collator(Dave));
		assert!(is_candidate(Dave));
		assert_eq!(put_up(Dave), CANDIDACY_BOND + SessionKeyDeposit::get());

		let stopped = last_block(&account(Charlie)).unwrap();
		assert_eq!(Patience::get(), 10 * 3, "ten turns of three");
		while is_candidate(Charlie) {
			one_block(&[Charlie]);
			let since = System::block_number() - stopped;
			assert!(since <= Patience::get() + SESSION, "kicked in the session after that");
			assert_eq!(is_candidate(Charlie), since < Patience::get() || at_middle());
		}
		assert_eq!(put_up(Charlie), SessionKeyDeposit::get(), "the bond is back");
		assert_eq!(int_of(&account(Charlie)), ENDOWMENT, "and nothing is lost");
		assert_eq!(last_block(&account(Charlie)), None);

		// It is among the collators of the session that was elected before, and of no other.
		assert!(is_collator(Charlie) && !is_collator(Dave));
		one_session(&[Charlie]);
		assert!(!is_collator(Charlie) && is_collator(Dave));
		sessions(6, &[]);
		assert!(is_candidate(Dave) && is_collator(Dave));
		assert!(System::block_number() - last_block(&account(Dave)).unwrap() < 3);

		// Back again, it takes its place at the end.
		assert_ok!(CollatorSelection::register_as_candidate(signed(Charlie)));
		sessions(3, &[]);
		assert!(is_candidate(Charlie) && !is_collator(Charlie));
	});
}

/// Whether no session ended with the newest block.
fn at_middle() -> bool {
	!System::block_number().is_multiple_of(SESSION)
}

/// Who takes the place of one that stopped is judged by its own turns, however long it waited.
#[test]
fn places_pass_on_through_all_who_wait_until_one_makes_blocks() {
	on_chain(chain_of(&[Alice], 1), || {
		[Bob, Charlie, Dave].into_iter().for_each(join);
		// Bob and Charlie never make a block.
		sessions(12, &[Bob, Charlie]);
		assert_eq!(CandidateList::<Runtime>::get().len(), 1);
		assert!(is_candidate(Dave) && is_collator(Dave));
		for who in [Bob, Charlie] {
			assert_eq!((put_up(who), last_block(&account(who))), (SessionKeyDeposit::get(), None));
		}
	});
}

/// Twelve collators do not even have a turn each in ten blocks.
#[test]
fn short_sessions_do_not_kick_who_has_no_turn_in_them() {
	let candidates: Vec<_> = Sr25519Keyring::well_known().filter(|who| *who != Alice).collect();
	let count = u32::try_from(candidates.len()).unwrap();
	on_chain(chain_of(&[Alice], count), || {
		assert!(count + 1 > SESSION);
		candidates.iter().copied().for_each(join);
		sessions(30, &[]);
		assert_eq!(Patience::get(), 10 * (count + 1));
		assert!(candidates.iter().all(|who| is_candidate(*who) && is_collator(*who)));
	});
}

#[test]
fn a_higher_bond_takes_a_place_and_the_lower_one_waits() {
	on_chain(chain_of(&[Alice], 1), || {
		[Bob, Charlie].into_iter().for_each(join);
		sessions(2, &[]);
		assert!(is_collator(Bob) && !is_collator(Charlie));
		assert_ok!(CollatorSelection::update_bond(signed(Charlie), CANDIDACY_BOND + 1));
		sessions(2, &[]);
		assert!(!is_collator(Bob) && is_collator(Charlie));
		assert_noop!(
			CollatorSelection::update_bond(signed(Charlie), CANDIDACY_BOND),
			Error::<Runtime>::InvalidUnreserve
		);
		assert_noop!(
			CollatorSelection::update_bond(signed(Bob), CANDIDACY_BOND - 1),
			Error::<Runtime>::DepositTooLow
		);
		sessions(5, &[]);
		assert!(is_candidate(Bob), "it waits");
		// Somebody with more puts it out of the list.
		set_keys(Dave);
		let call = |bond| CollatorSelection::take_candidate_slot(signed(Dave), bond, account(Bob));
		assert_noop!(call(CANDIDACY_BOND), Error::<Runtime>::InsufficientBond);
		assert_ok!(call(CANDIDACY_BOND + 2));
		assert_eq!(put_up(Bob), SessionKeyDeposit::get());
		assert_eq!(put_up(Dave), CANDIDACY_BOND + 2 + SessionKeyDeposit::get());
		sessions(2, &[]);
		assert!(is_collator(Dave) && !is_collator(Charlie) && is_candidate(Charlie));
	});
}

#[test]
fn who_leaves_has_its_bond_back_at_once_and_leaves_nothing_behind() {
	on_chain(chain_of(&[Alice, Charlie], 1), || {
		join(Bob);
		sessions(3, &[]);
		assert!(is_collator(Bob));
		one_block(&[]);
		assert_ok!(CollatorSelection::leave_intent(signed(Bob)));
		assert_eq!(put_up(Bob), SessionKeyDeposit::get());
		// It makes blocks for as long as it was elected for.
		one_session(&[]);
		assert!(is_collator(Bob));
		one_session(&[]);
		assert!(!is_collator(Bob));
		assert_eq!(last_block(&account(Bob)), None);
		assert_ok!(Session::purge_keys(signed(Bob)));
		assert_eq!((put_up(Bob), int_of(&account(Bob))), (0, ENDOWMENT));
		sessions(3, &[]);
		assert_eq!(last_block(&account(Bob)), None);
		assert_noop!(CollatorSelection::leave_intent(signed(Bob)), Error::<Runtime>::NotCandidate);
	});
}

#[test]
fn the_last_collator_may_not_leave() {
	on_chain(chain_of(&[Alice], 1), || {
		let remove =
			|| CollatorSelection::remove_invulnerable(RuntimeOrigin::root(), account(Alice));
		assert_noop!(remove(), Error::<Runtime>::TooFewEligibleCollators);
		join(Bob);
		sessions(2, &[]);
		assert_ok!(remove());
		assert_noop!(
			CollatorSelection::leave_intent(signed(Bob)),
			Error::<Runtime>::TooFewEligibleCollators
		);
		sessions(2, &[]);
		assert_eq!(Session::validators(), [account(Bob)]);
		assert_eq!(last_block(&account(Alice)), None);
	});
}

/// Governance has appointed it, and governance removes it.
#[test]
fn an_invulnerable_collator_who_stops_stays_until_governance_removes_it() {
	on_chain(chain_of(&[Alice, Bob], 0), || {
		sessions(12, &[Bob]);
		assert!(is_collator(Bob));
		let remove = CollatorSelection::remove_invulnerable;
		assert_noop!(remove(signed(Alice), account(Bob)), DispatchError::BadOrigin);
		assert_ok!(remove(RuntimeOrigin::root(), account(Bob)));
		sessions(2, &[Bob]);
		assert_eq!(Session::validators(), [account(Alice)]);
		assert_eq!(last_block(&account(Bob)), None);
	});
}

/// Without keys it cannot make a block, and it is nobody's fault but its own.
#[test]
fn a_candidate_who_removes_its_keys_loses_its_place() {
	on_chain(chain_of(&[Alice], 1), || {
		[Bob, Charlie].into_iter().for_each(join);
		sessions(3, &[]);
		assert_ok!(Session::purge_keys(signed(Bob)));
		sessions(2, &[]);
		assert!(!is_collator(Bob) && is_candidate(Bob));
		sessions(4, &[]);
		assert!(!is_candidate(Bob) && is_collator(Charlie));
		assert_eq!((put_up(Bob), int_of(&account(Bob))), (0, ENDOWMENT));
	});
}

#[test]
fn keys_that_are_somebody_elses_are_refused() {
	on_chain(chain_of(&[Alice], 1), || {
		let invalid: DispatchError = pallet_session::Error::<Runtime>::InvalidProof.into();
		let (keys, proof) = keys_of_node(Bob, Bob);
		// A thief copies them out of the transaction that Bob has just sent.
		assert_noop!(Session::set_keys(signed(Eve), keys.clone(), proof.clone()), invalid);
		// Or signs them with what it has.
		let (_, own) = keys_of_node(Eve, Eve);
		assert_noop!(Session::set_keys(signed(Eve), keys.clone(), own), invalid);
		let mut longer = proof.clone();
		longer.push(0);
		for bad in [Vec::new(), longer] {
			assert_noop!(Session::set_keys(signed(Bob), keys.clone(), bad), invalid);
		}
		assert_noop!(
			CollatorSelection::register_as_candidate(signed(Bob)),
			Error::<Runtime>::ValidatorNotRegistered
		);
		assert_ok!(Session::set_keys(signed(Bob), keys, proof));
		assert_ok!(CollatorSelection::register_as_candidate(signed(Bob)));
		assert_eq!(put_up(Eve), 0);
	});
}

/// Two nodes with one key would make two blocks at each turn.
#[test]
fn one_key_serves_one_account() {
	on_chain(chain_of(&[Alice], 1), || {
		set_keys(Bob);
		let duplicated: DispatchError = pallet_session::Error::<Runtime>::DuplicatedKey.into();
		let (keys, proof) = keys_of_node(Bob, Charlie);
		assert_noop!(Session::set_keys(signed(Charlie), keys.clone(), proof.clone()), duplicated);
		// It is free when Bob takes another one; the deposit stays as it is.
		let (other, of_other) = keys_of_node(Dave, Bob);
		assert_ok!(Session::set_keys(signed(Bob), other, of_other));
		assert_eq!(put_up(Bob), SessionKeyDeposit::get());
		assert_ok!(Session::set_keys(signed(Charlie), keys, proof));
	});
}
