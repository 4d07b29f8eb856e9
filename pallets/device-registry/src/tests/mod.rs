// SPDX-License-Identifier: Apache-2.0

//! The registry's behaviour, a file a topic. Every test ends with the invariants
//! ([`crate::mock::test`]).

mod devices;
mod fleets;
mod keys;
mod lookups;
mod lots;
mod manufacturers;
mod mortality;
mod queries;
mod random;
mod transfers;
