// SPDX-License-Identifier: Apache-2.0

//! What a client may ask without a transaction.

use crate::types::{ChallengeVerdict, DeviceInfo, DevicePage, Genuineness, KeyRecord};
use alloc::vec::Vec;
use codec::Codec;
use int_primitives::{signed::Challenge, Digest};
use sp_runtime::{AccountId32, MultiSignature};

sp_api::decl_runtime_apis! {
	/// Questions about devices. All are answered from the state of one block.
	pub trait DeviceRegistryApi<BlockNumber: Codec> {
		/// The device with this id.
		fn device(device: AccountId32) -> Option<DeviceInfo<BlockNumber>>;

		/// The device with this code (32 bytes, see `int_primitives::identity::device_code`).
		fn device_by_code(code: Digest) -> Option<DeviceInfo<BlockNumber>>;

		/// Devices of an owner, at most `limit` of them and never more than 200, from `cursor` on.
		fn devices_of(
			owner: AccountId32,
			cursor: Option<AccountId32>,
			limit: u32,
		) -> DevicePage<BlockNumber>;

		/// Whether `signature` over this answer is by the device's present key on this chain.
		fn verify_challenge(answer: Challenge, signature: MultiSignature) -> ChallengeVerdict;

		/// What stands behind a code.
		fn genuine(code: Digest) -> Genuineness<BlockNumber>;

		/// Keys of a device from generation `from` on, oldest first, at most 200.
		fn key_history(device: AccountId32, from: u32) -> Vec<KeyRecord<BlockNumber>>;
	}
}
