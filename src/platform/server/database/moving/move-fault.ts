/** Why a database cannot be moved; each code has its sentence in the messages (`moving_fault_…`). */
export type MoveFaultCode =
	/** No address of a PostgreSQL database, or not one. */
	| 'address'
	/** The database moved to holds something. */
	| 'not-empty'
	/** Somebody uses the database: a service, or the same command. */
	| 'in-use'
	/** The data folder moved to holds something. */
	| 'folder-not-empty'
	/** The copy stopped before its end; nothing is in place. */
	| 'stopped';

/** Thrown when a database cannot be moved; what it was to be moved to holds nothing more than before. */
export class MoveFault extends Error {
	readonly code: MoveFaultCode;
	/** What the sentence names: a version, a table, a right, an error’s code. */
	readonly detail: string;
	constructor(code: MoveFaultCode, detail = '', options?: ErrorOptions) {
		super(`${code}${detail && ` (${detail})`}`, options);
		this.name = 'MoveFault';
		this.code = code;
		this.detail = detail;
	}
}
