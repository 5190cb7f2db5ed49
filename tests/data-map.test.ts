import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getTableConfig as postgresTable, type PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as sqliteTable, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import * as postgres from '../drizzle/postgres.schema.ts';
import * as sqlite from '../drizzle/sqlite.schema.ts';

const map = readFileSync(resolve(import.meta.dirname, '../docs/privacy/data-map.md'), 'utf8');

/** The columns of all these tables as `table.column`, sorted. */
const flat = (tables: readonly { name: string; columns: readonly { name: string }[] }[]) =>
	tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)).sort();

const mapped = map
	.split(/^### /m)
	.slice(1)
	.map((section) => ({
		name: /^`(\w+)`/.exec(section)?.[1] ?? section.slice(0, 30),
		columns: [...section.matchAll(/^\| `(\w+)` +\| *(.*?) *\|$/gm)].map(([, name = '', what = '']) => ({
			name,
			what,
		})),
	}));

test('the map of personal data names every table and column of both databases, and no other', () => {
	const inSqlite = flat(Object.values(sqlite).map((table) => sqliteTable(table as SQLiteTable)));
	const inPostgres = flat(Object.values(postgres).map((table) => postgresTable(table as unknown as PgTable)));
	expect(inSqlite.length).toBeGreaterThan(150);
	expect(inPostgres).toEqual(inSqlite);
	expect(flat(mapped)).toEqual(inSqlite);
});

test('each column of the map says what it holds, each table who sees it and until when', () => {
	const mute = mapped.flatMap(({ name, columns }) =>
		columns.filter(({ what }) => what.length < 3).map((column) => `${name}.${column.name}`),
	);
	expect(mute).toEqual([]);
	const sections = map.split(/^### /m).slice(1);
	expect(sections.filter((section) => !section.includes('_Seen by, and until when_: '))).toEqual([]);
});
