// SPDX-License-Identifier: Apache-2.0

//! What the pallet asks of others. The runtime answers; `()` knows nothing, and suits a chain or a
//! test without that part.

use crate::{Balance, CallKinds, FleetId};
use sp_runtime::AccountId32;

/// Who owns a fleet.
pub trait Fleets {
	/// The owner of a fleet; nothing when there is no such fleet (any more). A fleet's number must
	/// never be used again.
	fn owner(fleet: FleetId) -> Option<AccountId32>;
}

impl Fleets for () {
	fn owner(_: FleetId) -> Option<AccountId32> {
		None
	}
}

/// Which device a transaction is of, and which of its calls a pot may pay for.
pub trait Sponsorable<Call> {
	/// The device that a call by `signer` is of, and the kind of the call.
	///
	/// It is a device's when `signer` is a registered device whose first key still rules its
	/// account, or when the call is `as_device(device, inner)` and `signer` is the account of the
	/// device's present key; then the kind is that of `inner`. No other wrapper is looked through:
	/// what is in a batch or behind a proxy has no kind.
	///
	/// `None`: no device's. [`CallKinds::NONE`]: a device's, but nothing that a pot pays for.
	fn device_call(signer: &AccountId32, call: &Call) -> Option<(AccountId32, CallKinds)>;

	/// Names of the kinds, for people: the name at index `i` is that of bit `i`. At most 32, and
	/// only ever extended, for pots remember bits.
	fn names() -> &'static [&'static str];
}

impl<Call> Sponsorable<Call> for () {
	fn device_call(_: &AccountId32, _: &Call) -> Option<(AccountId32, CallKinds)> {
		None
	}
	fn names() -> &'static [&'static str] {
		&[]
	}
}

/// What GAS costs in INT, for fees.
pub trait IntPrice {
	/// Plancks of INT that stand for a fee of `gas` plancks of GAS, with premium, rounded up;
	/// saturates. Nothing for nothing.
	fn int_for_gas(gas: Balance) -> Balance;

	/// What `int` plancks of INT are worth without premium, plancks of GAS, rounded down.
	fn gas_for_int(int: Balance) -> Balance;
}

/// No price: no fee can be paid in INT.
impl IntPrice for () {
	fn int_for_gas(gas: Balance) -> Balance {
		if gas == 0 {
			0
		} else {
			Balance::MAX
		}
	}
	fn gas_for_int(_: Balance) -> Balance {
		0
	}
}

/// Hears of GAS that was burned as fees.
pub trait OnGasBurned {
	/// `amount` plancks of GAS are gone from issue.
	fn burned(amount: Balance);
}

impl OnGasBurned for () {
	fn burned(_: Balance) {}
}
