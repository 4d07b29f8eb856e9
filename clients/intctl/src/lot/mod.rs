// SPDX-License-Identifier: Apache-2.0

//! Lots: the file of a production run, and the tree over it that proofs are made from.

pub mod rows;
pub mod tree;

use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar over bytes, on standard error where that is a terminal.
pub fn progress_of_bytes(total: u64, what: &'static str) -> ProgressBar {
	bar(total, what, "{msg} [{bar:40}] {bytes}/{total_bytes} {bytes_per_sec} {eta}")
}

/// A progress bar over devices, likewise.
pub fn progress_of_devices(total: u64, what: &'static str) -> ProgressBar {
	bar(total, what, "{msg} [{bar:40}] {human_pos}/{human_len} {per_sec} {eta}")
}

fn bar(total: u64, what: &'static str, template: &str) -> ProgressBar {
	let bar = ProgressBar::new(total).with_message(what);
	match ProgressStyle::with_template(template) {
		Ok(style) => bar.with_style(style),
		Err(_) => bar,
	}
}
