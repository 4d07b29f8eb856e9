// SPDX-License-Identifier: Apache-2.0

//! `intctl device`.

use super::{at_most, challenge, cid, digest, readings, Context};
use crate::{
	calls::{self, Class, Newcomer},
	chain::{At, Chain},
	cli::{AsCall, DeviceCommand, Incoming, OnDevice},
	errors::{Failure, Result},
	keys::Keypair,
	lot::tree::Tree,
	model::{Device, DevicePage, Genuineness, KeyRecord, Offer},
	output::Record,
	text::{duration, hex, parse_digest, parse_hex, utf8},
};
use int_api as api;
use int_primitives::{
	identity::{device_code, MAX_MODEL, MAX_SERIAL},
	merkle::Software,
	signed::{Registration, Rotation},
	AccountBytes, Digest, Millis,
};
use serde_json::Value;
use subxt::utils::{AccountId32, MultiSignature};

/// The most past keys that one call of the registry removes.
const MAX_FORGET: u32 = 64;

/// Devices that one question about an owner returns at most.
const PAGE: u32 = 200;

/// Does what the command says.
pub async fn run(context: &Context, command: DeviceCommand) -> Result<()> {
	match command {
		DeviceCommand::Register { model, serial, incoming } => {
			register(context, &model, &serial, &incoming).await
		},
		DeviceCommand::Claim { lot, tree, incoming } => {
			claim(context, lot, Tree::open(&tree)?, &incoming).await
		},
		DeviceCommand::Activate(on) => {
			let device = context.store()?.account(&on.device)?;
			send(context, &on, &calls::activate_device(device)).await
		},
		DeviceCommand::Suspend(on) => {
			let device = context.store()?.account(&on.device)?;
			send(context, &on, &calls::suspend_device(device)).await
		},
		DeviceCommand::Resume(on) => {
			let device = context.store()?.account(&on.device)?;
			send(context, &on, &calls::resume_device(device)).await
		},
		DeviceCommand::Offer { on, to, lifetime } => {
			let store = context.store()?;
			let (device, to) = (store.account(&on.device)?, store.account(&to)?);
			let chain = context.connect().await?;
			let expires = offer_expiry(&chain, lifetime).await?;
			let call = calls::offer_transfer(device, to, expires);
			context.submit(&chain, &call, &on.signer.signer).await
		},
		DeviceCommand::Accept(on) => {
			let device = context.store()?.account(&on.device)?;
			send(context, &on, &calls::accept_transfer(device)).await
		},
		DeviceCommand::WithdrawOffer(on) => {
			let device = context.store()?.account(&on.device)?;
			send(context, &on, &calls::withdraw_offer(device)).await
		},
		DeviceCommand::Rotate { on, new_key } => rotate(context, &on, &new_key).await,
		DeviceCommand::As { device, device_key, call } => {
			act_as(context, &device, &device_key, &call).await
		},
		DeviceCommand::Firmware { on, hash } => {
			let device = context.store()?.account(&on.device)?;
			send(context, &on, &calls::update_firmware(device, digest(hash.as_ref())?)).await
		},
		DeviceCommand::Metadata { on, cid: text } => {
			let device = context.store()?.account(&on.device)?;
			send(context, &on, &calls::update_metadata(device, cid(text.as_ref())?)).await
		},
		DeviceCommand::Retire(on) => {
			let device = context.store()?.account(&on.device)?;
			send(context, &on, &calls::retire_device(device)).await
		},
		DeviceCommand::Forget(on) => forget(context, &on).await,
		DeviceCommand::Show { device } => show(context, &device).await,
		DeviceCommand::List { owner, limit } => list(context, &owner, limit).await,
		DeviceCommand::History { device } => history(context, &device).await,
		DeviceCommand::Challenge { device, challenger, lifetime, out } => {
			challenge::ask(context, &device, &challenger, lifetime, out.as_ref()).await
		},
		DeviceCommand::Answer { challenge: file, device_key, out } => {
			challenge::answer(context, &file, &device_key, out.as_ref())
		},
		DeviceCommand::Verify { answer } => challenge::verify(context, &answer).await,
		DeviceCommand::Genuine { code, maker, model, serial } => {
			let code = match (code, maker, model, serial) {
				(Some(code), ..) => parse_digest(&code)?,
				(None, Some(maker), Some(model), Some(serial)) => {
					code_of(&context.store()?.account(&maker)?, &model, &serial)?
				},
				_ => return Err(Failure::usage("Name --code, or --maker, --model and --serial.")),
			};
			genuine(context, code).await
		},
		DeviceCommand::Agent(agent) => readings::agent(context, &agent).await,
		DeviceCommand::VerifyReading { readings: file } => readings::verify(context, &file).await,
	}
}

async fn send<C: subxt::tx::Payload>(context: &Context, on: &OnDevice, call: &C) -> Result<()> {
	let chain = context.connect().await?;
	context.submit(&chain, call, &on.signer.signer).await
}

/// The code of a device.
pub fn code_of(maker: &AccountBytes, model: &str, serial: &str) -> Result<Digest> {
	let model = at_most(MAX_MODEL as usize, "model", model.into())?;
	let serial = at_most(MAX_SERIAL as usize, "serial", serial.into())?;
	device_code::<Software>(maker, &model, &serial)
		.ok_or_else(|| Failure::other("The device has no code."))
}

/// What a device says to come in: its consent to its owner.
pub async fn consent(
	chain: &Chain,
	device: &Keypair,
	owner: AccountBytes,
	code: Digest,
	serial: Vec<u8>,
	class: Class,
	metadata: Option<Vec<u8>>,
) -> Result<Newcomer> {
	let expires = chain.consent_expiry(&chain.best().await?).await?;
	let registration = Registration { owner, device: device.account(), code, expires };
	let signature = device.sign_statement(chain.genesis, registration);
	Ok(Newcomer { key: device.public(), serial, class, metadata, expires, signature })
}

/// A new key's consent to a device: when it expires, and the signature.
pub async fn rotation(
	chain: &Chain,
	at: &At,
	device: &Device,
	new: &Keypair,
) -> Result<(Millis, MultiSignature)> {
	let expires = chain.consent_expiry(at).await?;
	let generation = device
		.generation
		.checked_add(1)
		.ok_or_else(|| Failure::other("The device has no generation left."))?;
	let consent = Rotation {
		owner: device.owner.0,
		device: device.id.0,
		key: new.account(),
		generation,
		expires,
	};
	Ok((expires, new.sign_statement(chain.genesis, consent)))
}

/// A device by its id.
pub async fn find(chain: &Chain, at: &At, id: &AccountBytes) -> Result<Option<Device>> {
	let question = api::runtime_apis().device_registry_api().device(AccountId32(*id));
	chain.ask(at, question).await
}

/// A device by its id, or an error that says that there is none.
pub async fn known(chain: &Chain, at: &At, id: &AccountBytes) -> Result<Device> {
	find(chain, at, id).await?.ok_or_else(|| {
		Failure::bad_input(format!("The chain knows no device {}.", chain.units.address(id)))
			.remedy("A device's id is the account of its first key, also after a rotation.")
	})
}

/// When an offer that is made now for this long expires.
pub async fn offer_expiry(chain: &Chain, lifetime: Millis) -> Result<Millis> {
	let at = chain.best().await?;
	let most: Millis = at.constants().entry(api::constants().device_registry().offer_lifetime())?;
	if lifetime > most {
		let (asked, most) = (duration(lifetime), duration(most));
		return Err(Failure::bad_input(format!(
			"An offer is valid for at most {most}, not {asked}."
		))
		.remedy("Offer for less; when it has expired, offer again."));
	}
	chain.expiry(&at, lifetime, most).await
}

async fn register(context: &Context, model: &str, serial: &str, incoming: &Incoming) -> Result<()> {
	let chain = context.connect().await?;
	let owner = context.signer(&chain, &incoming.signer.signer)?;
	let device = context.signer(&chain, &incoming.device_key)?;
	let code = code_of(&owner.account(), model, serial)?;
	let newcomer = consent(
		&chain,
		&device,
		owner.account(),
		code,
		serial.as_bytes().to_vec(),
		incoming.class,
		cid(incoming.metadata.as_ref())?,
	)
	.await?;
	let call = calls::register_device(model.as_bytes().to_vec(), newcomer);
	let receipt = chain.submit(&call, &owner).await?;
	context.out.receipt(&receipt, &chain.units);
	Ok(())
}

async fn claim(context: &Context, lot: u32, mut tree: Tree, incoming: &Incoming) -> Result<()> {
	let chain = context.connect().await?;
	let owner = context.signer(&chain, &incoming.signer.signer)?;
	let device = context.signer(&chain, &incoming.device_key)?;
	let place = tree.with_account(&device.account())?;
	let newcomer = consent(
		&chain,
		&device,
		owner.account(),
		place.code,
		place.serial,
		incoming.class,
		cid(incoming.metadata.as_ref())?,
	)
	.await?;
	let call = calls::claim_device(lot, place.index, place.proof, newcomer);
	let receipt = chain.submit(&call, &owner).await?;
	context.out.receipt(&receipt, &chain.units);
	Ok(())
}

async fn rotate(context: &Context, on: &OnDevice, new_key: &str) -> Result<()> {
	let id = context.store()?.account(&on.device)?;
	let chain = context.connect().await?;
	let new = context.signer(&chain, new_key)?;
	let at = chain.best().await?;
	let device = known(&chain, &at, &id).await?;
	let (expires, signature) = rotation(&chain, &at, &device, &new).await?;
	let call = calls::rotate_key(id, &new.public(), expires, &signature);
	context.submit(&chain, &call, &on.signer.signer).await
}

async fn act_as(context: &Context, device: &str, key: &str, call: &AsCall) -> Result<()> {
	let device = context.store()?.account(device)?;
	let chain = context.connect().await?;
	let inner = encoded(context, &chain, call).await?;
	context.submit(&chain, &calls::as_device(device, inner), key).await
}

/// The bytes of the call that the command line names.
pub async fn encoded(context: &Context, chain: &Chain, call: &AsCall) -> Result<Vec<u8>> {
	match (&call.call, &call.remark, call.transfer.as_deref()) {
		(Some(data), _, _) => parse_hex(data),
		(None, Some(text), _) => chain.call_data(&calls::remark(text)).await,
		(None, None, Some([to, amount])) => {
			let plancks = chain.units.parse_amount(amount)?;
			chain.call_data(&calls::transfer(context.store()?.account(to)?, plancks)).await
		},
		_ => Err(Failure::usage("Name --call, --remark or --transfer.")),
	}
}

async fn forget(context: &Context, on: &OnDevice) -> Result<()> {
	let device = context.store()?.account(&on.device)?;
	let chain = context.connect().await?;
	let owner = context.signer(&chain, &on.signer.signer)?;
	loop {
		let receipt = chain.submit(&calls::forget_device(device, MAX_FORGET), &owner).await?;
		context.out.receipt(&receipt, &chain.units);
		if receipt.event("DeviceRegistry", "DeviceForgotten").is_some() {
			return Ok(());
		}
	}
}

/// The device that an argument names: by its id, or else by its code.
async fn show(context: &Context, text: &str) -> Result<()> {
	let account = context.store()?.account(text)?;
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let mut device = find(&chain, &at, &account).await?;
	if device.is_none() && text.starts_with("0x") {
		let question = api::runtime_apis().device_registry_api().device_by_code(account);
		device = chain.ask(&at, question).await?;
	}
	let Some(device) = device else {
		return Err(Failure::bad_input(format!("The chain knows no device {text}."))
			.remedy("A device's id is the account of its first key, also after a rotation."));
	};
	let offers = api::storage().device_registry().offers();
	let offer: Option<Offer> = chain.read(&at, offers, (device.id,)).await?;
	let offer = offer.map(|offer| offer.json(&chain.units));
	context.out.record(&device.record(&chain.units).with("offer", offer.unwrap_or(Value::Null)));
	Ok(())
}

async fn list(context: &Context, owner: &str, limit: u32) -> Result<()> {
	let owner = context.store()?.account(owner)?;
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let most = usize::try_from(limit).unwrap_or(usize::MAX);
	let mut rows = Vec::new();
	let mut cursor = None;
	loop {
		let question =
			api::runtime_apis().device_registry_api().devices_of(AccountId32(owner), cursor, PAGE);
		let page: DevicePage = chain.ask(&at, question).await?;
		rows.extend(page.devices.iter().map(|device| device.row(&chain.units)));
		cursor = page.cursor;
		if rows.len() >= most || cursor.is_none() {
			break;
		}
	}
	if rows.len() > most || cursor.is_some() {
		context.out.note(&format!("There are more than {limit}; --limit shows more."));
	}
	rows.truncate(most);
	context.out.list(&rows, "The account owns no device.");
	Ok(())
}

/// All keys of a device, oldest first.
pub async fn keys_of(chain: &Chain, at: &At, device: &AccountBytes) -> Result<Vec<KeyRecord>> {
	let mut keys: Vec<KeyRecord> = Vec::new();
	loop {
		let from = keys.last().map_or(0, |last| last.generation.saturating_add(1));
		let question =
			api::runtime_apis().device_registry_api().key_history(AccountId32(*device), from);
		let page: Vec<KeyRecord> = chain.ask(at, question).await?;
		// The present key, which ends nowhere, is the last.
		let is_last = page.last().is_none_or(|last| last.to.is_none());
		keys.extend(page);
		if is_last {
			return Ok(keys);
		}
	}
}

async fn history(context: &Context, device: &str) -> Result<()> {
	let device = context.store()?.account(device)?;
	let chain = context.connect().await?;
	let at = chain.best().await?;
	known(&chain, &at, &device).await?;
	let keys = keys_of(&chain, &at, &device).await?;
	let records: Vec<Record> = keys.iter().map(KeyRecord::record).collect();
	context.out.list(&records, "The chain knows no such device.");
	Ok(())
}

async fn genuine(context: &Context, code: Digest) -> Result<()> {
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let question = api::runtime_apis().device_registry_api().genuine(code);
	let answer: Genuineness = chain.ask(&at, question).await?;
	let record = Record::new().with("code", hex(code));
	let record = match answer {
		Genuineness::Unknown => record.with(
			"verdict",
			"unknown: no device on the chain has this code; not claimed yet, or a forgery",
		),
		Genuineness::SelfDeclared { device } => record
			.with("verdict", "self-declared: no manufacturer stands behind it")
			.with("device", chain.units.address(&device.id.0))
			.with("owner", chain.units.address(&device.owner.0))
			.with("model", utf8(&device.model))
			.with("state", device.state.text()),
		Genuineness::Made { device, manufacturer } => {
			let record = record
				.with("verdict", "made by its manufacturer")
				.with("device", chain.units.address(&device.id.0))
				.with("owner", chain.units.address(&device.owner.0))
				.with("model", utf8(&device.model))
				.with("state", device.state.text());
			match manufacturer {
				Some(maker) => record
					.with("manufacturer", maker.id)
					.with("manufacturer name", utf8(&maker.name))
					.with("manufacturer account", chain.units.address(&maker.account.0))
					.with("manufacturer state", maker.state.text()),
				None => record.with("manufacturer", "has left since"),
			}
		},
	};
	context.out.record(&record);
	Ok(())
}
