import { typedCode } from './typed-code.ts';

/**
 * Limits of an invitation: how many days it may last by code (`mostDays`) and by mail (`mostMailedDays`), how
 * many people may use a code (`mostUses`), and the length of a code.
 */
export const INVITATION_LIMITS = { mostDays: 7, mostMailedDays: 30, mostUses: 500, characters: 10 } as const;

/**
 * Converts a typed invitation code to its stored form (ten lower-case characters). For a text that is no
 * code, the result has another length, and is then refused as an unknown code.
 */
export const readInvitationCode = (typed: string): string =>
	typedCode(typed, INVITATION_LIMITS.characters / 2);

/** An invitation's code as it is shown: two groups of five capitals (`7K2QX-M94TD`). */
export const formatInvitationCode = (code: string): string =>
	`${code.slice(0, 5)}-${code.slice(5)}`.toUpperCase();
