// SPDX-License-Identifier: Apache-2.0

//! Networks on this machine: validators of a relay chain and our collators, each a process of its
//! own, described by the zombienet files in `zombienet/`.
//!
//! - [`binaries`]: what has to be there before a network can start;
//! - [`network`]: a network that runs, from its start to its end;
//! - [`chain`] and [`calls`]: what a node says about its chain, and what it is told;
//! - [`processes`]: what a node takes of the machine, and how one is killed.

pub mod binaries;
pub mod calls;
pub mod chain;
pub mod network;
pub mod processes;
