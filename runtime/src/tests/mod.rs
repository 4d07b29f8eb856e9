// SPDX-License-Identifier: Apache-2.0

//! The runtime as a whole, on the chains of its presets.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod accounts;
mod blocks;
mod collators;
mod extensions;
mod fees;
mod gas;
mod genesis;
mod governance;
mod market;
mod matcher;
mod metadata;
mod money;
mod pool;
mod safe_mode;
mod scene;
mod sponsorship;
mod xcm;

use crate::{
	genesis_presets, AccountId, Address, Runtime, RuntimeGenesisConfig, RuntimeOrigin, System,
};
use frame_support::genesis_builder_helper::{build_state, get_preset};
use scene::check_records;
use serde_json::{json, Value};
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;

/// Puts `patch` over `base`, as a chain spec does.
fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}

/// The full genesis of a preset, with one more patch over it.
fn genesis_of(preset: &str, patch: Value) -> Vec<u8> {
	let default = get_preset::<RuntimeGenesisConfig>(&None, |_| None).unwrap();
	let mut config: Value = serde_json::from_slice(&default).unwrap();
	let preset = genesis_presets::get_preset(&preset.into()).unwrap();
	merge(&mut config, serde_json::from_slice(&preset).unwrap());
	merge(&mut config, patch);
	serde_json::to_vec(&config).unwrap()
}

/// A chain on which our pallets' records agree, from its genesis on.
struct Chain(TestExternalities);

impl Chain {
	/// Runs a scene and checks the records at its end.
	fn execute_with<R>(&mut self, scene: impl FnOnce() -> R) -> R {
		self.0.execute_with(|| {
			let result = scene();
			check_records();
			result
		})
	}
}

/// A chain of a preset with a patch over it, in its first block.
fn chain_with(preset: &str, patch: Value) -> Chain {
	let config = genesis_of(preset, patch);
	let mut chain = Chain(TestExternalities::default());
	chain.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(config).unwrap();
		frame_system::BlockHash::<Runtime>::insert(0, sp_core::H256::repeat_byte(9));
		System::set_block_number(1);
	});
	chain
}

/// The development chain.
fn chain() -> Chain {
	chain_with(DEV_RUNTIME_PRESET, json!({}))
}

fn account(key: Sr25519Keyring) -> AccountId {
	key.to_account_id()
}

fn address(key: Sr25519Keyring) -> Address {
	account(key).into()
}

fn signed(key: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(key))
}
