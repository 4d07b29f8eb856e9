// SPDX-License-Identifier: Apache-2.0

/** `@polkadot/api` with its default options: all over the legacy RPC. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Metadata, TypeRegistry, expandMetadata } from '@polkadot/types';
import { u8aToHex } from '@polkadot/util';
import { randomAsU8a } from '@polkadot/util-crypto';
import { SCHEMES, newDevice, pjsEnum } from '../lib/devices.js';
import { PATIENCE } from '../lib/environment.js';
import {
	account,
	connect,
	expiry,
	fields,
	newAccount,
	register,
	registerDevice,
	submit,
	succeed,
} from '../lib/pjs.js';
import { challenge } from '../lib/statements.js';

/** Versions of the metadata that a node has to give. */
const VERSIONS = [14, 15, 16];

/**
 * The metadata in one version, as a client asks for it by itself.
 *
 * @param {import('@polkadot/api').ApiPromise} api
 * @param {number} version
 */
async function metadataAt(api, version) {
	const asked = u8aToHex(api.registry.createType('u32', version).toU8a());
	const answer = await api.rpc.state.call('Metadata_metadata_at_version', asked);
	const opaque = api.registry.createType('Option<OpaqueMetadata>', answer.toU8a(true));
	assert.equal(opaque.isSome, true, `the node has metadata ${version}`);
	const registry = new TypeRegistry();
	const metadata = new Metadata(registry, opaque.unwrap().toHex());
	// The warnings of it are in `warnings.test.js`; here they would only be in the way.
	registry.setMetadata(metadata, undefined, undefined, true);
	return { registry, metadata };
}

describe('@polkadot/api', { timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;
	/** @type {import('../lib/devices.js').Pair} */
	let owner;

	before(async () => {
		api = await connect();
		owner = await newAccount(api);
	});

	after(() => api?.disconnect());

	test('builds itself from the newest metadata that the node has', () => {
		assert.equal(api.runtimeMetadata.version, Math.max(...VERSIONS));
		assert.equal(api.extrinsicVersion, 4);
	});

	test('makes the same call out of metadata 14, 15 and 16', async () => {
		const device = await newDevice(owner.addressRaw);
		const call = ({ tx }) => registerDevice({ tx }, device, 1n, new Uint8Array(64));
		const expected = call(api).method.toHex();
		for (const version of VERSIONS) {
			const { metadata, registry } = await metadataAt(api, version);
			assert.equal(metadata.version, version);
			const built = expandMetadata(registry, metadata);
			assert.equal(call(built).toHex(), expected, `out of metadata ${version}`);
		}
	});

	test('gets the same metadata by state_getMetadata as by its version', async () => {
		const old = await api.rpc.state.getMetadata();
		const { metadata } = await metadataAt(api, old.version);
		assert.equal(old.toHex(), metadata.toHex());
	});

	test('follows and reads the chain over the legacy RPC', async () => {
		const head = await new Promise((resolve, reject) => {
			const heads = [];
			const following = api.rpc.chain.subscribeNewHeads((header) => {
				heads.push(header.number.toNumber());
				if (heads.length < 2) return;
				following.then((stop) => stop(), reject);
				resolve(header);
			});
			following.catch(reject);
		});
		const hash = await api.rpc.chain.getBlockHash(head.number.unwrap());
		assert.equal(hash.toHex(), head.hash.toHex());
		const { block } = await api.rpc.chain.getBlock(hash);
		assert.equal(block.header.hash.toHex(), hash.toHex());
		// At least the timestamp is in it.
		assert.ok(block.extrinsics.some(({ method }) => method.section === 'timestamp'));

		const finalized = await api.rpc.chain.getFinalizedHead();
		assert.ok((await api.rpc.chain.getHeader(finalized)).number.toNumber() > 0);

		const key = api.query.timestamp.now.key();
		const raw = await api.rpc.state.getStorage(key, hash);
		const now = (await (await api.at(hash)).query.timestamp.now()).toHex(true);
		assert.equal(u8aToHex(raw.unwrap().toU8a(true)), now);

		const version = await api.rpc.state.getRuntimeVersion();
		assert.equal(version.specName.toString(), api.runtimeVersion.specName.toString());
		assert.equal((await api.rpc.chain.getBlockHash(0)).toHex(), api.genesisHash.toHex());

		const { isSyncing } = await api.rpc.system.health();
		assert.equal(isSyncing.isTrue, false);
		const { nonce } = await account(api, owner.address);
		assert.equal((await api.rpc.system.accountNextIndex(owner.address)).toNumber(), nonce);
	});

	test('tells the fee beforehand, and that fee is paid', async () => {
		const remark = api.tx.system.remarkWithEvent('what does it cost?');
		const { partialFee } = await remark.paymentInfo(owner);
		const before = await account(api, owner.address);
		const outcome = await succeed(api, remark, owner);
		const after = await account(api, owner.address, outcome.block);
		assert.equal(before.total - after.total, outcome.fee);
		assert.ok(outcome.fee > 0n);
		// Weight that was not used is given back, so that the fee may be lower; higher only by what
		// the fee of a full block rises.
		assert.ok(outcome.fee <= (partialFee.toBigInt() * 11n) / 10n, `${outcome.fee} paid`);
	});

	for (const scheme of Object.keys(SCHEMES)) {
		test(`registers and activates a device with a key of ${scheme}`, async () => {
			const { block, device, events } = await register(api, owner, scheme);
			const registered = fields(events, 'deviceRegistry', 'DeviceRegistered');
			assert.deepEqual(Object.keys(registered).sort(), ['code', 'device', 'owner']);
			assert.equal(registered.device.toString(), device.address);
			assert.equal(registered.owner.toString(), owner.address);
			assert.equal(registered.code.toHex(), u8aToHex(device.code));

			const at = await api.at(block);
			const info = (await at.call.deviceRegistryApi.device(device.id)).unwrap();
			assert.equal(info.id.toString(), device.address);
			assert.equal(info.owner.toString(), owner.address);
			assert.equal(info.keyAccount.toString(), device.address);
			assert.equal(info.model.toUtf8(), device.model);
			assert.equal(info.state.type, 'Registered');
			assert.equal(info.key.type, SCHEMES[scheme]);
			assert.equal(info.key.value.toHex(), u8aToHex(device.pair.publicKey));
			const stored = (await at.query.deviceRegistry.devices(device.id)).unwrap();
			assert.equal(stored.owner.toString(), owner.address);
			const byCode = await at.query.deviceRegistry.codes(device.code);
			assert.equal(byCode.unwrap().toString(), device.address);

			const call = api.tx.deviceRegistry.activateDevice(device.id);
			const activated = await succeed(api, call, owner);
			const changed = fields(activated.events, 'deviceRegistry', 'DeviceStateChanged');
			assert.equal(changed.device.toString(), device.address);
			assert.equal(changed.state.type, 'Active');
			const active = await api.call.deviceRegistryApi.device(device.id);
			assert.equal(active.unwrap().state.type, 'Active');
		});
	}

	test('finds the name and the words of an error in the metadata', async () => {
		const { device } = await register(api, owner);
		const stranger = await newAccount(api);
		const call = api.tx.deviceRegistry.activateDevice(device.id);
		const { failure } = await submit(api, call, stranger);
		assert.equal(failure, 'deviceRegistry.NotPermitted');
		const { docs } = api.errors.deviceRegistry.NotPermitted.meta;
		assert.match(docs.join(' '), /owner/);
	});

	test('has a device answer a challenge, and the chain say whether it did', async () => {
		const { device, expires } = await register(api, owner);
		const nonce = randomAsU8a(32);
		const answer = {
			challenger: owner.addressRaw,
			device: device.id,
			nonce,
			generation: 0,
			expires,
		};
		/** @param {Uint8Array} genesis */
		const verdict = async (genesis) => {
			const signature = device.pair.sign(challenge(genesis, answer));
			return api.call.deviceRegistryApi.verifyChallenge(
				answer,
				pjsEnum(device.scheme, signature),
			);
		};
		assert.equal((await verdict(api.genesisHash.toU8a())).type, 'Genuine');
		assert.equal((await verdict(randomAsU8a(32))).type, 'BadSignature');
	});
});
