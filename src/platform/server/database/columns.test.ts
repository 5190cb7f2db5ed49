import { eq, sql } from 'drizzle-orm';
import { getTableConfig as postgresTable, type PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as sqliteTable, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { dialectOf, tablesPerDialect } from './columns.ts';

const tables = tablesPerDialect((c) => ({
	things: c.table('things', {
		n: c.serial('n'),
		id: c.id('id'),
		text: c.text('text'),
		int: c.int('int'),
		real: c.real('real'),
		yes: c.bool('yes'),
		at: c.instant('at'),
		json: c.json<unknown>('json'),
		noId: c.nullable.id('no_id'),
		noText: c.nullable.text('no_text'),
		noInt: c.nullable.int('no_int'),
		noReal: c.nullable.real('no_real'),
		noAt: c.nullable.instant('no_at'),
		noJson: c.nullable.json<unknown>('no_json'),
	}),
	named: c.table('named', { name: c.key('name') }),
}));

test('a number that was given once is never given again: SQLite is told so', () => {
	const [n] = sqliteTable(tables({ dialect: 'sqlite' }).things as unknown as SQLiteTable).columns;
	expect(n).toMatchObject({ name: 'n', primary: true, autoIncrement: true });
});

describe('the column set', () => {
	const columns = (table: {
		columns: { name: string; notNull: boolean; primary: boolean; getSQLType(): string }[];
	}) =>
		table.columns.map(({ name, notNull, primary, ...column }) => [
			name,
			// Read from the column itself: spread into an object, a column loses its methods.
			(column as unknown as { columnType: string }).columnType,
			notNull,
			primary,
		]);

	test('is required unless taken from `nullable`, on both dialects alike', () => {
		const [one, other] = [tables({ dialect: 'sqlite' }), tables({ dialect: 'postgres' })];
		const lite = columns(sqliteTable(one.things as SQLiteTable));
		const pg = columns(postgresTable(other.things as unknown as PgTable));
		expect(lite.map(([name, , notNull, primary]) => [name, notNull, primary])).toEqual(
			pg.map(([name, , notNull, primary]) => [name, notNull, primary]),
		);
		for (const [name, , notNull] of lite)
			expect([name, notNull]).toEqual([name, !String(name).startsWith('no_')]);
		expect(lite.filter(([, , , primary]) => primary).map(([name]) => name)).toEqual(['n']);
		expect(columns(sqliteTable(one.named as SQLiteTable))).toMatchObject([
			['name', expect.anything(), true, true],
		]);
	});

	test('has the types that each database keeps them in', () => {
		const lite = sqliteTable(tables({ dialect: 'sqlite' }).things as SQLiteTable).columns;
		expect(lite.map((column) => column.getSQLType())).toEqual([
			...['integer', 'text', 'text', 'integer', 'real', 'integer', 'integer', 'text'],
			...['text', 'text', 'integer', 'real', 'integer', 'text'],
		]);
		const pg = postgresTable(tables({ dialect: 'postgres' }).things as unknown as PgTable).columns;
		const instant = 'timestamp (3) with time zone';
		expect(pg.map((column) => column.getSQLType())).toEqual([
			...['bigserial', 'text', 'text', 'integer', 'double precision', 'boolean', instant, 'jsonb'],
			...['text', 'text', 'integer', 'double precision', instant, 'jsonb'],
		]);
	});

	test('is made once for each dialect', () => {
		expect(tables({ dialect: 'sqlite' })).toBe(tables({ dialect: 'sqlite' }));
		expect(tables({ dialect: 'sqlite' })).not.toBe(tables({ dialect: 'postgres' }));
	});
});

eachDialect('what is written in columns', (world) => {
	beforeAll(async () => {
		const sqlite = world().db.dialect === 'sqlite';
		const create = sqlite
			? sql`CREATE TABLE things (n integer PRIMARY KEY AUTOINCREMENT, id text, text text, int integer, real real, yes integer, at integer, json text,
				no_id text, no_text text, no_int integer, no_real real, no_at integer, no_json text)`
			: sql`CREATE TABLE things (n bigserial PRIMARY KEY, id text, text text, int integer, real double precision, yes boolean, at timestamp (3) with time zone, json jsonb,
				no_id text, no_text text, no_int integer, no_real double precision, no_at timestamp (3) with time zone, no_json jsonb)`;
		await world().db.write(async (tx) => {
			const { run, execute } = tx as unknown as Record<
				'run' | 'execute',
				(query: unknown) => Promise<unknown>
			>;
			await (sqlite ? run : execute).call(tx, create);
		});
	});

	test('is what is read, to the millisecond, and nothing is nothing', async () => {
		const { things } = tables(world().db);
		expect(dialectOf(world().db.read)).toBe(world().db.dialect);
		const full = {
			...{ id: 'a', text: 'Été « 1 »', int: 2_147_483_647, real: 0.5, yes: true },
			...{ at: new Date('2026-11-28T12:00:00.123Z'), json: { b: [1, null, 'é'], a: true } },
		};
		const more = { noId: 'x', noText: '', noInt: 0, noReal: 1.5, noAt: new Date(1), noJson: ['x'] };
		const none = { noId: null, noText: null, noInt: null, noReal: null, noAt: null, noJson: null };
		await world().db.write(async (tx) => {
			expect(dialectOf(tx)).toBe(world().db.dialect);
			await tx.insert(things).values({ ...full, ...more });
			await tx.insert(things).values({ ...full, id: 'b', yes: false });
		});
		expect(await world().db.read.select().from(things).orderBy(things.n)).toEqual([
			{ n: 1, ...full, ...more },
			{ n: 2, ...full, id: 'b', yes: false, ...none },
		]);
		// The largest number is not used again after its row was deleted.
		await world().db.write(async (tx) => {
			await tx.delete(things).where(eq(things.n, 2));
			await tx.insert(things).values(full);
		});
		expect((await world().db.read.select({ n: things.n }).from(things).orderBy(things.n)).at(-1)).toEqual({
			n: 3,
		});
	});
});
