// SPDX-License-Identifier: Apache-2.0

//! What wallets are told of messages.

use super::*;
use crate::{AssetRate, OriginCaller};
use sp_runtime::FixedU128;
use xcm_runtime_apis::{
	conversions::runtime_decl_for_location_to_account_api::LocationToAccountApiV1,
	dry_run::runtime_decl_for_dry_run_api::DryRunApiV2,
	fees::{runtime_decl_for_xcm_payment_api::XcmPaymentApiV2, Error},
	trusted_query::runtime_decl_for_trusted_query_api::TrustedQueryApiV1,
};

/// What the API says that a message costs to execute, in an asset.
pub fn told_for(message: Vec<Instruction<()>>, asset: AssetId) -> Balance {
	let weight = Runtime::query_xcm_weight(VersionedXcm::from(Xcm(message))).unwrap();
	Runtime::query_weight_to_asset_fee(weight, asset.into()).unwrap()
}

/// What a call by somebody sends to the sibling, as a dry run of it says.
pub fn forwarded(who: Sr25519Keyring, call: pallet_xcm::Call<Runtime>) -> VersionedXcm<()> {
	let origin: OriginCaller = frame_system::RawOrigin::Signed(account(who)).into();
	let effects = unmade(|| Runtime::dry_run_call(origin, call.into(), XCM_VERSION).unwrap());
	assert_ok!(effects.execution_result);
	let (to, mut sent) =
		effects.forwarded_xcms.into_iter().find(|(_, sent)| !sent.is_empty()).unwrap();
	assert_eq!(to, sibling().into());
	sent.pop().unwrap()
}

/// What the API says that it costs to deliver what a call sends to the sibling, in an asset.
pub fn told_for_delivery(
	who: Sr25519Keyring,
	call: pallet_xcm::Call<Runtime>,
	asset: AssetId,
) -> Balance {
	let message = forwarded(who, call);
	let fees = Runtime::query_delivery_fees(sibling().into(), message, asset.clone().into());
	let fees: Assets = fees.unwrap().try_into().unwrap();
	match &fees.inner()[..] {
		[Asset { id, fun: Fungible(amount) }] if *id == asset => *amount,
		other => panic!("{other:?}"),
	}
}

#[test]
fn what_pays_is_listed() {
	scene(|| {
		let listed = || -> Vec<AssetId> {
			let list = Runtime::query_acceptable_payment_assets(XCM_VERSION).unwrap();
			list.into_iter().map(|id| id.try_into().unwrap()).collect()
		};
		assert_eq!(listed(), [int(1).id, gas(1).id, roc(1).id]);
		let weight = Weight::from_parts(1, 1);
		let cost = |asset: Asset| Runtime::query_weight_to_asset_fee(weight, asset.id.into());
		assert_eq!(cost(token(1)), Err(Error::AssetNotFound));
		// A rate alone is not enough: the asset must be registered.
		assert_ok!(AssetRate::create(
			RuntimeOrigin::root(),
			Box::new(sibling()),
			FixedU128::from_u32(1)
		));
		assert_eq!(cost(token(1)), Err(Error::AssetNotFound));
		register_token();
		assert!(cost(token(1)).is_ok());
		assert_eq!(listed().len(), 4);
		assert_ok!(AssetRate::remove(RuntimeOrigin::root(), Box::new(relay())));
		assert_eq!(cost(roc(1)), Err(Error::AssetNotFound));
		for version in 3..=XCM_VERSION {
			assert!(Runtime::query_acceptable_payment_assets(version).is_ok());
		}
	});
}

#[test]
fn a_dry_run_says_what_will_come_of_a_message() {
	scene(|| {
		let pays = |amount| VersionedXcm::from(Xcm(arrival(roc(amount), &nobody())));
		let dry = |message| {
			unmade(|| Runtime::dry_run_xcm(relay().into(), message).unwrap().execution_result)
		};
		let told = dry(pays(ROC));
		assert_eq!(told, receive(relay(), arrival(roc(ROC), &nobody())));
		let told = dry(pays(1_000));
		let Outcome::Incomplete { error, .. } = &told else { panic!("{told:?}") };
		assert_eq!(error.error, XcmError::TooExpensive);
		let unpaid = vec![UnpaidExecution { weight_limit: Unlimited, check_origin: None }];
		let told =
			unmade(|| Runtime::dry_run_xcm(sibling().into(), VersionedXcm::from(Xcm(unpaid))));
		let Outcome::Incomplete { error, .. } = told.unwrap().execution_result else { panic!() };
		assert_eq!(error.error, XcmError::Barrier);
	});
}

#[test]
fn a_location_has_the_account_in_which_its_assets_lie() {
	scene(|| {
		let account_of = |location: Location| Runtime::convert_location(location.into());
		assert_eq!(account_of(at(&account(Bob))), Ok(account(Bob)));
		assert_eq!(account_of(sibling()), Ok(its_account()));
		assert!(send_off(Bob, sibling(), int(INT)));
		assert_eq!(int_of(&its_account()), INT);
		assert!(account_of(someone_there()).is_ok());
		assert!(account_of(Location::new(2, [GlobalConsensus(Polkadot)])).is_err());
	});
}

#[test]
fn who_keeps_what_can_be_asked() {
	scene(|| {
		register_token();
		let keeps = |asset: Asset, location: Location| {
			Runtime::is_trusted_reserve(asset.into(), location.into()).unwrap()
		};
		assert!(keeps(roc(1), relay()));
		assert!(keeps(token(1), sibling()));
		assert!(!keeps(roc(1), sibling()));
		assert!(!keeps(token(1), relay()));
		assert!(!keeps(int(1), sibling()));
		assert!(!keeps(gas(1), relay()));
		for from in [relay(), sibling()] {
			for asset in [int(1), gas(1), roc(1), token(1)] {
				let answer = Runtime::is_trusted_teleporter(asset.into(), from.clone().into());
				assert_eq!(answer, Ok(false));
			}
		}
	});
}
