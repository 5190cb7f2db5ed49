import { z } from 'zod';
import { atMost } from '#platform/server';

const incomplete = 'recognition.form-incomplete';
const key = z.string(incomplete);
const reason = z.string().trim().check(atMost(2000, 'recognition.reason-too-long')).default('');

/**
 * Schema of the form by which a holder chooses whether the page of their badge is public, and whether it
 * shows their name.
 */
export const publicationForm = z.object({
	visibility: z.enum(['private', 'public', 'public-with-name'], 'recognition.visibility-missing'),
	key,
});

/** Schema of the form by which a holder has their badge bound to their e-mail address, or to none. */
export const bindingForm = z
	.object({ bound: z.enum(['yes', 'no'], incomplete), key })
	.transform(({ bound }) => ({ bound: bound === 'yes' }));

/** Schema of the form that requests a badge in the other language. */
export const translationForm = z.object({ key });

/** Schema of the form that revokes a badge. */
export const revokeAwardForm = z.object({ reason, key });
