// SPDX-License-Identifier: Apache-2.0

//! Anyone does anything, in any order, while the oracle moves: the invariants hold after every
//! operation, a refused call changes nothing, nobody takes out more than there is, and at the end
//! everything is settled and every planck accounted for.
//!
//! `GAS_OPS=100000` runs so many operations in all.

use crate::{
	mock::*, Bids, Books, CurrentAuction, HoldReason, Paused, Price, Purchases, Redemptions,
	Requests, Reserve, Settlements, Windows, GAS,
};
use frame_support::{dispatch::DispatchResult, weights::Weight};
use proptest::{prelude::*, test_runner::TestRunner};
use sp_runtime::{Permill, StateVersion};

const PEOPLE: [AccountId; 5] = [ALICE, BOB, CAROL, DAVE, POOR];

/// Operations of one run.
const LENGTH: usize = 250;

/// One operation; the numbers choose among what there is.
#[derive(Clone, Debug)]
enum Op {
	Wait(u16),
	Pass(u8),
	Idle(u8),
	Feed(u8),
	FeedOne(u8, u16),
	Crash(u8),
	Lie(u8, u128),
	SetOperators(u8),
	SetParameters(u8, u16),
	Bid(u8, u32, u16),
	Clear,
	SettleBid(u8, u8),
	SettleBids(u8, u8),
	Buy(u8, u32),
	ForgetPurchases(u8),
	Redeem(u8, u32),
	RedeemAll(u8),
	Execute(u8),
	Claim(u8, u8),
	ClaimSome(u8, u8),
	Withdraw(u8, u8),
	AddToReserve(u8, u32),
	Send(u8, u8, u32),
	SendAll(u8, u8),
	SendGas(u8, u8, u32),
	Fee(u8, u32),
	Pause(u8),
	Resume(u8),
	Donate(u8, u32),
}

fn op() -> impl Strategy<Value = Op> {
	use Op::*;
	let one = any::<u8>;
	let two = any::<(u8, u8)>;
	let sum = any::<(u8, u32)>;
	prop_oneof![
		15 => any::<u16>().prop_map(Wait),
		15 => one().prop_map(Pass),
		4 => one().prop_map(Idle),
		30 => one().prop_map(Feed),
		8 => any::<(u8, u16)>().prop_map(|(a, b)| FeedOne(a, b)),
		1 => one().prop_map(Crash),
		2 => any::<(u8, u128)>().prop_map(|(a, b)| Lie(a, b)),
		1 => one().prop_map(SetOperators),
		2 => any::<(u8, u16)>().prop_map(|(a, b)| SetParameters(a, b)),
		24 => any::<(u8, u32, u16)>().prop_map(|(a, b, c)| Bid(a, b, c)),
		4 => Just(Clear),
		6 => two().prop_map(|(a, b)| SettleBid(a, b)),
		4 => two().prop_map(|(a, b)| SettleBids(a, b)),
		20 => sum().prop_map(|(a, b)| Buy(a, b)),
		4 => one().prop_map(ForgetPurchases),
		20 => sum().prop_map(|(a, b)| Redeem(a, b)),
		4 => one().prop_map(RedeemAll),
		4 => one().prop_map(Execute),
		8 => two().prop_map(|(a, b)| Claim(a, b)),
		4 => two().prop_map(|(a, b)| ClaimSome(a, b)),
		4 => two().prop_map(|(a, b)| Withdraw(a, b)),
		4 => sum().prop_map(|(a, b)| AddToReserve(a, b)),
		4 => any::<(u8, u8, u32)>().prop_map(|(a, b, c)| Send(a, b, c)),
		1 => two().prop_map(|(a, b)| SendAll(a, b)),
		6 => any::<(u8, u8, u32)>().prop_map(|(a, b, c)| SendGas(a, b, c)),
		6 => sum().prop_map(|(a, b)| Fee(a, b)),
		2 => one().prop_map(Pause),
		3 => Just(Resume(7)),
		1 => sum().prop_map(|(a, b)| Donate(a, b)),
	]
}

/// What the scene remembers outside of the chain.
struct Scene {
	/// The true price, in millionths of a dollar.
	price: u128,
}

fn who(choice: u8) -> AccountId {
	PEOPLE[choice as usize % PEOPLE.len()].clone()
}

/// A part of something.
fn part(of: u128, choice: u32) -> u128 {
	of / u128::from(u32::MAX) * u128::from(choice)
}

fn flags(choice: u8) -> Paused {
	Paused { auctions: choice & 1 != 0, purchases: choice & 2 != 0, redemptions: choice & 4 != 0 }
}

impl Scene {
	fn usd(&self) -> Price {
		Price::from_rational(self.price, 1_000_000)
	}

	/// Moves the true price by up to 1 %.
	fn drift(&mut self, by: u8) {
		self.price = (self.price * (990 + u128::from(by % 21)) / 1_000).clamp(1_000, 10u128.pow(9));
	}

	/// An auction that may have something to settle.
	fn auction(choice: u8) -> u32 {
		let ids: Vec<_> = Settlements::<Test>::iter_keys().collect();
		let current = CurrentAuction::<Test>::get().map_or(0, |auction| auction.id);
		ids.get(choice as usize % (ids.len() + 1)).copied().unwrap_or(current)
	}

	fn window(choice: u8) -> u32 {
		let ids: Vec<_> = Redemptions::<Test>::iter_keys().collect();
		ids.get(choice as usize % (ids.len() + 1)).copied().unwrap_or(choice.into())
	}

	/// A request that there is, or one that there is not.
	fn request(window: u8, of: u8) -> (u32, AccountId) {
		let id = Self::window(window);
		let all: Vec<_> = Requests::<Test>::iter_key_prefix(id).collect();
		let who = all.get(of as usize % (all.len() + 1)).cloned().unwrap_or_else(|| who(of));
		(id, who)
	}

	fn run_one(&mut self, op: &Op) -> DispatchResult {
		match *op {
			Op::Wait(time) => {
				// Mostly minutes, at times most of a day or two.
				let time = u64::from(time);
				block(if time % 64 == 0 { time * 3 * SECOND } else { time % 300 * SECOND });
				Ok(())
			},
			Op::Pass(minutes) => {
				self.drift(minutes);
				pass(u64::from(1 + minutes % 25) * MINUTE, self.usd());
				blocks(2);
				Ok(())
			},
			Op::Idle(steps) => {
				use crate::WeightInfo;
				let each = <() as WeightInfo>::settle_bid();
				Idle::set(each * u64::from(steps % 6));
				block(SECOND);
				Idle::set(Weight::zero());
				Ok(())
			},
			Op::Feed(drift) => {
				self.drift(drift);
				feed(self.usd());
				Ok(())
			},
			Op::FeedOne(operator, off) => {
				let all = Operators::get();
				let operator = &all[operator as usize % all.len()];
				let price = self.price * (99_000 + u128::from(off % 2_000)) / 100_000;
				let fed = Oracle::feed_values(
					signed(operator),
					vec![(OracleKey::IntUsd, Price::from_rational(price, 1_000_000))]
						.try_into()
						.unwrap(),
				);
				fed.map(|_| ()).map_err(|error| error.error)
			},
			Op::Crash(factor) => {
				let factor = u128::from(factor);
				self.price = if factor % 2 == 0 {
					self.price * 2 / 5
				} else {
					self.price * (2 + factor % 8)
				}
				.clamp(1_000, 10u128.pow(9));
				feed(self.usd());
				feed(self.usd());
				Ok(())
			},
			Op::Lie(operator, price) => {
				let all = Operators::get();
				let operator = &all[operator as usize % all.len()];
				let price = Price::from_inner(price >> (price % 128));
				let fed = Oracle::feed_values(
					signed(operator),
					vec![(OracleKey::IntUsd, price)].try_into().unwrap(),
				);
				fed.map(|_| ()).map_err(|error| error.error)
			},
			Op::SetOperators(count) => {
				set_operators(operators(2 + count % 5));
				Ok(())
			},
			Op::SetParameters(which, value) => {
				let value = u64::from(value);
				set(|rules| match which % 11 {
					0 => rules.book_size = 1 + value as u32 % 8,
					1 => rules.auction_offer = u128::from(1_000 + value * 50) * GAS,
					2 => rules.auction_period = (10 + value % 120) * MINUTE,
					3 => rules.issue_cap = u128::from(value * 100) * GAS,
					4 => rules.redemption_limit = Permill::from_parts(value as u32 * 16),
					5 => rules.redemption_window = (1 + value % 60) * MINUTE,
					6 => rules.redemption_patience = (1 + value % 48) * HOUR,
					7 => rules.max_jump = Permill::from_parts(value as u32 * 8),
					8 => rules.issue_window = (10 + value % 300) * MINUTE,
					9 => rules.cooling = value % 16 * MINUTE,
					_ => rules.mean_window = (10 + value % 300) * MINUTE,
				});
				Ok(())
			},
			Op::Bid(by, quantity, limit) => {
				let Some(auction) = CurrentAuction::<Test>::get() else { return Ok(()) };
				let least = auction.terms.least_bid();
				let quantity = least + u128::from(quantity) * least / 400_000_000;
				// Around the price of a GAS, from a fifth below to as much above.
				let par = INT * 1_000_000 / self.price / 1_000;
				let limit = par * (800 + u128::from(limit) % 500) / 1_000;
				Gas::bid(signed(&who(by)), quantity, limit)
			},
			Op::Clear => Gas::clear_auction(signed(&POOR)),
			Op::SettleBid(auction, index) => {
				let id = Self::auction(auction);
				let all: Vec<_> = Bids::<Test>::iter_key_prefix(id).collect();
				let index = all.get(index as usize % (all.len() + 1)).copied().unwrap_or(0);
				Gas::settle_bid(signed(&POOR), id, index)
			},
			Op::SettleBids(auction, limit) => {
				Gas::settle_bids(signed(&POOR), Self::auction(auction), u32::from(limit % 5))
					.map(|_| ())
					.map_err(|error| error.error)
			},
			Op::Buy(by, gas) => Gas::buy(signed(&who(by)), u128::from(gas) * 15_000, u128::MAX),
			Op::ForgetPurchases(of) => Gas::forget_purchases(signed(&POOR), who(of)),
			Op::Redeem(by, share) => Gas::redeem(signed(&who(by)), part(gas(&who(by)), share)),
			Op::RedeemAll(by) => Gas::redeem(signed(&who(by)), gas(&who(by))),
			Op::Execute(window) => Gas::execute_redemptions(signed(&POOR), Self::window(window)),
			Op::Claim(window, of) => {
				let (id, who) = Self::request(window, of);
				Gas::claim_redemption(signed(&POOR), id, who)
			},
			Op::ClaimSome(window, limit) => {
				Gas::claim_redemptions(signed(&POOR), Self::window(window), u32::from(limit % 4))
					.map(|_| ())
					.map_err(|error| error.error)
			},
			Op::Withdraw(window, by) => {
				let (id, who) = Self::request(window, by);
				Gas::withdraw_redemption(signed(&who), id)
			},
			Op::AddToReserve(by, int) => {
				Gas::add_to_reserve(signed(&who(by)), u128::from(int) * 1_000_000)
			},
			Op::Send(from, to, share) => Balances::transfer_allow_death(
				signed(&who(from)),
				who(to),
				part(int(&who(from)), share),
			),
			Op::SendAll(from, to) => Balances::transfer_all(signed(&who(from)), who(to), false),
			Op::SendGas(from, to, amount) => {
				Assets::transfer(signed(&who(from)), GAS_ID, who(to), u128::from(amount) * 10_000)
			},
			Op::Fee(by, fee) => {
				use frame_support::traits::{
					fungibles::Mutate,
					tokens::{Fortitude, Precision, Preservation},
				};
				let burned = Assets::burn_from(
					GAS_ID,
					&who(by),
					fee.into(),
					Preservation::Preserve,
					Precision::Exact,
					Fortitude::Polite,
				)?;
				Gas::note_burned(burned);
				Ok(())
			},
			Op::Pause(what) => Gas::pause(RuntimeOrigin::root(), flags(what)),
			Op::Resume(what) => Gas::resume(RuntimeOrigin::root(), flags(what)),
			Op::Donate(by, int) => {
				Balances::transfer_allow_death(signed(&who(by)), pot(), u128::from(int) * 1_000_000)
			},
		}
	}

	/// Everything ends, by the ways that there are; everybody is paid.
	fn wind_up(&mut self) {
		Gas::resume(RuntimeOrigin::root(), flags(7)).unwrap();
		set_operators(operators(3));
		Rules::set(crate::GasParameters::default());
		// Who gave all away can be paid again.
		for who in PEOPLE {
			use frame_support::traits::fungible::Mutate;
			if int(&who) < DEPOSIT {
				Balances::mint_into(&who, DEPOSIT).unwrap();
			}
		}
		let end = CurrentAuction::<Test>::get().unwrap().id + 2;
		while CurrentAuction::<Test>::get().unwrap().id < end {
			block(4 * MINUTE);
			feed(self.usd());
		}
		Idle::set(Weight::MAX);
		blocks(60);
		for id in Settlements::<Test>::iter_keys().collect::<Vec<_>>() {
			Gas::settle_bids(signed(&POOR), id, 64).unwrap();
		}
		for id in Redemptions::<Test>::iter_keys().collect::<Vec<_>>() {
			Gas::claim_redemptions(signed(&POOR), id, 64).unwrap();
		}
		block(DAY);
		for who in Purchases::<Test>::iter_keys().collect::<Vec<_>>() {
			Gas::forget_purchases(signed(&POOR), who).unwrap();
		}
		check();
	}
}

/// Whether somebody is owed a side that no account of theirs can take: less GAS than a new account
/// needs.
fn unpayable() -> bool {
	let bids = Settlements::<Test>::iter_keys()
		.any(|id| Bids::<Test>::iter_prefix_values(id).any(|bid| gas(&bid.who) == 0));
	bids || Requests::<Test>::iter().any(|(_, who, _)| gas(&who) == 0)
}

fn run(ops: &[Op]) {
	test(|| {
		set(|rules| {
			rules.auction_offer = 20_000 * GAS;
			rules.book_size = 6;
			rules.auction_period = 20 * MINUTE;
			rules.redemption_window = 3 * MINUTE;
			rules.redemption_patience = HOUR;
			rules.least_redemption = 10 * GAS;
		});
		let mut scene = Scene { price: 1_000_000 };
		feed(scene.usd());
		for op in ops {
			let before = sp_io::storage::root(StateVersion::V1);
			let result = frame_support::storage::with_storage_layer(|| scene.run_one(op));
			if result.is_err() {
				let after = sp_io::storage::root(StateVersion::V1);
				assert_eq!(before, after, "a refused call changed something: {op:?}");
			}
			check();
		}
		scene.wind_up();
		assert!(Windows::<Test>::get().oldest == Windows::<Test>::get().next, "all executed");
		assert_eq!(Purchases::<Test>::iter().count(), 0);
		if !unpayable() {
			assert_eq!(Settlements::<Test>::iter().count(), 0, "a bid that cannot be settled");
			assert_eq!(Redemptions::<Test>::iter().count(), 0, "a request that cannot be claimed");
			assert_eq!(held(HoldReason::Bids) + held(HoldReason::Payouts), 0);
		}
		// What is in issue was sold, or lies with the account itself.
		let books = Books::<Test>::get();
		assert_eq!(books.issue(), Some(issue()));
		assert!(books.endowed <= GAS);
		assert_eq!(Reserve::<Test>::get(), held(HoldReason::Reserve));
	});
}

#[test]
fn anything_in_any_order_keeps_the_books() {
	let ops = std::env::var("GAS_OPS").ok().and_then(|ops| ops.parse().ok()).unwrap_or(4_000);
	let config = ProptestConfig {
		cases: u32::try_from(usize::div_ceil(ops, LENGTH)).unwrap(),
		max_shrink_iters: 200,
		failure_persistence: None,
		..Default::default()
	};
	TestRunner::new(config)
		.run(&prop::collection::vec(op(), LENGTH), |ops| {
			run(&ops);
			Ok(())
		})
		.unwrap();
}
