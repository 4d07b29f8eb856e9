// SPDX-License-Identifier: GPL-3.0-or-later

//! `int-node`: the collator and full node of the INT chain and of every fleet chain, and the dev
//! chain that needs no relay chain.
//!
//! Where to look:
//! - [`cli`] and [`relay_cli`]: what can be typed; [`command`] and [`benchmark`]: what it does;
//! - [`chain_spec`]: the chains this binary knows by name;
//! - [`service`]: a running node, as collator ([`service::collator`]) or dev chain
//!   ([`service::dev`]);
//! - [`rpc`]: the JSON-RPC methods that we add to the SDK's.

// The SDK's own error is as large as it is; it is returned once in a process.
#![allow(clippy::result_large_err)]

mod announce;
mod benchmark;
mod chain_spec;
mod cli;
mod command;
mod relay_cli;
mod rpc;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("int-node: {error}");
			ExitCode::FAILURE
		},
	}
}
