import { z } from 'zod';
import { CERTAINTY_WORDS } from '../index.ts';
import { text, refuseDuplicates } from './schema.ts';

const word = z.strictObject({
	id: z.string().regex(/^[A-Za-z]+(-[a-z]+)*$/, 'must be letters and hyphens'),
	label: text,
	sense: text,
});
const kind = z.strictObject({ title: text, description: text });

/** Schema of the data file of texts that only the open data needs: publisher, licence, terms and kinds. */
export const openDataSchema = z.strictObject({
	changedOn: z.iso.date('must be a date, such as 2026-11-22'),
	publisher: text,
	licence: z.strictObject({
		name: text,
		address: z.url({ protocol: /^https$/, error: 'must be a web address' }),
		reach: text,
	}),
	itemTypes: z.strictObject({ dimension: kind, element: kind }),
	groupings: z.strictObject({ structure: text, versions: text, translation: text, digcomp: text }),
	scale: text,
	note: text,
	provenance: z.record(z.enum(CERTAINTY_WORDS), word),
	terms: z.array(word).superRefine(refuseDuplicates('id')),
	kinds: z.array(word).superRefine(refuseDuplicates('id')),
});

/**
 * The texts that only the open data needs (publisher, licence, terms and kinds), as read from its data file.
 */
export type OpenDataWords = z.output<typeof openDataSchema>;
