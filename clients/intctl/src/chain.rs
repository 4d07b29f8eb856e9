// SPDX-License-Identifier: Apache-2.0

//! The connection to a node: which chain it is on, what its state says, what it makes of a
//! transaction.

use crate::{
	calls,
	errors::{explain, Failure, Kind, Result},
	events::ChainEvent,
	keys::Keypair,
	text::{hex, Units},
};
use codec::{Compact, Decode, Encode};
use int_api as api;
use int_primitives::{AccountBytes, Digest, Millis};
use serde_json::Value;
use std::{
	collections::{BTreeMap, BTreeSet},
	fmt::Debug,
	sync::Arc,
	time::{Duration, SystemTime, UNIX_EPOCH},
};
use subxt::{
	backend::LegacyBackend,
	client::OnlineClientAtBlockImpl,
	config::{DefaultExtrinsicParamsBuilder, RpcConfigFor, SubstrateConfig},
	error::DispatchError,
	events::Event,
	ext::scale_decode::DecodeAsType,
	rpcs::{client::RpcParams, LegacyRpcMethods, RpcClient},
	tx::{
		Payload, Signer, TransactionInBlock, TransactionInvalid, TransactionProgress,
		TransactionStatus, ValidationResult,
	},
	utils::{AccountId32, MultiSignature},
	OnlineClient, OnlineClientAtBlock,
};
use tokio::time::{timeout, timeout_at, Instant};

/// How transactions of this chain are made. Extensions that this does not know have to be empty;
/// all of ours are (decision D11).
pub type Config = SubstrateConfig;

/// The chain at one block.
pub type At = OnlineClientAtBlock<Config>;

type Progress = TransactionProgress<Config, OnlineClientAtBlockImpl<Config>>;
type InBlock = TransactionInBlock<Config, OnlineClientAtBlockImpl<Config>>;

/// Blocks that a transaction of this program stays valid for.
pub const MORTALITY: u64 = 64;

/// The keys that a node is asked for at once.
const KEYS: u32 = 500;

/// The bytes that stand for the name of a pallet.
const PALLET: usize = 16;

/// The bytes that stand for the names of a pallet and of a value of it.
const NAMES: usize = 32;

/// How much earlier than the latest moment that the chain allows an expiry is set, milliseconds:
/// the clock of this machine and the chain's may differ.
const MARGIN: Millis = 120_000;

/// How to connect.
#[derive(Debug, Clone)]
pub struct Endpoint {
	/// The node's WebSocket address.
	pub url: String,
	/// The genesis hash that the chain has to have.
	pub genesis: Option<Digest>,
	/// How long to wait for an answer or a block.
	pub limit: Duration,
	/// Whether to wait until a transaction is final.
	pub finalized: bool,
}

/// What a transaction cost, and who paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fee {
	/// Its signer, plancks of INT; the tip is in it.
	Int(u128),
	/// Its signer, plancks of GAS.
	Gas(u128),
	/// The pot of a fleet.
	Sponsored {
		/// The fleet.
		fleet: u32,
		/// Plancks of GAS.
		gas: u128,
	},
}

/// The field of the events by which a signer's fee is told.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
struct FeePaid {
	actual_fee: u128,
}

/// The fields of the event by which a pot's payment is told.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
struct FeeSponsored {
	fleet: u32,
	fee: u128,
}

impl Fee {
	/// The fee that an event tells of, if it does.
	fn told_by(event: &Event<'_, Config>) -> Option<Self> {
		let paid =
			|| event.decode_fields_unchecked_as::<FeePaid>().ok().map(|paid| paid.actual_fee);
		match (event.pallet_name(), event.event_name()) {
			("TransactionPayment", "TransactionFeePaid") => paid().map(Self::Int),
			("PgasAllowance", "PGASFeePaid") => paid().map(Self::Gas),
			("FeePayment", "FeeSponsored") => event
				.decode_fields_unchecked_as::<FeeSponsored>()
				.ok()
				.map(|paid| Self::Sponsored { fleet: paid.fleet, gas: paid.fee }),
			_ => None,
		}
	}

	/// How much, in plancks of its token.
	pub const fn plancks(self) -> u128 {
		match self {
			Self::Int(plancks) | Self::Gas(plancks) | Self::Sponsored { gas: plancks, .. } => {
				plancks
			},
		}
	}

	/// The token that it was paid in.
	pub fn units(self, native: &Units) -> Units {
		match self {
			Self::Int(_) => native.clone(),
			Self::Gas(_) | Self::Sponsored { .. } => native.gas(),
		}
	}

	/// The fleet whose pot paid.
	pub const fn fleet(self) -> Option<u32> {
		match self {
			Self::Sponsored { fleet, .. } => Some(fleet),
			Self::Int(_) | Self::Gas(_) => None,
		}
	}

	/// For people: `0.2 GAS`, `0.2 GAS from the pot of fleet 3`.
	pub fn text(self, native: &Units) -> String {
		let amount = self.units(native).amount(self.plancks());
		match self.fleet() {
			Some(fleet) => format!("{amount} from the pot of fleet {fleet}"),
			None => amount,
		}
	}
}

/// What became of a transaction that was included.
#[derive(Debug, Clone)]
pub struct Receipt {
	/// The number of its block.
	pub block: u64,
	/// The hash of its block.
	pub block_hash: Digest,
	/// Its own hash.
	pub extrinsic: Digest,
	/// Whether the block is final.
	pub finalized: bool,
	/// What it cost, and who paid. Nothing where the chain does not say.
	pub fee: Option<Fee>,
	/// Its events.
	pub events: Vec<ChainEvent>,
}

impl Receipt {
	/// The fields of the first event of this kind.
	pub fn event(&self, pallet: &str, event: &str) -> Option<&Value> {
		self.events.iter().find(|each| each.is(pallet, event)).map(|each| &each.fields)
	}

	/// A number in the first event of the registry of this kind.
	pub fn number(&self, event: &str, field: &str) -> Result<u32> {
		self.amount("DeviceRegistry", event, field).and_then(|number| {
			u32::try_from(number)
				.map_err(|_| Failure::incompatible(format!("{field} of {event} has more digits")))
		})
	}

	/// A number of any size in the first event of this kind.
	pub fn amount(&self, pallet: &str, event: &str, field: &str) -> Result<u128> {
		self.event(pallet, event)
			.and_then(|fields| fields.get(field))
			.and_then(whole_number)
			.ok_or_else(|| Failure::incompatible(format!("there is no event {pallet}.{event}")))
	}
}

/// A number of an event: those that JSON would round are strings of digits.
pub fn whole_number(value: &Value) -> Option<u128> {
	match value {
		Value::Number(number) => number.as_u64().map(u128::from),
		Value::String(digits) => digits.parse().ok(),
		_ => None,
	}
}

/// What an account has, plancks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
	/// Its transactions so far.
	pub nonce: u32,
	/// What is not on hold.
	pub free: u128,
	/// What is on hold: bonds and deposits.
	pub held: u128,
	/// What it must not fall below.
	pub frozen: u128,
}

/// What an account has of an asset.
#[derive(Debug, DecodeAsType)]
#[decode_as_type(crate_path = "::subxt::ext::scale_decode")]
struct AssetAccount {
	balance: u128,
}

/// On whose account something is on hold, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hold {
	/// Whose.
	pub account: AccountBytes,
	/// `Pallet.Reason`.
	pub reason: String,
	/// Whether it is GAS, and not INT.
	pub is_gas: bool,
}

impl Hold {
	fn new(account: AccountBytes, reason: &impl Debug, is_gas: bool) -> Self {
		let reason = format!("{reason:?}").replace('(', ".").replace(')', "");
		Self { account, reason, is_gas }
	}
}

/// A connection to a node.
#[derive(Debug, Clone)]
pub struct Chain {
	client: OnlineClient<Config>,
	rpc: RpcClient,
	methods: LegacyRpcMethods<RpcConfigFor<Config>>,
	endpoint: Endpoint,
	/// What the chain calls itself.
	pub name: String,
	/// Whether it is a chain for development, whose keys everybody knows.
	pub is_development: bool,
	/// Its genesis hash.
	pub genesis: Digest,
	/// How it writes money and addresses.
	pub units: Units,
}

/// The clock of this machine, milliseconds since 1970.
pub fn wall_clock() -> Millis {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

impl Chain {
	/// Connects, and makes sure that it is the right chain.
	pub async fn connect(endpoint: Endpoint) -> Result<Self> {
		let url = endpoint.url.as_str();
		let seconds = endpoint.limit.as_secs();
		let rpc = timeout(endpoint.limit, RpcClient::from_insecure_url(url))
			.await
			.map_err(|_| Failure::unreachable(url, format!("no answer within {seconds} s")))?
			.map_err(|error| Failure::unreachable(url, error))?;
		let asking = async {
			let methods: LegacyRpcMethods<RpcConfigFor<Config>> =
				LegacyRpcMethods::new(rpc.clone());
			let genesis = methods.genesis_hash().await?.0;
			let name = methods.system_chain().await?;
			let kind: Value = rpc.request("system_chainType", RpcParams::new()).await?;
			let properties = methods.system_properties().await?;
			let backend = LegacyBackend::<Config>::builder().build(rpc.clone());
			let client =
				OnlineClient::from_backend_with_config(Config::new(), Arc::new(backend)).await?;
			Ok::<_, Failure>((methods, genesis, name, kind, properties, client))
		};
		let (methods, genesis, name, kind, properties, client) = timeout(endpoint.limit, asking)
			.await
			.map_err(|_| Failure::unreachable(url, format!("no answer within {seconds} s")))??;
		if let Some(expected) = endpoint.genesis.filter(|expected| *expected != genesis) {
			return Err(Failure::new(
				Kind::WrongChain,
				format!(
					"The node at {url} is on the chain {name} with genesis {}, not on the one with \
					 genesis {}.",
					hex(genesis),
					hex(expected)
				),
			)
			.remedy("Name a node of the right chain with --url, or correct --genesis."));
		}
		let is_development = matches!(kind.as_str(), Some("Development" | "Local"));
		let units = units(&Value::Object(properties));
		Ok(Self { client, rpc, methods, endpoint, name, is_development, genesis, units })
	}

	/// The typed client.
	pub const fn client(&self) -> &OnlineClient<Config> {
		&self.client
	}

	/// How it is connected.
	pub const fn endpoint(&self) -> &Endpoint {
		&self.endpoint
	}

	/// The chain at its best block.
	pub async fn best(&self) -> Result<At> {
		let hash = self
			.methods
			.chain_get_block_hash(None)
			.await?
			.ok_or_else(|| Failure::other("The node has no best block."))?;
		Ok(self.client.at_block(hash).await?)
	}

	/// The chain at its last finalized block.
	pub async fn last_finalized(&self) -> Result<At> {
		Ok(self.client.at_current_block().await?)
	}

	/// The chain at its block of this number.
	pub async fn at_number(&self, number: u64) -> Result<At> {
		Ok(self.client.at_block(number).await?)
	}

	/// Asks the node something that only a node knows.
	pub async fn request(&self, method: &str, argument: &str) -> Result<Value> {
		let mut params = RpcParams::new();
		params.push(argument)?;
		Ok(self.rpc.request(method, params).await?)
	}

	/// The chain's time at a block, milliseconds since 1970.
	pub async fn time(&self, at: &At) -> Result<Millis> {
		Ok(at.storage().fetch(api::storage().timestamp().now(), ()).await?.decode()?)
	}

	/// A moment `wanted` milliseconds ahead that the chain still accepts when it allows `most`.
	pub async fn expiry(&self, at: &At, wanted: Millis, most: Millis) -> Result<Millis> {
		if wanted == 0 {
			return Err(Failure::bad_input("What is valid for no time has expired already.")
				.remedy("Give it some minutes, for example 10m."));
		}
		let latest = most.saturating_sub(MARGIN).max(most >> 1);
		// The time of the best block is some seconds old when the next one checks.
		let now = self.time(at).await?.max(wall_clock());
		Ok(now.saturating_add(wanted.min(latest)))
	}

	/// When a consent that is given now expires: in ten minutes, or earlier where the chain asks
	/// for it.
	pub async fn consent_expiry(&self, at: &At) -> Result<Millis> {
		let most: Millis =
			at.constants().entry(api::constants().device_registry().consent_lifetime())?;
		self.expiry(at, 600_000, most).await
	}

	/// What an account has.
	pub async fn balance(&self, at: &At, account: &AccountBytes) -> Result<Balance> {
		let key = (AccountId32(*account),);
		let info = at.storage().fetch(api::storage().system().account(), key).await?.decode()?;
		Ok(Balance {
			nonce: info.nonce,
			free: info.data.free,
			held: info.data.reserved,
			frozen: info.data.frozen,
		})
	}

	/// What an account has of GAS, in its plancks. Nothing where the chain has no assets.
	pub async fn gas(&self, at: &At, account: &AccountBytes) -> Result<Option<u128>> {
		let address =
			subxt::dynamic::storage::<(u32, AccountId32), AssetAccount>("Assets", "Account");
		let Ok(entry) = at.storage().entry(address) else { return Ok(None) };
		match entry.try_fetch((calls::GAS, AccountId32(*account))).await? {
			Some(held) => Ok(Some(held.decode()?.balance)),
			None => Ok(Some(0)),
		}
	}

	/// A record of the state, read as `V`; nothing where there is none.
	pub async fn read<A, V>(&self, at: &At, address: A, key: A::KeyParts) -> Result<Option<V>>
	where
		A: subxt::storage::Address,
		V: DecodeAsType,
	{
		match at.storage().try_fetch(address, key).await? {
			Some(value) => Ok(Some(value.decode_as::<V>()?)),
			None => Ok(None),
		}
	}

	/// The keys of all records of a pallet: of what it has in maps. `any` is anything that it has.
	pub async fn records_of<A>(&self, at: &At, any: A) -> Result<BTreeSet<Vec<u8>>>
	where
		A: subxt::storage::Address,
	{
		let prefix = at.storage().entry(any)?.key_prefix();
		let prefix = prefix.get(..PALLET).unwrap_or_default();
		let (mut keys, mut last) = (BTreeSet::new(), None::<Vec<u8>>);
		loop {
			let page = self
				.methods
				.state_get_keys_paged(prefix, KEYS, last.as_deref(), Some(at.block_hash()))
				.await?;
			let Some(end) = page.last() else { return Ok(keys) };
			last = Some(end.clone());
			// Single values have nothing behind the two names.
			keys.extend(page.into_iter().filter(|key| key.len() > NAMES));
		}
	}

	/// Everything that is on hold, of INT and of GAS.
	pub async fn holds(&self, at: &At) -> Result<BTreeMap<Hold, u128>> {
		let storage = at.storage();
		let mut all = BTreeMap::new();
		let mut entries = storage.iter(api::storage().balances().holds(), ()).await?;
		while let Some(entry) = entries.next().await {
			let entry = entry?;
			let (account,) = entry.key()?.decode()?;
			for hold in entry.value().decode()?.0 {
				all.insert(Hold::new(account.0, &hold.id, false), hold.amount);
			}
		}
		let of_gas = api::storage().assets_holder().holds();
		let mut entries = storage.iter(of_gas, (calls::GAS,)).await?;
		while let Some(entry) = entries.next().await {
			let entry = entry?;
			let (_, account) = entry.key()?.decode()?;
			for hold in entry.value().decode()?.0 {
				all.insert(Hold::new(account.0, &hold.id, true), hold.amount);
			}
		}
		Ok(all)
	}

	/// The answer of a runtime API, read as `V`.
	pub async fn ask<P, V>(&self, at: &At, question: P) -> Result<V>
	where
		P: subxt::runtime_apis::Payload,
		V: DecodeAsType,
	{
		let apis = at.runtime_apis();
		apis.validate(&question)?;
		let name = apis.encode_name(&question);
		let arguments = apis.encode_args(&question)?;
		let answer = apis.call_raw(&name, Some(arguments.as_slice())).await?;
		let metadata = at.metadata_ref();
		let shape = metadata
			.runtime_api_trait_by_name(question.trait_name())
			.and_then(|asked| asked.method_by_name(question.method_name()))
			.map(|method| method.output_ty())
			.ok_or_else(|| Failure::incompatible(format!("it does not have {name}")))?;
		V::decode_as_type(&mut answer.as_slice(), shape, metadata.types())
			.map_err(|error| Failure::incompatible(format!("the answer of {name}: {error}")))
	}

	/// The bytes of a call, which have to fit the runtime.
	pub async fn call_data<C: Payload>(&self, call: &C) -> Result<Vec<u8>> {
		let transactions = self.best().await?.tx();
		transactions.validate(call)?;
		Ok(transactions.call_data(call)?)
	}

	/// How long a transaction with a call of `call` bytes would be, signed by `account` and with a
	/// tip of so many plancks of INT, in bytes.
	pub async fn transaction_length(
		&self,
		at: &At,
		account: AccountBytes,
		call: usize,
		tip: u128,
	) -> Result<u32> {
		let account = AccountId32(account);
		let nonce = self.methods.system_account_next_index(&account).await?;
		let params = DefaultExtrinsicParamsBuilder::<Config>::new()
			.mortal(MORTALITY)
			.nonce(nonce)
			.tip(tip)
			.build();
		// Any call will do to see what is around it.
		let other = calls::remark("");
		let around = at
			.tx()
			.create_signable(&other, &account, params)
			.await?
			.sign(&Stranger(account))?
			.encoded()
			.to_vec();
		let body = Compact::<u32>::decode(&mut around.as_slice()).map_err(|error| {
			Failure::incompatible(format!("the shape of transactions: {error}"))
		})?;
		let other = at.tx().call_data(&other)?.len();
		let length = usize::try_from(body.0)
			.ok()
			.and_then(|body| body.checked_sub(other))
			.and_then(|rest| rest.checked_add(call))
			.and_then(|length| u32::try_from(length).ok())
			.ok_or_else(|| Failure::bad_input("No transaction can be so long."))?;
		let prefix = u32::try_from(Compact(length).encoded_size()).unwrap_or_default();
		Ok(length.saturating_add(prefix))
	}

	/// Makes a call as root, by the key of sudo.
	pub async fn submit_as_root<C: Payload>(&self, call: &C, sudo: &Keypair) -> Result<Receipt> {
		let call = self.call_data(call).await?;
		self.submit(&calls::sudo(call), sudo).await
	}

	/// Signs a call, sends it, and waits until it is in a block. An error when the chain refuses it
	/// or it fails there.
	pub async fn submit<C: Payload>(&self, call: &C, signer: &Keypair) -> Result<Receipt> {
		let sent = self.send(call, signer).await?;
		self.included(sent).await
	}

	/// Signs a call and sends it, without waiting for a block. An error when the chain refuses it.
	pub async fn send<C: Payload>(&self, call: &C, signer: &Keypair) -> Result<Sent> {
		// It lives from a final block on: one that is only the best may be gone in a moment, and what
		// was signed for it with it. Asked for first, so that the best one is not older.
		let from = self.last_finalized().await?;
		let at = self.best().await?;
		let account = AccountId32(signer.account());
		// The pool's count, so that one transaction may follow another that is still waiting.
		let nonce = self.methods.system_account_next_index(&account).await?;
		let params = DefaultExtrinsicParamsBuilder::<Config>::new()
			.mortal_from_unchecked(MORTALITY, from.block_number(), from.block_hash())
			.nonce(nonce)
			.build();
		let mut signable = at.tx().create_signable(call, &account, params).await?;
		let signed = signable.sign(signer)?;
		// The runtime says more precisely than the pool why it refuses.
		if let Ok(ValidationResult::Invalid(reason)) = signed.validate().await {
			return Err(refusal(&reason));
		}
		Ok(Sent(signed.submit_and_watch().await?))
	}

	/// Waits until what was sent is in a block. An error when it fails there.
	pub async fn included(&self, Sent(mut progress): Sent) -> Result<Receipt> {
		let extrinsic = progress.extrinsic_hash().0;
		let deadline = Instant::now()
			.checked_add(self.endpoint.limit)
			.ok_or_else(|| Failure::usage("--timeout is too long."))?;
		loop {
			let status = timeout_at(deadline, progress.next()).await.map_err(|_| {
				Failure::new(
					Kind::Timeout,
					format!(
						"The transaction {} was not included within {} s.",
						hex(extrinsic),
						self.endpoint.limit.as_secs()
					),
				)
				.remedy(
					"It may still be: look with `intctl watch` before you send it again. More time \
					 gives --timeout.",
				)
			})?;
			let Some(status) = status else {
				return Err(Failure::other("The node stopped reporting on the transaction."));
			};
			match status? {
				TransactionStatus::InBestBlock(block) if !self.endpoint.finalized => {
					return self.receipt(&block, false).await;
				},
				TransactionStatus::InFinalizedBlock(block) => {
					return self.receipt(&block, true).await;
				},
				TransactionStatus::Error { message }
				| TransactionStatus::Invalid { message }
				| TransactionStatus::Dropped { message } => {
					return Err(Failure::refused(format!(
						"The transaction pool refused: {message}"
					)));
				},
				_ => {},
			}
		}
	}

	async fn receipt(&self, block: &InBlock, finalized: bool) -> Result<Receipt> {
		let at = block.at().await?;
		let events = block.fetch_events().await?;
		let mut receipt = Receipt {
			block: at.block_number(),
			block_hash: block.block_hash().0,
			extrinsic: block.extrinsic_hash().0,
			finalized,
			fee: None,
			events: Vec::new(),
		};
		let mut failed = None;
		for event in events.iter() {
			let event = event?;
			let bytes = match (event.pallet_name(), event.event_name()) {
				("System", "ExtrinsicFailed") => Some(event.field_bytes()),
				// Succeeds itself, and says in its event when the call within did not.
				("Sudo", "Sudid") => event.field_bytes().strip_prefix(&[1u8]),
				_ => None,
			};
			if let Some(bytes) = bytes {
				failed = DispatchError::decode_from(bytes, at.metadata()).ok();
			}
			receipt.fee = Fee::told_by(&event).or(receipt.fee);
			receipt.events.push(ChainEvent::read(&event, at.metadata_ref(), &self.units));
		}
		match failed {
			Some(error) => Err(self.failure(&error, &receipt)),
			None => Ok(receipt),
		}
	}

	/// A call that was included and failed.
	fn failure(&self, error: &DispatchError, receipt: &Receipt) -> Failure {
		let (name, _) = explain(error);
		let fee = receipt.fee.map_or_else(|| "none".into(), |fee| fee.text(&self.units));
		let mut failure = Failure::dispatch(error);
		failure.message = format!("The chain refused: {name} (block {}, fee {fee})", receipt.block);
		failure
	}
}

/// A transaction on its way.
pub struct Sent(Progress);

/// Signs for an account whose key is not here, with a signature that nobody accepts.
struct Stranger(AccountId32);

impl Signer<Config> for Stranger {
	fn account_id(&self) -> AccountId32 {
		self.0
	}

	fn sign(&self, _: &[u8]) -> MultiSignature {
		MultiSignature::Sr25519([0; 64])
	}
}

/// Why the runtime refuses a transaction, and what to do about it.
fn refusal(reason: &TransactionInvalid) -> Failure {
	let (what, remedy) = match reason {
		TransactionInvalid::Payment => (
			"the signer cannot pay the fee",
			"Send the signer some INT or GAS (`intctl account transfer`), or sign with another key. \
			 `intctl gas fee` says what a call costs, and why no pot of a fleet pays for it.",
		),
		TransactionInvalid::BadSigner => (
			"this key does not sign for this account any more",
			"The account is a device whose key was rotated. Its present key acts for it: \
			 `intctl device as`.",
		),
		TransactionInvalid::BadProof => (
			"the signature is not valid on this chain",
			"See that intctl fits the runtime (`intctl metadata check`), and try again.",
		),
		TransactionInvalid::Stale | TransactionInvalid::Future => {
			("another transaction of the signer came in between", "Try again.")
		},
		TransactionInvalid::AncientBirthBlock => (
			"it was signed for a block that is too old",
			"See that the node follows the chain, and try again.",
		),
		TransactionInvalid::ExhaustsResources => {
			("it does not fit into a block", "Try again later, or make the call smaller.")
		},
		TransactionInvalid::Call => (
			"this call is not allowed to this signer now",
			"The chain may be in safe mode, or the feature switched off.",
		),
		_ => ("it is not valid", "See `intctl metadata check`."),
	};
	Failure::refused(format!("The chain refuses the transaction: {what} ({reason:?})"))
		.remedy(remedy)
}

/// Symbol, decimals and prefix out of a chain's properties; each may be one value or a list whose
/// first entry is the native token's.
fn units(properties: &Value) -> Units {
	let first = |name: &str| match properties.get(name) {
		Some(Value::Array(values)) => values.first().cloned(),
		other => other.cloned(),
	};
	let number = |name: &str| first(name).as_ref().and_then(Value::as_u64);
	let usual = Units::default();
	Units {
		symbol: first("tokenSymbol")
			.as_ref()
			.and_then(Value::as_str)
			.map_or(usual.symbol, str::to_owned),
		decimals: number("tokenDecimals")
			.and_then(|decimals| u32::try_from(decimals).ok())
			.unwrap_or(usual.decimals),
		ss58: number("ss58Format")
			.and_then(|prefix| u16::try_from(prefix).ok())
			.unwrap_or(usual.ss58),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn properties_may_be_values_or_lists() {
		let one = json!({ "tokenSymbol": "INT", "tokenDecimals": 10, "ss58Format": 7 });
		let expected = Units { symbol: "INT".into(), decimals: 10, ss58: 7 };
		assert_eq!(units(&one), expected);
		let many = json!({
			"tokenSymbol": ["INT", "GAS"],
			"tokenDecimals": [10, 9],
			"ss58Format": 7,
		});
		assert_eq!(units(&many), expected);
		assert_eq!(units(&json!({})), Units::default());
	}

	#[test]
	fn a_fee_says_its_token_and_who_paid_it() {
		let units = Units::default();
		assert_eq!(Fee::Int(2_000_000_000_000).text(&units), "2 INT");
		assert_eq!(Fee::Gas(200_000_000).text(&units), "0.2 GAS");
		let sponsored = Fee::Sponsored { fleet: 3, gas: 200_000_000 };
		assert_eq!(sponsored.text(&units), "0.2 GAS from the pot of fleet 3");
		assert_eq!(sponsored.fleet(), Some(3));
		assert_eq!(sponsored.units(&units).symbol, "GAS");
	}

	#[test]
	fn numbers_of_events_are_read_in_both_forms() {
		assert_eq!(whole_number(&json!(7)), Some(7));
		assert_eq!(whole_number(&json!(u128::MAX.to_string())), Some(u128::MAX));
		assert_eq!(whole_number(&json!("seven")), None);
		assert_eq!(whole_number(&json!(null)), None);
	}

	#[tokio::test]
	async fn a_closed_port_is_an_unreachable_node() {
		// Bound and dropped: nobody listens there.
		let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
		let endpoint = Endpoint {
			url: format!("ws://127.0.0.1:{port}"),
			genesis: None,
			limit: Duration::from_secs(10),
			finalized: false,
		};
		let failure = Chain::connect(endpoint).await.unwrap_err();
		assert_eq!(failure.kind, Kind::Unreachable);
		assert!(failure.message.contains(&port.to_string()));
		assert!(failure.remedy.unwrap().contains("--url"));
	}
}
