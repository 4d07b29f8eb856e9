// SPDX-License-Identifier: Apache-2.0

//! Which messages are executed at all. `docs/reference/xcm.md` has the table.

use super::UniversalLocation;
use crate::PolkadotXcm;
use frame_support::{
	ensure,
	traits::{ConstU32, ConstU8, Contains, Everything, ProcessMessageError},
	weights::Weight,
};
use xcm::latest::{
	prelude::{ExchangeAsset, Parachain, UniversalOrigin},
	Instruction, Location,
};
use xcm_builder::{
	AllowExplicitUnpaidExecutionFrom, AllowHrmpNotificationsFromRelayChain,
	AllowKnownQueryResponses, AllowSubscriptionsFrom, AllowTopLevelPaidExecutionFrom,
	DenyRecursively, DenyThenTry, IsParentsOnly, TakeWeightCredit, TrailingSetTopicAsId,
	WithComputedOrigin,
};
use xcm_executor::traits::{DenyExecution, Properties};

/// The relay chain and its parachains.
pub struct ParentOrSiblings;

impl Contains<Location> for ParentOrSiblings {
	fn contains(location: &Location) -> bool {
		matches!(location.unpack(), (1, []) | (1, [Parachain(_)]))
	}
}

/// Refuses two instructions that have no use here.
///
/// `ExchangeAsset`: the exchanger takes fees in kind and exchanges nothing ([`super::fees::InKind`]).
/// `UniversalOrigin`: nobody may become a whole network, and the barrier's reckoning of the origin
/// takes the instruction at its word, so that anyone could pass as the relay chain and have a message
/// begun for nothing.
pub struct DenyOutOfPlace;

impl DenyExecution for DenyOutOfPlace {
	fn deny_execution<RuntimeCall>(
		_: &Location,
		instructions: &mut [Instruction<RuntimeCall>],
		_: Weight,
		_: &mut Properties,
	) -> Result<(), ProcessMessageError> {
		let out_of_place = |one: &Instruction<RuntimeCall>| {
			matches!(one, ExchangeAsset { .. } | UniversalOrigin(_))
		};
		ensure!(!instructions.iter().any(out_of_place), ProcessMessageError::Unsupported);
		Ok(())
	}
}

/// What is executed: what a local transaction has paid for, what we asked for, what pays, and what
/// the relay chain sends.
pub type Barrier = TrailingSetTopicAsId<
	DenyThenTry<
		DenyRecursively<DenyOutOfPlace>,
		(
			TakeWeightCredit,
			AllowKnownQueryResponses<PolkadotXcm>,
			WithComputedOrigin<
				(
					AllowTopLevelPaidExecutionFrom<Everything>,
					AllowExplicitUnpaidExecutionFrom<IsParentsOnly<ConstU8<1>>>,
					AllowSubscriptionsFrom<ParentOrSiblings>,
					AllowHrmpNotificationsFromRelayChain,
				),
				UniversalLocation,
				ConstU32<8>,
			>,
		),
	>,
>;
