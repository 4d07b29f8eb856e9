// SPDX-License-Identifier: Apache-2.0

//! A data package: a fair exchange through a store that nobody trusts.

use super::{
	offers::{bought, request, Offers},
	teller::{expect, Stage, Teller},
};
use crate::{
	calls::market as calls,
	commands::data::{self, Purchase},
	errors::{Failure, Kind, Result},
	model::market::{Party, Request},
};
use std::{fs, path::Path};

fn content(path: &Path) -> Result<Vec<u8>> {
	fs::read(path).map_err(|error| Failure::file(Kind::Other, "read", path, &error))
}

/// Ferdie buys readings as a package.
pub async fn exchanged(stage: &Stage, teller: &mut Teller, offers: &Offers) -> Result<()> {
	let (chain, dave, ferdie) = (&stage.chain, &stage.dave, &stage.ferdie);
	teller.begin("Data: Ferdie buys the package; neither he nor Dave has to trust the other");
	let (store, package) = (stage.folder.join("store"), stage.folder.join("package"));
	let folder = stage.folder.join("purchase");
	let mut purchase = Purchase::new(&folder)?;
	let key = Some(purchase.keep(&folder)?);
	let wanted = request(1);
	let wanted = Request { party: Party { key, ..wanted.party }, ..wanted };
	let id = bought(chain, teller, ferdie, offers.package, wanted).await?;
	purchase.bought(&folder, id)?;

	let delivered = data::delivered(chain, id, &package, &offers.packed, &store).await?;
	teller.say(format!(
		"Dave encrypts it for Ferdie's key and puts it into the store: {}",
		delivered.address
	));
	let from = store.display().to_string();
	let (id, accepted) = data::received(chain, &folder, None, &delivered.address, &from).await?;
	let accept = calls::accept_package(id, accepted);
	teller.send(chain, ferdie, "Ferdie has it all, still closed, and accepts", &accept).await?;

	// Not before the acceptance is final.
	let key = loop {
		match data::key_to_reveal(chain, id, &package).await {
			Err(failure) if failure.message.contains("finalized") => {
				tokio::time::sleep(std::time::Duration::from_millis(500)).await;
			},
			key => break key?,
		}
	};
	let reveal = calls::reveal_key(id, key);
	teller.send(chain, dave, "Dave reveals the key", &reveal).await?;
	let out = stage.folder.join("bought.jsonl");
	let manifest = data::opened(chain, &folder, &out).await?;
	expect(content(&out)? == content(&offers.packed)?, "what was bought is not what was packed")?;
	teller.say(format!(
		"Ferdie opens it: {} bytes, each chunk as the manifest promised, and the same as Dave's",
		manifest.commitment.size
	));
	let confirm = calls::step(calls::Step::Confirm, id);
	let what = "Ferdie confirms, so that nobody waits for the window";
	teller.send(chain, ferdie, what, &confirm).await?;
	teller.done();
	Ok(())
}
