// SPDX-License-Identifier: Apache-2.0

//! What went wrong, what to do about it, and the exit code that says so to a script.

use std::{io, path::Path};
use subxt::error::{
	AccountNonceError, BackendError, BlocksError, ConstantError, DispatchError, EventsError,
	ExtrinsicError, OnlineClientAtBlockError, RpcError, RuntimeApiError, StorageError, TokenError,
	TransactionEventsError, TransactionProgressError,
};

/// The exit codes, as `--help` lists them.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  something else went wrong
  2  the command line is wrong
  3  the node cannot be reached
  4  the node is on another chain, or its runtime is not the one this intctl was built for
  5  the chain refused the transaction
  6  a file or value that was given is wrong
  7  a key or password is missing or wrong
  8  the time limit ran out
  9  the source of a feeder failed too often";

/// What kind of failure it is. Each kind has an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
	/// Nothing of the below.
	Other,
	/// The command line makes no sense.
	Usage,
	/// The node does not answer.
	Unreachable,
	/// The node is on another chain, or its runtime is another one.
	WrongChain,
	/// The chain refused.
	Refused,
	/// A file or value that was given is wrong.
	BadInput,
	/// A key or password is missing or wrong.
	Key,
	/// The time limit ran out.
	Timeout,
	/// Where a feeder has its prices from gives none that can be fed.
	Source,
}

impl Kind {
	/// The exit code.
	pub const fn code(self) -> u8 {
		match self {
			Self::Other => 1,
			Self::Usage => 2,
			Self::Unreachable => 3,
			Self::WrongChain => 4,
			Self::Refused => 5,
			Self::BadInput => 6,
			Self::Key => 7,
			Self::Timeout => 8,
			Self::Source => 9,
		}
	}
}

/// A failure that a person can act on.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
	/// What kind it is.
	pub kind: Kind,
	/// What went wrong.
	pub message: String,
	/// What to do about it.
	pub remedy: Option<String>,
}

/// The result of everything that can fail.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
	/// A failure of this kind.
	pub fn new(kind: Kind, message: impl Into<String>) -> Self {
		Self { kind, message: message.into(), remedy: None }
	}

	/// A failure that has no better kind.
	pub fn other(message: impl Into<String>) -> Self {
		Self::new(Kind::Other, message)
	}

	/// The command line makes no sense.
	pub fn usage(message: impl Into<String>) -> Self {
		Self::new(Kind::Usage, message)
	}

	/// A file or value that was given is wrong.
	pub fn bad_input(message: impl Into<String>) -> Self {
		Self::new(Kind::BadInput, message)
	}

	/// A line of a file is wrong.
	pub fn bad_line(path: &Path, line: u64, what: impl std::fmt::Display) -> Self {
		Self::bad_input(format!("{}, line {line}: {what}", path.display()))
			.remedy("Correct the line and run the command again; nothing was written.")
	}

	/// A key or password is missing or wrong.
	pub fn key(message: impl Into<String>) -> Self {
		Self::new(Kind::Key, message)
	}

	/// Where a feeder has its prices from gives none that can be fed.
	pub fn source(message: impl Into<String>) -> Self {
		Self::new(Kind::Source, message)
	}

	/// The chain refused.
	pub fn refused(message: impl Into<String>) -> Self {
		Self::new(Kind::Refused, message)
	}

	/// The node does not answer.
	pub fn unreachable(url: &str, reason: impl std::fmt::Display) -> Self {
		Self::new(Kind::Unreachable, format!("No node answers at {url}: {reason}")).remedy(
			"Start one (`int-node --dev`), or name another with --url or the variable INT_URL.",
		)
	}

	/// The runtime of the node is not the one that this program was built for.
	pub fn incompatible(what: impl std::fmt::Display) -> Self {
		Self::new(
			Kind::WrongChain,
			format!("The runtime of this node is not the one that this intctl was built for: {what}"),
		)
		.remedy(
			"Upgrade intctl to the release of the chain's runtime, or connect to a chain that runs \
			 the runtime of this intctl. `intctl metadata check` compares the two.",
		)
	}

	/// A file could not be read or written.
	pub fn file(kind: Kind, doing: &str, path: &Path, error: &io::Error) -> Self {
		Self::new(kind, format!("Cannot {doing} {}: {error}", path.display()))
	}

	/// Adds what to do about it.
	pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
		self.remedy = Some(remedy.into());
		self
	}

	/// The name of a dispatch error, and what its documentation says to do.
	pub fn dispatch(error: &DispatchError) -> Self {
		let (name, docs) = explain(error);
		let failure = Self::refused(format!("The chain refused: {name}"));
		if docs.is_empty() {
			failure
		} else {
			failure.remedy(docs)
		}
	}
}

/// The name of a dispatch error, and what to do about it: for a pallet's own that is its documentation
/// in the metadata.
pub fn explain(error: &DispatchError) -> (String, String) {
	let module = match error {
		DispatchError::Module(module) => module,
		DispatchError::Token(token) => return (error.to_string(), for_money(token).to_owned()),
		_ => return (error.to_string(), String::new()),
	};
	match module.details() {
		Ok(details) => (
			format!("{}.{}", details.pallet.name(), details.variant.name),
			details.variant.docs.join(" ").trim().to_owned(),
		),
		Err(_) => (module.details_string(), String::new()),
	}
}

/// What to do when an account has not what it takes, or cannot take what it gets.
fn for_money(error: &TokenError) -> &'static str {
	match error {
		TokenError::FundsUnavailable => {
			"The account has less than that free. `intctl account show` says how much it has and what \
			 is on hold; send less, or pay something in."
		},
		TokenError::OnlyProvider | TokenError::NotExpendable => {
			"The account would end, and something still needs it. Leave 0.001 INT in it."
		},
		TokenError::BelowMinimum => {
			"An account holds at least 0.001 INT, or the least amount of another asset. Send more."
		},
		TokenError::CannotCreate => {
			"The account does not exist, and this asset alone cannot make one. Send it 0.001 INT first."
		},
		TokenError::CannotCreateHold => {
			"Something is to be held on an account that does not exist. Send it 0.001 INT first."
		},
		TokenError::UnknownAsset => "The chain has no such asset. Check its number or location.",
		TokenError::Frozen => {
			"What is there may not leave the account now: it is vesting, or the asset is frozen. \
			 `intctl account show` says how much is free."
		},
		TokenError::Blocked => "The account may not receive this asset. Name another account.",
		_ => "",
	}
}

impl From<subxt::Error> for Failure {
	fn from(error: subxt::Error) -> Self {
		if is_incompatible(&error) {
			return Self::incompatible(&error);
		}
		match rpc_error(&error) {
			Some(rpc) => Self::from_rpc(rpc),
			None => Self::other(error.to_string()),
		}
	}
}

impl From<subxt::rpcs::Error> for Failure {
	fn from(error: subxt::rpcs::Error) -> Self {
		Self::from_rpc(&error)
	}
}

/// Codes from which on a node speaks of its transaction pool (`sc-rpc-api`, `author/error.rs`).
const POOL_CODES: std::ops::Range<i32> = 1010..1100;

/// The runtime failed while it looked at a transaction (same place).
const VERIFICATION_CODE: i32 = 1002;

impl Failure {
	fn from_rpc(error: &subxt::rpcs::Error) -> Self {
		match error {
			subxt::rpcs::Error::User(answer) => {
				let data = answer.data.as_ref().map(|data| {
					serde_json::from_str::<String>(data.get())
						.unwrap_or_else(|_| data.get().to_owned())
				});
				let message = match data {
					Some(data) => format!("{}: {data}", answer.message),
					None => answer.message.clone(),
				};
				if answer.code == VERIFICATION_CODE {
					Self::refused("The runtime cannot read this transaction.").remedy(
						"A value in it is longer than the chain allows, or this intctl does not fit \
						 the runtime: `intctl metadata check` compares the two.",
					)
				} else if POOL_CODES.contains(&answer.code) {
					Self::refused(format!("The transaction pool refused: {message}"))
				} else {
					Self::other(format!("The node answered: {message} (code {})", answer.code))
				}
			},
			subxt::rpcs::Error::Client(_) | subxt::rpcs::Error::DisconnectedWillReconnect(_) => {
				Self::new(Kind::Unreachable, format!("The connection to the node is lost: {error}"))
					.remedy("See whether the node is still running, and try again.")
			},
			other => Self::other(other.to_string()),
		}
	}
}

macro_rules! from_subxt {
	($($error:ident),* $(,)?) => {
		$(
			impl From<subxt::error::$error> for Failure {
				fn from(error: subxt::error::$error) -> Self {
					Self::from(subxt::Error::from(error))
				}
			}
		)*
	};
}

from_subxt!(
	BackendError,
	BlocksError,
	ConstantError,
	EventsError,
	ExtrinsicError,
	OnlineClientAtBlockError,
	OnlineClientError,
	RuntimeApiError,
	StorageError,
	StorageKeyError,
	StorageValueError,
	TransactionEventsError,
	TransactionProgressError,
);

fn is_incompatible(error: &subxt::Error) -> bool {
	use subxt::Error as E;
	matches!(
		error,
		E::ExtrinsicError(
			ExtrinsicError::IncompatibleCodegen
				| ExtrinsicError::PalletNameNotFound(_)
				| ExtrinsicError::CallNameNotFound { .. }
				| ExtrinsicError::EncodeError(_)
		) | E::StorageError(
			StorageError::IncompatibleCodegen
				| StorageError::PalletNameNotFound(_)
				| StorageError::StorageEntryNotFound { .. }
		) | E::RuntimeApiError(
			RuntimeApiError::IncompatibleCodegen
				| RuntimeApiError::TraitNotFound(_)
				| RuntimeApiError::MethodNotFound { .. }
		) | E::ConstantError(
			ConstantError::IncompatibleCodegen
				| ConstantError::PalletNameNotFound(_)
				| ConstantError::ConstantNameNotFound { .. }
		)
	)
}

fn rpc_error(error: &subxt::Error) -> Option<&subxt::rpcs::Error> {
	if let subxt::Error::OtherRpcClientError(rpc) = error {
		return Some(rpc);
	}
	match backend_error(error)? {
		BackendError::Rpc(RpcError::ClientError(rpc)) => Some(rpc),
		_ => None,
	}
}

fn backend_error(error: &subxt::Error) -> Option<&BackendError> {
	use subxt::Error as E;
	match error {
		E::BackendError(inner) => Some(inner),
		E::BlocksError(BlocksError::CannotGetCurrentBlock(inner))
		| E::OnlineClientAtBlockError(inner)
		| E::TransactionEventsError(TransactionEventsError::CannotInstantiateClientAtBlock(
			inner,
		)) => at_block_error(inner),
		E::BlocksError(
			BlocksError::CannotGetBlockHeaderStream(inner)
			| BlocksError::CannotGetBlockHeader(inner),
		)
		| E::EventsError(EventsError::CannotFetchEventBytes(inner))
		| E::ExtrinsicError(
			ExtrinsicError::AccountNonceError {
				reason: AccountNonceError::CouldNotRetrieve(inner),
				..
			}
			| ExtrinsicError::CannotGetFeeInfo(inner)
			| ExtrinsicError::CannotGetValidationInfo(inner)
			| ExtrinsicError::ErrorSubmittingTransaction(inner)
			| ExtrinsicError::TransactionStatusStreamError(inner),
		)
		| E::RuntimeApiError(RuntimeApiError::CannotCallApi(inner))
		| E::StorageError(
			StorageError::CannotFetchValue(inner)
			| StorageError::CannotIterateValues(inner)
			| StorageError::StreamFailure(inner),
		)
		| E::TransactionEventsError(TransactionEventsError::CannotFetchBlockBody {
			error: inner,
			..
		})
		| E::TransactionProgressError(TransactionProgressError::CannotGetNextProgressUpdate(
			inner,
		)) => Some(inner),
		_ => None,
	}
}

fn at_block_error(error: &OnlineClientAtBlockError) -> Option<&BackendError> {
	match error {
		OnlineClientAtBlockError::CannotGetCurrentBlock { reason }
		| OnlineClientAtBlockError::CannotGetBlockHash { reason, .. }
		| OnlineClientAtBlockError::CannotGetBlockHeader { reason, .. }
		| OnlineClientAtBlockError::CannotGetSpecVersion { reason, .. } => Some(reason),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_kind_has_its_own_documented_code() {
		let kinds = [
			Kind::Other,
			Kind::Usage,
			Kind::Unreachable,
			Kind::WrongChain,
			Kind::Refused,
			Kind::BadInput,
			Kind::Key,
			Kind::Timeout,
			Kind::Source,
		];
		for (at, kind) in kinds.iter().enumerate() {
			assert!(EXIT_CODES.contains(&format!("\n  {}  ", kind.code())));
			assert!(kinds[..at].iter().all(|other| other.code() != kind.code()));
		}
	}

	#[test]
	fn a_lost_connection_and_an_answer_of_the_pool_are_told_apart() {
		let lost = subxt::rpcs::Error::Client("broken pipe".into());
		assert_eq!(Failure::from(lost).kind, Kind::Unreachable);
		let answer = subxt::rpcs::Error::User(subxt::rpcs::UserError {
			code: 1010,
			message: "Invalid Transaction".into(),
			data: serde_json::value::to_raw_value("bad signature").ok(),
		});
		let failure = Failure::from(answer);
		assert_eq!(failure.kind, Kind::Refused);
		assert!(failure.message.ends_with("Invalid Transaction: bad signature"));
	}
}
