import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Database } from './database/database.ts';
import { addDeliveries, postponeDelivery } from './events/event-store.ts';
import { tables } from './database/tables.ts';
import { type IssuingState, checkReadiness } from './readiness.ts';
import { databaseFile, openSqlite } from './database/sqlite.ts';
import { migrateSqlite } from './database/sqlite-shape.ts';
import type { World } from './world.ts';

const GB = 1_000_000_000;
let folder: string;
let file: string;
const lines: string[] = [];
const note = (event: string, facts = {}) => void lines.push(JSON.stringify({ event, ...facts }));

/** A world with only the parts that readiness uses, on this database. */
const worldOn = (db: Database) =>
	({ db, now: () => new Date(0), log: { info: note, warn: note, error: note } }) as unknown as World;
const signs = async (): Promise<IssuingState> => 'ok';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-ready-'));
	file = databaseFile(folder);
	migrateSqlite(file, resolve(import.meta.dirname, '../../../drizzle/sqlite'));
	lines.length = 0;
});
afterEach(() => {
	vi.useRealTimers();
	rmSync(folder, { recursive: true, force: true });
});

async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
	const db = openSqlite(file);
	try {
		return await work(db);
	} finally {
		await db.close();
	}
}

test('ready: 64 kB written and read back, keys open; looking twice keeps one row', () =>
	withDatabase(async (db) => {
		// Another fact, which is not the row that the look writes.
		const { serviceFacts } = tables(db);
		await db.write(async (tx) => {
			await tx.insert(serviceFacts).values({ name: 'about', value: 'Érables', at: new Date(0) });
		});
		for (let times = 0; times < 2; times += 1)
			expect(await checkReadiness(worldOn(db), signs)).toMatchObject({
				ready: true,
				database: 'ok',
				issuing: 'ok',
			});
		const beside = new Driver(file, { readonly: true });
		expect(beside.prepare('SELECT name, length(value) AS size FROM service_facts').all()).toEqual([
			{ name: 'about', size: 7 },
			{ name: 'probe', size: 65_536 },
		]);
		beside.close();
		expect(lines).toEqual([]);
	}));

test('asked again within a second, the same look serves; a second later, another is taken', () =>
	withDatabase(async (db) => {
		const world = worldOn(db);
		let looks = 0;
		const count = async () => {
			looks += 1;
			return 'ok' as const;
		};
		vi.useFakeTimers({ toFake: ['performance'] });
		await Promise.all([checkReadiness(world, count), checkReadiness(world, count)]);
		vi.advanceTimersByTime(999);
		await checkReadiness(world, count);
		expect(looks).toBe(1);
		vi.advanceTimersByTime(1);
		await checkReadiness(world, count);
		expect(looks).toBe(2);
		// The result is kept per world: a second world is checked anew within the second.
		await checkReadiness(worldOn(db), count);
		expect(looks).toBe(3);
	}));

test('what is written and not read back: not ready', async () => {
	const other = join(folder, 'other.db');
	copyFileSync(file, other);
	await withDatabase(async (db) => {
		const elsewhere = openSqlite(other);
		const state = await checkReadiness(worldOn({ ...db, read: elsewhere.read }), signs);
		expect(state).toMatchObject({ ready: false, database: 'unavailable' });
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
			{ event: 'readiness.database', error: 'Error' },
		]);
		await elsewhere.close();
	});
});

test('an event that could not be delivered is told, and is no reason to be called not ready', () =>
	withDatabase(async (db) => {
		const events = async (on: Database) => {
			const { ready, events: state } = await checkReadiness(worldOn(on), signs);
			return [ready, state];
		};
		expect(await events(db)).toEqual([true, 'ok']);
		const delivery = {
			...{ id: 'one', event: { name: 'training.recorded', person: null, about: {} }, listener: 'mail' },
			...{ recordedAt: new Date(0), attempts: 0, dueAt: new Date(0) },
		};
		await db.write((tx) => addDeliveries(tx, [delivery]));
		expect(await events(db)).toEqual([true, 'ok']);
		await db.write((tx) => postponeDelivery(tx, 'one', 1, new Date(0)));
		expect(await events(db)).toEqual([true, 'failing']);
	}));

/**
 * A script that opens the database, forbids its own files to grow, as on a full disk, and allows it again; it
 * prints readiness before, during and after.
 */
const LIMITED = `
	import { spawnSync } from 'node:child_process';
	const [server, file] = process.argv.slice(1);
	const { openSqlite } = await import(server + '/database/sqlite.ts');
	const { checkReadiness } = await import(server + '/readiness.ts');
	const codes = [];
	const db = openSqlite(file);
	const log = { info() {}, warn() {}, error: (event, { code }) => codes.push(code) };
	// A new world for each check, since readiness reuses a world’s result for a second.
	const look = () => checkReadiness({ db, log, now: () => new Date() }, async () => 'ok');
	const limit = (bytes) => spawnSync('prlimit', ['--pid', String(process.pid), '--fsize=' + bytes + ':unlimited']).status;
	const before = await look();
	const limited = limit(8192);
	const full = await look();
	const freed = limit('unlimited');
	const after = await look();
	console.log(JSON.stringify({ limited, freed, before, full, after, codes }));
	await db.close();
`;

test('files that may not grow: not ready, with the system’s code in the log; ready again without a restart', () => {
	const out = spawnSync(
		'sh',
		[
			'-c',
			'trap "" XFSZ; exec "$0" "$@"',
			process.execPath,
			'--input-type=module',
			'-e',
			LIMITED,
			import.meta.dirname,
			file,
		],
		{ encoding: 'utf8' },
	);
	expect(out.stderr).toBe('');
	const seen = JSON.parse(out.stdout);
	expect(seen).toMatchObject({
		limited: 0,
		freed: 0,
		before: { ready: true, database: 'ok' },
		full: { ready: false, database: 'full' },
		after: { ready: true, database: 'ok' },
	});
	expect(seen.codes.join()).toMatch(/^SQLITE_(FULL|IOERR_WRITE)$/);
});

test('a damaged page: not ready, and not said to be the disk', async () => {
	const look = new Driver(file, { readonly: true });
	const page = look
		.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'service_facts'`)
		.pluck()
		.get() as number;
	const size = look.pragma('page_size', { simple: true }) as number;
	look.close();
	const bytes = readFileSync(file);
	bytes.fill(0xff, (page - 1) * size, page * size);
	writeFileSync(file, bytes);
	await withDatabase(async (db) => {
		expect(await checkReadiness(worldOn(db), signs)).toMatchObject({ ready: false, database: 'damaged' });
	});
	expect(lines.join()).toContain('SQLITE_CORRUPT');
});

test('a database that is closed: not ready, cause unknown', async () => {
	const db = openSqlite(file);
	await db.close();
	expect(await checkReadiness(worldOn(db), signs)).toMatchObject({ ready: false, database: 'unavailable' });
});

test.each([
	['under 1 GB of a large disk', GB - 1, 100 * GB, 'low'],
	['1 GB of a large disk', GB, 100 * GB, 'ok'],
	['under 5 % of a small disk', GB / 20 - 1, GB, 'low'],
	['5 % of a small disk', GB / 20, GB, 'ok'],
] as const)('room left: %s is %s', (_, freeBytes, totalBytes, disk) =>
	withDatabase(async (db) => {
		const state = await checkReadiness(
			worldOn({ ...db, diskSpace: async () => ({ freeBytes, totalBytes }) }),
			signs,
		);
		expect(state).toMatchObject({ ready: true, disk });
		expect(lines).toEqual(disk === 'low' ? ['{"event":"readiness.disk-low"}'] : []);
	}),
);

test('room left: unknown where the database is on another machine, or the system does not say', () =>
	withDatabase(async (db) => {
		const { diskSpace: _, ...elsewhere } = db;
		expect(await checkReadiness(worldOn(elsewhere), signs)).toMatchObject({ ready: true, disk: 'unknown' });
		const mute = { ...db, diskSpace: () => Promise.reject(new Error('no such call')) };
		expect(await checkReadiness(worldOn(mute), signs)).toMatchObject({ ready: true, disk: 'unknown' });
	}));

test.each(['key-missing', 'key-wrong'] as const)('issuing %s: said, logged, never fatal', (issuing) =>
	withDatabase(async (db) => {
		expect(await checkReadiness(worldOn(db), async () => issuing)).toMatchObject({ ready: true, issuing });
		expect(lines).toEqual([JSON.stringify({ event: 'readiness.issuing', issuing })]);
	}),
);

test.each([
	['an error', new RangeError('unreadable'), { error: 'RangeError' }],
	['the system’s', Object.assign(new Error('no'), { code: 'EIO' }), { error: 'Error', code: 'EIO' }],
	['no error at all', 'unreadable', { error: 'unknown' }],
])('a look at the keys that fails is not taken for a key that opens, and is logged: %s', (_, fault, told) =>
	withDatabase(async (db) => {
		const state = await checkReadiness(worldOn(db), async () => {
			throw fault;
		});
		expect(state).toMatchObject({ ready: true, issuing: 'key-missing' });
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
			{ event: 'readiness.issuing', ...told },
			{ event: 'readiness.issuing', issuing: 'key-missing' },
		]);
	}),
);
