// SPDX-License-Identifier: Apache-2.0

//! The transaction pool of a node, before ten thousand devices and one pot.

use super::{account, chain_with, scene::*, signed, Chain};
use crate::{
	constants::GAS, Block, BlockNumber, DeviceRegistry, Executive, FeePayment, Hash, Header,
	System, UncheckedExtrinsic,
};
use async_trait::async_trait;
use codec::Encode;
use frame_support::assert_ok;
use futures::executor::block_on;
use sc_transaction_pool::{ChainApi, Pool, TimedTransactionSource, ValidateTransactionPriority};
use sc_transaction_pool_api::error::Error;
use sp_blockchain::{HashAndNumber, TreeRoute};
use sp_core::sr25519;
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Dave};
use sp_runtime::{
	generic::BlockId,
	traits::{BlakeTwo256, Hash as _},
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity},
};
use std::sync::{Arc, Mutex};

/// What the pool sees of the chain: its state after the newest block.
struct Node(Mutex<Chain>);

impl Node {
	/// Does something to the state.
	fn on_chain<R>(&self, scene: impl FnOnce() -> R) -> R {
		self.0.lock().unwrap().execute_with(scene)
	}

	/// Looks at the state. What comes of it is unmade, so the records are not checked: the pool
	/// asks for each of ten thousand transactions.
	fn ask<R>(&self, question: impl FnOnce() -> R) -> R {
		self.0.lock().unwrap().0.execute_with(|| unmade(question))
	}
}

#[async_trait]
impl ChainApi for Node {
	type Block = Block;
	type Error = Error;

	async fn validate_transaction(
		&self,
		at: Hash,
		source: TransactionSource,
		uxt: Arc<UncheckedExtrinsic>,
		_: ValidateTransactionPriority,
	) -> Result<TransactionValidity, Error> {
		self.validate_transaction_blocking(at, source, uxt)
	}

	fn validate_transaction_blocking(
		&self,
		at: Hash,
		source: TransactionSource,
		uxt: Arc<UncheckedExtrinsic>,
	) -> Result<TransactionValidity, Error> {
		let validate = || Executive::validate_transaction(source, (*uxt).clone(), at);
		Ok(self.ask(validate))
	}

	fn block_id_to_number(&self, at: &BlockId<Block>) -> Result<Option<BlockNumber>, Error> {
		Ok(match at {
			BlockId::Number(number) => Some(*number),
			BlockId::Hash(_) => Some(self.ask(System::block_number)),
		})
	}

	fn block_id_to_hash(&self, at: &BlockId<Block>) -> Result<Option<Hash>, Error> {
		Ok(match at {
			BlockId::Number(number) => Some(Hash::from_low_u64_be((*number).into())),
			BlockId::Hash(hash) => Some(*hash),
		})
	}

	fn hash_and_length(&self, uxt: &UncheckedExtrinsic) -> (Hash, usize) {
		uxt.using_encoded(|bytes| (BlakeTwo256::hash(bytes), bytes.len()))
	}

	async fn block_body(&self, _: Hash) -> Result<Option<Vec<UncheckedExtrinsic>>, Error> {
		Ok(None)
	}

	fn block_header(&self, _: Hash) -> Result<Option<Header>, Error> {
		Ok(None)
	}

	fn tree_route(&self, _: Hash, _: Hash) -> Result<TreeRoute<Block>, Error> {
		Err(Error::InvalidBlockId("there is one chain".into()))
	}
}

/// A node with its pool.
struct Scene {
	node: Arc<Node>,
	pool: Pool<Node, ()>,
}

impl Scene {
	/// The development chain after its first block; Bob and Alice have GAS.
	fn new() -> Self {
		let holders = [(account(Bob), 1_000_000 * GAS), (account(Alice), GAS)];
		let chain = chain_with(DEV_RUNTIME_PRESET, genesis_with(25, &holders));
		let node = Arc::new(Node(Mutex::new(chain)));
		node.on_chain(|| block(START, || {}));
		let pool = Pool::new(Default::default(), true.into(), node.clone());
		Self { node, pool }
	}

	/// So many devices of Bob's in a fleet of his.
	fn devices(&self, name: &str, count: u32, first: u32) -> (u32, Vec<sr25519::Pair>) {
		self.node.on_chain(|| {
			let fleet = fleet(Bob);
			let devices = (0..count).map(|number| {
				let keys = keys(&format!("{name} {number}"));
				let id = register(Bob, &keys, first + number);
				assert_ok!(DeviceRegistry::assign_device(signed(Bob), id, fleet));
				keys
			});
			(fleet, devices.collect())
		})
	}

	/// Offers transactions to the pool, one after the other.
	fn submit(&self, transactions: Vec<UncheckedExtrinsic>) -> Vec<Result<(), Error>> {
		let number = self.node.ask(System::block_number);
		let at = HashAndNumber { number, hash: Hash::from_low_u64_be(number.into()) };
		let source = || TimedTransactionSource::new_external(false);
		let offered = transactions.into_iter().map(|xt| (source(), Arc::new(xt)));
		let submitted = self.pool.submit_at(&at, offered, ValidateTransactionPriority::Submitted);
		block_on(submitted).into_iter().map(|result| result.map(|_| ())).collect()
	}

	/// What the pool would put into the next block, in its order.
	fn ready(&self) -> Vec<UncheckedExtrinsic> {
		let ready = self.pool.validated_pool().ready();
		ready.map(|transaction| (*transaction.data).clone()).collect()
	}

	/// The next reading of each of these devices.
	fn readings(&self, devices: &[sr25519::Pair]) -> Vec<UncheckedExtrinsic> {
		self.node.ask(|| devices.iter().map(|keys| transaction(keys, reading())).collect())
	}

	/// Makes a pot that pays for so many first readings of devices like these at their worst: with
	/// the deposits of their records, and a least balance that stays in it.
	fn pot_for(&self, fleet: u32, readings: u128, device: &sr25519::Pair) -> u128 {
		self.node.on_chain(|| {
			let most = quote(&transaction(device, reading()), device, 0).gas;
			let fund = readings * (most + DEPOSIT) + GAS;
			pot(Bob, fleet, a_day(PLENTY), a_day(1_000_000 * GAS), fund);
			fund
		})
	}
}

/// What stands behind the record of a device, plancks of GAS of the pot.
const DEPOSIT: u128 = 10 * GAS;

/// Every one of ten thousand devices without a balance sends a reading; the pot can pay for ten.
/// The pool keeps ten, and all ten of them get into the block.
#[test]
fn ten_thousand_devices_before_a_pot_for_ten_fees_leave_the_pool_small() {
	let scene = Scene::new();
	let (fleet, devices) = scene.devices("meter", 10_000, 0);
	let fund = scene.pot_for(fleet, 10, &devices[0]);
	let results = scene.submit(scene.readings(&devices));
	assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 10);
	let refused = results.into_iter().filter_map(Result::err);
	assert!(refused.into_iter().all(|error| matches!(error, Error::TooLowPriority { .. })));
	let status = scene.pool.validated_pool().status();
	assert_eq!((status.ready, status.future), (10, 0));

	let ready = scene.ready();
	scene.node.on_chain(|| {
		begin_block(NEXT);
		for xt in ready {
			assert_ok!(apply(xt).unwrap());
		}
		assert_eq!(sponsored().len(), 10);
		let spent: u128 = sponsored().iter().map(|(_, fee)| fee).sum();
		let pot = FeePayment::pot(fleet).unwrap();
		assert_eq!((pot.total, pot.reserved), (fund - spent, 10 * DEPOSIT));
		assert_eq!((int_of(&id_of(&devices[0])), gas_of(&id_of(&devices[0]))), (0, 0));
		end_block();
		check_money();
	});
}

#[test]
fn one_sponsored_transaction_of_a_device_is_in_the_pool_at_a_time() {
	let scene = Scene::new();
	let (fleet, devices) = scene.devices("meter", 1, 0);
	scene.pot_for(fleet, 1_000, &devices[0]);
	let keys = &devices[0];
	let of = |nonce, bytes| {
		scene.node.ask(|| sign(keys, reading_of(bytes), Terms { nonce, ..Terms::next_of(keys) }))
	};
	let first = of(0, 32);
	assert_eq!(scene.submit(vec![first.clone()]).remove(0).ok(), Some(()));
	// Another in its place, or after it.
	for xt in [of(0, 33), of(1, 32)] {
		let refused = scene.submit(vec![xt]).remove(0);
		assert!(matches!(refused, Err(Error::TooLowPriority { .. })), "{refused:?}");
	}
	assert_eq!(scene.ready(), [first]);
	// When it is in a block, the next one may come.
	let included = scene.ready();
	let hashes: Vec<_> = included.iter().map(|xt| scene.node.hash_and_length(xt).0).collect();
	let number = scene.node.on_chain(|| {
		begin_block(NEXT);
		assert_ok!(apply(included[0].clone()).unwrap());
		end_block();
		System::block_number()
	});
	let at = HashAndNumber { number, hash: Hash::from_low_u64_be(number.into()) };
	scene.pool.prune_known(&at, &hashes);
	let next = scene.readings(&devices).remove(0);
	assert_eq!(scene.submit(vec![next.clone()]).remove(0).ok(), Some(()));
	assert_eq!(scene.ready(), [next]);
}

/// A transaction that is ahead of its turn waits apart from those that are ready, where tags do not
/// count yet. When its turn comes they do.
#[test]
fn what_comes_ahead_of_its_turn_does_not_get_in_beside_the_first() {
	let scene = Scene::new();
	let (fleet, devices) = scene.devices("meter", 1, 0);
	scene.pot_for(fleet, 1_000, &devices[0]);
	let of = |nonce| {
		let keys = &devices[0];
		let terms = || Terms { nonce, ..Terms::next_of(keys) };
		scene.node.ask(|| sign(keys, reading(), terms()))
	};
	let counts = || {
		let status = scene.pool.validated_pool().status();
		(status.ready, status.future)
	};
	assert_eq!(scene.submit(vec![of(1)]).remove(0).ok(), Some(()));
	assert_eq!(counts(), (0, 1));
	let first = of(0);
	assert_eq!(scene.submit(vec![first.clone()]).remove(0).ok(), Some(()));
	assert_eq!(counts(), (1, 0));
	assert_eq!(scene.ready(), [first]);
}

/// What no pot pays for, and the device cannot, is refused at the door: nothing waits.
#[test]
fn what_nobody_pays_for_is_not_in_the_pool() {
	let scene = Scene::new();
	let (fleet, devices) = scene.devices("meter", 10, 0);
	scene.pot_for(fleet, 1_000, &devices[0]);
	let transactions = scene.node.ask(|| {
		let tips = devices[..5].iter().map(|keys| tipped(keys, reading(), 1));
		let silent = frame_system::Call::<crate::Runtime>::remark { remark: vec![7] };
		let others = devices[5..].iter().map(|keys| transaction(keys, silent.clone()));
		tips.chain(others).collect()
	});
	for result in scene.submit(transactions) {
		let payment = InvalidTransaction::Payment;
		assert!(matches!(result, Err(Error::InvalidTransaction(why)) if why == payment));
	}
	assert!(scene.pool.validated_pool().status().is_empty());
}

#[test]
fn who_pays_goes_before_devices_that_are_sponsored() {
	let scene = Scene::new();
	let (fleet, devices) = scene.devices("meter", 20, 0);
	scene.pot_for(fleet, 1_000, &devices[0]);
	let sponsored = scene.submit(scene.readings(&devices));
	assert!(sponsored.iter().filter(|result| result.is_ok()).count() >= 10);
	// In INT and in GAS, though they come last.
	let paying = scene
		.node
		.ask(|| vec![transaction(&pair(Dave), reading()), transaction(&pair(Bob), reading())]);
	assert!(scene.submit(paying.clone()).iter().all(Result::is_ok));
	let ready = scene.ready();
	assert!(paying.iter().all(|xt| ready[..2].contains(xt)));
	assert!(ready.len() >= 12);
}

/// A device that has money of its own can always push its own way: by a tip it pays for itself.
#[test]
fn a_paid_transaction_of_a_device_takes_the_place_of_its_sponsored_one() {
	let scene = Scene::new();
	let (fleet, devices) = scene.devices("meter", 1, 0);
	scene.pot_for(fleet, 10, &devices[0]);
	let keys = &devices[0];
	assert_eq!(scene.submit(scene.readings(&devices)).remove(0).ok(), Some(()));
	let own = scene.node.on_chain(|| {
		let to = id_of(keys).into();
		assert_ok!(crate::Balances::transfer_keep_alive(signed(Dave), to, crate::constants::INT));
		tipped(keys, reading(), 1)
	});
	assert_eq!(scene.submit(vec![own.clone()]).remove(0).ok(), Some(()));
	assert_eq!(scene.ready(), [own]);
}

/// Fleets do not stand in each other's way: each has the room that its own pot pays for.
#[test]
fn a_poor_pot_keeps_no_other_fleet_out() {
	let scene = Scene::new();
	let (poor, poor_devices) = scene.devices("poor", 50, 0);
	let (rich, rich_devices) = scene.devices("rich", 5, 50);
	scene.pot_for(poor, 1, &poor_devices[0]);
	scene.pot_for(rich, 10_000, &rich_devices[0]);
	let results = scene.submit(scene.readings(&poor_devices));
	assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
	let results = scene.submit(scene.readings(&rich_devices));
	assert!(results.iter().filter(|result| result.is_ok()).count() >= 4);
}
