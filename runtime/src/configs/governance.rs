// SPDX-License-Identifier: Apache-2.0

//! Who decides.
//!
//! Root is the sudo key, where a chain has one, and without it two bodies together: the technical
//! committee names a call (`whitelist.whitelist_call`), the council dispatches it as root
//! (`whitelist.dispatch_whitelisted_call_with_preimage`), each by two thirds. That is how a chain
//! without sudo upgrades its runtime. What is less than root, parameters, collators and
//! manufacturers, the council decides alone.

use super::{
	accounts::{DepositPerByte, DepositPerItem},
	parameters::Minutes,
};
use crate::{
	constants::{CORE_WEIGHT, RELAY_DAYS},
	AccountId, Balance, Balances, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin,
};
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, EitherOfDiverse, EqualPrivilegeOnly,
		LinearStoragePrice,
	},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureWithSuccess};
use pallet_collective::{EnsureProportionAtLeast, PrimeDefaultVote};
use sp_runtime::Perbill;

use super::system::PassesInSafeMode;

/// The council's instance of `pallet-collective`.
pub type CouncilCollective = pallet_collective::Instance1;

/// The technical committee's instance of `pallet-collective`.
pub type TechnicalCollective = pallet_collective::Instance2;

/// Two thirds of the council.
pub type TwoThirdsOfCouncil = EnsureProportionAtLeast<AccountId, CouncilCollective, 2, 3>;

/// Two thirds of the technical committee.
pub type TwoThirdsOfCommittee = EnsureProportionAtLeast<AccountId, TechnicalCollective, 2, 3>;

/// Root, or two thirds of the council.
pub type RootOrCouncil = EitherOfDiverse<EnsureRoot<AccountId>, TwoThirdsOfCouncil>;

/// Whoever may stop the chain and start it again: root, or two thirds of either body.
pub type Emergency = EitherOfDiverse<RootOrCouncil, TwoThirdsOfCommittee>;

impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Self>;
}

/// Minutes that a body has to decide a motion: five days.
const MOTION_MINUTES: u32 = 5 * 24 * 60;

/// The most members of a body.
const MAX_MEMBERS: u32 = 100;

/// The most motions that a body has before it.
const MAX_PROPOSALS: u32 = 100;

parameter_types! {
	/// What a motion may weigh: half a core.
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * CORE_WEIGHT;
}

impl pallet_collective::Config<CouncilCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = Minutes<MOTION_MINUTES>;
	type MaxProposals = ConstU32<MAX_PROPOSALS>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = PrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Self>;
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	/// None: members are few and known, and their motions are bounded.
	type Consideration = ();
}

impl pallet_collective::Config<TechnicalCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = Minutes<MOTION_MINUTES>;
	type MaxProposals = ConstU32<MAX_PROPOSALS>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = PrimeDefaultVote;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Self>;
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	/// None, as for the council.
	type Consideration = ();
}

impl pallet_whitelist::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WhitelistOrigin = EitherOfDiverse<EnsureRoot<AccountId>, TwoThirdsOfCommittee>;
	type DispatchWhitelistedOrigin = RootOrCouncil;
	type Preimages = Preimage;
	/// Four weeks for the committee to follow the council, should the council be first.
	type DeferredDispatchExpiration = ConstU32<{ 28 * RELAY_DAYS }>;
	type BlockNumberProvider = RelaychainDataProvider<Self>;
	type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Self>;
}

parameter_types! {
	/// Why a deposit for a preimage is on hold.
	pub const PreimageHold: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Self>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHold,
		LinearStoragePrice<DepositPerItem, DepositPerByte, Balance>,
	>;
}

parameter_types! {
	/// What scheduled calls may take of a block: most of a core, at any block rate.
	///
	/// A call that is too heavy for this when its turn comes is dropped for good, so it does not
	/// shrink with the blocks. A block in which it is used up takes no transactions.
	pub SchedulerWeight: Weight = Perbill::from_percent(80) * CORE_WEIGHT;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = SchedulerWeight;
	/// The call is dispatched with the origin that scheduled it, no more.
	type ScheduleOrigin = RootOrCouncil;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Self>;
	type Preimages = Preimage;
	/// This chain's blocks. The scheduler visits every number from where it left off; a chain that is
	/// born when the relay chain is at thirty million would never catch up with that.
	type BlockNumberProvider = frame_system::Pallet<Self>;
}

/// Minutes that safe mode lasts, each time it is entered or extended: a day.
const SAFE_MODE_MINUTES: u32 = 24 * 60;

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = PassesInSafeMode;
	type EnterDuration = Minutes<SAFE_MODE_MINUTES>;
	type ExtendDuration = Minutes<SAFE_MODE_MINUTES>;
	/// Nobody buys safe mode.
	type EnterDepositAmount = ();
	/// Nobody buys more of it.
	type ExtendDepositAmount = ();
	type ForceEnterOrigin = EnsureWithSuccess<Emergency, AccountId, Minutes<SAFE_MODE_MINUTES>>;
	type ForceExtendOrigin = EnsureWithSuccess<Emergency, AccountId, Minutes<SAFE_MODE_MINUTES>>;
	type ForceExitOrigin = Emergency;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = ();
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Self>;
}
