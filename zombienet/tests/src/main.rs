// SPDX-License-Identifier: Apache-2.0

//! Starts a network and keeps it until it is told to stop.

use anyhow::Result;
use clap::Parser;
use network_tests::{chain::Chain, network::Network};
use std::{path::PathBuf, process::ExitCode, time::Duration};

/// How often the state of the network is printed.
const REPORT: Duration = Duration::from_secs(30);

/// Starts a network on this machine and keeps it until Ctrl-C.
#[derive(Parser)]
struct Cli {
	/// The description of the network: a zombienet file.
	file: PathBuf,
	/// An empty folder for databases, keys and logs.
	#[arg(long)]
	folder: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
	match run(Cli::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("testnet: {error:#}");
			ExitCode::FAILURE
		},
	}
}

async fn run(cli: Cli) -> Result<()> {
	println!("Starting {} in {}", cli.file.display(), cli.folder.display());
	let network = Network::start(&cli.file, &cli.folder).await?;
	println!("All nodes answer. Waiting for our chain's first final block.");
	let ready = network.wait_ready().await?;
	println!("Final after {} s.\n", ready.as_secs());
	print!("{}", network.description());
	println!("\nCtrl-C stops it. State and logs stay in {}.", network.folder().display());
	let relay = Chain::of(network.validators()[0]).await?;
	let ours = Chain::of(network.collators()[0]).await?;
	let mut timer = tokio::time::interval(REPORT);
	loop {
		tokio::select! {
			_ = tokio::signal::ctrl_c() => break,
			_ = timer.tick() => println!(
				"relay chain {} (final {}), INT {} (final {})",
				shown(relay.best().await),
				shown(relay.finalized().await),
				shown(ours.best().await),
				shown(ours.finalized().await),
			),
		}
	}
	println!("Stopping.");
	network.stop().await
}

/// A number, or that the node does not answer.
fn shown(number: Result<u64>) -> String {
	number.map_or_else(|_| "no answer".into(), |number| number.to_string())
}
