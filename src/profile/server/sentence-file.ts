import { z } from 'zod';
import { FRAMEWORK_VERSIONS, STANDINGS } from '#framework';
import { framework } from '#framework/server';
import { FOLLOWING_SENTENCE_IDS, OPENING_SENTENCE_IDS } from '../sentences.ts';

const words = z
	.string()
	.regex(/\S/, 'must not be empty')
	.regex(/^\S(.*\S)?$/s, 'must not begin or end with a space');
const text = z.strictObject({ fr: words, en: words });
const ids = [...OPENING_SENTENCE_IDS, ...FOLLOWING_SENTENCE_IDS] as const;

const whole = z.union([
	z.strictObject({ id: z.enum(ids), text }),
	/**
	 * A sentence in two forms: `one` for a single dimension, named by its task; `many` for several, counted.
	 */
	z.strictObject({ id: z.enum(ids), one: text, many: text }),
]);

/**
 * Schema of the data file of the sentences that describe a profile: a task for each dimension, and every
 * sentence that the rules can choose.
 */
export const sentenceFile = z
	.strictObject({
		framework: z.enum(FRAMEWORK_VERSIONS),
		/**
		 * What people do in each dimension, as used in « Pour {task}, vous dites… »: an infinitive in French,
		 * a gerund in English.
		 */
		tasks: z.array(z.strictObject({ dimension: z.string(), task: text })),
		said: z.strictObject(
			Object.fromEntries(STANDINGS.map((one) => [one, text])) as Record<
				(typeof STANDINGS)[number],
				typeof text
			>,
		),
		shown: z.strictObject({
			none: text,
			noLevel: z.strictObject({ alone: text, same: text, lower: text }),
			level: z.strictObject({ alone: text, same: text, higher: text, lower: text }),
		}),
		observed: z.strictObject({ none: text, level: text }),
		/** The parts of a count, such as « 3 au niveau avancé ». */
		part: z.strictObject({ level: text, starting: text }),
		whole: z.array(whole),
	})
	.superRefine(({ framework: version, tasks, whole: sentences }, context) => {
		const fault = (path: (string | number)[], message: string) =>
			context.addIssue({ code: 'custom', path, message });
		for (const { slug } of framework(version).dimensions)
			if (tasks.filter((one) => one.dimension === slug).length !== 1)
				fault(['tasks'], `must name ${slug} once`);
		if (tasks.length !== framework(version).dimensions.length)
			fault(['tasks'], `must name the dimensions of ${version}, and no other`);
		for (const id of ids)
			if (sentences.filter((one) => one.id === id).length !== 1) fault(['whole'], `must hold "${id}" once`);
	});
