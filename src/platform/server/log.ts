type Value = string | number | boolean | null | undefined;

/**
 * The operator's structured log: events and facts, never a person's name, an address, an answer, a token or a
 * query string.
 */
export interface Log {
	info(event: string, facts?: Record<string, Value>): void;
	warn(event: string, facts?: Record<string, Value>): void;
	error(event: string, facts?: Record<string, Value>): void;
}

/** Creates a log that writes each event as one line of JSON, with its time in UTC; to stdout by default. */
export function jsonLog(write: (line: string) => void = (line) => void process.stdout.write(line)): Log {
	const at =
		(level: string) =>
		(event: string, facts: Record<string, Value> = {}) =>
			write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`);
	return { info: at('info'), warn: at('warn'), error: at('error') };
}
