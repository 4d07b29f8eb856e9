// SPDX-License-Identifier: Apache-2.0

//! What each command does.

pub mod access;
mod account;
pub mod challenge;
mod collator;
pub mod data;
pub mod device;
mod fleet;
pub mod gas;
mod key;
pub mod lot;
mod manufacturer;
pub mod market;
mod metadata;
pub mod oracle;
pub mod readings;
mod watch;

use crate::{
	chain::{Chain, Endpoint},
	cli::{Cli, Command, Global},
	errors::{Failure, Kind, Result},
	keys::{development_secret, password::Source, store::Store, Keypair},
	output::Output,
	story,
	text::{parse_digest, parse_hex},
};
use clap::CommandFactory;
use int_primitives::Digest;
use std::{
	io::Read,
	path::{Path, PathBuf},
	time::Duration,
};
use subxt::tx::Payload;

/// What every command needs.
pub struct Context {
	/// What holds for every command.
	pub global: Global,
	/// Where it writes to.
	pub out: Output,
}

/// Does what the command line says.
pub async fn run(cli: Cli, out: Output) -> Result<()> {
	let context = Context { global: cli.global, out };
	match cli.command {
		Command::Key(command) => key::run(&context, command),
		Command::Account(command) => account::run(&context, command).await,
		Command::Manufacturer(command) => manufacturer::run(&context, command).await,
		Command::Lot(command) => lot::run(&context, command).await,
		Command::Device(command) => device::run(&context, *command).await,
		Command::Fleet(command) => fleet::run(&context, command).await,
		Command::Gas(command) => gas::run(&context, *command).await,
		Command::Oracle(command) => oracle::run(&context, *command).await,
		Command::Market(command) => market::run(&context, *command).await,
		Command::Data(command) => data::run(&context, *command).await,
		Command::Access(command) => access::run(&context, *command).await,
		Command::Collator(command) => collator::run(&context, command).await,
		Command::Watch(command) => watch::run(&context, command).await,
		Command::Metadata(command) => metadata::run(&context, command).await,
		Command::Story(command) => story::run(&context, command).await,
		Command::Completions { shell } => {
			let mut script = Vec::new();
			clap_complete::generate(shell, &mut Cli::command(), "intctl", &mut script);
			context.out.line(String::from_utf8_lossy(&script).trim_end());
			Ok(())
		},
	}
}

impl Context {
	/// The keystore.
	pub fn store(&self) -> Result<Store> {
		Store::open(self.global.keystore.clone(), Source::new(self.global.password_file.clone()))
	}

	/// The genesis hash that was asked for.
	pub fn genesis(&self) -> Result<Option<Digest>> {
		self.global.genesis.as_deref().map(parse_digest).transpose()
	}

	/// Connects to the node.
	pub async fn connect(&self) -> Result<Chain> {
		self.connect_to(&self.global.url, self.genesis()?).await
	}

	/// Connects to another node, which has to be on the chain of this genesis hash.
	pub async fn connect_to(&self, url: &str, genesis: Option<Digest>) -> Result<Chain> {
		if !["ws://", "wss://"].iter().any(|scheme| url.starts_with(scheme)) {
			return Err(Failure::bad_input(format!("{url} is no address of a node's WebSocket."))
				.remedy("It begins with ws:// or wss://."));
		}
		if let Ok(false) = subxt::rpcs::utils::url_is_secure(url) {
			self.out.note(&format!("note: the connection to {url} is not encrypted"));
		}
		Chain::connect(Endpoint {
			url: url.to_owned(),
			genesis,
			limit: Duration::from_secs(self.global.timeout),
			finalized: self.global.finalized,
		})
		.await
	}

	/// The key that an argument names.
	pub fn signer(&self, chain: &Chain, text: &str) -> Result<Keypair> {
		if development_secret(text).is_some() && !chain.is_development {
			self.out.note(&format!(
				"warning: everybody knows the key {text}, and {} is no development chain",
				chain.name
			));
		}
		self.store()?.unlock(text)
	}

	/// Sends a call and shows what became of it.
	pub async fn submit<C: Payload>(&self, chain: &Chain, call: &C, signer: &str) -> Result<()> {
		let signer = self.signer(chain, signer)?;
		let receipt = chain.submit(call, &signer).await?;
		self.out.receipt(&receipt, &chain.units);
		Ok(())
	}
}

/// The most bytes of a name that the chain keeps.
const MAX_NAME: usize = 64;

/// The most bytes of a CID that the chain keeps.
const MAX_CID: usize = 40;

/// Bytes of which the chain keeps at most so many: it could not even read a transaction with more.
fn at_most(most: usize, what: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
	if bytes.len() <= most {
		return Ok(bytes);
	}
	let has = bytes.len();
	Err(Failure::bad_input(format!("The {what} has {has} bytes; at most {most} are allowed."))
		.remedy(format!("Take a shorter {what}.")))
}

/// A name for people.
fn name(text: String) -> Result<Vec<u8>> {
	at_most(MAX_NAME, "name", text.into_bytes())
}

/// A CID in binary form, from hexadecimal digits.
fn cid(text: Option<&String>) -> Result<Option<Vec<u8>>> {
	text.map(|text| at_most(MAX_CID, "CID", parse_hex(text)?)).transpose()
}

/// 32 bytes from hexadecimal digits.
fn digest(text: Option<&String>) -> Result<Option<Digest>> {
	text.map(|text| parse_digest(text)).transpose()
}

/// Reads a file, or standard input where it is named `-`.
fn read_text(path: &Path) -> Result<String> {
	let read = if path == Path::new("-") {
		let mut text = String::new();
		std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
	} else {
		std::fs::read_to_string(path)
	};
	read.map_err(|error| Failure::file(Kind::BadInput, "read", path, &error))
}

/// Writes to a file, or to standard output where none is named.
fn write_text(context: &Context, path: Option<&PathBuf>, text: &str) -> Result<()> {
	match path {
		None => context.out.line(text),
		Some(path) => std::fs::write(path, format!("{text}\n"))
			.map_err(|error| Failure::file(Kind::Other, "write", path, &error))?,
	}
	Ok(())
}
