// SPDX-License-Identifier: Apache-2.0

/**
 * `CheckMetadataHash` in mode 1, as a hardware wallet signs: the signature covers a hash of the
 * metadata by which the wallet decoded what it showed, and the runtime compares it with its own.
 *
 * Works with a runtime only that was built with its metadata hash in it.
 */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { merkleizeMetadata } from '@polkadot-api/merkleize-metadata';
import { u8aToHex } from '@polkadot/util';
import { InvalidTxError } from 'polkadot-api';
import { withMetadataHash } from 'polkadot-api/signer';
import { PATIENCE, TOKEN } from '../lib/environment.js';
import * as papi from '../lib/papi.js';
import { account, connect, newAccount, submit } from '../lib/pjs.js';

/** The mode that covers the hash. */
const ENABLED = 1;

/**
 * The wallet behind a browser extension or a cable: it gets the payload, puts mode and hash into
 * it, and gives back the whole signed transaction.
 *
 * @param {import('@polkadot/api').ApiPromise} api
 * @param {import('../lib/devices.js').Pair} pair
 * @param {Uint8Array} metadataHash
 */
const wallet = (api, pair, metadataHash) => ({
	/** @param {import('@polkadot/types/types').SignerPayloadJSON} asked */
	async signPayload(asked) {
		const { registry } = api;
		const { method, version } = asked;
		const payload = { ...asked, mode: ENABLED, metadataHash: u8aToHex(metadataHash) };
		const { signature } = registry
			.createType('ExtrinsicPayload', payload, { version })
			.sign(pair);
		const transaction = registry.createType('Extrinsic', { method }, { version });
		transaction.addSignature(pair.address, signature, payload);
		return { id: 1, signature, signedTransaction: transaction.toHex() };
	},
});

/**
 * The error with what it probably means, when the runtime has no hash to compare with.
 *
 * @param {Error} error
 */
function explained(error) {
	if (!/^1011: .*CannotLookup/.test(error.message)) return error;
	return new Error(
		'the runtime has no metadata hash in it: build it with its hash ' +
			'(`enable_metadata_hash` of substrate-wasm-builder)',
		{ cause: error },
	);
}

describe('signing with the hash of the metadata', { timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;
	/** @type {import('../lib/devices.js').Pair} */
	let signer;
	/** @type {Uint8Array} */
	let hash;
	/** What the wallet is told of the chain, and the runtime's hash covers. */
	let network;

	before(async () => {
		api = await connect();
		signer = await newAccount(api);
		const { specName, specVersion } = api.runtimeVersion;
		network = {
			decimals: TOKEN.decimals,
			tokenSymbol: TOKEN.symbol,
			base58Prefix: TOKEN.ss58Format,
			specName: specName.toString(),
			specVersion: specVersion.toNumber(),
		};
		const metadata = (await api.call.metadata.metadataAtVersion(15)).unwrap();
		// As text: this library reads a view of bytes from the beginning of what it is a view of.
		hash = merkleizeMetadata(metadata.toHex(), network).digest();
	});

	after(() => api?.disconnect());

	/** A flipped bit is enough. */
	const wrong = () => hash.map((byte, at) => (at === 31 ? byte ^ 1 : byte));

	/** @param {Uint8Array} metadataHash */
	const remark = (metadataHash) =>
		submit(api, api.tx.system.remarkWithEvent('signed in mode 1'), signer.address, {
			signer: wallet(api, signer, metadataHash),
			withSignedTransaction: true,
		});

	test('@polkadot/api has a transaction with the right hash included', async () => {
		const { block, failure, index } = await remark(hash).catch((error) => {
			throw explained(error);
		});
		assert.equal(failure, undefined);
		const { extrinsics } = (await api.rpc.chain.getBlock(block)).block;
		assert.equal(extrinsics[index].mode.toNumber(), ENABLED);
		assert.equal(extrinsics[index].signer.toString(), signer.address);
	});

	test('@polkadot/api has a transaction with a wrong hash refused as badly signed', async () => {
		const before = await account(api, signer.address);
		await assert.rejects(remark(wrong()), (error) => {
			assert.match(explained(error).message, /^1010: .*Transaction has a bad signature/);
			return true;
		});
		assert.deepEqual(await account(api, signer.address), before);
	});

	test('polkadot-api has a transaction with the right hash included', async () => {
		const other = await papi.connect();
		try {
			const call = other.api.tx.System.remark({ remark: Buffer.from('signed in mode 1') });
			const signing = withMetadataHash(network, papi.signerOf(signer));
			const outcome = await papi.submit(call, signing);
			assert.equal(outcome.ok, true);
		} finally {
			other.client.destroy();
		}
	});

	test("polkadot-api has one with another token's hash refused as badly signed", async () => {
		const other = await papi.connect();
		try {
			const call = other.api.tx.System.remark({ remark: Buffer.from('signed in mode 1') });
			const elsewhere = { ...network, decimals: TOKEN.decimals + 1 };
			const signing = withMetadataHash(elsewhere, papi.signerOf(signer));
			await assert.rejects(papi.submit(call, signing), (error) => {
				assert.ok(error instanceof InvalidTxError, error.stack);
				assert.equal(error.error.type, 'Invalid');
				assert.equal(error.error.value.type, 'BadProof');
				return true;
			});
		} finally {
			other.client.destroy();
		}
	});
});
