// SPDX-License-Identifier: Apache-2.0

//! A node that zombienet knows nothing of.

use crate::scene::Scene;
use anyhow::Result;
use std::{
	ffi::OsStr,
	fs::{self, File},
	path::{Path, PathBuf},
	process::Stdio,
};
use tokio::process::{Child, Command};

/// A node that ends with this.
pub struct Stray {
	/// What it says.
	pub log: PathBuf,
	/// The process.
	pub process: Child,
}

impl Stray {
	/// Starts it; its log lies in `folder`.
	pub fn start(
		scene: &Scene,
		folder: &Path,
		arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
	) -> Result<Self> {
		fs::create_dir_all(folder)?;
		let log = folder.join("log");
		let process = Command::new(scene.network.binaries().node())
			.args(arguments)
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(File::create(&log)?)
			.kill_on_drop(true)
			.spawn()?;
		Ok(Self { log, process })
	}
}
