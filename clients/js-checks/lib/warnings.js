// SPDX-License-Identifier: Apache-2.0

/** What the clients warn of, in a form that can be compared with a list. */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PATIENCE, within } from './environment.js';

const PROBE = fileURLToPath(new URL('./probe.js', import.meta.url));

/**
 * @typedef {object} Expected A warning of the committed list.
 * @property {string} library that warns
 * @property {'warn' | 'error' | 'process' | 'stderr'} level
 * @property {string} text normalised, with `*` where one of the names stands
 * @property {string[]} [names] each of which is warned of
 * @property {string} reason why we live with it
 */

/** Warnings about several things at once, which are taken apart to one for each thing. */
const LISTS = [
	/^(?<before>API\/INIT: RPC methods not decorated: )(?<names>.+)(?<after>)$/,
	/^(?<before>REGISTRY: Unknown signed extensions )(?<names>.+)(?<after> found, .+)$/,
	/^(?<before>API\/INIT: \S+ Not decorating [^:]+: )(?<names>.+)(?<after>)$/,
];

/**
 * A warning without what differs from run to run, once for each thing that it is about.
 *
 * @param {string} text as it was printed
 * @returns {{ text: string, name?: string }[]}
 */
export function normalised(text) {
	const plain = text
		// What @polkadot/util puts before each line of its log.
		.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? +/, '')
		.replaceAll(/\(node:\d+\)/g, '(node)')
		.trim();
	for (const pattern of LISTS) {
		const groups = pattern.exec(plain)?.groups;
		if (groups) {
			const whole = `${groups.before}*${groups.after}`;
			return groups.names.split(', ').map((name) => ({ text: whole, name }));
		}
	}
	return [{ text: plain }];
}

/**
 * One line for each warning, by which lists are compared.
 *
 * @param {{ level: string, text: string, name?: string }} warning
 */
const line = ({ level, text, name }) =>
	`${level}: ${name === undefined ? text : text.replace('*', () => name)}`;

/**
 * Uses a library in a process of its own.
 *
 * @param {string} library
 * @param {Uint8Array} seed of an account that can pay
 * @returns {Promise<{ level: string, text: string, name?: string }[]>} what was warned of
 */
export async function warningsOf(library, seed) {
	const child = fork(PROBE, [library], {
		env: { ...process.env, PROBE_SEED: Buffer.from(seed).toString('hex') },
		execArgv: [],
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
	});
	let heard = '';
	child.stderr.setEncoding('utf8').on('data', (data) => {
		heard += data;
	});
	/** @type {{ level: string, text: string }[] | undefined} */
	let told;
	child.on('message', (message) => {
		told = message;
	});
	const ended = new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	try {
		const code = await within(PATIENCE / 2, `${library} to be used and closed`, ended);
		if (code !== 0 || !told)
			throw new Error(`the use of ${library} ended with ${code}: ${heard}`);
	} finally {
		child.kill();
	}
	// Node prints its own warnings too, besides telling of them.
	const printed = heard
		.split('\n')
		.filter((text) => text && !/^\(node:\d+\) |^\(Use `node --trace/.test(text))
		.map((text) => ({ level: 'stderr', text }));
	return [...told, ...printed].flatMap(({ level, text }) =>
		normalised(text).map((part) => ({ level, ...part })),
	);
}

/**
 * What differs between what was seen of a library and what the list expects of it.
 *
 * @param {string} library
 * @param {{ level: string, text: string, name?: string }[]} seen
 * @param {Expected[]} expected
 * @returns {{ unknown: string[], gone: string[] }} seen but not listed; listed but not seen
 */
export function difference(library, seen, expected) {
	const listed = new Set(
		expected
			.filter((entry) => entry.library === library)
			.flatMap(({ level, text, names }) =>
				names ? names.map((name) => line({ level, text, name })) : [line({ level, text })],
			),
	);
	const found = new Set(seen.map(line));
	return {
		unknown: [...found].filter((warning) => !listed.has(warning)),
		gone: [...listed].filter((warning) => !found.has(warning)),
	};
}
