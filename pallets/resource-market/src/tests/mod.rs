// SPDX-License-Identifier: Apache-2.0

mod access;
mod attacks;
mod auctions;
mod batches;
mod counts;
mod cpp;
mod deliveries;
mod disputes;
mod exchange;
mod listings;
mod matcher;
mod metered;
mod names;
mod policies;
mod policies_cost;
mod policies_random;
mod queries;
mod random;
mod shares;
mod sizes;
mod table;
