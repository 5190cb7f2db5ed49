import type { FetchRefusal } from './answer.ts';

/**
 * Thrown to end a fetch with one of the reasons of `FetchRefusal`. `fetcher` catches it: callers only see the
 * reason.
 */
export class Refused extends Error {
	readonly why: FetchRefusal;
	constructor(why: FetchRefusal) {
		super(why);
		this.name = 'Refused';
		this.why = why;
	}
}

/**
 * The reason to report for an error: that of a `Refused`, and `no-answer` for any other. The error's own
 * text, from the remote site or the system, is dropped.
 */
export const whyOf = (fault: unknown): FetchRefusal => (fault instanceof Refused ? fault.why : 'no-answer');
