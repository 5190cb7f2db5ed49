import type Driver from 'better-sqlite3';

/** For one table, how many rows referenced a missing row and were deleted or mended. */
export interface OrphanRepairCounts {
	readonly table: string;
	/** Rows deleted, because the row they belonged to is gone. */
	readonly removed: number;
	/** Rows kept, with the dangling reference set to null. */
	readonly mended: number;
}

interface Found {
	readonly table: string;
	readonly rowid: number;
	readonly fkid: number;
}

interface Key {
	readonly id: number;
	readonly from: string;
	readonly on_delete: string;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Deletes the rows of a SQLite database whose foreign keys reference missing rows, as the schema does when
 * keys are enforced. With ON DELETE SET NULL, the key becomes null and the row stays. Repeats this in one
 * transaction until no such row is left; returns the counts by table.
 */
export function removeOrphans(connection: Driver.Database): readonly OrphanRepairCounts[] {
	const counts = new Map<string, { removed: number; mended: number }>();
	const onePass = (found: readonly Found[]) => {
		for (const { table, rowid, fkid } of found) {
			const keys = connection.prepare(`PRAGMA foreign_key_list(${quoted(table)})`).all() as Key[];
			const key = keys.find(({ id }) => id === fkid);
			const setsNull = key?.on_delete === 'SET NULL';
			const sql = setsNull
				? `UPDATE ${quoted(table)} SET ${quoted(key.from)} = NULL WHERE rowid = ?`
				: `DELETE FROM ${quoted(table)} WHERE rowid = ?`;
			const { changes } = connection.prepare(sql).run(rowid);
			const count = counts.get(table) ?? { removed: 0, mended: 0 };
			count[setsNull ? 'mended' : 'removed'] += changes;
			counts.set(table, count);
		}
	};
	connection
		.transaction(() => {
			for (;;) {
				const found = connection.prepare('PRAGMA foreign_key_check').all() as Found[];
				if (found.length === 0) return;
				onePass(found);
			}
		})
		.immediate();
	return [...counts].map(([table, count]) => ({ table, ...count }));
}
