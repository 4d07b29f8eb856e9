// SPDX-License-Identifier: Apache-2.0

/** The one place that knows how `intctl` is called. */

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { INCLUSION, NODE_URL, PATIENCE } from './environment.js';

const run = promisify(execFile);

/** The binary; nothing when there is none to test. */
export const INTCTL = process.env.INTCTL;

/**
 * Why nothing can be tested; nothing when something can. A missing binary in CI is a failure of the
 * test that wants it.
 *
 * @param {string} what is not tested then
 */
export function withoutIntctl(what) {
	if (INTCTL || process.env.CI === 'true') return false;
	const reason = `INTCTL IS NOT SET: ${what}. Set it to the path of the binary.`;
	console.error(`\n*** ${reason} ***\n`);
	return reason;
}

/** The exit codes of failures, as `intctl --help` documents them. */
export const EXIT = Object.freeze({
	unreachable: 3,
	wrongChain: 4,
	refused: 5,
	badInput: 6,
	key: 7,
});

/**
 * The words of a command line: those of the text, and each value as one word, with its spaces.
 *
 * @param {TemplateStringsArray} texts
 * @param {unknown[]} values
 * @returns {string[]}
 */
const words = (texts, values) =>
	texts.flatMap((text, at) => [
		...text.split(/\s+/).filter(Boolean),
		...values.slice(at, at + 1).map(String),
	]);

/**
 * The JSON in a text.
 *
 * @param {string} text
 * @param {string} where it is, for the error
 */
function parsed(text, where) {
	try {
		return JSON.parse(text);
	} catch {
		return assert.fail(`no JSON in ${where}: ${text || 'nothing'}`);
	}
}

/**
 * A shell of a person who has nothing yet: `intctl` with a data folder of its own, JSON for output,
 * and the node under test. Command lines are templates: ``ok`device show ${device}` ``.
 *
 * @param {string} password of all keys in it
 */
export async function newShell(password) {
	const home = await mkdtemp(join(tmpdir(), 'js-checks-'));
	const env = {
		...process.env,
		INTCTL_PASSWORD: password,
		INT_URL: NODE_URL,
		XDG_DATA_HOME: home,
	};
	/** @param {string[]} line */
	const all = (line) => ['--json', '--timeout', String(INCLUSION / 1_000), ...line];

	/**
	 * @param {string[]} line
	 * @param {Record<string, string>} [more] of the environment
	 */
	async function outcome(line, more = {}) {
		try {
			const options = { env: { ...env, ...more }, timeout: PATIENCE };
			return { code: 0, ...(await run(INTCTL, all(line), options)) };
		} catch (error) {
			if (typeof error.code !== 'number') throw error;
			return error;
		}
	}

	return {
		/** Its data folder, `XDG_DATA_HOME`. */
		home,

		/** A file of its. @param {string} name */
		file: (name) => join(home, name),

		/**
		 * Runs a command that has to succeed.
		 *
		 * @param {TemplateStringsArray} texts
		 * @param {...unknown} values
		 * @returns {Promise<any>} what it found; nothing where it prints nothing
		 */
		async ok(texts, ...values) {
			const line = words(texts, values);
			const { code, stderr, stdout } = await outcome(line);
			assert.equal(code, 0, `intctl ${line.join(' ')}: ${stderr}`);
			return stdout && parsed(stdout, `the output of intctl ${line.join(' ')}`);
		},

		/**
		 * Runs a command that has to fail with this code, and to say why and what to do about it.
		 *
		 * @param {number} code
		 * @param {RegExp} why
		 * @param {{ env?: Record<string, string> }} [options] more for the environment
		 * @returns {(texts: TemplateStringsArray, ...values: unknown[]) => Promise<any>} resolves
		 *   with what it said on standard output all the same
		 */
		fails:
			(code, why, { env: more } = {}) =>
			async (texts, ...values) => {
				const line = words(texts, values);
				const { code: ended, stderr, stdout } = await outcome(line, more);
				const where = `intctl ${line.join(' ')}: ${stderr}`;
				assert.equal(ended, code, where);
				// Remarks may come before.
				const said = parsed(stderr.trim().split('\n').at(-1), where);
				assert.match(said.error, why);
				assert.equal(said.code, code, where);
				assert.match(said.remedy ?? '', /\w/, `it does not say what to do: ${where}`);
				return stdout && parsed(stdout, where);
			},

		/**
		 * Runs a command that prints a line for each thing that it sees, and hands these out. It is
		 * ended where nobody wants more, and has to succeed where it ends by itself.
		 *
		 * @param {TemplateStringsArray} texts
		 * @param {...unknown} values
		 */
		async *follow(texts, ...values) {
			const line = words(texts, values);
			const child = spawn(INTCTL, all(line), {
				env,
				stdio: ['ignore', 'pipe', 'inherit'],
				timeout: PATIENCE,
			});
			const ended = once(child, 'close');
			try {
				for await (const text of createInterface({ input: child.stdout })) {
					yield parsed(text, `the output of intctl ${line.join(' ')}`);
				}
				const [code] = await ended;
				assert.equal(code, 0, `intctl ${line.join(' ')}`);
			} finally {
				child.kill();
			}
		},

		/** Removes it with its keys. */
		close: () => rm(home, { recursive: true }),
	};
}

/** @typedef {Awaited<ReturnType<typeof newShell>>} Shell */

/**
 * The fields of the one event of this kind in what a command tells of its transaction.
 *
 * @param {{ events: { event: string, fields: any }[] }} receipt
 * @param {string} name such as `DeviceRegistry.DeviceClaimed`
 */
export function told(receipt, name) {
	const found = receipt.events.filter(({ event }) => event === name);
	const seen = receipt.events.map(({ event }) => event).join(', ');
	assert.equal(found.length, 1, `events ${name} among: ${seen}`);
	return found[0].fields;
}

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
