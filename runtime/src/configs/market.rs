// SPDX-License-Identifier: Apache-2.0

//! The resource market: what its records cost, and whose GAS it moves.

use super::{
	devices::Deposit, fees::Ledger, gas::GasAsset, parameters::dynamic_params::market::Settings,
};
use crate::{
	apis::in_a_transaction, constants::MARKET_PALLET_ID, tx_extension, AccountId, Assets,
	AssetsHolder, Balance, DeviceRegistry, FeePayment, Gas, Runtime, RuntimeCall,
	RuntimeHoldReason, Timestamp,
};
use codec::Encode;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
	PalletId,
};
use pallet_fee_payment::Payer;
use pallet_resource_market::{
	held_item::HeldItem, matcher, Call, HoldReason, OnGasBurned, TransactionFee,
};
use sp_runtime::generic::Era;

parameter_types! {
	/// Whose account holds the shares that their receivers cannot take.
	pub const MarketPalletId: PalletId = MARKET_PALLET_ID;
	/// Why the deposit of a listing's record and indices is on hold.
	pub const ListingHold: RuntimeHoldReason =
		RuntimeHoldReason::ResourceMarket(HoldReason::Listing);
	/// Why the deposit of a listing's terms is on hold.
	pub const TermsHold: RuntimeHoldReason =
		RuntimeHoldReason::ResourceMarket(HoldReason::Terms);
	/// Why the deposit of a bid's or an agreement's record is on hold.
	pub const AgreementHold: RuntimeHoldReason =
		RuntimeHoldReason::ResourceMarket(HoldReason::Agreement);
	/// Why the deposit of an auction's record is on hold.
	pub const AuctionHold: RuntimeHoldReason =
		RuntimeHoldReason::ResourceMarket(HoldReason::Auction);
	/// Why the deposit of an arbiter's record is on hold.
	pub const ArbiterHold: RuntimeHoldReason =
		RuntimeHoldReason::ResourceMarket(HoldReason::Arbiter);
	/// Why the deposit of a name is on hold.
	pub const NameHold: RuntimeHoldReason =
		RuntimeHoldReason::ResourceMarket(HoldReason::Name);
	/// Why the deposit of a policy's record and indices is on hold.
	pub const PolicyHold: RuntimeHoldReason =
		RuntimeHoldReason::ResourceMarket(HoldReason::PolicyRecord);
}

impl OnGasBurned for Ledger {
	fn burned(amount: u128) {
		Gas::note_burned(amount);
	}
}

/// Bytes of a signed transaction beside its call and its extensions: its length, its version, an
/// address and a signature with what kind they are of.
const SIGNED_BYTES: usize = 2 + 1 + 33 + 65;

impl TransactionFee<RuntimeCall> for Ledger {
	fn most(who: &AccountId, call: &RuntimeCall) -> Option<Balance> {
		let extension = tx_extension(Era::mortal(matcher::LIFETIME.into(), 0), u32::MAX, 0);
		let parts = [SIGNED_BYTES, extension.encoded_size(), call.encoded_size()];
		let length = u32::try_from(parts.into_iter().fold(0, usize::saturating_add)).ok()?;
		let quote = FeePayment::quote(who, call, &in_a_transaction(call, 0), length, 0);
		match quote.payer {
			Payer::Nobody => None,
			Payer::Int { .. } => Some(Gas::gas_for_int(quote.int)),
			Payer::Gas { .. } | Payer::Sponsor { .. } => Some(quote.gas),
		}
	}
}

impl pallet_resource_market::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Gas = HeldItem<Assets, AssetsHolder, GasAsset, AccountId>;
	type OnGasBurned = Ledger;
	type Devices = DeviceRegistry;
	type Time = Timestamp;
	type Parameters = Settings;
	type ListingConsideration = Deposit<ListingHold>;
	type TermsConsideration = Deposit<TermsHold>;
	type AgreementConsideration = Deposit<AgreementHold>;
	type AuctionConsideration = Deposit<AuctionHold>;
	type ArbiterConsideration = Deposit<ArbiterHold>;
	type NameConsideration = Deposit<NameHold>;
	type PolicyConsideration = Deposit<PolicyHold>;
	type TransactionFee = Ledger;
	type PalletId = MarketPalletId;
	/// A minute at a block every six seconds.
	type MinWindowBlocks = ConstU32<10>;
	/// Two years.
	type MaxDuration = ConstU64<{ 2 * 365 * 24 * 3_600_000 }>;
	type WeightInfo = pallet_resource_market::weights::SubstrateWeight<Self>;
}

/// What goes through in safe mode: what ends something, pays out what is owed, or is a seller's or
/// buyer's only chance before a window closes.
pub fn passes_in_safe_mode(call: &Call<Runtime>) -> bool {
	!matches!(
		call,
		Call::list { .. }
			| Call::revise { .. }
			| Call::purchase { .. }
			| Call::top_up { .. }
			| Call::start_auction { .. }
			| Call::bid { .. }
			| Call::seal_bid { .. }
			| Call::register_arbiter { .. }
			| Call::accept_package { .. }
			| Call::open_name { .. }
			| Call::create_policy { .. }
			| Call::fund_policy { .. }
			| Call::execute_policy { .. }
	)
}
