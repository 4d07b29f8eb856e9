// SPDX-License-Identifier: Apache-2.0

//! What is let in, and each thing that is not. `docs/reference/xcm.md` has the table.

use super::*;
use crate::{
	configs::{
		parachain::MessageWeight,
		xcm::{InstructionWeight, MaxInstructions},
	},
	MessageQueue, PolkadotXcm,
};
use codec::Encode;
use cumulus_primitives_core::AggregateMessageOrigin::Parent;
use frame_support::{
	assert_noop,
	traits::{fungible::Mutate, EnqueueMessage, ProcessMessageError, ServiceQueues},
};
use xcm_executor::traits::{QueryHandler, VersionChangeNotifier};

/// The barrier refuses a message, and nothing happens.
fn refused(origin: Location, message: Vec<Instruction<RuntimeCall>>) {
	assert_storage_noop!(fails(origin, message, XcmError::Barrier));
}

/// A message is begun and fails, and no asset comes of it.
fn fails_for_nothing(origin: Location, message: Vec<Instruction<RuntimeCall>>, why: XcmError) {
	let there_is = || (int_issue(), gas_issue(), roc_issue(), trapped().len());
	let before = there_is();
	fails(origin, message, why);
	assert_eq!(there_is(), before);
}

fn unpaid() -> Instruction<RuntimeCall> {
	UnpaidExecution { weight_limit: Unlimited, check_origin: None }
}

fn transact(origin_kind: OriginKind, call: impl Into<RuntimeCall>) -> Instruction<RuntimeCall> {
	Transact { origin_kind, fallback_max_weight: None, call: call.into().encode().into() }
}

/// Something that only root may do.
fn for_root_alone() -> RuntimeCall {
	pallet_assets::Call::<Runtime, ForeignInstance>::force_create {
		id: sibling(),
		owner: account(Alice).into(),
		is_sufficient: true,
		min_balance: 1,
	}
	.into()
}

fn response(query_id: QueryId) -> Instruction<RuntimeCall> {
	QueryResponse {
		query_id,
		response: Response::Null,
		max_weight: Weight::zero(),
		querier: Some(Location::here()),
	}
}

#[test]
fn nobody_but_the_relay_chain_itself_executes_without_paying() {
	scene(|| {
		let somebody = [AccountId32 { network: None, id: [3; 32] }];
		refused(sibling(), vec![unpaid(), Trap(1)]);
		refused(someone_there(), vec![unpaid(), Trap(1)]);
		refused(sibling(), vec![DescendOrigin(somebody.into()), unpaid(), Trap(1)]);
		// People of the relay chain send so.
		refused(relay(), vec![DescendOrigin(somebody.into()), unpaid(), Trap(1)]);
		refused(relay(), vec![AliasOrigin(sibling()), unpaid(), Trap(1)]);
		refused(relay(), vec![ClearOrigin, unpaid()]);
		// The relay chain has to say that it does not pay.
		refused(relay(), vec![Trap(1)]);
		done(relay(), vec![unpaid(), ClearOrigin]);
		// It may take into hand before, and nothing else.
		let take = || ReserveAssetDeposited(roc(ROC).into());
		done(relay(), vec![take(), unpaid(), deposit(at(&nobody()))]);
		refused(relay(), vec![take(), deposit(at(&nobody())), unpaid()]);
	});
}

#[test]
fn nobody_passes_as_the_relay_chain_by_a_universal_origin() {
	scene(|| {
		let network = GlobalConsensus(RELAY_NETWORK);
		refused(sibling(), vec![UniversalOrigin(network), unpaid(), Trap(1)]);
		refused(someone_there(), vec![UniversalOrigin(network), unpaid()]);
		let elsewhere = GlobalConsensus(Polkadot);
		refused(sibling(), vec![UniversalOrigin(elsewhere), unpaid()]);
		refused(relay(), vec![unpaid(), SetAppendix(Xcm(vec![UniversalOrigin(network)]))]);
	});
}

#[test]
fn what_does_not_begin_with_payment_is_refused() {
	scene(|| {
		let call = frame_system::Call::<Runtime>::remark { remark: vec![] };
		refused(sibling(), vec![transact(OriginKind::SovereignAccount, call)]);
		refused(sibling(), vec![WithdrawAsset(int(INT).into()), deposit(at(&nobody()))]);
		refused(sibling(), vec![buy(int(INT))]);
		// Three assets to pay with.
		let three: Assets = vec![int(INT), gas(GAS), roc(ROC)].into();
		refused(sibling(), vec![WithdrawAsset(three), buy(int(INT))]);
		// Less weight than the message needs.
		let little = Limited(InstructionWeight::get());
		let fees = BuyExecution { fees: int(INT), weight_limit: little };
		refused(sibling(), vec![WithdrawAsset(int(INT).into()), fees, ClearOrigin]);
	});
}

#[test]
fn an_answer_comes_from_whom_we_asked_once_and_alone() {
	scene(|| {
		refused(sibling(), vec![response(7)]);
		refused(relay(), vec![response(7)]);
		let query = PolkadotXcm::new_query(sibling(), 100, Here);
		refused(relay(), vec![response(query)]);
		refused(someone_there(), vec![response(query)]);
		refused(sibling(), vec![response(query + 1)]);
		refused(sibling(), vec![response(query), ClearOrigin]);
		done(sibling(), vec![response(query)]);
		refused(sibling(), vec![response(query)]);
	});
}

#[test]
fn chains_themselves_subscribe_to_our_version_and_end_it() {
	scene(|| {
		let weight = Weight::zero();
		let subscribe = || SubscribeVersion { query_id: 1, max_response_weight: weight };
		refused(someone_there(), vec![subscribe()]);
		for chain in [relay(), sibling()] {
			let from = || chain.clone();
			refused(from(), vec![subscribe(), ClearOrigin]);
			done(from(), vec![subscribe()]);
			assert!(PolkadotXcm::is_subscribed(&chain));
			refused(from(), vec![UnsubscribeVersion, ClearOrigin]);
			let somebody = [AccountId32 { network: None, id: [3; 32] }];
			refused(from(), vec![DescendOrigin(somebody.into()), UnsubscribeVersion]);
			assert!(PolkadotXcm::is_subscribed(&chain));
			done(from(), vec![UnsubscribeVersion]);
			assert!(!PolkadotXcm::is_subscribed(&chain));
		}
	});
}

#[test]
fn news_of_channels_comes_from_the_relay_chain_alone() {
	scene(|| {
		for news in [
			HrmpNewChannelOpenRequest { sender: SIBLING, max_message_size: 1, max_capacity: 1 },
			HrmpChannelAccepted { recipient: SIBLING },
			HrmpChannelClosing { initiator: SIBLING, sender: SIBLING, recipient: 2_000 },
		] {
			refused(sibling(), vec![news.clone()]);
			refused(relay(), vec![news.clone(), ClearOrigin]);
			done(relay(), vec![news]);
		}
	});
}

#[test]
fn nobody_exchanges_assets_by_message() {
	scene(|| {
		assert_ok!(crate::Balances::mint_into(&its_account(), 10 * INT));
		let exchange =
			ExchangeAsset { give: int(INT).into(), want: gas(GAS).into(), maximal: false };
		let paid = || vec![WithdrawAsset(int(INT).into()), buy(int(INT))];
		refused(sibling(), [paid(), vec![exchange.clone()]].concat());
		let nested = SetAppendix(Xcm(vec![SetErrorHandler(Xcm(vec![exchange.clone()]))]));
		refused(sibling(), [paid(), vec![nested]].concat());
		let message = vec![WithdrawAsset(gas(GAS).into()), exchange];
		execution_fails(Bob, message, 0, ExecutionError::Barrier);
	});
}

#[test]
fn nothing_is_teleported() {
	scene(|| {
		for (from, asset) in
			[(sibling(), int(INT)), (relay(), int(INT)), (relay(), roc(ROC)), (sibling(), gas(GAS))]
		{
			let message = vec![ReceiveTeleportedAsset(asset.clone().into()), buy(asset)];
			fails_for_nothing(from, message, XcmError::UntrustedTeleportLocation);
		}
		let message = vec![
			WithdrawAsset(gas(GAS).into()),
			InitiateTeleport { assets: AllCounted(1).into(), dest: sibling(), xcm: Xcm(vec![]) },
			deposit(at(&account(Bob))),
		];
		execution_fails(Bob, message, 1, ExecutionError::UntrustedTeleportLocation);
		let call = pallet_xcm::Call::limited_teleport_assets {
			dest: Box::new(sibling().into()),
			beneficiary: Box::new(at(&account(Bob)).into()),
			assets: Box::new(VersionedAssets::from(Assets::from(int(INT)))),
			fee_asset_item: 0,
			weight_limit: Unlimited,
		};
		call_fails(Bob, call, pallet_xcm::Error::Filtered);
	});
}

#[test]
fn nobody_takes_an_asset_that_this_chain_does_not_know() {
	scene(|| {
		let another = Location::new(0, [PalletInstance(12), GeneralIndex(2)]);
		for asset in [token(1_000), (another, 1_000u128).into()] {
			let take = || WithdrawAsset(asset.clone().into());
			fails_for_nothing(relay(), vec![unpaid(), take()], XcmError::AssetNotFound);
			let pays = vec![take(), buy(asset.clone())];
			fails_for_nothing(sibling(), pays, XcmError::AssetNotFound);
			execution_fails(Bob, vec![take()], 0, ExecutionError::AssetNotFound);
		}
	});
}

#[test]
fn nobody_keeps_what_is_not_at_home_with_him() {
	scene(|| {
		register_token();
		let other = Location::new(1, [Parachain(2_002)]);
		let ourselves = Location::new(1, [Parachain(2_000)]);
		let its_other =
			|| Asset::from((Location::new(1, [Parachain(SIBLING), GeneralIndex(1)]), 1u128));
		for (from, asset) in [
			// Our own assets.
			(sibling(), int(INT)),
			(sibling(), gas(GAS)),
			(relay(), int(INT)),
			(relay(), gas(GAS)),
			(ourselves, (Location::new(1, [Parachain(2_000)]), INT).into()),
			// The relay chain's token, from anybody else.
			(sibling(), roc(ROC)),
			(someone_there(), roc(ROC)),
			// A sibling's token, from anybody else, with the relay chain among them.
			(other, token(1_000)),
			(relay(), token(1_000)),
			(someone_there(), token(1_000)),
			// An asset that nobody registered.
			(sibling(), its_other()),
			(Location::new(2, [GlobalConsensus(Polkadot)]), roc(ROC)),
		] {
			let message = vec![ReserveAssetDeposited(asset.clone().into()), buy(asset)];
			fails_for_nothing(from, message, XcmError::UntrustedReserveLocation);
		}
	});
}

#[test]
fn nobody_becomes_root() {
	scene(|| {
		assert_ok!(crate::Balances::mint_into(&its_account(), 10 * INT));
		let pay = || vec![WithdrawAsset(int(INT).into()), buy(int(INT))];
		let rest = || vec![RefundSurplus, deposit(sibling())];
		for (from, first) in [(relay(), vec![unpaid()]), (sibling(), pay())] {
			let last = if from == relay() { vec![ClearTopic] } else { rest() };
			let message = [
				first.clone(),
				vec![SetAppendix(Xcm(last)), transact(OriginKind::Superuser, for_root_alone())],
			];
			fails(from.clone(), message.concat(), XcmError::BadOrigin);
			// As whatever else it may be, it is not root: the call is made and fails.
			for kind in [OriginKind::Native, OriginKind::SovereignAccount, OriginKind::Xcm] {
				let last = if from == relay() { vec![ClearTopic] } else { rest() };
				let message = [
					first.clone(),
					vec![
						SetAppendix(Xcm(last)),
						transact(kind, for_root_alone()),
						ExpectTransactStatus(MaybeErrorCode::Success),
					],
				];
				fails(from.clone(), message.concat(), XcmError::ExpectationFalse);
			}
		}
		let by_hand = vec![transact(OriginKind::Superuser, for_root_alone())];
		execution_fails(Bob, by_hand, 0, ExecutionError::BadOrigin);
		assert!(!ForeignAssets::asset_exists(sibling()));
		assert!(trapped().is_empty());
	});
}

/// What is below: the relay chain's parachains, and a parachain's people.
#[test]
fn an_origin_becomes_what_is_below_it_and_nothing_else() {
	scene(|| {
		assert_ok!(crate::Balances::mint_into(&its_account(), 10 * INT));
		let take = || vec![WithdrawAsset(int(INT).into()), deposit(at(&nobody()))];
		done(relay(), [vec![unpaid(), AliasOrigin(sibling())], take()].concat());
		assert_eq!(int_of(&nobody()), INT);
		for other in [relay(), out_of_reach(), at(&account(Bob)), Location::here()] {
			let message = vec![
				WithdrawAsset(int(INT).into()),
				buy(int(INT)),
				SetAppendix(Xcm(vec![RefundSurplus, deposit(sibling())])),
				AliasOrigin(other),
			];
			fails(sibling(), message, XcmError::NoPermission);
		}
		assert!(trapped().is_empty());
	});
}

#[test]
fn the_filter_of_calls_holds_for_messages_too() {
	scene(|| {
		assert_ok!(crate::Balances::mint_into(&its_account(), 10 * INT));
		let allow = pallet_assets::Call::<Runtime, ForeignInstance>::approve_transfer {
			id: relay(),
			delegate: account(Bob).into(),
			amount: 1,
		};
		let message = vec![
			WithdrawAsset(int(INT).into()),
			buy(int(INT)),
			SetAppendix(Xcm(vec![RefundSurplus, deposit(sibling())])),
			transact(OriginKind::SovereignAccount, allow),
			ExpectTransactStatus(MaybeErrorCode::Success),
		];
		fails(sibling(), message, XcmError::ExpectationFalse);
	});
}

#[test]
fn a_message_is_not_too_long_and_not_too_heavy() {
	scene(|| {
		let most = MaxInstructions::get() as usize;
		let refused = receive(relay(), vec![ClearOrigin; most + 1]);
		let Outcome::Error(error) = refused else { panic!("{refused:?}") };
		assert_eq!(error.error, XcmError::ExceedsStackLimit);
		// Nested ones count.
		let nested = SetAppendix(Xcm(vec![ClearOrigin; most]));
		let refused = receive(relay(), vec![unpaid(), nested]);
		let Outcome::Error(error) = refused else { panic!("{refused:?}") };
		assert_eq!(error.error, XcmError::ExceedsStackLimit);
		// Heavier than what it may be.
		let limit = InstructionWeight::get().saturating_mul(2);
		let refused = XcmExecutor::<XcmConfig>::prepare(Xcm(vec![ClearOrigin; 3]), limit);
		let Err(error) = refused else { panic!("it is prepared") };
		assert_eq!(
			error.error,
			XcmError::WeightLimitReached(InstructionWeight::get().saturating_mul(3))
		);
	});
}

/// It is not even read.
#[test]
fn a_message_that_is_too_long_is_dropped() {
	scene(|| {
		let message = vec![ClearOrigin; MaxInstructions::get() as usize + 1];
		let message = VersionedXcm::<RuntimeCall>::from(Xcm(message)).encode();
		MessageQueue::enqueue_message((&message[..]).try_into().unwrap(), Parent);
		MessageQueue::service_queues(MessageWeight::get());
		let dropped = System::events().into_iter().any(|record| {
			use pallet_message_queue::Event::ProcessingFailed;
			matches!(
				record.event,
				RuntimeEvent::MessageQueue(ProcessingFailed {
					origin: Parent,
					error: ProcessMessageError::Corrupt,
					..
				})
			)
		});
		assert!(dropped);
		assert_noop!(
			MessageQueue::execute_overweight(signed(Bob), Parent, 0, 0, Weight::MAX),
			pallet_message_queue::Error::<Runtime>::NoPage
		);
	});
}

/// What is heavier than messages may be in a block waits, and anybody may bring it through.
#[test]
fn a_message_too_heavy_for_a_block_is_kept_until_somebody_executes_it() {
	scene(|| {
		// Each may move sixteen assets, as far as one can tell beforehand.
		let put = || DepositAsset { assets: All.into(), beneficiary: at(&nobody()) };
		let mut message = vec![unpaid(), ReserveAssetDeposited(roc(5 * ROC).into())];
		message.resize_with(32, put);
		let weight = InstructionWeight::get().saturating_mul(500);
		assert!(weight.any_gt(MessageWeight::get()));
		let message = VersionedXcm::<RuntimeCall>::from(Xcm(message)).encode();
		MessageQueue::enqueue_message((&message[..]).try_into().unwrap(), Parent);
		MessageQueue::service_queues(MessageWeight::get());
		let kept = System::events().into_iter().any(|record| {
			use pallet_message_queue::Event::OverweightEnqueued;
			matches!(
				record.event,
				RuntimeEvent::MessageQueue(OverweightEnqueued {
					origin: Parent,
					page_index: 0,
					message_index: 0,
					..
				})
			)
		});
		assert!(kept && roc_of(&nobody()) == 0);

		let execute = |limit| MessageQueue::execute_overweight(signed(Bob), Parent, 0, 0, limit);
		assert_noop!(
			execute(MessageWeight::get()),
			pallet_message_queue::Error::<Runtime>::InsufficientWeight
		);
		assert_ok!(execute(weight));
		assert_eq!(roc_of(&nobody()), 5 * ROC);
		// It was executed once, and its page is gone.
		assert_noop!(execute(weight), pallet_message_queue::Error::<Runtime>::NoPage);
	});
}

/// Each asset of an instruction weighs.
#[test]
fn an_instruction_weighs_as_much_as_the_assets_that_it_moves() {
	scene(|| {
		let weight = |instruction: Instruction<RuntimeCall>| {
			use xcm_executor::traits::WeightBounds;
			let mut message = Xcm(vec![instruction]);
			<XcmConfig as xcm_executor::Config>::Weigher::weight(&mut message, Weight::MAX).unwrap()
		};
		let one = InstructionWeight::get();
		let many: Vec<Asset> = (0..20u32)
			.map(|number| (Location::new(1, [Parachain(number)]), 1u128).into())
			.collect();
		let to = || at(&nobody());
		let put = |assets: AssetFilter| DepositAsset { assets, beneficiary: to() };
		assert_eq!(weight(ClearOrigin), one);
		assert_eq!(weight(WithdrawAsset(vec![].into())), one);
		assert_eq!(weight(WithdrawAsset(many.clone().into())), one.saturating_mul(20));
		assert_eq!(weight(put(Definite(many.clone().into()))), one.saturating_mul(20));
		assert_eq!(weight(put(AllCounted(3).into())), one.saturating_mul(3));
		assert_eq!(weight(put(All.into())), one.saturating_mul(16));
		assert_eq!(weight(put(AllCounted(1_000).into())), one.saturating_mul(16));
		let of_one = AllOf { id: relay().into(), fun: WildFungible };
		assert_eq!(weight(put(of_one.into())), one);
		let nested = SetAppendix(Xcm(vec![WithdrawAsset(many.clone().into())]));
		assert_eq!(weight(nested), one.saturating_mul(21));
		// More than a message may have in hand.
		let message = vec![unpaid(), WithdrawAsset(many.into())];
		fails_for_nothing(relay(), message, XcmError::HoldingWouldOverflow);
	});
}
