// SPDX-License-Identifier: Apache-2.0

//! The command line of `intctl oracle`.

use crate::{
	feeder::{gate::Factor, source::Source},
	text::{parse_decimal, parse_duration},
};
use clap::{Args, Subcommand};
use int_primitives::Millis;

/// `intctl oracle`.
#[derive(Debug, Subcommand)]
pub enum OracleCommand {
	/// Feed prices of INT, as an operator of the oracle
	Feed(FeedPrices),
	/// What each operator says, and what the chain makes of it
	Show,
	/// The operators
	Operators,
}

/// The most noise, millionths of a price.
const MOST_NOISE: u128 = 100_000;

/// Reads a noise in per cent, up to 10. Returns millionths.
fn parse_noise(text: &str) -> Result<i32, String> {
	parse_decimal(text, 4)
		.filter(|millionths| *millionths <= MOST_NOISE)
		.and_then(|millionths| i32::try_from(millionths).ok())
		.ok_or_else(|| "write per cent, 0 to 10, for example 0.1".into())
}

/// `intctl oracle feed`.
#[derive(Debug, Clone, Args)]
pub struct FeedPrices {
	/// Where prices come from: file:PATH, command:'COMMAND', stdin or fixed:PRICE
	///
	/// A price is a decimal number of USD for one INT, alone on the first line that is neither empty
	/// nor begins with #. From standard input the latest line is taken.
	#[arg(long, value_name = "SOURCE")]
	pub from: Source,
	/// Feed again and again, so far apart; without it, once
	#[arg(long, value_name = "TIME", value_parser = parse_duration)]
	pub every: Option<Millis>,
	/// The operator's key
	#[arg(
		long = "key",
		visible_alias = "signer",
		value_name = "KEY",
		required_unless_present = "dev"
	)]
	pub operator: Option<String>,
	/// Be the three operators of a development chain: //Charlie, //Dave and //Eve
	#[arg(long, conflicts_with = "operator")]
	pub dev: bool,
	/// Let each of the three differ from the source by chance, by up to so many per cent
	#[arg(
		long,
		value_name = "PERCENT",
		default_value = "0",
		requires = "dev",
		conflicts_with = "operator",
		value_parser = parse_noise
	)]
	pub noise: i32,
	/// Stop prices that are further from the last one, up or down
	#[arg(long, value_name = "FACTOR", default_value = "2", value_parser = Factor::parse)]
	pub max_factor: Factor,
	/// Feed whatever price the chain believes, however far from the last one
	#[arg(long, conflicts_with = "max_factor")]
	pub force: bool,
	/// With file: a file that was written longer ago is a failure of the source
	#[arg(long, value_name = "TIME", value_parser = parse_duration)]
	pub max_age: Option<Millis>,
	/// How long a command, or the next line of standard input, may take
	#[arg(long, value_name = "TIME", default_value = "20s", value_parser = parse_duration)]
	pub source_timeout: Millis,
	/// End with exit code 9 after so many failures of the source in a row
	#[arg(
		long,
		value_name = "NUMBER",
		default_value_t = 5,
		value_parser = clap::value_parser!(u32).range(1..)
	)]
	pub give_up_after: u32,
	/// Stop after so many prices
	#[arg(long, value_name = "NUMBER", requires = "every")]
	pub count: Option<u64>,
}
