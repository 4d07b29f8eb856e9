// SPDX-License-Identifier: Apache-2.0

/** What the tests do with `polkadot-api`, with its default options. */

import { withLegacy } from '@polkadot-api/ws-middleware';
import { getWsProvider as getProvider } from '@polkadot-api/ws-provider';
import { createClient } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { createWsClient } from 'polkadot-api/ws';
import WebSocket from 'ws';
import { consent, newDevice, papiEnum } from './devices.js';
import { INCLUSION, NODE_URL, READY, nodeAnswers, within } from './environment.js';

/** @typedef {import('./devices.js').Pair} Pair */

/** Node has a WebSocket of its own from version 22 on; before, the library must be given one. */
const socket = globalThis.WebSocket ? {} : { websocketClass: WebSocket };

/**
 * A client that follows the chain by `chainHead`, with the API that it builds from the node's own
 * metadata. Whoever asks for it destroys it.
 *
 * @param {{ getMetadata?: (codeHash: string) => Promise<Uint8Array | null> }} [options]
 */
export async function connect(options = {}) {
	await nodeAnswers();
	return ready(createWsClient(NODE_URL, { ...socket, ...options }));
}

/** The same client where a node knows nothing but the legacy RPC. */
export async function connectLegacy() {
	await nodeAnswers();
	return ready(createClient(getProvider(NODE_URL, { ...socket, middleware: withLegacy })));
}

/** @param {import('polkadot-api').PolkadotClient} client */
async function ready(client) {
	try {
		const { genesisHash } = await within(
			READY,
			'polkadot-api to know the chain',
			client.getChainSpecData(),
		);
		const api = client.getUnsafeApi();
		await within(READY, 'polkadot-api to have the metadata', api.constants.System.Version());
		return { client, api, genesis: Uint8Array.from(Buffer.from(genesisHash.slice(2), 'hex')) };
	} catch (error) {
		client.destroy();
		throw error;
	}
}

/** @typedef {Awaited<ReturnType<typeof connect>>} Papi */

/**
 * The first block that becomes final above this number.
 *
 * @param {import('polkadot-api').PolkadotClient} client
 * @param {number} number
 * @returns {Promise<import('polkadot-api').BlockInfo>}
 */
export const finalAbove = (client, number) =>
	new Promise((resolve, reject) => {
		const following = client.finalizedBlock$.subscribe({
			next(block) {
				if (block.number <= number) return;
				// Not before `following` is there: the present block comes at once.
				queueMicrotask(() => following.unsubscribe());
				resolve(block);
			},
			error: reject,
		});
	});

/** How a signature of each type is made by a pair of `@polkadot/keyring`. */
const SIGNING = { sr25519: 'Sr25519', ed25519: 'Ed25519', ecdsa: 'Ecdsa' };

/** @param {Pair} pair */
export const signerOf = (pair) =>
	getPolkadotSigner(pair.publicKey, SIGNING[pair.type], (input) => pair.sign(input));

/**
 * When a consent given now should expire: in an hour, or sooner if the chain wants it sooner.
 *
 * @param {Papi} papi
 */
export async function expiry({ api }) {
	const [now, longest] = await Promise.all([
		api.query.Timestamp.Now.getValue({ at: 'best' }),
		api.constants.DeviceRegistry.ConsentLifetime(),
	]);
	const hour = 3_600_000n;
	return now + (longest / 2n < hour ? longest / 2n : hour);
}

/**
 * Signs and submits, and resolves when the transaction is in a finalized block, whether it failed
 * there or not. What is refused before is thrown, as `InvalidTxError`.
 *
 * @param {import('polkadot-api').UnsafeTransaction<any, string, string, any>} transaction
 * @param {import('polkadot-api').PolkadotSigner} signer
 */
export const submit = (transaction, signer) =>
	within(
		INCLUSION,
		`${transaction.decodedCall.type}.${transaction.decodedCall.value.type} to be finalized`,
		transaction.signAndSubmit(signer),
	);

/**
 * As {@link submit}, and it has to succeed.
 *
 * @param {Parameters<typeof submit>} parameters
 */
export async function succeed(...parameters) {
	const outcome = await submit(...parameters);
	if (!outcome.ok) {
		throw new Error(`it was included and failed: ${failureName(outcome.dispatchError)}`);
	}
	return outcome;
}

/**
 * The name of a failure, such as `DeviceRegistry.BadSignature`.
 *
 * @param {{ type: string, value: any }} error
 */
export const failureName = ({ type, value }) =>
	type === 'Module' ? `${value.type}.${value.value.type}` : type;

/**
 * The fields of the one event of this kind, by name.
 *
 * @param {{ type: string, value: { type: string, value: any } }[]} events
 * @param {string} pallet
 * @param {string} name
 */
export function fields(events, pallet, name) {
	const found = events.filter(({ type, value }) => type === pallet && value.type === name);
	if (found.length !== 1) {
		const seen = events.map(({ type, value }) => `${type}.${value.type}`).join(', ');
		throw new Error(`${found.length} events ${pallet}.${name} among: ${seen || 'none'}`);
	}
	return found[0].value.value;
}

/**
 * The call that registers a device.
 *
 * @param {Papi} papi
 * @param {import('./devices.js').NewDevice} device
 * @param {bigint} expires
 * @param {Uint8Array} signature
 */
export const registerDevice = ({ api }, device, expires, signature) =>
	api.tx.DeviceRegistry.register_device({
		key: papiEnum(device.scheme, device.pair.publicKey),
		model: Buffer.from(device.model),
		serial: Buffer.from(device.serial),
		class: { type: 'AlwaysOn', value: undefined },
		metadata: undefined,
		expires,
		signature: papiEnum(device.scheme, signature),
	});

/**
 * Registers a new device of an owner.
 *
 * @param {Papi} papi
 * @param {Pair} owner
 * @param {keyof import('./devices.js').SCHEMES} [scheme]
 */
export async function register(papi, owner, scheme) {
	const device = await newDevice(owner.addressRaw, scheme);
	const expires = await expiry(papi);
	const signature = consent(device, papi.genesis, owner.addressRaw, expires);
	const call = registerDevice(papi, device, expires, signature);
	const outcome = await succeed(call, signerOf(owner));
	return { device, expires, ...outcome };
}
