import type { JsonObject } from './json.ts';
import { CHECK_REASONS } from './reasons.ts';
import type { CheckId, CheckOutcome, CheckReason } from './reasons.ts';

/** A problem found by the step `structure` at one place of the badge. */
export interface StructureProblem {
	/** The path of that place in the badge, such as `credentialSubject.achievement.name`. */
	readonly path: string;
	readonly problem: StructureProblemCode;
}
/** The kinds of structure problems; `sentences.json` explains each to people, under `problems`. */
export type StructureProblemCode =
	| 'missing'
	| 'not-text'
	| 'not-object'
	| 'not-date'
	| 'not-uri'
	| 'wrong-type'
	| 'wrong-value'
	| 'not-a-list'
	| 'bad-reference'
	| 'json-ld-keyword'
	| 'shared-id'
	| 'too-many'
	| 'repeated'
	| 'another-end'
	| 'outdated'
	| 'several-languages'
	| 'addition'
	| 'a-list';

interface CheckOf<C extends CheckId> {
	readonly id: C;
	readonly outcome: CheckOutcome;
	readonly reason: CheckReason<C>;
	/** Values that the sentence of this check needs; instants are ISO 8601 texts. */
	readonly params: Readonly<Record<string, string>>;
	/** Given only in the check `structure`. */
	readonly details?: readonly StructureProblem[];
}

/**
 * The result of one of the 14 verification steps, done or skipped: the step's id, the outcome, and the
 * reason.
 */
export type Check<C extends CheckId = CheckId> = { readonly [K in C]: CheckOf<K> }[C];

/** The ten verdicts of a verification; `verdictOf` tells which rule gives which. */
export const VERDICTS = [
	'valid',
	'valid-issuer-unproven',
	'expired',
	'not-yet-valid',
	'revoked',
	'altered',
	'refused',
	'malformed',
	'unsupported',
	'unknown',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The supported versions of the Open Badges standard. */
export const OPEN_BADGES_VERSIONS = ['3.0', '2.0', '1.1', '1.0', '0.5'] as const;
/** One of the supported versions of the Open Badges standard. */
export type OpenBadgesVersion = (typeof OPEN_BADGES_VERSIONS)[number];

/**
 * Who vouches for an issuer: nobody, the issuer itself at its own address, a register that the caller trusts,
 * or this very site.
 */
export type IssuerVoucher =
	{ readonly by: 'nobody' | 'itself' | 'this-site' } | { readonly by: 'register'; readonly register: string };

/**
 * The report of a verification: the verdict, the badge and its issuer as stated, and the result of each step.
 */
export interface Report {
	readonly verdict: Verdict;
	readonly spec: OpenBadgesVersion | null;
	/** The issuer's id and name as the badge states them; only `checks` tells what is proven. */
	readonly issuer: { readonly id: string; readonly name: string | null } | null;
	readonly achievement: { readonly id: string; readonly name: string | null } | null;
	/** Who vouches for the issuer; `null` if the badge could not be attributed to an issuer. */
	readonly vouched: IssuerVoucher | null;
	/** The badge's document itself; `null` if none could be read. */
	readonly credential: JsonObject | null;
	/** The results of the 14 steps, in the order of `CHECK_IDS`. */
	readonly checks: readonly Check[];
}

/** Whether a step passed, with or without a warning. */
export const hasPassed = (step: Check | undefined): boolean =>
	step?.outcome === 'pass' || step?.outcome === 'warn';

/** Creates the result of a step from its reason, which determines the outcome. */
export function checkResult<C extends CheckId>(
	id: C,
	reason: CheckReason<C>,
	params: Readonly<Record<string, string>> = {},
): Check<C> {
	const outcome = (CHECK_REASONS[id] as Record<string, CheckOutcome>)[reason] as CheckOutcome;
	return { id, outcome, reason, params } as Check<C>;
}
