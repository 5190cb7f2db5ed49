import { m } from '#messages';

/** How many statements are answered, in a sentence. */
export function progressText(answered: number, total: number): string {
	if (answered === 0) return m.assessment_progress_none();
	return answered === 1
		? m.assessment_progress_one({ total })
		: m.assessment_progress_many({ answered, total });
}
