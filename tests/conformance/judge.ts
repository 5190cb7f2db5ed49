import { type Report, verifyBadge } from '#openbadges';
import type { Case } from './case.ts';
import { HOSTED_KINDS, KINDS, mutantsOf } from './mutants.ts';

/**
 * What the engine found on a case and on its mutants (forged versions of its badge), and whether it agrees
 * with what the case expects.
 */
export interface Judged {
	readonly one: Case;
	readonly report: Report;
	readonly agrees: boolean;
	readonly mutants: number;
	/**
	 * The mutants that the engine did not notice, each with its verdict: neither `altered` nor `refused` (or
	 * none of those that the mutant allows). For a case expected valid, also one line if kinds of mutants are
	 * missing or there are fewer than six.
	 */
	readonly survivors: readonly string[];
}

const MEETS = {
	valid: ['valid', 'valid-issuer-unproven'],
	invalid: ['expired', 'revoked', 'not-yet-valid', 'altered', 'refused', 'malformed'],
} as const satisfies Record<Case['expected'], readonly Report['verdict'][]>;

function agrees(one: Case, { verdict }: Report): boolean {
	if (one.verdict !== undefined && verdict !== one.verdict) return false;
	if (one.verdicts && !one.verdicts.includes(verdict)) return false;
	return (MEETS[one.expected] as readonly string[]).includes(verdict);
}

/**
 * Verifies the badge of a case and, if it is expected valid, forged versions of it (mutants), and compares
 * the verdicts with those expected. `all` are the cases of the run, this one included: one forgery carries
 * the proof of another case.
 */
export async function judge(one: Case, all: readonly Case[]): Promise<Judged> {
	const report = await verifyBadge(one.given, one.options);
	const survivors: string[] = [];
	const mutants = await mutantsOf(one, all);
	for (const mutant of mutants) {
		const { verdict } = await verifyBadge(mutant.given, mutant.options ?? one.options);
		const good = mutant.verdicts ?? ['altered', 'refused'];
		if (!good.includes(verdict)) survivors.push(`${mutant.what}: ${verdict}`);
	}
	if (one.expected === 'valid') {
		const kinds = one.suite === 'hosted' ? HOSTED_KINDS : KINDS;
		const missing = kinds.filter((kind) => !mutants.some(({ what }) => what === kind));
		if (mutants.length < 6 || missing.length > 0) survivors.push(`no mutant of ${missing.join(', ')}`);
	}
	return { one, report, agrees: agrees(one, report), mutants: mutants.length, survivors };
}

/**
 * The checks that explain a report's verdict, with their reasons, as one line of text: those that failed or
 * stayed unknown.
 */
export const because = ({ checks }: Report): string =>
	checks
		.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')
		.map(({ id, reason }) => `${id} ${reason}`)
		.join(', ');
