// SPDX-License-Identifier: Apache-2.0

//! `intctl market meter`, `countersign` and `settle`.

use super::{agreement, generation, terms, Context};
use crate::{
	agent::sequence::Sequence,
	calls::market as calls,
	chain::{wall_clock, At, Chain},
	cli::market::{Countersign, Meter as MeterArgs},
	commands::{device, gas::View, read_text},
	errors::{Failure, Kind, Result},
	keys::{self, store::data_folder, Keypair},
	market::{
		line,
		voucher::{read, standing, Count, Meter, Voucher},
	},
	model::market::{Agreement, BatchItem, Conditions, Progress},
	text::{hex, parse_digest, Units},
};
use int_primitives::{identity::DeviceKey, market::MeterVoucher, AccountBytes, Digest, Millis};
use std::{
	collections::BTreeMap,
	io::{self, BufRead},
	path::PathBuf,
};

/// The most items of a batch.
const BATCH: usize = 100;

/// Signs an agreement's vouchers.
struct Voucherer {
	genesis: Digest,
	provider: (AccountBytes, Keypair, u32),
	consumer: (AccountBytes, Option<(Keypair, u32)>),
	agreement: u64,
	units: Units,
}

impl Voucherer {
	fn sign(&self, units: u64, sequence: u64, expires: Millis) -> Result<Voucher> {
		let (provider, pair, generation) = &self.provider;
		let body = MeterVoucher {
			agreement: self.agreement,
			provider: *provider,
			consumer: self.consumer.0,
			units,
			sequence,
			generation: *generation,
			expires,
		};
		let voucher = Voucher::sign(self.genesis, body, pair, &self.units);
		match &self.consumer.1 {
			Some((pair, generation)) => voucher.accept(pair, *generation, expires),
			None => Ok(voucher),
		}
	}
}

/// What the chain knows of the agreement's meter: reading and sequence.
fn known(agreement: &Agreement) -> Result<(u64, u64)> {
	match &agreement.progress {
		Progress::Metered(meter) => Ok((meter.count.reading, meter.count.sequence)),
		other => Err(Failure::bad_input(format!(
			"The agreement {} is not metered; it is for {}.",
			agreement.id,
			other.name()
		))),
	}
}

/// `intctl market meter`.
pub async fn meter(context: &Context, args: &MeterArgs) -> Result<()> {
	let store = context.store()?;
	let provider = store.unlock(&args.provider_key)?;
	let consumer = args.consumer_key.as_deref().map(|key| store.unlock(key)).transpose()?;
	let view = View::now(context).await?;
	let View { chain, at, .. } = &view;
	let agreement = agreement(chain, at, args.agreement).await?;
	let (reading, mut sequence) = known(&agreement)?;
	let consumer = match consumer {
		None => None,
		Some(pair) => {
			let generation = generation(chain, at, &agreement.consumer.0, &pair).await?;
			Some((pair, generation))
		},
	};
	let voucherer = Voucherer {
		genesis: chain.genesis,
		provider: (
			agreement.provider.0,
			provider.clone(),
			generation(chain, at, &agreement.provider.0, &provider).await?,
		),
		consumer: (agreement.consumer.0, consumer),
		agreement: agreement.id,
		units: chain.units.clone(),
	};
	let place = format!("{}-{}", hex(chain.genesis), agreement.id);
	let mut numbers = Sequence::open(&data_folder()?.join("vouchers").join(place))?;
	let count = if args.since_last { Count::Since } else { Count::Total { zero: args.zero } };
	let mut meter = Meter::new(count, reading);
	let mut last = None;
	for text in io::stdin().lock().lines() {
		let text = text.map_err(|error| {
			Failure::new(Kind::BadInput, format!("The readings cannot be read: {error}"))
		})?;
		if text.trim().is_empty() {
			continue;
		}
		let units = match meter.take(&text) {
			Ok(units) => units,
			// What was read so far is worth a settlement; the bad line is not passed over.
			Err(failure) => {
				finish(context, &view, args, last.as_ref()).await?;
				return Err(failure);
			},
		};
		let now = wall_clock();
		// The chain charges for the time up to the reading, which the sequence tells.
		sequence = numbers.next_from(now, sequence.saturating_add(1).max(now))?;
		let voucher = voucherer.sign(units, sequence, now.saturating_add(args.good_for.0))?;
		if !args.last {
			context.out.line(&line(&voucher)?);
		}
		last = Some(voucher);
	}
	finish(context, &view, args, last.as_ref()).await
}

/// Writes the last voucher where only it is wanted, and brings it to the chain where that is.
async fn finish(
	context: &Context,
	view: &View,
	args: &MeterArgs,
	last: Option<&Voucher>,
) -> Result<()> {
	let Some(last) = last else {
		context.out.note("note: there was no reading.");
		return Ok(());
	};
	if args.last {
		context.out.line(&line(last)?);
	}
	match &args.signer {
		Some(signer) if args.settle => {
			bring(context, &view.chain, vec![last.clone()], signer).await
		},
		_ => Ok(()),
	}
}

/// The key of an account with this generation: of a device out of its history, of any other account
/// the account itself where that is a key.
async fn key_of(
	chain: &Chain,
	at: &At,
	account: &AccountBytes,
	generation: u32,
) -> Result<Vec<DeviceKey>> {
	let history = device::keys_of(chain, at, account).await?;
	if history.is_empty() {
		// Which of the two schemes is tried; an ECDSA account does not tell its key.
		return Ok(vec![DeviceKey::Sr25519(*account), DeviceKey::Ed25519(*account)]);
	}
	let keys = history.into_iter().filter(|key| key.generation == generation);
	Ok(keys.map(|key| key.key.0).collect())
}

/// `intctl market countersign`.
pub async fn countersign(context: &Context, args: &Countersign) -> Result<()> {
	let vouchers = read(&read_text(&args.vouchers)?)?;
	let pair = context.store()?.unlock(&args.consumer_key)?;
	let View { chain, at, .. } = View::now(context).await?;
	let expires = wall_clock().saturating_add(args.good_for.0);
	let mut signed = 0u32;
	for voucher in standing(vouchers.into_iter().filter(|one| one.units <= args.upto).collect()) {
		ensure_on(&voucher, &chain.genesis)?;
		let body = voucher.body()?;
		let agreement = agreement(&chain, &at, body.agreement).await?;
		if agreement.provider.0 != body.provider || agreement.consumer.0 != body.consumer {
			return Err(Failure::bad_input(format!(
				"The voucher {} of the agreement {} names other parties than that has.",
				voucher.sequence, agreement.id
			)));
		}
		let message = voucher.message()?;
		let signature = voucher.signed.read()?;
		let keys = key_of(&chain, &at, &body.provider, body.generation).await?;
		if !keys.iter().any(|key| keys::verify(key, &message, &signature)) {
			return Err(Failure::bad_input(format!(
				"The voucher {} is not signed by its provider's key.",
				voucher.sequence
			))
			.remedy("Ask the provider for it again; countersign nothing that is not genuine."));
		}
		let generation = generation(&chain, &at, &body.consumer, &pair).await?;
		context.out.line(&line(&voucher.accept(&pair, generation, expires)?)?);
		signed = signed.saturating_add(1);
	}
	if signed == 0 {
		return Err(Failure::bad_input("There is no voucher of so few units.").remedy(
			"--upto says up to which reading you agree; ask the provider for a lower one.",
		));
	}
	Ok(())
}

fn ensure_on(voucher: &Voucher, genesis: &Digest) -> Result<()> {
	if parse_digest(&voucher.genesis)? == *genesis {
		return Ok(());
	}
	Err(Failure::new(
		Kind::WrongChain,
		format!("A voucher is for the chain {}, not for {}.", voucher.genesis, hex(genesis)),
	))
}

/// `intctl market settle`.
pub async fn settle(
	context: &Context,
	files: &[PathBuf],
	collect: &[u64],
	signer: &str,
) -> Result<()> {
	let mut vouchers = Vec::new();
	for file in files {
		vouchers.extend(read(&read_text(file)?)?);
	}
	let vouchers = standing(vouchers);
	if vouchers.is_empty() && collect.is_empty() {
		return Err(Failure::bad_input("There is no voucher in it."));
	}
	let chain = context.connect().await?;
	if collect.is_empty() {
		return bring(context, &chain, vouchers, signer).await;
	}
	batch(context, &chain, vouchers, collect, signer).await
}

/// Brings vouchers to the chain: one alone by its own call, so that its error is told.
async fn bring(
	context: &Context,
	chain: &Chain,
	vouchers: Vec<Voucher>,
	signer: &str,
) -> Result<()> {
	match vouchers.as_slice() {
		[one] => {
			ensure_on(one, &chain.genesis)?;
			context.submit(chain, &calls::settle(one.settlement()?), signer).await
		},
		_ => batch(context, chain, vouchers, &[], signer).await,
	}
}

async fn batch(
	context: &Context,
	chain: &Chain,
	vouchers: Vec<Voucher>,
	collect: &[u64],
	signer: &str,
) -> Result<()> {
	let (mut items, mut known) = (Vec::new(), BTreeMap::new());
	let at = chain.best().await?;
	for voucher in &vouchers {
		ensure_on(voucher, &chain.genesis)?;
		items.push(item(chain, &at, voucher, &mut known).await?);
	}
	items.extend(collect.iter().map(|agreement| BatchItem::Collect(*agreement)));
	let pair = context.signer(chain, signer)?;
	let mut bad = 0usize;
	for chunk in items.chunks(BATCH) {
		let receipt = chain.submit(&calls::settle_batch(chunk.to_vec()), &pair).await?;
		context.out.receipt(&receipt, &chain.units);
		bad = bad.saturating_add(
			receipt.events.iter().filter(|event| event.is("ResourceMarket", "ItemFailed")).count(),
		);
	}
	if bad > 0 {
		return Err(Failure::refused(format!("{bad} of {} items failed.", items.len()))
			.remedy("The events ItemFailed say which agreements and why; the others are done."));
	}
	Ok(())
}

/// The conditions of each listing's terms that have any, by listing and revision.
type Known = BTreeMap<(u32, u32), Option<Conditions>>;

/// A voucher as an item of a batch, with its agreement's conditions if it needs them.
async fn item(chain: &Chain, at: &At, voucher: &Voucher, known: &mut Known) -> Result<BatchItem> {
	let settlement = voucher.settlement()?;
	let id = settlement.voucher.0.agreement;
	// What is gone is reported by the chain, and the rest of the batch settled.
	let found: Option<Agreement> = chain.ask(at, calls::agreement(id)).await?;
	let Some(agreement) = found else { return Ok(BatchItem::Voucher(settlement)) };
	let key = (agreement.listing, agreement.revision);
	let conditions = match known.get(&key) {
		Some(conditions) => conditions.clone(),
		None => {
			let terms = terms(chain, at, key.0, key.1).await?;
			let conditions = Conditions::of(&terms, &agreement.seller);
			known.insert(key, conditions.clone());
			conditions
		},
	};
	Ok(match conditions {
		Some(conditions) => BatchItem::VoucherUnder(settlement, conditions),
		None => BatchItem::Voucher(settlement),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keys::Scheme;

	#[test]
	fn numbers_are_above_what_this_machine_and_the_chain_know() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("numbers");
		let mut numbers = Sequence::open(&path).unwrap();
		assert_eq!(numbers.next_from(50, 1).unwrap(), 50);
		assert_eq!(numbers.next_from(40, 51).unwrap(), 51);
		assert_eq!(numbers.next_from(40, 56).unwrap(), 56);
		let mut fresh = Sequence::open(&folder.path().join("others")).unwrap();
		assert_eq!(fresh.next_from(40, 100).unwrap(), 100);
	}

	#[test]
	fn both_keys_at_hand_make_vouchers_that_are_paid_at_once() {
		let (provider, _) = Keypair::generate(Scheme::Ed25519);
		let (consumer, _) = Keypair::generate(Scheme::Sr25519);
		let mut voucherer = Voucherer {
			genesis: [9; 32],
			provider: (provider.account(), provider, 2),
			consumer: (consumer.account(), None),
			agreement: 4,
			units: Units::default(),
		};
		let alone = voucherer.sign(10, 1, 99).unwrap();
		assert!(alone.settlement().unwrap().countersignature.is_none());
		assert_eq!(alone.signed.generation, 2);
		voucherer.consumer.1 = Some((consumer, 3));
		let both = voucherer.sign(20, 2, 99).unwrap();
		assert_eq!(both.settlement().unwrap().countersignature.unwrap().generation, 3);
		assert!(ensure_on(&both, &[9; 32]).is_ok());
		assert_eq!(ensure_on(&both, &[8; 32]).unwrap_err().kind, Kind::WrongChain);
	}
}
