// SPDX-License-Identifier: Apache-2.0

/** Needs no node: the bytes that devices sign, against vectors made with other tools. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureVerify } from '@polkadot/util-crypto';
import { SCHEMES, consent, newDevice } from '../lib/devices.js';
import { challenge, deviceCode, registration, rotation } from '../lib/statements.js';

/** @param {number} byte */
const filled = (byte) => new Uint8Array(32).fill(byte);

/** @param {Uint8Array} bytes */
const hex = (bytes) => Buffer.from(bytes).toString('hex');

test('a consent to registration is tag, chain, owner, device, code and expiry', () => {
	const bytes = registration(filled(9), {
		owner: filled(1),
		device: filled(2),
		code: filled(3),
		expires: 1_800_000_000_000n,
	});
	const expected = ['696e742f72656769', ...[9, 1, 2, 3].map((byte) => hex(filled(byte)))];
	assert.equal(hex(bytes), [...expected, '00505c18a3010000'].join(''));
});

test('a consent to rotation also names the new key and its generation', () => {
	const bytes = rotation(filled(9), {
		owner: filled(1),
		device: filled(2),
		key: filled(4),
		generation: 258,
		expires: 2n ** 64n - 1n,
	});
	const expected = ['696e742f726f7461', ...[9, 1, 2, 4].map((byte) => hex(filled(byte)))];
	assert.equal(hex(bytes), [...expected, '02010000', 'ffffffffffffffff'].join(''));
});

test('an answer to a challenge also names who asked, the nonce and the generation', () => {
	const bytes = challenge(filled(9), {
		challenger: filled(5),
		device: filled(2),
		nonce: filled(6),
		generation: 0,
		expires: 1,
	});
	const expected = ['696e742f6368616c', ...[9, 5, 2, 6].map((byte) => hex(filled(byte)))];
	assert.equal(hex(bytes), [...expected, '00000000', '0100000000000000'].join(''));
});

test('a code is SHA-256 of its tag, the maker, and model and serial after their lengths', () => {
	// printf 'int/device-code/1\7…32 times…\7\5meter\0040001' | sha256sum
	assert.equal(
		hex(deviceCode(filled(7), 'meter', '0001')),
		'cb4d747a53e3647b6c5f2b0bf8fd8f7495fb78eaafa74dc7bf2bb3826aa3acac',
	);
	assert.notEqual(
		hex(deviceCode(filled(7), 'mete', 'r0001')),
		hex(deviceCode(filled(7), 'meter', '0001')),
	);
});

test('what is not 32 bytes is not signed', () => {
	assert.throws(
		() => registration(filled(9), { owner: filled(1).subarray(1) }),
		/an owner has 31 bytes, not 32/,
	);
	assert.throws(() => deviceCode(filled(7), 'm'.repeat(256), '1'), /longer than 255 bytes/);
});

for (const scheme of Object.keys(SCHEMES)) {
	test(`the ${scheme} key of a device signs for the device's id`, async () => {
		const device = await newDevice(filled(1), scheme);
		const signature = consent(device, filled(9), filled(1), 5n);
		const message = registration(filled(9), {
			owner: filled(1),
			device: device.id,
			code: device.code,
			expires: 5n,
		});
		const verdict = signatureVerify(message, signature, device.address);
		assert.equal(verdict.isValid, true);
		assert.equal(verdict.crypto, scheme);
	});
}
