import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Driver from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { FolderFault, orFolderFault } from '../folder/folder-fault.ts';
import { type OrphanRepairCounts, removeOrphans } from './orphans.ts';
import { connect, mustExistNotEmpty, sizeOf } from './sqlite.ts';

/** Timestamps of the migrations in the folder, in order, as the database records them. */
const knownMigrations = (migrationsFolder: string): number[] =>
	readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);

/**
 * Returns the timestamp of the last migration applied to a database; undefined when it has no table at all.
 * Throws FolderFault if the database is not one of Macaron.
 */
function lastMigration(connection: Driver.Database): number | undefined {
	const tables = connection.prepare(`SELECT count(*) FROM sqlite_schema WHERE type = 'table'`).pluck().get();
	if (tables === 0) return undefined;
	const done = connection
		.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '__drizzle_migrations'`)
		.get();
	if (!done) throw new FolderFault('database-damaged', 'not a database of Macaron');
	return Number(
		connection.prepare('SELECT coalesce(max(created_at), 0) FROM __drizzle_migrations').pluck().get(),
	);
}

/**
 * Throws FolderFault for an empty database, or one of a later version of Macaron, whose rows would be
 * misread. Returns the timestamp of the last migration applied.
 */
function mustNotBeNewer(connection: Driver.Database, migrationsFolder: string): number {
	const last = lastMigration(connection);
	if (last === undefined) throw new FolderFault('database-empty', 'no table');
	if (last > Math.max(...knownMigrations(migrationsFolder))) throw new FolderFault('database-newer');
	return last;
}

/**
 * Throws FolderFault if a page of the database is damaged: without this check, damage would only be found
 * when somebody needs that page.
 */
function mustBeSound(connection: Driver.Database): void {
	const found = connection.pragma('quick_check(1)', { simple: true });
	if (found !== 'ok') throw new FolderFault('database-damaged', String(found).split('\n')[0]);
}

/**
 * Applies the missing migrations, then deletes the rows that reference a missing row, which earlier versions
 * left (or sets the reference to null, where the schema does so). Returns the counts by table. Close the
 * connection afterwards: it no longer enforces foreign keys.
 */
function toPresentShape(
	connection: Driver.Database,
	migrationsFolder: string,
): readonly OrphanRepairCounts[] {
	// Rebuilding a table drops it first: with foreign keys enforced, that would delete the rows that
	// reference it. This pragma has no effect inside a transaction, and migrations run in one.
	connection.pragma('foreign_keys = 0');
	// Migrations call sha256: SQLite has no hash function of its own.
	connection.function('sha256', (text) => createHash('sha256').update(String(text)).digest('hex'));
	migrate(drizzle(connection), { migrationsFolder });
	return removeOrphans(connection);
}

/**
 * The name of a file that shows that there was a database before: its WAL, or a journal kept beside it;
 * undefined if there is none.
 */
const leftBehind = (file: string): string | undefined =>
	readdirSync(dirname(file)).find((name) => name === `${basename(file)}-wal` || name.endsWith('.journal'));

/**
 * Creates a database under a temporary name, migrates it, then renames it: a crash leaves no half-made
 * database.
 */
function create(file: string, migrationsFolder: string): void {
	const folder = dirname(file);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const left = leftBehind(file);
	if (left) throw new FolderFault('database-missing', left);
	const making = `${file}.new`;
	for (const name of [making, `${making}-wal`, `${making}-shm`]) rmSync(name, { force: true });
	// Created here, so that neither the file nor its WAL is readable by others.
	closeSync(openSync(making, 'wx', 0o600));
	const connection = connect(making);
	try {
		toPresentShape(connection, migrationsFolder);
	} finally {
		connection.close();
	}
	renameSync(making, file);
	const directory = openSync(folder, 'r');
	fsyncSync(directory);
	closeSync(directory);
}

/**
 * Creates or migrates the SQLite database, then deletes every row that references a missing row (or sets the
 * reference to null, where the schema does so); safe to run again. Returns the counts of the rows deleted or
 * mended, by table. Throws FolderFault for a database that is empty, damaged or of a later version, and
 * leaves it unchanged.
 */
export function migrateSqlite(file: string, migrationsFolder: string): readonly OrphanRepairCounts[] {
	return orFolderFault(() => {
		if (sizeOf(file) === undefined) {
			create(file, migrationsFolder);
			return [];
		}
		mustExistNotEmpty(file);
		const connection = connect(file);
		try {
			mustBeSound(connection);
			mustNotBeNewer(connection, migrationsFolder);
			return toPresentShape(connection, migrationsFolder);
		} finally {
			connection.close();
		}
	});
}

/**
 * Throws FolderFault for a database that this version cannot serve: missing, empty, damaged, of a later
 * version, or of an earlier one that `prepare` has not migrated.
 */
export function mustBeServable(file: string, migrationsFolder: string): void {
	orFolderFault(() => {
		mustExistNotEmpty(file);
		const connection = connect(file);
		try {
			const last = mustNotBeNewer(connection, migrationsFolder);
			if (last < Math.max(...knownMigrations(migrationsFolder))) throw new FolderFault('database-older');
		} finally {
			connection.close();
		}
	});
}

/** What a look at a database found, which changed nothing in it. */
export interface SqliteLook {
	/** Journal mode stored in the file; a service sets `wal`. */
	readonly journalMode: string;
	/** Bytes of the WAL that are not yet in the database's own file. */
	readonly notCopiedBytes: number;
	/** The latest instant that the platform's own tables hold; undefined when they are empty. */
	readonly newest: Date | undefined;
}

/** The columns that tell when something was last written. */
const WRITTEN_AT = [
	['service_facts', 'at'],
	['acts', 'at'],
	['idempotency_keys', 'created_at'],
	['event_deliveries', 'recorded_at'],
	['mails', 'created_at'],
] as const;

/**
 * Looks at every page of a database that may be in use, by a connection that cannot write. Throws FolderFault
 * for one that this version cannot serve, as `mustBeServable` does.
 */
export function lookAtSqlite(file: string, migrationsFolder: string): SqliteLook {
	return orFolderFault(() => {
		mustExistNotEmpty(file);
		const connection = new Driver(file, { readonly: true, fileMustExist: true, timeout: 2000 });
		try {
			mustBeSound(connection);
			const last = mustNotBeNewer(connection, migrationsFolder);
			if (last < Math.max(...knownMigrations(migrationsFolder))) throw new FolderFault('database-older');
			const latest = WRITTEN_AT.map(([table, column]) => `SELECT max(${column}) AS at FROM ${table}`);
			const newest = connection
				.prepare(`SELECT max(at) FROM (${latest.join(' UNION ALL ')})`)
				.pluck()
				.get() as number | null;
			// Of all modes of this pragma, NOOP alone copies nothing: it only counts pages.
			const [wal] = connection.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
			const pageSize = Number(connection.pragma('page_size', { simple: true }));
			return {
				journalMode: String(connection.pragma('journal_mode', { simple: true })),
				notCopiedBytes: Math.max(0, (wal?.log ?? 0) - (wal?.checkpointed ?? 0)) * pageSize,
				newest: newest === null ? undefined : new Date(newest),
			};
		} finally {
			connection.close();
		}
	});
}
