// SPDX-License-Identifier: Apache-2.0

/**
 * A process of its own that uses one client from its loading to its end, and reports everything
 * that was warned of on the way to the process that started it: `node lib/probe.js <library>`, with
 * the seed of an account that can pay in `PROBE_SEED`.
 */

import { format } from 'node:util';

/** @type {{ level: string, text: string }[]} */
const warnings = [];

// Before anything of a library is loaded.
for (const level of ['warn', 'error']) {
	console[level] = (...values) => {
		warnings.push({ level, text: format(...values) });
	};
}

process.on('warning', ({ name, message }) => {
	warnings.push({ level: 'process', text: `${name}: ${message}` });
});

/** What each library is used for: what a wallet or a dashboard does with a device. */
const uses = {
	async '@polkadot/api'(seed) {
		const { pairOf } = await import('./devices.js');
		const { account, connect, register, succeed } = await import('./pjs.js');
		const api = await connect();
		const owner = pairOf(seed);
		const { block, device } = await register(api, owner);
		const at = await api.at(block);
		await at.query.deviceRegistry.devices(device.id);
		await api.call.deviceRegistryApi.device(device.id);
		await api.tx.deviceRegistry.activateDevice(device.id).paymentInfo(owner);
		await succeed(api, api.tx.deviceRegistry.activateDevice(device.id), owner);
		await api.rpc.state.getMetadata();
		await account(api, owner.address);
		await api.disconnect();
	},

	async 'polkadot-api'(seed) {
		const { pairOf } = await import('./devices.js');
		const { connect, register, signerOf, succeed } = await import('./papi.js');
		const papi = await connect();
		const { api, client } = papi;
		const owner = pairOf(seed);
		const { device } = await register(papi, owner);
		await api.query.DeviceRegistry.Devices.getValue(device.address);
		await api.apis.DeviceRegistryApi.device(device.address);
		await api.view.DeviceRegistry.device(device.address);
		const call = api.tx.DeviceRegistry.activate_device({ device: device.address });
		await call.getEstimatedFees(owner.address);
		await succeed(call, signerOf(owner));
		client.destroy();
	},
};

const { cryptoWaitReady } = await import('@polkadot/util-crypto');
await cryptoWaitReady();
await uses[process.argv[2]](Buffer.from(process.env.PROBE_SEED, 'hex'));
process.send(warnings, () => process.disconnect());
