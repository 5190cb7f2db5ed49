import type { FetchRefusal } from './fetch-result.ts';

/**
 * Thrown to end a fetch with one of the reasons of `FetchRefusal`. `fetcher` catches it: callers only see the
 * reason.
 */
export class FetchRefusedError extends Error {
	readonly why: FetchRefusal;
	constructor(why: FetchRefusal) {
		super(why);
		this.why = why;
	}
}

/**
 * The reason to report for an error: that of a `FetchRefusedError`, and `no-answer` for any other. Drops the
 * error's own text, which comes from the remote site or the system.
 */
export const fetchRefusalOf = (fault: unknown): FetchRefusal =>
	fault instanceof FetchRefusedError ? fault.why : 'no-answer';
