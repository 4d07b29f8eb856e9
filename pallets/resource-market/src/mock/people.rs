// SPDX-License-Identifier: Apache-2.0

//! Who there is: people, devices and matchers, with real keys.

use super::*;
use codec::Encode;
use int_primitives::signed::{Body, Statement};
use sp_core::{ed25519, sr25519, Pair};
use std::sync::LazyLock;

/// Somebody with a key.
#[derive(Clone)]
pub struct Keys(ed25519::Pair);

impl Keys {
	pub fn new(name: &str) -> Self {
		Self(ed25519::Pair::from_seed(&sp_io::hashing::sha2_256(name.as_bytes())))
	}

	pub fn account(&self) -> AccountId {
		MultiSigner::Ed25519(self.0.public()).into_account()
	}

	pub fn public(&self) -> DeviceKey {
		DeviceKey::Ed25519(self.0.public().0)
	}

	pub fn sign<B: Body>(&self, body: B) -> MultiSignature {
		self.0.sign(&Statement::new(Market::genesis(), body).encode()).into()
	}
}

macro_rules! people {
	($($(#[$doc:meta])* $name:ident: $key:ident = $text:literal;)*) => {
		$(
			pub static $key: LazyLock<Keys> = LazyLock::new(|| Keys::new($text));
			$(#[$doc])*
			pub fn $name() -> AccountId {
				$key.account()
			}
		)*
	};
}

people! {
	/// Sells, and owns the meter.
	seller: SELLER = "seller";
	/// Buys, and owns the car.
	buyer: BUYER = "buyer";
	/// Buys too.
	rival: RIVAL = "rival";
	/// Wants what is others'.
	thief: THIEF = "thief";
	/// Judges.
	arbiter: ARBITER = "arbiter";
	/// Has nothing.
	poor: POOR = "poor";
	/// A device of the seller's.
	meter: METER = "meter";
	/// A device of the buyer's.
	car: CAR = "car";
}

/// The account of the first node's matcher.
pub static MATCHER: LazyLock<AccountId> = LazyLock::new(|| matcher("//Matcher"));

/// The account of a key in a node's keystore, by its secret.
pub fn matcher(secret: &str) -> AccountId {
	let pair = sr25519::Pair::from_string(secret, None).unwrap();
	MultiSigner::Sr25519(pair.public()).into_account()
}

/// Everybody who may have GAS, with the market's account.
pub fn everybody() -> Vec<AccountId> {
	let mut all = vec![
		seller(),
		buyer(),
		rival(),
		thief(),
		arbiter(),
		poor(),
		meter(),
		car(),
		MATCHER.clone(),
		MarketId::get().into_account_truncating(),
	];
	all.extend((0..MAX_SHARES as u8).map(receiver));
	all
}

/// Receivers of shares, who have no account yet.
pub fn receiver(number: u8) -> AccountId {
	AccountId::new([0xA0 + number; 32])
}

/// Everybody with money.
pub fn people() -> [AccountId; 5] {
	[seller(), buyer(), rival(), thief(), arbiter()]
}
