// SPDX-License-Identifier: Apache-2.0

//! What a trader's files hold: offers, orders, lists of buyers, vouchers, receipts, secrets of bids and of
//! uses. Nothing here asks a node.

pub mod allow;
pub mod offer;
pub mod order;
pub mod receipt;
pub mod sealed;
pub mod uses;
pub mod value;
pub mod voucher;

use crate::{
	errors::{Failure, Kind, Result},
	keys::{
		self,
		store::{private_folder, write_private},
		Scheme,
	},
	text::{hex, parse_address, parse_hex},
};
use int_primitives::AccountBytes;
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use std::{fs, path::Path};
use subxt::utils::MultiSignature;

/// A signature as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
	/// The generation of the key that signed.
	pub generation: u32,
	/// Its scheme.
	pub scheme: Scheme,
	/// Hexadecimal digits.
	pub signature: String,
}

impl Signed {
	/// A signature by a key of this generation.
	pub fn new(generation: u32, signature: &MultiSignature) -> Self {
		let (scheme, bytes) = keys::signature_parts(signature);
		Self { generation, scheme, signature: hex(bytes) }
	}

	/// The signature.
	pub fn read(&self) -> Result<MultiSignature> {
		keys::signature(self.scheme, &parse_hex(&self.signature)?)
			.ok_or_else(|| Failure::bad_input("The signature does not fit its scheme."))
	}
}

/// An address in a file.
fn account(text: &str) -> Result<AccountBytes> {
	parse_address(text).ok_or_else(|| Failure::bad_input(format!("{text} is no address")))
}

/// One line of JSON.
pub fn line(value: &impl Serialize) -> Result<String> {
	serde_json::to_string(value)
		.map_err(|error| Failure::other(format!("It cannot be written as JSON: {error}")))
}

/// Reads a file of JSON.
pub fn read_json<T: DeserializeOwned>(path: &Path, what: &str) -> Result<T> {
	let text = fs::read_to_string(path)
		.map_err(|error| Failure::file(Kind::BadInput, "read", path, &error))?;
	serde_json::from_str(&text)
		.map_err(|error| Failure::bad_input(format!("{} is no {what}: {error}", path.display())))
}

/// Writes a file of JSON that only its owner can read: as a whole or not at all.
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
	let failed = |error: std::io::Error| Failure::file(Kind::Other, "write", path, &error);
	if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
		private_folder(folder).map_err(failed)?;
	}
	write_private(path, format!("{}\n", line(value)?).as_bytes()).map_err(failed)
}
