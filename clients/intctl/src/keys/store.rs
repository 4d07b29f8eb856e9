// SPDX-License-Identifier: Apache-2.0

//! The folder with the key files: one `<name>.json` a key, readable by its owner only.

use super::{development_secret, polkadot_js::KeyFile, Keypair, Scheme};
use crate::{
	errors::{Failure, Kind, Result},
	keys::password::Source,
	text::parse_address,
};
use int_primitives::{AccountBytes, Millis};
use std::{
	fs::{self, OpenOptions},
	io::{self, Write},
	path::{Path, PathBuf},
};

/// The key files of one folder.
#[derive(Debug, Clone)]
pub struct Store {
	folder: PathBuf,
	password: Source,
}

/// Where this program keeps what it has to keep: `$XDG_DATA_HOME/intctl`.
pub fn data_folder() -> Result<PathBuf> {
	let variable =
		|name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
	variable("XDG_DATA_HOME")
		.or_else(|| variable("HOME").map(|home| home.join(".local").join("share")))
		.map(|data| data.join("intctl"))
		.ok_or_else(|| {
			Failure::key("Neither XDG_DATA_HOME nor HOME says where keys are kept.")
				.remedy("Set one of them, or name the folder with --keystore.")
		})
}

impl Store {
	/// The keys of a folder, or of the default one.
	pub fn open(folder: Option<PathBuf>, password: Source) -> Result<Self> {
		let folder = match folder {
			Some(folder) => folder,
			None => data_folder()?.join("keys"),
		};
		Ok(Self { folder, password })
	}

	/// Where the keys are.
	pub fn folder(&self) -> &Path {
		&self.folder
	}

	fn path(&self, name: &str) -> Result<PathBuf> {
		let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
		if name.is_empty() || name.starts_with('.') || !name.bytes().all(plain) {
			return Err(Failure::key(format!("{name:?} cannot be the name of a key."))
				.remedy("Use letters, digits, - and _, and a point not at the beginning."));
		}
		Ok(self.folder.join(format!("{name}.json")))
	}

	/// The key file of this name.
	pub fn file(&self, name: &str) -> Result<KeyFile> {
		let path = self.path(name)?;
		let text = fs::read_to_string(&path).map_err(|error| match error.kind() {
			io::ErrorKind::NotFound => Failure::key(format!(
				"There is no key {name} in {}.",
				self.folder.display()
			))
			.remedy(
				"`intctl key list` shows the keys there are, `intctl key new` makes one, and on a \
				 development chain //Alice, //Bob and so on need none.",
			),
			_ => Failure::file(Kind::Key, "read", &path, &error),
		})?;
		serde_json::from_str(&text).map_err(|error| {
			Failure::key(format!("{} is no key file: {error}", path.display()))
				.remedy("Restore it from a backup, or import the key again.")
		})
	}

	/// All key files by name, in the order of the alphabet.
	pub fn list(&self) -> Result<Vec<(String, KeyFile)>> {
		let entries = match fs::read_dir(&self.folder) {
			Ok(entries) => entries,
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
			Err(error) => return Err(Failure::file(Kind::Key, "read", &self.folder, &error)),
		};
		let mut keys = Vec::new();
		for entry in entries {
			let entry =
				entry.map_err(|error| Failure::file(Kind::Key, "read", &self.folder, &error))?;
			let file = entry.file_name();
			let name = file.to_str().and_then(|file| file.strip_suffix(".json"));
			if let Some(name) = name.filter(|name| !name.starts_with('.')) {
				keys.push((name.to_owned(), self.file(name)?));
			}
		}
		keys.sort_by(|(left, _), (right, _)| left.cmp(right));
		Ok(keys)
	}

	/// Encrypts a key under a new name.
	pub fn add(&self, name: &str, pair: &Keypair, now: Millis) -> Result<KeyFile> {
		self.ensure_free(name)?;
		let password = self.password.chosen(name)?;
		let file = KeyFile::seal(pair, name, &password, now)?;
		self.write(name, &file)?;
		Ok(file)
	}

	/// Takes a key file over as it is, under a new name, once its password opens it.
	pub fn take_over(&self, name: &str, file: &KeyFile) -> Result<()> {
		self.ensure_free(name)?;
		file.open(&self.password.known(name)?)?;
		self.write(name, file)
	}

	fn ensure_free(&self, name: &str) -> Result<()> {
		if self.path(name)?.exists() {
			return Err(Failure::key(format!("There is a key {name} already."))
				.remedy("Choose another name, or remove that key with `intctl key remove`."));
		}
		Ok(())
	}

	/// Writes a key file so that it is there as a whole or not at all.
	fn write(&self, name: &str, file: &KeyFile) -> Result<()> {
		let path = self.path(name)?;
		private_folder(&self.folder)
			.map_err(|error| Failure::file(Kind::Key, "make", &self.folder, &error))?;
		let text = serde_json::to_string_pretty(file)
			.map_err(|error| Failure::key(format!("The key cannot be written: {error}")))?;
		write_private(&path, text.as_bytes())
			.map_err(|error| Failure::file(Kind::Key, "write", &path, &error))
	}

	/// Removes a key file.
	pub fn remove(&self, name: &str) -> Result<()> {
		// Says that there is none, where there is none.
		self.file(name)?;
		let path = self.path(name)?;
		fs::remove_file(&path).map_err(|error| Failure::file(Kind::Key, "remove", &path, &error))
	}

	/// The key that an argument names: a key of the folder, or a development key such as `//Alice`
	/// or `ed25519://Alice`.
	pub fn unlock(&self, text: &str) -> Result<Keypair> {
		match development_secret(text) {
			Some((scheme, secret)) => Keypair::from_secret(scheme, secret),
			None => self.file(text)?.open(&self.password.known(text)?),
		}
	}

	/// The account that an argument names: an address, a key of the folder, or a development key.
	/// No password is needed.
	pub fn account(&self, text: &str) -> Result<AccountBytes> {
		if let Some(account) = parse_address(text) {
			return Ok(account);
		}
		if let Some((scheme, secret)) = development_secret(text) {
			return Ok(Keypair::from_secret(scheme, secret)?.account());
		}
		let looks_like_address = text.starts_with("0x") || text.len() > 40;
		match self.file(text) {
			Ok(file) => file
				.account()
				.ok_or_else(|| Failure::key(format!("The key file of {text} has no address."))),
			Err(_) if looks_like_address => {
				Err(Failure::bad_input(format!("{text} is no address")).remedy(
					"Copy it again: SS58 addresses end in a checksum. Or give 0x and 64 \
					 hexadecimal digits.",
				))
			},
			Err(failure) => Err(failure),
		}
	}
}

/// Makes a folder that only its owner can read, where it is not there yet.
pub fn private_folder(folder: &Path) -> io::Result<()> {
	let mut builder = fs::DirBuilder::new();
	builder.recursive(true);
	#[cfg(unix)]
	std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
	builder.create(folder)
}

/// Writes a file that only its owner can read, so that after a power cut the old content is there
/// or the new, and never a part.
pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
	let folder = path.parent().unwrap_or(Path::new("."));
	let name = path.file_name().unwrap_or_default().to_string_lossy();
	let draft = folder.join(format!(".{name}.{}", std::process::id()));
	let mut options = OpenOptions::new();
	options.write(true).create(true).truncate(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let written = options.open(&draft).and_then(|mut file| {
		file.write_all(content)?;
		file.sync_all()
	});
	let renamed = written.and_then(|()| fs::rename(&draft, path));
	if renamed.is_err() {
		// The draft is of no use; that it cannot be removed says nothing new.
		let _ = fs::remove_file(&draft);
	}
	renamed?;
	// The rename is in the folder, which has to reach the disk too.
	match fs::File::open(folder) {
		Ok(folder) => folder.sync_all(),
		Err(_) => Ok(()),
	}
}

/// The key of a secret that stands alone in a file: a phrase or a seed, with a path after it or
/// without.
pub fn secret_of_file(scheme: Scheme, path: &Path) -> Result<Keypair> {
	let text = fs::read_to_string(path)
		.map(zeroize::Zeroizing::new)
		.map_err(|error| Failure::file(Kind::Key, "read", path, &error))?;
	Keypair::from_secret(scheme, text.trim())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn store(folder: &Path) -> Store {
		let password = folder.join("password");
		fs::write(&password, "secret\n").unwrap();
		Store::open(Some(folder.join("keys")), Source::new(Some(password))).unwrap()
	}

	#[test]
	fn a_key_is_kept_listed_unlocked_and_removed() {
		let folder = tempfile::tempdir().unwrap();
		let store = store(folder.path());
		assert!(store.list().unwrap().is_empty());
		for scheme in Scheme::ALL {
			let (pair, _) = Keypair::generate(scheme);
			store.add(scheme.name(), &pair, 1).unwrap();
			assert_eq!(store.unlock(scheme.name()).unwrap().public(), pair.public());
			assert_eq!(store.account(scheme.name()).unwrap(), pair.account());
		}
		let names: Vec<String> = store.list().unwrap().into_iter().map(|(name, _)| name).collect();
		assert_eq!(names, ["ecdsa", "ed25519", "sr25519"]);
		store.remove("ecdsa").unwrap();
		assert_eq!(store.list().unwrap().len(), 2);
		assert_eq!(store.unlock("ecdsa").unwrap_err().kind, Kind::Key);
	}

	#[test]
	fn a_name_is_taken_once() {
		let folder = tempfile::tempdir().unwrap();
		let store = store(folder.path());
		let (pair, _) = Keypair::generate(Scheme::Sr25519);
		store.add("meter", &pair, 1).unwrap();
		let failure = store.add("meter", &pair, 1).unwrap_err();
		assert!(failure.message.contains("already"));
		assert!(store.add("../meter", &pair, 1).is_err());
	}

	#[cfg(unix)]
	#[test]
	fn only_the_owner_can_read_what_is_kept() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let store = store(folder.path());
		let (pair, _) = Keypair::generate(Scheme::Sr25519);
		store.add("meter", &pair, 1).unwrap();
		let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
		assert_eq!(mode(folder.path().join("keys")), 0o700);
		assert_eq!(mode(folder.path().join("keys").join("meter.json")), 0o600);
		let left: Vec<_> = fs::read_dir(store.folder()).unwrap().collect();
		assert_eq!(left.len(), 1);
	}

	#[test]
	fn development_keys_and_addresses_need_no_file() {
		let folder = tempfile::tempdir().unwrap();
		let store = store(folder.path());
		let alice = store.unlock("//Alice").unwrap();
		assert_eq!(store.account("//Alice").unwrap(), alice.account());
		let address = crate::text::Units::default().address(&alice.account());
		assert_eq!(store.account(&address).unwrap(), alice.account());
		let broken = format!("{}x", &address[..address.len() - 1]);
		assert_eq!(store.account(&broken).unwrap_err().kind, Kind::BadInput);
		assert_eq!(store.account("nobody").unwrap_err().kind, Kind::Key);
	}
}
