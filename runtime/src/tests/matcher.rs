// SPDX-License-Identifier: Apache-2.0

//! The matcher of the development chain: what it costs, and that what it sends goes through.

use super::{account, chain_with, scene::*, signed, Chain};
use crate::{
	configs::fees::Ledger,
	constants::GAS,
	genesis_presets::{MATCHER, MATCHER_ENDOWMENT},
	AccountId, Balance, Balances, Gas, ResourceMarket, Runtime, RuntimeCall, System,
	UncheckedExtrinsic, MATCHER_KEY_TYPE,
};
use codec::Decode;
use frame_support::{
	assert_ok,
	storage::{with_transaction, TransactionOutcome},
	traits::OffchainWorker,
};
use int_primitives::directory::SecurityLevel;
use pallet_resource_market::{
	allowance::Allowance,
	pricing::{PriceTag, Pricing},
	ramp::Ramp,
	Access, Agreements, Capacity, Kind, Offer, Order, Tips, TransactionFee, Unit, Want,
};
use sp_core::offchain::{
	testing::{TestOffchainExt, TestTransactionPoolExt},
	OffchainDbExt, OffchainWorkerExt, TransactionPoolExt,
};
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystoreExt};
use sp_runtime::{generic::Preamble, DispatchError};

/// Computing for so many GAS.
fn offer(gas: u64) -> Offer {
	Offer {
		kind: Kind::Other(7),
		unit: Unit::Other(7),
		place: None,
		metadata: Default::default(),
		provider: None,
		capacity: Capacity::Unlimited,
		from: START,
		until: START + 30 * DAY,
		access: Access::default(),
		pricing: Pricing::PriceTag(PriceTag { price: gas * GAS as u64, per: 1 }),
		split: Default::default(),
		arbiters: Default::default(),
		window: HOUR as u32,
		delivery: DAY,
		notice: HOUR as u32,
		longest: DAY,
		manifest: None,
	}
}

/// One of it for so many GAS at most, and a tip of 1 %.
fn order(gas: u64) -> Order {
	let maximum = gas * GAS as u64;
	Order {
		kind: Kind::Other(7),
		unit: Unit::Other(7),
		want: Want::Delivery,
		quantity: 1,
		place: None,
		metadata: Default::default(),
		consumer: None,
		reputation: 0,
		security: SecurityLevel::Unattested,
		arbiters: Default::default(),
		ruling: 0,
		window: 0,
		patience: DAY,
		price: Ramp { start: maximum, maximum, duration: 0 },
		tip: 10_000,
		allowance: Allowance { period: DAY, amount: 2 * maximum, purchases: 1 },
		expires: START + DAY,
	}
}

/// Who buys, and who sells and sees to the market's own account.
fn holders() -> [(AccountId, Balance); 2] {
	[(account(Alice), 50_000 * GAS), (account(Bob), 100 * GAS)]
}

/// Runs the offchain workers after the present block on a node with the key `//Matcher`. Returns
/// what they sent.
fn work(chain: &mut Chain) -> Vec<UncheckedExtrinsic> {
	let keystore = MemoryKeystore::new();
	keystore.sr25519_generate_new(MATCHER_KEY_TYPE, Some("//Matcher")).unwrap();
	let (pool, sent) = TestTransactionPoolExt::new();
	let (offchain, _) = TestOffchainExt::new();
	chain.0.register_extension(TransactionPoolExt::new(pool));
	chain.0.register_extension(KeystoreExt::new(keystore));
	chain.0.register_extension(OffchainDbExt::new(offchain.clone()));
	chain.0.register_extension(OffchainWorkerExt::new(offchain));
	chain.execute_with(|| {
		with_transaction(|| {
			crate::AllPalletsWithSystem::offchain_worker(System::block_number());
			TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
		})
		.unwrap();
	});
	let decode = |bytes: &Vec<u8>| UncheckedExtrinsic::decode(&mut &bytes[..]).unwrap();
	let sent = sent.read().transactions.iter().map(decode).collect();
	sent
}

/// The fee in INT, at a quarter of a USD.
#[test]
fn a_match_is_signed_sent_and_paid_for_with_the_matchers_own_int() {
	let genesis = genesis_with(25, &holders());
	let mut chain = chain_with(DEV_RUNTIME_PRESET, genesis);
	chain.execute_with(|| {
		assert_eq!(Balances::free_balance(MATCHER), MATCHER_ENDOWMENT);
		block(START, || {
			assert_ok!(ResourceMarket::list(signed(Bob), None, Box::new(offer(10_000))));
			let order = Box::new(order(12_000));
			let budget = 20_000 * GAS as u64;
			assert_ok!(ResourceMarket::create_policy(signed(Alice), None, order, budget));
		});
		check_money();
	});
	let mut sent = work(&mut chain);
	assert_eq!(sent.len(), 1);
	chain.execute_with(|| {
		let transaction = sent.remove(0);
		let Preamble::Signed(who, ..) = &transaction.preamble else { panic!("it is not signed") };
		assert_eq!(*who, MATCHER.into());
		let told = Ledger::most(&MATCHER, &transaction.function).unwrap();
		println!(
			"a match costs {}.{:03} GAS at most: with a tip of 1 % it pays from a price of {} GAS on",
			told / GAS,
			told % GAS * 1_000 / GAS,
			(told * 3 / 2 * 100).div_ceil(GAS),
		);
		begin_block(NEXT);
		assert_ok!(apply(transaction).unwrap());
		end_block();
		let paid = MATCHER_ENDOWMENT - Balances::free_balance(MATCHER);
		assert!(paid > 0 && Gas::gas_for_int(paid) <= told, "{paid} of {told}");
		// It is enough for as many as the preset promises.
		assert!(paid * 50_000 <= MATCHER_ENDOWMENT, "{paid}");
		let tip = Tips::<Runtime>::get(0).unwrap();
		assert_eq!((tip.executor, u128::from(tip.amount)), (MATCHER, 100 * GAS));
		assert!(Agreements::<Runtime>::contains_key(0));
		check_money();
	});
}

#[test]
fn a_match_whose_tip_does_not_pay_the_fee_is_not_sent() {
	let genesis = genesis_with(25, &holders());
	let mut chain = chain_with(DEV_RUNTIME_PRESET, genesis);
	chain.execute_with(|| {
		block(START, || {
			assert_ok!(ResourceMarket::list(signed(Bob), None, Box::new(offer(60))));
			let order = Box::new(order(60));
			assert_ok!(ResourceMarket::create_policy(
				signed(Alice),
				None,
				order,
				1_000 * GAS as u64
			));
		});
	});
	assert!(work(&mut chain).is_empty());
}

#[test]
fn who_has_neither_gas_nor_int_is_told_no_fee() {
	on_chain(genesis_with(25, &[]), || {
		let call: RuntimeCall = frame_system::Call::<Runtime>::remark { remark: vec![] }.into();
		assert_eq!(Ledger::most(&[1; 32].into(), &call), None);
		assert!(Ledger::most(&account(Bob), &call).is_some());
	});
}
