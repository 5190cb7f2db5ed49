import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, postgresPrograms, startPostgresServer, USER } from '#tests/postgres-server';
import { run } from './run.ts';

const programs = postgresPrograms();

describe.runIf(programs)('the commands on PostgreSQL', () => {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-cli-postgres-'));
	let server: PostgresServer;
	beforeAll(async () => {
		server = await startPostgresServer(String(programs), {});
		await server.ask('create database macaron');
		await server.ask('create database foreign_one');
		await server.ask('create database empty_one');
	});
	afterAll(async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	const addressOf = (name: string) =>
		`postgres:///${name}?host=${encodeURIComponent(server.host)}&user=${USER}&password=s3cr3t-of-mine`;
	async function macaron(database: string, args: readonly string[], more: Record<string, string> = {}) {
		const out: string[] = [];
		const err: string[] = [];
		const env = {
			...{ DATA_DIR: join(folder, 'data'), KEY_FILE: join(folder, 'seal.key') },
			...{ BADGES_DIR: join(resolve(import.meta.dirname, '../..'), 'badges'), DATABASE_URL: database },
			...more,
		};
		const print = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
		const exit = await run([...args], { env, stdin: async () => new Uint8Array(), ...print });
		const said = err.filter((line) => !line.startsWith('{"at"')).join('\n');
		expect(`${out.join()} ${err.join()}`).not.toContain('s3cr3t-of-mine');
		return { exit, out: out.join('\n'), err: said };
	}
	async function ask<T extends object>(database: string, statement: string): Promise<T[]> {
		const client = new pg.Client({ connectionString: database });
		await client.connect();
		const { rows } = await client.query<T>(statement);
		await client.end();
		return rows;
	}
	const tablesOf = async (database: string) =>
		(
			await ask<{ n: number }>(
				database,
				'select count(*)::int as n from pg_tables where schemaname = current_schema()',
			)
		)[0]?.n;

	test('a demonstration is made once, seeded, exported and looked at; no SQLite file is made', async () => {
		const at = addressOf('macaron');
		const made = await macaron(at, ['prepare']);
		expect([made.exit, made.err]).toEqual([0, '']);
		expect(made.out).toMatch(/^ +ada +\S+/m);
		expect((await macaron(at, ['prepare'])).out).not.toMatch(/^ +ada +\S+/m);
		expect((await macaron(at, ['seed', '--learners', '3'])).exit).toBe(0);
		const listed = JSON.parse((await macaron(at, ['institution', 'list', '--json'])).out) as {
			slug: string;
		}[];
		expect(listed).toHaveLength(1);
		const exported = await macaron(at, ['institution', 'export', String(listed[0]?.slug)]);
		const { awards } = JSON.parse(exported.out) as { awards: { address: string }[] };
		expect(awards.length).toBeGreaterThan(0);
		expect((await macaron(at, ['issuer', 'show'])).exit).toBe(0);
		const found = JSON.parse((await macaron(at, ['doctor', '--json'])).out) as { found: { id: string }[] };
		expect(found.found.map(({ id }) => id).filter((id) => !id.startsWith('backup'))).toEqual([]);
		expect((await macaron(at, ['demo', '--json'])).exit).toBe(0);
		const code = (
			await ask<{ code: string }>(
				at,
				'select short_code as code from awards where published_at is not null limit 1',
			)
		)[0];
		expect((await macaron(at, ['verify', String(code?.code)])).out).not.toBe('');
		expect(existsSync(join(folder, 'data', 'macaron.db'))).toBe(false);
		expect((await macaron(at, ['demo', '--erase'])).exit).toBe(0);
		expect(await ask(at, 'select id from people')).toEqual([]);
	});

	test('what it must not touch is said in one sentence, exit code 2, and stays as it was', async () => {
		await ask(addressOf('foreign_one'), 'create table invoices (id int)');
		for (const [at, sentence] of [
			[addressOf('foreign_one'), 'contient des tables qui ne sont pas celles de Macaron'],
			[addressOf('nowhere'), 'Il n’y a pas de base de données à l’adresse'],
			[
				'postgres://macaron@127.0.0.1:1/macaron',
				'Aucun serveur PostgreSQL ne répond à l’adresse postgres://macaron@127.0.0.1:1/macaron (ECONNREFUSED)',
			],
			['mysql://db/macaron', 'DATABASE_URL must be the address of a PostgreSQL database'],
		] as const)
			for (const command of [
				['prepare'],
				['institution', 'list'],
				['user', 'add', '--username', 'a', '--name', 'A', '--role', 'adviser'],
			]) {
				const { exit, err, out } = await macaron(at, command);
				expect([command[0], exit, out]).toEqual([command[0], 2, '']);
				expect(err).toContain(sentence);
			}
		const empty = addressOf('empty_one');
		const { exit, err } = await macaron(empty, ['institution', 'list']);
		expect([exit, err]).toEqual([2, expect.stringContaining('est vide. Préparez-la')]);
		expect([await tablesOf(addressOf('foreign_one')), await tablesOf(empty)]).toEqual([1, 0]);
		const doctor = JSON.parse((await macaron(addressOf('foreign_one'), ['doctor', '--json'])).out) as {
			found: { id: string }[];
		};
		expect(doctor.found.map(({ id }) => id)).toContain('database-foreign');
	});

	test('a second node has the sealing key of the first one, or is not prepared', async () => {
		const at = addressOf('empty_one');
		const prepared = (key: string) =>
			macaron(at, ['prepare'], { KEY_FILE: join(folder, key), ORIGIN: 'https://a.example' });
		expect((await prepared('first.key')).exit).toBe(0);
		expect((await prepared('first.key')).exit).toBe(0);
		const second = await prepared('second.key');
		expect([second.exit, second.err]).toEqual([2, expect.stringContaining('a une autre clé de scellement')]);
		expect(existsSync(join(folder, 'second.key'))).toBe(false);
		writeFileSync(join(folder, 'third.key'), Buffer.alloc(32, 7));
		expect((await prepared('third.key')).exit).toBe(2);
	});
});
