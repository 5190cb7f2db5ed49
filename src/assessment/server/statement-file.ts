import { z } from 'zod';
import { FRAMEWORK_VERSIONS, LEVELS, type Level } from '#framework';
import { element } from '#framework/server';

const words = z
	.string()
	.regex(/\S/, 'must not be empty')
	.regex(/^\S(.*\S)?$/s, 'must not begin or end with a space');
const slug = z
	.string()
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a slug: lower-case words joined by hyphens');
const text = z.strictObject({ fr: words, en: words });

const statement = z.strictObject({
	id: slug,
	audience: z.enum(['teacher', 'staff', 'student']),
	dimension: slug,
	element: slug,
	tellsApart: z.enum(LEVELS),
	text,
	example: text,
});

/** An id ends in the place of its level, so that the three statements of a dimension stand in order. */
const PLACE: Record<Level, number> = { beginner: 1, intermediate: 2, advanced: 3 };

/** The file of statements: each id says its audience, dimension and level, and each element is in the framework. */
export const statementFile = z
	.strictObject({ framework: z.enum(FRAMEWORK_VERSIONS), items: z.array(statement).min(1) })
	.superRefine(({ framework, items }, context) => {
		const seen = new Set<string>();
		const fault = (index: number, key: string, message: string) =>
			context.addIssue({ code: 'custom', path: ['items', index, key], message });
		for (const [index, item] of items.entries()) {
			const id = `${item.audience}-${item.dimension}-${PLACE[item.tellsApart]}`;
			if (item.id !== id) fault(index, 'id', `must be "${id}", from its audience, dimension and level`);
			if (seen.has(item.id)) fault(index, 'id', 'is already the id of another statement');
			if (!element(framework, item.dimension, item.element))
				fault(index, 'element', `is not an element of ${item.dimension} in ${framework}`);
			seen.add(item.id);
		}
	});
