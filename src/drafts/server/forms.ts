import { z } from 'zod';
import { isStorable } from '#platform';

const shape = 'drafts.shape';
const text = z.string(shape).refine(isStorable, 'platform.unstorable');

/** The typed fields of a draft, which the page sends as one JSON text. */
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

/** Schema of what a page's script sends to store a draft while the person types. */
export const draftForm = z.object({
	...name,
	/**
	 * Pseudonym of the person the page was rendered for; the draft is refused if somebody else is signed in
	 * by then.
	 */
	holder: z.string(shape).optional(),
	revision: z.coerce.number(shape).int(shape).min(0, shape).max(1_000_000, shape),
	settled: z.literal('yes').optional(),
	typed,
});

/** Schema of the form that discards a draft: the path of its page and its name there. */
export const discardForm = z.object(name);
