// SPDX-License-Identifier: Apache-2.0

//! Lots: a production run is one root, and claims are bits.

use crate::{
	Chunk, Chunks, Cid, Config, Error, Event, Lot, LotId, Lots, Manufacturers, Model, NextLot,
	Pallet, WeightInfo, CHUNK_BYTES, CHUNK_LEAVES, MAX_LOT,
};
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	pallet_prelude::*,
	traits::{Consideration, Footprint},
};
use int_primitives::{directory::SecurityLevel, Digest};
use sp_runtime::AccountId32;

/// The most chunks or past keys that one call removes.
pub(crate) const MAX_REAP: u32 = 64;

impl<T: Config> Chunk<T> {
	fn new(depositor: &AccountId32) -> Result<Self, DispatchError> {
		let ticket = T::ChunkConsideration::new(depositor, Footprint::from_mel::<Self>())?;
		Ok(Self { depositor: depositor.clone(), ticket, bits: [0; CHUNK_BYTES] })
	}

	/// Marks a leaf of the stretch as claimed.
	fn claim(&mut self, leaf: usize) -> DispatchResult {
		let mask = 1u8 << (leaf & 7);
		let byte = self.bits.get_mut(leaf >> 3).ok_or(Error::<T>::BadProof)?;
		ensure!(*byte & mask == 0, Error::<T>::AlreadyClaimed);
		*byte |= mask;
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_commit_lot(
		account: &AccountId32,
		model: Model,
		root: Digest,
		size: u64,
		security: SecurityLevel,
		firmware: Option<Digest>,
		metadata: Option<Cid>,
	) -> DispatchResult {
		let (manufacturer, mut maker) = Self::manufacturer_of(account)?;
		ensure!(maker.state.allows_devices(), Error::<T>::ManufacturerFrozen);
		ensure!(maker.state.allows_lots(), Error::<T>::ManufacturerNotVerified);
		ensure!(maker.bond >= T::ManufacturerBond::get(), Error::<T>::BondTooLow);
		ensure!(size > 0 && size <= MAX_LOT, Error::<T>::BadLotSize);
		maker.lots = maker.lots.checked_add(1).ok_or(Error::<T>::NumbersExhausted)?;
		let lot = Self::next_number::<NextLot<T>>()?;
		let ticket = T::LotConsideration::new(account, Footprint::from_mel::<Lot<T>>())?;
		Manufacturers::<T>::insert(manufacturer, maker);
		Lots::<T>::insert(
			lot,
			Lot {
				manufacturer,
				model,
				root,
				size,
				security,
				firmware,
				metadata,
				claimed: 0,
				closed: false,
				ticket,
			},
		);
		Self::deposit_event(Event::LotCommitted { lot, manufacturer, root, size });
		Ok(())
	}

	/// Sets the bit of the leaf; the first claim in a stretch pays for its chunk.
	pub(crate) fn claim_leaf(
		lot: LotId,
		record: &mut Lot<T>,
		index: u32,
		claimant: &AccountId32,
	) -> DispatchResult {
		let index = u64::from(index);
		let stretch =
			u32::try_from(index >> CHUNK_LEAVES.ilog2()).map_err(|_| Error::<T>::BadProof)?;
		let leaf = usize::try_from(index & (CHUNK_LEAVES.saturating_sub(1)))
			.map_err(|_| Error::<T>::BadProof)?;
		let mut chunk = match Chunks::<T>::get(lot, stretch) {
			Some(chunk) => chunk,
			None => Chunk::new(claimant)?,
		};
		chunk.claim(leaf)?;
		Chunks::<T>::insert(lot, stretch, chunk);
		record.claimed = record.claimed.saturating_add(1);
		Ok(())
	}

	pub(crate) fn do_close_lot(account: Option<AccountId32>, lot: LotId) -> DispatchResult {
		let mut record = Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
		if let Some(account) = account {
			let maker = Manufacturers::<T>::get(record.manufacturer)
				.ok_or(Error::<T>::UnknownManufacturer)?;
			ensure!(maker.account == account, Error::<T>::NotManufacturer);
		}
		ensure!(!record.closed, Error::<T>::LotClosed);
		record.closed = true;
		Lots::<T>::insert(lot, record);
		Self::deposit_event(Event::LotClosed { lot });
		Ok(())
	}

	pub(crate) fn do_reap_lot(lot: LotId, limit: u32) -> DispatchResultWithPostInfo {
		ensure!((1..=MAX_REAP).contains(&limit), Error::<T>::BadLimit);
		let record = Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)?;
		ensure!(record.closed, Error::<T>::LotOpen);
		let some: Vec<_> =
			Chunks::<T>::iter_prefix(lot).take(usize::try_from(limit).unwrap_or(1)).collect();
		let mut chunks = 0u32;
		for (stretch, chunk) in some {
			chunk.ticket.drop(&chunk.depositor)?;
			Chunks::<T>::remove(lot, stretch);
			chunks = chunks.saturating_add(1);
		}
		if chunks > 0 {
			Self::deposit_event(Event::LotReaped { lot, chunks });
		}
		// Fewer than asked for: none is left.
		if chunks < limit {
			let mut maker = Manufacturers::<T>::get(record.manufacturer)
				.ok_or(Error::<T>::UnknownManufacturer)?;
			record.ticket.drop(&maker.account)?;
			maker.lots = maker.lots.saturating_sub(1);
			Manufacturers::<T>::insert(record.manufacturer, maker);
			Lots::<T>::remove(lot);
			Self::deposit_event(Event::LotRemoved { lot });
		}
		Ok(Some(T::WeightInfo::reap_lot(chunks)).into())
	}
}
