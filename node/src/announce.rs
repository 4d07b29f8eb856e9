// SPDX-License-Identifier: GPL-3.0-or-later

//! What a node says of itself when it starts.

use crate::service::FullClient;
use cumulus_primitives_core::ParaId;
use int_runtime::{AccountId, MATCHER_KEY_TYPE};
use log::{info, warn};
use sc_client_api::HeaderBackend;
use sc_network::multiaddr::{Multiaddr, Protocol};
use sc_service::{config::RpcEndpoint, Configuration, RpcHandlers};
use sp_core::{crypto::key_types::AURA, traits::CallContext};
use sp_keystore::KeystorePtr;
use sp_runtime::traits::AccountIdConversion;
use std::{
	io::ErrorKind,
	net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
};

/// Which chain this is, and whether this node collates for it.
pub fn chain(client: &FullClient, config: &Configuration, para_id: ParaId) {
	let account: AccountId = para_id.into_account_truncating();
	info!("🪪 Parachain id: {para_id}, its account on this chain: {account}");
	match client.runtime_version_at(client.info().best_hash, CallContext::Offchain) {
		Ok(version) => info!("🧬 Runtime: {} {}", version.spec_name, version.spec_version),
		Err(error) => warn!("The version of the chain's runtime cannot be read: {error}"),
	}
	info!("✍️ Collating: {}", if config.role.is_authority() { "yes" } else { "no" });
}

/// Warns a collator that has nothing to sign its blocks with.
pub fn session_key(keystore: &KeystorePtr) {
	if keystore.sr25519_public_keys(AURA).is_empty() {
		warn!(
			"No session key: this collator signs no block. Make one with the RPC method \
			 `author_rotateKeysWithOwner` and register it, or insert one with `int-node key insert`."
		);
	}
}

/// Who matches policies on this node.
pub fn matcher(keystore: &KeystorePtr) {
	match matching_account(keystore) {
		Some(account) => info!("🤝 Policies are matched here, and paid for by {account}"),
		None => info!("No int-match key in the keystore: policies are not matched here"),
	}
}

/// Whose key the matcher signs with. Of several keys it takes the same as the runtime.
fn matching_account(keystore: &KeystorePtr) -> Option<AccountId> {
	keystore.sr25519_public_keys(MATCHER_KEY_TYPE).into_iter().min().map(AccountId::from)
}

/// Warns where peers cannot reach the node, because another program has the port. Asked before the
/// network starts, which then listens nowhere and hardly says so.
pub fn taken_ports(config: &Configuration) {
	for address in config.network.listen_addresses.iter().filter_map(socket_address) {
		if address.port() != 0 && is_taken(address) {
			warn!(
				"⚠️ Network: another program has {address}, so peers cannot reach this node there. \
				 `sudo ss -ltnp` shows which; stop it and start this node again, or choose a free port with \
				 `--port`."
			);
		}
	}
}

/// Whether another program listens there.
fn is_taken(address: SocketAddr) -> bool {
	matches!(TcpListener::bind(address), Err(error) if error.kind() == ErrorKind::AddrInUse)
}

/// Where the node is spoken to. The SDK takes any free port where another program has the `wanted`
/// one.
pub fn rpc(handlers: &RpcHandlers, wanted: &[RpcEndpoint]) {
	let wanted: Vec<_> = wanted
		.iter()
		.filter(|endpoint| !endpoint.is_optional)
		.map(|endpoint| endpoint.listen_addr)
		.collect();
	for address in not_listened_on(&wanted, handlers.listen_addresses()) {
		warn!(
			"⚠️ RPC: another program has {address}, so this node listens elsewhere. `sudo ss -ltnp` shows \
			 which; stop it and start this node again, or choose a free port with `--rpc-port`."
		);
	}
	match handlers.listen_addresses().iter().find_map(reachable_at) {
		Some(address) => {
			info!("🔗 RPC: ws://{address}");
			info!("🌍 polkadot.js Apps: https://polkadot.js.org/apps/?rpc=ws://{address}");
		},
		None => info!("🔗 RPC: none"),
	}
}

/// Those of the `wanted` addresses that the server does not listen on. Port 0 wants any.
fn not_listened_on(wanted: &[SocketAddr], listening: &[Multiaddr]) -> Vec<SocketAddr> {
	let listening: Vec<_> = listening.iter().filter_map(socket_address).collect();
	wanted
		.iter()
		.filter(|address| address.port() != 0 && !listening.contains(address))
		.copied()
		.collect()
}

/// The address at which this machine reaches what listens at `listen`.
fn reachable_at(listen: &Multiaddr) -> Option<SocketAddr> {
	let mut address = socket_address(listen)?;
	if address.ip().is_unspecified() {
		address.set_ip(match address.ip() {
			IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
			IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
		});
	}
	Some(address)
}

/// What listens at `listen`, if that is an IP address with a port.
fn socket_address(listen: &Multiaddr) -> Option<SocketAddr> {
	let mut parts = listen.iter();
	let ip = match parts.next()? {
		Protocol::Ip4(ip) => IpAddr::V4(ip),
		Protocol::Ip6(ip) => IpAddr::V6(ip),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used)]

	use super::*;
	use sp_keystore::{testing::MemoryKeystore, Keystore};
	use std::sync::Arc;

	#[test]
	fn without_a_key_nobody_matches_and_of_two_the_first_does() {
		let keystore = Arc::new(MemoryKeystore::new());
		assert_eq!(matching_account(&(keystore.clone() as KeystorePtr)), None);
		let mut accounts: Vec<_> = ["//Matcher", "//Other"]
			.into_iter()
			.map(|secret| {
				keystore.sr25519_generate_new(MATCHER_KEY_TYPE, Some(secret)).unwrap().into()
			})
			.collect();
		accounts.sort();
		assert_eq!(matching_account(&(keystore as KeystorePtr)).as_ref(), accounts.first());
	}

	#[test]
	fn a_port_that_another_program_has_is_noticed() {
		let listening = ["/ip4/127.0.0.1/tcp/40001", "/ip6/::1/tcp/9944"]
			.map(|address| address.parse().unwrap());
		let taken: SocketAddr = "127.0.0.1:9944".parse().unwrap();
		let any = "127.0.0.1:0".parse().unwrap();
		let ours = "127.0.0.1:40001".parse().unwrap();
		assert_eq!(not_listened_on(&[taken, any, ours], &listening), [taken]);
	}

	#[test]
	fn a_port_is_taken_while_somebody_listens() {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = listener.local_addr().unwrap();
		assert!(is_taken(address));
		drop(listener);
		assert!(!is_taken(address));
	}

	#[test]
	fn an_address_that_listens_everywhere_is_reached_locally() {
		for (listen, expected) in [
			("/ip4/127.0.0.1/tcp/9944", Some("127.0.0.1:9944")),
			("/ip4/0.0.0.0/tcp/9944", Some("127.0.0.1:9944")),
			("/ip4/10.1.2.3/tcp/40001", Some("10.1.2.3:40001")),
			("/ip6/::/tcp/9944", Some("[::1]:9944")),
			("/dns/example.org/tcp/9944", None),
		] {
			let address = reachable_at(&listen.parse().unwrap());
			assert_eq!(address, expected.map(|address| address.parse().unwrap()), "{listen}");
		}
	}
}
