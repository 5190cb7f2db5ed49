import { z } from 'zod';
import { visibleLine } from '#platform';
import { BADGE_CHOICES } from '../index.ts';

/**
 * Schema of the form that erases an account: what happens to the badges, the password, and the user name
 * typed again.
 */
export const eraseForm = z.object({
	key: z.string('platform.key-reused'),
	badges: z.enum(BADGE_CHOICES, 'privacy.badges-missing'),
	password: z
		.string('privacy.password-missing')
		.min(1, 'privacy.password-missing')
		.max(1024, 'privacy.password-wrong'),
	confirmation: z
		.string('privacy.confirmation-missing')
		.overwrite(visibleLine)
		.min(1, 'privacy.confirmation-missing')
		.max(254),
});
