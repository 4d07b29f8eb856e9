// SPDX-License-Identifier: Apache-2.0

//! The price of INT, and what keeps GAS at its peg.

use super::{
	devices::Deposit, governance::RootOrCouncil, parameters::dynamic_params::gas::Settings,
};
use crate::{
	constants::{GAS_ASSET, GAS_PALLET_ID, ORACLE_PALLET_ID},
	AccountId, Assets, Balances, Gas, Oracle, OracleOperators, Runtime, RuntimeEvent,
	RuntimeHoldReason, Timestamp,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{fungible::ItemOf, ChangeMembers, ConstU32, SortedMembers, Time},
	weights::{constants::RocksDbWeight, Weight},
	PalletId,
};
use pallet_gas::{price, Call, Price, PriceFeed, MAX_OPERATORS};
use pallet_oracle::{CombineData, OnNewData, TimestampedValue};
use scale_info::TypeInfo;

/// What operators feed.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
)]
pub enum Feed {
	/// USD per INT, with 18 decimals.
	IntUsd,
}

/// A price and when it was fed, chain time in milliseconds.
type Stamped = TimestampedValue<Price, u64>;

/// What the operators say, and what follows from it.
pub struct OperatorsSay;

impl PriceFeed for OperatorsSay {
	/// Of members alone: root's own feed has no place here.
	fn values() -> Vec<(Price, u64)> {
		OracleOperators::sorted_members()
			.iter()
			.filter_map(|operator| Oracle::raw_values(operator, Feed::IntUsd))
			.map(|fed| (fed.value, fed.timestamp))
			.collect()
	}
}

impl CombineData<Feed, Stamped> for OperatorsSay {
	/// The median of what is fresh, nothing below a quorum; then what was there before stays, with
	/// its time. What the oracle passes has root's feed in it, so the members' are read instead.
	fn combine_data(_: &Feed, _: Vec<Stamped>, _: Option<Stamped>) -> Option<Stamped> {
		let now = Timestamp::now();
		let reading = price::combine(&Self::values(), now, &Gas::parameters())?;
		Some(TimestampedValue { value: reading.price, timestamp: reading.quorum_at })
	}
}

impl OnNewData<AccountId, Feed, Price> for OperatorsSay {
	fn on_new_data(_: &AccountId, _: &Feed, _: &Price) {
		Gas::on_new_price();
	}
}

impl ChangeMembers<AccountId> for OperatorsSay {
	/// What an operator fed goes when he does, and then counts no more.
	fn change_members_sorted(incoming: &[AccountId], outgoing: &[AccountId], new: &[AccountId]) {
		Oracle::change_members_sorted(incoming, outgoing, new);
		Gas::on_new_price();
	}
}

impl pallet_membership::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = RootOrCouncil;
	type RemoveOrigin = RootOrCouncil;
	type SwapOrigin = RootOrCouncil;
	type ResetOrigin = RootOrCouncil;
	type PrimeOrigin = RootOrCouncil;
	/// Nothing was fed before genesis.
	type MembershipInitialized = ();
	type MembershipChanged = OperatorsSay;
	type MaxMembers = ConstU32<MAX_OPERATORS>;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Self>;
}

parameter_types! {
	/// Under whose account the oracle keeps what root feeds. Nobody reads it.
	pub const OraclePalletId: PalletId = ORACLE_PALLET_ID;
	/// The account with all roles of GAS.
	pub const GasPalletId: PalletId = GAS_PALLET_ID;
	/// GAS in `pallet-assets`.
	pub const GasAsset: crate::AssetId = GAS_ASSET;
	/// Why the deposit of a record of purchases is on hold.
	pub const PurchaseHold: RuntimeHoldReason =
		RuntimeHoldReason::Gas(pallet_gas::HoldReason::Purchase);
}

/// What feeding takes. The oracle's own weight is that of one operator; here all are read, for the
/// median of the oracle and again for the gas pallet, which writes its prices.
pub struct FeedWeight;

impl pallet_oracle::WeightInfo for FeedWeight {
	fn feed_values(values: u32) -> Weight {
		// A read of an operator's value is a node of 2,551 bytes in the proof, as the oracle's own
		// benchmark reckons; the second read of it is free of proof. Both medians of 16 values, and
		// the mean, take less than the 100 microseconds that they are given.
		let values = u64::from(values);
		let operators = u64::from(MAX_OPERATORS);
		pallet_oracle::weights::SubstrateWeight::<Runtime>::feed_values(1)
			.saturating_add(Weight::from_parts(100_000_000, 4_096))
			.saturating_add(Weight::from_parts(0, 2_551).saturating_mul(operators))
			.saturating_add(RocksDbWeight::get().reads_writes(2 * operators + 4, 1))
			.saturating_mul(values)
	}

	fn on_finalize() -> Weight {
		pallet_oracle::weights::SubstrateWeight::<Runtime>::on_finalize()
	}
}

impl pallet_oracle::Config for Runtime {
	type OnNewData = OperatorsSay;
	type CombineData = OperatorsSay;
	type Time = Timestamp;
	type OracleKey = Feed;
	type OracleValue = Price;
	type PalletId = OraclePalletId;
	type Members = OracleOperators;
	/// Feeding is free, and wakes the gas pallet each time.
	type WeightInfo = FeedWeight;
	/// All operators, and root.
	type MaxHasDispatchedSize = ConstU32<{ MAX_OPERATORS + 1 }>;
	/// There is one thing to feed.
	type MaxFeedValues = ConstU32<1>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benches::Prices;
}

impl pallet_gas::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Gas = ItemOf<Assets, GasAsset, AccountId>;
	type Time = Timestamp;
	type Oracle = OperatorsSay;
	type Parameters = Settings;
	type GovernanceOrigin = RootOrCouncil;
	type PurchaseConsideration = Deposit<PurchaseHold>;
	type PalletId = GasPalletId;
	/// A minute at a block every six seconds.
	type MinAuctionBlocks = ConstU32<10>;
	type WeightInfo = pallet_gas::weights::SubstrateWeight<Self>;
}

/// What goes through in safe mode: everything that ends something and pays out what is owed.
pub fn passes_in_safe_mode(call: &Call<Runtime>) -> bool {
	matches!(
		call,
		Call::clear_auction { .. }
			| Call::settle_bid { .. }
			| Call::settle_bids { .. }
			| Call::forget_purchases { .. }
			| Call::execute_redemptions { .. }
			| Call::claim_redemption { .. }
			| Call::claim_redemptions { .. }
			| Call::withdraw_redemption { .. }
			| Call::add_to_reserve { .. }
			| Call::pause { .. }
			| Call::resume { .. }
	)
}
