// SPDX-License-Identifier: Apache-2.0

//! Starts a network and keeps it until it is told to stop.

use anyhow::Result;
use clap::Parser;
use network_tests::{chain::Chain, network::Network};
use std::{path::PathBuf, process::ExitCode, time::Duration};
use tokio::signal::unix::{signal, SignalKind};

/// How often the state of the network is printed.
const REPORT: Duration = Duration::from_secs(30);

/// Starts a network on this machine and keeps it until Ctrl-C.
#[derive(Parser)]
struct Cli {
	/// The description of the network: a zombienet file.
	file: PathBuf,
	/// A folder for databases, keys and logs. What an earlier network left there is removed.
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
	let stop = told_to_stop();
	tokio::pin!(stop);
	println!("Starting {} in {}", cli.file.display(), cli.folder.display());
	// Nodes end with the network, and with what is there of one that is only being started.
	let network = tokio::select! {
		network = Network::start(&cli.file, &cli.folder) => network?,
		told = &mut stop => {
			println!("Stopped before all nodes were there.");
			return told;
		},
	};
	println!("All nodes answer. Waiting for our chain's first final block.");
	let result = tokio::select! {
		result = report(&network) => result,
		told = &mut stop => told,
	};
	println!("Stopping.");
	network.stop().await?;
	result
}

/// Waits for Ctrl-C, or for what `kill` and service managers send.
async fn told_to_stop() -> Result<()> {
	let mut terminated = signal(SignalKind::terminate())?;
	tokio::select! {
		result = tokio::signal::ctrl_c() => result?,
		_ = terminated.recv() => {},
	}
	Ok(())
}

/// Says where everything is once the chain goes on, and from then on how far it is.
async fn report(network: &Network) -> Result<()> {
	let ready = network.wait_ready().await?;
	println!("Final after {} s.\n", ready.as_secs());
	print!("{}", network.description());
	println!("\nCtrl-C stops it. State and logs stay in {}.", network.folder().display());
	let relay = Chain::of(network.validators()[0]).await?;
	let ours = Chain::of(network.collators()[0]).await?;
	let mut timer = tokio::time::interval(REPORT);
	let mut ended = Vec::new();
	loop {
		timer.tick().await;
		// Somebody may stop a node on purpose: the others go on, and it is said once.
		let before = std::mem::replace(&mut ended, network.ended());
		if ended.iter().any(|name| !before.contains(name)) {
			println!("Not running: {}\n{}", ended.join(", "), network.last_words());
		}
		println!(
			"relay chain {} (final {}), INT {} (final {})",
			shown(relay.best().await),
			shown(relay.finalized().await),
			shown(ours.best().await),
			shown(ours.finalized().await),
		);
	}
}

/// A number, or that the node does not answer.
fn shown(number: Result<u64>) -> String {
	number.map_or_else(|_| "no answer".into(), |number| number.to_string())
}
