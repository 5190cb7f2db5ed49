import { isMet, type Requirement } from './requirements.ts';

/**
 * The share of a badge's requirements that is done, from 0 to 1. Each requirement has the same weight; a
 * requirement with a count (minutes, pieces of evidence) is done in proportion to that count.
 */
export function shareOfRequirementsDone(requirements: readonly Requirement[]): number {
	if (requirements.length === 0) return 0;
	const done = requirements.map((one): number => {
		if (one.met) return 1;
		return 'asked' in one.params ? one.params.done / one.params.asked : 0;
	});
	return done.reduce((sum, one) => sum + one, 0) / requirements.length;
}

/**
 * Returns the badges that a person is nearest to earning, at most `most`: complete ones first, then those
 * with the largest share of the requirements done, then those with the fewest requirements missing; ties in
 * the order of `badges`.
 */
export function nearestBadges<T extends { readonly requirements: readonly Requirement[] }>(
	badges: readonly T[],
	most: number,
): T[] {
	const missing = ({ requirements }: T) => requirements.filter(({ met }) => !met).length;
	return badges
		.toSorted(
			(one, other) =>
				Number(isMet(other.requirements)) - Number(isMet(one.requirements)) ||
				shareOfRequirementsDone(other.requirements) - shareOfRequirementsDone(one.requirements) ||
				missing(one) - missing(other),
		)
		.slice(0, most);
}
