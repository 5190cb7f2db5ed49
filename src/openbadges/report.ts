import type { JsonObject } from './json.ts';
import { REASONS } from './reasons.ts';
import type { CheckId, Outcome, Reason } from './reasons.ts';

/** What is amiss at one place of the document. */
export interface Detail {
	/** Such as `credentialSubject.achievement.name`. */
	readonly path: string;
	readonly problem: DetailProblem;
}
export type DetailProblem =
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
	| 'repeated';

interface CheckOf<C extends CheckId> {
	readonly id: C;
	readonly outcome: Outcome;
	readonly reason: Reason<C>;
	/** What the sentence fills in; instants are ISO 8601 texts. */
	readonly params: Readonly<Record<string, string>>;
	/** Only for `structure`. */
	readonly details?: readonly Detail[];
}

/** One step, done or skipped. */
export type Check<C extends CheckId = CheckId> = { readonly [K in C]: CheckOf<K> }[C];

/** The headline, from best to worst known. */
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

/** The versions of the Open Badges standard that are read. */
export const SPECS = ['3.0', '2.0', '1.1', '1.0', '0.5'] as const;
/** The version of the standard that the document follows. */
export type Spec = (typeof SPECS)[number];

/** Who vouches for an issuer: nobody, itself at its own address, a register that the caller trusts, the very site. */
export type Voucher =
	{ readonly by: 'nobody' | 'itself' | 'this-site' } | { readonly by: 'register'; readonly register: string };

/** What a verification answers; never a bare yes. */
export interface Report {
	readonly verdict: Verdict;
	readonly spec: Spec | null;
	/** As the badge states it: only `checks` says what of it is proven. */
	readonly issuer: { readonly id: string; readonly name: string | null } | null;
	readonly achievement: { readonly id: string; readonly name: string | null } | null;
	/** Who vouches for the issuer; `null` where the badge was not found to be anybody's. */
	readonly vouched: Voucher | null;
	/** The document itself, where one could be read. */
	readonly credential: JsonObject | null;
	/** The 14 steps, in the order of `CHECK_IDS`. */
	readonly checks: readonly Check[];
}

/** Whether a step was done and says nothing against the badge. */
export const passed = (step: Check | undefined): boolean =>
	step?.outcome === 'pass' || step?.outcome === 'warn';

/** Makes the answer of a step; its outcome follows from its reason. */
export function check<C extends CheckId>(
	id: C,
	reason: Reason<C>,
	params: Readonly<Record<string, string>> = {},
): Check<C> {
	const outcome = (REASONS[id] as Record<string, Outcome>)[reason] as Outcome;
	return { id, outcome, reason, params } as Check<C>;
}
