// SPDX-License-Identifier: Apache-2.0

//! Questions of clients, answered by the runtime API and by view functions alike.

use crate::{
	rates, types::MAX_ANSWER, AuctionInfo, Balance, Bid, BidInfo, BidState, Bids, Book, BookLine,
	Books, Config, CurrentAuction, GasParameters, GasStatus, Health, Pallet, Prices, Quote,
	RedemptionInfo, Redemptions, Refusal, RequestState, Requests, Reserve, Settlements, Stop,
	Stopped, WindowState,
};
use alloc::vec::Vec;
use frame_support::traits::Time;
use sp_runtime::{AccountId32, FixedPointNumber, FixedU128, Rounding};

impl<T: Config> Pallet<T> {
	fn health(rules: &GasParameters) -> Health {
		Prices::<T>::get().health(T::Time::now(), rules)
	}

	pub(crate) fn query_status() -> GasStatus {
		let rules = Self::rules();
		let health = Self::health(&rules);
		let market = Self::shown_market(&rules);
		let (issue, reserve) = (Self::issue(), Reserve::<T>::get());
		let issued = Self::issued(&rules);
		let issue_left = issued.left(rules.issue_cap);
		let paused = Stopped::<T>::get();
		let of_price = match health {
			Health::Fresh => None,
			Health::NoPrice => Some(Stop::NoPrice),
			Health::Stale => Some(Stop::Stale),
			Health::Unconfirmed { .. } => Some(Stop::Unconfirmed),
			Health::Disputed => Some(Stop::Disputed),
			Health::Diverged => Some(Stop::Diverged),
		};
		let stops = [
			of_price,
			(issue_left == 0).then_some(Stop::IssueCapReached),
			paused.auctions.then_some(Stop::AuctionsPaused),
			paused.purchases.then_some(Stop::PurchasesPaused),
			paused.redemptions.then_some(Stop::RedemptionsPaused),
		];
		let ratio = market.and_then(|market| {
			let worth = rates::gas_of(reserve, market.low, Rounding::Down)?;
			FixedU128::checked_from_rational(worth, issue)
		});
		GasStatus {
			health,
			market,
			issue,
			ledger: Books::<T>::get(),
			reserve,
			ratio,
			stops: stops.into_iter().flatten().collect(),
			issue_left,
			issue_window_ends: issued.ends,
			int_price: Self::int_price(),
		}
	}

	pub(crate) fn query_auction() -> Option<AuctionInfo> {
		let auction = CurrentAuction::<T>::get()?;
		let reserve_price = Self::exchange_market(&Self::rules())
			.ok()
			.and_then(|market| rates::reserve_price(market.low, auction.terms.premium));
		let book = Book::<T>::get().into_iter().filter_map(|entry| {
			let bid = Bids::<T>::get(auction.id, entry.index)?;
			Some(BookLine {
				index: entry.index,
				who: bid.who,
				quantity: entry.quantity,
				limit: entry.limit,
			})
		});
		Some(AuctionInfo {
			id: auction.id,
			started: auction.started,
			ends: auction.ends,
			closed: auction.closed.as_ref().map(|closed| closed.at),
			least: auction.terms.least_bid(),
			reserve_price,
			book: book.collect(),
			terms: auction.terms,
		})
	}

	pub(crate) fn query_bids(who: &AccountId32) -> Vec<BidInfo> {
		let own = Bids::<T>::iter().filter(|(_, _, bid)| &bid.who == who);
		let described = own.filter_map(|(auction, index, bid)| {
			let settlement = Settlements::<T>::get(auction);
			let state = if settlement.is_none() && !bid.evicted {
				BidState::Open
			} else {
				let (gas, int) = bid.owed(index, settlement.as_ref().map(|s| &s.outcome))?;
				BidState::Owed { gas, int }
			};
			let Bid { quantity, limit, held, .. } = bid;
			Some(BidInfo { auction, index, quantity, limit, held, state })
		});
		described.take(MAX_ANSWER).collect()
	}

	pub(crate) fn query_purchase(gas: Balance) -> Result<Quote, Refusal> {
		let rules = Self::rules();
		if Stopped::<T>::get().purchases {
			return Err(Refusal::Paused);
		}
		let market =
			Self::exchange_market(&rules).map_err(|_| Refusal::Price(Self::health(&rules)))?;
		if gas == 0 {
			Err(Refusal::TooLittle)
		} else if gas > rules.purchase_cap {
			Err(Refusal::AboveAccountCap)
		} else if gas > Self::issued(&rules).left(rules.issue_cap) {
			Err(Refusal::IssueCapReached)
		} else {
			rates::purchase_price(gas, market.low, rules.purchase_premium)
				.map(|int| Quote { gas, int })
				.ok_or(Refusal::Overflow)
		}
	}

	pub(crate) fn query_redemption(gas: Balance) -> Result<Quote, Refusal> {
		let rules = Self::rules();
		if Stopped::<T>::get().redemptions {
			return Err(Refusal::Paused);
		}
		let market =
			Self::exchange_market(&rules).map_err(|_| Refusal::Price(Self::health(&rules)))?;
		if gas < rules.least_redemption {
			return Err(Refusal::TooLittle);
		}
		let backing = rates::Backing {
			reserve: Reserve::<T>::get(),
			issue: Self::issue(),
			low: market.low,
			high: market.high,
		};
		rates::payout(gas, backing, rules.redemption_spread, rules.redemption_limit)
			.map(|payout| Quote { gas: payout.redeemed, int: payout.paid })
			.ok_or(Refusal::Overflow)
	}

	pub(crate) fn query_redemptions(who: &AccountId32) -> Vec<RedemptionInfo> {
		let patience = Self::rules().redemption_patience;
		let described = Redemptions::<T>::iter().filter_map(|(id, window)| {
			let request = Requests::<T>::get(id, who)?;
			let state = if window.state == WindowState::Waiting {
				let withdrawable = window.closes.saturating_add(patience);
				RequestState::Waiting { closes: window.closes, withdrawable }
			} else {
				let (gas, int) = request.owed(&window)?;
				RequestState::Owed { gas, int }
			};
			Some(RedemptionInfo { window: id, gas: request.gas, state })
		});
		described.take(MAX_ANSWER).collect()
	}
}
