// SPDX-License-Identifier: Apache-2.0

//! `intctl market dispute` and `intctl market arbiter`.

use super::Context;
use crate::{
	calls::market::{self as calls, Step},
	cli::market::{ArbiterCommand, DisputeCommand},
	commands::{cid, gas::View},
	errors::{Failure, Result},
	model::market::{Arbiter, Dispute},
};
use subxt::utils::AccountId32;

/// `intctl market dispute`.
pub async fn run(context: &Context, command: DisputeCommand) -> Result<()> {
	let (step, on) = match command {
		DisputeCommand::Show { agreement } => {
			let View { chain, at, time } = View::now(context).await?;
			let dispute: Option<Dispute> = chain.read(&at, calls::disputes(), (agreement,)).await?;
			let dispute = dispute.ok_or_else(|| {
				Failure::bad_input(format!("Nothing of the agreement {agreement} is disputed."))
			})?;
			context.out.record(&dispute.record(agreement, time, &chain.units));
			return Ok(());
		},
		DisputeCommand::Rule { on, award } => {
			let chain = context.connect().await?;
			let call = calls::rule(on.agreement, award.0);
			return context.submit(&chain, &call, &on.signer.signer).await;
		},
		DisputeCommand::Open(on) => (Step::Dispute, on),
		DisputeCommand::Answer(on) => (Step::Answer, on),
		DisputeCommand::Resolve(on) => (Step::Resolve, on),
	};
	let chain = context.connect().await?;
	context.submit(&chain, &calls::step(step, on.agreement), &on.signer.signer).await
}

/// `intctl market arbiter`.
pub async fn arbiter(context: &Context, command: ArbiterCommand) -> Result<()> {
	match command {
		ArbiterCommand::Register { fee, metadata, signer } => {
			let metadata = cid(metadata.as_ref())?.unwrap_or_default();
			let chain = context.connect().await?;
			let call = calls::register_arbiter(fee.0, metadata);
			context.submit(&chain, &call, &signer.signer).await
		},
		ArbiterCommand::Retire(signer) => {
			let chain = context.connect().await?;
			context.submit(&chain, &calls::retire_arbiter(), &signer.signer).await
		},
		ArbiterCommand::Show { account } => {
			let account = AccountId32(context.store()?.account(&account)?);
			let View { chain, at, .. } = View::now(context).await?;
			let arbiter: Option<Arbiter> = chain.read(&at, calls::arbiters(), (account,)).await?;
			let arbiter = arbiter.ok_or_else(|| {
				Failure::bad_input(format!("{} is no arbiter.", chain.units.address(&account.0)))
			})?;
			context.out.record(&arbiter.record(&account, &chain.units));
			Ok(())
		},
	}
}
