import type { FetchRefusal } from './answer.ts';

/** Ends a request for one of the closed reasons; it never leaves this folder. */
export class Refused extends Error {
	readonly why: FetchRefusal;
	constructor(why: FetchRefusal) {
		super(why);
		this.name = 'Refused';
		this.why = why;
	}
}

/** The reason of any fault: what a remote site or the system says of it goes no further. */
export const whyOf = (fault: unknown): FetchRefusal => (fault instanceof Refused ? fault.why : 'no-answer');
