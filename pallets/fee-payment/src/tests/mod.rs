// SPDX-License-Identifier: Apache-2.0

//! Who pays, a file a topic. Every test ends with the invariants and the sums of INT and GAS
//! ([`crate::mock::test`]).

mod attacks;
mod gas;
mod int;
mod pots;
mod quota;
mod random;
mod sponsor;
