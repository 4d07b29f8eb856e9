// SPDX-License-Identifier: Apache-2.0

/** What a wallet shows of the token, and what it learns of it from the chain. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { decodeAddress, encodeAddress } from '@polkadot/util-crypto';
import { newPair } from '../lib/devices.js';
import { PATIENCE, TOKEN } from '../lib/environment.js';
import * as papi from '../lib/papi.js';
import { account, connect, newAccount, submit, succeed } from '../lib/pjs.js';

/**
 * The properties of a chain, which may be single values or lists of one.
 *
 * @param {Record<string, any>} properties
 */
const single = (properties) =>
	Object.fromEntries(
		['tokenSymbol', 'tokenDecimals', 'ss58Format'].map((name) => {
			const values = [properties[name]].flat();
			assert.equal(values.length, 1, `one ${name}`);
			return [name, values[0]];
		}),
	);

/** What wallets have to find. */
const PROPERTIES = {
	tokenSymbol: TOKEN.symbol,
	tokenDecimals: TOKEN.decimals,
	ss58Format: TOKEN.ss58Format,
};

describe('the token', { timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;

	before(async () => {
		api = await connect();
	});

	after(() => api?.disconnect());

	test('is INT with 12 decimals and addresses of format 42 over the legacy RPC', async () => {
		assert.deepEqual(single(await api.rpc('system_properties')), PROPERTIES);
		assert.deepEqual(api.registry.chainTokens, [TOKEN.symbol]);
		assert.deepEqual(api.registry.chainDecimals, [TOKEN.decimals]);
		assert.equal(api.registry.chainSS58, TOKEN.ss58Format);
	});

	test('is the same over the new RPC', async () => {
		const { client } = await papi.connect();
		try {
			const { genesisHash, properties } = await client.getChainSpecData();
			assert.deepEqual(single(properties), PROPERTIES);
			assert.equal(genesisHash, api.genesisHash.toHex());
		} finally {
			client.destroy();
		}
	});

	test('has the same format of addresses in the runtime', async () => {
		assert.equal(api.consts.system.ss58Prefix.toNumber(), TOKEN.ss58Format);
		const { address, addressRaw } = await newPair();
		assert.equal(encodeAddress(addressRaw, TOKEN.ss58Format), address);
		assert.deepEqual(decodeAddress(address, false, TOKEN.ss58Format), addressRaw);
	});

	test('opens an account with the existential deposit, and with no planck less', async () => {
		const least = api.consts.balances.existentialDeposit.toBigInt();
		assert.ok(least > 0n);
		const from = await newAccount(api);
		const { address } = await newPair();

		const less = api.tx.balances.transferKeepAlive(address, least - 1n);
		assert.equal((await submit(api, less, from)).failure, 'Token.BelowMinimum');
		assert.equal((await account(api, address)).total, 0n);

		const enough = api.tx.balances.transferKeepAlive(address, least);
		const { block } = await succeed(api, enough, from);
		assert.equal((await account(api, address, block)).total, least);
	});
});
