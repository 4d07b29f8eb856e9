// SPDX-License-Identifier: Apache-2.0

//! What buyers and sellers of the resource market sign and commit to off-chain.
//!
//! | statement | signed by | worth |
//! |---|---|---|
//! | [`MeterVoucher`] | the provider | a claim, which the buyer may dispute for a while |
//! | [`VoucherAcceptance`] | the consumer | with the voucher: payment at once |
//! | [`DeliveryReceipt`] | the consumer | payment at once |
//! | [`EndUseReceipt`] | the consumer | the price of one end use |
//!
//! *Provider* and *consumer* are accounts: of devices, or of the seller and the buyer where an
//! agreement names no device. Who is no registered device signs with generation 0.

use crate::{
	merkle::Hasher,
	signed::{body, Body, Statement},
	AccountBytes, Digest, Millis,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

body! {
	/// What a meter shows, by the provider. Units only ever add up: a later voucher stands for all
	/// before it, so a day of metering needs one.
	MeterVoucher, b"int/vouc", {
		/// The agreement that is metered.
		agreement: u64,
		/// Who provides.
		provider: AccountBytes,
		/// Who consumes.
		consumer: AccountBytes,
		/// Units provided since the agreement was opened, in the unit of its listing.
		units: u64,
		/// When the meter was read: chain time in milliseconds, by the provider's clock, and strictly
		/// increasing from voucher to voucher of an agreement. What the voucher says is charged for
		/// the time up to here, whenever it is brought. A clock that is ahead gains nothing, because
		/// no time is charged that has not passed; one that is behind loses the difference once.
		sequence: u64,
		/// The generation of the provider's key.
		generation: u32,
		/// Chain time after which the voucher is void.
		expires: Millis,
	}
}

body! {
	/// The consumer's word that a voucher is right.
	VoucherAcceptance, b"int/vacc", {
		/// The voucher's agreement.
		agreement: u64,
		/// The voucher's provider.
		provider: AccountBytes,
		/// Who consumes, and signs.
		consumer: AccountBytes,
		/// The voucher's units.
		units: u64,
		/// The voucher's sequence.
		sequence: u64,
		/// The generation of the consumer's key.
		generation: u32,
		/// Chain time after which the acceptance is void.
		expires: Millis,
	}
}

body! {
	/// The consumer's word that what was bought has been delivered.
	DeliveryReceipt, b"int/dlvd", {
		/// The agreement.
		agreement: u64,
		/// Who provided.
		provider: AccountBytes,
		/// Who received, and signs.
		consumer: AccountBytes,
		/// The generation of the consumer's key.
		generation: u32,
		/// Chain time after which the receipt is void.
		expires: Millis,
	}
}

body! {
	/// The consumer's word for one end use. Each number is paid once.
	EndUseReceipt, b"int/used", {
		/// The agreement.
		agreement: u64,
		/// Who provided.
		provider: AccountBytes,
		/// Who used it, and signs.
		consumer: AccountBytes,
		/// Counts the uses of the agreement up from 0. The chain remembers the highest number that
		/// it has paid and which of the 63 below it; lower ones can no longer be paid. Only the
		/// seller may bring a number so high that one below it is lost by it: who serves does not
		/// go further than 63 uses above a receipt that is missing.
		number: u64,
		/// The generation of the consumer's key.
		generation: u32,
		/// Chain time after which the receipt is void.
		expires: Millis,
	}
}

body! {
	/// A sealed bid. It is not signed: what goes to the chain is its [`BidCommitment::digest`],
	/// and later the bid itself.
	BidCommitment, b"int/sbid", {
		/// The auction.
		auction: u32,
		/// Who bids.
		bidder: AccountBytes,
		/// What is bid, plancks of GAS.
		amount: u64,
		/// Random bytes, used once: without them the amount could be guessed.
		salt: Digest,
	}
}

impl BidCommitment {
	/// SHA-256 of the statement of this bid on the chain with this genesis hash.
	pub fn digest<H: Hasher>(self, genesis: Digest) -> Digest {
		H::sha256(&[&Statement::new(genesis, self).encode()])
	}
}

/// The domain of [`use_anchor`].
const USE_TAG: &[u8] = b"int/end-use/1";

/// The hash above `preimage` in a buyer's chain of end uses.
///
/// A buyer draws 32 random bytes, hashes them `n` times by this function, and names the last hash
/// (the *anchor*) in a purchase. The hash below the anchor then pays the first use, the one below
/// that the second, and so on: who knows a hash cannot compute the one below it. The chain binds
/// genesis, listing and buyer; a buyer who buys twice from one listing draws fresh bytes.
pub fn use_anchor<H: Hasher>(
	genesis: &Digest,
	listing: u32,
	buyer: &AccountBytes,
	preimage: &Digest,
) -> Digest {
	H::sha256(&[USE_TAG, genesis, &listing.to_le_bytes(), buyer, preimage])
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::merkle::Software;

	#[test]
	fn no_two_statements_of_the_market_share_a_tag() {
		let tags = [
			MeterVoucher::TAG,
			VoucherAcceptance::TAG,
			DeliveryReceipt::TAG,
			EndUseReceipt::TAG,
			BidCommitment::TAG,
			crate::signed::Registration::TAG,
			crate::signed::Rotation::TAG,
			crate::signed::Challenge::TAG,
			crate::signed::Reading::TAG,
			crate::access::Grant::TAG,
			crate::access::Entry::TAG,
			crate::access::Revocation::TAG,
		];
		for (at, tag) in tags.iter().enumerate() {
			assert!(!tags[..at].contains(tag));
		}
	}

	#[test]
	fn a_statement_of_the_market_fits_what_the_docs_say() {
		let longest = [
			MeterVoucher::max_encoded_len(),
			VoucherAcceptance::max_encoded_len(),
			DeliveryReceipt::max_encoded_len(),
			EndUseReceipt::max_encoded_len(),
			BidCommitment::max_encoded_len(),
		];
		assert!(longest.iter().all(|length| 40 + length <= 180));
	}

	#[test]
	fn a_sealed_bid_binds_chain_auction_bidder_amount_and_salt() {
		let bid = BidCommitment { auction: 1, bidder: [2; 32], amount: 3, salt: [4; 32] };
		let digest = |bid: &BidCommitment, genesis| bid.clone().digest::<Software>(genesis);
		let this = digest(&bid, [9; 32]);
		assert_ne!(this, digest(&bid, [8; 32]));
		for other in [
			BidCommitment { auction: 2, ..bid.clone() },
			BidCommitment { bidder: [3; 32], ..bid.clone() },
			BidCommitment { amount: 4, ..bid.clone() },
			BidCommitment { salt: [5; 32], ..bid },
		] {
			assert_ne!(this, digest(&other, [9; 32]));
		}
	}

	#[test]
	fn a_use_is_bound_to_chain_listing_and_buyer() {
		let this = use_anchor::<Software>(&[1; 32], 2, &[3; 32], &[4; 32]);
		assert_ne!(this, use_anchor::<Software>(&[2; 32], 2, &[3; 32], &[4; 32]));
		assert_ne!(this, use_anchor::<Software>(&[1; 32], 3, &[3; 32], &[4; 32]));
		assert_ne!(this, use_anchor::<Software>(&[1; 32], 2, &[4; 32], &[4; 32]));
		assert_ne!(this, use_anchor::<Software>(&[1; 32], 2, &[3; 32], &[5; 32]));
	}
}
