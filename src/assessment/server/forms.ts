import { z } from 'zod';
import { ANSWERS, type Answer } from '../index.ts';

const words = new Map(ANSWERS.map((answer) => [String(answer), answer]));

/** The form of one statement: the choice, the revision the person saw, the form's key; `continue` goes on to the next. */
export const answerForm = z.object({
	answer: z.string('assessment.answer-missing').transform((word, context): Answer => {
		const answer = words.get(word);
		if (answer !== undefined) return answer;
		context.addIssue('assessment.answer-missing');
		return z.NEVER;
	}),
	revision: z.coerce
		.number('assessment.form-incomplete')
		.int('assessment.form-incomplete')
		.min(0, 'assessment.form-incomplete')
		.max(1_000_000, 'assessment.form-incomplete'),
	key: z.string('assessment.form-incomplete'),
	continue: z.string().optional(),
});
