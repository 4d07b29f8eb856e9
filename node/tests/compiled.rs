// SPDX-License-Identifier: GPL-3.0-or-later

//! Compiled runtimes: kept from one start to the next, shared, and believed only when whole.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{alone, stdout_of, Node, COMPILED};
use std::{
	fs,
	path::{Path, PathBuf},
	time::SystemTime,
};
use tempfile::TempDir;

/// Starts a dev chain on `base_path` that keeps compiled runtimes in `folder`, and stops it after a
/// block or two. Returns its log.
fn run_node(base_path: &Path, folder: &Path) -> String {
	let node = start(base_path, folder);
	node.wait_for_block(node.best_number() + 1);
	let log = node.log();
	node.stop();
	log
}

fn start(base_path: &Path, folder: &Path) -> Node {
	let folder = folder.to_str().expect("temporary folders have plain names");
	let args = ["--dev", "--dev-block-time", "500", "--compiled-runtimes", folder];
	Node::start(base_path, &args)
}

/// The compiled runtimes of the folder, and when each was written.
fn all_compiled(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
	let mut files: Vec<_> = fs::read_dir(folder.join("code/modules"))
		.unwrap()
		.flat_map(|compiler| fs::read_dir(compiler.unwrap().path()).unwrap())
		.map(|file| file.unwrap().path())
		.filter(|file| file.extension().is_none())
		.map(|file| (file.clone(), fs::metadata(file).unwrap().modified().unwrap()))
		.collect();
	files.sort();
	files
}

/// The one compiled runtime of the folder, and when it was written.
fn compiled(folder: &Path) -> (PathBuf, SystemTime) {
	let mut files = all_compiled(folder);
	let file = files.pop().expect("the runtime was compiled");
	assert!(files.is_empty(), "one runtime, one file: {files:?}");
	file
}

/// How soon, docs/benchmarks.md says: a machine that runs other tests beside is no place to measure.
#[test]
fn what_is_compiled_ahead_is_not_compiled_at_a_start_and_each_seals_its_block_at_once() {
	let _alone = alone();
	let said = stdout_of(&["compile-runtime", "--dev"]);
	assert!(said.contains(COMPILED), "{said}");
	let before = all_compiled(Path::new(COMPILED));
	assert!(!before.is_empty());

	let folder = tempfile::tempdir().unwrap();
	// An hour: nobody waits for a block that does not come at once.
	let args = ["--dev", "--dev-block-time", "3600000"];
	let node = Node::start(folder.path(), &args);
	node.wait_for_block(1);
	node.stop();
	let node = Node::start(folder.path(), &args);
	node.wait_for_block(2);
	println!("block sealed {} ms after the start", node.started.elapsed().as_millis());
	assert_eq!(all_compiled(Path::new(COMPILED)), before, "{}", node.log());
	assert_eq!(node.best_number(), 2);
}

/// One test, because a compile takes longer than all the rest.
#[test]
fn two_nodes_share_a_folder_at_the_same_time_and_compile_again_what_is_damaged_in_it() {
	let _alone = alone();
	let folder = tempfile::tempdir().unwrap();
	let bases = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
	let [first, second] = &bases;
	// Both find it empty, and compile.
	let nodes = std::thread::scope(|scope| {
		let starts = [first, second].map(|base| scope.spawn(|| start(base.path(), folder.path())));
		starts.map(|start| start.join().expect("the node starts"))
	});
	for node in nodes {
		node.wait_for_block(2);
		assert!(!node.log().contains("is damaged"), "{}", node.log());
		node.stop();
	}
	let run = |base: &TempDir| run_node(base.path(), folder.path());
	run(first);
	let (file, written) = compiled(folder.path());
	let log = run(second);
	assert_eq!(compiled(folder.path()), (file.clone(), written), "it is taken as it is\n{log}");

	// What wasmtime alone would unpack and run.
	let mut bytes = fs::read(&file).unwrap();
	let middle = bytes.len() / 2;
	bytes[middle..middle + 64].iter_mut().for_each(|byte| *byte ^= 0x5a);
	fs::write(&file, &bytes).unwrap();
	let log = run(first);
	assert!(log.contains("is damaged; it is removed and compiled again"), "{log}");
	assert_ne!(fs::read(&file).unwrap(), bytes);
	let whole = compiled(folder.path());
	let log = run(first);
	assert!(!log.contains("is damaged"), "{log}");
	assert_eq!(compiled(folder.path()), whole);
}
