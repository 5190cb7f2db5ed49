import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Driver from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { type Database, guardNested, type Queries } from './database.ts';
import { tellAsked } from './asked-queries.ts';
import { keepStatements } from './kept-statements.ts';
import { FolderFault, orFolderFault } from '../folder/folder-fault.ts';

/** Every connection's settings; better-sqlite3 would open WAL at NORMAL, where a power cut loses confirmed writes. */
const PRAGMAS: Record<string, string | number> = {
	// First, so that what follows waits no longer for another connection either.
	busy_timeout: 2000,
	journal_mode: 'wal',
	synchronous: 2,
	foreign_keys: 1,
	trusted_schema: 0,
	cell_size_check: 1,
	secure_delete: 1,
};

/** The pragmas a connection runs with, as SQLite answers them. */
export const pragmasOf = (connection: Driver.Database) =>
	Object.fromEntries(
		Object.keys(PRAGMAS).map((name) => [name, connection.pragma(name, { simple: true }) as string | number]),
	);

/** Where the data folder keeps its database. */
export const databaseFile = (dataDir: string) => join(dataDir, 'macaron.db');

/** How many bytes a file holds; undefined when there is none. Looks at its name only: nothing is opened. */
export function sizeOf(file: string): number | undefined {
	return statSync(file, { throwIfNoEntry: false })?.size;
}

/** Opens one connection to a database file that is there, with every setting asserted. */
export function connect(file: string): Driver.Database {
	const connection = new Driver(file, { fileMustExist: true });
	try {
		for (const [name, value] of Object.entries(PRAGMAS)) connection.pragma(`${name} = ${value}`);
		const found = pragmasOf(connection);
		for (const [name, value] of Object.entries(PRAGMAS)) {
			if (found[name] !== value)
				throw new Error(`SQLite refuses ${name} = ${value} (it answers ${found[name]}).`);
		}
		return connection;
	} catch (error) {
		connection.close();
		throw error;
	}
}

/**
 * Throws unless a database file exists and is not empty. POSIX drops every lock that a process holds on a file as
 * soon as it closes any descriptor of it (sqlite.org/howtocorrupt, 2.2): so an existing database is never opened here
 * nor anywhere else but by SQLite.
 */
export function mustStand(file: string): void {
	const size = sizeOf(file);
	if (size === undefined) throw new FolderFault('database-missing', basename(file));
	if (size === 0) throw new FolderFault('database-empty', basename(file));
}

/** Opens the embedded database: one writer behind a queue (`BEGIN IMMEDIATE`), one reader that cannot write. */
export function openSqlite(file: string): Database {
	const [writer, reader] = orFolderFault(() => {
		mustStand(file);
		return [connect(file), connect(file)] as const;
	});
	reader.pragma('query_only = 1');
	// Nobody writes by the reader: it sees the writes of everybody.
	const changes = reader.prepare('PRAGMA data_version').pluck();
	const asking = (connection: Driver.Database) =>
		drizzle(keepStatements(connection) as Driver.Database, { logger: tellAsked }) as unknown as Queries;
	const tx = asking(writer);
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
		read: asking(reader),
		write: (work) =>
			guardNested(() => {
				const mine = last.then(() => unit(work));
				last = mine.catch(() => undefined);
				return mine;
			}),
		changes: () => Number(changes.get()),
		async emptyJournal() {
			const mine = last.then(() => void writer.pragma('wal_checkpoint(TRUNCATE)'));
			last = mine.catch(() => undefined);
			await mine;
		},
		async diskSpace() {
			const { bavail, blocks, bsize } = await statfs(dirname(file));
			return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
		},
		async close() {
			await last;
			reader.close();
			writer.close();
		},
	};
}
