// SPDX-License-Identifier: Apache-2.0

//! What makes the chain a parachain: the relay chain's data, and messages from outside.

use super::{
	system::share_of_block,
	xcm::{BaseDeliveryFee, DeliveryFeePerByte, FeeAsset, OriginOfMessage, XcmConfig},
};
use crate::{
	constants::{
		MAX_BLOCKS_PER_RELAY_SLOT, RELAY_PARENT_OFFSET, RELAY_SLOT_MILLIS,
		UNINCLUDED_SEGMENT_CAPACITY,
	},
	AccountId, MessageQueue, ParachainSystem, PolkadotXcm, Runtime, RuntimeCall, RuntimeEvent,
	XcmpQueue,
};
use core::marker::PhantomData;
use cumulus_pallet_parachain_system::RelayNumberMonotonicallyIncreases;
use cumulus_primitives_core::{AggregateMessageOrigin, ParaId};
use frame_support::{
	parameter_types,
	traits::{ConstU32, EnqueueWithOrigin, QueueFootprint, QueuePausedQuery, TransformOrigin},
	weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_message_queue::OnQueueChanged;
use sp_runtime::{traits::Convert, Perbill};

/// Bounds how many blocks a relay slot sees and how many may wait for inclusion.
///
/// These are the Wasm's upper bounds. How many blocks there are is the target rate's to say
/// ([`super::parameters::BlockRate`]), by which collators author and block weights shrink.
pub type ConsensusHook = cumulus_pallet_aura_ext::FixedVelocityConsensusHook<
	Runtime,
	RELAY_SLOT_MILLIS,
	MAX_BLOCKS_PER_RELAY_SLOT,
	UNINCLUDED_SEGMENT_CAPACITY,
>;

parameter_types! {
	/// A quarter of a block for taking messages of the relay chain in.
	pub ReservedDmpWeight: Weight = share_of_block(Perbill::from_percent(25));
	/// A quarter of a block for taking messages of other chains in.
	pub ReservedXcmpWeight: Weight = share_of_block(Perbill::from_percent(25));
	/// Who sends downward messages.
	pub const RelayOrigin: AggregateMessageOrigin = AggregateMessageOrigin::Parent;
}

impl cumulus_pallet_parachain_system::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnSystemEvent = ();
	type SelfParaId = parachain_info::Pallet<Self>;
	type OutboundXcmpMessageSource = XcmpQueue;
	type DmpQueue = EnqueueWithOrigin<MessageQueue, RelayOrigin>;
	type ReservedDmpWeight = ReservedDmpWeight;
	type XcmpMessageHandler = XcmpQueue;
	type ReservedXcmpWeight = ReservedXcmpWeight;
	/// Several blocks may be built on one relay block.
	type CheckAssociatedRelayNumber = RelayNumberMonotonicallyIncreases;
	type WeightInfo = cumulus_pallet_parachain_system::weights::SubstrateWeight<Self>;
	type ConsensusHook = ConsensusHook;
	type RelayParentOffset = ConstU32<RELAY_PARENT_OFFSET>;
	/// Off: the SDK says that third-version scheduling is not ready.
	type SchedulingSignatureVerifier = ();
}

impl parachain_info::Config for Runtime {}

impl cumulus_pallet_weight_reclaim::Config for Runtime {
	// The pallet's measured weights, which it does not export under another name.
	type WeightInfo = ();
}

parameter_types! {
	/// A third of a block for executing messages when it begins.
	pub MessageWeight: Weight = share_of_block(Perbill::from_percent(35));
	/// A fifth of a block for executing more of them when it ends with room.
	pub IdleMessageWeight: Weight = share_of_block(Perbill::from_percent(20));
}

/// The largest message, with its page's own fields: relay chains allow 100 KiB in a channel.
const MESSAGE_PAGE: u32 = 103 * 1024;

impl pallet_message_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_message_queue::weights::SubstrateWeight<Self>;
	type MessageProcessor = xcm_builder::ProcessXcmMessage<
		AggregateMessageOrigin,
		xcm_executor::XcmExecutor<XcmConfig>,
		RuntimeCall,
	>;
	type Size = u32;
	type QueueChangeHandler = FromSiblings<XcmpQueue>;
	type QueuePausedQuery = FromSiblings<XcmpQueue>;
	type HeapSize = ConstU32<MESSAGE_PAGE>;
	type MaxStale = ConstU32<8>;
	type ServiceWeight = MessageWeight;
	type IdleMaxServiceWeight = IdleMessageWeight;
}

/// What it costs to send a message to another chain, in INT: more when its queue is full.
pub type PriceForSiblingDelivery = polkadot_runtime_common::xcm_sender::ExponentialPrice<
	FeeAsset,
	BaseDeliveryFee,
	DeliveryFeePerByte,
	XcmpQueue,
>;

impl cumulus_pallet_xcmp_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ChannelInfo = ParachainSystem;
	type VersionWrapper = PolkadotXcm;
	type XcmpQueue = TransformOrigin<MessageQueue, AggregateMessageOrigin, ParaId, SiblingOrigin>;
	type MaxInboundSuspended = ConstU32<1_000>;
	type MaxActiveOutboundChannels = ConstU32<128>;
	type MaxPageSize = ConstU32<MESSAGE_PAGE>;
	type ControllerOrigin = EnsureRoot<AccountId>;
	type ControllerOriginConverter = OriginOfMessage;
	type WeightInfo = cumulus_pallet_xcmp_queue::weights::SubstrateWeight<Self>;
	type PriceForSiblingDelivery = PriceForSiblingDelivery;
}

/// Tells the XCMP queue what it can handle of the message queue's news: that of other parachains.
pub struct FromSiblings<Queue>(PhantomData<Queue>);

impl<Queue: QueuePausedQuery<ParaId>> QueuePausedQuery<AggregateMessageOrigin>
	for FromSiblings<Queue>
{
	fn is_paused(origin: &AggregateMessageOrigin) -> bool {
		matches!(origin, AggregateMessageOrigin::Sibling(id) if Queue::is_paused(id))
	}
}

impl<Queue: OnQueueChanged<ParaId>> OnQueueChanged<AggregateMessageOrigin> for FromSiblings<Queue> {
	fn on_queue_changed(origin: AggregateMessageOrigin, footprint: QueueFootprint) {
		if let AggregateMessageOrigin::Sibling(id) = origin {
			Queue::on_queue_changed(id, footprint);
		}
	}
}

/// Names another parachain as a message's origin.
pub struct SiblingOrigin;

impl Convert<ParaId, AggregateMessageOrigin> for SiblingOrigin {
	fn convert(id: ParaId) -> AggregateMessageOrigin {
		AggregateMessageOrigin::Sibling(id)
	}
}
