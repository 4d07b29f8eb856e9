# shellcheck shell=bash
# What the scripts share: where things are, how they speak, how a stage is timed, how tests are
# counted. Sourced, never run. Needs bash and coreutils.

set -euo pipefail

REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# Everything that is built or downloaded lives under one folder, outside the checkout, so that a
# second clone, CI's included, finds it warm.
INT_CACHE=${INT_CACHE:-${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/int}
TARGET=${CARGO_TARGET_DIR:-$INT_CACHE/target}
LOGS=${INT_LOGS:-$INT_CACHE/logs}
TOOLS=$INT_CACHE/tools
# Nodes that start with an empty chain find the runtime compiled all the same.
export INT_COMPILED_RUNTIMES=${INT_COMPILED_RUNTIMES:-$INT_CACHE/compiled}
# shellcheck disable=SC2034 # used by doctor and setup
CHANNEL=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' "$REPO/rust-toolchain.toml")

# Workspace members are compiled by clippy's own driver, so that linting costs no second compile:
# dependencies keep their fingerprints, and what clippy found comes with the build's messages
# (docs/adr/0002-one-compile.md). An empty value switches it off.
export RUSTC_WORKSPACE_WRAPPER=${RUSTC_WORKSPACE_WRAPPER-clippy-driver}

# rustup's folder is missing from PATH in shells that read no profile.
if ! command -v cargo >/dev/null && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
	PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
fi

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
	RED=$'\e[31m' GREEN=$'\e[32m' YELLOW=$'\e[33m' BOLD=$'\e[1m' PLAIN=$'\e[0m'
else
	RED='' GREEN='' YELLOW='' BOLD='' PLAIN=''
fi

say() { printf '%s\n' "$*"; }
head_line() { printf '\n%s%s%s\n' "$BOLD" "$*" "$PLAIN"; }
warn() { printf '%s%s%s\n' "$YELLOW" "$*" "$PLAIN" >&2; }
die() {
	printf '%s%s%s\n' "$RED" "$*" "$PLAIN" >&2
	exit 1
}

# The comment at the top of a script is its help.
usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; }

# Seconds as a person says them: 7s, 3m05s, 1h02m.
duration() {
	if [ "$1" -lt 60 ]; then
		printf '%ds' "$1"
	elif [ "$1" -lt 3600 ]; then
		printf '%dm%02ds' $(($1 / 60)) $(($1 % 60))
	else
		printf '%dh%02dm' $(($1 / 3600)) $(($1 % 3600 / 60))
	fi
}

# A log as plain lines: progress bars overwrite themselves with carriage returns and escapes.
plain() { tr '\r' '\n' <"$1" | sed $'s/\e\\[[0-9;?]*[A-Za-z]//g'; }

# Node.js that setup installed, where the machine's own is absent or older than 20.
use_node() {
	if [ -x "$TOOLS/node/bin/node" ] && ! node_is_recent; then
		PATH=$TOOLS/node/bin:$PATH
	fi
}
node_is_recent() {
	local major
	major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p') || true
	[ "${major:-0}" -ge 20 ] && command -v npm >/dev/null
}
use_node

# --- The compiler -------------------------------------------------------------------------------

# A tool of the compiler that this repository names, without letting rustup download another.
rust() { (cd "$REPO" && RUSTUP_AUTO_INSTALL=0 "$@"); }

# Several releases of Rust have a rustfmt of the same version. But it is linked with the library that its
# compiler is, whose name stands for one build. Where neither names it, that rustfmt runs has to do.
rustfmt_is_the_compilers() {
	local sysroot
	sysroot=$(rust rustc --print sysroot)
	[ "$(driver_of "$sysroot/bin/rustfmt")" = "$(driver_of "$sysroot/bin/rustc")" ]
}
driver_of() { LC_ALL=C grep -aom 1 'librustc_driver-[0-9a-f]*' "$1" 2>/dev/null; }

# The target is usable when the link that the runtime needs works: link-time optimisation over the
# bitcode of `core` and `alloc`.
wasm_target_links() {
	local folder result=0
	folder=$(mktemp -d)
	cat >"$folder/probe.rs" <<'RUST'
#![no_std]
extern crate alloc;
struct Bump;
unsafe impl core::alloc::GlobalAlloc for Bump {
	unsafe fn alloc(&self, layout: core::alloc::Layout) -> *mut u8 { layout.align() as *mut u8 }
	unsafe fn dealloc(&self, _: *mut u8, _: core::alloc::Layout) {}
}
#[global_allocator]
static ALLOCATOR: Bump = Bump;
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! { loop {} }
#[no_mangle]
pub extern "C" fn probe(n: u64) -> u64 {
	let boxed = alloc::boxed::Box::new((n as u128) * (n as u128) / 7);
	alloc::format!("{boxed}").len() as u64
}
RUST
	rust rustc --edition 2021 --crate-type cdylib --target wasm32v1-none -O -C lto=fat \
		-C panic=abort -o "$folder/probe.wasm" "$folder/probe.rs" 2>/dev/null || result=1
	[ "$result" -ne 0 ] || printf 'links with LTO, %s bytes\n' "$(wc -c <"$folder/probe.wasm")"
	rm -r "$folder"
	return "$result"
}

# --- Stages -------------------------------------------------------------------------------------

# spawn LOG COMMAND...: runs a command or function in the background, in a process group of its
# own, and sets SPAWNED to its id. It ends with the script.
CHILDREN=()
spawn() {
	local log=$1
	shift
	set -m
	"$@" >"$log" 2>&1 </dev/null &
	SPAWNED=$!
	set +m
	CHILDREN+=("$SPAWNED")
}
# reap PID: waits for what spawn started and returns its result. Its id may be another's from now on.
reap() {
	local child left=()
	for child in "${CHILDREN[@]}"; do
		[ "$child" = "$1" ] || left+=("$child")
	done
	CHILDREN=(${left[@]+"${left[@]}"})
	wait "$1"
}
# stop PID: ends what spawn started, with all its children; by force after ten seconds.
stop() {
	local tries=100
	kill -TERM -- "-$1" 2>/dev/null || true
	while kill -0 -- "-$1" 2>/dev/null && [ $((tries -= 1)) -gt 0 ]; do sleep 0.1; done
	kill -KILL -- "-$1" 2>/dev/null || true
	reap "$1" 2>/dev/null || true
}
stop_all() {
	while [ ${#CHILDREN[@]} -gt 0 ]; do stop "${CHILDREN[0]}"; done
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# stage NAME COMMAND...: runs the command with its output in a log, says every half minute that it
# is alive and how far it is, and notes name, result and seconds in the file $STAGES.
stage() {
	local name=$1 started=$SECONDS spoke=$SECONDS result=0 log pid
	shift
	log=$LOGS/${name//[^a-zA-Z0-9]/-}.log
	mkdir -p "$LOGS"
	printf '%s%-14s%s %s\n' "$BOLD" "$name" "$PLAIN" "log: $log"
	spawn "$log" "$@"
	pid=$SPAWNED
	while kill -0 "$pid" 2>/dev/null; do
		sleep 0.5
		if [ $((SECONDS - spoke)) -ge 30 ]; then
			spoke=$SECONDS
			printf '%-14s %6s  %s\n' "" "$(duration $((SECONDS - started)))" "$(last_line "$log")"
		fi
	done
	reap "$pid" || result=$?
	told "$name" "$result" $((SECONDS - started)) "$log"
	return "$result"
}
# beside NAME COMMAND...: starts a stage that waits most of the time, beside whatever comes next, and
# sets SPAWNED. `collect NAME SPAWNED` waits for it, says how it went and returns its result.
beside() {
	rm -f "$LOGS/$1.log" "$LOGS/$1.seconds"
	mkdir -p "$LOGS"
	spawn "$LOGS/$1.log" timed "$@"
}
timed() { # NAME COMMAND...
	local name=$1 started=$SECONDS child result=0
	shift
	"$@" &
	child=$!
	wait "$child" || result=$?
	printf '%s\n' $((SECONDS - started)) >"$LOGS/$name.seconds"
	return "$result"
}
collect() { # NAME PID
	local result=0
	printf '%s%-14s%s %s\n' "$BOLD" "$1" "$PLAIN" "log: $LOGS/$1.log"
	reap "$2" || result=$?
	told "$1" "$result" "$(cat "$LOGS/$1.seconds" 2>/dev/null || echo 0)" "$LOGS/$1.log"
	return "$result"
}
# told NAME RESULT SECONDS LOG: how a stage went, with the end of its log when it failed.
told() {
	if [ "$2" -eq 0 ]; then
		note_stage "$1" ok "$3"
		printf '%-14s %6s  %sok%s\n' "" "$(duration "$3")" "$GREEN" "$PLAIN"
	else
		note_stage "$1" FAILED "$3"
		plain "$4" | grep -v '^ *Building \[' | tail -n 60
		printf '%-14s %6s  %sfailed%s, the whole log: %s\n' "" \
			"$(duration "$3")" "$RED" "$PLAIN" "$4"
	fi
}
last_line() {
	tail -c 4000 "$1" | tr '\r' '\n' | sed $'s/\e\\[[0-9;?]*[A-Za-z]//g; s/Building \\[[=> ]*\\]/Building/' |
		grep -v '^ *$' | tail -n 1 | cut -c 1-100 || true
}
note_stage() { [ -z "${STAGES:-}" ] || printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$STAGES"; }

# --- Tests --------------------------------------------------------------------------------------

# count_tests KIND LOG: prints "PASSED FAILED" out of a log of `cargo test` (KIND cargo), of Node's
# test runner (KIND node; a last line "N passed, N failed" counts where there is one), or of the
# story (KIND story; its last line says how many steps of how many went well).
count_tests() {
	plain "$2" | awk -v kind="$1" '
		kind == "cargo" && /^test result: (ok|FAILED)\. [0-9]+ passed; [0-9]+ failed;/ {
			passed += $4; failed += $6
		}
		kind == "node" && /^(#|ℹ) (pass|fail|cancelled) [0-9]+$/ {
			if ($2 == "pass") passed += $3; else failed += $3
		}
		kind == "node" && /^[0-9]+ passed, [0-9]+ failed$/ { plain_line = 1; own = $1; bad = $3 }
		kind == "story" && /^[0-9]+ of [0-9]+ steps/ { passed = $1; failed = $3 - $1 }
		END {
			if (plain_line) { passed = own; failed = bad }
			print passed + 0, failed + 0
		}'
}

# --- Building and running -----------------------------------------------------------------------

# Who has releases of the relay chain needs no Wasm for one that is built here.
[ -z "${POLKADOT_BIN_DIR:-}" ] || export SKIP_ROCOCO_RUNTIME_WASM_BUILD=1

# The one build: every target of every member, with one set of features. Then the runtime is compiled
# for this machine, which all nodes that are started later would do, each for itself.
build_all() {
	(cd "$REPO" && CARGO_TERM_PROGRESS_WHEN=always CARGO_TERM_PROGRESS_WIDTH=100 \
		cargo build --workspace --all-targets --locked) || return 1
	"$TARGET/debug/int-node" compile-runtime --dev 2>&1 ||
		warn "Each node's first start will compile it."
}

# packages_of LOCK: "name version" of each package in a Cargo.lock that comes from a registry.
packages_of() {
	awk '
		/^\[\[package\]\]/ { name = version = "" }
		/^name = / { name = $3 } /^version = / { version = $3 }
		/^source = / { print name, version }' "$1" | tr -d '"' | sort -u
}

# The program that starts networks and the tests on them, which are a workspace of their own.
NETWORK_TARGET=$TARGET/network
network_cargo() { (cd "$REPO/zombienet/tests" && CARGO_TARGET_DIR=$NETWORK_TARGET cargo "$@"); }
build_network() { build_all && network_cargo build --all-targets --locked; }

# The JavaScript clients that the chain is checked with. `npm ci` downloads everything anew; once for
# each lock file is enough.
install_js() (
	cd "$REPO/clients/js-checks"
	# The network's tests and the others may come here at the same time.
	if command -v flock >/dev/null; then
		exec 7>"$INT_CACHE/npm.lock"
		flock 7
	fi
	if ! cmp -s package-lock.json node_modules/.installed-for; then
		npm ci --no-audit --no-fund
		cp package-lock.json node_modules/.installed-for
	fi
)

# cargo_tool CRATE VERSION [ARGUMENT...]: the path of a tool from crates.io, which is compiled at its
# first use; without optimisation, because its compile takes longer than its work.
cargo_tool() {
	local crate=$1 version=$2 root=$TOOLS/$1-$2
	shift 2
	[ -x "$root/bin/$crate" ] || (
		cd "$REPO"
		RUSTC_WORKSPACE_WRAPPER='' CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR=$root/target \
			cargo install "$crate" --version "$version" --locked --debug --root "$root" "$@" >&2 || exit 1
		rm -rf "$root/target"
	) || return 1
	printf '%s\n' "$root/bin/$crate"
}

# rpc PORT METHOD [PARAMETERS]: the answer of a node on this machine, as one line of JSON.
rpc() {
	local body line
	body="{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":[${3:-}]}"
	exec 8<>"/dev/tcp/127.0.0.1/$1" || return 1
	printf 'POST / HTTP/1.0\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
		"$1" "${#body}" "$body" >&8
	while IFS= read -r -t 10 line <&8 || [ -n "$line" ]; do
		case $line in "{"*) break ;; esac
		line=''
	done
	exec 8>&-
	[ -n "$line" ] && printf '%s\n' "$line"
}

# start_dev_node FOLDER [RPC_PORT]: starts a dev chain that keeps its state and log in FOLDER, waits
# for its first block and sets NODE_PID, NODE_PORT and INT_URL. Port 0 takes any free one. INT_NODE
# names another node than that of the build.
start_dev_node() {
	local folder=$1 port=${2:-0} started=$SECONDS log=$1/node.log
	mkdir -p "$folder"
	spawn "$log" nohup "${INT_NODE:-$TARGET/debug/int-node}" --dev --base-path "$folder" \
		--rpc-port "$port" --port 0 --no-prometheus --no-telemetry
	NODE_PID=$SPAWNED
	NODE_PORT=
	until [ -n "$NODE_PORT" ] && rpc "$NODE_PORT" chain_getHeader 2>/dev/null |
		grep -q '"number":"0x0*[1-9a-f]'; do
		sleep 0.2
		NODE_PORT=$(sed -n 's/.*JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\).*/\1/p' "$log" | head -n 1)
		if ! kill -0 "$NODE_PID" 2>/dev/null || [ $((SECONDS - started)) -ge 60 ]; then
			stop "$NODE_PID"
			tail -n 30 "$log" >&2
			warn "The dev chain has made no block after $(duration $((SECONDS - started)))."
			return 1
		fi
	done
	export INT_URL=ws://127.0.0.1:$NODE_PORT
}

# Whether somebody listens on a port of this machine.
port_is_taken() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
