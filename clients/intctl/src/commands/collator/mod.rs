// SPDX-License-Identifier: Apache-2.0

//! `intctl collator`.

mod candidacy;
mod keys;
mod state;
mod status;

use super::Context;
use crate::{cli::collator::CollatorCommand, errors::Result};

/// Does what the command says.
pub async fn run(context: &Context, command: CollatorCommand) -> Result<()> {
	match command {
		CollatorCommand::Keys(command) => keys::run(context, &command).await,
		CollatorCommand::Join(command) => candidacy::join(context, &command).await,
		CollatorCommand::Bond { amount, signer } => {
			candidacy::bond(context, &amount, &signer.signer).await
		},
		CollatorCommand::Leave { forget_keys, signer } => {
			candidacy::leave(context, forget_keys, &signer.signer).await
		},
		CollatorCommand::Status { account } => status::run(context, account.as_deref()).await,
	}
}
