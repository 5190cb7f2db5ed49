import { z } from 'zod';
import { LARGEST_TEXT } from './verify-for-visitor.ts';

/** The form of the verification page: a file, or pasted text, an address or a short code; an e-mail on demand. */
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
