import { z } from 'zod';
import { FRAMEWORK_VERSIONS } from '#framework';
import { AUDIENCES } from '#identity';
import { type Answer, ANSWERS, CHOICES, MODES } from '../index.ts';

const words = new Map(ANSWERS.map((answer) => [String(answer), answer]));
const incomplete = 'assessment.form-incomplete';
const key = z.string(incomplete);
const holder = z.string().max(64, incomplete).optional();

const answer = z
	.string('assessment.answer-missing')
	.transform((word, context): Answer => {
		const found = words.get(word);
		if (found !== undefined) return found;
		context.addIssue('assessment.answer-missing');
		return z.NEVER;
	})
	.optional();

/** One form holds at most the three statements of a dimension. */
const MOST = 3;
const list = <T extends z.ZodType>(of: T) => z.array(of, incomplete).min(1, incomplete).max(MOST, incomplete);

/**
 * The form of a dimension: for each statement its id, the revision the person saw, and the choice where one was made
 * (`answer-0`, `answer-1`, `answer-2`); at least one. `continue` goes on to the next. `holder` says for whom the page
 * was made: another person may have signed in since, in the same browser.
 */
export const answersForm = z
	.object({
		statement: list(z.string(incomplete).min(1, incomplete).max(120, incomplete)),
		revision: list(z.coerce.number(incomplete).int(incomplete).min(0, incomplete).max(1_000_000, incomplete)),
		'answer-0': answer,
		'answer-1': answer,
		'answer-2': answer,
		key,
		holder,
		continue: z.string().optional(),
	})
	.transform(({ statement, revision, key, holder, continue: goesOn, ...choices }, context) => {
		const answers = statement.flatMap((id, at) => {
			const chosen = choices[`answer-${at}` as keyof typeof choices];
			return chosen === undefined ? [] : [{ statement: id, answer: chosen, revision: revision[at] ?? 0 }];
		});
		if (answers.length === 0)
			context.addIssue({ code: 'custom', path: ['answer-0'], message: 'assessment.answer-missing' });
		return { answers, key, holder, continue: goesOn };
	});

/** The form that chooses how to answer: the version of the framework and the length. */
export const chooseForm = z.object({
	version: z.enum(FRAMEWORK_VERSIONS, 'assessment.version-missing'),
	mode: z.enum(MODES, 'assessment.mode-missing'),
	key,
});

/** The form of one situation. */
export const situationForm = z.object({ choice: z.enum(CHOICES, 'assessment.choice-missing'), key });

/** A trial holds at most three answers for each of the twelve dimensions. */
const MOST_IN_TRIAL = 36;
const trialList = <T extends z.ZodType>(of: T) =>
	z.array(of, incomplete).min(1, incomplete).max(MOST_IN_TRIAL, incomplete);

/** What somebody answered without an account, to be kept in theirs; `replace` lets it go over what they had answered. */
export const trialForm = z
	.object({
		audience: z.enum(AUDIENCES, incomplete),
		mode: z.enum(MODES, 'assessment.mode-missing'),
		statement: trialList(z.string(incomplete).min(1, incomplete).max(120, incomplete)),
		answer: trialList(
			z.string(incomplete).transform((word, context): Answer => {
				const found = words.get(word);
				if (found !== undefined) return found;
				context.addIssue('assessment.answer-missing');
				return z.NEVER;
			}),
		),
		replace: z.literal('yes').optional(),
		key,
	})
	.transform(({ statement, answer, replace, ...trial }, context) => {
		if (statement.length !== answer.length)
			context.addIssue({ code: 'custom', path: ['statement'], message: incomplete });
		const answers = statement.map((id, at) => ({ statement: id, answer: answer[at]! }));
		return { ...trial, answers, replace: replace === 'yes' };
	});
