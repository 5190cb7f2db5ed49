import { z } from 'zod';
import { FRAMEWORK_VERSIONS } from '#framework';
import { LARGEST_PASTED } from './read-words.ts';

/**
 * Schema of the form that gives a file of the framework's words, to be tried or imported; `shown` names the words
 * that the page said it would replace, absent where the file is only tried.
 */
export const wordsForm = z.object({
	key: z.string('generic').min(1, 'generic'),
	version: z.enum(FRAMEWORK_VERSIONS, 'identity.version-missing'),
	content: z
		.string('wording.missing')
		.refine((text) => text.trim() !== '', 'wording.missing')
		.refine((text) => text.length <= LARGEST_PASTED, 'wording.too-large'),
	shown: z.string('generic').max(64, 'generic').optional().default(''),
});
