// SPDX-License-Identifier: GPL-3.0-or-later

//! A node of the relay chain, as its release is, with `rococo-local` for networks on one machine.

// The SDK's own error is as large as it is; it is returned once in a process.
#![allow(clippy::result_large_err)]

use std::process::ExitCode;

fn main() -> ExitCode {
	match polkadot_cli::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("polkadot: {error}");
			ExitCode::FAILURE
		},
	}
}
