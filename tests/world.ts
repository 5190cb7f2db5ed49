import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import {
	type ClosingFunctions,
	type Database,
	type Dialect,
	databaseFile,
	ensureKeyFile,
	type FetchFromPublicAddress,
	fileSeal,
	runUnnestedWrite,
	type Log,
	migrateSqlite,
	newId,
	openSqlite,
	publicFetch,
	jobsOnThisThread,
	type Queries,
	type World,
} from '#platform/server';
import { localFiles } from '../src/platform/server/files/local-files.ts';
import { openPostgres } from '../src/platform/server/database/postgres/postgres.ts';
import { queryLogger } from '../src/platform/server/database/query-logger.ts';
import { databasesFolder } from './in-memory.ts';

/**
 * A `World` for tests, with a migrated database, a sealing key, a clock that tests set (`setNow`) and a log
 * that they read (`lines`): all real, none a double.
 */
export interface TestWorld extends World {
	setNow(now: Date): void;
	readonly lines: string[];
	close(): Promise<void>;
}

const root = resolve(import.meta.dirname, '..');

/**
 * Opens a new, migrated PostgreSQL database, removed when it is closed: on the server started for this run,
 * or in PGlite where there is none.
 */
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

/**
 * Opens a PGlite database from the data of a migrated one (`dump`, base64). PGlite has one connection: while
 * a transaction is open, all other queries wait.
 */
async function openPglite(dump: string): Promise<Database> {
	const memory = new PGlite({ loadDataDir: new Blob([new Uint8Array(Buffer.from(dump, 'base64'))]) });
	const db = drizzle(memory, { logger: queryLogger });
	return {
		dialect: 'postgres',
		read: db as unknown as Queries,
		write: (work) => runUnnestedWrite(() => db.transaction((tx) => work(tx as unknown as Queries))),
		traceReads: async (work) => ({ value: await work(), trace: undefined }),
		truncateWal: async () => undefined,
		close: () => memory.close(),
	};
}

/**
 * The service's closings (`src/closings.ts`), imported only when one runs, since most tests use no badges.
 */
const closings: ClosingFunctions = {
	application: async (...given) => (await import('../src/closings.ts')).closings['application']!(...given),
};

let migrated: Buffer | undefined;

/**
 * Creates a SQLite database in a folder: the first time by running the real migrations, afterwards as a copy
 * of the first one.
 */
function makeSqlite(folder: string): void {
	const file = databaseFile(folder);
	if (migrated) return writeFileSync(file, migrated, { mode: 0o600 });
	migrateSqlite(file, join(root, 'drizzle', 'sqlite'));
	migrated = readFileSync(file);
}

const ORIGIN = 'http://localhost:3000';
const nothingOut = publicFetch({ origin: ORIGIN, demonstration: true, outbound: false, plainHttp: false });

/**
 * Opens a world on a fresh database, which the test must close. Without `fetchDocument`, the world fetches
 * nothing.
 */
export async function testWorld(
	dialect: Dialect = 'sqlite',
	fetchDocument: FetchFromPublicAddress = nothingOut,
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
		// Passwords are hashed at their real cost in one test only
		// (identity/server/passwords/passwords.test.ts); elsewhere it would only take time.
		passwordCost: { memory: 64, passes: 1, parallelism: 1 },
		threads: jobsOnThisThread,
		files: {
			store: localFiles(join(folder, 'files')),
			quotas: { person: 10_000_000, institution: 20_000_000 },
		},
		mailing: null,
		closings,
		// A test whose act has listeners passes them (`{ ...world, listeners }`).
		listeners: {},
		async close() {
			await db.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Runs the same tests once on SQLite and once on PostgreSQL, each time with one world opened before them. */
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
