// SPDX-License-Identifier: Apache-2.0

//! What a client may ask without a transaction.

use crate::types::{Balance, FeeQuote, FleetId, Kinds, PotInfo, UsageInfo};
use codec::Codec;
use sp_runtime::AccountId32;

sp_api::decl_runtime_apis! {
	/// Questions about fees and pots. All are answered from the state of one block.
	pub trait FeePaymentApi<Call>
	where
		Call: Codec,
	{
		/// Who would pay for this call, in what, and how much at most: before it is signed.
		///
		/// `length` is that of the whole encoded transaction in bytes, `tip` plancks of INT.
		fn payer(signer: AccountId32, call: Call, length: u32, tip: Balance) -> FeeQuote;

		/// The pot of a fleet.
		fn pot(fleet: FleetId) -> Option<PotInfo>;

		/// What a device has spent of a fleet's pot.
		fn usage(fleet: FleetId, device: AccountId32) -> Option<UsageInfo>;

		/// The kinds of calls that a pot can pay for.
		fn kinds() -> Kinds;
	}
}
