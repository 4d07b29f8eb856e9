// SPDX-License-Identifier: Apache-2.0

//! The fair exchange of a data package, with real encryption from `int_primitives::package`.

use crate::{mock::*, pricing::Pricing, state::State, Event, Kind, Offer, Party, Request, Unit};
use frame_support::{assert_noop, assert_ok};
use int_primitives::{
	merkle::{leaf_hash, Hasher, Software},
	package::{
		exchange::{complain, deliver, open, pack, receive, reveal, Kept},
		key_hash,
		seal::BuyerSecret,
		store::Directory,
		AcceptedCiphertext, Complaint, Contradiction, Manifest, ManifestCommitment, PackageSecret,
		Sale,
	},
	Digest,
};
use tempfile::TempDir;

/// A package of a thousand bytes in chunks of a hundred, in a store, and its buyer.
struct Scene {
	folder: TempDir,
	store: Directory,
	data: Vec<u8>,
	secret: PackageSecret,
	manifest: Manifest,
	reader: BuyerSecret,
	listing: u32,
}

fn data_offer(manifest: ManifestCommitment, pricing: Pricing) -> Offer {
	Offer { kind: Kind::Data, unit: Unit::Item, manifest: Some(manifest), ..offer(pricing) }
}

fn for_key(key: Digest) -> Request {
	let party = Party { key: Some(key), ..Default::default() };
	Request { party, ..some(1) }
}

impl Scene {
	fn new() -> Self {
		let folder = TempDir::new().unwrap();
		let store = Directory::new(folder.path().join("store")).unwrap();
		let data: Vec<u8> = (0..1_000u32).map(|at| (at * 7) as u8).collect();
		let secret = PackageSecret::new([1; 32]);
		let manifest = pack(&mut &data[..], 100, [2; 32], &secret, &store, &mut |_| ()).unwrap();
		let listing = list(data_offer(manifest.commitment, price_tag()));
		let reader = BuyerSecret::new([3; 32]);
		Self { folder, store, data, secret, manifest, reader, listing }
	}

	fn buy(&self) -> (u64, Sale) {
		let key = self.reader.public();
		let agreement = buy(self.listing, for_key(key));
		(agreement, Sale { genesis: Market::genesis(), agreement, buyer: key })
	}

	fn kept(&self) -> Kept {
		Kept::in_folder(self.folder.path())
	}
}

#[test]
fn a_package_is_delivered_paid_and_opened() {
	test(|| {
		let scene = Scene::new();
		let (id, sale) = scene.buy();
		let Scene { store, data, secret, manifest, reader, .. } = &scene;
		let quiet = &mut |_| ();
		let delivered = deliver(&mut &data[..], manifest, secret, &sale, store, quiet).unwrap();
		let accepted =
			receive(manifest, &delivered.address, reader, &sale, store, &scene.kept(), quiet)
				.unwrap();
		assert_ok!(Market::accept_package(signed(&buyer()), id, accepted));
		assert_eq!(agreement(id).state(), State::Accepted);
		let key = reveal(manifest, secret, &sale, &delivered, &accepted).unwrap();
		assert_ok!(Market::reveal_key(signed(&seller()), id, key));
		assert_eq!(last_event(), Event::KeyRevealed { agreement: id, key });

		let output = scene.folder.path().join("data");
		open(manifest, &accepted, &key, &scene.kept(), &output, quiet).unwrap();
		assert_eq!(&std::fs::read(output).unwrap(), data);

		// There is nothing to complain about, on either side of the wire.
		assert!(complain(manifest, &accepted, &key, &scene.kept(), 3).is_err());
		wait(HOUR);
		assert_ok!(Market::collect(signed(&thief()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
	});
}

/// A package of one chunk whose seller encrypts noise.
fn noise() -> (u64, ManifestCommitment, Digest, Complaint) {
	let manifest =
		ManifestCommitment { root: leaf_hash::<Software>(b"a record"), size: 5, chunk: 5 };
	let listing = list(data_offer(manifest, price_tag()));
	let reader = BuyerSecret::new([3; 32]);
	let id = buy(listing, for_key(reader.public()));
	let sealed = vec![0xAB; manifest.sealed_length(0).unwrap()];
	let key = [6; 32];
	let accepted = AcceptedCiphertext {
		root: leaf_hash::<Software>(&sealed),
		key_hash: key_hash::<Software>(&key),
	};
	assert_ok!(Market::accept_package(signed(&buyer()), id, accepted));
	let complaint = Complaint {
		index: 0,
		sealed: sealed.try_into().unwrap(),
		sealed_path: Default::default(),
		leaf: manifest.root,
		leaf_path: Default::default(),
	};
	(id, manifest, key, complaint)
}

#[test]
fn noise_is_refunded() {
	test(|| {
		let (id, _, key, complaint) = noise();
		let complain = |who: &AccountId, key, complaint| {
			Market::complain(signed(who), id, key, Box::new(complaint))
		};
		assert_noop!(complain(&buyer(), key, complaint.clone()), Error::WrongState);
		assert_ok!(Market::reveal_key(signed(&seller()), id, key));
		assert_noop!(complain(&thief(), key, complaint.clone()), Error::NotBuyer);
		assert_noop!(complain(&buyer(), [7; 32], complaint.clone()), Error::ComplaintRefused);
		let other = Complaint { index: 1, ..complaint.clone() };
		assert_noop!(complain(&buyer(), key, other), Error::ComplaintRefused);
		assert_ok!(complain(&buyer(), key, complaint));
		assert!(System::events().iter().any(|record| record.event
			== RuntimeEvent::Market(Event::ComplaintUpheld {
				agreement: id,
				contradiction: Contradiction::Unauthentic,
			})));
		assert_eq!(free(&buyer()), ENDOWMENT);
		assert_eq!(free(&seller()), ENDOWMENT);
		assert!(is_closed(id));
	});
}

#[test]
fn a_complaint_comes_within_the_window() {
	test(|| {
		let (id, _, key, complaint) = noise();
		assert_ok!(Market::reveal_key(signed(&seller()), id, key));
		wait(HOUR);
		assert_noop!(
			Market::complain(signed(&buyer()), id, key, Box::new(complaint)),
			Error::WindowOver
		);
		assert_ok!(Market::collect(signed(&seller()), id));
	});
}

#[test]
fn after_acceptance_the_buyer_cannot_cancel() {
	test(|| {
		let (id, ..) = noise();
		assert_noop!(Market::cancel(signed(&buyer()), id), Error::NotSeller);
		assert_noop!(Market::dispute(signed(&buyer()), id), Error::WrongState);
		assert_ok!(Market::cancel(signed(&seller()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
	});
}

#[test]
fn no_key_by_the_deadline_refunds() {
	test(|| {
		let (id, _, key, _) = noise();
		assert_noop!(Market::reveal_key(signed(&seller()), id, [7; 32]), Error::WrongKey);
		assert_noop!(Market::reveal_key(signed(&buyer()), id, key), Error::NotSeller);
		wait(DAY);
		assert_noop!(Market::close(signed(&buyer()), id), Error::StillRunning);
		wait(1);
		assert_ok!(Market::close(signed(&buyer()), id));
		wait(1);
		assert_noop!(Market::reveal_key(signed(&seller()), id, key), Error::WindowOver);
		assert_ok!(Market::close(signed(&buyer()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
	});
}

/// Everybody in the pool has seen the key, but the block with it was late: as long as the refund is
/// only announced, the reveal still counts.
#[test]
fn a_reveal_that_was_seen_and_not_included_can_be_brought_again() {
	test(|| {
		let (id, _, key, _) = noise();
		stall(2 * DAY);
		assert_ok!(Market::close(signed(&buyer()), id));
		assert_ok!(Market::reveal_key(signed(&seller()), id, key));
		assert_noop!(Market::close(signed(&buyer()), id), Error::WrongState);
		wait(HOUR);
		assert_ok!(Market::collect(signed(&seller()), id));
		assert_eq!(free(&seller()), ENDOWMENT + net(10 * GAS));
	});
}

#[test]
fn what_is_never_accepted_is_refunded() {
	test(|| {
		let scene = Scene::new();
		let (id, _) = scene.buy();
		let accepted = AcceptedCiphertext { root: [1; 32], key_hash: [2; 32] };
		assert_noop!(Market::accept_package(signed(&seller()), id, accepted), Error::NotBuyer);
		assert_noop!(Market::reveal_key(signed(&seller()), id, [0; 32]), Error::WrongState);
		assert_noop!(Market::deliver(signed(&seller()), id), Error::WrongKind);
		wait(DAY + 1);
		assert_ok!(Market::close(signed(&thief()), id));
		// A late acceptance is none, once nobody needs to wait for it any more.
		wait(1);
		assert_noop!(Market::accept_package(signed(&buyer()), id, accepted), Error::WindowOver);
		assert_ok!(Market::close(signed(&thief()), id));
		assert_eq!(free(&buyer()), ENDOWMENT);
	});
}

#[test]
fn a_manifest_describes_a_package_of_data() {
	test(|| {
		let good = ManifestCommitment { root: [1; 32], size: 5, chunk: 5 };
		let refuse = |offer: Offer| {
			assert_noop!(
				Market::list(signed(&seller()), None, Box::new(offer)),
				Error::BadManifest
			);
		};
		refuse(data_offer(ManifestCommitment { size: 0, ..good }, price_tag()));
		refuse(data_offer(ManifestCommitment { chunk: 0, ..good }, price_tag()));
		refuse(data_offer(good, cpp()));
		refuse(Offer { kind: Kind::Service, unit: Unit::Call, ..data_offer(good, price_tag()) });
		let listing = list(data_offer(good, price_tag()));
		let buy = |request| Market::purchase(signed(&buyer()), None, listing, request);
		assert_noop!(buy(some(1)), Error::WrongKey);
		assert_noop!(buy(Request { quantity: 2, ..for_key([1; 32]) }), Error::BadQuantity);
		let plain = list(offer(price_tag()));
		assert_noop!(
			Market::purchase(signed(&crate::mock::buyer()), None, plain, for_key([1; 32])),
			Error::WrongKey
		);
	});
}

#[test]
fn a_package_is_auctioned() {
	test(|| {
		let good = ManifestCommitment { root: [1; 32], size: 5, chunk: 5 };
		let listing = list(data_offer(good, english()));
		assert_ok!(Market::start_auction(signed(&seller()), listing, 0));
		let party = Party { key: Some([9; 32]), ..Default::default() };
		assert_noop!(
			Market::bid(signed(&buyer()), None, 0, 100 * GAS, Party::default()),
			Error::WrongKey
		);
		assert_ok!(Market::bid(signed(&buyer()), None, 0, 100 * GAS, party));
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), 0));
		let key = [6; 32];
		let hash = Software::sha256(&[b"something else"]);
		let accepted = AcceptedCiphertext { root: hash, key_hash: key_hash::<Software>(&key) };
		assert_ok!(Market::accept_package(signed(&buyer()), 0, accepted));
		assert_ok!(Market::reveal_key(signed(&seller()), 0, key));
		assert_ok!(Market::confirm(signed(&buyer()), 0));
		assert_eq!(free(&seller()), ENDOWMENT + net(100 * GAS));
	});
}
