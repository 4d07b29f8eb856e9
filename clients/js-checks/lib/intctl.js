// SPDX-License-Identifier: Apache-2.0

/** The one place that knows how `intctl` is called. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The binary; nothing when there is none to test. */
export const INTCTL = process.env.INTCTL;

/**
 * Makes a key and reads the file that it is in.
 *
 * @param {string} scheme `sr25519`, `ed25519` or `ecdsa`
 * @param {string} password
 * @returns {Promise<{ file: any, printed: string }>} the content of the file, and everything that
 *   the program said
 */
export async function newKey(scheme, password) {
	const folder = await mkdtemp(join(tmpdir(), 'js-checks-'));
	try {
		const secret = join(folder, 'password');
		const keys = join(folder, 'keys');
		await writeFile(secret, password, { mode: 0o600 });
		const options = ['--scheme', scheme, '--keystore', keys, '--password-file', secret];
		const { stderr, stdout } = await run(INTCTL, ['key', 'new', 'js-check', ...options], {
			timeout: 120_000,
		});
		const names = (await readdir(keys)).filter((name) => name.endsWith('.json'));
		if (names.length !== 1) {
			throw new Error(`one file for one key, not: ${names.join(', ') || 'none'}`);
		}
		const file = JSON.parse(await readFile(join(keys, names[0]), 'utf8'));
		return { file, printed: stdout + stderr };
	} finally {
		await rm(folder, { recursive: true });
	}
}
