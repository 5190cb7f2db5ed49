import { m } from '#messages';

/** A sentence that says how many of the statements of the self-assessment are answered. */
export function progressText(answered: number, total: number): string {
	if (answered === 0) return m.assessment_progress_none();
	return answered === 1
		? m.assessment_progress_one({ total })
		: m.assessment_progress_many({ answered, total });
}

/** A phrase that says how many of the statements of one dimension are answered: none, some or all. */
export function dimensionProgressText(answered: number, total: number): string {
	if (answered === 0) return m.assessment_unanswered();
	if (answered === total) return m.assessment_answered();
	return answered === 1
		? m.assessment_answered_part_one({ total })
		: m.assessment_answered_part_many({ answered, total });
}
