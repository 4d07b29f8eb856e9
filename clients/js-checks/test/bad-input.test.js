// SPDX-License-Identifier: Apache-2.0

/** What a wallet is told when a consent is not what it has to be, and what that costs. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { randomAsU8a } from '@polkadot/util-crypto';
import { consent, newDevice, newPair } from '../lib/devices.js';
import { PATIENCE } from '../lib/environment.js';
import {
	account,
	chainTime,
	connect,
	expiry,
	newAccount,
	registerDevice,
	submit,
} from '../lib/pjs.js';

describe('a registration with a bad consent', { timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;
	/** @type {import('../lib/devices.js').Pair} */
	let owner;
	/** Hash of block 0. */
	let genesis;

	before(async () => {
		api = await connect();
		owner = await newAccount(api);
		genesis = api.genesisHash.toU8a();
	});

	after(() => api?.disconnect());

	/**
	 * Submits the registration and expects it to fail, to cost the fee and nothing else, and to
	 * leave nothing behind.
	 *
	 * @param {import('../lib/devices.js').NewDevice} device
	 * @param {bigint} expires
	 * @param {Uint8Array} signature
	 * @param {string} failure
	 */
	async function fails(device, expires, signature, failure) {
		const before = await account(api, owner.address);
		const outcome = await submit(api, registerDevice(api, device, expires, signature), owner);
		assert.equal(outcome.failure, failure);
		const after = await account(api, owner.address, outcome.block);
		assert.ok(outcome.fee > 0n);
		assert.equal(before.free - after.free, outcome.fee, 'the fee, and only the fee, is paid');
		assert.equal(after.reserved, before.reserved, 'no deposit is held');
		const at = await api.at(outcome.block);
		assert.equal((await at.query.deviceRegistry.devices(device.id)).isNone, true);
		assert.equal((await at.query.deviceRegistry.codes(device.code)).isNone, true);
		assert.equal((await account(api, device.address, outcome.block)).total, 0n);
	}

	test('fails with BadSignature when another key signed it', async () => {
		const device = await newDevice(owner.addressRaw);
		const expires = await expiry(api);
		const other = await newPair(device.scheme);
		const signature = consent(device, genesis, owner.addressRaw, expires, other);
		await fails(device, expires, signature, 'deviceRegistry.BadSignature');
	});

	test('fails with BadSignature when its signature is of another scheme', async () => {
		const device = await newDevice(owner.addressRaw, 'ed25519');
		const expires = await expiry(api);
		const signature = consent(device, genesis, owner.addressRaw, expires);
		const claimed = { ...device, scheme: 'sr25519' };
		await fails(claimed, expires, signature, 'deviceRegistry.BadSignature');
	});

	test('fails with BadSignature when it was given to another owner', async () => {
		const device = await newDevice(owner.addressRaw);
		const expires = await expiry(api);
		const { addressRaw } = await newPair();
		const signature = consent(device, genesis, addressRaw, expires);
		await fails(device, expires, signature, 'deviceRegistry.BadSignature');
	});

	test('fails with BadSignature when it was given for another chain', async () => {
		const device = await newDevice(owner.addressRaw);
		const expires = await expiry(api);
		const signature = consent(device, randomAsU8a(32), owner.addressRaw, expires);
		await fails(device, expires, signature, 'deviceRegistry.BadSignature');
	});

	test('fails with ConsentExpired when its time is over', async () => {
		const device = await newDevice(owner.addressRaw);
		const expires = (await chainTime(api)) - 1_000n;
		const signature = consent(device, genesis, owner.addressRaw, expires);
		await fails(device, expires, signature, 'deviceRegistry.ConsentExpired');
	});

	test('fails with ConsentTooLong when its time would never be over', async () => {
		const device = await newDevice(owner.addressRaw);
		const expires = 2n ** 64n - 1n;
		const signature = consent(device, genesis, owner.addressRaw, expires);
		await fails(device, expires, signature, 'deviceRegistry.ConsentTooLong');
	});
});
