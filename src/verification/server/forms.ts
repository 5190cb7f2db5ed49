import { z } from 'zod';
import { LARGEST_TEXT } from './verify-for-visitor.ts';

const typed = z.string().max(LARGEST_TEXT, 'recognition.text-too-long').default('');

/**
 * The schema of the form of the verification page: a file, a short code or an address (`reference`), or a
 * pasted badge (`text`), and an optional e-mail. Both texts are read alike, whatever they hold.
 */
export const verifyForm = z.object({
	file: z.instanceof(Uint8Array).optional(),
	reference: typed,
	text: typed,
	recipient: z
		.string()
		.trim()
		.max(320, 'recognition.recipient-not-email')
		.refine((typed) => typed === '' || /^\S+@\S+$/.test(typed), 'recognition.recipient-not-email')
		.default(''),
});
