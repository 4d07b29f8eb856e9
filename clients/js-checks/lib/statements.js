// SPDX-License-Identifier: Apache-2.0

/**
 * The bytes that devices sign, and the codes that they carry, written from the specification in
 * `primitives/src/signed.rs` and `primitives/src/identity.rs` and with nothing but Node: that a
 * client without our code can make them is what is tested.
 */

import { createHash } from 'node:crypto';

const utf8 = new TextEncoder();

/**
 * @param {number} bits 32 or 64
 * @param {number | bigint} value
 * @returns {Uint8Array} little endian
 */
function integer(bits, value) {
	const bytes = new Uint8Array(bits / 8);
	const view = new DataView(bytes.buffer);
	if (bits === 64) view.setBigUint64(0, BigInt(value), true);
	else view.setUint32(0, Number(value), true);
	return bytes;
}

/**
 * @param {string} what it is, for the error
 * @param {Uint8Array} bytes
 * @returns {Uint8Array} the same, when there are 32 of them
 */
function exactly32(what, bytes) {
	if (bytes.length !== 32) throw new RangeError(`${what} has ${bytes.length} bytes, not 32`);
	return bytes;
}

/** @param {...Uint8Array} parts */
const joined = (...parts) => Uint8Array.from(Buffer.concat(parts));

/**
 * A statement: its tag of eight bytes, the chain it is meant for, and its body.
 *
 * @param {string} tag
 * @param {Uint8Array} genesis hash of the chain's block 0
 * @param {...Uint8Array} body
 */
const statement = (tag, genesis, ...body) =>
	joined(utf8.encode(tag), exactly32('a genesis hash', genesis), ...body);

/**
 * A device's consent to be registered, to be signed by its first key.
 *
 * @param {Uint8Array} genesis
 * @param {{ owner: Uint8Array, device: Uint8Array, code: Uint8Array, expires: number | bigint }}
 *   body accounts and code of 32 bytes, chain time in milliseconds
 */
export const registration = (genesis, { owner, device, code, expires }) =>
	statement(
		'int/regi',
		genesis,
		exactly32('an owner', owner),
		exactly32('a device', device),
		exactly32('a code', code),
		integer(64, expires),
	);

/**
 * A new key's consent to become a device's key, to be signed by that new key.
 *
 * @param {Uint8Array} genesis
 * @param {{ owner: Uint8Array, device: Uint8Array, key: Uint8Array, generation: number,
 *   expires: number | bigint }} body accounts of 32 bytes, chain time in milliseconds
 */
export const rotation = (genesis, { owner, device, key, generation, expires }) =>
	statement(
		'int/rota',
		genesis,
		exactly32('an owner', owner),
		exactly32('a device', device),
		exactly32('a key', key),
		integer(32, generation),
		integer(64, expires),
	);

/**
 * A device's answer to somebody who asks whether it is there, to be signed by its present key.
 *
 * @param {Uint8Array} genesis
 * @param {{ challenger: Uint8Array, device: Uint8Array, nonce: Uint8Array, generation: number,
 *   expires: number | bigint }} body accounts and nonce of 32 bytes, chain time in milliseconds
 */
export const challenge = (genesis, { challenger, device, nonce, generation, expires }) =>
	statement(
		'int/chal',
		genesis,
		exactly32('a challenger', challenger),
		exactly32('a device', device),
		exactly32('a nonce', nonce),
		integer(32, generation),
		integer(64, expires),
	);

/**
 * The code of a device: SHA-256 over a domain tag, its maker's account, and model and serial, each
 * after one byte with its length.
 *
 * @param {Uint8Array} maker
 * @param {string} model
 * @param {string} serial
 * @returns {Uint8Array} 32 bytes
 */
export function deviceCode(maker, model, serial) {
	const hash = createHash('sha256');
	hash.update('int/device-code/1');
	hash.update(exactly32('a maker', maker));
	for (const text of [model, serial]) {
		const bytes = utf8.encode(text);
		if (bytes.length > 255) throw new RangeError(`"${text}" is longer than 255 bytes`);
		hash.update(Uint8Array.of(bytes.length)).update(bytes);
	}
	return Uint8Array.from(hash.digest());
}
