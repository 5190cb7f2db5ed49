import { m } from '#messages';

/**
 * The first lines of a cohort's page: how many people share with its adviser, and how many of them answered
 * everything; none, one and many have separate sentences.
 */
export function cohortSummaryText(people: number, done: number): string {
	if (people === 0) return m.cohort_sharing_none();
	const sharing = people === 1 ? m.cohort_sharing_one() : m.cohort_sharing_many({ people });
	if (done === 0) return `${sharing} ${m.cohort_answered_none()}`;
	return `${sharing} ${done === 1 ? m.cohort_answered_one() : m.cohort_answered_many({ done })}`;
}
