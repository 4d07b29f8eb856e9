// SPDX-License-Identifier: Apache-2.0

//! The economy of a device on a development chain, with this machine as the device.
//!
//! Every step is checked: what the chain did is read back from the chain. The people are the keys
//! that every development chain knows; the device and its keys are new in every telling. At the end
//! the books are closed: where each planck went, and that the market holds nothing any more.

mod auctions;
mod birth;
mod ledger;
mod money;
mod offers;
mod order;
mod owners;
mod package;
mod teller;
mod trades;
mod work;

use crate::{
	calls::{self as all, market as calls},
	chain::{wall_clock, Chain},
	cli::Story,
	commands::Context,
	errors::{Failure, Kind, Result},
	keys::store::{data_folder, private_folder},
	output::Record,
	text::hex,
};
use ledger::{Books, Tables};
use offers::Offers;
use order::Standing;
use owners::Device;
use serde_json::{json, Value};
use std::{fs, path::Path};
use teller::{expect, start, Actor, Stage, Teller};

/// Steps of the story.
const STEPS: usize = 25;

/// What the devices are.
const MODEL: &str = "story-meter";

/// `intctl story`.
pub async fn run(context: &Context, story: Story) -> Result<()> {
	let chain = context.connect().await?;
	if !chain.is_development {
		return Err(Failure::usage(format!("{} is no development chain.", chain.name)).remedy(
			"The story spends the money of keys that everybody knows. Start `int-node --dev`.",
		));
	}
	let folder = match story.folder {
		Some(folder) => folder,
		None => data_folder()?.join("stories").join(wall_clock().to_string()),
	};
	private_folder(&folder)
		.map_err(|error| Failure::file(Kind::Other, "make the folder", &folder, &error))?;
	let stage = Stage::new(chain, folder, story.devices)?;
	let (out, units) = (context.out, stage.chain.units.clone());
	let mut teller = Teller { out, units, steps: Vec::new(), of: STEPS };
	teller.tell(&format!(
		"The economy of a device on {} (genesis {}); its files are in {}.",
		stage.chain.name,
		hex(stage.chain.genesis),
		stage.folder.display()
	));
	let mut books = Books::open(&stage.chain).await?;
	let told = tell(&stage, &mut teller, &mut books).await;
	let (tables, told) = match told {
		Ok(()) => accounted(&stage.chain, &mut teller, &mut books).await?,
		// Why the story stopped says more than what it left behind.
		Err(failure) => (None, Err(failure)),
	};
	finish(&teller, &stage, tables.as_ref(), told)
}

async fn tell(stage: &Stage, teller: &mut Teller, books: &mut Books) -> Result<()> {
	books.author("Alice, who makes the blocks", stage.alice.account());
	books.person("Bob, who makes devices", stage.bob.account());
	books.person("Charlie, the first owner", stage.charlie.account());
	books.person("Dave, who sells", stage.dave.account());
	books.person("Eve, who buys", stage.eve.account());
	books.person("Ferdie, who buys", stage.ferdie.account());
	money::fuelled(stage, teller).await?;
	let maker = birth::registered(stage, teller).await?;
	birth::verified(stage, teller, maker).await?;
	let (run, mut tree) = birth::identities(stage, teller)?;
	let lot = birth::committed(stage, teller, &tree).await?;
	let number = wall_clock() % stage.devices;
	let old = Actor { name: "the device", pair: run.key_of(number)? };
	let door = run.key_of((number.saturating_add(1)) % stage.devices)?;
	books.person("the device: this machine", old.account());
	birth::claimed(stage, teller, lot, &mut tree, &old).await?;
	owners::transferred(stage, teller, &old.account()).await?;
	let mut device = owners::rotated(stage, teller, old).await?;
	books.person("the device's key", device.new.account());

	let offers = offers::listed(stage, teller, &mut device).await?;
	books.receivers.clone_from(&offers.receivers);
	books.titles.extend(titles(&offers));
	let auctions = auctions::begun(stage, teller, &offers).await?;
	let standing = order::ordered(stage, teller, &offers).await?;
	owners::challenged(stage, teller, &device).await?;
	let fleet = money::sponsored(stage, teller, &mut device).await?;

	let receipt = trades::tagged(stage, teller, &mut device, &offers).await?;
	let voucher = trades::metered(stage, teller, &device, &offers).await?;
	let uses = trades::per_use(stage, teller, &device, &offers).await?;
	let open = trades::settled(stage, teller, &device, fleet, (receipt, voucher, uses)).await?;
	owners::spent(stage, teller, &device).await?;
	trades::granted(stage, teller, &mut device, &offers, &door).await?;
	package::exchanged(stage, teller, &offers).await?;
	let executor = order::executed(stage, teller, &offers, &standing).await?;
	books.person("the matcher", executor);
	auctions::english(stage, teller, &mut device, &auctions).await?;
	auctions::sealed(stage, teller, &auctions).await?;
	wound_up(stage, teller, &device, &offers, &standing, fleet, open).await
}

/// What each listing sells, in words.
const fn titles(offers: &Offers) -> [(u32, &'static str); 8] {
	[
		(offers.readings, "price tag: readings"),
		(offers.compute, "meter: computing"),
		(offers.answers, "each use: answers"),
		(offers.door, "access: a door"),
		(offers.package, "data package"),
		(offers.lots, "standing order: computing"),
		(offers.english, "open auction: readings"),
		(offers.sealed, "sealed auction: computing"),
	]
}

/// Everything ends, and every deposit of it returns.
async fn wound_up(
	stage: &Stage,
	teller: &mut Teller,
	device: &Device,
	offers: &Offers,
	standing: &Standing,
	fleet: u32,
	(metered, uses): (u64, u64),
) -> Result<()> {
	let (chain, dave) = (&stage.chain, &stage.dave);
	teller.begin("Everything ends: what still runs, the offers, the order, the pot and the fleet");
	let mut notices = Vec::new();
	for id in [metered, uses] {
		notices.push(chain.call_data(&calls::step(calls::Step::Cancel, id)).await?);
	}
	let started = [
		start(chain, dave, "notice of both agreements", &all::batch_all(notices)).await?,
		start(
			chain,
			&stage.ferdie,
			"Ferdie closes his order",
			&calls::close_policy(standing.policy),
		)
		.await?,
	];
	for each in started {
		teller.finish(chain, each).await?;
	}
	let mut ends = Vec::new();
	for id in [metered, uses] {
		ends.push(chain.call_data(&calls::step(calls::Step::Close, id)).await?);
	}
	for id in offers.all() {
		ends.push(chain.call_data(&calls::close_listing(id)).await?);
	}
	ends.extend(money::dissolved(chain, device, fleet).await?);
	let receipt = teller.send(chain, dave, "all closed", &all::batch_all(ends)).await?;
	let back = receipt.amount("FeePayment", "PotClosed", "amount")?;
	teller.say(format!("{} are back from the pot", chain.units.gas().amount(back)));
	teller.done();
	Ok(())
}

/// The books are closed.
async fn accounted(
	chain: &Chain,
	teller: &mut Teller,
	books: &mut Books,
) -> Result<(Option<Tables>, Result<()>)> {
	teller.begin("The books are closed: where each planck went, and what the chain still holds");
	let (tables, checked) = books.close(chain, teller).await?;
	if checked.is_ok() {
		teller.done();
	}
	Ok((Some(tables), checked))
}

/// Writes lines to a file.
fn write_lines(path: &Path, lines: &[String]) -> Result<()> {
	fs::write(path, format!("{}\n", lines.join("\n")))
		.map_err(|error| Failure::file(Kind::Other, "write", path, &error))
}

fn finish(teller: &Teller, stage: &Stage, tables: Option<&Tables>, told: Result<()>) -> Result<()> {
	let done = teller.count();
	if teller.out.is_json() {
		let steps: Vec<Value> = teller
			.steps
			.iter()
			.map(|step| {
				json!({
					"title": step.title,
					"done": step.done,
					"blocks": step.blocks,
					"lines": step.lines,
				})
			})
			.collect();
		let all = json!({
			"done": done,
			"of": STEPS,
			"folder": stage.folder.display().to_string(),
			"steps": steps,
			"accounts": tables.map(Tables::json),
		});
		teller.out.line(&all.to_string());
	} else {
		if let Some(tables) = tables {
			shown(teller, "What was sold", &tables.trades);
			shown(teller, "GAS, to the planck", &tables.gas);
			shown(teller, "INT, to the planck", &tables.int);
			shown(teller, "What is still on hold", &tables.holds);
		}
		teller.out.line(&format!("{done} of {STEPS} steps"));
	}
	match told {
		Ok(()) => expect(done == STEPS, format!("Only {done} of {STEPS} steps were told.")),
		Err(mut failure) => {
			let step = teller.steps.last().map_or("", |step| step.title.as_str());
			failure.message = format!("The story stops at \"{step}\": {}", failure.message);
			Err(failure)
		},
	}
}

fn shown(teller: &Teller, title: &str, table: &[Record]) {
	teller.out.line(&format!("{title}:"));
	teller.out.list(table, "nothing");
}
