import type { AwardBasis } from '#awards';
import type { Assurance } from '#badges';
import { m } from '#messages';

const BY_TWO = {
	apart: m.badge_judged_apart,
	third: m.badge_judged_third,
	settled: m.badge_judged_settled,
} satisfies Record<NonNullable<AwardBasis['agreement']>, unknown>;

const ASSESSED = {
	evidence: m.badge_assessment_evidence,
	declared: m.badge_assessment_declared,
	badges: m.badge_assessment_badges,
} satisfies Record<Assurance['assessment'], unknown>;

/** Makes the sentence that says who decided that a badge would be awarded: its institution's rule or an adviser. */
export function judgedText(
	{
		observed,
		evidence: count,
		agreement,
		parts,
	}: Pick<AwardBasis, 'observed' | 'evidence' | 'agreement' | 'parts'>,
	institution: string,
): string {
	if (parts) return m.badge_judged_milestone({ institution });
	if (observed === null) return m.badge_judged_rule();
	if (agreement) return BY_TWO[agreement]({ institution, count });
	return (count > 1 ? m.badge_judged_adviser_many : m.badge_judged_adviser)({ institution, count });
}

/**
 * Makes the sentences that say how a badge was judged, and under which conditions: what a reader must know
 * before relying on it.
 */
export const assuranceText = ({
	assessment,
	supervised,
	identityVerified,
}: Omit<Assurance, 'decidedBy'>): string =>
	m.badge_assurance({
		assessment: ASSESSED[assessment](),
		supervision: supervised ? m.badge_supervision_yes() : m.badge_supervision_no(),
		identity: identityVerified ? m.badge_identity_yes() : m.badge_identity_no(),
	});
