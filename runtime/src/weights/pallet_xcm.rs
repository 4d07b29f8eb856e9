// SPDX-License-Identifier: Apache-2.0

//! Bounds for `pallet-xcm`, whose own fallback is for tests and nearly free.
//!
//! Each bound is above what the 2609 release of `asset-hub-westend` measured, database included,
//! with RocksDB's 25 µs a read and 100 µs a write.

use frame_support::weights::Weight;

/// What an account may call. Measured at most 1.73 ms and 10,878 bytes (`transfer_assets`).
const CALL: Weight = Weight::from_parts(2_000_000_000, 16 * 1024);

/// What only governance calls. Measured at most 0.6 ms and 108,971 bytes
/// (`force_unsubscribe_version_notify`).
const FORCED_CALL: Weight = Weight::from_parts(1_000_000_000, 128 * 1024);

/// A step of a hook. Measured at most 0.4 ms and 18,355 bytes.
const STEP: Weight = Weight::from_parts(1_000_000_000, 32 * 1024);

/// An asset of many. Measured 0.28 ms and 3,283 bytes.
const ASSET: Weight = Weight::from_parts(500_000_000, 4 * 1024);

/// Bounds for `pallet-xcm`.
pub struct XcmWeight;

impl ::pallet_xcm::WeightInfo for XcmWeight {
	fn send() -> Weight {
		CALL
	}

	fn teleport_assets() -> Weight {
		CALL
	}

	fn reserve_transfer_assets() -> Weight {
		CALL
	}

	fn transfer_assets() -> Weight {
		CALL
	}

	fn execute() -> Weight {
		CALL
	}

	fn force_xcm_version() -> Weight {
		FORCED_CALL
	}

	fn force_default_xcm_version() -> Weight {
		FORCED_CALL
	}

	fn force_subscribe_version_notify() -> Weight {
		FORCED_CALL
	}

	fn force_unsubscribe_version_notify() -> Weight {
		FORCED_CALL
	}

	fn force_suspension() -> Weight {
		FORCED_CALL
	}

	fn migrate_supported_version() -> Weight {
		STEP
	}

	fn migrate_version_notifiers() -> Weight {
		STEP
	}

	fn already_notified_target() -> Weight {
		STEP
	}

	fn notify_current_targets() -> Weight {
		STEP
	}

	fn notify_target_migration_fail() -> Weight {
		STEP
	}

	fn migrate_version_notify_targets() -> Weight {
		STEP
	}

	fn migrate_and_notify_old_targets() -> Weight {
		STEP
	}

	fn new_query() -> Weight {
		STEP
	}

	fn take_response() -> Weight {
		STEP
	}

	fn claim_assets(n: u32) -> Weight {
		CALL.saturating_add(ASSET.saturating_mul(n.into()))
	}

	fn add_authorized_alias() -> Weight {
		CALL
	}

	fn remove_authorized_alias() -> Weight {
		CALL
	}

	/// Measured 42 ns a byte.
	fn weigh_message(n: u32) -> Weight {
		Weight::from_parts(10_000_000, 0)
			.saturating_add(Weight::from_parts(50_000, 0).saturating_mul(n.into()))
	}

	/// Measured 2.4 ns a byte.
	fn decode_xcm(n: u32) -> Weight {
		Weight::from_parts(10_000_000, 0)
			.saturating_add(Weight::from_parts(3_000, 0).saturating_mul(n.into()))
	}
}
