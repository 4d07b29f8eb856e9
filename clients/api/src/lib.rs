// SPDX-License-Identifier: Apache-2.0

//! The runtime as its metadata describes it: calls, storage, constants, events and runtime APIs as
//! types for [`subxt`].
//!
//! Made by the compiler out of `metadata/int.scale`, which a test of the runtime keeps up to date. A
//! crate of its own, because it takes long to compile and changes only with the runtime's metadata.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use subxt::{OnlineClient, SubstrateConfig};
//!
//! let chain = OnlineClient::<SubstrateConfig>::from_insecure_url("ws://127.0.0.1:9944").await?;
//! let block = chain.at_current_block().await?;
//! // A runtime of another shape would be misunderstood.
//! assert!(int_api::is_codegen_valid_for(block.metadata_ref()));
//! // Milliseconds since 1970.
//! let time = block.storage().fetch(int_api::storage().timestamp().now(), ()).await?.decode()?;
//! # Ok(())
//! # }
//! ```

/// The metadata that all this is made from, SCALE-encoded, in its version 16.
pub const METADATA: &[u8] = include_bytes!("../metadata/int.scale");

// What the runtime's crates document. Here it would be 150 MB of pages.
#[allow(missing_docs)]
#[doc(hidden)]
#[subxt::subxt(runtime_metadata_path = "metadata/int.scale")]
mod api {}
#[doc(hidden)]
pub use api::*;
