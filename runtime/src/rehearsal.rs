// SPDX-License-Identifier: Apache-2.0

//! The next version of the runtime, for rehearsals of an upgrade: one more spec version, a constant
//! that changed and a migration that runs once.
//!
//! `INT_WASM_REHEARSAL=1 cargo build` makes its Wasm beside the real one, and the tests on a network
//! upgrade to it by council. A chain in earnest never sees it.

use crate::{chain_settings, ChainSettings, Runtime, RUNTIME_API_VERSIONS};
use alloc::borrow::Cow;
use frame_support::{
	migrations::VersionedMigration, traits::UncheckedOnRuntimeUpgrade, weights::Weight,
};
use sp_version::RuntimeVersion;

/// [`crate::VERSION`] with one more in `spec_version`.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("int"),
	impl_name: Cow::Borrowed("int"),
	authoring_version: 1,
	spec_version: 1_001,
	impl_version: 0,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// From state 0 to [`chain_settings::pallet::STATE_VERSION`].
pub type Migrations =
	VersionedMigration<0, 1, Nothing, ChainSettings, <Runtime as frame_system::Config>::DbWeight>;

/// Changes no value: that it ran shows in the pallet's storage version.
pub struct Nothing;

impl UncheckedOnRuntimeUpgrade for Nothing {
	fn on_runtime_upgrade() -> Weight {
		Weight::zero()
	}
}
