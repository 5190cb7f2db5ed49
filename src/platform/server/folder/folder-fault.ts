import { errorCode, isDamage } from '../database/database.ts';

/** Why a data folder cannot be served. */
export type FolderFaultKind =
	/** No database where the folder's other files say that there was one. */
	| 'database-missing'
	/** A file of 0 bytes, or without a single table, in the place of the database. */
	| 'database-empty'
	/** Not SQLite, or pages that contradict one another. */
	| 'database-damaged'
	/** Made by a later version of Macaron. */
	| 'database-newer'
	/** Made by an earlier version, and not brought up to date by `prepare`. */
	| 'database-older'
	/** Another service holds the folder. */
	| 'folder-in-use'
	/** The system refuses: rights, disk, path. */
	| 'folder-unusable';

/** What a program ends with for each of them (docs/operations.md); 2 is « a setting, a file or a folder is wrong ». */
const EXITS: Readonly<Record<FolderFaultKind, number>> = {
	'folder-unusable': 2,
	'folder-in-use': 3,
	'database-empty': 4,
	'database-damaged': 5,
	'database-newer': 7,
	'database-older': 8,
	'database-missing': 9,
};

/** Thrown for a data folder that must not be used. Nothing in it was changed. */
export class FolderFault extends Error {
	readonly kind: FolderFaultKind;
	/** The system's or SQLite's own code, for whoever repairs: `SQLITE_NOTADB`, `EACCES`… */
	readonly detail: string;
	/** The exit code of the program that stops for it. */
	readonly exit: number;
	constructor(kind: FolderFaultKind, detail = '', options?: ErrorOptions) {
		super(`${kind}${detail && ` (${detail})`}`, options);
		this.name = 'FolderFault';
		this.kind = kind;
		this.detail = detail;
		this.exit = EXITS[kind];
	}
}

/** What SQLite or the system says of a folder, as the fault that the operator can mend. */
export function folderFaultOf(error: unknown): FolderFault {
	if (error instanceof FolderFault) return error;
	const detail = errorCode(error) ?? (error instanceof Error ? error.message : String(error));
	return new FolderFault(isDamage(error) ? 'database-damaged' : 'folder-unusable', detail, { cause: error });
}

/** Does something to a folder; whatever stops it comes out as a FolderFault. */
export function orFolderFault<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw folderFaultOf(error);
	}
}
