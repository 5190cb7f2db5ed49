import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { getTableName, type Table } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import * as schema from '../../../drizzle/sqlite.schema.ts';
import { CONTEXTS } from './contexts.ts';

const src = resolve(import.meta.dirname, '../..');
const contextsWith = (file: string) =>
	globSync(file, { cwd: src }).map((path) => path.replaceAll('\\', '/').split('/')[0] ?? '');

test('every context that has tables, or that keeps something of a person, is in the list', () => {
	const withTables = contextsWith('*/server/{,database/}tables.ts');
	expect(withTables.length).toBeGreaterThan(6);
	expect(
		Object.keys(CONTEXTS)
			.filter((name) => CONTEXTS[name]?.tables)
			.toSorted(),
	).toEqual(withTables.toSorted());
	const withCopies = contextsWith('*/server/personal-data.ts');
	expect(withCopies.length).toBeGreaterThan(7);
	expect(
		Object.keys(CONTEXTS)
			.filter((name) => CONTEXTS[name]?.copy)
			.toSorted(),
	).toEqual(withCopies.toSorted());
});

const tables = Object.values(CONTEXTS).flatMap((one) =>
	Object.values(one.tables?.({ dialect: 'sqlite' }) ?? {}),
) as Table[];

test('the migrations make the tables of the list, and no others', () => {
	const made = Object.values(schema).map((table) => getTableName(table));
	expect(made.length).toBeGreaterThan(20);
	expect(tables.map(getTableName).toSorted()).toEqual(made.toSorted());
});

test('each context stands after those that its tables point to, but where what is pointed to clears itself', () => {
	const names = tables.map(getTableName);
	const back = tables.flatMap((table) =>
		getTableConfig(table as SQLiteTable).foreignKeys.flatMap((key) => {
			const { foreignTable } = key.reference();
			const later = names.indexOf(getTableName(foreignTable)) > names.indexOf(getTableName(table));
			return later && key.onDelete !== 'set null' && key.onDelete !== 'cascade'
				? [`${getTableName(table)} → ${getTableName(foreignTable)}`]
				: [];
		}),
	);
	expect(back).toEqual([]);
});
