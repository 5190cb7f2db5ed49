import { errorCode, isDiskFull } from '../database.ts';
import { isConnectionLost } from './connection-lost.ts';

/** Why a PostgreSQL database cannot be used. */
export type DatabaseFaultKind =
	/** Nothing answers at the address, or no longer. */
	| 'server-unreachable'
	/** The server does not let this user in. */
	| 'access-refused'
	/** The server has no database of this name. */
	| 'database-unknown'
	/** The server is older than the oldest version that is tried. */
	| 'server-too-old'
	/** The server only repeats what another one writes. */
	| 'server-replica'
	/** A setting of the server would lose confirmed writes when its machine stops. */
	| 'setting-unsafe'
	/** The database does not store texts as UTF-8. */
	| 'encoding-other'
	/** The database does not sort texts by code point. */
	| 'collation-other'
	/** The user lacks a right, or one on a table. */
	| 'right-missing'
	/** The database holds tables, but not those of Macaron. */
	| 'database-foreign'
	/** A move or a restore that filled the database was interrupted. */
	| 'database-unfinished'
	/** The database was moved elsewhere: what it holds is out of date. */
	| 'database-moved'
	/** `prepare` has not made the tables yet. */
	| 'database-empty'
	/** The database was written by a later version of Macaron. */
	| 'database-newer'
	/** The database was written by an earlier version, and not migrated by `prepare`. */
	| 'database-older'
	/** Nodes of the version that the database has are serving it: they would go on writing after a migration. */
	| 'database-in-use'
	/** The service of this database has another sealing key; the detail is the path of this node's. */
	| 'key-other'
	/** The server's disk is full. */
	| 'disk-full'
	/** Any other error of the server; its code is the detail. */
	| 'server-fault';

/** Thrown when a PostgreSQL database cannot be used. Nothing in it was changed. */
export class DatabaseFault extends Error {
	readonly kind: DatabaseFaultKind;
	/** The server's own code, version or setting, for the operator. */
	readonly detail: string;
	/** Exit code of the program that stops because of it: a setting is wrong (docs/operations.md). */
	readonly exit = 2;
	constructor(kind: DatabaseFaultKind, detail = '', options?: ErrorOptions) {
		super(`${kind}${detail && ` (${detail})`}`, options);
		this.name = 'DatabaseFault';
		this.kind = kind;
		this.detail = detail;
	}
}

/** SQLSTATE codes (PostgreSQL, appendix A) that say why a connection or a migration failed. */
const KINDS: Readonly<Record<string, DatabaseFaultKind>> = {
	'28P01': 'access-refused',
	'28000': 'access-refused',
	'3D000': 'database-unknown',
	'42501': 'right-missing',
	'25006': 'server-replica',
};

/** Converts an error of the PostgreSQL driver into a DatabaseFault, with its code as detail. */
export function databaseFaultOf(error: unknown): DatabaseFault {
	if (error instanceof DatabaseFault) return error;
	const code = errorCode(error);
	// `POSTGRES_LOST` is our own code: the driver's stands below it.
	const detail = (code === 'POSTGRES_LOST' ? errorCode((error as Error).cause) : code) ?? '';
	const kind =
		KINDS[detail] ??
		(isConnectionLost(error) ? 'server-unreachable' : isDiskFull(error) ? 'disk-full' : 'server-fault');
	return new DatabaseFault(kind, detail, { cause: error });
}

/** Runs work on a PostgreSQL database, and returns its result; any error it throws becomes a DatabaseFault. */
export async function orDatabaseFault<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw databaseFaultOf(error);
	}
}
