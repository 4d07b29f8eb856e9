// SPDX-License-Identifier: Apache-2.0

//! Anyone does anything, in any order, while time passes and prices move: nothing is made or lost,
//! a refused call changes nothing, no quota is ever overdrawn, and when everything is taken down
//! again all deposits are back.
//!
//! `FEE_OPS` sets how many operations there are in all.

use crate::{mock::*, quota::Quota, types::*, Pots, Usages};
use frame_support::dispatch::DispatchResult;
use proptest::prelude::*;
use sp_runtime::{DispatchError, FixedU128, Permill, StateVersion};
use std::collections::BTreeMap;

const PEOPLE: [AccountId; 4] = [OWNER, OTHER, RICH, THIEF];
const DEVICES: u32 = 12;
const OPS: usize = 150;

#[derive(Clone, Debug)]
enum Op {
	Wait(u32),
	Price(u8),
	Share(u32),
	Author(u8),
	Create { fleet: u8, kinds: u8, device: Limit, all: Limit },
	Fund { fleet: u8, amount: u64 },
	Limit { fleet: u8, kinds: u8, device: Limit, all: Limit },
	Withdraw { fleet: u8, amount: Amount },
	Close { fleet: u8, limit: u8 },
	Forget { fleet: u8, device: u8 },
	Send { who: u8, call: u8, tip: bool, as_device: u8 },
	Give { from: u8, to: u8, amount: u64 },
	Move { device: u8, fleet: u8, active: bool },
	Dissolve(u8),
}

/// A quota: hundredths of a GAS, and a time.
type Limit = (u16, u32);

#[derive(Clone, Debug)]
enum Amount {
	All,
	Spendable,
	Some(u64),
}

fn amount() -> impl Strategy<Value = u64> {
	prop_oneof![
1 => 0..10u64, 2 => 0..GAS as u64 * 2, 5 => 0..GAS as u64 * 1_000]
}

fn limit() -> impl Strategy<Value = Limit> {
	(any::<u16>(), prop_oneof![1 => 0..3u32, 2 => 0..HOUR as u32, 5 => 0..DAY as u32 * 3])
}

fn op() -> impl Strategy<Value = Op> {
	use Op::*;
	let device = any::<u8>;
	prop_oneof![
		4 => (0..HOUR as u32 * 6).prop_map(Wait),
		1 => any::<u8>().prop_map(Price),
		1 => (0..=1_000_000u32).prop_map(Share),
		1 => any::<u8>().prop_map(Author),
		4 => (any::<u8>(), any::<u8>(), limit(), limit())
			.prop_map(|(fleet, kinds, device, all)| Create { fleet, kinds, device, all }),
		5 => (any::<u8>(), amount()).prop_map(|(fleet, amount)| Fund { fleet, amount }),
		2 => (any::<u8>(), any::<u8>(), limit(), limit())
			.prop_map(|(fleet, kinds, device, all)| Limit { fleet, kinds, device, all }),
		2 => (any::<u8>(), prop_oneof![
			Just(Amount::All),
			Just(Amount::Spendable),
			amount().prop_map(Amount::Some),
		])
			.prop_map(|(fleet, amount)| Withdraw { fleet, amount }),
		1 => (any::<u8>(), 0..5u8).prop_map(|(fleet, limit)| Close { fleet, limit }),
		3 => (any::<u8>(), device()).prop_map(|(fleet, device)| Forget { fleet, device }),
		30 => (any::<u8>(), any::<u8>(), prop::bool::weighted(0.1), any::<u8>())
			.prop_map(|(who, call, tip, as_device)| Send { who, call, tip, as_device }),
		3 => (any::<u8>(), any::<u8>(), amount())
			.prop_map(|(from, to, amount)| Give { from, to, amount }),
		3 => (device(), any::<u8>(), prop::bool::weighted(0.95))
			.prop_map(|(device, fleet, active)| Move { device, fleet, active }),
		1 => any::<u8>().prop_map(Dissolve),
	]
}

fn fleet(choice: u8) -> FleetId {
	u32::from(choice % 3)
}

fn machine(choice: u8) -> AccountId {
	device_id(u32::from(choice) % DEVICES)
}

fn person(choice: u8) -> AccountId {
	PEOPLE[usize::from(choice) % PEOPLE.len()].clone()
}

fn anyone(choice: u8) -> AccountId {
	if choice.is_multiple_of(6) {
		person(choice / 6)
	} else {
		machine(choice)
	}
}

/// Mostly readings and others; rarely none, or one that there is not.
fn kinds_of(choice: u8) -> CallKinds {
	CallKinds(
		u32::from(if choice < 200 { choice | 1 } else { choice } & 7)
			| u32::from(choice / 250) << 3,
	)
}

fn quota((most, time): Limit) -> Quota {
	Quota { most: u128::from(most) * GAS / 100, recovers_in: time.into() }
}

fn call(choice: u8) -> RuntimeCall {
	match choice % 16 {
		0 => machines::Call::settle {}.into(),
		1 => machines::Call::fail {}.into(),
		2 => machines::Call::play {}.into(),
		3 => machines::Call::free {}.into(),
		4 => machines::Call::crash { usd: FixedU128::from_rational(choice.into(), 10) }.into(),
		5 => crate::Call::close_pot { fleet: fleet(choice / 16), limit: 64 }.into(),
		_ => read(u64::from(choice) * 100 / 255),
	}
}

/// What a device has had a pot spend, since its record or the pot's limits are new.
#[derive(Default)]
struct Books(BTreeMap<(FleetId, AccountId), (u64, u128)>);

impl Books {
	/// A device has spent no more than a full quota and what has recovered since.
	fn note(&mut self, fleet: FleetId, device: &AccountId, fee: u128) {
		let Some(pot) = Pots::<Test>::get(fleet) else { return };
		let (since, sum) = self.0.entry((fleet, device.clone())).or_insert((now(), 0));
		*sum += fee;
		let Quota { most, recovers_in } = pot.device_quota;
		let recovered = most * u128::from(now() - *since) / u128::from(recovers_in);
		assert!(*sum <= most + recovered, "a quota was overdrawn");
	}

	fn renew(&mut self, fleet: FleetId) {
		self.0.retain(|(of, _), _| *of != fleet);
	}
}

fn run_one(op: &Op, by: u8, books: &mut Books) -> DispatchResult {
	let owner_or = |fleet: FleetId| {
		if by.is_multiple_of(5) {
			person(by / 5)
		} else {
			FleetOwners::get().get(&fleet).cloned().unwrap_or(OWNER)
		}
	};
	let no_post =
		|error: sp_runtime::DispatchErrorWithPostInfo<_>| -> DispatchError { error.error };
	match op.clone() {
		Op::Wait(time) => wait(time.into()),
		Op::Price(price) => UsdPerInt::set(FixedU128::from_rational(1 << (price % 14), 100)),
		Op::Share(parts) => AuthorShare::set(Permill::from_parts(parts)),
		Op::Author(choice) => {
			Author::set([None, Some(COLLATOR), Some(POOR)][usize::from(choice % 3)].clone())
		},
		Op::Create { fleet: f, kinds, device, all } => {
			let f = fleet(f);
			FleetOwners::mutate(|fleets| {
				fleets.entry(f).or_insert_with(|| person(by));
			});
			let kinds = kinds_of(kinds);
			FeePayment::create_pot(signed(&owner_or(f)), f, kinds, quota(device), quota(all))?;
			books.renew(f);
		},
		Op::Fund { fleet: f, amount } => {
			FeePayment::fund_pot(signed(&person(by)), fleet(f), amount.into())?
		},
		Op::Limit { fleet: f, kinds, device, all } => {
			let f = fleet(f);
			let kinds = kinds_of(kinds);
			FeePayment::limit_pot(signed(&owner_or(f)), f, kinds, quota(device), quota(all))?;
			// Devices that spent under another quota count anew, with what they owe.
			books.renew(f);
			for (device, _) in Usages::<Test>::iter_prefix(f) {
				let left = FeePayment::usage(f, device.clone()).unwrap();
				let owes = left.spent.min(pot_of(f).device_quota.most);
				books.0.insert((f, device), (now(), owes));
			}
		},
		Op::Withdraw { fleet: f, amount } => {
			let f = fleet(f);
			let amount = match (amount, FeePayment::pot(f)) {
				(Amount::All, Some(pot)) => pot.total - pot.reserved,
				(Amount::Spendable, Some(pot)) => pot.spendable,
				(Amount::Some(amount), _) => amount.into(),
				_ => 1,
			};
			FeePayment::withdraw_pot(signed(&owner_or(f)), f, amount)?
		},
		Op::Close { fleet: f, limit } => {
			FeePayment::close_pot(signed(&owner_or(fleet(f))), fleet(f), limit.into())
				.map_err(no_post)?;
			books.renew(fleet(f));
		},
		Op::Forget { fleet: f, device } => {
			// One that there is, if there is any.
			let all: Vec<_> = Usages::<Test>::iter_keys().collect();
			let choice = all.get(usize::from(device) % all.len().max(1)).cloned();
			let (f, device) = choice.unwrap_or((fleet(f), machine(device)));
			FeePayment::forget_usage(signed(&person(by)), f, device.clone())?;
			books.0.remove(&(f, device));
		},
		Op::Send { who, call: choice, tip, as_device: wrapped } => {
			let who = anyone(who);
			let mut inner = call(choice);
			if wrapped.is_multiple_of(4) {
				inner = as_device(&anyone(wrapped / 4), inner);
			}
			let tip = if tip { u128::from(choice) } else { 0 };
			let seen = System::events().len();
			// What the call does to the tests' own settings is not undone with the storage.
			let price = UsdPerInt::get();
			let sent = send_with_tip(&who, inner, tip);
			UsdPerInt::set(price);
			sent.map_err(|_| DispatchError::Other("refused"))?.ok();
			for record in System::events().into_iter().skip(seen) {
				if let RuntimeEvent::FeePayment(crate::Event::FeeSponsored { fleet, device, fee }) =
					record.event
				{
					assert_eq!(tip, 0);
					books.note(fleet, &device, fee);
				}
			}
		},
		Op::Give { from, to, amount } => {
			let (from, to) = (anyone(from), anyone(to));
			if amount % 2 == 0 {
				Balances::transfer_allow_death(signed(&from), to, u128::from(amount) * 1_000)?
			} else {
				Assets::transfer(signed(&from), GAS_ID, to, amount.into())?
			}
		},
		Op::Move { device, fleet: f, active } => {
			let id = machine(device);
			change(&id, |machine| {
				machine.fleet = (f % 4 < 3).then(|| fleet(f % 4));
				machine.active = active;
				machine.key = if f >= 240 { person(f) } else { id.clone() };
			})
		},
		Op::Dissolve(f) => {
			FleetOwners::mutate(|fleets| fleets.remove(&(u32::from(f) % 27)));
		},
	}
	Ok(())
}

fn take_down() {
	FleetOwners::set(BTreeMap::new());
	while let Some(fleet) = Pots::<Test>::iter_keys().next() {
		FeePayment::close_pot(signed(&THIEF), fleet, 3).unwrap();
		check();
	}
	assert_eq!(Usages::<Test>::iter().count(), 0, "a record was left behind");
	assert_eq!(gas_of(&FeePayment::account()), 0, "GAS was left behind");
	for who in PEOPLE {
		assert_eq!(System::account(who).data.reserved, 0, "a deposit did not return");
	}
}

fn cases() -> u32 {
	let ops: u32 = std::env::var("FEE_OPS").ok().and_then(|ops| ops.parse().ok()).unwrap_or(12_000);
	ops.div_ceil(OPS as u32)
}

proptest! {
	#![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 300, ..Default::default() })]

	#[test]
	fn anything_in_any_order_keeps_the_books(
		ops in prop::collection::vec((op(), any::<u8>()), OPS),
	) {
		test(|| {
			for number in 0..DEVICES {
				device(number, number % 3);
			}
			give_gas(&RICH, &COLLATOR, GAS);
			pot(200 * GAS);
			let mut books = Books::default();
			for (op, by) in &ops {
				let before = sp_io::storage::root(StateVersion::V1);
				let result = frame_support::storage::with_storage_layer(|| {
					run_one(op, *by, &mut books)
				});
				if result.is_err() {
					let after = sp_io::storage::root(StateVersion::V1);
					assert_eq!(before, after, "a refused call changed something: {op:?}");
				}
				check();
			}
			take_down();
		});
	}
}
