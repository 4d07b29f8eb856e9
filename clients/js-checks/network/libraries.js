// SPDX-License-Identifier: Apache-2.0

/**
 * Both libraries follow the chain of a network with their default options, and read the same device
 * and the same agreement out of it.
 *
 * Needs a network: `scripts/test-network` runs it, with what it reads in the environment.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { within } from '../lib/environment.js';
import * as papi from '../lib/papi.js';
import * as pjs from '../lib/pjs.js';

/** Milliseconds until a later block has to be final. */
const FINALIZED = 300_000;

const { INT_DEVICE, INT_AGREEMENT } = process.env;

/** What is compared of an agreement. */
const PARTIES = ['id', 'buyer', 'seller', 'listing'];

/**
 * The fields of an agreement that are compared, as texts: each library has numbers of its own kind.
 *
 * @param {Record<string, unknown>} agreement
 */
const parties = (agreement) => PARTIES.map((name) => [name, String(agreement[name])]);

describe('the libraries', { timeout: 3 * FINALIZED }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let polkadotJs;
	/** @type {import('../lib/papi.js').Papi} */
	let polkadotApi;
	/** What each read of the agreement, by its name. @type {Record<string, string[][]>} */
	const read = {};

	before(async () => {
		[polkadotJs, polkadotApi] = await Promise.all([pjs.connect(), papi.connect()]);
	});

	after(async () => {
		polkadotApi?.client.destroy();
		await polkadotJs?.disconnect();
	});

	test('@polkadot/api sees blocks become final, and reads a device and an agreement', async () => {
		const { call, rpc } = polkadotJs;
		let stop = () => {};
		const later = new Promise((resolve, reject) => {
			/** @type {number | undefined} */
			let first;
			const seen = ({ number }) => {
				first ??= number.toNumber();
				if (number.toNumber() > first) resolve(undefined);
			};
			rpc.chain.subscribeFinalizedHeads(seen).then((unsubscribe) => {
				stop = unsubscribe;
			}, reject);
		});
		await within(FINALIZED, 'a later final block', later).finally(() => stop());

		const device = (await call.deviceRegistryApi.device(INT_DEVICE)).unwrap();
		assert.equal(device.id.toString(), INT_DEVICE);
		const agreement = await call.resourceMarketApi.agreement(INT_AGREEMENT);
		assert.ok(agreement.isSome, `there is no agreement ${INT_AGREEMENT}`);
		read['@polkadot/api'] = parties(agreement.unwrap());
	});

	test('polkadot-api sees blocks become final, and reads the same', async () => {
		const { api, client } = polkadotApi;
		const first = await within(FINALIZED, 'a final block', client.getFinalizedBlock());
		const later = papi.finalAbove(client, first.number);
		await within(FINALIZED, 'a later final block', later);

		const device = await api.apis.DeviceRegistryApi.device(INT_DEVICE);
		assert.equal(device?.id, INT_DEVICE);
		const agreement = await api.apis.ResourceMarketApi.agreement(BigInt(INT_AGREEMENT));
		assert.ok(agreement, `there is no agreement ${INT_AGREEMENT}`);
		assert.equal(String(agreement.id), INT_AGREEMENT);
		read['polkadot-api'] = parties(agreement);
		assert.deepEqual(read['polkadot-api'], read['@polkadot/api']);
	});
});
