// SPDX-License-Identifier: Apache-2.0

//! `intctl gas fee`.

use super::{Context, View};
use crate::{
	calls,
	chain::{At, Chain},
	cli::gas::Fee,
	commands::device,
	errors::Result,
	model::fees::FeeQuote,
};
use int_primitives::AccountBytes;

/// What a transaction of `signer` with this encoded call and a tip of so many plancks of INT would
/// cost, at most, and who would pay: with its length in bytes.
pub async fn quote(
	chain: &Chain,
	at: &At,
	signer: AccountBytes,
	call: Vec<u8>,
	tip: u128,
) -> Result<(FeeQuote, u32)> {
	let length = chain.transaction_length(at, signer, call.len(), tip).await?;
	Ok((chain.ask(at, calls::payer(signer, call, length, tip)).await?, length))
}

/// `intctl gas fee`.
pub async fn run(context: &Context, fee: &Fee) -> Result<()> {
	let store = context.store()?;
	let signer = store.account(&fee.signer)?;
	let device = fee.as_device.as_deref().map(|device| store.account(device)).transpose()?;
	let view = View::now(context).await?;
	let chain = &view.chain;
	let tip = fee.tip.as_deref().map_or(Ok(0), |tip| chain.units.parse_amount(tip))?;
	let mut call = device::encoded(context, chain, &fee.call).await?;
	if let Some(device) = device {
		call = chain.call_data(&calls::as_device(device, call)).await?;
	}
	let (quote, length) = quote(chain, &view.at, signer, call, tip).await?;
	context.out.record(&quote.record(length, &chain.units));
	Ok(())
}
