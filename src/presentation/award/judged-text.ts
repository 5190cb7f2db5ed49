import type { AwardBasis } from '#awards';
import type { Assurance } from '#badges';
import { m } from '#messages';

const BY_TWO = {
	apart: m.badge_judged_apart,
	third: m.badge_judged_third,
	settled: m.badge_judged_settled,
} satisfies Record<NonNullable<AwardBasis['agreement']>, unknown>;

const PRIOR = {
	evidence: m.badge_judged_prior_evidence,
	interview: m.badge_judged_prior_interview,
	both: m.badge_judged_prior_both,
} satisfies Record<NonNullable<AwardBasis['priorLearning']>, unknown>;

/** Makes the sentence that says who decided that a badge would be awarded: its institution's rule or an adviser. */
export function judgedText(
	basis: Pick<
		AwardBasis,
		'observed' | 'evidence' | 'agreement' | 'parts' | 'priorLearning' | 'interviewMinutes' | 'reconsidered'
	>,
	institution: string,
): string {
	const { observed, evidence: count, agreement, priorLearning, interviewMinutes: minutes = 0 } = basis;
	if (basis.parts) return m.badge_judged_milestone({ institution });
	if (observed === null)
		return basis.reconsidered ? m.badge_judged_reconsidered({ institution }) : m.badge_judged_rule();
	if (priorLearning) {
		const told = { institution, count, minutes };
		return PRIOR[priorLearning](told);
	}
	if (agreement) return BY_TWO[agreement]({ institution, count });
	return (count > 1 ? m.badge_judged_adviser_many : m.badge_judged_adviser)({ institution, count });
}

const ASSESSMENT = {
	declared: m.badge_assessment_declared,
	evidence: m.badge_assessment_evidence,
	interview: m.badge_assessment_interview,
	badges: m.badge_assessment_badges,
} satisfies Record<Assurance['assessment'], unknown>;

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
		assessment: ASSESSMENT[assessment](),
		supervision: supervised ? m.badge_supervision_yes() : m.badge_supervision_no(),
		identity: identityVerified ? m.badge_identity_yes() : m.badge_identity_no(),
	});
