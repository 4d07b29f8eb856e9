// SPDX-License-Identifier: Apache-2.0

/**
 * Where the tests run, how long they wait, and the only facts of the chain that they know
 * beforehand.
 */

import WebSocket from 'ws';

/** The node under test. */
export const NODE_URL = process.env.INT_URL ?? 'ws://127.0.0.1:9944';

/** What a wallet has to be told of INT. Everything else is read from the chain. */
export const TOKEN = Object.freeze({ symbol: 'INT', decimals: 12, ss58Format: 42 });

/** Milliseconds until a node that was just started has to take connections. */
const STARTED = 60_000;

/** Milliseconds until a transaction has to be in a block, and in a finalized one. */
export const INCLUSION = 120_000;

/** Milliseconds until a client has to be ready: the first read of the metadata is slow. */
export const READY = 120_000;

/** Milliseconds that a test may take as a whole, connections and all. */
export const PATIENCE = 600_000;

/**
 * The promise, or an error when it takes longer.
 *
 * @template T
 * @param {number} milliseconds
 * @param {string} what did not happen, to be read after "within 10 s:"
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export async function within(milliseconds, what, promise) {
	let timer;
	const late = new Promise((_, reject) => {
		const error = new Error(`not within ${milliseconds / 1000} s: ${what}`);
		timer = setTimeout(() => reject(error), milliseconds);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** @param {number} milliseconds */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Resolves once the node takes connections: it may just have been started.
 *
 * The clients are not asked, because they go on trying for ever.
 */
export async function nodeAnswers() {
	const end = Date.now() + STARTED;
	for (;;) {
		const trouble = await new Promise((resolve) => {
			const socket = new WebSocket(NODE_URL, { handshakeTimeout: 5_000 });
			socket.on('open', () => {
				socket.close();
				resolve(null);
			});
			socket.on('error', resolve);
		});
		if (trouble === null) return;
		if (Date.now() > end) {
			throw new Error(
				`no node answers at ${NODE_URL} (${trouble.code ?? trouble.message}): ` +
					'start one with `int-node --dev`, or set INT_URL to one that runs',
			);
		}
		await pause(1_000);
	}
}
