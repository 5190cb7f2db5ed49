import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Queries, World } from '#platform/server';
import * as schema from '../drizzle/sqlite.schema.ts';

/** The tables of the SQLite database, by name in the code. */
export const TABLES = schema;
/** A table of `TABLES`. */
export type TableName = keyof typeof schema;

const START = Date.parse('2026-11-01T12:00:00Z');
/** The instant `n` seconds after the one that filled rows have. */
export const second = (n: number): Date => new Date(START + n * 1000);

let count = 0;

/**
 * Stores a row with these values, by column as the code names them; each other column that needs one gets some
 * value, a text one that no other row has.
 */
export async function putRow(world: World, name: TableName, said: object): Promise<void> {
	const given = said as Readonly<Record<string, unknown>>;
	count += 1;
	const table: SQLiteTable = schema[name];
	const row: Record<string, unknown> = {};
	const names = new Map(Object.entries(table).map(([key, column]) => [column as unknown, key]));
	for (const column of getTableConfig(table).columns) {
		const key = names.get(column) ?? column.name;
		if (key in given) row[key] = given[key];
		else if (column.notNull && !column.hasDefault)
			row[key] =
				column.dataType === 'date'
					? second(0)
					: column.dataType === 'number'
						? count
						: column.dataType === 'boolean'
							? false
							: `${column.name}-${count}`;
	}
	await world.db.write(async (tx) => void (await tx.insert(table).values(row as never)));
}

async function everyRow(world: World): Promise<Map<string, Map<string, number>>> {
	const all = new Map<string, Map<string, number>>();
	for (const [name, table] of Object.entries(schema)) {
		const rows = new Map<string, number>();
		for (const row of await world.db.read.select().from(table as SQLiteTable)) {
			const text = JSON.stringify(row);
			rows.set(text, (rows.get(text) ?? 0) + 1);
		}
		all.set(name, rows);
	}
	return all;
}

/**
 * Runs a write unit and returns how many rows it changed or deleted, by table: a statement that forgets one of
 * its conditions touches a neighbour’s row too.
 */
export async function touchedRows(
	world: World,
	work: (tx: Queries) => Promise<unknown>,
): Promise<Readonly<Record<string, number>>> {
	const before = await everyRow(world);
	await world.db.write(work);
	const after = await everyRow(world);
	const touched: Record<string, number> = {};
	for (const [name, rows] of before) {
		let gone = 0;
		for (const [text, times] of rows) gone += Math.max(0, times - (after.get(name)?.get(text) ?? 0));
		if (gone > 0) touched[name] = gone;
	}
	return touched;
}
