import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What a column holds, whatever the dialect; `columns.ts` declares no other. */
export type ColumnKind = 'text' | 'integer' | 'serial' | 'real' | 'boolean' | 'instant' | 'json';

/** A column of a table, as both dialects have it. */
export interface ColumnShape {
	readonly name: string;
	readonly kind: ColumnKind;
}

/** A table, as both dialects have it. */
export interface TableShape {
	readonly name: string;
	/** In alphabetical order, since the order in which columns were added differs by dialect. */
	readonly columns: readonly ColumnShape[];
	/** The columns of the primary key, in its order. */
	readonly key: readonly string[];
	/** Columns of each index and of the primary key, whose texts PostgreSQL bounds together. */
	readonly indexed: readonly (readonly string[])[];
}

/** The type that each kind has in PostgreSQL, as a snapshot of the schema names it. */
const KINDS: Readonly<Record<string, ColumnKind>> = {
	text: 'text',
	integer: 'integer',
	bigserial: 'serial',
	'double precision': 'real',
	boolean: 'boolean',
	'timestamp (3) with time zone': 'instant',
	jsonb: 'json',
};

const journal = z.object({ entries: z.array(z.object({ idx: z.number(), when: z.number() })).min(1) });
const snapshot = z.object({
	tables: z.record(
		z.string(),
		z.object({
			name: z.string(),
			columns: z.record(
				z.string(),
				z.object({ name: z.string(), type: z.string(), primaryKey: z.boolean() }),
			),
			compositePrimaryKeys: z.record(z.string(), z.object({ columns: z.array(z.string()) })),
			indexes: z.record(z.string(), z.object({ columns: z.array(z.object({ expression: z.string() })) })),
		}),
	),
});

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * Reads the shape of every table, in alphabetical order, from the snapshot that stands beside the last
 * PostgreSQL migration: a new table is moved without being named anywhere. Throws for a column of a kind that
 * is not known, which could not be compared between dialects.
 */
export function tableShapes(migrationsDir: string): readonly TableShape[] {
	const meta = join(migrationsDir, 'postgres', 'meta');
	const { entries } = journal.parse(readJson(meta, '_journal.json'));
	const last = entries.at(-1)!.idx;
	const { tables } = snapshot.parse(readJson(meta, `${String(last).padStart(4, '0')}_snapshot.json`));
	return Object.values(tables)
		.map(({ name, columns, compositePrimaryKeys, indexes }) => {
			const all = Object.values(columns);
			const composite = Object.values(compositePrimaryKeys)[0]?.columns;
			const key = composite ?? all.filter(({ primaryKey }) => primaryKey).map((column) => column.name);
			if (key.length === 0) throw new Error(`Table ${name} has no primary key.`);
			return {
				name,
				key,
				columns: all
					.map((column) => {
						const kind = KINDS[column.type];
						if (!kind) throw new Error(`Column ${name}.${column.name} has the type ${column.type}.`);
						return { name: column.name, kind };
					})
					.sort(byName),
				indexed: [
					key,
					...Object.values(indexes).map((index) => index.columns.map(({ expression }) => expression)),
				],
			};
		})
		.sort(byName);
}

/** The timestamp of the last migration of a dialect, as a database at its present shape records it. */
export function lastMigrationOf(migrationsDir: string, dialect: 'sqlite' | 'postgres'): number {
	const { entries } = journal.parse(readJson(migrationsDir, dialect, 'meta', '_journal.json'));
	return Math.max(...entries.map(({ when }) => when));
}

/** An identifier as both dialects quote it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
