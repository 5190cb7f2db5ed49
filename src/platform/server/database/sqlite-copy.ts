import { chmodSync } from 'node:fs';
import Driver from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';

/** Database pages (4 KiB each) copied at a time before yielding to other work. */
const PAGES_AT_ONCE = 512;

/**
 * Copies a SQLite database that may be in use, as it is at one instant, into one file without a WAL. The copy
 * includes every write confirmed before the call. One read transaction stays open meanwhile: without it,
 * SQLite would restart the copy at each write of another process, and might never finish.
 */
export async function copySqlite(file: string, to: string): Promise<void> {
	const source = new Driver(file, { fileMustExist: true });
	try {
		source.pragma('query_only = 1');
		source.exec('BEGIN');
		source.prepare('SELECT count(*) FROM sqlite_master').get();
		await source.backup(to, { progress: () => PAGES_AT_ONCE });
		source.exec('COMMIT');
	} finally {
		source.close();
	}
	const copy = new Driver(to, { fileMustExist: true });
	try {
		// The copied header says WAL mode, in which every reader would create files beside the copy.
		copy.pragma('journal_mode = delete');
	} finally {
		copy.close();
	}
	chmodSync(to, 0o600);
}

/** The content of a file in use: its name in the store (SHA-256), and its size. */
export interface FileContent {
	readonly sha256: string;
	readonly bytes: number;
}

/** What a database file contains, in counts, and what is wrong with it. */
export interface SqliteContents {
	/** What SQLite's `integrity_check` found wrong; empty when the file is sound. */
	readonly damage: readonly string[];
	/** Number of rows that reference a missing row, by table. */
	readonly orphans: ReadonlyMap<string, number>;
	/** Number of rows by table. */
	readonly counts: Readonly<Record<string, number>>;
	/** SHA-256 of each applied migration, in order. */
	readonly migrations: readonly string[];
	/** Number of the last act in the database; 0 when there is none. */
	readonly lastAct: number;
	/** The contents of the files in use, each once. */
	readonly files: readonly FileContent[];
}

/**
 * Checks and counts what a database file contains, while nobody writes to it. Throws SQLite's error if the
 * file cannot be read.
 */
export function contentsOf(file: string): SqliteContents {
	const db = new Driver(file, { readonly: true });
	try {
		const complaints = db.pragma('integrity_check') as { integrity_check: string }[];
		const damage = complaints.map((row) => row.integrity_check).filter((line) => line !== 'ok');
		if (damage.length > 0)
			return { damage, orphans: new Map(), counts: {}, migrations: [], lastAct: 0, files: [] };
		const orphans = Map.groupBy(db.pragma('foreign_key_check') as { table: string }[], ({ table }) => table);
		const tables = db
			.prepare(
				`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
			)
			.pluck()
			.all() as string[];
		const count = (table: string) => [
			table,
			Number(
				db
					.prepare(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`)
					.pluck()
					.get(),
			),
		];
		return {
			damage,
			orphans: new Map([...orphans].map(([table, rows]) => [table, rows.length])),
			counts: Object.fromEntries(tables.map(count)) as Record<string, number>,
			migrations: tables.includes('__drizzle_migrations')
				? (db.prepare('SELECT hash FROM __drizzle_migrations ORDER BY created_at').pluck().all() as string[])
				: [],
			lastAct: tables.includes('acts')
				? Number(db.prepare('SELECT coalesce(max(n), 0) FROM acts').pluck().get())
				: 0,
			files: tables.includes('files')
				? (db
						.prepare('SELECT DISTINCT sha256, bytes FROM files WHERE unused_since IS NULL ORDER BY sha256')
						.all() as FileContent[])
				: [],
		};
	} finally {
		db.close();
	}
}

/** SHA-256 of each migration in a folder, in the order in which they are applied. */
export const migrationHashesIn = (migrationsFolder: string): readonly string[] =>
	readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash);
