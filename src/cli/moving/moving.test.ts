import { spawnSync } from 'node:child_process';
import {
	copyFileSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { verifyAwardSample } from '#awards/server';
import { lockFolder, newId, openWorld, readSettings, type World } from '#platform/server';
import { migratePostgres, openPostgres } from '../../platform/server/database/postgres/postgres.ts';
import { type PostgresServer, postgresPrograms, startPostgresServer, USER } from '#tests/postgres-server';
import { databasesFolder } from '../../../tests/in-memory.ts';
import { run } from '../run.ts';

const root = resolve(import.meta.dirname, '../../..');
const programs = postgresPrograms();
const SILENT: World['log'] = { info() {}, warn() {}, error() {} };

interface Answer {
	readonly exit: number;
	readonly out: string;
	readonly err: string;
}

interface Told {
	readonly done: boolean;
	readonly keptAs: string | null;
	readonly rows: number;
	readonly tables: readonly { table: string; from: Sum; to?: Sum }[];
	readonly faults: readonly object[];
	readonly orphans: Readonly<Record<string, number>>;
}
interface Sum {
	readonly rows: number;
	readonly sha256: string;
}

// Where there is no server, the rows of both dialects are compared by `canonical-row.test.ts` alone.
// A server that waits for its disk: no other is moved to.
describe.runIf(programs)('moving a service', () => {
	let server: PostgresServer;
	let folder: string;
	const databases: string[] = [];
	const roles: string[] = [];
	/** A full service’s data: the demonstration, and invented learners. */
	let full: string;

	const settingsFor = (data: string) => ({
		DATA_DIR: join(folder, data),
		KEY_FILE: join(folder, 'seal.key'),
		BADGES_DIR: join(root, 'badges'),
	});
	const urlOf = (database: string, role = USER) =>
		`postgres://${role}@/${database}?host=${encodeURIComponent(server.host)}`;

	async function asked(database: string, ...statements: string[]): Promise<pg.QueryResult> {
		const client = new pg.Client({ host: server.host, user: USER, database });
		await client.connect();
		try {
			let last: pg.QueryResult | undefined;
			for (const statement of statements) last = await client.query(statement);
			return last!;
		} finally {
			await client.end();
		}
	}
	async function newDatabase(like = ''): Promise<string> {
		const name = `moving_${newId()}`;
		await asked('postgres', `create database ${name} ${like}`);
		databases.push(name);
		return name;
	}
	async function migratedDatabase(): Promise<string> {
		const name = await newDatabase();
		await migratePostgres(urlOf(name), join(root, 'drizzle/postgres'));
		return name;
	}
	const macaron = (data: string, ...args: string[]) => macaronOn(undefined, data, ...args);
	/** Runs a command for a service on this PostgreSQL database; without one, on SQLite. */
	async function macaronOn(database: string | undefined, data: string, ...args: string[]): Promise<Answer> {
		const out: string[] = [];
		const err: string[] = [];
		const exit = await run(args, {
			env: { ...settingsFor(data), ...(database !== undefined && { DATABASE_URL: urlOf(database) }) },
			out: (line) => void out.push(line),
			err: (line) => void err.push(line),
			stdin: async () => new Uint8Array(),
		});
		return { exit, out: out.join('\n'), err: err.join('\n') };
	}
	const told = ({ out }: Answer) => JSON.parse(out) as Told;
	/** A data folder of its own that holds the full service’s data. */
	function copyOfFull(): string {
		const data = newId();
		lockFolder(join(folder, data))();
		for (const name of ['macaron.db', 'acts.journal'])
			copyFileSync(join(folder, full, name), join(folder, data, name));
		return data;
	}
	const fileOf = (data: string) => join(folder, data, 'macaron.db');
	function changed(data: string, sql: string, ...values: unknown[]): void {
		const db = new Driver(fileOf(data));
		db.pragma('foreign_keys = 0');
		db.prepare(sql).run(...values);
		db.close();
	}
	/** Why nothing opens a database, if it is marked. */
	async function markOf(database: string): Promise<string | undefined> {
		if (!(await thingsIn(database)).some(({ name }) => name === 'macaron_move.state')) return undefined;
		return ((await asked(database, 'select state from macaron_move.state')).rows[0] as { state: string })
			.state;
	}
	/** Waits until the server has noticed that a process is gone. */
	async function untilNobodyElse(database: string): Promise<void> {
		for (;;) {
			const { rows } = await asked(
				database,
				`select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
			);
			if (rows.length === 0) return;
			await new Promise((done) => setTimeout(done, 20));
		}
	}
	/** Everything in a PostgreSQL database that is not the system’s. */
	const thingsIn = async (database: string) =>
		(
			await asked(
				database,
				`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
				 where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and c.relkind = 'r' order by 1`,
			)
		).rows as { name: string }[];

	beforeAll(async () => {
		folder = mkdtempSync(join(databasesFolder(), 'macaron-moving-'));
		server = await startPostgresServer(programs!, {});
		full = 'full';
		expect((await macaron(full, 'prepare')).exit).toBe(0);
		expect((await macaron(full, 'seed', '--learners', '40')).exit).toBe(0);
		// The journal stays where it is; a copy of the database needs no WAL beside it.
		const db = new Driver(fileOf(full));
		db.pragma('wal_checkpoint(TRUNCATE)');
		// A number of an act that is gone must not be given again.
		db.prepare(`UPDATE sqlite_sequence SET seq = seq + 5 WHERE name = 'acts'`).run();
		db.close();
	}, 120_000);
	afterEach(async () => {
		for (const name of databases.splice(0)) await asked('postgres', `drop database ${name} with (force)`);
		for (const role of roles.splice(0)) await asked('postgres', `drop role ${role}`);
	});
	afterAll(async () => {
		rmSync(folder, { recursive: true, force: true });
		await server.stop();
	});

	test('there and back, every row is the same, numbers go on, and every badge verifies', async () => {
		const there = copyOfFull();
		const database = await newDatabase();
		const before = readdirSync(join(folder, there)).sort();

		const dry = told(
			await macaron(there, 'migrate-to-postgres', '--to', urlOf(database), '--dry-run', '--json'),
		);
		expect(dry).toMatchObject({ done: false, faults: [], orphans: {}, keptAs: null });
		expect(await thingsIn(database)).toEqual([]);
		expect(readdirSync(join(folder, there)).sort()).toEqual(before);

		const first = told(await macaron(there, 'migrate-to-postgres', '--to', urlOf(database), '--json'));
		expect(first.done).toBe(true);
		expect(first.tables.map(({ table, from }) => [table, from])).toEqual(
			dry.tables.map(({ table, from }) => [table, from]),
		);
		const count = (table: string) => first.tables.find((one) => one.table === table)?.to?.rows ?? 0;
		for (const table of ['people', 'answers', 'answer_history', 'trainings', 'awards', 'acts', 'portraits'])
			expect(count(table), table).toBeGreaterThan(0);
		expect((await thingsIn(database)).map(({ name }) => name)).not.toContain('macaron_move.state');
		const { rows: counted } = await asked(database, 'select count(*)::int as n from answer_history');
		expect(counted[0]).toEqual({ n: count('answer_history') });

		// The earlier database cannot be served by mistake.
		expect(existsSync(fileOf(there))).toBe(false);
		expect(first.keptAs).toMatch(/macaron-moved-[^/]*\.db$/);
		expect(statSync(first.keptAs!).mode & 0o777).toBe(statSync(fileOf(full)).mode & 0o777);

		const back = newId();
		const second = told(await macaron(back, 'migrate-to-sqlite', '--from', urlOf(database), '--json'));
		expect(second.done).toBe(true);
		expect(second.tables.map(({ to }) => to)).toEqual(first.tables.map(({ from }) => from));
		expect(readdirSync(join(folder, back)).sort()).toEqual(['macaron.db', 'service.lock']);

		// Compared by SQLite itself too, not by what moved it.
		const db = new Driver(fileOf(back));
		db.exec(`ATTACH '${fileOf(full)}' AS before`);
		for (const { table } of first.tables) {
			const names = (db.pragma(`before.table_info(${table})`) as { name: string; type: string }[])
				.map(({ name }) => `"${name}"`)
				.join();
			const differ = db
				.prepare(
					`SELECT count(*) FROM (SELECT * FROM (SELECT ${names} FROM main."${table}" EXCEPT SELECT ${names} FROM before."${table}")
					 UNION ALL SELECT * FROM (SELECT ${names} FROM before."${table}" EXCEPT SELECT ${names} FROM main."${table}"))`,
				)
				.pluck()
				.get();
			// The keys of JSON are in another order there.
			if (!/^portrait/.test(table)) expect(differ, table).toBe(0);
		}
		const objects = (schema: string) =>
			db
				.prepare(
					`SELECT type, name, sql FROM ${schema}.sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2`,
				)
				.all();
		expect(objects('main')).toEqual(objects('before'));
		const serials = (schema: string) => db.prepare(`SELECT * FROM ${schema}.sqlite_sequence`).all();
		expect(serials('main')).toEqual(serials('before'));
		expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
		db.close();

		const world = await openWorld(readSettings(settingsFor(back), root), SILENT);
		const onPostgres: World = { ...world, db: openPostgres(urlOf(database)) };
		for (const one of [world, onPostgres]) {
			const { checked, doubtful } = await verifyAwardSample(one, 100);
			expect(doubtful).toEqual([]);
			expect(checked).toBeGreaterThan(2);
		}
		await onPostgres.db.close();
		await world.db.close();

		// Each side was left once: neither is moved from again.
		const again = await macaron(newId(), 'migrate-to-sqlite', '--from', urlOf(database));
		expect(again).toMatchObject({ exit: 2, out: '' });
		expect(again.err).toContain('a été déplacée ailleurs');
		expect((await macaronOn(database, newId(), 'prepare')).exit).toBe(2);
		expect((await macaron(there, 'migrate-to-postgres', '--to', urlOf(await newDatabase()))).exit).toBe(9);
	}, 120_000);

	test('indexes, keys and rights to write are those of a database that a service made', async () => {
		const database = await newDatabase();
		expect((await macaron(copyOfFull(), 'migrate-to-postgres', '--to', urlOf(database))).exit).toBe(0);
		const shape = `select string_agg(one, E'\\n' order by one) as all from (
			select pg_get_indexdef(indexrelid) as one from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace = 'public'::regnamespace
			union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace) s`;
		const like = await migratedDatabase();
		expect((await asked(database, shape)).rows).toEqual((await asked(like, shape)).rows);
		const { rows } = await asked(
			database,
			`insert into acts (id, at, what, about) values ('x', now(), 'x', '{}') returning n`,
		);
		const db = new Driver(fileOf(full), { readonly: true });
		const last = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'acts'`).pluck().get();
		db.close();
		expect(Number((rows[0] as { n: string }).n)).toBe(Number(last) + 1);
	}, 60_000);

	test('what is not the same on both sides is said, and nothing is in place', async () => {
		const data = copyOfFull();
		const database = await migratedDatabase();
		// A server that changes what it is given.
		await asked(
			database,
			`create function louder() returns trigger language plpgsql as 'begin new.title := upper(new.title); return new; end'`,
			'create trigger louder before insert on trainings for each row execute function louder()',
		);
		const { exit, out, err } = await macaron(data, 'migrate-to-postgres', '--to', urlOf(database));
		expect(exit).toBe(1);
		expect(out).toMatch(/^trainings .* ≠ /m);
		expect(out).toMatch(/^people .* = /m);
		expect(err).toContain('trainings. Rien n’est en place');
		const { rows } = await asked(database, 'select (select count(*) from people)::int as people');
		expect(rows).toEqual([{ people: 0 }]);
		expect(await markOf(database)).toBe('unfinished');
		expect(existsSync(fileOf(data))).toBe(true);
	}, 60_000);

	test('a service on it goes on where it stood: what is there, its journal, its keys', async () => {
		const data = copyOfFull();
		const database = await newDatabase();
		expect((await macaron(data, 'migrate-to-postgres', '--to', urlOf(database))).exit).toBe(0);
		const prepared = await macaronOn(database, data, 'prepare');
		expect({ exit: prepared.exit, err: prepared.err }).toEqual({ exit: 0, err: '' });
		// Nobody is made anew, and nothing since is missing.
		expect(prepared.out).toContain('demo');
		expect(prepared.out).not.toContain('chloe');
		const journal = () =>
			readFileSync(join(folder, data, 'acts.journal'), 'utf8')
				.trim()
				.split('\n');
		const before = journal();
		const { rows } = await asked(
			database,
			'select id from awards where revoked_at is null order by id limit 1',
		);
		const { id } = rows[0] as { id: string };
		const revoked = await macaronOn(
			database,
			data,
			'award',
			'revoke',
			id,
			'--reason',
			'Donné par erreur, à reprendre.',
		);
		expect(revoked.exit).toBe(0);
		expect(journal().slice(0, before.length)).toEqual(before);
		expect(journal()).toHaveLength(before.length + 1);
		expect(journal().at(-1)).toContain('badge-revoked');
		expect(readdirSync(join(folder, data)).filter((name) => name.endsWith('.journal'))).toEqual([
			'acts.journal',
		]);
		expect((await macaronOn(database, data, 'issuer', 'show')).exit).toBe(0);
	}, 60_000);

	test('what it prints for people: each table, both sums, time and memory', async () => {
		const database = await newDatabase();
		const { exit, out, err } = await macaron(
			copyOfFull(),
			'migrate-to-postgres',
			'--to',
			urlOf(database),
			'--lang',
			'en',
		);
		expect({ exit, err }).toEqual({ exit: 0, err: '' });
		expect(out).toMatch(/^people +\d+ {2}([0-9a-f]{16}) {2}= {2} +\d+ {2}\1$/m);
		expect(out).toContain('Everything is in PostgreSQL, and the same.');
		expect(out).toMatch(/Time: [\d.]+ s\. Memory, at most: \d+ MB\./);
	}, 60_000);

	/** Runs a move that must be refused, and expects that neither side changed. */
	async function refused(data: string, database: string, url: string, exit: number, sentence: string) {
		const before = { files: readdirSync(join(folder, data)).sort(), things: await thingsIn(database) };
		for (const more of [['--dry-run'], []]) {
			const answer = await macaron(data, 'migrate-to-postgres', '--to', url, ...more);
			expect(answer.err).toContain(sentence);
			expect(answer.exit).toBe(exit);
			if (exit !== 1) expect(answer.err.trim().split('\n')).toHaveLength(1);
			expect(await thingsIn(database)).toEqual(before.things);
		}
		expect(readdirSync(join(folder, data)).sort()).toEqual(before.files);
	}

	test.each([
		['an address that is none', () => 'mysql://a@b/c', 'Indiquez l’adresse'],
		['an address of nothing', () => 'postgres://', 'Indiquez l’adresse'],
		['a database that does not exist', () => urlOf('nowhere'), 'Il n’y a pas de base de données'],
		['a server that does not answer', () => 'postgres://a:b@127.0.0.1:9/c', 'ECONNREFUSED'],
		['a role that does not exist', (name: string) => urlOf(name, 'nobody_here'), 'refuse l’accès'],
	])('is refused: %s', async (_, url, sentence) => {
		const database = await newDatabase();
		await refused(copyOfFull(), database, url(database), 2, sentence);
	});

	test('is refused: a password is never printed', async () => {
		const { err } = await macaron(
			copyOfFull(),
			'migrate-to-postgres',
			'--to',
			'postgres://a:tr0mpette@127.0.0.1:9/c',
		);
		expect(err).toContain('ECONNREFUSED');
		expect(err).not.toContain('tr0mpette');
	});

	test('is refused: a database that holds a table, a row, or what an older service left', async () => {
		const other = await newDatabase();
		await asked(other, 'create table notes (a int)');
		await refused(copyOfFull(), other, urlOf(other), 2, 'notes');
		const elsewhere = await newDatabase();
		await asked(elsewhere, 'create schema own', 'create view own.seen as select 1');
		await refused(copyOfFull(), elsewhere, urlOf(elsewhere), 2, 'seen');
		const used = await migratedDatabase();
		await asked(used, `insert into service_facts (name, value, at) values ('kind', 'service', now())`);
		await refused(copyOfFull(), used, urlOf(used), 2, 'service_facts');
	});

	test('is refused: a role without a right, and a database that is not UTF-8', async () => {
		const role = `role_${newId()}`;
		await asked('postgres', `create role ${role} login`);
		roles.push(role);
		const database = await newDatabase();
		await refused(copyOfFull(), database, urlOf(database, role), 2, 'Il manque un droit');
		await asked(database, `grant create on schema public to ${role}`);
		await refused(copyOfFull(), database, urlOf(database, role), 2, 'Il manque un droit');
		await asked(database, `revoke create on schema public from ${role}`);
		const ascii = await newDatabase(`encoding 'SQL_ASCII' template template0`);
		await refused(copyOfFull(), ascii, urlOf(ascii), 2, 'SQL_ASCII');
	});

	test('is refused: a folder that a service holds, or where there is nothing', async () => {
		const database = await newDatabase();
		const held = copyOfFull();
		const release = lockFolder(join(folder, held));
		await refused(held, database, urlOf(database), 3, 'Un autre service Macaron');
		release();
		const nothing = await macaron('nothing-there', 'migrate-to-postgres', '--to', urlOf(database));
		expect(nothing.exit).toBe(9);
		expect(existsSync(join(folder, 'nothing-there'))).toBe(false);
	});

	test.each<[string, string, readonly unknown[], string]>([
		[
			'a null character',
			'UPDATE trainings SET title = ? WHERE rowid < 3',
			['a\0b'],
			'trainings.title contient le caractère nul',
		],
		[
			'bytes that are not UTF-8',
			'UPDATE trainings SET title = CAST(? AS TEXT) WHERE rowid < 3',
			[Buffer.from([0x61, 0xff])],
			'trainings.title contient des octets',
		],
		[
			'half of a pair',
			'UPDATE trainings SET title = CAST(? AS TEXT) WHERE rowid < 3',
			[Buffer.from([0xed, 0xa0, 0x80])],
			'trainings.title contient des octets',
		],
		[
			'a number too large',
			'UPDATE trainings SET minutes = ? WHERE rowid < 3',
			[2 ** 31],
			'trainings.minutes contient un nombre',
		],
		[
			'an instant too far',
			'UPDATE people SET created_at = ? WHERE rowid < 3',
			[9e15],
			'people.created_at contient un nombre',
		],
		[
			'a text that is not JSON',
			'UPDATE portraits SET figures = ?',
			['{'],
			'portraits.figures contient un texte qui n’est pas du JSON',
		],
		[
			'a null character in JSON',
			'UPDATE portraits SET figures = ?',
			['{"a":"\\u0000"}'],
			'portraits.figures contient le caractère nul',
		],
		[
			'a value of another type',
			'UPDATE people SET created_at = ? WHERE rowid < 3',
			[Buffer.from('x')],
			'people.created_at contient une valeur',
		],
		[
			'a text too long for its index',
			'UPDATE people SET username = ? WHERE rowid = 2',
			['é'.repeat(1500)],
			'people.username contient un texte trop long',
		],
		[
			'rows of nobody',
			'UPDATE trainings SET person = ? WHERE rowid < 4',
			['nobody'],
			'« trainings »'.replace('« ', '«\u00a0').replace(' »', '\u00a0»'),
		],
	])('says what PostgreSQL would refuse: %s', async (_, sql, values, sentence) => {
		const data = copyOfFull();
		changed(data, sql, ...values);
		const database = await newDatabase();
		await refused(data, database, urlOf(database), 1, sentence);
		const alone = await macaron(data, 'migrate-to-postgres', '--dry-run');
		expect(alone).toMatchObject({ exit: 1 });
		expect(alone.err).toContain(sentence);
	});

	test('a replacement character, an emoji, and letters of every width are texts like others', async () => {
		const data = copyOfFull();
		changed(data, 'UPDATE trainings SET title = ? WHERE rowid < 3', '� 😀 \\N \\. \t\r\n\\ « é » \u2028');
		const database = await newDatabase();
		expect((await macaron(data, 'migrate-to-postgres', '--to', urlOf(database))).exit).toBe(0);
		const { rows } = await asked(database, `select distinct title from trainings where title like '%😀%'`);
		expect(rows).toEqual([{ title: '� 😀 \\N \\. \t\r\n\\ « é » \u2028' }]);
	}, 60_000);

	test('to a folder, it is refused: data that are there, a service that runs, another shape, half a move', async () => {
		const database = await newDatabase();
		expect((await macaron(copyOfFull(), 'migrate-to-postgres', '--to', urlOf(database))).exit).toBe(0);
		const from = (data: string) => macaron(data, 'migrate-to-sqlite', '--from', urlOf(database));

		const there = copyOfFull();
		expect(await from(there)).toMatchObject({ exit: 2, out: '' });
		const odd = newId();
		lockFolder(join(folder, odd))();
		writeFileSync(join(folder, odd, 'notes.txt'), '');
		expect((await from(odd)).err).toContain('notes.txt');

		const service = openPostgres(urlOf(database));
		await service.write(async () => undefined);
		const inUse = await from(newId());
		expect(inUse).toMatchObject({ exit: 2, out: '' });
		expect(inUse.err).toContain('arrêtez chaque service');
		await service.close();

		// Limits of pages are not those of a move.
		await asked(database, `alter database ${database} set idle_in_transaction_session_timeout = '1ms'`);
		expect((await macaron(newId(), 'migrate-to-sqlite', '--from', urlOf(database), '--dry-run')).exit).toBe(
			0,
		);
		await asked(database, `update drizzle.__drizzle_migrations set created_at = created_at + 1e12`);
		expect((await from(newId())).err).toContain('plus récente');
		await asked(database, `update drizzle.__drizzle_migrations set created_at = created_at - 2e12`);
		expect((await from(newId())).err).toContain('version plus ancienne');
		await asked(database, `update drizzle.__drizzle_migrations set created_at = created_at + 1e12`);
		await asked(database, 'create schema macaron_move', 'create table macaron_move.state (state text)');
		expect((await from(newId())).err).toContain('a été interrompu');
		await asked(database, 'drop schema macaron_move cascade');
		const none = await newDatabase();
		const fromNone = await macaron(newId(), 'migrate-to-sqlite', '--from', urlOf(none));
		expect(fromNone).toMatchObject({ exit: 2, out: '' });

		const dry = await macaron(newId(), 'migrate-to-sqlite', '--from', urlOf(database), '--dry-run');
		expect(dry.exit).toBe(0);
		expect((await thingsIn(database)).map(({ name }) => name)).not.toContain('macaron_move.state');
	}, 120_000);

	/** Moves in a process of its own, which kills itself after the n-th of these steps. */
	const killedAt = (to: 'postgres' | 'sqlite', data: string, database: string, step: string, n: number) =>
		spawnSync(
			process.execPath,
			[join(root, 'tests/faults/move-child.ts'), to, join(folder, data), urlOf(database), step, String(n)],
			{ encoding: 'utf8' },
		);

	test.each([
		['read', 3],
		['copied', 1],
		['copied', 30],
		['compared', 1],
		['compared', 55],
	])(
		'killed once %s %i times, it leaves a database without a row that nothing opens, and begins again',
		async (step, n) => {
			const data = copyOfFull();
			const database = await newDatabase();
			const killed = killedAt('postgres', data, database, step, n);
			expect({ signal: killed.signal, err: killed.stderr }).toEqual({ signal: 'SIGKILL', err: '' });
			expect(existsSync(fileOf(data))).toBe(true);
			const begun = step !== 'read';
			for (const { name } of await thingsIn(database))
				if (name.startsWith('public.'))
					expect((await asked(database, `select count(*)::int as n from ${name}`)).rows, name).toEqual([
						{ n: 0 },
					]);
			expect(await markOf(database)).toEqual(begun ? 'unfinished' : undefined);
			if (begun) {
				const opened = await macaron(newId(), 'migrate-to-sqlite', '--from', urlOf(database));
				expect(opened).toMatchObject({ exit: 2, out: '' });
				expect(opened.err).toContain('a été interrompu');
				const served = await macaronOn(database, newId(), 'prepare');
				expect(served).toMatchObject({ exit: 2, out: '' });
				expect(served.err).toContain('a été interrompu');
			}
			const again = told(await macaron(data, 'migrate-to-postgres', '--to', urlOf(database), '--json'));
			expect(again.done).toBe(true);
			expect(await markOf(database)).toBeUndefined();
		},
		60_000,
	);

	test.each([
		['copied', 20],
		['compared', 1],
	])(
		'back, killed once %s %i times, it leaves no database in the folder, and begins again',
		async (step, n) => {
			const database = await newDatabase();
			await macaron(copyOfFull(), 'migrate-to-postgres', '--to', urlOf(database));
			const data = newId();
			const killed = killedAt('sqlite', data, database, step, n);
			expect({ signal: killed.signal, err: killed.stderr }).toEqual({ signal: 'SIGKILL', err: '' });
			expect(existsSync(fileOf(data))).toBe(false);
			expect(await markOf(database)).toBeUndefined();
			await untilNobodyElse(database);
			const again = told(await macaron(data, 'migrate-to-sqlite', '--from', urlOf(database), '--json'));
			expect(again.done).toBe(true);
			expect(readdirSync(join(folder, data)).sort()).toEqual(['macaron.db', 'service.lock']);
			expect(await markOf(database)).toBe('moved');
		},
		60_000,
	);

	test('a connection that is cut in the middle leaves the same, and is one sentence', async () => {
		const data = copyOfFull();
		const database = await newDatabase();
		// A lock that another holds keeps the copy waiting.
		await migratePostgres(urlOf(database), join(root, 'drizzle/postgres'));
		const holder = new pg.Client({ host: server.host, user: USER, database });
		await holder.connect();
		await holder.query('begin; lock table trainings in access exclusive mode');
		const move = macaron(data, 'migrate-to-postgres', '--to', urlOf(database));
		for (;;) {
			const { rows } = await asked(
				database,
				`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'macaron-move' and wait_event_type = 'Lock'`,
			);
			if (rows.length > 0) break;
			await new Promise((done) => setTimeout(done, 20));
		}
		const { exit, err } = await move;
		await holder.end();
		expect({ exit, lines: err.trim().split('\n').length }).toEqual({ exit: 2, lines: 1 });
		expect(err).toContain('s’est arrêté avant la fin');
		expect(existsSync(fileOf(data))).toBe(true);
		await untilNobodyElse(database);
		expect((await macaron(data, 'migrate-to-postgres', '--to', urlOf(database))).exit).toBe(0);
	}, 60_000);
});
