// SPDX-License-Identifier: Apache-2.0

//! How each pallet is set up, one file a concern.

pub mod accounts;
pub mod consensus;
pub mod devices;
pub mod fees;
pub mod gas;
pub mod governance;
pub mod market;
pub mod money;
pub mod offchain;
pub mod parachain;
pub mod parameters;
pub mod system;
pub mod xcm;
