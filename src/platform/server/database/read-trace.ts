import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

/** What some work read from the database: tells whether it would still read the same. */
export interface ReadTrace {
	/**
	 * Returns whether every query of the work would return the same rows now. Runs the queries again only if
	 * anything was written since the last call.
	 */
	isCurrent(): boolean;
}

/** The value of some work, and the trace of what it read; no trace if it also wrote, or read too much. */
export interface TracedWork<T> {
	readonly value: T;
	readonly trace: ReadTrace | undefined;
}

/** A query that was run: how to run it again, and a hash of the rows that it returned. */
interface TracedRead {
	readonly again: () => unknown;
	readonly rows: string;
}

/** Most queries of a trace: more than any page makes. */
const MOST_READS = 30;

interface Recorder {
	readonly reads: TracedRead[];
	/** True once the work did what a trace cannot follow. */
	isIncomplete: boolean;
}

const recorders = new AsyncLocalStorage<Recorder>();

const hashOf = (rows: unknown) =>
	createHash('sha1')
		.update(JSON.stringify(rows) ?? '')
		.digest('base64');

/**
 * Wraps a function that runs a query, so that each run is added to the trace of the work that makes it, if
 * that work is traced.
 */
export function tracedRead<Values extends readonly unknown[], Rows>(
	read: (...values: Values) => Rows,
): (...values: Values) => Rows {
	return (...values) => {
		const rows = read(...values);
		const recorder = recorders.getStore();
		if (recorder && recorder.reads.length < MOST_READS)
			recorder.reads.push({ again: () => read(...values), rows: hashOf(rows) });
		else if (recorder) recorder.isIncomplete = true;
		return rows;
	};
}

/**
 * Says that the work under way, if it is traced, does something that its trace cannot follow: it writes, or
 * depends on whether anything at all was written.
 */
export function markTraceIncomplete(): void {
	const recorder = recorders.getStore();
	if (recorder) recorder.isIncomplete = true;
}

/**
 * Runs some work and traces what it reads. `changes` returns a number that changes at each write to the
 * database.
 */
export async function traceReads<T>(changes: () => number, work: () => Promise<T>): Promise<TracedWork<T>> {
	const recorder: Recorder = { reads: [], isIncomplete: false };
	// Read before the work, so that a write during the work makes `isCurrent` run the queries again.
	let lastChanges = changes();
	const value = await recorders.run(recorder, work);
	if (recorder.isIncomplete) return { value, trace: undefined };
	const reads = [...recorder.reads];
	return {
		value,
		trace: {
			isCurrent() {
				const present = changes();
				if (present === lastChanges) return true;
				if (!reads.every(({ again, rows }) => hashOf(again()) === rows)) return false;
				lastChanges = present;
				return true;
			},
		},
	};
}
