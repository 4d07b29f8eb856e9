// SPDX-License-Identifier: Apache-2.0

//! Types and algorithms that pallets, node, clients and firmware share.
//!
//! Everything here is `no_std` and allocates nothing but what SCALE encoding needs, so that the
//! same code signs on a device, checks on the chain and runs in the command line.
//!
//! * [`signed`]: what is signed off-chain, as typed messages that are valid in one place only.
//! * [`identity`]: what a device is: its key, its code, its leaf in a lot.
//! * [`merkle`]: RFC 6962 trees over SHA-256, built in a stream and proved by index.
//! * [`market`]: vouchers, receipts and sealed bids of the resource market.
//! * [`directory`]: what other pallets may ask about a device.
//! * [`package`]: data that is sold by a fair exchange: manifest, two layers of encryption,
//!   complaint; with `std` also both sides' work, in streams.
//! * [`access`]: grants that a lock checks offline.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

pub mod access;
pub mod directory;
pub mod identity;
pub mod market;
pub mod merkle;
pub mod package;
pub mod signed;

/// The 32 bytes of an account (`AccountId32`): what a message names its parties by.
pub type AccountBytes = [u8; 32];

/// A SHA-256 digest, 32 bytes.
pub type Digest = [u8; 32];

/// Chain time in milliseconds since the Unix epoch, as `pallet-timestamp` counts it.
pub type Millis = u64;
