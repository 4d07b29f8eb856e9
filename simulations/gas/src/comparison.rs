// SPDX-License-Identifier: Apache-2.0

//! What cooling and premium are for: a crash at the worst moment, under the rules and under weaker
//! ones, on the same paths.

use crate::{
	paths::Scenario,
	run::{Outcome, Settings},
};
use pallet_gas::GasParameters;
use sp_runtime::Permill;

/// Days of a run: what a crash does to who sells is over by then.
pub const DAYS: u64 = 1;

/// Seconds from the beginning of the crash to the end of an auction. Who causes a crash chooses its
/// moment: so that the operators are behind at the close, and exchange has not stopped yet.
pub const BEFORE_CLOSE: u64 = 240;

/// The premium of the weaker rules.
const WEAK_PREMIUM: Permill = Permill::from_percent(2);

/// The rules, and the rules without cooling, with a lower premium, and with neither.
pub fn variants(rules: &GasParameters) -> [GasParameters; 4] {
	let hot = GasParameters { cooling: 0, ..rules.clone() };
	let cheap = |rules: &GasParameters| GasParameters {
		purchase_premium: WEAK_PREMIUM.min(rules.purchase_premium),
		..rules.clone()
	};
	[rules.clone(), cheap(rules), hot.clone(), cheap(&hot)]
}

/// So many crashes under each of the variants, one variant after the other.
pub fn jobs(like: &Settings, seeds: u64) -> Vec<Settings> {
	variants(&like.rules)
		.into_iter()
		.flat_map(|rules| {
			(1..=seeds).map(move |seed| Settings {
				scenario: Scenario::Crash,
				seed,
				days: DAYS,
				shock_at: Some((rules.auction_period / 1_000).saturating_sub(BEFORE_CLOSE)),
				rules: rules.clone(),
				..like.clone()
			})
		})
		.collect()
}

/// The rules with what came of each.
pub fn by_variant<'a>(
	rules: &GasParameters,
	outcomes: &'a [Outcome],
) -> Vec<(GasParameters, &'a [Outcome])> {
	let variants = variants(rules);
	let seeds = (outcomes.len() / variants.len()).max(1);
	variants.into_iter().zip(outcomes.chunks(seeds)).collect()
}
