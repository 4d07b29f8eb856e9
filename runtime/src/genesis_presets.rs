// SPDX-License-Identifier: Apache-2.0

//! Chains to begin with: one collator for development, two for a local network.
//!
//! Both are for play: their keys are known to everyone. A chain in earnest takes its genesis from
//! a file (`chain-specs/`).

use crate::{
	configs::consensus::CollatorPot,
	constants::{
		EXISTENTIAL_DEPOSIT, FOREIGN_PALLET_ID, GAS, GAS_ASSET, GAS_DECIMALS, GAS_PALLET_ID,
		GAS_SYMBOL, INT,
	},
	AccountId, AssetsConfig, AuraId, BalancesConfig, ChainSettingsConfig, CollatorSelectionConfig,
	CouncilConfig, ForeignAssetsConfig, GasConfig, OracleOperatorsConfig, ParachainInfoConfig,
	PolkadotXcmConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys, SudoConfig,
	TechnicalCommitteeConfig,
};
use alloc::{vec, vec::Vec};
use cumulus_primitives_core::ParaId;
use frame_support::build_struct_json_patch;
use serde_json::Value;
use sp_core::hex2array;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::AccountIdConversion, BoundedVec, FixedU128};
use xcm::latest::{Location, NetworkId, ROCOCO_GENESIS_HASH};

/// The number of the chain on its relay chain.
pub const PARA_ID: ParaId = ParaId::new(2_000);

/// What each known account has, plancks of INT.
pub const ENDOWMENT: crate::Balance = 1_000_000 * INT;

/// Whose key a development node matches policies with: `//Matcher`.
pub const MATCHER: AccountId =
	AccountId::new(hex2array!("26b6dc549c8a89dc7a58e7257a4bf6df69588d82c48e4f33bb5d85d57774e95c"));

/// What it has for fees, plancks of INT: enough for 50,000 with an INT at a quarter of a USD.
pub const MATCHER_ENDOWMENT: crate::Balance = 100 * INT;

/// What a candidate for collator puts up, plancks of INT.
pub const CANDIDACY_BOND: crate::Balance = 100 * INT;

/// Candidates that make blocks beside the invulnerable collators.
pub const DESIRED_CANDIDATES: u32 = 10;

/// What an INT costs until operators feed a price: a quarter of a USD.
pub const FIRST_PRICE: FixedU128 = FixedU128::from_rational(1, 4);

/// The relay chain of these chains: Rococo, or a local network under its runtime.
pub const RELAY_NETWORK: NetworkId = NetworkId::ByGenesis(ROCOCO_GENESIS_HASH);

/// Symbol and name of the relay chain's token, for wallets.
pub const RELAY_SYMBOL: &str = "ROC";

/// Decimals of the relay chain's token, for wallets.
pub const RELAY_DECIMALS: u8 = 12;

/// Plancks of the relay chain's token that an account has to hold to exist by them: a ten-thousandth
/// of one. The fee of an arrival is more, so that it can begin its author's account.
pub const RELAY_LEAST: crate::Balance = 100_000_000;

/// Plancks of GAS that a planck of the relay chain's token stands for in fees of messages: as if one
/// cost a USD.
pub const RELAY_RATE: FixedU128 = FixedU128::from_u32(1);

/// Who feeds prices on these chains.
pub fn operators() -> [AccountId; 3] {
	[Sr25519Keyring::Charlie, Sr25519Keyring::Dave, Sr25519Keyring::Eve]
		.map(Sr25519Keyring::to_account_id)
}

/// The account that has all roles of GAS.
pub fn gas_account() -> AccountId {
	GAS_PALLET_ID.into_account_truncating()
}

/// The account that has all roles of the relay chain's token.
pub fn foreign_account() -> AccountId {
	FOREIGN_PALLET_ID.into_account_truncating()
}

/// A chain whose sudo key is Alice's, with these collators. The known accounts have INT, and `others`
/// too.
fn genesis(collators: &[Sr25519Keyring], others: &[(AccountId, crate::Balance)]) -> Value {
	let bodies: Vec<AccountId> =
		[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie]
			.map(Sr25519Keyring::to_account_id)
			.into();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: Sr25519Keyring::well_known()
				.map(|key| (key.to_account_id(), ENDOWMENT))
				.chain(others.iter().cloned())
				// An account that is not there takes no fee below its existential deposit.
				.chain([(CollatorPot::get(), EXISTENTIAL_DEPOSIT)])
				.collect::<Vec<_>>(),
		},
		assets: AssetsConfig {
			// A sufficient asset: an account may hold GAS and no INT. The least balance is one
			// GAS, a thousandth of a dollar, for the state that an account takes.
			assets: vec![(GAS_ASSET, gas_account(), true, GAS)],
			metadata: vec![(
				GAS_ASSET,
				GAS_SYMBOL.as_bytes().to_vec(),
				GAS_SYMBOL.as_bytes().to_vec(),
				GAS_DECIMALS,
			)],
		},
		foreign_assets: ForeignAssetsConfig {
			// Sufficient: who gets it on an account without anything has it, instead of a message
			// that fails. Its fee, 0.4 GAS, and its least balance, 0.1 GAS, pay for the account.
			assets: vec![(Location::parent(), foreign_account(), true, RELAY_LEAST)],
			metadata: vec![(
				Location::parent(),
				RELAY_SYMBOL.as_bytes().to_vec(),
				RELAY_SYMBOL.as_bytes().to_vec(),
				RELAY_DECIMALS,
			)],
		},
		chain_settings: ChainSettingsConfig {
			relay_network: Some(RELAY_NETWORK),
			fee_assets: vec![(Location::parent(), RELAY_RATE)],
		},
		parachain_info: ParachainInfoConfig { parachain_id: PARA_ID },
		collator_selection: CollatorSelectionConfig {
			invulnerables: collators.iter().map(|key| key.to_account_id()).collect::<Vec<_>>(),
			candidacy_bond: CANDIDACY_BOND,
			desired_candidates: DESIRED_CANDIDATES,
		},
		session: SessionConfig {
			keys: collators
				.iter()
				.map(|key| {
					(
						key.to_account_id(),
						key.to_account_id(),
						SessionKeys { aura: AuraId::from(key.public()) },
					)
				})
				.collect::<Vec<_>>(),
		},
		council: CouncilConfig { members: bodies.clone() },
		technical_committee: TechnicalCommitteeConfig { members: bodies },
		gas: GasConfig { first_price: FIRST_PRICE, ..Default::default() },
		oracle_operators: OracleOperatorsConfig {
			members: BoundedVec::truncate_from(operators().into()),
			..Default::default()
		},
		sudo: SudoConfig { key: Some(Sr25519Keyring::Alice.to_account_id()) },
		polkadot_xcm: PolkadotXcmConfig { safe_xcm_version: Some(xcm::prelude::XCM_VERSION) },
	})
}

/// The genesis called `id`, as a JSON patch of the default one.
#[allow(clippy::expect_used)]
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_str() {
		DEV_RUNTIME_PRESET => genesis(&[Sr25519Keyring::Alice], &[(MATCHER, MATCHER_ENDOWMENT)]),
		LOCAL_TESTNET_RUNTIME_PRESET => genesis(&[Sr25519Keyring::Alice, Sr25519Keyring::Bob], &[]),
		_ => return None,
	};
	Some(serde_json::to_vec(&patch).expect("a JSON value has a JSON text; qed"))
}

/// What [`get_preset`] knows.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)]
}
