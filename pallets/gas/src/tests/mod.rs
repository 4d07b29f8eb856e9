// SPDX-License-Identifier: Apache-2.0

//! What the pallet does, one file a topic.

mod attacks;
mod auction;
mod governance;
mod price;
mod purchase;
mod random;
mod redemption;
mod reserve;
