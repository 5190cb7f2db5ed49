import { z } from 'zod';
import { visibleLine } from '#platform';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { atMost } from '#platform/server';
import {
	dimensionsProblem,
	durationProblem,
	type DurationUnit,
	isCivilDate,
	durationInMinutes,
	HOURS_SHARE_DAYS,
	readLink,
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
