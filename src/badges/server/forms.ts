import { z } from 'zod';
import { LARGEST_BADGE_DEFINITION_FILE } from './own/badge-file-content.ts';

const key = z.string('generic').min(1, 'generic');
const badge = z
	.string('generic')
	.regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'generic')
	.max(160, 'generic');

/** Schema of the form that gives the file of a badge, to be looked at or to be imported. */
export const badgeFileForm = z.object({
	key,
	content: z
		.string('badges.file-missing')
		.refine((text) => text.trim() !== '', 'badges.file-missing')
		.refine((text) => text.length <= LARGEST_BADGE_DEFINITION_FILE, 'badges.file-large'),
	/** The version in place as the page showed it; 0 for none, absent where the file is only looked at. */
	shown: z.coerce.number('generic').int().min(0).optional(),
});

/** Schema of the form that takes a badge out of the offer, or puts it back. */
export const ownBadgeForm = z.object({ key, badge });
