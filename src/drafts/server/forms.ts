import { z } from 'zod';
import { isStorable } from '#platform';

const shape = 'drafts.shape';
const text = z.string(shape).refine(isStorable, 'platform.unstorable');

/** What is typed in a form, as its page writes it: one JSON text. */
const typed = z
	.string(shape)
	.transform((json, context): unknown => {
		try {
			return JSON.parse(json);
		} catch {
			context.addIssue(shape);
			return z.NEVER;
		}
	})
	.pipe(z.record(text.max(60, shape), z.union([text, z.array(text).max(100, shape)]), shape));

const name = {
	path: z
		.string(shape)
		.max(200, shape)
		.regex(/^\/(?![/\\])/, shape),
	form: z.string(shape).max(100, shape),
};

/** A draft that a page keeps by itself. */
export const draftForm = z.object({
	...name,
	/** Whose page it is, where it says so: nothing is kept for anybody else. */
	holder: z.string(shape).optional(),
	revision: z.coerce.number(shape).int(shape).min(0, shape).max(1_000_000, shape),
	settled: z.literal('yes').optional(),
	typed,
});

/** The form that throws a draft away. */
export const discardForm = z.object(name);
