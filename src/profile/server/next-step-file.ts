import { z } from 'zod';
import { FRAMEWORK_VERSIONS, LEVELS } from '#framework';
import { dimension } from '#framework/server';
import { AUDIENCES } from '#identity';

const words = z
	.string()
	.regex(/\S/, 'must not be empty')
	.regex(/^\S(.*\S)?$/s, 'must not begin or end with a space');

/** The standings for which a next step can be written: `starting` and the three levels. */
const PLACED = ['starting', ...LEVELS] as const;

const nextStep = z.strictObject({
	dimension: z.string(),
	audience: z.enum(AUDIENCES),
	from: z.enum(PLACED),
	text: z.strictObject({ fr: words, en: words }),
});

/**
 * Schema of the data file of next steps: at most one per dimension, audience and standing; each dimension
 * must be in the framework.
 */
export const nextStepFile = z
	.strictObject({ framework: z.enum(FRAMEWORK_VERSIONS), items: z.array(nextStep).min(1) })
	.superRefine(({ framework, items }, context) => {
		const seen = new Set<string>();
		for (const [index, item] of items.entries()) {
			const key = `${item.audience} ${item.dimension} ${item.from}`;
			if (!dimension(framework, item.dimension))
				context.addIssue({
					code: 'custom',
					path: ['items', index, 'dimension'],
					message: `is not a dimension of ${framework}`,
				});
			if (seen.has(key))
				context.addIssue({ code: 'custom', path: ['items', index], message: `is a second step for ${key}` });
			seen.add(key);
		}
	});
