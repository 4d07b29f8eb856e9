// SPDX-License-Identifier: Apache-2.0

//! The two sides of an exchange, in streams: no step holds more than about 3 MiB in memory,
//! however large the package is.
//!
//! | who | step | before it, on chain | after it |
//! |---|---|---|---|
//! | seller | [`pack`] | | list the [`Manifest`] |
//! | seller | [`deliver`] | the purchase names the buyer's key | tell the buyer the address |
//! | buyer | [`receive`] | | accept what it returns |
//! | seller | [`reveal`] | the acceptance | reveal the key that it returns |
//! | buyer | [`open`] | the revealed key | use the data, or |
//! | buyer | [`complain`] | | complain with what it returns, within the window |
//!
//! # What lies in the store
//!
//! * The **catalogue**: commitment, schema and the addresses of the leaf pages, each the digests
//!   of 8,192 records. The same for all buyers, and no secret.
//! * A **delivery** for each sale: commitment, one-time key, what to accept, and the addresses of
//!   the sealed pages, each 256 chunks.
//!
//! The buyer keeps the sealed chunks in files of its own ([`Kept`]) *before* it accepts: after
//! that, the store may forget them.

use super::{
	check_complaint, key_hash,
	layer::TAG,
	path::PathBuilder,
	seal::{BuyerKey, BuyerSecret, Inner, Outer},
	store::{hexadecimal, Aside, Store, MAX_OBJECT},
	AcceptedCiphertext, Complaint, ComplaintError, Contradiction, Manifest, ManifestCommitment,
	PackageSecret, Sale, SealedChunk, BLINDING, MAX_SEALED,
};
use crate::{
	merkle::{leaf_hash, Hasher, RootBuilder, Software},
	Digest,
};
use codec::{Decode, DecodeAll, Encode};
use std::{
	fmt,
	fs::File,
	io::{self, BufReader, Read, Write},
	path::PathBuf,
};

/// The digests in a leaf page.
const PAGE_LEAVES: u32 = 8_192;

/// The sealed chunks in a page of a delivery.
const PAGE_CHUNKS: u32 = 256;

/// Why a step failed, and what to do about it.
#[derive(Debug)]
pub enum Error {
	/// A file or the store failed.
	Io(io::Error),
	/// There is no such package: no data, chunks of no bytes or of more than
	/// [`super::MAX_DATA`], or more than [`super::MAX_CHUNKS`] of them.
	NoPackage,
	/// The store does not have the object at this address. Try again, or another store.
	Missing(Digest),
	/// The store gave other bytes than those with this address. Try another store.
	Corrupt(Digest),
	/// The object at this address is not what it should be: no catalogue, no delivery, or one of
	/// another package. Do not accept.
	Foreign(Digest),
	/// The catalogue's digests do not have the manifest's root, so no complaint could be made
	/// from them. Do not accept.
	Leaves,
	/// The chunk at this index is not the one that was packed. Deliver the data as it was then.
	Data {
		/// The chunk, from 0; as many as there are chunks if there is data after the last.
		index: u32,
	},
	/// The buyer's key is not the sale's, or an X25519 key that hides nothing.
	BuyerKey,
	/// The page was not sealed for this sale and the buyer's key. Do not accept.
	Outer {
		/// The page, from 0.
		page: u32,
	},
	/// The sealed chunks do not have the root that the delivery states. Do not accept.
	Root,
	/// What the chain accepted is not what was delivered. Do not reveal the key.
	OtherAcceptance,
	/// The key is not the one whose hash was accepted.
	OtherKey,
	/// The kept files are not complete or have changed. Receive again.
	Kept,
	/// The chunk contradicts the manifest. Complain about it.
	Contradiction {
		/// The first such chunk, from 0.
		index: u32,
		/// What is wrong with it.
		what: Contradiction,
	},
	/// The chain would refuse the complaint.
	Complaint(ComplaintError),
}

impl From<io::Error> for Error {
	fn from(error: io::Error) -> Self {
		Self::Io(error)
	}
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Io(error) => error.fmt(f),
			Self::NoPackage => f.write_str("no package can have this size and these chunks"),
			Self::Missing(address) => {
				write!(f, "the store does not have {}", hexadecimal(address))
			},
			Self::Corrupt(address) => {
				write!(f, "the store gave other bytes for {}", hexadecimal(address))
			},
			Self::Foreign(address) => {
				write!(f, "{} belongs to something else", hexadecimal(address))
			},
			Self::Leaves => f.write_str("the catalogue does not have the manifest's root"),
			Self::Data { index } => write!(f, "chunk {index} is not the one that was packed"),
			Self::BuyerKey => f.write_str("the buyer's key is not the sale's, or hides nothing"),
			Self::Outer { page } => {
				write!(f, "page {page} was not sealed for this sale and this key")
			},
			Self::Root => f.write_str("the delivery does not have the root that it states"),
			Self::OtherAcceptance => f.write_str("the chain accepted something else"),
			Self::OtherKey => f.write_str("the key is not the one that was accepted"),
			Self::Kept => f.write_str("the kept files are not complete, or have changed"),
			Self::Contradiction { index, what } => {
				let how = match what {
					Contradiction::Length => "has another length",
					Contradiction::Unauthentic => "is not opened by the key",
					Contradiction::Content => "opens to something else",
				};
				write!(f, "chunk {index} contradicts the manifest: it {how}")
			},
			Self::Complaint(reason) => f.write_str(match reason {
				ComplaintError::NoPackage => "the manifest describes no package",
				ComplaintError::NoSuchChunk => "the package has no such chunk",
				ComplaintError::OtherKey => "the key is not the one that was accepted",
				ComplaintError::NotAccepted => "the chunk is not in what was accepted",
				ComplaintError::NotInManifest => "the digest is not in the manifest",
				ComplaintError::Honest => "the chunk is what the manifest promised",
			}),
		}
	}
}

impl std::error::Error for Error {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		match self {
			Self::Io(error) => Some(error),
			_ => None,
		}
	}
}

/// What leads to the digest of each record.
#[derive(Encode, Decode)]
struct Catalogue {
	tag: [u8; 8],
	package: ManifestCommitment,
	schema: Digest,
	pages: Vec<Digest>,
}

impl Catalogue {
	const TAG: [u8; 8] = *b"int/cata";
}

/// What leads to the sealed chunks of a sale.
#[derive(Encode, Decode)]
struct Delivery {
	tag: [u8; 8],
	package: ManifestCommitment,
	ephemeral: BuyerKey,
	accept: AcceptedCiphertext,
	pages: Vec<Digest>,
}

impl Delivery {
	const TAG: [u8; 8] = *b"int/deli";
}

/// What the seller has put into the store for a sale.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Delivered {
	/// The address of the delivery, for the buyer.
	pub address: Digest,
	/// What the buyer has to accept before the key may be revealed.
	pub accept: AcceptedCiphertext,
}

/// The buyer's own files of a delivery: what opens with the key, or proves that it does not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
	/// All sealed chunks, one after the other: as long as the data and 48 bytes for each chunk.
	pub sealed: PathBuf,
	/// The digests of all records, 32 bytes each.
	pub leaves: PathBuf,
}

impl Kept {
	/// `sealed` and `leaves` in this folder.
	pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
		let folder = folder.into();
		Self { sealed: folder.join("sealed"), leaves: folder.join("leaves") }
	}
}

/// Makes a package of `data`, in chunks of `chunk` bytes, and puts its catalogue into the store.
/// The data itself stays where it is until somebody buys it.
///
/// `progress` hears how many bytes of data are done.
pub fn pack(
	data: &mut impl Read,
	chunk: u16,
	schema: Digest,
	secret: &PackageSecret,
	store: &impl Store,
	progress: &mut dyn FnMut(u64),
) -> Result<Manifest, Error> {
	// Refuses a chunk's size that no package can have before anything is read or written.
	let mut package = ManifestCommitment { root: [0; 32], size: 1, chunk };
	package.chunks().ok_or(Error::NoPackage)?;

	let mut pages = Pages::new(store, PAGE_LEAVES);
	let mut root = RootBuilder::<Software>::new();
	let mut size = 0u64;
	let mut record = Vec::new();
	for index in 0u32.. {
		let length = read_record(data, &secret.blinding(index), chunk, &mut record)?;
		if length == 0 {
			break;
		}
		size = size.saturating_add(length);
		package = ManifestCommitment { size, ..package };
		package.chunks().ok_or(Error::NoPackage)?;
		let leaf = leaf_hash::<Software>(&record);
		root.push(leaf);
		pages.push(&leaf, |_, _| Ok(()))?;
		progress(size);
		if length < u64::from(chunk) {
			break;
		}
	}
	package.root = root.root().ok_or(Error::NoPackage)?;
	let pages = pages.finish(|_, _| Ok(()))?;
	let catalogue = Catalogue { tag: Catalogue::TAG, package, schema, pages };
	Ok(Manifest { commitment: package, schema, catalogue: store.put(&catalogue.encode())? })
}

/// Encrypts a package for one sale and puts it into the store.
///
/// Each chunk is compared with the catalogue before it is encrypted, so that no key ever encrypts
/// two different chunks in one place: that would tell a reader of the store how they differ. To
/// deliver again after an interruption is therefore safe, and gives the same bytes.
///
/// `progress` hears how many bytes of data are done.
pub fn deliver(
	data: &mut impl Read,
	manifest: &Manifest,
	secret: &PackageSecret,
	sale: &Sale,
	store: &impl Store,
	progress: &mut dyn FnMut(u64),
) -> Result<Delivered, Error> {
	let package = &manifest.commitment;
	let chunks = package.chunks().ok_or(Error::NoPackage)?;
	let mut leaves = Leaves::of(manifest, store)?;
	let key = secret.key(sale, package);
	let inner = Inner::new::<Software>(&key);
	let mut writer = DeliveryWriter::new(package, secret, sale, store)?;

	let mut done = 0u64;
	let mut record = Vec::new();
	for index in 0..chunks {
		let length = read_record(data, &secret.blinding(index), package.chunk, &mut record)?;
		if leaf_hash::<Software>(&record) != leaves.next(store)? {
			return Err(Error::Data { index });
		}
		record.resize(record.len().saturating_add(TAG), 0);
		inner.seal(index, &mut record).ok_or(Error::NoPackage)?;
		writer.push(&record)?;
		done = done.saturating_add(length);
		progress(done);
	}
	if fill(data, &mut [0])? != 0 {
		return Err(Error::Data { index: chunks });
	}
	writer.finish(key_hash::<Software>(&key))
}

/// Fetches a delivery, takes off the outer layer, and keeps the sealed chunks and the catalogue's
/// digests. Returns what the buyer may now accept on chain.
///
/// It succeeds only for what can be complained about: every chunk is there and as long as it has
/// to be, and both roots come out. Take `address` from the seller, by the chain or signed, not
/// from the store.
///
/// `progress` hears how many bytes of sealed chunks are done.
pub fn receive(
	manifest: &Manifest,
	address: &Digest,
	secret: &BuyerSecret,
	sale: &Sale,
	store: &impl Store,
	kept: &Kept,
	progress: &mut dyn FnMut(u64),
) -> Result<AcceptedCiphertext, Error> {
	let package = &manifest.commitment;
	let chunks = package.chunks().ok_or(Error::NoPackage)?;
	if secret.public() != sale.buyer {
		return Err(Error::BuyerKey);
	}

	let mut leaves = Leaves::of(manifest, store)?;
	let mut leaves_file = Aside::create(&kept.leaves)?;
	let mut root = RootBuilder::<Software>::new();
	for _ in 0..chunks {
		let leaf = leaves.next(store)?;
		root.push(leaf);
		leaves_file.write_all(&leaf)?;
	}
	if root.root() != Some(package.root) {
		return Err(Error::Leaves);
	}

	let delivery = fetch(store, address, MAX_OBJECT)?;
	let delivery =
		Delivery::decode_all(&mut &delivery[..]).map_err(|_| Error::Foreign(*address))?;
	let pages = chunks.div_ceil(PAGE_CHUNKS);
	if delivery.tag != Delivery::TAG
		|| delivery.package != *package
		|| u32::try_from(delivery.pages.len()) != Ok(pages)
	{
		return Err(Error::Foreign(*address));
	}
	let outer = Outer::of_buyer(secret, &delivery.ephemeral, sale, package)
		.ok_or(Error::Foreign(*address))?;

	let mut sealed_file = Aside::create(&kept.sealed)?;
	let mut root = RootBuilder::<Software>::new();
	let mut done = 0u64;
	let mut index = 0u32;
	for (page, address) in (0u32..).zip(&delivery.pages) {
		let mut sealed = fetch(store, address, MAX_OBJECT)?;
		let mut rest = outer.open(page, &mut sealed).ok_or(Error::Outer { page })?;
		let end = index.saturating_add(PAGE_CHUNKS).min(chunks);
		while index < end {
			let length = package.sealed_length(index).ok_or(Error::NoPackage)?;
			let (piece, next) = rest.split_at_checked(length).ok_or(Error::Foreign(*address))?;
			root.push(leaf_hash::<Software>(piece));
			sealed_file.write_all(piece)?;
			done = done.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
			progress(done);
			rest = next;
			index = index.saturating_add(1);
		}
		if !rest.is_empty() {
			return Err(Error::Foreign(*address));
		}
	}
	if root.root() != Some(delivery.accept.root) {
		return Err(Error::Root);
	}
	leaves_file.keep()?;
	sealed_file.keep()?;
	Ok(delivery.accept)
}

/// The key to reveal, when what the chain accepted is what was delivered.
///
/// Look at a finalized block. A key that was revealed for anything else, or in a block that is
/// dropped, is known and unpaid.
pub fn reveal(
	manifest: &Manifest,
	secret: &PackageSecret,
	sale: &Sale,
	delivered: &Delivered,
	accepted: &AcceptedCiphertext,
) -> Result<Digest, Error> {
	let key = secret.key(sale, &manifest.commitment);
	if delivered.accept != *accepted || key_hash::<Software>(&key) != accepted.key_hash {
		return Err(Error::OtherAcceptance);
	}
	Ok(key)
}

/// Decrypts the kept chunks with the revealed key and compares each with the manifest. The data
/// goes to `output` once all of it is good, in the place of a file that is there.
///
/// If a chunk contradicts the manifest, nothing is written and the error says which one.
/// `progress` hears how many bytes of data are done.
pub fn open(
	manifest: &Manifest,
	accepted: &AcceptedCiphertext,
	key: &Digest,
	kept: &Kept,
	output: &std::path::Path,
	progress: &mut dyn FnMut(u64),
) -> Result<(), Error> {
	let package = &manifest.commitment;
	if key_hash::<Software>(key) != accepted.key_hash {
		return Err(Error::OtherKey);
	}
	let inner = Inner::new::<Software>(key);
	let mut output = Aside::create(output)?;
	let mut wrong = None;
	let mut done = 0u64;
	kept.each(package, accepted, |index, leaf, sealed| {
		if wrong.is_some() {
			return Ok(());
		}
		let Some(record) = inner.open(index, sealed) else {
			wrong = Some((index, Contradiction::Unauthentic));
			return Ok(());
		};
		if leaf_hash::<Software>(record) != *leaf {
			wrong = Some((index, Contradiction::Content));
			return Ok(());
		}
		let data = record.get(BLINDING..).unwrap_or_default();
		output.write_all(data)?;
		done = done.saturating_add(u64::try_from(data.len()).unwrap_or(u64::MAX));
		progress(done);
		Ok(())
	})?;
	if let Some((index, what)) = wrong {
		return Err(Error::Contradiction { index, what });
	}
	Ok(output.keep()?)
}

/// The complaint about the chunk at `index`, and how it contradicts the manifest. It has passed
/// the check that the chain makes.
pub fn complain(
	manifest: &Manifest,
	accepted: &AcceptedCiphertext,
	key: &Digest,
	kept: &Kept,
	index: u32,
) -> Result<(Complaint, Contradiction), Error> {
	let package = &manifest.commitment;
	let chunks = package.chunks().ok_or(Error::NoPackage)?;
	if index >= chunks {
		return Err(Error::Complaint(ComplaintError::NoSuchChunk));
	}
	let mut sealed_path = PathBuilder::new(chunks, index);
	let mut leaf_path = PathBuilder::new(chunks, index);
	let mut found = None;
	kept.each(package, accepted, |here, leaf, sealed| {
		sealed_path.push(leaf_hash::<Software>(sealed));
		leaf_path.push(*leaf);
		if here == index {
			found = SealedChunk::try_from(sealed.to_vec()).ok().map(|sealed| (*leaf, sealed));
		}
		Ok(())
	})?;
	let (leaf, sealed) = found.ok_or(Error::Kept)?;
	let complaint = Complaint {
		index,
		sealed,
		sealed_path: sealed_path.path().ok_or(Error::Kept)?,
		leaf,
		leaf_path: leaf_path.path().ok_or(Error::Kept)?,
	};
	let what = check_complaint::<Software>(package, accepted, key, &complaint)
		.map_err(Error::Complaint)?;
	Ok((complaint, what))
}

impl Kept {
	/// Shows each sealed chunk with the digest of its record, in order, and finds out whether the
	/// files still have both roots. If they have not, that is the error, whatever the chunks were.
	fn each(
		&self,
		package: &ManifestCommitment,
		accepted: &AcceptedCiphertext,
		mut show: impl FnMut(u32, &Digest, &mut [u8]) -> Result<(), Error>,
	) -> Result<(), Error> {
		let chunks = package.chunks().ok_or(Error::NoPackage)?;
		let mut sealed_file = BufReader::new(File::open(&self.sealed)?);
		let mut leaves_file = BufReader::new(File::open(&self.leaves)?);
		let mut sealed_root = RootBuilder::<Software>::new();
		let mut leaves_root = RootBuilder::<Software>::new();
		let mut buffer = vec![0; MAX_SEALED as usize];
		for index in 0..chunks {
			let mut leaf = [0; 32];
			let length = package.sealed_length(index).ok_or(Error::NoPackage)?;
			let sealed = buffer.get_mut(..length).ok_or(Error::NoPackage)?;
			if fill(&mut leaves_file, &mut leaf)? != leaf.len()
				|| fill(&mut sealed_file, sealed)? != length
			{
				return Err(Error::Kept);
			}
			leaves_root.push(leaf);
			sealed_root.push(leaf_hash::<Software>(sealed));
			show(index, &leaf, sealed)?;
		}
		if leaves_root.root() != Some(package.root) || sealed_root.root() != Some(accepted.root) {
			return Err(Error::Kept);
		}
		Ok(())
	}
}

/// Writes the pages of a delivery, chunk by chunk.
pub(super) struct DeliveryWriter<'a, S> {
	package: ManifestCommitment,
	ephemeral: BuyerKey,
	outer: Outer,
	root: RootBuilder<Software>,
	pages: Pages<'a, S>,
	store: &'a S,
}

impl<'a, S: Store> DeliveryWriter<'a, S> {
	pub(super) fn new(
		package: &ManifestCommitment,
		secret: &PackageSecret,
		sale: &Sale,
		store: &'a S,
	) -> Result<Self, Error> {
		let (outer, ephemeral) = Outer::of_seller(secret, sale, package).ok_or(Error::BuyerKey)?;
		Ok(Self {
			package: *package,
			ephemeral,
			outer,
			root: RootBuilder::new(),
			pages: Pages::new(store, PAGE_CHUNKS),
			store,
		})
	}

	pub(super) fn push(&mut self, sealed: &[u8]) -> Result<(), Error> {
		self.root.push(leaf_hash::<Software>(sealed));
		self.pages.push(sealed, |number, page| seal_page(&self.outer, number, page))
	}

	pub(super) fn finish(self, key_hash: Digest) -> Result<Delivered, Error> {
		let root = self.root.root().ok_or(Error::NoPackage)?;
		let accept = AcceptedCiphertext { root, key_hash };
		let delivery = Delivery {
			tag: Delivery::TAG,
			package: self.package,
			ephemeral: self.ephemeral,
			accept,
			pages: self.pages.finish(|number, page| seal_page(&self.outer, number, page))?,
		};
		Ok(Delivered { address: self.store.put(&delivery.encode())?, accept })
	}
}

fn seal_page(outer: &Outer, number: u32, page: &mut Vec<u8>) -> Result<(), Error> {
	page.resize(page.len().saturating_add(TAG), 0);
	outer.seal(number, page).ok_or(Error::NoPackage)
}

/// Collects pieces into objects of so many pieces, and remembers where the store put them.
struct Pages<'a, S> {
	store: &'a S,
	pieces: u32,
	filled: u32,
	page: Vec<u8>,
	addresses: Vec<Digest>,
}

impl<'a, S: Store> Pages<'a, S> {
	const fn new(store: &'a S, pieces: u32) -> Self {
		Self { store, pieces, filled: 0, page: Vec::new(), addresses: Vec::new() }
	}

	/// Adds a piece. `finish` is what happens to a full page, with its number, before it is put.
	fn push(
		&mut self,
		piece: &[u8],
		finish: impl FnOnce(u32, &mut Vec<u8>) -> Result<(), Error>,
	) -> Result<(), Error> {
		self.page.extend_from_slice(piece);
		self.filled = self.filled.saturating_add(1);
		if self.filled == self.pieces {
			self.put(finish)?;
		}
		Ok(())
	}

	/// Puts the last page and returns the addresses of all.
	fn finish(
		mut self,
		finish: impl FnOnce(u32, &mut Vec<u8>) -> Result<(), Error>,
	) -> Result<Vec<Digest>, Error> {
		if self.filled > 0 {
			self.put(finish)?;
		}
		Ok(self.addresses)
	}

	fn put(
		&mut self,
		finish: impl FnOnce(u32, &mut Vec<u8>) -> Result<(), Error>,
	) -> Result<(), Error> {
		let number = u32::try_from(self.addresses.len()).map_err(|_| Error::NoPackage)?;
		finish(number, &mut self.page)?;
		self.addresses.push(self.store.put(&self.page)?);
		self.page.clear();
		self.filled = 0;
		Ok(())
	}
}

/// The digests of a catalogue, one after the other.
struct Leaves {
	addresses: std::vec::IntoIter<Digest>,
	page: std::vec::IntoIter<Digest>,
	left: u32,
}

impl Leaves {
	fn of(manifest: &Manifest, store: &impl Store) -> Result<Self, Error> {
		let chunks = manifest.commitment.chunks().ok_or(Error::NoPackage)?;
		let foreign = || Error::Foreign(manifest.catalogue);
		let catalogue = fetch(store, &manifest.catalogue, MAX_OBJECT)?;
		let catalogue = Catalogue::decode_all(&mut &catalogue[..]).map_err(|_| foreign())?;
		if catalogue.tag != Catalogue::TAG
			|| catalogue.package != manifest.commitment
			|| catalogue.schema != manifest.schema
			|| u32::try_from(catalogue.pages.len()) != Ok(chunks.div_ceil(PAGE_LEAVES))
		{
			return Err(foreign());
		}
		let addresses = catalogue.pages.into_iter();
		Ok(Self { addresses, page: Vec::new().into_iter(), left: chunks })
	}

	fn next(&mut self, store: &impl Store) -> Result<Digest, Error> {
		if let Some(leaf) = self.page.next() {
			return Ok(leaf);
		}
		let address = self.addresses.next().ok_or(Error::Leaves)?;
		let expected = self.left.min(PAGE_LEAVES);
		self.left = self.left.saturating_sub(expected);
		let page = fetch(store, &address, MAX_OBJECT)?;
		let mut digests = Vec::new();
		let mut rest = &page[..];
		while let Some((digest, next)) = rest.split_first_chunk() {
			digests.push(*digest);
			rest = next;
		}
		if !rest.is_empty() || u32::try_from(digests.len()) != Ok(expected) {
			return Err(Error::Foreign(address));
		}
		self.page = digests.into_iter();
		self.page.next().ok_or(Error::Foreign(address))
	}
}

/// The object at an address, whatever the store says it is.
fn fetch(store: &impl Store, address: &Digest, limit: usize) -> Result<Vec<u8>, Error> {
	let object = store.get(address, limit)?.ok_or(Error::Missing(*address))?;
	if Software::sha256(&[&object]) != *address {
		return Err(Error::Corrupt(*address));
	}
	Ok(object)
}

/// Makes `record` of the blinding and up to `chunk` bytes of data; returns how many these were.
fn read_record(
	data: &mut impl Read,
	blinding: &Digest,
	chunk: u16,
	record: &mut Vec<u8>,
) -> Result<u64, Error> {
	record.clear();
	record.extend_from_slice(blinding);
	let length = data.take(u64::from(chunk)).read_to_end(record)?;
	Ok(u64::try_from(length).unwrap_or(u64::MAX))
}

/// Reads until the buffer is full or the data ends; returns how many bytes there were.
fn fill(data: &mut impl Read, mut buffer: &mut [u8]) -> io::Result<usize> {
	let mut filled = 0usize;
	while !buffer.is_empty() {
		match data.read(buffer) {
			Ok(0) => break,
			Ok(count) => {
				filled = filled.saturating_add(count);
				buffer = buffer.get_mut(count..).unwrap_or_default();
			},
			Err(error) if error.kind() == io::ErrorKind::Interrupted => {},
			Err(error) => return Err(error),
		}
	}
	Ok(filled)
}
