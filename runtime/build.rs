// SPDX-License-Identifier: Apache-2.0

//! Builds the Wasm that the crate embeds, and says what came out of it.

#[cfg(feature = "std")]
fn main() {
	wasm::build();
}

/// The Wasm build compiles this crate without `std`, and builds nothing in turn.
#[cfg(not(feature = "std"))]
fn main() {}

#[cfg(feature = "std")]
mod wasm {
	use std::{
		env, fs, io,
		path::{Path, PathBuf},
	};
	use substrate_wasm_builder::WasmBuilder;

	/// Set to `1` to get a second Wasm beside the first, with the benchmarks in it.
	const WITH_BENCHMARKS: &str = "INT_WASM_BENCHMARKS";

	/// Set to `1` to get the Wasm of `src/rehearsal.rs` too, which nothing embeds.
	const WITH_REHEARSAL: &str = "INT_WASM_REHEARSAL";

	/// What `src/lib.rs` includes when nobody asked for benchmarks.
	const NOTHING: &str = "pub const WASM_BINARY_PATH: Option<&str> = None;\n\
		pub const WASM_BINARY: Option<&[u8]> = None;\n\
		pub const WASM_BINARY_BLOATY: Option<&[u8]> = None;\n";

	/// The file in `OUT_DIR` that names the production Wasm.
	const PRODUCTION: &str = "wasm_binary.rs";

	/// The file in `OUT_DIR` that names the Wasm with benchmarks.
	const BENCHMARKS: &str = "int_runtime_benchmarks.rs";

	/// The file in `OUT_DIR` that names the Wasm of the rehearsal.
	const REHEARSAL: &str = "int_runtime_rehearsal.rs";

	/// The file beside this one with the hash of the metadata (RFC 78), as wallets compute it.
	const METADATA_HASH: &str = "metadata-hash";

	/// What `CheckMetadataHash` is compiled with.
	const HASH_VARIABLE: &str = "RUNTIME_METADATA_HASH";

	/// Part of the hash; as in `src/constants.rs`.
	const TOKEN_SYMBOL: &str = "INT";

	/// Part of the hash; as in `src/constants.rs`.
	const TOKEN_DECIMALS: u8 = 12;

	/// What of the checkout the Wasm is made of.
	const SOURCES: [&str; 5] = ["Cargo.lock", "Cargo.toml", "pallets", "primitives", "runtime"];

	pub(super) fn build() {
		println!("cargo:rerun-if-env-changed={WITH_BENCHMARKS}");
		println!("cargo:rerun-if-env-changed={WITH_REHEARSAL}");
		let runtime = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
		let checkout = runtime.parent().unwrap_or(&runtime);
		// The builder names the files by way of the link, which may lead to another checkout later.
		for source in SOURCES {
			println!("cargo:rerun-if-changed={}", checkout.join(source).display());
		}
		// The Wasm is compiled by the compiler itself, not by clippy's driver like the members of
		// the workspace: linting must not change what it does.
		env::set_var("RUSTC_WORKSPACE_WRAPPER", "");
		let checkout = match Checkout::linked(checkout) {
			Ok(checkout) => checkout,
			Err(error) => stop(&error.to_string()),
		};

		production(&checkout, &runtime.join(METADATA_HASH));
		report("runtime", PRODUCTION);

		if wanted(WITH_REHEARSAL) {
			builder(&checkout).set_file_name(REHEARSAL).enable_feature("rehearsal").build();
			report("rehearsal of an upgrade from", REHEARSAL);
		}
		if wanted(WITH_BENCHMARKS) {
			builder(&checkout)
				.set_file_name(BENCHMARKS)
				.enable_feature("runtime-benchmarks")
				.build();
			report("runtime with benchmarks", BENCHMARKS);
		} else if let Some(file) = output(BENCHMARKS) {
			if fs::read_to_string(&file).ok().as_deref() != Some(NOTHING) {
				if let Err(error) = fs::write(&file, NOTHING) {
					println!("cargo:warning=cannot write {}: {error}", file.display());
				}
			}
		}
	}

	/// Builds the Wasm that the node embeds. The metadata's hash goes into every one, so that the Wasm
	/// that is tested is the one that is shipped.
	///
	/// The hash of what is released comes from the Wasm, which is compiled twice for it. Every other
	/// build takes half the time: it believes `file`, which a test compares with the runtime.
	fn production(checkout: &Checkout, file: &Path) {
		let builder = builder(checkout);
		let expected = fs::read_to_string(file).unwrap_or_default();
		if env::var("PROFILE").as_deref() == Ok("release") || expected.is_empty() {
			return builder.enable_metadata_hash(TOKEN_SYMBOL, TOKEN_DECIMALS).build();
		}
		env::set_var(HASH_VARIABLE, expected.trim());
		builder.build();
		env::remove_var(HASH_VARIABLE);
	}

	/// Whether this variable is set to `1`.
	fn wanted(variable: &str) -> bool {
		env::var(variable).is_ok_and(|value| value == "1")
	}

	/// Builds the crate by way of the link.
	fn builder(checkout: &Checkout) -> WasmBuilder {
		match WasmBuilder::new().with_project(checkout.link.join("runtime").join("Cargo.toml")) {
			Ok(builder) => builder.import_memory().export_heap_base(),
			Err(error) => stop(error),
		}
	}

	/// A link in the target directory to the checkout.
	///
	/// Cargo hashes the path of a package into the names of its symbols. By way of the link it is
	/// the same for every checkout and profile that is built into this target directory, and so is the
	/// Wasm.
	struct Checkout {
		link: PathBuf,
		/// Cargo's own lock is that of one profile. It goes with the build script.
		_lock: fs::File,
	}

	impl Checkout {
		fn linked(checkout: &Path) -> io::Result<Self> {
			// target/<profile>/build/int-runtime-<hash>/out
			let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
			let profile = out.ancestors().nth(3).unwrap_or(&out);
			let target = profile.parent().unwrap_or(profile);
			let lock = fs::File::create(target.join("checkout.lock"))?;
			lock.lock()?;
			let link = target.join("checkout");
			if !fs::read_link(&link).is_ok_and(|target| target == checkout) {
				match fs::remove_file(&link) {
					Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
					_ => {},
				}
				std::os::unix::fs::symlink(checkout, &link)?;
			}
			// What this profile's Wasm was made of last.
			let mark = profile.join("wasm-made-of");
			let path = checkout.to_string_lossy();
			if !fs::read_to_string(&mark).is_ok_and(|last| last == path) {
				forget_members(profile, checkout)?;
				fs::write(&mark, path.as_bytes())?;
			}
			Ok(Self { link, _lock: lock })
		}
	}

	/// Has the crates of the checkout compiled anew. Cargo goes by the times of files: what another
	/// checkout left behind under the same names would count as fresh if it is newer than these.
	fn forget_members(profile: &Path, checkout: &Path) -> io::Result<()> {
		let members: Vec<String> = SOURCES
			.into_iter()
			.map(|source| checkout.join(source))
			.flat_map(|folder| {
				let below = fs::read_dir(&folder).into_iter().flatten().flatten();
				below.map(|entry| entry.path()).chain([folder]).collect::<Vec<_>>()
			})
			.filter_map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok())
			.filter_map(|manifest| {
				let name = manifest.lines().find_map(|line| line.strip_prefix("name = \""))?;
				Some(format!("{}-", name.trim_end_matches('"')))
			})
			.collect();
		let fingerprints = ["release", "production"].map(|name| {
			let project = profile.join("wbuild").join("int-runtime").join("target");
			project.join("wasm32v1-none").join(name).join(".fingerprint")
		});
		for entry in fingerprints.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten() {
			let entry = entry?;
			let name = entry.file_name().to_string_lossy().into_owned();
			// A name, and a hash of 16 digits.
			if members.iter().any(|member| {
				name.strip_prefix(member.as_str()).is_some_and(|hash| hash.len() == 16)
			}) {
				fs::remove_dir_all(entry.path())?;
			}
		}
		Ok(())
	}

	fn stop(error: &str) -> ! {
		println!("cargo:warning=cannot set the Wasm build up: {error}");
		std::process::exit(1)
	}

	fn output(name: &str) -> Option<PathBuf> {
		Some(PathBuf::from(env::var_os("OUT_DIR")?).join(name))
	}

	/// Prints the version of the runtime and the size of its Wasm.
	fn report(what: &str, name: &str) {
		let version = spec_version().unwrap_or_else(|| "?".into());
		let size = output(name)
			.and_then(|file| fs::read_to_string(file).ok())
			.and_then(|text| wasm_path(&text))
			.and_then(|path| fs::metadata(path).ok())
			.map(|wasm| wasm.len());
		match size {
			Some(size) => println!(
				"cargo:warning={what}: spec version {version}, {} KiB compressed Wasm",
				size.div_ceil(1024),
			),
			None => println!("cargo:warning={what}: spec version {version}, no Wasm was built"),
		}
	}

	/// The path in `WASM_BINARY_PATH: Option<&str> = Some("...")`, of the compressed Wasm.
	fn wasm_path(generated: &str) -> Option<PathBuf> {
		let line = generated.lines().find(|line| line.contains("WASM_BINARY_PATH"))?;
		let (_, rest) = line.split_once("Some(\"")?;
		let (path, _) = rest.split_once("\")")?;
		Some(PathBuf::from(path))
	}

	/// The number in `src/lib.rs`. It has to be a literal there, so it is read from there.
	fn spec_version() -> Option<String> {
		let source = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?).join("src/lib.rs");
		let source = fs::read_to_string(source).ok()?;
		let line = source.lines().find_map(|line| line.trim().strip_prefix("spec_version:"))?;
		Some(line.trim().trim_end_matches(',').replace('_', ""))
	}
}
