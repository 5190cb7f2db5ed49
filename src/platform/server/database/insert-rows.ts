import { getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Queries } from './database.ts';

/**
 * Values per statement: well under both databases' limits of parameters (32,766 in SQLite, 65,535 in
 * PostgreSQL).
 */
const VALUES = 1_000;

interface Built {
	execute(values: Record<string, unknown>): PromiseLike<unknown>;
}

/** Each table's statement for a full batch of rows, by connection: building one is slow. */
const built = new WeakMap<Queries, Map<SQLiteTable, Built>>();

/**
 * Builds a statement that inserts this many rows. Each value is a placeholder named by row and column,
 * already in the driver's form.
 */
function build(tx: Queries, table: SQLiteTable, columns: readonly string[], rows: number): Built {
	const place = (row: number, column: string) => sql`${sql.placeholder(`${row} ${column}`)}`;
	const places = Array.from({ length: rows }, (_, row) =>
		Object.fromEntries(columns.map((column) => [column, place(row, column)])),
	);
	return tx.insert(table).values(places).prepare();
}

/**
 * Inserts rows into a table, in as few statements as the number of columns allows. A column left out gets its
 * default, or else null. Without rows, no statement is run.
 */
export async function insertRows<Table extends SQLiteTable>(
	tx: Queries,
	table: Table,
	rows: readonly Table['$inferInsert'][],
): Promise<void> {
	const encoders = Object.entries(getTableColumns(table));
	const columns = encoders.map(([column]) => column);
	const rowsPerStatement = Math.floor(VALUES / columns.length);
	const known = built.get(tx) ?? new Map<SQLiteTable, Built>();
	built.set(tx, known);
	let at = 0;
	for (; at + rowsPerStatement <= rows.length; at += rowsPerStatement) {
		const statement = known.get(table) ?? build(tx, table, columns, rowsPerStatement);
		known.set(table, statement);
		const values: Record<string, unknown> = {};
		for (let row = 0; row < rowsPerStatement; row += 1) {
			const given = rows[at + row] as Record<string, unknown>;
			for (const [column, encoder] of encoders) {
				const value = given[column] ?? encoder.default ?? null;
				values[`${row} ${column}`] = value === null ? null : encoder.mapToDriverValue(value);
			}
		}
		await statement.execute(values);
	}
	if (at < rows.length) await tx.insert(table).values(rows.slice(at));
}
