// SPDX-License-Identifier: Apache-2.0

//! A chain with everybody's money: its time, what it proves and touches, and what always holds.

use super::*;
use frame_support::traits::fungible::{Inspect, InspectHold};
use sp_runtime::BuildStorage;

fn storage(market: u64) -> sp_runtime::Storage {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: people().into_iter().chain([meter(), car()]).map(|who| (who, INT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut accounts: Vec<_> =
		people().into_iter().chain([car()]).map(|who| (GAS_ID, who, ENDOWMENT.into())).collect();
	if market > 0 {
		accounts.push((GAS_ID, MarketId::get().into_account_truncating(), market.into()));
	}
	pallet_assets::GenesisConfig::<Test> {
		assets: vec![(GAS_ID, AccountId::new([0xFF; 32]), true, GAS.into())],
		accounts,
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	storage
}

/// Runs a test, then checks the invariants and that INT and GAS are conserved.
pub fn test(scene: impl FnOnce()) {
	run(GAS, scene);
}

/// The same on a chain whose genesis forgot the market's account.
pub fn test_without_market_account(scene: impl FnOnce()) {
	run(0, scene);
}

fn run(market: u64, scene: impl FnOnce()) {
	sp_io::TestExternalities::new(storage(market)).execute_with(|| {
		begin();
		scene();
		check();
	});
}

/// A chain with its first block.
pub fn chain() -> sp_io::TestExternalities {
	let mut chain = sp_io::TestExternalities::new(storage(GAS));
	chain.execute_with(begin);
	chain
}

fn begin() {
	System::set_block_number(1);
	Timestamp::set_timestamp(START);
	frame_system::BlockHash::<Test>::insert(0, sp_core::H256([9; 32]));
	Parameters::set(MarketParameters::default());
	Fee::set(Some(GAS));
	ExecutionAllowed::set(true);
	Devices::set(BTreeMap::new());
	add_device(&METER, &seller());
	add_device(&CAR, &buyer());
}

/// Sets a scene, writes it down, and returns how long the proof is of what `measured` looks at,
/// bytes.
pub fn prove<S>(scene: impl FnOnce() -> S, measured: impl FnOnce(S)) -> usize {
	let mut chain = sp_io::TestExternalities::new(storage(GAS));
	let scene = chain.execute_with(|| {
		begin();
		scene()
	});
	chain.commit_all().unwrap();
	let root = *chain.backend.root();
	let ((), proof) = chain.execute_and_prove(|| measured(scene));
	// As it goes to the relay chain: without the hashes that follow from the rest.
	proof.encoded_compact_size::<sp_runtime::traits::BlakeTwo256>(root).unwrap()
}

/// All of the state.
pub fn snapshot() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let (mut all, mut key) = (BTreeMap::new(), Vec::new());
	while let Some(next) = sp_io::storage::next_key(&key) {
		let value = sp_io::storage::get(&next).unwrap().to_vec();
		all.insert(next.clone(), value);
		key = next;
	}
	all
}

/// Sets a scene, writes it down, and returns how many records of it `measured` reads and how many it
/// changes. What it looks for and does not find is not counted, nor what it makes anew.
pub fn touch<S>(scene: impl FnOnce() -> S, measured: impl FnOnce(S)) -> (usize, usize) {
	let mut chain = sp_io::TestExternalities::new(storage(GAS));
	let scene = chain.execute_with(|| {
		begin();
		scene()
	});
	chain.commit_all().unwrap();
	let before = chain.execute_with(snapshot);
	let root = *chain.backend.root();
	let ((), proof) = chain.execute_and_prove(|| measured(scene));
	let is_read = |key: &Vec<u8>| {
		type Hasher = sp_runtime::traits::BlakeTwo256;
		sp_state_machine::read_proof_check::<Hasher, _>(root, proof.clone(), [key])
			.is_ok_and(|found| found.values().all(Option::is_some))
	};
	let reads = before.keys().filter(|key| is_read(key)).count();
	let after = chain.execute_with(snapshot);
	// Not of the sums: there are people who are in no other scene.
	chain.execute_with(|| Market::do_try_state().unwrap());
	let writes = before.iter().filter(|(key, value)| after.get(*key) != Some(value)).count();
	(reads, writes)
}

/// Registers an active device.
pub fn add_device(keys: &Keys, owner: &AccountId) {
	let device = Device {
		owner: owner.clone(),
		operator: None,
		fleet: None,
		key: keys.public(),
		generation: 0,
		active: true,
		security: SecurityLevel::Software,
	};
	Devices::mutate(|devices| devices.insert(keys.account(), device));
}

/// Changes a device.
pub fn change_device(id: &AccountId, change: impl FnOnce(&mut Device)) {
	Devices::mutate(|devices| change(devices.get_mut(id).unwrap()));
}

/// The invariants: storage, and the sums of all INT and all GAS.
pub fn check() {
	Market::do_try_state().unwrap();
	let int: u128 = frame_system::Account::<Test>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(int, Balances::total_issuance());
	let gas: u128 = everybody().iter().map(Gas::total_balance).sum();
	assert_eq!(gas, Gas::total_issuance(), "GAS is somewhere else");
	let first: u128 = 6 * u128::from(ENDOWMENT) + u128::from(GAS);
	assert!([first, first - u128::from(GAS)].contains(&(gas + Burned::get())), "GAS was lost");
}

/// Nothing is held for anybody, and the market has no records.
pub fn check_empty() {
	check();
	for who in everybody() {
		assert_eq!(Gas::total_balance_on_hold(&who), 0, "GAS is still on hold");
		assert_eq!(System::account(&who).data.reserved, 0, "a deposit did not return");
	}
	assert_eq!(crate::Listings::<Test>::iter().count(), 0);
	assert_eq!(crate::TermsOf::<Test>::iter().count(), 0);
	assert_eq!(crate::Agreements::<Test>::iter().count(), 0);
	assert_eq!(crate::Auctions::<Test>::iter().count(), 0);
	assert_eq!(crate::Bids::<Test>::iter().count(), 0);
	assert_eq!(crate::Disputes::<Test>::iter().count(), 0);
	assert_eq!(crate::Policies::<Test>::iter().count(), 0);
	assert_eq!(crate::PoliciesByKind::<Test>::iter().count(), 0);
	assert_eq!(crate::PoliciesByBuyer::<Test>::iter().count(), 0);
	assert_eq!(crate::Tips::<Test>::iter().count(), 0);
}

/// Free GAS, plancks.
pub fn free(who: &AccountId) -> u64 {
	Gas::balance(who).try_into().unwrap()
}

/// GAS on hold, plancks.
pub fn held(who: &AccountId, reason: HoldReason) -> u64 {
	Gas::balance_on_hold(&reason.into(), who).try_into().unwrap()
}

/// Chain time.
pub fn now() -> Millis {
	Timestamp::get()
}

/// Lets time pass, with as many blocks as a window needs.
pub fn wait(time: Millis) {
	System::set_block_number(System::block_number() + BLOCKS);
	Timestamp::set_timestamp(now() + time);
}

/// Lets time pass while the chain stands still: one block.
pub fn stall(time: Millis) {
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp(now() + time);
}

pub fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

/// The error of a call of ours.
pub type Error = crate::Error<Test>;

/// What the last event of the market was.
pub fn last_event() -> crate::Event<Test> {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Market(event) => Some(event),
			_ => None,
		})
		.unwrap()
}
