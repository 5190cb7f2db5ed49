import { z } from 'zod';
import { LEVELS } from '#framework';
import { visibleLine } from '#platform';
import { atMost } from '#platform/server';
import { RUBRIC_SIZE } from '#badges';
import { linkField } from '#training/server';
import { DRAFTED_KINDS } from '../application-kind.ts';
import { markingFields, MARKS, MOST_EVIDENCE, type PlacedMarking } from '../marking.ts';

const incomplete = 'recognition.form-incomplete';
const key = z.string(incomplete);
const reason = z.string().trim().check(atMost(2000, 'recognition.reason-too-long')).default('');

/**
 * Schema of the form that begins an application: what is to be recognised, and the form's key; the page's address
 * tells which badge.
 */
export const startForm = z.object({ kind: z.enum(DRAFTED_KINDS, incomplete).default('evidence'), key });

/** Schema of the form that asks a person to reconsider what a rule decided. */
export const reconsiderForm = z.object({
	message: z.string().trim().check(atMost(2000, 'recognition.message-too-long')).default(''),
	key,
});

/** Field for an optional choice of one id: an empty value becomes null. */
const choice = z
	.string()
	.max(64, incomplete)
	.default('')
	.transform((chosen) => chosen || null);

/** Field for one checkbox: true when it is ticked. */
const ticked = z
	.array(z.string())
	.default([])
	.transform((chosen) => chosen.length > 0);

/**
 * The form fields of a piece of evidence: a title, a link or a logged activity, and a reflection on what it
 * shows.
 */
const piece = {
	title: z.string().overwrite(visibleLine).check(atMost(200, 'recognition.title-too-long')).default(''),
	link: linkField,
	training: choice,
	reflection: z.string().trim().check(atMost(4000, 'recognition.reflection-too-long')).default(''),
	context: z
		.string()
		.overwrite(visibleLine)
		.check(atMost(100, 'recognition.context-too-long'))
		.default('')
		.transform((typed) => typed || null),
	shared: ticked,
};

/**
 * Schema of the action that adds a piece of evidence. One form of the page has two buttons, to add evidence
 * and to send the application, so both send the checkboxes `inBadge` (write the evidence in the badge) and
 * `bindsEmail` (bind the badge to the person's e-mail address). `instead` is the id of the piece of evidence that
 * this one replaces, or null.
 */
export const addEvidenceForm = z.object({
	...piece,
	instead: choice,
	inBadge: ticked,
	bindsEmail: ticked,
	key,
});

/**
 * Schema of the form that changes a piece of evidence; `version` is the hash of the content that the page
 * showed.
 */
export const changeEvidenceForm = z.object({
	...piece,
	dropFile: ticked,
	version: z.string(incomplete).max(32, incomplete),
	key,
});

/**
 * Schema of the form that removes a piece of evidence: only the form's key, since the page's address names
 * the piece.
 */
export const removeEvidenceForm = z.object({ key });

/** Schema of the forms that put back, or permanently erase, a piece of evidence that was removed. */
export const putBackOrEraseEvidenceForm = z.object({
	removed: z.string(incomplete).max(64, incomplete),
	key,
});

/**
 * Schema of the form that sends an application, with the fields of a piece of evidence that may be typed but
 * not added yet.
 */
export const submitForm = z
	.object({ ...piece, inBadge: ticked, bindsEmail: ticked, key })
	.transform(({ inBadge, bindsEmail, key: sent, ...typed }) => ({ inBadge, bindsEmail, typed, key: sent }));

/** Schema of the form that withdraws an application: only the form's key. */
export const withdrawForm = z.object({ key });

const mark = z.enum(MARKS, incomplete).nullable().default(null);
const comment = z
	.string()
	.overwrite(visibleLine)
	.check(atMost(200, 'recognition.comment-too-long'))
	.default('');

/**
 * The fields in which an adviser marks each criterion and each piece of evidence, by their place in the list of
 * the page.
 */
const MARKED = (['criterion', 'piece'] as const).flatMap((about) =>
	Array.from({ length: about === 'criterion' ? RUBRIC_SIZE : MOST_EVIDENCE }, (_, at) => ({
		...{ about, at, ...markingFields({ about, at }) },
	})),
);

const markingsIn = (typed: Readonly<Record<string, unknown>>): readonly PlacedMarking[] =>
	MARKED.flatMap(({ about, at, ...fields }) => {
		const one = mark.parse(typed[fields.mark]);
		const words = comment.parse(typed[fields.comment]);
		return one !== null || words !== '' ? [{ about, at, mark: one, comment: words }] : [];
	});

/**
 * Schema of the form of an adviser's decision on an application; `shown` is the id of the submission that the
 * page showed. The use case `decide` requires a level observed for an acceptance, and a reason.
 */
export const decisionForm = z
	.object({
		decision: z.enum(['accept', 'return', 'refuse'], 'recognition.decision-missing'),
		level: z.enum(LEVELS, incomplete).nullable().default(null),
		reason,
		interviewDate: z.string().overwrite(visibleLine).max(10, incomplete).default(''),
		interviewMinutes: z.string().overwrite(visibleLine).max(4, incomplete).default(''),
		interviewShown: z.string().trim().check(atMost(2000, 'recognition.interview-too-long')).default(''),
		shown: z.string(incomplete).min(1, incomplete).max(64, incomplete),
		key,
		...(Object.fromEntries(
			MARKED.flatMap((one) => [
				[one.mark, mark],
				[one.comment, comment],
			]),
		) as Record<string, never>),
	})
	.transform(({ decision, level, reason: word, shown, key: sent, ...rest }) => {
		const { interviewDate: date, interviewMinutes: minutes, interviewShown, ...marked } = rest;
		return {
			...{ decision, level, reason: word, shown, key: sent },
			markings: markingsIn(marked),
			interview: { date, minutes, shown: interviewShown },
		};
	});
