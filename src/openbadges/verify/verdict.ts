import type { CheckId, CheckOutcome } from '../reasons.ts';
import { hasPassed } from '../report.ts';
import type { Check, Verdict } from '../report.ts';

type ByStep = ReadonlyMap<CheckId, Check>;

/**
 * The rules of the verdict, in order; the first rule that holds decides. First, the input is no badge; then
 * the worst known fact (altered, revoked, expired, not yet valid, refused); then what could not be
 * determined; then valid.
 */
const RULES: readonly (readonly [Verdict, (has: Questions) => boolean])[] = [
	['malformed', ({ some }) => some('fail', 'receive', 'extract', 'version')],
	['altered', ({ because }) => because('signature', 'broken', 'hosted-differs')],
	['revoked', ({ because }) => because('status', 'revoked', 'replaced', 'suspended')],
	['expired', ({ because }) => because('dates', 'expired', 'proof-expired')],
	['not-yet-valid', ({ some }) => some('fail', 'dates')],
	[
		'refused',
		({ some }) => some('fail', 'structure', 'vocabulary', 'issuer', 'signature', 'binding', 'status'),
	],
	['unknown', ({ because }) => because('receive', 'no-answer', 'too-busy')],
	['unsupported', ({ some }) => some('unknown', 'receive', 'extract', 'version')],
	['unsupported', ({ because }) => because('structure', 'past-limit')],
	['unsupported', ({ because }) => because('signature', 'unsupported-suite')],
	['unsupported', ({ because }) => because('issuer', 'not-supported')],
	['unknown', ({ some }) => some('unknown', 'structure', 'vocabulary', 'signature', 'dates', 'status')],
	['valid-issuer-unproven', ({ some }) => some('unknown', 'issuer', 'binding')],
	// An issuer known only by its key (did:key, did:jwk) can claim any name, unless a trusted register lists
	// it.
	[
		'valid-issuer-unproven',
		({ because }) => because('issuer', 'key-only') && !because('register', 'this-site', 'listed'),
	],
	// A badge is valid only if the necessary steps passed, never because none was done.
	['valid', ({ steps }) => hasPassed(steps.get('signature')) && hasPassed(steps.get('binding'))],
];

interface Questions {
	readonly steps: ByStep;
	some(outcome: CheckOutcome, ...ids: readonly CheckId[]): boolean;
	because(id: CheckId, ...reasons: readonly string[]): boolean;
}

/** The verdict that follows from the checks of a verification; `unknown` if no rule holds. */
export function verdictOf(checks: readonly Check[]): Verdict {
	const steps: ByStep = new Map(checks.map((one) => [one.id, one]));
	const questions: Questions = {
		steps,
		some: (outcome, ...ids) => ids.some((id) => steps.get(id)?.outcome === outcome),
		because: (id, ...reasons) => reasons.some((reason) => reason === steps.get(id)?.reason),
	};
	return RULES.find(([, holds]) => holds(questions))?.[0] ?? 'unknown';
}
