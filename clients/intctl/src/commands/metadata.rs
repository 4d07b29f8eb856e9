// SPDX-License-Identifier: Apache-2.0

//! `intctl metadata`.

use super::Context;
use crate::{
	chain::At,
	cli::MetadataCommand,
	errors::{Failure, Kind, Result},
	output::Record,
};
use codec::{Decode, Encode};
use int_api as api;

/// The version of the metadata that this program is built from.
const VERSION: u32 = 16;

/// Does what the command says.
pub async fn run(context: &Context, command: MetadataCommand) -> Result<()> {
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let record =
		Record::new().with("chain", chain.name.as_str()).with("spec version", at.spec_version());
	match command {
		MetadataCommand::Export { out } => {
			let metadata = fetch(&at).await?;
			std::fs::write(&out, &metadata)
				.map_err(|error| Failure::file(Kind::Other, "write", &out, &error))?;
			context.out.record(
				&record
					.with("metadata version", VERSION)
					.with("bytes", metadata.len())
					.with("file", out.display().to_string()),
			);
			Ok(())
		},
		MetadataCommand::Check => {
			if !api::is_codegen_valid_for(at.metadata_ref()) {
				return Err(Failure::incompatible(format!(
					"the metadata of {} (spec version {}) differs",
					chain.name,
					at.spec_version()
				)));
			}
			context.out.record(&record.with("fits", true));
			Ok(())
		},
	}
}

/// The metadata of a block as the runtime encodes it, prefix included.
async fn fetch(at: &At) -> Result<Vec<u8>> {
	let version = VERSION.encode();
	let answer = at
		.runtime_apis()
		.call_raw("Metadata_metadata_at_version", Some(version.as_slice()))
		.await?;
	Option::<Vec<u8>>::decode(&mut answer.as_slice())
		.ok()
		.flatten()
		.ok_or_else(|| Failure::incompatible(format!("it has no metadata of version {VERSION}")))
}
