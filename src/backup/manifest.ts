/**
 * The contents of a backup's `manifest.json`: what the backup contains, with enough to check that nothing in
 * it changed since it was made.
 */
export interface Manifest {
	readonly format: typeof FORMAT;
	/** When the copy began (ISO 8601): everything confirmed before is in the copy. */
	readonly beganAt: string;
	/** The version of the application that made the backup. */
	readonly application: string;
	/** SHA-256 of each migration the database went through, in order. */
	readonly migrations: readonly string[];
	/** Number of the last act in the copy; later acts are in the journals. */
	readonly lastAct: number;
	/**
	 * The size and SHA-256 of every file of the backup, by name, except the manifest and the file with its
	 * checksum, and the contents of people's files, which are named by theirs.
	 */
	readonly files: Readonly<Record<string, FileChecksum>>;
	/** The number of rows of each table. */
	readonly counts: Readonly<Record<string, number>>;
}

/** A file's size and SHA-256, in lower-case hexadecimal. */
export interface FileChecksum {
	readonly bytes: number;
	readonly sha256: string;
}

/** The only manifest format that is written and read. */
export const FORMAT = 'macaron-backup-1';

/**
 * Names in the folder of a backup. `database` is that of SQLite, or `dump` that of PostgreSQL (`pg_dump`): a
 * backup has one of both. `sum` contains the SHA-256 of the manifest. `contents` is the folder of the
 * contents of people's files, each named by its own SHA-256; it is there when there are any.
 */
export const BACKUP_FILES = {
	database: 'macaron.db',
	dump: 'macaron.dump',
	manifest: 'manifest.json',
	sum: 'manifest.sha256',
	contents: 'files',
} as const;

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
	Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Writes a manifest as text. A manifest file is refused unless writing what was read from it gives the same
 * text again.
 */
export const manifestText = ({
	format,
	beganAt,
	application,
	migrations,
	lastAct,
	files,
	counts,
}: Manifest): string =>
	`${JSON.stringify({ format, beganAt, application, migrations, lastAct, files: sorted(files), counts: sorted(counts) }, null, '\t')}\n`;

/** The folder name of a backup that began at this time; in alphabetical order, names are in order of time. */
export const backupName = (began: Date): string => `macaron-${began.toISOString().replace(/[:.]/g, '-')}`;

/** Returns whether a folder's name is that of a complete backup. */
export const isBackupName = (name: string): boolean =>
	/^macaron-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/.test(name);

/** When a backup began, from the name of its folder (`isBackupName`). */
export const backupTime = (name: string): Date =>
	new Date(name.replace(/^macaron-(.{10})T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/, '$1T$2:$3:$4.$5Z'));
