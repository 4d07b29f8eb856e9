// SPDX-License-Identifier: Apache-2.0

//! One asset of `pallet-assets` with holds, as one fungible token.
//!
//! The SDK's `ItemOf` makes a token of one pallet's asset. Balances lie in `pallet-assets` and holds
//! in `pallet-assets-holder`, so it takes two of them; this type is both.

use core::marker::PhantomData;
use frame_support::traits::{
	fungible::{self, Dust, InspectHold, ItemOf, MutateHold, UnbalancedHold},
	fungibles,
	tokens::{
		DepositConsequence, Fortitude, Precision, Preservation, Provenance, Restriction,
		WithdrawConsequence,
	},
	Get,
};
use sp_runtime::{DispatchError, DispatchResult};

/// The asset `Id`, its balances in `Assets` and its holds in `Holder`.
pub struct HeldItem<Assets, Holder, Id, AccountId>(PhantomData<(Assets, Holder, Id, AccountId)>);

type Free<Assets, Id, AccountId> = ItemOf<Assets, Id, AccountId>;
type Held<Holder, Id, AccountId> = ItemOf<Holder, Id, AccountId>;

impl<Assets, Holder, Id, AccountId> fungible::Inspect<AccountId>
	for HeldItem<Assets, Holder, Id, AccountId>
where
	Assets: fungibles::Inspect<AccountId>,
	Id: Get<Assets::AssetId>,
{
	type Balance = Assets::Balance;

	fn total_issuance() -> Self::Balance {
		Free::<Assets, Id, AccountId>::total_issuance()
	}

	fn active_issuance() -> Self::Balance {
		Free::<Assets, Id, AccountId>::active_issuance()
	}

	fn minimum_balance() -> Self::Balance {
		Free::<Assets, Id, AccountId>::minimum_balance()
	}

	fn total_balance(who: &AccountId) -> Self::Balance {
		Free::<Assets, Id, AccountId>::total_balance(who)
	}

	fn balance(who: &AccountId) -> Self::Balance {
		Free::<Assets, Id, AccountId>::balance(who)
	}

	fn reducible_balance(
		who: &AccountId,
		preservation: Preservation,
		force: Fortitude,
	) -> Self::Balance {
		Free::<Assets, Id, AccountId>::reducible_balance(who, preservation, force)
	}

	fn can_deposit(
		who: &AccountId,
		amount: Self::Balance,
		provenance: Provenance,
	) -> DepositConsequence {
		Free::<Assets, Id, AccountId>::can_deposit(who, amount, provenance)
	}

	fn can_withdraw(who: &AccountId, amount: Self::Balance) -> WithdrawConsequence<Self::Balance> {
		Free::<Assets, Id, AccountId>::can_withdraw(who, amount)
	}
}

impl<Assets, Holder, Id, AccountId> fungible::Unbalanced<AccountId>
	for HeldItem<Assets, Holder, Id, AccountId>
where
	Assets: fungibles::Unbalanced<AccountId>,
	Id: Get<Assets::AssetId>,
{
	fn handle_dust(dust: Dust<AccountId, Self>) {
		Free::<Assets, Id, AccountId>::handle_dust(Dust(dust.0));
	}

	fn write_balance(
		who: &AccountId,
		amount: Self::Balance,
	) -> Result<Option<Self::Balance>, DispatchError> {
		Free::<Assets, Id, AccountId>::write_balance(who, amount)
	}

	fn set_total_issuance(amount: Self::Balance) {
		Free::<Assets, Id, AccountId>::set_total_issuance(amount);
	}

	fn decrease_balance(
		who: &AccountId,
		amount: Self::Balance,
		precision: Precision,
		preservation: Preservation,
		force: Fortitude,
	) -> Result<Self::Balance, DispatchError> {
		Free::<Assets, Id, AccountId>::decrease_balance(who, amount, precision, preservation, force)
	}

	fn increase_balance(
		who: &AccountId,
		amount: Self::Balance,
		precision: Precision,
	) -> Result<Self::Balance, DispatchError> {
		Free::<Assets, Id, AccountId>::increase_balance(who, amount, precision)
	}
}

impl<Assets, Holder, Id, AccountId> fungible::Mutate<AccountId>
	for HeldItem<Assets, Holder, Id, AccountId>
where
	AccountId: Eq,
	Assets: fungibles::Mutate<AccountId>,
	Id: Get<Assets::AssetId>,
{
	fn mint_into(who: &AccountId, amount: Self::Balance) -> Result<Self::Balance, DispatchError> {
		Free::<Assets, Id, AccountId>::mint_into(who, amount)
	}

	fn burn_from(
		who: &AccountId,
		amount: Self::Balance,
		preservation: Preservation,
		precision: Precision,
		force: Fortitude,
	) -> Result<Self::Balance, DispatchError> {
		Free::<Assets, Id, AccountId>::burn_from(who, amount, preservation, precision, force)
	}

	fn transfer(
		source: &AccountId,
		dest: &AccountId,
		amount: Self::Balance,
		preservation: Preservation,
	) -> Result<Self::Balance, DispatchError> {
		Free::<Assets, Id, AccountId>::transfer(source, dest, amount, preservation)
	}
}

impl<Assets, Holder, Id, AccountId> InspectHold<AccountId>
	for HeldItem<Assets, Holder, Id, AccountId>
where
	Assets: fungibles::Inspect<AccountId>,
	Holder: fungibles::InspectHold<AccountId, AssetId = Assets::AssetId, Balance = Assets::Balance>,
	Id: Get<Assets::AssetId>,
{
	type Reason = Holder::Reason;

	fn total_balance_on_hold(who: &AccountId) -> Self::Balance {
		Held::<Holder, Id, AccountId>::total_balance_on_hold(who)
	}

	fn reducible_total_balance_on_hold(who: &AccountId, force: Fortitude) -> Self::Balance {
		Held::<Holder, Id, AccountId>::reducible_total_balance_on_hold(who, force)
	}

	fn balance_on_hold(reason: &Self::Reason, who: &AccountId) -> Self::Balance {
		Held::<Holder, Id, AccountId>::balance_on_hold(reason, who)
	}

	fn hold_available(reason: &Self::Reason, who: &AccountId) -> bool {
		Held::<Holder, Id, AccountId>::hold_available(reason, who)
	}
}

impl<Assets, Holder, Id, AccountId> UnbalancedHold<AccountId>
	for HeldItem<Assets, Holder, Id, AccountId>
where
	Assets: fungibles::Unbalanced<AccountId>,
	Holder:
		fungibles::UnbalancedHold<AccountId, AssetId = Assets::AssetId, Balance = Assets::Balance>,
	Id: Get<Assets::AssetId>,
{
	fn set_balance_on_hold(
		reason: &Self::Reason,
		who: &AccountId,
		amount: Self::Balance,
	) -> DispatchResult {
		Held::<Holder, Id, AccountId>::set_balance_on_hold(reason, who, amount)
	}
}

impl<Assets, Holder, Id, AccountId> MutateHold<AccountId>
	for HeldItem<Assets, Holder, Id, AccountId>
where
	Assets: fungibles::Unbalanced<AccountId>,
	Holder: fungibles::MutateHold<AccountId, AssetId = Assets::AssetId, Balance = Assets::Balance>,
	Id: Get<Assets::AssetId>,
{
	fn hold(reason: &Self::Reason, who: &AccountId, amount: Self::Balance) -> DispatchResult {
		Held::<Holder, Id, AccountId>::hold(reason, who, amount)
	}

	fn release(
		reason: &Self::Reason,
		who: &AccountId,
		amount: Self::Balance,
		precision: Precision,
	) -> Result<Self::Balance, DispatchError> {
		Held::<Holder, Id, AccountId>::release(reason, who, amount, precision)
	}

	fn burn_held(
		reason: &Self::Reason,
		who: &AccountId,
		amount: Self::Balance,
		precision: Precision,
		force: Fortitude,
	) -> Result<Self::Balance, DispatchError> {
		Held::<Holder, Id, AccountId>::burn_held(reason, who, amount, precision, force)
	}

	fn transfer_on_hold(
		reason: &Self::Reason,
		source: &AccountId,
		dest: &AccountId,
		amount: Self::Balance,
		precision: Precision,
		mode: Restriction,
		force: Fortitude,
	) -> Result<Self::Balance, DispatchError> {
		Held::<Holder, Id, AccountId>::transfer_on_hold(
			reason, source, dest, amount, precision, mode, force,
		)
	}

	fn transfer_and_hold(
		reason: &Self::Reason,
		source: &AccountId,
		dest: &AccountId,
		amount: Self::Balance,
		precision: Precision,
		preservation: Preservation,
		force: Fortitude,
	) -> Result<Self::Balance, DispatchError> {
		Held::<Holder, Id, AccountId>::transfer_and_hold(
			reason,
			source,
			dest,
			amount,
			precision,
			preservation,
			force,
		)
	}
}
