import type { Requirement } from '#badges';

/**
 * What an application asks of an adviser: to recognise what the evidence shows; to recognise what the person learned
 * before and elsewhere (« reconnaissance des acquis », RAC), on evidence or in an interview; or to reconsider what a
 * rule decided.
 */
export type ApplicationKind = 'evidence' | 'prior-learning' | 'reconsideration';

/** The kinds of applications that are begun as a draft; a reconsideration is sent at once. */
export const DRAFTED_KINDS = ['evidence', 'prior-learning'] as const satisfies readonly ApplicationKind[];

/** The rules that the recognition of prior learning does not ask: no training, and evidence or an interview. */
const NOT_ASKED: readonly Requirement['rule'][] = ['training-minutes', 'training-reflection', 'evidence'];

/**
 * Those of a badge's requirements that an application of this kind asks: none for a reconsideration, which is asked
 * because they were judged.
 */
export function askedByKind(
	requirements: readonly Requirement[],
	kind: ApplicationKind,
): readonly Requirement[] {
	if (kind === 'evidence') return requirements;
	return kind === 'reconsideration' ? [] : requirements.filter(({ rule }) => !NOT_ASKED.includes(rule));
}
