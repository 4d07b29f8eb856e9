// SPDX-License-Identifier: Apache-2.0

//! Where a feeder has its prices from.

use crate::{
	errors::{Failure, Result},
	price::Price,
};
use int_primitives::Millis;
use std::{
	fmt, io,
	path::{Path, PathBuf},
	process::Stdio,
	str::FromStr,
	time::{Duration, SystemTime},
};
use tokio::{io::AsyncReadExt, process, sync::watch, time::timeout};

/// The most that is read of what a command prints, bytes.
const MOST: u64 = 65_536;

/// A source of prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
	/// A file that something else writes anew.
	File(PathBuf),
	/// A command for the shell.
	Command(String),
	/// Standard input, a price a line.
	Stdin,
	/// Always the same.
	Fixed(Price),
}

impl FromStr for Source {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.split_once(':') {
			None if text == "stdin" => Ok(Self::Stdin),
			Some(("file", path)) if !path.is_empty() => Ok(Self::File(path.into())),
			Some(("command", line)) if !line.trim().is_empty() => {
				Ok(Self::Command(line.to_owned()))
			},
			Some(("fixed", price)) => {
				price.parse().map(Self::Fixed).map_err(|failure: Failure| failure.message)
			},
			_ => Err("write file:PATH, command:'COMMAND', stdin or fixed:PRICE".into()),
		}
	}
}

impl fmt::Display for Source {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::File(path) => write!(formatter, "the file {}", path.display()),
			Self::Command(line) => write!(formatter, "the command \"{line}\""),
			Self::Stdin => formatter.write_str("standard input"),
			Self::Fixed(price) => write!(formatter, "the fixed price {price}"),
		}
	}
}

/// The latest line of standard input: its number, and what it says.
type Line = (u64, String);

/// Reads a source, once for every price.
#[derive(Debug)]
pub struct Reader {
	source: Source,
	/// How long a command, or the next line, may take.
	limit: Duration,
	/// How old a file may be.
	max_age: Option<Millis>,
	lines: Option<watch::Receiver<Line>>,
}

impl Reader {
	/// A reader of this source. From standard input it reads from now on.
	pub fn new(source: Source, limit: Duration, max_age: Option<Millis>) -> Self {
		let lines = (source == Source::Stdin).then(|| latest_line(io::stdin()));
		Self { source, limit, max_age, lines }
	}

	/// What is read.
	pub const fn source(&self) -> &Source {
		&self.source
	}

	/// The price that the source gives now. Nothing when it has come to its end.
	pub async fn read(&mut self) -> Result<Option<Price>> {
		let text = match &self.source {
			Source::Fixed(price) => return Ok(Some(*price)),
			Source::File(path) => read_file(path, self.max_age)?,
			Source::Command(line) => run(line, self.limit).await?,
			Source::Stdin => match &mut self.lines {
				Some(lines) => match next_line(lines, self.limit).await? {
					Some(line) => line,
					None => return Ok(None),
				},
				None => return Ok(None),
			},
		};
		price_in(&text, &self.source).map(Some)
	}
}

/// The price in the first line that is neither empty nor a remark.
fn price_in(text: &str, source: &Source) -> Result<Price> {
	text.lines()
		.map(str::trim)
		.find(|line| !line.is_empty() && !line.starts_with('#'))
		.ok_or_else(|| Failure::source(format!("{source} says nothing")))?
		.parse()
		.map_err(|failure: Failure| {
			let said = Failure::source(format!("{source} says: {}", failure.message));
			Failure { remedy: failure.remedy, ..said }
		})
}

fn read_file(path: &Path, max_age: Option<Millis>) -> Result<String> {
	let fail = |error: io::Error| {
		Failure::source(format!("the file {} cannot be read: {error}", path.display()))
	};
	if let Some(most) = max_age {
		let written = std::fs::metadata(path).and_then(|about| about.modified()).map_err(fail)?;
		// A file of the future is new, whatever is wrong with the clock.
		let age = SystemTime::now().duration_since(written).unwrap_or_default();
		if age > Duration::from_millis(most) {
			return Err(Failure::source(format!(
				"the file {} was last written {} s ago",
				path.display(),
				age.as_secs()
			))
			.remedy("See whether what writes it still runs."));
		}
	}
	std::fs::read_to_string(path).map_err(fail)
}

/// What a command prints, if it ends well and in time.
async fn run(line: &str, limit: Duration) -> Result<String> {
	let fail = |what: String| Failure::source(format!("the command \"{line}\" {what}"));
	let mut child = process::Command::new("sh")
		.args(["-c", line])
		.stdin(Stdio::null())
		.stdout(Stdio::piped())
		.kill_on_drop(true)
		.spawn()
		.map_err(|error| fail(format!("cannot be started: {error}")))?;
	let running = async {
		let mut printed = Vec::new();
		if let Some(stdout) = child.stdout.take() {
			stdout.take(MOST).read_to_end(&mut printed).await?;
		}
		Ok::<_, io::Error>((printed, child.wait().await?))
	};
	let (printed, status) = timeout(limit, running)
		.await
		.map_err(|_| fail(format!("did not end within {} s", limit.as_secs())))?
		.map_err(|error| fail(format!("cannot be read: {error}")))?;
	if !status.success() {
		return Err(fail(format!("failed: {status}")));
	}
	String::from_utf8(printed).map_err(|_| fail("prints no text".into()))
}

/// Reads lines in a thread of its own, for a read of a terminal or pipe cannot be called off. The
/// sender goes when the input ends.
fn latest_line<R: io::Read + Send + 'static>(input: R) -> watch::Receiver<Line> {
	let (sender, receiver) = watch::channel(Line::default());
	std::thread::spawn(move || {
		let lines = io::BufRead::lines(io::BufReader::new(input));
		let mut number = 0u64;
		for line in lines.map_while(std::result::Result::ok) {
			if line.trim().is_empty() {
				continue;
			}
			number = number.saturating_add(1);
			if sender.send((number, line)).is_err() {
				break;
			}
		}
	});
	receiver
}

/// The latest line that was not returned before; nothing at the end of the input.
async fn next_line(lines: &mut watch::Receiver<Line>, limit: Duration) -> Result<Option<String>> {
	match timeout(limit, lines.changed()).await {
		Ok(Ok(())) => Ok(Some(lines.borrow_and_update().1.clone())),
		Ok(Err(_)) => Ok(None),
		Err(_) => {
			Err(Failure::source(format!("standard input has no line within {} s", limit.as_secs())))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::errors::Kind;

	const SECOND: Duration = Duration::from_secs(5);

	fn command(line: &str) -> Reader {
		Reader::new(Source::Command(line.into()), SECOND, None)
	}

	#[test]
	fn a_source_is_named_by_its_kind() {
		assert_eq!("file:/run/price".parse(), Ok(Source::File("/run/price".into())));
		let line = "curl -s 'http://x:1/p' | jq .usd";
		assert_eq!(format!("command:{line}").parse(), Ok(Source::Command(line.into())));
		assert_eq!("stdin".parse(), Ok(Source::Stdin));
		assert_eq!("fixed:0.05".parse(), Ok(Source::Fixed("0.05".parse().unwrap())));
		for bad in ["", "file:", "command: ", "fixed:five", "fixed:-1", "http://x", "stdin:"] {
			assert!(bad.parse::<Source>().is_err(), "{bad}");
		}
	}

	#[tokio::test]
	async fn a_file_is_read_anew_each_time() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("price");
		let mut reader = Reader::new(Source::File(path.clone()), SECOND, None);
		assert_eq!(reader.read().await.unwrap_err().kind, Kind::Source);
		std::fs::write(&path, "# USD per INT\n\n 0.05 USD \n9\n").unwrap();
		assert_eq!(reader.read().await.unwrap(), Some("0.05".parse().unwrap()));
		std::fs::write(&path, "0.06").unwrap();
		assert_eq!(reader.read().await.unwrap(), Some("0.06".parse().unwrap()));
		for bad in ["", "# nothing\n", "n/a", "0"] {
			std::fs::write(&path, bad).unwrap();
			let read = reader.read().await;
			assert!(bad == "0" || read.unwrap_err().kind == Kind::Source, "{bad}");
		}
	}

	#[tokio::test]
	async fn a_file_that_nobody_writes_any_more_is_a_failure() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("price");
		std::fs::write(&path, "0.05").unwrap();
		let mut reader = Reader::new(Source::File(path), SECOND, Some(50));
		assert!(reader.read().await.is_ok());
		tokio::time::sleep(Duration::from_millis(100)).await;
		let failure = reader.read().await.unwrap_err();
		assert_eq!(failure.kind, Kind::Source);
		assert!(failure.message.contains("last written"));
	}

	#[tokio::test]
	async fn a_command_says_the_price_or_fails() {
		let price = command("echo 0.05 | tr 5 7").read().await.unwrap();
		assert_eq!(price, Some("0.07".parse().unwrap()));
		let failure = command("echo 0.05; exit 3").read().await.unwrap_err();
		assert!(failure.message.contains("exit status: 3"), "{}", failure.message);
		assert!(command("true").read().await.is_err());
		assert!(command("printf '\\377'").read().await.is_err());
	}

	#[tokio::test]
	async fn a_command_that_hangs_or_never_stops_printing_ends() {
		let limit = Duration::from_millis(200);
		let mut hangs = Reader::new(Source::Command("sleep 60".into()), limit, None);
		assert!(hangs.read().await.unwrap_err().message.contains("did not end"));
		assert!(command("yes 0.05").read().await.is_err());
	}

	#[tokio::test]
	async fn lines_are_taken_as_they_come_and_the_end_is_the_end() {
		let mut lines = latest_line(&b"0.05\n\n0.06\n"[..]);
		let mut last = None;
		while let Some(line) = next_line(&mut lines, SECOND).await.unwrap() {
			last = Some(line);
		}
		assert_eq!(last.as_deref(), Some("0.06"));
		assert_eq!(next_line(&mut lines, SECOND).await.unwrap(), None);
	}
}
