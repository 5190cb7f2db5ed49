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

/** The most answers in the form of a dimension's page: its three statements. */
const MOST = 3;
const list = <T extends z.ZodType>(of: T) => z.array(of, incomplete).min(1, incomplete).max(MOST, incomplete);

/**
 * Schema of the form in which a person answers a dimension: for each statement its id, the revision that the
 * page showed, and the choice if one was made (`answer-0`, `answer-1`, `answer-2`; at least one). `continue`
 * opens the next dimension. `holder` is the pseudonym of the person the page was made for, since somebody
 * else may have signed in meanwhile in the same browser.
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

/** What `answersForm` yields: a person's answers to a dimension's statements, with the form's key. */
export type SentAnswers = z.output<typeof answersForm>;

/** Schema of the form that chooses the version of the framework and the length of the self-assessment. */
export const versionAndModeForm = z.object({
	version: z.enum(FRAMEWORK_VERSIONS, 'assessment.version-missing'),
	mode: z.enum(MODES, 'assessment.mode-missing'),
	key,
});

/** Schema of the form that carries over answers from the version of the framework `from`. */
export const carryOverForm = z.object({
	from: z.enum(FRAMEWORK_VERSIONS, 'assessment.version-missing'),
	key,
});

/** Schema of the form in which a person chooses one of the four ways to act in a situation. */
export const situationForm = z.object({ choice: z.enum(CHOICES, 'assessment.choice-missing'), key });

/** The most answers that somebody can give without an account: three for each of the twelve dimensions. */
const MOST_IN_TRIAL = 36;
const trialList = <T extends z.ZodType>(of: T) =>
	z.array(of, incomplete).min(1, incomplete).max(MOST_IN_TRIAL, incomplete);

const trialAnswers = {
	audience: z.enum(AUDIENCES, incomplete),
	statement: trialList(z.string(incomplete).min(1, incomplete).max(120, incomplete)),
	answer: trialList(
		z.string(incomplete).transform((word, context): Answer => {
			const found = words.get(word);
			if (found !== undefined) return found;
			context.addIssue('assessment.answer-missing');
			return z.NEVER;
		}),
	),
};

/** Puts each answer with its statement; reports an issue when their numbers differ. */
function paired(
	{ statement, answer }: { readonly statement: readonly string[]; readonly answer: readonly Answer[] },
	context: z.RefinementCtx,
) {
	if (statement.length !== answer.length)
		context.addIssue({ code: 'custom', path: ['statement'], message: incomplete });
	return statement.map((id, at) => ({ statement: id, answer: answer[at]! }));
}

/**
 * Schema of the form that stores in an account the answers given without one (a trial); `replace` also
 * overwrites answers that the account has.
 */
export const trialForm = z
	.object({
		...trialAnswers,
		mode: z.enum(MODES, 'assessment.mode-missing'),
		replace: z.literal('yes').optional(),
		key,
	})
	.transform(({ statement, answer, replace, ...trial }, context) => ({
		...trial,
		answers: paired({ statement, answer }, context),
		replace: replace === 'yes',
	}));

/**
 * Schema of the form that draws the result of a trial as a PDF: a version, an audience and the answers,
 * without any text of a person.
 */
export const trialSheetForm = z
	.object({ ...trialAnswers, version: z.enum(FRAMEWORK_VERSIONS, incomplete) })
	.transform(({ statement, answer, ...trial }, context) => ({
		...trial,
		answers: paired({ statement, answer }, context),
	}));
