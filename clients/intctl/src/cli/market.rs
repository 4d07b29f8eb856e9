// SPDX-License-Identifier: Apache-2.0

//! The command line of `intctl market`, `intctl data` and `intctl access`.

use super::SignerArg;
use crate::{
	keys::Scheme,
	market::{
		offer::{OfferFile, PricingFile, ShareFile},
		order::{OrderFile, RampFile, WantFile},
		value::{Gas, Parts, Price, Span},
	},
	model::market::{Capacity, Kind, Place, Unit},
};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `intctl market`.
#[derive(Debug, Subcommand)]
pub enum MarketCommand {
	/// Offer something, out of a file (TOML or JSON) or as the options say; holds a deposit
	List {
		/// What
		#[command(flatten)]
		offer: OfferArgs,
		/// In whose name (default: the signer's)
		#[arg(long = "in-name-of", value_name = "ACCOUNT")]
		seller: Option<String>,
		/// Who sells, or trades for who sells
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Give a listing new terms; what is bought stays on the old ones
	Revise {
		/// The listing's number
		listing: u32,
		/// What
		#[command(flatten)]
		offer: OfferArgs,
		/// The seller
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Stop sales of a listing for now
	Pause {
		/// The listing's number
		listing: u32,
		/// Let them go on
		#[arg(long)]
		resume: bool,
		/// The seller
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Remove a listing; its deposit returns, its agreements go on
	Close {
		/// The listing's number
		listing: u32,
		/// The seller
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Find listings: of a kind, at a place or anywhere, or of a seller
	Search {
		/// What kind of thing: power, network, compute, storage, data, service, access or other:NUMBER
		#[arg(required_unless_present = "seller", conflicts_with = "seller")]
		kind: Option<Kind>,
		/// Where: the first characters of a geohash
		#[arg(long, value_name = "GEOHASH", requires = "kind")]
		place: Option<Place>,
		/// The listings of this seller instead
		#[arg(long, value_name = "ACCOUNT")]
		seller: Option<String>,
		/// At most so many
		#[arg(long, default_value_t = 100)]
		limit: u32,
	},
	/// Show a listing with its terms
	Show {
		/// The listing's number
		listing: u32,
		/// Terms of another revision, which agreements may still stand on
		#[arg(long, value_name = "NUMBER")]
		revision: Option<u32>,
	},
	/// Buy from a listing, or only see what it would cost and what stands against it
	Buy(Box<Buy>),
	/// The agreements of a buyer, seller, provider or consumer
	Agreements {
		/// The account
		#[arg(value_name = "ACCOUNT")]
		account: String,
		/// At most so many
		#[arg(long, default_value_t = 100)]
		limit: u32,
	},
	/// What is bought: look at it, pay more in, take it to its end
	#[command(subcommand)]
	Agreement(AgreementCommand),
	/// Sign vouchers as the providing device, out of readings from standard input
	///
	/// A reading is a line of JSON: {"units": 1250, "at": 1767225600000}. For each a voucher is
	/// written as a line of JSON; the last one stands for all before it.
	Meter(Meter),
	/// Countersign vouchers as the consuming device, so that they are paid at once
	Countersign(Countersign),
	/// Bring vouchers to the chain: of each agreement the few that stand for all others
	Settle {
		/// Files with vouchers, one a line; - for standard input
		#[arg(value_name = "FILE", required_unless_present = "collect")]
		vouchers: Vec<PathBuf>,
		/// Also have paid what this agreement's claims have come to
		#[arg(long, value_name = "AGREEMENT")]
		collect: Vec<u64>,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Measure how many settlements a block of a development chain takes
	Load(Load),
	/// Receipts of deliveries, signed off the chain
	#[command(subcommand)]
	Receipt(ReceiptCommand),
	/// Proofs of end uses, each of which is paid once
	#[command(subcommand)]
	Uses(UsesCommand),
	/// Auctions: start, bid, reveal, close
	#[command(subcommand)]
	Auction(AuctionCommand),
	/// Have paid what a receiver of a listing's revenue could not take before
	ClaimShare {
		/// The listing's number
		listing: u32,
		/// Under which terms
		#[arg(long, value_name = "NUMBER", default_value_t = 0)]
		revision: u32,
		/// Whose share (default: the signer's)
		#[arg(long, value_name = "ACCOUNT")]
		receiver: Option<String>,
		/// Pay it to this account; only the receiver can say so
		#[arg(long, value_name = "ACCOUNT")]
		to: Option<String>,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Arbiters
	#[command(subcommand)]
	Arbiter(ArbiterCommand),
	/// Disputes about what is claimed
	#[command(subcommand)]
	Dispute(DisputeCommand),
	/// A name: what one's trades have burned
	#[command(subcommand)]
	Name(NameCommand),
	/// Standing orders, which anyone may execute against a listing that satisfies them
	#[command(subcommand)]
	Policy(Box<PolicyCommand>),
	/// Bring standing orders and listings together, for the buyers' tips
	///
	/// Looks at the policies, finds the cheapest listing that the chain would take for each, and
	/// executes it where the tip is higher than the fee, which the signer pays. A tip is paid when
	/// the buyer pays the seller. Goes on with each block until it is ended.
	Match(Match),
	/// Show what happens on the market as it comes
	Watch {
		/// Only this agreement
		#[arg(long, value_name = "NUMBER")]
		agreement: Option<u64>,
		/// Only this listing
		#[arg(long, value_name = "NUMBER")]
		listing: Option<u32>,
		/// Stop after so many blocks
		#[arg(long, value_name = "NUMBER")]
		blocks: Option<u64>,
	},
}

/// What is offered: in a file, or by options.
#[derive(Debug, Clone, Args)]
pub struct OfferArgs {
	/// A file with the offer, in TOML, or in JSON if it is named so
	#[arg(value_name = "FILE", conflicts_with_all = ["kind", "price_tag", "metered", "per_use"])]
	pub file: Option<PathBuf>,
	/// What kind of thing: power, network, compute, storage, data, service, access or other:NUMBER
	#[arg(long, required_unless_present = "file")]
	pub kind: Option<Kind>,
	/// What it is counted in (default: what the kind usually is)
	#[arg(long, conflicts_with = "file")]
	pub unit: Option<Unit>,
	/// Where it is: 1 to 6 characters of a geohash
	#[arg(long, value_name = "GEOHASH", conflicts_with = "file")]
	pub place: Option<Place>,
	/// CID of what it is: hexadecimal digits of the binary form
	#[arg(long, value_name = "HEX", conflicts_with = "file")]
	pub metadata: Option<String>,
	/// The device that provides it
	#[arg(long, value_name = "ACCOUNT", conflicts_with = "file")]
	pub provider: Option<String>,
	/// How much there is: unlimited, stock:UNITS or concurrent:UNITS
	#[arg(long, conflicts_with = "file")]
	pub capacity: Option<Capacity>,
	/// For how long one can buy
	#[arg(long, default_value = "30d", value_name = "TIME", conflicts_with = "file")]
	pub valid_for: Span,
	/// A price for a quantity, such as "0.5 GAS" or "300 GAS / 1000"
	#[arg(
		long,
		value_name = "PRICE",
		required_unless_present_any = ["file", "metered", "per_use"],
		conflicts_with_all = ["metered", "per_use"]
	)]
	pub price_tag: Option<Price>,
	/// A price along what a meter shows; needs --rate
	#[arg(long, value_name = "PRICE", requires = "rate", conflicts_with = "per_use")]
	pub metered: Option<Price>,
	/// The most units that can be charged for an hour
	#[arg(long, value_name = "UNITS", requires = "metered")]
	pub rate: Option<u64>,
	/// GAS for each hour, used or not
	#[arg(long, value_name = "AMOUNT", requires = "metered")]
	pub standby: Option<Gas>,
	/// For how long at its maximum rate the first escrow must last
	#[arg(long, value_name = "TIME", requires = "metered")]
	pub runway: Option<Span>,
	/// A price for each verified end use
	#[arg(long, value_name = "AMOUNT")]
	pub per_use: Option<Gas>,
	/// How long after its use a unit can be charged
	#[arg(long, default_value = "1h", value_name = "TIME", conflicts_with = "file")]
	pub claim_period: Span,
	/// Who receives the revenue, and which part: "ACCOUNT=30 %" (default: all the seller)
	#[arg(long, value_name = "ACCOUNT=PART", conflicts_with = "file")]
	pub split: Vec<ShareFile>,
	/// Whom the seller accepts as arbiter
	#[arg(long, value_name = "ACCOUNT", conflicts_with = "file")]
	pub arbiter: Vec<String>,
	/// How long a claim can be disputed
	#[arg(long, default_value = "1h", value_name = "TIME", conflicts_with = "file")]
	pub window: Span,
	/// How long the seller has to deliver
	#[arg(long, default_value = "24h", value_name = "TIME", conflicts_with = "file")]
	pub delivery: Span,
	/// After which time a cancelled agreement ends
	#[arg(long, value_name = "TIME", conflicts_with = "file")]
	pub notice: Option<Span>,
	/// The manifest of a data package, made by `intctl data pack`
	#[arg(long, value_name = "FILE", conflicts_with = "file")]
	pub package: Option<PathBuf>,
}

impl OfferArgs {
	/// The offer in the options; nothing if it is in a file.
	pub fn by_options(&self) -> Option<OfferFile> {
		let pricing = match (self.price_tag, self.metered, self.per_use) {
			(Some(price), ..) => PricingFile::PriceTag { price },
			(_, Some(price), _) => PricingFile::Metered {
				price,
				rate: self.rate?,
				standby: self.standby,
				claim_period: self.claim_period,
				runway: self.runway,
				from_use: Vec::new(),
				from_time: Vec::new(),
			},
			(.., Some(price)) => PricingFile::Cpp { price, claim_period: self.claim_period },
			(None, None, None) => return None,
		};
		Some(OfferFile {
			kind: self.kind.clone()?,
			unit: self.unit.clone(),
			place: self.place.clone(),
			metadata: self.metadata.clone(),
			provider: self.provider.clone(),
			capacity: self.capacity.clone(),
			starts_in: None,
			valid_for: self.valid_for,
			pricing,
			access: Default::default(),
			split: self.split.clone(),
			arbiters: self.arbiter.clone(),
			window: self.window,
			delivery: self.delivery,
			notice: self.notice,
			longest: None,
			package: self.package.clone(),
		})
	}
}

/// Who buys for what, beside the money.
#[derive(Debug, Clone, Args)]
pub struct PartyArgs {
	/// The device that consumes and signs (default: the buyer's own account)
	#[arg(long, value_name = "ACCOUNT")]
	pub consumer: Option<String>,
	/// The arbiter, out of the listing's
	#[arg(long, value_name = "ACCOUNT")]
	pub arbiter: Option<String>,
	/// The file with the listing's buyers, if it names any
	#[arg(long, value_name = "FILE")]
	pub allow_list: Option<PathBuf>,
}

/// Who buys: or only a preview for an account.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub struct Buyer {
	/// The key that signs
	#[arg(long, value_name = "KEY")]
	pub signer: Option<String>,
	/// Only say what it would cost this account, and what stands against it
	#[arg(long, value_name = "ACCOUNT")]
	pub preview: Option<String>,
}

/// `intctl market buy`.
#[derive(Debug, Clone, Args)]
pub struct Buy {
	/// The listing's number
	pub listing: u32,
	/// The terms that you have read (default: the present ones)
	#[arg(long, value_name = "NUMBER")]
	pub revision: Option<u32>,
	/// Units, or uses at a price for each (default: 1); not for metered use
	#[arg(long, value_name = "UNITS")]
	pub quantity: Option<u64>,
	/// The most that it may cost, such as "5 GAS"; for metered use, that the tariff's units may cost
	/// (default: what it costs now)
	#[arg(long, value_name = "AMOUNT")]
	pub max_price: Option<Gas>,
	/// What to hold for metered use
	#[arg(long, value_name = "AMOUNT")]
	pub escrow: Option<Gas>,
	/// How long metered use, or uses at a price for each, may last
	#[arg(long = "for", value_name = "TIME")]
	pub duration: Option<Span>,
	/// Prove uses by hashes instead of receipts, and keep their secret in this file
	#[arg(long, value_name = "FILE")]
	pub uses_file: Option<PathBuf>,
	/// Beside the money
	#[command(flatten)]
	pub party: PartyArgs,
	/// In whose name and with whose GAS (default: the signer's)
	#[arg(long = "in-name-of", value_name = "ACCOUNT")]
	pub in_name_of: Option<String>,
	/// Who buys
	#[command(flatten)]
	pub buyer: Buyer,
}

/// An agreement and who acts on it.
#[derive(Debug, Clone, Args)]
pub struct OnAgreement {
	/// The agreement's number
	pub agreement: u64,
	/// Who acts
	#[command(flatten)]
	pub signer: SignerArg,
}

/// `intctl market agreement`.
#[derive(Debug, Subcommand)]
pub enum AgreementCommand {
	/// Show an agreement
	Show {
		/// Its number
		agreement: u64,
	},
	/// Add to the escrow, as the buyer
	TopUp {
		/// Which, and who
		#[command(flatten)]
		on: OnAgreement,
		/// How much GAS, such as "500 GAS"
		#[arg(long)]
		amount: Gas,
	},
	/// Take out of the escrow what no claim can reach, as the buyer
	Withdraw {
		/// Which, and who
		#[command(flatten)]
		on: OnAgreement,
		/// How much GAS (default: all that can be)
		#[arg(long)]
		amount: Option<Gas>,
	},
	/// Give notice; or give up a delivery, as the seller
	Cancel(OnAgreement),
	/// End it after its time, and return the rest to the buyer; anyone may
	Close(OnAgreement),
	/// Claim to have delivered, as the seller
	Deliver(OnAgreement),
	/// Say that it was delivered, as the buyer: pays
	Confirm(OnAgreement),
	/// Have paid what can no longer be disputed; anyone may
	Collect(OnAgreement),
}

/// `intctl market meter`.
#[derive(Debug, Clone, Args)]
pub struct Meter {
	/// The agreement that is metered
	pub agreement: u64,
	/// The providing device's present key
	#[arg(long, value_name = "KEY")]
	pub provider_key: String,
	/// The consuming device's present key, where it is here too: vouchers are countersigned
	#[arg(long, value_name = "KEY")]
	pub consumer_key: Option<String>,
	/// What the meter showed when the agreement was opened
	#[arg(long, default_value_t = 0, value_name = "UNITS", conflicts_with = "since_last")]
	pub zero: u64,
	/// Readings are what was used since the line before, not what the meter shows
	#[arg(long)]
	pub since_last: bool,
	/// Write only the last voucher
	#[arg(long)]
	pub last: bool,
	/// For how long a voucher can be brought to the chain
	#[arg(long, default_value = "24h", value_name = "TIME")]
	pub good_for: Span,
	/// Bring the last voucher to the chain
	#[arg(long, requires = "signer")]
	pub settle: bool,
	/// Who brings it
	#[arg(long, value_name = "KEY", requires = "settle")]
	pub signer: Option<String>,
}

/// `intctl market load`.
#[derive(Debug, Args)]
pub struct Load {
	/// Agreements, each with a buyer of its own; 100 of them are settled by a transaction
	#[arg(long, default_value_t = 500)]
	pub agreements: u16,
	/// Who sells, and gives the buyers their money
	#[command(flatten)]
	pub signer: SignerArg,
}

/// `intctl market countersign`.
#[derive(Debug, Clone, Args)]
pub struct Countersign {
	/// The file with vouchers, one a line; - for standard input
	#[arg(value_name = "FILE", default_value = "-")]
	pub vouchers: PathBuf,
	/// The consuming device's present key
	#[arg(long, value_name = "KEY")]
	pub consumer_key: String,
	/// Sign for no more than so many units: what your own meter shows
	#[arg(long, value_name = "UNITS")]
	pub upto: u64,
	/// For how long it can be brought to the chain
	#[arg(long, default_value = "24h", value_name = "TIME")]
	pub good_for: Span,
}

/// `intctl market receipt`.
#[derive(Debug, Subcommand)]
pub enum ReceiptCommand {
	/// Sign that it was delivered, as the consuming device; whoever has it can have it paid
	Sign {
		/// The agreement's number
		agreement: u64,
		/// The consuming device's present key
		#[arg(long, value_name = "KEY")]
		consumer_key: String,
		/// For how long it can be brought to the chain
		#[arg(long, default_value = "24h", value_name = "TIME")]
		good_for: Span,
		/// Write to this file instead of the terminal
		#[arg(long, value_name = "FILE")]
		out: Option<PathBuf>,
	},
	/// Bring a receipt to the chain: pays
	Submit {
		/// The file; - for standard input
		#[arg(value_name = "FILE", default_value = "-")]
		receipt: PathBuf,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
}

/// `intctl market uses`.
#[derive(Debug, Subcommand)]
pub enum UsesCommand {
	/// Sign receipts of end uses, as the consuming device, one a line
	Sign {
		/// The agreement's number
		agreement: u64,
		/// The consuming device's present key
		#[arg(long, value_name = "KEY")]
		consumer_key: String,
		/// The number of the first use, from 0 (default: the next that is not paid)
		#[arg(long, value_name = "NUMBER")]
		first: Option<u64>,
		/// How many
		#[arg(long, default_value_t = 1)]
		count: u64,
		/// For how long they can be brought to the chain
		#[arg(long, default_value = "24h", value_name = "TIME")]
		good_for: Span,
	},
	/// Bring receipts of end uses to the chain: pays
	Submit {
		/// The file, one receipt a line; - for standard input
		#[arg(value_name = "FILE", default_value = "-")]
		receipts: PathBuf,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Give away the hash that pays the first uses, as the buyer
	Pay {
		/// The file that `intctl market buy --uses-file` made
		#[arg(value_name = "FILE")]
		uses_file: PathBuf,
		/// How many uses it pays in all
		#[arg(long, value_name = "NUMBER")]
		uses: u64,
	},
	/// Bring a hash to the chain: pays all uses down to it
	Reveal {
		/// The agreement's number
		agreement: u64,
		/// The hash, 0x and 64 hexadecimal digits
		#[arg(long, value_name = "HASH")]
		preimage: String,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
}

/// An auction, a bidder and what the bidder needs.
#[derive(Debug, Clone, Args)]
pub struct Bidding {
	/// The auction's number
	pub auction: u32,
	/// How much GAS, such as "500 GAS"
	#[arg(value_name = "AMOUNT")]
	pub amount: Gas,
	/// Beside the money
	#[command(flatten)]
	pub party: PartyArgs,
	/// The folder in which the purchase of a data package is kept
	#[arg(long, value_name = "FOLDER")]
	pub package_folder: Option<PathBuf>,
	/// In whose name and with whose GAS (default: the signer's)
	#[arg(long = "in-name-of", value_name = "ACCOUNT")]
	pub in_name_of: Option<String>,
	/// Who bids
	#[command(flatten)]
	pub signer: SignerArg,
}

/// `intctl market auction`.
#[derive(Debug, Subcommand)]
pub enum AuctionCommand {
	/// Start an auction of one lot of a listing, as the seller
	Start {
		/// The listing's number
		listing: u32,
		/// Its terms (default: the present ones)
		#[arg(long, value_name = "NUMBER")]
		revision: Option<u32>,
		/// The seller
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Show an auction
	Show {
		/// Its number
		auction: u32,
	},
	/// Bid in an English auction, or take the price of a Dutch one
	Bid(Bidding),
	/// Lay a sealed bid down; its secret is kept in a file until it is revealed
	Seal {
		/// What, and who
		#[command(flatten)]
		bidding: Bidding,
		/// What goes on hold, and everybody sees: at least the bid
		#[arg(long, value_name = "AMOUNT")]
		cover: Gas,
		/// Where the secret is kept (default: in $XDG_DATA_HOME/intctl/bids)
		#[arg(long, value_name = "FILE")]
		secret_file: Option<PathBuf>,
	},
	/// Reveal a sealed bid out of its file; a fifth of the cover of one that is not revealed burns
	Reveal {
		/// The auction's number
		auction: u32,
		/// Whose bid (default: the signer's)
		#[arg(long, value_name = "ACCOUNT")]
		bidder: Option<String>,
		/// Where the secret is kept
		#[arg(long, value_name = "FILE")]
		secret_file: Option<PathBuf>,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Close an auction that is over: makes the winner's agreement; anyone may
	Close {
		/// The auction's number
		auction: u32,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Return the money of a bid that does not lead; anyone may
	Reclaim {
		/// The auction's number
		auction: u32,
		/// Whose bid (default: the signer's)
		#[arg(long, value_name = "ACCOUNT")]
		bidder: Option<String>,
		/// Anyone
		#[command(flatten)]
		signer: SignerArg,
	},
}

/// `intctl market arbiter`.
#[derive(Debug, Subcommand)]
pub enum ArbiterCommand {
	/// Agree to be an arbiter, or change fee and metadata; holds a deposit
	Register {
		/// GAS for a ruling
		#[arg(long, value_name = "AMOUNT")]
		fee: Gas,
		/// CID of who it is and by what rules it judges: hexadecimal digits of the binary form
		#[arg(long, value_name = "HEX")]
		metadata: Option<String>,
		/// The arbiter
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Be an arbiter no more; the deposit returns
	Retire(SignerArg),
	/// Show an arbiter
	Show {
		/// The account
		#[arg(value_name = "ACCOUNT")]
		account: String,
	},
}

/// `intctl market dispute`.
#[derive(Debug, Subcommand)]
pub enum DisputeCommand {
	/// Dispute what is claimed and not paid, as the buyer; holds a bond if there is an arbiter
	Open(OnAgreement),
	/// Answer with a bond as high, as the seller
	Answer(OnAgreement),
	/// Rule, as the arbiter
	Rule {
		/// Which, and who
		#[command(flatten)]
		on: OnAgreement,
		/// Which part goes to the seller, such as "70 %"
		#[arg(long, value_name = "PART")]
		award: Parts,
	},
	/// End a dispute that was not answered or not ruled in time; anyone may
	Resolve(OnAgreement),
	/// Show a dispute
	Show {
		/// The agreement's number
		agreement: u64,
	},
}

/// `intctl market name`.
#[derive(Debug, Subcommand)]
pub enum NameCommand {
	/// Open a name for the signer and all its devices; holds a deposit
	Open(SignerArg),
	/// Give the signer's name up; the deposit returns
	Close(SignerArg),
	/// What an account's name is worth
	Show {
		/// The account
		#[arg(value_name = "ACCOUNT")]
		account: String,
	},
}

/// How a standing buyer wants to be charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WantArg {
	/// A quantity at a price tag
	Delivery,
	/// A data package; needs --package-folder
	Package,
	/// Metered use; needs --for
	Metered,
	/// Uses at a price for each; needs --for
	Uses,
}

/// A standing order: in a file, or by options.
#[derive(Debug, Clone, Args)]
pub struct OrderArgs {
	/// A file with the order, in TOML, or in JSON if it is named so
	#[arg(value_name = "FILE", conflicts_with_all = ["kind", "max_price"])]
	pub file: Option<PathBuf>,
	/// What kind of thing: power, network, compute, storage, data, service, access or other:NUMBER
	#[arg(long, required_unless_present = "file")]
	pub kind: Option<Kind>,
	/// What it is counted in (default: what the kind usually is)
	#[arg(long, conflicts_with = "file")]
	pub unit: Option<Unit>,
	/// How it is charged for
	#[arg(long, value_enum, default_value = "delivery", conflicts_with = "file")]
	pub want: WantArg,
	/// Units of each purchase, or uses; for metered use the units that the escrow suffices for
	#[arg(long, default_value_t = 1, value_name = "UNITS", conflicts_with = "file")]
	pub quantity: u64,
	/// How long metered use, or uses, may last
	#[arg(long = "for", value_name = "TIME", conflicts_with = "file")]
	pub duration: Option<Span>,
	/// Where: the first characters of a geohash (default: anywhere)
	#[arg(long, value_name = "GEOHASH", conflicts_with = "file")]
	pub place: Option<Place>,
	/// The most that a purchase may cost
	#[arg(long, value_name = "AMOUNT", required_unless_present = "file")]
	pub max_price: Option<Gas>,
	/// What it may cost at first (default: the most at once)
	#[arg(long, value_name = "AMOUNT", requires = "over", conflicts_with = "file")]
	pub start_price: Option<Gas>,
	/// How long the price takes from the first to the most
	#[arg(long, value_name = "TIME", requires = "start_price", conflicts_with = "file")]
	pub over: Option<Span>,
	/// What whoever executes it gets on top of the price, up to 1 %
	#[arg(long, default_value = "1 %", value_name = "PART", conflicts_with = "file")]
	pub tip: Parts,
	/// How long a period is
	#[arg(long, default_value = "24h", value_name = "TIME", conflicts_with = "file")]
	pub period: Span,
	/// What may be spent in a period, tips included (default: the budget)
	#[arg(long, value_name = "AMOUNT", conflicts_with = "file")]
	pub per_period: Option<Gas>,
	/// The most purchases in a period
	#[arg(long, default_value_t = 1, value_name = "NUMBER", conflicts_with = "file")]
	pub purchases: u32,
	/// For how long it stands
	#[arg(long, default_value = "30d", value_name = "TIME", conflicts_with = "file")]
	pub valid_for: Span,
	/// The least time to dispute a claim or a revealed key
	#[arg(long, default_value = "1m", value_name = "TIME", conflicts_with = "file")]
	pub window: Span,
	/// The longest that delivery, notice and claims may take
	#[arg(long, default_value = "24h", value_name = "TIME", conflicts_with = "file")]
	pub patience: Span,
	/// The device that consumes and signs (default: the buyer's own account)
	#[arg(long, value_name = "ACCOUNT", conflicts_with = "file")]
	pub consumer: Option<String>,
	/// Whom the buyer accepts as arbiter, best first
	#[arg(long, value_name = "ACCOUNT", requires = "ruling", conflicts_with = "file")]
	pub arbiter: Vec<String>,
	/// The most that a ruling may cost
	#[arg(long, value_name = "AMOUNT", conflicts_with = "file")]
	pub ruling: Option<Gas>,
}

impl OrderArgs {
	/// The order in the options; nothing if it is in a file.
	pub fn by_options(&self) -> Result<Option<OrderFile>, String> {
		let (Some(kind), Some(maximum)) = (self.kind.clone(), self.max_price) else {
			return Ok(None);
		};
		let time = || self.duration.ok_or("say with --for how long it may last");
		let want = match self.want {
			WantArg::Delivery => WantFile::Delivery,
			WantArg::Package => WantFile::Package { root: None },
			WantArg::Metered => WantFile::Metered { duration: time()?, standby: None },
			WantArg::Uses => WantFile::Uses { duration: time()? },
		};
		Ok(Some(OrderFile {
			kind,
			unit: self.unit.clone(),
			want,
			quantity: self.quantity,
			place: self.place.clone(),
			metadata: None,
			consumer: self.consumer.clone(),
			reputation: None,
			security: None,
			arbiters: self.arbiter.clone(),
			ruling: self.ruling,
			window: self.window,
			patience: self.patience,
			price: RampFile { start: self.start_price, maximum, over: self.over },
			tip: self.tip,
			period: self.period,
			per_period: self.per_period,
			purchases: self.purchases,
			valid_for: self.valid_for,
		}))
	}
}

/// A policy and who acts on it.
#[derive(Debug, Clone, Args)]
pub struct OnPolicy {
	/// The policy's number
	pub policy: u64,
	/// Who acts
	#[command(flatten)]
	pub signer: SignerArg,
}

/// `intctl market policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
	/// Leave a standing order, out of a file (TOML or JSON) or as the options say
	Create {
		/// What
		#[command(flatten)]
		order: Box<OrderArgs>,
		/// The money that goes on hold for it: at least the highest price
		#[arg(long, value_name = "AMOUNT")]
		budget: Gas,
		/// A new folder for the key of a data package; `intctl data accept` needs it
		#[arg(long, value_name = "FOLDER")]
		package_folder: Option<PathBuf>,
		/// In whose name and with whose GAS (default: the signer's)
		#[arg(long = "in-name-of", value_name = "ACCOUNT")]
		in_name_of: Option<String>,
		/// The buyer
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Add to the budget, as the buyer
	Fund {
		/// Which, and who
		#[command(flatten)]
		on: OnPolicy,
		/// How much GAS, such as "500 GAS"
		#[arg(long)]
		amount: Gas,
	},
	/// Stop its purchases for now, as the buyer
	Pause {
		/// Which, and who
		#[command(flatten)]
		on: OnPolicy,
		/// Let them go on, with the price at its start
		#[arg(long)]
		resume: bool,
	},
	/// Remove it, as the buyer, or once it has expired as anyone; the rest of the budget returns
	Close(OnPolicy),
	/// Show a policy
	Show {
		/// Its number
		policy: u64,
	},
	/// See what its execution against a listing would come to, and what stands against it
	Preview {
		/// Its number
		policy: u64,
		/// The listing's number
		listing: u32,
		/// Who would execute it
		#[arg(long, value_name = "ACCOUNT")]
		executor: String,
	},
	/// Find policies: that want a kind of thing, or of a buyer
	List {
		/// What kind of thing
		#[arg(required_unless_present = "buyer", conflicts_with = "buyer")]
		kind: Option<Kind>,
		/// Only those that take what lies there
		#[arg(long, value_name = "GEOHASH", requires = "kind")]
		place: Option<Place>,
		/// The policies of this buyer instead
		#[arg(long, value_name = "ACCOUNT")]
		buyer: Option<String>,
		/// At most so many
		#[arg(long, default_value_t = 100)]
		limit: u32,
	},
}

/// `intctl market match`.
#[derive(Debug, Clone, Args)]
pub struct Match {
	/// Only policies that want this kind of thing; may be given several times (default: all kinds
	/// but other:NUMBER)
	#[arg(long)]
	pub kind: Vec<Kind>,
	/// Only this policy; may be given several times
	#[arg(long, value_name = "NUMBER")]
	pub policy: Vec<u64>,
	/// Execute also where the tip does not cover the fee
	#[arg(long)]
	pub any: bool,
	/// A list of buyers that a seller has published, for listings that name their buyers
	#[arg(long, value_name = "FILE")]
	pub allow_list: Vec<PathBuf>,
	/// Look once, and end when what was found is done
	#[arg(long)]
	pub once: bool,
	/// Who executes, pays the fees and gets the tips
	#[command(flatten)]
	pub signer: SignerArg,
}

/// `intctl data`.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
	/// Make a package of a file, as the seller; list it with `intctl market list --package`
	Pack {
		/// The data
		#[arg(value_name = "FILE")]
		data: PathBuf,
		/// The folder that is the store, for the catalogue
		#[arg(long, value_name = "FOLDER")]
		store: PathBuf,
		/// A new folder for manifest and secret; keep it
		#[arg(long, value_name = "FOLDER")]
		package: PathBuf,
		/// The name of the data's format, or the file that describes it
		#[arg(long, value_name = "NAME|FILE")]
		schema: String,
		/// Data in a chunk, bytes
		#[arg(long, default_value_t = 4_048, value_parser = clap::value_parser!(u16).range(1..=4_048))]
		chunk: u16,
	},
	/// Buy a package; its key and later its pages are kept in a folder
	Buy {
		/// What, and who
		#[command(flatten)]
		buy: Box<Buy>,
		/// A new folder for the purchase; keep it
		#[arg(long, value_name = "FOLDER")]
		folder: PathBuf,
	},
	/// Encrypt a package for its buyer and put it into the store, as the seller
	Deliver {
		/// The agreement's number
		agreement: u64,
		/// The package's folder
		#[arg(long, value_name = "FOLDER")]
		package: PathBuf,
		/// The data, as it was packed
		#[arg(long, value_name = "FILE")]
		data: PathBuf,
		/// The folder that is the store
		#[arg(long, value_name = "FOLDER")]
		store: PathBuf,
	},
	/// Fetch and check a delivery, keep it, and accept it on the chain: binds the buyer
	Accept {
		/// The purchase's folder
		#[arg(value_name = "FOLDER")]
		folder: PathBuf,
		/// The agreement's number, where it was won in an auction
		#[arg(long, value_name = "NUMBER")]
		agreement: Option<u64>,
		/// The delivery's address, 0x and 64 hexadecimal digits, from the seller
		#[arg(long, value_name = "ADDRESS")]
		delivery: String,
		/// The store: a folder, or the address of a web server that has its files
		#[arg(long, value_name = "FOLDER|URL")]
		store: String,
		/// The buyer
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Reveal the key of an accepted package, as the seller: is paid after the window
	Reveal {
		/// The agreement's number
		agreement: u64,
		/// The package's folder
		#[arg(long, value_name = "FOLDER")]
		package: PathBuf,
		/// The seller
		#[command(flatten)]
		signer: SignerArg,
	},
	/// Decrypt what was bought with the revealed key, and compare each chunk
	Open {
		/// The purchase's folder
		#[arg(value_name = "FOLDER")]
		folder: PathBuf,
		/// Where the data goes
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Prove to the chain that a chunk is not what was sold: all returns to the buyer
	Complain {
		/// The purchase's folder
		#[arg(value_name = "FOLDER")]
		folder: PathBuf,
		/// The buyer
		#[command(flatten)]
		signer: SignerArg,
	},
}

/// `intctl access`.
#[derive(Debug, Subcommand)]
pub enum AccessCommand {
	/// Grant a holder's key the way in that an agreement has bought
	Grant {
		/// The agreement's number
		agreement: u64,
		/// The lock's account
		#[arg(long, value_name = "ACCOUNT")]
		lock: String,
		/// The key that signs, which the lock holds
		#[arg(long, value_name = "KEY")]
		issuer_key: String,
		/// The scheme of the holder's key
		#[arg(long, default_value = "ed25519")]
		holder_scheme: Scheme,
		/// The holder's public key, hexadecimal digits
		#[arg(long, value_name = "HEX")]
		holder: String,
		/// For how long, from now
		#[arg(long = "for", value_name = "TIME")]
		lifetime: Span,
		/// By how much the lock's clock may be wrong: added on both sides
		#[arg(long, default_value = "1m", value_name = "TIME")]
		clock_error: Span,
		/// Write to this file instead of the terminal
		#[arg(long, value_name = "FILE")]
		out: Option<PathBuf>,
	},
	/// Ask a holder, as the lock: writes a challenge
	Ask {
		/// The grant
		#[arg(long, value_name = "FILE")]
		grant: PathBuf,
		/// How long the lock waits for the answer
		#[arg(long, default_value = "5s", value_name = "TIME")]
		patience: Span,
		/// The challenge's file
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Answer a lock's challenge, as the holder
	Answer {
		/// The grant
		#[arg(long, value_name = "FILE")]
		grant: PathBuf,
		/// The challenge
		#[arg(long, value_name = "FILE")]
		challenge: PathBuf,
		/// The holder's key
		#[arg(long, value_name = "KEY")]
		holder_key: String,
		/// Write to this file instead of the terminal
		#[arg(long, value_name = "FILE")]
		out: Option<PathBuf>,
	},
	/// Whether a lock would open, offline, by its own clock
	Check {
		/// The grant
		#[arg(long, value_name = "FILE")]
		grant: PathBuf,
		/// The challenge that the lock made
		#[arg(long, value_name = "FILE")]
		challenge: PathBuf,
		/// The holder's answer
		#[arg(long, value_name = "FILE")]
		answer: PathBuf,
		/// The lock's account
		#[arg(long, value_name = "ACCOUNT")]
		lock: String,
		/// The issuer's account
		#[arg(long, value_name = "ACCOUNT")]
		issuer: String,
		/// The scheme of the issuer's key
		#[arg(long, default_value = "ed25519")]
		issuer_scheme: Scheme,
		/// The issuer's public key that the lock holds, hexadecimal digits
		#[arg(long, value_name = "HEX")]
		issuer_public: String,
		/// The generation of that key
		#[arg(long, default_value_t = 0, value_name = "NUMBER")]
		generation: u32,
		/// The lowest sequence that is not revoked
		#[arg(long, default_value_t = 0, value_name = "NUMBER")]
		floor: u64,
		/// The longest time that a grant may be valid
		#[arg(long, default_value = "30d", value_name = "TIME")]
		longest: Span,
		/// By how much this clock may be wrong
		#[arg(long, default_value = "2s", value_name = "TIME")]
		clock_error: Span,
	},
}
