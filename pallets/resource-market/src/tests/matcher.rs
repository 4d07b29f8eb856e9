// SPDX-License-Identifier: Apache-2.0

//! The matcher: what it buys, when it keeps still, and who tries to make it pay for nothing.

use super::policies::{order, price_of};
use crate::{
	matcher::{
		Round, Work, KEY_TYPE, LIFETIME, LISTINGS, LISTINGS_A_VISIT, POLICIES, TRANSACTIONS,
	},
	mock::*,
	types::*,
	NextPolicy, Policies, Tips,
};
use codec::Decode;
use frame_support::{
	assert_noop,
	dispatch::DispatchResult,
	storage::{with_transaction, TransactionOutcome},
	traits::fungible::Mutate,
};
use sp_core::offchain::{
	testing::{TestOffchainExt, TestTransactionPoolExt},
	OffchainDbExt, OffchainStorage, OffchainWorkerExt, Timestamp, TransactionPoolExt,
};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystoreExt};
use sp_runtime::{generic::Preamble, traits::Dispatchable, DispatchError};
use std::{collections::BTreeSet, sync::Arc};

/// A node: its keys, what it remembers, and what its matcher sent last.
struct Node {
	keystore: Arc<MemoryKeystore>,
	offchain: TestOffchainExt,
	sent: Vec<Transaction>,
}

impl Node {
	fn without_key() -> Self {
		let keystore = Arc::new(MemoryKeystore::new());
		Self { keystore, offchain: TestOffchainExt::new().0, sent: Vec::new() }
	}

	fn with(secret: &str) -> Self {
		let node = Self::without_key();
		node.keystore.sr25519_generate_new(KEY_TYPE, Some(secret)).unwrap();
		node
	}

	/// Runs the matcher after the present block; what it changes of the state is forgotten.
	fn round(&mut self, chain: &mut sp_io::TestExternalities) -> Round {
		let (pool, sent) = TestTransactionPoolExt::new();
		chain.register_extension(TransactionPoolExt::new(pool));
		chain.register_extension(KeystoreExt(self.keystore.clone()));
		chain.register_extension(OffchainDbExt::new(self.offchain.clone()));
		chain.register_extension(OffchainWorkerExt::new(self.offchain.clone()));
		let round = chain.execute_with(|| {
			with_transaction(|| {
				let round = Market::match_round(System::block_number());
				TransactionOutcome::Rollback(Ok::<_, DispatchError>(round))
			})
			.unwrap()
		});
		let decode = |bytes: &Vec<u8>| Transaction::decode(&mut &bytes[..]).unwrap();
		self.sent = sent.read().transactions.iter().map(decode).collect();
		round
	}
}

/// Puts a transaction into a block. Returns how it went; its fee is paid either way.
fn include(transaction: Transaction) -> DispatchResult {
	let Preamble::Signed(who, _, nonce) = transaction.preamble else { panic!("it is not signed") };
	assert_eq!(nonce.0, System::account_nonce(&who), "it has another nonce");
	System::inc_account_nonce(&who);
	transaction.function.dispatch(signed(&who)).map(|_| ()).map_err(|refused| refused.error)
}

/// The next block.
fn next_block() {
	stall(6_000);
}

/// Which policies and listings the transactions bring together.
fn matches(sent: &[Transaction]) -> Vec<(PolicyId, ListingId)> {
	let pair = |transaction: &Transaction| match &transaction.function {
		RuntimeCall::Market(crate::Call::execute_policy { policy, listing, .. }) => {
			(*policy, *listing)
		},
		other => panic!("{other:?} is no execution"),
	};
	sent.iter().map(pair).collect()
}

/// One unit for at most 300 GAS, and a tip of 1 %, of the buyer's.
fn policy(order: Order) -> PolicyId {
	policy_of(&buyer(), order)
}

fn policy_of(who: &AccountId, order: Order) -> PolicyId {
	let id = NextPolicy::<Test>::get();
	Market::create_policy(signed(who), None, Box::new(order), 600 * GAS).unwrap();
	id
}

fn dear_order() -> Order {
	let price = crate::ramp::Ramp { start: 300 * GAS, maximum: 300 * GAS, duration: 0 };
	let allowance = crate::allowance::Allowance { period: DAY, amount: 310 * GAS, purchases: 3 };
	Order { price, allowance, ..order() }
}

/// A chain with a scene on it, whose invariants hold.
fn chain_with<R>(scene: impl FnOnce() -> R) -> (sp_io::TestExternalities, R) {
	let mut chain = chain();
	let result = chain.execute_with(scene);
	(chain, result)
}

/// The books are right whatever the matcher did.
fn end(mut chain: sp_io::TestExternalities) {
	chain.execute_with(check);
}

fn done(policies: u32, listings: u32, sent: u32) -> Round {
	Round::Done(Work { policies, listings, sent })
}

#[test]
fn it_buys_the_cheapest_that_fits_and_gets_the_tip() {
	let (mut chain, (id, cheap)) = chain_with(|| {
		list(offer(price_of(250)));
		let cheap = list(offer(price_of(200)));
		list(Offer { window: MIN_WINDOW, ..offer(price_of(150)) });
		(policy(dear_order()), cheap)
	});
	let mut node = Node::with("//Matcher");
	assert_eq!(node.round(&mut chain), done(1, 3, 1));
	assert_eq!(matches(&node.sent), [(id, cheap)]);
	chain.execute_with(|| {
		include(node.sent.remove(0)).unwrap();
		let tip = Tips::<Test>::get(0).unwrap();
		assert_eq!((tip.executor, tip.amount), (MATCHER.clone(), 2 * GAS));
		Market::deliver(signed(&seller()), 0).unwrap();
		Market::confirm(signed(&buyer()), 0).unwrap();
		assert_eq!(free(&MATCHER), 2 * GAS);
	});
	end(chain);
}

#[test]
fn without_a_key_it_does_nothing_and_says_so() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
	});
	let mut node = Node::without_key();
	assert_eq!(node.round(&mut chain), Round::NoKey);
	assert!(node.sent.is_empty());
	assert!(node.offchain.0.read().persistent_storage.get(b"int/market/matcher").is_none());
	// A key that is inserted while the node runs is found.
	node.keystore.sr25519_generate_new(KEY_TYPE, Some("//Matcher")).unwrap();
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	end(chain);
}

#[test]
fn of_several_keys_always_the_same_one_signs() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
	});
	let mut signers = BTreeSet::new();
	for names in [["//Matcher", "//Other"], ["//Other", "//Matcher"]] {
		let mut node = Node::without_key();
		for name in names {
			node.keystore.sr25519_generate_new(KEY_TYPE, Some(name)).unwrap();
		}
		assert_eq!(node.round(&mut chain), done(1, 1, 1));
		let Preamble::Signed(who, ..) = node.sent.remove(0).preamble else { panic!() };
		signers.insert(who);
	}
	assert_eq!(signers.len(), 1);
	end(chain);
}

#[test]
fn a_tip_that_covers_the_fee_but_not_the_margin_is_left_alone() {
	let (mut chain, _) = chain_with(|| {
		// A tip of 1.49 GAS for a fee of 1 GAS.
		list(offer(price_of(149)));
		policy(dear_order());
	});
	let mut node = Node::with("//Matcher");
	assert_eq!(node.round(&mut chain), done(1, 1, 0));
	chain.execute_with(|| Fee::set(Some(GAS - 10_000_000)));
	chain.execute_with(next_block);
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	end(chain);
}

#[test]
fn a_policy_whose_highest_tip_is_below_the_fee_costs_no_look_at_listings() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(Order { tip: 4_999, ..dear_order() });
		policy(Order { tip: 0, ..dear_order() });
	});
	assert_eq!(Node::with("//Matcher").round(&mut chain), done(2, 0, 0));
	end(chain);
}

/// A dearer listing would pay the matcher a higher tip.
#[test]
fn it_does_not_buy_dearer_for_the_sake_of_the_tip() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(250)));
		list(offer(price_of(100)));
		policy(dear_order());
	});
	assert_eq!(Node::with("//Matcher").round(&mut chain), done(1, 2, 0));
	end(chain);
}

#[test]
fn a_tip_that_its_account_cannot_receive_counts_for_nothing() {
	let (mut chain, _) = chain_with(|| {
		// A tip of half a GAS, half of what an account has to hold.
		list(offer(price_of(50)));
		policy(dear_order());
		Fee::set(Some(GAS / 10));
	});
	assert_eq!(Node::with("//Matcher").round(&mut chain), done(1, 1, 0));
	end(chain);
}

#[test]
fn who_trades_itself_needs_no_tip() {
	let (mut chain, (bought, sold)) = chain_with(|| {
		let offered = Offer { kind: Kind::Other(8), ..offer(price_of(2)) };
		let listing = list(offer(price_of(2)));
		Balances::transfer_allow_death(signed(&rival()), MATCHER.clone(), INT / 2).unwrap();
		Gas::transfer(
			&rival(),
			&MATCHER,
			(700 * GAS).into(),
			frame_support::traits::tokens::Preservation::Preserve,
		)
		.unwrap();
		let id = policy_of(&MATCHER, Order { tip: 0, ..dear_order() });
		let own = crate::NextListing::<Test>::get();
		Market::list(signed(&MATCHER), None, Box::new(offered)).unwrap();
		let other = policy(Order { tip: 0, kind: Kind::Other(8), ..dear_order() });
		((id, listing), (other, own))
	});
	let mut node = Node::with("//Matcher");
	assert_eq!(node.round(&mut chain), done(2, 2, 2));
	let brought: BTreeSet<_> = matches(&node.sent).into_iter().collect();
	assert_eq!(brought, BTreeSet::from([bought, sold]));
	// But not at a loss.
	chain.execute_with(|| Fee::set(Some(2 * GAS)));
	assert_eq!(Node::with("//Matcher").round(&mut chain), done(2, 2, 0));
	end(chain);
}

/// Anyone can name it receiver, unasked.
#[test]
fn who_names_it_receiver_does_not_make_it_pay_fees() {
	let (mut chain, _) = chain_with(|| {
		let split = vec![Share { to: MATCHER.clone(), parts: 1_000_000 }].try_into().unwrap();
		list(Offer { split, ..offer(price_of(200)) });
		policy(dear_order());
	});
	assert_eq!(Node::with("//Matcher").round(&mut chain), done(1, 1, 0));
	end(chain);
}

#[test]
fn of_two_matchers_the_later_loses_its_fee_and_nothing_else() {
	let (mut chain, id) = chain_with(|| {
		list(offer(price_of(200)));
		let allowance =
			crate::allowance::Allowance { period: DAY, amount: 310 * GAS, purchases: 1 };
		policy(Order { allowance, ..dear_order() })
	});
	let (mut one, mut other) = (Node::with("//Matcher"), Node::with("//Other"));
	assert_eq!(one.round(&mut chain), done(1, 1, 1));
	assert_eq!(other.round(&mut chain), done(1, 1, 1));
	chain.execute_with(|| {
		include(one.sent.remove(0)).unwrap();
		let late = other.sent.remove(0);
		let budget = Policies::<Test>::get(id).unwrap().budget;
		let call = late.function.clone();
		assert_noop!(
			call.dispatch(signed(&matcher("//Other"))).map_err(|refused| refused.error),
			Error::PeriodSpent
		);
		assert!(include(late).is_err());
		assert_eq!(Policies::<Test>::get(id).unwrap().budget, budget);
		assert_eq!(crate::Agreements::<Test>::iter().count(), 1);
		next_block();
	});
	for node in [&mut one, &mut other] {
		assert_eq!(node.round(&mut chain), done(1, 0, 0));
	}
	end(chain);
}

#[test]
fn what_is_under_way_is_not_paid_for_twice() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
	});
	let mut node = Node::with("//Matcher");
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	// No block takes it.
	for _ in 1..LIFETIME {
		chain.execute_with(next_block);
		assert_eq!(node.round(&mut chain), Round::UnderWay);
	}
	// It has expired.
	chain.execute_with(next_block);
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	end(chain);
}

#[test]
fn a_policy_that_was_executed_is_served_again_in_the_next_round() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(150)));
		policy(dear_order());
	});
	let mut node = Node::with("//Matcher");
	for _ in 0..2 {
		assert_eq!(node.round(&mut chain), done(1, 1, 1));
		chain.execute_with(|| {
			include(node.sent.remove(0)).unwrap();
			next_block();
		});
	}
	// 303 of 310 GAS are spent: nothing is left that could pay for another.
	assert_eq!(node.round(&mut chain), done(1, 0, 0));
	end(chain);
}

/// A seller who pauses whenever it sees an execution in the pool.
#[test]
fn a_policy_that_only_seems_to_fit_costs_one_fee_in_the_life_of_a_transaction() {
	let (mut chain, listing) = chain_with(|| {
		policy(dear_order());
		list(offer(price_of(200)))
	});
	let mut node = Node::with("//Matcher");
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	chain.execute_with(|| {
		Market::pause(signed(&seller()), listing, true).unwrap();
		include(node.sent.remove(0)).unwrap_err();
		Market::pause(signed(&seller()), listing, false).unwrap();
	});
	for _ in 1..LIFETIME {
		chain.execute_with(next_block);
		assert_eq!(node.round(&mut chain), done(1, 0, 0));
	}
	chain.execute_with(next_block);
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	end(chain);
}

#[test]
fn what_one_execution_takes_is_not_there_for_the_next_one() {
	let (mut chain, (id, listing)) = chain_with(|| {
		let listing = list(Offer { capacity: Capacity::Stock(1), ..offer(price_of(200)) });
		let id = policy(dear_order());
		let expires = now() + DAY;
		policy_of(&rival(), Order { expires, ..dear_order() });
		(id, listing)
	});
	let mut node = Node::with("//Matcher");
	assert_eq!(node.round(&mut chain), done(2, 2, 1));
	let brought = matches(&node.sent);
	assert!(brought == [(id, listing)] || brought == [(id + 1, listing)]);
	end(chain);
}

/// A preview does not tell: the deposit is the buyer's, in INT.
#[test]
fn a_buyer_who_cannot_pay_the_deposit_costs_no_fee() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
		let left = Balances::free_balance(buyer()) - 100;
		Balances::transfer_keep_alive(signed(&buyer()), rival(), left).unwrap();
	});
	assert_eq!(Node::with("//Matcher").round(&mut chain), done(1, 1, 0));
	end(chain);
}

#[test]
fn what_the_chain_lets_nobody_do_is_not_sent() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
		ExecutionAllowed::set(false);
	});
	assert_eq!(Node::with("//Matcher").round(&mut chain), done(1, 1, 0));
	end(chain);
}

#[test]
fn who_cannot_pay_the_fee_does_nothing() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
		Fee::set(None);
	});
	let mut node = Node::with("//Matcher");
	assert_eq!(node.round(&mut chain), Round::Poor);
	chain.execute_with(|| {
		Fee::set(Some(GAS));
		next_block();
	});
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	end(chain);
}

#[test]
fn a_node_that_is_catching_up_does_nothing() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
	});
	let mut node = Node::with("//Matcher");
	let clock = |node: &Node, time| {
		node.offchain.0.write().timestamp = Timestamp::from_unix_millis(time);
	};
	clock(&node, START + MINUTE + 1);
	assert_eq!(node.round(&mut chain), Round::Behind);
	clock(&node, START + MINUTE);
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	end(chain);
}

#[test]
fn rounds_do_not_overlap_nor_go_back() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
		next_block();
	});
	let mut node = Node::with("//Matcher");
	// Another round has the lock, for ten seconds more by this node's clock.
	let lock = Timestamp::from_unix_millis(10_000);
	node.offchain.0.write().persistent_storage.set(
		b"",
		b"int/market/matcher/lock",
		&codec::Encode::encode(&lock),
	);
	assert_eq!(node.round(&mut chain), Round::TooLate);
	// It never came to its end.
	node.offchain.0.write().timestamp = Timestamp::from_unix_millis(10_001);
	assert_eq!(node.round(&mut chain), done(1, 1, 1));
	for number in [2, 1] {
		chain.execute_with(|| System::set_block_number(number));
		assert_eq!(node.round(&mut chain), Round::TooLate);
	}
	end(chain);
}

#[test]
fn a_thousand_policies_are_all_served_in_rounds_of_bounded_work() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		policy(dear_order());
		// The rest want what nobody has.
		for _ in 1..1_000 {
			policy(Order { kind: Kind::Other(9), ..dear_order() });
		}
	});
	let mut node = Node::with("//Matcher");
	let (mut looked, mut sent) = (0, 0);
	let mut rounds = 0;
	while looked < 1_000 {
		let round = node.round(&mut chain);
		chain.execute_with(|| {
			node.sent.drain(..).for_each(|transaction| include(transaction).unwrap());
			next_block();
		});
		let Round::Done(work) = round else { panic!("{round:?}") };
		assert!(work.policies <= POLICIES && work.listings <= LISTINGS);
		looked += work.policies;
		sent += work.sent;
		rounds += 1;
	}
	assert_eq!((looked, sent, rounds), (1_000, 1, 1_000_u32.div_ceil(POLICIES)));
	end(chain);
}

#[test]
fn no_more_is_sent_than_a_round_may() {
	let (mut chain, _) = chain_with(|| {
		list(offer(price_of(200)));
		for _ in 0..20 {
			policy(dear_order());
		}
	});
	let mut node = Node::with("//Matcher");
	let mut served = BTreeSet::new();
	for most in [TRANSACTIONS, TRANSACTIONS, 20 - 2 * TRANSACTIONS] {
		let round = node.round(&mut chain);
		let Round::Done(Work { sent, .. }) = round else { panic!("{round:?}") };
		assert_eq!(sent, most);
		// They have nonces one after another.
		chain.execute_with(|| {
			served.extend(matches(&node.sent));
			node.sent.drain(..).for_each(|transaction| include(transaction).unwrap());
			next_block();
		});
	}
	assert_eq!(served.len(), 20);
	end(chain);
}

#[test]
fn a_cheap_listing_behind_many_others_is_found() {
	let (mut chain, cheap) = chain_with(|| {
		for _ in 0..3 * LISTINGS_A_VISIT {
			list(offer(price_of(400)));
		}
		policy(dear_order());
		list(offer(price_of(200)))
	});
	let mut node = Node::with("//Matcher");
	// Numbers lie in the index as they are encoded, so that the last is not the last there.
	let mut looked = 0;
	while node.sent.is_empty() {
		let round = node.round(&mut chain);
		let Round::Done(work) = round else { panic!("{round:?}") };
		assert!(work.listings <= LISTINGS_A_VISIT);
		looked += work.listings;
		assert!(looked <= 3 * LISTINGS_A_VISIT + 1, "it goes round and finds nothing");
		chain.execute_with(next_block);
	}
	assert_eq!(node.sent.len(), 1);
	assert_eq!(matches(&node.sent)[0].1, cheap);
	end(chain);
}
