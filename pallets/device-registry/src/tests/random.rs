// SPDX-License-Identifier: Apache-2.0

//! Anyone does anything, in any order: the invariants hold after every call, a refused call changes
//! nothing, and when everything is taken down again all deposits are back.

use crate::{
	mock::*, types::*, Codes, Devices, Fleets, LaterKeys, Lots, Offers, OwnedDevices, PastKeys,
};
use frame_support::{dispatch::DispatchResult, traits::Currency};
use int_primitives::directory::SecurityLevel;
use proptest::prelude::*;
use sp_runtime::StateVersion;

const PEOPLE: [AccountId; 4] = [MAKER, OWNER, BUYER, OPERATOR];

/// One call, by whom and on what; the numbers choose among what there is.
#[derive(Clone, Debug)]
enum Op {
	Wait(u16),
	Freeze,
	Release,
	Slash(u32),
	TopUp,
	Register(u8),
	Claim(u8),
	Activate(u8),
	Suspend(u8),
	Resume(u8),
	Offer(u8, u8),
	WithdrawOffer(u8),
	Accept(u8),
	Rotate(u8),
	Act(u8),
	Firmware(u8),
	Retire(u8),
	Forget(u8),
	CreateFleet,
	Dissolve(u8),
	Assign(u8, u8),
	Unassign(u8),
	SetOperator(u8, u8),
	RemoveOperator(u8, u8),
	CommitLot,
	CloseLot(u8),
	ReapLot(u8),
	UpdateMaker(u8),
	Verify,
	Metadata(u8),
	Pay(u8),
}

fn op() -> impl Strategy<Value = Op> {
	use Op::*;
	prop_oneof![
		2 => any::<u16>().prop_map(Wait),
		1 => Just(Freeze),
		1 => Just(Release),
		1 => any::<u32>().prop_map(Slash),
		1 => Just(TopUp),
		4 => any::<u8>().prop_map(Register),
		6 => any::<u8>().prop_map(Claim),
		3 => any::<u8>().prop_map(Activate),
		2 => any::<u8>().prop_map(Suspend),
		2 => any::<u8>().prop_map(Resume),
		3 => any::<(u8, u8)>().prop_map(|(a, b)| Offer(a, b)),
		1 => any::<u8>().prop_map(WithdrawOffer),
		4 => any::<u8>().prop_map(Accept),
		4 => any::<u8>().prop_map(Rotate),
		2 => any::<u8>().prop_map(Act),
		2 => any::<u8>().prop_map(Firmware),
		2 => any::<u8>().prop_map(Retire),
		2 => any::<u8>().prop_map(Forget),
		2 => Just(CreateFleet),
		1 => any::<u8>().prop_map(Dissolve),
		3 => any::<(u8, u8)>().prop_map(|(a, b)| Assign(a, b)),
		1 => any::<u8>().prop_map(Unassign),
		2 => any::<(u8, u8)>().prop_map(|(a, b)| SetOperator(a, b)),
		1 => any::<(u8, u8)>().prop_map(|(a, b)| RemoveOperator(a, b)),
		2 => Just(CommitLot),
		1 => any::<u8>().prop_map(CloseLot),
		2 => any::<u8>().prop_map(ReapLot),
		1 => any::<u8>().prop_map(UpdateMaker),
		1 => Just(Verify),
		2 => any::<u8>().prop_map(Metadata),
		1 => any::<u8>().prop_map(Pay),
	]
}

/// As long as one can be, or short.
fn cid(choice: u8) -> Cid {
	let length = if choice.is_multiple_of(4) { 40 } else { 36 };
	vec![choice; length].try_into().unwrap()
}

/// What the scene remembers outside of the chain.
struct Scene {
	run: Run,
	/// Key pairs made so far; a device's present one is found by its account.
	keys: Vec<Keys>,
	next: u32,
}

impl Scene {
	fn new_key(&mut self) -> Keys {
		self.next += 1;
		let keys = Keys::ed(&format!("random{}", self.next));
		self.keys.push(keys.clone());
		keys
	}

	/// A device that exists, or an account that is none.
	fn device(&self, choice: u8) -> AccountId {
		let all: Vec<_> = Devices::<Test>::iter_keys().collect();
		all.get(choice as usize % (all.len() + 1)).cloned().unwrap_or(POOR)
	}

	fn owner(&self, device: &AccountId) -> AccountId {
		Devices::<Test>::get(device).map_or(THIEF, |device| device.owner)
	}

	/// A lot that exists, or one that does not.
	fn lot(choice: u8) -> LotId {
		let mut all: Vec<_> = Lots::<Test>::iter_keys().collect();
		all.sort();
		all.get(choice as usize % (all.len() + 1)).copied().unwrap_or(LotId::MAX)
	}

	fn who(choice: u8) -> AccountId {
		PEOPLE[choice as usize % PEOPLE.len()].clone()
	}

	fn run_one(&mut self, op: &Op, by: u8) -> DispatchResult {
		let who = Self::who(by);
		let mostly_owner = |scene: &Self, device: &AccountId| {
			if by.is_multiple_of(4) {
				who.clone()
			} else {
				scene.owner(device)
			}
		};
		let mostly_maker = if by.is_multiple_of(8) { who.clone() } else { MAKER };
		match *op {
			Op::Wait(hours) => {
				wait(u64::from(hours % 400) * HOUR);
				Ok(())
			},
			Op::Freeze => Registry::freeze_manufacturer(RuntimeOrigin::root(), 0),
			Op::Release => Registry::release_manufacturer(RuntimeOrigin::root(), 0),
			Op::Slash(amount) => {
				Registry::slash_manufacturer(RuntimeOrigin::root(), 0, amount.into())
			},
			Op::TopUp => Registry::top_up_bond(signed(&MAKER)),
			Op::Register(number) => {
				let keys = self.new_key();
				register(&who, &keys, number.into())
			},
			Op::Claim(index) => self.run.claim(&who, u32::from(index) % 16),
			Op::Activate(d) => {
				let d = self.device(d);
				Registry::activate_device(signed(&mostly_owner(self, &d)), d)
			},
			Op::Suspend(d) => {
				let d = self.device(d);
				Registry::suspend_device(signed(&mostly_owner(self, &d)), d)
			},
			Op::Resume(d) => {
				let d = self.device(d);
				Registry::resume_device(signed(&mostly_owner(self, &d)), d)
			},
			Op::Offer(d, to) => {
				let d = self.device(d);
				let by = mostly_owner(self, &d);
				Registry::offer_transfer(signed(&by), d, Self::who(to), now() + 48 * HOUR)
			},
			Op::WithdrawOffer(d) => {
				let d = self.device(d);
				Registry::withdraw_offer(signed(&mostly_owner(self, &d)), d)
			},
			Op::Accept(d) => {
				let d = self.device(d);
				let to = Offers::<Test>::get(&d).map_or(who, |offer| offer.to);
				Registry::accept_transfer(signed(&to), d)
			},
			Op::Rotate(d) => {
				// Now and then to a key that was some device's before, or still is.
				let used = self.keys.get(d as usize).filter(|_| by.is_multiple_of(3)).cloned();
				let keys = used.unwrap_or_else(|| self.new_key());
				let d = self.device(d);
				let generation = Devices::<Test>::get(&d).map_or(1, |d| d.generation + 1);
				rotate(&mostly_owner(self, &d), &d, &keys, generation)
			},
			Op::Act(d) => {
				let d = self.device(d);
				let key = Devices::<Test>::get(&d)
					.map_or(who, |device| Registry::account_of(&device.key));
				let call = pallet_balances::Call::transfer_allow_death { dest: OWNER, value: 500 };
				Registry::as_device(signed(&key), d, Box::new(call.into()))
					.map(|_| ())
					.map_err(|error| error.error)
			},
			Op::Firmware(d) => {
				let d = self.device(d);
				Registry::update_firmware(signed(&who), d, Some([1; 32]))
			},
			Op::Retire(d) => {
				let d = self.device(d);
				Registry::retire_device(signed(&mostly_owner(self, &d)), d)
			},
			Op::Forget(d) => {
				let d = self.device(d);
				Registry::forget_device(signed(&mostly_owner(self, &d)), d, 2)
					.map(|_| ())
					.map_err(|error| error.error)
			},
			Op::CreateFleet => {
				Registry::create_fleet(signed(&who), b"fleet".to_vec().try_into().unwrap())
			},
			Op::Dissolve(f) => Registry::dissolve_fleet(signed(&who), u32::from(f % 8)),
			Op::Assign(d, f) => {
				let d = self.device(d);
				Registry::assign_device(signed(&self.owner(&d)), d, u32::from(f % 8))
			},
			Op::Unassign(d) => {
				let d = self.device(d);
				Registry::unassign_device(signed(&self.owner(&d)), d)
			},
			Op::SetOperator(f, o) => Registry::set_operator(
				signed(&who),
				u32::from(f % 8),
				AccountId::new([o; 32]),
				Permissions::ALL,
				5,
				None,
			),
			Op::RemoveOperator(f, o) => {
				Registry::remove_operator(signed(&who), u32::from(f % 8), AccountId::new([o; 32]))
			},
			Op::CommitLot => Registry::commit_lot(
				signed(&mostly_maker),
				model(),
				[by; 32],
				1 << (by % 33),
				SecurityLevel::SecureElement,
				by.is_multiple_of(2).then_some([2; 32]),
				by.is_multiple_of(3).then(|| cid(by)),
			),
			Op::CloseLot(lot) => Registry::close_lot(signed(&mostly_maker), Self::lot(lot)),
			Op::ReapLot(lot) => Registry::reap_lot(signed(&who), Self::lot(lot), 1)
				.map(|_| ())
				.map_err(|error| error.error),
			// Its name, which verification is of, or only its metadata.
			Op::UpdateMaker(name) => Registry::update_manufacturer(
				signed(&mostly_maker),
				format!("Meters {}", name % 2).into_bytes().try_into().unwrap(),
				name.is_multiple_of(3).then(|| cid(name)),
			),
			Op::Verify => Registry::verify_manufacturer(RuntimeOrigin::root(), 0),
			Op::Metadata(d) => {
				let d = self.device(d);
				let by_owner = mostly_owner(self, &d);
				let metadata = by.is_multiple_of(2).then(|| cid(by));
				Registry::update_metadata(signed(&by_owner), d, metadata)
			},
			Op::Pay(d) => {
				let d = self.device(d);
				let key = Devices::<Test>::get(&d).map(|device| Registry::account_of(&device.key));
				let to = key.filter(|_| by.is_multiple_of(3)).unwrap_or(d);
				let _ = Balances::deposit_creating(&to, 1_000);
				Ok(())
			},
		}
	}

	/// Takes everything down again, by the ways that there are.
	fn take_down(&mut self) {
		wait(48 * HOUR + 1);
		for id in Offers::<Test>::iter_keys().collect::<Vec<_>>() {
			Registry::withdraw_offer(signed(&THIEF), id).unwrap();
		}
		for (id, device) in Devices::<Test>::iter().collect::<Vec<_>>() {
			if device.state.allows_change() {
				Registry::retire_device(signed(&device.owner), id.clone()).unwrap();
			}
			let key = Registry::account_of(&device.key);
			let call = pallet_balances::Call::transfer_all { dest: OWNER, keep_alive: false };
			Registry::as_device(signed(&key), id, Box::new(call.into())).unwrap();
		}
		wait(30 * 24 * HOUR + 1);
		while let Some((id, device)) = Devices::<Test>::iter().next() {
			Registry::forget_device(signed(&device.owner), id, 64).unwrap();
		}
		for (fleet, operator, _) in crate::Operators::<Test>::iter().collect::<Vec<_>>() {
			Registry::remove_operator(signed(&operator), fleet, operator.clone()).unwrap();
		}
		for (id, fleet) in Fleets::<Test>::iter().collect::<Vec<_>>() {
			Registry::dissolve_fleet(signed(&fleet.owner), id).unwrap();
		}
		for lot in Lots::<Test>::iter_keys().collect::<Vec<_>>() {
			let _ = Registry::close_lot(signed(&MAKER), lot);
			while Lots::<Test>::contains_key(lot) {
				Registry::reap_lot(signed(&THIEF), lot, 64).unwrap();
			}
		}
		let _ = Registry::release_manufacturer(RuntimeOrigin::root(), 0);
		Registry::withdraw_manufacturer(signed(&MAKER)).unwrap();
	}
}

/// 64 sequences, or as many as the variable `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
	let default = ProptestConfig { max_shrink_iters: 200, ..Default::default() };
	let asked_for = std::env::var_os("PROPTEST_CASES").is_some();
	ProptestConfig { cases: if asked_for { default.cases } else { 64 }, ..default }
}

proptest! {
	#![proptest_config(config())]

	#[test]
	fn anything_in_any_order_keeps_the_books(
		ops in prop::collection::vec((op(), any::<u8>()), 1..120),
	) {
		test(|| {
			make_maker();
			let mut scene = Scene { run: Run::commit(16), keys: Vec::new(), next: 0 };
			for (op, by) in &ops {
				let before = sp_io::storage::root(StateVersion::V1);
				let result = frame_support::storage::with_storage_layer(|| {
					scene.run_one(op, *by)
				});
				if result.is_err() {
					let after = sp_io::storage::root(StateVersion::V1);
					assert_eq!(before, after, "a refused call changed something: {op:?}");
				}
				check();
			}
			scene.take_down();
			check();
			for who in PEOPLE {
				assert_eq!(held(&who), 0, "a deposit did not return");
			}
			assert_eq!(Codes::<Test>::iter().count(), 0);
			assert_eq!(OwnedDevices::<Test>::iter().count(), 0);
			assert_eq!(PastKeys::<Test>::iter().count(), 0);
			assert_eq!(LaterKeys::<Test>::iter().count(), 0);
			assert_eq!(crate::Chunks::<Test>::iter().count(), 0);
		});
	}
}
