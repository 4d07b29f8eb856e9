// SPDX-License-Identifier: Apache-2.0

//! What a message pays: for being executed here, and for being sent on.
//!
//! Prices are in GAS, as for transactions. They are paid in INT at the chain's price of INT, in GAS,
//! or in a foreign asset at the rate that governance gave it. No asset is exchanged for another: who
//! takes the fee takes it in what it is paid in.

use super::{
	super::fees::{FeesInGas, PotAndBurn, WeightPrice},
	assets::{ForeignAssetId, GasLocation, IntLocation},
};
use crate::{
	constants::GAS_ASSET, AccountId, Authorship, Balance, Balances, ForeignAssets, Gas, Runtime,
};
use alloc::{boxed::Box, vec::Vec};
use frame_support::{
	traits::{
		fungible,
		fungibles::{self, Balanced, Inspect},
		tokens::imbalance::{ImbalanceAccounting, UnsafeManualAccounting},
		OnUnbalanced,
	},
	weights::{Weight, WeightToFee},
};
use pallet_gas::rates;
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, FixedPointNumber, FixedU128, Rounding,
};
use xcm::latest::{
	prelude::{Asset, AssetId, Fungible},
	Assets, Error as XcmError, Location, XcmContext,
};
use xcm_builder::HandleFee;
use xcm_executor::{
	traits::{AssetExchange, FeeReason, WeightTrader},
	AssetsInHolding,
};

/// What is in a message's hands of one asset.
type InHand = Box<dyn ImbalanceAccounting<u128>>;

/// What fees may be paid in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Payment {
	/// INT: 80 % to the collators' pot, 20 % burned.
	Int,
	/// GAS: a share to who makes the block, the rest burned.
	Gas,
	/// An asset of another chain that governance gave a rate: to who makes the block.
	Foreign(ForeignAssetId),
}

impl Payment {
	/// How this asset pays, if it does.
	pub fn of(id: &AssetId) -> Option<Self> {
		let AssetId(location) = id;
		if *location == IntLocation::get() {
			Some(Self::Int)
		} else if *location == GasLocation::get() {
			Some(Self::Gas)
		} else {
			(rate_of(location).is_some() && ForeignAssets::asset_exists(location.clone()))
				.then(|| Self::Foreign(location.clone()))
		}
	}

	/// All that there are.
	pub fn all() -> Vec<Self> {
		let rated = pallet_asset_rate::ConversionRateToNative::<Runtime>::iter_keys();
		[Self::Int, Self::Gas]
			.into_iter()
			.chain(rated.filter_map(|id| Self::of(&AssetId(id))))
			.collect()
	}

	/// The asset.
	pub fn id(&self) -> AssetId {
		AssetId(match self {
			Self::Int => IntLocation::get(),
			Self::Gas => GasLocation::get(),
			Self::Foreign(location) => location.clone(),
		})
	}

	/// How many plancks of it stand for so many plancks of GAS, rounded up.
	pub fn for_gas(&self, gas: Balance) -> Option<Balance> {
		match self {
			Self::Int => Some(Gas::int_for_gas(gas)),
			Self::Gas => Some(gas),
			Self::Foreign(location) => multiply_by_rational_with_rounding(
				gas,
				FixedU128::DIV,
				rate_of(location)?.into_inner(),
				Rounding::Up,
			),
		}
	}

	/// How many plancks of it a weight costs.
	pub fn for_weight(&self, weight: &Weight) -> Option<Balance> {
		self.for_gas(WeightPrice::weight_to_fee(weight))
	}

	/// How many plancks of it stand for a fee of so many plancks of INT, which has the premium in
	/// it: who does not pay in INT does not pay the premium. Rounded up.
	fn for_int(&self, int: Balance) -> Option<Balance> {
		const MILLION: u128 = 1_000_000;
		if *self == Self::Int {
			return Some(int);
		}
		let pallet_gas::IntPrice { price, premium } = Gas::int_price();
		let worth = rates::gas_of(int, price, Rounding::Up)?;
		let with_premium = MILLION.checked_add(premium.deconstruct().into())?;
		self.for_gas(multiply_by_rational_with_rounding(
			worth,
			MILLION,
			with_premium,
			Rounding::Up,
		)?)
	}

	/// Brings a fee to who is due it.
	fn take(&self, fee: InHand) {
		match self {
			Self::Int => {
				let mut credit = fungible::Credit::<AccountId, Balances>::default();
				credit.saturating_subsume(fee);
				PotAndBurn::on_unbalanced(credit);
			},
			Self::Gas => {
				let mut credit = fungibles::Credit::<AccountId, FeesInGas>::zero(GAS_ASSET);
				credit.saturating_subsume(fee);
				// What `FeesInGas` drops it shares and burns.
				drop(credit);
			},
			Self::Foreign(location) => {
				let mut credit =
					fungibles::Credit::<AccountId, ForeignAssets>::zero(location.clone());
				credit.saturating_subsume(fee);
				// Burned where nobody can take it; its reserve then has so much to spare.
				match Authorship::author() {
					Some(author) => drop(ForeignAssets::resolve(&author, credit)),
					None => drop(credit),
				}
			},
		}
	}
}

/// Plancks of GAS for a planck of a foreign asset; a rate of nothing is none.
fn rate_of(location: &Location) -> Option<FixedU128> {
	pallet_asset_rate::ConversionRateToNative::<Runtime>::get(location)
		.filter(|rate| rate.into_inner() > 0)
}

/// Sells weight, all that a message buys in one asset.
///
/// What the message has paid at its end is the price of the weight that it used. (The price of a
/// weight is that of its dearer part, so the price of what was not used is no measure of what to
/// give back.)
pub struct Trader {
	bought: Weight,
	paid: Option<(Payment, InHand)>,
}

impl WeightTrader for Trader {
	fn new() -> Self {
		Self { bought: Weight::zero(), paid: None }
	}

	fn buy_weight(
		&mut self,
		weight: Weight,
		mut purse: AssetsInHolding,
		_: &XcmContext,
	) -> Result<AssetsInHolding, (AssetsInHolding, XcmError)> {
		let Some(payment) = purse.fungible.keys().find_map(Payment::of) else {
			return Err((purse, XcmError::AssetNotFound));
		};
		let paid = match &self.paid {
			None => 0,
			Some((before, fee)) if *before == payment => fee.amount(),
			Some(_) => return Err((purse, XcmError::FeesNotMet)),
		};
		let total = self.bought.saturating_add(weight);
		let Some(price) = payment.for_weight(&total) else {
			return Err((purse, XcmError::TooExpensive));
		};
		let due = price.saturating_sub(paid);
		if due > 0 {
			let id = payment.id();
			let fee = Asset { id: id.clone(), fun: Fungible(due) };
			let Ok(mut taken) = purse.try_take(fee.into()) else {
				return Err((purse, XcmError::TooExpensive));
			};
			let Some(fee) = taken.fungible.remove(&id) else {
				return Err((purse, XcmError::TooExpensive));
			};
			match &mut self.paid {
				Some((_, before)) => before.saturating_subsume(fee),
				None => self.paid = Some((payment, fee)),
			}
		}
		self.bought = total;
		Ok(purse)
	}

	fn refund_weight(&mut self, weight: Weight, _: &XcmContext) -> Option<AssetsInHolding> {
		let (payment, fee) = self.paid.as_mut()?;
		let used = self.bought.saturating_sub(weight);
		let price = payment.for_weight(&used)?;
		self.bought = used;
		let back = fee.amount().saturating_sub(price);
		(back > 0).then(|| {
			AssetsInHolding::new_from_fungible_credit(payment.id(), fee.saturating_take(back))
		})
	}

	fn quote_weight(
		&mut self,
		weight: Weight,
		given: AssetId,
		_: &XcmContext,
	) -> Result<Asset, XcmError> {
		let payment = Payment::of(&given).ok_or(XcmError::AssetNotFound)?;
		let price = payment.for_weight(&weight).ok_or(XcmError::TooExpensive)?;
		Ok(Asset { id: given, fun: Fungible(price) })
	}
}

impl Drop for Trader {
	fn drop(&mut self) {
		if let Some((payment, fee)) = self.paid.take() {
			payment.take(fee);
		}
	}
}

/// Where fees for sending a message on go: where those for executing one go.
pub struct Till;

impl HandleFee for Till {
	fn handle_fee(fee: AssetsInHolding, _: Option<&XcmContext>, _: FeeReason) -> AssetsInHolding {
		for (id, fee) in fee.fungible {
			if let Some(payment) = Payment::of(&id) {
				payment.take(fee);
			}
		}
		AssetsInHolding::new()
	}
}

/// Lets a delivery, whose price is in INT, be paid in what the message pays its execution in.
///
/// The executor wants the fee exchanged for INT first. Nothing is: the fee goes on as what it is,
/// and [`Till`] takes it so. An exchange at the price of fees would be a second market for GAS
/// beside that of its pallet. The instruction `ExchangeAsset` comes here too; the barrier refuses
/// it.
pub struct InKind;

impl InKind {
	/// What a fee of `int`, an amount of INT, comes to in another asset.
	fn price(int: &Asset, id: &AssetId) -> Option<Asset> {
		let Asset { id: AssetId(location), fun: Fungible(amount) } = int else { return None };
		if *location != IntLocation::get() {
			return None;
		}
		let price = Payment::of(id)?.for_int(*amount)?;
		Some(Asset { id: id.clone(), fun: Fungible(price) })
	}
}

/// The only one of these assets.
fn single(assets: &Assets) -> Option<&Asset> {
	assets.get(0).filter(|_| assets.len() == 1)
}

impl AssetExchange for InKind {
	fn exchange_asset(
		_: Option<&Location>,
		give: AssetsInHolding,
		want: &Assets,
		_: bool,
	) -> Result<AssetsInHolding, AssetsInHolding> {
		let given = give.fungible.keys().next().filter(|_| give.len() == 1);
		let price = given.and_then(|id| Self::price(single(want)?, id));
		match price {
			Some(price) if give.contains_asset(&price) => Ok(give),
			_ => Err(give),
		}
	}

	fn quote_exchange_price(give: &Assets, want: &Assets, maximal: bool) -> Option<Assets> {
		let (give, want) = (single(give)?, single(want)?);
		let (int, other) = if maximal { (give, want) } else { (want, give) };
		Self::price(int, &other.id).map(Into::into)
	}
}
