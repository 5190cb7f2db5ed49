import { z } from 'zod';
import { LEVELS } from '#framework';
import { parseDataFile } from '#framework/server';
import { AUDIENCES } from '#identity';
import { INSTITUTION_KINDS } from '#identity';
import { TRAINING_KINDS } from '#training';
import file from '../data/demonstration.json' with { type: 'json' };

/** Schema of a number of days before today; its fractional part gives the time of day. */
const daysAgo = z.number().min(0).max(365);
const words = z.string().trim().min(1);

const training = z.strictObject({
	daysAgo,
	minutes: z.int().min(1),
	kind: z.enum(TRAINING_KINDS),
	dimensions: z.array(words).min(1),
	title: words,
	reflection: z.string(),
	link: z.url().nullable(),
});

const application = z.strictObject({
	badge: words,
	startedDaysAgo: daysAgo,
	submittedDaysAgo: daysAgo,
	evidence: z.strictObject({ title: words, link: z.url(), reflection: words }),
	accepted: z.strictObject({ by: words, daysAgo, level: z.enum(LEVELS), reason: words }).optional(),
});

const publication = z.strictObject({
	badge: words,
	daysAgo,
	visibility: z.enum(['public', 'public-with-name']),
});

const person = z.strictObject({
	username: words,
	displayName: words,
	email: z.email().optional(),
	role: z.enum(['learner', 'adviser', 'administrator']),
	audience: z.enum(AUDIENCES).optional(),
	/**
	 * Describes the person to visitors of the demonstration; only people with a description get a password.
	 */
	about: z.strictObject({ fr: words, en: words }).optional(),
	daysAgo,
	cohort: z.boolean().default(false),
	/**
	 * Answers by self-assessment, one character per dimension in the order of the framework: 0 to 4, n (does
	 * not apply), - (not answered).
	 */
	answers: z.strictObject({ daysAgo, values: z.string().regex(/^[0-4n-]{12}$/) }).optional(),
	/**
	 * The situations that the person did: by dimension, the level of their choice (null: a choice that shows
	 * no level).
	 */
	situations: z
		.array(z.strictObject({ daysAgo, dimension: words, shows: z.enum(LEVELS).nullable() }))
		.default([]),
	trainings: z.array(training).default([]),
	application: application.optional(),
	publications: z.array(publication).default([]),
});

const demonstrationFile = z.strictObject({
	institution: z.strictObject({ slug: words, name: words, kind: z.enum(INSTITUTION_KINDS) }),
	cohort: z.strictObject({ name: words, adviser: words, daysAgo }),
	people: z.array(person).min(4),
});

/** A person of the demonstration, with what they did and how many days ago. */
export type DemonstrationPerson = z.output<typeof person>;

/** The people of the demonstration and their last weeks, from `src/cli/data/demonstration.json`. */
export const demonstration = parseDataFile('src/cli/data/demonstration.json', demonstrationFile, file);
