/**
 * Provides the PostgreSQL of the unit tests (Vitest's global setup): a real server, started for the run and
 * stopped after it, where PostgreSQL is installed; elsewhere PGlite, the same code in memory.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migratePostgres } from '../src/platform/server/database/postgres.ts';
import { databasesFolder } from './in-memory.ts';

/**
 * How tests open PostgreSQL databases: on the run's server, reached by its socket folder (`host`), or in
 * PGlite, from the data of a migrated database (`dump`, base64).
 */
export type TestPostgres =
	| ({ readonly kind: 'server' } & Omit<StartedServer, 'stop'>)
	| { readonly kind: 'pglite'; readonly dump: string };

declare module 'vitest' {
	interface ProvidedContext {
		postgres: TestPostgres;
	}
}

const USER = 'macaron';
const TEMPLATE = 'template_of_tests';
const migrationsFolder = join(resolve(import.meta.dirname, '..'), 'drizzle', 'postgres');

/** The folder that holds the newest `initdb` and `postgres` of this machine; undefined when there is none. */
function programs(): string | undefined {
	const places = [
		...globSync('/usr/lib/postgresql/*/bin').sort(
			(a, b) => Number(b.split('/')[4]) - Number(a.split('/')[4]),
		),
		'/usr/pgsql/bin',
		...globSync('/opt/homebrew/opt/postgresql@*/bin').sort().reverse(),
		'/usr/local/bin',
		'/usr/bin',
	];
	return places.find((place) => ['initdb', 'postgres'].every((name) => existsSync(join(place, name))));
}

/**
 * The user who must run the PostgreSQL server when the tests run as root, since PostgreSQL refuses root:
 * `postgres`, or else `nobody`. Undefined when the tests do not run as root.
 */
function whoRuns(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const people = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	const found = people.find(([name]) => name === 'postgres') ?? people.find(([name]) => name === 'nobody');
	return { uid: Number(found?.[2] ?? 65_534), gid: Number(found?.[3] ?? 65_534) };
}

/**
 * Settings of the PostgreSQL server that make it faster, since its data need not survive the run: no write
 * waits for a disk.
 */
const FOR_TESTS = {
	listen_addresses: '',
	fsync: 'off',
	synchronous_commit: 'off',
	full_page_writes: 'off',
	autovacuum: 'off',
	jit: 'off',
	max_connections: '200',
	wal_level: 'minimal',
	max_wal_senders: '0',
};

/**
 * A shell script that runs the PostgreSQL server, then stops it and removes its folder as soon as our end of
 * its input pipe closes: when the run ends, even when it is killed.
 */
const KEEPER = `
folder=$1; shift
"$@" & server=$!
read -r over
kill -INT "$server"; wait "$server"
rm -rf "$folder"
`;

async function untilItAnswers(host: string, server: ChildProcess): Promise<void> {
	for (;;) {
		if (server.exitCode !== null) throw new Error(`PostgreSQL stopped at once (exit ${server.exitCode}).`);
		const client = new pg.Client({ host, user: USER, database: 'postgres' });
		client.on('error', () => undefined);
		const answers = await client.connect().then(
			() => true,
			() => false,
		);
		await client.end().catch(() => undefined);
		if (answers) return;
		await new Promise((done) => setTimeout(done, 20));
	}
}

async function startServer(bin: string): Promise<{ host: string; stop: () => Promise<void> }> {
	const folder = mkdtempSync(join(databasesFolder(), 'macaron-pg-'));
	const who = whoRuns();
	if (who) chownSync(folder, who.uid, who.gid);
	const data = join(folder, 'data');
	const words = ['-D', data, '-U', USER, '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
	execFileSync(join(bin, 'initdb'), words, { ...who, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
	const settings = Object.entries(FOR_TESTS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const run = [join(bin, 'postgres'), '-D', data, '-k', folder, ...settings];
	const server = spawn('/bin/sh', ['-c', KEEPER, 'keeper', folder, ...run], {
		...who,
		cwd: '/',
		// The server runs in a process group of its own: Ctrl-C reaches only the tests, and the server stops
		// when they end.
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	await untilItAnswers(folder, server);
	return {
		host: folder,
		stop: () =>
			new Promise((done) => {
				// We remove the folder ourselves: the user who runs the server may have no right to delete it
				// from its parent folder.
				server.once('exit', () => (rmSync(folder, { recursive: true, force: true }), done()));
				server.stdin?.end();
			}),
	};
}

/** A PostgreSQL server of a test or a drill, with a migrated database to copy. */
export interface StartedServer {
	readonly host: string;
	readonly user: string;
	/** Complete the statement `create database`, for a migrated database and for an empty one. */
	readonly like: string;
	readonly empty: string;
	stop(): Promise<void>;
}

/** Starts a PostgreSQL server, where its programs are installed; undefined elsewhere. */
export async function startPostgres(): Promise<StartedServer | undefined> {
	const bin = programs();
	if (!bin) return undefined;
	const { host, stop } = await startServer(bin);
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
