import { z } from 'zod';
import { FRAMEWORK_VERSIONS } from '#framework';
import { dimension } from '#framework/server';
import { AUDIENCES } from '#identity';
import { TRAINING_KINDS } from '../kinds.ts';

const words = z
	.string()
	.regex(/\S/, 'must not be empty')
	.regex(/^\S(.*\S)?$/s, 'must not begin or end with a space');
const text = z.strictObject({ fr: words, en: words });
const ADDRESS_FAULT = 'must be an https address, one in each language, or null';
const address = z.url({ protocol: /^https$/, error: ADDRESS_FAULT });

const suggestion = z.strictObject({
	id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
	dimensions: z.array(z.string()).min(1, 'must name a dimension'),
	from: z.enum(['starting', 'intermediate']),
	audiences: z.array(z.enum(AUDIENCES)).min(1, 'must name an audience'),
	kind: z.enum(TRAINING_KINDS),
	minutes: z.int('must be a whole number').min(5, 'must be 5 or more').max(600, 'must be at most 600'),
	title: text,
	about: text,
	address: z
		.union(
			[address.transform((both) => ({ fr: both, en: both })), z.strictObject({ fr: address, en: address })],
			{
				error: ADDRESS_FAULT,
			},
		)
		.nullable(),
});

/**
 * Schema of the data file of the catalogue of learning activities: each has a unique id and dimensions of the
 * framework. A page that is the same in both languages has its address written once.
 */
export const suggestionFileSchema = z
	.strictObject({ framework: z.enum(FRAMEWORK_VERSIONS), items: z.array(suggestion) })
	.superRefine(({ framework, items }, context) => {
		const seen = new Set<string>();
		for (const [at, { id, dimensions }] of items.entries()) {
			const fault = (key: string, message: string) =>
				context.addIssue({ code: 'custom', path: ['items', at, key], message });
			if (seen.has(id)) fault('id', 'is already the id of another one');
			for (const slug of dimensions)
				if (!dimension(framework, slug)) fault('dimensions', `${slug} is not a dimension of ${framework}`);
			seen.add(id);
		}
	});
