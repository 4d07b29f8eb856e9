// SPDX-License-Identifier: Apache-2.0

//! How a device comes to be: its maker, its lot, its first owner.

use super::{
	teller::{expect, start, Actor, Stage, Teller},
	MODEL,
};
use crate::{
	calls::{self, Class},
	chain::{wall_clock, Chain},
	commands::{
		device,
		lot::{new_secret_file, Run},
	},
	errors::{Failure, Result},
	keys::Scheme,
	lot::{
		rows::Format,
		tree::{Build, Tree},
	},
	model::{DeviceState, Manufacturer, ManufacturerState},
	text::{hex, utf8},
};
use int_api as api;
use int_primitives::{directory::SecurityLevel, AccountBytes};
use subxt::utils::AccountId32;

/// Bob is a manufacturer.
pub async fn registered(stage: &Stage, teller: &mut Teller) -> Result<u32> {
	let (chain, bob) = (&stage.chain, &stage.bob);
	teller.begin("Bob registers as a manufacturer and puts up his bond");
	let maker = match maker_of(chain, &bob.account()).await? {
		Some(id) => {
			teller.say(format!("he is manufacturer {id} since an earlier telling"));
			id
		},
		None => {
			let call = calls::register_manufacturer(b"Bob's meters".to_vec(), None);
			let receipt = teller.send(chain, bob, "registered", &call).await?;
			receipt.number("ManufacturerRegistered", "manufacturer")?
		},
	};
	let record = manufacturer(chain, maker).await?;
	let bond = chain.units.amount(record.bond);
	teller.say(format!("manufacturer {maker} is {}, bond {bond}", utf8(&record.name)));
	teller.done();
	Ok(maker)
}

/// Governance says that it knows him.
pub async fn verified(stage: &Stage, teller: &mut Teller, maker: u32) -> Result<()> {
	let (chain, alice) = (&stage.chain, &stage.alice);
	teller.begin("Governance verifies him (here by sudo, with Alice's key)");
	if manufacturer(chain, maker).await?.state == ManufacturerState::Verified {
		teller.say("he is verified since an earlier telling");
	} else {
		let call = calls::verify_manufacturer(maker);
		let receipt = chain.submit_as_root(&call, &alice.pair).await?;
		teller.receipt(alice.name, "verified", &receipt);
		let state = manufacturer(chain, maker).await?.state;
		expect(state == ManufacturerState::Verified, format!("he is {}", state.text()))?;
	}
	teller.done();
	Ok(())
}

/// A production run, off the chain.
pub fn identities(stage: &Stage, teller: &mut Teller) -> Result<(Run, Tree)> {
	teller.begin(format!("He makes {} device identities and the tree over them", stage.devices));
	let root = new_secret_file(Scheme::Ed25519, &stage.folder.join("factory-secret"))?;
	// Serial numbers are unique for ever, and the chain remembers earlier tellings.
	let serial = format!("S{}-", wall_clock());
	let run = Run { root, name: "story".into(), serial, count: stage.devices };
	let (csv, path) = (stage.folder.join("lot.csv"), stage.folder.join("lot.tree"));
	run.write(&csv)?;
	Build {
		input: &csv,
		format: Format::Csv,
		scheme: None,
		maker: stage.bob.account(),
		model: MODEL,
		output: &path,
	}
	.run()?;
	let tree = Tree::open(&path)?;
	teller.say(format!("identities: {}", csv.display()));
	teller.say(format!("tree: {}, root {}", path.display(), tree.header.root));
	expect(tree.header.size == stage.devices, "the tree has another number of devices")?;
	teller.done();
	Ok((run, tree))
}

/// The lot is on the chain.
pub async fn committed(stage: &Stage, teller: &mut Teller, tree: &Tree) -> Result<u32> {
	let (chain, bob) = (&stage.chain, &stage.bob);
	teller.begin("He commits the lot: one transaction for all of them");
	let model = MODEL.as_bytes().to_vec();
	let call =
		calls::commit_lot(model, tree.root, tree.header.size, SecurityLevel::Software, None, None);
	let receipt = teller.send(chain, bob, "committed", &call).await?;
	let lot = receipt.number("LotCommitted", "lot")?;
	teller.say(format!("lot {lot} of {} devices", tree.header.size));
	teller.done();
	Ok(lot)
}

/// Charlie owns the device and uses it.
pub async fn claimed(
	stage: &Stage,
	teller: &mut Teller,
	lot: u32,
	tree: &mut Tree,
	key: &Actor,
) -> Result<()> {
	let (chain, charlie) = (&stage.chain, &stage.charlie);
	let place = tree.with_account(&key.account())?;
	teller.begin(format!(
		"This machine is device {} of the lot; Charlie bought it, claims it and puts it into use",
		place.index
	));
	teller.say(format!("serial {}, proof of {} digests", utf8(&place.serial), place.proof.len()));
	let code = place.code;
	let newcomer = device::consent(
		chain,
		&key.pair,
		charlie.account(),
		code,
		place.serial,
		Class::AlwaysOn,
		None,
	)
	.await?;
	let claim = calls::claim_device(lot, place.index, place.proof, newcomer);
	let claim = start(chain, charlie, "claimed", &claim).await?;
	let activate = calls::activate_device(key.account());
	let activate = start(chain, charlie, "activated", &activate).await?;
	teller.finish(chain, claim).await?;
	teller.finish(chain, activate).await?;
	let at = chain.best().await?;
	let known = device::known(chain, &at, &key.account()).await?;
	expect(known.owner.0 == charlie.account(), "the device has another owner")?;
	expect(known.code == code, "the device has another code")?;
	expect(known.manufacturer.is_some(), "the device has no maker")?;
	expect(known.state == DeviceState::Active, format!("it is {}", known.state.text()))?;
	teller.say(format!("device {}", chain.units.address(&known.id.0)));
	teller.say(format!("code {}", hex(code)));
	teller.done();
	Ok(())
}

async fn maker_of(chain: &Chain, account: &AccountBytes) -> Result<Option<u32>> {
	let address = api::storage().device_registry().manufacturer_of();
	chain.read(&chain.best().await?, address, (AccountId32(*account),)).await
}

async fn manufacturer(chain: &Chain, id: u32) -> Result<Manufacturer> {
	let address = api::storage().device_registry().manufacturers();
	chain
		.read(&chain.best().await?, address, (id,))
		.await?
		.ok_or_else(|| Failure::other(format!("There is no manufacturer {id}.")))
}
