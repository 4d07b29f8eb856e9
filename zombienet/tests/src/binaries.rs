// SPDX-License-Identifier: Apache-2.0

//! The programs that a network is made of.

use anyhow::{bail, Context, Result};
use std::{
	env,
	path::{Path, PathBuf},
	process::Command,
};

/// Names the folder of the relay chain's release binaries on a machine that has them.
pub const RELAY_FOLDER: &str = "POLKADOT_BIN_DIR";

/// Names the folder that cargo built into.
pub const BUILT_FOLDER: &str = "INT_BIN_DIR";

/// A validator and the two programs that compile and run parachains for it.
const RELAY: [&str; 3] = ["polkadot", "polkadot-prepare-worker", "polkadot-execute-worker"];

/// Our collator, and the command line that the tests speak through.
const OURS: [&str; 2] = ["int-node", "intctl"];

/// Where the programs are.
#[derive(Clone, Debug)]
pub struct Binaries {
	relay: PathBuf,
	ours: PathBuf,
}

impl Binaries {
	/// Looks for all of them: those of the relay chain in the folder that `POLKADOT_BIN_DIR`
	/// names, otherwise where ours are; ours in the folder that `INT_BIN_DIR` names, which
	/// `scripts/testnet` sets.
	///
	/// # Errors
	/// When one is missing, cannot be run, or when a worker is not of the validator's version: the
	/// validator would refuse it after its start, in a log that nobody reads.
	pub fn find() -> Result<Self> {
		let ours = env::var_os(BUILT_FOLDER)
			.map(PathBuf::from)
			.with_context(|| format!("{BUILT_FOLDER} is not set; start `scripts/testnet`"))?;
		let relay = env::var_os(RELAY_FOLDER).map_or_else(|| ours.clone(), PathBuf::from);
		Self::in_folders(relay, ours)
	}

	fn in_folders(relay: PathBuf, ours: PathBuf) -> Result<Self> {
		let found = Self { relay, ours };
		for name in OURS {
			version(&found.ours.join(name)).with_context(|| {
				format!("{name} cannot be used; `cargo build --workspace` builds it")
			})?;
		}
		let mut versions = Vec::new();
		for name in RELAY {
			versions.push(version(&found.relay.join(name)).with_context(|| {
				format!(
					"{name} cannot be used; `cargo build --workspace` builds it, or {RELAY_FOLDER} \
					 names a folder with a release of the relay chain"
				)
			})?);
		}
		for (name, version) in RELAY.iter().zip(&versions).skip(1) {
			// The validator says `polkadot 1.25.1-abc`, a worker `1.25.1`.
			if !versions[0].split([' ', '-']).any(|part| part == version) {
				bail!(
					"{name} in {} is version {version}, and polkadot there is {}; take all three \
					 from one release",
					found.relay.display(),
					versions[0],
				);
			}
		}
		Ok(found)
	}

	/// The command line of our chain.
	pub fn intctl(&self) -> PathBuf {
		self.ours.join("intctl")
	}

	/// Our collator.
	pub fn node(&self) -> PathBuf {
		self.ours.join("int-node")
	}

	/// Puts both folders first in the PATH of this process, where zombienet looks.
	///
	/// # Errors
	/// When a folder's name holds a colon.
	pub fn into_path(&self) -> Result<()> {
		let old = env::var_os("PATH").unwrap_or_default();
		let all = [self.relay.clone(), self.ours.clone()].into_iter().chain(env::split_paths(&old));
		env::set_var("PATH", env::join_paths(all)?);
		Ok(())
	}
}

/// What `--version` says, in one line.
fn version(program: &Path) -> Result<String> {
	let output = Command::new(program)
		.arg("--version")
		.output()
		.with_context(|| format!("cannot run {}", program.display()))?;
	let text = String::from_utf8_lossy(&output.stdout);
	match text.lines().next() {
		Some(line) if output.status.success() => Ok(line.trim().to_owned()),
		_ => bail!(
			"{} --version: {}: {}",
			program.display(),
			output.status,
			String::from_utf8_lossy(&output.stderr).trim(),
		),
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]

	use super::*;
	use std::{fs, os::unix::fs::PermissionsExt};

	const VERSION: &str = "1.25.1";

	/// A folder with programs that say their version, the workers this one.
	fn programs(workers: &str) -> tempfile::TempDir {
		let folder = tempfile::tempdir().unwrap();
		for name in RELAY.into_iter().chain(OURS) {
			let version = match name {
				"polkadot" => "polkadot 1.25.1-0123abc",
				_ if RELAY.contains(&name) => workers,
				_ => "0.1.0",
			};
			let file = folder.path().join(name);
			fs::write(&file, format!("#!/bin/sh\necho {version}\n")).unwrap();
			fs::set_permissions(&file, fs::Permissions::from_mode(0o700)).unwrap();
		}
		folder
	}

	fn refusal(folder: &Path) -> String {
		format!("{:#}", Binaries::in_folders(folder.into(), folder.into()).unwrap_err())
	}

	#[test]
	fn programs_of_one_version_are_taken() {
		let folder = programs(VERSION);
		Binaries::in_folders(folder.path().into(), folder.path().into()).unwrap();
	}

	#[test]
	fn a_worker_of_another_version_is_refused() {
		// The last two are parts of what the validator says.
		for other in ["1.24.0", "1.25.10", "1.25", "25.1"] {
			let said = refusal(programs(other).path());
			assert!(said.contains(other) && said.contains("from one release"), "{said}");
		}
	}

	#[test]
	fn a_program_that_is_missing_or_cannot_be_run_is_named() {
		for name in RELAY.into_iter().chain(OURS) {
			let folder = programs(VERSION);
			let file = folder.path().join(name);
			fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
			let said = refusal(folder.path());
			assert!(said.contains(&format!("{name} cannot be used")), "{said}");
			fs::remove_file(file).unwrap();
			let said = refusal(folder.path());
			assert!(said.contains(&format!("{name} cannot be used")), "{said}");
		}
	}
}
