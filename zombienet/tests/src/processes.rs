// SPDX-License-Identifier: Apache-2.0

//! Processes of a network, read from `/proc`.

use anyhow::{bail, Context, Result};
use std::{fs, path::Path, process::Command, time::Duration};

/// A process of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process(u32);

/// What a process has taken since it began, and holds.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
	/// Time on a core.
	pub cpu: Duration,
	/// Memory in use, bytes.
	pub memory: u64,
}

impl Process {
	/// The process that was started with `folder` below its base path and this node's name.
	///
	/// # Errors
	/// When there is none or more than one.
	pub fn of(name: &str, folder: &Path) -> Result<Self> {
		let mut found = Vec::new();
		for entry in fs::read_dir("/proc")?.flatten() {
			let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
				continue;
			};
			// Gone in the meantime, or somebody else's.
			let Ok(line) = fs::read(entry.path().join("cmdline")) else { continue };
			let words: Vec<_> =
				line.split(|byte| *byte == 0).map(|word| String::from_utf8_lossy(word)).collect();
			let named = words.windows(2).any(|pair| pair[0] == "--name" && pair[1] == name);
			let below = folder.to_string_lossy();
			if named && words.iter().any(|word| word.contains(below.as_ref())) {
				found.push(Self(pid));
			}
		}
		match found[..] {
			[process] => Ok(process),
			_ => bail!("{} processes of {name} in {}", found.len(), folder.display()),
		}
	}

	/// Whether it lives.
	pub fn is_alive(self) -> bool {
		// A dead child that nobody waited for is still listed.
		fs::read_to_string(format!("/proc/{}/stat", self.0))
			.is_ok_and(|stat| !after_name(&stat).starts_with('Z'))
	}

	/// Ends it at once, without a chance to write anything: `kill -9`.
	///
	/// # Errors
	/// When it is not ours, or does not die.
	pub fn kill(self) -> Result<()> {
		let status = Command::new("kill").args(["-9", &self.0.to_string()]).status()?;
		if !status.success() {
			bail!("cannot kill process {}", self.0);
		}
		for _ in 0..100 {
			if !self.is_alive() {
				return Ok(());
			}
			std::thread::sleep(Duration::from_millis(50));
		}
		bail!("process {} does not die", self.0)
	}

	/// What it took and holds.
	///
	/// # Errors
	/// When it is gone.
	pub fn usage(self) -> Result<Usage> {
		let stat = fs::read_to_string(format!("/proc/{}/stat", self.0))?;
		// The fields behind the name in parentheses; proc(5) counts from one, and the name is 2.
		let fields: Vec<&str> = after_name(&stat).split_whitespace().collect();
		let ticks = |field: usize| -> Result<u64> {
			Ok(fields.get(field - 3).context("a short line in /proc")?.parse()?)
		};
		// Linux counts in hundredths of a second for programs, whatever it does inside.
		let cpu = Duration::from_millis((ticks(14)? + ticks(15)?) * 10);
		let status = fs::read_to_string(format!("/proc/{}/status", self.0))?;
		let kib: u64 = status
			.lines()
			.find_map(|line| line.strip_prefix("VmRSS:"))
			.and_then(|rest| rest.split_whitespace().next())
			.context("a process without memory")?
			.parse()?;
		Ok(Usage { cpu, memory: kib * 1024 })
	}
}

/// What stands behind the name in a line of `/proc/PID/stat`; the name may hold spaces.
fn after_name(stat: &str) -> &str {
	stat.rsplit_once(") ").map_or("", |(_, rest)| rest)
}
