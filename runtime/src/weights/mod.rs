// SPDX-License-Identifier: Apache-2.0

//! Weights that are ours.
//!
//! Pallets of the SDK use the weights that they were published with (`SubstrateWeight<Runtime>`,
//! or `()` where the pallet exports nothing else), measured on the SDK's reference machine; our own
//! pallets carry theirs. Only `pallet-xcm` is published without any.

mod pallet_xcm;

pub use self::pallet_xcm::XcmWeight;
