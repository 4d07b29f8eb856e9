// SPDX-License-Identifier: Apache-2.0

//! Where the GAS comes from, and how a device that has none sends something.

use super::{
	owners::{Device, FIVE_MINUTES},
	teller::{expect, start, Stage, Teller},
};
use crate::{
	agent::canonical,
	calls::{self, PotLimits},
	chain::{Chain, Fee, Receipt},
	commands::{
		gas::{self, fee, pot, trade},
		oracle,
	},
	errors::{Failure, Result},
	feeder,
	model::{
		fees::{CallKinds, Payer, Quota, Unsponsored},
		gas::{Health, GAS},
	},
	text::hex,
};
use int_primitives::{
	merkle::{Hasher, Software},
	AccountBytes,
};
use subxt::tx::Payload;

/// What is put into the pot, plancks of GAS.
const GAS_IN_POT: u128 = 500 * GAS;

/// The most records of devices that are removed with the pot; there is one.
const RECORDS: u32 = 64;

/// The oracle is fed where its price is not fresh, and who trades gets GAS.
pub async fn fuelled(stage: &Stage, teller: &mut Teller) -> Result<()> {
	let chain = &stage.chain;
	teller
		.begin("Charlie, Dave and Eve feed the oracle with the price of INT; who trades buys GAS");
	let status = gas::status(chain, &chain.best().await?).await?;
	if status.health == Health::Fresh {
		teller.say("the price is fresh: somebody feeds the oracle");
	} else {
		// The price that holds, so that it does not jump.
		let price = status.market.map_or(status.int_price.price, |market| market.latest);
		for fed in feeder::feed(chain, &oracle::development_operators()?, price, 0).await {
			let receipt = fed.outcome?;
			let fee = receipt.fee.map_or_else(|| "free".into(), |fee| fee.text(&chain.units));
			teller.say(format!(
				"{} says {}: block {}, fee {fee}",
				fed.operator.name, fed.price, receipt.block
			));
		}
	}
	let at = chain.best().await?;
	let status = gas::status(chain, &at).await?;
	expect(status.health == Health::Fresh, format!("the price is {}", status.health.text()))?;
	if let Some(market) = &status.market {
		teller.say(format!("INT is worth {}, and GAS always 0.001 USD", market.latest.text()));
	}
	let mut buying = Vec::new();
	// What each needs for its part, and then some.
	for (who, whole) in
		[(&stage.charlie, 500), (&stage.dave, 3_000), (&stage.eve, 5_000), (&stage.ferdie, 15_000)]
	{
		let wanted = GAS.saturating_mul(whole);
		let has = chain.gas(&at, &who.account()).await?.unwrap_or_default();
		if has >= wanted / 2 {
			teller.say(format!("{} has {} from before", who.name, chain.units.gas().amount(has)));
			continue;
		}
		let quote = trade::quote_purchase(chain, &at, wanted).await?;
		let most = trade::at_most(&quote).ok_or_else(|| Failure::other("GAS costs too much"))?;
		let what = format!("{} bought {}", who.name, chain.units.gas().amount(wanted));
		buying.push(start(chain, who, &what, &calls::buy(wanted, most)).await?);
	}
	for bought in buying {
		let receipt = teller.finish(chain, bought).await?;
		let paid = receipt.amount("Gas", "Bought", "int")?;
		teller.say(format!("that cost {}", chain.units.amount(paid)));
	}
	teller.done();
	Ok(())
}

async fn has(chain: &Chain, account: &AccountBytes) -> Result<(u128, Option<u128>)> {
	let at = chain.best().await?;
	Ok((chain.balance(&at, account).await?.free, chain.gas(&at, account).await?))
}

/// An error unless neither the device nor its key has anything to pay with.
pub async fn penniless(chain: &Chain, device: &Device) -> Result<()> {
	for account in [device.id, device.new.account()] {
		expect(has(chain, &account).await? == (0, Some(0)), "the device has money")?;
	}
	Ok(())
}

/// An error unless this pot has paid for the transaction.
pub fn by_pot(receipt: &Receipt, fleet: u32) -> Result<()> {
	expect(
		matches!(receipt.fee, Some(Fee::Sponsored { fleet: by, .. }) if by == fleet),
		"the pot did not pay",
	)
}

/// What the pot will pay, as the chain says beforehand.
async fn quoted<C: Payload>(chain: &Chain, device: &Device, fleet: u32, call: &C) -> Result<u128> {
	let at = chain.best().await?;
	let data = chain.call_data(call).await?;
	let (quote, _) = fee::quote(chain, &at, device.new.account(), data, 0).await?;
	expect(
		matches!(quote.payer, Payer::Sponsor { fleet: by } if by == fleet),
		quote.unsponsored.map_or("the chain would have another pay", Unsponsored::text),
	)?;
	Ok(quote.gas)
}

/// Dave's fleet has a pot, and the device, which has nothing, puts the hash of a reading on the
/// chain. Returns the fleet.
pub async fn sponsored(stage: &Stage, teller: &mut Teller, device: &mut Device) -> Result<u32> {
	let (chain, dave) = (&stage.chain, &stage.dave);
	let gas = chain.units.gas();
	teller.begin("The device has no money; the pot of Dave's fleet pays for what it sends");
	let fleet = calls::create_fleet(b"Dave's machines".to_vec());
	let receipt = teller.send(chain, dave, "made a fleet", &fleet).await?;
	let fleet = receipt.number("FleetCreated", "fleet")?;
	let known = pot::kinds(chain, &chain.best().await?).await?;
	let quota = |most| Quota { most, recovers_in: FIVE_MINUTES };
	let limits = PotLimits {
		kinds: CallKinds(known.iter().fold(0, |all, kind| all | kind.kind.0)),
		device_quota: quota(GAS_IN_POT / 2),
		fleet_quota: quota(GAS_IN_POT),
	};
	let calls = vec![
		chain.call_data(&calls::assign_device(device.id, fleet)).await?,
		chain.call_data(&calls::create_pot(fleet, limits)).await?,
		chain.call_data(&calls::fund_pot(fleet, GAS_IN_POT)).await?,
	];
	let batch = calls::batch_all(calls);
	teller.send(chain, dave, "put it in, made a pot and filled it", &batch).await?;

	penniless(chain, device).await?;
	let body = canonical(&device.machine.sensors.read().json());
	let digest = Software::sha256(&[body.as_bytes()]);
	let remark = chain.call_data(&calls::remark(&hex(digest))).await?;
	let call = calls::as_device(device.id, remark);
	let most = quoted(chain, device, fleet, &call).await?;
	teller.say(format!("beforehand the chain says: the pot, at most {}", gas.amount(most)));
	let receipt = teller.send(chain, &device.new, "the hash of a reading", &call).await?;
	by_pot(&receipt, fleet)?;
	penniless(chain, device).await?;
	let left = pot::pot(chain, &chain.best().await?, fleet).await?;
	teller.say(format!(
		"the device still has nothing; the pot has {}, of it {} as deposit of the device's record",
		gas.amount(left.total),
		gas.amount(left.reserved)
	));
	let spent = receipt.fee.map_or(0, Fee::plancks);
	expect(left.total.checked_add(spent) == Some(GAS_IN_POT), "the pot paid something else")?;
	teller.done();
	Ok(fleet)
}

/// What ends the pot and the fleet: the rest of the pot and the deposits return to Dave.
pub async fn dissolved(chain: &Chain, device: &Device, fleet: u32) -> Result<Vec<Vec<u8>>> {
	Ok(vec![
		chain.call_data(&calls::close_pot(fleet, RECORDS)).await?,
		chain.call_data(&calls::unassign_device(device.id)).await?,
		chain.call_data(&calls::dissolve_fleet(fleet)).await?,
	])
}
