// SPDX-License-Identifier: Apache-2.0

//! The table in the book is the table in the code.

use crate::state::{Who, TABLE};

/// How the book calls an action: `TopUp` is "top up".
fn words(name: &str) -> String {
	name.chars().enumerate().fold(String::new(), |mut words, (at, letter)| {
		if at > 0 && letter.is_uppercase() {
			words.push(' ');
		}
		words.extend(letter.to_lowercase());
		words
	})
}

#[test]
fn who_may_do_what_is_what_the_book_says() {
	let book = include_str!("../../../../docs/concepts/market.md");
	let mut lines = book.lines().skip_while(|line| !line.starts_with("| action |"));
	let head: Vec<_> = cells(lines.next().unwrap());
	assert_eq!(
		head,
		["action", "open", "accepted", "claimed", "revealed", "suspended", "disputed"]
	);
	let rows: Vec<_> = lines.skip(1).take_while(|line| line.starts_with('|')).map(cells).collect();
	let table: Vec<_> = TABLE
		.iter()
		.map(|(action, row)| {
			let who = row.iter().map(|who| match who {
				Who::Nobody => String::new(),
				Who::Either => "buyer or seller".into(),
				who => words(&format!("{who:?}")),
			});
			[words(&format!("{action:?}"))].into_iter().chain(who).collect::<Vec<_>>()
		})
		.collect();
	assert_eq!(rows, table);
}

fn cells(line: &str) -> Vec<String> {
	let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
	inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}
