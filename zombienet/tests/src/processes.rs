// SPDX-License-Identifier: Apache-2.0

//! Processes of a network, read from `/proc`.

use anyhow::{bail, Context, Result};
use std::{fmt, fs, path::Path, process::Command, time::Duration};

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

impl fmt::Display for Process {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "process {}", self.0)
	}
}

impl Process {
	/// The process that was started with `folder` below its base path and this node's name.
	///
	/// # Errors
	/// When there is none or more than one.
	pub fn of(name: &str, folder: &Path) -> Result<Self> {
		let below = folder.to_string_lossy();
		let found: Vec<_> = Self::named(name)?
			.into_iter()
			.filter(|(_, words)| words.iter().any(|word| word.contains(below.as_ref())))
			.collect();
		match found[..] {
			[(process, _)] => Ok(process),
			_ => bail!("{} processes of {name} in {}", found.len(), folder.display()),
		}
	}

	/// All processes that were started with this node's name, each with its command line.
	///
	/// # Errors
	/// When there is no `/proc`.
	pub fn named(name: &str) -> Result<Vec<(Self, Vec<String>)>> {
		Self::with_option("--name", |value| value == name)
	}

	/// All processes that keep their state below this folder, each with its command line.
	///
	/// # Errors
	/// When there is no `/proc`.
	pub fn below(folder: &Path) -> Result<Vec<(Self, Vec<String>)>> {
		Self::with_option("--base-path", |value| Path::new(value).starts_with(folder))
	}

	/// All processes that were started with this option and such a value.
	fn with_option(option: &str, such: impl Fn(&str) -> bool) -> Result<Vec<(Self, Vec<String>)>> {
		let mut found = Vec::new();
		for entry in fs::read_dir("/proc")?.flatten() {
			let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
				continue;
			};
			// Gone in the meantime, or somebody else's.
			let Ok(line) = fs::read(entry.path().join("cmdline")) else { continue };
			let words: Vec<_> = line
				.split(|byte| *byte == 0)
				.map(|word| String::from_utf8_lossy(word).into_owned())
				.collect();
			if words.windows(2).any(|pair| pair[0] == option && such(&pair[1])) {
				found.push((Self(pid), words));
			}
		}
		Ok(found)
	}

	/// Whether it lives. The first thread of a process that is killed may be gone before the others,
	/// which until then hold its files and locks.
	pub fn is_alive(self) -> bool {
		let threads =
			fs::read_dir(format!("/proc/{}/task", self.0)).into_iter().flatten().flatten();
		// A dead child that nobody waited for is still listed.
		threads
			.filter_map(|thread| fs::read_to_string(thread.path().join("stat")).ok())
			.any(|stat| !after_name(&stat).starts_with(['Z', 'X']))
	}

	/// Ends it at once, without a chance to write anything: `kill -9`.
	///
	/// # Errors
	/// When it is not ours, or does not die.
	pub fn kill(self) -> Result<()> {
		let status = Command::new("kill").args(["-9", &self.0.to_string()]).status()?;
		if !status.success() {
			bail!("cannot kill {self}");
		}
		for _ in 0..100 {
			if !self.is_alive() {
				return Ok(());
			}
			std::thread::sleep(Duration::from_millis(50));
		}
		bail!("{self} does not die")
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
