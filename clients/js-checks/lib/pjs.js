// SPDX-License-Identifier: Apache-2.0

/** What the tests do with `@polkadot/api`, always with its default options. */

import { ApiPromise, WsProvider } from '@polkadot/api';
import { INCLUSION, NODE_URL, READY, TOKEN, nodeAnswers, pause, within } from './environment.js';
import { consent, developmentPair, newDevice, newPair, pjsEnum } from './devices.js';

/** @typedef {import('./devices.js').Pair} Pair */

/** The client, ready. Whoever asks for it disconnects it. */
export async function connect() {
	await nodeAnswers();
	const api = new ApiPromise({ provider: new WsProvider(NODE_URL) });
	try {
		return await within(READY, '@polkadot/api to be ready', api.isReadyOrError);
	} catch (error) {
		await api.disconnect();
		throw error;
	}
}

/**
 * So many INT in plancks.
 *
 * @param {number} amount whole INT
 */
export const int = (amount) => BigInt(amount) * 10n ** BigInt(TOKEN.decimals);

/**
 * What an account has, in plancks of INT, and how many transactions it made.
 *
 * @param {ApiPromise} api
 * @param {string} address
 * @param {string | Uint8Array} [block] its hash; the best block without it
 */
export async function account(api, address, block) {
	const { query } = block ? await api.at(block) : api;
	const { data, nonce } = await query.system.account(address);
	const free = data.free.toBigInt();
	const reserved = data.reserved.toBigInt();
	return { free, reserved, total: free + reserved, nonce: nonce.toNumber() };
}

/**
 * Chain time in milliseconds.
 *
 * @param {ApiPromise} api
 */
export async function chainTime(api) {
	return within(
		INCLUSION,
		'a first block with a time',
		(async () => {
			for (;;) {
				const now = (await api.query.timestamp.now()).toBigInt();
				if (now > 0n) return now;
				await pause(500);
			}
		})(),
	);
}

/**
 * When a consent given now should expire: in an hour, or sooner if the chain wants it sooner.
 *
 * @param {ApiPromise} api
 */
export async function expiry(api) {
	const longest = api.consts.deviceRegistry.consentLifetime.toBigInt();
	const hour = 3_600_000n;
	return (await chainTime(api)) + (longest / 2n < hour ? longest / 2n : hour);
}

/**
 * The name of a failure, such as `deviceRegistry.BadSignature` or `Token.BelowMinimum`.
 *
 * @param {ApiPromise} api
 * @param {import('@polkadot/types/interfaces').DispatchError} error
 */
export function failureName(api, error) {
	if (!error.isModule) {
		return error.value.type ? `${error.type}.${error.value.type}` : error.type;
	}
	const { section, name } = api.registry.findMetaError(error.asModule);
	return `${section}.${name}`;
}

/**
 * Signs and submits, and resolves when the transaction is in a block, whether it failed there or
 * not. What the pool refuses is thrown.
 *
 * @param {ApiPromise} api
 * @param {import('@polkadot/api/types').SubmittableExtrinsic<'promise'>} transaction
 * @param {Pair | string} signer
 * @param {object} [options] of `signAndSend`
 */
export async function submit(api, transaction, signer, options = {}) {
	let unsubscribe = () => {};
	const included = new Promise((resolve, reject) => {
		transaction
			.signAndSend(signer, { nonce: -1, ...options }, (result) => {
				const { internalError, isError, status } = result;
				if (internalError) reject(internalError);
				else if (isError) reject(new Error(`the pool gave it up: ${status.type}`));
				else if (status.isInBlock) resolve({ result, block: status.asInBlock.toHex() });
				else if (status.isFinalized) resolve({ result, block: status.asFinalized.toHex() });
			})
			.then((stop) => {
				unsubscribe = stop;
			}, reject);
	});
	try {
		const { method, section } = transaction.method;
		const what = `${section}.${method} to be in a block`;
		const { result, block } = await within(INCLUSION, what, included);
		const events = result.events.map(({ event }) => event);
		return {
			/** Hash of its block. */
			block,
			/** Its place in the block. */
			index: result.txIndex,
			events,
			/** The name of its failure; nothing when it succeeded. */
			failure: result.dispatchError && failureName(api, result.dispatchError),
			/** What its signer paid, plancks of INT. */
			get fee() {
				const { actualFee, tip } = fields(
					events,
					'transactionPayment',
					'TransactionFeePaid',
				);
				return actualFee.toBigInt() + tip.toBigInt();
			},
		};
	} finally {
		unsubscribe();
	}
}

/**
 * As {@link submit}, and it has to succeed.
 *
 * @param {Parameters<typeof submit>} parameters
 */
export async function succeed(...parameters) {
	const outcome = await submit(...parameters);
	if (outcome.failure) throw new Error(`it was included and failed: ${outcome.failure}`);
	return outcome;
}

/**
 * The fields of the one event of this kind, by name.
 *
 * @param {import('@polkadot/types/interfaces').Event[]} events
 * @param {string} section
 * @param {string} method
 * @returns {Record<string, any>}
 */
export function fields(events, section, method) {
	const found = events.filter((event) => event.section === section && event.method === method);
	if (found.length !== 1) {
		const seen = events.map((event) => `${event.section}.${event.method}`).join(', ');
		throw new Error(`${found.length} events ${section}.${method} among: ${seen || 'none'}`);
	}
	const [{ data }] = found;
	return Object.fromEntries(data.names.map((name, at) => [name, data[at]]));
}

/**
 * Answers of the pool that mean that somebody else used Alice's nonce in the meantime: another
 * test file, for one.
 */
const RACE = /^(1012|1013|1014):|^1010: .*(outdated|future)|gave it up: (Usurped|Invalid|Dropped)/;

/**
 * Gives each of the accounts so much INT, out of Alice's.
 *
 * @param {ApiPromise} api
 * @param {bigint} amount plancks
 * @param {...string} addresses
 */
export async function fund(api, amount, ...addresses) {
	const alice = await developmentPair('//Alice');
	const transfers = addresses.map((to) => api.tx.balances.transferKeepAlive(to, amount));
	for (let attempt = 1; ; attempt += 1) {
		try {
			// The nonce with what waits in the pool: the library takes the one of the state.
			const nonce = await api.rpc.system.accountNextIndex(alice.address);
			await succeed(api, api.tx.utility.batchAll(transfers), alice, { nonce });
			return;
		} catch (error) {
			if (attempt === 10 || !RACE.test(error.message)) throw error;
			await pause(1_000 + Math.random() * 4_000);
		}
	}
}

/**
 * A new account with so much INT.
 *
 * @param {ApiPromise} api
 * @param {bigint} [amount] plancks
 * @param {keyof import('./devices.js').SCHEMES} [scheme]
 */
export async function newAccount(api, amount = int(100), scheme = 'sr25519') {
	const pair = await newPair(scheme);
	await fund(api, amount, pair.address);
	return pair;
}

/**
 * The call that registers a device.
 *
 * @param {ApiPromise} api
 * @param {import('./devices.js').NewDevice} device
 * @param {bigint} expires
 * @param {Uint8Array} signature
 */
export const registerDevice = (api, device, expires, signature) =>
	api.tx.deviceRegistry.registerDevice(
		pjsEnum(device.scheme, device.pair.publicKey),
		device.model,
		device.serial,
		'AlwaysOn',
		null,
		expires,
		pjsEnum(device.scheme, signature),
	);

/**
 * Registers a new device of an owner.
 *
 * @param {ApiPromise} api
 * @param {Pair} owner
 * @param {keyof import('./devices.js').SCHEMES} [scheme]
 */
export async function register(api, owner, scheme) {
	const device = await newDevice(owner.addressRaw, scheme);
	const expires = await expiry(api);
	const signature = consent(device, api.genesisHash.toU8a(), owner.addressRaw, expires);
	const outcome = await succeed(api, registerDevice(api, device, expires, signature), owner);
	return { device, expires, ...outcome };
}
