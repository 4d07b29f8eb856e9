// SPDX-License-Identifier: Apache-2.0

//! Where passwords come from: a file, the variable `INTCTL_PASSWORD`, or the terminal.

use crate::errors::{Failure, Kind, Result};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The variable that may hold the password.
pub const VARIABLE: &str = "INTCTL_PASSWORD";

/// Where the password comes from.
#[derive(Debug, Clone)]
pub struct Source {
	file: Option<PathBuf>,
}

impl Source {
	/// From this file; without one, from the variable, and without that from the terminal.
	pub const fn new(file: Option<PathBuf>) -> Self {
		Self { file }
	}

	/// The password of a key that exists.
	pub fn known(&self, name: &str) -> Result<Zeroizing<String>> {
		match self.given()? {
			Some(password) => Ok(password),
			None => ask(&format!("Password of {name}: ")),
		}
	}

	/// The password of a key that is made, asked for twice.
	pub fn chosen(&self, name: &str) -> Result<Zeroizing<String>> {
		if let Some(password) = self.given()? {
			return not_empty(password);
		}
		let first = ask(&format!("New password for {name}: "))?;
		let second = ask("The same once more: ")?;
		if *first != *second {
			return Err(Failure::key("The two passwords differ.").remedy("Try again."));
		}
		not_empty(first)
	}

	fn given(&self) -> Result<Option<Zeroizing<String>>> {
		if let Some(path) = &self.file {
			return first_line(path).map(Some);
		}
		Ok(std::env::var(VARIABLE).ok().map(Zeroizing::new))
	}
}

/// Wallets take an empty password for none, and would not open the key.
fn not_empty(password: Zeroizing<String>) -> Result<Zeroizing<String>> {
	if password.is_empty() {
		return Err(Failure::key("A password has at least one character.")
			.remedy("Choose one: the key is encrypted with it."));
	}
	Ok(password)
}

/// The first line of a file, without its end.
fn first_line(path: &Path) -> Result<Zeroizing<String>> {
	let text = std::fs::read_to_string(path)
		.map(Zeroizing::new)
		.map_err(|error| Failure::file(Kind::Key, "read the password file", path, &error))?;
	Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}

/// Asks at the terminal for something that must not be seen.
pub fn ask(prompt: &str) -> Result<Zeroizing<String>> {
	rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|error| {
		Failure::key(format!("There is no terminal to ask for the password: {error}"))
			.remedy(format!("Give it with --password-file or in the variable {VARIABLE}."))
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_password_file_gives_its_first_line() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("password");
		std::fs::write(&path, "secret\r\nsomething else\n").unwrap();
		let source = Source::new(Some(path));
		assert_eq!(source.known("meter").unwrap().as_str(), "secret");
		assert_eq!(source.chosen("meter").unwrap().as_str(), "secret");
	}

	#[test]
	fn a_key_is_not_made_with_an_empty_password() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("password");
		std::fs::write(&path, "\n").unwrap();
		let source = Source::new(Some(path));
		assert_eq!(source.chosen("meter").unwrap_err().kind, Kind::Key);
	}

	#[test]
	fn a_missing_password_file_is_named() {
		let source = Source::new(Some("/nonexistent/password".into()));
		let failure = source.known("meter").unwrap_err();
		assert_eq!(failure.kind, Kind::Key);
		assert!(failure.message.contains("/nonexistent/password"));
	}
}
