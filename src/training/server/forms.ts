import { z } from 'zod';
import { SCALE } from '#assessment';
import { AUDIENCES } from '#identity';
import { visibleLine } from '#platform';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { atMost } from '#platform/server';
import {
	dimensionsProblem,
	durationProblem,
	ENTRY_LANGUAGES,
	ENTRY_LIMITS,
	type DurationUnit,
	isCivilDate,
	durationInMinutes,
	HOURS_SHARE_DAYS,
	readLink,
	readStep,
	TRAINING_KINDS,
	TRAINING_LIMITS,
} from '../index.ts';

const slugs = framework(CURRENT_VERSION).dimensions.map((one) => one.slug);
const incomplete = 'training.form-incomplete';

/** Field for a duration. A number without a unit takes the unit of the field; a typed unit wins. */
const durationIn = (unit: DurationUnit) =>
	z
		.string()
		.default('')
		.transform((typed, context) => {
			const minutes = durationInMinutes(typed, unit);
			if (minutes !== undefined) return minutes;
			context.addIssue('training.duration-unreadable');
			return z.NEVER;
		});

/**
 * Field for a duration typed in two inputs, hours and minutes. A problem with the sum is reported on the
 * first.
 */
const duration = z
	.object({ hours: durationIn('hours'), minutes: durationIn('minutes') })
	.transform(({ hours, minutes }) => hours + minutes)
	.superRefine((minutes, context) => {
		const fault = durationProblem(minutes);
		if (fault) context.addIssue(fault);
	});

/** Form field for a web address; an empty text becomes null. */
export const linkField = z
	.string()
	.trim()
	.default('')
	.transform((typed, context) => {
		if (typed === '') return null;
		const read = readLink(typed);
		if (typeof read !== 'string') return read.address;
		context.addIssue(read);
		return z.NEVER;
	});

const fields = z.object({
	title: z
		.string('training.title-missing')
		.overwrite(visibleLine)
		.min(1, 'training.title-missing')
		.check(atMost(TRAINING_LIMITS.title, 'training.title-too-long')),
	hours: duration,
	date: z.string('training.date-invalid').trim().refine(isCivilDate, 'training.date-invalid'),
	kind: z.enum(TRAINING_KINDS, 'training.kind-missing'),
	dimensions: z
		.array(z.string(), 'training.dimensions-missing')
		.transform((chosen) => [...new Set(chosen)])
		.superRefine((chosen, context) => {
			const fault = dimensionsProblem(chosen, slugs);
			if (fault) context.addIssue(fault);
		}),
	reflection: z
		.string()
		.trim()
		.check(atMost(TRAINING_LIMITS.reflection, 'training.reflection-too-long'))
		.default(''),
	link: linkField,
	suggestion: z.string(incomplete).max(80, incomplete).optional(),
	key: z.string(incomplete),
	revision: z.coerce
		.number(incomplete)
		.int(incomplete)
		.min(1, incomplete)
		.max(1_000_000, incomplete)
		.optional(),
});

/** Schema of the form that logs or changes a learning activity; `revision` is sent only for a change. */
export const trainingForm = z
	.preprocess(
		(sent: Record<string, unknown>) => ({
			...sent,
			hours: { hours: sent['hours'], minutes: sent['minutes'] },
		}),
		fields,
	)
	.transform(({ hours, ...rest }) => ({ ...rest, minutes: hours }));

/** Schema of the form that looks for words in one's own learning activities. */
export const searchForm = z.object({
	words: z
		.string('training.search-empty')
		.overwrite(visibleLine)
		.min(1, 'training.search-empty')
		.check(atMost(80, 'training.search-long')),
});

/**
 * Schema of the form that deletes a learning activity: only the form's key, since the page's address names
 * the activity.
 */
export const removeTrainingForm = z.object({ key: z.string(incomplete) });

const step = z
	.enum(['', ...SCALE.map(String)], incomplete)
	.default('')
	.transform(readStep);

/**
 * Schema of the form in which a person looks back on a learning activity: each question may stay without an
 * answer, and `clear` takes every answer away.
 */
export const lookingBackForm = z
	.object({
		before: step,
		now: step,
		helped: z.enum(['', 'yes', 'no'], incomplete).default(''),
		clear: z.enum(['1'], incomplete).optional(),
		key: z.string(incomplete),
	})
	.transform(({ before, now, helped, clear, key }) =>
		clear
			? { before: null, now: null, helped: null, key }
			: { before, now, helped: helped === '' ? null : helped === 'yes', key },
	);

/** Schema of the forms that put back, or permanently erase, a learning activity that was removed. */
export const putBackOrEraseTrainingForm = z.object({
	removed: z.string(incomplete).max(64, incomplete),
	key: z.string(incomplete),
});

/** Schema of the form that makes a link to one's total of hours in the period that begins in a year. */
export const shareHoursForm = z.object({
	year: z
		.string(incomplete)
		.max(4, incomplete)
		.regex(/^\d{4}$/, incomplete),
	days: z.coerce
		.number('training.hours-days')
		.refine((days) => (HOURS_SHARE_DAYS as readonly number[]).includes(days), 'training.hours-days'),
	key: z.string(incomplete),
});

/** Schema of the form that withdraws a link to one's total of hours. */
export const withdrawHoursForm = z.object({
	share: z.string(incomplete).max(64, incomplete),
	key: z.string(incomplete),
});

const several = (missing: string) =>
	z.array(z.string().max(80, missing), missing).transform((chosen) => [...new Set(chosen)]);

/** Schema of the form that adds or changes a training of the catalogue; `revision` is sent only for a change. */
export const catalogueEntryForm = z
	.object({
		title: z
			.string('training.title-missing')
			.overwrite(visibleLine)
			.min(1, 'training.title-missing')
			.check(atMost(ENTRY_LIMITS.title, 'training.title-too-long')),
		provider: z
			.string()
			.overwrite(visibleLine)
			.check(atMost(ENTRY_LIMITS.provider, 'training.entry-provider-long'))
			.default(''),
		address: linkField,
		duration: durationIn('minutes').superRefine((minutes, context) => {
			const fault = durationProblem(minutes);
			if (fault) context.addIssue(fault);
		}),
		language: z.enum(ENTRY_LANGUAGES, 'training.entry-language'),
		audiences: z
			.array(z.enum(AUDIENCES, 'training.entry-audience'), 'training.entry-audience')
			.min(1, 'training.entry-audience')
			.transform((chosen) => [...new Set(chosen)]),
		dimensions: several('training.dimensions-missing').superRefine((chosen, context) => {
			const fault = dimensionsProblem(chosen, slugs);
			if (fault) context.addIssue(fault);
		}),
		cost: z
			.string()
			.overwrite(visibleLine)
			.check(atMost(ENTRY_LIMITS.cost, 'training.entry-cost-long'))
			.default(''),
		key: z.string(incomplete),
		revision: z.coerce
			.number(incomplete)
			.int(incomplete)
			.min(1, incomplete)
			.max(1_000_000, incomplete)
			.optional(),
	})
	.transform(({ duration: minutes, ...rest }) => ({ ...rest, minutes }));

/** Schema of the form that retires a training of the catalogue, or offers it again. */
export const retireEntryForm = z.object({ key: z.string(incomplete) });

/** Schema of the form that gives the table of a catalogue, pasted or as a file. */
export const catalogueFileForm = z.object({
	content: z.string('training.catalogue-missing').regex(/\S/, 'training.catalogue-missing'),
	key: z.string(incomplete),
});

/**
 * Schema of the form that gives a table of learning activities, pasted or as a file, with what holds for rows
 * that do not say it.
 */
export const trainingTableForm = z
	.object({
		content: z.string('training.catalogue-missing').regex(/\S/, 'training.catalogue-missing'),
		title: z
			.string()
			.overwrite(visibleLine)
			.check(atMost(TRAINING_LIMITS.title, 'training.title-too-long'))
			.default(''),
		duration: durationIn('minutes').superRefine((minutes, context) => {
			const fault = minutes === 0 ? undefined : durationProblem(minutes);
			if (fault) context.addIssue(fault);
		}),
		kind: z.enum(TRAINING_KINDS, 'training.kind-missing').default('course'),
		dimensions: several('training.dimensions-missing')
			.default([])
			.superRefine((chosen, context) => {
				const fault = chosen.length === 0 ? undefined : dimensionsProblem(chosen, slugs);
				if (fault) context.addIssue(fault);
			}),
		key: z.string(incomplete),
	})
	.transform(({ content, key, title, duration: minutes, kind, dimensions }) => ({
		...{ content, key, defaults: { title, minutes, kind, dimensions } },
	}));

/** Schema of the form that lets a service send activities, with what holds where it does not say it. */
export const sourceForm = z
	.object({
		name: z
			.string('training.source-name')
			.overwrite(visibleLine)
			.min(1, 'training.source-name')
			.check(atMost(80, 'training.source-name-long')),
		duration: durationIn('minutes').superRefine((minutes, context) => {
			const fault = durationProblem(minutes);
			if (fault) context.addIssue(fault);
		}),
		dimensions: several('training.dimensions-missing').superRefine((chosen, context) => {
			const fault = dimensionsProblem(chosen, slugs);
			if (fault) context.addIssue(fault);
		}),
		key: z.string(incomplete),
	})
	.transform(({ duration: minutes, ...rest }) => ({ ...rest, minutes }));

/** Schema of the form that revokes the key of a service. */
export const revokeSourceForm = z.object({ key: z.string(incomplete) });

/** Schema of the form that attaches to a learner what is held. */
export const heldForm = z.object({
	held: z.string(incomplete).max(64, incomplete),
	person: z
		.string('training.received-nobody')
		.overwrite(visibleLine)
		.min(1, 'training.received-nobody')
		.check(atMost(254, 'training.received-nobody')),
	key: z.string(incomplete),
});

/** Schema of the form that discards what is held. */
export const discardHeldForm = z.object({
	held: z.string(incomplete).max(64, incomplete),
	key: z.string(incomplete),
});
