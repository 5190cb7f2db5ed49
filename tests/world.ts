import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import {
	type Closings,
	type Database,
	type Dialect,
	databaseFile,
	ensureKeyFile,
	type FetchDocument,
	fileSeal,
	guardNested,
	type Log,
	migrateSqlite,
	newId,
	openSqlite,
	publicFetch,
	onThisThread,
	type Queries,
	type World,
} from '#platform/server';
import { openPostgres } from '../src/platform/server/database/postgres.ts';
import { tellAsked } from '../src/platform/server/database/asked-queries.ts';
import { databasesFolder } from './in-memory.ts';

/** A real world for tests: real migrations, a real sealing key, a clock one can set, a log one can read. */
export interface TestWorld extends World {
	setNow(now: Date): void;
	readonly lines: string[];
	close(): Promise<void>;
}

const root = resolve(import.meta.dirname, '..');

/** A migrated PostgreSQL of its own, removed when closed: on the run’s server, or in memory where there is none. */
export async function openTestPostgres(): Promise<Database> {
	const postgres = inject('postgres');
	if (postgres.kind === 'pglite') return openPglite(postgres.dump);
	const { host, user, like } = postgres;
	const database = `test_${newId()}`;
	const asked = async (statement: string) => {
		const client = new pg.Client({ host, user, database: 'postgres' });
		await client.connect();
		await client.query(statement);
		await client.end();
	};
	await asked(`create database ${database} ${like}`);
	const db = openPostgres({ host, user, database });
	return {
		...db,
		async close() {
			await db.close();
			await asked(`drop database ${database} with (force)`);
		},
	};
}

/** PGlite has one connection, and keeps whoever else asks waiting while a transaction is open on it. */
async function openPglite(dump: string): Promise<Database> {
	const memory = new PGlite({ loadDataDir: new Blob([new Uint8Array(Buffer.from(dump, 'base64'))]) });
	const db = drizzle(memory, { logger: tellAsked });
	return {
		dialect: 'postgres',
		read: db as unknown as Queries,
		write: (work) => guardNested(() => db.transaction((tx) => work(tx as unknown as Queries))),
		emptyJournal: async () => undefined,
		close: () => memory.close(),
	};
}

/** Those of the service, loaded when something is to be closed: most tests know nothing of badges. */
const closings: Closings = {
	application: async (...given) => (await import('../src/closings.ts')).closings['application']!(...given),
};

let migrated: Buffer | undefined;

/** Makes the SQLite database of a folder: by the real migrations the first time, a copy of that one afterwards. */
function makeSqlite(folder: string): void {
	const file = databaseFile(folder);
	if (migrated) return writeFileSync(file, migrated, { mode: 0o600 });
	migrateSqlite(file, join(root, 'drizzle', 'sqlite'));
	migrated = readFileSync(file);
}

const ORIGIN = 'http://localhost:3000';
const nothingOut = publicFetch({ origin: ORIGIN, demonstration: true, outbound: false, plainHttp: false });

/** Opens a world of its own on a fresh database; close it when done. Nothing leaves it, unless given what fetches. */
export async function testWorld(
	dialect: Dialect = 'sqlite',
	fetchDocument: FetchDocument = nothingOut,
): Promise<TestWorld> {
	const folder = mkdtempSync(join(databasesFolder(), 'macaron-'));
	const keyFile = join(folder, 'secrets', 'seal.key');
	ensureKeyFile(keyFile);
	let now = new Date('2026-11-22T15:00:00Z');
	const lines: string[] = [];
	const note = (event: string, facts = {}) => void lines.push(JSON.stringify({ event, ...facts }));
	const log: Log = { info: note, warn: note, error: note };
	if (dialect === 'sqlite') makeSqlite(folder);
	const db = dialect === 'sqlite' ? openSqlite(databaseFile(folder)) : await openTestPostgres();
	return {
		db,
		now: () => now,
		setNow: (instant) => void (now = instant),
		newId,
		log,
		lines,
		origin: ORIGIN,
		seal: fileSeal(keyFile),
		badgesDir: join(root, 'badges'),
		knownIssuers: null,
		demonstration: true,
		fetchDocument,
		tokenAlgorithm: 'ES256',
		// One test holds the real cost (identity/server/passwords/passwords.test.ts); everywhere else it would only be waited for.
		passwordCost: { memory: 64, passes: 1, parallelism: 1 },
		threads: onThisThread,
		closings,
		// A test that has something follow from an act says what (`{ ...world, listeners }`).
		listeners: {},
		async close() {
			await db.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Runs the same tests on the embedded database and on PostgreSQL, each on one world opened before them. */
export function eachDialect(name: string, tests: (world: () => TestWorld) => void): void {
	describe.each(['sqlite', 'postgres'] as const)(`${name} on %s`, (dialect) => {
		let world: TestWorld | undefined;
		beforeAll(async () => {
			world = await testWorld(dialect);
		});
		afterAll(() => world?.close());
		tests(() => {
			if (!world) throw new Error('The world opens before the first test.');
			return world;
		});
	});
}
