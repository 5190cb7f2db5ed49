import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Driver from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { type Database, runUnnestedWrite, type Queries } from './database.ts';
import { queryLogger } from './query-logger.ts';
import { markTraceIncomplete, traceReads } from './read-trace.ts';
import { withStatementCache } from './statement-cache.ts';
import { FolderFault, orFolderFault } from '../folder/folder-fault.ts';

/**
 * Pragmas set on every connection. `synchronous` is FULL (2): with NORMAL, better-sqlite3's default for WAL,
 * a power cut loses confirmed writes.
 */
const PRAGMAS: Record<string, string | number> = {
	// First, so that the next pragmas do not wait longer than this for another connection.
	busy_timeout: 2000,
	journal_mode: 'wal',
	synchronous: 2,
	foreign_keys: 1,
	trusted_schema: 0,
	cell_size_check: 1,
	secure_delete: 1,
};

/** The present values of the pragmas that `connect` sets, as SQLite reports them for a connection. */
export const pragmasOf = (connection: Driver.Database) =>
	Object.fromEntries(
		Object.keys(PRAGMAS).map((name) => [name, connection.pragma(name, { simple: true }) as string | number]),
	);

/** Path of the database file in the data folder. */
export const databaseFile = (dataDir: string) => join(dataDir, 'macaron.db');

/**
 * Size of a file in bytes; undefined when it is missing. Does not open the file, which could release SQLite's
 * locks (see `mustExistNotEmpty`).
 */
export function sizeOf(file: string): number | undefined {
	return statSync(file, { throwIfNoEntry: false })?.size;
}

/** Opens a connection to an existing database file, and checks that every pragma took effect. */
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
 * Throws FolderFault unless a database file exists and is not empty. On POSIX, closing any descriptor of a
 * file releases all of the process's locks on it (sqlite.org/howtocorrupt, 2.2): so nothing but SQLite ever
 * opens an existing database, here or elsewhere.
 */
export function mustExistNotEmpty(file: string): void {
	const size = sizeOf(file);
	if (size === undefined) throw new FolderFault('database-missing', basename(file));
	if (size === 0) throw new FolderFault('database-empty', basename(file));
}

/**
 * Opens the SQLite database with two connections: a writer, whose units run one after another (`BEGIN
 * IMMEDIATE`), and a reader that cannot write. Throws FolderFault if it cannot.
 */
export function openSqlite(file: string): Database {
	const [writer, reader] = orFolderFault(() => {
		mustExistNotEmpty(file);
		return [connect(file), connect(file)] as const;
	});
	reader.pragma('query_only = 1');
	// The reader never writes, so its `data_version` changes whenever another connection commits.
	const version = reader.prepare('PRAGMA data_version').pluck();
	const changes = () => Number(version.get());
	const asking = (connection: Driver.Database) =>
		drizzle(withStatementCache(connection) as Driver.Database, { logger: queryLogger }) as unknown as Queries;
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
			runUnnestedWrite(() => {
				markTraceIncomplete();
				const mine = last.then(() => unit(work));
				last = mine.catch(() => undefined);
				return mine;
			}),
		async changes() {
			markTraceIncomplete();
			return changes();
		},
		traceReads: (work) => traceReads(changes, work),
		async truncateWal() {
			const mine = last.then(() => void writer.pragma('wal_checkpoint(TRUNCATE)'));
			last = mine.catch(() => undefined);
			await mine;
		},
		async diskSpace() {
			const { bavail, blocks, bsize } = await statfs(dirname(file));
			return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
		},
		sizes: async () => ({ database: sizeOf(file) ?? 0, wal: sizeOf(`${file}-wal`) ?? 0 }),
		async close() {
			await last;
			reader.close();
			writer.close();
		},
	};
}
