import { m } from '#messages';

/** How many statements are answered, in a sentence. */
export function progressText(answered: number, total: number): string {
	if (answered === 0) return m.assessment_progress_none();
	return answered === 1
		? m.assessment_progress_one({ total })
		: m.assessment_progress_many({ answered, total });
}

/** What is answered in one dimension. */
export function answeredText(answered: number, total: number): string {
	if (answered === 0) return m.assessment_unanswered();
	return answered === total ? m.assessment_answered() : m.assessment_answered_part({ answered, total });
}
