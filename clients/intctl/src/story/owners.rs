// SPDX-License-Identifier: Apache-2.0

//! How a device changes hands, and what a key that was replaced is still good for: nothing.

use super::teller::{expect, Actor, Stage, Teller};
use crate::{
	agent::{sensors::Sensors, sequence::Sequence, Identity},
	calls,
	commands::{challenge, device, lot::new_secret_file, readings::Machine},
	errors::{Failure, Kind, Result},
	keys::Scheme,
	model::{gas::GAS, ChallengeVerdict},
};
use int_primitives::{AccountBytes, Millis};

/// For how long offers, challenges and statements of the story are good, milliseconds.
pub const FIVE_MINUTES: Millis = 300_000;

/// What the device pays for a spare part, plancks of GAS.
const SPARE_PART: u128 = 10 * GAS;

/// The device, as its present owner has it.
pub struct Device {
	/// Its account.
	pub id: AccountBytes,
	/// The key that it was made with.
	pub old: Actor,
	/// The key that it has now.
	pub new: Actor,
	/// The machine that signs with it.
	pub machine: Machine,
}

impl Device {
	/// The generation of its present key.
	pub const fn generation(&self) -> u32 {
		self.machine.identity.generation
	}
}

/// Charlie sells it to Dave.
pub async fn transferred(stage: &Stage, teller: &mut Teller, id: &AccountBytes) -> Result<()> {
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

/// Dave replaces the key that the factory and Charlie know.
pub async fn rotated(stage: &Stage, teller: &mut Teller, old: Actor) -> Result<Device> {
	let (chain, dave, id) = (&stage.chain, &stage.dave, old.account());
	teller.begin("Dave gives it a new key, which the seller does not know");
	let pair = new_secret_file(Scheme::Ed25519, &stage.folder.join("new-key-secret"))?;
	let new = Actor { name: "the device's key", pair };
	let known = device::known(chain, &chain.best().await?, &id).await?;
	let (expires, consent) =
		device::rotation(chain, &chain.best().await?, &known, &new.pair).await?;
	let call = calls::rotate_key(id, &new.pair.public(), expires, &consent);
	teller.send(chain, dave, "rotated", &call).await?;
	let known = device::known(chain, &chain.best().await?, &id).await?;
	expect(known.key_account.0 == new.account(), "the device has another key")?;
	teller.say(format!("key generation {}", known.generation));
	teller.done();
	let machine = Machine {
		identity: Identity {
			genesis: chain.genesis,
			device: id,
			generation: known.generation,
			units: chain.units.clone(),
		},
		pair: new.pair.clone(),
		sequence: Sequence::open(&stage.folder.join("sequence"))?,
		sensors: Sensors::new(),
		lifetime: FIVE_MINUTES,
	};
	Ok(Device { id, old, new, machine })
}

/// Whether the device is there, only its present key can say.
pub async fn challenged(stage: &Stage, teller: &mut Teller, device: &Device) -> Result<()> {
	let chain = &stage.chain;
	teller.begin("Dave asks whether it is there: the new key can answer, the old one cannot");
	let at = chain.best().await?;
	let question =
		challenge::make(chain, &at, &device.id, stage.dave.account(), FIVE_MINUTES).await?;
	for (who, pair, genuine) in
		[("the new key", &device.new.pair, true), ("the old key", &device.old.pair, false)]
	{
		let answer = pair.sign_statement(chain.genesis, question.clone());
		let verdict = challenge::judge(chain, &at, &question, &answer).await?;
		teller.say(format!("{who} answers: {}", verdict.text()));
		expect(
			(verdict == ChallengeVerdict::Genuine) == genuine,
			format!("the answer of {who} was judged wrongly"),
		)?;
	}
	teller.done();
	Ok(())
}

/// What the device has earned, the old key cannot take and the new one can spend.
pub async fn spent(stage: &Stage, teller: &mut Teller, device: &Device) -> Result<()> {
	let (chain, gas) = (&stage.chain, stage.chain.units.gas());
	teller.begin("The old key cannot take what the device has earned; the new key buys a part");
	let at = chain.best().await?;
	let earned = chain.gas(&at, &device.id).await?.unwrap_or_default();
	teller.say(format!("the device has {}", gas.amount(earned)));
	expect(earned > SPARE_PART, "the device has not earned enough")?;
	let theft = calls::transfer_gas(stage.charlie.account(), SPARE_PART);
	match chain.submit(&theft, &device.old.pair).await {
		Ok(_) => return Err(Failure::other("the old key moved the device's money")),
		Err(failure) if failure.kind == Kind::Refused => {
			teller.say(format!("the old key tries: {}", failure.message));
		},
		Err(failure) => return Err(failure),
	}
	let after = chain.gas(&chain.best().await?, &device.id).await?;
	expect(after == Some(earned), "the device's account changed")?;

	// A device's pot pays for what it brings to the chain, and not for what it spends.
	let one = chain.units.parse_amount("1")?;
	let lend = calls::transfer(device.new.account(), one);
	teller.send(chain, &stage.dave, "lent the key a fee", &lend).await?;
	let payment = chain.call_data(&calls::transfer_gas(stage.bob.account(), SPARE_PART)).await?;
	let payment = calls::as_device(device.id, payment);
	teller.send(chain, &device.new, "paid Bob in the device's name", &payment).await?;
	let after = chain.gas(&chain.best().await?, &device.id).await?;
	expect(
		earned.checked_sub(SPARE_PART) == after,
		"the device did not pay exactly what the part costs",
	)?;
	teller.done();
	Ok(())
}
