// SPDX-License-Identifier: Apache-2.0

/** A key that `intctl key new` wrote is a key for every wallet that reads the usual JSON file. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Keyring } from '@polkadot/keyring';
import { stringToU8a } from '@polkadot/util';
import {
	blake2AsU8a,
	cryptoWaitReady,
	encodeAddress,
	signatureVerify,
} from '@polkadot/util-crypto';
import { SCHEMES } from '../lib/devices.js';
import { PATIENCE, TOKEN } from '../lib/environment.js';
import { INTCTL, newKey, withoutIntctl } from '../lib/intctl.js';
import { account, connect, fund, int, succeed } from '../lib/pjs.js';

const PASSWORD = 'correct horse battery staple';

const skip = withoutIntctl('NO KEY FILE OF intctl IS TESTED');

describe('a key file of intctl', { skip, timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;

	before(async () => {
		assert.ok(INTCTL, 'INTCTL has to be set to the path of the binary');
		await cryptoWaitReady();
		api = await connect();
	});

	after(() => api?.disconnect());

	for (const scheme of Object.keys(SCHEMES)) {
		test(`with a key of ${scheme} opens in a wallet, which signs for its address`, async () => {
			const { file, printed } = await newKey(scheme, PASSWORD);
			assert.deepEqual(file.encoding, {
				content: ['pkcs8', scheme],
				type: ['scrypt', 'xsalsa20-poly1305'],
				version: '3',
			});

			const pair = new Keyring({ ss58Format: TOKEN.ss58Format }).addFromJson(file);
			// What a wallet shows before it has the password. In the file an ECDSA key may be
			// written as the key itself, as @polkadot/keyring does, or as its account.
			const { address } = pair;
			assert.equal(pair.type, scheme);
			assert.equal(pair.isLocked, true);
			assert.throws(
				() => pair.unlock('wrong'),
				/Unable to decode using the supplied passphrase/,
			);
			assert.equal(pair.isLocked, true);
			pair.unlock(PASSWORD);
			assert.equal(pair.isLocked, false);

			// The address that was shown is the one of the secret.
			const key = pair.publicKey;
			assert.equal(key.length, scheme === 'ecdsa' ? 33 : 32);
			const raw = scheme === 'ecdsa' ? blake2AsU8a(key) : key;
			assert.equal(encodeAddress(raw, TOKEN.ss58Format), address);
			assert.equal(pair.address, address);
			const message = stringToU8a('signed by a wallet');
			const verdict = signatureVerify(message, pair.sign(message), address);
			assert.equal(verdict.isValid, true);
			assert.equal(verdict.crypto, scheme);

			// And the chain takes what it signs.
			await fund(api, int(10), address);
			const remark = api.tx.system.remarkWithEvent('signed by a wallet');
			const { block, index } = await succeed(api, remark, pair);
			const { extrinsics } = (await api.rpc.chain.getBlock(block)).block;
			assert.equal(extrinsics[index].signer.toString(), address);
			assert.equal((await account(api, address, block)).nonce, 1);

			assert.ok(!printed.includes(PASSWORD), 'the password is not printed');
			assert.ok(printed.includes(address), 'the address is');
		});
	}
});
