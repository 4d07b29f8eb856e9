// SPDX-License-Identifier: Apache-2.0

//! What the Wasm fixes: units of money, sizes of deposits, and the bounds of a block.
//!
//! What a chain chooses for itself within these bounds is in `chain_settings`.

use crate::{AssetId, Balance, BlockNumber};
use frame_support::{
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
	PalletId,
};

/// Plancks of one INT: 12 decimals.
pub const INT: Balance = 1_000_000_000_000;

/// Plancks of a thousandth of an INT.
pub const MILLI_INT: Balance = INT / 1_000;

/// Plancks of a millionth of an INT.
pub const MICRO_INT: Balance = MILLI_INT / 1_000;

/// Symbol of the native token, for wallets.
pub const TOKEN_SYMBOL: &str = "INT";

/// Decimals of the native token, for wallets.
pub const TOKEN_DECIMALS: u8 = 12;

/// How addresses are written: 42 is what every wallet knows.
pub const SS58_PREFIX: u16 = 42;

/// Plancks of INT that an account has to hold to exist.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_INT;

/// The number of GAS in `pallet-assets`.
pub const GAS_ASSET: AssetId = 1;

/// Plancks of one GAS: 9 decimals.
pub const GAS: Balance = 1_000_000_000;

/// Decimals of GAS, for wallets.
pub const GAS_DECIMALS: u8 = 9;

/// Symbol and name of GAS, for wallets.
pub const GAS_SYMBOL: &str = "GAS";

/// The pallet whose account has all four roles of GAS: owner, issuer, admin and freezer.
pub const GAS_PALLET_ID: PalletId = PalletId(*b"int/gas_");

/// The pallet whose account holds the GAS of fleets' pots.
pub const POTS_PALLET_ID: PalletId = PalletId(*b"int/pots");

/// The pallet whose account holds shares of the market that their receivers cannot take.
pub const MARKET_PALLET_ID: PalletId = PalletId(*b"int/mark");

/// The pallet whose account has all roles of the relay chain's token here. It has no key and makes no
/// use of them.
pub const FOREIGN_PALLET_ID: PalletId = PalletId(*b"int/fore");

/// Under whose account the oracle keeps what root feeds.
pub const ORACLE_PALLET_ID: PalletId = PalletId(*b"int/orac");

/// Plancks of INT for each entry in the state, whatever it holds: ten existential deposits.
pub const DEPOSIT_PER_ITEM: Balance = 10 * MILLI_INT;

/// Plancks of INT for each byte in the state. An account's own 80 bytes would cost 0.008 INT, which
/// is of the order of the existential deposit that pays for them.
pub const DEPOSIT_PER_BYTE: Balance = 100 * MICRO_INT;

/// Plancks of INT to hold for so many entries and bytes of state.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
	items as Balance * DEPOSIT_PER_ITEM + bytes as Balance * DEPOSIT_PER_BYTE
}

/// Milliseconds between two blocks of the relay chain.
pub const RELAY_SLOT_MILLIS: u32 = 6_000;

/// Milliseconds of a slot of this chain.
///
/// A relay slot, because chain time moves by whole slots: collators stamp a block with the start of
/// its slot (`cumulus-client-consensus-aura`, `adjust_para_to_relay_parent_slot`). Faster chains
/// make several blocks in a slot.
pub const SLOT_MILLIS: u64 = RELAY_SLOT_MILLIS as u64;

/// The most blocks in a relay slot: one every 500 ms.
pub const MAX_BLOCKS_PER_RELAY_SLOT: u32 = 12;

/// Relay blocks between the tip and the one that we build on.
///
/// None: the lookahead collator does not send the headers that an offset needs.
pub const RELAY_PARENT_OFFSET: u32 = 0;

/// Blocks that may wait for inclusion. A relay block includes what was backed a block before, so
/// two relay slots are under way while a third is being built
/// (`yet-another-parachain-runtime` reckons alike).
pub const UNINCLUDED_SEGMENT_CAPACITY: u32 = (3 + RELAY_PARENT_OFFSET) * MAX_BLOCKS_PER_RELAY_SLOT;

/// What one core of the relay chain gives to one proof of validity: two seconds of execution and
/// 10 MiB of proof. All blocks that share a core share this.
pub const CORE_WEIGHT: Weight = Weight::from_parts(
	WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2),
	cumulus_primitives_core::relay_chain::MAX_POV_SIZE as u64,
);

/// Relay blocks in a day. Where a pallet can count relay blocks it does: they come every six
/// seconds however fast this chain is.
pub const RELAY_DAYS: BlockNumber = 24 * 60 * 60 * 1_000 / RELAY_SLOT_MILLIS;

/// Blocks of this chain in so many minutes, at `rate` blocks in a relay slot.
pub const fn blocks_in(minutes: u32, rate: u32) -> BlockNumber {
	minutes.saturating_mul(60 * 1_000 / RELAY_SLOT_MILLIS).saturating_mul(rate)
}
