// SPDX-License-Identifier: Apache-2.0

/** Devices with keys and serials of their own, new in every run, so that a chain may see many. */

import { Keyring } from '@polkadot/keyring';
import { u8aToHex } from '@polkadot/util';
import { cryptoWaitReady, randomAsU8a } from '@polkadot/util-crypto';
import { TOKEN } from './environment.js';
import { deviceCode, registration } from './statements.js';

/** The schemes that a device's key can have, as `DeviceKey` and `MultiSignature` name them. */
export const SCHEMES = Object.freeze({ sr25519: 'Sr25519', ed25519: 'Ed25519', ecdsa: 'Ecdsa' });

/** The model of every device here. */
export const MODEL = 'js-check';

/** @typedef {import('@polkadot/keyring/types').KeyringPair} Pair */

/**
 * A key pair that nobody has.
 *
 * @param {keyof SCHEMES} [scheme]
 * @returns {Promise<Pair>}
 */
export async function newPair(scheme = 'sr25519') {
	await cryptoWaitReady();
	return pairOf(randomAsU8a(32), scheme);
}

/**
 * The key pair of a seed.
 *
 * @param {Uint8Array} seed
 * @param {keyof SCHEMES} [scheme]
 * @returns {Pair}
 */
export const pairOf = (seed, scheme = 'sr25519') =>
	new Keyring({ ss58Format: TOKEN.ss58Format }).addFromSeed(seed, {}, scheme);

/**
 * The key pair of a development account.
 *
 * @param {string} name such as `//Alice`
 * @returns {Promise<Pair>}
 */
export async function developmentPair(name) {
	await cryptoWaitReady();
	return new Keyring({ ss58Format: TOKEN.ss58Format }).addFromUri(name, {}, 'sr25519');
}

/**
 * A device that nobody registered yet, made by `maker`.
 *
 * @param {Uint8Array} maker account of 32 bytes
 * @param {keyof SCHEMES} [scheme] of its first key
 */
export async function newDevice(maker, scheme = 'sr25519') {
	const pair = await newPair(scheme);
	const serial = Buffer.from(randomAsU8a(8)).toString('hex');
	return {
		/** Its first key. */
		pair,
		/** @type {keyof SCHEMES} */
		scheme,
		/** Its id: the account of its first key, 32 bytes. */
		id: pair.addressRaw,
		address: pair.address,
		model: MODEL,
		serial,
		code: deviceCode(maker, MODEL, serial),
	};
}

/** @typedef {Awaited<ReturnType<typeof newDevice>>} NewDevice */

/**
 * What a device signs to be registered, by its first key or by whatever key is given.
 *
 * @param {NewDevice} device
 * @param {Uint8Array} genesis hash of the chain's block 0
 * @param {Uint8Array} owner account of 32 bytes
 * @param {bigint} expires chain time in milliseconds
 * @param {Pair} [key]
 * @returns {Uint8Array} 64 bytes, or 65 for ECDSA
 */
export const consent = (device, genesis, owner, expires, key = device.pair) =>
	key.sign(registration(genesis, { owner, device: device.id, code: device.code, expires }));

/**
 * A value of `DeviceKey` or `MultiSignature` as @polkadot/api takes it.
 *
 * @param {keyof SCHEMES} scheme
 * @param {Uint8Array} bytes
 */
export const pjsEnum = (scheme, bytes) => ({ [SCHEMES[scheme]]: u8aToHex(bytes) });

/**
 * A value of `DeviceKey` or `MultiSignature` as polkadot-api takes it.
 *
 * @param {keyof SCHEMES} scheme
 * @param {Uint8Array} bytes
 */
export const papiEnum = (scheme, bytes) => ({ type: SCHEMES[scheme], value: u8aToHex(bytes) });
