import { getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import type { Queries } from '#platform/server';
import { neighbours } from '#tests/neighbours';
import { eachDialect } from '#tests/world';
import * as schema from '../../../drizzle/sqlite.schema.ts';
import { emptyEverything } from './whole-store.ts';

eachDialect('erasing a demonstration', (world) => {
	test('removes the rows of every table there is', async () => {
		const { db } = world();
		await neighbours(world());
		const emptied: string[] = [];
		await db.write(async (tx) => {
			const watched = new Proxy(tx, {
				get(target, name) {
					if (name !== 'delete') return Reflect.get(target, name, target);
					return (table: SQLiteTable) => {
						emptied.push(getTableName(table));
						return target.delete(table);
					};
				},
			});
			await emptyEverything(watched as Queries, db.dialect);
		});
		const every = Object.values(schema).map((table) => getTableName(table as SQLiteTable));
		expect(emptied.toSorted()).toEqual(every.toSorted());
		const { people, cohorts, idempotencyKeys } = schema;
		if (db.dialect === 'sqlite')
			for (const table of [people, cohorts, idempotencyKeys] as SQLiteTable[])
				expect(await db.read.$count(table)).toBe(0);
	});
});
