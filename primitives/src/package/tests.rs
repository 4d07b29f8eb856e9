// SPDX-License-Identifier: Apache-2.0

//! An exchange from both sides, and all the ways to cheat in one.

use super::{
	exchange::{
		complain, deliver, open, pack, receive, reveal, Delivered, DeliveryWriter, Error, Kept,
	},
	layer::{Layer, TAG},
	manifest::{
		Manifest, ManifestCommitment, BLINDING, MAX_CHUNKS, MAX_DATA, MAX_PATH, MAX_SEALED,
	},
	seal::{BuyerSecret, Inner, Outer},
	store::{Directory, Store},
	*,
};
use crate::{
	merkle::{leaf_hash, Hasher, Software},
	Digest,
};
use codec::{Decode, Encode, MaxEncodedLen};
use proptest::{collection::vec, prelude::*, sample::Index};
use std::{
	cell::RefCell,
	collections::BTreeMap,
	fs,
	io::{self, Read},
	path::PathBuf,
};
use tempfile::TempDir;

/// A store in memory whose objects a test may look at and spoil.
#[derive(Default)]
struct Memory(RefCell<BTreeMap<Digest, Vec<u8>>>);

impl Store for Memory {
	fn put(&self, object: &[u8]) -> io::Result<Digest> {
		assert!(object.len() <= store::MAX_OBJECT);
		let address = Software::sha256(&[object]);
		self.0.borrow_mut().insert(address, object.to_vec());
		Ok(address)
	}

	fn get(&self, address: &Digest, _: usize) -> io::Result<Option<Vec<u8>>> {
		Ok(self.0.borrow().get(address).cloned())
	}
}

/// A seller with a package, a store, and a buyer with a folder.
struct Scene {
	store: Memory,
	data: Vec<u8>,
	secret: PackageSecret,
	manifest: Manifest,
	buyer: BuyerSecret,
	sale: Sale,
	folder: TempDir,
}

fn data(size: usize) -> Vec<u8> {
	(0..size).map(|at| (at * 7 + at / 251) as u8).collect()
}

impl Scene {
	fn new(data: Vec<u8>, chunk: u16) -> Self {
		let store = Memory::default();
		let secret = PackageSecret::new([1; 32]);
		let manifest = pack(&mut &data[..], chunk, [2; 32], &secret, &store, &mut |_| ()).unwrap();
		let buyer = BuyerSecret::new([3; 32]);
		let sale = Sale { genesis: [4; 32], agreement: 5, buyer: buyer.public() };
		Self { store, data, secret, manifest, buyer, sale, folder: TempDir::new().unwrap() }
	}

	/// Ten chunks of 100 bytes, the last of 50.
	fn small() -> Self {
		Self::new(data(950), 100)
	}

	fn package(&self) -> &ManifestCommitment {
		&self.manifest.commitment
	}

	fn kept(&self) -> Kept {
		Kept::in_folder(self.folder.path())
	}

	fn output(&self) -> PathBuf {
		self.folder.path().join("data")
	}

	fn key(&self) -> Digest {
		self.secret.key(&self.sale, self.package())
	}

	fn deliver(&self) -> Delivered {
		self.deliver_file(&self.data).unwrap()
	}

	fn deliver_file(&self, data: &[u8]) -> Result<Delivered, Error> {
		let Self { manifest, secret, sale, store, .. } = self;
		deliver(&mut &data[..], manifest, secret, sale, store, &mut |_| ())
	}

	/// A seller who delivers these sealed chunks, whatever they are.
	fn deliver_chunks(&self, chunks: &[Vec<u8>]) -> Delivered {
		let Self { secret, sale, store, .. } = self;
		let mut writer = DeliveryWriter::new(self.package(), secret, sale, store).unwrap();
		chunks.iter().for_each(|chunk| writer.push(chunk).unwrap());
		writer.finish(key_hash::<Software>(&self.key())).unwrap()
	}

	/// The record at `index`: blinding and data.
	fn record(&self, index: u32) -> Vec<u8> {
		let start = index as usize * self.package().chunk as usize;
		let length = self.package().data_length(index).unwrap();
		let mut record = self.secret.blinding(index).to_vec();
		record.extend(&self.data[start..start + length]);
		record
	}

	fn seal(&self, index: u32, mut record: Vec<u8>) -> Vec<u8> {
		record.resize(record.len() + TAG, 0);
		Inner::new::<Software>(&self.key()).seal(index, &mut record).unwrap();
		record
	}

	/// What an honest seller delivers.
	fn chunks(&self) -> Vec<Vec<u8>> {
		let count = self.package().chunks().unwrap();
		(0..count).map(|index| self.seal(index, self.record(index))).collect()
	}

	fn receive(&self, address: &Digest) -> Result<AcceptedCiphertext, Error> {
		let Self { manifest, buyer, sale, store, .. } = self;
		receive(manifest, address, buyer, sale, store, &self.kept(), &mut |_| ())
	}

	fn open(&self, accepted: &AcceptedCiphertext) -> Result<Vec<u8>, Error> {
		open(&self.manifest, accepted, &self.key(), &self.kept(), &self.output(), &mut |_| ())?;
		Ok(fs::read(self.output())?)
	}

	fn complain(&self, accepted: &AcceptedCiphertext, index: u32) -> Result<Complaint, Error> {
		let key = self.key();
		let complaint = complain(&self.manifest, accepted, &key, &self.kept(), index);
		complaint.map(|(complaint, _)| complaint)
	}

	fn judge(
		&self,
		accepted: &AcceptedCiphertext,
		complaint: &Complaint,
	) -> Result<Contradiction, ComplaintError> {
		check_complaint::<Software>(self.package(), accepted, &self.key(), complaint)
	}

	/// A complaint about a chunk of an accepted delivery, right or wrong.
	fn complaint(&self, chunks: &[Vec<u8>], index: u32) -> Complaint {
		let count = self.package().chunks().unwrap();
		let mut sealed_path = path::PathBuilder::new(count, index);
		let mut leaf_path = path::PathBuilder::new(count, index);
		for (at, chunk) in (0..).zip(chunks) {
			sealed_path.push(leaf_hash::<Software>(chunk));
			leaf_path.push(leaf_hash::<Software>(&self.record(at)));
		}
		Complaint {
			index,
			sealed: chunks[index as usize].clone().try_into().unwrap(),
			sealed_path: sealed_path.path().unwrap(),
			leaf: leaf_hash::<Software>(&self.record(index)),
			leaf_path: leaf_path.path().unwrap(),
		}
	}

	/// The buyer receives these chunks, finds out what is wrong, and the chain agrees.
	fn is_upheld(&self, chunks: &[Vec<u8>], at: u32, expected: Contradiction) {
		let accepted = self.receive(&self.deliver_chunks(chunks).address).unwrap();
		match self.open(&accepted) {
			Err(Error::Contradiction { index, what }) => assert_eq!((index, what), (at, expected)),
			other => panic!("{other:?}"),
		}
		assert!(!self.output().exists(), "no data is written");
		assert!(!self.folder.path().join("data.part").exists(), "and nothing is left aside");
		let complaint = self.complain(&accepted, at).unwrap();
		assert_eq!(self.judge(&accepted, &complaint), Ok(expected));
		let encoded = complaint.encode();
		assert!(encoded.len() <= Complaint::max_encoded_len());
		assert_eq!(Complaint::decode(&mut &encoded[..]).unwrap(), complaint);
	}
}

fn digest(hex: &str) -> Digest {
	let byte = |at: usize| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap();
	core::array::from_fn(byte)
}

// What works.

#[test]
fn a_package_that_was_bought_opens_to_its_data() {
	for (size, chunk) in
		[(1, 1), (99, 100), (100, 100), (101, 100), (30_000, 100), (9_000, MAX_DATA)]
	{
		let scene = Scene::new(data(size), chunk);
		assert_eq!(scene.package().size, size as u64);
		let delivered = scene.deliver();
		let accepted = scene.receive(&delivered.address).unwrap();
		assert_eq!(accepted, delivered.accept);
		let Scene { manifest, secret, sale, .. } = &scene;
		let key = reveal(manifest, secret, sale, &delivered, &accepted).unwrap();
		assert_eq!(key, scene.key());
		assert_eq!(scene.open(&accepted).unwrap(), scene.data);
	}
}

#[test]
fn a_catalogue_of_more_than_one_page_opens_too() {
	let scene = Scene::new(data(8_200), 1);
	let accepted = scene.receive(&scene.deliver().address).unwrap();
	assert_eq!(scene.open(&accepted).unwrap(), scene.data);
	assert_eq!(
		scene.judge(&accepted, &scene.complaint(&scene.chunks(), 8_199)),
		Err(ComplaintError::Honest)
	);
}

#[test]
fn a_folder_serves_as_a_store() {
	let folder = TempDir::new().unwrap();
	let store = Directory::new(folder.path().join("store")).unwrap();
	let scene = Scene::small();
	let Scene { secret, sale, buyer, .. } = &scene;
	let manifest = pack(&mut &scene.data[..], 100, [2; 32], secret, &store, &mut |_| ()).unwrap();
	assert_eq!(manifest, scene.manifest);
	let delivered =
		deliver(&mut &scene.data[..], &manifest, secret, sale, &store, &mut |_| ()).unwrap();
	let accepted =
		receive(&manifest, &delivered.address, buyer, sale, &store, &scene.kept(), &mut |_| ());
	assert_eq!(scene.open(&accepted.unwrap()).unwrap(), scene.data);

	// A damaged object is noticed, and made good when it is put again.
	let path = store.path(&delivered.address);
	fs::write(&path, b"damaged").unwrap();
	let again =
		receive(&manifest, &delivered.address, buyer, sale, &store, &scene.kept(), &mut |_| ());
	assert!(matches!(again, Err(Error::Corrupt(address)) if address == delivered.address));
	deliver(&mut &scene.data[..], &manifest, secret, sale, &store, &mut |_| ()).unwrap();
	assert_ne!(fs::read(&path).unwrap(), b"damaged");
	assert_eq!(store.get(&[0; 32], 10).unwrap(), None);
	assert_eq!(store.get(&delivered.address, 10).unwrap().unwrap().len(), 11, "it stops reading");
}

#[test]
fn progress_ends_at_the_whole() {
	let scene = Scene::small();
	let Scene { manifest, secret, sale, buyer, store, .. } = &scene;
	let mut done = Vec::new();
	pack(&mut &scene.data[..], 100, [2; 32], secret, store, &mut |at| done.push(at)).unwrap();
	assert_eq!(done, [100, 200, 300, 400, 500, 600, 700, 800, 900, 950]);
	let mut last = 0;
	let mut hear = |at| last = at;
	let delivered =
		deliver(&mut &scene.data[..], manifest, secret, sale, store, &mut hear).unwrap();
	assert_eq!(last, 950);
	let mut hear = |at| last = at;
	let kept = scene.kept();
	let accepted =
		receive(manifest, &delivered.address, buyer, sale, store, &kept, &mut hear).unwrap();
	assert_eq!(last, 950 + 10 * 48);
	let mut hear = |at| last = at;
	open(manifest, &accepted, &scene.key(), &kept, &scene.output(), &mut hear).unwrap();
	assert_eq!(last, 950);
}

#[test]
fn a_reader_that_stutters_makes_the_same_package() {
	struct Stutter<'a>(&'a [u8], bool);
	impl Read for Stutter<'_> {
		fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
			self.1 = !self.1;
			if self.1 {
				return Err(io::ErrorKind::Interrupted.into());
			}
			let length = buffer.len().min(7);
			self.0.read(&mut buffer[..length])
		}
	}
	let scene = Scene::small();
	let mut stutter = Stutter(&scene.data, false);
	let again = pack(&mut stutter, 100, [2; 32], &scene.secret, &scene.store, &mut |_| ());
	assert_eq!(again.unwrap(), scene.manifest);
}

#[test]
fn a_delivery_made_twice_is_the_same() {
	let scene = Scene::small();
	let first = scene.deliver();
	let objects = scene.store.0.borrow().len();
	assert_eq!(scene.deliver(), first);
	assert_eq!(scene.store.0.borrow().len(), objects);
}

/// The bytes of the format, once and for all: whoever changes them breaks what was sold. The
/// digests were computed by another implementation, written from the documentation.
#[test]
fn the_format_stays() {
	let scene = Scene::small();
	let accept = scene.deliver().accept;
	assert_eq!(
		scene.package().root,
		digest("3275fdf8e249ad62f7ddf98edd8f6b39c7641ee268dec6e3a51cb744b27053a3")
	);
	assert_eq!(
		scene.manifest.catalogue,
		digest("37060d98790a8941578f3f1172c687476a4991e432e12f2969d05c94eb46ccec")
	);
	assert_eq!(
		accept.root,
		digest("101fe63faa74a976136240c7e70df53c1a14685e2caee23ed8dd21197a2e7ad5")
	);
	assert_eq!(
		accept.key_hash,
		digest("6798fa6081691fa4555594272bd641961da72571a2e6eb85f61cbbe0947db7c2")
	);
	assert_eq!(
		scene.deliver().address,
		digest("cc6904370f83c8309e74437265afa06de69b2217ca7a4740abf4144e26787b8d")
	);
}

#[test]
fn sizes_are_what_the_docs_say() {
	assert_eq!(ManifestCommitment::max_encoded_len(), 42);
	assert_eq!(Manifest::max_encoded_len(), 106);
	assert_eq!(AcceptedCiphertext::max_encoded_len(), 64);
	assert_eq!(Complaint::max_encoded_len(), 5_608);
	assert_eq!(MAX_DATA as usize + OVERHEAD, MAX_SEALED as usize);
	assert_eq!(MAX_CHUNKS, 8_388_608);
	let largest = ManifestCommitment { root: [0; 32], size: 33_957_085_184, chunk: MAX_DATA };
	assert_eq!(largest.chunks(), Some(MAX_CHUNKS));
	assert_eq!(largest.data_length(MAX_CHUNKS - 1), Some(MAX_DATA as usize));
	assert_eq!(largest.data_length(MAX_CHUNKS), None);
	let manifest = Manifest { commitment: largest, schema: [0; 32], catalogue: [9; 32] };
	assert_eq!(manifest.cid()[..5], [0x01, 0x55, 0x12, 0x20, 9]);
}

#[test]
fn what_cannot_be_a_package_is_none() {
	let chunks = |size, chunk| ManifestCommitment { root: [0; 32], size, chunk }.chunks();
	assert_eq!(chunks(0, 100), None);
	assert_eq!(chunks(100, 0), None);
	assert_eq!(chunks(100, MAX_DATA + 1), None);
	assert_eq!(chunks(u64::MAX, MAX_DATA), None);
	assert_eq!(chunks(u64::MAX, 1), None);
	assert_eq!(chunks(u64::from(MAX_CHUNKS) + 1, 1), None);
	assert_eq!(chunks(u64::from(MAX_CHUNKS), 1), Some(MAX_CHUNKS));
	assert_eq!(chunks(1, MAX_DATA), Some(1));

	let scene = Scene::small();
	for (data, chunk) in [(&[][..], 100), (&[1][..], 0), (&[1][..], MAX_DATA + 1)] {
		let packed = pack(&mut &*data, chunk, [0; 32], &scene.secret, &scene.store, &mut |_| ());
		assert!(matches!(packed, Err(Error::NoPackage)));
	}
}

// A seller who cheats.

#[test]
fn noise_instead_of_a_chunk_refunds() {
	let scene = Scene::small();
	let mut chunks = scene.chunks();
	chunks[4] = vec![0xa5; chunks[4].len()];
	scene.is_upheld(&chunks, 4, Contradiction::Unauthentic);
	let noise: Vec<_> = chunks.iter().map(|chunk| vec![0x5a; chunk.len()]).collect();
	scene.is_upheld(&noise, 0, Contradiction::Unauthentic);
}

#[test]
fn swapped_chunks_refund() {
	let scene = Scene::small();
	let mut chunks = scene.chunks();
	chunks.swap(2, 3);
	scene.is_upheld(&chunks, 2, Contradiction::Unauthentic);

	// Sealed for each other's place, they open, and are not what the manifest has there.
	let mut chunks = scene.chunks();
	chunks[2] = scene.seal(2, scene.record(3));
	chunks[3] = scene.seal(3, scene.record(2));
	scene.is_upheld(&chunks, 2, Contradiction::Content);
}

#[test]
fn other_data_refunds() {
	let scene = Scene::small();
	let mut chunks = scene.chunks();
	let mut record = scene.record(9);
	*record.last_mut().unwrap() ^= 1;
	chunks[9] = scene.seal(9, record);
	scene.is_upheld(&chunks, 9, Contradiction::Content);
}

#[test]
fn other_blinding_refunds() {
	// The data is right. Still the record is not the manifest's, and a buyer could not tell
	// anyone else that the data is what was sold.
	let scene = Scene::small();
	let mut chunks = scene.chunks();
	let mut record = scene.record(0);
	record[..BLINDING].fill(0);
	chunks[0] = scene.seal(0, record);
	scene.is_upheld(&chunks, 0, Contradiction::Content);
}

#[test]
fn chunks_under_another_key_than_the_revealed_refund() {
	let scene = Scene::small();
	let other = Sale { agreement: 6, ..scene.sale };
	let inner = Inner::new::<Software>(&scene.secret.key(&other, scene.package()));
	let chunks: Vec<_> = (0..10)
		.map(|index| {
			let mut record = scene.record(index);
			record.resize(record.len() + TAG, 0);
			inner.seal(index, &mut record).unwrap();
			record
		})
		.collect();
	scene.is_upheld(&chunks, 0, Contradiction::Unauthentic);
}

#[test]
fn a_truncated_package_is_not_accepted() {
	let scene = Scene::small();
	let chunks = scene.chunks();
	let foreign = |chunks: &[Vec<u8>]| {
		let delivered = scene.deliver_chunks(chunks);
		assert!(matches!(scene.receive(&delivered.address), Err(Error::Foreign(_))));
		assert!(!scene.kept().sealed.exists());
		assert!(!scene.kept().leaves.exists());
	};
	foreign(&chunks[..9]);
	let mut short = chunks.clone();
	short[9].pop();
	foreign(&short);
	let mut long = chunks.clone();
	long.push(chunks[0].clone());
	foreign(&long);
}

#[test]
fn a_delivery_without_its_last_page_is_not_accepted() {
	let scene = Scene::new(data(30_000), 100);
	let chunks = scene.chunks();
	let delivered = scene.deliver_chunks(&chunks[..256]);
	assert!(matches!(scene.receive(&delivered.address), Err(Error::Foreign(_))));
}

#[test]
fn an_oversized_chunk_is_not_accepted_and_cannot_be_brought_to_the_chain() {
	let scene = Scene::new(data(8_096), MAX_DATA);
	let mut chunks = scene.chunks();
	chunks[0].push(0);
	let delivered = scene.deliver_chunks(&chunks);
	// The page as a whole is longer than it may be, or what follows is displaced.
	assert!(scene.receive(&delivered.address).is_err());

	assert_eq!(chunks[0].len(), MAX_SEALED as usize + 1);
	assert!(SealedChunk::try_from(chunks[0].clone()).is_err());
	let encoded =
		(7u32, &chunks[0], Vec::<Digest>::new(), [0u8; 32], Vec::<Digest>::new()).encode();
	assert!(Complaint::decode(&mut &encoded[..]).is_err());
	let longer = vec![[0; 32]; MAX_PATH as usize + 1];
	let encoded = (7u32, Vec::<u8>::new(), longer, [0u8; 32], Vec::<Digest>::new()).encode();
	assert!(Complaint::decode(&mut &encoded[..]).is_err());
}

#[test]
fn a_chunk_of_another_length_refunds_whoever_accepted_it() {
	// `receive` would not have accepted it; another client may have.
	let scene = Scene::small();
	for length in [0, 15, 16, 147, 149] {
		let mut chunks = scene.chunks();
		chunks[3].resize(length, 0);
		let accepted = scene.deliver_chunks(&chunks).accept;
		let complaint = scene.complaint(&chunks, 3);
		assert_eq!(scene.judge(&accepted, &complaint), Ok(Contradiction::Length));
	}
}

#[test]
fn a_catalogue_that_no_complaint_could_be_made_from_is_not_accepted() {
	// The seller's manifest has a root that the published digests do not have.
	let mut scene = Scene::small();
	let other = Scene::new(data(951), 100);
	let catalogue = [
		b"int/cata".encode(),
		ManifestCommitment { root: [7; 32], ..*scene.package() }.encode(),
		[2u8; 32].encode(),
		vec![*scene.store.0.borrow().keys().find(|at| **at != scene.manifest.catalogue).unwrap()]
			.encode(),
	]
	.concat();
	scene.manifest.catalogue = scene.store.put(&catalogue).unwrap();
	scene.manifest.commitment.root = [7; 32];
	let delivered = scene.deliver_chunks(&scene.chunks());
	assert!(matches!(scene.receive(&delivered.address), Err(Error::Leaves)));

	// Nor is one of another package, nor what is no catalogue at all.
	let mut scene = Scene::small();
	let delivered = scene.deliver();
	scene.manifest.catalogue = other.manifest.catalogue;
	assert!(matches!(scene.receive(&delivered.address), Err(Error::Missing(_))));
	scene.store.0.borrow_mut().append(&mut other.store.0.borrow_mut());
	assert!(matches!(scene.receive(&delivered.address), Err(Error::Foreign(_))));
	scene.manifest.catalogue = delivered.address;
	assert!(matches!(scene.receive(&delivered.address), Err(Error::Foreign(_))));
}

#[test]
fn a_root_that_is_not_the_chunks_is_not_accepted() {
	let scene = Scene::small();
	let address = scene.deliver().address;
	let mut delivery = scene.store.0.borrow()[&address].clone();
	// Tag, commitment, one-time key, and then the root.
	delivery[8 + 42 + 32] ^= 1;
	let address = scene.store.put(&delivery).unwrap();
	assert!(matches!(scene.receive(&address), Err(Error::Root)));
}

// Somebody who is not the buyer.

#[test]
fn who_copied_the_store_opens_nothing_with_the_revealed_key() {
	let scene = Scene::small();
	let delivered = scene.deliver();
	let key = scene.key();
	let inner = Inner::new::<Software>(&key);
	let direct = Layer::new(&key);
	let mine = BuyerSecret::new([66; 32]);
	for object in scene.store.0.borrow().values() {
		let holds = |needle: &[u8]| object.windows(needle.len()).any(|window| window == needle);
		assert!(!holds(&scene.data[..16]), "no data in the clear");
		for chunk in scene.chunks() {
			assert!(!holds(&chunk[..16]), "no sealed chunk in the clear");
		}
		// The revealed key at every place of every object, as any chunk.
		for start in 0..object.len() {
			for (index, length) in
				(0..10).map(|at| (at, scene.package().sealed_length(at).unwrap()))
			{
				let Some(piece) = object.get(start..start + length) else { continue };
				assert_eq!(inner.open(index, &mut piece.to_vec()), None);
				assert_eq!(direct.open(index, &mut piece.to_vec()), None);
			}
		}
	}
	// Neither does the third party's own key, nor the same sale under that key.
	let Scene { manifest, sale, store, .. } = &scene;
	let steal = |sale: &Sale| {
		receive(manifest, &delivered.address, &mine, sale, store, &scene.kept(), &mut |_| ())
	};
	assert!(matches!(steal(sale), Err(Error::BuyerKey)));
	let as_mine = Sale { buyer: mine.public(), ..*sale };
	assert!(matches!(steal(&as_mine), Err(Error::Outer { page: 0 })));
}

#[test]
fn a_delivery_to_another_buyer_or_sale_does_not_open() {
	let mut scene = Scene::small();
	let address = scene.deliver().address;
	for sale in [Sale { agreement: 6, ..scene.sale }, Sale { genesis: [5; 32], ..scene.sale }] {
		let before = core::mem::replace(&mut scene.sale, sale);
		assert!(matches!(scene.receive(&address), Err(Error::Outer { page: 0 })));
		scene.sale = before;
	}
	scene.buyer = BuyerSecret::new([8; 32]);
	assert!(matches!(scene.receive(&address), Err(Error::BuyerKey)));
	scene.sale.buyer = scene.buyer.public();
	assert!(matches!(scene.receive(&address), Err(Error::Outer { page: 0 })));
}

#[test]
fn no_two_sales_share_a_key() {
	let scene = Scene::small();
	let package = scene.package();
	let keys = [
		scene.key(),
		scene.secret.key(&Sale { agreement: 6, ..scene.sale }, package),
		scene.secret.key(&Sale { genesis: [0; 32], ..scene.sale }, package),
		scene.secret.key(&Sale { buyer: [0; 32], ..scene.sale }, package),
		scene.secret.key(&scene.sale, &ManifestCommitment { root: [0; 32], ..*package }),
		scene.secret.key(&scene.sale, &ManifestCommitment { size: 0, ..*package }),
		scene.secret.key(&scene.sale, &ManifestCommitment { chunk: 0, ..*package }),
		PackageSecret::new([0; 32]).key(&scene.sale, package),
		*scene.secret.ephemeral(&scene.sale, package),
		scene.secret.blinding(0),
	];
	for (at, key) in keys.iter().enumerate() {
		assert!(!keys[..at].contains(key));
	}
}

#[test]
fn a_key_that_hides_nothing_is_refused() {
	// The points of small order (RFC 7748, section 6.1): 0, 1, and one of order eight.
	let mut one = [0; 32];
	one[0] = 1;
	let eight = digest("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
	let mut scene = Scene::small();
	for key in [[0; 32], one, eight] {
		let address = scene.deliver().address;
		// A seller who uses one as the one-time key.
		let mut delivery = scene.store.0.borrow()[&address].clone();
		delivery[50..82].copy_from_slice(&key);
		let address = scene.store.put(&delivery).unwrap();
		assert!(matches!(scene.receive(&address), Err(Error::Foreign(_))));
		// A buyer who names one.
		let before = core::mem::replace(&mut scene.sale.buyer, key);
		assert!(matches!(scene.deliver_file(&scene.data), Err(Error::BuyerKey)));
		assert!(Outer::of_seller(&scene.secret, &scene.sale, scene.package()).is_none());
		scene.sale.buyer = before;
	}
}

#[test]
fn equal_chunks_do_not_show_in_the_catalogue() {
	let scene = Scene::new(vec![0; 1_000], 100);
	let leaves: Vec<_> = (0..10).map(|at| leaf_hash::<Software>(&scene.record(at))).collect();
	for (at, leaf) in leaves.iter().enumerate() {
		assert!(!leaves[..at].contains(leaf));
	}
	// Nor can the digest be found by guessing the data.
	assert!(!leaves.contains(&leaf_hash::<Software>(&[0; 100])));
}

// A buyer who cheats.

#[test]
fn a_complaint_about_an_honest_chunk_is_refused() {
	let scene = Scene::small();
	let accepted = scene.receive(&scene.deliver().address).unwrap();
	let chunks = scene.chunks();
	for index in 0..10 {
		let complaint = scene.complaint(&chunks, index);
		assert_eq!(scene.judge(&accepted, &complaint), Err(ComplaintError::Honest));
		let own = scene.complain(&accepted, index);
		assert!(matches!(own, Err(Error::Complaint(ComplaintError::Honest))));
	}
	let none = scene.complain(&accepted, 10);
	assert!(matches!(none, Err(Error::Complaint(ComplaintError::NoSuchChunk))));
}

#[test]
fn the_path_of_another_index_proves_nothing() {
	let scene = Scene::small();
	let accepted = scene.deliver().accept;
	let chunks = scene.chunks();
	let (third, fourth) = (scene.complaint(&chunks, 3), scene.complaint(&chunks, 4));
	let refused = |complaint: Complaint, error| {
		assert_eq!(scene.judge(&accepted, &complaint), Err(error));
	};
	refused(Complaint { index: 4, ..third.clone() }, ComplaintError::NotAccepted);
	refused(
		Complaint { sealed: fourth.sealed.clone(), ..third.clone() },
		ComplaintError::NotAccepted,
	);
	refused(
		Complaint { sealed_path: fourth.sealed_path.clone(), ..third.clone() },
		ComplaintError::NotAccepted,
	);
	refused(Complaint { leaf: fourth.leaf, ..third.clone() }, ComplaintError::NotInManifest);
	refused(
		Complaint { leaf: fourth.leaf, leaf_path: fourth.leaf_path.clone(), ..third.clone() },
		ComplaintError::NotInManifest,
	);
	refused(Complaint { index: 10, ..third.clone() }, ComplaintError::NoSuchChunk);
	refused(Complaint { index: u32::MAX, ..third }, ComplaintError::NoSuchChunk);
}

#[test]
fn a_node_of_either_tree_does_not_pass_for_a_leaf() {
	let scene = Scene::new(data(400), 100);
	let accepted = scene.deliver().accept;
	let chunks = scene.chunks();
	let first = scene.complaint(&chunks, 0);
	let node = crate::merkle::node_hash::<Software>(&first.leaf, &first.leaf_path[0]);
	let leaf_path = first.leaf_path[1..].to_vec().try_into().unwrap();
	let forged = Complaint { leaf: node, leaf_path, ..first.clone() };
	assert_eq!(scene.judge(&accepted, &forged), Err(ComplaintError::NotInManifest));
	let mut inside = leaf_hash::<Software>(&chunks[0]).to_vec();
	inside.extend(first.sealed_path[0]);
	let sealed_path = first.sealed_path[1..].to_vec().try_into().unwrap();
	let forged = Complaint { sealed: inside.try_into().unwrap(), sealed_path, ..first };
	assert_eq!(scene.judge(&accepted, &forged), Err(ComplaintError::NotAccepted));
}

#[test]
fn only_the_accepted_key_judges() {
	let scene = Scene::small();
	let accepted = scene.deliver().accept;
	let complaint = scene.complaint(&scene.chunks(), 0);
	let judged = check_complaint::<Software>(scene.package(), &accepted, &[9; 32], &complaint);
	assert_eq!(judged, Err(ComplaintError::OtherKey));
	let none = ManifestCommitment { size: 0, ..*scene.package() };
	let judged = check_complaint::<Software>(&none, &accepted, &scene.key(), &complaint);
	assert_eq!(judged, Err(ComplaintError::NoPackage));
}

#[test]
fn a_chunk_of_another_sale_proves_nothing() {
	let scene = Scene::small();
	let accepted = scene.deliver().accept;
	let mut chunks = scene.chunks();
	chunks[0][0] ^= 1;
	let complaint = scene.complaint(&chunks, 0);
	assert_eq!(scene.judge(&accepted, &complaint), Err(ComplaintError::NotAccepted));
}

// Accidents.

#[test]
fn data_that_has_changed_is_not_delivered() {
	let scene = Scene::small();
	let at = |data: &[u8]| match scene.deliver_file(data) {
		Err(Error::Data { index }) => index,
		other => panic!("{other:?}"),
	};
	let mut changed = scene.data.clone();
	changed[345] ^= 1;
	let objects = scene.store.0.borrow().len();
	assert_eq!(at(&changed), 3);
	assert_eq!(at(&scene.data[..949]), 9);
	assert_eq!(at(&scene.data[..900]), 9);
	assert_eq!(at(&[&scene.data[..], &[0]].concat()), 9);
	assert_eq!(at(&[]), 0);
	assert_eq!(scene.store.0.borrow().len(), objects, "nothing of it was put");

	let scene = Scene::new(data(1_000), 100);
	let more = scene.deliver_file(&data(1_001));
	assert!(matches!(more, Err(Error::Data { index: 10 })));
}

#[test]
fn a_seller_does_not_reveal_for_what_was_not_delivered() {
	let scene = Scene::small();
	let delivered = scene.deliver();
	let Scene { manifest, secret, sale, .. } = &scene;
	for accepted in [
		AcceptedCiphertext { root: [0; 32], ..delivered.accept },
		AcceptedCiphertext { key_hash: [0; 32], ..delivered.accept },
	] {
		let key = reveal(manifest, secret, sale, &delivered, &accepted);
		assert!(matches!(key, Err(Error::OtherAcceptance)));
		// Nor when the record of the delivery was altered along with it.
		if accepted.key_hash != delivered.accept.key_hash {
			let altered = Delivered { accept: accepted, ..delivered };
			let key = reveal(manifest, secret, sale, &altered, &accepted);
			assert!(matches!(key, Err(Error::OtherAcceptance)));
		}
	}
}

#[test]
fn a_key_that_was_not_accepted_is_not_tried() {
	let scene = Scene::small();
	let accepted = scene.receive(&scene.deliver().address).unwrap();
	let opened =
		open(&scene.manifest, &accepted, &[9; 32], &scene.kept(), &scene.output(), &mut |_| ());
	assert!(matches!(opened, Err(Error::OtherKey)));
}

#[test]
fn damage_to_the_kept_files_is_no_contradiction() {
	let scene = Scene::small();
	let accepted = scene.receive(&scene.deliver().address).unwrap();
	for file in [scene.kept().sealed, scene.kept().leaves] {
		let whole = fs::read(&file).unwrap();
		let damages = [
			whole[..whole.len() - 1].to_vec(),
			Vec::new(),
			[&[whole[0] ^ 1], &whole[1..]].concat(),
			[&whole[..whole.len() - 1], &[whole[whole.len() - 1] ^ 1]].concat(),
		];
		for damaged in damages {
			fs::write(&file, damaged).unwrap();
			assert!(matches!(scene.open(&accepted), Err(Error::Kept)));
			assert!(matches!(scene.complain(&accepted, 0), Err(Error::Kept)));
			assert!(!scene.output().exists());
		}
		fs::write(&file, whole).unwrap();
	}
	assert_eq!(scene.open(&accepted).unwrap(), scene.data);
}

#[test]
fn a_file_that_was_there_stays_until_all_is_good() {
	let scene = Scene::small();
	let mut chunks = scene.chunks();
	chunks[9][0] ^= 1;
	let accepted = scene.receive(&scene.deliver_chunks(&chunks).address).unwrap();
	fs::write(scene.output(), b"before").unwrap();
	assert!(matches!(scene.open(&accepted), Err(Error::Contradiction { index: 9, .. })));
	assert_eq!(fs::read(scene.output()).unwrap(), b"before");
	let accepted = scene.receive(&scene.deliver().address).unwrap();
	assert_eq!(scene.open(&accepted).unwrap(), scene.data);
}

#[test]
fn every_error_says_what_is_wrong() {
	let errors = [
		Error::Io(io::ErrorKind::NotFound.into()),
		Error::NoPackage,
		Error::Missing([0; 32]),
		Error::Corrupt([0; 32]),
		Error::Foreign([0; 32]),
		Error::Leaves,
		Error::Data { index: 1 },
		Error::BuyerKey,
		Error::Outer { page: 1 },
		Error::Root,
		Error::OtherAcceptance,
		Error::OtherKey,
		Error::Kept,
		Error::Contradiction { index: 1, what: Contradiction::Content },
		Error::Complaint(ComplaintError::Honest),
	];
	let texts: Vec<_> = errors.iter().map(Error::to_string).collect();
	for (at, text) in texts.iter().enumerate() {
		assert!(!text.is_empty() && !texts[..at].contains(text));
	}
}

// For any package.

/// Up to 40 chunks of up to 60 bytes.
fn any_package() -> impl Strategy<Value = (Vec<u8>, u16)> {
	(1u16..60).prop_flat_map(|chunk| (vec(any::<u8>(), 1..40 * chunk as usize), Just(chunk)))
}

proptest! {
	#![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::default() })]

	#[test]
	fn any_data_comes_back((data, chunk) in any_package()) {
		let scene = Scene::new(data, chunk);
		let accepted = scene.receive(&scene.deliver().address).unwrap();
		prop_assert_eq!(scene.open(&accepted).unwrap(), scene.data);
	}

	#[test]
	fn any_wrong_bit_refunds((data, chunk) in any_package(), at: Index, byte: Index, bit in 0..8) {
		let scene = Scene::new(data, chunk);
		let mut chunks = scene.chunks();
		let index = at.index(chunks.len());
		*byte.get_mut(&mut chunks[index]) ^= 1u8 << bit;
		scene.is_upheld(&chunks, index as u32, Contradiction::Unauthentic);
	}

	#[test]
	fn any_other_record_refunds((data, chunk) in any_package(), at: Index, byte: Index, bit in 0..8) {
		let scene = Scene::new(data, chunk);
		let mut chunks = scene.chunks();
		let index = at.index(chunks.len());
		let mut record = scene.record(index as u32);
		*byte.get_mut(&mut record) ^= 1u8 << bit;
		chunks[index] = scene.seal(index as u32, record);
		scene.is_upheld(&chunks, index as u32, Contradiction::Content);
	}

	/// Whatever a buyer changes of a complaint about an honest package, it is never upheld.
	#[test]
	fn no_complaint_about_an_honest_package_is_upheld(
		(data, chunk) in any_package(),
		at: Index,
		other: Index,
		parts in 0u8..32,
		noise: [u8; 32],
		cut: Index,
	) {
		let scene = Scene::new(data, chunk);
		let chunks = scene.chunks();
		let accepted = scene.deliver().accept;
		let mut complaint = scene.complaint(&chunks, at.index(chunks.len()) as u32);
		let source = scene.complaint(&chunks, other.index(chunks.len()) as u32);
		if parts & 1 != 0 {
			complaint.index = source.index;
		}
		if parts & 2 != 0 {
			complaint.sealed = source.sealed;
		}
		if parts & 4 != 0 {
			complaint.sealed_path = source.sealed_path;
		}
		if parts & 8 != 0 {
			complaint.leaf = source.leaf;
		}
		if parts & 16 != 0 {
			complaint.leaf_path = source.leaf_path;
		}
		prop_assert!(scene.judge(&accepted, &complaint).is_err());
		let mut forged = complaint.clone();
		forged.leaf = noise;
		prop_assert!(scene.judge(&accepted, &forged).is_err());
		let mut forged = complaint.clone();
		forged.sealed[cut.index(complaint.sealed.len())] ^= noise[0].max(1);
		prop_assert!(scene.judge(&accepted, &forged).is_err());
		let mut forged = complaint.clone();
		forged.sealed.truncate(cut.index(complaint.sealed.len()));
		prop_assert!(scene.judge(&accepted, &forged).is_err());
		let mut forged = complaint;
		let _ = forged.sealed_path.try_push(noise);
		let _ = forged.leaf_path.try_push(noise);
		prop_assert!(scene.judge(&accepted, &forged).is_err());
	}

	/// A store that alters or loses any object is found out, and nothing is kept of it.
	#[test]
	fn no_store_deceives_a_buyer(
		(data, chunk) in any_package(),
		at: Index,
		byte: Index,
		bit in 0..8,
		lose: bool,
	) {
		let scene = Scene::new(data, chunk);
		let delivered = scene.deliver();
		let address = *at.get(&scene.store.0.borrow().keys().copied().collect::<Vec<_>>());
		if lose {
			scene.store.0.borrow_mut().remove(&address);
			prop_assert!(matches!(
				scene.receive(&delivered.address),
				Err(Error::Missing(missing)) if missing == address
			));
		} else {
			*byte.get_mut(scene.store.0.borrow_mut().get_mut(&address).unwrap()) ^= 1u8 << bit;
			prop_assert!(matches!(
				scene.receive(&delivered.address),
				Err(Error::Corrupt(corrupt)) if corrupt == address
			));
		}
		prop_assert_eq!(fs::read_dir(scene.folder.path()).unwrap().count(), 0);
	}
}
