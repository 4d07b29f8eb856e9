// SPDX-License-Identifier: Apache-2.0

//! GAS is nobody's but its pallet's; the price is the operators'; and GAS comes and goes by the
//! ways there are.

use super::{account, address, scene::*, signed};
use crate::{
	configs::{
		gas::Feed, governance::CouncilCollective,
		parameters::dynamic_params::gas::Parameters as Of,
		parameters::dynamic_params::gas::Settings,
	},
	constants::{EXISTENTIAL_DEPOSIT, GAS, GAS_ASSET, INT, MILLI_INT, SLOT_MILLIS},
	genesis_presets::gas_account,
	AccountId, Assets, Balance, Balances, Block, DeviceRegistry, Gas, Oracle, OracleOperators,
	Parameters, Runtime, RuntimeCall, RuntimeOrigin, RuntimeParameters, System,
};
use codec::Compact;
use frame_support::{assert_err, assert_noop, assert_ok, traits::GetCallName};
use int_primitives::Millis;
use pallet_assets::{Account, Asset, AssetAccount, AssetDetails, AssetMetadata, Metadata};
use pallet_gas::{
	runtime_api::runtime_decl_for_gas_api::GasApi, BidState, GasParameters, GasStatus, Health,
	Ledger, Paused, Price, RequestState, Stop,
};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie, One};
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash as _},
	BoundedVec, DispatchError, DispatchResult, Permill,
};
use std::collections::BTreeMap;

/// Everything about GAS that is not a balance.
#[derive(PartialEq, Debug)]
struct Rules {
	details: AssetDetails<Balance, AccountId, Balance>,
	metadata:
		AssetMetadata<Balance, BoundedVec<u8, <Runtime as pallet_assets::Config>::StringLimit>>,
	books: Ledger,
	assets: usize,
	approvals: usize,
	reserves: usize,
}

impl Rules {
	fn now() -> Self {
		let details = Asset::<Runtime>::get(GAS_ASSET).unwrap();
		Self {
			// They count accounts, which come and go with transfers.
			details: AssetDetails { accounts: 0, sufficients: 0, ..details },
			metadata: Metadata::<Runtime>::get(GAS_ASSET),
			books: books(),
			assets: Asset::<Runtime>::iter().count(),
			approvals: pallet_assets::Approvals::<Runtime>::iter().count(),
			reserves: pallet_assets::Reserves::<Runtime>::iter().count(),
		}
	}
}

/// Who has how many GAS, and whether they may use them.
fn accounts() -> BTreeMap<AccountId, AssetAccount<Balance, Balance, (), AccountId>> {
	Account::<Runtime>::iter_prefix(GAS_ASSET).collect()
}

/// The most cunning calls of a name that `who` could make against `victim` and all.
fn calls(name: &str, who: &AccountId, victim: &AccountId) -> Vec<RuntimeCall> {
	use pallet_assets::Call;
	let id = Compact(GAS_ASSET);
	let (me, them) = (|| who.clone().into(), || victim.clone().into());
	let calls: Vec<Call<Runtime>> = match name {
		"create" => vec![Call::create { id, admin: me(), min_balance: 1 }],
		"force_create" => {
			vec![Call::force_create { id, owner: me(), is_sufficient: true, min_balance: 1 }]
		},
		"start_destroy" => vec![Call::start_destroy { id }],
		"destroy_accounts" => vec![Call::destroy_accounts { id }],
		"destroy_approvals" => vec![Call::destroy_approvals { id }],
		"finish_destroy" => vec![Call::finish_destroy { id }],
		"mint" => vec![
			Call::mint { id, beneficiary: me(), amount: GAS },
			Call::mint { id, beneficiary: them(), amount: GAS },
		],
		"burn" => vec![
			Call::burn { id, who: me(), amount: GAS },
			Call::burn { id, who: them(), amount: Balance::MAX },
		],
		"transfer" => vec![
			Call::transfer { id, target: them(), amount: GAS },
			// All but a part of a least balance.
			Call::transfer { id, target: them(), amount: gas_of(who).saturating_sub(GAS / 2) },
			Call::transfer { id, target: them(), amount: gas_of(who) },
			Call::transfer { id, target: them(), amount: Balance::MAX },
			Call::transfer { id, target: me(), amount: GAS },
		],
		"transfer_keep_alive" => {
			vec![Call::transfer_keep_alive { id, target: them(), amount: GAS }]
		},
		"transfer_all" => vec![
			Call::transfer_all { id, dest: them(), keep_alive: false },
			Call::transfer_all { id, dest: them(), keep_alive: true },
		],
		"force_transfer" => {
			vec![Call::force_transfer { id, source: them(), dest: me(), amount: GAS }]
		},
		"freeze" => vec![Call::freeze { id, who: them() }],
		"thaw" => vec![Call::thaw { id, who: them() }],
		"freeze_asset" => vec![Call::freeze_asset { id }],
		"thaw_asset" => vec![Call::thaw_asset { id }],
		"transfer_ownership" => vec![Call::transfer_ownership { id, owner: me() }],
		"set_team" => vec![Call::set_team { id, issuer: me(), admin: me(), freezer: me() }],
		"set_metadata" => vec![Call::set_metadata {
			id,
			name: b"GAZ".to_vec(),
			symbol: b"GAZ".to_vec(),
			decimals: 12,
		}],
		"clear_metadata" => vec![Call::clear_metadata { id }],
		"force_set_metadata" => vec![Call::force_set_metadata {
			id,
			name: b"GAZ".to_vec(),
			symbol: b"GAZ".to_vec(),
			decimals: 12,
			is_frozen: true,
		}],
		"force_clear_metadata" => vec![Call::force_clear_metadata { id }],
		"force_asset_status" => vec![Call::force_asset_status {
			id,
			owner: me(),
			issuer: me(),
			admin: me(),
			freezer: me(),
			min_balance: 1,
			is_sufficient: false,
			is_frozen: true,
		}],
		"approve_transfer" => {
			vec![Call::approve_transfer { id, delegate: them(), amount: GAS }]
		},
		"cancel_approval" => vec![Call::cancel_approval { id, delegate: them() }],
		"force_cancel_approval" => {
			vec![Call::force_cancel_approval { id, owner: them(), delegate: me() }]
		},
		"transfer_approved" => {
			vec![Call::transfer_approved { id, owner: them(), destination: me(), amount: GAS }]
		},
		"touch" => vec![Call::touch { id }],
		"refund" => {
			vec![Call::refund { id, allow_burn: true }, Call::refund { id, allow_burn: false }]
		},
		"set_min_balance" => vec![Call::set_min_balance { id, min_balance: 1 }],
		"touch_other" => {
			vec![Call::touch_other { id, who: them() }, Call::touch_other { id, who: address(One) }]
		},
		"refund_other" => {
			vec![Call::refund_other { id, who: them() }, Call::refund_other { id, who: me() }]
		},
		"block" => vec![Call::block { id, who: them() }],
		"set_reserves" => vec![
			Call::set_reserves { id, reserves: vec![()].try_into().unwrap() },
			Call::set_reserves { id, reserves: Default::default() },
		],
		other => panic!("nobody has thought about what {other} does to GAS"),
	};
	calls.into_iter().map(RuntimeCall::from).collect()
}

/// Calls by which one may part with one's own GAS, and nothing else.
const TRANSFERS: [&str; 3] = ["transfer", "transfer_keep_alive", "transfer_all"];

/// Every call that pallet-assets has, from everybody that there is: one that is new to it fails here
/// until somebody has thought about it.
#[test]
fn no_call_of_pallet_assets_reaches_what_is_anothers_or_the_pallets() {
	let device = keys("device");
	let holders = [
		(account(Bob), PLENTY),
		(account(Charlie), PLENTY),
		(id_of(&device), PLENTY),
		(account(Ferdie), PLENTY),
		(account(Alice), 5 * GAS / 2),
	];
	on_chain(genesis_with(25, &holders), || {
		register(Bob, &device, 0);
		// A holder who owns a device; a member of council and committee who feeds prices; a device;
		// the sudo key and author; and somebody who has INT alone, who feeds too.
		let everybody = [
			account(Bob),
			account(Charlie),
			id_of(&device),
			account(Alice),
			account(Eve),
			crate::FeePayment::account(),
		];
		let victim = account(Ferdie);
		let (rules, before) = (Rules::now(), accounts());
		let names = pallet_assets::Call::<Runtime>::get_call_names();
		assert!(names.len() >= 34);
		for who in &everybody {
			for name in names {
				for call in calls(name, who, &victim) {
					let wrapped =
						pallet_utility::Call::<Runtime>::batch_all { calls: vec![call.clone()] };
					for call in [call, wrapped.into()] {
						let told = format!("{call:?} of {who:?}");
						unmade(|| {
							let result = call.dispatch(RuntimeOrigin::signed(who.clone()));
							assert_eq!(Rules::now(), rules, "{told}");
							let after = accounts();
							if !TRANSFERS.contains(name) {
								assert!(result.is_err(), "{told}");
								assert_eq!(after, before, "{told}");
							}
							for (holder, had) in before.iter().filter(|(holder, _)| *holder != who)
							{
								let has = after.get(holder).expect(&told);
								assert!(has.balance >= had.balance, "{told}");
								let same = AssetAccount { balance: had.balance, ..has.clone() };
								assert_eq!(same, *had, "{told}");
							}
						});
					}
				}
			}
		}
		assert_eq!(accounts(), before);
	});
}

#[test]
fn ones_own_gas_is_ones_own() {
	let device = keys("device");
	let holders = [(account(Bob), PLENTY), (id_of(&device), PLENTY)];
	on_chain(genesis_with(25, &holders), || {
		register(Bob, &device, 0);
		let to = |amount| {
			let (id, target) = (Compact(GAS_ASSET), address(One));
			pallet_assets::Call::<Runtime>::transfer { id, target, amount }
		};
		begin_block(NEXT);
		for (round, holder) in (1..).zip([pair(Bob), device]) {
			assert_ok!(apply(transaction(&holder, to(10 * GAS))).unwrap());
			let (who, fee) = paid_in_gas().pop().unwrap();
			assert_eq!(who, id_of(&holder));
			assert_eq!(gas_of(&who), PLENTY - 10 * GAS - fee);
			assert_eq!(gas_of(&account(One)), round * 10 * GAS);
		}
	});
}

/// What would be less than a least balance goes along, so that issue and books stay one.
#[test]
fn a_transfer_that_leaves_dust_takes_it_along() {
	let holders = [(account(Bob), PLENTY), (account(Ferdie), GAS)];
	on_chain(genesis_with(25, &holders), || {
		let issue = gas_issue();
		let amount = PLENTY - GAS / 2;
		let id = Compact(GAS_ASSET);
		assert_ok!(Assets::transfer(signed(Bob), id, address(Ferdie), amount));
		assert_eq!((gas_of(&account(Bob)), gas_of(&account(Ferdie))), (0, PLENTY + GAS));
		assert_eq!(gas_issue(), issue);
	});
}

#[test]
fn root_is_the_only_ordinary_way_to_an_asset() {
	on_chain(genesis_with(25, &[]), || {
		let id = Compact(7);
		for who in [Alice, Bob, Charlie] {
			for call in [
				pallet_assets::Call::<Runtime>::create { id, admin: address(who), min_balance: 1 },
				pallet_assets::Call::<Runtime>::force_create {
					id,
					owner: address(who),
					is_sufficient: true,
					min_balance: 1,
				},
			] {
				assert_err!(
					RuntimeCall::from(call).dispatch(signed(who)).map_err(|error| error.error),
					DispatchError::BadOrigin
				);
			}
		}
		// Council alone is not root either; the sudo key is, through sudo.
		let make = pallet_assets::Call::<Runtime>::force_create {
			id,
			owner: address(Alice),
			is_sufficient: false,
			min_balance: 1,
		};
		council_decides(make.clone().into());
		assert!(!Asset::<Runtime>::contains_key(7));
		let sudo = pallet_sudo::Call::<Runtime>::sudo { call: Box::new(make.into()) };
		begin_block(NEXT);
		assert_ok!(apply(transaction(&pair(Alice), sudo)).unwrap());
		assert!(Asset::<Runtime>::contains_key(7));
	});
}

/// Two of the three members of the council carry a motion.
fn council_decides(motion: RuntimeCall) {
	type Call = pallet_collective::Call<Runtime, CouncilCollective>;
	let length_bound = codec::Encode::encoded_size(&motion) as u32;
	let proposal_hash = BlakeTwo256::hash_of(&motion);
	let index = pallet_collective::ProposalCount::<Runtime, CouncilCollective>::get();
	let vote = Call::vote { proposal: proposal_hash, index, approve: true };
	let close = Call::close {
		proposal_hash,
		index,
		proposal_weight_bound: frame_support::weights::Weight::MAX,
		length_bound,
	};
	let propose = Call::propose { threshold: 2, proposal: Box::new(motion), length_bound };
	for (who, call) in [(Alice, propose), (Alice, vote.clone()), (Bob, vote), (Dave, close)] {
		assert_ok!(RuntimeCall::from(call).dispatch(signed(who)));
	}
}

fn status() -> GasStatus {
	<Runtime as GasApi<Block>>::status()
}

/// One operator feeds a price in this block.
fn feed_by(operator: Sr25519Keyring, price: Price) -> DispatchResult {
	apply(transaction(&pair(operator), feeding(price))).unwrap()
}

#[test]
fn the_price_is_the_median_of_what_operators_feed() {
	on_chain(genesis_with(100, &[]), || {
		begin_block(NEXT);
		for (operator, cents) in [(Charlie, 27), (Dave, 24)] {
			assert_ok!(feed_by(operator, usd(cents)));
			// Two are no quorum.
			assert_eq!(Gas::int_price().price, usd(100));
			assert_eq!(status().health, Health::NoPrice);
			assert_eq!(status().stops, [Stop::NoPrice]);
		}
		assert_ok!(feed_by(Eve, usd(25)));
		let status = status();
		assert_eq!(status.health, Health::Fresh);
		let market = status.market.unwrap();
		assert_eq!((market.latest, market.mean, market.quorum_at), (usd(25), usd(25), NEXT));
		assert!(market.low < usd(25) && market.high > usd(25));
		assert_eq!(status.int_price.price, usd(25));
		let combined = Oracle::get(&Feed::IntUsd).unwrap();
		assert_eq!((combined.value, combined.timestamp), (usd(25), NEXT));
	});
}

#[test]
fn a_liar_among_three_moves_nothing() {
	on_chain(genesis_with(25, &[]), || {
		begin_block(NEXT);
		for (operator, price) in
			[(Charlie, usd(25)), (Eve, Price::from_inner(u128::MAX)), (Dave, usd(25))]
		{
			assert_ok!(feed_by(operator, price));
		}
		// A price beyond all bounds is none; it takes the quorum away, no more.
		assert_eq!(status().health, Health::NoPrice);
		end_block();
		begin_block(NEXT + MINUTE);
		assert_ok!(feed_by(Eve, usd(25_000)));
		assert_eq!(Gas::int_price().price, usd(25));
		assert_eq!(status().health, Health::Fresh);
	});
}

#[test]
fn when_an_operator_goes_the_price_is_reckoned_without_him() {
	on_chain(genesis_with(25, &[]), || {
		for more in [Bob, Ferdie] {
			assert_ok!(OracleOperators::add_member(RuntimeOrigin::root(), address(more)));
		}
		begin_block(NEXT);
		let fed = [(Charlie, 240), (Dave, 244), (Eve, 250), (Bob, 252), (Ferdie, 260)];
		for (operator, mills) in fed {
			assert_ok!(feed_by(operator, Price::from_rational(mills, 1_000)));
		}
		assert_eq!(Gas::int_price().price, usd(25));
		// The council removes him, and what he said is gone with him.
		council_decides(
			pallet_membership::Call::<Runtime>::remove_member { who: address(Charlie) }.into(),
		);
		assert_eq!(Oracle::raw_values(account(Charlie), Feed::IntUsd), None);
		assert_eq!(Gas::int_price().price, Price::from_rational(251, 1_000));
		assert_eq!(status().health, Health::Fresh);
		assert_noop!(
			Oracle::feed_values(signed(Charlie), one(usd(25))),
			pallet_oracle::Error::<Runtime>::NoPermission
		);
		// Below the quorum there is no fresh price, whatever was fed.
		for operator in [Dave, Eve] {
			assert_ok!(OracleOperators::remove_member(RuntimeOrigin::root(), address(operator)));
		}
		assert_eq!(status().health, Health::Stale);
	});
}

fn one(
	price: Price,
) -> BoundedVec<(Feed, Price), <Runtime as pallet_oracle::Config>::MaxFeedValues> {
	vec![(Feed::IntUsd, price)].try_into().unwrap()
}

#[test]
fn what_root_feeds_changes_nothing() {
	on_chain(genesis_with(25, &[]), || {
		begin_block(NEXT);
		assert_ok!(Oracle::feed_values(RuntimeOrigin::root(), one(usd(1))));
		assert_eq!(Oracle::get(&Feed::IntUsd), None);
		feed(usd(25));
		let before = (status(), Oracle::get(&Feed::IntUsd));
		for cents in [1, 26, 1_000_000] {
			end_block();
			begin_block(now());
			assert_ok!(Oracle::feed_values(RuntimeOrigin::root(), one(usd(cents))));
			assert_eq!((status(), Oracle::get(&Feed::IntUsd)), before);
		}
		// Nor is it one of three when one of three is gone.
		assert_ok!(OracleOperators::remove_member(RuntimeOrigin::root(), address(Eve)));
		end_block();
		begin_block(now());
		assert_ok!(Oracle::feed_values(RuntimeOrigin::root(), one(usd(25))));
		assert_eq!(status().health, Health::Stale);
	});
}

#[test]
fn operators_feed_for_free_and_others_pay_for_being_refused() {
	on_chain(genesis_with(25, &[]), || {
		begin_block(NEXT);
		let before = [Charlie, Bob].map(|who| int_of(&account(who)));
		assert_ok!(feed_by(Charlie, usd(25)));
		assert_eq!(int_of(&account(Charlie)), before[0]);
		let refused = pallet_oracle::Error::<Runtime>::NoPermission.into();
		assert_eq!(feed_by(Bob, usd(1)), Err(refused));
		assert!(int_of(&account(Bob)) < before[1]);
		assert_eq!(Oracle::raw_values(account(Bob), Feed::IntUsd), None);
		// Free once in a block.
		let again = pallet_oracle::Error::<Runtime>::AlreadyFeeded.into();
		assert_eq!(feed_by(Charlie, usd(30)), Err(again));
		assert!(int_of(&account(Charlie)) < before[0]);
		end_block();
		begin_block(NEXT + MINUTE);
		let before = int_of(&account(Charlie));
		assert_ok!(feed_by(Charlie, usd(25)));
		assert_eq!(int_of(&account(Charlie)), before);
	});
}

#[test]
fn a_jump_stops_minting_but_not_fees_until_a_quorum_confirms_it() {
	on_chain(genesis_with(25, &[]), || {
		block(NEXT, || feed(usd(25)));
		begin_block(NEXT + MINUTE);
		for operator in [Charlie, Dave] {
			assert_ok!(feed_by(operator, usd(25_000)));
		}
		assert!(matches!(status().health, Health::Unconfirmed { .. }));
		assert_eq!(Gas::int_price().price, usd(25), "fees go on at the price that holds");
		let refused = pallet_gas::Error::<Runtime>::PriceUnconfirmed;
		assert_noop!(Gas::buy(signed(Bob), GAS, INT), refused);
		assert_ok!(apply(transaction(&pair(Bob), reading())).unwrap());
		end_block();
		// A quorum says it once more.
		block(NEXT + 2 * MINUTE, || feed(usd(25_000)));
		assert_eq!(Gas::int_price().price, usd(25_000));
		// The mean is behind, and nothing is minted until it has followed.
		assert_eq!(status().health, Health::Diverged);
	});
}

/// At a quarter of a dollar a thousand GAS are four INT; the premium is three hundredths.
#[test]
fn gas_is_bought_for_int_that_goes_to_the_reserve() {
	on_chain(genesis_with(100, &[]), || {
		block(NEXT, || feed(usd(25)));
		begin_block(NEXT + MINUTE);
		let gas = 1_000 * GAS;
		let told = <Runtime as GasApi<Block>>::quote_purchase(gas).unwrap();
		assert_eq!(told.int, 412 * INT / 100);
		let before = (int_of(&account(Bob)), int_issue());
		let too_little = pallet_gas::Call::<Runtime>::buy { gas, max_int: told.int - 1 };
		let failed = apply(transaction(&pair(Bob), too_little)).unwrap();
		assert_eq!(failed, Err(pallet_gas::Error::<Runtime>::TooExpensive.into()));
		let buy = pallet_gas::Call::<Runtime>::buy { gas, max_int: told.int };
		assert_ok!(apply(transaction(&pair(Bob), buy)).unwrap());
		let fees: Balance = paid_in_int().iter().map(|(_, fee, _)| fee).sum();
		assert_eq!(before.0 - int_of(&account(Bob)), told.int + fees);
		assert_eq!((gas_of(&account(Bob)), gas_issue()), (gas, gas));
		assert_eq!(books(), Ledger { bought: gas, ..Default::default() });
		let status = status();
		assert_eq!(status.reserve, told.int, "the reserve comes first");
		// Only what was not the collators' of the fees is gone.
		let pot = int_of(&crate::configs::consensus::CollatorPot::get());
		let collators = pot - EXISTENTIAL_DEPOSIT;
		assert_eq!(before.1 - int_issue(), fees - collators);
		// From now on he pays fees with it.
		assert_ok!(apply(transaction(&pair(Bob), reading())).unwrap());
		let (who, fee) = paid_in_gas().pop().unwrap();
		assert_eq!((who, gas_of(&account(Bob))), (account(Bob), gas - fee));
	});
}

/// Blocks execute the window at the first price that was formed when it had cooled, and idle blocks
/// pay it out: nobody has to do anything.
#[test]
fn gas_is_redeemed_for_int_of_the_reserve() {
	on_chain(genesis_with(25, &[]), || {
		assert_ok!(Gas::add_to_reserve(signed(Alice), 1_000 * INT));
		block(NEXT, || feed(usd(25)));
		let request = NEXT + MINUTE;
		let gas = 1_000 * GAS;
		block(request, || {
			assert_ok!(Gas::buy(signed(Dave), 2 * gas, 100 * INT));
			let redeem = pallet_gas::Call::<Runtime>::redeem { gas };
			assert_ok!(apply(transaction(&pair(Dave), redeem)).unwrap());
			let (_, fee) = paid_in_gas().pop().unwrap();
			assert_eq!(gas_of(&account(Dave)), gas - fee);
		});
		let asked = <Runtime as GasApi<Block>>::redemptions_of(account(Dave));
		let closes = request + 10 * MINUTE;
		assert!(matches!(asked[0].state, RequestState::Waiting { closes: at, .. } if at == closes));

		// A price from before it has cooled is none for it.
		let cooled = closes + 10 * MINUTE;
		block(cooled - 1_000 * 6, || feed(usd(25)));
		block(cooled, || {});
		block(cooled + SLOT_MILLIS, || {});
		assert_eq!(books().redeemed, 0);
		let (left, reserve) = (gas_of(&account(Dave)), status().reserve);
		block(cooled + MINUTE, || feed(usd(25)));
		let int = int_of(&account(Dave));
		block(cooled + 2 * MINUTE, || {});
		// Par less a fiftieth: 4 INT less 0.08.
		let paid = 392 * INT / 100;
		assert_eq!(int_of(&account(Dave)) - int, paid);
		assert_eq!(gas_of(&account(Dave)), left);
		assert_eq!((books().redeemed, status().reserve), (gas, reserve - paid));
		assert!(<Runtime as GasApi<Block>>::redemptions_of(account(Dave)).is_empty());
	});
}

#[test]
fn a_redemption_that_finds_no_price_is_withdrawn() {
	on_chain(genesis_with(25, &[]), || {
		block(NEXT, || feed(usd(25)));
		block(NEXT + MINUTE, || {
			assert_ok!(Gas::buy(signed(Dave), 1_000 * GAS, 100 * INT));
			assert_ok!(Gas::redeem(signed(Dave), 500 * GAS));
		});
		block(NEXT + HOUR, || {
			assert_noop!(
				Gas::withdraw_redemption(signed(Dave), 0),
				pallet_gas::Error::<Runtime>::PatienceNotOver
			);
		});
		block(NEXT + DAY + HOUR, || {
			assert_ok!(Gas::withdraw_redemption(signed(Dave), 0));
		});
		assert_eq!(gas_of(&account(Dave)), 1_000 * GAS);
		assert_eq!(pallet_gas::Requests::<Runtime>::iter().count(), 0);
	});
}

/// Twelve blocks, and a feed in each, to `until`.
fn twelve_blocks(from: Millis, until: Millis) {
	for number in 0..12 {
		let time = from + (until - from) / 12 * number;
		block(time / SLOT_MILLIS * SLOT_MILLIS, || feed(usd(25)));
	}
}

/// A million GAS are on offer, and two bids reach the reserve price: both pay that, though they would
/// have paid more. A third bid for less, and gets all back.
#[test]
fn an_auction_sells_gas_at_one_price_and_blocks_settle_it() {
	on_chain(genesis_with(25, &[]), || {
		block(NEXT, || feed(usd(25)));
		let auction = <Runtime as GasApi<Block>>::auction().unwrap();
		assert_eq!((auction.id, auction.started), (0, START));
		assert_eq!(auction.least, 15_625 * GAS);
		// A half of a hundredth above the price.
		let price = 4_020 * INT / 1_000_000;
		assert_eq!(auction.reserve_price, Some(price));
		let before = [Bob, Dave, Ferdie].map(|who| int_of(&account(who)));
		let wanted = [
			(Bob, 15_625 * GAS, 5 * MILLI_INT),
			(Dave, 20_000 * GAS, 41 * MILLI_INT / 10),
			(Ferdie, 30_000 * GAS, 3 * MILLI_INT),
		];
		let mut fees = BTreeMap::new();
		block(NEXT + MINUTE, || {
			for (who, quantity, limit) in wanted {
				let bid = pallet_gas::Call::<Runtime>::bid { quantity, limit };
				assert_ok!(apply(transaction(&pair(who), bid)).unwrap());
				let (payer, fee, _) = paid_in_int().pop().unwrap();
				fees.insert(payer, fee);
			}
		});
		for (index, (who, quantity, limit)) in wanted.into_iter().enumerate() {
			let held = quantity / GAS * limit;
			assert_eq!(before[index] - int_of(&account(who)), held + fees[&account(who)]);
			let bids = <Runtime as GasApi<Block>>::bids_of(account(who));
			assert_eq!((bids[0].held, bids[0].state), (held, BidState::Open));
		}

		twelve_blocks(NEXT + 2 * MINUTE, START + HOUR);
		block(START + HOUR, || feed(usd(25)));
		// Closed by the block after its time was over; cleared at the first price that is formed when
		// it has cooled.
		block(START + HOUR + SLOT_MILLIS, || feed(usd(25)));
		assert!(<Runtime as GasApi<Block>>::auction().unwrap().closed.is_some());
		let cooled = START + HOUR + 10 * MINUTE;
		block(cooled, || feed(usd(25)));
		assert!(<Runtime as GasApi<Block>>::auction().unwrap().closed.is_some());
		block(cooled + SLOT_MILLIS, || feed(usd(25)));
		block(cooled + 2 * SLOT_MILLIS, || feed(usd(25)));
		assert_eq!(<Runtime as GasApi<Block>>::auction().unwrap().id, 1);

		// Idle blocks have settled it, too.
		let sold = 35_625 * GAS;
		assert_eq!(books(), Ledger { sold, ..books() });
		assert_eq!(gas_of(&account(Bob)), 15_625 * GAS);
		assert_eq!(gas_of(&account(Dave)), 20_000 * GAS);
		assert_eq!(gas_of(&account(Ferdie)), 0);
		for (index, (who, quantity, limit)) in wanted.into_iter().enumerate() {
			let paid = if limit > price { quantity / GAS * price } else { 0 };
			let spent = before[index] - int_of(&account(who));
			assert_eq!(spent, paid + fees[&account(who)]);
		}
		assert_eq!(status().reserve, sold / GAS * price);
		assert_eq!(pallet_gas::Bids::<Runtime>::iter().count(), 0);
		assert_eq!(pallet_gas::Settlements::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn an_auction_of_a_stale_hour_sells_nothing_and_loses_nothing() {
	on_chain(genesis_with(25, &[]), || {
		block(NEXT, || feed(usd(25)));
		let before = int_of(&account(Bob));
		block(NEXT + MINUTE, || {
			assert_ok!(Gas::bid(signed(Bob), 20_000 * GAS, 5 * MILLI_INT));
		});
		// Operators are silent from now on.
		for number in 0..40 {
			block(START + HOUR + number * 5 * MINUTE, || {});
		}
		assert_eq!(int_of(&account(Bob)), before);
		assert_eq!((gas_issue(), status().reserve), (0, 0));
		assert!(<Runtime as GasApi<Block>>::auction().unwrap().id > 0);
		assert_eq!(pallet_gas::Bids::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn governance_pauses_what_is_new_and_nobody_else_does() {
	on_chain(genesis_with(25, &[]), || {
		block(NEXT, || feed(usd(25)));
		begin_block(NEXT + MINUTE);
		let what = Paused { purchases: true, ..Default::default() };
		let pause = pallet_gas::Call::<Runtime>::pause { what };
		for who in [Alice, Bob, Charlie] {
			let refused = apply(transaction(&pair(who), pause.clone())).unwrap();
			assert_eq!(refused, Err(DispatchError::BadOrigin));
		}
		council_decides(pause.into());
		assert_eq!(status().stops, [Stop::PurchasesPaused]);
		assert_noop!(Gas::buy(signed(Bob), GAS, INT), pallet_gas::Error::<Runtime>::Paused);
		council_decides(pallet_gas::Call::<Runtime>::resume { what }.into());
		assert_ok!(Gas::buy(signed(Bob), GAS, INT));
	});
}

#[test]
fn governance_sets_how_gas_is_kept_at_its_peg_within_the_bounds_of_the_pallet() {
	on_chain(genesis_with(25, &[]), || {
		let set = |settings| RuntimeParameters::Gas(Of::Settings(Settings, Some(settings)));
		let dear =
			GasParameters { purchase_premium: Permill::from_percent(5), ..Default::default() };
		assert_noop!(
			Parameters::set_parameter(signed(Alice), set(dear.clone())),
			DispatchError::BadOrigin
		);
		council_decides(
			pallet_parameters::Call::<Runtime>::set_parameter { key_value: set(dear) }.into(),
		);
		block(NEXT, || feed(usd(25)));
		let told = <Runtime as GasApi<Block>>::quote_purchase(1_000 * GAS).unwrap();
		assert_eq!(told.int, 42 * INT / 10);
		// One operator is not enough to be a quorum of none.
		let wild = GasParameters { quorum: 0, book_size: u32::MAX, ..Default::default() };
		assert_ok!(Parameters::set_parameter(RuntimeOrigin::root(), set(wild)));
		let kept = <Runtime as GasApi<Block>>::parameters();
		assert_eq!((kept.quorum, kept.book_size), (1, 128));
	});
}

/// The account with all roles of GAS has no key. Whoever sends it INT has given it to the reserve.
#[test]
fn what_is_sent_to_the_account_of_gas_is_the_reserves() {
	on_chain(genesis_with(25, &[]), || {
		let to = gas_account().into();
		assert_ok!(Balances::transfer_keep_alive(signed(Bob), to, 5 * INT));
		assert_eq!(status().reserve, 0);
		assert_ok!(Gas::add_to_reserve(signed(Dave), INT));
		let reserve = status().reserve;
		assert!((6 * INT - MILLI_INT..=6 * INT).contains(&reserve), "{reserve}");
		assert_eq!(System::account_nonce(gas_account()), 0);
	});
}

/// A device is no more than anybody else where GAS is made.
#[test]
fn a_device_buys_gas_with_its_own_int() {
	on_chain(genesis_with(25, &[]), || {
		let device = keys("device");
		let id = register(Bob, &device, 0);
		assert_ok!(DeviceRegistry::suspend_device(signed(Bob), id.clone()));
		assert_ok!(Balances::transfer_keep_alive(signed(Dave), id.clone().into(), 10 * INT));
		block(NEXT, || feed(usd(25)));
		begin_block(NEXT + MINUTE);
		let buy = pallet_gas::Call::<Runtime>::buy { gas: 100 * GAS, max_int: INT };
		assert_ok!(apply(transaction(&device, buy)).unwrap());
		assert_eq!(gas_of(&id), 100 * GAS);
	});
}
