import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId } from '../../index.ts';
import { type Database, isTemporaryFault, type Queries, type WriteScope } from '../database.ts';
import { MOST_STATEMENTS } from '../statement-cache.ts';
import { PreparedStatementClient } from './prepared-statement-client.ts';
import { openPostgres } from './postgres.ts';

const given = inject('postgres');
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe.runIf(given.kind === 'server')('a PostgreSQL database', () => {
	const { host, user, like } = given.kind === 'server' ? given : { host: '', user: '', like: '' };
	const database = `postgres_${newId()}`;
	let services: readonly Database[];
	const asked = async (statement: string) => {
		const admin = new pg.Client({ host, user, database: 'postgres' });
		await admin.connect();
		await admin.query(statement);
		await admin.end();
	};
	const rows = async (queries: Queries, query: ReturnType<typeof sql>) =>
		(
			(await (queries as unknown as { execute(one: unknown): Promise<unknown> }).execute(query)) as {
				rows: Record<string, string>[];
			}
		).rows;

	beforeAll(async () => {
		await asked(`create database ${database} ${like}`);
		await asked(`alter database ${database} set default_transaction_isolation = 'serializable'`);
		services = [
			openPostgres({ host, user, database }),
			openPostgres(`postgres://${user}@/${database}?host=${encodeURIComponent(host)}`),
		];
	});
	afterAll(async () => {
		for (const one of services) await one.close();
		await asked(`drop database ${database} with (force)`);
	});

	test('a write unit is READ COMMITTED, whatever the database was set to, and holds the one lock of all', async () => {
		// Another database of the same server, where a unit is under way too: its lock is another one.
		const elsewhere = new pg.Client({ host, user, database: 'postgres' });
		await elsewhere.connect();
		await elsewhere.query('select pg_advisory_lock(5204611)');
		for (const { dialect, write } of services) {
			expect(dialect).toBe('postgres');
			const [found] = await write((tx) =>
				rows(
					tx,
					sql`select current_setting('transaction_isolation') as level,
						(select string_agg(objid::text, ',') from pg_locks join pg_database on pg_database.oid = database
							where locktype = 'advisory' and granted and datname = current_database()) as held`,
				),
			);
			expect(found).toEqual({ level: 'read committed', held: '5204611' });
		}
		await elsewhere.end();
	});

	test('units of two services come one after the other, and what one reads is still true when it writes', async () => {
		const [one, other] = services;
		await one!.write((tx) => rows(tx, sql`create table counted (n integer not null)`));
		await one!.write((tx) => rows(tx, sql`insert into counted values (0)`));
		const add = (db: Database) =>
			db.write(async (tx) => {
				const [found] = await rows(tx, sql`select n from counted`);
				await rows(tx, sql`update counted set n = ${Number(found?.['n']) + 1}`);
			});
		await Promise.all(Array.from({ length: 20 }, (_, n) => add(n % 2 ? one! : other!)));
		expect(await rows(one!.read, sql`select n from counted`)).toEqual([{ n: 20 }]);
		await expect(one!.write(() => add(one!))).rejects.toThrow('pass its tx');
		await one!.truncateWal();
	});

	test('units of two people run at once; those of one person, and a unit without a scope, exclude each other', async () => {
		const [one, other] = services;
		/** Begins a unit that ends when it is told; says when it runs. */
		const held = (db: Database, scope?: WriteScope) => {
			const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
			let runs = false;
			const ended = db.write(async () => {
				runs = true;
				begun.resolve();
				await over.promise;
			}, scope);
			return { begun: begun.promise, runs: () => runs, end: () => (over.resolve(), ended) };
		};
		const waiting = async (count: number) => {
			const locks = sql`select count(*)::int as n from pg_locks join pg_database on pg_database.oid = database
				where locktype = 'advisory' and not granted and datname = current_database()`;
			while (Number((await rows(one!.read, locks))[0]?.['n']) !== count) await pause(5);
		};
		const ada = held(one!, { ownedBy: 'ada' });
		const bruno = held(other!, { ownedBy: 'bruno' });
		await Promise.all([ada.begun, bruno.begun]);
		const again = held(other!, { ownedBy: 'ada' });
		await waiting(1);
		const all = held(one!);
		await waiting(2);
		await ada.end();
		await again.begun;
		expect(all.runs()).toBe(false);
		const after = held(one!, { ownedBy: 'chloe' });
		await waiting(2);
		await Promise.all([again.end(), bruno.end()]);
		await all.begun;
		expect(after.runs()).toBe(false);
		await all.end();
		await after.begun;
		await after.end();
	});

	test('a connection lost before a unit does anything is replaced; one lost in the middle fails as busy, with nothing written', async () => {
		const [one, other] = services;
		await one!.write((tx) => rows(tx, sql`create table kept (n integer not null)`));
		const endOthers = () =>
			rows(
				other!.read,
				sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database} and pid <> pg_backend_pid()`,
			);
		await endOthers();
		await one!.write((tx) => rows(tx, sql`insert into kept values (1)`));
		const broken = one!.write(async (tx) => {
			await rows(tx, sql`insert into kept values (2)`);
			await endOthers();
			await rows(tx, sql`insert into kept values (3)`);
		});
		await expect(broken).rejects.toSatisfy(isTemporaryFault);
		expect(await rows(one!.read, sql`select n from kept`)).toEqual([{ n: 1 }]);
	});

	test('what is done alone is done by one service at a time, and may write; another thing is not kept waiting', async () => {
		const [one, other] = services;
		const seen: string[] = [];
		const doAlone = (db: Database, name: string, who: string) =>
			db.alone!(name, async () => {
				seen.push(`${who} begins`);
				await db.write((tx) => rows(tx, sql`select 1`));
				await pause(20);
				seen.push(`${who} ends`);
			});
		await Promise.all([doAlone(one!, 'a', 'ada'), doAlone(other!, 'a', 'bruno')]);
		expect(seen.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
		const over = Promise.withResolvers<void>();
		const held = one!.alone!('a', () => over.promise);
		await doAlone(other!, 'b', 'chloe');
		over.resolve();
		await held;
		await expect(one!.alone!('a', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
		await doAlone(other!, 'a', 'emile');
	});

	test('a connection prepares each text once, up to a limit, and only texts that PostgreSQL can prepare', async () => {
		const client = new PreparedStatementClient({ host, user, database });
		await client.connect();
		const prepared = async () =>
			(await client.query('table pg_prepared_statements')).rows as { name: string; statement: string }[];
		const ask = (text: string) => client.query({ text, values: [] });
		for (const text of ['select 1', 'select 1', 'show timezone', 'begin', 'commit']) await ask(text);
		const [first, ...others] = await prepared();
		expect(others).toEqual([]);
		expect(first?.statement).toBe('select 1');
		// PostgreSQL cuts longer names, and two texts could then share one.
		expect(first?.name.length).toBeLessThan(63);
		for (let n = 2; n <= MOST_STATEMENTS + 5; n += 1) await ask(`select ${n}`);
		expect(await prepared()).toHaveLength(MOST_STATEMENTS);
		// One prepared before the limit keeps its name; a later one works without.
		expect((await ask('select 1')).rows).toEqual([{ '?column?': 1 }]);
		expect((await ask(`select ${MOST_STATEMENTS + 5}`)).rows).toEqual([{ '?column?': MOST_STATEMENTS + 5 }]);
		await client.end();
	});

	test('a query that takes its rows one by one is passed on as it is', async () => {
		const client = new PreparedStatementClient({ host, user, database });
		await client.connect();
		const taken: unknown[] = [];
		const query = new pg.Query('select n from generate_series(1, 3) as n');
		query.on('row', (row) => taken.push(row));
		const ended = new Promise((done, fail) => query.on('end', done).on('error', fail));
		expect(client.query(query)).toBe(query);
		await ended;
		expect(taken).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
		await client.end();
	});

	test('a connection that is lost while nobody uses it ends nothing, and another takes its place', async () => {
		const [one, other] = services;
		await rows(one!.read, sql`select 1`);
		await rows(
			other!.read,
			sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database} and pid <> pg_backend_pid()`,
		);
		// The pool learns of a lost connection a moment later, and may use that connection until then.
		for (;;) {
			const answer = await rows(one!.read, sql`select 1 as n`).catch(() => undefined);
			if (answer) break;
		}
		expect(await rows(one!.read, sql`select 1 as n`)).toEqual([{ n: 1 }]);
	});
});
