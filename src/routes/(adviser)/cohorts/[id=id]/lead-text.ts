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

/** Says how many people finished the self-assessment, began it, and did not begin it; what nobody did is left out. */
export function progressText(all: { people: number; done: number; notStarted: number }): string {
	const started = all.people - all.done - all.notStarted;
	const parts: [number, () => string, (of: { count: number }) => string][] = [
		[all.done, m.cohort_sum_done_one, m.cohort_sum_done_many],
		[started, m.cohort_sum_started_one, m.cohort_sum_started_many],
		[all.notStarted, m.cohort_sum_not_started_one, m.cohort_sum_not_started_many],
	];
	return parts
		.filter(([count]) => count > 0)
		.map(([count, one, many]) => (count === 1 ? one() : many({ count })))
		.join(' · ');
}
