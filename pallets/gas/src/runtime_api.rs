// SPDX-License-Identifier: Apache-2.0

//! What a client may ask without a transaction.

use crate::{
	parameters::GasParameters,
	types::{AuctionInfo, Balance, BidInfo, GasStatus, Quote, RedemptionInfo, Refusal},
};
use alloc::vec::Vec;
use sp_runtime::AccountId32;

sp_api::decl_runtime_apis! {
	/// Questions about GAS. All are answered from the state of one block.
	pub trait GasApi {
		/// Prices, supply, reserve, and what stands still and why.
		fn status() -> GasStatus;

		/// The auction that runs or waits for its price, with its book.
		fn auction() -> Option<AuctionInfo>;

		/// Bids of an account that are open or not settled, at most 200.
		fn bids_of(who: AccountId32) -> Vec<BidInfo>;

		/// What purchasing so many plancks of GAS would cost now, were the account's own window
		/// empty.
		fn quote_purchase(gas: Balance) -> Result<Quote, Refusal>;

		/// What redeeming so many plancks of GAS would pay at the present price, were it alone in
		/// its window. `gas` is the part that would be redeemed.
		fn quote_redemption(gas: Balance) -> Result<Quote, Refusal>;

		/// Requests of an account that wait or are not claimed, at most 200.
		fn redemptions_of(who: AccountId32) -> Vec<RedemptionInfo>;

		/// The parameters, as the pallet goes by them.
		fn parameters() -> GasParameters;
	}
}
