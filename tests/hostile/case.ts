import type { JsonObject, Verdict, VerifyOptions } from '../../src/openbadges/index.ts';
import { badge } from '../../src/openbadges/worked-example.fixture.ts';

/** A badge, token or text made to harm or to deceive the verifier, and the exact outcome that it must get. */
export interface Hostile {
	readonly name: string;
	readonly given: Uint8Array | string | JsonObject;
	readonly verdict: Verdict;
	/** The id of the check that decides the verdict, and its reason, such as “structure incomplete”. */
	readonly because: string;
	/**
	 * Options of the verification (such as who resolves issuers) that replace those of the worked example.
	 */
	readonly options?: Partial<VerifyOptions>;
}

export const hostile = (
	name: string,
	given: Hostile['given'],
	verdict: Verdict,
	because: string,
	options?: Partial<VerifyOptions>,
): Hostile => ({ name, given, verdict, because, ...(options && { options }) });

const LIMITS = /too-(large|deep|many-values|complex)$/;
/**
 * The verdict that unreadable input must get for this reason: `unsupported` if it exceeds one of our limits,
 * which is no fault of its author; otherwise `malformed`.
 */
export const unreadable = (because: string): Verdict => (LIMITS.test(because) ? 'unsupported' : 'malformed');

/** The badge of the worked example, unsigned and without a status entry, with this issuer's id. */
export function badgeOf(issuer: string): JsonObject {
	const unsigned = badge({ status: undefined });
	return { ...unsigned, issuer: { ...(unsigned['issuer'] as JsonObject), id: issuer } };
}

/** The outcome and the cost of a hostile case, measured by the process that ran it. */
export interface Measured {
	readonly name: string;
	readonly expected: readonly [verdict: string, because: string];
	readonly found: readonly [verdict: string, because: string];
	/**
	 * Processor time of the verification, as a multiple of what an honest badge takes in the same process.
	 */
	readonly times: number;
	/** How much the resident memory of the process rose at its peak during the case (MiB). */
	readonly growth: number;
}
