// SPDX-License-Identifier: Apache-2.0

//! The whole story of a device on a development chain, with this machine as the device.
//!
//! Fourteen steps, each checked: what the chain did is read back from the chain. The people are the
//! keys that every development chain knows; the devices and their keys are new in every telling.
//! Who has GAS pays in GAS, who has none in INT, and for the device, which has nothing, a pot pays.

use crate::{
	agent::{canonical, sensors::Sensors, sequence::Sequence, Identity},
	calls::{self, Class, PotLimits},
	chain::{wall_clock, Chain, Fee, Receipt},
	cli::Story,
	commands::{
		challenge, device,
		gas::{self, fee, pot, trade},
		lot::{new_secret_file, Run},
		oracle,
		readings::{Checker, Machine},
		Context,
	},
	errors::{Failure, Kind, Result},
	feeder,
	keys::{
		store::{data_folder, private_folder},
		Keypair, Scheme,
	},
	lot::{
		rows::Format,
		tree::{Build, Tree},
	},
	model::{
		fees::{CallKinds, Payer, Quota, Unsponsored},
		gas::{Health, GAS},
		ChallengeVerdict, DeviceState, Manufacturer, ManufacturerState,
	},
	output::{Output, Record},
	runtime::api,
	text::{hex, utf8, Units},
};
use int_primitives::{
	directory::SecurityLevel,
	merkle::{Hasher, Software},
	AccountBytes, Millis,
};
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
};
use subxt::{tx::Payload, utils::AccountId32};

/// Steps of the story.
const STEPS: usize = 14;

/// What the devices are.
const MODEL: &str = "story-meter";

/// What the owners of the device buy, plancks of GAS.
const GAS_BOUGHT: u128 = 2_000 * GAS;

/// What is put into the pot, plancks of GAS.
const GAS_IN_POT: u128 = 500 * GAS;

/// The most records of devices that are removed with the pot; there is one.
const RECORDS: u32 = 64;

/// For how long offers and challenges of the story are good, milliseconds.
const FIVE_MINUTES: Millis = 300_000;

/// Somebody in the story.
#[derive(Clone)]
struct Actor {
	name: &'static str,
	pair: Keypair,
}

impl Actor {
	fn known(name: &'static str, secret: &str) -> Result<Self> {
		Ok(Self { name, pair: Keypair::from_secret(Scheme::Sr25519, secret)? })
	}

	fn account(&self) -> AccountBytes {
		self.pair.account()
	}
}

/// Who and what there is from the beginning.
struct Stage {
	chain: Chain,
	alice: Actor,
	bob: Actor,
	charlie: Actor,
	dave: Actor,
	folder: PathBuf,
	devices: u64,
}

/// What was told of a step.
#[derive(Default)]
struct Step {
	title: String,
	lines: Vec<String>,
	blocks: Vec<u64>,
	done: bool,
}

/// What was paid for somebody's transactions, plancks.
#[derive(Clone, Copy, Default)]
struct Fees {
	int: u128,
	gas: u128,
	/// By a pot, in GAS.
	pot: u128,
}

impl Fees {
	fn add(&mut self, fee: Fee) {
		let paid = match fee {
			Fee::Int(_) => &mut self.int,
			Fee::Gas(_) => &mut self.gas,
			Fee::Sponsored { .. } => &mut self.pot,
		};
		*paid = paid.saturating_add(fee.plancks());
	}
}

/// Tells the story while it happens.
struct Teller {
	out: Output,
	units: Units,
	steps: Vec<Step>,
	fees: BTreeMap<&'static str, Fees>,
}

impl Teller {
	fn tell(&self, text: &str) {
		// Data goes to standard output, and for machines that is the end of the story only.
		if self.out.is_json() {
			self.out.note(text);
		} else {
			self.out.line(text);
		}
	}

	fn begin(&mut self, title: impl Into<String>) {
		let title = title.into();
		let number = self.steps.len().saturating_add(1);
		self.tell(&format!("[{number:>2}/{STEPS}] {title}"));
		self.steps.push(Step { title, ..Step::default() });
	}

	fn say(&mut self, line: impl Into<String>) {
		let line = line.into();
		self.tell(&format!("        {line}"));
		if let Some(step) = self.steps.last_mut() {
			step.lines.push(line);
		}
	}

	fn done(&mut self) {
		if let Some(step) = self.steps.last_mut() {
			step.done = true;
		}
	}

	fn count(&self) -> usize {
		self.steps.iter().filter(|step| step.done).count()
	}

	fn receipt(&mut self, who: &Actor, what: &str, receipt: &Receipt) {
		let paid = match receipt.fee {
			None => "free".into(),
			Some(fee) => {
				self.fees.entry(who.name).or_default().add(fee);
				let amount = fee.units(&self.units).amount(fee.plancks());
				match fee.fleet() {
					Some(fleet) => {
						format!("the pot of fleet {fleet} paid {amount} for {}", who.name)
					},
					None => format!("{} paid {amount}", who.name),
				}
			},
		};
		let line = format!("{what}: block {} {}, {paid}", receipt.block, hex(receipt.block_hash));
		if let Some(step) = self.steps.last_mut() {
			step.blocks.push(receipt.block);
		}
		self.say(line);
	}

	async fn send<C: Payload>(
		&mut self,
		chain: &Chain,
		who: &Actor,
		what: &str,
		call: &C,
	) -> Result<Receipt> {
		let receipt = chain.submit(call, &who.pair).await?;
		self.receipt(who, what, &receipt);
		Ok(receipt)
	}
}

fn expect(holds: bool, otherwise: impl Into<String>) -> Result<()> {
	if holds {
		Ok(())
	} else {
		Err(Failure::other(otherwise))
	}
}

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
	let stage = Stage {
		alice: Actor::known("Alice", "//Alice")?,
		bob: Actor::known("Bob", "//Bob")?,
		charlie: Actor::known("Charlie", "//Charlie")?,
		dave: Actor::known("Dave", "//Dave")?,
		folder,
		devices: story.devices,
		chain,
	};
	let mut teller = Teller {
		out: context.out,
		units: stage.chain.units.clone(),
		steps: Vec::new(),
		fees: BTreeMap::new(),
	};
	teller.tell(&format!(
		"The story of a device on {} (genesis {}); its files are in {}.",
		stage.chain.name,
		hex(stage.chain.genesis),
		stage.folder.display()
	));
	let mut accounts = vec![
		("Bob, the manufacturer", stage.bob.name, stage.bob.account()),
		("Charlie, the first owner", stage.charlie.name, stage.charlie.account()),
		("Dave, the second owner", stage.dave.name, stage.dave.account()),
	];
	let told = tell(&stage, &mut teller, &mut accounts).await;
	// Where the node is gone, why the story stopped says more than that its end cannot be read.
	let table = balances(&stage, &teller, &accounts).await.unwrap_or_default();
	finish(&teller, &stage, &table, told)
}

async fn tell(
	stage: &Stage,
	teller: &mut Teller,
	accounts: &mut Vec<(&'static str, &'static str, AccountBytes)>,
) -> Result<()> {
	fuelled(stage, teller).await?;
	let maker = registered(stage, teller).await?;
	verified(stage, teller, maker).await?;
	let (run, mut tree) = identities(stage, teller)?;
	let lot = committed(stage, teller, &tree).await?;

	let number = wall_clock() % stage.devices;
	let old = Actor { name: "the old key", pair: run.key_of(number)? };
	let id = old.account();
	accounts.push(("the device: this machine", "the device", id));
	claimed(stage, teller, lot, &mut tree, &old).await?;
	activated(stage, teller, &id).await?;
	sponsored(stage, teller, &Actor { name: "the device", ..old.clone() }).await?;
	transferred(stage, teller, &id).await?;
	let new = rotated(stage, teller, &id).await?;
	accounts.push(("its new key", new.name, new.account()));
	challenged(stage, teller, &id, &old, &new).await?;
	defended(stage, teller, &id, &old).await?;
	acted(stage, teller, &id, &new).await?;
	read(stage, teller, &id, new).await
}

/// The oracle is fed where its price is not fresh, and who owns the device gets GAS to pay with.
async fn fuelled(stage: &Stage, teller: &mut Teller) -> Result<()> {
	let chain = &stage.chain;
	teller.begin(
		"Charlie, Dave and Eve feed the oracle with the price of INT; the first two buy GAS",
	);
	let status = gas::status(chain, &chain.best().await?).await?;
	if status.health == Health::Fresh {
		teller.say("the price is fresh: somebody feeds the oracle");
	} else {
		// The price that holds, so that it does not jump.
		let price = status.market.map_or(status.int_price.price, |market| market.latest);
		for fed in feeder::feed(chain, &oracle::development_operators()?, price, 0).await {
			let receipt = fed.outcome?;
			let fee = receipt.fee.map_or_else(|| "free".into(), |fee| fee.text(&chain.units));
			teller.say(format!(
				"{} says {}: block {}, fee {fee}",
				fed.operator.name, fed.price, receipt.block
			));
		}
	}
	let status = gas::status(chain, &chain.best().await?).await?;
	expect(status.health == Health::Fresh, status.health.text())?;
	if let Some(market) = &status.market {
		teller.say(format!("INT is worth {}, and GAS always 0.001 USD", market.latest.text()));
	}
	for owner in [&stage.charlie, &stage.dave] {
		let at = chain.best().await?;
		let has = chain.gas(&at, &owner.account()).await?.unwrap_or_default();
		if has >= GAS_BOUGHT / 2 {
			let has = chain.units.gas().amount(has);
			teller.say(format!("{} has {has} from before", owner.name));
			continue;
		}
		let quote = trade::quote_purchase(chain, &at, GAS_BOUGHT).await?;
		let most = trade::at_most(&quote).ok_or_else(|| Failure::other("GAS costs too much"))?;
		let call = calls::buy(GAS_BOUGHT, most);
		let receipt = teller.send(chain, owner, "bought GAS", &call).await?;
		let paid = receipt.amount("Gas", "Bought", "int")?;
		teller.say(format!(
			"{} has {} for {}",
			owner.name,
			chain.units.gas().amount(GAS_BOUGHT),
			chain.units.amount(paid)
		));
	}
	teller.done();
	Ok(())
}

/// A device that has nothing puts the hash of a reading on the chain, and the fleet's pot pays.
async fn sponsored(stage: &Stage, teller: &mut Teller, device: &Actor) -> Result<()> {
	let (chain, charlie, id) = (&stage.chain, &stage.charlie, device.account());
	let gas = chain.units.gas();
	teller.begin("The device has no money; the pot of Charlie's fleet pays for what it sends");
	let fleet = calls::create_fleet(b"Charlie's meters".to_vec());
	let receipt = teller.send(chain, charlie, "made a fleet", &fleet).await?;
	let fleet = receipt.number("FleetCreated", "fleet")?;
	teller.send(chain, charlie, "put it in", &calls::assign_device(id, fleet)).await?;
	let known = pot::kinds(chain, &chain.best().await?).await?;
	let quota = |most| Quota { most, recovers_in: FIVE_MINUTES };
	let limits = PotLimits {
		kinds: CallKinds(known.iter().fold(0, |all, kind| all | kind.kind.0)),
		device_quota: quota(GAS_IN_POT / 5),
		fleet_quota: quota(GAS_IN_POT),
	};
	teller.send(chain, charlie, "made a pot", &calls::create_pot(fleet, limits)).await?;
	let fund = calls::fund_pot(fleet, GAS_IN_POT);
	teller.send(chain, charlie, "filled it", &fund).await?;

	let at = chain.best().await?;
	let before = (chain.balance(&at, &id).await?.free, chain.gas(&at, &id).await?);
	expect(before == (0, Some(0)), "the device has money")?;
	let body = canonical(&Sensors::new().read().json());
	let digest = Software::sha256(&[body.as_bytes()]);
	let call = calls::remark(&hex(digest));
	let (quote, _) = fee::quote(chain, &at, id, chain.call_data(&call).await?, 0).await?;
	expect(
		matches!(quote.payer, Payer::Sponsor { fleet: by } if by == fleet),
		quote.unsponsored.map_or("the chain would have another pay", Unsponsored::text),
	)?;
	teller.say(format!("beforehand the chain says: the pot, at most {}", gas.amount(quote.gas)));
	let receipt = teller.send(chain, device, "the hash of a reading", &call).await?;
	expect(
		matches!(receipt.fee, Some(Fee::Sponsored { fleet: by, .. }) if by == fleet),
		"the pot did not pay",
	)?;
	let at = chain.best().await?;
	let after = (chain.balance(&at, &id).await?.free, chain.gas(&at, &id).await?);
	expect(before == after, "the device's account changed")?;
	let left = pot::pot(chain, &at, fleet).await?;
	teller.say(format!(
		"the device still has nothing; the pot has {}, of it {} as deposit of the device's record",
		gas.amount(left.total),
		gas.amount(left.reserved)
	));
	let spent = receipt.fee.map_or(0, Fee::plancks);
	expect(left.total.checked_add(spent) == Some(GAS_IN_POT), "the pot paid something else")?;
	let close = calls::close_pot(fleet, RECORDS);
	let receipt = teller.send(chain, charlie, "closed the pot", &close).await?;
	let back = receipt.amount("FeePayment", "PotClosed", "amount")?;
	expect(back == left.total, "not all that was in the pot came back")?;
	teller.say(format!("{} and the pot's deposit are back with Charlie", gas.amount(back)));
	teller.done();
	Ok(())
}

async fn registered(stage: &Stage, teller: &mut Teller) -> Result<u32> {
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

async fn verified(stage: &Stage, teller: &mut Teller, maker: u32) -> Result<()> {
	let (chain, alice) = (&stage.chain, &stage.alice);
	teller.begin("Governance verifies him (here by sudo, with Alice's key)");
	if manufacturer(chain, maker).await?.state == ManufacturerState::Verified {
		teller.say("he is verified since an earlier telling");
	} else {
		let call = calls::verify_manufacturer(maker);
		let receipt = chain.submit_as_root(&call, &alice.pair).await?;
		teller.receipt(alice, "verified", &receipt);
		let state = manufacturer(chain, maker).await?.state;
		expect(state == ManufacturerState::Verified, format!("he is {}", state.text()))?;
	}
	teller.done();
	Ok(())
}

fn identities(stage: &Stage, teller: &mut Teller) -> Result<(Run, Tree)> {
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

async fn committed(stage: &Stage, teller: &mut Teller, tree: &Tree) -> Result<u32> {
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

async fn claimed(
	stage: &Stage,
	teller: &mut Teller,
	lot: u32,
	tree: &mut Tree,
	key: &Actor,
) -> Result<()> {
	let (chain, charlie) = (&stage.chain, &stage.charlie);
	let place = tree.with_account(&key.account())?;
	teller.begin(format!(
		"This machine is device {} of the lot; Charlie bought it and claims it",
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
	let call = calls::claim_device(lot, place.index, place.proof, newcomer);
	teller.send(chain, charlie, "claimed", &call).await?;
	let at = chain.best().await?;
	let known = device::known(chain, &at, &key.account()).await?;
	expect(known.owner.0 == charlie.account(), "the device has another owner")?;
	expect(known.code == code, "the device has another code")?;
	expect(known.manufacturer.is_some(), "the device has no maker")?;
	teller.say(format!("device {}", chain.units.address(&known.id.0)));
	teller.say(format!("code {}", hex(code)));
	teller.done();
	Ok(())
}

async fn activated(stage: &Stage, teller: &mut Teller, id: &AccountBytes) -> Result<()> {
	let chain = &stage.chain;
	teller.begin("He puts it into use");
	teller.send(chain, &stage.charlie, "activated", &calls::activate_device(*id)).await?;
	let known = device::known(chain, &chain.best().await?, id).await?;
	expect(known.state == DeviceState::Active, format!("it is {}", known.state.text()))?;
	teller.done();
	Ok(())
}

async fn transferred(stage: &Stage, teller: &mut Teller, id: &AccountBytes) -> Result<()> {
	let (chain, dave) = (&stage.chain, &stage.dave);
	teller.begin("He sells it to Dave: an offer, and its acceptance");
	let expires = device::offer_expiry(chain, FIVE_MINUTES).await?;
	let offer = calls::offer_transfer(*id, dave.account(), expires);
	teller.send(chain, &stage.charlie, "offered", &offer).await?;
	teller.send(chain, dave, "accepted", &calls::accept_transfer(*id)).await?;
	let known = device::known(chain, &chain.best().await?, id).await?;
	expect(known.owner.0 == dave.account(), "the device has another owner")?;
	teller.done();
	Ok(())
}

async fn rotated(stage: &Stage, teller: &mut Teller, id: &AccountBytes) -> Result<Actor> {
	let (chain, dave) = (&stage.chain, &stage.dave);
	teller.begin("Dave gives it a new key, which the seller does not know");
	let pair = new_secret_file(Scheme::Ed25519, &stage.folder.join("new-key-secret"))?;
	let new = Actor { name: "the new key", pair };
	let at = chain.best().await?;
	let known = device::known(chain, &at, id).await?;
	let (expires, consent) = device::rotation(chain, &at, &known, &new.pair).await?;
	let call = calls::rotate_key(*id, &new.pair.public(), expires, &consent);
	teller.send(chain, dave, "rotated", &call).await?;
	let known = device::known(chain, &chain.best().await?, id).await?;
	expect(known.key_account.0 == new.account(), "the device has another key")?;
	teller.say(format!("key generation {}", known.generation));
	teller.done();
	Ok(new)
}

async fn challenged(
	stage: &Stage,
	teller: &mut Teller,
	id: &AccountBytes,
	old: &Actor,
	new: &Actor,
) -> Result<()> {
	let chain = &stage.chain;
	teller.begin("Dave asks whether it is there: the new key can answer, the old one cannot");
	let at = chain.best().await?;
	let question = challenge::make(chain, &at, id, stage.dave.account(), FIVE_MINUTES).await?;
	for (who, genuine) in [(new, true), (old, false)] {
		let answer = who.pair.sign_statement(chain.genesis, question.clone());
		let verdict = challenge::judge(chain, &at, &question, &answer).await?;
		teller.say(format!("{} answers: {}", who.name, verdict.text()));
		expect(
			(verdict == ChallengeVerdict::Genuine) == genuine,
			format!("the answer of {} was judged wrongly", who.name),
		)?;
	}
	teller.done();
	Ok(())
}

async fn defended(
	stage: &Stage,
	teller: &mut Teller,
	id: &AccountBytes,
	old: &Actor,
) -> Result<()> {
	let (chain, dave) = (&stage.chain, &stage.dave);
	teller.begin("The device earns 10 INT, and whoever has the old key cannot take them");
	let ten = chain.units.parse_amount("10")?;
	teller.send(chain, dave, "paid", &calls::transfer(*id, ten)).await?;
	let before = chain.balance(&chain.best().await?, id).await?;
	let theft = calls::transfer(stage.charlie.account(), ten >> 1);
	match chain.submit(&theft, &old.pair).await {
		Ok(_) => return Err(Failure::other("the old key moved the device's money")),
		Err(failure) if failure.kind == Kind::Refused => {
			teller.say(format!("{} tries: {}", old.name, failure.message));
		},
		Err(failure) => return Err(failure),
	}
	let after = chain.balance(&chain.best().await?, id).await?;
	expect(before == after, "the device's account changed")?;
	teller.say(format!("the device still has {}", chain.units.amount(after.free)));
	teller.done();
	Ok(())
}

async fn acted(stage: &Stage, teller: &mut Teller, id: &AccountBytes, new: &Actor) -> Result<()> {
	let (chain, dave) = (&stage.chain, &stage.dave);
	teller.begin("The new key pays 1 INT in the device's name");
	let one = chain.units.parse_amount("1")?;
	teller.send(chain, dave, "lent the key a fee", &calls::transfer(new.account(), one)).await?;
	let before = chain.balance(&chain.best().await?, id).await?;
	let payment = chain.call_data(&calls::transfer(dave.account(), one)).await?;
	teller.send(chain, new, "paid", &calls::as_device(*id, payment)).await?;
	let after = chain.balance(&chain.best().await?, id).await?;
	expect(
		before.free.checked_sub(one) == Some(after.free),
		"the device did not pay exactly 1 INT",
	)?;
	teller.done();
	Ok(())
}

async fn read(stage: &Stage, teller: &mut Teller, id: &AccountBytes, new: Actor) -> Result<()> {
	let chain = &stage.chain;
	teller.begin("The machine reads its sensors three times and signs what they say");
	let at = chain.best().await?;
	let known = device::known(chain, &at, id).await?;
	let mut machine = Machine {
		identity: Identity {
			genesis: chain.genesis,
			device: *id,
			generation: known.generation,
			units: chain.units.clone(),
		},
		pair: new.pair,
		sequence: Sequence::open(&stage.folder.join("sequence"))?,
		sensors: Sensors::new(),
		lifetime: FIVE_MINUTES,
	};
	let mut checker = Checker::default();
	let mut lines = Vec::new();
	for _ in 0..3 {
		let line = machine.read()?.to_string();
		teller.say(line.as_str());
		checker
			.check(chain, &at, &line)
			.await?
			.map_err(|what| Failure::other(format!("a reading is not genuine: {what}")))?;
		expect(!lines.contains(&line), "two readings are the same")?;
		lines.push(line);
	}
	write_lines(&stage.folder.join("readings.jsonl"), &lines)?;
	teller.say("all three verify under the device's key on the chain");
	teller.done();
	Ok(())
}

fn write_lines(path: &Path, lines: &[String]) -> Result<()> {
	fs::write(path, format!("{}\n", lines.join("\n")))
		.map_err(|error| Failure::file(Kind::Other, "write", path, &error))
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

async fn balances(
	stage: &Stage,
	teller: &Teller,
	accounts: &[(&'static str, &'static str, AccountBytes)],
) -> Result<Vec<Record>> {
	let (chain, units) = (&stage.chain, &stage.chain.units);
	let at = chain.best().await?;
	let mut records = Vec::new();
	for (title, name, account) in accounts {
		let balance = chain.balance(&at, account).await?;
		let gas = chain.gas(&at, account).await?.unwrap_or_default();
		let fees = teller.fees.get(name).copied().unwrap_or_default();
		records.push(
			Record::new()
				.with("who", *title)
				.with("account", units.address(account))
				.amount("free", balance.free, units)
				.amount("on hold", balance.held, units)
				.amount("gas", gas, &units.gas())
				.amount("fees in INT", fees.int, units)
				.amount("fees in GAS", fees.gas, &units.gas())
				.amount("fees by a pot", fees.pot, &units.gas()),
		);
	}
	Ok(records)
}

fn finish(teller: &Teller, stage: &Stage, table: &[Record], told: Result<()>) -> Result<()> {
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
		let accounts: Vec<Value> = table.iter().map(Record::json).collect();
		let all = json!({
			"done": done,
			"of": STEPS,
			"folder": stage.folder.display().to_string(),
			"steps": steps,
			"accounts": accounts,
		});
		teller.out.line(&all.to_string());
	} else {
		teller.out.list(table, "");
		teller.out.line(&format!("{done} of {STEPS} steps"));
	}
	match told {
		Ok(()) if done == STEPS => Ok(()),
		Ok(()) => Err(Failure::other(format!("Only {done} of {STEPS} steps were told."))),
		Err(mut failure) => {
			let step = teller.steps.last().map_or("", |step| step.title.as_str());
			failure.message = format!("The story stops at \"{step}\": {}", failure.message);
			Err(failure)
		},
	}
}
