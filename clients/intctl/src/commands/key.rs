// SPDX-License-Identifier: Apache-2.0

//! `intctl key`.

use super::Context;
use crate::{
	chain::wall_clock,
	cli::KeyCommand,
	errors::{Failure, Kind, Result},
	keys::{
		password::ask,
		polkadot_js::KeyFile,
		store::{secret_of_file, write_private},
		Keypair, Scheme,
	},
	model::key_json,
	output::Record,
	text::{hex, Units},
};
use serde_json::Value;
use std::path::Path;

/// Does what the command says.
pub fn run(context: &Context, command: KeyCommand) -> Result<()> {
	match command {
		KeyCommand::New { name, scheme, show_phrase } => new(context, &name, scheme, show_phrase),
		KeyCommand::List => list(context),
		KeyCommand::Show { name } => show(context, &name),
		KeyCommand::Import { name, wallet_file, secret_file, scheme } => match wallet_file {
			Some(path) => import_wallet(context, &name, &path),
			None => import_secret(context, &name, secret_file.as_deref(), scheme),
		},
		KeyCommand::Export { name, out, reveal: false } => export(context, &name, out.as_deref()),
		KeyCommand::Export { name, .. } => reveal(context, &name),
		KeyCommand::Remove { name, .. } => {
			context.store()?.remove(&name)?;
			context.out.note(&format!("The key {name} is removed."));
			Ok(())
		},
	}
}

fn record(name: &str, file: &KeyFile) -> Result<Record> {
	let account = file.account().map(|account| Units::default().address(&account));
	Ok(Record::new()
		.with("name", name)
		.with("scheme", file.scheme()?.name())
		.with("account", account))
}

/// Makes a key.
pub fn new(context: &Context, name: &str, scheme: Scheme, show_phrase: bool) -> Result<()> {
	let (pair, phrase) = Keypair::generate(scheme);
	let file = context.store()?.add(name, &pair, wall_clock())?;
	let mut record = record(name, &file)?;
	if show_phrase {
		record = record.with("phrase", phrase.as_str());
	} else {
		context.out.note(
			"The key is in the keystore only: back the folder up, or use --show-phrase and write \
			 the phrase down.",
		);
	}
	context.out.record(&record);
	Ok(())
}

fn list(context: &Context) -> Result<()> {
	let store = context.store()?;
	let keys = store.list()?;
	let records = keys.iter().map(|(name, file)| record(name, file)).collect::<Result<Vec<_>>>()?;
	context.out.list(&records, &format!("There is no key in {}.", store.folder().display()));
	Ok(())
}

fn show(context: &Context, name: &str) -> Result<()> {
	let store = context.store()?;
	let record = match crate::keys::development_secret(name) {
		Some((scheme, secret)) => {
			let pair = Keypair::from_secret(scheme, secret)?;
			let key = key_json(&pair.public());
			Record::new()
				.with("name", name)
				.with("scheme", scheme.name())
				.with("account", Units::default().address(&pair.account()))
				.with("public", key.get("public").cloned().unwrap_or(Value::Null))
				.with("account hex", hex(pair.account()))
		},
		None => {
			let file = store.file(name)?;
			let account = file.account().map(hex);
			record(name, &file)?.with("account hex", account)
		},
	};
	context.out.record(&record);
	Ok(())
}

fn import_wallet(context: &Context, name: &str, path: &Path) -> Result<()> {
	let text = std::fs::read_to_string(path)
		.map_err(|error| Failure::file(Kind::BadInput, "read", path, &error))?;
	let file: KeyFile = serde_json::from_str(&text).map_err(|error| {
		Failure::bad_input(format!("{} is no key file of a wallet: {error}", path.display()))
	})?;
	context.store()?.take_over(name, &file)?;
	context.out.record(&record(name, &file)?);
	Ok(())
}

fn import_secret(
	context: &Context,
	name: &str,
	path: Option<&Path>,
	scheme: Option<Scheme>,
) -> Result<()> {
	let scheme = scheme.unwrap_or(Scheme::Sr25519);
	let pair = match path {
		Some(path) => secret_of_file(scheme, path)?,
		None => Keypair::from_secret(scheme, ask("Phrase or seed: ")?.trim())?,
	};
	let file = context.store()?.add(name, &pair, wall_clock())?;
	context.out.record(&record(name, &file)?);
	Ok(())
}

fn export(context: &Context, name: &str, out: Option<&Path>) -> Result<()> {
	let file = context.store()?.file(name)?;
	let text = serde_json::to_string_pretty(&file)
		.map_err(|error| Failure::other(format!("The key cannot be written: {error}")))?;
	match out {
		None => context.out.line(&text),
		Some(path) => write_private(path, text.as_bytes())
			.map_err(|error| Failure::file(Kind::Other, "write", path, &error))?,
	}
	Ok(())
}

fn reveal(context: &Context, name: &str) -> Result<()> {
	let pair = context.store()?.unlock(name)?;
	context.out.note("Whoever reads this has the key.");
	let record = Record::new()
		.with("name", name)
		.with("scheme", pair.scheme().name())
		.with("secret", hex(pair.secret().as_slice()));
	context.out.record(&record);
	Ok(())
}
