// SPDX-License-Identifier: Apache-2.0

//! The runtime as its metadata describes it: typed calls, storage and runtime APIs.
//!
//! Made by the compiler out of `metadata/int.scale`. Before each use the node's metadata is compared
//! with this, so a runtime of another shape is refused instead of misunderstood.

/// Made out of the metadata.
#[subxt::subxt(runtime_metadata_path = "metadata/int.scale")]
pub mod api {}
