// SPDX-License-Identifier: Apache-2.0

//! English, sealed second-price and Dutch auctions.

use crate::{mock::*, Auctions, Bids, Capacity, Event, HoldReason, Offer, Party};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use int_primitives::{market::BidCommitment, merkle::Software, Digest};

fn start(pricing: crate::pricing::Pricing) -> (u32, u32) {
	let listing = list(Offer { capacity: Capacity::Stock(1), ..offer(pricing) });
	assert_ok!(Market::start_auction(signed(&seller()), listing, 0));
	(listing, 0)
}

fn bid(who: &AccountId, auction: u32, amount: u64) -> DispatchResult {
	Market::bid(signed(who), None, auction, amount, Party::default())
}

const SALT: Digest = [5; 32];

fn digest(auction: u32, who: &AccountId, amount: u64) -> Digest {
	let bid = BidCommitment { auction, bidder: who.clone().into(), amount, salt: SALT };
	bid.digest::<Software>(Market::genesis())
}

fn seal(who: &AccountId, auction: u32, amount: u64, cover: u64) -> DispatchResult {
	let digest = digest(auction, who, amount);
	Market::seal_bid(signed(who), None, auction, digest, cover, Party::default())
}

fn reveal(who: &AccountId, auction: u32, amount: u64) -> DispatchResult {
	Market::reveal_bid(signed(&thief()), auction, who.clone(), amount, SALT)
}

#[test]
fn the_highest_bid_wins_and_losers_have_their_money_at_once() {
	test(|| {
		let (listing, auction) = start(english());
		assert_noop!(bid(&buyer(), auction, 99 * GAS), Error::BidTooLow);
		assert_ok!(bid(&buyer(), auction, 100 * GAS));
		assert_noop!(bid(&rival(), auction, 101 * GAS - 1), Error::BidTooLow);
		assert_ok!(bid(&rival(), auction, 101 * GAS));
		assert_eq!(free(&buyer()), ENDOWMENT);
		assert_eq!(held(&rival(), HoldReason::Bid), 101 * GAS);
		assert_noop!(Market::close_auction(signed(&thief()), auction), Error::AuctionOpen);
		wait(DAY);
		assert_noop!(bid(&buyer(), auction, 500 * GAS), Error::AuctionOver);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_eq!(
			last_event(),
			Event::AuctionClosed { auction, agreement: Some(0), price: 101 * GAS }
		);
		assert_eq!(held(&rival(), HoldReason::Escrow), 101 * GAS);
		assert_ok!(Market::confirm(signed(&rival()), 0));
		assert_eq!(free(&seller()), ENDOWMENT + net(101 * GAS));
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		check_empty();
	});
}

#[test]
fn who_leads_may_raise_the_own_bid() {
	test(|| {
		let (_, auction) = start(english());
		assert_ok!(bid(&buyer(), auction, 100 * GAS));
		assert_ok!(bid(&buyer(), auction, 150 * GAS));
		assert_eq!(held(&buyer(), HoldReason::Bid), 150 * GAS);
		assert_noop!(Market::reclaim_bid(signed(&buyer()), auction, buyer()), Error::BidStands);
	});
}

#[test]
fn a_late_bid_moves_the_end_but_not_for_ever() {
	test(|| {
		let (_, auction) = start(english());
		assert_ok!(bid(&buyer(), auction, 100 * GAS));
		let mut amount = 100 * GAS;
		wait(DAY - MINUTE);
		for step in 0..8 {
			amount = amount * 102 / 100;
			let who = if step % 2 == 0 { rival() } else { buyer() };
			assert_ok!(bid(&who, auction, amount));
			let ends = Auctions::<Test>::get(auction).unwrap().ends.time;
			assert!(ends <= START + DAY + 3 * HOUR);
			wait(ends - now() - MINUTE);
		}
		assert_eq!(now(), START + DAY + 3 * HOUR - MINUTE);
		wait(MINUTE);
		assert_ok!(Market::close_auction(signed(&seller()), auction));
	});
}

#[test]
fn an_auction_that_nobody_bid_in_gives_the_lot_back() {
	test(|| {
		let (listing, auction) = start(english());
		assert_noop!(Market::start_auction(signed(&seller()), listing, 0), Error::AuctionRunning);
		assert_noop!(Market::close_listing(signed(&seller()), listing), Error::AuctionRunning);
		assert_noop!(Market::close_auction(signed(&thief()), auction), Error::AuctionOpen);
		// The seller may call it off as long as nobody has bid.
		assert_ok!(Market::close_auction(signed(&seller()), auction));
		assert_ok!(Market::start_auction(signed(&seller()), listing, 0));
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), 1));
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		check_empty();
	});
}

#[test]
fn the_second_price_is_paid_and_the_rest_of_the_cover_returns() {
	test(|| {
		let (listing, auction) = start(sealed());
		assert_noop!(seal(&buyer(), auction, 300 * GAS, 99 * GAS), Error::BidTooLow);
		assert_ok!(seal(&buyer(), auction, 300 * GAS, 500 * GAS));
		assert_ok!(seal(&rival(), auction, 200 * GAS, 500 * GAS));
		assert_noop!(seal(&rival(), auction, 200 * GAS, 500 * GAS), Error::AlreadyBid);
		assert_noop!(reveal(&buyer(), auction, 300 * GAS), Error::NoBidsNow);
		wait(DAY);
		assert_noop!(seal(&thief(), auction, 200 * GAS, 500 * GAS), Error::NoBidsNow);
		assert_noop!(reveal(&buyer(), auction, 301 * GAS), Error::WrongBid);
		assert_ok!(reveal(&buyer(), auction, 300 * GAS));
		assert_noop!(reveal(&buyer(), auction, 300 * GAS), Error::AlreadyBid);
		assert_ok!(reveal(&rival(), auction, 200 * GAS));
		// The loser need not wait for the end.
		assert_ok!(Market::reclaim_bid(signed(&thief()), auction, rival()));
		assert_eq!(free(&rival()), ENDOWMENT);
		assert_noop!(Market::reclaim_bid(signed(&buyer()), auction, buyer()), Error::BidStands);
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_eq!(held(&buyer(), HoldReason::Escrow), 200 * GAS);
		assert_eq!(free(&buyer()), ENDOWMENT - 200 * GAS);
		assert_ok!(Market::confirm(signed(&buyer()), 0));
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		check_empty();
	});
}

#[test]
fn a_single_bid_pays_the_reserve() {
	test(|| {
		let (_, auction) = start(sealed());
		assert_ok!(seal(&buyer(), auction, 300 * GAS, 300 * GAS));
		wait(DAY);
		assert_ok!(reveal(&buyer(), auction, 300 * GAS));
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_eq!(agreement(0).escrow, 100 * GAS);
	});
}

#[test]
fn a_bid_that_is_not_revealed_loses_a_fifth_and_the_seller_gets_none_of_it() {
	test(|| {
		let (_, auction) = start(sealed());
		assert_ok!(seal(&buyer(), auction, 300 * GAS, 501 * GAS + 1));
		assert_ok!(seal(&rival(), auction, 90 * GAS, 100 * GAS));
		wait(DAY);
		// Below the reserve, but revealed: all of it returns.
		assert_ok!(reveal(&rival(), auction, 90 * GAS));
		assert_noop!(Market::reclaim_bid(signed(&buyer()), auction, buyer()), Error::BidStands);
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_ok!(Market::reclaim_bid(signed(&thief()), auction, rival()));
		assert_eq!(free(&rival()), ENDOWMENT);
		assert!(Auctions::<Test>::contains_key(auction));
		assert_ok!(Market::reclaim_bid(signed(&thief()), auction, buyer()));
		let fifth = (501 * GAS + 1).div_ceil(5);
		assert_eq!(free(&buyer()), ENDOWMENT - fifth);
		assert_eq!(free(&seller()), ENDOWMENT);
		assert_eq!(Burned::get(), fifth.into());
		assert!(!Auctions::<Test>::contains_key(auction));
		assert_eq!(Bids::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_stalled_chain_burns_no_sealed_bid() {
	test(|| {
		let (_, auction) = start(sealed());
		assert_ok!(seal(&buyer(), auction, 300 * GAS, 300 * GAS));
		wait(DAY - 1);
		// The whole time to reveal passes without a block.
		stall(2 * DAY);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_eq!(last_event(), Event::AuctionClosing { auction });
		assert_noop!(Market::close_auction(signed(&thief()), auction), Error::AuctionOpen);
		assert_ok!(reveal(&buyer(), auction, 300 * GAS));
		wait(1);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_eq!(agreement(0).escrow, 100 * GAS);
	});
}

#[test]
fn a_sealed_bid_of_another_cannot_be_copied() {
	test(|| {
		let (_, auction) = start(sealed());
		let copied = digest(auction, &buyer(), 300 * GAS);
		assert_ok!(seal(&buyer(), auction, 300 * GAS, 300 * GAS));
		assert_ok!(Market::seal_bid(
			signed(&thief()),
			None,
			auction,
			copied,
			300 * GAS,
			Party::default()
		));
		wait(DAY);
		assert_ok!(reveal(&buyer(), auction, 300 * GAS));
		assert_noop!(reveal(&thief(), auction, 300 * GAS), Error::WrongBid);
	});
}

/// A cover that is too low would hide a bid that nobody has to pay.
#[test]
fn a_bid_above_its_cover_cannot_be_revealed() {
	test(|| {
		let (_, auction) = start(sealed());
		assert_ok!(seal(&buyer(), auction, 300 * GAS + 1, 300 * GAS));
		wait(DAY);
		assert_noop!(reveal(&buyer(), auction, 300 * GAS + 1), Error::WrongBid);
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		wait(1);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_ok!(Market::reclaim_bid(signed(&thief()), auction, buyer()));
		assert_eq!(free(&buyer()), ENDOWMENT - 60 * GAS);
	});
}

#[test]
fn a_dutch_price_falls_until_somebody_takes_it() {
	test(|| {
		let (listing, auction) = start(dutch());
		wait(DAY / 2);
		assert_eq!(Market::auction(auction).unwrap().asks, Some(550 * GAS));
		assert_noop!(bid(&buyer(), auction, 549 * GAS), Error::BidTooLow);
		// Whatever the taker would have given, it is this price.
		assert_ok!(bid(&buyer(), auction, 900 * GAS));
		assert_eq!(held(&buyer(), HoldReason::Escrow), 550 * GAS);
		assert_noop!(bid(&rival(), auction, 900 * GAS), Error::UnknownAuction);
		assert_ok!(Market::confirm(signed(&buyer()), 0));
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		check_empty();
	});
}

#[test]
fn a_stalled_chain_does_not_sell_at_the_floor() {
	test(|| {
		let (_, auction) = start(dutch());
		stall(3 * DAY);
		assert_eq!(Market::auction(auction).unwrap().asks, Some(910 * GAS));
	});
}

#[test]
fn an_auction_goes_on_under_the_terms_that_it_began_with() {
	test(|| {
		let (listing, auction) = start(english());
		assert_ok!(bid(&buyer(), auction, 100 * GAS));
		assert_ok!(Market::revise(signed(&seller()), listing, Box::new(offer(price_tag()))));
		assert_ok!(Market::pause(signed(&seller()), listing, true));
		assert_ok!(bid(&rival(), auction, 200 * GAS));
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_eq!(agreement(0).revision, 0);
		assert_ok!(Market::confirm(signed(&rival()), 0));
		assert_ok!(Market::close_listing(signed(&seller()), listing));
		check_empty();
	});
}

#[test]
fn a_winner_cannot_walk_away() {
	test(|| {
		let (_, auction) = start(english());
		assert_ok!(bid(&buyer(), auction, 100 * GAS));
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_noop!(Market::cancel(signed(&buyer()), 0), Error::WonInAuction);
		assert_ok!(Market::cancel(signed(&seller()), 0));
		assert_eq!(free(&buyer()), ENDOWMENT);
	});
}

#[test]
fn whose_money_cannot_return_stops_nobody() {
	test(|| {
		let (_, auction) = start(english());
		assert_ok!(bid(&buyer(), auction, 100 * GAS));
		let admin = AccountId::new([0xFF; 32]);
		assert_ok!(Assets::block(signed(&admin), GAS_ID, buyer()));
		assert_ok!(bid(&rival(), auction, 200 * GAS));
		assert_eq!(held(&buyer(), HoldReason::Bid), 100 * GAS);
		assert!(Market::reclaim_bid(signed(&buyer()), auction, buyer()).is_err());
		wait(DAY);
		assert_ok!(Market::close_auction(signed(&thief()), auction));
		assert_ok!(Assets::thaw(signed(&admin), GAS_ID, buyer()));
		assert_ok!(Market::reclaim_bid(signed(&thief()), auction, buyer()));
		assert_eq!(free(&buyer()), ENDOWMENT);
		assert!(!Auctions::<Test>::contains_key(auction));
	});
}

#[test]
fn a_seller_does_not_bid() {
	test(|| {
		let (_, auction) = start(english());
		assert_noop!(bid(&seller(), auction, 200 * GAS), Error::SelfDealing);
		assert_noop!(
			Market::bid(signed(&buyer()), None, 9, 200 * GAS, Party::default()),
			Error::UnknownAuction
		);
		assert_noop!(seal(&buyer(), auction, 300 * GAS, 300 * GAS), Error::NoBidsNow);
		assert_noop!(reveal(&buyer(), auction, 300 * GAS), Error::NoBidsNow);
		let listing = list(offer(price_tag()));
		assert_noop!(Market::start_auction(signed(&seller()), listing, 0), Error::WrongPricing);
		assert_noop!(Market::start_auction(signed(&thief()), 0, 0), Error::NotSeller);
		assert_noop!(Market::start_auction(signed(&seller()), 0, 1), Error::RevisionChanged);
	});
}
