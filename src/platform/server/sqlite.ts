import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Driver from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { type Database, guardNested, type Queries } from './database.ts';

/** Every connection's settings; better-sqlite3 would open WAL at NORMAL, where a power cut loses confirmed writes. */
const PRAGMAS: Record<string, string | number> = {
	journal_mode: 'wal',
	synchronous: 2,
	foreign_keys: 1,
	busy_timeout: 2000,
	trusted_schema: 0,
	cell_size_check: 1,
	secure_delete: 1,
};

/** The pragmas a connection runs with, as SQLite answers them. */
export const pragmasOf = (connection: Driver.Database) =>
	Object.fromEntries(
		Object.keys(PRAGMAS).map((name) => [name, connection.pragma(name, { simple: true }) as string | number]),
	);

function connect(file: string): Driver.Database {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	// Made before SQLite does, so that neither it nor its journal is for others to read.
	closeSync(openSync(file, 'a', 0o600));
	const connection = new Driver(file);
	for (const [name, value] of Object.entries(PRAGMAS)) connection.pragma(`${name} = ${value}`);
	const found = pragmasOf(connection);
	for (const [name, value] of Object.entries(PRAGMAS)) {
		if (found[name] !== value)
			throw new Error(`SQLite refuses ${name} = ${value} (it answers ${found[name]}).`);
	}
	return connection;
}

/** Where the data folder keeps its database. */
export const databaseFile = (dataDir: string) => join(dataDir, 'macaron.db');

/** Brings a SQLite database to the present shape; safe to run again. */
export function migrateSqlite(file: string, migrationsFolder: string): void {
	const connection = connect(file);
	try {
		migrate(drizzle(connection), { migrationsFolder });
	} finally {
		connection.close();
	}
}

/** Opens the embedded database: one writer behind a queue (`BEGIN IMMEDIATE`), one reader that cannot write. */
export function openSqlite(file: string): Database {
	const writer = connect(file);
	const reader = connect(file);
	reader.pragma('query_only = 1');
	const tx = drizzle(writer) as unknown as Queries;
	let last: Promise<unknown> = Promise.resolve();

	async function unit<T>(work: (tx: Queries) => Promise<T>): Promise<T> {
		writer.exec('BEGIN IMMEDIATE');
		try {
			const value = await work(tx);
			writer.exec('COMMIT');
			return value;
		} catch (error) {
			if (writer.inTransaction) writer.exec('ROLLBACK');
			throw error;
		}
	}

	return {
		dialect: 'sqlite',
		read: drizzle(reader) as unknown as Queries,
		write: (work) =>
			guardNested(() => {
				const mine = last.then(() => unit(work));
				last = mine.catch(() => undefined);
				return mine;
			}),
		async emptyJournal() {
			const mine = last.then(() => void writer.pragma('wal_checkpoint(TRUNCATE)'));
			last = mine.catch(() => undefined);
			await mine;
		},
		async close() {
			await last;
			reader.close();
			writer.close();
		},
	};
}
