import { isMainThread } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import {
	createStatusList,
	serializeCredential,
	generateEd25519Key,
	issueCredential,
	unsignedBadge,
} from '#openbadges';
import { signerFromPkcs8, statusListCredential, didWeb } from '#openbadges';
import { Refusal } from '#platform';
import { jobsOnThisThread as here, type Threads } from '#platform/server';
import { digestOf } from './issuance-text.ts';
import { runSigningTask } from './signing-task.ts';
import { callingThreadSigningPool, openSigningPool, type SigningJob, signingPoolOf } from './signing-pool.ts';

const ORIGIN = 'https://macaron.example';
const DID = didWeb(ORIGIN, ['i', 'erables']);
const LIST = `${ORIGIN}/i/erables/status/1`;
const AT = new Date('2026-11-22T15:00:00Z');
const { pkcs8, multikey } = generateEd25519Key();
const key = signerFromPkcs8(pkcs8, DID);

const list = serializeCredential(
	await issueCredential(
		statusListCredential({
			url: LIST,
			issuer: DID,
			list: createStatusList(),
			validFrom: AT,
			validUntil: new Date(AT.getTime() + 86_400_000),
		}),
		{ key, created: AT },
	),
);
const unsigned = unsignedBadge({
	id: `${ORIGIN}/b/6h3k`,
	issuer: { did: DID, name: 'École des Érables', url: `${ORIGIN}/i/erables` },
	language: 'fr',
	name: 'Exploration',
	validFrom: AT,
	recipient: { id: 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11' },
	achievement: {
		id: `${ORIGIN}/badges/exploration`,
		type: 'Badge',
		name: 'Exploration',
		description: 'Une première autoformation.',
		criteria: { narrative: 'Avoir consigné une autoformation.' },
	},
	basis: [{ id: 'minutes', name: 'Minutes', value: '120' }],
	status: { list: LIST, index: 42 },
});
const text = serializeCredential(unsigned);

const order = (change: Partial<SigningJob> = {}): SigningJob => ({
	kind: 'sign',
	did: DID,
	keys: [{ multikey, state: 'active', notBefore: AT, endedAt: null }],
	lists: new Map([[LIST, list]]),
	now: AT,
	items: [{ text, digest: digestOf(text), createdAt: AT, expected: [] }],
	open: () => new Uint8Array(pkcs8),
	...change,
});

describe.each([
	['this thread', callingThreadSigningPool],
	['others', openSigningPool(1)],
] as const)('a pool on %s', (_name, pool) => {
	afterAll(() => pool.close());

	test('signs as one alone would, and keeps nothing of the key', async () => {
		let given = new Uint8Array(0);
		const open = () => (given = new Uint8Array(pkcs8));
		const [found] = await pool.run(order({ open }));
		const { proof } = await issueCredential(unsigned, { key, created: AT });
		expect(found).toEqual({ kind: 'sound', proof: JSON.stringify(proof[0]) });
		// The buffer of the key was wiped here, or transferred to the thread (0 bytes left) and wiped there.
		expect(given.byteLength === 0 || given.every((byte) => byte === 0)).toBe(true);
	});

	test('each text gets its own finding, in their order', async () => {
		const [good] = order().items;
		if (!good) throw new Error('One.');
		const items = [
			good,
			{ ...good, text: text.replace('Exploration', 'Exploratiom') },
			{ ...good, expected: [{ what: 'id', path: ['id'], value: 'another' }] },
			{ ...good, text: null },
		];
		const findings = await pool.run(order({ kind: 'lint', open: null, items: items }));
		expect(findings).toMatchObject([
			{ kind: 'sound', proof: null },
			{ kind: 'fault', altered: true },
			{ kind: 'fault', altered: false, why: expect.stringContaining('its id is not') },
			{ kind: 'fault', altered: true },
		]);
		const untold = await pool.run(order({ kind: 'lint', open: null, lists: new Map() }));
		expect(untold).toEqual([{ kind: 'unknown' }]);
	});

	test('a key that is none, or that cannot be opened: refused without a word of it, and the next order is done', async () => {
		const bytes = Uint8Array.from(pkcs8).fill(7, 16);
		bytes[0] = 0;
		const refused = await pool.run(order({ open: () => bytes })).catch((problem: Error) => problem);
		expect(refused).toBeInstanceOf(Error);
		const said = String((refused as Error).stack);
		for (const form of ['hex', 'base64', 'base64url'] as const)
			expect(said).not.toContain(Buffer.from(pkcs8).toString(form).slice(24, 48));
		const locked = () => {
			throw new Error('locked');
		};
		await expect(async () => pool.run(order({ open: locked }))).rejects.toThrow('locked');
		expect(await pool.run(order())).toMatchObject([{ kind: 'sound' }]);
	});
});

test('the key is wiped even when the work fails', async () => {
	const { open: _open, ...task } = order();
	const own = new Uint8Array(pkcs8);
	const items = [{ text, digest: digestOf(text), createdAt: new Date(Number.NaN), expected: [] }];
	await expect(runSigningTask({ ...task, pkcs8: own, items: items })).rejects.toThrow();
	expect(own.every((byte) => byte === 0)).toBe(true);
});

test.each(['lint', 'sign'] as const)(
	'a clock set back voids no badge: to %s, it is looked at no earlier than its own date',
	async (kind) => {
		const { open: _open, ...task } = order({ kind, now: new Date(AT.getTime() - 86_000_000) });
		const own = kind === 'sign' ? new Uint8Array(pkcs8) : null;
		expect(await runSigningTask({ ...task, pkcs8: own })).toMatchObject([{ kind: 'sound' }]);
	},
);

test('few badges go to the thread that is kept, many to those of batches; without threads, all here', async () => {
	const asked: (readonly [string, number])[] = [];
	const threads: Threads = {
		do: (job, hand) => {
			const { input } = hand();
			asked.push([job.pool.name, (input as { items: readonly unknown[] }).items.length]);
			return job.here(input, async () => undefined);
		},
		close: async () => undefined,
	};
	const [item] = order().items;
	const run = (count: number) =>
		signingPoolOf({ threads }).run(order({ items: Array.from({ length: count }, () => item!) }));
	for (const count of [1, 4, 5]) expect(await run(count)).toHaveLength(count);
	expect(asked).toEqual([
		['ours', 1],
		['ours', 4],
		['issuing', 5],
	]);
	expect(signingPoolOf({ threads: here })).toBe(callingThreadSigningPool);
	// When too many jobs wait for the thread of our own badges, the threads for batches do the task. Any
	// other problem is thrown.
	const refusing = (code: string): Threads => ({
		...threads,
		do: (job, hand, giving) =>
			job.pool.name === 'ours'
				? Promise.reject(new Refusal(code, { status: 503 }))
				: threads.do(job, hand, giving),
	});
	asked.length = 0;
	const busy = signingPoolOf({ threads: refusing('platform.overloaded') });
	expect(await busy.run(order())).toMatchObject([{ kind: 'sound' }]);
	expect(asked).toEqual([['issuing', 1]]);
	const costly = signingPoolOf({ threads: refusing('platform.too-costly') });
	await expect(costly.run(order())).rejects.toMatchObject({ code: 'platform.too-costly' });
	expect(asked).toHaveLength(1);
});

test('as many threads as told, no more; closed, they are gone', async () => {
	const started: number[] = [];
	const pool = openSigningPool(2, { seen: ({ threadId }) => started.push(threadId) });
	const findings = await Promise.all(Array.from({ length: 6 }, () => pool.run(order())));
	expect(findings.flat().every(({ kind }) => kind === 'sound')).toBe(true);
	expect(started).toHaveLength(2);
	await pool.close();
});

test.each([
	[3, 0],
	[4, 1],
	[7, 1],
	[8, 2],
])(
	'on this thread, whoever else waits has a turn before each fourth text: of %i, %i',
	async (count, turns) => {
		const [item] = order().items;
		if (!item) throw new Error('One.');
		const { open: _open, ...task } = order({ items: Array.from({ length: count }, () => item) });
		let had = 0;
		let over = false;
		const turn = () => {
			if (over) return;
			had += 1;
			setImmediate(turn);
		};
		setImmediate(turn);
		await runSigningTask({ ...task, pkcs8: new Uint8Array(pkcs8) });
		over = true;
		// On a worker thread nobody else waits, so it does not yield.
		expect(had).toBe(isMainThread ? turns : 0);
	},
);
