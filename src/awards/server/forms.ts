import { z } from 'zod';

const incomplete = 'recognition.form-incomplete';
const key = z.string(incomplete);
const reason = z.string().trim().max(2000, 'recognition.reason-too-long').default('');

/** The form of a badge's owner: published or not, with a name or not. */
export const publicationForm = z.object({
	visibility: z.enum(['private', 'public', 'public-with-name'], 'recognition.visibility-missing'),
	key,
});

/** The form that asks for a badge in the other language. */
export const translationForm = z.object({ key });

/** The form that revokes a badge. */
export const revokeForm = z.object({ reason, key });
