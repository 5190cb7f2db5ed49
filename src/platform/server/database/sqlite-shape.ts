import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type Driver from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { FolderFault, orFolderFault } from '../folder/folder-fault.ts';
import { type Orphans, removeOrphans } from './orphans.ts';
import { connect, mustStand, sizeOf } from './sqlite.ts';

/** When each migration known here was written, in order, as the database records them. */
const knownMigrations = (migrationsFolder: string): number[] =>
	readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);

/** The last migration that a database went through; undefined where it has no table at all. */
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

/** Refuses a database of a later version: its rows would be read wrongly. Gives the last migration it went through. */
function mustNotBeNewer(connection: Driver.Database, migrationsFolder: string): number {
	const last = lastMigration(connection);
	if (last === undefined) throw new FolderFault('database-empty', 'no table');
	if (last > Math.max(...knownMigrations(migrationsFolder))) throw new FolderFault('database-newer');
	return last;
}

/** Looks at every page; a damaged one would otherwise be found the day somebody needs it. */
function mustBeSound(connection: Driver.Database): void {
	const found = connection.pragma('quick_check(1)', { simple: true });
	if (found !== 'ok') throw new FolderFault('database-damaged', String(found).split('\n')[0]);
}

/**
 * Runs the migrations that a database has not gone through, then removes the rows that point to what is not there: earlier
 * versions let some stay. Gives their counts. The connection watches no keys from then on: it is to be closed.
 */
function toPresentShape(connection: Driver.Database, migrationsFolder: string): readonly Orphans[] {
	// A table that is rebuilt is dropped first: with its keys watched, that would remove whatever points to it. Inside a
	// transaction, where migrations run, this cannot be set.
	connection.pragma('foreign_keys = 0');
	// For migrations alone: SQLite has no hash of its own.
	connection.function('sha256', (text) => createHash('sha256').update(String(text)).digest('hex'));
	migrate(drizzle(connection), { migrationsFolder });
	return removeOrphans(connection);
}

/** Other files of a database that was there: its journal, or what the folder keeps beside it. */
const leftBehind = (file: string): string | undefined =>
	readdirSync(dirname(file)).find((name) => name === `${basename(file)}-wal` || name.endsWith('.journal'));

/** Makes a new database under another name, brings it to the present shape, then gives it its own: all or nothing. */
function create(file: string, migrationsFolder: string): void {
	const folder = dirname(file);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const left = leftBehind(file);
	if (left) throw new FolderFault('database-missing', left);
	const making = `${file}.new`;
	for (const name of [making, `${making}-wal`, `${making}-shm`]) rmSync(name, { force: true });
	// Made before SQLite does, so that neither it nor its journal is for others to read.
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
 * Makes the SQLite database, or brings it to the present shape; safe to run again. Gives what it removed. Throws FolderFault for one that is
 * empty, damaged or of a later version, and changes nothing of it.
 */
export function migrateSqlite(file: string, migrationsFolder: string): readonly Orphans[] {
	return orFolderFault(() => {
		if (sizeOf(file) === undefined) {
			create(file, migrationsFolder);
			return [];
		}
		mustStand(file);
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
 * Refuses a database that this version cannot serve: missing, empty, damaged, of a later version, or of an
 * earlier one that `prepare` has not brought up to date.
 */
export function mustBeServable(file: string, migrationsFolder: string): void {
	orFolderFault(() => {
		mustStand(file);
		const connection = connect(file);
		try {
			const last = mustNotBeNewer(connection, migrationsFolder);
			if (last < Math.max(...knownMigrations(migrationsFolder))) throw new FolderFault('database-older');
		} finally {
			connection.close();
		}
	});
}
