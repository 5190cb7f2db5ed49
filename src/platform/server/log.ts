type Value = string | number | boolean | null | undefined;

/** Structured lines for whoever runs the service; never a name, an address, an answer, a token or a query string. */
export interface Log {
	info(event: string, facts?: Record<string, Value>): void;
	warn(event: string, facts?: Record<string, Value>): void;
	error(event: string, facts?: Record<string, Value>): void;
}

/** Writes one JSON object per line, in UTC. */
export function jsonLog(write: (line: string) => void = (line) => void process.stdout.write(line)): Log {
	const at =
		(level: string) =>
		(event: string, facts: Record<string, Value> = {}) =>
			write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`);
	return { info: at('info'), warn: at('warn'), error: at('error') };
}
