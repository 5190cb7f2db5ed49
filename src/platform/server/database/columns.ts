import { is } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import * as s from 'drizzle-orm/sqlite-core';
import type { Queries } from './database.ts';

/**
 * The functions that declare every table, in their SQLite form; PostgreSQL's are below. Columns are not null
 * unless taken from `nullable`. Instants have millisecond precision. Signed bytes are stored as text, never
 * as json: PostgreSQL's jsonb reorders keys.
 */
const sqlite = {
	dialect: 'sqlite' as 'sqlite' | 'postgres',
	table: s.sqliteTable,
	index: s.index,
	unique: s.uniqueIndex,
	primaryKey: s.primaryKey,
	check: s.check,
	key: (name: string) => s.text(name).primaryKey(),
	/** Assigned on insert, from 1; a number is never used twice. */
	serial: (name: string) => s.integer(name).primaryKey({ autoIncrement: true }),
	id: (name: string) => s.text(name).notNull(),
	text: (name: string) => s.text(name).notNull(),
	int: (name: string) => s.integer(name).notNull(),
	real: (name: string) => s.real(name).notNull(),
	bool: (name: string) => s.integer(name, { mode: 'boolean' }).notNull(),
	instant: (name: string) => s.integer(name, { mode: 'timestamp_ms' }).notNull(),
	json: <T>(name: string) => s.text(name, { mode: 'json' }).$type<T>().notNull(),
	nullable: {
		id: (name: string) => s.text(name),
		text: (name: string) => s.text(name),
		int: (name: string) => s.integer(name),
		real: (name: string) => s.real(name),
		instant: (name: string) => s.integer(name, { mode: 'timestamp_ms' }),
		json: <T>(name: string) => s.text(name, { mode: 'json' }).$type<T>(),
	},
};

/** A table whose rows others reference by id. */
export interface TableWithId {
	readonly id: s.AnySQLiteColumn;
}

/**
 * The functions that declare tables, columns and indexes, typed by their SQLite form; the PostgreSQL form has
 * the same calls.
 */
export type SchemaBuilder = typeof sqlite;

const instant = (name: string) => p.timestamp(name, { withTimezone: true, precision: 3 });

const postgres = {
	dialect: 'postgres',
	table: p.pgTable,
	index: p.index,
	unique: p.uniqueIndex,
	primaryKey: p.primaryKey,
	check: p.check,
	key: (name: string) => p.text(name).primaryKey(),
	serial: (name: string) => p.bigserial(name, { mode: 'number' }).primaryKey(),
	id: (name: string) => p.text(name).notNull(),
	text: (name: string) => p.text(name).notNull(),
	int: (name: string) => p.integer(name).notNull(),
	real: (name: string) => p.doublePrecision(name).notNull(),
	bool: (name: string) => p.boolean(name).notNull(),
	instant: (name: string) => instant(name).notNull(),
	json: (name: string) => p.jsonb(name).notNull(),
	nullable: {
		id: (name: string) => p.text(name),
		text: (name: string) => p.text(name),
		int: (name: string) => p.integer(name),
		real: (name: string) => p.doublePrecision(name),
		instant,
		json: (name: string) => p.jsonb(name),
	},
	// A generic type over both dialects does not type-check: cast once, here.
} as unknown as SchemaBuilder;

/** The SQL dialect of a connection or transaction, so that a store needs no other argument to know it. */
export const dialectOf = (queries: Queries): 'sqlite' | 'postgres' =>
	is(queries, p.PgDatabase) ? 'postgres' : 'sqlite';

/**
 * Declares a context's tables once for both dialects. Returns a function that takes a database, or just its
 * dialect, and gives the tables of that dialect.
 */
export function tablesPerDialect<T>(make: (columns: SchemaBuilder) => T) {
	const made = new Map<string, T>();
	return ({ dialect }: { dialect: 'sqlite' | 'postgres' }): T => {
		const tables = made.get(dialect) ?? make(dialect === 'sqlite' ? sqlite : postgres);
		made.set(dialect, tables);
		return tables;
	};
}
