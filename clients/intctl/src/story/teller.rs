// SPDX-License-Identifier: Apache-2.0

//! Who is in the story, and who tells it.

use crate::{
	chain::{Chain, Receipt, Sent},
	errors::{Failure, Result},
	keys::{Keypair, Scheme},
	output::Output,
	text::{duration, hex, Units},
};
use int_primitives::{AccountBytes, Millis};
use std::{
	path::PathBuf,
	time::{Duration, Instant},
};
use subxt::tx::Payload;

/// Somebody in the story.
#[derive(Clone)]
pub struct Actor {
	/// What the story calls it.
	pub name: &'static str,
	/// Its key.
	pub pair: Keypair,
}

impl Actor {
	fn known(name: &'static str, secret: &str) -> Result<Self> {
		Ok(Self { name, pair: Keypair::from_secret(Scheme::Sr25519, secret)? })
	}

	/// Its account.
	pub fn account(&self) -> AccountBytes {
		self.pair.account()
	}
}

/// Who and what there is from the beginning.
pub struct Stage {
	/// The chain.
	pub chain: Chain,
	/// Has the key of sudo.
	pub alice: Actor,
	/// Makes devices, and brings buyers and sellers together.
	pub bob: Actor,
	/// Owns the device first.
	pub charlie: Actor,
	/// Owns it then, and sells what it can do.
	pub dave: Actor,
	/// Buys.
	pub eve: Actor,
	/// Buys.
	pub ferdie: Actor,
	/// Where the story keeps its files.
	pub folder: PathBuf,
	/// Devices in the lot.
	pub devices: u64,
}

impl Stage {
	/// The people of every development chain.
	pub fn new(chain: Chain, folder: PathBuf, devices: u64) -> Result<Self> {
		Ok(Self {
			alice: Actor::known("Alice", "//Alice")?,
			bob: Actor::known("Bob", "//Bob")?,
			charlie: Actor::known("Charlie", "//Charlie")?,
			dave: Actor::known("Dave", "//Dave")?,
			eve: Actor::known("Eve", "//Eve")?,
			ferdie: Actor::known("Ferdie", "//Ferdie")?,
			chain,
			folder,
			devices,
		})
	}
}

/// What was told of a step.
#[derive(Default)]
pub struct Step {
	/// What it is about.
	pub title: String,
	/// What was said.
	pub lines: Vec<String>,
	/// The blocks of its transactions.
	pub blocks: Vec<u64>,
	/// Whether it came to its end.
	pub done: bool,
}

/// A transaction on its way, with whose it is and what it does.
pub struct Started {
	who: &'static str,
	what: String,
	sent: Sent,
}

/// Tells the story while it happens.
pub struct Teller {
	/// Where it is written to.
	pub out: Output,
	/// How the chain writes money.
	pub units: Units,
	/// What was told.
	pub steps: Vec<Step>,
	/// How many steps there are.
	pub of: usize,
}

impl Teller {
	/// Says something outside of a step.
	pub fn tell(&self, text: &str) {
		// Data goes to standard output, and for machines that is the end of the story only.
		if self.out.is_json() {
			self.out.note(text);
		} else {
			self.out.line(text);
		}
	}

	/// Begins a step.
	pub fn begin(&mut self, title: impl Into<String>) {
		let title = title.into();
		let number = self.steps.len().saturating_add(1);
		self.tell(&format!("[{number:>2}/{}] {title}", self.of));
		self.steps.push(Step { title, ..Step::default() });
	}

	/// Says something in a step.
	pub fn say(&mut self, line: impl Into<String>) {
		let line = line.into();
		self.tell(&format!("        {line}"));
		if let Some(step) = self.steps.last_mut() {
			step.lines.push(line);
		}
	}

	/// Ends a step.
	pub fn done(&mut self) {
		if let Some(step) = self.steps.last_mut() {
			step.done = true;
		}
	}

	/// Steps that came to their end.
	pub fn count(&self) -> usize {
		self.steps.iter().filter(|step| step.done).count()
	}

	/// Says what became of a transaction.
	pub fn receipt(&mut self, who: &'static str, what: &str, receipt: &Receipt) {
		let paid = match receipt.fee {
			None => "free".into(),
			Some(fee) => {
				let amount = fee.units(&self.units).amount(fee.plancks());
				match fee.fleet() {
					Some(fleet) => format!("the pot of fleet {fleet} paid {amount} for {who}"),
					None => format!("{who} paid {amount}"),
				}
			},
		};
		let line = format!("{what}: block {} {}, {paid}", receipt.block, hex(receipt.block_hash));
		if let Some(step) = self.steps.last_mut() {
			step.blocks.push(receipt.block);
		}
		self.say(line);
	}

	/// Sends a transaction and waits for its block.
	pub async fn send<C: Payload>(
		&mut self,
		chain: &Chain,
		who: &Actor,
		what: &str,
		call: &C,
	) -> Result<Receipt> {
		let started = start(chain, who, what, call).await?;
		self.finish(chain, started).await
	}

	/// Waits for the block of a transaction that was started.
	pub async fn finish(&mut self, chain: &Chain, started: Started) -> Result<Receipt> {
		let receipt = chain.included(started.sent).await?;
		self.receipt(started.who, &started.what, &receipt);
		Ok(receipt)
	}
}

/// Something that takes its time: it says now and then how long it still takes, and gives up at
/// last.
pub struct Waiting {
	what: &'static str,
	begun: Instant,
	said: Option<Instant>,
}

impl Waiting {
	/// Begins to wait.
	pub fn new(what: &'static str) -> Self {
		Self { what, begun: Instant::now(), said: None }
	}

	/// Waits a little. `left` is how long it will still take, as far as one knows; 0 for some
	/// blocks.
	pub async fn pause(&mut self, teller: &Teller, left: Millis) -> Result<()> {
		if self.begun.elapsed() > LONGEST_WAIT {
			return Err(Failure::other(format!("{} takes too long", self.what)));
		}
		if self.said.is_none_or(|said| said.elapsed() >= PROGRESS) {
			self.said = Some(Instant::now());
			let left = match left {
				0 => "some blocks".into(),
				left => duration(left),
			};
			teller.tell(&format!("        ... {}: {left} to go", self.what));
		}
		tokio::time::sleep(PAUSE).await;
		Ok(())
	}
}

/// How often the chain is looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// How often it is said that something takes time.
const PROGRESS: Duration = Duration::from_secs(10);

/// After which time nothing is waited for any more.
const LONGEST_WAIT: Duration = Duration::from_secs(900);

/// Sends a transaction, without waiting for its block.
pub async fn start<C: Payload>(
	chain: &Chain,
	who: &Actor,
	what: &str,
	call: &C,
) -> Result<Started> {
	let sent = chain.send(call, &who.pair).await?;
	Ok(Started { who: who.name, what: what.into(), sent })
}

/// An error unless it is so.
pub fn expect(holds: bool, otherwise: impl Into<String>) -> Result<()> {
	if holds {
		Ok(())
	} else {
		Err(Failure::other(otherwise))
	}
}
