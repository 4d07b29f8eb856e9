// SPDX-License-Identifier: Apache-2.0

//! `intctl`: the command line of the INT chain.
//!
//! The chain is seen through its metadata alone (`int-api`), and what is signed off the chain
//! through `int-primitives`, which the runtime shares.

#![cfg_attr(test, allow(clippy::expect_used, clippy::panic, clippy::unwrap_used))]

mod agent;
mod calls;
mod chain;
mod cli;
mod commands;
mod errors;
mod events;
mod feeder;
mod keys;
mod lot;
mod market;
mod model;
mod output;
mod plot;
mod price;
mod store;
mod story;
mod text;

use clap::Parser;
use errors::{Failure, Result};
use output::Output;
use std::process::ExitCode;

fn main() -> ExitCode {
	let cli = cli::Cli::parse();
	let out = Output::new(cli.global.json);
	match run(cli, out) {
		Ok(()) => ExitCode::SUCCESS,
		Err(failure) => {
			out.failure(&failure);
			ExitCode::from(failure.kind.code())
		},
	}
}

fn run(cli: cli::Cli, out: Output) -> Result<()> {
	tokio::runtime::Builder::new_multi_thread()
		.enable_all()
		.build()
		.map_err(|error| Failure::other(format!("The program cannot start: {error}")))?
		.block_on(commands::run(cli, out))
}
