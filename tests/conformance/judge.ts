import { type Report, verify } from '#openbadges';
import type { Case } from './case.ts';
import { HOSTED_KINDS, KINDS, mutantsOf } from './mutants.ts';

/** What came of a case, and of each of its mutants. */
export interface Judged {
	readonly one: Case;
	readonly report: Report;
	readonly agrees: boolean;
	readonly mutants: number;
	/** The mutants that were neither altered nor refused. */
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

/** Hands a case and its mutants to the engine. */
export async function judge(one: Case, all: readonly Case[]): Promise<Judged> {
	const report = await verify(one.given, one.options);
	const survivors: string[] = [];
	const mutants = await mutantsOf(one, all);
	for (const mutant of mutants) {
		const { verdict } = await verify(mutant.given, mutant.options ?? one.options);
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

/** Why a verdict came out as it did: the steps that did not pass. */
export const because = ({ checks }: Report): string =>
	checks
		.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')
		.map(({ id, reason }) => `${id} ${reason}`)
		.join(', ');
