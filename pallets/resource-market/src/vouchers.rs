// SPDX-License-Identifier: Apache-2.0

//! Meter vouchers: claimed, or countersigned and paid; alone or in batches.

use crate::{
	disputes::Side, state::Action, Agreement, AgreementId, Agreements, Basis, Batch, BatchItem,
	Conditions, Config, Countersignature, Disputes, Error, Event, Meter, Pallet, Part, Progress,
	Settlement, WeightInfo, MAX_BATCH, MAX_HEAVY, MAX_SHARES,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	pallet_prelude::*,
	storage::with_storage_layer,
	traits::{
		fungible::Inspect,
		tokens::{DepositConsequence, Provenance},
		Time,
	},
};
use int_primitives::{
	market::{MeterVoucher, VoucherAcceptance},
	Millis,
};
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, AccountId32, Rounding};

/// How far the clock of a meter may be ahead, milliseconds: an hour.
const AHEAD: Millis = 3_600_000;

/// The part of `amount` that is due when the stretch from `from` to `upto` of a meter's readings is
/// accepted up to `reading`: pro rata, rounded down.
fn portion(amount: u64, from: u64, upto: u64, reading: u64) -> u64 {
	if reading >= upto {
		return amount;
	}
	multiply_by_rational_with_rounding(
		amount.into(),
		reading.saturating_sub(from).into(),
		u128::from(upto.saturating_sub(from)).max(1),
		Rounding::Down,
	)
	.and_then(|part| u64::try_from(part).ok())
	.unwrap_or_default()
}

impl Meter {
	/// Whether the agreement was made under these conditions.
	fn is_under(&self, conditions: &Conditions) -> bool {
		self.basis == Basis::Digest(conditions.digest())
	}

	/// Takes out of the open claim what lies up to a reading that the consumer accepts, and
	/// returns what is due for it.
	///
	/// Where the meter stood still, a part is for stand-by alone. That is accepted by who accepts
	/// the last voucher, and not by an earlier one, however often it shows the same reading.
	pub(crate) fn accept(&mut self, reading: u64, is_last: bool) -> u64 {
		let mut due = 0u64;
		while let Some(mut part) = self.first.filter(|part| part.upto > self.settled || is_last) {
			let accepted = portion(part.amount, self.settled, part.upto, reading);
			due = due.saturating_add(accepted);
			if reading < part.upto {
				part.amount = part.amount.saturating_sub(accepted);
				self.settled = self.settled.max(reading);
				self.first = Some(part);
				break;
			}
			self.settled = part.upto;
			self.first = self.rest.take();
		}
		due
	}
}

/// How many light items one weighs as much as that pays these: one for each.
fn parts(receivers: &[AccountId32]) -> u32 {
	u32::try_from(receivers.len()).unwrap_or(MAX_SHARES).max(1)
}

impl<T: Config> Pallet<T> {
	/// Brings a voucher; with the conditions of its agreement, the terms are not read for them.
	pub(crate) fn do_settle(
		who: &AccountId32,
		settlement: Settlement,
		conditions: Option<&Conditions>,
	) -> DispatchResult {
		let Settlement { voucher, signature, countersignature } = settlement;
		let action = match countersignature {
			Some(_) => Action::Settle,
			None => Action::Claim,
		};
		let agreement = Self::agreement_for(who, action, voucher.agreement)?;
		let Progress::Metered(meter) = agreement.progress else {
			return Err(Error::<T>::WrongKind.into());
		};
		ensure!(
			conditions.is_none_or(|brought| meter.is_under(brought)),
			Error::<T>::WrongConditions
		);
		Self::ensure_parties(&agreement, &voucher.provider, &voucher.consumer)?;
		Self::ensure_signed_by(
			agreement.provider(),
			agreement.provider.as_ref(),
			voucher.generation,
			voucher.expires,
			voucher.clone(),
			&signature,
		)?;
		// A stolen key, which is replaced later, must not leave the next one without numbers.
		ensure!(voucher.sequence <= T::Time::now().saturating_add(AHEAD), Error::<T>::VoucherAhead);
		match countersignature {
			Some(accepted) => Self::settle_accepted(agreement, &voucher, accepted, conditions),
			None => Self::claim(agreement, meter, &voucher, conditions),
		}
	}

	/// A voucher of the provider alone.
	fn claim(
		mut agreement: Agreement<T>,
		mut meter: Meter,
		voucher: &MeterVoucher,
		conditions: Option<&Conditions>,
	) -> DispatchResult {
		let id = voucher.agreement;
		ensure!(
			voucher.sequence > meter.count.sequence && voucher.units >= meter.count.reading,
			Error::<T>::StaleVoucher
		);
		// What has become payable is paid on the way. In a dispute nothing does.
		if meter.first.is_some() && agreement.disputed.is_none() {
			let window = Self::terms_under(&agreement)?.window;
			Self::pay_matured(id, &mut agreement, window)?;
			let Progress::Metered(paid) = agreement.progress else {
				return Err(Error::<T>::WrongKind.into());
			};
			meter = paid;
		}
		let amount = Self::charge(&agreement, &mut meter, voucher, conditions)?;
		if amount > 0 {
			let now = Self::moment();
			let part = |before: u64| Part {
				upto: voucher.units,
				amount: before.saturating_add(amount),
				since: now,
			};
			match (&meter.first, &meter.rest) {
				(None, _) => meter.first = Some(part(0)),
				(Some(_), rest) => meter.rest = Some(part(rest.map_or(0, |rest| rest.amount))),
			}
		} else {
			ensure!(meter.dry, Error::<T>::StaleVoucher);
		}
		agreement.progress = Progress::Metered(meter);
		Agreements::<T>::insert(id, agreement);
		Self::deposit_event(Event::Claimed { agreement: id, units: voucher.units, amount });
		Ok(())
	}

	/// A voucher that the consumer accepts.
	fn settle_accepted(
		mut agreement: Agreement<T>,
		voucher: &MeterVoucher,
		accepted: Countersignature,
		conditions: Option<&Conditions>,
	) -> DispatchResult {
		let id = voucher.agreement;
		let acceptance = VoucherAcceptance {
			agreement: id,
			provider: voucher.provider,
			consumer: voucher.consumer,
			units: voucher.units,
			sequence: voucher.sequence,
			generation: accepted.generation,
			expires: accepted.expires,
		};
		Self::ensure_signed_by(
			agreement.consumer(),
			agreement.consumer.as_ref(),
			accepted.generation,
			accepted.expires,
			acceptance,
			&accepted.signature,
		)?;
		// What is open comes first: it has been charged and is covered.
		let Progress::Metered(Meter { count, .. }) = agreement.progress else {
			return Err(Error::<T>::WrongKind.into());
		};
		let is_last = voucher.sequence >= count.sequence;
		let mut due = Self::accept_disputed(id, &mut agreement, voucher.units, is_last)?;
		let Progress::Metered(mut meter) = agreement.progress else {
			return Err(Error::<T>::WrongKind.into());
		};
		due = due.saturating_add(meter.accept(voucher.units, is_last));
		agreement.progress = Progress::Metered(meter);
		let is_new =
			voucher.sequence > meter.count.sequence && voucher.units >= meter.count.reading;
		Self::pay_under(id, &mut agreement, due, conditions)?;
		if is_new {
			let more = Self::charge(&agreement, &mut meter, voucher, conditions)?;
			meter.settled = meter.count.reading;
			agreement.progress = Progress::Metered(meter);
			Self::pay_under(id, &mut agreement, more, conditions)?;
			due = due.saturating_add(more);
		}
		ensure!(due > 0 || (is_new && meter.dry), Error::<T>::StaleVoucher);
		Agreements::<T>::insert(id, agreement);
		Ok(())
	}

	/// Charges what a voucher says beyond the last one, as far as the escrow goes. If that is not
	/// far enough, it has run dry.
	fn charge(
		agreement: &Agreement<T>,
		meter: &mut Meter,
		voucher: &MeterVoucher,
		conditions: Option<&Conditions>,
	) -> Result<u64, DispatchError> {
		let tariff = match conditions {
			Some(conditions) => conditions.tariff.clone(),
			None => Self::tariff_of(agreement, meter)?,
		};
		let charge = tariff.charge(
			agreement.opened,
			agreement.ends,
			&meter.count,
			voucher.units,
			voucher.sequence,
			T::Time::now(),
		);
		let amount = charge.amount.min(agreement.available());
		meter.count = charge.count;
		let beyond = charge.amount.saturating_sub(amount);
		if beyond > 0 {
			meter.dry = true;
			Self::deposit_event(Event::RanDry { agreement: voucher.agreement, beyond });
		}
		Ok(amount)
	}

	/// What the consumer accepts of what is disputed. The dispute ends when that is all of it.
	fn accept_disputed(
		id: AgreementId,
		agreement: &mut Agreement<T>,
		reading: u64,
		is_last: bool,
	) -> Result<u64, DispatchError> {
		let Some(disputed) = agreement.disputed else { return Ok(0) };
		let mut dispute = Disputes::<T>::get(id).ok_or(Error::<T>::WrongState)?;
		// As with an open claim: stand-by alone is accepted with the last voucher.
		if dispute.from >= dispute.upto && !is_last {
			return Ok(0);
		}
		let due = portion(disputed, dispute.from, dispute.upto, reading);
		if reading >= dispute.upto {
			Self::concede(id, agreement, &dispute, Side::Buyer, due)?;
		} else {
			agreement.disputed = Some(disputed.saturating_sub(due));
			dispute.from = dispute.from.max(reading);
			Disputes::<T>::insert(id, dispute);
		}
		Ok(due)
	}

	/// The most that a batch of `items` may weigh: as much as if each of them were heavy, and no more
	/// than a full batch of light ones and [`MAX_HEAVY`], so that a full batch fits into a block.
	pub(crate) fn batch_weight(items: u32) -> Weight {
		let full = T::WeightInfo::settle_batch(MAX_BATCH)
			.saturating_add(T::WeightInfo::settle_batch_divided(MAX_HEAVY));
		T::WeightInfo::settle_batch(0)
			.saturating_add(T::WeightInfo::settle_batch_divided(items))
			.min(full)
	}

	/// Whom this item pays if it is light, and nothing if it is heavy. It weighs as much as one light
	/// item for each of them.
	///
	/// Light is no more than a settlement of metered use whose receivers are known without a look at
	/// the terms, and can take their parts, which [`Self::can_take`] knows. Anything else may keep
	/// shares for eight receivers, end a dispute, or end an agreement.
	fn paid_lightly(id: AgreementId, conditions: Option<&Conditions>) -> Option<Vec<AccountId32>> {
		let Some(agreement) = Agreements::<T>::get(id) else { return Some(Vec::new()) };
		let Progress::Metered(meter) = &agreement.progress else { return None };
		let receivers = match (meter.basis, conditions) {
			(Basis::Flat(_), None) => vec![agreement.seller],
			(Basis::Digest(_), Some(conditions)) if meter.is_under(conditions) => {
				conditions.split.iter().map(|share| share.to.clone()).collect()
			},
			_ => return None,
		};
		// With many receivers, to weigh as a heavy item is to weigh less.
		let is_less = Self::items_weight(parts(&receivers), 0).all_lte(Self::items_weight(0, 1));
		(is_less && agreement.disputed.is_none()).then_some(receivers)
	}

	fn can_take(receivers: &[AccountId32]) -> bool {
		receivers
			.iter()
			.all(|to| T::Gas::can_deposit(to, 1, Provenance::Extant) == DepositConsequence::Success)
	}

	fn items_weight(light: u32, heavy: u32) -> Weight {
		T::WeightInfo::settle_batch(light)
			.saturating_add(T::WeightInfo::settle_batch_divided(heavy))
	}

	pub(crate) fn do_settle_batch(who: &AccountId32, batch: Batch) -> DispatchResultWithPostInfo {
		// What has not been looked at yet weighs as much as a light item at least.
		let mut left = u32::try_from(batch.len()).unwrap_or(MAX_BATCH);
		let most = Self::batch_weight(left);
		let (mut good, mut bad, mut light, mut heavy) = (0u32, 0u32, 0u32, 0u32);
		for item in batch {
			let (id, settlement, conditions) = match item {
				BatchItem::Voucher(brought) => (brought.voucher.agreement, Some(brought), None),
				BatchItem::VoucherUnder(brought, conditions) => {
					(brought.voucher.agreement, Some(brought), Some(conditions))
				},
				BatchItem::Collect(id) => (id, None, None),
			};
			left = left.saturating_sub(1);
			let is_room = |light: u32, heavy: u32| {
				Self::items_weight(light.saturating_add(left), heavy).all_lte(most)
			};
			// Receivers are looked at only where there is room for the look.
			let receivers = Self::paid_lightly(id, conditions.as_ref());
			let looked_at = receivers
				.as_deref()
				.map(parts)
				.filter(|parts| is_room(light.saturating_add(*parts), heavy));
			let is_light = looked_at.is_some() && receivers.as_deref().is_some_and(Self::can_take);
			let fits = is_light || is_room(light, heavy.saturating_add(1));
			if fits && !is_light {
				heavy = heavy.saturating_add(1);
			} else {
				// To find out that an item does not fit takes no more than a light one.
				light = light.saturating_add(looked_at.unwrap_or(1));
			}
			let done = with_storage_layer(|| {
				ensure!(fits, Error::<T>::BatchTooHeavy);
				match settlement {
					Some(settlement) => Self::do_settle(who, settlement, conditions.as_ref()),
					None => Self::do_collect(who, id),
				}
			});
			match done {
				Ok(()) => good = good.saturating_add(1),
				Err(error) => {
					bad = bad.saturating_add(1);
					Self::deposit_event(Event::ItemFailed { agreement: id, error });
				},
			}
		}
		Self::deposit_event(Event::BatchDone { good, bad });
		Ok(Some(Self::items_weight(light, heavy)).into())
	}
}
