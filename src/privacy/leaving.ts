import { foldUsername } from '#identity';

/** What becomes of the badges of somebody who leaves: they stay verifiable without a name, or they are revoked. */
export const BADGE_CHOICES = ['keep', 'revoke'] as const;

/** One of the two choices. */
export type BadgeChoice = (typeof BADGE_CHOICES)[number];

/** Whether what was typed confirms the removal of an account: its user name, in any case, without blanks around it. */
export const confirms = (typed: string, username: string): boolean => foldUsername(typed) === username;
