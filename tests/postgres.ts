/**
 * The PostgreSQL that tests use: a real one, started for this run from the programs of the system where they are installed,
 * and stopped after it; PGlite, the same code in memory, elsewhere.
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

/** Where the databases of this run are made: a socket’s folder, or what PGlite opens from (base64). */
export type TestPostgres =
	/** `like` ends the statement that makes a migrated database, `empty` that of an empty one. */
	| {
			readonly kind: 'server';
			readonly host: string;
			readonly user: string;
			readonly like: string;
			readonly empty: string;
	  }
	| { readonly kind: 'pglite'; readonly dump: string };

declare module 'vitest' {
	interface ProvidedContext {
		postgres: TestPostgres;
	}
}

const USER = 'macaron';
const TEMPLATE = 'template_of_tests';
const migrationsFolder = join(resolve(import.meta.dirname, '..'), 'drizzle', 'postgres');

/** The folder of the newest `initdb` and `postgres` of this machine. */
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

/** PostgreSQL refuses to run as root: it runs as its own user, or as nobody. */
function whoRuns(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const people = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	const found = people.find(([name]) => name === 'postgres') ?? people.find(([name]) => name === 'nobody');
	return { uid: Number(found?.[2] ?? 65_534), gid: Number(found?.[3] ?? 65_534) };
}

/** Nothing need survive a run: no write waits for a disk. */
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

/** Ends the server and removes its folder when our end of the pipe closes: at the end of the run, or if it is killed. */
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
		// A Ctrl-C is for the tests; the server ends when they do.
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	await untilItAnswers(folder, server);
	return {
		host: folder,
		stop: () =>
			new Promise((done) => {
				// The folder’s own entry is ours to remove where its parent is not the server’s.
				server.once('exit', () => (rmSync(folder, { recursive: true, force: true }), done()));
				server.stdin?.end();
			}),
	};
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
	const bin = programs();
	if (bin) {
		const { host, stop } = await startServer(bin);
		const admin = new pg.Client({ host, user: USER, database: 'postgres' });
		await admin.connect();
		await admin.query(`create database ${TEMPLATE}`);
		await migratePostgres({ host, user: USER, database: TEMPLATE }, migrationsFolder);
		// Copying the files takes an eighth of the processor that writing them through the log does, the way since 15.
		const { rows } = await admin.query<{ files: boolean }>(
			`select current_setting('server_version_num')::int >= 150000 as files`,
		);
		await admin.end();
		const empty = rows[0]?.files ? 'strategy file_copy' : '';
		project.provide('postgres', {
			...{ kind: 'server', host, user: USER },
			...{ empty, like: `template ${TEMPLATE} ${empty}` },
		});
		return stop;
	}
	const memory = new PGlite();
	await migrate(drizzle(memory), { migrationsFolder });
	// Opening it takes 0.3 s, migrating anew 2.5 s.
	const dump = await memory.dumpDataDir('none');
	await memory.close();
	project.provide('postgres', {
		kind: 'pglite',
		dump: Buffer.from(await dump.arrayBuffer()).toString('base64'),
	});
	return undefined;
}
