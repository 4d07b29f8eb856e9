// SPDX-License-Identifier: Apache-2.0

//! The command line of `intctl gas`.

use super::{AsCall, SignerArg};
use crate::{
	model::fees::Quota,
	text::{parse_duration, Units},
};
use clap::{Args, Subcommand, ValueEnum};
use int_primitives::Millis;

/// Reads an amount of GAS. Returns plancks.
fn parse_gas(text: &str) -> Result<u128, String> {
	let gas = Units::default().gas();
	gas.parse_amount(text)
		.map_err(|failure| format!("{}. {}", failure.message, failure.remedy.unwrap_or_default()))
}

/// `intctl gas`.
#[derive(Debug, Subcommand)]
pub enum GasCommand {
	/// What INT is worth, and what GAS costs
	Price,
	/// Prices, supply, reserve, and what stands still and why
	Status,
	/// The reserve behind GAS, and what redemption pays
	Reserve,
	/// The auction that runs, with its book
	Auction,
	/// Bid in the auction; takes the INT at once and cannot be withdrawn
	Bid {
		/// How much GAS, such as "5000 GAS"
		#[arg(value_name = "AMOUNT", value_parser = parse_gas)]
		quantity: u128,
		/// INT for a whole GAS, at most, such as "0.02 INT"
		#[arg(long, value_name = "AMOUNT")]
		limit: String,
		/// Who bids
		#[command(flatten)]
		signer: SignerArg,
	},
	/// The bids of an account that are open or not claimed
	Bids {
		/// The account
		#[arg(value_name = "ACCOUNT")]
		account: String,
	},
	/// Claim what auctions and redemptions owe an account
	Claim {
		/// Whose (default: the signer's); anyone may, the account is paid
		#[arg(long = "for", value_name = "ACCOUNT")]
		account: Option<String>,
		/// Who signs
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Buy GAS at once, at a premium
	Buy {
		/// How much GAS, such as "100 GAS"
		#[arg(value_name = "AMOUNT", value_parser = parse_gas)]
		amount: u128,
		/// INT to pay at most, such as "3 INT" (default: what it costs now and 1 %)
		#[arg(long, value_name = "AMOUNT")]
		max: Option<String>,
		/// Who buys
		#[command(flatten)]
		exchange: Exchange,
	},
	/// Remove the record of an account's purchases, once its window is over; its deposit returns
	ForgetPurchases {
		/// Whose (default: the signer's)
		#[arg(long = "for", value_name = "ACCOUNT")]
		account: Option<String>,
		/// Who signs
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Request redemption of GAS: takes the GAS at once, pays INT once the window is executed
	Redeem {
		/// How much GAS, such as "1000 GAS"
		#[arg(value_name = "AMOUNT", value_parser = parse_gas)]
		amount: u128,
		/// Who redeems
		#[command(flatten)]
		exchange: Exchange,
	},
	/// The requests of redemption of an account
	Redemptions {
		/// The account
		#[arg(value_name = "ACCOUNT")]
		account: String,
	},
	/// Take a request of redemption back whose window found no price in time
	Withdraw {
		/// The number of the window
		window: u32,
		/// Who requested
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Give INT to the reserve, for nothing
	AddToReserve {
		/// How much INT, such as "3 INT"
		#[arg(value_name = "AMOUNT")]
		amount: String,
		/// Who gives
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Prices and supply of the past, as plots and numbers, read from past blocks
	History(History),
	/// Pots of fleets, which pay for their devices
	#[command(subcommand)]
	Pot(PotCommand),
	/// Who would pay for a call, in what, and how much at most
	Fee(Fee),
}

/// An exchange: to be made, or only to be quoted.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub struct Exchange {
	/// The key that signs and pays
	#[arg(long, value_name = "KEY")]
	pub signer: Option<String>,
	/// Only say what it would come to now
	#[arg(long)]
	pub quote: bool,
}

/// What a history is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Series {
	/// The price of INT
	Price,
	/// GAS in issue
	Supply,
	/// The reserve ratio
	Ratio,
}

/// `intctl gas history`.
#[derive(Debug, Clone, Args)]
pub struct History {
	/// How far back
	#[arg(long, default_value = "24h", value_name = "TIME", value_parser = parse_duration)]
	pub since: Millis,
	/// How many blocks to look into, spread evenly
	#[arg(
		long,
		default_value_t = 24,
		value_name = "NUMBER",
		value_parser = clap::value_parser!(u32).range(2..=500)
	)]
	pub samples: u32,
	/// What to plot
	#[arg(long, value_delimiter = ',', default_value = "price,supply")]
	pub plot: Vec<Series>,
	/// The numbers alone
	#[arg(long, conflicts_with = "plot")]
	pub no_plot: bool,
}

/// `intctl gas pot`.
#[derive(Debug, Subcommand)]
pub enum PotCommand {
	/// Make a pot for a fleet, empty at first; holds a deposit in INT
	Create {
		/// The fleet's number
		fleet: u32,
		/// The kinds of calls that it pays for (`intctl gas pot kinds`), all or none
		#[arg(long, value_delimiter = ',', required = true, value_name = "KIND")]
		kinds: Vec<String>,
		/// What a device may spend, such as "2 GAS per 24h"
		#[arg(long, value_name = "QUOTA", value_parser = Quota::parse)]
		device_quota: Quota,
		/// What all devices together may spend, such as "500 GAS per 24h"
		#[arg(long, value_name = "QUOTA", value_parser = Quota::parse)]
		fleet_quota: Quota,
		/// The fleet's owner
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Put GAS into a pot; anyone may
	Fund {
		/// The fleet's number
		fleet: u32,
		/// How much GAS, such as "500 GAS"
		#[arg(value_name = "AMOUNT", value_parser = parse_gas)]
		amount: u128,
		/// Who gives
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Change what a pot pays for; what is not named stays
	Limit {
		/// The fleet's number
		fleet: u32,
		/// What changes
		#[command(flatten)]
		limits: Limits,
		/// The pot's owner
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Take GAS out of a pot
	Withdraw {
		/// The fleet's number
		fleet: u32,
		/// How much GAS, such as "500 GAS"
		#[arg(value_name = "AMOUNT", value_parser = parse_gas)]
		amount: u128,
		/// The pot's owner
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Close a pot; its GAS and its deposit return to its owner
	Close {
		/// The fleet's number
		fleet: u32,
		/// The pot's owner, or anyone when the fleet is no longer the owner's
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Remove the record of what a device has spent, once all of it has come back
	Forget {
		/// The fleet's number
		fleet: u32,
		/// The device
		#[arg(value_name = "ACCOUNT")]
		device: String,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Show a pot
	Show {
		/// The fleet's number
		fleet: u32,
		/// Also what each device has spent
		#[arg(long)]
		devices: bool,
	},
	/// The kinds of calls that a pot can pay for
	Kinds,
}

/// What of a pot changes.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = true)]
pub struct Limits {
	/// The kinds of calls that it pays for (`intctl gas pot kinds`), all or none
	#[arg(long, value_delimiter = ',', value_name = "KIND")]
	pub kinds: Option<Vec<String>>,
	/// What a device may spend, such as "2 GAS per 24h"
	#[arg(long, value_name = "QUOTA", value_parser = Quota::parse)]
	pub device_quota: Option<Quota>,
	/// What all devices together may spend, such as "500 GAS per 24h"
	#[arg(long, value_name = "QUOTA", value_parser = Quota::parse)]
	pub fleet_quota: Option<Quota>,
}

/// `intctl gas fee`.
#[derive(Debug, Clone, Args)]
pub struct Fee {
	/// Who would sign; no key is needed
	#[arg(long, value_name = "ACCOUNT")]
	pub signer: String,
	/// As the device of this account, by its present key
	#[arg(long, value_name = "ACCOUNT")]
	pub as_device: Option<String>,
	/// A tip, such as "0.1 INT"
	#[arg(long, value_name = "AMOUNT")]
	pub tip: Option<String>,
	/// The call
	#[command(flatten)]
	pub call: AsCall,
}
