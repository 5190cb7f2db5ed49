import type Driver from 'better-sqlite3';

/**
 * How many statements one connection keeps: more than the pages, the forms and the hourly upkeep have texts, little memory
 * (a few kilobytes each).
 */
export const MOST_STATEMENTS = 200;

/** What Drizzle asks of a connection. */
type Preparing = Pick<Driver.Database, 'prepare' | 'transaction'>;

/**
 * A connection that prepares each text once: the same text gives the same statement, as long as it is among the last
 * `most` texts asked. Drizzle runs a statement to its end before it gives it back, and reads one text in one mode only
 * (arrays or objects), so that nobody finds a statement in use or in another mode.
 */
export function keepStatements(connection: Driver.Database, most = MOST_STATEMENTS): Preparing {
	const kept = new Map<string, Driver.Statement>();
	const prepare = (text: string) => {
		const statement = kept.get(text) ?? connection.prepare(text);
		// Last again: the first of the map is the one that was not asked for the longest.
		kept.delete(text);
		kept.set(text, statement);
		if (kept.size > most) kept.delete(kept.keys().next().value!);
		return statement;
	};
	return { prepare: prepare as Preparing['prepare'], transaction: connection.transaction.bind(connection) };
}
