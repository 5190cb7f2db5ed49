import { AsyncLocalStorage } from 'node:async_hooks';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { TracedWork } from './read-trace.ts';

export type Dialect = 'sqlite' | 'postgres';

/** The queries that a store may use, all of them awaited; only `Database.write` opens transactions. */
export type Queries = Omit<
	BaseSQLiteDatabase<'async', unknown, Record<string, never>>,
	'transaction' | 'run' | 'all' | 'get' | 'values'
>;

/**
 * What a write unit is limited to: it decides by what belongs to one person, and writes nothing else but events
 * and form keys. On PostgreSQL, units of different people then run at the same time (decision 67); SQLite runs
 * one unit at a time.
 */
export interface WriteScope {
	/** Id of the person. */
	readonly ownedBy: string;
}

/** The database of a service, in either dialect: reads run concurrently, writes one unit at a time. */
export interface Database {
	readonly dialect: Dialect;
	readonly read: Queries;
	/**
	 * Runs one write unit in a transaction: it stores either everything, durably, or nothing. `work` must
	 * await nothing but queries of `tx`. A unit with a scope may run beside those of other people.
	 */
	write<T>(work: (tx: Queries) => Promise<T>, scope?: WriteScope): Promise<T>;
	/**
	 * Resolves to a number or a text that changes whenever this process or another writes to the database.
	 */
	changes?(): Promise<number | string>;
	/**
	 * Runs some work, and traces what it reads, so that its result can be kept for as long as it would read
	 * the same.
	 */
	traceReads<T>(work: () => Promise<T>): Promise<TracedWork<T>>;
	/**
	 * Runs work on something outside the database, such as a file, alone among all nodes: the others that name
	 * the same thing wait. SQLite does not have this method: only one process serves it.
	 */
	alone?<T>(name: string, work: () => Promise<T>): Promise<T>;
	/**
	 * Empties SQLite's WAL, so that deleted data can no longer be read in that file; does nothing on
	 * PostgreSQL.
	 */
	truncateWal(): Promise<void>;
	/**
	 * Returns the free and total space (bytes) of the disk that holds the database. PostgreSQL does not have
	 * this method.
	 */
	diskSpace?(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
	/**
	 * Returns the size (bytes) of the database and, on SQLite, of its WAL, without opening either file.
	 */
	sizes?(): Promise<{ readonly database: number; readonly wal?: number }>;
	/** The journal files of this database's acts, if it has any. */
	readonly journals?: ActJournals;
	close(): Promise<void>;
}

/**
 * Files with copies of a database's acts, so that what was done still holds after an older backup is
 * restored.
 */
export interface ActJournals {
	/**
	 * Reads every journal again and appends the missing acts; returns false when one could not be written.
	 */
	catchUp(): Promise<boolean>;
	/** Deletes all acts up to this number from the database and the journals. */
	deleteActs(upTo: number): Promise<void>;
}

const inside = new AsyncLocalStorage<object>();

/**
 * Returns an object that identifies the current write unit, whatever connection it runs on; undefined outside
 * one.
 */
export const unitUnderWay = (): object | undefined => inside.getStore();

/**
 * Runs the work of a write unit. Throws if it is called inside another unit: the inner one would wait for the
 * outer one for ever.
 */
export function runUnnestedWrite<T>(work: () => Promise<T>): Promise<T> {
	if (inside.getStore()) throw new Error('A write was opened inside another write: pass its tx instead.');
	return inside.run({}, work);
}

const causes = (error: unknown): unknown[] =>
	error instanceof Error ? [error, ...causes(error.cause)] : error ? [error] : [];

/**
 * True if an error says that a write violated a unique constraint, or that of a column, if one is given (error
 * classes and nesting differ by dialect).
 */
export function isUniqueViolation(error: unknown, column = ''): boolean {
	return causes(error).some((cause) => {
		const { code, constraint } = cause as { code?: unknown; constraint?: unknown };
		const isUnique =
			code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
		// SQLite names the columns in its message, PostgreSQL in the name of the constraint.
		return isUnique && `${constraint ?? (cause as Error).message}`.includes(column);
	});
}

/**
 * Returns the first code of an error or its causes, such as `SQLITE_FULL` or `ENOSPC`; a code contains no
 * personal data.
 */
export function errorCode(error: unknown): string | undefined {
	return causes(error)
		.map((cause) => (cause as { code?: unknown }).code)
		.find((code): code is string => typeof code === 'string');
}

const hasCode = (error: unknown, code: RegExp) =>
	causes(error).some((cause) => code.test(String((cause as { code?: unknown }).code)));

/**
 * True for an error that is temporary: the same query may succeed a little later. On SQLite: another
 * connection holds the database. On PostgreSQL: serialization failure (40001), deadlock (40P01), lock timeout
 * (55P03), no connection left (53300), a server that stops or starts (57P01, 57P02, 57P03), or one that cannot
 * be reached (POSTGRES_LOST); 25P03 ended a unit that had stopped in the middle, and 25006 is a server that became a replica.
 */
export const isTemporaryFault = (error: unknown): boolean =>
	hasCode(error, /^(SQLITE_BUSY.*|40001|40P01|55P03|53300|57P0[123]|25P03|25006|POSTGRES_LOST)$/);

/**
 * True if an error says that nothing more can be written: the disk is full, or the system limits the file's
 * size.
 */
export const isDiskFull = (error: unknown): boolean =>
	hasCode(error, /^(SQLITE_FULL|SQLITE_IOERR_WRITE|ENOSPC|EDQUOT|EFBIG|53100)$/);

/** True if an error says that the database file is damaged or not a database. */
export const isDatabaseDamaged = (error: unknown): boolean =>
	hasCode(error, /^(SQLITE_CORRUPT|SQLITE_NOTADB)/);

/**
 * The message code to show when the database cannot take a write (busy, disk full or damaged); undefined for
 * any other error.
 */
export function messageCodeOfWriteFault(error: unknown): string | undefined {
	if (isTemporaryFault(error)) return 'platform.busy';
	if (isDiskFull(error)) return 'platform.disk-full';
	return isDatabaseDamaged(error) ? 'platform.damaged' : undefined;
}
