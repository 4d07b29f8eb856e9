// SPDX-License-Identifier: Apache-2.0

//! Standing orders among everything else that happens, in any order: the books are kept after every
//! call, a refused call changes nothing, no policy spends more than it may or pays more than it
//! accepts, and when everything is taken down again nothing is held.
//!
//! `MARKET_OPS` sets how many operations are done in all.

use super::policies::order;
use crate::{
	allowance::Allowance,
	mock::*,
	pricing::{Cpp, PriceTag, Pricing, Tariff, Tier},
	ramp::Ramp,
	state::State,
	types::*,
	Agreements, Arbiters, Disputes, Event, Listings, Policies, Tips,
};
use frame_support::{dispatch::DispatchResult, storage::with_storage_layer};
use proptest::prelude::*;
use sp_runtime::StateVersion;
use std::collections::BTreeMap;

/// The most operations of a run.
const LENGTH: usize = 300;

#[derive(Clone, Debug)]
enum Op {
	Wait(u16),
	Stall(u16),
	Fee(u32),
	Arbiter(bool),
	Active(bool),
	List(u8, u16),
	Revise(u8, u8, u16),
	PauseListing(u8, bool),
	CloseListing(u8),
	Create(u8, u16, u8),
	Fund(u8, u16),
	Pause(u8, bool),
	ClosePolicy(u8),
	Execute(u8, u8),
	Deliver(u8),
	Confirm(u8),
	Collect(u8),
	Cancel(u8, bool),
	Close(u8),
	Meter(u8, u16, bool),
	Use(u8, u8),
	TopUp(u8, u16),
	Dispute(u8),
	Answer(u8),
	Rule(u8, u32),
	Resolve(u8),
}

fn op() -> impl Strategy<Value = Op> {
	use Op::*;
	prop_oneof![
		6 => any::<u16>().prop_map(Wait),
		1 => any::<u16>().prop_map(Stall),
		1 => any::<u32>().prop_map(Fee),
		1 => any::<bool>().prop_map(Arbiter),
		1 => any::<bool>().prop_map(Active),
		4 => any::<(u8, u16)>().prop_map(|(a, b)| List(a, b)),
		2 => any::<(u8, u8, u16)>().prop_map(|(a, b, c)| Revise(a, b, c)),
		1 => any::<(u8, bool)>().prop_map(|(a, b)| PauseListing(a, b)),
		1 => any::<u8>().prop_map(CloseListing),
		4 => any::<(u8, u16, u8)>().prop_map(|(a, b, c)| Create(a, b, c)),
		2 => any::<(u8, u16)>().prop_map(|(a, b)| Fund(a, b)),
		1 => any::<(u8, bool)>().prop_map(|(a, b)| Pause(a, b)),
		1 => any::<u8>().prop_map(ClosePolicy),
		20 => any::<(u8, u8)>().prop_map(|(a, b)| Execute(a, b)),
		4 => any::<u8>().prop_map(Deliver),
		2 => any::<u8>().prop_map(Confirm),
		4 => any::<u8>().prop_map(Collect),
		2 => any::<(u8, bool)>().prop_map(|(a, b)| Cancel(a, b)),
		4 => any::<u8>().prop_map(Close),
		4 => any::<(u8, u16, bool)>().prop_map(|(a, b, c)| Meter(a, b, c)),
		3 => any::<(u8, u8)>().prop_map(|(a, b)| Use(a, b)),
		1 => any::<(u8, u16)>().prop_map(|(a, b)| TopUp(a, b)),
		2 => any::<u8>().prop_map(Dispute),
		3 => any::<u8>().prop_map(Answer),
		2 => any::<(u8, u32)>().prop_map(|(a, b)| Rule(a, b)),
		2 => any::<u8>().prop_map(Resolve),
	]
}

/// One of those that there are, or one that is not.
fn pick<N: Copy + Ord + From<u8>>(choice: u8, mut all: Vec<N>) -> N {
	all.sort();
	all.get(choice as usize % (all.len() + 1)).copied().unwrap_or_else(|| 255.into())
}

fn a_listing(choice: u8) -> ListingId {
	pick(choice, Listings::<Test>::iter_keys().collect())
}

fn a_policy(choice: u8) -> PolicyId {
	pick(choice, Policies::<Test>::iter_keys().collect())
}

fn an_agreement(choice: u8) -> AgreementId {
	pick(choice, Agreements::<Test>::iter_keys().collect())
}

/// An agreement of which this holds, or any.
fn agreement_where(choice: u8, fits: impl Fn(&Agreement<Test>) -> bool) -> AgreementId {
	let these: Vec<_> =
		Agreements::<Test>::iter().filter(|(_, one)| fits(one)).map(|(id, _)| id).collect();
	if these.is_empty() || choice > 250 {
		return an_agreement(choice);
	}
	pick(choice % these.len() as u8, these)
}

/// A policy and a listing that fit, if there are any.
fn a_match(who: &AccountId, choice: u8) -> Option<(PolicyId, ListingId)> {
	let fits = |policy, listing| {
		Market::preview_policy(who.clone(), policy, listing, None).misfits.is_empty()
	};
	let mut all: Vec<_> = Policies::<Test>::iter_keys()
		.flat_map(|policy| Listings::<Test>::iter_keys().map(move |listing| (policy, listing)))
		.filter(|(policy, listing)| fits(*policy, *listing))
		.collect();
	all.sort_unstable();
	let count = all.len();
	all.into_iter().nth(usize::from(choice) % count.max(1))
}

fn random_offer(choice: u8, price: u16) -> Offer {
	let price = 1 + u64::from(price) * GAS / 400;
	let simple = match choice % 4 {
		0 | 1 => offer(Pricing::PriceTag(PriceTag { price, per: 1 })),
		2 => offer(Pricing::Cpp(Cpp { price, claim_period: DAY as u32 })),
		_ => {
			let tiers = vec![Tier { from: 0, price: price / 500 + 1 }].try_into().unwrap();
			let standby = u64::from(choice / 64) * GAS / 100;
			let pricing = Pricing::Metered(Tariff { tiers, standby, ..tariff() });
			Offer { pricing, ..power() }
		},
	};
	let split = vec![
		Share { to: seller(), parts: 900_000 },
		Share { to: receiver(choice % 8), parts: 99_999 },
		Share { to: thief(), parts: 1 },
	];
	let simple = match choice / 4 % 4 {
		0 => Offer { split: split.try_into().unwrap(), ..simple },
		1 => Offer { capacity: Capacity::Stock(5), ..simple },
		_ => simple,
	};
	// Most name an arbiter, and nearly all of them while it is one.
	let known = Arbiters::<Test>::contains_key(arbiter()) || choice > 250;
	let simple =
		if known && !(choice / 16).is_multiple_of(4) { arbitrated(simple) } else { simple };
	Offer { until: now() + 200 * DAY, ..simple }
}

fn random_order(choice: u8, price: u16, more: u8) -> Order {
	let maximum = 1 + u64::from(price) * GAS / 100;
	let start = maximum / (1 + u64::from(more % 8));
	let arbiters = if more.is_multiple_of(3) { vec![] } else { vec![arbiter()] };
	let simple = Order {
		quantity: u64::from(1 + more % 5),
		consumer: Some(car()).filter(|_| choice % 4 == 3),
		arbiters: arbiters.try_into().unwrap(),
		price: Ramp { start, maximum, duration: u64::from(more % 16) * HOUR },
		tip: u32::from(more) * 39,
		allowance: Allowance {
			period: u64::from(1 + more % 3) * DAY,
			amount: maximum + u64::from(more) * GAS,
			purchases: u32::from(1 + more % 4),
		},
		expires: now() + u64::from(1 + more % 40) * DAY,
		..order()
	};
	match choice % 4 {
		0 | 1 => simple,
		2 => Order { want: Want::Uses { duration: 5 * DAY }, ..simple },
		_ => Order {
			kind: Kind::Power,
			unit: Unit::WattHour,
			want: Want::Metered { duration: 5 * DAY, standby: GAS / 50 },
			quantity: 12_000 + u64::from(more) * 100,
			price: Ramp { start: 100 * GAS, maximum: 4_000 * GAS, duration: DAY },
			allowance: Allowance { period: DAY, amount: 5_000 * GAS, purchases: 2 },
			..simple
		},
	}
}

/// What policies spent, by policy and period.
type Books = BTreeMap<(PolicyId, u64), (u64, u32)>;

fn run_one(op: &Op, by: u8, books: &mut Books) -> DispatchResult {
	let everyone = everybody();
	let who = everyone[by as usize % 8].clone();
	match *op {
		Op::Wait(minutes) => {
			// Often within a window, sometimes beyond all of them.
			let longest = if minutes.is_multiple_of(8) { 3_000 } else { 80 };
			wait(u64::from(minutes / 8 % longest) * MINUTE);
			Ok(())
		},
		Op::Stall(minutes) => {
			stall(u64::from(minutes) * MINUTE);
			Ok(())
		},
		Op::Fee(fee) => {
			let fee = fee % 200_000;
			Parameters::set(crate::MarketParameters { fee, ..Default::default() });
			Ok(())
		},
		Op::Arbiter(true) => {
			Market::register_arbiter(signed(&arbiter()), 1_000 * GAS, Default::default())
		},
		Op::Arbiter(false) if by < 64 => Market::retire_arbiter(signed(&arbiter())),
		Op::Arbiter(false) => Market::retire_arbiter(signed(&rival())),
		Op::Active(active) => {
			change_device(&meter(), |device| device.active = active);
			Ok(())
		},
		Op::List(choice, price) => {
			Market::list(signed(&seller()), None, Box::new(random_offer(choice, price)))
		},
		Op::Revise(l, choice, price) => {
			let offer = Box::new(random_offer(choice, price));
			Market::revise(signed(&seller()), a_listing(l), offer)
		},
		Op::PauseListing(l, paused) => Market::pause(signed(&seller()), a_listing(l), paused),
		Op::CloseListing(l) => Market::close_listing(signed(&seller()), a_listing(l)),
		Op::Create(choice, price, more) => {
			let order = random_order(choice, price, more);
			let budget = order.price.maximum + u64::from(by) * 20 * GAS;
			Market::create_policy(signed(&buyer()), None, Box::new(order), budget)
		},
		Op::Fund(p, amount) => {
			Market::fund_policy(signed(&buyer()), a_policy(p), u64::from(amount) * GAS / 50)
		},
		Op::Pause(p, paused) => Market::pause_policy(signed(&buyer()), a_policy(p), paused),
		Op::ClosePolicy(p) => Market::close_policy(signed(&who), a_policy(p)),
		Op::Execute(p, l) => {
			// One that fits every other time, if there is one.
			let (policy, listing) = Some(())
				.filter(|()| l.is_multiple_of(2))
				.and_then(|()| a_match(&who, p))
				.unwrap_or_else(|| (a_policy(p), a_listing(l)));
			execute(&who, policy, listing, books)
		},
		Op::Deliver(a) => {
			let open = |one: &Agreement<Test>| {
				matches!(one.progress, Progress::Delivery { claimed: None, .. })
			};
			Market::deliver(signed(&seller()), agreement_where(a, open))
		},
		Op::Confirm(a) => {
			let whole = |one: &Agreement<Test>| matches!(one.progress, Progress::Delivery { .. });
			Market::confirm(signed(&buyer()), agreement_where(a, whole))
		},
		Op::Collect(a) => {
			let old = |at: Moment| now() >= at.time + HOUR;
			let claimed = |one: &Agreement<Test>| match &one.progress {
				Progress::Delivery { claimed, .. } => claimed.is_some_and(old),
				Progress::Metered(meter) => meter.first.is_some_and(|part| old(part.since)),
				_ => false,
			};
			Market::collect(signed(&who), agreement_where(a, claimed))
		},
		Op::Cancel(a, sells) => {
			let side = if sells { seller() } else { buyer() };
			Market::cancel(signed(&side), an_agreement(a))
		},
		Op::Close(a) => {
			let late = |one: &Agreement<Test>| one.ends < now() && one.state() == State::Open;
			Market::close(signed(&who), agreement_where(a, late))
		},
		Op::Meter(a, units, both) => {
			let id = agreement_where(a, |one| {
				matches!(one.progress, Progress::Metered(_)) && one.ends + HOUR > now()
			});
			let count = Agreements::<Test>::get(id).map(|agreement| agreement.progress);
			let Some(Progress::Metered(Meter { count, .. })) = count else {
				return settle(id, 1, 1);
			};
			let (units, sequence) = (count.reading + u64::from(units), 1 + u64::from(by));
			if both {
				settle(id, units, sequence)
			} else {
				claim(id, units, sequence)
			}
		},
		Op::Use(a, number) => {
			let id = agreement_where(a, |one| matches!(one.progress, Progress::Uses { .. }));
			let receipts = vec![use_receipt(id, u64::from(number % 8))];
			Market::submit_uses(signed(&who), receipts.try_into().unwrap())
		},
		Op::TopUp(a, amount) => {
			let runs = |one: &Agreement<Test>| {
				!matches!(one.progress, Progress::Delivery { .. }) && one.ends > now()
			};
			Market::top_up(
				signed(&buyer()),
				agreement_where(a, runs),
				u64::from(amount) * GAS / 100,
			)
		},
		Op::Dispute(a) => {
			let claimed = |one: &Agreement<Test>| match &one.progress {
				Progress::Metered(meter) => meter.first.is_some() && one.disputed.is_none(),
				_ => one.state() == State::Claimed,
			};
			Market::dispute(signed(&buyer()), agreement_where(a, claimed))
		},
		Op::Answer(a) => Market::answer(signed(&seller()), disputed(a, false)),
		Op::Rule(a, award) => {
			Market::rule(signed(&arbiter()), disputed(a, true), award % 1_000_001)
		},
		Op::Resolve(a) => Market::resolve(signed(&who), disputed(a, a.is_multiple_of(2))),
	}
}

/// An agreement with a dispute that was answered or was not, or any.
fn disputed(choice: u8, answered: bool) -> AgreementId {
	let these: Vec<_> = Disputes::<Test>::iter()
		.filter(|(_, dispute)| dispute.answered.is_some() == answered)
		.map(|(id, _)| id)
		.collect();
	if these.is_empty() {
		return an_agreement(choice);
	}
	pick(choice % these.len() as u8, these)
}

/// Executes a policy, and compares what happens with what was announced and agreed.
fn execute(who: &AccountId, id: PolicyId, listing: ListingId, books: &mut Books) -> DispatchResult {
	let preview = Market::preview_policy(who.clone(), id, listing, None);
	let before = Policies::<Test>::get(id);
	let revision = Listings::<Test>::get(listing).map_or(0, |listing| listing.revision);
	let result = Market::execute_policy(signed(who), id, listing, revision, None);
	assert_eq!(result.is_ok(), preview.misfits.is_empty(), "{result:?} but {preview:?}");
	result?;
	let (before, after) = (before.unwrap(), Policies::<Test>::get(id).unwrap());
	let Event::PolicyExecuted { price, tip, agreement: bought, .. } = last_event() else {
		panic!("nothing was executed")
	};
	assert_eq!(price, preview.price);
	// What is set aside for a device of a side's own is nothing to it.
	assert!(preview.tip == tip || preview.tip == 0);
	assert!(price <= preview.accepted && price <= before.order.price.maximum);
	assert!(u128::from(tip) * 100 <= price.into(), "a tip above 1 %");
	assert_eq!(before.budget - after.budget, price + tip);
	assert_eq!(agreement(bought).escrow, price);
	let period = (now() - before.opened) / before.order.allowance.period;
	let sum = books.entry((id, period)).or_default();
	*sum = (sum.0 + price + tip, sum.1 + 1);
	assert!(sum.0 <= before.order.allowance.amount, "a period was overspent");
	assert!(sum.1 <= before.order.allowance.purchases, "too many purchases in a period");
	Ok(())
}

/// Takes everything down again, by the ways that there are.
fn take_down() {
	wait(60 * DAY);
	for id in Policies::<Test>::iter_keys().collect::<Vec<_>>() {
		Market::close_policy(signed(&thief()), id).unwrap();
	}
	for _ in 0..8 {
		for id in Disputes::<Test>::iter_keys().collect::<Vec<_>>() {
			let _ = Market::resolve(signed(&thief()), id);
		}
		for id in Agreements::<Test>::iter_keys().collect::<Vec<_>>() {
			let _ = Market::collect(signed(&thief()), id);
			let _ = Market::close(signed(&thief()), id);
		}
		wait(60 * DAY);
	}
	for id in Listings::<Test>::iter_keys().collect::<Vec<_>>() {
		Market::close_listing(signed(&seller()), id).unwrap();
	}
	for (listing, revision, terms) in crate::TermsOf::<Test>::iter().collect::<Vec<_>>() {
		for share in terms.receivers.iter().filter(|share| share.accrued > 0) {
			// Dust waits for an account; the receiver takes it elsewhere.
			Market::claim_share(
				signed(&share.to),
				listing,
				revision,
				share.to.clone(),
				Some(thief()),
			)
			.unwrap();
		}
	}
	let _ = Market::retire_arbiter(signed(&arbiter()));
	assert_eq!(Tips::<Test>::iter().count(), 0);
	check_empty();
}

fn cases() -> u32 {
	let ops = std::env::var("MARKET_OPS").ok().and_then(|ops| ops.parse::<usize>().ok());
	ops.unwrap_or(4_000).div_ceil(LENGTH / 2) as u32
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: cases(),
		max_shrink_iters: 300,
		..Default::default()
	})]

	#[test]
	fn standing_orders_keep_the_books(
		ops in prop::collection::vec((op(), any::<u8>()), 1..LENGTH),
	) {
		test(|| {
			let mut books = Books::new();
			// A market that is open for business.
			register_arbiter();
			for number in 0..8 {
				list(random_offer(number + 32, 60 * u16::from(number)));
				let order = Box::new(random_order(number, 5_000, 16 * number + 4));
				Market::create_policy(signed(&buyer()), None, order, 5_000 * GAS).unwrap();
			}
			for (op, by) in &ops {
				let before = sp_io::storage::root(StateVersion::V1);
				let result = with_storage_layer(|| run_one(op, *by, &mut books));
				super::random::count("policies", op, &result);
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
