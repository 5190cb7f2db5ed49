import { foldUsername } from '#identity';

/**
 * What can happen to the badges of a person who erases their account: they stay verifiable without a name
 * (`keep`), or they are revoked.
 */
export const BADGE_CHOICES = ['keep', 'revoke'] as const;

/** What happens to the badges of a person who erases their account: kept without a name, or revoked. */
export type BadgeChoice = (typeof BADGE_CHOICES)[number];

/**
 * Whether the text that a person typed confirms erasing their account: it must be their user name, in upper
 * or lower case, with or without blanks around it.
 */
export const isErasureConfirmed = (typed: string, username: string): boolean =>
	foldUsername(typed) === username;
