/**
 * Codes that say that PostgreSQL cannot be reached, or no longer: of the system, and of the server (SQLSTATE
 * class 08, too many connections, a server that stops, crashes or starts). A server that lets nothing be written
 * any more (25006) has become a replica: its connections are left, so that the next ones find the primary.
 */
const CODES =
	/^(POSTGRES_LOST|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|08...|53300|57P0[1235]|25006)$/;

/** What the driver says of a connection that ended or was never made; it gives these errors no code. */
const SENTENCES =
	/connection terminated|not queryable|timeout exceeded when trying to connect|timeout expired|read timeout/i;

/** What the driver says of a connection that was never made, or of an answer that did not come. */
const NOT_MADE = /timeout exceeded when trying to connect|timeout expired|read timeout/i;

/** True if an error of the PostgreSQL driver says that the server cannot be reached, or no longer. */
export function isConnectionLost(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const { code, syscall } = error as { code?: unknown; syscall?: unknown };
	// Any failure to connect counts, such as that of a socket file that is missing while the server is stopped.
	if (syscall === 'connect') return true;
	if (typeof code === 'string' ? CODES.test(code) : SENTENCES.test(error.message)) return true;
	return isConnectionLost(error.cause);
}

/** True if the driver could not connect at all, or waited long for an answer: another try would wait again. */
export function isNotConnected(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	return (error as { syscall?: unknown }).syscall === 'connect' || NOT_MADE.test(error.message);
}

/**
 * Converts an error that says that the server cannot be reached into one whose code, `POSTGRES_LOST`, says so
 * (`isTemporaryFault`); returns any other error unchanged.
 */
export function namedIfLost(error: unknown): unknown {
	if (!isConnectionLost(error)) return error;
	return Object.assign(new Error('PostgreSQL cannot be reached.', { cause: error }), {
		code: 'POSTGRES_LOST',
	});
}
