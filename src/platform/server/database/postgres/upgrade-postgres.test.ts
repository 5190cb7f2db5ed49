import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { migratePostgres } from './postgres.ts';
import { ALL_LOST, type Column, filled, LIFE, migrationsUntil, type Row } from '../upgrade.fixture.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../../../../drizzle/postgres');
const given = inject('postgres');

// Only a real PostgreSQL server sends notices. Where there is none, other tests run the same migrations in
// PGlite, on databases without rows.
describe.runIf(given.kind === 'server')('a PostgreSQL database of before the keys', () => {
	const { host, user, empty } = given.kind === 'server' ? given : { host: '', user: '', empty: '' };
	let folder: string;
	let database: string;
	let client: pg.Client;
	const asked = async (statement: string) => {
		const admin = new pg.Client({ host, user, database: 'postgres' });
		await admin.connect();
		await admin.query(statement);
		await admin.end();
	};

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'macaron-upgrade-'));
		database = `upgrade_${folder.replace(/.*-/, '').toLowerCase()}_${Date.now()}`;
		await asked(`create database ${database} ${empty}`);
		const until = migrationsUntil('0004', MIGRATIONS, join(folder, 'migrations'));
		expect(await migratePostgres({ host, user, database }, until)).toEqual([]);
		client = new pg.Client({ host, user, database });
		await client.connect();
	});
	afterEach(async () => {
		await client.end();
		await asked(`drop database ${database} with (force)`);
		rmSync(folder, { recursive: true, force: true });
	});

	const rows = async <T extends object = Row>(sql: string, values: readonly unknown[] = []) =>
		(await client.query<T>(sql, [...values])).rows;

	/** Inserts the rows of `LIFE` and these, as an earlier version stored them. */
	async function filledWith(more: readonly (readonly [string, Row])[]): Promise<void> {
		const columns = Map.groupBy(
			await rows<Column & { table: string }>(
				`select table_name as table, column_name as name, data_type as type from information_schema.columns where table_schema = 'public'`,
			),
			({ table }) => table,
		);
		for (const [at, [table, row]] of [...LIFE, ...more].entries()) {
			const all = filled(columns.get(table) ?? [], String(at), row);
			await client.query(
				`insert into "${table}" (${all.map(([name]) => `"${name}"`).join()}) values (${all.map((_, n) => `$${n + 1}`).join()})`,
				all.map(([, value]) => value),
			);
		}
	}

	/** Number of rows by table. */
	async function counts(): Promise<Record<string, number>> {
		const tables = await rows<{ name: string }>(
			`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
		);
		const found: Record<string, number> = {};
		for (const { name } of tables)
			found[name] = Number((await rows<{ n: string }>(`select count(*) as n from "${name}"`))[0]?.n);
		return found;
	}

	const upgraded = () => migratePostgres({ host, user, database }, MIGRATIONS);

	/** Number of foreign keys in all, and of those that PostgreSQL has not validated for existing rows. */
	const keys = async () =>
		(
			await rows<{ all: string; unsure: string }>(
				`select count(*) as all, count(*) filter (where not convalidated) as unsure from pg_constraint where contype = 'f'`,
			)
		)[0];

	test('loses nothing, and its keys hold from then on', async () => {
		await filledWith([]);
		const before = await counts();
		expect(await upgraded()).toEqual([]);
		const after = await counts();
		// Portraits are deleted, since earlier versions made them from each person’s real level. Tables that
		// are only in one count are new, or were dropped.
		for (const [table, count] of Object.entries(before))
			if (table in after) expect([table, after[table]]).toEqual([table, table === 'portraits' ? 0 : count]);
		expect(Object.values(before).filter((count) => count > 0).length).toBeGreaterThan(30);
		expect(Number((await keys())?.all)).toBeGreaterThan(40);
		expect((await keys())?.unsure).toBe('0');
		await expect(client.query(`delete from institutions`)).rejects.toMatchObject({ code: '23503' });
		await client.query(`delete from people where id = 'ada'`);
		expect((await counts())['answers']).toBe(0);
		expect((await counts())['awards']).toBe(before['awards']);
		const [kept] = await rows('select key from idempotency_keys');
		expect(kept?.['key']).toBe(createHash('sha256').update('0123456789abcdefghjkmnpqrs').digest('hex'));
		expect(await upgraded()).toEqual([]);
	});

	test('rows that lead nowhere are removed or mended with what hangs on them, counted by table and told', async () => {
		await filledWith([
			['assessments', { id: 'a2', person: 'nobody' }],
			['answers', { assessment: 'a2' }],
			['answer_history', { assessment: 'a2' }],
			['trainings', { id: 't2', person: 'nobody' }],
			['trainings', { id: 't3', person: 'nobody' }],
			['training_dimensions', { training: 't2' }],
			['application_evidence', { id: 'e2', application: 'p1', training: 't3' }],
			['memberships', { id: 'o1', person: 'ada', institution: 'nowhere', role: 'x' }],
			['reviews', { id: 'o1', application: 'p1', reviewer: 'nobody' }],
		]);
		const before = await counts();
		const told = await upgraded();
		expect(told).toEqual([
			{ table: 'answer_history', removed: 1, mended: 0 },
			{ table: 'answers', removed: 1, mended: 0 },
			{ table: 'application_evidence', removed: 0, mended: 1 },
			{ table: 'assessments', removed: 1, mended: 0 },
			{ table: 'memberships', removed: 1, mended: 0 },
			{ table: 'reviews', removed: 0, mended: 1 },
			{ table: 'training_dimensions', removed: 1, mended: 0 },
			{ table: 'trainings', removed: 2, mended: 0 },
		]);
		const after = await counts();
		const removed = new Map(told.map(({ table, removed: n }) => [table, n]));
		for (const [table, count] of Object.entries(before))
			if (table in after && table !== 'portraits')
				expect([table, after[table]]).toEqual([table, count - (removed.get(table) ?? 0)]);
		expect(await rows(`select id, training from application_evidence where id = 'e2'`)).toEqual([
			{ id: 'e2', training: null },
		]);
		expect(await rows(`select reviewer from reviews where id = 'o1'`)).toEqual([{ reviewer: null }]);
		expect((await keys())?.unsure).toBe('0');
	});

	test('nor does a row stop it whose every end is lost, or that others point to by a key that refuses', async () => {
		await filledWith(ALL_LOST);
		const told = new Map((await upgraded()).map(({ table, ...count }) => [table, count]));
		expect(told.get('superseded_awards')).toEqual({ removed: 1, mended: 0 });
		expect(told.get('awards')?.removed).toBe(2);
		expect(await rows('select id from awards order by id')).toEqual([{ id: 'w1' }, { id: 'w2' }]);
		expect((await keys())?.unsure).toBe('0');
	});

	test('an invitation that let in more people than it was for has no use left, and none can go below', async () => {
		await filledWith([
			[
				'invitations',
				{ id: 'over', created_by: 'bruno', institution: 'school', code_hash: 'o', uses_left: -2 },
			],
			[
				'invitations',
				{ id: 'left', created_by: 'bruno', institution: 'school', code_hash: 'l', uses_left: 3 },
			],
		]);
		await upgraded();
		const left = (await rows('select id, uses_left from invitations')).map(({ id, uses_left }) => [
			id,
			uses_left,
		]);
		expect(Object.fromEntries(left)).toMatchObject({ over: 0, left: 3 });
		await expect(
			client.query(`update invitations set uses_left = uses_left - 1 where id = 'over'`),
		).rejects.toMatchObject({ code: '23514', constraint: 'invitations_uses_left' });
	});
});
