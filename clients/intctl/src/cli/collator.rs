// SPDX-License-Identifier: Apache-2.0

//! The command line of `intctl collator`.

use super::SignerArg;
use clap::{Args, Subcommand};

/// `intctl collator`.
#[derive(Debug, Subcommand)]
pub enum CollatorCommand {
	/// Make the collator's node create session keys, and register them with their ownership proof
	Keys(Keys),
	/// Stand as a candidate; puts up a bond
	Join(Join),
	/// Change the bond of a candidate: the highest bonds have the places
	Bond {
		/// The new bond, such as "150 INT"
		#[arg(value_name = "AMOUNT")]
		amount: String,
		/// The candidate
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Withdraw as a candidate; the bond returns at once
	Leave {
		/// Remove the session keys too; their deposit returns
		#[arg(long)]
		forget_keys: bool,
		/// The candidate
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Who makes blocks and who waits, for how long, and what a block pays
	Status {
		/// This account only, and more about it
		#[arg(value_name = "ACCOUNT")]
		account: Option<String>,
	},
}

/// `intctl collator keys`.
#[derive(Debug, Args)]
pub struct Keys {
	/// The collator's own node, at an address where it answers unsafe methods (default: --url)
	#[arg(long, value_name = "URL")]
	pub node_url: Option<String>,
	/// Make new keys even if the node has those that the chain names
	#[arg(long)]
	pub rotate: bool,
	/// The collator
	#[command(flatten)]
	pub signer: SignerArg,
}

/// `intctl collator join`.
#[derive(Debug, Args)]
pub struct Join {
	/// The bond, such as "150 INT" (default: the least that the chain asks for)
	#[arg(long, value_name = "AMOUNT")]
	pub bond: Option<String>,
	/// Take the place of this candidate, whose bond is lower
	#[arg(long, value_name = "ACCOUNT", requires = "bond")]
	pub replace: Option<String>,
	/// Make sure that this node has the keys; the collator's own, where it answers unsafe methods
	#[arg(long, value_name = "URL")]
	pub node_url: Option<String>,
	/// The collator
	#[command(flatten)]
	pub signer: SignerArg,
}
