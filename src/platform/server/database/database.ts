import { AsyncLocalStorage } from 'node:async_hooks';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';

export type Dialect = 'sqlite' | 'postgres';

/** What a store may ask: only awaited queries; transactions belong to `write`. */
export type Queries = Omit<
	BaseSQLiteDatabase<'async', unknown, Record<string, never>>,
	'transaction' | 'run' | 'all' | 'get' | 'values'
>;

/** The database of one service: reads at will, writes one unit at a time. */
export interface Database {
	readonly dialect: Dialect;
	readonly read: Queries;
	/** Runs one write unit: all of it is stored, durably, or none. Await nothing in it but `tx`. */
	write<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
	/**
	 * Another number than before whenever anybody wrote anything in between, this process or another; undefined where the
	 * database does not tell.
	 */
	changes?(): number;
	/** Empties the journal, so that what was removed can be read nowhere; nothing to do where there is none. */
	emptyJournal(): Promise<void>;
	/** The room left where the database is written; undefined where that is another machine's. */
	diskSpace?(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
	/** The journals that follow this database; undefined where none does. */
	readonly journals?: Journals;
	close(): Promise<void>;
}

/** Files that hold the acts of a database, so that they hold after an older copy is put back. */
export interface Journals {
	/** Looks again at every journal and adds the acts that it lacks; false when one of them could not be. */
	catchUp(): Promise<boolean>;
	/** Removes the acts up to a number, from the database and from the journals. */
	forget(upTo: number): Promise<void>;
}

const inside = new AsyncLocalStorage<object>();

/** The write unit that is under way here; each has its own, whatever connection it runs on. */
export const unitUnderWay = (): object | undefined => inside.getStore();

/** Refuses a write opened inside another: the inner one would wait for the outer for ever. */
export function guardNested<T>(work: () => Promise<T>): Promise<T> {
	if (inside.getStore()) throw new Error('A write was opened inside another write: pass its tx instead.');
	return inside.run({}, work);
}

const causes = (error: unknown): unknown[] =>
	error instanceof Error ? [error, ...causes(error.cause)] : error ? [error] : [];

/** Whether a write failed because of a unique constraint (error classes and depths differ by dialect). */
export function isUniqueViolation(error: unknown): boolean {
	return causes(error).some((cause) => {
		const code = (cause as { code?: unknown }).code;
		return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
	});
}

/** The first code among an error and its causes, such as `SQLITE_FULL` or `ENOSPC`; it says nothing of anybody. */
export function errorCode(error: unknown): string | undefined {
	return causes(error)
		.map((cause) => (cause as { code?: unknown }).code)
		.find((code): code is string => typeof code === 'string');
}

const hasCode = (error: unknown, code: RegExp) =>
	causes(error).some((cause) => code.test(String((cause as { code?: unknown }).code)));

/**
 * True when a query failed for a reason that passes by itself: the same sent again a little later may succeed. On SQLite
 * the database is held by another; on PostgreSQL a serialization failure (40001), a deadlock (40P01), a lock not got in
 * time (55P03), no connection left (53300), a server that stops or starts (57P01, 57P02, 57P03).
 */
export const isBusy = (error: unknown): boolean =>
	hasCode(error, /^(SQLITE_BUSY.*|40001|40P01|55P03|53300|57P0[123])$/);

/** True when nothing more can be written: the disk is full, or the system refuses to let a file grow. */
export const isDiskFull = (error: unknown): boolean =>
	hasCode(error, /^(SQLITE_FULL|SQLITE_IOERR_WRITE|ENOSPC|EDQUOT|EFBIG|53100)$/);

/** True when the database's own file cannot be read as what it should be. */
export const isDamage = (error: unknown): boolean => hasCode(error, /^(SQLITE_CORRUPT|SQLITE_NOTADB)/);

/** What keeps the database from taking a save, when that is the cause: the code of the sentence that people are told. */
export function hindranceOf(error: unknown): string | undefined {
	if (isBusy(error)) return 'platform.busy';
	if (isDiskFull(error)) return 'platform.disk-full';
	return isDamage(error) ? 'platform.damaged' : undefined;
}
