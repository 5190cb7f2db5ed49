import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, postgresPrograms, startPostgresServer, USER } from '#tests/postgres-server';
import { newId } from '../../index.ts';
import { DatabaseFault, databaseFaultOf } from './database-fault.ts';
import { mustBeServablePostgres, serverFault, type ServerFacts, shownAddress } from './postgres-server.ts';
import { openPostgres, preparePostgres } from './postgres.ts';

const MIGRATIONS = join(resolve(import.meta.dirname, '../../../../..'), 'drizzle', 'postgres');
const NEWEST = 1_000;

const FACTS: ServerFacts = {
	...{ version: 150_018, versionText: '15.18', fsync: 'on', fullPageWrites: 'on', synchronousCommit: 'on' },
	...{ isReplica: false, encoding: 'UTF8', sortsByCodePoint: true, mayCreate: true, tables: 90 },
	...{ closedTable: null, openServices: 0, lastMigration: NEWEST, moveMark: null },
};

test.each<[string, Partial<ServerFacts>, string | undefined, string]>([
	['as the tests have it', {}, undefined, ''],
	['empty', { tables: 0, lastMigration: null }, undefined, ''],
	['of an earlier version', { lastMigration: NEWEST - 1 }, undefined, ''],
	['that waits for a replica too', { synchronousCommit: 'remote_apply' }, undefined, ''],
	['of PostgreSQL 14', { version: 140_011, versionText: '14.11' }, 'server-too-old', '14.11'],
	['that repeats another', { isReplica: true }, 'server-replica', ''],
	['that does not wait for its disk', { fsync: 'off' }, 'setting-unsafe', 'fsync'],
	['that writes parts of pages', { fullPageWrites: 'off' }, 'setting-unsafe', 'full_page_writes'],
	['that confirms too soon', { synchronousCommit: 'off' }, 'setting-unsafe', 'synchronous_commit'],
	['in Latin letters', { encoding: 'LATIN1' }, 'encoding-other', 'LATIN1'],
	['sorted as in a dictionary', { sortsByCodePoint: false }, 'collation-other', ''],
	['of another program', { lastMigration: null }, 'database-foreign', ''],
	['of a later version', { lastMigration: NEWEST + 1 }, 'database-newer', ''],
	['that a move was filling', { moveMark: 'unfinished', tables: 0 }, 'database-unfinished', ''],
	['that is being moved', { moveMark: 'leaving' }, 'database-moved', ''],
	['that was moved', { moveMark: 'moved' }, 'database-moved', ''],
	['with a table closed to us', { closedTable: 'people' }, 'right-missing', 'people'],
])('a database %s', (_name, differing, kind, detail) => {
	const fault = serverFault({ ...FACTS, ...differing }, NEWEST);
	expect(fault?.kind).toBe(kind);
	expect(fault?.detail ?? '').toBe(detail);
	if (fault) expect(fault.exit).toBe(2);
});

test.each([
	[
		'postgres://macaron:s3cr3t@db.exemple.qc.ca:5433/macaron',
		'postgres://macaron@db.exemple.qc.ca:5433/macaron',
	],
	['postgres://macaron@db/macaron?sslmode=disable&password=s3cr3t', 'postgres://macaron@db:5432/macaron'],
	['postgres:///macaron?host=/run/postgresql&user=macaron', 'postgres://macaron@/macaron'],
	// Not an address that the driver understands: nothing of it is shown.
	['postgres://macaron:s3?cr3t@db/macaron', 'postgres://…'],
	['postgres://macaron:s3://cr3t@db/macaron', 'postgres://…'],
])('%s is shown without its password', (address, shown) => {
	expect(shownAddress(address)).toBe(shown);
});

test('any other error of the server keeps its code, and a fault stays itself', () => {
	const other = databaseFaultOf(Object.assign(new Error('…'), { code: 'XX001' }));
	expect([other.kind, other.detail]).toEqual(['server-fault', 'XX001']);
	const full = databaseFaultOf(Object.assign(new Error('…'), { code: '53100' }));
	expect([full.kind, full.detail]).toEqual(['disk-full', '53100']);
	expect(databaseFaultOf(other)).toBe(other);
});

const programs = postgresPrograms();

describe.runIf(programs)('a real server', () => {
	let server: PostgresServer;
	const made: string[] = [];
	beforeAll(async () => void (server = await startPostgresServer(String(programs), {})));
	afterAll(() => server.stop());

	/** Creates a database and gives its address, for this user. */
	async function database(options = '', user = USER): Promise<string> {
		const name = `d${newId()}`;
		await server.ask(`create database ${name} ${options}`);
		made.push(name);
		return addressOf(name, user);
	}
	const addressOf = (name: string, user = USER) =>
		`postgres:///${name}?host=${encodeURIComponent(server.host)}&user=${user}`;
	async function at<T extends object>(address: string, statement: string): Promise<T[]> {
		const client = new pg.Client({ connectionString: address });
		await client.connect();
		const { rows } = await client.query<T>(statement);
		await client.end();
		return rows;
	}
	const tablesOf = async (address: string) =>
		(
			await at<{ n: number }>(address, `select count(*)::int as n from pg_tables where schemaname = 'public'`)
		)[0]?.n;
	const faultIn = async (work: () => Promise<unknown>) => {
		const fault: unknown = await work().then(
			() => undefined,
			(error: unknown) => error,
		);
		if (fault !== undefined && !(fault instanceof DatabaseFault)) throw fault;
		return fault && [fault.kind, fault.detail];
	};
	const served = (address: string) => faultIn(() => mustBeServablePostgres(address, MIGRATIONS));
	const prepared = (address: string) => faultIn(() => preparePostgres(address, MIGRATIONS));

	test('is prepared once, and again, from two nodes at once; then served', async () => {
		const address = await database();
		expect(await served(address)).toEqual(['database-empty', '']);
		expect(await Promise.all([prepared(address), prepared(address)])).toEqual([undefined, undefined]);
		expect(await prepared(address)).toBeUndefined();
		expect(await served(address)).toBeUndefined();
		await at(address, 'update drizzle.__drizzle_migrations set created_at = created_at - 1');
		expect(await served(address)).toEqual(['database-older', '']);
		await at(address, 'update drizzle.__drizzle_migrations set created_at = created_at + 2');
		for (const look of [served, prepared]) expect(await look(address)).toEqual(['database-newer', '']);
	});

	test('is not migrated while a node serves it; a node that is prepared again beside others changes nothing', async () => {
		const address = await database();
		expect(await prepared(address)).toBeUndefined();
		const node = openPostgres(address);
		await node.changes?.();
		expect(await prepared(address)).toBeUndefined();
		const earlier = 'update drizzle.__drizzle_migrations set created_at = created_at - 1';
		await at(
			address,
			`${earlier} where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`,
		);
		expect(await prepared(address)).toEqual(['database-in-use', '1']);
		await node.close();
		// What remains to be migrated is there already: the server says so, which is another fault.
		expect((await prepared(address))?.[0]).not.toBe('database-in-use');
	});

	test('what it must not touch stays as it was', async () => {
		const foreign = await database();
		await at(foreign, 'create table invoices (id int)');
		const latin = await database(`template template0 encoding 'LATIN1' locale 'C'`);
		const unsafe = await database();
		const name = made.at(-1);
		await server.ask(`alter database ${name} set synchronous_commit = off`);
		for (const look of [served, prepared]) {
			expect(await look(foreign)).toEqual(['database-foreign', '']);
			expect(await look(latin)).toEqual(['encoding-other', 'LATIN1']);
			expect(await look(unsafe)).toEqual(['setting-unsafe', 'synchronous_commit']);
		}
		expect([await tablesOf(foreign), await tablesOf(latin), await tablesOf(unsafe)]).toEqual([1, 0, 0]);
	});

	test('a right that is missing is named', async () => {
		await server.ask('create role visitor login');
		const address = await database();
		const name = String(made.at(-1));
		expect(await prepared(addressOf(name, 'visitor'))).toEqual(['right-missing', 'CREATE']);
		expect(await tablesOf(address)).toBe(0);
		expect(await prepared(address)).toBeUndefined();
		await at(address, 'grant usage on schema public, drizzle to visitor');
		await at(address, 'grant select on drizzle.__drizzle_migrations to visitor');
		expect(await served(addressOf(name, 'visitor'))).toEqual([
			'right-missing',
			expect.stringMatching(/^[a-z_]+$/),
		]);
		await at(address, 'grant select, insert, update, delete on all tables in schema public to visitor');
		expect(await served(addressOf(name, 'visitor'))).toBeUndefined();
	});

	test('a name that it does not know, a server that is not there or has crashed', async () => {
		expect(await served(addressOf('nowhere'))).toEqual(['database-unknown', '3D000']);
		expect(await served(addressOf('postgres', 'nobody_here'))).toEqual(['access-refused', '28000']);
		expect(await served('postgres://macaron@127.0.0.1:1/macaron')).toEqual([
			'server-unreachable',
			'ECONNREFUSED',
		]);
		const address = await database();
		expect(await prepared(address)).toBeUndefined();
		await server.crash();
		expect(await served(address)).toEqual([
			'server-unreachable',
			expect.stringMatching(/^(ECONNREFUSED|ENOENT)$/),
		]);
		await server.restart();
		expect(await served(address)).toBeUndefined();
	});
});
