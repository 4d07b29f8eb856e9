// SPDX-License-Identifier: Apache-2.0

//! `intctl data`: both sides of the fair exchange of a data package.

use super::{
	gas::View,
	market::{agreement, buy, listing, terms},
	Context,
};
use crate::{
	calls::market as calls,
	chain::{At, Chain},
	cli::market::{Buy, DataCommand},
	errors::{Failure, Kind, Result},
	keys::store::private_folder,
	market::{read_json, write_json},
	model::market::{Agreement, Exchange, Progress},
	output::Record,
	store::{self, Source},
	text::{hex, parse_digest},
};
use codec::Decode;
use int_primitives::{
	merkle::{Hasher, Software},
	package::{
		exchange::{self, Delivered, Error, Kept},
		seal::{BuyerKey, BuyerSecret},
		store::{Store, MAX_OBJECT},
		AcceptedCiphertext, Manifest, ManifestCommitment, PackageSecret, Sale,
	},
	Digest,
};
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Serialize};
use std::{
	fs::{self, File},
	io::BufReader,
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Does what the command says.
pub async fn run(context: &Context, command: DataCommand) -> Result<()> {
	match command {
		DataCommand::Pack { data, store, package, schema, chunk } => {
			pack(context, &data, &store, &package, &schema, chunk)
		},
		DataCommand::Buy { buy, folder } => purchase(context, &buy, &folder).await,
		DataCommand::Deliver { agreement, package, data, store } => {
			deliver(context, agreement, &package, &data, &store).await
		},
		DataCommand::Accept { folder, agreement, delivery, store, signer } => {
			accept(context, &folder, agreement, &delivery, &store, &signer.signer).await
		},
		DataCommand::Reveal { agreement, package, signer } => {
			reveal(context, agreement, &package, &signer.signer).await
		},
		DataCommand::Open { folder, out } => open(context, &folder, &out).await,
		DataCommand::Complain { folder, signer } => {
			complain(context, &folder, &signer.signer).await
		},
	}
}

/// 32 fresh random bytes.
fn random() -> Zeroizing<Digest> {
	let mut bytes = Zeroizing::new(Digest::default());
	OsRng.fill_bytes(&mut *bytes);
	bytes
}

/// Why a step of the exchange failed, and what to do about it.
fn failed(error: &Error) -> Failure {
	let remedy = match error {
		Error::Io(_) => "See whether the store is there, and a folder has room.",
		Error::NoPackage => "A package has 1 byte to 33,957,085,184 bytes in 8,388,608 chunks.",
		Error::Missing(_) | Error::Corrupt(_) => {
			"Try again later, or get the store's objects from the seller in another way."
		},
		Error::Data { .. } => "Give the data exactly as it was packed.",
		Error::Kept => {
			"Fetch it again while the store still has it, before the complaint window ends."
		},
		Error::Contradiction { .. } => {
			"Complain before the window ends: `intctl data complain`. All returns to you then."
		},
		Error::OtherAcceptance => {
			"Reveal nothing. The buyer has accepted something else than what was delivered."
		},
		Error::OtherKey | Error::Complaint(_) => "There is nothing to complain about.",
		Error::Foreign(_) | Error::Leaves | Error::BuyerKey | Error::Outer { .. } | Error::Root => {
			"Accept nothing. Ask the seller for the delivery of this agreement."
		},
	};
	let kind = match error {
		Error::Contradiction { .. } => Kind::Refused,
		_ => Kind::BadInput,
	};
	Failure::new(kind, format!("The exchange stops: {error}.")).remedy(remedy)
}

fn step<T>(result: Result<T, Error>) -> Result<T> {
	result.map_err(|error| failed(&error))
}

fn data(path: &Path) -> Result<BufReader<File>> {
	File::open(path)
		.map(BufReader::new)
		.map_err(|error| Failure::file(Kind::BadInput, "read", path, &error))
}

/// A new folder that only its owner can read.
fn new_folder(folder: &Path) -> Result<()> {
	if folder.exists() {
		return Err(Failure::bad_input(format!("{} is there already.", folder.display()))
			.remedy("Each package and each purchase has a folder of its own: name another."));
	}
	private_folder(folder).map_err(|error| Failure::file(Kind::Other, "make", folder, &error))
}

fn quiet(_: u64) {}

/// A package that its seller has made: `manifest.json` for all, `secret.json` for nobody else.
struct Package {
	manifest: Manifest,
	secret: PackageSecret,
}

#[derive(Serialize, Deserialize)]
struct Secret {
	secret: String,
}

impl Package {
	fn read(folder: &Path) -> Result<Self> {
		let secret: Secret = read_json(&folder.join("secret.json"), "secret of a package")?;
		Ok(Self {
			manifest: read_json(&folder.join("manifest.json"), "manifest of a data package")?,
			secret: PackageSecret::new(parse_digest(&secret.secret)?),
		})
	}
}

/// SHA-256 of a file's bytes, or of a format's name.
fn schema_digest(schema: &str) -> Result<Digest> {
	let path = Path::new(schema);
	let bytes = match path.is_file() {
		true => {
			fs::read(path).map_err(|error| Failure::file(Kind::BadInput, "read", path, &error))?
		},
		false => schema.as_bytes().to_vec(),
	};
	Ok(Software::sha256(&[&bytes]))
}

/// Makes a package of a file: its catalogue goes into the store, its manifest and its secret into a
/// new folder.
pub fn make(
	path: &Path,
	store_folder: &Path,
	folder: &Path,
	schema: &str,
	chunk: u16,
) -> Result<Manifest> {
	let mut data = data(path)?;
	let store = store::folder(store_folder)?;
	let schema = schema_digest(schema)?;
	new_folder(folder)?;
	let bytes = random();
	// The secret first: a catalogue whose secret is lost could never be delivered.
	write_json(&folder.join("secret.json"), &Secret { secret: hex(*bytes) })?;
	let secret = PackageSecret::new(*bytes);
	let manifest = step(exchange::pack(&mut data, chunk, schema, &secret, &store, &mut quiet))?;
	write_json(&folder.join("manifest.json"), &manifest)?;
	Ok(manifest)
}

fn pack(
	context: &Context,
	path: &Path,
	store_folder: &Path,
	folder: &Path,
	schema: &str,
	chunk: u16,
) -> Result<()> {
	let manifest = make(path, store_folder, folder, schema, chunk)?;
	context.out.record(
		&Record::new()
			.with("manifest", folder.join("manifest.json").display().to_string())
			.with("root", hex(manifest.commitment.root))
			.with("size", manifest.commitment.size)
			.with("chunk", manifest.commitment.chunk)
			.with("catalogue", hex(manifest.catalogue))
			.with("cid", hex(manifest.cid())),
	);
	Ok(())
}

/// A purchase of a package: what its buyer keeps of it in a folder.
#[derive(Serialize, Deserialize)]
pub struct Purchase {
	/// The agreement, once there is one.
	agreement: Option<u64>,
	/// The buyer's X25519 secret key.
	secret: String,
	/// What is bought, once it is known.
	manifest: Option<Manifest>,
	/// What was accepted.
	accepted: Option<AcceptedCiphertext>,
	/// The revealed key, once it is known.
	key: Option<String>,
}

impl Drop for Purchase {
	fn drop(&mut self) {
		zeroize::Zeroize::zeroize(&mut self.secret);
	}
}

impl Purchase {
	/// A purchase with a fresh key, in a new folder.
	pub fn new(folder: &Path) -> Result<Self> {
		new_folder(folder)?;
		let secret = hex(*random());
		Ok(Self { agreement: None, secret, manifest: None, accepted: None, key: None })
	}

	fn path(folder: &Path) -> PathBuf {
		folder.join("purchase.json")
	}

	fn read(folder: &Path) -> Result<Self> {
		read_json(&Self::path(folder), "purchase of a data package")
	}

	/// Remembers the agreement that it came to.
	pub fn bought(&mut self, folder: &Path, agreement: u64) -> Result<()> {
		self.agreement = Some(agreement);
		self.keep(folder).map(|_| ())
	}

	/// Writes it into its folder. Returns the public key.
	pub fn keep(&self, folder: &Path) -> Result<BuyerKey> {
		write_json(&Self::path(folder), self)?;
		Ok(self.secret()?.public())
	}

	fn secret(&self) -> Result<BuyerSecret> {
		Ok(BuyerSecret::new(parse_digest(&self.secret)?))
	}

	fn agreement(&self) -> Result<u64> {
		self.agreement.ok_or_else(|| {
			Failure::bad_input("The purchase has no agreement yet.")
				.remedy("Name it with --agreement (`intctl market agreements`).")
		})
	}

	fn manifest(&self) -> Result<Manifest> {
		self.manifest.ok_or_else(|| {
			Failure::bad_input("Nothing of this purchase is received yet.")
				.remedy("First: `intctl data accept`.")
		})
	}
}

async fn purchase(context: &Context, args: &Buy, folder: &Path) -> Result<()> {
	let view = View::now(context).await?;
	if args.buyer.signer.is_none() {
		// A preview needs some key, and keeps none.
		let key = BuyerSecret::new(*random()).public();
		buy(context, &view, args, Some(key)).await?;
		return Ok(());
	}
	let mut purchase = Purchase::new(folder)?;
	let key = purchase.keep(folder)?;
	// If this fails the key is kept: whether it was bought is not always known then.
	let Some(bought) = buy(context, &view, args, Some(key)).await? else { return Ok(()) };
	purchase.bought(folder, bought.agreement)?;
	context.out.receipt(&bought.receipt, &view.chain.units);
	context.out.note(&format!(
		"The agreement has the number {}. Its key is in {}.",
		bought.agreement,
		folder.display()
	));
	Ok(())
}

/// The agreement about a package, with where it stands.
async fn exchange_of(chain: &Chain, at: &At, id: u64) -> Result<(Agreement, Exchange)> {
	let agreement = agreement(chain, at, id).await?;
	match agreement.progress.clone() {
		Progress::Exchange { step, .. } => Ok((agreement, step)),
		_ => Err(Failure::bad_input(format!("The agreement {id} is about no data package."))),
	}
}

/// The package that an agreement is about, as its terms have it.
async fn commitment(chain: &Chain, at: &At, of: &Agreement) -> Result<ManifestCommitment> {
	let terms = terms(chain, at, of.listing, of.revision).await?;
	terms.manifest.map(|manifest| manifest.0).ok_or_else(|| {
		Failure::bad_input(format!("The terms of the agreement {} have no package.", of.id))
	})
}

/// The file in which a seller remembers what was delivered for an agreement.
fn delivered_file(package: &Path, genesis: &Digest, agreement: u64) -> PathBuf {
	package.join("deliveries").join(format!("{}-{agreement}.json", hex(genesis)))
}

/// What a seller has delivered for an agreement.
#[derive(Serialize, Deserialize)]
pub struct DeliveredFile {
	/// Where it is in the store, for the buyer.
	pub address: String,
	accept: AcceptedCiphertext,
	buyer: String,
}

/// Encrypts a package for the buyer of an agreement, and puts it into the store.
pub async fn delivered(
	chain: &Chain,
	id: u64,
	folder: &Path,
	path: &Path,
	store_folder: &Path,
) -> Result<DeliveredFile> {
	let package = Package::read(folder)?;
	let mut data = data(path)?;
	let store = store::folder(store_folder)?;
	let at = chain.best().await?;
	let (agreement, step_now) = exchange_of(chain, &at, id).await?;
	let Exchange::Awaited { key } = step_now else {
		return Err(Failure::bad_input(format!("The agreement {id} has its delivery already."))
			.remedy("Once the buyer has accepted it: `intctl data reveal`."));
	};
	ensure_same(&package.manifest, &commitment(chain, &at, &agreement).await?)?;
	let sale = Sale { genesis: chain.genesis, agreement: id, buyer: key };
	let delivered = step(exchange::deliver(
		&mut data,
		&package.manifest,
		&package.secret,
		&sale,
		&store,
		&mut quiet,
	))?;
	let file = DeliveredFile {
		address: hex(delivered.address),
		accept: delivered.accept,
		buyer: hex(key),
	};
	write_json(&delivered_file(folder, &chain.genesis, id), &file)?;
	Ok(file)
}

async fn deliver(
	context: &Context,
	id: u64,
	folder: &Path,
	path: &Path,
	store_folder: &Path,
) -> Result<()> {
	let chain = context.connect().await?;
	let file = delivered(&chain, id, folder, path, store_folder).await?;
	context.out.record(
		&Record::new()
			.with("agreement", id)
			.with("delivery", file.address.as_str())
			.with("root", hex(file.accept.root))
			.with("key hash", hex(file.accept.key_hash)),
	);
	context.out.note(
		"Tell the buyer the address of the delivery, in a way that the buyer knows to be yours.",
	);
	Ok(())
}

fn ensure_same(manifest: &Manifest, sold: &ManifestCommitment) -> Result<()> {
	if manifest.commitment == *sold {
		return Ok(());
	}
	Err(Failure::bad_input("The agreement is about another package.")
		.remedy("Name the folder of the package that was listed under its terms."))
}

/// The whole manifest of what was bought: the terms have its commitment, and the listing names the
/// catalogue, which begins with the same commitment and the schema.
fn manifest_in(catalogue: &[u8], address: Digest, sold: &ManifestCommitment) -> Option<Manifest> {
	let (tag, commitment, schema) =
		<([u8; 8], ManifestCommitment, Digest)>::decode(&mut &*catalogue).ok()?;
	let is_it = tag == *b"int/cata" && commitment == *sold;
	is_it.then_some(Manifest { commitment, schema, catalogue: address })
}

/// The SHA-256 in a binary CID of version 1 with raw bytes.
fn digest_in(cid: &[u8]) -> Option<Digest> {
	cid.strip_prefix(&[0x01, 0x55, 0x12, 0x20])?.try_into().ok()
}

async fn manifest_of(
	chain: &Chain,
	at: &At,
	agreement: &Agreement,
	store: &impl Store,
) -> Result<Manifest> {
	let sold = commitment(chain, at, agreement).await?;
	let cid = listing(chain, at, agreement.listing).await?.metadata;
	let address = digest_in(&cid).ok_or_else(|| {
		Failure::bad_input("The listing does not say where the package's catalogue is.").remedy(
			"Accept nothing; the seller lists a package with `intctl market list --package`.",
		)
	})?;
	let object = store
		.get(&address, MAX_OBJECT)
		.map_err(|error| failed(&Error::Io(error)))?
		.ok_or_else(|| failed(&Error::Missing(address)))?;
	if Software::sha256(&[&object]) != address {
		return Err(failed(&Error::Corrupt(address)));
	}
	manifest_in(&object, address, &sold).ok_or_else(|| failed(&Error::Foreign(address)))
}

/// Fetches a delivery, checks it and keeps it. Returns the agreement and what can be accepted.
pub async fn received(
	chain: &Chain,
	folder: &Path,
	named: Option<u64>,
	delivery: &str,
	store: &str,
) -> Result<(u64, AcceptedCiphertext)> {
	let mut purchase = Purchase::read(folder)?;
	let address = parse_digest(delivery)?;
	let store = Source::open(store)?;
	let at = chain.best().await?;
	purchase.agreement = named.or(purchase.agreement);
	let id = purchase.agreement()?;
	let (agreement, step_now) = exchange_of(chain, &at, id).await?;
	let secret = purchase.secret()?;
	let Exchange::Awaited { key } = step_now else {
		return Err(Failure::bad_input(format!("The agreement {id} has been accepted already."))
			.remedy("Once the seller has revealed the key: `intctl data open`."));
	};
	if key != secret.public() {
		return Err(Failure::bad_input("The agreement is not for the key in this folder.")
			.remedy("Name the folder that was made with the purchase."));
	}
	let manifest = manifest_of(chain, &at, &agreement, &store).await?;
	let sale = Sale { genesis: chain.genesis, agreement: id, buyer: key };
	let kept = Kept::in_folder(folder);
	let accepted =
		step(exchange::receive(&manifest, &address, &secret, &sale, &store, &kept, &mut quiet))?;
	// Kept before the chain hears of it: from then on the buyer is bound.
	purchase.manifest = Some(manifest);
	purchase.accepted = Some(accepted);
	purchase.keep(folder)?;
	Ok((id, accepted))
}

async fn accept(
	context: &Context,
	folder: &Path,
	named: Option<u64>,
	delivery: &str,
	store: &str,
	signer: &str,
) -> Result<()> {
	let chain = context.connect().await?;
	let (id, accepted) = received(&chain, folder, named, delivery, store).await?;
	context.submit(&chain, &calls::accept_package(id, accepted), signer).await
}

/// The key that a seller may reveal, because the buyer has accepted what was delivered.
pub async fn key_to_reveal(chain: &Chain, id: u64, folder: &Path) -> Result<Digest> {
	let package = Package::read(folder)?;
	let path = delivered_file(folder, &chain.genesis, id);
	if !path.exists() {
		return Err(Failure::bad_input(format!(
			"Nothing was delivered for the agreement {id} out of {}.",
			folder.display()
		))
		.remedy("First: `intctl data deliver`, and the buyer has to accept it."));
	}
	let file: DeliveredFile = read_json(&path, "delivery")?;
	// What a block says that may be dropped is no acceptance: the key would be known and unpaid.
	let at = chain.last_finalized().await?;
	let (agreement, step_now) = exchange_of(chain, &at, id).await?;
	let accepted = match step_now {
		Exchange::Accepted { accepted, .. } => accepted.0,
		Exchange::Awaited { .. } => {
			return Err(Failure::bad_input(format!(
				"The buyer of the agreement {id} has not accepted in a finalized block yet."
			))
			.remedy("Try again when it has; tell the buyer the delivery's address."));
		},
		Exchange::Revealed { .. } => {
			return Err(Failure::bad_input(format!("The key of {id} is revealed already."))
				.remedy("After the window: `intctl market agreement collect`."));
		},
	};
	ensure_same(&package.manifest, &commitment(chain, &at, &agreement).await?)?;
	let sale = Sale { genesis: chain.genesis, agreement: id, buyer: parse_digest(&file.buyer)? };
	let delivered = Delivered { address: parse_digest(&file.address)?, accept: file.accept };
	step(exchange::reveal(&package.manifest, &package.secret, &sale, &delivered, &accepted))
}

async fn reveal(context: &Context, id: u64, folder: &Path, signer: &str) -> Result<()> {
	let chain = context.connect().await?;
	let key = key_to_reveal(&chain, id, folder).await?;
	context.submit(&chain, &calls::reveal_key(id, key), signer).await
}

/// The key of a purchase: kept already, or out of the event of the block that revealed it.
async fn key_of(context: &Context, purchase: &mut Purchase, folder: &Path) -> Result<Digest> {
	if let Some(key) = &purchase.key {
		return parse_digest(key);
	}
	let chain = context.connect().await?;
	revealed_key(&chain, purchase, folder).await
}

/// The key out of the event of the block that revealed it, which is kept from then on.
async fn revealed_key(chain: &Chain, purchase: &mut Purchase, folder: &Path) -> Result<Digest> {
	let id = purchase.agreement()?;
	let at = chain.best().await?;
	let (_, step_now) = exchange_of(chain, &at, id).await?;
	let Exchange::Revealed { at: revealed, .. } = step_now else {
		return Err(Failure::bad_input("The seller has not revealed the key yet.")
			.remedy("Try again later. Without a key by the deadline all returns to you."));
	};
	let block = chain.at_number(revealed.block.into()).await?;
	let events = block.events().fetch().await?;
	for event in events.iter() {
		let event = event?;
		if (event.pallet_name(), event.event_name()) != ("ResourceMarket", "KeyRevealed") {
			continue;
		}
		let Ok((agreement, key)) = <(u64, Digest)>::decode(&mut event.field_bytes()) else {
			return Err(Failure::incompatible("the event ResourceMarket.KeyRevealed"));
		};
		if agreement == id {
			purchase.key = Some(hex(key));
			purchase.keep(folder)?;
			return Ok(key);
		}
	}
	Err(Failure::other(format!("The block {} does not have the key.", revealed.block))
		.remedy("Ask a node that keeps all blocks (--url); the key is in the block for ever."))
}

fn accepted_of(purchase: &Purchase) -> Result<AcceptedCiphertext> {
	purchase.accepted.ok_or_else(|| {
		Failure::bad_input("Nothing of this purchase is accepted yet.")
			.remedy("First: `intctl data accept`.")
	})
}

/// Opens what was bought with the key, chunk by chunk, into a file.
fn open_with(purchase: &Purchase, folder: &Path, key: &Digest, out: &Path) -> Result<Manifest> {
	let (manifest, accepted) = (purchase.manifest()?, accepted_of(purchase)?);
	step(exchange::open(&manifest, &accepted, key, &Kept::in_folder(folder), out, &mut quiet))?;
	Ok(manifest)
}

/// Fetches the revealed key and opens what was bought with it.
pub async fn opened(chain: &Chain, folder: &Path, out: &Path) -> Result<Manifest> {
	let mut purchase = Purchase::read(folder)?;
	let key = revealed_key(chain, &mut purchase, folder).await?;
	open_with(&purchase, folder, &key, out)
}

async fn open(context: &Context, folder: &Path, out: &Path) -> Result<()> {
	let mut purchase = Purchase::read(folder)?;
	// What was never received is said before a node is asked.
	purchase.manifest()?;
	accepted_of(&purchase)?;
	let key = key_of(context, &mut purchase, folder).await?;
	let manifest = open_with(&purchase, folder, &key, out)?;
	context.out.record(
		&Record::new()
			.with("agreement", purchase.agreement)
			.with("file", out.display().to_string())
			.with("size", manifest.commitment.size)
			.with("schema", hex(manifest.schema)),
	);
	Ok(())
}

async fn complain(context: &Context, folder: &Path, signer: &str) -> Result<()> {
	let mut purchase = Purchase::read(folder)?;
	let (manifest, accepted) = (purchase.manifest()?, accepted_of(&purchase)?);
	let key = key_of(context, &mut purchase, folder).await?;
	let kept = Kept::in_folder(folder);
	// Opening finds the first chunk that contradicts; what opens well is kept for its buyer.
	let out = folder.join("data");
	let index = match exchange::open(&manifest, &accepted, &key, &kept, &out, &mut quiet) {
		Err(Error::Contradiction { index, .. }) => index,
		Err(error) => return Err(failed(&error)),
		Ok(()) => {
			return Err(Failure::bad_input(
				"Every chunk is what the manifest promised: there is nothing to complain about.",
			)
			.remedy(format!("The data is in {}.", out.display())));
		},
	};
	let (complaint, _) = step(exchange::complain(&manifest, &accepted, &key, &kept, index))?;
	let chain = context.connect().await?;
	let call = calls::complain(purchase.agreement()?, key, complaint);
	context.submit(&chain, &call, signer).await
}

#[cfg(test)]
mod tests {
	use super::*;

	fn context() -> Context {
		use clap::Parser;
		let cli = crate::cli::Cli::try_parse_from(["intctl", "--json", "key", "list"]).unwrap();
		Context { global: cli.global, out: crate::output::Output::new(true) }
	}

	#[test]
	fn a_package_goes_from_its_seller_through_an_untrusted_store_to_its_buyer() {
		let folder = tempfile::tempdir().unwrap();
		let at = |name: &str| folder.path().join(name);
		let content: Vec<u8> = (0u32..40_000).flat_map(u32::to_le_bytes).collect();
		fs::write(at("data"), &content).unwrap();
		pack(&context(), &at("data"), &at("store"), &at("package"), "readings/1", 1_000).unwrap();
		// A package is never packed over another.
		assert!(pack(&context(), &at("data"), &at("store"), &at("package"), "readings/1", 1_000)
			.is_err());
		let package = Package::read(&at("package")).unwrap();
		let store = store::folder(&at("store")).unwrap();

		// The buyer finds the whole manifest with what the chain has of it.
		let address = digest_in(&package.manifest.cid()).unwrap();
		let catalogue = store.get(&address, MAX_OBJECT).unwrap().unwrap();
		let sold = package.manifest.commitment;
		assert_eq!(manifest_in(&catalogue, address, &sold), Some(package.manifest));
		let other = ManifestCommitment { size: 1, ..sold };
		assert_eq!(manifest_in(&catalogue, address, &other), None);

		let purchase = Purchase::new(&at("purchase")).unwrap();
		let key = purchase.keep(&at("purchase")).unwrap();
		let purchase = Purchase::read(&at("purchase")).unwrap();
		assert_eq!(purchase.secret().unwrap().public(), key);
		let sale = Sale { genesis: [9; 32], agreement: 7, buyer: key };
		let delivered = exchange::deliver(
			&mut data(&at("data")).unwrap(),
			&package.manifest,
			&package.secret,
			&sale,
			&store,
			&mut quiet,
		)
		.unwrap();
		let kept = Kept::in_folder(at("purchase"));
		let accepted = exchange::receive(
			&package.manifest,
			&delivered.address,
			&purchase.secret().unwrap(),
			&sale,
			&store,
			&kept,
			&mut quiet,
		)
		.unwrap();
		let revealed =
			exchange::reveal(&package.manifest, &package.secret, &sale, &delivered, &accepted)
				.unwrap();
		exchange::open(&package.manifest, &accepted, &revealed, &kept, &at("bought"), &mut quiet)
			.unwrap();
		assert_eq!(fs::read(at("bought")).unwrap(), content);
	}

	#[test]
	fn the_event_of_a_key_is_an_agreement_and_a_key() {
		use codec::Encode;
		let bytes = (7u64, [3u8; 32]).encode();
		assert_eq!(<(u64, Digest)>::decode(&mut &bytes[..]).unwrap(), (7, [3; 32]));
	}

	#[test]
	fn only_a_cid_of_raw_sha_256_names_a_catalogue() {
		let manifest = Manifest {
			commitment: ManifestCommitment { root: [1; 32], size: 1, chunk: 1 },
			schema: [2; 32],
			catalogue: [3; 32],
		};
		assert_eq!(digest_in(&manifest.cid()), Some([3; 32]));
		assert_eq!(digest_in(&[]), None);
		assert_eq!(digest_in(&[1; 36]), None);
		assert_eq!(digest_in(&manifest.cid()[..35]), None);
	}
}
