// SPDX-License-Identifier: Apache-2.0

/** `polkadot-api` with its default options: over `chainHead`; and over the legacy RPC. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { randomAsU8a } from '@polkadot/util-crypto';
import { SCHEMES, newDevice, papiEnum } from '../lib/devices.js';
import { PATIENCE } from '../lib/environment.js';
import {
	connect,
	connectLegacy,
	failureName,
	fields,
	finalAbove,
	register,
	registerDevice,
	signerOf,
	submit,
	succeed,
} from '../lib/papi.js';
import * as pjs from '../lib/pjs.js';

/** @typedef {import('../lib/papi.js').Papi} Papi */

/** A new account with INT. The money does not have to come by the client under test. */
async function newAccount() {
	const api = await pjs.connect();
	try {
		return await pjs.newAccount(api);
	} finally {
		await api.disconnect();
	}
}

/**
 * Registers a device, finds its event with the fields that were sent, reads it back in every way
 * that there is, and activates it.
 *
 * @param {Papi} papi
 * @param {import('../lib/devices.js').Pair} owner
 * @param {keyof SCHEMES} scheme
 */
async function registersAndActivates(papi, owner, scheme) {
	const { api } = papi;
	const { device, events } = await register(papi, owner, scheme);
	const sent = {
		device: device.address,
		owner: owner.address,
		code: u8aToHex(device.code),
	};
	assert.deepEqual(fields(events, 'DeviceRegistry', 'DeviceRegistered'), sent);
	const [{ payload }] = api.event.DeviceRegistry.DeviceRegistered.filter(events);
	assert.deepEqual(payload, sent);

	const info = await api.apis.DeviceRegistryApi.device(device.address);
	assert.equal(info.id, device.address);
	assert.equal(info.owner, owner.address);
	assert.equal(info.key_account, device.address);
	assert.equal(info.code, sent.code);
	assert.equal(Buffer.from(info.model).toString(), device.model);
	assert.deepEqual(
		{ type: info.key.type, value: info.key.value },
		papiEnum(scheme, device.pair.publicKey),
	);
	assert.equal(info.state.type, 'Registered');
	assert.equal(info.class.type, 'AlwaysOn');

	assert.deepEqual(await api.view.DeviceRegistry.device(device.address), info);
	assert.deepEqual(await api.view.DeviceRegistry.device_by_code(sent.code), info);
	assert.deepEqual(await api.apis.DeviceRegistryApi.device_by_code(sent.code), info);
	const stored = await api.query.DeviceRegistry.Devices.getValue(device.address);
	assert.equal(stored.owner, owner.address);
	assert.equal(stored.code, sent.code);
	const page = await api.view.DeviceRegistry.devices_of(owner.address, undefined, 200);
	assert.ok(page.devices.some(({ id }) => id === device.address));

	const call = api.tx.DeviceRegistry.activate_device({ device: device.address });
	const activated = await succeed(call, signerOf(owner));
	const changed = fields(activated.events, 'DeviceRegistry', 'DeviceStateChanged');
	assert.equal(changed.device, device.address);
	assert.equal(changed.state.type, 'Active');
	const active = await api.view.DeviceRegistry.device(device.address);
	assert.equal(active.state.type, 'Active');
}

describe('polkadot-api over chainHead', { timeout: PATIENCE }, () => {
	/** @type {Papi} */
	let papi;
	/** @type {import('../lib/devices.js').Pair} */
	let owner;

	before(async () => {
		papi = await connect();
		owner = await newAccount();
	});

	after(() => papi?.client.destroy());

	test('sees blocks become best and then finalized', async () => {
		const { client } = papi;
		const finalized = await client.getFinalizedBlock();
		const [best] = await client.getBestBlocks();
		assert.ok(best.number >= finalized.number);
		const later = await finalAbove(client, finalized.number);
		assert.ok(later.number > finalized.number);
		const header = await client.getBlockHeader(later.hash);
		assert.equal(header.number, later.number);
	});

	for (const scheme of Object.keys(SCHEMES)) {
		test(`registers, reads back and activates a device with a key of ${scheme}`, () =>
			registersAndActivates(papi, owner, scheme));
	}

	test('finds nothing where there is nothing', async () => {
		const { api } = papi;
		const { address, code } = await newDevice(owner.addressRaw);
		assert.equal(await api.view.DeviceRegistry.device(address), undefined);
		assert.equal(await api.apis.DeviceRegistryApi.device(address), undefined);
		const verdict = await api.view.DeviceRegistry.genuine(u8aToHex(code));
		assert.equal(verdict.type, 'Unknown');
	});

	test('names the error of a call that failed', async () => {
		const device = await newDevice(owner.addressRaw);
		const signature = device.pair.sign(randomAsU8a(32));
		const now = await papi.api.query.Timestamp.Now.getValue({ at: 'best' });
		const call = registerDevice(papi, device, now - 1_000n, signature);
		const { dispatchError, events, ok } = await submit(call, signerOf(owner));
		assert.equal(ok, false);
		assert.equal(failureName(dispatchError), 'DeviceRegistry.ConsentExpired');
		assert.equal(fields(events, 'System', 'ExtrinsicFailed').dispatch_error, dispatchError);
	});

	test('builds the same call, reads the same device out of metadata 14, 15 and 16', async () => {
		const { device } = await register(papi, owner);
		const call = (api) => api.tx.DeviceRegistry.activate_device({ device: device.address });
		const expected = await call(papi.api).getEncodedData();
		const stored = await papi.api.query.DeviceRegistry.Devices.getValue(device.address);
		for (const version of [14, 15, 16]) {
			const metadata = await papi.api.apis.Metadata.metadata_at_version(version);
			assert.ok(metadata, `the node has metadata ${version}`);
			let asked = 0;
			const other = await connect({
				getMetadata: async () => {
					asked += 1;
					return metadata;
				},
			});
			try {
				assert.deepEqual(await call(other.api).getEncodedData(), expected);
				assert.deepEqual(
					await other.api.query.DeviceRegistry.Devices.getValue(device.address),
					stored,
				);
				assert.equal(asked, 1);
			} finally {
				other.client.destroy();
			}
		}
	});
});

describe('polkadot-api over the legacy RPC', { timeout: PATIENCE }, () => {
	/** @type {Papi} */
	let papi;
	/** @type {import('../lib/devices.js').Pair} */
	let owner;

	before(async () => {
		papi = await connectLegacy();
		owner = await newAccount();
	});

	after(() => papi?.client.destroy());

	test('registers, reads back and activates a device', () =>
		registersAndActivates(papi, owner, 'sr25519'));
});
