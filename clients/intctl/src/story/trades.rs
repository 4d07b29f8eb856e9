// SPDX-License-Identifier: Apache-2.0

//! Four trades that need no waiting: what proves a delivery is signed off the chain, and the device
//! brings it there itself.

use super::{
	money::{by_pot, penniless},
	offers::{bought, request, Offers},
	owners::{Device, FIVE_MINUTES},
	teller::{expect, Actor, Stage, Teller},
	work::Work,
	write_lines,
};
use crate::{
	calls::{self as all, market as calls},
	chain::{wall_clock, Chain, Receipt},
	commands::{access, challenge, market, readings::Checker},
	errors::{Failure, Result},
	keys::{self, Keypair, Scheme},
	market::{
		line,
		receipt::{Parties, Receipt as Signed},
		voucher::Voucher,
	},
	model::{
		gas::GAS,
		market::{Progress, Request},
		ChallengeVerdict,
	},
};
use int_primitives::{
	access::{Clock, EntryChallenge, Grant, Issuer, Lock, Refusal},
	identity::DeviceKey,
	market::MeterVoucher,
	Digest, Millis,
};
use rand::{rngs::OsRng, RngCore};
use std::time::Duration;

/// Readings that Eve buys.
const READINGS: u64 = 3;

/// What Eve puts up for computing, plancks of GAS.
const ESCROW: u64 = 400 * GAS as u64;

/// How long the machine computes between two vouchers.
const SLICE: Duration = Duration::from_millis(250);

/// Vouchers about the computing.
const VOUCHERS: usize = 8;

/// Answers that Ferdie buys, and those that he asks for.
const ANSWERS: (u64, u64) = (8, 5);

/// How long Eve buys the way through the door for, seconds.
const SECONDS: u64 = 600;

/// What is signed off the chain, for the device to bring there.
pub struct Proofs {
	/// Of the readings.
	delivery: Signed,
	/// Of the computing.
	voucher: Voucher,
	/// Of the answers.
	uses: Vec<Signed>,
}

/// A machine's readings, each checked against the chain.
pub async fn checked(stage: &Stage, device: &mut Device, count: u64) -> Result<Vec<String>> {
	let chain = &stage.chain;
	let at = chain.best().await?;
	let mut checker = Checker::default();
	let mut lines = Vec::new();
	for _ in 0..count {
		let line = device.machine.read()?.to_string();
		checker
			.check(chain, &at, &line)
			.await?
			.map_err(|what| Failure::other(format!("a reading is not genuine: {what}")))?;
		expect(!lines.contains(&line), "two readings are the same")?;
		lines.push(line);
	}
	Ok(lines)
}

/// Between whom what a buyer signs is.
fn parties(stage: &Stage, device: &Device, buyer: &Actor, agreement: u64) -> Parties {
	Parties {
		genesis: stage.chain.genesis,
		agreement,
		provider: device.id,
		consumer: buyer.account(),
		generation: 0,
		expires: wall_clock().saturating_add(FIVE_MINUTES),
	}
}

/// At a price tag: readings, and the buyer's receipt.
pub async fn tagged(
	stage: &Stage,
	teller: &mut Teller,
	device: &mut Device,
	offers: &Offers,
) -> Result<Signed> {
	let (chain, eve) = (&stage.chain, &stage.eve);
	teller.begin(format!("Price tag: Eve buys {READINGS} readings of the machine's sensors"));
	let id = bought(chain, teller, eve, offers.readings, request(READINGS)).await?;
	let lines = checked(stage, device, READINGS).await?;
	for line in &lines {
		teller.say(line.as_str());
	}
	write_lines(&stage.folder.join("readings.jsonl"), &lines)?;
	let receipt = Signed::sign(&parties(stage, device, eve, id), None, &eve.pair, &chain.units);
	teller.say("all verify under the device's key on the chain; Eve signs a receipt, and no more");
	teller.done();
	Ok(receipt)
}

/// By the meter: computing, and vouchers that both sign.
pub async fn metered(
	stage: &Stage,
	teller: &mut Teller,
	device: &Device,
	offers: &Offers,
) -> Result<Voucher> {
	let (chain, eve) = (&stage.chain, &stage.eve);
	teller
		.begin("Meter: Eve buys computing by the millisecond, and both sign what the meter shows");
	let wanted = Request { escrow: ESCROW, duration: FIVE_MINUTES, ..request(0) };
	let id = bought(chain, teller, eve, offers.compute, wanted).await?;
	let mut work = Work::new(random());
	let mut vouchers = Vec::new();
	for _ in 0..VOUCHERS {
		work.go_on(SLICE);
		// A voucher's number is when the meter was read.
		let sequence = wall_clock();
		let expires = sequence.saturating_add(FIVE_MINUTES);
		let body = MeterVoucher {
			agreement: id,
			provider: device.id,
			consumer: eve.account(),
			units: work.millis(),
			sequence,
			generation: device.generation(),
			expires,
		};
		let voucher = Voucher::sign(chain.genesis, body, &device.new.pair, &chain.units);
		vouchers.push(voucher.accept(&eve.pair, 0, expires)?);
	}
	let lines = vouchers.iter().map(line).collect::<Result<Vec<_>>>()?;
	write_lines(&stage.folder.join("vouchers.jsonl"), &lines)?;
	teller.say(format!(
		"the machine tried {} numbers in {} ms; the best has {} leading zero bits, which Eve checks \
		 with one hash",
		work.tried(),
		work.millis(),
		work.zeros
	));
	let last = vouchers.pop().ok_or_else(|| Failure::other("there is no voucher"))?;
	teller.say(format!("{VOUCHERS} vouchers; the last one, of {} ms, stands for all", last.units));
	teller.done();
	Ok(last)
}

/// For each use: answers to challenges, and a receipt for each.
pub async fn per_use(
	stage: &Stage,
	teller: &mut Teller,
	device: &Device,
	offers: &Offers,
) -> Result<Vec<Signed>> {
	let (chain, ferdie) = (&stage.chain, &stage.ferdie);
	let (most, wanted) = ANSWERS;
	teller.begin(format!(
		"Each use: Ferdie may ask the machine {most} times whether it is there, and asks {wanted} \
		 times"
	));
	let lasting = Request { duration: FIVE_MINUTES, ..request(most) };
	let id = bought(chain, teller, ferdie, offers.answers, lasting).await?;
	let parties = parties(stage, device, ferdie, id);
	let at = chain.best().await?;
	let mut receipts = Vec::new();
	for number in 0..wanted {
		let question =
			challenge::make(chain, &at, &device.id, ferdie.account(), FIVE_MINUTES).await?;
		let answer = device.new.pair.sign_statement(chain.genesis, question.clone());
		let verdict = challenge::judge(chain, &at, &question, &answer).await?;
		expect(verdict == ChallengeVerdict::Genuine, "the machine does not answer")?;
		receipts.push(Signed::sign(&parties, Some(number), &ferdie.pair, &chain.units));
	}
	teller.say(format!("{wanted} answers are genuine; Ferdie signs a receipt for each"));
	teller.done();
	Ok(receipts)
}

/// The device brings to the chain what it has earned, with nothing to pay a fee with.
pub async fn settled(
	stage: &Stage,
	teller: &mut Teller,
	device: &Device,
	fleet: u32,
	(delivery, voucher, uses): (Signed, Voucher, Vec<Signed>),
) -> Result<(u64, u64)> {
	let chain = &stage.chain;
	teller
		.begin("The device, which still has nothing, brings all of it to the chain: the pot pays");
	penniless(chain, device).await?;
	let proofs = Proofs { delivery, voucher, uses };
	let receipts = brought(chain, teller, device, &proofs).await?;
	let mut paid = 0u128;
	for receipt in &receipts {
		by_pot(receipt, fleet)?;
		let amount = receipt.amount("ResourceMarket", "Paid", "amount")?;
		paid = paid.saturating_add(amount);
	}
	let at = chain.best().await?;
	let computing = market::agreement(chain, &at, proofs.voucher.agreement).await?;
	let Progress::Metered(meter) = &computing.progress else {
		return Err(Failure::other("computing is not metered"));
	};
	expect(
		(meter.count.reading, meter.count.billed) == (proofs.voucher.units, proofs.voucher.units),
		"not all that the meter showed was charged",
	)?;
	let answers = proofs.uses.first().map_or(0, |receipt| receipt.agreement);
	let gas = chain.units.gas();
	let earned = chain.gas(&at, &device.id).await?.unwrap_or_default();
	teller.say(format!(
		"{} are paid; the device's own share of it is {}",
		gas.amount(paid),
		gas.amount(earned)
	));
	teller.done();
	Ok((proofs.voucher.agreement, answers))
}

/// Three transactions of the device's key, one after the other: of one device a pot pays for one at
/// a time.
async fn brought(
	chain: &Chain,
	teller: &mut Teller,
	device: &Device,
	proofs: &Proofs,
) -> Result<Vec<Receipt>> {
	let uses = proofs.uses.iter().map(Signed::end_use).collect::<Result<Vec<_>>>()?;
	let (body, signature) = proofs.delivery.delivery()?;
	let settle = chain.call_data(&calls::settle(proofs.voucher.settlement()?)).await?;
	let answers = chain.call_data(&calls::submit_uses(uses)).await?;
	let readings = chain.call_data(&calls::submit_receipt(body, signature)).await?;
	let mut receipts = Vec::new();
	for (what, call) in [
		("the last voucher", settle),
		("the receipts of answers", answers),
		("the receipt of readings", readings),
	] {
		let call = all::as_device(device.id, call);
		receipts.push(teller.send(chain, &device.new, what, &call).await?);
	}
	Ok(receipts)
}

/// Access: a grant that a lock checks without the chain.
pub async fn granted(
	stage: &Stage,
	teller: &mut Teller,
	device: &mut Device,
	offers: &Offers,
	door: &Keypair,
) -> Result<()> {
	let (chain, eve) = (&stage.chain, &stage.eve);
	teller.begin(
		"Access: Eve buys ten minutes at a door, and its lock checks that without the chain",
	);
	let id = bought(chain, teller, eve, offers.door, request(SECONDS)).await?;
	let (phone, _) = Keypair::generate(Scheme::Ed25519);
	let (thief, _) = Keypair::generate(Scheme::Ed25519);
	let now = wall_clock();
	let lasts = SECONDS.saturating_mul(1_000);
	let grant = Grant {
		issuer: device.id,
		generation: device.generation(),
		lock: door.account(),
		holder: phone.public(),
		from: now.saturating_sub(Millis::from(super::offers::MINUTE)),
		to: now.saturating_add(lasts),
		agreement: id,
		sequence: device.machine.sequence.next(now)?,
	};
	let signed = device.new.pair.sign_statement(chain.genesis, grant.clone());
	let issuers = [Issuer {
		account: device.id,
		generation: device.generation(),
		key: device.new.pair.public(),
		floor: 0,
	}];
	let lock = Lock {
		genesis: chain.genesis,
		account: door.account(),
		issuers: &issuers,
		longest: lasts.saturating_add(Millis::from(super::offers::MINUTE)),
	};
	let verify = |key: &DeviceKey, message: &[u8], signature: &[u8]| {
		keys::signature(keys::scheme_of(key), signature)
			.is_some_and(|signature| keys::verify(key, message, &signature))
	};
	let (_, signature) = keys::signature_parts(&signed);
	let ask = |holder: &Keypair, at: Millis| {
		let clock = Clock { now: at, error: 1_000 };
		let nonce = random();
		let question = || EntryChallenge::new(nonce, clock, 5_000);
		let answer = holder.sign_statement(chain.genesis, question().entry(&grant));
		let (_, answer) = keys::signature_parts(&answer);
		lock.check(question(), &grant, signature, answer, clock, verify)
	};
	for (who, holder, at, verdict) in [
		("Eve's phone", &phone, now, Ok(())),
		("who has copied the grant", &thief, now, Err(Refusal::NotHolder)),
		("Eve's phone, when the time is over", &phone, grant.to, Err(Refusal::TooLate)),
	] {
		let said = ask(holder, at);
		teller.say(match said {
			Ok(()) => format!("{who}: the door opens"),
			Err(refusal) => format!("{who}: it stays closed, {}", access::explain(refusal).0),
		});
		expect(said == verdict, "the lock judged wrongly")?;
	}
	let confirm = calls::step(calls::Step::Confirm, id);
	teller.send(chain, eve, "Eve confirms", &confirm).await?;
	teller.done();
	Ok(())
}

/// 32 random bytes.
pub fn random() -> Digest {
	let mut bytes = Digest::default();
	OsRng.fill_bytes(&mut bytes);
	bytes
}
