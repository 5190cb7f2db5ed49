import { z } from 'zod';
import { LARGEST_TEXT } from './verify-for-visitor.ts';

/**
 * The schema of the form of the verification page: a file, or text (a pasted badge, an address or a short
 * code), and an optional e-mail.
 */
export const verifyForm = z.object({
	file: z.instanceof(Uint8Array).optional(),
	text: z.string().max(LARGEST_TEXT, 'recognition.text-too-long').default(''),
	recipient: z
		.string()
		.trim()
		.max(320, 'recognition.recipient-not-email')
		.refine((typed) => typed === '' || /^\S+@\S+$/.test(typed), 'recognition.recipient-not-email')
		.default(''),
});
