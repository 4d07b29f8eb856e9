// SPDX-License-Identifier: Apache-2.0

//! A network that runs.

use crate::{binaries::Binaries, chain::Chain, processes::Process};
use anyhow::{anyhow, bail, ensure, Context, Result};
use std::{
	fs,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};
use zombienet_sdk::{
	AddCollatorOptions, GlobalSettingsBuilder, LocalFileSystem, NetworkConfig, NetworkConfigExt,
	NetworkNode,
};

/// The number of our chain on the relay chain, as in the files.
pub const PARA_ID: u32 = 2_000;

/// How long the nodes may take to answer.
const SPAWN_LIMIT: u32 = 300;

/// How long the first final block of our chain may take: the relay chain's first session, in which
/// it gets its core, and a validator's first compile of the Wasm.
const FIRST_BLOCK_LIMIT: Duration = Duration::from_secs(600);

/// A file that says of a folder that it is a network's.
const MARK: &str = ".network";

/// Lines of a log that are shown when a node fails.
const LAST_LINES: usize = 25;

/// How a node of our chain follows the relay chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
	/// Over the RPC of the validators, as the collators of the files do.
	Rpc,
	/// By a relay node of its own, which is in the same process.
	ItsOwnNode,
}

/// A network of processes, which end with it.
pub struct Network {
	inner: zombienet_sdk::Network<LocalFileSystem>,
	folder: PathBuf,
	binaries: Binaries,
	began: Instant,
}

impl Network {
	/// Starts what the file describes, with all state and logs in `folder`, and waits until every
	/// node answers.
	///
	/// # Errors
	/// When a program is missing, the file cannot be read, another network is in the way, the folder
	/// holds something else, or a node does not come up; then with the last lines of the nodes' logs.
	pub async fn start(file: &Path, folder: &Path) -> Result<Self> {
		let binaries = Binaries::find()?;
		binaries.into_path()?;
		fs::create_dir_all(folder)?;
		let folder = folder.canonicalize()?;
		let settings = GlobalSettingsBuilder::new()
			.with_network_spawn_timeout(SPAWN_LIMIT)
			.with_node_spawn_timeout(SPAWN_LIMIT)
			.with_base_dir(&folder)
			// Nodes are killed on purpose here.
			.with_tear_down_on_failure(false)
			.build()
			.map_err(|errors| anyhow!("{errors:?}"))?;
		let path = file.to_str().context("the file's name is not UTF-8")?;
		let config = NetworkConfig::load_from_toml_with_settings(path, &settings)
			.with_context(|| format!("{} is no description of a network", file.display()))?;
		for node in config.relaychain().nodes() {
			ensure_alone(Process::named(node.name())?, format!("a node named {}", node.name()))?;
		}
		for node in config.parachains().iter().flat_map(|chain| chain.collators()) {
			ensure_alone(Process::named(node.name())?, format!("a node named {}", node.name()))?;
		}
		empty(&folder)?;
		let began = Instant::now();
		match config.spawn_native().await {
			Ok(inner) => Ok(Self { inner, folder, binaries, began }),
			Err(error) => Err(anyhow!("{error}\n{}", last_words(&folder))),
		}
	}

	/// Waits until our chain has a final block, and says after how long since the start that was.
	///
	/// # Errors
	/// When none comes, or a node ends meanwhile, with the last lines of the nodes' logs.
	pub async fn wait_ready(&self) -> Result<Duration> {
		let collator = self.collators().first().copied().context("a network without collators")?;
		let ready = async { Chain::of(collator).await?.wait_finalized(1, FIRST_BLOCK_LIMIT).await };
		let ready = tokio::select! {
			ready = ready => ready,
			ended = self.one_ends() => Err(anyhow!("{} ended", ended.join(", "))),
		};
		ready.map_err(|error| anyhow!("{error}\n{}", last_words(&self.folder)))?;
		Ok(self.began.elapsed())
	}

	/// Waits until a node has ended, and names it.
	async fn one_ends(&self) -> Vec<&str> {
		loop {
			let ended = self.ended();
			if !ended.is_empty() {
				return ended;
			}
			tokio::time::sleep(Duration::from_secs(1)).await;
		}
	}

	/// The nodes whose process does not run.
	pub fn ended(&self) -> Vec<&str> {
		let nodes = self.validators().into_iter().chain(self.collators());
		nodes.map(NetworkNode::name).filter(|name| self.process(name).is_err()).collect()
	}

	/// The last lines of the logs of the nodes that have ended, or of all if all run.
	pub fn last_words(&self) -> String {
		last_words(&self.folder)
	}

	/// Where everything is.
	pub fn folder(&self) -> &Path {
		&self.folder
	}

	/// The programs that it runs.
	pub fn binaries(&self) -> &Binaries {
		&self.binaries
	}

	/// The validators.
	pub fn validators(&self) -> Vec<&NetworkNode> {
		self.inner.relaychain().nodes()
	}

	/// Our collators.
	pub fn collators(&self) -> Vec<&NetworkNode> {
		self.inner.parachain(PARA_ID).map(|chain| chain.collators()).unwrap_or_default()
	}

	/// A node by its name.
	///
	/// # Errors
	/// When there is none.
	pub fn node(&self, name: &str) -> Result<&NetworkNode> {
		self.inner.get_node(name)
	}

	/// The process of a node.
	///
	/// # Errors
	/// When it does not run.
	pub fn process(&self, name: &str) -> Result<Process> {
		Process::of(name, &self.folder)
	}

	/// The log of a node.
	pub fn log(&self, name: &str) -> PathBuf {
		self.folder.join(name).join(format!("{name}.log"))
	}

	/// The chain specs with which light clients begin: the relay chain's, and ours.
	///
	/// # Errors
	/// When zombienet wrote none.
	pub fn specs(&self) -> Result<(PathBuf, PathBuf)> {
		let relay = self.folder.join(format!("{}.json", self.inner.relaychain().chain()));
		let ours = self
			.inner
			.parachain(PARA_ID)
			.and_then(|chain| chain.chain_spec_path())
			.context("our chain has no spec")?;
		Ok((relay, self.folder.join(ours)))
	}

	/// Starts one more collator, with keys that nobody knows yet and these options.
	///
	/// # Errors
	/// When it does not come up.
	pub async fn add_collator(
		&mut self,
		name: &str,
		follows: Follows,
		options: &[&str],
	) -> Result<()> {
		self.add_node(name, true, follows, options).await
	}

	/// Starts a node of our chain that makes no blocks, with these options.
	///
	/// # Errors
	/// When it does not come up.
	pub async fn add_full_node(&mut self, name: &str, options: &[&str]) -> Result<()> {
		self.add_node(name, false, Follows::Rpc, options).await
	}

	async fn add_node(
		&mut self,
		name: &str,
		is_validator: bool,
		follows: Follows,
		options: &[&str],
	) -> Result<()> {
		let relay = match follows {
			Follows::Rpc => self.relay_urls()?,
			Follows::ItsOwnNode => Vec::new(),
		};
		let args = relay.iter().map(String::as_str).chain(options.iter().copied());
		let args = args.map(Into::into).collect();
		let options = AddCollatorOptions { is_validator, args, ..Default::default() };
		self.inner
			.add_collator(name, options, PARA_ID)
			.await
			.map_err(|error| anyhow!("{error}\n{}", last_words(&self.folder)))
	}

	/// The options by which the first collator follows the relay chain: addresses that only a running
	/// network knows.
	fn relay_urls(&self) -> Result<Vec<String>> {
		let first = self.collators().first().map(|node| node.args()).unwrap_or_default();
		let relay = first.windows(2).filter(|pair| pair[0] == "--relay-chain-rpc-urls");
		let relay: Vec<_> = relay.map(|pair| format!("{}={}", pair[0], pair[1])).collect();
		ensure!(!relay.is_empty(), "the first collator follows no relay chain over RPC");
		Ok(relay)
	}

	/// The addresses of a collator's metrics: those of its own chain, and of its relay side.
	///
	/// # Errors
	/// When there is no such node.
	pub fn metrics(&self, name: &str) -> Result<Vec<String>> {
		let ports: Vec<String> = self
			.node(name)?
			.args()
			.windows(2)
			.filter(|pair| pair[0] == "--prometheus-port")
			.map(|pair| format!("http://127.0.0.1:{}/metrics", pair[1]))
			.collect();
		ensure!(!ports.is_empty(), "{name} has no port for metrics");
		Ok(ports)
	}

	/// What a person needs to use it: addresses, logs, how it is stopped.
	pub fn description(&self) -> String {
		let mut text = String::new();
		for node in self.validators().into_iter().chain(self.collators()) {
			text += &format!(
				"{:<12} {}\n{:<12} log {}\n",
				node.name(),
				node.ws_uri(),
				"",
				self.log(node.name()).display(),
			);
		}
		text
	}

	/// Ends all processes.
	///
	/// # Errors
	/// When one cannot be ended.
	pub async fn stop(self) -> Result<()> {
		Ok(self.inner.destroy().await?)
	}
}

/// Refuses to start beside a node of the same name: zombienet makes a node's key of its name, and on one
/// machine the two would find each other and take each other for their own. Or beside one that keeps
/// its state in the same folder.
fn ensure_alone(others: Vec<(Process, Vec<String>)>, what: String) -> Result<()> {
	if let Some((process, words)) = others.first() {
		bail!(
			"{what} is of a network that runs on this machine already, {process}: {}\nTwo networks with \
			 nodes of the same names, or in one folder, disturb each other. Stop the other one first.",
			words.join(" "),
		);
	}
	Ok(())
}

/// Removes what an earlier network left in its folder: zombienet would reuse it.
///
/// # Errors
/// When the network there still runs, or when what is there is no network's.
fn empty(folder: &Path) -> Result<()> {
	ensure_alone(Process::below(folder)?, format!("the folder {}", folder.display()))?;
	let mark = folder.join(MARK);
	if !mark.exists() && fs::read_dir(folder)?.next().is_some() {
		bail!(
			"{} is not empty, and no network left what is there; name another folder, or empty it",
			folder.display()
		);
	}
	// The mark stays, so that the next start goes on where this one was cut off.
	fs::write(&mark, "")?;
	for entry in fs::read_dir(folder)? {
		let entry = entry?;
		if entry.file_type()?.is_dir() {
			fs::remove_dir_all(entry.path())?;
		} else if entry.path() != mark {
			fs::remove_file(entry.path())?;
		}
	}
	Ok(())
}

/// The last lines of the logs of all nodes that do not run any more, or of all if all run.
fn last_words(folder: &Path) -> String {
	let names: Vec<String> = fs::read_dir(folder)
		.into_iter()
		.flatten()
		.flatten()
		.filter_map(|entry| entry.file_name().into_string().ok())
		.filter(|name| folder.join(name).join(format!("{name}.log")).exists())
		.collect();
	let dead: Vec<_> = names.iter().filter(|name| Process::of(name, folder).is_err()).collect();
	let shown = if dead.is_empty() { names.iter().collect() } else { dead };
	let mut text = String::new();
	for name in shown {
		let log = folder.join(name).join(format!("{name}.log"));
		let lines = fs::read_to_string(&log).unwrap_or_default();
		let lines: Vec<_> = lines.lines().collect();
		text += &format!("--- the end of {}\n", log.display());
		for line in &lines[lines.len().saturating_sub(LAST_LINES)..] {
			text += line;
			text.push('\n');
		}
	}
	text
}
