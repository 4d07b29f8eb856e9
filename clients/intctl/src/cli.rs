// SPDX-License-Identifier: Apache-2.0

//! The command line.

pub mod collator;
pub mod gas;
pub mod market;
pub mod oracle;

use crate::{
	calls::Class, errors::EXIT_CODES, keys::Scheme, lot::rows::Format, text::parse_duration,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use collator::CollatorCommand;
use gas::GasCommand;
use int_primitives::{
	directory::{Permission, SecurityLevel},
	Millis,
};
use market::{AccessCommand, DataCommand, MarketCommand};
use oracle::OracleCommand;
use std::path::PathBuf;

/// The command line of the INT chain: keys, manufacturers, lots, devices, fleets, GAS, the
/// resource market, collators.
///
/// A KEY is the name of a key in the keystore, or on a development chain //Alice, //Bob and so on
/// (ed25519://Alice and ecdsa://Alice for the other schemes). An ACCOUNT is an address, 0x and 64
/// hexadecimal digits, or a KEY.
#[derive(Debug, Parser)]
#[command(name = "intctl", version, after_help = EXIT_CODES, after_long_help = EXIT_CODES)]
pub struct Cli {
	/// What holds for every command.
	#[command(flatten)]
	pub global: Global,
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// What holds for every command.
#[derive(Debug, Clone, Args)]
pub struct Global {
	/// The node's WebSocket address
	#[arg(
		long,
		global = true,
		env = "INT_URL",
		default_value = "ws://127.0.0.1:9944",
		value_name = "URL"
	)]
	pub url: String,
	/// Go on only if the chain has this genesis hash
	#[arg(long, global = true, value_name = "HASH")]
	pub genesis: Option<String>,
	/// Write JSON for machines
	#[arg(long, global = true)]
	pub json: bool,
	/// Wait until a transaction is final, not only in a block
	#[arg(long, global = true)]
	pub finalized: bool,
	/// Seconds to wait for the node or for a block
	#[arg(
		long,
		global = true,
		default_value_t = 60,
		value_name = "SECONDS",
		value_parser = clap::value_parser!(u64).range(1..=86_400)
	)]
	pub timeout: u64,
	/// The folder of the keys (default: $XDG_DATA_HOME/intctl/keys)
	#[arg(long, global = true, value_name = "FOLDER")]
	pub keystore: Option<PathBuf>,
	/// Read the password from the first line of this file (or the variable INTCTL_PASSWORD)
	#[arg(long, global = true, value_name = "FILE")]
	pub password_file: Option<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Make, show and keep keys
	#[command(subcommand)]
	Key(KeyCommand),
	/// Look at accounts and move money
	#[command(subcommand)]
	Account(AccountCommand),
	/// Makers of devices and their standing
	#[command(subcommand)]
	Manufacturer(ManufacturerCommand),
	/// Production runs
	#[command(subcommand)]
	Lot(LotCommand),
	/// Devices: how they come in, live, change hands and go
	#[command(subcommand)]
	Device(Box<DeviceCommand>),
	/// Devices that are operated together
	#[command(subcommand)]
	Fleet(FleetCommand),
	/// GAS: prices, auction, purchase, redemption, and pots that pay for devices
	#[command(subcommand)]
	Gas(Box<GasCommand>),
	/// The oracle of prices, and an operator's feeder
	#[command(subcommand)]
	Oracle(Box<OracleCommand>),
	/// The resource market: offer, buy, meter, settle, bid, dispute
	#[command(subcommand)]
	Market(Box<MarketCommand>),
	/// Data packages: sold and bought by a fair exchange
	#[command(subcommand)]
	Data(Box<DataCommand>),
	/// Grants that a lock checks offline
	#[command(subcommand)]
	Access(Box<AccessCommand>),
	/// Collators: keys, candidacy, bonds, and who makes blocks
	#[command(subcommand)]
	Collator(CollatorCommand),
	/// Show events as they come
	Watch(Watch),
	/// The runtime's description of itself
	#[command(subcommand)]
	Metadata(MetadataCommand),
	/// Tell the whole story of a device on a development chain, with this machine as the device
	Story(Story),
	/// Print completions for a shell
	Completions {
		/// The shell
		shell: Shell,
	},
}

/// Who signs a transaction.
#[derive(Debug, Clone, Args)]
pub struct SignerArg {
	/// The key that signs and pays
	#[arg(long, value_name = "KEY")]
	pub signer: String,
}

/// `intctl key`.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
	/// Make a key
	New {
		/// Its name
		name: String,
		/// Its scheme
		#[arg(long, default_value = "sr25519")]
		scheme: Scheme,
		/// Show the phrase that the key can be made again from
		#[arg(long)]
		show_phrase: bool,
	},
	/// List the keys
	List,
	/// Show the public half of a key
	Show {
		/// The key
		#[arg(value_name = "KEY")]
		name: String,
	},
	/// Take a key over: from a file of a wallet, or from its phrase or seed
	Import {
		/// Its name
		name: String,
		/// A key file as polkadot.js and the wallets around it export it
		#[arg(long, value_name = "FILE", conflicts_with_all = ["secret_file", "scheme"])]
		wallet_file: Option<PathBuf>,
		/// A file with the phrase or seed; without it the terminal asks for it
		#[arg(long, value_name = "FILE")]
		secret_file: Option<PathBuf>,
		/// Its scheme (default: sr25519)
		#[arg(long)]
		scheme: Option<Scheme>,
	},
	/// Write a key for a wallet, encrypted; or its secret, where that is asked for
	Export {
		/// The key
		name: String,
		/// Write to this file instead of the terminal
		#[arg(long, value_name = "FILE")]
		out: Option<PathBuf>,
		/// Print the secret itself: whoever reads it has the key
		#[arg(long, conflicts_with = "out")]
		reveal: bool,
	},
	/// Remove a key for good
	Remove {
		/// The key
		name: String,
		/// Do it
		#[arg(long, required = true)]
		yes: bool,
	},
}

/// `intctl account`.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
	/// What an account has
	Show {
		/// The account
		#[arg(value_name = "ACCOUNT")]
		account: String,
	},
	/// Send INT or GAS; the sender's account stays alive
	Transfer {
		/// Who receives
		#[arg(long, value_name = "ACCOUNT")]
		to: String,
		/// How much, in whole tokens, such as 1.5 (INT) or "1.5 GAS"
		#[arg(long)]
		amount: String,
		/// Who sends
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Make an account: the same as `intctl key new`
	New {
		/// Its name
		name: String,
		/// Its scheme
		#[arg(long, default_value = "sr25519")]
		scheme: Scheme,
		/// Show the phrase that the key can be made again from
		#[arg(long)]
		show_phrase: bool,
	},
}

/// A call that only governance may make.
#[derive(Debug, Clone, Args)]
pub struct Governed {
	/// The manufacturer's number
	pub manufacturer: u32,
	/// Make the call as root with the key of sudo; without it, print the call for a proposal
	#[arg(long, value_name = "KEY")]
	pub sudo: Option<String>,
}

/// `intctl manufacturer`.
#[derive(Debug, Subcommand)]
pub enum ManufacturerCommand {
	/// Register the signer as a manufacturer; holds a bond
	Register {
		/// Its name, up to 64 bytes
		#[arg(long)]
		name: String,
		/// CID of what it says about itself: hexadecimal digits of the binary form
		#[arg(long, value_name = "HEX")]
		metadata: Option<String>,
		/// Who registers
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Change name and metadata; a new name makes it unverified
	Update {
		/// Its name, up to 64 bytes
		#[arg(long)]
		name: String,
		/// CID of what it says about itself: hexadecimal digits of the binary form
		#[arg(long, value_name = "HEX")]
		metadata: Option<String>,
		/// Who acts for it
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Governance knows who it is: it may commit lots
	Verify(Governed),
	/// Governance stops it
	Freeze(Governed),
	/// Governance lets it go on
	Release(Governed),
	/// Fill the bond up again
	TopUp(SignerArg),
	/// Leave, with bond and deposit
	Withdraw(SignerArg),
	/// Show one
	Show {
		/// Its number, or the account that acts for it
		#[arg(value_name = "NUMBER|ACCOUNT")]
		which: String,
	},
	/// List all
	List,
}

/// How well the devices of a lot guard their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Security {
	/// Nobody says anything
	Unattested,
	/// The key lies in ordinary storage
	Software,
	/// The key lies in a secure element
	SecureElement,
	/// As before, and certified by a laboratory
	Certified,
}

impl From<Security> for SecurityLevel {
	fn from(security: Security) -> Self {
		match security {
			Security::Unattested => Self::Unattested,
			Security::Software => Self::Software,
			Security::SecureElement => Self::SecureElement,
			Security::Certified => Self::Certified,
		}
	}
}

/// `intctl lot`.
#[derive(Debug, Subcommand)]
pub enum LotCommand {
	/// Make identities for devices out of one secret, for a factory or a trial
	Generate {
		/// How many
		#[arg(long)]
		count: u64,
		/// A file with the phrase or seed that all keys come from
		#[arg(long, value_name = "FILE", conflicts_with = "new_secret")]
		secret_file: Option<PathBuf>,
		/// Make a new phrase and keep it in this file
		#[arg(long, value_name = "FILE", required_unless_present = "secret_file")]
		new_secret: Option<PathBuf>,
		/// The name of the run; the key of device i is at //RUN//i
		#[arg(long)]
		run: String,
		/// What the serial numbers begin with (default: the name of the run and -)
		#[arg(long)]
		serial: Option<String>,
		/// Their scheme
		#[arg(long, default_value = "ed25519")]
		scheme: Scheme,
		/// The CSV file to write
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Build the tree of a run from a CSV or JSON Lines file with the columns serial, key, scheme
	Build {
		/// The file of the run
		input: PathBuf,
		/// How it is written (default: by its name)
		#[arg(long)]
		format: Option<Format>,
		/// The scheme of lines that name none
		#[arg(long)]
		scheme: Option<Scheme>,
		/// The account of the manufacturer: it is in the code of each device
		#[arg(long, value_name = "ACCOUNT")]
		maker: String,
		/// The model, up to 24 bytes
		#[arg(long)]
		model: String,
		/// The tree's file; keep it, proofs are made from it
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Show a device of a tree with its proof
	Proof {
		/// The tree's file
		#[arg(long, value_name = "FILE")]
		tree: PathBuf,
		/// Which device
		#[command(flatten)]
		which: InLot,
	},
	/// Commit a tree to the chain
	Commit {
		/// The tree's file
		#[arg(long, value_name = "FILE")]
		tree: PathBuf,
		/// How well the devices guard their keys
		#[arg(long, default_value = "unattested")]
		security: Security,
		/// SHA-256 of the firmware, hexadecimal digits
		#[arg(long, value_name = "HASH")]
		firmware: Option<String>,
		/// CID of what is known of the run: hexadecimal digits of the binary form
		#[arg(long, value_name = "HEX")]
		metadata: Option<String>,
		/// The manufacturer
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Show a lot
	Show {
		/// Its number
		lot: u32,
	},
	/// Close a lot for good: nothing more can be claimed
	Close {
		/// Its number
		lot: u32,
		/// The manufacturer
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Remove a closed lot with its claim bits; the deposits return
	Reap {
		/// Its number
		lot: u32,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
}

/// A device of a tree.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub struct InLot {
	/// Its serial number
	#[arg(long)]
	pub serial: Option<String>,
	/// The account of its first key
	#[arg(long, value_name = "ACCOUNT")]
	pub device: Option<String>,
	/// Its index, from 0
	#[arg(long)]
	pub index: Option<u32>,
}

/// A device and who acts on it.
#[derive(Debug, Clone, Args)]
pub struct OnDevice {
	/// The device
	#[arg(value_name = "ACCOUNT")]
	pub device: String,
	/// Who acts
	#[command(flatten)]
	pub signer: SignerArg,
}

/// What a device is when it comes in.
#[derive(Debug, Clone, Args)]
pub struct Incoming {
	/// The device's own key: it consents to its owner
	#[arg(long, value_name = "KEY")]
	pub device_key: String,
	/// Whether it is always reachable
	#[arg(long, default_value = "always-on")]
	pub class: Class,
	/// CID of what is known of it: hexadecimal digits of the binary form
	#[arg(long, value_name = "HEX")]
	pub metadata: Option<String>,
	/// The owner
	#[command(flatten)]
	pub signer: SignerArg,
}

/// `intctl device`.
#[derive(Debug, Subcommand)]
pub enum DeviceCommand {
	/// Register a device that the signer made
	Register {
		/// The model, up to 24 bytes
		#[arg(long)]
		model: String,
		/// The serial number, up to 32 bytes
		#[arg(long)]
		serial: String,
		/// What it is
		#[command(flatten)]
		incoming: Incoming,
	},
	/// Claim a device out of a lot
	Claim {
		/// The lot's number
		#[arg(long)]
		lot: u32,
		/// The tree's file
		#[arg(long, value_name = "FILE")]
		tree: PathBuf,
		/// What it is
		#[command(flatten)]
		incoming: Incoming,
	},
	/// Put a device into use
	Activate(OnDevice),
	/// Put a device out of use for now
	Suspend(OnDevice),
	/// Put a device back into use
	Resume(OnDevice),
	/// Offer a device to somebody
	Offer {
		/// Which, and who owns it
		#[command(flatten)]
		on: OnDevice,
		/// Who may accept
		#[arg(long, value_name = "ACCOUNT")]
		to: String,
		/// For how long
		#[arg(long = "for", default_value = "24h", value_name = "TIME", value_parser = parse_duration)]
		lifetime: Millis,
	},
	/// Take a device over that is offered to the signer
	Accept(OnDevice),
	/// Withdraw an offer
	WithdrawOffer(OnDevice),
	/// Give a device a new key
	Rotate {
		/// Which, and who owns it
		#[command(flatten)]
		on: OnDevice,
		/// The new key: it consents to the device
		#[arg(long, value_name = "KEY")]
		new_key: String,
	},
	/// Make a call in the name of a device, by its present key
	As {
		/// The device
		#[arg(value_name = "ACCOUNT")]
		device: String,
		/// The device's present key
		#[arg(long, value_name = "KEY")]
		device_key: String,
		/// The call
		#[command(flatten)]
		call: AsCall,
	},
	/// Record the firmware of a device
	Firmware {
		/// Which, and who acts
		#[command(flatten)]
		on: OnDevice,
		/// SHA-256 of it, hexadecimal digits; nothing removes it
		#[arg(long, value_name = "HASH")]
		hash: Option<String>,
	},
	/// Change the metadata of a device
	Metadata {
		/// Which, and who acts
		#[command(flatten)]
		on: OnDevice,
		/// CID: hexadecimal digits of the binary form; nothing removes it
		#[arg(long, value_name = "HEX")]
		cid: Option<String>,
	},
	/// Put a device out of use for good
	Retire(OnDevice),
	/// Remove the record of a device that retired long ago; its deposit returns
	Forget(OnDevice),
	/// Show a device
	Show {
		/// The device, or 0x and 64 hexadecimal digits of its code
		#[arg(value_name = "ACCOUNT|CODE")]
		device: String,
	},
	/// List the devices of an owner
	List {
		/// The owner
		#[arg(long, value_name = "ACCOUNT")]
		owner: String,
		/// At most so many
		#[arg(long, default_value_t = 1_000)]
		limit: u32,
	},
	/// List the keys that a device has had
	History {
		/// The device
		#[arg(value_name = "ACCOUNT")]
		device: String,
	},
	/// Make a challenge for a device: a question that only its present key can answer
	Challenge {
		/// The device
		#[arg(value_name = "ACCOUNT")]
		device: String,
		/// Who asks
		#[arg(long, value_name = "ACCOUNT")]
		challenger: String,
		/// For how long the answer is good
		#[arg(long = "for", default_value = "5m", value_name = "TIME", value_parser = parse_duration)]
		lifetime: Millis,
		/// Write to this file instead of the terminal
		#[arg(long, value_name = "FILE")]
		out: Option<PathBuf>,
	},
	/// Answer a challenge, on the device
	Answer {
		/// The file of the challenge; - for standard input
		#[arg(value_name = "FILE")]
		challenge: PathBuf,
		/// The device's present key
		#[arg(long, value_name = "KEY")]
		device_key: String,
		/// Write to this file instead of the terminal
		#[arg(long, value_name = "FILE")]
		out: Option<PathBuf>,
	},
	/// Ask the chain whether an answer is the device's
	Verify {
		/// The file of the answer; - for standard input
		#[arg(value_name = "FILE")]
		answer: PathBuf,
	},
	/// Ask the chain what stands behind a code
	Genuine {
		/// The code, 0x and 64 hexadecimal digits
		#[arg(long, value_name = "CODE", required_unless_present = "serial")]
		code: Option<String>,
		/// The account of the maker, to compute the code with model and serial
		#[arg(long, value_name = "ACCOUNT", conflicts_with = "code", requires = "model")]
		maker: Option<String>,
		/// The model
		#[arg(long, conflicts_with = "code", requires = "serial")]
		model: Option<String>,
		/// The serial number
		#[arg(long, conflicts_with = "code", requires = "maker")]
		serial: Option<String>,
	},
	/// Be a device: read this machine's sensors and write each reading as a signed line of JSON
	Agent(Agent),
	/// Check signed readings against the chain
	VerifyReading {
		/// The file of the readings; - for standard input
		#[arg(value_name = "FILE", default_value = "-")]
		readings: PathBuf,
	},
}

/// The call within `intctl device as`.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub struct AsCall {
	/// Any call, encoded, in hexadecimal digits (polkadot.js Apps shows it)
	#[arg(long, value_name = "HEX")]
	pub call: Option<String>,
	/// A remark on the chain
	#[arg(long, value_name = "TEXT")]
	pub remark: Option<String>,
	/// A payment: the receiver, and how much INT
	#[arg(long, num_args = 2, value_names = ["ACCOUNT", "AMOUNT"])]
	pub transfer: Option<Vec<String>>,
}

/// `intctl device agent`.
#[derive(Debug, Clone, Args)]
pub struct Agent {
	/// The device's present key
	#[arg(long, value_name = "KEY")]
	pub device_key: String,
	/// The device (default: the account of the key, right as long as it was never rotated)
	#[arg(long, value_name = "ACCOUNT")]
	pub device: Option<String>,
	/// Read again and again, so far apart; without it, once
	#[arg(long, value_name = "TIME", value_parser = parse_duration)]
	pub interval: Option<Millis>,
	/// Stop after so many readings
	#[arg(long, value_name = "NUMBER", requires = "interval")]
	pub count: Option<u64>,
	/// For how long a reading counts as fresh
	#[arg(long = "fresh-for", default_value = "10m", value_name = "TIME", value_parser = parse_duration)]
	pub lifetime: Millis,
	/// Ask no node; needs --genesis
	#[arg(long)]
	pub offline: bool,
	/// The generation of the key, with --offline
	#[arg(long, default_value_t = 0, value_name = "NUMBER", requires = "offline")]
	pub generation: u32,
	/// Where the last sequence number is kept (default: in $XDG_DATA_HOME/intctl/sequences)
	#[arg(long, value_name = "FILE")]
	pub sequence_file: Option<PathBuf>,
}

/// What an operator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum May {
	/// Activate, suspend and resume
	Lifecycle,
	/// Record firmware
	Firmware,
	/// Change metadata
	Metadata,
	/// Offer and buy in its name
	Trade,
}

impl From<May> for Permission {
	fn from(may: May) -> Self {
		match may {
			May::Lifecycle => Self::Lifecycle,
			May::Firmware => Self::Firmware,
			May::Metadata => Self::Metadata,
			May::Trade => Self::Trade,
		}
	}
}

/// `intctl fleet`.
#[derive(Debug, Subcommand)]
pub enum FleetCommand {
	/// Make a fleet
	Create {
		/// Its name, up to 64 bytes
		#[arg(long)]
		name: String,
		/// The owner
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Remove an empty fleet; its deposit returns
	Dissolve {
		/// Its number
		fleet: u32,
		/// The owner
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Put a device into a fleet
	Assign {
		/// Its number
		fleet: u32,
		/// The device
		#[arg(long, value_name = "ACCOUNT")]
		device: String,
		/// The owner
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Take a device out of its fleet
	Unassign {
		/// The device
		#[arg(long, value_name = "ACCOUNT")]
		device: String,
		/// The owner
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Who else may act for a fleet
	#[command(subcommand)]
	Operator(OperatorCommand),
	/// Show a fleet with its operators
	Show {
		/// Its number
		fleet: u32,
	},
}

/// `intctl fleet operator`.
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
	/// Appoint an operator, or change its limits
	Set {
		/// The fleet's number
		fleet: u32,
		/// The operator
		#[arg(long, value_name = "ACCOUNT")]
		operator: String,
		/// What it may do
		#[arg(long, value_delimiter = ',', required = true)]
		may: Vec<May>,
		/// How often in a day
		#[arg(long, value_name = "NUMBER")]
		per_day: u32,
		/// For how long (default: until it is dismissed)
		#[arg(long = "for", value_name = "TIME", value_parser = parse_duration)]
		lifetime: Option<Millis>,
		/// The owner
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Dismiss an operator
	Remove {
		/// The fleet's number
		fleet: u32,
		/// The operator
		#[arg(long, value_name = "ACCOUNT")]
		operator: String,
		/// The owner, or the operator itself
		#[command(flatten)]
		signer: SignerArg,
	},
}

/// `intctl watch`.
#[derive(Debug, Clone, Args)]
pub struct Watch {
	/// Only events of these pallets, such as DeviceRegistry
	#[arg(long, value_name = "PALLET")]
	pub pallet: Vec<String>,
	/// Stop after so many blocks
	#[arg(long, value_name = "NUMBER")]
	pub blocks: Option<u64>,
}

/// `intctl metadata`.
#[derive(Debug, Subcommand)]
pub enum MetadataCommand {
	/// Write the node's metadata to a file
	Export {
		/// The file
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Compare the node's metadata with what this intctl was built for
	Check,
}

/// `intctl story`.
#[derive(Debug, Clone, Args)]
pub struct Story {
	/// Where the story keeps its files (default: a new folder in $XDG_DATA_HOME/intctl/stories)
	#[arg(long, value_name = "FOLDER")]
	pub folder: Option<PathBuf>,
	/// Devices in the lot
	#[arg(
		long,
		default_value_t = 1_000,
		value_name = "NUMBER",
		value_parser = clap::value_parser!(u64).range(1..=1_000_000)
	)]
	pub devices: u64,
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}

	#[test]
	fn a_device_of_a_tree_is_named_in_one_way() {
		let parse = |arguments: &[&str]| {
			let all = ["intctl", "lot", "proof", "--tree", "lot.tree"].iter().chain(arguments);
			Cli::try_parse_from(all)
		};
		assert!(parse(&["--serial", "A1"]).is_ok());
		assert!(parse(&["--index", "0"]).is_ok());
		assert!(parse(&[]).is_err());
		assert!(parse(&["--serial", "A1", "--index", "0"]).is_err());
	}

	#[test]
	fn an_exchange_is_made_or_quoted() {
		let parse = |arguments: &[&str]| {
			Cli::try_parse_from(["intctl", "gas"].iter().chain(arguments)).is_ok()
		};
		assert!(parse(&["buy", "100 GAS", "--signer", "//Alice"]));
		assert!(parse(&["buy", "100", "--quote", "--max", "3 INT"]));
		assert!(parse(&["redeem", "100.5GAS", "--signer", "//Alice"]));
		assert!(!parse(&["buy", "100 GAS"]));
		assert!(!parse(&["buy", "100 GAS", "--quote", "--signer", "//Alice"]));
		assert!(!parse(&["buy", "100 INT", "--quote"]));
		assert!(!parse(&["redeem", "-1", "--quote"]));
		assert!(parse(&["bid", "5000 GAS", "--limit", "0.02 INT", "--signer", "//Alice"]));
		assert!(!parse(&["bid", "5000 GAS", "--signer", "//Alice"]));
	}

	#[test]
	fn a_collators_place_is_taken_for_a_bond() {
		let parse = |arguments: &[&str]| {
			Cli::try_parse_from(["intctl", "collator"].iter().chain(arguments)).is_ok()
		};
		assert!(parse(&["keys", "--signer", "node", "--node-url", "ws://127.0.0.1:9945"]));
		assert!(parse(&["join", "--signer", "node", "--bond", "150 INT"]));
		assert!(parse(&["join", "--signer", "node", "--bond", "150", "--replace", "//Bob"]));
		assert!(!parse(&["join", "--signer", "node", "--replace", "//Bob"]));
		assert!(parse(&["bond", "150 INT", "--signer", "node"]));
		assert!(parse(&["leave", "--signer", "node", "--forget-keys"]));
		assert!(parse(&["status"]) && parse(&["status", "//Bob"]));
		assert!(!parse(&["join"]) && !parse(&["leave"]) && !parse(&["keys"]));
	}

	#[test]
	fn a_pot_is_limited_in_at_least_one_way() {
		let parse = |arguments: &[&str]| {
			let all = ["intctl", "gas", "pot", "limit", "3", "--signer", "//Alice"].iter();
			Cli::try_parse_from(all.chain(arguments)).is_ok()
		};
		assert!(parse(&["--kinds", "none"]));
		assert!(parse(&["--device-quota", "2 GAS per 24h", "--fleet-quota", "9/1h"]));
		assert!(!parse(&[]));
		assert!(!parse(&["--device-quota", "2 GAS"]));
	}

	#[test]
	fn a_feeder_has_a_key_or_is_for_development() {
		let parse = |arguments: &[&str]| {
			let all = ["intctl", "oracle", "feed", "--from"].iter().chain(arguments);
			Cli::try_parse_from(all).is_ok()
		};
		assert!(parse(&["stdin", "--key", "operator"]));
		assert!(parse(&["stdin", "--signer", "operator", "--every", "60s", "--count", "3"]));
		assert!(parse(&["fixed:0.05", "--dev", "--noise", "0.1"]));
		assert!(parse(&["command:echo 1", "--dev", "--force"]));
		assert!(!parse(&["stdin"]));
		assert!(!parse(&["stdin", "--dev", "--key", "operator"]));
		assert!(!parse(&["fixed:0.05", "--key", "operator", "--noise", "0.1"]));
		assert!(!parse(&["fixed:0.05", "--dev", "--noise", "11"]));
		assert!(!parse(&["fixed:0.05", "--dev", "--force", "--max-factor", "3"]));
		assert!(!parse(&["fixed:0.05", "--dev", "--max-factor", "0.5"]));
		assert!(!parse(&["http://x", "--dev"]));
	}

	#[test]
	fn an_offer_is_in_a_file_or_in_options() {
		let parse = |arguments: &[&str]| {
			let all = ["intctl", "market", "list", "--signer", "//Alice"].iter().chain(arguments);
			Cli::try_parse_from(all).is_ok()
		};
		assert!(parse(&["offer.toml"]));
		assert!(parse(&["--kind", "power", "--metered", "300 GAS / 1000", "--rate", "11000"]));
		assert!(parse(&["--kind", "data", "--price-tag", "0.5 GAS", "--split", "//Bob=100 %"]));
		assert!(parse(&["--kind", "other:7", "--per-use", "0.01 GAS"]));
		assert!(!parse(&[]));
		assert!(!parse(&["--kind", "power"]));
		assert!(!parse(&["--kind", "power", "--metered", "1 GAS"]));
		assert!(!parse(&["--kind", "heat", "--price-tag", "1 GAS"]));
		assert!(!parse(&["offer.toml", "--kind", "power"]));
		assert!(!parse(&["--kind", "data", "--price-tag", "1 GAS", "--per-use", "1 GAS"]));
	}

	#[test]
	fn a_purchase_is_made_or_previewed() {
		let parse = |arguments: &[&str]| {
			let all = ["intctl", "market", "buy", "3"].iter().chain(arguments);
			Cli::try_parse_from(all).is_ok()
		};
		assert!(parse(&["--signer", "//Bob", "--quantity", "5", "--max-price", "2 GAS"]));
		assert!(parse(&["--preview", "//Bob", "--escrow", "5000 GAS", "--for", "1h"]));
		assert!(!parse(&[]));
		assert!(!parse(&["--signer", "//Bob", "--preview", "//Bob"]));
		let meter = ["intctl", "market", "meter", "1", "--provider-key", "charger"];
		assert!(Cli::try_parse_from(meter).is_ok());
		assert!(Cli::try_parse_from(meter.iter().chain(&["--settle"])).is_err());
		let search = ["intctl", "market", "search"];
		assert!(Cli::try_parse_from(search).is_err());
		assert!(Cli::try_parse_from(search.iter().chain(&["power", "--place", "u33"])).is_ok());
		assert!(Cli::try_parse_from(search.iter().chain(&["--seller", "//Alice"])).is_ok());
	}

	#[test]
	fn options_may_stand_before_and_behind() {
		let before = ["intctl", "--json", "--url", "ws://x", "device", "show", "5Grw"];
		let behind = ["intctl", "device", "show", "5Grw", "--json", "--url", "ws://x"];
		for arguments in [before, behind] {
			let cli = Cli::try_parse_from(arguments).unwrap();
			assert!(cli.global.json);
			assert_eq!(cli.global.url, "ws://x");
		}
	}
}
