import { errorCode, isDatabaseDamaged } from '../database/database.ts';

/** Why a data folder cannot be used. */
export type FolderFaultKind =
	/** No database, although the folder's other files show that there was one. */
	| 'database-missing'
	/** The database file has 0 bytes, or no table. */
	| 'database-empty'
	/** The database file is not SQLite, or its pages are inconsistent. */
	| 'database-damaged'
	/** The database was written by a later version of Macaron. */
	| 'database-newer'
	/** The database was written by an earlier version, and not migrated by `prepare`. */
	| 'database-older'
	/** Another service is using the folder. */
	| 'folder-in-use'
	/** The system refuses access: permissions, disk, path. */
	| 'folder-unusable';

/**
 * Exit code of a program for each kind of fault (docs/operations.md); 2 means that a setting, a file or a
 * folder is wrong.
 */
const EXITS: Readonly<Record<FolderFaultKind, number>> = {
	'folder-unusable': 2,
	'folder-in-use': 3,
	'database-empty': 4,
	'database-damaged': 5,
	'database-newer': 7,
	'database-older': 8,
	'database-missing': 9,
};

/**
 * Thrown when a data folder cannot be used. Nothing in it was changed, except that a migration may have begun
 * when the kind is `folder-unusable`.
 */
export class FolderFault extends Error {
	readonly kind: FolderFaultKind;
	/** The system's or SQLite's own code, for the operator: `SQLITE_NOTADB`, `EACCES`… */
	readonly detail: string;
	/** Exit code of the program that stops because of it. */
	readonly exit: number;
	constructor(kind: FolderFaultKind, detail = '', options?: ErrorOptions) {
		super(`${kind}${detail && ` (${detail})`}`, options);
		this.name = 'FolderFault';
		this.kind = kind;
		this.detail = detail;
		this.exit = EXITS[kind];
	}
}

/**
 * Converts an error of SQLite or of the system into a FolderFault (`database-damaged` or `folder-unusable`),
 * with its code as detail.
 */
export function folderFaultOf(error: unknown): FolderFault {
	if (error instanceof FolderFault) return error;
	const detail = errorCode(error) ?? (error instanceof Error ? error.message : String(error));
	return new FolderFault(isDatabaseDamaged(error) ? 'database-damaged' : 'folder-unusable', detail, {
		cause: error,
	});
}

/** Runs work on a data folder, and returns its result; any error it throws becomes a FolderFault. */
export function orFolderFault<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw folderFaultOf(error);
	}
}
