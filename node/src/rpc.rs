// SPDX-License-Identifier: GPL-3.0-or-later

//! The JSON-RPC methods that we add to the SDK's. The DAG's methods join them here.

use crate::service::{FullClient, Pool};
use int_runtime::opaque::Block;
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_rpc::{
	dev::{Dev, DevApiServer},
	SubscriptionTaskExecutor,
};
use sc_service::Error;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// Makes a module of all of them, for each of the node's RPC servers.
pub type Builder = Box<dyn Fn(SubscriptionTaskExecutor) -> Result<RpcModule<()>, Error>>;

/// The builder of a node with this client and pool.
pub fn builder(client: &Arc<FullClient>, pool: &Arc<Pool>) -> Builder {
	let (client, pool) = (client.clone(), pool.clone());
	Box::new(move |_| create(client.clone(), pool.clone()))
}

/// All of them in one module.
fn create(client: Arc<FullClient>, pool: Arc<Pool>) -> Result<RpcModule<()>, Error> {
	let mut module = RpcModule::new(());
	// `system_accountNextIndex`: the nonce with what waits in the pool.
	merge(&mut module, System::<Pool, FullClient, Block>::new(client.clone(), pool).into_rpc())?;
	// `payment_queryInfo`: the fee of an extrinsic.
	merge(&mut module, TransactionPayment::<FullClient, Block>::new(client.clone()).into_rpc())?;
	// `dev_getBlockStats`: executes a block again, so it answers only where unsafe methods do.
	merge(&mut module, Dev::<Block, FullClient>::new(client).into_rpc())?;
	Ok(module)
}

/// Adds the methods of `other`; no name may come twice.
fn merge<Context: Send + Sync + 'static>(
	module: &mut RpcModule<()>,
	other: RpcModule<Context>,
) -> Result<(), Error> {
	module.merge(other).map_err(|error| Error::Application(Box::new(error)))
}
