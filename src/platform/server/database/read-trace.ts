import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

/** What some work read from the database: tells whether it would still read the same. */
export interface ReadTrace {
	/**
	 * Resolves to whether every query of the work would return the same rows now. Runs the queries again only
	 * if anything was written since the last call.
	 */
	isCurrent(): Promise<boolean>;
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

/** Adds a query that was run to a trace: its rows, and how to run it again. */
type NoteRead = (rows: unknown, again: () => unknown) => void;

const noteNothing: NoteRead = () => undefined;

/**
 * Returns the function that adds a query to the trace of the work under way, if that work is traced. Called
 * before the query is run: afterwards, other work may be under way.
 */
export function noteRead(): NoteRead {
	const recorder = recorders.getStore();
	if (!recorder) return noteNothing;
	return (rows, again) => {
		if (recorder.reads.length < MOST_READS) recorder.reads.push({ again, rows: hashOf(rows) });
		else recorder.isIncomplete = true;
	};
}

/**
 * Wraps a function that runs a query, so that each run is added to the trace of the work that makes it, if
 * that work is traced.
 */
export function tracedRead<Values extends readonly unknown[], Rows>(
	read: (...values: Values) => Rows,
): (...values: Values) => Rows {
	return (...values) => {
		const note = noteRead();
		const rows = read(...values);
		note(rows, () => read(...values));
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
 * Runs some work and traces what it reads. `changes` gives a number or a text that changes at each write to
 * the database.
 */
export async function traceReads<T>(changes: () => unknown, work: () => Promise<T>): Promise<TracedWork<T>> {
	const recorder: Recorder = { reads: [], isIncomplete: false };
	// Read before the work, so that a write during the work makes `isCurrent` run the queries again.
	let lastChanges = await changes();
	const value = await recorders.run(recorder, work);
	if (recorder.isIncomplete) return { value, trace: undefined };
	const reads = [...recorder.reads];
	return {
		value,
		trace: {
			async isCurrent() {
				const present = await changes();
				if (present === lastChanges) return true;
				const same = await Promise.all(reads.map(async ({ again, rows }) => hashOf(await again()) === rows));
				if (same.includes(false)) return false;
				lastChanges = present;
				return true;
			},
		},
	};
}
