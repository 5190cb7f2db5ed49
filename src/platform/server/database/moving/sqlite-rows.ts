import type Driver from 'better-sqlite3';
import {
	canonicalFromSqlite,
	type CanonicalValue,
	ValueFault,
	type ValueFaultKind,
} from './canonical-row.ts';
import { quoted, type TableShape } from './table-shapes.ts';

/** Values of one column that cannot be moved. */
export interface ColumnFault {
	readonly table: string;
	readonly column: string;
	readonly kind: ValueFaultKind | 'too-long-for-index';
	readonly rows: number;
	/** The primary key of the first of these rows. */
	readonly first: string;
}

/** A text that contains it may have been made of bytes that are not UTF-8, which the driver replaces by it. */
const REPLACEMENT = '�';
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What PostgreSQL takes in a row of an index is some bytes more (2,704): a row has a header too. */
const MOST_INDEXED_BYTES = 2_600;

function isUtf8(bytes: unknown): boolean {
	try {
		return bytes instanceof Buffer && utf8.decode(bytes) !== undefined;
	} catch {
		return false;
	}
}

/** What is noted of the values that cannot be moved, by column and kind. */
function faultNotes(table: TableShape, keyOf: (values: readonly unknown[]) => string) {
	const found = new Map<string, ColumnFault>();
	return {
		found,
		note(column: string, kind: ColumnFault['kind'], values: readonly unknown[]) {
			const of = `${column} ${kind}`;
			const known = found.get(of) ?? { table: table.name, column, kind, rows: 0, first: keyOf(values) };
			found.set(of, { ...known, rows: known.rows + 1 });
		},
	};
}

/**
 * Reads the rows of a table in the order of its primary key, one after another: nothing but one row is in
 * memory. Each is given in its canonical form; one that cannot be moved is left out, and told in `faults`,
 * which is complete at the end.
 */
export function sqliteRows(
	connection: Driver.Database,
	table: TableShape,
): { readonly rows: Iterable<readonly CanonicalValue[]>; readonly faults: () => readonly ColumnFault[] } {
	const { columns, key } = table;
	const at = (name: string) => columns.findIndex((column) => column.name === name);
	const keyAt = key.map(at);
	const indexed = table.indexed.map((names) =>
		names.map(at).filter((place) => columns[place]?.kind === 'text'),
	);
	const keyOf = (values: readonly unknown[]) => keyAt.map((place) => String(values[place])).join(' ');
	const { found, note } = faultNotes(table, keyOf);

	/** Whether the bytes of a text are UTF-8, asked of the database only if the driver replaced something. */
	const intact = (column: string, values: readonly unknown[]) =>
		isUtf8(
			connection
				.prepare(
					`SELECT CAST(${quoted(column)} AS BLOB) FROM ${quoted(table.name)} WHERE ${key.map((name) => `${quoted(name)} = ?`).join(' AND ')}`,
				)
				.pluck()
				.get(keyAt.map((place) => values[place])),
		);

	function canonical(values: readonly unknown[]): readonly CanonicalValue[] | undefined {
		const row: CanonicalValue[] = [];
		for (const [place, { name, kind }] of columns.entries()) {
			const value = values[place];
			try {
				if (typeof value === 'string' && value.includes(REPLACEMENT) && !intact(name, values))
					throw new ValueFault('not-utf8');
				row.push(canonicalFromSqlite(kind, value));
			} catch (error) {
				if (!(error instanceof ValueFault)) throw error;
				note(name, error.kind, values);
			}
		}
		for (const places of indexed) {
			const bytes = places.reduce((sum, place) => sum + Buffer.byteLength(String(row[place] ?? '')), 0);
			if (bytes > MOST_INDEXED_BYTES) {
				note(columns[places[0]!]!.name, 'too-long-for-index', values);
				return undefined;
			}
		}
		return row.length === columns.length ? row : undefined;
	}

	function* rows() {
		const asked = `SELECT ${columns.map(({ name }) => quoted(name)).join(', ')} FROM ${quoted(table.name)} ORDER BY ${key.map(quoted).join(', ')}`;
		for (const values of connection.prepare(asked).raw().iterate() as Iterable<unknown[]>) {
			const row = canonical(values);
			if (row) yield row;
		}
	}
	return { rows: rows(), faults: () => [...found.values()] };
}

/**
 * Returns how many rows of each table refer to a row that does not exist, by table: PostgreSQL refuses them,
 * and `prepare` removes them.
 */
export function orphanCounts(connection: Driver.Database): ReadonlyMap<string, number> {
	const found = connection.pragma('foreign_key_check') as { table: string }[];
	return new Map([...Map.groupBy(found, ({ table }) => table)].map(([table, rows]) => [table, rows.length]));
}

/** The last number given by a table that numbers its rows, even if that row is gone; 0 before the first. */
export const lastSerial = (connection: Driver.Database, table: string): number =>
	Number(
		connection.prepare('SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?').pluck().get(table),
	);

/** Inserts rows into the tables of a database that nobody else uses; each table in one transaction. */
export function sqliteWriter(connection: Driver.Database, { name, columns }: TableShape) {
	const insert = connection.prepare(
		`INSERT INTO ${quoted(name)} (${columns.map((column) => quoted(column.name)).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
	);
	connection.exec('BEGIN');
	return {
		add: (row: readonly CanonicalValue[]) =>
			void insert.run(row.map((value) => (typeof value === 'boolean' ? Number(value) : value))),
		end: () => void connection.exec('COMMIT'),
	};
}

/** Continues the numbers of a table where they stood, so that none is given twice. */
export function setLastSerial(connection: Driver.Database, table: string, last: number): void {
	connection.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(table);
	connection.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, BigInt(last));
}

/** Runs work while the indexes of these tables are not kept up to date, then makes them again. */
export async function withoutIndexes<T>(connection: Driver.Database, work: () => Promise<T>): Promise<T> {
	const indexes = connection
		.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`)
		.all() as { name: string; sql: string }[];
	for (const { name } of indexes) connection.exec(`DROP INDEX ${quoted(name)}`);
	const result = await work();
	for (const { sql } of indexes) connection.exec(sql);
	return result;
}
