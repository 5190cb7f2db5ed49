import { z } from 'zod';
import { readLink } from '#training';
import { LARGEST_TEXT } from './verify-for-visitor.ts';

const incomplete = 'recognition.form-incomplete';
const key = z.string(incomplete);
const id = z.string(incomplete).max(64, incomplete);

/** The web address of a piece of evidence, or nothing. */
const link = z
	.string()
	.trim()
	.default('')
	.transform((typed, context) => {
		if (typed === '') return null;
		const read = readLink(typed);
		if (typeof read !== 'string') return read.address;
		context.addIssue(read);
		return z.NEVER;
	});

const reason = z.string().trim().max(2000, 'recognition.reason-too-long').default('');

/** The form that begins an application. */
export const startForm = z.object({ key });

/** The form of a piece of evidence: a link or one of one's autoformations, and what it shows. */
export const evidenceForm = z.object({
	title: z.string().trim().max(200, 'recognition.title-too-long').default(''),
	link,
	training: z
		.string()
		.max(64, incomplete)
		.default('')
		.transform((chosen) => chosen || null),
	reflection: z.string().trim().max(4000, 'recognition.reflection-too-long').default(''),
	instead: z
		.string()
		.max(64, incomplete)
		.default('')
		.transform((named) => named || null),
	key,
});

/** The form that removes a piece of evidence. */
export const removeEvidenceForm = z.object({ evidence: id, key });

/** The form that sends an application; `inBadge` holds a value when the person wants the evidence written in the badge. */
export const submitForm = z.object({
	inBadge: z
		.array(z.string())
		.default([])
		.transform((chosen) => chosen.length > 0),
	key,
});

/** The form that withdraws an application. */
export const withdrawForm = z.object({ key });

/** The form of an adviser's answer; the reason is asked for all but an acceptance. */
export const decisionForm = z.object({
	decision: z.enum(['accept', 'return', 'refuse'], 'recognition.decision-missing'),
	reason,
	key,
});

/** The form of a badge's owner: published or not, with a name or not. */
export const publicationForm = z.object({
	visibility: z.enum(['private', 'public', 'public-with-name'], 'recognition.visibility-missing'),
	key,
});

/** The form that asks for a badge in the other language. */
export const siblingForm = z.object({ key });

/** The form that revokes a badge. */
export const revokeForm = z.object({ reason, key });

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
