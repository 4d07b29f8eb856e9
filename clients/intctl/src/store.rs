// SPDX-License-Identifier: Apache-2.0

//! Where a buyer reads data packages from: a folder, or the address of a web server that has the
//! files of one. Neither is trusted: an object's name is the digest of its bytes.

use crate::errors::{Failure, Kind, Result};
use http_body_util::{BodyExt, Empty};
use hyper::{body::Bytes, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
	client::legacy::{
		connect::{Connect, HttpConnector},
		Client,
	},
	rt::TokioExecutor,
};
use int_primitives::{
	package::store::{Directory, Store},
	Digest,
};
use std::{io, path::Path, time::Duration};
use tokio::{runtime::Handle, task::block_in_place, time::timeout};

/// How long one object may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Whether a store is named by an address on the web.
pub fn is_web(store: &str) -> bool {
	["http://", "https://"].iter().any(|scheme| store.starts_with(scheme))
}

/// A store in a folder, which is made if it is missing.
pub fn folder(path: &Path) -> Result<Directory> {
	if is_web(&path.to_string_lossy()) {
		return Err(Failure::usage("A store on the web is only read from.")
			.remedy("Name a folder, and put its files on the server: each under its own name."));
	}
	Directory::new(path).map_err(|error| Failure::file(Kind::BadInput, "open", path, &error))
}

/// A store that is read from.
pub enum Source {
	/// A folder.
	Folder(Directory),
	/// A web server.
	Web(Box<Web>),
}

impl Source {
	/// The store with this name: a folder, or an address that begins with http:// or https://.
	pub fn open(name: &str) -> Result<Self> {
		match is_web(name) {
			true => Web::new(name).map(Box::new).map(Self::Web),
			false => folder(Path::new(name)).map(Self::Folder),
		}
	}
}

impl Store for Source {
	fn put(&self, object: &[u8]) -> io::Result<Digest> {
		match self {
			Self::Folder(folder) => folder.put(object),
			Self::Web(_) => Err(io::Error::new(
				io::ErrorKind::Unsupported,
				"a store on the web is only read from",
			)),
		}
	}

	fn get(&self, address: &Digest, limit: usize) -> io::Result<Option<Vec<u8>>> {
		match self {
			Self::Folder(folder) => folder.get(address, limit),
			Self::Web(web) => web.get(address, limit),
		}
	}
}

/// How a server is reached.
enum Reach {
	Plain(Client<HttpConnector, Empty<Bytes>>),
	Secure(Client<HttpsConnector<HttpConnector>, Empty<Bytes>>),
}

/// A web server that has the files of a store.
pub struct Web {
	base: String,
	reach: Reach,
}

impl Web {
	fn new(base: &str) -> Result<Self> {
		let base = base.trim_end_matches('/').to_owned();
		let reach = match base.starts_with("https://") {
			false => Reach::Plain(Client::builder(TokioExecutor::new()).build_http()),
			true => {
				let connector = HttpsConnectorBuilder::new()
					.with_native_roots()
					.map_err(|error| {
						Failure::other(format!("There are no certificates to trust: {error}"))
							.remedy(
								"Install the system's, for instance the package ca-certificates.",
							)
					})?
					.https_only()
					.enable_http1()
					.build();
				Reach::Secure(Client::builder(TokioExecutor::new()).build(connector))
			},
		};
		Ok(Self { base, reach })
	}

	fn get(&self, address: &Digest, limit: usize) -> io::Result<Option<Vec<u8>>> {
		let uri: Uri =
			format!("{}/{}", self.base, hex::encode(address)).parse().map_err(io::Error::other)?;
		let asking = async {
			match &self.reach {
				Reach::Plain(client) => fetch(client, uri, limit).await,
				Reach::Secure(client) => fetch(client, uri, limit).await,
			}
		};
		block_in_place(|| Handle::current().block_on(timeout(PATIENCE, asking)))
			.map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "the store does not answer"))?
	}
}

/// An error with what caused it: the outermost one says little.
fn told(error: &dyn std::error::Error) -> io::Error {
	let mut text = format!("the store cannot be read: {error}");
	let mut cause = error.source();
	while let Some(inner) = cause {
		text.push_str(&format!(": {inner}"));
		cause = inner.source();
	}
	io::Error::other(text)
}

/// Asks for an object. Redirections are not followed.
async fn fetch<C>(
	client: &Client<C, Empty<Bytes>>,
	uri: Uri,
	limit: usize,
) -> io::Result<Option<Vec<u8>>>
where
	C: Connect + Clone + Send + Sync + 'static,
{
	let answer = client.get(uri).await.map_err(|error| told(&error))?;
	match answer.status() {
		StatusCode::OK => {},
		StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(None),
		status => return Err(io::Error::other(format!("the store answers {status}"))),
	}
	let mut body = answer.into_body();
	let mut object = Vec::new();
	while let Some(frame) = body.frame().await {
		if let Some(bytes) = frame.map_err(|error| told(&error))?.data_ref() {
			object.extend_from_slice(bytes);
		}
		// Too long: it will not have the digest, whatever else comes.
		if object.len() > limit {
			break;
		}
	}
	Ok(Some(object))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{
		io::{BufRead, BufReader, Write},
		net::TcpListener,
	};

	/// A server that answers each path's last character in its own way, so many times.
	fn server(requests: usize) -> String {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = format!("http://{}/store/", listener.local_addr().unwrap());
		std::thread::spawn(move || {
			for _ in 0..requests {
				let (mut stream, _) = listener.accept().unwrap();
				let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
				let first = lines.next().unwrap().unwrap();
				while !lines.next().unwrap().unwrap().is_empty() {}
				let path = first.split(' ').nth(1).unwrap();
				assert!(path.starts_with("/store/"), "{path}");
				let (status, body) = match path.chars().last() {
					Some('1') => ("200 OK", vec![7u8; 1_000]),
					Some('2') => ("404 Not Found", b"no".to_vec()),
					_ => ("500 Internal Server Error", Vec::new()),
				};
				let head = format!(
					"HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
					body.len()
				);
				stream.write_all(head.as_bytes()).unwrap();
				// Who has read enough hangs up.
				let _ = stream.write_all(&body);
			}
		});
		address
	}

	#[tokio::test(flavor = "multi_thread")]
	async fn objects_come_from_the_web_and_what_is_missing_is_nothing() {
		let source = Source::open(&server(4)).unwrap();
		assert_eq!(source.get(&[0x11; 32], 1_000).unwrap(), Some(vec![7; 1_000]));
		assert_eq!(source.get(&[0x22; 32], 1_000).unwrap(), None);
		assert!(source.get(&[0x33; 32], 1_000).is_err());
		// What is too long is not read for ever, and is not what was meant.
		assert!(source.get(&[0x11; 32], 10).unwrap().unwrap().len() > 10);
		assert!(source.put(b"mine").is_err());
	}

	#[tokio::test(flavor = "multi_thread")]
	async fn a_server_that_is_not_there_is_an_error() {
		let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
		let source = Source::open(&format!("http://127.0.0.1:{port}")).unwrap();
		let error = source.get(&[1; 32], 10).unwrap_err().to_string();
		assert!(error.contains("refused"), "{error}");
	}

	#[test]
	fn nothing_is_packed_into_a_web_address() {
		assert!(is_web("https://example.org/store"));
		assert!(!is_web("store"));
		assert!(folder(Path::new("https://example.org/store")).is_err());
	}
}
