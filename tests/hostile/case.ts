import type { JsonObject, Verdict, VerifyOptions } from '../../src/openbadges/index.ts';
import { badge } from '../../src/openbadges/worked-example.ts';

/** Something made to harm, and the very answer that it must get. */
export interface Hostile {
	readonly name: string;
	readonly given: Uint8Array | string | JsonObject;
	readonly verdict: Verdict;
	/** The step that says why, and its reason: « structure incomplete ». */
	readonly because: string;
	/** Sources other than those of the worked example. */
	readonly options?: Partial<VerifyOptions>;
}

/** One line of a table. */
export const hostile = (
	name: string,
	given: Hostile['given'],
	verdict: Verdict,
	because: string,
	options?: Partial<VerifyOptions>,
): Hostile => ({ name, given, verdict, because, ...(options && { options }) });

const LIMITS = /too-(large|deep|many-values|complex)$/;
/** What is said of what cannot be read: a limit of ours is no fault of theirs. */
export const unreadable = (because: string): Verdict => (LIMITS.test(because) ? 'unsupported' : 'malformed');

/** Our badge without status entry, unsigned, as this issuer would award it. */
export function badgeOf(issuer: string): JsonObject {
	const unsigned = badge({ status: undefined });
	return { ...unsigned, issuer: { ...(unsigned['issuer'] as JsonObject), id: issuer } };
}

/** What a case cost, as the process that ran it measured it. */
export interface Measured {
	readonly name: string;
	readonly expected: readonly [verdict: string, because: string];
	readonly found: readonly [verdict: string, because: string];
	/** How many times the processor that an honest badge takes in the same process. */
	readonly times: number;
	/** How far the peak of resident memory stood above what was resident before, in MiB. */
	readonly growth: number;
}
