import type { Dialect, Queries } from '#platform/server';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { CONTEXTS } from '#privacy/server';

/** Deletes every row of every table, inside a write unit; for emptying a demonstration. */
export async function emptyEverything(tx: Queries, dialect: Dialect): Promise<void> {
	// In reverse order of the tables, so that a row is deleted before those it references.
	for (const { tables } of Object.values(CONTEXTS).toReversed())
		for (const table of Object.values(tables?.({ dialect }) ?? {}).toReversed())
			await tx.delete(table as SQLiteTable);
}
