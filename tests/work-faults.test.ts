import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	callDueListeners,
	deliverDueMails,
	DELIVERY_STEPS,
	ensureKeyFile,
	jobsOnThisThread,
	MAIL_LEASE_MS,
	MAIL_STEPS,
	openWorld,
	platformTables,
	prepareDatabase,
	readSettings,
} from '#platform/server';
import { startMailServer } from '#tests/loopback/mail-server';
import { withBuiltChild } from './faults/built-children.ts';
import { ACTED, HEARD, type Killed, RECIPIENTS } from './faults/killed-work.ts';
import { drillListeners, drillWriters } from './faults/work-drill.ts';

const root = resolve(import.meta.dirname, '..');

/** A data folder made ready once, which each life copies. */
const ready = mkdtempSync(join(tmpdir(), 'macaron-ready-'));
beforeAll(async () => {
	const settings = readSettings({ DATA_DIR: join(ready, 'data') }, root);
	await prepareDatabase(settings);
	ensureKeyFile(settings.keyFile);
});
afterAll(() => rmSync(ready, { recursive: true, force: true }));

/** What a process killed at a step left, once the service was started again and had done what was due. */
interface Left {
	readonly step: Killed;
	readonly signal: NodeJS.Signals | null;
	readonly errors: string;
	/** Whether the act itself stands. */
	readonly acted: boolean;
	/** How many times each recipient got a message, and under how many Message-IDs. */
	readonly received: readonly (readonly [times: number, ids: number])[];
	readonly mails: readonly { readonly state: string; readonly uncertain: boolean }[];
	readonly heard: number;
	readonly waiting: number;
}

/** Runs the act in a process killed at a step, then does in this process what is left to do. */
async function lived(program: string, step: Killed): Promise<Left> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-work-'));
	cpSync(ready, folder, { recursive: true });
	let kill = () => {};
	const server = await startMailServer();
	const settingsOf = (url: string) => ({
		...{ PATH: process.env['PATH'], ORIGIN: 'https://macaron.example', SMTP_URL: url },
		...{ MAIL_FROM: 'macaron@erables.example', DATA_DIR: join(folder, 'data') },
		NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
	});
	const env = settingsOf(server.url);
	try {
		// The mail server has the message whole, and the process ends before it is told so.
		if (step === 'mail after handed') server.onReceived(() => kill());
		const child = spawn(process.execPath, [program, step], {
			...{ cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] as const },
		});
		kill = () => {
			server.onReceived(() => undefined);
			child.kill('SIGKILL');
		};
		let errors = '';
		child.stderr.on('data', (chunk) => (errors += String(chunk)));
		const signal = await new Promise<NodeJS.Signals | null>((end) =>
			child.once('close', (_code, by) => end(by)),
		);
		const opened = await openWorld(
			readSettings(env, root),
			{ info() {}, warn() {}, error() {} },
			jobsOnThisThread,
			{ listeners: drillListeners(HEARD), mailWriters: drillWriters },
		);
		const world = { ...opened, now: () => new Date(Date.now() + MAIL_LEASE_MS) };
		await callDueListeners(world);
		await deliverDueMails(world);
		const { idempotencyKeys, eventDeliveries, mails: table } = platformTables(world.db);
		const forms = await world.db.read.select().from(idempotencyKeys);
		const mails = await world.db.read.select().from(table);
		const waiting = await world.db.read.select().from(eventDeliveries);
		await world.db.close();
		return {
			...{ step, signal, errors, mails, waiting: waiting.length },
			acted: forms.some(({ action }) => action === ACTED),
			heard: forms.filter(({ action }) => action === HEARD).length,
			received: RECIPIENTS.map((recipient) => {
				const mine = server.received.filter(({ to }) => to.includes(recipient));
				return [mine.length, new Set(mine.map(({ messageId }) => messageId)).size] as const;
			}),
		};
	} finally {
		await server.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The steps stored in the database, whose process is killed both inside the unit and after it. */
const stored = (kind: 'mail' | 'event', steps: readonly string[]) =>
	steps.flatMap((step) => [`${kind} before ${step}`, `${kind} after ${step}`] as Killed[]);
const OUTSIDE: readonly string[] = ['handed', 'answered'];
const EVERY: readonly Killed[] = [
	...stored(
		'mail',
		MAIL_STEPS.filter((step) => !OUTSIDE.includes(step)),
	),
	...OUTSIDE.map((step) => `mail after ${step}` as Killed),
	...stored('event', DELIVERY_STEPS),
];

test('killed at any step of queue and mail, nothing is lost, nothing done twice unless it is said', async () => {
	const lives = await withBuiltChild('work-child', async (program) => {
		const all: Left[] = [];
		for (const step of EVERY) all.push(await lived(program, step));
		return all;
	});
	for (const { step, signal, errors, acted, received, mails, heard, waiting } of lives) {
		expect([step, signal, errors], 'the step was met').toEqual([step, 'SIGKILL', '']);
		// Killed inside the unit of the act, neither the act nor anything that follows from it is there.
		const none = step === 'mail before queued' || step === 'event before recorded';
		// The mail server had it, and nothing was stored about that: it arrives twice, under one Message-ID.
		const twice = /after (handed|answered)|mail before ended/.test(step);
		const uncertain = twice || step === 'mail after taken';
		const expected = {
			acted: !none,
			received: none
				? [
						[0, 0],
						[0, 0],
					]
				: [
						[twice ? 2 : 1, 1],
						[1, 1],
					],
			mails: none
				? []
				: [
						{ state: 'sent', uncertain: false },
						{ state: 'sent', uncertain },
					],
			heard: none ? 0 : 1,
			waiting: 0,
		};
		const states = mails
			.map(({ state, uncertain: may }) => ({ state, uncertain: may }))
			.toSorted((a, b) => Number(a.uncertain) - Number(b.uncertain));
		const byTimes = received.toSorted((a, b) => b[0] - a[0]);
		expect([step, { acted, received: byTimes, mails: states, heard, waiting }]).toEqual([step, expected]);
	}
	expect(lives).toHaveLength(MAIL_STEPS.length * 2 - OUTSIDE.length + DELIVERY_STEPS.length * 2);
});
