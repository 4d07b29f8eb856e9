// SPDX-License-Identifier: Apache-2.0

/**
 * A light client in this process follows the chain through its relay chain and reads a device and
 * an agreement. It trusts the two chain specs and asks nodes for proofs, so nobody's word counts.
 *
 * Needs a network: `scripts/test-network` runs it, with what it reads in the environment.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createClient } from 'polkadot-api';
import { getSmProvider } from 'polkadot-api/sm-provider';
import { start } from 'smoldot';
import { within } from '../lib/environment.js';
import { finalAbove } from '../lib/papi.js';

/** Milliseconds until the light client has to know the head of the chain. */
const SYNCED = 300_000;

const { INT_RELAY_SPEC, INT_CHAIN_SPEC, INT_DEVICE, INT_AGREEMENT } = process.env;

test('smoldot follows the chain and reads a device and an agreement', async () => {
	const smoldot = start({ maxLogLevel: 2 });
	try {
		const relay = await smoldot.addChain({ chainSpec: await readFile(INT_RELAY_SPEC, 'utf8') });
		const chainSpec = await readFile(INT_CHAIN_SPEC, 'utf8');
		const chain = () => smoldot.addChain({ chainSpec, potentialRelayChains: [relay] });
		const client = createClient(getSmProvider(chain));
		try {
			const first = await within(SYNCED, 'a final block', client.getFinalizedBlock());
			const later = await within(
				SYNCED,
				'a later final block',
				finalAbove(client, first.number),
			);
			assert.ok(later.number > first.number);

			const api = client.getUnsafeApi();
			const device = await within(
				SYNCED,
				'a device',
				api.apis.DeviceRegistryApi.device(INT_DEVICE),
			);
			assert.equal(device.id, INT_DEVICE);
			const agreement = await within(
				SYNCED,
				'an agreement',
				api.apis.ResourceMarketApi.agreement(BigInt(INT_AGREEMENT)),
			);
			assert.ok(agreement, `there is no agreement ${INT_AGREEMENT}`);
		} finally {
			client.destroy();
		}
	} finally {
		await smoldot.terminate();
	}
});
