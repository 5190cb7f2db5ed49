import { z } from 'zod';
import { linkField } from '#training/server';

const incomplete = 'recognition.form-incomplete';
const key = z.string(incomplete);
const id = z.string(incomplete).max(64, incomplete);
const reason = z.string().trim().max(2000, 'recognition.reason-too-long').default('');

/** The form that begins an application. */
export const startForm = z.object({ key });

/** The form of a piece of evidence: a link or one of one's autoformations, and what it shows. */
export const evidenceForm = z.object({
	title: z.string().trim().max(200, 'recognition.title-too-long').default(''),
	link: linkField,
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
