// SPDX-License-Identifier: Apache-2.0

//! What is made of this runtime's metadata and committed is this runtime's.

use super::chain;
use crate::{
	constants::{SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL},
	Runtime, VERSION,
};
use codec::DecodeAll;
use frame_metadata::RuntimeMetadataPrefixed;
use merkleized_metadata::{generate_metadata_digest, ExtraInfo};
use sp_core::bytes::to_hex;
use std::{env, fs, path::PathBuf};

/// Set to `1` to write the files instead of comparing them.
const UPDATE: &str = "INT_UPDATE_METADATA";

/// The metadata in a version of its format.
fn metadata(format: u32) -> Vec<u8> {
	// Some constants are read from the state: how large a block is, for one.
	let metadata = chain().execute_with(|| Runtime::metadata_at_version(format));
	metadata.expect("the runtime has this format").to_vec()
}

/// Compares `file`, as seen from this crate, with what it should hold.
fn expect_committed(file: &str, content: &[u8]) {
	let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
	if env::var(UPDATE).is_ok_and(|value| value == "1") {
		fs::create_dir_all(path.parent().expect("it lies in a folder")).unwrap();
		fs::write(&path, content).unwrap();
	}
	assert!(
		fs::read(&path).unwrap_or_default() == content,
		"the runtime's metadata changed: run `{UPDATE}=1 cargo test --workspace metadata` and commit \
		 {}",
		path.display(),
	);
}

#[test]
fn clients_are_built_from_the_metadata_of_this_runtime() {
	// The newest format, with view functions.
	expect_committed("../clients/api/metadata/int.scale", &metadata(16));
}

#[test]
fn the_wasm_is_built_with_the_hash_of_its_metadata() {
	let metadata = RuntimeMetadataPrefixed::decode_all(&mut &metadata(15)[..]).unwrap().1;
	let chain = ExtraInfo {
		spec_version: VERSION.spec_version,
		spec_name: VERSION.spec_name.to_string(),
		base58_prefix: SS58_PREFIX,
		decimals: TOKEN_DECIMALS,
		token_symbol: TOKEN_SYMBOL.to_owned(),
	};
	let hash = generate_metadata_digest(&metadata, chain).unwrap().hash();
	expect_committed("metadata-hash", format!("{}\n", to_hex(&hash, false)).as_bytes());
}
