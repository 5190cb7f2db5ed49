import type { Dialect, Queries } from '#platform/server';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { CONTEXTS } from '#privacy/server';

/** Removes every row of every table, inside a write unit; for the demonstration alone. */
export async function emptyEverything(tx: Queries, dialect: Dialect): Promise<void> {
	// The last first: each row goes before those that it points to.
	for (const { tables } of Object.values(CONTEXTS).toReversed())
		for (const table of Object.values(tables?.({ dialect }) ?? {}).toReversed())
			await tx.delete(table as SQLiteTable);
}
