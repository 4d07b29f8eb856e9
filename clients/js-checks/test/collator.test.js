// SPDX-License-Identifier: Apache-2.0

/**
 * A collator on the command line: its node makes session keys and proves to own them, it joins, raises
 * its bond and leaves, and has everything back.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { NODE_URL, PATIENCE } from '../lib/environment.js';
import { EXIT, INTCTL, newShell, withoutIntctl } from '../lib/intctl.js';
import { account, connect, fund, int } from '../lib/pjs.js';

const skip = withoutIntctl('NO COMMAND OF intctl collator IS TESTED');

describe('intctl collator', { skip, timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;
	/** @type {import('../lib/intctl.js').Shell} */
	let shell;
	/** @type {import('../lib/intctl.js').Shell['ok']} */
	let ok;
	/** @type {import('../lib/intctl.js').Shell['fails']} */
	let fails;
	/** The collator's address. @type {string} */
	let address;

	/** The session keys that the chain has of it; nothing where it has none. */
	const keys = async () => {
		const found = await api.query.session.nextKeys(address);
		return found.isSome ? found.unwrap().toHex() : null;
	};

	before(async () => {
		assert.ok(INTCTL, 'INTCTL has to be set to the path of the binary');
		await cryptoWaitReady();
		api = await connect();
		shell = await newShell('correct horse battery staple');
		({ ok, fails } = shell);
		({ account: address } = await ok`key new collator`);
		await fund(api, int(150), address);
	});

	after(async () => {
		await api?.disconnect();
		await shell?.close();
	});

	test('its node makes keys, which are registered once', async () => {
		const none = fails(EXIT.refused, /The account has no session keys/);
		await none`collator join --signer collator`;
		assert.equal(await keys(), null);

		await ok`collator keys --signer collator`;
		const first = await keys();
		assert.ok(first);
		const again = await ok`collator keys --signer collator`;
		assert.deepEqual(again, { collator: address, keys: first, node_has_them: true });
		assert.equal(await keys(), first);
		await ok`collator keys --rotate --signer collator`;
		assert.notEqual(await keys(), first);
	});

	test('it joins, raises its bond, and has everything back when it leaves', async () => {
		const status = () => ok`collator status collator`;
		assert.equal((await status()).kind, 'none');
		const tooMuch = fails(EXIT.refused, /can put up .* for the bond and stay alive/);
		await tooMuch`collator join --bond 1000 --signer collator`;

		await ok`collator join --node-url ${NODE_URL} --signer collator`;
		const { bond, kind } = await status();
		assert.equal(kind, 'candidate');
		const same = fails(EXIT.refused, /CollatorSelection\.IdenticalDeposit/);
		await same`collator bond ${Number(BigInt(bond) / int(1))} --signer collator`;
		await ok`collator bond ${'120 INT'} --signer collator`;
		assert.equal((await status()).bond, String(int(120)));
		const all = await ok`collator status`;
		assert.ok(all.collators.some(({ collator }) => collator === address));

		await ok`collator leave --forget-keys --signer collator`;
		assert.equal(await keys(), null);
		const { reserved } = await account(api, address);
		assert.equal(reserved, 0n);
		const gone = fails(EXIT.refused, /\w/);
		await gone`collator leave --signer collator`;
	});
});
