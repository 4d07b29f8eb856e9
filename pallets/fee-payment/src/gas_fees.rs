// SPDX-License-Identifier: Apache-2.0

//! Where the GAS of a fee goes: a share to the block's author, the rest into the fire.

use crate::{wiring::OnGasBurned, Balance};
use core::marker::PhantomData;
use frame_support::traits::{
	fungibles::{Balanced, Dust, HandleImbalanceDrop, Inspect, Mutate, Unbalanced},
	tokens::{
		DepositConsequence, Fortitude, Precision, Preservation, Provenance, WithdrawConsequence,
	},
	Get,
};
use sp_runtime::{DispatchError, Permill};

/// `Assets`, but a credit that is dropped is a fee: `AuthorShare` of it, rounded down, goes to
/// `Author`, and the rest is burned, of which `OnBurn` hears. All is burned when there is no author
/// or the author cannot take it.
///
/// `ChargePGAS` drops what it has taken, and the stock `Assets` would burn it all. Use this for GAS
/// alone: `OnBurn` does not hear which asset it was.
pub struct GasFees<Assets, Author, AuthorShare, OnBurn>(
	PhantomData<(Assets, Author, AuthorShare, OnBurn)>,
);

/// What [`GasFees`] does with a dropped credit.
pub struct ShareAndBurn<Assets, Author, AuthorShare, OnBurn, AccountId>(
	PhantomData<(Assets, Author, AuthorShare, OnBurn, AccountId)>,
);

impl<Assets, Author, AuthorShare, OnBurn, AccountId> HandleImbalanceDrop<Assets::AssetId, Balance>
	for ShareAndBurn<Assets, Author, AuthorShare, OnBurn, AccountId>
where
	Assets: Balanced<AccountId, Balance = Balance>,
	Author: Get<Option<AccountId>>,
	AuthorShare: Get<Permill>,
	OnBurn: OnGasBurned,
{
	fn handle(asset: Assets::AssetId, amount: Balance) {
		let share = AuthorShare::get().mul_floor(amount);
		// The amount is in issue but in nobody's account, so the author's account grows and the
		// issue stays.
		let paid = Author::get().filter(|_| share > 0).and_then(|author| {
			Assets::increase_balance(asset.clone(), &author, share, Precision::Exact)
				.inspect(|paid| Assets::done_deposit(asset.clone(), &author, *paid))
				.ok()
		});
		let burned = amount.saturating_sub(paid.unwrap_or_default());
		if burned > 0 {
			Assets::OnDropCredit::handle(asset, burned);
			OnBurn::burned(burned);
		}
	}
}

impl<Assets, Author, AuthorShare, OnBurn, AccountId> Inspect<AccountId>
	for GasFees<Assets, Author, AuthorShare, OnBurn>
where
	Assets: Inspect<AccountId>,
{
	type AssetId = Assets::AssetId;
	type Balance = Assets::Balance;

	fn total_issuance(asset: Self::AssetId) -> Self::Balance {
		Assets::total_issuance(asset)
	}
	fn active_issuance(asset: Self::AssetId) -> Self::Balance {
		Assets::active_issuance(asset)
	}
	fn minimum_balance(asset: Self::AssetId) -> Self::Balance {
		Assets::minimum_balance(asset)
	}
	fn total_balance(asset: Self::AssetId, who: &AccountId) -> Self::Balance {
		Assets::total_balance(asset, who)
	}
	fn balance(asset: Self::AssetId, who: &AccountId) -> Self::Balance {
		Assets::balance(asset, who)
	}
	fn reducible_balance(
		asset: Self::AssetId,
		who: &AccountId,
		preservation: Preservation,
		force: Fortitude,
	) -> Self::Balance {
		Assets::reducible_balance(asset, who, preservation, force)
	}
	fn can_deposit(
		asset: Self::AssetId,
		who: &AccountId,
		amount: Self::Balance,
		provenance: Provenance,
	) -> DepositConsequence {
		Assets::can_deposit(asset, who, amount, provenance)
	}
	fn can_withdraw(
		asset: Self::AssetId,
		who: &AccountId,
		amount: Self::Balance,
	) -> WithdrawConsequence<Self::Balance> {
		Assets::can_withdraw(asset, who, amount)
	}
	fn asset_exists(asset: Self::AssetId) -> bool {
		Assets::asset_exists(asset)
	}
}

impl<Assets, Author, AuthorShare, OnBurn, AccountId> Unbalanced<AccountId>
	for GasFees<Assets, Author, AuthorShare, OnBurn>
where
	Assets: Unbalanced<AccountId>,
{
	fn handle_raw_dust(asset: Self::AssetId, amount: Self::Balance) {
		Assets::handle_raw_dust(asset, amount)
	}
	fn handle_dust(Dust(asset, amount): Dust<AccountId, Self>) {
		Assets::handle_dust(Dust(asset, amount))
	}
	fn write_balance(
		asset: Self::AssetId,
		who: &AccountId,
		amount: Self::Balance,
	) -> Result<Option<Self::Balance>, DispatchError> {
		Assets::write_balance(asset, who, amount)
	}
	fn set_total_issuance(asset: Self::AssetId, amount: Self::Balance) {
		Assets::set_total_issuance(asset, amount)
	}
	fn decrease_balance(
		asset: Self::AssetId,
		who: &AccountId,
		amount: Self::Balance,
		precision: Precision,
		preservation: Preservation,
		force: Fortitude,
	) -> Result<Self::Balance, DispatchError> {
		Assets::decrease_balance(asset, who, amount, precision, preservation, force)
	}
	fn increase_balance(
		asset: Self::AssetId,
		who: &AccountId,
		amount: Self::Balance,
		precision: Precision,
	) -> Result<Self::Balance, DispatchError> {
		Assets::increase_balance(asset, who, amount, precision)
	}
	fn deactivate(asset: Self::AssetId, amount: Self::Balance) {
		Assets::deactivate(asset, amount)
	}
	fn reactivate(asset: Self::AssetId, amount: Self::Balance) {
		Assets::reactivate(asset, amount)
	}
}

/// Transfers, mints and burns as `Assets` does. `OnBurn` hears of what is dropped, not of what
/// `burn_from` burns.
impl<Assets, Author, AuthorShare, OnBurn, AccountId> Mutate<AccountId>
	for GasFees<Assets, Author, AuthorShare, OnBurn>
where
	Assets: Mutate<AccountId>,
	AccountId: Eq,
{
	fn done_mint_into(asset: Self::AssetId, who: &AccountId, amount: Self::Balance) {
		Assets::done_mint_into(asset, who, amount)
	}
	fn done_burn_from(asset: Self::AssetId, who: &AccountId, amount: Self::Balance) {
		Assets::done_burn_from(asset, who, amount)
	}
	fn done_transfer(
		asset: Self::AssetId,
		source: &AccountId,
		dest: &AccountId,
		amount: Self::Balance,
	) {
		Assets::done_transfer(asset, source, dest, amount)
	}
}

impl<Assets, Author, AuthorShare, OnBurn, AccountId> Balanced<AccountId>
	for GasFees<Assets, Author, AuthorShare, OnBurn>
where
	Assets: Balanced<AccountId, Balance = Balance>,
	Author: Get<Option<AccountId>>,
	AuthorShare: Get<Permill>,
	OnBurn: OnGasBurned,
{
	type OnDropDebt = Assets::OnDropDebt;
	type OnDropCredit = ShareAndBurn<Assets, Author, AuthorShare, OnBurn, AccountId>;

	fn done_rescind(asset: Self::AssetId, amount: Self::Balance) {
		Assets::done_rescind(asset, amount)
	}
	fn done_issue(asset: Self::AssetId, amount: Self::Balance) {
		Assets::done_issue(asset, amount)
	}
	fn done_deposit(asset: Self::AssetId, who: &AccountId, amount: Self::Balance) {
		Assets::done_deposit(asset, who, amount)
	}
	fn done_withdraw(asset: Self::AssetId, who: &AccountId, amount: Self::Balance) {
		Assets::done_withdraw(asset, who, amount)
	}
}
