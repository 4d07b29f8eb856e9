// SPDX-License-Identifier: Apache-2.0

//! `intctl device agent` and `intctl device verify-reading`.

use super::{device, read_text, Context};
use crate::{
	agent::{sensors::Sensors, sequence::Sequence, Identity, SignedReading},
	chain::{wall_clock, At, Chain},
	cli::Agent,
	errors::{Failure, Result},
	keys::{self, store::data_folder, Keypair},
	output::Record,
	text::{hex, Units},
};
use codec::Encode;
use int_primitives::{identity::DeviceKey, signed::Statement, AccountBytes, Millis};
use serde_json::Value;
use std::{collections::HashMap, path::Path, sync::Arc, time::Duration};

/// A machine that signs what its sensors read.
pub struct Machine {
	/// Whose readings they are.
	pub identity: Identity,
	/// The key that signs.
	pub pair: Keypair,
	/// The numbers of the readings.
	pub sequence: Sequence,
	/// The sensors.
	pub sensors: Sensors,
	/// For how long a reading counts as fresh.
	pub lifetime: Millis,
}

impl Machine {
	/// One reading, signed.
	pub fn read(&mut self) -> Result<Value> {
		let body = self.sensors.read().json();
		let taken = wall_clock();
		let number = self.sequence.next(taken)?;
		Ok(self.identity.sign(&self.pair, number, taken, self.lifetime, &body))
	}
}

async fn identity(context: &Context, agent: &Agent, pair: &Keypair) -> Result<Identity> {
	let device = match &agent.device {
		Some(device) => context.store()?.account(device)?,
		None => pair.account(),
	};
	if agent.offline {
		let genesis = context.genesis()?.ok_or_else(|| {
			Failure::usage("--offline needs --genesis: readings are for one chain.")
		})?;
		let (generation, units) = (agent.generation, Units::default());
		return Ok(Identity { genesis, device, generation, units });
	}
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let known = device::known(&chain, &at, &device).await?;
	if known.key_account.0 != pair.account() {
		return Err(Failure::key(format!(
			"That is not the present key of the device {}.",
			chain.units.address(&device)
		))
		.remedy("Name the key of its last rotation with --device-key."));
	}
	Ok(Identity {
		genesis: chain.genesis,
		device,
		generation: known.generation,
		units: chain.units,
	})
}

/// `intctl device agent`.
pub async fn agent(context: &Context, agent: &Agent) -> Result<()> {
	let pair = context.store()?.unlock(&agent.device_key)?;
	let identity = identity(context, agent, &pair).await?;
	let path = match &agent.sequence_file {
		Some(path) => path.clone(),
		None => data_folder()?.join("sequences").join(hex(identity.device)),
	};
	let mut machine = Machine {
		identity,
		pair,
		sequence: Sequence::open(&path)?,
		sensors: Sensors::new(),
		lifetime: agent.lifetime,
	};
	let mut left = match agent.interval {
		Some(_) => agent.count,
		None => Some(1),
	};
	while left != Some(0) {
		context.out.line(&machine.read()?.to_string());
		left = left.map(|left| left.saturating_sub(1));
		if left == Some(0) {
			break;
		}
		let pause = Duration::from_millis(agent.interval.unwrap_or_default());
		tokio::select! {
			() = tokio::time::sleep(pause) => {},
			// Whatever is wrong with the signal, a person wants to end this.
			_ = tokio::signal::ctrl_c() => break,
		}
	}
	Ok(())
}

/// Checks readings one after the other.
#[derive(Default)]
pub struct Checker {
	keys: HashMap<AccountBytes, Arc<[(u32, DeviceKey)]>>,
	last: HashMap<AccountBytes, u64>,
}

impl Checker {
	/// Checks a line: its signature under the key of its generation, and that its number is above
	/// that of the device's line before. The inner error says what is wrong with it.
	pub async fn check(
		&mut self,
		chain: &Chain,
		at: &At,
		line: &str,
	) -> Result<Result<SignedReading, String>> {
		let signed = match SignedReading::parse(line) {
			Ok(signed) => signed,
			Err(what) => return Ok(Err(what)),
		};
		let reading = &signed.reading;
		let keys = match self.keys.get(&reading.device) {
			Some(keys) => Arc::clone(keys),
			None => {
				let keys = device::keys_of(chain, at, &reading.device).await?;
				let keys: Arc<[_]> =
					keys.into_iter().map(|key| (key.generation, key.key.0)).collect();
				self.keys.insert(reading.device, Arc::clone(&keys));
				keys
			},
		};
		if keys.is_empty() {
			return Ok(Err("the chain knows no such device".into()));
		}
		let key = keys.iter().find(|(generation, _)| *generation == reading.generation);
		let Some((_, key)) = key else {
			return Ok(Err(format!("the device never had a key {}", reading.generation)));
		};
		let message = Statement::new(chain.genesis, reading.clone()).encode();
		if !keys::verify(key, &message, &signed.signature) {
			return Ok(Err("the signature is not by the device's key on this chain".into()));
		}
		match self.last.insert(reading.device, reading.sequence) {
			Some(last) if last >= reading.sequence => {
				self.last.insert(reading.device, last);
				Ok(Err(format!("its sequence {} is not above {last}", reading.sequence)))
			},
			_ => Ok(Ok(signed)),
		}
	}
}

/// `intctl device verify-reading`.
pub async fn verify(context: &Context, file: &Path) -> Result<()> {
	let text = read_text(file)?;
	let chain = context.connect().await?;
	let at = chain.best().await?;
	let now = chain.time(&at).await?;
	let mut checker = Checker::default();
	let (mut records, mut wrong) = (Vec::new(), 0u64);
	for (number, line) in (1u64..).zip(text.lines()) {
		if line.trim().is_empty() {
			continue;
		}
		let record = Record::new().with("line", number);
		records.push(match checker.check(&chain, &at, line).await? {
			Ok(signed) => {
				let reading = signed.reading;
				let fresh = now <= reading.expires;
				record
					.with("device", chain.units.address(&reading.device))
					.with("generation", reading.generation)
					.with("sequence", reading.sequence)
					.with("genuine", true)
					.with(
						"verdict",
						if fresh { "genuine, fresh" } else { "genuine, no longer fresh" },
					)
			},
			Err(what) => {
				wrong = wrong.saturating_add(1);
				record
					.with("device", Value::Null)
					.with("generation", Value::Null)
					.with("sequence", Value::Null)
					.with("genuine", false)
					.with("verdict", what)
			},
		});
	}
	context.out.list(&records, "There is no reading in it.");
	if wrong > 0 {
		return Err(Failure::bad_input(format!(
			"{wrong} of {} readings are not genuine.",
			records.len()
		))
		.remedy("Use only those that are, and have the device send the others again."));
	}
	Ok(())
}
