// SPDX-License-Identifier: Apache-2.0

/**
 * The registry on the command line, as people at a shell use it: a factory makes a lot, customers
 * claim devices out of it and live with them. What each command says is compared with the chain,
 * and every refusal has its documented exit code and says what to do.
 */

import assert from 'node:assert/strict';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { cryptoWaitReady, randomAsU8a } from '@polkadot/util-crypto';
import { developmentPair, pairOf } from '../lib/devices.js';
import { PATIENCE, pause } from '../lib/environment.js';
import { EXIT, INTCTL, newShell, told, withoutIntctl } from '../lib/intctl.js';
import { account, connect, fund, int } from '../lib/pjs.js';
import { deviceCode } from '../lib/statements.js';

const skip = withoutIntctl('NO COMMAND OF intctl IS TESTED');

/** Who takes part, with how much INT. Nobody signs in two scenes at once. */
const PEOPLE = {
	maker: 150,
	farmer: 10,
	seller: 10,
	buyer: 10,
	thief: 10,
	landlord: 10,
	hauler: 10,
	operator: 10,
	payer: 10,
	reader: 10,
	late: 10,
	watcher: 10,
};

/** Devices with the schemes of their keys. */
const DEVICES = {
	meter: 'ed25519',
	charger: 'sr25519',
	lock: 'ecdsa',
	tracker: 'ed25519',
	spare: 'ed25519',
};

/** Devices in the lot. */
const SIZE = 200;

const MODEL = 'js-check shell';

/** A genesis hash that no chain has. */
const ELSEWHERE = `0x${'11'.repeat(32)}`;

/** Another test file used Alice's nonce in the meantime. */
const RACE = /\((Stale|Future)\)|The transaction pool refused/;

describe('intctl', { skip, timeout: PATIENCE }, () => {
	/** @type {import('@polkadot/api').ApiPromise} */
	let api;
	/** @type {import('../lib/intctl.js').Shell} */
	let shell;
	/** @type {import('../lib/intctl.js').Shell['ok']} */
	let ok;
	/** @type {import('../lib/intctl.js').Shell['fails']} */
	let fails;
	/** Addresses of people and devices by their names. @type {Record<string, string>} */
	const address = {};
	/** Serial numbers of the devices by their names. @type {Record<string, string>} */
	const serial = {};
	/** The file of the lot's tree. @type {string} */
	let tree;
	/** The manufacturer's number. @type {number} */
	let manufacturer;
	/** The lot's number. @type {number} */
	let lot;

	/**
	 * Has governance act on the manufacturer.
	 *
	 * @param {'verify' | 'freeze' | 'release'} act
	 */
	async function governed(act) {
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await ok`manufacturer ${act} ${manufacturer} --sudo //Alice`;
			} catch (error) {
				if (attempt === 10 || !RACE.test(error.message)) throw error;
				await pause(1_000 + Math.random() * 4_000);
			}
		}
	}

	/**
	 * Runs a command that the registry has to refuse, in a block.
	 *
	 * @param {string} error
	 */
	const refused = (error) =>
		fails(EXIT.refused, new RegExp(`: DeviceRegistry\\.${error} \\(block`));

	/** The state that a device is in. @param {string} name */
	const state = async (name) => (await ok`device show ${name}`).state;

	/** A new account's address. */
	const somebody = () => pairOf(randomAsU8a(32)).address;

	before(async () => {
		assert.ok(INTCTL, 'INTCTL has to be set to the path of the binary');
		await cryptoWaitReady();
		api = await connect();
		shell = await newShell('correct horse battery staple');
		({ ok, fails } = shell);
	});

	after(async () => {
		await api?.disconnect();
		await shell?.close();
	});

	test('makes keys for people and takes over those of devices', async () => {
		assert.deepEqual(await ok`key list`, []);
		const made = Object.keys(PEOPLE).map(async (name) => {
			const key = await ok`key new ${name}`;
			assert.deepEqual(key, { name, scheme: 'sr25519', account: key.account });
			address[name] = key.account;
		});
		const imported = Object.entries(DEVICES).map(async ([name, scheme]) => {
			const seed = randomAsU8a(32);
			const secret = shell.file(`${name}.seed`);
			await writeFile(secret, u8aToHex(seed), { mode: 0o600 });
			const key = await ok`key import ${name} --secret-file ${secret} --scheme ${scheme}`;
			address[name] = pairOf(seed, scheme).address;
			assert.deepEqual(key, { name, scheme, account: address[name] });
		});
		await Promise.all([...made, ...imported]);

		const names = Object.keys(address).sort();
		assert.deepEqual(
			(await ok`key list`).map(({ name }) => name),
			names,
		);
		const folder = join(shell.home, 'intctl', 'keys');
		assert.deepEqual(
			(await readdir(folder)).sort(),
			names.map((name) => `${name}.json`).sort(),
		);
		assert.equal((await stat(folder)).mode & 0o777, 0o700);
		assert.equal((await stat(join(folder, 'maker.json'))).mode & 0o777, 0o600);

		await fails(EXIT.key, /There is a key maker already/)`key new maker`;
		await fails(EXIT.key, /There is no key nobody in/)`key show nobody`;
		const wrong = { env: { INTCTL_PASSWORD: 'wrong' } };
		await fails(EXIT.key, /The password is wrong/, wrong)`key export maker --reveal`;
		for (const each of new Set(Object.values(PEOPLE))) {
			const those = Object.keys(PEOPLE).filter((name) => PEOPLE[name] === each);
			await fund(api, int(each), ...those.map((name) => address[name]));
		}
		assert.equal((await ok`account show maker`).free, String(int(PEOPLE.maker)));
	});

	test('builds the tree of a run out of a file, or names the line that is wrong', async () => {
		const run = `${Date.now()}-`;
		const lines = ['serial,key,scheme'];
		for (let at = 0; at < SIZE; at += 1) {
			lines.push(`${run}${at},${u8aToHex(randomAsU8a(32))},ed25519`);
		}
		for (const [at, [name, scheme]] of Object.entries(DEVICES).entries()) {
			const place = 1 + at * 40;
			serial[name] = lines[place].split(',')[0];
			const seed = await readFile(shell.file(`${name}.seed`), 'utf8');
			const { publicKey } = pairOf(Buffer.from(seed.slice(2), 'hex'), scheme);
			lines[place] = `${serial[name]},${u8aToHex(publicKey)},${scheme}`;
		}
		const [csv, broken, twice] = ['run.csv', 'broken.csv', 'twice.csv'].map(shell.file);
		tree = shell.file('run.tree');
		await writeFile(csv, `${lines.join('\n')}\n`);
		const wrong = lines[101].replace('0x', '0xwhat');
		await writeFile(broken, `${lines.with(101, wrong).join('\n')}\n`);
		await writeFile(twice, `${[...lines, lines[1]].join('\n')}\n`);

		const there = (await readdir(shell.home)).sort();
		const notHex = fails(EXIT.badInput, /broken\.csv, line 102: the key is not hexadecimal/);
		await notHex`lot build ${broken} --maker maker --model ${MODEL} --out ${tree}`;
		const repeated = fails(EXIT.badInput, new RegExp(`twice\\.csv, line ${SIZE + 2}: `));
		await repeated`lot build ${twice} --maker maker --model ${MODEL} --out ${tree}`;
		assert.deepEqual((await readdir(shell.home)).sort(), there, 'nothing is written');

		const built = await ok`lot build ${csv} --maker maker --model ${MODEL} --out ${tree}`;
		assert.equal(built.size, SIZE);
		assert.equal(built.maker, address.maker);
		const proof = await ok`lot proof --tree ${tree} --serial ${serial.lock}`;
		assert.equal(proof.root, built.root);
		assert.equal(proof.index, 80);
		assert.equal(proof.proof.length, Math.ceil(Math.log2(SIZE)));
		const maker = api.registry.createType('AccountId', address.maker).toU8a();
		assert.equal(proof.code, u8aToHex(deviceCode(maker, MODEL, serial.lock)));
		assert.deepEqual(await ok`lot proof --tree ${tree} --device lock`, proof);
		const missing = fails(EXIT.badInput, /has no device with serial none/);
		await missing`lot proof --tree ${tree} --serial none`;
	});

	test('registers a manufacturer, whom governance alone verifies', async () => {
		const register = ok`manufacturer register --name ${'Meters & Co'} --signer maker`;
		const event = told(await register, 'DeviceRegistry.ManufacturerRegistered');
		({ manufacturer } = event);
		assert.equal(event.account, address.maker);
		const known = {
			manufacturer,
			name: 'Meters & Co',
			account: address.maker,
			state: 'registered',
			bond: String(int(100)),
			lots: 0,
			metadata: null,
		};
		assert.deepEqual(await ok`manufacturer show ${manufacturer}`, known);
		assert.deepEqual(await ok`manufacturer show maker`, known);
		const { reserved } = await account(api, address.maker);
		assert.ok(reserved > int(100));

		// Nobody but governance can change that, and who asks gets the call to propose.
		const proposal = await ok`manufacturer verify ${manufacturer}`;
		const call = api.registry.createType('Call', proposal.data);
		assert.equal(`${call.section}.${call.method}`, 'deviceRegistry.verifyManufacturer');
		assert.equal(call.args[0].toNumber(), manufacturer);
		const again = refused('ManufacturerExists');
		const usurped = fails(EXIT.refused, /Sudo\.RequireSudo/);
		await Promise.all([
			again`manufacturer register --name again --signer maker`,
			usurped`manufacturer verify ${manufacturer} --sudo thief`,
		]);
		const unverified = refused('ManufacturerNotVerified');
		await unverified`lot commit --tree ${tree} --signer maker`;
		assert.deepEqual(await ok`manufacturer show ${manufacturer}`, known);

		const verified = told(await governed('verify'), 'DeviceRegistry.ManufacturerStateChanged');
		assert.deepEqual(verified, { manufacturer, state: 'Verified' });
		assert.equal((await ok`manufacturer show ${manufacturer}`).state, 'verified');
		const all = await ok`manufacturer list`;
		assert.ok(all.some(({ account: of }) => of === address.maker));
	});

	test('commits the lot by the key of its maker', async () => {
		const other = fails(EXIT.badInput, /The tree was built for the maker .* signs/);
		await other`lot commit --tree ${tree} --signer thief`;
		const firmware = u8aToHex(randomAsU8a(32));
		const committed =
			await ok`lot commit --tree ${tree} --security software --firmware ${firmware}
				--signer maker --finalized`;
		assert.equal(committed.finalized, true);
		({ lot } = told(committed, 'DeviceRegistry.LotCommitted'));
		const { root } = await ok`lot proof --tree ${tree} --index 0`;
		assert.deepEqual(await ok`lot show ${lot}`, {
			lot,
			manufacturer,
			model: MODEL,
			size: SIZE,
			claimed: 0,
			closed: false,
			root,
			security: 'software',
			firmware,
			metadata: null,
		});
		const stored = (await api.query.deviceRegistry.lots(lot)).unwrap();
		assert.equal(stored.root.toHex(), root);
		await fails(EXIT.badInput, /There is no lot 4294967295/)`lot show 4294967295`;
	});

	test('claims devices with their proofs, each once', async () => {
		const owners = { meter: 'farmer', charger: 'seller', lock: 'landlord', tracker: 'hauler' };
		const claims = Object.entries(owners).map(async ([name, owner]) => {
			const claim =
				await ok`device claim --lot ${lot} --tree ${tree} --device-key ${name} --signer ${owner}`;
			const { code, index } = await ok`lot proof --tree ${tree} --device ${name}`;
			assert.deepEqual(told(claim, 'DeviceRegistry.DeviceClaimed'), {
				device: address[name],
				owner: address[owner],
				code,
				lot,
				index,
			});
			const device = await ok`device show ${name}`;
			assert.equal(device.device, address[name]);
			assert.equal(device.owner, address[owner]);
			assert.equal(device.state, 'registered');
			assert.equal(device.security, 'software');
			assert.equal(device.manufacturer, manufacturer);
			assert.deepEqual(device.place, { lot, index });
			assert.equal(device.key.scheme, DEVICES[name]);
			assert.deepEqual(await ok`device show ${code}`, device);
			const stored = await api.query.deviceRegistry.devices(address[name]);
			assert.equal(stored.unwrap().owner.toString(), address[owner]);
		});
		await Promise.all(claims);
		assert.equal((await ok`lot show ${lot}`).claimed, 4);

		const claimed = refused('AlreadyClaimed');
		const unknown = refused('UnknownLot');
		const stranger = fails(EXIT.badInput, /has no device with account/);
		await Promise.all([
			claimed`device claim --lot ${lot} --tree ${tree} --device-key meter --signer thief`,
			unknown`device claim --lot 4294967295 --tree ${tree} --device-key spare --signer late`,
			stranger`device claim --lot ${lot} --tree ${tree} --device-key thief --signer payer`,
		]);
		assert.equal((await ok`device show meter`).owner, address.farmer);

		const genuine =
			await ok`device genuine --maker maker --model ${MODEL} --serial ${serial.meter}`;
		assert.equal(genuine.verdict, 'made by its manufacturer');
		assert.equal(genuine.device, address.meter);
		assert.equal(genuine.manufacturer_name, 'Meters & Co');
		assert.equal(genuine.manufacturer_state, 'verified');
		const forgery = await ok`device genuine --code ${ELSEWHERE}`;
		assert.match(forgery.verdict, /^unknown/);
	});

	describe('side by side', { concurrency: true }, () => {
		test('puts a device into use, out of it, and away', async () => {
			const activated = await ok`device activate meter --signer farmer`;
			assert.deepEqual(told(activated, 'DeviceRegistry.DeviceStateChanged'), {
				device: address.meter,
				state: 'Active',
			});
			await ok`device suspend meter --signer farmer`;
			assert.equal(await state('meter'), 'suspended');
			const already = refused('WrongState');
			await already`device suspend meter --signer farmer`;
			await ok`device resume meter --signer farmer`;
			assert.equal(await state('meter'), 'active');
			const firmware = u8aToHex(randomAsU8a(32));
			await ok`device firmware meter --hash ${firmware} --signer farmer`;
			const [row, ...others] = await ok`device list --owner farmer`;
			assert.deepEqual(others, []);
			assert.equal(row.device, address.meter);
			assert.equal(row.state, 'active');

			await ok`device retire meter --signer farmer`;
			const retired = await ok`device show meter`;
			assert.equal(retired.state, 'retired');
			assert.equal(retired.firmware, firmware);
			assert.ok(retired.retired_at > 0);
			const early = refused('RetentionNotOver');
			await early`device forget meter --signer farmer`;
			assert.deepEqual(await ok`device show meter`, retired);
			const unknown = fails(EXIT.badInput, /The chain knows no device/);
			await unknown`device show ${somebody()}`;
		});

		test('hands a device over to whom it is offered', async () => {
			const mine = refused('NotPermitted');
			await Promise.all([
				ok`device activate charger --signer seller`,
				mine`device suspend charger --signer thief`,
			]);
			await ok`device offer charger --to buyer --for 1h --signer seller`;
			const { offer } = await ok`device show charger`;
			assert.equal(offer.from, address.seller);
			assert.equal(offer.to, address.buyer);
			await Promise.all([
				refused('NotOfferedToYou')`device accept charger --signer thief`,
				refused('OfferExists')`device offer charger --to thief --signer seller`,
			]);
			await ok`device withdraw-offer charger --signer seller`;
			assert.equal((await ok`device show charger`).offer, null);
			await refused('NoOffer')`device accept charger --signer buyer`;
			await ok`device offer charger --to ${address.buyer} --signer seller`;
			const accepted = await ok`device accept charger --signer buyer`;
			assert.deepEqual(told(accepted, 'DeviceRegistry.DeviceTransferred'), {
				device: address.charger,
				from: address.seller,
				to: address.buyer,
			});
			assert.deepEqual(await ok`device list --owner seller`, []);
			assert.equal((await ok`device list --owner buyer`)[0].device, address.charger);
			const sold = refused('NotOwner');
			await sold`device offer charger --to thief --signer seller`;
		});

		test('asks a device whether it is there, before and after it has a new key', async () => {
			const [question, answer] = [shell.file('question'), shell.file('answer')];
			const ask = () =>
				ok`device challenge lock --challenger buyer --for 10m --out ${question}`;
			/** @param {string} key */
			const respond = (key) =>
				ok`device answer ${question} --device-key ${key} --out ${answer}`;
			const no = (why) => fails(EXIT.refused, why)`device verify ${answer}`;

			await ask();
			await respond('lock');
			const yes = await ok`device verify ${answer}`;
			assert.equal(yes.genuine, true);
			assert.equal(yes.device, address.lock);
			assert.equal(yes.challenger, address.buyer);
			await respond('spare');
			assert.equal((await no(/not by the device's key/)).genuine, false);

			await ok`key new key2 --scheme ed25519`;
			const { account: key } = await ok`key show key2`;
			await ok`account transfer --to key2 --amount 1 --signer landlord`;
			const rotated = await ok`device rotate lock --new-key key2 --signer landlord`;
			assert.deepEqual(told(rotated, 'DeviceRegistry.KeyRotated'), {
				device: address.lock,
				generation: 1,
				key,
			});
			const [first, second] = await ok`device history lock`;
			assert.deepEqual([first.generation, first.scheme], [0, 'ecdsa']);
			assert.deepEqual([second.generation, second.scheme], [1, 'ed25519']);
			assert.equal(first.to_block, rotated.block);
			assert.equal(second.from_block, rotated.block);
			assert.equal(second.to_block, null);

			// What was asked before, nobody can answer any more.
			await respond('key2');
			await no(/the key is not the present one \(generation 1\)/);
			await ask();
			await respond('lock');
			await no(/not by the device's key/);
			await respond('key2');
			assert.equal((await ok`device verify ${answer}`).genuine, true);
			const letter = JSON.parse(await readFile(answer, 'utf8'));
			await writeFile(answer, JSON.stringify({ ...letter, genesis: ELSEWHERE }));
			await fails(EXIT.wrongChain, /The challenge is for the chain/)`device verify ${answer}`;

			// Nor does the old key sign for the device's account; the new one acts for it.
			const stolen = fails(EXIT.refused, /does not sign for this account any more/);
			await stolen`account transfer --to thief --amount 1 --signer lock`;
			const acted = await ok`device as lock --device-key key2 --remark open`;
			const { device, result } = told(acted, 'DeviceRegistry.ActedAsDevice');
			assert.equal(device, address.lock);
			assert.deepEqual(Object.keys(result), ['Ok']);
			const other = refused('NotDeviceKey');
			await other`device as lock --device-key landlord --remark open`;
		});

		test('signs what this machine measures as a device, and tells what it did not sign', async () => {
			await ok`key new probe --scheme ed25519`;
			const { account: probe } = await ok`key show probe`;
			await ok`device register --model ${MODEL} --serial ${`${serial.spare}p`}
				--device-key probe --signer reader`;
			await ok`device metadata probe --cid 0x0170 --signer reader`;
			assert.equal((await ok`device show probe`).metadata, '0x0170');

			const readings = [];
			const agent = shell.follow`device agent --device-key probe --interval 100ms --count 2`;
			for await (const reading of agent) readings.push(reading);
			assert.equal(readings.length, 2);
			const file = shell.file('readings.jsonl');
			/** @param {object[]} lines */
			const write = (lines) => writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
			await write(readings);
			const checked = await ok`device verify-reading ${file}`;
			assert.deepEqual(
				checked.map(({ device, generation, genuine, sequence }) => ({
					device,
					generation,
					genuine,
					sequence,
				})),
				readings.map(({ sequence }) => ({
					device: probe,
					generation: 0,
					genuine: true,
					sequence,
				})),
			);

			// A number that was changed, and a line that comes again.
			const [first, second] = readings;
			const uptime = first.body.uptime_seconds + 1;
			const tampered = { ...first, body: { ...first.body, uptime_seconds: uptime } };
			await write([tampered, second, second]);
			const found = await fails(EXIT.badInput, /2 of 3 readings are not genuine/)`
				device verify-reading ${file}`;
			assert.deepEqual(
				found.map(({ genuine }) => genuine),
				[false, true, false],
			);

			// Who has the key of yesterday signs nothing any more.
			await ok`key new probe2 --scheme ed25519`;
			await ok`device rotate probe --new-key probe2 --signer reader`;
			await fails(EXIT.key, /not the present key of the device/)`
				device agent --device ${probe} --device-key probe`;
		});

		test('has an operator act for a fleet within its limits', async () => {
			await ok`device activate tracker --signer hauler`;
			const created = await ok`fleet create --name ${'Trucks, north'} --signer hauler`;
			const { fleet } = told(created, 'DeviceRegistry.FleetCreated');
			await ok`fleet assign ${fleet} --device tracker --signer hauler`;
			await ok`fleet operator set ${fleet} --operator operator --may lifecycle,trade
				--per-day 2 --for 24h --signer hauler`;
			const { operators, ...shown } = await ok`fleet show ${fleet}`;
			assert.deepEqual(shown, {
				fleet,
				name: 'Trucks, north',
				owner: address.hauler,
				devices: 1,
				operator_count: 1,
			});
			const { expires, ...limits } = operators[0];
			assert.deepEqual(limits, {
				account: address.operator,
				may: 'lifecycle trade',
				per_day: 2,
				used: 0,
			});
			assert.ok(expires > Date.now());

			const no = refused('NotPermitted');
			await no`device firmware tracker --hash ${ELSEWHERE} --signer operator`;
			await ok`device suspend tracker --signer operator`;
			await ok`device resume tracker --signer operator`;
			const full = refused('FleetNotEmpty');
			await Promise.all([
				no`device suspend tracker --signer operator`,
				full`fleet dissolve ${fleet} --signer hauler`,
			]);
			assert.equal((await ok`fleet show ${fleet}`).operators[0].used, 2);
			assert.equal(await state('tracker'), 'active');

			await Promise.all([
				ok`fleet operator remove ${fleet} --operator operator --signer operator`,
				ok`fleet unassign --device tracker --signer hauler`,
			]);
			await ok`fleet dissolve ${fleet} --signer hauler`;
			assert.equal((await ok`device show tracker`).fleet, null);
			await fails(EXIT.badInput, /There is no fleet/)`fleet show ${fleet}`;
		});

		test('refuses payments that cannot be made, and another chain', async () => {
			const newcomer = `//js-check//${serial.spare}//newcomer`;
			const { address: who } = await developmentPair(newcomer);
			const tooLittle = fails(EXIT.refused, /Account cannot exist with the funds/);
			await tooLittle`account transfer --to ${who} --amount 0.000000000001 --signer payer`;
			assert.equal((await account(api, who)).total, 0n);
			const tooMuch = fails(EXIT.refused, /Funds are unavailable/);
			await tooMuch`account transfer --to ${who} --amount 1000 --signer payer`;
			await tooMuch`manufacturer register --name poor --signer payer`;
			const tooLong = fails(EXIT.badInput, /has 65 bytes; at most 64/);
			await tooLong`fleet create --name ${'x'.repeat(65)} --signer payer`;
			await tooLong`manufacturer register --name ${'x'.repeat(65)} --signer payer`;
			const serialTooLong = fails(EXIT.badInput, /serial has 33 bytes; at most 32/);
			await serialTooLong`device register --model meter --serial ${'x'.repeat(33)}
				--device-key payer --signer payer`;
			const noChain = fails(EXIT.badInput, /is no address of a node/);
			await noChain`account show payer --url http://127.0.0.1:9944`;
			await fails(EXIT.badInput, /1e3 is no amount/)`account transfer --to ${who}
				--amount 1e3 --signer payer`;

			const unpaid = fails(EXIT.refused, /the signer cannot pay the fee/);
			await unpaid`fleet create --name none --signer ${newcomer}`;
			const least = await ok`account transfer --to ${who} --amount 0.001 --signer payer`;
			assert.equal(least.fee_in, 'INT');
			await unpaid`fleet create --name none --signer ${newcomer}`;
			const { free, gas, held, transactions } = await ok`account show ${who}`;
			assert.deepEqual(
				{ free, gas, held, transactions },
				{ free: '1000000000', gas: '0', held: '0', transactions: 0 },
			);

			const { nonce } = await account(api, address.payer);
			const elsewhere = fails(EXIT.wrongChain, /not on the one with genesis 0x1111/);
			await elsewhere`account transfer --to ${who} --amount 1 --signer payer
				--genesis ${ELSEWHERE}`;
			// Nobody listens at port 1.
			const nobody = fails(EXIT.unreachable, /No node answers at ws:\/\/127\.0\.0\.1:1/);
			await nobody`account transfer --to ${who} --amount 1 --signer payer
				--url ws://127.0.0.1:1`;
			assert.equal((await account(api, address.payer)).nonce, nonce);
			await ok`account show payer --genesis ${api.genesisHash.toHex()}`;
			assert.equal((await ok`metadata check`).fits, true);
		});

		test('watches a device come in, and so many blocks', async () => {
			const key = `ed25519://js-check//${serial.spare}//watched`;
			const events = shell.follow`watch --pallet System --pallet DeviceRegistry`;
			try {
				// Each block has events of the system: with the first one it is there.
				assert.equal((await events.next()).done, false);
				const registered =
					await ok`device register --model ${MODEL} --serial ${`${serial.spare}w`}
						--class intermittent --device-key ${key} --signer watcher`;
				const { block, block_hash } = registered;
				const event = 'DeviceRegistry.DeviceRegistered';
				const fields = told(registered, event);
				let found;
				for await (const seen of events) {
					found = seen;
					if (seen.fields.device === fields.device) break;
				}
				assert.deepEqual(found, { block, block_hash, event, fields });
			} finally {
				await events.return();
			}
			const blocks = new Set();
			for await (const { block } of shell.follow`watch --finalized --blocks 2`) {
				blocks.add(block);
			}
			assert.equal(blocks.size, 2);
		});

		test('freezes, closes and ends a manufacturer and its lot', async () => {
			/** @param {string} error */
			const claimFails = (error) =>
				refused(error)`device claim --lot ${lot} --tree ${tree}
					--device-key spare --signer late`;
			const notTheirs = refused('NotManufacturer');
			await Promise.all([governed('freeze'), notTheirs`lot close ${lot} --signer late`]);
			assert.equal(
				(await ok`manufacturer show ${manufacturer}`).state,
				'frozen, verified before',
			);
			await claimFails('ManufacturerFrozen');
			await governed('release');
			const remain = refused('LotsRemain');
			await Promise.all([
				refused('LotOpen')`lot reap ${lot} --signer late`,
				remain`manufacturer withdraw --signer maker`,
			]);
			await ok`lot close ${lot} --signer maker`;
			await claimFails('LotClosed');
			await Promise.all([
				ok`lot reap ${lot} --signer late`,
				ok`manufacturer update --name Renamed --metadata 0x0170 --signer maker`,
			]);
			await fails(EXIT.badInput, /There is no lot/)`lot show ${lot}`;
			const renamed = await ok`manufacturer show maker`;
			assert.equal(renamed.name, 'Renamed');
			assert.equal(renamed.metadata, '0x0170');
			assert.equal(renamed.state, 'registered', 'governance knew it by another name');
			assert.equal(renamed.lots, 0);

			await ok`manufacturer withdraw --signer maker`;
			assert.equal((await ok`account show maker`).held, '0');
			await fails(EXIT.badInput, /is no manufacturer/)`manufacturer show maker`;
			const { code } = await ok`device show lock`;
			const genuine = await ok`device genuine --code ${code}`;
			assert.equal(genuine.verdict, 'made by its manufacturer');
			assert.equal(genuine.manufacturer, 'has left since');
		});
	});
});
