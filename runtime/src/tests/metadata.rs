// SPDX-License-Identifier: Apache-2.0

//! The metadata that clients are built from is this runtime's.

use super::chain;
use crate::Runtime;
use std::{env, fs, path::PathBuf};

/// The version of the metadata's format: the newest, with view functions.
const FORMAT: u32 = 16;

/// Set to `1` to write the file instead of comparing it.
const UPDATE: &str = "INT_UPDATE_METADATA";

#[test]
fn clients_are_built_from_the_metadata_of_this_runtime() {
	let file =
		PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../clients/intctl/metadata/int.scale");
	// Some constants are read from the state: how large a block is, for one.
	let metadata = chain()
		.execute_with(|| Runtime::metadata_at_version(FORMAT))
		.expect("the runtime has this format");
	if env::var(UPDATE).is_ok_and(|value| value == "1") {
		fs::create_dir_all(file.parent().expect("it lies in a folder")).unwrap();
		fs::write(&file, &*metadata).unwrap();
	}
	let committed = fs::read(&file).unwrap_or_default();
	assert!(
		committed == *metadata,
		"the runtime's metadata changed: run `{UPDATE}=1 cargo test -p int-runtime metadata` and \
		 commit {}",
		file.display(),
	);
}
