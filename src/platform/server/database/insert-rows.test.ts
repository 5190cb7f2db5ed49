import { asc, getTableColumns } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { identityTables } from '#identity/server';
import { eachDialect } from '#tests/world';
import { insertRows } from './insert-rows.ts';

/** Rows of `people` that fill one statement of a thousand values. */
const FULL = Math.floor(
	1000 / Object.keys(getTableColumns(identityTables({ dialect: 'sqlite' }).people)).length,
);

eachDialect('many rows', (open) => {
	const at = new Date('2026-11-28T15:00:00.123Z');
	/** Makes a row for `people`, with texts, an instant, a boolean and some nulls. */
	const row = (n: number) => ({
		...{
			id: `row ${String(n).padStart(4, '0')}`,
			username: `ada-${n}`,
			displayName: `Ada ${n}`,
			locale: 'fr',
		},
		...{ email: n % 2 ? `ada-${n}@exemple.ca` : null, passwordHash: null, mustChangePassword: n % 3 === 0 },
		...{ createdAt: at, disabledAt: n % 5 ? null : at },
	});
	/** What stands in a column that a row leaves out: the default that the table declares, or nothing. */
	const usual = Object.fromEntries(
		Object.entries(getTableColumns(identityTables({ dialect: 'sqlite' }).people)).map(([name, column]) => [
			name,
			column.default ?? null,
		]),
	);
	/** The same row as it is stored: columns left out have their defaults. */
	const stored = (n: number) => ({ ...usual, ...row(n) });
	const kept = async () => {
		const { people } = identityTables(open().db);
		return open().db.read.select().from(people).orderBy(asc(people.id));
	};

	test.each([0, 1, FULL - 1, FULL, FULL + 1, 2 * FULL, 300])(
		'%i are written as they are, none twice',
		async (many) => {
			const { people } = identityTables(open().db);
			const rows = Array.from({ length: many }, (_, n) => row(n));
			await open().db.write((tx) => insertRows(tx, people, rows));
			expect(await kept()).toEqual(rows.map((_, n) => stored(n)));
			await open().db.write(async (tx) => void (await tx.delete(people)));
		},
	);

	test('more than the database takes in one statement are all written', async () => {
		const { people } = identityTables(open().db);
		const rows = Array.from({ length: 7_500 }, (_, n) => row(n));
		await open().db.write((tx) => insertRows(tx, people, rows));
		expect(await kept()).toHaveLength(7_500);
		await open().db.write(async (tx) => void (await tx.delete(people)));
	});

	test('in one write unit, the statement of a full lot is made once, however often rows are added', async () => {
		const { people } = identityTables(open().db);
		const rows = Array.from({ length: 4 * FULL }, (_, n) => row(n));
		await open().db.write(async (tx) => {
			const made = vi.spyOn(tx, 'insert');
			for (const from of [0, 2 * FULL]) await insertRows(tx, people, rows.slice(from, from + 2 * FULL));
			// On SQLite, the statement of an earlier unit serves again.
			expect(made.mock.calls.length).toBeLessThanOrEqual(1);
			made.mockRestore();
		});
		expect(await kept()).toHaveLength(rows.length);
		await open().db.write(async (tx) => void (await tx.delete(people)));
	});

	test('one that stands already writes none of them', async () => {
		const { people } = identityTables(open().db);
		const rows = Array.from({ length: 130 }, (_, n) => row(n));
		const twice = open().db.write((tx) => insertRows(tx, people, [...rows, row(129)]));
		await expect(twice).rejects.toThrow();
		expect(await kept()).toEqual([]);
	});
});
