/**
 * Provides the PostgreSQL of the unit tests (Vitest's global setup): a real server, started for the run and
 * stopped after it, where PostgreSQL is installed; elsewhere PGlite, the same code in memory.
 */
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migratePostgres } from '../src/platform/server/database/postgres/postgres.ts';
import { NOT_DURABLE, postgresPrograms, startPostgresServer, USER } from './postgres-server.ts';

/**
 * How tests open PostgreSQL databases: on the run's server, reached by its socket folder (`host`), or in
 * PGlite, from the data of a migrated database (`dump`, base64).
 */
export type TestPostgres =
	| ({ readonly kind: 'server' } & Omit<MigratedServer, 'stop'>)
	| { readonly kind: 'pglite'; readonly dump: string };

declare module 'vitest' {
	interface ProvidedContext {
		postgres: TestPostgres;
	}
}

const TEMPLATE = 'template_of_tests';
const migrationsFolder = join(resolve(import.meta.dirname, '..'), 'drizzle', 'postgres');

/** A PostgreSQL server of a test or a drill, with a migrated database to copy. */
export interface MigratedServer {
	readonly host: string;
	readonly user: string;
	/** Complete the statement `create database`, for a migrated database and for an empty one. */
	readonly like: string;
	readonly empty: string;
	stop(): Promise<void>;
}

/** Starts a PostgreSQL server, where its programs are installed; undefined elsewhere. */
export async function startPostgres(): Promise<MigratedServer | undefined> {
	const bin = postgresPrograms();
	if (!bin) return undefined;
	const { host, stop } = await startPostgresServer(bin, NOT_DURABLE);
	const admin = new pg.Client({ host, user: USER, database: 'postgres' });
	await admin.connect();
	await admin.query(`create database ${TEMPLATE}`);
	await migratePostgres({ host, user: USER, database: TEMPLATE }, migrationsFolder);
	// Since PostgreSQL 15, `create database` copies its template through the log by default; copying the
	// files takes an eighth of its processor time.
	const { rows } = await admin.query<{ files: boolean }>(
		`select current_setting('server_version_num')::int >= 150000 as files`,
	);
	await admin.end();
	const empty = rows[0]?.files ? 'strategy file_copy' : '';
	return { host, user: USER, empty, like: `template ${TEMPLATE} ${empty}`, stop };
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
	const server = await startPostgres();
	if (server) {
		const { stop, ...reached } = server;
		project.provide('postgres', { kind: 'server', ...reached });
		return stop;
	}
	const memory = new PGlite();
	await migrate(drizzle(memory), { migrationsFolder });
	// Loading this dump takes 0.3 s, whereas migrating again takes 2.5 s.
	const dump = await memory.dumpDataDir('none');
	await memory.close();
	project.provide('postgres', {
		kind: 'pglite',
		dump: Buffer.from(await dump.arrayBuffer()).toString('base64'),
	});
	return undefined;
}
