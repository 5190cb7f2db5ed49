import { z } from 'zod';
import { isId, visibleLine, withoutUnseen } from '#platform';
import { atMost } from '#platform/server';
import { BADGE_CHOICES, REASON_LENGTH, REQUEST_KINDS } from '../index.ts';

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

const key = z.string('platform.key-reused');

/** Schema of the form by which an administrator asks for somebody absent: what for, and how they were recognised. */
export const askRequestForm = z.object({
	key,
	kind: z.enum(REQUEST_KINDS, 'privacy.request-kind-missing'),
	reason: z
		.string('privacy.request-reason-missing')
		.overwrite((typed) => withoutUnseen(typed).trim())
		.min(REASON_LENGTH.least, 'privacy.request-reason-missing')
		.check(atMost(REASON_LENGTH.most, 'privacy.request-reason-long')),
});

/** Schema of the forms that confirm, decline, withdraw or object to a request. */
export const aboutRequestForm = z.object({
	key,
	request: z.string('not-found').refine(isId, 'not-found'),
});
