import { m } from '#messages';

/** A phrase that says how many of the statements of the self-assessment are still to answer. */
export function remainingText(answered: number, total: number): string {
	const count = total - answered;
	if (count === 0) return m.assessment_left_none();
	return count === 1 ? m.assessment_left_one() : m.assessment_left_many({ count });
}
