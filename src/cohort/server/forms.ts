import { z } from 'zod';
import { createAccountWithCodeForm } from '#identity/server';
import { isId, visibleLine } from '#platform';
import { atMost } from '#platform/server';
import { readSlipCode } from '../roster/slip-code.ts';
import { COHORT_AUDIENCES, COHORT_TASKS, LARGEST_LIMIT, readJoinCode } from '../cohort.ts';

const key = z.string('platform.key-reused');
const id = z.string('not-found').refine(isId);
const code = z
	.string('cohort.code-missing')
	.transform(readJoinCode)
	.pipe(z.string().min(1, 'cohort.code-missing'));

const name = z
	.string('cohort.name-missing')
	.overwrite(visibleLine)
	.min(1)
	.check(atMost(80, 'cohort.name-long'));
const shown = z.string('generic').max(64, 'generic');

const dateOrNone = z
	.union([z.literal(''), z.iso.date('cohort.date-shape')], 'cohort.date-shape')
	.default('')
	.transform((date) => date || null);
/** The fields of a cohort that may stay empty: its first day, how many people, and what it asks of them. */
const settings = {
	startsOn: dateOrNone,
	mostPeople: z
		.string('cohort.most-people')
		.max(20, 'cohort.most-people')
		.default('')
		.transform((typed) => typed.replaceAll(/\s/g, ''))
		.pipe(z.string().regex(/^\d{0,6}$/, 'cohort.most-people'))
		.transform((typed) => (typed === '' ? null : Number(typed)))
		.refine((most) => most === null || (most >= 1 && most <= LARGEST_LIMIT), 'cohort.most-people'),
	asks: z
		.union([z.literal(''), z.enum(COHORT_TASKS)], 'cohort.asks-unknown')
		.default('')
		.transform((task) => task || null),
};

/**
 * Schema of the form in which an adviser creates a cohort: name, audience and, if any, its days, how many people it
 * may have and what it asks of them.
 */
export const createCohortForm = z.object({
	key,
	name,
	audience: z.enum(COHORT_AUDIENCES, 'cohort.audience-missing'),
	endsOn: dateOrNone,
	...settings,
});

/**
 * Schema of the form that edits a cohort; `shown` is the version of the cohort that the page showed
 * (`cohortVersion`).
 */
export const editCohortForm = z.object({ key, shown, name, ...settings });

/** Schema of the form that puts a cohort among the archived ones, or back among the others. */
export const archiveCohortForm = z.object({ key });

/** Schema of the form that brings forward the last day of a cohort; `shown` is as in `editCohortForm`. */
export const closeCohortForm = z.object({ key, shown, endsOn: z.iso.date('cohort.end-missing') });

/**
 * Schema of the form that gives the roster of a cohort, as a file or as it was checked. Where none is given, the
 * file is what is missing: no other field is on the page.
 */
export const rosterFileForm = z
	.object({ content: z.string('cohort.roster-missing').default(''), key })
	.refine(({ content }) => /\S/.test(content), { error: 'cohort.roster-missing', path: ['file'] });

/** Schema of the form that removes the roster of a cohort. */
export const rosterKeyForm = z.object({ key });

/** Schema of the form that confirms those who came with a slip: the rows that its page listed. */
export const confirmRosterForm = z.object({
	key,
	people: z.array(z.string().max(40, 'generic')).max(100, 'generic').optional().default([]),
});

const slipCode = z
	.string('cohort.slip-missing')
	.max(200, 'cohort.slip-unknown')
	.transform(readSlipCode)
	.pipe(z.string().min(1, 'cohort.slip-missing'));

/**
 * Schema of the forms of a slip: to see whose it is (`look`), or to use it, with a new account (`create`) or with
 * one’s own (`take`).
 */
export const slipForm = z.discriminatedUnion(
	'form',
	[
		createAccountWithCodeForm
			.omit({ displayName: true })
			.extend({ form: z.literal('create'), code: slipCode }),
		z.object({ key, code: slipCode, form: z.literal('look') }),
		z.object({ key, code: slipCode, form: z.literal('take') }),
	],
	'generic',
);

/** Schema of the form in which a person types the code of a cohort, to see what joining it means. */
export const cohortCodeForm = z.object({ code });

/** Schema of the form that joins a cohort, after the person has read what they would share. */
export const joinCohortForm = z.object({ key, code, shown: shown.optional() });

/**
 * Schema of the form that hands a cohort over to another adviser (the person's id); `shown` is the version that
 * the page showed (`slipVersion`).
 */
export const handOverForm = z.object({
	key,
	shown,
	adviser: z.string('cohort.adviser-missing').refine(isId, 'cohort.adviser-missing'),
});

/** Schema of the form that accepts the slip of a cohort that was handed over; `shown` is what the person read. */
export const acceptSlipForm = z.object({ key, shown, cohort: id });

/** Schema of the form by which a person withdraws from a cohort. */
export const leaveCohortForm = z.object({ key, cohort: id });
