// SPDX-License-Identifier: GPL-3.0-or-later

//! Checks blocks of parachains for a validator, which starts it and speaks to it by a socket.

polkadot_node_core_pvf_common::decl_worker_main!(
	"execute-worker",
	polkadot_node_core_pvf_execute_worker::worker_entrypoint,
	polkadot_node_primitives::NODE_VERSION,
	"published",
);
