// SPDX-License-Identifier: Apache-2.0

//! Messages between a relay chain, this chain and a sibling, each with its real runtime.
