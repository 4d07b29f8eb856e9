// SPDX-License-Identifier: Apache-2.0

/** What the clients warn of is what `expected-warnings.json` says, with the reason of each. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { randomAsU8a } from '@polkadot/util-crypto';
import { pairOf } from '../lib/devices.js';
import { PATIENCE } from '../lib/environment.js';
import { connect, fund, int } from '../lib/pjs.js';
import { difference, normalised, warningsOf } from '../lib/warnings.js';

const LIST = new URL('../expected-warnings.json', import.meta.url);

/** The libraries that are looked at. */
const LIBRARIES = ['@polkadot/api', 'polkadot-api'];

/** @type {import('../lib/warnings.js').Expected[]} */
const expected = JSON.parse(await readFile(LIST, 'utf8'));

/**
 * Whether values of a type take no bytes.
 *
 * @param {import('@polkadot/types').PortableRegistry} lookup
 * @param {import('@polkadot/types/interfaces').SiLookupTypeId} id
 * @returns {boolean}
 */
function takesNoBytes(lookup, id) {
	const { def } = lookup.getSiType(id);
	if (def.isTuple) return def.asTuple.every((part) => takesNoBytes(lookup, part));
	if (def.isComposite) {
		return def.asComposite.fields.every(({ type }) => takesNoBytes(lookup, type));
	}
	if (def.isArray) return def.asArray.len.isZero() || takesNoBytes(lookup, def.asArray.type);
	return false;
}

test('each warning of the list has a reason, and none is listed twice', () => {
	const lines = [];
	for (const { level, library, names = [''], reason, text, ...rest } of expected) {
		assert.deepEqual(rest, {}, 'no other fields');
		assert.ok(LIBRARIES.includes(library), library);
		assert.ok(reason.length > 20, `a reason for: ${text}`);
		assert.equal(text.includes('*'), names[0] !== '', `names where there is a star: ${text}`);
		lines.push(...names.map((name) => [library, level, text, name].join('\n')));
	}
	assert.equal(new Set(lines).size, lines.length);
});

test('warnings are compared without times, and one by one', () => {
	assert.deepEqual(
		normalised('2026-01-31 10:20:30        API/INIT: RPC methods not decorated: a_b, c_d'),
		[
			{ text: 'API/INIT: RPC methods not decorated: *', name: 'a_b' },
			{ text: 'API/INIT: RPC methods not decorated: *', name: 'c_d' },
		],
	);
	const list = [
		{ library: 'x', level: 'warn', text: 'old *', names: ['one', 'two'], reason: '' },
		{ library: 'y', level: 'warn', text: 'of another library', reason: '' },
	];
	const seen = [
		{ level: 'warn', text: 'old *', name: 'one' },
		{ level: 'error', text: 'new' },
	];
	assert.deepEqual(difference('x', seen, list), {
		unknown: ['error: new'],
		gone: ['warn: old two'],
	});
});

describe('warnings of the clients', { timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;
	/** @type {Record<string, Awaited<ReturnType<typeof warningsOf>>>} */
	const seen = {};

	before(async () => {
		api = await connect();
		for (const library of LIBRARIES) {
			const seed = randomAsU8a(32);
			await fund(api, int(100), pairOf(seed).address);
			seen[library] = await warningsOf(library, seed);
		}
	});

	after(() => api?.disconnect());

	for (const library of LIBRARIES) {
		test(`${library} warns of nothing that is not listed`, () => {
			const { unknown } = difference(library, seen[library], expected);
			assert.deepEqual(unknown, [], 'find out why, and list them with the reason');
		});

		test(`${library} still warns of everything that is listed`, () => {
			const { gone } = difference(library, seen[library], expected);
			assert.deepEqual(gone, [], 'take these out of expected-warnings.json');
		});
	}

	test('only transaction extensions of no bytes are unknown to a wallet', () => {
		const unknown = seen['@polkadot/api']
			.filter(({ text }) => text.startsWith('REGISTRY: Unknown signed extensions'))
			.map(({ name }) => name);
		const { lookup, metadata } = api.registry;
		const extensions = metadata.extrinsic.transactionExtensions;
		for (const name of unknown) {
			const found = extensions.find(({ identifier }) => identifier.eq(name));
			assert.ok(found, `${name} is in the metadata`);
			const { implicit, type } = found;
			assert.ok(takesNoBytes(lookup, type), `${name} takes no bytes in a transaction`);
			assert.ok(takesNoBytes(lookup, implicit), `${name} takes no bytes in what is signed`);
		}
	});
});
