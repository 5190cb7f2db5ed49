import { chmodSync } from 'node:fs';
import Driver from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';

/** Pages copied between two moments left to others (4 KiB each). */
const PAGES_AT_ONCE = 512;

/**
 * Copies a SQLite database that may be in use, as it stood at one instant, into one file without a journal. Holds one
 * read transaction all along: without it SQLite begins again at each write of another process, and might never end.
 * Whatever was confirmed before the call is in the copy.
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
		// The header says « journal apart »: with it, each reader would lay files beside the copy.
		copy.pragma('journal_mode = delete');
	} finally {
		copy.close();
	}
	chmodSync(to, 0o600);
}

/** What a database that nobody writes to holds, and what is amiss in it. */
export interface SqliteContents {
	/** What `integrity_check` complains of; none when it is sound. */
	readonly damage: readonly string[];
	/** Rows that name another that is not there, by table. */
	readonly orphans: ReadonlyMap<string, number>;
	/** Rows of each table. */
	readonly counts: Readonly<Record<string, number>>;
	/** SHA-256 of each migration it went through, in order. */
	readonly migrations: readonly string[];
	/** The number of its last act; 0 when there is none. */
	readonly lastAct: number;
}

/** Reads a whole database that nobody writes to. Throws what SQLite throws of a file it cannot read. */
export function contentsOf(file: string): SqliteContents {
	const db = new Driver(file, { readonly: true });
	try {
		const complaints = db.pragma('integrity_check') as { integrity_check: string }[];
		const damage = complaints.map((row) => row.integrity_check).filter((line) => line !== 'ok');
		if (damage.length > 0) return { damage, orphans: new Map(), counts: {}, migrations: [], lastAct: 0 };
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
		};
	} finally {
		db.close();
	}
}

/** SHA-256 of each migration of a folder of migrations, in order. */
export const migrationsIn = (migrationsFolder: string): readonly string[] =>
	readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash);
