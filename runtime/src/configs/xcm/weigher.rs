// SPDX-License-Identifier: Apache-2.0

//! What a message weighs at most, before it is executed.

use super::{InstructionWeight, MaxAssetsIntoHolding, MaxInstructions};
use crate::RuntimeCall;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use xcm::latest::{prelude::*, AssetFilter, Instruction, InstructionError, WildAsset, Xcm};
use xcm_executor::traits::WeightBounds;

/// Counts instructions, each as often as the assets that it may move, and adds the call of a
/// `Transact`.
///
/// `FixedWeightBounds` of the SDK counts an instruction once, and one may name twenty assets.
pub struct Weigher;

impl WeightBounds<RuntimeCall> for Weigher {
	fn weight(message: &mut Xcm<RuntimeCall>, limit: Weight) -> Result<Weight, InstructionError> {
		weigh(message, &mut MaxInstructions::get(), limit)
	}

	fn instr_weight(instruction: &mut Instruction<RuntimeCall>) -> Result<Weight, XcmError> {
		let mut left = u32::MAX;
		weigh_one(instruction, &mut left, Weight::MAX)
	}
}

fn weigh(
	message: &mut Xcm<RuntimeCall>,
	left: &mut u32,
	limit: Weight,
) -> Result<Weight, InstructionError> {
	let mut total = Weight::zero();
	for (index, instruction) in message.0.iter_mut().enumerate() {
		let at = |error| InstructionError { index: index.try_into().unwrap_or(u8::MAX), error };
		*left = left.checked_sub(1).ok_or(at(XcmError::ExceedsStackLimit))?;
		let weight = weigh_one(instruction, left, limit).map_err(at)?;
		total = total.checked_add(&weight).ok_or(at(XcmError::Overflow))?;
		if total.any_gt(limit) {
			return Err(at(XcmError::WeightLimitReached(total)));
		}
	}
	Ok(total)
}

fn weigh_one(
	instruction: &mut Instruction<RuntimeCall>,
	left: &mut u32,
	limit: Weight,
) -> Result<Weight, XcmError> {
	let own = InstructionWeight::get()
		.checked_mul(moved(instruction).max(1))
		.ok_or(XcmError::Overflow)?;
	let inner = match instruction {
		Transact { call, .. } => {
			let call = call.ensure_decoded().map_err(|_| XcmError::FailedToDecode)?;
			call.get_dispatch_info().call_weight
		},
		SetErrorHandler(xcm) | SetAppendix(xcm) | ExecuteWithOrigin { xcm, .. } => {
			weigh(xcm, left, limit).map_err(|refused| refused.error)?
		},
		_ => Weight::zero(),
	};
	own.checked_add(&inner).ok_or(XcmError::Overflow)
}

/// How many assets an instruction may move.
fn moved(instruction: &Instruction<RuntimeCall>) -> u64 {
	match instruction {
		WithdrawAsset(assets)
		| ReserveAssetDeposited(assets)
		| ReceiveTeleportedAsset(assets)
		| BurnAsset(assets)
		| ClaimAsset { assets, .. }
		| TransferAsset { assets, .. }
		| TransferReserveAsset { assets, .. } => count(assets),
		DepositAsset { assets, .. }
		| DepositReserveAsset { assets, .. }
		| InitiateReserveWithdraw { assets, .. }
		| InitiateTeleport { assets, .. }
		| ReportHolding { assets, .. } => matched(assets),
		ExchangeAsset { give, want, .. } => matched(give).saturating_add(count(want)),
		InitiateTransfer { remote_fees, assets, .. } => remote_fees
			.iter()
			.chain(assets.iter())
			.fold(0, |sum, filter| matched(filter.inner()).saturating_add(sum)),
		_ => 1,
	}
}

fn count(assets: &Assets) -> u64 {
	assets.len().try_into().unwrap_or(u64::MAX)
}

/// How many of the assets in hand a filter lets through: of one kind one, for none here is more than
/// an amount. The executor lets twice the limit into a message's hands.
fn matched(filter: &AssetFilter) -> u64 {
	let most = u64::from(MaxAssetsIntoHolding::get()).saturating_mul(2);
	match filter {
		AssetFilter::Definite(assets) => count(assets),
		AssetFilter::Wild(WildAsset::All) => most,
		AssetFilter::Wild(WildAsset::AllCounted(limit)) => most.min((*limit).into()),
		AssetFilter::Wild(WildAsset::AllOf { .. } | WildAsset::AllOfCounted { .. }) => 1,
	}
}
