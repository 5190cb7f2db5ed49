import { z } from 'zod';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import {
	dimensionsFault,
	durationFault,
	isCivilDate,
	readLink,
	TRAINING_KINDS,
	TRAINING_LIMITS,
} from '../index.ts';

const slugs = framework(CURRENT_VERSION).dimensions.map((one) => one.slug);
const incomplete = 'training.form-incomplete';

/** A number field left empty counts as nothing; letters, signs and commas are told apart. */
const whole = z
	.string()
	.trim()
	.default('')
	.refine((text) => /^\d{0,4}$/.test(text), 'training.duration-not-whole')
	.transform(Number);

/** Hours and minutes are two fields and one fact: its problem is told at the first. */
const duration = z
	.object({ hours: whole, minutes: whole })
	.transform(({ hours, minutes }) => hours * 60 + minutes)
	.superRefine((minutes, context) => {
		const fault = durationFault(minutes);
		if (fault) context.addIssue(fault);
	});

/** A field that holds a web address, or nothing (null). */
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
		.trim()
		.min(1, 'training.title-missing')
		.max(TRAINING_LIMITS.title, 'training.title-too-long'),
	hours: duration,
	date: z.string('training.date-invalid').trim().refine(isCivilDate, 'training.date-invalid'),
	kind: z.enum(TRAINING_KINDS, 'training.kind-missing'),
	dimensions: z
		.array(z.string(), 'training.dimensions-missing')
		.transform((chosen) => [...new Set(chosen)])
		.superRefine((chosen, context) => {
			const fault = dimensionsFault(chosen, slugs);
			if (fault) context.addIssue(fault);
		}),
	reflection: z.string().trim().max(TRAINING_LIMITS.reflection, 'training.reflection-too-long').default(''),
	link: linkField,
	key: z.string(incomplete),
	revision: z.coerce
		.number(incomplete)
		.int(incomplete)
		.min(1, incomplete)
		.max(1_000_000, incomplete)
		.optional(),
});

/** The form of an autoformation; `revision` comes with a change only. */
export const trainingForm = z
	.preprocess(
		(sent: Record<string, unknown>) => ({
			...sent,
			hours: { hours: sent['hours'], minutes: sent['minutes'] },
		}),
		fields,
	)
	.transform(({ hours, ...rest }) => ({ ...rest, minutes: hours }));

/** The form that removes an autoformation. */
export const removeTrainingForm = z.object({ key: z.string(incomplete) });
