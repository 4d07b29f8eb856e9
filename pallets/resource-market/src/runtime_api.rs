// SPDX-License-Identifier: Apache-2.0

//! What a client may ask without a transaction.

use crate::types::{
	AgreementId, AgreementInfo, AgreementPage, AllowProof, AuctionId, AuctionInfo, Kind, ListingId,
	ListingInfo, ListingPage, Place, PlaceCursor, PolicyId, PolicyInfo, PolicyPage, PolicyPreview,
	Preview, Reputation, Request, Revision, TermsInfo,
};
use alloc::vec::Vec;
use sp_runtime::AccountId32;

sp_api::decl_runtime_apis! {
	/// Questions about the resource market. All are answered from the state of one block.
	pub trait ResourceMarketApi {
		/// The listing with this number.
		fn listing(listing: ListingId) -> Option<ListingInfo>;

		/// Terms of a listing.
		fn terms(listing: ListingId, revision: Revision) -> Option<TermsInfo>;

		/// Listings of a kind whose place begins with `prefix` (0 to 6 characters of a geohash), at
		/// most `limit` of them and never more than 200, from `cursor` on.
		fn listings_at(
			kind: Kind,
			prefix: Vec<u8>,
			cursor: Option<PlaceCursor>,
			limit: u32,
		) -> ListingPage<PlaceCursor>;

		/// Listings of a seller, at most `limit` of them and never more than 200, from `cursor` on.
		fn listings_of(
			seller: AccountId32,
			cursor: Option<ListingId>,
			limit: u32,
		) -> ListingPage<ListingId>;

		/// What a purchase by `buyer` would cost, and everything that stands against it.
		fn preview(buyer: AccountId32, listing: ListingId, request: Request) -> Preview;

		/// The agreement with this number.
		fn agreement(agreement: AgreementId) -> Option<AgreementInfo>;

		/// The agreements of `party` (buyer, seller, provider or consumer) among the next `limit`,
		/// never more than 200, from `cursor` on. A page may be empty and have a next one.
		fn agreements_of(
			party: AccountId32,
			cursor: Option<AgreementId>,
			limit: u32,
		) -> AgreementPage;

		/// The auction with this number.
		fn auction(auction: AuctionId) -> Option<AuctionInfo>;

		/// What the name of an account, or of its owner, is worth.
		fn reputation_of(who: AccountId32) -> Reputation;

		// Policies.

		/// The policy with this number.
		fn policy(policy: PolicyId) -> Option<PolicyInfo>;

		/// Policies that want this kind of thing, at `place` if one is given, among the next `limit`,
		/// never more than 200, from `cursor` on. A page may be empty and have a next one.
		fn policies_for(
			kind: Kind,
			place: Option<Place>,
			cursor: Option<PolicyId>,
			limit: u32,
		) -> PolicyPage;

		/// Policies of a buyer, at most `limit` of them and never more than 200, from `cursor` on.
		fn policies_of(buyer: AccountId32, cursor: Option<PolicyId>, limit: u32) -> PolicyPage;

		/// What the execution of a policy against a listing by `executor` would come to, and
		/// everything that stands against it.
		fn preview_policy(
			executor: AccountId32,
			policy: PolicyId,
			listing: ListingId,
			allow: Option<AllowProof>,
		) -> PolicyPreview;
	}
}
