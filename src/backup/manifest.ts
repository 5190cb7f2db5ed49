/** What a backup says of itself: enough to know that nothing of it changed since it was made. */
export interface Manifest {
	readonly format: typeof FORMAT;
	/** The instant before the copy began (ISO 8601): whatever was confirmed before it is in the copy. */
	readonly beganAt: string;
	/** The version of the application that made it. */
	readonly application: string;
	/** SHA-256 of each migration the database went through, in order. */
	readonly migrations: readonly string[];
	/** The number of the last act it holds: what came later is in the journals. */
	readonly lastAct: number;
	/** Every file of the backup but the manifest and its sum, by name. */
	readonly files: Readonly<Record<string, FileSum>>;
	/** Rows of each table. */
	readonly counts: Readonly<Record<string, number>>;
}

/** A file's size and SHA-256, in lower-case hexadecimal. */
export interface FileSum {
	readonly bytes: number;
	readonly sha256: string;
}

/** The one form of manifest that is written and read. */
export const FORMAT = 'macaron-backup-1';

/** The names of the files of a backup. */
export const BACKUP_FILES = {
	database: 'macaron.db',
	manifest: 'manifest.json',
	sum: 'manifest.sha256',
} as const;

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
	Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The one way a manifest is written: what reads back to another text is refused. */
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

/** The name of the folder of a backup that began at an instant; names sort as instants do. */
export const backupName = (began: Date): string => `macaron-${began.toISOString().replace(/[:.]/g, '-')}`;

/** Whether a folder's name is that of a whole backup. */
export const isBackupName = (name: string): boolean =>
	/^macaron-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/.test(name);
