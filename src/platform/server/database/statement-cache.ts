import type Driver from 'better-sqlite3';
import { tracedRead } from './read-trace.ts';

/**
 * Most prepared statements cached per connection (a few kilobytes each): more than the distinct SQL texts of
 * the pages, forms and hourly upkeep.
 */
export const MOST_STATEMENTS = 200;

/** The methods of a SQLite connection that Drizzle uses. */
type Preparing = Pick<Driver.Database, 'prepare' | 'transaction'>;

/** The methods of a prepared statement that Drizzle uses. */
type Running = Pick<Driver.Statement, 'run' | 'all' | 'get'> & {
	raw(): Pick<Driver.Statement, 'all' | 'get'>;
};

/** Wraps a prepared statement so that what it reads is traced (see `traceReads`). */
function withTracedReads(statement: Driver.Statement): Running {
	const reading = {
		all: tracedRead(statement.all.bind(statement)),
		get: tracedRead(statement.get.bind(statement)),
	};
	return {
		run: statement.run.bind(statement),
		...reading,
		raw() {
			statement.raw();
			return reading;
		},
	};
}

/**
 * Wraps a SQLite connection so that it prepares each SQL text once, and reuses its statement while it is
 * among the last `most` texts used. This is safe because Drizzle finishes a statement before releasing it,
 * and reads a given text in one mode only (arrays or objects).
 */
export function withStatementCache(connection: Driver.Database, most = MOST_STATEMENTS): Preparing {
	const kept = new Map<string, Running>();
	const prepare = (text: string) => {
		const statement = kept.get(text) ?? withTracedReads(connection.prepare(text));
		// Moved to the end: the first entry of the map is the least recently used.
		kept.delete(text);
		kept.set(text, statement);
		if (kept.size > most) kept.delete(kept.keys().next().value!);
		return statement;
	};
	return {
		prepare: prepare as unknown as Preparing['prepare'],
		transaction: connection.transaction.bind(connection),
	};
}
