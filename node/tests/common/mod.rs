// SPDX-License-Identifier: GPL-3.0-or-later

//! The real binary in a process of its own, on free ports, and what tests ask it.

// Each test binary uses a part of this.
#![allow(dead_code)]

use codec::{Compact, Decode, Encode};
use serde_json::{json, Value};
use sp_core::{
	bytes::{from_hex, to_hex},
	sr25519, Pair, H256,
};
use sp_io::hashing::twox_128;
use std::{
	io::{BufRead, BufReader, Read, Write},
	net::{SocketAddr, TcpStream},
	path::Path,
	process::{Child, Command, Output, Stdio},
	sync::{mpsc, Arc, Mutex, MutexGuard, PoisonError},
	thread,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Long enough for any step on a slow and busy machine.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// Milliseconds of a relay chain's slot.
pub const RELAY_SLOT_MILLIS: u64 = 6_000;

/// Lets one test at a time run its nodes: what they measure is then their own doing.
pub fn alone() -> MutexGuard<'static, ()> {
	static ONE: Mutex<()> = Mutex::new(());
	ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the nodes of all tests keep compiled runtimes, this run's and the next's: only the first of
/// them compiles.
pub const COMPILED: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/compiled");

/// The binary with `args`, ready to be run.
pub fn int_node(args: &[&str]) -> Command {
	let mut command = Command::new(env!("CARGO_BIN_EXE_int-node"));
	command.env("INT_COMPILED_RUNTIMES", COMPILED).args(args);
	command
}

/// Runs a command to its end.
pub fn run(args: &[&str]) -> Output {
	int_node(args).stdin(Stdio::null()).output().expect("the binary starts")
}

/// Runs a command that must succeed, and returns its standard output.
pub fn stdout_of(args: &[&str]) -> String {
	let output = run(args);
	assert!(
		output.status.success(),
		"int-node {args:?} failed: {}",
		String::from_utf8_lossy(&output.stderr),
	);
	String::from_utf8(output.stdout).expect("text")
}

/// `path` as an argument.
pub fn arg(path: &Path) -> &str {
	path.to_str().expect("temporary folders have plain names")
}

/// Asks until there is an answer.
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
	let start = Instant::now();
	loop {
		if let Some(answer) = ask() {
			return answer;
		}
		assert!(start.elapsed() < PATIENCE, "no {what} after {PATIENCE:?}");
		thread::sleep(Duration::from_millis(20));
	}
}

/// The key of a single value in a pallet's storage, as RPC and chain specs write it.
pub fn storage_key(pallet: &str, item: &str) -> String {
	to_hex(&[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat(), false)
}

/// Milliseconds since 1970, by this machine's clock.
pub fn wall_clock() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
	u64::try_from(now.as_millis()).expect("before the year 584556019")
}

/// A running node. It dies with this value.
pub struct Node {
	child: Child,
	log: Arc<Mutex<String>>,
	address: SocketAddr,
	/// When the process was started.
	pub started: Instant,
}

impl Node {
	/// Starts a node on `base_path` that must come up.
	pub fn start(base_path: &Path, args: &[&str]) -> Self {
		Self::try_start(base_path, args).unwrap_or_else(|log| panic!("no RPC server:\n{log}"))
	}

	/// Starts a node on `base_path`. If it stops before it serves RPC, returns its log.
	pub fn try_start(base_path: &Path, args: &[&str]) -> Result<Self, String> {
		Self::try_start_on(["0", "0"], base_path, args, &[])
	}

	/// Starts a node that is to serve RPC and peers on these two ports, with options for its relay
	/// chain node if there are any.
	pub fn try_start_on(
		[rpc_port, port]: [&str; 2],
		base_path: &Path,
		args: &[&str],
		relay: &[&str],
	) -> Result<Self, String> {
		let started = Instant::now();
		let mut child = int_node(args)
			.arg("--base-path")
			.arg(base_path)
			.args(["--rpc-port", rpc_port, "--port", port, "--no-prometheus", "--no-mdns"])
			.args(["--no-hardware-benchmarks", "--db-storage-threshold", "0"])
			.args(if relay.is_empty() { &[][..] } else { &["--"] })
			.args(relay)
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(Stdio::piped())
			.spawn()
			.expect("the binary starts");
		let stderr = child.stderr.take().expect("is piped");
		let log = Arc::new(Mutex::new(String::new()));
		let (sender, addresses) = mpsc::channel();
		let writer = log.clone();
		thread::spawn(move || {
			for line in BufReader::new(stderr).lines().map_while(Result::ok) {
				if let Some((_, address)) = line.split_once("/apps/?rpc=ws://") {
					let _ = sender.send(address.trim().to_owned());
				}
				let mut log = writer.lock().unwrap_or_else(PoisonError::into_inner);
				log.push_str(&line);
				log.push('\n');
			}
		});
		let text = || log.lock().unwrap_or_else(PoisonError::into_inner).clone();
		match addresses.recv_timeout(PATIENCE) {
			Ok(address) => {
				let address = address.parse().expect("the link ends in an address");
				Ok(Self { child, log, address, started })
			},
			Err(mpsc::RecvTimeoutError::Disconnected) => {
				child.wait().expect("the child was started here");
				Err(text())
			},
			Err(mpsc::RecvTimeoutError::Timeout) => {
				let _ = child.kill();
				Err(format!("{}\n(still running after {PATIENCE:?})", text()))
			},
		}
	}

	/// Where the node serves RPC.
	pub fn address(&self) -> SocketAddr {
		self.address
	}

	/// What the node has logged.
	pub fn log(&self) -> String {
		self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}

	/// Asks the node to stop, as an operator does, and waits until it has.
	pub fn stop(mut self) {
		let interrupt = format!("kill -INT {}", self.child.id());
		let sent = Command::new("sh").args(["-c", &interrupt]).status().expect("there is a shell");
		assert!(sent.success());
		wait_for("end of the node", || self.child.try_wait().expect("the child was started here"));
	}

	/// Calls a JSON-RPC method that must succeed.
	pub fn call(&self, method: &str, params: Value) -> Value {
		self.try_call(method, params)
			.unwrap_or_else(|error| panic!("{method}: {error}\n{}", self.log()))
	}

	/// Calls a JSON-RPC method. If the node refuses, returns its error.
	pub fn try_call(&self, method: &str, params: Value) -> Result<Value, Value> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let answer = self.post(&request.to_string());
		let mut answer: Value = serde_json::from_str(&answer)
			.unwrap_or_else(|error| panic!("{method} answered {answer:?}: {error}"));
		match answer["error"].take() {
			Value::Null => Ok(answer["result"].take()),
			error => Err(error),
		}
	}

	/// One HTTP exchange; returns the body of the answer.
	fn post(&self, body: &str) -> String {
		let mut stream = TcpStream::connect(self.address).expect("the RPC server listens");
		stream.set_read_timeout(Some(PATIENCE)).expect("not zero");
		write!(
			stream,
			"POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n\
			 Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
			self.address,
			body.len(),
		)
		.expect("the RPC server reads");
		let mut answer = String::new();
		stream.read_to_string(&mut answer).expect("the RPC server answers in text");
		let (_, body) = answer.split_once("\r\n\r\n").expect("an HTTP answer has a head");
		body.to_owned()
	}

	/// The number of the best block.
	pub fn best_number(&self) -> u32 {
		self.number(Value::Null)
	}

	/// The number of the block with this hash, or of the best one.
	pub fn number(&self, hash: Value) -> u32 {
		let header = self.call("chain_getHeader", json!([hash]));
		let number = header["number"].as_str().expect("a header has a number");
		u32::from_str_radix(number.trim_start_matches("0x"), 16).expect("hexadecimal")
	}

	/// Waits until the best block has at least this number.
	pub fn wait_for_block(&self, number: u32) {
		wait_for(&format!("block {number}"), || (self.best_number() >= number).then_some(()));
	}

	/// The hash of the block with this number, if there is one.
	pub fn hash(&self, number: u32) -> Option<String> {
		self.call("chain_getBlockHash", json!([number])).as_str().map(ToOwned::to_owned)
	}

	/// The extrinsics in the block with this number.
	pub fn extrinsics(&self, number: u32) -> usize {
		let block = self.call("chain_getBlock", json!([self.hash(number)]));
		block["block"]["extrinsics"].as_array().expect("a block has extrinsics").len()
	}

	/// A single value of a pallet's storage, at the block with this number.
	pub fn stored<T: Decode>(&self, pallet: &str, item: &str, number: u32) -> Option<T> {
		let hash = self.hash(number).expect("the block exists");
		let value = self.call("state_getStorage", json!([storage_key(pallet, item), hash]));
		let bytes = from_hex(value.as_str()?).expect("hexadecimal");
		Some(T::decode(&mut &bytes[..]).expect("the value has its type"))
	}

	/// The time of the block with this number, in milliseconds since 1970.
	pub fn time(&self, number: u32) -> u64 {
		self.stored("Timestamp", "Now", number).expect("each block sets the time")
	}

	/// The relay block that the block with this number refers to.
	pub fn relay_number(&self, number: u32) -> u32 {
		self.stored("ParachainSystem", "LastRelayChainBlockNumber", number)
			.expect("each block refers to a relay block")
	}

	/// Alice's transactions so far.
	pub fn nonce_of_alice(&self) -> u32 {
		self.nonce_of(ALICE)
	}

	/// The transactions so far of the account with this address.
	pub fn nonce_of(&self, address: &str) -> u32 {
		let nonce = self.call("system_accountNextIndex", json!([address]));
		u32::try_from(nonce.as_u64().expect("a number")).expect("few transactions")
	}

	/// Submits `call`, signed by Alice, and returns at once.
	pub fn submit(&self, call: &[u8], nonce: u32) {
		self.submit_as("//Alice", call, nonce);
	}

	/// Submits `call`, signed with this secret, and returns at once.
	pub fn submit_as(&self, secret: &str, call: &[u8], nonce: u32) {
		let version = self.call("state_getRuntimeVersion", json!([]));
		let part =
			|name: &str| u32::try_from(version[name].as_u64().expect("a number")).expect("32 bits");
		let genesis = self.hash(0).expect("there is a genesis block");
		let genesis = H256::from_slice(&from_hex(&genesis).expect("hexadecimal"));
		// Immortal, with this nonce, no tip, and no metadata hash. Other extensions encode to
		// nothing.
		let extra = (0u8, Compact(nonce), Compact(0u128), 0u8).encode();
		let implicit =
			(part("specVersion"), part("transactionVersion"), genesis, genesis, 0u8).encode();
		let mut payload = [call, &extra, &implicit].concat();
		if payload.len() > 256 {
			payload = sp_io::hashing::blake2_256(&payload).to_vec();
		}
		let pair = sr25519::Pair::from_string(secret, None).expect("a well-known key");
		let signature = pair.sign(&payload);
		// Version 4, signed; an account id; an sr25519 signature.
		let extrinsic =
			[&[0x84, 0x00][..], pair.public().as_ref(), &[0x01], signature.as_ref(), &extra, call]
				.concat()
				.encode();
		self.call("author_submitExtrinsic", json!([to_hex(&extrinsic, false)]));
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		// Both fail when the process has ended, which is what they are for.
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}

/// Alice's public key.
pub const ALICE_PUBLIC: &str = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";

/// Alice's address.
pub const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
