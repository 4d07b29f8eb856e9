// SPDX-License-Identifier: Apache-2.0

/** Somebody has a device's first key. Its owner has given it another one since. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { InvalidTxError } from 'polkadot-api';
import { newPair, pjsEnum } from '../lib/devices.js';
import { PATIENCE } from '../lib/environment.js';
import * as papi from '../lib/papi.js';
import {
	account,
	connect,
	expiry,
	fields,
	fund,
	int,
	newAccount,
	register,
	submit,
	succeed,
} from '../lib/pjs.js';
import { rotation } from '../lib/statements.js';

/** What the pool answers to a transaction with `InvalidTransaction::BadSigner`. */
const REFUSED = /^1010: Invalid Transaction: Invalid signing address/;

describe('a stolen old key', { timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;
	/** @type {import('../lib/devices.js').Pair} */
	let owner;
	/** @type {import('../lib/devices.js').NewDevice} */
	let device;
	/** The key that the device gets. */
	let key;
	/** Where the thief wants the money. */
	let thief;

	/** @param {bigint} amount */
	const steal = (amount) => api.tx.balances.transferAllowDeath(thief.address, amount);

	before(async () => {
		api = await connect();
		owner = await newAccount(api);
		thief = await newPair();
		key = await newPair('ed25519');
		({ device } = await register(api, owner));
		await fund(api, int(10), device.address, key.address);
	});

	after(() => api?.disconnect());

	test("moves what the device has as long as it is the device's key", async () => {
		const { block } = await succeed(api, steal(int(1)), device.pair);
		assert.equal((await account(api, thief.address, block)).total, int(1));
	});

	test('is replaced by the owner and the new key, without the old one', async () => {
		const expires = await expiry(api);
		const consent = rotation(api.genesisHash.toU8a(), {
			owner: owner.addressRaw,
			device: device.id,
			key: key.addressRaw,
			generation: 1,
			expires,
		});
		const call = api.tx.deviceRegistry.rotateKey(
			device.id,
			pjsEnum('ed25519', key.publicKey),
			expires,
			pjsEnum('ed25519', key.sign(consent)),
		);
		const { block, events } = await succeed(api, call, owner);
		const rotated = fields(events, 'deviceRegistry', 'KeyRotated');
		assert.equal(rotated.device.toString(), device.address);
		assert.equal(rotated.generation.toNumber(), 1);
		assert.equal(rotated.key.toString(), key.address);

		const history = await (await api.at(block)).call.deviceRegistryApi.keyHistory(device.id, 0);
		assert.deepEqual(
			history.map((record) => [record.generation.toNumber(), record.key.type]),
			[
				[0, 'Sr25519'],
				[1, 'Ed25519'],
			],
		);
		assert.equal(history[0].to.unwrap().toNumber(), history[1].from.toNumber());
		assert.equal(history[1].to.isNone, true);
	});

	test('is refused by the pool from then on, and moves nothing', async () => {
		const before = await account(api, device.address);
		const loot = await account(api, thief.address);
		await assert.rejects(submit(api, steal(int(1)), device.pair), { message: REFUSED });
		// Nor does it get at anything by a wrapper, or spend the device's money on fees.
		const wrapped = api.tx.utility.batchAll([steal(int(1))]);
		await assert.rejects(submit(api, wrapped, device.pair), { message: REFUSED });
		const acting = api.tx.deviceRegistry.asDevice(device.id, steal(int(1)));
		await assert.rejects(submit(api, acting, device.pair), { message: REFUSED });
		const remark = api.tx.system.remark('mine');
		await assert.rejects(submit(api, remark, device.pair, { tip: int(1) }), {
			message: REFUSED,
		});
		assert.deepEqual(await account(api, device.address), before);
		assert.deepEqual(await account(api, thief.address), loot);
	});

	test('is refused for polkadot-api too, before anything is sent', async () => {
		const other = await papi.connect();
		try {
			const before = await account(api, device.address);
			const call = other.api.tx.Balances.transfer_allow_death({
				dest: { type: 'Id', value: thief.address },
				value: int(1),
			});
			await assert.rejects(papi.submit(call, papi.signerOf(device.pair)), (error) => {
				assert.ok(error instanceof InvalidTxError, error.stack);
				assert.equal(error.error.type, 'Invalid');
				assert.equal(error.error.value.type, 'BadSigner');
				return true;
			});
			assert.deepEqual(await account(api, device.address), before);
		} finally {
			other.client.destroy();
		}
	});

	test("does not act for the device from an account of the thief's", async () => {
		await fund(api, int(10), thief.address);
		const before = await account(api, device.address);
		const call = api.tx.deviceRegistry.asDevice(device.id, steal(int(1)));
		const { block, failure } = await submit(api, call, thief);
		assert.equal(failure, 'deviceRegistry.NotDeviceKey');
		assert.deepEqual(await account(api, device.address, block), before);
	});

	test('leaves the device to its new key, which acts by asDevice', async () => {
		const before = await account(api, device.address);
		const { address } = await newPair();
		const call = api.tx.deviceRegistry.asDevice(
			device.id,
			api.tx.balances.transferKeepAlive(address, int(2)),
		);
		const { block, events } = await succeed(api, call, key);
		const acted = fields(events, 'deviceRegistry', 'ActedAsDevice');
		assert.equal(acted.device.toString(), device.address);
		assert.equal(acted.result.isOk, true);
		assert.equal((await account(api, address, block)).total, int(2));
		const after = await account(api, device.address, block);
		assert.equal(before.total - after.total, int(2));
	});
});
